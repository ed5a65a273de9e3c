//! Elements that are values or keys, in every spelling that the policy reads.

use std::borrow::Cow;

use super::{
    markup::Tag,
    read::{Empty, Xml, text},
    scalar::{self, damaged},
    scan,
};
use crate::{
    report::{Code, Expected, Found, Log},
    wire::{Data, Fatal, Item, Kind, Span, Text, data},
};

impl<'a> Xml<'a> {
    /// A value of any spelling: a scalar whole, of a container the start tag.
    #[cold]
    pub(super) fn any(mut self, log: &mut Log<'_>) -> Result<(Self, Item<'a>, Empty), Fatal> {
        self.value_due(log)?;
        let (tag, head) = self.bare_tag(log)?;
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

    /// A start tag that should have no attributes, and where it stands.
    pub(super) fn bare_tag(&mut self, log: &mut Log<'_>) -> Result<(Tag<'a>, Span), Fatal> {
        let start = self.at();
        let tag = self.tag(log)?;
        let head = Span::new(start, self.at());
        if tag.has_attributes {
            log.odd(Code::Attr, head);
        }
        Ok((tag, head))
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

    /// Whether a value can begin here.
    pub(super) fn value_due(self, log: &mut Log<'_>) -> Result<(), Fatal> {
        match self.rest.as_bytes() {
            [b'<', next, ..] if !matches!(next, b'/' | b'!') => Ok(()),
            _ => Err(self.no_content(log)),
        }
    }

    pub(super) fn key_due(self, log: &mut Log<'_>) -> Result<(), Fatal> {
        match self.rest.as_bytes() {
            [b'<', next, ..] if *next != b'!' => Ok(()),
            _ => Err(self.no_content(log)),
        }
    }

    pub(super) fn key_text(&mut self, log: &mut Log<'_>) -> Result<Text<'a>, Fatal> {
        let start = self.at();
        if let Some(end) =
            scan::plain_end(self.bytes(), start).filter(|end| self.slice(*end, self.text.len()).starts_with("</key>"))
        {
            self.go(end.saturating_add(6));
            return Ok(Text::borrowed(self.slice(start, end)));
        }
        Ok(text(self.content("key", false, log)?.text))
    }

    /// The end of a container, if it stands here.
    pub(super) fn end(&mut self, name: &'static str, log: &mut Log<'_>) -> Result<bool, Fatal> {
        if self.looks_at("</") {
            self.end_tag(name, log)?;
            return Ok(true);
        }
        Ok(false)
    }
}
