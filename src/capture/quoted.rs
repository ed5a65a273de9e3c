//! Documents in strings: what logfmt, Go's `%q`, Python's `repr`, Ruby's `inspect`, Node's `util.inspect` and JSON write; and
//! in the lines of syslog servers and proxies that escape control characters with `#`.
//!
//! Sources: Go, `strconv.Quote`; go-logfmt, `writeQuotedBytes`; Python, `repr` of `str` and `bytes`, `pprint`; Node.js,
//! `util.inspect`; RFC 8259, section 7; rsyslog, `$EscapeControlCharactersOnReceive`; HAProxy, configuration manual, section
//! 8.6.

use memchr::{memchr, memchr2, memchr3, memrchr};

use super::{
    json::{self, Escape},
    marks::Mark,
    prefix::unpadded,
};

/// So much of a document is looked at to see whether it is escaped.
const HEAD: usize = 512;

/// Finds the ends of strings, asked for in the order of the bytes.
#[derive(Default)]
pub(super) struct Strings {
    /// Where the string ends that was looked through last.
    end: usize,
}

/// A document that stands in a string.
pub(super) struct Quoted {
    /// The bytes that it stands for.
    pub(super) body: Vec<u8>,
    /// Behind what is written of it, the closing mark included.
    pub(super) end: usize,
    /// Whether more bytes may show that it goes on.
    pub(super) is_open: bool,
    /// Who wrote it has ended it before the first octet that is zero, of which a binary property list has some.
    pub(super) is_cut: bool,
}

impl Strings {
    /// The document that begins here, if it stands in a string.
    pub(super) fn document(&mut self, bytes: &[u8], start: usize, mark: Mark) -> Option<Quoted> {
        let rest = bytes.get(start..)?;
        let before = start.checked_sub(1).and_then(|before| bytes.get(before)).copied();
        let head = rest.get(..HEAD).unwrap_or(rest);
        let head = head.get(..memchr(b'\n', head).unwrap_or(head.len()))?;
        let around = if mark == Mark::Binary { around_binary(head, before) } else { around_xml(head, before) };
        let mut style = around?;
        if self.end <= start {
            self.end = start.saturating_add(style.length(rest));
        }
        let (mut at, mut body) = (start, Vec::new());
        loop {
            let string = bytes.get(at..self.end)?;
            let document = if mark == Mark::Binary { None } else { document(string, style) };
            let raw = document.unwrap_or(string);
            style.unescape(raw, &mut body);
            let end = at.saturating_add(raw.len());
            let quote = if let Style::Backslashes(quote) = style { quote } else { None };
            let is_closed = end == self.end && quote.is_some() && bytes.get(end).copied() == quote;
            let end = end.saturating_add(usize::from(is_closed));
            let next = if is_closed && document.is_none() { bytes.get(end..).and_then(continued) } else { None };
            let Some((len, next)) = next else {
                let is_cut = style == Style::Hexadecimal && mark == Mark::Binary && memchr(0, &body).is_none();
                return Some(Quoted { body, end, is_open: document.is_none() && end >= bytes.len(), is_cut });
            };
            style = Style::Backslashes(Some(next));
            at = end.saturating_add(len);
            self.end = at.saturating_add(style.length(bytes.get(at..)?));
        }
    }
}

/// The mark around a string, if it is known.
type Quote = Option<u8>;

/// How a string is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// With backslashes, up to the mark that closes it or to the end of the line.
    Backslashes(Quote),
    /// Control characters as `#` and three octal digits, as rsyslog writes them; the sign is not escaped.
    Octal,
    /// `#` and two hexadecimal digits, as HAProxy writes what is captured, up to a bracket or a bar.
    Hexadecimal,
}

impl Style {
    /// How long the string is whose inside begins here.
    fn length(self, text: &[u8]) -> usize {
        match self {
            Self::Backslashes(quote) => length(text, quote),
            Self::Octal => length(text, None),
            Self::Hexadecimal => memchr3(b'}', b'|', b'\n', text).unwrap_or(text.len()),
        }
    }

    fn unescape(self, raw: &[u8], bytes: &mut Vec<u8>) {
        match self {
            Self::Backslashes(_) => unescape(raw, b'\\', bytes, escape),
            Self::Octal => unescape(raw, b'#', bytes, control),
            Self::Hexadecimal => unescape(raw, b'#', bytes, octet),
        }
    }

    /// How a line feed is written.
    const fn feed(self) -> &'static [u8] {
        match self {
            Self::Backslashes(_) => br"\n",
            Self::Octal => b"#012",
            Self::Hexadecimal => b"#0A",
        }
    }
}

/// `#011`: white space of XML, or a byte beyond ASCII. Nothing else is undone, since `#` may stand for itself.
fn control(text: &[u8]) -> Option<(Escape, usize)> {
    let digits = text.get(1..4).filter(|digits| digits.iter().all(|digit| matches!(digit, b'0'..=b'7')))?;
    let byte = u8::from_str_radix(str::from_utf8(digits).ok()?, 8).ok()?;
    matches!(byte, b'\t' | b'\n' | b'\r' | 0x80..).then_some((Escape::Byte(byte), 4))
}

/// `#0A`
fn octet(text: &[u8]) -> Option<(Escape, usize)> {
    let digits = text.get(1..3).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
    Some((Escape::Byte(u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?), 3))
}

/// Whether XML is escaped, as its prolog and its first tags show, in which there is no backslash or `#` before a mark or in
/// place of white space.
fn around_xml(head: &[u8], before: Option<u8>) -> Option<Style> {
    let (text, escape) = head.split_at_checked(memchr2(b'\\', b'#', head)?)?;
    let escaped = *escape.get(1)?;
    let tag = text.get(memrchr(b'<', text)?..)?;
    let is_behind_tag = memchr(b'>', tag).is_some_and(|close| close.saturating_add(1) == tag.len());
    if escape.starts_with(b"#") {
        return match octet(escape) {
            Some((Escape::Byte(b'"' | b'\''), _)) if memchr(b'>', tag).is_none() => Some(Style::Hexadecimal),
            _ if is_behind_tag && control(escape).is_some() => Some(Style::Octal),
            Some((Escape::Byte(b'\t' | b'\n' | b'\r'), _)) if is_behind_tag => Some(Style::Hexadecimal),
            _ => None,
        };
    }
    let quote = match (memchr(b'>', tag), escaped) {
        (None, b'"' | b'\'') if !tag.starts_with(b"<!--") => Some(Some(escaped)),
        (Some(close), b'n' | b'r' | b't') if close.saturating_add(1) == tag.len() => {
            let name = tag.get(1..)?;
            let is_outer = [&b"?xml"[..], b"!DOCTYPE", b"plist", b"dict>", b"array>"];
            let is_around = |quote: &u8| is_quote(quote) && memchr(*quote, text).is_none();
            is_outer.iter().any(|outer| name.starts_with(outer)).then_some(before.filter(is_around))
        }
        _ => None,
    };
    quote.map(Style::Backslashes)
}

const fn is_quote(byte: &u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

/// Whether a binary property list is escaped: a mark or a bracket stands before it, and in its string are no control
/// characters.
fn around_binary(head: &[u8], before: Option<u8>) -> Option<Style> {
    let (style, sign) = match before? {
        quote if is_quote(&quote) => (Style::Backslashes(Some(quote)), b'\\'),
        b'{' | b'|' => (Style::Hexadecimal, b'#'),
        _ => return None,
    };
    let string = head.get(..style.length(head))?;
    let is_escaped = memchr(sign, string).is_some() && !string.iter().any(u8::is_ascii_control);
    is_escaped.then_some(style)
}

/// What the rest of a line stands for that is the inside of a string, up to the mark that stands before it, and how long
/// that is; none if nothing is escaped there.
pub(super) fn string(rest: &[u8], before: Option<u8>) -> Option<(Vec<u8>, usize)> {
    let raw = rest.get(..length(rest, Some(before.filter(is_quote)?)))?;
    memchr(b'\\', raw)?;
    let mut text = Vec::new();
    unescape(raw, b'\\', &mut text, escape);
    Some((text, raw.len()))
}

/// How long the string is whose inside begins here: up to the mark that closes it, or to the end of the line.
fn length(text: &[u8], quote: Quote) -> usize {
    let Some(quote) = quote else { return memchr(b'\n', text).unwrap_or(text.len()) };
    let mut at = 0usize;
    while let Some(next) = text.get(at..).and_then(|rest| memchr3(quote, b'\\', b'\n', rest)) {
        at = at.saturating_add(next);
        match text.get(at..) {
            Some([b'\\', b'\n', ..]) => return at.saturating_add(1),
            Some([b'\\', ..]) => at = at.saturating_add(2),
            _ => return at,
        }
    }
    text.len()
}

/// How far behind a string the next one begins that it is continued by, on the next line, and its mark: with `+` between, as
/// Node and Java write it, or nothing, as C and Python do.
fn continued(rest: &[u8]) -> Option<(usize, u8)> {
    let behind = unpadded(rest);
    let behind = unpadded(behind.strip_prefix(b"+").unwrap_or(behind));
    let line = unpadded(behind.strip_prefix(b"\n").or_else(|| behind.strip_prefix(b"\r\n"))?);
    let (quote, string) = line.strip_prefix(b"b").unwrap_or(line).split_first()?;
    Some((rest.len().checked_sub(string.len())?, Some(*quote).filter(is_quote)?))
}

/// Up to the end of the first document in a string, the line feed behind it included.
fn document(string: &[u8], style: Style) -> Option<&[u8]> {
    let close = memchr::memmem::find_iter(string, b"/plist>").find(|at| {
        let before = string.get(..*at).unwrap_or_default();
        // PHP's `json_encode` escapes slashes
        before.ends_with(b"<") || before.ends_with(br"<\")
    })?;
    let end = close.saturating_add(b"/plist>".len());
    let feed = if string.get(end..)?.starts_with(style.feed()) { style.feed().len() } else { 0 };
    string.get(..end.saturating_add(feed))
}

/// What a text stands for whose escapes begin with this sign. One that begins none is itself.
pub(super) fn unescape(raw: &[u8], sign: u8, bytes: &mut Vec<u8>, escape: impl Fn(&[u8]) -> Option<(Escape, usize)>) {
    bytes.reserve(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr(sign, rest) {
        let (plain, escaped) = rest.split_at_checked(at).unwrap_or_default();
        bytes.extend_from_slice(plain);
        let (meant, length) = escape(escaped).unwrap_or((Escape::Byte(sign), 1));
        meant.push(bytes);
        rest = escaped.get(length..).unwrap_or_default();
    }
    bytes.extend_from_slice(rest);
}

/// The escape that stands at the beginning, and how long it is: one of JSON, or of those that languages have besides.
fn escape(text: &[u8]) -> Option<(Escape, usize)> {
    let byte = match *text.get(1)? {
        byte @ (b'\'' | b'`' | b'#') => byte,
        b'a' => 7,
        b'v' => 11,
        b'e' => 27,
        b'U' => {
            let point = json::hexadecimal(text.get(2..10)?).filter(|point| *point <= u32::from(char::MAX))?;
            return Some((Escape::Point(point), 10));
        }
        b'0'..=b'7' => {
            let digits = text.iter().skip(1).take(3).take_while(|digit| matches!(digit, b'0'..=b'7'));
            let (value, len) = digits
                .fold((0u32, 1usize), |(value, len), digit| (value << 3 | u32::from(digit & 7), len.saturating_add(1)));
            return Some((Escape::Byte(u8::try_from(value).ok()?), len));
        }
        _ => return json::escape(text),
    };
    Some((Escape::Byte(byte), 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLIST: &str = "<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><string>\u{e9}'</string></plist>\n";

    fn found(text: &[u8], mark: Mark) -> Option<(String, usize)> {
        let start = memchr::memmem::find(text, if mark == Mark::Binary { b"bplist".as_slice() } else { b"<" })?;
        let Quoted { body, end, .. } = Strings::default().document(text, start, mark)?;
        Some((String::from_utf8_lossy(&body).into_owned(), text.len() - end))
    }

    #[track_caller]
    fn check(text: &str, body: &str, left: usize) {
        assert_eq!(found(text.as_bytes(), Mark::Declaration), Some((body.to_owned(), left)), "{text}");
    }

    #[test]
    fn spellings() {
        let go = format!("body={PLIST:?} status=200");
        check(&go, PLIST, " status=200".len());
        check(&go.replace('\u{e9}', "\\xc3\\xa9"), PLIST, 11);
        check(&go.replace('\u{e9}', "\\303\\251"), PLIST, 11);
        check(&go.replace('\u{e9}', "\\u00e9"), PLIST, 11);
        check(&go.replace('\u{e9}', "\\U000000e9"), PLIST, 11);
        check(&go.replace('/', "\\/"), PLIST, 11);
        let python = format!("body b'{}'\nnext", PLIST.replace('\'', "\\'").replace('\n', "\\n"));
        check(&python, PLIST, "\nnext".len());
        let lines = |quote: char, between: &str, body: &str| {
            let lines = body.split_inclusive('\n').map(|line| format!("{quote}{}{quote}", line.replace('\n', "\\n")));
            lines.collect::<Vec<_>>().join(between)
        };
        let node = PLIST.replace('\'', "");
        check(&format!("{{ body: {},", lines('\'', " +\n    ", &node)), &node, 1);
        check(&format!("{{ body: {},", lines('`', " +\n    ", PLIST)), PLIST, 1);
        let mixed = "['<?xml version=\"1.0\"?>\\n' +\n  `<plist version=\"1.0\"><string>\u{e9}'</string></plist>\\n` ]";
        check(mixed, PLIST, " ]".len());
        check(&format!("({})", lines('\'', "\n b", &node)), &node, 1);
        let source = format!("s = {} +\n  \"x\"", lines('"', " +\r\n\t", &PLIST.replace('"', "\\\"")));
        check(&source, PLIST, " +\n  \"x\"".len());
        // lines are kept together, and nothing else is escaped
        check(&format!("a={} b", PLIST.replace('\n', "\\n")), PLIST, 2);
        check(&go.replace("?>\\n", "?>").replace("/plist>\\n", "/plist>"), &PLIST.replace('\n', ""), 11);
    }

    #[test]
    fn ends() {
        let cut = PLIST.replace("</plist>\n", "");
        check(&format!("a {cut:?} {PLIST:?}"), &cut, 1 + format!("{PLIST:?}").len());
        check(&format!("a {cut:?}").replace("</string>\"", "\nb"), &cut.replace("</string>", ""), 2);
        let two = format!("{:?}", PLIST.repeat(2));
        check(&two, PLIST, two.len() / 2);
    }

    #[test]
    fn as_they_are() {
        for text in [
            PLIST,
            "\"<?xml version='1.0'?><plist><string>\\n</string></plist>\"",
            "<?xml version=\"1.0\"?><!-- \\\" --><plist/>",
            "<plist>\n\\n</plist>",
        ] {
            assert_eq!(found(text.as_bytes(), Mark::Declaration), None, "{text}");
        }
        assert_eq!(found(b"\"bplist00\x01\\x02\"", Mark::Binary), None);
        assert_eq!(found(b"bplist00 \\x02 ", Mark::Binary), None);
    }

    #[test]
    fn binary() {
        let text = br#"content="bplist00\xd1\x01\x02Ta\"b\\\b\x00" n"#;
        let body = String::from_utf8_lossy(b"bplist00\xd1\x01\x02Ta\"b\\\x08\0").into_owned();
        assert_eq!(found(text, Mark::Binary), Some((body, 2)));
    }
}
