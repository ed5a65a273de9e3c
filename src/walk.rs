//! The one engine: a record, a cursor, a log.
//!
//! [`walk`] goes through one dictionary key by key. It asks the cursor for the key that is expected next, puts the value
//! into the place that the record has for it, and remembers which keys it has seen. At the end it compares what it has
//! seen with what the record asks for. Everything that is unusual happens in cold functions, which take the cursor by
//! value and give it back, so that the walk's own stays in registers.
//!
//! It is compiled once a format. It knows neither XML nor a single key.

#![deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
#![cfg_attr(test, allow(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

use crate::{
    conditions,
    context::Facts,
    record::{AnyField, List, Nested, Scalar, Slots},
    report::{Checks, Code, Expected, Finding, Found, Log},
    schema::{
        self, Choice, Count, Key, Record, Shape,
        form::{NON_EMPTY, RFC_3339},
    },
    wire::{
        Container, Cursor, Datas, Extra, Fatal, Format, Integers, Item, Kind, Next, Numbers, Pairs, Raw, Span, Text,
        Texts, number,
        traverse::{Keys, head, locate, name_span, skip},
    },
};

/// Fills a record from the dictionary that the cursor stands on. Whether the record stands: nothing that every sender
/// must send is missing or can't be made out.
pub(crate) fn walk<'a, C: Cursor<'a>>(
    cursor: &mut C,
    layout: &C::Layout,
    mut order: Option<&mut Order>,
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
    let (mut want, mut before) = (0usize, Order::START);
    if let Some(order) = &order {
        want = order.after(before);
    }
    loop {
        let (slot, key) = match c.expect(&mut inside, layout, record, want) {
            Next::Value(found) => found,
            Next::End => break,
            Next::Miss => {
                let (at, after, seen, looked) = look_up(c, inside, *layout, record, log)?;
                c.go_to(at);
                (inside, learned) = (after, seen);
                layout = &learned;
                match looked {
                    Looked::Slot(found) => found,
                    Looked::Unknown => {
                        odd.unknown = odd.unknown.wrapping_add(1);
                        continue;
                    }
                    Looked::End => break,
                }
            }
        };
        if let Some(order) = &mut order {
            if slot != want {
                order.learn(before, slot);
            }
            want = order.after(slot);
            before = slot;
        } else {
            want = slot.wrapping_add(1);
        }
        if seen.insert(slot) {
            odd.repeated = true;
        }
        values = values.wrapping_add(1);
        let value_at = c;
        let number = usize::from(key.field);
        // the field is asked for its place last, so that there is little to keep in mind meanwhile
        let done = match key.shape {
            Shape::Text => c.text().is_some_and(|text| {
                if is_blank::<C>(text) {
                    return false;
                }
                if key.judged {
                    if !(key.fits(text) && (C::FORMAT != Format::Json || key.holds(text))) {
                        misfit(text, key, slot, Span::new(value_at.offset(), c.offset()), &mut odd, log);
                    }
                    odd.facts = odd.facts.and(key.says(text));
                }
                Text::borrowed(text).put(into.place(number))
            }),
            Shape::Token(_) => c.text().is_some_and(|text| {
                if is_blank::<C>(text) {
                    return false;
                }
                if !token(into, key, Text::borrowed(text)) {
                    unlisted(text, key, slot, Span::new(value_at.offset(), c.offset()), log);
                }
                true
            }),
            Shape::Boolean => c.boolean().is_some_and(|value| value.put(into.place(number))),
            Shape::Integer => c.integer().is_some_and(|value| {
                if key.judged {
                    judge_number(value.into(), key, slot, value_at, c, log);
                }
                value.put(into.place(number))
            }),
            Shape::Unsigned => c.unsigned().is_some_and(|value| {
                if key.judged {
                    judge_number(value.into(), key, slot, value_at, c, log);
                }
                value.put(into.place(number))
            }),
            Shape::Real => quick(&mut c, C::real).is_some_and(|value| value.put(into.place(number))),
            Shape::Date => quick(&mut c, C::date).is_some_and(|value| value.put(into.place(number))),
            Shape::Data => quick(&mut c, C::data).is_some_and(|value| value.put(into.place(number))),
            Shape::Any
            | Shape::Datas
            | Shape::Integers
            | Shape::Map(_)
            | Shape::Numbers
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
    if C::REFUSES_TWINS && (odd.repeated || odd.unknown > 1) {
        cursor.value(log)?;
    }
    if C::FORMAT == Format::Json {
        seen = seen.without(odd.absent);
        if record.choices.iter().any(|choice| !choice.allows(seen)) {
            choices(*cursor, record, seen, log);
        }
    }
    let missing = record.masks.required.without(seen);
    let group = record.masks.group;
    if !missing.is_empty() || (!group.is_empty() && !group.both(seen).is_one()) || odd.unknown != 0 {
        incomplete(*cursor, c, into, seen, odd.unknown, log);
    }
    if odd.repeated {
        duplicates(*cursor, record, log);
    }
    conditions::judge(&*cursor, record, seen, odd.facts, log);
    log.faults = log.faults.wrapping_add(odd.broken.len());
    if record.checked && missing.is_empty() && log.faults == faults {
        check(*cursor, into, log);
    }
    cursor.go_to(c);
    Ok(missing.is_empty() && record.masks.required.both(odd.broken).is_empty())
}

/// What is out of the ordinary in a dictionary. Few have any of it, so it may lie in memory.
#[derive(Default)]
struct Odd {
    /// Slots whose value says that there is none.
    absent: schema::Slots,
    /// Slots whose value is there and can't be used.
    broken: schema::Slots,
    /// A key stands twice.
    repeated: bool,
    /// How many keys the record does not have.
    unknown: usize,
    /// What the values show of the sender.
    facts: Facts,
}

/// Whether a text may stand for none. In property lists none does.
#[inline(always)]
fn is_blank<'a, C: Cursor<'a>>(text: &str) -> bool {
    C::FORMAT == Format::Json && text.is_empty()
}

/// Reads by a method that is not inlined, without giving the walk's own cursor out of its registers.
#[inline(always)]
fn quick<'a, C: Cursor<'a>, T>(cursor: &mut C, read: impl FnOnce(&mut C) -> Option<T>) -> Option<T> {
    let mut ahead = *cursor;
    let value = read(&mut ahead)?;
    cursor.go_to(ahead);
    Some(value)
}

/// In a list, which slot came after which in the items before.
pub(crate) struct Order([u8; 256]);

impl Order {
    /// In place of a slot: nothing yet.
    const START: usize = schema::MAX_KEYS;

    /// As the record has them.
    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
    const SORTED: Self = {
        let mut next = [0; 256];
        let mut slot = 0;
        while slot < schema::MAX_KEYS {
            next[slot] = (slot + 1) as u8;
            slot += 1;
        }
        Self(next)
    };

    #[inline(always)]
    fn after(&self, slot: usize) -> usize {
        self.0.get(slot & 0xff).copied().unwrap_or_default().into()
    }

    #[inline(always)]
    fn learn(&mut self, slot: usize, next: usize) {
        if let Some(place) = self.0.get_mut(slot & 0xff) {
            #[expect(clippy::cast_possible_truncation, reason = "a record has at most 128 keys")]
            {
                *place = next as u8;
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
        Some(key) if key.name.eq_ignore_ascii_case(&name) => (Code::KeyCase, Expected::Key(key.name)),
        Some(key) => (Code::UnknownKey, Expected::Key(key.name)),
        None => (Code::UnknownKey, Expected::Nothing),
    };
    let (behind, _) = log.at_key(&name, |log| {
        log.problem(code, span, expected, Found::key(&name));
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

/// The value of a key that takes more than one step: a dictionary, a list, anything.
#[inline(never)]
fn nested<'a, C: Cursor<'a>>(
    mut cursor: C,
    layout: &C::Layout,
    into: &mut dyn Slots<'a>,
    key: &'static Key,
    slot: usize,
    odd: &mut Odd,
    log: &mut Log<'_>,
) -> Result<C, Fatal> {
    let number = usize::from(key.field);
    if let Some(behind) = nothing(cursor, key, slot, log) {
        fail(into, number);
        odd.absent.insert(slot);
        return Ok(behind);
    }
    let nested = into.field(number).map_or(Nested::None, AnyField::nested);
    let good = match nested {
        Nested::None => true,
        Nested::Record(to) => {
            if !log.enter(slot) {
                return Err(log.fatal(Code::Depth, Span::at(cursor.offset())));
            }
            let stands = walk(&mut cursor, &C::inner(layout), None, to, log)?;
            log.leave();
            stands
        }
        Nested::List(to) => {
            if !log.enter(slot) {
                return Err(log.fatal(Code::Depth, Span::at(cursor.offset())));
            }
            let start = cursor;
            let is_alone = C::FORMAT == Format::Json && key.takes(Kind::Dictionary) && is_dictionary(cursor);
            let (behind, good) = if is_alone {
                alone(cursor, &C::inner(layout), to, log)?
            } else {
                list(cursor, C::inner(layout), to, log)?
            };
            cursor = behind;
            let count = log.leave_list();
            judge_items(good.then_some(count), start, behind, key, slot, log);
            good
        }
        Nested::Map(to) => {
            if !log.enter(slot) {
                return Err(log.fatal(Code::Depth, Span::at(cursor.offset())));
            }
            let (behind, good) = map(cursor, to, log)?;
            cursor = behind;
            log.leave();
            good
        }
        Nested::Texts(to) => {
            let (behind, len) = log.at_slot(slot, |log| array(cursor, Kind::Text, key, log))?;
            *to = Texts::new(Raw::between(cursor, behind), len.unwrap_or(0));
            judge_items(len, cursor, behind, key, slot, log);
            cursor = behind;
            len.is_some()
        }
        Nested::Datas(to) => {
            let (behind, len) = log.at_slot(slot, |log| array(cursor, Kind::Data, key, log))?;
            *to = Datas::new(Raw::between(cursor, behind), len.unwrap_or(0));
            cursor = behind;
            len.is_some()
        }
        Nested::Integers(to) => {
            let (behind, len) = log.at_slot(slot, |log| array(cursor, Kind::Integer, key, log))?;
            *to = Integers::new(Raw::between(cursor, behind), len.unwrap_or(0));
            judge_items(len, cursor, behind, key, slot, log);
            cursor = behind;
            len.is_some()
        }
        Nested::Pairs(to) => {
            let (behind, len) = log.at_slot(slot, |log| entries(cursor, Kind::Text, key, log))?;
            *to = Pairs::new(Raw::between(cursor, behind), len.unwrap_or(0));
            cursor = behind;
            len.is_some()
        }
        Nested::Numbers(to) => {
            let (behind, len) = log.at_slot(slot, |log| entries(cursor, Kind::Integer, key, log))?;
            *to = Numbers::new(Raw::between(cursor, behind), len.unwrap_or(0));
            cursor = behind;
            len.is_some()
        }
        Nested::Any(to) => {
            let (behind, _) = log.at_slot(slot, |log| skip(cursor, log))?;
            *to = Raw::between(cursor, behind);
            cursor = behind;
            true
        }
    };
    if !good {
        fail(into, number);
        odd.broken.insert(slot);
    }
    Ok(cursor)
}

/// Behind a value that says that there is none, where there need not be one.
#[inline]
fn nothing<'a, C: Cursor<'a>>(mut cursor: C, key: &Key, slot: usize, log: &mut Log<'_>) -> Option<C> {
    let start = cursor.offset();
    if !(key.optional && (key.null || key.shape.kind().is_some()) && cursor.null()) {
        return None;
    }
    if log.is_service && !key.null {
        let span = Span::new(start, cursor.offset());
        log.at_slot(slot, |log| log.problem(Code::Null, span, Expected::Nothing, Found::Nothing));
    }
    Some(cursor)
}

fn is_dictionary<'a, C: Cursor<'a>>(mut cursor: C) -> bool {
    cursor.enter_dictionary().is_some()
}

/// A dictionary that stands where an array of them is usual.
#[cold]
fn alone<'a, C: Cursor<'a>>(
    mut cursor: C,
    layout: &C::Layout,
    into: &mut dyn List<'a>,
    log: &mut Log<'_>,
) -> Result<(C, bool), Fatal> {
    if into.is_full() {
        into.reserve(1);
    }
    let Some(item) = into.push() else { return Ok((skip(cursor, log)?.0, false)) };
    let stands = walk(&mut cursor, layout, None, item, log)?;
    if !stands {
        into.pop();
    }
    Ok((cursor, stands))
}

/// Whether an array has as many items as it may have.
fn judge_items<'a, C: Cursor<'a>>(len: Option<usize>, start: C, behind: C, key: &Key, slot: usize, log: &mut Log<'_>) {
    if let (Some(len), Some((least, greatest))) = (len, key.items)
        && !(least..=greatest).contains(&len)
    {
        let span = Span::new(start.offset(), behind.offset());
        let expected = Expected::Items(least, greatest);
        log.at_slot(slot, |log| log.problem(Code::OutOfRange, span, expected, Found::Count(len)));
    }
}

/// A value with all that is in it, of which only a scalar is kept.
#[cold]
fn whole<'a, C: Cursor<'a>>(cursor: C, log: &mut Log<'_>) -> Result<(C, Item<'a>), Fatal> {
    if !cursor.at_container() {
        return cursor.value(log).map(|(behind, item, _)| (behind, item));
    }
    let (behind, _) = skip(cursor, log)?;
    let item = log.quietly(|log| inside(cursor, log))?;
    Ok((behind, item))
}

/// A value, or the one that stands in its place inside wrappers.
fn inside<'a, C: Cursor<'a>>(mut cursor: C, log: &mut Log<'_>) -> Result<Item<'a>, Fatal> {
    loop {
        let (entered, item, inside) = cursor.value(log)?;
        if !matches!(item, Item::Wrapper) {
            return Ok(item);
        }
        cursor = entered.item(inside, C::layout(), Container::Wrapper, log)?.0;
    }
}

/// An array of dictionaries.
fn list<'a, C: Cursor<'a>>(
    mut cursor: C,
    mut layout: C::Layout,
    into: &mut dyn List<'a>,
    log: &mut Log<'_>,
) -> Result<(C, bool), Fatal> {
    let start = cursor;
    let mut inside = match cursor.enter_array() {
        Some(inside) => inside,
        None => match enter(cursor, Kind::Array, log)? {
            (entered, Some(inside)) => {
                cursor = entered;
                layout = C::layout_inside(inside, &layout);
                inside
            }
            (behind, None) => return Ok((behind, false)),
        },
    };
    log.open(start.offset())?;
    let mut item_layout = C::inner(&layout);
    let mut order = Order::SORTED;
    let mut full = false;
    loop {
        match cursor.step(&mut inside, &layout) {
            Next::Value(()) => {}
            Next::End => break,
            Next::Miss => {
                let (at, after, learned, is_more) = cursor.item(inside, layout, Container::Array, log)?;
                (cursor, inside, layout) = (at, after, learned);
                item_layout = C::inner(&layout);
                if !is_more {
                    break;
                }
            }
        }
        let before = cursor;
        log.next_item();
        if into.is_full() && !full {
            make_room(start, cursor, inside, into, log);
        }
        let Some(item) = into.push() else {
            cursor = skip(before, log)?.0;
            if !full {
                full = true;
                let span = Span::new(before.offset(), cursor.offset());
                let budget = Found::Count(budget::<C>(cursor, log));
                log.problem(Code::Expansion, span, Expected::Nothing, budget);
            }
            continue;
        };
        if !walk(&mut cursor, &item_layout, Some(&mut order), item, log)? {
            into.pop();
        }
    }
    log.taken = log.taken.saturating_sub(into.trim());
    log.close();
    Ok((cursor, true))
}

/// Room in a list for the item that the cursor stands on and for those that seem to come; for a few at first.
///
/// Records may be larger than what was sent of them. What they take in all stays in proportion to the input.
#[cold]
#[inline(never)]
fn make_room<'a, C: Cursor<'a>>(start: C, cursor: C, inside: C::Inside, list: &mut dyn List<'a>, log: &mut Log<'_>) {
    let size = list.item_size();
    let left = budget::<C>(cursor, log).saturating_sub(log.taken);
    let so_far = cursor.offset().saturating_sub(start.offset());
    let some = match so_far.checked_div(list.len()) {
        None => 2,
        // those to come may be shorter
        Some(length) => cursor.items_ahead(inside, length).saturating_mul(5).div_ceil(4).max(list.len()),
    };
    let more = some.min(left.checked_div(size).unwrap_or(0));
    if more > 0 {
        list.reserve(more);
        log.taken = log.taken.saturating_add(more.saturating_mul(size));
    }
}

/// A dictionary of dictionaries.
#[inline(never)]
fn map<'a, C: Cursor<'a>>(start: C, into: &mut dyn List<'a>, log: &mut Log<'_>) -> Result<(C, bool), Fatal> {
    let (mut cursor, inside) = enter(start, Kind::Dictionary, log)?;
    let Some(mut inside) = inside else { return Ok((cursor, false)) };
    log.open(start.offset())?;
    let mut layout = C::layout_inside(inside, &C::layout());
    let mut names = Keys::new(start.input());
    let mut full = false;
    loop {
        let (at, after, learned, key) = cursor.key(inside, layout, log)?;
        (cursor, inside, layout) = (at, after, learned);
        let Some((name, span)) = key else { break };
        names.push(&name, span);
        log.next_name(&name);
        if into.is_full() && !full {
            make_room(start, cursor, inside, into, log);
        }
        let before = cursor;
        let Some(item) = into.push() else {
            cursor = skip(before, log)?.0;
            if !full {
                full = true;
                let span = Span::new(before.offset(), cursor.offset());
                let budget = Found::Count(budget::<C>(cursor, log));
                log.problem(Code::Expansion, span, Expected::Nothing, budget);
            }
            continue;
        };
        if walk(&mut cursor, &C::inner(&layout), None, item, log)? {
            into.name(name);
        } else {
            into.pop();
        }
    }
    log.taken = log.taken.saturating_sub(into.trim());
    names.close(0, log);
    log.close();
    Ok((cursor, true))
}

/// A dictionary of scalars of one kind, checked and left where it is; how many there are, if it is one.
#[inline(never)]
fn entries<'a, C: Cursor<'a>>(
    start: C,
    kind: Kind,
    key: &'static Key,
    log: &mut Log<'_>,
) -> Result<(C, Option<usize>), Fatal> {
    let (mut cursor, inside) = enter(start, Kind::Dictionary, log)?;
    let Some(mut inside) = inside else { return Ok((cursor, None)) };
    log.open(start.offset())?;
    let mut layout = C::layout();
    let mut names = Keys::new(start.input());
    let mut good = true;
    loop {
        let (at, after, learned, name) = cursor.key(inside, layout, log)?;
        (cursor, inside, layout) = (at, after, learned);
        let Some((name, span)) = name else { break };
        names.push(&name, span);
        log.next_name(&name);
        let (behind, is_one) = one(cursor, kind, key, log)?;
        good &= is_one;
        cursor = behind;
    }
    let len = names.len();
    names.close(0, log);
    log.close();
    Ok((cursor, good.then_some(len)))
}

/// A scalar of an array or a dictionary; whether it is of the kind that is due.
fn one<'a, C: Cursor<'a>>(cursor: C, kind: Kind, key: &'static Key, log: &mut Log<'_>) -> Result<(C, bool), Fatal> {
    let (behind, item) = whole(cursor, log)?;
    let span = Span::new(cursor.offset(), behind.offset());
    let item = C::meant(item, kind, span, log);
    if item.kind() != kind || matches!(item, Item::Damaged(_)) {
        if !matches!(item, Item::Damaged(_)) {
            log.problem(Code::WrongType, span, Expected::Kind(kind), Found::Kind(item.kind()));
        }
        return Ok((behind, false));
    }
    if key.judged
        && let Item::Text(text) = &item
    {
        if let Some(listed) = key.listed
            && !listed.contains(&text.as_str())
        {
            log.problem(Code::UnlistedValue, span, Expected::OneOf(listed), Found::text(text));
        }
        if !(key.fits(text) && key.holds(text)) {
            misshapen(text, key, span, log);
        }
    }
    Ok((behind, true))
}

/// An array of scalars of one kind, checked and left where it is; how many there are, if it is one.
#[inline(never)]
fn array<'a, C: Cursor<'a>>(
    start: C,
    kind: Kind,
    key: &'static Key,
    log: &mut Log<'_>,
) -> Result<(C, Option<usize>), Fatal> {
    let (mut cursor, inside) = enter(start, Kind::Array, log)?;
    let Some(mut inside) = inside else { return Ok((cursor, None)) };
    log.open(start.offset())?;
    let mut layout = C::layout();
    let mut len = 0usize;
    let mut good = true;
    loop {
        let (at, after, learned, more) = cursor.item(inside, layout, Container::Array, log)?;
        (cursor, inside, layout) = (at, after, learned);
        if !more {
            log.close();
            return Ok((cursor, good.then_some(len)));
        }
        log.next_item();
        let (behind, is_one) = one(cursor, kind, key, log)?;
        good &= is_one;
        cursor = behind;
        len = len.saturating_add(1);
    }
}

/// How many bytes of memory lists may take, and texts that can't be slices of the input but may be used again and again.
fn budget<'a, C: Cursor<'a>>(cursor: C, log: &Log<'_>) -> usize {
    log.budget(cursor.input().len(), C::SHARES)
}

/// A scalar of unusual spelling, if it is of the kind that the key asks for; anything else is reported. A text that
/// stands for none is `null`.
#[cold]
fn scalar<'a, C: Cursor<'a>>(cursor: C, key: &Key, log: &mut Log<'_>) -> Result<(C, Option<Item<'a>>), Fatal> {
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
        item => C::meant(item, want, span, log),
    };
    let item = match (item, want) {
        (Item::Damaged(kind), _) if kind == want || key.takes(kind) => return Ok((behind, None)),
        (Item::Integer(value), Kind::Real) => Item::Real(number::nearest(value)),
        (Item::Number(digits), Kind::Real) => digits.parse().map_or(Item::Damaged(Kind::Real), Item::Real),
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
fn odd_value<'a, C: Cursor<'a>>(
    cursor: C,
    into: &mut dyn Slots<'a>,
    key: &'static Key,
    slot: usize,
    odd: &mut Odd,
    log: &mut Log<'_>,
) -> Result<C, Fatal> {
    let number = usize::from(key.field);
    if let Some(behind) = nothing(cursor, key, slot, log) {
        fail(into, number);
        odd.absent.insert(slot);
        return Ok(behind);
    }
    let (behind, item) = log.at_slot(slot, |log| scalar(cursor, key, log))?;
    if matches!(item, Some(Item::Null)) {
        fail(into, number);
        odd.absent.insert(slot);
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
            if !token(into, key, text.clone()) {
                unlisted(&text, key, slot, span, log);
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
        (Shape::Integer, Some(Item::Number(digits))) => too_large(Found::text(digits), i64::MIN, slot, span, log),
        (Shape::Unsigned, Some(Item::Number(digits))) => too_large(Found::text(digits), 0, slot, span, log),
        (Shape::Real, Some(Item::Real(value))) => value.put(into.place(number)),
        (Shape::Date, Some(Item::Date(value))) => value.put(into.place(number)),
        (Shape::Data, Some(Item::Data(value))) => value.put(into.place(number)),
        _ => false,
    };
    if !good {
        fail(into, number);
        odd.broken.insert(slot);
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
fn misfit(text: &str, key: &Key, slot: usize, span: Span, odd: &mut Odd, log: &mut Log<'_>) {
    log.at_slot(slot, |log| match key.exactly {
        Some(exactly) if text != exactly => {
            let found = if key.sensitive { Found::Hidden } else { Found::text(text) };
            log.problem(Code::WrongMessage, span, Expected::Text(exactly), found);
            odd.broken.insert(slot);
        }
        _ => misshapen(text, key, span, log),
    });
}

/// What is said of a text that is too long or not of its form.
#[cold]
fn misshapen(text: &str, key: &Key, span: Span, log: &mut Log<'_>) {
    let count = text.chars().count();
    let (expected, found) = match (key.longest, key.form) {
        (Some(most), _) if count > most => (Expected::Characters(most), Found::Count(count)),
        (_, Some(form)) => (Expected::Form(form.words), Found::text(text)),
        (_, None) if matches!(key.shape, Shape::Date) => (Expected::Form(RFC_3339.words), Found::text(text)),
        _ => (Expected::Form(NON_EMPTY.words), Found::text(text)),
    };
    log.problem(Code::MalformedValue, span, expected, if key.sensitive { Found::Hidden } else { found });
}

/// What is said of a number for which there are rules.
#[inline(never)]
fn judge_number<'a, C: Cursor<'a>>(value: i128, key: &Key, slot: usize, before: C, behind: C, log: &mut Log<'_>) {
    let span = Span::new(before.offset(), behind.offset());
    let found = if key.sensitive { Found::Hidden } else { Found::Integer(value) };
    if let Some((least, greatest)) = key.range
        && !(i128::from(least)..=i128::from(greatest)).contains(&value)
    {
        log.at_slot(slot, |log| log.problem(Code::OutOfRange, span, Expected::Range(least, greatest), found));
    } else if let Some(list) = key.among
        && !list.iter().any(|listed| i128::from(*listed) == value)
    {
        log.at_slot(slot, |log| log.problem(Code::UnlistedValue, span, Expected::NumberOf(list), found));
    }
}

/// Gives a text to a field that is a string out of a list; whether it is on the list.
fn token<'a>(into: &mut dyn Slots<'a>, key: &Key, text: Text<'a>) -> bool {
    into.field(usize::from(key.field)).is_some_and(|field| field.token(text))
}

fn fail(into: &mut dyn Slots<'_>, number: usize) {
    if let Some(field) = into.field(number) {
        field.fail();
    }
}

/// A token that is not on the list.
#[cold]
fn unlisted(text: &str, key: &Key, slot: usize, span: Span, log: &mut Log<'_>) {
    let Shape::Token(listed) = key.shape else { return };
    let found = if key.sensitive { Found::Hidden } else { Found::text(text) };
    log.at_slot(slot, |log| log.problem(Code::UnlistedValue, span, Expected::OneOf(listed), found));
}

/// Keys of the record that stand more than once; the last value of each counts.
#[cold]
#[inline(never)]
fn duplicates<'a, C: Cursor<'a>>(start: C, record: &'static Record, log: &mut Log<'_>) {
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
fn incomplete<'a, C: Cursor<'a>>(
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
fn choices<'a, C: Cursor<'a>>(start: C, record: &'static Record, seen: schema::Slots, log: &mut Log<'_>) {
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
fn check<'a, C: Cursor<'a>>(start: C, into: &dyn Slots<'a>, log: &mut Log<'_>) {
    let mut checks = Checks::default();
    into.check(&mut checks);
    if !checks.found.is_empty() {
        cross(start, into.record(), &checks, log);
    }
}

#[cold]
#[inline(never)]
fn cross<'a, C: Cursor<'a>>(start: C, record: &'static Record, checks: &Checks, log: &mut Log<'_>) {
    for finding in &checks.found {
        match finding.inner {
            None if finding.code == Code::MissingKey || finding.code == Code::ExpectedKey => {
                log.problem(finding.code, head(start), Expected::Key(finding.key), Found::Nothing);
            }
            None => report_at(start, finding, log),
            Some(inner) => {
                let mut place = None;
                locate(start, |name, _, value, behind| {
                    if *name == finding.key {
                        place = Some(Span::new(value.offset(), behind.offset()));
                    }
                });
                let span = place.unwrap_or_else(|| head(start));
                let slot = record.slot(finding.key).unwrap_or_default();
                let (expected, found) = match finding.code {
                    Code::ForbiddenKey => (Expected::Nothing, Found::key(inner)),
                    _ => (Expected::Key(inner), Found::Nothing),
                };
                log.at_slot(slot, |log| log.problem(finding.code, span, expected, found));
            }
        }
    }
}

/// A problem of a key by its name: at the key if it is there, else at the dictionary.
#[cold]
fn report_at<'a, C: Cursor<'a>>(start: C, finding: &Finding, log: &mut Log<'_>) {
    let Finding { code, key, expected, .. } = finding;
    let mut place = None;
    locate(start, |name, span, _, _| {
        if name == key {
            place = Some(span);
        }
    });
    match place {
        Some(span) => log.at_key(key, |log| log.problem(*code, span, expected.clone(), Found::key(key))),
        None => log.problem(*code, head(start), Expected::Key(key), Found::key(key)),
    }
}
