//! A file that is one message.

use core::iter::once;

use super::{Captured, Item, Items, Reader};

pub(super) static READER: Reader = Reader { name: "message", detect: |_| true, open };

fn open(bytes: &[u8]) -> Items<'_> {
    Items::new(once(Item::Message(Captured { body: bytes.into(), offset: Some(0), ..Captured::default() })))
}
