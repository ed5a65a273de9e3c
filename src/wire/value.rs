//! Any value as a tree: for keys that no record knows, and for tools.

use core::fmt;

use super::{
    Canonical, Cursor, Data, Date, Fatal, Item, JsonText, Kind, Limits, Policy, Span, Text, Unwritable, XmlText,
    number, traverse,
};
use crate::{
    front,
    report::{Log, Report},
};

/// A value with all that is in it.
///
/// The tree lies flat in one list, in the order of the document, so that it is as safe to drop, clone, compare and
/// print at the deepest nesting as at none. Two values are equal if they have the same parts in the same order.
///
/// ```
/// use mdmwire::{Limits, Policy, Value};
///
/// let input = b"<plist version='1.0'><dict><key>Levels</key><array><integer>1</integer><real>.5</real></array></dict></plist>";
/// let (value, report) = Value::read(input, Policy::Tolerant, Limits::default());
/// let value = value.unwrap();
/// let levels = value.root().get("Levels").unwrap();
/// assert_eq!(levels.items().next().unwrap().as_integer(), Some(1));
/// assert_eq!(report.to_string(), "warning[real-form] at byte 77: a real is not written in canonical form");
/// ```
#[derive(Clone, PartialEq)]
pub struct Value<'a> {
    nodes: Vec<Node<'a>>,
}

/// One part of a value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Node<'a> {
    /// An array; its items come next, so many nodes in all.
    Array(usize),
    /// True or false.
    Boolean(bool),
    /// A value of this kind that cannot be made out, or none behind a key: only [`Value::salvage`] has them.
    Damaged(Kind),
    /// Octets.
    Data(Data<'a>),
    /// An instant.
    Date(Date),
    /// A dictionary; its keys and values come next, in turn, so many nodes in all.
    Dictionary(usize),
    /// A whole number, from -2^63 to 2^64-1.
    Integer(i128),
    /// JSON's `null`.
    Null,
    /// A whole number beyond those, as its digits: only JSON has them.
    Number(Text<'a>),
    /// A floating-point number.
    Real(f64),
    /// A string, also that of a key.
    Text(Text<'a>),
    /// A reference of a keyed archive.
    Uid(u64),
}

impl Node<'_> {
    fn into_owned(self) -> Node<'static> {
        match self {
            Self::Array(len) => Node::Array(len),
            Self::Boolean(value) => Node::Boolean(value),
            Self::Damaged(kind) => Node::Damaged(kind),
            Self::Data(data) => Node::Data(data.into_owned()),
            Self::Date(date) => Node::Date(date),
            Self::Dictionary(len) => Node::Dictionary(len),
            Self::Integer(value) => Node::Integer(value),
            Self::Null => Node::Null,
            Self::Number(digits) => Node::Number(digits.into_owned()),
            Self::Real(value) => Node::Real(value),
            Self::Text(text) => Node::Text(text.into_owned()),
            Self::Uid(value) => Node::Uid(value),
        }
    }
}

impl<'a> Value<'a> {
    /// Reads a document of any of the formats, whatever it says. The report holds what is odd about its form; there is
    /// no value if the policy does not read the document.
    #[must_use]
    pub fn read(input: &'a [u8], policy: Policy, limits: Limits) -> (Option<Self>, Report) {
        let mut log = Log::new(policy, limits, None, crate::Facts::NONE);
        let value = front::value(input, &mut log).ok().filter(|_| !log.is_refused());
        let mut report = log.report;
        report.finish();
        (value, report)
    }

    /// What can be read of a document, as far as it goes, for people to look at: it may be cut off or damaged. There is
    /// nothing of what does not even begin as a document.
    ///
    /// ```
    /// use mdmwire::{Limits, Value};
    ///
    /// let value = Value::salvage(b"<plist version='1.0'><dict><key>Status</key><string>Idle</string><key>UDID</key><str", Limits::default());
    /// assert_eq!(value.unwrap().root().get("Status").unwrap().as_str(), Some("Idle"));
    /// ```
    #[must_use]
    pub fn salvage(input: &'a [u8], limits: Limits) -> Option<Self> {
        let mut log = Log::muted();
        log.limits = limits;
        let mut builder = Builder::default();
        // where it cannot be read any further, there is what was read before
        let _ = front::visit(input, &mut log, &mut builder);
        builder.close();
        Some(builder.value()).filter(|value| !value.nodes.is_empty())
    }

    /// The value that a cursor stands on, out of a document that has been checked.
    pub(crate) fn again<C: Cursor<'a>>(cursor: C) -> Option<Self> {
        let mut log = Log::muted();
        let (_, value) = Self::at(cursor, &mut log).ok()?;
        (!log.is_refused()).then_some(value)
    }

    /// The value that a cursor stands on.
    pub(crate) fn at<C: Cursor<'a>>(cursor: C, log: &mut Log<'_>) -> Result<(C, Self), Fatal> {
        let mut builder = Builder::default();
        let (cursor, _) = traverse::traverse(cursor, log, &mut builder)?;
        Ok((cursor, builder.value()))
    }

    /// An array of scalars.
    pub(super) fn array(items: impl IntoIterator<Item = Node<'a>>) -> Self {
        let mut nodes = vec![Node::Null];
        nodes.extend(items);
        Self::around(nodes, Node::Array)
    }

    /// A dictionary of scalars.
    pub(super) fn dictionary(entries: impl IntoIterator<Item = (Text<'a>, Node<'a>)>) -> Self {
        let mut nodes = vec![Node::Null];
        nodes.extend(entries.into_iter().flat_map(|(key, value)| [Node::Text(key), value]));
        Self::around(nodes, Node::Dictionary)
    }

    /// A container of all nodes but the first, in whose place it comes.
    fn around(mut nodes: Vec<Node<'a>>, container: impl FnOnce(usize) -> Node<'a>) -> Self {
        let inside = nodes.len().saturating_sub(1);
        if let Some(first) = nodes.first_mut() {
            *first = container(inside);
        }
        Self { nodes }
    }

    /// The outermost value.
    #[must_use]
    pub fn root(&self) -> ValueRef<'_, 'a> {
        ValueRef { nodes: &self.nodes }
    }

    /// The value as an XML property list, byte for byte as Apple's writer lays it out: see [`XmlText`].
    ///
    /// ```
    /// let json = br#"{"Status": "Idle", "Levels": [1, 2.5]}"#;
    /// let (value, _) = mdmwire::Decoder::new().value(json);
    /// let xml = value.unwrap().to_xml().unwrap();
    /// assert!(xml.ends_with("\
    /// <plist version=\"1.0\">
    /// <dict>
    /// \t<key>Status</key>
    /// \t<string>Idle</string>
    /// \t<key>Levels</key>
    /// \t<array>
    /// \t\t<integer>1</integer>
    /// \t\t<real>2.5</real>
    /// \t</array>
    /// </dict>
    /// </plist>
    /// "));
    /// ```
    ///
    /// # Errors
    ///
    /// Property lists in XML have no `null`, no integer of more than 64 bits, and no date whose year has more than six digits.
    pub fn to_xml(&self) -> Result<String, Unwritable> {
        self.root().xml().map(|text| text.to_string())
    }

    /// The value as JSON in as few characters as it takes: see [`JsonText`].
    ///
    /// ```
    /// let xml = b"<plist version='1.0'><dict><key>Token</key><data>QUJD</data><key>At</key><date>2024-11-19T10:11:12Z</date></dict></plist>";
    /// let (value, _) = mdmwire::Decoder::new().value(xml);
    /// assert_eq!(value.unwrap().to_json().unwrap(), r#"{"Token":"QUJD","At":"2024-11-19T10:11:12Z"}"#);
    /// ```
    ///
    /// # Errors
    ///
    /// JSON has no real that is no finite number; RFC 3339 has no date outside of the years 1 to 9999.
    pub fn to_json(&self) -> Result<String, Unwritable> {
        self.root().json().map(|text| text.to_string())
    }

    /// The same value, independent of the input.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        Value { nodes: self.nodes.into_iter().map(Node::into_owned).collect() }
    }
}

/// The canonical form; octets are shown.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Canonical::new(self.root()), f)
    }
}

/// Makes a value out of its parts, in the order in which they stand.
#[derive(Default)]
pub(crate) struct Builder<'a> {
    nodes: Vec<Node<'a>>,
    open: Vec<usize>,
    /// The last part is a key.
    is_key: bool,
}

impl<'a> Builder<'a> {
    /// What all parts make.
    pub(crate) fn value(self) -> Value<'a> {
        Value { nodes: self.nodes }
    }

    /// Nothing comes any more, whatever is still open.
    fn close(&mut self) {
        if self.is_key {
            self.nodes.push(Node::Damaged(Kind::Null));
        }
        while !self.open.is_empty() {
            traverse::Visitor::end(self);
        }
    }
}

impl<'a> traverse::Visitor<'a> for Builder<'a> {
    fn begin(&mut self, kind: Kind) {
        self.is_key = false;
        self.open.push(self.nodes.len());
        self.nodes.push(if kind == Kind::Array { Node::Array(0) } else { Node::Dictionary(0) });
    }

    fn key(&mut self, key: Text<'a>, _: Span) {
        self.is_key = true;
        self.nodes.push(Node::Text(key));
    }

    fn scalar(&mut self, item: Item<'a>, _: Span) {
        self.is_key = false;
        self.nodes.push(match item {
            Item::Boolean(value) => Node::Boolean(value),
            Item::Data(data) => Node::Data(data),
            Item::Date(date) => Node::Date(date),
            Item::Integer(value) => Node::Integer(value),
            Item::Number(digits) => Node::Number(Text::borrowed(digits)),
            Item::Real(value) => Node::Real(value),
            Item::Text(text) => Node::Text(text),
            Item::Uid(value) => Node::Uid(value),
            // refuses the document, so that few see it
            Item::Damaged(kind) => Node::Damaged(kind),
            Item::Null | Item::Array | Item::Dictionary | Item::Wrapper => Node::Null,
        });
    }

    fn end(&mut self) {
        let Some(at) = self.open.pop() else { return };
        let inside = self.nodes.len().saturating_sub(at).saturating_sub(1);
        if let Some(Node::Array(len) | Node::Dictionary(len)) = self.nodes.get_mut(at) {
            *len = inside;
        }
    }
}

/// One value of a tree, with all that is in it and nothing of what is beside it.
#[derive(Clone, Copy)]
pub struct ValueRef<'v, 'a> {
    /// The value first, and all behind it.
    nodes: &'v [Node<'a>],
}

impl<'v, 'a> ValueRef<'v, 'a> {
    /// What stands here; of a container, how many nodes are in it.
    #[must_use]
    pub fn node(self) -> &'v Node<'a> {
        self.nodes.first().unwrap_or(&Node::Null)
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self.node() {
            Node::Array(_) => Kind::Array,
            Node::Boolean(_) => Kind::Boolean,
            Node::Damaged(kind) => *kind,
            Node::Data(_) => Kind::Data,
            Node::Date(_) => Kind::Date,
            Node::Dictionary(_) => Kind::Dictionary,
            Node::Integer(_) | Node::Number(_) => Kind::Integer,
            Node::Null => Kind::Null,
            Node::Real(_) => Kind::Real,
            Node::Text(_) => Kind::Text,
            Node::Uid(_) => Kind::Uid,
        }
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_str(self) -> Option<&'v str> {
        if let Node::Text(text) = self.node() { Some(text) } else { None }
    }

    /// Whether it is true, if it is true or false.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        if let Node::Boolean(value) = self.node() { Some(*value) } else { None }
    }

    /// The octets, if it is data.
    #[must_use]
    pub fn as_data(self) -> Option<&'v Data<'a>> {
        if let Node::Data(data) = self.node() { Some(data) } else { None }
    }

    /// The instant, if it is one.
    #[must_use]
    pub fn as_date(self) -> Option<Date> {
        if let Node::Date(date) = self.node() { Some(*date) } else { None }
    }

    /// The whole number, if it is one.
    #[must_use]
    pub fn as_integer(self) -> Option<i128> {
        if let Node::Integer(value) = self.node() { Some(*value) } else { None }
    }

    /// The number as the nearest floating-point number, if it is one and not beyond them all.
    #[must_use]
    pub fn as_real(self) -> Option<f64> {
        match self.node() {
            Node::Integer(value) => Some(number::nearest(*value)),
            Node::Number(digits) => number::finite(digits),
            Node::Real(value) => Some(*value),
            _ => None,
        }
    }

    /// The items of an array; none if it is something else.
    pub fn items(self) -> impl Iterator<Item = ValueRef<'v, 'a>> {
        self.parts(Kind::Array)
    }

    /// The keys and values of a dictionary; none if it is something else.
    pub fn entries(self) -> impl Iterator<Item = (&'v str, ValueRef<'v, 'a>)> {
        let mut parts = self.parts(Kind::Dictionary);
        core::iter::from_fn(move || {
            let key = parts.next()?;
            Some((key.as_str()?, parts.next()?))
        })
    }

    /// The value of a key; that of the last one if it stands more than once.
    #[must_use]
    pub fn get(self, key: &str) -> Option<ValueRef<'v, 'a>> {
        self.entries().filter(|(name, _)| *name == key).last().map(|(_, value)| value)
    }

    /// The value as an XML property list, to be printed without making a string of it.
    ///
    /// # Errors
    ///
    /// As [`Value::to_xml`].
    pub fn xml(self) -> Result<XmlText<'v, 'a>, Unwritable> {
        XmlText::new(self)
    }

    /// The value as JSON, to be printed without making a string of it.
    ///
    /// # Errors
    ///
    /// As [`Value::to_json`].
    pub fn json(self) -> Result<JsonText<'v, 'a>, Unwritable> {
        JsonText::new(self)
    }

    /// A tree of this value alone.
    #[must_use]
    pub fn to_value(self) -> Value<'a> {
        Value { nodes: self.nodes().to_vec() }
    }

    /// The nodes that it consists of, itself first.
    pub(crate) fn nodes(self) -> &'v [Node<'a>] {
        self.nodes.get(..self.len()).unwrap_or_default()
    }

    /// Whether there is nothing in it.
    pub(crate) fn is_empty(self) -> bool {
        self.len() == 1
    }

    /// How many nodes it has, itself counted.
    fn len(self) -> usize {
        match self.node() {
            Node::Array(len) | Node::Dictionary(len) => len.saturating_add(1),
            _ => 1,
        }
    }

    /// What is in it, keys included, if it is such a container.
    pub(super) fn parts(self, container: Kind) -> Parts<'v, 'a> {
        let inside = if self.kind() == container { self.nodes.get(1..self.len()).unwrap_or_default() } else { &[] };
        Parts { nodes: inside }
    }
}

/// The same parts in the same order.
impl PartialEq for ValueRef<'_, '_> {
    fn eq(&self, other: &Self) -> bool {
        self.nodes() == other.nodes()
    }
}

/// As [`Value`].
impl fmt::Debug for ValueRef<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Canonical::new(*self), f)
    }
}

/// Values behind each other.
pub(super) struct Parts<'v, 'a> {
    nodes: &'v [Node<'a>],
}

impl<'v, 'a> Iterator for Parts<'v, 'a> {
    type Item = ValueRef<'v, 'a>;

    fn next(&mut self) -> Option<ValueRef<'v, 'a>> {
        let value = ValueRef { nodes: self.nodes };
        self.nodes.first()?;
        self.nodes = self.nodes.get(value.len()..).unwrap_or_default();
        Some(value)
    }
}
