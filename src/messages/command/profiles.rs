//! Profiles, installed and removed.

use crate::{
    messages::Response,
    record::record,
    wire::{Data, Date, Text},
};

command! {
    /// Installs a configuration profile, or replaces the one of the same identifier: `mdm/commands/profile.install.yaml`.
    pub struct InstallProfile<'a> in InstallProfileCommand, "InstallProfile" {
        /// The profile, signed and encrypted or neither.
        "Payload" => payload: Data<'a>, contains("profile");
    }
}

command! {
    /// Removes a configuration profile: `mdm/commands/profile.remove.yaml`.
    pub struct RemoveProfile<'a> in RemoveProfileCommand, "RemoveProfile" {
        /// Its `PayloadIdentifier`.
        "Identifier" => identifier: Text<'a>, format(NON_EMPTY);
    }
}

command! {
    /// Installs a provisioning profile: `mdm/commands/profile.provisioning.install.yaml`.
    pub struct InstallProvisioningProfile<'a> in InstallProvisioningProfileCommand, "InstallProvisioningProfile", [never(USER_CHANNEL)] {
        /// The profile, signed.
        "ProvisioningProfile" => provisioning_profile: Data<'a>;
    }
}

command! {
    /// Asks which provisioning profiles there are: `mdm/commands/profile.provisioning.list.yaml`.
    pub struct ProvisioningProfileList<'a> in ProvisioningProfileListCommand, "ProvisioningProfileList", [never(USER_CHANNEL)] {
        /// Only those that this server installed, since iOS and tvOS 13.
        "ManagedOnly" => managed_only: Option<bool>;
    }
}

command! {
    /// Removes a provisioning profile: `mdm/commands/profile.provisioning.remove.yaml`.
    pub struct RemoveProvisioningProfile<'a> in RemoveProvisioningProfileCommand, "RemoveProvisioningProfile", [never(USER_CHANNEL)] {
        /// Its `UUID`.
        "UUID" => uuid: Text<'a>, format(NON_EMPTY);
    }
}

record! {
    /// The answer to `ProvisioningProfileList`: `mdm/commands/profile.provisioning.list.yaml`.
    pub struct ProvisioningProfileListResponse<'a> in response: Response<'a> {
        /// The provisioning profiles that are installed.
        "ProvisioningProfileList" => provisioning_profile_list: Vec<ProvisioningProfileListItem<'a>>, ON_SUCCESS;
    }
}

record! {
    /// One provisioning profile: `ProvisioningProfileListItem` of `mdm/commands/profile.provisioning.list.yaml`.
    pub struct ProvisioningProfileListItem<'a> {
        /// When it expires.
        "ExpiryDate" => expiry_date: Option<Date>;
        /// Its name.
        "Name" => name: Text<'a>;
        /// Names it.
        "UUID" => uuid: Text<'a>;
    }
}
