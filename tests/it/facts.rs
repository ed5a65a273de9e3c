//! The catalogue against lists of what is known of the protocol, so that neither changes without the other.

use std::collections::BTreeSet;

use mdmwire::{
    Format,
    messages::CATALOG,
    schema::{Entry, Key},
};

/// Message, key, type and presence of each row.
fn rows(list: &str) -> Vec<[&str; 4]> {
    let rows = list.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| row.split('\t').collect::<Vec<_>>().try_into().unwrap()).collect()
}

fn entry(kind: &str) -> &'static Entry {
    CATALOG.iter().find(|entry| entry.kind == kind).unwrap_or_else(|| panic!("there is no {kind}"))
}

fn kind_of(entry: &Entry, key: &Key) -> &'static str {
    key.shape.kind_in(if entry.is_json() { Format::Json } else { Format::Xml }).map_or("any", |kind| kind.noun())
}

fn presence(key: &Key) -> &'static str {
    if key.optional { "optional" } else { "required" }
}

#[test]
fn every_row_of_the_field_table() {
    let rows = rows(include_str!("facts/fields.tsv"));
    assert_eq!(rows.len(), 60);
    for [kind, name, of, there] in rows {
        let entry = entry(kind);
        let key = entry.record.key(name).unwrap_or_else(|| panic!("{kind} has no {name}"));
        assert_eq!((kind_of(entry, key), presence(key)), (of, there), "{kind} {name}");
        assert!(key.docs.len() > 10, "{kind} {name} is not documented");
    }
}

/// Keys whose type is another than the list has, and why.
const OTHERWISE: &[(&str, &str)] = &[
    // a user holds licences, so that a licence cannot hold a user: it is kept as it was sent
    ("VppLicense", "user"),
];

/// Records that no list has: what the lists write out, several records share.
const BEYOND: &[&str] = &["vpp.NotificationAssignment"];

#[test]
fn every_key_of_both_services() {
    for (service, list) in [("dep", include_str!("facts/dep.tsv")), ("vpp", include_str!("facts/vpp.tsv"))] {
        let mut listed = BTreeSet::new();
        for [record, name, of, there] in rows(list) {
            let entry = entry(&format!("{service}.{record}"));
            let key = entry.record.key(name).unwrap_or_else(|| panic!("{record} has no {name}"));
            assert_eq!(presence(key), there, "{record} {name}");
            let is_so = kind_of(entry, key) == of;
            assert_eq!(is_so, !OTHERWISE.contains(&(record, name)), "{record} {name} is {}", kind_of(entry, key));
            listed.insert((entry.kind, name));
        }
        let ours = CATALOG.iter().filter(|entry| entry.kind.starts_with(service) && !BEYOND.contains(&entry.kind));
        for entry in ours {
            for key in entry.record.keys {
                assert!(listed.contains(&(entry.kind, key.name)), "{} {} is in no list", entry.kind, key.name);
            }
        }
    }
}
