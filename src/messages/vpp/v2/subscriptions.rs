//! Subscriptions.

use crate::{
    messages::vpp::LibraryAnswer,
    record::{record, tokens},
    report::Checks,
    wire::{Date, Integers, Text, Texts},
};

record! {
    /// A subscription that renews itself: Apple, "Subscription".
    pub struct Subscription<'a> {
        /// The store's number of the subscription.
        "adamId" => adam_id: i64;
        /// How many seats there are; none of a subscription that is over.
        "counts" => counts: Option<SubscriptionCounts<'a>>;
        /// The store's number of the app that it is for.
        "parentAdamId" => parent_adam_id: Option<i64>, NULL;
        /// The last day of the period that is paid for.
        "periodEndDate" => period_end_date: Option<Text<'a>>, format(DAY);
        /// What state it is in.
        "status" => status: Option<SubscriptionStatus<'a>>;
    }
}

record! {
    /// How many seats there are: Apple, "SubscriptionCounts".
    pub struct SubscriptionCounts<'a> {
        /// Seats that are given out; not in notifications.
        "assigned" => assigned: Option<SubscriptionCountsBreakdown<'a>>;
        /// Seats that are free.
        "available" => available: Option<SubscriptionCountsBreakdown<'a>>;
        /// All seats.
        "total" => total: Option<SubscriptionCountsBreakdown<'a>>;
        check seats_add_up;
    }
}

record! {
    /// How many seats are renewed, and how many end: Apple, "SubscriptionCountsBreakdown".
    pub struct SubscriptionCountsBreakdown<'a> {
        /// Seats that end with the period.
        "expiring" => expiring: Option<i64>, COUNT;
        /// Seats that are renewed.
        "renewing" => renewing: Option<i64>, COUNT;
    }
}

record! {
    /// A page of subscriptions: Apple, "GetSubscriptionsResponse".
    pub struct GetSubscriptionsResponse<'a> in answer: CursorAnswer<'a> {
        /// The subscriptions.
        "subscriptions" => subscriptions: Vec<Subscription<'a>>;
    }
}

record! {
    /// A seat that is given to a user: Apple, "SubscriptionAssignment".
    pub struct SubscriptionAssignment<'a> {
        /// The store's number of the subscription.
        "adamId" => adam_id: i64;
        /// What the client calls the user.
        "clientUserId" => client_user_id: Text<'a>;
        /// It is renewed at the end of the period.
        "renewing" => renewing: Option<bool>;
    }
}

record! {
    /// A page of seats: Apple, "GetSubscriptionAssignmentsResponse".
    pub struct GetSubscriptionAssignmentsResponse<'a> in answer: CursorAnswer<'a> {
        /// The seats.
        "assignments" => assignments: Vec<SubscriptionAssignment<'a>>;
    }
}

record! {
    /// Who looks after a subscription: Apple, "SubscriptionAdmin".
    pub struct SubscriptionAdmin<'a> {
        /// The store's number of the subscription.
        "adamId" => adam_id: i64;
        /// What the client calls the user.
        "clientUserId" => client_user_id: Text<'a>;
        /// The hash of the user's store account; only where there is one.
        "idHash" => id_hash: Option<Text<'a>>;
        /// What state the user is in; only if it was asked for.
        "userStatus" => user_status: Option<Text<'a>>;
    }
}

record! {
    /// A page of those who look after subscriptions: Apple, "GetSubscriptionAdminsResponse".
    pub struct GetSubscriptionAdminsResponse<'a> in answer: CursorAnswer<'a> {
        /// Those who look after subscriptions.
        "admins" => admins: Vec<SubscriptionAdmin<'a>>;
    }
}

record! {
    /// Gives seats to users, or takes them back: Apple, "ManageSubscriptionsRequest".
    pub struct ManageSubscriptionsRequest<'a> {
        /// The store's numbers of the subscriptions.
        "adamIds" => adam_ids: Integers<'a>, REQUIRED, items(1, usize::MAX);
        /// What the client calls the users, each once.
        "clientUserIds" => client_user_ids: Texts<'a>, REQUIRED, items(1, usize::MAX);
        /// Not before the end of the period; where seats are taken back.
        "deferred" => deferred: Option<bool>;
        /// The seats are renewed; where seats are given.
        "renewing" => renewing: Option<bool>;
        check each_user_is_named_once;
    }
}

fn each_user_is_named_once(request: &ManageSubscriptionsRequest<'_>, out: &mut Checks) {
    out.once("clientUserIds", "each user is named once", request.client_user_ids.iter());
}

record! {
    /// Lets users look after subscriptions, or not any longer: Apple, "ManageSubscriptionAdminsRequest".
    pub struct ManageSubscriptionAdminsRequest<'a> {
        /// The store's numbers of the subscriptions.
        "adamIds" => adam_ids: Integers<'a>, REQUIRED, items(1, usize::MAX);
        /// What the client calls the users, each once.
        "clientUserIds" => client_user_ids: Texts<'a>, REQUIRED, items(1, usize::MAX);
    }
}

record! {
    /// It is done: Apple, "ManageSubscriptionAdminsResponse".
    pub struct ManageSubscriptionAdminsResponse<'a> {
        /// When the token expires.
        "tokenExpirationDate" => token_expiration_date: Option<Date>, format(ZONED);
        /// Identifier of the library.
        "uId" => uid: Option<Text<'a>>;
        /// The state of the data. If it changes from page to page, somebody has written in between.
        "versionId" => version_id: Option<Text<'a>>;
    }
}

record! {
    /// Whether the client handles subscriptions: Apple, "SubscriptionManagementResponse".
    pub struct SubscriptionManagementResponse<'a> in answer: LibraryAnswer<'a> {
        /// It does.
        "subscriptionManagement" => subscription_management: bool;
    }
}

record! {
    /// What every page has that is gone through by a cursor: Apple, "Managing subscriptions".
    pub struct CursorAnswer<'a> {
        /// Where the next page begins; there is none on the last.
        "nextCursor" => next_cursor: Option<Text<'a>>;
        /// When the token ends.
        "tokenExpirationDate" => token_expiration_date: Option<Date>, format(ZONED);
        /// The library that the token reaches.
        "uId" => uid: Option<Text<'a>>;
        /// The state of the data. If it changes from page to page, somebody has written in between.
        "versionId" => version_id: Option<Text<'a>>, format(UUID);
    }
}

/// All seats are given out or free, and renewed or not.
fn seats_add_up(counts: &SubscriptionCounts<'_>, out: &mut Checks) {
    let sum = |part: &Option<SubscriptionCountsBreakdown<'_>>| {
        part.as_ref().and_then(|part| part.renewing?.checked_add(part.expiring?))
    };
    if let (Some(assigned), Some(available), Some(total)) =
        (sum(&counts.assigned), sum(&counts.available), sum(&counts.total))
        && assigned.checked_add(available).is_some_and(|sum| sum != total)
    {
        out.given(&["assigned", "available", "total"]).sum("total", assigned.saturating_add(available));
    }
}

tokens! {
    /// What state a subscription is in.
    pub enum SubscriptionStatus {
        /// It runs.
        "ACTIVE" => Active;
        /// It is over.
        "INACTIVE" => Inactive;
        /// It is interrupted.
        "PAUSED" => Paused;
    }
}
