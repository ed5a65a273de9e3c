//! JSON, RFC 8259, in UTF-8.
//!
//! [`read`] is the cursor, [`lex`] the grammar of numbers and dates, [`layout`], [`scan`] and [`seam`] what makes the usual
//! spelling quick, [`scalar`] what a string means where a record asks for a date or for octets, [`write`] the way back.

mod layout;
mod lex;
mod read;
mod scalar;
mod scan;
mod seam;
mod write;

#[cfg(feature = "capture")]
pub(crate) use self::scan::plain_run;
pub use self::write::JsonText;
pub(crate) use self::{
    read::Json,
    scalar::{date_time, is_date_time},
};
