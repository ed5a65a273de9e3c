//! The credentials that an asset of declarative management refers to: `declarative/declarations/assets/credentials/*.yaml`.

use crate::{
    record::{record, tokens},
    report::Checks,
    wire::{Data, Raw, Text, Texts},
};

record! {
    /// A credential, which the device fetches from where its asset says: for an ACME or SCEP server, an identity, or a name
    /// and a password; which of them, its keys tell. The files are `acme.yaml`, `identity.yaml`, `scep.yaml` and
    /// `usernameandpassword.yaml` of `declarative/declarations/assets/credentials`.
    pub struct Credential<'a> {
        /// The device proves with an attestation what it is: `acme.yaml`.
        "Attest" => attest: Option<bool>;
        /// The fingerprint of the authority's certificate: `scep.yaml`.
        "CAFingerprint" => ca_fingerprint: Option<Data<'a>>;
        /// A secret that the server asks for: `scep.yaml`.
        "Challenge" => challenge: Option<Text<'a>>, SENSITIVE;
        /// Names the device to the server, once: `acme.yaml`.
        "ClientIdentifier" => client_identifier: Option<Text<'a>>, SENSITIVE;
        /// The directory of the ACME server, by https: `acme.yaml`.
        "DirectoryURL" => directory_url: Option<Text<'a>>, format(HTTPS_URL);
        /// What the certificate may be used for, as object identifiers: `acme.yaml`.
        "ExtendedKeyUsage" => extended_key_usage: Texts<'a>;
        /// The key can't leave the device: `acme.yaml`.
        "HardwareBound" => hardware_bound: Option<bool>;
        /// A certificate with its key, PKCS #12: `identity.yaml`.
        "Identity" => identity: Option<Data<'a>>, SENSITIVE;
        /// How many bits the key has; which are possible depends on its type: `acme.yaml`.
        "KeySize" => key_size: Option<i64>, range(256, 4096);
        /// Of what type the key is: `acme.yaml`.
        "KeyType" => key_type: Option<CredentialKeyType<'a>>;
        /// Of what type the key is, always RSA: `scep.yaml`.
        "Key Type" => scep_key_type: Option<Text<'a>>;
        /// What the key may be used for, as bits: `scep.yaml`.
        "Key Usage" => scep_key_usage: Option<i64>, range(0, 5);
        /// How many bits the key has: 1024, 2048 or 4096: `scep.yaml`.
        "Keysize" => scep_key_size: Option<i64>, among(&[1024, 2048, 4096]);
        /// Which of its authorities the server is to take: `scep.yaml`.
        "Name" => name: Option<Text<'a>>;
        /// The password of an identity or of a user: `identity.yaml`, `usernameandpassword.yaml`.
        "Password" => password: Option<Text<'a>>, SENSITIVE;
        /// How often the server is asked again while it has no certificate yet: `scep.yaml`.
        "Retries" => retries: Option<i64>, range(0, i64::MAX);
        /// How many seconds lie between: `scep.yaml`.
        "RetryDelay" => retry_delay: Option<i64>, range(0, i64::MAX);
        /// The X.500 name, as an array of arrays of pairs: `acme.yaml`, `scep.yaml`.
        "Subject" => subject: Raw<'a>, kind(Kind::Array);
        /// Other names: `acme.yaml`, `scep.yaml`.
        "SubjectAltName" => subject_alt_name: Option<CredentialSubjectAltName<'a>>;
        /// The SCEP server: `scep.yaml`.
        "URL" => url: Option<Text<'a>>, format(URL);
        /// What the key may be used for, as bits: `acme.yaml`.
        "UsageFlags" => usage_flags: Option<i64>, range(0, 5);
        /// The name of the user: `usernameandpassword.yaml`.
        "UserName" => user_name: Option<Text<'a>>, format(NON_EMPTY);
        group ExactlyOne("DirectoryURL", "Identity", "URL", "UserName");
        check is_whole;
    }
}

/// Each of the four has keys of its own that may not be missing.
fn is_whole(credential: &Credential<'_>, out: &mut Checks) {
    if credential.directory_url.is_some() {
        for (key, is_there) in [
            ("ClientIdentifier", credential.client_identifier.is_some()),
            ("HardwareBound", credential.hardware_bound.is_some()),
            ("KeySize", credential.key_size.is_some()),
            ("KeyType", credential.key_type.is_some()),
            ("Subject", !credential.subject.bytes().is_empty()),
        ] {
            if !is_there {
                out.given(&["DirectoryURL", key]).missing(key);
            }
        }
    }
    if credential.identity.is_some() && credential.password.is_none() {
        out.given(&["Identity", "Password"]).missing("Password");
    }
}

tokens! {
    /// Of what type a key is: `KeyType` of `acme.yaml`.
    pub enum CredentialKeyType {
        /// On one of the curves P-256, P-384 and P-521.
        "ECSECPrimeRandom" => EcsecPrimeRandom;
        /// RSA, which can't be bound to the hardware.
        "RSA" => Rsa;
    }
}

record! {
    /// Other names that a certificate is to have: `SubjectAltName` of `acme.yaml` and `scep.yaml`.
    pub struct CredentialSubjectAltName<'a> {
        /// A name in the DNS.
        "dNSName" => dns_name: Option<Text<'a>>;
        /// A principal of Windows NT.
        "ntPrincipalName" => nt_principal_name: Option<Text<'a>>;
        /// A mail address.
        "rfc822Name" => rfc822_name: Option<Text<'a>>;
        /// A URI.
        "uniformResourceIdentifier" => uniform_resource_identifier: Option<Text<'a>>;
    }
}
