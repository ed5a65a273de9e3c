//! The white space of a JSON text, compared as one word.

use super::scan;
use crate::{
    schema::{Key, KeyText, Record},
    wire::pattern::Pattern,
};

/// How the members of one container are laid out.
///
/// Writers treat every member of a container alike, so the first one tells the others, and the reader compares a constant
/// instead of looking for the end of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Before the first member or item.
    pub(super) first: Pattern,
    /// Before any other, from the comma on.
    pub(super) next: Pattern,
    /// How many blanks stand between a colon and its value: none or one.
    pub(super) blank: usize,
    /// Before the closing bracket.
    pub(super) end: Pattern,
}

impl Layout {
    /// No white space at all.
    pub(super) const DENSE: Self =
        Self { first: Pattern::new(b""), next: Pattern::new(b","), blank: 0, end: Pattern::new(b"") };

    /// Of the dictionary at the beginning of `text`, to judge by its first member.
    pub(super) fn of(text: &[u8]) -> Self {
        let Some(inside) = text.strip_prefix(b"{") else { return Self::DENSE };
        let (gap, member) = split_space(inside);
        let name = member.strip_prefix(b"\"").unwrap_or_default();
        let behind = name.get(scan::plain_run(name)..).and_then(|rest| rest.strip_prefix(b"\"")).unwrap_or_default();
        let dense = Self::DENSE.with_colon(behind);
        if gap.is_empty() {
            // who puts a blank behind the colon puts one behind the comma
            return if dense.blank > 0 { Self { next: Pattern::new(b", "), ..dense } } else { dense };
        }
        let line = gap.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at.wrapping_add(1));
        dense.indented(Pattern::new(gap), Pattern::new(gap.get(..line).unwrap_or_default()))
    }

    /// One level deeper.
    #[inline]
    pub(super) fn inner(&self) -> Self {
        if self.first.len() == 0 {
            return *self;
        }
        self.indented(self.first.deeper(self.end.len()), self.first)
    }

    /// The same with every member behind this gap, and another one before the end.
    #[inline]
    fn indented(self, first: Pattern, end: Pattern) -> Self {
        Self { first, next: Pattern::new(b",").then(first), end, ..self }
    }

    /// The same, after a member that stood behind this: white space if it was the `first`, with a comma if not.
    pub(super) fn with_gap(self, gap: &[u8], first: bool) -> Self {
        let gap = Pattern::new(gap);
        match first {
            true if gap.len() > 0 => self.indented(gap, self.end),
            true => Self { first: gap, ..self },
            false => Self { next: gap, ..self },
        }
    }

    /// The same, the colons laid out as the one that stands here.
    pub(super) fn with_colon(self, text: &[u8]) -> Self {
        Self { blank: usize::from(text.starts_with(b": ")), ..self }
    }
}

/// White space and what comes behind it.
fn split_space(text: &[u8]) -> (&[u8], &[u8]) {
    let len = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count();
    text.split_at_checked(len).unwrap_or((text, &[]))
}

/// Another key than the expected one.
#[inline(never)]
pub(super) fn search(text: &[u8; KeyText::HEAD], record: &'static Record) -> Option<(usize, &'static Key)> {
    record.candidates(word(text)?).find(|(_, key)| key.json.starts(text))
}

/// The first eight bytes of `NAME</key>`, by which keys are found, where `"NAME"` stands.
fn word(text: &[u8; KeyText::HEAD]) -> Option<u64> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let (b'"', name) = text.split_first()? else { return None };
    let word = u64::from_le_bytes(*name.first_chunk()?);
    // the lowest byte that is zero here is the first quotation mark
    let marks = word ^ u64::from_le_bytes([b'"'; 8]);
    let found = marks.wrapping_sub(ONES) & !marks & u64::from_le_bytes([0x80; 8]);
    if found == 0 {
        return Some(word);
    }
    let bits = found.trailing_zeros() & !7;
    let name = word & 1u64.wrapping_shl(bits).wrapping_sub(1);
    Some(name | u64::from_le_bytes(*b"</key>\0\0").wrapping_shl(bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands before the first member, before others and before the end, `…` if it is too long; and behind colons.
    #[track_caller]
    fn check(layout: Layout, expected: [&str; 3], blank: usize) {
        assert_eq!(layout.blank, blank);
        for (pattern, expected) in [layout.first, layout.next, layout.end].into_iter().zip(expected) {
            let mut text = [b'x'; 16];
            text.iter_mut().zip(expected.bytes()).for_each(|(to, byte)| *to = byte);
            let is_same = pattern.len() == expected.len() && pattern.starts(&text);
            assert!(is_same || (expected == "…" && pattern.len() == 0 && !pattern.starts(&text)), "{expected:?}");
        }
    }

    #[test]
    fn of_the_first_member() {
        let of = |text: &str| Layout::of(text.as_bytes());
        check(of(r#"{"a":1,"b":2}"#), ["", ",", ""], 0);
        check(of(r#"{"a": 1, "b": 2}"#), ["", ", ", ""], 1);
        check(of("{\n  \"a\": 1,\n  \"b\": 2\n}"), ["\n  ", ",\n  ", "\n"], 1);
        check(of("{\r\n\t\"a\" : 1\r\n}"), ["\r\n\t", ",\r\n\t", "\r\n"], 0);
        check(of("{}"), ["", ",", ""], 0);
        check(of("[1]"), ["", ",", ""], 0);
    }

    #[test]
    fn words() {
        for name in ["", "a", "os", "color", "seven77", "eight888", "a name of more than eight bytes"] {
            let mut text = [b'x'; KeyText::HEAD];
            text.iter_mut().zip(format!("\"{name}\":1").bytes()).for_each(|(to, byte)| *to = byte);
            assert_eq!(word(&text), Some(KeyText::new(b"", name, "</key>").word), "{name}");
        }
    }

    #[test]
    fn deeper() {
        let inside = |text: &str| Layout::of(text.as_bytes()).inner();
        check(inside("{\n  \"a\": {"), ["\n    ", ",\n    ", "\n  "], 1);
        check(inside("{\n\t\"a\": {"), ["\n\t\t", ",\n\t\t", "\n\t"], 1);
        check(inside("{\"a\": {"), ["", ", ", ""], 1);
        check(inside("{\n            \"a\": {"), ["…", "…", "\n            "], 1);
    }
}
