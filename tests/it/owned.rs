//! What is taken out of the input is the same without it.

use mdmwire::{
    Code, Decoder, Limits, Policy, Value,
    messages::{CheckOut, DeviceInformationResponse},
};

use crate::corpus;

#[test]
fn messages_outlive_the_input() {
    for sample in corpus::all() {
        let (message, report) = sample.decode(&Decoder::new());
        let Some(message) = message else { continue };
        // of a buffer that is gone
        let owned = sample.clone().message().into_owned();
        // in words too, since a number that is none is not like itself
        assert!(owned == message || report.problems().iter().any(|problem| problem.code == Code::RealNonfinite));
        assert_eq!(format!("{owned:?}"), format!("{message:?}"), "{}", sample.name);
    }
}

#[test]
fn values_outlive_the_input() {
    for sample in corpus::all() {
        let (value, _) = Value::read(&sample.bytes, Policy::Tolerant, Limits::default());
        let Some(value) = value else { continue };
        let owned = {
            let buffer = sample.bytes.clone();
            Value::read(&buffer, Policy::Tolerant, Limits::default()).0.unwrap().into_owned()
        };
        assert_eq!(format!("{owned:?}"), format!("{value:?}"), "{}", sample.name);
    }
}

#[test]
fn unknown_keys_are_kept() {
    let samples = corpus::all();
    let sample = samples.iter().find(|sample| sample.name == "odd/message/unknown-keys.plist").unwrap();
    let check_out = {
        let buffer = sample.bytes.clone();
        mdmwire::decode_as::<CheckOut>(&buffer).0.unwrap().into_owned()
    };
    let kept: Vec<_> = check_out.extra.to_vec().iter().map(|(key, value)| format!("{key} {value:?}")).collect();
    assert_eq!(kept, [r#"By {"Name":"Test User"}"#, r#"Reason "retired""#, r#"Tags ["a","b"]"#]);
    assert!(!check_out.extra.is_empty() && CheckOut::default().extra.is_empty());
}

#[test]
fn lists_of_scalars_are_read_again() {
    let samples = corpus::all();
    let sample = samples.iter().find(|sample| sample.name == "response/DeviceInformation.plist").unwrap();
    let answer = {
        let buffer = sample.bytes.clone();
        mdmwire::decode_as::<DeviceInformationResponse>(&buffer).0.unwrap().into_owned()
    };
    let told = answer.query_responses.unwrap();
    let macs: Vec<_> = told.ethernet_macs.iter().map(|mac| mac.to_string()).collect();
    assert_eq!(
        (told.ethernet_macs.len(), &*macs),
        (2, &["02:00:00:00:00:01".to_owned(), "02:00:00:00:00:02".to_owned()][..])
    );
    let attestation: Vec<_> = told.device_properties_attestation.iter().map(|data| data.to_vec()).collect();
    assert_eq!(attestation, [b"0\x03\x02\x01\x00", b"0\x03\x02\x01\x01"]);
    assert!(told.languages.is_empty() && told.languages.iter().next().is_none());
}
