//! Numbers from text and to text.

use core::fmt;

/// An integer of either sign: `i64` and `u64` fit, and nothing wider is ever sent.
pub(crate) type Integer = i128;

/// The smallest integer that a message may carry.
pub(crate) const MIN: Integer = i64::MIN as Integer;
/// The largest integer that a message may carry.
pub(crate) const MAX: Integer = u64::MAX as Integer;

/// Up to 18 decimal digits; `None` if there are none, more, or something else among them.
#[inline]
pub(crate) fn digits(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let mut value = 0u64;
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
    }
    Some(value)
}

/// How many decimal digits the text begins with, and the number that they are; of sixteen digits only how many.
#[inline(always)]
pub(crate) fn leading_digits(text: &[u8; 16]) -> (u64, usize) {
    let [first, second] = [0, 64].map(|bits| (u128::from_le_bytes(*text) >> bits) as u64);
    match up_to_eight(first) {
        (high, 8) => and_more_digits(high, second),
        few => few,
    }
}

/// The same of a text that has eight bytes at least, and sixteen if the first eight are digits.
#[inline(always)]
pub(crate) fn leading_digits_of(text: &[u8]) -> Option<(u64, usize)> {
    let (first, rest) = text.split_first_chunk()?;
    Some(match up_to_eight(u64::from_le_bytes(*first)) {
        (high, 8) => and_more_digits(high, u64::from_le_bytes(*rest.first_chunk()?)),
        few => few,
    })
}

/// The same of eight digits that are this number, and of what comes behind them.
#[inline(always)]
fn and_more_digits(high: u64, text: u64) -> (u64, usize) {
    let (low, more) = up_to_eight(text);
    let scale = POWERS_OF_TEN.get(more).copied().unwrap_or_default();
    (high.wrapping_mul(scale).wrapping_add(low), more.wrapping_add(8))
}

/// The same of eight bytes.
#[inline(always)]
const fn up_to_eight(text: u64) -> (u64, usize) {
    // a byte has a bit of its upper half set exactly if it is no digit
    let off = text ^ u64::from_le_bytes([b'0'; 8]);
    let low = off & u64::from_le_bytes([0x7f; 8]);
    let others = (off | low.wrapping_add(u64::from_le_bytes([6; 8]))) & u64::from_le_bytes([0xf0; 8]);
    let bits = others.trailing_zeros() & !7;
    if bits == 0 {
        return (0, 0);
    }
    // to the upper end, so that zeros lead
    (eight_digits(off.wrapping_shl(64u32.wrapping_sub(bits))), (bits / 8) as usize)
}

/// The number that eight bytes of 0 to 9 are, the first one counting most: in pairs, fours and eights.
#[inline(always)]
const fn eight_digits(digits: u64) -> u64 {
    let pairs = (digits.wrapping_mul(10).wrapping_add(digits >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100).wrapping_add(pairs >> 16)) & 0x0000_ffff_0000_ffff;
    (fours.wrapping_mul(10_000).wrapping_add(fours >> 32)) & 0xffff_ffff
}

/// `digits.digits`, if the number is one of up to 53 bits over a power of ten, so that the quotient is exact to the last
/// bit; and what comes behind.
#[inline]
pub(crate) fn plain_real(text: &str) -> Option<(f64, &str)> {
    let (whole, count) = leading_digits(text.as_bytes().first_chunk()?);
    let behind = text.get(count..)?.strip_prefix('.')?;
    let (part, places) = leading_digits(behind.as_bytes().first_chunk()?);
    let scale = *POWERS_OF_TEN.get(places)?;
    if count == 0 || places == 0 || count > 15 {
        return None;
    }
    let all = whole.checked_mul(scale)?.checked_add(part).filter(|all| *all <= 1 << 53)?;
    #[expect(clippy::cast_precision_loss, reason = "both have 53 bits at most")]
    let value = all as f64 / scale as f64;
    Some((value, behind.get(places..)?))
}

/// As far as [`leading_digits`] counts.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
const POWERS_OF_TEN: [u64; 16] = {
    let mut powers = [1; 16];
    let mut i = 1;
    while i < 16 {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

/// The nearest real to an integer.
pub(crate) const fn nearest(value: Integer) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "as the reader of a real would round")]
    {
        value as f64
    }
}

/// The nearest real to a number of JSON, if there is one.
pub(crate) fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

/// A real as the integer that it is, if it has no fraction and is below 2^53.
pub(crate) fn whole(value: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "there is none")]
    (value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0).then_some(value as i64)
}

/// A real as the fewest digits that read back as the same value, in the form of Python's `repr`:
/// `1.0`, `0.0001`, `1e-05`, `1e+16`, `nan`, `inf`.
#[derive(Clone, Copy, Debug)]
pub struct Shortest(pub f64);

impl fmt::Display for Shortest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.0;
        if value.is_nan() {
            return f.write_str("nan");
        }
        if value.is_infinite() {
            return f.write_str(if value > 0.0 { "inf" } else { "-inf" });
        }
        let text = format!("{value:e}");
        let Some((digits, exponent)) = text.split_once('e') else { return f.write_str(&text) };
        let exponent: i32 = exponent.parse().unwrap_or(0);
        if (-4..16).contains(&exponent) {
            let text = format!("{value}");
            f.write_str(&text)?;
            return if text.contains('.') { Ok(()) } else { f.write_str(".0") };
        }
        write!(f, "{digits}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.unsigned_abs())
    }
}

/// A finite real with up to seventeen digits, as C prints it with `%.17g`: `1`, `0.10000000000000001`, `1e-05`.
pub(crate) struct Seventeen(pub(crate) f64);

impl fmt::Display for Seventeen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.16e}", self.0);
        let Some((digits, exponent)) = text.split_once('e') else { return f.write_str(&text) };
        let exponent: i32 = exponent.parse().unwrap_or(0);
        if (-4..17).contains(&exponent) {
            let decimals = usize::try_from(16i32.saturating_sub(exponent)).unwrap_or(0);
            let text = format!("{:.decimals$}", self.0);
            return f.write_str(without_zeros(&text));
        }
        let sign = if exponent < 0 { '-' } else { '+' };
        write!(f, "{}e{sign}{:02}", without_zeros(digits), exponent.unsigned_abs())
    }
}

/// Decimals without the zeros at their end.
fn without_zeros(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortest() {
        for (value, text) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e10, "10000000000.0"),
            (1e-7, "1e-07"),
            (0.0001, "0.0001"),
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (2.5e300, "2.5e+300"),
            (123_456.789, "123456.789"),
        ] {
            assert_eq!(Shortest(value).to_string(), text);
        }
    }

    /// What `printf("%.17g")` prints.
    #[test]
    fn seventeen() {
        for (value, text) in [
            (0.0, "0"),
            (1.0, "1"),
            (-1.5, "-1.5"),
            (100.0, "100"),
            (0.1, "0.10000000000000001"),
            (37.7668, "37.766800000000003"),
            (0.000_1, "0.0001"),
            (0.000_01, "1.0000000000000001e-05"),
            (1e16, "10000000000000000"),
            (1e17, "1e+17"),
            (1.5e300, "1.5000000000000001e+300"),
            (5e-324, "4.9406564584124654e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            // a tie goes to the even digit
            (562_949_953_421_312.0 + 0.125, "562949953421312.12"),
            (562_949_953_421_312.0 + 0.375, "562949953421312.38"),
        ] {
            assert_eq!(Seventeen(value).to_string(), text);
        }
    }

    #[test]
    fn leading() {
        for text in [
            "0<",
            "7<",
            "42<",
            "851890269</intege",
            "999999999999999<",
            "00000012<",
            "12345678</integer",
            "1:",
            "1/",
            "9\u{b1}",
        ] {
            let mut bytes = [b'x'; 16];
            bytes[..text.len().min(16)].copy_from_slice(&text.as_bytes()[..text.len().min(16)]);
            let count = text.bytes().take_while(u8::is_ascii_digit).count();
            assert_eq!(leading_digits(&bytes), (text[..count].parse().unwrap(), count), "{text}");
            assert_eq!(leading_digits_of(&bytes), Some(leading_digits(&bytes)), "{text}");
            assert_eq!(leading_digits_of(&bytes[..8]), (count < 8).then(|| leading_digits(&bytes)), "{text}");
        }
        assert_eq!(leading_digits(b"</integer>......"), (0, 0));
        assert_eq!(leading_digits(b"1234567890123456").1, 16);
    }

    #[test]
    fn digits_only() {
        assert_eq!(digits(b"851890269"), Some(851_890_269));
        assert_eq!(digits(b""), None);
        assert_eq!(digits(b"1x"), None);
        assert_eq!(digits(b"1234567890123456789"), None);
    }
}
