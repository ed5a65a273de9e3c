//! What the types of the library are to each other: equal, printed, made by hand and of text.

use mdmwire::{
    Code, Datas, Date, Decoder, Few, Format, Integers, Limits, Map, Message, Numbers, Pairs, Policy, Severity, Text,
    Texts, Value, decode, fill,
    messages::{Response, Status, TokenUpdate},
};

use crate::corpus;

fn dictionary(inside: &str) -> String {
    format!("<plist version='1.0'><dict>{inside}</dict></plist>")
}

fn value(document: &[u8]) -> Value<'_> {
    let (value, report) = Decoder::new().value(document);
    value.unwrap_or_else(|| panic!("{report}"))
}

#[test]
fn a_value_ends_where_it_ends() {
    let (one, other) = (value(br#"{"a":[1,{"b":2}],"secret":"x"}"#), value(br#"{"z":0,"a":[1,{"b":2}]}"#));
    let at = |value: &Value<'_>| format!("{:?}", value.root().get("a").unwrap());
    assert_eq!(one.root().get("a"), other.root().get("a"));
    assert_ne!(one.root(), other.root());
    assert_eq!((at(&one), at(&other)), (r#"[1,{"b":2}]"#.to_owned(), r#"[1,{"b":2}]"#.to_owned()));
    let scalars = value(b"<array><true/><data>QUJD</data><date>2001-01-01T00:00:00Z</date></array>");
    let [flag, data, date] = scalars.root().items().collect::<Vec<_>>()[..] else { panic!("three") };
    assert_eq!(flag.as_bool(), Some(true));
    assert_eq!(data.as_data().unwrap().to_vec(), b"ABC");
    assert_eq!(date.as_date(), Some(Date::default()));
    assert!(flag.as_data().is_none() && data.as_date().is_none() && date.as_bool().is_none());
}

#[test]
fn deep_values_are_compared_and_printed() {
    let deep = format!("[{}{},1]", "[".repeat(100_000), "]".repeat(100_000));
    let limits = Limits { depth: 200_000, ..Limits::default() };
    let run = move || {
        let (value, _) = Value::read(deep.as_bytes(), Policy::Tolerant, limits);
        let value = value.unwrap();
        let inner = value.root().items().next().unwrap();
        assert_eq!(inner, inner);
        assert_eq!(format!("{inner:?}").len(), 200_000);
    };
    std::thread::Builder::new().stack_size(256 << 10).spawn(run).unwrap().join().unwrap();
}

#[test]
fn filling_begins_anew() {
    let full = corpus::good().into_iter().find(|sample| sample.name == "check-in/TokenUpdate.plist").unwrap();
    let empty = dictionary("<key>MessageType</key><string>TokenUpdate</string>");
    let mut update = TokenUpdate::default();
    assert!(fill(&mut update, &full.bytes).is_clean() && update.udid.is_some());
    let again = Decoder::new().fill(&mut update, empty.as_bytes());
    assert_eq!(update, TokenUpdate { message_type: "TokenUpdate".into(), ..TokenUpdate::default() });
    assert_eq!(again, fill(&mut TokenUpdate::default(), empty.as_bytes()));
    let (failed, idle) = (
        dictionary(
            "<key>CommandUUID</key><string>u</string><key>ErrorChain</key><array><dict><key>ErrorCode</key>\
             <integer>1</integer><key>ErrorDomain</key><string>d</string><key>LocalizedDescription</key><string>x</string>\
             </dict></array><key>Odd</key><true/><key>Status</key><string>Error</string><key>UDID</key><string>u</string>",
        ),
        dictionary("<key>Status</key><string>Idle</string><key>EnrollmentID</key><string>e</string>"),
    );
    let mut response = Response::default();
    assert!(!fill(&mut response, failed.as_bytes()).is_error() && !response.error_chain.is_empty());
    let report = fill(&mut response, idle.as_bytes());
    let (decoded, expected) = mdmwire::decode_as::<Response>(idle.as_bytes());
    assert_eq!((Some(response), report), (decoded, expected));
}

#[test]
fn a_refusal_says_something() {
    let body = dictionary("<key>MessageType</key><string>CheckOut</string><key>UDID</key><string>u</string>");
    let silent = |decoder: Decoder| decoder.try_decode(body.as_bytes()).unwrap_err();
    let levels = [Code::MissingKey, Code::MalformedValue];
    let quiet = levels.into_iter().fold(Decoder::new(), |decoder, code| decoder.severity(code, None));
    let report = silent(quiet.clone());
    assert!(report.is_clean());
    assert_eq!(report.to_string(), "no message: what was wrong is not reported at these levels");
    let (message, report) = quiet.decode(body.as_bytes());
    assert!(message.is_none() && report.is_clean() && report.to_string().is_empty());
    let none = Limits { problems: 0, ..Limits::default() };
    assert_eq!(
        silent(quiet.clone().severity(Code::MissingKey, Some(Severity::Note)).limits(none)).to_string(),
        "1 problems"
    );
    assert!(silent(Decoder::new()).to_string().starts_with("error[missing-key]"));
}

/// An answer with two known keys and two that are not, in this order.
fn idle(format: Format, order: &str) -> Vec<u8> {
    let keys = |letter| match letter {
        's' => ("Status", "Idle".into()),
        'u' => ("UDID", "00008101-001938611EE9001E".into()),
        'a' => ("Ask", plist::Value::Array(vec![1.into(), plist::Value::Data(b"A".to_vec())])),
        _ => ("Beg", "x".into()),
    };
    let entries = order.chars().map(|letter| {
        let (key, value) = keys(letter);
        (key.to_owned(), value)
    });
    let value = plist::Value::Dictionary(entries.collect());
    let mut bytes = Vec::new();
    match format {
        Format::Binary => value.to_writer_binary(&mut bytes).unwrap(),
        _ => value.to_writer_xml(&mut bytes).unwrap(),
    }
    bytes
}

#[test]
fn unknown_keys_are_compared_by_what_they_say() {
    let bodies = [
        idle(Format::Xml, "suab"),
        idle(Format::Xml, "usba"),
        idle(Format::Binary, "suab"),
        idle(Format::Binary, "bsau"),
        String::from_utf8(idle(Format::Xml, "absu")).unwrap().replace(['\t', '\n'], "").into_bytes(),
    ];
    let messages = bodies.each_ref().map(|body| decode(body).0.unwrap());
    for one in &messages {
        assert!(messages.iter().all(|other| one == other), "{one:?}");
    }
    for other in [idle(Format::Xml, "sua"), idle(Format::Binary, "sub"), idle(Format::Xml, "su")] {
        assert_ne!(decode(&other).0.unwrap(), messages[0]);
    }
}

#[test]
fn few_are_compared_as_they_are() {
    assert_eq!(Few::Many(vec![1]), Few::One(1));
    assert_eq!(Few::<u8>::Many(vec![]), Few::None);
    assert_ne!(Few::Many(vec![1, 2]), Few::One(1));
    for items in [vec![], vec![1], vec![1, 2]] {
        let few = Few::from(items.clone());
        assert_eq!(few.into_iter().collect::<Vec<_>>(), items);
        assert_eq!(items.iter().copied().collect::<Few<_>>().len(), items.len());
    }
}

#[test]
fn lists_can_be_made() {
    let words = ["", "a", "\"ä\\\n\u{1}", "\u{10ffff}"];
    let texts: Texts<'_> = words.into_iter().collect();
    assert_eq!((texts.len(), texts.iter().collect::<Vec<_>>()), (4, words.map(Text::from).to_vec()));
    assert_eq!((&texts).into_iter().count(), 4);
    let none = Texts::from_iter([""; 0]);
    assert!(none.is_empty() && none.iter().next().is_none() && none != Texts::default());
    let datas: Datas<'_> = [&b"ABC"[..], b""].into_iter().collect();
    assert_eq!(datas.iter().map(|data| data.to_vec()).collect::<Vec<_>>(), [b"ABC".to_vec(), vec![]]);
    let integers: Integers<'_> = [i64::MIN, 0, i64::MAX].into_iter().collect();
    assert_eq!(integers.iter().collect::<Vec<_>>(), [i64::MIN.into(), 0, i64::MAX.into()]);
    let pairs: Pairs<'_> = [("b", "1"), ("a", "2"), ("b", "3")].into_iter().collect();
    assert_eq!((pairs.len(), pairs.get("b").unwrap()), (2, Text::from("3")));
    let numbers: Numbers<'_> = [("a", -1), ("b", 2)].into_iter().collect();
    assert_eq!((numbers.len(), numbers.get("a")), (2, Some(-1)));
    let map: Map<'_, u8> = [("a", 1)].into_iter().collect();
    assert_eq!(map.get("a"), Some(&1));
    // as one that was sent
    let sent = corpus::good().into_iter().find(|sample| sample.name == "response/DeviceInformation.plist").unwrap();
    let Message::DeviceInformationResponse(answer) = sent.message() else { panic!("an answer") };
    let made = ["02:00:00:00:00:01", "02:00:00:00:00:02"].into_iter().collect::<Texts<'_>>();
    assert_eq!(answer.query_responses.as_ref().unwrap().ethernet_macs, made);
}

#[test]
fn words() {
    assert_eq!("warning".parse(), Ok(Severity::Warning));
    assert_eq!("strict".parse(), Ok(Policy::Strict));
    assert_eq!("xml".parse(), Ok(Format::Xml));
    assert_eq!("2001-01-01T01:00:00+01:00".parse(), Ok(Date::default()));
    assert_eq!("XML".parse::<Format>().unwrap_err().to_string(), "expected `binary`, `json` or `xml`");
    assert_eq!(format!("{:>6}|{:6}|{:6}", Format::Xml, Policy::Strict, mdmwire::Kind::Real), "   xml|strict|real  ");
    assert_eq!((Status::from("Idle"), format!("{:6}", Status::Idle)), (Status::Idle, "Idle  ".to_owned()));
    let odd = Status::from("Odd");
    assert!(Status::Idle == "Idle" && odd == "Odd" && Status::Idle != *"Odd");
    let text = Text::from("a");
    let [same, other] = ["a", "b"].map(str::to_owned);
    assert!(text == "a" && text == *"a" && text == same && text != other);
    assert!("b" != text && *"b" != text && other != text && same == text);
    let set: std::collections::HashMap<Text<'_>, u8> = [(text.clone(), 1)].into();
    assert_eq!((set.get("a"), String::from(text)), (Some(&1), "a".to_owned()));
}

#[track_caller]
fn bare(kind: &str, body: &str, decoder: &Decoder, expected: &str) {
    let (message, report) = decoder.decode_kind(kind, body.as_bytes()).unwrap();
    let codes: Vec<_> = report.codes().into_keys().map(Code::as_str).collect();
    assert_eq!((message.is_some(), codes.join(" ").as_str()), (false, expected), "{report}");
}

#[test]
fn what_is_no_document_is_what_it_is() {
    let decoder = Decoder::new();
    let token = corpus::all().into_iter().find(|sample| sample.name == "odd/body/content-token.txt").unwrap();
    bare("dep.error", str::from_utf8(&token.bytes).unwrap(), &decoder, "wrong-message");
    bare("dep.error", "{}", &decoder, "wrong-message");
    bare("dep.server-token-file", "<plist><dict/></plist>", &decoder, "wrong-message");
    let (stoken, report) = decoder.decode_kind("vpp.stoken-file", &token.bytes).unwrap();
    assert!(matches!(stoken, Some(Message::SToken(_))), "{report}");
    bare("vpp.stoken-file", "EXPIRED_CURSOR", &decoder, "base64");
    bare("dep.error", "EXPIRED_CURSOR", &decoder, "error-word");
    bare("dep.error", "<html>", &decoder, "html");
    bare("dep.error", " ", &decoder, "empty-input");
    bare("dep.error", "nothing known", &decoder, "not-a-document");
    bare("dep.error", r#"{"error":"x"}"#, &decoder, "wrong-message");
    let short = Limits { bytes: 3, ..Limits::default() };
    bare("dep.error", "EXPIRED_CURSOR", &decoder.limits(short), "input-too-long");
}

#[test]
fn answers_have_what_all_have() {
    for sample in corpus::good() {
        let message = sample.message();
        let is_answer = message.kind().starts_with("response");
        assert_eq!(message.response().is_some(), is_answer, "{}", sample.name);
        let identity = message.identity().map(|identity| identity.is_ok());
        let is_request =
            mdmwire::messages::CATALOG.iter().any(|entry| entry.kind == message.kind() && entry.is_request());
        let is_from_a_device = is_answer || message.kind().starts_with("check-in.") && !is_request;
        assert!(identity == Some(true) || !is_from_a_device, "{}", sample.name);
    }
}

#[cfg(feature = "capture")]
#[test]
fn no_byte_of_a_capture_is_printed() {
    use mdmwire::capture::{Captured, Item};

    let item = Item::Message(Captured { body: b"secret"[..].into(), ..Captured::default() });
    let text = format!("{item:?}");
    assert!(text.contains("body: 6 bytes") && !text.contains("115"), "{text}");
}
