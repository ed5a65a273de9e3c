//! Apps and books of an organization: the Volume Purchase Program, now Apps and Books.
//!
//! There are two versions of it, and both are alive: version 1 has the content token in each body and all its calls are
//! `POST …/mdm/…Srv`, version 2 has the token in a header and its calls are below `/mdm/v2`. Beside them the store says
//! what an app is.
//!
//! ```
//! use mdmwire::messages::vpp::GetAssetsResponse;
//!
//! let page = br#"{"currentPageIndex": 0, "size": 1, "totalPages": 1, "uId": "2049025000431439",
//!     "versionId": "0A1B2C3D-0000-4000-8000-000000000003", "tokenExpirationDate": "2027-11-08T22:33:22+0000",
//!     "assets": [{"adamId": "361309726", "assignedCount": 2, "availableCount": 3, "totalCount": 6}]}"#;
//! let (page, report) = mdmwire::decode_as::<GetAssetsResponse>(page);
//! let page = page.expect("it stands");
//! assert_eq!(page.assets[0].adam_id, "361309726");
//! // a count that does not add up is said, and the page stands
//! assert_eq!(report.problems()[0].code, mdmwire::Code::SumMismatch);
//! ```
//!
//! # Answers and errors
//!
//! An error may come with the status 200: what has `errorNumber` is one, whatever the status says. So the answer to a call
//! is one of two kinds, and [`decode_one_of`](crate::Decoder::decode_one_of) tells them apart by what is in the body:
//!
//! ```
//! use mdmwire::{Decoder, Message, messages::Endpoint};
//!
//! let call = Endpoint::find("POST", "https://vpp.itunes.apple.com/mdm/getVPPUsersSrv").unwrap();
//! let kinds: Vec<_> = call.response(200).collect();
//! let body = br#"{"status": -1, "errorNumber": 9622, "errorMessage": "Login required"}"#;
//! let (message, _) = Decoder::new().decode_one_of(&kinds, body).unwrap();
//! assert!(matches!(message, Some(Message::VppError(error)) if error.error_number == 9622));
//! ```
//!
//! [`error_number`](crate::messages::vpp::error_number) says what a number means.
//!
//! # Batches of version 1
//!
//! Licences and users of version 1 come batch by batch, and a batch may be empty. The last one has `sinceModifiedToken`; that there
//! is no `batchToken`, or an error, is no end. [`GetVppLicensesResponse::is_last`](crate::messages::vpp::GetVppLicensesResponse::is_last)
//! and [`GetVppUsersResponse::is_last`](crate::messages::vpp::GetVppUsersResponse::is_last) say so.
//!
//! # Numbers and text
//!
//! The number of a product is text in some records and a number in others, and in a request of version 1 every number may
//! be text, for the service reads text. Each field takes what is seen there. All records are in
//! [`vpp`](crate::messages::vpp).
