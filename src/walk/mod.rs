//! The one engine: a record, a cursor, a log.
//!
//! [`walk`] goes through one dictionary key by key. It asks the cursor for the key that is expected next, puts the value
//! into the place that the record has for it, and remembers which keys it has seen. At the end it compares what it has
//! seen with what the record asks for. Everything that is unusual happens in cold functions, which take the cursor by
//! value and give it back, so that the walk's own stays in registers. In a list in JSON [`follow()`] goes through an item as
//! long as everything is as it was in the items before, and the walk takes over where it is not.
//!
//! It is compiled once a format. It knows no spelling of any format and not a single key; what only the messages in JSON
//! ask for (groups of keys, texts that stand for none) is left out where it is compiled for property lists.

#![deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
#![cfg_attr(test, allow(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

mod dictionary;
mod follow;
mod nested;
mod value;

use self::{
    dictionary::{check, check_in_part, choices, duplicates, incomplete},
    follow::{Run, Spelled, follow},
    nested::{nested, whole},
    value::{judge_number, listed, misfit, odd_value, unlisted},
};
use crate::{
    conditions,
    context::Facts,
    record::{Scalar, Slots},
    report::{Code, Expected, Found, Log},
    schema::{self, Key, Others, Record, Shape, same_letters},
    wire::{Cursor, Fatal, Format, Item, Kind, Next, Span, Text, traverse::skip},
};

/// Fills a record from the dictionary that the cursor stands on. Whether the record stands: nothing that every sender
/// must send is missing or can't be made out.
pub(crate) fn walk<'a, C: Cursor<'a>>(
    cursor: &mut C,
    layout: &C::Layout,
    mut order: Option<&mut Order<'a, C>>,
    into: &mut dyn Slots<'a>,
    log: &mut Log<'_>,
) -> Result<bool, Fatal> {
    let record = into.record();
    let mut c = *cursor;
    let mut learned;
    let mut layout = layout;
    let mut inside = match c.enter_dictionary() {
        Some(inside) => inside,
        None => match enter(c, Kind::Dictionary, log)? {
            (entered, Some(inside)) => {
                c.go_to(entered);
                learned = C::layout_inside(inside, layout);
                layout = &learned;
                inside
            }
            (behind, None) => {
                *cursor = behind;
                return Ok(false);
            }
        },
    };
    log.open(cursor.offset())?;
    let mut seen = schema::Slots::NONE;
    let mut odd = Odd::default();
    let faults = log.faults;
    let mut values = 1usize;
    let mut place = START;
    let mut want = order.as_ref().map_or(place, |order| order.after(place));
    loop {
        let recalled = if C::FORMAT != Format::Json {
            order
                .as_ref()
                .and_then(|order| c.recall(&mut inside, &order.learned.as_ref()?.seams, place))
                .map_or(Next::Miss, Next::Value)
        } else if let Some(order) = &mut order
            && let Some(learned) = &mut order.learned
        {
            let run = match order.begun.take() {
                Some(run) => run,
                None => follow(c, inside, layout, learned, place, seen, into),
            };
            c.go_to(run.cursor);
            values = values.wrapping_add(run.seen.without(seen).len());
            (inside, place, seen) = (run.inside, run.place, run.seen);
            want = order.after(place);
            run.found
        } else {
            Next::Miss
        };
        let (slot, key) = match recalled {
            Next::Value(found) => found,
            Next::End => break,
            Next::Miss => {
                let start = c;
                let found = match c.expect(&mut inside, layout, record, want) {
                    Next::Value(found) => found,
                    Next::End => break,
                    Next::Miss => {
                        let (at, after, laid_out, looked) = look_up(c, inside, *layout, record, log)?;
                        c.go_to(at);
                        (inside, learned) = (after, laid_out);
                        layout = &learned;
                        match looked {
                            Looked::Slot(found) => found,
                            Looked::Unknown => {
                                odd.unknown = odd.unknown.wrapping_add(1);
                                odd.is_any = true;
                                if place == START {
                                    place = ASTRAY;
                                }
                                continue;
                            }
                            Looked::End => break,
                        }
                    }
                };
                if let Some(order) = &mut order {
                    if found.0 != want {
                        order.learn(place, found.0);
                    }
                    if let Some(learned) = &mut order.learned {
                        start.remember(c, &inside, &mut learned.seams, place, found);
                    }
                }
                found
            }
        };
        place = slot.wrapping_add(1);
        want = order.as_ref().map_or(place, |order| order.after(place));
        if seen.insert(slot) {
            odd.repeated = true;
            odd.is_any = true;
        }
        values = values.wrapping_add(1);
        let value_at = c;
        let number = usize::from(key.field);
        // the field is asked for its place last, so that there is little to keep in mind meanwhile
        let done = match key.shape {
            Shape::Text => c.text().is_some_and(|text| {
                if key.judged {
                    if !(key.fits(text) && (C::FORMAT != Format::Json || key.holds(text))) {
                        misfit(text, key, slot, Span::new(value_at.offset(), c.offset()), &mut odd, log);
                    }
                    if key.tells.is_some() {
                        odd.facts = odd.facts.and(key.says(text));
                    }
                }
                into.put_text(number, text)
            }),
            Shape::Token(_) => c.text().is_some_and(|text| {
                if !listed(into, key, text) {
                    let span = Span::new(value_at.offset(), c.offset());
                    unlisted(into, Text::borrowed(text), key, slot, span, log);
                }
                true
            }),
            Shape::Boolean => c.boolean().is_some_and(|value| value.put(into.place(number))),
            Shape::Integer => c.integer().is_some_and(|value| {
                if key.judged && !key.counts(value.into()) {
                    judge_number(value.into(), key, slot, value_at, c, log);
                }
                value.put(into.place(number))
            }),
            Shape::Unsigned => c.unsigned().is_some_and(|value| {
                if key.judged && !key.counts(value.into()) {
                    judge_number(value.into(), key, slot, value_at, c, log);
                }
                value.put(into.place(number))
            }),
            Shape::Real => quick(&mut c, C::real).is_some_and(|value| value.put(into.place(number))),
            Shape::Date => quick(&mut c, C::date).is_some_and(|value| value.put(into.place(number))),
            Shape::Data => quick(&mut c, C::data).is_some_and(|value| {
                log.has_data = true;
                value.put(into.place(number))
            }),
            Shape::Any
            | Shape::Datas
            | Shape::Integers
            | Shape::Map(_)
            | Shape::Numbers
            | Shape::Of(_)
            | Shape::Pairs
            | Shape::Record(_)
            | Shape::Records(_)
            | Shape::Texts => {
                let behind = nested(c, layout, into, key, slot, &mut odd, log)?;
                c.go_to(behind);
                true
            }
        };
        if !done {
            let behind = odd_value(value_at, into, key, slot, &mut odd, log)?;
            c.go_to(behind);
        }
        if key.noted {
            odd.facts = odd.facts.and(key.shows);
            if key.sensitive && log.hides() {
                log.hide(Span::new(value_at.offset(), c.offset()));
            }
        }
    }
    log.close();
    log.count(values, cursor.offset())?;
    if odd.is_any && C::REFUSES_TWINS && (odd.repeated || odd.unknown > 1) {
        cursor.value(log)?;
    }
    let stands = judge((*cursor, c), record, seen, &odd, faults, into, log);
    cursor.go_to(c);
    Ok(stands)
}

/// What was sent, compared with what the record asks for, when the dictionary is over. Whether the record stands.
#[inline(always)]
fn judge<'a, C: Cursor<'a>>(
    (start, behind): (C, C),
    record: &'static Record,
    seen: schema::Slots,
    odd: &Odd,
    faults: usize,
    into: &mut dyn Slots<'a>,
    log: &mut Log<'_>,
) -> bool {
    let seen = if C::FORMAT == Format::Json { seen.without(odd.absent) } else { seen };
    if record.choices.iter().any(|choice| !choice.allows(seen)) {
        choices(start, record, seen, log);
    }
    let missing = record.masks.required.without(seen);
    let group = record.masks.group;
    if !missing.is_empty() || (!group.is_empty() && !group.both(seen).is_one()) || odd.is_any {
        incomplete(start, behind, into, seen, odd.unknown, log);
        if odd.repeated {
            duplicates(start, record, log);
        }
        log.faults = log.faults.wrapping_add(odd.broken.len());
    }
    conditions::judge(&start, record, seen, odd.facts, log);
    if record.checked && missing.is_empty() && log.faults == faults {
        check(start, into, seen, log);
    } else if record.checked {
        let inner = log.faults.wrapping_sub(faults).wrapping_sub(odd.broken.len());
        check_in_part(start, into, seen, (odd.broken, inner), log);
    }
    missing.is_empty() && !(odd.is_any && record.masks.required.meets(odd.broken))
}

/// Fills a record from an item of a list, like [`walk`], which goes on where the item is no longer like those before.
#[inline(always)]
fn item<'a, C: Cursor<'a>>(
    cursor: &mut C,
    layout: &C::Layout,
    order: &mut Order<'a, C>,
    into: &mut dyn Slots<'a>,
    log: &mut Log<'_>,
) -> Result<bool, Fatal> {
    let mut c = *cursor;
    if C::FORMAT == Format::Json
        && let Some(learned) = &mut order.learned
        && let Some(inside) = c.enter_dictionary()
    {
        let run = follow(c, inside, layout, learned, START, schema::Slots::NONE, into);
        if let Next::End = run.found {
            log.count(run.seen.len().wrapping_add(1), cursor.offset())?;
            let stands = judge((*cursor, run.cursor), into.record(), run.seen, &Odd::default(), log.faults, into, log);
            cursor.go_to(run.cursor);
            return Ok(stands);
        }
        order.begun = Some(run);
    }
    walk(cursor, layout, Some(order), into, log)
}

/// What is out of the ordinary in a dictionary. Few have any of it, so it may lie in memory.
#[derive(Default)]
struct Odd {
    /// Slots whose value says that there is none.
    absent: schema::Slots,
    /// Slots whose value is there and can't be used.
    broken: schema::Slots,
    /// There is a broken slot, a key that stands twice, or one that is unknown.
    is_any: bool,
    /// A key stands twice.
    repeated: bool,
    /// How many keys the record does not have.
    unknown: usize,
    /// What the values show of the sender.
    facts: Facts,
}

impl Odd {
    /// The value of a slot can't be used.
    fn breaks(&mut self, slot: usize) {
        self.broken.insert(slot);
        self.is_any = true;
    }
}

/// Reads by a method that is not inlined, without giving the walk's own cursor out of its registers.
#[inline(always)]
fn quick<'a, C: Cursor<'a>, T>(cursor: &mut C, read: impl FnOnce(&mut C) -> Option<T>) -> Option<T> {
    let mut ahead = *cursor;
    let value = read(&mut ahead)?;
    cursor.go_to(ahead);
    Some(value)
}

/// A place in an item of a list: its opening. Behind the value of a slot it is the number of the slot, counted from 1.
const START: usize = 0;

/// Behind the value of an unknown key that came before all others.
const ASTRAY: usize = 255;

/// What there is to know of the items before, once it is worth to look.
struct Learned<'a, C: Cursor<'a>> {
    seams: C::Seams,
    spelled: Spelled<'a>,
}

/// In a list, which slot came at which place in the items before.
pub(crate) struct Order<'a, C: Cursor<'a>> {
    slots: [u8; 256],
    learned: Option<Learned<'a, C>>,
    /// How far the next item has been read already.
    begun: Option<Run<C, C::Inside>>,
}

impl<'a, C: Cursor<'a>> Order<'a, C> {
    /// Nothing learned yet: keys come as the record has them.
    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
    const NEW: Self = {
        let mut slots = [0; 256];
        let mut place = 0;
        while place < slots.len() {
            slots[place] = place as u8;
            place += 1;
        }
        Self { slots, learned: None, begun: None }
    };

    #[inline(always)]
    fn after(&self, place: usize) -> usize {
        self.slots.get(place & 0xff).copied().unwrap_or_default().into()
    }

    #[inline(always)]
    fn learn(&mut self, place: usize, slot: usize) {
        if let Some(place) = self.slots.get_mut(place & 0xff) {
            #[expect(clippy::cast_possible_truncation, reason = "a record has at most 128 keys")]
            {
                *place = slot as u8;
            }
        }
    }
}

/// What a key turned out to be that was not the expected one.
enum Looked {
    /// One that the record has.
    Slot((usize, &'static Key)),
    /// One that it does not have; the cursor is behind its value.
    Unknown,
    /// None: the dictionary ends.
    End,
}

/// The key that stands here, by the complete grammar and by its name.
#[cold]
#[inline(never)]
fn look_up<'a, C: Cursor<'a>>(
    cursor: C,
    inside: C::Inside,
    layout: C::Layout,
    record: &'static Record,
    log: &mut Log<'_>,
) -> Result<(C, C::Inside, C::Layout, Looked), Fatal> {
    let (cursor, inside, layout, key) = cursor.key(inside, layout, log)?;
    let Some((name, span)) = key else { return Ok((cursor, inside, layout, Looked::End)) };
    if let Some(slot) = record.slot(&name)
        && let Some(key) = record.keys.get(slot)
    {
        return Ok((cursor, inside, layout, Looked::Slot((slot, key))));
    }
    let similar = record.similar(&name);
    let (code, expected) = match similar {
        Some(key) if same_letters(key.name, &name) => (Code::KeyCase, Expected::Key(key.name)),
        Some(key) => (Code::UnknownKey, Expected::Key(key.name)),
        None => (Code::UnknownKey, Expected::Nothing),
    };
    let is_own = code == Code::UnknownKey && record.others == Others::Own;
    let (behind, _) = log.at_key(&name, |log| {
        if !is_own {
            log.problem(code, span, expected, Found::key(&name));
        }
        skip(cursor, log)
    })?;
    if similar.is_some_and(|key| key.sensitive) {
        log.hide(Span::new(cursor.offset(), behind.offset()));
    }
    Ok((behind, inside, layout, Looked::Unknown))
}

/// Into a container of unusual spelling; past anything else, which is reported.
#[cold]
#[inline(never)]
fn enter<'a, C: Cursor<'a>>(cursor: C, want: Kind, log: &mut Log<'_>) -> Result<(C, Option<C::Inside>), Fatal> {
    if let Ok((_, item, _)) = log.quietly(|log| cursor.value(log))
        && !matches!(item, Item::Wrapper)
        && item.kind() == want
    {
        let (entered, _, inside) = cursor.value(log)?;
        return Ok((entered, Some(inside)));
    }
    let (behind, item) = whole(cursor, log)?;
    let span = Span::new(cursor.offset(), behind.offset());
    if !matches!(item, Item::Damaged(_)) || item.kind() != want {
        log.problem(Code::WrongType, span, Expected::Kind(want), Found::Kind(item.kind()));
    }
    Ok((behind, None))
}
