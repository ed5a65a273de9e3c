//! A document whose trailer and offset table have been checked, and what has been seen of its objects.

use core::cell::Cell;

use ascii::{AsAsciiStr, AsciiChar, AsciiStr};

use super::{
    lex::{self, Head, Trailer},
    read::{Binary, Inside},
};
use crate::{
    report::{Code, Expected, Found, Log},
    wire::{
        Fatal, Kind, Span,
        chunk::{is_plain, other_than_ascii_in, other_than_plain_in, padded},
    },
};

/// A binary property list.
pub(crate) struct Document<'d, 'a> {
    input: &'a [u8],
    /// Where the objects end and the offset table begins.
    table: usize,
    objects: usize,
    root: usize,
    offset_size: usize,
    pub(super) reference_size: usize,
    /// Four octets have so many bits more, if a reference has not more than they.
    reference_shift: u32,
    /// What was read of each object ended before the next one begins.
    is_tight: Cell<bool>,
    survey: Cell<Survey>,
    /// Where each object begins and whether it has been read, and where the last one ends; nothing if they do not follow
    /// each other in the order of their numbers.
    places: &'d [Cell<u32>],
    /// Which objects have been read, 64 in a word, if they are not noted with their places.
    seen: Vec<Cell<u64>>,
    /// Where a text was looked for last.
    ahead: Cell<Window<'a>>,
}

/// Up to 64 octets that are ASCII: a text, and what stands behind it, markers too.
#[derive(Clone, Copy)]
struct Window<'a> {
    at: usize,
    text: &'a [AsciiChar],
    /// One bit an octet: the control characters.
    control: u64,
}

/// What has been found out about the containers of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Survey {
    /// Nothing yet, and nothing had to be.
    #[default]
    None,
    /// Each is used once.
    Tree,
    /// None contains itself; this one is used more than once.
    Shared(usize),
    /// The first contains the second, which contains the first.
    Circle(usize, usize),
}

/// Room for the places of objects. A small document needs no allocation.
pub(crate) struct Room {
    few: [u32; Self::FEW],
    many: Vec<u32>,
}

impl Room {
    const FEW: usize = 64;

    #[inline]
    pub(crate) const fn new() -> Self {
        Self { few: [0; Self::FEW], many: Vec::new() }
    }

    fn take(&mut self, len: usize) -> &mut [u32] {
        if let Some(few) = self.few.get_mut(..len) {
            return few;
        }
        self.many = vec![0; len];
        &mut self.many
    }
}

impl<'d, 'a> Document<'d, 'a> {
    /// The shortest document: a header, an object, its offset, and the trailer.
    const LEAST: usize = 8 + 1 + 1 + Trailer::LEN;
    /// Where the first object may begin.
    pub(super) const START: usize = 8;
    /// The last octet before it.
    const HEADER_END: u32 = 7;
    /// Beside the place of an object: it has been read.
    const SEEN: u32 = 1 << 31;

    /// What has not been looked at.
    #[inline]
    pub(crate) const fn new(input: &'a [u8]) -> Self {
        Self {
            input,
            table: 0,
            objects: 0,
            root: 0,
            offset_size: 1,
            reference_size: 1,
            reference_shift: 0,
            is_tight: Cell::new(true),
            survey: Cell::new(Survey::None),
            places: &[],
            seen: Vec::new(),
            ahead: Cell::new(Window { at: 0, text: &[], control: 0 }),
        }
    }

    /// Checks header, trailer and offset table.
    pub(crate) fn open(&mut self, room: &'d mut Room, log: &mut Log<'_>) -> Result<(), Fatal> {
        if self.take_usual().is_none() {
            self.take_any(log)?;
        }
        let places = room.take(self.objects.wrapping_add(1));
        if !self.place_all(places) {
            return self.take_disorder(log);
        }
        self.places = Cell::from_mut(places).as_slice_of_cells();
        Ok(())
    }

    /// The cursor on the outermost object.
    #[inline]
    pub(crate) fn root(&self) -> Binary<'_, 'a> {
        let (at, bound) = self.place_of(self.root).unwrap_or((self.table, self.table));
        Binary::new(self, at, bound)
    }

    /// Header and trailer as most writers write them.
    fn take_usual(&mut self) -> Option<()> {
        let trailer = self.input.strip_prefix(b"bplist00")?.last_chunk::<{ Trailer::LEN }>()?;
        let word =
            |at: usize| trailer.get(at..).and_then(|rest| rest.first_chunk()).map(|word| u64::from_be_bytes(*word));
        let [0, 0, 0, 0, 0, 0, offset_size @ (1 | 2 | 4), reference_size @ (1 | 2 | 4)] = *trailer.first_chunk()?
        else {
            return None;
        };
        let (objects, root, table) = (word(8)?, word(16)?, word(24)?);
        let trailer = Trailer { unused: &[], sort: 0, sizes: [offset_size, reference_size], objects, root, table };
        let is_usual = root < objects
            && objects >> reference_size.wrapping_mul(8) == 0
            && table >> offset_size.wrapping_mul(8) == 0
            && self.take(&trailer)
            && self.table > Self::START;
        is_usual.then_some(())
    }

    /// Header and trailer in any form that can be read.
    #[cold]
    fn take_any(&mut self, log: &mut Log<'_>) -> Result<(), Fatal> {
        let input = self.input;
        match lex::header(input) {
            Ok((_, b'0')) => {}
            Ok(_) => log.odd(Code::Version, Span::new(6, 8)),
            Err(_) => return Err(log.fatal(Code::Magic, Span::new(0, input.len().min(Self::START)))),
        }
        let behind = input.len().saturating_sub(Trailer::LEN);
        let parsed = input.get(behind..).filter(|_| input.len() >= Self::LEAST).map(lex::trailer);
        let Some(Ok((_, trailer))) = parsed else {
            return Err(log.fatal(Code::Short, Span::new(0, input.len())));
        };
        let field = |from: usize, to: usize| Span::new(behind.saturating_add(from), behind.saturating_add(to));
        if trailer.unused.iter().any(|octet| *octet != 0) {
            log.odd(Code::TrailerUnused, field(0, 5));
        }
        if trailer.sort != 0 {
            log.odd(Code::TrailerSort, field(5, 6));
        }
        let sizes = field(6, 8);
        if !trailer.has_sizes() {
            return Err(log.fatal(Code::TrailerSizes, sizes));
        }
        if trailer.root >= trailer.objects {
            return Err(log.fatal(Code::TrailerCount, field(8, 24)));
        }
        if !self.take(&trailer) || self.table <= Self::START {
            return Err(log.fatal(Code::TrailerTable, field(24, 32)));
        }
        self.check_size(Code::RefSize, self.reference_size, trailer.objects, field(7, 8), log)?;
        self.check_size(Code::OffsetSize, self.offset_size, trailer.table, field(6, 7), log)?;
        if !trailer.sizes.iter().all(|size| size.is_power_of_two()) {
            log.odd(Code::OddSize, sizes);
        }
        Ok(())
    }

    /// A document that has been read before, to be read again in part; nothing if it is none.
    pub(crate) fn reopen(input: &'a [u8]) -> Option<Self> {
        let mut document = Self::new(input);
        let (_, trailer) = lex::trailer(input.get(input.len().checked_sub(Trailer::LEN)?..)?).ok()?;
        document.survey.set(Survey::Tree);
        (trailer.has_sizes() && document.take(&trailer)).then_some(document)
    }

    /// Takes over what a trailer says; whether its table ends where the trailer begins.
    fn take(&mut self, trailer: &Trailer<'_>) -> bool {
        [self.offset_size, self.reference_size] = trailer.sizes.map(usize::from);
        let [Ok(objects), Ok(root), Ok(table)] = [trailer.objects, trailer.root, trailer.table].map(usize::try_from)
        else {
            return false;
        };
        (self.objects, self.root, self.table) = (objects, root, table);
        self.reference_shift = shift(self.reference_size).wrapping_sub(32);
        let end = objects.checked_mul(self.offset_size).and_then(|len| table.checked_add(len));
        end.is_some() && end == self.input.len().checked_sub(Trailer::LEN)
    }

    /// Whether so many octets can tell so many things apart.
    fn check_size(&self, code: Code, size: usize, need: u64, span: Span, log: &mut Log<'_>) -> Result<(), Fatal> {
        let bits = u32::try_from(size.saturating_mul(8)).unwrap_or(u32::MAX);
        match 1u64.checked_shl(bits) {
            Some(room) if need > room => return Err(log.fatal(code, span)),
            // CoreFoundation wants one more
            Some(room) if need == room => log.odd(code, span),
            _ => {}
        }
        Ok(())
    }

    /// Notes where every object begins, if each begins behind the one before it, and offsets and references are of usual
    /// size.
    fn place_all(&self, places: &mut [u32]) -> bool {
        match self.offset_size {
            _ if self.reference_size > 4 => false,
            1 => self.place(places, |[octet]: [u8; 1]| octet.into()),
            2 => self.place(places, |octets| u16::from_be_bytes(octets).into()),
            4 => self.place(places, u32::from_be_bytes),
            _ => false,
        }
    }

    #[inline(always)]
    fn place<const N: usize>(&self, places: &mut [u32], number: impl Fn([u8; N]) -> u32) -> bool {
        let offsets = self.input.get(self.table..).unwrap_or_default().as_chunks().0;
        let Some((end, starts)) = places.split_last_mut() else { return false };
        let (mut last, mut rise) = (Self::HEADER_END, true);
        for (place, offset) in starts.iter_mut().zip(offsets) {
            *place = number(*offset);
            rise &= last < *place;
            last = *place;
        }
        *end = u32::try_from(self.table).unwrap_or(Self::SEEN);
        rise && last < *end && *end < Self::SEEN
    }

    /// Takes objects in any order. Those are not noted with their places.
    #[cold]
    fn take_disorder(&mut self, log: &mut Log<'_>) -> Result<(), Fatal> {
        let is_good = |index| (Self::START..self.table).contains(&self.offset(index));
        if !(0..self.objects).all(is_good) {
            return Err(self.bad_offset(log));
        }
        self.find_alias(log);
        self.is_tight.set(false);
        self.seen = vec![Cell::new(0); self.objects.div_ceil(64)];
        Ok(())
    }

    #[cold]
    fn bad_offset(&self, log: &mut Log<'_>) -> Fatal {
        let is_bad = |index: &usize| !(Self::START..self.table).contains(&self.offset(*index));
        let index = (0..self.objects).find(is_bad).unwrap_or_default();
        log.fatal_found(Code::Offset, self.entry(index), Expected::Nothing, Found::Count(self.offset(index)))
    }

    /// The place of an object in the table.
    fn entry(&self, index: usize) -> Span {
        let entry = self.table.saturating_add(index.saturating_mul(self.offset_size));
        Span::new(entry, entry.saturating_add(self.offset_size))
    }

    /// Two objects at one place.
    #[cold]
    fn find_alias(&self, log: &mut Log<'_>) {
        let mut offsets = Bits::new(self.table);
        if let Some(index) = (0..self.objects).find(|index| offsets.insert(self.offset(*index))) {
            log.odd(Code::Alias, self.entry(index));
        }
    }

    /// Says what can only be said when all has been read.
    pub(crate) fn close(&self, log: &mut Log<'_>) {
        if let Survey::Shared(index) = self.survey.get() {
            log.odd(Code::SharedContainer, self.span(index));
        }
        if !self.has_seen_all() {
            self.find_unused(log);
        }
        if !self.is_tight.get() {
            self.find_overlap(log);
        }
    }

    /// Objects that nothing refers to.
    #[cold]
    fn find_unused(&self, log: &mut Log<'_>) {
        let unused = || (0..self.objects).filter(|index| !self.has_seen(*index));
        if let Some(first) = unused().next() {
            log.odd_found(Code::Unreferenced, self.span(first), Expected::Nothing, Found::Count(unused().count()));
        }
    }

    /// Objects, of those that were read, of which one begins before the other has ended.
    #[cold]
    fn find_overlap(&self, log: &mut Log<'_>) {
        let mut starts = Bits::new(self.table);
        for index in (0..self.objects).filter(|index| self.has_seen(*index)) {
            starts.insert(self.offset(index));
        }
        let mut last: Option<Span> = None;
        for at in starts.iter() {
            let span = Span::new(at, self.end(at).unwrap_or(at));
            if let Some(last) = last.filter(|last| last.end > at) {
                log.odd_related(Code::Overlap, span, Expected::Nothing, Found::Nothing, last);
                return;
            }
            last = Some(span);
        }
    }

    /// The cursor on the object at this offset.
    pub(crate) fn cursor_at(&self, at: usize) -> Binary<'_, 'a> {
        Binary::new(self, at, self.table)
    }

    /// An object does not end before the next one begins.
    #[cold]
    pub(super) fn is_overlapped(&self) {
        self.is_tight.set(false);
    }

    #[inline(always)]
    pub(super) const fn input(&self) -> &'a [u8] {
        self.input
    }

    /// Where the objects end.
    pub(super) const fn table(&self) -> usize {
        self.table
    }

    /// Whether objects are noted with their places.
    pub(super) const fn has_places(&self) -> bool {
        !self.places.is_empty()
    }

    /// How many objects there are.
    pub(super) const fn objects(&self) -> usize {
        self.objects
    }

    /// A number of up to eight octets; behind each that is part of a document there are as many, of the trailer at least.
    #[inline(always)]
    fn number(&self, at: usize, shift: u32) -> Option<usize> {
        let word = u64::from_be_bytes(*self.input.get(at..)?.first_chunk()?);
        usize::try_from(word.wrapping_shr(shift)).ok()
    }

    /// The reference at this place.
    pub(super) fn reference(&self, at: usize) -> Option<usize> {
        self.number(at, shift(self.reference_size))
    }

    /// The reference at this place, of a document in which objects are noted with their places.
    #[inline(always)]
    pub(super) fn short_reference(&self, at: usize) -> Option<u32> {
        let word = u32::from_be_bytes(*self.input.get(at..)?.first_chunk()?);
        Some(word.wrapping_shr(self.reference_shift))
    }

    /// Where an object begins.
    #[inline(always)]
    fn offset(&self, index: usize) -> usize {
        let entry = self.table.wrapping_add(index.wrapping_mul(self.offset_size));
        self.number(entry, shift(self.offset_size)).unwrap_or(usize::MAX)
    }

    /// Where the object begins that the reference at this place means, which is noted as read, and where it has to end;
    /// `None` if there is none of this number.
    #[inline(always)]
    pub(super) fn follow(&self, at: usize) -> Option<(usize, usize)> {
        match self.noted(self.short_reference(at)?) {
            Some(found) => Some(found),
            None => self.follow_by_table(at),
        }
    }

    #[cold]
    #[inline(never)]
    fn follow_by_table(&self, at: usize) -> Option<(usize, usize)> {
        self.place_of(self.reference(at)?)
    }

    /// The same for the object of this number.
    fn place_of(&self, index: usize) -> Option<(usize, usize)> {
        if let Some(found) = u32::try_from(index).ok().and_then(|index| self.noted(index)) {
            return Some(found);
        }
        if let Some(word) = self.seen.get(index / 64) {
            word.set(word.get() | 1 << (index % 64));
        }
        Some((self.offset_of(index)?, self.table))
    }

    /// The same if it is noted.
    #[inline(always)]
    fn noted(&self, index: u32) -> Option<(usize, usize)> {
        let first = index as usize;
        let [place, next] = self.places.get(first..first.wrapping_add(2))? else { return None };
        let noted = place.get();
        place.set(noted | Self::SEEN);
        Some(((noted & !Self::SEEN) as usize, (next.get() & !Self::SEEN) as usize))
    }

    /// The text that begins here, of so many octets, if it is ASCII without control characters.
    #[inline(always)]
    pub(super) fn plain(&self, start: usize, len: usize) -> Option<&'a str> {
        let window = self.ahead.get();
        let from = start.wrapping_sub(window.at);
        match window.text.get(from..from.wrapping_add(len)) {
            Some(text) => plain(text, window.control.wrapping_shr(from as u32)),
            None => self.look_ahead(start, len),
        }
    }

    /// The same where no text has been looked for. Values mostly come one behind the other, so that the octets behind
    /// this one are looked at too.
    #[inline(never)]
    fn look_ahead(&self, start: usize, len: usize) -> Option<&'a str> {
        if let Some(octets) = self.input.get(start..)?.first_chunk()
            && let Ok(text) = octets.as_ascii_str()
            && let Some(ours) = text.as_slice().get(..len)
        {
            let control = other_than_plain_in(octets);
            self.ahead.set(Window { at: start, text: text.as_slice(), control });
            return plain(ours, control);
        }
        self.look_less_ahead(start, len)
    }

    /// The same where 64 octets are not enough, or not all of them ASCII.
    #[inline(never)]
    fn look_less_ahead(&self, start: usize, len: usize) -> Option<&'a str> {
        let octets = self.input.get(start..)?;
        if len > 64 {
            let text = octets.get(..len).filter(|_| is_plain(octets, 0, len))?;
            return text.as_ascii_str().ok().map(AsciiStr::as_str);
        }
        let few;
        let window = match octets.first_chunk() {
            Some(window) => window,
            None => {
                few = padded(octets);
                &few
            }
        };
        let end = octets.len().min(other_than_ascii_in(window).trailing_zeros() as usize);
        let text = octets.get(..end)?.as_ascii_str().ok()?.as_slice();
        let control = other_than_plain_in(window);
        self.ahead.set(Window { at: start, text, control });
        plain(text.get(..len)?, control)
    }

    fn has_seen(&self, index: usize) -> bool {
        match self.places.get(index) {
            Some(place) => place.get() & Self::SEEN != 0,
            None => self.seen.get(index / 64).is_some_and(|word| word.get() >> (index % 64) & 1 != 0),
        }
    }

    /// Whether all objects have been read; no, if that is not noted with their places.
    #[inline]
    fn has_seen_all(&self) -> bool {
        let places = self.places.get(..self.objects);
        places.is_some_and(|places| places.iter().fold(Self::SEEN, |all, place| all & place.get()) != 0)
    }

    /// Where the object begins that a reference means.
    pub(super) fn offset_of(&self, index: usize) -> Option<usize> {
        (index < self.objects).then(|| self.offset(index))
    }

    /// Where the objects begin, in the order of their bytes.
    #[cfg(feature = "render")]
    pub(super) fn starts(&self) -> Vec<usize> {
        let mut starts: Vec<_> = (0..self.objects).map(|index| self.offset(index)).collect();
        starts.sort_unstable();
        starts
    }

    /// The number of the outermost object.
    #[cfg(feature = "render")]
    pub(super) const fn root_number(&self) -> usize {
        self.root
    }

    /// The head of the object at this offset, and where its content begins.
    pub(super) fn head(&self, at: usize) -> Result<(Head, usize), Code> {
        let region = self.input.get(at..self.table).unwrap_or_default();
        match lex::head(region) {
            Ok((rest, head)) => Ok((head, self.table.saturating_sub(rest.len()))),
            Err(nom::Err::Error(error)) if error.code == nom::error::ErrorKind::Verify => Err(Code::Count),
            Err(_) => Err(Code::ObjectBounds),
        }
    }

    /// Where the object at this offset ends, if that is among the objects.
    pub(super) fn end(&self, at: usize) -> Option<usize> {
        let (head, start) = self.head(at).ok()?;
        start.checked_add(head.len(self.reference_size)?).filter(|end| *end <= self.table)
    }

    pub(super) fn span(&self, index: usize) -> Span {
        let at = self.offset(index);
        Span::new(at, self.end(at).unwrap_or(at))
    }

    /// The references of a container, and whether it is a dictionary.
    pub(super) fn inside(&self, at: usize) -> Option<(Kind, Inside)> {
        let (head, start) = self.head(at).ok()?;
        let kind = match head {
            Head::Array(_) => Kind::Array,
            Head::Dictionary(_) => Kind::Dictionary,
            _ => return None,
        };
        let len = self.end(at)?.saturating_sub(start);
        let width = if kind == Kind::Dictionary { len / 2 } else { 0 };
        let end = start.saturating_add(len).saturating_sub(width);
        Some((kind, Inside { next: start, end, width }))
    }

    /// The number of the object at this offset, or of the one that begins last before it.
    #[cold]
    pub(super) fn index_of(&self, at: usize) -> usize {
        let before = (0..self.objects).filter(|index| self.offset(*index) <= at);
        before.max_by_key(|index| self.offset(*index)).unwrap_or_default()
    }

    /// Whether containers have been looked over, so that it does not matter in which order they come.
    #[inline(always)]
    pub(super) fn is_surveyed(&self) -> bool {
        self.survey.get() != Survey::None
    }

    /// Looks over all containers, if that has not been done: none may contain itself.
    #[cold]
    pub(super) fn look_over(&self, nodes: usize, log: &mut Log<'_>) -> Result<(), Fatal> {
        if cfg!(planted = "cycle") {
            self.survey.set(Survey::Tree);
        }
        if !self.is_surveyed() {
            self.survey.set(self.survey(nodes, log.limits.depth));
        }
        let Survey::Circle(outer, inner) = self.survey.get() else { return Ok(()) };
        let kind = self.inside(self.offset(outer)).map_or(Kind::Array, |(kind, _)| kind);
        let related = (outer != inner).then(|| self.span(inner));
        let found = Found::Object { kind, number: outer, holds: inner };
        Err(log.fatal_related(Code::Cycle, self.span(outer), Expected::Nothing, found, related))
    }

    /// Goes through all containers in the order of reading, each once. It ends where reading will: at so many levels or
    /// values.
    fn survey(&self, mut nodes: usize, depth: usize) -> Survey {
        let mut open = Bits::new(self.objects);
        let mut done = Bits::new(self.objects);
        let mut shared = None;
        let mut path = Vec::new();
        let mut next = Some(self.root);
        loop {
            if let Some(index) = next.take()
                && let Some((_, inside)) = self.inside(self.offset(index))
            {
                if path.len() >= depth || inside.count(self.reference_size) > nodes {
                    break;
                }
                nodes = nodes.saturating_sub(inside.count(self.reference_size));
                open.insert(index);
                path.push((index, inside));
            }
            let Some((index, inside)) = path.last_mut() else { break };
            if inside.next >= inside.end {
                open.remove(*index);
                done.insert(*index);
                path.pop();
                continue;
            }
            let value = self.reference(inside.next.saturating_add(inside.width)).filter(|value| *value < self.objects);
            inside.next = inside.next.saturating_add(self.reference_size);
            match value {
                Some(value) if open.has(value) => return Survey::Circle(*index, value),
                Some(value) if done.has(value) => {
                    shared.get_or_insert(value);
                }
                value => next = value,
            }
        }
        shared.map_or(Survey::Tree, Survey::Shared)
    }
}

/// A text without control characters, if it has none of these.
#[inline(always)]
fn plain(text: &[AsciiChar], control: u64) -> Option<&str> {
    (control.trailing_zeros() as usize >= text.len()).then(|| <&AsciiStr>::from(text).as_str())
}

/// How many bits eight octets have more than so many.
#[expect(clippy::cast_possible_truncation, reason = "eight octets at most")]
const fn shift(size: usize) -> u32 {
    64u32.wrapping_sub((size as u32).wrapping_mul(8))
}

impl Head {
    /// How many octets the content has; `None` if that is more than a number can say.
    pub(super) fn len(self, reference_size: usize) -> Option<usize> {
        match self {
            Self::Null | Self::Boolean(_) | Self::Other => Some(0),
            Self::Integer(size) | Self::Real(size) | Self::Date(size) | Self::Uid(size) => Some(size),
            Self::Data(count) | Self::Ascii(count) => Some(count),
            Self::Wide(count) => count.checked_mul(2),
            Self::Array(count) => count.checked_mul(reference_size),
            Self::Dictionary(count) => count.checked_mul(2)?.checked_mul(reference_size),
        }
    }
}

/// A set of small numbers.
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn new(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)])
    }

    /// Puts a number in; whether it was there already.
    pub(super) fn insert(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let Some(word) = self.0.get_mut(index / 64) else { return false };
        let was = *word & bit != 0;
        *word |= bit;
        was
    }

    fn remove(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word &= !(1 << (index % 64));
        }
    }

    pub(super) fn has(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 != 0)
    }

    /// All of them, from the smallest.
    fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(i, word)| {
            let first = i.saturating_mul(64);
            (0..64usize).filter(move |bit| word >> bit & 1 != 0).map(move |bit| first.saturating_add(bit))
        })
    }
}
