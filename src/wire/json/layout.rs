//! The white space of a JSON text, compared as one word.

use super::scan;
use crate::{
    schema::{Key, Record, XmlKey},
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
    /// Between a name and its value.
    pub(super) colon: Pattern,
    /// Before the closing bracket.
    pub(super) end: Pattern,
}

impl Layout {
    /// No white space at all.
    pub(super) const DENSE: Self =
        Self { first: Pattern::new(b""), next: Pattern::new(b","), colon: Pattern::new(b":"), end: Pattern::new(b"") };

    /// Of the dictionary at the beginning of `text`, to judge by its first member.
    pub(super) fn of(text: &[u8]) -> Self {
        let Some(inside) = text.strip_prefix(b"{") else { return Self::DENSE };
        let (gap, member) = split_space(inside);
        let name = member.strip_prefix(b"\"");
        let colon = name.and_then(|name| colon(name.get(scan::plain_run(name)..)?.strip_prefix(b"\"")?));
        let dense = Self { colon: colon.unwrap_or(Self::DENSE.colon), ..Self::DENSE };
        if gap.is_empty() {
            // who puts a blank behind the colon puts one behind the comma
            let next = if dense.colon.len() > 1 { b", ".as_slice() } else { b"," };
            return Self { next: Pattern::new(next), ..dense };
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

    /// The same with this between names and values.
    pub(super) fn with_colon(self, colon: &[u8]) -> Self {
        Self { colon: Pattern::new(colon), ..self }
    }
}

/// From behind a name to its value.
fn colon(text: &[u8]) -> Option<Pattern> {
    let (_, behind) = split_space(text);
    let (_, value) = split_space(behind.strip_prefix(b":")?);
    text.get(..text.len().wrapping_sub(value.len())).map(Pattern::new)
}

/// White space and what comes behind it.
fn split_space(text: &[u8]) -> (&[u8], &[u8]) {
    let len = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count();
    text.split_at_checked(len).unwrap_or((text, &[]))
}

/// The key of the record whose name begins here: the expected one, or any other.
#[inline(always)]
pub(super) fn find_key(
    text: &[u8; XmlKey::HEAD],
    record: &'static Record,
    want: usize,
) -> Option<(usize, &'static Key)> {
    match record.keys.get(want) {
        Some(key) if is_key(text, key) => Some((want, key)),
        _ => search(text, record),
    }
}

/// Another key than the expected one.
#[inline(never)]
fn search(text: &[u8; XmlKey::HEAD], record: &'static Record) -> Option<(usize, &'static Key)> {
    record.candidates(word(text)?).find(|(_, key)| is_key(text, key))
}

/// Whether `NAME"` stands here, as far as its first bytes tell; of longer ones the rest has to be looked at.
#[inline(always)]
fn is_key(text: &[u8; XmlKey::HEAD], key: &Key) -> bool {
    let [low, high] = [0, 16]
        .map(|at| text.get(at..).and_then(|half| half.first_chunk()).map_or(0, |half| u128::from_le_bytes(*half)));
    let XmlKey { head, name, .. } = &key.xml;
    (low ^ head[0]) & name[0] | (high ^ head[1]) & name[1] == 0
        && text.get(key.name.len()).is_none_or(|byte| *byte == b'"')
}

/// The first eight bytes of `NAME</key>`, by which keys are found, where `NAME"` stands.
fn word(text: &[u8; XmlKey::HEAD]) -> Option<u64> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let word = u64::from_le_bytes(*text.first_chunk()?);
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

    /// What stands before the first member, before others, behind names, and before the end; `…` if it is too long.
    #[track_caller]
    fn check(layout: Layout, expected: [&str; 4]) {
        for (pattern, expected) in [layout.first, layout.next, layout.colon, layout.end].into_iter().zip(expected) {
            let mut text = [b'x'; 16];
            text.iter_mut().zip(expected.bytes()).for_each(|(to, byte)| *to = byte);
            let is_same = pattern.len() == expected.len() && pattern.starts(&text);
            assert!(is_same || (expected == "…" && pattern.len() == 0 && !pattern.starts(&text)), "{expected:?}");
        }
    }

    #[test]
    fn of_the_first_member() {
        let of = |text: &str| Layout::of(text.as_bytes());
        check(of(r#"{"a":1,"b":2}"#), ["", ",", ":", ""]);
        check(of(r#"{"a": 1, "b": 2}"#), ["", ", ", ": ", ""]);
        check(of("{\n  \"a\": 1,\n  \"b\": 2\n}"), ["\n  ", ",\n  ", ": ", "\n"]);
        check(of("{\r\n\t\"a\" : 1\r\n}"), ["\r\n\t", ",\r\n\t", " : ", "\r\n"]);
        check(of("{}"), ["", ",", ":", ""]);
        check(of("[1]"), ["", ",", ":", ""]);
    }

    #[test]
    fn words() {
        for name in ["", "a", "os", "color", "seven77", "eight888", "a name of more than eight bytes"] {
            let mut text = [b'x'; XmlKey::HEAD];
            text.iter_mut().zip(format!("{name}\":1").bytes()).for_each(|(to, byte)| *to = byte);
            assert_eq!(word(&text), Some(XmlKey::new(name).word), "{name}");
        }
    }

    #[test]
    fn deeper() {
        let inside = |text: &str| Layout::of(text.as_bytes()).inner();
        check(inside("{\n  \"a\": {"), ["\n    ", ",\n    ", ": ", "\n  "]);
        check(inside("{\n\t\"a\": {"), ["\n\t\t", ",\n\t\t", ": ", "\n\t"]);
        check(inside("{\"a\": {"), ["", ", ", ": ", ""]);
        check(inside("{\n            \"a\": {"), ["…", "…", ": ", "\n            "]);
    }
}
