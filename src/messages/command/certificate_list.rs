//! The certificates of a device.

use crate::{
    messages::Response,
    record::record,
    wire::{Data, Text},
};

command! {
    /// Asks which certificates there are: `mdm/commands/certificate.list.yaml`.
    pub struct CertificateList<'a> in CertificateListCommand, "CertificateList", [absent(USER_CHANNEL.and(SHARED_IPAD))] {
        /// Only those that came with the enrolment or from this server, since iOS 13 and macOS 10.15.
        "ManagedOnly" => managed_only: Option<bool>;
    }
}

record! {
    /// The answer to `CertificateList`: `mdm/commands/certificate.list.yaml`.
    pub struct CertificateListResponse<'a> in response: Response<'a> {
        /// Every certificate and identity that is installed.
        "CertificateList" => certificate_list: Vec<CertificateListItem<'a>>, ON_SUCCESS;
    }
}

record! {
    /// One certificate: `CertificateListItem` of `mdm/commands/certificate.list.yaml`.
    pub struct CertificateListItem<'a> {
        /// The common name of its subject.
        "CommonName" => common_name: Text<'a>;
        /// The certificate, X.509 in DER.
        "Data" => data: Data<'a>;
        /// The device holds the private key to it.
        "IsIdentity" => is_identity: bool;
    }
}
