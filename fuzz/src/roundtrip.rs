//! The target `roundtrip`: a value that is written is read again, in every way there is to write it.

use std::fmt;

use mdmwire::{Canonical, Data, Format, Kind, Limits, Loss, Node, Policy, Unwritable, Value, ValueRef, de};
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use crate::{any, grow};

/// Reads the bytes, or documents made by them, and writes what was read.
pub fn roundtrip(data: &[u8]) {
    for document in grow::documents(data) {
        any::holds(&document);
        one_reader(&document);
        let (Some(value), _) = Value::read(&document, Policy::Tolerant, Limits::default()) else { continue };
        xml(&document, &value);
        json(&value);
        plist_crate(&value);
        types(&document, &value);
        if let (Some(message), _) = mdmwire::decode(&document) {
            // whether or not all of it can be said
            let _ = serde_json::to_string(&message);
        }
    }
}

/// What is lost of which parts of a value.
type Lost = (fn(&Node<'_>) -> bool, &'static str);

/// What is written otherwise in XML than it was read.
const LOST_IN_XML: &[Lost] = &[
    (|node| matches!(node, Node::Date(date) if date.seconds().fract() != 0.0), "dates are written to the second"),
    (|node| matches!(node, Node::Real(value) if *value == 0.0 && value.is_sign_negative()), "of zeros there is one"),
    (|node| matches!(node, Node::Uid(_)), "a reference is a dictionary"),
];

fn xml(document: &[u8], value: &Value<'_>) {
    let xml = match value.to_xml() {
        Ok(xml) => xml,
        Err(lost) => return is_there(value, &lost),
    };
    let again = read(xml.as_bytes());
    assert_eq!(again.to_xml().as_ref(), Ok(&xml), "written, read and written again");
    if !has(value, |node| LOST_IN_XML.iter().any(|(is_lost, _)| is_lost(node))) {
        assert_eq!(Canonical::new(again.root()).to_string(), Canonical::new(value.root()).to_string(), "{xml}");
    }
    let is_strict = |document| Value::read(document, Policy::Strict, Limits::default()).0.is_some();
    if Format::detect(document) == Some(Format::Xml) && is_strict(document) {
        assert!(is_strict(xml.as_bytes()), "read strictly, and not as it is written\n{xml}");
    }
}

fn json(value: &Value<'_>) {
    let json = match value.to_json() {
        Ok(json) => json,
        Err(lost) => return is_there(value, &lost),
    };
    let pretty = format!("{:#}", value.root().json().expect("it has been written"));
    for text in [&json, &pretty] {
        assert_eq!(read(text.as_bytes()).to_json().as_ref(), Ok(&json), "written, read and written again");
    }
    let canonical = Canonical::of(value.root(), Format::Json).to_string();
    for text in [&json, &pretty, &canonical] {
        match serde_json::from_str::<serde_json::Value>(text) {
            Ok(_) => {}
            Err(error) => {
                assert!(error.to_string().starts_with("recursion limit") || is_huge(value), "{error}: {text}")
            }
        }
    }
}

/// Whether there is a whole number that `serde_json` takes for an infinite one.
fn is_huge(value: &Value<'_>) -> bool {
    has(value, |node| matches!(node, Node::Number(digits) if digits.len() > 300))
}

/// An error of a writer is about something that is there.
fn is_there(value: &Value<'_>, lost: &Unwritable) {
    let is_lost = |node: &Node<'_>| match (lost.loss, node) {
        (Loss::DatePrecision | Loss::DateRange, Node::Date(_)) | (Loss::IntegerRange, Node::Number(_)) => true,
        (Loss::Depth, Node::Array(_) | Node::Dictionary(_)) | (Loss::DuplicateKey, Node::Dictionary(_)) => true,
        (Loss::Kind, Node::Null) => lost.kind == Kind::Null,
        (Loss::NonFinite, Node::Real(value)) => !value.is_finite(),
        _ => false,
    };
    assert!(has(value, is_lost), "{lost} in {value:?}");
}

/// To their values and back, and through what they write of them.
fn plist_crate(value: &Value<'_>) {
    let theirs = match plist::Value::try_from(value) {
        Ok(theirs) => theirs,
        Err(lost) => return is_there(value, &lost),
    };
    let back = Value::try_from(&theirs).unwrap_or_else(|lost| panic!("{lost} in {theirs:?}"));
    assert_eq!(format!("{back:?}"), format!("{value:?}"), "there and back");
    let mut binary = Vec::new();
    theirs.to_writer_binary(&mut binary).expect("a property list");
    assert_eq!(format!("{:?}", read(&binary)), format!("{value:?}"), "as they write it");
}

/// A value of any type is given to types as it is serialized.
fn types(document: &[u8], value: &Value<'_>) {
    let Ok(serialized) = serde_json::to_value(value) else { return };
    match de::from_slice::<Any>(document) {
        Ok(Any(read)) => assert_eq!(read, serialized),
        Err(error) => assert!(error.problem().is_some(), "{error}"),
    }
}

/// Types see nothing of a document that is not read as a value, and all that are.
fn one_reader(document: &[u8]) {
    for policy in [Policy::Strict, Policy::Tolerant] {
        let value = Value::read(document, policy, Limits::default()).0;
        let typed = de::from_slice_with::<IgnoredAny>(document, policy, Limits::default());
        assert_eq!(value.is_some(), typed.is_ok(), "{policy:?}: left as a value, right as a type; {typed:?}");
        if let Err(error) = typed {
            assert!(error.span().end <= document.len(), "{error} lies outside of {} bytes", document.len());
            assert!(error.problem().is_some(), "{error}: there is nothing that this type does not want");
        }
    }
}

fn read(document: &[u8]) -> Value<'_> {
    let (value, report) = Value::read(document, Policy::Tolerant, Limits::default());
    value.unwrap_or_else(|| panic!("{report}\n{}", document.escape_ascii()))
}

/// Whether some part of a value is so.
fn has(value: &Value<'_>, is_so: impl Fn(&Node<'_>) -> bool) -> bool {
    let mut left = vec![value.root()];
    while let Some(part) = left.pop() {
        if is_so(part.node()) {
            return true;
        }
        left.extend(part.items());
        left.extend(part.entries().map(|(_, value): (_, ValueRef<'_, '_>)| value));
    }
    false
}

/// A type that takes everything, octets as base64.
struct Any(serde_json::Value);

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Anything)
    }
}

struct Anything;

impl<'de> Visitor<'de> for Anything {
    type Value = Any;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Any, E> {
        Ok(Any(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Any, E> {
        Ok(Any(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Any, E> {
        Ok(Any(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Any, E> {
        Ok(Any(value.into()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Any, E> {
        Ok(Any(text.into()))
    }

    fn visit_bytes<E>(self, octets: &[u8]) -> Result<Any, E> {
        Ok(Any(Data::octets(octets).to_base64().to_string().into()))
    }

    fn visit_unit<E>(self) -> Result<Any, E> {
        Ok(Any(serde_json::Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Any, A::Error> {
        let mut all = Vec::new();
        while let Some(Any(item)) = items.next_element()? {
            all.push(item);
        }
        Ok(Any(all.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Any, A::Error> {
        let mut all = serde_json::Map::new();
        while let Some((key, Any(value))) = entries.next_entry::<String, Any>()? {
            all.insert(key, value);
        }
        Ok(Any(all.into()))
    }
}

#[test]
fn holds_for_noise() {
    for number in 0..600 {
        roundtrip(&crate::message::noise(number));
    }
}
