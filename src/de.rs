//! Any of the formats into types of other people, with serde.
//!
//! ```
//! use serde::Deserialize;
//!
//! #[derive(Deserialize)]
//! #[serde(rename_all = "PascalCase")]
//! struct Idle<'a> {
//!     status: &'a str,
//!     #[serde(rename = "UDID")]
//!     udid: Option<String>,
//! }
//!
//! let body = b"<plist version='1.0'><dict><key>Status</key><string>Idle</string></dict></plist>";
//! let idle: Idle<'_> = mdmwire::de::from_slice(body).unwrap();
//! assert_eq!((idle.status, idle.udid), ("Idle", None));
//!
//! let error = mdmwire::de::from_slice::<Idle<'_>>(br#"{"Status": 5}"#).err().unwrap();
//! assert_eq!(error.to_string(), "invalid type: integer `5`, expected a borrowed string at byte 11");
//! ```
//!
//! The document is checked whole before any of it is given away: an error of its form comes before one of its content,
//! and a type sees nothing of a document that the policy does not read. Then it is read a second time.
//!
//! | in the document | what the type is given |
//! |---|---|
//! | text | `&str` of the input, or a `String` where the sender wrote escapes |
//! | integer | the smallest of `u64`, `i64`, `i128`, `u128` that fits; a real if none does |
//! | date | text by RFC 3339 |
//! | data | octets; also as a sequence, so that `Vec<u8>` takes them |
//! | text of JSON, where octets are asked for | the octets that it is in base64 |
//! | `null` | nothing: `None` and `()` |
//! | a reference of a keyed archive | a map with the one key `CF$UID` |
//! | a string, or a dictionary of one key | a variant of an enum |
//!
//! No error quotes a text of the document, for it may be a secret; a number it does, and what a type of your own puts into
//! its errors stands there.
//!
//! A key that stands twice is an error for a struct, as serde derives it; the tolerant policy itself reads the last one.

use core::{fmt, marker::PhantomData};
use std::borrow::Cow;

use serde::{
    Deserialize,
    de::{
        DeserializeSeed, Deserializer, EnumAccess, Error as _, Expected, IgnoredAny, IntoDeserializer, MapAccess,
        SeqAccess, Unexpected, VariantAccess, Visitor, value,
    },
    forward_to_deserialize_any,
};

use crate::{
    context::Facts,
    front,
    report::{Log, Problem, Report, Severity},
    wire::{
        Container, Cursor, Data, Date, Fatal, Format, Item, Kind, Limits, Policy, Span, Text, json::Json,
        traverse::skip,
    },
};

/// How deep containers may lie in each other for [`from_slice`]: types are filled by recursion, so each level takes of
/// the stack.
pub const DEPTH: usize = Limits::DEPTH_STRICT;

/// Reads a document, by the tolerant policy and the default limits, but of [`DEPTH`] levels at most.
///
/// # Errors
///
/// The document can't be read, or it is not what the type wants; where, says [`Error::span`].
pub fn from_slice<'de, T: Deserialize<'de>>(input: &'de [u8]) -> Result<T, Error> {
    from_slice_with(input, Policy::default(), Limits { depth: DEPTH, ..Limits::default() })
}

/// Reads a document by a policy and within limits. Each level of [`Limits::depth`] takes of the stack, as much as the
/// type asks for.
///
/// # Errors
///
/// The document can't be read, or it is not what the type wants; where, says [`Error::span`].
pub fn from_slice_with<'de, T: Deserialize<'de>>(input: &'de [u8], policy: Policy, limits: Limits) -> Result<T, Error> {
    // one has to be kept, to be returned
    let limits = Limits { problems: limits.problems.max(1), ..limits };
    let mut log = Log::new(policy, limits, None, Facts::NONE);
    let read = front::with_cursor(input, &mut log, Whole(PhantomData));
    match read {
        Ok(result) if !log.is_refused() => result,
        _ => Err(Error::of_document(log.report)),
    }
}

/// Why there is no value, and where.
pub struct Error(Box<Why>);

enum Why {
    /// The document can't be read.
    Document(Problem),
    /// It is not what the type wants.
    Type { message: String, span: Option<Span> },
}

impl Error {
    /// Where, in bytes of the input: the scalar, the key, or the head of the container that is not as wanted.
    #[must_use]
    pub fn span(&self) -> Span {
        match &*self.0 {
            Why::Document(problem) => problem.span,
            Why::Type { span, .. } => span.unwrap_or_default(),
        }
    }

    /// The rule that the document breaks; `None` if the document is sound and only not what the type wants.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match &*self.0 {
            Why::Document(problem) => Some(problem),
            Why::Type { .. } => None,
        }
    }

    /// The first error, or else the first problem.
    fn of_document(mut report: Report) -> Self {
        report.finish();
        let problems = report.problems();
        let worst = problems.iter().find(|problem| problem.severity == Severity::Error).or(problems.first());
        worst.map_or_else(
            || Self::custom("the document is not read"),
            |problem| Self(Box::new(Why::Document(problem.clone()))),
        )
    }

    /// The same error, there if nothing is known yet of where it is.
    fn at(mut self, place: Span) -> Self {
        if let Why::Type { span, .. } = &mut *self.0 {
            span.get_or_insert(place);
        }
        self
    }
}

impl serde::de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Box::new(Why::Type { message: message.to_string(), span: None }))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("invalid type: {}, expected {expected}", untold(found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("invalid value: {}, expected {expected}", untold(found)))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        let expected: Vec<_> = expected.iter().map(|name| format!("`{name}`")).collect();
        Self::custom(format_args!("unknown variant, expected one of {}", expected.join(", ")))
    }
}

/// What was found, without the texts and octets: they may be secrets.
const fn untold(found: Unexpected<'_>) -> Unexpected<'_> {
    match found {
        Unexpected::Str(_) => Unexpected::Other("string"),
        found => found,
    }
}

impl From<Fatal> for Error {
    /// What has been read once is read again alike.
    fn from(Fatal: Fatal) -> Self {
        Self::custom("the document is not read")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Why::Document(problem) => write!(f, "{problem} at byte {}", problem.span.start),
            Why::Type { message, span } => write!(f, "{message} at byte {}", span.unwrap_or_default().start),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl core::error::Error for Error {}

/// Reads all of a document into a type.
struct Whole<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> front::WithCursor<'de> for Whole<T> {
    type Output = Result<T, Error>;

    fn run<C: Cursor<'de>>(
        self,
        cursor: C,
        log: &mut Log<'_>,
        close: impl FnOnce(C, &mut Log<'_>) -> Result<(), Fatal>,
    ) -> Result<Self::Output, Fatal> {
        let (end, _) = skip(cursor, log)?;
        close(end, log)?;
        if log.is_refused() {
            return Err(Fatal);
        }
        let mut again = Log::muted();
        again.limits = log.limits;
        Ok(T::deserialize(&mut Reader { cursor, log: again, input: PhantomData }))
    }
}

/// Stands on a value of a document that has been checked.
struct Reader<'de, C> {
    cursor: C,
    log: Log<'static>,
    input: PhantomData<&'de [u8]>,
}

impl<'de, C: Cursor<'de>> Reader<'de, C> {
    /// Reads the value, or enters it, and goes on from there.
    fn take<T>(&mut self, read: impl FnOnce(&mut Self, Item<'de>, C::Inside) -> Result<T, Error>) -> Result<T, Error> {
        let start = self.cursor.offset();
        let (cursor, item, inside) = self.cursor.value(&mut self.log)?;
        self.cursor = cursor;
        let head = Span::new(start, cursor.offset());
        read(self, item, inside).map_err(|error| error.at(head))
    }

    /// Gives the value to somebody who takes what comes.
    fn give<V: Visitor<'de>>(&mut self, item: Item<'de>, inside: C::Inside, visitor: V) -> Result<V::Value, Error> {
        match item {
            Item::Array => self.sequence(inside, visitor),
            Item::Boolean(value) => visitor.visit_bool(value),
            Item::Damaged(kind) => Err(Error::custom(format_args!("damaged {kind}"))),
            Item::Data(data) => octets(data, visitor),
            Item::Date(date) => visitor.visit_string(date.to_string()),
            Item::Dictionary => {
                let mut dictionary = Inside { reader: self, inside, container: Container::Dictionary, is_open: true };
                let value = visitor.visit_map(&mut dictionary)?;
                while dictionary.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(value)
            }
            Item::Integer(value) => match (u64::try_from(value), i64::try_from(value)) {
                (Ok(value), _) => visitor.visit_u64(value),
                (_, Ok(value)) => visitor.visit_i64(value),
                _ => visitor.visit_i128(value),
            },
            Item::Null => visitor.visit_unit(),
            Item::Number(digits) => match (digits.parse(), digits.parse()) {
                (Ok(value), _) => visitor.visit_i128(value),
                (_, Ok(value)) => visitor.visit_u128(value),
                _ => visitor.visit_f64(digits.parse().unwrap_or(f64::NAN)),
            },
            Item::Real(value) => visitor.visit_f64(value),
            Item::Text(text) => borrowed_or_not(text, visitor),
            Item::Uid(value) => visitor.visit_map(value::MapDeserializer::new([("CF$UID", value)].into_iter())),
            Item::Wrapper => self.unwrapped(inside, |reader| reader.deserialize_any(visitor)),
        }
    }

    fn sequence<V: Visitor<'de>>(&mut self, inside: C::Inside, visitor: V) -> Result<V::Value, Error> {
        let mut array = Inside { reader: self, inside, container: Container::Array, is_open: true };
        let value = visitor.visit_seq(&mut array)?;
        let mut more = 0usize;
        while array.next_element::<IgnoredAny>()?.is_some() {
            more = more.saturating_add(1);
        }
        if more > 0 {
            return Err(Error::custom(format_args!("the array has {more} items too many")));
        }
        Ok(value)
    }

    /// Reads what stands for a container of one value.
    fn unwrapped<T>(
        &mut self,
        inside: C::Inside,
        read: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut wrapper = Inside { reader: self, inside, container: Container::Wrapper, is_open: true };
        wrapper.next()?;
        let value = read(&mut *wrapper.reader)?;
        wrapper.next()?;
        Ok(value)
    }
}

fn borrowed_or_not<'de, V: Visitor<'de>>(text: Text<'de>, visitor: V) -> Result<V::Value, Error> {
    match text.into_cow() {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}

fn octets<'de, V: Visitor<'de>>(data: Data<'de>, visitor: V) -> Result<V::Value, Error> {
    match data.as_borrowed() {
        Some(octets) => visitor.visit_borrowed_bytes(octets),
        None => visitor.visit_byte_buf(data.to_vec()),
    }
}

impl<'de, C: Cursor<'de>> Deserializer<'de> for &mut Reader<'de, C> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.take(|reader, item, inside| reader.give(item, inside, visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let is_none = match C::FORMAT {
            Format::Binary => {
                let (behind, item, _) = self.cursor.value(&mut self.log)?;
                let is_null = matches!(item, Item::Null);
                if is_null {
                    self.cursor = behind;
                }
                is_null
            }
            Format::Json => self.cursor.null(),
            Format::Xml => false,
        };
        if is_none { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.take(|reader, item, inside| match C::meant(item, Kind::Data, Span::default(), &mut reader.log) {
            Item::Damaged(_) => Err(not(&"base64")),
            Item::Wrapper => reader.unwrapped(inside, |reader| reader.deserialize_bytes(visitor)),
            item => reader.give(item, inside, visitor),
        })
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.take(|reader, item, inside| match item {
            Item::Data(data) => visitor.visit_seq(value::SeqDeserializer::new(data.iter())),
            Item::Wrapper => reader.unwrapped(inside, |reader| reader.deserialize_seq(visitor)),
            item => reader.give(item, inside, visitor),
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.take(|reader, item, inside| match item {
            Item::Text(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            Item::Dictionary => {
                let mut dictionary = Inside { reader, inside, container: Container::Dictionary, is_open: true };
                let value = visitor.visit_enum(&mut dictionary)?;
                if dictionary.next_key::<IgnoredAny>()?.is_some() {
                    return Err(Error::custom("a dictionary of one key is a variant, this one has more"));
                }
                Ok(value)
            }
            Item::Wrapper => reader.unwrapped(inside, |reader| reader.deserialize_enum(name, variants, visitor)),
            item => reader.give(item, inside, visitor),
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // whatever is in it, without recursion
        self.cursor = skip(self.cursor, &mut self.log)?.0;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string unit unit_struct tuple tuple_struct map struct
        identifier
    }
}

/// Inside a container, on the way to its next value.
struct Inside<'r, 'de, C: Cursor<'de>> {
    reader: &'r mut Reader<'de, C>,
    inside: C::Inside,
    container: Container,
    /// Its end has not been seen.
    is_open: bool,
}

impl<'de, C: Cursor<'de>> Inside<'_, 'de, C> {
    /// To the next value of an array or a wrapper, if there is one.
    fn next(&mut self) -> Result<bool, Error> {
        if self.is_open {
            let Reader { cursor, log, .. } = &mut *self.reader;
            (*cursor, self.inside, _, self.is_open) = cursor.item(self.inside, C::layout(), self.container, log)?;
        }
        Ok(self.is_open)
    }
}

impl<'de, C: Cursor<'de>> SeqAccess<'de> for Inside<'_, 'de, C> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.next()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de, C: Cursor<'de>> MapAccess<'de> for Inside<'_, 'de, C> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if !self.is_open {
            return Ok(None);
        }
        let Reader { cursor, log, .. } = &mut *self.reader;
        let key;
        (*cursor, self.inside, _, key) = cursor.key(self.inside, C::layout(), log)?;
        let Some((name, span)) = key else {
            self.is_open = false;
            return Ok(None);
        };
        let key = match name.into_cow() {
            Cow::Borrowed(name) => seed.deserialize(value::BorrowedStrDeserializer::new(name)),
            Cow::Owned(name) => seed.deserialize(name.into_deserializer()),
        };
        key.map(Some).map_err(|error: Error| error.at(span))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(&mut *self.reader)
    }
}

impl<'de, C: Cursor<'de>> EnumAccess<'de> for &mut Inside<'_, 'de, C> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        let variant = self.next_key_seed(seed)?;
        variant.map(|variant| (variant, self)).ok_or_else(|| Error::custom("an empty dictionary is no variant"))
    }
}

impl<'de, C: Cursor<'de>> VariantAccess<'de> for &mut Inside<'_, 'de, C> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        self.next_value()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        self.next_value_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.reader.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.reader.deserialize_any(visitor)
    }
}

/// A string; borrowed if the format lets it be.
impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Strings<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Strings<'a> {
            type Value = Text<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'a>, E> {
                Ok(Text::borrowed(text))
            }

            fn visit_str<E>(self, text: &str) -> Result<Text<'a>, E> {
                Ok(Text::from(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<Text<'a>, E> {
                Ok(Text::from(text))
            }
        }

        deserializer.deserialize_str(Strings(PhantomData))
    }
}

/// Octets, or base64 where people read the format.
impl<'de: 'a, 'a> Deserialize<'de> for Data<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Octets<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Octets<'a> {
            type Value = Data<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("octets")
            }

            fn visit_borrowed_bytes<E>(self, octets: &'de [u8]) -> Result<Data<'a>, E> {
                Ok(Data::octets(octets))
            }

            fn visit_bytes<E>(self, octets: &[u8]) -> Result<Data<'a>, E> {
                Ok(Data::from(octets.to_vec()))
            }

            fn visit_byte_buf<E>(self, octets: Vec<u8>) -> Result<Data<'a>, E> {
                Ok(Data::from(octets))
            }

            fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<Data<'a>, E> {
                match meant(Text::borrowed(text), Kind::Data) {
                    Item::Data(data) => Ok(data),
                    _ => Err(not(&"base64")),
                }
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Data<'a>, E> {
                self.visit_borrowed_str(text).map(Data::into_owned)
            }
        }

        if deserializer.is_human_readable() {
            deserializer.deserialize_str(Octets(PhantomData))
        } else {
            deserializer.deserialize_bytes(Octets(PhantomData))
        }
    }
}

/// Text by RFC 3339.
impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Dates;

        impl Visitor<'_> for Dates {
            type Value = Date;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Date, E> {
                match meant(Text::borrowed(text), Kind::Date) {
                    Item::Date(date) => Ok(date),
                    _ => Err(not(&"a date by RFC 3339")),
                }
            }
        }

        deserializer.deserialize_str(Dates)
    }
}

/// What a text is, where it stands for a kind that JSON does not have.
fn meant(text: Text<'_>, want: Kind) -> Item<'_> {
    Json::meant(Item::Text(text), want, Span::default(), &mut Log::muted())
}

/// A text that is not what it has to be, without the text: it may be a secret.
fn not<E: serde::de::Error>(what: &dyn Expected) -> E {
    E::invalid_value(Unexpected::Other("text"), what)
}
