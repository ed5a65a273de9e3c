//! From a report to what people and programs read. The only place that makes sentences.
//!
//! [`sentence`] says a problem in one line and [`help`] says what to do; [`concise`] gives one line a problem. With
//! the feature `render`, `full` draws the line of the document as a compiler does, and a `Printer` says the
//! findings of many messages in one of the `FORMATS`. Everything that came from the input is shown so that it can neither move the cursor of a terminal nor
//! reorder the line, and secrets are blanked.

#![expect(clippy::arithmetic_side_effects, reason = "sums of lengths of what is in memory")]

mod concise;
#[cfg(any(feature = "capture", feature = "render"))]
mod credentials;
#[cfg(any(feature = "capture", feature = "render"))]
mod keys;
mod line;
mod sentence;
mod source;

#[cfg(feature = "render")]
mod full;
#[cfg(feature = "render")]
mod print;
#[cfg(feature = "render")]
mod secrets;

#[cfg(feature = "capture")]
pub(crate) use self::keys::{ends, is_group, letters};
pub use self::{
    concise::{concise, unread},
    line::{Place, Places},
    sentence::{Visible, help, sentence},
    source::{Source, Start},
};
#[cfg(any(feature = "capture", feature = "render"))]
pub use self::{
    credentials::{credentials, is_unlike_words},
    keys::is_secret,
};
#[cfg(feature = "render")]
pub use self::{
    full::{Style, full},
    print::{Body, Checked, FORMATS, Format, Page, Printer, Said, Setting, Subject, Summary, json_line},
};
