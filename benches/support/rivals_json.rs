//! Other readers of the bodies of the services, each as its user would write it for speed: structs that borrow from the
//! body, through serde.

use std::{borrow::Cow, hint::black_box};

use serde_json::Value;

use super::{inputs::Input, rivals::Read};

/// The readers for a kind of body, with their names.
pub(crate) fn of(input: &Input) -> Vec<(&'static str, Read)> {
    macro_rules! typed {
        ($Type:ident) => {
            vec![
                ("serde_json-typed", |bytes| drop(black_box(serde_json::from_slice::<$Type<'_>>(bytes).unwrap()))),
                ("sonic-rs-typed", |bytes| drop(black_box(sonic_rs::from_slice::<$Type<'_>>(bytes).unwrap()))),
            ]
        };
    }
    match input.name {
        "Devices" => typed!(Devices),
        "Assets" => typed!(Assets),
        "Licenses" => typed!(Licenses),
        other => unreachable!("no typed reader for {other}"),
    }
}

/// Every reader really reads this input: the structs hold all of it.
pub(crate) fn check(input: &Input) {
    macro_rules! read {
        ($Type:ident) => {
            [
                serde_json::to_value(serde_json::from_slice::<$Type<'_>>(&input.bytes).unwrap()).unwrap(),
                serde_json::to_value(sonic_rs::from_slice::<$Type<'_>>(&input.bytes).unwrap()).unwrap(),
            ]
        };
    }
    let whole: Value = serde_json::from_slice(&input.bytes).unwrap();
    let [theirs, sonic] = match input.name {
        "Devices" => read!(Devices),
        "Assets" => read!(Assets),
        "Licenses" => read!(Licenses),
        other => unreachable!("no typed reader for {other}"),
    };
    assert!(theirs == whole, "serde_json reads all of {} {}", input.name, input.layout);
    assert!(sonic == whole, "sonic-rs reads all of {} {}", input.name, input.layout);
}

macro_rules! structs {
    ($( $Name:ident { $( $(#[$borrow:ident])? $key:literal $field:ident: $Type:ty, )* } )+) => {
        $(
            #[derive(serde::Deserialize, serde::Serialize)]
            struct $Name<'a> {
                $(
                    $( #[serde($borrow)] )?
                    #[serde(rename = $key, skip_serializing_if = "is_absent")]
                    $field: $Type,
                )*
            }
        )+
    };
}

structs! {
    Devices {
        #[borrow] "cursor" cursor: Text<'a>,
        #[borrow] "devices" devices: Vec<Device<'a>>,
        #[borrow] "fetched_until" fetched_until: Text<'a>,
        "more_to_follow" more_to_follow: bool,
    }
    Device {
        #[borrow] "asset_tag" asset_tag: Option<Text<'a>>,
        #[borrow] "bluetooth_mac_address" bluetooth_mac_address: Option<Text<'a>>,
        #[borrow] "color" color: Option<Text<'a>>,
        #[borrow] "description" description: Option<Text<'a>>,
        #[borrow] "device_assigned_by" device_assigned_by: Option<Text<'a>>,
        #[borrow] "device_assigned_date" device_assigned_date: Option<Text<'a>>,
        #[borrow] "device_family" device_family: Option<Text<'a>>,
        #[borrow] "eid" eid: Option<Text<'a>>,
        #[borrow] "ethernet_mac_address" ethernet_mac_address: Option<Text<'a>>,
        #[borrow] "imei" imei: Option<Vec<Text<'a>>>,
        "is_replacement_device" is_replacement_device: Option<bool>,
        #[borrow] "mdm_migration_deadline" mdm_migration_deadline: Option<Text<'a>>,
        #[borrow] "meid" meid: Option<Vec<Text<'a>>>,
        #[borrow] "model" model: Option<Text<'a>>,
        #[borrow] "op_date" op_date: Option<Text<'a>>,
        #[borrow] "op_type" op_type: Option<Text<'a>>,
        #[borrow] "os" os: Option<Text<'a>>,
        #[borrow] "profile_assign_time" profile_assign_time: Option<Text<'a>>,
        #[borrow] "profile_push_time" profile_push_time: Option<Text<'a>>,
        #[borrow] "profile_status" profile_status: Option<Text<'a>>,
        #[borrow] "profile_uuid" profile_uuid: Option<Text<'a>>,
        "released_by_replacement" released_by_replacement: Option<bool>,
        #[borrow] "response_status" response_status: Option<Text<'a>>,
        #[borrow] "serial_number" serial_number: Option<Text<'a>>,
        #[borrow] "wifi_mac_address" wifi_mac_address: Option<Text<'a>>,
    }
    Assets {
        #[borrow] "assets" assets: Vec<Asset<'a>>,
        "currentPageIndex" current_page_index: Option<i64>,
        #[borrow] "mdmInfo" mdm_info: Option<MdmInfo<'a>>,
        "nextPageIndex" next_page_index: Option<i64>,
        "size" size: Option<i64>,
        #[borrow] "tokenExpirationDate" token_expiration_date: Option<Text<'a>>,
        "totalPages" total_pages: Option<i64>,
        #[borrow] "uId" uid: Option<Text<'a>>,
        #[borrow] "versionId" version_id: Option<Text<'a>>,
    }
    Asset {
        #[borrow] "adamId" adam_id: Text<'a>,
        "assignedCount" assigned_count: Option<i64>,
        "availableCount" available_count: Option<i64>,
        "deviceAssignable" device_assignable: Option<bool>,
        #[borrow] "pricingParam" pricing_param: Option<Text<'a>>,
        #[borrow] "productType" product_type: Option<Text<'a>>,
        "retiredCount" retired_count: Option<i64>,
        "revocable" revocable: Option<bool>,
        #[borrow] "supportedPlatforms" supported_platforms: Option<Vec<Text<'a>>>,
        "totalCount" total_count: Option<i64>,
    }
    MdmInfo {
        #[borrow] "id" id: Option<Text<'a>>,
        #[borrow] "metadata" metadata: Option<Text<'a>>,
        #[borrow] "name" name: Option<Text<'a>>,
    }
    Licenses {
        "batchCount" batch_count: Option<i64>,
        #[borrow] "batchToken" batch_token: Option<Text<'a>>,
        #[borrow] "clientContext" client_context: Option<Text<'a>>,
        #[borrow] "errorMessage" error_message: Option<Text<'a>>,
        "errorNumber" error_number: Option<i64>,
        "expirationMillis" expiration_millis: Option<i64>,
        #[borrow] "licenses" licenses: Vec<License<'a>>,
        #[borrow] "location" location: Option<Location<'a>>,
        #[borrow] "sinceModifiedToken" since_modified_token: Option<Text<'a>>,
        "status" status: i64,
        #[borrow] "tokenExpDate" token_exp_date: Option<Text<'a>>,
        "totalBatchCount" total_batch_count: Option<i64>,
        "totalCount" total_count: Option<i64>,
        #[borrow] "uId" uid: Option<Text<'a>>,
    }
    License {
        "adamId" adam_id: Option<i64>,
        #[borrow] "adamIdStr" adam_id_str: Option<Text<'a>>,
        #[borrow] "clientUserIdStr" client_user_id_str: Option<Text<'a>>,
        "isIrrevocable" is_irrevocable: Option<bool>,
        #[borrow] "itsIdHash" its_id_hash: Option<Text<'a>>,
        "licenseId" license_id: Option<i64>,
        #[borrow] "licenseIdStr" license_id_str: Option<Text<'a>>,
        #[borrow] "pricingParam" pricing_param: Option<Text<'a>>,
        "productTypeId" product_type_id: Option<i64>,
        #[borrow] "productTypeName" product_type_name: Option<Text<'a>>,
        #[borrow] "serialNumber" serial_number: Option<Text<'a>>,
        #[borrow] "status" status: Option<Text<'a>>,
        "userId" user_id: Option<i64>,
        #[borrow] "userIdStr" user_id_str: Option<Text<'a>>,
    }
    Location {
        "locationId" location_id: Option<i64>,
        #[borrow] "locationName" location_name: Option<Text<'a>>,
    }
}

/// A string that borrows unless there is an escape in it.
#[derive(serde::Deserialize, serde::Serialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Whether there is no value.
fn is_absent<T: serde::Serialize>(value: &T) -> bool {
    serde_json::to_value(value).is_ok_and(|value| value.is_null())
}
