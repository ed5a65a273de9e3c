//! JSON, RFC 8259, in UTF-8.

mod read;

pub(crate) use self::read::Json;
