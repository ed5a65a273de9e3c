//! Status of the content cache.

use super::whole_unless;
use crate::{
    record::{record, tokens},
    report::Checks,
    wire::{Text, Texts},
};

record! {
    /// Status of the content cache: `content-cache.*.yaml`, since macOS 27.
    pub struct ContentCacheStatusItems<'a> {
        /// What it holds.
        "info" => info: Option<ContentCacheInfo<'a>>;
        /// Caches that it asks.
        "parents" => parents: Vec<ContentCacheParent<'a>>;
        /// Caches beside it.
        "peers" => peers: Vec<ContentCachePeer<'a>>;
        /// How it runs.
        "status" => status: Option<ContentCacheStatus<'a>>;
    }
}

record! {
    /// What a content cache holds: `content-cache.info.yaml`.
    pub struct ContentCacheInfo<'a> {
        /// What is in it, by its kinds.
        "cache-details" => cache_details: Texts<'a>;
        /// So many bytes are free.
        "cache-free" => cache_free: Option<i64>;
        /// So many bytes it may hold.
        "cache-limit" => cache_limit: Option<i64>;
        /// Whether it has room.
        "cache-status" => cache_status: Option<ContentCacheSpace<'a>>;
        /// So many bytes it holds.
        "cache-used" => cache_used: Option<i64>;
        /// How full it was in the last hour, 0 to 1.
        "max-cache-pressure-last-hour" => max_cache_pressure_last_hour: Option<f64>;
        /// So many bytes are free for iCloud.
        "personal-cache-free" => personal_cache_free: Option<i64>;
        /// So many bytes of iCloud it may hold.
        "personal-cache-limit" => personal_cache_limit: Option<i64>;
        /// So many bytes of iCloud it holds.
        "personal-cache-used" => personal_cache_used: Option<i64>;
    }
}

tokens! {
    /// Whether a content cache has room: `cache-status` of `content-cache.info.yaml`.
    pub enum ContentCacheSpace {
        /// Little is left.
        "LOWSPACE" => Lowspace;
        /// It has.
        "OK" => Ok;
    }
}

record! {
    /// A cache that another asks: `content-cache.parents.yaml`.
    pub struct ContentCacheParent<'a> {
        /// It is gone; nothing but its identifier stands beside it.
        "_removed" => removed: Option<bool>;
        /// Its address.
        "address" => address: Option<Text<'a>>;
        /// It answers.
        "healthy" => healthy: Option<bool>;
        /// Names it.
        "identifier" => identifier: Text<'a>, format(NON_EMPTY);
        /// Its port.
        "port" => port: Option<i64>, range(0, 65535);
        /// Its version.
        "version" => version: Option<Text<'a>>;
        check parent_is_whole;
    }
}

fn parent_is_whole(parent: &ContentCacheParent<'_>, out: &mut Checks) {
    whole_unless(parent.removed, &["address", "healthy", "port", "version"], out);
}

record! {
    /// A cache beside another: `content-cache.peers.yaml`.
    pub struct ContentCachePeer<'a> in cache: ContentCacheParent<'a> {
        /// It shares what it holds.
        "friendly" => friendly: Option<bool>;
        check peer_is_whole;
    }
}

fn peer_is_whole(peer: &ContentCachePeer<'_>, out: &mut Checks) {
    whole_unless(peer.cache.removed, &["friendly"], out);
}

record! {
    /// How a content cache runs: `content-cache.status.yaml`.
    pub struct ContentCacheStatus<'a> {
        /// It is switched on.
        "activated" => activated: Option<bool>;
        /// It runs.
        "active" => active: Option<bool>;
        /// Whether it has room.
        "cache-status" => cache_status: Option<ContentCacheSpace<'a>>;
        /// Its port.
        "port" => port: Option<i64>, range(0, 65535);
        /// Its addresses in the network.
        "private-addresses" => private_addresses: Texts<'a>;
        /// Its address outside of it.
        "public-address" => public_address: Option<Text<'a>>;
        /// Why it could not be registered.
        "registration-error" => registration_error: Option<Text<'a>>;
        /// The status of HTTP when it was registered.
        "registration-response-code" => registration_response_code: Option<i64>;
        /// When it began to be registered.
        "registration-started" => registration_started: Option<Text<'a>>;
        /// Whether it is registered: −1 it failed, 0 not yet, 1 it is.
        "registration-status" => registration_status: Option<i64>, among(&[-1, 0, 1]);
        /// Why it could not report.
        "report-error" => report_error: Option<Text<'a>>;
        /// The status of HTTP when it reported.
        "report-response-code" => report_response_code: Option<i64>;
        /// It reports.
        "sending-reports" => sending_reports: Option<bool>;
        /// Names it.
        "server-guid" => server_guid: Text<'a>;
        /// How far it has started.
        "startup-status" => startup_status: Option<ContentCacheStartup<'a>>;
        /// Whether it shares its connection: −1 not known, 0 no, 1 it does.
        "tetherator-status" => tetherator_status: Option<i64>, among(&[-1, 0, 1]);
        /// Its version.
        "version" => version: Text<'a>;
    }
}

tokens! {
    /// How far a content cache has started: `startup-status` of `content-cache.status.yaml`.
    pub enum ContentCacheStartup {
        /// It could not.
        "FAILED" => Failed;
        /// It moves what it holds.
        "MIGRATING_DATA" => MigratingData;
        /// It runs.
        "OK" => Ok;
        /// It is to start.
        "PENDING" => Pending;
    }
}
