//! Where base64 ends, and lines of it: sixteen characters at a time, or thirty-two if the processor can.

#[cfg(target_arch = "x86_64")]
use std::sync::LazyLock;

#[cfg(target_arch = "x86_64")]
use fearless_simd::{Avx2, Level, Select, Simd, SimdBase, SimdInt, SimdMask, u8x32};
#[cfg(target_arch = "x86_64")]
use safe_arch::{
    add_i8_m128i, bitor_m128i, cmp_eq_mask_i8_m128i, load_unaligned_m128i, m128i, max_u8_m128i, min_u8_m128i,
    move_mask_i8_m128i, sub_saturating_u8_m128i,
};

#[cfg(target_arch = "x86_64")]
use super::chunk::all;
use super::pattern::Pattern;

/// Past so many characters it is worth while to ask what the processor can.
const NEAR: usize = 96;

/// The longest lines that are gone through at once, and more than any writer's.
const LINE: usize = 80;

/// How many base64 characters there are at the beginning.
#[inline]
pub(crate) fn run(text: &[u8]) -> usize {
    match text.split_at_checked(NEAR) {
        Some((near, far)) => match run_of(near, rank) {
            NEAR => far_run(far).wrapping_add(NEAR),
            end => end,
        },
        None => run_of(text, rank),
    }
}

#[inline(never)]
fn far_run(text: &[u8]) -> usize {
    #[cfg(target_arch = "x86_64")]
    if let Some(avx2) = *AVX2 {
        return avx2.vectorize(
            #[inline(always)]
            || run_of(text, long_rank(avx2)),
        );
    }
    run_of(text, rank)
}

#[inline(always)]
fn run_of<const WIDTH: usize, R: Ranks>(text: &[u8], rank: impl Fn(&[u8; WIDTH]) -> R) -> usize {
    let mut rest = text;
    while let Some((chunk, tail)) = rest.split_first_chunk() {
        let other = rank(chunk).low();
        if other != 0 {
            return text.len().wrapping_sub(rest.len()).wrapping_add(other.trailing_zeros() as usize);
        }
        rest = tail;
    }
    let tail = rest.iter().take_while(|byte| is_base64(**byte)).count();
    text.len().wrapping_sub(rest.len()).wrapping_add(tail)
}

/// Past lines that are as long as one before them and have the same gap behind them, which is so much white space: how
/// many characters that is, and what comes then.
#[inline]
pub(crate) fn lines<'t>(text: &'t [u8], len: usize, (behind, spaces): (&[u8], usize)) -> (usize, &'t [u8]) {
    let gap = behind.first_chunk().and_then(|behind| Pattern::first(behind, spaces));
    let Some(gap) = gap.filter(|_| text.len() > LINE) else { return (0, text) };
    #[cfg(target_arch = "x86_64")]
    if let Some(avx2) = *AVX2 {
        return match len {
            33..=64 => long_lines::<2>(avx2, text, len, gap),
            65..=LINE => long_lines::<3>(avx2, text, len, gap),
            _ => (0, text),
        };
    }
    match len {
        33..=48 => lines_of::<3, 16, _>(text, len, gap, rank),
        49..=64 => lines_of::<4, 16, _>(text, len, gap, rank),
        65..=LINE => lines_of::<5, 16, _>(text, len, gap, rank),
        _ => (0, text),
    }
}

#[cfg(target_arch = "x86_64")]
#[inline(never)]
fn long_lines<const CHUNKS: usize>(avx2: Avx2, text: &[u8], len: usize, gap: Pattern) -> (usize, &[u8]) {
    avx2.vectorize(
        #[inline(always)]
        || lines_of::<CHUNKS, 32, _>(text, len, gap, long_rank(avx2)),
    )
}

/// Past lines of `len` characters and a gap. `CHUNKS` is how many chunks a line has, the last of which may overlap those
/// before.
#[inline(always)]
fn lines_of<const CHUNKS: usize, const WIDTH: usize, R: Ranks>(
    text: &[u8],
    len: usize,
    gap: Pattern,
    rank: impl Fn(&[u8; WIDTH]) -> R,
) -> (usize, &[u8]) {
    let mut rest = text;
    let mut characters = 0usize;
    while let Some(window) = rest.first_chunk::<{ LINE + 16 }>() {
        let at = |from: usize| window.get(from..).and_then(|rest| rest.first_chunk());
        let behind = window.get(len..).and_then(|rest| rest.first_chunk());
        let (Some(last), Some(behind)) = (at(len.wrapping_sub(WIDTH)), behind) else { break };
        let mut all = rank(last);
        for i in 1..CHUNKS {
            let Some(chunk) = at(i.wrapping_sub(1).wrapping_mul(WIDTH)) else { break };
            all = all.lower(rank(chunk));
        }
        if !gap.starts(behind) || all.low() != 0 {
            break;
        }
        let Some(next) = rest.get(len.wrapping_add(gap.len())..) else { break };
        rest = next;
        characters = characters.wrapping_add(len);
    }
    (characters, rest)
}

#[inline]
pub(crate) const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/'
}

/// A rank a byte, which is high for exactly those for which [`is_base64`] holds.
trait Ranks: Copy {
    /// The lower rank of each two.
    fn lower(self, other: Self) -> Self;

    /// One bit a byte: those whose rank is low.
    fn low(self) -> u32;
}

/// The lowest of the high ranks, that of `a`. `z` and `9` are moved to the highest, and of what is then lower as much is
/// taken off as brings `/` to where `a` is.
#[cfg(target_arch = "x86_64")]
const LOWEST: u8 = 0xff - (b'z' - b'a');

/// By so much there are fewer characters from `/` to `9` than letters.
#[cfg(target_arch = "x86_64")]
const FEWER: u8 = (b'z' - b'a') - (b'9' - b'/');

#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn rank(chunk: &[u8; 16]) -> m128i {
    let bytes = load_unaligned_m128i(chunk);
    let letter = add_i8_m128i(bitor_m128i(bytes, all(0x20)), all(0xff - b'z'));
    let digit = sub_saturating_u8_m128i(add_i8_m128i(bytes, all(0xff - b'9')), all(FEWER));
    let plus = cmp_eq_mask_i8_m128i(bytes, all(b'+'));
    max_u8_m128i(max_u8_m128i(letter, digit), plus)
}

#[cfg(target_arch = "x86_64")]
impl Ranks for m128i {
    #[inline(always)]
    fn lower(self, other: Self) -> Self {
        min_u8_m128i(self, other)
    }

    #[inline(always)]
    fn low(self) -> u32 {
        let high = cmp_eq_mask_i8_m128i(min_u8_m128i(self, all(LOWEST)), all(LOWEST));
        move_mask_i8_m128i(high).cast_unsigned() ^ 0xffff
    }
}

/// What there is only on processors of the last ten years, looked up once.
#[cfg(target_arch = "x86_64")]
static AVX2: LazyLock<Option<Avx2>> = LazyLock::new(|| Level::new().as_avx2());

#[cfg(target_arch = "x86_64")]
#[expect(clippy::arithmetic_side_effects, reason = "the sum of a lane wraps")]
#[inline(always)]
fn long_rank(avx2: Avx2) -> impl Fn(&[u8; 32]) -> u8x32<Avx2> {
    #[inline(always)]
    move |chunk| {
        let bytes = avx2.load_array_ref_u8x32(chunk);
        let letter = (bytes | 0x20) + (0xff - b'z');
        let digit = (bytes + (0xff - b'9')).max(FEWER) - FEWER;
        let plus = bytes.simd_eq(b'+').select(u8x32::splat(avx2, 0xff), u8x32::splat(avx2, 0));
        letter.max(digit).max(plus)
    }
}

#[cfg(target_arch = "x86_64")]
impl Ranks for u8x32<Avx2> {
    #[inline(always)]
    fn lower(self, other: Self) -> Self {
        self.min(other)
    }

    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "thirty-two bits are set at most")]
    fn low(self) -> u32 {
        self.simd_lt(LOWEST).to_bitmask() as u32
    }
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn rank(chunk: &[u8; 16]) -> u16 {
    chunk.iter().enumerate().fold(0, |high, (i, byte)| high | u16::from(is_base64(*byte)) << i)
}

#[cfg(not(target_arch = "x86_64"))]
impl Ranks for u16 {
    #[inline]
    fn lower(self, other: Self) -> Self {
        self & other
    }

    #[inline]
    fn low(self) -> u32 {
        (!self).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_in_every_place() {
        for len in [0, 1, 15, 16, 17, 40, NEAR, NEAR + 1, NEAR + 31, NEAR + 32, NEAR + 80] {
            let mut text = vec![b'/'; len];
            assert_eq!(run(&text), len);
            for place in 0..len {
                for byte in 0..=255u8 {
                    text[place] = byte;
                    let end = if is_base64(byte) { len } else { place };
                    assert_eq!(run(&text), end, "{byte:#x} at {place} of {len}");
                }
                text[place] = b'/';
            }
        }
    }

    #[test]
    fn every_byte_in_every_line() {
        for len in 33..=LINE {
            let gap = (b" \t              ".as_slice(), 2);
            let mut text = [vec![b'+'; len], gap.0[..2].to_vec()].concat().repeat(3);
            text.extend([b'-'; LINE]);
            let both = |text: &[u8], first: usize| {
                let narrow = match len {
                    33..=48 => lines_of::<3, 16, _>(text, len, Pattern::new(b" \t"), rank),
                    49..=64 => lines_of::<4, 16, _>(text, len, Pattern::new(b" \t"), rank),
                    _ => lines_of::<5, 16, _>(text, len, Pattern::new(b" \t"), rank),
                };
                assert_eq!(lines(text, len, gap), narrow);
                assert_eq!((narrow.0, text.len() - narrow.1.len()), (first * len, first * (len + 2)));
            };
            both(&text, 3);
            for place in [0, 15, 16, 31, 32, len / 2, len - 1] {
                for byte in 0..=255u8 {
                    text[len + 2 + place] = byte;
                    both(&text, if is_base64(byte) { 3 } else { 1 });
                }
                text[len + 2 + place] = b'+';
            }
        }
    }
}
