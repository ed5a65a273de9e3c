//! Status of the device itself, of its disks, its passcode, its certificates and its logs.

use super::whole_unless;
use crate::{
    record::{record, tokens},
    report::Checks,
    wire::{Data, Text},
};

record! {
    /// Status of the device: `device.*.yaml`.
    pub struct DeviceStatusItems<'a> {
        /// What names it.
        "identifier" => identifier: Option<DeviceIdentifierStatus<'a>>;
        /// What it is.
        "model" => model: Option<DeviceModelStatus<'a>>;
        /// Its system.
        "operating-system" => operating_system: Option<OperatingSystemStatus<'a>>;
        /// Its power.
        "power" => power: Option<PowerStatus<'a>>;
        /// Its parts, since iOS 27.
        "system" => system: Option<SystemStatus<'a>>;
    }
}

record! {
    /// What names the device: `device.identifier.serial-number.yaml` and `device.identifier.udid.yaml`.
    pub struct DeviceIdentifierStatus<'a> {
        /// Its serial number.
        "serial-number" => serial_number: Option<Text<'a>>;
        /// The hardware's identifier.
        "udid" => udid: Option<Text<'a>>, format(UDID);
    }
}

record! {
    /// What the device is: `device.model.*.yaml`.
    pub struct DeviceModelStatus<'a> {
        /// Its family, `iPhone`.
        "family" => family: Option<Text<'a>>;
        /// The model, `iPhone15,2`.
        "identifier" => identifier: Option<Text<'a>>;
        /// The model's name in shops.
        "marketing-name" => marketing_name: Option<Text<'a>>;
        /// The model's number.
        "number" => model_number: Option<Text<'a>>;
    }
}

record! {
    /// The device's system: `device.operating-system.*.yaml`.
    pub struct OperatingSystemStatus<'a> {
        /// Its build, `22C152`.
        "build-version" => build_version: Option<Text<'a>>;
        /// Its family, `iOS`.
        "family" => family: Option<Text<'a>>;
        /// Its name and version.
        "marketing-name" => marketing_name: Option<Text<'a>>;
        /// What a rapid security response has changed.
        "supplemental" => supplemental: Option<SupplementalStatus<'a>>;
        /// Its version, `18.2`.
        "version" => version: Option<Text<'a>>;
    }
}

record! {
    /// A rapid security response: `device.operating-system.supplemental.*.yaml`.
    pub struct SupplementalStatus<'a> {
        /// Its build.
        "build-version" => build_version: Option<Text<'a>>;
        /// Its version, `(a)`; empty if there is none.
        "extra-version" => extra_version: Option<Text<'a>>;
    }
}

record! {
    /// The device's power: `device.power.battery-health.yaml`.
    pub struct PowerStatus<'a> {
        /// How the battery is.
        "battery-health" => battery_health: Option<BatteryHealth<'a>>;
    }
}

tokens! {
    /// How a battery is: `device.power.battery-health.yaml`.
    pub enum BatteryHealth {
        /// It is not Apple's.
        "non-genuine" => NonGenuine;
        /// Well.
        "normal" => Normal;
        /// It should be replaced.
        "service-recommended" => ServiceRecommended;
        /// The system can't tell.
        "unknown" => Unknown;
        /// The device does not tell.
        "unsupported" => Unsupported;
    }
}

record! {
    /// The device's parts: `device.system.health.yaml`, since iOS 27.
    pub struct SystemStatus<'a> {
        /// How they are.
        "health" => health: Option<SystemHealth<'a>>;
    }
}

record! {
    /// How the device's parts are: `device.system.health.yaml`.
    pub struct SystemHealth<'a> {
        /// Mobile radio.
        "Baseband" => baseband: Option<PartHealth<'a>>;
        /// The camera.
        "Camera" => camera: Option<PartHealth<'a>>;
        /// The display.
        "Display" => display: Option<PartHealth<'a>>;
        /// Face ID.
        "FaceID" => face_id: Option<PartHealth<'a>>;
        /// Radio over no distance.
        "NFC" => nfc: Option<PartHealth<'a>>;
        /// Touch ID.
        "TouchID" => touch_id: Option<PartHealth<'a>>;
        /// Ultra-wideband radio.
        "UWB" => uwb: Option<PartHealth<'a>>;
    }
}

tokens! {
    /// How a part is: `device.system.health.yaml`; what is no camera, display or sensor has the first two only.
    pub enum PartHealth {
        /// It fails.
        "error" => Error;
        /// It is not Apple's.
        "non-genuine" => NonGenuine;
        /// Well.
        "ok" => Ok;
        /// Its repair is not finished, since 27.2.
        "pending-repair" => PendingRepair;
    }
}

record! {
    /// Status of disks: `diskmanagement.filevault.enabled.yaml`.
    pub struct DiskManagementStatusItems<'a> {
        /// FileVault.
        "filevault" => filevault: Option<FileVaultStatus<'a>>;
    }
}

record! {
    /// FileVault: `diskmanagement.filevault.enabled.yaml`.
    pub struct FileVaultStatus<'a> {
        /// The disk is encrypted.
        "enabled" => enabled: Option<bool>;
    }
}

record! {
    /// Status of logs that were asked for: `enhanced-logging.*.yaml`, since 27.
    pub struct EnhancedLoggingStatusItems<'a> {
        /// The token of AppleCare; empty if there is none.
        "applecare-token" => applecare_token: Option<Text<'a>>, SENSITIVE;
        /// They can be gathered without the user, since 27.2.
        "noninteractive-eligibility" => noninteractive_eligibility: Option<bool>;
        /// How far they are gathered.
        "status" => status: Option<EnhancedLoggingState<'a>>;
        /// Since when, by RFC 3339; empty if there are none.
        "timestamp" => timestamp: Option<Text<'a>>;
    }
}

tokens! {
    /// How far logs are gathered: `enhanced-logging.status.yaml`.
    pub enum EnhancedLoggingState {
        /// Called off.
        "cancelled" => Cancelled;
        /// They are gathered.
        "collecting" => Collecting;
        /// The user does not want it.
        "declined" => Declined;
        /// They could not be gathered.
        "failed" => Failed;
        /// They are with Apple.
        "finished" => Finished;
        /// The user is asked for more.
        "follow-up-question" => FollowUpQuestion;
        /// None were asked for.
        "none" => None;
        /// The user is asked whether they may be sent.
        "upload-consent" => UploadConsent;
        /// They are sent.
        "uploading" => Uploading;
        /// The user is asked whether they may be gathered.
        "waiting-for-consent" => WaitingForConsent;
    }
}

record! {
    /// Status of the passcode: `passcode.is-compliant.yaml` and `passcode.is-present.yaml`.
    pub struct PasscodeStatusItems<'a> {
        /// It is as the management wants it.
        "is-compliant" => is_compliant: Option<bool>;
        /// There is one.
        "is-present" => is_present: Option<bool>;
    }
}

record! {
    /// Status of security: `security.*.yaml`.
    pub struct SecurityStatusItems<'a> {
        /// Certificates.
        "certificate" => certificate: Option<CertificateStatusItems<'a>>;
        /// Lockdown Mode is on, since 27.
        "lockdown-mode" => lockdown_mode: Option<bool>;
    }
}

record! {
    /// Certificates: `security.certificate.list.yaml`.
    pub struct CertificateStatusItems<'a> {
        /// Those that the management has installed.
        "list" => list: Vec<CertificateStatus<'a>>;
    }
}

record! {
    /// A certificate that the management has installed: `security.certificate.list.yaml`.
    pub struct CertificateStatus<'a> {
        /// It is gone; nothing but its identifier stands beside it.
        "_removed" => removed: Option<bool>;
        /// The certificate, DER.
        "data" => data: Option<Data<'a>>;
        /// The `Identifier` of its declaration.
        "declaration-identifier" => declaration_identifier: Option<Text<'a>>;
        /// Names it.
        "identifier" => identifier: Text<'a>, format(NON_EMPTY);
        /// Its private key is there.
        "is-identity" => is_identity: Option<bool>;
        /// Whom it is for, in words.
        "subject-summary" => subject_summary: Option<Text<'a>>;
        check certificate_is_whole;
    }
}

fn certificate_is_whole(certificate: &CertificateStatus<'_>, out: &mut Checks) {
    whole_unless(certificate.removed, &["data", "is-identity", "subject-summary"], out);
}
