//! JSON as containers write it: looked through, not built up.
//!
//! A [`Value`] is the bytes of one value that has been checked; what is in it is found by looking again, so that nothing
//! is kept of a file but the place where its reader stands. Strings are bytes: nginx copies those beyond ASCII as they
//! are, and a lone surrogate is three of them (WTF-8), since mitmproxy writes bytes so that are no UTF-8.

use core::str;
use std::borrow::Cow;

use super::spelled;
use crate::wire::{Span, json::plain_run};

/// A place in a JSON text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
}

/// Something else stands where this is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) at: usize,
    pub(super) due: &'static str,
}

/// How many containers may lie in each other: one bit each.
const DEPTH: u32 = u128::BITS;

/// The containers that are open, the innermost in the lowest bit, set for an object.
#[derive(Default)]
struct Open {
    kinds: u128,
    depth: u32,
}

impl Open {
    const fn push(&mut self, is_object: bool) {
        self.kinds = self.kinds << 1 | is_object as u128;
        self.depth = self.depth.saturating_add(1);
    }

    const fn pop(&mut self) {
        self.kinds >>= 1;
        self.depth = self.depth.saturating_sub(1);
    }

    const fn is_object(&self) -> bool {
        self.kinds & 1 == 1
    }
}

impl<'a> Scanner<'a> {
    pub(super) const fn new(text: &'a [u8], at: usize) -> Self {
        Self { text, at }
    }

    /// At the beginning of a file, behind a byte order mark.
    pub(super) fn of_file(text: &'a [u8]) -> Self {
        Self::new(text, if text.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 })
    }

    pub(super) const fn at(self) -> usize {
        self.at
    }

    pub(super) const fn text(self) -> &'a [u8] {
        self.text
    }

    pub(super) fn first(self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    pub(super) const fn past(&mut self, count: usize) {
        self.at = self.at.saturating_add(count);
    }

    /// Past every byte for which this holds.
    pub(super) fn pass(&mut self, holds: impl Fn(u8) -> bool) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.past(rest.iter().position(|byte| !holds(*byte)).unwrap_or(rest.len()));
    }

    /// `ws = *( %x20 / %x09 / %x0A / %x0D )`
    pub(super) fn space(&mut self) {
        self.pass(is_space);
    }

    /// Past this byte, if it stands here.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let stands = self.first() == Some(byte);
        self.past(usize::from(stands));
        stands
    }

    const fn broken<T>(self, due: &'static str) -> Result<T, Broken> {
        Err(Broken { at: self.at, due })
    }

    /// The value that stands here, checked, with all that is in it.
    pub(super) fn value(&mut self) -> Result<Value<'a>, Broken> {
        self.space();
        let start = self.at;
        let mut open = Open::default();
        loop {
            self.space();
            let is_open = match self.first() {
                Some(b'{' | b'[') if open.depth == DEPTH => return self.broken("fewer levels"),
                Some(b'{') => self.begin(&mut open, b'}')?,
                Some(b'[') => self.begin(&mut open, b']')?,
                Some(b'"') => self.string().map(|_| false)?,
                _ => self.bare().map(|()| false)?,
            };
            if !is_open && !self.go_on(&mut open)? {
                return Ok(Value { text: self.text, span: Span::new(start, self.at) });
            }
        }
    }

    /// Past the bracket here, and past the first key; `false` behind the other bracket if there is nothing between them.
    fn begin(&mut self, open: &mut Open, end: u8) -> Result<bool, Broken> {
        self.past(1);
        self.space();
        if self.take(end) {
            return Ok(false);
        }
        open.push(end == b'}');
        if end == b'}' {
            self.key()?;
        }
        Ok(true)
    }

    /// From behind a value to the next; `false` if there is none.
    fn go_on(&mut self, open: &mut Open) -> Result<bool, Broken> {
        while open.depth > 0 {
            self.space();
            let end = if open.is_object() { b'}' } else { b']' };
            if self.take(b',') {
                if open.is_object() {
                    self.space();
                    self.key()?;
                }
                return Ok(true);
            }
            if !self.take(end) {
                return self.broken(if open.is_object() { "`,` or `}`" } else { "`,` or `]`" });
            }
            open.pop();
        }
        Ok(false)
    }

    /// A key and the colon behind it.
    fn key(&mut self) -> Result<Str<'a>, Broken> {
        let key = self.string()?;
        self.space();
        if self.take(b':') { Ok(key) } else { self.broken("`:`") }
    }

    /// `string = quotation-mark *char quotation-mark`
    pub(super) fn string(&mut self) -> Result<Str<'a>, Broken> {
        if !self.take(b'"') {
            return self.broken("a string");
        }
        let start = self.at;
        loop {
            self.past(plain_run(self.text.get(self.at..).unwrap_or_default()));
            match self.first() {
                Some(b'"') => break,
                Some(b'\\') => match escape(self.text.get(self.at..).unwrap_or_default()) {
                    Some((_, length)) => self.past(length),
                    None => return self.broken("an escape such as `\\n`"),
                },
                _ => return self.broken("`\"`"),
            }
        }
        let raw = self.text.get(start..self.at).unwrap_or_default();
        let string = Str { raw, start, are_octets: false };
        self.past(1);
        Ok(string)
    }

    /// A number or one of the three words.
    fn bare(&mut self) -> Result<(), Broken> {
        let start = self.at;
        self.pass(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'));
        if self.at > start {
            return Ok(());
        }
        let rest = self.text.get(start..).unwrap_or_default();
        let word = [&b"true"[..], b"false", b"null"].into_iter().find(|word| rest.starts_with(word));
        self.past(word.map_or(0, <[u8]>::len));
        if word.is_some() { Ok(()) } else { self.broken("a value") }
    }

    /// To the value of this member of the object here, which need not be sound behind it; `false` if there is no such
    /// member.
    pub(super) fn enter(&mut self, name: &str) -> Result<bool, Broken> {
        self.space();
        if !self.take(b'{') {
            return self.broken("`{`");
        }
        self.space();
        if self.take(b'}') {
            return Ok(false);
        }
        loop {
            self.space();
            if self.key()?.is(name) {
                self.space();
                return Ok(true);
            }
            self.value()?;
            self.space();
            if self.take(b'}') {
                return Ok(false);
            }
            if !self.take(b',') {
                return self.broken("`,` or `}`");
            }
        }
    }
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// A value that has been checked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'a> {
    text: &'a [u8],
    span: Span,
}

impl<'a> Value<'a> {
    /// Where it stands.
    pub(super) const fn span(self) -> Span {
        self.span
    }

    /// As it is written.
    pub(super) fn raw(self) -> &'a [u8] {
        self.text.get(self.span.start..self.span.end).unwrap_or_default()
    }

    /// What it begins with.
    pub(super) fn first(self) -> Option<u8> {
        self.text.get(self.span.start).copied()
    }

    fn inside(self, bracket: u8) -> Scanner<'a> {
        let is_it = self.first() == Some(bracket);
        let text = self.text.get(..self.span.end).unwrap_or_default();
        Scanner::new(text, if is_it { self.span.start.saturating_add(1) } else { text.len() })
    }

    /// Keys and values, if it is an object.
    pub(super) fn members(self) -> impl Iterator<Item = (Str<'a>, Value<'a>)> + use<'a> {
        let mut scanner = self.inside(b'{');
        core::iter::from_fn(move || {
            scanner.pass(is_between);
            Some((scanner.key().ok()?, scanner.value().ok()?))
        })
    }

    /// The value in it that begins here.
    pub(super) fn at(self, start: usize) -> Option<Self> {
        Scanner::new(self.text, start).value().ok()
    }

    /// The values, if it is an array.
    pub(super) fn items(self) -> impl Iterator<Item = Self> + use<'a> {
        let mut scanner = self.inside(b'[');
        core::iter::from_fn(move || {
            scanner.pass(is_between);
            scanner.value().ok()
        })
    }

    /// The first value under this key, if it is an object.
    pub(super) fn get(self, name: &str) -> Option<Self> {
        self.members().find(|(key, _)| key.is(name)).map(|(_, value)| value)
    }

    /// The string that it is.
    pub(super) fn string(self) -> Option<Str<'a>> {
        self.inside(b'"').string_begun()
    }

    /// Every string in it that is no key, with the keys that lead to it. An array of octets is a string too.
    pub(super) fn strings(self) -> Strings<'a> {
        let scanner = Scanner::new(self.text.get(..self.span.end).unwrap_or_default(), self.span.start);
        Strings { scanner, keys: Keys::default(), levels: Vec::new(), name: None }
    }

    /// As text, if it is neither a container nor `null`.
    pub(super) fn scalar(self) -> Option<Cow<'a, str>> {
        match self.first()? {
            b'{' | b'[' | b'n' => None,
            b'"' => self.string().map(Str::text),
            _ => Some(String::from_utf8_lossy(self.raw())),
        }
    }

    /// The text under this key, whatever is no Unicode in it replaced; the empty one is none.
    pub(super) fn text(self, name: &str) -> Option<Cow<'a, str>> {
        self.get(name)?.string().map(Str::text).filter(|text| !text.is_empty())
    }

    /// The whole number under this key, which may be written as a string.
    pub(super) fn number(self, name: &str) -> Option<i64> {
        self.get(name)?.scalar()?.trim().parse().ok()
    }
}

impl<'a> Scanner<'a> {
    /// The string whose quotation mark has been passed.
    fn string_begun(mut self) -> Option<Str<'a>> {
        self.at = self.at.checked_sub(1)?;
        self.string().ok()
    }
}

const fn is_between(byte: u8) -> bool {
    is_space(byte) || byte == b','
}

/// The strings of a value, one after the other.
pub(super) struct Strings<'a> {
    scanner: Scanner<'a>,
    keys: Keys<'a>,
    /// The containers around, the innermost last.
    levels: Vec<Level<'a>>,
    /// What the object that begins here has said to be the name of its value.
    name: Option<(usize, Str<'a>)>,
}

/// A container that is open.
struct Level<'a> {
    /// Behind which key it stands, if it stands in an object.
    key: Option<Str<'a>>,
    /// The keys that lead to it.
    outer: Keys<'a>,
    /// Which item it is at, if it is an array.
    index: Option<usize>,
}

/// How long the keys that lead to a string may be together, so that they can be said of each.
const LONGEST: usize = 1 << 8;

/// Under which key an object says what its `value` is: `{"field": "@message", "value": "…"}`.
const NAMES: [&str; 3] = ["field", "name", "key"];

impl<'a> Iterator for Strings<'a> {
    type Item = (Keys<'a>, Str<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.scanner.pass(|byte| !matches!(byte, b'"' | b'{' | b'}' | b'[' | b']' | b','));
            let at = self.scanner.at();
            match self.scanner.first()? {
                bracket @ (b'{' | b'[') => {
                    self.scanner.past(1);
                    let is_object = bracket == b'{';
                    if !is_object && let Some(octets) = Str::octets(self.scanner) {
                        self.scanner.past(octets.raw.len().saturating_add(1));
                        return Some((self.leading(None), octets));
                    }
                    let key = if self.is_in_object() { self.keys.last } else { None };
                    self.levels.push(Level { key, outer: self.keys, index: (!is_object).then_some(0) });
                    if is_object {
                        self.keys = Keys { last: None, outer: self.keys.last, object: at, column: 0 };
                    }
                }
                b'}' | b']' => {
                    self.scanner.past(1);
                    self.keys = self.levels.pop().map(|level| level.outer).unwrap_or_default();
                }
                b',' => {
                    self.scanner.past(1);
                    if let Some(index) = self.levels.last_mut().and_then(|level| level.index.as_mut()) {
                        *index = index.saturating_add(1);
                    }
                }
                _ => {
                    let string = self.scanner.string().ok()?;
                    self.scanner.space();
                    if !self.scanner.take(b':') {
                        return Some((self.leading(Some(string)), string));
                    }
                    self.keys.last = Some(string);
                }
            }
        }
    }
}

impl<'a> Strings<'a> {
    fn is_in_object(&self) -> bool {
        self.levels.last().is_some_and(|level| level.index.is_none())
    }

    /// The keys that lead to what stands here.
    fn leading(&mut self, string: Option<Str<'a>>) -> Keys<'a> {
        let column = match &*self.levels {
            [.., Level { index: Some(_), .. }, Level { index: Some(column), .. }] => *column,
            _ => 0,
        };
        let mut keys = Keys { column, ..self.keys };
        if let Some(last) = self.keys.last.filter(|_| self.is_in_object()) {
            if NAMES.iter().any(|name| last.raw == name.as_bytes()) {
                self.name = string.map(|name| (self.keys.object, name));
            } else if last.raw == b"value" {
                let name = self.name.filter(|(object, _)| *object == self.keys.object);
                keys.last = name.map_or(keys.last, |(_, name)| Some(name));
            }
        }
        keys
    }

    /// What leads to the last one: `results[0].payload`. What would make it too long is left out.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        let add = |path: &mut String, key: Option<Str<'_>>| {
            if let Some(key) = key.filter(|key| path.len().saturating_add(key.raw.len()) <= LONGEST) {
                path.push_str(if path.is_empty() { "" } else { "." });
                path.push_str(&key.text());
            }
        };
        for level in &self.levels {
            add(&mut path, level.key);
            if let Some(index) = level.index.filter(|_| path.len() <= LONGEST) {
                path.push_str(&format!("[{index}]"));
            }
        }
        add(&mut path, self.keys.last.filter(|_| self.is_in_object()));
        path
    }
}

/// The last two keys on the way to a string, and in a table of arrays which column it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Keys<'a> {
    pub(super) last: Option<Str<'a>>,
    /// That of the object which has the last.
    outer: Option<Str<'a>>,
    /// Where that object begins.
    pub(super) object: usize,
    pub(super) column: usize,
}

impl Keys<'_> {
    /// Whether there is a key, and the same keys lead to another place. Longer ones are not compared.
    pub(super) fn are(self, other: Self, longest: usize) -> bool {
        let short = |key: &Str<'_>| key.raw.len() <= longest;
        let same = |one: Str<'_>, other: Str<'_>| short(&one) && short(&other) && one.bytes() == other.bytes();
        let are_last = self.last.zip(other.last).is_some_and(|(one, other)| same(one, other));
        are_last
            && self.column == other.column
            && match (self.outer, other.outer) {
                (Some(one), Some(other)) => same(one, other),
                (one, other) => one.is_none() && other.is_none(),
            }
    }
}

/// A string as it is written, without the quotation marks, or the numbers of its octets, without the brackets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Str<'a> {
    raw: &'a [u8],
    start: usize,
    are_octets: bool,
}

/// So many numbers are not taken for octets if there are fewer.
const FEWEST: usize = 5;

impl<'a> Str<'a> {
    /// The octets whose numbers stand in an array that begins before this.
    fn octets(scanner: Scanner<'a>) -> Option<Self> {
        let text = scanner.text().get(scanner.at()..)?;
        let (mut at, mut count) = (0usize, 0usize);
        let blanks =
            |at: usize| text.get(at..).map_or(0, |rest| rest.iter().take_while(|byte| is_space(**byte)).count());
        loop {
            at = at.saturating_add(blanks(at));
            let (_, len) = spelled::decimal(text.get(at..)?)?;
            at = at.saturating_add(len);
            count = count.saturating_add(1);
            let end = at.saturating_add(blanks(at));
            match text.get(end)? {
                b',' => at = end.saturating_add(1),
                b']' if count >= FEWEST => {
                    return Some(Self { raw: text.get(..end)?, start: scanner.at(), are_octets: true });
                }
                _ => return None,
            }
        }
    }

    /// Where it stands, without the quotation marks.
    pub(super) const fn span(self) -> Span {
        Span::new(self.start, self.start.saturating_add(self.raw.len()))
    }

    /// Whether it is this text, the case of letters aside.
    pub(super) fn is_like(self, text: &str) -> bool {
        self.raw.eq_ignore_ascii_case(text.as_bytes())
            || !self.is_plain() && self.bytes().eq_ignore_ascii_case(text.as_bytes())
    }

    /// Whether it is written as another is, and more.
    pub(super) fn begins_with(self, other: Self) -> bool {
        self.raw.starts_with(other.raw)
    }

    /// Whether it is this text.
    pub(super) fn is(self, text: &str) -> bool {
        self.raw == text.as_bytes() || !self.is_plain() && *self.bytes() == *text.as_bytes()
    }

    /// Whether it stands there as it is.
    pub(super) fn is_plain(self) -> bool {
        !self.are_octets && !self.raw.contains(&b'\\')
    }

    /// The bytes that it stands for.
    pub(super) fn bytes(self) -> Cow<'a, [u8]> {
        if self.are_octets {
            let number = |text: &[u8]| spelled::decimal(text.trim_ascii()).map(|(octet, _)| octet);
            return self.raw.split(|byte| *byte == b',').filter_map(number).collect();
        }
        if self.is_plain() { Cow::Borrowed(self.raw) } else { Cow::Owned(unescaped(self.raw)) }
    }

    /// Whether it ends with a line feed.
    pub(super) fn ends_line(self) -> bool {
        let may_end = self.raw.ends_with(b"\\n") || self.are_octets && self.raw.trim_ascii_end().ends_with(b"10");
        self.raw.ends_with(b"\n") && !self.are_octets || may_end && self.bytes().ends_with(b"\n")
    }

    /// At most so many of the first bytes that it stands for.
    pub(super) fn head(self, most: usize) -> Cow<'a, [u8]> {
        if !self.are_octets {
            return Self { raw: self.raw.get(..most).unwrap_or(self.raw), ..self }.bytes();
        }
        let end = self.raw.iter().enumerate().filter(|(_, byte)| **byte == b',').map(|(at, _)| at).nth(most);
        Self { raw: self.raw.get(..end.unwrap_or(self.raw.len())).unwrap_or_default(), ..self }.bytes()
    }

    /// The text that it stands for, whatever is no Unicode in it replaced.
    pub(super) fn text(self) -> Cow<'a, str> {
        match self.bytes() {
            Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        }
    }
}

/// What a string stands for. An escape that is cut off at the end is left out.
fn unescaped(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        let (plain, escaped) = rest.split_at_checked(at).unwrap_or_default();
        bytes.extend_from_slice(plain);
        let Some((meant, length)) = escape(escaped) else { return bytes };
        meant.push(&mut bytes);
        rest = escaped.get(length..).unwrap_or_default();
    }
    bytes.extend_from_slice(rest);
    bytes
}

/// What an escape stands for.
pub(super) enum Escape {
    Byte(u8),
    /// A code point, or a surrogate on its own.
    Point(u32),
}

impl Escape {
    /// Writes it; code points as UTF-8 has them, surrogates too.
    pub(super) fn push(self, bytes: &mut Vec<u8>) {
        let point = match self {
            Self::Byte(byte) => return bytes.push(byte),
            Self::Point(point) => point,
        };
        if let Some(char) = char::from_u32(point) {
            bytes.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
            return;
        }
        let continued = |shift: u32| (point >> shift & 0x3f) as u8 | 0x80;
        bytes.extend_from_slice(&[(point >> 12 & 0xf) as u8 | 0xe0, continued(6), continued(0)]);
    }
}

/// The escape that stands at the beginning, and how long it is. `\xHH` is none of JSON's: nginx writes it into a log that
/// is laid out as JSON and not escaped so.
pub(super) fn escape(text: &[u8]) -> Option<(Escape, usize)> {
    let byte = match *text.get(1)? {
        byte @ (b'"' | b'\\' | b'/') => byte,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => return unicode(text),
        b'x' => return u8::try_from(hexadecimal(text.get(2..4)?)?).ok().map(|byte| (Escape::Byte(byte), 4)),
        _ => return None,
    };
    Some((Escape::Byte(byte), 2))
}

/// `\uXXXX`, or two of them that are one character.
fn unicode(text: &[u8]) -> Option<(Escape, usize)> {
    let unit = |at: usize| hexadecimal(text.get(at..)?.strip_prefix(b"\\u")?.get(..4)?);
    let high = unit(0)?;
    let low = unit(6).filter(|low| (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(low));
    let Some(low) = low else { return Some((Escape::Point(high), 6)) };
    Some((Escape::Point(0x1_0000_u32.saturating_add((high & 0x3ff) << 10 | low & 0x3ff)), 12))
}

/// The number that hexadecimal digits are, up to eight of them.
pub(super) fn hexadecimal(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| Some(number << 4 | char::from(*digit).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(text: &str) -> Vec<(String, String)> {
        let mut strings = Scanner::new(text.as_bytes(), 0).value().unwrap().strings();
        core::iter::from_fn(|| strings.next().map(|(_, string)| (strings.path(), string.text().into_owned()))).collect()
    }

    #[test]
    fn paths() {
        let text = r#"{"a": {"b": [1, {"c": "x"}, ["y", {}, "z"]], "d": [], "e": "v"}, "f\u0067": "w", "f": [[{"h": ["u"]}]]}"#;
        let found = strings(text);
        let expected = [
            ("a.b[1].c", "x"),
            ("a.b[2][0]", "y"),
            ("a.b[2][2]", "z"),
            ("a.e", "v"),
            ("fg", "w"),
            ("f[0][0].h[0]", "u"),
        ];
        assert_eq!(found, expected.map(|(path, text)| (path.to_owned(), text.to_owned())));
        assert_eq!(strings(r#"["x"]"#), [("[0]".to_owned(), "x".to_owned())]);
        let long = "b".repeat(LONGEST);
        assert_eq!(strings(&format!("{{\"a\": {{\"{long}\": \"x\"}}}}")), [("a".to_owned(), "x".to_owned())]);
    }

    #[test]
    fn octets() {
        let only = |text: &str| strings(text).pop().map(|(path, text)| format!("{path} {text}"));
        assert_eq!(only(r#"{"a": [72, 101,108 ,108, 111 ]}"#).as_deref(), Some("a Hello"));
        assert_eq!(only(r#"[1, [72,101,108,108,-61,-85]]"#).as_deref(), Some("[1] Hell\u{eb}"));
        for other in ["[72,101,108,108]", "[72,101,108,108,256]", "[72,101,108,108,1.5]", "[72,101,108,108,[]]", "[]"] {
            assert_eq!(only(other), None, "{other}");
        }
    }

    /// An object may say what its value is, and the columns of a table are not the same place.
    #[test]
    fn same_keys() {
        let text =
            r#"{"a": [{"field": "m", "value": "x"}, {"field": "n", "value": "y"}, {"field": "m", "value": "z"}]}"#;
        let same = |text: &str, one: usize, other: usize| {
            let value = Scanner::new(text.as_bytes(), 0).value().unwrap();
            let keys: Vec<_> = value.strings().map(|(keys, _)| keys).collect();
            keys[one].are(keys[other], 16)
        };
        assert!(same(text, 1, 5) && !same(text, 1, 3) && same(text, 0, 2));
        let table = r#"{"rows": [["x", "y"], ["x", "y"]]}"#;
        assert!(same(table, 1, 3) && !same(table, 0, 1));
        assert!(same(r#"{"a": ["x", "y"]}"#, 0, 1));
    }
}
