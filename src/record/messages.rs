//! The catalogue, and one enum of all messages.

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
/// impl<'a> Decode<'a> for CheckOut<'a> { … }                         // for `decode_as`
/// impl<'a> From<CheckOut<'a>> for Message<'a> { … }
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
                    const KIND: &'static str = $kind;
                    const ENTRY: usize = Number::$Name as usize;
                }

                impl<'a> From<$Name<'a>> for Message<'a> {
                    #[inline]
                    fn from(message: $Name<'a>) -> Self {
                        Self::$Name(message.into())
                    }
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

                /// What every answer to a command has, if it is one: [`Self::Response`], or the `response` of another.
                #[must_use]
                pub fn response(&self) -> Option<&Response<'a>> {
                    #[allow(unreachable_patterns, reason = "it is one of the messages")]
                    match self {
                        Self::Response(response) => Some(response),
                        $( Self::$Name(message) => message.answer(), )+
                    }
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
    (refusal($key:literal, $code:literal)) => {
        $crate::schema::Sign::Refusal($key, $code)
    };
    (request) => {
        $crate::schema::Sign::Request
    };
}
pub(crate) use sign;
