//! What devices answer to commands: the `responsekeys` of `mdm/commands/*.yaml`, one file a command.
//!
//! An answer has the keys of [`Response`](super::Response) and, if the command was carried out, those of its own. Which
//! command was answered stands nowhere in it (but for the servers' own `CommandUUID`): it is recognised by its own key,
//! or named by the caller. So an answer of any status can be decoded as that of the command it answers, and its own keys are never
//! required where the command failed.

mod certificate_list;
mod device_information;
mod installed_application_list;
mod profile_list;
mod security_info;

pub use self::{
    certificate_list::{CertificateListItem, CertificateListResponse},
    device_information::{
        AccessibilitySettings, AutoSetupAdminAccountsItem, DeviceInformationResponse, MdmOptions, OrganizationInfo,
        OsUpdateSettings, QueryResponses, ServiceSubscription, SoftwareUpdateSettings, XsanConfiguration,
    },
    installed_application_list::{InstalledApplicationListItem, InstalledApplicationListResponse},
    profile_list::{PayloadContentItem, ProfileListItem, ProfileListResponse},
    security_info::{
        BootstrapTokenAllowed, ExternalBootLevel, FirewallApplication, FirewallSettings, FirmwarePasswordStatus,
        LoggingOption, ManagementStatus, SecureBoot, SecureBootLevel, SecurityInfo, SecurityInfoResponse,
    },
};
