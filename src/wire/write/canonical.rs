//! A value in a form for comparing readers.

use core::fmt::{self, Write as _};

use super::{Order, Steps, What};
use crate::wire::{Format, Kind, Node, Shortest, ValueRef, number};

/// A value as one line of JSON that names every part of it, so that two readers can be compared.
///
/// Keys are sorted by code point, of two alike the last one counts; no white space; ASCII with `\u` escapes; data
/// `{"$data":"base64"}`, dates `{"$date":"…"}`, reals `{"$real":"…"}`, uids `{"$uid":…}`; a key that begins with `$` gets another.
#[derive(Clone, Copy, Debug)]
pub struct Canonical<'v, 'a> {
    value: ValueRef<'v, 'a>,
    /// Whole reals as integers: JSON does not tell them apart.
    whole: bool,
}

impl<'v, 'a> Canonical<'v, 'a> {
    /// Of a value from a property list.
    #[must_use]
    pub const fn new(value: ValueRef<'v, 'a>) -> Self {
        Self { value, whole: false }
    }

    /// Of a value from a document of this format.
    #[must_use]
    pub fn of(value: ValueRef<'v, 'a>, format: Format) -> Self {
        Self { value, whole: format == Format::Json }
    }
}

impl fmt::Display for Canonical<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in Steps::new(self.value, Order::Sorted) {
            let value = match step.what {
                What::Value(value) => value,
                What::End(kind) => {
                    f.write_char(if kind == Kind::Array { ']' } else { '}' })?;
                    continue;
                }
            };
            if step.position > 0 {
                f.write_char(',')?;
            }
            if let Some(key) = step.key {
                quoted(if key.starts_with('$') { "$" } else { "" }, key, char::is_ascii, f)?;
                f.write_char(':')?;
            }
            self.write(value, f)?;
        }
        Ok(())
    }
}

impl Canonical<'_, '_> {
    /// A scalar or an empty container whole, of any other the beginning.
    fn write(&self, value: ValueRef<'_, '_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match value.node() {
            Node::Array(0) => f.write_str("[]"),
            Node::Array(_) => f.write_char('['),
            Node::Dictionary(0) => f.write_str("{}"),
            Node::Dictionary(_) => f.write_char('{'),
            Node::Boolean(value) => write!(f, "{value}"),
            Node::Data(data) => write!(f, "{{\"$data\":\"{}\"}}", data.to_base64()),
            Node::Date(date) => write!(f, "{{\"$date\":\"{date}\"}}"),
            Node::Integer(value) => write!(f, "{value}"),
            Node::Damaged(_) | Node::Null => f.write_str("null"),
            Node::Number(digits) => f.write_str(digits),
            Node::Real(value) => match number::whole(*value).filter(|_| self.whole) {
                Some(whole) => write!(f, "{whole}"),
                None => write!(f, "{{\"$real\":\"{}\"}}", Shortest(*value)),
            },
            Node::Text(text) => quoted("", text, char::is_ascii, f),
            Node::Uid(value) => write!(f, "{{\"$uid\":{value}}}"),
        }
    }
}

/// A string of JSON; what is not `plain`, and what may not stand in it, as escapes.
pub(in crate::wire) fn quoted(
    before: &str,
    text: &str,
    plain: impl Fn(&char) -> bool,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    f.write_char('"')?;
    for c in before.chars().chain(text.chars()) {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '\u{8}' => f.write_str("\\b")?,
            '\u{c}' => f.write_str("\\f")?,
            c if plain(&c) && !c.is_ascii_control() => f.write_char(c)?,
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(f, "\\u{unit:04x}")?;
                }
            }
        }
    }
    f.write_char('"')
}
