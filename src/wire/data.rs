//! Octets: base64 text in XML and JSON, themselves in binary property lists.

use core::fmt::{self, Write as _};
use std::borrow::Cow;

use super::Text;

/// Octets of a message, checked when read and decoded when asked for.
///
/// In XML and JSON they travel as base64 (RFC 4648 section 4), in XML wrapped over lines at will; the text stays
/// where it is in the input until [`to_vec`](Self::to_vec) or [`iter`](Self::iter) decodes it.
#[derive(Clone)]
pub struct Data<'a>(Repr<'a>);

#[derive(Clone)]
enum Repr<'a> {
    /// Base64 that has been checked, white space between its characters.
    Base64 {
        text: Cow<'a, str>,
        len: usize,
    },
    Octets(Cow<'a, [u8]>),
}

impl<'a> Data<'a> {
    /// Octets that stand as they are.
    #[must_use]
    pub const fn octets(octets: &'a [u8]) -> Self {
        Self(Repr::Octets(Cow::Borrowed(octets)))
    }

    /// `text` must have passed [`Check`]; `len` is what it decodes to.
    #[inline]
    pub(crate) const fn base64(text: &'a str, len: usize) -> Self {
        Self(Repr::Base64 { text: Cow::Borrowed(text), len })
    }

    /// Like [`base64`](Self::base64), of text that may be a copy.
    pub(crate) fn from_base64(text: Text<'a>, len: usize) -> Self {
        Self(Repr::Base64 { text: text.into_cow(), len })
    }

    /// How many octets there are, without decoding.
    #[must_use]
    pub const fn len(&self) -> usize {
        match &self.0 {
            Repr::Base64 { len, .. } => *len,
            Repr::Octets(Cow::Borrowed(octets)) => octets.len(),
            Repr::Octets(Cow::Owned(octets)) => octets.len(),
        }
    }

    /// Whether there are none. Senders write empty data for "nothing to say", which is not the same as its absence.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The octets, one after the other, decoded on the way.
    pub fn iter(&self) -> impl Iterator<Item = u8> + '_ {
        let (text, octets) = match &self.0 {
            Repr::Base64 { text, .. } => (text.as_bytes(), &[][..]),
            Repr::Octets(octets) => (&[][..], &octets[..]),
        };
        decode(text).chain(octets.iter().copied())
    }

    /// The octets, if they stand in the input as they are.
    #[must_use]
    pub const fn as_borrowed(&self) -> Option<&'a [u8]> {
        if let Repr::Octets(Cow::Borrowed(octets)) = self.0 { Some(octets) } else { None }
    }

    /// The octets, decoded.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        let mut octets = Vec::with_capacity(self.len());
        octets.extend(self.iter());
        octets
    }

    /// The octets as base64 with padding, four characters at a time.
    pub(crate) fn groups(&self) -> impl Iterator<Item = [char; 4]> + '_ {
        let mut octets = self.iter();
        core::iter::from_fn(move || {
            let first = octets.next()?;
            let (second, third) = (octets.next(), octets.next());
            let bits = u32::from_be_bytes([0, first, second.unwrap_or(0), third.unwrap_or(0)]);
            let letter = |shift: u32| ALPHABET.get((bits >> shift & 63) as usize).map_or('=', |byte| char::from(*byte));
            Some([letter(18), letter(12), second.map_or('=', |_| letter(6)), third.map_or('=', |_| letter(0))])
        })
    }

    /// The octets as base64 with padding, without white space, to be printed.
    #[must_use]
    pub const fn to_base64(&self) -> Base64<'_> {
        Base64(self)
    }

    /// The same octets, independent of the input.
    #[must_use]
    pub fn into_owned(self) -> Data<'static> {
        Data(match self.0 {
            Repr::Base64 { text, len } => Repr::Base64 { text: Cow::Owned(text.into_owned()), len },
            Repr::Octets(octets) => Repr::Octets(Cow::Owned(octets.into_owned())),
        })
    }
}

impl<'a> From<&'a [u8]> for Data<'a> {
    fn from(octets: &'a [u8]) -> Self {
        Self::octets(octets)
    }
}

impl From<Vec<u8>> for Data<'_> {
    fn from(octets: Vec<u8>) -> Self {
        Self(Repr::Octets(Cow::Owned(octets)))
    }
}

/// Octets as base64, RFC 4648 section 4, in one piece.
#[derive(Clone, Copy, Debug)]
pub struct Base64<'d>(&'d Data<'d>);

impl fmt::Display for Base64<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.groups().flatten().try_for_each(|letter| f.write_char(letter))
    }
}

impl Default for Data<'_> {
    #[inline]
    fn default() -> Self {
        Self::octets(&[])
    }
}

impl PartialEq for Data<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Data<'_> {}

/// The length only: octets are mostly secrets.
impl fmt::Debug for Data<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Data({} octets)", self.len())
    }
}

fn decode(text: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let mut bits = 0u32;
    let mut have = 0u32;
    text.iter().filter_map(move |byte| {
        let value = VALUES.get(usize::from(*byte)).copied().filter(|v| *v < 64)?;
        bits = (bits << 6) | u32::from(value);
        have = have.wrapping_add(6);
        if have < 8 {
            return None;
        }
        have = have.wrapping_sub(8);
        #[expect(clippy::cast_possible_truncation, reason = "the low eight bits are meant")]
        Some((bits >> have) as u8)
    })
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What a byte stands for: 0 to 63, or one of the classes below.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
pub(crate) static VALUES: [u8; 256] = {
    let mut table = [OTHER; 256];
    let mut i = 0u8;
    while i < 64 {
        table[ALPHABET[i as usize] as usize] = i;
        i += 1;
    }
    table[b' ' as usize] = SPACE;
    table[b'\t' as usize] = SPACE;
    table[b'\r' as usize] = SPACE;
    table[b'\n' as usize] = SPACE;
    table[b'=' as usize] = PAD;
    table
};
pub(crate) const SPACE: u8 = 64;
pub(crate) const PAD: u8 = 65;
pub(crate) const OTHER: u8 = 66;

/// What a run of base64 amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    /// Whole groups, correctly padded; so many octets, and whether the unused bits are zero as RFC 4648 section 3.5 wants.
    Good { len: usize, canonical: bool },
    /// Not base64: at this byte, or at the end because a group is not complete.
    Bad { at: usize },
}

/// Checks base64 with white space anywhere, byte by byte. The readers have a quicker test for what is usually sent.
pub(crate) fn check(text: &[u8]) -> Check {
    let (mut characters, mut padding, mut last) = (0usize, 0usize, 0u8);
    for (at, byte) in text.iter().enumerate() {
        match VALUES.get(usize::from(*byte)).copied().unwrap_or(OTHER) {
            SPACE => {}
            PAD if padding < 2 => padding = padding.saturating_add(1),
            value if value < 64 && padding == 0 => {
                characters = characters.saturating_add(1);
                last = value;
            }
            _ => return Check::Bad { at },
        }
    }
    finish(characters, padding, last).unwrap_or(Check::Bad { at: text.len() })
}

/// The verdict on so many characters and padding signs, the last character standing for `last`.
#[inline]
pub(crate) fn finish(characters: usize, padding: usize, last: u8) -> Option<Check> {
    let (rest, unused) = match (characters % 4, padding) {
        (0, 0) => (0, 0),
        (2, 2) => (1, 0b1111),
        (3, 1) => (2, 0b11),
        _ if cfg!(planted = "base64") => (0, 0),
        _ => return None,
    };
    let len = (characters / 4).saturating_mul(3).saturating_add(rest);
    Some(Check::Good { len, canonical: last & unused == 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_text(text: &str, octets: &[u8], is_canonical: bool) {
        let Check::Good { len, canonical } = check(text.as_bytes()) else { panic!("refused") };
        assert_eq!((len, canonical), (octets.len(), is_canonical));
        assert_eq!(Data::base64(text, len).to_vec(), octets);
    }

    #[test]
    fn base64() {
        check_text("", b"", true);
        check_text("QUJD", b"ABC", true);
        check_text("\n\tQU\n\tJD\n", b"ABC", true);
        check_text("QQ==", b"A", true);
        check_text("QUI=", b"AB", true);
        check_text("QR==", b"A", false);
        for (bad, at) in [("QQ", 2), ("QQ=", 3), ("QU!JD", 2), ("=", 1), ("QQ==QQ==", 4), ("QUJD=", 5), ("Q===", 3)] {
            assert_eq!(check(bad.as_bytes()), Check::Bad { at }, "{bad}");
        }
    }
}
