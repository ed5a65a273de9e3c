//! Documents that stand in the data of other documents: a profile in a command, a report of status in a check-in.

#![deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::sync::LazyLock;

use memchr::memmem;

use super::Decoder;
use crate::{
    report::{Code, Expected, Found, Log, Problem, Report},
    wire::{
        Cursor, Data, Fatal, Format, Item, Kind, Span, Text,
        data::{self, Check},
        traverse::{Visitor, traverse},
    },
};

/// So many documents may lie in each other.
pub(super) const DEPTH: usize = 4;

/// Decodes what stands in the data of a document, and says what is wrong in it at the data, with the keys that lead through.
pub(super) fn look(decoder: &Decoder, input: &[u8], report: &mut Report) {
    let is_declarative = report.kind().is_some_and(|kind| kind.ends_with(".DeclarativeManagement"));
    if !may_hold(input, is_declarative) {
        return;
    }
    // data that several places share is looked into once a place
    let left = input.len().saturating_mul(4).saturating_add(64 << 10);
    let mut finder = Finder { frames: Vec::new(), found: Vec::new(), is_declarative, left };
    // what can't be read has been reported
    let _ = super::with_cursor(input, &mut Log::muted(), Find { finder: &mut finder });
    for Inner { path, span, octets } in finder.found {
        let decoded = twice(&octets, is_declarative);
        if decoded.is_some() {
            let code = Code::Base64Twice;
            let level = if report.kind().is_some_and(|kind| kind.starts_with("command.")) {
                code.severity().worse()
            } else {
                code.severity()
            };
            if let Some(severity) = decoder.levels.level_or(code, level) {
                let (expected, found) = (Expected::Nothing, Found::Nothing);
                report.add(Problem { code, severity, span, path: path.clone(), expected, found, related: None });
            }
        }
        let inner = within(decoder, decoded.as_deref().unwrap_or(&octets));
        if decoder.secrets && !(inner.is_clean() && inner.secrets().is_empty()) {
            report.hide(span);
        }
        report.take_in(&inner, span, &path);
    }
    report.finish();
}

/// What is wrong with a document that stands in another. What is no message is judged as a document.
fn within(decoder: &Decoder, octets: &[u8]) -> Report {
    let decoder = Decoder { inside: decoder.inside.saturating_sub(1), ..decoder.clone() };
    let (_, report) = decoder.decode(octets);
    let is_known = |kind: &str| kind.starts_with("profile") || kind.starts_with("declarative.");
    if report.kind().is_some_and(is_known) { report } else { decoder.value(octets).1 }
}

/// The octets that base64 stands for, if they are a document and the base64 is one more than there should be.
fn twice(octets: &[u8], is_declarative: bool) -> Option<Vec<u8>> {
    if is_document(octets, is_declarative) {
        return None;
    }
    let text = str::from_utf8(octets).ok()?;
    match data::check(octets) {
        Check::Good { len, .. } => Some(Data::base64(text, len).to_vec()),
        Check::Bad { .. } => None,
    }
}

/// Whether octets begin as a document does, JSON only where it is due.
fn is_document(head: &[u8], is_declarative: bool) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let heads: &[&[u8]] = &[b"<?xml", b"<plist", b"<!DOCTYPE", b"bplist"];
    // a head may be cut off
    let begins = |what: &&[u8]| head.len() > 4 && (head.starts_with(what) || what.starts_with(head));
    heads.iter().any(begins) || is_declarative && head.starts_with(b"{")
}

/// Whether octets begin as the base64 of a document does.
fn is_base64(head: &[u8], is_declarative: bool) -> bool {
    let plist: &[&[u8]] = &[b"PD94bW", b"PHBsaX", b"PCFET0", b"77u/PD", b"YnBsaX"];
    let json: &[&[u8]] = if is_declarative { &[b"ey", b"ew", b"e3"] } else { &[] };
    plist.iter().chain(json).any(|what| head.starts_with(what))
}

/// So many octets tell.
const HEAD: usize = 12;

fn is_carrier(head: &[u8], is_declarative: bool) -> bool {
    is_document(head, is_declarative) || is_base64(head, is_declarative)
}

/// Whether a look is worth while: far most messages hold no other, and this costs little.
fn may_hold(input: &[u8], is_declarative: bool) -> bool {
    if input.starts_with(b"bplist") {
        let behind = input.get(8..).unwrap_or_default();
        let heads: &[&[u8]] =
            &[b"<?xml", b"<plist", b"<!DOCTYPE", b"bplist", b"PD94bW", b"PHBsaX", b"PCFET0", b"YnBsaX"];
        return is_declarative || heads.iter().any(|head| memmem::find(behind, head).is_some());
    }
    static ELEMENT: LazyLock<memmem::Finder<'_>> = LazyLock::new(|| memmem::Finder::new("<data"));
    ELEMENT.find_iter(input).any(|at| {
        let element = input.get(at..).unwrap_or_default();
        let Some(text) = memchr::memchr(b'>', element).and_then(|end| element.get(end.saturating_add(1)..)) else {
            return false;
        };
        let letters = text.iter().filter(|byte| !byte.is_ascii_whitespace()).take(HEAD / 3 * 4);
        let letters: Vec<u8> = letters.copied().take_while(|byte| *byte != b'<').collect();
        let Ok(letters) = str::from_utf8(&letters) else { return true };
        let head: Vec<u8> = Data::base64(letters, HEAD).iter().collect();
        is_carrier(&head, is_declarative)
    })
}

/// A document in another.
struct Inner {
    path: String,
    span: Span,
    octets: Vec<u8>,
}

/// Goes through a document for the data that hold others.
struct Finder<'a> {
    frames: Vec<Frame<'a>>,
    found: Vec<Inner>,
    is_declarative: bool,
    /// So many octets may still be taken.
    left: usize,
}

/// An open container: which of its values is the last.
struct Frame<'a> {
    key: Option<Text<'a>>,
    count: usize,
}

impl Finder<'_> {
    /// One more value of the innermost container.
    fn count(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.count = frame.count.saturating_add(1);
        }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for frame in &self.frames {
            match &frame.key {
                Some(key) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.extend(key.chars().take(Found::SHOWN));
                }
                None => path.push_str(&format!("[{}]", frame.count.saturating_sub(1))),
            }
        }
        path
    }
}

impl<'a> Visitor<'a> for Finder<'a> {
    fn begin(&mut self, _: Kind) {
        self.count();
        self.frames.push(Frame { key: None, count: 0 });
    }

    fn key(&mut self, key: Text<'a>) {
        if let Some(frame) = self.frames.last_mut() {
            frame.key = Some(key);
        }
    }

    fn scalar(&mut self, item: Item<'a>, span: Span) {
        self.count();
        let Item::Data(data) = item else { return };
        let head: Vec<u8> = data.iter().take(HEAD).collect();
        let is_declarative = self.is_declarative && self.frames.len() == 1;
        if data.len() <= self.left && is_carrier(&head, is_declarative) {
            self.left = self.left.saturating_sub(data.len());
            self.found.push(Inner { path: self.path(), span, octets: data.to_vec() });
        }
    }

    fn end(&mut self) {
        self.frames.pop();
    }
}

struct Find<'f, 'a> {
    finder: &'f mut Finder<'a>,
}

impl<'a> super::WithCursor<'a> for Find<'_, 'a> {
    type Output = ();

    fn run<C: Cursor<'a>>(
        self,
        cursor: C,
        log: &mut Log<'_>,
        _: impl FnOnce(C, &mut Log<'_>) -> Result<(), Fatal>,
    ) -> Result<(), Fatal> {
        // strings of JSON are no data
        if C::FORMAT != Format::Json {
            traverse(cursor, log, self.finder)?;
        }
        Ok(())
    }
}
