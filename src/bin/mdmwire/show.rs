//! `mdmwire show`

use std::io::{self, Write};

use mdmwire::Severity;

use crate::{
    Exit,
    args::Show,
    decode::decode,
    input::inputs,
    output::{Output, remark},
};

pub(crate) fn run(options: &Show, output: &mut Output) -> io::Result<Exit> {
    let decoder = options.reading.decoder();
    let mut exit = Exit::Clean;
    for input in inputs(&options.paths) {
        let content = match input.read(options.reading.max_message_size) {
            Ok(content) => content,
            Err(reason) => {
                remark(&format!("{}: cannot be read: {reason}", input.name));
                if exit == Exit::Clean {
                    exit = Exit::Unreadable;
                }
                continue;
            }
        };
        let decoded = decode(&decoder, &options.reading, |_| None, &content.bytes);
        output.heading(&format!("{}: {}", input.name, decoded.kind))?;
        if let Some(message) = &decoded.message {
            writeln!(output, "{message:#?}")?;
        }
        if decoded.report.count(Severity::Error) > 0 {
            exit = Exit::Findings;
        }
        output.flush()?;
    }
    Ok(exit)
}
