//! Accounts and users.

use crate::{
    messages::Response,
    record::record,
    report::Checks,
    wire::{Data, Text},
};

command! {
    /// Says which accounts Setup Assistant makes: `mdm/commands/account.configuration.yaml`. Macs only, while they wait for
    /// `DeviceConfigured`.
    pub struct AccountConfiguration<'a> in AccountConfigurationCommand, "AccountConfiguration", [only(MACOS), never(USER_ENROLLMENT), never(USER_CHANNEL)] {
        /// Administrators that it makes; the first one counts.
        "AutoSetupAdminAccounts" => auto_setup_admin_accounts: Vec<AutoSetupAdminAccount<'a>>;
        /// The names of the first account are not filled in, since macOS 10.15.
        "DontAutoPopulatePrimaryAccountInfo" => dont_auto_populate_primary_account_info: Option<bool>;
        /// The names that were filled in cannot be changed, since macOS 10.15.
        "LockPrimaryAccountInfo" => lock_primary_account_info: Option<bool>;
        /// The account that is managed, if it is not the first one; since macOS 11.
        "ManagedLocalUserShortName" => managed_local_user_short_name: Option<Text<'a>>;
        /// The full name of the first account, since macOS 10.15.
        "PrimaryAccountFullName" => primary_account_full_name: Option<Text<'a>>;
        /// The name of the first account, since macOS 10.15.
        "PrimaryAccountUserName" => primary_account_user_name: Option<Text<'a>>;
        /// The first account is no administrator; one has to be among those above.
        "SetPrimarySetupAccountAsRegularUser" => set_primary_setup_account_as_regular_user: Option<bool>;
        /// There is no first account; one has to be among those above.
        "SkipPrimarySetupAccountCreation" => skip_primary_setup_account_creation: Option<bool>;
        check somebody_is_administrator;
        check what_is_locked_is_filled_in;
    }
}

fn somebody_is_administrator(accounts: &AccountConfiguration<'_>, out: &mut Checks) {
    const SIGNS: &[&str] = &["SetPrimarySetupAccountAsRegularUser", "SkipPrimarySetupAccountCreation"];
    let is_needed = [accounts.set_primary_setup_account_as_regular_user, accounts.skip_primary_setup_account_creation];
    if is_needed.contains(&Some(true)) && !out.has("AutoSetupAdminAccounts") {
        out.given(SIGNS).missing("AutoSetupAdminAccounts");
    }
}

fn what_is_locked_is_filled_in(accounts: &AccountConfiguration<'_>, out: &mut Checks) {
    let is_named = accounts.primary_account_full_name.is_some() || accounts.primary_account_user_name.is_some();
    if is_named
        && accounts.lock_primary_account_info == Some(true)
        && accounts.dont_auto_populate_primary_account_info == Some(true)
    {
        let rule = "`LockPrimaryAccountInfo` true needs `DontAutoPopulatePrimaryAccountInfo` false";
        out.given(&["DontAutoPopulatePrimaryAccountInfo", "LockPrimaryAccountInfo"])
            .contradiction("DontAutoPopulatePrimaryAccountInfo", rule);
    }
}

record! {
    /// An administrator that Setup Assistant makes: `AutoSetupAdminAccountItem` of `mdm/commands/account.configuration.yaml`.
    pub struct AutoSetupAdminAccount<'a> {
        /// The full name; the account's if there is none.
        "fullName" => full_name: Option<Text<'a>>;
        /// It is not shown where users log in.
        "hidden" => hidden: Option<bool>;
        /// Its password, as a [`PasswordHash`](super::PasswordHash).
        "passwordHash" => password_hash: Option<Data<'a>>, contains("password-hash"), SENSITIVE;
        /// The account's name.
        "shortName" => short_name: Text<'a>, format(NON_EMPTY);
    }
}

command! {
    /// The user of a Shared iPad is set up and may leave Setup Assistant: `mdm/commands/user.configured.yaml`.
    pub struct UserConfigured<'a> in UserConfiguredCommand, "UserConfigured", [only(IOS), never(USER_ENROLLMENT), never(UNSUPERVISED), never(DEVICE_CHANNEL)] {}
}

command! {
    /// Removes a user from a Mac or a Shared iPad: `mdm/commands/user.delete.yaml`.
    pub struct DeleteUser<'a> in DeleteUserCommand, "DeleteUser", [only(IOS.and(MACOS)), never(USER_ENROLLMENT), never(USER_CHANNEL), absent(UNSUPERVISED.and(MACOS))] {
        /// All of them, since iOS 14.
        "DeleteAllUsers" => delete_all_users: Option<bool>, absent(MACOS);
        /// Even if something has not yet been stored in iCloud.
        "ForceDeletion" => force_deletion: Option<bool>, absent(MACOS);
        /// The account's name, unless it is all of them.
        "UserName" => user_name: Option<Text<'a>>, format(NON_EMPTY);
        group AtLeastOne("DeleteAllUsers", "UserName");
        check one_or_all_are_deleted;
    }
}

fn one_or_all_are_deleted(users: &DeleteUser<'_>, out: &mut Checks) {
    if users.delete_all_users == Some(false) && users.user_name.is_none() {
        out.given(&["DeleteAllUsers", "UserName"]).missing("UserName");
    }
}

command! {
    /// Asks which users there are on a Mac or a Shared iPad: `mdm/commands/user.list.yaml`.
    pub struct UserList<'a> in UserListCommand, "UserList", [only(IOS.and(MACOS)), never(USER_ENROLLMENT), never(USER_CHANNEL), absent(UNSUPERVISED.and(MACOS))] {}
}

command! {
    /// Logs the user of a Shared iPad out: `mdm/commands/user.logout.yaml`.
    pub struct LogOutUser<'a> in LogOutUserCommand, "LogOutUser", [only(IOS), never(USER_ENROLLMENT), never(USER_CHANNEL)] {}
}

command! {
    /// Unlocks an account after too many wrong passwords: `mdm/commands/user.unlock.yaml`. Macs only.
    pub struct UnlockUserAccount<'a> in UnlockUserAccountCommand, "UnlockUserAccount", [only(MACOS), never(USER_ENROLLMENT), never(USER_CHANNEL)] {
        /// The account's name.
        "UserName" => user_name: Text<'a>, format(NON_EMPTY);
    }
}

record! {
    /// The answer to `UserList`: `mdm/commands/user.list.yaml`.
    pub struct UserListResponse<'a> in response: Response<'a> {
        /// The users.
        "Users" => users: Vec<UsersItem<'a>>, ON_SUCCESS;
    }
}

record! {
    /// One user: `UsersItem` of `mdm/commands/user.list.yaml`.
    pub struct UsersItem<'a> {
        /// So many bytes at most, if there is a limit.
        "DataQuota" => data_quota: Option<u64>, absent(MACOS);
        /// So many bytes are used.
        "DataUsed" => data_used: Option<u64>, absent(MACOS);
        /// The full name.
        "FullName" => full_name: Option<Text<'a>>, absent(IOS);
        /// Something has not yet been stored in iCloud.
        "HasDataToSync" => has_data_to_sync: Option<bool>, absent(MACOS);
        /// The user can open FileVault, since macOS 11.
        "HasSecureToken" => has_secure_token: Option<bool>, absent(IOS);
        /// The user is logged in.
        "IsLoggedIn" => is_logged_in: bool;
        /// The account is one of a directory, kept on the Mac.
        "MobileAccount" => mobile_account: Option<bool>, absent(IOS);
        /// The number of the user in the system.
        "UID" => uid: Option<i64>, absent(IOS);
        /// The account's `GeneratedUID`.
        "UserGUID" => user_guid: Option<Text<'a>>, absent(IOS);
        /// The account's name; on a Shared iPad the Managed Apple Account.
        "UserName" => user_name: Text<'a>;
    }
}
