//! A property list to be taken apart, changed, and written.

use std::fmt::Write;

use mdmwire::{Date, Node, Value, ValueRef};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Array(Vec<Tree>),
    Boolean(bool),
    Data(Vec<u8>),
    Date(Date),
    Dictionary(Vec<(String, Tree)>),
    Integer(i128),
    Null,
    Real(f64),
    Text(String),
}

/// How a document is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// As Apple writes it: a tab a level, the outermost container not indented.
    Apple,
    /// Two blanks a level.
    Blanks,
    /// No white space at all.
    Dense,
    /// As Apple writes it, the keys in reverse order.
    Reversed,
}

impl Layout {
    pub(crate) const ALL: [Self; 4] = [Self::Apple, Self::Blanks, Self::Dense, Self::Reversed];

    fn indentation(self) -> &'static str {
        match self {
            Self::Apple | Self::Reversed => "\t",
            Self::Blanks => "  ",
            Self::Dense => "",
        }
    }
}

impl Tree {
    /// The value of a document that can be read.
    pub(crate) fn of(value: &Value<'_>) -> Self {
        Self::from(value.root())
    }

    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// The keys and values, if it is a dictionary.
    pub(crate) fn entries(&self) -> &[(String, Self)] {
        if let Self::Dictionary(entries) = self { entries } else { &[] }
    }

    /// A document of this value.
    pub(crate) fn to_xml(&self, layout: Layout) -> String {
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
             <plist version=\"1.0\">",
        );
        self.write(layout, 0, &mut xml);
        line(layout, 0, &mut xml);
        xml + "</plist>\n"
    }

    fn write(&self, layout: Layout, depth: usize, xml: &mut String) {
        line(layout, depth, xml);
        match self {
            Self::Array(items) if items.is_empty() => xml.push_str("<array/>"),
            Self::Dictionary(entries) if entries.is_empty() => xml.push_str("<dict/>"),
            Self::Array(items) => {
                xml.push_str("<array>");
                items.iter().for_each(|item| item.write(layout, depth + 1, xml));
                line(layout, depth, xml);
                xml.push_str("</array>");
            }
            Self::Dictionary(entries) => {
                let mut entries: Vec<_> = entries.iter().collect();
                if layout == Layout::Reversed {
                    entries.reverse();
                }
                xml.push_str("<dict>");
                for (key, value) in entries {
                    line(layout, depth + 1, xml);
                    write!(xml, "<key>{}</key>", escaped(key)).unwrap();
                    value.write(layout, depth + 1, xml);
                }
                line(layout, depth, xml);
                xml.push_str("</dict>");
            }
            Self::Boolean(true) => xml.push_str("<true/>"),
            Self::Boolean(false) => xml.push_str("<false/>"),
            Self::Data(octets) => {
                xml.push_str("<data>");
                for group in base64(octets).as_bytes().chunks(68) {
                    line(layout, depth, xml);
                    xml.push_str(str::from_utf8(group).unwrap());
                }
                line(layout, depth, xml);
                xml.push_str("</data>");
            }
            Self::Date(date) => write!(xml, "<date>{date}</date>").unwrap(),
            Self::Null => unreachable!("XML has no null"),
            Self::Integer(value) => write!(xml, "<integer>{value}</integer>").unwrap(),
            Self::Real(value) => write!(xml, "<real>{value:?}</real>").unwrap(),
            Self::Text(text) => write!(xml, "<string>{}</string>", escaped(text)).unwrap(),
        }
    }
}

impl From<ValueRef<'_, '_>> for Tree {
    fn from(value: ValueRef<'_, '_>) -> Self {
        match value.node() {
            Node::Array(_) => Self::Array(value.items().map(Self::from).collect()),
            Node::Boolean(value) => Self::Boolean(*value),
            Node::Data(data) => Self::Data(data.to_vec()),
            Node::Date(date) => Self::Date(*date),
            Node::Dictionary(_) => {
                Self::Dictionary(value.entries().map(|(key, value)| (key.to_owned(), value.into())).collect())
            }
            Node::Integer(value) => Self::Integer(*value),
            Node::Null => Self::Null,
            Node::Real(value) => Self::Real(*value),
            Node::Text(text) => Self::Text(text.to_string()),
            node => panic!("{node:?} is in no XML property list"),
        }
    }
}

fn line(layout: Layout, depth: usize, xml: &mut String) {
    if layout != Layout::Dense {
        xml.push('\n');
        xml.push_str(&layout.indentation().repeat(depth));
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\r', "&#13;")
}

pub(crate) fn base64(octets: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in octets.chunks(3) {
        let bits = (0..3).fold(0, |bits, i| bits << 8 | u32::from(group.get(i).copied().unwrap_or(0)));
        for i in 0..4 {
            let index = bits >> (18 - 6 * i) & 63;
            text.push(if i <= group.len() { char::from(ALPHABET[index as usize]) } else { '=' });
        }
    }
    text
}

/// How a JSON text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonLayout {
    /// No white space at all.
    Dense,
    /// A blank behind colons and commas.
    Spaced,
    /// Two blanks a level.
    Blanks,
    /// A tab a level, and line ends of two characters.
    Tabs,
    /// Blanks before colons too, and brackets on one line with what they hold.
    Loose,
}

impl JsonLayout {
    pub(crate) const ALL: [Self; 5] = [Self::Dense, Self::Spaced, Self::Blanks, Self::Tabs, Self::Loose];

    /// What stands before the first member so deep, before any other, behind a name, and before the end.
    fn gaps(self, depth: usize) -> [String; 4] {
        let line = |depth: usize| match self {
            Self::Blanks => format!("\n{}", "  ".repeat(depth)),
            _ => format!("\r\n{}", "\t".repeat(depth)),
        };
        match self {
            Self::Dense => ["", ",", ":", ""].map(str::to_owned),
            Self::Spaced => ["", ", ", ": ", ""].map(str::to_owned),
            Self::Loose => [" ", " , ", " : ", " "].map(str::to_owned),
            Self::Blanks | Self::Tabs => {
                [line(depth + 1), format!(",{}", line(depth + 1)), ": ".to_owned(), line(depth)]
            }
        }
    }
}

impl Tree {
    /// A JSON text of this value: octets in base64, dates by RFC 3339.
    pub(crate) fn to_json(&self, layout: JsonLayout) -> String {
        let mut json = String::new();
        self.write_json(layout, 0, &mut json);
        json
    }

    fn write_json(&self, layout: JsonLayout, depth: usize, json: &mut String) {
        let [first, next, colon, end] = layout.gaps(depth);
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Array(items) => {
                json.push('[');
                for (i, item) in items.iter().enumerate() {
                    json.push_str(if i == 0 { &first } else { &next });
                    item.write_json(layout, depth + 1, json);
                }
                json.push_str(if items.is_empty() { "" } else { &end });
                json.push(']');
            }
            Self::Dictionary(entries) => {
                json.push('{');
                for (i, (key, value)) in entries.iter().enumerate() {
                    json.push_str(if i == 0 { &first } else { &next });
                    json.push_str(&quoted(key));
                    json.push_str(&colon);
                    value.write_json(layout, depth + 1, json);
                }
                json.push_str(if entries.is_empty() { "" } else { &end });
                json.push('}');
            }
            Self::Boolean(value) => write!(json, "{value}").unwrap(),
            Self::Data(octets) => json.push_str(&quoted(&base64(octets))),
            Self::Date(date) => json.push_str(&quoted(&date.to_string())),
            Self::Integer(value) => write!(json, "{value}").unwrap(),
            Self::Null => json.push_str("null"),
            Self::Real(value) => write!(json, "{value:?}").unwrap(),
            Self::Text(text) => json.push_str(&quoted(text)),
        }
    }
}
