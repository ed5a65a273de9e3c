//! Status of the management: what the client can do, and its declarations.

use super::StatusReason;
use crate::{
    record::{record, tokens},
    wire::{Raw, Text, Texts},
};

record! {
    /// Status of the management: `declarative/status/management.client-capabilities.yaml` and
    /// `declarative/status/management.declarations.yaml`.
    pub struct ManagementStatusItems<'a> {
        /// What the client can do.
        "client-capabilities" => client_capabilities: Option<ClientCapabilities<'a>>;
        /// What has become of the declarations.
        "declarations" => declarations: Option<DeclarationsStatus<'a>>;
    }
}

record! {
    /// What the client can do: `management.client-capabilities.yaml`.
    pub struct ClientCapabilities<'a> {
        /// What it can do beyond, each with keys of its own.
        "supported-features" => supported_features: Raw<'a>, kind(Kind::Dictionary), REQUIRED;
        /// What it knows.
        "supported-payloads" => supported_payloads: SupportedPayloads<'a>;
        /// Versions of the protocol, `1.0.0`.
        "supported-versions" => supported_versions: Texts<'a>, REQUIRED;
    }
}

record! {
    /// What the client knows: `supported-payloads` of `management.client-capabilities.yaml`.
    pub struct SupportedPayloads<'a> {
        /// Types of declarations.
        "declarations" => declarations: SupportedDeclarations<'a>;
        /// Status items.
        "status-items" => status_items: Texts<'a>, REQUIRED;
    }
}

record! {
    /// Types of declarations that the client knows: `declarations` of `management.client-capabilities.yaml`.
    pub struct SupportedDeclarations<'a> {
        /// What puts others into force.
        "activations" => activations: Texts<'a>;
        /// What others refer to.
        "assets" => assets: Texts<'a>;
        /// What sets up.
        "configurations" => configurations: Texts<'a>;
        /// What is said of the organization and the server.
        "management" => management: Texts<'a>;
    }
}

record! {
    /// What has become of the declarations: `declarative/status/management.declarations.yaml`.
    pub struct DeclarationsStatus<'a> {
        /// Of those that put into force.
        "activations" => activations: Vec<DeclarationStatus<'a>>, REQUIRED;
        /// Of those that others refer to.
        "assets" => assets: Vec<DeclarationStatus<'a>>, REQUIRED;
        /// Of those that set up.
        "configurations" => configurations: Vec<DeclarationStatus<'a>>, REQUIRED;
        /// Of those about the organization and the server.
        "management" => management: Vec<DeclarationStatus<'a>>, REQUIRED;
    }
}

record! {
    /// What has become of a declaration: `declarative/status/management.declarations.yaml`.
    pub struct DeclarationStatus<'a> {
        /// It is in force.
        "active" => active: bool;
        /// Its `Identifier`.
        "identifier" => identifier: Text<'a>, format(NON_EMPTY);
        /// Why it is not valid or not in force.
        "reasons" => reasons: Vec<StatusReason<'a>>;
        /// Its `ServerToken`.
        "server-token" => server_token: Text<'a>, format(NON_EMPTY);
        /// Whether it can be put into force.
        "valid" => valid: Validity<'a>;
    }
}

tokens! {
    /// Whether a declaration can be put into force: `valid` of `declarative/status/management.declarations.yaml`.
    pub enum Validity {
        /// It cannot; the reasons say why.
        "invalid" => Invalid;
        /// Nothing refers to it, so that nobody has looked.
        "unknown" => Unknown;
        /// It can.
        "valid" => Valid;
    }
}
