//! Messages and values for serde, and any of the formats into types of other people.

use std::collections::BTreeMap;

use mdmwire::{
    Code, Data, Date, Decoder, Limits, Message, Policy, Span, Text, Value,
    de::{DEPTH, Error, from_slice, from_slice_with},
};
use serde::Deserialize;
use serde_json::{Value as Json, json, to_value};

use crate::{corpus, made, tree::Layout};

fn read(document: &[u8]) -> Value<'_> {
    let (value, report) = Value::read(document, Policy::Tolerant, Limits::default());
    value.unwrap_or_else(|| panic!("{report}"))
}

fn plist(inside: &str) -> Vec<u8> {
    format!("<plist version='1.0'>{inside}</plist>").into_bytes()
}

/// A message has the keys and values of its document.
#[track_caller]
fn is_its_document(name: &str, message: &Message<'_>, document: &[u8]) {
    let message = to_value(message).unwrap();
    let document = to_value(read(document)).unwrap();
    assert!(same(&message, &document), "{name}: {message:#}\n{document:#}");
}

#[test]
fn messages_are_their_documents() {
    for sample in corpus::good() {
        is_its_document(&sample.name, &sample.message(), &sample.bytes);
    }
}

#[test]
fn all_keys_of_all_messages() {
    for (entry, tree) in made::messages() {
        let xml = tree.to_xml(Layout::Apple);
        let (message, report) = Decoder::new().decode_kind(entry.kind, xml.as_bytes()).unwrap();
        let message = message.unwrap_or_else(|| panic!("{}: {report}", entry.kind));
        is_its_document(entry.kind, &message, xml.as_bytes());
        is_its_document(entry.kind, &message.into_owned(), xml.as_bytes());
    }
}

fn same(message: &Json, document: &Json) -> bool {
    match (message, document) {
        (Json::Array(ours), Json::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        // some lists of one are sent without brackets
        (Json::Array(ours), theirs @ Json::Object(_)) => matches!(&**ours, [ours] if same(ours, theirs)),
        (Json::Object(ours), Json::Object(theirs)) => {
            // that a list of records was there and empty, a message does not tell; `null` and, for some keys, the empty
            // string stand for no value
            let none = [json!([]), json!(null), json!("")];
            let theirs: Vec<_> =
                theirs.iter().filter(|(key, value)| ours.contains_key(*key) || !none.contains(value)).collect();
            ours.len() == theirs.len()
                && theirs.iter().all(|(key, theirs)| ours.get(*key).is_some_and(|ours| same(ours, theirs)))
        }
        // some senders write an integer where a real is meant, or a number where text is
        (Json::Number(ours), Json::Number(theirs)) => ours.as_f64() == theirs.as_f64(),
        (Json::String(text), Json::Number(number)) => *text == number.to_string(),
        (Json::Number(ours), Json::Bool(theirs)) => ours.as_i64() == Some(i64::from(*theirs)),
        // a service takes the text of a value for the value
        (Json::Bool(_) | Json::Number(_), Json::String(text)) => message.to_string().eq(text),
        // an instant may have been written with a fraction or another zone
        (Json::String(ours), Json::String(theirs)) if ours != theirs => is_instant(ours) && is_instant(theirs),
        _ => message == document,
    }
}

fn is_instant(text: &str) -> bool {
    (mdmwire::schema::form::RFC_3339.fits)(text) || (mdmwire::schema::form::ZONED.fits)(text)
}

/// Whether it is of the catalogue or not, whatever was read can be serialized.
#[test]
fn values_are_their_json() {
    for sample in corpus::all() {
        let (Some(value), _) = Value::read(&sample.bytes, Policy::Tolerant, Limits::default()) else { continue };
        let Ok(json) = value.to_json() else { continue };
        // as deep as they read
        let Ok(theirs) = serde_json::from_str::<Json>(&json) else { continue };
        match to_value(&value) {
            Ok(ours) => assert_eq!(ours, theirs, "{}", sample.name),
            Err(error) => assert!(json.contains("0000000"), "{}: {error}", sample.name),
        }
    }
}

#[test]
fn unknown_keys_and_words_are_there() {
    let body = plist(
        "<dict><key>Status</key><string>Odd</string><key>UDID</key><string>u</string><key>CommandUUID</key>\
         <string>c</string><key>New</key><array><integer>-1</integer><data>QUI=</data></array></dict>",
    );
    let Some(Message::Response(response)) = mdmwire::decode(&body).0 else { panic!("a response") };
    assert_eq!(
        to_value(&response).unwrap(),
        json!({"Status": "Odd", "UDID": "u", "CommandUUID": "c", "New": [-1, "QUI="]})
    );
    assert_eq!(to_value(&response.status).unwrap(), json!("Odd"));
}

#[test]
fn reports_are_serialized() {
    let (_, report) = mdmwire::decode(b"<plist version='1.0'><dict><key>MessageType</key><string>CheckOut</string><key>UDID</key><true/></dict></plist>");
    let json = to_value(&report).unwrap();
    assert_eq!(
        (&json["kind"], &json["verdict"], &json["errors"]),
        (&json!("check-in.CheckOut"), &json!("error"), &json!(2))
    );
    let problem = json!({
        "code": "wrong-type",
        "severity": "error",
        "offset": 89,
        "length": 7,
        "key_path": "UDID",
        "message": "expected string, found boolean",
    });
    assert_eq!(json["findings"][1], problem);
    assert_eq!(to_value(mdmwire::Report::default()).unwrap()["verdict"], json!("clean"));
}

#[test]
fn what_is_secret_is_serialized() {
    let sample = corpus::good().into_iter().find(|sample| sample.name == "check-in/TokenUpdate.plist").unwrap();
    let Message::TokenUpdate(update) = sample.message() else { panic!("a TokenUpdate") };
    let json = to_value(&update).unwrap();
    assert_eq!(json["PushMagic"], json!(update.push_magic.as_str()));
    assert_eq!(json["Token"], json!(update.token.to_base64().to_string()));
}

#[test]
fn numbers_dates_and_references() {
    let body = plist(
        "<array><integer>18446744073709551615</integer><integer>-9223372036854775808</integer><real>0.5</real>\
         <date>2024-11-19T10:11:12Z</date><dict><key>CF$UID</key><integer>3</integer></dict></array>",
    );
    let json = json!([u64::MAX, i64::MIN, 0.5, "2024-11-19T10:11:12Z", {"CF$UID": 3}]);
    assert_eq!(to_value(read(&body)).unwrap(), json);
    assert!(to_value(read(b"<date>12024-11-19T10:11:12Z</date>")).is_err());
    assert_eq!(to_value(read(br#"{"a":1,"a":null}"#)).unwrap(), json!({"a": null}));
    assert!(to_value(read(format!("[1{}]", "0".repeat(39)).as_bytes())).is_err());
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase")]
struct Everything<'a> {
    text: &'a str,
    escaped: String,
    #[serde(borrow)]
    ours: Text<'a>,
    flag: bool,
    small: u8,
    negative: i16,
    ratio: f32,
    whole: f64,
    at: Date,
    when: String,
    #[serde(borrow)]
    token: Data<'a>,
    octets: Vec<u8>,
    absent: Option<i64>,
    present: Option<i64>,
    list: Vec<(u8, String)>,
    map: BTreeMap<String, Choice>,
}

#[derive(Debug, Deserialize, PartialEq)]
enum Choice {
    Unit,
    One(u8),
    Two(u8, u8),
    Named { a: u8 },
}

fn everything() -> Everything<'static> {
    let choices = [("a", Choice::Unit), ("b", Choice::One(1)), ("c", Choice::Two(1, 2)), ("d", Choice::Named { a: 3 })];
    Everything {
        text: "t",
        escaped: "<ä>".to_owned(),
        ours: Text::borrowed("o"),
        flag: true,
        small: 255,
        negative: -300,
        ratio: 0.5,
        whole: 2.0,
        at: Date::from_seconds(753_703_872.0),
        when: "2024-11-19T10:11:12Z".to_owned(),
        token: Data::octets(b"ABC"),
        octets: vec![65, 66],
        absent: None,
        present: Some(-1),
        list: vec![(1, "x".to_owned())],
        map: choices.into_iter().map(|(key, choice)| (key.to_owned(), choice)).collect(),
    }
}

#[test]
fn other_peoples_types() {
    let xml = plist(
        "<dict><key>Text</key><string>t</string><key>Escaped</key><string>&lt;ä&gt;</string><key>Ours</key>\
         <string>o</string><key>Flag</key><true/><key>Small</key><integer>255</integer><key>Negative</key>\
         <integer>-300</integer><key>Ratio</key><real>0.5</real><key>Whole</key><integer>2</integer><key>At</key>\
         <date>2024-11-19T10:11:12Z</date><key>When</key><date>2024-11-19T10:11:12Z</date><key>Token</key><data>QUJD</data><key>Octets</key><data>QUI=</data>\
         <key>Unknown</key><array><dict/></array><key>Present</key><integer>-1</integer><key>List</key><array><array>\
         <integer>1</integer><string>x</string></array></array><key>Map</key><dict><key>a</key><string>Unit</string>\
         <key>b</key><dict><key>One</key><integer>1</integer></dict><key>c</key><dict><key>Two</key><array>\
         <integer>1</integer><integer>2</integer></array></dict><key>d</key><dict><key>Named</key><dict><key>a</key>\
         <integer>3</integer></dict></dict></dict></dict>",
    );
    assert_eq!(from_slice::<Everything<'_>>(&xml).unwrap(), everything());
    let json = r#"{"Text": "t", "Escaped": "<\u00e4>", "Ours": "o", "Flag": true, "Small": 255, "Negative": -300,
        "Ratio": 0.5, "Whole": 2, "At": "2024-11-19T11:11:12+01:00", "When": "2024-11-19T10:11:12Z", "Token": "QUJD", "Octets": [65, 66], "Unknown": [{}],
        "Absent": null, "Present": -1, "List": [[1, "x"]],
        "Map": {"a": "Unit", "b": {"One": 1}, "c": {"Two": [1, 2]}, "d": {"Named": {"a": 3}}}}"#;
    assert_eq!(from_slice::<Everything<'_>>(json.as_bytes()).unwrap(), everything());
}

#[test]
fn out_of_binary_property_lists() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Sample<'a> {
        text: &'a str,
        #[serde(borrow)]
        token: Data<'a>,
        at: Date,
        list: Vec<Option<u64>>,
        reference: BTreeMap<String, u64>,
    }
    let dictionary: plist::Dictionary = [
        ("text", plist::Value::from("t")),
        ("token", plist::Value::Data(b"ABC".to_vec())),
        ("at", plist::Date::from_xml_format("2024-11-19T10:11:12Z").unwrap().into()),
        ("list", plist::Value::Array(vec![1.into(), u64::MAX.into()])),
        ("reference", plist::Value::Uid(plist::Uid::new(3))),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect();
    let mut binary = Vec::new();
    plist::Value::from(dictionary).to_writer_binary(&mut binary).unwrap();
    let read: Sample<'_> = from_slice(&binary).unwrap();
    let reference = [("CF$UID".to_owned(), 3)].into();
    let at = Date::from_seconds(753_703_872.0);
    let list = vec![Some(1), Some(u64::MAX)];
    assert_eq!(read, Sample { text: "t", token: Data::octets(b"ABC"), at, list, reference });
    assert!(binary.as_ptr_range().contains(&read.text.as_ptr()));
    let error = from_slice::<BTreeMap<String, bool>>(&binary).unwrap_err();
    assert_ne!(error.span(), Span::default(), "{error}");
    // an array of null, one and null
    let nulls = b"bplist00\xa3\x01\x02\x01\x00\x10\x01\x08\x0c\x0d\0\0\0\0\0\0\x01\x01\0\0\0\0\0\0\0\x03\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0f";
    assert_eq!(from_slice::<Vec<Option<u8>>>(nulls).unwrap(), [None, Some(1), None]);
}

/// An error, in `document` where `^` stands first up to where it stands again.
#[track_caller]
fn refused<'de, T: Deserialize<'de> + std::fmt::Debug>(document: &'de str, at: &str, says: &str) {
    let error = from_slice::<T>(document.as_bytes()).unwrap_err();
    assert_eq!(&document[error.span().start..error.span().end], at, "{error}");
    assert!(error.to_string().contains(says), "{error}");
}

#[test]
fn errors_have_places() {
    let xml =
        "<plist version='1.0'><dict><key>a</key><integer>1</integer><key>b</key><string>x</string></dict></plist>";
    type Numbers = BTreeMap<String, u8>;
    refused::<Numbers>(xml, "<string>x</string>", "invalid type: string, expected u8");
    refused::<Vec<u8>>(xml, "<dict>", "expected a sequence");
    refused::<Choice>("[]", "[", "expected enum Choice");
    refused::<Choice>(r#"{"None": 1}"#, "\"None\"", "unknown variant, expected one of `Unit`, `One`, `Two`, `Named`");
    refused::<Choice>(r#"{"One": 1, "Two": 2}"#, "{", "one key");
    refused::<Choice>("{}", "{", "empty");
    refused::<Choice>(r#"{"One": 300}"#, "300", "u8");
    refused::<(u8, u8)>("[1, 2, 3]", "[", "1 items too many");
    refused::<(u8, u8)>("[1]", "[", "invalid length 1");
    refused::<Everything<'_>>(r#" {"Text": "\n"}"#, "\"\\n\"", "borrowed string");
    refused::<Everything<'_>>(r#" {"Text": "t"}"#, "{", "missing field");
    refused::<Data<'_>>("\"Q\"", "\"Q\"", "base64");
    refused::<Date>("\"2024\"", "\"2024\"", "RFC 3339");
    let error = from_slice::<u8>(b"<integer>x</integer>").unwrap_err().to_string();
    assert!(error.ends_with("at byte 9"), "{error}");
}

#[test]
fn errors_of_documents_come_first() {
    let problem = |error: &Error| error.problem().map(|problem| problem.code);
    let error = from_slice::<Vec<u8>>(b"{\"a\": 1} x").unwrap_err();
    assert_eq!((problem(&error), error.span()), (Some(Code::TrailingData), Span::new(9, 10)));
    let error = from_slice::<Vec<u8>>(&plist("<array><data>Q</data></array>")).unwrap_err();
    assert_eq!(problem(&error), Some(Code::Base64));
    let twice = plist("<dict><key>a</key><true/><key>a</key><true/></dict>");
    assert!(from_slice::<BTreeMap<String, bool>>(&twice).is_ok());
    let error = from_slice_with::<BTreeMap<String, bool>>(&twice, Policy::Strict, Limits::default()).unwrap_err();
    assert_eq!(problem(&error), Some(Code::DupKey));
    let none = Limits { bytes: 0, problems: 0, ..Limits::default() };
    assert_eq!(
        problem(&from_slice_with::<bool>(&twice, Policy::Tolerant, none).unwrap_err()),
        Some(Code::InputTooLong)
    );
}

/// A type that goes as deep as the document.
#[derive(Debug, Deserialize)]
struct Nested(#[allow(dead_code, reason = "it is only made")] Vec<Nested>);

#[test]
fn depth_is_bounded() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels)).into_bytes();
    // a compiler that does not optimise takes four times as much
    let small = std::thread::Builder::new().stack_size(if cfg!(debug_assertions) { 1 << 20 } else { 256 << 10 });
    let run = move || {
        assert!(from_slice::<Nested>(&nested(DEPTH)).is_ok());
        let error = from_slice::<Nested>(&nested(DEPTH + 1)).unwrap_err();
        assert_eq!(error.problem().map(|problem| problem.code), Some(Code::Depth));
        assert!(from_slice::<Nested>(&nested(1_000_000)).is_err());
        // what is passed over takes no stack
        let limits = Limits { depth: 100_000, ..Limits::default() };
        let ignored = from_slice_with::<serde::de::IgnoredAny>;
        assert!(ignored(&nested(100_000), Policy::Tolerant, limits).is_ok());
        let (value, _) =
            Value::read(&nested(100_000), Policy::Tolerant, limits).0.map(|v| (v.into_owned(), ())).unwrap();
        assert!(serde_json::to_string(&value).is_err());
        let deep = nested(Limits::DEPTH);
        assert_eq!(serde_json::to_vec(&read(&deep)).unwrap(), deep);
    };
    small.spawn(run).unwrap().join().unwrap();
}
