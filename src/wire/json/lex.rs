//! The grammar of JSON's numbers, and of the dates that are written as strings, as nom parsers.

use nom::{
    IResult, Parser,
    branch::alt,
    bytes::complete::{tag, take_while, take_while_m_n, take_while1},
    character::complete::{char, one_of},
    combinator::{all_consuming, consumed, map, opt, recognize, value},
    sequence::{pair, preceded, terminated},
};

type Lexed<'a, T> = IResult<&'a str, T>;

/// A number as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NumberText<'a> {
    pub(super) text: &'a str,
    /// It has a fraction or an exponent.
    pub(super) real: bool,
}

/// `number = [ minus ] int [ frac ] [ exp ]`, RFC 8259 section 6.
pub(super) fn number(text: &str) -> Lexed<'_, NumberText<'_>> {
    let digit = |c: char| c.is_ascii_digit();
    let int = alt((tag("0"), recognize(pair(one_of("123456789"), take_while(digit)))));
    let frac = pair(char('.'), take_while1(digit));
    let exp = (one_of("eE"), opt(one_of("+-")), take_while1(digit));
    let parts = consumed((opt(char('-')), int, opt(frac), opt(exp)));
    map(parts, |(text, (_, _, frac, exp))| NumberText { text, real: frac.is_some() || exp.is_some() }).parse(text)
}

/// The parts of a date and time.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DateText<'a> {
    pub(super) year: i64,
    pub(super) month: u32,
    pub(super) day: u32,
    pub(super) clock: (u32, u32, u32),
    /// The digits behind the point.
    pub(super) fraction: &'a str,
    /// How many minutes local time is ahead of UTC.
    pub(super) ahead: i32,
}

/// `date-time = full-date "T" full-time`, RFC 3339 section 5.6, whose letters may be small.
pub(super) fn date_time(text: &str) -> Option<DateText<'_>> {
    let two = || digits(2);
    let full_date = (terminated(digits(4), char('-')), terminated(two(), char('-')), two());
    let partial_time = (terminated(two(), char(':')), terminated(two(), char(':')), two());
    let secfrac = map(opt(preceded(char('.'), take_while1(|c: char| c.is_ascii_digit()))), Option::unwrap_or_default);
    let parts = (terminated(full_date, one_of("Tt")), partial_time, secfrac, time_offset);
    let (_, ((year, month, day), clock, fraction, ahead)) = all_consuming(parts).parse(text).ok()?;
    Some(DateText { year: year.into(), month, day, clock, fraction, ahead })
}

/// `time-offset = "Z" / time-numoffset`, in minutes. Apps and Books leaves the colon out.
fn time_offset(text: &str) -> Lexed<'_, i32> {
    let sign = alt((value(1, char('+')), value(-1, char('-'))));
    let numeric = map((sign, terminated(digits(2), opt(char(':'))), digits(2)), |(sign, hours, minutes)| {
        i32::try_from(hours.saturating_mul(60).saturating_add(minutes)).unwrap_or(0).saturating_mul(sign)
    });
    alt((value(0, one_of("Zz")), numeric)).parse(text)
}

/// So many digits, and the number that they are.
fn digits<'a>(count: usize) -> impl Parser<&'a str, Output = u32, Error = nom::error::Error<&'a str>> {
    map(take_while_m_n(count, count, |c: char| c.is_ascii_digit()), |digits: &str| digits.parse().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (text, whole, real) in [
            ("0", "0", false),
            ("-12]", "-12", false),
            ("01", "0", false),
            ("1.5e+3,", "1.5e+3", true),
            ("1e5", "1e5", true),
            ("1.e5", "1", false),
            ("1e", "1", false),
            ("0.0", "0.0", true),
        ] {
            assert_eq!(number(text).map(|(_, number)| number), Ok(NumberText { text: whole, real }), "{text}");
        }
        for text in ["", "-", "+1", ".5", "e5", "a", "-a"] {
            assert!(number(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dates() {
        let date = |clock, fraction, ahead| Some(DateText { year: 2026, month: 11, day: 24, clock, fraction, ahead });
        assert_eq!(date_time("2026-11-24T18:30:05Z"), date((18, 30, 5), "", 0));
        assert_eq!(date_time("2026-11-24t18:30:05.250z"), date((18, 30, 5), "250", 0));
        assert_eq!(date_time("2026-11-24T18:30:05+05:30"), date((18, 30, 5), "", 330));
        assert_eq!(date_time("2026-11-24T18:30:05-08:00"), date((18, 30, 5), "", -480));
        assert_eq!(date_time("2026-11-24T18:30:05-0700"), date((18, 30, 5), "", -420));
        for text in [
            "",
            "2026-11-24",
            "2026-11-24T18:30:05",
            "2026-11-24 18:30:05Z",
            "2026-11-24T18:30:05.Z",
            "26-11-24T18:30:05Z",
            "2026-11-24T18:30:05ZZ",
        ] {
            assert_eq!(date_time(text), None, "{text}");
        }
    }
}
