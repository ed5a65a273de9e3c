//! What a device tells of itself when it fetches its enrolment profile.

use super::platform::platform_of;
use crate::{
    record::record,
    report::Checks,
    wire::{Data, Text},
};

record! {
    /// The device that is about to be enrolled, in a CMS envelope that it has signed: `other/machineinfo.yaml`.
    ///
    /// One record for all three forms. Automated Device Enrollment sends the whole of it. An account-driven enrolment
    /// says `LANGUAGE`, `PRODUCT` and `VERSION` and nothing that identifies the device. A Profile Service (over-the-air
    /// enrolment) sends the attributes that it was asked for, with `CHALLENGE` and on a Mac with the user.
    pub struct MachineInfo<'a> {
        /// What the Profile Service's own profile handed out; over-the-air form.
        "CHALLENGE" => challenge: Option<Text<'a>>, also(Kind::Data), SENSITIVE;
        /// What the owner calls the device; over-the-air form.
        "DEVICE_NAME" => device_name: Option<Text<'a>>;
        /// The number of its SIM card; over-the-air form.
        "ICCID" => iccid: Option<Text<'a>>, SENSITIVE;
        /// The number of its cellular radio; empty where there is none.
        "IMEI" => imei: Option<Text<'a>>, absent(USER_ENROLLMENT), format(IMEI), SENSITIVE;
        /// The language that the user chose, `en-US`.
        "LANGUAGE" => language: Option<Text<'a>>;
        /// The hardware address of its first network interface; over-the-air form.
        "MAC_ADDRESS_EN0" => mac_address_en0: Option<Text<'a>>;
        /// The server may answer `com.apple.softwareupdate.required` to choose a version, since macOS 26.1.
        "MANDATORY_SOFTWARE_UPDATE_REQUIRED" => mandatory_software_update_required: Option<bool>;
        /// The server may answer `com.apple.psso.required`, since macOS 26.
        "MDM_CAN_REQUEST_PSSO_CONFIG" => mdm_can_request_psso_config: Option<bool>;
        /// The server may answer `com.apple.softwareupdate.required`, since iOS 17 and macOS 14.
        "MDM_CAN_REQUEST_SOFTWARE_UPDATE" => mdm_can_request_software_update: Option<bool>;
        /// The number of its CDMA radio; empty where there is none.
        "MEID" => meid: Option<Text<'a>>, absent(USER_ENROLLMENT), format(MEID), SENSITIVE;
        /// The user is not the one at the screen; over-the-air form of Macs.
        "NotOnConsole" => not_on_console: Option<bool>;
        /// The version of the system, since iOS 17 and macOS 14.
        "OS_VERSION" => os_version: Option<Text<'a>>, format(OS_VERSION);
        /// What proves that a watch is paired with a managed phone.
        "PAIRING_TOKEN" => pairing_token: Option<Data<'a>>, absent(IOS), absent(MACOS), absent(TVOS), absent(VISIONOS), SENSITIVE;
        /// The hardware identifier, `iPhone16,1`; it tells the platform.
        "PRODUCT" => product: Text<'a>, format(PRODUCT_NAME), tells(platform_of);
        /// The serial number.
        "SERIAL" => serial: Option<Text<'a>>, absent(USER_ENROLLMENT), format(SERIAL_NUMBER);
        /// The model as Apple's list of system updates has it.
        "SOFTWARE_UPDATE_DEVICE_ID" => software_update_device_id: Option<Text<'a>>;
        /// The build of a Background Security Improvement.
        "SUPPLEMENTAL_BUILD_VERSION" => supplemental_build_version: Option<Text<'a>>, format(BUILD_VERSION);
        /// The letter of a Background Security Improvement, `(a)`.
        "SUPPLEMENTAL_OS_VERSION_EXTRA" => supplemental_os_version_extra: Option<Text<'a>>;
        /// The device's hardware identifier.
        "UDID" => udid: Option<Text<'a>>, absent(USER_ENROLLMENT), format(UDID);
        /// Names the user; over-the-air form of Macs.
        "UserID" => user_id: Option<Text<'a>>, format(UUID);
        /// The user's full name; over-the-air form of Macs.
        "UserLongName" => user_long_name: Option<Text<'a>>;
        /// The user's account name; over-the-air form of Macs.
        "UserShortName" => user_short_name: Option<Text<'a>>;
        /// The build of the system, `22B83`.
        "VERSION" => version: Text<'a>, format(BUILD_VERSION);
        check both_name_the_device;
    }
}

/// Only the whole form has `OS_VERSION` and no `CHALLENGE`.
fn both_name_the_device(info: &MachineInfo<'_>, out: &mut Checks) {
    if info.os_version.is_none() || info.challenge.is_some() {
        return;
    }
    let keys = &["CHALLENGE", "OS_VERSION", "SERIAL", "UDID"];
    match (&info.serial, &info.udid) {
        (Some(_), None) => out.given(keys).expected("UDID", "`SERIAL` and `OS_VERSION` are there"),
        (None, Some(_)) => out.given(keys).expected("SERIAL", "`UDID` and `OS_VERSION` are there"),
        _ => {}
    }
}

impl MachineInfo<'_> {
    /// Whether it says which device it comes from. An account-driven enrolment does not.
    #[must_use]
    pub const fn identifies_the_device(&self) -> bool {
        self.udid.is_some() || self.serial.is_some()
    }
}
