//! A value that must not be shown is not, whatever is wrong with it or beside it.

use std::collections::{BTreeMap, BTreeSet};

use mdmwire::{Decoder, Report, render};

use crate::{
    made::{self, Site, other_case, sites},
    tree::{JsonLayout, Layout, Tree},
};

/// It is base64 too.
const SECRET: &str = "S3CR3TVALU3X";

/// Stands for a value that is written as it should not be.
const HERE: &str = "@value@";

/// Values with the secret in them (`§`), sound and not.
const VALUES: &[&str] = &[
    "<string>§</string>",
    "<string>§\n§\n§</string>",
    "<string>&amp;§</string>",
    "<string>&§</string>",
    "<string>§ &other; §</string>",
    "<string>\u{1}§</string>",
    "<string>§\0</string>",
    "<string>§ ]]> §</string>",
    "<string><![CDATA[§]]></string>",
    "<string><![CDATA[§",
    "<string>§ <b/></string>",
    "<string>§ <!-- § --></string>",
    "<string>§</data>",
    "<string>§",
    "<data>§</data>",
    "<data>\n\t§\n\t§*\n\t</data>",
    "<data>§ &#65;</data>",
    "<integer>§</integer>",
    "<real>§</real>",
    "<date>§</date>",
    "<array><string>§</string></array>",
    "<dict><key>Value</key><string>§</string></dict>",
    "<plist version=\"1.0\"><string>§</string></plist>",
    "<string note=\"1\">§</string>",
    "<text>§</text>",
];

#[test]
fn no_secret_is_shown() {
    // for each value the first that shows it
    let mut shows = BTreeMap::new();
    let mut tried = BTreeSet::new();
    for (entry, tree) in made::messages().filter(|(entry, _)| !entry.is_json()) {
        for site in sites(&tree, entry.record).into_iter().filter(|site| site.key.sensitive) {
            // a key that several messages share is one declaration
            if !tried.insert((site.key.name, site.key.docs)) {
                continue;
            }
            let small = made::smallest(entry.record, &site.names, "UDID");
            let sites = sites(&small, entry.record);
            let site = sites.iter().find(|other| other.names == site.names).unwrap();
            for body in bodies(site, &small) {
                for layout in [Layout::Apple, Layout::Dense] {
                    let xml = body.to_xml(layout);
                    for value in VALUES {
                        let xml = xml.replace(&format!("<string>{HERE}</string>"), &value.replace('§', SECRET));
                        assert!(xml.contains(SECRET));
                        if let Some(shown) = shown(entry.kind, &xml).into_iter().find(|shown| shown.contains(SECRET)) {
                            shows.entry(value).or_insert(format!("{shown}\nof:\n{xml}"));
                        }
                    }
                }
            }
        }
    }
    let all: String = shows.iter().map(|(value, shown)| format!("{value:?} is shown:\n{shown}\n")).collect();
    assert!(shows.is_empty(), "{all}{:?}", shows.keys());
}

/// One octet that is another, in or around the value or its key: of a picture nobody reads the secret.
#[cfg(all(feature = "plist", feature = "render"))]
#[test]
fn no_secret_is_shown_of_what_is_damaged() {
    use mdmwire::{Code, Format};

    const OTHERS: &[u8] = b"<>/\"'{}[],:= x\n\0\x10\x51\xa1\xff";
    let (mut shows, mut tried) = (BTreeSet::new(), BTreeSet::new());
    for (entry, tree) in made::messages() {
        for site in sites(&tree, entry.record).into_iter().filter(|site| site.key.sensitive) {
            // some of them: what hides one hides all that have no more than their name of their own; shorter names are like
            // too many others
            if site.key.name.len() < 4 || !tried.insert(site.key.name) || !tried.len().is_multiple_of(8) {
                continue;
            }
            let name = site.key.name;
            let small = made::smallest(entry.record, &site.names, "UDID");
            let sites = sites(&small, entry.record);
            let site = sites.iter().find(|other| other.names == site.names).unwrap();
            let body = site.with(&small, Tree::text(SECRET));
            let texts = if entry.is_json() {
                vec![(body.to_json(JsonLayout::Dense).into_bytes(), Format::Json)]
            } else {
                let xml = body.to_xml(Layout::Apple).into_bytes();
                let mut binary = Vec::new();
                let value = plist::Value::from_reader(std::io::Cursor::new(&xml)).unwrap();
                value.to_writer_binary(&mut binary).unwrap();
                vec![(xml, Format::Xml), (binary, Format::Binary)]
            };
            for (text, format) in texts {
                let find = |what: &str| memchr::memmem::find(&text, what.as_bytes()).unwrap();
                let (key, value) = (find(name), find(SECRET));
                let places: Vec<usize> = if format == Format::Binary {
                    (8..text.len()).filter(|at| !(value..value + SECRET.len()).contains(at)).collect()
                } else {
                    (key.saturating_sub(8)..value).chain(value + SECRET.len()..text.len().min(value + 40)).collect()
                };
                for at in places {
                    for other in OTHERS {
                        let mut damaged = text.clone();
                        damaged[at] = *other;
                        let report = Decoder::new().secrets(true).decode(&damaged).1;
                        // a key that runs into the value, or is at its place, has it in its name
                        let codes = report.codes();
                        if [Code::Alias, Code::Overlap].iter().any(|code| codes.contains_key(code)) {
                            continue;
                        }
                        let source = render::Source::new("body", &damaged);
                        let shown = render::full(&report, source, render::Style::default()).to_string();
                        if shown.contains(SECRET) {
                            shows.insert(format!("{name} in {format}, byte {at} is {other:#x}:\n{shown}"));
                        }
                    }
                }
            }
        }
    }
    let all: Vec<String> = shows.into_iter().take(20).collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// The message with the value in every place where it is known to be secret.
fn bodies(site: &Site, tree: &Tree) -> Vec<Tree> {
    let name = site.key.name;
    let named = |name: String| site.changed(tree, |entries, at| entries[at] = (name, Tree::text(HERE)));
    let twice = |entries: &mut Vec<_>, at: usize| entries.insert(at, (name.to_owned(), Tree::text(HERE)));
    let amid_problems = |entries: &mut Vec<(String, Tree)>, at: usize| {
        entries[at].1 = Tree::text(HERE);
        entries.insert(at + 1, ("Unknown".to_owned(), Tree::Boolean(true)));
        entries.insert(at, ("Unknown before".to_owned(), Tree::Boolean(true)));
    };
    let plain = named(name.to_owned());
    // no tag names a message in small letters
    let small = |(key, value): &(String, Tree)| (key.clone(), unknown(value));
    let unknown = Tree::Dictionary(plain.entries().iter().map(small).collect());
    let mut bodies =
        vec![plain, named(other_case(name)), site.changed(tree, twice), site.changed(tree, amid_problems), unknown];
    // shorter names are like too many others
    if name.len() > 3 {
        bodies.push(named(format!("{name}s")));
    }
    bodies
}

/// Texts in small letters, so that no tag names a message.
fn unknown(value: &Tree) -> Tree {
    match value {
        Tree::Text(text) if text != HERE => Tree::Text(text.to_lowercase()),
        value => value.clone(),
    }
}

/// Everything that can be said of a document.
fn shown(kind: &str, xml: &str) -> Vec<String> {
    let decoder = Decoder::new().secrets(true);
    let as_it_is = decoder.decode(xml.as_bytes()).1;
    let as_kind = decoder.decode_kind(kind, xml.as_bytes()).unwrap().1;
    let is_new = as_kind != as_it_is;
    let reports = [Some(as_it_is), Some(as_kind).filter(|_| is_new)];
    reports.iter().flatten().flat_map(|report| words(kind, report, xml.as_bytes())).collect()
}

fn words(kind: &str, report: &Report, bytes: &[u8]) -> Vec<String> {
    let source = render::Source::new("body.plist", bytes).kind(kind);
    let words = [report.to_string(), format!("{report:?}"), render::concise(report, source).to_string()];
    words.into_iter().chain(drawn(report, source)).collect()
}

#[cfg(feature = "render")]
fn drawn(report: &Report, source: render::Source<'_>) -> Vec<String> {
    let checked = render::Checked::message(report, source);
    render::FORMATS.iter().map(|format| format.print(render::Setting::default(), [checked])).collect()
}

#[cfg(not(feature = "render"))]
fn drawn(_: &Report, _: render::Source<'_>) -> Vec<String> {
    Vec::new()
}
