//! Logs that are put together: of each line some is said by who wrote it down, and lines of several streams stand between
//! each other. What is in a stream is found as in any log, and told at its place in the file.

use core::ops::Range;
use std::{borrow::Cow, collections::VecDeque};

use super::{Captured, Container, Item, Options, Place, lines::Lines, prefix, text};
use crate::{report::Problem, wire::Span};

/// So much is put together before messages are looked for.
const ENOUGH: usize = 1 << 22;

/// So much tells what is in it.
const HEAD: usize = 1 << 20;

/// What tells the streams of a file apart.
pub(super) trait Source: Send {
    /// What stands in the next lines of a file from this place on, and where to go on, which is further on.
    fn next(&mut self, bytes: &[u8], at: usize, pieces: &mut Vec<Piece>) -> usize;
}

/// A part of a stream, in a line of the file.
pub(super) struct Piece {
    /// The number of the stream.
    pub(super) stream: usize,
    /// Where that begins which stands before it, and says when it was written.
    pub(super) head: usize,
    /// Where it stands in the file.
    pub(super) text: Range<usize>,
    /// It ends its line.
    pub(super) has_end: bool,
}

/// Whether there is something to be found in the streams of a file.
pub(super) fn has_messages(bytes: &[u8], source: impl Source) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let mut log = Log::new(head, source, &Options::default());
    log.read(HEAD);
    // one may be longer than what is looked at
    log.streams.iter().any(|stream| !inside(&stream.text).is_whole() || text::plain(&stream.text).next().is_some())
}

/// What the text of a stream is.
fn inside(text: &[u8]) -> Container {
    Container::within(text, FRONT)
}

/// Stands for any form that is one of streams.
pub(super) const FRONT: &str = "streams";

/// A log, put together as far as it was read and not handed on.
pub(super) struct Log<'a, S> {
    bytes: &'a [u8],
    source: S,
    field: Option<String>,
    are_given: bool,
    /// Where the next line begins.
    at: usize,
    lines: Lines<'a>,
    pub(super) streams: Vec<Stream>,
    pieces: Vec<Piece>,
    ready: VecDeque<Item<'static>>,
}

#[derive(Default)]
pub(super) struct Stream {
    text: Vec<u8>,
    parts: Vec<Part>,
    /// Which line of the file each of its lines begins in.
    lines: Vec<usize>,
    /// Its last line goes on.
    is_open: bool,
    pub(super) container: Option<Container>,
}

/// The text of a line of the file.
struct Part {
    /// Where it begins in the text of the stream.
    at: usize,
    /// Where its line begins in the file, and where it does.
    line: usize,
    start: usize,
}

impl<'a, S: Source> Iterator for Log<'a, S> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        let mut goal = ENOUGH;
        while self.ready.is_empty() {
            goal = goal.max(self.len().saturating_mul(2));
            let is_last = self.read(goal);
            self.take(is_last);
            if is_last {
                break;
            }
        }
        self.ready.pop_front()
    }
}

impl<'a, S: Source> Log<'a, S> {
    pub(super) fn new(bytes: &'a [u8], source: S, options: &Options<'_>) -> Self {
        Self {
            bytes,
            source,
            field: options.field.map(str::to_owned),
            are_given: options.are_given,
            at: 0,
            lines: Lines::new(bytes),
            streams: Vec::new(),
            pieces: Vec::new(),
            ready: VecDeque::new(),
        }
    }

    /// How much was put together.
    pub(super) fn len(&self) -> usize {
        self.streams.iter().map(|stream| stream.text.len()).fold(0, usize::saturating_add)
    }

    /// Puts lines together until there is so much; whether there are no more.
    pub(super) fn read(&mut self, goal: usize) -> bool {
        let mut len = self.len();
        while len < goal && self.at < self.bytes.len() {
            self.at = self.source.next(self.bytes, self.at, &mut self.pieces);
            for piece in self.pieces.drain(..) {
                let text = self.bytes.get(piece.text.clone()).unwrap_or_default();
                len = len.saturating_add(text.len()).saturating_add(1);
                let line = self.lines.at(piece.text.start);
                if self.streams.len() <= piece.stream {
                    self.streams.resize_with(piece.stream.saturating_add(1), Stream::default);
                }
                if let Some(stream) = self.streams.get_mut(piece.stream) {
                    let part = Part { at: 0, line: piece.head, start: piece.text.start };
                    stream.add(text, piece.has_end, part, line);
                }
            }
        }
        self.at >= self.bytes.len()
    }

    /// Finds what is in whole messages, or in all that is left.
    fn take(&mut self, is_last: bool) {
        let mut items = Vec::new();
        let options = Options { field: self.field.as_deref(), are_given: self.are_given };
        // of a stream that is over some forms would say again and again that nothing is there
        for stream in self.streams.iter_mut().filter(|stream| !stream.text.is_empty()) {
            let container = stream.container();
            let end = if is_last { stream.text.len() } else { stream.whole(container) };
            let whole = stream.text.get(..end).unwrap_or_default();
            let mut last = 0;
            items.extend(container.open(whole, &options).map(|item| {
                let (start, item) = stream.placed(item, self.bytes);
                last = start.unwrap_or(last);
                (last, item)
            }));
            stream.pass(end);
        }
        items.sort_by_key(|(start, _)| *start);
        self.ready.extend(items.into_iter().map(|(_, item)| item));
    }
}

impl Stream {
    fn add(&mut self, text: &[u8], has_end: bool, part: Part, line: usize) {
        if !self.is_open {
            self.lines.push(line);
        }
        self.parts.push(Part { at: self.text.len(), ..part });
        self.text.extend_from_slice(text);
        if has_end {
            self.text.push(b'\n');
        }
        self.is_open = !has_end;
    }

    /// What it is, by what is there when it is asked for first. One message is what a log has too.
    fn container(&mut self) -> Container {
        let log = Container(&text::LOG);
        if self.text.is_empty() {
            return self.container.unwrap_or(log);
        }
        let inside = || Some(inside(&self.text)).filter(|inside| !inside.is_whole());
        *self.container.get_or_insert_with(|| inside().unwrap_or(log))
    }

    /// How much of it are whole messages of a text; what numbers its messages is not cut.
    fn whole(&self, container: Container) -> usize {
        let is_text = [&text::LOG, &text::DUMP].into_iter().any(|text| container == Container(text));
        if is_text { container.complete(&self.text, false) } else { 0 }
    }

    /// So much of it was handed on.
    fn pass(&mut self, end: usize) {
        if end == 0 {
            return;
        }
        self.text.drain(..end);
        self.lines.clear();
        let first = self.parts.partition_point(|part| part.at <= end).saturating_sub(1);
        self.parts.drain(..first);
        for part in &mut self.parts {
            // of the one in whose midst it is cut, what is left begins further on
            part.start = part.start.saturating_add(end.saturating_sub(part.at));
            part.at = part.at.saturating_sub(end);
        }
    }

    /// The part that a byte of the text is in.
    fn part(&self, at: usize) -> Option<&Part> {
        self.parts.get(self.parts.partition_point(|part| part.at <= at).checked_sub(1)?)
    }

    /// Where a byte of the text stands in the file.
    fn in_file(&self, at: usize) -> usize {
        self.part(at).map_or(0, |part| part.start.saturating_add(at.saturating_sub(part.at)))
    }

    /// In terms of the file, and where it stands there, if that is known.
    fn placed(&self, item: Item<'_>, file: &[u8]) -> (Option<usize>, Item<'static>) {
        let last = |end: usize| self.in_file(end.saturating_sub(1)).saturating_add(1);
        let span = |span: Span| match span {
            Span { start, end } if start < end => Span::new(self.in_file(start), last(end)),
            Span { start, .. } => Span::at(self.in_file(start)),
        };
        match item {
            // one of the whole file
            Item::Problem(problem) if problem.span == Span::default() => (None, Item::Problem(problem)),
            Item::Problem(problem) => {
                let problem = Problem { span: span(problem.span), related: problem.related.map(span), ..problem };
                (Some(problem.span.start), Item::Problem(problem))
            }
            Item::Message(captured) => {
                let within = captured.offset.map(|start| start..start.saturating_add(captured.body.len()));
                let offset = within.and_then(|within| self.unchanged(within, file));
                let mut captured = Captured { offset, sent: None, ..captured.into_owned() };
                let mut start = offset;
                match &mut captured.place {
                    Place::Byte(at) => {
                        captured.exchange.time = captured.exchange.time.or_else(|| self.time(*at, file));
                        *at = self.in_file(*at);
                        start = Some(*at);
                    }
                    Place::Line(line) => {
                        *line = line.checked_sub(1).and_then(|line| self.lines.get(line)).copied().unwrap_or(*line);
                    }
                    _ => {}
                }
                (start, Item::Message(captured))
            }
        }
    }

    /// Where a piece of the text begins in the file, if it stands there in one piece too.
    fn unchanged(&self, Range { start, end }: Range<usize>, file: &[u8]) -> Option<usize> {
        let first = self.in_file(start);
        let is_same = file.get(first..first.checked_add(end.checked_sub(start)?)?) == self.text.get(start..end);
        is_same.then_some(first)
    }

    /// When the line was written that a byte of the text is in.
    fn time<'t>(&self, at: usize, file: &[u8]) -> Option<Cow<'t, str>> {
        let Part { line, start, .. } = self.part(at)?;
        Some(prefix::moment(file.get(*line..*start)?)?.to_owned().into())
    }
}
