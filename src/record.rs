//! One declaration makes a struct, its table of keys, and the places where the walk puts its values.
//!
//! Everything that these macros make is data and small functions from a field's number to the field. What a rule means
//! stands in [`walk`](crate::walk), what it is called in [`schema`](crate::schema).

use core::fmt;

use crate::{
    report::Checks,
    schema::{Record, Shape},
    wire::{Data, Datas, Date, Extra, Integers, Numbers, Pairs, Raw, Text, Texts},
};

/// Turns this
///
/// ```text
/// record! {
///     /// A device leaves. Source: `mdm/checkin/checkout.yaml`.
///     pub struct CheckOut<'a> {
///         /// The push topic the device listened on.
///         "Topic" => topic: Text<'a>, format(TOPIC);
///         /// The device's hardware identifier.
///         "UDID" => udid: Option<Text<'a>>, format(UDID), one_of(DEVICE);
///         group ExactlyOne("serialNumber", "clientUserId");
///         check a_named_cross_check;
///     }
/// }
/// ```
///
/// into this
///
/// ```text
/// pub struct CheckOut<'a> { pub topic: Text<'a>, pub udid: Option<Text<'a>>, pub extra: Extra<'a> }
///
/// impl CheckOut<'_> { pub const RECORD: &'static Record = …; }      // the keys, sorted, with shapes, rules and docs
/// impl<'a> Fill<'a> for CheckOut<'a> { … }                          // field 0 is `topic`, field 1 is `udid`
/// impl<'a> Field<'a> for CheckOut<'a> { … }                         // so that other records can hold it
/// impl IntoOwned for CheckOut<'_> { … }
/// ```
///
/// `pub struct Answer<'a> in response: Response<'a> { … }` puts a field `response` first and takes its keys in.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        pub struct $Name:ident<$a:lifetime> $(in $base:ident: $Base:ident<$b:lifetime>)? {
            $( $(#[doc = $key_doc:literal])* $key:literal => $field:ident: $Type:ty $(, $rule:expr)*; )*
            $( group $Count:ident($($grouped:literal),+); )*
            $( check $check:ident; )*
        }
    ) => {
        $(#[doc = $doc])*
        ///
        /// `Debug` does not show what is sensitive.
        #[derive(Clone, PartialEq)]
        pub struct $Name<$a> {
            $(
                /// What every answer has.
                pub $base: $Base<$a>,
            )?
            $( $(#[doc = $key_doc])* pub $field: $Type, )*
            /// What else was sent: keys that are not in Apple's schema.
            pub extra: $crate::wire::Extra<$a>,
        }

        const _: () = {
            #[allow(unused_imports)]
            use $crate::{
                context::*,
                record::{AnyField, Field, Fill, IntoOwned, Nested, Place, Slots as _},
                report::Checks,
                schema::{self, form::*, *},
                wire::{Extra, Kind},
            };

            const NAMES: &[&str] = &[$($key),*];
            const BASE: usize = 0 $( + <$Base<'static> as Fill<'static>>::RECORD_OF.keys.len() )?;
            const ALL: usize = BASE + NAMES.len();
            const CHECKED: bool = <[&str]>::len(&[$(stringify!($check)),*]) > 0
                $( || <$Base<'static> as Fill<'static>>::RECORD_OF.checked )?;

            const fn base() -> [Key; BASE] {
                $( return $crate::record::by_field(<$Base<'static> as Fill<'static>>::RECORD_OF.keys); )?
                #[allow(unreachable_code)]
                [Key::new("", "", Shape::Any, true, &[]); BASE]
            }

            impl<$a> $Name<$a> {
                const OWN: [Key; NAMES.len()] = [$(
                    Key::new(
                        $key,
                        concat!($($key_doc, "\n"),*),
                        <$Type as Field<$a>>::SHAPE,
                        <$Type as Field<$a>>::OPTIONAL,
                        &[$($rule),*],
                    ),
                )*];
            }

            static KEYS: [Key; ALL] =
                schema::sorted(schema::concat::<BASE, { NAMES.len() }, ALL>(base(), $Name::<'static>::OWN));
            static CONDITIONS: [Condition; schema::distinct(&KEYS)] = schema::conditions(&KEYS);
            static CHOICES: &[Choice] = &[$( Choice::new(&[$($grouped),+], Count::$Count, &KEYS), )*];
            static RECORD: Record = Record::new(
                stringify!($Name),
                concat!($($doc, "\n"),*),
                &KEYS,
                &CONDITIONS,
                CHOICES,
                CHECKED,
            );

            #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
            #[repr(usize)]
            enum Number { $($field),* , END }

            impl $Name<'_> {
                /// Its keys and their rules.
                pub const RECORD: &'static Record = &RECORD;
            }

            #[allow(non_upper_case_globals, unreachable_patterns)]
            const _: () = {
                $( const $field: usize = BASE + Number::$field as usize; )*
                const END: usize = BASE + Number::END as usize;

                impl<$a> Fill<$a> for $Name<$a> {
                    const RECORD_OF: &'static Record = &RECORD;

                    fn blank() -> Self {
                        Self {
                            $( $base: <$Base<$a> as Fill<$a>>::blank(), )?
                            $( $field: <$Type as Field<$a>>::blank(), )*
                            extra: Extra::default(),
                        }
                    }
                }

                impl<$a> $crate::record::Slots<$a> for $Name<$a> {
                    fn record(&self) -> &'static Record {
                        &RECORD
                    }

                    #[inline(always)]
                    fn place(&mut self, number: usize) -> Place<'_, $a> {
                        match number {
                            $( $field => Field::place(&mut self.$field), )*
                            END.. => Place::Nested,
                            _ => { $( return $crate::record::Slots::place(&mut self.$base, number); )? #[allow(unreachable_code)] Place::Nested }
                        }
                    }

                    fn field(&mut self, number: usize) -> Option<&mut (dyn AnyField<$a> + '_)> {
                        match number {
                            $( $field => Some(&mut self.$field), )*
                            END.. => None,
                            _ => { $( return $crate::record::Slots::field(&mut self.$base, number); )? #[allow(unreachable_code)] None }
                        }
                    }

                    fn extra(&mut self) -> &mut Extra<$a> {
                        &mut self.extra
                    }

                    #[allow(unused_variables)]
                    fn check(&self, out: &mut Checks) {
                        $( $crate::record::Slots::check(&self.$base, out); )?
                        $( $check(self, out); )*
                    }
                }

                #[cfg(any(feature = "capture", feature = "serde"))]
                impl $crate::members::Members for $Name<'_> {
                    fn record(&self) -> &'static Record {
                        &RECORD
                    }

                    fn member(&self, number: usize) -> $crate::members::Member<'_> {
                        match number {
                            $( $field => $crate::members::Field::member(&self.$field), )*
                            END.. => $crate::members::Member::Absent,
                            _ => { $( return $crate::members::Members::member(&self.$base, number); )? #[allow(unreachable_code)] $crate::members::Member::Absent }
                        }
                    }

                    fn extra(&self) -> &Extra<'_> {
                        &self.extra
                    }
                }
            };

            /// The dictionary that it was, sensitive values included; what is absent is left out.
            #[cfg(feature = "serde")]
            impl ::serde::Serialize for $Name<'_> {
                fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    $crate::ser::Dictionary(self).serialize(serializer)
                }
            }

            #[cfg(any(feature = "capture", feature = "serde"))]
            impl $crate::members::Field for $Name<'_> {
                fn member(&self) -> $crate::members::Member<'_> {
                    $crate::members::Member::Record(self)
                }
            }

            impl<$a> Field<$a> for $Name<$a> {
                const SHAPE: Shape = Shape::Record(&RECORD);
                fn blank() -> Self {
                    <Self as Fill<$a>>::blank()
                }
                fn nested(&mut self) -> Nested<'_, $a> {
                    Nested::Record(self)
                }
            }

            impl ::core::fmt::Debug for $Name<'_> {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    let mut debug = f.debug_struct(stringify!($Name));
                    $( debug.field(stringify!($base), &self.$base); )?
                    $( $crate::record::show(&mut debug, &RECORD, $key, stringify!($field), &self.$field); )*
                    debug.field("extra", &self.extra).finish()
                }
            }

            impl IntoOwned for $Name<'_> {
                type Owned = $Name<'static>;
                fn into_owned(self) -> $Name<'static> {
                    $Name {
                        $( $base: IntoOwned::into_owned(self.$base), )?
                        $( $field: IntoOwned::into_owned(self.$field), )*
                        extra: IntoOwned::into_owned(self.extra),
                    }
                }
            }

            impl $Name<'_> {
                /// The same record, independent of the input.
                #[must_use]
                pub fn into_owned(self) -> $Name<'static> {
                    IntoOwned::into_owned(self)
                }
            }

            impl<$a> Default for $Name<$a> {
                fn default() -> Self {
                    <Self as Fill<$a>>::blank()
                }
            }
        };
    };
}
pub(crate) use record;

/// Turns this
///
/// ```text
/// tokens! {
///     /// How a command ended.
///     pub enum Status {
///         /// It was carried out.
///         "Acknowledged" => Acknowledged;
///     }
/// }
/// ```
///
/// into this
///
/// ```text
/// #[non_exhaustive]
/// pub enum Status<'a> { Acknowledged, Unrecognized(Text<'a>) }
///
/// impl Status<'_> { pub const TOKENS: &'static [&'static str] = &["Acknowledged"]; pub fn as_str(&self) -> &str { … } }
/// impl<'a> From<Text<'a>> for Status<'a> { … }
/// impl<'a> Field<'a> for Status<'a> { … }
/// ```
macro_rules! tokens {
    (
        $(#[doc = $doc:literal])*
        pub enum $Name:ident {
            $( $(#[doc = $token_doc:literal])* $token:literal => $Variant:ident; )+
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $Name<'a> {
            $( $(#[doc = $token_doc])* $Variant, )+
            /// A value that Apple does not list, as it was sent.
            Unrecognized($crate::wire::Text<'a>),
        }

        impl $Name<'_> {
            /// The values that Apple lists.
            pub const TOKENS: &'static [&'static str] = &[$($token),+];

            /// The value as it is sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$Variant => $token, )+
                    Self::Unrecognized(text) => text,
                }
            }
        }

        impl ::core::fmt::Display for $Name<'_> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        const _: () = {
            use $crate::{record::{Field, IntoOwned}, schema::Shape, wire::Text};

            impl<'a> Field<'a> for $Name<'a> {
                const SHAPE: Shape = Shape::Token(Self::TOKENS);
                fn blank() -> Self {
                    Self::Unrecognized(Text::borrowed(""))
                }
                #[inline]
                fn listed(text: &str) -> Option<Self> {
                    Some(match text {
                        $( $token => Self::$Variant, )+
                        _ => return None,
                    })
                }
                fn unlisted(text: Text<'a>) -> Self {
                    Self::Unrecognized(text)
                }
            }

            impl<'a> From<Text<'a>> for $Name<'a> {
                fn from(text: Text<'a>) -> Self {
                    <Self as Field<'a>>::listed(&text).unwrap_or(Self::Unrecognized(text))
                }
            }

            #[cfg(feature = "serde")]
            impl ::serde::Serialize for $Name<'_> {
                fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.as_str())
                }
            }

            #[cfg(any(feature = "capture", feature = "serde"))]
            impl $crate::members::Field for $Name<'_> {
                fn member(&self) -> $crate::members::Member<'_> {
                    $crate::members::Member::Text(self.as_str())
                }
            }

            impl IntoOwned for $Name<'_> {
                type Owned = $Name<'static>;
                fn into_owned(self) -> $Name<'static> {
                    match self {
                        $( Self::$Variant => $Name::$Variant, )+
                        Self::Unrecognized(text) => $Name::Unrecognized(text.into_owned()),
                    }
                }
            }
        };
    };
}
pub(crate) use tokens;

/// Turns this
///
/// ```text
/// messages! {
///     CheckOut: "check-in.CheckOut", tag("MessageType", "CheckOut");
///     CertificateListResponse: "response.CertificateList", key("CertificateList"), boxed;
/// }
/// ```
///
/// into this
///
/// ```text
/// #[non_exhaustive]
/// pub enum Message<'a> { CheckOut(CheckOut<'a>), CertificateListResponse(Box<CertificateListResponse<'a>>) }
///
/// pub static CATALOG: &[Entry] = &[…];                               // in this order
/// impl<'a> Decode<'a> for CheckOut<'a> { const ENTRY: usize = 0; }   // for `decode_as`
/// impl<'a> Message<'a> { fn blank(entry: usize) -> Self { … } … }
/// ```
///
/// Lines that say more stand before lines that say less: the first whose sign is there wins.
macro_rules! messages {
    ( $( $Name:ident: $kind:literal, $sign:ident $(($($sign_text:literal),+))? $(, $boxed:ident)?; )+ ) => {
        /// One message of any kind.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Message<'a> {
            $(
                #[doc = concat!("`", $kind, "`")]
                $Name($crate::record::message_type!($Name $($boxed)?)),
            )+
        }

        /// Every message that is known: property lists, those that are recognised by more before those that are
        /// recognised by less, then JSON.
        pub static CATALOG: &[$crate::schema::Entry] = &[
            $( $crate::schema::Entry {
                kind: $kind,
                record: $Name::RECORD,
                sign: $crate::record::sign!($sign $(($($sign_text),+))?),
            }, )+
        ];

        const _: () = {
            use $crate::record::{Decode, Fill, IntoOwned, Slots};

            #[repr(usize)]
            enum Number { $($Name),+ }

            $(
                impl<'a> Decode<'a> for $Name<'a> {
                    const ENTRY: usize = Number::$Name as usize;
                }
            )+

            impl<'a> Message<'a> {
                /// The name of its kind, such as `check-in.Authenticate`.
                #[must_use]
                pub fn kind(&self) -> &'static str {
                    match self { $( Self::$Name(_) => $kind, )+ }
                }

                /// Its outermost record: keys, rules, documentation.
                #[must_use]
                pub fn record(&self) -> &'static $crate::schema::Record {
                    match self { $( Self::$Name(_) => $Name::RECORD, )+ }
                }

                /// The same message, independent of the input.
                #[must_use]
                pub fn into_owned(self) -> Message<'static> {
                    match self { $( Self::$Name(message) => Message::$Name(IntoOwned::into_owned(message)), )+ }
                }

                /// A message to be filled, of the kind with this number in the catalogue.
                pub(crate) fn blank(entry: usize) -> Option<Self> {
                    $( if entry == Number::$Name as usize {
                        return Some(Self::$Name($crate::record::message_blank!($Name $($boxed)?)));
                    } )+
                    None
                }

                pub(crate) fn slots(&mut self) -> &mut dyn Slots<'a> {
                    match self { $( Self::$Name(message) => $crate::record::message_slots!(message $($boxed)?), )+ }
                }

                /// The message as it is gone through by the numbers of its fields.
                #[cfg(any(feature = "capture", feature = "serde"))]
                pub(crate) fn members(&self) -> &dyn $crate::members::Members {
                    match self { $( Self::$Name(message) => $crate::record::message_members!(message $($boxed)?), )+ }
                }
            }

            /// The message alone: its kind is told by what stands in it.
            #[cfg(feature = "serde")]
            impl ::serde::Serialize for Message<'_> {
                fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    $crate::ser::Dictionary(self.members()).serialize(serializer)
                }
            }
        };
    };
}
pub(crate) use messages;

macro_rules! message_type {
    ($Name:ident) => { $Name<'a> };
    ($Name:ident boxed) => { Box<$Name<'a>> };
}
pub(crate) use message_type;

macro_rules! message_blank {
    ($Name:ident) => {
        <$Name<'a> as Fill<'a>>::blank()
    };
    ($Name:ident boxed) => {
        Box::new(<$Name<'a> as Fill<'a>>::blank())
    };
}
pub(crate) use message_blank;

macro_rules! message_slots {
    ($message:ident) => {
        $message
    };
    ($message:ident boxed) => {
        &mut **$message
    };
}
pub(crate) use message_slots;

#[cfg(any(feature = "capture", feature = "serde"))]
macro_rules! message_members {
    ($message:ident) => {
        $message
    };
    ($message:ident boxed) => {
        &**$message
    };
}
#[cfg(any(feature = "capture", feature = "serde"))]
pub(crate) use message_members;

macro_rules! sign {
    (tag($key:literal, $value:literal)) => {
        $crate::schema::Sign::Tag($key, $value)
    };
    (key($key:literal)) => {
        $crate::schema::Sign::Key($key)
    };
    (answer) => {
        $crate::schema::Sign::Answer
    };
    (error) => {
        $crate::schema::Sign::Error
    };
    (order($key:literal)) => {
        $crate::schema::Sign::Order($key, None)
    };
    (order($path:literal, $value:literal)) => {
        $crate::schema::Sign::Order($path, Some($value))
    };
    (part) => {
        $crate::schema::Sign::Part
    };
    (request) => {
        $crate::schema::Sign::Request
    };
}
pub(crate) use sign;

/// What the walk fills: fields by number, through one small interface, so that it need not be compiled for each record.
pub trait Slots<'a> {
    /// The keys and their rules.
    fn record(&self) -> &'static Record;
    /// Where the value of a field goes.
    fn place(&mut self, number: usize) -> Place<'_, 'a>;
    /// Puts a text into a field that is one; whether it is. The same as by its [`place`](Self::place), with one call.
    fn put_text(&mut self, number: usize, text: &'a str) -> bool {
        match self.place(number) {
            Place::Text(field) if field.is_borrowed() => *field = Text::borrowed(text),
            Place::MaybeText(field) if field.as_ref().is_none_or(Text::is_borrowed) => {
                *field = Some(Text::borrowed(text));
            }
            place => return put_over(place, text),
        }
        true
    }
    /// The field itself, for what is more than a scalar or has to be taken back.
    fn field(&mut self, number: usize) -> Option<&mut (dyn AnyField<'a> + '_)>;
    /// What was sent beyond the known keys.
    fn extra(&mut self) -> &mut Extra<'a>;
    /// The named cross checks.
    fn check(&self, out: &mut Checks);
}

/// Puts a text where a copy may be, which has to be dropped.
#[cold]
#[inline(never)]
fn put_over<'a>(place: Place<'_, 'a>, text: &'a str) -> bool {
    Text::borrowed(text).put(place)
}

/// A record that can be made blank and filled.
pub trait Fill<'a>: Slots<'a> + Sized {
    /// The keys and their rules.
    const RECORD_OF: &'static Record;
    /// Nothing filled in yet.
    fn blank() -> Self;
}

/// A message that can be asked for by its type: those of the catalogue.
pub trait Decode<'a>: Fill<'a> {
    /// Its number in [`CATALOG`](crate::messages::CATALOG).
    const ENTRY: usize;
}

/// Where a value goes. Two words, so that it stays in registers.
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

/// Dictionaries in order.
pub trait List<'a> {
    /// How many bytes of memory an item takes.
    fn item_size(&self) -> usize;
    /// How many items there are.
    fn len(&self) -> usize;
    /// Whether there is no room for another.
    fn is_full(&self) -> bool;
    /// Room for so many more, with one allocation.
    fn reserve(&mut self, more: usize);
    /// A blank item at the end, if there is room for it.
    fn push(&mut self) -> Option<&mut dyn Slots<'a>>;
    /// The key of the last item, for a dictionary of them.
    fn name(&mut self, key: Text<'a>) {
        drop(key);
    }
    /// The last item is none after all.
    fn pop(&mut self);
    /// No more items come: if room was made for many more it is given back, so many bytes.
    fn trim(&mut self) -> usize;
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

/// A value that can be made independent of the input.
pub(crate) trait IntoOwned {
    /// The same type for `'static`.
    type Owned;
    /// Copies what points into the input.
    fn into_owned(self) -> Self::Owned;
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

impl<'a, T: Fill<'a>> Field<'a> for Vec<T> {
    const SHAPE: Shape = Shape::Records(T::RECORD_OF);
    const OPTIONAL: bool = true;
    #[inline]
    fn blank() -> Self {
        Self::new()
    }
    fn nested(&mut self) -> Nested<'_, 'a> {
        self.clear();
        Nested::List(self)
    }
}

impl<'a, T: Fill<'a>> List<'a> for Vec<T> {
    fn item_size(&self) -> usize {
        size_of::<T>()
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn is_full(&self) -> bool {
        self.len() == self.capacity()
    }

    fn reserve(&mut self, more: usize) {
        self.reserve_exact(more);
    }

    fn push(&mut self) -> Option<&mut dyn Slots<'a>> {
        if self.len() < self.capacity() {
            self.push(T::blank());
            return Some(self.last_mut()?);
        }
        None
    }

    fn pop(&mut self) {
        self.pop();
    }

    fn trim(&mut self) -> usize {
        let room = self.capacity();
        if room.saturating_sub(self.len()) > self.len().saturating_add(8) {
            self.shrink_to_fit();
        }
        room.saturating_sub(self.capacity()).saturating_mul(size_of::<T>())
    }
}

/// Dictionaries in order, of which there is mostly one: that one needs no allocation. Dereferences to a slice.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Few<T> {
    /// None.
    #[default]
    None,
    /// One.
    One(T),
    /// Two and more.
    Many(Vec<T>),
}

impl<T> core::ops::Deref for Few<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        match self {
            Self::None => &[],
            Self::One(item) => core::slice::from_ref(item),
            Self::Many(items) => items,
        }
    }
}

impl<'f, T> IntoIterator for &'f Few<T> {
    type Item = &'f T;
    type IntoIter = core::slice::Iter<'f, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T: Fill<'a>> Field<'a> for Few<T> {
    const SHAPE: Shape = Shape::Records(T::RECORD_OF);
    const OPTIONAL: bool = true;
    #[inline]
    fn blank() -> Self {
        Self::None
    }
    fn nested(&mut self) -> Nested<'_, 'a> {
        *self = Self::None;
        Nested::List(self)
    }
}

impl<'a, T: Fill<'a>> List<'a> for Few<T> {
    fn item_size(&self) -> usize {
        size_of::<T>()
    }

    fn len(&self) -> usize {
        <[T]>::len(self)
    }

    fn is_full(&self) -> bool {
        match self {
            Self::None => false,
            Self::One(_) => true,
            Self::Many(items) => List::is_full(items),
        }
    }

    fn reserve(&mut self, more: usize) {
        let (first, mut items) = match core::mem::take(self) {
            Self::None => (None, Vec::new()),
            Self::One(item) => (Some(item), Vec::new()),
            Self::Many(items) => (None, items),
        };
        items.reserve_exact(more.saturating_add(usize::from(first.is_some())));
        items.extend(first);
        *self = Self::Many(items);
    }

    fn push(&mut self) -> Option<&mut dyn Slots<'a>> {
        match self {
            Self::None => {
                *self = Self::One(T::blank());
                if let Self::One(item) = self { Some(item) } else { None }
            }
            Self::One(_) => None,
            Self::Many(items) => List::push(items),
        }
    }

    fn pop(&mut self) {
        match self {
            Self::None => {}
            Self::One(_) => *self = Self::None,
            Self::Many(items) => {
                items.pop();
            }
        }
    }

    fn trim(&mut self) -> usize {
        if let Self::Many(items) = self { List::trim(items) } else { 0 }
    }
}

/// Dictionaries under keys of any name, in the order in which they were sent. Dereferences to a slice of both.
#[derive(Clone, Debug, PartialEq)]
pub struct Map<'a, T>(Vec<(Text<'a>, T)>);

impl<T> Map<'_, T> {
    /// The dictionary under a key; if it stands there twice, the last one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().rfind(|(name, _)| *name == key).map(|(_, value)| value)
    }
}

impl<T> Default for Map<'_, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, T> core::ops::Deref for Map<'a, T> {
    type Target = [(Text<'a>, T)];
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'m, 'a, T> IntoIterator for &'m Map<'a, T> {
    type Item = &'m (Text<'a>, T);
    type IntoIter = core::slice::Iter<'m, (Text<'a>, T)>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T: Fill<'a>> Field<'a> for Map<'a, T> {
    const SHAPE: Shape = Shape::Map(T::RECORD_OF);
    const OPTIONAL: bool = true;
    #[inline]
    fn blank() -> Self {
        Self::default()
    }
    fn nested(&mut self) -> Nested<'_, 'a> {
        self.0.clear();
        Nested::Map(self)
    }
}

impl<'a, T: Fill<'a>> List<'a> for Map<'a, T> {
    fn item_size(&self) -> usize {
        size_of::<(Text<'a>, T)>()
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn is_full(&self) -> bool {
        self.0.len() == self.0.capacity()
    }

    fn reserve(&mut self, more: usize) {
        self.0.reserve_exact(more);
    }

    fn push(&mut self) -> Option<&mut dyn Slots<'a>> {
        if List::is_full(self) {
            return None;
        }
        self.0.push((Text::default(), T::blank()));
        self.0.last_mut().map(|(_, value)| value as &mut dyn Slots<'a>)
    }

    fn name(&mut self, key: Text<'a>) {
        if let Some((name, _)) = self.0.last_mut() {
            *name = key;
        }
    }

    fn pop(&mut self) {
        self.0.pop();
    }

    fn trim(&mut self) -> usize {
        let room = self.0.capacity();
        if room.saturating_sub(self.0.len()) > self.0.len().saturating_add(8) {
            self.0.shrink_to_fit();
        }
        room.saturating_sub(self.0.capacity()).saturating_mul(size_of::<(Text<'a>, T)>())
    }
}

macro_rules! owned {
    ($($Type:ty => $Owned:ty: |$value:ident| $make:expr;)+) => {
        $(
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

/// Shows a field, unless its value must not be shown.
pub(crate) fn show(
    debug: &mut fmt::DebugStruct<'_, '_>,
    record: &Record,
    key: &str,
    field: &str,
    value: &dyn fmt::Debug,
) {
    // that nothing is there may be shown
    let is_there = || !["None", "[]", "{}"].contains(&format!("{value:?}").as_str());
    if record.key(key).is_some_and(|key| key.sensitive) && is_there() {
        debug.field(field, &format_args!("hidden"));
    } else {
        debug.field(field, value);
    }
}

/// The keys of a record in the order of its fields again.
pub(crate) const fn by_field<const N: usize>(keys: &[crate::schema::Key]) -> [crate::schema::Key; N] {
    let mut all = [keys[0]; N];
    let mut i = 0;
    while i < N {
        all[keys[i].field as usize] = keys[i];
        i += 1;
    }
    all
}
