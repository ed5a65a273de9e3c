//! Where an offset is, for people.

use core::fmt;

use memchr::{memchr_iter, memrchr};

/// A place in a text: line and column, both counted from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line; a line ends with a line feed.
    pub line: usize,
    /// The column, in Unicode scalar values.
    pub column: usize,
    /// The column, in bytes.
    pub byte: usize,
}

impl Place {
    /// Where a text begins.
    pub const START: Self = Self { line: 1, column: 1, byte: 1 };
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The places of some offsets of one text, found in one pass over it.
#[derive(Clone, Debug, Default)]
pub struct Places {
    known: Vec<(usize, Place)>,
    end: usize,
}

impl Places {
    /// Finds where these offsets are in a text whose first byte is at `start`. What lies past the end is at the end.
    #[must_use]
    pub fn new(text: &[u8], offsets: impl IntoIterator<Item = usize>, start: Place) -> Self {
        let mut offsets: Vec<usize> = offsets.into_iter().map(|offset| offset.min(text.len())).collect();
        offsets.sort_unstable();
        offsets.dedup();
        let mut here = 0;
        let mut place = start;
        let mut places = Vec::with_capacity(offsets.len());
        for offset in offsets {
            let passed = text.get(here..offset).unwrap_or_default();
            let last = memrchr(b'\n', passed);
            place.line += memchr_iter(b'\n', passed).count();
            if last.is_some() {
                (place.column, place.byte) = (1, 1);
            }
            let passed = passed.get(last.map_or(0, |at| at + 1)..).unwrap_or_default();
            place.column += characters(passed);
            place.byte += passed.len();
            places.push((offset, place));
            here = offset;
        }
        Self { known: places, end: text.len() }
    }

    /// Where an offset is; `None` if it was not asked for.
    #[must_use]
    pub fn get(&self, offset: usize) -> Option<Place> {
        let at = self.known.binary_search_by_key(&offset.min(self.end), |(offset, _)| *offset).ok()?;
        self.known.get(at).map(|(_, place)| *place)
    }
}

fn characters(text: &[u8]) -> usize {
    // of each character in UTF-8 only the first byte is not of the form 10xxxxxx
    text.iter().filter(|byte| *byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &[u8], offset: usize, line: usize, column: usize) {
        let places = Places::new(text, [offset, 0, offset], Place::START);
        let line_start = text.iter().take(offset).rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let byte = offset.min(text.len()) - line_start + 1;
        assert_eq!(places.get(offset), Some(Place { line, column, byte }));
        assert_eq!(places.get(offset + 100), places.get(text.len()));
    }

    #[test]
    fn offsets() {
        check(b"", 0, 1, 1);
        check(b"abc", 2, 1, 3);
        check(b"a\nb\nc", 4, 3, 1);
        check(b"a\nb\nc", 1, 1, 2);
        check(b"a\nb\nc", 5, 3, 2);
        check("ä\nöü".as_bytes(), 5, 2, 2);
        check(b"\xff\xfe!", 2, 1, 3);
        check(b"a\r\nb", 3, 2, 1);
        check(b"ab", 9, 1, 3);
    }

    #[test]
    fn part_of_a_text() {
        let places = Places::new(b"ab\nc", [1, 3], Place { line: 7, column: 5, byte: 6 });
        assert_eq!(places.get(1), Some(Place { line: 7, column: 6, byte: 7 }));
        assert_eq!(places.get(3), Some(Place { line: 8, column: 1, byte: 1 }));
    }

    #[test]
    fn one_pass_is_the_same_as_many() {
        let text = "a\nbä\n\nc\u{1f34e}d\n".repeat(20);
        let all = Places::new(text.as_bytes(), 0..text.len(), Place::START);
        for offset in 0..text.len() {
            let before = text.as_bytes().get(..offset).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            assert_eq!(all.get(offset).map(|place| place.line), Some(line));
            if text.is_char_boundary(offset) {
                assert_eq!(all.get(offset), Places::new(text.as_bytes(), [offset], Place::START).get(offset));
            }
        }
    }
}
