//! Messages in JSON: read as in XML, however they are laid out.

use mdmwire::{
    Code, Decoder, Limits, Message, Policy, Report, Severity, Value, decode_as,
    messages::{
        dep::{Device, FetchDeviceResponse},
        vpp::{GetAssetsResponse, ResponseAsset},
    },
};
use proptest::prelude::*;

use crate::{
    made,
    tree::{JsonLayout, Layout, Tree},
};

/// What stands in a message, but for the places of what is kept as it was sent.
pub(crate) fn shown(message: Option<&Message<'_>>) -> String {
    let text = format!("{:?}", message.expect("a message"));
    let parts = text.split("Raw(").enumerate();
    parts.map(|(i, part)| if i == 0 { part } else { part.split_once(')').map_or("", |(_, rest)| rest) }).collect()
}

/// What is said of a message beside its format.
fn codes(report: &Report) -> Vec<(Code, String)> {
    let problems = report.problems().iter().map(|problem| (problem.code, problem.path.clone()));
    problems.filter(|(code, _)| !matches!(code, Code::JsonNotPlist | Code::PlistNotJson)).collect()
}

#[test]
fn every_key_in_every_layout() {
    // those that are meant to be JSON are held against each other
    for (entry, tree) in made::messages().filter(|(entry, _)| !entry.is_json()) {
        let decode = |document: &str| {
            let (message, report) = Decoder::new().decode_kind(entry.kind, document.as_bytes()).unwrap();
            crate::corpus::assert_in_place(&report, document.as_bytes());
            (shown(message.as_ref()), codes(&report))
        };
        let xml = decode(&tree.to_xml(Layout::Apple));
        for layout in JsonLayout::ALL {
            for tree in [&tree, &reversed(&tree)] {
                let json = tree.to_json(layout);
                let read = decode(&json);
                assert_eq!(read.0, xml.0, "{} {layout:?}\n{json}", entry.kind);
                assert_eq!(read.1.len(), xml.1.len(), "{} {layout:?}\n{json}", entry.kind);
            }
        }
    }
}

/// The keys of all dictionaries in reverse order, but for maps, where the order counts: their keys end in a digit.
fn reversed(tree: &Tree) -> Tree {
    match tree {
        Tree::Array(items) => Tree::Array(items.iter().map(reversed).collect()),
        Tree::Dictionary(entries) if entries.iter().all(|(key, _)| key.ends_with(['0', '1'])) => {
            Tree::Dictionary(entries.iter().map(|(key, value)| (key.clone(), reversed(value))).collect())
        }
        Tree::Dictionary(entries) => {
            Tree::Dictionary(entries.iter().rev().map(|(key, value)| (key.clone(), reversed(value))).collect())
        }
        scalar => scalar.clone(),
    }
}

#[test]
fn nothing_where_something_may_be_absent() {
    for (entry, tree) in made::messages() {
        for site in made::sites(&tree, entry.record) {
            if !site.key.optional || site.key.shape.kind().is_none() {
                continue;
            }
            let without = site.without(&tree).to_json(JsonLayout::Dense);
            let marker = Tree::text("NOTHING");
            let null = site.with(&tree, marker).to_json(JsonLayout::Dense).replace("\"NOTHING\"", "null");
            let decode = |document: &str| {
                Decoder::new()
                    .decode_kind(entry.kind, document.as_bytes())
                    .unwrap()
                    .0
                    .map(|message| format!("{message:?}").replace(char::is_numeric, ""))
            };
            assert_eq!(decode(&null), decode(&without), "{}: {}", entry.kind, site.path);
        }
    }
}

/// The key of a message as JSON, in the place of a value that XML has a tag for.
#[track_caller]
fn told(field: &str, expected: &[(Code, &str)]) {
    let body = format!(
        r#"{{"MessageType":"TokenUpdate","PushMagic":"a","Topic":"com.apple.mgmt.a","UDID":"00008101-001938611EE9001E","Token":"QUJD",{field}}}"#
    );
    let (_, report) = Decoder::new().decode_kind("check-in.TokenUpdate", body.as_bytes()).unwrap();
    let found: Vec<_> = report.problems().iter().filter(|problem| problem.code != Code::JsonNotPlist).collect();
    let said: Vec<_> =
        found.iter().map(|problem| (problem.code, &body[problem.span.start..problem.span.end])).collect();
    assert_eq!(said, expected, "{report}");
}

#[test]
fn octets() {
    told(r#""UnlockToken":"QUJD""#, &[]);
    told(r#""UnlockToken":"""#, &[]);
    told(r#""UnlockToken":"QUI=""#, &[]);
    told(r#""UnlockToken":"\/\/\/\/""#, &[]);
    told(r#""UnlockToken":null"#, &[]);
    told(r#""UnlockToken":"QR==""#, &[(Code::Base64Bits, "\"QR==\"")]);
    told(r#""UnlockToken":"QU!D""#, &[(Code::Base64, "!")]);
    told(r#""UnlockToken":"Q\/!""#, &[(Code::Base64, r#""Q\/!""#)]);
    told(r#""UnlockToken":["QUJD"]"#, &[(Code::WrongType, r#"["QUJD"]"#)]);
    told(r#""UnlockToken":1"#, &[(Code::WrongType, "1")]);
}

/// A whole number that no floating-point number comes near is none, as one with a fraction is.
#[test]
fn numbers_beyond_all() {
    let digits = |count: usize| "9".repeat(count);
    let report = |latitude: &str| {
        let body = format!(
            r#"{{"CommandUUID":"1","Latitude":{latitude},"Longitude":1,"Status":"Acknowledged","UDID":"00008101-001938611EE9001E"}}"#
        );
        let (message, report) = Decoder::new().decode_kind("response.DeviceLocation", body.as_bytes()).unwrap();
        (message.map(|message| format!("{message:?}")), report)
    };
    let severity =
        |report: &Report| report.problems().iter().find(|problem| problem.code == Code::IntRange).unwrap().severity;
    let (message, said) = report(&digits(300));
    assert!(message.is_some() && severity(&said) == Severity::Warning, "{said}");
    let (message, said) = report(&digits(310));
    assert_eq!(severity(&said), Severity::Error, "{said}");
    assert!(message.is_none_or(|message| !message.contains("inf")), "{said}");
    let real = |text: &str| Decoder::new().value(text.as_bytes()).0.unwrap().root().items().next().unwrap().as_real();
    assert_eq!(real(&format!("[{}]", digits(30))), Some(1e30));
    assert_eq!(real(&format!("[{}]", digits(310))), None);
}

#[test]
fn what_a_record_does_not_take_is_no_fault_of_the_document() {
    let body = br#"{"MessageType":"TokenUpdate","PushMagic":"a","Topic":"com.apple.mgmt.a","UDID":"00008101-001938611EE9001E","Token":"QUJD","UnlockToken":"!"}"#;
    let (message, report) = Decoder::new().policy(Policy::Strict).decode(body);
    assert!(message.is_some() && report.is_error(), "{report}");
}

/// What stands in a device, but for the places of what is kept as it was sent.
fn shown_device(device: &Device<'_>) -> String {
    shown(Some(&Message::Device(Box::new(device.clone()))))
}

/// A page with these devices.
fn page(devices: &[String]) -> String {
    format!(
        r#"{{"cursor":"1","devices":[{}],"fetched_until":"2026-11-24T18:30:05Z","more_to_follow":false}}"#,
        devices.join(",")
    )
}

#[test]
fn what_was_learned_of_a_list_accepts_nothing_else() {
    let good = [r#"{"serial_number":"A1","color":"RED"}"#, r#"{"other":1,"serial_number":"A1"}"#].map(str::to_owned);
    let devices: Vec<_> = good.iter().cycle().take(8).cloned().collect();
    assert!(!decode_as::<FetchDeviceResponse>(page(&devices).as_bytes()).1.is_error());
    for bad in [
        r#"{,"serial_number":"A1"}"#,
        r#"{"serial_number":"A1""color":"RED"}"#,
        r#"{"serial_number":"A1","color":}"#,
        r#"{"serial_number":"A1","color": ,"os":"iOS"}"#,
        r#"{"serial_number":"A1",,"color":"RED"}"#,
        r#"{"serial_number":"A1","color""RED"}"#,
        r#"{"serial_number":"A1","color":"RED",}"#,
    ] {
        let devices: Vec<_> = devices.iter().cloned().chain([bad.to_owned()]).chain(good.clone()).collect();
        let page = page(&devices);
        let (read, report) = decode_as::<FetchDeviceResponse>(page.as_bytes());
        assert!(read.is_none() && report.is_error(), "{bad}\n{report}");
    }
}

/// What stands in a product, but for the places of what is kept as it was sent.
fn shown_product(product: &ResponseAsset<'_>) -> String {
    let platforms = product.supported_platforms.len();
    format!("{platforms} in {}", shown(Some(&Message::ResponseAsset(Box::new(product.clone())))))
}

/// Members of devices.
const DEVICE: [&str; 14] = [
    r#""serial_number":"A1""#,
    r#""serial_number" : "A1""#,
    r#""serial_n\u0075mber":"A1""#,
    r#""color":"RED""#,
    r#""color": "RED\/GREEN""#,
    r#""Color":"RED""#,
    r#""model":null"#,
    r#""model":["RED"]"#,
    r#""os":"iOS""#,
    r#""os":7"#,
    r#""is_replacement_device":true"#,
    r#""mdm_migration_deadline":"2026-11-24T18:30:05Z""#,
    r#""imei":["35 734009 035404 0"]"#,
    r#""a key that is not known":{"color":1}"#,
];

/// Members of products.
const PRODUCT: [&str; 14] = [
    r#""adamId":"408709785""#,
    r#""pricingParam":"STDQ""#,
    r#""supportedPlatforms":[]"#,
    r#""supportedPlatforms":["iOS"]"#,
    r#""supportedPlatforms":["iOS","macOS"]"#,
    r#""supportedPlatforms":["iOS", "macOS"]"#,
    r#""supportedPlatforms":["iOS","macO\u0053"]"#,
    r#""supportedPlatforms":["iOS","OS/2"]"#,
    r#""supportedPlatforms":["iOS",1]"#,
    r#""supportedPlatforms":["tvOS"]"#,
    r#""supportedPlatforms":["watchOS","iOS"]"#,
    r#""supportedPlatforms":"iOS""#,
    r#""systems":["iOS"]"#,
    r#""totalCount":7"#,
];

/// Items of a list, which are few different ones in turn.
fn items(members: &'static [&str]) -> impl Strategy<Value = Vec<String>> {
    let few = prop::collection::vec(item(members), 1..5);
    few.prop_flat_map(|few| prop::collection::vec(prop::sample::select(few), 0..12))
}

/// An item of a list with some of these, written by a hand that is not steady.
fn item(members: &'static [&str]) -> impl Strategy<Value = String> {
    let member = prop::sample::select(members);
    let comma = prop::sample::select(vec![",", ",", ",", ", ", ",\n      "]);
    let members = prop::collection::vec((member, comma), 0..7);
    (members, prop::sample::select(vec!["", "", " "])).prop_map(|(members, gap)| {
        let mut text = format!("{{{gap}");
        for (at, (member, comma)) in members.iter().enumerate() {
            text += if at > 0 { comma } else { "" };
            text += member;
        }
        text + "}"
    })
}

/// The items of a list are what they are alone, and of each is said what is said of it alone.
#[track_caller]
fn assert_as_alone(
    list: &str,
    (read, report): (Vec<String>, &Report),
    items: &[String],
    alone: impl Fn(&str) -> (Option<String>, Report),
) {
    let (mut expected, mut said) = (Vec::new(), Vec::new());
    for (at, item) in items.iter().enumerate() {
        let (item, report) = alone(item);
        expected.extend(item);
        let path = |path: &str| format!("{list}[{at}]{}{path}", if path.is_empty() { "" } else { "." });
        said.extend(report.problems().iter().map(|problem| (problem.code, path(&problem.path))));
    }
    assert_eq!(read, expected, "{items:?}");
    assert_eq!(codes(report), said, "{items:?}");
}

proptest! {
    #[test]
    fn a_device_of_a_list_is_read_as_it_is_alone(devices in items(&DEVICE)) {
        let page = page(&devices);
        let (read, report) = decode_as::<FetchDeviceResponse>(page.as_bytes());
        let read = read.unwrap().devices.iter().map(shown_device).collect();
        let alone = |device: &str| {
            let (device, report) = decode_as::<Device>(device.as_bytes());
            (device.map(|device| shown_device(&device)), report)
        };
        assert_as_alone("devices", (read, &report), &devices, alone);
    }

    #[test]
    fn a_product_of_a_list_is_read_as_it_is_alone(products in items(&PRODUCT)) {
        let page = format!(
            r#"{{"assets":[{}],"size":1,"uId":"2049025000431439"}}"#,
            products.join(","),
        );
        let (read, report) = decode_as::<GetAssetsResponse>(page.as_bytes());
        let read = read.unwrap().assets.iter().map(shown_product).collect();
        let alone = |product: &str| {
            let (product, report) = decode_as::<ResponseAsset>(product.as_bytes());
            (product.map(|product| shown_product(&product)), report)
        };
        assert_as_alone("assets", (read, &report), &products, alone);
    }

    #[test]
    fn what_is_written_is_read(tree in tree()) {
        for layout in JsonLayout::ALL {
            let json = tree.to_json(layout);
            let (value, report) = Value::read(json.as_bytes(), Policy::Strict, Limits::default());
            let is_expected = |code| matches!(code, Code::IntBeyond53 | Code::Nul);
            prop_assert!(report.problems().iter().all(|problem| is_expected(problem.code)), "{report}\n{json}");
            prop_assert_eq!(&Tree::of(&value.unwrap()), &tree, "{}", json);
        }
    }
}

/// Any value that JSON can hold and property lists too, without a key twice.
fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Tree::Boolean),
        prop_oneof![any::<i64>().prop_map(i128::from), any::<u64>().prop_map(i128::from)].prop_map(Tree::Integer),
        any::<f64>().prop_filter("a number", |value| value.is_finite()).prop_map(Tree::Real),
        any::<String>().prop_map(Tree::Text),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        let entries = proptest::collection::btree_map(any::<String>(), inner.clone(), 0..6);
        prop_oneof![
            proptest::collection::vec(inner, 0..6).prop_map(Tree::Array),
            entries.prop_map(|entries| Tree::Dictionary(entries.into_iter().collect())),
        ]
    })
}
