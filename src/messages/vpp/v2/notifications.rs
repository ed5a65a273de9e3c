//! What Apple tells a server of its own accord.

use crate::{
    messages::vpp::{
        ErrorResponse, EventType, NotificationType, PricingParam, ResponseUser, SubscriptionCounts, UserStatus,
    },
    record::{record, tokens},
    report::Checks,
    wire::Text,
};

record! {
    /// Something has happened; posted to the address that the client gave: Apple, "Notification".
    pub struct Notification<'a> {
        /// What has happened; nothing in a test.
        "notification" => notification: NotificationBody<'a>;
        /// The number of the notification.
        "notificationId" => notification_id: Text<'a>, format(UUID);
        /// What it is about; the keys of `notification` go by it.
        "notificationType" => notification_type: NotificationType<'a>;
        /// The library that it is about.
        "uId" => uid: Text<'a>;
        check body_goes_with_type;
    }
}

record! {
    /// What has happened; which keys there are goes by the type of the notification: Apple, "NotificationBody".
    pub struct NotificationBody<'a> {
        /// The store's number of the product: text of an asset, a number of a subscription.
        "adamId" => adam_id: Option<Text<'a>>, also(Kind::Integer);
        /// The assignments of products or seats that the event was about.
        "assignments" => assignments: Vec<NotificationAssignment<'a>>, items(0, 100);
        /// The users who have tied their account.
        "associatedUsers" => associated_users: Vec<ResponseUser<'a>>, items(0, 100);
        /// How many licences there are more; fewer, if it is negative.
        "countDelta" => count_delta: Option<i64>, INT32;
        /// How many seats there are, without those given out.
        "counts" => counts: Option<SubscriptionCounts<'a>>;
        /// What went wrong, if something did.
        "error" => error: Option<ErrorResponse<'a>>;
        /// The event that it is about.
        "eventId" => event_id: Option<Text<'a>>, format(UUID);
        /// The store's number of the app that the subscription is for.
        "parentAdamId" => parent_adam_id: Option<i64>, NULL;
        /// The quality of the product.
        "pricingParam" => pricing_param: Option<PricingParam<'a>>;
        /// How the event ended.
        "result" => result: Option<EventResult<'a>>;
        /// What the event did.
        "type" => type_: Option<EventType<'a>>;
        /// The users that the event was about.
        "users" => users: Vec<ResponseUser<'a>>, items(0, 100);
    }
}

/// The keys of `notification` that go with each type of notification. Of a type that is not listed nothing is known.
fn keys_of(notification_type: &NotificationType<'_>) -> Option<&'static [&'static str]> {
    Some(match notification_type {
        NotificationType::AssetCount => &["adamId", "countDelta", "pricingParam"],
        NotificationType::AssetManagement | NotificationType::SubscriptionManagement => {
            &["assignments", "error", "eventId", "result", "type"]
        }
        NotificationType::SubscriptionCount => &["adamId", "counts", "parentAdamId"],
        NotificationType::TestNotification => &[],
        NotificationType::UserAssociated => &["associatedUsers"],
        NotificationType::UserManagement => &["error", "eventId", "result", "type", "users"],
        _ => return None,
    })
}

fn body_goes_with_type(notification: &Notification<'_>, out: &mut Checks) {
    let Some(keys) = keys_of(&notification.notification_type) else { return };
    let body = &notification.notification;
    let there = [
        ("adamId", body.adam_id.is_some()),
        ("assignments", !body.assignments.is_empty()),
        ("associatedUsers", !body.associated_users.is_empty()),
        ("countDelta", body.count_delta.is_some()),
        ("counts", body.counts.is_some()),
        ("error", body.error.is_some()),
        ("eventId", body.event_id.is_some()),
        ("parentAdamId", body.parent_adam_id.is_some()),
        ("pricingParam", body.pricing_param.is_some()),
        ("result", body.result.is_some()),
        ("type", body.type_.is_some()),
        ("users", !body.users.is_empty()),
    ];
    for (key, _) in there.iter().filter(|(key, is_there)| *is_there && !keys.contains(key)) {
        out.forbidden_in("notification", key, "this `notificationType` has no such key");
    }
}

record! {
    /// An assignment of a product or of a seat, in a notification: Apple, "Subscribing to notifications".
    pub struct NotificationAssignment<'a> {
        /// The store's number of the product: text of an asset, a number of a subscription.
        "adamId" => adam_id: Text<'a>, format(ADAM_ID), also(Kind::Integer);
        /// What the client calls the user.
        "clientUserId" => client_user_id: Option<Text<'a>>;
        /// The hash of the user's store account; only where there is one.
        "idHash" => id_hash: Option<Text<'a>>;
        /// The quality of the product.
        "pricingParam" => pricing_param: Option<PricingParam<'a>>;
        /// The seat is renewed at the end of the period.
        "renewing" => renewing: Option<bool>;
        /// The serial number of the device.
        "serialNumber" => serial_number: Option<Text<'a>>;
        /// What state the user is in.
        "userStatus" => user_status: Option<UserStatus<'a>>;
        group ExactlyOne("clientUserId", "serialNumber");
    }
}

tokens! {
    /// How an event ended.
    pub enum EventResult {
        /// Some of it failed.
        "FAILURE" => Failure;
        /// It is done.
        "SUCCESS" => Success;
    }
}
