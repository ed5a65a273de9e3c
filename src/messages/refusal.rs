//! With what a server refuses a device, in the body of an answer with the HTTP status 403: `mdm/errors/*.yaml`. JSON or a
//! property list, as its `Content-Type` says.

use crate::{
    record::record,
    wire::{Datas, Text},
};

record! {
    /// The device has to be registered with an identity provider before it may enrol: `mdm/errors/psso.required.yaml`, since
    /// macOS 26.
    pub struct PssoRequired<'a> {
        /// `com.apple.psso.required`.
        "code" => code: Text<'a>, exactly("com.apple.psso.required");
        /// What is wrong, for the log.
        "description" => description: Option<Text<'a>>;
        /// Where it is registered, and with what.
        "details" => details: PssoRequiredDetails<'a>;
        /// What is wrong, for the user.
        "message" => message: Option<Text<'a>>;
    }
}

record! {
    /// Where a device is registered: `details` of `mdm/errors/psso.required.yaml`.
    pub struct PssoRequiredDetails<'a> {
        /// Where the user signs in.
        "AuthURL" => auth_url: Text<'a>, format(NON_EMPTY);
        /// The app that registers it.
        "Package" => package: PssoRequiredPackage<'a>;
        /// A profile with an extensible single sign-on.
        "ProfileURL" => profile_url: Text<'a>, format(NON_EMPTY);
    }
}

record! {
    /// The app that registers a device: `details.Package` of `mdm/errors/psso.required.yaml`.
    pub struct PssoRequiredPackage<'a> {
        /// Where its manifest is.
        "ManifestURL" => manifest_url: Text<'a>, format(HTTPS_URL);
        /// The certificates that the manifest's server may have, DER.
        "PinningCerts" => pinning_certs: Datas<'a>;
        /// It is to be seen whether they have been revoked.
        "PinningRevocationCheckRequired" => pinning_revocation_check_required: Option<bool>;
    }
}

record! {
    /// The system has to be updated before the device may enrol: `mdm/errors/softwareupdate.required.yaml`.
    pub struct SoftwareUpdateRequired<'a> {
        /// `com.apple.softwareupdate.required`.
        "code" => code: Text<'a>, exactly("com.apple.softwareupdate.required");
        /// What is wrong, for the log.
        "description" => description: Option<Text<'a>>;
        /// To what.
        "details" => details: SoftwareUpdateRequiredDetails<'a>;
        /// What is wrong, for the user.
        "message" => message: Option<Text<'a>>;
    }
}

record! {
    /// To what the system has to be updated: `details` of `mdm/errors/softwareupdate.required.yaml`.
    pub struct SoftwareUpdateRequiredDetails<'a> {
        /// The build, while a version is tried out; the version weighs more.
        "BuildVersion" => build_version: Option<Text<'a>>, format(NON_EMPTY);
        /// The version, `16.1` or `16.1 (a)`.
        "OSVersion" => os_version: Text<'a>, format(NON_EMPTY);
        /// The beta program that the device joins for it, since iOS 17.5 and macOS 14.5.
        "RequireBetaProgram" => require_beta_program: Option<RequireBetaProgram<'a>>;
    }
}

record! {
    /// A beta program: `details.RequireBetaProgram` of `mdm/errors/softwareupdate.required.yaml`.
    pub struct RequireBetaProgram<'a> {
        /// What it is, in words.
        "Description" => description: Text<'a>;
        /// The token of the organization for it.
        "Token" => token: Text<'a>, format(NON_EMPTY), SENSITIVE;
    }
}

record! {
    /// The server does not know the device, which leaves the management: `mdm/errors/unrecognized.device.yaml`.
    pub struct UnrecognizedDevice<'a> {
        /// `com.apple.unrecognized.device`.
        "code" => code: Text<'a>, exactly("com.apple.unrecognized.device");
        /// What is wrong, for the log.
        "description" => description: Option<Text<'a>>;
        /// What is wrong, for the user.
        "message" => message: Option<Text<'a>>;
    }
}

record! {
    /// A watch enrols without the token of its pairing, which it gets with the help of its phone:
    /// `mdm/errors/watch.pairing.token.missing.yaml`.
    pub struct WatchPairingTokenMissing<'a> {
        /// `com.apple.watch.pairing.token.missing`.
        "code" => code: Text<'a>, exactly("com.apple.watch.pairing.token.missing");
        /// What is wrong, for the log.
        "description" => description: Option<Text<'a>>;
        /// What it needs to get the token.
        "details" => details: WatchPairingTokenMissingDetails<'a>;
        /// What is wrong, for the user.
        "message" => message: Option<Text<'a>>;
    }
}

record! {
    /// What a watch needs to get its token: `details` of `mdm/errors/watch.pairing.token.missing.yaml`.
    pub struct WatchPairingTokenMissingDetails<'a> {
        /// The `SecurityToken` of the phone's `GetToken`, a random UUID.
        "security-token" => security_token: Text<'a>, format(NON_EMPTY), SENSITIVE;
    }
}

record! {
    /// The server does not say where a device enrols that was signed in to: `mdm/errors/well-known.failed.yaml`.
    pub struct WellKnownFailed<'a> {
        /// `com.apple.well-known.failed`.
        "code" => code: Text<'a>, exactly("com.apple.well-known.failed");
        /// What is wrong, for the log.
        "description" => description: Option<Text<'a>>;
        /// What is wrong, for the user.
        "message" => message: Option<Text<'a>>;
    }
}
