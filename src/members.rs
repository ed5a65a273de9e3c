//! A record as it is gone through by the number of its field, through one small trait: for serializers, and for whoever
//! asks a message of any kind for a key.

use crate::{
    record::{Few, ListOr, Map},
    schema::Record,
    wire::{Data, Datas, Date, Extra, Integers, Numbers, Pairs, Raw, Text, Texts},
};

/// What stands in a field.
#[cfg_attr(not(feature = "serde"), expect(dead_code, reason = "only serializers look at all of them"))]
pub(crate) enum Member<'m> {
    /// Nothing.
    Absent,
    /// True or false.
    Boolean(bool),
    /// Octets.
    Data(&'m Data<'m>),
    /// An array of octets.
    Datas(&'m Datas<'m>),
    /// An instant.
    Date(Date),
    /// A whole number.
    Integer(i64),
    /// An array of whole numbers.
    Integers(&'m Integers<'m>),
    /// Dictionaries in order.
    List(&'m dyn List),
    /// Dictionaries under keys.
    Map(&'m dyn Named),
    /// Whole numbers under keys.
    Numbers(&'m Numbers<'m>),
    /// Strings under keys.
    Pairs(&'m Pairs<'m>),
    /// A value that is still in the input.
    Raw(&'m Raw<'m>),
    /// A floating-point number.
    Real(f64),
    /// A dictionary.
    Record(&'m dyn Members),
    /// Text.
    Text(&'m str),
    /// An array of strings.
    Texts(&'m Texts<'m>),
    /// A whole number that is not negative.
    Unsigned(u64),
}

/// What a record holds, field by field.
pub(crate) trait Members {
    /// Its keys.
    fn record(&self) -> &'static Record;
    /// What stands in the field of this number.
    fn member(&self, number: usize) -> Member<'_>;
    /// What was sent beyond the known keys.
    #[cfg_attr(not(feature = "serde"), expect(dead_code, reason = "only serializers look at all of them"))]
    fn extra(&self) -> &Extra<'_>;
}

/// Dictionaries in order.
#[cfg_attr(not(feature = "serde"), expect(dead_code, reason = "only serializers look at all of them"))]
pub(crate) trait List {
    /// How many there are.
    fn count(&self) -> usize;
    /// The one at this position.
    fn get(&self, position: usize) -> Option<&dyn Members>;
}

/// Dictionaries under keys.
#[cfg_attr(not(feature = "serde"), expect(dead_code, reason = "only serializers look at all of them"))]
pub(crate) trait Named {
    /// How many there are.
    fn count(&self) -> usize;
    /// The key and the dictionary at this position.
    fn get(&self, position: usize) -> Option<(&str, &dyn Members)>;
}

/// A type that a field may have.
pub(crate) trait Field {
    fn member(&self) -> Member<'_>;
}

macro_rules! fields {
    ($($Type:ty: |$value:ident| $member:expr;)+) => {
        $(
            impl Field for $Type {
                fn member(&self) -> Member<'_> {
                    let $value = self;
                    $member
                }
            }
        )+
    };
}

fields! {
    bool: |value| Member::Boolean(*value);
    i64: |value| Member::Integer(*value);
    u64: |value| Member::Unsigned(*value);
    f64: |value| Member::Real(*value);
    Date: |date| Member::Date(*date);
    Text<'_>: |text| Member::Text(text);
    Data<'_>: |data| Member::Data(data);
    Texts<'_>: |texts| if texts.is_absent() { Member::Absent } else { Member::Texts(texts) };
    Datas<'_>: |datas| if datas.is_absent() { Member::Absent } else { Member::Datas(datas) };
    Integers<'_>: |integers| if integers.is_absent() { Member::Absent } else { Member::Integers(integers) };
    Numbers<'_>: |numbers| if numbers.is_absent() { Member::Absent } else { Member::Numbers(numbers) };
    Pairs<'_>: |pairs| if pairs.is_absent() { Member::Absent } else { Member::Pairs(pairs) };
    Raw<'_>: |raw| if raw.bytes().is_empty() { Member::Absent } else { Member::Raw(raw) };
}

impl<T: Field> Field for Box<T> {
    fn member(&self) -> Member<'_> {
        T::member(self)
    }
}

impl<T: Field> Field for Option<T> {
    fn member(&self) -> Member<'_> {
        self.as_ref().map_or(Member::Absent, Field::member)
    }
}

macro_rules! lists {
    ($($Type:ident)+) => {
        $(
            impl<T: Members> Field for $Type<T> {
                fn member(&self) -> Member<'_> {
                    if self.is_empty() { Member::Absent } else { Member::List(self) }
                }
            }

            impl<T: Members> List for $Type<T> {
                fn count(&self) -> usize {
                    self.len()
                }

                fn get(&self, position: usize) -> Option<&dyn Members> {
                    Some(self[..].get(position)?)
                }
            }
        )+
    };
}

lists! { Vec Few }

impl<T: Members> Field for ListOr<'_, T> {
    fn member(&self) -> Member<'_> {
        match self {
            Self::List(items) => items.member(),
            Self::Raw(dictionary) => dictionary.member(),
        }
    }
}

impl<T: Members> Field for Map<'_, T> {
    fn member(&self) -> Member<'_> {
        if self.is_empty() { Member::Absent } else { Member::Map(self) }
    }
}

impl<T: Members> Named for Map<'_, T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn get(&self, position: usize) -> Option<(&str, &dyn Members)> {
        let (name, members) = self[..].get(position)?;
        Some((name, members))
    }
}
