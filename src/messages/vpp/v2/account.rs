//! The service and the organization of version 2, and its errors.

use crate::{
    messages::vpp::{Asset, DefaultPlatform, LibraryAnswer, VppErrorCode},
    record::{record, tokens},
    wire::{Numbers, Pairs, Text, Texts},
};

record! {
    /// Where the service is, what it takes and what errors there are: Apple, "ServiceConfigResponse".
    pub struct ServiceConfigResponse<'a> {
        /// All errors that there are.
        "errorCodes" => error_codes: Vec<VppErrorCode<'a>>;
        /// How much may be asked at a time: see [`LIMITS`](super::LIMITS). Ask again every five minutes.
        "limits" => limits: Numbers<'a>, INT32;
        /// What one can be notified of.
        "notificationTypes" => notification_types: Texts<'a>, listed(NotificationType::TOKENS);
        /// Where the calls are: see [`URLS`](super::URLS).
        "urls" => urls: Pairs<'a>;
    }
}

record! {
    /// Changes what the service keeps for a client: Apple, "ClientConfigRequest".
    pub struct ClientConfigRequest<'a> {
        /// What the client says of itself.
        "mdmInfo" => mdm_info: Option<MdmInfo<'a>>;
        /// The bearer token that Apple shows when it notifies.
        "notificationAuthToken" => notification_auth_token: Option<Text<'a>>, longest(512), SENSITIVE;
        /// What the client wants to be notified of: all of it.
        "notificationTypes" => notification_types: Texts<'a>, listed(NotificationType::TOKENS);
        /// Where Apple notifies.
        "notificationUrl" => notification_url: Option<Text<'a>>, format(HTTPS_URL), longest(512);
        group AllOrNone("notificationUrl", "notificationAuthToken");
    }
}

record! {
    /// What the service keeps for a client: Apple, "ClientConfigResponse".
    pub struct ClientConfigResponse<'a> in answer: LibraryAnswer<'a> {
        /// The country.
        "countryISO2ACode" => country_iso2a_code: Option<Text<'a>>, format(COUNTRY);
        /// What the look-up of metadata takes as `platform`.
        "defaultPlatform" => default_platform: Option<DefaultPlatform<'a>>;
        /// The name of the library.
        "locationName" => location_name: Option<Text<'a>>;
        /// The bearer token that Apple shows when it notifies.
        "notificationAuthToken" => notification_auth_token: Option<Text<'a>>, SENSITIVE;
        /// Where Apple notifies.
        "notificationUrl" => notification_url: Option<Text<'a>>, format(HTTPS_URL);
        /// What the client is notified of.
        "subscribedNotificationTypes" => subscribed_notification_types: Texts<'a>, listed(NotificationType::TOKENS);
        /// The portal.
        "websiteURL" => website_url: Option<WebsiteUrl<'a>>;
    }
}

record! {
    /// What a client says of itself: Apple, "MdmInfo".
    pub struct MdmInfo<'a> {
        /// What the client calls the organization.
        "id" => id: Text<'a>, longest(100);
        /// Any text.
        "metadata" => metadata: Text<'a>, longest(255);
        /// The name of the product.
        "name" => name: Text<'a>, longest(100);
    }
}

record! {
    /// Something went wrong; stands in place of any answer of version 2: Apple, "ErrorResponse".
    pub struct ErrorResponse<'a> {
        /// What it is about.
        "errorInfo" => error_info: Option<ErrorInfo<'a>>;
        /// What it means, in words; one number may have several texts.
        "errorMessage" => error_message: Option<Text<'a>>;
        /// The number of the error: see [`error_number`](crate::messages::vpp::error_number).
        "errorNumber" => error_number: i64, INT32;
    }
}

record! {
    /// What an error is about: Apple, "ErrorInfo".
    pub struct ErrorInfo<'a> {
        /// The products that it is about.
        "assets" => assets: Vec<Asset<'a>>;
        /// The users that it is about.
        "clientUserIds" => client_user_ids: Texts<'a>;
        /// The devices that it is about.
        "serialNumbers" => serial_numbers: Texts<'a>;
    }
}

tokens! {
    /// What a notification is about.
    pub enum NotificationType {
        /// There are more or fewer licences of a product.
        "ASSET_COUNT" => AssetCount;
        /// Products were given or taken back.
        "ASSET_MANAGEMENT" => AssetManagement;
        /// There are more or fewer seats of a subscription.
        "SUBSCRIPTION_COUNT" => SubscriptionCount;
        /// Seats were given or taken back.
        "SUBSCRIPTION_MANAGEMENT" => SubscriptionManagement;
        /// Nothing has happened: the address is tried.
        "TEST_NOTIFICATION" => TestNotification;
        /// There is a product of which there are as many licences as are wanted.
        "UNLIMITED_ASSET" => UnlimitedAsset;
        /// A user has tied an account.
        "USER_ASSOCIATED" => UserAssociated;
        /// Users were made, changed or retired.
        "USER_MANAGEMENT" => UserManagement;
    }
}

tokens! {
    /// A portal of organizations.
    pub enum WebsiteUrl {
        /// Apple Business Manager.
        "https://business.apple.com" => Business;
        /// Apple School Manager.
        "https://school.apple.com" => School;
    }
}

/// The keys of `limits` in a [`ServiceConfigResponse`] that are known; there may be others.
pub const LIMITS: &[&str] = &[
    "maxAssets",
    "maxUsers",
    "maxClientUserIds",
    "maxSerialNumbers",
    "maxRevokeClientUserIds",
    "maxRevokeSerialNumbers",
    "maxNotificationLength",
    "maxMdmIdLength",
    "maxMdmNameLength",
    "maxMdmMetadataLength",
    "maxSubscriptions",
    "maxSubscriptionClientUserIds",
];

/// The keys of `urls` in a [`ServiceConfigResponse`] that are known; there may be others.
pub const URLS: &[&str] = &[
    "invitationEmail",
    "clientConfig",
    "createUsers",
    "getAssignments",
    "revokeAssets",
    "contentMetadataLookup",
    "getUsers",
    "eventStatus",
    "associateAssets",
    "disassociateAssets",
    "updateUsers",
    "getAssets",
    "retireUsers",
];
