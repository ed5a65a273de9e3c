//! The command line of `mdmwire`.
//!
//! It reads files, asks the library, and prints what the library says. Nothing here knows a rule, a key or a format.

mod args;
mod check;
mod convert;
mod decode;
mod encoded;
mod explain;
mod extract;
mod input;
mod interrupt;
mod listen;
mod ls;
mod manual;
mod map;
mod output;
mod parallel;
mod progress;
mod redact;
mod report;
mod show;
mod stats;
mod stream;
mod stretches;
mod talk;
mod time;
mod tour;

use std::{
    io::{self, ErrorKind, Write},
    process::ExitCode,
};

use crate::{
    args::{Args, Command},
    output::Output,
};

fn main() -> ExitCode {
    let args = Args::read();
    let mut output = Output::new(args.color);
    let exit = match &args.command {
        Command::Check(options) => check::run(options, &mut output),
        Command::Completions(options) => manual::completions(options, &mut output),
        Command::Convert(options) => convert::run(options, &output),
        Command::Explain(options) => explain::run(options, &mut output),
        Command::Extract(options) => extract::run(options),
        Command::Ls(options) => ls::run(options, &mut output),
        Command::Man(options) => manual::man(options, &mut output),
        Command::Redact(options) => redact::run(options),
        Command::Show(options) => show::run(options, &mut output),
        Command::Stats(options) => stats::run(options, &mut output),
    };
    match exit.and_then(|exit| output.flush().map(|()| exit)) {
        Ok(exit) => exit.into(),
        // whoever reads has seen enough
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // nothing can be said if even this can't be written
            let _ = writeln!(io::stderr(), "mdmwire: the output cannot be written: {}", input::why(&error));
            Exit::Unreadable.into()
        }
    }
}

/// How the program ends. The numbers are documented and stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing at or above the level that fails.
    Clean,
    /// Findings, or a document that is not read.
    Findings,
    /// Wrong usage.
    Usage,
    /// Some input cannot be read, and there is nothing else to say.
    Unreadable,
    /// Ctrl-C, after what was found so far.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Unreadable => 3,
            Exit::Interrupted => 130,
        })
    }
}
