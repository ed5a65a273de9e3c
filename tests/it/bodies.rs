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

#[test]
fn a_part_stands_alone() {
    let body = br#"{"serial_number": "C02T0HL0GGC0", "model": "iMac", "os": "OSX", "color": "RED", "colour": "RED"}"#;
    let (message, report) = Decoder::new().decode(body);
    let Some(mdmwire::Message::Device(device)) = message else { panic!("{report}") };
    assert_eq!(device.model.as_deref(), Some("iMac"));
    told(r#"{"name": "mdm", "version": "1", "description": "no device", "color": "RED"}"#, &[]);
}
