//! Values that stay in the input until they are asked for.

use core::fmt;
use std::borrow::Cow;

use super::{
    Container, Cursor, Data, Format, Item, Kind, Node, Span, Text, Value, ValueRef, binary, binary::Document, json,
    traverse, write::Order, xml,
};
use crate::{report::Log, schema::Record};

/// Any value, checked when the message was read and left where it stands.
#[derive(Clone)]
pub struct Raw<'a> {
    /// The value; of a binary property list all of it, since a value refers to others anywhere in it.
    bytes: Cow<'a, [u8]>,
    /// Where the value stood in the input.
    span: Span,
    format: Format,
}

impl<'a> Raw<'a> {
    /// The value between two cursors of one document.
    pub(crate) fn between<C: Cursor<'a>>(from: C, to: C) -> Self {
        let span = Span::new(from.offset(), to.offset());
        let bytes = match C::FORMAT {
            Format::Binary => from.input(),
            _ => span.of(from.input()),
        };
        Self { bytes: Cow::Borrowed(bytes), span, format: C::FORMAT }
    }

    /// The bytes of the value as they were sent; empty if there is none. Of a binary property list these are the object's
    /// own, without those that it refers to.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self.format {
            Format::Binary => self.span.of(&self.bytes),
            _ => &self.bytes,
        }
    }

    /// Where the value stands in the input.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The value with all that is in it; `None` if there is none or a part of it is damaged.
    #[must_use]
    pub fn value(&self) -> Option<Value<'_>> {
        match self.format {
            Format::Binary => Value::again(Document::reopen(&self.bytes)?.cursor_at(self.span.start)),
            Format::Json => Value::again(json::Json::new(self.text()?)),
            Format::Xml => Value::again(xml::Xml::new(self.text()?)),
        }
    }

    fn text(&self) -> Option<&str> {
        str::from_utf8(&self.bytes).ok()
    }

    /// A value that was not sent, as JSON; it holds nothing that JSON has no words for.
    fn made(value: &Value<'_>) -> Self {
        let text = value.to_json().unwrap_or_default();
        Self { span: Span::new(0, text.len()), bytes: Cow::Owned(text.into_bytes()), format: Format::Json }
    }

    /// Whether the same was sent, byte for byte.
    fn is_same(&self, other: &Self) -> bool {
        // of a binary property list the bytes are those of the whole document
        let is_alike = self.format == other.format && (self.format != Format::Binary || self.span == other.span);
        is_alike && self.bytes == other.bytes
    }

    /// The same value, independent of the input. Of a binary property list this copies all of it.
    #[must_use]
    pub fn into_owned(self) -> Raw<'static> {
        Raw { bytes: Cow::Owned(self.bytes.into_owned()), span: self.span, format: self.format }
    }
}

impl Default for Raw<'_> {
    fn default() -> Self {
        Self { bytes: Cow::Borrowed(&[]), span: Span::default(), format: Format::Xml }
    }
}

/// The same value, however it is written; what is damaged is only like what was sent in the same bytes.
impl PartialEq for Raw<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other) || self.value().zip(other.value()).is_some_and(|(value, other)| value == other)
    }
}

impl fmt::Debug for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Raw({})", self.span())
    }
}

/// Keys that are not in Apple's schema, with their values.
///
/// Two are equal if these keys and values are, in whatever order they come and whatever stands beside them.
#[derive(Clone, Default, PartialEq)]
pub struct Extra<'a>(Option<Box<Beyond<'a>>>);

#[derive(Clone)]
struct Beyond<'a> {
    dictionary: Raw<'a>,
    known: &'static Record,
}

impl<'a> Extra<'a> {
    pub(crate) fn new(dictionary: Raw<'a>, known: &'static Record) -> Self {
        Self(Some(Box::new(Beyond { dictionary, known })))
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The keys and values, in the order in which they were sent; read anew each time.
    #[must_use]
    pub fn to_vec(&self) -> Vec<(String, Value<'static>)> {
        let Some(beyond) = &self.0 else { return Vec::new() };
        let Some(value) = beyond.dictionary.value() else { return Vec::new() };
        beyond.unknown(&value).map(|(key, value)| (key.to_owned(), value.to_value().into_owned())).collect()
    }

    /// The dictionary that they stand in, the known keys among them.
    #[cfg(feature = "serde")]
    pub(crate) fn value(&self) -> Option<Value<'_>> {
        self.0.as_ref()?.dictionary.value()
    }

    /// The same, independent of the input.
    #[must_use]
    pub fn into_owned(self) -> Extra<'static> {
        Extra(self.0.map(|beyond| Box::new(Beyond { dictionary: beyond.dictionary.into_owned(), known: beyond.known })))
    }
}

impl Beyond<'_> {
    /// What of the dictionary is unknown.
    fn unknown<'v, 'a>(&self, value: &'v Value<'a>) -> impl Iterator<Item = (&'v str, ValueRef<'v, 'a>)> {
        value.root().entries().filter(|(key, _)| self.known.slot(key).is_none())
    }

    fn sorted<'v, 'a>(&self, value: &'v Value<'a>) -> Vec<(&'v str, ValueRef<'v, 'a>)> {
        let mut all: Vec<_> = self.unknown(value).collect();
        all.sort_by_key(|(key, _)| *key);
        all
    }
}

impl PartialEq for Beyond<'_> {
    fn eq(&self, other: &Self) -> bool {
        let both = || self.dictionary.value().zip(other.dictionary.value());
        self.dictionary.is_same(&other.dictionary)
            || both().is_some_and(|(ours, theirs)| self.sorted(&ours) == other.sorted(&theirs))
    }
}

impl fmt::Debug for Extra<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(beyond) => beyond.dictionary.fmt(f),
            None => f.write_str("none"),
        }
    }
}

macro_rules! lists {
    ($($(#[doc = $doc:literal])* $Name:ident<$t:lifetime> of $Item:ident: $Value:ty, from $From:ty;)+) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Default)]
            pub struct $Name<'a> {
                array: Raw<'a>,
                len: usize,
            }

            impl<'a> $Name<'a> {
                pub(crate) const fn new(array: Raw<'a>, len: usize) -> Self {
                    Self { array, len }
                }

                /// How many there are.
                #[must_use]
                pub const fn len(&self) -> usize {
                    self.len
                }

                /// Whether there are none.
                #[must_use]
                pub const fn is_empty(&self) -> bool {
                    self.len == 0
                }

                /// Whether there is no array.
                pub(crate) fn is_absent(&self) -> bool {
                    self.array.bytes().is_empty()
                }

                /// One after the other, read from the input on the way.
                pub fn iter<$t>(&$t self) -> Each<$t, $Value> {
                    Each {
                        items: Items::new(&self.array, Kind::$Item),
                        next: |items| {
                            items.next().map(|item| if let Item::$Item(item) = item { Some(item) } else { None })
                        },
                    }
                }

                /// The same, independent of the input.
                #[must_use]
                pub fn into_owned(self) -> $Name<'static> {
                    $Name { array: self.array.into_owned(), len: self.len }
                }
            }

            impl<$t> IntoIterator for &$t $Name<'_> {
                type Item = $Value;
                type IntoIter = Each<$t, $Value>;
                fn into_iter(self) -> Self::IntoIter {
                    self.iter()
                }
            }

            /// A list that nobody has sent, such as a test needs.
            impl<$t, T: Into<$From>> FromIterator<T> for $Name<'_> {
                fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
                    let node = |item: T| Node::$Item(<$Value>::from(Into::<$From>::into(item)));
                    let array = Value::array(items.into_iter().map(node));
                    let len = array.root().items().count();
                    Self { array: Raw::made(&array), len }
                }
            }

            /// However they are written.
            impl PartialEq for $Name<'_> {
                fn eq(&self, other: &Self) -> bool {
                    self.is_absent() == other.is_absent() && self.iter().eq(other.iter())
                }
            }

            impl fmt::Debug for $Name<'_> {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.debug_list().entries(self.iter()).finish()
                }
            }
        )+
    };
}

lists! {
    /// An array of strings, checked when the message was read and read again when asked for, so that it allocates nothing.
    Texts<'t> of Text: Text<'t>, from Text<'t>;
    /// An array of octets, checked when the message was read and read again when asked for, so that it allocates nothing.
    Datas<'t> of Data: Data<'t>, from Data<'t>;
    /// An array of whole numbers, checked when the message was read and read again when asked for, so that it allocates nothing.
    Integers<'t> of Integer: i128, from i64;
}

macro_rules! maps {
    ($($(#[doc = $doc:literal])* $Name:ident<$t:lifetime> of $Item:ident: $Value:ty, from $From:ty;)+) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Default)]
            pub struct $Name<'a> {
                dictionary: Raw<'a>,
                len: usize,
            }

            impl<'a> $Name<'a> {
                pub(crate) const fn new(dictionary: Raw<'a>, len: usize) -> Self {
                    Self { dictionary, len }
                }

                /// How many there are.
                #[must_use]
                pub const fn len(&self) -> usize {
                    self.len
                }

                /// Whether there are none.
                #[must_use]
                pub const fn is_empty(&self) -> bool {
                    self.len == 0
                }

                /// Whether there is no dictionary.
                pub(crate) fn is_absent(&self) -> bool {
                    self.dictionary.bytes().is_empty()
                }

                /// Key and value of one after the other, read from the input on the way.
                pub fn iter<$t>(&$t self) -> Each<$t, (Text<$t>, $Value)> {
                    Each {
                        items: Items::new(&self.dictionary, Kind::$Item),
                        next: |items| {
                            let (key, item) = items.next_of_dictionary()?;
                            Some(if let Item::$Item(item) = item { Some((key, item)) } else { None })
                        },
                    }
                }

                fn sorted<$t>(&$t self) -> Vec<(Text<$t>, $Value)> {
                    let mut all: Vec<_> = self.iter().collect();
                    all.sort_by(|(one, _), (other, _)| one.as_str().cmp(other.as_str()));
                    all
                }

                /// The value under a key; if it stands there twice, the last one.
                #[must_use]
                pub fn get<$t>(&$t self, key: &str) -> Option<$Value> {
                    self.iter().filter(|(name, _)| *name == key).map(|(_, value)| value).last()
                }

                /// The same, independent of the input.
                #[must_use]
                pub fn into_owned(self) -> $Name<'static> {
                    $Name { dictionary: self.dictionary.into_owned(), len: self.len }
                }
            }

            impl<$t> IntoIterator for &$t $Name<'_> {
                type Item = (Text<$t>, $Value);
                type IntoIter = Each<$t, (Text<$t>, $Value)>;
                fn into_iter(self) -> Self::IntoIter {
                    self.iter()
                }
            }

            /// A dictionary that nobody has sent, such as a test needs.
            impl<$t, K: Into<Text<$t>>, T: Into<$From>> FromIterator<(K, T)> for $Name<'_> {
                fn from_iter<I: IntoIterator<Item = (K, T)>>(entries: I) -> Self {
                    let node = |item: T| Node::$Item(<$Value>::from(Into::<$From>::into(item)));
                    let dictionary = Value::dictionary(entries.into_iter().map(|(key, item)| (key.into(), node(item))));
                    // of a key that stands twice, the last one is written
                    let len = dictionary.root().each_once(Order::Document).len();
                    Self { dictionary: Raw::made(&dictionary), len }
                }
            }

            /// However they are written, and in whatever order.
            impl PartialEq for $Name<'_> {
                fn eq(&self, other: &Self) -> bool {
                    self.is_absent() == other.is_absent() && self.len == other.len && self.sorted() == other.sorted()
                }
            }

            impl fmt::Debug for $Name<'_> {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.debug_map().entries(self.iter()).finish()
                }
            }
        )+
    };
}

maps! {
    /// A string under each key, checked when the message was read and read again when asked for, so that it allocates nothing.
    Pairs<'t> of Text: Text<'t>, from Text<'t>;
    /// A whole number under each key, checked when the message was read and read again when asked for, so that it allocates nothing.
    Numbers<'t> of Integer: i128, from i64;
}

/// The scalars of an array or a dictionary, one after the other, read from the input on the way.
pub struct Each<'t, T> {
    items: Items<'t>,
    /// The next one, if it is of the kind that is wanted.
    next: fn(&mut Items<'t>) -> Option<Option<T>>,
}

impl<T> Iterator for Each<'_, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        loop {
            if let Some(item) = (self.next)(&mut self.items)? {
                return Some(item);
            }
        }
    }
}

impl<T> fmt::Debug for Each<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Each")
    }
}

/// The scalars of an array or a dictionary.
enum Items<'a> {
    Binary(Document<'a, 'a>, binary::Inside, Log<'static>),
    Json(Walk<'a, json::Json<'a>>),
    Xml(Walk<'a, xml::Xml<'a>>),
    Done,
}

struct Walk<'a, C: Cursor<'a>> {
    cursor: C,
    inside: C::Inside,
    layout: C::Layout,
    /// What the items are.
    kind: Kind,
    log: Log<'static>,
    input: core::marker::PhantomData<&'a [u8]>,
}

impl<'a> Items<'a> {
    fn new(array: &'a Raw<'_>, kind: Kind) -> Self {
        let items = match array.format {
            Format::Binary => Self::of_binary(&array.bytes, array.span.start),
            Format::Json => array.text().and_then(|text| Walk::new(json::Json::new(text), kind)).map(Self::Json),
            Format::Xml => array.text().and_then(|text| Walk::new(xml::Xml::new(text), kind)).map(Self::Xml),
        };
        items.unwrap_or(Self::Done)
    }

    /// Objects refer to each other by number, so each is looked up on its own.
    fn of_binary(bytes: &'a [u8], array: usize) -> Option<Self> {
        let document = Document::reopen(bytes)?;
        let mut log = Log::muted();
        let (_, item, inside) = document.cursor_at(array).value(&mut log).ok()?;
        matches!(item, Item::Array | Item::Dictionary).then_some(Self::Binary(document, inside, log))
    }

    /// The next one of a dictionary, with its key.
    fn next_of_dictionary(&mut self) -> Option<(Text<'a>, Item<'a>)> {
        match self {
            Self::Binary(document, inside, log) => {
                let (item, after, (), key) = document.cursor_at(0).key(*inside, (), log).ok()?;
                *inside = after;
                Some((key?.0, item.value(log).ok()?.1))
            }
            Self::Json(walk) => walk.next_of_dictionary(),
            Self::Xml(walk) => walk.next_of_dictionary(),
            Self::Done => None,
        }
    }
}

impl<'a, C: Cursor<'a>> Walk<'a, C> {
    fn new(cursor: C, kind: Kind) -> Option<Self> {
        let mut log = Log::muted();
        let (cursor, item, inside) = cursor.value(&mut log).ok()?;
        matches!(item, Item::Array | Item::Dictionary).then(|| Self {
            cursor,
            inside,
            layout: C::layout(),
            kind,
            log,
            input: core::marker::PhantomData,
        })
    }

    fn next(&mut self) -> Option<Item<'a>> {
        let (cursor, inside, layout, more) =
            self.cursor.item(self.inside, self.layout, Container::Array, &mut self.log).ok()?;
        (self.inside, self.layout) = (inside, layout);
        if more { self.scalar(cursor) } else { None }
    }

    fn next_of_dictionary(&mut self) -> Option<(Text<'a>, Item<'a>)> {
        let (cursor, inside, layout, key) = self.cursor.key(self.inside, self.layout, &mut self.log).ok()?;
        (self.inside, self.layout) = (inside, layout);
        let (name, _) = key?;
        Some((name, self.scalar(cursor)?))
    }

    fn scalar(&mut self, cursor: C) -> Option<Item<'a>> {
        let (next, item, _) = cursor.value(&mut self.log).ok()?;
        // what is no scalar is passed over whole
        self.cursor = match item {
            Item::Array | Item::Dictionary | Item::Wrapper => traverse::skip(cursor, &mut self.log).ok()?.0,
            _ => next,
        };
        Some(C::meant(item, self.kind, Span::default(), &mut self.log))
    }
}

impl<'a> Iterator for Items<'a> {
    type Item = Item<'a>;
    fn next(&mut self) -> Option<Item<'a>> {
        match self {
            Self::Binary(document, inside, log) => {
                let (item, after, (), more) = document.cursor_at(0).item(*inside, (), Container::Array, log).ok()?;
                *inside = after;
                if more { item.value(log).ok().map(|(_, item, _)| item) } else { None }
            }
            Self::Json(walk) => walk.next(),
            Self::Xml(walk) => walk.next(),
            Self::Done => None,
        }
    }
}
