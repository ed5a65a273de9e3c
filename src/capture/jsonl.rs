//! Lines of JSON, or an array of objects, with a message in each: under a key that is named or that is found by what
//! stands there, as text or as base64, or in the midst of other text. A line or an object may also be the message itself.
//! Any other JSON with messages in its strings may be alone in its file.

use std::{
    borrow::Cow,
    collections::{HashMap, VecDeque},
};

use memchr::{memchr, memmem::find};

use super::{
    Captured, Exchange, Item, Items, Options, Place, Reader, at_the_end, body,
    columns::{LONGEST, no_field, side},
    encoded,
    json::{Keys, Str, Value},
    passed_over,
    records::{Record, Records},
    text, webhook,
};
use crate::{report::Problem, wire::Span};

pub(super) static READER: Reader = Reader { name: "jsonl", detect, open, complete: at_the_end };

fn detect(bytes: &[u8]) -> bool {
    let Some(first) = Records::first(bytes) else { return false };
    let is_message = |item: &Item<'_>| matches!(item, Item::Message(_));
    let is_body = |string: Str<'_>| body::find(string).is_some() || within(string).iter().any(is_message);
    let has_body = |record: Record<'_>| record.value.strings().any(|(_, string)| is_body(string));
    let holds_bodies = Records::of_file(bytes).take(LOOKED_AT).any(|record| record.is_ok_and(has_body));
    let second = Records::of_file(bytes).nth(1);
    let is_lines = second.is_some_and(|second| second.is_ok_and(|second| second.is_item || second.line > first.line));
    // alone, a message with a document in it is a message
    match (holds_bodies, is_lines) {
        (true, true) => true,
        (true, false) => !body::is_known(first.value.raw()),
        (false, is_lines) => is_lines && body::is_known(first.value.raw()),
    }
}

/// So many lines are looked at for a message.
const LOOKED_AT: usize = 64;

pub(super) fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    Items::new(Rows {
        records: Records::of_file(bytes),
        field: options.field.map(|name| Field { name: name.to_owned(), is_there: false, others: Vec::new() }),
        are_given: options.are_given,
        column: None,
        first_key: None,
        ready: VecDeque::new(),
        passed: 0,
    })
}

struct Rows<'a> {
    records: Records<'a>,
    /// The keys that lead to the message, if somebody has said so.
    field: Option<Field>,
    /// Whether somebody has said what the objects are.
    are_given: bool,
    /// The keys under which the first message was found.
    column: Option<Keys<'a>>,
    /// The key that an object begins with which was a message itself: so do the others that are.
    first_key: Option<Cow<'a, str>>,
    ready: VecDeque<Item<'a>>,
    /// How many objects have no message in them.
    passed: usize,
}

/// A column that was named.
struct Field {
    name: String,
    /// Some object has it.
    is_there: bool,
    /// The keys of the first object, as long as none has it.
    others: Vec<String>,
}

impl<'a> Iterator for Rows<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        while self.ready.is_empty() {
            match self.records.next() {
                Some(Ok(record)) => self.row(record),
                Some(Err(problem)) => return Some(Item::Problem(*problem)),
                None => return self.end(),
            }
        }
        self.ready.pop_front()
    }
}

impl<'a> Rows<'a> {
    /// What is said when there are no more of them, once.
    fn end(&mut self) -> Option<Item<'a>> {
        let passed = core::mem::take(&mut self.passed);
        match &self.field {
            Some(field) if passed > 0 && !field.is_there => {
                Some(Item::Problem(no_field(&field.name, field.others.iter().map(String::as_str))))
            }
            _ => passed_over(passed),
        }
    }

    fn row(&mut self, record: Record<'a>) {
        let is_blank = match &mut self.field {
            Some(field) => {
                let is_blank = named(record, &field.name, &mut self.ready);
                field.is_there |= is_blank || !self.ready.is_empty();
                if !field.is_there && field.others.is_empty() {
                    let keys = record.value.members().map(|(key, _)| key).filter(|key| key.span().len() <= LONGEST);
                    field.others = keys.map(|key| key.text().into_owned()).collect();
                }
                is_blank
            }
            None => self.searched(record),
        };
        if self.ready.is_empty() && !is_blank {
            self.passed = self.passed.saturating_add(1);
        }
    }

    /// What stands in the column of those before, and whatever else looks like a message or has some in it; whether the
    /// column is there and has nothing in it.
    fn searched(&mut self, record: Record<'a>) -> bool {
        let is_alone = record.number == 0 && !record.is_item && self.records.is_at_end();
        let has_lines = is_alone && memchr(b'\n', record.value.raw()).is_some();
        let (mut row, mut is_blank) = (Row { is_alone, has_lines, ..Row::new(record) }, false);
        let mut strings = record.value.strings();
        while let Some((keys, string)) = strings.next() {
            let key = keys.last.filter(|key| key.span().len() <= LONGEST);
            let name = || if is_alone { strings.path().into() } else { key.map(Str::text).unwrap_or_default() };
            let is_column = self.column.is_some_and(|column| keys.are(column, LONGEST));
            if is_column && (string.is("") || string.is("-")) {
                is_blank = true;
                continue;
            }
            let mut body = body::find(string);
            if body.is_none() {
                let items = within(string);
                if items.is_empty() && is_column {
                    body = Some(body::given(string));
                }
                self.ready.extend(items.into_iter().map(|item| row.placed(&name(), keys.object, item)));
            }
            if let Some(body) = body {
                self.column = self.column.or(key.map(|_| keys));
                self.ready.push_back(row.found(&name(), keys.object, string, body));
            }
        }
        if self.ready.is_empty() && self.column.is_none() && self.is_message(record.value) {
            self.ready.push_back(row.whole("", record.value));
        }
        is_blank
    }

    /// Whether an object is a message itself: by all of its keys, or because it begins as one before that was. That one
    /// may have had no fault.
    fn is_message(&mut self, value: Value<'a>) -> bool {
        let first_key = value.members().next().map(|(key, _)| key.text());
        let is_alike = first_key.is_some() && first_key == self.first_key;
        if self.are_given || is_alike {
            return true;
        }
        let is_known = body::is_known(value.raw());
        if is_known {
            self.first_key = first_key;
        }
        is_known
    }
}

/// What stands behind the keys that were given; whether it is nothing.
fn named<'a>(record: Record<'a>, field: &str, ready: &mut VecDeque<Item<'a>>) -> bool {
    let Some(value) = field.split('.').try_fold(record.value, |value, key| value.get(key)) else { return false };
    match value.string() {
        Some(string) if string.is("") || string.is("-") => return true,
        Some(string) => ready.push_back(Row::new(record).found(field, 0, string, body::given(string))),
        None if value.first() == Some(b'{') => ready.push_back(Row::new(record).whole(field, value)),
        None => return value.raw() == b"null",
    }
    false
}

/// A string that is shorter holds no message.
const SHORTEST: usize = 16;

/// The messages in a string, or the one that it is, and what is wrong with them.
pub(super) fn all_in(string: Str<'_>) -> Vec<Item<'_>> {
    match body::find(string) {
        Some(Ok(body)) => vec![Item::Message(Captured { body, ..Captured::default() })],
        Some(Err(problem)) => vec![Item::Problem(*problem)],
        None => within(string),
    }
}

/// The messages in a string that is none itself, and what is wrong with them, by where they stand in the file. No place is
/// said.
fn within(string: Str<'_>) -> Vec<Item<'_>> {
    if string.span().len() < SHORTEST {
        return Vec::new();
    }
    let span = string.span();
    if let Some(event) = event(string) {
        return vec![event.map_or_else(|problem| Item::Problem(Problem { span, ..*problem }), Item::Message)];
    }
    let text = string.bytes();
    if find(&text, b"plist").is_none() && encoded::first(&text).is_none() {
        return Vec::new();
    }
    let place = |at: usize| span.start.saturating_add(at).min(span.end);
    let in_file = |item| match item {
        Item::Message(found) => Item::Message(Captured { offset: found.offset.map(place), ..found }),
        Item::Problem(problem) if string.is_plain() => {
            let span = Span::new(place(problem.span.start), place(problem.span.end));
            Item::Problem(Problem { span, ..problem })
        }
        Item::Problem(problem) => Item::Problem(Problem { span, ..problem }),
    };
    text::documents(text).into_iter().map(in_file).collect()
}

/// The message in an event of a webhook, in a service that kept the body of its call or, in base64, a topic that it was
/// sent to.
fn event<'a>(string: Str<'a>) -> Option<Result<Captured<'a>, Box<Problem>>> {
    match *string.head(2) {
        [b'{', ..] => webhook::in_text(&string.bytes()),
        [b'e', b'w' | b'y'] => webhook::in_text(&body::octets(&string.bytes()).ok()?),
        _ => None,
    }
}

/// An object with messages in it.
struct Row<'a> {
    record: Record<'a>,
    /// There is no other in the file.
    is_alone: bool,
    /// There is none, and it is more than one line.
    has_lines: bool,
    /// What objects say of the messages in them, by where each begins.
    said: HashMap<usize, Exchange<'a>>,
}

impl<'a> Row<'a> {
    fn new(record: Record<'a>) -> Self {
        Self { record, is_alone: false, has_lines: false, said: HashMap::new() }
    }

    fn found(
        &mut self,
        name: &str,
        object: usize,
        string: Str<'a>,
        body: Result<Cow<'a, [u8]>, Box<Problem>>,
    ) -> Item<'a> {
        match body {
            Ok(body) => {
                let offset = matches!(body, Cow::Borrowed(_)).then_some(string.span().start);
                self.placed(name, object, Item::Message(Captured { body, offset, ..Captured::default() }))
            }
            Err(problem) => self.placed(name, object, Item::Problem(*problem)),
        }
    }

    /// A message that is JSON in JSON.
    fn whole(&mut self, name: &str, value: Value<'a>) -> Item<'a> {
        let (body, offset) = (value.raw().into(), Some(value.span().start));
        self.placed(name, 0, Item::Message(Captured { body, offset, ..Captured::default() }))
    }

    /// With where it stands and what is said of it, in the object that begins here if there are many in the record.
    fn placed(&mut self, name: &str, object: usize, item: Item<'a>) -> Item<'a> {
        match item {
            Item::Message(captured) => {
                let record = self.record.value;
                let said = self.said.entry(record.span().start).or_insert_with(|| Exchange::of(record)).clone();
                let said = if self.is_alone {
                    let inner = || record.at(object).map(Exchange::of).unwrap_or_default();
                    self.said.entry(object).or_insert_with(inner).clone().or(&said)
                } else {
                    said
                };
                // in an event of a webhook is all that is said of its message: what is around it is of the webhook's call
                let exchange = match captured.exchange.side {
                    Some(_) => captured.exchange,
                    None => Exchange { side: side(name), ..captured.exchange.or(&said) },
                };
                Item::Message(Captured { place: self.place(name), exchange, ..captured })
            }
            Item::Problem(problem) => Item::Problem(Problem { path: name.to_owned(), ..problem }),
        }
    }

    fn place(&self, name: &str) -> Place {
        let Record { number, line, is_item, .. } = self.record;
        match is_item {
            true if name.is_empty() => Place::Path(format!("[{number}]")),
            false if name.is_empty() => Place::Line(line),
            true => Place::Path(format!("[{number}].{name}")),
            // a line may be one of a log that has no other
            false if self.has_lines || self.is_alone && name.contains('[') => Place::Path(name.to_owned()),
            false => Place::Line(line),
        }
    }
}
