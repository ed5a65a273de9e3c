//! Apps, installed, removed and asked about.

use crate::{
    Map,
    messages::Response,
    record::{record, tokens},
    report::Checks,
    wire::{Datas, Raw, Text, Texts},
};

command! {
    /// Installs an app, or brings it up to date: `mdm/commands/application.install.yaml`.
    pub struct InstallApplication<'a> in InstallApplicationCommand, "InstallApplication", [absent(USER_CHANNEL.and(SHARED_IPAD))] {
        /// How the system treats it.
        "Attributes" => attributes: Option<ApplicationAttributes<'a>>, absent(MACOS);
        /// An app that the user installed is managed from now on, since iOS 9 and macOS 11.
        "ChangeManagementState" => change_management_state: Option<ChangeManagementState<'a>>, absent(USER_ENROLLMENT);
        /// What the app is given to read, keys of its own.
        "Configuration" => configuration: Raw<'a>, kind(Kind::Dictionary);
        /// Its bundle identifier; of an app for watches that of the watch.
        "Identifier" => identifier: Option<Text<'a>>, format(NON_EMPTY);
        /// It is managed, since macOS 11; elsewhere every one is.
        "InstallAsManaged" => install_as_managed: Option<bool>, absent(USER_ENROLLMENT.and(MACOS)), absent(IOS), absent(TVOS), absent(VISIONOS);
        /// What holds while it is managed: 1 it goes with the enrolment, 4 its data is not backed up, 5 both.
        "ManagementFlags" => management_flags: Option<i64>, absent(USER_ENROLLMENT.and(MACOS)), among(MANAGEMENT_FLAGS);
        /// Where its manifest is, if it is not from the store.
        "ManifestURL" => manifest_url: Option<Text<'a>>, format(HTTPS_URL);
        /// How it was bought.
        "Options" => options: Option<InstallOptions<'a>>;
        /// It is one for iOS, on a Mac with Apple silicon.
        "iOSApp" => ios_app: Option<bool>, absent(IOS), absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        /// Its number in the store.
        "iTunesStoreID" => itunes_store_id: Option<i64>;
        group AtLeastOne("Identifier", "ManifestURL", "iTunesStoreID");
        check what_is_taken_over_is_managed;
    }
}

fn what_is_taken_over_is_managed(app: &InstallApplication<'_>, out: &mut Checks) {
    if app.change_management_state.is_some() && app.install_as_managed == Some(false) {
        out.given(MANAGED).contradiction("InstallAsManaged", TAKEN_OVER);
    }
}

const MANAGED: &[&str] = &["ChangeManagementState", "InstallAsManaged"];
const TAKEN_OVER: &str = "`ChangeManagementState` needs `InstallAsManaged` true";

/// A sum of 1 and 4, or nothing: the schema lists the sums, Apple's own example has none.
const MANAGEMENT_FLAGS: &[i64] = &[0, 1, 4, 5];

tokens! {
    /// What becomes of an app that the user installed: `ChangeManagementState` of `mdm/commands/application.install.yaml`.
    pub enum ChangeManagementState {
        /// It is managed from now on.
        "Managed" => Managed;
    }
}

record! {
    /// How an app was bought: `Options` of `mdm/commands/application.install.yaml`.
    pub struct InstallOptions<'a> {
        /// What it is paid with: 0 nothing or a redemption code, 1 a licence of the organization's.
        "PurchaseMethod" => purchase_method: Option<i64>, among(&[0, 1]);
    }
}

record! {
    /// How the system treats a managed app: `Attributes` of `mdm/commands/application.install.yaml`.
    pub struct ApplicationAttributes<'a> {
        /// Domains that belong to it, since iOS 13.
        "AssociatedDomains" => associated_domains: Texts<'a>, absent(TVOS);
        /// Those are looked up by the device and not by Apple, since iOS 14.
        "AssociatedDomainsEnableDirectDownloads" => associated_domains_enable_direct_downloads: Option<bool>, absent(TVOS);
        /// Its slice of the cellular network, `DNN:name` or `AppCategory:category`; since iOS 17.
        "CellularSliceUUID" => cellular_slice_uuid: Option<Text<'a>>, format(CELLULAR_SLICE), absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        /// Its content filter, since iOS 16.
        "ContentFilterUUID" => content_filter_uuid: Option<Text<'a>>, absent(TVOS), absent(WATCHOS);
        /// Its proxy for DNS, since iOS 16.
        "DNSProxyUUID" => dns_proxy_uuid: Option<Text<'a>>, absent(TVOS), absent(WATCHOS);
        /// The user can hide it, since iOS 18.1; if nothing is said, so it is.
        "Hideable" => hideable: Option<bool>, absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        /// The user can lock it, since iOS 18.1; if nothing is said, so it is.
        "Lockable" => lockable: Option<bool>, absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        /// Its relay, since iOS 17.
        "RelayUUID" => relay_uuid: Option<Text<'a>>, absent(TVOS), absent(WATCHOS);
        /// The user can remove it, since iOS 14; if nothing is said, so it is.
        "Removable" => removable: Option<bool>;
        /// After each payment that asks the customer for a PIN the iPhone locks, since iOS 16.4.
        "TapToPayScreenLock" => tap_to_pay_screen_lock: Option<bool>, absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        /// Its VPN.
        "VPNUUID" => vpnuuid: Option<Text<'a>>, absent(TVOS);
    }
}

command! {
    /// Installs an app or a package of the organization's: `mdm/commands/application.install.enterprise.yaml`. Macs only.
    pub struct InstallEnterpriseApplication<'a> in InstallEnterpriseApplicationCommand, "InstallEnterpriseApplication", [only(MACOS), never(USER_CHANNEL)] {
        /// An app that the user installed is managed from now on, since macOS 11.
        "ChangeManagementState" => change_management_state: Option<ChangeManagementState<'a>>, absent(USER_ENROLLMENT);
        /// What the app is given to read, since macOS 11.
        "Configuration" => configuration: Raw<'a>, kind(Kind::Dictionary);
        /// It is managed, since macOS 11.
        "InstallAsManaged" => install_as_managed: Option<bool>, absent(USER_ENROLLMENT);
        /// What holds while it is managed: 1 it goes with the enrolment; since macOS 11.
        "ManagementFlags" => management_flags: Option<i64>, among(&[0, 1]), absent(USER_ENROLLMENT);
        /// Its manifest.
        "Manifest" => manifest: Option<Manifest<'a>>;
        /// Where its manifest is.
        "ManifestURL" => manifest_url: Option<Text<'a>>, format(HTTPS_URL);
        /// Certificates in DER, by one of which that server is known.
        "ManifestURLPinningCerts" => manifest_url_pinning_certs: Datas<'a>;
        /// That server is not known as long as nobody says that its certificate is not revoked.
        "PinningRevocationCheckRequired" => pinning_revocation_check_required: Option<bool>;
        /// It is one for iOS, on a Mac with Apple silicon.
        "iOSApp" => ios_app: Option<bool>;
        group AtLeastOne("Manifest", "ManifestURL");
        check what_is_taken_over_is_managed_on_a_mac;
    }
}

/// On a Mac an app is managed only if the command says so.
fn what_is_taken_over_is_managed_on_a_mac(app: &InstallEnterpriseApplication<'_>, out: &mut Checks) {
    match (&app.change_management_state, app.install_as_managed) {
        (Some(_), Some(false)) => out.given(MANAGED).contradiction("InstallAsManaged", TAKEN_OVER),
        (Some(_), None) => out.given(MANAGED).expected("InstallAsManaged", "`ChangeManagementState` is there"),
        _ => {}
    }
}

record! {
    /// What an app or a package consists of and where that is: `other/manifesturl.yaml`.
    pub struct Manifest<'a> {
        /// What is installed.
        "items" => items: Vec<ManifestItem<'a>>, REQUIRED;
    }
}

record! {
    /// One app or package: `items-item` of `other/manifesturl.yaml`.
    pub struct ManifestItem<'a> {
        /// Its files.
        "assets" => assets: Vec<ManifestAsset<'a>>, REQUIRED;
        /// What it is; devices do without it, whatever the schema says.
        "metadata" => metadata: Option<ManifestMetadata<'a>>;
    }
}

record! {
    /// One file: `assets-item` of `other/manifesturl.yaml`.
    pub struct ManifestAsset<'a> {
        /// What it is.
        "kind" => kind: ManifestAssetKind<'a>;
        /// The MD5 digest of all of it, since 27.
        "md5" => md5: Option<Text<'a>>;
        /// How many bytes each digest of `md5s` is of.
        "md5-size" => md5_size: Option<i64>;
        /// The MD5 digests of its parts.
        "md5s" => md5s: Texts<'a>;
        /// Gloss is laid over the picture; historic.
        "needs-shine" => needs_shine: Option<bool>;
        /// The SHA-256 digest of all of it, since 27.
        "sha256" => sha256: Option<Text<'a>>;
        /// How many bytes each digest of `sha256s` is of.
        "sha256-size" => sha256_size: Option<i64>;
        /// The SHA-256 digests of its parts.
        "sha256s" => sha256s: Texts<'a>;
        /// Where it is.
        "url" => url: Text<'a>, format(HTTPS_URL);
    }
}

tokens! {
    /// What a file of an app is: `kind` of `other/manifesturl.yaml`.
    pub enum ManifestAssetKind {
        /// A manifest of what the app loads later.
        "asset-pack-manifest" => AssetPackManifest;
        /// A picture that is shown while it is installed.
        "display-image" => DisplayImage;
        /// A large picture.
        "full-size-image" => FullSizeImage;
        /// The app or the package; in the schema since 27.
        "software-package" => SoftwarePackage;
    }
}

record! {
    /// What an app is: `metadata` of `other/manifesturl.yaml`.
    pub struct ManifestMetadata<'a> {
        /// Its bundle identifier.
        "bundle-identifier" => bundle_identifier: Text<'a>, format(NON_EMPTY);
        /// Its version.
        "bundle-version" => bundle_version: Option<Text<'a>>;
        /// Who made it; in no schema, but in Apple's own example.
        "developer-name" => developer_name: Option<Text<'a>>;
        /// The bundles in it; historic.
        "items" => items: Vec<ManifestBundle<'a>>;
        /// What kind of thing it is.
        "kind" => kind: ManifestKind<'a>;
        /// The platform it is made for; in no schema, written by Xcode.
        "platform-identifier" => platform_identifier: Option<Text<'a>>;
        /// How large it is; historic.
        "sizeInBytes" => size_in_bytes: Option<i64>;
        /// Who made it.
        "subtitle" => subtitle: Option<Text<'a>>;
        /// Its name.
        "title" => title: Text<'a>, format(NON_EMPTY);
    }
}

tokens! {
    /// What kind of thing is installed: `metadata.kind` of `other/manifesturl.yaml`.
    pub enum ManifestKind {
        /// Software.
        "software" => Software;
    }
}

record! {
    /// A bundle in an app or a package: `metadata-items-item` of `other/manifesturl.yaml`.
    pub struct ManifestBundle<'a> {
        /// Its bundle identifier.
        "bundle-identifier" => bundle_identifier: Option<Text<'a>>;
        /// Its version.
        "bundle-version" => bundle_version: Option<Text<'a>>;
    }
}

command! {
    /// Removes a managed app: `mdm/commands/application.remove.yaml`.
    pub struct RemoveApplication<'a> in RemoveApplicationCommand, "RemoveApplication", [never(USER_CHANNEL)] {
        /// Its bundle identifier.
        "Identifier" => identifier: Text<'a>, format(NON_EMPTY);
    }
}

command! {
    /// Gives the code that an app waits for which is being installed: `mdm/commands/application.redemptioncode.yaml`. iPhones and
    /// iPads.
    pub struct ApplyRedemptionCode<'a> in ApplyRedemptionCodeCommand, "ApplyRedemptionCode", [only(IOS), never(USER_ENROLLMENT), never(SHARED_IPAD), never(USER_CHANNEL)] {
        /// Its bundle identifier.
        "Identifier" => identifier: Text<'a>, format(NON_EMPTY);
        /// The code.
        "RedemptionCode" => redemption_code: Text<'a>, SENSITIVE;
    }
}

command! {
    /// Has the provisioning profiles of apps of the organization's validated: `mdm/commands/application.validate.yaml`.
    pub struct ValidateApplications<'a> in ValidateApplicationsCommand, "ValidateApplications", [only(IOS.and(TVOS).and(VISIONOS)), never(USER_CHANNEL)] {
        /// The bundle identifiers; if there are none, those of all managed apps.
        "Identifiers" => identifiers: Texts<'a>;
    }
}

command! {
    /// Asks the user to take part in Apps and Books: `mdm/commands/application.invitetoprogram.yaml`.
    pub struct InviteToProgram<'a> in InviteToProgramCommand, "InviteToProgram", [only(IOS.and(MACOS)), never(USER_ENROLLMENT), absent(DEVICE_CHANNEL.and(MACOS)), absent(DEVICE_CHANNEL.and(SHARED_IPAD))] {
        /// Where the user agrees.
        "InvitationURL" => invitation_url: Text<'a>, format(URL);
        /// The programme.
        "ProgramID" => program_id: ProgramId<'a>;
    }
}

tokens! {
    /// The programme that a user is invited to: `ProgramID` of `mdm/commands/application.invitetoprogram.yaml`.
    pub enum ProgramId {
        /// Apps and Books.
        "com.apple.cloudvpp" => AppsAndBooks;
    }
}

command! {
    /// Asks how it stands with managed apps: `mdm/commands/application.managed.list.yaml`.
    pub struct ManagedApplicationList<'a> in ManagedApplicationListCommand, "ManagedApplicationList", [absent(USER_CHANNEL.and(SHARED_IPAD))] {
        /// The bundle identifiers; if there are none, all of them.
        "Identifiers" => identifiers: Texts<'a>;
    }
}

command! {
    /// Asks for the attributes of managed apps: `mdm/commands/managed.application.attributes.yaml`.
    pub struct ManagedApplicationAttributes<'a> in ManagedApplicationAttributesCommand, "ManagedApplicationAttributes", [only(IOS.and(TVOS).and(VISIONOS).and(WATCHOS)), never(USER_CHANNEL)] {
        /// The bundle identifiers.
        "Identifiers" => identifiers: Texts<'a>, REQUIRED;
    }
}

command! {
    /// Asks what managed apps are given to read: `mdm/commands/managed.application.configuration.yaml`.
    pub struct ManagedApplicationConfiguration<'a> in ManagedApplicationConfigurationCommand, "ManagedApplicationConfiguration", [never(USER_CHANNEL)] {
        /// The bundle identifiers.
        "Identifiers" => identifiers: Texts<'a>, REQUIRED;
    }
}

command! {
    /// Asks what managed apps have to say: `mdm/commands/managed.application.feedback.yaml`.
    pub struct ManagedApplicationFeedback<'a> in ManagedApplicationFeedbackCommand, "ManagedApplicationFeedback", [only(IOS.and(MACOS).and(TVOS).and(VISIONOS)), absent(USER_CHANNEL.and(SHARED_IPAD)), absent(DEVICE_CHANNEL.and(MACOS))] {
        /// It is taken away once it has been read.
        "DeleteFeedback" => delete_feedback: Option<bool>;
        /// The bundle identifiers.
        "Identifiers" => identifiers: Texts<'a>, REQUIRED;
    }
}

command! {
    /// Asks which extensions are active for a user: `mdm/commands/application.extensions.listactive.yaml`. Macs only.
    pub struct ActiveNsExtensions<'a> in ActiveNsExtensionsCommand, "ActiveNSExtensions", [only(MACOS), never(USER_ENROLLMENT), never(DEVICE_CHANNEL)] {
        /// What they extend; if there are none, all.
        "FilterExtensionPoints" => filter_extension_points: Texts<'a>;
    }
}

command! {
    /// Asks which extensions there are: `mdm/commands/application.extensions.mappings.yaml`. Macs only.
    pub struct NsExtensionMappings<'a> in NsExtensionMappingsCommand, "NSExtensionMappings", [only(MACOS), never(USER_ENROLLMENT), never(DEVICE_CHANNEL)] {}
}

record! {
    /// The answer to `ActiveNSExtensions`: `mdm/commands/application.extensions.listactive.yaml`.
    ///
    /// One to `NSExtensionMappings` has the same keys, and fewer of them: where nothing tells which command was sent, it
    /// is taken for this.
    pub struct ActiveNsExtensionsResponse<'a> in response: Response<'a> {
        /// The extensions that are active.
        "Extensions" => extensions: Vec<ActiveNsExtension<'a>>, ON_SUCCESS;
    }
}

record! {
    /// An extension that is active: `ExtensionsItem` of `mdm/commands/application.extensions.listactive.yaml`. Required is what an
    /// answer to `NSExtensionMappings` has too, which may be taken for this one.
    pub struct ActiveNsExtension<'a> {
        /// The name of what it comes with, as it is shown.
        "ContainerDisplayName" => container_display_name: Option<Text<'a>>;
        /// The identifier of what it comes with.
        "ContainerIdentifier" => container_identifier: Option<Text<'a>>;
        /// Its name, as it is shown.
        "DisplayName" => display_name: Text<'a>;
        /// What it extends.
        "ExtensionPoint" => extension_point: Text<'a>;
        /// Its identifier.
        "Identifier" => identifier: Text<'a>;
        /// Where it is.
        "Path" => path: Option<Text<'a>>;
        /// What the user has chosen for it.
        "UserElection" => user_election: Option<UserElection<'a>>;
        /// Its version.
        "Version" => version: Option<Text<'a>>;
    }
}

tokens! {
    /// What a user has chosen for an extension: `UserElection` of `mdm/commands/application.extensions.listactive.yaml`.
    pub enum UserElection {
        /// Nothing.
        "Default" => Default;
        /// It is not to be used.
        "Ignore" => Ignore;
        /// It is to be used.
        "Use" => Use;
    }
}

record! {
    /// The answer to `NSExtensionMappings`: `mdm/commands/application.extensions.mappings.yaml`.
    pub struct NsExtensionMappingsResponse<'a> in response: Response<'a> {
        /// The extensions that there are.
        "Extensions" => extensions: Vec<NsExtension<'a>>, ON_SUCCESS;
    }
}

record! {
    /// An extension: `ExtensionsItem` of `mdm/commands/application.extensions.mappings.yaml`.
    pub struct NsExtension<'a> {
        /// Its name, as it is shown.
        "DisplayName" => display_name: Text<'a>;
        /// What it extends.
        "ExtensionPoint" => extension_point: Text<'a>;
        /// Its identifier.
        "Identifier" => identifier: Text<'a>;
    }
}

record! {
    /// The answer to `InstallApplication`: `mdm/commands/application.install.yaml`.
    pub struct InstallApplicationResponse<'a> in response: Response<'a> {
        /// The app's bundle identifier, if it is known by then.
        "Identifier" => identifier: Option<Text<'a>>;
        /// Why it is not installed.
        "RejectionReason" => rejection_reason: Option<Text<'a>>;
        /// How far it is.
        "State" => state: Option<ApplicationState<'a>>;
    }
}

tokens! {
    /// How far an app is: `Status` of `mdm/commands/application.managed.list.yaml`.
    pub enum ApplicationState {
        /// It could not be installed.
        "Failed" => Failed;
        /// It is being installed.
        "Installing" => Installing;
        /// It is there and managed.
        "Managed" => Managed;
        /// It was managed, and the user removed it.
        "ManagedButUninstalled" => ManagedButUninstalled;
        /// The user does not want it to be managed.
        "ManagementRejected" => ManagementRejected;
        /// It waits for a redemption code.
        "NeedsRedemption" => NeedsRedemption;
        /// The user is asked.
        "Prompting" => Prompting;
        /// The user is asked to log in at the store.
        "PromptingForLogin" => PromptingForLogin;
        /// The user is asked whether it may be managed.
        "PromptingForManagement" => PromptingForManagement;
        /// The user is asked whether it may be brought up to date.
        "PromptingForUpdate" => PromptingForUpdate;
        /// The user is asked to log in at the store to bring it up to date.
        "PromptingForUpdateLogin" => PromptingForUpdateLogin;
        /// It waits for its turn.
        "Queued" => Queued;
        /// Its redemption code is being redeemed.
        "Redeeming" => Redeeming;
        /// Nobody knows.
        "Unknown" => Unknown;
        /// The user does not want it to be brought up to date.
        "UpdateRejected" => UpdateRejected;
        /// It is being brought up to date.
        "Updating" => Updating;
        /// The user has installed it.
        "UserInstalledApp" => UserInstalledApp;
        /// The user does not want it.
        "UserRejected" => UserRejected;
        /// Its purchase is being looked at.
        "ValidatingPurchase" => ValidatingPurchase;
        /// Its newer version is being looked at.
        "ValidatingUpdate" => ValidatingUpdate;
    }
}

record! {
    /// The answer to `ManagedApplicationList`: `mdm/commands/application.managed.list.yaml`.
    pub struct ManagedApplicationListResponse<'a> in response: Response<'a> {
        /// The apps by their bundle identifiers.
        "ManagedApplicationList" => managed_application_list: Map<'a, ManagedApplication<'a>>, ON_SUCCESS;
    }
}

record! {
    /// How it stands with a managed app: `mdm/commands/application.managed.list.yaml`.
    pub struct ManagedApplication<'a> {
        /// The number of its version in the store, since iOS 10.3 and macOS 11.3.
        "ExternalVersionIdentifier" => external_version_identifier: Option<i64>;
        /// It is given something to read.
        "HasConfiguration" => has_configuration: Option<bool>;
        /// It has something to say.
        "HasFeedback" => has_feedback: Option<bool>;
        /// It may run, since iOS 9.2.
        "IsValidated" => is_validated: Option<bool>;
        /// What holds while it is managed: 1 it goes with the enrolment, 4 its data is not backed up, 5 both.
        "ManagementFlags" => management_flags: Option<i64>;
        /// How far it is.
        "Status" => status: ApplicationState<'a>;
        /// The code that was not needed, told once.
        "UnusedRedemptionCode" => unused_redemption_code: Option<Text<'a>>, SENSITIVE;
    }
}

record! {
    /// The answer to `ManagedApplicationAttributes`: `mdm/commands/managed.application.attributes.yaml`.
    pub struct ManagedApplicationAttributesResponse<'a> in response: Response<'a> {
        /// The attributes of each app.
        "ApplicationAttributes" => application_attributes: Vec<ApplicationAttributesItem<'a>>, ON_SUCCESS;
    }
}

record! {
    /// The attributes of an app: `ApplicationAttributesItem` of `mdm/commands/managed.application.attributes.yaml`.
    pub struct ApplicationAttributesItem<'a> {
        /// How the system treats it.
        "Attributes" => attributes: Option<ApplicationAttributes<'a>>;
        /// Its bundle identifier.
        "Identifier" => identifier: Text<'a>;
    }
}

record! {
    /// The answer to `ManagedApplicationConfiguration`: `mdm/commands/managed.application.configuration.yaml`.
    pub struct ManagedApplicationConfigurationResponse<'a> in response: Response<'a> {
        /// What each app is given to read.
        "ApplicationConfigurations" => application_configurations: Vec<ApplicationConfigurationsItem<'a>>, ON_SUCCESS;
    }
}

record! {
    /// What an app is given to read: `ApplicationConfigurationsItem` of `mdm/commands/managed.application.configuration.yaml`.
    pub struct ApplicationConfigurationsItem<'a> {
        /// What it is given, under keys of its own.
        "Configuration" => configuration: Raw<'a>, kind(Kind::Dictionary);
        /// Its bundle identifier.
        "Identifier" => identifier: Text<'a>;
    }
}

record! {
    /// The answer to `ManagedApplicationFeedback`: `mdm/commands/managed.application.feedback.yaml`.
    pub struct ManagedApplicationFeedbackResponse<'a> in response: Response<'a> {
        /// What each app has to say.
        "ManagedApplicationFeedback" => managed_application_feedback: Vec<ManagedApplicationFeedbackItem<'a>>, ON_SUCCESS;
    }
}

record! {
    /// What an app has to say: `ManagedApplicationFeedbackItem` of `mdm/commands/managed.application.feedback.yaml`.
    pub struct ManagedApplicationFeedbackItem<'a> {
        /// What it says, under keys of its own.
        "Feedback" => feedback: Raw<'a>, kind(Kind::Dictionary);
        /// Its bundle identifier.
        "Identifier" => identifier: Text<'a>;
    }
}

record! {
    /// The answer to `InviteToProgram`: `mdm/commands/application.invitetoprogram.yaml`.
    pub struct InviteToProgramResponse<'a> in response: Response<'a> {
        /// What became of it.
        "InvitationResult" => invitation_result: Option<InvitationResult<'a>>, ON_SUCCESS;
    }
}

tokens! {
    /// What became of an invitation: `InvitationResult` of `mdm/commands/application.invitetoprogram.yaml`.
    pub enum InvitationResult {
        /// The user is invited.
        "Acknowledged" => Acknowledged;
        /// The address is none of the programme.
        "InvalidInvitationURL" => InvalidInvitationUrl;
        /// There is no such programme.
        "InvalidProgramID" => InvalidProgramId;
    }
}
