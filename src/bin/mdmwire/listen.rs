//! The messages of all files one after the other, for the commands that go through them.

use std::io;

use mdmwire::{
    Decoder, Facts, Problem, Severity,
    capture::{Captured, Conversation, Labels, Place, Unanswered, damage},
};

use crate::{
    Exit,
    args::Reading,
    decode::{Decoded, with_hints, with_labels},
    input::{Input, Opened, Own, inputs, together},
    interrupt,
    output::{counted, remark},
    stream::Stretch,
    stretches::Stretches,
    tour::{Part, Tour},
};

/// What is heard.
pub(crate) enum Heard<'h> {
    /// The next file begins.
    File(&'h str),
    /// A message.
    Message(Said<'h>),
    /// Something is wrong with the file besides its messages; it has been said.
    Problem(&'h Problem),
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
    /// Where it stands in its file; none if it is the file.
    pub(crate) fn place(&self) -> Option<String> {
        let place = &self.captured.place;
        (*place != Place::Whole).then(|| place.to_string())
    }

    /// Which way it goes, in words; empty if that is not known.
    pub(crate) fn way(&self) -> &'static str {
        let kind = self.decoded.kind;
        let entry = mdmwire::messages::CATALOG.iter().find(|entry| entry.kind == kind);
        match entry {
            Some(entry) if entry.is_service() => {
                if entry.is_request() {
                    "to Apple"
                } else {
                    "from Apple"
                }
            }
            Some(entry) if entry.is_request() => "to device",
            _ if ["check-in.", "response", "machine-info"].iter().any(|part| kind.starts_with(part)) => "from device",
            _ => match self.captured.exchange.side {
                Some(mdmwire::capture::Side::Request) => "request",
                Some(mdmwire::capture::Side::Response) => "response",
                None => "",
            },
        }
    }
}

/// Goes through all messages but those that are written meanwhile, until an interruption; what the exit code is, as far as
/// reading goes.
pub(crate) fn listen(
    paths: &[std::path::PathBuf],
    own: &Own,
    reading: &Reading,
    mut hear: impl FnMut(Heard<'_>) -> io::Result<()>,
) -> io::Result<Exit> {
    interrupt::listen();
    let decoder = reading.decoder();
    let mut exit = Exit::Clean;
    for files in together(inputs(paths).filter(|input| !own.has(input))) {
        let mut conversation = None;
        for input in files {
            if interrupt::is_due() {
                return Ok(Exit::Interrupted);
            }
            match input.open() {
                Ok(opened) => {
                    hear(Heard::File(&input.name))?;
                    let listener = Listener { decoder: &decoder, reading, input: &input, conversation, speaker: None };
                    conversation = listener.file(opened, &mut hear)?;
                }
                Err(_) if interrupt::is_due() => {}
                Err(reason) => {
                    remark(&format!("{}: cannot be read: {reason}", input.name));
                    exit = Exit::Unreadable;
                }
            }
        }
    }
    Ok(if interrupt::is_due() { Exit::Interrupted } else { exit })
}

/// Listens to one file.
struct Listener<'l> {
    decoder: &'l Decoder,
    reading: &'l Reading,
    input: &'l Input,
    conversation: Option<Conversation>,
    /// Who speaks in the exchange of this number.
    speaker: Option<(usize, String)>,
}

impl Listener<'_> {
    /// Hears all of it; what is said goes on in the next file of a store.
    fn file(
        mut self,
        opened: Opened,
        hear: &mut impl FnMut(Heard<'_>) -> io::Result<()>,
    ) -> io::Result<Option<Conversation>> {
        let mut stretches = Stretches::new(opened, self.reading);
        while let Some((stretch, tour)) = stretches.next() {
            self.stretch(stretch, tour, hear)?;
        }
        if self.input.is_of_store() {
            return Ok(self.conversation);
        }
        let unanswered = self.conversation.map(Conversation::end).unwrap_or_default();
        unanswered.into_iter().try_for_each(|command| hear(Heard::Unanswered(command)))?;
        Ok(None)
    }

    /// The messages of a file or of a part of it that can be opened alone.
    fn stretch(
        &mut self,
        stretch: &Stretch,
        tour: &mut Tour,
        hear: &mut impl FnMut(Heard<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let Stretch { bytes, container, damage: error, .. } = stretch;
        if self.input.is_of_store() || !container.is_whole() {
            self.conversation.get_or_insert_default();
        }
        let items = stretch.items(&self.reading.within()).into_iter().flatten();
        for part in tour.parts(items, bytes).take_while(|_| !interrupt::is_due()) {
            match part {
                Part::Message { captured, index, .. } => self.message(&captured, index, hear)?,
                Part::Problem { problem, start, .. } => {
                    self.problem(&problem, start.offset);
                    hear(Heard::Problem(&problem))?;
                }
            }
        }
        tour.passed(bytes);
        if let Some(error) = error {
            let problem = damage(error, tour.bytes());
            self.problem(&problem, 0);
            hear(Heard::Problem(&problem))?;
        }
        Ok(())
    }

    fn problem(&self, problem: &Problem, base: usize) {
        let Problem { severity, code, span, .. } = problem;
        remark(&format!(
            "{}: {severity}[{code}] at byte {}: {problem}",
            self.input.name,
            base.saturating_add(span.start)
        ));
    }

    fn message(
        &mut self,
        captured: &Captured<'_>,
        index: usize,
        hear: &mut impl FnMut(Heard<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let (alone, gist, mut labels) = with_labels(self.decoder, self.reading, |_| None, captured);
        let hints = self.conversation.as_mut().map(|conversation| conversation.hear(&gist)).unwrap_or_default();
        let decoded = &with_hints(self.decoder, &hints, |_| None, captured, alone);
        if labels.request_type.is_none() {
            labels.request_type = decoded.kind.strip_prefix("response.").map(str::to_owned);
        }
        // a command goes to whoever has asked in the same exchange
        let exchange = match captured.place {
            Place::Entry(number, _) | Place::Exchange(number, _) => Some(number),
            _ => None,
        };
        match (&labels.device, &self.speaker) {
            (Some(device), _) => self.speaker = exchange.map(|number| (number, device.clone())),
            (None, Some((number, device))) if Some(*number) == exchange => labels.device = Some(device.clone()),
            _ => {}
        }
        let (facts, labels) = (hints.context.facts(), &labels);
        hear(Heard::Message(Said { file: &self.input.name, index, captured, decoded, labels, facts }))
    }
}

/// `2 errors, 1 note`; empty if there is nothing.
pub(crate) fn findings(decoded: &Decoded) -> String {
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counts = counts.map(|(severity, name)| (decoded.report.count(severity), name));
    let words = counts.iter().filter(|(count, _)| *count > 0);
    let words: Vec<_> = words.map(|(count, name)| counted(count, name)).collect();
    words.join(", ")
}
