//! Status of what runs: services, connections to screens, the migration assistant.

use super::whole_unless;
use crate::{
    record::{record, tokens},
    report::Checks,
    wire::{Text, Texts},
};

record! {
    /// Status of the migration assistant: `migration-assistant.*.yaml`, since macOS 26.4.
    pub struct MigrationAssistantStatusItems<'a> {
        /// What it has moved.
        "report" => report: Option<MigrationReport<'a>>;
        /// How far it is.
        "state" => state: Option<MigrationState<'a>>;
    }
}

record! {
    /// What the migration assistant has moved: `migration-assistant.report.yaml`.
    pub struct MigrationReport<'a> {
        /// So many bytes are moved.
        "completed-data-size" => completed_data_size: Option<i64>;
        /// So many files are moved.
        "completed-file-count" => completed_file_count: Option<i64>;
        /// When it ended.
        "completion-time" => completion_time: Option<Text<'a>>;
        /// What went wrong.
        "errors" => errors: Texts<'a>;
        /// Whose files they were.
        "source-user" => source_user: Option<Text<'a>>;
        /// When it began.
        "start-time" => start_time: Option<Text<'a>>;
        /// Whose files they are.
        "target-user" => target_user: Option<Text<'a>>;
        /// So many bytes there are.
        "total-data-size" => total_data_size: Option<i64>;
        /// So many files there are.
        "total-file-count" => total_file_count: Option<i64>;
    }
}

tokens! {
    /// How far the migration assistant is: `migration-assistant.state.yaml`.
    pub enum MigrationState {
        /// Called off.
        "cancelled" => Cancelled;
        /// Done.
        "completed" => Completed;
        /// It could not.
        "failed" => Failed;
        /// It moves files.
        "migrating" => Migrating;
        /// The system can't tell.
        "unknown" => Unknown;
        /// It has not begun.
        "waiting" => Waiting;
    }
}

record! {
    /// Status of connections to other screens: `screensharing.connection.group.unresolved-connection.yaml`.
    pub struct ScreenSharingStatusItems<'a> {
        /// The connections.
        "connection" => connection: Option<ScreenSharingConnectionStatus<'a>>;
    }
}

record! {
    /// Connections to other screens: `screensharing.connection.group.unresolved-connection.yaml`.
    pub struct ScreenSharingConnectionStatus<'a> {
        /// Groups of them.
        "group" => group: Option<ScreenSharingGroupStatus<'a>>;
    }
}

record! {
    /// Groups of connections: `screensharing.connection.group.unresolved-connection.yaml`.
    pub struct ScreenSharingGroupStatus<'a> {
        /// Groups with connections that there are not.
        "unresolved-connection" => unresolved_connection: Vec<UnresolvedGroup<'a>>;
    }
}

record! {
    /// A group with connections that there are not: `screensharing.connection.group.unresolved-connection.yaml`.
    pub struct UnresolvedGroup<'a> {
        /// It is gone; nothing but its identifier stands beside it.
        "_removed" => removed: Option<bool>;
        /// Names it.
        "identifier" => identifier: Text<'a>, format(NON_EMPTY);
        /// The `ConnectionUUID` of each that there is not.
        "unresolved_connections" => unresolved_connections: Texts<'a>;
    }
}

record! {
    /// Status of services: `services.background-task.yaml`.
    pub struct ServicesStatusItems<'a> {
        /// What runs in the background.
        "background-task" => background_task: Vec<BackgroundTask<'a>>;
    }
}

record! {
    /// What runs in the background: `services.background-task.yaml`.
    pub struct BackgroundTask<'a> {
        /// It is gone; nothing but its identifier stands beside it.
        "_removed" => removed: Option<bool>;
        /// Whom it has to be signed by, as a requirement of code.
        "code-signature" => code_signature: Option<Text<'a>>;
        /// Names it.
        "identifier" => identifier: Text<'a>, format(NON_EMPTY);
        /// How it is started, if it is a daemon or an agent.
        "launchd" => launchd: Option<LaunchdTask<'a>>;
        /// Where it lies.
        "path" => path: Option<Text<'a>>;
        /// Whether it runs.
        "state" => state: Option<BackgroundTaskState<'a>>;
        /// What it is.
        "type" => task_type: Option<BackgroundTaskType<'a>>;
        /// The number of its user.
        "uid" => uid: Option<i64>;
        check task_is_whole;
    }
}

fn task_is_whole(task: &BackgroundTask<'_>, out: &mut Checks) {
    whole_unless(task.removed, &["path", "state", "type", "uid"], out);
}

tokens! {
    /// Whether a task runs: `state` of `services.background-task.yaml`.
    pub enum BackgroundTaskState {
        /// It does.
        "enabled" => Enabled;
        /// It is not there.
        "not-found" => NotFound;
        /// It is not set up.
        "not-registered" => NotRegistered;
        /// The user has to allow it.
        "requires-approval" => RequiresApproval;
    }
}

tokens! {
    /// What a task is: `type` of `services.background-task.yaml`.
    pub enum BackgroundTaskType {
        /// Started for a user.
        "agent" => Agent;
        /// An app.
        "app" => App;
        /// Started for the system.
        "daemon" => Daemon;
        /// Started when a user logs in.
        "login-item" => LoginItem;
        /// Something that the user opens on logging in.
        "user-item" => UserItem;
    }
}

record! {
    /// How a task is started: `launchd` of `services.background-task.yaml`.
    pub struct LaunchdTask<'a> {
        /// Of its property list.
        "checksum" => checksum: Text<'a>;
        /// The declaration that it comes from.
        "device-management" => device_management: Option<LaunchdTaskSource<'a>>;
        /// Its label.
        "label" => label: Text<'a>;
        /// What is run.
        "program" => program: Text<'a>;
        /// With which arguments.
        "program-arguments" => program_arguments: Texts<'a>;
    }
}

record! {
    /// The declaration that a task comes from: `device-management` of `services.background-task.yaml`.
    pub struct LaunchdTaskSource<'a> {
        /// The `Identifier` of the asset with its property list.
        "asset-identifier" => asset_identifier: Text<'a>;
        /// The `ServerToken` of that.
        "asset-server-token" => asset_server_token: Text<'a>;
        /// The `Identifier` of the configuration.
        "configuration-identifier" => configuration_identifier: Text<'a>;
    }
}
