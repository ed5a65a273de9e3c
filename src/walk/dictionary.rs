//! What is said of a dictionary when all of its keys are known.

use crate::{
    record::Slots,
    report::{Checks, Code, Expected, Finding, Found, Log},
    schema::{self, Choice, Count, Record},
    wire::{
        Cursor, Extra, Raw, Span,
        traverse::{Keys, head, locate, name_span},
    },
};

/// Keys of the record that stand more than once; the last value of each counts.
#[cold]
#[inline(never)]
pub(super) fn duplicates<'a, C: Cursor<'a>>(start: C, record: &'static Record, log: &mut Log<'_>) {
    let mut first = vec![None; record.keys.len()];
    locate(start, |name, key, _, _| {
        let Some(place) = record.slot(name).and_then(|slot| first.get_mut(slot)) else { return };
        let span = name_span(start.input(), name, key);
        match place {
            None => *place = Some(span),
            Some(first) => log.at_key(name, |log| {
                log.odd_related(Code::DupKey, span, Expected::Nothing, Found::key(name), *first);
            }),
        }
    });
}

/// Keys that are missing, exclude each other, or are unknown.
#[cold]
#[inline(never)]
pub(super) fn incomplete<'a, C: Cursor<'a>>(
    start: C,
    end: C,
    into: &mut dyn Slots<'a>,
    seen: schema::Slots,
    unknown: usize,
    log: &mut Log<'_>,
) {
    let record = into.record();
    let missing = record.masks.required.without(seen);
    for (slot, key) in record.keys.iter().enumerate() {
        if missing.has(slot) {
            log.problem(Code::MissingKey, head(start), Expected::Key(key.name), Found::Nothing);
        }
    }
    let group = record.masks.group;
    let named = group.both(seen).len();
    if !group.is_empty() && named == 0 {
        let keys = record.keys.iter().find_map(|key| key.group);
        let expected = keys.map_or(Expected::Nothing, |group| Expected::OneOf(group.0));
        log.problem(Code::NoIdentifier, head(start), expected, Found::Nothing);
    } else if named > 1 {
        let mut first: Option<(&'static str, Span)> = None;
        let mut excluded = Vec::new();
        locate(start, |name, span, _, _| {
            let slot = record.slot(name).filter(|slot| group.has(*slot));
            let Some(key) = slot.and_then(|slot| record.keys.get(slot)) else { return };
            match first {
                None => first = Some((key.name, span)),
                Some(_) if excluded.iter().any(|(other, _): &(&str, Span)| *other == key.name) => {}
                Some(_) => excluded.push((key.name, span)),
            }
        });
        for (name, span) in excluded {
            log.at_key(name, |log| {
                let other = first.map_or(Expected::Nothing, |(other, _)| Expected::Key(other));
                log.related(Code::ExclusiveKeys, span, other, Found::key(name), first.map(|(_, span)| span));
            });
        }
    }
    if unknown > 0 {
        *into.extra() = Extra::new(Raw::between(start, end), record);
    }
    if unknown > 1 {
        let mut keys = Keys::new(start.input());
        locate(start, |name, span, _, _| {
            if record.slot(name).is_none() {
                keys.push(name, span);
            }
        });
        keys.close(0, log);
    }
}

/// More or fewer keys of a group than there may be.
#[cold]
#[inline(never)]
pub(super) fn choices<'a, C: Cursor<'a>>(start: C, record: &'static Record, seen: schema::Slots, log: &mut Log<'_>) {
    for Choice { names, count, slots } in record.choices.iter().filter(|choice| !choice.allows(seen)) {
        let there = |name: &&&str| record.slot(name).is_some_and(|slot| seen.has(slot));
        if *count == Count::AllOrNone {
            for name in names.iter().filter(|name| !there(name)) {
                log.problem(Code::MissingKey, head(start), Expected::Key(name), Found::Nothing);
            }
        } else if slots.both(seen).is_empty() {
            log.problem(Code::MissingKey, head(start), Expected::OneOf(names), Found::Nothing);
        } else {
            let mut first: Option<(&'static str, Span)> = None;
            locate(start, |name, span, _, _| {
                let Some(name) = names.iter().filter(there).find(|known| name == *known) else { return };
                match first {
                    None => first = Some((name, span)),
                    Some((other, other_span)) if other != *name => log.at_key(name, |log| {
                        log.related(
                            Code::ExclusiveKeys,
                            span,
                            Expected::Key(other),
                            Found::key(name),
                            Some(other_span),
                        );
                    }),
                    Some(_) => {}
                }
            });
        }
    }
}

/// The named cross checks, and what they found.
#[inline(never)]
pub(super) fn check<'a, C: Cursor<'a>>(start: C, into: &dyn Slots<'a>, seen: schema::Slots, log: &mut Log<'_>) {
    let mut checks = Checks { seen: Some((into.record(), seen)), ..Checks::default() };
    into.check(&mut checks);
    if !checks.found.is_empty() {
        cross(start, into.record(), &checks, log);
    }
}

/// The same of a record with values that can't be used: of what the cross checks find, that which rests on others.
#[cold]
#[inline(never)]
pub(super) fn check_in_part<'a, C: Cursor<'a>>(
    start: C,
    into: &dyn Slots<'a>,
    seen: schema::Slots,
    (mut unsound, inner): (schema::Slots, usize),
    log: &mut Log<'_>,
) {
    let record = into.record();
    for (slot, key) in record.keys.iter().enumerate() {
        // it may be any of them that has such a value in it
        if record.masks.required.without(seen).has(slot) || (inner > 0 && key.shape.record().is_some()) {
            unsound.insert(slot);
        }
    }
    let mut checks = Checks { seen: Some((record, seen)), unsound: Some(unsound), ..Checks::default() };
    into.check(&mut checks);
    cross(start, record, &checks, log);
}

#[cold]
#[inline(never)]
fn cross<'a, C: Cursor<'a>>(start: C, record: &'static Record, checks: &Checks, log: &mut Log<'_>) {
    for finding in &checks.found {
        match finding.inner {
            None if finding.code == Code::MissingKey => {
                log.problem(finding.code, head(start), Expected::Key(finding.key), Found::Nothing);
            }
            None if finding.code == Code::ExpectedKey => {
                log.problem(finding.code, head(start), finding.expected.clone(), finding.found.clone());
            }
            None => report_at(start, record, finding, log),
            Some(inner) => {
                let (mut place, mut inner_place) = (None, None);
                locate(start, |name, _, value, behind| {
                    if *name == finding.key {
                        (place, inner_place) = (Some(Span::new(value.offset(), behind.offset())), None);
                        locate(value, |name, span, _, _| {
                            if *name == inner {
                                inner_place = Some(span);
                            }
                        });
                    }
                });
                let span = place.unwrap_or_else(|| head(start));
                let slot = record.slot(finding.key).unwrap_or_default();
                let (expected, found) = match finding.code {
                    Code::ForbiddenKey => (finding.expected.clone(), finding.found.clone()),
                    _ => (Expected::Key(inner), Found::Nothing),
                };
                log.at_slot(slot, |log| match inner_place {
                    Some(span) => log.at_key(inner, |log| log.problem(finding.code, span, expected, found)),
                    None => log.problem(finding.code, span, expected, found),
                });
            }
        }
    }
}

/// A problem of a key by its name: at the key if it is there, else at the dictionary.
#[cold]
fn report_at<'a, C: Cursor<'a>>(start: C, record: &'static Record, finding: &Finding, log: &mut Log<'_>) {
    let Finding { code, key, expected, found, .. } = finding;
    let mut place = None;
    locate(start, |name, span, value, behind| {
        if name == key {
            let is_of_value = matches!(code, Code::MalformedValue | Code::OutOfRange);
            place = Some(if is_of_value { Span::new(value.offset(), behind.offset()) } else { span });
        }
    });
    let report = |span, log: &mut Log<'_>| log.problem(*code, span, expected.clone(), found.clone());
    match (place, record.slot(key)) {
        (Some(span), Some(slot)) => log.at_slot(slot, |log| report(span, log)),
        (Some(span), None) => log.at_key(key, |log| report(span, log)),
        (None, _) => log.problem(*code, head(start), Expected::Key(key), Found::key(key)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        context::Facts,
        messages::TokenUpdate,
        wire::{Limits, Policy, xml::Xml},
    };

    /// What a cross check finds, and a number, of a key that must not be shown.
    #[test]
    fn secrets() {
        let input = b"<plist version='1.0'><dict><key>PushMagic</key><string>hush</string></dict></plist>";
        let mut log = Log::new(Policy::Tolerant, Limits::default(), None, Facts::NONE);
        let (start, _) = Xml::open(input, &mut log).unwrap_or_else(|_| panic!("a document"));
        log.begin(TokenUpdate::RECORD);
        let mut checks = Checks::default();
        checks.malformed("PushMagic", "another form", Found::text("hush"));
        checks.once("PushMagic", "one", ["hush", "hush"]);
        checks.out_of_range("PushMagic", Expected::Nothing, Found::Real(4711.0));
        cross(start, TokenUpdate::RECORD, &checks, &mut log);
        let slot = TokenUpdate::RECORD.slot("PushMagic").unwrap();
        log.at_slot(slot, |log| {
            log.problem(Code::OutOfRange, Span::at(0), Expected::Nothing, Found::Integer(4711));
        });
        assert_eq!(log.report.total(), 4);
        for problem in log.report.problems() {
            assert_eq!((problem.path.as_str(), &problem.found), ("PushMagic", &Found::Hidden));
        }
    }
}
