//! `mdmwire check`

use std::{
    collections::BTreeMap,
    fmt,
    io::{self, Write},
    num::NonZero,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use mdmwire::{
    Code, Decoder, Report, Severity,
    capture::{Captured, Container, Conversation, Item, Unanswered},
    render::{
        Places, Source, Start, Style, concise, full,
        jsonl::{self, Summary},
        unread,
    },
};
use sha2::{Digest, Sha256};

use crate::{
    Exit,
    args::{self, Check, Format},
    decode::{first, leveled, problem, with_hints},
    input::{Content, Input, inputs},
    output::Output,
};

pub(crate) fn run(options: &Check, output: &mut Output) -> io::Result<Exit> {
    let format = options.format.unwrap_or(if output.is_terminal() { Format::Full } else { Format::Concise });
    let style = Style { color: output.is_colorful(), width: output.width() };
    let checker = Checker { options, decoder: options.decoder().secrets(format == Format::Full), format, style };

    let mut total = Total::default();
    let check = |input: &Input| checker.check(input);
    in_order(&inputs(&options.paths), options.jobs, check, |checked| {
        output.write_all(checked.text.as_bytes())?;
        output.flush()?;
        total.add(&checked);
        Ok(())
    })?;

    if format == Format::Jsonl {
        write!(output, "{}", jsonl::summary(&total.summary))?;
    } else if !options.quiet {
        writeln!(output, "{}", Words(&total.summary))?;
    }
    Ok(total.exit(options.fail_on.severity()))
}

struct Checker<'o> {
    options: &'o Check,
    decoder: Decoder,
    format: Format,
    style: Style,
}

/// What is said of one file, or of a part of it.
#[derive(Default)]
struct Checked {
    text: String,
    summary: Summary,
    /// The worst of what was found in it.
    worst: Option<Severity>,
    is_unreadable: bool,
}

impl Checked {
    /// With what is said of the part behind it.
    fn add(&mut self, part: Self) {
        self.text.push_str(&part.text);
        sum(&mut self.summary, &part.summary);
        self.worst = self.worst.max(part.worst);
        self.is_unreadable |= part.is_unreadable;
    }
}

impl Checker<'_> {
    fn check(&self, input: &Input) -> Checked {
        match input.read(self.options.reading.bounds.max_message_size) {
            Ok(content) => self.content(input, &content),
            Err(reason) => self.unreadable(input, &reason),
        }
    }

    /// Every message of a file, and what is wrong with the file.
    fn content(&self, input: &Input, content: &Content) -> Checked {
        let container = self.container(&content.bytes);
        let mut all = Checked { summary: Summary { files: 1, ..Summary::default() }, ..Checked::default() };
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
                    all.add(self.damage(&report, Source::new(&input.name, &content.bytes)));
                }
            }
        }
        for command in conversation.map(Conversation::end).unwrap_or_default() {
            all.add(self.unanswered(&command, input, content));
        }
        all
    }

    /// What is wrong with a command, known only when the conversation is over.
    fn unanswered(&self, command: &Unanswered, input: &Input, content: &Content) -> Checked {
        let end = |start: usize| start.saturating_add(command.length);
        let body = command.offset.and_then(|start| content.bytes.get(start..end(start))).unwrap_or_default();
        let start = command.offset.map(|offset| Lines::new(&content.bytes).start(offset));
        let place = command.place.to_string();
        let source = Source::new(&input.name, body).index(command.index).part(&place, start);
        let report = leveled(&[command.problem()].into_iter().collect(), |code| self.options.level(code));
        self.damage(&report, source)
    }

    /// How the file is read: as `--input` says, or by what is in it.
    fn container(&self, bytes: &[u8]) -> Container {
        match self.options.reading.input {
            args::Input::Container(container) => container,
            args::Input::Auto if self.options.reading.kinds.is_none() => Container::detect(bytes),
            args::Input::Auto | args::Input::Json | args::Input::Plist => Container::WHOLE,
        }
    }

    /// What is wrong with a container besides its messages.
    fn damage(&self, report: &Report, source: Source<'_>) -> Checked {
        let text = match self.format {
            Format::Concise => concise(report, source).to_string(),
            Format::Full => full(report, source, self.style).to_string(),
            Format::Jsonl => jsonl::findings(report, source).to_string(),
        };
        Checked { text, summary: counts(report), worst: report.worst(), is_unreadable: false }
    }

    fn message(
        &self,
        source: Source<'_>,
        length: Option<usize>,
        captured: &Captured<'_>,
        conversation: Option<&mut Conversation>,
    ) -> Checked {
        let bytes = source.bytes;
        let level = |code| self.options.level(code);
        let (alone, gist) = first(&self.decoder, &self.options.reading, level, captured);
        let hints = conversation.map(|conversation| conversation.hear(&gist)).unwrap_or_default();
        let decoded = with_hints(&self.decoder, &hints, level, captured, alone);
        let report = &decoded.report;
        let source = source.kind(decoded.kind);
        let text = match self.format {
            Format::Concise => concise(report, source).to_string(),
            Format::Full => full(report, source, self.style).to_string(),
            Format::Jsonl => {
                let sha256 = (length == Some(bytes.len())).then(|| hex(&Sha256::digest(bytes)));
                let format = mdmwire::Format::detect(bytes);
                let body = jsonl::Body {
                    place: (!source.place.is_empty()).then_some(source.place),
                    format,
                    offset: captured.offset,
                    length,
                    sha256: sha256.as_deref(),
                };
                format!("{}{}", jsonl::findings(report, source), jsonl::message(report, source, body))
            }
        };
        let summary = Summary { messages: 1, bytes: length.unwrap_or(bytes.len()), ..counts(report) };
        Checked { text, summary, worst: report.worst(), is_unreadable: false }
    }

    fn unreadable(&self, input: &Input, reason: &str) -> Checked {
        let report = problem(Code::UnreadableFile, reason, |code| self.options.level(code));
        let text = match self.format {
            Format::Concise => unread(&report, &input.name).to_string(),
            Format::Full => format!("{}\n", unread(&report, &input.name)),
            Format::Jsonl => jsonl::unread(&report, &input.name).to_string(),
        };
        Checked { text, summary: Summary { files: 1, ..counts(&report) }, worst: None, is_unreadable: true }
    }
}

fn counts(report: &Report) -> Summary {
    Summary {
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        notes: report.count(Severity::Note),
        ..Summary::default()
    }
}

fn sum(all: &mut Summary, part: &Summary) {
    let Summary { files, messages, bytes, errors, warnings, notes } = all;
    *files += part.files;
    *messages += part.messages;
    *bytes = bytes.saturating_add(part.bytes);
    *errors += part.errors;
    *warnings += part.warnings;
    *notes += part.notes;
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is said of all files together.
#[derive(Default)]
struct Total {
    summary: Summary,
    worst: Option<Severity>,
    is_unreadable: bool,
}

impl Total {
    fn add(&mut self, checked: &Checked) {
        sum(&mut self.summary, &checked.summary);
        self.worst = self.worst.max(checked.worst);
        self.is_unreadable |= checked.is_unreadable;
    }

    fn exit(&self, fail_on: Option<Severity>) -> Exit {
        match (self.worst, fail_on) {
            (Some(worst), Some(fail_on)) if worst >= fail_on => Exit::Findings,
            _ if self.is_unreadable => Exit::Unreadable,
            _ => Exit::Clean,
        }
    }
}

/// `checked 3 files, 5 messages, 61.4 kB: 1 error, 1 warning, 2 notes`
struct Words<'s>(&'s Summary);

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Summary { files, messages, bytes, errors, warnings, notes } = *self.0;
        write!(f, "checked {}, {}, {}: ", Count(files, "file"), Count(messages, "message"), Bytes(bytes))?;
        if errors + warnings + notes == 0 {
            return write!(f, "nothing found");
        }
        write!(f, "{}, {}, {}", Count(errors, "error"), Count(warnings, "warning"), Count(notes, "note"))
    }
}

struct Count(usize, &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.0, self.1, if self.0 == 1 { "" } else { "s" })
    }
}

struct Bytes(usize);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, name) = match self.0 {
            0..1_000 => return write!(f, "{} B", self.0),
            1_000..999_950 => (100, "kB"),
            999_950..999_950_000 => (100_000, "MB"),
            _ => (100_000_000, "GB"),
        };
        let tenths = (self.0 + unit / 2) / unit;
        write!(f, "{}.{} {name}", tenths / 10, tenths % 10)
    }
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
