//! SARIF 2.1.0, the form of code scanning: rules with their pages, results with where they are.
//!
//! Source: OASIS, Static Analysis Results Interchange Format, version 2.1.0; section numbers are its.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use serde_json::{Value, json};

use super::{
    Checked, Finding, Page, Printer, Said, Setting, Summary,
    fingerprint::Fingerprints,
    list::{List, json_line},
};
use crate::{
    render::{Place, help, sentence},
    report::Code,
    wire::Span,
};

pub(super) struct Sarif;

const HEAD: &str = concat!(
    "{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",",
    "\"version\":\"2.1.0\",\"runs\":[{\"columnKind\":\"unicodeCodePoints\",\"results\":["
);

impl Sarif {
    pub(super) const fn new(_: Setting) -> Self {
        Self
    }
}

impl Printer for Sarif {
    fn say(&self, checked: &Checked<'_>) -> Said {
        let mut fingerprints = Fingerprints::default();
        let results = checked.findings().map(|finding| {
            let fingerprint = fingerprints.next(checked, &finding);
            List::item(&result(checked, &finding, &fingerprint))
        });
        Said::counted(results.collect(), checked)
    }

    fn page(&self) -> Box<dyn Page> {
        Box::new(Run { results: List::new(HEAD, |_| String::new()), rules: BTreeSet::new(), all_read: true })
    }
}

/// The results as they come, then what they have to do with.
struct Run {
    results: List,
    rules: BTreeSet<Code>,
    all_read: bool,
}

impl Page for Run {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.results.begin(out)
    }

    fn add(&mut self, said: Said, out: &mut dyn Write) -> io::Result<()> {
        if let Some(facts) = &said.facts {
            self.rules.extend(facts.codes.iter().map(|(code, _)| *code));
            self.all_read &= facts.is_read;
        }
        self.results.add(said, out)
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let rules: Vec<_> = self.rules.iter().copied().map(rule).collect();
        let tool = json!({ "driver": {
            "name": "mdmwire",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        } });
        let Summary { files, messages, bytes, errors, warnings, notes } = *summary;
        let properties = json!({
            "files": files,
            "messages": messages,
            "bytes": bytes,
            "errors": errors,
            "warnings": warnings,
            "notes": notes,
        });
        let invocations = json!([{ "executionSuccessful": self.all_read }]);
        writeln!(
            out,
            "\n],\"invocations\":{},\"properties\":{},\"tool\":{}}}]}}",
            json_line(&invocations),
            json_line(&properties),
            json_line(&tool)
        )
    }
}

/// Section 3.49, `reportingDescriptor`.
fn rule(code: Code) -> Value {
    let page: Vec<_> = code.page().collect();
    let paragraph: Vec<_> = page.iter().skip_while(|line| !line.is_empty()).skip(1).copied().take_while(|line| !line.is_empty()).collect();
    let text: Vec<_> = page.iter().copied().filter(|line| !line.starts_with("```")).collect();
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.title() },
        "fullDescription": { "text": paragraph.join(" ") },
        "help": { "text": text.join("\n"), "markdown": page.join("\n") },
        "defaultConfiguration": { "level": code.severity().as_str() },
    })
}

/// Section 3.27, `result`.
fn result(checked: &Checked<'_>, finding: &Finding<'_>, fingerprint: &str) -> Value {
    let problem = finding.problem;
    let mut result = json!({
        "ruleId": problem.code.as_str(),
        "level": problem.severity.as_str(),
        "message": { "text": format!("{}{}; {}", checked.prefix(finding), sentence(problem), help(problem)) },
        "locations": [location(checked, finding)],
        "partialFingerprints": { "mdmwire/v1": fingerprint },
    });
    if let Some((span, range)) = finding.related.filter(|_| checked.source.start.is_some()) {
        result["relatedLocations"] = json!([{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(&checked.path()) },
                "region": region(checked, span, range),
            },
        }]);
    }
    if checked.is_read() {
        result["properties"] = json!({
            "kind": checked.kind(),
            "index": checked.index(),
            "where": checked.place(),
            "offset": checked.offset(problem),
            "length": checked.offset(problem).map(|_| problem.span.len()),
        });
    }
    result
}

/// Section 3.28, `location`: of the file if the message stands there as it was sent, and the key in any case.
fn location(checked: &Checked<'_>, finding: &Finding<'_>) -> Value {
    let problem = finding.problem;
    let mut physical = json!({ "artifactLocation": { "uri": uri(&checked.path()) } });
    if checked.is_read() && checked.source.start.is_some() {
        physical["region"] = region(checked, problem.span, finding.range);
    }
    let mut location = json!({ "physicalLocation": physical });
    if !problem.path.is_empty() {
        let name = problem.path.rsplit('.').next();
        location["logicalLocations"] =
            json!([{ "name": name, "fullyQualifiedName": problem.path, "kind": "member" }]);
    }
    location
}

/// Section 3.30, `region`: lines and columns from 1, the end behind the last character; bytes from 0.
fn region(checked: &Checked<'_>, span: Span, range: Option<(Place, Place)>) -> Value {
    let start = checked.source.start().offset.saturating_add(span.start);
    match range {
        Some((first, last)) => json!({
            "startLine": first.line,
            "startColumn": first.column,
            "endLine": last.line,
            "endColumn": last.column,
            "byteOffset": start,
            "byteLength": span.len(),
        }),
        None => json!({ "byteOffset": start, "byteLength": span.len() }),
    }
}

/// The path as a relative reference, or as a file URI if it is absolute: RFC 3986, RFC 8089.
fn uri(path: &str) -> String {
    let has_drive = path.get(1..3) == Some(":/");
    let mut uri = String::from(match path {
        _ if has_drive => "file:///",
        _ if path.starts_with('/') => "file://",
        _ => "",
    });
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris() {
        assert_eq!(uri("a/b c.plist"), "a/b%20c.plist");
        assert_eq!(uri("x:y#?%.plist"), "x%3Ay%23%3F%25.plist");
        assert_eq!(uri("/tmp/ä"), "file:///tmp/%C3%A4");
        assert_eq!(uri("C:/a"), "file:///C%3A/a");
        assert_eq!(uri("-"), "-");
    }
}
