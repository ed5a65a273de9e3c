//! Licences, which only version 1 has.

use crate::{
    messages::vpp::{LicenseStatus, PricingParam, ProductTypeName, UserStatus, VppAnswer, somebody_is_named},
    record::record,
    report::Checks,
    wire::{Text, Texts},
};

record! {
    /// Asks for licences: Apple, "GetVppLicensesRequest".
    pub struct GetVppLicensesRequest<'a> {
        /// Only this product.
        "adamId" => adam_id: Option<Text<'a>>, format(ADAM_ID), also(Kind::Integer), NULL;
        /// Only licences that are given out.
        "assignedOnly" => assigned_only: Option<bool>, also(Kind::Text), NULL;
        /// Where to go on, from the answer before.
        "batchToken" => batch_token: Option<Text<'a>>, NULL;
        /// Only licences that are given to devices.
        "deviceAssignedOnly" => device_assigned_only: Option<bool>, also(Kind::Text), NULL;
        /// Speaks for this facilitator, as was possible until about 2019.
        "facilitatorMemberId" => facilitator_member_id: Option<i64>, also(Kind::Text), NULL;
        /// In Apple's example only; its meaning is not documented.
        "ifModifiedSince" => if_modified_since: Option<Text<'a>>, NULL;
        /// Which batch, counted from 1.
        "overrideIndex" => override_index: Option<i64>, range(1, i32::MAX as i64), also(Kind::Text), NULL;
        /// Only this quality; beside `adamId`.
        "pricingParam" => pricing_param: Option<PricingParam<'a>>, NULL;
        /// The content token that the request speaks with.
        "sToken" => s_token: Text<'a>, format(STOKEN), SENSITIVE;
        /// Only this device.
        "serialNumber" => serial_number: Option<Text<'a>>, NULL;
        /// Only what has changed since, from the last answer of a full reading.
        "sinceModifiedToken" => since_modified_token: Option<Text<'a>>, NULL;
        /// Only licences that are given to users.
        "userAssignedOnly" => user_assigned_only: Option<bool>, also(Kind::Text), NULL;
    }
}

record! {
    /// Licences, a batch of them: Apple, "GetVppLicensesResponse".
    pub struct GetVppLicensesResponse<'a> in answer: VppAnswer<'a> {
        /// How many entries are in this batch.
        "batchCount" => batch_count: Option<i64>, COUNT;
        /// Where the next batch begins; several kilobytes. There is none in the last batch.
        "batchToken" => batch_token: Option<Text<'a>>;
        /// In Apple's example only: milliseconds, as text.
        "ifModifiedSinceMillisOrig" => if_modified_since_millis_orig: Option<Text<'a>>;
        /// The licences.
        "licenses" => licenses: Vec<VppLicense<'a>>;
        /// What to ask with for changes since then. Only the last batch has it, and that is how the end is known.
        "sinceModifiedToken" => since_modified_token: Option<Text<'a>>;
        /// How many batches there are.
        "totalBatchCount" => total_batch_count: Option<i64>, COUNT, also(Kind::Text);
        /// About how many licences there are; only at the beginning.
        "totalCount" => total_count: Option<i64>, COUNT;
    }
}

impl GetVppLicensesResponse<'_> {
    /// Whether there are no more batches: `sinceModifiedToken` says so, and nothing else does. A batch may be empty, and one
    /// that lacks `batchToken` need not be the last.
    #[must_use]
    pub const fn is_last(&self) -> bool {
        self.since_modified_token.is_some()
    }
}

record! {
    /// A licence: Apple, "VppLicense".
    pub struct VppLicense<'a> {
        /// The store's number of the product.
        "adamId" => adam_id: Option<i64>;
        /// The store's number of the product, as text.
        "adamIdStr" => adam_id_str: Option<Text<'a>>, format(ADAM_ID);
        /// What the client calls the user.
        "clientUserIdStr" => client_user_id_str: Option<Text<'a>>;
        /// Once it is given it is never taken back.
        "isIrrevocable" => is_irrevocable: Option<bool>;
        /// The hash of the user's store account; only where there is one.
        "itsIdHash" => its_id_hash: Option<Text<'a>>;
        /// The number of the licence.
        "licenseId" => license_id: Option<i64>;
        /// The number of the licence as text.
        "licenseIdStr" => license_id_str: Option<Text<'a>>;
        /// The quality of the product.
        "pricingParam" => pricing_param: Option<PricingParam<'a>>;
        /// What kind of product it is: 7 is Mac software, 8 an app for iOS, 10 a book.
        "productTypeId" => product_type_id: Option<i64>, among(&[7, 8, 10]);
        /// What kind of product it is, in a word.
        "productTypeName" => product_type_name: Option<ProductTypeName<'a>>;
        /// The serial number of the device.
        "serialNumber" => serial_number: Option<Text<'a>>;
        /// What state it is in.
        "status" => status: Option<LicenseStatus<'a>>;
        /// Who has it, where the licence is not part of a [`VppUser`](super::VppUser).
        "user" => user: Option<Box<VppLicenseUser<'a>>>;
        /// Apple's number of the user who has it.
        "userId" => user_id: Option<i64>;
        /// Apple's number of the user who has it, as text.
        "userIdStr" => user_id_str: Option<Text<'a>>;
        group AtLeastOne("adamId", "adamIdStr");
        group AtMostOne("clientUserIdStr", "serialNumber");
    }
}

record! {
    /// The user who has a licence: Apple, "VppUser", without the licences.
    pub struct VppLicenseUser<'a> {
        /// What the client calls the user; a GUID, if it follows advice.
        "clientUserIdStr" => client_user_id_str: Option<Text<'a>>;
        /// The user's e-mail address.
        "email" => email: Option<Text<'a>>, format(EMAIL), NULL;
        /// The code of the invitation, as long as it was not taken.
        "inviteCode" => invite_code: Option<Text<'a>>, SENSITIVE;
        /// The address of the invitation, as long as it was not taken.
        "inviteUrl" => invite_url: Option<Text<'a>>, format(HTTPS_URL), SENSITIVE;
        /// The hash of the user's store account; only where there is one.
        "itsIdHash" => its_id_hash: Option<Text<'a>>;
        /// What state the user is in. `Deleted` is an old number whose name has passed to another user.
        "status" => status: Option<UserStatus<'a>>;
        /// Apple's number of the user.
        "userId" => user_id: i64;
    }
}

record! {
    /// Gives licences of one product to users or devices, or takes them back: Apple,
    /// "ManageVppLicensesByAdamIdRequest".
    pub struct ManageVppLicensesByAdamIdRequest<'a> {
        /// The store's number of the product.
        "adamIdStr" => adam_id_str: Text<'a>, format(ADAM_ID);
        /// Give it to these users.
        "associateClientUserIdStrs" => associate_client_user_id_strs: Texts<'a>, NULL;
        /// Give it to these devices.
        "associateSerialNumbers" => associate_serial_numbers: Texts<'a>, NULL;
        /// Take it from these users.
        "disassociateClientUserIdStrs" => disassociate_client_user_id_strs: Texts<'a>, NULL;
        /// Take these licences.
        "disassociateLicenseIdStrs" => disassociate_license_id_strs: Texts<'a>, NULL;
        /// Take it from these devices.
        "disassociateSerialNumbers" => disassociate_serial_numbers: Texts<'a>, NULL;
        /// Speaks for this facilitator, as was possible until about 2019.
        "facilitatorMemberId" => facilitator_member_id: Option<i64>, also(Kind::Text), NULL;
        /// The user is told, as is so if this is left out.
        "notifyDisassociation" => notify_disassociation: Option<bool>, also(Kind::Text), NULL;
        /// The quality of the product.
        "pricingParam" => pricing_param: Option<PricingParam<'a>>, NULL;
        /// The content token that the request speaks with.
        "sToken" => s_token: Text<'a>, format(STOKEN), SENSITIVE;
        group AtLeastOne("associateClientUserIdStrs", "associateSerialNumbers", "disassociateClientUserIdStrs", "disassociateSerialNumbers", "disassociateLicenseIdStrs");
        group AtMostOne("associateClientUserIdStrs", "associateSerialNumbers");
        group AtMostOne("disassociateClientUserIdStrs", "disassociateSerialNumbers", "disassociateLicenseIdStrs");
        check something_is_to_be_done;
    }
}

fn something_is_to_be_done(request: &ManageVppLicensesByAdamIdRequest<'_>, out: &mut Checks) {
    let lists = [
        ("associateClientUserIdStrs", &request.associate_client_user_id_strs),
        ("associateSerialNumbers", &request.associate_serial_numbers),
        ("disassociateClientUserIdStrs", &request.disassociate_client_user_id_strs),
        ("disassociateSerialNumbers", &request.disassociate_serial_numbers),
        ("disassociateLicenseIdStrs", &request.disassociate_license_id_strs),
    ];
    somebody_is_named(&lists, "one of the lists has to name somebody", out);
}

record! {
    /// What became of each user or device: Apple, "ManageVppLicensesByAdamIdResponse".
    pub struct ManageVppLicensesByAdamIdResponse<'a> in answer: VppAnswer<'a> {
        /// The store's number of the product.
        "adamIdStr" => adam_id_str: Option<Text<'a>>, format(ADAM_ID);
        /// What became of each that it was to be given to.
        "associations" => associations: Vec<VppAssociation<'a>>;
        /// What became of each that it was to be taken from.
        "disassociations" => disassociations: Vec<VppAssociation<'a>>;
        /// In the tests of a client only; its meaning is not documented.
        "eventId" => event_id: Option<Text<'a>>;
        /// Once it is given it is never taken back.
        "isIrrevocable" => is_irrevocable: Option<bool>;
        /// The quality of the product.
        "pricingParam" => pricing_param: Option<PricingParam<'a>>;
        /// What kind of product it is: 7 is Mac software, 8 an app for iOS, 10 a book.
        "productTypeId" => product_type_id: Option<i64>, among(&[7, 8, 10]);
        /// What kind of product it is, in a word.
        "productTypeName" => product_type_name: Option<ProductTypeName<'a>>;
    }
}

record! {
    /// What became of one user or device: Apple, "VppAssociation".
    pub struct VppAssociation<'a> {
        /// The store's number of the product, in the form of before.
        "adamId" => adam_id: Option<i64>;
        /// What the client calls the user.
        "clientUserIdStr" => client_user_id_str: Option<Text<'a>>;
        /// The number of the error, as Apple's text calls it.
        "errorCode" => error_code: Option<i64>, INT32;
        /// What the error means, in words.
        "errorMessage" => error_message: Option<Text<'a>>;
        /// The number of the error, if it did not: see [`error_number`](crate::messages::vpp::error_number).
        "errorNumber" => error_number: Option<i64>, INT32;
        /// Once it is given it is never taken back.
        "isIrrevocable" => is_irrevocable: Option<bool>;
        /// The number of the licence, in the form of before.
        "licenseId" => license_id: Option<i64>;
        /// The number of the licence, if it went well.
        "licenseIdStr" => license_id_str: Option<Text<'a>>;
        /// The quality of the product.
        "pricingParam" => pricing_param: Option<Text<'a>>;
        /// What kind of product it is: 7 is Mac software, 8 an app for iOS, 10 a book.
        "productTypeId" => product_type_id: Option<i64>, INT32;
        /// What kind of product it is, in a word.
        "productTypeName" => product_type_name: Option<ProductTypeName<'a>>;
        /// The serial number of the device.
        "serialNumber" => serial_number: Option<Text<'a>>;
        /// What state the licence is in, in the form of before.
        "status" => status: Option<Text<'a>>;
        /// Apple's number of the user, in the form of before.
        "userId" => user_id: Option<i64>;
        group AtLeastOne("clientUserIdStr", "serialNumber", "licenseIdStr");
        group AtMostOne("clientUserIdStr", "serialNumber");
    }
}
