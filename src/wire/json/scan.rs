//! Where the plain text of a string ends: sixteen bytes at a time.

#[cfg(target_arch = "x86_64")]
use safe_arch::{
    bitxor_m128i, cmp_eq_mask_i8_m128i, load_unaligned_m128i, min_u8_m128i, move_mask_i8_m128i,
    sub_saturating_u8_m128i, zeroed_m128i,
};

#[cfg(target_arch = "x86_64")]
use crate::wire::chunk::all;
#[cfg(any(test, not(target_arch = "x86_64")))]
use crate::wire::chunk::mask;

/// How many plain bytes there are at the beginning: up to the quotation mark, a backslash, or a control character; all of
/// them if there is none.
#[inline(always)]
pub(crate) fn plain_run(text: &[u8]) -> usize {
    // most are short
    let Some((first, mut rest)) = text.split_first_chunk::<16>() else { return plain_tail(text) };
    let odd = odd_bytes(first);
    if odd != 0 {
        return odd.trailing_zeros() as usize;
    }
    while let Some((chunk, tail)) = rest.split_first_chunk::<16>() {
        let odd = odd_bytes(chunk);
        if odd != 0 {
            return text.len().wrapping_sub(rest.len()).wrapping_add(odd.trailing_zeros() as usize);
        }
        rest = tail;
    }
    text.len().wrapping_sub(rest.len()).wrapping_add(plain_tail(rest))
}

/// The same where fewer than sixteen bytes are left.
#[cold]
fn plain_tail(text: &[u8]) -> usize {
    text.iter().position(|byte| is_odd(*byte)).unwrap_or(text.len())
}

/// `unescaped = %x20-21 / %x23-5B / %x5D-10FFFF` does not hold.
#[inline]
const fn is_odd(byte: u8) -> bool {
    byte == b'"' || byte == b'\\' || byte < 0x20
}

/// One bit a byte: those for which [`is_odd`] holds.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn odd_bytes(chunk: &[u8; 16]) -> u32 {
    let bytes = load_unaligned_m128i(chunk);
    // with this bit changed the quotation mark comes next to the control characters, where the blank was
    let low = sub_saturating_u8_m128i(bitxor_m128i(bytes, all(b'"' ^ b' ')), all(b' '));
    let backslash = bitxor_m128i(bytes, all(b'\\'));
    move_mask_i8_m128i(cmp_eq_mask_i8_m128i(min_u8_m128i(low, backslash), zeroed_m128i())).cast_unsigned()
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
        assert_eq!(plain_run(b"a text that is longer than one step\""), 35);
        assert_eq!(plain_run(b"a\\\"                    "), 1);
        assert_eq!(plain_run("ä\n".as_bytes()), 2);
        assert_eq!(plain_run(b"no end"), 6);
        assert_eq!(plain_run(b""), 0);
    }
}
