//! A device as a whole: set up, locked, started again, erased.

use crate::{
    messages::Response,
    record::{record, tokens},
    wire::{Data, Text, Texts},
};

command! {
    /// The device is set up and may leave Setup Assistant: `mdm/commands/device.configured.yaml`.
    pub struct DeviceConfigured<'a> in DeviceConfiguredCommand, "DeviceConfigured", [only(IOS.and(MACOS).and(TVOS).and(VISIONOS)), never(USER_ENROLLMENT), never(USER_CHANNEL), absent(UNSUPERVISED.and(IOS)), absent(UNSUPERVISED.and(TVOS)), absent(UNSUPERVISED.and(VISIONOS))] {}
}

command! {
    /// Turns declarative management on, or says that declarations have changed: `mdm/commands/declarativemanagement.yaml`.
    pub struct DeclarativeManagementRequest<'a> in DeclarativeManagementCommand, "DeclarativeManagement" {
        /// JSON: what the device would be told if it asked for the tokens.
        "Data" => data: Option<Data<'a>>, contains("declarative.tokens-response");
    }
}

command! {
    /// Erases the device: `mdm/commands/device.erase.yaml`.
    pub struct EraseDevice<'a> in EraseDeviceCommand, "EraseDevice", [never(USER_ENROLLMENT), never(USER_CHANNEL)] {
        /// It cannot be set up from a device nearby afterwards, since iOS 11.3.
        "DisallowProximitySetup" => disallow_proximity_setup: Option<bool>, absent(SHARED_IPAD), absent(MACOS), absent(TVOS), absent(VISIONOS);
        /// What a Mac does that cannot erase all content and settings, since macOS 12.
        "ObliterationBehavior" => obliteration_behavior: Option<ObliterationBehavior<'a>>, absent(IOS), absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        /// What the Mac asks for afterwards: six characters.
        "PIN" => pin: Option<Text<'a>>, absent(IOS), absent(TVOS), absent(VISIONOS), absent(WATCHOS), format(PIN), SENSITIVE;
        /// The data plan of an eSIM stays, since iOS 11.
        "PreserveDataPlan" => preserve_data_plan: Option<bool>, absent(MACOS), absent(TVOS), absent(VISIONOS);
        /// It enrols again by itself, since iOS 17, tvOS 18 and visionOS 26.
        "ReturnToService" => return_to_service: Option<ReturnToServiceOptions<'a>>, absent(MACOS), absent(WATCHOS);
    }
}

tokens! {
    /// What a Mac does that cannot erase all content and settings: `ObliterationBehavior` of `mdm/commands/device.erase.yaml`.
    pub enum ObliterationBehavior {
        /// It erases the disk.
        "Always" => Always;
        /// It answers with an error and erases the disk.
        "Default" => Default;
        /// It answers with an error and does nothing.
        "DoNotObliterate" => DoNotObliterate;
        /// It answers with a warning and erases the disk.
        "ObliterateWithWarning" => ObliterateWithWarning;
    }
}

record! {
    /// How a device enrols again after it was erased: `ReturnToService` of `mdm/commands/device.erase.yaml`.
    pub struct ReturnToServiceOptions<'a> {
        /// The bootstrap token, without which apps are erased too; since iOS 26.
        "BootstrapToken" => bootstrap_token: Option<Data<'a>>, absent(TVOS), SENSITIVE;
        /// It does.
        "Enabled" => enabled: bool;
        /// The enrolment profile, for a device that does not find it by itself.
        "MDMProfileData" => mdm_profile_data: Option<Data<'a>>, contains("profile");
        /// It tries again if it does not succeed, since iOS 27.
        "ShouldRetryEnrollment" => should_retry_enrollment: Option<bool>, absent(TVOS);
        /// A profile with a wireless network, for a device without a cable.
        "WiFiProfileData" => wifi_profile_data: Option<Data<'a>>, contains("profile");
    }
}

command! {
    /// Looks for eSIMs at a carrier: `mdm/commands/device.esim.yaml`. iPhones and iPads.
    pub struct RefreshCellularPlans<'a> in RefreshCellularPlansCommand, "RefreshCellularPlans", [only(IOS), never(USER_ENROLLMENT), never(USER_CHANNEL)] {
        /// The carrier's server.
        "eSIMServerURL" => e_sim_server_url: Text<'a>, format(NON_EMPTY);
    }
}

command! {
    /// Locks the screen; a Mac, until a PIN is given: `mdm/commands/device.lock.yaml`.
    pub struct DeviceLock<'a> in DeviceLockCommand, "DeviceLock", [only(IOS.and(MACOS).and(VISIONOS).and(WATCHOS)), never(USER_CHANNEL), absent(USER_ENROLLMENT.and(MACOS))] {
        /// What is shown there; not on a Shared iPad.
        "Message" => message: Option<Text<'a>>, absent(VISIONOS);
        /// What takes the lock off: six characters.
        "PIN" => pin: Option<Text<'a>>, absent(IOS), absent(VISIONOS), absent(WATCHOS), format(PIN), SENSITIVE;
        /// The telephone number that is shown there; not on a Shared iPad.
        "PhoneNumber" => phone_number: Option<Text<'a>>, absent(VISIONOS);
    }
}

command! {
    /// Starts the device again: `mdm/commands/device.restart.yaml`.
    pub struct RestartDevice<'a> in RestartDeviceCommand, "RestartDevice", [only(IOS.and(MACOS).and(TVOS)), never(USER_ENROLLMENT), never(USER_CHANNEL), absent(UNSUPERVISED.and(IOS)), absent(UNSUPERVISED.and(TVOS))] {
        /// The kernel extensions to be added, since macOS 11.
        "KextPaths" => kext_paths: Texts<'a>, absent(IOS), absent(TVOS);
        /// The user is asked to, and nothing is forced; since macOS 11.3.
        "NotifyUser" => notify_user: Option<bool>, absent(IOS), absent(TVOS);
        /// Kernel extensions are taken up anew, since macOS 11.
        "RebuildKernelCache" => rebuild_kernel_cache: Option<bool>, absent(IOS), absent(TVOS);
    }
}

command! {
    /// Turns the device off: `mdm/commands/device.shutdown.yaml`.
    pub struct ShutDownDevice<'a> in ShutDownDeviceCommand, "ShutDownDevice", [only(IOS.and(MACOS)), never(USER_ENROLLMENT), never(USER_CHANNEL), absent(UNSUPERVISED.and(IOS))] {}
}

command! {
    /// Asks the user to show the screen by AirPlay: `mdm/commands/mirroring.request.yaml`.
    pub struct RequestMirroring<'a> in RequestMirroringCommand, "RequestMirroring", [only(IOS.and(MACOS)), never(USER_CHANNEL)] {
        /// The hardware address of the other screen.
        "DestinationDeviceID" => destination_device_id: Option<Text<'a>>, format(MAC);
        /// The name of the other screen.
        "DestinationName" => destination_name: Option<Text<'a>>;
        /// What the other screen asks for.
        "Password" => password: Option<Text<'a>>, SENSITIVE;
        /// It is looked for so many seconds; 30 if that is not said.
        "ScanTime" => scan_time: Option<i64>, range(10, 300);
    }
}

command! {
    /// Ends showing the screen by AirPlay: `mdm/commands/mirroring.stop.yaml`.
    pub struct StopMirroring<'a> in StopMirroringCommand, "StopMirroring", [only(IOS.and(MACOS)), never(USER_ENROLLMENT), never(USER_CHANNEL), absent(UNSUPERVISED.and(IOS))] {}
}

command! {
    /// Turns Remote Desktop off: `mdm/commands/remotedesktop.disable.yaml`. Macs only.
    pub struct DisableRemoteDesktop<'a> in DisableRemoteDesktopCommand, "DisableRemoteDesktop", [only(MACOS), never(USER_ENROLLMENT), never(UNSUPERVISED), never(USER_CHANNEL)] {}
}

command! {
    /// Turns Remote Desktop on: `mdm/commands/remotedesktop.enable.yaml`. Macs only.
    pub struct EnableRemoteDesktop<'a> in EnableRemoteDesktopCommand, "EnableRemoteDesktop", [only(MACOS), never(USER_ENROLLMENT), never(UNSUPERVISED), never(USER_CHANNEL)] {}
}

command! {
    /// Collects logs for Apple's support, since iOS, macOS and tvOS 27: `mdm/commands/enhanced-logging.trigger.yaml`.
    pub struct TriggerEnhancedLogCollection<'a> in TriggerEnhancedLogCollectionCommand, "TriggerEnhancedLogCollection", [only(IOS.and(MACOS).and(TVOS)), never(USER_ENROLLMENT), never(UNSUPERVISED), absent(USER_CHANNEL.and(SHARED_IPAD)), absent(DEVICE_CHANNEL.and(MACOS))] {
        /// What Apple's support gave out for it.
        "AppleCareToken" => apple_care_token: Text<'a>, format(NON_EMPTY);
    }
}

command! {
    /// Ends the collection of logs, since iOS, macOS and tvOS 27: `mdm/commands/enhanced-logging.cancel.yaml`.
    pub struct CancelEnhancedLogCollection<'a> in CancelEnhancedLogCollectionCommand, "CancelEnhancedLogCollection", [only(IOS.and(MACOS).and(TVOS)), never(USER_ENROLLMENT), never(UNSUPERVISED), absent(USER_CHANNEL.and(SHARED_IPAD)), absent(DEVICE_CHANNEL.and(MACOS))] {}
}

record! {
    /// The answer to `DeviceLock`: `mdm/commands/device.lock.yaml`.
    pub struct DeviceLockResponse<'a> in response: Response<'a> {
        /// Whether the message is shown, `Success`, or why not.
        "MessageResult" => message_result: Option<Text<'a>>;
    }
}

record! {
    /// The answer to `RequestMirroring`: `mdm/commands/mirroring.request.yaml`.
    pub struct RequestMirroringResponse<'a> in response: Response<'a> {
        /// What became of it: `Prompting`, `DestinationNotFound`, `Cancelled`, `Unknown`.
        "MirroringResult" => mirroring_result: Option<Text<'a>>;
    }
}
