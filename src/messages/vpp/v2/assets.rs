//! Products of version 2, and to whom they are given.

use crate::{
    messages::vpp::{Page, PricingParam, UserStatus, licenses_add_up, somebody_is_named},
    record::{record, tokens},
    report::Checks,
    wire::{Text, Texts},
};

record! {
    /// A product, and its quality: Apple, "Asset".
    pub struct Asset<'a> {
        /// The store's number of the product.
        "adamId" => adam_id: Text<'a>, format(ADAM_ID);
        /// The quality of the product.
        "pricingParam" => pricing_param: Option<PricingParam<'a>>;
    }
}

record! {
    /// An app or book that the organization owns: Apple, "ResponseAsset".
    pub struct ResponseAsset<'a> {
        /// The store's number of the product.
        "adamId" => adam_id: Text<'a>, format(ADAM_ID);
        /// How many licences are given out.
        "assignedCount" => assigned_count: Option<i64>, COUNT;
        /// How many licences are free.
        "availableCount" => available_count: Option<i64>, COUNT;
        /// It may be given to a device.
        "deviceAssignable" => device_assignable: Option<bool>;
        /// The quality of the product.
        "pricingParam" => pricing_param: Option<PricingParam<'a>>;
        /// What kind of product it is.
        "productType" => product_type: Option<ProductType<'a>>;
        /// How many licences are retired.
        "retiredCount" => retired_count: Option<i64>, COUNT;
        /// It may be taken back: the opposite of `isIrrevocable` of version 1.
        "revocable" => revocable: Option<bool>;
        /// The systems that it runs on.
        "supportedPlatforms" => supported_platforms: Texts<'a>, listed(SupportedPlatform::TOKENS);
        /// How many licences there are; 2147483647 stands for as many as are wanted.
        "totalCount" => total_count: Option<i64>, COUNT;
        check counts_add_up;
    }
}

record! {
    /// A free product, of which there are as many licences as are wanted: Apple, "UnlimitedResponseAsset".
    pub struct UnlimitedResponseAsset<'a> {
        /// The store's number of the product.
        "adamId" => adam_id: Text<'a>, format(ADAM_ID);
        /// How many licences are given out.
        "assignedCount" => assigned_count: Option<i64>, COUNT;
        /// It may be given to a device.
        "deviceAssignable" => device_assignable: Option<bool>;
        /// The quality of the product.
        "pricingParam" => pricing_param: Option<PricingParam<'a>>;
        /// What kind of product it is.
        "productType" => product_type: Option<ProductType<'a>>;
        /// It may be taken back: the opposite of `isIrrevocable` of version 1.
        "revocable" => revocable: Option<bool>;
        /// The systems that it runs on.
        "supportedPlatforms" => supported_platforms: Texts<'a>, listed(SupportedPlatform::TOKENS);
    }
}

record! {
    /// A page of products: Apple, "GetAssetsResponse".
    pub struct GetAssetsResponse<'a> in page: Page<'a> {
        /// The products.
        "assets" => assets: Vec<ResponseAsset<'a>>;
        /// Products of which there are as many licences as are wanted; only if they were asked for.
        "unlimitedAssets" => unlimited_assets: Vec<UnlimitedResponseAsset<'a>>;
    }
}

record! {
    /// A product that is given to a user or a device: Apple, "Assignment".
    pub struct Assignment<'a> {
        /// The store's number of the product.
        "adamId" => adam_id: Text<'a>, format(ADAM_ID);
        /// What the client calls the user.
        "clientUserId" => client_user_id: Option<Text<'a>>;
        /// The hash of the user's store account; only where there is one.
        "idHash" => id_hash: Option<Text<'a>>;
        /// The quality of the product.
        "pricingParam" => pricing_param: Option<PricingParam<'a>>;
        /// The serial number of the device.
        "serialNumber" => serial_number: Option<Text<'a>>;
        /// What state the user is in.
        "userStatus" => user_status: Option<UserStatus<'a>>;
        group ExactlyOne("clientUserId", "serialNumber");
    }
}

record! {
    /// A page of assignments: Apple, "GetAssignmentsResponse".
    pub struct GetAssignmentsResponse<'a> in page: Page<'a> {
        /// The assignments.
        "assignments" => assignments: Vec<Assignment<'a>>;
    }
}

record! {
    /// Gives products to users and devices, or takes them back: Apple, "ManageAssetsRequest".
    pub struct ManageAssetsRequest<'a> {
        /// The products.
        "assets" => assets: Vec<Asset<'a>>, REQUIRED, items(1, 25);
        /// What the client calls the users, each once.
        "clientUserIds" => client_user_ids: Texts<'a>, items(0, 1000);
        /// The serial numbers of the devices, each once.
        "serialNumbers" => serial_numbers: Texts<'a>, items(0, 1000);
        group AtLeastOne("clientUserIds", "serialNumbers");
        check each_is_named_once;
    }
}

record! {
    /// Takes all products back from users or devices: Apple, "RevokeAssetsRequest".
    pub struct RevokeAssetsRequest<'a> {
        /// What the client calls the users.
        "clientUserIds" => client_user_ids: Texts<'a>, items(0, 100);
        /// The serial numbers of the devices.
        "serialNumbers" => serial_numbers: Texts<'a>, items(0, 100);
        group AtLeastOne("clientUserIds", "serialNumbers");
        check somebody_gives_back;
    }
}

/// Errors 9703, 9704 and 9705.
fn each_is_named_once(request: &ManageAssetsRequest<'_>, out: &mut Checks) {
    let quality = |asset: &Asset<'_>| asset.pricing_param.as_ref().unwrap_or(&PricingParam::Stdq).to_string();
    let products = request.assets.iter().map(|asset| format!("{} {}", &*asset.adam_id, quality(asset)));
    out.once("assets", "each product is named once", products);
    out.once("clientUserIds", "each user is named once", request.client_user_ids.iter());
    out.once("serialNumbers", "each device is named once", request.serial_numbers.iter());
    receivers_are_named(&request.client_user_ids, &request.serial_numbers, out);
}

fn somebody_gives_back(request: &RevokeAssetsRequest<'_>, out: &mut Checks) {
    receivers_are_named(&request.client_user_ids, &request.serial_numbers, out);
}

fn receivers_are_named(users: &Texts<'_>, devices: &Texts<'_>, out: &mut Checks) {
    let rule = "`clientUserIds` or `serialNumbers` has to name somebody; Apple answers 9719";
    somebody_is_named(&[("clientUserIds", users), ("serialNumbers", devices)], rule, out);
}

/// All licences are given out or free. Retired ones do not count.
fn counts_add_up(asset: &ResponseAsset<'_>, out: &mut Checks) {
    licenses_add_up(asset.total_count, asset.assigned_count, asset.available_count, out);
}

tokens! {
    /// A kind of product.
    pub enum ProductType {
        /// An app.
        "App" => App;
        /// A book.
        "Book" => Book;
    }
}

tokens! {
    /// A system that an app runs on.
    pub enum SupportedPlatform {
        /// iOS and iPadOS.
        "iOS" => Ios;
        /// macOS.
        "macOS" => MacOs;
        /// tvOS.
        "tvOS" => TvOs;
        /// visionOS.
        "visionOS" => VisionOs;
        /// watchOS.
        "watchOS" => WatchOs;
    }
}
