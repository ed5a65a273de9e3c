//! Flow files of mitmproxy: each exchange with all its bytes.
//!
//! A file is a sequence of typed netstrings, `length:bytes type`, one dictionary a flow; the type says what the bytes are,
//! and those of a dictionary are netstrings again, in turn key and value. A value is looked into only on the way to a key,
//! never deeper than its keys lead.
//!
//! Source: mitmproxy, `mitmproxy/io/tnetstring.py` and `mitmproxy/io/compat.py`.

use std::{borrow::Cow, collections::VecDeque};

use memchr::memmem;

use super::{
    Count, Exchange, Item, Items, Options, Reader, Sent, at_the_end,
    http::{Body, Half, Recorded},
    json::Broken,
    passed_over, problem,
    records::{cut, damaged},
    unpack::ContentEncoding,
};
use crate::{
    report::{Code, Expected, Found, Problem},
    wire::Span,
};

pub(super) static READER: Reader = Reader { name: "mitmproxy", detect, open, complete: at_the_end };

/// The version of the format that is known.
const VERSION: i64 = 21;

/// So much tells what it is.
const HEAD: usize = 1 << 16;

fn detect(bytes: &[u8]) -> bool {
    let Ok((length, start)) = length(bytes, 0) else { return is_damaged(bytes) };
    let inside = bytes.get(start..start.saturating_add(length).min(bytes.len())).unwrap_or_default();
    let mut keys = Keys { bytes: inside, at: 0 };
    let key = keys.bare().is_ok_and(|key| key.kind == TEXT || key.kind == BYTES);
    let known: [&[u8]; 5] = [b"type;", b"request;", b"version;", b"type,", b"version,"];
    let head = inside.get(..inside.len().min(HEAD)).unwrap_or_default();
    key && known.iter().any(|known| memmem::find(head, known).is_some()) || is_damaged(bytes)
}

/// Whether nearly all keys of a flow are there, and its length is not.
fn is_damaged(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let keys: [&[u8]; 4] = [b"7:request", b"8:response", b"7:version", b"11:client_conn"];
    keys.iter().filter(|key| memmem::find(head, key).is_some()).count() > 2
}

fn open<'a>(bytes: &'a [u8], _: &Options<'_>) -> Items<'a> {
    let budget = bytes.len().saturating_mul(8);
    Items::new(Flows { bytes, at: 0, number: 0, ready: VecDeque::new(), passed: 0, is_noted: false, budget })
}

const BYTES: u8 = b',';
const DICTIONARY: u8 = b'}';
const LIST: u8 = b']';
const TEXT: u8 = b';';

/// A typed netstring.
#[derive(Clone, Copy, Debug)]
struct Netstring<'a> {
    kind: u8,
    bytes: &'a [u8],
    /// Where its length stands in the file, and where its bytes begin.
    at: usize,
    start: usize,
}

/// The length that stands here, and where what is so long begins.
fn length(bytes: &[u8], at: usize) -> Result<(usize, usize), Broken> {
    let rest = bytes.get(at..).unwrap_or_default();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let behind = at.saturating_add(digits);
    let due = if digits == 0 { "a length" } else { "`:`" };
    let number = rest.get(..digits).and_then(|digits| str::from_utf8(digits).ok()?.parse().ok());
    match (bytes.get(behind), number) {
        (Some(b':'), Some(number)) => Ok((number, behind.saturating_add(1))),
        _ => Err(Broken { at: behind, due }),
    }
}

/// Netstrings one after the other, out of a whole file.
#[derive(Clone, Copy, Debug)]
struct Keys<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Keys<'a> {
    fn bare(&mut self) -> Result<Netstring<'a>, Broken> {
        let at = self.at;
        let (length, start) = length(self.bytes, at)?;
        let end = start.saturating_add(length);
        let (Some(bytes), Some(kind)) = (self.bytes.get(start..end), self.bytes.get(end)) else {
            return Err(Broken { at: self.bytes.len(), due: "as many bytes as the length says" });
        };
        if !b",;#^!~]}".contains(kind) {
            return Err(Broken { at: end, due: "the sign of a type, where the length says that it stands" });
        }
        self.at = end.saturating_add(1);
        Ok(Netstring { kind: *kind, bytes, at, start })
    }
}

impl<'a> Netstring<'a> {
    /// The netstrings in it, if it is a list or a dictionary; its ends are known to be sound.
    fn inside(self) -> impl Iterator<Item = Result<Self, Broken>> {
        let is_container = self.kind == DICTIONARY || self.kind == LIST;
        let mut keys = Keys { bytes: if is_container { self.bytes } else { &[] }, at: 0 };
        let start = self.start;
        core::iter::from_fn(move || {
            if keys.at >= keys.bytes.len() {
                return None;
            }
            let inside = keys.bare();
            if inside.is_err() {
                keys.at = keys.bytes.len();
            }
            let place = |at: usize| start.saturating_add(at);
            Some(match inside {
                Ok(inside) => Ok(Netstring { at: place(inside.at), start: place(inside.start), ..inside }),
                Err(Broken { at, due }) => Err(Broken { at: place(at), due }),
            })
        })
    }

    /// The value under a key.
    fn get(self, name: &str) -> Result<Option<Self>, Broken> {
        let mut inside = self.inside();
        while let Some(key) = inside.next() {
            let key = key?;
            let Some(value) = inside.next() else { break };
            let value = value?;
            if key.bytes == name.as_bytes() {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// Where its bytes stand in the file.
    fn span(self) -> Span {
        Span::new(self.start, self.start.saturating_add(self.bytes.len()))
    }

    /// Its length.
    fn count(self) -> Count {
        Count { digits: Span::new(self.at, self.start.saturating_sub(1)), counted: self.span() }
    }

    /// A scalar as text.
    fn text(self) -> Option<Cow<'a, str>> {
        (!matches!(self.kind, DICTIONARY | LIST | b'~')).then(|| String::from_utf8_lossy(self.bytes))
    }

    /// What stands under a key as text.
    fn text_of(self, name: &str) -> Result<Option<Cow<'a, str>>, Broken> {
        Ok(self.get(name)?.and_then(Self::text).filter(|text| !text.is_empty()))
    }
}

struct Flows<'a> {
    bytes: &'a [u8],
    at: usize,
    number: usize,
    ready: VecDeque<Item<'a>>,
    passed: usize,
    /// Another version has been noted.
    is_noted: bool,
    /// How many bytes may still be read in vain, so that reading stays linear.
    budget: usize,
}

impl<'a> Iterator for Flows<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        while self.ready.is_empty() {
            if self.at >= self.bytes.len() {
                return passed_over(core::mem::take(&mut self.passed));
            }
            let start = self.at;
            if let Err(broken) = self.flow() {
                self.number = self.number.saturating_add(1);
                self.resume(start, broken.at);
                let end = self.bytes.len();
                self.ready.push_back(Item::Problem(match broken.at {
                    at if at < end => damaged(broken),
                    _ if self.at < end => damaged(Broken { at: start, ..broken }),
                    _ => cut(start, end),
                }));
            }
        }
        self.ready.pop_front()
    }
}

impl<'a> Flows<'a> {
    /// The next flow, with all that is looked at in it before anything is said of it.
    fn flow(&mut self) -> Result<(), Broken> {
        let mut keys = Keys { bytes: self.bytes, at: self.at };
        let flow = keys.bare()?;
        if flow.kind != DICTIONARY {
            return Err(Broken { at: keys.at.saturating_sub(1), due: "`}`, the sign of a dictionary" });
        }
        let recorded = recorded(flow, self.number)?;
        self.at = keys.at;
        self.number = self.number.saturating_add(1);
        self.note_version(flow);
        if !recorded.is_some_and(|recorded| recorded.items(&mut self.ready)) {
            self.passed = self.passed.saturating_add(1);
        }
        Ok(())
    }

    fn note_version(&mut self, flow: Netstring<'a>) {
        let version = flow.get("version").ok().flatten().and_then(Netstring::text).and_then(|text| text.parse().ok());
        if self.is_noted || version == Some(VERSION) {
            return;
        }
        self.is_noted = true;
        let found = version.map_or(Found::Nothing, |version| Found::Integer(i128::from(version)));
        let expected = Expected::Range(VERSION, VERSION);
        let span = Span::at(flow.start);
        self.ready.push_back(Item::Problem(Problem { expected, found, ..problem(Code::CaptureVersion, span) }));
    }

    /// To where the next flow seems to begin behind one that is damaged: where its length says, or else behind the end of
    /// any dictionary.
    fn resume(&mut self, start: usize, broken: usize) {
        let end = length(self.bytes, start).map_or(start, |(length, start)| start.saturating_add(length));
        let behind = |at: usize| at.saturating_add(1);
        // to find that a length leads behind the end of the file takes no time
        let read = if broken < self.bytes.len() { broken.saturating_sub(start) } else { 0 };
        let again = self.budget.checked_sub(read);
        self.budget = again.unwrap_or(0);
        let from = if again.is_some() { start } else { broken };
        let rest = self.bytes.get(behind(from)..).unwrap_or_default();
        let mut ends = memchr::memchr_iter(DICTIONARY, rest).map(|at| behind(from).saturating_add(behind(at)));
        let next = Some(behind(end)).filter(|at| self.seems_to_begin(*at));
        let next = next.or_else(|| ends.find(|at| self.seems_to_begin(*at)));
        self.at = next.unwrap_or(self.bytes.len());
    }

    /// Whether a dictionary begins here, with nothing behind it but the end of the file or another length.
    fn seems_to_begin(&self, at: usize) -> bool {
        let Ok((length, start)) = length(self.bytes, at) else { return false };
        let mut behind = self.bytes.iter().skip(start.saturating_add(length));
        behind.next() == Some(&DICTIONARY) && behind.next().is_none_or(u8::is_ascii_digit)
    }
}

/// What is recorded of a flow; nothing of what is not HTTP.
fn recorded(flow: Netstring<'_>, number: usize) -> Result<Option<Recorded<'_>>, Broken> {
    let Some(request) = flow.get("request")?.filter(|request| request.kind == DICTIONARY) else { return Ok(None) };
    let response = flow.get("response")?.filter(|response| response.kind == DICTIONARY);
    let status = match response {
        Some(response) => response.text_of("status_code")?.and_then(|status| status.parse().ok()),
        None => None,
    };
    let exchange = Exchange {
        time: request.text_of("timestamp_start")?,
        method: request.text_of("method")?,
        url: url(request)?.map(Cow::Owned),
        status,
        ..Exchange::default()
    };
    let request = half(request, flow)?;
    let response = response.map_or_else(|| Ok(Half::default()), |response| half(response, flow))?;
    Ok(Some(Recorded { number, exchange, request, response }))
}

/// `http://host:8080/path`
fn url(request: Netstring<'_>) -> Result<Option<String>, Broken> {
    let Some(path) = request.text_of("path")? else { return Ok(None) };
    let (Some(scheme), Some(host)) = (request.text_of("scheme")?, request.text_of("host")?) else {
        return Ok(Some(path.into_owned()));
    };
    Ok(Some(match request.text_of("port")? {
        Some(port) if !matches!((&*scheme, &*port), ("http", "80") | ("https", "443")) => {
            format!("{scheme}://{host}:{port}{path}")
        }
        _ => format!("{scheme}://{host}{path}"),
    }))
}

fn half<'a>(message: Netstring<'a>, flow: Netstring<'a>) -> Result<Half<'a>, Broken> {
    let (mut content_type, mut encoding, mut length) = (None, ContentEncoding::None, None);
    if let Some(headers) = message.get("headers")? {
        for header in headers.inside() {
            let header = header?;
            let mut pair = header.inside();
            let (Some(name), Some(value)) = (pair.next().transpose()?, pair.next().transpose()?) else { continue };
            if name.bytes.eq_ignore_ascii_case(b"content-type") {
                content_type = value.text();
            } else if name.bytes.eq_ignore_ascii_case(b"content-encoding") {
                encoding = value.text().map_or(ContentEncoding::None, |name| ContentEncoding::named(&name));
            } else if name.bytes.eq_ignore_ascii_case(b"content-length") {
                length = Some([value, header, headers]);
            }
        }
    }
    let content = message.get("content")?.filter(|content| !content.bytes.is_empty());
    let body = content.map_or(Body::Empty, |content| {
        let mut found = encoding.undone(content.bytes.into());
        if matches!(found.body, Cow::Borrowed(_)) {
            found.offset = Some(content.start);
        } else if found.problems.is_empty() {
            let is_number = |[value, ..]: &[Netstring<'_>; 3]| value.bytes.iter().all(u8::is_ascii_digit);
            let header = length.filter(is_number).into_iter().flat_map(|parts| {
                let digits = parts.first().map(|value| Count { digits: value.span(), counted: content.span() });
                digits.into_iter().chain(parts.map(Netstring::count))
            });
            let around = [message, flow].map(Netstring::count);
            let counts = core::iter::once(content.count()).chain(header).chain(around).collect();
            let packing = encoding.packing(content.bytes);
            found.sent = Some(Box::new(Sent { span: content.span(), packing, is_chunked: false, counts }));
        }
        Body::Found(found)
    });
    Ok(Half { content_type, body })
}
