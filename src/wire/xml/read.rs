//! The cursor over an XML property list.

use core::convert::Infallible;
use std::borrow::Cow;

use memchr::memmem;

use super::{
    layout::{Layout, search},
    lex,
    scalar::{self, damaged},
    scan,
};
use crate::{
    report::{Code, Expected, Found, Log},
    schema::{Key, Record},
    wire::{
        Container, Cursor, Data, Date, Fatal, Format, Item, Kind, Next, Span, Text, chunk, data, number,
        pattern::Pattern,
    },
};

/// A place in an XML document that is known to be UTF-8.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Xml<'a> {
    text: &'a str,
    /// What comes: the end of `text`.
    rest: &'a str,
}

/// Whether the tag of the container is all there is of it: `<array/>`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Empty(bool);

/// What stood before the value of a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prolog {
    /// Whether there is a `<plist>` that has to be closed.
    wrapped: bool,
}

macro_rules! prolog {
    ($($part:literal),+) => {
        /// What nearly every writer puts first, white space at will behind each.
        const USUAL_PROLOG: [&str; 3] = [$($part),+];
        /// The same as Apple writes it.
        const APPLE_PROLOG: &str = concat!($($part, "\n"),+);
    };
}

prolog! {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">",
    "<plist version=\"1.0\">"
}

/// The value of a document that begins as usual.
#[inline]
fn behind_usual_prolog(text: &str) -> Option<&str> {
    let mut rest = text;
    if let Some(rest) = text.strip_prefix(APPLE_PROLOG)
        && rest.starts_with("<dict>")
    {
        return Some(rest);
    }
    for part in USUAL_PROLOG {
        rest = rest.strip_prefix(part)?;
        while let [b'\n' | b' ' | b'\t' | b'\r', ..] = rest.as_bytes() {
            rest = rest.get(1..)?;
        }
    }
    matches!(rest.as_bytes(), [b'<', b'a'..=b'z', ..]).then_some(rest)
}

/// The public identifiers of Apple's document type.
const PUBLIC_IDS: [&str; 2] = ["-//Apple//DTD PLIST 1.0//EN", "-//Apple Computer//DTD PLIST 1.0//EN"];

impl<'a> Xml<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { text, rest: text }
    }

    /// The document's value, the cursor on it: behind the declaration, the document type and `<plist>`.
    #[inline(always)]
    pub(crate) fn open(input: &'a [u8], log: &mut Log<'_>) -> Result<(Self, Prolog), Fatal> {
        if let Ok(text) = simdutf8::basic::from_utf8(input)
            && let Some(rest) = behind_usual_prolog(text)
        {
            return Ok((Self { text, rest }, Prolog { wrapped: true }));
        }
        Self::open_any(input, log)
    }

    #[cold]
    fn open_any(input: &'a [u8], log: &mut Log<'_>) -> Result<(Self, Prolog), Fatal> {
        let wide = input.starts_with(b"\xff\xfe") || input.starts_with(b"\xfe\xff");
        let marked = input.starts_with(b"\xef\xbb\xbf");
        if wide || (!marked && input.iter().take(4).any(|byte| *byte == 0)) {
            return Err(log.fatal(Code::Encoding, Span::new(0, 4.min(input.len()))));
        }
        if marked {
            log.odd(Code::Bom, Span::new(0, 3));
        }
        let text = str::from_utf8(input).map_err(|error| Self::not_utf8(input, error.valid_up_to(), log))?;
        let mut cursor = Self { text, rest: text.get(if marked { 3 } else { 0 }..).unwrap_or_default() };
        cursor.prolog(log).map(|prolog| (cursor, prolog))
    }

    /// Bytes that are not UTF-8: in a document that says so, or in one that does not know.
    fn not_utf8(input: &[u8], at: usize, log: &mut Log<'_>) -> Fatal {
        let head = String::from_utf8_lossy(input.get(..512.min(input.len())).unwrap_or_default());
        let declared = head
            .trim_start()
            .strip_prefix("<?xml")
            .and_then(|rest| rest.split('>').next())
            .and_then(lex::encoding_somewhere);
        match declared {
            Some(name) if !name.eq_ignore_ascii_case("utf-8") => {
                let found = Found::Text(name.chars().take(32).collect());
                log.fatal_found(Code::Encoding, Span::new(at, at.saturating_add(1)), Expected::Text("UTF-8"), found)
            }
            _ => log.fatal(Code::Utf8, Span::new(at, at.saturating_add(1))),
        }
    }

    /// `prolog ::= XMLDecl? Misc* (doctypedecl Misc*)?`, with what is out of its place, and the tag `<plist>`.
    fn prolog(&mut self, log: &mut Log<'_>) -> Result<Prolog, Fatal> {
        let start = self.at();
        self.space();
        if self.at() > start && self.looks_at("<?xml") {
            log.odd(Code::SpaceBeforeDecl, Span::new(start, self.at()));
        }
        let (mut first, mut doctype) = (true, false);
        loop {
            self.space();
            if self.looks_at("<?") {
                self.instruction(first, log)?;
            } else if self.looks_at("<!--") {
                self.comment(log)?;
            } else if self.looks_at("<!DOCTYPE") {
                self.doctype(doctype, log)?;
                doctype = true;
            } else if self.looks_at("<") {
                break;
            } else {
                let code = if self.at() == self.text.len() { Code::NoRoot } else { Code::Content };
                return Err(log.fatal(code, Span::new(self.at(), self.text.len())));
            }
            first = false;
        }
        let at = self.at();
        let named_plist = lex::name(self.rest.get(1..).unwrap_or_default()).is_ok_and(|(_, name)| name == "plist");
        if !named_plist {
            log.odd(Code::NoPlist, Span::at(at));
            self.value_due(log)?;
            return Ok(Prolog { wrapped: false });
        }
        let tag = self.tag(log)?;
        let span = Span::new(at, self.at());
        match tag.version {
            None => log.odd(Code::NoVersion, span),
            Some("1.0") => {}
            Some(_) => log.odd(Code::PlistVersion, span),
        }
        if tag.has_others {
            log.odd(Code::Attr, span);
        }
        if !tag.empty {
            self.misc(log)?;
        }
        if tag.empty || self.looks_at("</") {
            return Err(log.fatal(Code::EmptyPlist, span));
        }
        self.value_due(log)?;
        Ok(Prolog { wrapped: true })
    }

    /// From behind the value to the end of the document.
    #[inline]
    pub(crate) fn close(self, prolog: Prolog, log: &mut Log<'_>) -> Result<(), Fatal> {
        if prolog.wrapped
            && (matches!(self.rest, "\n</plist>\n" | "\n</plist>") || self.rest.trim_ascii() == "</plist>")
        {
            return Ok(());
        }
        self.close_any(prolog, log)
    }

    #[cold]
    fn close_any(mut self, prolog: Prolog, log: &mut Log<'_>) -> Result<(), Fatal> {
        if prolog.wrapped {
            self.misc(log)?;
            if !self.looks_at("</") {
                return Err(self.no_content(log));
            }
            self.end_tag("plist", log)?;
        }
        let end = self.at();
        // what can't be read here can't be part of the document either
        let mut rest = self;
        let mut ignored = Log::muted();
        let read = rest.misc(&mut ignored);
        if read.is_err() || rest.at() < self.text.len() {
            let start = if read.is_err() { end } else { rest.at() };
            let span = Span::new(start, self.text.len());
            log.odd_found(Code::TrailingData, span, Expected::Nothing, Found::Count(span.len()));
            return Ok(());
        }
        self.misc(log)
    }

    fn bytes(self) -> &'a [u8] {
        self.text.as_bytes()
    }

    #[inline]
    fn at(self) -> usize {
        self.text.len().wrapping_sub(self.rest.len())
    }

    /// To a place that is known to be the beginning of a character.
    #[inline]
    fn go(&mut self, at: usize) {
        self.rest = self.text.get(at..).unwrap_or_default();
    }

    fn looks_at(self, what: &str) -> bool {
        self.rest.starts_with(what)
    }

    #[inline]
    fn slice(self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches(lex::is_space);
    }

    fn upto(self, from: usize, what: &str) -> Option<usize> {
        let tail = self.bytes().get(from..)?;
        memmem::find(tail, what.as_bytes()).map(|at| from.saturating_add(at))
    }

    /// White space, comments and processing instructions between elements.
    fn misc(&mut self, log: &mut Log<'_>) -> Result<(), Fatal> {
        loop {
            self.space();
            if self.looks_at("<!--") {
                self.comment(log)?;
            } else if self.looks_at("<?") {
                self.instruction(false, log)?;
            } else {
                return Ok(());
            }
        }
    }

    /// `Comment ::= '<!--' ((Char - '-') | ('-' (Char - '-')))* '-->'`
    ///
    /// `<!-->` and `<!--->` are refused: Apple's reader takes them for whole comments, XML parsers for open ones.
    fn comment(&mut self, log: &mut Log<'_>) -> Result<(), Fatal> {
        let start = self.at();
        let from = start.saturating_add(4);
        if self.looks_at("<!-->") || self.looks_at("<!--->") {
            return Err(log.fatal(Code::CommentShort, Span::new(start, from)));
        }
        let Some(end) = self.upto(from, "-->") else {
            return Err(log.fatal(Code::CommentOpen, Span::new(start, from)));
        };
        let body = self.slice(from, end);
        let span = Span::new(start, end.saturating_add(3));
        if body.contains("--") || body.ends_with('-') {
            log.odd(Code::CommentDashes, span);
        }
        self.characters(body, from, log);
        self.go(span.end);
        Ok(())
    }

    /// `PI ::= '<?' PITarget (S (Char* - (Char* '?>' Char*)))? '?>'`, and the declaration if it is the `first` thing.
    fn instruction(&mut self, first: bool, log: &mut Log<'_>) -> Result<(), Fatal> {
        let start = self.at();
        let from = start.saturating_add(2);
        let Some(end) = self.upto(from, "?>") else { return Err(log.fatal(Code::PiOpen, Span::new(start, from))) };
        let body = self.slice(from, end);
        let span = Span::new(start, end.saturating_add(2));
        self.characters(body, from, log);
        match lex::name(body) {
            Ok((rest, "xml")) if first => self.declaration(rest, span, log)?,
            Ok((rest, name)) if rest.is_empty() || rest.starts_with(lex::is_space) => {
                log.odd(if name.eq_ignore_ascii_case("xml") { Code::DeclMisplaced } else { Code::Pi }, span);
            }
            _ => log.odd(Code::PiSyntax, span),
        }
        self.go(span.end);
        Ok(())
    }

    fn declaration(self, body: &str, span: Span, log: &mut Log<'_>) -> Result<(), Fatal> {
        let encoding = match lex::declaration(body) {
            Some(said) => {
                match said.version {
                    None => log.odd(Code::DeclSyntax, span),
                    Some("1.0") => {}
                    Some(_) => log.odd(Code::XmlVersion, span),
                }
                said.encoding
            }
            None => {
                log.odd(Code::DeclSyntax, span);
                lex::encoding_somewhere(body)
            }
        };
        let encoding = encoding.unwrap_or("UTF-8");
        let is = |names: &[&str]| names.iter().any(|name| encoding.eq_ignore_ascii_case(name));
        if is(&["utf-8"]) {
            return Ok(());
        }
        let found = Found::Text(encoding.chars().take(32).collect());
        if self.text.trim_start_matches('\u{feff}').is_ascii()
            && is(&["us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252", "utf8"])
        {
            log.odd_found(Code::EncodingLabel, span, Expected::Text("UTF-8"), found);
            return Ok(());
        }
        Err(log.fatal_found(Code::Encoding, span, Expected::Text("UTF-8"), found))
    }

    /// `doctypedecl ::= '<!DOCTYPE' S Name (S ExternalID)? S? '>'`. An internal subset is refused before it is read.
    fn doctype(&mut self, again: bool, log: &mut Log<'_>) -> Result<(), Fatal> {
        let start = self.at();
        if again {
            log.odd(Code::DoctypeTwice, Span::new(start, start.saturating_add(9)));
        }
        let from = start.saturating_add(9);
        let mut quote = None;
        for (i, byte) in self.rest.bytes().enumerate().skip(9) {
            let at = start.saturating_add(i);
            let here = Span::new(at, at.saturating_add(1));
            match (quote, byte) {
                (Some(open), _) if byte == open => quote = None,
                (Some(_), b'<' | b'>' | b'[') => return Err(log.fatal(Code::DoctypeMarkupInLiteral, here)),
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'[') => return Err(log.fatal(Code::DoctypeInternalSubset, here)),
                (None, b'<') => return Err(log.fatal(Code::DoctypeSyntax, here)),
                (None, b'>') => {
                    self.go(at.saturating_add(1));
                    self.named_doctype(self.slice(from, at), Span::new(start, self.at()), log);
                    return Ok(());
                }
                (None, _) => {}
            }
        }
        Err(log.fatal(Code::DoctypeOpen, Span::new(start, from)))
    }

    fn named_doctype(self, body: &str, span: Span, log: &mut Log<'_>) {
        let Some(doctype) = lex::doctype(body) else { return log.odd(Code::DoctypeSyntax, span) };
        if doctype.name != "plist" {
            log.odd(Code::DoctypeName, span);
        }
        if !doctype.public.is_some_and(|public| PUBLIC_IDS.contains(&public)) {
            log.odd(Code::DoctypeId, span);
        }
    }

    /// `STag ::= '<' Name (S Attribute)* S? '>'` or `EmptyElemTag ::= '<' Name (S Attribute)* S? '/>'`
    fn tag(&mut self, log: &mut Log<'_>) -> Result<Tag<'a>, Fatal> {
        let start = self.at();
        self.go(start.saturating_add(1));
        let Ok((_, name)) = lex::name(self.rest) else { return Err(log.fatal(Code::Tag, Span::new(start, self.at()))) };
        self.go(self.at().saturating_add(name.len()));
        let mut tag = Tag { name, empty: false, has_attributes: false, has_others: false, version: None };
        // so many names are remembered to find one that stands twice
        let mut names = [""; 16];
        let mut count = 0usize;
        loop {
            let before = self.at();
            self.space();
            if self.looks_at("/>") {
                self.go(self.at().saturating_add(2));
                tag.empty = true;
                return Ok(tag);
            }
            if self.looks_at(">") {
                self.go(self.at().saturating_add(1));
                return Ok(tag);
            }
            if self.at() == self.text.len() {
                return Err(log.fatal(Code::TagOpen, Span::new(start, self.at())));
            }
            if self.at() == before {
                return Err(log.fatal(Code::Tag, Span::new(self.at(), self.at().saturating_add(1))));
            }
            let at = self.at();
            let (name, value) = self.attribute(log)?;
            if names.get(..count.min(16)).unwrap_or_default().contains(&name) {
                log.odd(Code::AttrDup, Span::new(at, self.at()));
            } else if let Some(slot) = names.get_mut(count) {
                *slot = name;
            }
            count = count.saturating_add(1);
            tag.has_attributes = true;
            if name == "version" {
                tag.version = value;
            } else {
                tag.has_others = true;
            }
        }
    }

    /// `Attribute ::= Name Eq AttValue`. A `>` in the value is refused: Apple's reader ends the tag there, XML parsers do not.
    fn attribute(&mut self, log: &mut Log<'_>) -> Result<(&'a str, Option<&'a str>), Fatal> {
        let start = self.at();
        let Ok((_, name)) = lex::name(self.rest) else {
            return Err(log.fatal(Code::AttrSyntax, Span::new(start, start.saturating_add(1))));
        };
        self.go(start.saturating_add(name.len()));
        let behind = self.at();
        self.space();
        if !self.looks_at("=") {
            self.go(behind);
            log.odd(Code::AttrSyntax, Span::new(start, behind));
            return Ok((name, None));
        }
        self.go(self.at().saturating_add(1));
        self.space();
        let from = self.at().saturating_add(1);
        let quote = match self.rest.bytes().next() {
            Some(b'"') => "\"",
            Some(b'\'') => "'",
            _ => return self.unquoted(name, start, log),
        };
        let Some(end) = self.upto(from, quote) else { return Err(log.fatal(Code::AttrOpen, Span::new(start, from))) };
        let value = self.slice(from, end);
        self.go(end.saturating_add(1));
        let span = Span::new(from, end);
        if let Some(at) = value.find('>').filter(|_| !cfg!(planted = "attribute")) {
            let at = from.saturating_add(at);
            return Err(log.fatal(Code::AttrGt, Span::new(at, at.saturating_add(1))));
        }
        if value.contains('<') {
            log.odd(Code::AttrLt, span);
        }
        if value.match_indices('&').any(|(at, _)| !is_plain_reference(value.get(at..).unwrap_or_default())) {
            log.odd(Code::AttrRef, span);
        }
        self.characters(value, from, log);
        Ok((name, Some(value)))
    }

    fn unquoted(
        &mut self,
        name: &'a str,
        start: usize,
        log: &mut Log<'_>,
    ) -> Result<(&'a str, Option<&'a str>), Fatal> {
        let value = self.rest.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default();
        self.go(self.at().saturating_add(value.len()));
        let span = Span::new(start, self.at());
        if value.is_empty() || value.ends_with('/') {
            return Err(log.fatal(Code::AttrSyntax, span));
        }
        log.odd(Code::AttrSyntax, span);
        Ok((name, Some(value)))
    }

    /// `ETag ::= '</' Name S? '>'`
    fn end_tag(&mut self, name: &'static str, log: &mut Log<'_>) -> Result<(), Fatal> {
        let start = self.at();
        let after = self.rest.get(2..).unwrap_or_default();
        let found = lex::name(after).map_or("", |(_, found)| found);
        if found != name {
            let span = Span::new(start, start.saturating_add(2).saturating_add(found.len()));
            return Err(log.fatal_found(
                Code::CloseMismatch,
                span,
                Expected::Text(name),
                Found::Text(found.chars().take(64).collect()),
            ));
        }
        self.go(start.saturating_add(2).saturating_add(name.len()));
        self.space();
        if !self.looks_at(">") {
            return Err(log.fatal(Code::Close, Span::new(start, self.at())));
        }
        self.go(self.at().saturating_add(1));
        Ok(())
    }

    /// Whether a value can begin here.
    fn value_due(self, log: &mut Log<'_>) -> Result<(), Fatal> {
        match self.rest.as_bytes() {
            [b'<', next, ..] if !matches!(next, b'/' | b'!') => Ok(()),
            _ => Err(self.no_content(log)),
        }
    }

    /// Something else than an element stands where one is due.
    fn no_content(self, log: &mut Log<'_>) -> Fatal {
        if self.at() == self.text.len() {
            return log.fatal(Code::Unclosed, Span::at(self.at()));
        }
        let len = self.rest.find(['<', '\n']).unwrap_or(self.rest.len()).clamp(1, 32);
        let end =
            (self.at().saturating_add(len)..).find(|at| self.text.is_char_boundary(*at)).unwrap_or(self.text.len());
        log.fatal(Code::Content, Span::new(self.at(), end))
    }

    /// Characters that XML does not have, where nothing else can be odd.
    fn characters(self, text: &str, from: usize, log: &mut Log<'_>) {
        if let Some((at, c)) = text.char_indices().find(|(_, c)| !lex::is_char(*c)) {
            no_character(
                c,
                Span::new(from.saturating_add(at), from.saturating_add(at).saturating_add(c.len_utf8())),
                log,
            );
        }
    }

    /// The text of an element, from behind its start tag; its end tag is read too.
    #[cold]
    fn content(&mut self, name: &'static str, scalar: bool, log: &mut Log<'_>) -> Result<Content<'a>, Fatal> {
        let start = self.at();
        let mut all = Content { text: Cow::Borrowed(""), has_reference: false, has_nul: false, end: start };
        loop {
            let from = self.at();
            let Some(end) = memchr::memchr2(b'<', b'&', self.rest.as_bytes()).map(|at| from.saturating_add(at)) else {
                return Err(log.fatal_found(
                    Code::Unclosed,
                    Span::new(start.min(self.text.len()), self.text.len()),
                    Expected::Text(name),
                    Found::Nothing,
                ));
            };
            let chunk = self.slice(from, end);
            if let Some(at) = chunk.find("]]>") {
                let at = from.saturating_add(at);
                log.odd(Code::CdataEndInText, Span::new(at, at.saturating_add(3)));
            }
            self.plain(chunk, from, scalar, &mut all, log);
            self.go(end);
            let scalar_oddity = |log: &mut Log<'_>, to: usize| {
                if scalar {
                    log.odd(Code::CfRefuses, Span::new(end, to));
                }
            };
            if self.looks_at("&") {
                let char = self.reference(log)?;
                scalar_oddity(log, self.at());
                all.has_reference = true;
                self.own(start, &mut all.text).push(char);
            } else if self.looks_at("<![CDATA[") {
                let from = end.saturating_add(9);
                let Some(to) = self.upto(from, "]]>") else {
                    return Err(log.fatal(Code::CdataOpen, Span::new(end, from)));
                };
                self.plain(self.slice(from, to), from, scalar, &mut all, log);
                self.go(to.saturating_add(3));
                log.odd(Code::Cdata, Span::new(end, self.at()));
                if name != "real" {
                    scalar_oddity(log, self.at());
                }
            } else if self.looks_at("<!--") {
                self.comment(log)?;
                log.odd(Code::CfRefuses, Span::new(end, self.at()));
            } else if self.looks_at("<?") {
                self.instruction(false, log)?;
                log.odd(Code::CfRefuses, Span::new(end, self.at()));
            } else if self.looks_at("</") {
                all.end = end;
                self.end_tag(name, log)?;
                return Ok(all);
            } else {
                return Err(log.fatal_found(
                    Code::ElementInText,
                    Span::new(end, end.saturating_add(1)),
                    Expected::Text(name),
                    Found::Nothing,
                ));
            }
        }
    }

    /// A run of characters that is nothing but text.
    fn plain(self, chunk: &'a str, from: usize, scalar: bool, all: &mut Content<'a>, log: &mut Log<'_>) {
        let place = |at: usize| Span::new(from.saturating_add(at), from.saturating_add(at).saturating_add(1));
        if let Some(at) = chunk.find('\0') {
            all.has_nul = true;
            if !scalar {
                log.odd(Code::Nul, place(at));
            }
        }
        if let Some(at) = chunk.find('\r').filter(|_| !scalar) {
            log.odd(Code::CrKept, place(at));
        }
        if let Some((at, c)) = chunk.char_indices().find(|(_, c)| !lex::is_char(*c) && *c != '\0') {
            let span = Span::new(from.saturating_add(at), from.saturating_add(at).saturating_add(c.len_utf8()));
            no_character(c, span, log);
        }
        if all.text.is_empty() && !all.has_reference {
            all.text = Cow::Borrowed(chunk);
        } else if !chunk.is_empty() {
            self.own(from, &mut all.text).push_str(chunk);
        }
    }

    /// The text of an element as a copy, with room for all of it from the start.
    fn own<'t>(self, start: usize, text: &'t mut Cow<'a, str>) -> &'t mut String {
        if let Cow::Borrowed(so_far) = *text {
            let end = self.upto(self.at(), "</").unwrap_or(self.text.len());
            let mut copy = String::with_capacity(so_far.len().saturating_add(end.saturating_sub(start)));
            copy.push_str(so_far);
            *text = Cow::Owned(copy);
        }
        text.to_mut()
    }

    fn reference(&mut self, log: &mut Log<'_>) -> Result<char, Fatal> {
        let start = self.at();
        // longer ones are none: a hundred digits, and the rest of the syntax
        let short =
            self.rest.char_indices().nth(110).map_or(self.rest, |(end, _)| self.rest.get(..end).unwrap_or_default());
        let shown = || Found::Text(short.chars().take_while(|c| !lex::is_space(*c) && *c != '<').take(32).collect());
        let is_number = short.as_bytes().get(1) == Some(&b'#');
        let (len, reference) = match lex::reference(short) {
            Ok((rest, reference)) => (short.len().saturating_sub(rest.len()), reference),
            Err(_) if is_number && short.len() >= 110 && short.bytes().skip(3).all(|byte| byte.is_ascii_hexdigit()) => {
                (1, lex::Reference::OutOfRange)
            }
            Err(_) => {
                return Err(log.fatal_found(
                    Code::Reference,
                    Span::new(start, start.saturating_add(1)),
                    Expected::Nothing,
                    shown(),
                ));
            }
        };
        self.go(start.saturating_add(len));
        let span = Span::new(start, self.at());
        let lex::Reference::Character { char, long } = reference else {
            return Err(log.fatal_found(Code::ReferenceRange, span, Expected::Nothing, shown()));
        };
        if long {
            log.odd(Code::ReferenceLong, span);
        }
        if !lex::is_char(char) {
            no_character(char, span, log);
        }
        Ok(char)
    }

    /// A value of any spelling: a scalar whole, of a container the start tag.
    #[cold]
    fn any(mut self, log: &mut Log<'_>) -> Result<(Self, Item<'a>, Empty), Fatal> {
        self.value_due(log)?;
        let start = self.at();
        let tag = self.tag(log)?;
        let head = Span::new(start, self.at());
        if tag.has_attributes {
            log.odd(Code::Attr, head);
        }
        let item = match tag.name {
            "plist" => {
                log.odd(Code::NestedPlist, head);
                if tag.empty {
                    return Err(log.fatal(Code::EmptyPlist, head));
                }
                Item::Wrapper
            }
            "true" => self.boolean_end("true", true, &tag, log)?,
            "false" => self.boolean_end("false", false, &tag, log)?,
            "array" => Item::Array,
            "dict" => Item::Dictionary,
            "string" => {
                if tag.empty {
                    Item::Text(Text::default())
                } else {
                    Item::Text(text(self.content("string", false, log)?.text))
                }
            }
            "data" if tag.empty => {
                log.odd(Code::CfRefuses, head);
                Item::Data(Data::default())
            }
            "data" => self.scalar("data", Kind::Data, log)?,
            "date" if !tag.empty => self.scalar("date", Kind::Date, log)?,
            "integer" if !tag.empty => self.scalar("integer", Kind::Integer, log)?,
            "real" if !tag.empty => self.scalar("real", Kind::Real, log)?,
            "date" => damaged(Kind::Date, Code::EmptyScalar, head, log),
            "integer" => damaged(Kind::Integer, Code::EmptyScalar, head, log),
            "real" => damaged(Kind::Real, Code::EmptyScalar, head, log),
            "key" => return Err(log.fatal(Code::KeyMisplaced, head)),
            other => {
                let found = Found::Text(other.chars().take(64).collect());
                return Err(log.fatal_found(Code::UnknownElement, head, Expected::Nothing, found));
            }
        };
        Ok((self, item, Empty(tag.empty)))
    }

    fn boolean_end(
        &mut self,
        name: &'static str,
        value: bool,
        tag: &Tag<'_>,
        log: &mut Log<'_>,
    ) -> Result<Item<'a>, Fatal> {
        if tag.empty {
            return Ok(Item::Boolean(value));
        }
        let start = self.at();
        if !self.looks_at("</") {
            self.misc(log)?;
            while self.looks_at("<![CDATA[]]>") {
                self.go(self.at().saturating_add(12));
                self.misc(log)?;
            }
            if self.looks_at("</") {
                log.odd(Code::CfRefuses, Span::new(start, self.at()));
            }
        }
        if !self.looks_at("</") {
            return Err(self.no_content(log));
        }
        self.end_tag(name, log)?;
        Ok(Item::Boolean(value))
    }

    fn scalar(&mut self, name: &'static str, kind: Kind, log: &mut Log<'_>) -> Result<Item<'a>, Fatal> {
        let start = self.at();
        let content = self.content(name, true, log)?;
        let span = Span::new(start, content.end);
        if content.has_nul {
            return Ok(damaged(kind, Code::Nul, span, log));
        }
        Ok(match kind {
            Kind::Integer => scalar::integer(&content.text, span, log),
            Kind::Real => scalar::real(&content.text, span, log),
            Kind::Date => scalar::date(&content.text, span, log),
            _ if content.has_reference => damaged(Kind::Data, Code::DataReference, span, log),
            _ => match data::check(content.text.as_bytes()) {
                data::Check::Bad { at } => {
                    // in text that was put together there is no one place to point at
                    let at = span.start.saturating_add(at);
                    let borrowed = matches!(content.text, Cow::Borrowed(_)) && at < span.end;
                    damaged(
                        Kind::Data,
                        Code::Base64,
                        if borrowed { Span::new(at, at.saturating_add(1)) } else { span },
                        log,
                    )
                }
                data::Check::Good { len, canonical } => {
                    if !canonical {
                        log.odd(Code::Base64Bits, span);
                    }
                    Item::Data(Data::from_base64(text(content.text), len))
                }
            },
        })
    }

    /// The end of a container, if it stands here.
    fn end(&mut self, name: &'static str, log: &mut Log<'_>) -> Result<bool, Fatal> {
        if self.looks_at("</") {
            self.end_tag(name, log)?;
            return Ok(true);
        }
        Ok(false)
    }

    /// The gap up to another cursor, if it is white space only and short.
    fn gap(self, to: Self) -> Option<Pattern> {
        self.rest.get(..self.rest.len().saturating_sub(to.rest.len())).and_then(|text| Pattern::gap(text.as_bytes()))
    }
}

/// A start tag.
struct Tag<'a> {
    name: &'a str,
    /// `<name/>`
    empty: bool,
    has_attributes: bool,
    /// Attributes beside `version`.
    has_others: bool,
    version: Option<&'a str>,
}

/// What stands between a start tag and an end tag.
struct Content<'a> {
    text: Cow<'a, str>,
    has_reference: bool,
    has_nul: bool,
    /// Where the end tag begins.
    end: usize,
}

fn text(text: Cow<'_, str>) -> Text<'_> {
    match text {
        Cow::Borrowed(text) => Text::borrowed(text),
        Cow::Owned(text) => Text::from(text),
    }
}

/// The text of a string up to its end tag, and what comes behind, when the first look did not reach so far.
#[cold]
fn long_text(text: &str) -> Option<(&str, &str)> {
    let (text, rest) = text.split_at_checked(scan::plain_end(text.as_bytes(), 0)?)?;
    Some((text, rest.strip_prefix("</string>")?))
}

/// Past the lines of base64 that are as long as the one before them and have the same gap behind them: how many
/// characters that is, and what comes then.
#[inline]
fn lines_alike(text: &[u8], len: usize, gap: Pattern) -> (usize, &[u8]) {
    let lines = match len {
        33..=48 => scan::lines::<3>,
        49..=64 => scan::lines::<4>,
        65..=80 => scan::lines::<5>,
        _ => return (0, text),
    };
    lines(text, len, gap)
}

/// A character that XML does not have.
fn no_character(c: char, span: Span, log: &mut Log<'_>) {
    log.odd_found(Code::ControlChar, span, Expected::Nothing, Found::Integer(i128::from(u32::from(c))));
}

#[inline]
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// `&amp;` and the like, or a number of usual length.
fn is_plain_reference(text: &str) -> bool {
    let short = text.find(';').and_then(|end| text.get(..=end)).filter(|text| text.len() <= 12);
    matches!(
        short.map(lex::reference),
        Some(Ok((_, lex::Reference::Character { long: false, .. } | lex::Reference::OutOfRange)))
    )
}

impl<'a> Cursor<'a> for Xml<'a> {
    type Seams = Infallible;
    type Inside = Empty;
    type Layout = Layout;
    const FORMAT: Format = Format::Xml;

    #[inline]
    fn layout() -> Layout {
        Layout::APPLE
    }

    #[inline]
    fn layout_here(self) -> Layout {
        let first = self.rest.as_bytes().get(6..).and_then(|text| text.first_chunk());
        if first.is_some_and(|text| Layout::APPLE.key.starts(text)) { Layout::APPLE } else { self.other_layout() }
    }

    #[inline(always)]
    fn go_to(&mut self, place: Self) {
        self.rest = place.rest;
    }

    fn layout_inside(inside: Empty, layout: &Layout) -> Layout {
        if inside.0 { Layout::NEVER } else { *layout }
    }

    #[inline]
    fn inner(layout: &Layout) -> Layout {
        layout.inner()
    }

    #[inline]
    fn offset(self) -> usize {
        self.at()
    }

    fn input(self) -> &'a [u8] {
        self.bytes()
    }

    #[inline(always)]
    fn enter_array(&mut self) -> Option<Empty> {
        self.rest = self.rest.strip_prefix("<array>")?;
        Some(Empty(false))
    }

    #[inline(always)]
    fn enter_dictionary(&mut self) -> Option<Empty> {
        self.rest = self.rest.strip_prefix("<dict>")?;
        Some(Empty(false))
    }

    #[inline(always)]
    fn expect(
        &mut self,
        _: &mut Empty,
        layout: &Layout,
        record: &'static Record,
        want: usize,
    ) -> Next<(usize, &'static Key)> {
        let short;
        let window = match self.next::<64>() {
            Some(window) => window,
            // so close to its end a document mostly has an end tag
            None => {
                if let Some(rest) = self.last_end(layout) {
                    self.rest = rest;
                    return Next::End;
                }
                short = chunk::padded(self.rest.as_bytes());
                &short
            }
        };
        let Some(start) = window.first_chunk() else { return Next::Miss };
        let name = if layout.key.starts(start) {
            layout.key.len()
        } else if layout.end.starts(start) {
            let end = layout.end.len();
            return match window.get(end..) {
                Some([b'd', b'i', b'c', b't', b'>', ..]) => {
                    self.past(end.wrapping_add(5)).map_or(Next::Miss, |()| Next::End)
                }
                _ => Next::Miss,
            };
        } else if layout.is_deep()
            && layout.element.starts(start)
            && window.get(layout.element.len()..).is_some_and(|text| text.starts_with(b"key>"))
        {
            layout.element.len().wrapping_add(4)
        } else {
            return Next::Miss;
        };
        let Some(text) = window.get(name..).and_then(|name| name.first_chunk()) else { return Next::Miss };
        let (slot, key) = match record.keys.get(want) {
            Some(key) if key.xml.starts(text) => (want, key),
            _ => match search(text, record) {
                Some(found) => found,
                None => return Next::Miss,
            },
        };
        let behind = name.wrapping_add(key.xml.len);
        let Some(gap) = window.get(behind..).and_then(|gap| gap.first_chunk()) else {
            return self.long_key(layout, key.name, name).map_or(Next::Miss, |behind| {
                *self = behind;
                Next::Value((slot, key))
            });
        };
        let value = behind.wrapping_add(layout.element.len());
        if !layout.element.starts(gap) || !matches!(window.get(value), Some(b'a'..=b'z')) {
            return Next::Miss;
        }
        self.past(value.wrapping_sub(1)).map_or(Next::Miss, |()| Next::Value((slot, key)))
    }

    #[inline]
    fn step(&mut self, _: &mut Empty, layout: &Layout) -> Next<()> {
        let Some(window) = self.next::<32>() else { return Next::Miss };
        let Some(start) = window.first_chunk() else { return Next::Miss };
        let (element, end) = (layout.element.len(), layout.end.len());
        if layout.element.starts(start) && matches!(window.get(element), Some(b'a'..=b'z')) {
            return self.past(element.wrapping_sub(1)).map_or(Next::Miss, |()| Next::Value(()));
        }
        if layout.end.starts(start) && window.get(end..).is_some_and(|tag| tag.starts_with(b"array>")) {
            return self.past(end.wrapping_add(6)).map_or(Next::Miss, |()| Next::End);
        }
        Next::Miss
    }

    #[inline(always)]
    fn text(&mut self) -> Option<&'a str> {
        let text = self.rest.strip_prefix("<string>")?;
        let near = text.split_at_checked(scan::plain_run(text.as_bytes()));
        let (text, rest) = match near.and_then(|(text, tail)| Some((text, tail.strip_prefix("</string>")?))) {
            Some(found) => found,
            None => long_text(text)?,
        };
        self.rest = rest;
        Some(text)
    }

    #[inline(always)]
    fn boolean(&mut self) -> Option<bool> {
        let tag = u64::from_le_bytes(*self.next()?);
        if tag << 8 == u64::from_le_bytes(*b"\0<true/>") {
            self.past(7).map(|()| true)
        } else if tag == u64::from_le_bytes(*b"<false/>") {
            self.past(8).map(|()| false)
        } else {
            None
        }
    }

    #[inline(always)]
    fn integer(&mut self) -> Option<i64> {
        let (digits, negative, len) = self.digits()?;
        let value = digits.cast_signed();
        self.past(len)?;
        Some(if negative { value.wrapping_neg() } else { value })
    }

    #[inline(always)]
    fn unsigned(&mut self) -> Option<u64> {
        let (digits, negative, len) = self.digits()?;
        if negative {
            return None;
        }
        self.past(len)?;
        Some(digits)
    }

    #[inline]
    fn real(&mut self) -> Option<f64> {
        let text = self.rest.strip_prefix("<real>")?;
        let (value, rest) = number::plain_real(text).or_else(|| {
            let (text, rest) = text.split_at_checked(scan::plain_end(text.as_bytes(), 0)?)?;
            if !matches!(lex::real(text), Some(lex::RealText::Canonical)) {
                return None;
            }
            Some((text.parse().ok().filter(|value: &f64| value.is_finite())?, rest))
        })?;
        self.rest = rest.strip_prefix("</real>")?;
        Some(value)
    }

    #[inline]
    fn date(&mut self) -> Option<Date> {
        let text: &[u8; 33] = self.next()?;
        let (head, tail) = (text.first_chunk::<6>()?, text.last_chunk::<7>()?);
        if head != b"<date>" || tail != b"</date>" {
            return None;
        }
        let date = Date::plain(text.get(6..)?.first_chunk()?)?;
        self.past(33)?;
        Some(date)
    }

    #[inline]
    fn data(&mut self) -> Option<Data<'a>> {
        let body = self.rest.strip_prefix("<data>")?;
        let (mut rest, mut characters) = (body.as_bytes(), 0usize);
        loop {
            let (line, behind) = rest.split_at_checked(chunk::base64_run(rest))?;
            characters = characters.wrapping_add(line.len());
            let spaces = behind.iter().take_while(|byte| is_space(**byte)).count();
            rest = behind.get(spaces..)?;
            if spaces == 0 {
                break;
            }
            if let Some(gap) = behind.first_chunk().and_then(|behind| Pattern::first(behind, spaces)) {
                let (more, behind) = lines_alike(rest, line.len(), gap);
                characters = characters.wrapping_add(more);
                rest = behind;
            }
        }
        let mut padding = 0usize;
        while let [byte @ (b'=' | b' ' | b'\t' | b'\n' | b'\r'), next @ ..] = rest {
            padding = padding.wrapping_add(usize::from(*byte == b'='));
            rest = next;
        }
        let (text, rest) = body.split_at_checked(body.len().wrapping_sub(rest.len()))?;
        let last = text.bytes().rfind(|byte| !is_space(*byte) && *byte != b'=').unwrap_or(b'A');
        let value = data::VALUES.get(usize::from(last)).copied()?;
        let Some(data::Check::Good { len, canonical: true }) = data::finish(characters, padding, value) else {
            return None;
        };
        self.rest = rest.strip_prefix("</data>")?;
        Some(Data::base64(text, len))
    }

    fn value(mut self, log: &mut Log<'_>) -> Result<(Self, Item<'a>, Empty), Fatal> {
        if let Some(text) = self.text() {
            return Ok((self, Item::Text(Text::borrowed(text)), Empty(false)));
        }
        if let Some(value) = self.boolean() {
            return Ok((self, Item::Boolean(value), Empty(false)));
        }
        if let Some(value) = self.integer() {
            return Ok((self, Item::Integer(value.into()), Empty(false)));
        }
        if self.enter_dictionary().is_some() {
            return Ok((self, Item::Dictionary, Empty(false)));
        }
        if self.enter_array().is_some() {
            return Ok((self, Item::Array, Empty(false)));
        }
        if let Some(data) = self.data() {
            log.has_data = true;
            return Ok((self, Item::Data(data), Empty(false)));
        }
        for (tag, item) in [("<dict/>", Item::Dictionary), ("<array/>", Item::Array)] {
            if let Some(rest) = self.rest.strip_prefix(tag) {
                return Ok((Self { text: self.text, rest }, item, Empty(true)));
            }
        }
        if let Some((behind, text)) = self.escaped_text() {
            return Ok((behind, Item::Text(Text::from(text)), Empty(false)));
        }
        let (behind, item, inside) = self.any(log)?;
        log.has_data |= item.kind() == Kind::Data;
        Ok((behind, item, inside))
    }

    #[cold]
    fn key(
        mut self,
        inside: Empty,
        mut layout: Layout,
        log: &mut Log<'_>,
    ) -> Result<(Self, Empty, Layout, Option<(Text<'a>, Span)>), Fatal> {
        if inside.0 {
            return Ok((self, inside, layout, None));
        }
        let before = self;
        let gap = before.rest.bytes().take_while(|byte| is_space(*byte)).count();
        self.past(gap);
        let spaces = before.rest.as_bytes().get(..gap).and_then(Pattern::gap);
        match self.rest.as_bytes() {
            [b'<', b'/', b'd', b'i', b'c', b't', b'>', ..] => {
                self.past(7);
                return Ok((self, inside, layout.with_end(spaces), None));
            }
            [b'<', b'k', b'e', b'y', b'>', name @ ..] => {
                let len = name.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
                let tail = name.get(len..).and_then(|tail| tail.strip_prefix(b"</key>")).filter(|_| len > 0);
                let skipped = tail.map(|tail| tail.iter().take_while(|byte| is_space(**byte)).count());
                let end = len.wrapping_add(11);
                if let (Some(tail), Some(skipped)) = (tail, skipped)
                    && matches!(tail.get(skipped..), Some([b'<', b'a'..=b'z', ..]))
                    && let Some(name) = self.rest.get(5..len.wrapping_add(5))
                {
                    let span = Span::new(self.at(), self.at().wrapping_add(end));
                    self.past(end.wrapping_add(skipped));
                    return Ok((self, inside, layout.with_element(spaces), Some((Text::borrowed(name), span))));
                }
            }
            _ => {}
        }
        self.misc(log)?;
        let gap = before.gap(self);
        if self.end("dict", log)? {
            return Ok((self, inside, layout.with_end(gap), None));
        }
        layout = layout.with_element(gap);
        self.key_due(log)?;
        let start = self.at();
        let tag = self.tag(log)?;
        let head = Span::new(start, self.at());
        if tag.has_attributes {
            log.odd(Code::Attr, head);
        }
        if tag.name != "key" {
            let found = Found::Text(tag.name.chars().take(64).collect());
            return Err(log.fatal_found(Code::KeyExpected, head, Expected::Nothing, found));
        }
        let name = if tag.empty {
            log.odd(Code::SelfclosedKey, head);
            Text::default()
        } else {
            self.key_text(log)?
        };
        let span = Span::new(start, self.at());
        if name.is_empty() {
            log.odd(Code::EmptyKey, span);
        }
        self.misc(log)?;
        if self.looks_at("</") {
            return Err(log.fatal(Code::ValueMissing, span));
        }
        self.value_due(log)?;
        Ok((self, inside, layout, Some((name, span))))
    }

    #[cold]
    fn item(
        mut self,
        inside: Empty,
        layout: Layout,
        within: Container,
        log: &mut Log<'_>,
    ) -> Result<(Self, Empty, Layout, bool), Fatal> {
        if inside.0 {
            return Ok((self, inside, layout, false));
        }
        let before = self;
        self.misc(log)?;
        let gap = before.gap(self);
        if self.end(if within == Container::Wrapper { "plist" } else { "array" }, log)? {
            return Ok((self, inside, layout.with_end(gap), false));
        }
        self.value_due(log)?;
        Ok((self, inside, layout.with_element(gap), true))
    }

    fn at_container(self) -> bool {
        let name = self.rest.get(1..).and_then(|rest| lex::name(rest).ok());
        name.is_some_and(|(_, name)| matches!(name, "array" | "dict" | "plist"))
    }

    fn items_ahead(self, _: Empty, length: usize) -> usize {
        let rest = self.rest.as_bytes();
        // to the next end of an array, but no further than to where it is plain that there is a lot in it
        let near = rest.get(..length.saturating_mul(8).min(1024)).unwrap_or(rest);
        scan::find(near, b"/array>").unwrap_or(rest.len()).div_ceil(length.max(1))
    }
}

impl<'a> Xml<'a> {
    /// What comes next, if there is so much of it.
    #[inline(always)]
    fn next<const N: usize>(&self) -> Option<&'a [u8; N]> {
        self.rest.as_bytes().first_chunk()
    }

    /// How the dictionary that begins here is laid out, to judge by what stands before it and before its first key.
    #[inline(never)]
    fn other_layout(self) -> Layout {
        let behind = self.rest.as_bytes().get(6..).and_then(|behind| behind.first_chunk());
        let gap = behind.and_then(|behind| Pattern::first(behind, scan::leading_spaces(behind)));
        let before = self.slice(0, self.at()).as_bytes();
        let outer = before.get(before.iter().rposition(|byte| !is_space(*byte)).map_or(0, |at| at.wrapping_add(1))..);
        Layout::APPLE.with_element(gap).with_end(outer.and_then(Pattern::gap))
    }

    /// Past so many bytes.
    #[inline(always)]
    fn past(&mut self, len: usize) -> Option<()> {
        self.rest = self.rest.get(len..)?;
        Some(())
    }

    /// Behind the end of a dictionary, if that stands behind the usual gap.
    #[inline(always)]
    fn last_end(self, layout: &Layout) -> Option<&'a str> {
        let gap = layout.end.starts(self.next()?);
        self.rest.get(layout.end.len()..).filter(|_| gap)?.strip_prefix("dict>")
    }

    /// Behind a key that has been recognised by its beginning at `name`, and behind the gap after it.
    #[cold]
    fn long_key(self, layout: &Layout, whole: &str, name: usize) -> Option<Self> {
        let behind = self.rest.get(name..)?.strip_prefix(whole)?.strip_prefix("</key>")?;
        let gap = layout.element.starts(behind.as_bytes().first_chunk()?);
        let rest = behind.get(layout.element.len().checked_sub(1)?..)?;
        (gap && matches!(rest.as_bytes(), [b'<', b'a'..=b'z', ..])).then_some(Self { text: self.text, rest })
    }

    /// A text with `&amp;` and its like in it and nothing else that is odd.
    #[cold]
    fn escaped_text(self) -> Option<(Self, String)> {
        const REFERENCES: [(&str, char); 5] =
            [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\'')];
        let mut rest = self.rest.strip_prefix("<string>")?;
        let mut all = String::with_capacity(memchr::memchr(b'<', rest.as_bytes())?);
        loop {
            let (plain, behind) = rest.split_at_checked(scan::plain_end(rest.as_bytes(), 0)?)?;
            all.push_str(plain);
            if let Some(rest) = behind.strip_prefix("</string>") {
                return Some((Self { text: self.text, rest }, all));
            }
            let (reference, char) = REFERENCES.iter().find(|(reference, _)| behind.starts_with(reference))?;
            all.push(*char);
            rest = behind.get(reference.len()..)?;
        }
    }

    /// `<integer>`, up to fifteen digits without a leading zero, `</integer>`: the number, whether it is negative, and
    /// how long all of that is.
    #[inline(always)]
    fn digits(&self) -> Option<(u64, bool, usize)> {
        let text = self.rest.as_bytes();
        if text.first_chunk()? != b"<integer>" {
            return None;
        }
        let signed = text.get(9..)?;
        let (digits, negative) = if let [b'-', digits @ ..] = signed { (digits, true) } else { (signed, false) };
        let (value, count) = number::leading_digits(digits.first_chunk()?);
        let leads_with_zero = count > 1 && digits.first() == Some(&b'0');
        if count == 0 || count > 15 || leads_with_zero || digits.get(count..)?.first_chunk()? != b"</integer>" {
            return None;
        }
        Some((value, negative, count.wrapping_add(usize::from(negative)).wrapping_add(19)))
    }

    fn key_due(self, log: &mut Log<'_>) -> Result<(), Fatal> {
        match self.rest.as_bytes() {
            [b'<', next, ..] if *next != b'!' => Ok(()),
            _ => Err(self.no_content(log)),
        }
    }

    fn key_text(&mut self, log: &mut Log<'_>) -> Result<Text<'a>, Fatal> {
        let start = self.at();
        if let Some(end) =
            scan::plain_end(self.bytes(), start).filter(|end| self.slice(*end, self.text.len()).starts_with("</key>"))
        {
            self.go(end.saturating_add(6));
            return Ok(Text::borrowed(self.slice(start, end)));
        }
        Ok(text(self.content("key", false, log)?.text))
    }
}
