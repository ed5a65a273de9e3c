//! JSON in pieces: values that other programs read, and lists that are written item by item.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{
    Serializer, Value,
    ser::{CharEscape, CompactFormatter, Formatter},
};

use super::{Page, Said, Summary};
use crate::render::sentence::is_visible;

/// A value as one line of JSON, in which every character can be seen: what [`Visible`](crate::render::Visible) shows
/// otherwise is escaped, so that the text stays what it is. Of what is no JSON there is the beginning.
#[must_use]
pub fn json_line(value: &impl Serialize) -> String {
    let mut line = Vec::new();
    // memory does not fail
    let _ = value.serialize(&mut Serializer::with_formatter(&mut line, Escaping(CompactFormatter)));
    String::from_utf8(line).unwrap_or_default()
}

struct Escaping(CompactFormatter);

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, hidden)) = rest.char_indices().find(|(_, char)| !is_visible(*char)) {
            let (before, behind) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            write!(writer, "\\u{:04x}", u32::from(hidden))?;
            rest = behind.get(hidden.len_utf8()..).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        self.0.write_char_escape(writer, escape)
    }
}

/// The page of a document with one list in it, an item a line.
pub(super) struct List {
    /// What comes before the first item.
    pub(super) head: String,
    /// What comes behind the last one.
    pub(super) tail: fn(&Summary) -> String,
    has_items: bool,
}

impl List {
    pub(super) fn new(head: impl Into<String>, tail: fn(&Summary) -> String) -> Self {
        Self { head: head.into(), tail, has_items: false }
    }

    /// What a printer says to add an item.
    pub(super) fn item(value: &Value) -> String {
        format!(",\n{}", json_line(value))
    }
}

impl Page for List {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self.head.as_bytes())
    }

    fn add(&mut self, said: Said, out: &mut dyn Write) -> io::Result<()> {
        let text = said.text.as_str();
        let text = if self.has_items { text } else { text.strip_prefix(',').unwrap_or(text) };
        self.has_items |= !text.is_empty();
        out.write_all(text.as_bytes())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n{}", (self.tail)(summary))
    }
}
