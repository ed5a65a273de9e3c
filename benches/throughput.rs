//! How fast `mdmwire check` goes through what people hold: a folder of small files, and one large dump.
//!
//! The files are made in the target folder. `cargo bench --bench throughput --features cli` takes a tenth of each;
//! with `-- --full` it is 100,000 files and 2 GB. Memory is what the program holds itself, without what it maps.
//!
//! In turn with the program, as many threads only read the same files, and look at nothing: how many times as long the
//! program takes says less of the machine than how fast it is.

use std::{
    fs::{self, File},
    io::{BufWriter, Read, Seek, SeekFrom, Write},
    num::NonZero,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::{self, sleep},
    time::{Duration, Instant},
};

fn main() {
    let scale = if std::env::args().any(|argument| argument == "--full") { 10 } else { 1 };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("throughput");
    let count = 10_000 * scale;
    let files = small_files(&folder, count);
    measure("small files", "M files/s", count, &files, || read_files(&files, count));
    let dump = dump(&folder, 200_000_000 * scale);
    let size = fs::metadata(&dump).expect("it was made").len();
    measure("dump", "GB/s", usize::try_from(size / 1000).expect("it fits"), &dump, || read_dump(&dump, size));
}

/// Prints how many millions a second are checked of so many, and beside what it takes to read them.
fn measure(what: &str, unit: &str, count: usize, path: &Path, read: impl Fn()) {
    // the first of each warms the cache
    let turns: Vec<(Run, Duration)> = (0..4).map(|_| (check(path), timed(&read))).skip(1).collect();
    let best = turns.iter().map(|(run, _)| run.time).min().expect("turns").as_secs_f64();
    let floor = turns.iter().map(|(_, read)| *read).min().expect("turns").as_secs_f64();
    let heap = turns.iter().map(|(run, _)| run.heap).max().expect("turns");
    let (speed, times) = (count as f64 / best / 1e6, best / floor);
    println!("{what}: {speed:.2} {unit}, {best:.2} s, {times:.1} times as long as to read them, {heap} KiB held");
}

fn timed(work: impl Fn()) -> Duration {
    let begin = Instant::now();
    work();
    begin.elapsed()
}

/// Works on the parts of as many things, a part on each of as many threads as there are processors.
fn in_parts(things: usize, work: impl Fn(usize, usize) + Sync) {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let work = &work;
    thread::scope(|scope| {
        for part in 0..threads {
            scope.spawn(move || work(things * part / threads, things * (part + 1) / threads));
        }
    });
}

/// Opens small files and reads them to their ends.
fn read_files(files: &Path, count: usize) {
    in_parts(count, |from, to| {
        let mut bytes = Vec::new();
        for number in from..to {
            bytes.clear();
            File::open(small_file(files, number))
                .and_then(|mut file| file.read_to_end(&mut bytes))
                .expect("it was made");
        }
    });
}

/// Reads a large file, a piece at a time.
fn read_dump(dump: &Path, size: u64) {
    const PIECE: u64 = 1 << 18;
    in_parts(usize::try_from(size.div_ceil(PIECE)).expect("it fits"), |from, to| {
        let mut file = File::open(dump).expect("it was made");
        file.seek(SeekFrom::Start(from as u64 * PIECE)).expect("it is a file");
        let mut bytes = Vec::new();
        for _ in from..to {
            bytes.clear();
            (&file).take(PIECE).read_to_end(&mut bytes).expect("it is there");
        }
    });
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
            let file = small_file(&files, number);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, message(number)).expect("a file");
        }
        fs::write(files.join("done"), "").expect("a file");
    }
    files
}

fn small_file(files: &Path, number: usize) -> PathBuf {
    files.join(format!("{:03}", number / 500)).join(format!("{number:06}.plist"))
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
