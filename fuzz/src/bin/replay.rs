//! Runs every fuzz target over files, with no fuzzer and on a stable compiler.
//!
//!     replay [PATH…]               by default over ../corpus and regressions
//!     replay --canonical PATH…     says instead how each file is read: name, strict and tolerant verdict, value

use std::{
    env,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use mdmwire_fuzz::replay::{files, replay, verdict};

fn main() -> io::Result<ExitCode> {
    let mut arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let canonical = arguments.first().is_some_and(|first| first.as_os_str() == "--canonical");
    if canonical {
        arguments.remove(0);
    } else if arguments.is_empty() {
        let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        arguments = vec![here.join("../corpus"), here.join("regressions")];
    }
    let files = files(&arguments)?;
    if canonical {
        let mut out = io::stdout().lock();
        for file in files {
            writeln!(out, "{}\t{}", file.display(), verdict(&file)?)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut failures = 0;
    for file in &files {
        for target in replay(file)? {
            println!("{}: fails target {target}", file.display());
            failures += 1;
        }
    }
    println!("{} files, {failures} failures", files.len());
    Ok(if failures == 0 && !files.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
