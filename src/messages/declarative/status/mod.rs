//! Status items, which devices report: `declarative/status/*.yaml`, and what was added up to 27.2.

mod accounts;
mod apps;
mod content_cache;
mod device;
mod management;
mod services;
mod updates;

pub use self::{
    accounts::{
        AccountLists, AccountStatus, AccountStatusItems, CalDavAccountStatus, ExchangeAccountStatus,
        GoogleAccountStatus, IncomingMailAccountStatus, LdapAccountStatus, MailAccountLists, ServerAccountStatus,
        SubscribedCalendarStatus,
    },
    apps::{
        AppStatusItems, ManagedAppList, ManagedAppState, ManagedAppStatus, ManagedAppUpdateState, MdmAppState,
        MdmAppStatus, MdmEnrollmentType, MdmStatusItems, PackageState, PackageStatus, PackageStatusItems,
    },
    content_cache::{
        ContentCacheInfo, ContentCacheParent, ContentCachePeer, ContentCacheSpace, ContentCacheStartup,
        ContentCacheStatus, ContentCacheStatusItems,
    },
    device::{
        BatteryHealth, CertificateStatus, CertificateStatusItems, DeviceIdentifierStatus, DeviceModelStatus,
        DeviceStatusItems, DiskManagementStatusItems, EnhancedLoggingState, EnhancedLoggingStatusItems,
        FileVaultStatus, OperatingSystemStatus, PartHealth, PasscodeStatusItems, PowerStatus, SecurityStatusItems,
        SupplementalStatus, SystemHealth, SystemStatus,
    },
    management::{
        ClientCapabilities, DeclarationStatus, DeclarationsStatus, ManagementStatusItems, SupportedDeclarations,
        SupportedPayloads, Validity,
    },
    services::{
        BackgroundTask, BackgroundTaskState, BackgroundTaskType, LaunchdTask, LaunchdTaskSource,
        MigrationAssistantStatusItems, MigrationReport, MigrationState, ScreenSharingConnectionStatus,
        ScreenSharingGroupStatus, ScreenSharingStatusItems, ServicesStatusItems, UnresolvedGroup,
    },
    updates::{
        SoftwareUpdateFailure, SoftwareUpdateInstallReason, SoftwareUpdateInstallState, SoftwareUpdatePendingVersion,
        SoftwareUpdateStatusItems,
    },
};
use crate::{
    record::record,
    report::Checks,
    wire::{Raw, Text},
};

record! {
    /// Status items: `declarative/status/*.yaml`. The name of an item, `device.model.family`, is a dictionary in a dictionary.
    ///
    /// A report has what was subscribed to and has changed. Of the items of a list there are only those that changed; one
    /// that is gone has its `identifier` and `_removed`.
    pub struct StatusItems<'a> {
        /// Accounts.
        "account" => account: Option<AccountStatusItems<'a>>;
        /// Apps.
        "app" => app: Option<AppStatusItems<'a>>;
        /// The content cache, since macOS 27.
        "content-cache" => content_cache: Option<ContentCacheStatusItems<'a>>;
        /// Identifiers, model, system and power of the device.
        "device" => device: Option<DeviceStatusItems<'a>>;
        /// Disks.
        "diskmanagement" => diskmanagement: Option<DiskManagementStatusItems<'a>>;
        /// Logs that were asked for, since 27.
        "enhanced-logging" => enhanced_logging: Option<EnhancedLoggingStatusItems<'a>>;
        /// What the client can do, and its declarations.
        "management" => management: Option<ManagementStatusItems<'a>>;
        /// Apps and the enrolment.
        "mdm" => mdm: Option<MdmStatusItems<'a>>;
        /// The migration assistant, since macOS 26.4.
        "migration-assistant" => migration_assistant: Option<MigrationAssistantStatusItems<'a>>;
        /// Packages, since macOS 26.
        "package" => package: Option<PackageStatusItems<'a>>;
        /// The passcode.
        "passcode" => passcode: Option<PasscodeStatusItems<'a>>;
        /// Connections to other screens.
        "screensharing" => screensharing: Option<ScreenSharingStatusItems<'a>>;
        /// Certificates, and since 27 Lockdown Mode.
        "security" => security: Option<SecurityStatusItems<'a>>;
        /// What runs in the background.
        "services" => services: Option<ServicesStatusItems<'a>>;
        /// Updates of the system.
        "softwareupdate" => softwareupdate: Option<SoftwareUpdateStatusItems<'a>>;
        /// Nothing: for trials.
        "test" => test: Option<TestStatusItems<'a>>;
    }
}

record! {
    /// For trials: `test.*.yaml`.
    pub struct TestStatusItems<'a> {
        /// Dictionaries.
        "array-value" => array_value: Vec<TestValue<'a>>;
        /// A boolean.
        "boolean-value" => boolean_value: Option<bool>;
        /// A dictionary.
        "dictionary-value" => dictionary_value: Option<TestValue<'a>>;
        /// None: an error is told instead.
        "error-value" => error_value: Option<Text<'a>>;
        /// An integer.
        "integer-value" => integer_value: Option<i64>;
        /// A real.
        "real-value" => real_value: Option<f64>;
        /// A text.
        "string-value" => string_value: Option<Text<'a>>;
    }
}

record! {
    /// A dictionary for trials: `test.array-value.yaml` and `test.dictionary-value.yaml`.
    pub struct TestValue<'a> {
        /// A text.
        "key1" => key1: Text<'a>;
        /// Another.
        "key2" => key2: Option<Text<'a>>;
    }
}

record! {
    /// Why a status is what it is: `declarative/status/statusreason.yaml`.
    pub struct StatusReason<'a> {
        /// What it is, `Error.UnknownDeclarationType`.
        "code" => code: Text<'a>, format(NON_EMPTY);
        /// The same in words.
        "description" => description: Option<Text<'a>>;
        /// What it is about, each code with keys of its own.
        "details" => details: Raw<'a>, kind(Kind::Dictionary);
    }
}

/// An item of a list has all of these keys, unless it is gone.
fn whole_unless(removed: Option<bool>, keys: &[&'static str], out: &mut Checks) {
    if removed != Some(true) {
        for key in keys {
            if !out.has(key) {
                out.given(&["_removed"]).missing(key);
            }
        }
    }
}
