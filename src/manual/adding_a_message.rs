//! How to add a message.
//!
//! Three steps. If a fourth is needed, the architecture has a hole: mend that first.
//!
//! # 1. The record
//!
//! In the file of its theme under `src/messages/`, one line a key: its documentation in our own words, the key as it is sent, the field,
//! its type, and its rules. `Option` says that the key may be absent; leave it away only if *every* sender must send the key.
//!
//! ```text
//! record! {
//!     /// The device has left the management: `mdm/checkin/checkout.yaml`.
//!     pub struct CheckOut<'a> {
//!         /// Names this enrolment of the device, in place of `UDID`.
//!         "EnrollmentID" => enrollment_id: Option<Text<'a>>, one_of(DEVICE), shows(USER_ENROLLMENT), absent(TVOS);
//!         /// `CheckOut`.
//!         "MessageType" => message_type: Text<'a>, exactly("CheckOut");
//!         /// The push topic the device listened on.
//!         "Topic" => topic: Text<'a>, format(TOPIC);
//!         /// The device's hardware identifier.
//!         "UDID" => udid: Option<Text<'a>>, one_of(DEVICE), shows(DEVICE_ENROLLMENT), format(UDID);
//!     }
//! }
//! ```
//!
//! A command is such a record in an envelope that is the same for all: `command!` in `src/messages/command/` writes both.
//!
//! ```text
//! command! {
//!     /// Removes a configuration profile: `mdm/commands/profile.remove.yaml`.
//!     pub struct RemoveProfile<'a> in RemoveProfileCommand, "RemoveProfile" {
//!         /// Its `PayloadIdentifier`.
//!         "Identifier" => identifier: Text<'a>, format(NON_EMPTY);
//!     }
//! }
//! ```
//!
//! For which devices a command is stands behind its name: `"EraseDevice", [never(USER_ENROLLMENT), never(USER_CHANNEL)] {`.
//!
//! Types are [`Text`](crate::Text), [`Data`](crate::Data), [`Date`](crate::Date), `bool`, `i64`, `u64`, `f64`, an enum made by `tokens!`, another record, `Vec` or
//! [`Few`](crate::Few) of records, [`Texts`](crate::Texts) and [`Datas`](crate::Datas) for lists of scalars, [`Map`](crate::Map),
//! [`Pairs`](crate::Pairs) and [`Numbers`](crate::Numbers) for dictionaries whose keys may be any, [`Raw`](crate::Raw) for anything, with a rule such as
//! `kind(Kind::Array)` for any array; [`Data`](crate::Data) with a rule such as `contains("profile")` for a document in it. Rules are the functions of
//! [`schema`](crate::schema); forms are in [`schema::form`](crate::schema::form). A rule that looks at two keys is a function of the record and a [`Checks`](crate::report::Checks), named in a last line `check name;`; it says [`given`](crate::report::Checks::given) which keys a finding rests on. How many of some keys there are
//! is said by a line such as `group ExactlyOne("serialNumber", "clientUserId");`. A dictionary that has keys of its own beyond those that are named
//! says `others Own;`.
//!
//! # 2. Its name
//!
//! In `src/messages/mod.rs`, one line in `messages!`: what it is called and what it is recognised by.
//!
//! ```text
//! CheckOut: "check-in.CheckOut", tag("MessageType", "CheckOut");
//! ```
//!
//! What goes to a device says `order` in place of `tag`, and a tag in a dictionary is named by its path:
//! `order("Command.RequestType", "RemoveProfile")`. Then an unknown key and an unlisted value weigh more, since only the sender
//! can mend them; `OPEN` behind a key takes that back.
//!
//! With what a server refuses a device is JSON or a property list: `refusal("code", "com.apple.unrecognized.device")`.
//!
//! Other JSON has no tags: there it says `request`, `answer`, `error` or `part`, and the body is recognised by all of its keys.
//!
//! # 3. A sample
//!
//! In `corpus/`, as small as shows the point, with made-up identifiers. `BLESS=1 cargo test --test it` writes the golden report beside it:
//! read it as the sender would, then commit both.
//!
//! # What comes of it
//!
//! The struct with `into_owned`, the decoder in every format, the entry in the [`CATALOG`](crate::messages::CATALOG), `mdmwire explain`, the
//! documentation; and the properties that the tests hold every message to: each key documented, each prefix of each sample refused without a
//! panic, one broken key one problem, secrets never shown; and the generator of the fuzz target, which makes such messages from the table
//! alone.
//!
//! # A change that did just this
//!
//! `ReturnToService` came with one record, one line and one sample:
//!
//! ```text
//!  src/messages/check_in.rs
//! +record! {
//! +    /// A device asks whether it shall erase itself and enrol again: `mdm/checkin/returntoservice.yaml`.
//! +    pub struct ReturnToService<'a> {
//! +        /// `ReturnToService`.
//! +        "MessageType" => message_type: Text<'a>, exactly("ReturnToService");
//! +        /// The device's hardware identifier.
//! +        "UDID" => udid: Text<'a>, shows(DEVICE_ENROLLMENT), format(UDID);
//! +    }
//! +}
//!
//!  src/messages/mod.rs
//! +    ReturnToService: "check-in.ReturnToService", tag("MessageType", "ReturnToService");
//!
//!  corpus/check-in/ReturnToService.plist
//! +<?xml version="1.0" encoding="UTF-8"?>
//! +…
//! ```
