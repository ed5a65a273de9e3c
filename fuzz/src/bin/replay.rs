//! Runs every fuzz target over files, with no fuzzer and on a stable compiler.
//!
//!     replay [PATH…]               by default over ../corpus and regressions
//!     replay --canonical PATH…     says instead how each file is read: name, strict and tolerant verdict, value
//!     replay --near PATH…          reads instead what each file is up to any place in it, and the 200 smallest files with
//!                                  any one octet changed

use std::{
    env,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use mdmwire_fuzz::replay::{files, replay, verdict};

fn main() -> io::Result<ExitCode> {
    let mut arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let option = |name: &str| arguments.first().is_some_and(|first| first.as_os_str() == name);
    let (canonical, near) = (option("--canonical"), option("--near"));
    if canonical || near {
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
    if near {
        let (read, failures) = mdmwire_fuzz::replay::near(&files)?;
        println!("{} files, {read} bodies near them read, {failures} failures", files.len());
        return Ok(if failures == 0 && read > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE });
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
