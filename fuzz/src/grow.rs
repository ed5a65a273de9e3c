//! Documents with any value in them, in every format.

use std::collections::BTreeSet;

use mdmwire::{Format, Limits, Policy, Value};

use crate::{dice::Dice, layout::LAYOUTS, pen::PENS, rules, tree::Tree};

/// A value without a key twice; scalars are made by `leaf`.
pub(crate) fn value(depth: usize, leaf: fn(&mut Dice<'_>) -> Tree, dice: &mut Dice<'_>) -> Tree {
    let inside = if depth < 5 { dice.below(6) } else { 0 };
    match dice.below(if depth < 5 { 4 } else { 3 }) {
        0 | 1 => leaf(dice),
        2 => Tree::Array((0..inside).map(|_| value(depth + 1, leaf, dice)).collect()),
        _ => {
            let names: BTreeSet<_> = (0..inside).map(|_| *dice.of(rules::TEXTS)).collect();
            Tree::Dictionary(names.into_iter().map(|name| (name.to_owned(), value(depth + 1, leaf, dice))).collect())
        }
    }
}

/// The input, if it begins as a document does; otherwise documents of one value, made by it: in XML, in JSON, and binary.
pub(crate) fn documents(data: &[u8]) -> Vec<Vec<u8>> {
    if data.starts_with(b"bplist")
        || matches!(data.trim_ascii_start().first(), None | Some(b'<' | b'{' | b'[' | b'"' | 0xef))
    {
        return vec![data.to_vec()];
    }
    let mut dice = Dice::new(data);
    let tree = value(0, scalar, &mut dice);
    let xml = LAYOUTS[dice.below(LAYOUTS.len())].write(&tree, &mut dice);
    let json = PENS[dice.below(PENS.len())].write(&tree, &mut dice);
    let (value, report) = Value::read(xml.as_bytes(), Policy::Tolerant, Limits::default());
    let value = value.unwrap_or_else(|| panic!("{report}\n{xml}"));
    let mut binary = Vec::new();
    let theirs = plist::Value::try_from(&value).unwrap_or_else(|lost| panic!("{lost}\n{xml}"));
    theirs.to_writer_binary(&mut binary).expect("a property list");
    assert_eq!(Format::detect(&binary), Some(Format::Binary));
    let mut documents = vec![xml.clone().into_bytes(), json.into_bytes(), binary];
    documents.extend(near_miss(&xml, &mut dice).map(String::into_bytes));
    documents
}

/// The same in XML with one thing in it that readers differ in, or none takes: an attribute that seems to end its tag, a
/// character of base64 too few.
fn near_miss(xml: &str, dice: &mut Dice<'_>) -> Option<String> {
    let (tag, insert) =
        *dice.of(&[("<string", " a=\">\""), ("<key", " a='<>'"), ("<data>", ""), ("<array", " a=\"]>\"")]);
    let places: Vec<_> = xml.match_indices(tag).map(|(at, _)| at + tag.len()).collect();
    let at = *places.get(dice.below(places.len().max(1)))?;
    let (before, behind) = xml.split_at(at);
    let behind =
        if insert.is_empty() { behind.replacen(|c: char| c.is_ascii_alphanumeric(), "", 1) } else { behind.into() };
    Some(format!("{before}{insert}{behind}"))
}

/// What stands in property lists.
fn scalar(dice: &mut Dice<'_>) -> Tree {
    match dice.below(6) {
        0 => Tree::Boolean(dice.once_in(2)),
        1 => Tree::Data(octets(dice)),
        2 => Tree::Date(DATES[dice.below(DATES.len())]),
        3 => Tree::Integer(*dice.of(INTEGERS)),
        4 => Tree::Real(real(dice)),
        _ => Tree::Text((*dice.of(rules::TEXTS)).to_owned()),
    }
}

fn octets(dice: &mut Dice<'_>) -> Vec<u8> {
    let count = *dice.of(&[0, 1, 2, 3, 38, 39, 51, 57, 200]);
    dice.octets(count)
}

/// A finite one: half the bit patterns at random are far off.
fn real(dice: &mut Dice<'_>) -> f64 {
    if dice.once_in(2) {
        return *dice.of(&[0.0, -0.0, 1.0, 0.1, -2.5, 1e16, 1e17, 1e-5, 5e-324, f64::MAX]);
    }
    f64::from_bits(u64::from_le_bytes(dice.octets(8).try_into().unwrap_or_default()) >> 2)
}

const DATES: &[&str] = &[
    "2001-01-01T00:00:00Z",
    "2024-12-09T18:33:21Z",
    "1970-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
];

const INTEGERS: &[i128] =
    &[0, 1, -1, 255, 256, 65_536, 1 << 32, (1 << 53) + 1, i64::MAX as i128, i64::MIN as i128, u64::MAX as i128];
