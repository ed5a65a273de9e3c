//! Documents that stand in the data of other documents: a profile in a command, a report of status in a check-in.

#![deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::sync::LazyLock;

use memchr::memmem;

use super::Decoder;
use crate::{
    messages::CATALOG,
    report::{Code, Expected, Found, Log, Problem, Report},
    schema::{Entry, Key, Record, Shape},
    wire::{
        Data, Format, Item, Kind, Span, Text,
        data::{self, Check},
        traverse::Visitor,
    },
};

/// So many documents may lie in each other.
pub(super) const DEPTH: usize = 4;

/// Decodes what stands in the data of a document, and says what is wrong in it at the data, with the keys that lead through.
pub(super) fn look(decoder: &Decoder, input: &[u8], report: &mut Report) {
    let outer = report.kind().and_then(entry);
    let record = outer.map(|entry| entry.record);
    if !(record.is_some_and(|record| record.carries) || may_hold(input)) {
        return;
    }
    // data that several places share is looked into once a place
    let left = input.len().saturating_mul(4).saturating_add(64 << 10);
    let mut finder = Finder { record, frames: Vec::new(), found: Vec::new(), left };
    // strings of JSON are no data, and what can't be read has been reported
    if Format::detect(input) != Some(Format::Json) {
        let _ = super::visit(input, &mut Log::muted(), &mut finder);
    }
    for Inner { key, path, span, octets } in finder.found {
        let kind = key.and_then(|key| key.contains);
        // what should not be there may be anything
        let is_forbidden = |problem: &Problem| problem.code == Code::ForbiddenKey && problem.path == path;
        if kind.is_some() && report.problems().iter().any(is_forbidden) {
            continue;
        }
        let decoded = twice(&octets, kind.and_then(entry).is_some_and(Entry::is_json));
        if decoded.is_some() {
            let code = Code::Base64Twice;
            let (level, is_request) = (code.severity(), outer.is_some_and(Entry::is_request));
            if let Some(severity) = decoder.levels.level_or(code, if is_request { level.worse() } else { level }) {
                let (expected, found) = (Expected::Nothing, Found::Nothing);
                report.add(Problem { code, severity, span, path: path.clone(), expected, found, related: None });
            }
        }
        let inner = within(decoder, kind, decoded.as_deref().unwrap_or(&octets));
        if decoder.secrets && !(inner.is_clean() && inner.secrets().is_empty()) {
            report.hide(span);
        }
        report.take_in(&inner, span, &path, key.is_some_and(|key| key.sensitive));
    }
    report.finish();
}

fn entry(kind: &'static str) -> Option<&'static Entry> {
    CATALOG.iter().find(|entry| entry.kind == kind)
}

/// What is wrong with a document that stands in another, and has to be of a kind or may be any. What is no message is
/// judged as a document.
fn within(decoder: &Decoder, kind: Option<&'static str>, octets: &[u8]) -> Report {
    let decoder = Decoder { inside: decoder.inside.saturating_sub(1), ..decoder.clone() };
    let Some(entry) = kind.and_then(entry) else {
        let (_, report) = decoder.decode(octets);
        return if report.kind().is_some_and(|kind| kind.starts_with("profile")) {
            report
        } else {
            decoder.value(octets).1
        };
    };
    let is_json = entry.is_json();
    if !is_json && super::is_cms(octets) {
        return Report::default();
    }
    // of another format nothing else is said; what seems to be none may be an envelope that is not known here
    let (code, expected) = match Format::detect(octets) {
        Some(Format::Json) if !is_json => (Code::JsonNotPlist, Expected::Nothing),
        Some(Format::Binary | Format::Xml) if is_json && !super::is_web_page(octets) => {
            (Code::PlistNotJson, Expected::Nothing)
        }
        None if !is_json && !octets.trim_ascii().is_empty() => {
            (Code::MalformedValue, Expected::Form("a property list or a CMS envelope"))
        }
        _ => return decoder.decode_kind(entry.kind, octets).map(|(_, report)| report).unwrap_or_default(),
    };
    let mut log = decoder.log();
    log.problem(code, Span::default(), expected, Found::Nothing);
    super::finish(&mut log)
}

/// The octets that base64 stands for, if they are a document and the base64 is one more than there should be.
fn twice(octets: &[u8], is_json: bool) -> Option<Vec<u8>> {
    if is_document(octets, is_json) {
        return None;
    }
    let text = str::from_utf8(octets).ok()?;
    let Check::Good { len, .. } = data::check(octets) else { return None };
    let decoded = Data::base64(text, len).to_vec();
    (is_document(&decoded, is_json) || super::is_cms(&decoded)).then_some(decoded)
}

/// Whether octets begin as a document does, JSON only where it is due.
fn is_document(head: &[u8], is_json: bool) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let heads: &[&[u8]] = &[b"<?xml", b"<plist", b"<!DOCTYPE", b"bplist"];
    // a head may be cut off
    let begins = |what: &&[u8]| head.len() > 4 && (head.starts_with(what) || what.starts_with(head));
    heads.iter().any(begins) || is_json && head.starts_with(b"{")
}

/// Whether octets begin as the base64 of a document does.
fn is_base64(head: &[u8]) -> bool {
    let heads: &[&[u8]] = &[b"PD94bW", b"PHBsaX", b"PCFET0", b"77u/PD", b"YnBsaX"];
    heads.iter().any(|what| head.starts_with(what))
}

/// So many octets tell.
const HEAD: usize = 12;

fn is_carrier(head: &[u8]) -> bool {
    is_document(head, false) || is_base64(head)
}

/// Whether a look is worth while: far most messages hold no other, and this costs little.
fn may_hold(input: &[u8]) -> bool {
    if input.starts_with(b"bplist") {
        let behind = input.get(8..).unwrap_or_default();
        let heads: &[&[u8]] =
            &[b"<?xml", b"<plist", b"<!DOCTYPE", b"bplist", b"PD94bW", b"PHBsaX", b"PCFET0", b"YnBsaX"];
        return heads.iter().any(|head| memmem::find(behind, head).is_some());
    }
    static ELEMENT: LazyLock<memmem::Finder<'_>> = LazyLock::new(|| memmem::Finder::new("<data"));
    let mut behind = 0;
    ELEMENT.find_iter(input).any(|at| {
        // what begins in a tag has the text of that
        if at < behind {
            return false;
        }
        let end = memchr::memchr(b'>', input.get(at..).unwrap_or_default());
        behind = end.map_or(input.len(), |len| at.saturating_add(len).saturating_add(1));
        let text = input.get(behind..).unwrap_or_default();
        let letters = text.iter().filter(|byte| !byte.is_ascii_whitespace()).take(HEAD / 3 * 4);
        let letters: Vec<u8> = letters.copied().take_while(|byte| *byte != b'<').collect();
        let Ok(letters) = str::from_utf8(&letters) else { return true };
        let head: Vec<u8> = Data::base64(letters, HEAD).iter().collect();
        is_carrier(&head)
    })
}

/// A document in another.
struct Inner {
    /// The key of the data, if it is known.
    key: Option<&'static Key>,
    path: String,
    span: Span,
    octets: Vec<u8>,
}

/// Goes through a document for the data that hold others.
struct Finder<'a> {
    /// What the outermost dictionary is.
    record: Option<&'static Record>,
    frames: Vec<Frame<'a>>,
    found: Vec<Inner>,
    /// So many octets may still be taken.
    left: usize,
}

/// An open container: which of its values is the last.
struct Frame<'a> {
    /// What it is, if that is known.
    shape: Option<Shape>,
    key: Option<Text<'a>>,
    count: usize,
}

impl Finder<'_> {
    /// The key of the next value.
    fn key(&self) -> Option<&'static Key> {
        let frame = self.frames.last()?;
        match frame.shape? {
            Shape::Record(record) => record.key(frame.key.as_ref()?),
            _ => None,
        }
    }

    /// What the next value should be.
    fn shape(&self) -> Option<Shape> {
        match self.frames.last() {
            None => self.record.map(Shape::Record),
            Some(Frame { shape: Some(Shape::Records(record) | Shape::Map(record)), .. }) => Some(Shape::Record(record)),
            Some(_) => self.key().map(|key| key.shape),
        }
    }

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
    fn begin(&mut self, kind: Kind) {
        self.count();
        let shape = self.shape().filter(|shape| shape.kind() == Some(kind));
        self.frames.push(Frame { shape, key: None, count: 0 });
    }

    fn key(&mut self, key: Text<'a>, _: Span) {
        if let Some(frame) = self.frames.last_mut() {
            frame.key = Some(key);
        }
    }

    fn scalar(&mut self, item: Item<'a>, span: Span) {
        self.count();
        let Item::Data(data) = item else { return };
        let head: Vec<u8> = data.iter().take(HEAD).collect();
        let key = Finder::key(self);
        let is_due = key.is_some_and(|key| key.contains.is_some());
        if data.len() <= self.left && (is_due || is_carrier(&head)) {
            self.left = self.left.saturating_sub(data.len());
            self.found.push(Inner { key, path: self.path(), span, octets: data.to_vec() });
        }
    }

    fn end(&mut self) {
        self.frames.pop();
    }
}
