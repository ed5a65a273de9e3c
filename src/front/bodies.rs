//! Which message a JSON body is. There is no tag in it: all of its keys say so together.
//!
//! Each key speaks for a record that has it and against one that has not, and so do the keys in a dictionary under it,
//! in the first one of a list and in that under any key which fits best; a key that has to be there and is missing
//! speaks against the record too. A value of another type or none of those listed speaks half for it and half against
//! it, a key that is spelled otherwise half against it, and a key of one word against it alone if most of what is under
//! it is foreign. The body is taken for the record that the least speaks against, if a whole key more speaks for it: one
//! common key tells little, many tell what was meant, whatever their values.

#![deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::sync::LazyLock;

use crate::{
    messages::CATALOG,
    report::{Code, Expected, Found, Log},
    schema::{self, Key, MAX_KEYS, Record, Shape, Sign, Slots, letters},
    wire::{
        Container, Cursor, Item, Kind, Text,
        traverse::{head, locate_all},
    },
};

/// The kind that a body fits best. Where it fits others as well, the report says which.
#[cold]
pub(super) fn recognise<'a, C: Cursor<'a>>(start: C, log: &mut Log<'_>) -> Option<usize> {
    let mut body = Keys::of_body(start);
    if let Some(refusal) = refusal(&body) {
        return refusal;
    }
    let mut fits = fitting(&body);
    if wrong(&fits) != Some(0) {
        body.spell();
        fits = fitting(&body);
    }

    let likely = |(i, fit): &&(usize, Fit)| (fit.required, core::cmp::Reverse(*i));
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

/// The kinds that a body may be, all as likely.
fn fitting(body: &Keys<'_>) -> Vec<(usize, Fit)> {
    let bodies = || measured(body, false).filter(|(_, fit)| fit.is_enough());
    let mut fits = best(bodies().filter(|(i, fit)| is_error(*i) && fit.is_complete(body)));
    if fits.is_empty() {
        fits = best(bodies());
    }
    // a record alone is no request that lacks what all of them have
    if wrong(&fits) != Some(0) {
        let is_part = |fit: &Fit| fit.is_close(body) || !fits.is_empty() && fit.names > 1 && fit.wrong() == 0;
        let parts = best(measured(body, true).filter(|(_, fit)| is_part(fit)));
        if !parts.is_empty() && wrong(&fits).is_none_or(|least| wrong(&parts) < Some(least)) {
            return parts;
        }
    }
    fits
}

/// How much speaks against those that fit best.
fn wrong(fits: &[(usize, Fit)]) -> Option<usize> {
    fits.first().map(|(_, fit)| fit.wrong())
}

/// Whether a kind stands in place of any answer.
fn is_error(entry: usize) -> bool {
    CATALOG.get(entry).is_some_and(|entry| matches!(entry.sign, Sign::Error))
}

/// The kind that a body which is none known here was probably meant to be: one that has most of its keys.
#[cold]
pub(super) fn nearest<'a, C: Cursor<'a>>(start: C) -> Option<&'static str> {
    let mut body = Keys::of_body(start);
    body.spell();
    // what has single words only may be anything
    if !body.entries.iter().any(|entry| has_words(&entry.name)) {
        return None;
    }
    let has_most = |fit: &Fit| fit.names > 1 && fit.names > body.len().saturating_sub(fit.names);
    let fits = measured(&body, false).chain(measured(&body, true)).filter(|(_, fit)| has_most(fit));
    let (entry, _) = fits.min_by_key(|(_, fit)| fit.rank())?;
    CATALOG.get(entry).map(|entry| entry.kind)
}

/// How a body fits each kind of JSON, parts of others or the others.
fn measured(body: &Keys<'_>, are_parts: bool) -> impl Iterator<Item = (usize, Fit)> {
    let entries = CATALOG.iter().enumerate();
    let entries = entries.filter(move |(_, entry)| entry.is_json() && matches!(entry.sign, Sign::Part) == are_parts);
    entries.map(|(i, entry)| (i, Fit::of(body, entry.record)))
}

/// Those that fit best.
fn best(fits: impl Iterator<Item = (usize, Fit)>) -> Vec<(usize, Fit)> {
    let mut fits: Vec<_> = fits.collect();
    let least = fits.iter().map(|(_, fit)| fit.rank()).min();
    fits.retain(|(_, fit)| Some(fit.rank()) == least);
    fits
}

/// What a server refuses a device with, which has a tag; nothing if that is misspelt.
fn refusal(body: &Keys<'_>) -> Option<Option<usize>> {
    let tag = |entry: &Entry<'_>| {
        let path = REFUSALS.iter().find_map(|(_, path, _)| (entry.name == *path).then_some(*path))?;
        let Some(Scalar::Text(text)) = &entry.value.scalar else { return None };
        super::similar(path, text)?;
        Some(REFUSALS.iter().find_map(|(i, _, tag)| (*text == *tag).then_some(*i)))
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

/// So many containers that lie in each other are looked into.
const DEPTH: usize = 4;

/// No more containers are looked into behind so many keys: what is looked at takes little more memory than the body.
const ROOM: usize = 128;

/// The keys of a dictionary.
struct Keys<'a> {
    entries: Vec<Entry<'a>>,
    /// How many there are beyond as many as records have.
    beyond: usize,
    /// It was read to its end: no key is missing because the rest was cut off.
    is_whole: bool,
}

/// One key of a dictionary, and what is under it.
struct Entry<'a> {
    name: Text<'a>,
    /// Some record may have a key that is spelled much like it, if that was asked for.
    is_spelled: bool,
    value: Value<'a>,
}

impl Entry<'_> {
    /// The slot of the key that is spelled like this one, or that senders are known to write so.
    fn spelled(&self, record: &Record) -> Option<usize> {
        let is_like = |key: &Key| singular(key.name).eq(singular(&self.name)) || key.mistaken == Some(&*self.name);
        if self.is_spelled { record.keys.iter().position(is_like) } else { None }
    }
}

/// A value, as far as it tells what it is.
struct Value<'a> {
    /// Nothing if it can't be read, so that it may be of any kind.
    kind: Option<Kind>,
    scalar: Option<Scalar<'a>>,
    /// What is in a container that is looked into.
    inner: Option<Box<Inner<'a>>>,
}

/// A value that may have to be one of some that are listed.
enum Scalar<'a> {
    Integer(i64),
    Text(Text<'a>),
}

/// What is in a container.
enum Inner<'a> {
    Keys(Keys<'a>),
    /// The first item of an array.
    First(Value<'a>),
}

impl<'a> Keys<'a> {
    fn of_body<C: Cursor<'a>>(start: C) -> Self {
        Self::of(start, DEPTH, &mut { ROOM })
    }

    fn of<C: Cursor<'a>>(start: C, depth: usize, room: &mut usize) -> Self {
        let (mut entries, mut beyond) = (Vec::new(), 0usize);
        let is_whole = locate_all(start, |name, _, value, _| {
            if entries.len() == MAX_KEYS {
                beyond = beyond.saturating_add(1);
            } else {
                *room = room.saturating_sub(1);
                let value = Value::of(value, depth, room);
                entries.push(Entry { name: name.clone(), is_spelled: false, value });
            }
        });
        Self { entries, beyond, is_whole }
    }

    /// Looks for keys that are spelled alike.
    fn spell(&mut self) {
        for entry in &mut self.entries {
            entry.is_spelled = is_spelled(&entry.name);
            let mut inner = entry.value.inner.as_deref_mut();
            while let Some(Inner::First(first)) = inner {
                inner = first.inner.as_deref_mut();
            }
            if let Some(Inner::Keys(keys)) = inner {
                keys.spell();
            }
        }
    }

    fn len(&self) -> usize {
        self.entries.len().saturating_add(self.beyond)
    }
}

impl<'a> Value<'a> {
    fn of<C: Cursor<'a>>(at: C, depth: usize, room: &mut usize) -> Self {
        let item = at.value(&mut Log::muted()).ok().map(|(_, item, _)| item);
        let mut inner = None;
        if let Some(depth) = depth.checked_sub(1).filter(|_| *room > 0) {
            inner = match item {
                Some(Item::Array) => first(at).map(|first| Inner::First(Self::of(first, depth, room))),
                Some(Item::Dictionary) => Some(Inner::Keys(Keys::of(at, depth, room))),
                _ => None,
            };
        }
        let kind = item.as_ref().map(Item::kind);
        let scalar = match item {
            Some(Item::Integer(number)) => i64::try_from(number).ok().map(Scalar::Integer),
            Some(Item::Text(text)) => Some(Scalar::Text(text)),
            _ => None,
        };
        Self { kind, scalar, inner: inner.map(Box::new) }
    }

    /// Whether it is of this kind, or may be.
    fn is(&self, kind: Kind) -> bool {
        self.kind.is_none_or(|own| own == kind)
    }

    fn keys(&self) -> Option<&Keys<'a>> {
        let Some(Inner::Keys(keys)) = self.inner.as_deref() else { return None };
        Some(keys)
    }

    /// Of the first value in an array, or of the values under the keys of a dictionary, what that says of which the most
    /// speaks for it.
    fn inner(&self, says: impl Fn(&Self) -> Fit) -> Fit {
        let best = match self.inner.as_deref() {
            None => None,
            Some(Inner::First(first)) => Some(says(first)),
            Some(Inner::Keys(keys)) => keys.entries.iter().map(|entry| says(&entry.value)).min_by_key(Fit::rank),
        };
        best.unwrap_or(Fit::WHOLE)
    }

    /// What it says as the value of a key.
    fn says(&self, key: &Key) -> Fit {
        let Some(sent) = self.kind else { return Fit::WHOLE };
        if key.takes(sent) || (sent == Kind::Null && key.optional) {
            return Fit::WHOLE;
        }
        let is_kind = match key.shape.kind_in(crate::Format::Json) {
            None => true,
            Some(Kind::Real) => matches!(sent, Kind::Real | Kind::Integer),
            Some(kind) => kind == sent,
        };
        if !is_kind {
            return Fit::HALF;
        }
        let all = |kind| self.inner(|value| if value.is(kind) { Fit::WHOLE } else { Fit::HALF });
        match key.shape {
            Shape::Integers | Shape::Numbers => all(Kind::Integer),
            Shape::Map(record) | Shape::Records(record) => self.inner(|value| value.says_as(record)),
            Shape::Pairs | Shape::Texts => all(Kind::Text),
            Shape::Record(record) => self.says_as(record),
            _ if self.is_listed(key) => Fit::WHOLE,
            _ => Fit::UNLISTED,
        }
    }

    /// Whether a word or a number is one of those that its key may have, if these are listed.
    fn is_listed(&self, key: &Key) -> bool {
        match (&self.scalar, key.shape, key.among) {
            (Some(Scalar::Text(text)), Shape::Token(list), _) => {
                key.blank && text.is_empty() || list.iter().any(|known| text.eq_ignore_ascii_case(known))
            }
            (Some(Scalar::Integer(number)), _, Some(list)) => list.contains(number),
            _ => true,
        }
    }

    /// What it says as a dictionary.
    fn says_as(&self, record: &'static Record) -> Fit {
        let Some(keys) = self.keys() else {
            return if self.is(Kind::Dictionary) { Fit::WHOLE } else { Fit::HALF };
        };
        let inner = Fit::of(keys, record);
        if inner.speaks_for <= inner.against && inner.strangers > 0 {
            return Fit::FOREIGN;
        }
        let speaks_for = inner.speaks_for.saturating_add(Fit::KEY);
        let missing = inner.missing.saturating_add(inner.lacking);
        Fit { speaks_for, against: inner.against, missing, ..Fit::WHOLE }
    }
}

/// What a dictionary says of a record.
#[derive(Clone, Copy, Default)]
struct Fit {
    /// How much speaks for it: two a key.
    speaks_for: usize,
    /// How much speaks against it.
    against: usize,
    /// How much speaks against it because it is missing.
    lacking: usize,
    /// The same of what is missing in the dictionaries under its keys.
    missing: usize,
    /// How many keys it has with values of their type.
    names: usize,
    /// How many keys it does not have, or with what is none of its own under them.
    strangers: usize,
    /// How many keys are there that have to be.
    required: usize,
}

impl Fit {
    const KEY: usize = 2;
    const FOREIGN: Self =
        Self { speaks_for: 0, against: Self::KEY, lacking: 0, missing: 0, names: 0, strangers: 1, required: 0 };
    const HALF: Self = Self { speaks_for: 1, against: 1, strangers: 0, ..Self::FOREIGN };
    const UNLISTED: Self = Self { names: 1, ..Self::HALF };
    const WHOLE: Self = Self { speaks_for: Self::KEY, against: 0, ..Self::UNLISTED };

    fn of(body: &Keys<'_>, record: &'static Record) -> Self {
        let mut fit = Self { against: body.beyond.saturating_mul(Self::KEY), ..Self::default() };
        let mut named = Slots::NONE;
        for slot in body.entries.iter().filter_map(|entry| record.slot(&entry.name)) {
            named.insert(slot);
        }
        let mut seen = Slots::NONE;
        for entry in &body.entries {
            let exact = record.slot(&entry.name);
            // a key that is there needs none that is spelled like it
            let slot = exact.or_else(|| entry.spelled(record).filter(|slot| !named.has(*slot)));
            let new = slot.filter(|slot| !seen.insert(*slot)).and_then(|slot| record.keys.get(slot));
            let Some(key) = new else {
                fit.add(Self::FOREIGN);
                continue;
            };
            let value = entry.value.says(key);
            fit.add(if value.strangers > 0 && has_words(key.name) { Self::HALF } else { value });
            if exact.is_none() {
                fit.against = fit.against.saturating_add(1);
            }
        }
        let required = record.masks.required;
        fit.required = required.both(seen).len();
        if body.is_whole {
            let broken = record.choices.iter().filter(|choice| !choice.allows(seen)).count();
            fit.lacking = required.without(seen).len().saturating_add(broken).saturating_mul(Self::KEY);
        }
        fit
    }

    /// With what a value says.
    fn add(&mut self, value: Self) {
        self.speaks_for = self.speaks_for.saturating_add(value.speaks_for);
        self.against = self.against.saturating_add(value.against);
        self.missing = self.missing.saturating_add(value.missing);
        self.names = self.names.saturating_add(value.names);
        self.strangers = self.strangers.saturating_add(value.strangers);
    }

    fn wrong(&self) -> usize {
        self.against.saturating_add(self.lacking)
    }

    /// The less, the better it fits.
    fn rank(&self) -> (usize, core::cmp::Reverse<usize>, usize) {
        (self.wrong(), core::cmp::Reverse(self.speaks_for), self.missing)
    }

    /// Whether it is likely: a key more speaks for it than against it.
    fn is_enough(&self) -> bool {
        self.speaks_for >= self.wrong().saturating_add(Self::KEY)
    }

    /// Whether so much of it fits that it can hardly be anything else.
    fn is_close(&self, body: &Keys<'_>) -> bool {
        let others = body.len().saturating_sub(self.names).saturating_mul(Self::KEY);
        self.names > 2 && others.saturating_add(self.lacking) <= (self.names / 4).saturating_mul(Self::KEY)
    }

    /// Whether all keys of the dictionary are its own, and none of those that have to be is missing.
    fn is_complete(&self, body: &Keys<'_>) -> bool {
        self.names == body.len() && self.lacking == 0
    }
}

/// What tells how a name is spelled, whatever the case of letters, how words are told apart, and the plural.
fn singular(name: &str) -> impl Iterator<Item = u8> {
    letters(name.strip_suffix(['s', 'S']).unwrap_or(name))
}

/// Whether some record in JSON may have a key that is spelled like this name; far most foreign ones are not.
fn is_spelled(name: &str) -> bool {
    let (word, bit) = place(name);
    SPELLINGS.get(word).is_some_and(|word| word & bit != 0)
}

/// The bit of a spelling, and the word that it is in.
fn place(name: &str) -> (usize, u64) {
    // FNV-1a
    let add = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    let hash = singular(name).fold(0xcbf2_9ce4_8422_2325, add).to_le_bytes();
    let [low, high, ..] = hash;
    (usize::from(high), 1 << (low & 63))
}

/// Whether a name is made of several words; a single one may be anybody's.
fn has_words(name: &str) -> bool {
    let is_border = |(before, letter): (u8, u8)| before.is_ascii_lowercase() && letter.is_ascii_uppercase();
    name.contains(['_', '-']) || name.bytes().zip(name.bytes().skip(1)).any(is_border)
}

/// A bit for the spelling of each key of the records in JSON.
static SPELLINGS: LazyLock<[u64; 256]> = LazyLock::new(|| {
    let mut spellings = [0; 256];
    for record in schema::records(CATALOG.iter().filter(|entry| entry.is_json())) {
        for name in record.keys.iter().flat_map(|key| [Some(key.name), key.mistaken]).flatten() {
            let (word, bit) = place(name);
            if let Some(word) = spellings.get_mut(word) {
                *word |= bit;
            }
        }
    }
    spellings
});

/// The first item of an array.
fn first<'a, C: Cursor<'a>>(array: C) -> Option<C> {
    let mut quiet = Log::muted();
    let (at, Item::Array, inside) = array.value(&mut quiet).ok()? else { return None };
    let (at, _, _, more) = at.item(inside, C::layout(), Container::Array, &mut quiet).ok()?;
    more.then_some(at)
}
