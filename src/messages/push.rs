//! The push that has a device ask for commands.

use crate::{record::record, wire::Text};

record! {
    /// Has a device ask its server for commands, through APNs: Apple, "Sending MDM commands to a device".
    pub struct PushNotification<'a> {
        /// The `PushMagic` of the device's last `TokenUpdate`.
        "mdm" => mdm: Text<'a>, format(NON_EMPTY), SENSITIVE;
    }
}
