//! The target `json`: JSON texts that are known to be right, wrong in one place, or made to hurt.

use mdmwire::{
    Canonical, Code, Format, Kind, Limits, Message, Policy, Report, Value,
    schema::{Key, Shape},
};

use crate::{
    any,
    dice::Dice,
    draft::{Draft, Site},
    grow,
    layout::LAYOUTS,
    message::{broken, decoder, hides, keeps_secrets, said, secret, site, unplaced},
    pen::PENS,
    rules,
    tree::Tree,
};

/// Makes a JSON text by the bytes and reads it. Bytes that begin as one are read as they are.
pub fn json(data: &[u8]) {
    if matches!(data.trim_ascii_start().first(), None | Some(b'{' | b'[' | b'"' | 0xef)) {
        return any::holds(data);
    }
    let mut dice = Dice::new(data);
    match dice.below(6) {
        0 => valid(&mut dice),
        1 | 2 => message(&mut dice),
        3 => misspelt(&mut dice),
        4 => damaged(&mut dice),
        _ => hostile(&mut dice),
    }
}

/// Read by both policies, in every layout alike.
fn valid(dice: &mut Dice<'_>) {
    let tree = grow::value(0, scalar, dice);
    let mut first = None;
    for pen in PENS {
        let text = pen.write(&tree, dice);
        any::holds(text.as_bytes());
        let (value, report) = Value::read(text.as_bytes(), Policy::Strict, Limits::default());
        let value = value.unwrap_or_else(|| panic!("{report}\n{text}"));
        let canonical = Canonical::of(value.root(), Format::Json).to_string();
        assert_eq!(*first.get_or_insert_with(|| canonical.clone()), canonical, "in another layout\n{text}");
    }
}

/// What stands in JSON.
fn scalar(dice: &mut Dice<'_>) -> Tree {
    match dice.below(5) {
        0 => Tree::Verbatim("null".to_owned()),
        1 => Tree::Boolean(dice.once_in(2)),
        2 => Tree::Verbatim((*dice.of(NUMBERS)).to_owned()),
        3 => Tree::Real(f64::from_bits(u64::from_le_bytes(dice.octets(8).try_into().unwrap_or_default()) >> 2)),
        _ => Tree::Text((*dice.of(rules::TEXTS)).to_owned()),
    }
}

const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "7",
    "-1",
    "123456789012345",
    "-999999999999999",
    "1234567890123456",
    "9007199254740992",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551615",
    "0.5",
    "-0.0",
    "123456789.123456789",
    "999999999999999.5",
    "0.1234567890123456789",
    "1e5",
    "1E+05",
    "12e-3",
    "1.7976931348623157e308",
    "5e-324",
    "1e-999",
];

/// The same message as in XML, in every layout; of the format alone something is said.
fn message(dice: &mut Dice<'_>) {
    let draft = draft(dice);
    let xml = LAYOUTS[0].write(&draft.tree, dice);
    let expected = decoder().decode_kind(draft.entry.kind, xml.as_bytes()).expect("a kind of the catalogue");
    let said_of = |report: &Report| {
        let mut said = said(report);
        said.retain(|(code, _)| !matches!(code, Code::IntBeyond53 | Code::JsonNotPlist | Code::PlistNotJson));
        said
    };
    let texts = PENS.map(|pen| pen.write(&draft.tree, dice));
    for text in &texts {
        let (message, report) =
            decoder().decode_kind(draft.entry.kind, text.as_bytes()).expect("a kind of the catalogue");
        assert_eq!(message.as_ref().map(Message::kind), expected.0.as_ref().map(Message::kind), "{report}\n{text}");
        assert_eq!(said_of(&report), said_of(&expected.1), "left in JSON, right in XML\n{text}\n{xml}");
        assert_eq!(unplaced(&message), unplaced(&expected.0), "left in JSON, right in XML\n{text}\n{xml}");
        keeps_secrets(text.as_bytes(), &report, &draft);
    }
    let text = dice.of(&texts).trim_ascii_end();
    any::holds(text.as_bytes());
    let cut = &text.as_bytes()[..dice.below(text.len())];
    let (message, report) = decoder().decode_kind(draft.entry.kind, cut).expect("a kind of the catalogue");
    assert!(message.is_none() && report.is_error(), "cut off after {} bytes", cut.len());
}

/// A message with nothing in it that JSON has no way to say: octets are text there, so text is not sent as octets.
fn draft(dice: &mut Dice<'_>) -> Draft {
    let mut draft = Draft::new(dice);
    for Site { path, at, key, .. } in draft.sites() {
        let value = &mut draft.tree.entries(&path)[at].1;
        if let (Shape::Text, Tree::Data(octets)) = (key.shape, &*value) {
            *value = Tree::Text(String::from_utf8_lossy(octets).into_owned());
        }
    }
    draft
}

/// An unusual spelling is reported, and what can be read is read.
fn misspelt(dice: &mut Dice<'_>) {
    let mut draft = draft(dice);
    let (kind, code, text) = *dice.of(SPELLINGS);
    let Some(Site { path, at, key, .. }) = site(&draft, dice) else { return };
    if !may_be_misspelt(key, kind) {
        return;
    }
    let value = &mut draft.tree.entries(&path)[at].1;
    let hidden = if key.sensitive { secret(value) } else { None };
    *value = Tree::Verbatim(text.to_owned());
    for pen in PENS {
        let text = pen.write(&draft.tree, dice);
        any::holds(text.as_bytes());
        let report = broken(text.as_bytes(), &draft, code);
        hides(text.as_bytes(), &report, hidden.clone(), &draft);
    }
}

/// Whether a key has this kind of value and takes no other.
fn may_be_misspelt(key: &Key, kind: Kind) -> bool {
    key.shape.kind() == Some(kind) && key.also[0].is_none()
}

/// How a value of a kind may be spelt, and what has to be said of it.
const SPELLINGS: &[(Kind, Code, &str)] = &[
    (Kind::Boolean, Code::Literal, "True"),
    (Kind::Boolean, Code::Literal, "yes"),
    (Kind::Boolean, Code::WrongType, "1"),
    (Kind::Boolean, Code::WrongType, "\"true\""),
    (Kind::Data, Code::Base64, "\"QQ\""),
    (Kind::Data, Code::Base64, "\"QU\\/!\""),
    (Kind::Data, Code::Base64Bits, "\"QR==\""),
    (Kind::Data, Code::WrongType, "[81]"),
    (Kind::Date, Code::Date, "\"2024-12-09\""),
    (Kind::Date, Code::Date, "\"\""),
    (Kind::Date, Code::DateRange, "\"2024-02-30T00:00:00Z\""),
    (Kind::Date, Code::WrongType, "1733769201"),
    (Kind::Integer, Code::IntBeyond53, "9007199254740993"),
    (Kind::Integer, Code::IntRange, "-9223372036854775809"),
    (Kind::Integer, Code::IntRange, "123456789012345678901234567890123456789012345678901234567890"),
    (Kind::Integer, Code::IntRange, "340282366920938463463374607431768211456"),
    (Kind::Integer, Code::Number, "+1"),
    (Kind::Integer, Code::Number, "01"),
    (Kind::Integer, Code::WrongType, "1.0"),
    (Kind::Integer, Code::WrongType, "\"1\""),
    (Kind::Real, Code::Literal, "NaN"),
    (Kind::Real, Code::Number, "1."),
    (Kind::Real, Code::NumberRange, "1e400"),
    (Kind::Text, Code::Colon, "{\"a\" 1}"),
    (Kind::Text, Code::Comma, "\"a\" \"b\""),
    (Kind::Text, Code::ControlChar, "\"a\tb\""),
    (Kind::Text, Code::Escape, "\"\\x41\""),
    (Kind::Text, Code::Escape, "\"\\u00g0\""),
    (Kind::Text, Code::Key, "{a:1}"),
    (Kind::Text, Code::Literal, "'a'"),
    (Kind::Text, Code::Nul, "\"a\\u0000\""),
    (Kind::Text, Code::Surrogate, "\"\\ud83d\""),
    (Kind::Text, Code::Surrogate, "\"\\ude00\\ud83d\""),
    (Kind::Text, Code::WrongType, "[\"a\"]"),
];

/// What is wrong around the value is reported.
fn damaged(dice: &mut Dice<'_>) {
    let draft = draft(dice);
    let (code, make) = dice.of(DAMAGES);
    let document = make(&PENS[0].write(&draft.tree, dice));
    any::holds(&document);
    broken(&document, &draft, *code);
}

/// A fault of a document: what has to be reported, and how it is made.
type Damage = (Code, fn(&str) -> Vec<u8>);

const DAMAGES: &[Damage] = &[
    (Code::Bom, |text| format!("\u{feff}{text}").into()),
    (Code::Colon, |text| text.replacen("\":", "\"=", 1).into()),
    (Code::Comma, |text| [text.trim_end_matches('}'), "]"].concat().into()),
    (Code::Eof, |text| text.trim_end_matches(['}', ']']).into()),
    (Code::Key, |text| text.replacen("{\"", "{", 1).into()),
    (Code::Key, |text| text.replacen("{\"", "{,\"", 1).into()),
    (Code::Literal, |text| text.replacen("\":", "\":,", 1).into()),
    (Code::TrailingData, |text| text.repeat(2).into()),
    (Code::TrailingData, |text| format!("{text}\0").into()),
    (Code::Utf8, |text| [text.as_bytes(), b"\xff"].concat()),
];

/// The same part again and again, whole or cut off.
fn hostile(dice: &mut Dice<'_>) {
    let count = *dice.of(&[1, 2, 127, 128, 129, 511, 512, 513, 2000]);
    let text = match dice.below(4) {
        0 => {
            let (open, close) = *dice.of(&[("[", "]"), ("{\"a\":", "}"), ("[[],", "]"), ("{\"a\":1,\"a\":", "}")]);
            format!("{}0{}", open.repeat(count), close.repeat(if dice.once_in(4) { count - 1 } else { count }))
        }
        1 => format!("[{}0]", dice.of(&["{},", "[],", "0,", "\"\",", "null,", "{\"ErrorCode\":1},"]).repeat(count)),
        2 => format!(
            "[\"{}\"]",
            dice.of(&["\\n", "\\/", "\\u0000", "\\\"", "\\ud83d\\ude00", "a", "\u{1f600}"]).repeat(count)
        ),
        _ => {
            let member = dice.of(&[
                "\"Status\":\"Idle\",",
                "\"#\":0,",
                "\"\\u0053tatus\":\"\",",
                "\"ErrorChain\":[{}],",
                "\"CF$UID\":1,",
            ]);
            let members: String = (0..count).map(|i| member.replace('#', &i.to_string())).collect();
            format!("{{{members}\"Status\":\"Idle\"}}")
        }
    };
    any::holds(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::noise;

    #[test]
    fn holds_for_noise() {
        for number in 0..600 {
            json(&noise(number));
        }
    }

    /// Every spelling and every damage stands once where it has to be found.
    #[test]
    fn every_spelling_is_reported() {
        for (kind, code, text) in SPELLINGS {
            let found = (0..400).any(|number| {
                let data = noise(number);
                let mut dice = Dice::new(&data);
                let mut draft = draft(&mut dice);
                let sites = draft.sites();
                let Some(Site { path, at, .. }) = sites.iter().find(|site| may_be_misspelt(site.key, *kind)) else {
                    return false;
                };
                draft.tree.entries(path)[*at].1 = Tree::Verbatim((*text).to_owned());
                broken(PENS[0].write(&draft.tree, &mut dice).as_bytes(), &draft, *code);
                true
            });
            assert!(found, "{kind} {code}");
        }
        for (code, make) in DAMAGES {
            for number in 0..20 {
                let data = noise(number);
                let mut dice = Dice::new(&data);
                let draft = draft(&mut dice);
                broken(&make(&PENS[0].write(&draft.tree, &mut dice)), &draft, *code);
            }
        }
    }
}
