//! A value as JSON.

use core::fmt::{self, Write as _};

use crate::wire::{
    Kind, Loss, Node, Shortest, Unwritable, ValueRef,
    write::{Order, Steps, What, quoted},
};

/// A value as JSON; keys come in the order in which the value has them, of two alike only the last one.
///
/// Without white space, or with `{:#}` a line a value and two blanks a level. What JSON has no kind for is a string:
/// data as base64 with padding, dates by RFC 3339 with up to six decimals of a second. A reference of a keyed archive
/// is an object with the one key `CF$UID`. Only what has to be escaped is.
#[derive(Clone, Copy, Debug)]
pub struct JsonText<'v, 'a>(ValueRef<'v, 'a>);

impl<'v, 'a> JsonText<'v, 'a> {
    pub(in crate::wire) fn new(value: ValueRef<'v, 'a>) -> Result<Self, Unwritable> {
        Unwritable::none(value, |node| match node {
            Node::Date(date) if !date.is_rfc3339() => Some(Loss::DateRange),
            Node::Real(value) if !value.is_finite() => Some(Loss::NonFinite),
            _ => None,
        })?;
        Ok(Self(value))
    }
}

impl fmt::Display for JsonText<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in Steps::new(self.0, Order::Document) {
            let is_value = matches!(step.what, What::Value(_));
            if is_value && step.position > 0 {
                f.write_char(',')?;
            }
            if f.alternate() && (step.depth > 0 || !is_value) {
                f.write_char('\n')?;
                (0..step.depth).try_for_each(|_| f.write_str("  "))?;
            }
            if let Some(key) = step.key {
                quoted("", key, |_| true, f)?;
                f.write_str(if f.alternate() { ": " } else { ":" })?;
            }
            match step.what {
                What::Value(value) => write(value, f)?,
                What::End(Kind::Array) => f.write_char(']')?,
                What::End(_) => f.write_char('}')?,
            }
        }
        Ok(())
    }
}

/// A scalar or an empty container whole, of any other the beginning.
fn write(value: ValueRef<'_, '_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value.node() {
        Node::Array(0) => f.write_str("[]"),
        Node::Array(_) => f.write_char('['),
        Node::Dictionary(0) => f.write_str("{}"),
        Node::Dictionary(_) => f.write_char('{'),
        Node::Boolean(value) => write!(f, "{value}"),
        Node::Data(data) => write!(f, "\"{}\"", data.to_base64()),
        Node::Date(date) => write!(f, "\"{date}\""),
        Node::Integer(value) => write!(f, "{value}"),
        Node::Damaged(_) | Node::Null => f.write_str("null"),
        Node::Number(digits) => f.write_str(digits),
        Node::Real(value) => write!(f, "{}", Shortest(*value)),
        Node::Text(text) => quoted("", text, |_| true, f),
        Node::Uid(value) => write!(f, "{{\"CF$UID\":{value}}}"),
    }
}
