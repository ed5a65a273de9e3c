//! A log whose lines stand in a JSON object each: what Docker keeps (`json-file`), `journalctl -o json`, what collectors of
//! logs export. The lines are put together again, and documents are carved out of them as out of any log.

use memchr::memrchr;

use super::{
    Captured, Exchange, Item, Items, Options, Place, Reader, at_the_end,
    json::Str,
    records::{Record, Records},
    text,
};
use crate::{report::Problem, wire::Span};

pub(super) static READER: Reader = Reader { name: "json-log", detect, open, complete: at_the_end };

/// What the line is called.
const KEYS: [&str; 8] = ["log", "MESSAGE", "message", "msg", "line", "text", "textPayload", "@message"];

/// So much is looked at for a document.
const HEAD: usize = 1 << 20;

/// Whether a document goes on from one object to the next, or stands in the midst of a line.
fn detect(bytes: &[u8]) -> bool {
    let Some(key) = Records::first(bytes).and_then(|first| key_of(first)) else { return false };
    let head = match bytes.get(..HEAD) {
        Some(head) => head.get(..memrchr(b'\n', head).unwrap_or(HEAD)).unwrap_or(head),
        None => bytes,
    };
    let log = Log::new(head, key);
    log.carved().any(|item| match item {
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
    let key = options.field.or_else(|| Records::first(bytes).and_then(|first| key_of(first))).unwrap_or("log");
    let mut log = Log::new(bytes, key);
    let damage = core::mem::take(&mut log.damage);
    let mut last = None;
    let mut items: Vec<(usize, Item<'static>)> = log.carved().map(|item| log.placed(item, &mut last)).collect();
    items.extend(damage.into_iter().map(|(start, problem)| (start, Item::Problem(problem))));
    items.sort_by_key(|(start, _)| *start);
    Items::new(items.into_iter().map(|(_, item)| item))
}

fn key_of(record: Record<'_>) -> Option<&'static str> {
    KEYS.into_iter().find(|key| record.value.get(key).and_then(|value| value.string()).is_some())
}

/// The log in the objects.
struct Log<'a> {
    text: Vec<u8>,
    lines: Vec<Line<'a>>,
    /// What is no object, by where it stands in the file.
    damage: Vec<(usize, Problem)>,
}

/// What one object holds of it.
struct Line<'a> {
    /// Where it begins in the log.
    at: usize,
    record: Record<'a>,
    string: Str<'a>,
}

impl<'a> Log<'a> {
    fn new(bytes: &'a [u8], key: &str) -> Self {
        let mut log = Self { text: Vec::new(), lines: Vec::new(), damage: Vec::new() };
        let found: Vec<_> = Records::of_file(bytes)
            .filter_map(|record| match record {
                Ok(record) => Some((record, record.value.get(key)?.string()?)),
                Err(problem) => {
                    log.damage.push((problem.span.start, *problem));
                    None
                }
            })
            .collect();
        // where some have the end of the line those without it go on in the next
        let has_ends = found.iter().any(|(_, string)| string.bytes().ends_with(b"\n"));
        for (record, string) in found {
            log.lines.push(Line { at: log.text.len(), record, string });
            log.text.extend_from_slice(&string.bytes());
            if !has_ends {
                log.text.push(b'\n');
            }
        }
        log
    }

    fn carved(&self) -> Items<'_> {
        (text::LOG.open)(&self.text, &Options::default())
    }

    /// The line that a byte of the log is in.
    fn line(&self, at: usize) -> Option<&Line<'a>> {
        self.lines.get(self.lines.partition_point(|line| line.at <= at).checked_sub(1)?)
    }

    /// In terms of the file, and where it stands there. What the `last` object says is kept for those that stand in it too.
    fn placed(&self, item: Item<'_>, last: &mut Option<(usize, Exchange<'static>)>) -> (usize, Item<'static>) {
        match item {
            Item::Message(captured) => {
                let line = if let Place::Byte(at) = captured.place { self.line(at) } else { None };
                let mut captured = Captured { offset: None, ..captured.into_owned() };
                let Some(Line { record, string, .. }) = line else { return (0, Item::Message(captured)) };
                captured.place =
                    if record.is_item { Place::Path(format!("[{}]", record.number)) } else { Place::Line(record.line) };
                last.take_if(|(number, _)| *number != record.number);
                let (_, said) = last.get_or_insert_with(|| (record.number, Exchange::of(record.value).into_owned()));
                captured.exchange = captured.exchange.or(said);
                (string.span().start, Item::Message(captured))
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
    fn whole_documents_in_objects() {
        let text = format!("{{\"log\":\"{}\"}}\n", LINES.concat().replace('"', "\\\""));
        assert_eq!(Container::detect(text.repeat(2).as_bytes()).as_str(), "jsonl");
    }
}
