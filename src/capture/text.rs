//! Text with messages in it: what a server dumps, its log, the log of a proxy that escapes nothing.
//!
//! Documents are carved out by how they begin and end. What stands between them is passed over, the escrowed tokens in
//! a dump of NanoMDM among it, but for documents that are encoded or escaped there.

use core::ops::Range;
use std::{borrow::Cow, sync::LazyLock};

use memchr::{
    memchr, memchr_iter,
    memmem::{self, Finder},
    memrchr,
};

use super::{
    Captured, Exchange, Item, Items, Options, Place, Reader, body, encoded, escaped,
    json::{Scanner, Value},
    marks::{End, Mark, Marks},
    pairs, prefix, problem,
    quoted::{self, Quoted, Strings},
};
use crate::{
    front::is_web_page,
    is_cms,
    report::{Code, Expected, Found, Problem},
    wire::{Format, Span},
};

/// What `nanomdm -dump` writes: bodies one behind the other.
pub(super) static DUMP: Reader = Reader { name: "nanomdm-dump", detect: is_dump, open, complete: whole_messages };

/// Any other text with property lists in it.
pub(super) static LOG: Reader = Reader { name: "log", detect: is_log, open, complete: whole_messages };

pub(super) fn open<'a>(bytes: &'a [u8], _: &Options<'_>) -> Items<'a> {
    Items::new(Carver::of_all(bytes))
}

/// The documents in a text that stand there as they are or in strings.
pub(super) fn plain(text: &[u8]) -> impl Iterator<Item = Item<'_>> {
    Carver::new(text)
}

/// Whether there is a document in a text.
pub(super) fn has_document(text: &[u8]) -> bool {
    memmem::find(text, b"plist").is_some() && matches!(Carver::new(text).next(), Some(Item::Message(_)))
}

/// The documents in a part of a file, and what is wrong with it: places are those in the part.
pub(super) fn documents(part: Cow<'_, [u8]>) -> Vec<Item<'_>> {
    match part {
        Cow::Borrowed(part) => Carver::of_all(part).collect(),
        Cow::Owned(part) => Carver::of_all(&part).map(Item::detached).collect(),
    }
}

/// So much is looked at before a document whose end is not seen is given up: what seems to be the next one may be its
/// content.
const PATIENCE: usize = 1 << 20;

/// So much of a line says something of the message before it.
const LINE: usize = 1 << 11;

/// Up to the end of the last document that nothing belongs to any more, or of the last line but one if there is none.
fn whole_messages(bytes: &[u8], is_idle: bool) -> usize {
    let mut carver = Carver::of_all(bytes);
    let mut whole = 0;
    while let Some(item) = carver.next() {
        let rest = bytes.get(carver.at..).unwrap_or_default();
        let is_over = match (item, rest.first()) {
            (Item::Problem(problem), _) if problem.code == Code::CutOff => return whole,
            _ if carver.is_unsure => {
                if rest.len() < PATIENCE && !is_idle {
                    return whole;
                }
                true
            }
            (_, None) => is_idle,
            (_, Some(b'{' | b'[')) if begins_json(rest) => false,
            (_, Some(b' ')) => is_idle || rest.len() > LINE || memchr(b'\n', rest).is_some(),
            (_, Some(_)) => true,
        };
        if is_over {
            whole = carver.at;
        }
    }
    // a line stays whole, and what follows it begins with its end, so that nothing stands directly behind a document
    let text = bytes.get(whole..).unwrap_or_default();
    match memrchr(b'\n', text) {
        Some(end) if text.len() > PATIENCE && !carver.is_behind => whole.saturating_add(end),
        _ => whole,
    }
}

/// Whether it begins with a document and has another behind that.
fn is_dump(bytes: &[u8]) -> bool {
    let start = bytes.len().saturating_sub(body(bytes).len());
    if behind_other_root(bytes) > 0 {
        return false;
    }
    let mut marks = Marks::new(bytes);
    let Some((_, mark)) = marks.next(start).filter(|(at, _)| *at == start) else { return false };
    let end = marks.end(start, mark);
    let mut carver = Carver::new(bytes);
    match end {
        End::Cut => false,
        // documents lie in the data of binary ones too: those end in the midst of other bytes
        End::Broken(_) if mark == Mark::Binary => {
            carver.nth(1).is_some() && memchr(0, bytes.get(carver.at..).unwrap_or_default()).is_none()
        }
        // a second root or type is mostly a fault of the one document, unless more follow it
        End::Broken(next) => match marks.next(next) {
            Some((_, Mark::Doctype | Mark::Root)) => carver.nth(2).is_some(),
            next => next.is_some(),
        },
        End::Whole(_) => carver.nth(1).is_some(),
    }
}

/// Whether it is one XML property list and nothing else, as far most files are.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    static ROOT: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("<plist"));
    static END: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("</plist>"));
    let text = body(bytes).trim_ascii_end();
    let begins = [&b"<?"[..], b"<!", b"<plist"].iter().any(|begin| text.starts_with(begin));
    let Some(inside) = text.strip_suffix(b"</plist>").filter(|_| begins) else { return false };
    let Some(root) = ROOT.find(inside) else { return false };
    let inside = inside.get(root.saturating_add(1)..).unwrap_or_default();
    END.find(inside).is_none() && ROOT.find(inside).is_none()
}

/// Whether there is a document in it, and it is none itself.
fn is_log(bytes: &[u8]) -> bool {
    if !is_document(bytes) || is_line_of_json(bytes) {
        return Carver::new(bytes).next().is_some();
    }
    // the first of several is damaged where it begins
    let start = bytes.len().saturating_sub(body(bytes).len());
    let Some((first, _)) = Marks::new(bytes).next(start).filter(|(at, _)| *at > start) else { return false };
    let has_end = bytes.get(..first).is_some_and(|before| memmem::find(before, b"</plist").is_some());
    let mut carver = Carver::new(bytes);
    is_markup(body(bytes)) && carver.next().is_some() && (has_end || carver.next().is_some())
}

/// Whether it begins with a line that is JSON, but no message, and goes on.
fn is_line_of_json(bytes: &[u8]) -> bool {
    let mut scanner = Scanner::of_file(bytes);
    let is_object = scanner.first() == Some(b'{');
    let Some(line) = scanner.value().ok().filter(|_| is_object) else { return false };
    let rest = bytes.get(line.span().end..).unwrap_or_default();
    let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
    rest.first() == Some(&b'\n') && !rest.trim_ascii().is_empty() && !super::body::is_known(line.raw())
}

/// Whether it begins as a document does.
pub(super) fn is_document(bytes: &[u8]) -> bool {
    match body(bytes) {
        line if prefix::len(line).is_some() => false,
        text @ [b'<', ..] => is_markup(text) && behind_other_root(bytes) == 0,
        [b'{', inside @ ..] => matches!(inside.trim_ascii_start(), [] | [b'"' | b'}', ..]),
        [b'[', inside @ ..] => matches!(inside.trim_ascii_start(), [] | [b'"' | b'{' | b'[' | b']', ..]),
        text @ [b'"', ..] => text.trim_ascii_end().ends_with(b"\""),
        rest => Format::detect(rest).is_some() || is_cms(rest),
    }
}

/// Behind the name of the root of XML that is no property list, in which some may stand; otherwise the begin.
fn behind_other_root(bytes: &[u8]) -> usize {
    const ELEMENTS: [&[u8]; 11] =
        [b"plist", b"dict", b"key", b"array", b"string", b"data", b"date", b"integer", b"real", b"true", b"false"];
    let head = bytes.get(..LINE).unwrap_or(bytes);
    if !is_markup(body(head)) || is_web_page(head) {
        return 0;
    }
    let root = root(head).unwrap_or(0);
    let name = head.get(root..).unwrap_or_default();
    let len = name.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(byte)).count();
    let is_declared = || head.get(..root).is_some_and(|before| memmem::find(before, b"<!DOCTYPE plist").is_some());
    let is_own = name.get(..len).is_none_or(|name| ELEMENTS.contains(&name)) || is_declared();
    if is_own { 0 } else { root.saturating_add(len) }
}

/// Where the name of the first element of XML begins.
pub(super) fn root(text: &[u8]) -> Option<usize> {
    let mut tags = memchr_iter(b'<', text).map(|at| at.saturating_add(1));
    tags.find(|at| text.get(*at).is_some_and(u8::is_ascii_alphabetic))
}

/// Whether it begins as XML does; also `<30>` of syslog begins with that sign.
const fn is_markup(text: &[u8]) -> bool {
    matches!(text, [b'<', second, ..] if !second.is_ascii_digit())
}

/// Whether the tag that begins an element ends a text.
fn is_in_element(text: &[u8]) -> bool {
    let text = text.trim_ascii_end();
    let tag = text.get(text.len().saturating_sub(TAG)..).filter(|tag| tag.ends_with(b">"));
    let name = tag.and_then(|tag| tag.get(memrchr(b'<', tag)?.saturating_add(1)));
    name.is_some_and(u8::is_ascii_alphabetic)
}

/// Whether a line begins as an object of JSON does, or as an array with something in it that is no number and no word.
fn begins_json(line: &[u8]) -> bool {
    let is_any = |inside: &[u8], firsts: &[u8]| {
        let first = prefix::unpadded(inside).first();
        first.is_none_or(|first| matches!(first, b'\r' | b'\n') || firsts.contains(first))
    };
    match line {
        [b'{', inside @ ..] => is_any(inside, b"\"}"),
        [b'[', inside @ ..] => is_any(inside, b"\"{[]"),
        _ => false,
    }
}

/// What a line of a log calls its level, its time and its text, of which it has two or begins with one.
const OF_A_LOG: [&str; 10] =
    ["@timestamp", "level", "lvl", "logger", "message", "msg", "severity", "time", "timestamp", "ts"];

/// Whether JSON behind a document may be what its sender wrote there: any object that is no line of a log, or its begin; an
/// array only if it is a message.
fn is_sent(json: &[u8]) -> bool {
    let is_object = json.starts_with(b"{");
    match Scanner::new(json, 0).value() {
        Ok(value) => is_object && !is_line(value) || body::is_known(json),
        Err(_) => {
            let mut scanner = Scanner::new(json, 1);
            scanner.space();
            let is_key = scanner.first() == Some(b'"');
            is_object && is_key && !scanner.string().is_ok_and(|key| OF_A_LOG.iter().any(|name| key.is(name)))
        }
    }
}

/// Whether an object is a line of a log.
fn is_line(object: Value<'_>) -> bool {
    object.members().filter(|(key, _)| OF_A_LOG.iter().any(|name| key.is(name))).take(2).count() == 2
}

/// Where the first object of JSON stands in a text that is a message: at the beginning of a line, or behind a blank or a
/// sign that a value stands behind.
fn first_json(text: &[u8]) -> Option<Range<usize>> {
    let mut behind = 0usize;
    memchr_iter(b'{', text).find_map(|start| {
        let before = start.checked_sub(1).and_then(|before| text.get(before));
        let is_value = matches!(before, None | Some(b'\n' | b' ' | b'\t' | b'=' | b':' | b'"' | b'\'' | b'`'));
        if start < behind || !is_value {
            return None;
        }
        // none is looked for in another, nor where another was looked for
        let found = json_at(text, start);
        behind = start.saturating_add(found.as_ref().map_or_else(|len| *len, |(_, len)| *len));
        found.is_ok().then_some(start..behind)
    })
}

/// The message in JSON that begins here, as it is or in a string, and how long it is there; or how far none was found.
fn json_at(text: &[u8], start: usize) -> Result<(Cow<'_, [u8]>, usize), usize> {
    let rest = text.get(start..).unwrap_or_default();
    let is_message = |value: Value<'_>| !is_line(value) && body::is_known(value.raw());
    let mut scanner = Scanner::new(rest, 0);
    let plain = scanner.value().ok();
    let passed = scanner.at();
    let before = start.checked_sub(1).and_then(|before| text.get(before)).copied();
    // the escapes of others than JSON are those of a string around it
    let has_own = || {
        plain.is_some_and(|value| {
            crate::decode(value.raw()).1.problems().iter().any(|problem| problem.code == Code::Escape)
        })
    };
    if (plain.is_none() || has_own())
        && let Some((string, len)) = quoted::string(rest, before)
    {
        let is_whole = Scanner::new(&string, 0).value().is_ok_and(|value| value.raw() == string && is_message(value));
        return if is_whole { Ok((string.into(), len)) } else { Err(len.max(passed)) };
    }
    plain.filter(|value| is_message(*value)).map(|value| (value.raw().into(), passed)).ok_or(passed)
}

/// Where a tool has put a character in place of octets of a binary property list, which can't be read any more.
fn lost(body: &[u8]) -> Option<Problem> {
    let at = body.starts_with(b"bplist").then(|| memmem::find(body, REPLACEMENT))??;
    let span = Span::new(at, at.saturating_add(REPLACEMENT.len()));
    crate::decode(body).1.kind().is_none().then(|| problem(Code::LossyCapture, span))
}

const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// A tag is not longer.
const TAG: usize = 1 << 7;

/// Without what may stand before a document.
fn body(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BOM).unwrap_or(bytes).trim_ascii_start()
}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// How NanoMDM begins the lines that hold a token.
const TOKENS: [&[u8]; 2] = [b"Bootstrap token: ", b"GetToken TokenData: "];

/// What a line says, before a message and, if it goes on there, behind it.
pub(super) fn said<'a>(before: &'a [u8], behind: &'a [u8]) -> Exchange<'a> {
    let mut exchange = Exchange::default();
    if !before.is_empty() {
        pairs::read(before, &mut exchange);
    }
    if exchange.time.is_none() {
        exchange.time = prefix::moment(before).map(Cow::Borrowed);
    }
    if behind.first() == Some(&b' ') {
        let line = behind.get(..LINE).unwrap_or(behind);
        let line = line.get(..memchr(b'\n', line).unwrap_or(line.len())).unwrap_or_default();
        pairs::read(line, &mut exchange);
    }
    exchange
}

/// What else documents are written as between others.
#[derive(Clone, Copy)]
enum Spelling {
    Encoded,
    Escaped,
    Json,
}

/// Finds the first of a kind in a text.
type Look = fn(&[u8]) -> Option<Range<usize>>;

/// What was looked for in a stretch without documents, and where the first of it is.
#[derive(Default)]
struct Sought {
    stretch: Range<usize>,
    first: Option<Range<usize>>,
}

impl Sought {
    /// Where the first is in a stretch, as `look` tells by places in it. In the rest of one it is not looked for again.
    fn first(&mut self, bytes: &[u8], stretch: Range<usize>, look: Look) -> Option<Range<usize>> {
        let is_rest = self.stretch.end == stretch.end && self.stretch.start <= stretch.start;
        if !is_rest || self.first.as_ref().is_some_and(|first| first.start < stretch.start) {
            let place = |at: usize| stretch.start.saturating_add(at);
            let first = bytes.get(stretch.clone()).and_then(look);
            self.first = first.map(|Range { start, end }| place(start)..place(end));
        }
        self.stretch = stretch;
        self.first.clone()
    }
}

/// Carves documents out of a text, from its begin to its end.
struct Carver<'a> {
    bytes: &'a [u8],
    marks: Marks<'a>,
    strings: Strings,
    /// Where to look on.
    at: usize,
    /// Whether a document ends there.
    is_behind: bool,
    /// What stands before it on its first line, if all of its lines have something such before them.
    prefix: Option<&'a [u8]>,
    /// Whether more bytes may show that it ends elsewhere.
    is_unsure: bool,
    /// Those that are encoded, those that are escaped, and JSON, if they are looked for.
    others: Option<[Sought; 3]>,
}

impl<'a> Iterator for Carver<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        if let Some((start, end)) = self.json() {
            return Some(self.cut(start, end));
        }
        let next = self.marks.next(self.at);
        let until = next.map_or(self.bytes.len(), |(start, _)| start);
        let other = self.other(until);
        let before = other.as_ref().map_or(until, |(place, _)| place.start);
        if let Some((start, end)) = self.marks.damaged_binary(self.at, before) {
            return Some(self.cut(start, End::Whole(end)));
        }
        if let Some((place, spelling)) = other {
            return Some(self.spelled(place, spelling));
        }
        let Some((start, mark)) = next else {
            self.at = self.bytes.len();
            return None;
        };
        if let Some(quoted) = self.strings.document(self.bytes, start, mark) {
            return Some(self.quoted(start, quoted));
        }
        let end = self.marks.end(start, mark);
        Some(self.cut(self.with_order_mark(start), end))
    }
}

impl<'a> Carver<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            marks: Marks::new(bytes),
            strings: Strings::default(),
            at: behind_other_root(bytes),
            is_behind: false,
            prefix: None,
            is_unsure: false,
            others: None,
        }
    }

    /// With those that are encoded or escaped.
    fn of_all(bytes: &'a [u8]) -> Self {
        Self { others: Some(Default::default()), ..Self::new(bytes) }
    }

    /// The first document that is encoded or escaped before the next that is not.
    fn other(&mut self, until: usize) -> Option<(Range<usize>, Spelling)> {
        let others = self.others.as_mut()?;
        let looks: [(Look, Spelling); 3] =
            [(encoded::first, Spelling::Encoded), (escaped::first, Spelling::Escaped), (first_json, Spelling::Json)];
        let found = others
            .iter_mut()
            .zip(looks)
            .filter_map(|(sought, (look, spelling))| Some((sought.first(self.bytes, self.at..until, look)?, spelling)));
        found.min_by_key(|(place, _)| place.start)
    }

    /// The message that is spelled so here.
    fn spelled(&mut self, Range { start, end }: Range<usize>, spelling: Spelling) -> Item<'a> {
        let text = self.bytes.get(start..end).unwrap_or_default();
        let plain = |body: Cow<'a, [u8]>| {
            let offset = matches!(body, Cow::Borrowed(_)).then_some(start);
            Item::Message(Captured { body, offset, place: Place::Byte(start), ..Captured::default() })
        };
        let item = match spelling {
            Spelling::Encoded => encoded::item(self.bytes, text, Place::Byte(start)),
            Spelling::Escaped => plain(escaped::unescaped(text).into()),
            Spelling::Json => {
                let found = json_at(self.bytes.get(..end).unwrap_or_default(), start);
                plain(found.map_or(text.into(), |(json, _)| json))
            }
        };
        let exchange = self.exchange(self.line_before(start), end);
        // the next line may belong to it
        self.is_unsure = self.bytes.len().saturating_sub(end) < LINE;
        (self.at, self.is_behind, self.prefix) = (end, false, None);
        match (item, spelling) {
            (Item::Message(captured), Spelling::Encoded | Spelling::Json) => {
                Item::Message(Captured { exchange, ..captured })
            }
            (item, _) => item,
        }
    }

    /// Where a document without an end ends: before the line of one behind it that is encoded, escaped or JSON.
    fn before_others(&self, start: usize, end: usize) -> Option<usize> {
        self.others.as_ref()?;
        let stretch = self.bytes.get(start..end)?;
        let first = |look: Look| {
            let mut at = 0usize;
            loop {
                let Range { start, end } = look(stretch.get(at..)?)?;
                let start = at.saturating_add(start);
                if !is_in_element(stretch.get(..start)?) {
                    return Some(start);
                }
                at = at.saturating_add(end);
            }
        };
        let other = [encoded::first as Look, escaped::first, first_json].into_iter().filter_map(first).min()?;
        let line = memrchr(b'\n', stretch.get(..other)?).map(|at| at.saturating_add(1));
        Some(start.saturating_add(line.unwrap_or(other)))
    }

    /// Where JSON begins and ends that its sender wrote directly behind a document.
    fn json(&mut self) -> Option<(usize, End)> {
        let start = self.json_start()?;
        let end = self.marks.json_end(start);
        let until = match end {
            End::Whole(end) | End::Broken(end) => end,
            End::Cut => self.bytes.len(),
        };
        let raw = self.bytes.get(start..until)?;
        let body = prefix::stripped(self.line_before(start), raw).unwrap_or(raw.into());
        is_sent(&body).then_some((start, end))
    }

    /// Where JSON may begin, if it does directly behind a document.
    fn json_start(&self) -> Option<usize> {
        if !self.is_behind {
            return None;
        }
        let rest = self.bytes.get(self.at..)?;
        let skip = |text| prefix::after(self.prefix?, text);
        let skip = match skip(rest) {
            Some(skip) => skip,
            // the bracket stands in place of the end of the line
            None if skip(rest.get(1..)?).is_some() => return None,
            None => 0,
        };
        begins_json(rest.get(skip..)?).then_some(self.at.saturating_add(skip))
    }

    /// A byte order mark is the sender's too.
    fn with_order_mark(&self, start: usize) -> usize {
        let before = self.bytes.get(self.at..start).unwrap_or_default();
        if before.ends_with(BOM) { start.saturating_sub(BOM.len()) } else { start }
    }

    /// The message that begins here.
    fn cut(&mut self, start: usize, end: End) -> Item<'a> {
        let other = match end {
            End::Whole(_) => None,
            End::Broken(next) => self.before_others(start, next),
            End::Cut => self.before_others(start, self.bytes.len()),
        };
        let is_at_end = end == End::Cut;
        let end = other.map_or(end, End::Broken);
        let is_broken = matches!(end, End::Broken(_));
        let end = match end {
            End::Whole(end) => end,
            End::Broken(next) => {
                let next = self.before_json(start, next);
                self.before_tokens(start, self.before_prefix(start, next))
            }
            End::Cut => {
                self.at = self.bytes.len();
                self.is_behind = false;
                let left = Found::Count(self.bytes.len().saturating_sub(start));
                let span = Span::new(start, start.saturating_add(1));
                return Item::Problem(Problem { found: left, ..problem(Code::CutOff, span) });
            }
        };
        let raw = self.bytes.get(start..end).unwrap_or_default();
        let line = self.line_before(start);
        let body = prefix::stripped(line, raw).unwrap_or(raw.into());
        let is_prefixed = matches!(body, Cow::Owned(_)) || prefix::len(line).is_some();
        self.prefix = is_prefixed.then_some(line);
        self.is_unsure = self.marks.is_open || is_at_end || is_broken && body.starts_with(b"bplist");
        let offset = matches!(body, Cow::Borrowed(_)).then_some(start);
        let exchange = self.exchange(line, end);
        (self.at, self.is_behind) = (end, true);
        let problems: Vec<_> = lost(&body).into_iter().collect();
        let damaged = !problems.is_empty();
        let place = Place::Byte(start);
        Item::Message(Captured { body, place, offset, exchange, problems, damaged, ..Captured::default() })
    }

    /// The message that begins here in a string.
    fn quoted(&mut self, start: usize, Quoted { body, end, is_open, is_cut }: Quoted) -> Item<'a> {
        let exchange = self.exchange(self.line_before(start), end);
        (self.at, self.is_behind, self.prefix, self.is_unsure) = (end, false, None, is_open);
        let (expected, found) = (Expected::Text("what HAProxy keeps of it"), Found::Count(body.len()));
        let cut = is_cut.then(|| Problem { expected, found, ..problem(Code::CutOff, Span::default()) });
        let (place, problems) = (Place::Byte(start), cut.into_iter().collect());
        let body = body.into();
        Item::Message(Captured { body, place, exchange, problems, damaged: is_cut, ..Captured::default() })
    }

    /// The part of a line before a message. Directly behind another message the end of the line may be what is damaged.
    fn line_before(&self, start: usize) -> &'a [u8] {
        let before = self.bytes.get(self.at..start).unwrap_or_default();
        match memrchr(b'\n', before) {
            Some(end) => before.get(end.saturating_add(1)..).unwrap_or_default(),
            None => match self.prefix {
                Some(last) if prefix::after(last, before).is_none() => before.get(1..).unwrap_or_default(),
                _ => before,
            },
        }
    }

    /// What the line says.
    fn exchange(&self, before: &'a [u8], end: usize) -> Exchange<'a> {
        said(before, self.bytes.get(end..).unwrap_or_default())
    }

    /// The end of a broken message: before the line of the next, if that begins as lines of a log do.
    fn before_prefix(&self, start: usize, next: usize) -> usize {
        let stretch = self.bytes.get(start..next).unwrap_or_default();
        let line = memrchr(b'\n', stretch).map_or(0, |at| at.saturating_add(1));
        let before = stretch.get(line..).unwrap_or_default();
        // what stands before a broken message may be damaged, or the end of another
        let lines = [Some(self.line_before(start)), self.prefix];
        let is_alike = lines.into_iter().flatten().any(|line| prefix::after(line, before).is_some());
        let is_log = is_alike || before.ends_with(b"=") || before.ends_with(b": ");
        if line > 0 && is_log { start.saturating_add(line) } else { next }
    }

    /// The end of a broken message: before the next, and before JSON that fills the lines up to that.
    fn before_json(&mut self, start: usize, next: usize) -> usize {
        let stretch = self.bytes.get(start..next).unwrap_or_default();
        let Some(line) = memmem::find(stretch, b"\n{\"") else { return next };
        let json = start.saturating_add(line).saturating_add(1);
        match self.marks.json_end(json) {
            End::Whole(end) if self.bytes.get(end..next).is_some_and(|rest| rest.trim_ascii().is_empty()) => json,
            _ => next,
        }
    }

    /// The end of a broken message: before the next, and before a token.
    fn before_tokens(&self, start: usize, end: usize) -> usize {
        let stretch = self.bytes.get(start..end).unwrap_or_default();
        let token = TOKENS.into_iter().filter_map(|token| memmem::find(stretch, token)).min();
        token.map_or(end, |at| start.saturating_add(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{capture::Container, wire::Data};

    const PLIST: &str = "<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><true/></plist>\n";

    /// The messages of a text as the text of each, a problem as its code.
    fn carved(text: &[u8]) -> Vec<String> {
        let shown = |item| match item {
            Item::Message(message) => {
                if let Some(offset) = message.offset {
                    assert!(text[offset..].starts_with(&message.body));
                }
                String::from_utf8_lossy(&message.body).into_owned()
            }
            Item::Problem(problem) => format!("{} at {}", problem.code, problem.span.start),
        };
        Carver::new(text).map(shown).collect()
    }

    fn binary(data: &[u8]) -> Vec<u8> {
        let objects = [&[0x4f, 0x11][..], &u16::try_from(data.len()).unwrap().to_be_bytes(), data].concat();
        let table = 8 + objects.len() as u64;
        let trailer = [&[0; 6][..], &[2, 1], &1u64.to_be_bytes(), &0u64.to_be_bytes(), &table.to_be_bytes()].concat();
        [b"bplist00", &objects[..], &[0, 8], &trailer].concat()
    }

    #[test]
    fn nothing_between() {
        let text = PLIST.repeat(3);
        assert_eq!(carved(text.as_bytes()), [PLIST; 3]);
        assert_eq!(Container::detect(text.as_bytes()).as_str(), "nanomdm-dump");
        assert_eq!(Container::detect(PLIST.as_bytes()), Container::WHOLE);
        assert_eq!(Container::detect(format!("{PLIST}junk").as_bytes()), Container::WHOLE);
        assert_eq!(carved(b""), [""; 0]);
    }

    #[test]
    fn lines_of_a_log() {
        let text = format!("a\nts=1 content={PLIST} http_status=400\nts=2 content={PLIST}");
        assert_eq!(carved(text.as_bytes()), [PLIST; 2]);
        assert_eq!(Container::detect(text.as_bytes()).as_str(), "log");
        for before in ["[nanomdm] ", "[12:30:01] ", "{ body: ", "<6>mdm: "] {
            assert_eq!(Container::detect(format!("{before}{PLIST}").as_bytes()).as_str(), "log", "{before}");
        }
        let line = PLIST.replacen('\n', "", 1);
        let texts = [format!("ts=1 content={line}"), format!("Jul 19 09:39:14 host m[3]: {line}"), text.clone()];
        for text in texts {
            let Some(Item::Message(message)) = Carver::new(text.as_bytes()).next() else { panic!() };
            assert_eq!(message.offset, text.find('<'), "it stands in the file as it is");
        }
        let Some(Item::Message(message)) = Carver::new(text.as_bytes()).next() else { panic!() };
        assert_eq!((message.exchange.status, message.exchange.time.as_deref()), (Some(400), Some("1")));
    }

    #[test]
    fn in_other_xml() {
        let whole = PLIST.trim_ascii_end();
        let whole = whole.replacen('\n', "\n<!DOCTYPE plist>\n", 1);
        for (before, after) in [("<log><body><![CDATA[", "]]></body></log>"), ("<a:b x='y'>\n", "</a:b>")] {
            for declaration in ["", "<?xml version=\"1.0\"?>\n"] {
                let text = format!("{declaration}{before}{whole}{after}");
                assert_eq!(carved(text.as_bytes()), [whole.as_str()], "{text}");
                assert_eq!(Container::detect(text.as_bytes()).as_str(), "log", "{text}");
            }
        }
        for other in ["<log/>", "<dict><key>a</key><string><![CDATA[<plist></plist>]]></string></dict>"] {
            assert_eq!(Container::detect(other.as_bytes()), Container::WHOLE, "{other}");
        }
    }

    /// Between others, those that are encoded or escaped are found too.
    #[test]
    fn spelled_otherwise() {
        let base64 = Data::octets(PLIST.as_bytes()).to_base64().to_string();
        let numbers = PLIST.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(", ");
        let address = PLIST.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let escaped = PLIST.replace('<', "&lt;").replace('>', "&gt;");
        let bodies = |text: &str| {
            let items: Vec<_> = Carver::of_all(text.as_bytes()).collect();
            let whole =
                items.iter().filter(|item| matches!(item, Item::Message(found) if found.body == PLIST.as_bytes()));
            (whole.count(), items.len())
        };
        for other in [&base64, &numbers, &address, &escaped] {
            let line = format!("ts=1 body={other} status=200\n");
            assert_eq!(bodies(&format!("a\n{PLIST}{line}")), (2, 2), "{other}");
            assert_eq!(bodies(&format!("{line}{PLIST}{line}{line}b={PLIST}")), (5, 5), "{other}");
            for name in ["log", "encoded", "escaped"] {
                let container: Container = name.parse().unwrap();
                assert_eq!(container.open(line.repeat(3).as_bytes(), &Options::default()).count(), 3, "{other}");
            }
        }
        // in the data of a document it is a part of that, and what is broken before it takes no more than itself
        let inside = PLIST.replace("<true/>", &format!("<data>\n{base64}\n</data>"));
        assert_eq!(bodies(&format!("a\n{inside}b={base64}\n{inside}")), (1, 3));
        for broken in [PLIST.replace("</plist>", "</plisu>"), inside.replace("</plist>", "</plisu>")] {
            assert_eq!(bodies(&format!("a\n{broken}b={escaped}c={base64}\n")), (2, 3), "{broken}");
            assert_eq!(bodies(&format!("a\n{broken}b={base64}\nc={base64}\n")), (2, 3), "{broken}");
            assert_eq!(bodies(&format!("a\n{broken}{base64}\n{PLIST}")), (2, 3), "{broken}");
        }
        let damaged = format!("{}!{}", &base64[..70], &base64[71..]);
        assert_eq!(bodies(&format!("a\n{PLIST}b={damaged}\n{PLIST}")), (2, 3));
    }

    /// What comes bit by bit is cut where nothing that is encoded goes on.
    #[test]
    fn encoded_ones_bit_by_bit() {
        let base64 = Data::octets(PLIST.as_bytes()).to_base64().to_string();
        let text = format!("a\n{PLIST}b={base64}\n");
        let behind = format!("{text}{}", "c\n".repeat(LINE));
        let whole = |text: &str, is_idle| whole_messages(text.as_bytes(), is_idle);
        assert_eq!(whole(&text, false), 2 + PLIST.len());
        assert_eq!((whole(&text, true), whole(&behind, false)), (text.len() - 1, text.len() - 1));
    }

    #[test]
    fn binary_ones_in_each_other() {
        let inner = binary(PLIST.as_bytes());
        let outer = binary(&inner);
        let text = [&outer[..], &outer, PLIST.as_bytes(), &inner].concat();
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(carved(&text), [shown(&outer), shown(&outer), PLIST.to_owned(), shown(&inner)]);
        assert_eq!(Container::detect(&outer), Container::WHOLE);
    }

    #[test]
    fn an_end_is_missing() {
        let broken = PLIST.replace("</plist>", "</plisu>");
        let text = format!("{PLIST}{broken}{PLIST}");
        assert_eq!(carved(text.as_bytes()), [PLIST, &broken, PLIST]);
        let root = "<plist><true/></plist>\n";
        let broken = "<plist><true/></plisu>\n";
        assert_eq!(carved(format!("{root}{broken}{root}").as_bytes()), [root, broken, root]);
        let mut bytes = binary(b"abc");
        bytes.pop();
        let text = [&bytes[..], PLIST.as_bytes(), &bytes].concat();
        assert_eq!(carved(&text)[1..], [PLIST.to_owned(), format!("cut-off at {}", bytes.len() + PLIST.len())]);
        let secret = format!("{PLIST}<?xml version='1.0'?>\nBootstrap token: AQEB\n{PLIST}");
        assert_eq!(carved(secret.as_bytes()), [PLIST, "<?xml version='1.0'?>\n", PLIST]);
    }

    #[test]
    fn a_begin_is_damaged() {
        let mut damaged = binary(PLIST.as_bytes());
        damaged[6] = b'1';
        let text = [PLIST.as_bytes(), &damaged, PLIST.as_bytes()].concat();
        assert_eq!(carved(&text)[2..], [PLIST]);
    }

    #[test]
    fn json_behind_a_document() {
        let json = r#"{"a": "}\"{", "b": [{}]}"#;
        assert_eq!(carved(format!("{PLIST}{json}{PLIST}{{\"a").as_bytes()), [PLIST, json, PLIST, "cut-off at 142"]);
        assert_eq!(carved(format!("{{}}{PLIST} {{}}").as_bytes()), [PLIST]);
        let unclosed = PLIST.replace("</plist>", "x/plist>");
        assert_eq!(carved(format!("{unclosed}{json}{PLIST}").as_bytes()), [&unclosed, json, PLIST]);
        let broken = r#"{"a: "b"}"#;
        assert_eq!(carved(format!("{PLIST}{broken}{PLIST}").as_bytes()), [PLIST, broken, PLIST]);
    }

    #[test]
    fn documents_in_text_of_documents() {
        let outer =
            format!("<?xml version='1.0'?><plist><string><![CDATA[{PLIST}]]></string><!-- </plist> --></plist>\n");
        assert_eq!(carved(outer.repeat(2).as_bytes()), [outer.as_str(); 2]);
        let commented = "<?xml version='1.0'?><!-- <?xml version='1.0'?> --><plist/></plist>\n";
        assert_eq!(carved(commented.repeat(2).as_bytes()), [commented; 2]);
        let declared = "<?xml version='1.0'?>\n";
        assert_eq!(carved(format!("{declared}{declared}{PLIST}").as_bytes()), [declared, declared, PLIST]);
        let broken = outer.replace("]]>", "]]");
        let text = format!("{PLIST}{broken}{outer}{PLIST}");
        assert_eq!(carved(text.as_bytes()).last().map(String::as_str), Some(PLIST));
        assert!(carved(text.as_bytes()).contains(&outer));
    }

    #[test]
    fn under_prefixes() {
        let line = "Jul 19 09:39:14 host nanomdm[3]: ";
        let text: String = format!("{PLIST}{{\"a\":\n1}}\n").lines().map(|text| format!("{line}{text}\n")).collect();
        assert_eq!(carved(text.as_bytes()), [PLIST, "{\"a\":\n1}"]);
        assert_eq!(Container::detect(text.as_bytes()).as_str(), "log");
        // what is not known by its form
        let lines = format!("{PLIST}{{\"a\": 1}}\n{PLIST}");
        let text: String = lines.lines().map(|text| format!("{:02} [main] Mdm - {text}\n", text.len())).collect();
        assert_eq!(carved(text.as_bytes()), [PLIST, "{\"a\": 1}", PLIST]);
        // a root in place of the end is a document, which ends before the next line
        let plist = PLIST.replace("<true/>", "\n<true/>\n");
        let text: String = plist.repeat(3).lines().map(|line| format!("12:30 [main] Mdm - {line}\n")).collect();
        let found = carved(text.replacen("</plist>", "<<plist>", 1).as_bytes());
        assert_eq!(found[2..], [plist.as_str(); 2]);
    }
}
