//! Long texts: how the crate is built, how to add to it, and what it reads.

pub mod adding_a_message;
pub mod architecture;
pub mod dep;
pub mod fields;
pub mod policy;
pub mod server;
pub mod severity;
pub mod vpp;
