//! Values that can be made independent of the input.

use super::{Few, ListOr, Map};
use crate::wire::{Data, Datas, Date, Extra, Integers, Numbers, Pairs, Raw, Text, Texts};

/// What only the types of this crate are.
pub trait Sealed {}

/// A value that can be made independent of the input: every message, and what is in one.
pub trait IntoOwned: Sealed {
    /// The same type for `'static`.
    type Owned: 'static;
    /// Copies what points into the input.
    fn into_owned(self) -> Self::Owned;
}

macro_rules! owned {
    ($($Type:ty => $Owned:ty: |$value:ident| $make:expr;)+) => {
        $(
            impl Sealed for $Type {}

            impl IntoOwned for $Type {
                type Owned = $Owned;
                fn into_owned(self) -> $Owned {
                    let $value = self;
                    $make
                }
            }
        )+
    };
}

owned! {
    bool => bool: |value| value;
    i64 => i64: |value| value;
    u64 => u64: |value| value;
    f64 => f64: |value| value;
    Date => Date: |value| value;
    Text<'_> => Text<'static>: |value| Text::into_owned(value);
    Data<'_> => Data<'static>: |value| Data::into_owned(value);
    Texts<'_> => Texts<'static>: |value| Texts::into_owned(value);
    Datas<'_> => Datas<'static>: |value| Datas::into_owned(value);
    Integers<'_> => Integers<'static>: |value| Integers::into_owned(value);
    Numbers<'_> => Numbers<'static>: |value| Numbers::into_owned(value);
    Pairs<'_> => Pairs<'static>: |value| Pairs::into_owned(value);
    Raw<'_> => Raw<'static>: |value| Raw::into_owned(value);
    Extra<'_> => Extra<'static>: |value| Extra::into_owned(value);
}

impl<T> Sealed for Option<T> {}
impl<T> Sealed for Box<T> {}
impl<T> Sealed for Vec<T> {}
impl<T> Sealed for Map<'_, T> {}
impl<T> Sealed for ListOr<'_, T> {}
impl<T> Sealed for Few<T> {}

impl<T: IntoOwned> IntoOwned for Option<T> {
    type Owned = Option<T::Owned>;
    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for Box<T> {
    type Owned = Box<T::Owned>;
    fn into_owned(self) -> Self::Owned {
        Box::new((*self).into_owned())
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;
    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(T::into_owned).collect()
    }
}

impl<T: IntoOwned> IntoOwned for Map<'_, T> {
    type Owned = Map<'static, T::Owned>;
    fn into_owned(self) -> Self::Owned {
        Map(self.0.into_iter().map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }
}

impl<T: IntoOwned> IntoOwned for ListOr<'_, T> {
    type Owned = ListOr<'static, T::Owned>;
    fn into_owned(self) -> Self::Owned {
        match self {
            Self::List(items) => ListOr::List(items.into_owned()),
            Self::Raw(dictionary) => ListOr::Raw(dictionary.into_owned()),
        }
    }
}

impl<T: IntoOwned> IntoOwned for Few<T> {
    type Owned = Few<T::Owned>;
    fn into_owned(self) -> Self::Owned {
        match self {
            Self::None => Few::None,
            Self::One(item) => Few::One(item.into_owned()),
            Self::Many(items) => Few::Many(items.into_owned()),
        }
    }
}
