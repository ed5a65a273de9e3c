//! The names of keys, as they are compared and found.

use super::Key;

/// A key as it is written, with what surrounds it: `NAME</key>` in XML, `"NAME":` in JSON, behind a marker in a binary
/// property list; in words that can be compared at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyText {
    /// The first bytes, and which of them count.
    head: [u128; 2],
    mask: [u128; 2],
    /// The first eight bytes.
    pub(crate) word: u64,
    /// How many bytes all of it has, if they are all in `head`; else so many that there is no such place.
    pub(crate) len: usize,
}

impl KeyText {
    /// So many bytes are in `head`.
    pub(crate) const HEAD: usize = 32;

    pub(crate) const fn new(start: &[u8], name: &str, end: &str) -> Self {
        let len = start.len() + name.len() + end.len();
        let head = put(put(put([0; 2], 0, start), start.len(), name.as_bytes()), len - end.len(), end.as_bytes());
        Self {
            head,
            mask: [octets(len), octets(len.saturating_sub(16))],
            word: head[0] as u64,
            len: if len < Self::HEAD { len } else { usize::MAX / 2 },
        }
    }

    /// Whether a text begins with it, as far as its first bytes tell; of longer ones the rest has to be looked at.
    #[inline(always)]
    pub(crate) fn starts(&self, text: &[u8; Self::HEAD]) -> bool {
        let [low, high] = [0, 16]
            .map(|at| text.get(at..).and_then(|half| half.first_chunk()).map_or(0, |half| u128::from_le_bytes(*half)));
        (low ^ self.head[0]) & self.mask[0] | (high ^ self.head[1]) & self.mask[1] == 0
    }
}

/// Puts a text at a place of the first octets, as far as there is room.
const fn put(mut head: [u128; 2], mut at: usize, text: &[u8]) -> [u128; 2] {
    let mut i = 0;
    while i < text.len() && at < KeyText::HEAD {
        head[at / 16] |= (text[i] as u128) << (8 * (at % 16));
        i += 1;
        at += 1;
    }
    head
}

/// All bits of the first octets, of so many or of all.
const fn octets(count: usize) -> u128 {
    if count < 16 { (1 << (8 * count)) - 1 } else { u128::MAX }
}

/// What stands before an ASCII string of this length in a binary property list: its marker and its length.
pub(super) struct Marker([u8; 3], usize);

impl Marker {
    pub(super) const fn of(name: &str) -> Self {
        assert!(name.len() < 256, "a name has one byte for its length");
        let len = name.len() as u8;
        if len < 15 { Self([0x50 | len, 0, 0], 1) } else { Self([0x5f, 0x10, len], 3) }
    }

    pub(super) const fn as_slice(&self) -> &[u8] {
        self.0.split_at(self.1).0
    }
}

/// Finds keys by the first eight bytes of `NAME</key>`.
#[derive(Debug)]
pub(crate) struct Table([u8; Self::SIZE]);

impl Table {
    const SIZE: usize = 256;

    /// Without any keys.
    pub(super) const NEW: Self = Self([0; Self::SIZE]);

    pub(super) const fn new(keys: &[Key]) -> Self {
        let mut table = Self::NEW;
        let mut slot = 0;
        while slot < keys.len() {
            table.insert(keys[slot].xml.word, slot);
            slot += 1;
        }
        table
    }

    pub(super) const fn insert(&mut self, word: u64, slot: usize) {
        let mut at = Self::at(word);
        while self.0[at] != 0 {
            at = (at + 1) % Self::SIZE;
        }
        self.0[at] = slot as u8 + 1;
    }

    /// The first eight bytes of `NAME</key>`, out of those that a name of this length begins with.
    #[inline]
    pub(crate) const fn word(first: u64, len: usize) -> u64 {
        if len >= 8 {
            return first;
        }
        first & !(u64::MAX << (8 * len)) | u64::from_le_bytes(*b"</key>\0\0") << (8 * len)
    }

    /// Fibonacci hashing: the upper bits of a product with 2^64 over the golden ratio.
    const fn at(word: u64) -> usize {
        (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize
    }

    /// The slots in which a key with this beginning may be. At least half of the table is empty, so there are few.
    #[inline]
    pub(crate) fn slots(&self, word: u64) -> impl Iterator<Item = usize> {
        let mut at = Self::at(word);
        core::iter::from_fn(move || {
            let slot = usize::from(*self.0.get(at)?).checked_sub(1)?;
            at = (at + 1) % Self::SIZE;
            Some(slot)
        })
    }
}

/// The first eight bytes of `NAME</key>`.
#[inline]
pub(super) fn first_word(name: &[u8]) -> u64 {
    let first = match name.first_chunk() {
        Some(first) => u64::from_le_bytes(*first),
        None => name.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    };
    Table::word(first, name.len())
}

/// Whether two names of more than three letters differ by one letter put in, left out or changed.
pub(crate) fn one_edit(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 4 || long.len() - short.len() > 1 {
        return false;
    }
    let ahead = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let (short, long) = (short.get(ahead..).unwrap_or_default(), long.get(ahead..).unwrap_or_default());
    let rest = long.get(1..).unwrap_or_default();
    short == rest || short.get(1..) == Some(rest)
}

/// Whether two names are the same but for how their words are told apart: `skip_setup_items`, `skipSetupItems`.
pub(crate) fn same_letters(a: &str, b: &str) -> bool {
    letters(a).eq(letters(b))
}

/// The letters of a name, all small, without what tells its words apart.
pub(crate) fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| !matches!(byte, b'_' | b'-')).map(|byte| byte.to_ascii_lowercase())
}

pub(super) const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}

/// Whether a name comes before another: by its bytes, and the end of a name like `<`, which ends it in XML.
pub(super) const fn less(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() {
        if a[i] != b[i] {
            return a[i] < b[i];
        }
        i += 1;
    }
    let a = if i < a.len() { a[i] } else { b'<' };
    let b = if i < b.len() { b[i] } else { b'<' };
    a < b
}

#[cfg(test)]
mod tests {
    use super::same_letters;

    #[test]
    fn how_words_are_told_apart() {
        for name in ["skipSetupItems", "SkipSetupItems", "skip-setup-items", "SKIP_SETUP_ITEMS", "_skip_setup_items"] {
            assert!(same_letters("skip_setup_items", name), "{name}");
        }
        for name in ["skip_setup_item", "skip setup items", "skip_setup_items2", ""] {
            assert!(!same_letters("skip_setup_items", name), "{name}");
        }
    }
}
