//! Records for programs: one JSON object a line, always the same keys in the same order, `null` where nothing is
//! known.

use core::fmt;

use serde_json::json;

use super::{
    Source,
    sentence::{saying, sentence},
};
use crate::{
    report::{Report, Severity},
    wire::Format,
};

/// The findings of one message, in the order of its bytes: a record `finding` each.
///
/// `offset` and `length` are bytes of the message, `line` and `column` count from 1, the column in Unicode scalar
/// values; `key_path` is empty for the whole document.
#[must_use]
pub fn findings<'r>(report: &'r Report, source: Source<'r>) -> impl fmt::Display + 'r {
    saying(move |f| {
        let places = source.places(report);
        for problem in report.problems() {
            let place = places.get(problem.span.start);
            let record = json!({
                "record": "finding",
                "path": source.name,
                "index": source.index.unwrap_or(0),
                "code": problem.code.as_str(),
                "severity": problem.severity.as_str(),
                "offset": problem.span.start,
                "length": problem.span.len(),
                "line": place.map(|place| place.line),
                "column": place.map(|place| place.column),
                "key_path": problem.path,
                "message": sentence(problem).to_string(),
            });
            writeln!(f, "{record}")?;
        }
        Ok(())
    })
}

/// The findings about a file that could not be read: records `finding` without a place.
#[must_use]
pub fn unread<'r>(report: &'r Report, name: &'r str) -> impl fmt::Display + 'r {
    saying(move |f| {
        for problem in report.problems() {
            let record = json!({
                "record": "finding",
                "path": name,
                "index": null,
                "code": problem.code.as_str(),
                "severity": problem.severity.as_str(),
                "offset": null,
                "length": null,
                "line": null,
                "column": null,
                "key_path": null,
                "message": sentence(problem).to_string(),
            });
            writeln!(f, "{record}")?;
        }
        Ok(())
    })
}

/// Where a message stands and what it is, besides what [`Source`] says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Body<'b> {
    /// Where it stands in its container, in words.
    pub place: Option<&'b str>,
    /// Its format; `None` if it is no document.
    pub format: Option<Format>,
    /// The offset of its first byte in the file, if it stands there as it was sent.
    pub offset: Option<usize>,
    /// How many bytes it has; not those of [`Source`] if it was too long to be read whole.
    pub length: Option<usize>,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: Option<&'b str>,
}

/// The record `message`, which follows the findings of the message.
#[must_use]
pub fn message<'r>(report: &'r Report, source: Source<'r>, body: Body<'r>) -> impl fmt::Display + 'r {
    saying(move |f| {
        let record = json!({
            "record": "message",
            "path": source.name,
            "index": source.index.unwrap_or(0),
            "where": body.place,
            "kind": if source.kind.is_empty() { "unknown" } else { source.kind },
            "format": body.format.map(Format::as_str),
            "offset": body.offset,
            "length": body.length,
            "sha256": body.sha256,
            "verdict": report.worst().map_or("clean", Severity::as_str),
            "errors": report.count(Severity::Error),
            "warnings": report.count(Severity::Warning),
            "notes": report.count(Severity::Note),
        });
        writeln!(f, "{record}")
    })
}

/// How much was looked at, and what was found in all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files.
    pub files: usize,
    /// Messages in them.
    pub messages: usize,
    /// Bytes of these messages.
    pub bytes: usize,
    /// Errors, among them those that were counted and not kept.
    pub errors: usize,
    /// Warnings, counted likewise.
    pub warnings: usize,
    /// Notes, counted likewise.
    pub notes: usize,
}

/// The record `summary`, which comes last.
#[must_use]
pub fn summary(summary: &Summary) -> impl fmt::Display {
    let Summary { files, messages, bytes, errors, warnings, notes } = *summary;
    saying(move |f| {
        let record = json!({
            "record": "summary",
            "files": files,
            "messages": messages,
            "bytes": bytes,
            "errors": errors,
            "warnings": warnings,
            "notes": notes,
        });
        writeln!(f, "{record}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        report::{Code, Expected, Found, Problem},
        wire::{Kind, Span},
    };

    #[test]
    fn records() {
        let code = Code::WrongType;
        let (expected, found) = (Expected::Kind(Kind::Boolean), Found::Kind(Kind::Integer));
        let path = "Payload[0].StaticCode".to_owned();
        let problem =
            Problem { code, severity: code.severity(), span: Span::new(4, 6), path, expected, found, related: None };
        let report: Report = [problem].into_iter().collect();
        let source = Source::new("a/b.har", "<\nä>x".as_bytes()).kind("command.InstallProfile").index(3);
        assert_eq!(
            findings(&report, source).to_string(),
            "{\"record\":\"finding\",\"path\":\"a/b.har\",\"index\":3,\"code\":\"wrong-type\",\"severity\":\"error\",\"offset\":4,\"length\":2,\
             \"line\":2,\"column\":2,\"key_path\":\"Payload[0].StaticCode\",\"message\":\"expected boolean, found integer\"}\n"
        );
        let body = Body {
            place: Some("entry 12 request"),
            format: Some(Format::Xml),
            length: Some(6),
            sha256: Some("00ff"),
            offset: None,
        };
        assert_eq!(
            message(&report, source, body).to_string(),
            "{\"record\":\"message\",\"path\":\"a/b.har\",\"index\":3,\"where\":\"entry 12 request\",\"kind\":\"command.InstallProfile\",\
             \"format\":\"xml\",\"offset\":null,\"length\":6,\"sha256\":\"00ff\",\"verdict\":\"error\",\"errors\":1,\"warnings\":0,\"notes\":0}\n"
        );
        let all = Summary { files: 3, messages: 5, bytes: 61402, errors: 1, warnings: 1, notes: 2 };
        assert_eq!(
            summary(&all).to_string(),
            "{\"record\":\"summary\",\"files\":3,\"messages\":5,\"bytes\":61402,\"errors\":1,\"warnings\":1,\"notes\":2}\n"
        );
    }
}
