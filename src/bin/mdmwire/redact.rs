//! `mdmwire redact`

use std::{
    collections::{BTreeMap, HashMap, hash_map::RandomState},
    fs::{self, OpenOptions},
    hash::BuildHasher,
    io::{self, Cursor, Read, Write},
    slice,
};

use aho_corasick::{AhoCorasick, MatchKind};
use mdmwire::{
    Code, Decoder, Problem, Severity, Span,
    capture::{Captured, Conversation, Item, Packing, Redactor, Sent, replace_words},
    render::{credentials, is_unlike_words},
};
use sha2::{Digest, Sha256};

use crate::{
    Exit,
    args::{Reading, Redact, misused},
    decode::{with_hints, with_labels},
    encoded::{Piece, Places},
    input::{inputs, why},
    interrupt,
    output::remark,
};

pub(crate) fn run(options: &Redact) -> io::Result<Exit> {
    let file = (!options.path.is_dir()).then(|| inputs(slice::from_ref(&options.path)).next());
    let Some(input) = file.flatten() else { return Ok(misused("one file is redacted at a time, no folder")) };
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
    // until now Ctrl-C ends the program at once; half a file is none
    interrupt::listen();
    let path = options.output.as_path();
    let refused = |error: &io::Error| Ok(misused(&format!("{}: cannot be written: {}", path.display(), why(error))));
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) => return refused(&error),
    };
    if let Err(error) = file.write_all(redacted) {
        // what is left of it cannot be helped
        let _ = fs::remove_file(path);
        return refused(&error);
    }
    Ok(Exit::Clean)
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
    let mut index = 0;
    for item in items(reading, bytes) {
        let captured = match item {
            Item::Message(captured) => captured,
            Item::Problem(problem) if matches!(problem.code, Code::CaptureDamaged | Code::CutOff) => {
                let at = problem.span.start;
                return Err(format!("what stands at byte {at} is damaged or cut off, and its secrets cannot be told"));
            }
            Item::Problem(_) => continue,
        };
        let refused = |why: &str| format!("message {index} ({}) {why}", captured.place);
        if captured.damaged {
            return Err(refused("is damaged by a tool, or packed in a way that is not undone here"));
        }
        let redacted = redactor.redact(&captured.body).map_err(|obstacle| refused(&obstacle.to_string()))?;
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
        index += 1;
    }
    pieces.extend(counts.digits.into_values());
    pieces.sort_unstable_by_key(|(span, _)| span.start);
    let mut credentials = credentials(bytes);
    credentials.retain(|found| {
        let next = pieces.partition_point(|(span, _)| span.end <= found.start);
        pieces.get(next).is_none_or(|(span, _)| span.start >= found.end)
    });
    let known =
        credentials.iter().filter_map(|span| bytes.get(span.start..span.end)).filter(|old| is_unlike_words(old));
    let known = Known::new(known.map(|old| (old.to_vec(), redactor.word(old))))?;
    let mut new = Vec::with_capacity(bytes.len());
    let mut start = 0;
    for (span, body) in pieces.into_iter().chain([(Span::at(bytes.len()), Vec::new())]) {
        let around = bytes.get(start..span.start).ok_or("two messages stand in each other")?;
        if let Some(at) = unread(around) {
            return Err(format!("a key of a property list stands at byte {}, in no message that is found", start + at));
        }
        let first = credentials.partition_point(|found| found.start < start);
        let inside = credentials.iter().skip(first).take_while(|found| found.end <= span.start);
        let inside = inside.map(|found| Span::new(found.start - start, found.end - start));
        new.extend_from_slice(&redact_around(around, inside, &known, &redactor));
        new.extend_from_slice(&body);
        start = span.end;
    }
    replace_words(&mut new, &names);
    known.replace(&mut new);
    verify(reading, bytes, &new)?;
    let names = names.into_iter().map(|(old, name)| (old.into_bytes(), name.into_bytes()));
    if Known::new(names.chain(known.words))?.stands_in(&new) {
        return Err("a name would still stand in it".to_owned());
    }
    Ok(new)
}

fn items<'b>(reading: &'b Reading, bytes: &'b [u8]) -> impl Iterator<Item = Item<'b>> {
    reading.container(bytes).open(bytes, &reading.within())
}

fn messages<'b>(reading: &'b Reading, bytes: &'b [u8]) -> impl Iterator<Item = Captured<'b>> {
    items(reading, bytes).filter_map(|item| match item {
        Item::Message(captured) => Some(captured),
        Item::Problem(_) => None,
    })
}

/// Where a key of a property list stands around the messages, as it is or escaped.
fn unread(around: &[u8]) -> Option<usize> {
    let keys: [&[u8]; 5] = [b"<key>", b"&lt;key&gt;", br"\u003ckey\u003e", br"\x3Ckey\x3E", b"%3Ckey%3E"];
    keys.into_iter().filter_map(|key| memchr::memmem::find(around, key)).min()
}

/// What stands between two messages, with other credentials and tokens in it.
fn redact_around(
    around: &[u8],
    credentials: impl Iterator<Item = Span>,
    known: &Known,
    redactor: &Redactor<'_>,
) -> Vec<u8> {
    let mut new = around.to_vec();
    let mut replaced: Vec<Span> = credentials.collect();
    for span in &replaced {
        let word = around.get(span.start..span.end).map(|old| redactor.word(old)).unwrap_or_default();
        if let Some(to) = new.get_mut(span.start..span.end).filter(|to| to.len() == word.len()) {
            to.copy_from_slice(&word);
        }
    }
    replaced.extend(known.replace(&mut new));
    replaced.sort_unstable_by_key(|span| span.start);
    let mut start = 0;
    for span in replaced.into_iter().chain([Span::at(around.len())]) {
        if let Some(between) = new.get_mut(start..span.start) {
            replace_tokens(between, redactor);
        }
        start = start.max(span.end);
    }
    new
}

/// Replaces what may be a secret around the messages: long runs of the letters of base64, such as the tokens that servers
/// and proxies write between them, but for paths.
fn replace_tokens(around: &mut [u8], redactor: &Redactor<'_>) {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'_');
    let is_odd = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'=');
    let is_token = |token: &[u8]| token.len() >= TOKEN && token.iter().any(is_odd) && !is_path(token);
    for token in around.split_mut(|byte| !is_part(byte)).filter(|token| is_token(token)) {
        let word = redactor.word(token);
        if token.len() == word.len() {
            token.copy_from_slice(&word);
        }
    }
}

/// So long a token is at least.
const TOKEN: usize = 20;

/// Whether these are words with slashes between them, small letters and perhaps a number behind them, as no token is.
fn is_path(run: &[u8]) -> bool {
    let is_word = |segment: &[u8]| {
        let letters = segment.iter().take_while(|byte| byte.is_ascii_lowercase() || **byte == b'_').count();
        segment.len() < TOKEN && segment.iter().skip(letters).all(u8::is_ascii_digit)
    };
    run.contains(&b'/') && run.split(|byte| matches!(byte, b'/' | b'=')).all(is_word)
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
    let said = |bytes| {
        let mut listener = Listener::new(&decoder, reading, bytes);
        messages(reading, bytes).map(move |captured| listener.said(captured))
    };
    let (mut before, mut after) = (said(old), said(new));
    for index in 0_usize.. {
        match (before.next(), after.next()) {
            (None, None) => break,
            (old, new) if old == new => {}
            _ => return Err(format!("message {index} would not check the same")),
        }
    }
    Ok(())
}

/// Hears the messages of a file as `check` does.
struct Listener<'l> {
    decoder: &'l Decoder,
    reading: &'l Reading,
    /// None if the file is one message.
    conversation: Option<Conversation>,
}

impl<'l> Listener<'l> {
    fn new(decoder: &'l Decoder, reading: &'l Reading, bytes: &[u8]) -> Self {
        let conversation = (!reading.container(bytes).is_whole()).then(Conversation::new);
        Self { decoder, reading, conversation }
    }

    /// What is said of the next message but for what was found there: codes and places. Keys may be names.
    fn said(&mut self, mut captured: Captured<'_>) -> (&'static str, Vec<String>) {
        // characters that stood for bytes may be replaced by others that need not
        captured.problems.retain(|problem| problem.severity > Severity::Note);
        let (alone, gist, _) = with_labels(self.decoder, self.reading, |_| None, &captured);
        let hints = self.conversation.as_mut().map(|conversation| conversation.hear(&gist)).unwrap_or_default();
        let decoded = with_hints(self.decoder, &hints, |_| None, &captured, alone);
        let place = |problem: &Problem| format!("{}[{}] {:?}", problem.severity, problem.code, problem.span);
        (decoded.kind, decoded.report.problems().iter().map(place).collect())
    }
}

/// Words, what takes their place, and where they stand, also in the midst of others.
struct Known {
    words: Vec<(Vec<u8>, Vec<u8>)>,
    finder: AhoCorasick,
}

impl Known {
    fn new(words: impl Iterator<Item = (Vec<u8>, Vec<u8>)>) -> Result<Self, String> {
        let words: BTreeMap<_, _> = words.filter(|(old, new)| old != new && old.len() == new.len()).collect();
        let words: Vec<_> = words.into_iter().collect();
        let mut finder = AhoCorasick::builder();
        finder.match_kind(MatchKind::LeftmostLongest);
        let finder = finder.build(words.iter().map(|(old, _)| old)).map_err(|error| error.to_string())?;
        Ok(Self { words, finder })
    }

    fn stands_in(&self, bytes: &[u8]) -> bool {
        self.finder.is_match(bytes)
    }

    /// Replaces them, and says where.
    fn replace(&self, bytes: &mut [u8]) -> Vec<Span> {
        let found: Vec<_> = self.finder.find_iter(&*bytes).map(|found| (found.pattern(), found.span())).collect();
        let mut replaced = Vec::with_capacity(found.len());
        for (word, place) in found {
            if let (Some((_, new)), Some(to)) = (self.words.get(word.as_usize()), bytes.get_mut(place.range())) {
                to.copy_from_slice(new);
                replaced.push(Span::new(place.start, place.end));
            }
        }
        replaced
    }
}
