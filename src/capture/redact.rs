//! The same message with other names in it: what tells people and devices apart, and what is secret, is replaced by
//! something as long and of the same form.

#![deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use core::fmt;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::LazyLock,
};

use memchr::memmem;

use crate::{
    front::{self, WithCursor},
    messages::{CATALOG, SHARED_IPAD_USER, dep::error_word},
    render::{credentials, ends, is_group, is_secret, letters},
    report::Log,
    schema::{Key, Shape, form, records},
    wire::{
        Cursor, Data, Fatal, Format, Item, Kind, Span, Text,
        data::VALUES,
        traverse::{Visitor, traverse},
    },
};

/// Replaces names. The same name is replaced by the same one wherever it stands, as far as the digest is the same.
pub struct Redactor<'d> {
    digest: &'d dyn Fn(&[u8]) -> [u8; 32],
}

impl fmt::Debug for Redactor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor")
    }
}

/// What has come of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redacted {
    /// Its bytes, as many as before.
    pub body: Vec<u8>,
    /// Names that were replaced, as they were written, and by what: those that are long enough to be told anywhere.
    pub names: Vec<(String, String)>,
}

/// Why no other names can be put into a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// It cannot be read to its end.
    Damage,
    /// A name is the key of a dictionary whose keys are no names.
    Key,
    /// References spell a letter of a name or a credential.
    Spelling,
    /// Other names would make two keys the same.
    Twins,
    /// A value that must be replaced has no other of its form.
    Value,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Damage => "cannot be read to its end",
            Self::Key => "has a name as the key of a dictionary whose keys are no names",
            Self::Spelling => "spells a letter of a name or a credential by a reference",
            Self::Twins => "would have two keys that are the same; another salt gives others",
            Self::Value => "has a value at the key of a name or a secret that no other can stand for",
        })
    }
}

impl core::error::Error for Obstacle {}

/// Documents that lie in each other deeper than this are replaced whole.
const DEPTH: usize = 4;

impl<'d> Redactor<'d> {
    /// With a digest that nobody else can make: one with a salt.
    #[must_use]
    pub const fn new(digest: &'d dyn Fn(&[u8]) -> [u8; 32]) -> Self {
        Self { digest }
    }

    /// The message with other names.
    ///
    /// # Errors
    ///
    /// If what stands in it cannot be told for certain, or not be replaced.
    pub fn redact(&self, body: &[u8]) -> Result<Redacted, Obstacle> {
        if is_error_word(body) {
            return Ok(Redacted { body: body.to_vec(), names: Vec::new() });
        }
        self.within(body, DEPTH)
    }

    fn within(&self, body: &[u8], depth: usize) -> Result<Redacted, Obstacle> {
        let mut log = Log::muted();
        let mut finder = Finder::default();
        let format =
            front::with_cursor(body, &mut log, Find { finder: &mut finder }).map_err(|Fatal| Obstacle::Damage)?;
        if let Some(obstacle) = finder.obstacle {
            return Err(obstacle);
        }
        let mut redacted = Redacted { body: body.to_vec(), names: Vec::new() };
        let mut keys = HashMap::new();
        for (_, spot) in finder.spots {
            let inner = spot.inside(format, body).ok_or(Obstacle::Damage)?;
            let is_wide = format == Format::Binary && body.get(spot.span.start).is_some_and(|marker| marker >> 4 == 6);
            let old = inner.of(body);
            // a reference spells a letter of the name
            if format == Format::Xml && spot.is_replaced() && memmem::find(old, b"&#").is_some() {
                return Err(Obstacle::Spelling);
            }
            let new = match &spot.what {
                What::Credentials(words) => self.partly(old, format, is_wide, words, &mut redacted.names)?,
                What::Octets if format == Format::Binary => self.octets(old, depth),
                What::Octets => self.base64(old, depth),
                What::Key | What::Text if is_wide => self.wide(old),
                What::Key | What::Text => self.text(old, format),
                What::Damaged | What::Number if format == Format::Binary => return Err(Obstacle::Value),
                What::Damaged => self.text(old, format),
                What::Number => self.number(old),
            };
            if spot.what == What::Key && keys.insert(new.clone(), old).is_some_and(|twin| twin != old) {
                return Err(Obstacle::Twins);
            }
            if matches!(spot.what, What::Key | What::Text | What::Number) {
                redacted.names.extend(told(old, &new));
            }
            let place = redacted.body.get_mut(inner.start..inner.end).filter(|to| to.len() == new.len());
            place.ok_or(Obstacle::Damage)?.copy_from_slice(&new);
        }
        replace_words(&mut redacted.body, &redacted.names.iter().cloned().collect());
        Ok(redacted)
    }

    /// A text with other credentials in it, which are these once it is read.
    fn partly(
        &self,
        old: &[u8],
        format: Format,
        is_wide: bool,
        words: &[Vec<u8>],
        names: &mut Vec<(String, String)>,
    ) -> Result<Vec<u8>, Obstacle> {
        // of each unit of sixteen bits the byte that letters are in
        let width = if is_wide { 2 } else { 1 };
        let narrow: Vec<u8> = old.chunks(width).filter_map(|unit| unit.last().copied()).collect();
        let mut new = old.to_vec();
        let found = credentials(&narrow);
        if !found.iter().map(|span| span.of(&narrow)).eq(words.iter().map(Vec::as_slice)) {
            return Err(Obstacle::Spelling);
        }
        for span in found {
            let word = self.parameter(span.of(&narrow), format);
            names.extend(told(span.of(&narrow), &word));
            let units = new.chunks_mut(width).skip(span.start);
            units.zip(word).filter_map(|(unit, byte)| Some((unit.last_mut()?, byte))).for_each(|(to, byte)| *to = byte);
        }
        Ok(new)
    }

    /// Another word of the same form, of those that stand around messages: in headers, addresses and strings. What is
    /// escaped there stays.
    #[must_use]
    pub fn word(&self, old: &[u8]) -> Vec<u8> {
        self.parameter(old, Format::Json)
    }

    fn parameter(&self, old: &[u8], format: Format) -> Vec<u8> {
        let mut new = self.text(old, format);
        let escapes = old.windows(3).enumerate().filter(
            |(_, three)| matches!(three, [b'%', high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit()),
        );
        for (at, escape) in escapes {
            if let Some(to) = new.get_mut(at..at.saturating_add(3)) {
                to.copy_from_slice(escape);
            }
        }
        new
    }

    /// Another number of as many digits.
    fn number(&self, old: &[u8]) -> Vec<u8> {
        let start = old.iter().position(u8::is_ascii_digit).unwrap_or(old.len());
        let end = old.iter().rposition(u8::is_ascii_digit).map_or(start, |last| last.saturating_add(1));
        let digits = self.text(old.get(start..end).unwrap_or_default(), Format::Json);
        [old.get(..start).unwrap_or_default(), &digits, old.get(end..).unwrap_or_default()].concat()
    }

    /// Another text of the same form: letters for letters, digits for digits, references and escapes as they are. A number
    /// begins with a zero only if it did.
    fn text(&self, old: &[u8], format: Format) -> Vec<u8> {
        if old.eq_ignore_ascii_case(SHARED_IPAD_USER.as_bytes()) {
            return old.to_vec();
        }
        if let Some(scheme) = [&b"https:"[..], b"http:"].into_iter().find(|scheme| old.starts_with(scheme)) {
            return self.address(old, scheme.len(), format);
        }
        let kept = HEADS.iter().find(|head| old.starts_with(head.as_bytes()));
        let kept = kept.map_or(0, |head| head.len());
        let is_hex = old.iter().skip(kept).all(|byte| byte.is_ascii_hexdigit() || !byte.is_ascii_alphanumeric());
        let is_number = old.iter().all(u8::is_ascii_digit) && old.first() != Some(&b'0');
        let mut noise = self.noise(old);
        let mut new = Vec::with_capacity(old.len());
        while let Some(rest) = old.get(new.len()..).filter(|rest| !rest.is_empty()) {
            let markup = if new.len() < kept { kept } else { markup(rest, format) };
            match rest.get(..markup.min(rest.len())).filter(|markup| !markup.is_empty()) {
                Some([b'\\', b'u', digits @ ..]) if !digits.starts_with(b"000") => new.extend_from_slice(br"\u005f"),
                Some(markup) => new.extend_from_slice(markup),
                None if is_number && new.is_empty() => {
                    new.push(b'1'.saturating_add(noise.next().unwrap_or_default() % 9));
                }
                None => new.extend(rest.first().map(|byte| another(*byte, noise.next().unwrap_or_default(), is_hex))),
            }
        }
        let unused = match old {
            [.., b'=', b'='] => 0b1111,
            [.., b'='] => 0b11,
            _ => 0,
        };
        let last = old.iter().rposition(|byte| *byte != b'=');
        if let Some((to, old)) = last.and_then(|at| new.get_mut(at).zip(old.get(at))) {
            keep_unused(to, *old, unused);
        }
        new
    }

    /// Another address, whose parts are replaced as they are elsewhere; its scheme and the names of its parameters stay.
    fn address(&self, old: &[u8], scheme: usize, format: Format) -> Vec<u8> {
        let mut new = old.get(..scheme).unwrap_or_default().to_vec();
        while let Some(rest) = old.get(new.len()..).filter(|rest| !rest.is_empty()) {
            let is_end = |at: &usize| {
                let rest = rest.get(*at..).unwrap_or_default();
                markup(rest, format) > 0 || rest.first().is_none_or(|byte| b"/?#&=:;@".contains(byte))
            };
            let len = (0..rest.len()).find(is_end).unwrap_or(rest.len());
            match rest.get(..len).filter(|part| !part.is_empty()) {
                Some(part) if rest.get(len) == Some(&b'=') => new.extend_from_slice(part),
                Some(part) => new.extend(self.parameter(part, format)),
                None => new.extend(rest.iter().take(markup(rest, format).max(1))),
            }
        }
        new
    }

    /// The same of text in units of sixteen bits.
    fn wide(&self, old: &[u8]) -> Vec<u8> {
        let mut noise = self.noise(old);
        let unit = |unit: &[u8]| match unit {
            [0, byte @ ..=0x7f] => [0, another(*byte, noise.next().unwrap_or_default(), false)],
            _ => [0x4e, 0],
        };
        old.chunks(2).flat_map(unit).collect()
    }

    /// Other octets, or the same document with other names.
    fn octets(&self, old: &[u8], depth: usize) -> Vec<u8> {
        let shallower = depth.checked_sub(1);
        if let Some(depth) = shallower.filter(|_| Format::detect(old).is_some())
            && let Ok(inner) = self.within(old, depth)
        {
            return inner.body;
        }
        let is_base64 =
            old.len() > 15 && old.iter().all(|byte| VALUES.get(usize::from(*byte)).is_some_and(|value| *value < 66));
        if let Some(depth) = shallower.filter(|_| is_base64) {
            return self.base64(old, depth);
        }
        // the head of a certificate says how long it is
        let kept = if old.starts_with(&[0x30, 0x82]) { 4 } else { 0 };
        let noise = self.noise(old).chain(core::iter::repeat(0));
        old.iter().zip(noise).enumerate().map(|(at, (old, new))| if at < kept { *old } else { new }).collect()
    }

    /// Base64 of other octets: its white space, its padding and what no octet has a part in stay.
    fn base64(&self, old: &[u8], depth: usize) -> Vec<u8> {
        let Ok(text) = str::from_utf8(old) else { return self.text(old, Format::Xml) };
        let is_letter = |byte: &u8| VALUES.get(usize::from(*byte)).is_some_and(|value| *value < 64);
        let letters = old.iter().filter(|byte| is_letter(byte)).count();
        let octets: Vec<u8> = Data::base64(text, letters).iter().collect();
        let new = self.octets(&octets, depth);
        let data = Data::octets(&new);
        let mut encoded = data.groups().flatten().map(|letter| u8::try_from(letter).unwrap_or(b'A'));
        let mut last = None;
        let mut written: Vec<u8> = Vec::with_capacity(old.len());
        for (at, byte) in old.iter().enumerate() {
            if is_letter(byte) {
                written.push(encoded.next().unwrap_or(*byte));
                last = Some(at);
            } else {
                written.push(*byte);
            }
        }
        let unused = match octets.len() % 3 {
            0 => 0,
            1 => 0b1111,
            _ => 0b11,
        };
        if let Some((to, old)) = last.and_then(|at| written.get_mut(at).zip(old.get(at))) {
            keep_unused(to, *old, unused);
        }
        written
    }

    /// As many bytes as are asked for, always the same for the same text.
    fn noise(&self, of: &[u8]) -> impl Iterator<Item = u8> + use<'_, 'd> {
        let seed = (self.digest)(of);
        (0_u64..).flat_map(move |block| {
            let mut next = seed.to_vec();
            next.extend(block.to_be_bytes());
            (self.digest)(&next)
        })
    }
}

/// Replaces names by names of the same length where they stand as words, whatever is around them: in other values of a
/// message, in the lines around it, in addresses.
pub fn replace_words(bytes: &mut [u8], names: &HashMap<String, String>) {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    for word in bytes.split_mut(|byte| !is_part(byte)).filter(|word| word.len() >= TELLING) {
        let new = str::from_utf8(word).ok().and_then(|word| names.get(word));
        if let Some(new) = new.filter(|new| new.len() == word.len()) {
            word.copy_from_slice(new.as_bytes());
        }
    }
}

/// Gives the last letter of base64 the bits that it had, as far as they belong to no octet.
fn keep_unused(to: &mut u8, old: u8, unused: u8) {
    if let (Some(new), Some(old)) = (value(*to), value(old)) {
        *to = letter((new & !unused) | (old & unused)).unwrap_or(*to);
    }
}

fn value(letter: u8) -> Option<u8> {
    VALUES.get(usize::from(letter)).copied().filter(|value| *value < 64)
}

fn letter(value: u8) -> Option<u8> {
    (0..=u8::MAX).find(|letter| VALUES.get(usize::from(*letter)) == Some(&value))
}

/// A letter for a letter, a digit for a digit, in a hexadecimal number such ones; beyond ASCII, `_` for each byte.
fn another(old: u8, noise: u8, is_hex: bool) -> u8 {
    let letters = if is_hex { 6 } else { 26 };
    let (first, many) = match old {
        b'0'..=b'9' => (b'0', 10),
        b'A'..=b'Z' => (b'A', letters),
        b'a'..=b'z' => (b'a', letters),
        0x80.. => return b'_',
        _ => return old,
    };
    first.saturating_add(noise.checked_rem(many).unwrap_or_default())
}

/// How many bytes here are no text but how it is written.
fn markup(rest: &[u8], format: Format) -> usize {
    let until = |end: u8| rest.iter().position(|byte| *byte == end).map_or(rest.len(), |at| at.saturating_add(1));
    match (format, rest) {
        (Format::Xml, [b'&', ..]) => until(b';'),
        (Format::Xml, [b'<', b'!', b'[', ..]) => 9,
        (Format::Json, [b'\\', b'u', ..]) => 6,
        (Format::Json, [b'\\', ..]) => 2,
        _ => 0,
    }
}

/// What says of a topic and of the parts of a server token that they are such.
const HEADS: [&str; 6] = ["com.apple.mgmt.External.", "com.apple.mgmt.", "AS_", "AT_", "CK_", "CS_"];

/// So long a name is at least that is replaced wherever it stands.
const TELLING: usize = 8;

/// Whether a text is not to be taken for another: long, and with digits in it.
fn is_telling(text: &[u8]) -> bool {
    text.len() >= TELLING
        && text.iter().filter(|byte| byte.is_ascii_digit()).count() >= 3
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// A name that can be told anywhere, and what takes its place.
fn told(old: &[u8], new: &[u8]) -> Option<(String, String)> {
    let name = |text: &[u8]| String::from_utf8_lossy(text).into_owned();
    is_telling(old).then(|| (name(old), name(new)))
}

/// Whether a body is the word of a refusal, in which there are no names.
fn is_error_word(body: &[u8]) -> bool {
    str::from_utf8(body.trim_ascii()).is_ok_and(|word| error_word(word).is_some())
}

/// Keys whose text names somebody, or something that somebody has or belongs to, beside those of a form that does: their
/// letters and digits, all small, without the mark of more than one or of a text.
const NAMES: &[&str] = &[
    "activemanageduser",
    "address",
    "addresses",
    "adminid",
    "assettag",
    "bluetoothmac",
    "classdisplayname",
    "commonname",
    "currentconsolemanageduser",
    "destinationname",
    "deviceassignedby",
    "devicednsname",
    "deviceid",
    "devicename",
    "enrollmentid",
    "ethernetmac",
    "facilitatorid",
    "facilitatormemberid",
    "firstname",
    "footnote",
    "getuid",
    "guid",
    "hostname",
    "idhash",
    "instructoruniqueidentifier",
    "itsidhash",
    "itunesstoreaccounthash",
    "lastname",
    "libraryid",
    "localhostname",
    "locationid",
    "locationname",
    "lostmessage",
    "macaddressen0",
    "managedappleiddefaultdomain",
    "middlename",
    "ntprincipalname",
    "opdateby",
    "orgaddress",
    "organization",
    "organizationaddress",
    "organizationid",
    "organizationidhash",
    "organizationmagic",
    "organizationname",
    "organizationphone",
    "orgid",
    "orgidhash",
    "orgmagic",
    "orgname",
    "orgphone",
    "payloadorganization",
    "peeraddress",
    "personid",
    "primaryipv6addresslist",
    "privateaddresses",
    "profileassignedby",
    "publicaddress",
    "rfc822name",
    "secondaryipv6addresslist",
    "serverguid",
    "servername",
    "serveruuid",
    "sourcesystemidentifier",
    "sourceuser",
    "studentuniqueidentifier",
    "subjectsummary",
    "supportphonenumber",
    "targetuser",
    "uid",
    "uniqueidentifier",
    "userguid",
    "userlongname",
    "visiblename",
    "wifimac",
];

/// How such keys end, whatever they say before.
const ENDS: &[&str] =
    &["appleid", "email", "emailaddress", "fullname", "serialnumber", "shortname", "udid", "userid", "username"];

/// Keys that do so only in what stands behind another key.
const NAMES_WITHIN: &[(&str, &str)] =
    &[("classes", "name"), ("command", "message"), ("location", "name"), ("locations", "name"), ("persons", "name")];

/// Whether what stands behind a key, itself behind another, names somebody.
fn is_name(within: &str, key: &str) -> bool {
    let key = letters(key);
    let one = key.strip_suffix('s').unwrap_or(&key);
    let one = one.strip_suffix("str").unwrap_or(one);
    [key.as_str(), one].iter().any(|key| NAMES.contains(key) || ends(key, ENDS))
        || NAMES_WITHIN.contains(&(&letters(within), &key))
}

/// Why what stands behind a key must be replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    #[default]
    Not,
    /// Its text is a name, or the texts of its array are.
    Name,
    /// The same, and so are the keys of its dictionary.
    Keyed,
    /// It must not be shown, unless it is a dictionary whose own keys say what must not.
    Single,
    /// It must not be shown, whatever is in it.
    Secret,
}

impl Due {
    /// Of a key of this name, its case aside, and of a secret's a letter too; it stands in what is behind another key.
    fn of(within: &str, key: &str) -> Self {
        static KEYS: LazyLock<BTreeMap<String, Due>> = LazyLock::new(|| {
            let mut keys = BTreeMap::<_, Due>::new();
            let mut maps = BTreeSet::new();
            for key in records(CATALOG).into_iter().flat_map(|record| record.keys) {
                let name = key.name.to_ascii_lowercase();
                if key.sensitive {
                    keys.insert(name, if is_group(key.name) { Due::Single } else { Due::Secret });
                } else if matches!(key.shape, Shape::Map(_) | Shape::Pairs) {
                    maps.insert(name);
                } else if tells(key) {
                    let due = keys.entry(name).or_default();
                    *due = (*due).max(Due::Name);
                }
            }
            for (_, due) in keys.iter_mut().filter(|(key, due)| **due == Due::Name && maps.contains(*key)) {
                *due = Due::Keyed;
            }
            keys
        });
        let small = key.to_ascii_lowercase();
        if let Some(due) = KEYS.get(&small) {
            *due
        } else if is_secret(&small) {
            Self::Secret
        } else if is_name(within, key) {
            Self::Name
        } else {
            Self::Not
        }
    }
}

fn tells(key: &Key) -> bool {
    let forms =
        [form::EMAIL, form::IMEI, form::MAC, form::MEID, form::SERIAL, form::SERIAL_NUMBER, form::TOPIC, form::UDID];
    key.form.is_some_and(|form| forms.iter().any(|other| other.words == form.words))
}

#[derive(PartialEq, Eq)]
enum What {
    /// Nothing is replaced but what is a credential in it: these words, once it is read.
    Credentials(Vec<Vec<u8>>),
    /// It cannot be made out; its letters are replaced all the same.
    Damaged,
    Key,
    Number,
    Octets,
    Text,
}

/// A value that has to be replaced.
struct Spot {
    span: Span,
    what: What,
}

impl Spot {
    /// Whether all of it is.
    const fn is_replaced(&self) -> bool {
        !matches!(self.what, What::Credentials(_))
    }

    /// Where its text or its octets stand, without what is around them.
    fn inside(&self, format: Format, body: &[u8]) -> Option<Span> {
        let Span { start, end } = self.span;
        let bytes = self.span.of(body);
        match format {
            Format::Xml => {
                let from = bytes.iter().position(|byte| *byte == b'>')?.checked_add(1)?;
                // of an element that is empty there is nothing
                let to = bytes.iter().rposition(|byte| *byte == b'<').filter(|to| *to >= from).unwrap_or(from);
                Some(Span::new(start.checked_add(from)?, start.checked_add(to)?))
            }
            Format::Json if self.what == What::Number => Some(self.span),
            Format::Json => Some(Span::new(start.checked_add(1)?, end.checked_sub(1)?)),
            _ => {
                let (head, count) = counted(body.get(start..)?)?;
                let marker = body.get(start)?;
                let len = if marker >> 4 == 6 { count.checked_mul(2)? } else { count };
                let from = start.checked_add(head)?;
                Some(Span::new(from, from.checked_add(len)?))
            }
        }
    }
}

/// How many bytes the head of an object of a binary property list has, and its count.
fn counted(object: &[u8]) -> Option<(usize, usize)> {
    match object {
        [marker, ..] if marker & 0xf != 0xf => Some((1, usize::from(marker & 0xf))),
        [_, size @ 0x10..=0x13, rest @ ..] => {
            let len = 1_usize.checked_shl(u32::from(size & 0xf))?;
            let digits = rest.get(..len)?;
            let count = digits
                .iter()
                .try_fold(0_usize, |count, byte| count.checked_mul(256)?.checked_add(usize::from(*byte)))?;
            Some((len.checked_add(2)?, count))
        }
        _ => None,
    }
}

/// Goes through a document for the values that have to be replaced.
#[derive(Default)]
struct Finder {
    open: Vec<Open>,
    /// The last key, as long as its value has not begun, and why that is to be replaced.
    key: String,
    due: Due,
    /// Keys are names themselves, or a value is of a kind that has no other form: they are not replaced.
    obstacle: Option<Obstacle>,
    /// By where they begin: parts of a binary property list may be shared.
    spots: BTreeMap<usize, Spot>,
}

/// An open container.
struct Open {
    /// The key that it stands behind, or the array that it is in.
    key: String,
    /// Why what it holds is to be replaced.
    due: Due,
    /// Why its keys are, or may have to be.
    keys: Due,
}

impl Finder {
    /// Why the next value is to be replaced.
    fn due(&self) -> Due {
        self.due.max(self.open.last().map_or(Due::Not, |open| open.due))
    }
}

impl<'a> Visitor<'a> for Finder {
    fn begin(&mut self, kind: Kind) {
        let keys = if kind == Kind::Dictionary { self.due } else { Due::Not };
        if kind == Kind::Dictionary && self.due == Due::Single {
            self.due = Due::Not;
        }
        let due = match self.due() {
            Due::Name | Due::Keyed if kind == Kind::Dictionary => Due::Not,
            due => due,
        };
        let mut key = core::mem::take(&mut self.key);
        if let Some(open) = self.open.last().filter(|_| key.is_empty()) {
            key.clone_from(&open.key);
        }
        self.open.push(Open { key, due, keys });
        self.due = Due::Not;
    }

    fn key(&mut self, key: Text<'a>, span: Span) {
        let open = self.open.last();
        self.due = match open.map_or(Due::Not, |open| open.keys) {
            Due::Keyed if !key.is_empty() => {
                self.spots.insert(span.start, Spot { span, what: What::Key });
                Due::Not
            }
            keys => {
                if keys == Due::Name && is_telling(key.as_bytes()) {
                    self.obstacle = Some(Obstacle::Key);
                }
                Due::of(open.map_or("", |open| &open.key), &key)
            }
        };
        key.as_str().clone_into(&mut self.key);
    }

    fn scalar(&mut self, item: Item<'a>, span: Span) {
        let is_due = self.due() != Due::Not;
        let what = match item {
            Item::Data(data) if !data.is_empty() => What::Octets,
            Item::Damaged(Kind::Data) => What::Damaged,
            Item::Text(text) if !is_due => {
                let words: Vec<_> =
                    credentials(text.as_bytes()).iter().map(|span| span.of(text.as_bytes()).to_vec()).collect();
                if !words.is_empty() {
                    // in a place that shares it all of it may be due
                    self.spots.entry(span.start).or_insert(Spot { span, what: What::Credentials(words) });
                }
                return;
            }
            _ if !is_due => return,
            Item::Text(text) if !text.is_empty() => What::Text,
            Item::Integer(_) | Item::Number(_) => What::Number,
            Item::Damaged(_) => What::Damaged,
            // there is nothing in them to tell by
            Item::Boolean(_) | Item::Data(_) | Item::Null | Item::Text(_) => return,
            _ => {
                self.obstacle = Some(Obstacle::Value);
                return;
            }
        };
        self.spots.insert(span.start, Spot { span, what });
    }

    fn end(&mut self) {
        self.open.pop();
        self.due = Due::Not;
    }
}

struct Find<'f> {
    finder: &'f mut Finder,
}

impl<'a> WithCursor<'a> for Find<'_> {
    type Output = Format;

    fn run<C: Cursor<'a>>(
        self,
        cursor: C,
        log: &mut Log<'_>,
        close: impl FnOnce(C, &mut Log<'_>) -> Result<(), Fatal>,
    ) -> Result<Format, Fatal> {
        let (behind, _) = traverse(cursor, log, self.finder)?;
        close(behind, log)?;
        Ok(C::FORMAT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(key: &Key) -> Due {
        Due::of("", key.name)
    }

    #[test]
    fn keys_that_say_what_they_name() {
        let words =
            ["serialnumber", "udid", "imei", "meid", "iccid", "email", "appleid", "userid", "macaddress", "phone"];
        let names = |key: &&Key| {
            let name = letters(key.name);
            matches!(key.shape, Shape::Text | Shape::Texts | Shape::Integer)
                && words.iter().any(|word| name.contains(word))
        };
        let kept = records(CATALOG)
            .into_iter()
            .flat_map(|record| record.keys)
            .filter(names)
            .filter(|key| due(key) == Due::Not);
        // a template, without the code that makes it an invitation
        assert_eq!(kept.map(|key| key.name).collect::<BTreeSet<_>>(), BTreeSet::from(["invitationEmailUrl"]));
    }

    /// Another word in place of one out of a list would say something else.
    #[test]
    fn keys_with_a_list_of_words() {
        let is_list = |key: &&Key| match key.shape {
            Shape::Token(_) => true,
            Shape::Pairs => false,
            _ => key.exactly.is_some() || key.listed.is_some(),
        };
        for key in records(CATALOG).into_iter().flat_map(|record| record.keys).filter(is_list) {
            assert_eq!(due(key), Due::Not, "{}", key.name);
        }
    }

    #[test]
    fn names_are_in_letters() {
        let keys = NAMES.iter().chain(ENDS).chain(NAMES_WITHIN.iter().flat_map(|(within, key)| [within, key]));
        assert!(keys.copied().all(|key| letters(key) == key));
    }
}
