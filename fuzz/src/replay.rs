//! The targets over files.

use std::{
    fs, io,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
};

use mdmwire::{Canonical, Format, Limits, Policy, Value, decode};

use crate::TARGETS;

/// Every file in these, folders searched through and sorted.
///
/// # Errors
///
/// If a path is not there or can't be read.
pub fn files(paths: &[PathBuf]) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inside = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
            inside.sort();
            files.extend(self::files(&inside)?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

/// Runs every target over a file; the names of those that fail.
///
/// # Errors
///
/// If the file can't be read.
pub fn replay(file: &Path) -> io::Result<Vec<&'static str>> {
    let input = fs::read(file)?;
    let failed = TARGETS.iter().filter(|(_, run)| panic::catch_unwind(AssertUnwindSafe(|| run(&input))).is_err());
    Ok(failed.map(|(name, _)| *name).collect())
}

/// How a file is read: `A` or `R` for accepted or refused under the strict policy, the same for the tolerant one, and
/// the value in canonical form, tabs between.
///
/// # Errors
///
/// If the file can't be read.
pub fn verdict(file: &Path) -> io::Result<String> {
    let input = fs::read(file)?;
    let format = Format::detect(&input).unwrap_or(Format::Xml);
    let read = |policy| Value::read(&input, policy, Limits::default()).0;
    let letter = |value: &Option<Value<'_>>| if value.is_some() { 'A' } else { 'R' };
    let (strict, tolerant) = (read(Policy::Strict), read(Policy::Tolerant));
    let value = tolerant.as_ref().map(|value| Canonical::of(value.root(), format).to_string()).unwrap_or_default();
    Ok(format!("{}\t{}\t{value}", letter(&strict), letter(&tolerant)))
}

/// Of a file so many beginnings are read: all of a short one.
const BEGINNINGS: usize = 8192;

/// Of so many files, the smallest, each octet is changed to every other.
const SMALLEST: usize = 200;

/// Reads what is near the files: how many bodies that were, and how many of them ended in a panic.
///
/// # Errors
///
/// If a file can't be read.
pub fn near(paths: &[PathBuf]) -> io::Result<(usize, usize)> {
    let mut files = paths.iter().map(fs::read).collect::<io::Result<Vec<_>>>()?;
    files.sort_by_key(Vec::len);
    let (mut read, mut failures) = (0, 0);
    let mut one = |body: &[u8]| {
        read += 1;
        let all = AssertUnwindSafe(|| {
            for policy in [Policy::Strict, Policy::Tolerant] {
                let _ = Value::read(body, policy, Limits::default());
            }
            let _ = decode(body);
        });
        if panic::catch_unwind(all).is_err() {
            eprintln!("{body:?}");
            failures += 1;
        }
    };
    for file in &files {
        (0..file.len()).step_by(file.len().div_ceil(BEGINNINGS).max(1)).for_each(|len| one(&file[..len]));
    }
    for file in files.iter_mut().take(SMALLEST) {
        for at in 0..file.len() {
            let octet = file[at];
            for other in (0..=u8::MAX).filter(|other| *other != octet) {
                file[at] = other;
                one(file);
            }
            file[at] = octet;
        }
    }
    Ok((read, failures))
}
