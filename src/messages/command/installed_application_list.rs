//! The apps of a device.

use crate::{
    messages::Response,
    record::record,
    wire::{Text, Texts},
};

command! {
    /// Asks which apps there are: `mdm/commands/application.installed.list.yaml`.
    pub struct InstalledApplicationList<'a> in InstalledApplicationListCommand, "InstalledApplicationList", [absent(USER_ENROLLMENT.and(MACOS)), absent(USER_CHANNEL.and(SHARED_IPAD))] {
        /// The bundle identifiers; if there are none, all of them. Since iOS 7 and macOS 10.15.
        "Identifiers" => identifiers: Texts<'a>;
        /// What to tell: keys of [`InstalledApplicationListItem`]. If nothing is asked for, all; since 26 not how large the apps
        /// are.
        "Items" => items: Texts<'a>, absent(MACOS), listed(ITEMS);
        /// Only those that this server manages, since iOS 7 and macOS 10.15.
        "ManagedAppsOnly" => managed_apps_only: Option<bool>;
    }
}

/// What may be asked for.
const ITEMS: &[&str] = &[
    "AdHocCodeSigned",
    "AppStoreVendable",
    "BetaApp",
    "BundleSize",
    "DeviceBasedVPP",
    "DistributorIdentifier",
    "DynamicSize",
    "ExternalVersionIdentifier",
    "HasUpdateAvailable",
    "Identifier",
    "Installing",
    "IsAppClip",
    "IsValidated",
    "Name",
    "ShortVersion",
    "Version",
];

record! {
    /// The answer to `InstalledApplicationList`: `mdm/commands/application.installed.list.yaml`.
    pub struct InstalledApplicationListResponse<'a> in response: Response<'a> {
        /// The apps, those of the system too on Macs and, from the 26 systems on, everywhere.
        "InstalledApplicationList" => installed_application_list: Vec<InstalledApplicationListItem<'a>>, ON_SUCCESS;
    }
}

record! {
    /// One app: `InstalledApplicationListItem` of `mdm/commands/application.installed.list.yaml`.
    ///
    /// No key is in every item: the command may ask for some only, and Macs list what has no bundle identifier.
    pub struct InstalledApplicationListItem<'a> {
        /// Signed for this device by its developer.
        "AdHocCodeSigned" => ad_hoc_code_signed: Option<bool>;
        /// Came from the App Store and takes part in what the store offers.
        "AppStoreVendable" => app_store_vendable: Option<bool>;
        /// Part of Apple's beta programme.
        "BetaApp" => beta_app: Option<bool>;
        /// The size of the app itself, in bytes; from the 26 systems on only if asked for.
        "BundleSize" => bundle_size: Option<u64>;
        /// Licensed to the device, without an Apple Account.
        "DeviceBasedVPP" => device_based_vpp: Option<bool>;
        /// The marketplace it came from, since iOS 17.4.
        "DistributorIdentifier" => distributor_identifier: Option<Text<'a>>;
        /// The user cancelled the download.
        "DownloadCancelled" => download_cancelled: Option<bool>;
        /// The download failed.
        "DownloadFailed" => download_failed: Option<bool>;
        /// The user paused the download.
        "DownloadPaused" => download_paused: Option<bool>;
        /// The download has not begun.
        "DownloadWaiting" => download_waiting: Option<bool>;
        /// The size of its documents and caches, in bytes; from the 26 systems on only if asked for.
        "DynamicSize" => dynamic_size: Option<u64>;
        /// The number of its version in the App Store; 0 for an app that is not from there.
        "ExternalVersionIdentifier" => external_version_identifier: Option<i64>;
        /// The App Store has a newer version; looked up once a day.
        "HasUpdateAvailable" => has_update_available: Option<bool>;
        /// The bundle identifier; some items of Macs have none.
        "Identifier" => identifier: Option<Text<'a>>;
        /// Is being downloaded or installed.
        "Installing" => installing: Option<bool>;
        /// An App Clip, since iOS 16.
        "IsAppClip" => is_app_clip: Option<bool>;
        /// May run; an app of the organization's own may not before it has been checked.
        "IsValidated" => is_validated: Option<bool>;
        /// Its name.
        "Name" => name: Option<Text<'a>>;
        /// Where it stands in the file system; Macs only.
        "Path" => path: Option<Text<'a>>;
        /// The version that people see, `17.3`.
        "ShortVersion" => short_version: Option<Text<'a>>;
        /// Who manages it: `Declarative Device Management`, since iOS 17.2.
        "Source" => source: Option<Text<'a>>;
        /// The version of the build; empty for some items of Macs.
        "Version" => version: Option<Text<'a>>;
    }
}
