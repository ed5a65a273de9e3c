//! The rules of a key. Each is made by a `const` function, so that a declaration reads as a sentence.

use super::Form;
use crate::{context::Facts, wire::Kind};

/// One rule of a key.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Rule {
    /// See [`absent`].
    Absent(Facts),
    /// See [`also`].
    Also(Kind),
    /// See [`exactly`].
    Exactly(&'static str),
    /// See [`format()`].
    Format(&'static Form),
    /// See [`one_of`].
    OneOf(Group),
    /// See [`present`].
    Present(Facts),
    /// See [`range`].
    Range(i64, i64),
    /// See [`SENSITIVE`].
    Sensitive,
    /// See [`shows`].
    Shows(Facts),
    /// See [`tells`].
    Tells(fn(&str) -> Facts),
}

/// Keys of which exactly one is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group(pub &'static [&'static str]);

/// The keys that name the sending device.
pub const DEVICE: Group = Group(&["UDID", "EnrollmentID"]);

/// The value is a secret or a personal identifier: it is never shown.
pub const SENSITIVE: Rule = Rule::Sensitive;

/// The key must not be there if all of these facts are known.
#[must_use]
pub const fn absent(facts: Facts) -> Rule {
    Rule::Absent(facts)
}

/// Another kind is taken too: senders are known to use it.
#[must_use]
pub const fn also(kind: Kind) -> Rule {
    Rule::Also(kind)
}

/// The text is this and nothing else.
#[must_use]
pub const fn exactly(text: &'static str) -> Rule {
    Rule::Exactly(text)
}

/// The text is of this form.
#[must_use]
pub const fn format(form: &'static Form) -> Rule {
    Rule::Format(form)
}

/// Exactly one key of the group is there.
#[must_use]
pub const fn one_of(group: Group) -> Rule {
    Rule::OneOf(group)
}

/// The key must be there if all of these facts are known.
#[must_use]
pub const fn present(facts: Facts) -> Rule {
    Rule::Present(facts)
}

/// The number lies between these, both included.
#[must_use]
pub const fn range(least: i64, greatest: i64) -> Rule {
    Rule::Range(least, greatest)
}

/// That the key is there makes these facts known.
#[must_use]
pub const fn shows(facts: Facts) -> Rule {
    Rule::Shows(facts)
}

/// The value makes facts known.
#[must_use]
pub const fn tells(facts: fn(&str) -> Facts) -> Rule {
    Rule::Tells(facts)
}
