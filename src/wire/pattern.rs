//! A few bytes that are compared at once.

use super::chunk::equal_bytes;

/// Up to fifteen bytes, ready to be compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pattern {
    bytes: u128,
    /// One bit a byte, as [`equal_bytes`] has them.
    which: u32,
    len: u32,
}

impl Pattern {
    const MAX: usize = 15;

    /// No text begins with it.
    pub(crate) const NEVER: Self = Self { bytes: 0, which: 1 << 16, len: 0 };

    /// The gap that `text` is, if it is white space and short.
    pub(crate) fn gap(text: &[u8]) -> Option<Self> {
        let space = text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        (space && text.len() <= Self::MAX).then(|| Self::new(text))
    }

    /// The first `len` bytes of these.
    #[inline]
    pub(crate) fn first(text: &[u8; 16], len: usize) -> Option<Self> {
        let len = u32::try_from(len).ok().filter(|len| *len < 16)?;
        let bytes = u128::from_le_bytes(*text) & 1u128.wrapping_shl(len.wrapping_mul(8)).wrapping_sub(1);
        Some(Self { bytes, which: 1u32.wrapping_shl(len).wrapping_sub(1), len })
    }

    #[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "within fifteen bytes")]
    #[inline]
    pub(crate) const fn new(text: &[u8]) -> Self {
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
    pub(crate) const fn then(self, more: Self) -> Self {
        let len = self.len.wrapping_add(more.len);
        if len > 15 || self.which > 0xffff || more.which > 0xffff {
            return Self::NEVER;
        }
        let bytes = self.bytes | more.bytes.wrapping_shl(self.len.wrapping_mul(8));
        Self { bytes, which: 1u32.wrapping_shl(len).wrapping_sub(1), len }
    }

    /// All but the last byte.
    #[inline]
    pub(crate) fn without_last(self) -> Self {
        if self.len == 0 {
            return self;
        }
        let len = self.len.wrapping_sub(1);
        let bytes = self.bytes & 1u128.wrapping_shl(len.wrapping_mul(8)).wrapping_sub(1);
        Self { bytes, which: self.which >> 1, len }
    }

    /// The white space one level deeper: by a tab, or by as many blanks as this is longer than that outside of it.
    #[inline]
    pub(crate) fn deeper(self, outside: usize) -> Self {
        let unit = match (self.last(), self.len().wrapping_sub(outside)) {
            (b'\t', _) => Self::new(b"\t"),
            (b' ', 1) => Self::new(b" "),
            (b' ', 2) => Self::new(b"  "),
            (b' ', 3) => Self::new(b"   "),
            (b' ', _) => Self::new(b"    "),
            _ => Self::new(b""),
        };
        self.then(unit)
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
    pub(crate) const fn len(&self) -> usize {
        self.len as usize & Self::MAX
    }

    /// Whether `text` begins with it.
    #[inline(always)]
    pub(crate) fn starts(&self, text: &[u8; 16]) -> bool {
        equal_bytes(text, &self.bytes.to_le_bytes()) & self.which == self.which
    }
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
}
