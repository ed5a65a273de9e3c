//! The JSON of declarative management: `declarative/protocol/*.yaml`, the outermost keys of declarations, and status items.
//!
//! The server says which declarations there are ([`TokensResponse`], [`DeclarationItemsResponse`]), the device fetches each
//! ([`Declaration`]) and tells what became of them ([`StatusReport`]). What stands in a declaration's `Payload` is kept
//! as it was sent.

mod status;

pub use self::status::{
    AccountLists, AccountStatus, AccountStatusItems, AppStatusItems, BackgroundTask, BackgroundTaskState,
    BackgroundTaskType, BatteryHealth, CalDavAccountStatus, CertificateStatus, CertificateStatusItems,
    ClientCapabilities, ContentCacheInfo, ContentCacheParent, ContentCachePeer, ContentCacheSpace, ContentCacheStartup,
    ContentCacheStatus, ContentCacheStatusItems, DeclarationStatus, DeclarationsStatus, DeviceIdentifierStatus,
    DeviceModelStatus, DeviceStatusItems, DiskManagementStatusItems, EnhancedLoggingState, EnhancedLoggingStatusItems,
    ExchangeAccountStatus, FileVaultStatus, GoogleAccountStatus, IncomingMailAccountStatus, LaunchdTask,
    LaunchdTaskSource, LdapAccountStatus, MailAccountLists, ManagedAppList, ManagedAppState, ManagedAppStatus,
    ManagedAppUpdateState, ManagementStatusItems, MdmAppState, MdmAppStatus, MdmEnrollmentType, MdmStatusItems,
    MigrationAssistantStatusItems, MigrationReport, MigrationState, OperatingSystemStatus, PackageState, PackageStatus,
    PackageStatusItems, PartHealth, PasscodeStatusItems, PowerStatus, ScreenSharingConnectionStatus,
    ScreenSharingGroupStatus, ScreenSharingStatusItems, SecurityStatusItems, ServerAccountStatus, ServicesStatusItems,
    SoftwareUpdateFailure, SoftwareUpdateInstallReason, SoftwareUpdateInstallState, SoftwareUpdatePendingVersion,
    SoftwareUpdateStatusItems, StatusItems, StatusReason, SubscribedCalendarStatus, SupplementalStatus,
    SupportedDeclarations, SupportedPayloads, SystemHealth, SystemStatus, TestStatusItems, TestValue, UnresolvedGroup,
    Validity,
};
pub use super::credential::{Credential, CredentialKeyType, CredentialSubjectAltName};
use crate::{
    record::{record, tokens},
    report::Checks,
    wire::{Date, Raw, Text},
};

record! {
    /// What has changed on the server, as tokens to compare with those known: `declarative/protocol/tokensresponse.yaml`.
    pub struct TokensResponse<'a> {
        /// The tokens.
        "SyncTokens" => sync_tokens: SynchronizationTokens<'a>;
    }
}

record! {
    /// Tokens that change with what they stand for: `SyncTokens` of `declarative/protocol/tokensresponse.yaml`. Its keys are
    /// in no file, but in Apple, "SynchronizationTokens".
    pub struct SynchronizationTokens<'a> {
        /// Another one than last time: the declarations have to be asked for.
        "DeclarationsToken" => declarations_token: Text<'a>, format(NON_EMPTY);
        /// When they last changed.
        "Timestamp" => timestamp: Date;
    }
}

record! {
    /// Which declarations there are: `declarative/protocol/declarationitemsresponse.yaml`.
    pub struct DeclarationItemsResponse<'a> {
        /// All of them, by what they are.
        "Declarations" => declarations: ManifestDeclarationItems<'a>;
        /// The token that stands for all of them, as in [`SynchronizationTokens`].
        "DeclarationsToken" => declarations_token: Text<'a>, format(NON_EMPTY);
    }
}

record! {
    /// All declarations, by what they are: `Declarations` of `declarative/protocol/declarationitemsresponse.yaml`.
    pub struct ManifestDeclarationItems<'a> {
        /// What is in force, and when.
        "Activations" => activations: Vec<DeclarationItem<'a>>, REQUIRED;
        /// What configurations refer to.
        "Assets" => assets: Vec<DeclarationItem<'a>>, REQUIRED;
        /// What is set up.
        "Configurations" => configurations: Vec<DeclarationItem<'a>>, REQUIRED;
        /// What is said of the organization and the server.
        "Management" => management: Vec<DeclarationItem<'a>>, REQUIRED;
        check each_is_listed_once;
    }
}

fn each_is_listed_once(items: &ManifestDeclarationItems<'_>, out: &mut Checks) {
    for (key, list) in [
        ("Activations", &items.activations),
        ("Assets", &items.assets),
        ("Configurations", &items.configurations),
        ("Management", &items.management),
    ] {
        out.once(key, "each declaration is listed once", list.iter().map(|item| &*item.identifier));
    }
}

record! {
    /// That there is a declaration: `DeclarationItem` of `declarative/protocol/declarationitemsresponse.yaml`.
    pub struct DeclarationItem<'a> {
        /// Its `Identifier`.
        "Identifier" => identifier: Text<'a>, format(NON_EMPTY);
        /// Its `ServerToken`; another one than last time: it has to be fetched.
        "ServerToken" => server_token: Text<'a>, format(NON_EMPTY);
    }
}

record! {
    /// A declaration: `declarative/declarations/declarationbase.yaml`.
    pub struct Declaration<'a> {
        /// Names it among all of the server.
        "Identifier" => identifier: Text<'a>, format(OCTETS_64);
        /// What it declares, as its type has it.
        "Payload" => payload: Raw<'a>, kind(Kind::Dictionary), REQUIRED;
        /// Names this state of it.
        "ServerToken" => server_token: Text<'a>, format(OCTETS_64);
        /// What it declares.
        "Type" => declaration_type: DeclarationType<'a>, OPEN;
    }
}

tokens! {
    /// What a declaration declares: `declarationtype` of `declarative/declarations/**/*.yaml`, and what was added up to 27.
    pub enum DeclarationType {
        /// Puts configurations into force, under a condition or without.
        "com.apple.activation.simple" => ActivationSimple;
        /// A credential by ACME.
        "com.apple.asset.credential.acme" => AssetCredentialAcme;
        /// A certificate.
        "com.apple.asset.credential.certificate" => AssetCredentialCertificate;
        /// A certificate and its key.
        "com.apple.asset.credential.identity" => AssetCredentialIdentity;
        /// A credential by SCEP.
        "com.apple.asset.credential.scep" => AssetCredentialScep;
        /// A user name and a password.
        "com.apple.asset.credential.userpassword" => AssetCredentialUserPassword;
        /// A file.
        "com.apple.asset.data" => AssetData;
        /// A name and an address of mail.
        "com.apple.asset.useridentity" => AssetUserIdentity;
        /// Calendars by CalDAV.
        "com.apple.configuration.account.caldav" => AccountCalDav;
        /// Contacts by CardDAV.
        "com.apple.configuration.account.carddav" => AccountCardDav;
        /// Exchange.
        "com.apple.configuration.account.exchange" => AccountExchange;
        /// Google.
        "com.apple.configuration.account.google" => AccountGoogle;
        /// A directory by LDAP.
        "com.apple.configuration.account.ldap" => AccountLdap;
        /// Mail.
        "com.apple.configuration.account.mail" => AccountMail;
        /// What accounts may do, since macOS 27.2.
        "com.apple.configuration.account.settings" => AccountSettings;
        /// A calendar to read.
        "com.apple.configuration.account.subscribed-calendar" => AccountSubscribedCalendar;
        /// What helps to see, hear and touch, since 27.
        "com.apple.configuration.accessibility.settings" => AccessibilitySettings;
        /// An app.
        "com.apple.configuration.app.managed" => AppManaged;
        /// Which apps run, since 27.
        "com.apple.configuration.app.settings" => AppSettings;
        /// Headphones that are lent, since iOS 26.
        "com.apple.configuration.audio-accessory.settings" => AudioAccessorySettings;
        /// A content cache, since macOS 27.
        "com.apple.configuration.content-cache.settings" => ContentCacheSettings;
        /// Disks.
        "com.apple.configuration.diskmanagement.settings" => DiskManagementSettings;
        /// Single sign-on by an extension, since 27.
        "com.apple.configuration.extensible-sso" => ExtensibleSso;
        /// Intelligence of other makers.
        "com.apple.configuration.external-intelligence.settings" => ExternalIntelligenceSettings;
        /// Apple Intelligence, since 26.4.
        "com.apple.configuration.intelligence.settings" => IntelligenceSettings;
        /// The keyboard.
        "com.apple.configuration.keyboard.settings" => KeyboardSettings;
        /// A profile.
        "com.apple.configuration.legacy" => Legacy;
        /// A profile that the user has to install.
        "com.apple.configuration.legacy.interactive" => LegacyInteractive;
        /// Which status items are to be told.
        "com.apple.configuration.management.status-subscriptions" => ManagementStatusSubscriptions;
        /// Nothing: for trials.
        "com.apple.configuration.management.test" => ManagementTest;
        /// The calculator.
        "com.apple.configuration.math.settings" => MathSettings;
        /// The migration assistant.
        "com.apple.configuration.migration-assistant.settings" => MigrationAssistantSettings;
        /// A proxy for DNS, since 27.
        "com.apple.configuration.network.dns-proxy" => NetworkDnsProxy;
        /// DNS, since 27.
        "com.apple.configuration.network.dns-settings" => NetworkDnsSettings;
        /// A relay, since 27.
        "com.apple.configuration.network.relay" => NetworkRelay;
        /// A VPN that is always on, since 27.
        "com.apple.configuration.network.vpn.always-on" => NetworkVpnAlwaysOn;
        /// A VPN by IKEv2, since 27.
        "com.apple.configuration.network.vpn.ikev2" => NetworkVpnIkev2;
        /// A VPN by IPsec, since 27.
        "com.apple.configuration.network.vpn.ipsec" => NetworkVpnIpsec;
        /// A VPN by an app of another maker, since 27.
        "com.apple.configuration.network.vpn.vpn-plugin" => NetworkVpnPlugin;
        /// A package, since macOS 26.
        "com.apple.configuration.package" => Package;
        /// What a passcode has to be.
        "com.apple.configuration.passcode.settings" => PasscodeSettings;
        /// Bookmarks.
        "com.apple.configuration.safari.bookmarks" => SafariBookmarks;
        /// Extensions of Safari.
        "com.apple.configuration.safari.extensions.settings" => SafariExtensionsSettings;
        /// Safari, since 26.
        "com.apple.configuration.safari.settings" => SafariSettings;
        /// A connection to another screen.
        "com.apple.configuration.screensharing.connection" => ScreenSharingConnection;
        /// Connections to other screens.
        "com.apple.configuration.screensharing.connection.group" => ScreenSharingConnectionGroup;
        /// Who may see the screen.
        "com.apple.configuration.screensharing.host.settings" => ScreenSharingHostSettings;
        /// A certificate.
        "com.apple.configuration.security.certificate" => SecurityCertificate;
        /// A certificate and its key.
        "com.apple.configuration.security.identity" => SecurityIdentity;
        /// How passkeys are attested.
        "com.apple.configuration.security.passkey.attestation" => SecurityPasskeyAttestation;
        /// What runs in the background.
        "com.apple.configuration.services.background-tasks" => ServicesBackgroundTasks;
        /// The configuration files of services.
        "com.apple.configuration.services.configuration-files" => ServicesConfigurationFiles;
        /// Siri, since 26.4.
        "com.apple.configuration.siri.settings" => SiriSettings;
        /// Which version of the system there has to be, and when.
        "com.apple.configuration.softwareupdate.enforcement.specific" => SoftwareUpdateEnforcementSpecific;
        /// How the system is updated.
        "com.apple.configuration.softwareupdate.settings" => SoftwareUpdateSettings;
        /// That watches are managed.
        "com.apple.configuration.watch.enrollment" => WatchEnrollment;
        /// A filter by an app of another maker, since 27.
        "com.apple.configuration.webcontent-filter.plugin" => WebContentFilterPlugin;
        /// Who the organization is.
        "com.apple.management.organization-info" => ManagementOrganizationInfo;
        /// Values that conditions compare with.
        "com.apple.management.properties" => ManagementProperties;
        /// What the server can do.
        "com.apple.management.server-capabilities" => ManagementServerCapabilities;
    }
}

record! {
    /// What has become of declarations and what else the server wants to know: `declarative/protocol/statusreport.yaml`.
    pub struct StatusReport<'a> {
        /// Status items that could not be told.
        "Errors" => errors: Vec<StatusError<'a>>, REQUIRED;
        /// Everything is told, whether it has changed or not; since iOS 17 and macOS 14.
        "FullReport" => full_report: Option<bool>;
        /// What has changed.
        "StatusItems" => status_items: StatusItems<'a>;
    }
}

record! {
    /// A status item that could not be told: `_Errors` of `declarative/protocol/statusreport.yaml`.
    pub struct StatusError<'a> {
        /// Why.
        "Reasons" => reasons: Vec<StatusErrorReason<'a>>;
        /// Which one, `device.model.family`.
        "StatusItem" => status_item: Text<'a>, format(NON_EMPTY);
    }
}

record! {
    /// Why a status item could not be told: `StatusReason` of `declarative/protocol/statusreport.yaml`.
    pub struct StatusErrorReason<'a> {
        /// What it is, `Error.ItemNotFound`.
        "Code" => code: Text<'a>, format(NON_EMPTY);
        /// The same in words.
        "Description" => description: Option<Text<'a>>;
        /// What it is about, each code with keys of its own.
        "Details" => details: Raw<'a>, kind(Kind::Dictionary);
    }
}
