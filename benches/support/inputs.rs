//! Messages of the sizes and shapes that devices send, made up from a fixed seed: the same bytes on every machine.
//!
//! A message is a tree, written in five layouts. `apple` is how Apple's own writer lays it out: sorted keys, one tab
//! a level, octets in lines that end before column 77 where a tab takes eight columns. The other layouts hold the
//! same data: two blanks a level, no white space at all, keys in reverse order, and a binary property list.
//!
//! What the services send is JSON: `dense` as they write it, without white space; with a blank behind colons and commas;
//! two blanks a level; and with keys in reverse order.

use std::collections::HashMap;

/// One message in one layout.
#[derive(Debug)]
pub(crate) struct Input {
    /// Which message it is.
    pub(crate) name: &'static str,
    /// How it is laid out.
    pub(crate) layout: &'static str,
    /// What is sent.
    pub(crate) bytes: Vec<u8>,
    /// How many keys stand in it, those of nested dictionaries too.
    pub(crate) keys: usize,
}

/// The layouts, Apple's first.
pub(crate) const LAYOUTS: [&str; 5] = ["apple", "blanks", "dense", "reversed", "binary"];

/// The layouts of JSON, that of Apple's services first.
pub(crate) const JSON_LAYOUTS: [&str; 4] = ["dense", "spaced", "indented", "reversed"];

/// Every message in every layout, in a fixed order.
pub(crate) fn all() -> Vec<Input> {
    let messages = [
        ("Authenticate", authenticate()),
        ("TokenUpdate", token_update()),
        ("CheckOut", check_out()),
        ("Idle", idle()),
        ("Error", error(3)),
        ("DeviceInformation", device_information()),
        ("InstalledApplicationList", installed_application_list(300)),
        ("CertificateList", certificate_list(8)),
    ];
    let layouts = |(name, tree): &(&'static str, Node)| LAYOUTS.map(|layout| input(name, layout, tree));
    messages.iter().flat_map(layouts).collect()
}

/// Every body of the services in every layout of JSON, in a fixed order.
pub(crate) fn services() -> Vec<Input> {
    let messages =
        [("Devices", page_of_devices(100)), ("Assets", page_of_assets(100)), ("Licenses", batch_of_licenses(100))];
    let layouts = |(name, tree): &(&'static str, Node)| JSON_LAYOUTS.map(|layout| json(name, layout, tree));
    messages.iter().flat_map(layouts).collect()
}

/// A page of so many devices, as the service lays it out.
pub(crate) fn devices(count: usize) -> Input {
    json("Devices", "dense", &page_of_devices(count))
}

/// A page of so many products, as the service lays it out.
pub(crate) fn assets(count: usize) -> Input {
    json("Assets", "dense", &page_of_assets(count))
}

/// A batch of so many licences, as the service lays it out.
pub(crate) fn licenses(count: usize) -> Input {
    json("Licenses", "dense", &batch_of_licenses(count))
}

/// An answer that lists so many applications.
pub(crate) fn applications(layout: &'static str, count: usize) -> Input {
    input("InstalledApplicationList", layout, &installed_application_list(count))
}

/// An answer that lists so many applications and says no more of them than their identifiers.
pub(crate) fn identifiers(layout: &'static str, count: usize) -> Input {
    let items = (0..count).map(|i| dict([("Identifier", text(format!("a.{i}")))])).collect();
    let answer = dict([
        ("CommandUUID", text("0A1B2C3D-0000-4000-8000-000000000001")),
        ("InstalledApplicationList", Node::Array(items)),
        ("Status", text("Acknowledged")),
        ("UDID", text("00008020-000915083C80012E")),
    ]);
    input("InstalledApplicationList", layout, &answer)
}

/// An error with so many causes.
pub(crate) fn errors(layout: &'static str, count: usize) -> Input {
    input("Error", layout, &error(count))
}

/// What would hurt a careless reader, so many times over: what it is, and the body.
pub(crate) fn hostile(count: usize) -> Vec<(&'static str, Vec<u8>)> {
    let plist = |inside: String| format!("<plist version=\"1.0\"><dict>{inside}</dict></plist>");
    let with = |inside: String| plist(format!("<key>Status</key><string>Idle</string>{inside}"));
    let numbered = |pattern: &str| (0..count).map(|i| pattern.replace('#', &i.to_string())).collect::<String>();
    let list = |key: &str, item: &str| with(format!("<key>{key}</key><array>{}</array>", item.repeat(count)));
    let json = |key: &str, item: &str| format!(r#"{{"Status":"Idle","{key}":[{}0]}}"#, item.repeat(count));
    let json_token = |octets: String| format!(r#"{{"MessageType":"TokenUpdate","Token":"{octets}"}}"#);
    let bodies = [
        ("applications without keys", list("InstalledApplicationList", "<dict/>")),
        ("applications without keys, JSON", json("InstalledApplicationList", "{},")),
        ("certificates without keys", list("CertificateList", "<dict></dict>")),
        ("profiles without keys", list("ProfileList", "<dict/>")),
        ("errors without keys", list("ErrorChain", "<dict/>")),
        ("errors without keys, JSON", json("ErrorChain", "{},")),
        ("errors with one key", list("ErrorChain", "<dict><key>ErrorCode</key><integer>1</integer></dict>")),
        ("errors of another type", list("ErrorChain", "<true/>")),
        (
            "profiles that hold payloads",
            list("ProfileList", "<dict><key>PayloadContent</key><array><dict/></array></dict>"),
        ),
        ("an unknown key with a list", list("Other", "<true/>")),
        ("an unknown key with a list, JSON", json("Other", "0,")),
        ("unknown keys", with(numbered("<key>#</key><true/>"))),
        ("unknown keys, JSON", format!(r#"{{"Status":"Idle",{}"":0}}"#, numbered(r##""#":0,"##))),
        ("a known key again and again", with("<key>UDID</key><string>1</string>".repeat(count))),
        ("a known key again and again, JSON", format!("{{{}\"Status\":\"Idle\"}}", r#""UDID":"1","#.repeat(count))),
        ("an unknown key again and again", with("<key>Other</key><string>1</string>".repeat(count))),
        ("a key in the wrong case again and again", with("<key>Udid</key><string>1</string>".repeat(count))),
        ("escapes", with(format!("<key>UDID</key><string>{}</string>", "&amp;".repeat(count)))),
        ("escapes, JSON", format!(r#"{{"Status":"Idle","UDID":"{}"}}"#, r"\n".repeat(count))),
        ("escapes in an unknown key, JSON", format!(r#"{{"Status":"Idle","{}":0}}"#, r"\/".repeat(count))),
        ("surrogates, JSON", format!(r#"{{"Status":"Idle","UDID":"{}"}}"#, r"\ud83d\ude00".repeat(count))),
        ("octets, JSON", json_token("QUJD".repeat(count))),
        ("octets that are none, JSON", json_token("*".repeat(count))),
        ("octets with escapes, JSON", json_token(r"\/".repeat(4 * count))),
        ("an unknown key again and again, JSON", format!("{{{}\"Status\":\"Idle\"}}", r#""Other":"1","#.repeat(count))),
        ("a long list of texts, JSON", json("Other", r#""1","#)),
        ("digits, JSON", format!(r#"{{"Status":"Idle","Other":[{}]}}"#, "1".repeat(count))),
        ("blanks, JSON", format!(r#"{{"Status":"Idle",{}"UDID":"1"}}"#, " ".repeat(count))),
        ("depth of dictionaries, JSON", "{\"a\":".repeat(count)),
        ("devices without keys", format!(r#"{{"devices":[{}{{}}],"cursor":"1"}}"#, "{},".repeat(count))),
        ("escapes in an unknown key", with(format!("<key>{}</key><true/>", "&amp;".repeat(count)))),
        ("octets that are none", with(format!("<key>Other</key><data>{}</data>", "*".repeat(count)))),
        ("comments", with("<!-- -->".repeat(count))),
        ("comments in a text", with(format!("<key>UDID</key><string>{}</string>", "1<!-- -->".repeat(count)))),
        ("CDATA", with(format!("<key>UDID</key><string>{}</string>", "<![CDATA[1]]>".repeat(count)))),
        ("digits", with(format!("<key>Other</key><integer>{}</integer>", "1".repeat(count)))),
        ("depth", format!("<plist version=\"1.0\">{}", "<array>".repeat(count))),
        ("depth of dictionaries", format!("<plist version=\"1.0\">{}", "<dict><key>a</key>".repeat(count))),
        ("depth, JSON", "[".repeat(count)),
    ];
    bodies.map(|(what, body)| (what, body.into_bytes())).into()
}

fn input(name: &'static str, layout: &'static str, tree: &Node) -> Input {
    let bytes = if layout == "binary" { Objects::write(tree) } else { Writer::write(layout, tree) };
    Input { name, layout, bytes, keys: tree.keys() }
}

fn json(name: &'static str, layout: &'static str, tree: &Node) -> Input {
    Input { name, layout, bytes: JsonWriter::write(layout, tree), keys: tree.keys() }
}

fn authenticate() -> Node {
    let mut random = Random(1);
    let model = "Mac15,6";
    dict([
        ("BuildVersion", text("24B83")),
        ("Challenge", Node::Data(b"apple".to_vec())),
        ("DeviceName", text("Reception desk, second floor")),
        ("MessageType", text("Authenticate")),
        ("Model", text(model)),
        ("ModelName", text("MacBook Pro")),
        ("OSVersion", text("15.1")),
        ("ProductName", text(model)),
        ("SerialNumber", text(random.serial())),
        ("Topic", text(random.topic())),
        ("UDID", text(random.uuid())),
    ])
}

fn token_update() -> Node {
    let mut random = Random(2);
    let mut unlock_token = b"DATA".to_vec();
    unlock_token.extend(random.octets(1244));
    dict([
        ("AwaitingConfiguration", Node::Boolean(false)),
        ("MessageType", text("TokenUpdate")),
        ("PushMagic", text(random.uuid())),
        ("Token", Node::Data(random.octets(32))),
        ("Topic", text(random.topic())),
        ("UDID", text(random.udid())),
        ("UnlockToken", Node::Data(unlock_token)),
    ])
}

fn check_out() -> Node {
    let mut random = Random(3);
    dict([("MessageType", text("CheckOut")), ("Topic", text(random.topic())), ("UDID", text(random.udid()))])
}

fn idle() -> Node {
    dict([("Status", text("Idle")), ("UDID", text(Random(4).udid()))])
}

fn error(count: usize) -> Node {
    let mut random = Random(5);
    let causes = [
        (4001, "MCInstallationErrorDomain", "Profielinstallatie is mislukt.", "Profile installation failed."),
        (15001, "MCWiFiErrorDomain", "De wifi-payload is niet geïnstalleerd.", "The Wi-Fi payload was not installed."),
        (
            -25293,
            "NSOSStatusErrorDomain",
            "De sleutelhanger heeft de toegang geweigerd.",
            "The keychain refused access.",
        ),
    ];
    let chain = causes.into_iter().cycle().take(count).map(|(code, domain, local, english)| {
        dict([
            ("ErrorCode", Node::Integer(code)),
            ("ErrorDomain", text(domain)),
            ("LocalizedDescription", text(local)),
            ("USEnglishDescription", text(english)),
        ])
    });
    dict([
        ("CommandUUID", text(random.uuid())),
        ("ErrorChain", Node::Array(chain.collect())),
        ("Status", text("Error")),
        ("UDID", text(random.udid())),
    ])
}

fn device_information() -> Node {
    let mut random = Random(6);
    let udid = random.udid();
    let answers = dict([
        ("AppAnalyticsEnabled", Node::Boolean(true)),
        ("AvailableDeviceCapacity", Node::Real(201.6375732421875)),
        ("AwaitingConfiguration", Node::Boolean(false)),
        ("BatteryLevel", Node::Real(0.85)),
        ("BluetoothMAC", text(random.mac())),
        ("BuildVersion", text("22B83")),
        ("CarrierSettingsVersion", text("61.0")),
        ("CellularTechnology", Node::Integer(3)),
        ("CurrentMCC", text("001")),
        ("CurrentMNC", text("02")),
        ("DataRoamingEnabled", Node::Boolean(false)),
        ("DeviceCapacity", Node::Real(238.4185791015625)),
        ("DeviceName", text("Reception 2")),
        ("DiagnosticSubmissionEnabled", Node::Boolean(true)),
        ("EASDeviceIdentifier", text(random.letters(26))),
        ("ICCID", text(random.digits("8901 #### #### #### ####"))),
        ("IMEI", text(random.digits("35 ###### ###### #"))),
        ("IsActivationLockEnabled", Node::Boolean(false)),
        ("IsCloudBackupEnabled", Node::Boolean(false)),
        ("IsDeviceLocatorServiceEnabled", Node::Boolean(false)),
        ("IsDoNotDisturbInEffect", Node::Boolean(false)),
        ("IsMDMLostModeEnabled", Node::Boolean(false)),
        ("IsMultiUser", Node::Boolean(false)),
        ("IsNetworkTethered", Node::Boolean(false)),
        ("IsRoaming", Node::Boolean(false)),
        ("IsSupervised", Node::Boolean(true)),
        ("MDMOptions", dict([])),
        ("MEID", text(random.digits("35############"))),
        ("Model", text("MTP03ZD")),
        ("ModelName", text("iPhone")),
        ("ModemFirmwareVersion", text("3.00.02")),
        ("OSVersion", text("18.1")),
        ("PersonalHotspotEnabled", Node::Boolean(false)),
        ("PhoneNumber", text("")),
        ("ProductName", text("iPhone15,4")),
        ("SerialNumber", text(random.serial())),
        ("ServiceSubscriptions", Node::Array(vec![subscription(&mut random, true), subscription(&mut random, false)])),
        ("SubscriberCarrierNetwork", text("Examplecom")),
        ("SubscriberMCC", text("001")),
        ("SubscriberMNC", text("01")),
        ("UDID", text(udid.clone())),
        ("VoiceRoamingEnabled", Node::Boolean(false)),
        ("WiFiMAC", text(random.mac())),
        ("iTunesStoreAccountIsActive", Node::Boolean(false)),
    ]);
    dict([
        ("CommandUUID", text(random.uuid())),
        ("QueryResponses", answers),
        ("Status", text("Acknowledged")),
        ("UDID", text(udid)),
    ])
}

fn subscription(random: &mut Random, first: bool) -> Node {
    dict([
        ("CarrierSettingsVersion", text("61.0")),
        ("CurrentCarrierNetwork", text(if first { "" } else { "Example & Sons" })),
        ("CurrentMCC", text("001")),
        ("CurrentMNC", text(if first { "02" } else { "03" })),
        ("EID", text(random.digits("8904##############################"))),
        ("ICCID", text(random.digits("8901 #### #### #### ####"))),
        ("IMEI", text(random.digits("35 ###### ###### #"))),
        ("IsDataPreferred", Node::Boolean(first)),
        ("IsRoaming", Node::Boolean(false)),
        ("IsVoicePreferred", Node::Boolean(first)),
        ("Label", text(if first { "Primary" } else { "Secondary" })),
        ("LabelID", text(random.uuid())),
        ("MEID", text(random.digits("35############"))),
        ("PhoneNumber", text(random.digits("+1555#######"))),
        ("Slot", text(if first { "CTSubscriptionSlotOne" } else { "CTSubscriptionSlotTwo" })),
    ])
}

/// Most items have the same keys; store identifiers and updates come and go, as with applications that are built in,
/// made by the owner's company, or on their way.
fn installed_application_list(count: usize) -> Node {
    let mut random = Random(7);
    let makers = ["example", "fabrikam", "contoso", "northwind", "tailspin"];
    let words = ["Notes", "Maps", "Mail", "Rota", "Ledger", "Scanner", "Café", "Field Service", "Timesheets", "Portal"];
    let applications = (0..count).map(|i| {
        let word = random.pick(&words);
        let name = format!("{word} {}", random.below(90) + 10);
        let version = format!("{}.{}.{}", random.below(20) + 1, random.below(10), random.below(40));
        let identifier = format!("com.{}.{}{i}", random.pick(&makers), random.letters(8).to_lowercase());
        let mut keys = vec![("BundleSize", Node::Integer(random.between(1_000_000, 900_000_000)))];
        if i % 6 != 0 {
            keys.push(("ExternalVersionIdentifier", Node::Integer(random.between(800_000_000, 870_000_000))));
        }
        if i % 6 == 1 {
            keys.push(("HasUpdateAvailable", Node::Boolean(i % 12 == 1)));
        }
        keys.extend([
            ("Identifier", text(identifier)),
            ("Installing", Node::Boolean(false)),
            ("IsValidated", Node::Boolean(true)),
            ("Name", text(name)),
            ("ShortVersion", text(version.clone())),
            ("Version", text(format!("{version}.{}", random.below(9_000) + 1_000))),
        ]);
        Node::Dict(keys)
    });
    let list = applications.collect();
    dict([
        ("CommandUUID", text(random.uuid())),
        ("InstalledApplicationList", Node::Array(list)),
        ("Status", text("Acknowledged")),
        ("UDID", text(random.udid())),
    ])
}

fn certificate_list(count: usize) -> Node {
    let mut random = Random(8);
    let certificates = (0..count).map(|i| {
        let len = random.between(1_450, 1_750) as usize;
        dict([
            ("CommonName", text(format!("Example Device CA {i} {}", random.letters(12)))),
            ("Data", Node::Data(certificate(&mut random, len))),
            ("IsIdentity", Node::Boolean(i == 1)),
        ])
    });
    let list = certificates.collect();
    dict([
        ("CertificateList", Node::Array(list)),
        ("CommandUUID", text(random.uuid())),
        ("Status", text("Acknowledged")),
        ("UDID", text(random.udid())),
    ])
}

/// Keys in the order of Apple's documentation; some devices wait for their profile, some have no label.
fn page_of_devices(count: usize) -> Node {
    let mut random = Random(9);
    let models = [
        ("iPad", "IPAD WI-FI 64GB SPACE GRAY-USA", "SPACE GRAY", "iPadOS", "iPad"),
        ("iPhone 15", "IPHONE 15 BLACK 128GB-USA", "BLACK", "iOS", "iPhone"),
        ("MacBook Air", "MBA 13.6 MIDNIGHT/8C CPU/8C GPU/16GB/256GB-USA", "MIDNIGHT", "OSX", "Mac"),
    ];
    let time = |day: u64| {
        format!("2026-{:02}-{:02}T{:02}:{:02}:{:02}Z", day / 28 % 12 + 1, day % 28 + 1, day % 24, day % 60, day % 59)
    };
    let devices = (0..count).map(|i| {
        let (model, description, color, os, family) = models[random.below(3) as usize];
        let day = random.below(300);
        let mut keys = vec![
            ("serial_number", text(random.serial())),
            ("model", text(model)),
            ("description", text(description)),
            ("color", text(color)),
        ];
        if i % 3 != 0 {
            keys.push(("asset_tag", text(format!("ASSET-{}", random.digits("######")))));
        }
        let pushed = i % 4 != 1;
        keys.extend([
            ("profile_status", text(if pushed { "pushed" } else { "assigned" })),
            ("profile_uuid", text(random.uuid().replace('-', ""))),
            ("profile_assign_time", text(time(day))),
        ]);
        if pushed {
            keys.push(("profile_push_time", text(time(day + 1))));
        }
        keys.extend([
            ("device_assigned_date", text(time(day))),
            ("device_assigned_by", text("it.operations@example.com")),
            ("os", text(os)),
            ("device_family", text(family)),
        ]);
        Node::Dict(keys)
    });
    let devices = Node::Array(devices.collect());
    Node::Dict(vec![
        ("devices", devices),
        ("fetched_until", text(time(299))),
        ("cursor", text(random.letters(48))),
        ("more_to_follow", Node::Boolean(true)),
    ])
}

/// Apps for several systems, and books.
fn page_of_assets(count: usize) -> Node {
    let mut random = Random(10);
    let assets = (0..count).map(|i| {
        let is_book = i % 5 == 4;
        let (assigned, available) = (random.between(0, 900), random.between(0, 900));
        let platforms: &[&str] = match i % 3 {
            _ if is_book => &["iOS", "macOS"],
            0 => &["iOS"],
            1 => &["iOS", "macOS"],
            _ => &["iOS", "tvOS", "watchOS", "visionOS"],
        };
        Node::Dict(vec![
            ("adamId", text(random.digits("1########"))),
            ("pricingParam", text(if i % 7 == 0 && is_book { "PLUS" } else { "STDQ" })),
            ("productType", text(if is_book { "Book" } else { "App" })),
            ("deviceAssignable", Node::Boolean(!is_book)),
            ("revocable", Node::Boolean(!is_book)),
            ("supportedPlatforms", Node::Array(platforms.iter().map(|platform| text(*platform)).collect())),
            ("totalCount", Node::Integer(assigned + available)),
            ("assignedCount", Node::Integer(assigned)),
            ("availableCount", Node::Integer(available)),
            ("retiredCount", Node::Integer(random.between(0, 20))),
        ])
    });
    let assets = Node::Array(assets.collect());
    Node::Dict(vec![
        ("assets", assets),
        ("currentPageIndex", Node::Integer(0)),
        ("nextPageIndex", Node::Integer(1)),
        ("size", Node::Integer(count as i64)),
        ("totalPages", Node::Integer(4)),
        ("versionId", text(random.uuid())),
        ("tokenExpirationDate", text("2027-11-08T22:33:22+0000")),
        ("uId", text(random.digits("2###############"))),
    ])
}

/// Licences of version 1: some are given to users, some to devices, some to none.
fn batch_of_licenses(count: usize) -> Node {
    let mut random = Random(11);
    let licenses = (0..count).map(|i| {
        let (license, product, user) =
            (random.between(1, 1 << 33), random.between(300_000_000, 1_600_000_000), random.between(1, 1 << 34));
        let mut keys = vec![
            ("licenseId", Node::Integer(license)),
            ("licenseIdStr", text(license.to_string())),
            ("adamId", Node::Integer(product)),
            ("adamIdStr", text(product.to_string())),
            ("productTypeId", Node::Integer(8)),
            ("pricingParam", text("STDQ")),
            ("productTypeName", text("Application")),
            ("isIrrevocable", Node::Boolean(false)),
            ("status", text(if i % 3 == 2 { "Available" } else { "Associated" })),
        ];
        match i % 3 {
            0 => keys.extend([
                ("userId", Node::Integer(user)),
                ("userIdStr", text(user.to_string())),
                ("clientUserIdStr", text(random.uuid())),
                ("itsIdHash", text(format!("{}=", random.letters(27)))),
            ]),
            1 => keys.push(("serialNumber", text(random.serial()))),
            _ => {}
        }
        Node::Dict(keys)
    });
    let licenses = Node::Array(licenses.collect());
    Node::Dict(vec![
        ("status", Node::Integer(0)),
        ("batchCount", Node::Integer(count as i64)),
        ("batchToken", text(random.letters(400))),
        ("clientContext", text(r#"{"hostname":"mdm.example.com"}"#)),
        ("expirationMillis", Node::Integer(1_793_577_600_000)),
        ("licenses", licenses),
        (
            "location",
            Node::Dict(vec![("locationId", Node::Integer(2_222_222_222)), ("locationName", text("Main building"))]),
        ),
        ("totalBatchCount", Node::Integer(3)),
        ("totalCount", Node::Integer(3 * count as i64)),
        ("uId", text(random.digits("2###############"))),
    ])
}

/// What begins like a certificate, an ASN.1 sequence in a sequence, and goes on at random.
fn certificate(random: &mut Random, len: usize) -> Vec<u8> {
    let [high, low] = (len as u16 - 4).to_be_bytes();
    let [inner_high, inner_low] = (len as u16 - 284).to_be_bytes();
    let mut octets = vec![0x30, 0x82, high, low, 0x30, 0x82, inner_high, inner_low, 0xa0, 0x03, 0x02, 0x01, 0x02];
    octets.extend(random.octets(len - octets.len()));
    octets
}

/// A value of a property list.
enum Node {
    Array(Vec<Node>),
    Boolean(bool),
    Data(Vec<u8>),
    Dict(Vec<(&'static str, Node)>),
    Integer(i64),
    Real(f64),
    Text(String),
}

impl Node {
    fn keys(&self) -> usize {
        match self {
            Self::Array(items) => items.iter().map(Self::keys).sum(),
            Self::Dict(pairs) => pairs.iter().map(|(_, value)| 1 + value.keys()).sum(),
            Self::Boolean(_) | Self::Data(_) | Self::Integer(_) | Self::Real(_) | Self::Text(_) => 0,
        }
    }
}

fn dict<const N: usize>(pairs: [(&'static str, Node); N]) -> Node {
    assert!(pairs.is_sorted_by_key(|(key, _)| *key), "keys are written in this order");
    Node::Dict(pairs.into())
}

fn text(text: impl Into<String>) -> Node {
    Node::Text(text.into())
}

/// Writes a tree in one layout.
struct Writer {
    /// White space a level, and line ends with it; nothing is none at all.
    indent: Option<&'static str>,
    reversed: bool,
    out: String,
}

impl Writer {
    fn write(layout: &str, tree: &Node) -> Vec<u8> {
        let indent = match layout {
            "blanks" => Some("  "),
            "dense" => None,
            _ => Some("\t"),
        };
        let mut writer = Self { indent, reversed: layout == "reversed", out: String::new() };
        writer.line(0, r#"<?xml version="1.0" encoding="UTF-8"?>"#);
        writer.line(
            0,
            r#"<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">"#,
        );
        writer.line(0, r#"<plist version="1.0">"#);
        writer.node(0, tree);
        writer.line(0, "</plist>");
        writer.out.into_bytes()
    }

    fn node(&mut self, depth: usize, node: &Node) {
        match node {
            Node::Array(items) if items.is_empty() => self.line(depth, "<array/>"),
            Node::Array(items) => {
                self.line(depth, "<array>");
                for item in items {
                    self.node(depth + 1, item);
                }
                self.line(depth, "</array>");
            }
            Node::Boolean(yes) => self.line(depth, if *yes { "<true/>" } else { "<false/>" }),
            Node::Data(octets) => {
                self.line(depth, "<data>");
                let columns = if self.indent.is_some() { 76 - 8 * depth.min(8) } else { usize::MAX };
                for line in base64(octets).as_bytes().chunks(columns) {
                    self.line(depth, str::from_utf8(line).unwrap());
                }
                self.line(depth, "</data>");
            }
            Node::Dict(pairs) if pairs.is_empty() => self.line(depth, "<dict/>"),
            Node::Dict(pairs) => {
                self.line(depth, "<dict>");
                for i in 0..pairs.len() {
                    let (key, value) = &pairs[if self.reversed { pairs.len() - 1 - i } else { i }];
                    self.line(depth + 1, &format!("<key>{key}</key>"));
                    self.node(depth + 1, value);
                }
                self.line(depth, "</dict>");
            }
            Node::Integer(number) => self.line(depth, &format!("<integer>{number}</integer>")),
            Node::Real(number) => self.line(depth, &format!("<real>{number:?}</real>")),
            Node::Text(text) => {
                let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                self.line(depth, &format!("<string>{text}</string>"));
            }
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        let Some(indent) = self.indent else { return self.out.push_str(text) };
        self.out.push_str(&indent.repeat(depth));
        self.out.push_str(text);
        self.out.push('\n');
    }
}

/// Writes a tree as a binary property list, as Apple's writer does: what contains others before them, keys before values,
/// every scalar once.
#[derive(Default)]
struct Objects {
    all: Vec<Object>,
    known: HashMap<Vec<u8>, usize>,
}

enum Object {
    Scalar(Vec<u8>),
    /// The upper half of the marker, how many there are, and the numbers of what is in it.
    Container(u8, usize, Vec<usize>),
}

impl Objects {
    fn write(tree: &Node) -> Vec<u8> {
        let mut objects = Self::default();
        objects.add(tree);
        let size = |most: usize| if most < 256 { 1 } else { 2 };
        let reference = size(objects.all.len());
        let mut out = b"bplist00".to_vec();
        let mut offsets = Vec::new();
        for object in &objects.all {
            offsets.push(out.len());
            match object {
                Object::Scalar(octets) => out.extend(octets),
                Object::Container(marker, count, inside) => {
                    out.extend(head(*marker, *count));
                    out.extend(inside.iter().flat_map(|number| big(*number as u64, reference)));
                }
            }
        }
        let table = out.len();
        let offset = if table < 1 << 16 { size(table) } else { 4 };
        out.extend(offsets.iter().flat_map(|place| big(*place as u64, offset)));
        out.extend([0, 0, 0, 0, 0, 0, offset as u8, reference as u8]);
        out.extend([objects.all.len(), 0, table].iter().flat_map(|number| big(*number as u64, 8)));
        out
    }

    fn add(&mut self, node: &Node) -> usize {
        let number = self.all.len();
        match node {
            Node::Array(items) => {
                self.all.push(Object::Container(0xa, items.len(), Vec::new()));
                let inside = items.iter().map(|item| self.add(item)).collect();
                self.all[number] = Object::Container(0xa, items.len(), inside);
                number
            }
            Node::Dict(pairs) => {
                self.all.push(Object::Container(0xd, pairs.len(), Vec::new()));
                let mut inside: Vec<_> = pairs.iter().map(|(key, _)| self.scalar(string(key))).collect();
                inside.extend(pairs.iter().map(|(_, value)| self.add(value)).collect::<Vec<_>>());
                self.all[number] = Object::Container(0xd, pairs.len(), inside);
                number
            }
            Node::Boolean(yes) => self.scalar(vec![8 + u8::from(*yes)]),
            Node::Data(octets) => self.scalar([head(0x4, octets.len()), octets.clone()].concat()),
            Node::Integer(number) => self.scalar(integer(*number)),
            Node::Real(number) => self.scalar([vec![0x23], number.to_be_bytes().into()].concat()),
            Node::Text(text) => self.scalar(string(text)),
        }
    }

    fn scalar(&mut self, octets: Vec<u8>) -> usize {
        *self.known.entry(octets).or_insert_with_key(|octets| {
            self.all.push(Object::Scalar(octets.clone()));
            self.all.len() - 1
        })
    }
}

fn head(marker: u8, count: usize) -> Vec<u8> {
    match count {
        0..15 => vec![marker << 4 | count as u8],
        _ => [vec![marker << 4 | 15], integer(count as i64)].concat(),
    }
}

fn integer(number: i64) -> Vec<u8> {
    let power = match number {
        0..0x100 => 0,
        0x100..0x1_0000 => 1,
        0x1_0000..0x1_0000_0000 => 2,
        _ => 3,
    };
    [vec![0x10 | power], big(number as u64, 1 << power)].concat()
}

fn string(text: &str) -> Vec<u8> {
    if text.is_ascii() {
        return [head(0x5, text.len()), text.into()].concat();
    }
    let units: Vec<_> = text.encode_utf16().collect();
    [head(0x6, units.len()), units.iter().flat_map(|unit| unit.to_be_bytes()).collect()].concat()
}

/// The last octets of a number.
fn big(number: u64, size: usize) -> Vec<u8> {
    number.to_be_bytes()[8 - size..].into()
}

/// Writes a tree as JSON in one layout.
struct JsonWriter {
    /// Whether there are two blanks a level.
    indented: bool,
    comma: &'static str,
    colon: &'static str,
    reversed: bool,
    out: String,
}

impl JsonWriter {
    fn write(layout: &str, tree: &Node) -> Vec<u8> {
        let (indented, reversed) = (layout == "indented", layout == "reversed");
        let (comma, colon) = match layout {
            "spaced" => (", ", ": "),
            "indented" => (",", ": "),
            _ => (",", ":"),
        };
        let mut writer = Self { indented, comma, colon, reversed, out: String::new() };
        writer.node(0, tree);
        writer.out.into_bytes()
    }

    fn node(&mut self, depth: usize, node: &Node) {
        match node {
            Node::Array(items) => {
                self.out.push('[');
                for (i, item) in items.iter().enumerate() {
                    self.gap(i > 0, depth + 1);
                    self.node(depth + 1, item);
                }
                self.end(items.is_empty(), depth, ']');
            }
            Node::Boolean(yes) => self.out.push_str(if *yes { "true" } else { "false" }),
            Node::Data(octets) => self.string(&base64(octets)),
            Node::Dict(pairs) => {
                self.out.push('{');
                for i in 0..pairs.len() {
                    let (key, value) = &pairs[if self.reversed { pairs.len() - 1 - i } else { i }];
                    self.gap(i > 0, depth + 1);
                    self.string(key);
                    self.out.push_str(self.colon);
                    self.node(depth + 1, value);
                }
                self.end(pairs.is_empty(), depth, '}');
            }
            Node::Integer(number) => self.out.push_str(&number.to_string()),
            Node::Real(number) => self.out.push_str(&format!("{number:?}")),
            Node::Text(text) => self.string(text),
        }
    }

    /// Slashes are escaped in addresses alone, as the services do.
    fn string(&mut self, text: &str) {
        let text = text.replace('\\', "\\\\").replace('"', "\\\"");
        let text = if text.starts_with("https://") { text.replace('/', "\\/") } else { text };
        self.out.extend(["\"", &text, "\""]);
    }

    fn gap(&mut self, comma: bool, depth: usize) {
        self.out.push_str(if comma { self.comma } else { "" });
        if self.indented {
            self.out.extend(["\n", &"  ".repeat(depth)]);
        }
    }

    fn end(&mut self, is_empty: bool, depth: usize, bracket: char) {
        if !is_empty {
            self.gap(false, depth);
        }
        self.out.push(bracket);
    }
}

/// RFC 4648 section 4.
fn base64(octets: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in octets.chunks(3) {
        let bits = (0..3).fold(0, |bits, i| bits << 8 | u32::from(group.get(i).copied().unwrap_or(0)));
        for i in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * i)) as usize & 63];
            out.push(if i > group.len() { '=' } else { char::from(digit) });
        }
    }
    out
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(high.abs_diff(low)) as i64
    }

    fn pick<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.below(list.len() as u64) as usize]
    }

    fn octets(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next() as u8).collect()
    }

    fn letters(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'A' + self.below(26) as u8)).collect()
    }

    /// The pattern with a digit for each `#`.
    fn digits(&mut self, pattern: &str) -> String {
        pattern.chars().map(|c| if c == '#' { char::from(b'0' + self.below(10) as u8) } else { c }).collect()
    }

    fn mac(&mut self) -> String {
        let octets: Vec<String> = self.octets(5).iter().map(|octet| format!("{octet:02x}")).collect();
        format!("02:{}", octets.join(":"))
    }

    fn serial(&mut self) -> String {
        format!("Z{}{}", self.letters(4), self.digits("#####"))
    }

    fn topic(&mut self) -> String {
        format!("com.apple.mgmt.External.{}", self.uuid().to_lowercase())
    }

    fn udid(&mut self) -> String {
        format!("{:08X}-{:016X}", 0x8000 + self.below(0x200), self.next())
    }

    fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        let (low, node) = (low >> 48 & 0x3fff | 0x8000, low & 0xffff_ffff_ffff);
        format!("{:08X}-{:04X}-4{:03X}-{low:04X}-{node:012X}", high >> 32, high >> 16 & 0xffff, high & 0xfff)
    }
}
