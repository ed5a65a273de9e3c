//! How a document is laid out changes nothing of what it says; and what was written is read again.

use mdmwire::{Canonical, Code, Date, Decoder, Format, Limits, Policy, Report, Value, messages::CATALOG};
use proptest::{collection::vec, prelude::*};

use crate::{
    corpus,
    json::shown,
    tree::{JsonLayout, Layout, Tree},
};

#[test]
fn layouts_of_values() {
    for sample in corpus::all() {
        let (Some(value), _) = Value::read(&sample.bytes, Policy::Tolerant, Limits::default()) else { continue };
        // years beyond the calendar are written as seconds
        if Format::detect(&sample.bytes) == Some(Format::Json) || sample.name.ends_with("/date-year.plist") {
            continue;
        }
        let tree = Tree::of(&value);
        for layout in Layout::ALL {
            let xml = tree.to_xml(layout);
            let (again, report) = Value::read(xml.as_bytes(), Policy::Tolerant, Limits::default());
            let again = again.unwrap_or_else(|| panic!("{} {layout:?}: {report}", sample.name));
            // of a key that stands twice the last one counts, which is another one in reverse order
            let reversed_twice = layout == Layout::Reversed && sample.name.contains("twice");
            if !reversed_twice {
                assert_eq!(canonical(&again), canonical(&value), "{} {layout:?}", sample.name);
            }
        }
    }
}

#[test]
fn layouts_of_messages() {
    for sample in corpus::good() {
        let message = sample.message();
        let json = CATALOG.iter().any(|entry| entry.kind == message.kind() && entry.is_json());
        let tree = Tree::of(&Value::read(&sample.bytes, Policy::Strict, Limits::default()).0.unwrap());
        let documents: Vec<_> = if json {
            JsonLayout::ALL.iter().map(|layout| tree.to_json(*layout)).collect()
        } else {
            Layout::ALL.iter().map(|layout| tree.to_xml(*layout)).collect()
        };
        for document in documents {
            let (again, report) = Decoder::new().decode_kind(message.kind(), document.as_bytes()).unwrap();
            assert!(report.is_clean(), "{}: {report}\n{document}", sample.name);
            assert_eq!(shown(again.as_ref()), shown(Some(&message)), "{}:\n{document}", sample.name);
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(tree in tree()) {
        for layout in [Layout::Apple, Layout::Blanks, Layout::Dense] {
            let xml = tree.to_xml(layout);
            let (value, report) = read(&xml);
            prop_assert!(report.is_clean(), "{report}\n{xml}");
            let value = value.unwrap();
            prop_assert_eq!(&Tree::of(&value), &tree, "{}", xml);
            let written = value.to_xml().unwrap();
            let (again, report) = read(&written);
            // Apple's writer makes no reference of a carriage return
            prop_assert!(report.problems().iter().all(|problem| problem.code == Code::CrKept), "{report}\n{written}");
            prop_assert_eq!(again.as_ref(), Some(&value), "{}", written);
            let json = value.to_json().unwrap();
            let (again, report) = Value::read(json.as_bytes(), Policy::Strict, Limits::default());
            prop_assert_eq!(again.map(|again| again.to_json()), Some(Ok(json)), "{}", report);
        }
    }

    #[test]
    fn layouts_of_any_value(tree in tree()) {
        let (apple, reversed) = (tree.to_xml(Layout::Apple), tree.to_xml(Layout::Reversed));
        let (apple, reversed) = (read(&apple).0.unwrap(), read(&reversed).0.unwrap());
        prop_assert_eq!(canonical(&apple), canonical(&reversed));
    }

    /// One byte of a sample is another.
    #[test]
    fn a_byte_changes(sample in proptest::sample::select(corpus::all()), at: proptest::sample::Index, byte: u8) {
        let mut bytes = sample.bytes;
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let (_, report) = mdmwire::decode(&bytes);
        corpus::assert_in_place(&report, &bytes);
        let (strict, _) = Value::read(&bytes, Policy::Strict, Limits::default());
        let (tolerant, report) = Value::read(&bytes, Policy::Tolerant, Limits::default());
        corpus::assert_in_place(&report, &bytes);
        prop_assert!(strict.is_none() || strict.map(|value| canonical(&value)) == tolerant.map(|value| canonical(&value)));
    }
}

fn read(xml: &str) -> (Option<Value<'_>>, Report) {
    Value::read(xml.as_bytes(), Policy::Strict, Limits::default())
}

fn canonical(value: &Value<'_>) -> String {
    Canonical::new(value.root()).to_string()
}

/// Any value that an XML property list can hold, without a key twice.
fn tree() -> impl Strategy<Value = Tree> {
    let date = -62_000_000_000i64..252_000_000_000;
    #[expect(clippy::cast_precision_loss, reason = "dates have fewer than 53 bits")]
    let date = date.prop_map(|seconds| Tree::Date(Date::from_seconds(seconds as f64)));
    let leaf = prop_oneof![
        any::<bool>().prop_map(Tree::Boolean),
        vec(any::<u8>(), 0..100).prop_map(Tree::Data),
        date,
        prop_oneof![any::<i64>().prop_map(i128::from), any::<u64>().prop_map(i128::from)].prop_map(Tree::Integer),
        any::<f64>().prop_filter("a number", |value| value.is_finite()).prop_map(Tree::Real),
        text().prop_map(Tree::Text),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        let entries = proptest::collection::btree_map(key(), inner.clone(), 0..6);
        prop_oneof![
            vec(inner, 0..6).prop_map(Tree::Array),
            entries.prop_map(|entries| Tree::Dictionary(entries.into_iter().collect())),
        ]
    })
}

/// Characters of XML, those that mean something to it among them.
fn text() -> impl Strategy<Value = String> {
    let char = prop_oneof![
        proptest::char::range(' ', '~'),
        proptest::sample::select(vec![
            '<', '>', '&', '\'', '"', ']', '\t', '\n', '\r', 'ä', '\u{fffd}', '\u{feff}', '😀'
        ]),
        proptest::char::range('\u{10000}', '\u{10ffff}'),
    ];
    vec(char, 0..20).prop_map(|chars| chars.into_iter().collect())
}

fn key() -> impl Strategy<Value = String> {
    text().prop_filter("a key", |text| !text.is_empty())
}
