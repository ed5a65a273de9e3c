//! Bodies without a tag: what they are is told by their keys.

use mdmwire::{Code, Decoder, Expected, Found, Report, messages::CATALOG, schema::Sign};

use crate::corpus;

/// The kinds that a body may be, the one first that it is taken for.
fn kinds(body: &[u8]) -> (Vec<String>, Report) {
    let (_, report) = Decoder::new().decode(body);
    let ambiguous = report.problems().iter().find(|problem| problem.code == Code::AmbiguousMessage);
    let mut kinds: Vec<String> = report.kind().map(str::to_owned).into_iter().collect();
    if let Some(problem) = ambiguous {
        assert_eq!(problem.expected, Expected::Text(report.kind().unwrap()));
        let Found::Text(others) = &problem.found else { panic!("{report}") };
        kinds.extend(others.split(", ").map(str::to_owned));
    }
    (kinds, report)
}

#[test]
fn a_sample_is_what_its_keys_say() {
    for sample in corpus::good() {
        let entry = sample.kind().and_then(|kind| CATALOG.iter().find(|entry| entry.kind == kind));
        // a part that is small may be anything
        let Some(entry) = entry.filter(|entry| entry.is_json() && !matches!(entry.sign, Sign::Part)) else { continue };
        let (kinds, report) = kinds(&sample.bytes);
        assert!(kinds.iter().any(|kind| kind == entry.kind), "{}: {kinds:?}\n{report}", sample.name);
    }
}

#[track_caller]
fn told(body: &str, expected: &[&str]) {
    let (kinds, report) = kinds(body.as_bytes());
    assert_eq!(kinds, expected, "{report}");
}

#[test]
fn what_the_values_are() {
    let device = r#"{"serial_number": "C02T0HL0GGC0", "response_status": "SUCCESS"}"#;
    told(&format!(r#"{{"devices": {{"C02T0HL0GGC0": {device}}}}}"#), &["dep.DeviceListResponse"]);
    told(
        r#"{"devices": {"C02T0HL0GGC0": "SUCCESS"}}"#,
        &["dep.AssignProfileResponse", "dep.ClearProfileResponse", "dep.DeviceStatusResponse"],
    );
    told(
        &format!(r#"{{"devices": [{device}], "cursor": "a", "more_to_follow": false}}"#),
        &["dep.FetchDeviceResponse"],
    );
}

/// The order of keys does not matter: not in a dictionary of any keys, nor where one key is spelled like another.
#[test]
fn the_order_of_keys() {
    let answers = ["dep.AssignProfileResponse", "dep.ClearProfileResponse", "dep.DeviceStatusResponse"];
    told(r#"{"devices": {"A": "SUCCESS", "B": 1}}"#, &answers);
    told(r#"{"devices": {"B": 1, "A": "SUCCESS"}}"#, &answers);
    let device = r#"{"serial_number": "C02T0HL0GGC0", "model": "iMac"}"#;
    told(&format!(r#"{{"devices": {{"A": {device}, "B": 5}}}}"#), &["dep.DeviceListResponse"]);
    told(&format!(r#"{{"devices": {{"B": 5, "A": {device}}}}}"#), &["dep.DeviceListResponse"]);
    let rest = r#""pricingParam": "STDQ", "assignedCount": 0, "availableCount": 1, "retiredCount": 0, "totalCount": 1,
        "productType": "App", "revocable": true, "deviceAssignable": true, "supportedPlatforms": ["iOS"]"#;
    told(&format!(r#"{{"adamId": "1", "adamid": "1", {rest}}}"#), &["vpp.ResponseAsset"]);
    told(&format!(r#"{{"adamid": "1", "adamId": "1", {rest}}}"#), &["vpp.ResponseAsset"]);
}

/// A list of what is misspelt in it is that list all the same, not what has no such list.
#[test]
fn a_wrong_key_in_a_list() {
    let asset = r#"{"adamIdSt": "1", "pricingParam": "STDQ", "productTypeId": 8, "productTypeName": "Application",
        "assignedCount": 0, "availableCount": 1, "retiredCount": 0, "totalCount": 1, "deviceAssignable": true,
        "isIrrevocable": false}"#;
    let body = format!(r#"{{"assets": [{asset}], "expirationMillis": 1, "status": 0, "totalCount": 1, "uId": "1"}}"#);
    told(&body, &["vpp.GetVppAssetsResponse"]);
}

#[test]
fn a_part_stands_alone() {
    let body = br#"{"serial_number": "C02T0HL0GGC0", "model": "iMac", "os": "OSX", "color": "RED", "colour": "RED"}"#;
    let (message, report) = Decoder::new().decode(body);
    let Some(mdmwire::Message::Device(device)) = message else { panic!("{report}") };
    assert_eq!(device.model.as_deref(), Some("iMac"));
    told(r#"{"name": "mdm", "version": "1", "description": "no device", "color": "RED"}"#, &[]);
}

/// Wrong values, a key that is missing or in another case: what was meant is told all the same.
#[test]
fn what_was_meant() {
    told(
        r#"{"profile_name": "p", "url": "https://mdm.example/e", "is_supervised": "true", "is_mandatory": "true",
            "is_mdm_removable": "false", "await_device_configured": "false", "auto_advance_setup": "false"}"#,
        &["dep.Profile"],
    );
    told(
        r#"{"cursor": "a", "limit": "100"}"#,
        &["dep.SyncDeviceRequest", "dep.FetchDeviceRequest", "dep.RosterRequest"],
    );
    told(r#"{"errorMessage": "x", "errorNumber": "9622"}"#, &["vpp.ErrorResponse"]);
    told(r#"{"assets": [{"adamId": "1"}], "serialNumbers": "C02"}"#, &["vpp.ManageAssetsRequest"]);
    told(r#"{"assets": [{"adamId": "1"}], "serialNumber": "C02"}"#, &["vpp.ManageAssetsRequest"]);
    told(r#"{"assets": [{"adamId": "1"}], "clientUserIDs": ["u"]}"#, &["vpp.ManageAssetsRequest"]);
    told(r#"{"assets": [{"adamId": 1}], "serialNumbers": ["C02"]}"#, &["vpp.ManageAssetsRequest"]);
    told(r#"{"eventID": "1", "uId": "2"}"#, &["vpp.EventResponse"]);
    told(
        r#"{"cursor": "a", "devices": [{"serial_number": "C02", "model": "iPad"}], "fetchedUntil": "x", "moreToFollow": false}"#,
        &["dep.FetchDeviceResponse"],
    );
    told(r#"{"servers": [{"version": "mdm-byod", "baseURL": "https://a"}]}"#, &["dep.ServiceDiscoveryDocument"]);
    told(
        r#"{"type": "com.example", "identifier": "c", "servertoken": "1", "payload": {}}"#,
        &["declarative.declaration"],
    );
    told(r#"{"syncTokens": {"declarationsToken": "a", "timestamp": "x"}}"#, &["declarative.tokens-response"]);
    told(r#"{"StatusItems": {"device": {"operating-system": {"version": "1"}}}}"#, &["declarative.status-report"]);
    told(
        r#"{"Declarations": {"Activations": [], "Assets": [], "Configurations": [], "Management": []}}"#,
        &["declarative.declaration-items-response"],
    );
}

/// One common key makes no message of JSON that has to do with something else.
#[test]
fn foreign_json() {
    for body in [
        r#"{"assets": [{"name": "x.pkg", "url": "https://x"}]}"#,
        r#"{"users": [{"id": 1, "name": "bob"}]}"#,
        r#"{"type": "devices", "id": "1", "attributes": {"device_name": "new"}}"#,
        r#"{"data": [{"type": "users", "id": "1", "attributes": {"name": "x", "email": "y"}}]}"#,
        r#"{"results": {"yolo": 1}}"#,
        r#"{"errors": [{"message": "x"}]}"#,
        r#"{"status": 200}"#,
        r#"{"status": "ok"}"#,
        r#"{"devices": {"a": 1}}"#,
        r#"{"devices": [{"id": 1, "name": "x"}]}"#,
        r#"{"limits": {"cpu": "1"}}"#,
        r#"{"courses": [{"id": 1, "title": "x"}], "cursor": "a"}"#,
        r#"{"name": "app", "version": "1.0.0", "description": "x", "license": "MIT"}"#,
        r#"{"openapi": "3.0.0", "servers": [{"url": "https://x"}], "info": {"title": "x"}}"#,
        r#"{"version": 4, "serial": 3, "outputs": {}, "resources": []}"#,
    ] {
        told(body, &[]);
    }
}

/// Of a body that too much is wrong with, the report says what it is nearest to.
#[test]
fn the_nearest() {
    let nearest = |body: &str| {
        let (_, report) = Decoder::new().decode(body.as_bytes());
        let [problem] = report.problems() else { panic!("{report}") };
        assert_eq!((report.kind(), problem.code), (None, Code::NotAMessage), "{report}");
        problem.expected.clone()
    };
    let person = r#"{"email": "a@b.example", "first_name": "A", "last_name": "B"}"#;
    assert_eq!(nearest(person), Expected::Text("dep.RosterPerson"));
    assert_eq!(nearest(r#"{"id": 1, "name": "x"}"#), Expected::Nothing);
}

/// A record alone is no request that lacks the token which all of them have.
#[test]
fn records_alone() {
    let taken = |body: &str| kinds(body.as_bytes()).0.swap_remove(0);
    assert_eq!(taken(r#"{"adamId": "408709785", "pricingParam": "STDQ"}"#), "vpp.Asset");
    assert_eq!(taken(r#"{"adamId": "1", "pricingParam": "STDQ", "serialNumber": "C02"}"#), "vpp.Assignment");
    assert_eq!(taken(r#"{"adamId": "1", "pricingParam": "STDQ", "clientUserId": "u"}"#), "vpp.Assignment");
    assert_eq!(taken(r#"{"adamIdStr": "1", "pricingParam": "STDQ", "serialNumber": "C02"}"#), "vpp.VppAssignment");
    let asset =
        r#"{"productTypeName": "Application", "adamIdStr": "1", "isIrrevocable": false, "deviceAssignable": true}"#;
    assert_eq!(taken(asset), "vpp.VppAsset");
}

/// A content token that is damaged on the way is one all the same, where one is due.
#[test]
fn damaged_content_tokens() {
    let token = "eyJ0b2tlbiI6ImVBPT0iLCJleHBEYXRlIjoiMjAzMC0xMS0wOFQyMjozMzoyMiswMDAwIiwib3JnTmFtZSI6IngifQ==";
    let check = |token: &str, code, start| {
        let (_, report) = Decoder::new().secrets(true).decode_kind("vpp.stoken-file", token.as_bytes()).unwrap();
        let [problem] = report.problems() else { panic!("{report}") };
        assert_eq!(
            (problem.code, problem.span.start, report.kind()),
            (code, start, Some("vpp.stoken-file")),
            "{report}"
        );
        assert!(report.secrets().iter().any(|secret| secret.end >= token.len()), "{report}");
    };
    check(&format!("\u{feff}{token}"), Code::Bom, 0);
    check(&token[..token.len() - 3], Code::CutOff, token.len() - 3);
    check(&format!("\"{token}\""), Code::Base64, 0);
    check(&format!("{}!{}", &token[..10], &token[10..]), Code::Base64, 10);
}
