//! Records for programs: one JSON object a line, always the same keys in the same order, `null` where nothing is
//! known.

use serde_json::{Value, json};

use super::{Checked, Finding, Page, Printer, Said, Setting, Summary, lines::Lines, list::json_line};
use crate::{
    render::sentence,
    report::Severity,
    wire,
};

/// The findings of a message in the order of its bytes, a record `finding` each, then the record `message`; at the end
/// the record `summary`.
///
/// `offset` and `length` are bytes of the message, `line` and `column` count from 1, the column in Unicode scalar
/// values; `key_path` is empty for the whole document. Lines are those of the file if the message stands there as it was
/// sent: then the `offset` of its own record is where its bytes begin. What is wrong with a file besides its messages, or
/// is known of a message only when the file is over, has no `index`, and its `offset` is one of the file.
pub(super) struct Jsonl;

impl Jsonl {
    pub(super) const fn new(_: Setting) -> Self {
        Self
    }
}

impl Printer for Jsonl {
    fn say(&self, checked: &Checked<'_>) -> Said {
        let mut text = String::new();
        for record in findings(checked).chain(message(checked)) {
            text += &json_line(&record);
            text.push('\n');
        }
        Said::text(text)
    }

    fn page(&self) -> Box<dyn Page> {
        Box::new(Lines { head: "", tail: |all| format!("{}\n", json_line(&summary(all))) })
    }
}

/// The records `finding` of a message, or of a file that could not be read.
pub(super) fn findings(checked: &Checked<'_>) -> impl Iterator<Item = Value> {
    let checked = *checked;
    checked.findings().map(move |finding| {
        let Finding { problem, range, .. } = finding;
        let (offset, place) = (checked.offset(problem), range.map(|(first, _)| first));
        let prefix = if checked.is_elsewhere() { checked.prefix(&finding) } else { String::new() };
        json!({
            "record": "finding",
            "path": checked.source.name,
            "index": checked.index(),
            "code": problem.code.as_str(),
            "severity": problem.severity.as_str(),
            "offset": offset,
            "length": offset.map(|_| problem.span.len()),
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
            "key_path": checked.is_read().then_some(&problem.path),
            "message": format!("{prefix}{}", sentence(problem)),
        })
    })
}

/// The record `message`.
pub(super) fn message(checked: &Checked<'_>) -> Option<Value> {
    let Checked { source, report, .. } = *checked;
    let body = checked.body()?;
    Some(json!({
        "record": "message",
        "path": source.name,
        "index": checked.index(),
        "where": checked.place(),
        "kind": checked.kind(),
        "format": body.format.map(wire::Format::as_str),
        "offset": source.start.map(|start| start.offset),
        "length": body.length,
        "sha256": body.sha256,
        "verdict": report.worst().map_or("clean", Severity::as_str),
        "errors": report.count(Severity::Error),
        "warnings": report.count(Severity::Warning),
        "notes": report.count(Severity::Note),
    }))
}

/// The record `summary`.
pub(super) fn summary(summary: &Summary) -> Value {
    let Summary { files, messages, bytes, errors, warnings, notes } = *summary;
    json!({
        "record": "summary",
        "files": files,
        "messages": messages,
        "bytes": bytes,
        "errors": errors,
        "warnings": warnings,
        "notes": notes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        render::{Body, Source, Subject},
        report::{Code, Expected, Found, Problem, Report},
        wire::{Format, Kind, Span},
    };

    #[test]
    fn records() {
        let code = Code::WrongType;
        let (expected, found) = (Expected::Kind(Kind::Boolean), Found::Kind(Kind::Integer));
        let path = "Payload[0].StaticCode".to_owned();
        let problem =
            Problem { code, severity: code.severity(), span: Span::new(4, 6), path, expected, found, related: None };
        let report: Report = [problem].into_iter().collect();
        let source = Source::new("a/b.har", "<\nä>x".as_bytes())
            .kind("command.InstallProfile")
            .index(3)
            .part("entry 12 request", None);
        let body = Body { format: Some(Format::Xml), length: Some(6), sha256: Some("00ff"), ..Body::default() };
        let printer = Jsonl::new(Setting::default());
        let said = printer.say(&Checked { source, subject: Subject::Message(body), report: &report });
        assert_eq!(
            said.text,
            "{\"record\":\"finding\",\"path\":\"a/b.har\",\"index\":3,\"code\":\"wrong-type\",\"severity\":\"error\",\"offset\":4,\"length\":2,\
             \"line\":2,\"column\":2,\"key_path\":\"Payload[0].StaticCode\",\"message\":\"expected boolean, found integer\"}\n\
             {\"record\":\"message\",\"path\":\"a/b.har\",\"index\":3,\"where\":\"entry 12 request\",\"kind\":\"command.InstallProfile\",\
             \"format\":\"xml\",\"offset\":null,\"length\":6,\"sha256\":\"00ff\",\"verdict\":\"error\",\"errors\":1,\"warnings\":0,\"notes\":0}\n"
        );
        let all = Summary { files: 3, messages: 5, bytes: 61402, errors: 1, warnings: 1, notes: 2 };
        let mut out = Vec::new();
        printer.page().end(&all, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "{\"record\":\"summary\",\"files\":3,\"messages\":5,\"bytes\":61402,\"errors\":1,\"warnings\":1,\"notes\":2}\n"
        );
    }
}
