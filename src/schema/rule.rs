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
    /// See [`among`].
    Among(&'static [i64]),
    /// See [`BLANK`].
    Blank,
    /// See [`contains`].
    Contains(&'static str),
    /// See [`exactly`].
    Exactly(&'static str),
    /// See [`format()`].
    Format(&'static Form),
    /// See [`items`].
    Items(usize, usize),
    /// See [`kind`].
    Kind(Kind),
    /// See [`listed`].
    Listed(&'static [&'static str]),
    /// See [`longest`].
    Longest(usize),
    /// See [`mistaken`].
    Mistaken(&'static str),
    /// See [`never()`].
    Never(Facts),
    /// See [`NULL`].
    Null,
    /// See [`ON_SUCCESS`].
    OnSuccess,
    /// See [`one_of`].
    OneOf(Group),
    /// See [`OPEN`].
    Open,
    /// See [`present`].
    Present(Facts),
    /// See [`range`].
    Range(i64, i64),
    /// See [`RARE`].
    Rare,
    /// See [`REQUIRED`].
    Required,
    /// See [`SENSITIVE`].
    Sensitive,
    /// See [`shows`].
    Shows(Facts),
    /// See [`since`].
    Since(u8),
    /// See [`tells`].
    Tells(fn(&str) -> Facts),
}

/// Keys of which exactly one is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group(pub &'static [&'static str]);

/// The keys that name the sending device.
pub const DEVICE: Group = Group(&["UDID", "EnrollmentID"]);

/// The empty text stands for none. JSON only: elsewhere the form of a key says whether it may be empty.
pub const BLANK: Rule = Rule::Blank;

/// The number is not negative, and fits 32 bits with a sign.
pub const COUNT: Rule = range(0, i32::MAX as i64);

/// The number fits 32 bits with a sign.
pub const INT32: Rule = range(i32::MIN as i64, i32::MAX as i64);

/// JSON's `null` stands for none.
pub const NULL: Rule = Rule::Null;

/// The key is in an answer if the command was carried out.
pub const ON_SUCCESS: Rule = Rule::OnSuccess;

/// What is not on its list or beyond its bounds is no error in a request either: the list grows every year, or the bounds
/// are advice.
pub const OPEN: Rule = Rule::Open;

/// Few senders have the key: the reader expects the next one in its place. Nothing is said of those that do have it.
pub const RARE: Rule = Rule::Rare;

/// The key must be there, although its type says by itself what it is without: a list that may be empty.
pub const REQUIRED: Rule = Rule::Required;

/// The value is a secret or a personal identifier: it is never shown.
pub const SENSITIVE: Rule = Rule::Sensitive;

/// The key must not be there if all of these facts are known.
#[must_use]
pub const fn absent(facts: Facts) -> Rule {
    Rule::Absent(facts)
}

/// Another kind is taken too: senders are known to use it. A key may have two of these rules.
#[must_use]
pub const fn also(kind: Kind) -> Rule {
    Rule::Also(kind)
}

/// The number is one of these.
#[must_use]
pub const fn among(list: &'static [i64]) -> Rule {
    Rule::Among(list)
}

/// The octets are a document that has to be of this kind: a message of the catalogue. One that is a property list may stand
/// in a CMS envelope.
#[must_use]
pub const fn contains(kind: &'static str) -> Rule {
    Rule::Contains(kind)
}

/// The text is this and nothing else.
#[must_use]
pub const fn exactly(text: &'static str) -> Rule {
    Rule::Exactly(text)
}

/// The text is of this form; in an array or a map each text is.
#[must_use]
pub const fn format(form: &'static Form) -> Rule {
    Rule::Format(form)
}

/// The array has so many items, both included.
#[must_use]
pub const fn items(least: usize, greatest: usize) -> Rule {
    Rule::Items(least, greatest)
}

/// The value that is kept as it was sent is of this kind.
#[must_use]
pub const fn kind(kind: Kind) -> Rule {
    Rule::Kind(kind)
}

/// Each text in the array or map is one of these; the list may grow.
#[must_use]
pub const fn listed(tokens: &'static [&'static str]) -> Rule {
    Rule::Listed(tokens)
}

/// The text has at most so many characters.
#[must_use]
pub const fn longest(characters: usize) -> Rule {
    Rule::Longest(characters)
}

/// What senders are known to write in place of the key.
#[must_use]
pub const fn mistaken(name: &'static str) -> Rule {
    Rule::Mistaken(name)
}

/// The key must not be there if any of these facts is known. A message that is named by such a key is not meant for such a
/// device.
#[must_use]
pub const fn never(facts: Facts) -> Rule {
    Rule::Never(facts)
}

/// The key must not be there if the platform is known and is none of these.
#[must_use]
pub const fn only(platforms: Facts) -> Rule {
    Rule::Never(Facts::PLATFORMS.without(platforms))
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

/// The key came with this version of the service's protocol.
#[must_use]
pub const fn since(version: u8) -> Rule {
    Rule::Since(version)
}

/// The value makes facts known.
#[must_use]
pub const fn tells(facts: fn(&str) -> Facts) -> Rule {
    Rule::Tells(facts)
}
