//! Where plain text ends: sixteen bytes at a time.

#[cfg(target_arch = "x86_64")]
use safe_arch::{
    bitor_m128i, cmp_eq_mask_i8_m128i, load_unaligned_m128i, m128i, min_u8_m128i, move_mask_i8_m128i, set_splat_i8_m128i,
    sub_i8_m128i,
};

/// The first byte at or after `from` that is not plain: `<`, or anything that the complete reader has to look at
/// (`&`, a control character other than tab and line feed, `]]>`, U+FFFE and U+FFFF). `None` at the end of input.
#[inline(always)]
pub(super) fn plain_end(text: &[u8], from: usize) -> Option<usize> {
    let mut rest = text.get(from..)?;
    while let Some((chunk, tail)) = rest.split_first_chunk::<16>() {
        let odd = odd_bytes(chunk);
        if odd != 0 {
            let at = text.len().wrapping_sub(rest.len()).wrapping_add(odd.trailing_zeros() as usize);
            if text.get(at) == Some(&b'<') {
                return Some(at);
            }
            return plain_end_slowly(text, at);
        }
        rest = tail;
    }
    plain_end_slowly(text, text.len().wrapping_sub(rest.len()))
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

/// How many base64 characters there are at the beginning.
#[inline]
pub(super) fn base64_run(text: &[u8]) -> usize {
    let mut rest = text;
    while let Some((chunk, tail)) = rest.split_first_chunk::<16>() {
        let other = other_than_base64(chunk);
        if other != 0 {
            return text.len().wrapping_sub(rest.len()).wrapping_add(other.trailing_zeros() as usize);
        }
        rest = tail;
    }
    let tail = rest.iter().take_while(|byte| is_base64(**byte)).count();
    text.len().wrapping_sub(rest.len()).wrapping_add(tail)
}

/// `<` and `>` differ in one bit; 0xef begins U+FFFE and U+FFFF in UTF-8.
#[inline]
const fn is_odd(byte: u8) -> bool {
    byte | 2 == b'>' || byte == b'&' || byte < 0x20 || byte == 0xef
}

#[inline]
const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/'
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

/// One bit a byte: those for which [`is_base64`] does not hold. `/` and the digits are neighbours.
#[cfg(target_arch = "x86_64")]
#[inline]
fn other_than_base64(chunk: &[u8; 16]) -> u32 {
    let bytes = load_unaligned_m128i(chunk);
    let from_a = sub_i8_m128i(bitor_m128i(bytes, all(0x20)), all(b'a'));
    let letter = cmp_eq_mask_i8_m128i(min_u8_m128i(from_a, all(25)), from_a);
    let from_slash = sub_i8_m128i(bytes, all(b'/'));
    let digit = cmp_eq_mask_i8_m128i(min_u8_m128i(from_slash, all(10)), from_slash);
    let plus = cmp_eq_mask_i8_m128i(bytes, all(b'+'));
    !move_mask_i8_m128i(bitor_m128i(bitor_m128i(letter, digit), plus)).cast_unsigned() & 0xffff
}

#[cfg(target_arch = "x86_64")]
#[inline]
fn all(byte: u8) -> m128i {
    set_splat_i8_m128i(byte.cast_signed())
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn odd_bytes(chunk: &[u8; 16]) -> u32 {
    mask(chunk, is_odd)
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn other_than_base64(chunk: &[u8; 16]) -> u32 {
    mask(chunk, |byte| !is_base64(byte))
}

#[cfg(any(test, not(target_arch = "x86_64")))]
#[inline]
fn mask(chunk: &[u8; 16], holds: impl Fn(u8) -> bool) -> u32 {
    chunk.iter().enumerate().fold(0, |mask, (i, byte)| mask | (u32::from(holds(*byte)) << i))
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
                assert_eq!(other_than_base64(&chunk), mask(&chunk, |b| !is_base64(b)), "{byte:#x}");
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
        assert_eq!(base64_run(b"QUJDQUJDQUJDQUJDQUJD\n"), 20);
    }
}
