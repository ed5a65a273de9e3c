//! Every message that is known, and what is in it.
//!
//! A message is a declaration: the keys of its dictionary, one line each, with their types, their rules and what they
//! mean. Its struct, its decoder and its documentation come from that. Nothing here knows a format, and nothing here
//! says what is done when a rule is broken.
//!
//! | from | messages | file |
//! |---|---|---|
//! | the device, enrolling | [`MachineInfo`] | `machine_info.rs` |
//! | the device, to `CheckInURL` | [`Authenticate`], [`TokenUpdate`] and seven more | `check_in.rs` |
//! | the device, to `ServerURL` | [`Response`], any answer and `Idle` | `response.rs` |
//! | | [`DeviceInformationResponse`] and others, the answers to one command | `command/` |
//!
//! Beside them: who sent a message ([`Identity`]), and what its errors mean ([`error_domain`]).
//!
//! The schema is Apple's `device-management` repository, release 18.1, and what was added to it up to 27; where the facts
//! are otherwise than its words, the declaration follows the facts and says so.

mod check_in;
mod command;
pub mod dep;
pub mod error_domain;
mod identity;
mod machine_info;
pub(crate) mod platform;
mod response;

use self::dep::{
    AccountDetail, AccountDrivenEnrollmentProfileRequest, ActivationLockRequest, ActivationLockStatusResponse,
    AssignProfileResponse, BaseRosterCourse, BaseRosterLocation, ClearProfileRequest, ClearProfileResponse,
    DefineProfileResponse, Device, DeviceListRequest, DeviceListResponse, DeviceStatusResponse, FetchDeviceRequest,
    FetchDeviceResponse, GetAccountDrivenEnrollmentProfileResponse, GetReplacementDetailsResponse,
    GetSeedBuildTokenResponse, Limit, Profile, ProfileServiceRequest, RosterClass, RosterClassLocationResponse,
    RosterClassResponse, RosterCourse, RosterCourseResponse, RosterLocation, RosterPerson, RosterPersonResponse,
    RosterRequest, SeedBuildToken, ServerToken, ServiceDiscoveryDocument, ServiceDiscoveryServer, SessionResponse,
    SyncDeviceRequest, Url,
};
pub use self::{
    check_in::{
        Authenticate, CheckOut, DeclarativeManagement, GetBootstrapToken, GetToken, ReturnToService, SetBootstrapToken,
        TokenParameters, TokenServiceType, TokenUpdate, UserAuthenticate,
    },
    command::{
        AccessibilitySettings, AutoSetupAdminAccountsItem, BootstrapTokenAllowed, CertificateListItem,
        CertificateListResponse, DeviceInformationResponse, ExternalBootLevel, FirewallApplication, FirewallSettings,
        FirmwarePasswordStatus, InstalledApplicationListItem, InstalledApplicationListResponse, LoggingOption,
        ManagementStatus, MdmOptions, OrganizationInfo, OsUpdateSettings, PayloadContentItem, ProfileListItem,
        ProfileListResponse, QueryResponses, SecureBoot, SecureBootLevel, SecurityInfo, SecurityInfoResponse,
        ServiceSubscription, SoftwareUpdateSettings, XsanConfiguration,
    },
    identity::{Ambiguity, Enrollment, Identity, SHARED_IPAD_USER},
    machine_info::MachineInfo,
    platform::platform_of,
    response::{ErrorChainItem, Response, Status},
};
use crate::record::messages;

messages! {
    Authenticate: "check-in.Authenticate", tag("MessageType", "Authenticate");
    CheckOut: "check-in.CheckOut", tag("MessageType", "CheckOut");
    DeclarativeManagement: "check-in.DeclarativeManagement", tag("MessageType", "DeclarativeManagement");
    GetBootstrapToken: "check-in.GetBootstrapToken", tag("MessageType", "GetBootstrapToken");
    GetToken: "check-in.GetToken", tag("MessageType", "GetToken");
    ReturnToService: "check-in.ReturnToService", tag("MessageType", "ReturnToService");
    SetBootstrapToken: "check-in.SetBootstrapToken", tag("MessageType", "SetBootstrapToken");
    TokenUpdate: "check-in.TokenUpdate", tag("MessageType", "TokenUpdate");
    UserAuthenticate: "check-in.UserAuthenticate", tag("MessageType", "UserAuthenticate");

    CertificateListResponse: "response.CertificateList", key("CertificateList"), boxed;
    DeviceInformationResponse: "response.DeviceInformation", key("QueryResponses"), boxed;
    InstalledApplicationListResponse: "response.InstalledApplicationList", key("InstalledApplicationList"), boxed;
    ProfileListResponse: "response.ProfileList", key("ProfileList"), boxed;
    SecurityInfoResponse: "response.SecurityInfo", key("SecurityInfo"), boxed;
    Response: "response", key("Status");

    MachineInfo: "machine-info", key("PRODUCT");

    AccountDetail: "dep.AccountDetail", answer, boxed;
    AccountDrivenEnrollmentProfileRequest: "dep.AccountDrivenEnrollmentProfileRequest", request, boxed;
    ActivationLockRequest: "dep.ActivationLockRequest", request, boxed;
    ActivationLockStatusResponse: "dep.ActivationLockStatusResponse", answer, boxed;
    AssignProfileResponse: "dep.AssignProfileResponse", answer, boxed;
    BaseRosterCourse: "dep.BaseRosterCourse", part, boxed;
    BaseRosterLocation: "dep.BaseRosterLocation", part, boxed;
    ClearProfileRequest: "dep.ClearProfileRequest", request, boxed;
    ClearProfileResponse: "dep.ClearProfileResponse", answer, boxed;
    DefineProfileResponse: "dep.DefineProfileResponse", answer, boxed;
    Device: "dep.Device", part, boxed;
    DeviceListRequest: "dep.DeviceListRequest", request, boxed;
    DeviceListResponse: "dep.DeviceListResponse", answer, boxed;
    DeviceStatusResponse: "dep.DeviceStatusResponse", answer, boxed;
    FetchDeviceRequest: "dep.FetchDeviceRequest", request, boxed;
    FetchDeviceResponse: "dep.FetchDeviceResponse", answer, boxed;
    GetAccountDrivenEnrollmentProfileResponse: "dep.GetAccountDrivenEnrollmentProfileResponse", answer, boxed;
    GetReplacementDetailsResponse: "dep.GetReplacementDetailsResponse", answer, boxed;
    GetSeedBuildTokenResponse: "dep.GetSeedBuildTokenResponse", answer, boxed;
    Limit: "dep.Limit", part, boxed;
    Profile: "dep.Profile", request, boxed;
    ProfileServiceRequest: "dep.ProfileServiceRequest", request, boxed;
    RosterClass: "dep.RosterClass", part, boxed;
    RosterClassLocationResponse: "dep.RosterClassLocationResponse", answer, boxed;
    RosterClassResponse: "dep.RosterClassResponse", answer, boxed;
    RosterCourse: "dep.RosterCourse", part, boxed;
    RosterCourseResponse: "dep.RosterCourseResponse", answer, boxed;
    RosterLocation: "dep.RosterLocation", part, boxed;
    RosterPerson: "dep.RosterPerson", part, boxed;
    RosterPersonResponse: "dep.RosterPersonResponse", answer, boxed;
    RosterRequest: "dep.RosterRequest", request, boxed;
    SeedBuildToken: "dep.SeedBuildToken", part, boxed;
    ServerToken: "dep.ServerToken", answer, boxed;
    ServiceDiscoveryDocument: "dep.ServiceDiscoveryDocument", answer, boxed;
    ServiceDiscoveryServer: "dep.ServiceDiscoveryServer", part, boxed;
    SessionResponse: "dep.SessionResponse", answer, boxed;
    SyncDeviceRequest: "dep.SyncDeviceRequest", request, boxed;
    Url: "dep.Url", part, boxed;
}
