//! What the text of a scalar means, in every spelling that the policy reads.

use super::lex;
use crate::{
    report::{Code, Log},
    wire::{Date, Item, Kind, Span, date::days_in, number},
};

/// The integer that a text is, odd spellings logged.
pub(super) fn integer<'a>(text: &str, span: Span, log: &mut Log<'_>) -> Item<'a> {
    let Some(parts) = lex::integer(text) else { return damaged(Kind::Integer, Code::Int, span, log) };
    let digits = parts.digits.trim_start_matches('0');
    let magnitude = if digits.is_empty() {
        Some(0)
    } else if digits.len() <= 25 {
        number::Integer::from_str_radix(digits, parts.radix).ok()
    } else {
        None
    };
    let value = magnitude.map(|magnitude| if parts.negative { magnitude.saturating_neg() } else { magnitude });
    match value.filter(|value| (number::MIN..=number::MAX).contains(value)) {
        Some(value) => {
            if !lex::is_canonical_integer(text) {
                log.odd(Code::IntForm, span);
            }
            Item::Integer(value)
        }
        None => damaged(Kind::Integer, Code::IntRange, span, log),
    }
}

/// The real that a text is, odd spellings logged.
pub(super) fn real<'a>(text: &str, span: Span, log: &mut Log<'_>) -> Item<'a> {
    let trimmed = text.trim_matches(lex::is_space);
    if trimmed.len() != text.len() {
        log.odd(Code::RealForm, span);
    }
    match lex::real(trimmed) {
        None => return damaged(Kind::Real, Code::Real, span, log),
        Some(lex::RealText::Canonical) => {}
        Some(lex::RealText::Loose) => log.odd(Code::RealForm, span),
        Some(lex::RealText::NonFinite) => log.odd(Code::RealNonfinite, span),
    }
    let Ok(value) = trimmed.parse::<f64>() else { return damaged(Kind::Real, Code::Real, span, log) };
    if value.is_infinite() && trimmed.bytes().any(|byte| byte.is_ascii_digit()) {
        log.odd(Code::RealNonfinite, span);
    }
    Item::Real(value)
}

/// The date that a text is, odd ones logged.
pub(super) fn date<'a>(text: &str, span: Span, log: &mut Log<'_>) -> Item<'a> {
    let Some(parts) = lex::date(text) else { return damaged(Kind::Date, Code::Date, span, log) };
    let (hour, minute, second) = parts.clock;
    if !(1..=12).contains(&parts.month) || !(1..=32).contains(&parts.day) || hour > 23 || minute > 59 || second > 60 {
        return damaged(Kind::Date, Code::DateRange, span, log);
    }
    let year: i64 = parts.year.parse().unwrap_or(0);
    let year = if parts.negative { year.saturating_neg() } else { year };
    if parts.negative || parts.year.len() != 4 || year < 1 {
        log.odd(Code::DateYear, span);
    }
    if second == 60 {
        log.odd(Code::DateLeapSecond, span);
    }
    if parts.day > days_in(year, parts.month) {
        log.odd(Code::DateDay, span);
    }
    Item::Date(Date::from_civil(year, parts.month, parts.day, parts.clock))
}

pub(super) fn damaged<'a>(kind: Kind, code: Code, span: Span, log: &mut Log<'_>) -> Item<'a> {
    log.damage(code, span);
    Item::Damaged(kind)
}
