//! `mdmwire convert`

use std::{
    fmt::Display,
    io::{self, BufWriter, IsTerminal, Write},
};

use mdmwire::{
    Canonical, Format, Value,
    render::{Source, Style, Visible, concise, full},
};

use crate::{
    Exit,
    args::{Convert, Form},
    input::inputs,
    output::{Output, remark},
};

pub(crate) fn run(options: &Convert, output: &Output) -> io::Result<Exit> {
    if options.path.is_dir() {
        remark(&format!("{}: one file can be converted, not a folder", options.path.display()));
        return Ok(Exit::Usage);
    }
    let mut exit = Exit::Clean;
    for input in inputs(std::slice::from_ref(&options.path)) {
        let content = match input.read(options.bounds.max_message_size) {
            Ok(content) => content,
            Err(reason) => {
                remark(&format!("{}: cannot be read: {reason}", input.name));
                return Ok(Exit::Unreadable);
            }
        };
        let (value, report) = Value::read(&content.bytes, options.policy.into(), options.bounds.limits());
        let Some(value) = value else {
            let source = Source::new(&input.name, &content.bytes);
            // colours that are not wanted there are taken away
            let style = Style { color: true, ..output.style() };
            write!(anstream::stderr(), "{}", full(&report, source, style))?;
            exit = Exit::Findings;
            continue;
        };
        // what was tolerated, such as bytes behind the document, is said
        if !report.is_clean() {
            write!(anstream::stderr(), "{}", concise(&report, Source::new(&input.name, &content.bytes)))?;
        }
        let format = Format::detect(&content.bytes).unwrap_or(Format::Xml);
        let written = match options.to {
            Form::Canonical => Ok(print(format_args!("{}\n", Canonical::of(value.root(), format)))),
            Form::Json => value.root().json().map(|text| print(format_args!("{text:#}\n"))),
            Form::Xml => value.root().xml().map(print),
        };
        match written {
            Ok(written) => written?,
            Err(unwritable) => {
                remark(&format!("{}: {unwritable}", input.name));
                exit = Exit::Findings;
            }
        }
    }
    Ok(exit)
}

/// Byte for byte; on a terminal, what could steer it as symbols.
fn print(text: impl Display) -> io::Result<()> {
    let stdout = io::stdout().lock();
    let on_terminal = stdout.is_terminal();
    let mut out = BufWriter::new(stdout);
    if on_terminal {
        for line in text.to_string().lines() {
            let inside = line.trim_start_matches('\t');
            let (indentation, _) = line.split_at(line.len() - inside.len());
            writeln!(out, "{indentation}{}", Visible(inside))?;
        }
    } else {
        write!(out, "{text}")?;
    }
    out.flush()
}
