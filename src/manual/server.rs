//! How a server uses the crate, and what it may rely on.
//!
//! # Check-ins
//!
//! [`Decoder::try_decode`](crate::Decoder::try_decode) gives the message or the report to refuse it with; the warnings of a message that it gives are
//! lost. [`Decoder::decode`](crate::Decoder::decode) gives both, for a server that logs them. [`Message::identity`](crate::Message::identity) says who sends it.
//!
//! # Answers
//!
//! An answer does not say what it answers. Its `CommandUUID` is the one of the command, and only the server knows what it
//! has asked for under that: so the answer is decoded for its envelope, and again as what it has to be.
//!
//! ```
//! use mdmwire::{Decoder, Message, Report};
//!
//! /// What a server does with the body of a request to its server URL. `asked` knows the `RequestType` of each command.
//! fn connect<'a>(body: &'a [u8], asked: impl Fn(&str) -> Option<&'static str>) -> Result<Message<'a>, Report> {
//!     let decoder = Decoder::new();
//!     let (message, report) = decoder.decode(body);
//!     let response = message.as_ref().and_then(Message::response);
//!     let request = response.and_then(|response| asked(response.command_uuid.as_deref()?));
//!     let (message, report) = match request {
//!         Some(request) => decoder.decode_answer(request, body),
//!         // it is idle, or answers what nobody has asked for
//!         None => (message, report),
//!     };
//!     let Some(message) = message.filter(|_| !report.is_error()) else { return Err(report) };
//!     // from the outermost error to its cause
//!     for error in message.response().map(|response| &*response.error_chain).unwrap_or_default() {
//!         let means = error.explain().unwrap_or(&error.localized_description);
//!         println!("{} {}: {means}", error.error_domain, error.error_code);
//!     }
//!     if let Message::CertificateListResponse(answer) = &message {
//!         println!("{} certificates", answer.certificate_list.len());
//!     }
//!     Ok(message)
//! }
//!
//! let body = b"<plist version='1.0'><dict>
//!     <key>CommandUUID</key><string>0001_CertificateList</string>
//!     <key>ErrorChain</key><array><dict>
//!         <key>ErrorCode</key><integer>12021</integer>
//!         <key>ErrorDomain</key><string>MCMDMErrorDomain</string>
//!         <key>LocalizedDescription</key><string>Unbekannter Befehl</string>
//!     </dict></array>
//!     <key>Status</key><string>Error</string>
//!     <key>UDID</key><string>00008101-001938611EE9001E</string>
//! </dict></plist>";
//! let answer = connect(body, |uuid| uuid.strip_prefix("0001_").map(|_| "CertificateList")).unwrap();
//! assert_eq!(answer.kind(), "response.CertificateList");
//! assert_eq!(answer.response().unwrap().status, "Error");
//! assert!(connect(b"<html>", |_| None).is_err());
//! ```
//!
//! # No message
//!
//! Ask for the message, not for the report. Without an error in the report there may be no message: a dictionary that is
//! nobody's, an error word of a service, a CMS envelope. With a level that leaves a rule out there may be none and nothing
//! reported. A report that comes as an error reads as something in any case.
//!
//! # Keeping a message
//!
//! A message borrows from the body. `into_owned` copies what it needs; for a function that is generic over messages it is
//! in [`IntoOwned`](crate::IntoOwned), which [`Decode`](crate::Decode) asks for.
//!
//! # Messages for tests
//!
//! Each message and each record in one has a [`Default`], lists can be collected, and words of Apple's lists come from text:
//!
//! ```
//! use mdmwire::{Message, messages::{ErrorChainItem, QueryResponses, Response}};
//!
//! let error = ErrorChainItem { error_code: 12021, error_domain: "MCMDMErrorDomain".into(), ..Default::default() };
//! let response = Response { status: "Error".into(), error_chain: vec![error].into(), ..Default::default() };
//! assert_eq!(Message::from(response).kind(), "response");
//! let told = QueryResponses { ethernet_macs: ["02:00:00:00:00:01"].into_iter().collect(), ..Default::default() };
//! assert_eq!(told.ethernet_macs.iter().next().unwrap(), "02:00:00:00:00:01");
//! ```
//!
//! # Versions
//!
//! What Apple adds comes with a minor release: a key is a field more of its struct, so end a struct that you make with
//! `..Default::default()` and a pattern with `..`. Messages, codes and the words of lists are enums that say so themselves
//! (`#[non_exhaustive]`). A minor release may also know a rule more, so that something is reported which was not before;
//! whoever depends on what is reported should set the levels of those codes.
