//! `mdmwire ls`

use std::io::{self, Write};

use mdmwire::{
    Severity,
    render::{Visible, json_line},
};
use serde_json::json;

use crate::{
    Exit,
    args::{Listing, Ls},
    input::Own,
    listen::{Heard, Said, findings, listen},
    output::Output,
};

pub(crate) fn run(options: &Ls, output: &mut Output) -> io::Result<Exit> {
    let mut widths = [18, 20, 11, 26, 12, 25, 8, 0];
    listen(&options.paths, &Own::default(), &options.reading, |heard| match (heard, options.format) {
        (Heard::File(name), Listing::Text) => output.heading(&Visible(name).to_string()),
        (Heard::Message(said), Listing::Text) => line(&said, &mut widths, output),
        (Heard::Message(said), Listing::Json) => record(&said, output),
        _ => Ok(()),
    })
}

/// Columns with two blanks between them, each from now on as wide as what stands in it; `-` where nothing is known.
fn line(said: &Said<'_>, widths: &mut [usize; 8], output: &mut Output) -> io::Result<()> {
    let Said { captured, decoded, labels, .. } = said;
    let place = captured.place.to_string();
    let size = format!("{} B", captured.body.len());
    let findings = findings(decoded);
    let columns: [&str; 8] = [
        &place,
        captured.exchange.time.as_deref().unwrap_or_default(),
        said.way(),
        decoded.kind,
        labels.status.as_deref().unwrap_or_default(),
        labels.device.as_deref().unwrap_or_default(),
        &size,
        &findings,
    ];
    let mut line = format!("{:>5}", said.index);
    for (text, width) in columns.into_iter().zip(widths) {
        let text = if text.is_empty() { "-" } else { text };
        let text = Visible(text).to_string();
        *width = text.chars().count().max(*width);
        line.push_str(&format!("  {text:width$}"));
    }
    writeln!(output, "{}", line.trim_end())
}

fn record(said: &Said<'_>, output: &mut Output) -> io::Result<()> {
    let Said { file, index, captured, decoded, labels, .. } = said;
    let way = said.way();
    let record = json!({
        "path": file,
        "index": index,
        "where": said.place(),
        "time": captured.exchange.time,
        "direction": (!way.is_empty()).then_some(way),
        "kind": decoded.kind,
        "status": labels.status,
        "http_status": captured.exchange.status,
        "device": labels.device,
        "user": labels.user,
        "command_uuid": labels.command_uuid,
        "request_type": labels.request_type,
        "length": captured.body.len(),
        "errors": decoded.report.count(Severity::Error),
        "warnings": decoded.report.count(Severity::Warning),
        "notes": decoded.report.count(Severity::Note),
    });
    writeln!(output, "{}", json_line(&record))
}
