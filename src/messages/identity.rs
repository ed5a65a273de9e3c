//! Who sent a message.
//!
//! Five keys name the sender, and which of them count depends on how the device was enrolled. Here they become one
//! value, so that a server need not compare keys.

use super::{
    Message,
    check_in::{
        Authenticate, CheckOut, DeclarativeManagement, GetBootstrapToken, GetToken, ReturnToService, SetBootstrapToken,
        TokenUpdate, UserAuthenticate,
    },
    response::Response,
};
use crate::{report::Checks, wire::Text};
use core::fmt;

/// The sender of a check-in or an answer.
///
/// `device` and, on a user's channel, `user` together are unique for a server, and the same in every message of the
/// same sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Identity<'m> {
    /// How the device is enrolled, and whether a user speaks.
    pub enrollment: Enrollment,
    /// The device: its `UDID`, or in a user enrolment its `EnrollmentID`.
    pub device: &'m str,
    /// The user who speaks: `UserID` or `EnrollmentUserID`; on a Shared iPad, where every user has the same
    /// `UserID`, `UserShortName`.
    pub user: Option<&'m str>,
    /// The user's account name, where it is told.
    pub user_short_name: Option<&'m str>,
}

/// How a device is enrolled, and on whose behalf it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Enrollment {
    /// A device of the organization's.
    Device,
    /// A user of a Mac that is enrolled as a device.
    User,
    /// A user's own device.
    UserEnrollmentDevice,
    /// The user of their own Mac.
    UserEnrollment,
    /// Whoever sits at an iPad that several users share.
    SharedIPad,
}

/// Why the sender is not clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Ambiguity {
    /// Both `UDID` and `EnrollmentID` are there.
    TwoDevices,
    /// Neither `UDID` nor `EnrollmentID` is there.
    NoDevice,
    /// `EnrollmentUserID`, which names the user of a user enrolment, is there beside `UDID`.
    EnrollmentUser,
    /// `UserID`, which names the user of a device, is there beside `EnrollmentID`, and no `EnrollmentUserID`.
    DeviceUser,
    /// The `UserID` is that of every user of a Shared iPad, and no `UserShortName` tells them apart.
    AnyUser,
}

/// The `UserID` of every user of a Shared iPad. Apple writes it in capitals, and it is compared so.
pub const SHARED_IPAD_USER: &str = "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF";

/// The keys that name a sender, as far as a message has them. An empty text is none.
#[derive(Clone, Copy, Default)]
struct Identifiers<'m> {
    enrollment_id: Option<&'m str>,
    enrollment_user_id: Option<&'m str>,
    udid: Option<&'m str>,
    user_id: Option<&'m str>,
    user_short_name: Option<&'m str>,
}

impl<'m> Identifiers<'m> {
    fn resolve(self) -> Result<Identity<'m>, Ambiguity> {
        let Self { enrollment_id, enrollment_user_id, udid, user_id, user_short_name } = self;
        let (enrollment, device, user) = match (udid, enrollment_id) {
            (Some(_), Some(_)) => return Err(Ambiguity::TwoDevices),
            (None, None) => return Err(Ambiguity::NoDevice),
            (Some(udid), None) => match user_id {
                _ if enrollment_user_id.is_some() => return Err(Ambiguity::EnrollmentUser),
                None => (Enrollment::Device, udid, None),
                Some(SHARED_IPAD_USER) => {
                    (Enrollment::SharedIPad, udid, Some(user_short_name.ok_or(Ambiguity::AnyUser)?))
                }
                Some(user) => (Enrollment::User, udid, Some(user)),
            },
            // a Mac may tell the user's directory GUID too, which does not name them here
            (None, Some(id)) => match enrollment_user_id {
                None if user_id.is_some() => return Err(Ambiguity::DeviceUser),
                None => (Enrollment::UserEnrollmentDevice, id, None),
                Some(user) => (Enrollment::UserEnrollment, id, Some(user)),
            },
        };
        Ok(Identity { enrollment, device, user, user_short_name })
    }
}

/// A message that names its sender.
pub(super) trait Sender {
    /// The same as `identity` of each message.
    fn sender(&self) -> Result<Identity<'_>, Ambiguity>;
}

/// The cross check of every message that may name a user: no key names another sender than the others do.
pub(super) fn names_one_sender(message: &impl Sender, out: &mut Checks) {
    match message.sender() {
        Err(Ambiguity::EnrollmentUser) => out.given(IDENTIFIERS).ambiguous("EnrollmentUserID"),
        // of one that is empty its form says it
        Err(Ambiguity::DeviceUser) if !out.has("EnrollmentUserID") => out.given(IDENTIFIERS).ambiguous("UserID"),
        // `one_of(DEVICE)` and `present(SHARED_IPAD…)` say the rest
        _ => {}
    }
}

/// The keys that name a sender.
const IDENTIFIERS: &[&str] = &["EnrollmentID", "EnrollmentUserID", "UDID", "UserID", "UserShortName"];

/// Turns `CheckOut: enrollment_id udid;` into `CheckOut::identity`, which looks at these fields; and all of them into
/// `Message::identity`.
macro_rules! identified {
    ($($Message:ident: $($field:ident)+;)+) => {
        $(
            impl $Message<'_> {
                /// Who sent it.
                ///
                /// # Errors
                ///
                /// If the keys that name the sender contradict each other or are not there.
                pub fn identity(&self) -> Result<Identity<'_>, Ambiguity> {
                    #[allow(clippy::needless_update, reason = "some messages have all of these keys")]
                    Identifiers { $($field: told(&self.$field),)+ ..Identifiers::default() }.resolve()
                }
            }

            impl Sender for $Message<'_> {
                fn sender(&self) -> Result<Identity<'_>, Ambiguity> {
                    self.identity()
                }
            }
        )+

        impl Message<'_> {
            /// Who sent it, if it is a check-in or an answer; `None` of what names no sender.
            #[must_use]
            pub fn identity(&self) -> Option<Result<Identity<'_>, Ambiguity>> {
                match self {
                    $( Self::$Message(message) => Some(message.identity()), )+
                    other => other.response().map(Response::identity),
                }
            }
        }
    };
}

identified! {
    Authenticate: enrollment_id udid;
    CheckOut: enrollment_id udid;
    DeclarativeManagement: enrollment_id enrollment_user_id udid user_id user_short_name;
    GetBootstrapToken: enrollment_id udid;
    GetToken: enrollment_id enrollment_user_id udid user_id user_short_name;
    Response: enrollment_id enrollment_user_id udid user_id user_short_name;
    ReturnToService: udid;
    SetBootstrapToken: enrollment_id udid;
    TokenUpdate: enrollment_id enrollment_user_id udid user_id user_short_name;
    UserAuthenticate: udid user_id;
}

/// The text of a field that may be absent or not, unless it is empty.
fn told<'m, 'a: 'm>(field: impl Into<Option<&'m Text<'a>>>) -> Option<&'m str> {
    field.into().map(Text::as_str).filter(|text| !text.is_empty())
}

impl fmt::Display for Enrollment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Device => "device",
            Self::User => "user",
            Self::UserEnrollmentDevice => "user enrolment, device",
            Self::UserEnrollment => "user enrolment, user",
            Self::SharedIPad => "Shared iPad, user",
        })
    }
}

impl fmt::Display for Ambiguity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::TwoDevices => "both UDID and EnrollmentID",
            Self::NoDevice => "neither UDID nor EnrollmentID",
            Self::EnrollmentUser => "EnrollmentUserID beside UDID",
            Self::DeviceUser => "UserID without EnrollmentUserID beside EnrollmentID",
            Self::AnyUser => "a user of a Shared iPad without UserShortName",
        })
    }
}

impl core::error::Error for Ambiguity {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys as `UDID`, `EnrollmentID`, `UserID`, `EnrollmentUserID`, `UserShortName`; `-` is absent.
    #[track_caller]
    fn check(keys: [&str; 5], expected: Result<(Enrollment, &str, Option<&str>), Ambiguity>) {
        let [udid, enrollment_id, user_id, enrollment_user_id, user_short_name] =
            keys.map(|key| (key != "-").then(|| Text::from(key)));
        let message =
            TokenUpdate { udid, enrollment_id, user_id, enrollment_user_id, user_short_name, ..TokenUpdate::default() };
        let identity = message.identity();
        assert_eq!(identity.map(|identity| (identity.enrollment, identity.device, identity.user)), expected);
    }

    #[test]
    fn senders() {
        check(["u", "-", "-", "-", "-"], Ok((Enrollment::Device, "u", None)));
        check(["u", "-", "g", "-", "jane"], Ok((Enrollment::User, "u", Some("g"))));
        check(["-", "e", "-", "-", "-"], Ok((Enrollment::UserEnrollmentDevice, "e", None)));
        check(["-", "e", "-", "f", "jane"], Ok((Enrollment::UserEnrollment, "e", Some("f"))));
        check(
            ["u", "-", SHARED_IPAD_USER, "-", "jane@example.com"],
            Ok((Enrollment::SharedIPad, "u", Some("jane@example.com"))),
        );
    }

    #[test]
    fn empty_is_absent() {
        check(["u", "", "", "", ""], Ok((Enrollment::Device, "u", None)));
        check(["", "e", "", "", ""], Ok((Enrollment::UserEnrollmentDevice, "e", None)));
        check(["", "", "-", "-", "-"], Err(Ambiguity::NoDevice));
    }

    #[test]
    fn a_guid_does_not_name_the_user_of_a_user_enrolment() {
        check(["-", "e", "g", "f", "-"], Ok((Enrollment::UserEnrollment, "e", Some("f"))));
    }

    #[test]
    fn ambiguities() {
        check(["u", "e", "-", "-", "-"], Err(Ambiguity::TwoDevices));
        check(["-", "-", "g", "-", "-"], Err(Ambiguity::NoDevice));
        check(["u", "-", "-", "f", "-"], Err(Ambiguity::EnrollmentUser));
        check(["u", "-", "g", "f", "-"], Err(Ambiguity::EnrollmentUser));
        check(["-", "e", "g", "-", "-"], Err(Ambiguity::DeviceUser));
        check(["u", "-", SHARED_IPAD_USER, "-", "-"], Err(Ambiguity::AnyUser));
    }

    #[test]
    fn required_fields_count_too() {
        let message =
            UserAuthenticate { udid: Text::from("u"), user_id: Text::from("g"), ..UserAuthenticate::default() };
        let expected = Identity { enrollment: Enrollment::User, device: "u", user: Some("g"), user_short_name: None };
        assert_eq!(message.identity(), Ok(expected));
    }
}
