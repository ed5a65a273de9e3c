//! Apps and Books, formerly the Volume Purchase Program: JSON from and to `vpp.itunes.apple.com`, and what the store says
//! of apps and books.
//!
//! | generation | where | records |
//! |---|---|---|
//! | version 1 | `POST https://vpp.itunes.apple.com/mdm/…Srv` | [`GetVppAssetsResponse`] and others |
//! | version 2 | `https://vpp.itunes.apple.com/mdm/v2/…` | [`GetAssetsResponse`] and others |
//! | look-up of metadata | `https://uclient-api.itunes.apple.com/…/lookup` | [`ContentMetadataLookup`] |
//! | catalogue | `https://api.ent.apple.com/v1/catalog/…` | [`CatalogResponse`] and others |
//!
//! Apple requires hardly any key of an answer; what is required here is what a record is of no use without.

mod catalog;
mod errors;
mod metadata;
mod token;
mod v1;
mod v2;

pub use self::{
    catalog::{
        CatalogArtwork, CatalogAttributes, CatalogError, CatalogErrors, CatalogGenre, CatalogGenreAttributes,
        CatalogGenresRelationship, CatalogPlatformAttributes, CatalogRelationships, CatalogResource, CatalogResponse,
        CatalogSearchResponse, CatalogSearchResults, GenreType, ResourceType,
    },
    errors::error_number,
    metadata::{
        ContentArtwork, ContentDescription, ContentGenre, ContentMetadata, ContentMetadataLookup, ContentOffer,
    },
    token::SToken,
    v1::{
        EditVppUserRequest, EditVppUserResponse, FacilitatorMember, GetVppAssetsRequest, GetVppAssetsResponse,
        GetVppLicensesRequest, GetVppLicensesResponse, GetVppUserRequest, GetVppUserResponse, GetVppUsersRequest,
        GetVppUsersResponse, LicenseStatus, ManageVppLicensesByAdamIdRequest, ManageVppLicensesByAdamIdResponse,
        ProductTypeName, RegisterVppUserRequest, RegisterVppUserResponse, RetireVppUserRequest, RetireVppUserResponse,
        VppAnswer, VppAsset, VppAssignment, VppAssignmentsRequest, VppAssignmentsResponse, VppAssociation,
        VppClientConfigRequest, VppClientConfigResponse, VppError, VppErrorCode, VppLibrary, VppLicense,
        VppLicenseUser, VppLocation, VppServiceConfigRequest, VppServiceConfigResponse, VppUser,
    },
    v2::{
        Asset, Assignment, ClientConfigRequest, ClientConfigResponse, CursorAnswer, ErrorInfo, ErrorResponse,
        EventResponse, EventResult, EventStatus, EventType, GetAssetsResponse, GetAssignmentsResponse,
        GetSubscriptionAdminsResponse, GetSubscriptionAssignmentsResponse, GetSubscriptionsResponse, GetUsersResponse,
        LIMITS, LibraryAnswer, ManageAssetsRequest, ManageSubscriptionAdminsRequest, ManageSubscriptionAdminsResponse,
        ManageSubscriptionsRequest, ManageUsersRequest, MdmInfo, Notification, NotificationAssignment,
        NotificationBody, NotificationType, Page, ProductType, RequestUser, ResponseAsset, ResponseUser,
        RevokeAssetsRequest, ServiceConfigResponse, StatusResponse, Subscription, SubscriptionAdmin,
        SubscriptionAssignment, SubscriptionCounts, SubscriptionCountsBreakdown, SubscriptionManagementResponse,
        SubscriptionStatus, SupportedPlatform, URLS, UnlimitedResponseAsset, WebsiteUrl,
    },
};
use crate::{record::tokens, report::Checks, wire::Texts};

/// So many licences stand for as many as are wanted.
pub const UNLIMITED: i64 = i32::MAX as i64;

/// All licences are given out or free.
fn licenses_add_up(total: Option<i64>, assigned: Option<i64>, available: Option<i64>, out: &mut Checks) {
    if let (Some(total), Some(assigned), Some(available)) = (total, assigned, available)
        && total != UNLIMITED
        && total != assigned.saturating_add(available)
    {
        out.given(&["assignedCount", "availableCount", "totalCount"])
            .sum("totalCount", assigned.saturating_add(available));
    }
}

/// A list of receivers that is empty names nobody, unless another does.
fn somebody_is_named(lists: &[(&'static str, &Texts<'_>)], rule: &'static str, out: &mut Checks) {
    let empty = lists.iter().map(|(key, _)| *key).find(|key| out.has(key));
    if let Some(empty) = empty.filter(|_| lists.iter().all(|(_, list)| list.is_empty())) {
        let keys: Vec<_> = lists.iter().map(|(key, _)| *key).collect();
        out.given(&keys).contradiction(empty, rule);
    }
}

tokens! {
    /// The quality of a product.
    pub enum PricingParam {
        /// High quality, of books.
        "PLUS" => Plus;
        /// Standard quality.
        "STDQ" => Stdq;
    }
}

tokens! {
    /// What state a user is in.
    pub enum UserStatus {
        /// Registered, and tied to an account of the store.
        "Associated" => Associated;
        /// An old number, whose name has passed to another user.
        "Deleted" => Deleted;
        /// Registered, not yet tied to an account of the store.
        "Registered" => Registered;
        /// Retired.
        "Retired" => Retired;
    }
}

tokens! {
    /// A store, as the look-up of metadata names it.
    pub enum DefaultPlatform {
        /// The store of companies.
        "enterprisestore" => EnterpriseStore;
        /// The store of schools.
        "volumestore" => VolumeStore;
    }
}
