//! XML property lists: Apple's DTD `PropertyList-1.0.dtd` over XML 1.0 (fifth edition), in UTF-8.
//!
//! [`lex`] is the grammar, [`read`] the cursor over it, [`layout`] and [`scan`] what makes the usual spelling quick,
//! [`scalar`] what the text of a scalar means, [`write`] the way back.

mod layout;
mod lex;
mod read;
mod scalar;
mod scan;
mod write;

pub use self::write::XmlText;
pub(crate) use self::{lex::is_char, read::Xml};
