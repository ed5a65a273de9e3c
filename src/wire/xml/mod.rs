//! XML property lists: Apple's DTD `PropertyList-1.0.dtd` over XML 1.0 (fifth edition), in UTF-8.
//!
//! [`lex`] is the grammar of small parts; [`prolog`], [`markup`], [`element`] and [`scalar`] read every spelling, from what
//! stands around a document down to the text of a scalar. [`read`] is the cursor, which knows the usual spelling by itself,
//! [`layout`] and [`scan`] what makes that quick. [`write`] is the way back.

mod element;
mod layout;
mod lex;
mod markup;
mod prolog;
mod read;
mod scalar;
mod scan;
mod write;

pub use self::write::XmlText;
pub(crate) use self::{lex::is_char, read::Xml};
