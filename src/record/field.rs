//! Fields, and where their values go.

use super::{Fill, List, Slots};
use crate::{
    schema::Shape,
    wire::{Data, Datas, Date, Integers, Numbers, Pairs, Raw, Text, Texts},
};

/// Where a value goes. Two words, so that it stays in registers.
#[doc(hidden)]
#[derive(Debug)]
pub enum Place<'p, 'a> {
    /// Text.
    Text(&'p mut Text<'a>),
    /// Text that may be absent.
    MaybeText(&'p mut Option<Text<'a>>),
    /// True or false.
    Boolean(&'p mut bool),
    /// True or false or absent.
    MaybeBoolean(&'p mut Option<bool>),
    /// A whole number.
    Integer(&'p mut i64),
    /// A whole number that may be absent.
    MaybeInteger(&'p mut Option<i64>),
    /// A whole number that is not negative.
    Unsigned(&'p mut u64),
    /// A whole number that is not negative and may be absent.
    MaybeUnsigned(&'p mut Option<u64>),
    /// A floating-point number.
    Real(&'p mut f64),
    /// A floating-point number that may be absent.
    MaybeReal(&'p mut Option<f64>),
    /// An instant.
    Date(&'p mut Date),
    /// An instant that may be absent.
    MaybeDate(&'p mut Option<Date>),
    /// Octets.
    Data(&'p mut Data<'a>),
    /// Octets that may be absent.
    MaybeData(&'p mut Option<Data<'a>>),
    /// Ask the field itself: [`AnyField::nested`], [`AnyField::take_listed`].
    Nested,
}

/// Where a value goes that is more than a scalar.
#[doc(hidden)]
pub enum Nested<'p, 'a> {
    /// Nowhere.
    None,
    /// Any value.
    Any(&'p mut Raw<'a>),
    /// A dictionary that lies elsewhere, and how many bytes of memory it takes there.
    Boxed(usize, &'p mut dyn Slots<'a>),
    /// An array of octets.
    Datas(&'p mut Datas<'a>),
    /// An array of whole numbers.
    Integers(&'p mut Integers<'a>),
    /// An array of dictionaries.
    List(&'p mut dyn List<'a>),
    /// An array of dictionaries, or in place of it a dictionary that is kept as it was sent.
    ListOr(&'p mut dyn List<'a>),
    /// A dictionary of dictionaries.
    Map(&'p mut dyn List<'a>),
    /// A dictionary of whole numbers.
    Numbers(&'p mut Numbers<'a>),
    /// A dictionary of strings.
    Pairs(&'p mut Pairs<'a>),
    /// A dictionary.
    Record(&'p mut dyn Slots<'a>),
    /// An array of strings.
    Texts(&'p mut Texts<'a>),
}

/// A type that a field of a record may have.
pub(crate) trait Field<'a>: Sized {
    /// What its value is.
    const SHAPE: Shape;
    /// Whether the key may be absent.
    const OPTIONAL: bool = false;
    /// No value yet.
    fn blank() -> Self;
    /// Where its value goes.
    fn place(&mut self) -> Place<'_, 'a> {
        Place::Nested
    }
    /// Where its value goes if it may be absent.
    fn place_in(field: &mut Option<Self>) -> Place<'_, 'a> {
        let _ = field;
        Place::Nested
    }
    /// Where its value goes if it is more than a scalar.
    fn nested(&mut self) -> Nested<'_, 'a> {
        Nested::None
    }
    /// The value that a text is, if it is on the list, for a string out of one.
    fn listed(text: &str) -> Option<Self> {
        let _ = text;
        None
    }
    /// The value that a text is which is not on the list.
    fn unlisted(text: Text<'a>) -> Self {
        drop(text);
        Self::blank()
    }
}

/// A field of any type.
#[doc(hidden)]
pub trait AnyField<'a> {
    /// Where its value goes if it is more than a scalar.
    fn nested(&mut self) -> Nested<'_, 'a>;
    /// Takes a text if it is on the list, for a string out of one; whether it is.
    fn take_listed(&mut self, text: &str) -> bool;
    /// Takes a text that is not on the list.
    fn take_unlisted(&mut self, text: Text<'a>);
    /// There is no value after all.
    fn fail(&mut self);
}

impl<'a, T: Field<'a>> AnyField<'a> for T {
    fn nested(&mut self) -> Nested<'_, 'a> {
        Field::nested(self)
    }
    fn take_listed(&mut self, text: &str) -> bool {
        T::listed(text).map(|value| *self = value).is_some()
    }
    fn take_unlisted(&mut self, text: Text<'a>) {
        *self = T::unlisted(text);
    }
    fn fail(&mut self) {
        *self = Self::blank();
    }
}

/// A value that is one word or two of the input, and no container.
pub(crate) trait Scalar<'a>: Sized {
    /// Puts it where it goes; whether that is a place for its type.
    fn put(self, place: Place<'_, 'a>) -> bool;
}

macro_rules! scalars {
    ($($Type:ty: $Variant:ident $Maybe:ident;)+) => {
        $(
            impl<'a> Field<'a> for $Type {
                const SHAPE: Shape = Shape::$Variant;
                #[inline]
                fn blank() -> Self {
                    Self::default()
                }
                #[inline]
                fn place(&mut self) -> Place<'_, 'a> {
                    Place::$Variant(self)
                }
                #[inline]
                fn place_in(field: &mut Option<Self>) -> Place<'_, 'a> {
                    Place::$Maybe(field)
                }
            }

            impl<'a> Scalar<'a> for $Type {
                #[inline(always)]
                fn put(self, place: Place<'_, 'a>) -> bool {
                    match place {
                        Place::$Variant(field) => *field = self,
                        Place::$Maybe(field) => *field = Some(self),
                        _ => return false,
                    }
                    true
                }
            }
        )+
    };
}

scalars! {
    Text<'a>: Text MaybeText;
    bool: Boolean MaybeBoolean;
    i64: Integer MaybeInteger;
    u64: Unsigned MaybeUnsigned;
    f64: Real MaybeReal;
    Date: Date MaybeDate;
    Data<'a>: Data MaybeData;
}

macro_rules! sequences {
    ($($Type:ident: $Shape:ident $Variant:ident;)+) => {
        $(
            impl<'a> Field<'a> for $Type<'a> {
                const SHAPE: Shape = Shape::$Shape;
                const OPTIONAL: bool = true;
                fn blank() -> Self {
                    Self::default()
                }
                fn nested(&mut self) -> Nested<'_, 'a> {
                    Nested::$Variant(self)
                }
            }
        )+
    };
}

sequences! {
    Texts: Texts Texts;
    Datas: Datas Datas;
    Integers: Integers Integers;
    Numbers: Numbers Numbers;
    Pairs: Pairs Pairs;
    Raw: Any Any;
}

impl<'a, T: Field<'a>> Field<'a> for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const OPTIONAL: bool = true;
    #[inline]
    fn blank() -> Self {
        None
    }
    #[inline]
    fn place(&mut self) -> Place<'_, 'a> {
        T::place_in(self)
    }
    fn nested(&mut self) -> Nested<'_, 'a> {
        self.insert(T::blank()).nested()
    }
    #[inline]
    fn listed(text: &str) -> Option<Self> {
        T::listed(text).map(Some)
    }
    fn unlisted(text: Text<'a>) -> Self {
        Some(T::unlisted(text))
    }
}

/// A large dictionary that mostly is missing, in lists of what has it.
impl<'a, T: Fill<'a>> Field<'a> for Box<T> {
    const SHAPE: Shape = Shape::Record(T::RECORD_OF);
    fn blank() -> Self {
        Self::new(T::blank())
    }
    fn nested(&mut self) -> Nested<'_, 'a> {
        Nested::Boxed(size_of::<T>(), &mut **self)
    }
}
