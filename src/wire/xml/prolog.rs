//! What stands around the value of a document: the declaration, the document type, `<plist>`.

use super::{lex, read::Xml};
use crate::{
    report::{Code, Expected, Found, Log},
    wire::{Fatal, Span},
};

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

    pub(super) fn declaration(self, body: &str, span: Span, log: &mut Log<'_>) -> Result<(), Fatal> {
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
}
