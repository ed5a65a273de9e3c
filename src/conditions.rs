//! Rules that hold only for some senders.
//!
//! What is known of a sender comes from the caller, from the dictionary itself and from those around it. A dictionary
//! is judged twice at most: when it has been read, by what it shows itself, and when the dictionary around it has been
//! read, by what that one shows besides. So the order of the keys makes no difference, and where nothing is shown that
//! a rule asks for, the second time does not take place.

use crate::{
    context::Facts,
    report::{Code, Expected, Found, Log},
    schema::{Condition, Record, Shape, Slots},
    wire::{
        Container, Cursor, Fatal, Item, Span,
        traverse::{head, locate, skip},
    },
};

/// Judges a dictionary by what it shows itself, and those in it by that.
#[inline(always)]
pub(crate) fn judge<'a, C: Cursor<'a>>(
    start: &C,
    record: &'static Record,
    seen: Slots,
    shown: Facts,
    log: &mut Log<'_>,
) {
    if record.own.meets(log.known.and(shown)) {
        let known = log.known.or_shown(shown);
        for rule in record.conditions {
            if known.has(rule.facts) && !(rule.present.without(seen).is_empty() && rule.absent.both(seen).is_empty()) {
                report(*start, record, seen, Facts::NONE, known, log);
                break;
            }
        }
    }
    if record.inner.meets(shown) {
        inner(*start, record, shown, log);
    }
}

/// Reports the rules that are broken now that `known` is, and were not asked for while only `before` was.
#[cold]
#[inline(never)]
fn report<'a, C: Cursor<'a>>(
    start: C,
    record: &'static Record,
    seen: Slots,
    before: Facts,
    known: Facts,
    log: &mut Log<'_>,
) {
    let mut places = vec![None; record.keys.len()];
    locate(start, |name, span, value, behind| {
        let Some(slot) = record.slot(name) else { return };
        let tag = record.keys.get(slot).and_then(|key| key.exactly);
        if let Some(place) = places.get_mut(slot) {
            *place = Some(if tag.is_some() { Span::new(value.offset(), behind.offset()) } else { span });
        }
    });
    let broken = |rule: &Condition| rule.present.without(seen).and(rule.absent.both(seen));
    let (judged, rules): (Vec<_>, Vec<_>) =
        record.conditions.iter().filter(|rule| known.has(rule.facts)).partition(|rule| before.has(rule.facts));
    // of a key one reason is told
    let mut told = judged.into_iter().fold(Slots::NONE, |told, rule| told.and(broken(rule)));
    for rule in rules {
        let because = Expected::Because(rule.facts);
        let odd = broken(rule).without(told);
        told = told.and(odd);
        let places = record.keys.iter().enumerate().zip(&places);
        for ((slot, key), place) in places.filter(|((slot, _), _)| odd.has(*slot)) {
            if !seen.has(slot) {
                log.problem(Code::ExpectedKey, head(start), because.clone(), Found::key(key.name));
            } else if let Some(span) = *place {
                let (code, found) = match key.exactly {
                    Some(message) => (Code::ForbiddenMessage, Found::text(message)),
                    None => (Code::ForbiddenKey, Found::key(key.name)),
                };
                log.at_key(key.name, |log| log.problem(code, span, because.clone(), found));
            }
        }
    }
}

/// Judges the dictionaries inside one by what it and those around it show.
#[cold]
fn inner<'a, C: Cursor<'a>>(start: C, record: &'static Record, shown: Facts, log: &mut Log<'_>) {
    locate(start, |name, _, value, _| {
        let Some(slot) = record.slot(name) else { return };
        let shape = record.keys.get(slot).map(|key| key.shape);
        match shape {
            Some(Shape::Record(record)) if log.enter(slot) => {
                again(value, record, shown, log);
                log.leave();
            }
            Some(Shape::Records(record)) if log.enter(slot) => {
                // what can't be read has been reported
                let _ = items(value, record, shown, log);
                log.leave();
            }
            _ => {}
        }
    });
}

fn items<'a, C: Cursor<'a>>(start: C, record: &'static Record, shown: Facts, log: &mut Log<'_>) -> Result<(), Fatal> {
    let mut quiet = Log::muted();
    let (mut cursor, Item::Array, mut inside) = start.value(&mut quiet)? else { return Ok(()) };
    let mut layout = C::layout();
    loop {
        let (at, after, learned, more) = cursor.item(inside, layout, Container::Array, &mut quiet)?;
        (inside, layout) = (after, learned);
        if !more {
            return Ok(());
        }
        log.next_item();
        again(at, record, shown, log);
        cursor = skip(at, &mut quiet)?.0;
    }
}

/// Judges a dictionary by what those around it show, which it was not judged by before.
fn again<'a, C: Cursor<'a>>(start: C, record: &'static Record, shown: Facts, log: &mut Log<'_>) {
    let mut quiet = Log::muted();
    if !matches!(start.value(&mut quiet), Ok((_, Item::Dictionary, _))) {
        return;
    }
    let (mut seen, mut own) = (Slots::NONE, Facts::NONE);
    locate(start, |name, _, value, _| {
        let Some((slot, key)) = record.slot(name).and_then(|slot| Some((slot, record.keys.get(slot)?))) else { return };
        seen.insert(slot);
        own = own.and(key.shows);
        if let (Some(tells), Ok((_, Item::Text(text), _))) = (key.tells, value.value(&mut quiet)) {
            own = own.and(tells(&text));
        }
    });
    let before = log.known.or_shown(own);
    let known = log.known.or_shown(own.and(shown));
    report(start, record, seen, before, known, log);
    if record.inner.meets(shown) {
        inner(start, record, shown, log);
    }
}
