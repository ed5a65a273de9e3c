//! What is said of each sample stands beside it, in a file of its name and `.report`.
//!
//! `BLESS=1 cargo test --all-features` writes the files anew.
#![cfg(feature = "render")]

use std::{collections::BTreeSet, fmt::Write, fs, path::Path};

#[cfg(feature = "capture")]
use mdmwire::capture::{Captured, Container, Item, Options};
use mdmwire::{
    Code, Decoder, Message, Policy, Report, Severity,
    render::{Source, Style, full},
};

#[cfg(feature = "capture")]
use crate::corpus::captures;
use crate::corpus::{Sample, all, folder};

#[test]
fn reports_are_as_they_were() {
    hold(&all(), report);
}

/// Compares what is said of samples with what stands beside them, or writes it anew.
fn hold(samples: &[Sample], report: impl Fn(&Sample) -> String) {
    let mut changed = String::new();
    for sample in samples {
        let path = folder().join(format!("{}.report", sample.name));
        let actual = report(sample);
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if actual == expected {
            continue;
        }
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &actual).unwrap();
        } else {
            write!(changed, "\n{}\n{}", path.display(), difference(&expected, &actual)).unwrap();
        }
    }
    assert!(changed.is_empty(), "{changed}\nBLESS=1 cargo test --all-features writes what is new");
}

/// What stands in a file of captures: the form, and of each thing in it where it stands, what it is, and the report.
#[cfg(feature = "capture")]
#[test]
fn captures_are_as_they_were() {
    hold(&captures(), capture_report);

    fn capture_report(sample: &Sample) -> String {
        let container = Container::detect(&sample.bytes);
        let mut text = format!("{container}\n");
        for item in container.open(&sample.bytes, &Options::default()) {
            match item {
                Item::Message(captured) => {
                    let decoder = Decoder::new();
                    let decoded = decoder.decode_one_of(&captured.exchange.kinds(), &captured.body);
                    let (_, mut report) = decoded.unwrap_or_else(|| decoder.decode(&captured.body));
                    if captured.damaged && report.kind().is_none() {
                        report = Report::default();
                    }
                    report.extend(captured.problems.clone());
                    let kind = report.kind().unwrap_or("unknown");
                    let Captured { body, place, offset, exchange, .. } = &captured;
                    let at = offset.map_or_else(String::new, |offset| format!(" at byte {offset}"));
                    writeln!(text, "\n{place}{at}: {kind}, {} bytes\n  {exchange:?}\n{report}", body.len()).unwrap();
                }
                Item::Problem(problem) => {
                    let report: Report = [problem].into_iter().collect();
                    writeln!(text, "\n{report}").unwrap();
                }
            }
        }
        text
    }
}

#[test]
fn every_report_has_its_sample() {
    let samples = all().into_iter();
    #[cfg(feature = "capture")]
    let samples = samples.chain(captures());
    let samples: BTreeSet<_> = samples.map(|sample| sample.name + ".report").collect();
    check(folder(), "", &samples);

    fn check(folder: &Path, prefix: &str, samples: &BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() {
                check(&path, &format!("{name}/"), samples);
            } else if name.ends_with(".report") {
                assert!(samples.contains(&name), "corpus/{name} has no sample");
            }
        }
    }
}

/// What stands in the file: the kind, the report, what the strict policy makes of it, and the message.
fn report(sample: &Sample) -> String {
    let (message, report) = sample.decode(&Decoder::new().inside(true));
    let kind = report.kind().unwrap_or_default();
    let mut text = match (&message, kind) {
        (Some(_), kind) => format!("{kind}\n"),
        (None, "") => "no message\n".to_owned(),
        (None, kind) => format!("no message, taken for {kind}\n"),
    };
    if report.is_clean() {
        text += "nothing found\n";
    } else {
        let (_, file) = sample.name.rsplit_once('/').unwrap();
        let source = Source::new(file, &sample.bytes).kind(kind);
        write!(text, "\n{}", full(&report, source, Style::default())).unwrap();
    }
    writeln!(text, "strict: {}", strict(sample, &report)).unwrap();
    if let Some(message) = &message {
        write!(text, "\n{}", fields(message)).unwrap();
    }
    text
}

/// How the strict policy differs.
fn strict(sample: &Sample, tolerant: &Report) -> String {
    let (message, report) = sample.decode(&Decoder::new().policy(Policy::Strict));
    let worse: BTreeSet<_> = codes(&report).difference(&codes(tolerant)).map(|(code, _)| code.as_str()).collect();
    let verdict = if message.is_some() { "a message" } else { "no message" };
    if worse.is_empty() { verdict.to_owned() } else { format!("{verdict}, error {}", Vec::from_iter(worse).join(", ")) }
}

fn codes(report: &Report) -> BTreeSet<(Code, Severity)> {
    report.problems().iter().map(|problem| (problem.code, problem.severity)).collect()
}

/// The fields that a message has, one a line; `Some` is not written.
fn fields(message: &Message<'_>) -> String {
    let debug = format!("{message:#?}");
    let mut text = String::new();
    // what is open, and whether that is written
    let mut open: Vec<bool> = Vec::new();
    let mut begins_line = true;
    for line in debug.lines().map(str::trim_start) {
        if [": None,", ": [],", ": none,"].iter().any(|absent| line.ends_with(absent)) {
            continue;
        }
        let closes = line.starts_with([')', '}', ']']);
        if closes && !open.pop().unwrap() {
            continue;
        }
        if begins_line {
            text += &"  ".repeat(open.iter().filter(|written| **written).count());
        }
        let is_wrapper = line.ends_with("Some(") || open.is_empty() && line.ends_with('(');
        if is_wrapper {
            open.push(false);
            begins_line = false;
            text += line.strip_suffix("Some(").unwrap_or_default();
            continue;
        }
        if line.ends_with(['(', '{', '[']) {
            open.push(true);
        }
        begins_line = true;
        text += line.trim_end_matches(',');
        text.push('\n');
    }
    text
}

/// The lines that are not alike, between those that are.
fn difference(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    let before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let behind = old[before..].iter().rev().zip(new[before..].iter().rev()).take_while(|(a, b)| a == b).count();
    let context = before.saturating_sub(2)..before;
    let lines = |mark: char, lines: &[&str]| lines.iter().map(|line| format!("{mark} {line}\n")).collect::<String>();
    lines(' ', &old[context])
        + &lines('-', &old[before..old.len() - behind])
        + &lines('+', &new[before..new.len() - behind])
        + &lines(' ', &old[old.len() - behind..old.len() - behind.saturating_sub(2)])
}
