//! A file that is one message.

use core::iter::once;

use super::{Captured, Item, Items, Options, Reader, at_the_end};

pub(super) static READER: Reader = Reader { name: "message", detect: |_| true, open, complete: at_the_end };

fn open<'a>(bytes: &'a [u8], _: &Options<'_>) -> Items<'a> {
    Items::new(once(Item::Message(Captured { body: bytes.into(), offset: Some(0), ..Captured::default() })))
}
