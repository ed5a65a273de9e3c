//! The content token.

use crate::{
    record::record,
    wire::{Date, Text},
};

record! {
    /// The content token, once its base64 is decoded: Apple, "SToken".
    pub struct SToken<'a> {
        /// When the token ends.
        "expDate" => exp_date: Date, format(ZONED);
        /// The organization's name.
        "orgName" => org_name: Text<'a>;
        /// The secret, itself in base64.
        "token" => token: Text<'a>, SENSITIVE;
    }
}
