//! `mdmwire show`

use std::{
    fmt::Display,
    io::{self, Write},
};

use mdmwire::{
    Decoder, Kind, Limits, Node, Severity, Shortest, Value, ValueRef,
    capture::Place,
    messages::{CATALOG, error_domain, vpp::error_number},
    render::{Source, Visible, concise, is_secret},
    schema::{Key, Record},
};

use crate::{
    Exit,
    args::{Reading, Show},
    input::Own,
    listen::{Heard, Said, listen},
    output::{Output, counted},
};

pub(crate) fn run(options: &Show, output: &mut Output) -> io::Result<Exit> {
    let mut has_errors = false;
    let exit = listen(&options.paths, &Own::default(), &options.reading, |heard| {
        if let Heard::Message(said) = heard {
            has_errors |= said.decoded.report.count(Severity::Error) > 0;
            message(&said, &options.reading, output)?;
        }
        Ok(())
    })?;
    Ok(if has_errors && exit != Exit::Interrupted { Exit::Findings } else { exit })
}

/// The fields of a message, as far as it can be read; if it has errors, what is said of it too.
fn message(said: &Said<'_>, reading: &Reading, output: &mut Output) -> io::Result<()> {
    let Said { file, captured, decoded, .. } = said;
    let mut source = Source::new(file, &captured.body);
    let mut heading = Visible(file).to_string();
    let place = captured.place.to_string();
    if captured.place != Place::Whole {
        source = source.part(&place, None);
        heading += &format!(", {}", Visible(&place));
    }
    output.heading(&format!("{heading}: {}", decoded.kind))?;
    let limits = reading.bounds.limits();
    if let Some(value) = Value::salvage(&captured.body, limits) {
        Writer { output, limits, inside: INSIDE }.root(value.root(), record(decoded.kind))?;
    }
    if decoded.report.count(Severity::Error) > 0 {
        write!(output, "{}", concise(&decoded.report, source))?;
    }
    writeln!(output)
}

/// What the messages of a kind have.
fn record(kind: &str) -> Option<&'static Record> {
    CATALOG.iter().find(|entry| entry.kind == kind).map(|entry| entry.record)
}

/// So many documents are shown that lie in the data of each other.
const INSIDE: usize = 4;

/// No line is indented by more levels.
const INDENTED: usize = 512;

struct Writer<'o> {
    output: &'o mut Output,
    limits: Limits,
    /// How many documents may still lie in the data of this one.
    inside: usize,
}

/// A container that is being shown, and what is still to come of it.
enum Open<'v, 'a> {
    Array(Box<dyn Iterator<Item = (usize, ValueRef<'v, 'a>)> + 'v>, Option<&'static Key>),
    Dictionary(ValueRef<'v, 'a>, Box<dyn Iterator<Item = (&'v str, ValueRef<'v, 'a>)> + 'v>, Option<&'static Record>),
}

impl<'v, 'a> Open<'v, 'a> {
    fn dictionary(value: ValueRef<'v, 'a>, record: Option<&'static Record>) -> Self {
        Self::Dictionary(value, Box::new(value.entries()), record)
    }
}

impl Writer<'_> {
    fn root(&mut self, value: ValueRef<'_, '_>, record: Option<&'static Record>) -> io::Result<()> {
        if value.kind() == Kind::Dictionary {
            return self.contents(Open::dictionary(value, record), 1);
        }
        self.value(value, None, 1)?.map_or(Ok(()), |open| self.contents(open, 2))
    }

    /// What is in a container, one line each, without recursion: a document may be as deep as the caller lets it.
    fn contents<'v, 'a: 'v>(&mut self, outermost: Open<'v, 'a>, depth: usize) -> io::Result<()> {
        let mut open = vec![outermost];
        loop {
            let depth = depth + open.len().saturating_sub(1);
            let opened = match open.last_mut() {
                None => return Ok(()),
                Some(Open::Array(items, key)) => items.next().map(|(number, item)| {
                    self.label(format_args!("[{number}]"), depth)?;
                    self.value(item, *key, depth)
                }),
                Some(Open::Dictionary(dictionary, entries, record)) => {
                    entries.next().map(|(name, value)| self.entry(*dictionary, name, value, *record, depth))
                }
            };
            match opened.transpose()? {
                None => _ = open.pop(),
                Some(inner) => open.extend(inner),
            }
        }
    }

    /// What stands before a value.
    fn label(&mut self, label: impl Display, depth: usize) -> io::Result<()> {
        write!(self.output, "{:1$}{label}", "", 2 * depth.min(INDENTED))
    }

    /// A key of a dictionary and its value; the container that this is, if what is in it comes next.
    fn entry<'v, 'a>(
        &mut self,
        dictionary: ValueRef<'v, 'a>,
        name: &str,
        value: ValueRef<'v, 'a>,
        record: Option<&'static Record>,
        depth: usize,
    ) -> io::Result<Option<Open<'v, 'a>>> {
        let key = record.and_then(|record| record.key(name));
        let remark = if record.is_some() && key.is_none() { " (not in the schema)" } else { "" };
        self.label(format_args!("{}{remark}", Visible(name)), depth)?;
        // of a dictionary that is known its own keys say it
        let is_group = key.is_some_and(|key| key.shape.record().is_some()) && value.kind() == Kind::Dictionary;
        if !is_group && is_secret(name) || key.is_some_and(|key| key.sensitive) {
            writeln!(self.output, ": {}", hidden(value))?;
        } else if let Some(meaning) = meaning(dictionary, name, value) {
            writeln!(self.output, ": {} ({meaning})", scalar(value))?;
        } else {
            return self.value(value, key, depth);
        }
        Ok(None)
    }

    /// A value behind its key or number; the container that it is, if what is in it comes next.
    fn value<'v, 'a>(
        &mut self,
        value: ValueRef<'v, 'a>,
        key: Option<&'static Key>,
        depth: usize,
    ) -> io::Result<Option<Open<'v, 'a>>> {
        let is_empty = value.items().next().is_none() && value.entries().next().is_none();
        let open = match value.kind() {
            Kind::Array if !is_empty => Open::Array(Box::new(value.items().enumerate()), key),
            Kind::Dictionary if !is_empty => Open::dictionary(value, key.and_then(|key| key.shape.record())),
            Kind::Array | Kind::Dictionary => return writeln!(self.output, ": none").map(|()| None),
            Kind::Data if self.inside > 0 => return self.data(value, key, depth).map(|()| None),
            _ => return writeln!(self.output, ": {}", scalar(value)).map(|()| None),
        };
        writeln!(self.output, ":")?;
        Ok(Some(open))
    }

    /// How much data there is, and the document that it is.
    fn data(&mut self, value: ValueRef<'_, '_>, key: Option<&'static Key>, depth: usize) -> io::Result<()> {
        let Node::Data(data) = value.node() else { return Ok(()) };
        let octets = data.to_vec();
        let document = Value::salvage(&octets, self.limits);
        let root = document.as_ref().map(Value::root).filter(|root| root.entries().next().is_some());
        let Some(root) = root else { return writeln!(self.output, ": {}", scalar(value)) };
        let told = || Decoder::new().limits(self.limits).decode(&octets).1.kind();
        let kind =
            key.and_then(|key| key.contains).filter(|kind| record(kind).is_some()).or_else(told).unwrap_or("plist");
        writeln!(self.output, ": {} ({kind}):", scalar(value))?;
        let (output, limits, inside) = (&mut *self.output, self.limits, self.inside - 1);
        Writer { output, limits, inside }.contents(Open::dictionary(root, record(kind)), depth + 1)
    }
}

/// What the number of an error means, if that is known.
fn meaning(dictionary: ValueRef<'_, '_>, name: &str, value: ValueRef<'_, '_>) -> Option<&'static str> {
    let Node::Integer(number) = value.node() else { return None };
    let number = i64::try_from(*number).ok()?;
    match name {
        "ErrorCode" => match dictionary.get("ErrorDomain")?.node() {
            Node::Text(domain) => error_domain::explain(domain, number),
            _ => None,
        },
        "errorNumber" => error_number(number),
        _ => None,
    }
}

fn scalar(value: ValueRef<'_, '_>) -> String {
    match value.node() {
        Node::Boolean(value) => value.to_string(),
        Node::Damaged(_) => "cannot be read".to_owned(),
        Node::Data(data) => format!("{} of data", counted(data.len(), "octet")),
        Node::Date(date) => date.to_string(),
        Node::Integer(value) => value.to_string(),
        Node::Real(value) => Shortest(*value).to_string(),
        Node::Text(text) if text.is_empty() => "\"\"".to_owned(),
        Node::Text(text) => Visible(text).to_string(),
        Node::Uid(value) => format!("reference {value}"),
        _ => "null".to_owned(),
    }
}

/// What may be said of a secret: how much there is of it.
fn hidden(value: ValueRef<'_, '_>) -> String {
    match value.node() {
        Node::Damaged(_) => "hidden, cannot be read".to_owned(),
        Node::Data(data) => format!("hidden, {}", counted(data.len(), "octet")),
        Node::Text(text) if text.is_empty() => "hidden, empty".to_owned(),
        _ => "hidden".to_owned(),
    }
}
