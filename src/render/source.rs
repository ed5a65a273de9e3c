//! What a report is about.

use super::Places;
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
}

impl<'s> Source<'s> {
    /// A document of this name.
    #[must_use]
    pub const fn new(name: &'s str, bytes: &'s [u8]) -> Self {
        Self { name, bytes, kind: "", index: None }
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
            .flat_map(|problem| [Some(problem.span.start), problem.related.map(|span| span.start)]);
        Places::new(self.bytes, offsets.flatten())
    }
}
