//! `mdmwire show`

use std::io::{self, Write};

use mdmwire::{
    Kind, Node, Severity, Shortest, Value, ValueRef,
    messages::CATALOG,
    render::{Source, Visible, concise, is_secret},
    schema::Record,
};

use crate::{
    Exit,
    args::Show,
    decode::decode,
    input::inputs,
    output::{Output, remark},
};

pub(crate) fn run(options: &Show, output: &mut Output) -> io::Result<Exit> {
    let decoder = options.reading.decoder();
    let mut exit = Exit::Clean;
    for input in inputs(&options.paths) {
        let content = match input.read(options.reading.bounds.max_message_size) {
            Ok(content) => content,
            Err(reason) => {
                remark(&format!("{}: cannot be read: {reason}", input.name));
                exit = if exit == Exit::Clean { Exit::Unreadable } else { exit };
                continue;
            }
        };
        let decoded = decode(&decoder, &options.reading, |_| None, &content.bytes);
        output.heading(&format!("{}: {}", Visible(&input.name), decoded.kind))?;
        let (value, _) = Value::read(&content.bytes, options.reading.policy.into(), options.reading.bounds.limits());
        if let Some(value) = value {
            let record = CATALOG.iter().find(|entry| entry.kind == decoded.kind).map(|entry| entry.record);
            Writer { output }.root(value.root(), record)?;
        }
        if decoded.report.count(Severity::Error) > 0 {
            exit = Exit::Findings;
            write!(output, "{}", concise(&decoded.report, Source::new(&input.name, &content.bytes)))?;
        }
        writeln!(output)?;
        output.flush()?;
    }
    Ok(exit)
}

struct Writer<'o> {
    output: &'o mut Output,
}

impl Writer<'_> {
    fn root(&mut self, value: ValueRef<'_, '_>, record: Option<&'static Record>) -> io::Result<()> {
        match value.kind() {
            Kind::Dictionary => self.dictionary(value, record, 1),
            _ => self.value(value, record, 1),
        }
    }

    /// The keys of a dictionary, one line each.
    fn dictionary(&mut self, value: ValueRef<'_, '_>, record: Option<&'static Record>, depth: usize) -> io::Result<()> {
        for (name, value) in value.entries() {
            let key = record.and_then(|record| record.key(name));
            let remark = if record.is_some() && key.is_none() { " (not in the schema)" } else { "" };
            write!(self.output, "{:1$}{2}{remark}", "", 2 * depth, Visible(name))?;
            if is_secret(name) || key.is_some_and(|key| key.sensitive) {
                writeln!(self.output, ": {}", hidden(value))?;
            } else {
                self.value(value, key.and_then(|key| key.shape.record()), depth)?;
            }
        }
        Ok(())
    }

    /// A value behind its key or number.
    fn value(&mut self, value: ValueRef<'_, '_>, record: Option<&'static Record>, depth: usize) -> io::Result<()> {
        match value.kind() {
            Kind::Array if value.items().next().is_none() => writeln!(self.output, ": none"),
            Kind::Dictionary if value.entries().next().is_none() => writeln!(self.output, ": none"),
            Kind::Array => {
                writeln!(self.output, ":")?;
                for (i, item) in value.items().enumerate() {
                    write!(self.output, "{:1$}[{i}]", "", 2 * depth + 2)?;
                    self.value(item, record, depth + 1)?;
                }
                Ok(())
            }
            Kind::Dictionary => {
                writeln!(self.output, ":")?;
                self.dictionary(value, record, depth + 1)
            }
            _ => writeln!(self.output, ": {}", scalar(value)),
        }
    }
}

fn scalar(value: ValueRef<'_, '_>) -> String {
    match value.node() {
        Node::Boolean(value) => value.to_string(),
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
        Node::Data(data) => format!("hidden, {}", octets(data.len())),
        Node::Text(text) if text.is_empty() => "hidden, empty".to_owned(),
        _ => "hidden".to_owned(),
    }
}

fn octets(count: usize) -> String {
    format!("{count} {}", if count == 1 { "octet" } else { "octets" })
}
