//! Bodies of the services, made out of the catalogue's tables and written as JSON in every manner.

use std::collections::BTreeSet;

use mdmwire::{
    Code, Kind,
    messages::CATALOG,
    schema::{Count, Entry, Key, Record, Shape},
};

use crate::{
    any,
    dice::Dice,
    draft::Draft,
    message::{decoder, keeps_secrets, said, unplaced},
    pen::PENS,
    tree::Tree,
};

/// What the named cross checks of a record may say, which no table has; and what is said of numbers that some readers round.
const BEYOND_TABLES: [Code; 6] = [
    Code::Contradiction,
    Code::ExpectedKey,
    Code::ForbiddenKey,
    Code::IntBeyond53,
    Code::MissingKey,
    Code::SumMismatch,
];

/// No rule of the tables is broken, and in every manner of writing the same body is read and the same is said of it.
pub(crate) fn service(dice: &mut Dice<'_>) {
    let bodies: Vec<&Entry> = CATALOG.iter().filter(|entry| entry.is_json()).collect();
    let entry = *dice.of(&bodies);
    let draft = Draft { entry, tree: record(entry.record, dice) };
    let documents = PENS.map(|pen| pen.write(&draft.tree, dice));
    let mut first = None;
    for document in &documents {
        let (message, report) =
            decoder().decode_kind(entry.kind, document.as_bytes()).expect("a kind of the catalogue");
        assert_eq!(message.as_ref().map(|message| message.kind()), Some(entry.kind), "{report}\n{document}");
        let broken = report.problems().iter().find(|problem| !BEYOND_TABLES.contains(&problem.code));
        assert!(broken.is_none(), "{report}\n{document}");
        keeps_secrets(document.as_bytes(), &report, &draft);
        let read = (unplaced(&message), said(&report));
        assert_eq!(first.get_or_insert_with(|| read.clone()), &read, "in another layout\n{document}");
    }
    any::holds(dice.of(&documents).as_bytes());
}

/// The keys that a record must have, as many of each group as there may be, and more or fewer of the others.
fn record(record: &'static Record, dice: &mut Dice<'_>) -> Tree {
    let density = *dice.of(&[0, 1, 4, 8]);
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for key in record.keys {
        if !key.optional || dice.below(8) < density {
            names.insert(key.name);
        }
    }
    // a key may stand in two groups
    for choice in record.choices.iter().chain(record.choices) {
        let there: Vec<_> = choice.names.iter().copied().filter(|name| names.contains(name)).collect();
        match choice.count {
            Count::AllOrNone if !there.is_empty() => names.extend(choice.names),
            Count::AtMostOne | Count::ExactlyOne if there.len() > 1 => {
                there.iter().skip(1).for_each(|name| _ = names.remove(name));
            }
            Count::AtLeastOne | Count::ExactlyOne if there.is_empty() => names.extend(choice.names.last()),
            _ => {}
        }
    }
    let keys = record.keys.iter().filter(|key| names.contains(key.name));
    Tree::Dictionary(keys.map(|key| (key.name.to_owned(), value(key, dice))).collect())
}

fn value(key: &Key, dice: &mut Dice<'_>) -> Tree {
    let count = |dice: &mut Dice<'_>| {
        let (least, greatest) = key.items.unwrap_or((0, usize::MAX));
        dice.below(7).clamp(least, greatest)
    };
    match key.shape {
        Shape::Any => Tree::Dictionary(vec![("other".to_owned(), Tree::Array(vec![Tree::Integer(1)]))]),
        Shape::Boolean => Tree::Boolean(dice.once_in(2)),
        Shape::Data => Tree::Data(dice.octets(24)),
        Shape::Date if key.form.is_none() => {
            Tree::Date(dice.of::<&str>(&["2024-12-09T18:33:21Z", "0001-01-01T00:00:00Z"]))
        }
        Shape::Integer | Shape::Unsigned => Tree::Integer(integer(key, dice)),
        Shape::Integers => Tree::Array((0..count(dice)).map(|_| Tree::Integer(integer(key, dice))).collect()),
        Shape::Map(inner) => named(|dice| record(inner, dice), dice),
        Shape::Numbers => named(|dice| Tree::Integer(integer(key, dice)), dice),
        Shape::Of(Kind::Array) => Tree::Array(vec![Tree::Integer(1)]),
        Shape::Of(_) => Tree::Dictionary(vec![("other".to_owned(), Tree::Integer(1))]),
        Shape::Pairs => named(|dice| text(key, dice), dice),
        Shape::Real => Tree::Real(*dice.of(&[0.5, 4.75, 1e300])),
        Shape::Record(inner) => record(inner, dice),
        Shape::Records(inner) => Tree::Array((0..count(dice)).map(|_| record(inner, dice)).collect()),
        Shape::Texts => Tree::Array((0..count(dice)).map(|_| text(key, dice)).collect()),
        Shape::Token(listed) => Tree::Text((*dice.of(listed)).to_owned()),
        Shape::Date | Shape::Text => text(key, dice),
        shape => panic!("no value is made for {shape:?}"),
    }
}

/// Values under names that nobody knows before.
fn named(mut value: impl FnMut(&mut Dice<'_>) -> Tree, dice: &mut Dice<'_>) -> Tree {
    let names = ["C02XK0ABJG5H", "a", "serial_number", ""];
    let entries = names.iter().take(dice.below(5));
    Tree::Dictionary(entries.map(|name| ((*name).to_owned(), value(dice))).collect())
}

fn integer(key: &Key, dice: &mut Dice<'_>) -> i128 {
    match (key.among, key.range) {
        (Some(list), _) => (*dice.of(list)).into(),
        (None, Some((least, greatest))) => (*dice.of(&[least, greatest])).into(),
        (None, None) => *dice.of(&[0, 1, 361_309_726, 4_294_967_296, 9_007_199_254_740_993]),
    }
}

/// A text that the key may have.
fn text(key: &Key, dice: &mut Dice<'_>) -> Tree {
    if let Some(exactly) = key.exactly {
        return Tree::Text(exactly.to_owned());
    }
    if let Some(listed) = key.listed {
        return Tree::Text((*dice.of(listed)).to_owned());
    }
    let may_be = |text: &&&str| {
        key.form.is_none_or(|form| (form.fits)(text)) && key.longest.is_none_or(|most| text.chars().count() <= most)
    };
    let texts: Vec<_> = TEXTS.iter().filter(may_be).collect();
    assert!(!texts.is_empty(), "no sample is fit for {}: {:?}", key.name, key.form);
    Tree::Text((**dice.of(&texts)).to_owned())
}

/// Texts of every form, and of none; none that is empty, which stands for no text at all.
const TEXTS: &[&str] = &[
    "Jane’s iPad",
    "R&D <Mac> \"spare\" \\ {}[],:",
    "日本語 — 😀",
    "a text that is long enough to be read in more than one step, whatever the step; and then some more of it",
    "361309726",
    "C02XK0ABJG5H",
    "0A1B2C3D-0000-4000-8000-000000000003",
    "F9F2B4E1A0C84F6E9D1B3C5A7E8D9F01",
    "jane@example.com",
    "02:00:5e:10:20:30",
    "35 734009 035404 0",
    "A1000049D5C2A3",
    "https://mdm.example.com/enrol?a=1&b=2",
    "2019-01-20",
    "2019-01-20T18:30:00Z",
    "2030-11-08T22:33:22+0000",
    "MIIBkTCB+wIJ",
    "eyJ0b2tlbiI6ImEifQ==",
    "en",
    "US",
    "18.1",
    "22B83",
    "iPhone15,3",
    "AS_5d7e0c41b2",
    "AT_90a3f6e8d1",
    "CK_b8c2714fe0",
    "CS_3e6a95d07c",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::noise;

    #[test]
    fn holds_for_noise() {
        for number in 0..600 {
            service(&mut Dice::new(&noise(number)));
        }
    }

    #[test]
    fn every_key_has_a_value() {
        for entry in CATALOG.iter().filter(|entry| entry.is_json()) {
            for key in entry.record.keys {
                for number in 0..8 {
                    value(key, &mut Dice::new(&noise(number)));
                }
            }
        }
    }
}
