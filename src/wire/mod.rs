//! From bytes to a cursor.
//!
//! This layer knows the three formats and no key of Apple's. A [`Cursor`] stands on one value of a document and reads
//! it as what the caller wants. Each format has one grammar; the quick methods of a cursor read what senders usually
//! write and decline everything else without moving, the complete ones read all that the policy can read and log what
//! was odd about it. So the strict and the tolerant policy differ in how a problem is judged, never in how the
//! document is read.
//!
//! Offsets are bytes of the input as the sender wrote it. Nothing here recurses, allocates by a count that the input
//! claims, or falls back to another format.

#![deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
#![cfg_attr(test, allow(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

pub(crate) mod base64;
pub(crate) mod binary;
pub(crate) mod chunk;
pub(crate) mod data;
pub(crate) mod date;
pub(crate) mod json;
pub(crate) mod number;
mod pattern;
mod raw;
mod span;
mod text;
pub(crate) mod traverse;
mod value;
mod write;
pub(crate) mod xml;

use core::{fmt, str::FromStr};

#[cfg(any(feature = "plist", feature = "serde"))]
pub(crate) use self::write::Order;
pub use self::{
    data::{Base64, Data},
    date::Date,
    json::JsonText,
    number::Shortest,
    raw::{Datas, Each, Extra, Integers, Numbers, Pairs, Raw, Texts},
    span::Span,
    text::Text,
    value::{Node, Value, ValueRef},
    write::{Canonical, Loss, Unwritable},
    xml::XmlText,
};
#[cfg(feature = "plist")]
pub(crate) use self::{
    value::Builder,
    write::{Steps, What},
};
use crate::{
    report::{Log, UnknownWord},
    schema::{Key, Record},
};

/// The format of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// A binary property list: begins with `bplist`.
    Binary,
    /// JSON, RFC 8259.
    Json,
    /// An XML property list.
    Xml,
}

impl Format {
    /// The format that the first bytes announce. White space and a UTF-8 byte order mark may stand before them; there
    /// is no second guess if the body then turns out to be something else. A scalar is JSON if it is all there is.
    #[must_use]
    pub fn detect(input: &[u8]) -> Option<Self> {
        let input = input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input);
        if input.starts_with(b"bplist") {
            return Some(Self::Binary);
        }
        match input.trim_ascii_start().first()? {
            b'<' => Some(Self::Xml),
            b'{' | b'[' | b'"' => Some(Self::Json),
            _ => is_json_scalar(input.trim_ascii()).then_some(Self::Json),
        }
    }

    /// `binary`, `json` or `xml`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }
}

/// Whether a text is what JSON writes without quotes and brackets, as far as its letters tell.
fn is_json_scalar(text: &[u8]) -> bool {
    let is_of_a_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
    matches!(text, b"true" | b"false" | b"null") || text.iter().all(is_of_a_number)
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownWord;

    fn from_str(name: &str) -> Result<Self, UnknownWord> {
        let all = [Self::Binary, Self::Json, Self::Xml];
        all.into_iter().find(|format| format.as_str() == name).ok_or(UnknownWord("`binary`, `json` or `xml`"))
    }
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Values in order.
    Array,
    /// True or false.
    Boolean,
    /// Octets.
    Data,
    /// An instant.
    Date,
    /// Values under keys.
    Dictionary,
    /// A whole number.
    Integer,
    /// JSON's `null`.
    Null,
    /// A floating-point number.
    Real,
    /// A string.
    Text,
    /// A reference of a keyed archive.
    Uid,
}

impl Kind {
    /// Its name in Apple's schema: `string`, `boolean`, …
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Array => "array",
            Self::Boolean => "boolean",
            Self::Data => "data",
            Self::Date => "date",
            Self::Dictionary => "dictionary",
            Self::Integer => "integer",
            Self::Null => "null",
            Self::Real => "real",
            Self::Text => "string",
            Self::Uid => "uid",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.noun())
    }
}

/// How much is taken that a careful sender would not write. See [`manual::policy`](crate::manual::policy).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Policy {
    /// Well formed, canonical, and read by Apple's own reader.
    Strict,
    /// What devices and servers are known to send, where no data is lost and no two readers see different documents.
    #[default]
    Tolerant,
}

impl Policy {
    /// `strict` or `tolerant`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Strict => "strict",
            Self::Tolerant => "tolerant",
        }
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Policy {
    type Err = UnknownWord;

    fn from_str(name: &str) -> Result<Self, UnknownWord> {
        let all = [Self::Strict, Self::Tolerant];
        all.into_iter().find(|policy| policy.as_str() == name).ok_or(UnknownWord("`strict` or `tolerant`"))
    }
}

/// Bounds on what one document may ask of the reader. Each has a default and takes any other value; none is switched
/// off by zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a document.
    pub bytes: usize,
    /// Containers inside each other. The strict policy holds to [`Limits::DEPTH_STRICT`] as well.
    pub depth: usize,
    /// Values of a document.
    pub nodes: usize,
    /// Problems that a report keeps; the rest is counted.
    pub problems: usize,
}

impl Limits {
    /// 64 MiB. The largest answers seen, lists of applications and profiles with certificates, have less than 1 MiB.
    pub const BYTES: usize = 64 << 20;
    /// 512 levels, as CoreFoundation reads on macOS.
    pub const DEPTH: usize = if cfg!(planted = "depth") { usize::MAX } else { 512 };
    /// 128 levels, as CoreFoundation reads on iOS, tvOS and watchOS.
    pub const DEPTH_STRICT: usize = 128;
    /// 16 Mi values.
    pub const NODES: usize = 16 << 20;
    /// 100 problems.
    pub const PROBLEMS: usize = 100;
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: Self::BYTES, depth: Self::DEPTH, nodes: Self::NODES, problems: Self::PROBLEMS }
    }
}

/// The document can't be read further; the problem is in the log.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fatal;

/// One value, read by the complete grammar. Of a container only the beginning has been read.
#[derive(Debug)]
pub(crate) enum Item<'a> {
    Array,
    Boolean(bool),
    Data(Data<'a>),
    Date(Date),
    Dictionary,
    Integer(number::Integer),
    Null,
    /// A whole number that fits neither `i64` nor `u64`, as its digits: only JSON has them.
    Number(&'a str),
    Real(f64),
    Text(Text<'a>),
    Uid(u64),
    /// A container of exactly one value, which stands for it: a property list inside a property list.
    Wrapper,
    /// A value of this kind that can't be made out; the problem is in the log.
    Damaged(Kind),
}

impl Item<'_> {
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Array => Kind::Array,
            Self::Boolean(_) => Kind::Boolean,
            Self::Data(_) => Kind::Data,
            Self::Date(_) => Kind::Date,
            Self::Dictionary | Self::Wrapper => Kind::Dictionary,
            Self::Integer(_) | Self::Number(_) => Kind::Integer,
            Self::Null => Kind::Null,
            Self::Real(_) => Kind::Real,
            Self::Text(_) => Kind::Text,
            Self::Uid(_) => Kind::Uid,
            Self::Damaged(kind) => *kind,
        }
    }
}

/// What a quick look into a container finds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Next<T> {
    /// A value: in a dictionary with the key that it has, and the key's slot.
    Value(T),
    /// The end, now behind the cursor.
    End,
    /// Nothing that can be told at a glance; the cursor has not moved.
    Miss,
}

/// Which container a cursor is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    Array,
    Dictionary,
    Wrapper,
}

/// One value of a document, and the way to the next.
///
/// The quick methods read the usual spelling or decline and leave the cursor where it is. The complete ones take the
/// cursor by value and return it, so that a caller can keep its own in registers.
pub(crate) trait Cursor<'a>: Copy {
    /// Where inside a container the cursor stands, beyond its offset.
    type Inside: Copy;
    /// What is expected of the white space in a container, and learned from it.
    type Layout: Copy;
    /// What stands between the values of a list's items; of a format where that is not worth learning there is none.
    type Seams;

    /// What to expect of any container.
    fn layout() -> Self::Layout;
    /// What to expect of the dictionary that begins here.
    fn layout_here(self) -> Self::Layout;
    /// What to expect of a container inside one that is laid out so.
    fn inner(layout: &Self::Layout) -> Self::Layout;

    /// What to expect inside a container that was entered by its complete grammar.
    fn layout_inside(inside: Self::Inside, layout: &Self::Layout) -> Self::Layout;

    /// To another place in the same document, as a complete method has given it back.
    fn go_to(&mut self, place: Self);

    /// The byte that it stands on.
    fn offset(self) -> usize;
    /// The whole document.
    fn input(self) -> &'a [u8];
    /// The format of the document.
    const FORMAT: Format;
    /// Whether a dictionary with a key that stands twice is refused when it is entered by the complete grammar.
    const REFUSES_TWINS: bool = false;
    /// Whether one value of a document may stand in several places, so that it says more than its length tells.
    const SHARES: bool = false;

    fn enter_array(&mut self) -> Option<Self::Inside>;
    fn enter_dictionary(&mut self) -> Option<Self::Inside>;
    /// The value of the key that is expected next, or of another one of the record, or the end of the dictionary.
    fn expect(
        &mut self,
        inside: &mut Self::Inside,
        layout: &Self::Layout,
        record: &'static Record,
        want: usize,
    ) -> Next<(usize, &'static Key)>;
    /// From which item of a list on it is worth learning what stands between the values.
    const LEARNS_FROM: usize = 3;

    /// Nothing learned yet.
    fn seams() -> Option<Self::Seams> {
        None
    }
    /// The value of the next key of an item, if the same as in an item before leads from this place to it. Places are
    /// numbers: 0 for the opening of an item, the slot of the value that the cursor is behind, counted from 1, or any other.
    fn recall(
        &mut self,
        _inside: &mut Self::Inside,
        _seams: &Self::Seams,
        _place: usize,
    ) -> Option<(usize, &'static Key)> {
        None
    }
    /// That from here, which is this place of an item, a key was found whose value stands at `to`, inside of the item.
    fn remember(
        self,
        _to: Self,
        _inside: &Self::Inside,
        _seams: &mut Self::Seams,
        _place: usize,
        _found: (usize, &'static Key),
    ) {
    }
    /// Behind the end of a dictionary that stands here, if it is laid out so and the format has a sign for it.
    fn leave_dictionary(&mut self, _layout: &Self::Layout) -> bool {
        false
    }
    /// Behind a value that is these bytes, if it stands here and the format is one whose bytes alone say what a value is.
    fn behind(self, _value: &[u8]) -> Option<Self> {
        None
    }
    /// The next value of an array, or its end.
    fn step(&mut self, inside: &mut Self::Inside, layout: &Self::Layout) -> Next<()>;

    fn text(&mut self) -> Option<&'a str>;
    fn boolean(&mut self) -> Option<bool>;
    fn integer(&mut self) -> Option<i64>;
    fn unsigned(&mut self) -> Option<u64>;
    fn real(&mut self) -> Option<f64>;
    fn date(&mut self) -> Option<Date>;
    fn data(&mut self) -> Option<Data<'a>>;
    /// Whether there is nothing, where the format can say so; the cursor behind it then.
    fn null(&mut self) -> bool {
        false
    }

    /// The value: read if it is a scalar, entered if it is a container.
    fn value(self, log: &mut Log<'_>) -> Result<(Self, Item<'a>, Self::Inside), Fatal>;
    /// The next key of a dictionary and its span, the cursor on its value; `None` at the end, the cursor behind it.
    #[expect(clippy::type_complexity, reason = "a cursor by value comes back by value")]
    fn key(
        self,
        inside: Self::Inside,
        layout: Self::Layout,
        log: &mut Log<'_>,
    ) -> Result<(Self, Self::Inside, Self::Layout, Option<(Text<'a>, Span)>), Fatal>;
    /// Whether there is another value in the array or wrapper, the cursor on it, or else behind the end.
    fn item(
        self,
        inside: Self::Inside,
        layout: Self::Layout,
        within: Container,
        log: &mut Log<'_>,
    ) -> Result<(Self, Self::Inside, Self::Layout, bool), Fatal>;
    /// A value as the kind that is wanted, if the format writes that kind as text.
    fn meant(item: Item<'a>, _want: Kind, _span: Span, _log: &mut Log<'_>) -> Item<'a> {
        item
    }
    /// Whether a container begins here, as far as can be seen without reading it.
    fn at_container(self) -> bool;
    /// About how many values the array still holds if each has so many bytes; never more than the rest of the input could.
    fn items_ahead(self, inside: Self::Inside, length: usize) -> usize;
}
