//! Messages of HTTP/1.1 as they go over the wire: a head, and a body in its transfer and content codings.

use std::borrow::Cow;

use memchr::{
    memchr,
    memmem::{find, find_iter},
};

use super::{Captured, Count, Exchange, Packing, Sent, Side, offset_in, problem, unpack::ContentEncoding};
use crate::{
    report::{Code, Expected, Found, Problem},
    wire::Span,
};

/// What comes before a body.
#[derive(Debug, Default)]
pub(super) struct Head<'a> {
    pub(super) exchange: Exchange<'a>,
    /// Where the body begins, behind the blank line.
    pub(super) len: usize,
    /// How long the body is, as the head says.
    pub(super) content_length: Option<usize>,
    length_digits: &'a [u8],
    pub(super) is_chunked: bool,
    encoding: ContentEncoding,
}

impl<'a> Head<'a> {
    /// The head that these bytes begin with; `None` if they begin with no line of a request or a status. Lines end with
    /// a line feed, mostly with a carriage return before it, which journals drop.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut lines = Lines { bytes, at: 0 };
        let mut head = Self { exchange: first_line(lines.next()?)?, ..Self::default() };
        loop {
            let start = lines.at;
            // a head that is all there is has no body
            let line = lines.next().unwrap_or_default();
            // one byte may stand in the blank line, or in place of its end
            let is_body = ['<', '{'].into_iter().any(|begin| line.trim_start().starts_with(begin));
            if line.len() < 2 || is_body {
                head.len = if is_body { start } else { lines.at };
                return Some(head);
            }
            if let Some((name, value)) = line.split_once(':') {
                head.header(name, value.trim());
            }
        }
    }

    /// The head where one has to be, whatever is left of it.
    pub(super) fn due(bytes: &'a [u8]) -> Self {
        Self::read(bytes).unwrap_or_else(|| Self::lost(bytes))
    }

    /// A head that begins with something else ends with the first blank line too.
    fn lost(bytes: &[u8]) -> Self {
        let ends = [&b"\r\n\r\n"[..], b"\n\n"].map(|end| find(bytes, end).map(|at| at.saturating_add(end.len())));
        Self { len: ends.into_iter().flatten().min().unwrap_or(0), ..Self::default() }
    }

    fn header(&mut self, name: &str, value: &'a str) {
        let is = |other| name.eq_ignore_ascii_case(other);
        if is("Content-Length") {
            (self.content_length, self.length_digits) = (value.parse().ok(), value.as_bytes());
        } else if is("Transfer-Encoding") {
            self.is_chunked = value.to_ascii_lowercase().ends_with("chunked");
        } else if is("Content-Encoding") {
            self.encoding = ContentEncoding::named(value);
        } else if is("Content-Type") {
            self.exchange.content_type = Some(value.into());
        } else if is("Date") {
            self.exchange.time = Some(value.into());
        }
    }

    /// The body that the sender means, of what stands behind the head in a file; `None` if there is none.
    pub(super) fn body(&self, sent: &'a [u8], file: &[u8]) -> Option<Captured<'a>> {
        let mut problems = Vec::new();
        let (chunks, damage) = if self.is_chunked {
            let Unchunked { body, damage, .. } = unchunked(sent);
            (body, damage)
        } else {
            (Cow::Borrowed(sent), None)
        };
        let is_complete = damage.is_none();
        let length = self.content_length.filter(|length| !self.is_chunked && *length != sent.len());
        if let Some(length) = length {
            let expected = i64::try_from(length).map_or(Expected::Nothing, |length| Expected::Range(length, length));
            let found = Found::Count(sent.len());
            problems.push(Problem { expected, found, ..problem(Code::BodySize, Span::default()) });
        } else if let Some(code) = damage {
            let (expected, found) = (Expected::Text("the chunked coding"), Found::Count(chunks.len()));
            problems.push(Problem { expected, found, ..problem(code, Span::default()) });
        }
        let packing = self.encoding.packing(&chunks);
        let Captured { body, problems: damage, damaged, .. } = self.encoding.undone(chunks);
        let is_as_sent = matches!(body, Cow::Borrowed(_));
        let sent = if is_as_sent || !is_complete || !damage.is_empty() { None } else { self.sent(sent, packing, file) };
        problems.extend(damage);
        let damaged = damaged || !is_complete;
        if body.is_empty() && problems.is_empty() {
            return None;
        }
        Some(Captured { body, sent, problems, damaged, exchange: self.exchange.clone(), ..Captured::default() })
    }

    /// How a body was sent, if that stands in the file.
    fn sent(&self, sent: &[u8], packing: Option<Packing>, file: &[u8]) -> Option<Box<Sent>> {
        let span = |part: &[u8]| {
            let start = offset_in(file, part)?;
            Some(Span::new(start, start.checked_add(part.len())?))
        };
        let counted = span(sent)?;
        let length = self.content_length.filter(|_| !self.is_chunked).and_then(|_| span(self.length_digits));
        let counts = length.into_iter().map(|digits| Count { digits, counted }).collect();
        Some(Box::new(Sent { span: counted, packing, is_chunked: self.is_chunked, counts }))
    }
}

/// The lines of a head without what ends them.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let end = memchr(b'\n', rest);
        let line = rest.get(..end.unwrap_or(rest.len()))?;
        self.at = self.at.saturating_add(line.len()).saturating_add(usize::from(end.is_some()));
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        // what is no text says nothing, and ends nothing
        Some(str::from_utf8(line).unwrap_or("?"))
    }
}

/// Where the next message begins from here on, if it does before `end`: with a line that begins one, which need not begin a
/// line where a body ends without one.
pub(super) fn next(bytes: &[u8], from: usize, end: usize) -> Option<usize> {
    // its line may begin before that and go on behind it
    let text = bytes.get(..end.saturating_add(URL)).unwrap_or(bytes);
    let start = find_iter(text.get(from..)?, b"HTTP/1.").find_map(|at| {
        let at = from.saturating_add(at);
        let word = |end: usize, is_part: fn(&u8) -> bool| {
            let before = text.get(from.max(end.saturating_sub(URL))..end)?;
            Some(end.saturating_sub(before.iter().rev().take_while(|byte| is_part(byte)).count()))
        };
        let behind_blank = |at: usize| at.checked_sub(1).filter(|blank| text.get(*blank) == Some(&b' '));
        let method = || {
            let url = word(behind_blank(at)?, |byte| *byte > b' ')?;
            word(behind_blank(url)?, u8::is_ascii_uppercase)
        };
        let start = method().unwrap_or(at);
        let line = bytes.get(start..at.saturating_add(LINE).min(bytes.len()))?;
        first_line(Lines { bytes: line, at: 0 }.next()?).map(|_| start)
    });
    start.filter(|start| *start < end)
}

/// An address is not longer, nor is what follows the version in its line.
const URL: usize = 1 << 13;
const LINE: usize = 1 << 10;

/// Whether a message begins here whose first line is damaged: fields follow it, and another message those.
pub(super) fn is_damaged(bytes: &[u8]) -> bool {
    let mut fields = Lines { bytes, at: 0 }.skip(1).take(3).filter_map(|line| line.split_once(": "));
    let is_usual =
        |name: &str| ["content-length", "content-type", "host"].contains(&name.to_ascii_lowercase().as_str());
    fields.any(|(name, _)| is_usual(name)) && next(bytes, 1, bytes.len()).is_some()
}

/// The status of the response that begins here.
pub(super) fn status(bytes: &[u8]) -> Option<u16> {
    first_line(Lines { bytes, at: 0 }.next()?)?.status
}

/// `PUT /mdm/checkin HTTP/1.1` or `HTTP/1.1 200 OK`
fn first_line(line: &str) -> Option<Exchange<'_>> {
    if let Some(version) = line.strip_prefix("HTTP/") {
        let status = version.split(' ').nth(1)?;
        return Some(Exchange { side: Some(Side::Response), status: status.parse().ok(), ..Exchange::default() });
    }
    let (method, rest) = line.split_once(' ')?;
    let (url, version) = rest.rsplit_once(' ')?;
    let is_request = version.starts_with("HTTP/")
        && !method.is_empty()
        && method.bytes().all(|byte| byte.is_ascii_uppercase())
        && !url.contains(' ');
    is_request.then(|| Exchange {
        side: Some(Side::Request),
        method: Some(method.into()),
        url: Some(url.into()),
        ..Exchange::default()
    })
}

/// A body that was sent in chunks.
pub(super) struct Unchunked<'a> {
    /// Borrowed if it was one chunk.
    pub(super) body: Cow<'a, [u8]>,
    /// How long it is as it was sent.
    pub(super) len: usize,
    /// What is wrong with the chunks: their end is missing, or something else stands where one begins or ends.
    pub(super) damage: Option<Code>,
}

pub(super) fn unchunked(sent: &[u8]) -> Unchunked<'_> {
    let mut all = Unchunked { body: Cow::Borrowed(&[]), len: 0, damage: Some(Code::CutOff) };
    let mut lines = Lines { bytes: sent, at: 0 };
    while let Some(line) = lines.next() {
        let Some(size) = chunk_size(line) else {
            all.damage = Some(Code::CaptureDamaged);
            return all;
        };
        if size == 0 {
            // fields may follow as in a head, up to a blank line
            lines.find(|line| line.is_empty());
            (all.len, all.damage) = (lines.at, None);
            return all;
        }
        let end = lines.at.saturating_add(size).min(sent.len());
        let chunk = sent.get(lines.at..end).unwrap_or_default();
        if all.body.is_empty() {
            all.body = Cow::Borrowed(chunk);
        } else {
            all.body.to_mut().extend_from_slice(chunk);
        }
        (lines.at, all.len) = (end, end);
        if lines.next().is_some_and(|line| !line.is_empty()) {
            all.damage = Some(Code::CaptureDamaged);
            return all;
        }
    }
    all
}

/// `1a2b`, perhaps with extensions behind a semicolon.
fn chunk_size(line: &str) -> Option<usize> {
    let digits = line.split(';').next().unwrap_or_default().trim();
    usize::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads() {
        let head = Head::read(b"PUT /mdm/checkin HTTP/1.1\r\nHost: a\r\ncontent-length: 5\r\n\r\n<a/>\n").unwrap();
        assert_eq!((head.len, head.content_length), (57, Some(5)));
        assert_eq!(head.exchange.url.as_deref(), Some("/mdm/checkin"));
        let head = Head::read(b"HTTP/1.1 401 Unauthorized\nContent-Type: text/plain; charset=utf-8\n\n").unwrap();
        assert_eq!((head.exchange.status, head.exchange.side), (Some(401), Some(Side::Response)));
        assert!(head.body(b"", b"").is_none());
        assert!(Head::read(b"<?xml version=\"1.0\"?>\n").is_none());
        assert!(Head::read(b"time PUT /mdm HTTP/1.1\n\n").is_none());
        assert!(Head::read(b"").is_none());
    }

    #[test]
    fn chunks() {
        let all = unchunked(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\nrest");
        assert_eq!((all.body.as_ref(), all.len, all.damage), (&b"abcde"[..], 24, None));
        let all = unchunked(b"3\nabc\n0\n");
        assert_eq!((all.body, all.len, all.damage), (Cow::Borrowed(&b"abc"[..]), 8, None));
        let all = unchunked(b"ffffffffffffffff\r\nabc");
        assert_eq!((all.body.as_ref(), all.damage), (&b"abc"[..], Some(Code::CutOff)));
        assert_eq!(unchunked(b"").damage, Some(Code::CutOff));
        for other in [&b"x\r\n"[..], b"3\r\nabcd\r\n0\r\n\r\n", b"3\r\nabc\r\nzz\r\nd\r\n0\r\n\r\n"] {
            let all = unchunked(other);
            assert!(b"abc".starts_with(&all.body) && all.damage == Some(Code::CaptureDamaged), "{other:?}");
        }
    }
}
