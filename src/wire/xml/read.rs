//! The cursor over an XML property list.

use core::convert::Infallible;
use std::borrow::Cow;

use memchr::memmem;

use super::{
    layout::{Layout, search},
    lex, scan,
};
use crate::{
    report::{Code, Expected, Found, Log},
    schema::{Key, Record},
    wire::{
        Container, Cursor, Data, Date, Fatal, Format, Item, Kind, Next, Span, Text, base64, chunk, data, number,
        pattern::Pattern,
    },
};

/// A place in an XML document that is known to be UTF-8.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Xml<'a> {
    pub(super) text: &'a str,
    /// What comes: the end of `text`.
    pub(super) rest: &'a str,
}

/// Whether the tag of the container is all there is of it: `<array/>`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Empty(pub(super) bool);

impl<'a> Xml<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { text, rest: text }
    }

    pub(super) fn bytes(self) -> &'a [u8] {
        self.text.as_bytes()
    }

    #[inline]
    pub(super) fn at(self) -> usize {
        self.text.len().wrapping_sub(self.rest.len())
    }

    /// To a place that is known to be the beginning of a character.
    #[inline]
    pub(super) fn go(&mut self, at: usize) {
        self.rest = self.text.get(at..).unwrap_or_default();
    }

    pub(super) fn looks_at(self, what: &str) -> bool {
        self.rest.starts_with(what)
    }

    #[inline]
    pub(super) fn slice(self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    pub(super) fn space(&mut self) {
        self.rest = self.rest.trim_start_matches(lex::is_space);
    }

    pub(super) fn upto(self, from: usize, what: &str) -> Option<usize> {
        let tail = self.bytes().get(from..)?;
        memmem::find(tail, what.as_bytes()).map(|at| from.saturating_add(at))
    }

    /// The gap up to another cursor, if it is white space only and short.
    fn gap(self, to: Self) -> Option<Pattern> {
        self.rest.get(..self.rest.len().saturating_sub(to.rest.len())).and_then(|text| Pattern::gap(text.as_bytes()))
    }
}

pub(super) fn text(text: Cow<'_, str>) -> Text<'_> {
    match text {
        Cow::Borrowed(text) => Text::borrowed(text),
        Cow::Owned(text) => Text::from(text),
    }
}

/// The text of a string up to its end tag, and what comes behind, when the first look did not reach so far.
#[cold]
fn long_text(text: &str) -> Option<(&str, &str)> {
    let (text, rest) = text.split_at_checked(scan::plain_end(text.as_bytes(), 0)?)?;
    Some((text, rest.strip_prefix("</string>")?))
}

/// How much white space stands at the beginning, and what is behind it.
#[inline(always)]
fn past_spaces(mut text: &[u8]) -> (usize, &[u8]) {
    let mut count = 0usize;
    while let [byte, rest @ ..] = text
        && is_space(*byte)
    {
        count = count.wrapping_add(1);
        text = rest;
    }
    (count, text)
}

#[inline]
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

impl<'a> Cursor<'a> for Xml<'a> {
    type Seams = Infallible;
    type Inside = Empty;
    type Layout = Layout;
    const FORMAT: Format = Format::Xml;

    #[inline]
    fn layout() -> Layout {
        Layout::APPLE
    }

    #[inline]
    fn layout_here(self) -> Layout {
        let first = self.rest.as_bytes().get(6..).and_then(|text| text.first_chunk());
        if first.is_some_and(|text| Layout::APPLE.key.starts(text)) { Layout::APPLE } else { self.other_layout() }
    }

    #[inline(always)]
    fn go_to(&mut self, place: Self) {
        self.rest = place.rest;
    }

    fn layout_inside(inside: Empty, layout: &Layout) -> Layout {
        if inside.0 { Layout::NEVER } else { *layout }
    }

    #[inline]
    fn inner(layout: &Layout) -> Layout {
        layout.inner()
    }

    #[inline]
    fn offset(self) -> usize {
        self.at()
    }

    fn input(self) -> &'a [u8] {
        self.bytes()
    }

    #[inline(always)]
    fn enter_array(&mut self) -> Option<Empty> {
        self.rest = self.rest.strip_prefix("<array>")?;
        Some(Empty(false))
    }

    #[inline(always)]
    fn enter_dictionary(&mut self) -> Option<Empty> {
        self.rest = self.rest.strip_prefix("<dict>")?;
        Some(Empty(false))
    }

    #[inline(always)]
    fn expect(
        &mut self,
        _: &mut Empty,
        layout: &Layout,
        record: &'static Record,
        want: usize,
    ) -> Next<(usize, &'static Key)> {
        let short;
        let window = match self.next::<64>() {
            Some(window) => window,
            // so close to its end a document mostly has an end tag
            None => {
                if let Some(rest) = self.last_end(layout) {
                    self.rest = rest;
                    return Next::End;
                }
                short = chunk::padded(self.rest.as_bytes());
                &short
            }
        };
        let Some(start) = window.first_chunk() else { return Next::Miss };
        let name = if layout.key.starts(start) {
            layout.key.len()
        } else if layout.end.starts(start) {
            let end = layout.end.len();
            return match window.get(end..) {
                Some([b'd', b'i', b'c', b't', b'>', ..]) => {
                    self.past(end.wrapping_add(5)).map_or(Next::Miss, |()| Next::End)
                }
                _ => Next::Miss,
            };
        } else if layout.is_deep()
            && layout.element.starts(start)
            && window.get(layout.element.len()..).is_some_and(|text| text.starts_with(b"key>"))
        {
            layout.element.len().wrapping_add(4)
        } else {
            return Next::Miss;
        };
        let Some(text) = window.get(name..).and_then(|name| name.first_chunk()) else { return Next::Miss };
        let (slot, key) = match record.keys.get(want) {
            Some(key) if key.xml.starts(text) => (want, key),
            _ => match search(text, record) {
                Some(found) => found,
                None => return Next::Miss,
            },
        };
        let behind = name.wrapping_add(key.xml.len);
        let Some(gap) = window.get(behind..).and_then(|gap| gap.first_chunk()) else {
            return self.long_key(layout, key.name, name).map_or(Next::Miss, |behind| {
                *self = behind;
                Next::Value((slot, key))
            });
        };
        let value = behind.wrapping_add(layout.element.len());
        if !layout.element.starts(gap) || !matches!(window.get(value), Some(b'a'..=b'z')) {
            return Next::Miss;
        }
        self.past(value.wrapping_sub(1)).map_or(Next::Miss, |()| Next::Value((slot, key)))
    }

    #[inline]
    fn step(&mut self, _: &mut Empty, layout: &Layout) -> Next<()> {
        let Some(window) = self.next::<32>() else { return Next::Miss };
        let Some(start) = window.first_chunk() else { return Next::Miss };
        let (element, end) = (layout.element.len(), layout.end.len());
        if layout.element.starts(start) && matches!(window.get(element), Some(b'a'..=b'z')) {
            return self.past(element.wrapping_sub(1)).map_or(Next::Miss, |()| Next::Value(()));
        }
        if layout.end.starts(start) && window.get(end..).is_some_and(|tag| tag.starts_with(b"array>")) {
            return self.past(end.wrapping_add(6)).map_or(Next::Miss, |()| Next::End);
        }
        Next::Miss
    }

    #[inline(always)]
    fn text(&mut self) -> Option<&'a str> {
        let text = self.rest.strip_prefix("<string>")?;
        let near = text.split_at_checked(scan::plain_run(text.as_bytes()));
        let (text, rest) = match near.and_then(|(text, tail)| Some((text, tail.strip_prefix("</string>")?))) {
            Some(found) => found,
            None => long_text(text)?,
        };
        self.rest = rest;
        Some(text)
    }

    #[inline(always)]
    fn boolean(&mut self) -> Option<bool> {
        let tag = u64::from_le_bytes(*self.next()?);
        if tag << 8 == u64::from_le_bytes(*b"\0<true/>") {
            self.past(7).map(|()| true)
        } else if tag == u64::from_le_bytes(*b"<false/>") {
            self.past(8).map(|()| false)
        } else {
            None
        }
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
        let text = self.rest.strip_prefix("<real>")?;
        let (value, rest) = number::plain_real(text).or_else(|| {
            let (text, rest) = text.split_at_checked(scan::plain_end(text.as_bytes(), 0)?)?;
            if !matches!(lex::real(text), Some(lex::RealText::Canonical)) {
                return None;
            }
            Some((text.parse().ok().filter(|value: &f64| value.is_finite())?, rest))
        })?;
        self.rest = rest.strip_prefix("</real>")?;
        Some(value)
    }

    #[inline]
    fn date(&mut self) -> Option<Date> {
        let text: &[u8; 33] = self.next()?;
        let (head, tail) = (text.first_chunk::<6>()?, text.last_chunk::<7>()?);
        if head != b"<date>" || tail != b"</date>" {
            return None;
        }
        let date = Date::plain(text.get(6..)?.first_chunk()?)?;
        self.past(33)?;
        Some(date)
    }

    #[inline]
    fn data(&mut self) -> Option<Data<'a>> {
        let body = self.rest.strip_prefix("<data>")?;
        let (_, mut rest) = past_spaces(body.as_bytes());
        let mut characters = 0usize;
        // until the end tag or the padding
        while !matches!(rest, [b'<' | b'=', ..]) {
            let (line, behind) = rest.split_at_checked(base64::run(rest))?;
            characters = characters.wrapping_add(line.len());
            let spaces;
            (spaces, rest) = past_spaces(behind);
            if line.is_empty() || spaces == 0 {
                break;
            }
            let more;
            (more, rest) = base64::lines(rest, line.len(), (behind, spaces));
            characters = characters.wrapping_add(more);
        }
        let mut padding = 0usize;
        while let [byte @ (b'=' | b' ' | b'\t' | b'\n' | b'\r'), next @ ..] = rest {
            padding = padding.wrapping_add(usize::from(*byte == b'='));
            rest = next;
        }
        let (text, rest) = body.split_at_checked(body.len().wrapping_sub(rest.len()))?;
        let last = match padding {
            // no bit of it is left over
            0 => b'A',
            _ => text.bytes().rfind(|byte| !is_space(*byte) && *byte != b'=')?,
        };
        let value = data::VALUES.get(usize::from(last)).copied()?;
        let Some(data::Check::Good { len, canonical: true }) = data::finish(characters, padding, value) else {
            return None;
        };
        self.rest = rest.strip_prefix("</data>")?;
        Some(Data::base64(text, len))
    }

    fn value(mut self, log: &mut Log<'_>) -> Result<(Self, Item<'a>, Empty), Fatal> {
        if let Some(text) = self.text() {
            return Ok((self, Item::Text(Text::borrowed(text)), Empty(false)));
        }
        if let Some(value) = self.boolean() {
            return Ok((self, Item::Boolean(value), Empty(false)));
        }
        if let Some(value) = self.integer() {
            return Ok((self, Item::Integer(value.into()), Empty(false)));
        }
        if self.enter_dictionary().is_some() {
            return Ok((self, Item::Dictionary, Empty(false)));
        }
        if self.enter_array().is_some() {
            return Ok((self, Item::Array, Empty(false)));
        }
        if let Some(data) = self.data() {
            log.has_data = true;
            return Ok((self, Item::Data(data), Empty(false)));
        }
        for (tag, item) in [("<dict/>", Item::Dictionary), ("<array/>", Item::Array)] {
            if let Some(rest) = self.rest.strip_prefix(tag) {
                return Ok((Self { text: self.text, rest }, item, Empty(true)));
            }
        }
        if let Some((behind, text)) = self.escaped_text() {
            return Ok((behind, Item::Text(Text::from(text)), Empty(false)));
        }
        let (behind, item, inside) = self.any(log)?;
        log.has_data |= item.kind() == Kind::Data;
        Ok((behind, item, inside))
    }

    #[cold]
    fn key(
        mut self,
        inside: Empty,
        mut layout: Layout,
        log: &mut Log<'_>,
    ) -> Result<(Self, Empty, Layout, Option<(Text<'a>, Span)>), Fatal> {
        if inside.0 {
            return Ok((self, inside, layout, None));
        }
        let before = self;
        let gap = before.rest.bytes().take_while(|byte| is_space(*byte)).count();
        self.past(gap);
        let spaces = before.rest.as_bytes().get(..gap).and_then(Pattern::gap);
        match self.rest.as_bytes() {
            [b'<', b'/', b'd', b'i', b'c', b't', b'>', ..] => {
                self.past(7);
                return Ok((self, inside, layout.with_end(spaces), None));
            }
            [b'<', b'k', b'e', b'y', b'>', name @ ..] => {
                let len = name.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
                let tail = name.get(len..).and_then(|tail| tail.strip_prefix(b"</key>")).filter(|_| len > 0);
                let skipped = tail.map(|tail| tail.iter().take_while(|byte| is_space(**byte)).count());
                let end = len.wrapping_add(11);
                if let (Some(tail), Some(skipped)) = (tail, skipped)
                    && matches!(tail.get(skipped..), Some([b'<', b'a'..=b'z', ..]))
                    && let Some(name) = self.rest.get(5..len.wrapping_add(5))
                {
                    let span = Span::new(self.at(), self.at().wrapping_add(end));
                    self.past(end.wrapping_add(skipped));
                    return Ok((self, inside, layout.with_element(spaces), Some((Text::borrowed(name), span))));
                }
            }
            _ => {}
        }
        self.misc(log)?;
        let gap = before.gap(self);
        if self.end("dict", log)? {
            return Ok((self, inside, layout.with_end(gap), None));
        }
        layout = layout.with_element(gap);
        self.key_due(log)?;
        let start = self.at();
        let (tag, head) = self.bare_tag(log)?;
        if tag.name != "key" {
            let found = Found::Text(tag.name.chars().take(64).collect());
            return Err(log.fatal_found(Code::KeyExpected, head, Expected::Nothing, found));
        }
        let name = if tag.empty {
            log.odd(Code::SelfclosedKey, head);
            Text::default()
        } else {
            self.key_text(log)?
        };
        let span = Span::new(start, self.at());
        if name.is_empty() {
            log.odd(Code::EmptyKey, span);
        }
        self.misc(log)?;
        if self.looks_at("</") {
            return Err(log.fatal(Code::ValueMissing, span));
        }
        self.value_due(log)?;
        Ok((self, inside, layout, Some((name, span))))
    }

    #[cold]
    fn item(
        mut self,
        inside: Empty,
        layout: Layout,
        within: Container,
        log: &mut Log<'_>,
    ) -> Result<(Self, Empty, Layout, bool), Fatal> {
        if inside.0 {
            return Ok((self, inside, layout, false));
        }
        let before = self;
        self.misc(log)?;
        let gap = before.gap(self);
        if self.end(if within == Container::Wrapper { "plist" } else { "array" }, log)? {
            return Ok((self, inside, layout.with_end(gap), false));
        }
        self.value_due(log)?;
        Ok((self, inside, layout.with_element(gap), true))
    }

    fn at_container(self) -> bool {
        let name = self.rest.get(1..).and_then(|rest| lex::name(rest).ok());
        name.is_some_and(|(_, name)| matches!(name, "array" | "dict" | "plist"))
    }

    fn items_ahead(self, _: Empty, length: usize) -> usize {
        let rest = self.rest.as_bytes();
        // to the next end of an array, but no further than to where it is plain that there is a lot in it
        let near = rest.get(..length.saturating_mul(8).min(1024)).unwrap_or(rest);
        scan::find(near, b"/array>").unwrap_or(rest.len()).div_ceil(length.max(1))
    }
}

impl<'a> Xml<'a> {
    /// What comes next, if there is so much of it.
    #[inline(always)]
    fn next<const N: usize>(&self) -> Option<&'a [u8; N]> {
        self.rest.as_bytes().first_chunk()
    }

    /// How the dictionary that begins here is laid out, to judge by what stands before it and before its first key.
    #[inline(never)]
    fn other_layout(self) -> Layout {
        let behind = self.rest.as_bytes().get(6..).unwrap_or_default();
        let before = self.slice(0, self.at()).as_bytes();
        if behind.first() == Some(&b'<') && !before.last().is_some_and(|byte| is_space(*byte)) {
            return Layout::DENSE;
        }
        let gap = behind.first_chunk().and_then(|behind| Pattern::first(behind, scan::leading_spaces(behind)));
        let outer = before.get(before.iter().rposition(|byte| !is_space(*byte)).map_or(0, |at| at.wrapping_add(1))..);
        Layout::APPLE.with_element(gap).with_end(outer.and_then(Pattern::gap))
    }

    /// Past so many bytes.
    #[inline(always)]
    fn past(&mut self, len: usize) -> Option<()> {
        self.rest = self.rest.get(len..)?;
        Some(())
    }

    /// Behind the end of a dictionary, if that stands behind the usual gap.
    #[inline(always)]
    fn last_end(self, layout: &Layout) -> Option<&'a str> {
        let gap = layout.end.starts(self.next()?);
        self.rest.get(layout.end.len()..).filter(|_| gap)?.strip_prefix("dict>")
    }

    /// Behind a key that has been recognised by its beginning at `name`, and behind the gap after it.
    #[cold]
    fn long_key(self, layout: &Layout, whole: &str, name: usize) -> Option<Self> {
        let behind = self.rest.get(name..)?.strip_prefix(whole)?.strip_prefix("</key>")?;
        let gap = layout.element.starts(behind.as_bytes().first_chunk()?);
        let rest = behind.get(layout.element.len().checked_sub(1)?..)?;
        (gap && matches!(rest.as_bytes(), [b'<', b'a'..=b'z', ..])).then_some(Self { text: self.text, rest })
    }

    /// A text with `&amp;` and its like in it and nothing else that is odd.
    #[cold]
    fn escaped_text(self) -> Option<(Self, String)> {
        const REFERENCES: [(&str, char); 5] =
            [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\'')];
        let mut rest = self.rest.strip_prefix("<string>")?;
        let mut all = String::with_capacity(memchr::memchr(b'<', rest.as_bytes())?);
        loop {
            let (plain, behind) = rest.split_at_checked(scan::plain_end(rest.as_bytes(), 0)?)?;
            all.push_str(plain);
            if let Some(rest) = behind.strip_prefix("</string>") {
                return Some((Self { text: self.text, rest }, all));
            }
            let (reference, char) = REFERENCES.iter().find(|(reference, _)| behind.starts_with(reference))?;
            all.push(*char);
            rest = behind.get(reference.len()..)?;
        }
    }

    /// `<integer>`, up to fifteen digits without a leading zero, `</integer>`: the number, whether it is negative, and
    /// how long all of that is.
    #[inline(always)]
    fn digits(&self) -> Option<(u64, bool, usize)> {
        let text = self.rest.as_bytes();
        if text.first_chunk()? != b"<integer>" {
            return None;
        }
        let signed = text.get(9..)?;
        let (digits, negative) = if let [b'-', digits @ ..] = signed { (digits, true) } else { (signed, false) };
        let (value, count) = number::leading_digits(digits.first_chunk()?);
        let leads_with_zero = count > 1 && digits.first() == Some(&b'0');
        if count == 0 || count > 15 || leads_with_zero || digits.get(count..)?.first_chunk()? != b"</integer>" {
            return None;
        }
        Some((value, negative, count.wrapping_add(usize::from(negative)).wrapping_add(19)))
    }
}
