//! Where credentials stand in what is no message, or in the texts of one: in headers of HTTP, in cookies, in addresses, in
//! the lines of servers.

use super::keys::{ENDS, ends, letters};
use crate::wire::Span;

/// Where credentials stand in any text: in headers of HTTP, in cookies, in addresses, in the lines of servers; in order and
/// without overlaps.
///
/// ```
/// let text = b"https://example.com/enroll?token=a1b2c3";
/// assert_eq!(mdmwire::render::credentials(text), [mdmwire::Span::new(33, 39)]);
/// ```
#[must_use]
pub fn credentials(bytes: &[u8]) -> Vec<Span> {
    let mut finder = Finder { bytes, found: Vec::new(), seen: 0, cookies_seen: 0, header_seen: 0, parameter_seen: 0 };
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let len = rest.iter().take_while(|byte| is_of_name(**byte)).count();
        if len > 0 {
            finder.word(at, at + len);
        }
        at += len.max(1);
    }
    finder.found.sort_unstable_by_key(|span| (span.start, span.end));
    finder.found.dedup_by(|next, last| {
        let overlaps = next.start < last.end;
        last.end = if overlaps { last.end.max(next.end) } else { last.end };
        overlaps
    });
    finder.found
}

/// Whether a credential can be told from words that stand elsewhere: it is long, and has digits in it.
#[must_use]
pub fn is_unlike_words(credential: &[u8]) -> bool {
    credential.len() >= 8 && credential.iter().any(u8::is_ascii_digit)
}

/// What stands behind a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// A scheme, and what it asks for: RFC 9110, section 11.
    Authorization,
    /// Pairs of names and values: RFC 6265.
    Cookies,
    /// A secret alone.
    Secret,
}

impl What {
    fn of(name: &[u8]) -> Option<Self> {
        // none of the names has so many letters
        if name.len() > 64 {
            return None;
        }
        // of an ampersand that JSON escapes
        let name = name.strip_prefix(b"u0026").unwrap_or(name);
        let name = letters(str::from_utf8(name).ok()?);
        match &*name {
            "auth" | "bearer" | "jwt" | "pin" | "pwd" | "sid" | "sig" | "tok" => Some(Self::Secret),
            _ if ends(&name, &["authorization"]) => Some(Self::Authorization),
            _ if ends(&name, &["cookie", "cookies"]) => Some(Self::Cookies),
            _ if ends(&name, ENDS) || ends(&name, OTHERS) => Some(Self::Secret),
            _ => None,
        }
    }
}

/// How the names of other secrets end around messages.
const OTHERS: &[&str] = &["accesskey", "consumerkey", "invitecode", "pushmagic", "session", "sessionid", "signature"];

/// Parameters of a scheme, and attributes of a cookie, that are no secrets.
const PLAIN: &[&[u8]] = &[
    b"algorithm",
    b"domain",
    b"expires",
    b"httponly",
    b"max-age",
    b"nc",
    b"oauth_signature_method",
    b"oauth_timestamp",
    b"oauth_version",
    b"path",
    b"qop",
    b"realm",
    b"samesite",
    b"secure",
    b"uri",
    b"version",
];

/// So long a header is at most that is looked at.
const LONGEST: usize = 1 << 14;

struct Finder<'b> {
    bytes: &'b [u8],
    found: Vec<Span>,
    /// How far all texts of arrays and objects have been found, and how far those of lists of cookies: what is nested in
    /// them need not be gone through again.
    seen: usize,
    cookies_seen: usize,
    /// How far the last header has been gone through: another that seems to begin in it is a part of it.
    header_seen: usize,
    /// The same of the last parameter.
    parameter_seen: usize,
}

/// What stands behind the name of a credential.
#[derive(Clone, Copy)]
enum Value {
    Text(Span),
    /// An array or object that begins here.
    Container(usize),
}

impl Value {
    fn text(self) -> Option<Span> {
        match self {
            Self::Text(place) => Some(place),
            Self::Container(_) => None,
        }
    }
}

impl Finder<'_> {
    fn rest(&self, at: usize) -> &[u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    /// What stands behind a word, if it is such a name.
    fn word(&mut self, start: usize, end: usize) {
        self.user(end);
        let behind = end + quote(self.rest(end)).len();
        if !matches!(self.rest(behind).first(), Some(b':' | b'=' | b',' | b'}' | b' ' | b'\t' | b'\r' | b'\n')) {
            return;
        }
        let Some(what) = What::of(self.bytes.get(start..end).unwrap_or_default()) else { return };
        let is_header = behind == end && what != What::Secret;
        let seen = if is_header { self.header_seen } else { self.parameter_seen };
        if behind == end && start < seen {
            return;
        }
        let value = if behind == end { self.bare(start, end, what) } else { self.quoted(start, end, behind) };
        let Some(value) = value else { return };
        if let (Value::Text(place), true) = (value, is_header) {
            self.header_seen = place.end;
        }
        match (value, what) {
            (Value::Text(place), What::Authorization) => self.authorization(place),
            (Value::Text(place), What::Cookies) => self.cookies(place),
            (Value::Text(place), What::Secret) => self.push(place.start, place.end),
            (Value::Container(at), What::Cookies) if at >= self.seen.max(self.cookies_seen) => {
                self.cookies_seen = at + container_len(self.rest(at));
                self.values(Span::new(at, self.cookies_seen));
            }
            (Value::Container(at), What::Authorization | What::Secret) if at >= self.seen => {
                self.seen = at + container_len(self.rest(at));
                self.texts(Span::new(at, self.seen));
            }
            (Value::Container(_), _) => {}
        }
    }

    /// The user and the password of an address whose scheme ends here: RFC 3986, section 3.2.1.
    fn user(&mut self, scheme: usize) {
        let rest = self.rest(scheme);
        // a slash may be escaped in JSON
        let Some(slashes) = [&b"://"[..], br":\/\/"].into_iter().find(|slashes| rest.starts_with(slashes)) else {
            return;
        };
        let start = scheme + slashes.len();
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-._~%!$*+=:".contains(byte);
        let end = start + self.rest(start).iter().take_while(is_part).count();
        if self.rest(end).starts_with(b"@") {
            for part in self.parts(Span::new(start, end), |byte| byte == b':') {
                self.push(part.start, part.end);
            }
        }
    }

    /// The value of a name in quotation marks: a member of an object, the `value` of the object whose `name` it is, or the
    /// second of two texts.
    fn quoted(&self, start: usize, end: usize, behind: usize) -> Option<Value> {
        let mark = self.bytes.get(end..behind)?;
        let colon = behind + spaces(self.rest(behind));
        match self.rest(colon) {
            [b':', ..] => self.value(colon + 1, mark),
            [b'=', b'>', ..] => self.value(colon + 2, mark),
            [b',' | b'}', ..] => {
                let before = self.bytes.get(..start)?.strip_suffix(mark)?.trim_ascii_end();
                if before.ends_with(b"[") {
                    let place = self.value(colon + 1, mark)?.text()?;
                    let behind = self.rest(place.end).strip_prefix(mark)?.trim_ascii_start();
                    return behind.starts_with(b"]").then_some(Value::Text(place));
                }
                let before = before.strip_suffix(b":")?.trim_ascii_end().strip_suffix(mark)?;
                [&b"name"[..], b"key"].iter().any(|key| before.ends_with(key)).then_some(())?;
                self.beside(start, colon, mark)
            }
            _ => None,
        }
    }

    /// The `value` in the object around a place.
    fn beside(&self, start: usize, end: usize, mark: &[u8]) -> Option<Value> {
        let from = start - start.min(LONGEST);
        let open = from + memchr::memrchr(b'{', self.bytes.get(from..start)?)?;
        let until = self.bytes.len().min(end + LONGEST);
        let close = memchr::memchr(b'}', self.bytes.get(end..until)?).map_or(until, |len| end + len);
        let key = [mark, b"value", mark].concat();
        let key = [(end, close), (open, start)].into_iter().find_map(|(from, until)| {
            let at = memchr::memmem::find(self.bytes.get(from..until)?, &key)?;
            Some(from + at + key.len())
        })?;
        let colon = key + spaces(self.rest(key));
        matches!(self.rest(colon), [b':', ..]).then(|| self.value(colon + 1, mark)).flatten()
    }

    /// A value of JSON that is a text, a number, or begins an array or object.
    fn value(&self, from: usize, mark: &[u8]) -> Option<Value> {
        let start = from + spaces(self.rest(from));
        let rest = self.rest(start);
        if let Some(text) = rest.strip_prefix(mark) {
            let start = start + mark.len();
            return Some(Value::Text(Span::new(start, start + text_len(text, mark))));
        }
        match rest.first()? {
            // the first of many
            b'[' if rest.get(1..)?.trim_ascii_start().starts_with(mark) => self.value(start + 1, mark),
            b'[' | b'{' => Some(Value::Container(start)),
            b'0'..=b'9' => {
                let len = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
                Some(Value::Text(Span::new(start, start + len)))
            }
            _ => None,
        }
    }

    /// The value of a name without quotation marks: of a header, a parameter, or with its length before it.
    fn bare(&mut self, start: usize, end: usize, what: What) -> Option<Value> {
        let place = match self.rest(end) {
            [b'=', ..] => {
                let from = end + 1;
                let mark = quote(self.rest(from));
                if !mark.is_empty() {
                    return self.value(from, mark);
                }
                match what {
                    What::Secret => self.parameter(from),
                    _ => Span::new(from, from + line_len(self.rest(from), b'\n')),
                }
            }
            [b',', rest @ ..] => {
                let len = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
                let count: usize = str::from_utf8(rest.get(..len)?).ok()?.parse().ok()?;
                let from = end + 2 + len;
                let is_whole = rest.get(len) == Some(&b':') && matches!(rest.get(len + 1 + count), Some(b',' | b';'));
                is_whole.then(|| Span::new(from, from + count))?
            }
            [b':', ..] => {
                let from = end + 1 + blanks(self.rest(end + 1));
                let mark = quote(self.rest(from));
                if !mark.is_empty() {
                    return self.value(from, mark);
                }
                let before = self.bytes.get(..start)?;
                let is_line = matches!(before, [] | [.., b'\n' | b'\'' | b'"']) || before.ends_with(br"\n");
                let is_line = is_line || before.ends_with(b"\n> ") || before.ends_with(b"\n< ");
                if what == What::Secret && !is_line {
                    // in the midst of a sentence words may follow
                    let word = self.parameter(from);
                    return is_unlike_words(word.of(self.bytes)).then_some(Value::Text(word));
                }
                let (from, until) = match self.rest(from) {
                    [b'[', ..] => (from + 1, b']'),
                    _ if before.ends_with(b"'") => (from, b'\''),
                    _ => (from, b'\n'),
                };
                Span::new(from, from + line_len(self.rest(from), until))
            }
            _ => return None,
        };
        Some(Value::Text(place))
    }

    /// The value of a parameter that begins here.
    fn parameter(&mut self, from: usize) -> Span {
        self.parameter_seen = from + parameter_len(self.rest(from));
        Span::new(from, self.parameter_seen)
    }

    fn push(&mut self, start: usize, end: usize) {
        if end > start {
            self.found.push(Span::new(start, end));
        }
    }

    /// The words of a value, of parameters their values; not the scheme before them.
    fn authorization(&mut self, place: Span) {
        let parts = self.parts(place, |byte| byte == b' ' || byte == b',');
        let has_scheme = parts.len() > 1;
        for part in parts.into_iter().skip(usize::from(has_scheme)) {
            self.pair(part);
        }
    }

    fn cookies(&mut self, place: Span) {
        for part in self.parts(place, |byte| byte == b';') {
            self.pair(part);
        }
    }

    fn parts(&self, place: Span, is_between: impl Fn(u8) -> bool) -> Vec<Span> {
        let mut parts = Vec::new();
        let mut start = place.start;
        for at in place.start..=place.end {
            if at == place.end || self.bytes.get(at).is_none_or(|byte| is_between(*byte)) {
                let spaces = spaces(self.bytes.get(start..at).unwrap_or_default());
                if start + spaces < at {
                    parts.push(Span::new(start + spaces, at));
                }
                start = at + 1;
            }
        }
        parts
    }

    /// What stands behind the name of a pair, or all of what is none.
    fn pair(&mut self, part: Span) {
        let text = self.bytes.get(part.start..part.end).unwrap_or_default();
        let name = text.iter().take_while(|byte| is_of_name(**byte)).count();
        let value = text.get(name..).and_then(|rest| rest.strip_prefix(b"="));
        let is_pair = value.is_some_and(|value| value.iter().any(|byte| *byte != b'='));
        let word = if is_pair { text.get(..name).unwrap_or_default() } else { text };
        if PLAIN.contains(&word.to_ascii_lowercase().as_slice()) {
            return;
        }
        if !is_pair {
            self.push(part.start, part.end);
            return;
        }
        let from = name + 1;
        let value = text.get(from..).unwrap_or_default();
        let mark = quote(value);
        let inside = value.strip_prefix(mark).unwrap_or(value);
        let len = if mark.is_empty() { inside.len() } else { text_len(inside, mark) };
        let start = part.start + from + mark.len();
        self.push(start, start + len);
    }

    /// Every text of an array or object but its keys.
    fn texts(&mut self, place: Span) {
        let mut at = place.start;
        while let Some(open) = memchr::memchr(b'"', self.bytes.get(at..place.end).unwrap_or_default()) {
            let start = at + open + 1;
            let end = start + text_len(self.rest(start), b"\"");
            at = end + 1;
            if !self.rest(at).trim_ascii_start().starts_with(b":") {
                self.push(start, end);
            }
        }
    }

    /// Every `value` of a list of cookies.
    fn values(&mut self, place: Span) {
        let text = self.bytes.get(place.start..place.end).unwrap_or_default();
        let keys: Vec<usize> = memchr::memmem::find_iter(text, b"\"value\"").collect();
        for key in keys {
            let behind = place.start + key + b"\"value\"".len();
            let colon = behind + spaces(self.rest(behind));
            if self.rest(colon).starts_with(b":")
                && let Some(Span { start, end }) = self.value(colon + 1, b"\"").and_then(Value::text)
            {
                self.push(start, end);
            }
        }
    }
}

const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn spaces(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

fn blanks(text: &[u8]) -> usize {
    text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// The quotation mark that a text begins with, itself escaped if it stands in a string.
fn quote(text: &[u8]) -> &[u8] {
    let slashes = text.iter().take_while(|byte| **byte == b'\\').count();
    match text.get(slashes) {
        Some(b'"' | b'\'') => text.get(..=slashes).unwrap_or_default(),
        _ => b"",
    }
}

/// How long a string is whose quotation mark is this one.
fn text_len(text: &[u8], mark: &[u8]) -> usize {
    let Some((letter, slashes)) = mark.split_last() else { return text.len() };
    let mut at = 0;
    while let Some(len) = text.get(at..).and_then(|rest| memchr::memchr3(*letter, b'\\', b'\n', rest)) {
        let end = at + len;
        let run = text.get(end..).unwrap_or_default().iter().take_while(|byte| **byte == b'\\').count();
        match text.get(end + run) {
            // of more of them some are escaped themselves
            Some(byte) if byte == letter && run < slashes.len() => return end,
            Some(byte) if byte == letter && (run - slashes.len()).is_multiple_of(2 * slashes.len() + 2) => {
                return end + run - slashes.len();
            }
            Some(b'\n') if run == 0 => return end,
            _ => at = end + run + 1,
        }
    }
    text.len()
}

/// How long an array or object is.
fn container_len(text: &[u8]) -> usize {
    let (mut at, mut open) = (0, 0_usize);
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => at += 1 + text_len(text.get(at + 1..).unwrap_or_default(), b"\""),
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        at += 1;
        if open == 0 {
            break;
        }
    }
    at.min(text.len())
}

/// How long the value of a parameter is.
fn parameter_len(text: &[u8]) -> usize {
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"&#;,\"'\\<>{}[]()|".contains(byte);
    text.iter().position(is_end).unwrap_or(text.len())
}

/// How long the value of a header is: until the line ends, or what it stands in.
fn line_len(text: &[u8], until: u8) -> usize {
    let text = text.get(..LONGEST).unwrap_or(text);
    let mut is_open = false;
    for (at, byte) in text.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|last| text.get(last));
        match byte {
            b'\r' | b'\n' => return at,
            b'\\' if matches!(text.get(at + 1), Some(b'r' | b'n')) => return at,
            _ if *byte == until && !is_open => return at,
            b'"' if before == Some(&b'\\') => {}
            b'"' if is_open || before == Some(&b'=') => is_open = !is_open,
            b'"' => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = credentials(text.as_bytes()).iter().map(|span| &text[span.start..span.end]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn headers() {
        check("Authorization: Bearer abc.def-1\r\nHost: a\r\n", &["abc.def-1"]);
        check("> authorization: Basic dTpw\n", &["dTpw"]);
        check("Cookie: a=1; session=x y\nSet-Cookie: id=a3; Path=/; HttpOnly\n", &["1", "x y", "a3"]);
        check(
            "Authorization: OAuth realm=\"ADM\", oauth_token=\"AT_1\", oauth_signature=\"a+b/c=\", oauth_version=\"1.0\"\n",
            &["AT_1", "a+b/c="],
        );
        check("X-ADM-Auth-Session: 87a2\r\nContent-Type: a/b\r\n", &["87a2"]);
        check("map[Authorization:[Bearer xyz] Host:[a]]", &["xyz"]);
        check("13:Authorization,10:Bearer xyz,]", &["xyz"]);
        check("an invalid token: it is too old\nCookie:\nHost: a\n", &[]);
        check("Bootstrap token: a1b2c3d4e5\n", &["a1b2c3d4e5"]);
        check("curl -H 'Authorization: Bearer a' -H 'Accept: b'", &["a"]);
    }

    #[test]
    fn members() {
        check(r#"{"Authorization":"Bearer a","Host":"b"}"#, &["a"]);
        check(r#"{"Authorization": ["Bearer a"], "n": 1}"#, &["a"]);
        check(r#"{"name": "Authorization", "value": "OAuth oauth_token=\"A\", realm=\"B\""}"#, &["A"]);
        check(r#"{"value": "s3", "name": "X-Api-Key"}"#, &["s3"]);
        check(r#""cookies": [{"name": "a", "value": "b"}, {"name": "c", "value": "d"}], "value": "e""#, &["b", "d"]);
        check(r#"{"token": 4711, "pin" : "12", "bodies": "c", "spin": "d"}"#, &["4711", "12"]);
        check(r#"{"log": "{\"token\":\"a\\\"c\",\"a\":\"b\"}"}"#, &[r#"a\\\"c"#]);
        check(r#"{"token": "a\\", "b": "c", "pin": "d\"e"}"#, &[r"a\\", r#"d\"e"#]);
        check(r#"{"headers": "Authorization: Bearer a\r\nHost: b\r\n"}"#, &["a"]);
        check(r#"{"header": "Authorization: Bearer a", "b": "c"}"#, &["a"]);
        check(r#"{"token": {"a": "b", "c": true}, "secret": null}"#, &["b"]);
        check(r#"[["Authorization", "Bearer a"], ["Host", "b"]]"#, &["a"]);
        check("authorization: \"Bearer a\"\ncookie: b\n", &["a", "b"]);
    }

    /// What is nested is gone through once: otherwise this would not end.
    #[test]
    fn nested() {
        check(
            r#"{"token": {"a": "b", "secret": ["c", {"pin": 4711}], "cookies": [{"value": "d"}]}}"#,
            &["b", "c", "4711", "d"],
        );
        check(r#"{"cookies": [{"value": "a", "token": {"b": "c"}}], "token": "[d"}"#, &["a", "c", "[d"]);
        for name in ["token", "cookies"] {
            assert_eq!(credentials(format!("\"{name}\":{{").repeat(1 << 17).as_bytes()), []);
        }
    }

    #[test]
    fn parameters() {
        check("GET /mdm?token=abc&a=b&pin=4711 HTTP/1.1", &["abc", "4711"]);
        check(r#"{"url": "https://a/b?access_token=c#d"}"#, &["c"]);
        check("password='a b' user=c", &["a b"]);
        check(r#""https://a/b?c=d\u0026pin=4711""#, &["4711"]);
        check("token=&session", &[]);
        check("https://a/b?X-Amz-Credential=c%2Fd&X-Amz-Date=e&X-Amz-Signature=f", &["c%2Fd", "f"]);
        check("https://a/b?inviteCode=c&amp;sig=d&amp;tok=e", &["c", "d", "e"]);
    }

    #[test]
    fn users() {
        check("https://ann:b%40c@example.com/?a=b", &["ann", "b%40c"]);
        check(r#"{"url":"https:\/\/ann@example.com"}"#, &["ann"]);
        check("https://example.com:80/@a http://a/b:c@d", &[]);
    }
}
