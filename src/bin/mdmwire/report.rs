//! Where findings go: standard output, and files.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write},
    iter::repeat,
    path::Path,
};

use mdmwire::render::{Checked, Page, Printer, Said, Setting, Style, Summary};

use crate::{
    args::{Check, FileReport},
    input::{are_one, is_read, why},
    output::Output,
};

/// What was asked for: the printer of standard output, then those of the files.
pub(crate) struct Printers(Vec<Box<dyn Printer>>);

/// What the printers said of one message.
pub(crate) struct Words(Vec<Said>);

impl Printers {
    pub(crate) fn new(options: &Check, output: &Output) -> Self {
        let mut setting = Setting { style: output.style(), quiet: options.quiet, fail_on: options.fail_on.severity() };
        let mut printers = vec![options.format(output).printer(setting)];
        setting.style = Style::default();
        printers.extend(options.report.iter().map(|report| report.format.printer(setting)));
        Self(printers)
    }

    /// Whether one of them shows lines of the documents.
    pub(crate) fn show_lines(&self) -> bool {
        self.0.iter().any(|printer| printer.shows_lines())
    }

    /// Whether one of them counts answers by their status.
    pub(crate) fn count(&self) -> bool {
        self.0.iter().any(|printer| printer.counts())
    }

    /// Whether one of them names messages by their hash.
    pub(crate) fn hash(&self) -> bool {
        self.0.iter().any(|printer| printer.hashes())
    }

    pub(crate) fn say(&self, checked: &Checked<'_>) -> Words {
        Words(self.0.iter().map(|printer| printer.say(checked)).collect())
    }

    /// Makes the files and begins all pages. A file that can't be made is wrong usage, and the error says so.
    pub(crate) fn pages<'o>(&self, files: &[FileReport], output: &'o mut Output) -> Result<Pages<'o>, String> {
        let mut sinks: Vec<Sink<'o>> = vec![Sink { name: String::new(), out: Box::new(output), failure: None }];
        for FileReport { path, .. } in files {
            let name = path.display().to_string();
            let file = File::create(path).map_err(|error| format!("{name}: cannot be written: {}", why(&error)))?;
            sinks.push(Sink { name, out: Box::new(BufWriter::new(file)), failure: None });
        }
        let pages = self.0.iter().map(|printer| printer.page()).zip(sinks);
        Ok(Pages(pages.collect()))
    }
}

/// The pages, each with where it is written.
pub(crate) struct Pages<'o>(Vec<(Box<dyn Page>, Sink<'o>)>);

struct Sink<'o> {
    /// The name of the file; empty for standard output.
    name: String,
    out: Box<dyn Write + 'o>,
    /// Why nothing more is written to it.
    failure: Option<io::Error>,
}

impl Sink<'_> {
    /// Writes to it, unless that has failed before.
    fn write(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        if self.failure.is_none() {
            self.failure = write(self.out.as_mut()).err();
        }
    }
}

impl Pages<'_> {
    pub(crate) fn begin(&mut self) -> io::Result<()> {
        self.each(repeat(()), |(), page, out| page.begin(out))
    }

    pub(crate) fn add(&mut self, said: Words) -> io::Result<()> {
        self.each(said.0, |said, page, out| page.add(said, out))
    }

    /// Lets who reads standard output see what is done.
    pub(crate) fn flush(&mut self) {
        if let Some((_, sink)) = self.0.first_mut() {
            sink.write(|out| out.flush());
        }
    }

    /// Finishes all pages; an error if one of them is not whole.
    pub(crate) fn end(&mut self, summary: &Summary) -> io::Result<()> {
        let ended = self.each(repeat(()), |(), page, out| {
            page.end(summary, out)?;
            out.flush()
        });
        ended.and_then(|()| self.failure().map_or(Ok(()), Err))
    }

    /// Works on each page that can still be written; an error if there is none any more.
    fn each<S>(
        &mut self,
        what: impl IntoIterator<Item = S>,
        mut work: impl FnMut(S, &mut dyn Page, &mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        for ((page, sink), what) in self.0.iter_mut().zip(what) {
            sink.write(|out| work(what, page.as_mut(), out));
        }
        if self.0.iter().any(|(_, sink)| sink.failure.is_none()) {
            return Ok(());
        }
        self.failure().map_or(Ok(()), Err)
    }

    /// Why a page is not whole. That nobody reads standard output any more says the least.
    fn failure(&mut self) -> Option<io::Error> {
        self.0.iter_mut().rev().find_map(|(_, sink)| {
            let error = sink.failure.take()?;
            Some(match sink.name.as_str() {
                "" => error,
                // a file that is a closed pipe is no reader who has seen enough
                name => io::Error::other(format!("{name}: {}", why(&error))),
            })
        })
    }
}

/// Why these reports can't be written.
pub(crate) fn obstacle(options: &Check) -> Option<String> {
    let mut reports = options.report.iter().map(|report| report.path.as_path());
    while let Some(path) = reports.next() {
        if reports.clone().any(|other| are_one(path, other)) {
            return Some(format!("{}: one file holds one report", path.display()));
        }
        if is_read(path, &options.paths) && !begins_as_report(path) {
            return Some(format!("{}: cannot be written, since it is read", path.display()));
        }
    }
    None
}

/// Whether a file is a report of before or empty, by how those begin that could be taken for messages.
fn begins_as_report(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(256).read_to_end(&mut head));
    let head = String::from_utf8_lossy(&head);
    read.is_ok_and(|length| length == 0) || HEADS.iter().any(|begin| head.starts_with(begin))
}

const HEADS: [&str; 8] = [
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mdmwire\"",
    "[\n]",
    "[\n{\"description\":",
    "path,index,where,kind,code,",
    "{\"$schema\":\"https://docs.oasis-open.org/sarif/",
    "{\"messages\":[\n",
    "{\"record\":\"",
    "{\"source\":{\"name\":\"mdmwire\"}",
];
