//! Which files there are, and what is in them.

use std::{
    ffi::OsStr,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use mdmwire::{Format, is_cms};
use walkdir::{DirEntry, WalkDir};

use crate::output::remark;

/// A file to read, or why there is none.
#[derive(Debug)]
pub(crate) struct Input {
    /// As it is shown: `/` between the parts.
    pub(crate) name: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    File(PathBuf),
    Lost(String),
    Stdin,
}

/// What was read.
#[derive(Debug)]
pub(crate) struct Content {
    /// At most one byte more than was asked for.
    pub(crate) bytes: Vec<u8>,
    /// How many there are in all; `None` if that is not known.
    pub(crate) length: Option<usize>,
}

impl Input {
    /// Reads so many bytes and one more, so that the reader sees that there are too many.
    pub(crate) fn read(&self, limit: usize) -> Result<Content, String> {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        let known = match &self.place {
            Place::File(path) => {
                let file = File::open(path).map_err(|error| why(&error))?;
                let length = file.metadata().map_err(|error| why(&error))?.len();
                bytes.reserve(usize::try_from(length.min(limit)).unwrap_or(0));
                file.take(limit).read_to_end(&mut bytes).map_err(|error| why(&error))?;
                usize::try_from(length).ok()
            }
            Place::Lost(reason) => return Err(reason.clone()),
            Place::Stdin => {
                io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(|error| why(&error))?;
                None
            }
        };
        let is_whole = u64::try_from(bytes.len()).is_ok_and(|len| len < limit);
        let length = if is_whole { Some(bytes.len()) } else { known };
        Ok(Content { bytes, length })
    }
}

/// The files of all paths: those that are named as they are named, those of a folder in the order of their names.
pub(crate) fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input { name: "-".to_owned(), place: Place::Stdin });
        } else if path.is_dir() {
            let before = inputs.len();
            folder(path, &mut inputs);
            if inputs.len() == before {
                remark(&format!("{}: no file in this folder looks like a message", name(path)));
            }
        } else {
            inputs.push(Input { name: name(path), place: Place::File(path.clone()) });
        }
    }
    inputs
}

fn folder(root: &Path, inputs: &mut Vec<Input>) {
    let is_shown = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
    for entry in WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter().filter_entry(is_shown) {
        match entry {
            Ok(entry) if !entry.file_type().is_file() => {}
            Ok(entry) => match looks_like_a_message(entry.path()) {
                Ok(false) => {}
                Ok(true) => inputs.push(Input { name: name(entry.path()), place: Place::File(entry.into_path()) }),
                Err(error) => inputs.push(Input { name: name(entry.path()), place: Place::Lost(why(&error)) }),
            },
            // a link back to a folder that is being walked has nothing new behind it
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let name = name(error.path().unwrap_or(root));
                let reason = error.io_error().map_or_else(|| error.to_string(), why);
                inputs.push(Input { name, place: Place::Lost(reason) });
            }
        }
    }
}

/// Whether a file of a folder is one to check.
fn looks_like_a_message(path: &Path) -> io::Result<bool> {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    if ["bin", "json", "mobileconfig", "p7m", "plist", "xml"].contains(&extension.as_str()) {
        return Ok(true);
    }
    let mut head = Vec::new();
    File::open(path)?.take(1024).read_to_end(&mut head)?;
    Ok(match Format::detect(&head) {
        Some(Format::Binary) => true,
        Some(Format::Xml) => {
            head.windows(6).any(|window| window == b"<plist")
                || head.windows(15).any(|window| window == b"<!DOCTYPE plist")
        }
        Some(Format::Json) => extension.is_empty(),
        _ => is_cms(&head),
    })
}

/// A path as it is shown.
fn name(path: &Path) -> String {
    let name = path.to_string_lossy().into_owned();
    if std::path::MAIN_SEPARATOR == '/' { name } else { name.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// The reason without the number of the system.
fn why(error: &io::Error) -> String {
    let reason = error.to_string();
    reason.split(" (os error ").next().unwrap_or_default().to_owned()
}
