//! `mdmwire` reads the messages of Apple device management off the wire: check-ins, commands and answers of the MDM
//! protocol, from XML and binary property lists; the JSON of declarative management, of the Device Enrollment Program and
//! of Apps and Books. They become typed structs that borrow from the body; and it says everything that is wrong with them,
//! where, and why.
//!
//! * [`decode`] takes a body of any kind, [`decode_as`] one of a given kind; [`Decoder`] sets policy, limits, levels and
//!   what is known of the sender.
//! * [`messages`] holds the structs, [`Report`] what is wrong, [`render`] puts it into words.
//! * [`Value`] is any property list or JSON text as a tree, for tools.
//!
//! The long texts are in [`manual`]: how a server uses the crate and what it may rely on, how the crate is built, how to
//! add a message, what is read and what is refused.
//!
//! # Features
//!
//! * `capture`: the messages in logs, sessions and exports (`capture`).
//! * `render`: snippets, and reports of many messages in formats for people and programs ([`render`]).
//! * `serde`: `Serialize` for [`Value`], every message and [`Report`], and `de`, which reads any of the formats into other
//!   people's types.
//! * `plist`: [`Value`] to and from `plist::Value`, without loss.
//! * `cli`: the command line `mdmwire`.
//!
//! None of them changes what the library does otherwise.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice))]

#[cfg(feature = "capture")]
pub mod capture;
mod conditions;
mod context;
#[cfg(feature = "serde")]
pub mod de;
mod front;
#[cfg(feature = "plist")]
mod interop;
pub mod manual;
#[cfg(any(feature = "capture", feature = "serde"))]
mod members;
pub mod messages;
mod record;
pub mod render;
pub mod report;
pub mod schema;
#[cfg(feature = "serde")]
mod ser;
mod walk;
mod wire;

#[doc(inline)]
pub use self::{
    context::{CONTEXT_WORDS, Context, Facts, UnknownContext},
    front::{Decoder, decode, decode_as, fill, is_cms},
    messages::Message,
    record::{Decode, Few, IntoOwned, ListOr, Map},
    report::{Code, Expected, Found, Problem, Report, Severity, UnknownWord},
    wire::{
        Base64, Canonical, Data, Datas, Date, Each, Extra, Format, Integers, JsonText, Kind, Limits, Loss, Node,
        Numbers, Pairs, Policy, Raw, Shortest, Span, Text, Texts, Unwritable, Value, ValueRef, XmlText,
    },
};

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
