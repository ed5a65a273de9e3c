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
//! | to the device, from `ServerURL` | [`DeviceInformationCommand`] and others | `command/` |
//! | to the device, from `CheckInURL` | [`GetTokenResponse`] and four more | `check_in.rs` |
//! | to the device, in place of an answer | [`SoftwareUpdateRequired`] and others | `refusal.rs` |
//! | to the device, in data of a command | [`PasswordHash`] | `command/` |
//! | to the device | [`ConfigurationProfile`], [`PushNotification`] | `profile.rs`, `push.rs` |
//! | to and from the device, in JSON | [`declarative`]: [`StatusReport`] and others | `declarative.rs` |
//! | from and to Apple, about devices | [`dep`]: [`Device`] and others | `dep/` |
//! | from and to Apple, about apps and books | [`vpp`]: [`ResponseAsset`] and others | `vpp/` |
//!
//! Beside them: who sent a message ([`Identity`]), what its errors mean ([`error_domain`]), and which call to Apple it
//! belongs to ([`endpoint`]).
//!
//! The schema is Apple's `device-management` repository, release 18.1, and what was added to it up to 27; where the facts
//! are otherwise than its words, the declaration follows the facts and says so.

mod check_in;
pub mod command;
mod credential;
pub mod declarative;
pub mod dep;
pub mod endpoint;
pub mod error_domain;
mod identity;
mod machine_info;
pub(crate) mod platform;
mod profile;
mod push;
mod refusal;
mod response;
pub mod vpp;

use self::declarative::{
    Credential, Declaration, DeclarationItem, DeclarationItemsResponse, DeclarationStatus, DeclarationsStatus,
    ManagementStatusItems, ManifestDeclarationItems, StatusError, StatusErrorReason, StatusItems, StatusReason,
    StatusReport, SynchronizationTokens, TokensResponse,
};
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
        Authenticate, CheckOut, DeclarativeManagement, GetBootstrapToken, GetBootstrapTokenResponse, GetToken,
        GetTokenResponse, ReturnToService, ReturnToServiceResponse, SetBootstrapToken, TokenParameters,
        TokenServiceType, TokenUpdate, UserAuthenticate, UserAuthenticateChallenge, UserAuthenticateResponse,
    },
    command::{
        AccessibilitySettings, AccountConfigurationCommand, ActivationLockBypassCodeCommand,
        ActivationLockBypassCodeResponse, ActiveNsExtensionsCommand, ActiveNsExtensionsResponse,
        ApplyRedemptionCodeCommand, AutoSetupAdminAccountsItem, AvailableOsUpdatesCommand, AvailableOsUpdatesResponse,
        BootstrapTokenAllowed, CancelEnhancedLogCollectionCommand, CertificateListCommand, CertificateListItem,
        CertificateListResponse, ClearActivationLockBypassCodeCommand, ClearPasscodeCommand,
        ClearRestrictionsPasswordCommand, ContentCachingInformationCommand, ContentCachingInformationResponse,
        DeclarativeManagementCommand, DeleteUserCommand, DeviceConfiguredCommand, DeviceInformationCommand,
        DeviceInformationResponse, DeviceLocationCommand, DeviceLocationResponse, DeviceLockCommand,
        DeviceLockResponse, DisableLostModeCommand, DisableRemoteDesktopCommand, EnableLostModeCommand,
        EnableRemoteDesktopCommand, EraseDeviceCommand, ExternalBootLevel, FirewallApplication, FirewallSettings,
        FirmwarePasswordStatus, InstallApplicationCommand, InstallApplicationResponse,
        InstallEnterpriseApplicationCommand, InstallMediaCommand, InstallMediaResponse, InstallProfileCommand,
        InstallProvisioningProfileCommand, InstalledApplicationListCommand, InstalledApplicationListItem,
        InstalledApplicationListResponse, InviteToProgramCommand, InviteToProgramResponse, LogOutUserCommand,
        LoggingOption, LomDeviceRequestCommand, LomDeviceRequestResponse, LomSetupRequestCommand,
        LomSetupRequestResponse, ManagedApplicationAttributesCommand, ManagedApplicationAttributesResponse,
        ManagedApplicationConfigurationCommand, ManagedApplicationConfigurationResponse,
        ManagedApplicationFeedbackCommand, ManagedApplicationFeedbackResponse, ManagedApplicationListCommand,
        ManagedApplicationListResponse, ManagedMediaListCommand, ManagedMediaListResponse, ManagementStatus,
        MdmOptions, NsExtensionMappingsCommand, NsExtensionMappingsResponse, OrganizationInfo, OsUpdateSettings,
        OsUpdateStatusCommand, OsUpdateStatusResponse, PasswordHash, PayloadContentItem, PlayLostModeSoundCommand,
        ProfileListCommand, ProfileListItem, ProfileListResponse, ProvisioningProfileListCommand,
        ProvisioningProfileListResponse, QueryResponses, RefreshCellularPlansCommand, RemoveApplicationCommand,
        RemoveMediaCommand, RemoveProfileCommand, RemoveProvisioningProfileCommand, RequestMirroringCommand,
        RequestMirroringResponse, RequestUnlockTokenCommand, RequestUnlockTokenResponse, RestartDeviceCommand,
        RestrictionsCommand, RestrictionsResponse, RotateFileVaultKeyCommand, RotateFileVaultKeyResponse,
        ScheduleOsUpdateCommand, ScheduleOsUpdateResponse, ScheduleOsUpdateScanCommand, ScheduleOsUpdateScanResponse,
        SecureBoot, SecureBootLevel, SecurityInfo, SecurityInfoCommand, SecurityInfoResponse, ServiceSubscription,
        SetAutoAdminPasswordCommand, SetFirmwarePasswordCommand, SetFirmwarePasswordResponse, SetRecoveryLockCommand,
        SettingsCommand, SettingsResponse, ShutDownDeviceCommand, SoftwareUpdateSettings, StopMirroringCommand,
        TriggerEnhancedLogCollectionCommand, UnlockUserAccountCommand, UserConfiguredCommand, UserListCommand,
        UserListResponse, ValidateApplicationsCommand, VerifyFirmwarePasswordCommand, VerifyFirmwarePasswordResponse,
        VerifyRecoveryLockCommand, VerifyRecoveryLockResponse, XsanConfiguration,
    },
    endpoint::{ENDPOINTS, Endpoint},
    identity::{Ambiguity, Enrollment, Identity, SHARED_IPAD_USER},
    machine_info::MachineInfo,
    platform::platform_of,
    profile::{ConfigurationProfile, Payload, PayloadScope, ProfileType},
    push::PushNotification,
    refusal::{
        PssoRequired, PssoRequiredDetails, PssoRequiredPackage, RequireBetaProgram, SoftwareUpdateRequired,
        SoftwareUpdateRequiredDetails, UnrecognizedDevice, WatchPairingTokenMissing, WatchPairingTokenMissingDetails,
        WellKnownFailed,
    },
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

    AccountConfigurationCommand: "command.AccountConfiguration", order("Command.RequestType", "AccountConfiguration"), boxed;
    ActivationLockBypassCodeCommand: "command.ActivationLockBypassCode", order("Command.RequestType", "ActivationLockBypassCode"), boxed;
    ActiveNsExtensionsCommand: "command.ActiveNSExtensions", order("Command.RequestType", "ActiveNSExtensions"), boxed;
    ApplyRedemptionCodeCommand: "command.ApplyRedemptionCode", order("Command.RequestType", "ApplyRedemptionCode"), boxed;
    AvailableOsUpdatesCommand: "command.AvailableOSUpdates", order("Command.RequestType", "AvailableOSUpdates"), boxed;
    CancelEnhancedLogCollectionCommand: "command.CancelEnhancedLogCollection", order("Command.RequestType", "CancelEnhancedLogCollection"), boxed;
    CertificateListCommand: "command.CertificateList", order("Command.RequestType", "CertificateList"), boxed;
    ClearActivationLockBypassCodeCommand: "command.ClearActivationLockBypassCode", order("Command.RequestType", "ClearActivationLockBypassCode"), boxed;
    ClearPasscodeCommand: "command.ClearPasscode", order("Command.RequestType", "ClearPasscode"), boxed;
    ClearRestrictionsPasswordCommand: "command.ClearRestrictionsPassword", order("Command.RequestType", "ClearRestrictionsPassword"), boxed;
    ContentCachingInformationCommand: "command.ContentCachingInformation", order("Command.RequestType", "ContentCachingInformation"), boxed;
    DeclarativeManagementCommand: "command.DeclarativeManagement", order("Command.RequestType", "DeclarativeManagement"), boxed;
    DeleteUserCommand: "command.DeleteUser", order("Command.RequestType", "DeleteUser"), boxed;
    DeviceConfiguredCommand: "command.DeviceConfigured", order("Command.RequestType", "DeviceConfigured"), boxed;
    DeviceInformationCommand: "command.DeviceInformation", order("Command.RequestType", "DeviceInformation"), boxed;
    DeviceLocationCommand: "command.DeviceLocation", order("Command.RequestType", "DeviceLocation"), boxed;
    DeviceLockCommand: "command.DeviceLock", order("Command.RequestType", "DeviceLock"), boxed;
    DisableLostModeCommand: "command.DisableLostMode", order("Command.RequestType", "DisableLostMode"), boxed;
    DisableRemoteDesktopCommand: "command.DisableRemoteDesktop", order("Command.RequestType", "DisableRemoteDesktop"), boxed;
    EnableLostModeCommand: "command.EnableLostMode", order("Command.RequestType", "EnableLostMode"), boxed;
    EnableRemoteDesktopCommand: "command.EnableRemoteDesktop", order("Command.RequestType", "EnableRemoteDesktop"), boxed;
    EraseDeviceCommand: "command.EraseDevice", order("Command.RequestType", "EraseDevice"), boxed;
    InstallApplicationCommand: "command.InstallApplication", order("Command.RequestType", "InstallApplication"), boxed;
    InstallEnterpriseApplicationCommand: "command.InstallEnterpriseApplication", order("Command.RequestType", "InstallEnterpriseApplication"), boxed;
    InstallMediaCommand: "command.InstallMedia", order("Command.RequestType", "InstallMedia"), boxed;
    InstallProfileCommand: "command.InstallProfile", order("Command.RequestType", "InstallProfile"), boxed;
    InstallProvisioningProfileCommand: "command.InstallProvisioningProfile", order("Command.RequestType", "InstallProvisioningProfile"), boxed;
    InstalledApplicationListCommand: "command.InstalledApplicationList", order("Command.RequestType", "InstalledApplicationList"), boxed;
    InviteToProgramCommand: "command.InviteToProgram", order("Command.RequestType", "InviteToProgram"), boxed;
    LomDeviceRequestCommand: "command.LOMDeviceRequest", order("Command.RequestType", "LOMDeviceRequest"), boxed;
    LomSetupRequestCommand: "command.LOMSetupRequest", order("Command.RequestType", "LOMSetupRequest"), boxed;
    LogOutUserCommand: "command.LogOutUser", order("Command.RequestType", "LogOutUser"), boxed;
    ManagedApplicationAttributesCommand: "command.ManagedApplicationAttributes", order("Command.RequestType", "ManagedApplicationAttributes"), boxed;
    ManagedApplicationConfigurationCommand: "command.ManagedApplicationConfiguration", order("Command.RequestType", "ManagedApplicationConfiguration"), boxed;
    ManagedApplicationFeedbackCommand: "command.ManagedApplicationFeedback", order("Command.RequestType", "ManagedApplicationFeedback"), boxed;
    ManagedApplicationListCommand: "command.ManagedApplicationList", order("Command.RequestType", "ManagedApplicationList"), boxed;
    ManagedMediaListCommand: "command.ManagedMediaList", order("Command.RequestType", "ManagedMediaList"), boxed;
    NsExtensionMappingsCommand: "command.NSExtensionMappings", order("Command.RequestType", "NSExtensionMappings"), boxed;
    OsUpdateStatusCommand: "command.OSUpdateStatus", order("Command.RequestType", "OSUpdateStatus"), boxed;
    PlayLostModeSoundCommand: "command.PlayLostModeSound", order("Command.RequestType", "PlayLostModeSound"), boxed;
    ProfileListCommand: "command.ProfileList", order("Command.RequestType", "ProfileList"), boxed;
    ProvisioningProfileListCommand: "command.ProvisioningProfileList", order("Command.RequestType", "ProvisioningProfileList"), boxed;
    RefreshCellularPlansCommand: "command.RefreshCellularPlans", order("Command.RequestType", "RefreshCellularPlans"), boxed;
    RemoveApplicationCommand: "command.RemoveApplication", order("Command.RequestType", "RemoveApplication"), boxed;
    RemoveMediaCommand: "command.RemoveMedia", order("Command.RequestType", "RemoveMedia"), boxed;
    RemoveProfileCommand: "command.RemoveProfile", order("Command.RequestType", "RemoveProfile"), boxed;
    RemoveProvisioningProfileCommand: "command.RemoveProvisioningProfile", order("Command.RequestType", "RemoveProvisioningProfile"), boxed;
    RequestMirroringCommand: "command.RequestMirroring", order("Command.RequestType", "RequestMirroring"), boxed;
    RequestUnlockTokenCommand: "command.RequestUnlockToken", order("Command.RequestType", "RequestUnlockToken"), boxed;
    RestartDeviceCommand: "command.RestartDevice", order("Command.RequestType", "RestartDevice"), boxed;
    RestrictionsCommand: "command.Restrictions", order("Command.RequestType", "Restrictions"), boxed;
    RotateFileVaultKeyCommand: "command.RotateFileVaultKey", order("Command.RequestType", "RotateFileVaultKey"), boxed;
    ScheduleOsUpdateCommand: "command.ScheduleOSUpdate", order("Command.RequestType", "ScheduleOSUpdate"), boxed;
    ScheduleOsUpdateScanCommand: "command.ScheduleOSUpdateScan", order("Command.RequestType", "ScheduleOSUpdateScan"), boxed;
    SecurityInfoCommand: "command.SecurityInfo", order("Command.RequestType", "SecurityInfo"), boxed;
    SetAutoAdminPasswordCommand: "command.SetAutoAdminPassword", order("Command.RequestType", "SetAutoAdminPassword"), boxed;
    SetFirmwarePasswordCommand: "command.SetFirmwarePassword", order("Command.RequestType", "SetFirmwarePassword"), boxed;
    SetRecoveryLockCommand: "command.SetRecoveryLock", order("Command.RequestType", "SetRecoveryLock"), boxed;
    SettingsCommand: "command.Settings", order("Command.RequestType", "Settings"), boxed;
    ShutDownDeviceCommand: "command.ShutDownDevice", order("Command.RequestType", "ShutDownDevice"), boxed;
    StopMirroringCommand: "command.StopMirroring", order("Command.RequestType", "StopMirroring"), boxed;
    TriggerEnhancedLogCollectionCommand: "command.TriggerEnhancedLogCollection", order("Command.RequestType", "TriggerEnhancedLogCollection"), boxed;
    UnlockUserAccountCommand: "command.UnlockUserAccount", order("Command.RequestType", "UnlockUserAccount"), boxed;
    UserConfiguredCommand: "command.UserConfigured", order("Command.RequestType", "UserConfigured"), boxed;
    UserListCommand: "command.UserList", order("Command.RequestType", "UserList"), boxed;
    ValidateApplicationsCommand: "command.ValidateApplications", order("Command.RequestType", "ValidateApplications"), boxed;
    VerifyFirmwarePasswordCommand: "command.VerifyFirmwarePassword", order("Command.RequestType", "VerifyFirmwarePassword"), boxed;
    VerifyRecoveryLockCommand: "command.VerifyRecoveryLock", order("Command.RequestType", "VerifyRecoveryLock"), boxed;

    ActivationLockBypassCodeResponse: "response.ActivationLockBypassCode", key("ActivationLockBypassCode"), boxed;
    ActiveNsExtensionsResponse: "response.ActiveNSExtensions", key("Extensions"), boxed;
    AvailableOsUpdatesResponse: "response.AvailableOSUpdates", key("AvailableOSUpdates"), boxed;
    CertificateListResponse: "response.CertificateList", key("CertificateList"), boxed;
    ContentCachingInformationResponse: "response.ContentCachingInformation", key("StatusResponse"), boxed;
    DeviceInformationResponse: "response.DeviceInformation", key("QueryResponses"), boxed;
    DeviceLocationResponse: "response.DeviceLocation", key("Latitude"), boxed;
    DeviceLockResponse: "response.DeviceLock", key("MessageResult"), boxed;
    InstallMediaResponse: "response.InstallMedia", key("MediaType"), boxed;
    InstallApplicationResponse: "response.InstallApplication", key("State"), boxed;
    InstalledApplicationListResponse: "response.InstalledApplicationList", key("InstalledApplicationList"), boxed;
    InviteToProgramResponse: "response.InviteToProgram", key("InvitationResult"), boxed;
    LomDeviceRequestResponse: "response.LOMDeviceRequest", key("ResponseList"), boxed;
    LomSetupRequestResponse: "response.LOMSetupRequest", key("LOMProtocolVersion"), boxed;
    ManagedApplicationAttributesResponse: "response.ManagedApplicationAttributes", key("ApplicationAttributes"), boxed;
    ManagedApplicationConfigurationResponse: "response.ManagedApplicationConfiguration", key("ApplicationConfigurations"), boxed;
    ManagedApplicationFeedbackResponse: "response.ManagedApplicationFeedback", key("ManagedApplicationFeedback"), boxed;
    ManagedApplicationListResponse: "response.ManagedApplicationList", key("ManagedApplicationList"), boxed;
    ManagedMediaListResponse: "response.ManagedMediaList", key("Books"), boxed;
    NsExtensionMappingsResponse: "response.NSExtensionMappings", key("Extensions"), boxed;
    OsUpdateStatusResponse: "response.OSUpdateStatus", key("OSUpdateStatus"), boxed;
    ProfileListResponse: "response.ProfileList", key("ProfileList"), boxed;
    ProvisioningProfileListResponse: "response.ProvisioningProfileList", key("ProvisioningProfileList"), boxed;
    RequestMirroringResponse: "response.RequestMirroring", key("MirroringResult"), boxed;
    RequestUnlockTokenResponse: "response.RequestUnlockToken", key("UnlockToken"), boxed;
    RestrictionsResponse: "response.Restrictions", key("GlobalRestrictions"), boxed;
    RotateFileVaultKeyResponse: "response.RotateFileVaultKey", key("RotateResult"), boxed;
    ScheduleOsUpdateResponse: "response.ScheduleOSUpdate", key("UpdateResults"), boxed;
    ScheduleOsUpdateScanResponse: "response.ScheduleOSUpdateScan", key("ScanInitiated"), boxed;
    SecurityInfoResponse: "response.SecurityInfo", key("SecurityInfo"), boxed;
    SetFirmwarePasswordResponse: "response.SetFirmwarePassword", key("SetFirmwarePassword"), boxed;
    SettingsResponse: "response.Settings", key("Settings"), boxed;
    UserListResponse: "response.UserList", key("Users"), boxed;
    VerifyFirmwarePasswordResponse: "response.VerifyFirmwarePassword", key("VerifyFirmwarePassword"), boxed;
    VerifyRecoveryLockResponse: "response.VerifyRecoveryLock", key("PasswordVerified"), boxed;
    Response: "response", key("Status");

    GetBootstrapTokenResponse: "check-in.GetBootstrapTokenResponse", order("BootstrapToken");
    GetTokenResponse: "check-in.GetTokenResponse", order("TokenData");
    ReturnToServiceResponse: "check-in.ReturnToServiceResponse", order("ReturnToService"), boxed;
    UserAuthenticateChallenge: "check-in.UserAuthenticateChallenge", order("DigestChallenge");
    UserAuthenticateResponse: "check-in.UserAuthenticateResponse", order("AuthToken");

    MachineInfo: "machine-info", key("PRODUCT");

    PasswordHash: "password-hash", order("SALTED-SHA512-PBKDF2");

    ConfigurationProfile: "profile", order("PayloadUUID"), boxed;

    PssoRequired: "error.com.apple.psso.required", refusal("code", "com.apple.psso.required"), boxed;
    SoftwareUpdateRequired: "error.com.apple.softwareupdate.required", refusal("code", "com.apple.softwareupdate.required"), boxed;
    UnrecognizedDevice: "error.com.apple.unrecognized.device", refusal("code", "com.apple.unrecognized.device"), boxed;
    WatchPairingTokenMissing: "error.com.apple.watch.pairing.token.missing", refusal("code", "com.apple.watch.pairing.token.missing"), boxed;
    WellKnownFailed: "error.com.apple.well-known.failed", refusal("code", "com.apple.well-known.failed"), boxed;

    Credential: "declarative.credential", request, boxed;
    Declaration: "declarative.declaration", request, boxed;
    DeclarationItem: "declarative.declaration-item", part, boxed;
    DeclarationItemsResponse: "declarative.declaration-items-response", request, boxed;
    DeclarationStatus: "declarative.declaration-status", part, boxed;
    DeclarationsStatus: "declarative.declarations-status", part, boxed;
    ManagementStatusItems: "declarative.management-status-items", part, boxed;
    ManifestDeclarationItems: "declarative.manifest-declaration-items", part, boxed;
    StatusError: "declarative.status-error", part, boxed;
    StatusErrorReason: "declarative.status-error-reason", part, boxed;
    StatusItems: "declarative.status-item", part, boxed;
    StatusReason: "declarative.status-reason", part, boxed;
    StatusReport: "declarative.status-report", answer, boxed;
    SynchronizationTokens: "declarative.synchronization-tokens", part, boxed;
    TokensResponse: "declarative.tokens-response", request, boxed;

    PushNotification: "push", request;

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
    ServiceDiscoveryDocument: "dep.ServiceDiscoveryDocument", request, boxed;
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
