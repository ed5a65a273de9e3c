//! The cursor over a binary property list.

use core::cmp::Ordering;

use ascii::AsAsciiStr;

use super::{
    document::Document,
    lex::{self, Head},
};
use crate::{
    report::{Code, Expected, Found, Log},
    schema::{Key, KeyText, Record, Table},
    wire::{Container, Cursor, Data, Date, Fatal, Format, Item, Kind, Next, Span, Text, number, xml::is_char},
};

/// A place in a document: on an object, or behind one.
#[derive(Clone, Copy)]
pub(crate) struct Binary<'d, 'a> {
    document: &'d Document<'d, 'a>,
    /// Where the object begins; behind it, where it ends.
    at: usize,
    /// Where the object has to end: where the next one begins, as far as that is known.
    bound: usize,
    /// Where the container begins that stands furthest back of those that were entered.
    furthest: usize,
    /// So many values the document may still have.
    nodes: usize,
    /// So many octets its strings and data may still have.
    octets: usize,
}

/// Where inside a container the cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Inside {
    /// The reference to the next key or item.
    pub(super) next: usize,
    /// Behind the last of them.
    pub(super) end: usize,
    /// How far behind the reference to a key that to its value stands; nothing in an array.
    pub(super) width: usize,
}

impl Inside {
    /// Not inside anything.
    const NOWHERE: Self = Self { next: 0, end: 0, width: 0 };

    /// How many references are left.
    pub(super) const fn count(self, reference_size: usize) -> usize {
        let octets = self.end.saturating_sub(self.next);
        let all = if self.width > 0 { octets.saturating_mul(2) } else { octets };
        match all.checked_div(reference_size) {
            Some(count) => count,
            None => 0,
        }
    }
}

/// The keys of the items before, by the lowest digits of the reference to each: all items share the objects of their
/// keys.
pub(crate) struct Seams([Seam; Self::LEN]);

impl Seams {
    const LEN: usize = 32;
}

/// A key, its slot and the reference to its object.
#[derive(Clone, Copy)]
struct Seam {
    key: Option<&'static Key>,
    reference: u32,
    slot: u32,
}

impl Seam {
    const NEVER: Self = Self { key: None, reference: 0, slot: 0 };
}

/// The octets of a string.
#[derive(Clone, Copy)]
pub(super) enum Str<'a> {
    Ascii(&'a [u8]),
    /// UTF-16, the upper half of each code unit first.
    Wide(&'a [u8]),
}

impl<'a> Str<'a> {
    fn len(self) -> usize {
        let (Self::Ascii(octets) | Self::Wide(octets)) = self;
        octets.len()
    }

    pub(super) fn text(self) -> Result<Text<'a>, (Code, usize)> {
        match self {
            Self::Ascii(octets) => match octets.as_ascii_str() {
                Ok(text) => Ok(Text::borrowed(text.as_str())),
                Err(error) => Err((Code::AsciiHigh, error.valid_up_to())),
            },
            Self::Wide(octets) => narrowed(octets).map(Text::from).map_err(|at| (Code::Surrogate, at)),
        }
    }

    /// By the texts that they are.
    fn cmp(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Ascii(a), Self::Ascii(b)) => a.cmp(b),
            _ => self.chars().cmp(other.chars()),
        }
    }

    fn chars(self) -> impl Iterator<Item = Option<char>> + 'a {
        let (narrow, double): (&[u8], &[u8]) = match self {
            Self::Ascii(octets) => (octets, &[]),
            Self::Wide(octets) => (&[], octets),
        };
        narrow.iter().map(|octet| Some(char::from(*octet))).chain(wide(double))
    }
}

fn units(octets: &[u8]) -> impl Iterator<Item = u16> + '_ {
    octets.as_chunks().0.iter().map(|unit| u16::from_be_bytes(*unit))
}

/// The characters of UTF-16; `None` for half of one.
fn wide(octets: &[u8]) -> impl Iterator<Item = Option<char>> + '_ {
    char::decode_utf16(units(octets)).map(Result::ok)
}

/// UTF-16 in UTF-8, or where half of a character stands.
fn narrowed(octets: &[u8]) -> Result<String, usize> {
    let mut text = String::with_capacity(len_utf8(octets));
    let mut rest = octets;
    while let Some((unit, behind)) = rest.split_first_chunk() {
        if let Some((eight, behind)) = rest.split_first_chunk()
            && is_ascii(eight)
            && let Ok(ascii) = lower(eight).as_ascii_str()
        {
            text.push_str(ascii.as_str());
            rest = behind;
        } else if let Some(char) = char::from_u32(u16::from_be_bytes(*unit).into()) {
            text.push(char);
            rest = behind;
        } else {
            let Some(Some(char)) = wide(rest).next() else { return Err(octets.len().wrapping_sub(rest.len())) };
            text.push(char);
            rest = rest.get(4..).unwrap_or_default();
        }
    }
    Ok(text)
}

/// Whether eight code units are ASCII.
const fn is_ascii(units: &[u8; 16]) -> bool {
    u128::from_be_bytes(*units) & 0xff80_ff80_ff80_ff80_ff80_ff80_ff80_ff80 == 0
}

/// The lower half of each of eight code units.
fn lower(units: &[u8; 16]) -> [u8; 8] {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(units.as_chunks().0).for_each(|(byte, [_, lower])| *byte = *lower);
    bytes
}

/// How many bytes UTF-16 has in UTF-8; of a character that takes two code units, each has half.
fn len_utf8(octets: &[u8]) -> usize {
    let len = |unit: u16| {
        let is_half = matches!(unit, 0xd800..=0xdfff);
        1u16.wrapping_add(u16::from(unit >= 0x80)).wrapping_add(u16::from(unit >= 0x800 && !is_half))
    };
    // so few that a number of their size can count them
    let parts = octets.chunks(1 << 12).map(|part| units(part).map(len).fold(0, u16::wrapping_add));
    parts.map(usize::from).fold(0, usize::wrapping_add)
}

impl<'d, 'a> Binary<'d, 'a> {
    pub(super) const fn new(document: &'d Document<'d, 'a>, at: usize, bound: usize) -> Self {
        let len = document.input().len();
        Self { document, at, bound, furthest: 0, nodes: Self::nodes(len), octets: Self::most_octets(len) }
    }

    /// So many values a document of this length may have, counting each as often as it is referred to, the outermost not.
    const fn nodes(len: usize) -> usize {
        if cfg!(planted = "budget") {
            return usize::MAX;
        }
        len.saturating_mul(8).saturating_add((1 << 16) - 1)
    }

    /// So many octets the strings and data of such a document may have, counting them likewise.
    const fn most_octets(len: usize) -> usize {
        len.saturating_mul(64).saturating_add(1 << 20)
    }

    /// Behind the last value of the document.
    pub(crate) fn close(self, log: &mut Log<'_>) -> Result<(), Fatal> {
        self.document.close(log);
        Ok(())
    }

    #[inline(always)]
    fn octet(&self) -> Option<u8> {
        self.document.input().get(self.at).copied()
    }

    /// The count that the object here has if its marker has this upper half, and where its content begins.
    #[inline(always)]
    fn count(&self, upper: u8) -> Option<(usize, usize)> {
        let start = self.at.wrapping_add(1);
        match self.octet()?.wrapping_sub(upper << 4) {
            count @ ..15 => Some((count.into(), start)),
            15 => self.long_count(start),
            _ => None,
        }
    }

    /// The count that stands here as an integer of one or two octets.
    fn long_count(&self, at: usize) -> Option<(usize, usize)> {
        match self.document.input().get(at..)? {
            [0x10, count, ..] => Some((usize::from(*count), at.wrapping_add(2))),
            [0x11, high, low, ..] => Some((usize::from(u16::from_be_bytes([*high, *low])), at.wrapping_add(3))),
            _ => None,
        }
    }

    /// Into a container, if it stands behind all that were entered before.
    #[inline(always)]
    fn enter(&mut self, upper: u8, lists: usize) -> Option<Inside> {
        let (count, start) = self.count(upper)?;
        let references = count.wrapping_mul(lists);
        // the count has two octets at most
        let len = count.wrapping_mul(self.document.reference_size);
        let end = start.wrapping_add(len.wrapping_mul(lists));
        if end > self.bound || references > self.nodes || (self.at <= self.furthest && !self.document.is_surveyed()) {
            return None;
        }
        self.nodes = self.nodes.wrapping_sub(references);
        self.furthest = self.furthest.max(self.at);
        self.at = start;
        let width = if lists == 2 { len } else { 0 };
        Some(Inside { next: start, end: start.wrapping_add(len), width })
    }

    /// The number that the integer here is, if it has at most eight octets, and where it ends.
    #[inline(always)]
    fn whole(&self) -> Option<(i64, usize)> {
        let start = self.at.wrapping_add(1);
        let marker = self.octet()?;
        if !matches!(marker, 0x10..=0x13) {
            return None;
        }
        let size = 1usize << (marker & 3);
        let end = start.wrapping_add(size);
        let word = u64::from_be_bytes(*self.document.input().get(start..)?.first_chunk()?);
        #[expect(clippy::cast_possible_truncation, reason = "eight octets at most")]
        let unused = (8usize.wrapping_sub(size) as u32).wrapping_mul(8);
        // the largest ones are those below zero
        (end <= self.bound).then_some((word.wrapping_shr(unused).cast_signed(), end))
    }

    #[inline(always)]
    fn double(&self, marker: u8) -> Option<f64> {
        let start = self.at.wrapping_add(1);
        if self.octet()? != marker || self.at.wrapping_add(9) > self.bound {
            return None;
        }
        Some(f64::from_be_bytes(*self.document.input().get(start..)?.first_chunk()?)).filter(|value| value.is_finite())
    }

    /// On the object that the reference at this place means.
    fn follow(mut self, reference: usize, log: &mut Log<'_>) -> Result<Self, Fatal> {
        let Some((at, bound)) = self.document.follow(reference) else {
            let number = self.document.reference(reference);
            let outer = self.document.index_of(reference);
            let kind = self.document.offset_of(outer).and_then(|at| self.document.inside(at));
            let kind = kind.map_or(Kind::Array, |(kind, _)| kind);
            let span = Span::new(reference, reference.saturating_add(self.document.reference_size));
            let found = Found::Object { kind, number: outer, holds: number.unwrap_or(usize::MAX) };
            return Err(log.fatal_found(Code::Reference, span, Expected::Nothing, found));
        };
        (self.at, self.bound) = (at, bound);
        Ok(self)
    }

    /// Past the object here: its head, its content, and where it stands.
    fn object(&mut self, log: &mut Log<'_>) -> Result<(Head, &'a [u8], Span), Fatal> {
        let start = self.at;
        let (head, content) = match self.document.head(start) {
            Ok(head) => head,
            Err(code) => {
                return Err(log.fatal(code, Span::new(start, start.saturating_add(1).min(self.document.table()))));
            }
        };
        let len = head.len(self.document.reference_size);
        let end = len
            .and_then(|len| content.checked_add(len))
            .filter(|end| *end <= self.document.table() || cfg!(planted = "count"));
        let Some(end) = end else {
            // a number of a size that there is not
            let none = matches!(head, Head::Integer(_) | Head::Real(_) | Head::Date(_)) && len > Some(16);
            if none {
                self.at = content;
                return Ok((head, &[], Span::new(start, content)));
            }
            return Err(log.fatal(Code::ObjectBounds, Span::new(start, content)));
        };
        if end > self.bound {
            self.document.is_overlapped();
        }
        self.at = end;
        Ok((head, self.document.input().get(content..end).unwrap_or_default(), Span::new(start, end)))
    }

    /// Takes so much from what a document may denote.
    fn charge(budget: &mut usize, amount: usize, most: usize, span: Span, log: &mut Log<'_>) -> Result<(), Fatal> {
        let Some(rest) = budget.checked_sub(amount) else {
            return Err(log.fatal_found(Code::Expansion, span, Expected::Nothing, Found::Count(most)));
        };
        *budget = rest;
        Ok(())
    }

    fn charge_octets(&mut self, amount: usize, span: Span, log: &mut Log<'_>) -> Result<(), Fatal> {
        let most = Self::most_octets(self.document.input().len());
        Self::charge(&mut self.octets, amount, most, span, log)
    }

    /// The text of a string; `None` if it can't be made out, which has been reported then.
    fn string(&mut self, string: Str<'a>, span: Span, log: &mut Log<'_>) -> Result<Option<Text<'a>>, Fatal> {
        self.charge_octets(string.len(), span, log)?;
        if string.len() == 0 && matches!(string, Str::Wide(_)) {
            log.odd(Code::CfRefuses, span);
        }
        let text = match string.text() {
            Ok(text) => text,
            Err((code, at)) => {
                let at = span.end.saturating_sub(string.len()).saturating_add(at);
                let len = if code == Code::Surrogate { 2 } else { 1 };
                log.damage(code, Span::new(at, at.saturating_add(len)));
                return Ok(None);
            }
        };
        // in UTF-8 these bytes begin all that are no characters of XML
        if text.bytes().fold(false, |any, byte| any | (byte < b' ') | (byte == 0xef)) {
            Self::judge_characters(&text, span, log);
        }
        Ok(Some(text))
    }

    /// Characters that XML does not have.
    #[cold]
    fn judge_characters(text: &str, span: Span, log: &mut Log<'_>) {
        if text.contains('\0') {
            log.odd(Code::Nul, span);
        } else if let Some(char) = text.chars().find(|char| !is_char(*char)) {
            log.tolerated_found(Code::ControlChar, span, Expected::Nothing, Found::Integer(u32::from(char).into()));
        }
    }

    fn container(
        mut self,
        at: usize,
        kind: Kind,
        span: Span,
        log: &mut Log<'_>,
    ) -> Result<(Self, Item<'a>, Inside), Fatal> {
        if at <= self.furthest {
            self.document.look_over(Self::nodes(self.document.input().len()), log)?;
        }
        self.furthest = self.furthest.max(at);
        let inside = self.document.inside(at).map_or(Inside::NOWHERE, |(_, inside)| inside);
        let most = Self::nodes(self.document.input().len());
        Self::charge(&mut self.nodes, inside.count(self.document.reference_size), most, span, log)?;
        self.at = inside.next;
        let item = if kind == Kind::Dictionary {
            self.distinct(inside, log)?;
            Item::Dictionary
        } else {
            Item::Array
        };
        Ok((self, item, inside))
    }

    /// Refuses a dictionary with a key that stands twice: readers differ in which value counts.
    fn distinct(&self, inside: Inside, log: &mut Log<'_>) -> Result<(), Fatal> {
        // of more keys than there are objects one stands twice, and is among the first so many
        let most = self.document.objects().saturating_add(1);
        let references = || (inside.next..inside.end).step_by(self.document.reference_size.max(1)).take(most);
        let mut octets = 0usize;
        let mut last = None;
        let mut rises = true;
        for (key, at) in references().filter_map(|at| self.key_at(at)) {
            octets = octets.saturating_add(key.len());
            if octets > self.octets {
                let span = Span::at(at);
                return Err(log.fatal_found(Code::Expansion, span, Expected::Nothing, Found::Count(self.octets)));
            }
            rises &= last.replace(key).is_none_or(|last: Str<'_>| last.cmp(key).is_lt());
        }
        if rises {
            return Ok(());
        }
        let mut few = [0; 64];
        let mut many = Vec::new();
        let count = references().count();
        let sorted = if count <= few.len() {
            few.iter_mut().zip(references()).for_each(|(place, at)| *place = at);
            few.get_mut(..count).unwrap_or_default()
        } else {
            many.reserve_exact(count);
            many.extend(references());
            &mut many
        };
        let text = |at: usize| self.key_at(at).map(|(key, _)| key);
        sorted.sort_unstable_by(|a, b| match (text(*a), text(*b)) {
            (Some(first), Some(second)) => first.cmp(second).then(a.cmp(b)),
            (first, second) => first.is_some().cmp(&second.is_some()).then(a.cmp(b)),
        });
        for pair in sorted.windows(2) {
            if let [first, second] = pair
                && let (Some((first, at)), Some((second, again))) = (self.key_at(*first), self.key_at(*second))
                && first.cmp(second).is_eq()
            {
                let span = |at| Span::new(at, self.document.end(at).unwrap_or(at));
                let found = second.text().map_or(Found::Nothing, |name| Found::key(&name));
                let related = Some(span(at)).filter(|_| at != again);
                return Err(log.fatal_related(Code::DupKey, span(again), Expected::Nothing, found, related));
            }
        }
        Ok(())
    }

    /// The string that the reference at this place means, and where that stands.
    pub(super) fn key_at(&self, reference: usize) -> Option<(Str<'a>, usize)> {
        let at = self.document.offset_of(self.document.reference(reference)?)?;
        let (head, start) = self.document.head(at).ok()?;
        let octets = self.document.input().get(start..self.document.end(at)?)?;
        match head {
            Head::Ascii(_) => Some((Str::Ascii(octets), at)),
            Head::Wide(_) => Some((Str::Wide(octets), at)),
            _ => None,
        }
    }
}

/// An integer of 1, 2, 4, 8 or 16 octets.
fn integer(octets: &[u8], span: Span, log: &mut Log<'_>) -> Item<'static> {
    let value = match *octets {
        [_] | [_, _] | [_, _, _, _] => lex::number(octets).into(),
        [_, _, _, _, _, _, _, _] => lex::number(octets).cast_signed().into(),
        [..] => match octets.try_into().map(u128::from_be_bytes) {
            Err(_) => return damaged(Kind::Integer, Code::Marker, span, log),
            Ok(value) => match number::Integer::try_from(value).ok().filter(|value| *value <= number::MAX) {
                None => return damaged(Kind::Integer, Code::Int128, span, log),
                Some(value) => {
                    if i64::try_from(value).is_ok() {
                        log.odd(Code::Int128Small, span);
                    }
                    value
                }
            },
        },
    };
    Item::Integer(value)
}

/// A real of 4 or 8 octets.
fn real(octets: &[u8], span: Span, log: &mut Log<'_>) -> Item<'static> {
    let single = octets.try_into().map(|octets| f64::from(f32::from_be_bytes(octets)));
    let Ok(value) = single.or_else(|_| octets.try_into().map(f64::from_be_bytes)) else {
        return damaged(Kind::Real, Code::Marker, span, log);
    };
    if !value.is_finite() {
        log.odd(Code::RealNonfinite, span);
    }
    Item::Real(value)
}

/// Seconds since 2001 in 8 octets.
fn date(octets: &[u8], span: Span, log: &mut Log<'_>) -> Item<'static> {
    let Ok(seconds) = octets.try_into().map(f64::from_be_bytes) else {
        return damaged(Kind::Date, Code::Marker, span, log);
    };
    if !seconds.is_finite() {
        return damaged(Kind::Date, Code::DateNonfinite, span, log);
    }
    let date = Date::from_seconds(seconds);
    if !date.has_four_digits() {
        log.odd(Code::DateYear, span);
    }
    if seconds.fract() != 0.0 {
        log.odd(Code::DateFraction, span);
    }
    Item::Date(date)
}

fn uid(octets: &[u8], span: Span, log: &mut Log<'_>) -> Item<'static> {
    let value = if octets.len() <= 8 { lex::number(octets) } else { u64::MAX };
    if u32::try_from(value).is_err() {
        return damaged(Kind::Uid, Code::Uid, span, log);
    }
    log.odd(Code::Uid, span);
    Item::Uid(value)
}

fn damaged(kind: Kind, code: Code, span: Span, log: &mut Log<'_>) -> Item<'static> {
    log.damage(code, span);
    Item::Damaged(kind)
}

/// How long the object of a key is that stands here, if it is that of this key as it is mostly written.
#[inline]
fn length_of(key: &Key, text: &[u8]) -> Option<usize> {
    if !key.binary.starts(text.first_chunk()?) {
        return None;
    }
    if key.binary.len < KeyText::HEAD { Some(key.binary.len) } else { length_of_long(key, text) }
}

/// The same of a key that has more bytes than are compared at once.
#[cold]
fn length_of_long(key: &Key, text: &[u8]) -> Option<usize> {
    text.get(3..)?.starts_with(key.name.as_bytes()).then(|| key.name.len().wrapping_add(3))
}

/// Another key than the expected one, one of the next two or any, whose object has at most so many octets.
#[inline(never)]
fn search(text: &[u8], most: usize, record: &'static Record, want: usize) -> Option<(usize, &'static Key)> {
    let (len, start) = match *text {
        [0x5f, 0x10, len, ..] => (usize::from(len), 3usize),
        [marker @ 0x50..=0x5e, ..] => (usize::from(marker & 0xf), 1),
        _ => return None,
    };
    let first = u64::from_le_bytes(*text.get(start..)?.first_chunk()?);
    let near = [want.wrapping_add(1), want.wrapping_add(2)];
    let mut slots = near.into_iter().chain(record.table.slots(Table::word(first, len)));
    slots.find_map(|slot| {
        let key = record.keys.get(slot)?;
        (length_of(key, text)? <= most).then_some((slot, key))
    })
}

impl<'a> Cursor<'a> for Binary<'_, 'a> {
    type Inside = Inside;
    type Layout = ();
    type Seams = Seams;
    const FORMAT: Format = Format::Binary;
    const SHARES: bool = true;
    const LEARNS_FROM: usize = 1;
    const REFUSES_TWINS: bool = true;

    fn layout() {}

    fn layout_here(self) {}

    fn inner((): &()) {}

    fn layout_inside(_: Inside, (): &()) {}

    #[inline(always)]
    fn go_to(&mut self, place: Self) {
        *self = place;
    }

    #[inline(always)]
    fn offset(self) -> usize {
        self.at
    }

    fn input(self) -> &'a [u8] {
        self.document.input()
    }

    #[inline(always)]
    fn enter_array(&mut self) -> Option<Inside> {
        self.enter(0xa, 1)
    }

    #[inline(always)]
    fn enter_dictionary(&mut self) -> Option<Inside> {
        self.enter(0xd, 2)
    }

    #[inline(always)]
    fn expect(
        &mut self,
        inside: &mut Inside,
        (): &(),
        record: &'static Record,
        want: usize,
    ) -> Next<(usize, &'static Key)> {
        if inside.next >= inside.end {
            self.at = inside.end.wrapping_add(inside.width);
            return Next::End;
        }
        let Some(found) = self.key_here(inside.next, record, want) else { return Next::Miss };
        self.behind_key(inside, found.1).map_or(Next::Miss, |()| Next::Value(found))
    }

    fn seams() -> Option<Seams> {
        Some(Seams([Seam::NEVER; Seams::LEN]))
    }

    #[inline(always)]
    fn recall(&mut self, inside: &mut Inside, seams: &Seams, _: usize) -> Option<(usize, &'static Key)> {
        if inside.next >= inside.end {
            return None;
        }
        let reference = self.document.short_reference(inside.next)?;
        let seam = seams.0.get(reference as usize % Seams::LEN)?;
        let key = seam.key.filter(|_| seam.reference == reference)?;
        self.behind_key(inside, key)?;
        Some((seam.slot as usize, key))
    }

    fn remember(self, _: Self, inside: &Inside, seams: &mut Seams, _: usize, (slot, key): (usize, &'static Key)) {
        let reference = self.document.short_reference(inside.next.wrapping_sub(self.document.reference_size));
        if self.document.has_places()
            && let Some(reference) = reference
            && let (Some(seam), Ok(slot)) = (seams.0.get_mut(reference as usize % Seams::LEN), slot.try_into())
        {
            *seam = Seam { key: Some(key), reference, slot };
        }
    }

    #[inline(always)]
    fn step(&mut self, inside: &mut Inside, (): &()) -> Next<()> {
        if inside.next >= inside.end {
            self.at = inside.end.wrapping_add(inside.width);
            return Next::End;
        }
        let Some((at, bound)) = self.document.follow(inside.next) else { return Next::Miss };
        inside.next = inside.next.wrapping_add(self.document.reference_size);
        (self.at, self.bound) = (at, bound);
        Next::Value(())
    }

    #[inline(always)]
    fn text(&mut self) -> Option<&'a str> {
        let (len, start) = self.count(0x5)?;
        let end = start.wrapping_add(len);
        if end > self.bound {
            return None;
        }
        let text = self.document.plain(start, len)?;
        self.octets = self.octets.checked_sub(len)?;
        self.at = end;
        Some(text)
    }

    #[inline(always)]
    fn boolean(&mut self) -> Option<bool> {
        let marker = self.octet()?;
        if !matches!(marker, 8 | 9) {
            return None;
        }
        self.at = self.at.wrapping_add(1);
        Some(marker == 9)
    }

    #[inline(always)]
    fn integer(&mut self) -> Option<i64> {
        let (value, end) = self.whole()?;
        self.at = end;
        Some(value)
    }

    #[inline(always)]
    fn unsigned(&mut self) -> Option<u64> {
        let (value, end) = self.whole()?;
        let value = u64::try_from(value).ok()?;
        self.at = end;
        Some(value)
    }

    fn real(&mut self) -> Option<f64> {
        let value = self.double(0x23)?;
        self.at = self.at.wrapping_add(9);
        Some(value)
    }

    fn date(&mut self) -> Option<Date> {
        let seconds = self.double(0x33).filter(|seconds| seconds.fract() == 0.0)?;
        let date = Some(Date::from_seconds(seconds)).filter(|date| date.has_four_digits())?;
        self.at = self.at.wrapping_add(9);
        Some(date)
    }

    fn data(&mut self) -> Option<Data<'a>> {
        let (len, start) = self.count(0x4)?;
        let end = start.wrapping_add(len);
        if end > self.bound {
            return None;
        }
        let octets = self.document.input().get(start..end)?;
        self.octets = self.octets.checked_sub(len)?;
        self.at = end;
        Some(Data::octets(octets))
    }

    fn value(mut self, log: &mut Log<'_>) -> Result<(Self, Item<'a>, Inside), Fatal> {
        let at = self.at;
        let (head, content, span) = self.object(log)?;
        let item = match head {
            Head::Array(_) => return self.container(at, Kind::Array, span, log),
            Head::Dictionary(_) => return self.container(at, Kind::Dictionary, span, log),
            Head::Null => {
                log.odd(Code::Null, span);
                Item::Null
            }
            Head::Boolean(value) => Item::Boolean(value),
            Head::Integer(_) => integer(content, span, log),
            Head::Real(_) => real(content, span, log),
            Head::Date(_) => date(content, span, log),
            Head::Uid(_) => uid(content, span, log),
            Head::Data(_) => {
                self.charge_octets(content.len(), span, log)?;
                log.has_data = true;
                Item::Data(Data::octets(content))
            }
            Head::Ascii(_) => {
                self.string(Str::Ascii(content), span, log)?.map_or(Item::Damaged(Kind::Text), Item::Text)
            }
            Head::Wide(_) => self.string(Str::Wide(content), span, log)?.map_or(Item::Damaged(Kind::Text), Item::Text),
            Head::Other => return Err(log.fatal(Code::Marker, span)),
        };
        Ok((self, item, Inside::NOWHERE))
    }

    fn key(
        mut self,
        mut inside: Inside,
        (): (),
        log: &mut Log<'_>,
    ) -> Result<(Self, Inside, (), Option<(Text<'a>, Span)>), Fatal> {
        if inside.next >= inside.end {
            self.at = inside.end.saturating_add(inside.width);
            return Ok((self, inside, (), None));
        }
        let mut key = self.follow(inside.next, log)?;
        let (head, content, span) = key.object(log)?;
        let name = match head {
            Head::Ascii(_) => key.string(Str::Ascii(content), span, log)?,
            Head::Wide(_) => key.string(Str::Wide(content), span, log)?,
            _ => return Err(log.fatal(Code::KeyType, span)),
        };
        let Some(name) = name else { return Err(Fatal) };
        if name.is_empty() {
            log.odd(Code::EmptyKey, span);
        }
        let value = key.follow(inside.next.saturating_add(inside.width), log)?;
        inside.next = inside.next.saturating_add(self.document.reference_size);
        Ok((value, inside, (), Some((name, span))))
    }

    fn item(
        mut self,
        mut inside: Inside,
        (): (),
        _: Container,
        log: &mut Log<'_>,
    ) -> Result<(Self, Inside, (), bool), Fatal> {
        if inside.next >= inside.end {
            self.at = inside.end.saturating_add(inside.width);
            return Ok((self, inside, (), false));
        }
        let item = self.follow(inside.next, log)?;
        inside.next = inside.next.saturating_add(self.document.reference_size);
        Ok((item, inside, (), true))
    }

    fn at_container(self) -> bool {
        self.octet().is_some_and(|marker| matches!(marker >> 4, 0xa | 0xd))
    }

    fn items_ahead(self, inside: Inside, _: usize) -> usize {
        inside.count(self.document.reference_size).saturating_add(1)
    }
}

impl<'a> Binary<'_, 'a> {
    /// From the key that comes next inside a dictionary to its value.
    #[inline(always)]
    fn behind_key(&mut self, inside: &mut Inside, key: &Key) -> Option<()> {
        let octets = self.octets.checked_sub(key.name.len())?;
        (self.at, self.bound) = self.document.follow(inside.next.wrapping_add(inside.width))?;
        self.octets = octets;
        inside.next = inside.next.wrapping_add(self.document.reference_size);
        Some(())
    }

    /// The key that the reference at this place means, and its slot.
    #[inline(always)]
    fn key_here(&self, at: usize, record: &'static Record, want: usize) -> Option<(usize, &'static Key)> {
        let (place, bound) = self.document.follow(at)?;
        let text = self.document.input().get(place..)?;
        if let Some(key) = record.keys.get(want)
            && let Some(start) = text.first_chunk()
            && key.binary.starts(start)
            && place.wrapping_add(key.binary.len) <= bound
        {
            return Some((want, key));
        }
        search(text, bound.wrapping_sub(place), record, want)
    }
}
