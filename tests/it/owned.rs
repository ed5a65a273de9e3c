//! What is taken out of the input is the same without it.

use mdmwire::{Code, Limits, Message, Policy, Value};

use crate::corpus;

#[test]
fn messages_outlive_the_input() {
    for sample in corpus::all() {
        let (message, report) = mdmwire::decode(&sample.bytes);
        let Some(message) = message else { continue };
        let owned = owned(sample.bytes.clone());
        // in words too, since a number that is none is not like itself
        assert!(owned == message || report.problems().iter().any(|problem| problem.code == Code::RealNonfinite));
        assert_eq!(format!("{owned:?}"), format!("{message:?}"), "{}", sample.name);
    }
}

/// The message of a buffer that is gone.
fn owned(buffer: Vec<u8>) -> Message<'static> {
    mdmwire::decode(&buffer).0.unwrap().into_owned()
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
