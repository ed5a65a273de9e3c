//! Text with the colours of a terminal in it, as HTTPie, Node, mitmproxy and `docker compose` write them if they are told to:
//! what is in it without them.
//!
//! Source: ECMA-48, sections 5.4 and 8.3.117.

use memchr::{memchr, memchr_iter};

use super::{
    Items, Options, Reader, at_the_end,
    streams::{Log, Piece, Source, has_messages},
};

pub(super) static READER: Reader = Reader { name: "colours", detect, open, complete: at_the_end };

/// The first of them stands in so much.
const HEAD: usize = 1 << 16;

/// What selects colours is not longer.
const LONGEST: usize = 32;

const ESCAPE: u8 = 0x1b;

fn detect(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let mut rest = head;
    while let Some(at) = memchr(ESCAPE, rest) {
        rest = rest.get(at..).unwrap_or_default();
        match len(rest) {
            // octets may look so too, of which there are zeros
            Some(_) => return memchr_iter(0, head).nth(1).is_none() && has_messages(bytes, Colours),
            None => rest = rest.get(1..).unwrap_or_default(),
        }
    }
    false
}

fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    Items::new(Log::new(bytes, Colours, options))
}

/// How long what stands here is, if it selects a colour or erases a line.
fn len(text: &[u8]) -> Option<usize> {
    let inside = text.get(..LONGEST).unwrap_or(text).strip_prefix(&[ESCAPE, b'['])?;
    let digits = inside.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
    matches!(inside.get(digits)?, b'm' | b'K').then_some(digits.saturating_add(3))
}

/// All is one stream.
struct Colours;

impl Source for Colours {
    fn next(&mut self, bytes: &[u8], at: usize, pieces: &mut Vec<Piece>) -> usize {
        let rest = bytes.get(at..).unwrap_or_default();
        let feed = memchr(b'\n', rest);
        let end = at.saturating_add(feed.unwrap_or(rest.len()));
        let (mut start, mut from) = (at, at);
        while let Some(escape) = bytes.get(from..end).and_then(|rest| memchr(ESCAPE, rest)) {
            let escape = from.saturating_add(escape);
            match bytes.get(escape..end).and_then(len) {
                Some(len) => {
                    pieces.push(Piece { stream: 0, head: at, text: start..escape, has_end: false });
                    start = escape.saturating_add(len);
                    from = start;
                }
                None => from = escape.saturating_add(1),
            }
        }
        pieces.push(Piece { stream: 0, head: at, text: start..end, has_end: feed.is_some() });
        end.saturating_add(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Captured, Container, Item};

    #[test]
    fn bodies() {
        let plist = "<?xml version=\"1.0\"?>\n<plist version=\"1.0\">\n<true/>\n</plist>\n";
        let lines = plist.lines().map(|line| format!("\u{1b}[32m{line}\u{1b}[39;49;00m\u{1b}[K\n")).collect::<String>();
        let http = format!("\u{1b}[1mPUT\u{1b}[0m /mdm HTTP/1.1\r\nContent-Length: {}\r\n\r\n{lines}", plist.len());
        for text in [format!("a\n{lines}"), http, format!("\u{1b}[2mbody\u{1b}[0m\n{plist}")] {
            assert_eq!(Container::detect(text.as_bytes()).as_str(), READER.name, "{text}");
            let items: Vec<_> = open(text.as_bytes(), &Options::default()).collect();
            let [Item::Message(Captured { body, offset, .. })] = &items[..] else { panic!("{items:?}") };
            assert_eq!(**body, *plist.as_bytes(), "{text}");
            assert_eq!(*offset, text.find(plist), "{text}");
        }
        for other in [plist.to_owned(), format!("a \u{1b}[x {plist}"), "\u{1b}[32ma\u{1b}[0m".to_owned()] {
            assert_ne!(Container::detect(other.as_bytes()).as_str(), READER.name, "{other}");
        }
    }
}
