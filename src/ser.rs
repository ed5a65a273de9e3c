//! Messages, values and reports for serde: the names of the wire, in the order of the alphabet or of the document.
//!
//! A record is gone through as it is filled, by the number of its field and through one small trait ([`members`]), so
//! that nothing of this is compiled once a record.
//!
//! [`members`]: crate::members
//!
//! Dates are text by RFC 3339, octets base64 where the format is for people to read and bytes otherwise: serde has no
//! words for a date, and the serializer of the crate `plist` says that people read it. So a property list that is made by
//! that one has strings in place of both; to keep them, read a [`Value`] of the same body and hand it over with the feature
//! `plist`, or write it by [`Value::to_xml`]. What is
//! sensitive is serialized like everything else: whoever serializes a message has asked for what is in it.

use serde::{
    Serialize, Serializer,
    ser::{Error, SerializeMap, SerializeSeq},
};

use crate::{
    members::{Member, Members},
    report::{Problem, Report, Severity},
    wire::{Data, Datas, Date, Limits, Node, Order, Raw, Text, Texts, Value, ValueRef},
};

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

/// What the command line says of a finding in its format `jsonl`, as far as a problem by itself knows it.
impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(6))?;
        map.serialize_entry("code", self.code.as_str())?;
        map.serialize_entry("severity", self.severity.as_str())?;
        map.serialize_entry("offset", &self.span.start)?;
        map.serialize_entry("length", &self.span.len())?;
        map.serialize_entry("key_path", &self.path)?;
        map.serialize_entry("message", &format_args!("{self}"))?;
        map.end()
    }
}

/// What the command line says of a message in its format `jsonl`, as far as a report by itself knows it, and its problems
/// under `findings`.
impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(6))?;
        map.serialize_entry("kind", &self.kind())?;
        map.serialize_entry("verdict", self.worst().map_or("clean", Severity::as_str))?;
        map.serialize_entry("errors", &self.count(Severity::Error))?;
        map.serialize_entry("warnings", &self.count(Severity::Warning))?;
        map.serialize_entry("notes", &self.count(Severity::Note))?;
        map.serialize_entry("findings", self.problems())?;
        map.end()
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
        Node::Array(_) | Node::Damaged(_) | Node::Dictionary(_) | Node::Null => serializer.serialize_unit(),
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
