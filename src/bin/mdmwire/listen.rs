//! The messages of all files one after the other, for the commands that go through them.

use std::io;

use mdmwire::{
    Decoder, Facts, Severity,
    capture::{Captured, Conversation, Item, Labels, Place, Unanswered},
};

use crate::{
    Exit,
    args::Reading,
    decode::{Decoded, with_hints, with_labels},
    input::inputs,
    output::remark,
};

/// What is heard.
pub(crate) enum Heard<'h> {
    /// The next file begins.
    File(&'h str),
    /// A message.
    Message(Said<'h>),
    /// A command of the file that is over had no answer.
    Unanswered(Unanswered),
}

/// A message, and all that is known of it.
pub(crate) struct Said<'h> {
    /// The file that it stands in.
    pub(crate) file: &'h str,
    /// Which of its messages it is, from 0.
    pub(crate) index: usize,
    pub(crate) captured: &'h Captured<'h>,
    pub(crate) decoded: &'h Decoded,
    pub(crate) labels: &'h Labels,
    /// What the conversation knows of the device.
    pub(crate) facts: Facts,
}

impl Said<'_> {
    /// Which way it goes, in words; empty if that is not known.
    pub(crate) fn way(&self) -> &'static str {
        let kind = self.decoded.kind;
        let entry = mdmwire::messages::CATALOG.iter().find(|entry| entry.kind == kind);
        match entry {
            _ if kind.starts_with("command.") => "to device",
            Some(entry) if entry.is_json() && entry.is_request() => "to Apple",
            Some(entry) if entry.is_json() && (kind.starts_with("dep.") || kind.starts_with("vpp.")) => "from Apple",
            _ if ["check-in.", "response", "machine-info"].iter().any(|part| kind.starts_with(part)) => "from device",
            _ => match self.captured.exchange.side {
                Some(mdmwire::capture::Side::Request) => "request",
                Some(mdmwire::capture::Side::Response) => "response",
                None => "",
            },
        }
    }
}

/// Goes through all messages; what the exit code is, as far as reading goes.
pub(crate) fn listen(
    paths: &[std::path::PathBuf],
    reading: &Reading,
    mut hear: impl FnMut(Heard<'_>) -> io::Result<()>,
) -> io::Result<Exit> {
    let decoder = reading.decoder();
    let mut exit = Exit::Clean;
    for input in inputs(paths) {
        match input.read(reading.bounds.max_message_size) {
            Ok(content) => {
                hear(Heard::File(&input.name))?;
                file(&decoder, reading, &input.name, &content.bytes, &mut hear)?;
            }
            Err(reason) => {
                remark(&format!("{}: cannot be read: {reason}", input.name));
                exit = Exit::Unreadable;
            }
        }
    }
    Ok(exit)
}

fn file(
    decoder: &Decoder,
    reading: &Reading,
    name: &str,
    bytes: &[u8],
    hear: &mut impl FnMut(Heard<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let container = reading.container(bytes);
    let mut conversation = (!container.is_whole()).then(Conversation::new);
    let mut speaker = None;
    let mut index = 0;
    for item in container.open(bytes, &reading.within()) {
        let captured = match item {
            Item::Message(captured) => captured,
            Item::Problem(problem) => {
                remark(&format!(
                    "{name}: {}[{}] at byte {}: {problem}",
                    problem.severity, problem.code, problem.span.start
                ));
                continue;
            }
        };
        let (alone, gist, mut labels) = with_labels(decoder, reading, |_| None, &captured);
        let hints = conversation.as_mut().map(|conversation| conversation.hear(&gist)).unwrap_or_default();
        let decoded = with_hints(decoder, &hints, |_| None, &captured, alone);
        if labels.request_type.is_none() {
            labels.request_type = decoded.kind.strip_prefix("response.").map(str::to_owned);
        }
        // a command goes to whoever has asked in the same exchange
        let exchange = match captured.place {
            Place::Entry(number, _) | Place::Exchange(number, _) => Some(number),
            _ => None,
        };
        match (&labels.device, &speaker) {
            (Some(device), _) => speaker = exchange.map(|number| (number, device.clone())),
            (None, Some((number, device))) if Some(*number) == exchange => labels.device = Some(device.clone()),
            _ => {}
        }
        let facts = hints.context.facts();
        let (captured, decoded, labels) = (&captured, &decoded, &labels);
        hear(Heard::Message(Said { file: name, index, captured, decoded, labels, facts }))?;
        index += 1;
    }
    conversation
        .map(Conversation::end)
        .unwrap_or_default()
        .into_iter()
        .try_for_each(|command| hear(Heard::Unanswered(command)))
}

/// `2 errors, 1 note`; empty if there is nothing.
pub(crate) fn findings(decoded: &Decoded) -> String {
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counts = counts.map(|(severity, name)| (decoded.report.count(severity), name));
    let words = counts.iter().filter(|(count, _)| *count > 0);
    let words: Vec<_> =
        words.map(|(count, name)| format!("{count} {name}{}", if *count == 1 { "" } else { "s" })).collect();
    words.join(", ")
}
