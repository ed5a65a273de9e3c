//! iPhones and iPads that are lost.

use crate::{messages::Response, record::record, wire::Text};

command! {
    /// Puts a device into Lost Mode: `mdm/commands/device.lostmode.enable.yaml`.
    pub struct EnableLostMode<'a> in EnableLostModeCommand, "EnableLostMode", [only(IOS), never(USER_ENROLLMENT), never(UNSUPERVISED), never(USER_CHANNEL)] {
        /// What is shown in place of how to unlock.
        "Footnote" => footnote: Option<Text<'a>>;
        /// What is shown to whoever finds it.
        "Message" => message: Option<Text<'a>>;
        /// The telephone number for whoever finds it.
        "PhoneNumber" => phone_number: Option<Text<'a>>;
        group AtLeastOne("Message", "PhoneNumber");
    }
}

command! {
    /// Takes a device out of Lost Mode: `mdm/commands/device.lostmode.disable.yaml`.
    pub struct DisableLostMode<'a> in DisableLostModeCommand, "DisableLostMode", [only(IOS), never(USER_ENROLLMENT), never(UNSUPERVISED), never(USER_CHANNEL)] {}
}

command! {
    /// Asks where a lost device is: `mdm/commands/device.lostmode.location.yaml`.
    pub struct DeviceLocation<'a> in DeviceLocationCommand, "DeviceLocation", [only(IOS), never(USER_ENROLLMENT), never(UNSUPERVISED), never(USER_CHANNEL)] {}
}

command! {
    /// Makes a lost device heard: `mdm/commands/device.lostmode.playsound.yaml`.
    pub struct PlayLostModeSound<'a> in PlayLostModeSoundCommand, "PlayLostModeSound", [only(IOS), never(USER_ENROLLMENT), never(UNSUPERVISED), never(USER_CHANNEL)] {}
}

record! {
    /// The answer to `DeviceLocation`: `mdm/commands/device.lostmode.location.yaml`.
    pub struct DeviceLocationResponse<'a> in response: Response<'a> {
        /// The height in metres; negative if that is not known. Since iOS 10.3, as all below.
        "Altitude" => altitude: Option<f64>;
        /// Where it is going, in degrees; negative if that is not known.
        "Course" => course: Option<f64>;
        /// How far away it may be, in metres; negative if that is not known.
        "HorizontalAccuracy" => horizontal_accuracy: Option<f64>;
        /// The latitude in degrees.
        "Latitude" => latitude: Option<f64>, ON_SUCCESS;
        /// The longitude in degrees.
        "Longitude" => longitude: Option<f64>, ON_SUCCESS;
        /// How fast it is, in metres a second; negative if that is not known.
        "Speed" => speed: Option<f64>;
        /// When it was there: a string, not a date.
        "Timestamp" => timestamp: Option<Text<'a>>, format(RFC_3339);
        /// How far above or below it may be, in metres; negative if that is not known.
        "VerticalAccuracy" => vertical_accuracy: Option<f64>;
    }
}
