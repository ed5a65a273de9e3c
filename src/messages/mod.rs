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
//! | from and to Apple, about devices | [`dep`]: [`Device`] and others | `dep/` |
//! | from and to Apple, about apps and books | [`vpp`]: [`ResponseAsset`] and others | `vpp/` |
//!
//! Beside them: who sent a message ([`Identity`]), what its errors mean ([`error_domain`]), and which call to Apple it
//! belongs to ([`endpoint`]).
//!
//! The schema is Apple's `device-management` repository, release 18.1, and what was added to it up to 27; where the facts
//! are otherwise than its words, the declaration follows the facts and says so.

mod check_in;
mod command;
pub mod dep;
pub mod endpoint;
pub mod error_domain;
mod identity;
mod machine_info;
pub(crate) mod platform;
mod response;
pub mod vpp;

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
use self::vpp::{
    Asset, Assignment, CatalogArtwork, CatalogAttributes, CatalogError, CatalogErrors, CatalogGenre,
    CatalogGenreAttributes, CatalogGenresRelationship, CatalogPlatformAttributes, CatalogRelationships,
    CatalogResource, CatalogResponse, CatalogSearchResponse, CatalogSearchResults, ClientConfigRequest,
    ClientConfigResponse, ContentArtwork, ContentDescription, ContentGenre, ContentMetadata, ContentMetadataLookup,
    ContentOffer, EditVppUserRequest, EditVppUserResponse, ErrorInfo, ErrorResponse, EventResponse, FacilitatorMember,
    GetAssetsResponse, GetAssignmentsResponse, GetSubscriptionAdminsResponse, GetSubscriptionAssignmentsResponse,
    GetSubscriptionsResponse, GetUsersResponse, GetVppAssetsRequest, GetVppAssetsResponse, GetVppLicensesRequest,
    GetVppLicensesResponse, GetVppUserRequest, GetVppUserResponse, GetVppUsersRequest, GetVppUsersResponse,
    ManageAssetsRequest, ManageSubscriptionAdminsRequest, ManageSubscriptionAdminsResponse, ManageSubscriptionsRequest,
    ManageUsersRequest, ManageVppLicensesByAdamIdRequest, ManageVppLicensesByAdamIdResponse, MdmInfo, Notification,
    NotificationAssignment, NotificationBody, RegisterVppUserRequest, RegisterVppUserResponse, RequestUser,
    ResponseAsset, ResponseUser, RetireVppUserRequest, RetireVppUserResponse, RevokeAssetsRequest, SToken,
    ServiceConfigResponse, StatusResponse, Subscription, SubscriptionAdmin, SubscriptionAssignment, SubscriptionCounts,
    SubscriptionCountsBreakdown, SubscriptionManagementResponse, UnlimitedResponseAsset, VppAsset, VppAssignment,
    VppAssignmentsRequest, VppAssignmentsResponse, VppAssociation, VppClientConfigRequest, VppClientConfigResponse,
    VppError, VppErrorCode, VppLibrary, VppLicense, VppLocation, VppServiceConfigRequest, VppServiceConfigResponse,
    VppUser,
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
    endpoint::{ENDPOINTS, Endpoint},
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

    Asset: "vpp.Asset", part, boxed;
    Assignment: "vpp.Assignment", part, boxed;
    CatalogArtwork: "vpp.CatalogArtwork", part, boxed;
    CatalogAttributes: "vpp.CatalogAttributes", part, boxed;
    CatalogError: "vpp.CatalogError", part, boxed;
    CatalogErrors: "vpp.CatalogErrors", error, boxed;
    CatalogGenre: "vpp.CatalogGenre", part, boxed;
    CatalogGenreAttributes: "vpp.CatalogGenreAttributes", part, boxed;
    CatalogGenresRelationship: "vpp.CatalogGenresRelationship", part, boxed;
    CatalogPlatformAttributes: "vpp.CatalogPlatformAttributes", part, boxed;
    CatalogRelationships: "vpp.CatalogRelationships", part, boxed;
    CatalogResource: "vpp.CatalogResource", part, boxed;
    CatalogResponse: "vpp.CatalogResponse", answer, boxed;
    CatalogSearchResponse: "vpp.CatalogSearchResponse", answer, boxed;
    CatalogSearchResults: "vpp.CatalogSearchResults", part, boxed;
    ClientConfigRequest: "vpp.ClientConfigRequest", request, boxed;
    ClientConfigResponse: "vpp.ClientConfigResponse", answer, boxed;
    ContentArtwork: "vpp.ContentArtwork", part, boxed;
    ContentDescription: "vpp.ContentDescription", part, boxed;
    ContentGenre: "vpp.ContentGenre", part, boxed;
    ContentMetadata: "vpp.ContentMetadata", part, boxed;
    ContentMetadataLookup: "vpp.ContentMetadataLookup", answer, boxed;
    ContentOffer: "vpp.ContentOffer", part, boxed;
    EditVppUserRequest: "vpp.EditVppUserRequest", request, boxed;
    EditVppUserResponse: "vpp.EditVppUserResponse", answer, boxed;
    ErrorInfo: "vpp.ErrorInfo", part, boxed;
    ErrorResponse: "vpp.ErrorResponse", error, boxed;
    EventResponse: "vpp.EventResponse", answer, boxed;
    FacilitatorMember: "vpp.FacilitatorMember", part, boxed;
    GetAssetsResponse: "vpp.GetAssetsResponse", answer, boxed;
    GetAssignmentsResponse: "vpp.GetAssignmentsResponse", answer, boxed;
    GetSubscriptionAdminsResponse: "vpp.GetSubscriptionAdminsResponse", answer, boxed;
    GetSubscriptionAssignmentsResponse: "vpp.GetSubscriptionAssignmentsResponse", answer, boxed;
    GetSubscriptionsResponse: "vpp.GetSubscriptionsResponse", answer, boxed;
    GetUsersResponse: "vpp.GetUsersResponse", answer, boxed;
    GetVppAssetsRequest: "vpp.GetVppAssetsRequest", request, boxed;
    GetVppAssetsResponse: "vpp.GetVppAssetsResponse", answer, boxed;
    GetVppLicensesRequest: "vpp.GetVppLicensesRequest", request, boxed;
    GetVppLicensesResponse: "vpp.GetVppLicensesResponse", answer, boxed;
    GetVppUserRequest: "vpp.GetVppUserRequest", request, boxed;
    GetVppUserResponse: "vpp.GetVppUserResponse", answer, boxed;
    GetVppUsersRequest: "vpp.GetVppUsersRequest", request, boxed;
    GetVppUsersResponse: "vpp.GetVppUsersResponse", answer, boxed;
    ManageAssetsRequest: "vpp.ManageAssetsRequest", request, boxed;
    ManageSubscriptionAdminsRequest: "vpp.ManageSubscriptionAdminsRequest", request, boxed;
    ManageSubscriptionAdminsResponse: "vpp.ManageSubscriptionAdminsResponse", answer, boxed;
    ManageSubscriptionsRequest: "vpp.ManageSubscriptionsRequest", request, boxed;
    ManageUsersRequest: "vpp.ManageUsersRequest", request, boxed;
    ManageVppLicensesByAdamIdRequest: "vpp.ManageVppLicensesByAdamIdRequest", request, boxed;
    ManageVppLicensesByAdamIdResponse: "vpp.ManageVppLicensesByAdamIdResponse", answer, boxed;
    MdmInfo: "vpp.MdmInfo", part, boxed;
    Notification: "vpp.Notification", answer, boxed;
    NotificationAssignment: "vpp.NotificationAssignment", part, boxed;
    NotificationBody: "vpp.NotificationBody", part, boxed;
    RegisterVppUserRequest: "vpp.RegisterVppUserRequest", request, boxed;
    RegisterVppUserResponse: "vpp.RegisterVppUserResponse", answer, boxed;
    RequestUser: "vpp.RequestUser", part, boxed;
    ResponseAsset: "vpp.ResponseAsset", part, boxed;
    ResponseUser: "vpp.ResponseUser", part, boxed;
    RetireVppUserRequest: "vpp.RetireVppUserRequest", request, boxed;
    RetireVppUserResponse: "vpp.RetireVppUserResponse", answer, boxed;
    RevokeAssetsRequest: "vpp.RevokeAssetsRequest", request, boxed;
    SToken: "vpp.SToken", answer, boxed;
    ServiceConfigResponse: "vpp.ServiceConfigResponse", answer, boxed;
    StatusResponse: "vpp.StatusResponse", answer, boxed;
    Subscription: "vpp.Subscription", part, boxed;
    SubscriptionAdmin: "vpp.SubscriptionAdmin", part, boxed;
    SubscriptionAssignment: "vpp.SubscriptionAssignment", part, boxed;
    SubscriptionCounts: "vpp.SubscriptionCounts", part, boxed;
    SubscriptionCountsBreakdown: "vpp.SubscriptionCountsBreakdown", part, boxed;
    SubscriptionManagementResponse: "vpp.SubscriptionManagementResponse", answer, boxed;
    UnlimitedResponseAsset: "vpp.UnlimitedResponseAsset", part, boxed;
    VppAsset: "vpp.VppAsset", part, boxed;
    VppAssignment: "vpp.VppAssignment", part, boxed;
    VppAssignmentsRequest: "vpp.VppAssignmentsRequest", request, boxed;
    VppAssignmentsResponse: "vpp.VppAssignmentsResponse", answer, boxed;
    VppAssociation: "vpp.VppAssociation", part, boxed;
    VppClientConfigRequest: "vpp.VppClientConfigRequest", request, boxed;
    VppClientConfigResponse: "vpp.VppClientConfigResponse", answer, boxed;
    VppError: "vpp.VppError", error, boxed;
    VppErrorCode: "vpp.VppErrorCode", part, boxed;
    VppLibrary: "vpp.VppLibrary", part, boxed;
    VppLicense: "vpp.VppLicense", part, boxed;
    VppLocation: "vpp.VppLocation", part, boxed;
    VppServiceConfigRequest: "vpp.VppServiceConfigRequest", request, boxed;
    VppServiceConfigResponse: "vpp.VppServiceConfigResponse", answer, boxed;
    VppUser: "vpp.VppUser", part, boxed;
}
