//! `mdmwire convert`

use std::io::{self, Write};

use mdmwire::{
    Canonical, Format, Limits, Value,
    render::{Source, Style, full},
};

use crate::{
    Exit,
    args::{Convert, Form},
    input::inputs,
    output::{Output, remark},
};

pub(crate) fn run(options: &Convert, output: &mut Output) -> io::Result<Exit> {
    if options.path.is_dir() {
        remark(&format!("{}: one file can be converted, not a folder", options.path.display()));
        return Ok(Exit::Usage);
    }
    let mut exit = Exit::Clean;
    for input in inputs(std::slice::from_ref(&options.path)) {
        let content = match input.read(options.max_message_size) {
            Ok(content) => content,
            Err(reason) => {
                remark(&format!("{}: cannot be read: {reason}", input.name));
                return Ok(Exit::Unreadable);
            }
        };
        let limits = Limits { bytes: options.max_message_size, ..Limits::default() };
        let (value, report) = Value::read(&content.bytes, options.policy.into(), limits);
        let Some(value) = value else {
            let source = Source::new(&input.name, &content.bytes);
            write!(anstream::stderr(), "{}", full(&report, source, Style::default()))?;
            exit = Exit::Findings;
            continue;
        };
        let format = Format::detect(&content.bytes).unwrap_or(Format::Xml);
        match options.to {
            Form::Canonical => writeln!(output, "{}", Canonical::of(value.root(), format))?,
        }
    }
    Ok(exit)
}
