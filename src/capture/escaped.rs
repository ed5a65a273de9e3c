//! Text in which the markup of property lists is escaped as in XML: configuration profiles as the Classic API of Jamf Pro
//! gives them, reports of tests, messages in other XML.
//!
//! Sources: XML 1.0, section 4.6; Jamf Pro, Classic API, `osxconfigurationprofiles`, the element `payloads`.

use core::ops::Range;
use std::sync::LazyLock;

use memchr::{
    memchr,
    memmem::{Finder, find, rfind},
    memrchr,
};

use super::{Reader, at_the_end, json::Escape, quoted::unescape, text};
use crate::front::is_web_page;

pub(super) static READER: Reader = Reader { name: "escaped", detect, open: text::open, complete: at_the_end };

/// How far the first of them is looked for.
const HEAD: usize = 1 << 20;

/// What stands before the root of one has no more bytes.
const PROLOG: usize = 1 << 10;

const ROOT: &[u8] = b"&lt;plist";
static FINDER: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(ROOT));
const END: &[u8] = b"&lt;/plist&gt;";

fn detect(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    // in a string of a property list it is a part of that
    find(head, ROOT).is_some() && find(bytes, b"<plist").is_none() && !is_web_page(bytes)
}

/// Where the first of them stands in a text.
pub(super) fn first(text: &[u8]) -> Option<Range<usize>> {
    let root = FINDER.find(text)?;
    let behind = root.saturating_add(ROOT.len());
    let next = FINDER.find(text.get(behind..)?).map(|next| begin(text, behind, behind.saturating_add(next)));
    Some(begin(text, 0, root)..end(text, root, next.unwrap_or(text.len())))
}

/// Where the declarations begin that belong to a root, none of them before `least`.
fn begin(bytes: &[u8], least: usize, root: usize) -> usize {
    let least = least.max(root.saturating_sub(PROLOG));
    let before = bytes.get(least..root).unwrap_or_default();
    let text = memrchr(b'<', before).map_or(0, |at| at.saturating_add(1));
    let before = before.get(text..).unwrap_or_default();
    let words: [&[u8]; 2] = [b"&lt;?xml", b"&lt;!DOCTYPE plist"];
    let start = words.into_iter().find_map(|word| rfind(before, word));
    root.saturating_sub(before.len()).saturating_add(start.unwrap_or(before.len()))
}

/// Behind the end of a root, or where its text ends or, at `until`, another document begins.
fn end(bytes: &[u8], root: usize, until: usize) -> usize {
    let rest = bytes.get(root..until).unwrap_or_default();
    let text = rest.get(..memchr(b'<', rest).unwrap_or(rest.len())).unwrap_or_default();
    let len = match find(text, END) {
        Some(at) => {
            let end = at.saturating_add(END.len());
            end.saturating_add(usize::from(bytes.get(root.saturating_add(end)) == Some(&b'\n')))
        }
        None => text.len(),
    };
    root.saturating_add(len)
}

/// What a text stands for. References that are none of XML's stay.
pub(super) fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    unescape(text, b'&', &mut bytes, |text| reference(text).map(|(char, len)| (Escape::Point(char.into()), len)));
    bytes
}

/// The reference that stands here, and how long it is.
fn reference(text: &[u8]) -> Option<(char, usize)> {
    // `&#x10FFFF;` is the longest
    let head = text.get(..10).unwrap_or(text);
    let end = memchr(b';', head)?;
    let name = str::from_utf8(head.get(1..end)?).ok()?;
    let char = match name {
        "amp" => '&',
        "apos" => '\'',
        "gt" => '>',
        "lt" => '<',
        "quot" => '"',
        _ => {
            let digits = name.strip_prefix('#')?;
            let (digits, radix) = digits.strip_prefix('x').map_or((digits, 10), |digits| (digits, 16));
            digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(())?;
            char::from_u32(u32::from_str_radix(digits, radix).ok()?)?
        }
    };
    Some((char, end.saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Captured, Container, Item, Options, Place};

    const PLIST: &str = "<?xml version=\"1.0\"?>\n<!DOCTYPE plist PUBLIC \"a\" \"b\">\n<plist version=\"1.0\">\n<string>&amp;</string>\n</plist>";

    fn read(text: &str) -> Vec<(String, usize)> {
        assert_eq!(Container::detect(text.as_bytes()).as_str(), "escaped", "{text}");
        let items = Container::detect(text.as_bytes()).open(text.as_bytes(), &Options::default());
        let shown = |item| match item {
            Item::Message(Captured { body, place: Place::Byte(at), .. }) => (String::from_utf8_lossy(&body).into(), at),
            other => panic!("{other:?}"),
        };
        items.map(shown).collect()
    }

    #[test]
    fn spellings() {
        let escaped = PLIST.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let whole = |text: &str| assert_eq!(read(text), [(PLIST.to_owned(), text.find("&lt;?xml").unwrap())], "{text}");
        for escaped in [
            escaped.clone(),
            escaped.replace('"', "&quot;"),
            escaped.replace('"', "&#34;").replace('\n', "&#xA;"),
            escaped.replace('"', "&#x22;"),
        ] {
            whole(&format!("<?xml version=\"1.0\"?><profile><id>1</id><payloads>{escaped}</payloads></profile>"));
            whole(&format!("<log>\n  <entry>\n{escaped}</entry>\n</log>"));
            whole(&format!("2026-11-30 09:39:00 body: {escaped}"));
        }
        let two = format!("<a>{escaped}\n{escaped}</a>");
        assert_eq!(read(&two), [(format!("{PLIST}\n"), 3), (PLIST.to_owned(), 4 + escaped.len())]);
        let cut = format!("<a>{}</a><b>{escaped}</b>", &escaped[..escaped.len() - 20]);
        let found = read(&cut);
        assert!(found.len() == 2 && PLIST.starts_with(&found[0].0) && found[1].0 == PLIST, "{found:?}");
        let root = &escaped[escaped.find("&lt;plist").unwrap()..];
        assert_eq!(read(&format!("<a>{root}</a>"))[0].1, 3);
    }

    #[test]
    fn others() {
        let escaped = PLIST.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        for other in [
            format!("<plist version=\"1.0\"><string>{escaped}</string></plist>"),
            format!("<plist version=\"1.0\"><string>{escaped}"),
            format!("<!DOCTYPE html>\n<html><pre>{escaped}</pre></html>"),
            "<a>&lt;b&gt;</a>".to_owned(),
        ] {
            assert_ne!(Container::detect(other.as_bytes()).as_str(), "escaped", "{other}");
        }
        assert_eq!(
            unescaped(b"&amp;lt; &nbsp; & &#xD800; &#+65; &#; &#XA; &#65;&#x1F34E;&lt"),
            "&lt; &nbsp; & &#xD800; &#+65; &#; &#XA; A\u{1f34e}&lt".as_bytes()
        );
    }
}
