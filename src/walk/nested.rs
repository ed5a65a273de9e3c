//! Values that take more than one step: dictionaries, lists, maps, arrays of scalars.

use super::{
    Learned, Odd, Order, enter,
    follow::Spelled,
    item,
    value::{fail, misshapen, wrong_number},
    walk,
};
use crate::{
    record::{AnyField, List, Nested, Slots},
    report::{Code, Expected, Found, Log},
    schema::{Key, Shape},
    wire::{
        Container, Cursor, Datas, Fatal, Format, Integers, Item, Kind, Next, Numbers, Pairs, Raw, Span, Texts,
        traverse::{Keys, skip},
    },
};

/// The value of a key that takes more than one step: a dictionary, a list, anything.
#[inline(never)]
pub(super) fn nested<'a, C: Cursor<'a>>(
    mut cursor: C,
    layout: &C::Layout,
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
    let nested = into.field(number).map_or(Nested::None, AnyField::nested);
    let good = match nested {
        Nested::None => true,
        Nested::Record(to) => {
            down(cursor, slot, log)?;
            let stands = walk(&mut cursor, &C::inner(layout), None, to, log)?;
            log.leave();
            stands
        }
        Nested::Boxed(size, to) => {
            let is_affordable = size <= budget(cursor, log).saturating_sub(log.taken);
            down(cursor, slot, log)?;
            let stands = if is_affordable {
                log.taken = log.taken.saturating_add(size);
                walk(&mut cursor, &C::inner(layout), None, to, log)?
            } else {
                cursor = pass_over(cursor, &mut false, log)?;
                false
            };
            log.leave();
            stands
        }
        Nested::ListOr(to) if is_any_dictionary(cursor) => {
            let (behind, _) = log.at_slot(slot, |log| skip(cursor, log))?;
            to.keep(Raw::between(cursor, behind));
            cursor = behind;
            true
        }
        Nested::List(to) | Nested::ListOr(to) => {
            down(cursor, slot, log)?;
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
            down(cursor, slot, log)?;
            let (behind, good) = map(cursor, to, log)?;
            cursor = behind;
            log.leave();
            good
        }
        Nested::Texts(to) => {
            if log.has_room(1)
                && let Some((behind, len)) = plain_texts(cursor, layout, key)
            {
                log.count(len, cursor.offset())?;
                *to = Texts::new(Raw::between(cursor, behind), len);
                judge_items(Some(len), cursor, behind, key, slot, log);
                return Ok(behind);
            }
            let (raw, len) = unread(&mut cursor, array, Kind::Text, key, slot, log)?;
            *to = Texts::new(raw, len.unwrap_or(0));
            len.is_some()
        }
        Nested::Datas(to) => {
            let (raw, len) = unread(&mut cursor, array, Kind::Data, key, slot, log)?;
            *to = Datas::new(raw, len.unwrap_or(0));
            len.is_some()
        }
        Nested::Integers(to) => {
            let (raw, len) = unread(&mut cursor, array, Kind::Integer, key, slot, log)?;
            *to = Integers::new(raw, len.unwrap_or(0));
            len.is_some()
        }
        Nested::Pairs(to) => {
            let (raw, len) = unread(&mut cursor, entries, Kind::Text, key, slot, log)?;
            *to = Pairs::new(raw, len.unwrap_or(0));
            len.is_some()
        }
        Nested::Numbers(to) => {
            let (raw, len) = unread(&mut cursor, entries, Kind::Integer, key, slot, log)?;
            *to = Numbers::new(raw, len.unwrap_or(0));
            len.is_some()
        }
        Nested::Any(to) => {
            let (behind, good) = log.at_slot(slot, |log| any(cursor, key, log))?;
            *to = Raw::between(cursor, behind);
            cursor = behind;
            good
        }
    };
    if !good {
        fail(into, number);
        odd.breaks(slot);
    }
    Ok(cursor)
}

/// Checks the scalars of a container: the place behind it, and how many there are.
type Scalars<C> = fn(C, Kind, &'static Key, &mut Log<'_>) -> Result<(C, Option<usize>), Fatal>;

/// Past scalars that are checked and left where they are, by [`array`] or by [`entries`]: their bytes, and how many there
/// are if all of them are what they should be.
fn unread<'a, C: Cursor<'a>>(
    cursor: &mut C,
    read: Scalars<C>,
    kind: Kind,
    key: &'static Key,
    slot: usize,
    log: &mut Log<'_>,
) -> Result<(Raw<'a>, Option<usize>), Fatal> {
    let start = *cursor;
    let (behind, len) = log.at_slot(slot, |log| read(start, kind, key, log))?;
    judge_items(len, start, behind, key, slot, log);
    cursor.go_to(behind);
    Ok((Raw::between(start, behind), len))
}

/// Into the value of a slot.
fn down<'a, C: Cursor<'a>>(cursor: C, slot: usize, log: &mut Log<'_>) -> Result<(), Fatal> {
    if log.enter(slot) { Ok(()) } else { Err(log.fatal(Code::Depth, Span::at(cursor.offset()))) }
}

/// Behind a value that says that there is none, where there need not be one.
#[inline]
pub(super) fn nothing<'a, C: Cursor<'a>>(
    mut cursor: C,
    into: &mut dyn Slots<'a>,
    key: &Key,
    slot: usize,
    odd: &mut Odd,
    log: &mut Log<'_>,
) -> Option<C> {
    let start = cursor.offset();
    if !(key.optional && (key.null || key.shape.kind().is_some()) && cursor.null()) {
        return None;
    }
    if log.is_json && !key.null {
        let span = Span::new(start, cursor.offset());
        log.at_slot(slot, |log| log.problem(Code::Null, span, Expected::Nothing, Found::Nothing));
    }
    leave_out(into, key, slot, odd);
    Some(cursor)
}

/// There is no value of the key after all, and need not be one.
pub(super) fn leave_out(into: &mut dyn Slots<'_>, key: &Key, slot: usize, odd: &mut Odd) {
    fail(into, usize::from(key.field));
    odd.absent.insert(slot);
}

/// Past a value that is kept as it was sent; whether it is of the kind that is due.
fn any<'a, C: Cursor<'a>>(cursor: C, key: &Key, log: &mut Log<'_>) -> Result<(C, bool), Fatal> {
    let Shape::Of(want) = key.shape else { return Ok((skip(cursor, log)?.0, true)) };
    let (behind, item) = whole(cursor, log)?;
    let good = item.kind() == want || key.takes(item.kind());
    if !good {
        let span = Span::new(cursor.offset(), behind.offset());
        log.problem(Code::WrongType, span, Expected::Kind(want), Found::Kind(item.kind()));
    }
    Ok((behind, good))
}

fn is_dictionary<'a, C: Cursor<'a>>(mut cursor: C) -> bool {
    cursor.enter_dictionary().is_some()
}

/// The same, however it is spelled.
fn is_any_dictionary<'a, C: Cursor<'a>>(cursor: C) -> bool {
    is_dictionary(cursor) || matches!(cursor.value(&mut Log::muted()), Ok((_, Item::Dictionary, _)))
}

/// A dictionary that stands where an array of them is usual.
#[cold]
fn alone<'a, C: Cursor<'a>>(
    mut cursor: C,
    layout: &C::Layout,
    into: &mut dyn List<'a>,
    log: &mut Log<'_>,
) -> Result<(C, bool), Fatal> {
    let item = match into.push() {
        Some(item) => Some(item),
        None => {
            take_room(1, cursor, into, log);
            into.push()
        }
    };
    let Some(item) = item else { return Ok((pass_over(cursor, &mut false, log)?, true)) };
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
        log.leniently(key.open, |log| {
            log.at_slot(slot, |log| log.problem(Code::OutOfRange, span, expected, Found::Count(len)));
        });
    }
}

/// A value with all that is in it, of which only a scalar is kept.
#[cold]
pub(super) fn whole<'a, C: Cursor<'a>>(cursor: C, log: &mut Log<'_>) -> Result<(C, Item<'a>), Fatal> {
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
    let mut order = Order::NEW;
    let mut count = 0usize;
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
        count = count.wrapping_add(1);
        // what is learned is followed without a look at how deep an item and the arrays in it lie
        if count == C::LEARNS_FROM && log.has_room(2) {
            order.learned = C::seams().map(|seams| Learned { seams, spelled: Spelled::default() });
        }
        let record = match into.push() {
            None if !full => {
                make_room(start, cursor, inside, into, log);
                into.push()
            }
            record => record,
        };
        let Some(record) = record else {
            cursor = pass_over(before, &mut full, log)?;
            continue;
        };
        if !item(&mut cursor, &item_layout, &mut order, record, log)? {
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
pub(super) fn make_room<'a, C: Cursor<'a>>(
    start: C,
    cursor: C,
    inside: C::Inside,
    list: &mut dyn List<'a>,
    log: &mut Log<'_>,
) {
    let so_far = cursor.offset().saturating_sub(start.offset());
    let some = match so_far.checked_div(list.len()) {
        // those to come may be shorter
        Some(length) if list.len() > 1 => {
            cursor.items_ahead(inside, length).saturating_mul(5).div_ceil(4).max(list.len())
        }
        _ => 2,
    };
    take_room(some, cursor, list, log);
}

/// Room in a list for so many more, or for as many as what is left of the budget allows.
fn take_room<'a, C: Cursor<'a>>(some: usize, cursor: C, list: &mut dyn List<'a>, log: &mut Log<'_>) {
    let size = list.item_size();
    let left = budget::<C>(cursor, log).saturating_sub(log.taken);
    let more = some.min(left.checked_div(size).unwrap_or(0));
    if more > 0 {
        list.reserve(more);
        log.taken = log.taken.saturating_add(more.saturating_mul(size));
    }
}

/// Past an item for which there is no room, the first of which is reported.
#[cold]
fn pass_over<'a, C: Cursor<'a>>(cursor: C, is_known: &mut bool, log: &mut Log<'_>) -> Result<C, Fatal> {
    let (behind, _) = skip(cursor, log)?;
    if !core::mem::replace(is_known, true) {
        let span = Span::new(cursor.offset(), behind.offset());
        let budget = Found::Count(budget::<C>(cursor, log));
        log.problem(Code::Expansion, span, Expected::Nothing, budget);
    }
    Ok(behind)
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
        let before = cursor;
        let item = match into.push() {
            None if !full => {
                make_room(start, cursor, inside, into, log);
                into.push()
            }
            item => item,
        };
        let Some(item) = item else {
            cursor = pass_over(before, &mut full, log)?;
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
    log.count(len, start.offset())?;
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
    match &item {
        Item::Text(text) if log.is_service && text.is_empty() && !key.judged && !key.blank => {
            misshapen(text, key, span, log);
        }
        Item::Text(text) if key.judged => judge_text(text, key, span, log),
        Item::Integer(value) if key.judged => wrong_number(*value, key, span, log),
        _ => {}
    }
    Ok((behind, true))
}

/// The place behind an array of texts of which nothing is to be said, and how many there are. The dictionary that it stands
/// in is laid out so.
#[inline(always)]
pub(super) fn plain_texts<'a, C: Cursor<'a>>(start: C, layout: &C::Layout, key: &'static Key) -> Option<(C, usize)> {
    let mut c = start;
    let mut inside = c.enter_array()?;
    let layout = C::inner(layout);
    let mut len = 0usize;
    loop {
        match c.step(&mut inside, &layout) {
            Next::Value(()) => {}
            Next::End => return Some((c, len)),
            Next::Miss => return None,
        }
        let text = c.text()?;
        if key.judged && !(key.lists(text) && key.fits(text) && key.holds(text)) {
            return None;
        }
        len = len.wrapping_add(1);
    }
}

/// What is said of a text in an array or a dictionary.
fn judge_text(text: &str, key: &Key, span: Span, log: &mut Log<'_>) {
    if let Some(listed) = key.listed
        && !key.lists(text)
    {
        log.leniently(key.open, |log| {
            log.problem(Code::UnlistedValue, span, Expected::OneOf(listed), Found::text(text));
        });
    }
    if !(key.fits(text) && key.holds(text)) {
        misshapen(text, key, span, log);
    }
}

/// An array of scalars of one kind, checked and left where it is; how many there are, if it is one.
#[inline(never)]
fn array<'a, C: Cursor<'a>>(
    start: C,
    kind: Kind,
    key: &'static Key,
    log: &mut Log<'_>,
) -> Result<(C, Option<usize>), Fatal> {
    let mut cursor = start;
    let (unknown, mut learned) = (C::layout(), None);
    let inside = match cursor.enter_array() {
        None => {
            let (entered, inside) = enter(start, Kind::Array, log)?;
            cursor = entered;
            learned = inside.map(|inside| C::layout_inside(inside, &unknown));
            inside
        }
        inside => inside,
    };
    let Some(mut inside) = inside else { return Ok((cursor, None)) };
    log.open(start.offset())?;
    let mut len = 0usize;
    let mut good = true;
    loop {
        let layout = learned.as_ref().unwrap_or(&unknown);
        match cursor.step(&mut inside, layout) {
            Next::Value(()) => {}
            Next::End => break,
            Next::Miss => {
                let (at, after, layout, is_more) = cursor.item(inside, *layout, Container::Array, log)?;
                (cursor, inside, learned) = (at, after, Some(layout));
                if !is_more {
                    break;
                }
            }
        }
        log.next_item();
        len = len.saturating_add(1);
        let start = cursor;
        if kind == Kind::Text
            && let Some(text) = cursor.text()
        {
            if key.judged {
                judge_text(text, key, Span::new(start.offset(), cursor.offset()), log);
            }
            continue;
        }
        let (behind, is_one) = one(start, kind, key, log)?;
        good &= is_one;
        cursor = behind;
    }
    log.close();
    log.count(len, start.offset())?;
    Ok((cursor, good.then_some(len)))
}

/// How many bytes of memory lists may take, and texts that can't be slices of the input but may be used again and again.
pub(super) fn budget<'a, C: Cursor<'a>>(cursor: C, log: &Log<'_>) -> usize {
    log.budget(cursor.input().len())
}
