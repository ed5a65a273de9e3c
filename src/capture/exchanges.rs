//! Logs of exchanges: what MicroMDM writes with `-http-debug`, and messages of HTTP one behind the other.

use std::borrow::Cow;

use memchr::{
    memchr,
    memmem::{Finder, find},
    memrchr,
};

use super::{
    Captured, Item, Items, Options, Place, Reader, Side, at_the_end,
    head::{self, Head, Unchunked, status, unchunked},
    offset_in, prefix, problem,
};
use crate::{
    report::{Code, Found, Problem},
    wire::Span,
};

/// `---BEGIN Request---`, a message of HTTP, `---END Request---`, and the same of the response.
pub(super) static DEBUG: Reader =
    Reader { name: "http-debug", detect: is_debug, open: open_debug, complete: whole_exchanges };

/// Messages of HTTP as they go over the wire.
pub(super) static WIRE: Reader = Reader { name: "http", detect: is_wire, open: open_wire, complete: at_the_end };

/// How far into a log the first exchange is looked for.
const HEAD: usize = 1 << 20;

fn is_debug(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let begin = Finder::new(BEGIN);
    let mut log = Log { bytes: head, begin, at: 0, numbers: Numbers::default() };
    log.marker(0).is_some()
}

fn is_wire(bytes: &[u8]) -> bool {
    let head = bytes.get(..1 << 16).unwrap_or(bytes);
    Head::read(head).is_some() || head::is_damaged(head)
}

fn open_debug<'a>(bytes: &'a [u8], _: &Options<'_>) -> Items<'a> {
    Items::new(Log { bytes, begin: Finder::new(BEGIN), at: 0, numbers: Numbers::default() })
}

fn open_wire<'a>(bytes: &'a [u8], _: &Options<'_>) -> Items<'a> {
    Items::new(Wire { bytes, at: 0, numbers: Numbers::default(), is_told: false, between: None })
}

/// Up to where the last exchange begins or, if nothing follows, to where its response ends.
fn whole_exchanges(bytes: &[u8], is_idle: bool) -> usize {
    let mut log = Log { bytes, begin: Finder::new(BEGIN), at: 0, numbers: Numbers::default() };
    let (mut marker, mut end) = (log.marker(0), 0);
    while let Some(Marker { side, line, start }) = marker {
        marker = log.marker(start.saturating_add(BEGIN.len()));
        let until = marker.map_or(bytes.len(), |next| next.line);
        if side == Side::Request {
            end = line;
        } else if is_idle && let Some((_, behind)) = log.end(side, start, until) {
            end = behind;
        }
    }
    end
}

/// Pairs requests with responses, in their order.
#[derive(Default)]
struct Numbers {
    next: usize,
    is_open: bool,
}

impl Numbers {
    /// The number of the exchange that the next message belongs to.
    fn of(&mut self, side: Side) -> usize {
        let is_answer = side == Side::Response && self.is_open;
        self.is_open = side == Side::Request;
        if !is_answer {
            self.next = self.next.saturating_add(1);
        }
        self.next.saturating_sub(1)
    }
}

const BEGIN: &str = "---BEGIN Re";

/// A line with a marker is not longer, nor is what stands before one.
const LINE: usize = 1 << 10;

/// Messages between markers.
struct Log<'a> {
    bytes: &'a [u8],
    begin: Finder<'static>,
    at: usize,
    numbers: Numbers,
}

/// A line that begins or ends a message.
#[derive(Clone, Copy)]
struct Marker {
    side: Side,
    /// Where its line begins, and where its words do.
    line: usize,
    start: usize,
}

impl<'a> Iterator for Log<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        loop {
            let Marker { side, line, start } = self.marker(self.at)?;
            let number = self.numbers.of(side);
            let next = self.marker(start.saturating_add(BEGIN.len()));
            let until = next.map_or(self.bytes.len(), |next| next.line);
            let end = match self.end(side, start, until) {
                Some((end, behind)) => {
                    self.at = behind;
                    end
                }
                None if until == self.bytes.len() => {
                    self.at = until;
                    let left = Found::Count(until.saturating_sub(start));
                    let span = Span::new(start, start.saturating_add(1));
                    return Some(Item::Problem(Problem { found: left, ..problem(Code::CutOff, span) }));
                }
                None => {
                    self.at = until;
                    until
                }
            };
            let before = self.bytes.get(line..start).unwrap_or_default();
            let raw = self.bytes.get(start..end).unwrap_or_default();
            let found = match prefix::stripped(before, raw) {
                Some(Cow::Owned(text)) => framed(&text, &[]).map(Captured::into_owned),
                _ => framed(raw, self.bytes)
                    .map(|found| Captured { offset: offset_in(self.bytes, &found.body), ..found }),
            };
            if let Some(mut found) = found {
                let answer = next.filter(|next| side == Side::Request && next.side == Side::Response);
                found.exchange.status = found.exchange.status.or_else(|| self.status(answer?.start));
                found.exchange.time = found.exchange.time.or_else(|| prefix::moment(before).map(Cow::Borrowed));
                return Some(Item::Message(Captured { place: Place::Exchange(number, side), ..found }));
            }
        }
    }
}

impl Log<'_> {
    /// The status of the response whose marker is here.
    fn status(&self, marker: usize) -> Option<u16> {
        let lead = lead(self.bytes, marker)?;
        let line = next_line(self.bytes, marker)?;
        status(line.get(prefix::after(lead, line).unwrap_or(0)..)?)
    }

    /// The first line from here that begins a message.
    fn marker(&mut self, from: usize) -> Option<Marker> {
        let mut at = from;
        loop {
            at = at.checked_add(self.begin.find(self.bytes.get(at..)?)?)?;
            if let Some(line) = line_of(self.bytes, at) {
                let word = self.bytes.get(at.checked_add(BEGIN.len())?..)?;
                let sides = [(&b"quest---"[..], Side::Request), (b"sponse---", Side::Response)];
                if let Some((_, side)) = sides.into_iter().find(|(rest, _)| word.starts_with(rest)) {
                    return Some(Marker { side, line, start: at });
                }
            }
            at = at.checked_add(BEGIN.len())?;
        }
    }

    /// Where the line that ends a message begins, and where it ends.
    fn end(&self, side: Side, start: usize, until: usize) -> Option<(usize, usize)> {
        let words: &[u8] = if side == Side::Request { b"---END Request---" } else { b"---END Response---" };
        let mut at = start;
        loop {
            at = at.checked_add(find(self.bytes.get(at..until)?, words)?)?;
            let behind = at.checked_add(words.len())?;
            if let Some(line) = line_of(self.bytes, at) {
                return Some((line, behind));
            }
            at = behind;
        }
    }
}

/// Where the line begins whose text begins here, behind what stands before each line.
fn line_of(bytes: &[u8], at: usize) -> Option<usize> {
    let lead = lead(bytes, at)?;
    let line = at.checked_sub(lead.len())?;
    let is_before_each = || {
        let next = next_line(bytes, at);
        let last = line.checked_sub(1).and_then(|end| bytes.get(end.checked_sub(self::lead(bytes, end)?.len())?..));
        [next, last].into_iter().flatten().any(|other| prefix::alike(lead, other).is_some())
    };
    (lead.is_empty() || prefix::len(lead) == Some(lead.len()) || is_before_each()).then_some(line)
}

/// What stands before a place in its line; none if that is longer than a marker's.
fn lead(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let start = at.saturating_sub(LINE);
    let before = bytes.get(start..at)?;
    match memrchr(b'\n', before) {
        Some(feed) => before.get(feed.saturating_add(1)..),
        None => (start == 0).then_some(before),
    }
}

/// What comes behind the line of a marker.
fn next_line(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let rest = bytes.get(at..)?;
    let line = rest.get(..LINE).unwrap_or(rest);
    rest.get(memchr(b'\n', line)?.saturating_add(1)..)
}

/// The message of a file between two markers, of which the first is still there.
fn framed<'a>(raw: &'a [u8], file: &[u8]) -> Option<Captured<'a>> {
    let rest = raw.get(memchr(b'\n', raw)?.saturating_add(1)..)?;
    let head = Head::due(rest);
    let sent = rest.get(head.len..).unwrap_or_default();
    // a line feed is written before the marker
    let all = sent.strip_suffix(b"\n").unwrap_or(sent);
    head.body(all, file)
}

/// Messages one behind the other.
struct Wire<'a> {
    bytes: &'a [u8],
    at: usize,
    numbers: Numbers,
    /// That the first line of the first of them is damaged has been said.
    is_told: bool,
    /// The first line that a tool has written between two of them.
    between: Option<&'a [u8]>,
}

impl<'a> Iterator for Wire<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            let feeds = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            self.at = self.at.saturating_add(feeds);
            let rest = rest.get(feeds..).filter(|rest| !rest.trim_ascii_start().is_empty())?;
            let head = match Head::read(rest) {
                Some(head) => head,
                None if self.is_told && self.at == 0 => Head::due(rest),
                None if self.pass(rest, feeds) => continue,
                None => return Some(self.lost(rest)),
            };
            let side = head.exchange.side.unwrap_or(Side::Request);
            let number = self.numbers.of(side);
            let sent = rest.get(head.len..).unwrap_or_default();
            let start = self.at.saturating_add(head.len);
            let len = match head.content_length {
                _ if head.is_chunked => {
                    let sent = sent.get(..self.before_next(start, sent.len())).unwrap_or_default();
                    match unchunked(sent) {
                        // what stands behind damage is of the same body
                        Unchunked { damage: Some(Code::CaptureDamaged), .. } => sent.len(),
                        Unchunked { len, .. } => len,
                    }
                }
                Some(length) => length.min(sent.len()),
                None if side == Side::Request && head.exchange.side.is_some() && !begins_body(sent) => 0,
                // such a response ends with the connection, and an editor of requests counts when it sends one
                None => sent.len(),
            };
            let len = if head.is_chunked { len } else { self.as_laid_out(start, len) };
            let is_counted = head.is_chunked || head.content_length.is_some();
            let len = self.before_next(start, len);
            let len = if is_counted { len } else { before_mark(sent.get(..len).unwrap_or_default()) };
            self.at = start.saturating_add(len);
            if let Some(mut found) = head.body(sent.get(..len).unwrap_or_default(), self.bytes) {
                if side == Side::Request {
                    found.exchange.status = self.bytes.get(self.at..).and_then(status);
                }
                let offset = offset_in(self.bytes, &found.body);
                return Some(Item::Message(Captured { place: Place::Exchange(number, side), offset, ..found }));
            }
        }
    }
}

impl<'a> Wire<'a> {
    /// How long a body is that may not be as long as its head says: what follows it has to begin a message too.
    fn before_next(&self, start: usize, len: usize) -> usize {
        let end = start.saturating_add(len);
        let behind = self.bytes.get(end..).unwrap_or_default().trim_ascii_start();
        if !behind.is_empty() && Head::read(behind.get(..4096).unwrap_or(behind)).is_some() {
            return len;
        }
        head::next(self.bytes, start, end).map_or(len, |next| next.saturating_sub(start))
    }

    /// How long a body is that is laid out otherwise than it was sent, so that it goes on behind the length of its head, where
    /// it ends before the next message. It is no longer than its document: one behind that may have lost its own head.
    fn as_laid_out(&self, start: usize, len: usize) -> usize {
        let text = self.bytes.get(start..).unwrap_or_default();
        let counted = text.get(..len).unwrap_or_default().trim_ascii();
        let is_open = match counted.first() {
            Some(b'<') => find(counted, b"<plist").is_some() && !counted.ends_with(b"</plist>"),
            Some(b'{') => !counted.ends_with(b"}"),
            _ => false,
        };
        if !is_open {
            return len;
        }
        let end = head::next(text, len, text.len()).unwrap_or(text.len());
        let behind = text.get(len..end).unwrap_or_default();
        let mut more = behind.trim_ascii_end();
        if counted.starts_with(b"<") && more.ends_with(PLIST_END) {
            // which may stand on both sides of the length
            let from = len.saturating_sub(PLIST_END.len());
            let first = text.get(from..end).and_then(|text| find(text, PLIST_END)).unwrap_or_default();
            let document = from.saturating_add(first).saturating_add(PLIST_END.len());
            more = more.get(..document.saturating_sub(len)).unwrap_or(more);
        } else if !(counted.starts_with(b"{") && more.ends_with(b"}")) {
            return len;
        }
        let feed = behind.get(more.len()) == Some(&b'\n');
        len.saturating_add(more.len()).saturating_add(usize::from(feed))
    }

    /// Past the lines that a tool has written where a message is due, up to the next one: behind the last those which stood
    /// between the first ones. They are short texts without markup, fields or words of HTTP.
    fn pass(&mut self, rest: &'a [u8], feeds: usize) -> bool {
        let first = rest.get(..memchr(b'\n', rest).unwrap_or(rest.len())).unwrap_or_default();
        let head = rest.get(..BETWEEN).unwrap_or(rest);
        let (lines, is_last) = match head::next(rest, 1, head.len()) {
            Some(next) => (rest.get(..next).unwrap_or_default(), false),
            None => (rest, true),
        };
        let before = self.at.checked_sub(1).and_then(|before| self.bytes.get(before));
        let is_own_line = feeds > 0 || before.is_none_or(|before| *before == b'\n');
        let is_known = !is_last || self.between.is_some_and(|known| known == first);
        let is_passed = is_own_line && is_known && lines.len() <= BETWEEN && is_of_tool(lines, is_last);
        if is_passed {
            self.between = Some(self.between.unwrap_or(first)).filter(|_| self.at > 0);
            self.at = self.at.saturating_add(lines.len());
        }
        is_passed
    }

    /// What stands where a message is due, up to the next one. Of the first only its first line may be damaged.
    fn lost(&mut self, rest: &'a [u8]) -> Item<'a> {
        self.is_told = self.at == 0 && head::is_damaged(rest.get(..HEAD).unwrap_or(rest));
        let len = match self.is_told {
            true => memchr(b'\n', rest),
            false => head::next(rest, 1, rest.len()),
        };
        let len = len.unwrap_or(rest.len());
        let span = Span::new(self.at, self.at.saturating_add(len));
        if !self.is_told {
            self.at = span.end;
        }
        Item::Problem(Problem { found: Found::Count(len), ..problem(Code::CaptureDamaged, span) })
    }
}

/// A tool does not write more between two messages.
const BETWEEN: usize = 1 << 9;

/// Whether whole lines are no part of a message.
fn is_of_tool(lines: &[u8], is_last: bool) -> bool {
    let is_word = |word: &[u8]| find(lines, word).is_some();
    let is_text =
        str::from_utf8(lines).is_ok_and(|text| !text.contains(|c: char| c.is_control() && !c.is_whitespace()));
    is_text && (is_last || lines.ends_with(b"\n")) && ![&b"HTTP/"[..], b": ", b"<", b"{"].into_iter().any(is_word)
}

/// Whether a body begins here that its head says nothing of.
fn begins_body(sent: &[u8]) -> bool {
    let text = sent.trim_ascii_start();
    matches!(text.first(), Some(b'<' | b'{')) || text.starts_with(b"bplist")
}

const PLIST_END: &[u8] = b"</plist>";

/// How long a body is that nobody has counted, up to the line that parts requests in files for editors: `### connect`.
fn before_mark(body: &[u8]) -> usize {
    find(body, b"\n###").unwrap_or(body.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Container;

    const BODY: &str = "<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><true/></plist>\n";

    fn exchange(number: usize) -> String {
        let head = format!("PUT /mdm/{number} HTTP/1.1\r\nContent-Length: {}\r\n\r\n", BODY.len());
        format!(
            "---BEGIN Request---\n{head}{BODY}\n---END Request---\nstatus=200 path=/mdm\n\
             ---BEGIN Response---\nHTTP/1.1 200 OK\r\nContent-Type: application/x-plist\r\n\r\n{BODY}\n---END Response---\n"
        )
    }

    /// The place and body of each message, and the codes of problems.
    fn read(text: &str) -> Vec<String> {
        let items = Container::detect(text.as_bytes()).open(text.as_bytes(), &Options::default());
        let shown = |item| match item {
            Item::Message(found) => {
                if let Some(offset) = found.offset {
                    assert!(text.as_bytes()[offset..].starts_with(&found.body));
                }
                let codes: String = found.problems.iter().map(|problem| format!(" {}", problem.code)).collect();
                let body =
                    if found.body == BODY.as_bytes() { "BODY".into() } else { String::from_utf8_lossy(&found.body) };
                format!("{} {body}{codes}", found.place)
            }
            Item::Problem(problem) => format!("{} at {}", problem.code, problem.span.start),
        };
        items.map(shown).collect()
    }

    #[test]
    fn pairs() {
        let text = format!("starting\n{}{}", exchange(0), exchange(1));
        let all = [
            "exchange 0 request BODY",
            "exchange 0 response BODY",
            "exchange 1 request BODY",
            "exchange 1 response BODY",
        ];
        assert_eq!(read(&text), all);
        let lines = text.replace('\r', "");
        let prefixed: String = lines
            .lines()
            .enumerate()
            .map(|(i, line)| format!("Jul 19 09:39:{:02} h m[{i}]: {line}\n", i % 60))
            .collect();
        assert_eq!(read(&prefixed), all);
        let empty = text.replacen(&format!("x-plist\r\n\r\n{BODY}"), "x-plist\r\n\r\n", 1);
        assert_eq!(read(&empty), [all[0], all[2], all[3]]);
    }

    #[test]
    fn damage() {
        let two = exchange(0) + &exchange(1);
        let cut = &two[..two.len() - 50];
        assert_eq!(read(cut)[..3], read(&two)[..3]);
        assert!(read(cut)[3].starts_with("cut-off"));
        let endless = two.replacen("---END Request", "---ENDRequest", 1);
        assert_eq!(read(&endless)[1..], read(&two)[1..]);
        let headless = two.replacen("PUT", "P\u{1}T", 1);
        assert_eq!(read(&headless), read(&two));
        let longer = two.replacen(BODY, "<plist/>", 1);
        assert_eq!(read(&longer)[0], "exchange 0 request <plist/> body-size");
    }

    /// A length that is too short for how the body is laid out, before a message whose first line is damaged.
    #[test]
    fn laid_out_otherwise() {
        let short = BODY.len() - 12;
        let next = format!("PUT /b HTTP/1.1\r\nContent-Length: {}\r\n\r\n{BODY}", BODY.len());
        let text = |next: &str| format!("HTTP/1.1 200 OK\r\nContent-Length: {short}\r\n\r\n{BODY}\n\n{next}{next}");
        let all = ["exchange 0 response BODY body-size", "exchange 1 request BODY", "exchange 2 request BODY"];
        assert_eq!(read(&text(&next)), all);
        let damaged = read(&text(&next).replacen("PUT", "PU\0", 1));
        assert_eq!(
            (damaged.first(), damaged.last().map(|last| last.ends_with("request BODY"))),
            (Some(&all[0].to_owned()), Some(true))
        );
    }

    #[test]
    fn over_the_wire() {
        let length = BODY.len();
        let text = format!(
            "PUT /a HTTP/1.1\r\nContent-Length: {length}\r\n\r\n{BODY}\
             HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n<\r\n{:x}\r\n{}\r\n0\r\n\r\n\
             GET /b HTTP/1.1\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{BODY}",
            length - 1,
            &BODY[1..],
        );
        assert_eq!(read(&text), ["exchange 0 request BODY", "exchange 0 response BODY", "exchange 1 response BODY"]);
        let begin = text.replacen("PUT /a HTTP/1.1", "PUT /a", 1);
        assert_eq!(read(&begin)[1..], read(&text));
        assert_eq!(read(&begin)[0], "capture-damaged at 0");
        let longer = text.replacen("Length: ", "Length: 9", 1);
        assert_eq!(read(&longer), ["exchange 0 request BODY body-size", &read(&text)[1], &read(&text)[2]]);
        let lost = text.replacen("HTTP/1.1 200", "HTTX/1.1 200", 1);
        assert_eq!(read(&lost).len(), 3);
        assert!(read(&lost)[1].starts_with("capture-damaged"));
    }
}
