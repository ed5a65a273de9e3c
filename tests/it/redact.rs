//! Other names in the same messages.

use std::hash::{DefaultHasher, Hasher};

use mdmwire::{
    Decoder, Format, Report,
    capture::{Obstacle, Redacted, Redactor, replace_words},
};

use crate::{binary, corpus};

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

fn redact(body: &[u8]) -> Result<Redacted, Obstacle> {
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
        let Ok(Redacted { body, names }) = redact(&sample.bytes) else { continue };
        redacted += 1;
        assert_eq!(body.len(), sample.bytes.len(), "{}", sample.name);
        let kind = sample.kind();
        let decode = |body: &[u8]| {
            kind.map_or_else(|| decoder.decode(body).1, |kind| decoder.decode_kind(kind, body).unwrap().1)
        };
        // names may be keys, and then stand in paths
        let mut expected = said(&decode(&sample.bytes)).join("\n").into_bytes();
        replace_words(&mut expected, &names.iter().cloned().collect());
        if said(&decode(&body)).join("\n").into_bytes() != expected {
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

#[track_caller]
fn check_obstacle(value: &str, obstacle: Obstacle) {
    assert_eq!(redact(format!("<plist version=\"1.0\">{value}</plist>").as_bytes()), Err(obstacle));
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
    check_obstacle("<dict><key>PIN</key><real>1234.5</real></dict>", Obstacle::Value);
    check_obstacle("<dict><key>UDID</key><string>&#48;0008101</string></dict>", Obstacle::Spelling);
    check_obstacle("<dict><key>UDID</key><dict><key>C02ABC123DEF</key><true/></dict></dict>", Obstacle::Key);
    check_obstacle("<dict><key>UDID</key><string>00008101", Obstacle::Damage);
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

#[track_caller]
fn check_json(body: &str, kept: &[&str], replaced: &[&str]) -> String {
    let new = String::from_utf8(redact(body.as_bytes()).unwrap().body).unwrap();
    assert_eq!(new.len(), body.len());
    assert!(Decoder::new().value(new.as_bytes()).1.is_clean(), "{new}");
    assert!(kept.iter().all(|kept| body.contains(kept) && new.contains(kept)), "{new}");
    assert!(replaced.iter().all(|old| body.contains(old) && !new.contains(old)), "{new}");
    new
}

#[test]
fn names_in_arrays_and_keys() {
    for key in
        ["serialNumbers", "associateSerialNumbers", "serial-number", "clientUserIds", "disassociateClientUserIdStrs"]
    {
        let body = format!(r#"{{"a":{{"{key}":["C02ABC123DEF"]}},"{key}":"KQRW"}}"#);
        check_json(&body, &[key], &["C02ABC123DEF", "KQRW"]);
    }
    let new = check_json(
        r#"{"devices":{"C02ABC123DEF":{"serial_number":"C02ABC123DEF","model":"Mac"},"KQRWXYVLMN":"SUCCESS"}}"#,
        &["serial_number", "model", "Mac", "SUCCESS"],
        &["C02ABC123DEF", "KQRWXYVLMN"],
    );
    let serial = new.split('"').nth(3).unwrap();
    assert_eq!(new.matches(serial).count(), 2, "{new}");
    // a dictionary at a key that is a name elsewhere
    check_json(r#"{"device":{"identifier":{"serial-number":"ABCDEF"}}}"#, &["identifier"], &["ABCDEF"]);
    // some letter is bound to stand for two
    let all: Vec<_> = ('A'..='Z').map(|letter| format!(r#""{letter}":"SUCCESS""#)).collect();
    assert_eq!(redact(format!(r#"{{"devices":{{{}}}}}"#, all.join(",")).as_bytes()), Err(Obstacle::Twins));
}

#[test]
fn people() {
    check_json(
        r#"{"persons":[{"name":"Anna B","first_name":"Anna"}],"data":[{"name":"Pages","attributes":{"name":"Pages"}}]}"#,
        &["Pages"],
        &["Anna"],
    );
    check_json(r#"{"name":"Pages","course":{"name":"Biology"}}"#, &["Pages", "Biology"], &[]);
}

#[test]
fn credentials_in_texts() {
    let new = check_json(
        r#"{"url":"https://a.example/b?token=Geheim4711x\u0026c=d","log":"https:\/\/e:Geheim@f.example\/","color":"Geheim4711x"}"#,
        &["https://a.example/b?token=", r"\u0026c=d", r":\/\/", r"@f.example\/"],
        &["Geheim"],
    );
    let word = |from: &str| new.split(from).nth(1).unwrap().split(['\\', '"']).next().unwrap().to_owned();
    assert_eq!(word("?token="), word(r#""color":""#));
    assert_eq!(redact(br#"{"url":"https://a.example/b?token\u003dGeheim4711x"}"#), Err(Obstacle::Spelling));
    let url = "<string>https://a.example/b?X-Amz-Date=1&amp;X-Amz-Signature=ab12%2F</string>";
    assert!(check("ManifestURL", url, true).contains("<string>https://a.example/b?X-Amz-Date=1&amp;X-Amz-Signature="));
    check_obstacle("<dict><key>A</key><string>?token=a&#98;c</string></dict>", Obstacle::Spelling);
    // in letters of eight and of sixteen bits
    for text in ["?token=Geheim", "Zo\u{eb}: ?token=Geheim"] {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let wide = [&[0x6f, 0x10, u8::try_from(units.len() / 2).unwrap()][..], &units].concat();
        let object = if text.is_ascii() { binary::text(text) } else { wide };
        let new =
            redact(&binary::document(&[binary::dictionary(&[1, 2], 1), binary::text("A"), object], 1, 1)).unwrap();
        let (value, report) = Decoder::new().value(&new.body);
        let new = value.as_ref().unwrap().root().get("A").unwrap().as_str().unwrap();
        assert!(report.is_clean() && !new.contains("Geheim"), "{new} {report}");
        assert_eq!(new.split('=').next(), text.split('=').next());
    }
}
