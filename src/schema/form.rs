//! The forms of identifiers. Apple's schema gives none of them; each says where it was seen or is defined.

use core::fmt;

use crate::wire::{chunk, json};

/// What a text looks like.
pub struct Form {
    /// What to expect, in words.
    pub words: &'static str,
    /// Whether a text is of this form.
    pub fits: fn(&str) -> bool,
    /// Whether Apple's services refuse any other text. Other forms are of what has been seen.
    pub demanded: bool,
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words)
    }
}

impl Form {
    /// Whether a text is of this form.
    #[inline]
    pub(crate) fn fits(&self, text: &str) -> bool {
        (self.fits)(text)
    }
}

macro_rules! forms {
    ($($(#[$doc:meta])* $name:ident: $words:literal, $fits:expr $(, demanded: $demanded:literal)?;)+) => {
        $($(#[$doc])* pub const $name: &Form =
            &Form { words: $words, fits: $fits, demanded: $($demanded ||)? false };)+
    };
}

forms! {
    /// The secret of an access token of the Device Enrollment Program.
    ACCESS_SECRET: "text that begins with AS_", |text| text.starts_with("AS_");
    /// An access token of the Device Enrollment Program.
    ACCESS_TOKEN: "text that begins with AT_", |text| text.starts_with("AT_");
    /// The number of a product in the store.
    ADAM_ID: "a number in decimal digits", |text| !text.is_empty() && chunk::are_digits(text.as_bytes());
    /// A UUID, or the one that stands for every user of a Shared iPad.
    ALL_F_OR_UUID: "a UUID, in capitals where all digits are F", |text| is_uuid(text) && (!is_all_f(text) || text.starts_with('F'));
    /// The build of an operating system: `22B83`, `21E219`, `15A5278f`.
    BUILD_VERSION: "a build such as 22B83", is_build;
    /// Standard base64 of a DER SEQUENCE, RFC 4648 section 4: a certificate without the lines of PEM around it.
    BASE64_DER: "base64 of a DER certificate, without PEM lines", is_base64_der;
    /// A slice of a cellular network: `mdm/commands/application.install.yaml`, key `CellularSliceUUID`.
    CELLULAR_SLICE: "`DNN:NAME` or `AppCategory:CATEGORY`", is_slice;
    /// The key of a consumer of the Device Enrollment Program.
    CONSUMER_KEY: "text that begins with CK_", |text| text.starts_with("CK_");
    /// The secret of a consumer of the Device Enrollment Program.
    CONSUMER_SECRET: "text that begins with CS_", |text| text.starts_with("CS_");
    /// A country: ISO 3166-1 alpha-2.
    COUNTRY: "two capital letters", |text| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    /// A day of the calendar, RFC 3339 `full-date`.
    DAY: "a day such as 2019-01-20", is_day;
    /// An e-mail address, as far as can be told: one `@` with something on both sides.
    EMAIL: "an e-mail address", is_email, demanded: true;
    /// What declarative management asks for: `mdm/checkin/declarativemanagement.yaml`, key `Endpoint`.
    ENDPOINT: "`tokens`, `declaration-items`, `status` or `declaration/TYPE/IDENTIFIER`", is_endpoint;
    /// An address that Apple's devices load from.
    HTTPS_URL: "an https address", |text| text.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("https://")) && text.len() > 8, demanded: true;
    /// 3GPP TS 23.003 section 6.2.1: 15 digits, which devices write in groups; 16 with a software version; empty without radio.
    IMEI: "14 to 16 digits, blanks between them allowed", |text| text.is_empty() || ungrouped(text, u8::is_ascii_digit, 14..=16);
    /// A language: ISO 639-1 or 639-2.
    LANGUAGE: "two or three small letters", |text| (2..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase());
    /// A hardware address, IEEE 802: six octets.
    MAC: "six pairs of hexadecimal digits with colons or dashes between", is_mac;
    /// 3GPP2 S.R0048: 14 hexadecimal digits, 13 to 18 seen; empty without radio.
    MEID: "13 to 18 hexadecimal digits", |text| text.is_empty() || ungrouped(text, u8::is_ascii_hexdigit, 13..=18);
    /// Any text but none.
    NON_EMPTY: "some text", |text| !text.is_empty();
    /// What names a declaration or a state of it: `declarative/declarations/declarationbase.yaml`.
    OCTETS_64: "1 to 64 octets", |text| (1..=64).contains(&text.len());
    /// What a locked or an erased Mac asks for.
    PIN: "six characters", |text| text.chars().count() == 6;
    /// The version of an operating system: `18.1`, `10.11.4`.
    OS_VERSION: "a version such as 18.1", is_version;
    /// What can be typed at the log-in screen of a Mac's firmware: `mdm/commands/passcode.firmware.set.yaml`, key `NewPassword`.
    PRINTABLE_ASCII: "printable characters of ASCII", |text| are(text.as_bytes(), |byte| matches!(byte, b' '..=b'~'));
    /// A hardware model: `iPhone15,3`, `MacBookPro11,4`.
    PRODUCT_NAME: "a model such as iPhone15,3", is_product;
    /// An instant, RFC 3339 section 5.6.
    RFC_3339: "a time such as 2019-01-20T18:30:00Z", |text| json::is_date_time(text) && !has_short_zone(text);
    /// A serial number as the services take it, of any length.
    SERIAL: "letters and digits", |text| !text.is_empty() && chunk::are_alphanumeric(text.as_bytes());
    /// A serial number as devices tell it: 10 to 12 letters and digits are usual, virtual machines have any text.
    SERIAL_NUMBER: "a serial number", |text| !text.is_empty();
    /// The content token of Apps and Books as it is handed out: base64 of JSON. White space and a line feed may have come
    /// with it when it was pasted.
    STOKEN: "a content token: base64", |text| is_base64(text.trim_ascii());
    /// The topic of a push certificate for device management; Apple's MDM protocol reference on the payload's `Topic`.
    TOPIC: "text that begins with com.apple.mgmt.", |text| text.len() > 15 && text.starts_with("com.apple.mgmt.");
    /// 40 hexadecimal digits, a UUID, or 8 and 16 hexadecimal digits (A12 and later).
    UDID: "40 hexadecimal digits, a UUID, or 8-16 hexadecimal digits", is_udid;
    /// An address in the web.
    URL: "an http or https address", is_url;
    /// RFC 9562 section 4: 8-4-4-4-12 hexadecimal digits.
    UUID: "a UUID: 8-4-4-4-12 hexadecimal digits", is_uuid;
    /// A profile or a server in the portal.
    UUID_32: "32 hexadecimal digits in capitals, without dashes", |text| text.len() == 32 && chunk::are_capital_hex(text.as_bytes());
    /// An instant, RFC 3339 but for the zone, which has no colon.
    ZONED: "a time such as 2030-11-08T22:33:22+0000", |text| json::is_date_time(text) && has_short_zone(text);
}

fn is_slice(text: &str) -> bool {
    let name = text.strip_prefix("DNN:").or_else(|| text.strip_prefix("AppCategory:"));
    name.is_some_and(|name| !name.is_empty())
}

/// Whether a time ends in a zone without a colon: `+0000`.
fn has_short_zone(text: &str) -> bool {
    !text.ends_with(['Z', 'z']) && text.as_bytes().iter().nth_back(2) != Some(&b':')
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && json::is_date_time(&format!("{text}T00:00:00Z"))
}

/// One `@`, something before and something behind it.
fn is_email(text: &str) -> bool {
    chunk::only(text.as_bytes(), b'@').is_some_and(|at| at > 0 && at < text.len() - 1)
}

fn is_mac(text: &str) -> bool {
    let text = text.as_bytes();
    let is_sign = |(at, byte): (usize, &u8)| match at % 3 {
        2 => matches!(byte, b':' | b'-') && Some(byte) == text.get(2),
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 17 && text.iter().enumerate().all(is_sign)
}

fn is_url(text: &str) -> bool {
    let behind = |scheme: &str| {
        text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)) && text.len() > scheme.len()
    };
    behind("https://") || behind("http://")
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.len().is_multiple_of(4) && !text.is_empty() && text.len() - digits.len() < 3 && digits.bytes().all(is_digit)
}

/// The first octet of a SEQUENCE is 0x30, and the second the length of its length, 0x82 for anything like a certificate.
fn is_base64_der(text: &str) -> bool {
    is_base64(text) && text.starts_with('M')
}

fn is_udid(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.len() {
        25 => matches!(bytes.split_at(8), (chip, [b'-', unit @ ..]) if are_hex(chip) && are_hex(unit)),
        32 | 40 => are_hex(bytes),
        _ => is_uuid(text),
    }
}

fn are_hex(text: &[u8]) -> bool {
    are(text, u8::is_ascii_hexdigit)
}

/// Whether all bytes are of a class; without a branch, so that many are compared at a time.
#[inline]
fn are(text: &[u8], class: impl Fn(&u8) -> bool) -> bool {
    text.iter().fold(true, |all, byte| all & class(byte))
}

fn is_uuid(text: &str) -> bool {
    is_like(text, b"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
}

/// Whether there is a hexadecimal digit where the pattern has an `x`, and else the same byte.
#[inline]
fn is_like<const N: usize>(text: &str, pattern: &[u8; N]) -> bool {
    // all of them without a branch, so that they are compared many at a time
    <&[u8; N]>::try_from(text.as_bytes()).is_ok_and(|text| {
        let pairs = text.iter().zip(pattern);
        pairs.fold(true, |all, (byte, like)| {
            let is_digit = byte.is_ascii_hexdigit() & (*like == b'x');
            all & (is_digit | (byte == like))
        })
    })
}

fn is_all_f(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'-' | b'f' | b'F'))
}

/// So many digits, with blanks anywhere.
#[inline]
fn ungrouped(text: &str, digit: impl Fn(&u8) -> bool, count: core::ops::RangeInclusive<usize>) -> bool {
    if text.len() > 2 * count.end() {
        return false;
    }
    // octets for counters, so that sixteen are counted at once
    let (digits, blanks) = text.bytes().fold((0u8, 0u8), |(digits, blanks), byte| {
        (digits.wrapping_add(digit(&byte).into()), blanks.wrapping_add((byte == b' ').into()))
    });
    usize::from(digits) + usize::from(blanks) == text.len() && count.contains(&digits.into())
}

/// Numbers with points between.
fn is_version(text: &str) -> bool {
    let mut digit = false;
    for byte in text.bytes() {
        if !(byte.is_ascii_digit() || (byte == b'.' && digit)) {
            return false;
        }
        digit = byte != b'.';
    }
    digit && text.len() <= 32
}

/// Digits, a capital, digits, and perhaps a small letter for a beta.
fn is_build(text: &str) -> bool {
    let text = text.as_bytes();
    let text = if let [rest @ .., b'a'..=b'z'] = text { rest } else { text };
    let (train, number) = text.split_at(count(text, u8::is_ascii_digit));
    !train.is_empty() && matches!(number, [b'A'..=b'Z', digits @ ..] if is_number(digits))
}

/// Letters, then two numbers with a comma between.
fn is_product(text: &str) -> bool {
    let (letters, numbers) = text.as_bytes().split_at(count(text.as_bytes(), u8::is_ascii_alphabetic));
    let (major, minor) = numbers.split_at(count(numbers, u8::is_ascii_digit));
    !letters.is_empty() && !major.is_empty() && matches!(minor, [b',', digits @ ..] if is_number(digits))
}

/// How many bytes at the beginning are of a class.
fn count(text: &[u8], class: impl Fn(&u8) -> bool) -> usize {
    text.iter().take_while(|byte| class(byte)).count()
}

fn is_number(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

fn is_endpoint(text: &str) -> bool {
    match text.strip_prefix("declaration/") {
        None => matches!(text, "tokens" | "declaration-items" | "status"),
        Some(which) => which.split_once('/').is_some_and(|(kind, identifier)| {
            matches!(kind, "activation" | "asset" | "configuration" | "management") && !identifier.is_empty()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: &Form, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!((form.fits)(text), "{text} is {}", form.words);
        }
        for text in bad {
            assert!(!(form.fits)(text), "{text} is not {}", form.words);
        }
    }

    #[test]
    fn identifiers() {
        check(
            UDID,
            &[
                "00008101-001938611EE9001E",
                "66ADE930-5FDF-5EC4-8429-15640684C489",
                "0123456789abcdef0123456789abcdef01234567",
            ],
            &[
                "",
                "66ADE930-5FDF-5EC4-8429-15640684C48",
                "66ADE930-5FDF-5EC4-8429-15640684C48G",
                "66ADE93005FDF-5EC4-8429-15640684C489",
            ],
        );
        check(SERIAL_NUMBER, &["C02Q7G8WPAAA", "VMware-01 23 45"], &[""]);
        check(IMEI, &["35 734009 035404 0", "357340090354040", ""], &["35-734009-035404-0", "35734"]);
        check(TOPIC, &["com.apple.mgmt.External.e0bd1eac"], &["com.apple.mgmt.", "io.micromdm.topic"]);
        check(
            ALL_F_OR_UUID,
            &["FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "1f000000-0000-0000-0000-000000000000"],
            &["ffffffff-ffff-ffff-ffff-ffffffffffff"],
        );
    }

    #[test]
    fn what_commands_set() {
        check(
            CELLULAR_SLICE,
            &["DNN:corporate", "AppCategory:Enterprise1"],
            &["", "DNN:", "dnn:corporate", "corporate"],
        );
        let long = "\u{e9}".repeat(33);
        check(OCTETS_64, &["a", &long[2..]], &["", &long]);
        check(PRINTABLE_ASCII, &["", "a ~!"], &["caf\u{e9}", "a\tb", "\u{7f}"]);
    }

    #[test]
    fn versions_and_models() {
        check(BUILD_VERSION, &["22B83", "15A5278f", "7A182", "16G2136"], &["", "22", "B83", "22b83", "22B"]);
        check(OS_VERSION, &["18.1", "10.11.4", "9"], &["", "18.", "18.1 beta"]);
        check(
            PRODUCT_NAME,
            &["iPhone15,3", "MacBookPro11,4", "VirtualMac2,1"],
            &["iPhone", "15,3", "iPhone15.3", "iPhone15,"],
        );
    }

    #[test]
    fn endpoints() {
        check(
            ENDPOINT,
            &["tokens", "status", "declaration/configuration/a/b"],
            &["declaration", "declaration/asset/", "declaration/other/x", "Tokens"],
        );
    }
}
