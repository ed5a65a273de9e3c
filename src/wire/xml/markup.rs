//! Tags, comments, instructions, references and text, in every spelling that the policy reads.

use std::borrow::Cow;

use super::{lex, read::Xml};
use crate::{
    report::{Code, Expected, Found, Log},
    wire::{Fatal, Span},
};

/// A start tag.
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    /// `<name/>`
    pub(super) empty: bool,
    pub(super) has_attributes: bool,
    /// Attributes beside `version`.
    pub(super) has_others: bool,
    pub(super) version: Option<&'a str>,
}

/// What stands between a start tag and an end tag.
pub(super) struct Content<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) has_reference: bool,
    pub(super) has_nul: bool,
    /// Where the end tag begins.
    pub(super) end: usize,
}

impl<'a> Xml<'a> {
    /// White space, comments and processing instructions between elements.
    pub(super) fn misc(&mut self, log: &mut Log<'_>) -> Result<(), Fatal> {
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
    pub(super) fn comment(&mut self, log: &mut Log<'_>) -> Result<(), Fatal> {
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
    pub(super) fn instruction(&mut self, first: bool, log: &mut Log<'_>) -> Result<(), Fatal> {
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

    /// `STag ::= '<' Name (S Attribute)* S? '>'` or `EmptyElemTag ::= '<' Name (S Attribute)* S? '/>'`
    pub(super) fn tag(&mut self, log: &mut Log<'_>) -> Result<Tag<'a>, Fatal> {
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
    pub(super) fn end_tag(&mut self, name: &'static str, log: &mut Log<'_>) -> Result<(), Fatal> {
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

    /// The text of an element, from behind its start tag; its end tag is read too.
    #[cold]
    pub(super) fn content(
        &mut self,
        name: &'static str,
        scalar: bool,
        log: &mut Log<'_>,
    ) -> Result<Content<'a>, Fatal> {
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

    /// Something else than an element stands where one is due.
    pub(super) fn no_content(self, log: &mut Log<'_>) -> Fatal {
        if self.at() == self.text.len() {
            return log.fatal(Code::Unclosed, Span::at(self.at()));
        }
        let len = self.rest.find(['<', '\n']).unwrap_or(self.rest.len()).clamp(1, 32);
        let end =
            (self.at().saturating_add(len)..).find(|at| self.text.is_char_boundary(*at)).unwrap_or(self.text.len());
        log.fatal(Code::Content, Span::new(self.at(), end))
    }
}

/// A character that XML does not have.
fn no_character(c: char, span: Span, log: &mut Log<'_>) {
    log.odd_found(Code::ControlChar, span, Expected::Nothing, Found::Integer(i128::from(u32::from(c))));
}

/// `&amp;` and the like, or a number of usual length.
fn is_plain_reference(text: &str) -> bool {
    let short = text.find(';').and_then(|end| text.get(..=end)).filter(|text| text.len() <= 12);
    matches!(
        short.map(lex::reference),
        Some(Ok((_, lex::Reference::Character { long: false, .. } | lex::Reference::OutOfRange)))
    )
}
