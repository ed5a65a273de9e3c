//! Services and calls.

use super::{Endpoint, Header, Parameter, Service};
use crate::wire::Kind;

const SESSION: Header = sent("X-ADM-Auth-Session", true, "The token of the session; an answer may bring a new one.");
const USER_AGENT: Header = sent("User-Agent", true, "Who asks. Without it the call is refused.");
const PROTOCOL: Header = sent(
    "X-Server-Protocol-Version",
    false,
    "From 1 to 10: which keys the answer has. Without it those of the oldest version.",
);
const JSON: Header = sent("Content-Type", false, "`application/json;charset=UTF8`.");

static DEP: Service = Service {
    name: "Device Enrollment Program",
    bases: &["mdmenrollment.apple.com"],
    headers: &[SESSION, USER_AGENT, PROTOCOL, JSON],
    auth: "the token of the session in the header X-ADM-Auth-Session",
    refusal: Some("dep.error"),
    refuses_quietly: false,
    words: &[
        "ACCESS_DENIED",
        "FORBIDDEN",
        "TOO_MANY_REQUESTS",
        "T_C_NOT_SIGNED",
        "UNAUTHORIZED",
        "USER_AGENT_INVALID",
        "USER_AGENT_MISSING",
        "oauth_problem_advice",
        "token_expired",
    ],
    statuses: &[
        (400, "the request is wrong, or a parameter of OAuth"),
        (401, "the token, its signature or the session is not taken: ask for a new session, once"),
        (403, "the token gives no right to this, or the organization has not accepted new terms"),
        (503, "too much was asked; the header Retry-After may say when to come again"),
    ],
    source: "Apple, \"Device Assignment\"",
};

static V1: Service = Service {
    name: "Apps and Books, version 1",
    bases: &["vpp.itunes.apple.com/mdm", "vpp.itunes.apple.com/WebObjects/MZFinance.woa/wa"],
    headers: &[],
    auth: "the content token in the body, as sToken",
    refusal: Some("vpp.VppError"),
    refuses_quietly: true,
    words: &[],
    statuses: &[],
    source: "Apple, \"Managing Apps and Books Through Web Services (Legacy)\"",
};

static V2: Service = Service {
    name: "Apps and Books, version 2",
    bases: &["vpp.itunes.apple.com/mdm"],
    headers: &[],
    auth: "the content token in the header Authorization, behind Bearer",
    refusal: Some("vpp.ErrorResponse"),
    refuses_quietly: true,
    words: &[],
    statuses: &[
        (400, "the request is wrong"),
        (401, "the content token is not taken"),
        (500, "the service has failed"),
    ],
    source: "Apple, \"App and Book Management\"",
};

static LOOKUP: Service = Service {
    name: "look-up of metadata",
    bases: &["uclient-api.itunes.apple.com/WebObjects/MZStorePlatform.woa/wa"],
    headers: &[],
    auth: "none, or the content token in the cookie itvt",
    refusal: None,
    refuses_quietly: false,
    words: &[],
    statuses: &[],
    source: "Apple, \"Getting App and Book Information (Legacy)\"",
};

static CATALOGUE: Service = Service {
    name: "catalogue of apps and books",
    bases: &["api.ent.apple.com/v1"],
    headers: &[],
    auth: "a developer token in the header Authorization, behind Bearer",
    refusal: Some("vpp.CatalogErrors"),
    refuses_quietly: false,
    words: &[],
    statuses: &[(401, "a token is not taken"), (404, "there is nothing of that name")],
    source: "Apple, \"App and Book Management\"",
};

/// Every call, a service after the other.
pub static ENDPOINTS: &[Endpoint] = &[
    DEP.get("/session", "Opens a session.")
        .gives("dep.SessionResponse")
        .headers(&[USER_AGENT, PROTOCOL, JSON])
        .words(&["signature_invalid", "token_rejected"])
        .auth("OAuth 1.0a with the four secrets of the server's token, HMAC-SHA1, realm ADM")
        .source("Apple, \"Authenticating for Automated Device Enrollment\""),
    DEP.get("/account", "Tells of the organization and of its server in the portal.")
        .gives("dep.AccountDetail")
        .source("Apple, \"Get Account Detail\""),
    DEP.post("/server/devices", "Lists all devices of the server, page by page.")
        .takes("dep.FetchDeviceRequest")
        .gives("dep.FetchDeviceResponse")
        .words(&["EXHAUSTED_CURSOR", "INVALID_CURSOR"])
        .source("Apple, \"Get a List of Devices\""),
    DEP.post(
        "/devices/sync",
        "Lists what has changed since a cursor. A device may come several times: its newest `op_date` counts.",
    )
    .takes("dep.SyncDeviceRequest")
    .gives("dep.FetchDeviceResponse")
    .words(&["CURSOR_REQUIRED", "EXHAUSTED_CURSOR", "EXPIRED_CURSOR", "INVALID_CURSOR"])
    .source("Apple, \"Sync the List of Devices\""),
    DEP.post("/devices", "Tells of single devices.")
        .takes("dep.DeviceListRequest")
        .gives("dep.DeviceListResponse")
        .words(&["DEVICE_ID_REQUIRED"])
        .source("Apple, \"Get Device Details\""),
    DEP.post("/devices/disown", "Gives devices up, for good.")
        .takes("dep.DeviceListRequest")
        .gives("dep.DeviceStatusResponse")
        .words(&["DEVICE_ID_REQUIRED"])
        .source("Apple, \"Disown Devices\""),
    DEP.post("/profile", "Defines an enrolment profile, and assigns it to the devices that it names.")
        .takes("dep.Profile")
        .gives("dep.DefineProfileResponse")
        .words(&[
            "CONFIG_NAME_INVALID",
            "CONFIG_NAME_REQUIRED",
            "CONFIG_URL_INVALID",
            "CONFIG_URL_REQUIRED",
            "DEPARTMENT_INVALID",
            "FLAGS_INVALID",
            "LOCALE_INVALID",
            "MAGIC_INVALID",
            "SUPPORT_EMAIL_INVALID",
            "SUPPORT_PHONE_INVALID",
        ])
        .source("Apple, \"Define a Profile\""),
    DEP.get("/profile", "Gives an enrolment profile back.")
        .query(&[must("profile_uuid", Kind::Text, "Which profile: 32 hexadecimal digits.")])
        .gives("dep.Profile")
        .words(&["NOT_FOUND", "PROFILE_UUID_REQUIRED"])
        .source("Apple, \"Get a Profile\""),
    DEP.post("/profile/devices", "Assigns an enrolment profile to devices.")
        .older_method("PUT")
        .takes("dep.ProfileServiceRequest")
        .gives("dep.AssignProfileResponse")
        .words(&["DEVICE_ID_REQUIRED", "PROFILE_UUID_REQUIRED"])
        .limit("1000 devices, as Apple advises")
        .source("Apple, \"Assign a Profile\"; clients for PUT")
        .refuses(&[(404, "there is no such profile")]),
    DEP.delete("/profile/devices", "Takes the enrolment profile from devices. The body goes with a DELETE.")
        .takes("dep.ClearProfileRequest")
        .gives("dep.ClearProfileResponse")
        .words(&["DEVICE_ID_REQUIRED"])
        .source("Apple, \"Remove a Profile\""),
    DEP.post("/device/activationlock", "Locks a device to the organization.")
        .takes("dep.ActivationLockRequest")
        .gives("dep.ActivationLockStatusResponse")
        .words(&["MALFORMED_REQUEST_BODY"])
        .source("Apple, \"Activation Lock a Device\""),
    DEP.get("/device/replacementDetails", "Tells which device another one replaces.")
        .query(&[must("device", Kind::Text, "Serial number of the device that replaces.")])
        .gives("dep.GetReplacementDetailsResponse")
        .words(&["DEVICE_NOT_FOUND"])
        .since(10)
        .source("Apple, \"Get Replacement Details\"; clients for the path")
        .refuses(&[(404, "there is no such device")]),
    DEP.get("/os-beta-enrollment/tokens", "Lists the programmes for beta versions and their tokens.")
        .gives("dep.GetSeedBuildTokenResponse")
        .words(&["APPLE_SEED_FOR_IT_TURNED_OFF"])
        .refuses(&[(403, "the organization has turned programmes for beta versions off")])
        .source("Apple, \"Get Beta Enrollment Tokens\""),
    DEP.post("/account-driven-enrollment/profile", "Says where devices find the organization's discovery document.")
        .takes("dep.AccountDrivenEnrollmentProfileRequest")
        .words(&["MDM_SERVICE_DISCOVERY_URL_NOT_VALID", "MDM_SERVICE_DISCOVERY_URL_REQUIRED", "ORG_NOT_SUPPORTED"])
        .source("Apple, \"Assign Account-Driven Enrollment Service Discovery\""),
    DEP.get("/account-driven-enrollment/profile", "Tells where devices find the organization's discovery document.")
        .gives("dep.GetAccountDrivenEnrollmentProfileResponse")
        .words(&["NOT_FOUND", "ORG_NOT_SUPPORTED"])
        .refuses(&[(404, "nothing has been said of a discovery document")])
        .source("Apple, \"Fetch Account-Driven Enrollment Service Discovery\""),
    DEP.delete("/account-driven-enrollment/profile", "Forgets where the organization's discovery document is.")
        .words(&["ORG_NOT_SUPPORTED"])
        .source("Apple, \"Remove Account-Driven Enrollment Profile\""),
    DEP.post("/roster/class", "Lists classes of a school.")
        .takes("dep.RosterRequest")
        .gives("dep.RosterClassResponse")
        .source("Apple, \"Get the List of Classes\""),
    DEP.post("/roster/class/sync", "Lists classes that have changed since a cursor.")
        .takes("dep.RosterRequest")
        .gives("dep.RosterClassResponse")
        .source("Apple, \"Sync the List of Classes\""),
    DEP.post("/roster/class/course", "Lists courses of a school.")
        .takes("dep.RosterRequest")
        .gives("dep.RosterCourseResponse")
        .source("Apple, \"Get the List of Courses\""),
    DEP.post("/roster/class/course/sync", "Lists courses that have changed since a cursor.")
        .takes("dep.RosterRequest")
        .gives("dep.RosterCourseResponse")
        .source("Apple, \"Sync the List of Courses\""),
    DEP.post("/roster/class/location", "Lists places of a school.")
        .takes("dep.RosterRequest")
        .gives("dep.RosterClassLocationResponse")
        .source("Apple, \"Get the List of Locations\""),
    DEP.post("/roster/class/location/sync", "Lists places that have changed since a cursor.")
        .takes("dep.RosterRequest")
        .gives("dep.RosterClassLocationResponse")
        .source("Apple, \"Sync the Locations\""),
    DEP.post("/roster/class/person", "Lists people of a school.")
        .takes("dep.RosterRequest")
        .gives("dep.RosterPersonResponse")
        .source("Apple, \"Get the List of People\""),
    DEP.post("/roster/class/person/sync", "Lists people that have changed since a cursor.")
        .takes("dep.RosterRequest")
        .gives("dep.RosterPersonResponse")
        .source("Apple, \"Sync the List of People\""),
    V1.post("/VPPServiceConfigSrv", "Tells the addresses of the other calls, and what errors mean.")
        .takes("vpp.VppServiceConfigRequest")
        .gives("vpp.VppServiceConfigResponse")
        .auth("none")
        .source("Apple, \"Service Configuration\""),
    V1.post("/VPPClientConfigSrv", "Reads or writes what the service keeps for the client.")
        .takes("vpp.VppClientConfigRequest")
        .gives("vpp.VppClientConfigResponse")
        .source("Apple, \"Client Configuration\""),
    V1.post("/getVPPAssetsSrv", "Lists the products of the organization.")
        .takes("vpp.GetVppAssetsRequest")
        .gives("vpp.GetVppAssetsResponse")
        .source("Apple, \"Get Assets (Deprecated)\""),
    V1.post("/getAssignments", "Lists who has which product. The only call of this version without `Srv`.")
        .takes("vpp.VppAssignmentsRequest")
        .gives("vpp.VppAssignmentsResponse")
        .source("Apple, \"Get Assignments (Deprecated)\""),
    V1.post("/getVPPLicensesSrv", "Lists licences, batch by batch.")
        .takes("vpp.GetVppLicensesRequest")
        .gives("vpp.GetVppLicensesResponse")
        .source("Apple, \"Get Licenses\""),
    V1.post("/getVPPUserSrv", "Tells of one user.")
        .takes("vpp.GetVppUserRequest")
        .gives("vpp.GetVppUserResponse")
        .source("Apple, \"Get a User\""),
    V1.post("/getVPPUsersSrv", "Lists users, batch by batch.")
        .takes("vpp.GetVppUsersRequest")
        .gives("vpp.GetVppUsersResponse")
        .source("Apple, \"Get Users (Deprecated)\""),
    V1.post("/registerVPPUserSrv", "Makes a user known.")
        .takes("vpp.RegisterVppUserRequest")
        .gives("vpp.RegisterVppUserResponse")
        .source("Apple, \"Register a User\""),
    V1.post("/editVPPUserSrv", "Changes a user.")
        .takes("vpp.EditVppUserRequest")
        .gives("vpp.EditVppUserResponse")
        .source("Apple, \"Edit a User\""),
    V1.post("/retireVPPUserSrv", "Retires a user, whose licences become free.")
        .takes("vpp.RetireVppUserRequest")
        .gives("vpp.RetireVppUserResponse")
        .source("Apple, \"Retire a User\""),
    V1.post("/manageVPPLicensesByAdamIdSrv", "Gives and takes licences of one product.")
        .takes("vpp.ManageVppLicensesByAdamIdRequest")
        .gives("vpp.ManageVppLicensesByAdamIdResponse")
        .source("Apple, \"Manage Licenses\""),
    V1.post("/associateVPPLicenseSrv", "Withdrawn for `/manageVPPLicensesByAdamIdSrv`: answers with the error 9634."),
    V1.post(
        "/disassociateVPPLicenseSrv",
        "Withdrawn for `/manageVPPLicensesByAdamIdSrv`: answers with the error 9634.",
    ),
    V2.get("/v2/service/config", "Tells addresses, limits and what errors mean. To be asked every five minutes.")
        .gives("vpp.ServiceConfigResponse")
        .auth("none")
        .source("Apple, \"Service Config\""),
    V2.get("/v2/client/config", "Tells what the service keeps for the client.")
        .gives("vpp.ClientConfigResponse")
        .source("Apple, \"Client Config\""),
    V2.post("/v2/client/config", "Changes what the service keeps for the client.")
        .takes("vpp.ClientConfigRequest")
        .gives("vpp.ClientConfigResponse")
        .source("Apple, \"Client Config\""),
    V2.get("/v2/assets", "Lists the products of the organization, page by page.")
        .query(&[
            may("pageIndex", Kind::Integer, "Which page, from 0 on."),
            may("adamId", Kind::Text, "Only this product."),
            may("productType", Kind::Text, "Only such: App or Book."),
            may("pricingParam", Kind::Text, "Only of this quality: STDQ or PLUS."),
            may("revocable", Kind::Boolean, "Only such as can be taken back, or as cannot."),
            may("deviceAssignable", Kind::Boolean, "Only such as devices can have, or as they cannot."),
            may("minAvailableCount", Kind::Integer, "At least so many licences are free."),
            may("maxAvailableCount", Kind::Integer, "At most so many licences are free."),
            may("minAssignedCount", Kind::Integer, "At least so many licences are given."),
            may("maxAssignedCount", Kind::Integer, "At most so many licences are given."),
            may("unlimited", Kind::Boolean, "True lists products without limit beside the others, false none of them."),
        ])
        .gives("vpp.GetAssetsResponse")
        .source("Apple, \"Get Assets\""),
    V2.post("/v2/assets/associate", "Gives products to users or devices.")
        .takes("vpp.ManageAssetsRequest")
        .gives("vpp.EventResponse")
        .begun()
        .source("Apple, \"Associate Assets\""),
    V2.post("/v2/assets/disassociate", "Takes products from users or devices.")
        .takes("vpp.ManageAssetsRequest")
        .gives("vpp.EventResponse")
        .begun()
        .source("Apple, \"Disassociate Assets\""),
    V2.post("/v2/assets/revoke", "Takes all products from users or devices.")
        .takes("vpp.RevokeAssetsRequest")
        .gives("vpp.EventResponse")
        .begun()
        .source("Apple, \"Revoke Assets\""),
    V2.get("/v2/assignments", "Lists who has which product, page by page.")
        .query(&[
            may("pageIndex", Kind::Integer, "Which page, from 0 on."),
            may("adamId", Kind::Text, "Only this product."),
            may("clientUserId", Kind::Text, "Only this user."),
            may("serialNumber", Kind::Text, "Only this device."),
            may("sinceVersionId", Kind::Text, "Only what has changed since this version, a UUID."),
        ])
        .gives("vpp.GetAssignmentsResponse")
        .source("Apple, \"Get Assignments\""),
    V2.get("/v2/users", "Lists users, page by page.")
        .query(&[
            may("pageIndex", Kind::Integer, "Which page, from 0 on."),
            may("clientUserId", Kind::Text, "Only this user."),
            may("activeOnly", Kind::Boolean, "Only users that are not retired."),
            may("retiredOnly", Kind::Boolean, "Only users that are retired."),
            may("sinceVersionId", Kind::Text, "Only what has changed since this version, a UUID."),
        ])
        .gives("vpp.GetUsersResponse")
        .source("Apple, \"Get Users\""),
    V2.post("/v2/users/create", "Makes users known.")
        .takes("vpp.ManageUsersRequest")
        .gives("vpp.EventResponse")
        .begun()
        .source("Apple, \"Create Users\""),
    V2.post("/v2/users/update", "Changes users.")
        .takes("vpp.ManageUsersRequest")
        .gives("vpp.EventResponse")
        .begun()
        .source("Apple, \"Update Users\""),
    V2.post("/v2/users/retire", "Retires users.")
        .takes("vpp.ManageUsersRequest")
        .gives("vpp.EventResponse")
        .begun()
        .source("Apple, \"Retire Users\""),
    V2.get("/v2/status", "Tells how far a call has come that was begun.")
        .query(&[must("eventId", Kind::Text, "Which: the UUID of its event.")])
        .gives("vpp.StatusResponse")
        .source("Apple, \"Event Status\""),
    V2.post("/v2/subscriptions/enable", "Turns subscriptions on. Nothing is sent.")
        .gives("vpp.SubscriptionManagementResponse")
        .source("Apple, \"Managing subscriptions\""),
    V2.post("/v2/subscriptions/disable", "Turns subscriptions off, unless there are any: error 9818. Nothing is sent.")
        .gives("vpp.SubscriptionManagementResponse")
        .source("Apple, \"Managing subscriptions\""),
    V2.get("/v2/subscriptions", "Lists subscriptions.")
        .query(&[
            may("parentAdamId", Kind::Integer, "Only those of this app."),
            may("adamId", Kind::Integer, "Only this subscription."),
            may("cursor", Kind::Text, "Where to go on: `nextCursor` of the page before."),
        ])
        .gives("vpp.GetSubscriptionsResponse")
        .source("Apple, \"Get Subscriptions\""),
    V2.get("/v2/subscriptions/assignments", "Lists who has which subscription.")
        .query(&[
            may("parentAdamId", Kind::Integer, "Only those of this app."),
            may("adamId", Kind::Integer, "Only this subscription."),
            may("clientUserId", Kind::Text, "Only this user."),
            may("cursor", Kind::Text, "Where to go on: `nextCursor` of the page before."),
        ])
        .gives("vpp.GetSubscriptionAssignmentsResponse")
        .source("Apple, \"Get Subscription Assignments\""),
    V2.post("/v2/subscriptions/associate", "Gives subscriptions to users.")
        .takes("vpp.ManageSubscriptionsRequest")
        .gives("vpp.EventResponse")
        .begun()
        .source("Apple, \"Associate Subscriptions\""),
    V2.post("/v2/subscriptions/disassociate", "Takes subscriptions from users.")
        .takes("vpp.ManageSubscriptionsRequest")
        .gives("vpp.EventResponse")
        .begun()
        .source("Apple, \"Disassociate Subscriptions\""),
    V2.get("/v2/subscriptions/admins", "Lists who looks after subscriptions.")
        .query(&[
            may("adamId", Kind::Integer, "Only those of this subscription; may stand several times."),
            may("includeUserState", Kind::Boolean, "Whether `userStatus` is told too."),
            may("cursor", Kind::Text, "Where to go on: `nextCursor` of the page before."),
        ])
        .gives("vpp.GetSubscriptionAdminsResponse")
        .source("Apple, \"Get Subscription Administrators\""),
    V2.post("/v2/subscriptions/admins/add", "Lets users look after subscriptions.")
        .takes("vpp.ManageSubscriptionAdminsRequest")
        .gives("vpp.ManageSubscriptionAdminsResponse")
        .source("Apple, \"Add Subscription Administrators\""),
    V2.post("/v2/subscriptions/admins/remove", "Lets users look after subscriptions no longer.")
        .takes("vpp.ManageSubscriptionAdminsRequest")
        .gives("vpp.ManageSubscriptionAdminsResponse")
        .source("Apple, \"Remove Subscription Administrators\""),
    LOOKUP
        .get("/lookup", "Tells what the store says of apps and books.")
        .query(&[
            must("version", Kind::Integer, "Always 2."),
            must("id", Kind::Text, "Identifiers of the store, separated by commas."),
            must("p", Kind::Text, "Always `mdm-lockup`, spelt so."),
            must("caller", Kind::Text, "Always `MDM`."),
            must("platform", Kind::Text, "Which store, such as `enterprisestore` or `volumestore`."),
            must("cc", Kind::Text, "The country, two letters."),
            must("l", Kind::Text, "The language."),
        ])
        .gives("vpp.ContentMetadataLookup"),
    CATALOGUE
        .get("/catalog/{storefront}/stoken-authenticated-apps", "Tells of apps of the organization, unlisted ones too.")
        .query(&[
            must("ids", Kind::Text, "Identifiers of the store, separated by commas."),
            must("platform", Kind::Text, "Which platform, such as `iphone`, `ipad` or `mac`."),
            may("additionalPlatforms", Kind::Text, "More platforms."),
            may("extend[apps]", Kind::Text, "More attributes, separated by commas."),
            may("l", Kind::Text, "The language."),
        ])
        .gives("vpp.CatalogResponse")
        .auth(TWO_TOKENS)
        .source("Apple, \"Get Metadata for Your Apps\""),
    CATALOGUE
        .get("/catalog/{storefront}/stoken-authenticated-books", "Tells of books of the organization.")
        .query(IDS)
        .gives("vpp.CatalogResponse")
        .auth(TWO_TOKENS)
        .source("Apple, \"Get Metadata for Your Books\""),
    CATALOGUE
        .get("/catalog/{storefront}/apps", "Tells of apps.")
        .query(IDS)
        .gives("vpp.CatalogResponse")
        .source("Apple, \"Get Metadata for Multiple Catalog Apps\""),
    CATALOGUE
        .get("/catalog/{storefront}/apps/{id}", "Tells of one app.")
        .gives("vpp.CatalogResponse")
        .source("Apple, \"Get Metadata for a Catalog App\""),
    CATALOGUE.get("/catalog/{storefront}/books", "Tells of books.").query(IDS).gives("vpp.CatalogResponse"),
    CATALOGUE
        .get("/catalog/{storefront}/books/{id}", "Tells of one book.")
        .gives("vpp.CatalogResponse")
        .source("Apple, \"Get Metadata for a Catalog Book\""),
    CATALOGUE
        .get(
            "/catalog/{storefront}/search",
            "Looks for apps and books by words. The keys of its query are not known here.",
        )
        .gives("vpp.CatalogSearchResponse")
        .source("Apple, \"Search for Catalog Resources\""),
];

const IDS: &[Parameter] = &[must("ids", Kind::Text, "Identifiers of the store, separated by commas.")];

const TWO_TOKENS: &str = "a developer token in the header Authorization, behind Bearer, and the content token in the \
                          cookie itvt";

const fn sent(name: &'static str, required: bool, docs: &'static str) -> Header {
    Header { name, required, docs }
}

const fn must(name: &'static str, kind: Kind, docs: &'static str) -> Parameter {
    Parameter { name, kind, required: true, docs }
}

const fn may(name: &'static str, kind: Kind, docs: &'static str) -> Parameter {
    Parameter { name, kind, required: false, docs }
}

impl Service {
    const fn get(&'static self, path: &'static str, docs: &'static str) -> Endpoint {
        self.call("GET", path, docs)
    }

    const fn post(&'static self, path: &'static str, docs: &'static str) -> Endpoint {
        self.call("POST", path, docs)
    }

    const fn delete(&'static self, path: &'static str, docs: &'static str) -> Endpoint {
        self.call("DELETE", path, docs)
    }

    const fn call(&'static self, method: &'static str, path: &'static str, docs: &'static str) -> Endpoint {
        Endpoint {
            service: self,
            method,
            older_method: None,
            path,
            docs,
            headers: self.headers,
            query: &[],
            request: None,
            answer: None,
            words: &[],
            statuses: &[],
            limit: None,
            auth: self.auth,
            since: None,
            is_begun: false,
            source: self.source,
        }
    }
}

/// What a line of the table says of its call.
impl Endpoint {
    const fn older_method(self, method: &'static str) -> Self {
        Self { older_method: Some(method), ..self }
    }

    const fn headers(self, headers: &'static [Header]) -> Self {
        Self { headers, ..self }
    }

    const fn query(self, query: &'static [Parameter]) -> Self {
        Self { query, ..self }
    }

    const fn takes(self, kind: &'static str) -> Self {
        Self { request: Some(kind), ..self }
    }

    const fn gives(self, kind: &'static str) -> Self {
        Self { answer: Some(kind), ..self }
    }

    const fn words(self, words: &'static [&'static str]) -> Self {
        Self { words, ..self }
    }

    const fn refuses(self, statuses: &'static [(u16, &'static str)]) -> Self {
        Self { statuses, ..self }
    }

    const fn limit(self, limit: &'static str) -> Self {
        Self { limit: Some(limit), ..self }
    }

    const fn auth(self, auth: &'static str) -> Self {
        Self { auth, ..self }
    }

    const fn since(self, version: u8) -> Self {
        Self { since: Some(version), ..self }
    }

    const fn begun(self) -> Self {
        Self { is_begun: true, ..self }
    }

    const fn source(self, source: &'static str) -> Self {
        Self { source, ..self }
    }
}
