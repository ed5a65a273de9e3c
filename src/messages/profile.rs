//! Configuration profiles: what is around their payloads.

use crate::{
    record::{ListOr, record, tokens},
    report::Checks,
    wire::{Data, Date, Pairs, Text},
};

record! {
    /// A configuration profile: `mdm/profiles/TopLevel.yaml`.
    pub struct ConfigurationProfile<'a> {
        /// What the user agrees to, by language; `default` for any other.
        "ConsentText" => consent_text: Pairs<'a>;
        /// It is removed after so many seconds.
        "DurationUntilRemoval" => duration_until_removal: Option<f64>;
        /// Its payloads in a CMS envelope.
        "EncryptedPayloadContent" => encrypted_payload_content: Option<Data<'a>>;
        /// A passcode removes it.
        "HasRemovalPasscode" => has_removal_passcode: Option<bool>;
        /// Its payloads are encrypted.
        "IsEncrypted" => is_encrypted: Option<bool>;
        /// Its payloads, an array of dictionaries; for `Profile Service` a dictionary.
        "PayloadContent" => payload_content: ListOr<'a, Payload<'a>>;
        /// What it is for, in words.
        "PayloadDescription" => payload_description: Option<Text<'a>>;
        /// Its name.
        "PayloadDisplayName" => payload_display_name: Option<Text<'a>>;
        /// Written by Profile Manager and what came from it; in no schema, and no reader is known to look.
        "PayloadEnabled" => payload_enabled: Option<bool>, RARE;
        /// From then on the user is told that it is out of date.
        "PayloadExpirationDate" => payload_expiration_date: Option<Date>;
        /// Its identifier; another profile of the same one replaces it.
        "PayloadIdentifier" => payload_identifier: Text<'a>, format(NON_EMPTY);
        /// Who provides it.
        "PayloadOrganization" => payload_organization: Option<Text<'a>>;
        /// The user cannot remove it.
        "PayloadRemovalDisallowed" => payload_removal_disallowed: Option<bool>;
        /// Whether it is for the device or for a user; Macs only.
        "PayloadScope" => payload_scope: Option<PayloadScope<'a>>;
        /// What kind of profile it is.
        "PayloadType" => payload_type: ProfileType<'a>;
        /// Names this version of it.
        "PayloadUUID" => payload_uuid: Text<'a>, format(NON_EMPTY);
        /// The version of the format, 1.
        "PayloadVersion" => payload_version: i64, also(Kind::Real), among(&[1]);
        /// It is removed then.
        "RemovalDate" => removal_date: Option<Date>;
        /// What it is for: 0 any, 1 iPhone, iPad and iPod touch, 2 Apple Watch, 3 HomePod, 4 Apple TV, 5 Mac, 6 Apple Vision Pro.
        "TargetDeviceType" => target_device_type: Option<i64>, among(&[0, 1, 2, 3, 4, 5, 6]);
        group AtLeastOne("EncryptedPayloadContent", "PayloadContent");
        check content_goes_with_type;
    }
}

fn content_goes_with_type(profile: &ConfigurationProfile<'_>, out: &mut Checks) {
    match (&profile.payload_type, &profile.payload_content) {
        (ProfileType::Configuration, ListOr::Raw(_)) => {
            out.contradiction("PayloadContent", "`PayloadType` `Configuration` needs an array as `PayloadContent`");
        }
        (ProfileType::ProfileService, ListOr::List(_)) if out.has("PayloadContent") => {
            out.contradiction(
                "PayloadContent",
                "`PayloadType` `Profile Service` needs a dictionary as `PayloadContent`",
            );
        }
        _ => {}
    }
}

record! {
    /// What all payloads of a profile have: `mdm/profiles/CommonPayloadKeys.yaml`. The keys of its own type are kept as they
    /// were sent, with those that are in no schema.
    pub struct Payload<'a> {
        /// What it is for, in words.
        "PayloadDescription" => payload_description: Option<Text<'a>>;
        /// Its name.
        "PayloadDisplayName" => payload_display_name: Option<Text<'a>>;
        /// Its identifier within the profile.
        "PayloadIdentifier" => payload_identifier: Text<'a>, format(NON_EMPTY);
        /// Who provides it.
        "PayloadOrganization" => payload_organization: Option<Text<'a>>;
        /// What it sets up, `com.apple.wifi.managed`; any program may have a type of its own.
        "PayloadType" => payload_type: Text<'a>, format(NON_EMPTY);
        /// Names this version of it.
        "PayloadUUID" => payload_uuid: Text<'a>, format(NON_EMPTY);
        /// The version of its type's format, 1.
        "PayloadVersion" => payload_version: i64, also(Kind::Real), among(&[1]);
        others Own;
    }
}

tokens! {
    /// What kind of profile it is: `PayloadType` of `mdm/profiles/TopLevel.yaml`.
    pub enum ProfileType {
        /// A configuration profile.
        "Configuration" => Configuration;
        /// Where a device begins that enrols over the air; Apple's "Over-the-Air Profile Delivery".
        "Profile Service" => ProfileService;
    }
}

tokens! {
    /// Whom a profile is for: `PayloadScope` of `mdm/profiles/TopLevel.yaml`.
    pub enum PayloadScope {
        /// The Mac.
        "System" => System;
        /// A user.
        "User" => User;
    }
}
