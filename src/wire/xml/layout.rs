//! The white space between elements, compared as one word.

use crate::schema::{Key, Record, XmlKey};

/// How the elements of one container are laid out: what stands before each, and what before the end tag.
///
/// Writers indent every element of a container alike. So the first one tells the others, and the reader compares a
/// constant instead of looking for the end of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Before an element.
    pub(super) element: Gap,
    /// Before a key, its tag with it; never if that is too long.
    pub(super) key: Gap,
    /// Before the end tag.
    pub(super) end: Gap,
}

impl Layout {
    /// Apple's own: a tab a level, the outermost container not indented.
    pub(super) const APPLE: Self = Self { element: Gap::new(b"\n\t"), key: Gap::new(b"\n\t<key>"), end: Gap::new(b"\n") };

    /// One level deeper: by a tab, or by as many blanks as the last level was.
    pub(super) fn inner(&self) -> Self {
        let step = self.element.len.wrapping_sub(self.end.len);
        let unit = match (self.element.last(), step) {
            (b'\t', _) => "\t",
            (b' ', 1) => " ",
            (b' ', 2) => "  ",
            (b' ', 3) => "   ",
            (b' ', _) => "    ",
            _ => "",
        };
        self.with_element(Some(self.element.then(unit))).with_end(Some(self.element))
    }

    /// The same with another gap before elements, if there is one.
    pub(super) fn with_element(self, gap: Option<Gap>) -> Self {
        gap.map_or(self, |element| Self { element, key: element.then("<key>"), end: self.end })
    }

    /// The same with another gap before the end, if there is one.
    pub(super) fn with_end(self, gap: Option<Gap>) -> Self {
        Self { end: gap.unwrap_or(self.end), ..self }
    }

    /// Whether the gap is so long that a key is not compared together with it.
    #[inline]
    pub(super) const fn is_deep(&self) -> bool {
        self.key.len == 0
    }
}

/// Up to fifteen bytes, ready to be compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    bytes: u128,
    mask: u128,
    len: usize,
}

impl Gap {
    const MAX: usize = 15;

    /// No text begins with it.
    pub(super) const NEVER: Self = Self { bytes: 1, mask: 0, len: 0 };

    /// The gap that `text` is, if it is white space and short.
    pub(super) fn of(text: &[u8]) -> Option<Self> {
        let space = text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        (space && text.len() <= Self::MAX).then(|| Self::new(text))
    }

    #[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "within fifteen bytes")]
    const fn new(text: &[u8]) -> Self {
        if text.len() > Self::MAX {
            return Self::NEVER;
        }
        let (mut bytes, mut len) = (0u128, 0);
        while len < text.len() {
            bytes |= (text[len] as u128) << (8 * len);
            len += 1;
        }
        Self { bytes, mask: mask(len), len }
    }

    /// This and `unit` behind it; never if that is too long.
    fn then(self, unit: &str) -> Self {
        let mut all = self;
        for byte in unit.bytes() {
            if all.len == Self::MAX {
                return Self::NEVER;
            }
            all.bytes |= u128::from(byte) << all.len.wrapping_mul(8);
            all.len = all.len.wrapping_add(1);
        }
        all.mask = mask(all.len);
        all
    }

    fn last(self) -> u8 {
        match self.len.checked_sub(1) {
            #[expect(clippy::cast_possible_truncation, reason = "the low byte is meant")]
            Some(at) => (self.bytes >> at.wrapping_mul(8)) as u8,
            None => 0,
        }
    }

    /// How many bytes it has, of which the compiler can see that they are fewer than sixteen.
    #[inline]
    pub(super) const fn len(self) -> usize {
        self.len & Self::MAX
    }

    /// Whether `text` begins with it.
    #[inline(always)]
    pub(super) fn starts(self, text: &[u8; 16]) -> bool {
        u128::from_le_bytes(*text) & self.mask == self.bytes
    }
}

#[expect(clippy::arithmetic_side_effects, reason = "within fifteen bytes")]
const fn mask(len: usize) -> u128 {
    (1 << (8 * len)) - 1
}

/// The key of the record whose name begins here: the expected one, the next in that direction, or any other.
#[inline(always)]
pub(super) fn find_key<'r>(
    text: &[u8; XmlKey::HEAD],
    record: &'r Record,
    want: usize,
    step: usize,
) -> Option<(usize, &'r Key)> {
    let word = u64::from_be_bytes(*text.first_chunk()?);
    let mut slot = want;
    for _ in 0..2 {
        let Some(key) = record.keys.get(slot) else { break };
        if key.xml.word == word && is_key(text, &key.xml) {
            return Some((slot, key));
        }
        slot = slot.wrapping_add(step);
    }
    search(text, record, word)
}

#[inline(never)]
fn search<'r>(text: &[u8; XmlKey::HEAD], record: &'r Record, word: u64) -> Option<(usize, &'r Key)> {
    let mut slots = record.table.slots(word).filter_map(|slot| Some((slot, record.keys.get(slot)?)));
    slots.find(|(_, key)| key.xml.word == word && is_key(text, &key.xml))
}

/// Whether `NAME</key>` stands here, as far as its first bytes tell; of longer ones the rest has to be looked at.
#[inline(always)]
fn is_key(text: &[u8; XmlKey::HEAD], key: &XmlKey) -> bool {
    let [low, high] = [0, 16].map(|at| text.get(at..).and_then(|half| half.first_chunk()).map_or(0, |half| u128::from_le_bytes(*half)));
    (low ^ key.head[0]) & key.mask[0] | (high ^ key.head[1]) & key.mask[1] == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps() {
        let gap = Gap::new(b"\n\t\t");
        assert!(gap.starts(b"\n\t\t<key>A</key>\n"));
        assert!(!gap.starts(b"\n\t<key>Ab</key>\n"));
        assert!(Gap::new(b"").starts(b"<key>Ab</key>\n\t\t"));
        assert!(!Gap::new(b"                                ").starts(b"                "));
    }

    #[test]
    fn deeper() {
        let inner = Layout::APPLE.inner();
        assert!(inner.element.starts(b"\n\t\t<key>A</key>\n") && inner.end.starts(b"\n\t</dict>\n\t<key>"));
        let blanks = Layout::APPLE.with_element(Gap::of(b"\n  ")).inner();
        assert!(blanks.element.starts(b"\n    <key>A</key"));
    }
}
