//! Commands and what devices answer to them: `mdm/commands/*.yaml`, a file a command or a theme.
//!
//! A command says what is to be done in its dictionary `Command`, and has a name of the server's own beside that. It is
//! recognised by `RequestType` in that dictionary. Each is two structs: [`DeviceInformationCommand`] is what is sent,
//! [`DeviceInformation`] what stands in `Command`.
//!
//! An answer has the keys of [`Response`](super::Response) and, if the command was carried out, those of its own. Which
//! command was answered stands nowhere in it (but for the servers' own `CommandUUID`): it is recognised by its own key,
//! or named by the caller. So an answer of any status can be decoded as that of the command it answers, and its own keys are
//! required only where the command was carried out: [`ON_SUCCESS`](crate::schema::ON_SUCCESS).

/// Turns this
///
/// ```text
/// command! {
///     /// Installs a profile: `mdm/commands/profile.install.yaml`.
///     pub struct InstallProfile<'a> in InstallProfileCommand, "InstallProfile" {
///         /// The profile.
///         "Payload" => payload: Data<'a>;
///     }
/// }
/// ```
///
/// into two records: `InstallProfileCommand`, which is the same for all commands, and in it `InstallProfile`, which has
/// the keys that all commands have beside its own.
///
/// `"EraseDevice", [never(USER_ENROLLMENT), never(USER_CHANNEL)]` says for which devices a command is: the rules are those of the
/// key that names it.
macro_rules! command {
    (
        $(#[doc = $doc:literal])*
        pub struct $Name:ident<$a:lifetime> in $Command:ident, $tag:literal $(, [$($rule:expr),+])? { $($keys:tt)* }
    ) => {
        $crate::record::record! {
            $(#[doc = $doc])*
            pub struct $Command<$a> {
                /// What is to be done.
                "Command" => command: $Name<$a>;
                /// The server's own name for this command; the answer repeats it.
                "CommandUUID" => command_uuid: $crate::Text<$a>, format(NON_EMPTY);
            }
        }

        $crate::record::record! {
            $(#[doc = $doc])*
            pub struct $Name<$a> {
                /// Which command it is.
                "RequestType" => request_type: $crate::Text<$a>, exactly($tag) $($(, $rule)+)?;
                /// It is carried out only while the device is tethered to a network; in no schema.
                "RequestRequiresNetworkTether" => request_requires_network_tether: Option<bool>, RARE;
                $($keys)*
            }
        }
    };
}

mod activation_lock;
mod apps;
mod certificate_list;
mod content_caching;
mod device;
mod device_information;
mod installed_application_list;
mod lights_out;
mod lost_mode;
mod media;
mod passcodes;
mod profile_list;
mod profiles;
mod restrictions;
mod security_info;
mod settings;
mod updates;
mod users;

pub use self::{
    activation_lock::{
        ActivationLockBypassCode, ActivationLockBypassCodeCommand, ActivationLockBypassCodeResponse,
        ClearActivationLockBypassCode, ClearActivationLockBypassCodeCommand,
    },
    apps::{
        ActiveNsExtension, ActiveNsExtensions, ActiveNsExtensionsCommand, ActiveNsExtensionsResponse,
        ApplicationAttributes, ApplicationAttributesItem, ApplicationConfigurationsItem, ApplicationState,
        ApplyRedemptionCode, ApplyRedemptionCodeCommand, ChangeManagementState, InstallApplication,
        InstallApplicationCommand, InstallApplicationResponse, InstallEnterpriseApplication,
        InstallEnterpriseApplicationCommand, InstallOptions, InvitationResult, InviteToProgram, InviteToProgramCommand,
        InviteToProgramResponse, ManagedApplication, ManagedApplicationAttributes, ManagedApplicationAttributesCommand,
        ManagedApplicationAttributesResponse, ManagedApplicationConfiguration, ManagedApplicationConfigurationCommand,
        ManagedApplicationConfigurationResponse, ManagedApplicationFeedback, ManagedApplicationFeedbackCommand,
        ManagedApplicationFeedbackItem, ManagedApplicationFeedbackResponse, ManagedApplicationList,
        ManagedApplicationListCommand, ManagedApplicationListResponse, Manifest, ManifestAsset, ManifestAssetKind,
        ManifestBundle, ManifestItem, ManifestKind, ManifestMetadata, NsExtension, NsExtensionMappings,
        NsExtensionMappingsCommand, NsExtensionMappingsResponse, ProgramId, RemoveApplication,
        RemoveApplicationCommand, UserElection, ValidateApplications, ValidateApplicationsCommand,
    },
    certificate_list::{CertificateList, CertificateListCommand, CertificateListItem, CertificateListResponse},
    content_caching::{
        CacheAlert, CacheAlertClass, CacheCapabilities, CacheDetails, CacheNetwork, CacheParent, CacheParentAlert,
        CacheParentAlertClass, CachePeer, CachePeerAlert, CachePeerAlertClass, CacheStartup, CacheStatus,
        ContentCachingInformation, ContentCachingInformationCommand, ContentCachingInformationResponse,
        ContentCachingStatus, DataMigrationError, PeerFilterRangeAlert, PeerFilterRangeAlertClass,
    },
    device::{
        CancelEnhancedLogCollection, CancelEnhancedLogCollectionCommand, DeclarativeManagementCommand,
        DeclarativeManagementRequest, DeviceConfigured, DeviceConfiguredCommand, DeviceLock, DeviceLockCommand,
        DeviceLockResponse, DisableRemoteDesktop, DisableRemoteDesktopCommand, EnableRemoteDesktop,
        EnableRemoteDesktopCommand, EraseDevice, EraseDeviceCommand, ObliterationBehavior, RefreshCellularPlans,
        RefreshCellularPlansCommand, RequestMirroring, RequestMirroringCommand, RequestMirroringResponse,
        RestartDevice, RestartDeviceCommand, ReturnToServiceOptions, ShutDownDevice, ShutDownDeviceCommand,
        StopMirroring, StopMirroringCommand, TriggerEnhancedLogCollection, TriggerEnhancedLogCollectionCommand,
    },
    device_information::{
        AccessibilitySettings, AutoSetupAdminAccountsItem, DeviceInformation, DeviceInformationCommand,
        DeviceInformationResponse, MdmOptions, OrganizationInfo, OsUpdateSettings, QueryResponses, ServiceSubscription,
        SoftwareUpdateSettings, XsanConfiguration,
    },
    installed_application_list::{
        InstalledApplicationList, InstalledApplicationListCommand, InstalledApplicationListItem,
        InstalledApplicationListResponse,
    },
    lights_out::{
        LomAction, LomDeviceRequest, LomDeviceRequestCommand, LomDeviceRequestResponse, LomRequest, LomResult,
        LomSetupRequest, LomSetupRequestCommand, LomSetupRequestResponse,
    },
    lost_mode::{
        DeviceLocation, DeviceLocationCommand, DeviceLocationResponse, DisableLostMode, DisableLostModeCommand,
        EnableLostMode, EnableLostModeCommand, PlayLostModeSound, PlayLostModeSoundCommand,
    },
    media::{
        BookKind, BookState, BooksItem, InstallMedia, InstallMediaCommand, InstallMediaResponse, ManagedMediaList,
        ManagedMediaListCommand, ManagedMediaListResponse, MediaType, RemoveMedia, RemoveMediaCommand,
    },
    passcodes::{
        ClearPasscode, ClearPasscodeCommand, FileVaultKeyType, FileVaultUnlock, PasswordChange, PasswordHash,
        PasswordVerification, RequestUnlockToken, RequestUnlockTokenCommand, RequestUnlockTokenResponse,
        RotateFileVaultKey, RotateFileVaultKeyCommand, RotateFileVaultKeyResponse, RotateResult, SaltedHash,
        SetAutoAdminPassword, SetAutoAdminPasswordCommand, SetFirmwarePassword, SetFirmwarePasswordCommand,
        SetFirmwarePasswordResponse, SetRecoveryLock, SetRecoveryLockCommand, VerifyFirmwarePassword,
        VerifyFirmwarePasswordCommand, VerifyFirmwarePasswordResponse, VerifyRecoveryLock, VerifyRecoveryLockCommand,
        VerifyRecoveryLockResponse,
    },
    profile_list::{PayloadContentItem, ProfileList, ProfileListCommand, ProfileListItem, ProfileListResponse},
    profiles::{
        InstallProfile, InstallProfileCommand, InstallProvisioningProfile, InstallProvisioningProfileCommand,
        ProvisioningProfileList, ProvisioningProfileListCommand, ProvisioningProfileListItem,
        ProvisioningProfileListResponse, RemoveProfile, RemoveProfileCommand, RemoveProvisioningProfile,
        RemoveProvisioningProfileCommand,
    },
    restrictions::{
        ClearRestrictionsPassword, ClearRestrictionsPasswordCommand, RestrictedBool, RestrictedList, RestrictedValue,
        RestrictionSet, Restrictions, RestrictionsCommand, RestrictionsResponse,
    },
    security_info::{
        BootstrapTokenAllowed, ExternalBootLevel, FirewallApplication, FirewallSettings, FirmwarePasswordStatus,
        LoggingOption, ManagementStatus, SecureBoot, SecureBootLevel, SecurityInfo, SecurityInfoCommand,
        SecurityInfoRequest, SecurityInfoResponse,
    },
    settings::{
        AwaitUserConfiguration, PasscodePolicy, SettingItem, SettingKeys, Settings, SettingsCommand, SettingsItem,
        SettingsResponse, SettingsResult,
    },
    updates::{
        AvailableOsUpdate, AvailableOsUpdates, AvailableOsUpdatesCommand, AvailableOsUpdatesResponse, InstallAction,
        OsUpdateStatus, OsUpdateStatusCommand, OsUpdateStatusItem, OsUpdateStatusResponse, ScheduleOsUpdate,
        ScheduleOsUpdateCommand, ScheduleOsUpdateResponse, ScheduleOsUpdateScan, ScheduleOsUpdateScanCommand,
        ScheduleOsUpdateScanResponse, ScheduledAction, ScheduledUpdate, UpdatePriority, UpdateResult, UpdateState,
    },
    users::{
        AccountConfiguration, AccountConfigurationCommand, AutoSetupAdminAccount, DeleteUser, DeleteUserCommand,
        LogOutUser, LogOutUserCommand, UnlockUserAccount, UnlockUserAccountCommand, UserConfigured,
        UserConfiguredCommand, UserList, UserListCommand, UserListResponse, UsersItem,
    },
};
