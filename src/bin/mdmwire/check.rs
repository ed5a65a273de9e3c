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
    render::{
        Source, Style, concise, full,
        jsonl::{self, Summary},
        unread,
    },
};
use sha2::{Digest, Sha256};

use crate::{
    Exit,
    args::{Check, Format},
    decode::{decode, problem},
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

/// What is said of one file.
struct Checked {
    text: String,
    summary: Summary,
    /// The worst of what was found in it.
    worst: Option<Severity>,
    is_unreadable: bool,
}

impl Checker<'_> {
    fn check(&self, input: &Input) -> Checked {
        match input.read(self.options.reading.bounds.max_message_size) {
            Ok(content) => self.message(input, &content),
            Err(reason) => self.unreadable(input, &reason),
        }
    }

    fn message(&self, input: &Input, content: &Content) -> Checked {
        let Content { bytes, length } = content;
        let decoded = decode(&self.decoder, &self.options.reading, |code| self.options.level(code), bytes);
        let report = &decoded.report;
        let source = Source::new(&input.name, bytes).kind(decoded.kind);
        let text = match self.format {
            Format::Concise => concise(report, source).to_string(),
            Format::Full => full(report, source, self.style).to_string(),
            Format::Jsonl => {
                let sha256 = (*length == Some(bytes.len())).then(|| hex(&Sha256::digest(bytes)));
                let format = mdmwire::Format::detect(bytes);
                let body =
                    jsonl::Body { place: None, format, offset: Some(0), length: *length, sha256: sha256.as_deref() };
                format!("{}{}", jsonl::findings(report, source), jsonl::message(report, source, body))
            }
        };
        let summary = Summary { files: 1, messages: 1, bytes: length.unwrap_or(bytes.len()), ..counts(report) };
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
        let Summary { files, messages, bytes, errors, warnings, notes } = &mut self.summary;
        *files += checked.summary.files;
        *messages += checked.summary.messages;
        *bytes = bytes.saturating_add(checked.summary.bytes);
        *errors += checked.summary.errors;
        *warnings += checked.summary.warnings;
        *notes += checked.summary.notes;
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
