//! Locking a device to the organization.

use crate::{
    record::{record, tokens},
    wire::Text,
};

record! {
    /// Locks a device; body of `POST /device/activationlock`: Apple, "ActivationLockRequest".
    pub struct ActivationLockRequest<'a> {
        /// The serial number.
        "device" => device: Text<'a>, format(SERIAL);
        /// The hash of the code that unlocks it again. Without one, it is locked to who made this server in the portal.
        "escrow_key" => escrow_key: Option<Text<'a>>, SENSITIVE;
        /// What the locked device shows.
        "lost_message" => lost_message: Option<Text<'a>>;
    }
}

record! {
    /// Whether a device was locked; answer to `POST /device/activationlock`: Apple, "ActivationLockStatusResponse".
    pub struct ActivationLockStatusResponse<'a> {
        /// What became of it.
        "response_status" => response_status: ActivationLockVerdict<'a>;
        /// The serial number.
        "serial_number" => serial_number: Text<'a>;
    }
}

tokens! {
    /// What became of locking a device.
    pub enum ActivationLockVerdict {
        /// It was locked before.
        "DEVICE_ALREADY_LOCKED" => DeviceAlreadyLocked;
        /// Such a device cannot be locked.
        "DEVICE_NOT_SUPPORTED" => DeviceNotSupported;
        /// It did not work, for another reason.
        "FAILED" => Failed;
        /// It belongs to another organization or server, or does not exist.
        "NOT_ACCESSIBLE" => NotAccessible;
        /// The organization may not lock devices.
        "ORG_NOT_SUPPORTED" => OrgNotSupported;
        /// It is locked.
        "SUCCESS" => Success;
    }
}
