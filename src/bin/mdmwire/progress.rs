//! How far the work is, for a person who waits.

use std::{
    io::{self, IsTerminal},
    time::{Duration, Instant},
};

use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use mdmwire::render::Summary;

use crate::output::counted;

/// A line on standard error; only on a terminal, and only after a second.
pub(crate) struct Progress {
    begin: Instant,
    is_watched: bool,
    bar: ProgressBar,
}

impl Progress {
    const QUIET: Duration = Duration::from_secs(1);

    pub(crate) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(ProgressStyle::default_spinner());
        Self { begin: Instant::now(), is_watched: io::stderr().is_terminal(), bar }
    }

    /// Says how much is done.
    pub(crate) fn show(&self, done: &Summary) {
        if !self.is_watched || self.begin.elapsed() < Self::QUIET {
            return;
        }
        if self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        let Summary { files, messages, bytes, errors, .. } = *done;
        let count = |count: usize| HumanCount(u64::try_from(count).unwrap_or(u64::MAX));
        let bytes = HumanBytes(u64::try_from(bytes).unwrap_or(u64::MAX));
        let [files, messages, errors] =
            [(files, "file"), (messages, "message"), (errors, "error")].map(|(many, noun)| counted(count(many), noun));
        self.bar.set_message(format!("{files}, {messages}, {bytes}, {errors}"));
        self.bar.tick();
    }

    /// Takes the line away while something is printed.
    pub(crate) fn aside<R>(&self, print: impl FnOnce() -> R) -> R {
        if self.is_watched { self.bar.suspend(print) } else { print() }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
