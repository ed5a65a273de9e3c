//! Devices of an organization: the Device Enrollment Program, now Automated Device Enrollment.
//!
//! A server opens a session (`GET /session`), lists all devices page by page (`POST /server/devices`), and from then on asks
//! for what has changed (`POST /devices/sync`). A device comes once for each change: of those in a page the latest
//! `op_date` holds, and [`newest`](crate::messages::dep::FetchDeviceResponse::newest) gives these.
//!
//! ```
//! use mdmwire::messages::dep::{FetchDeviceResponse, OpType};
//!
//! let page = br#"{"cursor": "MTY0OjA6MTM4NDI5NjU5MzE4MA", "more_to_follow": false, "fetched_until": "2026-11-24T10:00:00Z",
//!     "devices": [{"serial_number": "C0RPUS000001", "model": "iPad", "op_type": "added", "op_date": "2026-11-24T09:00:00Z"}]}"#;
//! let (page, report) = mdmwire::decode_as::<FetchDeviceResponse>(page);
//! let page = page.expect("it stands");
//! for device in page.newest() {
//!     assert_eq!(device.serial_number.as_deref(), Some("C0RPUS000001"));
//!     assert_eq!(device.op_type, Some(OpType::Added));
//! }
//! assert!(!page.more_to_follow && report.is_clean());
//! ```
//!
//! # Which record it is
//!
//! A body has no tag. [`decode`](crate::decode) takes it for the record whose keys it has, and where several records have
//! the same it says so: `{"cursor": "…"}` may ask for all devices or for changes. A single device, as a database of them may
//! hold it, is taken for a [`Device`](crate::messages::dep::Device). What is wrong with values, or with the case of a key, does
//! not hide what was meant; where too much differs, the report names the record that is nearest. Whoever knows the call asks
//! [`Endpoint`](crate::messages::Endpoint), as `mdmwire check --as "POST /devices/sync, 200"` does; `mdmwire explain
//! "POST /devices/sync"` shows what is sent and what comes back.
//!
//! # Refusals
//!
//! The service refuses with one word that is no JSON, such as `EXPIRED_CURSOR`:
//! [`error_word`](crate::messages::dep::error_word) says what it means, and [`decode`](crate::decode) reports it under the kind
//! `dep.error`. A word that is not known here is one of these where a refusal is due: with `--as dep.error`, or as the answer
//! of a call. What a proxy writes in HTML is named as such.
//!
//! # What is required
//!
//! Apple says of every key that it is not required. Here those are without which a record is of no use; null and, where
//! senders write it, the empty string stand for none. All records are in [`dep`](crate::messages::dep).
