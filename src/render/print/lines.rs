//! The page of formats that have no frame: what is said of one message after the other.

use std::io::{self, Write};

use super::{Page, Said, Summary};

pub(super) struct Lines {
    /// What comes first.
    pub(super) head: &'static str,
    /// What comes last.
    pub(super) tail: fn(&Summary) -> String,
}

impl Lines {
    /// For people: the summary comes last, unless it is not wanted.
    pub(super) fn page(quiet: bool) -> Box<dyn Page> {
        let tail = if quiet { |_: &Summary| String::new() } else { |summary: &Summary| format!("{summary}\n") };
        Box::new(Self { head: "", tail })
    }
}

impl Page for Lines {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self.head.as_bytes())
    }

    fn add(&mut self, said: Said, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(said.text.as_bytes())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all((self.tail)(summary).as_bytes())
    }
}
