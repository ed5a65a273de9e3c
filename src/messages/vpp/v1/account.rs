//! The service and the organization of version 1.

use crate::{
    messages::vpp::{DefaultPlatform, VppAnswer, VppLicense, VppUser},
    record::record,
    report::Checks,
    wire::Text,
};

record! {
    /// Asks where the service is; body of `VPPServiceConfigSrv`, an empty dictionary: Apple,
    /// "VppServiceConfigRequest".
    pub struct VppServiceConfigRequest<'a> {
        /// The content token that the request speaks with.
        "sToken" => s_token: Option<Text<'a>>, format(STOKEN), NULL, SENSITIVE;
    }
}

record! {
    /// Where the service is: Apple, "VppServiceConfigResponse".
    pub struct VppServiceConfigResponse<'a> {
        /// Where `associateVPPLicenseSrv` is, which is withdrawn.
        "associateLicenseSrvUrl" => associate_license_srv_url: Option<Text<'a>>, format(HTTPS_URL);
        /// Where `VPPClientConfigSrv` is.
        "clientConfigSrvUrl" => client_config_srv_url: Option<Text<'a>>, format(HTTPS_URL);
        /// Where metadata is looked up.
        "contentMetadataLookupUrl" => content_metadata_lookup_url: Option<Text<'a>>, format(HTTPS_URL);
        /// Where `disassociateVPPLicenseSrv` is, which is withdrawn.
        "disassociateLicenseSrvUrl" => disassociate_license_srv_url: Option<Text<'a>>, format(HTTPS_URL);
        /// Where `editVPPUserSrv` is.
        "editUserSrvUrl" => edit_user_srv_url: Option<Text<'a>>, format(HTTPS_URL);
        /// All errors that there are.
        "errorCodes" => error_codes: Vec<VppErrorCode<'a>>;
        /// What it means, in words; one number may have several texts.
        "errorMessage" => error_message: Option<Text<'a>>;
        /// The number of the error: see [`error_number`](crate::messages::vpp::error_number).
        "errorNumber" => error_number: Option<i64>, INT32;
        /// Where `list` is.
        "getAssignmentsSrvUrl" => get_assignments_srv_url: Option<Text<'a>>, format(HTTPS_URL);
        /// Where `getVPPLicensesSrv` is.
        "getLicensesSrvUrl" => get_licenses_srv_url: Option<Text<'a>>, format(HTTPS_URL);
        /// Where `getVPPUserSrv` is.
        "getUserSrvUrl" => get_user_srv_url: Option<Text<'a>>, format(HTTPS_URL);
        /// Where `getVPPUsersSrv` is.
        "getUsersSrvUrl" => get_users_srv_url: Option<Text<'a>>, format(HTTPS_URL);
        /// Where `getVPPAssetsSrv` is.
        "getVPPAssetsSrvUrl" => get_vpp_assets_srv_url: Option<Text<'a>>, format(HTTPS_URL);
        /// A template of the address in an invitation, with a place for its code that is percent-encoded twice.
        "invitationEmailUrl" => invitation_email_url: Option<Text<'a>>, format(URL);
        /// Where `manageVPPLicensesByAdamIdSrv` is.
        "manageVPPLicensesByAdamIdSrvUrl" => manage_vpp_licenses_by_adam_id_srv_url: Option<Text<'a>>, format(HTTPS_URL);
        /// The most entries of an array that gives licences. Ask again every five minutes.
        "maxBatchAssociateLicenseCount" => max_batch_associate_license_count: Option<i64>, COUNT;
        /// The most entries of an array that takes licences back.
        "maxBatchDisassociateLicenseCount" => max_batch_disassociate_license_count: Option<i64>, COUNT;
        /// Where `registerVPPUserSrv` is.
        "registerUserSrvUrl" => register_user_srv_url: Option<Text<'a>>, format(HTTPS_URL);
        /// Where `retireVPPUserSrv` is.
        "retireUserSrvUrl" => retire_user_srv_url: Option<Text<'a>>, format(HTTPS_URL);
        /// Whether it went well: 0 if so.
        "status" => status: i64, among(&[0, -1]);
        /// Where the portal is.
        "vppWebsiteUrl" => vpp_website_url: Option<Text<'a>>, format(HTTPS_URL);
        check failure_has_number;
    }
}

record! {
    /// An error that there is, and what it means: Apple, "VppErrorCode".
    pub struct VppErrorCode<'a> {
        /// The number of the error, by the name of before.
        "errorCode" => error_code: Option<i64>, INT32;
        /// What it means, in words; one number may have several texts.
        "errorMessage" => error_message: Text<'a>;
        /// The number of the error: see [`error_number`](crate::messages::vpp::error_number).
        "errorNumber" => error_number: Option<i64>, INT32;
        group ExactlyOne("errorNumber", "errorCode");
    }
}

record! {
    /// Reads or changes what the service keeps for a client: Apple, "VppClientConfigRequest".
    pub struct VppClientConfigRequest<'a> {
        /// A token for pushes; in Apple's example only.
        "apnToken" => apn_token: Option<Text<'a>>, NULL, SENSITIVE;
        /// What the service is to keep, JSON by custom; the empty text clears it.
        "clientContext" => client_context: Option<Text<'a>>, longest(256), NULL, BLANK;
        /// What Apple shows when it notifies.
        "notificationToken" => notification_token: Option<Text<'a>>, NULL, SENSITIVE;
        /// Where Apple shall notify; in Apple's example only.
        "notificationUrl" => notification_url: Option<Text<'a>>, NULL;
        /// The content token that the request speaks with.
        "sToken" => s_token: Text<'a>, format(STOKEN), SENSITIVE;
        /// Asks for `appleId` too, as was needed once.
        "verbose" => verbose: Option<bool>, also(Kind::Text), NULL;
    }
}

record! {
    /// What the service keeps for a client: Apple, "VppClientConfigResponse".
    pub struct VppClientConfigResponse<'a> in answer: VppAnswer<'a> {
        /// A token for pushes.
        "apnToken" => apn_token: Option<Text<'a>>, SENSITIVE;
        /// The Apple Account that owns the token.
        "appleId" => apple_id: Option<Text<'a>>, format(EMAIL);
        /// The country.
        "countryCode" => country_code: Option<Text<'a>>, format(COUNTRY);
        /// What the look-up of metadata takes as `platform`.
        "defaultPlatform" => default_platform: Option<DefaultPlatform<'a>>;
        /// The e-mail address that belongs to the token.
        "email" => email: Option<Text<'a>>, format(EMAIL);
        /// The number of the facilitator whose token it is, as there were until about 2019.
        "facilitatorMemberId" => facilitator_member_id: Option<i64>, also(Kind::Text);
        /// Other libraries that the token reaches, as there were until about 2019.
        "libraries" => libraries: Vec<VppLibrary<'a>>;
        /// The number of the library: the digits of `uId`.
        "libraryId" => library_id: Option<i64>;
        /// What Apple shows when it notifies, as it was set.
        "notificationToken" => notification_token: Option<Text<'a>>, BLANK, SENSITIVE;
        /// The organization's number, larger than 2^32. Apple documents text and sends a number.
        "organizationId" => organization_id: Option<i64>, also(Kind::Text);
        /// SHA-256 of it in hexadecimal; `org_id_hash` of the Device Enrollment Program is the same.
        "organizationIdHash" => organization_id_hash: Option<Text<'a>>;
        /// The facilitators of the same group, as there were until about 2019.
        "vppGroupMembers" => vpp_group_members: Vec<FacilitatorMember<'a>>;
    }
}

record! {
    /// The place that a token belongs to: Apple, "VppLocation".
    pub struct VppLocation<'a> {
        /// The number of the place; larger than 2^32.
        "locationId" => location_id: Option<i64>;
        /// The name of the place.
        "locationName" => location_name: Option<Text<'a>>;
    }
}

record! {
    /// A facilitator of the programme, as there were until about 2019. Source: Mobile Device Management Protocol
    /// Reference, 2018.
    pub struct FacilitatorMember<'a> {
        /// The Apple Account.
        "appleId" => apple_id: Option<Text<'a>>, format(EMAIL);
        /// What the service keeps for the client of that facilitator.
        "clientContext" => client_context: Option<Text<'a>>, longest(256);
        /// The country.
        "countryCode" => country_code: Option<Text<'a>>, format(COUNTRY);
        /// The e-mail address.
        "email" => email: Option<Text<'a>>, format(EMAIL);
        /// The number of the facilitator.
        "facilitatorMemberId" => facilitator_member_id: i64, also(Kind::Text);
        /// The number of the place; larger than 2^32.
        "locationId" => location_id: Option<i64>;
        /// The name of the place.
        "locationName" => location_name: Option<Text<'a>>;
        /// The organization's number.
        "organizationId" => organization_id: Option<i64>, also(Kind::Text);
    }
}

record! {
    /// Another library that a token reaches, as there were until about 2019. Source: Mobile Device Management
    /// Protocol Reference, 2018.
    pub struct VppLibrary<'a> {
        /// The Apple Account.
        "appleId" => apple_id: Option<Text<'a>>;
        /// The e-mail address.
        "email" => email: Option<Text<'a>>;
        /// The number of the library.
        "libraryId" => library_id: i64;
        /// The place that it belongs to.
        "location" => location: Option<VppLocation<'a>>;
    }
}

record! {
    /// Something went wrong; stands in place of any answer of version 1: Apple, "VppError".
    pub struct VppError<'a> {
        /// What it means, in words; one number may have several texts.
        "errorMessage" => error_message: Option<Text<'a>>;
        /// The number of the error: see [`error_number`](crate::messages::vpp::error_number).
        "errorNumber" => error_number: i64, INT32;
        /// With error 9616: the licence that this user has.
        "licenseAlreadyAssigned" => license_already_assigned: Option<VppLicense<'a>>;
        /// With error 9616: the users of the same store account who have it.
        "regUsersAlreadyAssigned" => reg_users_already_assigned: Vec<VppUser<'a>>;
        /// Not 0: -1 where nothing was done, -3 where something was.
        "status" => status: i64, among(&[-1, -3]);
        check is_no_success;
    }
}

/// What went well is no error.
fn is_no_success(error: &VppError<'_>, out: &mut Checks) {
    if error.status == 0 {
        out.given(&["status"]).contradiction("status", "`errorNumber` needs a `status` other than 0");
    }
}

fn failure_has_number(answer: &VppServiceConfigResponse<'_>, out: &mut Checks) {
    if answer.status != 0 && answer.error_number.is_none() {
        out.given(&["errorNumber", "status"]).expected("errorNumber", "`status` is not 0");
    }
}
