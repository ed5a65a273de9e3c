//! A log whose lines stand in a JSON object each: what Docker keeps (`json-file`), `journalctl -o json`, what CloudWatch,
//! Elasticsearch and Loki answer. The lines are put together again, the oldest first, and documents are carved out of them
//! as out of any log.

use core::iter::once;
use std::collections::HashMap;

use memchr::{
    memchr_iter,
    memmem::{Finder, find},
    memrchr,
};

use super::{
    Captured, Exchange, Item, Items, Options, Place, Reader, at_the_end,
    columns::{LONGEST, no_field},
    json::{Keys, Scanner, Str, Value},
    lines::Lines,
    records::{Record, Records, begins},
    text,
};
use crate::{report::Problem, wire::Span};

pub(super) static READER: Reader = Reader { name: "json-log", detect, open, complete: at_the_end };

/// What the line is called.
const KEYS: [&str; 9] = ["log", "MESSAGE", "message", "msg", "line", "text", "textPayload", "@message", "values"];

/// No line is cut that is shorter: Docker does at 16 KiB.
const CUT: usize = 1 << 13;

/// So much is looked at for a document.
const HEAD: usize = 1 << 20;

/// Whether a document goes on from one object to the next, or stands in the midst of a line.
fn detect(bytes: &[u8]) -> bool {
    let head = match bytes.get(..HEAD) {
        Some(head) => head.get(..memrchr(b'\n', head).unwrap_or(HEAD)).unwrap_or(head),
        None => bytes,
    };
    if !begins(bytes) || find(head, b"plist").is_none() {
        return false;
    }
    let Some(key) = key_in(bytes) else { return false };
    let log = Log::new(head, key);
    text::plain(&log.text).any(|item| match item {
        Item::Message(Captured { place: Place::Byte(start), offset: Some(_), body, .. }) => {
            let end = start.saturating_add(body.len());
            let begins = |at: usize| log.lines.binary_search_by_key(&at, |line| line.at).is_ok();
            let next = log.lines.get(log.lines.partition_point(|line| line.at <= start));
            let crosses = next.is_some_and(|line| line.at < end);
            crosses
                || !begins(start)
                || !(begins(end) || log.text.get(end..).is_none_or(|rest| rest.trim_ascii().is_empty()))
        }
        Item::Message(_) => true,
        Item::Problem(_) => false,
    })
}

fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    let key = options.field.or_else(|| key_in(bytes)).unwrap_or("log");
    let mut log = Log::new(bytes, key);
    if let Some(field) = options.field.filter(|_| log.lines.is_empty()) {
        let keys = Records::first(bytes).map(|record| record.value.members().map(|(key, _)| key.text()).collect());
        let keys: Vec<_> = keys.unwrap_or_default();
        return Items::new(once(Item::Problem(no_field(field, keys.iter().map(|key| &**key)))));
    }
    let damage = core::mem::take(&mut log.damage);
    let mut said = HashMap::new();
    let mut items: Vec<(usize, Item<'static>)> = log.carved().map(|item| log.placed(item, &mut said)).collect();
    items.extend(damage.into_iter().map(|(start, problem)| (start, Item::Problem(problem))));
    items.sort_by_key(|(start, _)| *start);
    if log.is_reversed {
        items.reverse();
    }
    Items::new(items.into_iter().map(|(_, item)| item))
}

/// What the line is called in objects of which the first, or the one that holds all, may be damaged.
fn key_in(bytes: &[u8]) -> Option<&'static str> {
    let is_key = |key: &&str| strings_of(bytes, Span::new(0, bytes.len().min(HEAD)), key).next().is_some();
    Records::first(bytes).and_then(key_of).or_else(|| KEYS.into_iter().find(is_key))
}

/// The strings that stand behind a key in a part of a text that need be no JSON.
fn strings_of<'a>(bytes: &'a [u8], part: Span, key: &str) -> impl Iterator<Item = Str<'a>> {
    let text = bytes.get(..part.end).unwrap_or_default();
    let finder = Finder::new(&format!("\"{key}\"")).into_owned();
    let mut at = part.start;
    core::iter::from_fn(move || {
        loop {
            at = at.checked_add(finder.find(text.get(at..)?)?)?.checked_add(finder.needle().len())?;
            let mut scanner = Scanner::new(text, at);
            scanner.space();
            if !scanner.take(b':') {
                continue;
            }
            scanner.space();
            if let Ok(string) = scanner.string() {
                at = scanner.at();
                return Some(string);
            }
        }
    })
}

fn key_of(record: Record<'_>) -> Option<&'static str> {
    let is_own = |key: &&str| record.value.get(key).and_then(Value::string).is_some();
    let number = |(keys, _): (Keys<'_>, Str<'_>)| KEYS.into_iter().position(|key| is_under(keys, key));
    let is_inside = || KEYS.get(record.value.strings().filter_map(number).min()?).copied();
    KEYS.into_iter().find(is_own).or_else(is_inside)
}

fn is_under(keys: Keys<'_>, key: &str) -> bool {
    keys.last.is_some_and(|last| last.span().len() <= LONGEST && last.is(key))
}

/// The strings under a key of objects in an object, and where each of those begins. What is a number is a time.
fn inside<'a>(record: Record<'a>, key: &str) -> impl Iterator<Item = (usize, Str<'a>)> {
    let is_number = |string: Str<'_>| string.head(LONGEST).iter().all(u8::is_ascii_digit);
    let strings = record.value.strings().filter(move |(keys, string)| is_under(*keys, key) && !is_number(*string));
    strings.map(|(keys, string)| (keys.object, string))
}

/// The log in the objects.
struct Log<'a> {
    text: Vec<u8>,
    lines: Vec<Line<'a>>,
    /// What is no object, by where it stands in the file.
    damage: Vec<(usize, Problem)>,
    /// The latest line stands first in the file.
    is_reversed: bool,
}

/// What one object holds of it.
struct Line<'a> {
    /// Where it begins in the log.
    at: usize,
    /// A sound value, and where the object in it begins that has the line.
    object: Option<(Value<'a>, usize)>,
    /// The line of the file, and which item of an array the object is.
    line: usize,
    item: Option<usize>,
    string: Str<'a>,
}

/// Whether the last line of documents stands first: their declarations are not followed by roots.
fn is_reversed(log: &[u8]) -> bool {
    let (mut forward, mut backward, mut is_declared) = (0usize, 0usize, false);
    for rest in memchr_iter(b'<', log).filter_map(|at| log.get(at..)) {
        if rest.starts_with(b"<?xml ") {
            backward = backward.saturating_add(usize::from(is_declared));
            is_declared = true;
        } else if rest.starts_with(b"<plist") {
            forward = forward.saturating_add(usize::from(core::mem::take(&mut is_declared)));
        } else if rest.starts_with(b"</plist") {
            backward = backward.saturating_add(usize::from(core::mem::take(&mut is_declared)));
        }
    }
    backward = backward.saturating_add(usize::from(is_declared));
    if forward == 0 && backward == 0 {
        return find(log, b"</plist").is_some_and(|end| find(log, b"<plist").is_none_or(|root| end < root));
    }
    backward > forward
}

impl<'a> Log<'a> {
    fn new(bytes: &'a [u8], key: &str) -> Self {
        let mut log = Self { text: Vec::new(), lines: Vec::new(), damage: Vec::new(), is_reversed: false };
        let (mut counted, mut read) = (Lines::new(bytes), 0);
        let mut records = Records::of_file(bytes);
        while let Some(record) = records.next() {
            match record {
                Ok(record) => {
                    let value = record.value;
                    if let Some(string) = value.get(key).and_then(Value::string) {
                        let object = Some((value, value.span().start));
                        let item = record.is_item.then_some(record.number);
                        log.lines.push(Line { at: 0, object, line: record.line, item, string });
                    } else {
                        log.lines.extend(inside(record, key).map(|(object, string)| {
                            let line = counted.at(string.span().start);
                            Line { at: 0, object: Some((value, object)), line, item: None, string }
                        }));
                    }
                }
                Err(problem) => {
                    log.damage.push((problem.span.start, *problem));
                    let damaged = Span::new(read, records.at());
                    log.lines.extend(strings_of(bytes, damaged, key).map(|string| {
                        let line = counted.at(string.span().start);
                        Line { at: 0, object: None, line, item: None, string }
                    }));
                }
            }
            read = records.at();
        }
        log.put_together();
        log.is_reversed = is_reversed(&log.text);
        if log.is_reversed {
            log.lines.reverse();
            log.put_together();
        }
        log
    }

    /// The text of the lines.
    fn put_together(&mut self) {
        self.text.clear();
        // where most have the end of the line those without it go on in the next: Docker cuts long ones
        let (ends, others): (Vec<_>, Vec<_>) = self.lines.iter().partition(|line| line.string.ends_line());
        let short = others.iter().filter(|line| line.string.span().len() < CUT).count();
        let has_ends = !ends.is_empty() && ends.len() >= short;
        for line in &mut self.lines {
            line.at = self.text.len();
            self.text.extend_from_slice(&line.string.bytes());
            if !has_ends {
                self.text.push(b'\n');
            }
        }
    }

    fn carved(&self) -> Items<'_> {
        (text::LOG.open)(&self.text, &Options::default())
    }

    /// The line that a byte of the log is in.
    fn line(&self, at: usize) -> Option<&Line<'a>> {
        self.lines.get(self.lines.partition_point(|line| line.at <= at).checked_sub(1)?)
    }

    /// In terms of the file, and where it stands there. What an object says is kept for others that stand in it, by where it
    /// begins.
    fn placed(&self, item: Item<'_>, said: &mut HashMap<usize, Exchange<'static>>) -> (usize, Item<'static>) {
        match item {
            Item::Message(captured) => {
                let line = if let Place::Byte(at) = captured.place { self.line(at) } else { None };
                let mut captured = Captured { offset: None, ..captured.into_owned() };
                let Some(line) = line else { return (0, Item::Message(captured)) };
                captured.place = line.item.map_or(Place::Line(line.line), |number| Place::Path(format!("[{number}]")));
                if let Some((value, object)) = line.object {
                    let says = || value.at(object).map(|object| Exchange::of(object).into_owned()).unwrap_or_default();
                    captured.exchange = captured.exchange.or(said.entry(object).or_insert_with(says));
                }
                (line.string.span().start, Item::Message(captured))
            }
            Item::Problem(problem) => {
                let span = self.line(problem.span.start).map_or(Span::default(), |line| line.string.span());
                (span.start, Item::Problem(Problem { span, ..problem }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Container;

    const LINES: [&str; 3] = ["<?xml version=\"1.0\"?>", "<plist version=\"1.0\">", "<true/></plist>"];

    fn log(key: &str, end: &str) -> String {
        let line = |line: &&str| format!("{{\"time\":\"t\",\"{key}\":\"{}{end}\"}}\n", line.replace('"', "\\\""));
        LINES.iter().map(line).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(Container::detect(text.as_bytes()).as_str(), "json-log", "{text}");
        let items: Vec<_> = open(text.as_bytes(), &Options::default()).collect();
        let shown: Vec<_> = items
            .iter()
            .map(|item| match item {
                Item::Message(message) => {
                    assert_eq!(message.exchange.time.as_deref(), Some("t"));
                    format!("{}: {}", message.place, String::from_utf8_lossy(&message.body))
                }
                Item::Problem(problem) => format!("{} at {}", problem.code, problem.span.start),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn lines_in_objects() {
        let body = LINES.join("\n") + "\n";
        check(&log("log", "\\n"), &[&format!("line 1: {body}")]);
        check(&log("MESSAGE", "").repeat(2), &[&format!("line 1: {body}"), &format!("line 4: {body}")]);
        check(
            &format!("{{\"msg\":\"a=1 content={}\",\"time\":\"t\"}}", body.replace('"', "\\\"").replace('\n', "\\n")),
            &[&format!("line 1: {body}")],
        );
        // Docker cuts long lines
        let cut = log("log", "\\n").replace("<true/>", "<true/>\"}\n{\"log\":\"");
        check(&cut, &[&format!("line 1: {body}")]);
        check(
            &format!("{}{{\"log\":\n{}", log("log", "\\n"), log("log", "\\n")).replace("\"log\":\n", "\"log\"\n"),
            &[&format!("line 1: {body}"), "capture-damaged at 140", &format!("line 5: {body}")],
        );
    }

    #[test]
    fn lines_in_objects_in_an_object() {
        let body = LINES.join("\n") + "\n";
        let lines: Vec<_> = LINES.iter().map(|line| line.replace('"', "\\\"")).collect();
        let events: Vec<_> =
            lines.iter().map(|line| format!("{{\"@timestamp\":\"t\",\"message\":\"{line}\"}}")).collect();
        check(&format!("{{\"events\":[\n{}\n],\"next\":\"x\"}}", events.join(",\n")), &[&format!("line 2: {body}")]);
        let latest_first: Vec<_> = events.iter().rev().map(|event| format!("{{\"_source\":{event}}}")).collect();
        let twice = [latest_first.join(",\n"), latest_first.join(",\n")].join(",\n");
        check(
            &format!("{{\"hits\":{{\"hits\":[{twice}]}}}}"),
            &[&format!("line 6: {body}"), &format!("line 3: {body}")],
        );
        let pairs: Vec<_> = lines.iter().map(|line| format!("[\"1796017080000000000\",\"{line}\"]")).collect();
        check(
            &format!("{{\"data\":{{\"result\":[{{\"time\":\"t\",\"values\":[{}]}}]}}}}", pairs.join(",")),
            &[&format!("line 1: {body}")],
        );
    }

    #[test]
    fn whole_documents_in_objects() {
        let text = format!("{{\"log\":\"{}\"}}\n", LINES.concat().replace('"', "\\\""));
        assert_eq!(Container::detect(text.repeat(2).as_bytes()).as_str(), "jsonl");
    }
}
