//! What the tables of a message ask for, worked out once more in the plainest way, from a tree instead of a document.

use std::collections::BTreeSet;

use mdmwire::{
    Code, Facts,
    schema::{Key, Record, Shape},
};

use crate::{
    dice::Dice,
    tree::{Entries, Tree},
};

/// A problem of a key: that it is there, or that it is not.
pub(crate) type Verdicts = BTreeSet<(Code, String)>;

/// What is reported of a record, and of those in it, on account of what it and those around it show of their sender.
pub(crate) fn conditions(record: &'static Record, entries: &Entries, shown: Facts, verdicts: &mut Verdicts) {
    let facts = shown | facts(record, entries);
    for key in record.keys {
        let is_there = entries.iter().any(|(name, _)| name == key.name);
        if is_there && key.absent.iter().any(|rule| holds(*rule, facts)) {
            verdicts.insert((Code::ForbiddenKey, key.name.to_owned()));
        }
        if !is_there && key.present.iter().any(|rule| holds(*rule, facts)) {
            verdicts.insert((Code::ExpectedKey, key.name.to_owned()));
        }
    }
    for (name, value) in entries {
        match (record.key(name).map(|key| key.shape), value) {
            (Some(Shape::Record(inner)), Tree::Dictionary(entries)) => conditions(inner, entries, facts, verdicts),
            (Some(Shape::Records(inner)), Tree::Array(items)) => {
                for item in items {
                    let Tree::Dictionary(entries) = item else { continue };
                    conditions(inner, entries, facts, verdicts);
                }
            }
            _ => {}
        }
    }
}

/// What the keys of a record show of its sender.
fn facts(record: &'static Record, entries: &Entries) -> Facts {
    let mut facts = Facts::NONE;
    for (name, value) in entries {
        let Some(key) = record.key(name) else { continue };
        facts = facts | key.shows;
        if let (Some(tells), Tree::Text(text)) = (key.tells, value) {
            facts = facts | tells(text);
        }
    }
    facts
}

/// Facts of which a sender has one at most. One that seems to have two has neither.
const EXCLUSIVE: [&[Facts]; 4] = [
    &[Facts::USER_ENROLLMENT, Facts::DEVICE_ENROLLMENT],
    &[Facts::USER_CHANNEL, Facts::DEVICE_CHANNEL],
    &[Facts::MACOS, Facts::IOS, Facts::TVOS, Facts::WATCHOS, Facts::VISIONOS],
    &[Facts::SUPERVISED, Facts::UNSUPERVISED],
];

/// Whether a rule that asks for facts applies.
fn holds(rule: Facts, facts: Facts) -> bool {
    let doubtful = |group: &&[Facts]| {
        group.iter().filter(|fact| facts.has(**fact)).count() > 1 && group.iter().any(|fact| rule.has(*fact))
    };
    !rule.is_empty() && facts.has(rule) && !EXCLUSIVE.iter().any(doubtful)
}

/// A text that a key may have.
pub(crate) fn text(key: &Key, dice: &mut Dice<'_>) -> String {
    if let Some(exactly) = key.exactly {
        return exactly.to_owned();
    }
    let Some(form) = key.form else { return (*dice.of(TEXTS)).to_owned() };
    let fitting: Vec<_> = TEXTS.iter().filter(|text| (form.fits)(text)).collect();
    assert!(!fitting.is_empty(), "no sample is {}", form.words);
    (**dice.of(&fitting)).to_owned()
}

/// Texts of every form, and of none.
pub(crate) const TEXTS: &[&str] = &[
    "Jane’s iPhone",
    "",
    "R&D <Mac> \"spare\"",
    "  blanks\tand\nlines  ",
    "日本語 — 😀",
    "a text that is long enough to be read in more than one step, whatever the step; and then some more of it",
    "00008101-001938611EE9001E",
    "66ADE930-5FDF-5EC4-8429-15640684C489",
    "0123456789abcdef0123456789abcdef01234567",
    "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
    "com.apple.mgmt.External.e0bd1eac-1f17-4c8e-8a63-dd17d3dd35d9",
    "iPhone16,1",
    "iPad13,4",
    "Mac15,3",
    "AppleTV14,1",
    "Watch7,5",
    "RealityDevice14,1",
    "AudioAccessory5,1",
    "18.1",
    "10.11.4",
    "22B83",
    "15A5278f",
    "C02XK0ABJG5H",
    "35 734009 035404 0",
    "A1000049D5C2A3",
    "tokens",
    "declaration-items",
    "status",
    "declaration/configuration/org.example.wifi",
    "https://mdm.example.org/checkin?a=1&b=2",
];
