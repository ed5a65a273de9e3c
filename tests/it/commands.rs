//! For which devices each command is, and what the answer to one has to bring.

use mdmwire::{Code, Context, Decoder, Facts, Found, messages::CATALOG};

/// Where a command is allowed: on iOS, on a Shared iPad, on macOS, tvOS, visionOS and watchOS. `-` nowhere, `d` on the device
/// channel, `u` on the user channel, `e` for user enrolments too, `s` for supervised devices only, `.` if there is nothing to
/// say.
const DEVICES: &str = "
    AccountConfiguration            -   -   d    -   -   -
    ActivationLockBypassCode        s   -   ds   -   s   -
    ActiveNSExtensions              -   -   u    -   -   -
    ApplyRedemptionCode             .   -   -    -   -   -
    AvailableOSUpdates              s   d   d    s   -   -
    CancelEnhancedLogCollection     s   d   us   s   -   -
    CertificateList                 e   d   due  .   e   .
    ClearActivationLockBypassCode   s   -   ds   -   s   -
    ClearPasscode                   .   -   -    -   .   .
    ClearRestrictionsPassword       s   -   -    -   -   -
    ContentCachingInformation       -   -   d    -   -   -
    DeclarativeManagement           e   du  due  .   e   .
    DeleteUser                      .   d   ds   -   -   -
    DeviceConfigured                s   d   d    s   s   -
    DeviceInformation               e   du  due  .   e   .
    DeviceLocation                  s   d   -    -   -   -
    DeviceLock                      e   d   d    -   e   .
    DisableLostMode                 s   d   -    -   -   -
    DisableRemoteDesktop            -   -   ds   -   -   -
    EnableLostMode                  s   d   -    -   -   -
    EnableRemoteDesktop             -   -   ds   -   -   -
    EraseDevice                     .   d   d    .   .   .
    InstallApplication              e   d   due  .   e   .
    InstallEnterpriseApplication    -   -   de   -   -   -
    InstallMedia                    e   d   u    -   -   -
    InstallProfile                  e   du  due  .   e   .
    InstallProvisioningProfile      e   d   de   .   e   .
    InstalledApplicationList        e   d   du   .   e   .
    InviteToProgram                 .   u   u    -   -   -
    LOMDeviceRequest                -   -   d    -   -   -
    LOMSetupRequest                 -   -   d    -   -   -
    LogOutUser                      .   d   -    -   -   -
    ManagedApplicationAttributes    e   d   -    .   e   .
    ManagedApplicationConfiguration e   d   de   .   e   .
    ManagedApplicationFeedback      e   d   ue   .   e   -
    ManagedApplicationList          e   d   due  .   e   .
    ManagedMediaList                e   d   -    -   -   -
    NSExtensionMappings             -   -   u    -   -   -
    OSUpdateStatus                  s   d   ds   s   -   -
    PlayLostModeSound               s   d   -    -   -   -
    ProfileList                     e   du  due  .   e   .
    ProvisioningProfileList         e   d   de   .   e   .
    RefreshCellularPlans            .   d   -    -   -   -
    RemoveApplication               e   d   de   .   e   .
    RemoveMedia                     e   d   -    -   -   -
    RemoveProfile                   e   du  due  .   e   .
    RemoveProvisioningProfile       e   d   de   .   e   .
    RequestMirroring                e   d   de   -   -   -
    RequestUnlockToken              s   -   -    -   -   -
    RestartDevice                   s   d   d    s   -   -
    Restrictions                    .   du  -    .   .   .
    RotateFileVaultKey              -   -   d    -   -   -
    ScheduleOSUpdate                s   d   ds   s   -   -
    ScheduleOSUpdateScan            -   -   ds   -   -   -
    SecurityInfo                    e   d   due  .   e   .
    SetAutoAdminPassword            -   -   d    -   -   -
    SetFirmwarePassword             -   -   d    -   -   -
    SetRecoveryLock                 -   -   d    -   -   -
    Settings                        e   du  due  .   e   .
    ShutDownDevice                  s   d   d    -   -   -
    StopMirroring                   s   d   d    -   -   -
    TriggerEnhancedLogCollection    s   d   us   s   -   -
    UnlockUserAccount               -   -   d    -   -   -
    UserConfigured                  s   u   -    -   -   -
    UserList                        .   d   ds   -   -   -
    ValidateApplications            e   d   -    .   e   -
    VerifyFirmwarePassword          -   -   d    -   -   -
    VerifyRecoveryLock              -   -   d    -   -   -
";

/// What is known of a device, and whether a command that is marked so is for it.
struct Device {
    column: usize,
    context: &'static str,
    /// One of these has to be there.
    asks: &'static str,
    /// This must not be there.
    refuses: &'static str,
}

const fn device(column: usize, context: &'static str, asks: &'static str, refuses: &'static str) -> Device {
    Device { column, context, asks, refuses }
}

const KNOWN: &[Device] = &[
    device(1, "os=ios", "des.", ""),
    device(1, "os=ios,enrollment=device,supervised=yes", "des.", ""),
    device(1, "os=ios,enrollment=user", "e", ""),
    device(1, "os=ios,supervised=no", "e.", "s"),
    device(2, "os=ios,shared-ipad=yes", "du", ""),
    device(2, "os=ios,shared-ipad=yes,channel=device", "d", ""),
    device(2, "os=ios,shared-ipad=yes,channel=user", "u", ""),
    device(3, "os=macos", "du", ""),
    device(3, "os=macos,channel=device,enrollment=device", "d", ""),
    device(3, "os=macos,channel=user", "u", ""),
    device(3, "os=macos,enrollment=user", "e", ""),
    device(3, "os=macos,supervised=no", "du", "s"),
    device(4, "os=tvos", "s.", ""),
    device(4, "os=tvos,supervised=no", ".", "s"),
    device(5, "os=visionos", "es.", ""),
    device(5, "os=visionos,enrollment=user", "e", ""),
    device(5, "os=visionos,supervised=no", "e.", "s"),
    device(6, "os=watchos", ".", ""),
];

#[test]
fn a_command_is_for_some_devices() {
    let mut rows = 0;
    for row in DEVICES.trim().lines() {
        let cells: Vec<_> = row.split_whitespace().collect();
        let body = std::fs::read(format!("corpus/command/{}.plist", cells[0])).unwrap();
        let refused = |context: &str| {
            let context: Context = context.parse().unwrap();
            let (message, report) = Decoder::new().context(context).decode(&body);
            assert_eq!(message.map(|message| message.kind()), Some(&*format!("command.{}", cells[0])));
            let problems = report.problems().iter().filter(|problem| problem.code == Code::ForbiddenMessage);
            let said: Vec<_> = problems.map(|problem| (problem.path.clone(), problem.found.clone())).collect();
            let due = ("Command.RequestType".to_owned(), Found::text(cells[0]));
            assert!(said.iter().all(|said| *said == due), "{report}");
            !said.is_empty()
        };
        for Device { column, context, asks, refuses } in KNOWN {
            let is_for =
                cells[*column].contains(|c| asks.contains(c)) && !cells[*column].contains(|c| refuses.contains(c));
            assert_eq!(refused(context), !is_for, "{} with {context}", cells[0]);
        }
        assert!(!refused(""), "{} with nothing known", cells[0]);
        rows += 1;
    }
    assert_eq!(rows, CATALOG.iter().filter(|entry| entry.kind.starts_with("command.")).count());
}

#[test]
fn a_command_that_is_refused_says_why() {
    let body = std::fs::read("corpus/command/ShutDownDevice.plist").unwrap();
    let context = Context::new().with(Facts::IOS | Facts::UNSUPERVISED);
    let (_, report) = Decoder::new().context(context).decode(&body);
    let [problem] = report.problems() else { panic!("{report}") };
    assert_eq!(problem.to_string(), "`ShutDownDevice` is not allowed for iOS, not supervised");
    assert_eq!(&body[problem.span.start..problem.span.end], b"<string>ShutDownDevice</string>");
}

/// What an answer has to bring.
const DUE: &[(&str, &[&str])] = &[
    ("ActiveNSExtensions", &["Extensions"]),
    ("AvailableOSUpdates", &["AvailableOSUpdates"]),
    ("CertificateList", &["CertificateList"]),
    ("ContentCachingInformation", &["StatusResponse"]),
    ("DeviceInformation", &["QueryResponses"]),
    ("DeviceLocation", &["Latitude", "Longitude"]),
    ("InstalledApplicationList", &["InstalledApplicationList"]),
    ("InviteToProgram", &["InvitationResult"]),
    ("LOMDeviceRequest", &["ResponseList"]),
    ("LOMSetupRequest", &["LOMProtocolVersion", "PrimaryIPv6AddressList", "SecondaryIPv6AddressList"]),
    ("ManagedApplicationAttributes", &["ApplicationAttributes"]),
    ("ManagedApplicationConfiguration", &["ApplicationConfigurations"]),
    ("ManagedApplicationFeedback", &["ManagedApplicationFeedback"]),
    ("ManagedApplicationList", &["ManagedApplicationList"]),
    ("ManagedMediaList", &["Books"]),
    ("NSExtensionMappings", &["Extensions"]),
    ("OSUpdateStatus", &["OSUpdateStatus"]),
    ("ProfileList", &["ProfileList"]),
    ("ProvisioningProfileList", &["ProvisioningProfileList"]),
    ("RequestUnlockToken", &["UnlockToken"]),
    ("Restrictions", &["GlobalRestrictions"]),
    ("ScheduleOSUpdate", &["UpdateResults"]),
    ("ScheduleOSUpdateScan", &["ScanInitiated"]),
    ("SecurityInfo", &["SecurityInfo"]),
    ("SetFirmwarePassword", &["SetFirmwarePassword"]),
    ("UserList", &["Users"]),
    ("VerifyFirmwarePassword", &["VerifyFirmwarePassword"]),
    ("VerifyRecoveryLock", &["PasswordVerified"]),
];

#[test]
fn a_command_that_was_carried_out_has_an_answer() {
    let answers = CATALOG.iter().filter_map(|entry| entry.kind.strip_prefix("response."));
    for answer in answers {
        let due = DUE.iter().find(|(name, _)| *name == answer).map_or(&[][..], |(_, keys)| keys);
        for (status, due) in [("Acknowledged", due), ("Error", &[]), ("CommandFormatError", &[]), ("NotNow", &[])] {
            let body = format!(
                "<plist version=\"1.0\"><dict><key>CommandUUID</key><string>1</string><key>Status</key>\
                 <string>{status}</string><key>UDID</key><string>00008101-000123456789ABCD</string></dict></plist>"
            );
            let (_, report) = Decoder::new().decode_kind(&format!("response.{answer}"), body.as_bytes()).unwrap();
            let said: Vec<_> = report.problems().iter().map(ToString::to_string).collect();
            let due: Vec<_> = due.iter().map(|key| format!("missing key `{key}`")).collect();
            assert_eq!(said, due, "{answer}, {status}");
        }
    }
}
