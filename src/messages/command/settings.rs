//! Settings that are made once; the user may change most of them later.

use super::{ApplicationAttributes, MdmOptions, OrganizationInfo};
use crate::{
    messages::{ErrorChainItem, Response},
    record::{record, tokens},
    report::{Checks, Expected, Found},
    wire::{Data, Raw, Text, Texts},
};

command! {
    /// Makes settings: `mdm/commands/settings.yaml`.
    pub struct Settings<'a> in SettingsCommand, "Settings" {
        /// What is set.
        "Settings" => settings: Vec<SettingsItem<'a>>, REQUIRED;
    }
}

record! {
    /// One setting: an item of `Settings` of `mdm/commands/settings.yaml`. `Item` says which, and [`SettingItem::keys`] which keys
    /// go with that.
    pub struct SettingsItem<'a> {
        /// `ApplicationAttributes`: how the system treats the app; if there are none, as any other.
        "Attributes" => attributes: Option<ApplicationAttributes<'a>>;
        /// `SharedDeviceConfiguration`: whether a user who logs in waits for `UserConfigured`, since iOS 17.
        "AwaitUserConfiguration" => await_user_configuration: Option<AwaitUserConfiguration<'a>>;
        /// `AccessibilitySettings`: text is bold.
        "BoldTextEnabled" => bold_text_enabled: Option<bool>;
        /// `DefaultApplications`: the bundle identifier of the app that calls, since iOS 26.
        "Calling" => calling: Option<Text<'a>>;
        /// `ApplicationConfiguration`: what the app is given to read; if there is none, nothing.
        "Configuration" => configuration: Raw<'a>, kind(Kind::Dictionary);
        /// `DeviceName`: the device's name.
        "DeviceName" => device_name: Option<Text<'a>>;
        /// Roaming, Bluetooth and the like: it is on.
        "Enabled" => enabled: Option<bool>;
        /// `AccessibilitySettings`: the screen shows no colours; watches only.
        "GrayscaleEnabled" => grayscale_enabled: Option<bool>, absent(IOS);
        /// `HostName`: the name of the Mac in the network.
        "HostName" => host_name: Option<Text<'a>>;
        /// `ApplicationAttributes` and `ApplicationConfiguration`: the bundle identifier of the app.
        "Identifier" => identifier: Option<Text<'a>>, format(NON_EMPTY);
        /// `Wallpaper`: the picture, PNG or JPEG.
        "Image" => image: Option<Data<'a>>;
        /// `AccessibilitySettings`: contrast is increased.
        "IncreaseContrastEnabled" => increase_contrast_enabled: Option<bool>, absent(WATCHOS);
        /// Which setting it is.
        "Item" => item: SettingItem<'a>;
        /// `MDMOptions`: what the management may do.
        "MDMOptions" => mdm_options: Option<MdmOptions<'a>>;
        /// `SharedDeviceConfiguration`: domains that users choose from when they log in, since iOS 16.
        "ManagedAppleIDDefaultDomains" => managed_apple_id_default_domains: Texts<'a>;
        /// `MaximumResidentUsers`: so many users at most; withdrawn with iOS 13.4.
        "MaximumResidentUsers" => maximum_resident_users: Option<i64>, range(0, i64::MAX);
        /// `DefaultApplications`: the bundle identifier of the app that sends messages, since iOS 26.
        "Messaging" => messaging: Option<Text<'a>>;
        /// `SharedDeviceConfiguration`: after so many days a user has to log in at Apple, since iOS 16.
        "OnlineAuthenticationGracePeriod" => online_authentication_grace_period: Option<i64>, range(0, i64::MAX);
        /// `OrganizationInfo`: who the organization is; if there is none, what was set is taken away.
        "OrganizationInfo" => organization_info: Option<OrganizationInfo<'a>>;
        /// `PasscodeLockGracePeriod`: after so many seconds locked the passcode is asked for; withdrawn with iOS 17.
        "PasscodeLockGracePeriod" => passcode_lock_grace_period: Option<i64>, among(GRACE_PERIODS);
        /// `SharedDeviceConfiguration`: when the device locks, since iOS 17.
        "PasscodePolicy" => passcode_policy: Option<PasscodePolicy<'a>>;
        /// `SharedDeviceConfiguration`: so many megabytes for each user.
        "QuotaSize" => quota_size: Option<i64>, range(0, i64::MAX);
        /// `SoftwareUpdateSettings`: which updates are recommended: 0 all, 1 older ones, 2 newer ones.
        "RecommendationCadence" => recommendation_cadence: Option<i64>, among(&[0, 1, 2]);
        /// `AccessibilitySettings`: less moves.
        "ReduceMotionEnabled" => reduce_motion_enabled: Option<bool>;
        /// `AccessibilitySettings`: less is transparent.
        "ReduceTransparencyEnabled" => reduce_transparency_enabled: Option<bool>;
        /// `SharedDeviceConfiguration`: so many users are expected.
        "ResidentUsers" => resident_users: Option<i64>, range(0, i64::MAX);
        /// `SharedDeviceConfiguration`: a new user is not asked for a language, since iOS 16.2.
        "SkipLanguageAndLocaleSetupForNewUsers" => skip_language_and_locale_setup_for_new_users: Option<bool>;
        /// `SharedDeviceConfiguration`: only guests log in, since iOS 14.5.
        "TemporarySessionOnly" => temporary_session_only: Option<bool>;
        /// `SharedDeviceConfiguration`: after so many idle seconds a guest is logged out, 30 at least, 0 for never; since iOS 14.5.
        "TemporarySessionTimeout" => temporary_session_timeout: Option<i64>, range(0, i64::MAX);
        /// `AccessibilitySettings`: how large text is.
        "TextSize" => text_size: Option<i64>, among(TEXT_SIZES);
        /// `TimeZone`: the time zone, `Europe/Vienna`.
        "TimeZone" => time_zone: Option<Text<'a>>;
        /// `AccessibilitySettings`: touches are read more patiently.
        "TouchAccommodationsEnabled" => touch_accommodations_enabled: Option<bool>;
        /// `SharedDeviceConfiguration`: after so many idle seconds a user is logged out, 30 at least, 0 for never; since iOS 14.5.
        "UserSessionTimeout" => user_session_timeout: Option<i64>, range(0, i64::MAX);
        /// `AccessibilitySettings`: VoiceOver reads the screen.
        "VoiceOverEnabled" => voice_over_enabled: Option<bool>;
        /// `DefaultApplications`: the bundle identifier of the browser.
        "WebBrowser" => web_browser: Option<Text<'a>>;
        /// `Wallpaper`: where the picture is shown: 1 where the device is locked, 2 behind the apps, 3 both.
        "Where" => place: Option<i64>, among(&[1, 2, 3]);
        /// `AccessibilitySettings`: the screen can be magnified.
        "ZoomEnabled" => zoom_enabled: Option<bool>;
        check item_has_its_keys;
        check sessions_last_a_while;
    }
}

fn sessions_last_a_while(setting: &SettingsItem<'_>, out: &mut Checks) {
    for (key, seconds) in [
        ("TemporarySessionTimeout", setting.temporary_session_timeout),
        ("UserSessionTimeout", setting.user_session_timeout),
    ] {
        if let Some(seconds @ 1..30) = seconds {
            out.given(&[key]).out_of_range(key, Expected::Form("0 or at least 30"), Found::Integer(seconds.into()));
        }
    }
}

fn item_has_its_keys(setting: &SettingsItem<'_>, out: &mut Checks) {
    let Some(SettingKeys { required, optional }) = setting.item.keys() else { return };
    for key in required {
        if !out.has(key) {
            out.given(&["Item"]).missing(key);
        }
    }
    for key in out.keys().filter(|key| *key != "Item" && !required.contains(key) && !optional.contains(key)) {
        out.given(&["Item"]).forbidden(key, "this `Item` has no such key");
    }
}

/// How large text can be set.
const TEXT_SIZES: &[i64] = &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

/// So many seconds, and no others.
const GRACE_PERIODS: &[i64] = &[0, 60, 300, 900, 3600, 14400];

tokens! {
    /// Which setting it is: `Item` of `mdm/commands/settings.yaml`.
    pub enum SettingItem {
        /// What helps to see, hear and touch, since iOS 16.
        "AccessibilitySettings" => AccessibilitySettings;
        /// Data on the use of apps is shared with developers; Shared iPads, since iOS 9.3.2.
        "AppAnalytics" => AppAnalytics;
        /// How the system treats a managed app, since iOS 7.
        "ApplicationAttributes" => ApplicationAttributes;
        /// What a managed app is given to read, since iOS 7 and macOS 10.15.
        "ApplicationConfiguration" => ApplicationConfiguration;
        /// Bluetooth, since iOS 11.3 and macOS 10.13.4.
        "Bluetooth" => Bluetooth;
        /// Data roaming.
        "DataRoaming" => DataRoaming;
        /// Which apps open what, since iOS 18.2.
        "DefaultApplications" => DefaultApplications;
        /// The device's name.
        "DeviceName" => DeviceName;
        /// Diagnostics are sent to Apple; Shared iPads, since iOS 9.3.
        "DiagnosticSubmission" => DiagnosticSubmission;
        /// The name in the network; Macs, since macOS 10.11.
        "HostName" => HostName;
        /// What the management may do, since iOS 7 and macOS 10.15.
        "MDMOptions" => MdmOptions;
        /// How many users a Shared iPad has; withdrawn with iOS 13.4.
        "MaximumResidentUsers" => MaximumResidentUsers;
        /// Who the organization is.
        "OrganizationInfo" => OrganizationInfo;
        /// When a Shared iPad asks for the passcode; withdrawn with iOS 17.
        "PasscodeLockGracePeriod" => PasscodeLockGracePeriod;
        /// Personal Hotspot.
        "PersonalHotspot" => PersonalHotspot;
        /// How a Shared iPad is shared, since iOS 13.4.
        "SharedDeviceConfiguration" => SharedDeviceConfiguration;
        /// Which updates are recommended; iOS 14.5 to 26.
        "SoftwareUpdateSettings" => SoftwareUpdateSettings;
        /// The time zone, since iOS 14.
        "TimeZone" => TimeZone;
        /// Roaming for voice.
        "VoiceRoaming" => VoiceRoaming;
        /// The picture behind everything, since iOS 8.
        "Wallpaper" => Wallpaper;
    }
}

/// The keys of a setting beside `Item`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingKeys {
    /// Those that must be there.
    pub required: &'static [&'static str],
    /// Those that may be there.
    pub optional: &'static [&'static str],
}

impl SettingItem<'_> {
    /// The keys that go with it, beside `Item`; none of a setting that Apple does not list.
    #[must_use]
    pub const fn keys(&self) -> Option<SettingKeys> {
        let (required, optional): (&[&str], &[&str]) = match self {
            Self::AccessibilitySettings => (&[], ACCESSIBILITY),
            Self::AppAnalytics
            | Self::Bluetooth
            | Self::DataRoaming
            | Self::DiagnosticSubmission
            | Self::PersonalHotspot
            | Self::VoiceRoaming => (&["Enabled"], &[]),
            Self::ApplicationAttributes => (&["Identifier"], &["Attributes"]),
            Self::ApplicationConfiguration => (&["Identifier"], &["Configuration"]),
            Self::DefaultApplications => (&[], &["Calling", "Messaging", "WebBrowser"]),
            Self::DeviceName => (&["DeviceName"], &[]),
            Self::HostName => (&["HostName"], &[]),
            Self::MdmOptions => (&["MDMOptions"], &[]),
            Self::MaximumResidentUsers => (&["MaximumResidentUsers"], &[]),
            Self::OrganizationInfo => (&[], &["OrganizationInfo"]),
            Self::PasscodeLockGracePeriod => (&["PasscodeLockGracePeriod"], &[]),
            Self::SharedDeviceConfiguration => (&[], SHARED_DEVICE),
            Self::SoftwareUpdateSettings => (&["RecommendationCadence"], &[]),
            Self::TimeZone => (&["TimeZone"], &[]),
            Self::Wallpaper => (&["Image", "Where"], &[]),
            Self::Unrecognized(_) => return None,
        };
        Some(SettingKeys { required, optional })
    }
}

const ACCESSIBILITY: &[&str] = &[
    "BoldTextEnabled",
    "GrayscaleEnabled",
    "IncreaseContrastEnabled",
    "ReduceMotionEnabled",
    "ReduceTransparencyEnabled",
    "TextSize",
    "TouchAccommodationsEnabled",
    "VoiceOverEnabled",
    "ZoomEnabled",
];

const SHARED_DEVICE: &[&str] = &[
    "AwaitUserConfiguration",
    "ManagedAppleIDDefaultDomains",
    "OnlineAuthenticationGracePeriod",
    "PasscodePolicy",
    "QuotaSize",
    "ResidentUsers",
    "SkipLanguageAndLocaleSetupForNewUsers",
    "TemporarySessionOnly",
    "TemporarySessionTimeout",
    "UserSessionTimeout",
];

record! {
    /// Whether a user who logs in waits: `AwaitUserConfiguration` of `mdm/commands/settings.yaml`.
    pub struct AwaitUserConfiguration<'a> {
        /// The user waits in Setup Assistant for `UserConfigured`.
        "Enabled" => enabled: bool;
    }
}

record! {
    /// When a Shared iPad locks: `PasscodePolicy` of `mdm/commands/settings.yaml`.
    pub struct PasscodePolicy<'a> {
        /// After so many idle seconds it sleeps, 120 at least.
        "AutoLockTime" => auto_lock_time: Option<i64>, range(120, i64::MAX);
        /// After so many seconds locked the passcode is asked for.
        "PasscodeLockGracePeriod" => passcode_lock_grace_period: Option<i64>, among(GRACE_PERIODS);
    }
}

record! {
    /// The answer to `Settings`: `mdm/commands/settings.yaml`. There it is a dictionary, in Apple's example and on the wire an array.
    pub struct SettingsResponse<'a> in response: Response<'a> {
        /// What became of each setting.
        "Settings" => settings: Vec<SettingsResult<'a>>;
    }
}

record! {
    /// What became of a setting: `Settings` of the answer in `mdm/commands/settings.yaml`.
    pub struct SettingsResult<'a> {
        /// Why it failed, the nearest cause first.
        "ErrorChain" => error_chain: Vec<ErrorChainItem<'a>>;
        /// The bundle identifier of the app that it is about.
        "Identifier" => identifier: Option<Text<'a>>;
        /// Which setting it was.
        "Item" => item: Option<SettingItem<'a>>;
        /// Whether it was made: `Acknowledged`, `Error`.
        "Status" => status: Text<'a>;
    }
}
