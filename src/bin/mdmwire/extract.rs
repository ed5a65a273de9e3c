//! `mdmwire extract`

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    path::Path,
};

use mdmwire::{Format, render::credentials};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{
    Exit,
    args::{Extract, misused},
    check::hex,
    input::Own,
    listen::{Heard, Said, listen},
    output::remark,
};

pub(crate) fn run(options: &Extract) -> io::Result<Exit> {
    let folder = options.output.as_path();
    let begin = || {
        fs::create_dir_all(folder)?;
        create(folder, "index.jsonl")
    };
    let mut index = match begin() {
        Ok(index) => BufWriter::new(index),
        Err(error) => return Ok(misused(&format!("{}: {}", folder.join("index.jsonl").display(), why(&error)))),
    };
    let mut number = 0_usize;
    let exit = listen(&options.paths, &Own::new([folder]), &options.reading, |heard| {
        let Heard::Message(said) = heard else { return Ok(()) };
        let name = name(number, &said);
        number += 1;
        create(folder, &name)?.write_all(&said.captured.body)?;
        writeln!(index, "{}", record(&name, &said))
    });
    let exit = match exit.and_then(|exit| index.flush().map(|()| exit)) {
        Ok(exit) => exit,
        Err(error) => {
            remark(&format!("{}: {}", folder.display(), why(&error)));
            return Ok(Exit::Unreadable);
        }
    };
    remark(&format!("{number} messages in {}", folder.display()));
    Ok(exit)
}

/// A new file of the folder.
fn create(folder: &Path, name: &str) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(folder.join(name))
}

fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AlreadyExists => "is there already, and nothing is overwritten".to_owned(),
        _ => format!("cannot be written: {error}"),
    }
}

/// `000012-check-in.Authenticate.plist`: nothing of it comes from the capture but its format.
fn name(number: usize, said: &Said<'_>) -> String {
    let extension = match Format::detect(&said.captured.body) {
        Some(Format::Xml | Format::Binary) => "plist",
        Some(Format::Json) => "json",
        _ => "bin",
    };
    format!("{number:06}-{}.{extension}", said.decoded.kind)
}

fn record(name: &str, said: &Said<'_>) -> serde_json::Value {
    let Said { file, index, captured, decoded, labels, .. } = said;
    let exchange = &captured.exchange;
    json!({
        "file": name,
        "path": file,
        "index": index,
        "where": captured.place.to_string(),
        "kind": decoded.kind,
        "offset": captured.offset,
        "length": captured.body.len(),
        "sha256": hex(&Sha256::digest(&captured.body)),
        "time": exchange.time,
        "method": exchange.method,
        "url": exchange.url.as_deref().map(shown),
        "http_status": exchange.status,
        "content_type": exchange.content_type,
        "device": labels.device,
        "command_uuid": labels.command_uuid,
        "request_type": labels.request_type,
    })
}

/// An address without the credentials in it.
fn shown(url: &str) -> String {
    let mut shown = String::new();
    let mut start = 0;
    for span in credentials(url.as_bytes()) {
        shown.push_str(url.get(start..span.start).unwrap_or_default());
        shown.push('…');
        start = span.end;
    }
    shown + url.get(start..).unwrap_or_default()
}
