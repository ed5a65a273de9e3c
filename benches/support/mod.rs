//! What several benches and tests share: the inputs, and the readers to compare with.

pub mod inputs;
pub mod rivals;
