//! What a Mac's content cache does.

use crate::{
    Map, Numbers, Raw,
    messages::Response,
    record::{record, tokens},
    report::Checks,
    wire::{Date, Text, Texts},
};

command! {
    /// Asks what a Mac's content cache does: `mdm/commands/information.contentcaching.yaml`.
    pub struct ContentCachingInformation<'a> in ContentCachingInformationCommand, "ContentCachingInformation", [only(MACOS), never(USER_ENROLLMENT), never(USER_CHANNEL)] {}
}

record! {
    /// The answer to `ContentCachingInformation`: `mdm/commands/information.contentcaching.yaml`.
    pub struct ContentCachingInformationResponse<'a> in response: Response<'a> {
        /// What the cache does.
        "StatusResponse" => status_response: Option<ContentCachingStatus<'a>>, ON_SUCCESS;
    }
}

record! {
    /// What a content cache does: `StatusResponse` of `mdm/commands/information.contentcaching.yaml`. Sizes are octets.
    pub struct ContentCachingStatus<'a> {
        /// It is turned on, which does not mean that it serves.
        "Activated" => activated: Option<bool>;
        /// It serves.
        "Active" => active: Option<bool>;
        /// What it takes on the disk.
        "ActualCacheUsed" => actual_cache_used: Option<i64>;
        /// What is wrong with it alone.
        "Alerts" => alerts: Vec<CacheAlert<'a>>;
        /// What is wrong with `PeerFilterRanges` of its profile, by the number of the range.
        "AlertsForPeerFilterRanges" => alerts_for_peer_filter_ranges: Map<'a, PeerFilterRangeAlert<'a>>;
        /// What each category of content takes on the disk.
        "CacheDetails" => cache_details: Numbers<'a>;
        /// How much more it may take.
        "CacheFree" => cache_free: Option<i64>;
        /// How much it may take; 0 if there is no limit.
        "CacheLimit" => cache_limit: Option<i64>;
        /// Whether it is short of space.
        "CacheStatus" => cache_status: Option<CacheStatus<'a>>;
        /// How much it has set aside for its content.
        "CacheUsed" => cache_used: Option<i64>;
        /// It has moved to another volume.
        "DataMigrationCompleted" => data_migration_completed: Option<bool>;
        /// What went wrong while it moved.
        "DataMigrationError" => data_migration_error: Option<DataMigrationError<'a>>;
        /// How far it has moved, from 0 to 1.
        "DataMigrationProgress" => data_migration_progress: Option<f64>;
        /// How short of space it was within the last hour, from 0 to 1.
        "MaxCachePressureLast1Hour" => max_cache_pressure_last_1_hour: Option<f64>;
        /// The caches that it asks before Apple.
        "Parents" => parents: Vec<CacheParent<'a>>;
        /// The caches beside it.
        "Peers" => peers: Vec<CachePeer<'a>>;
        /// How much more content of iCloud it may take.
        "PersonalCacheFree" => personal_cache_free: Option<i64>;
        /// How much content of iCloud it may take; 0 if there is no limit.
        "PersonalCacheLimit" => personal_cache_limit: Option<i64>;
        /// How much content of iCloud it has.
        "PersonalCacheUsed" => personal_cache_used: Option<i64>;
        /// Where it listens.
        "Port" => port: Option<i64>, range(0, 65535);
        /// Its addresses in the local network.
        "PrivateAddresses" => private_addresses: Texts<'a>;
        /// Its address in the internet.
        "PublicAddress" => public_address: Option<Text<'a>>;
        /// Why it is not registered with Apple.
        "RegistrationError" => registration_error: Option<Text<'a>>;
        /// The status of HTTP with which that was refused.
        "RegistrationResponseCode" => registration_response_code: Option<i64>;
        /// Since when it registers.
        "RegistrationStarted" => registration_started: Option<Date>;
        /// Failed, -1; in progress, 0; registered, 1.
        "RegistrationStatus" => registration_status: Option<i64>, among(&[-1, 0, 1]);
        /// Some kinds of content must not be kept.
        "RestrictedMedia" => restricted_media: Option<bool>;
        /// Names the cache.
        "ServerGUID" => server_guid: Option<Text<'a>>;
        /// How far it is in starting.
        "StartupStatus" => startup_status: Option<CacheStartup<'a>>;
        /// Whether it shares its connection with tethered devices: not known, -1; no, 0; yes, 1.
        "TetheratorStatus" => tetherator_status: Option<i64>, among(&[-1, 0, 1]);
        /// Since when the totals are counted.
        "TotalBytesAreSince" => total_bytes_are_since: Option<Date>;
        /// What it fetched and could not keep.
        "TotalBytesDropped" => total_bytes_dropped: Option<i64>;
        /// What others put into it.
        "TotalBytesImported" => total_bytes_imported: Option<i64>;
        /// What it gave to caches below it.
        "TotalBytesReturnedToChildren" => total_bytes_returned_to_children: Option<i64>;
        /// What it gave to devices.
        "TotalBytesReturnedToClients" => total_bytes_returned_to_clients: Option<i64>;
        /// What it gave to caches beside it.
        "TotalBytesReturnedToPeers" => total_bytes_returned_to_peers: Option<i64>;
        /// What it fetched from the internet.
        "TotalBytesStoredFromOrigin" => total_bytes_stored_from_origin: Option<i64>;
        /// What it fetched from caches above it.
        "TotalBytesStoredFromParents" => total_bytes_stored_from_parents: Option<i64>;
        /// What it fetched from caches beside it.
        "TotalBytesStoredFromPeers" => total_bytes_stored_from_peers: Option<i64>;
        check shares_are_shares;
    }
}

fn shares_are_shares(status: &ContentCachingStatus<'_>, out: &mut Checks) {
    out.within("DataMigrationProgress", status.data_migration_progress, 0, 1);
    out.within("MaxCachePressureLast1Hour", status.max_cache_pressure_last_1_hour, 0, 1);
}

tokens! {
    /// Whether a cache is short of space: `CacheStatus` of `mdm/commands/information.contentcaching.yaml`.
    pub enum CacheStatus {
        /// It is.
        "LOWSPACE" => LowSpace;
        /// It is not.
        "OK" => Enough;
    }
}

tokens! {
    /// How far a cache is in starting: `StartupStatus` of `mdm/commands/information.contentcaching.yaml`.
    pub enum CacheStartup {
        /// It could not start.
        "FAILED" => Failed;
        /// It moves from one volume to another.
        "MIGRATING_DATA" => MigratingData;
        /// It has started.
        "OK" => Started;
        /// It is about to.
        "PENDING" => Pending;
    }
}

record! {
    /// What is wrong with a cache: `AlertsItem` of `mdm/commands/information.contentcaching.yaml`.
    pub struct CacheAlert<'a> {
        /// How much it might take then.
        "cacheLimit" => cache_limit: Option<i64>;
        /// What it is.
        "className" => class_name: CacheAlertClass<'a>;
        /// The part of the path at which it could not go on.
        "pathPreventingAccess" => path_preventing_access: Option<Text<'a>>;
        /// When.
        "postDate" => post_date: Date;
        /// How much of the volume was kept for the system.
        "reservedVolumeSpace" => reserved_volume_space: Option<i64>;
        /// What was missing.
        "resource" => resource: Option<Text<'a>>;
    }
}

tokens! {
    /// What is wrong with a cache: `className` of `AlertsItem` of `mdm/commands/information.contentcaching.yaml`.
    pub enum CacheAlertClass {
        /// It is short of space.
        "AssetCacheLowSpaceAlert" => LowSpace;
        /// It has no space left.
        "AssetCacheNoSpaceAlert" => NoSpace;
        /// Apple does not register it.
        "AssetCacheRegistrationRejectedAlert" => RegistrationRejected;
        /// Apple cannot be reached to register it.
        "AssetCacheRegistrationUnavailableAlert" => RegistrationUnavailable;
        /// Something that it needs is missing.
        "AssetCacheResourceMissingAlert" => ResourceMissing;
    }
}

record! {
    /// Peers of a range that do not answer: `AlertsForPeerFilterRanges` of `mdm/commands/information.contentcaching.yaml`.
    pub struct PeerFilterRangeAlert<'a> {
        /// Their addresses in the local network.
        "addresses" => addresses: Texts<'a>, REQUIRED;
        /// What it is.
        "className" => class_name: PeerFilterRangeAlertClass<'a>;
        /// The number of the range.
        "peerFilterRangeIndex" => peer_filter_range_index: i64;
        /// When.
        "postDate" => post_date: Date;
    }
}

tokens! {
    /// What is wrong with peers of a range: `className` of `AlertsForPeerFilterRanges` of
    /// `mdm/commands/information.contentcaching.yaml`.
    pub enum PeerFilterRangeAlertClass {
        /// They do not let this cache ask.
        "AssetCacheUnfriendlyPeersInFilterRangeAlert" => Unfriendly;
    }
}

record! {
    /// Why a cache could not move: `DataMigrationError` of `mdm/commands/information.contentcaching.yaml`.
    pub struct DataMigrationError<'a> {
        /// The error's number within its domain.
        "code" => code: i64;
        /// Who numbers the errors.
        "domain" => domain: Text<'a>;
        /// What else is known of it.
        "userInfo" => user_info: Option<Raw<'a>>, kind(Kind::Dictionary);
    }
}

record! {
    /// A cache that another asks before Apple: `ParentsItem` of `mdm/commands/information.contentcaching.yaml`.
    pub struct CacheParent<'a> {
        /// Its address in the local network.
        "address" => address: Text<'a>;
        /// What is wrong with it.
        "alert" => alert: Option<CacheParentAlert<'a>>;
        /// What computer it is.
        "details" => details: CacheDetails<'a>;
        /// Names it.
        "guid" => guid: Text<'a>;
        /// It answers.
        "healthy" => healthy: bool;
        /// Where it listens.
        "port" => port: i64, range(0, 65535);
        /// The version of its software.
        "version" => version: Text<'a>;
    }
}

record! {
    /// What is wrong with a parent: `alert` of `ParentsItem` of `mdm/commands/information.contentcaching.yaml`.
    pub struct CacheParentAlert<'a> {
        /// The addresses of the parents in the local network.
        "addresses" => addresses: Texts<'a>, REQUIRED;
        /// What it is.
        "className" => class_name: CacheParentAlertClass<'a>;
        /// When.
        "postDate" => post_date: Date;
    }
}

tokens! {
    /// What is wrong with a parent: `className` of `ParentsItem` of `mdm/commands/information.contentcaching.yaml`.
    pub enum CacheParentAlertClass {
        /// It has this cache among its parents.
        "AssetCacheParentCycleAlert" => Cycle;
        /// It has too many parents above it.
        "AssetCacheParentDepthAlert" => Depth;
    }
}

record! {
    /// A cache beside another: `PeersItem` of `mdm/commands/information.contentcaching.yaml`.
    pub struct CachePeer<'a> {
        /// Its address in the local network.
        "address" => address: Text<'a>;
        /// What is wrong with it.
        "alert" => alert: Option<CachePeerAlert<'a>>;
        /// What computer it is.
        "details" => details: CacheDetails<'a>;
        /// It lets the other one ask.
        "friendly" => friendly: bool;
        /// Names it.
        "guid" => guid: Text<'a>;
        /// It answers.
        "healthy" => healthy: bool;
        /// Where it listens.
        "port" => port: i64, range(0, 65535);
        /// The version of its software.
        "version" => version: Text<'a>;
    }
}

record! {
    /// What is wrong with a peer: `alert` of `PeersItem` of `mdm/commands/information.contentcaching.yaml`.
    pub struct CachePeerAlert<'a> {
        /// The addresses of the peers in the local network.
        "addresses" => addresses: Texts<'a>;
        /// What it is.
        "className" => class_name: CachePeerAlertClass<'a>;
        /// The address of the one peer.
        "peerAddress" => peer_address: Option<Text<'a>>;
        /// When.
        "postDate" => post_date: Date;
    }
}

tokens! {
    /// What is wrong with a peer: `className` of `PeersItem` of `mdm/commands/information.contentcaching.yaml`.
    pub enum CachePeerAlertClass {
        /// It is asked in a circle.
        "AssetCachePeerCycleAlert" => Cycle;
        /// It does not let this cache ask.
        "AssetCacheUnfriendlyPeerAlert" => Unfriendly;
    }
}

record! {
    /// What computer a cache is: `details` of `ParentsItem` and `PeersItem` of
    /// `mdm/commands/information.contentcaching.yaml`.
    pub struct CacheDetails<'a> {
        /// It is plugged in.
        "ac-power" => ac_power: Option<bool>;
        /// How much its cache may take.
        "cache-size" => cache_size: Option<i64>;
        /// What its cache can do.
        "capabilities" => capabilities: Option<CacheCapabilities<'a>>;
        /// It is carried about.
        "is-portable" => is_portable: Option<bool>;
        /// How it is connected.
        "local-network" => local_network: Option<CacheNetwork<'a>>;
    }
}

record! {
    /// What a cache can do: `capabilities` of `mdm/commands/information.contentcaching.yaml`.
    pub struct CacheCapabilities<'a> {
        /// Take what others put into it.
        "im" => imports: Option<bool>;
        /// Tell namespaces apart.
        "ns" => namespaces: Option<bool>;
        /// Keep content of iCloud.
        "pc" => personal_content: Option<bool>;
        /// Tell addresses apart by their parameters.
        "query-parameters" => query_parameters: Option<bool>;
        /// Keep other content.
        "sc" => shared_content: Option<bool>;
        /// Take first what is urgent.
        "ur" => urgency: Option<bool>;
    }
}

record! {
    /// How a cache is connected: `local-network` of `mdm/commands/information.contentcaching.yaml`.
    pub struct CacheNetwork<'a> {
        /// Megabits a second.
        "speed" => speed: Option<i64>;
        /// By a cable.
        "wired" => wired: Option<bool>;
    }
}
