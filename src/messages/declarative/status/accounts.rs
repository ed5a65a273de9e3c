//! Status of accounts.

use crate::{record::record, wire::Text};

record! {
    /// Status of accounts: `account.list.*.yaml`.
    pub struct AccountStatusItems<'a> {
        /// The accounts that the management has set up.
        "list" => list: Option<AccountLists<'a>>;
    }
}

record! {
    /// Accounts by what they are for: `account.list.*.yaml`.
    pub struct AccountLists<'a> {
        /// Calendars by CalDAV.
        "caldav" => caldav: Vec<CalDavAccountStatus<'a>>;
        /// Contacts by CardDAV.
        "carddav" => carddav: Vec<ServerAccountStatus<'a>>;
        /// Exchange.
        "exchange" => exchange: Vec<ExchangeAccountStatus<'a>>;
        /// Google.
        "google" => google: Vec<GoogleAccountStatus<'a>>;
        /// Directories by LDAP.
        "ldap" => ldap: Vec<LdapAccountStatus<'a>>;
        /// Mail.
        "mail" => mail: Option<MailAccountLists<'a>>;
        /// Calendars to read.
        "subscribed-calendar" => subscribed_calendar: Vec<SubscribedCalendarStatus<'a>>;
    }
}

record! {
    /// Mail by its direction: `account.list.mail.incoming.yaml` and `account.list.mail.outgoing.yaml`.
    pub struct MailAccountLists<'a> {
        /// Mail that is fetched.
        "incoming" => incoming: Vec<IncomingMailAccountStatus<'a>>;
        /// Mail that is sent.
        "outgoing" => outgoing: Vec<ServerAccountStatus<'a>>;
    }
}

record! {
    /// What is told of any account: `account.list.*.yaml`.
    pub struct AccountStatus<'a> {
        /// The account is gone; nothing but its identifier stands beside it.
        "_removed" => removed: Option<bool>;
        /// The `Identifier` of the declaration that set it up.
        "declaration-identifier" => declaration_identifier: Option<Text<'a>>;
        /// Names the account.
        "identifier" => identifier: Text<'a>, format(NON_EMPTY);
        /// The name of its user.
        "username" => username: Option<Text<'a>>;
        /// Its name, as the user sees it.
        "visible-name" => visible_name: Option<Text<'a>>;
    }
}

record! {
    /// An account at a server: `account.list.carddav.yaml` and `account.list.mail.outgoing.yaml`.
    pub struct ServerAccountStatus<'a> in account: AccountStatus<'a> {
        /// The server.
        "hostname" => hostname: Option<Text<'a>>;
        /// Its port.
        "port" => port: Option<i64>, range(0, 65535);
    }
}

record! {
    /// An account for calendars: `account.list.caldav.yaml`.
    pub struct CalDavAccountStatus<'a> in account: AccountStatus<'a> {
        /// Calendars are in use.
        "are-calendars-enabled" => are_calendars_enabled: Option<bool>;
        /// Reminders are in use.
        "are-reminders-enabled" => are_reminders_enabled: Option<bool>;
        /// The server.
        "hostname" => hostname: Option<Text<'a>>;
        /// Its port.
        "port" => port: Option<i64>, range(0, 65535);
    }
}

record! {
    /// An account of Exchange: `account.list.exchange.yaml`.
    pub struct ExchangeAccountStatus<'a> in account: AccountStatus<'a> {
        /// Calendars are in use.
        "are-calendars-enabled" => are_calendars_enabled: Option<bool>;
        /// Contacts are in use.
        "are-contacts-enabled" => are_contacts_enabled: Option<bool>;
        /// Notes are in use.
        "are-notes-enabled" => are_notes_enabled: Option<bool>;
        /// Reminders are in use.
        "are-reminders-enabled" => are_reminders_enabled: Option<bool>;
        /// The server.
        "hostname" => hostname: Option<Text<'a>>;
        /// Mail is in use.
        "is-mail-enabled" => is_mail_enabled: Option<bool>;
        /// Its port.
        "port" => port: Option<i64>, range(0, 65535);
    }
}

record! {
    /// An account of Google: `account.list.google.yaml`.
    pub struct GoogleAccountStatus<'a> in account: AccountStatus<'a> {
        /// Calendars are in use.
        "are-calendars-enabled" => are_calendars_enabled: Option<bool>;
        /// Contacts are in use.
        "are-contacts-enabled" => are_contacts_enabled: Option<bool>;
        /// Notes are in use.
        "are-notes-enabled" => are_notes_enabled: Option<bool>;
        /// Mail is in use.
        "is-mail-enabled" => is_mail_enabled: Option<bool>;
    }
}

record! {
    /// A directory: `account.list.ldap.yaml`.
    pub struct LdapAccountStatus<'a> in account: AccountStatus<'a> {
        /// The server.
        "hostname" => hostname: Option<Text<'a>>;
        /// It is in use.
        "is-enabled" => is_enabled: Option<bool>;
        /// Its port.
        "port" => port: Option<i64>, range(0, 65535);
    }
}

record! {
    /// An account for mail that is fetched: `account.list.mail.incoming.yaml`.
    pub struct IncomingMailAccountStatus<'a> in account: AccountStatus<'a> {
        /// Notes are in use.
        "are-notes-enabled" => are_notes_enabled: Option<bool>;
        /// The server.
        "hostname" => hostname: Option<Text<'a>>;
        /// Mail is in use.
        "is-mail-enabled" => is_mail_enabled: Option<bool>;
        /// Its port.
        "port" => port: Option<i64>, range(0, 65535);
    }
}

record! {
    /// A calendar to read: `account.list.subscribed-calendar.yaml`.
    pub struct SubscribedCalendarStatus<'a> in account: AccountStatus<'a> {
        /// Where it comes from.
        "calendar-url" => calendar_url: Option<Text<'a>>;
        /// It is in use.
        "is-enabled" => is_enabled: Option<bool>;
    }
}
