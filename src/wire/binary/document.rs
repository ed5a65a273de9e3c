//! A document whose trailer and offset table have been checked, and what has been seen of its objects.

use core::cell::Cell;

use super::{
    lex::{self, Head, Trailer},
    read::{Binary, Inside},
};
use crate::{
    report::{Code, Expected, Found, Log},
    schema::{Key, Record},
    wire::{Fatal, Kind, Span},
};

/// A binary property list that can be read.
pub(crate) struct Document<'a> {
    input: &'a [u8],
    /// Where the objects end and the offset table begins.
    table: usize,
    objects: usize,
    root: usize,
    offset_size: usize,
    pub(super) reference_size: usize,
    /// Objects stand in the order of the table.
    is_ordered: bool,
    /// An object reaches into the one behind it, as far as the table tells.
    overlaps: Cell<bool>,
    survey: Cell<Survey>,
    seen: Seen,
    known: [Cell<Option<Known>>; KNOWN],
}

/// So many keys are remembered.
const KNOWN: usize = 32;

/// Where an object begins, and where it has to end if objects do not overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) at: usize,
    pub(super) limit: usize,
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

/// A key that has been found in a record.
#[derive(Clone, Copy)]
struct Known {
    reference: u64,
    slot: usize,
    key: &'static Key,
}

impl<'a> Document<'a> {
    /// The shortest document: a header, an object, its offset, and the trailer.
    const LEAST: usize = 8 + 1 + 1 + Trailer::LEN;
    /// Where the first object may begin.
    const START: usize = 8;

    /// Checks header, trailer and offset table.
    pub(crate) fn open(input: &'a [u8], log: &mut Log<'_>) -> Result<Self, Fatal> {
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
        if !trailer.sizes.iter().all(|size| (1..=8).contains(size)) {
            return Err(log.fatal(Code::TrailerSizes, sizes));
        }
        if trailer.root >= trailer.objects {
            return Err(log.fatal(Code::TrailerCount, field(8, 24)));
        }
        let Some(document) = Self::of_trailer(input, &trailer).filter(|document| document.table > Self::START) else {
            return Err(log.fatal(Code::TrailerTable, field(24, 32)));
        };
        let needs = [(Code::RefSize, document.reference_size, trailer.objects, field(7, 8))];
        for (code, size, need, span) in
            needs.into_iter().chain([(Code::OffsetSize, document.offset_size, trailer.table, field(6, 7))])
        {
            // what size octets can tell apart; eight are enough for anything
            let room = 1u64.checked_shl(u32::try_from(size.saturating_mul(8)).unwrap_or(u32::MAX));
            match room {
                Some(room) if need > room => return Err(log.fatal(code, span)),
                // CoreFoundation wants one more
                Some(room) if need == room => log.odd(code, span),
                _ => {}
            }
        }
        if !trailer.sizes.iter().all(|size| size.is_power_of_two()) {
            log.odd(Code::OddSize, sizes);
        }
        let is_ordered = document.check_offsets(log)?;
        let document = Self { is_ordered, seen: Seen::new(document.objects), ..document };
        if !is_ordered {
            document.find_alias(log);
        }
        Ok(document)
    }

    /// A document that has been read before, to be read again in part.
    pub(crate) fn again(input: &'a [u8]) -> Option<Self> {
        let trailer = input.get(input.len().checked_sub(Trailer::LEN)?..)?;
        let (_, trailer) = lex::trailer(trailer).ok()?;
        let document = Self::of_trailer(input, &trailer)?;
        document.survey.set(Survey::Tree);
        Some(document)
    }

    /// The document that a trailer describes, if its table ends where the trailer begins.
    fn of_trailer(input: &'a [u8], trailer: &Trailer<'_>) -> Option<Self> {
        let [offset_size, reference_size] = trailer.sizes.map(usize::from);
        let objects = usize::try_from(trailer.objects).ok()?;
        let table = usize::try_from(trailer.table).ok()?;
        let end = table.checked_add(objects.checked_mul(offset_size)?)?;
        let document = Self {
            input,
            table,
            objects,
            root: usize::try_from(trailer.root).ok()?,
            offset_size,
            reference_size,
            is_ordered: false,
            overlaps: Cell::new(false),
            survey: Cell::default(),
            seen: Seen::default(),
            known: [const { Cell::new(None) }; KNOWN],
        };
        (end == input.len().checked_sub(Trailer::LEN)?).then_some(document)
    }

    /// Whether every offset is that of an object, and whether they rise.
    fn check_offsets(&self, log: &mut Log<'_>) -> Result<bool, Fatal> {
        let mut last = Self::START.saturating_sub(1);
        let mut is_ordered = true;
        for index in 0..self.objects {
            let offset = self.offset(index);
            if !(Self::START..self.table).contains(&offset) {
                let entry = self.table.saturating_add(index.saturating_mul(self.offset_size));
                let span = Span::new(entry, entry.saturating_add(self.offset_size));
                return Err(log.fatal_found(Code::Offset, span, Expected::Nothing, Found::Count(offset)));
            }
            is_ordered &= offset > last;
            last = offset;
        }
        Ok(is_ordered)
    }

    /// Two objects at one place.
    #[cold]
    fn find_alias(&self, log: &mut Log<'_>) {
        let mut offsets = Bits::new(self.table);
        for index in 0..self.objects {
            if offsets.insert(self.offset(index)) {
                let entry = self.table.saturating_add(index.saturating_mul(self.offset_size));
                log.odd(Code::Alias, Span::new(entry, entry.saturating_add(self.offset_size)));
                return;
            }
        }
    }

    /// Says what can only be said when all has been read.
    pub(crate) fn close(&self, log: &mut Log<'_>) {
        if let Survey::Shared(index) = self.survey.get() {
            log.odd(Code::SharedContainer, self.span(index));
        }
        let unused = self.objects.saturating_sub(self.seen.count());
        if unused > 0 {
            let first = (0..self.objects).find(|index| !self.seen.has(*index)).unwrap_or_default();
            log.odd_found(Code::Unreferenced, self.span(first), Expected::Nothing, Found::Count(unused));
        }
        if !self.is_ordered || self.overlaps.get() {
            self.find_overlap(log);
        }
    }

    /// Objects, of those that were read, of which one begins before the other has ended.
    #[cold]
    fn find_overlap(&self, log: &mut Log<'_>) {
        let mut starts = Bits::new(self.table);
        for index in (0..self.objects).filter(|index| self.seen.has(*index)) {
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

    /// The cursor on the outermost object.
    pub(crate) fn open_root(&self) -> Binary<'_, 'a> {
        self.seen.insert(self.root);
        Binary::new(self, self.place(self.root).unwrap_or(Place { at: self.table, limit: self.table }))
    }

    /// The cursor on the object at this offset.
    pub(crate) fn cursor_at(&self, at: usize) -> Binary<'_, 'a> {
        Binary::new(self, Place { at, limit: self.table })
    }

    #[inline(always)]
    pub(super) const fn input(&self) -> &'a [u8] {
        self.input
    }

    /// An object was read that reaches into the one behind it.
    pub(super) fn note_overlap(&self) {
        self.overlaps.set(true);
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
        self.number(at, self.reference_size)
    }

    /// Where an object begins.
    #[inline(always)]
    fn offset(&self, index: usize) -> usize {
        let entry = self.table.wrapping_add(index.wrapping_mul(self.offset_size));
        self.number(entry, self.offset_size).unwrap_or(usize::MAX)
    }

    /// Where an object is; `None` if there is none of this number.
    #[inline(always)]
    pub(super) fn place(&self, index: usize) -> Option<Place> {
        let next = index.wrapping_add(1);
        if index >= self.objects {
            return None;
        }
        let limit = if self.is_ordered && next < self.objects { self.offset(next) } else { self.table };
        Some(Place { at: self.offset(index), limit })
    }

    /// Where the object is that a reference means, which is noted as used.
    #[inline(always)]
    pub(super) fn follow(&self, index: usize) -> Option<Place> {
        let place = self.place(index)?;
        self.seen.insert(index);
        Some(place)
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

    fn span(&self, index: usize) -> Span {
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
        let key = record.keys.get(known.slot)?;
        (known.reference == reference as u64 && core::ptr::eq(key, known.key)).then_some((known.slot, key))
    }

    #[inline(always)]
    pub(super) fn remember(&self, reference: usize, (slot, key): (usize, &'static Key)) {
        if let Some(place) = self.known.get(reference % KNOWN) {
            place.set(Some(Known { reference: reference as u64, slot, key }));
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

/// Which objects have been read. Those of a small document are noted without an allocation; those of one that is read
/// again are not noted.
#[derive(Default)]
struct Seen {
    few: [Cell<u64>; Self::FEW],
    many: Vec<Cell<u64>>,
}

impl Seen {
    const FEW: usize = 8;

    fn new(objects: usize) -> Self {
        let words = objects.div_ceil(64);
        let many = if words > Self::FEW { vec![Cell::new(0); words] } else { Vec::new() };
        Self { few: Default::default(), many }
    }

    #[inline(always)]
    fn words(&self) -> &[Cell<u64>] {
        if self.many.is_empty() { &self.few } else { &self.many }
    }

    #[inline(always)]
    fn insert(&self, index: usize) {
        if let Some(word) = self.words().get(index / 64) {
            word.set(word.get() | 1 << (index % 64));
        }
    }

    fn has(&self, index: usize) -> bool {
        self.words().get(index / 64).is_some_and(|word| word.get() >> (index % 64) & 1 != 0)
    }

    fn count(&self) -> usize {
        self.words().iter().map(|word| word.get().count_ones() as usize).sum()
    }
}

/// A set of small numbers.
struct Bits(Vec<u64>);

impl Bits {
    fn new(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)])
    }

    /// Puts a number in; whether it was there already.
    fn insert(&mut self, index: usize) -> bool {
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
