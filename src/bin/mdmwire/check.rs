//! `mdmwire check`

use std::{io, mem};

use mdmwire::{
    Code, Decoder, Expected, Found, Problem, Severity, Span,
    capture::{Captured, Container, Conversation, Gist, Hints, Unanswered, damage},
    messages::Response,
    render::{Body, Checked, Source, Start, Subject, Summary},
};
use sha2::{Digest, Sha256};

use crate::{
    Exit,
    args::{Check, misused},
    decode::{Decoded, alone, leveled, problem, with_hints},
    input::{Input, Opened, Own, inputs, together},
    interrupt,
    output::{Output, counted, remark},
    parallel::{Lots, in_order, threads},
    progress::Progress,
    report::{Printers, Words, obstacle},
    stream::Stretch,
    stretches::Stretches,
    talk::Talk,
    time::unix,
    tour::{Part, Starts, Tour},
};

/// So much of a lot is a small file: there is more to do for it than for its bytes.
const FILE: usize = 1 << 12;

pub(crate) fn run(options: &Check, output: &mut Output) -> io::Result<Exit> {
    if options.quiet && options.verbose {
        return Ok(misused("--quiet and --verbose cannot be used together"));
    }
    if let Some(why) = obstacle(options) {
        return Ok(misused(&why));
    }
    interrupt::listen();
    let printers = Printers::new(options, output);
    let mut pages = match printers.pages(&options.report, output) {
        Ok(pages) => pages,
        Err(why) => return Ok(misused(&why)),
    };
    pages.begin()?;

    let checker = Checker { options, decoder: options.decoder().secrets(printers.show_lines()), printers };
    let threads = threads(options.jobs);
    let progress = Progress::new();
    let mut total = Outcome::default();
    let mut done = |mut outcome: Outcome| {
        progress.aside(|| {
            outcome.remarks.drain(..).for_each(|text| remark(&text));
            let added = outcome.said.drain(..).try_for_each(|words| pages.add(words));
            pages.flush();
            added
        })?;
        total.add(outcome);
        progress.show(&total.summary);
        Ok(())
    };
    let own = Own::new(options.report.iter().map(|report| report.path.as_path()));
    let items = together(inputs(&options.paths).filter(|input| !own.has(input)));
    let lots = Lots { items, weight: |files: &Vec<Input>| FILE * files.len() };
    let small = |lot: Vec<Vec<Input>>| lot.into_iter().flat_map(|files| checker.several(files)).collect::<Vec<_>>();
    in_order(lots, threads, small, |lot| {
        lot.into_iter().try_for_each(|file| match file {
            Small::Done(outcome) => done(outcome),
            Small::Large(input, opened) => checker.whole(&input, opened, None, threads, &mut done),
        })
    })?;
    drop(progress);
    pages.end(&total.summary)?;
    Ok(if interrupt::is_due() { Exit::Interrupted } else { total.exit(options.fail_on.severity()) })
}

/// A file that was checked, or one that is worth the work of all threads.
enum Small {
    Done(Outcome),
    Large(Input, Opened),
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
    /// What is said on standard error.
    remarks: Vec<String>,
    summary: Summary,
    /// The worst of what was found in it.
    worst: Option<Severity>,
    is_unreadable: bool,
}

/// Takes in what comes of a part of a file.
type Done<'d> = dyn FnMut(Outcome) -> io::Result<()> + 'd;

impl Outcome {
    /// One file more, of which nothing is known yet.
    fn file() -> Self {
        Self { summary: Summary { files: 1, ..Summary::default() }, ..Self::default() }
    }

    /// With what comes of the part behind it.
    fn add(&mut self, part: Self) {
        self.said.extend(part.said);
        self.remarks.extend(part.remarks);
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
    /// One file, or those of a store that are one conversation.
    fn several(&self, files: Vec<Input>) -> Vec<Small> {
        let store = files.first().is_some_and(Input::is_of_store).then(Talk::default);
        files.into_iter().map(|input| self.small(input, store.as_ref())).collect()
    }

    fn small(&self, input: Input, store: Option<&Talk>) -> Small {
        let mut all = Outcome::default();
        match input.open() {
            Ok(opened) if store.is_some() || matches!(opened, Opened::Small(_)) => {
                // a file that takes no other thread takes no writer either
                let _ = self.whole(&input, opened, store, 1, &mut |part| {
                    all.add(part);
                    Ok(())
                });
            }
            Ok(opened) => return Small::Large(input, opened),
            Err(_) if interrupt::is_due() => {}
            Err(reason) => {
                all = Outcome::file();
                all.add(self.unreadable(&input, &reason));
            }
        }
        Small::Done(all)
    }

    /// A file, which counts with the first that is said of it; one that an interruption comes before does not.
    fn whole(
        &self,
        input: &Input,
        opened: Opened,
        store: Option<&Talk>,
        threads: usize,
        done: &mut Done<'_>,
    ) -> io::Result<()> {
        let (mut first, mut summary) = (Outcome::file(), Summary::default());
        let container = self.file(input, opened, store, threads, &mut |part| {
            summary.add(&part.summary);
            let mut all = mem::take(&mut first);
            all.add(part);
            done(all)
        })?;
        let is_checked = summary.messages > 0 || !interrupt::is_due();
        if !is_checked {
            return Ok(());
        }
        if let Some(container) = container.filter(|_| self.options.verbose) {
            first.remarks.push(verbose(&input.name, container, &summary));
        }
        done(first)
    }

    /// Every message of a file as they come, and what is wrong with the file; what it is. The messages belong to the
    /// conversation of a store, to one of their own, or, if there is but one, to none.
    fn file(
        &self,
        input: &Input,
        opened: Opened,
        store: Option<&Talk>,
        threads: usize,
        done: &mut Done<'_>,
    ) -> io::Result<Option<Container>> {
        let mut stretches = Stretches::new(opened, &self.options.reading);
        let (own, mut container, mut passed) = (Talk::default(), None, None);
        while let Some((stretch, tour)) = stretches.next() {
            container = Some(stretch.container);
            let talk = store.or_else(|| (!stretch.container.is_whole()).then_some(&own));
            self.stretch(input, stretch, (tour, talk), threads, done)?;
            passed = (tour.is_without() && stretch.damage.is_none()).then(|| (tour.bytes(), tour.is_file()));
        }
        // an interruption comes before all of it
        if let Some((bytes, is_file)) = passed.filter(|_| !interrupt::is_due()) {
            done(self.damage(input, &[], (Start::FILE, is_file), without(bytes)))?;
        }
        self.end(input, stretches.file(), own, done)?;
        Ok(container)
    }

    /// The messages of a file or of a part of it that can be opened alone.
    fn stretch(
        &self,
        input: &Input,
        stretch: &Stretch,
        (tour, talk): (&mut Tour, Option<&Talk>),
        threads: usize,
        done: &mut Done<'_>,
    ) -> io::Result<()> {
        let Stretch { bytes, container, is_complete, damage: error } = stretch;
        let length = is_complete.then_some(bytes.len());
        let is_file = tour.is_file();
        talk.inspect(|talk| talk.begin());
        let items = stretch.items(&self.options.reading.within()).into_iter().flatten();
        let lots = Lots { items: tour.parts(items, bytes), weight: Part::weight }.enumerate();
        in_order(
            lots,
            threads,
            |(number, lot)| {
                let _watch = talk.map(Talk::watch);
                let alone: Vec<_> = lot.iter().map(|part| self.alone(part, talk.is_some())).collect();
                let gists = alone.iter().flatten().filter_map(|(_, gist)| gist.as_ref());
                let mut hints = talk.map(|talk| talk.hear(number, gists)).into_iter().flatten();
                let mut all = Outcome::default();
                for (part, alone) in lot.iter().zip(alone) {
                    all.add(match (part, alone) {
                        (&Part::Message { ref captured, index, start }, Some((decoded, _))) => {
                            let place = captured.place.to_string();
                            let mut source = Source::new(&input.name, &captured.body);
                            if !container.is_whole() {
                                source = source.index(index).part(&place, start);
                            } else if !is_file {
                                source = source.part("unpacked", None);
                            }
                            let length = if container.is_whole() { length } else { Some(captured.body.len()) };
                            self.message(source, length, captured, decoded, &hints.next().unwrap_or_default())
                        }
                        (Part::Problem { problem, text, start }, _) => {
                            self.damage(input, text, (*start, is_file), problem.clone())
                        }
                        (Part::Message { .. }, None) => Outcome::default(),
                    });
                }
                all
            },
            &mut *done,
        )?;
        tour.passed(bytes);
        match error {
            Some(error) => done(self.damage(input, &[], (tour.begin(), is_file), damage(error, tour.bytes()))),
            None => Ok(()),
        }
    }

    /// A message without the others and, if there are any, what it says to them.
    fn alone(&self, part: &Part<'_>, is_heard: bool) -> Option<(Decoded, Option<Gist>)> {
        let Part::Message { captured, .. } = part else { return None };
        let level = |code| self.options.level(code);
        let (decoded, message) = alone(&self.decoder, &self.options.reading, level, captured);
        let gist = is_heard.then(|| Gist::new(captured, decoded.found(), message.as_ref()));
        Some((decoded, gist))
    }

    /// What can be said only when the conversation is over; of a file that is still there, where it stands.
    fn end(&self, input: &Input, file: Option<&[u8]>, talk: Talk, done: &mut Done<'_>) -> io::Result<()> {
        let bytes = file.unwrap_or_default();
        let mut starts = Starts::of_file(bytes);
        Conversation::end(talk.into_conversation()).into_iter().try_for_each(|command| {
            let start = command.offset.filter(|_| file.is_some()).map(|offset| starts.at(offset));
            done(self.unanswered(&command, input, bytes, start))
        })
    }

    /// What is wrong with a command, known only when the conversation is over.
    fn unanswered(&self, command: &Unanswered, input: &Input, bytes: &[u8], start: Option<Start>) -> Outcome {
        let end = |start: usize| start.saturating_add(command.length);
        let body = command.offset.and_then(|start| bytes.get(start..end(start))).unwrap_or_default();
        let place = command.place.to_string();
        let source = Source::new(&input.name, body).index(command.index).part(&place, start);
        let report = leveled(&[command.problem()].into_iter().collect(), |code| self.options.level(code));
        self.outcome(&Checked { source, subject: Subject::File, report: &report })
    }

    /// What is wrong with a container besides its messages.
    fn damage(&self, input: &Input, bytes: &[u8], (begin, is_file): (Start, bool), problem: Problem) -> Outcome {
        let place = format!("unpacked byte {}", begin.offset.saturating_add(problem.span.start));
        let report = leveled(&[problem].into_iter().collect(), |code| self.options.level(code));
        let source = Source::new(&input.name, bytes);
        let source = if is_file { source.part("", Some(begin)) } else { source.part(&place, None) };
        self.outcome(&Checked { source, subject: Subject::File, report: &report })
    }

    fn message(
        &self,
        source: Source<'_>,
        length: Option<usize>,
        captured: &Captured<'_>,
        alone: Decoded,
        hints: &Hints,
    ) -> Outcome {
        let bytes = source.bytes;
        let decoded = with_hints(&self.decoder, hints, |code| self.options.level(code), captured, alone);
        let report = &decoded.report;
        let source = source.kind(decoded.kind);
        let is_hashed = length == Some(bytes.len()) && self.printers.hash();
        let sha256 = is_hashed.then(|| hex(&Sha256::digest(bytes)));
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
        let mut all = self.outcome(&Checked::unread(&report, &input.name));
        if report.is_clean() {
            // the exit code has its reason also if the code is not reported
            all.remarks.push(format!("{}: cannot be read: {reason}", input.name));
        }
        Outcome { worst: None, is_unreadable: true, ..all }
    }

    fn outcome(&self, checked: &Checked<'_>) -> Outcome {
        Outcome {
            said: vec![self.printers.say(checked)],
            remarks: Vec::new(),
            summary: Summary::of(checked),
            worst: checked.report.worst(),
            is_unreadable: false,
        }
    }
}

/// How a file was read, and what came of it.
fn verbose(name: &str, container: Container, summary: &Summary) -> String {
    let Summary { messages, errors, warnings, notes, .. } = *summary;
    let findings = [(errors, "error"), (warnings, "warning"), (notes, "note")];
    let findings = findings.map(|(count, noun)| counted(count, noun)).join(", ");
    format!("{name}: read as {}, {}: {findings}", container.as_str(), counted(messages, "message"))
}

/// A file with nothing in it of the form that it was said to have.
fn without(bytes: usize) -> Problem {
    let (code, found) = (Code::CaptureDamaged, Found::Count(bytes));
    let (span, path) = (Span::default(), String::new());
    Problem { code, severity: code.severity(), span, path, expected: Expected::Nothing, found, related: None }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
