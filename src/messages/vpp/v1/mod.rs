//! Version 1: JSON by `POST` to `https://vpp.itunes.apple.com/mdm/…Srv`, the content token in the body.
//!
//! The service turns every value of a request into text before it reads it, so that the text `1` means what the number 1
//! means, and takes `null` for a key that is not there. Its answers are strict, and come with status 200 of HTTP whether
//! or not it went well.

mod account;
mod assets;
mod licenses;
mod users;

pub use self::{
    account::{
        FacilitatorMember, VppClientConfigRequest, VppClientConfigResponse, VppError, VppErrorCode, VppLibrary,
        VppLocation, VppServiceConfigRequest, VppServiceConfigResponse,
    },
    assets::{
        GetVppAssetsRequest, GetVppAssetsResponse, VppAsset, VppAssignment, VppAssignmentsRequest,
        VppAssignmentsResponse,
    },
    licenses::{
        GetVppLicensesRequest, GetVppLicensesResponse, ManageVppLicensesByAdamIdRequest,
        ManageVppLicensesByAdamIdResponse, VppAssociation, VppLicense, VppLicenseUser,
    },
    users::{
        EditVppUserRequest, EditVppUserResponse, GetVppUserRequest, GetVppUserResponse, GetVppUsersRequest,
        GetVppUsersResponse, RegisterVppUserRequest, RegisterVppUserResponse, RetireVppUserRequest,
        RetireVppUserResponse, VppUser,
    },
};
use crate::{
    record::{record, tokens},
    report::Checks,
    wire::{Date, Text},
};

record! {
    /// What every answer of version 1 has: Apple, "Managing apps and books through web services (legacy)".
    pub struct VppAnswer<'a> {
        /// What a client has asked the service to keep; JSON by custom.
        "clientContext" => client_context: Option<Text<'a>>, longest(256);
        /// What the error means, in words.
        "errorMessage" => error_message: Option<Text<'a>>;
        /// The number of the error, where it did not go well: see [`error_number`](super::error_number).
        "errorNumber" => error_number: Option<i64>, INT32;
        /// When the token or the password behind it ends, in milliseconds since 1970.
        "expirationMillis" => expiration_millis: Option<i64>, range(0, i64::MAX);
        /// The facilitator that the request named, as was possible until about 2019.
        "facilitatorMember" => facilitator_member: Option<FacilitatorMember<'a>>;
        /// The place that the token belongs to, if it does.
        "location" => location: Option<VppLocation<'a>>;
        /// Whether it went well: 0 if so, -1 if nothing was done, -3 if some licences could not be managed.
        "status" => status: i64, among(&[0, -1, -3]);
        /// When the token ends; only in the last fifteen days.
        "tokenExpDate" => token_exp_date: Option<Date>, format(ZONED);
        /// The library that the token reaches; the same for tokens that share one.
        "uId" => uid: Option<Text<'a>>;
        check failure_has_number;
    }
}

fn failure_has_number(answer: &VppAnswer<'_>, out: &mut Checks) {
    if answer.status == -1 && answer.error_number.is_none() {
        out.given(&["errorNumber", "status"]).expected("errorNumber", "`status` is -1");
    }
}

tokens! {
    /// What state a licence is in.
    pub enum LicenseStatus {
        /// It is given out.
        "Associated" => Associated;
        /// It is free.
        "Available" => Available;
        /// It was paid back.
        "Refunded" => Refunded;
    }
}

tokens! {
    /// A kind of product, in a word.
    pub enum ProductTypeName {
        /// An app for iOS.
        "Application" => Application;
        /// A book.
        "Publication" => Publication;
        /// Software for Macs.
        "Software" => Software;
    }
}
