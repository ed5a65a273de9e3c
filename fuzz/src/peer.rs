//! The crates `plist` and `serde_json` as oracles: where both read a document and no difference of theirs is known, they
//! read the same. What is JSON to one of them has to be JSON to the other too.

use std::{
    collections::BTreeMap,
    io::Cursor,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use mdmwire::{Code, Format, Kind, Limits, Node, Policy, Report, Value, ValueRef};

/// What is known to be read otherwise there, by what is reported of it here.
const DIFFERENCES: &[(Code, &str)] = &[(Code::Cdata, "it drops the text of CDATA sections")];

/// What one of both refuses in JSON and the other does not, by what is reported of it here.
const REFUSED: &[(Code, &str)] = &[
    (Code::Bom, "it wants none"),
    (Code::Depth, "a limit here, another one there"),
    (Code::IntRange, "it makes a double of it, which may be infinite"),
    (Code::Number, "a limit of digits here"),
];

/// Compares the value of a document with theirs.
pub(crate) fn agrees(input: &[u8]) {
    match Format::detect(input) {
        Some(Format::Json) => agrees_with_serde_json(input),
        Some(Format::Xml) => agrees_with_plist(input),
        _ => {}
    }
}

fn agrees_with_serde_json(input: &[u8]) {
    let limits = Limits { problems: usize::MAX, ..Limits::default() };
    let (ours, report) = Value::read(input, Policy::Tolerant, limits);
    let theirs = serde_json::from_slice::<serde_json::Value>(input);
    match (ours, theirs) {
        (Some(ours), Ok(theirs)) => {
            assert!(is_same_json(ours.root(), &theirs), "serde_json reads it otherwise: {theirs}, here {ours:?}");
        }
        (Some(_), Err(error)) => {
            let is_too_deep = error.to_string().starts_with("recursion limit exceeded");
            let is_known = is_too_deep || REFUSED.iter().any(|(code, _)| has(&report, *code));
            assert!(is_known, "serde_json refuses it: {error}");
        }
        (None, Ok(theirs)) => {
            assert!(REFUSED.iter().any(|(code, _)| has(&report, *code)), "serde_json reads it: {theirs}; {report}");
        }
        (None, Err(_)) => {}
    }
}

/// Whether two values are the same; theirs are no deeper than 128 levels.
fn is_same_json(ours: ValueRef<'_, '_>, theirs: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Bool, Null, Number, Object, String};
    match (ours.node(), theirs) {
        (Node::Array(_), Array(items)) => {
            ours.items().count() == items.len()
                && ours.items().zip(items).all(|(ours, theirs)| is_same_json(ours, theirs))
        }
        (Node::Dictionary(_), Object(entries)) => {
            // the last of equal keys counts
            let keys: BTreeMap<_, _> = ours.entries().collect();
            let is_same = |(key, ours): (&&str, &ValueRef<'_, '_>)| {
                entries.get(*key).is_some_and(|theirs| is_same_json(*ours, theirs))
            };
            keys.len() == entries.len() && keys.iter().all(is_same)
        }
        (Node::Boolean(ours), Bool(theirs)) => ours == theirs,
        (Node::Integer(value), Number(theirs)) => {
            let exact = theirs.as_i64().map(i128::from).or(theirs.as_u64().map(i128::from));
            // a zero with a sign is a double there
            exact.map_or(*value == 0 && theirs.as_f64() == Some(0.0), |theirs| theirs == *value)
        }
        (Node::Number(_) | Node::Real(_), Number(theirs)) => ours.as_real() == theirs.as_f64(),
        (Node::Null, Null) => true,
        (Node::Text(ours), String(theirs)) => ours.as_str() == theirs,
        _ => false,
    }
}

fn agrees_with_plist(input: &[u8]) {
    let limits = Limits { problems: usize::MAX, ..Limits::default() };
    let (Some(ours), report) = Value::read(input, Policy::Tolerant, limits) else { return };
    if DIFFERENCES.iter().any(|(code, _)| has(&report, *code)) {
        return;
    }
    let Ok(theirs) = plist::Value::from_reader_xml(Cursor::new(input)) else { return };
    if let Some(difference) = differ(ours.root(), &theirs) {
        panic!("the plist crate reads it otherwise: {difference}");
    }
}

fn has(report: &Report, code: Code) -> bool {
    report.problems().iter().any(|problem| problem.code == code)
}

/// The first difference of two values. As deep as the reader lets values lie in each other.
fn differ(ours: ValueRef<'_, '_>, theirs: &plist::Value) -> Option<String> {
    let is_same = match (ours.node(), theirs) {
        (Node::Array(_), plist::Value::Array(items)) => {
            let length = ours.items().count();
            if length != items.len() {
                return Some(format!("{length} items here, {} there", items.len()));
            }
            return ours.items().zip(items).find_map(|(ours, theirs)| differ(ours, theirs));
        }
        (Node::Dictionary(_), plist::Value::Dictionary(entries)) => {
            // the last of equal keys counts
            let keys: BTreeMap<_, _> = ours.entries().collect();
            if keys.len() != entries.len() {
                return Some(format!("{} keys here, {} there", keys.len(), entries.len()));
            }
            return keys.into_iter().find_map(|(key, ours)| match entries.get(key) {
                Some(theirs) => differ(ours, theirs),
                None => Some(format!("key {key:?} is not there")),
            });
        }
        (Node::Boolean(ours), plist::Value::Boolean(theirs)) => ours == theirs,
        (Node::Data(ours), plist::Value::Data(theirs)) => ours.len() == theirs.len() && ours.to_vec() == *theirs,
        (Node::Date(ours), plist::Value::Date(theirs)) => ours.seconds() == seconds(*theirs),
        (Node::Integer(ours), plist::Value::Integer(theirs)) => {
            Some(*ours) == theirs.as_signed().map(i128::from).or(theirs.as_unsigned().map(i128::from))
        }
        (Node::Real(ours), plist::Value::Real(theirs)) => {
            ours.to_bits() == theirs.to_bits() || ours.is_nan() && theirs.is_nan()
        }
        (Node::Text(ours), plist::Value::String(theirs)) => ours.as_str() == theirs,
        _ => false,
    };
    (!is_same).then(|| format!("{} here, {theirs:?} there", described(ours)))
}

fn described(value: ValueRef<'_, '_>) -> String {
    match value.kind() {
        Kind::Array | Kind::Dictionary => value.kind().noun().to_owned(),
        _ => format!("{:?}", value.to_value()),
    }
}

/// Seconds since 2001-01-01.
fn seconds(date: plist::Date) -> f64 {
    let epoch = UNIX_EPOCH + Duration::from_secs(978_307_200);
    match SystemTime::from(date).duration_since(epoch) {
        Ok(after) => after.as_secs_f64(),
        Err(before) => -before.duration().as_secs_f64(),
    }
}
