//! What a device sends to the `ServerURL` of its enrolment profile: the answer to a command, or that it is idle.

use super::{identity::names_one_sender, platform::user_of};
use crate::{
    record::{Few, record, tokens},
    report::Checks,
    wire::Text,
};

record! {
    /// What a device answers to any command, and how it asks for the next one. In no YAML file: the pages
    /// `…response` of the Device Management documentation, and the Mobile Device Management Protocol Reference.
    ///
    /// The keys that belong to one command's answer stand beside these.
    pub struct Response<'a> {
        /// What the server handed to a network user after `UserAuthenticate`; historic.
        "AuthToken" => auth_token: Option<Text<'a>>, SENSITIVE, RARE;
        /// The command that is answered, in the server's own words; only an idle device leaves it out.
        "CommandUUID" => command_uuid: Option<Text<'a>>, format(NON_EMPTY);
        /// Names this enrolment of the device, in place of `UDID`.
        "EnrollmentID" => enrollment_id: Option<Text<'a>>, format(NON_EMPTY), one_of(DEVICE), shows(USER_ENROLLMENT), absent(TVOS), absent(WATCHOS), RARE;
        /// Names the user within this enrolment of a Mac.
        "EnrollmentUserID" => enrollment_user_id: Option<Text<'a>>, format(NON_EMPTY), shows(USER_CHANNEL), absent(IOS), absent(TVOS), absent(VISIONOS), absent(WATCHOS), RARE;
        /// What went wrong, the outermost error first, its causes after it; some errors come without.
        "ErrorChain" => error_chain: Few<ErrorChainItem<'a>>;
        /// A user who logs in waits for the commands to end; historic, Macs only.
        "NeedSyncResponse" => need_sync_response: Option<bool>, RARE;
        /// The user of the Mac is not the one at its screen.
        "NotOnConsole" => not_on_console: Option<bool>, absent(DEVICE_CHANNEL), absent(IOS), absent(VISIONOS), absent(WATCHOS), RARE;
        /// The command's type again; undocumented, from Macs up to 10.13.
        "RequestType" => request_type: Option<Text<'a>>, RARE;
        /// How it went.
        "Status" => status: Status<'a>;
        /// The push topic; from simulators.
        "Topic" => topic: Option<Text<'a>>, format(TOPIC), RARE;
        /// The device's hardware identifier.
        "UDID" => udid: Option<Text<'a>>, one_of(DEVICE), shows(DEVICE_ENROLLMENT), absent(USER_ENROLLMENT), format(UDID);
        /// The Mac looks for a user's settings while in Setup Assistant; historic.
        "UserConfiguration" => user_configuration: Option<bool>, RARE;
        /// Names the user; all F for whoever sits at a Shared iPad.
        "UserID" => user_id: Option<Text<'a>>, format(ALL_F_OR_UUID), tells(user_of), shows(USER_CHANNEL), absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        /// The user's full name.
        "UserLongName" => user_long_name: Option<Text<'a>>, absent(DEVICE_CHANNEL), absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        /// The user's account name; on a Shared iPad the Managed Apple Account.
        "UserShortName" => user_short_name: Option<Text<'a>>, format(NON_EMPTY), present(SHARED_IPAD.and(USER_CHANNEL)), absent(DEVICE_CHANNEL), absent(TVOS), absent(VISIONOS), absent(WATCHOS);
        check names_one_sender;
        check command_and_errors_go_with_status;
        check success_brings_what_was_asked_for;
    }
}

fn command_and_errors_go_with_status(response: &Response<'_>, out: &mut Checks) {
    match (response.command_uuid.is_some(), response.status == Status::Idle) {
        (false, false) => out.given(&["CommandUUID", "Status"]).missing("CommandUUID"),
        (true, true) => out.given(&["CommandUUID", "Status"]).forbidden("CommandUUID", "`Status` is `Idle`"),
        _ => {}
    }
    if !response.error_chain.is_empty()
        && matches!(response.status, Status::Acknowledged | Status::Idle | Status::NotNow)
    {
        out.given(&["ErrorChain", "Status"]).forbidden("ErrorChain", "by its `Status` nothing went wrong");
    }
}

fn success_brings_what_was_asked_for(response: &Response<'_>, out: &mut Checks) {
    if response.status == Status::Acknowledged {
        for key in out.due_on_success() {
            out.given(&["Status"]).missing(key);
        }
    }
}

tokens! {
    /// How a command went: `Status` of every answer.
    pub enum Status {
        /// It was done, or has begun.
        "Acknowledged" => Acknowledged;
        /// The command is not well formed.
        "CommandFormatError" => CommandFormatError;
        /// It failed; `ErrorChain` says why.
        "Error" => Error;
        /// No command is answered: the device asks for the next one.
        "Idle" => Idle;
        /// Not at the moment; the device is going to ask again.
        "NotNow" => NotNow;
    }
}

record! {
    /// One error of an answer: `ErrorChain` of every answer.
    pub struct ErrorChainItem<'a> {
        /// The error's number within its domain; negative in some.
        "ErrorCode" => error_code: i64;
        /// Who numbers the errors, `MCMDMErrorDomain`; Apple's list of domains is open.
        "ErrorDomain" => error_domain: Text<'a>;
        /// What went wrong, in the device's language.
        "LocalizedDescription" => localized_description: Text<'a>;
        /// What went wrong, in English; most errors come without.
        "USEnglishDescription" => us_english_description: Option<Text<'a>>;
    }
}
