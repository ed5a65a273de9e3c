//! `mdmwire check`

use std::{
    collections::BTreeMap,
    io,
    num::NonZero,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use mdmwire::{
    Code, Decoder, Severity,
    capture::{Captured, Conversation, Item, Unanswered},
    messages::Response,
    render::{Body, Checked, Places, Source, Start, Subject, Summary},
};
use sha2::{Digest, Sha256};

use crate::{
    Exit,
    args::{Check, misused},
    decode::{first, leveled, problem, with_hints},
    input::{Content, Input, inputs},
    output::Output,
    report::{Printers, Words},
    time::unix,
};

pub(crate) fn run(options: &Check, output: &mut Output) -> io::Result<Exit> {
    let printers = Printers::new(options, output);
    let inputs = inputs(&options.paths);
    let mut pages = match printers.pages(&options.report, output) {
        Ok(pages) => pages,
        Err(why) => return Ok(misused(&why)),
    };
    pages.begin()?;

    let checker = Checker { options, decoder: options.decoder().secrets(printers.show_lines()), printers };
    let mut total = Outcome::default();
    in_order(
        &inputs,
        options.jobs,
        |input| checker.check(input),
        |mut outcome| {
            outcome.said.drain(..).try_for_each(|words| pages.add(words))?;
            total.add(outcome);
            Ok(())
        },
    )?;
    pages.end(&total.summary)?;
    Ok(total.exit(options.fail_on.severity()))
}

struct Checker<'o> {
    options: &'o Check,
    decoder: Decoder,
    printers: Printers,
}

/// What comes of a file, of a part of it, or of all files.
#[derive(Default)]
struct Outcome {
    said: Vec<Words>,
    summary: Summary,
    /// The worst of what was found in it.
    worst: Option<Severity>,
    is_unreadable: bool,
}

impl Outcome {
    /// With what comes of the part behind it.
    fn add(&mut self, part: Self) {
        self.said.extend(part.said);
        self.summary.add(&part.summary);
        self.worst = self.worst.max(part.worst);
        self.is_unreadable |= part.is_unreadable;
    }

    fn exit(&self, fail_on: Option<Severity>) -> Exit {
        match (self.worst, fail_on) {
            (Some(worst), Some(fail_on)) if worst >= fail_on => Exit::Findings,
            _ if self.is_unreadable => Exit::Unreadable,
            _ => Exit::Clean,
        }
    }
}

impl Checker<'_> {
    fn check(&self, input: &Input) -> Outcome {
        let mut outcome = match input.read(self.options.reading.bounds.max_message_size) {
            Ok(content) => self.content(input, &content),
            Err(reason) => self.unreadable(input, &reason),
        };
        outcome.summary.files = 1;
        outcome
    }

    /// Every message of a file, and what is wrong with the file.
    fn content(&self, input: &Input, content: &Content) -> Outcome {
        let container = self.options.reading.container(&content.bytes);
        let mut all = Outcome::default();
        let mut lines = Lines::new(&content.bytes);
        let mut conversation = (!container.is_whole()).then(Conversation::new);
        let mut index = 0;
        for item in container.open(&content.bytes, &self.options.reading.within()) {
            match item {
                Item::Message(captured) => {
                    let place = captured.place.to_string();
                    let start = captured.offset.map(|offset| lines.start(offset));
                    let mut source = Source::new(&input.name, &captured.body);
                    if !container.is_whole() {
                        source = source.index(index).part(&place, start);
                    }
                    let length = if container.is_whole() { content.length } else { Some(captured.body.len()) };
                    all.add(self.message(source, length, &captured, conversation.as_mut()));
                    index += 1;
                }
                Item::Problem(problem) => {
                    let report = leveled(&[problem].into_iter().collect(), |code| self.options.level(code));
                    let source = Source::new(&input.name, &content.bytes);
                    all.add(self.outcome(&Checked { source, subject: Subject::File, report: &report }));
                }
            }
        }
        for command in conversation.map(Conversation::end).unwrap_or_default() {
            all.add(self.unanswered(&command, input, content));
        }
        all
    }

    /// What is wrong with a command, known only when the conversation is over.
    fn unanswered(&self, command: &Unanswered, input: &Input, content: &Content) -> Outcome {
        let end = |start: usize| start.saturating_add(command.length);
        let body = command.offset.and_then(|start| content.bytes.get(start..end(start))).unwrap_or_default();
        let start = command.offset.map(|offset| Lines::new(&content.bytes).start(offset));
        let place = command.place.to_string();
        let source = Source::new(&input.name, body).index(command.index).part(&place, start);
        let report = leveled(&[command.problem()].into_iter().collect(), |code| self.options.level(code));
        self.outcome(&Checked { source, subject: Subject::File, report: &report })
    }

    fn message(
        &self,
        source: Source<'_>,
        length: Option<usize>,
        captured: &Captured<'_>,
        conversation: Option<&mut Conversation>,
    ) -> Outcome {
        let bytes = source.bytes;
        let level = |code| self.options.level(code);
        let (alone, gist) = first(&self.decoder, &self.options.reading, level, captured);
        let hints = conversation.map(|conversation| conversation.hear(&gist)).unwrap_or_default();
        let decoded = with_hints(&self.decoder, &hints, level, captured, alone);
        let report = &decoded.report;
        let source = source.kind(decoded.kind);
        let sha256 = (length == Some(bytes.len())).then(|| hex(&Sha256::digest(bytes)));
        let status = self.printers.count().then(|| self.status(decoded.kind, bytes)).flatten();
        let body = Body {
            format: mdmwire::Format::detect(bytes),
            length,
            sha256: sha256.as_deref(),
            status: status.as_deref(),
            time: captured.exchange.time.as_deref().and_then(unix),
        };
        self.outcome(&Checked { source, subject: Subject::Message(body), report })
    }

    /// The status of an answer to a command.
    fn status(&self, kind: &str, bytes: &[u8]) -> Option<String> {
        if kind.split('.').next() != Some("response") {
            return None;
        }
        let (response, _) = self.decoder.decode_as::<Response<'_>>(bytes);
        response.map(|response| response.status.as_str().to_owned())
    }

    fn unreadable(&self, input: &Input, reason: &str) -> Outcome {
        let report = problem(Code::UnreadableFile, reason, |code| self.options.level(code));
        Outcome { worst: None, is_unreadable: true, ..self.outcome(&Checked::unread(&report, &input.name)) }
    }

    fn outcome(&self, checked: &Checked<'_>) -> Outcome {
        Outcome {
            said: vec![self.printers.say(checked)],
            summary: Summary::of(checked),
            worst: checked.report.worst(),
            is_unreadable: false,
        }
    }
}

/// Where messages begin, asked for one after the other.
struct Lines<'b> {
    bytes: &'b [u8],
    last: Start,
}

impl<'b> Lines<'b> {
    const fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, last: Start::FILE }
    }

    fn start(&mut self, offset: usize) -> Start {
        let passed = self.bytes.get(self.last.offset..offset).unwrap_or_default();
        let place = Places::new(passed, [passed.len()], self.last.place).get(passed.len()).unwrap_or(self.last.place);
        self.last = Start { offset, place };
        self.last
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Works on several items at once and hands the results on in the order of the items.
fn in_order<T: Sync, R: Send>(
    items: &[T],
    jobs: Option<u16>,
    work: impl Fn(&T) -> R + Sync,
    mut done: impl FnMut(R) -> io::Result<()>,
) -> io::Result<()> {
    let jobs =
        jobs.map_or_else(|| thread::available_parallelism().map_or(1, NonZero::get), usize::from).min(items.len());
    if jobs <= 1 {
        return items.iter().try_for_each(|item| done(work(item)));
    }
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel(4 * jobs);
        for _ in 0..jobs {
            let (send, next, work) = (send.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(number) else { break };
                    if send.send((number, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (number, result) in receive {
            early.insert(number, result);
            while let Some(result) = early.remove(&due) {
                done(result)?;
                due += 1;
            }
        }
        Ok(())
    })
}
