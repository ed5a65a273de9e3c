//! The samples of `corpus/`.

use std::{collections::BTreeSet, fs, path::Path};

#[cfg(feature = "capture")]
use mdmwire::capture::{Container, Item, Options};
use mdmwire::{Code, Decoder, Message, Report, Span, messages::CATALOG};

/// One sample.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// Its path in `corpus/`, `/` between the parts.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Where they are.
pub(crate) fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))
}

/// All messages among them, in the order of their names.
pub(crate) fn all() -> Vec<Sample> {
    files().into_iter().filter(|sample| !sample.is_capture()).collect()
}

/// Those that hold messages, in the order of their names.
#[cfg(feature = "capture")]
pub(crate) fn captures() -> Vec<Sample> {
    files().into_iter().filter(Sample::is_capture).collect()
}

/// What is wrong with containers among them, and with what they say of their messages.
pub(crate) fn codes_of_captures() -> BTreeSet<Code> {
    let mut codes = BTreeSet::new();
    #[cfg(feature = "capture")]
    for sample in captures() {
        for item in Container::detect(&sample.bytes).open(&sample.bytes, &Options::default()) {
            match item {
                Item::Message(captured) => codes.extend(captured.problems.iter().map(|problem| problem.code)),
                Item::Problem(problem) => codes.extend([problem.code]),
            }
        }
    }
    codes
}

fn files() -> Vec<Sample> {
    let mut samples = Vec::new();
    collect(folder(), "", &mut samples);
    assert!(!samples.is_empty(), "{} has no samples", folder().display());
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    samples
}

/// Those of which nothing can be said.
pub(crate) fn good() -> Vec<Sample> {
    all().into_iter().filter(|sample| sample.class() == Class::Good).collect()
}

/// What the folder of a sample says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Nothing is wrong.
    Good,
    /// There are warnings and notes.
    Odd,
    /// There is at least one error.
    Bad,
}

impl Sample {
    fn is_capture(&self) -> bool {
        self.name.starts_with("captures/")
    }

    /// The kind that it has to be taken for, where it does not say so: JSON mostly does not, and an answer that is
    /// recognised as one before it. A sample of these is named like its kind, with a remark behind a hyphen.
    pub(crate) fn kind(&self) -> Option<&'static str> {
        let mut parts = self.name.rsplit('/');
        let (file, folder) = (parts.next()?, parts.next()?);
        let (stem, _) = file.split_once('.').unwrap();
        if folder == "response" {
            let entry = CATALOG.iter().find(|entry| entry.kind.strip_prefix("response.") == Some(stem))?;
            let first = CATALOG.iter().find(|other| other.is_alike(entry))?;
            return (first.kind != entry.kind).then_some(entry.kind);
        }
        if !["declarative", "dep", "vpp"].contains(&folder) {
            return None;
        }
        let is_it = |kind: &&str| {
            let rest = kind.strip_prefix(folder).and_then(|name| stem.strip_prefix(name.strip_prefix('.')?));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let kinds = CATALOG.iter().map(|entry| entry.kind);
        Some(kinds.filter(is_it).max_by_key(|kind| kind.len()).unwrap_or_else(|| panic!("{} is of no kind", self.name)))
    }

    /// What is said of it.
    pub(crate) fn decode(&self, decoder: &Decoder) -> (Option<Message<'_>>, Report) {
        match self.kind() {
            Some(kind) => decoder.decode_kind(kind, &self.bytes).unwrap(),
            None => decoder.decode(&self.bytes),
        }
    }

    /// The message that it is.
    pub(crate) fn message(&self) -> Message<'_> {
        let (message, report) = self.decode(&Decoder::new());
        message.unwrap_or_else(|| panic!("{}: {report}", self.name))
    }

    pub(crate) fn class(&self) -> Class {
        match self.name.split('/').next() {
            Some("odd") => Class::Odd,
            Some("bad") => Class::Bad,
            _ => Class::Good,
        }
    }
}

fn collect(folder: &Path, prefix: &str, samples: &mut Vec<Sample>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), samples);
        } else if !(name.starts_with('.') || name.ends_with(".md") || name.ends_with(".report")) {
            samples.push(Sample { name, bytes: fs::read(&path).unwrap() });
        }
    }
}

/// Every place that a report names lies in the input, and the problems stand in the order of their places.
#[track_caller]
pub(crate) fn assert_in_place(report: &Report, input: &[u8]) {
    let inside = |span: Span| span.start <= span.end && span.end <= input.len();
    for problem in report.problems() {
        assert!(inside(problem.span), "{problem:?} in {} bytes", input.len());
        assert!(problem.related.is_none_or(inside), "{problem:?} in {} bytes", input.len());
    }
    assert!(report.problems().is_sorted_by_key(|problem| (problem.span, problem.code)), "{report}");
}
