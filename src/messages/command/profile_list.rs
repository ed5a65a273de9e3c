//! The profiles of a device.

use crate::{
    messages::Response,
    record::record,
    wire::{Datas, Text},
};

command! {
    /// Asks which configuration profiles there are: `mdm/commands/profile.list.yaml`.
    pub struct ProfileList<'a> in ProfileListCommand, "ProfileList" {
        /// Only those that this server installed, since iOS 13 and macOS 10.15.
        "ManagedOnly" => managed_only: Option<bool>;
    }
}

record! {
    /// The answer to `ProfileList`: `mdm/commands/profile.list.yaml`.
    pub struct ProfileListResponse<'a> in response: Response<'a> {
        /// The configuration profiles that are installed.
        "ProfileList" => profile_list: Vec<ProfileListItem<'a>>, ON_SUCCESS;
    }
}

record! {
    /// One profile: `ProfileListItem` of `mdm/commands/profile.list.yaml`.
    pub struct ProfileListItem<'a> {
        /// A passcode removes it.
        "HasRemovalPasscode" => has_removal_passcode: Option<bool>;
        /// Its payloads are encrypted, so none are listed.
        "IsEncrypted" => is_encrypted: Option<bool>;
        /// This server installed it; a supervised device does not say.
        "IsManaged" => is_managed: Option<bool>, absent(MACOS);
        /// Its payloads.
        "PayloadContent" => payload_content: Vec<PayloadContentItem<'a>>;
        /// What it is for, in words.
        "PayloadDescription" => payload_description: Option<Text<'a>>;
        /// Its name.
        "PayloadDisplayName" => payload_display_name: Option<Text<'a>>;
        /// Its identifier; another profile of the same one replaces it.
        "PayloadIdentifier" => payload_identifier: Text<'a>;
        /// Who provided it.
        "PayloadOrganization" => payload_organization: Option<Text<'a>>;
        /// The user cannot remove it.
        "PayloadRemovalDisallowed" => payload_removal_disallowed: Option<bool>;
        /// Names this version of it.
        "PayloadUUID" => payload_uuid: Text<'a>;
        /// The version of the format, 1.
        "PayloadVersion" => payload_version: Option<i64>;
        /// The signer's certificate and those it descends from, X.509 in DER.
        "SignerCertificates" => signer_certificates: Datas<'a>;
        /// Who installed it: `Declarative Device Management`, since iOS 18 and macOS 15.
        "Source" => source: Option<Text<'a>>;
    }
}

record! {
    /// One payload of a profile: `PayloadContentItem` of `mdm/commands/profile.list.yaml`.
    pub struct PayloadContentItem<'a> {
        /// What it is for, in words.
        "PayloadDescription" => payload_description: Option<Text<'a>>;
        /// Its name.
        "PayloadDisplayName" => payload_display_name: Option<Text<'a>>;
        /// Its identifier.
        "PayloadIdentifier" => payload_identifier: Text<'a>;
        /// Who provided it.
        "PayloadOrganization" => payload_organization: Option<Text<'a>>;
        /// What it sets up, `com.apple.wifi.managed`.
        "PayloadType" => payload_type: Text<'a>;
        /// Names this version of it, since iOS 17 and macOS 14.
        "PayloadUUID" => payload_uuid: Option<Text<'a>>;
        /// The version of the format, 1.
        "PayloadVersion" => payload_version: i64, range(1, 1);
    }
}
