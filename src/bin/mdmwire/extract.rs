//! `mdmwire extract`

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    path::Path,
};

use mdmwire::{
    Format,
    render::{credentials, json_line},
};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{
    Exit,
    args::{Extract, misused},
    check::hex,
    input::{Own, why},
    listen::{Heard, Said, listen},
    output::{counted, remark},
};

const INDEX: &str = "index.jsonl";

pub(crate) fn run(options: &Extract) -> io::Result<Exit> {
    let folder = options.output.as_path();
    let index = match begin(folder) {
        Ok(index) => BufWriter::new(index),
        Err(error) => return Ok(misused(&error.to_string())),
    };
    match extract(options, folder, index) {
        Ok((exit, number)) => {
            remark(&format!("{} in {}", counted(number, "message"), folder.display()));
            Ok(exit)
        }
        Err(error) => {
            remark(&error.to_string());
            Ok(Exit::Unreadable)
        }
    }
}

/// Makes the folder, in which there may be nothing that has the name of what is written, and the index.
fn begin(folder: &Path) -> io::Result<File> {
    let entries =
        fs::create_dir_all(folder).and_then(|()| fs::read_dir(folder)).map_err(|error| named(folder, &error))?;
    let names = entries.flatten().map(|entry| entry.file_name());
    match names.filter(|name| is_taken(&name.to_string_lossy())).min() {
        Some(name) => Err(named(&folder.join(name), &io::ErrorKind::AlreadyExists.into())),
        None => create(&folder.join(INDEX)),
    }
}

/// Whether a file of this name could be one that is written.
fn is_taken(name: &str) -> bool {
    let is_number = |number: &str| number.len() >= 6 && number.bytes().all(|byte| byte.is_ascii_digit());
    name == INDEX || name.split_once('-').is_some_and(|(number, _)| is_number(number))
}

/// Writes the messages, and their records; how many there are.
fn extract(options: &Extract, folder: &Path, mut index: BufWriter<File>) -> io::Result<(Exit, usize)> {
    let of_index = |error| named(&folder.join(INDEX), &error);
    let mut number = 0_usize;
    let exit = listen(&options.paths, &Own::new([folder]), &options.reading, |heard| {
        let Heard::Message(said) = heard else { return Ok(()) };
        let name = name(number, &said);
        number += 1;
        let path = folder.join(&name);
        create(&path)?.write_all(&said.captured.body).map_err(|error| named(&path, &error))?;
        writeln!(index, "{}", json_line(&record(&name, &said))).map_err(of_index)
    })?;
    index.flush().map_err(of_index)?;
    Ok((exit, number))
}

/// A new file.
fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| named(path, &error))
}

/// An error that says what cannot be written, and why.
fn named(path: &Path, error: &io::Error) -> io::Error {
    let reason = match error.kind() {
        io::ErrorKind::AlreadyExists => "is there already, and nothing is overwritten".to_owned(),
        _ => format!("cannot be written: {}", why(error)),
    };
    io::Error::new(error.kind(), format!("{}: {reason}", path.display()))
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
        "where": said.place(),
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
