//! Logs of containers as Kubernetes keeps them, a line `TIME STREAM TAG TEXT` each, of which the runtime writes a long one in
//! parts (`P`, up to the last with `F`). Each stream is put together again, and what is in it is found as in any log.
//!
//! Source: Kubernetes, design proposal `node/kubelet-cri-logging.md`; `cri-client/pkg/logs`.

use core::ops::Range;
use std::{borrow::Cow, collections::VecDeque};

use memchr::{
    memchr,
    memmem::{find, find_iter},
    memrchr,
};

use super::{Captured, Container, Item, Items, Options, Place, Reader, at_the_end, lines::lines, prefix, text};
use crate::{report::Problem, wire::Span};

pub(super) static READER: Reader = Reader { name: "cri", detect, open, complete: at_the_end };

/// So much tells what is in it.
const HEAD: usize = 1 << 20;

/// So many lines tell that it is one; some of them may be damaged.
const LOOKED_AT: usize = 16;
const LINES: usize = 1 << 18;

/// So much is put together before messages are looked for.
const ENOUGH: usize = 1 << 22;

/// The streams of a container.
const STREAMS: [&[u8]; 2] = [b"stdout", b"stderr"];

/// Whether a line of it is in parts. Other lines are read as those of any log, and need not be put together.
fn detect(bytes: &[u8]) -> bool {
    let head = bytes.get(..LINES).unwrap_or(bytes);
    let lines = lines(head).take(LOOKED_AT).filter(|(_, line)| !line.is_empty());
    let (known, others): (Vec<_>, Vec<_>) = lines.partition(|(_, line)| prefix::of_container(line).is_some());
    if known.len() <= others.len() || !has_parts(bytes) {
        return false;
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let mut log = Log::new(head, &Options::default());
    log.read(HEAD);
    // one may be longer than what is looked at
    log.streams.iter().any(|stream| !inside(&stream.text).is_whole() || text::plain(&stream.text).next().is_some())
}

fn has_parts(bytes: &[u8]) -> bool {
    STREAMS.iter().any(|stream| {
        find_iter(bytes, &[b" ", *stream, b" P "].concat()).any(|at| {
            let before = bytes.get(..at).unwrap_or_default();
            let line = memrchr(b'\n', before).map_or(0, |end| end.saturating_add(1));
            bytes.get(line..).and_then(prefix::of_container).is_some_and(|part| part.goes_on)
        })
    })
}

/// What the text of a stream is.
fn inside(text: &[u8]) -> Container {
    Container::within(text, READER.name)
}

fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    Items::new(Log::new(bytes, options))
}

/// A log, put together as far as it was read and not handed on.
struct Log<'a> {
    bytes: &'a [u8],
    field: Option<String>,
    are_given: bool,
    /// Where the next line begins, and which it is, from 1.
    at: usize,
    line: usize,
    streams: [Stream; 2],
    /// The stream of the last line.
    last: usize,
    ready: VecDeque<Item<'static>>,
}

#[derive(Default)]
struct Stream {
    text: Vec<u8>,
    parts: Vec<Part>,
    /// Which line of the file each of its lines begins in.
    lines: Vec<usize>,
    /// Its last line goes on.
    is_open: bool,
    container: Option<Container>,
}

/// The text of a line of the file.
struct Part {
    /// Where it begins in the text of the stream.
    at: usize,
    /// Where its line begins in the file, and where it does.
    line: usize,
    start: usize,
}

impl<'a> Iterator for Log<'a> {
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

impl<'a> Log<'a> {
    fn new(bytes: &'a [u8], options: &Options<'_>) -> Self {
        Self {
            bytes,
            field: options.field.map(str::to_owned),
            are_given: options.are_given,
            at: 0,
            line: 1,
            streams: Default::default(),
            last: 0,
            ready: VecDeque::new(),
        }
    }

    /// How much was put together.
    fn len(&self) -> usize {
        self.streams.iter().map(|stream| stream.text.len()).fold(0, usize::saturating_add)
    }

    /// Puts lines together until there is so much; whether there are no more.
    fn read(&mut self, goal: usize) -> bool {
        let mut len = self.len();
        while len < goal {
            let Some(rest) = self.bytes.get(self.at..).filter(|rest| !rest.is_empty()) else { return true };
            let end = memchr(b'\n', rest);
            let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            let Head { stream, goes_on, len: head } = self.head(line);
            let text = line.get(head..).unwrap_or_default();
            let start = self.at.saturating_add(head);
            let has_end = end.is_some() && !goes_on;
            if let Some(stream) = self.streams.get_mut(stream) {
                stream.add(text, has_end, Part { at: 0, line: self.at, start }, self.line);
            }
            self.last = stream;
            self.at = self.at.saturating_add(line.len()).saturating_add(usize::from(end.is_some()));
            self.line = self.line.saturating_add(1);
            len = len.saturating_add(text.len()).saturating_add(1);
        }
        self.at >= self.bytes.len()
    }

    /// What stands before the text of a line. One byte of it may be another.
    fn head(&self, line: &[u8]) -> Head {
        if let Some(prefix::OfContainer { is_error, goes_on, len }) = prefix::of_container(line) {
            return Head { stream: usize::from(is_error), goes_on, len };
        }
        damaged_head(line).unwrap_or(Head { stream: self.last, goes_on: false, len: 0 })
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

/// What stands before the text of a line is not longer.
const LONGEST: usize = 64;

/// What stands before the text of a line of which a byte is another: the time, and the name of the stream or the tag.
fn damaged_head(line: &[u8]) -> Option<Head> {
    let head = line.get(..LONGEST).unwrap_or(line);
    let digits = head.iter().take(b"2026-11-23T09:39:14".len()).filter(|byte| byte.is_ascii_digit());
    let name = STREAMS.iter().find_map(|stream| find(head, stream));
    let tags: [&[u8]; 2] = [b" P ", b" F "];
    let name = name.or_else(|| tags.iter().find_map(|tag| find(head, tag)?.checked_sub(b"stdout".len())));
    let name = name.filter(|_| digits.count() >= 12)?;
    let tag = name.saturating_add(b"stdout ".len());
    let word = head.get(name..)?;
    let alike = |stream: &[u8]| stream.iter().zip(word).filter(|(a, b)| a == b).count();
    let [output, error] = STREAMS.map(alike);
    let len = tag.saturating_add(b"P ".len()).min(line.len());
    Some(Head { stream: usize::from(error > output), goes_on: line.get(tag) == Some(&b'P'), len })
}

/// What stands before the text of a line.
struct Head {
    stream: usize,
    goes_on: bool,
    len: usize,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{capture::Exchange, report::Code};

    const PLIST: &str = "<plist><true/></plist>";

    fn line(stream: &str, tag: char, text: &str) -> String {
        format!("2026-11-23T09:39:14.5Z {stream} {tag} {text}\n")
    }

    /// Where each message stands, where it does as it was sent, and what it is; of a problem its code and where it is.
    fn read(text: &str) -> Vec<(String, Option<usize>, String)> {
        assert_eq!(Container::detect(text.as_bytes()).as_str(), "cri", "{text}");
        let shown = |item| match item {
            Item::Message(Captured { body, place, offset, .. }) => {
                (place.to_string(), offset, String::from_utf8_lossy(&body).into_owned())
            }
            Item::Problem(problem) => (problem.code.to_string(), Some(problem.span.start), String::new()),
        };
        open(text.as_bytes(), &Options::default()).map(shown).collect()
    }

    #[test]
    fn places() {
        let (begin, end) = PLIST.split_at(10);
        let text = [
            line("stdout", 'F', "a"),
            line("stdout", 'P', &format!("b={begin}")),
            line("stderr", 'F', &format!("c={PLIST} d")),
            line("stdout", 'F', &format!("{end} e={PLIST}")),
            line("stdout", 'P', "f=<pl"),
        ]
        .concat();
        let at = |text_before: &str| text.find(text_before).unwrap() + 2;
        let [first, second, third, last] = ["b=", "c=", "e=", "f="].map(at);
        let place = |at| format!("byte {at}");
        assert_eq!(
            read(&text),
            [
                (place(first), None, PLIST.to_owned()),
                (place(second), Some(second), PLIST.to_owned()),
                (place(third), Some(third), format!("{PLIST}\n")),
            ]
        );
        let cut = format!("{text}{}", line("stdout", 'F', "ist>"));
        assert_eq!(read(&cut)[3], (Code::CutOff.to_string(), Some(last), String::new()));
        let first = open(text.as_bytes(), &Options::default()).next();
        let Some(Item::Message(Captured { exchange: Exchange { time: Some(time), .. }, .. })) = first else { panic!() };
        assert_eq!(time, "2026-11-23T09:39:14.5Z");
    }

    /// Lines of JSON, each in parts, are lines of the file.
    #[test]
    fn objects() {
        let object = |number: usize| {
            let parts = [line("stdout", 'P', "{\"body\":"), line("stdout", 'P', &format!("\"{PLIST}"))];
            parts.concat() + &line("stdout", 'F', &format!("<!--{number}-->\"}}"))
        };
        let text = object(1) + &line("stderr", 'F', "a") + &object(2);
        let message = |line: usize, number: usize| (format!("line {line}"), None, format!("{PLIST}<!--{number}-->"));
        assert_eq!(read(&text), [message(1, 1), message(5, 2)]);
    }

    /// Some forms say of nothing that something is missing: that is said once.
    #[test]
    fn every_form_ends() {
        let text = line("stdout", 'P', "a") + &line("stdout", 'F', "b") + &line("stderr", 'F', "c");
        for container in Container::all().filter(|container| container.as_str() != READER.name) {
            let mut log = Log::new(text.as_bytes(), &Options::default());
            log.streams.iter_mut().for_each(|stream| stream.container = Some(container));
            assert!(Iterator::take(log, 10).count() < 10, "{container}");
        }
    }

    /// Of a long log no more is put together at once than is needed.
    #[test]
    fn piece_by_piece() {
        let (begin, end) = PLIST.split_at(10);
        let part = |number: usize| {
            let warning = line("stderr", 'F', &"a".repeat(1 << 12));
            line("stdout", 'P', &format!("{number} b={begin}")) + &warning + &line("stdout", 'F', end)
        };
        let (count, text) = (1 << 11, (0..1 << 11).map(part).collect::<String>());
        let mut log = Log::new(text.as_bytes(), &Options::default());
        let (mut found, mut most, mut at) = (0, 0, 0);
        while let Some(Item::Message(message)) = log.next() {
            let before = format!(" {found} b=");
            at += text[at..].find(&before).unwrap() + before.len();
            assert_eq!((message.place, &*message.body), (Place::Byte(at), format!("{PLIST}\n").as_bytes()));
            (found, most) = (found + 1, most.max(log.len()));
        }
        assert!(found == count && most < text.len() / 2, "{found}, {most}");
    }
}
