//! One key: what its value is, and which rules hold for it.

use super::{
    Record,
    form::Form,
    name::{KeyText, Marker},
    rule::{Group, Rule},
};
use crate::{
    context::Facts,
    wire::{Format, Kind},
};

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
    /// The kind of the document that its octets are.
    pub contains: Option<&'static str>,
    /// In JSON, whether `null` stands for none.
    pub null: bool,
    /// The least and the greatest number of items that its array may have.
    pub items: Option<(usize, usize)>,
    /// What each text of its array or map may be.
    pub listed: Option<&'static [&'static str]>,
    /// Whether that list grows every year, or its bounds are advice.
    pub open: bool,
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
    /// It must not be there if any of these facts is known.
    pub never: Facts,
    /// It must be there if all facts of one of these are known.
    pub present: [Facts; 4],
    /// Whether it must be there if the command was carried out.
    pub on_success: bool,
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
    #[must_use]
    pub(crate) const fn new(
        name: &'static str,
        docs: &'static str,
        shape: Shape,
        optional: bool,
        rules: &[Rule],
    ) -> Self {
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
            contains: None,
            null: false,
            items: None,
            listed: None,
            open: false,
            longest: None,
            mistaken: None,
            since: None,
            group: None,
            absent: [Facts::NONE; 4],
            never: Facts::NONE,
            present: [Facts::NONE; 4],
            on_success: false,
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
            Rule::Contains(kind) => self.contains = Some(kind),
            Rule::Exactly(text) => self.exactly = Some(text),
            Rule::Format(form) => self.form = Some(form),
            Rule::Items(least, greatest) => self.items = Some((least, greatest)),
            Rule::Kind(kind) => self.shape = Shape::Of(kind),
            Rule::Listed(tokens) => self.listed = Some(tokens),
            Rule::Longest(characters) => self.longest = Some(characters),
            Rule::Mistaken(name) => self.mistaken = Some(name),
            Rule::Never(facts) => self.never = self.never.and(facts),
            Rule::Null => self.null = true,
            Rule::OnSuccess => self.on_success = true,
            Rule::OneOf(group) => self.group = Some(group),
            Rule::Open => self.open = true,
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
    /// Any value of this kind, kept as it was sent.
    Of(Kind),
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
            Self::Of(kind) => *kind,
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
