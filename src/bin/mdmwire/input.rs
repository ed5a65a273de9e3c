//! Which files there are, and what is in them.

use std::{
    collections::HashSet,
    ffi::OsStr,
    fs::File,
    io::{self, BufReader, Cursor, Read, Seek},
    iter::once,
    ops::Deref,
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{RecvTimeoutError, channel},
    },
    thread,
};

use mdmwire::{
    Format,
    capture::{Container, Packing},
    is_cms,
};
use memmap2::Mmap;
use same_file::is_same_file;
use walkdir::{DirEntry, WalkDir};

use crate::{interrupt, map::map, output::remark};

/// A file to read, or why there is none.
#[derive(Debug)]
pub(crate) struct Input {
    /// As it is shown: `/` between the parts.
    pub(crate) name: String,
    place: Place,
    /// The folder in which NanoMDM keeps what it has of the device that the message is of.
    device: Option<Arc<Path>>,
}

#[derive(Debug)]
enum Place {
    /// Of a folder; it is known to be a file and nothing else.
    Entry(PathBuf),
    File(PathBuf),
    Lost(String),
    Stdin,
}

/// What was read.
#[derive(Debug)]
pub(crate) struct Content {
    /// At most one byte more than was asked for.
    pub(crate) bytes: Vec<u8>,
}

/// Few messages are larger.
const PAGE: usize = 1 << 14;

/// A file of more bytes is not read by the thread that happens to come across it.
const SMALL: u64 = 1 << 18;

/// A file of more bytes is mapped into memory rather than read.
const MAPPED: u64 = 1 << 24;

/// The content of a file, on its way.
pub(crate) enum Opened {
    Small(Vec<u8>),
    Large(Bytes),
    Stream(Source),
}

/// Bytes to be read one after the other.
pub(crate) struct Source {
    pub(crate) reader: Box<dyn Read + Send>,
    /// Whether they are those of the file, and were not packed in it.
    pub(crate) is_file: bool,
}

/// The bytes of a large file.
pub(crate) enum Bytes {
    Mapped(Mmap),
    Read(Vec<u8>),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Mapped(bytes) => bytes,
            Self::Read(bytes) => bytes,
        }
    }
}

impl Input {
    /// Whether it lies in NanoMDM's file storage, where the files of a device are one conversation.
    pub(crate) const fn is_of_store(&self) -> bool {
        self.device.is_some()
    }

    /// Opens the file, and reads it if it is small.
    pub(crate) fn open(&self) -> Result<Opened, String> {
        match &self.place {
            Place::Entry(path) => open(path, true).map_err(|error| why(&error)),
            Place::File(path) => open(path, false).map_err(|error| why(&error)),
            Place::Lost(reason) => Err(reason.clone()),
            Place::Stdin => stream(BufReader::new(io::stdin())).map_err(|error| why(&error)),
        }
    }

    /// Reads so many bytes and one more, so that the reader sees that there are too many.
    pub(crate) fn read(&self, limit: usize) -> Result<Content, String> {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        let read = match &self.place {
            Place::Entry(path) | Place::File(path) => {
                File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
            }
            Place::Lost(reason) => return Err(reason.clone()),
            Place::Stdin => io::stdin().lock().take(limit).read_to_end(&mut bytes),
        };
        read.map(|_| Content { bytes }).map_err(|error| why(&error))
    }
}

fn open(path: &Path, is_file: bool) -> io::Result<Opened> {
    let mut file = File::open(path)?;
    // of many small files each question to the system counts
    if !is_file && !file.metadata()?.is_file() {
        return stream(BufReader::new(file));
    }
    let mut bytes = Vec::with_capacity(PAGE);
    (&file).take(SMALL.saturating_add(1)).read_to_end(&mut bytes)?;
    let is_whole = u64::try_from(bytes.len()).is_ok_and(|len| len <= SMALL);
    if let Some(packing) = Packing::detect(&bytes) {
        file.rewind()?;
        let reader = packing.reader(BufReader::new(file));
        return Ok(Opened::Stream(Source { reader, is_file: false }));
    }
    if is_whole {
        return Ok(Opened::Small(bytes));
    }
    if file.metadata()?.len() >= MAPPED {
        return Ok(Opened::Large(Bytes::Mapped(map(&file)?)));
    }
    file.read_to_end(&mut bytes)?;
    Ok(Opened::Large(Bytes::Read(bytes)))
}

/// What comes through a pipe, which may be waited for until an interruption.
fn stream(reader: impl Read + Send + 'static) -> io::Result<Opened> {
    let (send, opened) = channel();
    thread::spawn(move || send.send(begun(reader)));
    loop {
        match opened.recv_timeout(interrupt::PAUSE) {
            Ok(opened) => return opened,
            Err(RecvTimeoutError::Timeout) if !interrupt::is_due() => {}
            Err(_) => return Err(io::ErrorKind::Interrupted.into()),
        }
    }
}

/// What comes through a pipe once it has begun, unpacked if it is packed.
fn begun(mut reader: impl Read + Send + 'static) -> io::Result<Opened> {
    // the first bytes tell; fewer than four are all there are, or the rest comes late and is no packing
    let mut head = [0; 4];
    let mut len = 0;
    while let Some(rest) = head.get_mut(len..).filter(|rest| !rest.is_empty()) {
        match reader.read(rest) {
            Ok(0) => break,
            Ok(more) => len += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let head = head.get(..len).unwrap_or_default().to_vec();
    let packing = Packing::detect(&head);
    let all = BufReader::new(Cursor::new(head).chain(reader));
    let reader: Box<dyn Read + Send> = match packing {
        Some(packing) => packing.reader(all),
        None => Box::new(all),
    };
    Ok(Opened::Stream(Source { reader, is_file: packing.is_none() }))
}

/// The files of all paths: those that are named as they are named, those of a folder in the order of their names.
/// Folders are walked as their files are asked for.
pub(crate) fn inputs(paths: &[PathBuf]) -> impl Iterator<Item = Input> + Send {
    paths.iter().flat_map(|path| -> Box<dyn Iterator<Item = Input> + Send> {
        if path.as_os_str() == "-" {
            Box::new(once(Input { name: "-".to_owned(), place: Place::Stdin, device: None }))
        } else if path.is_dir() {
            Box::new(folder(path))
        } else {
            Box::new(once(Input { name: name(path), place: Place::File(path.clone()), device: None }))
        }
    })
}

/// The files of a folder; what is passed over is said when it has been walked.
fn folder(root: &Path) -> impl Iterator<Item = Input> + Send {
    let is_shown = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
    // folders full of links to each other have no end otherwise
    let mut linked = HashSet::new();
    let mut is_new = move |entry: &DirEntry| {
        let is_link = entry.depth() > 0 && entry.path_is_symlink() && entry.file_type().is_dir();
        !is_link || std::fs::canonicalize(entry.path()).map_or(true, |folder| linked.insert(folder))
    };
    // those of one folder: what their paths begin with is the same
    let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
    let mut entries = WalkDir::new(root)
        .follow_links(true)
        .sort_by(by_name)
        .into_iter()
        .filter_entry(move |entry| is_shown(entry) && is_new(entry));
    let (mut taken, mut store) = (0_usize, Store::default());
    let root = root.to_owned();
    std::iter::from_fn(move || {
        loop {
            let Some(entry) = entries.next() else {
                store.remark(&root);
                if taken == 0 {
                    remark(&format!("{}: no file in this folder looks like a message", name(&root)));
                    taken = 1;
                }
                return None;
            };
            let input = match entry {
                Ok(entry) if !entry.file_type().is_file() => continue,
                Ok(entry) => {
                    let device = store.device(&entry);
                    if device.is_some() && store.passes_over(&entry) {
                        continue;
                    }
                    let name = name(entry.path());
                    match looks_like_a_message(entry.path()) {
                        Ok(false) => continue,
                        Ok(true) => Input { name, place: Place::Entry(entry.into_path()), device },
                        Err(error) => Input { name, place: Place::Lost(why(&error)), device },
                    }
                }
                // a link back to a folder that is being walked has nothing new behind it
                Err(error) if error.loop_ancestor().is_some() => continue,
                Err(error) => {
                    let name = name(error.path().unwrap_or(&root));
                    let reason = error.io_error().map_or_else(|| error.to_string(), why);
                    Input { name, place: Place::Lost(reason), device: None }
                }
            };
            taken += 1;
            return Some(input);
        }
    })
}

/// The inputs, those of one device in NanoMDM's file storage together.
pub(crate) fn together(inputs: impl Iterator<Item = Input> + Send) -> impl Iterator<Item = Vec<Input>> + Send {
    let mut inputs = inputs.peekable();
    std::iter::from_fn(move || {
        let first = inputs.next()?;
        let device = first.device.clone();
        let mut all = vec![first];
        while let Some(next) = inputs.next_if(|next| next.is_of_store() && next.device == device) {
            all.push(next);
        }
        Some(all)
    })
}

/// NanoMDM's file storage: whose folders there are, and how many of their files hold no message.
#[derive(Default)]
struct Store {
    /// The folder that was looked at last, and that of the device which it belongs to.
    last: Option<(PathBuf, Option<Arc<Path>>)>,
    passed: usize,
}

impl Store {
    /// The folder of the device that an entry belongs to.
    fn device(&mut self, entry: &DirEntry) -> Option<Arc<Path>> {
        let folder = entry.path().parent()?;
        if let Some((last, device)) = &self.last
            && last.as_os_str() == folder.as_os_str()
        {
            return device.clone();
        }
        let device = folder.ancestors().take(3).find(|folder| is_enrollment(folder)).map(|folder| {
            // that of a user lies beside it, and has the name of the user behind a colon
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            folder.with_file_name(name.split(':').next().unwrap_or_default()).into()
        });
        self.last = Some((folder.to_owned(), device.clone()));
        device
    }

    /// Whether a file of the store holds no message.
    fn passes_over(&mut self, entry: &DirEntry) -> bool {
        let is_passed = !is_message_of_a_store(entry);
        self.passed += usize::from(is_passed);
        is_passed
    }

    /// Says how many files were passed over, once.
    fn remark(&mut self, root: &Path) {
        match std::mem::take(&mut self.passed) {
            0 => {}
            1 => remark(&format!("{}: 1 file of the store holds no message", name(root))),
            count => remark(&format!("{}: {count} files of the store hold no message", name(root))),
        }
    }
}

/// Whether a folder is that of an enrolment: what NanoMDM keeps besides messages lies there too.
fn is_enrollment(folder: &Path) -> bool {
    let has = |name: &str| folder.join(name).exists();
    (has("Authenticate.plist") || has("TokenUpdate.plist"))
        && [
            "Identity.pem",
            "SerialNumber.txt",
            "TokenUpdate.tally.txt",
            "UnlockToken.dat",
            "BootstrapToken.dat",
            "Queue",
        ]
        .into_iter()
        .any(has)
}

fn is_message_of_a_store(entry: &DirEntry) -> bool {
    let is_plist = entry.path().extension().is_some_and(|extension| extension == "plist");
    is_plist && entry.metadata().is_ok_and(|known| known.len() > 0)
}

/// Whether a file of a folder is one to check.
fn looks_like_a_message(path: &Path) -> io::Result<bool> {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    if ["bin", "har", "json", "jsonl", "mobileconfig", "ndjson", "p7m", "plist", "xml"].contains(&extension.as_str()) {
        return Ok(true);
    }
    // logs that are kept have a number or a date: `mdm.log.1`, `mdm.log-20261124`
    let is_number = !extension.is_empty() && extension.bytes().all(|byte| byte.is_ascii_digit());
    let is_capture = is_number || extension.split('-').next().is_some_and(|name| CAPTURES.contains(&name));
    let mut head = Vec::new();
    let limit = if is_capture { LOOK } else { 1024 };
    File::open(path)?.take(limit).read_to_end(&mut head)?;
    if let Some(packing) = Packing::detect(&head).filter(|_| is_capture) {
        let mut plain = Vec::new();
        // the end is missing, since not all of it was read
        let _ = packing.reader(head.as_slice()).take(LOOK).read_to_end(&mut plain);
        head = plain;
    }
    Ok(match Format::detect(&head) {
        Some(Format::Binary) => true,
        Some(Format::Xml) => {
            head.windows(6).any(|window| window == b"<plist")
                || head.windows(15).any(|window| window == b"<!DOCTYPE plist")
        }
        Some(Format::Json) if extension.is_empty() => true,
        _ => is_cms(&head) || is_capture && !Container::detect(&head).is_whole(),
    })
}

/// How much of a capture is looked at.
const LOOK: u64 = 1 << 16;

/// What captures are called, and other files too.
const CAPTURES: &[&str] = &[
    "b64", "base64", "csv", "dump", "eml", "flow", "gz", "har", "hex", "http", "jsonl", "log", "ndjson", "trace",
    "tsv", "txt", "yaml", "yml", "zst",
];

/// What the program writes itself, and whether that is a folder: it is no input where it lies in a folder that is read.
#[derive(Default)]
pub(crate) struct Own(Vec<(PathBuf, bool)>);

impl Own {
    /// Files and folders that are there already.
    pub(crate) fn new<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Self {
        let paths = paths.into_iter().filter_map(|path| path.canonicalize().ok());
        Self(paths.map(|path| (path.clone(), path.is_dir())).collect())
    }

    pub(crate) fn has(&self, input: &Input) -> bool {
        let Place::Entry(path) = &input.place else { return false };
        // most files are of another name, and need not be looked for
        let mut own = self.0.iter().filter(|(own, is_folder)| *is_folder || own.file_name() == path.file_name());
        own.any(|(own, _)| path.canonicalize().is_ok_and(|path| path.starts_with(own)))
    }
}

/// Whether a file that is there already is read: it is one of these, or one of a folder that looks like a message.
pub(crate) fn is_read(file: &Path, paths: &[PathBuf]) -> bool {
    // a link stands elsewhere than the file
    let places = [place(file), file.canonicalize().ok()];
    let is_in = |folder: PathBuf| places.iter().flatten().any(|place| place.starts_with(&folder));
    let is_one = |path: &PathBuf| {
        if path.is_dir() {
            path.canonicalize().is_ok_and(is_in) && looks_like_a_message(file).unwrap_or(false)
        } else {
            path.is_file() && are_one(file, path)
        }
    };
    file.exists() && paths.iter().any(is_one)
}

/// Whether both paths are those of one file, which may be still to be made.
pub(crate) fn are_one(one: &Path, other: &Path) -> bool {
    is_same_file(one, other).unwrap_or(false) || place(one).is_some_and(|one| place(other) == Some(one))
}

/// Where a file or link of this name stands, or would.
fn place(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?))
}

/// A path as it is shown.
fn name(path: &Path) -> String {
    let name = path.to_string_lossy().into_owned();
    if std::path::MAIN_SEPARATOR == '/' { name } else { name.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// The reason without the number of the system.
pub(crate) fn why(error: &io::Error) -> String {
    let reason = error.to_string();
    reason.split(" (os error ").next().unwrap_or_default().to_owned()
}
