//! Where a text holds what must not be shown, found without reading it as a document: it may be cut off, damaged, or
//! no message at all.

use memchr::{memchr, memchr2, memmem};

use super::keys::{is_group, is_secret};
use crate::{
    report::{Report, join},
    wire::{Span, binary},
};

/// What must not be shown of a document: what the decoder noted, and what stands behind a key that [`is_secret`]. In
/// the order of its bytes and without overlaps.
pub(super) fn secrets(text: &[u8], report: &Report) -> Vec<Span> {
    let mut secrets = report.secrets().to_vec();
    match text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii_start().first() {
        Some(b'<') => xml(text, &mut secrets),
        Some(b'b') if text.starts_with(b"bplist") => secrets.extend(binary::behind(text, is_secret)),
        Some(b'{' | b'[') => json(text, &mut secrets),
        _ => {
            json(text, &mut secrets);
            rows(text, &mut secrets);
        }
    }
    join(&mut secrets);
    secrets
}

/// Octets that a program shows in rows: one key of theirs may be in one row and its value in others, so that of each line
/// no more is shown than its place.
fn rows(text: &[u8], secrets: &mut Vec<Span>) {
    const PLACE: usize = 8;
    let is_hex = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_hexdigit);
    let is_row = |line: &[u8]| {
        let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let place = words.next().map(|place| place.strip_suffix(b":").unwrap_or(place));
        let place = place.map(|place| place.strip_prefix(b"0x").unwrap_or(place));
        place.is_some_and(|place| place.len() >= 4 && is_hex(place))
            && words.next().is_some_and(|octets| octets.len().is_multiple_of(2) && is_hex(octets))
    };
    if !text.split(|byte| *byte == b'\n').any(is_row) {
        return;
    }
    let mut start = 0;
    for line in text.split(|byte| *byte == b'\n') {
        if line.len() > PLACE {
            secrets.push(Span::new(start + PLACE, start + line.len()));
        }
        start += line.len() + 1;
    }
}

/// The elements behind such keys, with their tags.
fn xml(text: &[u8], secrets: &mut Vec<Span>) {
    let mut at = 0;
    while let Some(key) = find(text, at, b"<key") {
        let Some(name) = find(text, key, b">") else { return };
        let Some(end) = find(text, name, b"<") else { return };
        at = end;
        let name = text.get(name + 1..end).unwrap_or_default().trim_ascii();
        if !str::from_utf8(name).is_ok_and(is_secret) {
            continue;
        }
        let Some(value) = find(text, end, b">") else { return };
        let value = value + 1;
        let start = value + spaces(text, value);
        at = element_end(text, start);
        secrets.push(Span::new(start, at));
    }
}

/// Behind the element that begins at `start`; the end of the text if it has none.
fn element_end(text: &[u8], start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    if !rest.starts_with(b"<") {
        return find(text, start, b"<").unwrap_or(text.len());
    }
    let len = rest.iter().skip(1).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let name = rest.get(1..=len).unwrap_or_default();
    let Some(mut at) = find(text, start, b">") else { return text.len() };
    if at > 0 && text.get(at - 1) == Some(&b'/') {
        return at + 1;
    }
    let mut open = 1;
    while let Some(tag) = find(text, at, b"<") {
        let behind = text.get(tag + 1..).unwrap_or_default();
        let (closes, behind) = behind.strip_prefix(b"/").map_or((false, behind), |behind| (true, behind));
        at = tag + 1;
        if !behind.starts_with(name) || behind.get(name.len()).is_some_and(u8::is_ascii_alphanumeric) {
            continue;
        }
        let Some(end) = find(text, tag, b">") else { return text.len() };
        at = end + 1;
        if closes {
            open -= 1;
        } else if text.get(end - 1) != Some(&b'/') {
            open += 1;
        }
        if open == 0 {
            return at;
        }
    }
    text.len()
}

/// The values behind such keys, wherever a name stands before a colon or what may be meant for one: quotation marks may be
/// missing, so that nothing can be told by where strings end.
fn json(text: &[u8], secrets: &mut Vec<Span>) {
    let mut at = 0;
    while let Some(len) = text.get(at..).and_then(|rest| memchr2(b':', b'=', rest)) {
        let colon = at + len;
        at = colon + 1;
        let name = str::from_utf8(name_before(text, colon)).unwrap_or_default();
        // `push-magic`, and the token of `x-token`
        if !is_secret(name) && !name.rsplit_once('-').is_some_and(|(_, last)| is_secret(last)) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let is_between = |byte: &&u8| byte.is_ascii_whitespace() || matches!(byte, b':' | b'=' | b',');
        let start = at + rest.iter().take_while(is_between).count();
        if text.get(start) == Some(&b'{') && is_group(name) {
            at = start + 1;
            continue;
        }
        at = match text.get(start) {
            Some(b'"') => string_end(text, start),
            Some(b'[' | b'{') => container_end(text, start),
            _ => memchr2(b',', b'}', text.get(start..).unwrap_or_default()).map_or(text.len(), |len| start + len),
        };
        secrets.push(Span::new(start, at));
    }
}

/// The letters, digits, `_` and `-` that stand before a place, white space and a quotation mark between.
fn name_before(text: &[u8], end: usize) -> &[u8] {
    let text = text.get(..end).unwrap_or_default().trim_ascii_end();
    let text = text.strip_suffix(b"\"").or_else(|| text.strip_suffix(b"'")).unwrap_or(text);
    let len = text.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(byte)).count();
    text.get(text.len() - len..).unwrap_or_default()
}

/// Behind the array or object that begins at `start`; the end of the text if it has no end.
fn container_end(text: &[u8], start: usize) -> usize {
    let (mut at, mut open) = (start, 0_usize);
    loop {
        match text.get(at) {
            None => return text.len(),
            Some(b'"') => {
                at = string_end(text, at);
                continue;
            }
            Some(b'[' | b'{') => open += 1,
            Some(b']' | b'}') => open = open.saturating_sub(1),
            Some(_) => {}
        }
        at += 1;
        if open == 0 {
            return at;
        }
    }
}

/// Behind the string that begins at the quotation mark; the end of the text if it has no end.
fn string_end(text: &[u8], quote: usize) -> usize {
    let mut at = quote + 1;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let Some(len) = memchr2(b'"', b'\\', rest) else { return text.len() };
        if rest.get(len) == Some(&b'"') {
            return at + len + 1;
        }
        at = (at + len + 2).min(text.len());
    }
}

fn find(text: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let rest = text.get(from..)?;
    let at = if let [byte] = what { memchr(*byte, rest) } else { memmem::find(rest, what) };
    at.map(|at| from + at)
}

fn spaces(text: &[u8], from: usize) -> usize {
    text.get(from..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, hidden: &[&str]) {
        let found: Vec<_> = secrets(text.as_bytes(), &Report::default())
            .iter()
            .map(|span| text.get(span.start..span.end).unwrap_or("?"))
            .collect();
        assert_eq!(found, hidden);
    }

    #[test]
    fn xml_values() {
        check("<key>PushMagic</key><string>a</string><key>Topic</key><string>b</string>", &["<string>a</string>"]);
        check("<key> pushmagic </key >\n\t<string>a</string>", &["<string>a</string>"]);
        check("<key>UnlockToken</key><data>AA", &["<data>AA"]);
        check("<key>UnlockToken</key><data", &["<data"]);
        check("<key>UnlockToken</key><data/><true/>", &["<data/>"]);
        check("<key>UnlockToken</key>raw<true/>", &["raw"]);
        check("<key>UnlockToken</key>", &[""]);
        check("<key>PushMagic", &[]);
        check("<key>Token</key><dict><dict/><a/><dict></dict></dict>x", &["<dict><dict/><a/><dict></dict></dict>"]);
        check(
            "<key>Token</key><data>A</data><key>PushMagic</key><datum>B</datum>",
            &["<data>A</data>", "<datum>B</datum>"],
        );
    }

    #[test]
    fn rows_of_octets() {
        check("0000: 3c 3f  <?\n000z: 7_ 6d  xm\n0020", &[" 3f  <?", " 6d  xm"]);
        check("\t0x0000:  3c3f 786d", &["  3c3f 786d"]);
        check("no row\nof octets at all", &[]);
    }

    #[test]
    fn json_values() {
        check(r#"{"PushMagic": "a\"b", "Topic": "c"}"#, &[r#""a\"b""#]);
        check(r#"{"PushMagic":12,"a":"PushMagic"}"#, &["12"]);
        check(r#"{"PushMagic":["a","b"],"x":1}"#, &[r#"["a","b"]"#]);
        check(r#"{"PushMagic":[["]"],"b"],"x":1}"#, &[r#"[["]"],"b"]"#]);
        check(r#"{"PushMagic":{"a":[1}"#, &[r#"{"a":[1}"#]);
        check(r#"{"PushMagic":"a"#, &[r#""a"#]);
        check(r#"{Topic":"a","PushMagic":"b"}"#, &[r#""b""#]);
        check(r#"{PushMagic : "a", 'Token':'b'}"#, &[r#""a""#, "'b'"]);
        check(r#"{"PushMagic"="a","Token":,"b"}"#, &[r#""a""#, r#""b""#]);
        check(r#""PushMagic":"a"}"#, &[r#""a""#]);
        check(r#"{"mdm":"a"}"#, &[r#""a""#]);
        check(r#"{"mdm":{"push-magic":"a","app":"b"}}"#, &[r#""a""#]);
        check("x-token: a}", &["a"]);
        check(r#"{"Topic":"QQ==","PushMagic"}"#, &[]);
    }
}
