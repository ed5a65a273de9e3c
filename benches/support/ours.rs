//! This crate's side of every comparison: a message filled in place, as a request handler would do it.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use mdmwire::{
    Decode, Report, fill,
    messages::{
        Authenticate, CertificateListResponse, CheckOut, DeviceInformationResponse, InstalledApplicationListResponse,
        Response, TokenUpdate,
        dep::FetchDeviceResponse,
        vpp::{GetAssetsResponse, GetVppLicensesResponse},
    },
};

use super::{counted::measured, inputs::Input};

/// Turns `by_name!(name, f)` into the function that calls `f` for the type of this message.
macro_rules! by_name {
    ($name:expr, |$($argument:ident),+| $f:ident) => {
        match $name {
            "Authenticate" => |$($argument),+| $f::<Authenticate>($($argument),+),
            "TokenUpdate" => |$($argument),+| $f::<TokenUpdate>($($argument),+),
            "CheckOut" => |$($argument),+| $f::<CheckOut>($($argument),+),
            "Idle" | "Error" => |$($argument),+| $f::<Response>($($argument),+),
            "DeviceInformation" => |$($argument),+| $f::<DeviceInformationResponse>($($argument),+),
            "InstalledApplicationList" => |$($argument),+| $f::<InstalledApplicationListResponse>($($argument),+),
            "CertificateList" => |$($argument),+| $f::<CertificateListResponse>($($argument),+),
            "Devices" => |$($argument),+| $f::<FetchDeviceResponse>($($argument),+),
            "Assets" => |$($argument),+| $f::<GetAssetsResponse>($($argument),+),
            "Licenses" => |$($argument),+| $f::<GetVppLicensesResponse>($($argument),+),
            other => unreachable!("no type for {other}"),
        }
    };
}

/// Reads a message once.
pub(crate) fn read(message: &str) -> fn(&[u8]) -> Report {
    by_name!(message, |bytes| read_as)
}

/// Fills a message that is there once, and counts that.
pub(crate) fn counted(message: &str) -> fn(&[u8]) -> Report {
    by_name!(message, |bytes| counted_as)
}

/// Reads a message so often; how long that took.
pub(crate) fn timed(message: &str) -> fn(&[u8], u32) -> Duration {
    by_name!(message, |bytes, times| timed_as)
}

/// Nothing is wrong with this input, so that all that is timed is the reading of a sound message.
pub(crate) fn check(input: &Input) {
    let report = read(input.name)(&input.bytes);
    assert!(report.is_clean(), "{} {}: {report}", input.name, input.layout);
}

fn read_as<'a, T: Decode<'a> + Default>(bytes: &'a [u8]) -> Report {
    let mut message = T::default();
    let report = fill(&mut message, black_box(bytes));
    black_box(&message);
    report
}

fn counted_as<'a, T: Decode<'a> + Default>(bytes: &'a [u8]) -> Report {
    let mut message = black_box(T::default());
    let report = measured(|bytes| fill(&mut message, bytes), bytes);
    black_box(&message);
    report
}

fn timed_as<'a, T: Decode<'a> + Default>(bytes: &'a [u8], times: u32) -> Duration {
    let mut message = T::default();
    let start = Instant::now();
    for _ in 0..times {
        let report = fill(&mut message, black_box(bytes));
        black_box((&message, &report));
    }
    start.elapsed()
}
