//! Containers of messages: bytes in, messages with where they come from out.
//!
//! People hold messages in the logs of servers, in the sessions of proxies, in what a tool exported. A [`Container`] is
//! one of these forms; [`Container::detect`] finds out which it is from content alone and [`Container::open`] gives
//! the messages in the order of the file, each as the bytes that the sender wrote: what the container did to them
//! (escapes, base64, transfer codings) is undone, and where it did nothing the bytes are borrowed.
//!
//! Nothing here opens a file or knows a message. A container that is damaged gives what can be told for certain and a
//! [`Problem`] for what cannot.
//!
//! To add a container: one file with a `Reader`, one line in `READERS`, one sample in `corpus/captures/`.

#![deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
#![cfg_attr(test, allow(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

mod body;
mod burp;
mod colours;
mod columns;
mod conversation;
mod cri;
mod csv;
mod encoded;
mod envelope;
mod escaped;
mod exchanges;
mod fleet;
mod har;
mod head;
mod hexdump;
mod http;
mod interleaved;
mod journal;
mod json;
mod json_log;
mod jsonl;
mod lines;
mod mail;
mod marks;
mod mitmproxy;
mod nginx;
mod pairs;
mod prefix;
mod quoted;
mod records;
mod redact;
mod sent;
mod spelled;
mod streams;
mod text;
mod unpack;
mod utf16;
mod webhook;
mod whole;

use core::{fmt, str::FromStr};
use std::borrow::Cow;

pub use self::{
    conversation::{Conversation, Gist, Hints, Labels, Unanswered},
    redact::{Obstacle, Redacted, Redactor, replace_words},
    sent::{Count, Sent},
    unpack::{Packing, damage},
};
use crate::{
    report::{Code, Expected, Found, Problem},
    wire::Span,
};

/// A form in which messages are kept.
#[derive(Clone, Copy)]
pub struct Container(&'static Reader);

/// What knows one form.
struct Reader {
    /// As it is given on the command line.
    name: &'static str,
    /// Whether these bytes are of the form, as far as a look at their beginning and a cheap search tell.
    detect: fn(&[u8]) -> bool,
    open: for<'a> fn(&'a [u8], &Options<'_>) -> Items<'a>,
    /// How far these bytes, the beginning of more, can be opened alone; see [`Container::complete`].
    complete: fn(&[u8], bool) -> usize,
}

/// Of a form whose messages cannot be told before its end.
const fn at_the_end(_: &[u8], _: bool) -> usize {
    0
}

/// What may be known of a container beforehand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'o> {
    /// The name of the column or key that holds the messages; without it they are found by what they look like.
    pub field: Option<&'o str>,
    /// Somebody has said what the messages are, so that any object in lines of JSON may be one.
    pub are_given: bool,
}

/// All of them. The first that knows the bytes has them; the last knows any.
static READERS: &[&Reader] = &[
    &colours::READER,
    &cri::READER,
    &journal::READER,
    &interleaved::READER,
    &utf16::READER,
    &hexdump::READER,
    &mail::READER,
    &exchanges::DEBUG,
    &exchanges::WIRE,
    &mitmproxy::READER,
    &har::READER,
    &burp::READER,
    &webhook::READER,
    &fleet::READER,
    &json_log::READER,
    &jsonl::READER,
    &csv::READER,
    &nginx::READER,
    &text::DUMP,
    &text::LOG,
    &encoded::READER,
    &escaped::READER,
    &whole::READER,
];

impl Container {
    /// No container: the file is one message.
    pub const WHOLE: Self = Self(&whole::READER);

    /// The form of these bytes. What is no container is one message, whatever it is.
    #[must_use]
    pub fn detect(bytes: &[u8]) -> Self {
        Self::within(bytes, "")
    }

    /// The form of what bytes of this form stand for: not that form again, nor lines of a container.
    fn within(bytes: &[u8], outer: &str) -> Self {
        if text::is_one(bytes) {
            return Self::WHOLE;
        }
        let is_inside = |reader: &'static Reader| reader.name != outer && !Self(reader).is_of_streams();
        let mut readers = READERS.iter().copied().filter(|reader| outer.is_empty() || is_inside(reader));
        Self(readers.find(|reader| (reader.detect)(bytes)).unwrap_or(&whole::READER))
    }

    /// Whether its lines are put together from those of the file, and are another container then.
    fn is_of_streams(self) -> bool {
        [&colours::READER, &cri::READER, &interleaved::READER, &journal::READER].map(Self).contains(&self)
    }

    /// Every form there is.
    pub fn all() -> impl Iterator<Item = Self> {
        READERS.iter().copied().map(Self)
    }

    /// Its name, such as `har`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0.name
    }

    /// Whether the file is one message and nothing besides.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self == Self::WHOLE
    }

    /// The messages, and what is wrong with the container, in the order of its bytes. Each is found when it is asked
    /// for; nothing is kept of those before it.
    #[must_use]
    pub fn open<'a>(self, bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
        (self.0.open)(bytes, options)
    }

    /// How many of these bytes hold whole messages only, so that they can be opened before what follows them is there;
    /// what follows is opened by itself then. `is_idle` if nothing has followed for a while. None if the messages of
    /// the form cannot be told before its end.
    #[must_use]
    pub fn complete(self, bytes: &[u8], is_idle: bool) -> usize {
        (self.0.complete)(bytes, is_idle).min(bytes.len())
    }
}

impl fmt::Debug for Container {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Container").field(&self.as_str()).finish()
    }
}

impl fmt::Display for Container {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl PartialEq for Container {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Container {}

/// No container has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownContainer;

impl fmt::Display for UnknownContainer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is no such container")
    }
}

impl core::error::Error for UnknownContainer {}

impl FromStr for Container {
    type Err = UnknownContainer;

    fn from_str(name: &str) -> Result<Self, UnknownContainer> {
        Self::all().find(|container| container.as_str() == name).ok_or(UnknownContainer)
    }
}

/// What [`Container::open`] gives, one after the other.
pub struct Items<'a>(Box<dyn Iterator<Item = Item<'a>> + Send + 'a>);

impl<'a> Items<'a> {
    fn new(items: impl Iterator<Item = Item<'a>> + Send + 'a) -> Self {
        Self(Box::new(items))
    }
}

impl<'a> Iterator for Items<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        self.0.next()
    }
}

impl fmt::Debug for Items<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Items")
    }
}

/// One thing in a container.
#[derive(Clone, Debug, PartialEq)]
pub enum Item<'a> {
    /// A message, or what stands where one is due.
    Message(Captured<'a>),
    /// Something is wrong with the container itself; the span is one of its bytes.
    Problem(Problem),
}

impl Item<'_> {
    /// The same of bytes that are not the file's: nothing says where it stands in that.
    fn detached(self) -> Item<'static> {
        match self {
            Self::Message(captured) => Item::Message(Captured { offset: None, ..captured }.into_owned()),
            Self::Problem(problem) => Item::Problem(Problem { span: Span::default(), ..problem }),
        }
    }
}

/// A message as it stands in a container.
///
/// `Debug` shows no byte of it.
#[derive(Clone, Default, PartialEq)]
pub struct Captured<'a> {
    /// The bytes that the sender wrote.
    pub body: Cow<'a, [u8]>,
    /// Where it stands, in the terms of the container.
    pub place: Place,
    /// Where its first byte stands in the file, if it stands there just as it was sent.
    pub offset: Option<usize>,
    /// How it was sent, if the file holds that undamaged and in other bytes.
    pub sent: Option<Box<Sent>>,
    /// What the container says of the exchange that it belongs to.
    pub exchange: Exchange<'a>,
    /// What the container shows to be wrong with it: the envelope says otherwise, a tool has damaged it. Spans are of
    /// the body.
    pub problems: Vec<Problem>,
    /// A tool has replaced bytes of it, so that faults of its form need not be the sender's.
    pub damaged: bool,
}

impl fmt::Debug for Captured<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { body, place, offset, sent, exchange, problems, damaged } = self;
        f.debug_struct("Captured")
            .field("body", &format_args!("{} bytes", body.len()))
            .field("place", place)
            .field("offset", offset)
            .field("sent", sent)
            .field("exchange", exchange)
            .field("problems", problems)
            .field("damaged", damaged)
            .finish()
    }
}

/// Where a message stands in its container.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The file is the message.
    #[default]
    Whole,
    /// At this byte of what the file as a whole stands for.
    Decoded(usize),
    /// At this byte of the file.
    Byte(usize),
    /// In this line, from 1.
    Line(usize),
    /// In this entry of a list of exchanges, from 0.
    Entry(usize, Side),
    /// In this exchange of a log, from 0.
    Exchange(usize, Side),
    /// Behind these keys: `results[0].payload`.
    Path(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("whole file"),
            Self::Decoded(0) => f.write_str("decoded"),
            Self::Decoded(offset) => write!(f, "decoded byte {offset}"),
            Self::Byte(offset) => write!(f, "byte {offset}"),
            Self::Line(line) => write!(f, "line {line}"),
            Self::Entry(number, side) => write!(f, "entry {number} {side}"),
            Self::Exchange(number, side) => write!(f, "exchange {number} {side}"),
            Self::Path(path) => f.write_str(path),
        }
    }
}

/// Which half of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What the client sends: a check-in, an answer to a command, a call to Apple.
    Request,
    /// What it gets back: a command, a record of Apple's.
    Response,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Request => "request",
            Self::Response => "response",
        })
    }
}

/// What a container says of the exchange that a message belongs to. What it does not say is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exchange<'a> {
    /// Which half of it the message is.
    pub side: Option<Side>,
    /// When, as the container writes it.
    pub time: Option<Cow<'a, str>>,
    /// The method: `PUT`.
    pub method: Option<Cow<'a, str>>,
    /// The address, or its path only.
    pub url: Option<Cow<'a, str>>,
    /// The status that was answered.
    pub status: Option<u16>,
    /// The content type of the message.
    pub content_type: Option<Cow<'a, str>>,
    /// The device or enrolment that it belongs to.
    pub device: Option<Cow<'a, str>>,
    /// The command that it belongs to.
    pub command_uuid: Option<Cow<'a, str>>,
    /// What was asked for: `DeviceInformation`.
    pub request_type: Option<Cow<'a, str>>,
}

impl Captured<'_> {
    /// With a body and an exchange of its own.
    #[must_use]
    pub fn into_owned(self) -> Captured<'static> {
        let Self { body, place, offset, sent, exchange, problems, damaged } = self;
        let body = Cow::Owned(body.into_owned());
        Captured { body, place, offset, sent, exchange: exchange.into_owned(), problems, damaged }
    }
}

impl Exchange<'_> {
    /// With texts of its own.
    #[must_use]
    pub fn into_owned(self) -> Exchange<'static> {
        let own = |text: Option<Cow<'_, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        Exchange {
            side: self.side,
            time: own(self.time),
            method: own(self.method),
            url: own(self.url),
            status: self.status,
            content_type: own(self.content_type),
            device: own(self.device),
            command_uuid: own(self.command_uuid),
            request_type: own(self.request_type),
        }
    }
}

/// What is in bytes that a file of this form stands for as a whole.
fn redone<'a>(bytes: &[u8], outer: &str, options: &Options<'_>) -> Items<'a> {
    let decoded = |item: Item<'_>| {
        let mut item = item.detached();
        if let Item::Message(Captured { place, .. }) = &mut item {
            *place = match *place {
                Place::Whole => Place::Decoded(0),
                Place::Byte(offset) => Place::Decoded(offset),
                _ => return item,
            };
        }
        item
    };
    let container = Container::within(bytes, outer);
    let items: Vec<_> = container.open(bytes, options).map(decoded).collect();
    Items::new(items.into_iter())
}

/// Where a part of these bytes stands in them; `None` if it is no part.
fn offset_in(bytes: &[u8], part: &[u8]) -> Option<usize> {
    let offset = part.as_ptr().addr().checked_sub(bytes.as_ptr().addr())?;
    (offset.checked_add(part.len())? <= bytes.len()).then_some(offset)
}

/// A problem with the level of its code and nothing else.
const fn problem(code: Code, span: Span) -> Problem {
    Problem {
        code,
        severity: code.severity(),
        span,
        path: String::new(),
        expected: Expected::Nothing,
        found: Found::Nothing,
        related: None,
    }
}

/// What is said at the end of parts of a container that have nothing to do with device management.
fn passed_over<'a>(count: usize) -> Option<Item<'a>> {
    let note = || Problem { found: Found::Count(count), ..problem(Code::PassedOver, Span::default()) };
    (count > 0).then(|| Item::Problem(note()))
}
