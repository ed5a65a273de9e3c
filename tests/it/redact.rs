//! Other names in the same messages.

use std::hash::{DefaultHasher, Hasher};

use mdmwire::{
    Decoder, Format, Report,
    capture::{Redacted, Redactor},
};

use crate::corpus;

/// Good enough for a test, and always the same.
fn digest(text: &[u8]) -> [u8; 32] {
    let mut digest = [0; 32];
    for (number, part) in (0_u8..).zip(digest.chunks_mut(8)) {
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(number);
        hasher.write(text);
        part.copy_from_slice(&hasher.finish().to_be_bytes());
    }
    digest
}

fn redact(body: &[u8]) -> Option<Redacted> {
    Redactor::new(&digest).redact(body)
}

fn said(report: &Report) -> Vec<String> {
    let problems = report.problems().iter();
    problems
        .map(|problem| format!("{} {} {:?} {}", problem.severity, problem.code, problem.span, problem.path))
        .collect()
}

#[test]
fn redacted_samples_check_the_same() {
    let decoder = Decoder::new().inside(true);
    let (mut redacted, mut different) = (0, Vec::new());
    for sample in corpus::all() {
        let Some(Redacted { body, names }) = redact(&sample.bytes) else { continue };
        redacted += 1;
        assert_eq!(body.len(), sample.bytes.len(), "{}", sample.name);
        let kind = sample.kind();
        let decode = |body: &[u8]| {
            kind.map_or_else(|| decoder.decode(body).1, |kind| decoder.decode_kind(kind, body).unwrap().1)
        };
        if said(&decode(&body)) != said(&decode(&sample.bytes)) {
            different.push(format!("{}\n{}\nwas\n{}", sample.name, decode(&body), decode(&sample.bytes)));
        }
        let (text, is_wide) = (String::from_utf8_lossy(&body), Format::detect(&body) == Some(Format::Binary));
        for (old, new) in &names {
            assert!(old == new || is_wide || !text.contains(old.as_str()), "{}: {old}", sample.name);
        }
    }
    assert!(redacted > 250, "{redacted}");
    assert!(different.is_empty(), "{}", different.join("\n\n"));
}

#[track_caller]
fn check(key: &str, value: &str, is_replaced: bool) -> String {
    let body = format!("<plist version=\"1.0\"><dict><key>{key}</key>{value}</dict></plist>");
    let new = String::from_utf8(redact(body.as_bytes()).unwrap().body).unwrap();
    assert_eq!(new.len(), body.len());
    assert_eq!(new != body, is_replaced, "{new}");
    new
}

#[test]
fn what_is_replaced() {
    let udid = check("UDID", "<string>00008101-001938611EE9001E</string>", true);
    let name = udid.split(['<', '>']).find(|part| part.len() == 25).unwrap();
    assert_eq!(name.find('-'), Some(8));
    assert!(name.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte)), "{name}");
    assert_eq!(check("udid", "<string>00008101-001938611EE9001E</string>", true).split(name).count(), 2);
    assert!(check("Topic", "<string>com.apple.mgmt.External.3f0c</string>", true).contains("com.apple.mgmt.External."));
    let user = check("UserLongName", "<string>Zoë &amp; Co</string>", true);
    assert!(user.contains(" &amp; ") && !user.contains("Zo"), "{user}");
    check("UserID", "<string>FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF</string>", false);
    check("OSVersion", "<string>18.1</string>", false);
    check("Token", "<data>AAAAAAAAAAAAAAAAAAAAAA==</data>", true);
    check("PushMagic", "<array><dict><key>A</key><string>a1b2c3</string></dict></array>", true);
    check("IMEI", "<string></string>", false);
    // whatever its type, its damage, and a letter of its key
    check("PIN", "<integer>123456</integer>", true);
    check("Token", "<data>AAAA!AAAAAA=</data>", true);
    check("Unknown", "<data>QUJDREVG!Q</data>", true);
    check("UnlockTokn", "<string>a1b2c3</string>", true);
    check("PIN", "<true/>", false);
    assert!(redact(b"<plist version=\"1.0\"><dict><key>PIN</key><real>1234.5</real></dict></plist>").is_none());
    assert!(redact(b"<plist version=\"1.0\"><dict><key>UDID</key><string>00008101").is_none());
}

/// The same number is replaced by the same one, as a number and as text.
#[test]
fn numbers() {
    let body =
        br#"{"devices":[{"imei":[357340090354040,"357340090354040"],"serial_number":-9,"color":"0357340090354040"}]}"#;
    let new = String::from_utf8(redact(body).unwrap().body).unwrap();
    let (value, report) = Decoder::new().value(new.as_bytes());
    assert!(report.is_clean(), "{report}");
    let device = value.as_ref().unwrap().root().get("devices").unwrap().items().next().unwrap();
    let imei: Vec<_> = device.get("imei").unwrap().items().collect();
    assert_eq!(imei[0].as_integer().unwrap().to_string(), imei[1].as_str().unwrap());
    assert_ne!(imei[1].as_str(), Some("357340090354040"));
    assert!((-9..0).contains(&device.get("serial_number").unwrap().as_integer().unwrap()));
    assert_eq!(device.get("color").unwrap().as_str(), Some("0357340090354040"));
}

#[test]
fn documents_in_data() {
    let profile = "<plist version=\"1.0\"><dict><key>PayloadType</key><string>a.b</string><key>SerialNumber</key><string>C02ABC123DEF</string></dict></plist>";
    let once = mdmwire::Data::octets(profile.as_bytes()).to_base64().to_string();
    let twice = mdmwire::Data::octets(once.as_bytes()).to_base64().to_string();
    for data in [once, twice] {
        let new = check("Payload", &format!("<data>{data}</data>"), true);
        let (value, _) = Decoder::new().value(new.as_bytes());
        let mut inner = match value.unwrap().root().get("Payload").unwrap().node() {
            mdmwire::Node::Data(data) => String::from_utf8(data.to_vec()).unwrap(),
            node => panic!("{node:?}"),
        };
        if !inner.starts_with('<') {
            let outer = format!("<data>{inner}</data>");
            let (value, _) = Decoder::new().value(outer.as_bytes());
            let mdmwire::Node::Data(data) = value.as_ref().unwrap().root().node() else { panic!() };
            inner = String::from_utf8(data.to_vec()).unwrap();
        }
        assert!(inner.contains("<key>PayloadType</key><string>a.b</string><key>SerialNumber</key><string>"), "{inner}");
        assert!(!inner.contains("C02ABC123DEF"), "{inner}");
    }
}
