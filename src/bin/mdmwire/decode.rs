//! From a body to what the library says of it, the way the command line asks for.

use mdmwire::{Code, Decoder, Expected, Format, Found, Problem, Report, Severity, Span, is_cms};

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
    let given = reading.kinds.as_ref().map_or(&[][..], |kinds| &kinds.0);
    if given == ["plist"] {
        return Decoded { kind: "plist", report: decoder.value(bytes).1 };
    }
    let (_, report) = decoder.decode_one_of(given, bytes).unwrap_or_else(|| decoder.decode(bytes));
    let kind = report.kind().unwrap_or(if is_cms(bytes) { "cms" } else { "unknown" });
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

/// A report with the levels that were asked for.
pub(crate) fn leveled(report: &Report, level: impl Fn(Code) -> Said) -> Report {
    let problems = report.problems().iter().cloned();
    let leveled = problems.filter_map(|problem| {
        let severity = level(problem.code).unwrap_or(Some(problem.severity))?;
        Some(Problem { severity, ..problem })
    });
    leveled.collect()
}
