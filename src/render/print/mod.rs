//! Findings on their way to people and programs: one printer a format.
//!
//! A [`Printer`] is asked what there is to [say](Printer::say) of each message, by as many threads as there are; its
//! [`Page`] is given what was said in the order of the messages, and writes it. So every format streams, but those
//! that begin with a count.
//!
//! A format more is a file with a `Printer` here, and a line in the table below.

use core::fmt;
use std::io::{self, Write};

pub use self::list::json_line;
use super::{
    Place, Source, Style,
    sentence::{Visible, saying},
};
use crate::{
    report::{Code, Problem, Report, Severity},
    wire::{self, Span},
};

mod fingerprint;
mod lines;
mod list;

/// Turns
///
/// ```text
/// /// A row for each finding, as RFC 4180 has it.
/// csv: Csv;
/// ```
///
/// into the module `csv` and a line of [`FORMATS`].
macro_rules! formats {
    ($($(#[doc = $doc:literal])+ $name:ident: $Printer:ident;)+) => {
        $(mod $name;)+

        /// Every format, alphabetically.
        pub const FORMATS: &[Format] = &[
            $(Format {
                name: stringify!($name),
                docs: concat!($($doc),+).trim_ascii(),
                printer: |setting| Box::new($name::$Printer::new(setting)),
            },)+
        ];
    };
}

formats! {
    /// One line each: path:line:column: severity[code] sentence
    concise: Concise;
    /// A row for each finding, for data frames and spreadsheets
    csv: Csv;
    /// The line, a mark under the place, and what to do
    full: Full;
    /// Workflow commands of GitHub Actions, shown as annotations
    github: Github;
    /// The code quality report of GitLab
    gitlab: Gitlab;
    /// One page that opens anywhere: counts, charts, a table to filter
    html: Html;
    /// One JSON document: messages with their findings, summary
    json: Json;
    /// One JSON object a line: findings, messages, summary
    jsonl: Jsonl;
    /// XML as test runners write it: a test case for each message
    junit: Junit;
    /// The diagnostic format of reviewdog
    rdjson: Rdjson;
    /// SARIF 2.1.0, for code scanning
    sarif: Sarif;
}

/// A way of writing findings.
#[derive(Clone, Copy)]
pub struct Format {
    /// Its name, as it is asked for.
    pub name: &'static str,
    /// What it is, in one line.
    pub docs: &'static str,
    printer: fn(Setting) -> Box<dyn Printer>,
}

impl Format {
    /// The format of this name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// A printer of this format.
    #[must_use]
    pub fn printer(&self, setting: Setting) -> Box<dyn Printer> {
        (self.printer)(setting)
    }

    /// All that is printed of some messages, those of a file one after the other.
    #[must_use]
    pub fn print<'m>(&self, setting: Setting, messages: impl IntoIterator<Item = Checked<'m>>) -> String {
        let printer = self.printer(setting);
        let (mut page, mut out) = (printer.page(), Vec::new());
        let (mut summary, mut file) = (Summary::default(), None);
        // nothing fails to be written into memory
        let _ = page.begin(&mut out);
        for checked in messages {
            summary.add(&Summary::of(&checked));
            if file.replace(checked.source.name) != Some(checked.source.name) {
                summary.files += 1;
            }
            let _ = page.add(printer.say(&checked), &mut out);
        }
        let _ = page.end(&summary, &mut out);
        String::from_utf8(out).unwrap_or_default()
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A message, or a file, with what is wrong with it.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'m> {
    /// Its bytes, where they stand, what they are.
    pub source: Source<'m>,
    /// What it is that was checked.
    pub subject: Subject<'m>,
    /// What is wrong with it.
    pub report: &'m Report,
}

/// What was checked.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'m> {
    /// A file as a container of messages, or a part of it, apart from the messages themselves.
    File,
    /// A message.
    Message(Body<'m>),
    /// A file that could not be read; the report says why.
    Unread,
}

/// What is known of a message besides what [`Source`] says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Body<'m> {
    /// Its format; `None` if it is no document.
    pub format: Option<wire::Format>,
    /// How many bytes it has; not those of [`Source`] if it was too long to be read whole.
    pub length: Option<usize>,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: Option<&'m str>,
    /// The status of an answer to a command, as it was sent.
    pub status: Option<&'m str>,
    /// When it was sent, in seconds since 1970.
    pub time: Option<i64>,
}

impl<'m> Checked<'m> {
    /// A message of which no more is known.
    #[must_use]
    pub const fn message(report: &'m Report, source: Source<'m>) -> Self {
        let body = Body { format: None, length: Some(source.bytes.len()), sha256: None, status: None, time: None };
        Self { source, subject: Subject::Message(body), report }
    }

    /// A file that could not be read.
    #[must_use]
    pub const fn unread(report: &'m Report, name: &'m str) -> Self {
        Self { source: Source::new(name, b""), subject: Subject::Unread, report }
    }

    /// The message, if it is one.
    const fn body(&self) -> Option<Body<'m>> {
        match self.subject {
            Subject::Message(body) => Some(body),
            Subject::File | Subject::Unread => None,
        }
    }

    const fn is_read(&self) -> bool {
        !matches!(self.subject, Subject::Unread)
    }

    /// Which message of its file it is. What is said of a file has none, also if it is said of a message that is over.
    fn index(&self) -> Option<usize> {
        self.body().map(|_| self.source.index.unwrap_or(0))
    }

    /// Whether what is said of a file is said of a message of which nobody knows where in the file it stands.
    const fn is_elsewhere(&self) -> bool {
        matches!(self.subject, Subject::File) && self.source.start.is_none()
    }

    /// The offset of a problem: in the message as it was sent, or in the file if it is said of that.
    fn offset(&self, problem: &Problem) -> Option<usize> {
        match self.subject {
            Subject::File => self.source.start.map(|start| start.offset.saturating_add(problem.span.start)),
            Subject::Message(_) => Some(problem.span.start),
            Subject::Unread => None,
        }
    }

    /// The kind of message, `unknown` if it is none.
    fn kind(&self) -> Option<&'m str> {
        self.body().map(|_| if self.source.kind.is_empty() { "unknown" } else { self.source.kind })
    }

    /// The path of its file by the shortest way: without parts that are empty or `.`, and without those that `..` leaves.
    fn path(&self) -> String {
        let path = self.source.name;
        let root = if path.starts_with('/') { "/" } else { "" };
        let mut parts: Vec<&str> = Vec::new();
        for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
            match parts.last() {
                Some(&last) if part == ".." && last != ".." => drop(parts.pop()),
                None if part == ".." && !root.is_empty() => {}
                _ => parts.push(part),
            }
        }
        root.to_owned() + &parts.join("/")
    }

    /// Where it stands in its file, in the terms of the file.
    fn place(&self) -> Option<&'m str> {
        Some(self.source.place).filter(|place| !place.is_empty())
    }

    /// Its problems, each with where it is.
    fn findings(&self) -> impl Iterator<Item = Finding<'m>> + use<'m> {
        let Self { source, report, .. } = *self;
        let (is_read, places) = (self.is_read() && !self.is_elsewhere(), source.places(report));
        report.problems().iter().map(move |problem| {
            let place = |offset| places.get(offset).filter(|_| is_read);
            let range = place(problem.span.start).zip(place(problem.span.end));
            let related = problem.related.map(|span| (span, place(span.start).zip(place(span.end))));
            Finding { problem, range, related }
        })
    }

    /// What the sentence of a problem needs before it where the place cannot be shown: `entry 12 request, line 3: `.
    fn prefix(&self, finding: &Finding<'_>) -> String {
        let Source { place, start, .. } = self.source;
        match finding.range {
            _ if start.is_some() || place.is_empty() => String::new(),
            _ if self.is_elsewhere() => format!("{}: ", Visible(place)),
            Some((first, _)) => format!("{}, line {}: ", Visible(place), first.line),
            None => format!("{}, byte {}: ", Visible(place), finding.problem.span.start),
        }
    }

    /// One line a problem.
    fn lines(&self) -> String {
        if self.report.is_clean() {
            return String::new();
        }
        match self.subject {
            Subject::Unread => super::unread(self.report, self.source.name).to_string(),
            _ => super::concise(self.report, self.source).to_string(),
        }
    }

    /// What is said of problems that were counted and not kept.
    fn more(&self) -> Option<String> {
        let more = self.report.dropped();
        (more > 0).then(|| format!("and {more} more, which were counted and not kept"))
    }
}

/// A problem, and where it is.
struct Finding<'m> {
    problem: &'m Problem,
    /// The places of its first byte and of the one behind its last, if there are lines; those of the file, if the
    /// document stands there as it was sent.
    range: Option<(Place, Place)>,
    /// The same of what it refers to.
    related: Option<(Span, Option<(Place, Place)>)>,
}

/// What a printer is told before the first message.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting {
    /// How to draw.
    pub style: Style,
    /// Whether the summary is left out, in a format for people.
    pub quiet: bool,
    /// The level that makes a message fail.
    pub fail_on: Option<Severity>,
}

/// Says findings in one format.
pub trait Printer: Send + Sync {
    /// Whether it shows lines of the documents, so that decoders have to note where secrets are
    /// ([`Decoder::secrets`](crate::Decoder::secrets)).
    fn shows_lines(&self) -> bool {
        false
    }

    /// Whether it counts answers by their status, so that messages have to [say](Body::status) it.
    fn counts(&self) -> bool {
        false
    }

    /// Whether it names messages by the hash of their bytes, so that messages have to [say](Body::sha256) it.
    fn hashes(&self) -> bool {
        true
    }

    /// What there is to say of one message. Any thread may ask.
    fn say(&self, checked: &Checked<'_>) -> Said;

    /// Where it is put together.
    fn page(&self) -> Box<dyn Page>;
}

/// Puts together what was said of each message, in their order.
pub trait Page {
    /// Writes what comes before the first message.
    ///
    /// # Errors
    ///
    /// As writing does.
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()>;

    /// Takes in what was said of the next message.
    ///
    /// # Errors
    ///
    /// As writing does.
    fn add(&mut self, said: Said, out: &mut dyn Write) -> io::Result<()>;

    /// Writes what comes after the last message.
    ///
    /// # Errors
    ///
    /// As writing does.
    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()>;
}

/// What is said of one message, on its way to its page.
#[derive(Debug, Default)]
pub struct Said {
    text: String,
    facts: Option<Box<Facts>>,
}

impl Said {
    /// Text alone.
    const fn text(text: String) -> Self {
        Self { text, facts: None }
    }

    /// Text, and what counts.
    fn counted(text: String, checked: &Checked<'_>) -> Self {
        Self { text, facts: Some(Box::new(Facts::of(checked))) }
    }
}

/// What formats that count need to know of a message.
#[derive(Debug)]
struct Facts {
    is_read: bool,
    /// The kind, if it is a message.
    kind: Option<String>,
    status: Option<String>,
    time: Option<i64>,
    worst: Option<Severity>,
    /// Of each problem that was kept.
    codes: Vec<(Code, Severity)>,
    /// How many were not.
    dropped: usize,
}

impl Facts {
    fn of(checked: &Checked<'_>) -> Self {
        let body = checked.body();
        Self {
            is_read: checked.is_read(),
            kind: checked.kind().map(str::to_owned),
            status: body.and_then(|body| body.status).map(str::to_owned),
            time: body.and_then(|body| body.time),
            dropped: checked.report.dropped(),
            worst: checked.report.worst(),
            codes: checked.report.problems().iter().map(|problem| (problem.code, problem.severity)).collect(),
        }
    }
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

/// `checked 3 files, 5 messages, 61.4 kB: 1 error, 1 warning, 2 notes`
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { files, messages, bytes, .. } = *self;
        write!(f, "checked {}, {}, {}: ", Count(files, "file"), Count(messages, "message"), Bytes(bytes))?;
        self.findings().fmt(f)
    }
}

impl Summary {
    /// Of one message, its file not counted.
    #[must_use]
    pub fn of(checked: &Checked<'_>) -> Self {
        let Checked { source, report, .. } = checked;
        let body = checked.body();
        Self {
            files: 0,
            messages: usize::from(body.is_some()),
            bytes: body.map_or(0, |body| body.length.unwrap_or(source.bytes.len())),
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            notes: report.count(Severity::Note),
        }
    }

    /// Counts both.
    pub const fn add(&mut self, other: &Self) {
        let Self { files, messages, bytes, errors, warnings, notes } = self;
        *files = files.saturating_add(other.files);
        *messages = messages.saturating_add(other.messages);
        *bytes = bytes.saturating_add(other.bytes);
        *errors = errors.saturating_add(other.errors);
        *warnings = warnings.saturating_add(other.warnings);
        *notes = notes.saturating_add(other.notes);
    }

    /// `1 error, 1 warning, 2 notes`
    fn findings(&self) -> impl fmt::Display {
        let Self { errors, warnings, notes, .. } = *self;
        saying(move |f| {
            if errors + warnings + notes == 0 {
                return write!(f, "nothing found");
            }
            write!(f, "{}, {}, {}", Count(errors, "error"), Count(warnings, "warning"), Count(notes, "note"))
        })
    }
}

struct Count(usize, &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.0, self.1, if self.0 == 1 { "" } else { "s" })
    }
}

struct Bytes(usize);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, name) = match self.0 {
            0..1_000 => return write!(f, "{} B", self.0),
            1_000..999_950 => (100, "kB"),
            999_950..999_950_000 => (100_000, "MB"),
            _ => (100_000_000, "GB"),
        };
        let tenths = (self.0 + unit / 2) / unit;
        write!(f, "{}.{} {name}", tenths / 10, tenths % 10)
    }
}
