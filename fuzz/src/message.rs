//! The target `message`: messages that are known to be right, or wrong in one place.

use std::collections::BTreeSet;

use mdmwire::{
    Code, Context, Decoder, Facts, Found, Limits, Message, Report,
    render::{Checked, FORMATS, Setting, Source},
    schema::{Record, Shape},
};

use crate::{
    any,
    dice::Dice,
    draft::{Draft, Site},
    fault::{DAMAGES, FAULTS, SPELLINGS, spell},
    layout::LAYOUTS,
    rules::{Sender, Verdicts, conditions, each},
    service::service,
    tree::{Tree, base64},
};

/// Makes a message by the bytes and reads it. Bytes that begin as a document are read as they are.
pub fn message(data: &[u8]) {
    if matches!(data.trim_ascii_start().first(), None | Some(b'<' | 0xef)) {
        return any::holds(data);
    }
    let mut dice = Dice::new(data);
    let choice = dice.below(6);
    if choice == 5 {
        return service(&mut dice);
    }
    let draft = Draft::new(&mut dice);
    match choice {
        0 | 1 => valid(&draft, &mut dice),
        2 => faulty(draft, &mut dice),
        3 => misspelt(draft, &mut dice),
        _ => damaged(&draft, &mut dice),
    }
}

/// No problem but those that the conditions of its sender make, in every layout the same message.
fn valid(draft: &Draft, dice: &mut Dice<'_>) {
    let Tree::Dictionary(entries) = &draft.tree else { return };
    let all: Vec<_> = each().collect();
    let known = (0..dice.below(4)).fold(Facts::NONE, |known, _| known | *dice.of(&all));
    let decoder = decoder().context(Context::new().with(known));
    let mut expected = Verdicts::new();
    conditions(draft.entry.record, entries, &Sender { known, ..Sender::default() }, &mut expected);
    let documents = LAYOUTS.map(|layout| layout.write(&draft.tree, dice));
    let mut first: Option<(Option<Message<'_>>, Report)> = None;
    for document in &documents {
        let (message, report) = decoder.decode(document.as_bytes());
        let kind = message.as_ref().map(Message::kind);
        assert_eq!(kind, Some(draft.entry.kind), "{report}\n{document}");
        assert_eq!(verdicts(&report), expected, "{report}\n{document}");
        keeps_secrets(document.as_bytes(), &report, draft);
        if let Some((other, other_report)) = &first {
            assert_eq!(said(other_report), said(&report), "in another layout\n{document}");
            assert_eq!(unplaced(other), unplaced(&message), "in another layout\n{document}");
            assert!(!is_comparable(draft) || *other == message, "in another layout\n{document}");
        } else {
            first = Some((message, report));
        }
    }
    let document = dice.of(&documents).as_bytes();
    any::holds(document);
    let body = document.trim_ascii_end();
    let cut = &body[..dice.below(body.len())];
    let (message, report) = decoder.decode(cut);
    assert!(message.is_none() && report.is_error(), "cut off after {} bytes", cut.len());
    keeps_secrets(cut, &report, draft);
}

/// A fault in what is said is reported, whatever the layout.
fn faulty(mut draft: Draft, dice: &mut Dice<'_>) {
    let fault = dice.of(FAULTS);
    let Some(site) = site(&draft, dice) else { return };
    if (fault.make)(draft.tree.entries(&site.path), &site, dice).is_none() {
        return;
    }
    let documents = LAYOUTS.map(|layout| layout.write(&draft.tree, dice));
    any::holds(dice.of(&documents).as_bytes());
    let mut first: Option<BTreeSet<_>> = None;
    for document in &documents {
        let report = broken(document.as_bytes(), &draft, fault.code);
        let said = said(&report);
        if fault.ordered {
            continue;
        }
        if let Some(other) = &first {
            assert_eq!(other, &said, "in another layout\n{document}");
        }
        first = Some(said);
    }
}

/// An unusual spelling is reported, and what can be read is read.
fn misspelt(mut draft: Draft, dice: &mut Dice<'_>) {
    let spelling = dice.of(SPELLINGS);
    let Some(site) = site(&draft, dice) else { return };
    let before = draft.tree.entries(&site.path)[site.at].1.clone();
    if spell(spelling, draft.tree.entries(&site.path), &site).is_none() {
        return;
    }
    let secret = if site.key.sensitive { secret(&before) } else { None };
    let documents = LAYOUTS.map(|layout| layout.write(&draft.tree, dice));
    any::holds(dice.of(&documents).as_bytes());
    for document in &documents {
        let report = broken(document.as_bytes(), &draft, spelling.1);
        hides(document.as_bytes(), &report, secret.clone(), &draft);
    }
}

/// What is wrong around the value is reported.
fn damaged(draft: &Draft, dice: &mut Dice<'_>) {
    let (code, make) = dice.of(DAMAGES);
    let document = make(&LAYOUTS[0].write(&draft.tree, dice));
    any::holds(&document);
    broken(&document, draft, *code);
}

/// A document with a fault, decoded as the kind that it was meant to be.
pub(crate) fn broken(document: &[u8], draft: &Draft, code: Code) -> Report {
    let text = String::from_utf8_lossy(document);
    let (message, report) = decoder().decode_kind(draft.entry.kind, document).expect("a kind of the catalogue");
    assert!(message.is_none_or(|message| message.kind() == draft.entry.kind));
    assert!(report.problems().iter().any(|problem| problem.code == code), "not reported: {code}\n{report}\n{text}");
    keeps_secrets(document, &report, draft);
    report
}

pub(crate) fn site(draft: &Draft, dice: &mut Dice<'_>) -> Option<Site> {
    let sites = draft.sites();
    (!sites.is_empty()).then(|| dice.of(&sites).clone())
}

pub(crate) fn decoder() -> Decoder {
    Decoder::new().limits(Limits { problems: usize::MAX, ..Limits::default() }).secrets(true)
}

/// What is reported on account of the sender. A sender who is not clear is no fault of the layout, nor of a table.
fn verdicts(report: &Report) -> Verdicts {
    let problems = report.problems().iter().filter(|problem| problem.code != Code::AmbiguousIdentity);
    let what = |found: &Found| match found {
        Found::Key(name) | Found::Text(name) => name.clone(),
        _ => String::new(),
    };
    problems.map(|problem| (problem.code, what(&problem.found))).collect()
}

/// What is reported, without where.
pub(crate) fn said(report: &Report) -> BTreeSet<(Code, String)> {
    report.problems().iter().map(|problem| (problem.code, problem.path.clone())).collect()
}

/// Whether the same said otherwise is an equal message: no part of it is left as it was written.
fn is_comparable(draft: &Draft) -> bool {
    !draft.sites().iter().any(|site| matches!(site.key.shape, Shape::Any | Shape::Of(_)))
}

/// A message as text, without the places where parts of it were left.
pub(crate) fn unplaced(message: &Option<Message<'_>>) -> String {
    let text = format!("{message:?}");
    let mut parts = text.split("Raw(");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("Raw");
        out.push_str(part.split_once(')').map_or(part, |(_, rest)| rest));
    }
    out
}

/// Nothing that is printed shows a secret of the message.
pub(crate) fn keeps_secrets(document: &[u8], report: &Report, draft: &Draft) {
    let mut tree = draft.tree.clone();
    let sites = draft.sites().into_iter().filter(|site| site.key.sensitive);
    let secrets = sites.filter_map(|site| secret(&tree.entries(&site.path)[site.at].1)).collect::<BTreeSet<_>>();
    hides(document, report, secrets, draft);
}

/// What of a value must not be seen; nothing if it is too short to be told apart.
pub(crate) fn secret(value: &Tree) -> Option<String> {
    let secret = match value {
        Tree::Data(octets) => base64(octets).get(..16)?.to_owned(),
        Tree::Text(text) => text.clone(),
        _ => return None,
    };
    (secret.len() >= 8).then_some(secret)
}

pub(crate) fn hides(document: &[u8], report: &Report, secrets: impl IntoIterator<Item = String>, draft: &Draft) {
    let secrets: Vec<_> = secrets.into_iter().filter(|secret| !is_elsewhere(secret, draft)).collect();
    if secrets.is_empty() || report.is_clean() {
        return;
    }
    let source = Source::new("input", document);
    let printed = FORMATS.iter().map(|format| format.print(Setting::default(), [Checked::message(report, source)]));
    for text in printed.chain([format!("{report:?}")]) {
        for secret in &secrets {
            assert!(!text.contains(secret), "shown: {secret}\n{text}");
        }
    }
}

/// Whether the same text stands where it is no secret.
fn is_elsewhere(secret: &str, draft: &Draft) -> bool {
    fn is_in(tree: &Tree, record: Option<&Record>, secret: &str) -> bool {
        match tree {
            Tree::Array(items) => items.iter().any(|item| is_in(item, record, secret)),
            Tree::Dictionary(entries) => entries.iter().any(|(name, value)| {
                let key = record.and_then(|record| record.similar(name));
                !key.is_some_and(|key| key.sensitive) && is_in(value, key.and_then(|key| key.shape.record()), secret)
            }),
            Tree::Text(text) => text.contains(secret),
            Tree::Verbatim(element) => element.contains(secret),
            scalar => scalar.content().contains(secret),
        }
    }
    is_in(&draft.tree, Some(draft.entry.record), secret)
}

/// Bytes that look like chance, the same for the same number.
#[cfg(test)]
pub(crate) fn noise(number: u64) -> Vec<u8> {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..400).map(|_| next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Fault;

    #[test]
    fn holds_for_noise() {
        for number in 0..400 {
            message(&noise(number));
        }
    }

    #[test]
    fn every_fault_and_spelling_has_its_place() {
        let mut faults = vec![0; FAULTS.len()];
        let mut spellings = vec![0; SPELLINGS.len()];
        for number in 0..400 {
            let data = noise(number);
            let mut dice = Dice::new(&data);
            let draft = Draft::new(&mut dice);
            for site in draft.sites() {
                let entries = draft.tree.clone().entries(&site.path).clone();
                for (count, Fault { make, .. }) in faults.iter_mut().zip(FAULTS) {
                    *count += usize::from(make(&mut entries.clone(), &site, &mut dice).is_some());
                }
                for (count, spelling) in spellings.iter_mut().zip(SPELLINGS) {
                    *count += usize::from(spell(spelling, &mut entries.clone(), &site).is_some());
                }
            }
        }
        let never = |counts: &[usize]| counts.iter().position(|count| *count == 0);
        assert_eq!((never(&faults), never(&spellings)), (None, None), "{faults:?} {spellings:?}");
    }
}
