//! Messages and values for serde: the names of the wire, in the order of the alphabet or of the document.
//!
//! A record is gone through as it is filled, by the number of its field and through one small trait, so that nothing of
//! this is compiled once a record.
//!
//! Dates are text by RFC 3339, octets base64 where the format is for people to read and bytes otherwise. What is
//! sensitive is serialized like everything else: whoever serializes a message has asked for what is in it.

use serde::{
    Serialize, Serializer,
    ser::{Error, SerializeMap, SerializeSeq},
};

use crate::{
    record::{Few, Map},
    schema::Record,
    wire::{
        Data, Datas, Date, Extra, Integers, Limits, Node, Numbers, Order, Pairs, Raw, Text, Texts, Value, ValueRef,
    },
};

/// What stands in a field.
pub(crate) enum Member<'m> {
    /// Nothing.
    Absent,
    /// True or false.
    Boolean(bool),
    /// Octets.
    Data(&'m Data<'m>),
    /// An array of octets.
    Datas(&'m Datas<'m>),
    /// An instant.
    Date(Date),
    /// A whole number.
    Integer(i64),
    /// An array of whole numbers.
    Integers(&'m Integers<'m>),
    /// Dictionaries in order.
    List(&'m dyn List),
    /// Dictionaries under keys.
    Map(&'m dyn Named),
    /// Whole numbers under keys.
    Numbers(&'m Numbers<'m>),
    /// Strings under keys.
    Pairs(&'m Pairs<'m>),
    /// A value that is still in the input.
    Raw(&'m Raw<'m>),
    /// A floating-point number.
    Real(f64),
    /// A dictionary.
    Record(&'m dyn Members),
    /// Text.
    Text(&'m str),
    /// An array of strings.
    Texts(&'m Texts<'m>),
    /// A whole number that is not negative.
    Unsigned(u64),
}

/// What a record holds, field by field.
pub(crate) trait Members {
    /// Its keys.
    fn record(&self) -> &'static Record;
    /// What stands in the field of this number.
    fn member(&self, number: usize) -> Member<'_>;
    /// What was sent beyond the known keys.
    fn extra(&self) -> &Extra<'_>;
}

/// Dictionaries in order.
pub(crate) trait List {
    /// How many there are.
    fn count(&self) -> usize;
    /// The one at this position.
    fn get(&self, position: usize) -> Option<&dyn Members>;
}

/// Dictionaries under keys.
pub(crate) trait Named {
    /// How many there are.
    fn count(&self) -> usize;
    /// The key and the dictionary at this position.
    fn get(&self, position: usize) -> Option<(&str, &dyn Members)>;
}

/// A type that a field may have.
pub(crate) trait Field {
    fn member(&self) -> Member<'_>;
}

macro_rules! fields {
    ($($Type:ty: |$value:ident| $member:expr;)+) => {
        $(
            impl Field for $Type {
                fn member(&self) -> Member<'_> {
                    let $value = self;
                    $member
                }
            }
        )+
    };
}

fields! {
    bool: |value| Member::Boolean(*value);
    i64: |value| Member::Integer(*value);
    u64: |value| Member::Unsigned(*value);
    f64: |value| Member::Real(*value);
    Date: |date| Member::Date(*date);
    Text<'_>: |text| Member::Text(text);
    Data<'_>: |data| Member::Data(data);
    Texts<'_>: |texts| if texts.is_absent() { Member::Absent } else { Member::Texts(texts) };
    Datas<'_>: |datas| if datas.is_absent() { Member::Absent } else { Member::Datas(datas) };
    Integers<'_>: |integers| if integers.is_absent() { Member::Absent } else { Member::Integers(integers) };
    Numbers<'_>: |numbers| if numbers.is_absent() { Member::Absent } else { Member::Numbers(numbers) };
    Pairs<'_>: |pairs| if pairs.is_absent() { Member::Absent } else { Member::Pairs(pairs) };
    Raw<'_>: |raw| if raw.bytes().is_empty() { Member::Absent } else { Member::Raw(raw) };
}

impl<T: Field> Field for Option<T> {
    fn member(&self) -> Member<'_> {
        self.as_ref().map_or(Member::Absent, Field::member)
    }
}

macro_rules! lists {
    ($($Type:ident)+) => {
        $(
            impl<T: Members> Field for $Type<T> {
                fn member(&self) -> Member<'_> {
                    if self.is_empty() { Member::Absent } else { Member::List(self) }
                }
            }

            impl<T: Members> List for $Type<T> {
                fn count(&self) -> usize {
                    self.len()
                }

                fn get(&self, position: usize) -> Option<&dyn Members> {
                    Some(self[..].get(position)?)
                }
            }
        )+
    };
}

lists! { Vec Few }

impl<T: Members> Field for Map<'_, T> {
    fn member(&self) -> Member<'_> {
        if self.is_empty() { Member::Absent } else { Member::Map(self) }
    }
}

impl<T: Members> Named for Map<'_, T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn get(&self, position: usize) -> Option<(&str, &dyn Members)> {
        let (name, members) = self[..].get(position)?;
        Some((name, members))
    }
}

/// A record, as the dictionary that it was: its keys in the order of the alphabet, then those that are not in the
/// schema. What is absent is left out, and so is an empty list of records.
pub(crate) struct Dictionary<'m>(pub(crate) &'m dyn Members);

impl Serialize for Dictionary<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let keys = self.0.record().keys.iter().map(|key| (key.name, self.0.member(usize::from(key.field))));
        let mut members: Vec<_> = keys.filter(|(_, member)| !matches!(member, Member::Absent)).collect();
        members.sort_by_key(|(key, _)| *key);
        let beyond = self.0.extra().value();
        let extra = beyond.as_ref().map(|value| value.root().each_once(Order::Document)).unwrap_or_default();
        let extra: Vec<_> = extra.into_iter().filter(|(key, _)| self.0.record().slot(key).is_none()).collect();
        let mut map = serializer.serialize_map(Some(members.len() + extra.len()))?;
        for (key, member) in &members {
            map.serialize_entry(key, member)?;
        }
        for (key, value) in &extra {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_none(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Data(data) => data.serialize(serializer),
            Self::Datas(datas) => datas.serialize(serializer),
            Self::Date(date) => date.serialize(serializer),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::List(list) => {
                let mut items = serializer.serialize_seq(Some(list.count()))?;
                for item in (0..list.count()).filter_map(|position| list.get(position)) {
                    items.serialize_element(&Dictionary(item))?;
                }
                items.end()
            }
            Self::Integers(integers) => serializer.collect_seq(integers.iter()),
            Self::Map(map) => {
                let entries = (0..map.count()).filter_map(|position| map.get(position));
                serializer.collect_map(entries.map(|(name, members)| (name, Dictionary(members))))
            }
            Self::Numbers(numbers) => serializer.collect_map(numbers.iter()),
            Self::Pairs(pairs) => serializer.collect_map(pairs.iter()),
            Self::Raw(raw) => raw.serialize(serializer),
            Self::Real(value) => serializer.serialize_f64(*value),
            Self::Record(record) => Dictionary(*record).serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Texts(texts) => texts.serialize(serializer),
            Self::Unsigned(value) => serializer.serialize_u64(*value),
        }
    }
}

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// Text by RFC 3339; a date outside of its years is an error.
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.is_rfc3339() {
            return Err(S::Error::custom("the date lies outside of the years 1 to 9999"));
        }
        serializer.collect_str(self)
    }
}

/// Base64 where people read it, bytes otherwise.
impl Serialize for Data<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&self.to_base64())
        } else {
            serializer.serialize_bytes(&self.to_vec())
        }
    }
}

impl Serialize for Texts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl Serialize for Datas<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// The value; an error if there is none.
impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().ok_or_else(|| S::Error::custom("there is no value"))?.serialize(serializer)
    }
}

/// Of a key that stands twice, the last one; a reference of a keyed archive as a map with the one key `CF$UID`.
///
/// It is an error if containers lie in each other deeper than [`Limits::DEPTH`], for serializing is recursive; or if
/// there is an integer of more than 128 bits.
impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.root().serialize(serializer)
    }
}

/// As [`Value`].
impl Serialize for ValueRef<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Part { value: *self, deeper: Limits::DEPTH }.serialize(serializer)
    }
}

/// A value, and how many containers may lie in each other here.
struct Part<'v, 'a> {
    value: ValueRef<'v, 'a>,
    deeper: usize,
}

impl Serialize for Part<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value.node() {
            Node::Array(_) => {
                let deeper = self.deeper::<S>()?;
                let mut items = serializer.serialize_seq(Some(self.value.items().count()))?;
                for value in self.value.items() {
                    items.serialize_element(&Part { value, deeper })?;
                }
                items.end()
            }
            Node::Dictionary(_) => {
                let deeper = self.deeper::<S>()?;
                let entries = self.value.each_once(Order::Document);
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, &Part { value, deeper })?;
                }
                map.end()
            }
            node => scalar(node, serializer),
        }
    }
}

impl Part<'_, '_> {
    fn deeper<S: Serializer>(&self) -> Result<usize, S::Error> {
        let too_deep = || S::Error::custom(format_args!("more than {} containers in each other", Limits::DEPTH));
        self.deeper.checked_sub(1).ok_or_else(too_deep)
    }
}

fn scalar<S: Serializer>(node: &Node<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match node {
        Node::Array(_) | Node::Dictionary(_) | Node::Null => serializer.serialize_unit(),
        Node::Boolean(value) => serializer.serialize_bool(*value),
        Node::Data(data) => data.serialize(serializer),
        Node::Date(date) => date.serialize(serializer),
        Node::Integer(value) => match (i64::try_from(*value), u64::try_from(*value)) {
            (Ok(value), _) => serializer.serialize_i64(value),
            (_, Ok(value)) => serializer.serialize_u64(value),
            _ => serializer.serialize_i128(*value),
        },
        Node::Number(digits) => match (digits.parse(), digits.parse()) {
            (Ok(value), _) => serializer.serialize_i128(value),
            (_, Ok(value)) => serializer.serialize_u128(value),
            _ => Err(S::Error::custom("an integer has more than 128 bits")),
        },
        Node::Real(value) => serializer.serialize_f64(*value),
        Node::Text(text) => text.serialize(serializer),
        Node::Uid(value) => serializer.collect_map([("CF$UID", value)]),
    }
}
