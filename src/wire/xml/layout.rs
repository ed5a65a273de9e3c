//! The white space between elements, compared as one word.

use crate::schema::{Key, Record, XmlKey};

/// How the elements of one container are laid out: what stands before each, and what before the end tag.
///
/// Writers indent every element of a container alike. So the first one tells the others, and the reader compares a
/// constant instead of looking for the end of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    pub(super) element: Gap,
    pub(super) end: Gap,
}

impl Layout {
    /// Apple's own: a tab a level, the outermost container not indented.
    pub(super) const APPLE: Self = Self { element: Gap::new("\n\t"), end: Gap::new("\n") };

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
        Self { element: self.element.then(unit), end: self.element }
    }
}

/// Up to fifteen bytes of white space, ready to be compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    bytes: u128,
    mask: u128,
    len: usize,
}

impl Gap {
    pub(super) const MAX: usize = 15;

    /// The gap that `text` is; none if it is too long, so that nothing is skipped unseen.
    pub(super) const fn new(text: &str) -> Self {
        let text = text.as_bytes();
        let (mut bytes, mut len) = (0u128, 0);
        while len < text.len() && len < Self::MAX {
            bytes |= (text[len] as u128) << (8 * len);
            len += 1;
        }
        if text.len() > Self::MAX {
            return Self { bytes: 0, mask: u128::MAX, len: 0 };
        }
        Self { bytes, mask: mask(len), len }
    }

    fn then(self, unit: &str) -> Self {
        let mut all = self;
        for byte in unit.bytes().take(Self::MAX.saturating_sub(self.len)) {
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
    #[inline]
    pub(super) fn starts(self, text: &[u8; 16]) -> bool {
        (u128::from_le_bytes(*text) ^ self.bytes) & self.mask == 0
    }
}

const fn mask(len: usize) -> u128 {
    (1 << (8 * len)) - 1
}

/// The key of the record whose name begins here: the expected one, one of the next two in that direction, or any other.
#[inline(always)]
pub(super) fn find_key<'r>(
    text: &[u8; XmlKey::HEAD],
    record: &'r Record,
    want: usize,
    step: usize,
) -> Option<(usize, &'r Key)> {
    let word = u64::from_be_bytes(*text.first_chunk()?);
    let mut slot = want;
    for _ in 0..3 {
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
    let first = record.keys.partition_point(|key| key.xml.word < word);
    let alike = record.keys.iter().enumerate().skip(first).take_while(|(_, key)| key.xml.word == word);
    alike.into_iter().find(|(_, key)| is_key(text, &key.xml))
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
        let gap = Gap::new("\n\t\t");
        assert!(gap.starts(b"\n\t\t<key>A</key>\n"));
        assert!(!gap.starts(b"\n\t<key>Ab</key>\n"));
        assert!(Gap::new("").starts(b"<key>Ab</key>\n\t\t"));
        assert!(!Gap::new("                                ").starts(b"                "));
    }

    #[test]
    fn deeper() {
        let inner = Layout::APPLE.inner();
        assert!(inner.element.starts(b"\n\t\t<key>A</key>\n") && inner.end.starts(b"\n\t</dict>\n\t<key>"));
        let blanks = Layout { element: Gap::new("\n  "), end: Gap::new("\n") }.inner();
        assert!(blanks.element.starts(b"\n    <key>A</key"));
    }
}
