//! A file that is one property list in base64 or in hexadecimal digits: what people copy out of a webhook, a table or a
//! shell.

use std::iter::once;

use super::{Captured, Item, Items, Options, Place, Reader, at_the_end, body, problem};
use crate::{report::Code, wire::Span};

pub(super) static READER: Reader =
    Reader { name: "encoded", detect: body::is_encoded_plist, open, complete: at_the_end };

fn open<'a>(bytes: &'a [u8], _: &Options<'_>) -> Items<'a> {
    let text = bytes.trim_ascii();
    Items::new(once(match body::given_in(text.into()) {
        Ok(body) => Item::Message(Captured { body, place: Place::Decoded, ..Captured::default() }),
        Err(at) => {
            let before = bytes.len().saturating_sub(bytes.trim_ascii_start().len());
            let at = before.saturating_add(at);
            Item::Problem(problem(Code::Base64, Span::new(at, at.saturating_add(1))))
        }
    }))
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
