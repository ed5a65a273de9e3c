//! The catalogue of messages, and what they are recognised by.

use std::collections::BTreeSet;

use super::{
    Key, MAX_KEYS, Record,
    name::{KeyText, Table, first_word, same},
};

/// The records of these messages, each once, those in a record behind it.
#[must_use]
pub fn records<'e>(
    entries: impl IntoIterator<Item = &'e Entry, IntoIter: DoubleEndedIterator>,
) -> Vec<&'static Record> {
    let mut records = Vec::new();
    let mut seen = BTreeSet::new();
    let mut left: Vec<&'static Record> = entries.into_iter().rev().map(|entry| entry.record).collect();
    while let Some(record) = left.pop() {
        if seen.insert(core::ptr::from_ref(record)) {
            records.push(record);
            left.extend(record.keys.iter().rev().filter_map(|key| key.shape.record()));
        }
    }
    records
}

/// One message of the catalogue.
#[derive(Debug)]
pub struct Entry {
    /// The name of its kind, such as `check-in.Authenticate`.
    pub kind: &'static str,
    /// Its outermost dictionary.
    pub record: &'static Record,
    /// What it is recognised by.
    pub sign: Sign,
}

impl Entry {
    /// Whether it is JSON; if not, it is a property list, or [either](Self::is_either).
    #[must_use]
    pub const fn is_json(&self) -> bool {
        matches!(self.sign, Sign::Answer | Sign::Error | Sign::Part | Sign::Request)
    }

    /// Whether it goes to or comes from a service of Apple's: DEP, or Apps and Books.
    #[must_use]
    pub fn is_service(&self) -> bool {
        let of_organization = ["declarative.", "dep.ServiceDiscovery"];
        self.is_json() && !of_organization.iter().any(|own| self.kind.starts_with(own))
    }

    /// Whether it may be JSON as well as a property list.
    #[must_use]
    pub const fn is_either(&self) -> bool {
        matches!(self.sign, Sign::Refusal(..))
    }

    /// Whether it goes to Apple or to a device: what is wrong with it only the sender can mend.
    #[must_use]
    pub const fn is_request(&self) -> bool {
        matches!(self.sign, Sign::Order(..) | Sign::Refusal(..) | Sign::Request)
    }

    /// Whether it is recognised as another is: it is the same, or only what was asked tells the two apart.
    #[must_use]
    pub fn is_alike(&self, other: &Self) -> bool {
        self.kind == other.kind || matches!((self.sign, other.sign), (Sign::Key(one), Sign::Key(same)) if one == same)
    }

    /// What the tag at this path says, if the message is recognised by that.
    pub(crate) fn tag_at(&self, path: &str) -> Option<&'static str> {
        match self.sign {
            Sign::Order(key, Some(tag)) | Sign::Refusal(key, tag) | Sign::Tag(key, tag) if key == path => Some(tag),
            _ => None,
        }
    }
}

/// What a message is recognised by. Property lists are recognised by one key; JSON, which has no tags, by all the keys
/// that it has.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Sign {
    /// JSON that a service of Apple's sends, or a device.
    Answer,
    /// JSON that a service of Apple's sends in place of any answer.
    Error,
    /// The key, on the outermost level, that no other message has.
    Key(&'static str),
    /// A [`Tag`](Self::Tag) of what goes to a device; or a [`Key`](Self::Key), which says nothing.
    Order(&'static str, Option<&'static str>),
    /// A dictionary in JSON: never a body of its own.
    Part,
    /// A [`Tag`](Self::Tag) of what a server refuses a device with, which may be JSON too.
    Refusal(&'static str, &'static str),
    /// JSON that goes to a service of Apple's, or to a device.
    Request,
    /// A key that says what it is, and what it says. One in a dictionary is named with that one's key and a point before.
    Tag(&'static str, &'static str),
}

/// The property lists of a catalogue, which has them first.
pub(crate) const fn plists(catalog: &'static [Entry]) -> &'static [Entry] {
    let mut count = 0;
    while count < catalog.len() && !catalog[count].is_json() {
        count += 1;
    }
    let (plists, json) = catalog.split_at(count);
    let mut i = 0;
    while i < json.len() {
        assert!(json[i].is_json(), "property lists come first");
        i += 1;
    }
    plists
}

/// A key of the outermost dictionary that property lists are recognised by.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    pub(crate) key: &'static str,
    pub(crate) tells: Tells,
}

/// How a key tells which property list it is.
#[derive(Clone, Copy)]
pub(crate) enum Tells {
    /// It is there: this number in the catalogue.
    Alone(usize),
    /// By what its value says, or what the value of a key in its dictionary says: the path of that key, and the key.
    ByTag(&'static str, Option<&'static str>),
}

/// Whether another key may tell more of each property list of a catalogue, because one that stands before it in the
/// catalogue is a kind of it (`response.CertificateList` of `response`), or has the key that it is recognised by, too.
pub(crate) const fn provisional<const N: usize>(catalog: &'static [Entry]) -> [bool; N] {
    let mut provisional = [false; N];
    let mut i = 0;
    while i < N {
        let mut other = 0;
        while other < i && !provisional[i] {
            let (entry, before) = (&catalog[i], &catalog[other]);
            let has_key = match entry.sign {
                Sign::Key(key) | Sign::Order(key, None) => has(before.record.keys, key),
                _ => false,
            };
            provisional[i] = has_key || is_of_family(before.kind.as_bytes(), entry.kind.as_bytes());
            other += 1;
        }
        i += 1;
    }
    provisional
}

/// Whether the key that each property list of a catalogue is recognised by belongs to a message with a tag, too.
pub(crate) const fn shared<const N: usize>(catalog: &'static [Entry]) -> [bool; N] {
    let mut shared = [false; N];
    let mut i = 0;
    while i < N {
        let mut other = 0;
        while other < N && !shared[i] {
            shared[i] = match (catalog[i].sign, catalog[other].sign) {
                (Sign::Key(key) | Sign::Order(key, None), Sign::Tag(..)) => has(catalog[other].record.keys, key),
                _ => false,
            };
            other += 1;
        }
        i += 1;
    }
    shared
}

const fn has(keys: &[Key], name: &str) -> bool {
    let mut i = 0;
    while i < keys.len() {
        if same(keys[i].name.as_bytes(), name.as_bytes()) {
            return true;
        }
        i += 1;
    }
    false
}

/// Whether a kind is another one, a point, and more.
const fn is_of_family(kind: &[u8], family: &[u8]) -> bool {
    kind.len() > family.len() && kind[family.len()] == b'.' && same(kind.split_at(family.len()).0, family)
}

/// What the property lists of a catalogue are recognised by, each key once; as many as [`distinct_marks`] counts.
pub(crate) struct Marks<const N: usize> {
    all: [Mark; N],
    table: Table,
}

impl<const N: usize> Marks<N> {
    pub(crate) const fn new(plists: &'static [Entry]) -> Self {
        let mut all = [Mark { key: "", tells: Tells::Alone(0) }; N];
        gather_marks(plists, &mut all);
        let mut table = Table::NEW;
        let mut slot = 0;
        while slot < N {
            table.insert(KeyText::new(b"", all[slot].key, "</key>").word, slot);
            slot += 1;
        }
        Self { all, table }
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Mark> {
        self.all.iter()
    }

    /// The one with this key.
    #[inline]
    pub(crate) fn find(&self, name: &str) -> Option<Mark> {
        let mut slots = self.table.slots(first_word(name.as_bytes()));
        slots.find_map(|slot| self.all.get(slot).copied().filter(|mark| mark.key == name))
    }
}

/// By how many keys the property lists of a catalogue are told apart.
pub(crate) const fn distinct_marks(plists: &'static [Entry]) -> usize {
    gather_marks(plists, &mut [Mark { key: "", tells: Tells::Alone(0) }; MAX_KEYS])
}

const fn gather_marks(plists: &'static [Entry], into: &mut [Mark]) -> usize {
    let (mut i, mut count) = (0, 0);
    while i < plists.len() {
        let mark = match plists[i].sign {
            Sign::Key(key) | Sign::Order(key, None) => Mark { key, tells: Tells::Alone(i) },
            Sign::Order(path, Some(_)) | Sign::Refusal(path, _) | Sign::Tag(path, _) => {
                let (key, inner) = steps(path);
                Mark { key, tells: Tells::ByTag(path, inner) }
            }
            // property lists come first
            _ => return count,
        };
        let mut at = 0;
        while at < count && !same(into[at].key.as_bytes(), mark.key.as_bytes()) {
            at += 1;
        }
        if at == count {
            into[at] = mark;
            count += 1;
        }
        i += 1;
    }
    count
}

/// The first key of a path, and the one in its dictionary.
const fn steps(path: &'static str) -> (&'static str, Option<&'static str>) {
    let mut point = 0;
    while point < path.len() && path.as_bytes()[point] != b'.' {
        point += 1;
    }
    let (key, rest) = path.split_at(point);
    if rest.is_empty() { (key, None) } else { (key, Some(rest.split_at(1).1)) }
}
