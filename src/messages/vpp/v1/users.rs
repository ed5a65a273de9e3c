//! Users of version 1.

use crate::{
    messages::vpp::{UserStatus, VppAnswer, VppLicense},
    record::record,
    wire::Text,
};

record! {
    /// A user: Apple, "VppUser".
    pub struct VppUser<'a> {
        /// What the client calls the user; a GUID, if it follows advice.
        "clientUserIdStr" => client_user_id_str: Option<Text<'a>>;
        /// The user's e-mail address.
        "email" => email: Option<Text<'a>>, format(EMAIL), NULL;
        /// The code of the invitation, as long as it was not taken.
        "inviteCode" => invite_code: Option<Text<'a>>, SENSITIVE;
        /// The address of the invitation, as long as it was not taken.
        "inviteUrl" => invite_url: Option<Text<'a>>, format(HTTPS_URL), SENSITIVE;
        /// The hash of the user's store account; only where there is one.
        "itsIdHash" => its_id_hash: Option<Text<'a>>;
        /// The licences that the user has; there is no key if there are none.
        "licenses" => licenses: Vec<VppLicense<'a>>;
        /// What state the user is in. `Deleted` is an old number whose name has passed to another user.
        "status" => status: Option<UserStatus<'a>>;
        /// Apple's number of the user.
        "userId" => user_id: i64;
    }
}

record! {
    /// Asks for a user: Apple, "GetVppUserRequest".
    pub struct GetVppUserRequest<'a> {
        /// What the client calls the user.
        "clientUserIdStr" => client_user_id_str: Option<Text<'a>>, NULL;
        /// Speaks for this facilitator, as was possible until about 2019.
        "facilitatorMemberId" => facilitator_member_id: Option<i64>, also(Kind::Text), NULL;
        /// Which of several records of that name.
        "itsIdHash" => its_id_hash: Option<Text<'a>>, NULL;
        /// The content token that the request speaks with.
        "sToken" => s_token: Text<'a>, format(STOKEN), SENSITIVE;
        /// Apple's number of the user; it counts more than `clientUserIdStr`.
        "userId" => user_id: Option<i64>, also(Kind::Text), NULL;
        group AtLeastOne("userId", "clientUserIdStr");
    }
}

record! {
    /// A user that was asked for: Apple, "GetVppUserResponse".
    pub struct GetVppUserResponse<'a> in answer: VppAnswer<'a> {
        /// The user.
        "user" => user: Option<VppUser<'a>>;
    }
}

record! {
    /// Asks for users: Apple, "GetVppUsersRequest".
    pub struct GetVppUsersRequest<'a> {
        /// Where to go on, from the answer before.
        "batchToken" => batch_token: Option<Text<'a>>, NULL;
        /// Speaks for this facilitator, as was possible until about 2019.
        "facilitatorMemberId" => facilitator_member_id: Option<i64>, also(Kind::Text), NULL;
        /// In Apple's example only; its meaning is not documented.
        "ifModifiedSince" => if_modified_since: Option<Text<'a>>, NULL;
        /// Asks for retired users too, if it is 1.
        "includeRetired" => include_retired: Option<i64>, among(&[0, 1]), also(Kind::Boolean), also(Kind::Text), NULL;
        /// Asks for retired users only.
        "includeRetiredOnly" => include_retired_only: Option<bool>, also(Kind::Text), NULL;
        /// Which batch, counted from 1.
        "overrideIndex" => override_index: Option<i64>, range(1, i32::MAX as i64), also(Kind::Text), NULL;
        /// The content token that the request speaks with.
        "sToken" => s_token: Text<'a>, format(STOKEN), SENSITIVE;
        /// Only what has changed since, from the last answer of a full reading.
        "sinceModifiedToken" => since_modified_token: Option<Text<'a>>, NULL;
    }
}

record! {
    /// Users, a batch of them: Apple, "GetVppUsersResponse".
    pub struct GetVppUsersResponse<'a> in answer: VppAnswer<'a> {
        /// How many entries are in this batch.
        "batchCount" => batch_count: Option<i64>, COUNT;
        /// Where the next batch begins; several kilobytes. There is none in the last batch.
        "batchToken" => batch_token: Option<Text<'a>>;
        /// What to ask with for changes since then. Only the last batch has it, and that is how the end is known.
        "sinceModifiedToken" => since_modified_token: Option<Text<'a>>;
        /// How many batches there are: text here, a number for licences.
        "totalBatchCount" => total_batch_count: Option<Text<'a>>, also(Kind::Integer);
        /// About how many users there are.
        "totalCount" => total_count: Option<i64>, COUNT;
        /// The users.
        "users" => users: Vec<VppUser<'a>>;
    }
}

impl GetVppUsersResponse<'_> {
    /// Whether there are no more batches: `sinceModifiedToken` says so, and nothing else does. A batch may be empty, and one
    /// that lacks `batchToken` need not be the last.
    #[must_use]
    pub const fn is_last(&self) -> bool {
        self.since_modified_token.is_some()
    }
}

record! {
    /// Registers a user: Apple, "RegisterVppUserRequest".
    pub struct RegisterVppUserRequest<'a> {
        /// What the client calls the user: never used again, a GUID and no e-mail address.
        "clientUserIdStr" => client_user_id_str: Text<'a>;
        /// The user's e-mail address.
        "email" => email: Option<Text<'a>>, format(EMAIL), NULL;
        /// Speaks for this facilitator, as was possible until about 2019.
        "facilitatorMemberId" => facilitator_member_id: Option<i64>, also(Kind::Text), NULL;
        /// The Managed Apple Account.
        "managedAppleIDStr" => managed_apple_id_str: Option<Text<'a>>, format(EMAIL), NULL;
        /// The content token that the request speaks with.
        "sToken" => s_token: Text<'a>, format(STOKEN), SENSITIVE;
    }
}

record! {
    /// A user that was registered: Apple, "RegisterVppUserResponse".
    pub struct RegisterVppUserResponse<'a> in answer: VppAnswer<'a> {
        /// The user.
        "user" => user: Option<VppUser<'a>>;
    }
}

record! {
    /// Changes a user: Apple, "EditVppUserRequest".
    pub struct EditVppUserRequest<'a> {
        /// What the client calls the user.
        "clientUserIdStr" => client_user_id_str: Option<Text<'a>>, NULL;
        /// The new e-mail address.
        "email" => email: Option<Text<'a>>, format(EMAIL), NULL;
        /// Speaks for this facilitator, as was possible until about 2019.
        "facilitatorMemberId" => facilitator_member_id: Option<i64>, also(Kind::Text), NULL;
        /// Which of several records of that name.
        "itsIdHash" => its_id_hash: Option<Text<'a>>, NULL;
        /// The new Managed Apple Account.
        "managedAppleIDStr" => managed_apple_id_str: Option<Text<'a>>, format(EMAIL), NULL;
        /// The content token that the request speaks with.
        "sToken" => s_token: Text<'a>, format(STOKEN), SENSITIVE;
        /// Apple's number of the user; it counts more than `clientUserIdStr`.
        "userId" => user_id: Option<i64>, also(Kind::Text), NULL;
        group AtLeastOne("userId", "clientUserIdStr");
    }
}

record! {
    /// A user that was changed: Apple, "EditVppUserResponse".
    pub struct EditVppUserResponse<'a> in answer: VppAnswer<'a> {
        /// The user.
        "user" => user: Option<VppUser<'a>>;
    }
}

record! {
    /// Retires a user: Apple, "RetireVppUserRequest".
    pub struct RetireVppUserRequest<'a> {
        /// What the client calls the user.
        "clientUserIdStr" => client_user_id_str: Option<Text<'a>>, NULL;
        /// Speaks for this facilitator, as was possible until about 2019.
        "facilitatorMemberId" => facilitator_member_id: Option<i64>, also(Kind::Text), NULL;
        /// The content token that the request speaks with.
        "sToken" => s_token: Text<'a>, format(STOKEN), SENSITIVE;
        /// Apple's number of the user; it counts more than `clientUserIdStr`.
        "userId" => user_id: Option<i64>, also(Kind::Text), NULL;
        group AtLeastOne("userId", "clientUserIdStr");
    }
}

record! {
    /// A user that was retired: Apple, "RetireVppUserResponse".
    pub struct RetireVppUserResponse<'a> in answer: VppAnswer<'a> {
        /// The user.
        "user" => user: Option<VppUser<'a>>;
    }
}
