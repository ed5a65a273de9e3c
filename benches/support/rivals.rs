//! Other readers of the same messages, each as its user would write it.
//!
//! `plist-typed` makes structs of owned values through serde, `plist-events` runs through the events of the same
//! crate, `quick-xml` runs through the events of the XML parser below it and looks at none, and `nom` makes a borrowed
//! tree with combinators. None of them judges a message as this crate does; the scans do not even make one.

use std::hint::black_box;

use super::inputs::Input;

/// Reads a message and forgets it.
pub(crate) type Read = fn(&[u8]);

/// The readers for a message, with their names; of a binary property list only one crate has any.
pub(crate) fn of(input: &Input) -> Vec<(&'static str, Read)> {
    let typed: Read = match input.name {
        "Authenticate" => |bytes| drop(black_box(typed::read::<typed::Authenticate>(bytes))),
        "TokenUpdate" => |bytes| drop(black_box(typed::read::<typed::TokenUpdate>(bytes))),
        "CheckOut" => |bytes| drop(black_box(typed::read::<typed::CheckOut>(bytes))),
        "Idle" | "Error" => |bytes| drop(black_box(typed::read::<typed::Response>(bytes))),
        "DeviceInformation" => |bytes| drop(black_box(typed::read::<typed::DeviceInformation>(bytes))),
        "InstalledApplicationList" => |bytes| drop(black_box(typed::read::<typed::InstalledApplicationList>(bytes))),
        "CertificateList" => |bytes| drop(black_box(typed::read::<typed::CertificateList>(bytes))),
        other => unreachable!("no typed reader for {other}"),
    };
    if input.layout == "binary" {
        return vec![("plist-typed", typed), ("plist-events", |bytes| _ = black_box(events::count_binary(bytes)))];
    }
    vec![
        ("plist-typed", typed),
        ("plist-events", |bytes| _ = black_box(events::count(bytes))),
        ("quick-xml", |bytes| _ = black_box(scan::count(bytes))),
        ("nom", |bytes| drop(black_box(combinators::read(bytes)))),
    ]
}

/// Every reader really reads this input: the structs hold all of it, and the others come across each of its keys.
pub(crate) fn check(input: &Input) {
    let whole: plist::Value = plist::from_bytes(&input.bytes).unwrap();
    let typed = match input.name {
        "Authenticate" => typed::back::<typed::Authenticate>(&input.bytes),
        "TokenUpdate" => typed::back::<typed::TokenUpdate>(&input.bytes),
        "CheckOut" => typed::back::<typed::CheckOut>(&input.bytes),
        "Idle" | "Error" => typed::back::<typed::Response>(&input.bytes),
        "DeviceInformation" => typed::back::<typed::DeviceInformation>(&input.bytes),
        "InstalledApplicationList" => typed::back::<typed::InstalledApplicationList>(&input.bytes),
        "CertificateList" => typed::back::<typed::CertificateList>(&input.bytes),
        other => unreachable!("no typed reader for {other}"),
    };
    let of = format!("of {} {}", input.name, input.layout);
    assert!(sorted(typed) == sorted(whole), "plist-typed reads all {of}");
    if input.layout == "binary" {
        return;
    }
    assert_eq!(events::keys(&input.bytes), input.keys, "plist-events: keys {of}");
    assert_eq!(scan::keys(&input.bytes), input.keys, "quick-xml: keys {of}");
    assert_eq!(combinators::read(&input.bytes).keys(), input.keys, "nom: keys {of}");
}

/// The same value with the keys of all dictionaries in order: structs have an order of their own.
fn sorted(value: plist::Value) -> plist::Value {
    match value {
        plist::Value::Array(items) => plist::Value::Array(items.into_iter().map(sorted).collect()),
        plist::Value::Dictionary(dict) => {
            let mut pairs: Vec<_> = dict.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
            plist::Value::Dictionary(pairs.into_iter().collect())
        }
        scalar => scalar,
    }
}

/// `plist` and serde, owned values.
mod typed {
    use plist::Data;
    use serde::{Deserialize, Serialize, de::DeserializeOwned};

    /// For XML a little faster than `from_bytes`, which looks for a binary property list first.
    pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> T {
        let is_binary = bytes.starts_with(b"bplist");
        if is_binary { plist::from_bytes(bytes).unwrap() } else { plist::from_reader_xml(bytes).unwrap() }
    }

    /// What was read, written again.
    pub(crate) fn back<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> plist::Value {
        plist::to_value(&read::<T>(bytes)).unwrap()
    }

    macro_rules! structs {
        ($( $Name:ident { $( $key:literal $field:ident: $Type:ty, )* } )+) => {
            $(
                #[derive(Deserialize, Serialize)]
                pub(crate) struct $Name {
                    $( #[serde(rename = $key)] $field: $Type, )*
                }
            )+
        };
    }

    structs! {
        Authenticate {
            "BuildVersion" build_version: Option<String>,
            "Challenge" challenge: Option<Data>,
            "DeviceName" device_name: Option<String>,
            "EnrollmentID" enrollment_id: Option<String>,
            "IMEI" imei: Option<String>,
            "MEID" meid: Option<String>,
            "MessageType" message_type: String,
            "Model" model: Option<String>,
            "ModelName" model_name: Option<String>,
            "OSVersion" os_version: Option<String>,
            "ProductName" product_name: Option<String>,
            "SerialNumber" serial_number: Option<String>,
            "Topic" topic: String,
            "UDID" udid: Option<String>,
        }
        TokenUpdate {
            "AwaitingConfiguration" awaiting_configuration: Option<bool>,
            "EnrollmentID" enrollment_id: Option<String>,
            "EnrollmentUserID" enrollment_user_id: Option<String>,
            "MessageType" message_type: String,
            "NotOnConsole" not_on_console: Option<bool>,
            "PushMagic" push_magic: String,
            "Token" token: Data,
            "Topic" topic: String,
            "UDID" udid: Option<String>,
            "UnlockToken" unlock_token: Option<Data>,
            "UserID" user_id: Option<String>,
            "UserLongName" user_long_name: Option<String>,
            "UserShortName" user_short_name: Option<String>,
        }
        CheckOut {
            "EnrollmentID" enrollment_id: Option<String>,
            "MessageType" message_type: String,
            "Topic" topic: String,
            "UDID" udid: Option<String>,
        }
        Response {
            "CommandUUID" command_uuid: Option<String>,
            "EnrollmentID" enrollment_id: Option<String>,
            "ErrorChain" error_chain: Option<Vec<ErrorChainItem>>,
            "Status" status: String,
            "UDID" udid: Option<String>,
        }
        ErrorChainItem {
            "ErrorCode" error_code: i64,
            "ErrorDomain" error_domain: String,
            "LocalizedDescription" localized_description: String,
            "USEnglishDescription" us_english_description: Option<String>,
        }
        DeviceInformation {
            "CommandUUID" command_uuid: Option<String>,
            "ErrorChain" error_chain: Option<Vec<ErrorChainItem>>,
            "QueryResponses" query_responses: QueryResponses,
            "Status" status: String,
            "UDID" udid: Option<String>,
        }
        QueryResponses {
            "AppAnalyticsEnabled" app_analytics_enabled: Option<bool>,
            "AvailableDeviceCapacity" available_device_capacity: Option<f64>,
            "AwaitingConfiguration" awaiting_configuration: Option<bool>,
            "BatteryLevel" battery_level: Option<f64>,
            "BluetoothMAC" bluetooth_mac: Option<String>,
            "BuildVersion" build_version: Option<String>,
            "CarrierSettingsVersion" carrier_settings_version: Option<String>,
            "CellularTechnology" cellular_technology: Option<i64>,
            "CurrentMCC" current_mcc: Option<String>,
            "CurrentMNC" current_mnc: Option<String>,
            "DataRoamingEnabled" data_roaming_enabled: Option<bool>,
            "DeviceCapacity" device_capacity: Option<f64>,
            "DeviceName" device_name: Option<String>,
            "DiagnosticSubmissionEnabled" diagnostic_submission_enabled: Option<bool>,
            "EASDeviceIdentifier" eas_device_identifier: Option<String>,
            "ICCID" iccid: Option<String>,
            "IMEI" imei: Option<String>,
            "IsActivationLockEnabled" is_activation_lock_enabled: Option<bool>,
            "IsCloudBackupEnabled" is_cloud_backup_enabled: Option<bool>,
            "IsDeviceLocatorServiceEnabled" is_device_locator_service_enabled: Option<bool>,
            "IsDoNotDisturbInEffect" is_do_not_disturb_in_effect: Option<bool>,
            "IsMDMLostModeEnabled" is_mdm_lost_mode_enabled: Option<bool>,
            "IsMultiUser" is_multi_user: Option<bool>,
            "IsNetworkTethered" is_network_tethered: Option<bool>,
            "IsRoaming" is_roaming: Option<bool>,
            "IsSupervised" is_supervised: Option<bool>,
            "MDMOptions" mdm_options: Option<MdmOptions>,
            "MEID" meid: Option<String>,
            "Model" model: Option<String>,
            "ModelName" model_name: Option<String>,
            "ModemFirmwareVersion" modem_firmware_version: Option<String>,
            "OSVersion" os_version: Option<String>,
            "PersonalHotspotEnabled" personal_hotspot_enabled: Option<bool>,
            "PhoneNumber" phone_number: Option<String>,
            "ProductName" product_name: Option<String>,
            "SerialNumber" serial_number: Option<String>,
            "ServiceSubscriptions" service_subscriptions: Option<Vec<ServiceSubscription>>,
            "SubscriberCarrierNetwork" subscriber_carrier_network: Option<String>,
            "SubscriberMCC" subscriber_mcc: Option<String>,
            "SubscriberMNC" subscriber_mnc: Option<String>,
            "UDID" udid: Option<String>,
            "VoiceRoamingEnabled" voice_roaming_enabled: Option<bool>,
            "WiFiMAC" wifi_mac: Option<String>,
            "iTunesStoreAccountIsActive" itunes_store_account_is_active: Option<bool>,
        }
        MdmOptions {
            "ActivationLockAllowedWhileSupervised" activation_lock_allowed_while_supervised: Option<bool>,
            "BootstrapTokenAllowed" bootstrap_token_allowed: Option<bool>,
        }
        ServiceSubscription {
            "CarrierSettingsVersion" carrier_settings_version: Option<String>,
            "CurrentCarrierNetwork" current_carrier_network: Option<String>,
            "CurrentMCC" current_mcc: Option<String>,
            "CurrentMNC" current_mnc: Option<String>,
            "EID" eid: Option<String>,
            "ICCID" iccid: Option<String>,
            "IMEI" imei: Option<String>,
            "IsDataPreferred" is_data_preferred: Option<bool>,
            "IsRoaming" is_roaming: Option<bool>,
            "IsVoicePreferred" is_voice_preferred: Option<bool>,
            "Label" label: Option<String>,
            "LabelID" label_id: Option<String>,
            "MEID" meid: Option<String>,
            "PhoneNumber" phone_number: Option<String>,
            "Slot" slot: Option<String>,
        }
        InstalledApplicationList {
            "CommandUUID" command_uuid: Option<String>,
            "ErrorChain" error_chain: Option<Vec<ErrorChainItem>>,
            "InstalledApplicationList" installed_application_list: Vec<InstalledApplication>,
            "Status" status: String,
            "UDID" udid: Option<String>,
        }
        InstalledApplication {
            "BundleSize" bundle_size: Option<i64>,
            "ExternalVersionIdentifier" external_version_identifier: Option<i64>,
            "HasUpdateAvailable" has_update_available: Option<bool>,
            "Identifier" identifier: Option<String>,
            "Installing" installing: Option<bool>,
            "IsValidated" is_validated: Option<bool>,
            "Name" name: Option<String>,
            "ShortVersion" short_version: Option<String>,
            "Version" version: Option<String>,
        }
        CertificateList {
            "CertificateList" certificate_list: Vec<Certificate>,
            "CommandUUID" command_uuid: Option<String>,
            "ErrorChain" error_chain: Option<Vec<ErrorChainItem>>,
            "Status" status: String,
            "UDID" udid: Option<String>,
        }
        Certificate {
            "CommonName" common_name: String,
            "Data" data: Data,
            "IsIdentity" is_identity: bool,
        }
    }
}

/// `plist`, its events alone.
mod events {
    use std::io::Cursor;

    use plist::stream::{BinaryReader, Event, XmlReader};

    pub(crate) fn count(bytes: &[u8]) -> usize {
        XmlReader::new(bytes).map(Result::unwrap).count()
    }

    pub(crate) fn count_binary(bytes: &[u8]) -> usize {
        BinaryReader::new(Cursor::new(bytes)).map(Result::unwrap).count()
    }

    /// Keys come as strings: in a dictionary, every other value.
    pub(crate) fn keys(bytes: &[u8]) -> usize {
        let (mut keys, mut open) = (0, Vec::<(bool, bool)>::new());
        for event in XmlReader::new(bytes).map(Result::unwrap) {
            if matches!(event, Event::EndCollection) {
                open.pop();
                continue;
            }
            if let Some((true, key)) = open.last_mut() {
                keys += usize::from(*key);
                *key = !*key;
            }
            match event {
                Event::StartArray(_) => open.push((false, false)),
                Event::StartDictionary(_) => open.push((true, true)),
                _ => {}
            }
        }
        keys
    }
}

/// quick-xml, its events alone.
mod scan {
    use quick_xml::{Reader, events::Event};

    pub(crate) fn count(bytes: &[u8]) -> usize {
        let mut reader = Reader::from_str(str::from_utf8(bytes).unwrap());
        let mut events = 0;
        while !matches!(reader.read_event().unwrap(), Event::Eof) {
            events += 1;
        }
        events
    }

    pub(crate) fn keys(bytes: &[u8]) -> usize {
        let mut reader = Reader::from_str(str::from_utf8(bytes).unwrap());
        let mut keys = 0;
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => return keys,
                Event::Start(start) if start.name().as_ref() == "key" => keys += 1,
                _ => {}
            }
        }
    }
}

/// A reader of XML property lists made of nom's combinators; escapes stay as they are.
mod combinators {
    use nom::{
        IResult, Parser,
        branch::alt,
        bytes::complete::{is_not, tag, take_until},
        character::complete::{i64, multispace0},
        combinator::{all_consuming, map, opt, value as always},
        multi::many0,
        number::complete::double,
        sequence::{delimited, pair, preceded, terminated},
    };

    #[derive(Clone)]
    #[expect(dead_code, reason = "made to be read by others; here only keys are counted")]
    pub(crate) enum Value<'a> {
        Array(Vec<Value<'a>>),
        Boolean(bool),
        Data(&'a str),
        Date(&'a str),
        Dict(Vec<(&'a str, Value<'a>)>),
        Integer(i64),
        Real(f64),
        Text(&'a str),
    }

    pub(crate) fn read(bytes: &[u8]) -> Value<'_> {
        all_consuming(document).parse(str::from_utf8(bytes).unwrap()).unwrap().1
    }

    fn document(input: &str) -> IResult<&str, Value<'_>> {
        let declaration = delimited(tag("<?xml"), take_until("?>"), tag("?>"));
        let doctype = delimited(tag("<!DOCTYPE"), is_not(">"), tag(">"));
        let open = delimited(tag("<plist"), is_not(">"), tag(">"));
        let prolog = (opt(blank(declaration)), opt(blank(doctype)), blank(open));
        delimited(prolog, blank(value), blank(terminated(tag("</plist>"), multispace0))).parse(input)
    }

    fn value(input: &str) -> IResult<&str, Value<'_>> {
        alt((
            map(element("<string>", "</string>"), Value::Text),
            always(Value::Boolean(false), tag("<false/>")),
            always(Value::Boolean(true), tag("<true/>")),
            map(delimited(tag("<integer>"), i64, tag("</integer>")), Value::Integer),
            dict,
            array,
            map(element("<data>", "</data>"), Value::Data),
            map(delimited(tag("<real>"), double, tag("</real>")), Value::Real),
            map(element("<date>", "</date>"), Value::Date),
            always(Value::Text(""), tag("<string/>")),
            always(Value::Data(""), tag("<data/>")),
        ))
        .parse(input)
    }

    fn dict(input: &str) -> IResult<&str, Value<'_>> {
        let key = element("<key>", "</key>");
        let pairs = many0(pair(blank(key), blank(value)));
        let full = map(delimited(tag("<dict>"), pairs, blank(tag("</dict>"))), Value::Dict);
        let mut any = alt((full, map(tag("<dict/>"), |_| Value::Dict(Vec::new()))));
        any.parse(input)
    }

    fn array(input: &str) -> IResult<&str, Value<'_>> {
        let full = map(delimited(tag("<array>"), many0(blank(value)), blank(tag("</array>"))), Value::Array);
        let mut any = alt((full, map(tag("<array/>"), |_| Value::Array(Vec::new()))));
        any.parse(input)
    }

    fn element<'a>(
        open: &'static str,
        close: &'static str,
    ) -> impl Parser<&'a str, Output = &'a str, Error = nom::error::Error<&'a str>> {
        delimited(tag(open), take_until(close), tag(close))
    }

    fn blank<'a, P: Parser<&'a str, Error = nom::error::Error<&'a str>>>(
        parser: P,
    ) -> impl Parser<&'a str, Output = P::Output, Error = nom::error::Error<&'a str>> {
        preceded(multispace0, parser)
    }

    impl Value<'_> {
        pub(crate) fn keys(&self) -> usize {
            match self {
                Self::Array(items) => items.iter().map(Self::keys).sum(),
                Self::Dict(pairs) => pairs.iter().map(|(_, value)| 1 + value.keys()).sum(),
                _ => 0,
            }
        }
    }
}
