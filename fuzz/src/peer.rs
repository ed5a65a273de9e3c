//! The crates `plist` and `serde_json` as oracles: where both read a document and no difference of theirs is known, they
//! read the same. What is JSON to one of them has to be JSON to the other too.

use std::{
    collections::BTreeMap,
    io::Cursor,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use mdmwire::{Code, Format, Kind, Limits, Node, Policy, Report, Value, ValueRef};

/// What is known to be read otherwise by `plist`, by what is reported of it here.
const READ_OTHERWISE: &[(Code, &str)] = &[
    (Code::AttrSyntax, "a quotation mark anywhere in a tag hides what would end it"),
    (Code::Cdata, "it drops the text of CDATA sections"),
    (Code::Version, "what is not `bplist00` it takes for text of an older format"),
];

/// Property lists that `plist` does not read and that are read here.
const REFUSED_THERE: &[(Code, &str)] = &[
    (Code::AttrSyntax, "a quotation mark anywhere in a tag hides what would end it"),
    (Code::Base64Bits, "it wants the unused bits to be zero"),
    (Code::Cdata, "it wants none in numbers and dates"),
    (Code::DateDay, "it has no 30 February"),
    (Code::DateLeapSecond, "it wants one at the end of a month"),
    (Code::DateYear, "it wants four digits without a sign, and no years as far off as some seconds lie"),
    (Code::DoctypeSyntax, "quick-xml wants a document type to be named"),
    (Code::IntForm, "it takes digits behind one sign, and `0x` in small letters"),
    (Code::Null, "it has no `null`"),
    (Code::OddSize, "it wants sizes to be powers of two"),
    (Code::PiSyntax, "it looks for `?>` where a name has to stand"),
    (Code::RealForm, "it wants no blanks"),
    (Code::TrailingData, "it reads on to the end of the input"),
    (Code::Version, "it does not know how later versions write text"),
];

/// XML property lists that `plist` reads and that are refused here.
const REFUSED_HERE: &[(Code, &str)] = &[
    (Code::AttrGt, "where the tag ends is read in two ways"),
    (Code::AttrSyntax, "it does not look at attributes"),
    (Code::Base64, "it takes a form feed for white space"),
    (Code::CommentShort, "where the comment ends is read in two ways"),
    (Code::Content, "it passes over text between elements"),
    (Code::DataReference, "Apple's reader takes other octets out of it"),
    (Code::Date, "it takes fractions and offsets, which Apple's reader refuses"),
    (Code::DoctypeInternalSubset, "declarations of entities are not looked at there"),
    (Code::DoctypeMarkupInLiteral, "where the declaration ends is read in two ways"),
    (Code::DoctypeSyntax, "it does not look into the declaration"),
    (Code::ElementInText, "it passes over a document type in the midst of a text"),
    (Code::EmptyPlist, "it looks for a value behind an empty `plist` element"),
    (Code::Encoding, "it does not look at the declaration"),
    (Code::Int, "it takes `0x` twice"),
    (Code::KeyExpected, "it takes a string for a key"),
    (Code::KeyMisplaced, "it takes a string for a key and a key for a string"),
    (Code::Nul, "it takes any character between a day and its time"),
    (Code::Real, "it takes a sign before `nan`"),
    (Code::Reference, "it drops what it does not know"),
    (Code::Tag, "it does not look at what follows a name"),
    (Code::Unclosed, "it stops reading at the end of the value"),
];

/// What one of both refuses in JSON and the other does not, by what is reported of it here.
const REFUSED: &[(Code, &str)] = &[
    (Code::Bom, "it wants none"),
    (Code::Depth, "a limit here, another one there"),
    (Code::IntRange, "it makes a double of it, which may be infinite"),
    (Code::NumberRange, "a limit of digits here"),
];

/// Compares the value of a document with theirs.
pub(crate) fn agrees(input: &[u8]) {
    match Format::detect(input) {
        Some(Format::Json) => agrees_with_serde_json(input),
        Some(Format::Binary | Format::Xml) => agrees_with_plist(input),
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
    let (ours, report) = Value::read(input, Policy::Tolerant, limits);
    if ours.is_none() && may_hurt(input, &report) {
        return;
    }
    let theirs = match Format::detect(input) {
        Some(Format::Binary) => plist::Value::from_reader(Cursor::new(input)),
        _ => plist::Value::from_reader_xml(Cursor::new(input)),
    };
    let knows = |differences: &[(Code, &str)]| differences.iter().any(|(code, _)| has(&report, *code));
    if ours.is_some() && Format::detect(input) == Some(Format::Xml) && !has(&report, Code::AttrSyntax) {
        let trailing = report.problems().iter().find(|problem| problem.code == Code::TrailingData);
        let read = trailing.map_or(input.len(), |problem| problem.span.start);
        tags_end_once(&String::from_utf8_lossy(&input[..read]));
    }
    match (ours, theirs) {
        (Some(ours), Ok(theirs)) => {
            if let Some(difference) = differ(ours.root(), &theirs).filter(|_| !knows(READ_OTHERWISE)) {
                panic!("the plist crate reads it otherwise: {difference}");
            }
        }
        (Some(_), Err(error)) => assert!(knows(REFUSED_THERE), "the plist crate refuses it: {error}; {report}"),
        (None, Ok(theirs)) => assert!(knows(REFUSED_HERE), "the plist crate reads it: {theirs:?}; {report}"),
        (None, Err(_)) => {}
    }
}

/// Whether they may take all stack or memory for what is refused here: they have no limits.
fn may_hurt(input: &[u8], report: &Report) -> bool {
    Format::detect(input) == Some(Format::Binary) || input.len() > 1 << 14 || has(report, Code::Depth)
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
        // they keep nanoseconds
        (Node::Date(ours), plist::Value::Date(theirs)) => (ours.seconds() - seconds(*theirs)).abs() < 1e-9,
        (Node::Integer(ours), plist::Value::Integer(theirs)) => {
            Some(*ours) == theirs.as_signed().map(i128::from).or(theirs.as_unsigned().map(i128::from))
        }
        (Node::Real(ours), plist::Value::Real(theirs)) => {
            ours.to_bits() == theirs.to_bits() || ours.is_nan() && theirs.is_nan()
        }
        (Node::Text(ours), plist::Value::String(theirs)) => ours.as_str() == theirs,
        (Node::Uid(ours), plist::Value::Uid(theirs)) => *ours == theirs.get(),
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

/// A tag ends with the first `>` for Apple's reader and with the first outside of quotation marks for others: in what is
/// read these are the same.
fn tags_end_once(text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let other = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")];
        if let Some((_, end)) = other.iter().find(|(start, _)| rest.starts_with(start)) {
            rest = rest.find(end).map_or("", |at| &rest[at + end.len()..]);
            continue;
        }
        let first = rest.find('>').unwrap_or(rest.len());
        let marks = |mark: char| rest[..first].matches(mark).count();
        let is_inside = match rest[..first].find(['"', '\'']).map(|at| rest.as_bytes()[at]) {
            Some(b'"') => marks('"') % 2 == 1,
            Some(_) => marks('\'') % 2 == 1,
            None => false,
        };
        assert!(!is_inside, "readers differ in where the tag ends: {}", &rest[..first]);
        rest = &rest[first..];
    }
}
