//! What a report is about.

use core::fmt;

use super::{
    Place, Places,
    sentence::{Visible, saying},
};
use crate::report::Report;

/// A document, and what is known about it besides its bytes.
#[derive(Clone, Copy, Debug)]
pub struct Source<'s> {
    /// Where it comes from, as the reader knows it: a path.
    pub name: &'s str,
    /// The document.
    pub bytes: &'s [u8],
    /// What kind of message it is; empty if unknown.
    pub kind: &'s str,
    /// Which message of the file it is, from 0; `None` if the file has only one.
    pub index: Option<usize>,
    /// Where it stands in its file, in the terms of the file: `entry 12 request`; empty if it is the file.
    pub place: &'s str,
    /// Where its first byte stands in the file, if it stands there just as it was sent.
    pub start: Option<Start>,
}

/// Where a document begins in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The offset of its first byte.
    pub offset: usize,
    /// The line and column of its first byte.
    pub place: Place,
}

impl Start {
    /// At the beginning of the file.
    pub const FILE: Self = Self { offset: 0, place: Place::START };
}

impl<'s> Source<'s> {
    /// A document of this name.
    #[must_use]
    pub const fn new(name: &'s str, bytes: &'s [u8]) -> Self {
        Self { name, bytes, kind: "", index: None, place: "", start: Some(Start::FILE) }
    }

    /// With the kind of its message.
    #[must_use]
    pub const fn kind(self, kind: &'s str) -> Self {
        Self { kind, ..self }
    }

    /// As the message of its file with this index.
    #[must_use]
    pub const fn index(self, index: usize) -> Self {
        Self { index: Some(index), ..self }
    }

    /// As a part of its file: where it stands in the terms of the file, and where its first byte is if it stands there
    /// just as it was sent. Problems are then shown at the lines and bytes of the file, and otherwise at those of the
    /// document.
    #[must_use]
    pub const fn part(self, place: &'s str, start: Option<Start>) -> Self {
        Self { place, start, ..self }
    }

    /// Where the document's first byte is as it is shown.
    pub(super) fn start(&self) -> Start {
        self.start.unwrap_or(Start::FILE)
    }

    /// What lines and offsets are those of: the file, or the document in it.
    pub(super) fn label(&self) -> impl fmt::Display + 's {
        let Self { name, place, start, .. } = *self;
        saying(move |f| {
            write!(f, "{}", Visible(name))?;
            if start.is_none() && !place.is_empty() {
                write!(f, ", {}", Visible(place))?;
            }
            Ok(())
        })
    }

    /// Whether it has lines to show: it begins as XML or JSON does, or with nothing but text.
    #[must_use]
    pub fn is_text(&self) -> bool {
        let bytes = self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(self.bytes);
        let head = bytes.get(..64).unwrap_or(bytes);
        let is_wide = head.get(..4).unwrap_or(head).contains(&0);
        let is_marked = matches!(head.trim_ascii_start().first(), Some(b'<' | b'{' | b'['));
        let is_plain = || {
            !head.starts_with(b"bplist")
                && head.iter().all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0x80..=0xf4))
        };
        !is_wide && (is_marked || is_plain())
    }

    /// Where the problems of a report and what they refer to are; nothing if there are no lines.
    #[must_use]
    pub fn places(&self, report: &Report) -> Places {
        if !self.is_text() {
            return Places::default();
        }
        let offsets = report
            .problems()
            .iter()
            .flat_map(|problem| [Some(problem.span), problem.related])
            .flatten()
            .flat_map(|span| [span.start, span.end]);
        Places::new(self.bytes, offsets, self.start().place)
    }
}
