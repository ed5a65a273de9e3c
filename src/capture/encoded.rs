//! A file that is a property list in base64 or in hexadecimal digits, or has one on each line: what people copy out of
//! webhooks, tables and shells.

use super::{Captured, Item, Items, Options, Place, Reader, at_the_end, body, offset_in, problem};
use crate::{report::Code, wire::Span};

pub(super) static READER: Reader =
    Reader { name: "encoded", detect: body::is_encoded_plist, open, complete: at_the_end };

fn open<'a>(bytes: &'a [u8], _: &Options<'_>) -> Items<'a> {
    let lines = || bytes.split(|byte| *byte == b'\n');
    // of one that is wrapped only the first line begins as one does
    if lines().filter(|line| body::is_encoded_plist(line)).nth(1).is_none() {
        return Items::new(core::iter::once(item(bytes, bytes, Place::Decoded)));
    }
    let lines = lines().enumerate().filter(|(_, line)| !line.trim_ascii().is_empty());
    Items::new(lines.map(move |(number, line)| item(bytes, line, Place::Line(number.saturating_add(1)))))
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
        for text in [PLIST, "eyJhIjoxfQ==", "3c3f", "not one"] {
            assert_ne!(Container::detect(text.as_bytes()).as_str(), "encoded", "{text}");
        }
    }
}
