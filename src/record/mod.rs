//! One declaration makes a struct, its table of keys, and the places where the walk puts its values.
//!
//! Everything that these macros make is data and small functions from a field's number to the field. What a rule means
//! stands in [`walk`](crate::walk), what it is called in [`schema`](crate::schema).

mod field;
mod list;
mod messages;
mod owned;
mod tokens;

use core::fmt;

#[cfg(any(feature = "capture", feature = "serde"))]
pub(crate) use self::messages::message_members;
pub(crate) use self::{
    field::{AnyField, Field, Nested, Place, Scalar},
    list::List,
    messages::{message_blank, message_slots, message_type, messages, sign},
    owned::Sealed,
    tokens::tokens,
};
pub use self::{
    list::{Few, ListOr, Map},
    owned::IntoOwned,
};
use crate::{
    messages::Response,
    report::Checks,
    schema::Record,
    wire::{Extra, Text},
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
/// `pub struct Answer<'a> in response: Response<'a> { … }` puts a field `response` first and takes its keys in. A line
/// `others Own;` before the checks says that keys beyond those named are no unknown ones.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        pub struct $Name:ident<$a:lifetime> $(in $base:ident: $Base:ident<$b:lifetime>)? {
            $( $(#[doc = $key_doc:literal])* $key:literal => $field:ident: $Type:ty $(, $rule:expr)*; )*
            $( group $Count:ident($($grouped:literal),+); )*
            $( others $Others:ident; )?
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
                record::{AnyField, Field, Fill, IntoOwned, Nested, Place, Sealed, Slots as _},
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
            )
            $( .others(Others::$Others) )?;

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

                    $(
                        fn answer(&self) -> Option<&$crate::messages::Response<$a>> {
                            $crate::record::answer!(self, $base)
                        }
                    )?

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

            impl Sealed for $Name<'_> {}

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

/// What every answer has, out of a record that has this record in it.
macro_rules! answer {
    ($record:ident, response) => {
        Some(&$record.response)
    };
    ($record:ident, $other:ident) => {
        None
    };
}
pub(crate) use answer;

/// What the walk fills: fields by number, through one small interface, so that it need not be compiled for each record.
#[doc(hidden)]
pub trait Slots<'a> {
    /// The keys and their rules.
    fn record(&self) -> &'static Record;
    /// What every answer to a command has, if it is one to a certain command.
    fn answer(&self) -> Option<&Response<'a>> {
        None
    }
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
#[doc(hidden)]
pub trait Fill<'a>: Slots<'a> + Sized {
    /// The keys and their rules.
    const RECORD_OF: &'static Record;
    /// Nothing filled in yet.
    fn blank() -> Self;
}

/// A message that can be asked for by its type: those of the catalogue, and no others.
///
/// ```
/// use mdmwire::{Decode, Report, messages::CheckOut};
///
/// fn keep<'a, T: Decode<'a>>(body: &'a [u8]) -> Result<T::Owned, Report> {
///     let (message, report) = mdmwire::decode_as::<T>(body);
///     message.map(T::into_owned).ok_or(report)
/// }
/// assert_eq!(CheckOut::KIND, "check-in.CheckOut");
/// assert!(keep::<CheckOut>(b"{}").is_err());
/// ```
pub trait Decode<'a>: Fill<'a> + IntoOwned {
    /// The name of its kind, such as `check-in.Authenticate`.
    const KIND: &'static str;
    /// Its number in [`CATALOG`](crate::messages::CATALOG).
    const ENTRY: usize;
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
