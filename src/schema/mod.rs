//! What a message is, as plain static data.
//!
//! A [`Record`] is a list of [`Key`]s; a key says what its value is ([`Shape`]) and which rules hold for it. Nothing
//! here reads anything: the walk does, by these tables.

pub mod form;
mod rule;

pub use self::{
    form::Form,
    rule::{
        BLANK, COUNT, DEVICE, GROWS, Group, INT32, NULL, RARE, REQUIRED, Rule, SENSITIVE, absent, also, among, exactly,
        format, items, listed, longest, mistaken, one_of, present, range, shows, since, tells,
    },
};
use crate::{
    context::Facts,
    wire::{Format, Kind},
};

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
    /// Whether it has named cross checks.
    pub(crate) checked: bool,
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

/// A set of slots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slots([u64; 2]);

impl Slots {
    pub(crate) const NONE: Self = Self([0; 2]);

    const fn with(self, slot: usize) -> Self {
        let mut all = self;
        all.0[slot / 64] |= 1 << (slot % 64);
        all
    }

    /// Puts a slot in; whether it was there already.
    #[inline(always)]
    pub(crate) const fn insert(&mut self, slot: usize) -> bool {
        if slot >= 64 {
            return self.insert_high(slot);
        }
        set(&mut self.0[0], slot)
    }

    /// Few records have so many keys.
    #[cold]
    #[inline(never)]
    const fn insert_high(&mut self, slot: usize) -> bool {
        set(&mut self.0[1], slot)
    }

    #[inline]
    pub(crate) const fn has(self, slot: usize) -> bool {
        self.0[slot / 64 % 2] >> (slot % 64) & 1 != 0
    }

    #[inline]
    pub(crate) const fn is_empty(self) -> bool {
        self.0[0] | self.0[1] == 0
    }

    /// Whether there is exactly one slot in it.
    #[inline]
    pub(crate) const fn is_one(self) -> bool {
        let [low, high] = self.0;
        (low == 0 && high.is_power_of_two()) || (high == 0 && low.is_power_of_two())
    }

    #[inline]
    pub(crate) const fn len(self) -> usize {
        let [low, high] = self.0;
        // few have any of the others, and counting bits takes long without an instruction for it
        let beyond = if high == 0 { 0 } else { high.count_ones() };
        (low.count_ones() + beyond) as usize
    }

    /// Those that are in both.
    #[inline]
    pub(crate) const fn both(self, other: Self) -> Self {
        Self([self.0[0] & other.0[0], self.0[1] & other.0[1]])
    }

    /// Whether there is one that is in both.
    #[inline]
    pub(crate) const fn meets(self, other: Self) -> bool {
        !self.both(other).is_empty()
    }

    /// Those that are not in the other.
    #[inline]
    pub(crate) const fn without(self, other: Self) -> Self {
        Self([self.0[0] & !other.0[0], self.0[1] & !other.0[1]])
    }
}

/// Sets one of 64 bits; whether it was set already.
#[inline(always)]
const fn set(word: &mut u64, slot: usize) -> bool {
    let bit = 1 << (slot % 64);
    let was = *word & bit != 0;
    *word |= bit;
    was
}

/// Which slots need which attention.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Masks {
    /// Without these the record does not stand.
    pub(crate) required: Slots,
    /// Exactly one of these.
    pub(crate) group: Slots,
}

/// The most keys that a record may have.
pub const MAX_KEYS: usize = 128;

impl Record {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        name: &'static str,
        docs: &'static str,
        keys: &'static [Key],
        conditions: &'static [Condition],
        choices: &'static [Choice],
        checked: bool,
    ) -> Self {
        assert!(keys.len() <= MAX_KEYS, "a record has at most 128 keys");
        let mut masks = Masks { required: Slots::NONE, group: Slots::NONE };
        let mut slot = 0;
        while slot < keys.len() {
            let key = &keys[slot];
            if !key.optional {
                masks.required = masks.required.with(slot);
            }
            if key.group.is_some() {
                masks.group = masks.group.with(slot);
            }
            slot += 1;
        }
        let (table, own, inner) = (Table::new(keys), own(conditions), inner(keys));
        Self { name, docs, keys, table, masks, conditions, choices, checked, own, inner }
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

    /// The key that a name which is none was probably meant to be: the same but for case, what senders are known to
    /// write for it, or one letter off.
    #[must_use]
    pub fn similar(&self, name: &str) -> Option<&'static Key> {
        let same = |key: &&Key| key.name.eq_ignore_ascii_case(name);
        self.keys
            .iter()
            .find(same)
            .or_else(|| self.keys.iter().find(|key| key.mistaken == Some(name)))
            .or_else(|| self.keys.iter().find(|key| one_edit(key.name.as_bytes(), name.as_bytes())))
    }
}

/// The first eight bytes of `NAME</key>`.
#[inline]
fn first_word(name: &[u8]) -> u64 {
    let first = match name.first_chunk() {
        Some(first) => u64::from_le_bytes(*first),
        None => name.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    };
    Table::word(first, name.len())
}

/// Whether two names of more than three letters differ by one letter put in, left out or changed.
pub(crate) fn one_edit(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 4 || long.len() - short.len() > 1 {
        return false;
    }
    let ahead = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let (short, long) = (short.get(ahead..).unwrap_or_default(), long.get(ahead..).unwrap_or_default());
    let rest = long.get(1..).unwrap_or_default();
    short == rest || short.get(1..) == Some(rest)
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
    #[doc(hidden)]
    #[must_use]
    pub const fn new(names: &'static [&'static str], count: Count, keys: &[Key]) -> Self {
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

const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}

/// One key of a record.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The key as it is sent.
    pub name: &'static str,
    /// Its documentation.
    pub docs: &'static str,
    /// What its value is.
    pub shape: Shape,
    /// Whether it may be absent as far as nothing is known of the sender.
    pub optional: bool,
    /// Whether its value is never shown.
    pub sensitive: bool,
    /// What its text looks like.
    pub form: Option<&'static Form>,
    /// The least and the greatest that its number may be.
    pub range: Option<(i64, i64)>,
    /// The only text that it may have.
    pub exactly: Option<&'static str>,
    /// Other kinds that senders are known to use.
    pub also: [Option<Kind>; 2],
    /// The only numbers that it may have.
    pub among: Option<&'static [i64]>,
    /// In JSON, whether the empty text stands for none.
    pub blank: bool,
    /// In JSON, whether `null` stands for none.
    pub null: bool,
    /// The least and the greatest number of items that its array may have.
    pub items: Option<(usize, usize)>,
    /// What each text of its array or map may be.
    pub listed: Option<&'static [&'static str]>,
    /// Whether that list grows every year.
    pub grows: bool,
    /// The most characters that its text may have.
    pub longest: Option<usize>,
    /// What senders are known to write in place of its name.
    pub mistaken: Option<&'static str>,
    /// The version of the service's protocol that it came with.
    pub since: Option<u8>,
    /// Of this group exactly one key is there.
    pub group: Option<Group>,
    /// It must not be there if all facts of one of these are known.
    pub absent: [Facts; 4],
    /// It must be there if all facts of one of these are known.
    pub present: [Facts; 4],
    /// What its presence makes known of the sender.
    pub shows: Facts,
    /// What its value makes known of the sender.
    pub tells: Option<fn(&str) -> Facts>,
    /// Whether there are rules for its value.
    pub(crate) judged: bool,
    /// Whether it means more than its value: it shows something, or it must not be shown.
    pub(crate) noted: bool,
    /// What there is to do about its value, if that is spelled as usual.
    pub(crate) plain: Plain,
    pub(crate) field: u8,
    /// Few senders have it.
    pub(crate) rare: bool,
    pub(crate) xml: KeyText,
    pub(crate) json: KeyText,
    pub(crate) binary: KeyText,
}

impl Key {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str, docs: &'static str, shape: Shape, optional: bool, rules: &[Rule]) -> Self {
        let mut key = Self {
            name,
            docs,
            shape,
            optional,
            sensitive: false,
            form: None,
            range: None,
            exactly: None,
            also: [None; 2],
            among: None,
            blank: false,
            null: false,
            items: None,
            listed: None,
            grows: false,
            longest: None,
            mistaken: None,
            since: None,
            group: None,
            absent: [Facts::NONE; 4],
            present: [Facts::NONE; 4],
            shows: Facts::NONE,
            tells: None,
            judged: false,
            noted: false,
            plain: Plain::More,
            field: 0,
            rare: false,
            xml: KeyText::new(b"", name, "</key>"),
            json: KeyText::new(b"\"", name, "\":"),
            binary: KeyText::new(Marker::of(name).as_slice(), name, ""),
        };
        let mut i = 0;
        while i < rules.len() {
            key.add(rules[i]);
            i += 1;
        }
        key.judged = key.form.is_some()
            || key.range.is_some()
            || key.exactly.is_some()
            || key.tells.is_some()
            || key.among.is_some()
            || key.listed.is_some()
            || key.longest.is_some();
        key.noted = key.sensitive || !key.shows.is_empty();
        key.plain = key.plain();
        key
    }

    const fn plain(&self) -> Plain {
        if self.noted || self.tells.is_some() {
            return Plain::More;
        }
        match self.shape {
            Shape::Boolean => Plain::Boolean,
            Shape::Date => Plain::Date,
            Shape::Integer if self.judged => Plain::Count,
            Shape::Integer => Plain::Integer,
            Shape::Text if self.judged => Plain::Form,
            Shape::Text => Plain::Text,
            Shape::Texts if self.items.is_none() => Plain::Texts,
            Shape::Token(_) => Plain::Token,
            _ => Plain::More,
        }
    }

    const fn add(&mut self, rule: Rule) {
        match rule {
            Rule::Absent(facts) => push(&mut self.absent, facts),
            Rule::Also(kind) => self.also[self.also[0].is_some() as usize] = Some(kind),
            Rule::Among(list) => self.among = Some(list),
            Rule::Blank => self.blank = true,
            Rule::Exactly(text) => self.exactly = Some(text),
            Rule::Format(form) => self.form = Some(form),
            Rule::Grows => self.grows = true,
            Rule::Items(least, greatest) => self.items = Some((least, greatest)),
            Rule::Listed(tokens) => self.listed = Some(tokens),
            Rule::Longest(characters) => self.longest = Some(characters),
            Rule::Mistaken(name) => self.mistaken = Some(name),
            Rule::Null => self.null = true,
            Rule::OneOf(group) => self.group = Some(group),
            Rule::Present(facts) => push(&mut self.present, facts),
            Rule::Range(least, greatest) => self.range = Some((least, greatest)),
            Rule::Rare => self.rare = true,
            Rule::Required => self.optional = false,
            Rule::Sensitive => self.sensitive = true,
            Rule::Shows(facts) => self.shows = self.shows.and(facts),
            Rule::Since(version) => self.since = Some(version),
            Rule::Tells(tells) => self.tells = Some(tells),
        }
    }

    /// Whether a text is of the form that the key asks for.
    #[inline(always)]
    pub(crate) fn fits(&self, text: &str) -> bool {
        self.form.is_none_or(|form| (form.fits)(text)) && self.exactly.is_none_or(|exactly| text == exactly)
    }

    /// Whether a text is one of those that an array or a map may have.
    #[inline]
    pub(crate) fn lists(&self, text: &str) -> bool {
        self.listed.is_none_or(|listed| listed.contains(&text))
    }

    /// Whether a text has no more characters than the key allows.
    #[inline(always)]
    pub(crate) fn holds(&self, text: &str) -> bool {
        self.longest.is_none_or(|most| text.len() <= most || text.chars().nth(most).is_none())
    }

    /// Whether a number is one that the key may have.
    #[inline(always)]
    pub(crate) fn counts(&self, value: i128) -> bool {
        let value = i64::try_from(value).ok();
        self.range.is_none_or(|(least, greatest)| value.is_some_and(|value| (least..=greatest).contains(&value)))
            && self.among.is_none_or(|list| value.is_some_and(|value| list.contains(&value)))
    }

    /// Whether senders are known to use this kind too.
    pub(crate) fn takes(&self, kind: Kind) -> bool {
        self.also.contains(&Some(kind))
    }

    /// What a text makes known of the sender.
    #[inline]
    pub(crate) fn says(&self, text: &str) -> Facts {
        self.tells.map_or(Facts::NONE, |tells| tells(text))
    }
}

const fn push(list: &mut [Facts; 4], facts: Facts) {
    let mut i = 0;
    while !list[i].is_empty() {
        i += 1;
    }
    list[i] = facts;
}

/// What there is to do about a value that is spelled as usual: to read it and put it into its place, and perhaps to see
/// that it keeps to its rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    Boolean,
    /// A whole number with rules.
    Count,
    Date,
    /// A text with rules.
    Form,
    Integer,
    Text,
    /// An array of texts, perhaps with rules.
    Texts,
    Token,
    /// The value is another container or of a rare kind, or it means more than it is.
    More,
}

/// What the value of a key is.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Shape {
    /// Any value, kept as it was sent.
    Any,
    /// True or false.
    Boolean,
    /// Octets.
    Data,
    /// An array of octets.
    Datas,
    /// An instant; in JSON a string, RFC 3339 if its key names no other form.
    Date,
    /// A whole number that fits `i64`.
    Integer,
    /// An array of whole numbers.
    Integers,
    /// A dictionary with a dictionary under each key, whatever the key is.
    Map(&'static Record),
    /// A dictionary with a whole number under each key, whatever the key is.
    Numbers,
    /// A dictionary with a string under each key, whatever the key is.
    Pairs,
    /// A floating-point number; a whole one may stand for it.
    Real,
    /// A dictionary.
    Record(&'static Record),
    /// An array of dictionaries.
    Records(&'static Record),
    /// A string.
    Text,
    /// An array of strings.
    Texts,
    /// A string out of a list that may grow.
    Token(&'static [&'static str]),
    /// A whole number that fits `u64`.
    Unsigned,
}

impl Shape {
    /// The kind of value; `None` if any will do.
    #[must_use]
    pub const fn kind(&self) -> Option<Kind> {
        Some(match self {
            Self::Any => return None,
            Self::Boolean => Kind::Boolean,
            Self::Data => Kind::Data,
            Self::Date => Kind::Date,
            Self::Integer | Self::Unsigned => Kind::Integer,
            Self::Real => Kind::Real,
            Self::Record(_) | Self::Map(_) | Self::Numbers | Self::Pairs => Kind::Dictionary,
            Self::Records(_) | Self::Texts | Self::Datas | Self::Integers => Kind::Array,
            Self::Text | Self::Token(_) => Kind::Text,
        })
    }

    /// The kind of value that the format has for it: JSON writes instants as strings.
    #[must_use]
    pub fn kind_in(&self, format: Format) -> Option<Kind> {
        let kind = self.kind()?;
        Some(if format == Format::Json && kind == Kind::Date { Kind::Text } else { kind })
    }

    /// The record of a dictionary, or of each dictionary of an array or a map.
    #[must_use]
    pub const fn record(&self) -> Option<&'static Record> {
        match self {
            Self::Map(record) | Self::Record(record) | Self::Records(record) => Some(record),
            _ => None,
        }
    }
}

/// A key as it is written, with what surrounds it: `NAME</key>` in XML, `"NAME":` in JSON, behind a marker in a binary
/// property list, in words that can be compared at
/// once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyText {
    /// The first bytes, and which of them count.
    head: [u128; 2],
    mask: [u128; 2],
    /// The first eight bytes.
    pub(crate) word: u64,
    /// How many bytes all of it has, if they are all in `head`; else so many that there is no such place.
    pub(crate) len: usize,
}

impl KeyText {
    /// So many bytes are in `head`.
    pub(crate) const HEAD: usize = 32;

    pub(crate) const fn new(start: &[u8], name: &str, end: &str) -> Self {
        let len = start.len() + name.len() + end.len();
        let head = put(put(put([0; 2], 0, start), start.len(), name.as_bytes()), len - end.len(), end.as_bytes());
        Self {
            head,
            mask: [octets(len), octets(len.saturating_sub(16))],
            word: head[0] as u64,
            len: if len < Self::HEAD { len } else { usize::MAX / 2 },
        }
    }

    /// Whether a text begins with it, as far as its first bytes tell; of longer ones the rest has to be looked at.
    #[inline(always)]
    pub(crate) fn starts(&self, text: &[u8; Self::HEAD]) -> bool {
        let [low, high] = [0, 16]
            .map(|at| text.get(at..).and_then(|half| half.first_chunk()).map_or(0, |half| u128::from_le_bytes(*half)));
        (low ^ self.head[0]) & self.mask[0] | (high ^ self.head[1]) & self.mask[1] == 0
    }
}

/// Puts a text at a place of the first octets, as far as there is room.
const fn put(mut head: [u128; 2], mut at: usize, text: &[u8]) -> [u128; 2] {
    let mut i = 0;
    while i < text.len() && at < KeyText::HEAD {
        head[at / 16] |= (text[i] as u128) << (8 * (at % 16));
        i += 1;
        at += 1;
    }
    head
}

/// All bits of the first octets, of so many or of all.
const fn octets(count: usize) -> u128 {
    if count < 16 { (1 << (8 * count)) - 1 } else { u128::MAX }
}

/// What stands before an ASCII string of this length in a binary property list: its marker and its length.
struct Marker([u8; 3], usize);

impl Marker {
    const fn of(name: &str) -> Self {
        assert!(name.len() < 256, "a name has one byte for its length");
        let len = name.len() as u8;
        if len < 15 { Self([0x50 | len, 0, 0], 1) } else { Self([0x5f, 0x10, len], 3) }
    }

    const fn as_slice(&self) -> &[u8] {
        self.0.split_at(self.1).0
    }
}

/// Finds keys by the first eight bytes of `NAME</key>`.
#[derive(Debug)]
pub(crate) struct Table([u8; Self::SIZE]);

impl Table {
    const SIZE: usize = 256;

    const fn new(keys: &[Key]) -> Self {
        let mut table = Self([0; Self::SIZE]);
        let mut slot = 0;
        while slot < keys.len() {
            table.insert(keys[slot].xml.word, slot);
            slot += 1;
        }
        table
    }

    const fn insert(&mut self, word: u64, slot: usize) {
        let mut at = Self::at(word);
        while self.0[at] != 0 {
            at = (at + 1) % Self::SIZE;
        }
        self.0[at] = slot as u8 + 1;
    }

    /// The first eight bytes of `NAME</key>`, out of those that a name of this length begins with.
    #[inline]
    pub(crate) const fn word(first: u64, len: usize) -> u64 {
        if len >= 8 {
            return first;
        }
        first & !(u64::MAX << (8 * len)) | u64::from_le_bytes(*b"</key>\0\0") << (8 * len)
    }

    /// Fibonacci hashing: the upper bits of a product with 2^64 over the golden ratio.
    const fn at(word: u64) -> usize {
        (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize
    }

    /// The slots in which a key with this beginning may be. At least half of the table is empty, so there are few.
    #[inline]
    pub(crate) fn slots(&self, word: u64) -> impl Iterator<Item = usize> {
        let mut at = Self::at(word);
        core::iter::from_fn(move || {
            let slot = usize::from(*self.0.get(at)?).checked_sub(1)?;
            at = (at + 1) % Self::SIZE;
            Some(slot)
        })
    }
}

/// Two lists of keys as one, the fields of the second counted on from the first.
#[doc(hidden)]
#[must_use]
pub const fn concat<const A: usize, const B: usize, const N: usize>(base: [Key; A], own: [Key; B]) -> [Key; N] {
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
#[doc(hidden)]
#[must_use]
pub const fn sorted<const N: usize>(keys: [Key; N]) -> [Key; N] {
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

/// Whether a name comes before another: by its bytes, and the end of a name like `<`, which ends it in XML.
const fn less(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() {
        if a[i] != b[i] {
            return a[i] < b[i];
        }
        i += 1;
    }
    let a = if i < a.len() { a[i] } else { b'<' };
    let b = if i < b.len() { b[i] } else { b'<' };
    a < b
}

/// The conditional rules of all keys, one entry a set of facts; as many as [`distinct`] counts.
#[doc(hidden)]
#[must_use]
pub const fn conditions<const N: usize>(keys: &[Key]) -> [Condition; N] {
    let mut all = [Condition { facts: Facts::NONE, absent: Slots::NONE, present: Slots::NONE }; N];
    gather(keys, &mut all);
    all
}

/// How many sets of facts the conditional rules ask for.
#[doc(hidden)]
#[must_use]
pub const fn distinct(keys: &[Key]) -> usize {
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

const fn gather(keys: &[Key], into: &mut [Condition]) -> usize {
    let (mut slot, mut count) = (0, 0);
    while slot < keys.len() {
        let mut rule = 0;
        while rule < 8 {
            let (absent, facts) =
                if rule < 4 { (true, keys[slot].absent[rule]) } else { (false, keys[slot].present[rule - 4]) };
            rule += 1;
            if facts.is_empty() {
                continue;
            }
            let mut at = 0;
            while at < count && !(into[at].facts.has(facts) && facts.has(into[at].facts)) {
                at += 1;
            }
            if at == count {
                into[at].facts = facts;
                count += 1;
            }
            if absent {
                into[at].absent = into[at].absent.with(slot);
            } else {
                into[at].present = into[at].present.with(slot);
            }
        }
        slot += 1;
    }
    count
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
    /// Whether it is JSON; if not, it is a property list.
    #[must_use]
    pub const fn is_json(&self) -> bool {
        matches!(self.sign, Sign::Answer | Sign::Error | Sign::Part | Sign::Request)
    }

    /// Whether it goes to Apple or to a device: what is wrong with it only the sender can mend.
    #[must_use]
    pub const fn is_request(&self) -> bool {
        matches!(self.sign, Sign::Order(..) | Sign::Request)
    }

    /// Whether it is recognised as another is: it is the same, or only what was asked tells the two apart.
    #[must_use]
    pub fn is_alike(&self, other: &Self) -> bool {
        self.kind == other.kind || matches!((self.sign, other.sign), (Sign::Key(one), Sign::Key(same)) if one == same)
    }

    /// What the tag at this path says, if the message is recognised by that.
    pub(crate) fn tag_at(&self, path: &str) -> Option<&'static str> {
        match self.sign {
            Sign::Order(key, Some(tag)) | Sign::Tag(key, tag) if key == path => Some(tag),
            _ => None,
        }
    }
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
                Sign::Key(key) => has(before.record.keys, key),
                _ => false,
            };
            provisional[i] = has_key || is_of_family(before.kind.as_bytes(), entry.kind.as_bytes());
            other += 1;
        }
        i += 1;
    }
    provisional
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
        let mut table = Table([0; Table::SIZE]);
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
            Sign::Order(path, Some(_)) | Sign::Tag(path, _) => {
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
    /// JSON that goes to a service of Apple's, or to a device.
    Request,
    /// A key that says what it is, and what it says. One in a dictionary is named with that one's key and a point before.
    Tag(&'static str, &'static str),
}
