//! From a value to a text: what every writer needs.
//!
//! A writer goes through the [`Steps`] of a value and prints each; nothing here recurses. What a format has no words
//! for is found before the first byte is written, so that writing itself can't fail.

mod canonical;
mod steps;

use core::fmt;

pub use self::canonical::Canonical;
pub(super) use self::canonical::quoted;
pub(crate) use self::steps::{Order, Steps, What};
use super::{Kind, Node, ValueRef};

/// Why a value can't be written or handed over: what stands in it, and where, that the other side has no words for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritable {
    /// Keys and positions from the outermost value, such as `a[3].b`; empty if it is that one.
    pub path: String,
    /// What kind of value stands there.
    pub kind: Kind,
    /// What of it would be lost.
    pub loss: Loss,
}

/// What of a value a format has no words for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Loss {
    /// Fractions of a second.
    DatePrecision,
    /// A date beyond the years of the format.
    DateRange,
    /// Containers in each other, more than [`Limits::DEPTH`](crate::Limits::DEPTH).
    Depth,
    /// All but the last value of a key that stands more than once.
    DuplicateKey,
    /// A whole number below -2^63 or above 2^64-1.
    IntegerRange,
    /// All of it: the format has no such kind.
    Kind,
    /// A real that is infinite or no number.
    NonFinite,
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.loss {
            Loss::DatePrecision => write!(f, "the date{} is finer than can be kept", self.place()),
            Loss::Depth => write!(f, "the {}{} lies too deep in others", self.kind, self.place()),
            Loss::DuplicateKey => write!(f, "the {}{} has a key twice", self.kind, self.place()),
            Loss::DateRange => write!(f, "the date{} lies beyond the years that can be written", self.place()),
            Loss::IntegerRange => write!(f, "the integer{} has more than 64 bits", self.place()),
            Loss::Kind => write!(f, "there is no {} in this format, but one{}", self.kind, self.place()),
            Loss::NonFinite => write!(f, "the real{} is no finite number", self.place()),
        }
    }
}

impl core::error::Error for Unwritable {}

impl Unwritable {
    fn place(&self) -> String {
        if self.path.is_empty() { String::new() } else { format!(" at `{}`", self.path.escape_debug()) }
    }

    /// Whether all parts of a value can be written, by what is said of each.
    pub(super) fn none(value: ValueRef<'_, '_>, loss: impl Fn(&Node<'_>) -> Option<Loss>) -> Result<(), Self> {
        if value.nodes().iter().all(|node| loss(node).is_none()) {
            return Ok(());
        }
        // it may stand behind a key that counts for nothing
        Self::nowhere(value, |_, part| loss(part.node()))
    }

    /// Whether all parts of a value can be written, by what is said of each and of how deep it lies.
    pub(crate) fn nowhere(
        value: ValueRef<'_, '_>,
        loss: impl Fn(usize, ValueRef<'_, '_>) -> Option<Loss>,
    ) -> Result<(), Self> {
        let mut way = Vec::new();
        for step in Steps::new(value, Order::Document) {
            let What::Value(part) = step.what else { continue };
            way.truncate(step.depth.saturating_sub(1));
            if step.depth > 0 {
                way.push((step.key, step.position));
            }
            if let Some(loss) = loss(step.depth, part) {
                return Err(Self::new(way, part.kind(), loss));
            }
        }
        Ok(())
    }

    /// What is lost at the end of a way of keys and positions.
    pub(crate) fn new<'w>(way: impl IntoIterator<Item = (Option<&'w str>, usize)>, kind: Kind, loss: Loss) -> Self {
        let mut path = String::new();
        for (key, position) in way {
            match key {
                None => path.push_str(&format!("[{position}]")),
                Some(key) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(key);
                }
            }
        }
        Self { path, kind, loss }
    }
}
