//! What is read, and what is refused.
//!
//! There is one grammar and two judgements of it. [`Policy::Strict`](crate::Policy::Strict) takes what is well formed, canonical, and read by Apple's
//! own reader. [`Policy::Tolerant`](crate::Policy::Tolerant), the default, also takes what devices and servers are known to send, as long as no data is lost
//! and no two readers in the field see different documents. Whatever is tolerated is in the report, with a code and a
//! place; `mdmwire explain CODE` says more about each, and so does the page of [`Code`](crate::Code).
//!
//! # Refused by both
//!
//! * Other encodings than UTF-8, whatever the declaration says.
//! * A document type with an internal subset. Entities are declared there; nobody who sends messages needs any.
//! * `>` in the value of an attribute: Apple's reader ends the tag there, XML parsers do not.
//! * Comments that end at once, `<!-->` and `<!--->`: some readers see the end of a comment, some its beginning.
//! * References in base64, and base64 with characters that are none or with an incomplete last group: some readers drop
//!   what they do not understand, and with it the certificate.
//! * In XML, dates with fractions of seconds or offsets, and integers beyond `i64` and `u64`; JSON may have both.
//! * Containers more than 512 deep.
//! * Another format than the first bytes announce. There is no second guess.
//!
//! Damage to one value, such as base64 that can't be decoded, is an error at that value; the rest of the message is still
//! judged, and the message still stands if that value was not one that every sender must send. Where the document itself
//! breaks, reading ends.
//!
//! # Tolerated, and reported
//!
//! Comments, processing instructions, CDATA sections and white space where Apple's reader has none; a missing `<plist>`;
//! `<data/>`; signs and hexadecimal digits in integers; control characters and U+0000 in text, which iPhones have sent; a
//! day after the end of its month, which Foundation once wrote; a key twice in XML and JSON, of which the last one counts; bytes
//! after the document.
//!
//! # Binary property lists
//!
//! The trailer and the whole offset table are checked before an object is read, and each object is read only among the
//! objects. Refused by both: a count, reference or length that leads outside, an object that contains itself, a key twice,
//! a key that is no string, strings that are neither ASCII nor UTF-16, dates that are none, integers beyond `u64`, and
//! more than 65,536 values and 8 a byte, or 1 MiB and 64 a byte of strings and data, when what is shared is counted as
//! often as it is used.
//!
//! Tolerated, and reported: `bplist01` and the like, octets of the trailer that should be zero, objects that overlap or
//! are listed twice, null, references of keyed archives, reals that are no numbers.
//!
//! # JSON
//!
//! RFC 8259 in UTF-8. Declarative management, the Device Enrollment Program and Apps and Books speak it, and a refusal may
//! be either; every other message is a property list. One in the wrong format is decoded and reported
//! ([`Code::JsonNotPlist`](crate::Code::JsonNotPlist), [`Code::PlistNotJson`](crate::Code::PlistNotJson)). Trees
//! ([`Value`](crate::Value)) are read from all three formats.
//!
//! # Limits
//!
//! [`Limits`](crate::Limits) bounds the bytes, the depth, the values and the reported problems of one document. Every bound has a name
//! and a default; none is switched off by zero.
