//! Account-driven enrolment: how a device finds the server of an organization.

use crate::{
    record::{record, tokens},
    wire::{Date, Text},
};

record! {
    /// Says where devices find the organization's servers; body of `POST /account-driven-enrollment/profile`: Apple,
    /// "AccountDrivenEnrollmentProfileRequest".
    ///
    /// Source: Apple, "AccountDrivenEnrollmentProfileRequest".
    pub struct AccountDrivenEnrollmentProfileRequest<'a> {
        /// Where the [discovery document](ServiceDiscoveryDocument) is. Else: `MDM_SERVICE_DISCOVERY_URL_REQUIRED` or
        /// `MDM_SERVICE_DISCOVERY_URL_NOT_VALID`.
        "mdm_service_discovery_url" => mdm_service_discovery_url: Text<'a>, format(HTTPS_URL);
    }
}

record! {
    /// Where devices find the organization's servers; answer to `GET /account-driven-enrollment/profile`.
    ///
    /// Source: Apple, "GetAccountDrivenEnrollmentProfileResponse".
    pub struct GetAccountDrivenEnrollmentProfileResponse<'a> {
        /// When that was said.
        "last_updated_timestamp" => last_updated_timestamp: Option<Date>;
        /// Where the [discovery document](ServiceDiscoveryDocument) is.
        "mdm_service_discovery_url" => mdm_service_discovery_url: Text<'a>, format(HTTPS_URL);
    }
}

record! {
    /// The servers of an organization; what a device finds at `/.well-known/com.apple.remotemanagement` of its domain.
    ///
    /// Source: Apple, "Discover authentication servers".
    pub struct ServiceDiscoveryDocument<'a> {
        /// The servers, the best first.
        "Servers" => servers: Vec<ServiceDiscoveryServer<'a>>, REQUIRED, items(1, usize::MAX);
    }
}

record! {
    /// One server of an organization.
    ///
    /// Source: Apple, "Implementing the simple authentication account-driven enrollment flow".
    pub struct ServiceDiscoveryServer<'a> {
        /// Where the enrolment profile is asked for.
        "BaseURL" => base_url: Text<'a>, format(HTTPS_URL);
        /// What kind of enrolment it does.
        "Version" => version: EnrollmentVersion<'a>;
    }
}

tokens! {
    /// A kind of account-driven enrolment.
    pub enum EnrollmentVersion {
        /// The device becomes the organization's.
        "mdm-adde" => MdmAdde;
        /// The device stays the user's.
        "mdm-byod" => MdmByod;
    }
}
