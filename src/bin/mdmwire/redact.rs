//! `mdmwire redact`

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet, hash_map::RandomState},
    fs::OpenOptions,
    hash::BuildHasher,
    io::{self, Cursor, Read, Write},
    slice,
};

use mdmwire::{
    Decoder, Problem, Severity, Span,
    capture::{Captured, Item, Packing, Redactor, Sent, replace_words},
};
use sha2::{Digest, Sha256};

use crate::{
    Exit,
    args::{Reading, Redact, misused},
    decode::decode,
    encoded::{Piece, Places},
    input::inputs,
    output::remark,
};

pub(crate) fn run(options: &Redact) -> io::Result<Exit> {
    let found: Vec<_> = inputs(slice::from_ref(&options.path)).take(2).collect();
    let [input] = &found[..] else { return Ok(misused("one file is redacted at a time, no folder")) };
    let limit = options.reading.bounds.max_message_size;
    let content = match input.read(limit) {
        Ok(content) if content.bytes.len() <= limit => content,
        Ok(_) => return Ok(misused(&format!("{}: is longer than --max-message-size", input.name))),
        Err(reason) => {
            remark(&format!("{}: cannot be read: {reason}", input.name));
            return Ok(Exit::Unreadable);
        }
    };
    match packed(&options.reading, &salt(options.salt.as_deref()), content.bytes, limit) {
        Ok(redacted) => write(options, &redacted),
        Err(reason) => {
            remark(&format!("{}: is not redacted, and nothing is written: {reason}", input.name));
            Ok(Exit::Findings)
        }
    }
}

fn write(options: &Redact, redacted: &[u8]) -> io::Result<Exit> {
    if options.output.as_os_str() == "-" {
        io::stdout().lock().write_all(redacted)?;
        return Ok(Exit::Clean);
    }
    let file = OpenOptions::new().write(true).create_new(true).open(&options.output);
    match file.and_then(|mut file| file.write_all(redacted)) {
        Ok(()) => Ok(Exit::Clean),
        Err(error) => Ok(misused(&format!("{}: cannot be written: {error}", options.output.display()))),
    }
}

fn salt(given: Option<&str>) -> Vec<u8> {
    match given {
        Some(salt) => salt.as_bytes().to_vec(),
        // the keys of a new state are random
        None => (0..4_u8).flat_map(|part| RandomState::new().hash_one(part).to_be_bytes()).collect(),
    }
}

/// The same for a file that is packed, which stays packed.
fn packed(reading: &Reading, salt: &[u8], bytes: Vec<u8>, limit: usize) -> Result<Vec<u8>, String> {
    let Some(packing) = Packing::detect(&bytes) else { return redacted(reading, salt, &bytes) };
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    let mut plain = Vec::new();
    let mut reader = packing.reader(Cursor::new(bytes)).take(limit.saturating_add(1));
    reader.read_to_end(&mut plain).map_err(|error| format!("it cannot be unpacked: {error}"))?;
    if u64::try_from(plain.len()).is_ok_and(|length| length > limit) {
        return Err("unpacked it is longer than --max-message-size".to_owned());
    }
    let redacted = redacted(reading, salt, &plain)?;
    Ok(packing.pack(&redacted))
}

/// The file with other names; why that cannot be.
fn redacted(reading: &Reading, salt: &[u8], bytes: &[u8]) -> Result<Vec<u8>, String> {
    let digest = |text: &[u8]| {
        let length = u64::try_from(salt.len()).unwrap_or(u64::MAX).to_be_bytes();
        Sha256::new().chain_update(length).chain_update(salt).chain_update(text).finalize().into()
    };
    let redactor = Redactor::new(&digest);
    let mut names = HashMap::new();
    // what takes the place of what, in the file as it is
    let mut pieces = Vec::new();
    let mut places = Places::new(bytes);
    let mut counts = Counts { bytes, digits: BTreeMap::new() };
    for (index, captured) in messages(reading, bytes).enumerate() {
        let refused = |why: &str| format!("message {index} ({}) {why}", captured.place);
        if captured.damaged {
            return Err(refused("is damaged by a tool, or packed in a way that is not undone here"));
        }
        let redacted = redactor
            .redact(&captured.body)
            .ok_or_else(|| refused("cannot be read to its end, or has names where they cannot be replaced"))?;
        names.extend(redacted.names);
        let as_it_stands = captured.offset.map(|start| Span::new(start, start + captured.body.len()));
        let as_it_stands = as_it_stands.filter(|span| bytes.get(span.start..span.end) == Some(&*captured.body));
        let found = match (as_it_stands, &captured.sent) {
            (Some(span), _) => Some(vec![(span, redacted.body)]),
            (None, Some(sent)) => counts.send(sent, &redacted.body),
            (None, None) => places.find(&captured.body, &redacted.body),
        };
        let found = found.ok_or_else(|| {
            refused("cannot be written back as it was sent: it is damaged, or packed in a way that no longer shows")
        })?;
        pieces.extend(found);
    }
    pieces.extend(counts.digits.into_values());
    pieces.sort_unstable_by_key(|(span, _)| span.start);
    let mut new = Vec::with_capacity(bytes.len());
    let mut start = 0;
    for (span, body) in pieces.into_iter().chain([(Span::at(bytes.len()), Vec::new())]) {
        let around = bytes.get(start..span.start).ok_or("two messages stand in each other")?;
        let from = new.len();
        new.extend_from_slice(around);
        if let Some(around) = new.get_mut(from..) {
            replace_tokens(around, &digest);
        }
        new.extend_from_slice(&body);
        start = span.end;
    }
    replace_words(&mut new, &names);
    verify(reading, bytes, &new)?;
    if stands_in(&new, names.iter().filter(|(old, name)| old != name).map(|(old, _)| old.as_bytes())) {
        return Err("a name would still stand in it".to_owned());
    }
    Ok(new)
}

fn messages<'b>(reading: &'b Reading, bytes: &'b [u8]) -> impl Iterator<Item = Captured<'b>> {
    reading.container(bytes).open(bytes, &reading.within()).filter_map(|item| match item {
        Item::Message(captured) => Some(captured),
        Item::Problem(_) => None,
    })
}

/// Replaces what may be a secret around the messages: long runs of the letters of base64, such as the tokens that servers
/// and proxies write between them.
fn replace_tokens(around: &mut [u8], digest: &dyn Fn(&[u8]) -> [u8; 32]) {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'_');
    let is_odd = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'=');
    for token in around.split_mut(|byte| !is_part(byte)).filter(|token| token.len() >= 20 && token.iter().any(is_odd)) {
        let noise = digest(token);
        for (letter, noise) in token.iter_mut().zip(noise.iter().cycle()) {
            let (first, many) = match letter {
                b'0'..=b'9' => (b'0', 10),
                b'A'..=b'Z' => (b'A', 26),
                b'a'..=b'z' => (b'a', 26),
                _ => continue,
            };
            *letter = first + noise % many;
        }
    }
}

/// The numbers of a file that say how long parts of it are, as those become longer or shorter.
struct Counts<'b> {
    bytes: &'b [u8],
    /// What takes the place of their digits, by where these begin.
    digits: BTreeMap<usize, Piece>,
}

impl Counts<'_> {
    /// What is sent for a body that takes the place of another; the numbers are put right.
    fn send(&mut self, sent: &Sent, body: &[u8]) -> Option<Vec<Piece>> {
        let new = sent.send(body);
        let grown = |old: usize, new: usize| Some(i64::try_from(new).ok()? - i64::try_from(old).ok()?);
        // what has grown where, by how much
        let mut changes = vec![(sent.span.start, grown(sent.span.end - sent.span.start, new.len())?)];
        for count in &sent.counts {
            let start = count.digits.start;
            let old = self.bytes.get(start..count.digits.end)?;
            let (_, digits) = self.digits.entry(start).or_insert_with(|| (count.digits, old.to_vec()));
            let number: i64 = str::from_utf8(digits).ok()?.parse().ok()?;
            let within = changes.iter().filter(|(at, _)| (count.counted.start..count.counted.end).contains(at));
            let number = number + within.map(|(_, grown)| grown).sum::<i64>();
            let old = std::mem::replace(digits, number.to_string().into_bytes());
            changes.push((start, grown(old.len(), digits.len())?));
        }
        Some(vec![(sent.span, new)])
    }
}

/// That the same is said of both files.
fn verify(reading: &Reading, old: &[u8], new: &[u8]) -> Result<(), String> {
    let decoder = reading.decoder();
    let said = |captured: &Captured<'_>| said(&decoder, reading, captured);
    let (mut before, mut after) = (messages(reading, old), messages(reading, new));
    for index in 0_usize.. {
        match (before.next(), after.next()) {
            (None, None) => break,
            (Some(old), Some(new)) if said(&old) == said(&new) => {}
            _ => return Err(format!("message {index} would not check the same")),
        }
    }
    Ok(())
}

/// What is said of a message but for what was found there: codes and places.
fn said(decoder: &Decoder, reading: &Reading, captured: &Captured<'_>) -> (&'static str, Vec<String>) {
    let decoded = decode(decoder, reading, |_| None, &captured.body);
    let problems = decoded.report.problems().iter();
    let place =
        |problem: &Problem| format!("{}[{}] {:?} {}", problem.severity, problem.code, problem.span, problem.path);
    // characters that stood for bytes may be replaced by others that need not
    let beside = captured.problems.iter().filter(|problem| problem.severity > Severity::Note);
    (decoded.kind, problems.map(place).chain(beside.map(|problem| problem.code.to_string())).collect())
}

/// Whether one of the names stands anywhere, also in the midst of a word.
fn stands_in<'n>(bytes: &[u8], names: impl Iterator<Item = &'n [u8]>) -> bool {
    let names: HashSet<&[u8]> = names.collect();
    let lengths: BTreeSet<usize> = names.iter().map(|name| name.len()).collect();
    let mut heads = vec![false; 1 << 16];
    let head = |bytes: &[u8]| match bytes {
        [first, second, ..] => Some(usize::from(u16::from_be_bytes([*first, *second]))),
        _ => None,
    };
    for name in &names {
        if let Some(may) = head(name).and_then(|head| heads.get_mut(head)) {
            *may = true;
        }
    }
    let may_begin = |rest: &[u8]| head(rest).and_then(|head| heads.get(head)).is_some_and(|may| *may);
    (0..bytes.len())
        .filter_map(|start| bytes.get(start..))
        .filter(|rest| may_begin(rest))
        .any(|rest| lengths.iter().map_while(|length| rest.get(..*length)).any(|word| names.contains(word)))
}
