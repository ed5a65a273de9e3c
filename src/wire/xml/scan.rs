//! Where plain text ends: sixteen bytes at a time.

#[cfg(target_arch = "x86_64")]
use safe_arch::{
    add_i8_m128i, bitor_m128i, cmp_eq_mask_i8_m128i, load_unaligned_m128i, m128i, max_u8_m128i, min_u8_m128i,
    move_mask_i8_m128i, sub_saturating_u8_m128i,
};

#[cfg(target_arch = "x86_64")]
use crate::wire::chunk::all;
use crate::wire::chunk::equal_bytes;
#[cfg(any(test, not(target_arch = "x86_64")))]
use crate::wire::chunk::{is_base64, mask};

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
            byte if !is_odd(byte) => {}
            _ => return Some(at),
        }
        at = at.wrapping_add(1);
    }
}

/// The longest line of base64, and more than any writer's, for [`is_base64_line`].
pub(super) const LINE: usize = 80;

/// Whether these are so many base64 characters, from 16 to [`LINE`].
#[inline(always)]
pub(super) fn is_base64_line(text: &[u8; LINE + 16], len: usize) -> bool {
    let at = |from: usize| text.get(from..).and_then(|rest| rest.first_chunk::<16>());
    // the last sixteen may overlap those before
    let mut all = match len.checked_sub(16).and_then(at) {
        Some(chunk) if len <= LINE => base64_rank(chunk),
        _ => return false,
    };
    for from in [0usize, 16, 32, 48] {
        if from.wrapping_add(16) >= len {
            break;
        }
        let Some(chunk) = at(from) else { return false };
        all = lower(all, base64_rank(chunk));
    }
    is_high(all)
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

/// `<` and `>` differ in one bit; 0xef begins U+FFFE and U+FFFF in UTF-8.
#[inline]
const fn is_odd(byte: u8) -> bool {
    byte | 2 == b'>' || byte == b'&' || byte < 0x20 || byte == 0xef
}

/// One bit a byte: those for which [`is_odd`] holds.
#[cfg(target_arch = "x86_64")]
#[inline]
fn odd_bytes(chunk: &[u8; 16]) -> u32 {
    let bytes = load_unaligned_m128i(chunk);
    let angle = cmp_eq_mask_i8_m128i(bitor_m128i(bytes, all(2)), all(b'>'));
    let ampersand = cmp_eq_mask_i8_m128i(bytes, all(b'&'));
    let control = cmp_eq_mask_i8_m128i(min_u8_m128i(bytes, all(0x1f)), bytes);
    let noncharacter = cmp_eq_mask_i8_m128i(bytes, all(0xef));
    move_mask_i8_m128i(bitor_m128i(bitor_m128i(angle, ampersand), bitor_m128i(control, noncharacter))).cast_unsigned()
}

/// A rank a byte, at least [`LOWEST`] for exactly the bytes for which [`is_base64`] holds: `z` and `9` are moved to the
/// greatest, and of what is then lower as much is taken off as brings `/` to where `a` is.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn base64_rank(chunk: &[u8; 16]) -> m128i {
    let bytes = load_unaligned_m128i(chunk);
    let letter = add_i8_m128i(bitor_m128i(bytes, all(0x20)), all(0xff - b'z'));
    let digit = sub_saturating_u8_m128i(add_i8_m128i(bytes, all(0xff - b'9')), all(0x0f));
    let plus = cmp_eq_mask_i8_m128i(bytes, all(b'+'));
    max_u8_m128i(max_u8_m128i(letter, digit), plus)
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn lower(a: m128i, b: m128i) -> m128i {
    min_u8_m128i(a, b)
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn is_high(ranks: m128i) -> bool {
    move_mask_i8_m128i(cmp_eq_mask_i8_m128i(min_u8_m128i(ranks, all(LOWEST)), all(LOWEST))) == 0xffff
}

/// The rank of `a`.
#[cfg(target_arch = "x86_64")]
const LOWEST: u8 = 0xff - (b'z' - b'a');

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn base64_rank(chunk: &[u8; 16]) -> bool {
    chunk.iter().fold(true, |all, byte| all & is_base64(*byte))
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
const fn lower(a: bool, b: bool) -> bool {
    a & b
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
const fn is_high(ranks: bool) -> bool {
    ranks
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
        for len in 16..=LINE {
            for byte in 0..=255u8 {
                let mut text = [b'+'; LINE + 16];
                assert!(is_base64_line(&text, len));
                text[len - 1] = byte;
                assert_eq!(is_base64_line(&text, len), is_base64(byte), "{byte:#x}");
                text[len - 1] = b'/';
                text[len / 2] = byte;
                assert_eq!(is_base64_line(&text, len), is_base64(byte), "{byte:#x}");
            }
        }
        assert!(!is_base64_line(&[b'A'; LINE + 16], 15) && !is_base64_line(&[b'A'; LINE + 16], LINE + 1));
    }
}
