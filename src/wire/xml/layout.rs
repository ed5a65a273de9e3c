//! The white space between elements, compared as one word.

use super::scan::equal_bytes;
use crate::schema::{Key, Record, XmlKey};

/// How the elements of one container are laid out: what stands before each, and what before the end tag.
///
/// Writers indent every element of a container alike. So the first one tells the others, and the reader compares a
/// constant instead of looking for the end of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Before an element, up to its `<`.
    pub(super) element: Pattern,
    /// Before a key, its tag with it; never if that is too long.
    pub(super) key: Pattern,
    /// Before the end tag, its `</` with it.
    pub(super) end: Pattern,
}

impl Layout {
    /// Apple's own: a tab a level, the outermost container not indented.
    pub(super) const APPLE: Self =
        Self { element: Pattern::new(b"\n\t<"), key: Pattern::new(b"\n\t<key>"), end: Pattern::new(b"\n</") };

    /// Of a container that is only a tag: nothing stands in it, not even its end.
    pub(super) const NEVER: Self = Self { element: Pattern::NEVER, key: Pattern::NEVER, end: Pattern::NEVER };

    /// One level deeper: by a tab, or by as many blanks as the last level was.
    #[inline]
    pub(super) fn inner(&self) -> Self {
        let gap = self.gap();
        let step = gap.len.wrapping_sub(self.end.len).wrapping_add(2);
        let unit = match (gap.last(), step) {
            (b'\t', _) => Pattern::new(b"\t"),
            (b' ', 1) => Pattern::new(b" "),
            (b' ', 2) => Pattern::new(b"  "),
            (b' ', 3) => Pattern::new(b"   "),
            (b' ', _) => Pattern::new(b"    "),
            _ => Pattern::new(b""),
        };
        self.with_element(Some(gap.then(unit))).with_end(Some(gap))
    }

    /// The white space before an element.
    #[inline]
    fn gap(&self) -> Pattern {
        self.element.without_last()
    }

    /// The same with another gap before elements, if there is one.
    #[inline]
    pub(super) fn with_element(self, gap: Option<Pattern>) -> Self {
        gap.map_or(self, |gap| Self {
            element: gap.then(Pattern::new(b"<")),
            key: gap.then(Pattern::new(b"<key>")),
            end: self.end,
        })
    }

    /// The same with another gap before the end, if there is one.
    #[inline]
    pub(super) fn with_end(self, gap: Option<Pattern>) -> Self {
        gap.map_or(self, |gap| Self { end: gap.then(Pattern::new(b"</")), ..self })
    }

    /// Whether the gap is so long that a key is not compared together with it.
    #[inline]
    pub(super) const fn is_deep(&self) -> bool {
        self.key.len == 0
    }
}

/// Up to fifteen bytes, ready to be compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern {
    bytes: u128,
    /// One bit a byte, as [`equal_bytes`] has them.
    which: u32,
    len: u32,
}

impl Pattern {
    const MAX: usize = 15;

    /// No text begins with it.
    pub(super) const NEVER: Self = Self { bytes: 0, which: 1 << 16, len: 0 };

    /// The gap that `text` is, if it is white space and short.
    pub(super) fn gap(text: &[u8]) -> Option<Self> {
        let space = text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        (space && text.len() <= Self::MAX).then(|| Self::new(text))
    }

    #[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "within fifteen bytes")]
    #[inline]
    const fn new(text: &[u8]) -> Self {
        if text.len() > Self::MAX {
            return Self::NEVER;
        }
        let (mut bytes, mut len) = (0u128, 0);
        while len < text.len() {
            bytes |= (text[len] as u128) << (8 * len);
            len += 1;
        }
        Self { bytes, which: (1 << len) - 1, len: len as u32 }
    }

    /// This and `more` behind it; never if that is too long.
    #[inline]
    fn then(self, more: Self) -> Self {
        let len = self.len.wrapping_add(more.len);
        if len > 15 || self.which > 0xffff {
            return Self::NEVER;
        }
        let bytes = self.bytes | more.bytes.wrapping_shl(self.len.wrapping_mul(8));
        Self { bytes, which: 1u32.wrapping_shl(len).wrapping_sub(1), len }
    }

    /// All but the last byte.
    #[inline]
    fn without_last(self) -> Self {
        if self.len == 0 {
            return self;
        }
        let len = self.len.wrapping_sub(1);
        let bytes = self.bytes & 1u128.wrapping_shl(len.wrapping_mul(8)).wrapping_sub(1);
        Self { bytes, which: self.which >> 1, len }
    }

    fn last(self) -> u8 {
        match self.len.checked_sub(1) {
            #[expect(clippy::cast_possible_truncation, reason = "the low byte is meant")]
            Some(at) => self.bytes.wrapping_shr(at.wrapping_mul(8)) as u8,
            None => 0,
        }
    }

    /// How many bytes it has, of which the compiler can see that they are fewer than sixteen.
    #[inline]
    pub(super) const fn len(&self) -> usize {
        self.len as usize & Self::MAX
    }

    /// Whether `text` begins with it.
    #[inline(always)]
    pub(super) fn starts(&self, text: &[u8; 16]) -> bool {
        equal_bytes(text, &self.bytes.to_le_bytes()) & self.which == self.which
    }
}

/// The key of the record whose name begins here: the expected one, or any other.
#[inline(always)]
pub(super) fn find_key(
    text: &[u8; XmlKey::HEAD],
    record: &'static Record,
    want: usize,
) -> Option<(usize, &'static Key)> {
    match record.keys.get(want) {
        Some(key) if is_key(text, &key.xml) => Some((want, key)),
        _ => search(text, record, want),
    }
}

/// Another key than the expected one: the next if that was left out, the one before the last if keys come in reverse
/// order, or any.
#[inline(never)]
fn search(text: &[u8; XmlKey::HEAD], record: &'static Record, want: usize) -> Option<(usize, &'static Key)> {
    let word = u64::from_le_bytes(*text.first_chunk()?);
    let near = [want.wrapping_add(1), want.wrapping_sub(2)];
    near.into_iter()
        .chain(record.table.slots(word))
        .filter_map(|slot| Some((slot, record.keys.get(slot)?)))
        .find(|(_, key)| key.xml.word == word && is_key(text, &key.xml))
}

/// Whether `NAME</key>` stands here, as far as its first bytes tell; of longer ones the rest has to be looked at.
#[inline(always)]
fn is_key(text: &[u8; XmlKey::HEAD], key: &XmlKey) -> bool {
    let [low, high] = [0, 16]
        .map(|at| text.get(at..).and_then(|half| half.first_chunk()).map_or(0, |half| u128::from_le_bytes(*half)));
    (low ^ key.head[0]) & key.mask[0] | (high ^ key.head[1]) & key.mask[1] == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let gap = Pattern::new(b"\n\t\t");
        assert!(gap.starts(b"\n\t\t<key>A</key>\n"));
        assert!(!gap.starts(b"\n\t<key>Ab</key>\n"));
        assert!(Pattern::new(b"").starts(b"<key>Ab</key>\n\t\t"));
        assert!(!Pattern::new(b"                                ").starts(b"                "));
        let tag = gap.then(Pattern::new(b"<key>"));
        assert!(tag.len() == 8 && tag.starts(b"\n\t\t<key>A</key>\n") && !tag.starts(b"\n\t\t<kez>A</key>\n"));
        assert!(tag.without_last().starts(b"\n\t\t<key/>A</key>"));
        for too_long in [tag.then(tag), Pattern::NEVER, Pattern::NEVER.then(gap), Pattern::NEVER.without_last()] {
            assert!(!too_long.starts(&[0; 16]) && !too_long.starts(b"\n\t\t<key>\n\t\t<key>"));
        }
    }

    #[test]
    fn deeper() {
        let inner = Layout::APPLE.inner();
        assert!(inner.element.starts(b"\n\t\t<key>A</key>\n") && inner.end.starts(b"\n\t</dict>\n\t<key>"));
        let blanks = Layout::APPLE.with_element(Pattern::gap(b"\n  ")).inner();
        assert!(blanks.element.starts(b"\n    <key>A</key") && blanks.end.starts(b"\n  </dict>\n  <ke"));
        let deep = Layout::APPLE.with_element(Pattern::gap(b"\n          "));
        assert!(deep.is_deep() && deep.element.starts(b"\n          <key>"));
    }
}
