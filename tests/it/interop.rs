//! To and from the values of the crate `plist`.

use std::{
    io::Cursor,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use mdmwire::{Kind, Limits, Loss, Policy, Unwritable, Value};

use crate::corpus;

fn read(document: &[u8]) -> Value<'_> {
    let (value, report) = Value::read(document, Policy::Tolerant, Limits { depth: 2000, ..Limits::default() });
    value.unwrap_or_else(|| panic!("{report}"))
}

fn theirs(value: &Value<'_>) -> Result<plist::Value, Unwritable> {
    value.try_into()
}

#[test]
fn there_and_back() {
    for sample in corpus::all() {
        let (Some(value), _) = Value::read(&sample.bytes, Policy::Tolerant, Limits::default()) else { continue };
        match theirs(&value) {
            Ok(there) => {
                let back = Value::try_from(&there).unwrap();
                assert!(back == value || format!("{back:?}") == format!("{value:?}"), "{}", sample.name);
                let owned = Value::try_from(there.clone()).unwrap();
                assert!(owned == back || format!("{owned:?}") == format!("{back:?}"), "{}", sample.name);
            }
            Err(lost) => assert!(
                matches!(lost.loss, Loss::DateRange | Loss::DuplicateKey | Loss::IntegerRange | Loss::Kind),
                "{}: {lost}",
                sample.name
            ),
        }
    }
}

/// What they read of a message is what we hand over.
#[test]
fn they_read_the_same() {
    for sample in corpus::good().iter().filter(|sample| sample.name.ends_with(".plist")) {
        let read_there = plist::Value::from_reader(Cursor::new(&sample.bytes)).unwrap();
        assert_eq!(theirs(&read(&sample.bytes)).unwrap(), read_there, "{}", sample.name);
        let read_here = Value::try_from(&read_there).unwrap().to_xml().unwrap();
        assert_eq!(read_here, read(&sample.bytes).to_xml().unwrap(), "{}", sample.name);
    }
}

#[track_caller]
fn lost(document: &str, path: &str, kind: Kind, loss: Loss) {
    let error = theirs(&read(document.as_bytes())).unwrap_err();
    assert_eq!(error, Unwritable { path: path.to_owned(), kind, loss });
    assert!(error.to_string().contains(path));
}

#[test]
fn what_they_can_not_say() {
    lost(r#"{"a":[1,null]}"#, "a[1]", Kind::Null, Loss::Kind);
    lost("[18446744073709551616]", "[0]", Kind::Integer, Loss::IntegerRange);
    lost(r#"[{"a":1,"b":2,"a":1}]"#, "[0]", Kind::Dictionary, Loss::DuplicateKey);
    lost("<array><date>12024-11-19T10:11:12Z</date></array>", "[0]", Kind::Date, Loss::DateRange);
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(theirs(&read(nested(Limits::DEPTH).as_bytes())).is_ok());
    lost(&nested(Limits::DEPTH + 1), &"[0]".repeat(Limits::DEPTH), Kind::Array, Loss::Depth);
}

#[test]
fn dates_to_the_nanosecond() {
    let date = |time: SystemTime| plist::Value::Array(vec![true.into(), plist::Date::from(time).into()]);
    let at = UNIX_EPOCH + Duration::new(1_700_000_000, 500_000_000);
    let there = date(at);
    assert_eq!(theirs(&Value::try_from(&there).unwrap()).unwrap(), there);
    let finer = Value::try_from(date(UNIX_EPOCH + Duration::new(1_700_000_000, 1))).unwrap_err();
    assert_eq!((finer.path.as_str(), finer.kind, finer.loss), ("[1]", Kind::Date, Loss::DatePrecision));
    let before = date(UNIX_EPOCH - Duration::from_secs(5_000_000_000));
    assert_eq!(theirs(&Value::try_from(&before).unwrap()).unwrap(), before);
}
