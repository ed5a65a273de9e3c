//! What the tables of a message ask for, worked out once more in the plainest way, from a tree instead of a document.

use std::collections::BTreeSet;

use mdmwire::{
    CONTEXT_WORDS, Code, Facts,
    schema::{Key, Record, Shape},
};

use crate::{
    dice::Dice,
    tree::{Entries, Tree},
};

/// A problem of a key, that it is there or that it is not, or of a message.
pub(crate) type Verdicts = BTreeSet<(Code, String)>;

/// What is reported of a record, and of those in it, on account of what it shows of its sender, and of what it and
/// those around it show together: where they contradict it, its own word stands.
pub(crate) fn conditions(record: &'static Record, entries: &Entries, sender: &Sender, verdicts: &mut Verdicts) {
    let sender = &Sender { shown: [&sender.shown[..], &[shown(record, entries)]].concat(), ..*sender };
    for key in record.keys {
        let is_there = entries.iter().any(|(name, _)| name == key.name);
        let never = each().any(|fact| key.never.has(fact) && sender.is(fact));
        if is_there && (never || key.absent.iter().any(|rule| sender.is(*rule))) {
            let forbidden = (Code::ForbiddenKey, key.name);
            let (code, what) = key.exactly.map_or(forbidden, |message| (Code::ForbiddenMessage, message));
            verdicts.insert((code, what.to_owned()));
        }
        if !is_there && key.present.iter().any(|rule| sender.is(*rule)) {
            verdicts.insert((Code::ExpectedKey, key.name.to_owned()));
        }
    }
    for (name, value) in entries {
        match (record.key(name).map(|key| key.shape), value) {
            (Some(Shape::Record(inner)), Tree::Dictionary(entries)) => conditions(inner, entries, sender, verdicts),
            (Some(Shape::Records(inner)), Tree::Array(items)) => {
                for item in items {
                    let Tree::Dictionary(entries) = item else { continue };
                    conditions(inner, entries, sender, verdicts);
                }
            }
            _ => {}
        }
    }
}

/// What the keys of a record show of its sender.
fn shown(record: &'static Record, entries: &Entries) -> Facts {
    let mut shown = Facts::NONE;
    for (name, value) in entries {
        let Some(key) = record.key(name) else { continue };
        shown = shown | key.shows;
        if let (Some(tells), Tree::Text(text)) = (key.tells, value) {
            shown = shown | tells(text);
        }
    }
    shown
}

/// Facts of which a sender has one at most.
const EXCLUSIVE: [&[Facts]; 4] = [
    &[Facts::USER_ENROLLMENT, Facts::DEVICE_ENROLLMENT],
    &[Facts::USER_CHANNEL, Facts::DEVICE_CHANNEL],
    &[Facts::MACOS, Facts::IOS, Facts::TVOS, Facts::WATCHOS, Facts::VISIONOS],
    &[Facts::SUPERVISED, Facts::UNSUPERVISED],
];

/// What is known of a sender.
#[derive(Default)]
pub(crate) struct Sender {
    /// By the caller.
    pub(crate) known: Facts,
    /// From dictionaries inside each other, the outermost first.
    pub(crate) shown: Vec<Facts>,
}

impl Sender {
    /// Whether all of these facts hold by what the innermost dictionary shows, or that with some of those around it.
    fn is(&self, facts: Facts) -> bool {
        let mut shown = Facts::NONE;
        let mut together = self.shown.iter().rev().map(|more| {
            shown = shown | *more;
            shown
        });
        !facts.is_empty()
            && together.any(|shown| each().filter(|fact| facts.has(*fact)).all(|fact| self.holds(fact, shown)))
    }

    /// Whether a fact is known, or shown while nothing that excludes it is known or shown.
    fn holds(&self, fact: Facts, shown: Facts) -> bool {
        let clash = |among: Facts| {
            let groups = EXCLUSIVE.iter().filter(|group| group.contains(&fact));
            groups.copied().flatten().any(|other| *other != fact && among.has(*other))
        };
        self.known.has(fact) || shown.has(fact) && !clash(self.known) && !clash(shown)
    }
}

/// Every fact there is.
pub(crate) fn each() -> impl Iterator<Item = Facts> {
    CONTEXT_WORDS.iter().map(|(_, _, fact)| *fact)
}

/// A text that a key may have.
pub(crate) fn text(key: &Key, dice: &mut Dice<'_>) -> String {
    if let Some(exactly) = key.exactly {
        return exactly.to_owned();
    }
    if let Some(listed) = key.listed {
        return (*dice.of(listed)).to_owned();
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
    "00008101-000A5D3C1E90001E",
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
    "DNN:corporate",
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
    "00:11:22:aa:bb:cc",
    "123456",
    "2024-12-09T18:33:21Z",
];

#[test]
fn no_sample_stands_on_a_page() {
    let is_on_a_page = |text: &str| Code::ALL.iter().any(|code| code.page().any(|line| line.contains(text)));
    // what is shorter is not looked for among the secrets
    let shown: Vec<_> = TEXTS.iter().filter(|text| text.len() >= 8 && is_on_a_page(text)).collect();
    assert!(shown.is_empty(), "{shown:?}");
}
