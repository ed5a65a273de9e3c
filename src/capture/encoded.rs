//! A file that is a property list in base64 or in hexadecimal digits, or has one on each line: what people copy out of
//! webhooks, tables and shells. Or any text with property lists in base64: a log of webhooks, a secret of Kubernetes.

use memchr::memrchr;

use super::{Captured, Item, Items, Options, Place, Reader, at_the_end, body, offset_in, problem, text};
use crate::{report::Code, wire::Span};

pub(super) static READER: Reader = Reader { name: "encoded", detect, open, complete: at_the_end };

/// How `<?xml `, `<!DOCTYPE plist`, `<plist` and `bplist00` begin in base64.
const BEGINS: [&str; 4] = ["PD94bWwg", "PCFET0NUWVBFIHBsaXN0", "PHBsaXN0", "YnBsaXN0MD"];

/// How far the first of them is looked for.
const HEAD: usize = 1 << 20;

fn detect(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    body::is_encoded_plist(bytes) || !text::is_document(bytes) && words(head).next().is_some()
}

fn open<'a>(bytes: &'a [u8], _: &Options<'_>) -> Items<'a> {
    let lines = || bytes.split(|byte| *byte == b'\n');
    if lines().filter(|line| body::is_encoded_plist(line)).nth(1).is_some() {
        let lines = lines().enumerate().filter(|(_, line)| !line.trim_ascii().is_empty());
        return Items::new(lines.map(move |(number, line)| item(bytes, line, Place::Line(number.saturating_add(1)))));
    }
    // of one that is wrapped only the first line begins as one does
    if body::is_encoded_plist(bytes) {
        return Items::new(core::iter::once(item(bytes, bytes, Place::Decoded)));
    }
    let mut last = 0;
    Items::new(words(bytes).map(move |word| {
        let start = offset_in(bytes, word).unwrap_or_default();
        let end = start.saturating_add(word.len());
        let before = bytes.get(last..start).unwrap_or_default();
        let line = memrchr(b'\n', before).map_or(0, |at| at.saturating_add(1));
        let exchange = text::said(before.get(line..).unwrap_or_default(), bytes.get(end..).unwrap_or_default());
        last = end;
        match item(bytes, word, Place::Byte(start)) {
            Item::Message(captured) => Item::Message(Captured { exchange, ..captured }),
            problem @ Item::Problem(_) => problem,
        }
    }))
}

/// The words of a text that are property lists, as far as their beginnings tell.
fn words(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte);
    let begins = |word: &[u8]| {
        let has =
            |begin: &&str| word.get(..begin.len()).is_some_and(|head| head.eq_ignore_ascii_case(begin.as_bytes()));
        BEGINS.iter().any(|begin| word.starts_with(begin.as_bytes())) || body::HEXADECIMAL.iter().any(has)
    };
    bytes.split(move |byte| !is_part(byte)).filter_map(move |word| {
        // PostgreSQL writes `\x` before it
        let word = word.strip_prefix(b"x").unwrap_or(word);
        let start = offset_in(bytes, word).filter(|_| begins(word))?;
        let end = start.saturating_add(word.len());
        let padding = bytes.get(end..)?.iter().take(2).take_while(|byte| **byte == b'=').count();
        bytes.get(start..end.saturating_add(padding)).filter(|word| body::is_encoded_plist(word))
    })
}

/// What a part of a file stands for.
fn item<'a>(file: &[u8], part: &'a [u8], place: Place) -> Item<'a> {
    let text = part.trim_ascii();
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
        let expected = Captured { body: PLIST.as_bytes().into(), place: Place::Decoded, ..Captured::default() };
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
        for around in ["{}", "body={} status=200\n", "<a>{}</a>", "('\\\\x{}')", "data:\n  a: {}\n"] {
            for word in [&base64, &digits] {
                let text = around.replace("{}", word);
                assert_eq!(Container::detect(text.as_bytes()).as_str(), "encoded", "{text}");
                let found: Vec<_> = open(text.as_bytes(), &Options::default()).collect();
                let [Item::Message(message)] = &found[..] else { panic!("{text}: {found:?}") };
                assert_eq!(message.body, PLIST.as_bytes(), "{text}");
            }
        }
        // it is a part of a document
        let document = format!("<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><data>{base64}</data>");
        for text in [PLIST, &document, "eyJhIjoxfQ==", "3c3f", "not one"] {
            assert_ne!(Container::detect(text.as_bytes()).as_str(), "encoded", "{text}");
        }
    }
}
