//! Captures in UTF-16, as PowerShell writes what is sent to a file with `>`. A message that stands alone is none: its sender
//! has to mend it.

use super::{Container, Items, Options, Reader, at_the_end, redone};

pub(super) static READER: Reader = Reader { name: "utf-16", detect, open, complete: at_the_end };

/// So much tells what is in it.
const HEAD: usize = 1 << 20;

fn detect(bytes: &[u8]) -> bool {
    text(bytes.get(..HEAD).unwrap_or(bytes))
        .is_some_and(|text| !Container::within(text.as_bytes(), READER.name).is_whole())
}

fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    redone(text(bytes).unwrap_or_default().as_bytes(), READER.name, options)
}

/// What a byte order mark or, behind the first unit, the halves of two letters show to be UTF-16. What is no character is
/// U+FFFD in it.
fn text(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] | [_, _, 1..=255, 0, 1..=255, 0, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] | [_, _, 0, 1..=255, 0, 1..=255, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let is_little = unit([1, 0]) == 1;
    let mut rest = bytes;
    let units = core::iter::from_fn(move || {
        // a byte was lost, or is one too many
        match rest {
            [0, 1..=127, 0, 1..=127, ..] if is_little => rest = rest.get(1..)?,
            [1..=127, 0, 1..=127, 0, ..] if !is_little => rest = rest.get(1..)?,
            _ => {}
        }
        let (octets, behind) = rest.split_first_chunk()?;
        rest = behind;
        Some(unit(*octets))
    });
    let units = units.skip_while(|unit| *unit == 0xfeff);
    Some(char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Captured, Item};

    const PLIST: &str =
        "<?xml version=\"1.0\"?>\r\n<plist version=\"1.0\"><string>\u{1f34e}\u{e9}</string></plist>\r\n";

    fn written(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(order).collect()
    }

    #[test]
    fn both_orders() {
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            for text in [PLIST.repeat(2), format!("2026-11-30 09:39:00 body: {PLIST}\r\n2026-11-30 09:40:00 {PLIST}")] {
                let mut bytes = written(&text, order);
                let whole = bytes.len();
                // half a unit, and half of a pair
                bytes.extend([0xd8, 0xd8, 0xd8]);
                for bytes in [&bytes[..whole], &bytes[2..whole], &bytes] {
                    assert_eq!(Container::detect(bytes).as_str(), "utf-16", "{text}");
                    let items = Container::detect(bytes).open(bytes, &Options::default());
                    let bodies: Vec<_> = items
                        .map(|item| match item {
                            Item::Message(Captured { body, offset: None, .. }) => {
                                String::from_utf8(body.into_owned()).unwrap()
                            }
                            other => panic!("{other:?}"),
                        })
                        .collect();
                    assert_eq!(bodies, [PLIST.trim_end(); 2], "{text}");
                }
            }
            let mut cut = written(&PLIST.repeat(3), order);
            cut.remove(60);
            let items: Vec<_> = Container::detect(&cut).open(&cut, &Options::default()).collect();
            let is_whole =
                |item: &&Item<'_>| matches!(item, Item::Message(found) if found.body == PLIST.trim_end().as_bytes());
            assert_eq!(items.iter().filter(is_whole).count(), 2);
            assert!(Container::detect(&written(PLIST, order)).is_whole());
            assert!(Container::detect(&written("a text", order)).is_whole());
        }
    }
}
