//! What a device sends to the `CheckInURL` of its enrolment profile: `mdm/checkin/*.yaml`.
//!
//! A check-in names its kind in `MessageType`. Exactly one of `UDID` and `EnrollmentID` says which device it comes
//! from, whatever the presence that the schema gives to both; the keys of a user come with it on the user channel.

use super::{
    command::ReturnToServiceOptions,
    identity::names_one_sender,
    platform::{platform_of, user_of},
};
use crate::{
    record::{record, tokens},
    report::Checks,
    wire::{Data, Text},
};

record! {
    /// The device asks to be enrolled, before it has a push token: `mdm/checkin/authenticate.yaml`.
    pub struct Authenticate<'a> {
        /// The build of the system, `22B83`.
        "BuildVersion" => build_version: Option<Text<'a>>, format(BUILD_VERSION);
        /// Octets that Macs add (the word `apple`); in no schema.
        "Challenge" => challenge: Option<Data<'a>>;
        /// What the owner calls the device.
        "DeviceName" => device_name: Option<Text<'a>>, present(MACOS);
        /// Names this enrolment of the device, in place of `UDID`.
        "EnrollmentID" => enrollment_id: Option<Text<'a>>, format(NON_EMPTY), one_of(DEVICE), shows(USER_ENROLLMENT), absent(TVOS), absent(WATCHOS), RARE;
        /// The number of its cellular radio, 15 digits with or without blanks; empty where there is none.
        "IMEI" => imei: Option<Text<'a>>, absent(USER_ENROLLMENT), absent(MACOS), absent(TVOS), format(IMEI), SENSITIVE;
        /// The number of its CDMA radio, 14 hexadecimal digits; empty where there is none.
        "MEID" => meid: Option<Text<'a>>, absent(USER_ENROLLMENT), absent(MACOS), absent(TVOS), format(MEID), SENSITIVE;
        /// `Authenticate`.
        "MessageType" => message_type: Text<'a>, exactly("Authenticate");
        /// The model: on a Mac the hardware identifier, elsewhere a part number.
        "Model" => model: Option<Text<'a>>, present(MACOS), tells(platform_of);
        /// The family in words, `iMac`.
        "ModelName" => model_name: Option<Text<'a>>, present(MACOS);
        /// The version of the system, `18.1`.
        "OSVersion" => os_version: Option<Text<'a>>, format(OS_VERSION);
        /// The hardware identifier, `iPhone16,1`; it tells the platform.
        "ProductName" => product_name: Option<Text<'a>>, format(PRODUCT_NAME), tells(platform_of);
        /// The serial number, letters and digits.
        "SerialNumber" => serial_number: Option<Text<'a>>, absent(USER_ENROLLMENT), format(SERIAL_NUMBER);
        /// The push topic the device is going to listen on.
        "Topic" => topic: Text<'a>, format(TOPIC);
        /// The device's hardware identifier.
        "UDID" => udid: Option<Text<'a>>, one_of(DEVICE), shows(DEVICE_ENROLLMENT), absent(USER_ENROLLMENT), format(UDID);
    }
}

record! {
    /// A device or a user can be reached by push from now on, or still can: `mdm/checkin/tokenupdate.yaml`.
    ///
    /// Sent at any time and as often as the device likes. What an update leaves out has not changed: a missing
    /// `UnlockToken` does not withdraw the one sent before.
    pub struct TokenUpdate<'a> {
        /// What the server handed to a network user after `UserAuthenticate`; historic.
        "AuthToken" => auth_token: Option<Text<'a>>, SENSITIVE, RARE;
        /// The device waits in Setup Assistant for `DeviceConfigured`, or a user of a Shared iPad for `UserConfigured`.
        "AwaitingConfiguration" => awaiting_configuration: Option<bool>, absent(MACOS.and(USER_CHANNEL)), absent(WATCHOS);
        /// Names this enrolment of the device, in place of `UDID`.
        "EnrollmentID" => enrollment_id: Option<Text<'a>>, format(NON_EMPTY), one_of(DEVICE), shows(USER_ENROLLMENT), absent(TVOS), absent(WATCHOS), RARE;
        /// Names the user within this enrolment of a Mac.
        "EnrollmentUserID" => enrollment_user_id: Option<Text<'a>>, format(NON_EMPTY), shows(USER_CHANNEL), present(MACOS.and(USER_ENROLLMENT).and(USER_CHANNEL)), absent(IOS), absent(TVOS), absent(VISIONOS), absent(WATCHOS), RARE;
        /// `TokenUpdate`.
        "MessageType" => message_type: Text<'a>, exactly("TokenUpdate");
        /// The user of the Mac is not the one at its screen.
        "NotOnConsole" => not_on_console: Option<bool>, present(MACOS.and(USER_CHANNEL)), absent(DEVICE_CHANNEL), absent(IOS), absent(VISIONOS), absent(WATCHOS), RARE;
        /// What a push must carry for the device to heed it, a UUID in practice.
        "PushMagic" => push_magic: Text<'a>, format(NON_EMPTY), SENSITIVE;
        /// The push token of the device or, on the user channel, of the user; 32 octets in practice.
        "Token" => token: Data<'a>, SENSITIVE;
        /// The push topic the device listens on.
        "Topic" => topic: Text<'a>, format(TOPIC);
        /// The device's hardware identifier.
        "UDID" => udid: Option<Text<'a>>, one_of(DEVICE), shows(DEVICE_ENROLLMENT), absent(USER_ENROLLMENT), format(UDID);
        /// Takes the passcode off the device, sent back with `ClearPasscode`; about 2 kB.
        "UnlockToken" => unlock_token: Option<Data<'a>>, absent(USER_ENROLLMENT), absent(SHARED_IPAD), absent(MACOS), SENSITIVE;
        /// Names the user; all F for whoever sits at a Shared iPad.
        "UserID" => user_id: Option<Text<'a>>, format(ALL_F_OR_UUID), tells(user_of), shows(USER_CHANNEL), present(SHARED_IPAD.and(USER_CHANNEL)), absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        /// The user's full name.
        "UserLongName" => user_long_name: Option<Text<'a>>, present(MACOS.and(USER_CHANNEL)), absent(DEVICE_CHANNEL), absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        /// The user's account name; on a Shared iPad the Managed Apple Account.
        "UserShortName" => user_short_name: Option<Text<'a>>, format(NON_EMPTY), present(SHARED_IPAD.and(USER_CHANNEL)), absent(DEVICE_CHANNEL), absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        check names_one_sender;
    }
}

record! {
    /// The device has left the management: `mdm/checkin/checkout.yaml`.
    pub struct CheckOut<'a> {
        /// Names this enrolment of the device, in place of `UDID`.
        "EnrollmentID" => enrollment_id: Option<Text<'a>>, format(NON_EMPTY), one_of(DEVICE), shows(USER_ENROLLMENT), absent(TVOS), absent(WATCHOS), RARE;
        /// `CheckOut`.
        "MessageType" => message_type: Text<'a>, exactly("CheckOut");
        /// The push topic the device listened on.
        "Topic" => topic: Text<'a>, format(TOPIC);
        /// The device's hardware identifier.
        "UDID" => udid: Option<Text<'a>>, one_of(DEVICE), shows(DEVICE_ENROLLMENT), absent(USER_ENROLLMENT), format(UDID);
    }
}

record! {
    /// A network or mobile user logs in at a Mac: `mdm/checkin/userauthenticate.yaml`.
    ///
    /// Sent twice: at first without a digest, and again with the answer to the server's challenge. A user enrolment
    /// does not know it, so the `UDID` is always there.
    pub struct UserAuthenticate<'a> {
        /// The answer to the server's challenge, HTTP Digest (RFC 7616); only in the second message.
        "DigestResponse" => digest_response: Option<Text<'a>>, SENSITIVE;
        /// `UserAuthenticate`.
        "MessageType" => message_type: Text<'a>, exactly("UserAuthenticate"), only(MACOS), never(USER_ENROLLMENT);
        /// The Mac's hardware identifier.
        "UDID" => udid: Text<'a>, shows(DEVICE_ENROLLMENT), format(UDID);
        /// The user's GUID in the directory, or that of a local user.
        "UserID" => user_id: Text<'a>, shows(USER_CHANNEL), format(UUID);
    }
}

record! {
    /// What the user has to answer to: the answer to the first message of `mdm/checkin/userauthenticate.yaml`, as Apple's
    /// Mobile Device Management Protocol Reference has it in "Network User Authentication".
    pub struct UserAuthenticateChallenge<'a> {
        /// The challenge, of HTTP Digest (RFC 7616); empty if the user need not log in.
        "DigestChallenge" => digest_challenge: Text<'a>;
    }
}

record! {
    /// The user has logged in: the answer to the second message of `mdm/checkin/userauthenticate.yaml`, as Apple's Mobile
    /// Device Management Protocol Reference has it in "Network User Authentication".
    pub struct UserAuthenticateResponse<'a> {
        /// What the user's messages carry from then on; empty if the password was wrong.
        "AuthToken" => auth_token: Text<'a>, SENSITIVE;
    }
}

record! {
    /// The device hands over the token that lets it do what needs an administrator: `mdm/checkin/setbootstraptoken.yaml`.
    ///
    /// The schema lists neither `Topic` nor an identifier; every device sends them.
    pub struct SetBootstrapToken<'a> {
        /// The device waits in Setup Assistant for `DeviceConfigured`.
        "AwaitingConfiguration" => awaiting_configuration: Option<bool>;
        /// The token; without it, or when it is empty, the server forgets the one it has.
        "BootstrapToken" => bootstrap_token: Option<Data<'a>>, SENSITIVE;
        /// Names this enrolment of the device, in place of `UDID`.
        "EnrollmentID" => enrollment_id: Option<Text<'a>>, format(NON_EMPTY), one_of(DEVICE), shows(USER_ENROLLMENT), RARE;
        /// `SetBootstrapToken`.
        "MessageType" => message_type: Text<'a>, exactly("SetBootstrapToken");
        /// The push topic the device listens on.
        "Topic" => topic: Option<Text<'a>>, format(TOPIC);
        /// The device's hardware identifier.
        "UDID" => udid: Option<Text<'a>>, one_of(DEVICE), shows(DEVICE_ENROLLMENT), absent(USER_ENROLLMENT), format(UDID);
    }
}

record! {
    /// The device asks for the bootstrap token it once handed over: `mdm/checkin/getbootstraptoken.yaml`.
    ///
    /// The schema lists neither `Topic` nor an identifier; every device sends them.
    pub struct GetBootstrapToken<'a> {
        /// The device waits in Setup Assistant for `DeviceConfigured`.
        "AwaitingConfiguration" => awaiting_configuration: Option<bool>;
        /// Names this enrolment of the device, in place of `UDID`.
        "EnrollmentID" => enrollment_id: Option<Text<'a>>, format(NON_EMPTY), one_of(DEVICE), shows(USER_ENROLLMENT), RARE;
        /// `GetBootstrapToken`.
        "MessageType" => message_type: Text<'a>, exactly("GetBootstrapToken");
        /// The push topic the device listens on.
        "Topic" => topic: Option<Text<'a>>, format(TOPIC);
        /// The device's hardware identifier.
        "UDID" => udid: Option<Text<'a>>, one_of(DEVICE), shows(DEVICE_ENROLLMENT), absent(USER_ENROLLMENT), format(UDID);
    }
}

record! {
    /// The bootstrap token that the server has: the answer of `mdm/checkin/getbootstraptoken.yaml`.
    pub struct GetBootstrapTokenResponse<'a> {
        /// The token; without it the server has none.
        "BootstrapToken" => bootstrap_token: Option<Data<'a>>, SENSITIVE;
    }
}

record! {
    /// One exchange of declarative management: `mdm/checkin/declarativemanagement.yaml`.
    pub struct DeclarativeManagement<'a> {
        /// A status report in JSON, with the endpoint `status` and with no other.
        "Data" => data: Option<Data<'a>>, contains("declarative.status-report");
        /// What is asked for: `tokens`, `declaration-items`, `status` or `declaration/KIND/IDENTIFIER`.
        "Endpoint" => endpoint: Text<'a>, format(ENDPOINT);
        /// Names this enrolment of the device, in place of `UDID`.
        "EnrollmentID" => enrollment_id: Option<Text<'a>>, format(NON_EMPTY), one_of(DEVICE), shows(USER_ENROLLMENT), absent(TVOS), absent(WATCHOS), RARE;
        /// Names the user within this enrolment of a Mac.
        "EnrollmentUserID" => enrollment_user_id: Option<Text<'a>>, format(NON_EMPTY), shows(USER_CHANNEL), present(MACOS.and(USER_ENROLLMENT).and(USER_CHANNEL)), absent(IOS), absent(TVOS), absent(VISIONOS), absent(WATCHOS), RARE;
        /// `DeclarativeManagement`.
        "MessageType" => message_type: Text<'a>, exactly("DeclarativeManagement");
        /// The push topic; not in the schema, sent by simulators.
        "Topic" => topic: Option<Text<'a>>, format(TOPIC);
        /// The device's hardware identifier.
        "UDID" => udid: Option<Text<'a>>, one_of(DEVICE), shows(DEVICE_ENROLLMENT), absent(USER_ENROLLMENT), format(UDID);
        /// Names the user; all F for whoever sits at a Shared iPad.
        "UserID" => user_id: Option<Text<'a>>, format(ALL_F_OR_UUID), tells(user_of), shows(USER_CHANNEL), present(SHARED_IPAD.and(USER_CHANNEL)), absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        /// The user's full name.
        "UserLongName" => user_long_name: Option<Text<'a>>, present(MACOS.and(USER_CHANNEL)), absent(DEVICE_CHANNEL), absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        /// The user's account name; on a Shared iPad the Managed Apple Account.
        "UserShortName" => user_short_name: Option<Text<'a>>, format(NON_EMPTY), present(SHARED_IPAD.and(USER_CHANNEL)), absent(DEVICE_CHANNEL), absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        check names_one_sender;
        check data_goes_with_status;
    }
}

fn data_goes_with_status(message: &DeclarativeManagement<'_>, out: &mut Checks) {
    match (&*message.endpoint, &message.data) {
        ("status", None) => out.given(&["Data", "Endpoint"]).expected("Data", "`Endpoint` is `status`"),
        ("status", Some(_)) | (_, None) => {}
        (_, Some(_)) => out.given(&["Data", "Endpoint"]).forbidden("Data", "`Endpoint` is not `status`"),
    }
}

record! {
    /// The device asks for a token of a service of Apple's: `mdm/checkin/gettoken.yaml`.
    pub struct GetToken<'a> {
        /// Names this enrolment of the device, in place of `UDID`.
        "EnrollmentID" => enrollment_id: Option<Text<'a>>, format(NON_EMPTY), one_of(DEVICE), shows(USER_ENROLLMENT), RARE;
        /// Names the user within this enrolment of a Mac.
        "EnrollmentUserID" => enrollment_user_id: Option<Text<'a>>, format(NON_EMPTY), shows(USER_CHANNEL), present(MACOS.and(USER_ENROLLMENT).and(USER_CHANNEL)), absent(IOS), absent(VISIONOS), RARE;
        /// `GetToken`.
        "MessageType" => message_type: Text<'a>, exactly("GetToken"), only(IOS.and(MACOS).and(VISIONOS));
        /// What the service needs to know; all of it for the pairing of a watch.
        "TokenParameters" => token_parameters: Option<TokenParameters<'a>>;
        /// The service.
        "TokenServiceType" => token_service_type: TokenServiceType<'a>;
        /// The push topic; not in the schema, sent by simulators.
        "Topic" => topic: Option<Text<'a>>, format(TOPIC);
        /// The device's hardware identifier.
        "UDID" => udid: Option<Text<'a>>, one_of(DEVICE), shows(DEVICE_ENROLLMENT), absent(USER_ENROLLMENT), format(UDID);
        /// Names the user; all F for whoever sits at a Shared iPad.
        "UserID" => user_id: Option<Text<'a>>, format(ALL_F_OR_UUID), tells(user_of), shows(USER_CHANNEL), present(SHARED_IPAD.and(USER_CHANNEL)), absent(VISIONOS);
        /// The user's full name.
        "UserLongName" => user_long_name: Option<Text<'a>>, present(MACOS.and(USER_CHANNEL)), absent(DEVICE_CHANNEL), absent(VISIONOS);
        /// The user's account name; on a Shared iPad the Managed Apple Account.
        "UserShortName" => user_short_name: Option<Text<'a>>, format(NON_EMPTY), present(SHARED_IPAD.and(USER_CHANNEL)), absent(DEVICE_CHANNEL), absent(VISIONOS);
        check names_one_sender;
        check watch_pairing_needs_parameters;
    }
}

fn watch_pairing_needs_parameters(message: &GetToken<'_>, out: &mut Checks) {
    if message.token_service_type != TokenServiceType::WatchPairing {
        return;
    }
    let Some(parameters) = &message.token_parameters else {
        return out.given(&["TokenParameters", "TokenServiceType"]).missing("TokenParameters");
    };
    for (key, value) in [
        ("PhoneUDID", &parameters.phone_udid),
        ("SecurityToken", &parameters.security_token),
        ("WatchUDID", &parameters.watch_udid),
    ] {
        if value.is_none() {
            out.missing_in("TokenParameters", key);
        }
    }
}

record! {
    /// What the server makes the token from: `TokenParameters` of `mdm/checkin/gettoken.yaml`.
    pub struct TokenParameters<'a> {
        /// The phone that the watch is paired with.
        "PhoneUDID" => phone_udid: Option<Text<'a>>, absent(USER_ENROLLMENT), absent(SHARED_IPAD), absent(MACOS), absent(VISIONOS);
        /// What proves the pairing.
        "SecurityToken" => security_token: Option<Text<'a>>, absent(USER_ENROLLMENT), absent(SHARED_IPAD), absent(MACOS), absent(VISIONOS), SENSITIVE;
        /// The watch.
        "WatchUDID" => watch_udid: Option<Text<'a>>, absent(USER_ENROLLMENT), absent(SHARED_IPAD), absent(MACOS), absent(VISIONOS);
    }
}

record! {
    /// The token that was asked for: the answer of `mdm/checkin/gettoken.yaml`.
    pub struct GetTokenResponse<'a> {
        /// The token; if it is text, that in UTF-8.
        "TokenData" => token_data: Data<'a>, SENSITIVE;
    }
}

tokens! {
    /// A service that a token is for: `TokenServiceType` of `mdm/checkin/gettoken.yaml`.
    pub enum TokenServiceType {
        /// Managed Apple Accounts.
        "com.apple.maid" => ManagedAppleAccount;
        /// The pairing of a watch with a managed phone.
        "com.apple.watch.pairing" => WatchPairing;
    }
}

record! {
    /// The device is to be erased and enrolled anew for its next user: `mdm/checkin/returntoservice.yaml`, since iOS
    /// and visionOS 26.
    ///
    /// Only a supervised device that was enrolled through Automated Device Enrollment asks this, so the `UDID` is
    /// always there.
    pub struct ReturnToService<'a> {
        /// `ReturnToService`.
        "MessageType" => message_type: Text<'a>, exactly("ReturnToService");
        /// The device's hardware identifier.
        "UDID" => udid: Text<'a>, shows(DEVICE_ENROLLMENT), format(UDID);
    }
}

record! {
    /// Whether the device erases itself and how it enrols again: the answer of `mdm/checkin/returntoservice.yaml`.
    pub struct ReturnToServiceResponse<'a> {
        /// The plan of an eSIM stays; since iOS 26.4.
        "PreserveDataPlan" => preserve_data_plan: Option<bool>;
        /// How it enrols again.
        "ReturnToService" => return_to_service: ReturnToServiceOptions<'a>;
    }
}
