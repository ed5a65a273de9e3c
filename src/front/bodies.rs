//! Which message a JSON body is. There is no tag in it: all of its keys say so together.

#![deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::sync::LazyLock;

use crate::{
    messages::CATALOG,
    report::{Code, Expected, Found, Log},
    schema::{self, MAX_KEYS, Record, Shape, Sign, Slots},
    wire::{
        Container, Cursor, Item, Kind, Text,
        traverse::{head, locate_all},
    },
};

/// The kind that a body fits best. Where it fits others as well, the report says which.
#[cold]
pub(super) fn recognise<'a, C: Cursor<'a>>(start: C, log: &mut Log<'_>) -> Option<usize> {
    let body = keys(start);
    if let Some(refusal) = refusal(&body) {
        return refusal;
    }
    let fitting = |is_part: bool| {
        let entries = CATALOG.iter().enumerate();
        let entries = entries.filter(move |(_, entry)| entry.is_json() && matches!(entry.sign, Sign::Part) == is_part);
        entries.filter_map(|(i, entry)| Some((i, Fit::of(&body, entry.record)?)))
    };
    let mut fits: Vec<_> = fitting(false).collect();
    if fits.is_empty() {
        fits = fitting(true).filter(|(_, fit)| fit.is_close()).collect();
    }
    best(&mut fits);
    if fits.len() > 1 {
        for (i, fit) in &mut fits {
            let inner = CATALOG.get(*i).map_or(0, |entry| inside(&body, entry.record));
            fit.wrong = fit.wrong.saturating_add(inner);
        }
        best(&mut fits);
    }
    let likely = |(i, fit): &&(usize, Fit)| {
        let is_error = CATALOG.get(*i).is_some_and(|entry| matches!(entry.sign, Sign::Error));
        (is_error, fit.required, core::cmp::Reverse(*i))
    };
    let (entry, _) = *fits.iter().max_by_key(likely)?;
    let taken = CATALOG.get(entry)?;
    let others = fits.iter().filter(|(other, _)| *other != entry).filter_map(|(other, _)| CATALOG.get(*other));
    let others: Vec<_> = others.map(|entry| entry.kind).collect();
    if !others.is_empty() && !body.is_whole {
        return None;
    }
    if !others.is_empty() && !matches!(taken.sign, Sign::Error) {
        let found = Found::Text(others.join(", "));
        log.problem(Code::AmbiguousMessage, head(start), Expected::Text(taken.kind), found);
    }
    Some(entry)
}

/// What a server refuses a device with, which has a tag; nothing if that is misspelt.
fn refusal<'a, C: Cursor<'a>>(body: &Keys<'a, C>) -> Option<Option<usize>> {
    let tag = |entry: &Entry<'a, C>| {
        let path = REFUSALS.iter().find_map(|(_, path, _)| (entry.name == *path).then_some(*path))?;
        let Ok((_, Item::Text(text), _)) = entry.value.value(&mut Log::muted()) else { return None };
        super::similar(path, &text)?;
        Some(REFUSALS.iter().find_map(|(i, _, tag)| (text == *tag).then_some(*i)))
    };
    body.entries.iter().find_map(tag)
}

/// Their numbers in the catalogue, and their tags.
static REFUSALS: LazyLock<Vec<(usize, &str, &str)>> = LazyLock::new(|| {
    let refusal = |(i, entry): (usize, &schema::Entry)| match entry.sign {
        Sign::Refusal(path, tag) => Some((i, path, tag)),
        _ => None,
    };
    CATALOG.iter().enumerate().filter_map(refusal).collect()
});

/// One key of a dictionary, and what is under it.
struct Entry<'a, C> {
    name: Text<'a>,
    /// Nothing if it can't be read, so that it may be of any kind.
    kind: Option<Kind>,
    value: C,
}

/// The keys of a dictionary.
struct Keys<'a, C> {
    entries: Vec<Entry<'a, C>>,
    /// How many there are beyond as many as records have.
    beyond: usize,
    /// It was read to its end: no key is missing because the rest was cut off.
    is_whole: bool,
}

fn keys<'a, C: Cursor<'a>>(start: C) -> Keys<'a, C> {
    let (mut entries, mut beyond) = (Vec::new(), 0usize);
    let is_whole = locate_all(start, |name, _, value, _| {
        if entries.len() == MAX_KEYS {
            beyond = beyond.saturating_add(1);
        } else {
            let kind = value.value(&mut Log::muted()).ok().map(|(_, item, _)| item.kind());
            entries.push(Entry { name: name.clone(), kind, value });
        }
    });
    Keys { entries, beyond, is_whole }
}

/// How well a dictionary fits a record.
#[derive(Clone, Copy)]
struct Fit {
    /// Keys that the record does not have or has with values of another kind, and keys that it lacks.
    wrong: usize,
    /// Keys that the record has.
    known: usize,
    /// Keys that are there and have to be.
    required: usize,
}

impl Fit {
    /// None if more of it does not fit than does.
    fn of<C>(body: &Keys<'_, C>, record: &'static Record) -> Option<Self> {
        let mut seen = Slots::NONE;
        let mut known = 0usize;
        for entry in &body.entries {
            if let Some(slot) = takes(entry, record) {
                known = known.saturating_add(usize::from(!seen.insert(slot)));
            }
        }
        let required = record.masks.required;
        let (mut missing, mut broken) = (0, 0);
        if body.is_whole {
            missing = required.without(seen).len();
            broken = record.choices.iter().filter(|choice| !choice.allows(seen)).count();
        }
        let unknown = body.entries.len().saturating_sub(known).saturating_add(body.beyond);
        let wrong = unknown.saturating_add(missing).saturating_add(broken);
        let fit = Self { wrong, known, required: required.both(seen).len() };
        (known > unknown && known > missing).then_some(fit)
    }

    /// Whether so much of it fits that it can hardly be anything else.
    const fn is_close(&self) -> bool {
        self.known > 2 && self.wrong <= self.known / 4
    }
}

/// The slot of a key, if its value is of a kind that the record takes there.
fn takes<C>(entry: &Entry<'_, C>, record: &'static Record) -> Option<usize> {
    let slot = record.slot(&entry.name)?;
    let key = record.keys.get(slot)?;
    let Some(sent) = entry.kind else { return Some(slot) };
    let is_kind = match key.shape.kind_in(crate::Format::Json) {
        None => true,
        Some(Kind::Real) => matches!(sent, Kind::Real | Kind::Integer),
        Some(kind) => kind == sent,
    };
    (is_kind || key.takes(sent) || (sent == Kind::Null && key.optional)).then_some(slot)
}

/// How much does not fit in the dictionaries under the keys, and in the first value of each array and map.
fn inside<'a, C: Cursor<'a>>(body: &Keys<'a, C>, record: &'static Record) -> usize {
    let wrong = |entry: &Entry<'a, C>| {
        let key = record.key(&entry.name)?;
        let at = match entry.kind? {
            Kind::Array => first(entry.value)?,
            Kind::Dictionary if !matches!(key.shape, Shape::Record(_)) => keys(entry.value).entries.first()?.value,
            _ => entry.value,
        };
        let inner = match key.shape {
            Shape::Record(inner) | Shape::Records(inner) | Shape::Map(inner) => Some(inner),
            Shape::Pairs | Shape::Texts if is(at, Kind::Text) => return None,
            Shape::Integers | Shape::Numbers if is(at, Kind::Integer) => return None,
            Shape::Pairs | Shape::Texts | Shape::Integers | Shape::Numbers => None,
            _ => return None,
        };
        let keys = keys(at);
        let fit = inner.and_then(|inner| Fit::of(&keys, inner));
        Some(fit.map_or(keys.entries.len().saturating_add(1), |fit| fit.wrong))
    };
    body.entries.iter().filter_map(wrong).fold(0, usize::saturating_add)
}

/// Whether a value is of this kind.
fn is<'a, C: Cursor<'a>>(value: C, kind: Kind) -> bool {
    value.value(&mut Log::muted()).is_ok_and(|(_, item, _)| item.kind() == kind)
}

/// The first item of an array.
fn first<'a, C: Cursor<'a>>(array: C) -> Option<C> {
    let mut quiet = Log::muted();
    let (at, Item::Array, inside) = array.value(&mut quiet).ok()? else { return None };
    let (at, _, _, more) = at.item(inside, C::layout(), Container::Array, &mut quiet).ok()?;
    more.then_some(at)
}

/// Those that fit best. A key that is missing says less than one that the record does not have.
fn best(fits: &mut Vec<(usize, Fit)>) {
    let rank = |(_, fit): &(usize, Fit)| (fit.wrong, core::cmp::Reverse(fit.known));
    let least = fits.iter().map(rank).min();
    fits.retain(|fit| Some(rank(fit)) == least);
}
