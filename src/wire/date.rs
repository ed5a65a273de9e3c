//! Dates, and the calendar they need.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "years have six digits at most, so nothing comes near the ends of i64"
)]

use core::fmt;

use crate::report::UnknownWord;

/// An instant, to the second in XML, finer in JSON and in binary property lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Date(f64);

/// Seconds from 1970-01-01 to 2001-01-01, both at midnight UTC.
const UNIX_TO_2001: f64 = 978_307_200.0;
const DAY: i64 = 86_400;
/// The days of the years 0 to 2000, and one.
const DAYS_TO_2001: i64 = 730_851;
/// 0001-01-01 and 10000-01-01, in seconds since 2001-01-01.
const YEAR_1: f64 = -63_113_904_000.0;
const YEAR_10000: f64 = 252_423_993_600.0;
/// Seconds of 997,000 years, so that 2001 and so many are six digits.
const CALENDAR: f64 = 997_000.0 * 31_556_952.0;

impl Date {
    /// The instant `seconds` after 2001-01-01T00:00:00Z, the epoch of property lists.
    #[must_use]
    pub const fn from_seconds(seconds: f64) -> Self {
        Self(seconds)
    }

    /// Seconds since 2001-01-01T00:00:00Z.
    #[must_use]
    pub const fn seconds(self) -> f64 {
        self.0
    }

    /// The instant that a text means as RFC 3339 has it, such as `2026-11-24T16:00:00.5+01:00`.
    #[must_use]
    pub fn rfc3339(text: &str) -> Option<Self> {
        super::json::date_time(text)
    }

    /// Whether it lies in the years 1 to 9999.
    pub(crate) fn has_four_digits(self) -> bool {
        (YEAR_1..YEAR_10000).contains(&self.0)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix(self) -> f64 {
        self.0 + UNIX_TO_2001
    }

    /// `YYYY-MM-DDThh:mm:ssZ`, if it is a day of the years 1 to 9999.
    #[inline]
    pub(crate) fn plain(text: &[u8; 20]) -> Option<Self> {
        let (first, rest) = text.split_first_chunk::<8>()?;
        let (months, odd) = pairs(*first, *b"9999-19-");
        let (hours, odder) = pairs(*rest.first_chunk()?, *b"39T29:59");
        let (seconds, oddest) = pairs(*text.last_chunk()?, *b"9:59:59Z");
        if odd | odder | oddest != 0 {
            return None;
        }
        let &(before, length) = MONTHS.get(byte(months, 5) as usize)?;
        let (century, year, month, day) = (byte(months, 0), byte(months, 2), byte(months, 5), byte(hours, 0));
        if century | year == 0 || day.wrapping_sub(1) >= length {
            return None;
        }
        // every fourth year up to this one is a leap year, of the centuries every fourth
        let mut days = century * 36_524 + century / 4 + year * 365 + year / 4 + before + day;
        if month <= 2 {
            let is_leap = if year == 0 { century % 4 == 0 } else { year % 4 == 0 };
            if is_leap {
                days -= 1;
            } else if month == 2 && day == 29 {
                return None;
            }
        }
        let hour = byte(hours, 3);
        if hour > 23 {
            return None;
        }
        let clock = hour * 3600 + byte(hours, 6) * 60 + byte(seconds, 5);
        #[expect(clippy::cast_precision_loss, reason = "years have four digits, so seconds have fewer than 53 bits")]
        Some(Self(((i64::from(days) - DAYS_TO_2001) * DAY + i64::from(clock)) as f64))
    }

    /// Year, month (from 1), day (from 1), hour, minute, second of the Gregorian calendar in UTC.
    /// A day after the end of its month counts on into the next.
    pub(crate) fn from_civil(year: i64, month: u32, day: u32, clock: (u32, u32, u32)) -> Self {
        let (hour, minute, second) = clock;
        let days = days_before(year, month).wrapping_add(i64::from(day)).wrapping_sub(1);
        let clock = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        #[expect(
            clippy::cast_precision_loss,
            reason = "years have six digits at most, so seconds have fewer than 53 bits"
        )]
        Self(days.wrapping_mul(DAY).wrapping_add(clock) as f64)
    }
}

/// The number that each digit is together with the next, all at once, and what is not 0 if the text has other digits than
/// those up to these, or something else between them.
#[inline(always)]
fn pairs(text: [u8; 8], greatest: [u8; 8]) -> (u64, u64) {
    // a byte that is too large comes to 0x80: what stands between the digits is 0
    let base = u64::from_le_bytes(greatest.map(|byte| if byte.is_ascii_digit() { b'0' } else { byte }));
    let room = u64::from_le_bytes(greatest.map(|byte| if byte.is_ascii_digit() { 0x7f + b'0' - byte } else { 0x7f }));
    let off = u64::from_le_bytes(text) ^ base;
    let odd = (off | (off & u64::from_le_bytes([0x7f; 8])).wrapping_add(room)) & u64::from_le_bytes([0x80; 8]);
    (off.wrapping_mul(10).wrapping_add(off >> 8), odd)
}

/// One of eight bytes, the first of which is the lowest.
#[inline(always)]
const fn byte(bytes: u64, place: u32) -> u32 {
    (bytes >> (8 * place)) as u32 & 0xff
}

/// Of each month, from 1 on, the days that are before it in its year, and the most that it has.
const MONTHS: [(u32, u32); 13] = [
    (0, 0),
    (0, 31),
    (31, 29),
    (59, 31),
    (90, 30),
    (120, 31),
    (151, 30),
    (181, 31),
    (212, 31),
    (243, 30),
    (273, 31),
    (304, 30),
    (334, 31),
];

/// How many days the month has.
pub(crate) const fn days_in(year: i64, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 2001-01-01 to the first of a month, by Howard Hinnant's `days_from_civil`.
const fn days_before(year: i64, month: u32) -> i64 {
    let year = if month <= 2 { year.wrapping_sub(1) } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let month = (month as i64 + 9) % 12;
    let of_year = (153 * month + 2) / 5;
    let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    // 730_791 days from 0000-03-01 to 2001-01-01, less the day itself
    era.wrapping_mul(146_097).wrapping_add(day_of_era).wrapping_sub(730_791)
}

/// The reverse of [`days_before`]: year, month and day, that many days after 2001-01-01.
const fn civil(days: i64) -> (i64, i64, i64) {
    let days = days.wrapping_add(730_791);
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era.wrapping_mul(400).wrapping_add(year);
    (if month <= 2 { year.wrapping_add(1) } else { year }, month, day)
}

/// As [`Date::rfc3339`].
impl core::str::FromStr for Date {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::rfc3339(text).ok_or(UnknownWord("a date by RFC 3339"))
    }
}

/// RFC 3339 in UTC, fractions to the microsecond; `@seconds` outside the years 1 to 9999.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_rfc3339() {
            return write!(f, "@{}", crate::wire::number::Shortest(self.0));
        }
        let (seconds, micros) = self.rounded();
        second(seconds, f)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "less than a million")]
        let micros = micros as u32;
        if micros != 0 {
            let digits = format!("{micros:06}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl Date {
    /// Whether its year, in the calendar of RFC 3339, is one from 1 to 9999.
    pub(crate) fn is_rfc3339(self) -> bool {
        (YEAR_1..YEAR_10000).contains(&self.rounded().0)
    }

    /// Whether its year has six digits at most, before or after Christ.
    pub(crate) fn is_in_calendar(self) -> bool {
        (-CALENDAR..CALENDAR).contains(&self.0)
    }

    /// Whole seconds and microseconds.
    fn rounded(self) -> (f64, f64) {
        let whole = self.0.floor();
        let micros = ((self.0 - whole) * 1e6).round();
        if micros >= 1e6 { (whole + 1.0, 0.0) } else { (whole, micros) }
    }
}

/// The second that has begun at a date of the calendar, as an XML property list has it.
pub(crate) struct Second(pub(crate) Date);

impl fmt::Display for Second {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        second(self.0.0.floor(), f)?;
        f.write_str("Z")
    }
}

/// A whole number of seconds after 2001-01-01, in the calendar.
fn second(seconds: f64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    #[expect(clippy::cast_possible_truncation, reason = "years have six digits at most")]
    let seconds = seconds as i64;
    let (year, month, day) = civil(seconds.div_euclid(DAY));
    let clock = seconds.rem_euclid(DAY);
    write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}", clock / 3600, clock / 60 % 60, clock % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(civil: (i64, u32, u32), clock: (u32, u32, u32), seconds: f64, text: &str) {
        let date = Date::from_civil(civil.0, civil.1, civil.2, clock);
        assert_eq!(date.seconds(), seconds);
        assert_eq!(date.to_string(), text);
    }

    #[test]
    fn calendar() {
        check((2001, 1, 1), (0, 0, 0), 0.0, "2001-01-01T00:00:00Z");
        check((1970, 1, 1), (0, 0, 0), -UNIX_TO_2001, "1970-01-01T00:00:00Z");
        check((2019, 1, 20), (18, 30, 0), 569_701_800.0, "2019-01-20T18:30:00Z");
        check((2024, 2, 30), (0, 0, 0), 730_944_000.0, "2024-03-01T00:00:00Z");
        check((1, 1, 1), (0, 0, 0), YEAR_1, "0001-01-01T00:00:00Z");
        check((9999, 12, 31), (23, 59, 60), YEAR_10000, "@252423993600.0");
    }

    #[test]
    fn plain_dates() {
        let plain = |text: &str| Date::plain(text.as_bytes().try_into().unwrap());
        for year in (1..=9999).step_by(7).chain([4, 100, 400, 1600, 1900, 2000, 2024, 2100]) {
            for month in 1..=12 {
                let last = days_in(year, month);
                for day in [1, 28, last] {
                    let text = format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", day % 24, last, 59 - day);
                    let date = Date::from_civil(year, month, day, (day % 24, last, 59 - day));
                    assert_eq!(plain(&text), Some(date), "{text}");
                    assert_eq!(date.to_string(), text);
                }
                assert_eq!(plain(&format!("{year:04}-{month:02}-{:02}T00:00:00Z", last + 1)), None);
            }
        }
        let good = b"2026-11-24T23:59:59Z";
        for (at, byte) in (0..20).flat_map(|at| (0..=255).map(move |byte| (at, byte))) {
            let mut text = *good;
            text[at] = byte;
            let is_like_it = text.iter().zip(good).all(|(a, b)| a == b || (a.is_ascii_digit() && b.is_ascii_digit()));
            assert!(Date::plain(&text).is_none() || is_like_it, "{}", text.escape_ascii());
        }
        for text in ["0000-01-01T00:00:00Z", "2026-00-24T00:00:00Z", "2026-13-24T00:00:00Z", "2026-11-00T00:00:00Z"] {
            assert_eq!(plain(text), None, "{text}");
        }
        for text in ["2026-11-24T24:00:00Z", "2026-11-24T00:60:00Z", "2026-11-24T00:00:60Z", "2026-11-24T00:00:00z"] {
            assert_eq!(plain(text), None, "{text}");
        }
    }

    #[test]
    fn fractions() {
        assert_eq!(Date::from_seconds(0.25).to_string(), "2001-01-01T00:00:00.25Z");
        assert_eq!(Date::from_seconds(-0.000_000_1).to_string(), "2001-01-01T00:00:00Z");
    }
}
