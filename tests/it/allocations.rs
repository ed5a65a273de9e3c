//! What decoding takes from the heap: nothing for a clean check-in, one piece for each list, and never more than a few
//! times the input.
//!
//! Every allocation counts, also one that only moves a piece to where it can grow; both are live then.

#[path = "../../benches/support/inputs.rs"]
#[allow(dead_code, reason = "benches use the rest")]
mod inputs;

use allocation_counter::{AllocationInfo, measure};
use mdmwire::{
    Decode, Limits, Policy, Value, ValueRef, decode, decode_as,
    messages::{
        Authenticate, CertificateListResponse, CheckOut, DeviceInformationResponse, InstalledApplicationListResponse,
        Response, TokenUpdate,
        dep::FetchDeviceResponse,
        vpp::{CatalogResponse, GetAssetsResponse, GetVppLicensesResponse},
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
    for layout in ["apple", "binary"] {
        let body = inputs::errors(layout, 1).bytes;
        assert_eq!(counted_as::<Response>(&body).count_total, 0);
        assert_eq!(measure(|| assert!(decode(&body).1.is_clean())).count_total, 0);
    }
}

#[test]
fn a_list_allocates_twice_at_most() {
    for count in [2, 3, 10, 100, 1000] {
        for layout in ["apple", "binary"] {
            // a thousand that share their texts are more than is kept of a binary property list of this length
            let most = if layout == "binary" { 100 } else { count };
            let errors = inputs::errors(layout, count.min(most)).bytes;
            let what = format!("{count} errors, {layout}");
            // the first lies in the answer itself
            let lists = if count > 3 { 2 } else { 1 };
            check(counted_as::<Response>(&errors), lists + places(&errors) + wide(&errors), &what);
            let applications = inputs::applications(layout, count).bytes;
            check(
                counted_as::<InstalledApplicationListResponse>(&applications),
                if count > 2 { 2 } else { 1 } + places(&applications) + wide(&applications),
                &format!("{count} applications, {layout}"),
            );
        }
        let lists = if count > 2 { 2 } else { 1 };
        let page = |page: fn(usize) -> inputs::Input| page(count).bytes;
        let devices = counted_as::<FetchDeviceResponse>(&page(inputs::devices));
        check(devices, lists, &format!("{count} devices"));
        let assets = counted_as::<GetAssetsResponse>(&page(inputs::assets));
        check(assets, lists, &format!("{count} products"));
        // and a text with escapes, whose copy grows from quotation mark to quotation mark
        let licenses = counted_as::<GetVppLicensesResponse>(&page(inputs::licenses));
        check(licenses, lists + 3, &format!("{count} licences"));
    }
    for input in inputs::all() {
        let (counted, lists) = match input.name {
            "Error" => (counted_as::<Response>(&input.bytes), 1),
            "InstalledApplicationList" => (counted_as::<InstalledApplicationListResponse>(&input.bytes), 2),
            "CertificateList" => (counted_as::<CertificateListResponse>(&input.bytes), 2),
            // the list of subscriptions, and a name with an escape
            "DeviceInformation" if input.layout != "binary" => {
                (counted_as::<DeviceInformationResponse>(&input.bytes), 2)
            }
            "DeviceInformation" => (counted_as::<DeviceInformationResponse>(&input.bytes), 1),
            _ => continue,
        };
        let expected = lists + places(&input.bytes) + wide(&input.bytes);
        check(counted, expected, &format!("{} {}", input.name, input.layout));
    }

    /// Where the objects begin of a binary property list that has many.
    fn places(bytes: &[u8]) -> u64 {
        let objects = u64::from_be_bytes(*bytes[bytes.len() - 24..].first_chunk().unwrap());
        u64::from(bytes.starts_with(b"bplist") && objects >= 64)
    }

    /// Texts of a binary property list that are no slices of it, since they are written in UTF-16.
    fn wide(bytes: &[u8]) -> u64 {
        let (value, _) = Value::read(bytes, Policy::Tolerant, Limits::default());
        let mut left = vec![value.unwrap()];
        let mut count = 0;
        while let Some(value) = left.pop() {
            count +=
                u64::from(bytes.starts_with(b"bplist") && value.root().as_str().is_some_and(|text| !text.is_ascii()));
            left.extend(
                value.root().items().chain(value.root().entries().map(|(_, value)| value)).map(ValueRef::to_value),
            );
        }
        count
    }

    #[track_caller]
    fn check(counted: AllocationInfo, expected: u64, what: &str) {
        assert_eq!(counted.count_total, expected, "{what}");
    }
}

/// Which bounds each single allocation too.
#[test]
fn a_clean_message_takes_little_more_than_its_size() {
    for input in inputs::all().into_iter().chain(inputs::services()) {
        let peak = measure(|| assert!(decode(&input.bytes).1.is_clean())).bytes_max;
        // a binary property list says the same in fewer bytes
        let times = if input.layout == "binary" { 3 } else { 2 };
        let most = times * input.bytes.len() as u64 + 4 * 1024;
        assert!(peak <= most, "{} {}: {peak} bytes, {most} allowed", input.name, input.layout);
    }
}

/// Records are larger than what was sent of them if few of their keys were sent.
#[test]
fn lists_of_which_little_was_sent_are_kept_whole() {
    let count = 2_000;
    let items = |item: &dyn Fn(usize) -> String| (0..count).map(item).collect::<Vec<_>>().join(",");
    for layout in inputs::LAYOUTS {
        let body = inputs::identifiers(layout, count).bytes;
        let (answer, report) = decode_as::<InstalledApplicationListResponse>(&body);
        assert!(report.is_clean(), "{report}");
        assert_eq!(answer.unwrap().installed_application_list.len(), count);
    }
    let resources = items(&|i| format!("{{\"id\":\"{}\",\"type\":\"apps\"}}", 361_309_726 + i));
    let page = format!("{{\"data\":[{resources}]}}");
    assert_eq!(decode_as::<CatalogResponse>(page.as_bytes()).0.unwrap().data.len(), count);
}

#[test]
fn nothing_takes_more_than_a_few_times_its_size() {
    for input in inputs::all().into_iter().chain(inputs::services()) {
        for end in (0..16).map(|i| input.bytes.len() * i / 16) {
            check(&format!("{} {}, its first {end} bytes", input.name, input.layout), &input.bytes[..end]);
        }
        let Ok(text) = str::from_utf8(&input.bytes) else { continue };
        let broken = [
            ("keys unknown", text.replace("<key>", "<key>x")),
            ("keys in small letters", text.to_lowercase()),
            ("keys twice", text.replace("<key>Status</key>", "<key>UDID</key>")),
            ("texts of another type", text.replace("string>", "integer>")),
            ("texts with an escape", text.replace("<string>", "<string>&amp;")),
            ("octets that are none", text.replace("<data>", "<data>*")),
            ("names with an escape", text.replace("\":", "\\n\":")),
            ("strings that are none", text.replace(":\"", ":1,\"")),
        ];
        for (how, body) in broken {
            check(&format!("{} {}, {how}", input.name, input.layout), body.as_bytes());
        }
    }
    for count in [1_000, 20_000] {
        for (what, body) in inputs::hostile(count) {
            // of what is hostile only lists of empty records take more
            let times = if what.contains("without keys") || what.contains("profiles that hold") { 25 } else { 4 };
            check_times(times, &format!("{what}, {count} times"), &body);
        }
    }

    // a content token of one string that does not end, and a server token likewise
    check("base64 of JSON", ["eyJB", &"QUFB".repeat(100_000)].concat().into_bytes().as_slice());
    check("base64 of JSON in lines", ["eyJB", &"QUFB\r\n".repeat(70_000)].concat().into_bytes().as_slice());
    check("JSON behind a header", format!("Content-Type: text/plain\r\n\r\n{{\"{}}}", "A".repeat(400_000)).as_bytes());

    #[track_caller]
    fn check(what: &str, body: &[u8]) {
        check_times(4, what, body);
    }

    #[track_caller]
    fn check_times(times: u64, what: &str, body: &[u8]) {
        let most = times * body.len() as u64 + 64 * 1024;
        for (how, counted) in [
            ("decode", measure(|| _ = decode(body))),
            ("decode_as Response", measure(|| _ = decode_as::<Response>(body))),
            ("decode_as InstalledApplicationList", measure(|| _ = decode_as::<InstalledApplicationListResponse>(body))),
            ("decode_as FetchDeviceResponse", measure(|| _ = decode_as::<FetchDeviceResponse>(body))),
            ("decode_as GetAssetsResponse", measure(|| _ = decode_as::<GetAssetsResponse>(body))),
            ("decode_as GetVppLicensesResponse", measure(|| _ = decode_as::<GetVppLicensesResponse>(body))),
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
