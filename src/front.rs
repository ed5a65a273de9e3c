//! From a body to a message: which format, which message, and the walk.

#![deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
#![cfg_attr(test, allow(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

mod bare;
mod bodies;
mod inside;

use memchr::memmem;

use crate::{
    context::{Context, Facts},
    messages::{CATALOG, Message, Response},
    record::{self, Decode},
    report::{Code, Expected, Found, Levels, Log, Report, Severity},
    schema::{self, Entry, Mark, Marks, Sign, Slots, Tells, one_edit},
    walk::walk,
    wire::{
        Cursor, Fatal, Format, Item, Limits, Policy, Span, Value,
        binary::{Binary, Document, Room},
        json::Json,
        traverse::{Visitor, head, locate, skip, traverse},
        xml::Xml,
    },
};

/// Decodes a body of any kind: what it is stands in it.
///
/// There is no message if the body is no document, is none that is known here, or lacks what every sender must send;
/// the report says which. A message that is there may still have problems. Nor is every body without a message wrong: of
/// an unknown dictionary, an error word of a service or a CMS envelope the report has no error.
///
/// ```
/// use mdmwire::Message;
///
/// let body = b"<plist version=\"1.0\"><dict>
///     <key>MessageType</key><string>CheckOut</string>
///     <key>Topic</key><string>com.apple.mgmt.External.3f0c</string>
///     <key>UDID</key><string>00008101-001938611EE9001E</string>
/// </dict></plist>";
/// let (message, report) = mdmwire::decode(body);
/// let Some(Message::CheckOut(check_out)) = message else { panic!("{report}") };
/// assert_eq!(check_out.topic, "com.apple.mgmt.External.3f0c");
/// assert!(report.is_clean());
/// ```
#[must_use]
pub fn decode(input: &[u8]) -> (Option<Message<'_>>, Report) {
    Decoder::new().decode(input)
}

/// Decodes a body that has to be one kind of message.
///
/// ```
/// use mdmwire::messages::CheckOut;
///
/// let (check_out, report) = mdmwire::decode_as::<CheckOut>(b"<plist version='1.0'><dict/></plist>");
/// assert!(check_out.is_none());
/// assert_eq!(report.problems()[0].code, mdmwire::Code::MissingKey);
/// assert!(report.to_string().contains("missing key `Topic`"));
/// ```
#[must_use]
pub fn decode_as<'a, T: Decode<'a>>(input: &'a [u8]) -> (Option<T>, Report) {
    Decoder::new().decode_as(input)
}

/// Decodes a body into a record that is there already, the quickest way: nothing large is moved.
///
/// What was in the record before is gone. It holds whatever could be read, even if the report has errors.
///
/// ```
/// use mdmwire::messages::CheckOut;
///
/// let mut check_out = CheckOut::default();
/// let body = b"<plist version='1.0'><dict><key>UDID</key><string>00008101-001938611EE9001E</string></dict></plist>";
/// let report = mdmwire::fill(&mut check_out, body);
/// assert!(report.is_error());
/// assert_eq!(check_out.udid.as_deref(), Some("00008101-001938611EE9001E"));
/// let report = mdmwire::fill(&mut check_out, b"<plist version='1.0'><dict/></plist>");
/// assert_eq!(check_out, CheckOut::default());
/// # assert!(report.is_error());
/// ```
#[must_use]
pub fn fill<'a, T: Decode<'a>>(into: &mut T, input: &'a [u8]) -> Report {
    *into = T::blank();
    let mut log = Log::new(Policy::default(), Limits::default(), None, Facts::NONE);
    // whether it stands is in the report too
    let _ = read_into(input, into, T::ENTRY, &mut log);
    finish(&mut log)
}

/// The kinds that are property lists.
static PLISTS: &[Entry] = schema::plists(CATALOG);

/// What they are recognised by.
static MARKS: Marks<{ schema::distinct_marks(schema::plists(CATALOG)) }> = Marks::new(schema::plists(CATALOG));

/// Of which of them another key may still tell more.
static PROVISIONAL: [bool; schema::plists(CATALOG).len()] = schema::provisional(schema::plists(CATALOG));

/// Which of them are recognised by a key that a message with a tag has, too.
static SHARED: [bool; schema::plists(CATALOG).len()] = schema::shared(schema::plists(CATALOG));

/// How bodies are to be decoded.
///
/// ```
/// use mdmwire::{Code, Context, Decoder, Facts, Policy, Severity};
///
/// let decoder = Decoder::new()
///     .policy(Policy::Strict)
///     .context(Context::new().with(Facts::IOS))
///     .severity(Code::UnknownKey, None)
///     .severity(Code::UnlistedValue, Some(Severity::Error));
/// let (message, report) = decoder.decode(b"");
/// assert_eq!(report.problems()[0].code, Code::EmptyInput);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    policy: Policy,
    limits: Limits,
    context: Context,
    levels: Levels,
    secrets: bool,
    /// How many documents that lie in each other are looked into.
    inside: usize,
}

impl Decoder {
    /// The tolerant policy, the default limits, nothing known of the sender.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What is read of what a careful sender would not write.
    #[must_use]
    pub const fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// What a document may ask of the reader.
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// What is known of the sender beside what the message shows.
    #[must_use]
    pub const fn context(mut self, context: Context) -> Self {
        self.context = context;
        self
    }

    /// What is known of the sender by other means, where the context that was given says nothing.
    #[must_use]
    pub fn beside(mut self, context: Context) -> Self {
        self.context = self.context.or(context);
        self
    }

    /// How severe a rule is taken; with `None` it is not reported.
    ///
    /// A level never decides whether there is a message: one that lacks a key which every sender must send is none even
    /// if [`Code::MissingKey`] is not reported. So ask for the message, not for the report.
    #[must_use]
    pub fn severity(mut self, code: Code, severity: Option<Severity>) -> Self {
        self.levels.set(code, severity);
        self
    }

    /// Whether [`Report::secrets`] says where values stand that must not be shown. Off at first: it takes memory for
    /// each.
    #[must_use]
    pub const fn secrets(mut self, wanted: bool) -> Self {
        self.secrets = wanted;
        self
    }

    /// Whether documents are looked into that stand in the data of others: the profile in an `InstallProfile`, the JSON in a
    /// `DeclarativeManagement`, any property list in any data; up to four in each other. Where the key says what its data are,
    /// anything else is wrong. What is wrong in a document is said at the data that it stands in, its path goes on behind the
    /// keys of the data. Off at first.
    #[must_use]
    pub const fn inside(mut self, wanted: bool) -> Self {
        self.inside = if wanted { inside::DEPTH } else { 0 };
        self
    }

    /// The report, with what is wrong in the documents inside.
    #[inline]
    fn finish(&self, input: &[u8], log: &mut Log<'_>) -> Report {
        let mut report = finish(log);
        if self.inside > 0 && log.has_data {
            inside::look(self, input, &mut report);
        }
        report
    }

    fn log(&self) -> Log<'_> {
        let mut log = Log::new(self.policy, self.limits, Some(&self.levels), self.context.facts());
        if self.secrets {
            log.hide_secrets();
        }
        log
    }

    /// See [`decode`].
    #[must_use]
    pub fn decode<'a>(&self, input: &'a [u8]) -> (Option<Message<'a>>, Report) {
        let mut log = self.log();
        let message = read(input, None, &mut log).ok().flatten().filter(|_| !self.refuses(&log));
        (message, self.finish(input, &mut log))
    }

    /// Like [`decode`](Self::decode), the kind of message given by its name, such as `check-in.Authenticate` or
    /// `response.DeviceInformation`. `None` if no kind has this name.
    #[must_use]
    pub fn decode_kind<'a>(&self, kind: &str, input: &'a [u8]) -> Option<(Option<Message<'a>>, Report)> {
        if bare::KINDS.contains(&kind) {
            return Some(self.decode_bare(kind, input));
        }
        let entry = CATALOG.iter().position(|entry| entry.kind == kind)?;
        let mut log = self.log();
        let message = read(input, Some(entry), &mut log).ok().flatten().filter(|_| !self.refuses(&log));
        Some((message, self.finish(input, &mut log)))
    }

    /// A body that has to be of a kind which is no document.
    fn decode_bare<'a>(&self, kind: &str, input: &'a [u8]) -> (Option<Message<'a>>, Report) {
        let mut log = self.log();
        if let Some(message) = bare::read_as(kind, input, &mut log) {
            return (message.filter(|_| !self.refuses(&log)), finish(&mut log));
        }
        // what it is not, if it is nothing
        let (_, report) = self.decode(input);
        if report.kind().is_none() && report.is_error() {
            return (None, report);
        }
        let mut log = self.log();
        let due = bare::KINDS.iter().find(|due| **due == kind).map_or(Expected::Nothing, |due| Expected::Text(due));
        let found = report.kind().map_or(Found::Nothing, Found::text);
        log.problem(Code::WrongMessage, Span::new(0, input.len().min(32)), due, found);
        (None, finish(&mut log))
    }

    /// Like [`decode_kind`](Self::decode_kind), for an answer to a command of this `RequestType`: of the kind that answers
    /// it, or else the answer that any command gets. Which command an answer is to, its `CommandUUID` says: see
    /// [`manual::server`](crate::manual::server).
    ///
    /// ```
    /// use mdmwire::{Decoder, Message};
    ///
    /// let body = b"<plist version='1.0'><dict>
    ///     <key>CommandUUID</key><string>1</string>
    ///     <key>Status</key><string>Acknowledged</string>
    ///     <key>UDID</key><string>00008101-001938611EE9001E</string>
    /// </dict></plist>";
    /// let (message, report) = Decoder::new().decode_answer("CertificateList", body);
    /// assert!(matches!(message, Some(Message::CertificateListResponse(_))));
    /// assert!(report.to_string().contains("missing key `CertificateList`"), "{report}");
    /// let (message, report) = Decoder::new().decode_answer("RestartDevice", body);
    /// assert!(matches!(message, Some(Message::Response(_))) && report.is_clean());
    /// ```
    #[must_use]
    pub fn decode_answer<'a>(&self, request_type: &str, input: &'a [u8]) -> (Option<Message<'a>>, Report) {
        let is_own = |entry: &Entry| entry.kind.strip_prefix("response.") == Some(request_type);
        let kind = CATALOG.iter().find(|entry| is_own(entry)).map_or(Response::KIND, |entry| entry.kind);
        self.decode_kind(kind, input).unwrap_or_default()
    }

    /// Like [`decode_kind`](Self::decode_kind), for a body that has to be of one of these kinds, such as those of
    /// [`Endpoint::response`](crate::messages::Endpoint::response): of the one that it is recognised as, or else of the
    /// first. `None` if there is no kind, or none of this name.
    #[must_use]
    pub fn decode_one_of<'a>(&self, kinds: &[&str], input: &'a [u8]) -> Option<(Option<Message<'a>>, Report)> {
        let (first, others) = kinds.split_first()?;
        if !others.is_empty() {
            let (message, report) = self.decode(input);
            if report.kind().is_some_and(|kind| others.contains(&kind)) {
                return Some((message, report));
            }
        }
        self.decode_kind(first, input)
    }

    /// See [`decode_as`].
    #[must_use]
    pub fn decode_as<'a, T: Decode<'a>>(&self, input: &'a [u8]) -> (Option<T>, Report) {
        let mut message = T::blank();
        let mut log = self.log();
        let stands = read_into(input, &mut message, T::ENTRY, &mut log).unwrap_or(false) && !self.refuses(&log);
        (stands.then_some(message), self.finish(input, &mut log))
    }

    /// See [`fill`].
    #[must_use]
    pub fn fill<'a, T: Decode<'a>>(&self, into: &mut T, input: &'a [u8]) -> Report {
        *into = T::blank();
        let mut log = self.log();
        // whether it stands is in the report too
        let _ = read_into(input, into, T::ENTRY, &mut log);
        self.finish(input, &mut log)
    }

    /// Any document as a tree, whatever it says: see [`Value::read`].
    #[must_use]
    pub fn value<'a>(&self, input: &'a [u8]) -> (Option<Value<'a>>, Report) {
        let mut log = self.log();
        let value = value(input, &mut log).ok().filter(|_| !log.is_refused());
        (value, self.finish(input, &mut log))
    }

    /// The message, or the report if there is no message or an error in it. The warnings and notes of a message that is
    /// given are lost: [`decode`](Self::decode) has both.
    ///
    /// # Errors
    ///
    /// The report of a body that is no message, or of a message with at least one [`Severity::Error`]. The report of what
    /// is no message need not have an error, or anything if the levels leave it out; it always reads as something.
    pub fn try_decode<'a>(&self, input: &'a [u8]) -> Result<Message<'a>, Report> {
        let (message, report) = self.decode(input);
        message.filter(|_| !report.is_error()).ok_or_else(|| report.refuse())
    }

    /// The message of a given kind, or the report if there is none or an error in it.
    ///
    /// # Errors
    ///
    /// The report of a body that is no such message, or of one with at least one [`Severity::Error`], as that of
    /// [`try_decode`](Self::try_decode).
    pub fn try_decode_as<'a, T: Decode<'a>>(&self, input: &'a [u8]) -> Result<T, Report> {
        let (message, report) = self.decode_as(input);
        message.filter(|_| !report.is_error()).ok_or_else(|| report.refuse())
    }

    /// The strict policy gives no message out of a document that it does not read.
    fn refuses(&self, log: &Log<'_>) -> bool {
        self.policy == Policy::Strict && log.is_refused()
    }
}

#[inline]
fn finish(log: &mut Log<'_>) -> Report {
    log.report.finish();
    core::mem::take(&mut log.report)
}

/// The message of a body, its kind given or looked for.
fn read<'a>(input: &'a [u8], entry: Option<usize>, log: &mut Log<'_>) -> Result<Option<Message<'a>>, Fatal> {
    if entry.is_none()
        && !matches!(input.first(), None | Some(b'<' | b'{'))
        && let Some(message) = bare::read(input, log)
    {
        return Ok(message);
    }
    with_cursor(input, log, Read { entry })
}

/// Reads a message, its kind given or looked for.
struct Read {
    entry: Option<usize>,
}

impl<'a> WithCursor<'a> for Read {
    type Output = Option<Message<'a>>;

    fn run<C: Cursor<'a>>(
        self,
        mut cursor: C,
        log: &mut Log<'_>,
        close: impl FnOnce(C, &mut Log<'_>) -> Result<(), Fatal>,
    ) -> Result<Self::Output, Fatal> {
        let mut message = None;
        let mut stands = false;
        let signs = if self.entry.is_some() { Signs::of(self.entry) } else { recognise(cursor, log) };
        match signs.entry {
            Some(entry) => {
                message = Message::blank(entry);
                if let Some(message) = &mut message {
                    stands = fill_from(&mut cursor, message.slots(), entry, log)?;
                }
                if !stands && self.entry.is_some() {
                    another(cursor, entry, log);
                }
            }
            None => cursor = unknown(cursor, signs, log)?,
        }
        close(cursor, log)?;
        Ok(message.filter(|_| stands))
    }
}

/// What has the tag of another message than was asked for is said to be that. Where both have their tag at the same key, the
/// walk has said it.
#[cold]
fn another<'a, C: Cursor<'a>>(behind: C, asked: usize, log: &mut Log<'_>) {
    let Some(asked) = CATALOG.get(asked).filter(|_| C::FORMAT != Format::Json) else { return };
    let Ok((Some(other), at)) = with_cursor(behind.input(), &mut Log::muted(), ReadSigns) else { return };
    let Some(other) = PLISTS.get(other) else { return };
    if let Sign::Tag(path, _) | Sign::Order(path, Some(_)) = other.sign
        && asked.tag_at(path).is_none()
    {
        log.problem(Code::WrongMessage, at, Expected::Text(asked.kind), Found::text(other.kind));
    }
}

/// Which message the keys of a document name, and where its outermost value begins.
struct ReadSigns;

impl<'a> WithCursor<'a> for ReadSigns {
    type Output = (Option<usize>, Span);

    fn run<C: Cursor<'a>>(
        self,
        cursor: C,
        log: &mut Log<'_>,
        _: impl FnOnce(C, &mut Log<'_>) -> Result<(), Fatal>,
    ) -> Result<Self::Output, Fatal> {
        Ok((signs(cursor, log).entry, head(cursor)))
    }
}

/// Fills a record of the catalogue; whether it stands.
fn read_into<'a>(
    input: &'a [u8],
    into: &mut dyn record::Slots<'a>,
    entry: usize,
    log: &mut Log<'_>,
) -> Result<bool, Fatal> {
    with_cursor(input, log, ReadInto { into, entry })
}

/// Reads a message of a known kind into what is there already; whether it stands.
struct ReadInto<'i, 'a> {
    into: &'i mut dyn record::Slots<'a>,
    entry: usize,
}

impl<'a> WithCursor<'a> for ReadInto<'_, 'a> {
    type Output = bool;

    #[inline(always)]
    fn run<C: Cursor<'a>>(
        self,
        mut cursor: C,
        log: &mut Log<'_>,
        close: impl FnOnce(C, &mut Log<'_>) -> Result<(), Fatal>,
    ) -> Result<bool, Fatal> {
        let stands = fill_from(&mut cursor, self.into, self.entry, log)?;
        if !stands {
            another(cursor, self.entry, log);
        }
        close(cursor, log)?;
        Ok(stands)
    }
}

#[inline(always)]
fn fill_from<'a, C: Cursor<'a>>(
    cursor: &mut C,
    into: &mut dyn record::Slots<'a>,
    entry: usize,
    log: &mut Log<'_>,
) -> Result<bool, Fatal> {
    log.begin(into.record());
    if let Some(entry) = CATALOG.get(entry) {
        log.report.take_for(entry.kind);
        log.is_json = entry.is_json();
        log.is_service = entry.is_service();
        log.is_request = entry.is_request();
        if entry.is_json() != (C::FORMAT == Format::Json) && !entry.is_either() {
            let code = if entry.is_json() { Code::PlistNotJson } else { Code::JsonNotPlist };
            log.problem(code, Span::at(cursor.offset()), Expected::Nothing, Found::Nothing);
        }
    }
    walk(cursor, &cursor.layout_here(), None, into, log)
}

/// Where the value of a key of the outermost dictionary stands; nothing if there is no such key, or no document.
#[cfg(feature = "capture")]
pub(crate) fn value_span(input: &[u8], key: &str) -> Option<Span> {
    with_cursor(input, &mut Log::muted(), Locate { key }).ok().flatten()
}

/// Looks for a key.
#[cfg(feature = "capture")]
struct Locate<'k> {
    key: &'k str,
}

#[cfg(feature = "capture")]
impl<'a> WithCursor<'a> for Locate<'_> {
    type Output = Option<Span>;

    fn run<C: Cursor<'a>>(
        self,
        cursor: C,
        _: &mut Log<'_>,
        _: impl FnOnce(C, &mut Log<'_>) -> Result<(), Fatal>,
    ) -> Result<Option<Span>, Fatal> {
        let mut found = None;
        locate(cursor, |name, _, at, behind| {
            if name == self.key {
                found = Some(Span::new(at.offset(), behind.offset()));
            }
        });
        Ok(found)
    }
}

/// A value of any kind, for tools.
pub(crate) fn value<'a>(input: &'a [u8], log: &mut Log<'_>) -> Result<Value<'a>, Fatal> {
    with_cursor(input, log, ReadValue)
}

/// Reads any document as a tree.
struct ReadValue;

impl<'a> WithCursor<'a> for ReadValue {
    type Output = Value<'a>;

    fn run<C: Cursor<'a>>(
        self,
        cursor: C,
        log: &mut Log<'_>,
        close: impl FnOnce(C, &mut Log<'_>) -> Result<(), Fatal>,
    ) -> Result<Value<'a>, Fatal> {
        let (cursor, value) = Value::at(cursor, log)?;
        close(cursor, log)?;
        Ok(value)
    }
}

/// Shows the parts of a document to a visitor, as far as it can be read.
pub(crate) fn visit<'a>(input: &'a [u8], log: &mut Log<'_>, visitor: &mut dyn Visitor<'a>) -> Result<(), Fatal> {
    with_cursor(input, log, Visit { visitor })
}

struct Visit<'v, 'a> {
    visitor: &'v mut dyn Visitor<'a>,
}

impl<'a> WithCursor<'a> for Visit<'_, 'a> {
    type Output = ();

    fn run<C: Cursor<'a>>(
        self,
        cursor: C,
        log: &mut Log<'_>,
        _: impl FnOnce(C, &mut Log<'_>) -> Result<(), Fatal>,
    ) -> Result<(), Fatal> {
        traverse(cursor, log, self.visitor).map(|_| ())
    }
}

/// What is to be done with a document, whatever its format.
pub(crate) trait WithCursor<'a> {
    /// What comes of it.
    type Output;
    /// The cursor stands on the outermost value; `close` checks what is behind it.
    fn run<C: Cursor<'a>>(
        self,
        cursor: C,
        log: &mut Log<'_>,
        close: impl FnOnce(C, &mut Log<'_>) -> Result<(), Fatal>,
    ) -> Result<Self::Output, Fatal>;
}

/// Opens a document: the one place that knows which cursor a format has.
#[inline]
pub(crate) fn with_cursor<'a, W: WithCursor<'a>>(
    input: &'a [u8],
    log: &mut Log<'_>,
    what: W,
) -> Result<W::Output, Fatal> {
    match format(input, log)? {
        Format::Binary => {
            let mut room = Room::new();
            let mut document = Document::new(input);
            document.open(&mut room, log)?;
            what.run(document.root(), log, Binary::close)
        }
        Format::Json => what.run(Json::open(input, log)?, log, Json::close),
        Format::Xml => {
            let (cursor, prolog) = Xml::open(input, log)?;
            what.run(cursor, log, |cursor, log| cursor.close(prolog, log))
        }
    }
}

/// The format of a body.
#[inline]
fn format(input: &[u8], log: &mut Log<'_>) -> Result<Format, Fatal> {
    if input.len() <= log.limits.bytes && input.starts_with(b"<?xml") {
        return Ok(Format::Xml);
    }
    if input.len() <= log.limits.bytes && input.starts_with(b"bplist") {
        return Ok(Format::Binary);
    }
    format_of_any(input, log)
}

#[cold]
fn format_of_any(input: &[u8], log: &mut Log<'_>) -> Result<Format, Fatal> {
    let whole = Span::new(0, input.len());
    if input.len() > log.limits.bytes {
        let found = Found::Count(log.limits.bytes);
        return Err(log.fatal_found(Code::InputTooLong, whole, Expected::Nothing, found));
    }
    if input.trim_ascii_start().is_empty() {
        return Err(log.fatal(Code::EmptyInput, whole));
    }
    if is_web_page(input) {
        return Err(log.fatal(Code::Html, Span::new(0, input.len().min(64))));
    }
    match Format::detect(input) {
        Some(format) => Ok(format),
        None if input.first().is_some_and(|byte| matches!(byte, 0xfe | 0xff | 0)) || input.get(1) == Some(&0) => {
            Ok(Format::Xml)
        }
        None if is_cms(input) => {
            log.problem(Code::Cms, Span::new(0, input.len().min(2)), Expected::Nothing, Found::Nothing);
            Err(Fatal)
        }
        None => Err(log.fatal(Code::NotADocument, Span::new(0, input.len().min(32)))),
    }
}

/// Whether a body begins as HTML does.
pub(crate) fn is_web_page(input: &[u8]) -> bool {
    let start = input.trim_ascii_start();
    let begins = |what: &[u8]| start.get(..what.len()).is_some_and(|head| head.eq_ignore_ascii_case(what));
    begins(b"<!doctype html") || begins(b"<html")
}

/// Whether a body looks like a CMS envelope, RFC 5652: an ASN.1 SEQUENCE of long or indefinite length, in BER or PEM.
#[must_use]
pub fn is_cms(input: &[u8]) -> bool {
    // the content type, `id-signedData` and the like, stands at once behind the length
    let is_type = |head: &[u8]| head == [0x06, 0x09, 0x2a];
    match input {
        [0x30, 0x80..=0x84, rest @ ..] => rest.windows(3).take(5).any(is_type),
        _ => ["-----BEGIN CMS-----", "-----BEGIN PKCS7-----"].iter().any(|head| input.starts_with(head.as_bytes())),
    }
}

/// Which message of the catalogue a document is, by the keys of its outermost dictionary.
#[inline]
fn recognise<'a, C: Cursor<'a>>(start: C, log: &mut Log<'_>) -> Signs<'a> {
    if C::FORMAT == Format::Json
        && let Some(entry) = bodies::recognise(start, log)
    {
        return Signs::of(Some(entry));
    }
    match log.quietly(|log| signs(start, log)) {
        Signs { entry: None, whole: false, tag: None, .. } => Signs::of(mentioned(start)),
        Signs { entry: Some(entry), tag, untagged, .. } if tag.is_some() || SHARED.get(entry) == Some(&true) => {
            contradicted(start, entry, Signs { entry: None, tag, untagged, ..Signs::default() })
        }
        signs => signs,
    }
}

/// A body that has the key of a message which is recognised by one, and perhaps a tag that says otherwise, or would have
/// one if it were not missing or misspelt: then it is no message.
#[cold]
fn contradicted<'a, C: Cursor<'a>>(start: C, entry: usize, signs: Signs<'a>) -> Signs<'a> {
    let by_key = |entry: &&Entry| matches!(entry.sign, Sign::Key(_) | Sign::Order(_, None));
    let Some(record) = PLISTS.get(entry).filter(by_key).map(|entry| entry.record) else {
        return Signs::of(Some(entry));
    };
    if signs.tag.is_some() {
        return signs;
    }
    let mut known = 0usize;
    locate(start, |name, _, _, _| known = known.saturating_add(usize::from(record.slot(name).is_some())));
    let lacks = lacking(start, |other, _| matches!(other.sign, Sign::Tag(..)));
    match (misspelt(start), lacks) {
        (None, Some((fits, tag))) if fits > known => Signs { lacks: Some(tag), ..signs },
        (None, _) => Signs::of(Some(entry)),
        (Some(_), _) => signs,
    }
}

/// So much of a document that can't be read is looked through for what it was meant to be.
const LOOKED_THROUGH: usize = 1 << 17;

/// Which message a document was probably meant to be that can't be read to the key that tells: the first that is
/// mentioned in what is left. It is an error in any case, and this says of what.
#[cold]
fn mentioned<'a, C: Cursor<'a>>(start: C) -> Option<usize> {
    let rest = start.input().get(start.offset()..)?;
    let text = rest.get(..LOOKED_THROUGH).unwrap_or(rest);
    let word = |what: &str, from: usize| {
        let mut found = memmem::find_iter(text.get(from..)?, what.as_bytes()).map(|at| from.saturating_add(at));
        let is_letter = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_alphanumeric);
        found.find(|at| !is_letter(at.checked_sub(1)) && !is_letter(at.checked_add(what.len())))
    };
    let meant = |mark: &Mark| {
        word(mark.key, 0)?;
        let (path, inner) = match mark.tells {
            Tells::Alone(entry) => return Some(entry),
            Tells::ByTag(path, inner) => (path, inner),
        };
        let tag = word(inner.unwrap_or(mark.key), 0)?;
        let near = |value: usize| value < tag.saturating_add(64);
        PLISTS.iter().position(|entry| entry.tag_at(path).is_some_and(|what| word(what, 0).is_some_and(near)))
    };
    MARKS.iter().filter_map(meant).min()
}

/// What the keys of the outermost dictionary say.
#[derive(Default)]
struct Signs<'a> {
    entry: Option<usize>,
    /// A tag that names no message: its path, where its value stands, and what that is.
    tag: Option<(&'static str, Span, Item<'a>)>,
    /// A dictionary that lacks its tag: the path of that, and what stands where.
    untagged: Option<(&'static str, Span, crate::Kind)>,
    /// The tag that the outermost dictionary lacks.
    lacks: Option<&'static str>,
    /// It was read to its end.
    whole: bool,
}

impl Signs<'_> {
    fn of(entry: Option<usize>) -> Self {
        Self { entry, ..Self::default() }
    }
}

fn signs<'a, C: Cursor<'a>>(start: C, log: &mut Log<'_>) -> Signs<'a> {
    let mut signs = Signs::default();
    let (mut cursor, mut inside) = match start.value(log) {
        Ok((entered, Item::Dictionary, inside)) => (entered, inside),
        Ok(_) => return Signs { whole: true, ..signs },
        Err(Fatal) => return signs,
    };
    let mut layout = C::layout();
    while let Ok((at, after, learned, key)) = cursor.key(inside, layout, log) {
        (inside, layout) = (after, learned);
        let Some((name, _)) = key else {
            signs.whole = true;
            break;
        };
        let found = match MARKS.find(&name).map(|mark| mark.tells) {
            None => None,
            Some(Tells::Alone(entry)) => Some(entry),
            Some(Tells::ByTag(path, inner)) => {
                let value = inner.map_or(Some(at), |inner| value_of(at, inner, log));
                tagged(path, at, value, &mut signs, log)
            }
        };
        signs.entry = signs.entry.into_iter().chain(found).min();
        if signs.entry.is_some_and(|entry| PROVISIONAL.get(entry) != Some(&true)) {
            break;
        }
        let mut behind = at;
        if behind.text().is_none() {
            let Ok((next, _)) = skip(at, log) else { break };
            behind = next;
        }
        cursor = behind;
    }
    signs
}

/// The message that a tag names, which stands under `at` or in the dictionary there. If there is none, it is noted why.
fn tagged<'a, C: Cursor<'a>>(
    path: &'static str,
    at: C,
    tag: Option<C>,
    signs: &mut Signs<'a>,
    log: &mut Log<'_>,
) -> Option<usize> {
    let Some(tag) = tag else {
        if let Ok((_, item, _)) = at.value(log) {
            signs.untagged = Some((path, head(at), item.kind()));
        }
        return None;
    };
    let (_, item, _) = tag.value(log).ok()?;
    let entry = match &item {
        Item::Text(text) => PLISTS.iter().position(|entry| entry.tag_at(path).is_some_and(|tag| text == tag)),
        _ => None,
    };
    if entry.is_none() && (is_own(path) || matches!(&item, Item::Text(text) if similar(path, text).is_some())) {
        let behind = skip(tag, log).ok()?.0;
        signs.tag = Some((path, Span::new(tag.offset(), behind.offset()), item));
    }
    entry
}

/// Whether a tag is a key that nothing else has: `code` stands in any body.
fn is_own(path: &str) -> bool {
    !PLISTS.iter().any(|entry| matches!(entry.sign, Sign::Refusal(tag, _) if tag == path))
}

/// The tag that another one was probably meant to be.
fn similar(path: &str, text: &str) -> Option<&'static str> {
    let tags = || PLISTS.iter().filter_map(|entry| entry.tag_at(path));
    tags()
        .find(|known| known.eq_ignore_ascii_case(text))
        .or_else(|| tags().find(|known| one_edit(known.as_bytes(), text.as_bytes())))
}

/// The value of a key in the dictionary that the cursor stands on.
fn value_of<'a, C: Cursor<'a>>(start: C, name: &str, log: &mut Log<'_>) -> Option<C> {
    let (mut cursor, Item::Dictionary, mut inside) = start.value(log).ok()? else { return None };
    let mut layout = C::layout();
    loop {
        let (at, after, learned, key) = cursor.key(inside, layout, log).ok()?;
        (inside, layout) = (after, learned);
        if key?.0 == name {
            return Some(at);
        }
        cursor = skip(at, log).ok()?.0;
    }
}

/// Past a document that is no message, or none that is known here.
#[cold]
fn unknown<'a, C: Cursor<'a>>(start: C, signs: Signs<'a>, log: &mut Log<'_>) -> Result<C, Fatal> {
    let (behind, kind) = skip(start, log)?;
    if kind != crate::Kind::Dictionary {
        let whole = Span::new(start.offset(), behind.offset());
        let found = Found::Kind(kind);
        log.problem(Code::WrongRoot, whole, Expected::Kind(crate::Kind::Dictionary), found);
        return Ok(behind);
    }
    let Some((tag, span, item)) = signs.tag else {
        let at = Span::at(start.offset());
        if let Some((path, at, kind)) = signs.untagged
            && (kind == crate::Kind::Dictionary || has_others(start, path))
        {
            untagged_inside(start, path, (at, kind), log);
            return Ok(behind);
        }
        match misspelt(start).or(signs.lacks).or_else(|| untagged(start)) {
            Some(tag) => {
                log.problem(Code::MissingTag, at, Expected::Key(tag), Found::Nothing);
                in_another_case(start, "", tag, log);
            }
            None => {
                let nearest = if C::FORMAT == Format::Json { bodies::nearest(start) } else { None };
                log.problem(Code::NotAMessage, at, nearest.map_or(Expected::Nothing, Expected::Text), Found::Nothing);
            }
        }
        return Ok(behind);
    };
    log.at_key(tag, |log| match item {
        Item::Text(text) => {
            let expected = similar(tag, &text).map_or(Expected::Nothing, Expected::Text);
            log.problem(Code::UnknownMessage, span, expected, Found::text(&text));
        }
        item => {
            let found = Found::Kind(item.kind());
            log.problem(Code::WrongType, span, Expected::Kind(crate::Kind::Text), found);
        }
    });
    Ok(behind)
}

/// Whether a document has more than one key of the messages whose tag is at this path: one alone may be anybody's.
fn has_others<'a, C: Cursor<'a>>(start: C, path: &'static str) -> bool {
    let Some(entry) = PLISTS.iter().find(|entry| entry.tag_at(path).is_some()) else { return false };
    let mut known = 0usize;
    locate(start, |name, _, _, _| known = known.saturating_add(usize::from(entry.record.slot(name).is_some())));
    known > 1
}

/// A dictionary without the tag that is due in it, or something else in its place.
fn untagged_inside<'a, C: Cursor<'a>>(
    start: C,
    path: &'static str,
    (at, kind): (Span, crate::Kind),
    log: &mut Log<'_>,
) {
    let (dictionary, tag) = path.split_once('.').unwrap_or((path, path));
    log.at_key(dictionary, |log| match kind {
        crate::Kind::Dictionary => log.problem(Code::MissingTag, at, Expected::Key(tag), Found::Nothing),
        _ => log.problem(Code::WrongType, at, Expected::Kind(crate::Kind::Dictionary), Found::Kind(kind)),
    });
    if let Some(inside) = value_of(start, dictionary, &mut Log::muted()) {
        in_another_case(inside, &format!("{dictionary}."), tag, log);
    }
}

/// A key that a dictionary lacks, and has in another case. What leads to the dictionary stands before it in the path.
fn in_another_case<'a, C: Cursor<'a>>(start: C, above: &str, key: &'static str, log: &mut Log<'_>) {
    locate(start, |name, span, _, _| {
        if is_in_another_case(name, key) {
            log.at_key(&format!("{above}{name}"), |log| {
                log.problem(Code::KeyCase, span, Expected::Key(key), Found::key(name));
            });
        }
    });
}

fn is_in_another_case(name: &str, key: &str) -> bool {
    name != key && name.eq_ignore_ascii_case(key)
}

/// The key that says which message it is, if it is there in another case and says so.
fn misspelt<'a, C: Cursor<'a>>(start: C) -> Option<&'static str> {
    let mut found = None;
    locate(start, |name, _, value, _| {
        let mark = MARKS.iter().find(|mark| is_in_another_case(name, mark.key));
        let Some(Mark { key, tells: Tells::ByTag(path, inner) }) = mark else { return };
        let mut tag = inner.is_none().then_some(value);
        if let (Some(inner), Ok((_, Item::Dictionary, _))) = (inner, value.value(&mut Log::muted())) {
            locate(value, |name, _, at, _| {
                if name.eq_ignore_ascii_case(inner) {
                    tag = Some(at);
                }
            });
        }
        if let Some(Ok((_, Item::Text(text), _))) = tag.map(|tag| tag.value(&mut Log::muted()))
            && similar(path, &text).is_some()
        {
            found = Some(*key);
        }
    });
    found
}

/// The tag that a dictionary lacks which has all other keys that every sender of some message must send.
fn untagged<'a, C: Cursor<'a>>(start: C) -> Option<&'static str> {
    let is_likely = |entry: &Entry, fits| match entry.sign {
        Sign::Tag(..) => entry.record.masks.required.len() > 1,
        // no answer has another key that every sender must send
        _ => fits > 1,
    };
    lacking(start, is_likely).map(|(_, tag)| tag)
}

/// The tag that a dictionary lacks, and how many keys it has of the message: of several messages that it may be, of the one
/// that has most of its keys.
fn lacking<'a, C: Cursor<'a>>(start: C, is_likely: impl Fn(&Entry, usize) -> bool) -> Option<(usize, &'static str)> {
    let tag = |entry: &Entry| match entry.sign {
        Sign::Tag(tag, _) | Sign::Key(tag) => Some(tag),
        _ => None,
    };
    // the keys, and those that are the tag in another case
    let mut seen = vec![(Slots::NONE, 0usize); PLISTS.len()];
    locate(start, |name, _, _, _| {
        for (entry, (seen, cased)) in PLISTS.iter().zip(&mut seen) {
            if let Some(slot) = entry.record.slot(name) {
                seen.insert(slot);
            } else if tag(entry).is_some_and(|tag| is_in_another_case(name, tag)) {
                *cased = cased.saturating_add(1);
            }
        }
    });
    let lacking = PLISTS.iter().zip(seen).filter_map(|(entry, (seen, cased))| {
        let (tag, fits) = (tag(entry)?, seen.len().saturating_add(cased));
        let missing = entry.record.masks.required.without(seen);
        let only_tag = missing.len() == 1 && entry.record.slot(tag).is_some_and(|slot| missing.has(slot));
        (only_tag && is_likely(entry, fits)).then_some((fits, tag))
    });
    // of those with as many keys the first
    lacking.reduce(|most, next| if next.0 > most.0 { next } else { most })
}
