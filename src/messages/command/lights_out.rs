//! Macs that are turned on and off over the network by a Mac beside them: lights-out management, since macOS 11.

use crate::{
    messages::Response,
    record::{record, tokens},
    wire::{Text, Texts},
};

command! {
    /// Turns other Macs on or off: `mdm/commands/lom.devicerequest.yaml`.
    pub struct LomDeviceRequest<'a> in LomDeviceRequestCommand, "LOMDeviceRequest", [only(MACOS), never(USER_ENROLLMENT), never(USER_CHANNEL)] {
        /// Which, and how.
        "RequestList" => request_list: Vec<LomRequest<'a>>, REQUIRED;
    }
}

record! {
    /// What one Mac is to do: `RequestListItem` of `mdm/commands/lom.devicerequest.yaml`.
    pub struct LomRequest<'a> {
        /// The name of that Mac, as its certificate has it.
        "DeviceDNSName" => device_dns_name: Text<'a>, format(NON_EMPTY);
        /// What it is to do.
        "DeviceRequestType" => device_request_type: LomAction<'a>;
        /// The server's own name for this; the answer repeats it.
        "DeviceRequestUUID" => device_request_uuid: Text<'a>, format(NON_EMPTY);
        /// The version of the protocol, as that Mac told it.
        "LOMProtocolVersion" => lom_protocol_version: i64;
        /// The IPv6 addresses of its first interface.
        "PrimaryIPv6AddressList" => primary_ipv6_address_list: Texts<'a>, REQUIRED;
        /// The IPv6 addresses of its other interfaces.
        "SecondaryIPv6AddressList" => secondary_ipv6_address_list: Texts<'a>, REQUIRED;
    }
}

tokens! {
    /// What a Mac is to do: `DeviceRequestType` of `mdm/commands/lom.devicerequest.yaml`.
    pub enum LomAction {
        /// Turn off.
        "PowerOFF" => PowerOff;
        /// Turn on.
        "PowerON" => PowerOn;
        /// Start again.
        "Reset" => Reset;
    }
}

command! {
    /// Asks a Mac how it can be reached for that: `mdm/commands/lom.setuprequest.yaml`.
    pub struct LomSetupRequest<'a> in LomSetupRequestCommand, "LOMSetupRequest", [only(MACOS), never(USER_ENROLLMENT), never(USER_CHANNEL)] {}
}

record! {
    /// The answer to `LOMDeviceRequest`: `mdm/commands/lom.devicerequest.yaml`.
    pub struct LomDeviceRequestResponse<'a> in response: Response<'a> {
        /// What became of each request.
        "ResponseList" => response_list: Vec<LomResult<'a>>, ON_SUCCESS;
    }
}

record! {
    /// What became of one request: `ResponseListItem` of `mdm/commands/lom.devicerequest.yaml`.
    pub struct LomResult<'a> {
        /// Why it failed, in words.
        "DeviceRequestReturnError" => device_request_return_error: Option<Text<'a>>;
        /// It succeeded.
        "DeviceRequestSuccess" => device_request_success: bool;
        /// Which request it was.
        "DeviceRequestUUID" => device_request_uuid: Text<'a>;
    }
}

record! {
    /// The answer to `LOMSetupRequest`: `mdm/commands/lom.setuprequest.yaml`.
    pub struct LomSetupRequestResponse<'a> in response: Response<'a> {
        /// The version of the protocol.
        "LOMProtocolVersion" => lom_protocol_version: Option<i64>, ON_SUCCESS;
        /// The IPv6 addresses of its first interface.
        "PrimaryIPv6AddressList" => primary_ipv6_address_list: Texts<'a>, ON_SUCCESS;
        /// The IPv6 addresses of its other interfaces.
        "SecondaryIPv6AddressList" => secondary_ipv6_address_list: Texts<'a>, ON_SUCCESS;
    }
}
