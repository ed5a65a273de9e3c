//! The session, the server token it is made with, and the account that they belong to.

use crate::{
    record::{record, tokens},
    wire::{Date, Text, Texts},
};

record! {
    /// A session; answer to `GET /session`: Apple, "Authenticating for Automated Device Enrollment".
    pub struct SessionResponse<'a> {
        /// What `X-ADM-Auth-Session` of every further request says, until an answer brings another.
        "auth_session_token" => auth_session_token: Text<'a>, SENSITIVE;
    }
}

record! {
    /// The server token of the portal once it is decrypted: what a session is asked for with. Source: Apple, "Examining server tokens".
    ///
    /// In the file it stands behind a MIME header, between the lines `BEGIN MESSAGE` and `END MESSAGE`.
    pub struct ServerToken<'a> {
        /// OAuth 1.0a, the token's secret; begins with `AS_`.
        "access_secret" => access_secret: Text<'a>, format(ACCESS_SECRET), SENSITIVE;
        /// OAuth 1.0a, the token; begins with `AT_`.
        "access_token" => access_token: Text<'a>, format(ACCESS_TOKEN), SENSITIVE;
        /// When the token ends, a year after it was made.
        "access_token_expiry" => access_token_expiry: Date;
        /// OAuth 1.0a, the consumer's key; begins with `CK_`.
        "consumer_key" => consumer_key: Text<'a>, format(CONSUMER_KEY), SENSITIVE;
        /// OAuth 1.0a, the consumer's secret; begins with `CS_`.
        "consumer_secret" => consumer_secret: Text<'a>, format(CONSUMER_SECRET), SENSITIVE;
    }
}

record! {
    /// The organization, and this server as the portal knows it; answer to `GET /account`: Apple, "AccountDetail".
    pub struct AccountDetail<'a> {
        /// The Apple Account of who made the token that is in use.
        "admin_id" => admin_id: Option<Text<'a>>, format(EMAIL);
        /// The former name of `admin_id`.
        "facilitator_id" => facilitator_id: Option<Text<'a>>, format(EMAIL);
        /// The organization's postal address.
        "org_address" => org_address: Option<Text<'a>>, BLANK;
        /// The organization's e-mail address.
        "org_email" => org_email: Option<Text<'a>>, BLANK;
        /// The organization's customer number, digits.
        "org_id" => org_id: Option<Text<'a>>, since(3);
        /// SHA-256 of the organization's identifier in hexadecimal; `organizationIdHash` of Apps and Books is the same.
        "org_id_hash" => org_id_hash: Option<Text<'a>>, since(3);
        /// The organization's name.
        "org_name" => org_name: Option<Text<'a>>;
        /// The organization's telephone number.
        "org_phone" => org_phone: Option<Text<'a>>, BLANK;
        /// What kind of organization it is.
        "org_type" => org_type: Option<OrgType<'a>>, since(3);
        /// Which programme the organization is in.
        "org_version" => org_version: Option<OrgVersion<'a>>, since(3);
        /// The name that an administrator gave to this server.
        "server_name" => server_name: Option<Text<'a>>;
        /// The portal's identifier of this server.
        "server_uuid" => server_uuid: Text<'a>, format(UUID_32);
        /// What may be asked with this token, and how much at a time.
        "urls" => urls: Vec<Url<'a>>, since(3);
    }
}

tokens! {
    /// A kind of organization.
    pub enum OrgType {
        /// A school.
        "edu" => Edu;
        /// A company or another organization.
        "org" => Org;
        /// A provider of television.
        "tvprovider" => TvProvider;
    }
}

tokens! {
    /// A programme that an organization is in.
    pub enum OrgVersion {
        /// The Device Enrollment Program of old.
        "v1" => V1;
        /// Apple School Manager or Apple Business Manager.
        "v2" => V2;
    }
}

record! {
    /// An address that may be asked: Apple, "Url".
    pub struct Url<'a> {
        /// The methods that it takes.
        "http_method" => http_method: Texts<'a>, REQUIRED, listed(&["GET", "POST", "PUT", "DELETE"]);
        /// How much it gives at a time; only where that is much.
        "limit" => limit: Option<Limit<'a>>;
        /// Its path.
        "uri" => uri: Text<'a>;
    }
}

record! {
    /// How much an address gives at a time: Apple, "Limit".
    pub struct Limit<'a> {
        /// So many where the request names no limit.
        "default" => default: Option<i64>, COUNT;
        /// The largest limit that a request may name.
        "maximum" => maximum: Option<i64>, COUNT;
    }
}
