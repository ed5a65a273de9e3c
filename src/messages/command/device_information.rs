//! What a device tells of itself.

use crate::{
    messages::{Response, platform::platform_of},
    record::record,
    report::{Checks, Found},
    schema::names,
    wire::{Data, Datas, Date, Text, Texts},
};

command! {
    /// Asks a device about itself: `mdm/commands/information.device.yaml`.
    pub struct DeviceInformation<'a> in DeviceInformationCommand, "DeviceInformation" {
        /// Makes the attestation a new one: 32 octets at most. Since iOS 16 and macOS 14.
        "DeviceAttestationNonce" => device_attestation_nonce: Option<Data<'a>>;
        /// What to tell: the keys of [`QueryResponses`]. A Mac that is asked for nothing tells all.
        "Queries" => queries: Texts<'a>, listed(&QUERIES);
        check nonce_is_short_and_for_an_attestation;
    }
}

/// A Mac that is asked for nothing in particular tells the attestation too.
fn nonce_is_short_and_for_an_attestation(request: &DeviceInformation<'_>, out: &mut Checks) {
    let Some(nonce) = &request.device_attestation_nonce else { return };
    if nonce.len() > NONCE {
        out.given(&["DeviceAttestationNonce"]).malformed(
            "DeviceAttestationNonce",
            "at most 32 octets",
            Found::Count(nonce.len()),
        );
    }
    if out.has("Queries") && !request.queries.iter().any(|query| query == "DevicePropertiesAttestation") {
        let rule = "`DeviceAttestationNonce` needs `DevicePropertiesAttestation` among the `Queries`";
        out.given(&["DeviceAttestationNonce", "Queries"]).contradiction("DeviceAttestationNonce", rule);
    }
}

/// The most octets that make an attestation a new one.
const NONCE: usize = 32;

/// What may be asked for.
const QUERIES: [&str; QueryResponses::RECORD.keys.len()] = names(QueryResponses::RECORD.keys);

record! {
    /// The answer to `DeviceInformation`: `mdm/commands/information.device.yaml`.
    pub struct DeviceInformationResponse<'a> in response: Response<'a> {
        /// What was asked for, if the device could tell.
        "QueryResponses" => query_responses: Option<QueryResponses<'a>>, ON_SUCCESS;
    }
}

record! {
    /// What a device tells of itself: `QueryResponses` of `mdm/commands/information.device.yaml`.
    ///
    /// A key is there if it was asked for, if the access rights of the enrolment cover it, and if the device has such a
    /// thing; so none is ever required. Keys that Apple has withdrawn are here too: devices in the field send them.
    pub struct QueryResponses<'a> {
        /// Settings that help to see, hear and touch, since iOS 16.
        "AccessibilitySettings" => accessibility_settings: Option<AccessibilitySettings<'a>>, absent(USER_ENROLLMENT);
        /// The directory GUIDs of the managed users who are logged in.
        "ActiveManagedUsers" => active_managed_users: Texts<'a>, absent(IOS);
        /// Data on the use of apps is shared with developers.
        "AppAnalyticsEnabled" => app_analytics_enabled: Option<bool>;
        /// The administrators that Setup Assistant made at enrolment.
        "AutoSetupAdminAccounts" => auto_setup_admin_accounts: Vec<AutoSetupAdminAccountsItem<'a>>, absent(IOS);
        /// Free storage, in units of 10^9 bytes; in 2^30 bytes up to macOS 11.
        "AvailableDeviceCapacity" => available_device_capacity: Option<f64>;
        /// The device waits in Setup Assistant for `DeviceConfigured`, or a user of a Shared iPad for `UserConfigured`.
        "AwaitingConfiguration" => awaiting_configuration: Option<bool>;
        /// How full the battery is, 0 to 1; -1 if that is not known.
        "BatteryLevel" => battery_level: Option<f64>;
        /// The hardware address of Bluetooth, with colons or dashes.
        "BluetoothMAC" => bluetooth_mac: Option<Text<'a>>;
        /// The build of the system, `22B83`.
        "BuildVersion" => build_version: Option<Text<'a>>, format(BUILD_VERSION);
        /// The version of the carrier's settings; withdrawn with iOS 26.
        "CarrierSettingsVersion" => carrier_settings_version: Option<Text<'a>>, absent(MACOS);
        /// The kind of cellular radio: 0 none, 1 GSM, 2 CDMA, 3 both.
        "CellularTechnology" => cellular_technology: Option<i64>, among(&[0, 1, 2, 3]), absent(MACOS);
        /// The network it is in; withdrawn with iOS 26.
        "CurrentCarrierNetwork" => current_carrier_network: Option<Text<'a>>, absent(MACOS);
        /// The GUID of the managed user at the screen; comes unasked with `ActiveManagedUsers`.
        "CurrentConsoleManagedUser" => current_console_managed_user: Option<Text<'a>>, absent(IOS);
        /// The country code of that network, digits with leading zeros; withdrawn with iOS 26.
        "CurrentMCC" => current_mcc: Option<Text<'a>>, absent(MACOS);
        /// The code of that network within its country; withdrawn with iOS 26.
        "CurrentMNC" => current_mnc: Option<Text<'a>>, absent(MACOS);
        /// Data roaming is allowed.
        "DataRoamingEnabled" => data_roaming_enabled: Option<bool>, absent(MACOS);
        /// All storage, in units of 10^9 bytes; in 2^30 bytes up to macOS 11.
        "DeviceCapacity" => device_capacity: Option<f64>;
        /// The identifier of an Apple TV.
        "DeviceID" => device_id: Option<Text<'a>>, absent(IOS), absent(MACOS);
        /// What the owner calls the device.
        "DeviceName" => device_name: Option<Text<'a>>;
        /// Certificates in DER, the leaf first, by which Apple attests what the device is.
        "DevicePropertiesAttestation" => device_properties_attestation: Datas<'a>;
        /// Diagnostics are sent to Apple.
        "DiagnosticSubmissionEnabled" => diagnostic_submission_enabled: Option<bool>;
        /// Whether it can erase all content and settings: `success`, `not supported`, `unknown failure`, or a reason in words.
        "EACSPreflight" => eacs_preflight: Option<Text<'a>>, absent(USER_ENROLLMENT), absent(IOS);
        /// What it calls itself to Exchange.
        "EASDeviceIdentifier" => eas_device_identifier: Option<Text<'a>>, SENSITIVE;
        /// For how many users of a Shared iPad there is room.
        "EstimatedResidentUsers" => estimated_resident_users: Option<i64>, absent(MACOS);
        /// The hardware address of its Ethernet port.
        "EthernetMAC" => ethernet_mac: Option<Text<'a>>, absent(IOS);
        /// The hardware addresses of its Ethernet ports; historic.
        "EthernetMACs" => ethernet_macs: Texts<'a>;
        /// There is a battery, since macOS 13.3.
        "HasBattery" => has_battery: Option<bool>, absent(IOS);
        /// Its name as a host.
        "HostName" => host_name: Option<Text<'a>>, absent(IOS);
        /// The number of the SIM card, with or without blanks; withdrawn with iOS 26.
        "ICCID" => iccid: Option<Text<'a>>, absent(MACOS), SENSITIVE;
        /// The number of its cellular radio; withdrawn with iOS 26.
        "IMEI" => imei: Option<Text<'a>>, absent(MACOS), format(IMEI), SENSITIVE;
        /// Activation Lock is on.
        "IsActivationLockEnabled" => is_activation_lock_enabled: Option<bool>;
        /// It knows Activation Lock.
        "IsActivationLockSupported" => is_activation_lock_supported: Option<bool>, absent(IOS);
        /// It has a processor of Apple's, since macOS 12.
        "IsAppleSilicon" => is_apple_silicon: Option<bool>, absent(IOS);
        /// Backups go to iCloud.
        "IsCloudBackupEnabled" => is_cloud_backup_enabled: Option<bool>;
        /// A service such as Find My can find it.
        "IsDeviceLocatorServiceEnabled" => is_device_locator_service_enabled: Option<bool>;
        /// Do Not Disturb is on.
        "IsDoNotDisturbInEffect" => is_do_not_disturb_in_effect: Option<bool>;
        /// Managed Lost Mode is on.
        "IsMDMLostModeEnabled" => is_mdm_lost_mode_enabled: Option<bool>;
        /// It is a Shared iPad.
        "IsMultiUser" => is_multi_user: Option<bool>, absent(MACOS);
        /// It is on a network through a cable.
        "IsNetworkTethered" => is_network_tethered: Option<bool>, absent(MACOS);
        /// It is in a foreign network; withdrawn with iOS 26.
        "IsRoaming" => is_roaming: Option<bool>, absent(MACOS);
        /// It is supervised.
        "IsSupervised" => is_supervised: Option<bool>;
        /// The languages it speaks, the current one first; historic.
        "Languages" => languages: Texts<'a>;
        /// The last backup to iCloud.
        "LastCloudBackupDate" => last_cloud_backup_date: Option<Date>;
        /// Its name in the local network.
        "LocalHostName" => local_host_name: Option<Text<'a>>, absent(IOS);
        /// The regions it is set to, the current one first; historic.
        "Locales" => locales: Texts<'a>;
        /// What the server set by `MDMOptions`.
        "MDMOptions" => mdm_options: Option<MdmOptions<'a>>;
        /// The number of its CDMA radio; withdrawn with iOS 26.
        "MEID" => meid: Option<Text<'a>>, absent(MACOS), format(MEID), SENSITIVE;
        /// The domains that a Shared iPad offers at log-in.
        "ManagedAppleIDDefaultDomains" => managed_apple_id_default_domains: Texts<'a>, absent(MACOS);
        /// For how many users a Shared iPad is at most; 32 since iOS 13.4.
        "MaximumResidentUsers" => maximum_resident_users: Option<i64>, absent(MACOS);
        /// The model: on a Mac the hardware identifier, elsewhere a part number.
        "Model" => model: Option<Text<'a>>, tells(platform_of);
        /// The family in words, `iPhone`.
        "ModelName" => model_name: Option<Text<'a>>;
        /// The part number with its region, `MK1A3LL/A`.
        "ModelNumber" => model_number: Option<Text<'a>>;
        /// The version of the radio's firmware.
        "ModemFirmwareVersion" => modem_firmware_version: Option<Text<'a>>, absent(MACOS);
        /// How it looks for updates; withdrawn with macOS 27.
        "OSUpdateSettings" => os_update_settings: Option<OsUpdateSettings<'a>>, absent(IOS);
        /// The version of the system, `18.1`.
        "OSVersion" => os_version: Option<Text<'a>>, format(OS_VERSION);
        /// The same as `OSUpdateSettings`; in no schema.
        "OSXSoftwareUpdateStatus" => osx_software_update_status: Option<OsUpdateSettings<'a>>, absent(IOS);
        /// For so many days a Shared iPad lets users in without asking the network.
        "OnlineAuthenticationGracePeriod" => online_authentication_grace_period: Option<i64>, absent(MACOS);
        /// Who owns the device, as the server set it.
        "OrganizationInfo" => organization_info: Option<OrganizationInfo<'a>>;
        /// `DeviceLock` needs a PIN.
        "PINRequiredForDeviceLock" => pin_required_for_device_lock: Option<bool>, absent(IOS);
        /// `EraseDevice` needs a PIN.
        "PINRequiredForEraseDevice" => pin_required_for_erase_device: Option<bool>, absent(IOS);
        /// It shares its connection.
        "PersonalHotspotEnabled" => personal_hotspot_enabled: Option<bool>, absent(MACOS);
        /// The phone number; withdrawn with iOS 26.
        "PhoneNumber" => phone_number: Option<Text<'a>>, absent(MACOS), SENSITIVE;
        /// The hardware identifier, `iPhone16,1`; it tells the platform.
        "ProductName" => product_name: Option<Text<'a>>, format(PRODUCT_NAME), tells(platform_of);
        /// The identifier that provisioning profiles know, on Apple silicon another than the `UDID`.
        "ProvisioningUDID" => provisioning_udid: Option<Text<'a>>, absent(USER_ENROLLMENT), absent(IOS), format(UDID);
        /// The push token of the user, on the user channel.
        "PushToken" => push_token: Option<Data<'a>>, SENSITIVE;
        /// So much of a Shared iPad is for each user, in units of 10^6 bytes.
        "QuotaSize" => quota_size: Option<i64>, absent(MACOS);
        /// So many users a Shared iPad has.
        "ResidentUsers" => resident_users: Option<i64>, absent(MACOS);
        /// The home network; up to iOS 4.
        "SIMCarrierNetwork" => sim_carrier_network: Option<Text<'a>>, absent(MACOS);
        /// The country code of the home network; up to iOS 4.2.
        "SIMMCC" => sim_mcc: Option<Text<'a>>, absent(MACOS);
        /// The code of the home network; up to iOS 4.2.
        "SIMMNC" => sim_mnc: Option<Text<'a>>, absent(MACOS);
        /// The serial number.
        "SerialNumber" => serial_number: Option<Text<'a>>, format(SERIAL_NUMBER);
        /// Its SIM cards and eSIMs, since iOS 12.
        "ServiceSubscriptions" => service_subscriptions: Vec<ServiceSubscription<'a>>, absent(MACOS);
        /// New users of a Shared iPad are not asked for language and region.
        "SkipLanguageAndLocaleSetupForNewUsers" => skip_language_and_locale_setup_for_new_users: Option<bool>, absent(MACOS);
        /// The model as Apple's list of updates has it; withdrawn with the 27 systems.
        "SoftwareUpdateDeviceID" => software_update_device_id: Option<Text<'a>>, absent(USER_ENROLLMENT);
        /// Which updates are offered to the user; withdrawn with iOS 27.
        "SoftwareUpdateSettings" => software_update_settings: Option<SoftwareUpdateSettings<'a>>, absent(USER_ENROLLMENT), absent(MACOS);
        /// The home network; withdrawn with iOS 26.
        "SubscriberCarrierNetwork" => subscriber_carrier_network: Option<Text<'a>>, absent(MACOS);
        /// The country code of the home network, digits with leading zeros; withdrawn with iOS 26.
        "SubscriberMCC" => subscriber_mcc: Option<Text<'a>>, absent(MACOS);
        /// The code of the home network within its country; withdrawn with iOS 26.
        "SubscriberMNC" => subscriber_mnc: Option<Text<'a>>, absent(MACOS);
        /// The build of a Background Security Improvement.
        "SupplementalBuildVersion" => supplemental_build_version: Option<Text<'a>>, format(BUILD_VERSION);
        /// The letter of a Background Security Improvement, `(a)`.
        "SupplementalOSVersionExtra" => supplemental_os_version_extra: Option<Text<'a>>;
        /// It can be switched on and off from afar, since macOS 11.
        "SupportsLOMDevice" => supports_lom_device: Option<bool>, absent(IOS);
        /// It runs apps made for iPhone and iPad, since macOS 11.
        "SupportsiOSAppInstalls" => supports_ios_app_installs: Option<bool>, absent(IOS);
        /// System Integrity Protection is on, since macOS 10.12.
        "SystemIntegrityProtectionEnabled" => system_integrity_protection_enabled: Option<bool>, absent(IOS);
        /// A Shared iPad takes guests only.
        "TemporarySessionOnly" => temporary_session_only: Option<bool>, absent(MACOS);
        /// After so many idle seconds a guest of a Shared iPad is logged out; 0 is never.
        "TemporarySessionTimeout" => temporary_session_timeout: Option<i64>, absent(MACOS);
        /// Its time zone, `Europe/Amsterdam`.
        "TimeZone" => time_zone: Option<Text<'a>>;
        /// The device's hardware identifier.
        "UDID" => udid: Option<Text<'a>>, format(UDID);
        /// After so many idle seconds a user of a Shared iPad is logged out; 0 is never.
        "UserSessionTimeout" => user_session_timeout: Option<i64>, absent(MACOS);
        /// Voice roaming is allowed; withdrawn with iOS 26.
        "VoiceRoamingEnabled" => voice_roaming_enabled: Option<bool>, absent(MACOS);
        /// The hardware address of Wi-Fi.
        "WiFiMAC" => wifi_mac: Option<Text<'a>>;
        /// Its part in a storage network; in no schema.
        "XsanConfiguration" => xsan_configuration: Option<XsanConfiguration<'a>>, absent(IOS);
        /// A digest of the account at the iTunes Store.
        "iTunesStoreAccountHash" => itunes_store_account_hash: Option<Text<'a>>;
        /// Somebody is signed in at the iTunes Store.
        "iTunesStoreAccountIsActive" => itunes_store_account_is_active: Option<bool>;
        check battery_level_is_a_share;
    }
}

fn battery_level_is_a_share(answers: &QueryResponses<'_>, out: &mut Checks) {
    // -1 is one that is not known
    let level = answers.battery_level.filter(|level| level.is_finite() && level.total_cmp(&-1.0).is_ne());
    out.within("BatteryLevel", level, 0, 1);
}

/// How large text is, and -1.
const TEXT_SIZES: &[i64] = &[-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

record! {
    /// Settings that help to see, hear and touch: `AccessibilitySettings` of `mdm/commands/information.device.yaml`.
    pub struct AccessibilitySettings<'a> {
        /// Text is bold.
        "BoldTextEnabled" => bold_text_enabled: Option<bool>;
        /// The screen shows no colours; watches only.
        "GrayscaleEnabled" => grayscale_enabled: Option<bool>;
        /// Contrast is increased.
        "IncreaseContrastEnabled" => increase_contrast_enabled: Option<bool>;
        /// Less moves.
        "ReduceMotionEnabled" => reduce_motion_enabled: Option<bool>;
        /// Less is transparent.
        "ReduceTransparencyEnabled" => reduce_transparency_enabled: Option<bool>;
        /// How large text is, 0 to 11; -1 if it was never set.
        "TextSize" => text_size: Option<i64>, among(TEXT_SIZES);
        /// Touches are read more patiently.
        "TouchAccommodationsEnabled" => touch_accommodations_enabled: Option<bool>;
        /// VoiceOver reads the screen.
        "VoiceOverEnabled" => voice_over_enabled: Option<bool>;
        /// The screen can be magnified.
        "ZoomEnabled" => zoom_enabled: Option<bool>;
    }
}

record! {
    /// An administrator that Setup Assistant made: `AutoSetupAdminAccountsItem` of `mdm/commands/information.device.yaml`.
    pub struct AutoSetupAdminAccountsItem<'a> {
        /// The account's `GeneratedUID`.
        "GUID" => guid: Option<Text<'a>>;
        /// The account's name.
        "shortName" => short_name: Option<Text<'a>>;
    }
}

record! {
    /// What the server set by `MDMOptions`: `mdm/commands/settings.yaml`.
    pub struct MdmOptions<'a> {
        /// A supervised device turns Activation Lock on when its user turns Find My on.
        "ActivationLockAllowedWhileSupervised" => activation_lock_allowed_while_supervised: Option<bool>;
        /// The server knows bootstrap tokens, since macOS 11.
        "BootstrapTokenAllowed" => bootstrap_token_allowed: Option<bool>;
        /// An idle device may restart, since iOS 18.4.
        "IdleRebootAllowed" => idle_reboot_allowed: Option<bool>;
        /// The user is asked before a bootstrap token is used, since macOS 11.
        "PromptUserToAllowBootstrapTokenForAuthentication" => prompt_user_to_allow_bootstrap_token_for_authentication: Option<bool>;
    }
}

record! {
    /// How a Mac looks for updates: `OSUpdateSettings` of `mdm/commands/information.device.yaml`.
    pub struct OsUpdateSettings<'a> {
        /// It looks for updates of apps by itself.
        "AutoCheckEnabled" => auto_check_enabled: Option<bool>;
        /// It installs updates of apps by itself.
        "AutomaticAppInstallationEnabled" => automatic_app_installation_enabled: Option<bool>;
        /// It installs updates of the system by itself.
        "AutomaticOSInstallationEnabled" => automatic_os_installation_enabled: Option<bool>;
        /// It installs security updates and data files by itself.
        "AutomaticSecurityUpdatesEnabled" => automatic_security_updates_enabled: Option<bool>;
        /// It downloads updates by itself.
        "BackgroundDownloadEnabled" => background_download_enabled: Option<bool>;
        /// The catalogue that it uses.
        "CatalogURL" => catalog_url: Option<Text<'a>>;
        /// That is Apple's.
        "IsDefaultCatalog" => is_default_catalog: Option<bool>;
        /// It looks for updates from time to time.
        "PerformPeriodicCheck" => perform_periodic_check: Option<bool>;
        /// When it last looked for updates.
        "PreviousScanDate" => previous_scan_date: Option<Date>;
        /// How that went, 0 is well; a string in the schema, an integer from real Macs; withdrawn with macOS 15.
        "PreviousScanResult" => previous_scan_result: Option<Text<'a>>, also(Kind::Integer);
    }
}

record! {
    /// Who owns a device: `OrganizationInfo` of `mdm/commands/information.device.yaml`.
    pub struct OrganizationInfo<'a> {
        /// Its address, lines separated by line feeds.
        "OrganizationAddress" => organization_address: Option<Text<'a>>;
        /// Where to write for help.
        "OrganizationEmail" => organization_email: Option<Text<'a>>;
        /// Names the service that manages the device, among several of the organization's.
        "OrganizationMagic" => organization_magic: Option<Text<'a>>;
        /// Its name.
        "OrganizationName" => organization_name: Text<'a>;
        /// Its telephone number.
        "OrganizationPhone" => organization_phone: Option<Text<'a>>;
        /// Its name where there is little room, a word or an abbreviation; since iOS 13, macOS 10.15 and tvOS 13. The schema has it
        /// in the command alone.
        "OrganizationShortName" => organization_short_name: Option<Text<'a>>;
    }
}

record! {
    /// A SIM card or eSIM: `ServiceSubscriptionProperty` of `mdm/commands/information.device.yaml`.
    pub struct ServiceSubscription<'a> {
        /// The version of the carrier's settings.
        "CarrierSettingsVersion" => carrier_settings_version: Option<Text<'a>>;
        /// The network it is in.
        "CurrentCarrierNetwork" => current_carrier_network: Option<Text<'a>>;
        /// The country code of that network, digits with leading zeros.
        "CurrentMCC" => current_mcc: Option<Text<'a>>;
        /// The code of that network within its country.
        "CurrentMNC" => current_mnc: Option<Text<'a>>;
        /// The number of the chip that holds eSIMs, since iOS 14.
        "EID" => eid: Option<Text<'a>>, SENSITIVE;
        /// The number of the card, with or without blanks.
        "ICCID" => iccid: Option<Text<'a>>, SENSITIVE;
        /// The number of its radio, with or without blanks.
        "IMEI" => imei: Option<Text<'a>>, format(IMEI), SENSITIVE;
        /// Data goes through it.
        "IsDataPreferred" => is_data_preferred: Option<bool>;
        /// It is in a foreign network.
        "IsRoaming" => is_roaming: Option<bool>;
        /// Calls go through it.
        "IsVoicePreferred" => is_voice_preferred: Option<bool>;
        /// What the user calls it.
        "Label" => label: Option<Text<'a>>;
        /// Names it.
        "LabelID" => label_id: Option<Text<'a>>;
        /// The number of its CDMA radio.
        "MEID" => meid: Option<Text<'a>>, format(MEID), SENSITIVE;
        /// Its phone number.
        "PhoneNumber" => phone_number: Option<Text<'a>>, SENSITIVE;
        /// Where it is put, `CTSubscriptionSlotOne`.
        "Slot" => slot: Option<Text<'a>>;
        /// The home network, since iOS 16.
        "SubscriberCarrierNetwork" => subscriber_carrier_network: Option<Text<'a>>;
    }
}

record! {
    /// Which updates are offered to the user: `SoftwareUpdateSettings` of `mdm/commands/information.device.yaml`.
    pub struct SoftwareUpdateSettings<'a> {
        /// Which updates are recommended: 0 all, 1 older ones, 2 newer ones.
        "RecommendationCadence" => recommendation_cadence: Option<i64>, range(0, 2);
        /// The same, as the schema spelt it up to 18.
        "RecommendationsCadence" => recommendations_cadence: Option<i64>, range(0, 2);
    }
}

record! {
    /// A Mac's part in a storage network; in no schema.
    pub struct XsanConfiguration<'a> {
        /// `unconfigured` where it has none.
        "role" => role: Option<Text<'a>>;
    }
}
