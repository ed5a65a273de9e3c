//! What is wrong with a document, as data.
//!
//! A [`Problem`] says which rule is broken, where, what was expected and what was found; a [`Report`] holds all
//! problems of one document in the order of their bytes. Nothing here makes a sentence: [`crate::render`]
//! does, when somebody looks. A sensitive value never stands in a problem.

mod code;
mod log;

use core::{fmt, str::FromStr};
use std::collections::BTreeMap;

pub(crate) use self::log::{Finding, Log};
pub use self::{
    code::{Code, UnknownCode},
    log::Checks,
};
use crate::{
    context::Facts,
    render,
    wire::{Kind, Limits, Span},
};

/// How bad a problem is. See [`manual::severity`](crate::manual::severity).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// An unknown key, a quirk that devices are known for, a leniency that harms no one.
    Note,
    /// A rule that holds for what is known of the sender, a value outside a list, a known difference of readers.
    Warning,
    /// Not a document, or not a message that can be typed, or two readers see different messages.
    Error,
}

impl Severity {
    /// All of them, the mildest first.
    pub const ALL: [Self; 3] = [Self::Note, Self::Warning, Self::Error];

    /// The next worse one.
    pub(crate) const fn worse(self) -> Self {
        match self {
            Self::Note => Self::Warning,
            Self::Warning | Self::Error => Self::Error,
        }
    }

    /// `note`, `warning` or `error`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Severity {
    type Err = UnknownWord;

    fn from_str(name: &str) -> Result<Self, UnknownWord> {
        let found = Self::ALL.into_iter().find(|severity| severity.as_str() == name);
        found.ok_or(UnknownWord("`note`, `warning` or `error`"))
    }
}

/// A text is none of the words for what it was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord(pub(crate) &'static str);

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.0)
    }
}

impl core::error::Error for UnknownWord {}

/// One thing that is wrong, at one place.
///
/// [`Display`](fmt::Display) gives the sentence: `expected boolean, found integer`.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The rule.
    pub code: Code,
    /// How bad it is under the policy and the levels of the caller.
    pub severity: Severity,
    /// Where, in bytes of the input. Where something is missing from a dictionary, it is the head of that.
    pub span: Span,
    /// The keys and indices that lead there: `ErrorChain[0].ErrorCode`. Empty for the whole document, and in a tree
    /// ([`Decoder::value`](crate::Decoder::value)). Of what lies under a key that no record knows, it ends with that key.
    pub path: String,
    /// What the rule asks for.
    pub expected: Expected,
    /// What stands there instead.
    pub found: Found,
    /// Another place that has to do with it: the first of two equal keys, the tag that is left open.
    pub related: Option<Span>,
}

/// What a rule asks for.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Expected {
    /// The code says it.
    #[default]
    Nothing,
    /// What is known of the sender, which the rule is a consequence of.
    Because(Facts),
    /// At most so many characters.
    Characters(usize),
    /// Text of a form, in words: `40 hexadecimal digits`.
    Form(&'static str),
    /// So many items, from the first to the second, both included.
    Items(usize, usize),
    /// A key of this name.
    Key(&'static str),
    /// A value of this kind.
    Kind(Kind),
    /// One of these numbers.
    NumberOf(&'static [i64]),
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A number from the first to the second, both included.
    Range(i64, i64),
    /// What is said beside the message in its container; never a secret.
    Said(String),
    /// This text.
    Text(&'static str),
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Found {
    /// Nothing, or nothing to speak of.
    #[default]
    Nothing,
    /// So many of them.
    Count(usize),
    /// A value that must not be shown.
    Hidden,
    /// This number.
    Integer(i128),
    /// This key.
    Key(String),
    /// A value of this kind.
    Kind(Kind),
    /// A container of a binary property list, by its number, and the number of an object that it refers to.
    Object {
        /// Which container.
        kind: Kind,
        /// Its number.
        number: usize,
        /// The number that the reference names.
        holds: usize,
    },
    /// This number.
    Real(f64),
    /// This text, shortened; never a secret.
    Text(String),
}

impl Found {
    /// The most characters of a text that [`text`](Self::text) and [`key`](Self::key) keep.
    pub const SHOWN: usize = 60;

    /// A text, shortened. Not for secrets.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(shorten(text))
    }

    /// A key, shortened.
    #[must_use]
    pub fn key(key: &str) -> Self {
        Self::Key(shorten(key))
    }

    /// The same, unless it is the value of a secret.
    pub(crate) fn unless(self, is_secret: bool) -> Self {
        match self {
            Self::Integer(_) | Self::Real(_) | Self::Text(_) if is_secret => Self::Hidden,
            found => found,
        }
    }
}

/// The beginning of a text, with `…` where it goes on.
fn shorten(text: &str) -> String {
    match text.char_indices().nth(Found::SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
    }
}

/// Every problem of one document, in the order of its bytes.
///
/// It keeps at most as many problems as [`Limits::problems`] says, the most severe ones, and counts all. Nothing is
/// allocated while there is nothing to report.
///
/// As an [`Error`](core::error::Error) it reads as one line a problem.
///
/// That there is no error in it does not say that there is a message: a dictionary that is nobody's, an error word of a
/// service and a CMS envelope are no messages, and not wrong for that. Nor does a level decide it, which the caller may
/// set ([`Decoder::severity`](crate::Decoder::severity)).
#[derive(Clone, PartialEq)]
pub struct Report {
    limit: usize,
    /// What the body was taken for.
    kind: Option<&'static str>,
    /// What a clean report does without.
    body: Option<Box<Body>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Body {
    problems: Vec<Problem>,
    found: Tally,
    /// Those of them that are not in `problems`, by their code.
    dropped: BTreeMap<Code, usize>,
    secrets: Vec<Span>,
    /// There is no message, and nothing of why not is reported.
    is_silent: bool,
}

impl Body {
    /// Drops all but so many of the problems: the most severe ones, of those alike the first.
    fn keep(&mut self, limit: usize) {
        if self.problems.len() <= limit {
            return;
        }
        let mut there = Tally::default();
        self.problems.iter().for_each(|problem| there.add(problem.severity));
        let (mut room, mut left) = (limit, Tally::default());
        for severity in Severity::ALL.into_iter().rev() {
            let some = there.of(severity).min(room);
            left.set(severity, some);
            room = room.saturating_sub(some);
        }
        self.problems.retain(|problem| {
            let is_kept = left.of(problem.severity) > 0;
            if is_kept {
                left.remove(problem.severity);
            } else {
                count(&mut self.dropped, problem.code, 1);
            }
            is_kept
        });
    }
}

/// How many problems there are of each severity.
#[derive(Clone, Debug, Default, PartialEq)]
struct Tally([usize; 3]);

impl Tally {
    fn of(&self, severity: Severity) -> usize {
        self.0.get(severity as usize).copied().unwrap_or_default()
    }

    fn add(&mut self, severity: Severity) {
        self.set(severity, self.of(severity).saturating_add(1));
    }

    fn remove(&mut self, severity: Severity) {
        self.set(severity, self.of(severity).saturating_sub(1));
    }

    fn set(&mut self, severity: Severity, to: usize) {
        if let Some(count) = self.0.get_mut(severity as usize) {
            *count = to;
        }
    }

    fn worst(&self) -> Option<Severity> {
        Severity::ALL.into_iter().rfind(|severity| self.of(*severity) > 0)
    }
}

impl Report {
    /// An empty report that will keep so many problems.
    #[must_use]
    pub const fn with_limit(limit: usize) -> Self {
        Self { limit, kind: None, body: None }
    }

    /// The kind of message that the body was recognised as, or asked to be, such as `check-in.Authenticate`; also if no
    /// message could be made of it.
    #[must_use]
    pub const fn kind(&self) -> Option<&'static str> {
        self.kind
    }

    pub(crate) const fn take_for(&mut self, kind: &'static str) {
        self.kind = Some(kind);
    }

    /// The problems that were kept, by their first byte, then their last, then their code.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        self.body.as_ref().map_or(&[], |body| &body.problems)
    }

    /// How many problems of this severity there are, those that were not kept among them.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.body.as_ref().map_or(0, |body| body.found.of(severity))
    }

    /// How many problems there are, those that were not kept among them.
    #[must_use]
    pub fn total(&self) -> usize {
        Severity::ALL.iter().fold(0, |sum, severity| sum.saturating_add(self.count(*severity)))
    }

    /// How many problems were counted and not kept.
    #[must_use]
    pub fn dropped(&self) -> usize {
        self.total().saturating_sub(self.problems().len())
    }

    /// How many problems there are of each code, those that were not kept among them.
    #[must_use]
    pub fn codes(&self) -> BTreeMap<Code, usize> {
        let mut codes = self.body.as_ref().map(|body| body.dropped.clone()).unwrap_or_default();
        for problem in self.problems() {
            count(&mut codes, problem.code, 1);
        }
        codes
    }

    /// The severity of the worst problem.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.body.as_ref().and_then(|body| body.found.worst())
    }

    /// Whether there is no problem, not even a note.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.worst().is_none()
    }

    /// Whether a message with these problems is one to refuse: there is an error among them. Whether there is a message
    /// is another question, see [`Report`].
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Where the document holds values that must not be shown, in the order of its bytes and without overlaps;
    /// collected only if the decoder was told to.
    #[must_use]
    pub fn secrets(&self) -> &[Span] {
        self.body.as_ref().map_or(&[], |body| &body.secrets)
    }

    /// Adds a problem, at any place: [`finish`](Self::finish) sorts.
    ///
    /// Until then there may be a quarter more than are kept, so that each is looked at but a few times.
    #[cold]
    pub(crate) fn add(&mut self, problem: Problem) {
        let body = self.body.get_or_insert_default();
        body.found.add(problem.severity);
        if body.problems.len() >= self.limit.saturating_add(self.limit / 4) {
            body.keep(self.limit);
        }
        body.problems.push(problem);
    }

    /// Makes a problem as severe as this, if it was kept.
    #[cold]
    pub(crate) fn harden(&mut self, code: Code, span: Span, severity: Severity) {
        let Some(body) = &mut self.body else { return };
        let problem = body.problems.iter_mut().rfind(|problem| problem.code == code && problem.span == span);
        if let Some(problem) = problem {
            body.found.remove(problem.severity);
            body.found.add(severity);
            problem.severity = severity;
        }
    }

    /// Takes in what is wrong in a document that stands at `span` behind the keys of `path`; without its texts if it is a
    /// secret.
    #[cold]
    pub(crate) fn take_in(&mut self, inner: &Self, span: Span, path: &str, is_secret: bool) {
        for problem in inner.problems() {
            let path = match problem.path.as_str() {
                "" => path.to_owned(),
                below if below.starts_with('[') => format!("{path}{below}"),
                below => format!("{path}.{below}"),
            };
            let found = problem.found.clone().unless(is_secret);
            self.add(Problem { span, path, found, related: None, ..problem.clone() });
        }
        let Some(dropped) = inner.body.as_ref().map(|body| &body.dropped).filter(|dropped| !dropped.is_empty()) else {
            return;
        };
        for (code, times) in dropped {
            count(&mut self.body.get_or_insert_default().dropped, *code, *times);
        }
        for severity in Severity::ALL {
            let kept = inner.problems().iter().filter(|problem| problem.severity == severity).count();
            for _ in kept..inner.count(severity) {
                self.body.get_or_insert_default().found.add(severity);
            }
        }
    }

    /// There is no message: if that is not in the report, it is in its words.
    #[cold]
    pub(crate) fn refuse(mut self) -> Self {
        if self.total() == 0 {
            self.body.get_or_insert_default().is_silent = true;
        }
        self
    }

    /// Notes that a value must not be shown.
    #[cold]
    pub(crate) fn hide(&mut self, span: Span) {
        self.body.get_or_insert_default().secrets.push(span);
    }

    /// Moves everything to where it stands in what the document was taken out of.
    pub(crate) fn move_spans(&mut self, place: impl Fn(usize) -> usize) {
        let Some(body) = &mut self.body else { return };
        let spans = body.problems.iter_mut().flat_map(|problem| [Some(&mut problem.span), problem.related.as_mut()]);
        for span in spans.flatten().chain(&mut body.secrets) {
            *span = Span::new(place(span.start), place(span.end));
        }
    }

    /// Puts the problems and secrets in order.
    pub(crate) fn finish(&mut self) {
        if let Some(body) = &mut self.body {
            body.keep(self.limit);
            body.problems.sort_by_key(|problem| (problem.span, problem.code));
            join(&mut body.secrets);
        }
    }
}

/// So many more of a code.
fn count(codes: &mut BTreeMap<Code, usize>, code: Code, times: usize) {
    let all = codes.entry(code).or_default();
    *all = all.saturating_add(times);
}

/// Sorts spans and makes one of those that overlap.
pub(crate) fn join(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    spans.dedup_by(|next, last| {
        let overlap = next.start < last.end;
        if overlap {
            last.end = last.end.max(next.end);
        }
        overlap
    });
}

/// A report of findings of one's own, sorted as any other.
///
/// ```
/// use mdmwire::{Code, Expected, Found, Problem, Report, Span};
///
/// let code = Code::ForbiddenKey;
/// let (span, path) = (Span::new(40, 52), "Topic".to_owned());
/// let problem = Problem { code, severity: code.severity(), span, path, expected: Expected::Nothing, found: Found::Nothing, related: None };
/// let report: Report = [problem].into_iter().collect();
/// assert_eq!(report.to_string(), "warning[forbidden-key] at byte 40: key `Topic` is not allowed here (Topic)");
/// ```
impl FromIterator<Problem> for Report {
    fn from_iter<I: IntoIterator<Item = Problem>>(problems: I) -> Self {
        let mut report = Self::default();
        report.extend(problems);
        report
    }
}

/// Adds findings of one's own.
impl Extend<Problem> for Report {
    fn extend<I: IntoIterator<Item = Problem>>(&mut self, problems: I) {
        for problem in problems {
            self.add(problem);
        }
        self.finish();
    }
}

impl Default for Report {
    fn default() -> Self {
        Self::with_limit(Limits::PROBLEMS)
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report").field("problems", &self.problems()).field("dropped", &self.dropped()).finish()
    }
}

/// One line a problem, none if there is no problem: `error[missing-key] at byte 210: …`. The report that
/// [`Decoder::try_decode`](crate::Decoder::try_decode) gives in place of a message has one in any case.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.problems().iter().enumerate() {
            let Problem { code, severity, span, path, .. } = problem;
            write!(f, "{}{severity}[{code}] at byte {}: {problem}", if i == 0 { "" } else { "\n" }, span.start)?;
            if !path.is_empty() {
                write!(f, " ({})", render::Visible(path))?;
            }
        }
        match self.dropped() {
            0 if self.body.as_ref().is_some_and(|body| body.is_silent) => {
                f.write_str("no message: what was wrong is not reported at these levels")
            }
            0 => Ok(()),
            all if self.problems().is_empty() => write!(f, "{all} problems"),
            more => write!(f, "\nand {more} more"),
        }
    }
}

impl core::error::Error for Report {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&render::sentence(self), f)
    }
}

/// How severe the caller takes each rule.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels {
    /// The last one for a code holds. `None`: not reported.
    overrides: Vec<(Code, Option<Severity>)>,
}

impl Levels {
    /// From now on `code` is reported as `severity`, or not at all.
    pub(crate) fn set(&mut self, code: Code, severity: Option<Severity>) {
        self.overrides.retain(|(other, _)| *other != code);
        self.overrides.push((code, severity));
    }

    /// The level of a rule that is `severity` here by its default, the policy, and whether reading ends.
    pub(crate) fn level_or(&self, code: Code, severity: Severity) -> Option<Severity> {
        self.overrides.iter().find(|(other, _)| *other == code).map_or(Some(severity), |(_, level)| *level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(code: Code, severity: Severity, start: usize) -> Problem {
        let span = Span { start, end: start + 1 };
        Problem {
            code,
            severity,
            span,
            path: String::new(),
            expected: Expected::Nothing,
            found: Found::Nothing,
            related: None,
        }
    }

    #[track_caller]
    fn check(limit: usize, add: &[(Severity, usize)], kept: &[usize]) {
        let mut report = Report::with_limit(limit);
        for (severity, start) in add {
            report.add(problem(Code::UnknownKey, *severity, *start));
        }
        report.finish();
        let starts: Vec<_> = report.problems().iter().map(|problem| problem.span.start).collect();
        assert_eq!(starts, kept);
        assert_eq!(report.total(), add.len());
        assert_eq!(report.dropped(), add.len() - kept.len());
        assert_eq!(report.worst(), add.iter().map(|(severity, _)| *severity).max());
    }

    #[test]
    fn the_worst_are_kept() {
        use Severity::{Error, Note, Warning};
        check(3, &[(Note, 9), (Error, 3)], &[3, 9]);
        check(2, &[(Note, 1), (Note, 2), (Note, 3)], &[1, 2]);
        check(2, &[(Note, 1), (Note, 2), (Error, 3), (Warning, 4), (Warning, 5)], &[3, 4]);
        check(2, &[(Error, 1), (Error, 2), (Error, 3)], &[1, 2]);
        check(0, &[(Error, 1)], &[]);
        check(0, &[(Note, 1), (Error, 2)], &[]);
        check(1, &[(Note, 1), (Note, 2), (Note, 3), (Error, 4), (Warning, 5), (Error, 6)], &[4]);
    }

    /// However many are kept, and however the worst come last.
    #[test]
    fn many_are_as_quick_as_few() {
        let many = 200_000;
        let mut report = Report::with_limit(many);
        for severity in Severity::ALL {
            (0..many).for_each(|start| report.add(problem(Code::UnknownKey, severity, start)));
        }
        report.finish();
        assert!(report.problems().iter().all(|problem| problem.severity == Severity::Error));
        assert_eq!((report.problems().len(), report.dropped()), (many, 2 * many));
    }

    /// An error that was a warning first is one, however full the report is.
    #[test]
    fn what_is_hardened_is_kept() {
        let mut report = Report::with_limit(1);
        for start in 0..5 {
            report.add(problem(Code::IntRange, Severity::Warning, start));
        }
        report.harden(Code::IntRange, Span::new(4, 5), Severity::Error);
        report.finish();
        assert_eq!(report.problems(), [problem(Code::IntRange, Severity::Error, 4)]);
        assert_eq!((report.count(Severity::Error), report.dropped()), (1, 4));
    }

    #[test]
    fn nothing_is_kept_of_a_clean_document() {
        assert!(size_of::<Report>() <= 4 * size_of::<usize>());
        let report = Report::default();
        assert!(report.is_clean() && report.body.is_none() && report.to_string().is_empty());
    }

    #[test]
    fn secrets_are_joined_where_they_overlap() {
        let mut report = Report::default();
        for (start, end) in [(10, 20), (0, 100), (50, 120), (120, 130)] {
            report.hide(Span::new(start, end));
        }
        report.finish();
        assert_eq!(report.secrets(), [Span::new(0, 120), Span::new(120, 130)]);
        assert!(report.is_clean());
    }

    #[test]
    fn levels() {
        let mut levels = Levels::default();
        assert_eq!(levels.level_or(Code::Pi, Severity::Warning), Some(Severity::Warning));
        levels.set(Code::Pi, Some(Severity::Error));
        levels.set(Code::Pi, Some(Severity::Note));
        assert_eq!(levels.level_or(Code::Pi, Severity::Warning), Some(Severity::Note));
        levels.set(Code::Pi, None);
        assert_eq!(levels.level_or(Code::Pi, Severity::Warning), None);
        assert_eq!(levels.level_or(Code::Attr, Severity::Error), Some(Severity::Error));
    }

    #[test]
    fn a_long_text_is_shortened() {
        assert_eq!(Found::text("ä"), Found::Text("ä".to_owned()));
        let Found::Text(text) = Found::text(&"ä".repeat(100)) else { panic!("a text") };
        assert_eq!(text.chars().count(), Found::SHOWN + 1);
    }

    #[test]
    fn codes_are_found_by_name() {
        for code in Code::ALL {
            assert_eq!(code.as_str().parse(), Ok(*code));
            assert!(
                code.page().next().is_some_and(|title| title.ends_with('.')),
                "{code}: a page begins with a sentence"
            );
        }
        assert!(Code::ALL.is_sorted());
        assert!("no-such-code".parse::<Code>().is_err());
    }
}
