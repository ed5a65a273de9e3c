//! How a body was sent that was packed or cut into chunks on its way.

use super::Packing;
use crate::wire::Span;

/// How a body was sent of which the file does not hold the bytes that its sender wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// What was sent for it, in the file.
    pub span: Span,
    /// What it was packed with.
    pub packing: Option<Packing>,
    /// Whether it was cut into chunks.
    pub is_chunked: bool,
    /// What in the file says how long it is: a number stands behind those that stand in what it counts.
    pub counts: Vec<Count>,
}

/// A number in a file that says how long a part of the file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Where its digits stand.
    pub digits: Span,
    /// What it counts.
    pub counted: Span,
}

impl Sent {
    /// What is sent in the same way for another body.
    #[must_use]
    pub fn send(&self, body: &[u8]) -> Vec<u8> {
        let sent = self.packing.map_or_else(|| body.to_vec(), |packing| packing.pack(body));
        if !self.is_chunked {
            return sent;
        }
        let size = if sent.is_empty() { String::new() } else { format!("{:x}\r\n", sent.len()) };
        let end: &[u8] = if sent.is_empty() { b"0\r\n\r\n" } else { b"\r\n0\r\n\r\n" };
        [size.as_bytes(), &sent, end].concat()
    }
}
