//! Input that wants to hurt: too deep, too long, again and again. Nothing here looks at a clock; what takes more than
//! linear time does not end.

use std::thread;

use mdmwire::{
    Code, Decoder, Limits, Policy, Severity, Value,
    messages::Response,
    render::{Source, Style, full},
};

/// So much stack as a small thread of a server has.
const STACK: usize = 256 << 10;

fn on_a_small_stack(run: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap();
}

/// The only error of a body, in every way of reading it.
#[track_caller]
fn refused(body: &[u8], code: Code) {
    for report in [
        mdmwire::decode(body).1,
        mdmwire::decode_as::<Response>(body).1,
        Value::read(body, Policy::Tolerant, Limits::default()).1,
        Value::read(body, Policy::Strict, Limits::default()).1,
    ] {
        let errors: Vec<_> = report.problems().iter().filter(|problem| problem.code != Code::NoPlist).collect();
        assert!(errors.iter().any(|problem| problem.code == code), "{report}");
    }
}

#[test]
fn a_million_levels() {
    on_a_small_stack(|| {
        for level in ["<array>", "<dict><key>a</key>", "[", "{\"a\":"] {
            refused(level.repeat(1_000_000).as_bytes(), Code::Depth);
        }
        for level in ["<array>", "<dict><key>a</key>"] {
            let inside = level.repeat(1_000_000);
            refused(format!("<plist version='1.0'><dict><key>a</key>{inside}").as_bytes(), Code::Depth);
        }
        // known keys lie no deeper than the schema says, whatever is sent
        let inside = "<array><dict><key>ErrorChain</key>".repeat(300_000);
        let body =
            format!("<plist version='1.0'><dict><key>Status</key><string>Idle</string><key>ErrorChain</key>{inside}");
        refused(body.as_bytes(), Code::Depth);
    });
}

#[test]
fn levels_up_to_the_limit() {
    on_a_small_stack(|| {
        for (open, close) in [("<array>", "</array>"), ("<dict><key>a</key>", "</dict>"), ("[", "]"), ("{\"a\":", "}")]
        {
            let leaf = if open.starts_with('<') { "<dict/>" } else { "{}" };
            let nested = |levels: usize| format!("{}{leaf}{}", open.repeat(levels - 1), close.repeat(levels - 1));
            let strictly = nested(Limits::DEPTH_STRICT);
            assert!(Value::read(strictly.as_bytes(), Policy::Tolerant, Limits::default()).0.is_some());
            let strict = |body: &str| {
                let body = format!("<plist version='1.0'>{body}</plist>");
                Value::read(body.as_bytes(), Policy::Strict, Limits::default()).0.is_some()
            };
            if open.starts_with('<') {
                assert!(strict(&strictly) && !strict(&nested(Limits::DEPTH_STRICT + 1)), "{open}");
            }
            let deep = nested(Limits::DEPTH);
            let value = Value::read(deep.as_bytes(), Policy::Tolerant, Limits::default()).0.unwrap();
            let copy = value.clone();
            assert!(value == copy && value.root() == copy.root());
            assert_eq!(format!("{value:?}"), format!("{copy:?}"));
            assert_eq!(value.root().to_value(), copy);
            let written = [value.to_xml(), value.to_json()];
            assert!(written.into_iter().flatten().all(|text| text.contains("{}") || text.contains("<dict/>")));
            drop(value);
            drop(copy.into_owned());
            refused(nested(Limits::DEPTH + 1).as_bytes(), Code::Depth);
        }
    });
}

#[test]
fn levels_without_a_limit() {
    on_a_small_stack(|| {
        let body = format!("{}{}", "[{\"a\":".repeat(100_000), "}]".repeat(100_000)).replace(":}", ":null}");
        let limits = Limits { depth: usize::MAX, ..Limits::default() };
        let (value, report) = Value::read(body.as_bytes(), Policy::Tolerant, limits);
        let value = value.unwrap_or_else(|| panic!("{report}"));
        assert_eq!(value.to_json().unwrap(), body);
        assert_eq!(value.to_xml().unwrap_err().path.len(), "[0].a".len() * 100_000);
        drop(value.into_owned());
    });
}

#[test]
fn limits_of_the_caller() {
    let item = "<dict><key>ErrorCode</key><integer>1</integer></dict>";
    let body = idle_with(&format!(
        "<key>ErrorChain</key><array>{}</array><key>Note</key><array><true/></array>",
        item.repeat(50)
    ));
    let all = Limits::default();
    for (limits, code) in [
        (Limits { bytes: body.len() - 1, ..all }, Code::InputTooLong),
        (Limits { depth: 2, ..all }, Code::Depth),
        (Limits { nodes: 50, ..all }, Code::TooManyNodes),
    ] {
        let (message, report) = Decoder::new().limits(limits).decode(body.as_bytes());
        assert!(message.is_none() && report.problems().iter().any(|problem| problem.code == code), "{code}: {report}");
        let (value, report) = Value::read(body.as_bytes(), Policy::Tolerant, limits);
        assert!(value.is_none() && report.problems().iter().any(|problem| problem.code == code), "{code}: {report}");
    }
    let limits = Limits { bytes: body.len(), depth: 4, problems: 10, ..all };
    let (message, report) = Decoder::new().limits(limits).decode(body.as_bytes());
    // two keys are missing in each item, nothing says who sends it, and one key is unknown
    let counted =
        (report.count(Severity::Error), report.count(Severity::Note), report.problems().len(), report.dropped());
    assert_eq!((message.is_some(), counted), (true, (101, 1, 10, 92)));
    assert!(report.problems().iter().all(|problem| problem.severity == Severity::Error));
}

/// A body that is decoded, in linear time, whatever is said of it.
#[track_caller]
fn ends(body: &str) {
    let (_, report) = mdmwire::decode(body.as_bytes());
    crate::corpus::assert_in_place(&report, body.as_bytes());
    assert!(report.problems().len() <= Limits::PROBLEMS);
    let _ = mdmwire::decode_as::<Response>(body.as_bytes());
    for policy in [Policy::Strict, Policy::Tolerant] {
        let (_, report) = Value::read(body.as_bytes(), policy, Limits::default());
        crate::corpus::assert_in_place(&report, body.as_bytes());
    }
}

/// Enough for its square to be too much.
const MANY: usize = 20_000;

fn idle_with(inside: &str) -> String {
    format!("<plist version=\"1.0\"><dict><key>Status</key><string>Idle</string>{inside}</dict></plist>")
}

fn numbered(pattern: &str) -> String {
    (0..MANY).map(|i| pattern.replace('#', &i.to_string())).collect()
}

#[test]
fn many_attributes() {
    ends(&idle_with("").replace("<dict>", &format!("<dict{}>", numbered(" a#=\"\""))));
    ends(&idle_with("").replace("<dict>", &format!("<dict{}>", " a=\"\"".repeat(MANY))));
}

#[test]
fn many_comments() {
    ends(&idle_with(&"<!-- -->".repeat(MANY)));
    ends(&idle_with(&"<?a?>".repeat(MANY)));
    ends(&idle_with(&format!("<key>Topic</key><string>{}</string>", "<!-- -->".repeat(MANY))));
    ends(&idle_with(&"<!-".repeat(MANY)));
    ends(&"<!-- -->".repeat(MANY));
}

#[test]
fn many_unknown_keys() {
    ends(&idle_with(&numbered("<key>#</key><true/>")));
    ends(&idle_with(&numbered("<key>Status#</key><dict><key>#</key><true/></dict>")));
    ends(&format!("{{\"Status\":\"Idle\",{}\"z\":0}}", numbered("\"#\":0,")));
}

#[test]
fn one_key_again_and_again() {
    ends(&idle_with(&"<key>Note</key><true/>".repeat(MANY)));
    ends(&idle_with(&"<key>UDID</key><string>a</string>".repeat(MANY)));
    ends(&idle_with(&"<key>udid</key><string>a</string>".repeat(MANY)));
    ends(&idle_with(&"<key>ErrorChain</key><array/>".repeat(MANY)));
    ends(&format!("{{\"Status\":\"Idle\",{}\"z\":0}}", "\"UDID\":\"a\",".repeat(MANY)));
    ends(&format!(
        "<plist version=\"1.0\"><dict>{}</dict></plist>",
        "<key>MessageType</key><string>Other</string>".repeat(MANY)
    ));
}

#[test]
fn a_long_list() {
    for item in ["<dict/>", "<dict></dict>", "<true/>", "<dict><key>ErrorCode</key><string/></dict>", "<data>*</data>"]
    {
        for key in ["ErrorChain", "InstalledApplicationList", "Other"] {
            ends(&idle_with(&format!("<key>{key}</key><array>{}</array>", item.repeat(MANY))));
        }
    }
    let texts = format!("<key>EthernetMACs</key><array>{}</array>", "<string>a</string><true/>".repeat(MANY));
    ends(&idle_with(&format!("<key>QueryResponses</key><dict>{texts}</dict>")));
}

#[test]
fn long_scalars() {
    let text = |inside: &str| idle_with(&format!("<key>Topic</key><string>{}</string>", inside.repeat(MANY)));
    for inside in ["&amp;", "<![CDATA[]]>", "]]>", "\r", "\0", "\u{1}", "&#x00000041;", "&", "a"] {
        ends(&text(inside));
    }
    for (key, tag) in
        [("Topic", "integer"), ("Topic", "real"), ("Topic", "date"), ("Topic", "data"), ("ErrorChain", "data")]
    {
        for inside in ["0", " ", "AAAA\n", "=", "<!---->"] {
            ends(&idle_with(&format!("<key>{key}</key><{tag}>{}</{tag}>", inside.repeat(MANY))));
        }
    }
}

#[test]
fn nothing_but_openings() {
    for opening in
        ["<", "<!", "<?", "<!--", "<![CDATA[", "<key>", "</dict>", "<dict a='", "&", "<!DOCTYPE ", "\"", "{", "-", " "]
    {
        ends(&opening.repeat(MANY));
        ends(&idle_with(&opening.repeat(MANY)));
    }
}

#[test]
fn json_again_and_again() {
    let page = |inside: &str| format!(r#"{{"cursor":"1","devices":[{inside}],"more_to_follow":false}}"#);
    for item in ["{},", "[],", "0,", "\"\",", "null,", r#"{"color":1},"#, r#"{"serial_number":"A","color":"B"},"#] {
        ends(&page(&format!("{}{{}}", item.repeat(MANY))));
        ends(&page(&item.repeat(MANY)));
    }
    for member in ["\"#\":0,", "\"color\":\"B\",", "\"colour\":0,", "\"imei\":[],", r#""\u0063olor":"","#] {
        let members: String = (0..MANY).map(|i| member.replace('#', &i.to_string())).collect();
        ends(&page(&format!("{{{members}\"model\":\"A\"}}")));
        ends(&format!("{{{members}\"more_to_follow\":false}}"));
    }
    for inside in [r"\n", r"\/", r"\u0000", r"\ud83d\ude00", r"\ud83d", r#"\""#, r"\", "a", "\u{1}", "é"] {
        ends(&page(&format!(r#"{{"color":"{}"}}"#, inside.repeat(MANY))));
        ends(&page(&format!(r#"{{"{}":0}}"#, inside.repeat(MANY))));
        ends(&page(&format!(r#"{{"profile_push_time":"{}"}}"#, inside.repeat(MANY))));
    }
    for digits in ["1", "0", "-", "1.", "1e", ".1", " ", "\n"] {
        ends(&page(&digits.repeat(MANY)));
        ends(&page(&format!(r#"{{"color":{}}}"#, digits.repeat(MANY))));
    }
}

/// The octets of a refused document are not counted on when it is drawn either.
#[test]
fn objects_without_a_table() {
    let mut body = b"bplist00".to_vec();
    body.extend([0xd8; 20]);
    // offsets of no octet: so many objects take no room
    body.extend([0, 0, 0, 0, 0, 0, 0, 1]);
    for number in [u64::MAX >> 8, 0, 28] {
        body.extend(number.to_be_bytes());
    }
    refused(&body, Code::TrailerSizes);
    let report = mdmwire::decode(&body).1;
    let drawn = full(&report, Source::new("body", &body), Style::default()).to_string();
    assert!(drawn.contains("trailer-sizes"), "{drawn}");
}
