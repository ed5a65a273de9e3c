//! JSON, RFC 8259, in UTF-8.

mod read;
mod write;

pub(crate) use self::read::Json;
pub use self::write::JsonText;
