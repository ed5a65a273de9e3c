//! `mdmwire show`

use std::io::{self, Write};

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
    output::Output,
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

struct Writer<'o> {
    output: &'o mut Output,
    limits: Limits,
    /// How many documents may still lie in the data of this one.
    inside: usize,
}

impl Writer<'_> {
    fn root(&mut self, value: ValueRef<'_, '_>, record: Option<&'static Record>) -> io::Result<()> {
        match value.kind() {
            Kind::Dictionary => self.dictionary(value, record, 1),
            _ => self.value(value, None, 1),
        }
    }

    /// The keys of a dictionary, one line each.
    fn dictionary(&mut self, value: ValueRef<'_, '_>, record: Option<&'static Record>, depth: usize) -> io::Result<()> {
        let dictionary = value;
        for (name, value) in dictionary.entries() {
            let key = record.and_then(|record| record.key(name));
            let remark = if record.is_some() && key.is_none() { " (not in the schema)" } else { "" };
            write!(self.output, "{:1$}{2}{remark}", "", 2 * depth, Visible(name))?;
            // of a dictionary that is known its own keys say it
            let is_group = key.is_some_and(|key| key.shape.record().is_some()) && value.kind() == Kind::Dictionary;
            if !is_group && is_secret(name) || key.is_some_and(|key| key.sensitive) {
                writeln!(self.output, ": {}", hidden(value))?;
            } else if let Some(meaning) = meaning(dictionary, name, value) {
                writeln!(self.output, ": {} ({meaning})", scalar(value))?;
            } else {
                self.value(value, key, depth)?;
            }
        }
        Ok(())
    }

    /// A value behind its key or number.
    fn value(&mut self, value: ValueRef<'_, '_>, key: Option<&'static Key>, depth: usize) -> io::Result<()> {
        match value.kind() {
            Kind::Array if value.items().next().is_none() => writeln!(self.output, ": none"),
            Kind::Dictionary if value.entries().next().is_none() => writeln!(self.output, ": none"),
            Kind::Array => {
                writeln!(self.output, ":")?;
                for (i, item) in value.items().enumerate() {
                    write!(self.output, "{:1$}[{i}]", "", 2 * depth + 2)?;
                    self.value(item, key, depth + 1)?;
                }
                Ok(())
            }
            Kind::Dictionary => {
                writeln!(self.output, ":")?;
                self.dictionary(value, key.and_then(|key| key.shape.record()), depth + 1)
            }
            Kind::Data if self.inside > 0 => self.data(value, key, depth),
            _ => writeln!(self.output, ": {}", scalar(value)),
        }
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
        Writer { output, limits, inside }.dictionary(root, record(kind), depth + 1)
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
        Node::Data(data) => format!("{} of data", octets(data.len())),
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
        Node::Data(data) => format!("hidden, {}", octets(data.len())),
        Node::Text(text) if text.is_empty() => "hidden, empty".to_owned(),
        _ => "hidden".to_owned(),
    }
}

fn octets(count: usize) -> String {
    format!("{count} {}", if count == 1 { "octet" } else { "octets" })
}
