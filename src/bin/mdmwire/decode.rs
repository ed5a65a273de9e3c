//! From a body to what the library says of it, the way the command line asks for.

use mdmwire::{
    Code, Decoder, Expected, Format, Found, Message, Problem, Report, Severity, Span, Value, is_cms, messages::CATALOG,
    schema::Sign,
};

use crate::args::{Input, Reading};

/// What a body is.
pub(crate) struct Decoded {
    /// The kind that was found or given; `unknown` if it is none.
    pub(crate) kind: &'static str,
    pub(crate) report: Report,
}

/// What is said of the severity of a code: nothing, a level, or that it is not reported.
pub(crate) type Said = Option<Option<Severity>>;

pub(crate) fn decode(decoder: &Decoder, reading: &Reading, level: impl Fn(Code) -> Said, bytes: &[u8]) -> Decoded {
    let wrong = match (reading.input, Format::detect(bytes)) {
        (Input::Plist, Some(Format::Json)) => Some(Code::JsonNotPlist),
        (Input::Json, Some(Format::Binary | Format::Xml)) => Some(Code::PlistNotJson),
        _ => None,
    };
    if let Some(code) = wrong {
        return Decoded { kind: "unknown", report: problem(code, "", level) };
    }
    let given = reading.kind.as_deref();
    if given == Some("plist") {
        let (_, report) = Value::read(bytes, reading.policy.into(), reading.limits());
        return Decoded { kind: "plist", report: leveled(&report, level) };
    }
    let (message, report) =
        given.and_then(|kind| decoder.decode_kind(kind, bytes)).unwrap_or_else(|| decoder.decode(bytes));
    let kind = CATALOG.iter().map(|entry| entry.kind).find(|kind| Some(*kind) == given);
    let kind = kind.or_else(|| message.as_ref().map(Message::kind)).unwrap_or_else(|| kind_of(bytes, reading));
    Decoded { kind, report }
}

/// A report of one problem with a body or file as a whole.
pub(crate) fn problem(code: Code, found: &str, level: impl Fn(Code) -> Said) -> Report {
    let found = if found.is_empty() { Found::Nothing } else { Found::text(found) };
    let problem = Problem {
        code,
        severity: code.severity(),
        span: Span::default(),
        path: String::new(),
        expected: Expected::Nothing,
        found,
        related: None,
    };
    leveled(&[problem].into_iter().collect(), level)
}

fn leveled(report: &Report, level: impl Fn(Code) -> Said) -> Report {
    let problems = report.problems().iter().cloned();
    let leveled = problems.filter_map(|problem| {
        let severity = level(problem.code).unwrap_or(Some(problem.severity))?;
        Some(Problem { severity, ..problem })
    });
    leveled.collect()
}

/// The kind of a body that gives no message, as far as it can be told.
fn kind_of(bytes: &[u8], reading: &Reading) -> &'static str {
    if is_cms(bytes) {
        return "cms";
    }
    let (value, _) = Value::read(bytes, mdmwire::Policy::Tolerant, reading.limits());
    let Some(value) = value else { return "unknown" };
    let root = value.root();
    let fits = CATALOG.iter().find(|entry| match entry.sign {
        Sign::Key(key) => root.get(key).is_some(),
        Sign::Tag(key, tag) => root.get(key).and_then(|value| value.as_str()) == Some(tag),
        _ => false,
    });
    fits.map_or("unknown", |entry| entry.kind)
}
