//! What holds of `mdmwire` for any input. Each target is a function over bytes that panics where something does not
//! hold; cargo-fuzz looks for such bytes, `replay` runs the same functions over files with a stable compiler.
//!
//! * [`xml`] takes the bytes as a body.
//! * [`binary`] takes them as choices, by which it makes a binary property list that shares, contains itself, lies deep,
//!   denotes far more than it holds, or just misses being right.
//! * [`capture`] opens them as each container of messages.
//! * [`json`] takes them as choices, by which it makes a JSON text: any value, a message of the catalogue, either with
//!   one fault, or something that wants to hurt.
//! * [`roundtrip`] takes them as a document, or as choices by which it makes one in each format; what is read is written
//!   in every way there is, and read again.
//! * [`differential`] takes them alike, and holds what is read against other readers.
//! * [`message`] takes them as choices, by which it makes a message out of the catalogue's tables, breaks it in one
//!   place, and knows what has to be said of it. Bytes that begin as a document does are a body here too.
//!
//! From the folder above, with the samples of `corpus/` to begin with:
//!
//! ```text
//! cargo +nightly fuzz run xml fuzz/corpus/xml corpus -- -max_total_time=1200
//! cargo +nightly fuzz run binary fuzz/corpus/binary corpus -- -max_total_time=1200
//! cargo +nightly fuzz run capture fuzz/corpus/capture corpus -- -max_total_time=1200
//! cargo +nightly fuzz run json fuzz/corpus/json corpus -- -dict=fuzz/dict/message.dict -max_total_time=1200
//! cargo +nightly fuzz run message fuzz/corpus/message corpus -- -dict=fuzz/dict/message.dict -max_total_time=1200
//! cargo +nightly fuzz run roundtrip fuzz/corpus/roundtrip corpus -- -max_total_time=1200
//! cargo +nightly fuzz run differential fuzz/corpus/differential corpus -- -max_total_time=1200
//! cargo run --manifest-path fuzz/Cargo.toml --bin replay
//! ```
//!
//! What fails is made small (`cargo +nightly fuzz tmin`), named by what went wrong, and kept in `regressions/`.

mod any;
mod binary;
mod capture;
mod dice;
pub mod dictionary;
mod differential;
mod draft;
mod fault;
mod grow;
mod json;
mod layout;
mod message;
mod peer;
mod pen;
pub mod replay;
mod roundtrip;
mod rules;
mod service;
mod tree;
mod xml;

pub use self::{
    binary::binary, capture::capture, differential::differential, json::json, message::message, roundtrip::roundtrip,
    xml::xml,
};

/// A target: its name and what it does with an input.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: &[Target] = &[
    ("binary", binary),
    ("capture", capture),
    ("differential", differential),
    ("json", json),
    ("message", message),
    ("roundtrip", roundtrip),
    ("xml", xml),
];
