//! What a string means where a record asks for a kind that JSON does not have.

use super::lex;
use crate::{
    report::{Code, Expected, Found, Log},
    wire::{Data, Date, Item, Kind, Span, Text, data, date::days_in, number},
};

/// The date that a string is, RFC 3339.
pub(super) fn date<'a>(text: &str, span: Span, log: &mut Log<'_>) -> Item<'a> {
    if let Some(date) = usual(text) {
        return Item::Date(date);
    }
    let Some(parts) = lex::date_time(text) else { return damaged(Kind::Date, Code::Date, span, log) };
    let (hour, minute, second) = parts.clock;
    let is_day = (1..=12).contains(&parts.month) && (1..=days_in(parts.year, parts.month)).contains(&parts.day);
    if !is_day || hour > 23 || minute > 59 || second > 60 || parts.ahead.unsigned_abs() >= 24 * 60 {
        return damaged(Kind::Date, Code::DateRange, span, log);
    }
    if second == 60 {
        log.problem(Code::DateLeapSecond, span, Expected::Nothing, Found::Nothing);
    }
    let local = Date::from_civil(parts.year, parts.month, parts.day, parts.clock).seconds();
    Item::Date(Date::from_seconds(local - f64::from(parts.ahead) * 60.0 + fraction(parts.fraction)))
}

/// The date that a string is, if it is to the second and in UTC.
fn usual(text: &str) -> Option<Date> {
    let (head, "Z" | "+0000" | "+00:00") = text.split_at_checked(19)? else { return None };
    let mut plain = [b'Z'; 20];
    plain.get_mut(..19)?.copy_from_slice(head.as_bytes());
    Date::plain(&plain)
}

/// The date that a string is, whatever is odd about it.
pub(crate) fn date_time(text: &str) -> Option<Date> {
    match date(text, Span::default(), &mut Log::muted()) {
        Item::Date(date) => Some(date),
        _ => None,
    }
}

/// Whether a string is a date.
pub(crate) fn is_date_time(text: &str) -> bool {
    date_time(text).is_some()
}

/// What digits behind a point are, to the nanosecond.
fn fraction(digits: &str) -> f64 {
    let digits = digits.get(..9).unwrap_or(digits);
    let scale = digits.bytes().fold(1.0, |scale, _| scale * 10.0);
    number::nearest(number::digits(digits.as_bytes()).unwrap_or(0).into()) / scale
}

/// The octets that a string is in base64.
pub(super) fn data<'a>(text: Text<'a>, span: Span, log: &mut Log<'_>) -> Item<'a> {
    match data::check(text.as_bytes()) {
        data::Check::Bad { at } => {
            // of a text with escapes there is no one place to point at
            let at = span.start.saturating_add(1).saturating_add(at);
            let here = if text.is_borrowed() { Span::new(at, at.saturating_add(1)) } else { span };
            damaged(Kind::Data, Code::Base64, here, log)
        }
        data::Check::Good { len, canonical } => {
            if !canonical {
                log.problem(Code::Base64Bits, span, Expected::Nothing, Found::Nothing);
            }
            Item::Data(Data::from_base64(text, len))
        }
    }
}

/// The document is sound all the same: only the record takes the string for more than one.
fn damaged<'a>(kind: Kind, code: Code, span: Span, log: &mut Log<'_>) -> Item<'a> {
    log.problem(code, span, Expected::Nothing, Found::Nothing);
    Item::Damaged(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let item = date(text, Span::default(), &mut Log::muted());
        let actual = if let Item::Date(date) = item { date.to_string() } else { format!("{item:?}") };
        assert_eq!(actual, expected, "{text}");
    }

    #[test]
    fn dates() {
        check("2026-11-24T18:30:05Z", "2026-11-24T18:30:05Z");
        check("2026-11-24T18:30:05+0000", "2026-11-24T18:30:05Z");
        check("2026-11-24T18:30:05+00:00", "2026-11-24T18:30:05Z");
        check("2026-11-24T18:30:05.25Z", "2026-11-24T18:30:05.25Z");
        check("2026-11-24T18:30:05.123456789123Z", "2026-11-24T18:30:05.123457Z");
        check("2026-11-24T01:00:00+05:30", "2026-11-23T19:30:00Z");
        check("2026-11-24T23:00:00-08:00", "2026-11-25T07:00:00Z");
        check("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z");
        check("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z");
        for text in
            ["2026-13-24T18:30:05Z", "2026-02-30T18:30:05Z", "2026-11-24T24:30:05Z", "2026-11-24T18:30:05+24:00", ""]
        {
            check(text, "Damaged(Date)");
        }
    }
}
