//! What is written of a value: XML as Apple lays it out, and JSON.

use mdmwire::{Canonical, Kind, Limits, Loss, Policy, Unwritable, Value};

use crate::corpus;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                    <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
                    <plist version=\"1.0\">\n";

fn read(document: &[u8]) -> Value<'_> {
    let (value, report) = Value::read(document, Policy::Tolerant, Limits::default());
    value.unwrap_or_else(|| panic!("{report}"))
}

/// Samples that are read and say nothing wrong, but are not laid out as Apple's writer does it.
const OTHERWISE: &[(&str, &str)] = &[
    ("check-in/CheckOut-with-references.plist", "references to letters"),
    ("check-in/TokenUpdate-empty-UnlockToken.plist", "empty data on one line"),
];

#[test]
fn what_apple_lays_out_is_written_again() {
    let mut otherwise = Vec::new();
    for sample in corpus::good() {
        if !sample.bytes.starts_with(HEAD.as_bytes()) {
            continue;
        }
        let written = read(&sample.bytes).to_xml().unwrap();
        if written.as_bytes() != sample.bytes {
            otherwise.push(sample.name);
        }
        let again = read(written.as_bytes());
        assert_eq!(again.to_xml().unwrap(), written);
    }
    let listed: Vec<_> = OTHERWISE.iter().map(|(name, _)| *name).collect();
    assert_eq!(otherwise, listed);
}

/// A value out of its element or JSON text, in XML and in JSON.
#[track_caller]
fn check(document: &str, xml: &str, json: &str) {
    let value = read(document.as_bytes());
    let actual = value.to_xml().unwrap();
    assert_eq!(actual.strip_prefix(HEAD).and_then(|rest| rest.strip_suffix("</plist>\n")), Some(xml), "{document}");
    assert_eq!(value.to_json().unwrap(), json, "{document}");
}

#[test]
fn scalars() {
    check("<true/>", "<true/>\n", "true");
    check(
        "<string>a&amp;&lt;&gt;\"'ä\n\u{1}😀</string>",
        "<string>a&amp;&lt;&gt;\"'ä\n\u{1}😀</string>\n",
        "\"a&<>\\\"'ä\\n\\u0001😀\"",
    );
    check("<string>&amp;&amp;</string>", "<string>&amp;&amp;</string>\n", "\"&&\"");
    check("<string></string>", "<string></string>\n", "\"\"");
    check(
        "<integer>18446744073709551615</integer>",
        "<integer>18446744073709551615</integer>\n",
        "18446744073709551615",
    );
    check("<integer>-0x10</integer>", "<integer>-16</integer>\n", "-16");
    check("<real>1</real>", "<real>1</real>\n", "1.0");
    check("<real>-0</real>", "<real>0.0</real>\n", "-0.0");
    check("<real>.1</real>", "<real>0.10000000000000001</real>\n", "0.1");
    check("<real>1e300</real>", "<real>1.0000000000000001e+300</real>\n", "1e+300");
    check("<date>2024-11-19T10:11:12Z</date>", "<date>2024-11-19T10:11:12Z</date>\n", "\"2024-11-19T10:11:12Z\"");
    check("<data/>", "<data>\n</data>\n", "\"\"");
    check("<data>Q U I =</data>", "<data>\nQUI=\n</data>\n", "\"QUI=\"");
}

#[test]
fn containers() {
    check("<array/>", "<array/>\n", "[]");
    check("<dict></dict>", "<dict/>\n", "{}");
    check(
        r#"{"b":[1,[],{}],"a<":{"c":"d"}}"#,
        "<dict>\n\t<key>b</key>\n\t<array>\n\t\t<integer>1</integer>\n\t\t<array/>\n\t\t<dict/>\n\t</array>\n\
         \t<key>a&lt;</key>\n\t<dict>\n\t\t<key>c</key>\n\t\t<string>d</string>\n\t</dict>\n</dict>\n",
        r#"{"b":[1,[],{}],"a<":{"c":"d"}}"#,
    );
    // of two alike the last one
    check(
        r#"{"a":1,"b":2,"a":3}"#,
        "<dict>\n\t<key>b</key>\n\t<integer>2</integer>\n\t<key>a</key>\n\t<integer>3</integer>\n</dict>\n",
        r#"{"b":2,"a":3}"#,
    );
}

#[test]
fn integers_of_any_size() {
    let json = "[18446744073709551616,-9223372036854775809]";
    assert_eq!(read(json.as_bytes()).to_json().unwrap(), json);
}

#[test]
fn json_for_people() {
    let value = read(br#"{"a":[1,{}],"b":{"c":[]}}"#);
    let text = format!("{:#}", value.root().json().unwrap());
    assert_eq!(text, "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": {\n    \"c\": []\n  }\n}");
}

/// 76 columns, a tab eight of them, and never more than eight tabs.
#[test]
fn lines_of_base64() {
    for depth in 0..=10usize {
        let octets = "QUJD".repeat(40);
        let document = format!("{}<data>{octets}</data>{}", "<array>".repeat(depth), "</array>".repeat(depth));
        let xml = read(document.as_bytes()).to_xml().unwrap();
        let lines: Vec<_> = xml.lines().skip_while(|line| !line.ends_with("<data>")).skip(1).collect();
        let lines = &lines[..lines.iter().position(|line| line.ends_with("</data>")).unwrap()];
        let indentation = "\t".repeat(depth.min(8));
        let columns = |line: &str| line.len() + 7 * line.matches('\t').count();
        let (last, full) = lines.split_last().unwrap();
        assert!(full.iter().all(|line| columns(line) == 76 && line.len() - line.trim_start().len() == depth.min(8)));
        assert!(columns(last) <= 76);
        let joined: String = lines.iter().map(|line| line.strip_prefix(&indentation).unwrap()).collect();
        assert_eq!(joined, octets);
    }
}

#[test]
fn what_can_not_be_written() {
    let refused = |path: &str, kind, loss| Unwritable { path: path.to_owned(), kind, loss };
    let json = br#"{"a":[1,{"b":null}]}"#;
    assert_eq!(read(json).to_xml().unwrap_err(), refused("a[1].b", Kind::Null, Loss::Kind));
    assert_eq!(read(json).to_xml().unwrap_err().to_string(), "there is no null in this format, but one at `a[1].b`");
    assert_eq!(
        read(b"[1e1,18446744073709551616]").to_xml().unwrap_err(),
        refused("[1]", Kind::Integer, Loss::IntegerRange)
    );
    let real = b"<array><real>nan</real></array>";
    assert_eq!(read(real).to_json().unwrap_err(), refused("[0]", Kind::Real, Loss::NonFinite));
    assert!(read(real).to_xml().unwrap().contains("<real>nan</real>"));
    let date = b"<date>12024-11-19T10:11:12Z</date>";
    assert_eq!(read(date).to_json().unwrap_err(), refused("", Kind::Date, Loss::DateRange));
    assert!(read(date).to_xml().unwrap().contains("<date>12024-11-19T10:11:12Z</date>"));
    // what counts for nothing does not matter
    assert_eq!(read(br#"{"a":null,"a":1}"#).to_json().unwrap(), r#"{"a":1}"#);
    assert!(read(br#"{"a":null,"a":1}"#).to_xml().is_ok());
}

/// What is written is read as the same value, but for what the format has another kind for.
#[test]
fn what_is_written_is_read() {
    for sample in corpus::all() {
        let (Some(value), _) = Value::read(&sample.bytes, Policy::Tolerant, Limits::default()) else { continue };
        if let Ok(xml) = value.to_xml() {
            let again = read(xml.as_bytes());
            assert_eq!(canonical(&again), canonical(&value), "{}", sample.name);
        }
        if let Ok(json) = value.to_json() {
            let pretty = format!("{:#}", value.root().json().unwrap());
            for text in [&json, &pretty] {
                assert_eq!(read(text.as_bytes()).to_json().unwrap(), json, "{}", sample.name);
            }
        }
    }
}

fn canonical(value: &Value<'_>) -> String {
    Canonical::new(value.root()).to_string()
}
