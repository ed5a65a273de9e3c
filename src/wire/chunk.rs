//! Sixteen bytes at a time: what the readers of several formats look for.

#[cfg(target_arch = "x86_64")]
use safe_arch::{
    bitor_m128i, cmp_eq_mask_i8_m128i, cmp_gt_mask_i8_m128i, load_unaligned_m128i, m128i, min_u8_m128i,
    move_mask_i8_m128i, set_splat_i8_m128i, sub_i8_m128i,
};

/// Where a byte stands, if it stands in the text once.
#[inline]
pub(crate) fn only(text: &[u8], byte: u8) -> Option<usize> {
    let (chunks, tail) = text.as_chunks::<16>();
    let tail = match text.last_chunk() {
        Some(last) => equal_bytes(last, &[byte; 16]).unbounded_shr(16u32.wrapping_sub(tail.len() as u32)),
        None => tail.iter().rev().fold(0, |places, other| places << 1 | u32::from(*other == byte)),
    };
    let mut found = None;
    let places = chunks.iter().map(|chunk| equal_bytes(chunk, &[byte; 16])).chain([tail]);
    for (at, places) in places.enumerate().filter(|(_, places)| *places != 0) {
        if found.is_some() || !places.is_power_of_two() {
            return None;
        }
        found = Some(at.wrapping_mul(16).wrapping_add(places.trailing_zeros() as usize));
    }
    found
}

/// Whether all bytes are decimal digits.
#[inline]
pub(crate) fn are_digits(text: &[u8]) -> bool {
    are(text, |chunk| other_than_digits_or(chunk, 0, b'a', 0))
}

/// Whether all bytes are letters or digits.
#[inline]
pub(crate) fn are_alphanumeric(text: &[u8]) -> bool {
    are(text, |chunk| other_than_digits_or(chunk, 0x20, b'a', 26))
}

/// Whether all bytes are hexadecimal digits in capitals.
#[inline]
pub(crate) fn are_capital_hex(text: &[u8]) -> bool {
    are(text, |chunk| other_than_digits_or(chunk, 0, b'A', 6))
}

/// Whether there is nothing among the bytes that `others` finds, of which sixteen are looked at at once.
#[inline(always)]
fn are(text: &[u8], others: impl Fn(&[u8; 16]) -> u32) -> bool {
    let (chunks, tail) = text.as_chunks::<16>();
    if !chunks.iter().all(|chunk| others(chunk) == 0) {
        return false;
    }
    match (text.last_chunk(), text.first_chunk(), text.last_chunk()) {
        _ if tail.is_empty() => true,
        (Some(last), ..) => others(last) == 0,
        (None, Some(first), Some(last)) => {
            let [first, last] = [first, last].map(|half| u128::from(u64::from_le_bytes(*half)));
            others(&(first | last << 64).to_le_bytes()) == 0
        }
        _ => {
            // the first again and again, so that what is left is of the class if all others are
            let mut chunk = [text.first().copied().unwrap_or_default(); 16];
            chunk.iter_mut().zip(text).for_each(|(to, byte)| *to = *byte);
            others(&chunk) == 0
        }
    }
}

/// One bit a byte: those that are neither decimal digits nor of so many letters from `first` on, with these bits set.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn other_than_digits_or(chunk: &[u8; 16], set: u8, first: u8, letters: u8) -> u32 {
    let bytes = load_unaligned_m128i(chunk);
    let are_within = |bytes, first, count: u8| {
        let off = sub_i8_m128i(bytes, all(first));
        cmp_eq_mask_i8_m128i(min_u8_m128i(off, all(count.wrapping_sub(1))), off)
    };
    let mut good = are_within(bytes, b'0', 10);
    if letters > 0 {
        good = bitor_m128i(good, are_within(bitor_m128i(bytes, all(set)), first, letters));
    }
    !move_mask_i8_m128i(good).cast_unsigned() & 0xffff
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn other_than_digits_or(chunk: &[u8; 16], set: u8, first: u8, letters: u8) -> u32 {
    mask(chunk, |byte| !(byte.is_ascii_digit() || (byte | set).wrapping_sub(first) < letters))
}

/// The first bytes of what is shorter than a window, and zeros.
#[inline(never)]
pub(crate) fn padded(text: &[u8]) -> [u8; 64] {
    let mut window = [0; 64];
    window.iter_mut().zip(text).for_each(|(to, byte)| *to = *byte);
    window
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

/// Whether the bytes from `start` to `end` are ASCII without control characters; of `text` there have to be fifteen more.
#[inline(always)]
pub(crate) fn is_plain(text: &[u8], start: usize, end: usize) -> bool {
    let (mut left, mut rest) = (end.wrapping_sub(start), text.get(start..).unwrap_or_default());
    while let Some((chunk, tail)) = rest.split_first_chunk() {
        let other = other_than_plain(chunk);
        if left <= 16 || other != 0 {
            return (other | 1 << 16).trailing_zeros() as usize >= left;
        }
        (left, rest) = (left.wrapping_sub(16), tail);
    }
    false
}

/// One bit a byte: those that are no ASCII or control characters.
#[inline(always)]
pub(crate) fn other_than_plain_in(window: &[u8; 64]) -> u64 {
    window.as_chunks().0.iter().rev().fold(0, |mask, chunk| mask << 16 | u64::from(other_than_plain(chunk)))
}

/// One bit a byte: those that are no ASCII.
#[inline(always)]
pub(crate) fn other_than_ascii_in(window: &[u8; 64]) -> u64 {
    window.as_chunks().0.iter().rev().fold(0, |mask, chunk| mask << 16 | u64::from(other_than_ascii(chunk)))
}

/// One bit a byte: those that are no ASCII or control characters, which are the lowest of signed ones.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn other_than_plain(chunk: &[u8; 16]) -> u32 {
    !move_mask_i8_m128i(cmp_gt_mask_i8_m128i(load_unaligned_m128i(chunk), all(0x1f))).cast_unsigned() & 0xffff
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn other_than_plain(chunk: &[u8; 16]) -> u32 {
    mask(chunk, |byte| !matches!(byte, 0x20..=0x7f))
}

/// One bit a byte: those that are no ASCII.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn other_than_ascii(chunk: &[u8; 16]) -> u32 {
    move_mask_i8_m128i(load_unaligned_m128i(chunk)).cast_unsigned()
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn other_than_ascii(chunk: &[u8; 16]) -> u32 {
    mask(chunk, |byte| !byte.is_ascii())
}

/// Sixteen times the same byte.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(crate) fn all(byte: u8) -> m128i {
    set_splat_i8_m128i(byte.cast_signed())
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
                assert_eq!(other_than_plain(&chunk), mask(&chunk, |b| !matches!(b, 0x20..=0x7f)), "{byte:#x}");
                assert_eq!(other_than_ascii(&chunk), mask(&chunk, |b| b >= 0x80), "{byte:#x}");
            }
        }
    }

    #[test]
    fn plain() {
        let text = b"an ASCII string of more than sixteen bytes\n and fifteen more";
        assert!(is_plain(text, 0, 42) && is_plain(text, 3, 3) && is_plain(text, 41, 42));
        assert!(!is_plain(text, 0, 43) && !is_plain(text, 42, 43));
    }

    #[test]
    fn windows() {
        for place in 0..64 {
            let mut window = [b'a'; 64];
            window[place] = 0x1f;
            assert_eq!((other_than_plain_in(&window), other_than_ascii_in(&window)), (1 << place, 0));
            window[place] = 0x80;
            assert_eq!((other_than_plain_in(&window), other_than_ascii_in(&window)), (1 << place, 1 << place));
        }
    }

    #[test]
    fn once() {
        for len in 0..40 {
            let mut text = vec![b'a'; len];
            assert_eq!(only(&text, b'@'), None);
            for at in 0..len {
                text[at] = b'@';
                assert_eq!(only(&text, b'@'), Some(at));
                for other in (0..len).filter(|other| *other != at) {
                    text[other] = b'@';
                    assert_eq!(only(&text, b'@'), None, "{at} and {other} of {len}");
                    text[other] = b'a';
                }
                text[at] = b'a';
            }
        }
    }

    #[test]
    fn classes() {
        type Class = (fn(&[u8]) -> bool, fn(u8) -> bool);
        let classes: [Class; 3] = [
            (are_digits, |byte| byte.is_ascii_digit()),
            (are_alphanumeric, |byte| byte.is_ascii_alphanumeric()),
            (are_capital_hex, |byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F')),
        ];
        for (are, is) in classes {
            for len in 0..40 {
                let mut text = vec![b'7'; len];
                assert!(are(&text));
                for (at, byte) in (0..len).flat_map(|at| (0..=255).map(move |byte| (at, byte))) {
                    text[at] = byte;
                    assert_eq!(are(&text), is(byte), "{byte:#x} at {at} of {len}");
                    text[at] = b'7';
                }
            }
        }
    }

    #[test]
    fn equal() {
        assert_eq!(equal_bytes(b"0123456789abcdef", b"012345x789abcdeX"), 0x7fbf);
    }
}
