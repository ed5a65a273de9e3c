//! What holds for every message of the catalogue: of each key one rule is broken, and one problem says so.

use std::collections::{BTreeMap, BTreeSet};

use mdmwire::{
    CONTEXT_WORDS, Code, Context, Decoder, Expected, Facts, Format, Found, Limits, Message, Policy, Problem, Report,
    Severity, Value,
    messages::CATALOG,
    schema::{Entry, Form, Record, Shape, Sign, records},
};

use crate::{
    corpus::{self, assert_in_place},
    made::{self, Site, other_case, sites, wrong_value},
    tree::{JsonLayout, Layout, Tree},
};

/// A message without a fault, and how it is decoded.
struct Sound {
    name: String,
    entry: &'static Entry,
    tree: Tree,
    decoder: Decoder,
}

/// Every good sample, and every message with every key. Those have keys of every platform and enrolment, so that
/// nothing is said of what goes together.
fn sound() -> Vec<Sound> {
    let samples = corpus::good().into_iter().map(|sample| {
        let kind = sample.message().kind();
        let entry = CATALOG.iter().find(|entry| entry.kind == kind).unwrap();
        let tree = Tree::of(&Value::read(&sample.bytes, Policy::Strict, Limits::default()).0.unwrap());
        Sound { name: sample.name, entry, tree, decoder: Decoder::new() }
    });
    let made = made::messages().map(|(entry, tree)| Sound {
        name: format!("{} with every key", entry.kind),
        entry,
        tree,
        decoder: unconditional(),
    });
    samples.chain(made).collect()
}

fn unconditional() -> Decoder {
    let beside_each_other = [Code::Contradiction, Code::ExpectedKey, Code::ForbiddenKey];
    beside_each_other.into_iter().fold(Decoder::new(), |decoder, code| decoder.severity(code, None))
}

impl Sound {
    /// Changes the message at every key, and looks at what is then said of it.
    #[track_caller]
    fn at_every_key(&self, change: impl Fn(&Site) -> Option<Tree>, check: impl Fn(&Site, &Decoded<'_>)) {
        for site in self.sites() {
            let Some(changed) = change(&site) else { continue };
            for layout in [Layout::Apple, Layout::Dense] {
                let document = self.document(&changed, layout);
                let (message, report) = self.decode(&document);
                assert_in_place(&report, document.as_bytes());
                let about = format!("{}, {}: {report}\n{document}", self.name, site.path);
                check(&site, &Decoded { about, message, report, document: &document, is_json: self.entry.is_json() });
            }
        }
    }

    /// Its keys. Of JSON only the outermost: every dictionary in it is in the catalogue itself.
    fn sites(&self) -> Vec<Site> {
        let mut sites = sites(&self.tree, self.entry.record);
        sites.retain(|site| !self.entry.is_json() || site.names.len() == 1);
        sites
    }

    /// In the format that the message has.
    fn document(&self, tree: &Tree, layout: Layout) -> String {
        match layout {
            Layout::Dense if self.entry.is_json() => tree.to_json(JsonLayout::Dense),
            _ if self.entry.is_json() => tree.to_json(JsonLayout::Blanks),
            layout => tree.to_xml(layout),
        }
    }

    fn decode<'d>(&self, document: &'d str) -> (Option<Message<'d>>, Report) {
        self.decoder.decode_kind(self.entry.kind, document.as_bytes()).unwrap()
    }

    /// How severe a note is in this direction.
    fn noted(&self) -> Severity {
        if self.entry.is_request() { Severity::Warning } else { Severity::Note }
    }

    /// How severe a warning is in this direction.
    fn warned(&self) -> Severity {
        if self.entry.is_request() { Severity::Error } else { Severity::Warning }
    }

    /// How severe a warning is of what Apple refuses or not.
    fn refused(&self, is_refused: bool) -> Severity {
        if self.entry.is_service() && is_refused { self.warned() } else { Severity::Warning }
    }
}

struct Decoded<'x> {
    /// For the words of an assertion.
    about: String,
    message: Option<Message<'x>>,
    report: Report,
    document: &'x str,
    is_json: bool,
}

impl Decoded<'_> {
    /// The one problem there is.
    #[track_caller]
    fn only(&self, code: Code) -> &Problem {
        let [problem] = self.report.problems() else { panic!("{}", self.about) };
        assert_eq!(problem.code, code, "{}", self.about);
        problem
    }

    /// What stands at the place of a problem.
    fn at(&self, problem: &Problem) -> &str {
        &self.document[problem.span.start..problem.span.end]
    }

    /// How a dictionary begins.
    fn head(&self) -> &'static str {
        if self.is_json { "{" } else { "<dict>" }
    }
}

#[test]
fn sound_messages_are_sound() {
    for sound in sound() {
        let document = sound.document(&sound.tree, Layout::Apple);
        let (message, report) = sound.decode(&document);
        assert!(report.is_clean(), "{}: {report}\n{document}", sound.name);
        assert_eq!(message.unwrap().kind(), sound.entry.kind);
        if sound.entry.is_json() {
            continue;
        }
        let (message, report) = sound.decoder.decode(document.as_bytes());
        assert!(report.is_clean(), "{}: {report}", sound.name);
        // the answer to a command that failed has nothing to recognise the command by
        let found = message.unwrap().kind();
        // of two that are recognised by the same key it is the first
        let due = CATALOG.iter().find(|entry| entry.is_alike(sound.entry)).unwrap().kind;
        assert!(found == due, "{}: {found}", sound.name);
    }
}

#[test]
fn a_value_of_the_wrong_type() {
    for sound in sound() {
        sound.at_every_key(
            |site| Some(site.with(&sound.tree, wrong_value(sound.entry, site.key)?)),
            |site, decoded| {
                let problem = decoded.only(Code::WrongType);
                assert_eq!(problem.path, site.path, "{}", decoded.about);
                assert_eq!(problem.severity, Severity::Error);
                let kind = site.key.shape.kind_in(if decoded.is_json { Format::Json } else { Format::Xml });
                assert_eq!(problem.expected, Expected::Kind(kind.unwrap()), "{}", decoded.about);
                let values = ["<true/>", "<date>2001-01-01T00:00:00Z</date>", "true", "0.5"];
                assert!(values.contains(&decoded.at(problem)), "{}", decoded.about);
                let stands = !site.is_vital(sound.entry.record);
                assert_eq!(decoded.message.is_some(), stands, "{}", decoded.about);
            },
        );
    }
}

#[test]
fn a_key_is_missing() {
    for sound in sound() {
        sound.at_every_key(
            |site| (!site.key.optional || site.key.group.is_some()).then(|| site.without(&sound.tree)),
            |site, decoded| {
                let problem =
                    decoded.only(if site.key.group.is_some() { Code::NoIdentifier } else { Code::MissingKey });
                assert_eq!(problem.path, site.parent(), "{}", decoded.about);
                assert_eq!(problem.severity, Severity::Error);
                if site.key.group.is_none() {
                    assert_eq!(problem.expected, Expected::Key(site.key.name));
                }
                assert!([decoded.head(), "<dict/>"].contains(&decoded.at(problem)), "{}", decoded.about);
                let stands = !site.is_vital(sound.entry.record);
                assert_eq!(decoded.message.is_some(), stands, "{}", decoded.about);
            },
        );
    }
}

#[test]
fn a_key_stands_twice() {
    for sound in sound() {
        let twice = |site: &Site| site.changed(&sound.tree, |entries, at| entries.insert(at, entries[at].clone()));
        sound.at_every_key(
            |site| Some(twice(site)),
            |site, decoded| {
                let problem = decoded.only(Code::DupKey);
                assert_eq!(problem.path, site.path, "{}", decoded.about);
                assert_eq!(problem.severity, Severity::Error);
                let (key, first) = (site.key.name, problem.related.unwrap());
                assert_eq!((decoded.at(problem), &decoded.document[first.start..first.end]), (key, key));
                assert!(first.end < problem.span.start && decoded.message.is_some(), "{}", decoded.about);
            },
        );
        let decoder = sound.decoder.clone().policy(Policy::Strict);
        let document = sound.document(&sound.tree, Layout::Apple);
        assert!(decoder.decode_kind(sound.entry.kind, document.as_bytes()).unwrap().0.is_some());
        for site in sound.sites() {
            let document = sound.document(&twice(&site), Layout::Apple);
            let (message, _) = decoder.decode_kind(sound.entry.kind, document.as_bytes()).unwrap();
            assert!(message.is_none(), "{}, {}: read by the strict policy", sound.name, site.path);
        }
    }
}

#[test]
fn a_key_is_in_the_wrong_case() {
    for sound in sound() {
        sound.at_every_key(
            |site| Some(site.changed(&sound.tree, |entries, at| entries[at].0 = other_case(site.key.name))),
            |site, decoded| {
                let (case, others): (Vec<_>, Vec<_>) =
                    decoded.report.problems().iter().partition(|problem| problem.code == Code::KeyCase);
                let [problem] = *case else { panic!("{}", decoded.about) };
                let name = other_case(site.key.name);
                let parent = site.parent();
                let path = if parent.is_empty() { name.clone() } else { format!("{parent}.{name}") };
                assert_eq!(problem.path, path, "{}", decoded.about);
                // of two keys that differ in case only either may be meant
                let is_meant = |key: &str| key.eq_ignore_ascii_case(site.key.name);
                assert!(matches!(problem.expected, Expected::Key(key) if is_meant(key)), "{}", decoded.about);
                assert_eq!(problem.found, Found::Key(name.clone()));
                let key = if decoded.is_json { format!("\"{name}\"") } else { format!("<key>{name}</key>") };
                assert_eq!(decoded.at(problem), key);
                // then it is also missing where it is due, and others may no longer go together
                for problem in others {
                    let missing = [Code::MissingKey, Code::ExpectedKey, Code::NoIdentifier].contains(&problem.code);
                    let together = [Code::AmbiguousIdentity, Code::Contradiction, Code::ForbiddenKey];
                    assert!(missing && problem.path == parent || together.contains(&problem.code), "{}", decoded.about);
                }
            },
        );
    }
}

#[test]
fn a_key_is_unknown() {
    for sound in sound() {
        let value = || Tree::Dictionary(vec![("Any".to_owned(), Tree::Boolean(true))]);
        sound.at_every_key(
            |site| {
                let insert = |entries: &mut Vec<_>, at| entries.insert(at, ("Not in the schema".to_owned(), value()));
                (!site.among_own).then(|| site.changed(&sound.tree, insert))
            },
            |site, decoded| {
                let problem = decoded.only(Code::UnknownKey);
                let parent = site.parent();
                let dot = if parent.is_empty() { "" } else { "." };
                assert_eq!(problem.path, format!("{parent}{dot}Not in the schema"), "{}", decoded.about);
                assert_eq!((problem.severity, &problem.expected), (sound.noted(), &Expected::Nothing));
                let kept = format!("{:?}", decoded.message.as_ref().unwrap());
                let clean = format!("{:?}", sound.decode(&sound.document(&sound.tree, Layout::Apple)).0.unwrap());
                let extras = |message: &str| message.matches("extra: Raw").count();
                assert_eq!(extras(&kept), extras(&clean) + 1, "{kept}");
            },
        );
    }
}

#[test]
fn a_number_is_out_of_range() {
    for mut sound in sound() {
        // then it is no sum either
        sound.decoder = sound.decoder.severity(Code::SumMismatch, None).severity(Code::ExpectedKey, None);
        for end in [|(least, _): (i64, i64)| least.checked_sub(1), |(_, greatest): (i64, i64)| greatest.checked_add(1)]
        {
            sound.at_every_key(
                |site| {
                    let number = Tree::Integer(end(site.key.range?)?.into());
                    let value = match site.key.shape {
                        Shape::Numbers => Tree::Dictionary(vec![("key".to_owned(), number)]),
                        _ => number,
                    };
                    Some(site.with(&sound.tree, value))
                },
                |site, decoded| {
                    let problem = decoded.only(Code::OutOfRange);
                    let inside = if matches!(site.key.shape, Shape::Numbers) { ".key" } else { "" };
                    assert_eq!(problem.path, format!("{}{inside}", site.path), "{}", decoded.about);
                    assert_eq!(problem.severity, sound.refused(!site.key.open), "{}", decoded.about);
                    assert!(decoded.message.is_some(), "{}", decoded.about);
                },
            );
        }
    }
}

#[test]
fn a_number_does_not_fit() {
    for sound in sound() {
        for (shape, number) in [("Integer", 1i128 << 63), ("Unsigned", -1)] {
            sound.at_every_key(
                |site| {
                    (format!("{:?}", site.key.shape) == shape).then(|| site.with(&sound.tree, Tree::Integer(number)))
                },
                |site, decoded| {
                    let mut problems = decoded.report.problems().iter();
                    let problem = problems.find(|problem| problem.code != Code::IntBeyond53).unwrap();
                    assert_eq!(problem.code, Code::OutOfRange, "{}", decoded.about);
                    assert_eq!(
                        (&problem.path, &problem.found),
                        (&site.path, &Found::Integer(number)),
                        "{}",
                        decoded.about
                    );
                },
            );
        }
    }
}

#[test]
fn a_text_is_of_the_wrong_form() {
    for mut sound in sound() {
        // the endpoint decides whether there is data
        sound.decoder = unconditional();
        sound.at_every_key(
            |site| {
                // an instant that is none is damaged
                let form = site.key.form.filter(|_| !matches!(site.key.shape, Shape::Date))?;
                let text = Tree::text(misshapen(form));
                let is_list = matches!(site.key.shape, Shape::Texts);
                Some(site.with(&sound.tree, if is_list { Tree::Array(vec![text]) } else { text }))
            },
            |site, decoded| {
                let problem = decoded.only(Code::MalformedValue);
                let item = if matches!(site.key.shape, Shape::Texts) { "[0]" } else { "" };
                assert_eq!(problem.path, format!("{}{item}", site.path), "{}", decoded.about);
                let form = site.key.form.unwrap();
                let is_refused = form.demanded || misshapen(form).is_empty();
                assert_eq!(problem.severity, sound.refused(is_refused), "{}", decoded.about);
                assert_eq!(problem.expected, Expected::Form(form.words));
                assert_eq!(problem.found == Found::Hidden, site.key.sensitive, "{}", decoded.about);
                assert!(decoded.message.is_some(), "{}", decoded.about);
            },
        );
    }
}

fn misshapen(form: &Form) -> &'static str {
    ["?", "", "\u{e9}"].into_iter().find(|text| !(form.fits)(text)).expect("no form takes everything")
}

#[test]
fn a_token_is_not_listed() {
    for sound in sound() {
        let is_token = |site: &Site| matches!(site.key.shape, Shape::Token(_));
        sound.at_every_key(
            |site| is_token(site).then(|| site.with(&sound.tree, Tree::text("Not listed"))),
            |site, decoded| {
                let mut problems = decoded.report.problems().iter();
                let problem = problems.find(|problem| problem.path == site.path).unwrap();
                assert_eq!(
                    (problem.code, problem.severity),
                    (Code::UnlistedValue, if site.key.open { Severity::Warning } else { sound.warned() }),
                    "{}",
                    decoded.about
                );
                assert_eq!(problem.found, Found::text("Not listed"));
                let message = decoded.message.as_ref().unwrap();
                assert!(format!("{message:?}").contains("Unrecognized(\"Not listed\")"), "{}", decoded.about);
            },
        );
        for site in sound.sites() {
            let Shape::Token(listed) = site.key.shape else { continue };
            for token in listed {
                let document = sound.document(&site.with(&sound.tree, Tree::text(token)), Layout::Apple);
                let (message, report) = sound.decode(&document);
                let is_listed = report.problems().iter().all(|problem| problem.code != Code::UnlistedValue);
                assert!(is_listed && !format!("{message:?}").contains("Unrecognized"), "{}: {report}", site.path);
            }
        }
    }
}

#[test]
fn another_message_is_asked_for() {
    let tagged = |entry: &&'static Entry| matches!(entry.sign, Sign::Tag(..));
    for sample in corpus::good() {
        let is = sample.message().kind();
        if !CATALOG.iter().filter(tagged).any(|entry| entry.kind == is) {
            continue;
        }
        for asked in CATALOG.iter().filter(tagged).filter(|entry| entry.kind != is) {
            let (_, report) = Decoder::new().decode_kind(asked.kind, &sample.bytes).unwrap();
            let wrong: Vec<_> = report.problems().iter().filter(|problem| problem.code == Code::WrongMessage).collect();
            let [problem] = *wrong else { panic!("{} as {}: {report}", sample.name, asked.kind) };
            assert_eq!((&*problem.path, problem.severity), ("MessageType", Severity::Error));
        }
    }
    assert!(Decoder::new().decode_kind("check-in.authenticate", b"").is_none());
}

/// A text without a form is the name of its key, so that it shows in which field it ends up, but for a sensitive one.
#[test]
fn values_end_up_in_their_fields() {
    for sound in sound().into_iter().filter(|sound| sound.name.ends_with("with every key")) {
        let document = sound.document(&sound.tree, Layout::Apple);
        let message = sound.decode(&document).0.unwrap();
        let debug = format!("{message:#?}");
        let free = |site: &&Site| {
            let is_free = site.key.form.or(site.key.exactly.map(|_| FORM)).is_none();
            matches!(site.key.shape, Shape::Text) && is_free && !site.key.sensitive
        };
        let mut lines = debug.lines().map(str::trim).peekable();
        let mut found = 0;
        while let Some(line) = lines.next() {
            let Some((field, value)) = line.split_once(": ") else { continue };
            let value = if value == "Some(" { lines.peek().unwrap() } else { value };
            let Some(text) = value.trim_end_matches(',').strip_prefix('"').and_then(|text| text.strip_suffix('"'))
            else {
                continue;
            };
            if sites(&sound.tree, sound.entry.record).iter().any(|site| site.key.name == text && free(&site)) {
                // two keys of a record may differ in a blank only
                let plain = |name: &str| name.replace(['_', ' ', '-'], "").to_lowercase();
                assert!(plain(field).ends_with(&plain(text)), "{field}, {text}: {}", sound.name);
                found += 1;
            }
        }
        assert_eq!(
            found,
            sites(&sound.tree, sound.entry.record).iter().filter(free).count(),
            "{}:\n{debug}",
            sound.name
        );
    }

    const FORM: &Form = mdmwire::schema::form::NON_EMPTY;
}

#[test]
fn every_key_ends_up_in_the_message() {
    for sound in sound().into_iter().filter(|sound| sound.name.ends_with("with every key")) {
        let document = sound.document(&sound.tree, Layout::Apple);
        let whole = format!("{:?}", sound.decode(&document).0);
        sound.at_every_key(
            |site| Some(site.without(&sound.tree)),
            |_, decoded| assert_ne!(format!("{:?}", decoded.message), whole, "{}", decoded.about),
        );
    }
}

/// A rule whose condition is known is judged, one whose condition is not is silent.
#[test]
fn conditions() {
    let mut judged = 0;
    for (entry, tree) in made::messages() {
        for site in sites(&tree, entry.record).iter().filter(|site| !site.path.contains("[1]")) {
            let forbidden = if site.key.exactly.is_some() { Code::ForbiddenMessage } else { Code::ForbiddenKey };
            let never = CONTEXT_WORDS.iter().map(|(_, _, fact)| *fact).filter(|fact| site.key.never.has(*fact));
            let absent = site.key.absent.into_iter().chain(never).map(|facts| (forbidden, facts));
            let present = site.key.present.into_iter().map(|facts| (Code::ExpectedKey, facts));
            for (code, facts) in absent.chain(present) {
                if facts.is_empty() {
                    continue;
                }
                let identifier = if facts.has(Facts::USER_ENROLLMENT) { "EnrollmentID" } else { "UDID" };
                let mut small = made::smallest(entry.record, &site.names, identifier);
                let sites = sites(&small, entry.record);
                if code == Code::ExpectedKey {
                    small = sites.iter().find(|other| other.names == site.names).unwrap().without(&small);
                }
                // the key itself counts where it stands
                let standing = sites.iter().filter(|other| code != Code::ExpectedKey || other.names != site.names);
                let shown = standing.fold(Facts::NONE, |shown, other| shown.and(other.key.shows));
                if contradictory(shown.and(facts)) {
                    continue;
                }
                let xml = small.to_xml(Layout::Apple);
                let said = |context: Context| {
                    let (_, report) = Decoder::new().context(context).decode_kind(entry.kind, xml.as_bytes()).unwrap();
                    let about = |problem: &&Problem| {
                        problem.code == code
                            && problem.expected == Expected::Because(facts)
                            && if code != Code::ExpectedKey {
                                problem.path == site.path
                            } else {
                                problem.path == site.parent() && problem.found == Found::key(site.key.name)
                            }
                    };
                    (report.problems().iter().filter(about).count(), report)
                };
                let (count, report) = said(Context::new().with(facts));
                assert_eq!(count, 1, "{}, {}, {facts}, {code}: {report}\n{xml}", entry.kind, site.path);
                judged += 1;
                if !shown.has(facts) {
                    let (count, report) = said(Context::new());
                    assert_eq!(count, 0, "{}, {}, {facts}, {code}: {report}", entry.kind, site.path);
                }
            }
        }
    }
    assert!(judged > 100, "{judged}");
}

fn contradictory(facts: Facts) -> bool {
    let exclusive: [&[Facts]; 4] = [
        &[Facts::USER_ENROLLMENT, Facts::DEVICE_ENROLLMENT],
        &[Facts::USER_CHANNEL, Facts::DEVICE_CHANNEL],
        &[Facts::MACOS, Facts::IOS, Facts::TVOS, Facts::WATCHOS, Facts::VISIONOS],
        &[Facts::SUPERVISED, Facts::UNSUPERVISED],
    ];
    exclusive.iter().any(|group| group.iter().filter(|fact| facts.has(**fact)).count() > 1)
}

#[test]
fn everything_is_documented() {
    for record in records(CATALOG) {
        for (name, docs) in record.keys.iter().map(|key| (key.name, key.docs)).chain([("", record.docs)]) {
            let docs = docs.trim();
            assert!(docs.starts_with(|c: char| c.is_uppercase() || c == '`'), "{}.{name}: {docs:?}", record.name);
            assert!(docs.ends_with('.'), "{}.{name}: {docs:?}", record.name);
        }
    }
    for entry in CATALOG {
        // the envelope of answers is in no file
        let sources: &[&str] = if entry.kind == "response" {
            &["Protocol Reference"]
        } else if entry.is_json() && !entry.kind.starts_with("declarative.") {
            &["Apple, \"", "Protocol Reference"]
        } else {
            &[".yaml"]
        };
        let docs = entry.record.docs.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(sources.iter().any(|source| docs.contains(source)), "{} names no source", entry.kind);
    }
}

#[test]
fn records_do_not_nest_deeply() {
    fn depth(record: &Record) -> usize {
        record.keys.iter().filter_map(|key| key.shape.record()).map(depth).max().unwrap_or(0) + 1
    }
    for entry in CATALOG {
        // so many steps a path has room for
        assert!(depth(entry.record) < 12, "{}", entry.kind);
    }
}

/// What is never shown. A key that is no longer in this list is shown from now on: that has to be meant.
const SENSITIVE: &str = "
    ActivationLockBypassCodeResponse: ActivationLockBypassCode AuthToken
    ActivationLockRequest: escrow_key
    ActiveNsExtensionsResponse: AuthToken
    ApplyRedemptionCode: RedemptionCode
    Authenticate: IMEI MEID
    AutoSetupAdminAccount: passwordHash
    AvailableOsUpdatesResponse: AuthToken
    CertificateListResponse: AuthToken
    ClearPasscode: UnlockToken
    ClientConfigRequest: notificationAuthToken
    ClientConfigResponse: notificationAuthToken
    ContentCachingInformationResponse: AuthToken
    Credential: Challenge ClientIdentifier Identity Password
    Device: eid imei meid
    DeviceInformationResponse: AuthToken
    DeviceLocationResponse: AuthToken
    DeviceLock: PIN
    DeviceLockResponse: AuthToken
    EditVppUserRequest: sToken
    EnhancedLoggingStatusItems: applecare-token
    EraseDevice: PIN
    FileVaultUnlock: Password PrivateKeyExport PrivateKeyExportPassword
    GetBootstrapTokenResponse: BootstrapToken
    GetTokenResponse: TokenData
    GetVppAssetsRequest: sToken
    GetVppLicensesRequest: sToken
    GetVppUserRequest: sToken
    GetVppUsersRequest: sToken
    InstallApplicationResponse: AuthToken
    InstallMediaResponse: AuthToken
    InstalledApplicationListResponse: AuthToken
    InviteToProgramResponse: AuthToken
    LomDeviceRequestResponse: AuthToken
    LomSetupRequestResponse: AuthToken
    MachineInfo: CHALLENGE ICCID IMEI MEID PAIRING_TOKEN
    ManageVppLicensesByAdamIdRequest: sToken
    ManagedApplication: UnusedRedemptionCode
    ManagedApplicationAttributesResponse: AuthToken
    ManagedApplicationConfigurationResponse: AuthToken
    ManagedApplicationFeedbackResponse: AuthToken
    ManagedApplicationListResponse: AuthToken
    ManagedMediaListResponse: AuthToken
    MdmStatusItems: push-magic push-token
    NsExtensionMappingsResponse: AuthToken
    OsUpdateStatusResponse: AuthToken
    ProfileListResponse: AuthToken
    ProvisioningProfileListResponse: AuthToken
    PushNotification: mdm
    QueryResponses: EASDeviceIdentifier ICCID IMEI MEID PhoneNumber PushToken
    RegisterVppUserRequest: sToken
    RequestMirroring: Password
    RequestMirroringResponse: AuthToken
    RequestUnlockTokenResponse: AuthToken UnlockToken
    RequireBetaProgram: Token
    Response: AuthToken
    ResponseUser: inviteCode
    RestrictionsResponse: AuthToken
    RetireVppUserRequest: sToken
    ReturnToServiceOptions: BootstrapToken
    RotateFileVaultKeyResponse: AuthToken
    RotateResult: EncryptedNewRecoveryKey
    SToken: token
    SaltedHash: entropy salt
    ScheduleOsUpdateResponse: AuthToken
    ScheduleOsUpdateScanResponse: AuthToken
    SecurityInfo: FDE_PersonalRecoveryKeyCMS
    SecurityInfoResponse: AuthToken
    SeedBuildToken: token
    ServerToken: access_secret access_token consumer_key consumer_secret
    ServiceSubscription: EID ICCID IMEI MEID PhoneNumber
    SessionResponse: auth_session_token
    SetAutoAdminPassword: passwordHash
    SetBootstrapToken: BootstrapToken
    SetFirmwarePassword: CurrentPassword NewPassword
    SetFirmwarePasswordResponse: AuthToken
    SetRecoveryLock: CurrentPassword NewPassword
    SettingsResponse: AuthToken
    TokenParameters: SecurityToken
    TokenUpdate: AuthToken PushMagic Token UnlockToken
    UserAuthenticate: DigestResponse
    UserAuthenticateResponse: AuthToken
    UserListResponse: AuthToken
    VerifyFirmwarePassword: Password
    VerifyFirmwarePasswordResponse: AuthToken
    VerifyRecoveryLock: Password
    VerifyRecoveryLockResponse: AuthToken
    VppAssignmentsRequest: sToken
    VppClientConfigRequest: apnToken notificationToken sToken
    VppClientConfigResponse: apnToken notificationToken
    VppLicenseUser: inviteCode inviteUrl
    VppServiceConfigRequest: sToken
    VppUser: inviteCode inviteUrl
    WatchPairingTokenMissingDetails: security-token
";

#[test]
fn the_list_of_secrets() {
    let mut secrets = BTreeMap::new();
    for record in records(CATALOG) {
        let mut names: Vec<_> = record.keys.iter().filter(|key| key.sensitive).map(|key| key.name).collect();
        names.sort_unstable();
        if !names.is_empty() {
            secrets.insert(record.name, names.join(" "));
        }
    }
    let listed: Vec<_> = secrets.iter().map(|(record, keys)| format!("{record}: {keys}")).collect();
    let expected: Vec<_> = SENSITIVE.trim().lines().map(str::trim).collect();
    assert_eq!(listed, expected);
}

#[test]
fn folders_say_how_bad_it_is() {
    for sample in corpus::all() {
        let (_, report) = sample.decode(&Decoder::new().inside(true));
        let class = match report.worst() {
            None => corpus::Class::Good,
            Some(Severity::Note | Severity::Warning) => corpus::Class::Odd,
            Some(Severity::Error) => corpus::Class::Bad,
        };
        assert_eq!(class, sample.class(), "{}: {report}", sample.name);
        let (folder, _) = sample.name.split_once('/').unwrap();
        if class == corpus::Class::Good {
            let kind = sample.message().kind();
            assert_eq!(kind.split('.').next(), Some(folder), "{}: {kind}", sample.name);
        }
    }
}

#[test]
fn every_message_has_a_sample() {
    let samples = corpus::good();
    let kinds: BTreeSet<_> = samples.iter().map(|sample| sample.message().kind()).collect();
    for entry in CATALOG {
        assert!(kinds.contains(entry.kind), "corpus/ has no {}", entry.kind);
    }
}

/// Codes that a sample cannot have or that no reader gives.
const WITHOUT_A_SAMPLE: &[Code] = &[
    // of what can't be written as XML, as every sample has to be
    Code::DateFraction,
    Code::Uid,
    // of what the caller asks for
    Code::UnreadableFile,
    Code::WrongMessage,
    // of what is known of the device besides
    Code::ForbiddenMessage,
    // of a conversation
    Code::AnswerRepeated,
    Code::AnswerWithoutCommand,
    Code::CommandUnanswered,
    Code::NotNowLoop,
    Code::TokenUpdateFirst,
    Code::Unauthorized,
    // of long input
    Code::InputTooLong,
    Code::TooManyNodes,
];

#[test]
fn every_code_has_a_sample() {
    let samples = corpus::all();
    let mut seen = corpus::codes_of_captures();
    for sample in &samples {
        for (_, report) in [sample.decode(&Decoder::new().inside(true)), mdmwire::decode(&sample.bytes)] {
            seen.extend(report.problems().iter().map(|problem| problem.code));
        }
    }
    let without: BTreeSet<_> = Code::ALL.iter().filter(|code| !seen.contains(code)).collect();
    assert_eq!(without, WITHOUT_A_SAMPLE.iter().collect());
}

#[test]
fn every_beginning_of_every_sample() {
    for sample in corpus::all() {
        let whole = sample.bytes.trim_ascii_end().len();
        for end in 0..sample.bytes.len() {
            let input = &sample.bytes[..end];
            let (message, report) = mdmwire::decode(input);
            assert_in_place(&report, input);
            if sample.class() == corpus::Class::Good && end < whole {
                assert!(report.is_error() && message.is_none(), "{} up to {end}: {report}", sample.name);
            }
            let (strict, report) = Value::read(input, Policy::Strict, Limits::default());
            assert_in_place(&report, input);
            let (tolerant, report) = Value::read(input, Policy::Tolerant, Limits::default());
            assert_in_place(&report, input);
            assert!(strict.is_none() || tolerant.is_some(), "{} up to {end}", sample.name);
            assert!(tolerant.is_some() || !report.is_clean(), "{} up to {end}", sample.name);
        }
    }
}
