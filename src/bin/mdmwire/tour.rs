//! The messages of a file, numbered, and where each begins.

use mdmwire::{
    Problem, Span,
    capture::{Captured, Item, Place},
    render::{Places, Start},
};

/// How far a file was read, which may be opened in several stretches.
pub(crate) struct Tour {
    is_whole: bool,
    /// Whether offsets are those of the file.
    is_file: bool,
    /// Where the next stretch begins.
    begin: Start,
    /// Where the last message of this stretch began.
    last: Start,
    messages: usize,
    problems: usize,
    /// The number of the next exchange, and that of the first of this stretch.
    exchanges: usize,
    passed_exchanges: usize,
}

/// One thing in a file.
pub(crate) enum Part<'b> {
    Message {
        captured: Captured<'b>,
        /// Which message of the file it is, from 0.
        index: usize,
        /// Where it begins, if it stands there as it was sent.
        start: Option<Start>,
    },
    Problem {
        /// What is wrong with the file, in this part of it.
        problem: Problem,
        text: &'b [u8],
        start: Start,
    },
}

impl Part<'_> {
    /// How much work it is.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::Message { captured, .. } => captured.body.len().saturating_add(256),
            Self::Problem { .. } => 256,
        }
    }
}

impl Tour {
    pub(crate) const fn new(is_whole: bool, is_file: bool) -> Self {
        Self {
            is_whole,
            is_file,
            begin: Start::FILE,
            last: Start::FILE,
            messages: 0,
            problems: 0,
            exchanges: 0,
            passed_exchanges: 0,
        }
    }

    /// Whether offsets are those of the file.
    pub(crate) const fn is_file(&self) -> bool {
        self.is_file
    }

    /// Where the next stretch begins.
    pub(crate) const fn begin(&self) -> Start {
        self.begin
    }

    /// Whether there was nothing in what was read.
    pub(crate) const fn is_without(&self) -> bool {
        self.messages == 0 && self.problems == 0 && self.bytes() > 0
    }

    /// How many bytes were read.
    pub(crate) const fn bytes(&self) -> usize {
        self.begin.offset
    }

    /// What is in the next stretch.
    pub(crate) fn parts<'t>(
        &'t mut self,
        items: impl Iterator<Item = Item<'t>> + Send + 't,
        bytes: &'t [u8],
    ) -> impl Iterator<Item = Part<'t>> + Send + 't {
        let mut starts = self.starts(bytes);
        self.last = self.begin;
        let (base, passed) = (self.begin, self.passed_exchanges);
        items.map(move |item| match item {
            Item::Problem(problem) => {
                self.problems += 1;
                let first = problem.related.map_or(problem.span.start, |related| related.start.min(problem.span.start));
                let start = starts.line_before(first).unwrap_or(base);
                let passed = start.offset - base.offset;
                let here = |span: Span| Span::new(span.start - passed, span.end - passed);
                let problem = Problem { span: here(problem.span), related: problem.related.map(here), ..problem };
                Part::Problem { problem, text: bytes.get(passed..).unwrap_or_default(), start }
            }
            Item::Message(mut captured) => {
                let start = captured.offset.filter(|_| self.is_file && !self.is_whole).map(|offset| starts.at(offset));
                self.last = start.unwrap_or(self.last);
                captured.offset = captured.offset.filter(|_| self.is_file).map(|offset| offset + base.offset);
                match &mut captured.place {
                    Place::Byte(offset) => *offset += base.offset,
                    Place::Line(line) => *line += base.place.line - 1,
                    Place::Exchange(number, _) => {
                        *number += passed;
                        self.exchanges = *number + 1;
                    }
                    _ => {}
                }
                self.messages += 1;
                Part::Message { captured, index: self.messages - 1, start }
            }
        })
    }

    /// A stretch is over.
    pub(crate) fn passed(&mut self, bytes: &[u8]) {
        self.begin = Starts { last: self.last, ..self.starts(bytes) }.at(bytes.len());
        self.passed_exchanges = self.exchanges;
    }

    const fn starts<'b>(&self, bytes: &'b [u8]) -> Starts<'b> {
        Starts { bytes, base: self.begin, last: self.begin }
    }
}

/// So much of a file is shown at most before what is wrong with it.
const SHOWN_BEFORE: usize = 1 << 12;

/// Where messages begin, asked for one after the other.
pub(crate) struct Starts<'b> {
    bytes: &'b [u8],
    base: Start,
    last: Start,
}

impl<'b> Starts<'b> {
    pub(crate) const fn of_file(bytes: &'b [u8]) -> Self {
        Self { bytes, base: Start::FILE, last: Start::FILE }
    }

    /// Where this byte of the stretch is in the file.
    pub(crate) fn at(&mut self, offset: usize) -> Start {
        let offset = offset + self.base.offset;
        let known = if offset < self.last.offset { self.base } else { self.last };
        let from = known.offset - self.base.offset;
        let passed = self.bytes.get(from..offset - self.base.offset).unwrap_or_default();
        let place = Places::new(passed, [passed.len()], known.place).get(passed.len()).unwrap_or(known.place);
        self.last = Start { offset, place };
        self.last
    }

    /// Where a line begins not far before this byte; none if what was asked for last is behind it.
    fn line_before(&mut self, offset: usize) -> Option<Start> {
        let last = self.last.offset - self.base.offset;
        let from = offset.saturating_sub(SHOWN_BEFORE);
        let window = self.bytes.get(from.max(last)..offset)?;
        let line =
            if from > last { window.iter().position(|byte| *byte == b'\n').map_or(0, |feed| feed + 1) } else { 0 };
        Some(self.at(from.max(last) + line))
    }
}
