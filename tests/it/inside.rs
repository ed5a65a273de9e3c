//! Documents in the data of documents.

use mdmwire::{Code, Decoder, Format, Report, Span, messages::InstallProfileCommand};

use crate::{
    corpus::assert_in_place,
    tree::{Layout, Tree},
};

fn dictionary(key: &str, value: Tree) -> Tree {
    Tree::Dictionary(vec![(key.to_owned(), value)])
}

fn data(document: impl Into<Vec<u8>>) -> Tree {
    Tree::Data(document.into())
}

fn look(document: &[u8]) -> Report {
    let (value, report) = Decoder::new().inside(true).value(document);
    assert!(value.is_some());
    assert_in_place(&report, document);
    report
}

/// A profile with a key that stands twice.
fn profile() -> String {
    let payload = Tree::Dictionary(vec![("A".to_owned(), Tree::Boolean(true)), ("A".to_owned(), Tree::Boolean(true))]);
    dictionary("PayloadContent", Tree::Array(vec![Tree::text(""), payload])).to_xml(Layout::Apple)
}

#[track_caller]
fn check(document: &str, found: &[(Code, &str)]) {
    let report = look(document.as_bytes());
    let problems = report.problems();
    assert_eq!(problems.iter().map(|problem| (problem.code, &*problem.path)).collect::<Vec<_>>(), found);
    for Span { start, end } in problems.iter().map(|problem| problem.span) {
        assert!(document[start..end].starts_with("<data>") && document[start..end].ends_with("</data>"));
    }
    let without = Decoder::new().value(document.as_bytes()).1;
    assert!(without.is_clean(), "{without}");
}

#[test]
fn paths_go_through() {
    for layout in Layout::ALL {
        let command = dictionary("Command", dictionary("Payload", data(profile())));
        check(&command.to_xml(layout), &[(Code::DupKey, "Command.Payload")]);
        let list = Tree::Array(vec![Tree::Array(vec![]), data(profile())]);
        check(&list.to_xml(layout), &[(Code::DupKey, "[1]")]);
    }
    // a key of a dictionary is named where the document's own problem names it
    let wrong = profile().replacen("<true/>", "<date>never</date>", 1);
    let (_, report) =
        Decoder::new().inside(true).value(dictionary("Payload", data(wrong)).to_xml(Layout::Dense).as_bytes()).clone();
    assert!(report.problems().iter().all(|problem| problem.path.starts_with("Payload")), "{report}");
}

#[test]
fn base64_once_more() {
    let twice = mdmwire::Data::octets(profile().as_bytes()).to_base64().to_string();
    let command = dictionary("Command", dictionary("Payload", data(twice)));
    check(&command.to_xml(Layout::Apple), &[(Code::Base64Twice, "Command.Payload"), (Code::DupKey, "Command.Payload")]);
    let text = mdmwire::Data::octets(b"only a text").to_base64().to_string();
    check(&dictionary("Payload", data(text)).to_xml(Layout::Apple), &[]);
}

#[test]
fn so_deep_and_no_deeper() {
    let within = |depth| (0..depth).fold(profile(), |inner, _| dictionary("D", data(inner)).to_xml(Layout::Dense));
    check(&within(4), &[(Code::DupKey, "D.D.D.D")]);
    check(&within(5), &[]);
}

/// However a message is asked for.
#[test]
fn every_way_to_decode() {
    let command = Tree::Dictionary(vec![
        ("Payload".to_owned(), data(profile())),
        ("RequestType".to_owned(), Tree::text("InstallProfile")),
    ]);
    let document = Tree::Dictionary(vec![("Command".to_owned(), command), ("CommandUUID".to_owned(), Tree::text("1"))])
        .to_xml(Layout::Apple);
    let input = document.as_bytes();
    let decoder = Decoder::new().inside(true);
    let expected = decoder.decode(input).1;
    assert!(expected.codes().contains_key(&Code::DupKey), "{expected}");
    assert_eq!(decoder.decode_as::<InstallProfileCommand<'_>>(input).1, expected);
    assert_eq!(decoder.try_decode_as::<InstallProfileCommand<'_>>(input).unwrap_err(), expected);
    assert_eq!(decoder.fill(&mut InstallProfileCommand::default(), input), expected);
    assert!(mdmwire::decode_as::<InstallProfileCommand<'_>>(input).1.is_clean());
}

#[test]
fn binary_documents() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/check-in/CheckOut-binary.plist");
    let mut broken = std::fs::read(file).unwrap();
    assert_eq!(Format::detect(&broken), Some(Format::Binary));
    check(&dictionary("Payload", data(broken.clone())).to_xml(Layout::Apple), &[]);
    broken.truncate(20);
    check(&dictionary("Payload", data(broken)).to_xml(Layout::Apple), &[(Code::Short, "Payload")]);
    // of octets that stand as they are
    let inner = profile();
    let mut binary = b"bplist00\xd1\x01\x02\x51P\x4f\x11".to_vec();
    binary.extend(u16::try_from(inner.len()).unwrap().to_be_bytes());
    let start = binary.len() - 4;
    binary.extend(inner.bytes());
    let table = u16::try_from(binary.len()).unwrap();
    for offset in [8, 11, u16::try_from(start).unwrap(), table] {
        binary.extend(if offset == table { vec![] } else { offset.to_be_bytes().to_vec() });
    }
    binary.extend([0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    binary.extend(table.to_be_bytes());
    let report = look(&binary);
    assert_eq!(
        report.problems().iter().map(|problem| (problem.code, &*problem.path)).collect::<Vec<_>>(),
        [(Code::DupKey, "P")]
    );
    assert_eq!(report.problems()[0].span.start, start);
}
