//! Lines of JSON, or an array of objects, with a message in each: under a key that is named or that is found by what
//! stands there, as text or as base64. A line or an object may also be the message itself.

use core::cell::OnceCell;
use std::{borrow::Cow, collections::VecDeque};

use super::{
    Captured, Exchange, Item, Items, Options, Place, Reader, at_the_end, body,
    columns::{LONGEST, no_field, side},
    json::{Keys, Str, Value},
    passed_over,
    records::{Record, Records},
    webhook,
};
use crate::report::Problem;

pub(super) static READER: Reader = Reader { name: "jsonl", detect, open, complete: at_the_end };

fn detect(bytes: &[u8]) -> bool {
    let Some(first) = Records::first(bytes) else { return false };
    let is_body = |string: Str<'_>| body::find(string).is_some() || event(string).is_some();
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

    /// What stands in the column of those before, and whatever else looks like a message; whether the column is there
    /// and has nothing in it.
    fn searched(&mut self, record: Record<'a>) -> bool {
        let (row, mut is_blank) = (Row::new(record), false);
        for (keys, string) in record.value.strings() {
            let key = keys.last.filter(|key| key.span().len() <= LONGEST);
            let is_column = self.column.is_some_and(|column| keys.are(column, LONGEST));
            let body = match is_column {
                true if string.is("") || string.is("-") => {
                    is_blank = true;
                    continue;
                }
                true => Some(body::given(string)),
                false => body::find(string),
            };
            if body.is_none()
                && let Some(event) = event(string)
            {
                let name = key.map(Str::text).unwrap_or_default();
                self.ready.push_back(match event {
                    Ok(captured) => Item::Message(Captured { place: row.place(&name), ..captured }),
                    Err(problem) => Item::Problem(Problem { path: name.into_owned(), span: string.span(), ..*problem }),
                });
            }
            if let Some(body) = body {
                self.column = self.column.or(key.map(|_| keys));
                self.ready.push_back(row.found(&key.map(Str::text).unwrap_or_default(), string, body));
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
        Some(string) => ready.push_back(Row::new(record).found(field, string, body::given(string))),
        None if value.first() == Some(b'{') => ready.push_back(Row::new(record).whole(field, value)),
        None => return value.raw() == b"null",
    }
    false
}

/// The message in an event of a webhook, in a service that kept the body of its call.
fn event<'a>(string: Str<'a>) -> Option<Result<Captured<'a>, Box<Problem>>> {
    (string.head(1).first() == Some(&b'{')).then(|| webhook::in_text(&string.bytes()))?
}

/// An object with messages in it.
struct Row<'a> {
    record: Record<'a>,
    /// What it says of each of them.
    said: OnceCell<Exchange<'a>>,
}

impl<'a> Row<'a> {
    const fn new(record: Record<'a>) -> Self {
        Self { record, said: OnceCell::new() }
    }

    fn found(&self, name: &str, string: Str<'a>, body: Result<Cow<'a, [u8]>, Box<Problem>>) -> Item<'a> {
        match body {
            Ok(body) => {
                let offset = matches!(body, Cow::Borrowed(_)).then_some(string.span().start);
                self.message(name, body, offset)
            }
            Err(problem) => Item::Problem(Problem { path: name.to_owned(), ..*problem }),
        }
    }

    /// A message that is JSON in JSON.
    fn whole(&self, name: &str, value: Value<'a>) -> Item<'a> {
        self.message(name, value.raw().into(), Some(value.span().start))
    }

    fn message(&self, name: &str, body: Cow<'a, [u8]>, offset: Option<usize>) -> Item<'a> {
        let said = self.said.get_or_init(|| Exchange::of(self.record.value));
        let exchange = Exchange { side: side(name), ..said.clone() };
        Item::Message(Captured { body, place: self.place(name), offset, exchange, ..Captured::default() })
    }

    fn place(&self, name: &str) -> Place {
        let Record { number, line, is_item, .. } = self.record;
        match is_item {
            true if name.is_empty() => Place::Path(format!("[{number}]")),
            true => Place::Path(format!("[{number}].{name}")),
            false => Place::Line(line),
        }
    }
}
