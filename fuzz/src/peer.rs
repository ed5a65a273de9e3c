//! The `plist` crate as oracle: where both read a document and no difference of theirs is known, they read the same.

use std::{
    collections::BTreeMap,
    io::Cursor,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use mdmwire::{Code, Format, Kind, Limits, Node, Policy, Report, Value, ValueRef};

/// What is known to be read otherwise there, by what is reported of it here.
const DIFFERENCES: &[(Code, &str)] = &[(Code::Cdata, "it drops the text of CDATA sections")];

/// Compares the value of a document with theirs.
pub(crate) fn agrees(input: &[u8]) {
    if Format::detect(input) != Some(Format::Xml) {
        return;
    }
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
