//! The target `xml`: bytes as they are.

use crate::any;

/// Reads the bytes as a body in every way there is.
pub fn xml(data: &[u8]) {
    any::holds(data);
}
