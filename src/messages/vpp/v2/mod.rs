//! Version 2: JSON below `https://vpp.itunes.apple.com/mdm/v2`, the content token in the header `Authorization`.
//!
//! What changes many things is done later: the answer names an event, whose status can be asked for and is notified.

mod account;
mod assets;
mod events;
mod notifications;
mod subscriptions;
mod users;

pub use self::{
    account::{
        ClientConfigRequest, ClientConfigResponse, ErrorInfo, ErrorResponse, LIMITS, MdmInfo, NotificationType,
        ServiceConfigResponse, URLS, WebsiteUrl,
    },
    assets::{
        Asset, Assignment, GetAssetsResponse, GetAssignmentsResponse, ManageAssetsRequest, ProductType, ResponseAsset,
        RevokeAssetsRequest, SupportedPlatform, UnlimitedResponseAsset,
    },
    events::{EventResponse, EventStatus, EventType, StatusResponse},
    notifications::{EventResult, Notification, NotificationAssignment, NotificationBody},
    subscriptions::{
        CursorAnswer, GetSubscriptionAdminsResponse, GetSubscriptionAssignmentsResponse, GetSubscriptionsResponse,
        ManageSubscriptionAdminsRequest, ManageSubscriptionAdminsResponse, ManageSubscriptionsRequest, Subscription,
        SubscriptionAdmin, SubscriptionAssignment, SubscriptionCounts, SubscriptionCountsBreakdown,
        SubscriptionManagementResponse, SubscriptionStatus,
    },
    users::{GetUsersResponse, ManageUsersRequest, RequestUser, ResponseUser},
};
use crate::{
    record::record,
    wire::{Date, Text},
};

record! {
    /// What most answers of version 2 have: Apple, "Managing apps and books through web services".
    pub struct LibraryAnswer<'a> {
        /// What the client has said of itself, if it has.
        "mdmInfo" => mdm_info: Option<MdmInfo<'a>>, NULL;
        /// When the token ends.
        "tokenExpirationDate" => token_expiration_date: Option<Date>, format(ZONED);
        /// The library that the token reaches, digits.
        "uId" => uid: Option<Text<'a>>;
    }
}

record! {
    /// What every page of version 2 has: Apple, "Managing apps and books through web services".
    pub struct Page<'a> in answer: LibraryAnswer<'a> {
        /// Which page this is, counted from 0.
        "currentPageIndex" => current_page_index: Option<i64>, COUNT;
        /// Which page is next; there is none after the last.
        "nextPageIndex" => next_page_index: Option<i64>, COUNT;
        /// How many entries are on this page.
        "size" => size: Option<i64>, COUNT;
        /// How many pages there are.
        "totalPages" => total_pages: Option<i64>, COUNT;
        /// The state of the data. If it changes from page to page, somebody has written in between.
        "versionId" => version_id: Option<Text<'a>>, format(UUID);
    }
}
