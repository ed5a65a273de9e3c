//! Problems as a compiler shows them: the line, a mark under the place, and what to do.

use core::{
    fmt::{self, Write as _},
    ops::Range,
};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DEFAULT_LINE_NUM_STYLE};
use memchr::{memchr, memchr_iter, memrchr};

use super::{
    Places, Source,
    secrets::secrets,
    sentence::{LISTED, Visible, help, nearest, saying, sentence, spelling, visible},
};
use crate::{
    report::{Code, Expected, Found, Problem, Report, Severity},
    wire::{
        Format, Span,
        binary::{self, Head, Part},
    },
};

/// How to draw.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether to colour, with ANSI escape sequences.
    pub color: bool,
    /// How many columns there are.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { color: false, width: 120 }
    }
}

/// Every problem with its line, an empty line between them. Values that must not be shown are blanked: those that the
/// decoder noted ([`Decoder::secrets`](crate::Decoder::secrets)), and those behind a key that [`is_secret`](super::is_secret).
#[must_use]
pub fn full<'r>(report: &'r Report, source: Source<'r>, style: Style) -> impl fmt::Display + 'r {
    saying(move |f| {
        for_each_picture(report, source, style, |picture| {
            picture.draw(f)?;
            writeln!(f)
        })?;
        match report.dropped() {
            0 => Ok(()),
            more => writeln!(f, "{}: and {more} more, which were counted and not kept\n", source.label()),
        }
    })
}

/// Makes a picture of every problem.
pub(super) fn for_each_picture(
    report: &Report,
    source: Source<'_>,
    style: Style,
    mut draw: impl FnMut(&Picture<'_>) -> fmt::Result,
) -> fmt::Result {
    if report.problems().is_empty() {
        return Ok(());
    }
    let (places, secrets) = (source.places(report), secrets(source.bytes, report));
    let mut told: Vec<&[&str]> = Vec::new();
    report.problems().iter().try_for_each(|problem| {
        let listed = listed(problem).filter(|list| !told.contains(list));
        told.extend(listed);
        draw(&Picture { problem, source, places: &places, secrets: &secrets, style, listed })
    })
}

/// The values of a list that is too long for the sentence, where it can't be told which of them was meant.
fn listed(problem: &Problem) -> Option<&'static [&'static str]> {
    let Expected::OneOf(list) = problem.expected else { return None };
    let is_told = matches!(&problem.found, Found::Text(found) if nearest(found, list).is_some());
    (list.len() > LISTED && list.len() <= 60 && !is_told).then_some(list)
}

pub(super) struct Picture<'r> {
    pub(super) problem: &'r Problem,
    source: Source<'r>,
    places: &'r Places,
    secrets: &'r [Span],
    style: Style,
    /// The values that are listed, unless a picture before has them.
    listed: Option<&'static [&'static str]>,
}

impl Picture<'_> {
    pub(super) fn draw(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { code, severity, path, .. } = self.problem;
        let window = self.window();
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut group = Group::with_title(level.primary_title(sentence(self.problem).to_string()).id(code.as_str()));
        let mut says_how = false;
        if let Some(window) = &window {
            let mark = AnnotationKind::Primary.span(window.mark.clone());
            let label = self.label();
            says_how = label.is_some();
            let label = label.map(str::to_owned).or_else(|| self.part());
            let mut snippet = Snippet::source(window.text.as_str()).fold(false).annotation(mark.label(label));
            snippet = match window.line {
                Some(line) => snippet.line_start(line),
                None => snippet.line_numbering(false),
            };
            if let Some(related) = &window.related {
                snippet = snippet.annotation(AnnotationKind::Context.span(related.clone()).label(relation(*code)));
            }
            group = group.element(snippet);
        }
        if !path.is_empty() {
            group = group.element(Level::NOTE.with_name("path").message(Visible(path).to_string()));
        }
        if let Some(note) = self.elsewhere(window.as_ref()) {
            group = group.element(Level::NOTE.message(note));
        }
        if let Some(list) = self.listed {
            group = group.element(Level::NOTE.message(format!("listed are {}", list.join(", "))));
        }
        if !says_how {
            group = group.element(Level::HELP.message(help(self.problem).to_string()));
        }
        let renderer = if self.style.color { Renderer::styled() } else { Renderer::plain() };
        let drawn = renderer.term_width(self.style.width).render(&[group]);
        let (title, rest) = drawn.split_once('\n').unwrap_or((&drawn, ""));
        writeln!(f, "{title}")?;
        self.origin(window.as_ref(), f)?;
        writeln!(f, "{rest}")
    }

    /// `--> file:line:column (message N, byte B, kind)`
    fn origin(&self, window: Option<&Window>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Source { kind, index, .. } = self.source;
        let offset = self.problem.span.start;
        let indent = window.map_or(0, Window::gutter);
        let arrow = DEFAULT_LINE_NUM_STYLE;
        if self.style.color {
            write!(f, "{:indent$}{arrow}-->{arrow:#} ", "")?;
        } else {
            write!(f, "{:indent$}--> ", "")?;
        }
        write!(f, "{}", self.source.label())?;
        if let Some(place) = self.places.get(offset) {
            write!(f, ":{place}")?;
        }
        write!(f, " (")?;
        if let Some(index) = index {
            write!(f, "message {index}, ")?;
        }
        write!(f, "byte {}", self.source.start().offset + offset)?;
        if !kind.is_empty() {
            write!(f, ", {kind}")?;
        }
        writeln!(f, ")")
    }

    /// What stands under the line: how the expected value is written.
    fn label(&self) -> Option<&'static str> {
        match self.problem.expected {
            Expected::Kind(kind) => spelling(kind, Format::detect(self.source.bytes)?),
            _ => None,
        }
    }

    /// What stands under a row of bytes: the part of a binary property list that begins there.
    fn part(&self) -> Option<String> {
        let (bytes, at) = (self.source.bytes, self.problem.span.start);
        if !bytes.starts_with(b"bplist") {
            return None;
        }
        Some(match binary::part(bytes, at)? {
            Part::Object(number, head) => format!("object {number}: {}", object(head)),
            Part::Table => "offset table".to_owned(),
            Part::Trailer => "trailer".to_owned(),
        })
    }

    /// Where the other place is that the problem has to do with, if the picture does not show it.
    fn elsewhere(&self, window: Option<&Window>) -> Option<String> {
        let related = self.problem.related?;
        if window.is_some_and(|window| window.related.is_some()) {
            return None;
        }
        let what = relation(self.problem.code);
        let base = self.source.start().offset;
        Some(match self.places.get(related.start) {
            Some(place) => {
                format!("{what}: line {}, column {} (byte {})", place.line, place.column, base + related.start)
            }
            None => format!("{what}: byte {}", base + related.start),
        })
    }

    fn window(&self) -> Option<Window> {
        if self.source.bytes.is_empty() {
            return None;
        }
        if self.source.is_text() { self.lines() } else { Some(self.row()) }
    }

    /// The lines of the span and the one before.
    fn lines(&self) -> Option<Window> {
        let bytes = self.source.bytes;
        let line = self.places.get(self.problem.span.start)?.line;
        let span = clip(self.problem.span, bytes.len());
        let span = if memchr_iter(b'\n', span.of(bytes)).nth(MOST_LINES).is_some() {
            Span::new(span.start, line_end(bytes, span.start))
        } else {
            span
        };
        let first = line_start(bytes, span.start);
        let last = line_end(bytes, span.end.saturating_sub(1).max(span.start));

        let related = self.problem.related.map(|related| clip(related, bytes.len()));
        let related_line =
            self.problem.related.and_then(|related| self.places.get(related.start)).map(|place| place.line);
        let above = related_line.map_or(1, |related| line.saturating_sub(related)).clamp(1, MOST_LINES);
        let is_far = related_line.is_some_and(|related| line.saturating_sub(related) > MOST_LINES);
        let above = if is_far { 1 } else { above }.min(line.saturating_sub(self.source.start().place.line));
        let from = (0..above).fold(first, |start, _| line_start(bytes, start.saturating_sub(1)));

        let width = self.style.width.saturating_sub(MARGIN).max(MARGIN);
        let mut window = Writer {
            bytes,
            secrets: self.secrets,
            text: String::new(),
            mark: Mark::new(span),
            related: related.map(Mark::new),
        };
        let mut start = from;
        loop {
            let end = line_end(bytes, start);
            window.line(Span::new(start, end), width);
            if end >= last {
                break;
            }
            window.text.push('\n');
            start = end + 1;
        }
        let mark = window.mark.shown.unwrap_or(window.text.len()..window.text.len());
        let related = window
            .related
            .and_then(|related| related.shown)
            .filter(|related| related.end <= mark.start || related.start >= mark.end);
        Some(Window {
            lines: window.text.lines().count(),
            text: window.text,
            line: Some(line.saturating_sub(above)),
            mark,
            related,
        })
    }

    /// The sixteen bytes around the span, as `xxd` shows them.
    fn row(&self) -> Window {
        let bytes = self.source.bytes;
        let span = clip(self.problem.span, bytes.len());
        let base = self.source.start().offset;
        let first = span.start.min(bytes.len().saturating_sub(1)) / 16 * 16;
        let row =
            bytes.get(first..).unwrap_or_default().iter().take(16).enumerate().map(|(i, byte)| (first + i, *byte));
        let is_secret = |at: usize| hides(self.secrets, bytes, at);
        let mut text = format!("{:08x} ", base + first);
        let mut mark = None;
        for (at, byte) in row.clone() {
            text.push(' ');
            let from = text.len();
            if is_secret(at) {
                text.push_str("••");
            } else {
                write!(text, "{byte:02x}").unwrap_or_default();
            }
            if at >= span.start && at < span.end.max(span.start + 1) {
                mark = Some(mark.map_or(from, |mark: Range<usize>| mark.start)..text.len());
            }
        }
        text.push_str("  ");
        text.extend(row.map(|(at, byte)| match byte {
            _ if is_secret(at) => '•',
            0x20..=0x7e => char::from(byte),
            _ => '.',
        }));
        let mark = mark.unwrap_or(text.len()..text.len());
        Window { text, lines: 1, line: None, mark, related: None }
    }
}

/// What a marker of a binary property list means.
fn object(head: Head) -> String {
    let counted =
        |what: &str, count: usize, of: &str| format!("{what} of {count} {of}{}", if count == 1 { "" } else { "s" });
    match head {
        Head::Null => "null".to_owned(),
        Head::Boolean(value) => value.to_string(),
        Head::Integer(size) => counted("integer", size, "octet"),
        Head::Real(size) => counted("real", size, "octet"),
        Head::Date(size) => counted("date", size, "octet"),
        Head::Data(count) => counted("data", count, "octet"),
        Head::Ascii(count) => counted("ASCII string", count, "character"),
        Head::Wide(count) => counted("UTF-16 string", count, "code unit"),
        Head::Uid(size) => counted("uid", size, "octet"),
        Head::Array(count) => counted("array", count, "item"),
        Head::Dictionary(count) => counted("dictionary", count, "key"),
        Head::Other => "a marker without a meaning".to_owned(),
    }
}

/// What the other place is.
const fn relation(code: Code) -> &'static str {
    match code {
        Code::DupKey | Code::AttrDup => "first here",
        Code::Cycle => "the object that contains it in turn",
        Code::ExclusiveKeys => "the other key",
        Code::Overlap => "the object before it",
        Code::CloseMismatch | Code::Unclosed | Code::ElementInText => "opened here",
        _ => "see here",
    }
}

/// The lines that a span may have and still be shown whole; also how far above a related place is shown.
const MOST_LINES: usize = 5;
/// Columns that are left for line numbers and labels.
const MARGIN: usize = 24;
/// Characters shown before a span in a line that is cut.
const BEFORE: usize = 30;

/// A few lines of the document, ready to be shown.
struct Window {
    text: String,
    lines: usize,
    /// The number of the first line; a row of bytes has none.
    line: Option<usize>,
    mark: Range<usize>,
    related: Option<Range<usize>>,
}

impl Window {
    /// How many columns the line numbers take.
    fn gutter(&self) -> usize {
        self.line.map_or(0, |line| (line + self.lines.saturating_sub(1)).to_string().len())
    }
}

/// A span of the document on its way to a range of the text that is shown.
struct Mark {
    span: Span,
    shown: Option<Range<usize>>,
}

impl Mark {
    const fn new(span: Span) -> Self {
        Self { span, shown: None }
    }

    /// The character at byte `at` stands at `shown` in the text.
    fn pass(&mut self, at: usize, shown: Range<usize>) {
        if at >= self.span.start && at < self.span.end {
            let start = self.shown.as_ref().map_or(shown.start, |before| before.start);
            self.shown = Some(start..shown.end);
        } else if at == self.span.start && self.span.is_empty() {
            self.shown = Some(shown.start..shown.start);
        }
    }
}

struct Writer<'s> {
    bytes: &'s [u8],
    secrets: &'s [Span],
    text: String,
    mark: Mark,
    related: Option<Mark>,
}

impl Writer<'_> {
    /// One line, cut around the mark if it is long.
    fn line(&mut self, line: Span, width: usize) {
        let bytes = self.bytes;
        let focus = self.mark.span.start.clamp(line.start, line.end);
        let begins_here = self.mark.span.start >= line.start && self.mark.span.start <= line.end;
        let back = if begins_here { back_up(bytes, focus, BEFORE).max(line.start) } else { line.start };
        let from = if forward(bytes, line.start, width) >= line.end.min(focus + 1) { line.start } else { back };
        let to = forward(bytes, from, width).min(line.end);
        if from > line.start {
            self.text.push('…');
        }
        self.stretch(Span::new(from, to));
        if to < line.end {
            self.text.push('…');
        }
        // a span may be the end of the line itself
        let end = self.text.len();
        self.mark.pass(line.end, end..end);
    }

    fn stretch(&mut self, stretch: Span) {
        let mut at = stretch.start;
        for chunk in stretch.of(self.bytes).utf8_chunks() {
            for char in chunk.valid().chars() {
                // of the line ends CR LF only those that are meant are shown
                let ends_line = char == '\r' && at + 1 == stretch.end && self.mark.span.start != at;
                if !ends_line {
                    self.push(at, |text| match char {
                        '\t' => text.push('\t'),
                        _ => visible(char, text).unwrap_or_default(),
                    });
                }
                at += char.len_utf8();
            }
            for byte in chunk.invalid() {
                self.push(at, |text| write!(text, "\\x{byte:02X}").unwrap_or_default());
                at += 1;
            }
        }
    }

    /// What stands at byte `at`, unless it is secret.
    fn push(&mut self, at: usize, write: impl FnOnce(&mut String)) {
        let start = self.text.len();
        if hides(self.secrets, self.bytes, at) {
            self.text.push('•');
        } else {
            write(&mut self.text);
        }
        let shown = start..self.text.len();
        self.mark.pass(at, shown.clone());
        if let Some(related) = &mut self.related {
            related.pass(at, shown);
        }
    }
}

/// Whether a byte is one that must not be shown: it lies in a secret, and not in the tags around it.
fn hides(secrets: &[Span], bytes: &[u8], at: usize) -> bool {
    let begun = secrets.partition_point(|secret| secret.start <= at);
    let Some(secret) = begun.checked_sub(1).and_then(|last| secrets.get(last)) else { return false };
    let value = secret.of(bytes);
    let opened = memchr(b'>', value).map_or(0, |end| end + 1);
    let opened = if value.get(..opened).is_some_and(is_tag) { opened } else { 0 };
    let closed = memrchr(b'<', value).filter(|start| value.get(*start..).is_some_and(is_tag)).unwrap_or(value.len());
    at >= secret.start + opened && at < secret.start + closed
}

/// Whether a text is one tag of a property list and nothing else: in one that is damaged the value may stand.
fn is_tag(text: &[u8]) -> bool {
    const NAMES: [&[u8]; 9] = [b"array", b"data", b"date", b"dict", b"false", b"integer", b"real", b"string", b"true"];
    let name = text.strip_prefix(b"<").and_then(|text| text.strip_suffix(b">"));
    let name = name.map(|name| name.strip_prefix(b"/").unwrap_or(name));
    name.is_some_and(|name| NAMES.contains(&name.strip_suffix(b"/").unwrap_or(name)))
}

fn clip(span: Span, end: usize) -> Span {
    Span::new(span.start.min(end), span.end.min(end))
}

fn line_start(bytes: &[u8], at: usize) -> usize {
    memrchr(b'\n', bytes.get(..at).unwrap_or_default()).map_or(0, |line_feed| line_feed + 1)
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr(b'\n', bytes.get(at..).unwrap_or_default()).map_or(bytes.len(), |more| at + more)
}

/// So many characters on.
fn forward(bytes: &[u8], from: usize, characters: usize) -> usize {
    (0..characters).fold(from, |at, _| {
        let mut next = at + 1;
        while next < bytes.len() && next < at + 4 && is_inside(bytes, next) {
            next += 1;
        }
        next.min(bytes.len()).max(at)
    })
}

/// So many characters back.
fn back_up(bytes: &[u8], from: usize, characters: usize) -> usize {
    (0..characters).fold(from, |at, _| {
        let mut before = at.saturating_sub(1);
        while before > 0 && before + 4 > at && is_inside(bytes, before) {
            before -= 1;
        }
        before
    })
}

/// Whether a byte continues a character of UTF-8.
fn is_inside(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{report::Found, wire::Kind};

    fn problem(code: Code, span: Span) -> Problem {
        let (expected, found) = (Expected::Nothing, Found::Nothing);
        Problem { code, severity: code.severity(), span, path: String::new(), expected, found, related: None }
    }

    /// Where `what` stands in `text`.
    fn find(text: &[u8], what: &str) -> Span {
        let start = text.windows(what.len()).position(|window| window == what.as_bytes()).expect("it is there");
        Span::new(start, start + what.len())
    }

    #[track_caller]
    fn check(problem: Problem, source: Source<'_>, drawn: &str) {
        check_hidden(problem, source, &[], drawn);
    }

    #[track_caller]
    fn check_hidden(problem: Problem, source: Source<'_>, secrets: &[Span], drawn: &str) {
        let mut report: Report = [problem].into_iter().collect();
        for secret in secrets {
            report.hide(*secret);
        }
        report.finish();
        let full = full(&report, source, Style { color: false, width: 80 }).to_string();
        assert_eq!(full, drawn, "\n{full}");
    }

    const SMALL: &[u8] = b"<dict>\r\n\t<key>StaticCode</key>\r\n\t<integer>0</integer>\r\n</dict>";

    #[test]
    fn a_line_with_its_mark() {
        let mut wrong = problem(Code::WrongType, find(SMALL, "<integer>0</integer>"));
        wrong.path = "Payload[0].StaticCode".to_owned();
        (wrong.expected, wrong.found) = (Expected::Kind(Kind::Boolean), Found::Kind(Kind::Integer));
        check(
            wrong,
            Source::new("tcc.plist", SMALL).kind("command.InstallProfile").index(3),
            "error[wrong-type]: expected boolean, found integer
 --> tcc.plist:3:2 (message 3, byte 33, command.InstallProfile)
  |
2 |     <key>StaticCode</key>
3 |     <integer>0</integer>
  |     ^^^^^^^^^^^^^^^^^^^^ a boolean is <true/> or <false/>
  |
  = path: Payload[0].StaticCode

",
        );
    }

    #[test]
    fn the_place_that_it_refers_to() {
        let mut twice = problem(Code::DupKey, find(SMALL, "<integer>"));
        twice.related = Some(find(SMALL, "<key>"));
        twice.found = Found::key("StaticCode");
        check(
            twice.clone(),
            Source::new("a", SMALL),
            "error[dup-key]: key `StaticCode` stands here a second time
 --> a:3:2 (byte 33)
  |
2 |     <key>StaticCode</key>
  |     ----- first here
3 |     <integer>0</integer>
  |     ^^^^^^^^^
  |
  = help: send the key once; refuse the message if the two values differ

",
        );

        let far = [SMALL, &b"\n".repeat(200), b"<key>"].concat();
        twice.span = Span::new(far.len() - 5, far.len());
        check(
            twice,
            Source::new("a", &far),
            "error[dup-key]: key `StaticCode` stands here a second time
   --> a:204:1 (byte 262)
    |
203 |
204 | <key>
    | ^^^^^
    |
    = note: first here: line 2, column 2 (byte 9)
    = help: send the key once; refuse the message if the two values differ

",
        );
    }

    #[test]
    fn a_secret_is_blanked_but_for_its_tags() {
        let text = b"<key>PushMagic</key>\n<string>s3cr\net!</string><key>a</key><true/>";
        check(
            problem(Code::UnknownKey, find(text, "<true/>")),
            Source::new("a", text),
            "note[unknown-key]: a key is not in the schema
 --> a:3:25 (byte 58)
  |
2 | <string>••••
3 | •••</string><key>a</key><true/>
  |                         ^^^^^^^
  |
  = help: see whether the key is misspelt or newer than the schema that is built in

",
        );
    }

    #[test]
    fn a_long_line_is_cut() {
        let text = ["<a>".repeat(100), "ä<b/>ö".to_owned(), "<c>".repeat(100)].concat();
        check(
            problem(Code::UnknownElement, find(text.as_bytes(), "<b/>")),
            Source::new("a", text.as_bytes()),
            "error[unknown-element]: a property list has no such element
 --> a:1:302 (byte 302)
  |
1 | …a><a><a><a><a><a><a><a><a><a>ä<b/>ö<c><c><c><c><c><c><c>…
  |                                ^^^^
  |
  = help: write one of `array`, `data`, `date`, `dict`, `false`, `integer`, `real`, `string`, `true`

",
        );
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        let text = b"<string>\x1b[2J \xe2\x80\xae \xe9</string>";
        check(
            problem(Code::Utf8, find(text, " \u{202e}")),
            Source::new("a\u{7}", text),
            "error[utf8]: the document is not valid UTF-8
 --> a␇:1:13 (byte 12)
  |
1 | <string>␛[2J \\u{202E} \\xE9</string>
  |             ^^^^^^^^^
  |
  = help: send the text as UTF-8; a single byte above 0x7F is mostly Latin-1

",
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_a_row() {
        let text = b"bplist00\xd1\x01\x02QaQb0123456789";
        check_hidden(
            problem(Code::Marker, Span::new(17, 19)),
            Source::new("a", text),
            &[Span::new(20, 22)],
            "error[marker]: a binary object is of a type that does not exist
--> a (byte 17)
 |
 | 00000010  31 32 33 34 •• •• 37 38 39  1234••789
 |              ^^^^^
 |
 = help: write arrays, dictionaries, strings, data, dates, numbers and booleans only

",
        );
    }

    #[test]
    fn a_place_at_the_end() {
        check(
            problem(Code::Unclosed, Span::at(15)),
            Source::new("a", b"<dict>\n<array>\n"),
            "error[unclosed]: the document ends before an element is closed
 --> a:3:1 (byte 15)
  |
2 | <array>
  |        ^
  |
  = help: compare its length with the `Content-Length` of the request

",
        );
    }

    #[test]
    fn a_secret_is_drawn_by_no_span() {
        let text = b"<dict>\n<key>Token</key>\n<string>\n\tQZ\n\tXQ</string>\n<key>a</key>\n</dict>";
        for start in 0..text.len() {
            for end in start..=text.len() {
                let report: Report = [problem(Code::Tag, Span::new(start, end))].into_iter().collect();
                let drawn = full(&report, Source::new("", text), Style::default()).to_string();
                assert!(!drawn.contains(['Q', 'Z', 'X']), "{drawn}");
            }
        }
    }

    #[test]
    fn any_span_of_any_bytes_is_drawn() {
        let texts: [&[u8]; 6] =
            [b"", b"\n", b"a\r\nb\n\nc\xff\xc3", "ä\u{1f34e}\nö".as_bytes(), b"bplist00\x01", b"\xff\xfe\0<"];
        for text in texts {
            for start in 0..text.len() + 2 {
                for end in start..text.len() + 2 {
                    let related = Some(Span::new(end, end + 3));
                    let mut report: Report =
                        [Problem { related, ..problem(Code::Tag, Span::new(start, end)) }].into_iter().collect();
                    report.hide(Span::new(start / 2, end));
                    let drawn = full(&report, Source::new("a", text), Style::default()).to_string();
                    assert!(drawn.starts_with("error[tag]"));
                }
            }
        }
    }
}
