//! Standard output, with or without colour.

use std::{
    fmt::Display,
    io::{self, BufWriter, IsTerminal, Stdout, Write},
};

use anstream::{AutoStream, ColorChoice};
use mdmwire::render::Style;
use terminal_size::{Width, terminal_size_of};

use crate::args::Color;

/// Standard output. Writing to a closed pipe is an error of the kind `BrokenPipe`.
pub(crate) struct Output {
    stream: BufWriter<AutoStream<Stdout>>,
    colorful: bool,
}

impl Output {
    pub(crate) fn new(color: Color) -> Self {
        match color {
            Color::Always => ColorChoice::Always,
            Color::Auto => ColorChoice::Auto,
            Color::Never => ColorChoice::Never,
        }
        .write_global();
        let choice = AutoStream::choice(&io::stdout());
        Self { stream: BufWriter::new(AutoStream::new(io::stdout(), choice)), colorful: choice != ColorChoice::Never }
    }

    /// Whether a person is looking.
    pub(crate) fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// How pictures are drawn here.
    pub(crate) fn style(&self) -> Style {
        Style { color: self.colorful, width: self.width() }
    }

    /// How wide the terminal is: as the environment says, or the terminal.
    fn width(&self) -> usize {
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let terminal = || terminal_size_of(io::stdout()).map(|(Width(columns), _)| usize::from(columns));
        columns.or_else(terminal).unwrap_or(120).clamp(60, 240)
    }

    /// The name of a thing that stands in a heading.
    pub(crate) fn heading(&mut self, text: &str) -> io::Result<()> {
        if self.colorful { writeln!(self, "\x1b[1m{text}\x1b[0m") } else { writeln!(self, "{text}") }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Says something on standard error that is no finding.
pub(crate) fn remark(text: &str) {
    // a person who closed it does not want to know
    let _ = writeln!(anstream::stderr(), "mdmwire: {text}");
}

/// `1 message`, `2 messages`
pub(crate) fn counted(count: impl Display, noun: &str) -> String {
    let count = count.to_string();
    let plural = if count == "1" { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
