//! `mdmwire completions` and `mdmwire man`

use std::io::{self, Write};

use clap::CommandFactory;
use clap_mangen::Man;

use crate::{
    Exit,
    args::{self, Args, Completions, misused},
    output::Output,
};

pub(crate) fn completions(options: &Completions, output: &mut Output) -> io::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Args::command(), "mdmwire", &mut script);
    output.write_all(&script)?;
    Ok(Exit::Clean)
}

pub(crate) fn man(options: &args::Man, output: &mut Output) -> io::Result<Exit> {
    let mut program = Args::command();
    program.build();
    let command = match &options.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone(),
            None => return Ok(misused(&format!("there is no command `{name}`"))),
        },
    };
    let mut page = Vec::new();
    Man::new(command).source(concat!("mdmwire ", env!("CARGO_PKG_VERSION"))).render(&mut page)?;
    output.write_all(&page)?;
    Ok(Exit::Clean)
}
