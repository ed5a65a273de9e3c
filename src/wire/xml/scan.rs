//! Where plain text ends: sixteen bytes at a time.

#[cfg(target_arch = "x86_64")]
use safe_arch::{
    add_i8_m128i, bitor_m128i, cmp_eq_mask_i8_m128i, load_unaligned_m128i, min_u8_m128i, move_mask_i8_m128i,
};

#[cfg(target_arch = "x86_64")]
use crate::wire::chunk::all;
use crate::wire::chunk::equal_bytes;
#[cfg(any(test, not(target_arch = "x86_64")))]
use crate::wire::chunk::mask;

/// How many plain bytes there are at the beginning, sixteen at a time: what ends the run is `<`, anything that may need
/// a closer look (see [`plain_end`]), or that the input ends soon.
#[inline(always)]
pub(super) fn plain_run(text: &[u8]) -> usize {
    let mut at = 0usize;
    while let Some(chunk) = text.get(at..).and_then(|rest| rest.first_chunk::<16>()) {
        let odd = odd_bytes(chunk);
        if odd != 0 {
            return at.wrapping_add(odd.trailing_zeros() as usize);
        }
        at = at.wrapping_add(16);
    }
    at
}

/// How many of these are white space before the first that is none.
#[inline]
pub(super) fn leading_spaces(text: &[u8; 16]) -> usize {
    let spaces = [b' ', b'\t', b'\n', b'\r'].map(|space| equal_bytes(text, &[space; 16]));
    (!spaces.into_iter().fold(0, |all, some| all | some)).trailing_zeros() as usize
}

/// The first byte at or after `from` that is not plain: `<`, or anything that the complete reader has to look at
/// (`&`, a control character other than tab and line feed, `]]>`, U+FFFE and U+FFFF). `None` at the end of input.
#[inline]
pub(super) fn plain_end(text: &[u8], from: usize) -> Option<usize> {
    plain_end_slowly(text, from.wrapping_add(plain_run(text.get(from..)?)))
}

#[cold]
fn plain_end_slowly(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *text.get(at)? {
            b'<' => return Some(at),
            b'>' if !text.get(..at)?.ends_with(b"]]") => {}
            b'\t' | b'\n' => {}
            0xef if !matches!(text.get(at..)?, [_, 0xbf, 0xbe | 0xbf, ..]) => {}
            byte if !is_odd(byte) || byte > 0xef => {}
            _ => return Some(at),
        }
        at = at.wrapping_add(1);
    }
}

/// Where `tag`, which begins with a slash, stands behind a `<`: the place of that.
#[inline]
pub(super) fn find<const N: usize>(text: &[u8], tag: &[u8; N]) -> Option<usize> {
    let (slash, letter) = ([*tag.first()?; 16], [*tag.get(1)?; 16]);
    let mut at = 1usize;
    while let Some(window) = text.get(at..).and_then(|rest| rest.first_chunk::<33>()) {
        let pairs = |from: usize| {
            let chunk = |from: usize| window.get(from..).and_then(|rest| rest.first_chunk());
            Some(equal_bytes(chunk(from)?, &slash) & equal_bytes(chunk(from.wrapping_add(1))?, &letter))
        };
        let mut pairs = pairs(0)? | pairs(16)? << 16;
        while pairs != 0 {
            let here = at.wrapping_add(pairs.trailing_zeros() as usize);
            if text.get(here.wrapping_sub(1)) == Some(&b'<') && text.get(here..)?.starts_with(tag) {
                return Some(here.wrapping_sub(1));
            }
            pairs &= pairs.wrapping_sub(1);
        }
        at = at.wrapping_add(32);
    }
    None
}

/// `<` and `>` differ in one bit; 0xef begins U+FFFE and U+FFFF in UTF-8. It is the least of those that are one range with
/// the control characters if one counts on from 0xff to 0: the few that lie between are rare.
#[inline]
const fn is_odd(byte: u8) -> bool {
    byte | 2 == b'>' || byte == b'&' || byte.wrapping_add(BELOW) < 0x20 + BELOW
}

/// From 0xef to 0.
const BELOW: u8 = 0x11;

/// One bit a byte: those for which [`is_odd`] holds.
#[cfg(target_arch = "x86_64")]
#[inline]
fn odd_bytes(chunk: &[u8; 16]) -> u32 {
    let bytes = load_unaligned_m128i(chunk);
    let angle = cmp_eq_mask_i8_m128i(bitor_m128i(bytes, all(2)), all(b'>'));
    let ampersand = cmp_eq_mask_i8_m128i(bytes, all(b'&'));
    let from_below = add_i8_m128i(bytes, all(BELOW));
    let control = cmp_eq_mask_i8_m128i(min_u8_m128i(from_below, all(0x1f + BELOW)), from_below);
    move_mask_i8_m128i(bitor_m128i(bitor_m128i(angle, ampersand), control)).cast_unsigned()
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn odd_bytes(chunk: &[u8; 16]) -> u32 {
    mask(chunk, is_odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_in_every_place() {
        for byte in 0..=255u8 {
            for place in 0..16 {
                let mut chunk = *b"plain text, yes!";
                chunk[place] = byte;
                assert_eq!(odd_bytes(&chunk), mask(&chunk, is_odd), "{byte:#x}");
            }
        }
    }

    #[test]
    fn spaces() {
        assert_eq!(leading_spaces(b" \n\t\r<key>A</key>"), 4);
        assert_eq!(leading_spaces(b"<key>A</key>    "), 0);
        assert_eq!(leading_spaces(&[b'\t'; 16]), 16);
    }

    #[test]
    fn ends() {
        let text = b"a > b, 2 \t\n lines and more of it\xef\xbc\x81<";
        assert_eq!(plain_end(text, 0), Some(text.len() - 1));
        assert_eq!(plain_end(b"a long enough text ]]> <", 0), Some(21));
        assert_eq!(plain_end(b"no end", 0), None);
        assert_eq!(plain_end(b"a&b<", 0), Some(1));
        assert_eq!(plain_end(b"\xef\xbf\xbe<", 0), Some(0));
        let text = b"<array><string>a/a</string></array><array></array>and then some more of it";
        assert_eq!(find(text, b"/array>"), Some(27));
        assert_eq!(find(text, b"/dict>"), None);
    }
}
