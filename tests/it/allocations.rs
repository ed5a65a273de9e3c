//! What decoding takes from the heap: nothing for a clean check-in, one piece for each list, and never more than a few
//! times the input.
//!
//! Every allocation counts, also one that only moves a piece to where it can grow; both are live then.

#[path = "../../benches/support/inputs.rs"]
#[allow(dead_code, reason = "benches use the rest")]
mod inputs;

use allocation_counter::{AllocationInfo, measure};
use mdmwire::{
    Decode, decode, decode_as,
    messages::{
        Authenticate, CertificateListResponse, CheckOut, DeviceInformationResponse, InstalledApplicationListResponse,
        Response, TokenUpdate,
    },
};

#[test]
fn a_clean_check_in_allocates_nothing() {
    for input in inputs::all() {
        let as_itself = match input.name {
            "Authenticate" => counted_as::<Authenticate>(&input.bytes),
            "TokenUpdate" => counted_as::<TokenUpdate>(&input.bytes),
            "CheckOut" => counted_as::<CheckOut>(&input.bytes),
            "Idle" => counted_as::<Response>(&input.bytes),
            _ => continue,
        };
        let found_out = measure(|| assert!(decode(&input.bytes).1.is_clean(), "{} {}", input.name, input.layout));
        assert_eq!(as_itself.count_total, 0, "{} {}", input.name, input.layout);
        assert_eq!(found_out.count_total, 0, "{} {}, its kind found out", input.name, input.layout);
    }
}

#[test]
fn one_error_allocates_nothing() {
    let body = inputs::errors(1).bytes;
    assert_eq!(counted_as::<Response>(&body).count_total, 0);
    assert_eq!(measure(|| assert!(decode(&body).1.is_clean())).count_total, 0);
}

#[test]
fn a_list_allocates_twice_at_most() {
    for count in [2, 3, 10, 100, 1000] {
        check(counted_as::<Response>(&inputs::errors(count).bytes), 1, &format!("{count} errors"));
        let applications = inputs::applications(count).bytes;
        check(
            counted_as::<InstalledApplicationListResponse>(&applications),
            if count > 2 { 2 } else { 1 },
            &format!("{count} applications"),
        );
    }
    for input in inputs::all() {
        let (counted, lists) = match input.name {
            "Error" => (counted_as::<Response>(&input.bytes), 1),
            "InstalledApplicationList" => (counted_as::<InstalledApplicationListResponse>(&input.bytes), 2),
            "CertificateList" => (counted_as::<CertificateListResponse>(&input.bytes), 2),
            // the list of subscriptions, and a name with an escape
            "DeviceInformation" => (counted_as::<DeviceInformationResponse>(&input.bytes), 2),
            _ => continue,
        };
        check(counted, lists, &format!("{} {}", input.name, input.layout));
    }

    #[track_caller]
    fn check(counted: AllocationInfo, expected: u64, what: &str) {
        assert_eq!(counted.count_total, expected, "{what}");
    }
}

/// Which bounds each single allocation too.
#[test]
fn a_clean_message_takes_twice_its_size_at_most() {
    for input in inputs::all() {
        let peak = measure(|| assert!(decode(&input.bytes).1.is_clean())).bytes_max;
        let most = 2 * input.bytes.len() as u64 + 4 * 1024;
        assert!(peak <= most, "{} {}: {peak} bytes, {most} allowed", input.name, input.layout);
    }
}

#[test]
fn nothing_takes_more_than_four_times_its_size() {
    for input in inputs::all() {
        for end in (0..16).map(|i| input.bytes.len() * i / 16) {
            check(&format!("{} {}, its first {end} bytes", input.name, input.layout), &input.bytes[..end]);
        }
        let text = str::from_utf8(&input.bytes).unwrap();
        let broken = [
            ("keys unknown", text.replace("<key>", "<key>x")),
            ("keys in small letters", text.to_lowercase()),
            ("keys twice", text.replace("<key>Status</key>", "<key>UDID</key>")),
            ("texts of another type", text.replace("string>", "integer>")),
            ("texts with an escape", text.replace("<string>", "<string>&amp;")),
            ("octets that are none", text.replace("<data>", "<data>*")),
        ];
        for (how, body) in broken {
            check(&format!("{} {}, {how}", input.name, input.layout), body.as_bytes());
        }
    }
    for count in [1_000, 20_000] {
        for (what, body) in inputs::hostile(count) {
            check(&format!("{what}, {count} times"), &body);
        }
    }

    #[track_caller]
    fn check(what: &str, body: &[u8]) {
        let most = 4 * body.len() as u64 + 64 * 1024;
        for (how, counted) in [
            ("decode", measure(|| _ = decode(body))),
            ("decode_as Response", measure(|| _ = decode_as::<Response>(body))),
            ("decode_as InstalledApplicationList", measure(|| _ = decode_as::<InstalledApplicationListResponse>(body))),
        ] {
            let peak = counted.bytes_max;
            assert!(peak <= most, "{what}: {how} takes {peak} bytes, {most} allowed for {}", body.len());
            assert_eq!(counted.bytes_current, 0, "{what}: {how} keeps memory");
        }
    }
}

fn counted_as<'a, T: Decode<'a>>(bytes: &'a [u8]) -> AllocationInfo {
    measure(|| {
        let (message, report) = decode_as::<T>(bytes);
        assert!(message.is_some() && report.is_clean(), "{report}");
    })
}
