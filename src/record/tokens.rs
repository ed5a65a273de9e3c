//! Strings out of a list.

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
/// impl<'a> From<Text<'a>> for Status<'a> { … }                  // and from `&str`, to which it can be compared
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
                f.pad(self.as_str())
            }
        }

        const _: () = {
            use $crate::{record::{Field, IntoOwned, Sealed}, schema::Shape, wire::Text};

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

            impl<'a> From<&'a str> for $Name<'a> {
                fn from(text: &'a str) -> Self {
                    Self::from(Text::borrowed(text))
                }
            }

            impl PartialEq<str> for $Name<'_> {
                fn eq(&self, other: &str) -> bool {
                    self.as_str() == other
                }
            }

            impl PartialEq<&str> for $Name<'_> {
                fn eq(&self, other: &&str) -> bool {
                    self.as_str() == *other
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

            impl Sealed for $Name<'_> {}

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
