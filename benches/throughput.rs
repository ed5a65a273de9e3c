//! How fast `mdmwire check` goes through what people hold: a folder of small files, and one large dump.
//!
//! The files are made in the target folder. `cargo bench --bench throughput --features cli` takes a tenth of each;
//! with `-- --full` it is 100,000 files and 2 GB. Memory is what the program holds itself, without what it maps.

use std::{
    fs,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

fn main() {
    let scale = if std::env::args().any(|argument| argument == "--full") { 10 } else { 1 };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("throughput");
    let files = small_files(&folder, 10_000 * scale);
    let dump = dump(&folder, 200_000_000 * scale);
    for (what, path, unit, count) in [
        ("small files", &files, "M files/s", 10_000 * scale),
        (
            "dump",
            &dump,
            "GB/s",
            usize::try_from(fs::metadata(&dump).expect("it was made").len()).expect("it fits") / 1000,
        ),
    ] {
        // the first run warms the cache
        let runs: Vec<Run> = (0..4).map(|_| check(path)).skip(1).collect();
        let best = runs.iter().map(|run| run.time).min().expect("runs").as_secs_f64();
        let heap = runs.iter().map(|run| run.heap).max().expect("runs");
        println!("{what}: {:.2} {unit}, {best:.2} s, {heap} KiB held", count as f64 / best / 1e6);
    }
}

struct Run {
    time: Duration,
    /// The most memory that was held, in KiB.
    heap: usize,
}

fn check(path: &Path) -> Run {
    let begin = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_mdmwire"))
        .args(["check", "--format", "concise", "--quiet"])
        .arg(path)
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut heap = 0;
    while child.try_wait().expect("it is ours").is_none() {
        heap = held(&child).max(heap);
        sleep(Duration::from_millis(2));
    }
    let status = child.wait().expect("it is ours");
    assert!(status.success(), "{}: {status}", path.display());
    Run { time: begin.elapsed(), heap }
}

/// What a process holds now, as Linux counts it.
fn held(child: &Child) -> usize {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// As many files, 500 in a folder.
fn small_files(folder: &Path, count: usize) -> PathBuf {
    let files = folder.join(format!("files-{count}"));
    if !files.join("done").exists() {
        for number in 0..count {
            let folder = files.join(format!("{:03}", number / 500));
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(folder.join(format!("{number:06}.plist")), message(number)).expect("a file");
        }
        fs::write(files.join("done"), "").expect("a file");
    }
    files
}

/// Messages one behind the other, to so many bytes.
fn dump(folder: &Path, size: usize) -> PathBuf {
    let path = folder.join(format!("dump-{size}"));
    if !path.exists() {
        fs::create_dir_all(folder).expect("a folder");
        let part = path.with_extension("part");
        let mut file = BufWriter::new(fs::File::create(&part).expect("a file"));
        let (mut written, mut number) = (0, 0);
        while written < size {
            let message = if number % 5 == 4 { applications(number) } else { message(number) };
            file.write_all(&message).expect("room");
            written += message.len();
            number += 1;
        }
        file.into_inner().expect("room").sync_all().expect("room");
        fs::rename(part, &path).expect("it was written");
    }
    path
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \
                    \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\">\n<dict>\n";

/// What devices say most often, each of another device.
fn message(number: usize) -> Vec<u8> {
    let udid = format!("00008101-{number:016X}");
    let lines = match number % 3 {
        0 => format!("\t<key>Status</key>\n\t<string>Idle</string>\n\t<key>UDID</key>\n\t<string>{udid}</string>\n"),
        1 => format!(
            "\t<key>MessageType</key>\n\t<string>CheckOut</string>\n\t<key>Topic</key>\n\
             \t<string>com.apple.mgmt.External.synthetic</string>\n\t<key>UDID</key>\n\t<string>{udid}</string>\n"
        ),
        _ => format!(
            "\t<key>AwaitingConfiguration</key>\n\t<false/>\n\t<key>MessageType</key>\n\t<string>TokenUpdate</string>\n\
             \t<key>PushMagic</key>\n\t<string>7B8A04B0-0000-4000-8000-{number:012X}</string>\n\t<key>Token</key>\n\
             \t<data>\n\tAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=\n\t</data>\n\t<key>Topic</key>\n\
             \t<string>com.apple.mgmt.External.synthetic</string>\n\t<key>UDID</key>\n\t<string>{udid}</string>\n"
        ),
    };
    format!("{HEAD}{lines}</dict>\n</plist>\n").into_bytes()
}

/// What a device answers that has many applications.
fn applications(number: usize) -> Vec<u8> {
    let application = |i: usize| {
        format!(
            "\t\t<dict>\n\t\t\t<key>BundleSize</key>\n\t\t\t<integer>{}</integer>\n\t\t\t<key>Identifier</key>\n\
             \t\t\t<string>com.example.application-{i}</string>\n\t\t\t<key>Name</key>\n\t\t\t<string>Application {i}</string>\n\
             \t\t\t<key>ShortVersion</key>\n\t\t\t<string>{}.0.1</string>\n\t\t\t<key>Version</key>\n\t\t\t<string>{i}</string>\n\t\t</dict>\n",
            4096 * (i + 1),
            i % 20
        )
    };
    let list: String = (0..60).map(application).collect();
    let lines = format!(
        "\t<key>CommandUUID</key>\n\t<string>{number:08x}-0000-4000-8000-000000000000</string>\n\
         \t<key>InstalledApplicationList</key>\n\t<array>\n{list}\t</array>\n\t<key>Status</key>\n\
         \t<string>Acknowledged</string>\n\t<key>UDID</key>\n\t<string>00008101-{number:016X}</string>\n"
    );
    format!("{HEAD}{lines}</dict>\n</plist>\n").into_bytes()
}
