//! Bodies that a container holds as text: themselves, in base64, in hexadecimal digits, or spelled out otherwise.

use std::borrow::Cow;

use super::{json::Str, problem, spelled};
use crate::{
    report::{Code, Problem},
    wire::{Data, Span, Text, data},
};

/// So much of a text is looked at to see whether it is a body.
const HEAD: usize = 512;

/// How a property list begins in hexadecimal digits: `bplist`, `<?xml`, `<!DOCTYPE`, `<plist`.
pub(super) const HEXADECIMAL: [&str; 4] = ["62706c697374", "3c3f786d6c", "3c21444f4354595045", "3c706c697374"];

/// What a text seems to be from its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seems {
    Json,
    Plist,
}

/// How a body stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    Address,
    Base64,
    Hexadecimal,
    Numbers,
    Plain,
}

/// The body that a string is or stands for, if it looks like one: a property list, or JSON of a known kind.
pub(super) fn find(string: Str<'_>) -> Option<Result<Cow<'_, [u8]>, Box<Problem>>> {
    look(&string.head(HEAD))?;
    find_in(string.bytes()).map(|found| found.map_err(|at| no_base64(string, at)))
}

/// Like [`find`]; the error is the place in the text at which it is no base64.
pub(super) fn find_in(text: Cow<'_, [u8]>) -> Option<Result<Cow<'_, [u8]>, usize>> {
    let (spelling, seems) = look(text.get(..HEAD).unwrap_or(&text))?;
    let body = decoded(spelling, text);
    match seems {
        Seems::Plist => Some(body),
        Seems::Json => body.ok().filter(|body| is_known(body)).map(Ok),
    }
}

/// The body that stands where one has to be: what a document is encoded as, or else the string itself.
pub(super) fn given(string: Str<'_>) -> Result<Cow<'_, [u8]>, Box<Problem>> {
    given_in(string.bytes()).map_err(|at| no_base64(string, at))
}

/// Like [`given`]; the error is the place in the text at which it is no base64.
pub(super) fn given_in(text: Cow<'_, [u8]>) -> Result<Cow<'_, [u8]>, usize> {
    let spelling = look(text.get(..HEAD).unwrap_or(&text)).map_or(Spelling::Plain, |(spelling, _)| spelling);
    decoded(spelling, text)
}

/// Whether a body begins as a property list does.
pub(super) fn is_plist(body: &[u8]) -> bool {
    seems(body.get(..HEAD).unwrap_or(body)) == Some(Seems::Plist)
}

/// Whether a text stands for a property list, as far as its beginning tells.
pub(super) fn is_encoded_plist(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    look(text.get(..HEAD).unwrap_or(text)).is_some_and(|found| found.0 != Spelling::Plain && found.1 == Seems::Plist)
}

/// Whether JSON is a message.
pub(super) fn is_known(text: &[u8]) -> bool {
    crate::decode(text).1.kind().is_some()
}

/// What base64 stands for.
pub(super) fn base64(string: Str<'_>) -> Result<Vec<u8>, Box<Problem>> {
    octets(&string.bytes()).map_err(|at| no_base64(string, at))
}

fn no_base64(string: Str<'_>, at: usize) -> Box<Problem> {
    let span = string.span();
    // of a string with escapes there is no one place to point at
    let at = span.start.saturating_add(at);
    let here = if string.is_plain() { Span::new(at, at.saturating_add(1)) } else { span };
    Box::new(problem(Code::Base64, here))
}

/// What the beginning of a text tells of the body that it may hold.
fn look(head: &[u8]) -> Option<(Spelling, Seems)> {
    if let Some(seems) = seems(head) {
        return Some((Spelling::Plain, seems));
    }
    for (spelling, octets) in [(Spelling::Address, spelled::address(head)), (Spelling::Numbers, spelled::numbers(head))]
    {
        if let Some(seems) = octets.and_then(|(octets, _)| seems(&octets)) {
            return Some((spelling, seems));
        }
    }
    let hexadecimal = hexadecimal(head);
    let digits = hexadecimal.unwrap_or(head).iter().filter(|byte| !byte.is_ascii_whitespace());
    let digits: Vec<u8> = digits.copied().collect();
    let whole = digits.get(..digits.len().saturating_sub(digits.len() % 4))?;
    match hexadecimal {
        Some(_) => Some((Spelling::Hexadecimal, seems(&pairs(whole)?)?)),
        None => Some((Spelling::Base64, seems(&octets(whole).ok()?)?)),
    }
}

fn seems(head: &[u8]) -> Option<Seems> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let has = |word: &[u8]| memchr::memmem::find(head, word).is_some();
    match head.first()? {
        b'b' if head.starts_with(b"bplist") => Some(Seems::Plist),
        b'<' if head.starts_with(b"<plist") || head.starts_with(b"<!DOCTYPE plist") => Some(Seems::Plist),
        b'<' if head.starts_with(b"<?xml") && has(b"plist") => Some(Seems::Plist),
        b'{' => Some(Seems::Json),
        _ => None,
    }
}

fn decoded(spelling: Spelling, text: Cow<'_, [u8]>) -> Result<Cow<'_, [u8]>, usize> {
    match spelling {
        Spelling::Plain => Ok(text),
        Spelling::Address => Ok(spelled::address(&text).map_or(text, |(octets, _)| Cow::Owned(octets))),
        Spelling::Numbers => Ok(spelled::numbers(&text).map_or(text, |(octets, _)| Cow::Owned(octets))),
        Spelling::Base64 => octets(&text).map(Cow::Owned),
        Spelling::Hexadecimal => Ok(hexadecimal(&text).and_then(pairs).map_or(text, Cow::Owned)),
    }
}

/// What base64 stands for, also in the alphabet for addresses or without its padding, or where it is none.
pub(super) fn octets(text: &[u8]) -> Result<Vec<u8>, usize> {
    let decoded = |text: &[u8]| match data::check(text) {
        data::Check::Bad { at } => Err(at),
        data::Check::Good { len, .. } => {
            let text = str::from_utf8(text).map_err(|error| error.valid_up_to())?;
            Ok(Data::from_base64(Text::borrowed(text), len).to_vec())
        }
    };
    decoded(text).or_else(|at| decoded(&usual(text).ok_or(at)?).map_err(|_| at))
}

/// Base64 of RFC 4648, section 5, in the alphabet of section 4 and with padding; none if that changes nothing.
fn usual(text: &[u8]) -> Option<Vec<u8>> {
    let digits = text.iter().filter(|byte| !byte.is_ascii_whitespace()).map(|byte| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => *other,
    });
    let mut usual: Vec<u8> = digits.collect();
    while usual.len() % 4 > 1 {
        usual.push(b'=');
    }
    (usual != text).then_some(usual)
}

/// The digits behind the mark with which PostgreSQL and MySQL write octets, or those of how a property list begins: they
/// are no base64 of one.
fn hexadecimal(text: &[u8]) -> Option<&[u8]> {
    let begins = |begin: &&str| text.get(..begin.len()).is_some_and(|head| head.eq_ignore_ascii_case(begin.as_bytes()));
    let is_plist = || HEXADECIMAL.iter().any(begins);
    text.strip_prefix(b"\\x").or_else(|| text.strip_prefix(b"0x")).or_else(|| is_plist().then_some(text))
}

/// An octet for each two digits, white space between them aside.
fn pairs(digits: &[u8]) -> Option<Vec<u8>> {
    let mut digits =
        digits.iter().filter(|byte| !byte.is_ascii_whitespace()).map(|byte| char::from(*byte).to_digit(16));
    let mut octets = Vec::new();
    while let Some(high) = digits.next() {
        octets.push(u8::try_from(high? << 4 | digits.next()??).ok()?);
    }
    Some(octets)
}
