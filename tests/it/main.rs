//! What holds for the library as a whole: for every sample of `corpus/`, for every message of the catalogue, for
//! whatever may come over the wire.

mod allocations;
mod binary;
mod bodies;
mod captures;
mod carving;
mod catalogue;
#[cfg(feature = "cli")]
mod cli;
mod commands;
#[cfg(feature = "capture")]
mod conversation;
mod corpus;
mod facts;
#[cfg(feature = "cli")]
mod formats;
mod goldens;
mod hostile;
mod inside;
#[cfg(feature = "plist")]
mod interop;
mod json;
mod made;
mod owned;
mod readers;
#[cfg(feature = "capture")]
mod redact;
mod roundtrip;
mod secrets;
#[cfg(feature = "serde")]
mod serde;
mod tree;
mod values;
mod written;
