//! Users of version 2.

use crate::{
    messages::vpp::{Page, UserStatus},
    record::record,
    report::Checks,
    wire::Text,
};

record! {
    /// A user: Apple, "ResponseUser".
    pub struct ResponseUser<'a> {
        /// What the client calls the user.
        "clientUserId" => client_user_id: Text<'a>;
        /// The user's e-mail address.
        "email" => email: Option<Text<'a>>, format(EMAIL);
        /// The hash of the user's store account; only where there is one.
        "idHash" => id_hash: Option<Text<'a>>;
        /// The code of the invitation; a retired user has none.
        "inviteCode" => invite_code: Option<Text<'a>>, SENSITIVE;
        /// What state the user is in.
        "status" => status: Option<UserStatus<'a>>;
    }
}

record! {
    /// A page of users: Apple, "GetUsersResponse".
    pub struct GetUsersResponse<'a> in page: Page<'a> {
        /// The users.
        "users" => users: Vec<ResponseUser<'a>>;
    }
}

record! {
    /// A user to be made, changed or retired: Apple, "RequestUser".
    pub struct RequestUser<'a> {
        /// What the client calls the user.
        "clientUserId" => client_user_id: Text<'a>;
        /// The user's e-mail address.
        "email" => email: Option<Text<'a>>, format(EMAIL);
        /// The Managed Apple Account.
        "managedAppleId" => managed_apple_id: Option<Text<'a>>, format(EMAIL);
    }
}

record! {
    /// Makes, changes or retires users: Apple, "ManageUsersRequest".
    pub struct ManageUsersRequest<'a> {
        /// The users.
        "users" => users: Vec<RequestUser<'a>>, REQUIRED, items(1, 100);
        check each_is_named_once;
    }
}

/// Error 9715.
fn each_is_named_once(request: &ManageUsersRequest<'_>, out: &mut Checks) {
    out.once("users", "each user is named once", request.users.iter().map(|user| &*user.client_user_id));
}
