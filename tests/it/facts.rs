//! The catalogue against lists of what is known of the protocol, so that neither changes without the other.

use std::collections::BTreeSet;

use mdmwire::{
    Format,
    messages::{CATALOG, ENDPOINTS, Endpoint},
    schema::{Entry, Key},
};

/// The columns of each row.
fn rows<const N: usize>(list: &str) -> Vec<[&str; N]> {
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

/// The page of the manual has the same rows, each with a link that the documentation's build follows.
#[test]
fn the_field_table_of_the_manual() {
    let page = include_str!("../../src/manual/fields.rs");
    let ours: Vec<_> = page.lines().filter(|line| line.starts_with("//! | `")).collect();
    let rows = rows(include_str!("facts/fields.tsv"));
    assert_eq!(ours.len(), rows.len());
    for (line, [kind, name, of, there]) in ours.iter().zip(rows) {
        let row = format!("//! | `{kind}` | `{name}` | {of} | {there} | [`");
        assert!(line.starts_with(&row), "{line} is not {row}");
    }
}

/// Records that no list has: what the lists write out, several records share.
const BEYOND: &[&str] = &["vpp.NotificationAssignment"];

#[test]
fn every_key_of_both_services() {
    for (service, list) in [("dep", include_str!("facts/dep.tsv")), ("vpp", include_str!("facts/vpp.tsv"))] {
        let mut listed = BTreeSet::new();
        for [record, name, of, there] in rows(list) {
            let entry = entry(&format!("{service}.{record}"));
            let key = entry.record.key(name).unwrap_or_else(|| panic!("{record} has no {name}"));
            assert_eq!((kind_of(entry, key), presence(key)), (of, there), "{record} {name}");
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

/// The parts of a column; `-` is none.
fn parts<'r>(column: &'r str, separator: &'static str) -> BTreeSet<&'r str> {
    column.split(separator).filter(|part| !matches!(*part, "" | "-")).collect()
}

#[test]
fn every_call_of_both_services() {
    let rows = rows(include_str!("facts/calls.tsv"));
    for [method, address, query, request, responses, words] in &rows {
        let filled = address.replace("{storefront}", "us").replace("{id}", "361309726");
        let path = filled.splitn(4, '/').nth(3).unwrap();
        for asked in
            [&filled, &format!("{filled}?limit=1"), &format!("/{path}"), &format!("http://127.0.0.1:80/{path}")]
        {
            let found = Endpoint::find(method, asked).unwrap_or_else(|| panic!("there is no {method} {asked}"));
            assert_eq!(found.address(), *address, "{method} {asked}");
        }
        let call = Endpoint::find(method, address).unwrap();
        let keys: Vec<_> =
            call.query.iter().map(|key| format!("{}{}", key.name, if key.required { "*" } else { "" })).collect();
        assert_eq!(keys.iter().map(String::as_str).collect::<BTreeSet<_>>(), parts(query, ","), "{method} {address}");
        assert_eq!(call.request().unwrap_or("-"), *request, "{method} {address}");
        for response in responses.split(';') {
            let (status, kinds) = response.split_once('=').unwrap();
            let mut ours: BTreeSet<_> = call.response(status.parse().unwrap()).collect();
            let listed = parts(kinds, "|");
            // version 2 refuses with the status 200 too, which the list says of no call
            if status == "200" && !listed.contains("vpp.ErrorResponse") {
                ours.remove("vpp.ErrorResponse");
            }
            assert_eq!(ours, listed, "{method} {address} {status}");
            let refuses = call.statuses().any(|(known, _)| known.to_string() == status);
            assert_eq!(refuses, status != "200", "{method} {address} {status}");
        }
        let (listed, own): (_, BTreeSet<_>) = (parts(words, ","), call.words.iter().copied().collect());
        let general: BTreeSet<_> = call.service.words.iter().copied().collect();
        assert_eq!(listed.difference(&general).copied().collect::<BTreeSet<_>>(), own, "{method} {address}");
    }
    let listed: BTreeSet<_> = rows.iter().map(|[method, address, ..]| (*method, (*address).to_owned())).collect();
    let ours: BTreeSet<_> =
        ENDPOINTS.iter().flat_map(|call| call.methods().map(|method| (method, call.address()))).collect();
    assert_eq!(ours, listed);
    assert_eq!(ENDPOINTS.len(), 24 + 43);
}

/// What calls name is known: kinds in the catalogue, or the word of a refusal; words with a meaning.
#[test]
fn calls_name_what_is_known() {
    for call in ENDPOINTS {
        for kind in call.request().into_iter().chain(call.response(200)).chain(call.response(400)) {
            assert!(kind == "dep.error" || CATALOG.iter().any(|entry| entry.kind == kind), "{kind}");
        }
        assert!(call.request().is_none_or(|kind| entry(kind).is_request()), "{}", call.address());
        for word in call.words.iter().chain(call.service.words) {
            assert!(mdmwire::messages::dep::error_word(word).is_some(), "{word}");
        }
        assert!(call.docs.ends_with('.') && call.source.contains("Apple"), "{}", call.address());
    }
}
