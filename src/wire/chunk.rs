//! Sixteen bytes at a time: what the readers of several formats look for.

#[cfg(target_arch = "x86_64")]
use safe_arch::{
    bitor_m128i, cmp_eq_mask_i8_m128i, load_unaligned_m128i, m128i, min_u8_m128i, move_mask_i8_m128i,
    set_splat_i8_m128i, sub_i8_m128i,
};

/// How many base64 characters there are at the beginning.
#[inline]
pub(crate) fn base64_run(text: &[u8]) -> usize {
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

/// One bit a byte: those that are the same in both.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(crate) fn equal_bytes(a: &[u8; 16], b: &[u8; 16]) -> u32 {
    move_mask_i8_m128i(cmp_eq_mask_i8_m128i(load_unaligned_m128i(a), load_unaligned_m128i(b))).cast_unsigned()
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
pub(crate) fn equal_bytes(a: &[u8; 16], b: &[u8; 16]) -> u32 {
    a.iter().zip(b).enumerate().fold(0, |mask, (i, (a, b))| mask | (u32::from(a == b) << i))
}

#[inline]
pub(crate) const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/'
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

/// Sixteen times the same byte.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(crate) fn all(byte: u8) -> m128i {
    set_splat_i8_m128i(byte.cast_signed())
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn other_than_base64(chunk: &[u8; 16]) -> u32 {
    mask(chunk, |byte| !is_base64(byte))
}

/// One bit a byte: those for which it holds.
#[cfg(any(test, not(target_arch = "x86_64")))]
#[inline]
pub(crate) fn mask(chunk: &[u8; 16], holds: impl Fn(u8) -> bool) -> u32 {
    chunk.iter().enumerate().fold(0, |mask, (i, byte)| mask | (u32::from(holds(*byte)) << i))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_in_every_place() {
        for byte in 0..=255u8 {
            for place in 0..16 {
                let mut chunk = *b"plain+text/yes!A";
                chunk[place] = byte;
                assert_eq!(other_than_base64(&chunk), mask(&chunk, |b| !is_base64(b)), "{byte:#x}");
            }
        }
    }

    #[test]
    fn ends() {
        assert_eq!(base64_run(b"QUJDQUJDQUJDQUJDQUJD\n"), 20);
        assert_eq!(base64_run(b"QUJD"), 4);
        assert_eq!(equal_bytes(b"0123456789abcdef", b"012345x789abcdeX"), 0x7fbf);
    }
}
