//! Where a text holds what must not be shown, found without reading it as a document: it may be cut off, damaged, or
//! no message at all.

use memchr::{memchr, memchr2, memchr3, memmem};

use super::{
    credentials::credentials,
    keys::{is_group, is_secret},
};
use crate::{
    report::{Report, join},
    wire::{Span, binary},
};

/// What must not be shown of a document: what the decoder noted, what stands behind a key that [`is_secret`], and
/// around messages [`credentials`]. In the order of its bytes and without overlaps.
pub(super) fn secrets(text: &[u8], report: &Report) -> Vec<Span> {
    let mut secrets = report.secrets().to_vec();
    if text.starts_with(b"bplist") {
        secrets.extend(binary::behind(text, is_secret));
    } else {
        let begin = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii_start().first();
        xml(text, &mut secrets);
        json(text, &mut secrets);
        encoded(text, &mut secrets);
        // of a message it is known which of its texts are secrets
        if report.kind().is_none() {
            secrets.extend(credentials(text));
        }
        if !matches!(begin, Some(b'<' | b'{' | b'[')) {
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

/// Documents in base64, but for their first digits: whoever decodes them has what is in them.
fn encoded(text: &[u8], secrets: &mut Vec<Span>) {
    const BEGINS: [&[u8]; 4] = [b"PD94bWwg", b"PHBsaXN0", b"PCFET0NU", b"YnBsaXN0"];
    for begin in BEGINS {
        let mut at = 0;
        while let Some(start) = find(text, at, begin) {
            let start = start + begin.len();
            let rest = text.get(start..).unwrap_or_default();
            let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"\"'<>,;".contains(byte);
            at = start + rest.iter().position(is_end).unwrap_or(rest.len());
            secrets.push(Span::new(start, at));
        }
    }
}

/// The elements behind such keys, with their tags.
fn xml(text: &[u8], secrets: &mut Vec<Span>) {
    let mut at = 0;
    while let Some(tag) = find(text, at, b"<") {
        at = tag + 1;
        let closes = text.get(at) == Some(&b'/');
        if !is_meant_as_key(text.get(at + usize::from(closes)..).unwrap_or_default()) {
            continue;
        }
        let Some(end) = find(text, tag, b">") else { return };
        at = end + 1;
        let name = if closes {
            text.get(tag.saturating_sub(NAME)..tag)
        } else {
            find(text, at, b"<").and_then(|end| text.get(at..end))
        };
        if !name.is_some_and(is_name_of_secret) {
            continue;
        }
        let close = if closes { Some(end) } else { find(text, at, b"<").and_then(|close| find(text, close, b">")) };
        let Some(value) = close.map(|close| close + 1) else { return };
        let start = value + spaces(text, value);
        let end = element_end(text, start);
        at = next_key(text, end);
        let rest = text.get(end..at).unwrap_or_default();
        secrets.push(Span::new(start, end + rest.trim_ascii_end().len()));
    }
}

/// Where the next key begins, or what is around it ends: whatever stands before that behind a value may be a part of it that
/// something has torn off.
fn next_key(text: &[u8], from: usize) -> usize {
    const BEGINS: [&[u8]; 3] = [b"<key", b"</dict", b"</plist"];
    let mut at = from;
    while let Some(tag) = find(text, at, b"<") {
        let rest = text.get(tag..).unwrap_or_default();
        if BEGINS.iter().any(|begin| rest.starts_with(begin)) {
            return tag;
        }
        at = tag + 1;
    }
    text.len()
}

/// No key of a secret is longer.
const NAME: usize = 1 << 6;

/// Whether a tag of this name begins here that is `key` or was meant to be.
fn is_meant_as_key(tag: &[u8]) -> bool {
    let len = tag.iter().take(6).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let name = tag.get(..len).unwrap_or_default().to_ascii_lowercase();
    let wrong = name.iter().zip(b"key").filter(|(is, due)| is != due).count();
    (name.len() == 3 && wrong < 2) || name == b"ke" || name == b"ky" || name == b"ey"
}

/// Whether the text of a key is one, were it not for what may have lost its first or its last tag.
fn is_name_of_secret(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let behind = text.get(text.iter().rposition(|byte| b">\n".contains(byte)).map_or(0, |at| at + 1)..);
    let len = text.iter().take_while(|byte| !b"/>\n".contains(byte)).count();
    let is_name = |name: &[u8]| name.len() < NAME && str::from_utf8(name).is_ok_and(is_secret);
    behind.is_some_and(is_name) || text.get(..len).is_some_and(is_name)
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

/// The values behind such keys, wherever a name stands before a colon, what may be meant for one, or another string:
/// quotation marks may be missing, so that nothing can be told by where strings end.
fn json(text: &[u8], secrets: &mut Vec<Span>) {
    let mut at = 0;
    while let Some(len) = text.get(at..).and_then(|rest| memchr3(b':', b'=', b'"', rest)) {
        let colon = at + len;
        at = colon + 1;
        // a string that another one follows, with something else in place of the colon
        let is_followed = || {
            let behind_gap = text.get(at + spaces(text, at)) == Some(&b'"') && text.get(at) != Some(&b'"');
            behind_gap || text.get(at) != Some(&b':') && text.get(at + 1) == Some(&b'"')
        };
        if text.get(colon) == Some(&b'"') && !is_followed() {
            continue;
        }
        let name = &unescaped(name_before(text, colon));
        // `push-magic`, and the token of `x-token`
        let is_called_so =
            |name: &str| is_secret(name) || name.rsplit_once('-').is_some_and(|(_, last)| is_secret(last));
        if !is_called_so(name) && !is_damaged_name(text, colon, is_called_so) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let is_between = |byte: &&u8| byte.is_ascii_whitespace() || matches!(byte, b':' | b'=' | b',');
        let between = rest.iter().take_while(is_between).count();
        let is_stray = |byte: u8| !b"\"'[{\\".contains(&byte);
        let stray = usize::from(match rest.get(between..) {
            Some([byte, b'"', ..]) => is_stray(*byte),
            Some([b'}' | b']', byte, ..]) => byte.is_ascii_alphanumeric(),
            _ => false,
        });
        let start = at + between + stray;
        if text.get(start) == Some(&b'{') && is_group(name) {
            at = start + 1;
            continue;
        }
        at = match text.get(start) {
            Some(b'"') => doubled_end(text, start).unwrap_or_else(|| behind_stray(text, string_end(text, start))),
            Some(b'\'') => single_end(text, start),
            Some(b'[' | b'{') => container_end(text, start),
            _ => bare_end(text, start),
        };
        secrets.push(Span::new(start, at));
    }
}

/// The letters, digits, `_`, `-` and escapes that stand before a place, white space and a quotation mark between, which may
/// be one in a string.
fn name_before(text: &[u8], end: usize) -> &[u8] {
    let text = text.get(..end).unwrap_or_default().trim_ascii_end();
    let text = [&b"\\\""[..], b"\"\"", b"\"", b"'"].iter().find_map(|mark| text.strip_suffix(*mark)).unwrap_or(text);
    let text = text.trim_ascii_end();
    let len = text.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || b"_-\\".contains(byte)).count();
    text.get(text.len() - len..).unwrap_or_default()
}

/// Whether the letters before a place are such a name, whatever else is among them: it may be damaged, and begin at any of the
/// signs that part members.
fn is_damaged_name(text: &[u8], end: usize, is_secret: impl Fn(&str) -> bool) -> bool {
    let text = text.get(end.saturating_sub(NAME)..end).unwrap_or_default();
    let is_letter = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_-".contains(byte);
    let begins = text.iter().enumerate().rev().filter(|(_, byte)| b",{\n\"".contains(byte)).take(4);
    begins.map(|(at, _)| text.iter().skip(at + 1)).any(|name| {
        let name: String = name.filter(is_letter).map(|byte| char::from(*byte)).collect();
        is_secret(&name)
    })
}

/// The letters of a name, those among them that are spelled by their number.
fn unescaped(name: &[u8]) -> String {
    let name = str::from_utf8(name).unwrap_or_default();
    let mut parts = name.split("\\u");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_at_checked(4).unwrap_or((part, ""));
        plain.extend(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32));
        plain.push_str(rest);
    }
    plain
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

/// Behind the rest of a value with a quotation mark in it, at which its string seemed to end.
fn behind_stray(text: &[u8], mut end: usize) -> usize {
    // strings that follow and are no keys
    while let Some(quote) = Some(end + spaces(text, end)).filter(|quote| text.get(*quote) == Some(&b'"')) {
        let behind = string_end(text, quote);
        if text.get(behind + spaces(text, behind)) == Some(&b':') {
            return end;
        }
        end = behind;
    }
    let rest = text.get(end..).unwrap_or_default();
    if !rest.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+/=-_.".contains(byte)) {
        return end;
    }
    let is_over = |byte: &u8| byte.is_ascii_whitespace() || b",}]".contains(byte);
    end + rest.iter().position(is_over).unwrap_or(rest.len())
}

/// Behind a value in single quotation marks, if there are two of them in its line.
fn single_end(text: &[u8], quote: usize) -> usize {
    match memchr2(b'\'', b'\n', text.get(quote + 1..).unwrap_or_default()) {
        Some(len) if text.get(quote + 1 + len) == Some(&b'\'') => behind_stray(text, quote + len + 2),
        _ => bare_end(text, quote),
    }
}

/// Behind a value without quotation marks.
fn bare_end(text: &[u8], start: usize) -> usize {
    memchr2(b',', b'}', text.get(start..).unwrap_or_default()).map_or(text.len(), |len| start + len)
}

/// Behind the string that begins at `start` in a field of a table, where each quotation mark is written twice.
fn doubled_end(text: &[u8], start: usize) -> Option<usize> {
    let inside = text.get(start..)?.strip_prefix(b"\"\"")?;
    let is_empty = inside.first().is_none_or(|byte| byte.is_ascii_whitespace() || b",}]".contains(byte));
    if is_empty { None } else { Some(find(text, start + 2, b"\"\"")? + 2) }
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
        check("<key>UnlockToken</key><data/><key>", &["<data/>"]);
        check("<key>UnlockToken</key>raw</dict>", &["raw"]);
        check("<key>UnlockToken</key>", &[""]);
        check("<key>PushMagic", &[]);
        check(
            "<key>Token</key><dict><dict/><a/><dict></dict></dict>\n</dict>",
            &["<dict><dict/><a/><dict></dict></dict>"],
        );
        check("<key>Token</key><data>A</data>B<data>C</data>\n<key>", &["<data>A</data>B<data>C</data>"]);
        check(
            "<key>Token</key><data>A</data><key>PushMagic</key><datum>B</datum>",
            &["<data>A</data>", "<datum>B</datum>"],
        );
    }

    #[test]
    fn keys_with_damaged_tags() {
        check("<kex>PushMagic</kex><string>a</string>", &["<string>a</string>"]);
        check("<KEY>PushMagic</KEY>\n<string>a</string>", &["<string>a</string>"]);
        check("key>PushMagic</key><string>a</string>", &["<string>a</string>"]);
        check("a line, 1,<key>PushMagic</key><string>a</string>", &["<string>a</string>"]);
        check("<key>PushMagic/key><string>a</string>", &["a</string>"]);
        check("<key>PushMagic</key>><string>a</string>", &["><string>a</string>"]);
        check("<array><string>PushMagic</string><string>Topic</string></array>", &[]);
    }

    #[test]
    fn base64_of_documents() {
        check(r#"{"payload":"PD94bWwgdmVy!zdHJp","x":1}"#, &["dmVy!zdHJp"]);
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
        check("x-token: a}", &["a}"]);
        check(r#"{" PushMagic ":"a","Topic":"b"}"#, &[r#""a""#]);
        check(r#"{"Passcode":"a","PushMagic":"a"b+c","Topic":"d"}"#, &[r#""a""#, r#""a"b+c""#]);
        check("{'PushMagic':'a,b','Topic':'c'}", &["'a,b'"]);
        check("{'PushMagic':'a\n,b'}", &["'a\n"]);
        check(r#"{"Topic":"QQ==","PushMagic"}"#, &[]);
        check(r#"{"PushMagic":"a" "b","Token":}"c","Topic":"d"}"#, &[r#""a" "b""#, r#""c""#]);
        check(r#"{"Pu"shMagic":"a","x":"PushMagic"}"#, &[r#""a""#]);
        check(r#"{"PushMagic":"a" "Topic":"b"}"#, &[r#""a""#]);
        check(r#"{"PushMagic" "a", "Topic" "b"}"#, &[r#""a""#]);
        check(r#"{"Push\u004dagic":"a","Topic":"b"}"#, &[r#""a""#]);
        check(r#"{"body":"{\"PushMagic\": \"a\", \"Topic\": \"b\"}"}"#, &[r#"\"a\""#]);
        check(r#"1,"{""PushMagic"": ""a"", ""Topic"": ""b""}""#, &[r#"""a"""#]);
    }
}
