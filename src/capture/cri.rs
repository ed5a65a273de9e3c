//! Logs of containers as Kubernetes keeps them, a line `TIME STREAM TAG TEXT` each, of which the runtime writes a long one in
//! parts (`P`, up to the last with `F`). Each stream is put together again, and what is in it is found as in any log.
//!
//! Source: Kubernetes, design proposal `node/kubelet-cri-logging.md`; `cri-client/pkg/logs`.

use memchr::{
    memchr,
    memmem::{find, find_iter},
    memrchr,
};

use super::{
    Items, Options, Reader, at_the_end,
    lines::lines,
    prefix,
    streams::{Log, Piece, Source, has_messages},
};

pub(super) static READER: Reader = Reader { name: "cri", detect, open, complete: at_the_end };

/// So many lines tell that it is one; some of them may be damaged.
const LOOKED_AT: usize = 16;
const LINES: usize = 1 << 18;

/// The streams of a container.
const STREAMS: [&[u8]; 2] = [b"stdout", b"stderr"];

/// Whether a line of it is in parts. Other lines are read as those of any log, and need not be put together.
fn detect(bytes: &[u8]) -> bool {
    let head = bytes.get(..LINES).unwrap_or(bytes);
    let lines = lines(head).take(LOOKED_AT).filter(|(_, line)| !line.is_empty());
    let (known, others): (Vec<_>, Vec<_>) = lines.partition(|(_, line)| prefix::of_container(line).is_some());
    known.len() > others.len() && has_parts(bytes) && has_messages(bytes, Streams::default())
}

/// The time at which a line begins is not longer.
const TIME: usize = 64;

fn has_parts(bytes: &[u8]) -> bool {
    STREAMS.iter().any(|stream| {
        find_iter(bytes, &[b" ", *stream, b" P "].concat()).any(|at| {
            let from = at.saturating_sub(TIME);
            let before = bytes.get(from..at).unwrap_or_default();
            let line = memrchr(b'\n', before).map(|end| from.saturating_add(end).saturating_add(1));
            let line = line.or((from == 0).then_some(0));
            line.and_then(|line| prefix::of_container(bytes.get(line..)?)).is_some_and(|part| part.goes_on)
        })
    })
}

fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    Items::new(Log::new(bytes, Streams::default(), options))
}

/// What tells the streams apart.
#[derive(Default)]
struct Streams {
    /// The stream of the last line.
    last: usize,
}

impl Source for Streams {
    fn next(&mut self, bytes: &[u8], at: usize, pieces: &mut Vec<Piece>) -> usize {
        let rest = bytes.get(at..).unwrap_or_default();
        let end = memchr(b'\n', rest);
        let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let Head { stream, goes_on, len } = self.head(line);
        let behind = at.saturating_add(line.len());
        let text = at.saturating_add(len).min(behind)..behind;
        pieces.push(Piece { stream, head: at, text, has_end: end.is_some() && !goes_on });
        self.last = stream;
        behind.saturating_add(1)
    }
}

impl Streams {
    /// What stands before the text of a line. One byte of it may be another.
    fn head(&self, line: &[u8]) -> Head {
        if let Some(prefix::OfContainer { is_error, goes_on, len }) = prefix::of_container(line) {
            return Head { stream: usize::from(is_error), goes_on, len };
        }
        damaged_head(line).unwrap_or(Head { stream: self.last, goes_on: false, len: 0 })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        capture::{Captured, Container, Exchange, Item, Place},
        report::Code,
    };

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
        for container in Container::all().filter(|container| !container.is_of_streams()) {
            let mut log = Log::new(text.as_bytes(), Streams::default(), &Options::default());
            log.read(usize::MAX);
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
        let mut log = Log::new(text.as_bytes(), Streams::default(), &Options::default());
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
