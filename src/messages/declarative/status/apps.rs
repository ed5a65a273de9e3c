//! Status of apps and packages, and of the enrolment.

use super::StatusReason;
use crate::{
    record::{record, tokens},
    wire::{Data, Raw, Text},
};

record! {
    /// Status of apps: `app.managed.list.yaml`.
    pub struct AppStatusItems<'a> {
        /// Apps that declarations manage.
        "managed" => managed: Option<ManagedAppList<'a>>;
    }
}

record! {
    /// Apps that declarations manage: `app.managed.list.yaml`.
    pub struct ManagedAppList<'a> {
        /// The apps.
        "list" => list: Vec<ManagedAppStatus<'a>>;
    }
}

record! {
    /// An app that a declaration manages: `app.managed.list.yaml`.
    pub struct ManagedAppStatus<'a> {
        /// It is gone; nothing but its identifier stands beside it.
        "_removed" => removed: Option<bool>;
        /// What became of its configuration and of those of its extensions, since iOS 18.4 and macOS 27.
        "config-state" => config_state: Raw<'a>, kind(Kind::Dictionary);
        /// The `Identifier` of the declaration that manages it.
        "declaration-identifier" => declaration_identifier: Option<Text<'a>>;
        /// Names its version in the App Store.
        "external-version-id" => external_version_id: Option<i64>;
        /// Its bundle identifier.
        "identifier" => identifier: Text<'a>, format(NON_EMPTY);
        /// Its name.
        "name" => name: Option<Text<'a>>;
        /// Why its state is what it is.
        "reasons" => reasons: Vec<StatusReason<'a>>;
        /// Its version, as users see it.
        "short-version" => short_version: Option<Text<'a>>;
        /// How far it is installed.
        "state" => state: Option<ManagedAppState<'a>>;
        /// How far it is updated, if there is an update.
        "update-state" => update_state: Option<ManagedAppUpdateState<'a>>;
        /// Its version.
        "version" => version: Option<Text<'a>>;
    }
}

tokens! {
    /// How far an app is installed: `state` of `app.managed.list.yaml`, and what was added up to 26.
    pub enum ManagedAppState {
        /// It is fetched.
        "downloading" => Downloading;
        /// It could not be installed.
        "failed" => Failed;
        /// It is being installed.
        "installing" => Installing;
        /// It is there and managed.
        "managed" => Managed;
        /// The user took it away; it is managed again if it comes back.
        "managed-but-uninstalled" => ManagedButUninstalled;
        /// It is not there, since 26.
        "not-present" => NotPresent;
        /// It is there to be installed by the user.
        "optional" => Optional;
        /// The user is asked whether it may be installed.
        "prompting-for-consent" => PromptingForConsent;
        /// The user is asked to log in at the App Store.
        "prompting-for-login" => PromptingForLogin;
        /// The user is asked whether it may be managed.
        "prompting-for-management" => PromptingForManagement;
        /// It is to be installed.
        "queued" => Queued;
    }
}

tokens! {
    /// How far an app is updated: `update-state` of `app.managed.list.yaml`.
    pub enum ManagedAppUpdateState {
        /// There is an update.
        "available" => Available;
        /// It could not be updated.
        "failed" => Failed;
        /// The user is asked whether it may be updated.
        "prompting-for-update" => PromptingForUpdate;
        /// The user is asked to log in at the App Store.
        "prompting-for-update-login" => PromptingForUpdateLogin;
        /// It is being updated.
        "updating" => Updating;
    }
}

record! {
    /// Status of the enrolment: `mdm.*.yaml`.
    pub struct MdmStatusItems<'a> {
        /// Apps that commands have installed.
        "app" => app: Vec<MdmAppStatus<'a>>;
        /// How the device is enrolled, since 27.
        "enrollment-type" => enrollment_type: Option<MdmEnrollmentType<'a>>;
        /// It waits in Setup Assistant, since 27.
        "is-awaiting-configuration" => is_awaiting_configuration: Option<bool>;
        /// It was erased and enrolled again by itself, since 27.
        "is-return-to-service" => is_return_to_service: Option<bool>;
        /// It is a Shared iPad, since iOS 27.
        "is-shared-ipad" => is_shared_ipad: Option<bool>;
        /// The word that pushes have to hold, since 27.
        "push-magic" => push_magic: Option<Text<'a>>, SENSITIVE;
        /// Where pushes go, since 27.
        "push-token" => push_token: Option<Data<'a>>, SENSITIVE;
    }
}

tokens! {
    /// How a device is enrolled: `mdm.enrollment-type.yaml`.
    pub enum MdmEnrollmentType {
        /// By its user, as a whole.
        "device" => Device;
        /// Not at all.
        "none" => None;
        /// By its organization.
        "supervised" => Supervised;
        /// By its user, for an account.
        "user" => User;
    }
}

record! {
    /// An app that a command has installed: `mdm.app.yaml`.
    pub struct MdmAppStatus<'a> {
        /// It is gone, or a declaration manages it now; nothing but its identifier stands beside it.
        "_removed" => removed: Option<bool>;
        /// Names its version in the App Store.
        "external-version-id" => external_version_id: Option<Text<'a>>;
        /// Its bundle identifier.
        "identifier" => identifier: Text<'a>, format(NON_EMPTY);
        /// Its name.
        "name" => name: Option<Text<'a>>;
        /// Its version, as users see it.
        "short-version" => short_version: Option<Text<'a>>;
        /// How far it is installed.
        "state" => state: Option<MdmAppState<'a>>;
        /// Its version.
        "version" => version: Option<Text<'a>>;
    }
}

tokens! {
    /// How far an app is installed: `state` of `mdm.app.yaml`.
    pub enum MdmAppState {
        /// It could not be installed.
        "failed" => Failed;
        /// It is being installed.
        "installing" => Installing;
        /// It is there and managed.
        "managed" => Managed;
        /// The user took it away.
        "managed-but-uninstalled" => ManagedButUninstalled;
        /// The user does not want it managed.
        "management-rejected" => ManagementRejected;
        /// A code has to be redeemed first.
        "needs-redemption" => NeedsRedemption;
        /// The user is asked whether it may be installed.
        "prompting" => Prompting;
        /// The user is asked to log in at the App Store.
        "prompting-for-login" => PromptingForLogin;
        /// The user is asked whether it may be managed.
        "prompting-for-management" => PromptingForManagement;
        /// The user is asked whether it may be updated.
        "prompting-for-update" => PromptingForUpdate;
        /// The user is asked to log in for the update.
        "prompting-for-update-login" => PromptingForUpdateLogin;
        /// It is to be installed.
        "queued" => Queued;
        /// A code is being redeemed.
        "redeeming" => Redeeming;
        /// The system can't tell.
        "unknown" => Unknown;
        /// The user does not want the update.
        "update-rejected" => UpdateRejected;
        /// It is being updated.
        "updating" => Updating;
        /// The user had installed it before.
        "user-installed-app" => UserInstalledApp;
        /// The user does not want it.
        "user-rejected" => UserRejected;
        /// Whether it was bought is being checked.
        "validating-purchase" => ValidatingPurchase;
        /// The update is being checked.
        "validating-update" => ValidatingUpdate;
    }
}

record! {
    /// Status of packages: `package.list.yaml`, since macOS 26.
    pub struct PackageStatusItems<'a> {
        /// Packages that declarations have installed.
        "list" => list: Vec<PackageStatus<'a>>;
    }
}

record! {
    /// A package that a declaration has installed: `package.list.yaml`.
    pub struct PackageStatus<'a> {
        /// It is gone; nothing but its identifier stands beside it.
        "_removed" => removed: Option<bool>;
        /// The `Identifier` of its declaration.
        "declaration-identifier" => declaration_identifier: Option<Text<'a>>;
        /// Names it.
        "identifier" => identifier: Text<'a>, format(NON_EMPTY);
        /// Its name.
        "name" => name: Option<Text<'a>>;
        /// Why its state is what it is.
        "reasons" => reasons: Vec<StatusReason<'a>>;
        /// How far it is installed.
        "state" => state: Option<PackageState<'a>>;
        /// Its version.
        "version" => version: Option<Text<'a>>;
    }
}

tokens! {
    /// How far a package is installed: `state` of `package.list.yaml`.
    pub enum PackageState {
        /// It is fetched.
        "downloading" => Downloading;
        /// It could not be installed.
        "failed" => Failed;
        /// It is there.
        "installed" => Installed;
        /// It is being installed.
        "installing" => Installing;
        /// It is there to be installed by the user.
        "optional" => Optional;
        /// The user is asked whether it may be installed.
        "prompting-for-consent" => PromptingForConsent;
        /// It is to be installed.
        "queued" => Queued;
    }
}
