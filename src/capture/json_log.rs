//! A log whose lines stand in a JSON object each: what Docker keeps (`json-file`), `journalctl -o json`, what CloudWatch,
//! Elasticsearch and Loki answer; with Fluentd, a time and a tag stand before it. The lines are put together again, the
//! oldest first, and documents are carved out of them as out of any log. What else an object has in strings is read by
//! itself.

use core::iter::once;
use std::collections::{BTreeMap, HashMap};

use memchr::{
    memchr, memchr_iter,
    memmem::{Finder, find},
    memrchr,
};

use super::{
    Captured, Exchange, Item, Items, Options, Place, Reader, at_the_end,
    columns::{LONGEST, no_field},
    json::{Broken, Keys, Scanner, Str, Value},
    jsonl,
    lines::Lines,
    problem,
    records::{Record, Records, begins, damaged},
    text,
};
use crate::{
    report::{Code, Expected, Problem},
    wire::Span,
};

pub(super) static READER: Reader = Reader { name: "json-log", detect, open, complete: at_the_end };

/// What the line is called, the case of letters aside.
const KEYS: &[&str] = &[
    "log",
    "message",
    "msg",
    "line",
    "text",
    "textPayload",
    "@message",
    "values",
    "_raw",
    "event",
    "eventMessage",
    "full_message",
    "original",
    "LogEntry",
    "LogMessage",
    "rows",
];

/// What tells lines of one program from those of another that stand between them.
const STREAMS: [&str; 9] =
    ["host", "hostname", "_HOSTNAME", "file", "stream", "pod", "pod_name", "container_id", "container_name"];

/// No key that is known is longer, escapes included.
const NAME: usize = 1 << 6;

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
    // of one whose octets are written as numbers too
    let has_word = || find(head, b"plist").is_some() || find(head, b"112,108,105,115,116").is_some();
    if !begins(bytes) && !is_tagged(head) || !has_word() {
        return false;
    }
    File::read(head, KEYS, false).logs.values().any(Log::has_documents)
}

fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    let Some(field) = options.field else { return Items::new(File::read(bytes, KEYS, true).items().into_iter()) };
    let file = File::read(bytes, &[field], false);
    if file.logs.is_empty() {
        let keys = Records::first(bytes).map(|record| record.value.members().map(|(key, _)| key.text()).collect());
        let keys: Vec<_> = keys.unwrap_or_default();
        return Items::new(once(Item::Problem(no_field(field, keys.iter().map(|key| &**key)))));
    }
    Items::new(file.items().into_iter())
}

/// The objects of a file, one after the other.
enum Objects<'a> {
    /// Nothing else is there.
    Alone(Box<Records<'a>>),
    /// Each ends a line, behind a tab.
    Tagged { text: &'a [u8], at: usize, line: usize },
}

impl<'a> Objects<'a> {
    fn of(text: &'a [u8]) -> Self {
        let is_tagged = !begins(text) && first_tagged(text).is_some();
        if is_tagged { Self::Tagged { text, at: 0, line: 0 } } else { Self::Alone(Box::new(Records::of_file(text))) }
    }

    /// Whether this is the only one.
    fn is_alone(&self, record: Record<'_>) -> bool {
        let Self::Alone(records) = self else { return false };
        record.number == 0 && !record.is_item && records.is_at_end()
    }

    /// Where to look for the next of them.
    fn at(&self) -> usize {
        match self {
            Self::Alone(records) => records.at(),
            Self::Tagged { at, .. } => *at,
        }
    }
}

impl<'a> Iterator for Objects<'a> {
    /// An object, and what stands before it on its line.
    type Item = Result<(Record<'a>, &'a [u8]), Box<Problem>>;

    fn next(&mut self) -> Option<Self::Item> {
        let (text, at, line) = match self {
            Self::Alone(records) => return Some(records.next()?.map(|record| (record, &b""[..]))),
            Self::Tagged { text, at, line } => (*text, at, line),
        };
        loop {
            let start = *at;
            let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
            let end = start.saturating_add(memchr(b'\n', rest).unwrap_or(rest.len()));
            (*at, *line) = (end.saturating_add(1), line.saturating_add(1));
            let Some(object) = tagged(text, start, end) else { continue };
            let before = text.get(start..object.at()).unwrap_or_default();
            return Some(match whole(object) {
                Ok(value) => Ok((Record { value, number: 0, line: *line, is_item: false }, before)),
                Err(broken) => Err(Box::new(damaged(broken))),
            });
        }
    }
}

/// Where the object begins that stands behind a tab in a line.
fn tagged(text: &[u8], start: usize, end: usize) -> Option<Scanner<'_>> {
    let tab = find(text.get(start..end)?, b"\t{\"")?;
    Some(Scanner::new(text.get(..end)?, start.saturating_add(tab).saturating_add(1)))
}

/// The value that ends a line.
fn whole(mut scanner: Scanner<'_>) -> Result<Value<'_>, Broken> {
    let value = scanner.value()?;
    scanner.space();
    if scanner.first().is_none() { Ok(value) } else { Err(Broken { at: scanner.at(), due: "the end of the line" }) }
}

/// Whether the lines of a text end with an object behind a tab each, and no document stands beside those.
fn is_tagged(text: &[u8]) -> bool {
    let is_other = |line: &[u8]| find(line, b"\t{\"").is_none() && find(line, b"plist").is_some();
    first_tagged(text).is_some() && !text.split(|byte| *byte == b'\n').any(is_other)
}

/// The object that ends the first line behind a tab.
fn first_tagged(text: &[u8]) -> Option<Value<'_>> {
    whole(tagged(text, 0, memchr(b'\n', text).unwrap_or(text.len()))?).ok()
}

/// The strings that stand behind a key in a part of a text that need be no JSON.
fn strings_of<'a>(bytes: &'a [u8], part: Span, key: &str) -> impl Iterator<Item = Str<'a>> + use<'a> {
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

/// Which of these a string is called, if any.
fn called(keys: Keys<'_>, names: &[&str]) -> Option<usize> {
    let last = keys.last.filter(|last| last.span().len() <= NAME)?;
    names.iter().position(|name| last.is_like(name))
}

/// What the objects of a file hold.
#[derive(Default)]
struct File<'a> {
    /// By their key, the column of a table and the program.
    logs: BTreeMap<(usize, usize, usize), Log<'a>>,
    /// The programs, as far as what the objects say tells them from each other.
    streams: HashMap<Vec<u8>, usize>,
    /// The one that the last object is of.
    stream: usize,
    /// Whether other strings than those of the logs are read.
    has_others: bool,
    /// What is no object or not there, and messages in other strings, by where they stand.
    others: Vec<(usize, Item<'static>)>,
    /// What objects say of the messages in them, by where each begins.
    said: HashMap<usize, Exchange<'static>>,
    /// The object that holds all of them.
    alone: Option<Value<'a>>,
}

/// A log in the objects.
#[derive(Default)]
struct Log<'a> {
    text: Vec<u8>,
    lines: Vec<Line<'a>>,
    /// The latest line stands first in the file.
    is_reversed: bool,
}

/// What one object holds of it.
struct Line<'a> {
    /// Where it begins in the log.
    at: usize,
    /// A sound value, and where the object in it begins that has the line.
    object: Option<(Value<'a>, usize)>,
    /// What stands before the object on its line.
    before: &'a [u8],
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

impl<'a> File<'a> {
    fn read(bytes: &'a [u8], keys: &[&str], has_others: bool) -> Self {
        let mut file = Self { has_others, ..Self::default() };
        let (mut counted, mut read) = (Lines::new(bytes), 0);
        let mut objects = Objects::of(bytes);
        while let Some(object) = objects.next() {
            match object {
                Ok((record, before)) => {
                    file.alone = Some(record.value).filter(|_| objects.is_alone(record));
                    file.object(record, before, keys, &mut counted);
                }
                Err(problem) => {
                    file.others.push((problem.span.start, Item::Problem(*problem)));
                    let damaged = Span::new(read, objects.at());
                    let mut strings = Vec::new();
                    for (number, key) in keys.iter().enumerate() {
                        let in_capitals = key.to_ascii_uppercase();
                        let found = [*key, &in_capitals].map(|key| strings_of(bytes, damaged, key));
                        strings.extend(found.into_iter().flatten().map(|string| (number, string)));
                    }
                    strings.sort_by_key(|(_, string)| string.span().start);
                    for (number, string) in strings {
                        let line = counted.at(string.span().start);
                        let line = Line { at: 0, object: None, before: b"", line, item: None, string };
                        file.logs.entry((number, 0, file.stream)).or_default().lines.push(line);
                    }
                }
            }
            read = objects.at();
        }
        for log in file.logs.values_mut() {
            log.put_together();
            log.is_reversed = is_reversed(&log.text);
            if log.is_reversed {
                log.lines.reverse();
                log.put_together();
            }
        }
        file
    }

    /// Takes up the lines and the messages in an object.
    fn object(&mut self, record: Record<'a>, before: &'a [u8], keys: &[&str], counted: &mut Lines<'a>) {
        let (value, top) = (record.value, record.value.span().start);
        let item = record.is_item.then_some(record.number);
        // the keys that the object has itself, the first line, and what tells its lines from those of others
        let (mut own, mut first, mut stream) = (0_u32, None, Vec::new());
        for (path, string) in value.strings() {
            if let Some(number) = called(path, keys) {
                own |= u32::from(path.object == top) << number;
                first = first.or(Some(string));
            } else if stream.len() < LONGEST && called(path, &STREAMS).is_some() {
                stream.extend_from_slice(&string.head(LONGEST));
                stream.push(0);
            }
        }
        if !stream.is_empty() {
            let next = self.streams.len();
            self.stream = *self.streams.entry(stream).or_insert(next);
        }
        for (path, string) in value.strings() {
            let line = counted.at(string.span().start);
            let is_own = path.object == top;
            if let Some(number) = called(path, keys).filter(|number| is_own || own >> number & 1 == 0) {
                let (line, item) = if is_own { (record.line, item) } else { (line, None) };
                let line = Line { at: 0, object: Some((value, path.object)), before, line, item, string };
                self.logs.entry((number, path.column, self.stream)).or_default().lines.push(line);
            } else if self.has_others && !first.is_some_and(|first| is_piece(string, first)) {
                let name = path.last.filter(|key| key.span().len() <= LONGEST).map(Str::text).unwrap_or_default();
                let place = item.map_or(Place::Line(line), |item| Place::Path(format!("[{item}].{name}")));
                self.other(string, place, value, path.object, before);
            }
        }
        if self.has_others && own == 0 {
            self.others.extend(left_out(value));
        }
    }

    /// Takes up the messages in a string that is no line of a log.
    fn other(&mut self, string: Str<'a>, place: Place, value: Value<'a>, object: usize, before: &'a [u8]) {
        let start = string.span().start;
        for item in jsonl::all_in(string) {
            let item = match item {
                Item::Message(captured) => {
                    let captured = Captured { place: place.clone(), offset: None, ..captured.into_owned() };
                    Item::Message(self.noted(captured, Some((value, object)), before))
                }
                Item::Problem(problem) => Item::Problem(problem),
            };
            self.others.push((start, item));
        }
    }

    /// With what the object around it and what stands before that says of it.
    fn noted(
        &mut self,
        captured: Captured<'static>,
        object: Option<(Value<'a>, usize)>,
        before: &'a [u8],
    ) -> Captured<'static> {
        let Some((value, object)) = object.filter(|_| captured.exchange.side.is_none()) else { return captured };
        let top = value.span().start;
        for object in [top, object] {
            if !self.said.contains_key(&object) {
                let says = value.at(object).map(Exchange::of).unwrap_or_default().into_owned();
                let outer = match self.said.get(&top) {
                    // one that holds all of them says nothing of each
                    Some(top) if self.alone.is_none() => top.clone(),
                    _ => text::said(before.get(..LONGEST).unwrap_or(before), b"").into_owned(),
                };
                self.said.insert(object, says.or(&outer));
            }
        }
        let exchange = match self.said.get(&object) {
            Some(says) => captured.exchange.clone().or(says),
            None => return captured,
        };
        Captured { exchange, ..captured }
    }

    /// The messages, and what is wrong, the oldest first.
    fn items(mut self) -> Vec<Item<'static>> {
        let mut items = core::mem::take(&mut self.others);
        let logs = core::mem::take(&mut self.logs);
        for log in logs.values() {
            items.extend(log.carved().map(|item| log.placed(item, &mut self)));
        }
        items.sort_by_key(|(start, _)| *start);
        if let Some(value) = self.alone.filter(|value| memchr(b'\n', value.raw()).is_none()) {
            name_places(value, &mut items);
        }
        if logs.values().any(|log| log.is_reversed) {
            items.reverse();
        }
        items.into_iter().map(|(_, item)| item).collect()
    }
}

/// Says where messages stand in the objects of a value that is one line, by the keys that lead there.
fn name_places(value: Value<'_>, items: &mut [(usize, Item<'_>)]) {
    let (mut strings, mut last) = (value.strings(), None);
    for (start, item) in items {
        while last.is_none_or(|(_, at)| at < *start) {
            let Some((keys, string)) = strings.next() else { return };
            last = Some((keys.object, string.span().start));
        }
        if let Item::Message(captured) = item
            && last.is_some_and(|(object, at)| at == *start && object != value.span().start)
        {
            captured.place = Place::Path(strings.path());
        }
    }
}

/// Whether a string is the first line of another, in which a document ends that begins in this one: collectors give both.
fn is_piece(string: Str<'_>, line: Str<'_>) -> bool {
    line.begins_with(string)
        && find(&string.bytes(), b"<plist").is_some()
        && find(&string.bytes(), b"</plist").is_none()
}

/// That `journalctl` has written no text for a message that is long.
fn left_out(value: Value<'_>) -> Option<(usize, Item<'static>)> {
    let span = value.get("MESSAGE").filter(|text| text.raw() == b"null")?.span();
    value.get("__CURSOR")?;
    let expected = Expected::Form("it as `journalctl --all` writes it");
    let missing = Problem { path: "MESSAGE".to_owned(), expected, ..problem(Code::BodyMissing, span) };
    Some((span.start, Item::Problem(missing)))
}

impl<'a> Log<'a> {
    /// Whether a document goes on from one line to the next, or stands in the midst of one.
    fn has_documents(&self) -> bool {
        text::plain(&self.text).any(|item| match item {
            Item::Message(Captured { place: Place::Byte(start), offset: Some(_), body, .. }) => {
                let end = start.saturating_add(body.len());
                let begins = |at: usize| self.lines.binary_search_by_key(&at, |line| line.at).is_ok();
                let next = self.lines.get(self.lines.partition_point(|line| line.at <= start));
                let crosses = next.is_some_and(|line| line.at < end);
                crosses
                    || !begins(start)
                    || !(begins(end) || self.text.get(end..).is_none_or(|rest| rest.trim_ascii().is_empty()))
            }
            Item::Message(_) => true,
            Item::Problem(_) => false,
        })
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

    /// In terms of the file, and where it stands there.
    fn placed(&self, item: Item<'_>, file: &mut File<'a>) -> (usize, Item<'static>) {
        match item {
            Item::Message(captured) => {
                let line = if let Place::Byte(at) = captured.place { self.line(at) } else { None };
                let mut captured = Captured { offset: None, ..captured.into_owned() };
                let Some(line) = line else { return (0, Item::Message(captured)) };
                captured.place = line.item.map_or(Place::Line(line.line), |number| Place::Path(format!("[{number}]")));
                (line.string.span().start, Item::Message(file.noted(captured, line.object, line.before)))
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
            &[&format!("data.result[0].values[0][1]: {body}")],
        );
    }

    /// Lines of two programs stand between each other, and each is told by what the objects say of it.
    #[test]
    fn lines_of_programs() {
        let body = LINES.join("\n") + "\n";
        let line = |line: &&str| {
            let line = line.replace('"', "\\\"");
            ["a", "b"]
                .map(|pod| format!("{{\"time\":\"t\",\"k8s\":{{\"pod_name\":\"{pod}\"}},\"log\":\"{line}\"}}\n"))
                .concat()
        };
        let text: String = LINES.iter().map(line).collect();
        check(&text, &[&format!("line 1: {body}"), &format!("line 2: {body}")]);
        check(&log("log", "").replace("{\"time", "10:00:00\tmdm\t{\"time"), &[&format!("line 1: {body}")]);
    }

    /// What is no line is read by itself, unless it is the first line of one.
    #[test]
    fn other_strings() {
        let body = LINES.concat();
        let text = body.replace('"', "\\\"");
        let numbers = format!("{:?}", body.as_bytes());
        check(
            &format!(
                "{{\"time\":\"t\",\"msg\":\"a {text}\"}}\n{{\"time\":\"t\",\"msg\":\"b\",\"x\":{{\"y\":\"{text}\"}}}}\n\
                 {{\"time\":\"t\",\"short\":\"c {0}\",\"msg\":\"c {0}\\n{text}\",\"z\":{numbers}}}\n",
                LINES[1].replace('"', "\\\"")
            ),
            &[
                &format!("line 1: {body}\n"),
                &format!("line 2: {body}"),
                &format!("line 3: {}\n", LINES[1]),
                &format!("line 3: {body}\n"),
                &format!("line 3: {body}"),
            ],
        );
    }

    #[test]
    fn left_out_by_journalctl() {
        let text = log("MESSAGE", "") + "{\"__CURSOR\":\"s\",\"MESSAGE\":null}\n{\"MESSAGE\":null}\n";
        check(&text, &[&format!("line 1: {}\n", LINES.join("\n")), "body-missing at 165"]);
    }

    #[test]
    fn whole_documents_in_objects() {
        let text = format!("{{\"log\":\"{}\"}}\n", LINES.concat().replace('"', "\\\""));
        assert_eq!(Container::detect(text.repeat(2).as_bytes()).as_str(), "jsonl");
    }
}
