//! Status of updates of the system.

use crate::{
    record::{record, tokens},
    wire::{Date, Text, Texts},
};

record! {
    /// Status of updates: `softwareupdate.*.yaml`.
    pub struct SoftwareUpdateStatusItems<'a> {
        /// The programme of betas; empty if there is none.
        "beta-enrollment" => beta_enrollment: Option<Text<'a>>;
        /// Names the device to the service of updates.
        "device-id" => device_id: Option<Text<'a>>;
        /// Why the last update failed.
        "failure-reason" => failure_reason: Option<SoftwareUpdateFailure<'a>>;
        /// Why the system is updated.
        "install-reason" => install_reason: Option<SoftwareUpdateInstallReason<'a>>;
        /// How far it is.
        "install-state" => install_state: Option<SoftwareUpdateInstallState<'a>>;
        /// What it is updated to.
        "pending-version" => pending_version: Option<SoftwareUpdatePendingVersion<'a>>;
    }
}

record! {
    /// Why an update failed: `softwareupdate.failure-reason.yaml`.
    pub struct SoftwareUpdateFailure<'a> {
        /// So often it failed.
        "count" => count: i64, range(0, i64::MAX);
        /// Why, in words.
        "reason" => reason: Option<Text<'a>>;
        /// When it did last.
        "timestamp" => timestamp: Option<Date>;
    }
}

record! {
    /// Why the system is updated: `softwareupdate.install-reason.yaml`.
    pub struct SoftwareUpdateInstallReason<'a> {
        /// The `Identifier` of the declaration that wants it.
        "declaration-id" => declaration_id: Option<Text<'a>>;
        /// Why; none if there is no update.
        "reason" => reason: Texts<'a>, REQUIRED, listed(REASONS);
    }
}

/// Why the system is updated: `reason` of `softwareupdate.install-reason.yaml`.
const REASONS: &[&str] = &[
    "auto-update",
    "command-line",
    "declaration",
    "install-tonight",
    "mdm",
    "notification",
    "setup-assistant",
    "system-settings",
];

tokens! {
    /// How far an update is: `softwareupdate.install-state.yaml`.
    pub enum SoftwareUpdateInstallState {
        /// It is fetched.
        "downloading" => Downloading;
        /// It could not be installed.
        "failed" => Failed;
        /// It is being installed.
        "installing" => Installing;
        /// There is none.
        "none" => None;
        /// It is ready to be installed.
        "prepared" => Prepared;
    }
}

record! {
    /// What the system is updated to: `softwareupdate.pending-version.yaml`; both empty if there is no update.
    pub struct SoftwareUpdatePendingVersion<'a> {
        /// The build.
        "build-version" => build_version: Text<'a>;
        /// The version.
        "os-version" => os_version: Text<'a>;
        /// Until when, in the device's time; since 18.2.
        "target-local-date-time" => target_local_date_time: Option<Text<'a>>;
    }
}
