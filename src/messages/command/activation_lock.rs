//! The lock that keeps a device from being activated by others.

use crate::{messages::Response, record::record, wire::Text};

command! {
    /// Asks for the code that takes the lock off: `mdm/commands/device.activationlock.bypasscode.yaml`. The device gives it out for
    /// 15 days after it was supervised.
    pub struct ActivationLockBypassCode<'a> in ActivationLockBypassCodeCommand, "ActivationLockBypassCode", [only(IOS.and(MACOS).and(VISIONOS)), never(USER_ENROLLMENT), never(UNSUPERVISED), never(SHARED_IPAD), never(USER_CHANNEL)] {}
}

command! {
    /// Has the device forget that code: `mdm/commands/device.activationlock.clearbypasscode.yaml`.
    pub struct ClearActivationLockBypassCode<'a> in ClearActivationLockBypassCodeCommand, "ClearActivationLockBypassCode", [only(IOS.and(MACOS).and(VISIONOS)), never(USER_ENROLLMENT), never(UNSUPERVISED), never(SHARED_IPAD), never(USER_CHANNEL)] {}
}

record! {
    /// The answer to `ActivationLockBypassCode`: `mdm/commands/device.activationlock.bypasscode.yaml`.
    pub struct ActivationLockBypassCodeResponse<'a> in response: Response<'a> {
        /// The code, if the device still gives it out.
        "ActivationLockBypassCode" => activation_lock_bypass_code: Option<Text<'a>>, SENSITIVE;
    }
}
