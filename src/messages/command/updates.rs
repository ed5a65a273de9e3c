//! Updates of the system, which declarations have taken the place of: withdrawn with 27, and answered by devices up to 26.

use crate::{
    messages::{ErrorChainItem, Response},
    record::{record, tokens},
    report::Checks,
    wire::{Date, Raw, Text, Texts},
};

command! {
    /// Asks which updates there are: `mdm/commands/system.update.available.yaml`.
    pub struct AvailableOsUpdates<'a> in AvailableOsUpdatesCommand, "AvailableOSUpdates", [only(IOS.and(MACOS).and(TVOS)), never(USER_ENROLLMENT), never(USER_CHANNEL), absent(UNSUPERVISED.and(IOS)), absent(UNSUPERVISED.and(TVOS))] {}
}

command! {
    /// Asks how far the updates are: `mdm/commands/system.update.status.yaml`.
    pub struct OsUpdateStatus<'a> in OsUpdateStatusCommand, "OSUpdateStatus", [only(IOS.and(MACOS).and(TVOS)), never(USER_ENROLLMENT), never(UNSUPERVISED), never(USER_CHANNEL)] {}
}

command! {
    /// Looks for updates: `mdm/commands/system.update.scan.yaml`. Macs only.
    pub struct ScheduleOsUpdateScan<'a> in ScheduleOsUpdateScanCommand, "ScheduleOSUpdateScan", [only(MACOS), never(USER_ENROLLMENT), never(UNSUPERVISED), never(USER_CHANNEL)] {
        /// At once.
        "Force" => force: Option<bool>;
    }
}

command! {
    /// Downloads or installs updates: `mdm/commands/system.update.schedule.yaml`.
    pub struct ScheduleOsUpdate<'a> in ScheduleOsUpdateCommand, "ScheduleOSUpdate", [only(IOS.and(MACOS).and(TVOS)), never(USER_ENROLLMENT), never(UNSUPERVISED), never(USER_CHANNEL)] {
        /// Which, and how.
        "Updates" => updates: Vec<ScheduledUpdate<'a>>, REQUIRED;
    }
}

record! {
    /// One update and what is done with it: `UpdatesItem` of `mdm/commands/system.update.schedule.yaml`.
    pub struct ScheduledUpdate<'a> {
        /// What is done with it.
        "InstallAction" => install_action: InstallAction<'a>;
        /// The user may put it off so many times, since macOS 12; with `InstallLater`.
        "MaxUserDeferrals" => max_user_deferrals: Option<i64>, range(0, i64::MAX), absent(IOS), absent(TVOS);
        /// How urgent it is, since macOS 12.3.
        "Priority" => priority: Option<UpdatePriority<'a>>, absent(IOS), absent(TVOS);
        /// Names it.
        "ProductKey" => product_key: Option<Text<'a>>;
        /// Its version, since iOS 11.3, macOS 12 and tvOS 12.2.
        "ProductVersion" => product_version: Option<Text<'a>>, format(OS_VERSION);
        group AtLeastOne("ProductKey", "ProductVersion");
        check only_what_is_later_is_deferred;
    }
}

fn only_what_is_later_is_deferred(update: &ScheduledUpdate<'_>, out: &mut Checks) {
    if update.max_user_deferrals.is_some() && update.install_action != InstallAction::InstallLater {
        out.given(&["InstallAction", "MaxUserDeferrals"])
            .forbidden("MaxUserDeferrals", "`InstallAction` is not `InstallLater`");
    }
}

tokens! {
    /// What is done with an update: `InstallAction` of `mdm/commands/system.update.schedule.yaml`.
    pub enum InstallAction {
        /// It is downloaded, or installed if it has been.
        "Default" => Default;
        /// It is downloaded.
        "DownloadOnly" => DownloadOnly;
        /// It is installed, and the device starts again without the user being asked; Macs only.
        "InstallForceRestart" => InstallForceRestart;
        /// It is installed at once; a Mac counts down before it starts again.
        "InstallASAP" => InstallAsap;
        /// It is installed later; Macs only.
        "InstallLater" => InstallLater;
        /// The user is told of it; Macs only.
        "NotifyOnly" => NotifyOnly;
    }
}

tokens! {
    /// How urgent an update is: `Priority` of `mdm/commands/system.update.schedule.yaml`.
    pub enum UpdatePriority {
        /// As if the user had asked for it.
        "High" => High;
        /// When there is time.
        "Low" => Low;
    }
}

record! {
    /// The answer to `AvailableOSUpdates`: `mdm/commands/system.update.available.yaml`.
    pub struct AvailableOsUpdatesResponse<'a> in response: Response<'a> {
        /// The updates; on iPhones, iPads and Apple TV the newest alone.
        "AvailableOSUpdates" => available_os_updates: Vec<AvailableOsUpdate<'a>>, ON_SUCCESS;
    }
}

record! {
    /// One update: `AvailableOSUpdatesItem` of `mdm/commands/system.update.available.yaml`. Which keys there are depends on the system.
    pub struct AvailableOsUpdate<'a> {
        /// It can be installed later.
        "AllowsInstallLater" => allows_install_later: Option<bool>;
        /// Apps that have to be closed for it.
        "AppIdentifiersToClose" => app_identifiers_to_close: Texts<'a>, absent(IOS), absent(TVOS);
        /// Its build, `22B83`.
        "Build" => build: Option<Text<'a>>;
        /// The restrictions do not show it before.
        "DeferredUntil" => deferred_until: Option<Date>, absent(IOS), absent(TVOS);
        /// So many bytes are loaded; some systems send a real number.
        "DownloadSize" => download_size: Option<f64>;
        /// Its name in the user's language.
        "HumanReadableName" => human_readable_name: Option<Text<'a>>;
        /// That language.
        "HumanReadableNameLocale" => human_readable_name_locale: Option<Text<'a>>, absent(IOS), absent(TVOS);
        /// So much room it takes, in bytes.
        "InstallSize" => install_size: Option<f64>, absent(MACOS);
        /// It is critical.
        "IsCritical" => is_critical: Option<bool>;
        /// It is one of settings of the system.
        "IsConfigDataUpdate" => is_config_data_update: Option<bool>, absent(IOS), absent(TVOS);
        /// It is one of the firmware.
        "IsFirmwareUpdate" => is_firmware_update: Option<bool>, absent(IOS), absent(TVOS);
        /// It is the next system, macOS 15 after 14.
        "IsMajorOSUpdate" => is_major_os_update: Option<bool>, absent(IOS), absent(TVOS);
        /// It is a small one for security alone, since iOS 16.2 and macOS 13.1.
        "IsSecurityResponse" => is_security_response: Option<bool>;
        /// Where its names in other languages are.
        "MetadataURL" => metadata_url: Option<Text<'a>>, absent(IOS), absent(TVOS);
        /// Names it.
        "ProductKey" => product_key: Option<Text<'a>>;
        /// What it is for, `iOS`.
        "ProductName" => product_name: Option<Text<'a>>, absent(MACOS);
        /// Without a bootstrap token a user has to agree, since macOS 11.
        "RequiresBootstrapToken" => requires_bootstrap_token: Option<bool>, absent(IOS), absent(TVOS);
        /// The device starts again for it.
        "RestartRequired" => restart_required: Option<bool>;
        /// The build of a small one for security, since iOS 16.2 and macOS 13.1.
        "SupplementalBuildVersion" => supplemental_build_version: Option<Text<'a>>;
        /// What such a one adds to the version, `(a)`.
        "SupplementalOSVersionExtra" => supplemental_os_version_extra: Option<Text<'a>>;
        /// Its version, `18.1`.
        "Version" => version: Option<Text<'a>>;
    }
}

record! {
    /// The answer to `ScheduleOSUpdateScan`: `mdm/commands/system.update.scan.yaml`.
    pub struct ScheduleOsUpdateScanResponse<'a> in response: Response<'a> {
        /// It is looking.
        "ScanInitiated" => scan_initiated: Option<bool>, ON_SUCCESS;
    }
}

record! {
    /// The answer to `ScheduleOSUpdate`: `mdm/commands/system.update.schedule.yaml`.
    pub struct ScheduleOsUpdateResponse<'a> in response: Response<'a> {
        /// What became of each update.
        "UpdateResults" => update_results: Vec<UpdateResult<'a>>, ON_SUCCESS;
    }
}

record! {
    /// What became of one update: `UpdateResultsItem` of `mdm/commands/system.update.schedule.yaml`.
    pub struct UpdateResult<'a> {
        /// Why it failed, the nearest cause first.
        "ErrorChain" => error_chain: Vec<ErrorChainItem<'a>>;
        /// What the device is going to do with it.
        "InstallAction" => install_action: ScheduledAction<'a>;
        /// Names it; the command may have named it by its version.
        "ProductKey" => product_key: Option<Text<'a>>;
        /// How far it is.
        "Status" => status: UpdateState<'a>;
    }
}

tokens! {
    /// What a device is going to do with an update: `InstallAction` of the answer in `mdm/commands/system.update.schedule.yaml`.
    pub enum ScheduledAction {
        /// It is downloaded.
        "DownloadOnly" => DownloadOnly;
        /// Nothing: something went wrong.
        "Error" => Error;
        /// It is installed, now that it has been downloaded.
        "InstallASAP" => InstallAsap;
        /// It is installed, and the device starts again without the user being asked.
        "InstallForceRestart" => InstallForceRestart;
        /// It is installed later.
        "InstallLater" => InstallLater;
        /// The user is told of it.
        "NotifyOnly" => NotifyOnly;
    }
}

tokens! {
    /// How far an update is: `Status` of `mdm/commands/system.update.schedule.yaml`.
    pub enum UpdateState {
        /// It could not be downloaded.
        "DownloadFailed" => DownloadFailed;
        /// There is no network that is good enough.
        "DownloadInsufficientNetwork" => DownloadInsufficientNetwork;
        /// The battery is too low to download it.
        "DownloadInsufficientPower" => DownloadInsufficientPower;
        /// There is no room to download it.
        "DownloadInsufficientSpace" => DownloadInsufficientSpace;
        /// It needs a computer.
        "DownloadRequiresComputer" => DownloadRequiresComputer;
        /// It is being downloaded.
        "Downloading" => Downloading;
        /// Nothing is done.
        "Idle" => Idle;
        /// It could not be installed.
        "InstallFailed" => InstallFailed;
        /// The battery is too low to install it.
        "InstallInsufficientPower" => InstallInsufficientPower;
        /// There is no room to install it.
        "InstallInsufficientSpace" => InstallInsufficientSpace;
        /// The user is on the telephone.
        "InstallPhoneCallInProgress" => InstallPhoneCallInProgress;
        /// It is being installed.
        "Installing" => Installing;
    }
}

record! {
    /// The answer to `OSUpdateStatus`: `mdm/commands/system.update.status.yaml`.
    pub struct OsUpdateStatusResponse<'a> in response: Response<'a> {
        /// How far each update is.
        "OSUpdateStatus" => os_update_status: Vec<OsUpdateStatusItem<'a>>, ON_SUCCESS;
    }
}

record! {
    /// How far one update is: `OSUpdateStatusItem` of `mdm/commands/system.update.status.yaml`.
    pub struct OsUpdateStatusItem<'a> {
        /// The user may still put it off so many times, since macOS 12.3.
        "DeferralsRemaining" => deferrals_remaining: Option<i64>, absent(IOS), absent(TVOS);
        /// So much of it is here, 0 to 1.
        "DownloadPercentComplete" => download_percent_complete: Option<f64>;
        /// All of it is here.
        "IsDownloaded" => is_downloaded: Option<bool>;
        /// The user may put it off so many times, since macOS 12.3.
        "MaxDeferrals" => max_deferrals: Option<i64>, absent(IOS), absent(TVOS);
        /// When it is tried next, since macOS 12.3.
        "NextScheduledInstall" => next_scheduled_install: Option<Date>, absent(IOS), absent(TVOS);
        /// When the user was told of it, since macOS 12.3: dates.
        "PastNotifications" => past_notifications: Raw<'a>, kind(Kind::Array), absent(IOS), absent(TVOS);
        /// Names it.
        "ProductKey" => product_key: Text<'a>;
        /// How far it is: `Idle`, `Downloading`, `Installing`.
        "Status" => status: Text<'a>;
        check a_share_is_here;
    }
}

fn a_share_is_here(update: &OsUpdateStatusItem<'_>, out: &mut Checks) {
    out.within("DownloadPercentComplete", update.download_percent_complete, 0, 1);
}
