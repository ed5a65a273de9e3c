//! One JSON document: what JSON lines say, the findings of a message in it.

use serde_json::{Value, json};

use super::{
    Checked, Page, Printer, Said, Setting,
    jsonl::{findings, message, summary},
    list::{List, json_line},
};
use crate::report::Severity;

/// `{"messages": [{…, "findings": [{…}]}], "summary": {…}}`. What is wrong with a file apart from its messages, or with one
/// that could not be read, stands among the messages; everything that only a message has is `null` there.
pub(super) struct Json;

impl Json {
    pub(super) const fn new(_: Setting) -> Self {
        Self
    }
}

impl Printer for Json {
    fn say(&self, checked: &Checked<'_>) -> Said {
        let findings: Vec<Value> = findings(checked).map(|finding| without(finding, &["record", "path", "index"])).collect();
        if checked.body().is_none() && findings.is_empty() {
            return Said::default();
        }
        let mut item = without(message(checked).unwrap_or_else(|| nothing(checked)), &["record"]);
        if let Some(item) = item.as_object_mut() {
            item.insert("findings".to_owned(), findings.into());
        }
        Said::text(List::item(&item))
    }

    fn page(&self) -> Box<dyn Page> {
        Box::new(List::new("{\"messages\":[", |all| {
            format!("],\"summary\":{}}}", json_line(&without(summary(all), &["record"])))
        }))
    }
}

/// What stands in the place of a message.
fn nothing(checked: &Checked<'_>) -> Value {
    json!({
        "path": checked.source.name,
        "index": null,
        "where": checked.place(),
        "kind": null,
        "format": null,
        "offset": null,
        "length": null,
        "sha256": null,
        "verdict": checked.report.worst().map(Severity::as_str),
        "errors": checked.report.count(Severity::Error),
        "warnings": checked.report.count(Severity::Warning),
        "notes": checked.report.count(Severity::Note),
    })
}

fn without(mut record: Value, keys: &[&str]) -> Value {
    if let Some(record) = record.as_object_mut() {
        for key in keys {
            record.shift_remove(*key);
        }
    }
    record
}
