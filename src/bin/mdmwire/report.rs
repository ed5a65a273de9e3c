//! Where findings go: standard output, and files.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
};

use mdmwire::render::{Checked, Page, Printer, Said, Setting, Style, Summary};

use crate::{
    args::{Check, FileReport},
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
        let mut sinks: Vec<Sink<'o>> = vec![Sink { name: String::new(), out: Box::new(output) }];
        for FileReport { path, .. } in files {
            let name = path.display().to_string();
            let file = File::create(path).map_err(|error| format!("{name}: cannot be written: {error}"))?;
            sinks.push(Sink { name, out: Box::new(BufWriter::new(file)) });
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
}

impl Pages<'_> {
    pub(crate) fn begin(&mut self) -> io::Result<()> {
        self.each(|page, out| page.begin(out))
    }

    pub(crate) fn add(&mut self, said: Words) -> io::Result<()> {
        let mut said = said.0.into_iter();
        self.each(|page, out| said.next().map_or(Ok(()), |said| page.add(said, out)))
    }

    /// Lets who reads standard output see what is done.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.0.first_mut().map_or(Ok(()), |(_, sink)| sink.out.flush())
    }

    pub(crate) fn end(&mut self, summary: &Summary) -> io::Result<()> {
        self.each(|page, out| {
            page.end(summary, out)?;
            out.flush()
        })
    }

    fn each(&mut self, mut work: impl FnMut(&mut dyn Page, &mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        self.0.iter_mut().try_for_each(|(page, sink)| {
            work(page.as_mut(), sink.out.as_mut()).map_err(|error| match sink.name.as_str() {
                "" => error,
                // a file that is a closed pipe is no reader who has seen enough
                name => io::Error::other(format!("{name}: {error}")),
            })
        })
    }
}
