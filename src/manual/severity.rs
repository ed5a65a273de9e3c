//! How bad a problem is.
//!
//! | severity | what it means |
//! |---|---|
//! | error | It is no document; or it is not clear which message it is; or a value has the wrong type, a key is missing that every sender must send, a key stands twice, identifiers exclude each other, a rule of the protocol between keys is broken. |
//! | warning | A rule is broken that holds for what is known of the sender; a value is not on Apple's list or not of the form of its kind; readers in the field differ; the strict policy refuses it. |
//! | note | A key is unknown; a device is known for it; it harms no one. |
//!
//! A valid message of a real device gives no error and no warning. A rule that asks for something that is not known stays
//! silent; what is known comes from [`Context`](crate::Context) and from the message: `EnrollmentID` shows a user enrolment,
//! `UserID` a user's channel, the `UserID` of all F a Shared iPad, `ProductName` the platform.
//!
//! What goes to a device or to Apple only its sender can mend. There an unknown key and a value that is not listed are one
//! step worse; in what goes to Apple, so is what Apple refuses: a text that is empty, too long or no address where one is due, a
//! number or an array beyond its bounds. Where Apple's list grows every year, or the bounds are advice, it stays at a warning.
//!
//! Every code has a level of its own ([`Code::severity`](crate::Code::severity)). The strict policy raises what it refuses to an error, and the
//! caller may set any level: [`Decoder::severity`](crate::Decoder::severity), `--severity CODE=LEVEL`.
