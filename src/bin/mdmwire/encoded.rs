//! Where bodies stand in a file, in the encodings that containers use.

use std::collections::BTreeMap;

use mdmwire::{Data, Span};

use crate::check::hex;

/// How a container may write a body; nothing if it cannot.
type Encode = fn(&[u8]) -> Option<Vec<u8>>;

/// A place in the file, and what is to stand there.
pub(crate) type Piece = (Span, Vec<u8>);

/// Of a body in one piece.
const WHOLE: &[Encode] = &[
    base64,
    json_text,
    |body| json_of_ascii(str::from_utf8(body).ok()?),
    json_latin_1,
    |body| json_of_ascii(&latin_1(body)),
    json_of_surrogates,
    |body| json_of_slashes(str::from_utf8(body).ok()?),
    |body| Some(nginx(body, true)),
    |body| Some(nginx(body, false)),
    |body| Some(hex(body).into_bytes()),
    |body| Some(hex(body).to_ascii_uppercase().into_bytes()),
    |body| Some(translated(&base64(body)?, false)),
    |body| Some(translated(&base64(body)?, true)),
    |body| Some(base64(body)?.into_iter().filter(|byte| *byte != b'=').collect()),
    |body| Some(doubled(body)),
    |body| Some(copied(body)),
    |body| Some(escaped(body, false)),
    |body| Some(escaped(body, true)),
    |body| Some(quoted(body, '"', false)),
    |body| Some(quoted(body, '\'', false)),
    |body| Some(quoted(body, '\'', true)),
    |body| Some(numbers(body, " ", u8::to_string)),
    |body| Some(numbers(body, ",", u8::to_string)),
    |body| Some(numbers(body, ", ", u8::to_string)),
    |body| Some(numbers(body, " ", |octet| format!("{octet:02x}"))),
];

/// Of its lines, which may have something before them.
const LINE: &[Encode] = &[
    |line| Some(line.to_vec()),
    json_text,
    |line| json_of_ascii(str::from_utf8(line).ok()?),
    |line| Some(quoted(line, '\'', false)),
];

/// What stands before a line is not longer.
const BEFORE: usize = 1 << 10;

/// So often the first line of a body is looked for.
const TRIES: usize = 1 << 10;

/// The places of the bodies of one file, asked for in their order.
pub(crate) struct Places<'b> {
    bytes: &'b [u8],
    /// Of bodies that are the same each is found once.
    found: BTreeMap<Vec<u8>, usize>,
    /// The encoding of the last body, and where that ended.
    last: usize,
    at: usize,
    /// Behind the last line of the last body that was found line by line.
    lines: usize,
    /// How many bytes may still be searched, so that the work stays in proportion to the file.
    budget: usize,
}

impl<'b> Places<'b> {
    pub(crate) const fn new(bytes: &'b [u8]) -> Self {
        let budget = bytes.len().saturating_mul(256);
        Self { bytes, found: BTreeMap::new(), last: 0, at: 0, lines: 0, budget }
    }

    /// Where a body stands, and what a new one is written as there.
    pub(crate) fn find(&mut self, old: &[u8], new: &[u8]) -> Option<Vec<Piece>> {
        // the next body mostly is encoded as the last, and stands behind it
        let order = [self.last].into_iter().chain((0..WHOLE.len()).filter(|number| *number != self.last));
        for number in order.collect::<Vec<_>>() {
            if let Some(piece) = self.whole(number, old, new) {
                self.last = number;
                self.at = piece.0.end;
                return Some(vec![piece]);
            }
        }
        LINE.iter().find_map(|encode| self.line_by_line(*encode, old, new))
    }

    fn whole(&mut self, number: usize, old: &[u8], new: &[u8]) -> Option<Piece> {
        let encode = WHOLE.get(number)?;
        let (old, new) = (encode(old)?, encode(new)?);
        let first = self.found.get(&old).copied();
        let start = match first {
            Some(from) => self.position(from, &old)?,
            None => self.position(self.at, &old).or_else(|| self.position(0, &old))?,
        };
        let span = Span::new(start, start + old.len());
        self.found.insert(old, span.end);
        Some((span, new))
    }

    /// Lines one after the other, each behind what may stand before it.
    fn line_by_line(&mut self, encode: Encode, old: &[u8], new: &[u8]) -> Option<Vec<Piece>> {
        let encoded = |body: &[u8]| body.split(|byte| *byte == b'\n').map(encode).collect::<Option<Vec<_>>>();
        let (old, new) = (encoded(old)?, encoded(new)?);
        if old.len() != new.len() {
            return None;
        }
        let lines: Vec<_> = old.into_iter().zip(new).filter(|(old, _)| !old.is_empty()).collect();
        let (first, _) = lines.first()?;
        let mut from = self.lines;
        for _ in 0..TRIES {
            let start = self.position(from, first)?;
            if let Some((pieces, end)) = self.lines_at(start, &lines) {
                self.lines = end;
                return Some(pieces);
            }
            from = start + 1;
        }
        None
    }

    fn lines_at(&mut self, start: usize, lines: &[(Vec<u8>, Vec<u8>)]) -> Option<(Vec<Piece>, usize)> {
        let mut at = start;
        let mut pieces = Vec::with_capacity(lines.len());
        for (old, new) in lines {
            let start = self.position_in(at, at.saturating_add(BEFORE + old.len()), old)?;
            at = start + old.len();
            pieces.push((Span::new(start, at), new.clone()));
        }
        Some((pieces, at))
    }

    /// Where something stands from here on.
    fn position(&mut self, from: usize, what: &[u8]) -> Option<usize> {
        self.position_in(from, self.bytes.len(), what)
    }

    fn position_in(&mut self, from: usize, until: usize, what: &[u8]) -> Option<usize> {
        let rest = self.bytes.get(from..until.min(self.bytes.len()))?;
        let found = memchr::memmem::find(rest, what);
        self.budget = self.budget.checked_sub(found.unwrap_or(rest.len()))?;
        Some(from + found?)
    }
}

fn base64(body: &[u8]) -> Option<Vec<u8>> {
    Some(Data::octets(body).to_base64().to_string().into_bytes())
}

/// The number of each octet.
fn numbers(body: &[u8], between: &str, number: fn(&u8) -> String) -> Vec<u8> {
    body.iter().map(number).collect::<Vec<_>>().join(between).into_bytes()
}

/// Base64 in the alphabet for addresses: RFC 4648, section 5.
fn translated(base64: &[u8], is_padded: bool) -> Vec<u8> {
    let digits = base64.iter().filter(|byte| is_padded || **byte != b'=').map(|byte| match byte {
        b'+' => b'-',
        b'/' => b'_',
        other => *other,
    });
    digits.collect()
}

/// The inside of a string of JSON.
fn json_text(body: &[u8]) -> Option<Vec<u8>> {
    inside(str::from_utf8(body).ok()?)
}

/// The same, a character for each byte.
fn json_latin_1(body: &[u8]) -> Option<Vec<u8>> {
    inside(&latin_1(body))
}

fn latin_1(body: &[u8]) -> String {
    body.iter().map(|byte| char::from(*byte)).collect()
}

fn inside(text: &str) -> Option<Vec<u8>> {
    let quoted = serde_json::to_string(text).ok()?;
    Some(quoted.strip_prefix('"')?.strip_suffix('"')?.as_bytes().to_vec())
}

/// The same, all but ASCII escaped.
fn json_of_ascii(text: &str) -> Option<Vec<u8>> {
    let mut units = [0; 2];
    let mut ascii = String::new();
    for char in str::from_utf8(&inside(text)?).ok()?.chars() {
        match char {
            ' '..='~' => ascii.push(char),
            _ => ascii.extend(char.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}"))),
        }
    }
    Some(ascii.into_bytes())
}

/// The same, each byte that is no UTF-8 as half of a surrogate pair, as Python has it.
fn json_of_surrogates(body: &[u8]) -> Option<Vec<u8>> {
    let mut ascii = Vec::new();
    for chunk in body.utf8_chunks() {
        ascii.extend(json_of_ascii(chunk.valid())?);
        ascii.extend(chunk.invalid().iter().flat_map(|byte| format!("\\udc{byte:02x}").into_bytes()));
    }
    Some(ascii)
}

/// The same, slashes escaped too.
fn json_of_slashes(text: &str) -> Option<Vec<u8>> {
    Some(String::from_utf8(inside(text)?).ok()?.replace('/', "\\/").into_bytes())
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

/// The inside of a quoted field of CSV.
fn doubled(body: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(body.len());
    for byte in body {
        text.push(*byte);
        if *byte == b'"' {
            text.push(b'"');
        }
    }
    text
}

/// As PostgreSQL's `COPY` and MySQL's `--batch` write a field.
fn copied(body: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(body.len());
    for byte in body {
        match byte {
            b'\n' => text.extend(b"\\n"),
            b'\r' => text.extend(b"\\r"),
            b'\t' => text.extend(b"\\t"),
            b'\\' => text.extend(b"\\\\"),
            _ => text.push(*byte),
        }
    }
    text
}

/// Text of XML.
fn escaped(body: &[u8], are_quotes: bool) -> Vec<u8> {
    let mut text = Vec::with_capacity(body.len());
    for byte in body {
        match byte {
            b'&' => text.extend(b"&amp;"),
            b'<' => text.extend(b"&lt;"),
            b'>' => text.extend(b"&gt;"),
            b'"' if are_quotes => text.extend(b"&quot;"),
            _ => text.push(*byte),
        }
    }
    text
}

/// The inside of a string as Go's `strconv.Quote` or Python's `repr` writes it, of `str` or of `bytes`.
fn quoted(body: &[u8], quote: char, is_ascii: bool) -> Vec<u8> {
    let mut text = Vec::with_capacity(body.len());
    let octets = |text: &mut Vec<u8>, octets: &[u8]| {
        for octet in octets {
            text.extend(format!("\\x{octet:02x}").bytes());
        }
    };
    for chunk in body.utf8_chunks() {
        for char in chunk.valid().chars() {
            let mut utf8 = [0; 4];
            let utf8 = char.encode_utf8(&mut utf8).as_bytes();
            match char {
                '\n' => text.extend(b"\\n"),
                '\r' => text.extend(b"\\r"),
                '\t' => text.extend(b"\\t"),
                '\x07' if quote == '"' => text.extend(b"\\a"),
                '\x08' if quote == '"' => text.extend(b"\\b"),
                '\x0b' if quote == '"' => text.extend(b"\\v"),
                '\x0c' if quote == '"' => text.extend(b"\\f"),
                '\\' => text.extend(b"\\\\"),
                char if char == quote => text.extend([b"\\", utf8].concat()),
                char if char.is_ascii_control() || (is_ascii && !char.is_ascii()) => octets(&mut text, utf8),
                _ => text.extend(utf8),
            }
        }
        octets(&mut text, chunk.invalid());
    }
    text
}
