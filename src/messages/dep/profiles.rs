//! Enrolment profiles: defining, assigning and removing them.

use crate::{
    record::{record, tokens},
    report::Checks,
    wire::{Pairs, Text, Texts},
};

record! {
    /// An enrolment profile; body of `POST /profile` and answer to `GET /profile`: Apple, "Profile".
    pub struct Profile<'a> {
        /// The device may be paired with any computer, as it may if this is left out; deprecated since iOS 13.
        "allow_pairing" => allow_pairing: Option<bool>;
        /// The certificates that `url` is trusted by: DER in base64, without the lines of PEM.
        "anchor_certs" => anchor_certs: Texts<'a>, format(BASE64_DER);
        /// Setup Assistant runs without a touch: tvOS, and macOS since 11.
        "auto_advance_setup" => auto_advance_setup: Option<bool>, since(2);
        /// Setup Assistant waits for the command `DeviceConfigured`.
        "await_device_configured" => await_device_configured: Option<bool>, since(2);
        /// A page that Setup Assistant shows, where the user signs in, since iOS 13 and macOS 10.15. The enrolment profile
        /// has to come from the same host.
        "configuration_web_url" => configuration_web_url: Option<Text<'a>>, format(URL);
        /// The department or place that Setup Assistant shows. Else: `DEPARTMENT_INVALID`.
        "department" => department: Option<Text<'a>>, longest(125);
        /// The serial numbers of devices to assign it to at once.
        "devices" => devices: Texts<'a>;
        /// The service is asked again, in place of the profile in a backup, since iOS 26 and visionOS 26.
        "do_not_use_profile_from_backup" => do_not_use_profile_from_backup: Option<bool>;
        /// The user cannot skip the enrolment; always so since iOS 13.
        "is_mandatory" => is_mandatory: Option<bool>, mistaken("mandatory");
        /// The user may remove the enrolment, as is so if this is left out. `false` asks for `is_supervised`. Else: `FLAGS_INVALID`.
        "is_mdm_removable" => is_mdm_removable: Option<bool>, mistaken("mdm_removable");
        /// The iPad is set up to be shared.
        "is_multi_user" => is_multi_user: Option<bool>, since(2), mistaken("multi_user");
        /// The device may be erased and enrolled again by itself, since iOS 26 and visionOS 26.
        "is_return_to_service" => is_return_to_service: Option<bool>, mistaken("return_to_service");
        /// The device is supervised; all are since iOS 13.
        "is_supervised" => is_supervised: Option<bool>, mistaken("supervised");
        /// The language, ISO 639-1 or 639-2: tvOS, and macOS since 11. It has to go with `region`. Else: `LOCALE_INVALID`.
        "language" => language: Option<Text<'a>>, format(LANGUAGE);
        /// What the services of one organization know each other by. Else: `MAGIC_INVALID`.
        "org_magic" => org_magic: Option<Text<'a>>, longest(256);
        /// The name of the profile. Else: `CONFIG_NAME_REQUIRED` or `CONFIG_NAME_INVALID`.
        "profile_name" => profile_name: Text<'a>, longest(125);
        /// What the service calls it; only in answers.
        "profile_uuid" => profile_uuid: Option<Text<'a>>, format(UUID_32);
        /// The country, ISO 3166-1: tvOS, and macOS since 11. Else: `LOCALE_INVALID`.
        "region" => region: Option<Text<'a>>, format(COUNTRY);
        /// The panes of Setup Assistant to leave out.
        "skip_setup_items" => skip_setup_items: Texts<'a>, listed(SKIP_KEYS), OPEN;
        /// The certificates of computers that the device may be paired with all the same: DER in base64.
        "supervising_host_certs" => supervising_host_certs: Texts<'a>, format(BASE64_DER);
        /// The e-mail address to ask for help. Else: `SUPPORT_EMAIL_INVALID`.
        "support_email_address" => support_email_address: Option<Text<'a>>, since(2), longest(250);
        /// The telephone number to ask for help. Else: `SUPPORT_PHONE_INVALID`.
        "support_phone_number" => support_phone_number: Option<Text<'a>>, longest(50);
        /// Where the device asks for its enrolment profile, even if there is a `configuration_web_url`. Else: `CONFIG_URL_REQUIRED`
        /// or `CONFIG_URL_INVALID`.
        "url" => url: Text<'a>, format(URL), longest(2000);
        check removable_or_supervised;
    }
}

fn removable_or_supervised(profile: &Profile<'_>, out: &mut Checks) {
    if profile.is_mdm_removable == Some(false) && profile.is_supervised != Some(true) {
        let rule = "`is_mdm_removable` false needs `is_supervised` true; Apple answers FLAGS_INVALID";
        out.given(&["is_mdm_removable", "is_supervised"]).contradiction("is_mdm_removable", rule);
    }
}

/// The panes of Setup Assistant that can be left out, August 2026; there are more every year.
pub const SKIP_KEYS: &[&str] = &[
    "Accessibility",
    "AccessibilityAppearance",
    "ActionButton",
    "Android",
    "Appearance",
    "AppleID",
    "AppStore",
    "Biometric",
    "CameraButton",
    "DeviceFeaturesTour",
    "DeviceToDeviceMigration",
    "Diagnostics",
    "DisplayTone",
    "EnableLockdownMode",
    "FileVault",
    "HomeButtonSensitivity",
    "iCloudDiagnostics",
    "iCloudStorage",
    "iMessageAndFaceTime",
    "Intelligence",
    "Keyboard",
    "LiquidGlass",
    "Location",
    "MessagingActivationUsingPhoneNumber",
    "Multitasking",
    "OnBoarding",
    "OSShowcase",
    "Passcode",
    "Payment",
    "Privacy",
    "Restore",
    "RestoreCompleted",
    "Safety",
    "SafetyAndHandling",
    "ScreenSaver",
    "ScreenTime",
    "SIMSetup",
    "Siri",
    "SoftwareUpdate",
    "SpokenLanguage",
    "TapToSetup",
    "TermsOfAddress",
    "Tips",
    "TOS",
    "TVHomeScreenSync",
    "TVProviderSignIn",
    "TVRoom",
    "UnlockWithWatch",
    "UpdateCompleted",
    "Wallpaper",
    "WatchMigration",
    "WebContentFiltering",
    "Welcome",
    "Zoom",
];

record! {
    /// A profile was defined; answer to `POST /profile`: Apple, "DefineProfileResponse".
    pub struct DefineProfileResponse<'a> {
        /// What is said of each device of the request, by its serial number: a [`DeviceVerdict`](super::DeviceVerdict).
        "devices" => devices: Pairs<'a>, listed(super::DeviceVerdict::TOKENS);
        /// What the service calls the profile.
        "profile_uuid" => profile_uuid: Text<'a>, format(UUID_32);
    }
}

record! {
    /// Assigns a profile to devices; body of `POST /profile/devices`, formerly `PUT`: Apple, "ProfileServiceRequest".
    pub struct ProfileServiceRequest<'a> {
        /// Their serial numbers, a thousand at most, as Apple advises.
        "devices" => devices: Texts<'a>, REQUIRED, items(0, 1000), OPEN;
        /// The profile.
        "profile_uuid" => profile_uuid: Text<'a>, format(UUID_32);
    }
}

record! {
    /// Which devices a profile was assigned to; answer to `POST /profile/devices`: Apple, "AssignProfileResponse".
    pub struct AssignProfileResponse<'a> {
        /// What is said of each device, by its serial number: an [`AssignVerdict`].
        "devices" => devices: Pairs<'a>, REQUIRED, listed(AssignVerdict::TOKENS);
        /// The profile.
        "profile_uuid" => profile_uuid: Option<Text<'a>>, format(UUID_32);
        /// How many seconds to wait before asking again for the devices that are `THROTTLED`.
        "retry_after_seconds" => retry_after_seconds: Option<i64>, since(10), COUNT;
        check waits_for_throttled;
    }
}

fn waits_for_throttled(answer: &AssignProfileResponse<'_>, out: &mut Checks) {
    let is_throttled = |verdict: &str| verdict == AssignVerdict::Throttled.as_str();
    if answer.retry_after_seconds.is_some() && !answer.devices.iter().any(|(_, verdict)| is_throttled(&verdict)) {
        out.given(&["devices", "retry_after_seconds"]).forbidden("retry_after_seconds", "no device is `THROTTLED`");
    }
}

tokens! {
    /// What the service says of a device that a profile shall be assigned to.
    pub enum AssignVerdict {
        /// It did not work, for another reason.
        "FAILED" => Failed;
        /// It belongs to another organization or server, or does not exist.
        "NOT_ACCESSIBLE" => NotAccessible;
        /// It is done.
        "SUCCESS" => Success;
        /// Not now: too much was asked, since version 9 of the protocol.
        "THROTTLED" => Throttled;
    }
}

record! {
    /// Takes a profile off devices; body of `DELETE /profile/devices`: Apple, "ClearProfileRequest".
    pub struct ClearProfileRequest<'a> {
        /// Their serial numbers.
        "devices" => devices: Texts<'a>, REQUIRED;
        /// Which profile; whichever is assigned if this is left out.
        "profile_uuid" => profile_uuid: Option<Text<'a>>, format(UUID_32);
    }
}

record! {
    /// Which devices a profile was taken off; answer to `DELETE /profile/devices`: Apple, "ClearProfileResponse".
    pub struct ClearProfileResponse<'a> {
        /// What is said of each device, by its serial number: a [`DeviceVerdict`](super::DeviceVerdict).
        "devices" => devices: Pairs<'a>, REQUIRED, listed(super::DeviceVerdict::TOKENS);
        /// The profile, in older answers.
        "profile_uuid" => profile_uuid: Option<Text<'a>>, format(UUID_32);
    }
}
