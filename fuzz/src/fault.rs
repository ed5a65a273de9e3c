//! Faults: one thing that is wrong with a message, and what has to be said of it.

use mdmwire::{
    Code, Kind,
    schema::{Others, Shape},
};

use crate::{
    dice::Dice,
    draft::{self, Site},
    layout::APPLE_PROLOG,
    tree::{Entries, Tree},
};

/// A fault of a message, at a key.
pub(crate) struct Fault {
    /// What has to be reported.
    pub(crate) code: Code,
    /// Whether what is reported depends on the order of the keys.
    pub(crate) ordered: bool,
    /// Makes it at a key of the dictionary, if that key can have it.
    pub(crate) make: fn(&mut Entries, &Site, &mut Dice<'_>) -> Option<()>,
}

/// What is wrong with what a message says.
pub(crate) const FAULTS: &[Fault] = &[
    Fault { code: Code::DupKey, ordered: true, make: twice },
    Fault { code: Code::ExclusiveKeys, ordered: true, make: two_identifiers },
    Fault { code: Code::KeyCase, ordered: false, make: wrong_case },
    Fault { code: Code::MalformedValue, ordered: false, make: malformed },
    Fault { code: Code::MissingKey, ordered: false, make: missing },
    Fault { code: Code::NoIdentifier, ordered: false, make: no_identifier },
    Fault { code: Code::OutOfRange, ordered: false, make: out_of_range },
    Fault { code: Code::UnknownKey, ordered: false, make: unknown },
    Fault { code: Code::UnlistedValue, ordered: false, make: unlisted },
    Fault { code: Code::WrongMessage, ordered: false, make: another_tag },
    Fault { code: Code::WrongType, ordered: false, make: wrong_type },
    Fault { code: Code::WrongType, ordered: false, make: wrong_item },
];

fn twice(entries: &mut Entries, site: &Site, dice: &mut Dice<'_>) -> Option<()> {
    let again = if dice.once_in(2) { entries[site.at].1.clone() } else { draft::value(site.key, dice) };
    let at = dice.below(entries.len() + 1);
    entries.insert(at, (site.key.name.to_owned(), again));
    Some(())
}

fn two_identifiers(entries: &mut Entries, site: &Site, dice: &mut Dice<'_>) -> Option<()> {
    site.key.group?;
    let other = site.record.keys.iter().find(|key| key.group == site.key.group && key.name != site.key.name)?;
    entries.push((other.name.to_owned(), draft::value(other, dice)));
    Some(())
}

fn wrong_case(entries: &mut Entries, site: &Site, dice: &mut Dice<'_>) -> Option<()> {
    let name = site.key.name;
    let at = dice.below(name.len());
    let (head, letter) = (name.get(..at)?, name.get(at..=at)?);
    let toggled = if letter.chars().all(char::is_uppercase) { letter.to_lowercase() } else { letter.to_uppercase() };
    let wrong = [name.to_lowercase(), name.to_uppercase(), [head, &toggled, name.get(at + 1..)?].concat()];
    let wrong = dice.of(&wrong);
    if site.record.key(wrong).is_some() {
        return None;
    }
    entries[site.at].0.clone_from(wrong);
    Some(())
}

fn malformed(entries: &mut Entries, site: &Site, dice: &mut Dice<'_>) -> Option<()> {
    let form = site.key.form?;
    let Tree::Text(text) = &mut entries[site.at].1 else { return None };
    let wrong = [format!("{text}!"), format!(" {text}"), text.chars().rev().collect(), "x".to_owned(), String::new()];
    let wrong: Vec<&String> = wrong.iter().filter(|text| !(form.fits)(text)).collect();
    if wrong.is_empty() {
        return None;
    }
    text.clone_from(*dice.of(&wrong));
    Some(())
}

fn missing(entries: &mut Entries, site: &Site, _: &mut Dice<'_>) -> Option<()> {
    (!site.key.optional).then(|| drop(entries.remove(site.at)))
}

fn no_identifier(entries: &mut Entries, site: &Site, _: &mut Dice<'_>) -> Option<()> {
    site.key.group.map(|_| drop(entries.remove(site.at)))
}

fn out_of_range(entries: &mut Entries, site: &Site, dice: &mut Dice<'_>) -> Option<()> {
    let wrong = match (site.key.range, site.key.shape) {
        (Some((least, greatest)), _) => [i128::from(least) - 1, i128::from(greatest) + 1],
        (None, Shape::Integer) => [i128::from(i64::MAX) + 1, i128::from(u64::MAX)],
        (None, Shape::Unsigned) => [-1, i128::from(i64::MIN)],
        _ => return None,
    };
    entries[site.at].1 = Tree::Integer(*dice.of(&wrong));
    Some(())
}

fn unknown(entries: &mut Entries, site: &Site, dice: &mut Dice<'_>) -> Option<()> {
    let name = ["Zeppelin-Feature", "org.example.\u{1f600}", "", "a"][dice.below(4)];
    if site.record.others == Others::Own || site.record.similar(name).is_some() {
        return None;
    }
    let value = draft::value(site.key, dice);
    entries.insert(dice.below(entries.len() + 1), (name.to_owned(), value));
    Some(())
}

fn unlisted(entries: &mut Entries, site: &Site, dice: &mut Dice<'_>) -> Option<()> {
    let Shape::Token(listed) = site.key.shape else { return None };
    let one = *dice.of(listed);
    let wrong = [format!("{one} "), one.to_uppercase(), "Zeppelin".to_owned(), String::new()];
    let wrong = dice.of(&wrong);
    if listed.contains(&wrong.as_str()) {
        return None;
    }
    entries[site.at].1 = Tree::Text(wrong.clone());
    Some(())
}

fn another_tag(entries: &mut Entries, site: &Site, dice: &mut Dice<'_>) -> Option<()> {
    let exactly = site.key.exactly?;
    let wrong = [exactly.to_lowercase(), format!("{exactly}\n"), String::new()];
    entries[site.at].1 = Tree::Text(dice.of(&wrong).clone());
    Some(())
}

fn wrong_type(entries: &mut Entries, site: &Site, dice: &mut Dice<'_>) -> Option<()> {
    let want = site.key.shape.kind()?;
    let wrong = of_another_kind(want, site.key.also[0], dice);
    entries[site.at].1 = wrong;
    Some(())
}

fn wrong_item(entries: &mut Entries, site: &Site, dice: &mut Dice<'_>) -> Option<()> {
    let want = match site.key.shape {
        Shape::Datas => Kind::Data,
        Shape::Records(_) => Kind::Dictionary,
        Shape::Texts => Kind::Text,
        _ => return None,
    };
    let Tree::Array(items) = &mut entries[site.at].1 else { return None };
    let wrong = of_another_kind(want, None, dice);
    items.insert(dice.below(items.len() + 1), wrong);
    Some(())
}

/// A value that is not taken for one of this kind, nor for the other.
fn of_another_kind(want: Kind, also: Option<Kind>, dice: &mut Dice<'_>) -> Tree {
    let all = [
        (Kind::Array, Tree::Array(vec![Tree::Integer(1), Tree::Array(Vec::new())])),
        (Kind::Boolean, Tree::Boolean(true)),
        (Kind::Data, Tree::Data(vec![0; 5])),
        (Kind::Date, Tree::Date("2024-12-09T18:33:21Z")),
        (Kind::Dictionary, Tree::Dictionary(vec![("Status".to_owned(), Tree::Text("Idle".to_owned()))])),
        (Kind::Integer, Tree::Integer(1)),
        (Kind::Real, Tree::Real(1.0)),
        (Kind::Text, Tree::Text("true".to_owned())),
    ];
    let fits = |kind: Kind| kind == want || also == Some(kind) || (want == Kind::Real && kind == Kind::Integer);
    let wrong: Vec<_> = all.iter().filter(|(kind, _)| !fits(*kind)).collect();
    dice.of(&wrong).1.clone()
}

/// An unusual spelling of a scalar: of what kind, what has to be reported, and how it is written.
pub(crate) type Spelling = (Kind, Code, fn(&str) -> String);

/// Spellings that are read or not, but never in silence. The argument is what stands between the tags.
pub(crate) const SPELLINGS: &[Spelling] = &[
    (Kind::Boolean, Code::Attr, |text| format!("<{text} a='b'/>")),
    (Kind::Boolean, Code::CloseMismatch, |text| format!("<{text}></string>")),
    (Kind::Boolean, Code::UnknownElement, |text| format!("<{}/>", text.to_uppercase())),
    (Kind::Data, Code::Base64, |text| format!("<data>{text}A</data>")),
    (Kind::Data, Code::Base64, |text| format!("<data>!{text}</data>")),
    (Kind::Data, Code::Base64Bits, |_| "<data>QR==</data>".to_owned()),
    (Kind::Data, Code::Cdata, |text| format!("<data><![CDATA[{text}]]></data>")),
    (Kind::Data, Code::CfRefuses, |_| "<data/>".to_owned()),
    (Kind::Data, Code::CfRefuses, |text| format!("<data><!-- a -->{text}</data>")),
    (Kind::Data, Code::DataReference, |text| format!("<data>&#65;AAA{text}</data>")),
    (Kind::Date, Code::Date, |text| format!("<date>{text} </date>")),
    (Kind::Date, Code::Date, |text| format!("<date>{}.5Z</date>", text.trim_end_matches('Z'))),
    (Kind::Date, Code::DateDay, |_| "<date>2023-02-29T00:00:00Z</date>".to_owned()),
    (Kind::Date, Code::DateLeapSecond, |_| "<date>2016-12-31T23:59:60Z</date>".to_owned()),
    (Kind::Date, Code::DateRange, |_| "<date>2016-13-31T00:00:00Z</date>".to_owned()),
    (Kind::Date, Code::DateYear, |_| "<date>0000-01-01T00:00:00Z</date>".to_owned()),
    (Kind::Date, Code::EmptyScalar, |_| "<date/>".to_owned()),
    (Kind::Integer, Code::Cdata, |text| format!("<integer><![CDATA[{text}]]></integer>")),
    (Kind::Integer, Code::CfRefuses, |text| format!("<integer><!-- a -->{text}</integer>")),
    (Kind::Integer, Code::EmptyScalar, |_| "<integer/>".to_owned()),
    (Kind::Integer, Code::Int, |text| format!("<integer>{text}.0</integer>")),
    (Kind::Integer, Code::IntForm, |text| format!("<integer> {text}</integer>")),
    (Kind::Integer, Code::IntForm, |_| "<integer>+0x1F</integer>".to_owned()),
    (Kind::Integer, Code::IntRange, |_| "<integer>18446744073709551616</integer>".to_owned()),
    (Kind::Real, Code::Real, |_| "<real>0,5</real>".to_owned()),
    (Kind::Real, Code::RealForm, |_| "<real>.5</real>".to_owned()),
    (Kind::Real, Code::RealNonfinite, |_| "<real>nan</real>".to_owned()),
    (Kind::Text, Code::Attr, |text| format!("<string a=\"b\">{text}</string>")),
    (Kind::Text, Code::AttrGt, |text| format!("<string a=\">\">{text}</string>")),
    (Kind::Text, Code::Cdata, |text| format!("<string>{text}<![CDATA[]]></string>")),
    (Kind::Text, Code::CdataEndInText, |text| format!("<string>{text}]]></string>")),
    (Kind::Text, Code::CdataOpen, |text| format!("<string>{text}<![CDATA[</string>")),
    (Kind::Text, Code::CfRefuses, |text| format!("<string>{text}<!-- a --></string>")),
    (Kind::Text, Code::CommentOpen, |text| format!("<!-- <string>{text}</string>")),
    (Kind::Text, Code::CommentShort, |text| format!("<!--->{text}<!-- --><string>{text}</string>")),
    (Kind::Text, Code::ControlChar, |text| format!("<string>{text}\u{1b}</string>")),
    (Kind::Text, Code::CrKept, |text| format!("<string>{text}\r</string>")),
    (Kind::Text, Code::ElementInText, |text| format!("<string>{text}<b/></string>")),
    (Kind::Text, Code::NestedPlist, |text| format!("<plist version=\"1.0\"><string>{text}</string></plist>")),
    (Kind::Text, Code::Nul, |text| format!("<string>{text}\0</string>")),
    (Kind::Text, Code::Pi, |text| format!("<?pi?><string>{text}</string>")),
    (Kind::Text, Code::Reference, |text| format!("<string>{text}&nbsp;</string>")),
    (Kind::Text, Code::ReferenceLong, |text| format!("<string>{text}&#00000065;</string>")),
    (Kind::Text, Code::ReferenceRange, |text| format!("<string>{text}&#0;</string>")),
    (Kind::Text, Code::UnknownElement, |text| format!("<String>{text}</String>")),
    (Kind::Text, Code::ValueMissing, |_| "</dict>".to_owned()),
];

/// Writes the scalar at a key in this way, if there is one of its kind.
pub(crate) fn spell(spelling: &Spelling, entries: &mut Entries, site: &Site) -> Option<()> {
    let (kind, _, write) = spelling;
    let value = &mut entries[site.at].1;
    let fits = matches!(
        (kind, &*value),
        (Kind::Boolean, Tree::Boolean(_))
            | (Kind::Data, Tree::Data(_))
            | (Kind::Date, Tree::Date(_))
            | (Kind::Integer, Tree::Integer(_))
            | (Kind::Real, Tree::Real(_))
            | (Kind::Text, Tree::Text(_))
    );
    fits.then(|| *value = Tree::Verbatim(write(&value.content())))
}

/// A fault of a document as Apple's writer lays it out: what has to be reported, and how it is made.
pub(crate) type Damage = (Code, fn(&str) -> Vec<u8>);

/// What is wrong around the value of a document.
pub(crate) const DAMAGES: &[Damage] = &[
    (Code::Attr, |text| replaced(text, "<plist ", "<plist a='b' ")),
    (Code::Bom, |text| format!("\u{feff}{text}").into()),
    (Code::CommentDashes, |text| replaced(text, "<plist ", "<!-- -- --><plist ")),
    (Code::DeclMisplaced, |text| replaced(text, "<plist ", &format!("{}<plist ", APPLE_PROLOG.0))),
    (Code::DeclSyntax, |text| replaced(text, "version=\"1.0\" encoding", "encoding")),
    (Code::DoctypeId, |text| replaced(text, "//Apple//", "//Example//")),
    (Code::DoctypeInternalSubset, |text| replaced(text, "dtd\">", "dtd\" [<!ENTITY a \"b\">]>")),
    (Code::DoctypeName, |text| replaced(text, "DOCTYPE plist", "DOCTYPE list")),
    (Code::DoctypeTwice, |text| replaced(text, APPLE_PROLOG.1, &APPLE_PROLOG.1.repeat(2))),
    (Code::EmptyPlist, |text| {
        text.split("<dict").next().map(|head| format!("{head}</plist>")).unwrap_or_default().into()
    }),
    (Code::Encoding, |text| replaced(text, "UTF-8", "UTF-16")),
    (Code::Encoding, |text| text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    (Code::Html, |_| b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>".to_vec()),
    (Code::NoPlist, |text| text.replace("<plist version=\"1.0\">", "").replace("</plist>", "").into()),
    (Code::NoVersion, |text| replaced(text, "<plist version=\"1.0\">", "<plist>")),
    (Code::PlistVersion, |text| replaced(text, "<plist version=\"1.0\">", "<plist version='2'>")),
    (Code::SpaceBeforeDecl, |text| format!(" {text}").into()),
    (Code::TrailingData, |text| text.repeat(2).into()),
    (Code::Utf8, |text| [text.as_bytes(), b"\xff"].concat()),
    (Code::XmlVersion, |text| replaced(text, "version=\"1.0\"", "version=\"1.1\"")),
];

/// With the first of these replaced.
fn replaced(text: &str, from: &str, to: &str) -> Vec<u8> {
    assert!(text.contains(from), "{from} is not there");
    text.replacen(from, to, 1).into()
}
