//! A document whose trailer and offset table have been checked, and what has been seen of its objects.

use core::cell::Cell;

use super::{
    lex::{self, Head, Trailer},
    read::{Binary, Inside},
};
use crate::{
    report::{Code, Expected, Found, Log},
    schema::{Key, Record},
    wire::{Fatal, Kind, Span, chunk::ascii_run},
};

/// A binary property list.
pub(crate) struct Document<'a> {
    input: &'a [u8],
    /// Where the objects end and the offset table begins.
    table: usize,
    objects: usize,
    root: usize,
    offset_size: usize,
    pub(super) reference_size: usize,
    /// Every object ends before the next one of the table begins.
    is_tight: bool,
    survey: Cell<Survey>,
    /// ASCII that was last found to be some, and where it begins.
    run: Cell<(usize, &'a str)>,
    places: Places,
    /// Which objects have been read, 64 in a word, if they are not noted with their places.
    seen: Vec<Cell<u64>>,
    known: [Cell<Option<Known>>; KNOWN],
}

/// So many keys are remembered.
const KNOWN: usize = 32;

/// So far ahead a string is looked for others.
const RUN: usize = 256;

/// By marker, how long an object is that says it there; nothing for one that does not.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
static LENGTHS: [u8; 256] = {
    let mut lengths = [0; 256];
    (lengths[0x00], lengths[0x08], lengths[0x09]) = (1, 1, 1);
    (lengths[0x10], lengths[0x11], lengths[0x12], lengths[0x13], lengths[0x14]) = (2, 3, 5, 9, 17);
    (lengths[0x22], lengths[0x23], lengths[0x33]) = (5, 9, 9);
    let mut count = 0;
    while count < 15 {
        lengths[0x40 + count] = 1 + count as u8;
        lengths[0x50 + count] = 1 + count as u8;
        lengths[0x60 + count] = 1 + 2 * count as u8;
        count += 1;
    }
    lengths
};

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

/// A key that has been found in a record.
#[derive(Clone, Copy)]
struct Known {
    reference: u32,
    slot: u32,
    key: &'static Key,
}

impl<'a> Document<'a> {
    /// The shortest document: a header, an object, its offset, and the trailer.
    const LEAST: usize = 8 + 1 + 1 + Trailer::LEN;
    /// Where the first object may begin.
    pub(super) const START: usize = 8;

    /// What has not been looked at.
    #[inline]
    pub(crate) fn new(input: &'a [u8]) -> Self {
        Self {
            input,
            table: 0,
            objects: 0,
            root: 0,
            offset_size: 1,
            reference_size: 1,
            is_tight: false,
            survey: Cell::default(),
            run: Cell::new((0, "")),
            places: Places::new(),
            seen: Vec::new(),
            known: [const { Cell::new(None) }; KNOWN],
        }
    }

    /// Checks header, trailer and offset table; the cursor on the outermost object.
    pub(crate) fn open(&mut self, log: &mut Log<'_>) -> Result<Binary<'_, 'a>, Fatal> {
        if self.take_usual().is_none() {
            self.take_any(log)?;
        }
        self.places.make_room(self.objects);
        self.is_tight = match self.place_all() {
            Some(is_tight) => is_tight,
            None => return Err(self.bad_offset(log)),
        };
        if !self.is_tight {
            self.find_alias(log);
        }
        if !self.is_tight || self.table > Places::FURTHEST {
            self.places.clear();
            self.seen = vec![Cell::new(0); self.objects.div_ceil(64)];
        }
        let root = self.follow(self.root).unwrap_or(self.table);
        Ok(self.cursor_at(root))
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

    /// Prepares a document that has been read before to be read again in part; whether it is one.
    pub(crate) fn reopen(&mut self) -> bool {
        let start = self.input.len().saturating_sub(Trailer::LEN);
        self.survey.set(Survey::Tree);
        let trailer = lex::trailer(self.input.get(start..).unwrap_or_default());
        trailer.is_ok_and(|(_, trailer)| trailer.has_sizes() && self.take(&trailer))
    }

    /// Takes over what a trailer says; whether its table ends where the trailer begins.
    fn take(&mut self, trailer: &Trailer<'_>) -> bool {
        [self.offset_size, self.reference_size] = trailer.sizes.map(usize::from);
        let [Ok(objects), Ok(root), Ok(table)] = [trailer.objects, trailer.root, trailer.table].map(usize::try_from)
        else {
            return false;
        };
        (self.objects, self.root, self.table) = (objects, root, table);
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

    /// Notes where every object begins. Whether each ends before the next one of the table begins; `None` if an offset is not
    /// that of an object.
    fn place_all(&self) -> Option<bool> {
        let table = self.input.get(self.table..)?.get(..self.objects.wrapping_mul(self.offset_size))?;
        match self.offset_size {
            1 => self.end_in_turn(table.iter().map(|octet| usize::from(*octet))),
            2 => {
                let offset =
                    |octets: &[u8]| octets.first_chunk().map_or(0, |octets| u16::from_be_bytes(*octets).into());
                self.end_in_turn(table.chunks_exact(2).map(offset))
            }
            _ => self.end_in_turn((0..self.objects).map(|index| self.offset(index))),
        }
    }

    #[inline(always)]
    fn end_in_turn(&self, offsets: impl Iterator<Item = usize>) -> Option<bool> {
        let mut end = Self::START;
        let mut is_tight = true;
        let objects = self.input.get(..self.table)?;
        for (offset, place) in offsets.zip(self.places.all()) {
            if offset < Self::START {
                return None;
            }
            let marker = *objects.get(offset)?;
            is_tight &= offset >= end;
            place.set(Places::of(offset));
            end = match LENGTHS.get(usize::from(marker)) {
                Some(0) | None => self.longer_end(offset, marker),
                Some(len) => offset.wrapping_add(usize::from(*len)),
            };
        }
        Some(is_tight && end <= self.table)
    }

    /// Where the object at this offset ends; far away if that is not among the objects.
    #[inline]
    fn longer_end(&self, at: usize, marker: u8) -> usize {
        let start = at.wrapping_add(1);
        let references = usize::from(marker & 0xf).wrapping_mul(self.reference_size);
        match (marker, self.input.get(start..)) {
            (0x4f | 0x5f, Some([0x10, len, ..])) => at.wrapping_add(3).wrapping_add(usize::from(*len)),
            (0xa0..=0xae, _) => start.wrapping_add(references),
            (0xd0..=0xde, _) => start.wrapping_add(references.wrapping_mul(2)),
            _ => self.end(at).unwrap_or(usize::MAX),
        }
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
        if let Some(first) = (0..self.objects).find(|index| !self.has_seen(*index)) {
            let unused = (first..self.objects).filter(|index| !self.has_seen(*index)).count();
            log.odd_found(Code::Unreferenced, self.span(first), Expected::Nothing, Found::Count(unused));
        }
        if !self.is_tight {
            self.find_overlap(log);
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
        Binary::new(self, at)
    }

    #[inline(always)]
    pub(super) const fn input(&self) -> &'a [u8] {
        self.input
    }

    /// Where the objects end.
    pub(super) const fn table(&self) -> usize {
        self.table
    }

    /// How many objects there are.
    pub(super) const fn objects(&self) -> usize {
        self.objects
    }

    /// A number of up to eight octets; behind each that is part of a document there are as many, of the trailer at least.
    #[inline(always)]
    fn number(&self, at: usize, size: usize) -> Option<usize> {
        let word = u64::from_be_bytes(*self.input.get(at..)?.first_chunk()?);
        #[expect(clippy::cast_possible_truncation, reason = "eight octets at most")]
        let unused = (8usize.wrapping_sub(size) as u32).wrapping_mul(8);
        usize::try_from(word.wrapping_shr(unused)).ok()
    }

    /// The reference at this place.
    #[inline(always)]
    pub(super) fn reference(&self, at: usize) -> Option<usize> {
        match self.reference_size {
            1 => self.input.get(at).map(|octet| usize::from(*octet)),
            2 => Some(u16::from_be_bytes(*self.input.get(at..)?.first_chunk()?).into()),
            size => self.number(at, size),
        }
    }

    /// Where an object begins.
    #[inline(always)]
    fn offset(&self, index: usize) -> usize {
        let entry = self.table.wrapping_add(index.wrapping_mul(self.offset_size));
        self.number(entry, self.offset_size).unwrap_or(usize::MAX)
    }

    /// These octets as text, if they are ASCII.
    #[inline(always)]
    pub(super) fn text(&self, start: usize, end: usize) -> Option<&'a str> {
        let (from, run) = self.run.get();
        run.get(start.wrapping_sub(from)..end.wrapping_sub(from)).or_else(|| self.next_run(start, end))
    }

    /// The same, of octets that have not been looked at. Mostly more strings stand behind, so a little more is looked at.
    #[inline(never)]
    fn next_run(&self, start: usize, end: usize) -> Option<&'a str> {
        let len = end.wrapping_sub(start);
        let objects = self.input.get(..self.table)?.get(start..)?;
        let window = objects.get(..len.max(RUN)).unwrap_or(objects);
        let run = simdutf8::basic::from_utf8(window.get(..ascii_run(window))?).ok()?;
        self.run.set((start, run));
        run.get(..len)
    }

    /// Where the object begins that a reference means, which is noted as read; `None` if there is none of this number.
    #[inline(always)]
    pub(super) fn follow(&self, index: usize) -> Option<usize> {
        let Some(place) = self.places.all().get(index) else { return self.follow_by_table(index) };
        let noted = place.get();
        place.set(noted | Places::SEEN);
        Some((noted & !Places::SEEN) as usize)
    }

    #[cold]
    fn follow_by_table(&self, index: usize) -> Option<usize> {
        if let Some(word) = self.seen.get(index / 64) {
            word.set(word.get() | 1 << (index % 64));
        }
        self.place(index)
    }

    fn has_seen(&self, index: usize) -> bool {
        match self.places.all().get(index) {
            Some(place) => place.get() & Places::SEEN != 0,
            None => self.seen.get(index / 64).is_some_and(|word| word.get() >> (index % 64) & 1 != 0),
        }
    }

    /// Where the object begins that a reference means.
    pub(super) fn place(&self, index: usize) -> Option<usize> {
        (index < self.objects).then(|| self.offset(index))
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

    /// The slot of the key that this reference was found to be.
    #[inline(always)]
    pub(super) fn known(&self, reference: usize, record: &'static Record) -> Option<(usize, &'static Key)> {
        let known = self.known.get(reference % KNOWN)?.get()?;
        let slot = known.slot as usize;
        let key = record.keys.get(slot)?;
        (known.reference as usize == reference && core::ptr::eq(key, known.key)).then_some((slot, key))
    }

    #[inline(always)]
    pub(super) fn remember(&self, reference: usize, (slot, key): (usize, &'static Key)) {
        if let (Ok(reference), Ok(slot)) = (u32::try_from(reference), u32::try_from(slot))
            && let Some(place) = self.known.get(reference as usize % KNOWN)
        {
            place.set(Some(Known { reference, slot, key }));
        }
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

/// Where objects begin and which of them have been read, a number each. A small document has them without an allocation.
struct Places {
    few: [Cell<u32>; Self::FEW],
    many: Vec<Cell<u32>>,
    len: usize,
}

impl Places {
    const FEW: usize = 256;
    const SEEN: u32 = 1 << 31;
    /// What can be noted beside that.
    const FURTHEST: usize = Self::SEEN as usize;

    const fn new() -> Self {
        Self { few: [const { Cell::new(0) }; Self::FEW], many: Vec::new(), len: 0 }
    }

    fn make_room(&mut self, len: usize) {
        self.len = len;
        if len > Self::FEW {
            self.many = vec![Cell::new(0); len];
        }
    }

    fn clear(&mut self) {
        (self.len, self.many) = (0, Vec::new());
    }

    #[inline(always)]
    fn all(&self) -> &[Cell<u32>] {
        self.few.get(..self.len).unwrap_or(&self.many)
    }

    #[expect(clippy::cast_possible_truncation, reason = "those that are cut off are not used")]
    const fn of(offset: usize) -> u32 {
        offset as u32
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

    fn has(&self, index: usize) -> bool {
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
