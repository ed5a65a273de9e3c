//! Products of version 1, and to whom they are given.

use crate::{
    messages::vpp::{PricingParam, ProductTypeName, VppAnswer, licenses_add_up},
    record::record,
    report::Checks,
    wire::Text,
};

record! {
    /// Asks for products: Apple, "GetVppAssetsRequest".
    pub struct GetVppAssetsRequest<'a> {
        /// Speaks for this facilitator, as was possible until about 2019.
        "facilitatorMemberId" => facilitator_member_id: Option<i64>, also(Kind::Text), NULL;
        /// Asks for the four counts too.
        "includeLicenseCounts" => include_license_counts: Option<bool>, also(Kind::Text), NULL;
        /// Only products of this quality.
        "pricingParam" => pricing_param: Option<PricingParam<'a>>, NULL;
        /// The content token that the request speaks with.
        "sToken" => s_token: Text<'a>, format(STOKEN), SENSITIVE;
    }
}

record! {
    /// Products: Apple, "GetVppAssetsResponse".
    pub struct GetVppAssetsResponse<'a> in answer: VppAnswer<'a> {
        /// The products.
        "assets" => assets: Vec<VppAsset<'a>>;
        /// How many products there are.
        "totalCount" => total_count: Option<i64>, COUNT;
    }
}

record! {
    /// An app or book that the organization owns: Apple, "VppAsset".
    pub struct VppAsset<'a> {
        /// The store's number of the product.
        "adamIdStr" => adam_id_str: Text<'a>, format(ADAM_ID);
        /// How many licences are given out.
        "assignedCount" => assigned_count: Option<i64>, COUNT;
        /// How many licences are free.
        "availableCount" => available_count: Option<i64>, COUNT;
        /// It may be given to a device.
        "deviceAssignable" => device_assignable: Option<bool>;
        /// Once it is given it is never taken back.
        "isIrrevocable" => is_irrevocable: Option<bool>;
        /// The quality of the product.
        "pricingParam" => pricing_param: Option<PricingParam<'a>>;
        /// What kind of product it is: 7 is Mac software, 8 an app for iOS, 10 a book.
        "productTypeId" => product_type_id: Option<i64>, among(&[7, 8, 10]);
        /// What kind of product it is, in a word.
        "productTypeName" => product_type_name: Option<ProductTypeName<'a>>;
        /// How many licences are retired.
        "retiredCount" => retired_count: Option<i64>, COUNT;
        /// How many licences there are; only with `includeLicenseCounts`, as the other counts.
        "totalCount" => total_count: Option<i64>, COUNT;
        check counts_add_up;
    }
}

record! {
    /// Asks to whom products are given: Apple, "VppAssignmentsRequest".
    pub struct VppAssignmentsRequest<'a> {
        /// Only this product.
        "adamIdStr" => adam_id_str: Option<Text<'a>>, format(ADAM_ID), NULL;
        /// Only this user.
        "clientUserIdStr" => client_user_id_str: Option<Text<'a>>, NULL;
        /// Which page; beside `requestId`.
        "pageIndex" => page_index: Option<i64>, COUNT, also(Kind::Text), NULL;
        /// The number of the request, from the answer before.
        "requestId" => request_id: Option<Text<'a>>, NULL;
        /// The content token that the request speaks with.
        "sToken" => s_token: Text<'a>, format(STOKEN), SENSITIVE;
        /// Only this device.
        "serialNumber" => serial_number: Option<Text<'a>>, NULL;
        group AllOrNone("pageIndex", "requestId");
    }
}

record! {
    /// To whom products are given: Apple, "VppAssignmentsResponse".
    pub struct VppAssignmentsResponse<'a> in answer: VppAnswer<'a> {
        /// The assignments, 300 at most.
        "assignments" => assignments: Vec<VppAssignment<'a>>;
        /// How many assignments are on this page.
        "assignmentsInCurrentPage" => assignments_in_current_page: Option<i64>, COUNT;
        /// Which page this is.
        "currentPageIndex" => current_page_index: Option<i64>, COUNT;
        /// A slip in Apple's documentation for `uId`; nobody has seen it sent.
        "getuId" => get_uid: Option<Text<'a>>;
        /// Which page is next; there is none after the last.
        "nextPageIndex" => next_page_index: Option<i64>, COUNT;
        /// The number of the request, if there is more than one page.
        "requestId" => request_id: Option<Text<'a>>;
        /// How many assignments there are.
        "totalAssignments" => total_assignments: Option<i64>, COUNT;
        /// How many pages there are.
        "totalPages" => total_pages: Option<i64>, COUNT;
    }
}

record! {
    /// A product that is given to a user or a device: Apple, "VppAssignment".
    pub struct VppAssignment<'a> {
        /// The store's number of the product.
        "adamIdStr" => adam_id_str: Text<'a>, format(ADAM_ID);
        /// What the client calls the user.
        "clientUserIdStr" => client_user_id_str: Option<Text<'a>>;
        /// The quality of the product.
        "pricingParam" => pricing_param: Option<PricingParam<'a>>;
        /// The serial number of the device.
        "serialNumber" => serial_number: Option<Text<'a>>;
        group ExactlyOne("clientUserIdStr", "serialNumber");
    }
}

/// All licences are given out or free. Retired ones do not count.
fn counts_add_up(asset: &VppAsset<'_>, out: &mut Checks) {
    licenses_add_up(asset.total_count, asset.assigned_count, asset.available_count, out);
}
