//! How a device is protected.

use crate::{
    messages::Response,
    record::{record, tokens},
    wire::{Data, Raw, Text},
};

command! {
    /// Asks how a device is protected: `mdm/commands/information.security.yaml`.
    pub struct SecurityInfoRequest<'a> in SecurityInfoCommand, "SecurityInfo", [absent(USER_CHANNEL.and(SHARED_IPAD))] {}
}

record! {
    /// The answer to `SecurityInfo`: `mdm/commands/information.security.yaml`.
    pub struct SecurityInfoResponse<'a> in response: Response<'a> {
        /// What was asked for, if the device could tell.
        "SecurityInfo" => security_info: Option<SecurityInfo<'a>>, ON_SUCCESS;
    }
}

record! {
    /// How a device is protected: `SecurityInfo` of `mdm/commands/information.security.yaml`.
    pub struct SecurityInfo<'a> {
        /// The system started from a sealed volume, since macOS 11.
        "AuthenticatedRootVolumeEnabled" => authenticated_root_volume_enabled: Option<bool>, absent(IOS);
        /// After so many idle seconds it sleeps; Shared iPads since iOS 17.
        "AutoLockTime" => auto_lock_time: Option<i64>, absent(USER_ENROLLMENT), absent(MACOS);
        /// Whether a bootstrap token opens what needs an administrator, since macOS 11.
        "BootstrapTokenAllowedForAuthentication" => bootstrap_token_allowed_for_authentication: Option<BootstrapTokenAllowed<'a>>, absent(USER_ENROLLMENT), absent(IOS);
        /// Kernel extensions can be approved by bootstrap token, since macOS 11.
        "BootstrapTokenRequiredForKernelExtensionApproval" => bootstrap_token_required_for_kernel_extension_approval: Option<bool>, absent(USER_ENROLLMENT), absent(IOS);
        /// Updates can be installed by bootstrap token, since macOS 11.
        "BootstrapTokenRequiredForSoftwareUpdate" => bootstrap_token_required_for_software_update: Option<bool>, absent(USER_ENROLLMENT), absent(IOS);
        /// FileVault is on.
        "FDE_Enabled" => fde_enabled: Option<bool>, absent(IOS);
        /// FileVault has a recovery key of the organization's.
        "FDE_HasInstitutionalRecoveryKey" => fde_has_institutional_recovery_key: Option<bool>, absent(USER_ENROLLMENT), absent(IOS);
        /// FileVault has a recovery key of the user's.
        "FDE_HasPersonalRecoveryKey" => fde_has_personal_recovery_key: Option<bool>, absent(USER_ENROLLMENT), absent(IOS);
        /// The user's recovery key in a CMS envelope, for the certificate of the escrow profile.
        "FDE_PersonalRecoveryKeyCMS" => fde_personal_recovery_key_cms: Option<Data<'a>>, absent(USER_ENROLLMENT), absent(IOS), SENSITIVE;
        /// What the log-in window shows to find that key by: the serial number.
        "FDE_PersonalRecoveryKeyDeviceKey" => fde_personal_recovery_key_device_key: Option<Text<'a>>, absent(USER_ENROLLMENT), absent(IOS);
        /// The firewall, since macOS 10.12.
        "FirewallSettings" => firewall_settings: Option<FirewallSettings<'a>>, absent(IOS);
        /// The password of the firmware, since macOS 10.13.
        "FirmwarePasswordStatus" => firmware_password_status: Option<FirmwarePasswordStatus<'a>>, absent(IOS);
        /// What the hardware encrypts: 1 blocks, 2 files, 3 both.
        "HardwareEncryptionCaps" => hardware_encryption_caps: Option<i64>, range(0, 3), absent(MACOS);
        /// Recovery asks for a password, since macOS 11.5.
        "IsRecoveryLockEnabled" => is_recovery_lock_enabled: Option<bool>, absent(USER_ENROLLMENT), absent(IOS);
        /// How the device is managed, since iOS 13 and macOS 10.13.2.
        "ManagementStatus" => management_status: Option<ManagementStatus<'a>>;
        /// The passcode fulfils everything that is asked of it, also by accounts.
        "PasscodeCompliant" => passcode_compliant: Option<bool>, absent(MACOS);
        /// The passcode fulfils what profiles ask of it.
        "PasscodeCompliantWithProfiles" => passcode_compliant_with_profiles: Option<bool>, absent(USER_ENROLLMENT), absent(MACOS);
        /// After so many seconds locked the passcode is asked for, as the user set it.
        "PasscodeLockGracePeriod" => passcode_lock_grace_period: Option<i64>, absent(USER_ENROLLMENT), absent(MACOS);
        /// After so many seconds locked the passcode is asked for, as it is in force.
        "PasscodeLockGracePeriodEnforced" => passcode_lock_grace_period_enforced: Option<i64>, absent(USER_ENROLLMENT), absent(MACOS);
        /// There is a passcode.
        "PasscodePresent" => passcode_present: Option<bool>, absent(USER_ENROLLMENT), absent(MACOS);
        /// Remote Desktop is on, since macOS 10.14.4.
        "RemoteDesktopEnabled" => remote_desktop_enabled: Option<bool>, absent(USER_ENROLLMENT), absent(IOS);
        /// What may be started, since macOS 10.15.
        "SecureBoot" => secure_boot: Option<SecureBoot<'a>>, absent(IOS);
        /// System Integrity Protection is on, since macOS 10.12.
        "SystemIntegrityProtectionEnabled" => system_integrity_protection_enabled: Option<bool>, absent(IOS);
    }
}

tokens! {
    /// Whether a bootstrap token is of use: `BootstrapTokenAllowedForAuthentication`.
    pub enum BootstrapTokenAllowed {
        /// It is.
        "allowed" => Allowed;
        /// The device is set up not to take it.
        "disallowed" => Disallowed;
        /// The hardware knows no such thing.
        "not supported" => NotSupported;
    }
}

record! {
    /// A Mac's firewall: `FirewallSettings` of `mdm/commands/information.security.yaml`.
    pub struct FirewallSettings<'a> {
        /// Signed software of the system is let through; in no schema.
        "AllowSigned" => allow_signed: Option<bool>;
        /// Signed apps are let through; in no schema.
        "AllowSignedApp" => allow_signed_app: Option<bool>;
        /// Apps with a rule of their own.
        "Applications" => applications: Vec<FirewallApplication<'a>>, absent(USER_ENROLLMENT);
        /// Nothing is let in.
        "BlockAllIncoming" => block_all_incoming: Option<bool>;
        /// It is on.
        "FirewallEnabled" => firewall_enabled: Option<bool>;
        /// It logs, since macOS 12.
        "LoggingEnabled" => logging_enabled: Option<bool>;
        /// How much it logs, since macOS 12.
        "LoggingOption" => logging_option: Option<LoggingOption<'a>>;
        /// It does not answer to probes.
        "StealthMode" => stealth_mode: Option<bool>;
    }
}

record! {
    /// An app that the firewall has a rule for: `ApplicationsItem` of `mdm/commands/information.security.yaml`.
    pub struct FirewallApplication<'a> {
        /// Connections to it are let in.
        "Allowed" => allowed: Option<bool>;
        /// Its bundle identifier.
        "BundleID" => bundle_id: Option<Text<'a>>;
        /// Its name, if there is such an app.
        "Name" => name: Option<Text<'a>>;
    }
}

tokens! {
    /// How much a firewall logs: `LoggingOption`.
    pub enum LoggingOption {
        /// At most so much in a time.
        "throttled" => Throttled;
        /// The important.
        "brief" => Brief;
        /// Everything.
        "detail" => Detail;
    }
}

record! {
    /// The password of a Mac's firmware: `FirmwarePasswordStatus` of `mdm/commands/information.security.yaml`.
    pub struct FirmwarePasswordStatus<'a> {
        /// Option ROMs may run.
        "AllowOroms" => allow_oroms: Option<bool>;
        /// The next start changes it; what is said here still holds until then.
        "ChangePending" => change_pending: Option<bool>;
        /// There is one.
        "PasswordExists" => password_exists: Option<bool>;
    }
}

record! {
    /// How a device is managed: `ManagementStatus` of `mdm/commands/information.security.yaml`.
    pub struct ManagementStatus<'a> {
        /// Enrolled through Automated Device Enrollment; Macs only.
        "EnrolledViaDEP" => enrolled_via_dep: Option<bool>;
        /// The server may manage Activation Lock; Macs only.
        "IsActivationLockManageable" => is_activation_lock_manageable: Option<bool>;
        /// A user's own device.
        "IsUserEnrollment" => is_user_enrollment: Option<bool>;
        /// The user agreed to the enrolment, without which some payloads and commands are refused; Macs only.
        "UserApprovedEnrollment" => user_approved_enrollment: Option<bool>;
    }
}

record! {
    /// What a Mac may start: `SecureBoot` of `mdm/commands/information.security.yaml`.
    pub struct SecureBoot<'a> {
        /// Whether it starts from other disks.
        "ExternalBootLevel" => external_boot_level: Option<ExternalBootLevel<'a>>;
        /// What is allowed in reduced security, on Apple silicon. The schema says an array of strings with keys of their own,
        /// Apple's pages a dictionary; no answer with it has been seen.
        "ReducedSecurity" => reduced_security: Raw<'a>;
        /// Which systems it starts.
        "SecureBootLevel" => secure_boot_level: Option<SecureBootLevel<'a>>;
        /// Whether it starts Windows, such as `not supported`; in no schema.
        "WindowsBootLevel" => windows_boot_level: Option<Text<'a>>;
    }
}

tokens! {
    /// Which systems a Mac starts: `SecureBootLevel`.
    pub enum SecureBootLevel {
        /// Any.
        "off" => Off;
        /// Any that Apple has ever signed.
        "medium" => Medium;
        /// The one it has, and what Apple signs today.
        "full" => Full;
        /// The hardware knows no such thing.
        "not supported" => NotSupported;
    }
}

tokens! {
    /// Whether a Mac starts from other disks: `ExternalBootLevel`.
    pub enum ExternalBootLevel {
        /// It does.
        "allowed" => Allowed;
        /// It does not.
        "disallowed" => Disallowed;
        /// The hardware knows no such thing.
        "not supported" => NotSupported;
    }
}
