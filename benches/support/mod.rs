//! What several benches share: the inputs, this crate, and the readers to compare it with.

#![allow(dead_code, reason = "each bench uses a part of it")]

#[cfg(feature = "capture")]
pub(crate) mod captures;
pub(crate) mod counted;
pub(crate) mod inputs;
pub(crate) mod ours;
pub(crate) mod rivals;
pub(crate) mod rivals_json;
