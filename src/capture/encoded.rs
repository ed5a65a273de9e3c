//! A file that is a property list in base64 or in hexadecimal digits, or has one on each line: what people copy out of
//! webhooks, tables and shells. Or any text with property lists in these or as the numbers of their octets or as parts of an
//! address: a log of webhooks, a secret of Kubernetes, what a program prints of its buffers.

use core::ops::Range;

use memchr::memchr_iter;

use super::{Captured, Item, Items, Options, Place, Reader, at_the_end, body, offset_in, problem, spelled, text};
use crate::{
    report::{Code, Expected, Found, Problem},
    wire::Span,
};

pub(super) static READER: Reader = Reader { name: "encoded", detect, open, complete: at_the_end };

/// How `<?xml `, `<!DOCTYPE plist`, `<plist` and `bplist00` begin in base64.
const BEGINS: [&str; 4] = ["PD94bWwg", "PCFET0NUWVBFIHBsaXN0", "PHBsaXN0", "YnBsaXN0MD"];

/// How far the first of them is looked for.
const HEAD: usize = 1 << 20;

fn detect(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    if body::is_encoded_plist(bytes) {
        return true;
    }
    if !text::is_document(bytes) {
        return words(head).next().is_some();
    }
    // what else is encoded in a document is a part of that
    let is_json = matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['));
    is_json && lists(head).any(|list| spelled::numbers(list).is_some())
}

fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    let lines = || {
        let lines = bytes.split(|byte| *byte == b'\n').zip(1usize..);
        lines.filter(|(line, _)| !line.trim_ascii().is_empty())
    };
    // one may be damaged; of one that is wrapped only the first line begins as one does
    let count = lines().filter(|(line, _)| body::is_encoded_plist(line)).count();
    if count > 1 && lines().count() < count.saturating_mul(2) {
        return Items::new(lines().map(move |(line, number)| item(bytes, line, Place::Line(number))));
    }
    if body::is_encoded_plist(bytes) {
        return Items::new(core::iter::once(item(bytes, bytes, Place::Decoded(0))));
    }
    text::open(bytes, options)
}

/// Where the first property list of a text stands that is so encoded, as far as its beginning tells.
pub(super) fn first(text: &[u8]) -> Option<Range<usize>> {
    let word = words(text).next()?;
    let start = offset_in(text, word)?;
    Some(start..start.saturating_add(word.len()))
}

/// No writer wraps base64 into longer lines.
const WRAPPED: usize = 128;

/// The words of a text that are property lists, as far as their beginnings tell.
fn words(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut behind = 0;
    bytes.split(|byte| !is_part(*byte)).filter_map(move |word| {
        let start = offset_in(bytes, word).filter(|start| *start >= behind)?;
        let found = spelled_out(bytes, word, start).or_else(|| encoded(bytes, word, start))?;
        behind = offset_in(bytes, found)?.saturating_add(found.len());
        (body::is_encoded_plist(found) || left_out(bytes, found).is_some()).then_some(found)
    })
}

/// The octets of a property list of which a tool has written no more, and how many more there are.
fn left_out(file: &[u8], part: &[u8]) -> Option<(Vec<u8>, usize)> {
    let behind = offset_in(file, part)?.saturating_add(part.len());
    let count = spelled::left_out(file.get(behind..)?)?;
    Some((spelled::numbers(part)?.0, count))
}

/// What stands behind the opening brackets.
fn lists(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    memchr_iter(b'[', bytes).filter_map(|at| Some(bytes.get(at.saturating_add(1)..)?.trim_ascii_start()))
}

/// The property list that begins with this word in base64 or in hexadecimal digits.
fn encoded<'a>(bytes: &'a [u8], word: &[u8], start: usize) -> Option<&'a [u8]> {
    // PostgreSQL writes `\x` before it, MySQL `0x`
    let digits = word.strip_prefix(b"0x").or_else(|| word.strip_prefix(b"x")).unwrap_or(word);
    let end = start.saturating_add(word.len());
    let start = end.saturating_sub(digits.len());
    let end = wrapped(bytes, start, Some(end).filter(|_| begins(digits))?);
    let padding = bytes.get(end..)?.iter().take(2).take_while(|byte| **byte == b'=').count();
    bytes.get(start..end.saturating_add(padding)).filter(|word| body::is_encoded_plist(word))
}

/// The property list whose first octet is this word, or begins with it behind a percent sign.
fn spelled_out<'a>(bytes: &'a [u8], word: &[u8], start: usize) -> Option<&'a [u8]> {
    let is_address = word.get(..2).is_some_and(|first| first.eq_ignore_ascii_case(b"3c"));
    if is_address && let Some(start) = start.checked_sub(1).filter(|before| bytes.get(*before) == Some(&b'%')) {
        let (_, len) = spelled::address(bytes.get(start..)?)?;
        return bytes.get(start..start.saturating_add(len));
    }
    let rest = bytes.get(start..).filter(|_| word.len() <= b"0x3c".len())?;
    spelled::numbers(rest).and_then(|(_, len)| rest.get(..len))
}

const fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

/// Whether a word begins as a property list does in base64 or in hexadecimal digits.
fn begins(word: &[u8]) -> bool {
    let has = |begin: &&str| word.get(..begin.len()).is_some_and(|head| head.eq_ignore_ascii_case(begin.as_bytes()));
    BEGINS.iter().any(|begin| word.starts_with(begin.as_bytes())) || body::HEXADECIMAL.iter().any(has)
}

/// Where a word ends that may be wrapped into lines: all as long as the first, but for the last.
fn wrapped(bytes: &[u8], start: usize, end: usize) -> usize {
    let width = end.saturating_sub(start);
    if width > WRAPPED || !width.is_multiple_of(4) {
        return end;
    }
    let mut end = end;
    while let Some((behind, is_last)) = line_behind(bytes, end, width) {
        end = behind;
        if is_last {
            break;
        }
    }
    end
}

/// Where the next line of a word ends, of which none is longer, and whether it is the last.
fn line_behind(bytes: &[u8], end: usize, width: usize) -> Option<(usize, bool)> {
    let rest = bytes.get(end..)?;
    let gap = rest.strip_prefix(b"\r").unwrap_or(rest).strip_prefix(b"\n")?;
    let line = gap.get(gap.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()..)?;
    let len = line.iter().take(width.saturating_add(1)).take_while(|byte| is_part(**byte)).count();
    let (word, behind) = line.split_at_checked(len)?;
    let padding = behind.iter().take(2).take_while(|byte| **byte == b'=').count();
    let is_alone = matches!(behind.first(), None | Some(b'\r' | b'\n' | b'=' | b'"' | b'\'' | b'<'));
    let is_whole = len > 0 && len <= width && len.saturating_add(padding).is_multiple_of(4);
    // another one may follow directly
    (is_alone && is_whole && !begins(word)).then_some((offset_in(bytes, behind)?, len < width))
}

/// What a part of a file stands for.
pub(super) fn item<'a>(file: &[u8], part: &'a [u8], place: Place) -> Item<'a> {
    let text = part.trim_ascii();
    if let Some((octets, count)) = left_out(file, text) {
        let (expected, found) = (Expected::Form("all octets"), Found::Count(count));
        let missing = Problem { expected, found, ..problem(Code::CaptureDamaged, Span::at(octets.len())) };
        let (body, problems) = (octets.into(), vec![missing]);
        return Item::Message(Captured { body, place, problems, damaged: true, ..Captured::default() });
    }
    match body::given_in(text.into()) {
        Ok(body) => Item::Message(Captured { body, place, ..Captured::default() }),
        Err(at) => {
            let at = offset_in(file, text).unwrap_or_default().saturating_add(at);
            Item::Problem(problem(Code::Base64, Span::new(at, at.saturating_add(1))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{capture::Container, wire::Data};

    const PLIST: &str = "<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><true/></plist>\n";

    #[track_caller]
    fn check(text: &str) {
        assert_eq!(Container::detect(text.as_bytes()).as_str(), "encoded", "{text}");
        let items: Vec<_> = open(text.as_bytes(), &Options::default()).collect();
        let expected = Captured { body: PLIST.as_bytes().into(), place: Place::Decoded(0), ..Captured::default() };
        assert_eq!(items, [Item::Message(expected)], "{text}");
    }

    #[test]
    fn spellings() {
        let base64 = Data::octets(PLIST.as_bytes()).to_base64().to_string();
        let wrapped = |text: &str| {
            text.as_bytes().chunks(60).map(|line| format!("{}\n", line.escape_ascii())).collect::<String>()
        };
        let digits: String = PLIST.bytes().map(|byte| format!("{byte:02x}")).collect();
        for text in [base64.as_str(), &digits, &digits.to_uppercase(), &format!("0x{digits}")] {
            check(text);
            check(&format!("\n{text}\n"));
            check(&wrapped(text));
        }
        let lines = format!("{base64}\n\n{digits}\r\n{base64}");
        let found: Vec<_> = open(lines.as_bytes(), &Options::default()).collect();
        let line =
            |number| Captured { body: PLIST.as_bytes().into(), place: Place::Line(number), ..Captured::default() };
        assert_eq!(found, [1, 3, 4].map(|number| Item::Message(line(number))));
        // far behind what it is recognised by
        let long = format!("{PLIST}<!-- {} -->", "a".repeat(600));
        let mut damaged = format!("\n{}", Data::octets(long.as_bytes()).to_base64());
        damaged.replace_range(700..701, "!");
        assert_eq!(Container::detect(damaged.as_bytes()).as_str(), "encoded");
        let item = open(damaged.as_bytes(), &Options::default()).next();
        assert_eq!(item, Some(Item::Problem(problem(Code::Base64, Span::new(700, 701)))));
        let numbers = PLIST.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(" ");
        let address = PLIST.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
        let arounds = [
            "{}",
            "body={} status=200\n",
            "[2026-11-30 10:00:00] body={}\n",
            "<a>{}</a>",
            "('\\x{}')",
            "data:\n  a: {}\n",
        ];
        for around in arounds.into_iter().chain(["INSERT INTO `a` VALUES (1,0x{}),(2,'b');\n"]) {
            for word in [&base64, &digits, &digits.to_uppercase(), &address] {
                let text = around.replace("{}", word);
                assert_eq!(Container::detect(text.as_bytes()).as_str(), "encoded", "{text}");
                let found: Vec<_> = open(text.as_bytes(), &Options::default()).collect();
                let [Item::Message(message)] = &found[..] else { panic!("{text}: {found:?}") };
                assert_eq!(message.body, PLIST.as_bytes(), "{text}");
            }
        }
        for (around, between, name) in [
            ("body: [{}]\n", " ", "encoded"),
            ("a = [{}]\n", ", ", "encoded"),
            ("{\"type\":\"Buffer\",\"data\":[{}]}", ",", "jsonl"),
            ("{\n  \"time\": 1,\n  \"data\": [\n    {}\n  ]\n}\n", ",\n    ", "jsonl"),
        ] {
            let text = around.replace("{}", &numbers.replace(' ', between)).repeat(2);
            let container = Container::detect(text.as_bytes());
            assert_eq!(container.as_str(), name, "{text}");
            let found: Vec<_> = container.open(text.as_bytes(), &Options::default()).collect();
            let [Item::Message(first), Item::Message(second)] = &found[..] else { panic!("{text}: {found:?}") };
            assert!(first.body == PLIST.as_bytes() && second.body == PLIST.as_bytes(), "{text}");
        }
        let wrapped = |width: usize, before: &str| {
            let lines = base64.as_bytes().chunks(width).map(|line| format!("{before}{}", line.escape_ascii()));
            lines.collect::<Vec<_>>().join("\n")
        };
        for (width, before) in [(76, ""), (64, "    "), (60, "\t")] {
            let word = wrapped(width, before);
            for around in ["a:\n  b: |\n{}\nc: d\n", "Content-Transfer-Encoding: base64\n\n{}\n--a--\n", "<a>\n{}</a>"]
            {
                let text = around.replace("{}", &word).repeat(2);
                assert_eq!(Container::detect(text.as_bytes()).as_str(), "encoded", "{text}");
                let found: Vec<_> = open(text.as_bytes(), &Options::default()).collect();
                let [Item::Message(first), Item::Message(second)] = &found[..] else { panic!("{text}: {found:?}") };
                assert!(first.body == PLIST.as_bytes() && second.body == PLIST.as_bytes(), "{text}");
            }
        }
        // it is a part of a document
        let document = format!("<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><data>{base64}</data>");
        let numbers = format!("<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><string>[{numbers}]</string>");
        for text in [PLIST, &document, &numbers, "[60, 63, 120]", "eyJhIjoxfQ==", "3c3f", "not one"] {
            assert_ne!(Container::detect(text.as_bytes()).as_str(), "encoded", "{text}");
        }
    }
}
