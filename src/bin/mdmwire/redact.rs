//! `mdmwire redact`

use std::{
    collections::{BTreeMap, HashMap, hash_map::RandomState},
    fs::OpenOptions,
    hash::BuildHasher,
    io::{self, Write},
    slice,
};

use mdmwire::{
    Data, Decoder, Problem, Span,
    capture::{Captured, Item, Redactor, replace_words},
};
use sha2::{Digest, Sha256};

use crate::{
    Exit,
    args::{Reading, Redact, misused},
    decode::decode,
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
    match redacted(&options.reading, &salt(options.salt.as_deref()), &content.bytes) {
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

/// The file with other names; why that cannot be.
fn redacted(reading: &Reading, salt: &[u8], bytes: &[u8]) -> Result<Vec<u8>, String> {
    let digest = |text: &[u8]| {
        let length = u64::try_from(salt.len()).unwrap_or(u64::MAX).to_be_bytes();
        Sha256::new().chain_update(length).chain_update(salt).chain_update(text).finalize().into()
    };
    let redactor = Redactor::new(&digest);
    let mut new = bytes.to_vec();
    let mut names = HashMap::new();
    let mut written = Vec::new();
    // where messages stand that the container has encoded
    let mut encoded = BTreeMap::new();
    for (index, captured) in messages(reading, bytes).enumerate() {
        let refused = |why: &str| format!("message {index} ({}) {why}", captured.place);
        let redacted = redactor
            .redact(&captured.body)
            .ok_or_else(|| refused("cannot be read to its end, or has names where they cannot be replaced"))?;
        names.extend(redacted.names);
        let as_it_stands =
            captured.offset.map(|start| (Span::new(start, start + captured.body.len()), redacted.body.clone()));
        let (span, body) = as_it_stands
            .filter(|(span, _)| bytes.get(span.start..span.end) == Some(&*captured.body))
            .or_else(|| find(bytes, &captured.body, &redacted.body, &mut encoded))
            .ok_or_else(|| refused("stands in its container in a way that cannot be written back"))?;
        let to = new.get_mut(span.start..span.end).filter(|to| to.len() == body.len());
        to.ok_or_else(|| refused("cannot be replaced by one of the same length"))?.copy_from_slice(&body);
        written.push(span);
    }
    written.push(Span::at(bytes.len()));
    written.sort_unstable();
    let mut start = 0;
    for message in written {
        if let Some(around) = new.get_mut(start..message.start) {
            replace_tokens(around, &digest);
        }
        start = message.end.max(start);
    }
    replace_words(&mut new, &names);
    verify(reading, bytes, &new)?;
    if names.iter().any(|(old, name)| old != name && position(&new, old.as_bytes()).is_some()) {
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

/// Where a body stands in the file as one of the encodings that containers use, and the new one in the same encoding.
/// Of bodies that are the same each is found once.
fn find(bytes: &[u8], old: &[u8], new: &[u8], found: &mut BTreeMap<Vec<u8>, usize>) -> Option<(Span, Vec<u8>)> {
    type Encode = fn(&[u8]) -> Option<Vec<u8>>;
    let encodings: [Encode; 5] =
        [base64, json_text, json_latin_1, |body| Some(nginx(body, true)), |body| Some(nginx(body, false))];
    encodings.iter().find_map(|encode| {
        let (old, new) = (encode(old)?, encode(new)?);
        let from = found.get(&old).copied().unwrap_or_default();
        let start = from + position(bytes.get(from..)?, &old)?;
        let span = Span::new(start, start + old.len());
        found.insert(old, span.end);
        Some((span, new))
    })
}

fn base64(body: &[u8]) -> Option<Vec<u8>> {
    Some(Data::octets(body).to_base64().to_string().into_bytes())
}

/// The inside of a string of JSON.
fn json_text(body: &[u8]) -> Option<Vec<u8>> {
    inside(str::from_utf8(body).ok()?)
}

/// The same, a character for each byte.
fn json_latin_1(body: &[u8]) -> Option<Vec<u8>> {
    inside(&body.iter().map(|byte| char::from(*byte)).collect::<String>())
}

fn inside(text: &str) -> Option<Vec<u8>> {
    let quoted = serde_json::to_string(text).ok()?;
    Some(quoted.strip_prefix('"')?.strip_suffix('"')?.as_bytes().to_vec())
}

/// As nginx writes a variable into its log: with `escape=json`, or without.
fn nginx(body: &[u8], as_json: bool) -> Vec<u8> {
    let mut text = Vec::with_capacity(body.len());
    for byte in body {
        match byte {
            b'"' | b'\\' if as_json => text.extend([b'\\', *byte]),
            b'\n' if as_json => text.extend(b"\\n"),
            b'\r' if as_json => text.extend(b"\\r"),
            b'\t' if as_json => text.extend(b"\\t"),
            8 if as_json => text.extend(b"\\b"),
            12 if as_json => text.extend(b"\\f"),
            0..0x20 if as_json => text.extend(format!("\\u{byte:04X}").bytes()),
            b'"' | b'\\' | 0..0x20 | 0x7f.. if !as_json => text.extend(format!("\\x{byte:02X}").bytes()),
            _ => text.push(*byte),
        }
    }
    text
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
    (decoded.kind, problems.map(place).collect())
}

fn position(bytes: &[u8], what: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, what)
}
