//! The cursor over a JSON text.

use super::{
    layout::{Layout, search},
    lex, scalar, scan,
    seam::Seams,
};
use crate::{
    report::{Code, Expected, Found, Log},
    schema::{Key, Record},
    wire::{Container, Cursor, Data, Date, Fatal, Format, Item, Kind, Next, Span, Text, base64, chunk, data, number},
};

/// A place in a JSON text that is known to be UTF-8.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Json<'a> {
    text: &'a str,
    /// What comes: the end of `text`.
    rest: &'a str,
}

/// Where inside a container the cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inside {
    /// Behind the opening bracket.
    Start,
    /// Behind a value.
    Middle,
}

/// How a control character is written in a string.
const fn escape_of(control: u8) -> Expected {
    match control {
        b'\t' => Expected::Text("\\t"),
        b'\n' => Expected::Text("\\n"),
        b'\r' => Expected::Text("\\r"),
        _ => Expected::Form("`\\u00` and two hexadecimal digits"),
    }
}

/// A whole number of more digits, its sign counted, can't be made a double by any reader.
const LONGEST_INTEGER: usize = 400;

impl<'a> Json<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { text, rest: text }
    }

    /// The document's value, the cursor on it.
    #[inline]
    pub(crate) fn open(input: &'a [u8], log: &mut Log<'_>) -> Result<Self, Fatal> {
        match simdutf8::basic::from_utf8(input) {
            Ok(text) if text.starts_with('{') => Ok(Self::new(text)),
            _ => Self::open_any(input, log),
        }
    }

    #[cold]
    fn open_any(input: &'a [u8], log: &mut Log<'_>) -> Result<Self, Fatal> {
        let marked = input.starts_with(b"\xef\xbb\xbf");
        if marked {
            log.tolerated_but(Code::Bom, Span::new(0, 3));
        }
        let text = str::from_utf8(input).map_err(|error| {
            let at = error.valid_up_to();
            log.fatal(Code::Utf8, Span::new(at, at.saturating_add(1)))
        })?;
        let mut cursor = Self { text, rest: text.strip_prefix('\u{feff}').unwrap_or(text) };
        cursor.space();
        Ok(cursor)
    }

    /// From behind the value to the end of the document.
    pub(crate) fn close(mut self, log: &mut Log<'_>) -> Result<(), Fatal> {
        self.space();
        if self.rest.is_empty() {
            return Ok(());
        }
        let span = Span::new(self.at(), self.text.len());
        Err(log.fatal_found(Code::TrailingData, span, Expected::Nothing, Found::Count(span.len())))
    }

    #[inline]
    fn at(self) -> usize {
        self.text.len().wrapping_sub(self.rest.len())
    }

    #[inline]
    fn first(self) -> Option<u8> {
        self.rest.as_bytes().first().copied()
    }

    /// What comes next, if there is so much of it.
    #[inline(always)]
    fn next<const N: usize>(&self) -> Option<&'a [u8; N]> {
        self.rest.as_bytes().first_chunk()
    }

    /// Past so many bytes.
    #[inline(always)]
    fn past(&mut self, len: usize) -> Option<()> {
        self.rest = self.rest.get(len..)?;
        Some(())
    }

    /// Past this, if it is what comes.
    #[inline(always)]
    fn take(&mut self, what: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(what)?;
        Some(())
    }

    /// What stands between here and another place further on.
    fn upto(self, to: Self) -> &'a [u8] {
        self.rest.as_bytes().get(..self.rest.len().wrapping_sub(to.rest.len())).unwrap_or_default()
    }

    /// `ws = *( %x20 / %x09 / %x0A / %x0D )`
    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    fn here(self) -> Span {
        let len = self.rest.chars().next().map_or(0, char::len_utf8);
        Span::new(self.at(), self.at().saturating_add(len))
    }

    /// What stands here instead of what is due.
    fn unexpected(self, code: Code, log: &mut Log<'_>) -> Fatal {
        log.fatal(if self.rest.is_empty() { Code::Eof } else { code }, self.here())
    }

    /// `string = %x22 *char %x22`
    fn string(&mut self, log: &mut Log<'_>) -> Result<Text<'a>, Fatal> {
        match self.plain() {
            Some(text) => Ok(Text::borrowed(text)),
            None => self.escaped(log),
        }
    }

    /// A string that stands in the input as it is.
    #[inline(always)]
    fn plain(&mut self) -> Option<&'a str> {
        let body = self.rest.strip_prefix('"')?;
        let len = scan::plain_run(body.as_bytes());
        if body.as_bytes().get(len) != Some(&b'"') {
            return None;
        }
        let (text, rest) = body.split_at_checked(len)?;
        self.rest = rest.strip_prefix('"')?;
        Some(text)
    }

    /// A string that does not stand in the input as it is.
    #[cold]
    fn escaped(&mut self, log: &mut Log<'_>) -> Result<Text<'a>, Fatal> {
        let open = self.at();
        self.past(1);
        let mut copy = String::new();
        loop {
            let (plain, rest) = self.rest.split_at_checked(scan::plain_run(self.rest.as_bytes())).unwrap_or_default();
            if copy.capacity() == 0 {
                let end = memchr::memchr(b'"', rest.as_bytes()).unwrap_or(rest.len());
                copy.reserve(plain.len().saturating_add(end));
            }
            copy.push_str(plain);
            self.rest = rest;
            match self.first() {
                Some(b'"') => {
                    self.past(1);
                    return Ok(Text::from(copy));
                }
                Some(b'\\') => copy.push(self.escape(log)?),
                Some(control) if !self.rest.trim_ascii().is_empty() => {
                    let found = Found::Integer(control.into());
                    return Err(log.fatal_found(Code::ControlChar, self.here(), escape_of(control), found));
                }
                // if it was cut off, its last line may have been given an end all the same
                _ => return Err(log.fatal(Code::StringOpen, Span::new(open, self.at()))),
            }
        }
    }

    /// `escape ( %x22 / %x5C / %x2F / %x62 / %x66 / %x6E / %x72 / %x74 / %x75 4HEXDIG )`
    fn escape(&mut self, log: &mut Log<'_>) -> Result<char, Fatal> {
        let start = self.at();
        let span = |len: usize| Span::new(start, start.saturating_add(len));
        let char = match self.rest.as_bytes().get(1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let high = self.unit().ok_or_else(|| log.fatal(Code::Escape, span(2)))?;
                self.past(6);
                let low = if (0xd800..0xdc00).contains(&high) { self.unit() } else { None };
                let mut units = char::decode_utf16([high].into_iter().chain(low));
                let Some(Ok(char)) = units.next() else { return Err(log.fatal(Code::Surrogate, span(6))) };
                if low.is_some() {
                    self.past(6);
                }
                if char == '\0' {
                    log.tolerated(Code::Nul, span(6));
                }
                return Ok(char);
            }
            _ => return Err(log.fatal(Code::Escape, span(1))),
        };
        self.past(2);
        Ok(char)
    }

    /// The four digits of `\uXXXX`, if that stands here.
    fn unit(self) -> Option<u16> {
        let digits = self.rest.strip_prefix("\\u")?.get(..4)?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    }

    fn number(&mut self, log: &mut Log<'_>) -> Result<Item<'a>, Fatal> {
        let Ok((behind, lex::NumberText { text, real })) = lex::number(self.rest) else {
            // `-Infinity` is a word
            let is_word = matches!(self.rest.as_bytes(), [_, b'A'..=b'Z' | b'a'..=b'z', ..]);
            return Err(if is_word { self.unexpected(Code::Literal, log) } else { self.no_number(log) });
        };
        if behind.starts_with(is_of_number) {
            return Err(self.no_number(log));
        }
        let span = Span::new(self.at(), self.at().saturating_add(text.len()));
        self.past(text.len());
        if real {
            return number::finite(text).map(Item::Real).ok_or_else(|| log.fatal(Code::NumberRange, span));
        }
        match text.parse().ok().filter(|value| (number::MIN..=number::MAX).contains(value)) {
            Some(value) => {
                if value.unsigned_abs() > 1 << 53 {
                    log.odd(Code::IntBeyond53, span);
                }
                Ok(Item::Integer(value))
            }
            None if text.len() > LONGEST_INTEGER => Err(log.fatal(Code::NumberRange, span)),
            None => {
                log.tolerated_but(Code::IntRange, span);
                Ok(Item::Number(text))
            }
        }
    }

    /// What stands here seems to be a number, and is none.
    fn no_number(self, log: &mut Log<'_>) -> Fatal {
        let len = self.rest.find(|char| !is_of_number(char)).unwrap_or(self.rest.len());
        log.fatal(Code::Number, Span::new(self.at(), self.at().saturating_add(len)))
    }

    /// Behind the end of a dictionary, if that stands here.
    #[inline(always)]
    fn end<T>(&mut self, layout: &Layout, window: &[u8; 64]) -> Next<T> {
        let end = layout.end.len();
        if window.first_chunk().is_some_and(|start| layout.end.starts(start)) && window.get(end) == Some(&b'}') {
            return self.past(end.wrapping_add(1)).map_or(Next::Miss, |()| Next::End);
        }
        Next::Miss
    }

    /// Behind a name that has been recognised by its beginning at `name`, and behind the colon.
    #[cold]
    fn long_key(self, layout: &Layout, whole: &str, name: usize) -> Option<Self> {
        let behind = self.rest.get(name..)?.strip_prefix('"')?.strip_prefix(whole)?.strip_prefix("\":")?;
        let rest = behind.get(layout.blank..)?;
        let is_blank = behind.bytes().take(layout.blank).all(|byte| byte == b' ');
        (is_blank && rest.as_bytes().first()? > &b' ').then_some(Self { text: self.text, rest })
    }

    /// Up to fifteen digits without a leading zero and nothing behind that could belong to the number: the number,
    /// whether it is negative, and how long all of that is.
    #[inline(always)]
    fn digits(&self) -> Option<(u64, bool, usize)> {
        let text = self.rest.as_bytes();
        let (digits, negative) = if let [b'-', digits @ ..] = text { (digits, true) } else { (text, false) };
        let (value, count) = number::leading_digits_of(digits)?;
        let leads_with_zero = count > 1 && digits.first() == Some(&b'0');
        if count == 0 || count > 15 || leads_with_zero || matches!(digits.get(count), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        Some((value, negative, count.wrapping_add(usize::from(negative))))
    }

    /// Past white space to the next member or item, and past the comma before it; `false` behind the end.
    fn go_on(&mut self, inside: Inside, end: u8, log: &mut Log<'_>) -> Result<bool, Fatal> {
        self.space();
        match (self.first(), inside) {
            (Some(byte), _) if byte == end => {
                self.past(1);
                return Ok(false);
            }
            (_, Inside::Start) => {}
            (Some(b','), Inside::Middle) => {
                self.past(1);
                self.space();
            }
            _ => return Err(self.unexpected(Code::Comma, log)),
        }
        Ok(true)
    }
}

/// Whether it may stand in something that is meant as a number.
const fn is_of_number(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '+' | '-' | '.' | '_')
}

impl<'a> Cursor<'a> for Json<'a> {
    type Inside = Inside;
    type Layout = Layout;
    type Seams = Seams;
    const FORMAT: Format = Format::Json;

    #[inline]
    fn layout() -> Layout {
        Layout::DENSE
    }

    #[inline]
    fn layout_here(self) -> Layout {
        Layout::of(self.rest.as_bytes())
    }

    #[inline]
    fn inner(layout: &Layout) -> Layout {
        layout.inner()
    }

    fn layout_inside(_: Inside, layout: &Layout) -> Layout {
        *layout
    }

    #[inline(always)]
    fn go_to(&mut self, place: Self) {
        self.rest = place.rest;
    }

    #[inline]
    fn offset(self) -> usize {
        self.at()
    }

    fn input(self) -> &'a [u8] {
        self.text.as_bytes()
    }

    #[inline(always)]
    fn enter_array(&mut self) -> Option<Inside> {
        self.take("[").map(|()| Inside::Start)
    }

    #[inline(always)]
    fn enter_dictionary(&mut self) -> Option<Inside> {
        self.take("{").map(|()| Inside::Start)
    }

    #[inline(always)]
    fn expect(
        &mut self,
        inside: &mut Inside,
        layout: &Layout,
        record: &'static Record,
        want: usize,
    ) -> Next<(usize, &'static Key)> {
        let short;
        let window = match self.next::<64>() {
            Some(window) => window,
            None => {
                short = chunk::padded(self.rest.as_bytes());
                &short
            }
        };
        let Some(start) = window.first_chunk() else { return Next::Miss };
        let gap = if *inside == Inside::Start { &layout.first } else { &layout.next };
        let name = gap.len();
        let Some(text) = window.get(name..).and_then(|name| name.first_chunk()) else { return Next::Miss };
        let (slot, key) = match record.keys.get(want) {
            Some(key) if gap.starts(start) && key.json.starts(text) => (want, key),
            _ if !gap.starts(start) || text.first() != Some(&b'"') => return self.end(layout, window),
            _ => match search(text, record) {
                Some(found) => found,
                None => return Next::Miss,
            },
        };
        let behind = name.wrapping_add(key.json.len);
        let value = behind.wrapping_add(layout.blank);
        let Some(first) = window.get(value) else {
            return self.long_key(layout, key.name, name).map_or(Next::Miss, |behind| {
                *self = behind;
                *inside = Inside::Middle;
                Next::Value((slot, key))
            });
        };
        if *first <= b' ' || (layout.blank > 0 && window.get(behind) != Some(&b' ')) {
            return Next::Miss;
        }
        *inside = Inside::Middle;
        self.past(value).map_or(Next::Miss, |()| Next::Value((slot, key)))
    }

    fn seams() -> Option<Seams> {
        Some(Seams::NONE)
    }

    #[inline(always)]
    fn recall(&mut self, inside: &mut Inside, seams: &Seams, place: usize) -> Option<(usize, &'static Key)> {
        let (len, found) = seams.find(place, self.next()?)?;
        self.past(len)?;
        *inside = Inside::Middle;
        Some(found)
    }

    fn remember(self, to: Self, _: &Inside, seams: &mut Seams, place: usize, found: (usize, &'static Key)) {
        seams.learn(place, self.upto(to), found);
    }

    #[inline(always)]
    fn leave_dictionary(&mut self, layout: &Layout) -> bool {
        self.next().is_some_and(|window| matches!(self.end::<()>(layout, window), Next::End))
    }

    #[inline(always)]
    fn behind(mut self, value: &[u8]) -> Option<Self> {
        self.rest.as_bytes().starts_with(value).then(|| self.past(value.len()))??;
        Some(self)
    }

    #[inline]
    fn step(&mut self, inside: &mut Inside, layout: &Layout) -> Next<()> {
        let Some(window) = self.next::<32>() else { return Next::Miss };
        let Some(start) = window.first_chunk() else { return Next::Miss };
        let gap = if *inside == Inside::Start { &layout.first } else { &layout.next };
        if gap.starts(start) && window.get(gap.len()).is_some_and(|byte| *byte > b' ' && *byte != b']') {
            *inside = Inside::Middle;
            return self.past(gap.len()).map_or(Next::Miss, |()| Next::Value(()));
        }
        let end = layout.end.len();
        if layout.end.starts(start) && window.get(end) == Some(&b']') {
            return self.past(end.wrapping_add(1)).map_or(Next::Miss, |()| Next::End);
        }
        Next::Miss
    }

    /// One that is empty may stand for none, so that there is more to it.
    #[inline(always)]
    fn text(&mut self) -> Option<&'a str> {
        let mut ahead = *self;
        let text = ahead.plain().filter(|text| !text.is_empty())?;
        *self = ahead;
        Some(text)
    }

    #[inline(always)]
    fn boolean(&mut self) -> Option<bool> {
        if self.take("true").is_some() {
            return Some(true);
        }
        self.take("false").map(|()| false)
    }

    #[inline(always)]
    fn integer(&mut self) -> Option<i64> {
        let (digits, negative, len) = self.digits()?;
        let value = digits.cast_signed();
        self.past(len)?;
        Some(if negative { value.wrapping_neg() } else { value })
    }

    #[inline(always)]
    fn unsigned(&mut self) -> Option<u64> {
        let (digits, negative, len) = self.digits()?;
        if negative {
            return None;
        }
        self.past(len)?;
        Some(digits)
    }

    #[inline]
    fn real(&mut self) -> Option<f64> {
        let (value, rest) = number::plain_real(self.rest)?;
        let leads_with_zero = matches!(self.rest.as_bytes(), [b'0', b'0'..=b'9', ..]);
        if leads_with_zero || rest.starts_with(['e', 'E']) || rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        self.rest = rest;
        Some(value)
    }

    #[inline]
    fn date(&mut self) -> Option<Date> {
        let [b'"', text @ .., b'"'] = self.next::<22>()? else { return None };
        let date = Date::plain(text)?;
        self.past(22)?;
        Some(date)
    }

    #[inline]
    fn data(&mut self) -> Option<Data<'a>> {
        let body = self.rest.strip_prefix('"')?;
        let characters = base64::run(body.as_bytes());
        let padding = match body.as_bytes().get(characters..)? {
            [b'"', ..] => 0usize,
            [b'=', b'"', ..] => 1,
            [b'=', b'=', b'"', ..] => 2,
            _ => return None,
        };
        let (text, rest) = body.split_at_checked(characters.wrapping_add(padding))?;
        let last = characters.checked_sub(1).and_then(|last| body.as_bytes().get(last)).unwrap_or(&b'A');
        let value = data::VALUES.get(usize::from(*last)).copied()?;
        let Some(data::Check::Good { len, canonical: true }) = data::finish(characters, padding, value) else {
            return None;
        };
        self.rest = rest.strip_prefix('"')?;
        Some(Data::base64(text, len))
    }

    #[inline]
    fn null(&mut self) -> bool {
        self.take("null").is_some()
    }

    fn value(mut self, log: &mut Log<'_>) -> Result<(Self, Item<'a>, Inside), Fatal> {
        let item = match self.first() {
            Some(b'"') => Item::Text(self.string(log)?),
            Some(b'[') => {
                self.past(1);
                Item::Array
            }
            Some(b'{') => {
                self.past(1);
                Item::Dictionary
            }
            Some(b'-' | b'0'..=b'9') => match self.integer() {
                Some(value) => Item::Integer(value.into()),
                None => self.number(log)?,
            },
            Some(b'+' | b'.') => return Err(self.no_number(log)),
            _ if self.null() => Item::Null,
            _ => match self.boolean() {
                Some(value) => Item::Boolean(value),
                None => return Err(self.unexpected(Code::Literal, log)),
            },
        };
        Ok((self, item, Inside::Start))
    }

    #[cold]
    fn key(
        mut self,
        inside: Inside,
        layout: Layout,
        log: &mut Log<'_>,
    ) -> Result<(Self, Inside, Layout, Option<(Text<'a>, Span)>), Fatal> {
        let before = self;
        if !self.go_on(inside, b'}', log)? {
            return Ok((self, inside, layout, None));
        }
        if self.first() != Some(b'"') {
            return Err(self.unexpected(Code::Key, log));
        }
        let layout = layout.with_gap(before.upto(self), inside == Inside::Start);
        let start = self.at();
        let name = self.string(log)?;
        let span = Span::new(start, self.at());
        let layout = layout.with_colon(self.rest.as_bytes());
        self.space();
        if self.take(":").is_none() {
            return Err(self.unexpected(Code::Colon, log));
        }
        self.space();
        Ok((self, Inside::Middle, layout, Some((name, span))))
    }

    #[cold]
    fn item(
        mut self,
        inside: Inside,
        layout: Layout,
        _: Container,
        log: &mut Log<'_>,
    ) -> Result<(Self, Inside, Layout, bool), Fatal> {
        let before = self;
        if !self.go_on(inside, b']', log)? {
            return Ok((self, inside, layout, false));
        }
        Ok((self, Inside::Middle, layout.with_gap(before.upto(self), inside == Inside::Start), true))
    }

    fn meant(item: Item<'a>, want: Kind, span: Span, log: &mut Log<'_>) -> Item<'a> {
        match (item, want) {
            (Item::Text(text), Kind::Date) => scalar::date(&text, span, log),
            (Item::Text(text), Kind::Data) => scalar::data(text, span, log),
            (item, _) => item,
        }
    }

    fn at_container(self) -> bool {
        matches!(self.first(), Some(b'[' | b'{'))
    }

    fn items_ahead(self, _: Inside, length: usize) -> usize {
        let rest = self.rest.as_bytes();
        // to the next end of an array of containers, but no further than to where it is plain that there is a lot in it
        let near = rest.get(..length.saturating_mul(8).min(1024)).unwrap_or(rest);
        let is_behind_item = |at: &usize| near.get(..*at).is_some_and(|before| before.trim_ascii_end().ends_with(b"}"));
        let end = memchr::memchr_iter(b']', near).find(is_behind_item);
        end.unwrap_or(rest.len()).div_ceil(length.max(1))
    }
}
