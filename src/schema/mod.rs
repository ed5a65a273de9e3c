//! What a message is, as plain static data.
//!
//! A [`Record`] is a list of [`Key`]s; a key says what its value is ([`Shape`]) and which rules hold for it. Nothing
//! here reads anything: the walk does, by these tables.

mod entry;
pub mod form;
mod key;
mod name;
mod rule;
mod slots;

use self::name::{first_word, less, same};
pub use self::{
    entry::{Entry, Sign, records},
    form::Form,
    key::{Key, Shape},
    rule::{
        BLANK, COUNT, DEVICE, Group, INT32, NULL, ON_SUCCESS, OPEN, RARE, REQUIRED, Rule, SENSITIVE, absent, also,
        among, contains, exactly, format, items, kind, listed, longest, mistaken, never, one_of, only, present, range,
        shows, since, tells,
    },
};
pub(crate) use self::{
    entry::{Mark, Marks, Tells, distinct_marks, plists, provisional, shared},
    key::Plain,
    name::{KeyText, Table, letters, one_edit, same_letters},
    slots::Slots,
};
use crate::context::Facts;

/// A dictionary of a message: its keys in sorted order, as most senders write them.
#[derive(Debug)]
pub struct Record {
    /// Apple's name for it.
    pub name: &'static str,
    /// Its documentation.
    pub docs: &'static str,
    /// Its keys, sorted, those that few senders have behind the others; the position of a key is its slot.
    pub keys: &'static [Key],
    pub(crate) table: Table,
    pub(crate) masks: Masks,
    pub(crate) conditions: &'static [Condition],
    /// How many of some keys there are.
    pub choices: &'static [Choice],
    /// What the keys are that it does not name.
    pub others: Others,
    /// Whether it has named cross checks.
    pub(crate) checked: bool,
    /// Whether a key of it, or of the records in it, says which document its octets are.
    pub(crate) carries: bool,
    /// What its conditions ask for.
    pub(crate) own: Facts,
    /// What the conditional rules of the records in it ask for.
    pub(crate) inner: Facts,
}

/// What is due or out of place once these facts are known.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    pub(crate) facts: Facts,
    pub(crate) absent: Slots,
    pub(crate) present: Slots,
}

/// Which slots need which attention.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Masks {
    /// Without these the record does not stand.
    pub(crate) required: Slots,
    /// Exactly one of these.
    pub(crate) group: Slots,
    /// They are in an answer if the command was carried out.
    pub(crate) on_success: Slots,
}

/// The most keys that a record may have.
pub const MAX_KEYS: usize = 128;

impl Record {
    #[must_use]
    pub(crate) const fn new(
        name: &'static str,
        docs: &'static str,
        keys: &'static [Key],
        conditions: &'static [Condition],
        choices: &'static [Choice],
        checked: bool,
    ) -> Self {
        assert!(keys.len() <= MAX_KEYS, "a record has at most 128 keys");
        let mut masks = Masks { required: Slots::NONE, group: Slots::NONE, on_success: Slots::NONE };
        let mut slot = 0;
        while slot < keys.len() {
            let key = &keys[slot];
            if !key.optional {
                masks.required = masks.required.with(slot);
            }
            if key.group.is_some() {
                masks.group = masks.group.with(slot);
            }
            if key.on_success {
                masks.on_success = masks.on_success.with(slot);
            }
            slot += 1;
        }
        let (table, own, inner, carries) = (Table::new(keys), own(conditions), inner(keys), carries(keys));
        let others = Others::Unknown;
        Self { name, docs, keys, table, masks, conditions, choices, others, checked, carries, own, inner }
    }

    #[must_use]
    pub(crate) const fn others(self, others: Others) -> Self {
        Self { others, ..self }
    }

    /// What its rules and those of the records in it ask for.
    #[cfg(feature = "capture")]
    pub(crate) const fn asked_for(&self) -> Facts {
        self.own.and(self.inner)
    }

    /// The slot of a key.
    #[must_use]
    pub fn slot(&self, name: &str) -> Option<usize> {
        self.slots(name.as_bytes()).find(|slot| self.keys.get(*slot).is_some_and(|key| key.name == name))
    }

    /// The slots in which a key of this name may be.
    #[inline]
    pub(crate) fn slots(&self, name: &[u8]) -> impl Iterator<Item = usize> {
        self.table.slots(first_word(name))
    }

    /// The keys whose `NAME</key>` may begin with these eight bytes.
    #[inline]
    pub(crate) fn candidates(&'static self, word: u64) -> impl Iterator<Item = (usize, &'static Key)> {
        self.table.slots(word).filter_map(|slot| Some((slot, self.keys.get(slot)?)))
    }

    /// The key of that name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.slot(name).and_then(|slot| self.keys.get(slot))
    }

    /// The key that a name which is none was probably meant to be: the same but for case and for how words are told apart,
    /// what senders are known to write for it, or one letter off.
    #[must_use]
    pub fn similar(&self, name: &str) -> Option<&'static Key> {
        self.keys
            .iter()
            .find(|key| same_letters(key.name, name))
            .or_else(|| self.keys.iter().find(|key| key.mistaken == Some(name)))
            .or_else(|| self.keys.iter().find(|key| one_edit(key.name.as_bytes(), name.as_bytes())))
    }
}

/// What the keys of a dictionary are that its record does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Others {
    /// Its own, as its type has them: they are kept, and nothing is said of them.
    Own,
    /// Unknown.
    Unknown,
}

/// How many of some keys of a dictionary there are.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The keys.
    pub names: &'static [&'static str],
    /// How many of them.
    pub count: Count,
    pub(crate) slots: Slots,
}

/// How many keys of a group there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Count {
    /// All or none.
    AllOrNone,
    /// At least one.
    AtLeastOne,
    /// At most one.
    AtMostOne,
    /// Exactly one.
    ExactlyOne,
}

impl Choice {
    #[must_use]
    pub(crate) const fn new(names: &'static [&'static str], count: Count, keys: &[Key]) -> Self {
        let mut slots = Slots::NONE;
        let mut i = 0;
        while i < names.len() {
            let mut slot = 0;
            while !same(keys[slot].name.as_bytes(), names[i].as_bytes()) {
                slot += 1;
            }
            slots = slots.with(slot);
            i += 1;
        }
        Self { names, count, slots }
    }

    /// Whether these keys and no others may be there.
    #[inline]
    pub(crate) const fn allows(&self, seen: Slots) -> bool {
        let there = self.slots.both(seen).len();
        match self.count {
            Count::AllOrNone => there == 0 || there == self.slots.len(),
            Count::AtLeastOne => there > 0,
            Count::AtMostOne => there < 2,
            Count::ExactlyOne => there == 1,
        }
    }
}

/// Two lists of keys as one, the fields of the second counted on from the first.
#[must_use]
pub(crate) const fn concat<const A: usize, const B: usize, const N: usize>(base: [Key; A], own: [Key; B]) -> [Key; N] {
    assert!(A + B == N && N > 0);
    let mut all = [if A > 0 { base[0] } else { own[0] }; N];
    let mut i = 0;
    while i < N {
        all[i] = if i < A { base[i] } else { own[i - A] };
        #[expect(clippy::cast_possible_truncation, reason = "a record has at most 128 keys")]
        {
            all[i].field = i as u8;
        }
        i += 1;
    }
    all
}

/// The keys in the order of their bytes, those that are rare at the end; two of one name do not compile.
#[must_use]
pub(crate) const fn sorted<const N: usize>(keys: [Key; N]) -> [Key; N] {
    let mut order = [0; N];
    let mut key = 0;
    while key < N {
        let mut place = key;
        while place > 0 && less(keys[key].name.as_bytes(), keys[order[place - 1]].name.as_bytes()) {
            order[place] = order[place - 1];
            place -= 1;
        }
        let is_new = place == 0 || less(keys[order[place - 1]].name.as_bytes(), keys[key].name.as_bytes());
        assert!(is_new, "a record has a key twice");
        order[place] = key;
        key += 1;
    }
    let (mut all, mut slot) = (keys, 0);
    let mut place = 0;
    while place < 2 * N {
        let key = &keys[order[place % N]];
        if key.rare == (place >= N) {
            all[slot] = *key;
            slot += 1;
        }
        place += 1;
    }
    all
}

/// The names of these keys.
pub(crate) const fn names<const N: usize>(keys: &[Key]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut i = 0;
    while i < N {
        names[i] = keys[i].name;
        i += 1;
    }
    names
}

/// The conditional rules of all keys, one entry a set of facts; as many as [`distinct`] counts.
#[must_use]
pub(crate) const fn conditions<const N: usize>(keys: &[Key]) -> [Condition; N] {
    let mut all = [Condition { facts: Facts::NONE, absent: Slots::NONE, present: Slots::NONE }; N];
    gather(keys, &mut all);
    all
}

/// How many sets of facts the conditional rules ask for.
#[must_use]
pub(crate) const fn distinct(keys: &[Key]) -> usize {
    gather(keys, &mut [Condition { facts: Facts::NONE, absent: Slots::NONE, present: Slots::NONE }; MAX_KEYS])
}

/// What these conditions ask for.
const fn own(conditions: &[Condition]) -> Facts {
    let (mut rule, mut all) = (0, Facts::NONE);
    while rule < conditions.len() {
        all = all.and(conditions[rule].facts);
        rule += 1;
    }
    all
}

/// The facts that the conditional rules of all records under these keys ask for.
const fn inner(keys: &[Key]) -> Facts {
    let (mut slot, mut all) = (0, Facts::NONE);
    while slot < keys.len() {
        if let Some(record) = keys[slot].shape.record() {
            all = all.and(record.inner).and(record.own);
        }
        slot += 1;
    }
    all
}

/// Whether one of these keys, or of the records under them, says which document its octets are.
const fn carries(keys: &[Key]) -> bool {
    let mut slot = 0;
    while slot < keys.len() {
        let inside = match keys[slot].shape.record() {
            Some(record) => record.carries,
            None => keys[slot].contains.is_some(),
        };
        if inside {
            return true;
        }
        slot += 1;
    }
    false
}

const fn gather(keys: &[Key], into: &mut [Condition]) -> usize {
    let (mut slot, mut count) = (0, 0);
    while slot < keys.len() {
        let key = &keys[slot];
        let mut rule = 0;
        while rule < 4 {
            let (absent, present) = (Slots::NONE.with(slot), Slots::NONE);
            count = demand(into, count, Condition { facts: key.absent[rule], absent, present });
            count = demand(into, count, Condition { facts: key.present[rule], absent: present, present: absent });
            rule += 1;
        }
        let mut never = key.never;
        while !never.is_empty() {
            let facts = never.first();
            count = demand(into, count, Condition { facts, absent: Slots::NONE.with(slot), present: Slots::NONE });
            never = never.without(facts);
        }
        slot += 1;
    }
    count
}

/// Adds what is due or out of place to so many conditions; how many there are then.
const fn demand(into: &mut [Condition], count: usize, more: Condition) -> usize {
    if more.facts.is_empty() {
        return count;
    }
    let mut at = 0;
    while at < count && !(into[at].facts.has(more.facts) && more.facts.has(into[at].facts)) {
        at += 1;
    }
    if at == count {
        into[at] = more;
        return count + 1;
    }
    into[at].absent = into[at].absent.and(more.absent);
    into[at].present = into[at].present.and(more.present);
    count
}
