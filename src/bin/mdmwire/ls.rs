//! `mdmwire ls`

use std::io::{self, Write};

use mdmwire::{Severity, render::Visible};
use serde_json::json;

use crate::{
    Exit,
    args::{Listing, Ls},
    listen::{Heard, Said, findings, listen},
    output::Output,
};

pub(crate) fn run(options: &Ls, output: &mut Output) -> io::Result<Exit> {
    listen(&options.paths, &options.reading, |heard| match (heard, options.format) {
        (Heard::File(name), Listing::Text) => output.heading(&Visible(name).to_string()),
        (Heard::Message(said), Listing::Text) => line(&said, output),
        (Heard::Message(said), Listing::Json) => record(&said, output),
        _ => Ok(()),
    })
}

/// Columns with two blanks at least between them; `-` where nothing is known.
fn line(said: &Said<'_>, output: &mut Output) -> io::Result<()> {
    let Said { captured, decoded, labels, .. } = said;
    let place = captured.place.to_string();
    let size = format!("{} B", captured.body.len());
    let findings = findings(decoded);
    let columns: [(&str, usize); 8] = [
        (&place, 18),
        (captured.exchange.time.as_deref().unwrap_or_default(), 20),
        (said.way(), 11),
        (decoded.kind, 26),
        (labels.status.as_deref().unwrap_or_default(), 12),
        (labels.device.as_deref().unwrap_or_default(), 25),
        (&size, 8),
        (&findings, 0),
    ];
    let mut line = format!("{:>5}", said.index);
    for (text, width) in columns {
        let text = if text.is_empty() { "-" } else { text };
        line.push_str(&format!("  {:width$}", Visible(text).to_string()));
    }
    writeln!(output, "{}", line.trim_end())
}

fn record(said: &Said<'_>, output: &mut Output) -> io::Result<()> {
    let Said { file, index, captured, decoded, labels, .. } = said;
    let way = said.way();
    let record = json!({
        "path": file,
        "index": index,
        "where": captured.place.to_string(),
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
    writeln!(output, "{record}")
}
