//! Binary property lists, `bplist00`.
//!
//! ```text
//! document = "bplist00" *object table trailer
//! table    = the offset of each object, of as many octets as the trailer says
//! object   = marker [count] content; that of a container is the numbers of the objects in it
//! ```
//!
//! The trailer and the whole table are checked when a [`Document`] is opened. Objects follow each other in the order of
//! their numbers, as all known writers have them, if each ends before the next one begins; that is looked at when it is
//! read. The cursor goes from object to object by number; no tree is built. What a tree could not be, or could not be in this little memory, is found on the way:
//! each container is charged to a budget when it is entered, and the first one that does not stand behind all entered
//! before it makes the reader look over all references once, for circles and for containers that are shared.

mod document;
#[cfg(feature = "render")]
mod inspect;
mod lex;
mod read;

pub(crate) use self::{
    document::{Document, Room},
    read::{Binary, Inside},
};
#[cfg(feature = "render")]
pub(crate) use self::{
    inspect::{Part, behind, part},
    lex::Head,
};
