//! HAR: the sessions of browsers and proxies as JSON.
//!
//! HAR 1.2 has base64 for what is received and nothing for what is sent, so that every tool has its own way with binary
//! requests, and some lose them. Which tool wrote the file says how the bytes are to be got back.
//!
//! Source: HAR 1.2, <http://www.softwareishard.com/blog/har-12-spec/>.

use std::{borrow::Cow, collections::VecDeque};

use memchr::memmem;

use super::{
    Captured, Exchange, Item, Items, Options, Reader, at_the_end, body,
    http::{Body, Half, Recorded},
    json::{Scanner, Str, Value},
    passed_over, problem,
    records::{Record, Records, begins},
};
use crate::{
    report::{Code, Expected, Found, Problem},
    wire::{Limits, Policy, Span},
};

pub(super) static READER: Reader = Reader { name: "har", detect, open, complete: at_the_end };

const ENTRIES: [&str; 2] = ["log", "entries"];

/// What stands near the begin, of which damage may hide one.
const KEYS: [&str; 6] = ["log", "version", "creator", "entries", "startedDateTime", "request"];

fn detect(bytes: &[u8]) -> bool {
    if !begins(bytes) {
        return false;
    }
    let head = bytes.get(..4096).unwrap_or(bytes);
    let has = |key: &str| memmem::find(head, format!("\"{key}\"").as_bytes()).is_some();
    let is_log = || matches!(Scanner::of_file(bytes).enter("log"), Ok(true));
    ["entries", "creator", "version"].into_iter().any(has) && is_log()
        || KEYS.into_iter().filter(|key| has(key)).count() >= 4
}

fn open<'a>(bytes: &'a [u8], _: &Options<'_>) -> Items<'a> {
    match Records::under(bytes, &ENTRIES, "request") {
        Ok(records) => Items::new(Entries { records, tool: Tool::of(bytes), ready: VecDeque::new(), passed: 0 }),
        Err(problem) => Items::new(core::iter::once(Item::Problem(*problem))),
    }
}

/// What a tool does with bytes that are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tool {
    /// Each byte is a character.
    Characters,
    /// They are replaced.
    Loses,
    /// Each byte is a character where no charset is named, otherwise half of a surrogate pair.
    Mitmproxy,
    Unknown,
}

impl Tool {
    /// The tool that the file says it was written by.
    fn of(bytes: &[u8]) -> Self {
        let mut scanner = Scanner::of_file(bytes);
        for key in ["log", "creator"] {
            if !matches!(scanner.enter(key), Ok(true)) {
                return Self::Unknown;
            }
        }
        let name = scanner.value().ok().and_then(|creator| creator.text("name")).unwrap_or_default();
        let name = name.to_ascii_lowercase();
        match &*name {
            name if name.contains("mitmproxy") => Self::Mitmproxy,
            name if name.contains("proxypin") => Self::Characters,
            name if name.contains("http toolkit") || name.contains("pcapdroid") => Self::Loses,
            _ => Self::Unknown,
        }
    }
}

struct Entries<'a> {
    records: Records<'a>,
    tool: Tool,
    ready: VecDeque<Item<'a>>,
    /// How many entries are of something else.
    passed: usize,
}

impl<'a> Iterator for Entries<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        while self.ready.is_empty() {
            match self.records.next() {
                Some(Ok(record)) => {
                    if !recorded(record, self.tool).items(&mut self.ready) {
                        self.passed = self.passed.saturating_add(1);
                    }
                }
                Some(Err(problem)) => return Some(Item::Problem(*problem)),
                None => return passed_over(core::mem::take(&mut self.passed)),
            }
        }
        self.ready.pop_front()
    }
}

fn recorded(record: Record<'_>, tool: Tool) -> Recorded<'_> {
    let (request, response) = (record.value.get("request"), record.value.get("response"));
    let exchange = Exchange {
        time: record.value.text("startedDateTime"),
        method: request.and_then(|request| request.text("method")),
        url: request.and_then(|request| request.text("url")),
        status: response.and_then(|response| response.number("status")?.try_into().ok()),
        ..Exchange::default()
    };
    let path = |side| format!("log.entries[{}].{side}", record.number);
    let sent = |request| half(Message { whole: request, parts: &SENT, tool }, path("request"));
    let received = |response| half(Message { whole: response, parts: &RECEIVED, tool }, path("response"));
    Recorded {
        number: record.number,
        exchange,
        request: request.map_or_else(Half::default, sent),
        response: response.map_or_else(Half::default, received),
    }
}

/// Where a body may stand, what is exact first.
const SENT: [&str; 3] = ["_content", "_postData", "postData"];
const RECEIVED: [&str; 2] = ["_content", "content"];

/// A request or a response.
#[derive(Clone, Copy)]
struct Message<'a> {
    whole: Value<'a>,
    parts: &'static [&'static str],
    tool: Tool,
}

impl<'a> Message<'a> {
    /// What a header says; they are objects, or pairs in some files.
    fn header(self, wanted: &str) -> Option<Cow<'a, str>> {
        self.whole.get("headers")?.items().find_map(|header| {
            let mut pair = header.items().filter_map(Value::string).map(Str::text);
            let (name, value) = match header.text("name") {
                Some(name) => (name, header.text("value")?),
                None => (pair.next()?, pair.next()?),
            };
            name.eq_ignore_ascii_case(wanted).then_some(value)
        })
    }

    /// How many bytes the body has to have, if that is said and not for its compressed form.
    fn sizes(self, content: Value<'_>) -> Vec<usize> {
        let compression = content.number("compression").unwrap_or(0);
        let size = content.number("size").or_else(|| content.number("_size"));
        let own = [size, size.and_then(|size| size.checked_add(compression))];
        let sent =
            self.whole.number("bodySize").filter(|_| size.is_none() && self.header("content-encoding").is_none());
        own.into_iter()
            .chain([sent])
            .flatten()
            .filter_map(|size| usize::try_from(size).ok())
            .filter(|size| *size > 0)
            .collect()
    }
}

impl Default for Half<'_> {
    fn default() -> Self {
        Self { content_type: None, body: Body::Empty }
    }
}

fn text_of(content: Value<'_>) -> Option<Value<'_>> {
    content.get("text").or_else(|| content.get("_text"))
}

fn half(message: Message<'_>, path: String) -> Half<'_> {
    let mut contents = message.parts.iter().filter_map(|part| message.whole.get(part));
    let content = contents.clone().find(|content| text_of(*content).is_some()).or_else(|| contents.next());
    let declared = message.header("content-type").or_else(|| content?.text("mimeType"));
    let sizes = content.map_or_else(|| message.sizes(message.whole), |content| message.sizes(content));
    let string = content.and_then(|content| text_of(content)?.string()).filter(|text| !text.is(""));
    let body = match (content, string) {
        (Some(content), Some(text)) => Body::Found(restore(message.tool, content, text, declared.as_deref(), &sizes)),
        _ => sizes.first().map_or(Body::Empty, |size| {
            let found = Found::Count(*size);
            Body::Lost(Problem { path, found, ..problem(Code::BodyMissing, message.whole.span()) })
        }),
    };
    Half { content_type: declared, body }
}

/// What stands in place of bytes that are no text.
const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// The bytes that were sent, out of the text that a tool made of them.
fn restore<'a>(
    tool: Tool,
    content: Value<'a>,
    text: Str<'a>,
    content_type: Option<&str>,
    sizes: &[usize],
) -> Captured<'a> {
    let mut problems = Vec::new();
    let encoding = content.text("encoding").or_else(|| content.text("_encoding")).unwrap_or_default();
    let octets = encoding.eq_ignore_ascii_case("base64").then(|| body::base64(text));
    let body = match octets {
        Some(Ok(octets)) => octets.into(),
        Some(Err(_)) => {
            problems.push(problem(Code::EncodingClaim, Span::default()));
            bytes_of(text.bytes(), tool, content_type, sizes, &mut problems)
        }
        None => bytes_of(text.bytes(), tool, content_type, sizes, &mut problems),
    };
    let is_whole = sizes.is_empty() || sizes.contains(&body.len());
    let lost = if is_whole && !sizes.is_empty() { None } else { memchr::memmem::find(&body, REPLACEMENT) };
    if let Some(at) = lost {
        problems.push(problem(Code::LossyCapture, Span::new(at, at.saturating_add(REPLACEMENT.len()))));
    } else if let Some(size) = sizes.first().filter(|_| !is_whole) {
        let size = i64::try_from(*size).unwrap_or(i64::MAX);
        let (expected, found) = (Expected::Range(size, size), Found::Count(body.len()));
        problems.push(Problem { expected, found, ..problem(Code::BodySize, Span::at(body.len())) });
    }
    let damaged = lost.is_some();
    let offset = matches!(body, Cow::Borrowed(_)).then_some(text.span().start);
    Captured { body, offset, damaged, problems, ..Captured::default() }
}

/// The bytes of a text that is not base64.
fn bytes_of<'a>(
    text: Cow<'a, [u8]>,
    tool: Tool,
    content_type: Option<&str>,
    sizes: &[usize],
    problems: &mut Vec<Problem>,
) -> Cow<'a, [u8]> {
    if text.is_ascii() {
        return text;
    }
    let beyond = text.iter().filter(|byte| !byte.is_ascii() && **byte & 0xc0 != 0x80).count();
    let restored = || Problem { found: Found::Count(beyond), ..problem(Code::BytesRestored, Span::default()) };
    let encoded = surrogates_as_bytes(&text);
    if let Some(characters) = characters_as_bytes(&text) {
        let (bytes, utf8) = (characters.len(), text.len());
        let fits = |len: usize| sizes.contains(&len);
        let are_bytes = match tool {
            _ if fits(bytes) != fits(utf8) => {
                fits(bytes) && (tool != Tool::Unknown || reads_better(&characters, &text))
            }
            Tool::Characters => true,
            Tool::Mitmproxy => !has_charset(content_type, &text),
            Tool::Loses => false,
            Tool::Unknown => sizes.is_empty() && is_read(&characters) && !is_read(&text),
        };
        if are_bytes {
            problems.push(restored());
            return characters.into();
        }
    }
    match encoded {
        Some(encoded) => {
            problems.push(restored());
            encoded.into()
        }
        None => text,
    }
}

/// Whether mitmproxy knows of a charset other than the one in which each byte is a character.
fn has_charset(content_type: Option<&str>, text: &[u8]) -> bool {
    let content_type = content_type.unwrap_or_default().to_ascii_lowercase();
    let charset = content_type.split_once("charset=").map(|(_, charset)| charset.trim_start_matches(['"', ' ']));
    match charset {
        Some(charset) => !["iso-8859-1", "latin1", "latin-1", "us-ascii"].iter().any(|own| charset.starts_with(own)),
        None if content_type.contains("json") => true,
        None if content_type.contains("xml") => {
            let head = text.split(|byte| *byte == b'>').next().unwrap_or_default();
            head.starts_with(b"<?xml") && memchr::memmem::find(head, b"encoding").is_some()
        }
        None => false,
    }
}

/// Each character as the byte that it is the number of, if all are.
fn characters_as_bytes(text: &[u8]) -> Option<Vec<u8>> {
    str::from_utf8(text).ok()?.chars().map(|char| u8::try_from(u32::from(char)).ok()).collect()
}

/// The surrogates U+DC80 to U+DCFF as the bytes that Python writes so; nothing if there are none.
fn surrogates_as_bytes(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    let mut is_any = false;
    while let Some(at) = memchr::memchr(0xed, rest) {
        let (before, from) = rest.split_at_checked(at)?;
        bytes.extend_from_slice(before);
        rest = match from {
            [_, second @ (0xb2 | 0xb3), third, behind @ ..] => {
                is_any = true;
                bytes.push(second << 6 | third & 0x3f);
                behind
            }
            _ => {
                bytes.push(0xed);
                from.get(1..)?
            }
        };
    }
    bytes.extend_from_slice(rest);
    is_any.then_some(bytes)
}

/// Whether bytes are a document where the text is none, or both are.
fn reads_better(bytes: &[u8], text: &[u8]) -> bool {
    is_read(bytes) || !is_read(text)
}

fn is_read(document: &[u8]) -> bool {
    crate::Value::read(document, Policy::Tolerant, Limits::default()).0.is_some()
}
