//! Devices: the pages of `/server/devices` and `/devices/sync`, and what `/devices` says of single ones.

use core::cmp::Ordering;

use crate::{
    record::{Map, record, tokens},
    report::Checks,
    wire::{Date, Pairs, Text, Texts},
};

record! {
    /// A device of the organization: Apple, "Device".
    ///
    /// The same record comes from four calls, each with other keys. Apple requires none of them.
    pub struct Device<'a> {
        /// The label that the reseller or the organization keeps for it.
        "asset_tag" => asset_tag: Option<Text<'a>>, NULL, BLANK;
        /// The hardware address of its Bluetooth radio.
        "bluetooth_mac_address" => bluetooth_mac_address: Option<Text<'a>>, since(10), format(MAC), NULL, BLANK;
        /// Its colour, in capitals: `SPACE GRAY`.
        "color" => color: Option<Text<'a>>, NULL, BLANK;
        /// A longer text of what it is, mostly in capitals: `IPHONE X SPACE GRAY 64GB-JPN`.
        "description" => description: Option<Text<'a>>, NULL, BLANK;
        /// Who put it under this server: an e-mail address, or `system_user`.
        "device_assigned_by" => device_assigned_by: Option<Text<'a>>, NULL, BLANK;
        /// When it was put under this server, which is not when it joined the programme.
        "device_assigned_date" => device_assigned_date: Option<Date>, NULL, BLANK;
        /// Which line of products it belongs to.
        "device_family" => device_family: Option<DeviceFamily<'a>>, since(2);
        /// The number of the chip that stands for a SIM card.
        "eid" => eid: Option<Text<'a>>, since(10), NULL, BLANK, SENSITIVE;
        /// The hardware address of its Ethernet port.
        "ethernet_mac_address" => ethernet_mac_address: Option<Text<'a>>, since(10), format(MAC), NULL, BLANK;
        /// The numbers of its cellular radios: an array even for one, unlike everywhere else.
        "imei" => imei: Texts<'a>, since(10), format(IMEI), NULL, SENSITIVE;
        /// It came in a repair, in place of another.
        "is_replacement_device" => is_replacement_device: Option<bool>, since(10);
        /// Until when it has to move to another server.
        "mdm_migration_deadline" => mdm_migration_deadline: Option<Date>, since(8), NULL, BLANK;
        /// The numbers of its CDMA radios: an array too.
        "meid" => meid: Texts<'a>, since(10), format(MEID), NULL, SENSITIVE;
        /// The name of the model as it is sold: `iPad Pro 10.5`.
        "model" => model: Option<Text<'a>>, NULL, BLANK;
        /// When what `op_type` says took place. Of several records of one device the one with the latest date holds.
        "op_date" => op_date: Option<Date>, BLANK;
        /// What happened to the record; only `/devices/sync` says so, and older servers left it empty elsewhere.
        "op_type" => op_type: Option<OpType<'a>>, BLANK;
        /// Its system. iPads say `iOS` up to version 6 of the protocol.
        "os" => os: Option<DeviceOs<'a>>, since(2);
        /// When the profile was assigned.
        "profile_assign_time" => profile_assign_time: Option<Date>, NULL, BLANK;
        /// When the device fetched the profile.
        "profile_push_time" => profile_push_time: Option<Date>, NULL, BLANK;
        /// What has become of the enrolment profile on this device.
        "profile_status" => profile_status: Option<ProfileStatus<'a>>, NULL, BLANK;
        /// The profile that is assigned to it.
        "profile_uuid" => profile_uuid: Option<Text<'a>>, format(UUID_32), NULL, BLANK;
        /// It left because it was replaced; only beside `op_type` `deleted`.
        "released_by_replacement" => released_by_replacement: Option<bool>, since(10);
        /// Whether the service knows this device; only `/devices` says so, and Apple documents it nowhere.
        "response_status" => response_status: Option<DeviceVerdict<'a>>;
        /// The serial number. Only the record of a device that is `NOT_ACCESSIBLE` may do without.
        "serial_number" => serial_number: Option<Text<'a>>, format(SERIAL);
        /// The hardware address of its Wi-Fi radio.
        "wifi_mac_address" => wifi_mac_address: Option<Text<'a>>, since(10), format(MAC), NULL, BLANK;
        check is_named;
        check profile_goes_with_status;
    }
}

fn is_named(device: &Device<'_>, out: &mut Checks) {
    if device.serial_number.is_none() && device.response_status != Some(DeviceVerdict::NotAccessible) {
        out.given(&["serial_number", "response_status"]).missing("serial_number");
    }
}

/// Where there is no profile, nothing can be said of one; where there is, it is named. After `removed` the name may stay.
fn profile_goes_with_status(device: &Device<'_>, out: &mut Checks) {
    let uuid = ("profile_uuid", device.profile_uuid.is_some());
    let assigned = ("profile_assign_time", device.profile_assign_time.is_some());
    let pushed = ("profile_push_time", device.profile_push_time.is_some());
    if device.profile_status == Some(ProfileStatus::Empty) {
        for (key, _) in [uuid, assigned, pushed].iter().filter(|(_, is_there)| *is_there) {
            out.given(&["profile_status", key]).forbidden(key, "`profile_status` is `empty`");
        }
    } else if assigned.1 && !uuid.1 {
        out.given(&["profile_status", uuid.0, assigned.0])
            .expected(uuid.0, "`profile_assign_time` says that there is one");
    }
    if device.released_by_replacement.is_some() && device.op_type != Some(OpType::Deleted) {
        let why = "`op_type` is not `deleted`";
        out.given(&["op_type", "released_by_replacement"]).forbidden("released_by_replacement", why);
    }
}

tokens! {
    /// A line of products.
    pub enum DeviceFamily {
        /// Apple TV.
        "AppleTV" => AppleTv;
        /// iPad.
        "iPad" => IPad;
        /// iPhone.
        "iPhone" => IPhone;
        /// iPod touch.
        "iPod" => IPod;
        /// Any Mac.
        "Mac" => Mac;
        /// Apple Vision Pro.
        "Vision" => Vision;
    }
}

tokens! {
    /// The system of a device, as the service names it.
    pub enum DeviceOs {
        /// iOS; up to version 6 of the protocol iPadOS too.
        "iOS" => Ios;
        /// iPadOS, since version 7 of the protocol.
        "iPadOS" => IPadOs;
        /// macOS.
        "OSX" => Osx;
        /// tvOS.
        "tvOS" => TvOs;
        /// visionOS.
        "visionOS" => VisionOs;
    }
}

tokens! {
    /// What happened to the record of a device.
    pub enum OpType {
        /// The device was put under this server.
        "added" => Added;
        /// The device was taken away from this server.
        "deleted" => Deleted;
        /// Its record is another one.
        "modified" => Modified;
    }
}

tokens! {
    /// What has become of the enrolment profile on a device.
    pub enum ProfileStatus {
        /// It is assigned and waits to be fetched.
        "assigned" => Assigned;
        /// There is none.
        "empty" => Empty;
        /// The device has fetched it.
        "pushed" => Pushed;
        /// It was assigned and is no longer.
        "removed" => Removed;
    }
}

tokens! {
    /// What the service says of one device.
    pub enum DeviceVerdict {
        /// It did not work, for another reason.
        "FAILED" => Failed;
        /// It belongs to another organization or server, or does not exist.
        "NOT_ACCESSIBLE" => NotAccessible;
        /// It is done.
        "SUCCESS" => Success;
    }
}

record! {
    /// Asks for all devices, page by page; body of `POST /server/devices`: Apple, "FetchDeviceRequest".
    pub struct FetchDeviceRequest<'a> {
        /// Where to go on; left out at first.
        "cursor" => cursor: Option<Text<'a>>, longest(1000);
        /// The most devices of a page, 100 if it is left out. Apple announces the maximum in `urls` of the account.
        "limit" => limit: Option<i64>, range(1, 1000), OPEN;
    }
}

record! {
    /// Asks for what has changed; body of `POST /devices/sync`: Apple, "SyncDeviceRequest".
    pub struct SyncDeviceRequest<'a> {
        /// Where to go on, from an answer of the last seven days.
        "cursor" => cursor: Text<'a>, longest(1000);
        /// The most devices of a page, 100 if it is left out.
        "limit" => limit: Option<i64>, range(1, 1000), OPEN;
    }
}

record! {
    /// A page of devices; answer to `POST /server/devices` and `POST /devices/sync`: Apple, "FetchDeviceResponse".
    ///
    /// One device may come several times in a page: the record with the latest `op_date` holds.
    pub struct FetchDeviceResponse<'a> {
        /// Where the next page begins; opaque.
        "cursor" => cursor: Text<'a>, longest(1000);
        /// The devices, in the order in which their records changed. Nothing changed if there are none.
        "devices" => devices: Vec<Device<'a>>, NULL;
        /// Up to when the service has looked.
        "fetched_until" => fetched_until: Date;
        /// There is another page.
        "more_to_follow" => more_to_follow: bool;
    }
}

impl<'a> FetchDeviceResponse<'a> {
    /// The record that holds of each device, in the order of the page. A page of changes may have a device several times,
    /// as `added` and as `modified`: the latest `op_date` holds, of two alike the one further on.
    #[must_use]
    pub fn newest(&self) -> Vec<&Device<'a>> {
        let mut records: Vec<_> = self.devices.iter().enumerate().collect();
        records.sort_by(|(_, a), (_, b)| {
            let by_date = || a.op_date.partial_cmp(&b.op_date).unwrap_or(Ordering::Equal);
            a.serial_number.cmp(&b.serial_number).then_with(by_date)
        });
        let is_same = |(_, a): &(usize, &Device<'_>), (_, b): &(usize, &Device<'_>)| {
            a.serial_number.is_some() && a.serial_number == b.serial_number
        };
        let mut newest: Vec<_> = records.chunk_by(is_same).filter_map(<[_]>::last).copied().collect();
        newest.sort_by_key(|(at, _)| *at);
        newest.into_iter().map(|(_, device)| device).collect()
    }
}

record! {
    /// Names devices; body of `POST /devices` and `POST /devices/disown`: Apple, "DeviceListRequest".
    pub struct DeviceListRequest<'a> {
        /// Their serial numbers, at least one.
        "devices" => devices: Texts<'a>, REQUIRED, items(1, usize::MAX), format(SERIAL);
    }
}

record! {
    /// What is known of single devices; answer to `POST /devices`: Apple, "DeviceListResponse".
    pub struct DeviceListResponse<'a> {
        /// The record of each device, by its serial number.
        "devices" => devices: Map<'a, Device<'a>>, REQUIRED;
    }
}

record! {
    /// Which devices were given up; answer to `POST /devices/disown`: Apple, "DeviceStatusResponse".
    pub struct DeviceStatusResponse<'a> {
        /// What is said of each device, by its serial number: a [`DeviceVerdict`].
        "devices" => devices: Pairs<'a>, REQUIRED, listed(DeviceVerdict::TOKENS);
    }
}

record! {
    /// What a device replaces; answer to `GET /device/replacementDetails`: Apple, "GetReplacementDetailsResponse". Since version 10
    /// of the protocol.
    pub struct GetReplacementDetailsResponse<'a> {
        /// The device that was replaced.
        "original_device_serial_number" => original_device_serial_number: Text<'a>, format(SERIAL);
        /// The day on which that was, in UTC.
        "replacement_date" => replacement_date: Text<'a>, format(DAY);
        /// The device that replaces it.
        "serial_number" => serial_number: Text<'a>, format(SERIAL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_record_of_each_device() {
        let device = |serial: Option<&'static str>, day: Option<f64>, color: &'static str| Device {
            serial_number: serial.map(Text::borrowed),
            op_date: day.map(Date::from_seconds),
            color: Some(Text::borrowed(color)),
            ..Device::default()
        };
        let page = FetchDeviceResponse {
            devices: vec![
                device(Some("B"), Some(2.0), "1"),
                device(Some("A"), Some(3.0), "2"),
                device(Some("B"), Some(1.0), "3"),
                device(None, None, "4"),
                device(Some("A"), Some(3.0), "5"),
                device(None, None, "6"),
                device(Some("C"), None, "7"),
                device(Some("C"), Some(0.0), "8"),
            ],
            ..FetchDeviceResponse::default()
        };
        let colors: Vec<_> = page.newest().iter().filter_map(|device| device.color.as_deref()).collect();
        assert_eq!(colors, ["1", "4", "5", "6", "8"]);
        assert!(FetchDeviceResponse::default().newest().is_empty());
    }
}
