//! Scalars of unusual spelling, and what is said of values.

use super::{
    Odd,
    nested::{budget, leave_out, nothing, whole},
};
use crate::{
    record::{Scalar, Slots},
    report::{Code, Expected, Found, Log},
    schema::{
        Key, Shape,
        form::{NON_EMPTY, RFC_3339},
    },
    wire::{Cursor, Fatal, Format, Item, Kind, Span, Text, number},
};

/// A scalar of unusual spelling, if it is of the kind that the key asks for; anything else is reported. A text that
/// stands for none is `null`.
#[cold]
pub(super) fn scalar<'a, C: Cursor<'a>>(
    cursor: C,
    key: &Key,
    log: &mut Log<'_>,
) -> Result<(C, Option<Item<'a>>), Fatal> {
    let (behind, item) = whole(cursor, log)?;
    let want = key.shape.kind().unwrap_or(item.kind());
    let span = Span::new(cursor.offset(), behind.offset());
    if let Item::Text(text) = &item
        && C::SHARES
        && !text.is_borrowed()
    {
        log.taken = log.taken.saturating_add(text.len());
        let most = budget(cursor, log);
        if log.taken > most {
            log.problem(Code::Expansion, span, Expected::Nothing, Found::Count(most));
            return Ok((behind, None));
        }
    }
    let item = match item {
        Item::Text(text) if is_blank::<C>(&text) && key.blank => return Ok((behind, Some(Item::Null))),
        Item::Text(text) if want == Kind::Date => timed::<C>(text, key, span, log),
        Item::Real(value) if want == Kind::Integer => counted(value, key, span, log),
        item => C::meant(item, want, span, log),
    };
    let item = match (item, want) {
        (Item::Damaged(kind), _) if kind == want || key.takes(kind) => return Ok((behind, None)),
        (Item::Integer(value), Kind::Real) => Item::Real(number::nearest(value)),
        (Item::Number(digits), Kind::Real) => match number::finite(digits) {
            Some(value) => Item::Real(value),
            None => {
                log.harden(Code::IntRange, span);
                return Ok((behind, None));
            }
        },
        (Item::Number(digits), Kind::Text) if key.takes(Kind::Integer) => Item::Text(digits.into()),
        (Item::Integer(value), Kind::Text) if key.takes(Kind::Integer) => Item::Text(value.to_string().into()),
        (Item::Data(data), Kind::Text) if key.takes(Kind::Data) => {
            let octets = data.to_vec();
            if str::from_utf8(&octets).is_err() {
                log.problem(Code::MalformedValue, span, Expected::Form("text in UTF-8"), Found::Hidden);
            }
            Item::Text(String::from_utf8_lossy(&octets).into_owned().into())
        }
        (Item::Boolean(value), Kind::Integer) if key.takes(Kind::Boolean) => Item::Integer(value.into()),
        (Item::Text(text), _) if key.takes(Kind::Text) && want != Kind::Text => match meant(&text, want) {
            Some(item) => item,
            None => {
                log.problem(Code::WrongType, span, Expected::Kind(want), Found::text(&text));
                return Ok((behind, None));
            }
        },
        (item, want) if item.kind() == want => item,
        (item, want) => {
            let want = key.shape.kind_in(C::FORMAT).unwrap_or(want);
            log.problem(Code::WrongType, span, Expected::Kind(want), Found::Kind(item.kind()));
            return Ok((behind, None));
        }
    };
    Ok((behind, Some(item)))
}

/// Whether a text may stand for none. In property lists none does.
fn is_blank<'a, C: Cursor<'a>>(text: &str) -> bool {
    C::FORMAT == Format::Json && text.is_empty()
}

/// The integer that a real is, if it is one: what some senders write everything as leaves no doubt.
fn counted<'a>(value: f64, key: &Key, span: Span, log: &mut Log<'_>) -> Item<'a> {
    let Some(whole) = number::whole(value) else { return Item::Real(value) };
    if !key.takes(Kind::Real) {
        log.tolerated_found(Code::WrongType, span, Expected::Kind(Kind::Integer), Found::Kind(Kind::Real));
    }
    Item::Integer(whole.into())
}

/// The instant that a text is, if the format writes instants as text.
fn timed<'a, C: Cursor<'a>>(text: Text<'a>, key: &Key, span: Span, log: &mut Log<'_>) -> Item<'a> {
    let item = C::meant(Item::Text(text.clone()), Kind::Date, span, log);
    if matches!(item, Item::Date(_)) && !key.form.unwrap_or(RFC_3339).fits(&text) {
        misshapen(&text, key, span, log);
    }
    item
}

/// What a text means to a service that turns every value into text first.
fn meant<'a>(text: &str, want: Kind) -> Option<Item<'a>> {
    match (want, text) {
        (Kind::Boolean, "true" | "1") => Some(Item::Boolean(true)),
        (Kind::Boolean, "false" | "0") => Some(Item::Boolean(false)),
        (Kind::Integer, _) => text.parse::<i64>().ok().map(|value| Item::Integer(value.into())),
        _ => None,
    }
}

/// A value that the cursor could not read at a glance.
#[cold]
#[inline(never)]
pub(super) fn odd_value<'a, C: Cursor<'a>>(
    cursor: C,
    into: &mut dyn Slots<'a>,
    key: &'static Key,
    slot: usize,
    odd: &mut Odd,
    log: &mut Log<'_>,
) -> Result<C, Fatal> {
    let number = usize::from(key.field);
    if let Some(behind) = nothing(cursor, into, key, slot, odd, log) {
        return Ok(behind);
    }
    let (behind, item) = log.at_slot(slot, |log| scalar(cursor, key, log))?;
    if matches!(item, Some(Item::Null)) {
        leave_out(into, key, slot, odd);
        return Ok(behind);
    }
    let span = Span::new(cursor.offset(), behind.offset());
    let good = match (key.shape, item) {
        (Shape::Text, Some(Item::Text(text))) => {
            odd.facts = odd.facts.and(key.says(&text));
            if !(key.fits(&text) && key.holds(&text)) || (log.is_service && is_blank::<C>(&text)) {
                misfit(&text, key, slot, span, odd, log);
            }
            text.put(into.place(number))
        }
        (Shape::Token(_), Some(Item::Text(text))) => {
            if !listed(into, key, &text) {
                unlisted(into, text, key, slot, span, log);
            }
            true
        }
        (Shape::Boolean, Some(Item::Boolean(value))) => value.put(into.place(number)),
        (Shape::Integer, Some(Item::Integer(value))) => match i64::try_from(value) {
            Ok(value_) => {
                judge_number(value, key, slot, cursor, behind, log);
                value_.put(into.place(number))
            }
            Err(_) => too_large(Found::Integer(value), i64::MIN, slot, span, log),
        },
        (Shape::Unsigned, Some(Item::Integer(value))) => match u64::try_from(value) {
            Ok(value_) => {
                judge_number(value, key, slot, cursor, behind, log);
                value_.put(into.place(number))
            }
            Err(_) => too_large(Found::Integer(value), 0, slot, span, log),
        },
        (Shape::Integer | Shape::Unsigned, Some(Item::Number(_))) => {
            log.harden(Code::IntRange, span);
            false
        }
        (Shape::Real, Some(Item::Real(value))) => value.put(into.place(number)),
        (Shape::Date, Some(Item::Date(value))) => value.put(into.place(number)),
        (Shape::Data, Some(Item::Data(value))) => {
            log.has_data = true;
            value.put(into.place(number))
        }
        _ => false,
    };
    if !good {
        fail(into, number);
        odd.breaks(slot);
    }
    Ok(behind)
}

fn too_large(found: Found, least: i64, slot: usize, span: Span, log: &mut Log<'_>) -> bool {
    log.at_slot(slot, |log| log.problem(Code::OutOfRange, span, Expected::Range(least, i64::MAX), found));
    false
}

/// A text that is not of the form that its key asks for. Only one that had to be another is no value of the key.
#[cold]
#[inline(never)]
pub(super) fn misfit(text: &str, key: &Key, slot: usize, span: Span, odd: &mut Odd, log: &mut Log<'_>) {
    log.at_slot(slot, |log| match key.exactly {
        Some(exactly) if text != exactly => {
            let found = if key.sensitive { Found::Hidden } else { Found::text(text) };
            log.problem(Code::WrongMessage, span, Expected::Text(exactly), found);
            odd.breaks(slot);
        }
        _ => misshapen(text, key, span, log),
    });
}

/// What is said of a text that is too long or not of its form. Apple refuses one that is empty or too long; of most forms it is
/// not known.
#[cold]
pub(super) fn misshapen(text: &str, key: &Key, span: Span, log: &mut Log<'_>) {
    let count = text.chars().count();
    let (expected, found) = match (key.longest, key.form) {
        (Some(most), _) if count > most => (Expected::Characters(most), Found::Count(count)),
        (_, Some(form)) => (Expected::Form(form.words), Found::text(text)),
        (_, None) if matches!(key.shape, Shape::Date) => (Expected::Form(RFC_3339.words), Found::text(text)),
        _ => (Expected::Form(NON_EMPTY.words), Found::text(text)),
    };
    let is_refused =
        matches!(expected, Expected::Characters(_)) || text.is_empty() || key.form.is_some_and(|form| form.demanded);
    log.leniently(!is_refused, |log| {
        log.problem(Code::MalformedValue, span, expected, if key.sensitive { Found::Hidden } else { found });
    });
}

/// What is said of a number that the key does not have.
#[cold]
#[inline(never)]
pub(super) fn judge_number<'a, C: Cursor<'a>>(
    value: i128,
    key: &Key,
    slot: usize,
    before: C,
    behind: C,
    log: &mut Log<'_>,
) {
    log.at_slot(slot, |log| wrong_number(value, key, Span::new(before.offset(), behind.offset()), log));
}

/// What is said of a number that is too large, too small or not among those that the key may have.
#[cold]
pub(super) fn wrong_number(value: i128, key: &Key, span: Span, log: &mut Log<'_>) {
    let found = if key.sensitive { Found::Hidden } else { Found::Integer(value) };
    let (code, expected) = match (key.range, key.among) {
        (Some((least, greatest)), _) if !(i128::from(least)..=i128::from(greatest)).contains(&value) => {
            (Code::OutOfRange, Expected::Range(least, greatest))
        }
        (_, Some(list)) if !key.counts(value) => (Code::UnlistedValue, Expected::NumberOf(list)),
        _ => return,
    };
    log.leniently(key.open, |log| log.problem(code, span, expected, found));
}

/// Gives a text to a field that is a string out of a list, if it is on the list.
#[inline]
pub(super) fn listed<'a>(into: &mut dyn Slots<'a>, key: &Key, text: &str) -> bool {
    into.field(usize::from(key.field)).is_some_and(|field| field.take_listed(text))
}

pub(super) fn fail(into: &mut dyn Slots<'_>, number: usize) {
    if let Some(field) = into.field(number) {
        field.fail();
    }
}

/// Gives a text to a field that is a string out of a list, and is not on the list.
#[cold]
pub(super) fn unlisted<'a>(
    into: &mut dyn Slots<'a>,
    text: Text<'a>,
    key: &Key,
    slot: usize,
    span: Span,
    log: &mut Log<'_>,
) {
    let Shape::Token(listed) = key.shape else { return };
    let found = if key.sensitive { Found::Hidden } else { Found::text(&text) };
    if let Some(field) = into.field(usize::from(key.field)) {
        field.take_unlisted(text);
    }
    log.leniently(key.open, |log| {
        log.at_slot(slot, |log| log.problem(Code::UnlistedValue, span, Expected::OneOf(listed), found));
    });
}
