//! What is done later, and how it went.

use crate::{
    messages::vpp::{ErrorResponse, LibraryAnswer},
    record::{record, tokens},
    wire::Text,
};

record! {
    /// What was asked for is done later, as an event: Apple, "EventResponse".
    pub struct EventResponse<'a> in answer: LibraryAnswer<'a> {
        /// The number of the event.
        "eventId" => event_id: Text<'a>, format(UUID);
    }
}

record! {
    /// How far an event is: Apple, "StatusResponse".
    pub struct StatusResponse<'a> in answer: LibraryAnswer<'a> {
        /// How it stands.
        "eventStatus" => event_status: EventStatus<'a>;
        /// What is being done.
        "eventType" => event_type: Option<EventType<'a>>;
        /// What went wrong.
        "failures" => failures: Vec<ErrorResponse<'a>>;
        /// How many of them are done.
        "numCompleted" => num_completed: Option<i64>, COUNT;
        /// How many tasks it has.
        "numRequested" => num_requested: Option<i64>, COUNT;
    }
}

tokens! {
    /// How an event stands.
    pub enum EventStatus {
        /// It is done.
        "COMPLETE" => Complete;
        /// It has failed.
        "FAILED" => Failed;
        /// It is waiting or running.
        "PENDING" => Pending;
    }
}

tokens! {
    /// What an event does.
    pub enum EventType {
        /// Gives products or seats.
        "ASSOCIATE" => Associate;
        /// Makes users.
        "CREATE" => Create;
        /// Takes products or seats back.
        "DISASSOCIATE" => Disassociate;
        /// Retires users.
        "RETIRE" => Retire;
        /// Takes all products back.
        "REVOKE" => Revoke;
        /// Changes users.
        "UPDATE" => Update;
    }
}
