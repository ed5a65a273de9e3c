//! The diagnostic format of reviewdog, as one document.
//!
//! Source: reviewdog, `proto/rdf/reviewdog.proto`: columns count bytes, the end of a range is behind it.

use serde_json::{Value, json};

use super::{Checked, Page, Printer, Said, Setting, list::List};
use crate::{
    render::{Place, Visible, help, sentence},
    report::Severity,
};

pub(super) struct Rdjson;

impl Rdjson {
    pub(super) const fn new(_: Setting) -> Self {
        Self
    }
}

impl Printer for Rdjson {
    fn say(&self, checked: &Checked<'_>) -> Said {
        let path = checked.source.name;
        let mut text = String::new();
        for finding in checked.findings() {
            let problem = finding.problem;
            let key = if problem.path.is_empty() { String::new() } else { format!(" ({})", Visible(&problem.path)) };
            let mut location = json!({ "path": path });
            if let Some((first, last)) = finding.range.filter(|_| checked.source.start.is_some()) {
                location["range"] = json!({ "start": position(first), "end": position(last) });
            }
            text += &List::item(&json!({
                "message": format!("{}{}{key}\n{}", checked.prefix(&finding), sentence(problem), help(problem)),
                "location": location,
                "severity": match problem.severity {
                    Severity::Error => "ERROR",
                    Severity::Warning => "WARNING",
                    Severity::Note => "INFO",
                },
                "code": { "value": problem.code.as_str() },
            }));
        }
        if let Some(more) = checked.more() {
            text += &List::item(&json!({ "message": more, "location": { "path": path }, "severity": "INFO" }));
        }
        Said::text(text)
    }

    fn page(&self) -> Box<dyn Page> {
        Box::new(List::new("{\"source\":{\"name\":\"mdmwire\"},\"diagnostics\":[", |_| "]}".to_owned()))
    }
}

fn position(place: Place) -> Value {
    json!({ "line": place.line, "column": place.byte })
}
