//! Where documents begin and end in bytes that hold other things too.
//!
//! Everything here is linear in what is passed over: a place that was searched for in vain is not searched again.

use core::ops::Range;
use std::collections::BTreeMap;

use memchr::{
    arch::all::packedpair::HeuristicFrequencyRank,
    memchr,
    memmem::{Finder, FinderBuilder, find},
};

/// What a document begins with, in the order in which they stand in one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// `<?xml `
    Declaration,
    /// `<!DOCTYPE plist`
    Doctype,
    /// `<plist`
    Root,
    /// `bplist00`
    Binary,
}

/// Where a document ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It is complete and ends before this byte.
    Whole(usize),
    /// Its end is missing; the next document begins here.
    Broken(usize),
    /// Its end is missing, and nothing begins behind it.
    Cut,
}

impl End {
    /// The end of a document without one, by where the next begins.
    fn before(next: Option<usize>) -> Self {
        next.map_or(Self::Cut, Self::Broken)
    }
}

/// How much is searched for one word before the others are searched for.
const BLOCK: usize = 1 << 16;

/// How far `plist` stands behind the begin of the longest mark that has it.
const LEAD: usize = 16;

/// The letters of `plist` that seldom stand so far from each other in anything else that messages hold.
struct Telling;

impl HeuristicFrequencyRank for Telling {
    fn rank(&self, letter: u8) -> u8 {
        if matches!(letter, b'l' | b't') { 0 } else { u8::MAX }
    }
}

/// Looks for documents in one input, from its begin to its end.
pub(super) struct Marks<'a> {
    bytes: &'a [u8],
    plist: Finder<'static>,
    declaration: Finder<'static>,
    /// Where no mark with the word `plist` begins.
    plain: Range<usize>,
    /// From where that word was looked for last, and where it is.
    words: Seen,
    /// From where the next mark was looked for last, and where it is.
    next: Option<(usize, Option<(usize, Mark)>)>,
    sections: [Section; 2],
    /// How many bytes may still be looked through in vain for the ends of documents; then nothing is hidden any more, and
    /// reading stays linear.
    budget: usize,
    /// Whether a comment or CDATA section without an end stands in the last document: what was taken for the end of the
    /// document may be in it.
    pub(super) is_open: bool,
    trailers: Trailers,
}

impl<'a> Marks<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let section = |open, close: &'static str| Section { open, close: Finder::new(close), seen: None, other: None };
        Self {
            bytes,
            plist: FinderBuilder::new().build_forward_with_ranker(Telling, "plist"),
            declaration: Finder::new("<?xml"),
            plain: 0..0,
            words: None,
            next: None,
            sections: [section(b"<![CDATA[", "]]>"), section(b"<!--", "-->")],
            budget: bytes.len().saturating_mul(8),
            is_open: false,
            trailers: Trailers { passed: 0, zeros: Finder::new(&[0; 5]), ends: BTreeMap::new() },
        }
    }

    /// The mark that stands here.
    fn at(&self, at: usize) -> Option<Mark> {
        let rest = self.bytes.get(at..)?;
        match rest.first()? {
            b'<' if is_declaration(rest) => Some(Mark::Declaration),
            b'<' if rest.strip_prefix(b"<plist").is_some_and(ends_name) => Some(Mark::Root),
            b'<' => {
                let name = rest.strip_prefix(b"<!DOCTYPE")?;
                let is_plist = name.get(..7).unwrap_or(name).trim_ascii_start().starts_with(b"plist");
                is_plist.then_some(Mark::Doctype)
            }
            b'b' => rest.starts_with(b"bplist00").then_some(Mark::Binary),
            _ => None,
        }
    }

    /// The first mark that begins here or further on.
    pub(super) fn next(&mut self, from: usize) -> Option<(usize, Mark)> {
        if let Some(mark) = self.at(from) {
            return Some((from, mark));
        }
        if let Some((searched, next)) = self.next
            && searched <= from
            && next.is_none_or(|(at, _)| from <= at)
        {
            return next;
        }
        let next = self.search(from);
        self.next = Some((from, next));
        next
    }

    fn search(&mut self, from: usize) -> Option<(usize, Mark)> {
        let mut start = from;
        while start < self.bytes.len() {
            let (plist, until) = if self.plain.contains(&start) {
                (None, self.plain.end)
            } else {
                let end = start.saturating_add(BLOCK).min(self.bytes.len());
                let plist = self.of_plist(from.max(start.saturating_sub(LEAD)), end);
                let until = plist.map_or(end, |(at, _)| at);
                self.plain = start..until;
                (plist, until)
            };
            let declaration = self.declaration(start, until).map(|at| (at, Mark::Declaration));
            if let Some(found) = declaration.or(plist) {
                return Some(found);
            }
            start = until;
        }
        None
    }

    /// The first mark from here whose word `plist` begins before `end`.
    fn of_plist(&self, from: usize, end: usize) -> Option<(usize, Mark)> {
        let mut at = from;
        while let Some(word) = self.word(at, end.saturating_add(4)) {
            if let Some(found) = self.about(word).filter(|(start, _)| *start >= from) {
                return Some(found);
            }
            at = word.saturating_add(5);
        }
        None
    }

    /// The mark that a word `plist` is part of: `<`, `b` or `<!DOCTYPE` and white space stand before it.
    fn about(&self, word: usize) -> Option<(usize, Mark)> {
        [1, 10, 11].into_iter().find_map(|lead| {
            let start = word.checked_sub(lead)?;
            Some((start, self.at(start)?))
        })
    }

    /// The first word `plist` in a stretch.
    fn word(&self, from: usize, end: usize) -> Option<usize> {
        let stretch = self.bytes.get(from..end.min(self.bytes.len()))?;
        self.plist.find(stretch).map(|at| from.saturating_add(at))
    }

    /// The first `<?xml ` that begins in a stretch.
    fn declaration(&self, from: usize, end: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let stretch = self.bytes.get(at..end.saturating_add(4).min(self.bytes.len()))?;
            at = at.saturating_add(self.declaration.find(stretch)?);
            if self.bytes.get(at..).is_some_and(is_declaration) {
                return Some(at);
            }
            at = at.saturating_add(5);
        }
    }

    /// Where the document that begins here ends.
    pub(super) fn end(&mut self, start: usize, mark: Mark) -> End {
        self.is_open = false;
        match mark {
            Mark::Binary => self.binary_end(start),
            _ => self.xml_end(start, mark),
        }
    }

    /// Up to the first `</plist>` that is neither in a comment nor in a CDATA section, with the line feed that follows
    /// it; or up to where another document begins.
    fn xml_end(&mut self, start: usize, mark: Mark) -> End {
        let mut last = mark;
        let (mut at, mut shown) = (start.saturating_add(1), start);
        loop {
            let word = self.next_word(at);
            // before the root another declaration begins another document
            if last == Mark::Declaration
                && let Some(next) = self.declaration(at, word.unwrap_or(self.bytes.len()))
            {
                let Some(behind) = self.hidden(&mut shown, next) else { return End::Broken(next) };
                at = behind;
                continue;
            }
            let Some(word) = word else { return self.without_end(start, None) };
            if let Some(behind) = self.hidden(&mut shown, word) {
                at = behind;
                continue;
            }
            at = word.saturating_add(5);
            if let Some(end) = self.closed(word) {
                return End::Whole(end);
            }
            let Some((begin, found)) = self.about(word).filter(|(begin, _)| *begin > start) else { continue };
            if found <= last || found == Mark::Binary {
                return self.without_end(start, Some(begin));
            }
            last = found;
        }
    }

    /// Where the document ends that was looked through in vain up to another, or to the end of the bytes: before the first
    /// declaration in it.
    fn without_end(&mut self, start: usize, other: Option<usize>) -> End {
        let until = other.unwrap_or(self.bytes.len());
        let next = self.declaration(start.saturating_add(1), until).or(other);
        self.budget = self.budget.saturating_sub(until.saturating_sub(next.unwrap_or(until)));
        End::before(next)
    }

    /// The first word `plist` from here.
    fn next_word(&mut self, from: usize) -> Option<usize> {
        let found = seen(self.words, from).unwrap_or_else(|| self.word(from, self.bytes.len()));
        self.words = Some((from, found));
        found
    }

    /// Where `</plist>` ends whose word is here.
    fn closed(&self, word: usize) -> Option<usize> {
        let before = self.bytes.get(word.checked_sub(2)?..word)?;
        let rest = self.bytes.get(word.checked_add(5)?..)?;
        let behind = rest.trim_ascii_start().strip_prefix(b">").filter(|_| before == b"</")?;
        let behind = behind.strip_prefix(b"\n").unwrap_or(behind);
        Some(self.bytes.len().saturating_sub(behind.len()))
    }

    /// Where a comment or CDATA section ends that a place lies in. `shown` is up to where none was seen yet.
    fn hidden(&mut self, shown: &mut usize, place: usize) -> Option<usize> {
        if self.budget == 0 {
            return None;
        }
        while let Some(at) = memchr(b'!', self.bytes.get(*shown..place)?) {
            *shown = shown.saturating_add(at).saturating_add(1);
            let open = shown.saturating_sub(2);
            let rest = self.bytes.get(open..)?;
            let Some(number) = self.sections.iter().position(|section| rest.starts_with(section.open)) else {
                continue;
            };
            if let Some(close) = self.section_end(number, open) {
                *shown = close;
                if place < close {
                    return Some(close);
                }
            }
        }
        *shown = place;
        None
    }

    /// Where a section ends; none if it does not, or only behind the document that it stands in.
    fn section_end(&mut self, number: usize, open: usize) -> Option<usize> {
        let section = self.sections.get(number)?;
        let rest = self.bytes.get(open..)?;
        let find = || section.close.find(rest).map(|at| open.saturating_add(at));
        let found = seen(section.seen, open).unwrap_or_else(find);
        let close = found.map(|at| at.saturating_add(3));
        let is_behind = |(from, _)| from <= open;
        let other = section.other.filter(|other| section.seen.is_some_and(is_behind) && open < *other);
        let other = other.or_else(|| self.other_document(open, close?));
        self.is_open |= close.is_none();
        let section = self.sections.get_mut(number)?;
        (section.seen, section.other) = (Some((open, found)), other);
        close.filter(|close| other.is_none_or(|other| *close <= other))
    }

    /// Where in a stretch another document begins behind the end of one.
    fn other_document(&self, from: usize, end: usize) -> Option<usize> {
        let close = find(self.bytes.get(from..end)?, b"</plist")?;
        self.declaration(from.saturating_add(close), end)
    }

    /// Behind the trailer of the binary property list that begins here.
    fn binary_end(&mut self, start: usize) -> End {
        match self.trailers.end(self.bytes, start) {
            Some(end) => End::Whole(end),
            None => End::before(self.next(start.saturating_add(8)).map(|(at, _)| at)),
        }
    }

    /// A binary property list in a stretch whose first bytes are damaged: its trailer tells where it begins.
    pub(super) fn damaged_binary(&self, from: usize, end: usize) -> Option<(usize, usize)> {
        let stretch = self.bytes.get(from..end)?;
        memchr(0, stretch)?;
        let mut at = 0;
        while let Some((passed, trailers)) = trailers(stretch, at, &self.trailers.zeros) {
            at = passed;
            for (start, behind) in trailers.into_iter().flatten() {
                let head = stretch.get(start..).unwrap_or_default();
                let alike = head.iter().zip(b"bplist00").filter(|(a, b)| a == b).count();
                if alike >= 6 {
                    return Some((from.saturating_add(start), from.saturating_add(behind)));
                }
            }
        }
        None
    }

    /// Where the JSON text that begins here ends: with the bracket that closes its first.
    pub(super) fn json_end(&mut self, start: usize) -> End {
        let next = self.next(start).map(|(at, _)| at);
        let text = self.bytes.get(start..next.unwrap_or(self.bytes.len())).unwrap_or_default();
        match balanced(text) {
            Some(len) => End::Whole(start.saturating_add(len)),
            None => End::before(next),
        }
    }
}

/// From where something was looked for, and where it is.
type Seen = Option<(usize, Option<usize>)>;

/// What is known from that of where the first is from here.
fn seen(seen: Seen, from: usize) -> Option<Option<usize>> {
    let (searched, found) = seen?;
    (searched <= from && found.is_none_or(|at| from <= at)).then_some(found)
}

fn is_declaration(rest: &[u8]) -> bool {
    rest.strip_prefix(b"<?xml").and_then(<[u8]>::first).is_some_and(u8::is_ascii_whitespace)
}

fn ends_name(rest: &[u8]) -> bool {
    rest.first().is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
}

/// A kind of section of XML in which markup means nothing.
struct Section {
    open: &'static [u8],
    close: Finder<'static>,
    /// From where an end was looked for last, and where it is.
    seen: Seen,
    /// Where another document begins before that end.
    other: Option<usize>,
}

/// The trailers of binary property lists. Each tells where its document begins: before as many objects and offsets as
/// it counts. So one pass over the input finds the end of every document.
struct Trailers {
    passed: usize,
    zeros: Finder<'static>,
    /// Where documents begin, and where the first trailer of each ends.
    ends: BTreeMap<usize, usize>,
}

impl Trailers {
    fn end(&mut self, bytes: &[u8], start: usize) -> Option<usize> {
        while self.ends.first_key_value().is_some_and(|(begin, _)| *begin < start) {
            self.ends.pop_first();
        }
        self.passed = self.passed.max(start);
        loop {
            if let Some(end) = self.ends.get(&start) {
                return Some(*end);
            }
            let Some((passed, trailers)) = trailers(bytes, self.passed, &self.zeros) else {
                self.passed = bytes.len();
                return None;
            };
            self.passed = passed;
            for (begin, end) in trailers.into_iter().flatten() {
                if bytes.get(begin..).is_some_and(|rest| rest.starts_with(b"bplist00")) && begin >= start {
                    self.ends.entry(begin).or_insert(end);
                }
            }
        }
    }
}

/// Where the document of a trailer begins and ends.
type Ends = Option<(usize, usize)>;

/// The trailers about the next run of zeros, each as where its document begins and ends, and where to look on.
///
/// The count of objects takes eight bytes of a trailer, the ninth to the sixteenth; of these the first five are zeros
/// in any document that fits into memory, and the others are not all zero.
fn trailers(bytes: &[u8], from: usize, zeros: &Finder<'_>) -> Option<(usize, [Ends; 3])> {
    let first = from.checked_add(zeros.find(bytes.get(from..)?)?)?;
    let run = bytes.get(first..)?.iter().take_while(|byte| **byte == 0).count();
    let behind = first.checked_add(run)?;
    let at = |before: usize| {
        let trailer = behind.checked_sub(before).filter(|at| at.checked_add(8).is_some_and(|count| count >= first))?;
        Some((document_of(bytes, trailer)?, trailer.checked_add(32)?))
    };
    Some((behind, [at(15), at(14), at(13)]))
}

/// Where the document begins that a trailer here would belong to.
fn document_of(bytes: &[u8], trailer: usize) -> Option<usize> {
    let fields = bytes.get(trailer..trailer.checked_add(32)?)?;
    let [.., offset_size, reference_size] = fields.get(..8)? else { return None };
    if !(1..=8).contains(offset_size) || !(1..=8).contains(reference_size) {
        return None;
    }
    let number = |at: usize| {
        let bytes = fields.get(at..at.checked_add(8)?)?;
        usize::try_from(u64::from_be_bytes(bytes.try_into().ok()?)).ok()
    };
    let (count, top, table) = (number(8)?, number(16)?, number(24)?);
    let offsets = count.checked_mul(usize::from(*offset_size))?;
    let is_plausible = top < count && table > 8;
    is_plausible.then(|| trailer.checked_sub(offsets)?.checked_sub(table))?
}

/// How long the JSON text is that begins here; none if it is not closed.
fn balanced(text: &[u8]) -> Option<usize> {
    let (mut depth, mut is_text, mut is_escaped) = (0usize, false, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            _ if is_text => {}
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at.checked_add(1);
                }
            }
            _ => {}
        }
    }
    None
}
