//! From a body to what the library says of it, the way the command line asks for.

use mdmwire::{
    Code, Decoder, Expected, Format, Found, Message, Problem, Report, Severity, Span,
    capture::{Captured, Gist, Hints, Labels},
    is_cms,
};

use crate::args::{Input, Reading};

/// What a body is.
pub(crate) struct Decoded {
    /// The kind that was found or given; `unknown` if it is none.
    pub(crate) kind: &'static str,
    pub(crate) report: Report,
}

impl Decoded {
    /// The kind, if it is one.
    pub(crate) fn found(&self) -> Option<&'static str> {
        (self.kind != "unknown").then_some(self.kind)
    }
}

/// What is said of the severity of a code: nothing, a level, or that it is not reported.
pub(crate) type Said = Option<Option<Severity>>;

/// A message of a capture as it stands alone, what it says to the others, and what it calls those that it is about.
pub(crate) fn with_labels(
    decoder: &Decoder,
    reading: &Reading,
    level: impl Fn(Code) -> Said,
    captured: &Captured<'_>,
) -> (Decoded, Gist, Labels) {
    let (decoded, message) = alone(decoder, reading, level, captured);
    let gist = Gist::new(captured, decoded.found(), message.as_ref());
    let labels = Labels::new(captured, decoded.kind, message.as_ref());
    (decoded, gist, labels)
}

/// A message of a capture as it stands alone.
pub(crate) fn alone<'b>(
    decoder: &Decoder,
    reading: &Reading,
    level: impl Fn(Code) -> Said,
    captured: &'b Captured<'_>,
) -> (Decoded, Option<Message<'b>>) {
    let kinds = captured.exchange.kinds();
    let (mut decoded, message) = message(decoder, reading, &kinds, level, &captured.body);
    if captured.damaged && decoded.report.kind().is_none() {
        decoded.report = Report::default();
    }
    (decoded, message)
}

/// The same message with what the others say of it, read again if that changes anything.
pub(crate) fn with_hints(
    decoder: &Decoder,
    hints: &Hints,
    level: impl Fn(Code) -> Said,
    captured: &Captured<'_>,
    mut decoded: Decoded,
) -> Decoded {
    let kind = hints.kind.unwrap_or(decoded.kind);
    if hints.change(decoded.kind) {
        let decoder = decoder.clone().beside(hints.context);
        if let Some((_, report)) = decoder.decode_kind(kind, &captured.body) {
            decoded = Decoded { kind, report };
        }
    }
    let problems = captured.problems.iter().cloned().chain(hints.problems(&captured.body)).collect::<Report>();
    if !problems.is_clean() {
        decoded.report.extend(leveled(&problems, level).problems().iter().cloned());
    }
    decoded
}

/// A body that is of one of these kinds, if there are any and nobody has said otherwise.
fn message<'b>(
    decoder: &Decoder,
    reading: &Reading,
    kinds: &[&'static str],
    level: impl Fn(Code) -> Said,
    bytes: &'b [u8],
) -> (Decoded, Option<Message<'b>>) {
    let wrong = match (reading.input, Format::detect(bytes)) {
        (Input::Plist, Some(Format::Json)) => Some(Code::JsonNotPlist),
        (Input::Json, Some(Format::Binary | Format::Xml)) => Some(Code::PlistNotJson),
        _ => None,
    };
    if let Some(code) = wrong {
        return (Decoded { kind: "unknown", report: problem(code, "", level) }, None);
    }
    let given = reading.kinds.as_ref().map_or(kinds, |kinds| &kinds.0);
    if given == ["plist"] {
        return (Decoded { kind: "plist", report: decoder.value(bytes).1 }, None);
    }
    let (message, report) = decoder.decode_one_of(given, bytes).unwrap_or_else(|| decoder.decode(bytes));
    let kind = report.kind().unwrap_or(if is_cms(bytes) { "cms" } else { "unknown" });
    (Decoded { kind, report }, message)
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
