//! The target `differential`: other readers read the same, but for what is listed.

use crate::{grow, peer};

/// Compares how the bytes are read, or documents made by them, with `plist` and `serde_json`.
pub fn differential(data: &[u8]) {
    grow::documents(data).iter().for_each(|document| peer::agrees(document));
}

#[test]
fn holds_for_noise() {
    for number in 0..2000 {
        differential(&crate::message::noise(number));
    }
}
