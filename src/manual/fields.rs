//! The fields that every user of the protocol asks for first, each with its place in this crate.
//!
//! The kind of a message is what [`Report::kind`](crate::Report::kind) says and what `decode_kind` and `--as` take. Presence is that of
//! every sender; what else has to be there, and when, stands at the field.
//!
//! | kind | key | type | presence | field |
//! |---|---|---|---|---|
//! | `check-in.Authenticate` | `MessageType` | string | required | [`Authenticate::message_type`](crate::messages::Authenticate::message_type) |
//! | `check-in.Authenticate` | `Topic` | string | required | [`Authenticate::topic`](crate::messages::Authenticate::topic) |
//! | `check-in.Authenticate` | `UDID` | string | optional | [`Authenticate::udid`](crate::messages::Authenticate::udid) |
//! | `check-in.Authenticate` | `OSVersion` | string | optional | [`Authenticate::os_version`](crate::messages::Authenticate::os_version) |
//! | `check-in.Authenticate` | `BuildVersion` | string | optional | [`Authenticate::build_version`](crate::messages::Authenticate::build_version) |
//! | `check-in.Authenticate` | `ProductName` | string | optional | [`Authenticate::product_name`](crate::messages::Authenticate::product_name) |
//! | `check-in.Authenticate` | `SerialNumber` | string | optional | [`Authenticate::serial_number`](crate::messages::Authenticate::serial_number) |
//! | `check-in.Authenticate` | `IMEI` | string | optional | [`Authenticate::imei`](crate::messages::Authenticate::imei) |
//! | `check-in.Authenticate` | `MEID` | string | optional | [`Authenticate::meid`](crate::messages::Authenticate::meid) |
//! | `check-in.TokenUpdate` | `Topic` | string | required | [`TokenUpdate::topic`](crate::messages::TokenUpdate::topic) |
//! | `check-in.TokenUpdate` | `UDID` | string | optional | [`TokenUpdate::udid`](crate::messages::TokenUpdate::udid) |
//! | `check-in.TokenUpdate` | `Token` | data | required | [`TokenUpdate::token`](crate::messages::TokenUpdate::token) |
//! | `check-in.TokenUpdate` | `PushMagic` | string | required | [`TokenUpdate::push_magic`](crate::messages::TokenUpdate::push_magic) |
//! | `check-in.TokenUpdate` | `UnlockToken` | data | optional | [`TokenUpdate::unlock_token`](crate::messages::TokenUpdate::unlock_token) |
//! | `check-in.TokenUpdate` | `AwaitingConfiguration` | boolean | optional | [`TokenUpdate::awaiting_configuration`](crate::messages::TokenUpdate::awaiting_configuration) |
//! | `check-in.CheckOut` | `MessageType` | string | required | [`CheckOut::message_type`](crate::messages::CheckOut::message_type) |
//! | `check-in.CheckOut` | `Topic` | string | required | [`CheckOut::topic`](crate::messages::CheckOut::topic) |
//! | `check-in.CheckOut` | `UDID` | string | optional | [`CheckOut::udid`](crate::messages::CheckOut::udid) |
//! | `response` | `Status` | string | required | [`Response::status`](crate::messages::Response::status) |
//! | `response` | `UDID` | string | optional | [`Response::udid`](crate::messages::Response::udid) |
//! | `response` | `CommandUUID` | string | optional | [`Response::command_uuid`](crate::messages::Response::command_uuid) |
//! | `response` | `ErrorChain` | array | optional | [`Response::error_chain`](crate::messages::Response::error_chain) |
//! | `dep.Device` | `serial_number` | string | optional | [`Device::serial_number`](crate::messages::dep::Device::serial_number) |
//! | `dep.Device` | `model` | string | optional | [`Device::model`](crate::messages::dep::Device::model) |
//! | `dep.Device` | `description` | string | optional | [`Device::description`](crate::messages::dep::Device::description) |
//! | `dep.Device` | `color` | string | optional | [`Device::color`](crate::messages::dep::Device::color) |
//! | `dep.Device` | `asset_tag` | string | optional | [`Device::asset_tag`](crate::messages::dep::Device::asset_tag) |
//! | `dep.Device` | `profile_status` | string | optional | [`Device::profile_status`](crate::messages::dep::Device::profile_status) |
//! | `dep.Device` | `profile_uuid` | string | optional | [`Device::profile_uuid`](crate::messages::dep::Device::profile_uuid) |
//! | `dep.Device` | `profile_assign_time` | string | optional | [`Device::profile_assign_time`](crate::messages::dep::Device::profile_assign_time) |
//! | `dep.Device` | `profile_push_time` | string | optional | [`Device::profile_push_time`](crate::messages::dep::Device::profile_push_time) |
//! | `dep.Device` | `device_assigned_date` | string | optional | [`Device::device_assigned_date`](crate::messages::dep::Device::device_assigned_date) |
//! | `dep.Device` | `device_assigned_by` | string | optional | [`Device::device_assigned_by`](crate::messages::dep::Device::device_assigned_by) |
//! | `dep.Device` | `os` | string | optional | [`Device::os`](crate::messages::dep::Device::os) |
//! | `dep.Device` | `device_family` | string | optional | [`Device::device_family`](crate::messages::dep::Device::device_family) |
//! | `vpp.VppUser` | `userId` | integer | required | [`VppUser::user_id`](crate::messages::vpp::VppUser::user_id) |
//! | `vpp.ContentMetadata` | `description` | dictionary | optional | [`ContentMetadata::description`](crate::messages::vpp::ContentMetadata::description) |
//! | `vpp.ContentMetadata` | `artwork` | array | optional | [`ContentMetadata::artwork`](crate::messages::vpp::ContentMetadata::artwork) |
//! | `vpp.VppAsset` | `adamIdStr` | string | required | [`VppAsset::adam_id_str`](crate::messages::vpp::VppAsset::adam_id_str) |
//! | `vpp.ContentMetadata` | `name` | string | required | [`ContentMetadata::name`](crate::messages::vpp::ContentMetadata::name) |
//! | `vpp.VppAsset` | `assignedCount` | integer | optional | [`VppAsset::assigned_count`](crate::messages::vpp::VppAsset::assigned_count) |
//! | `vpp.VppAsset` | `availableCount` | integer | optional | [`VppAsset::available_count`](crate::messages::vpp::VppAsset::available_count) |
//! | `vpp.ContentMetadata` | `bundleId` | string | optional | [`ContentMetadata::bundle_id`](crate::messages::vpp::ContentMetadata::bundle_id) |
//! | `vpp.ContentMetadata` | `copyright` | string | optional | [`ContentMetadata::copyright`](crate::messages::vpp::ContentMetadata::copyright) |
//! | `vpp.VppClientConfigResponse` | `countryCode` | string | optional | [`VppClientConfigResponse::country_code`](crate::messages::vpp::VppClientConfigResponse::country_code) |
//! | `vpp.VppAsset` | `deviceAssignable` | boolean | optional | [`VppAsset::device_assignable`](crate::messages::vpp::VppAsset::device_assignable) |
//! | `vpp.VppClientConfigResponse` | `facilitatorMemberId` | integer | optional | [`VppClientConfigResponse::facilitator_member_id`](crate::messages::vpp::VppClientConfigResponse::facilitator_member_id) |
//! | `vpp.ContentMetadata` | `genres` | array | optional | [`ContentMetadata::genres`](crate::messages::vpp::ContentMetadata::genres) |
//! | `vpp.VppUser` | `clientUserIdStr` | string | optional | [`VppUser::client_user_id_str`](crate::messages::vpp::VppUser::client_user_id_str) |
//! | `vpp.VppAsset` | `isIrrevocable` | boolean | optional | [`VppAsset::is_irrevocable`](crate::messages::vpp::VppAsset::is_irrevocable) |
//! | `vpp.VppLicense` | `licenseIdStr` | string | optional | [`VppLicense::license_id_str`](crate::messages::vpp::VppLicense::license_id_str) |
//! | `vpp.VppClientConfigResponse` | `location` | dictionary | optional | [`VppAnswer::location`](crate::messages::vpp::VppAnswer::location) |
//! | `vpp.RegisterVppUserRequest` | `managedAppleIDStr` | string | optional | [`RegisterVppUserRequest::managed_apple_id_str`](crate::messages::vpp::RegisterVppUserRequest::managed_apple_id_str) |
//! | `vpp.VppClientConfigResponse` | `organizationId` | integer | optional | [`VppClientConfigResponse::organization_id`](crate::messages::vpp::VppClientConfigResponse::organization_id) |
//! | `vpp.VppAsset` | `pricingParam` | string | optional | [`VppAsset::pricing_param`](crate::messages::vpp::VppAsset::pricing_param) |
//! | `vpp.VppAsset` | `productTypeId` | integer | optional | [`VppAsset::product_type_id`](crate::messages::vpp::VppAsset::product_type_id) |
//! | `vpp.VppAsset` | `retiredCount` | integer | optional | [`VppAsset::retired_count`](crate::messages::vpp::VppAsset::retired_count) |
//! | `vpp.VppAsset` | `totalCount` | integer | optional | [`VppAsset::total_count`](crate::messages::vpp::VppAsset::total_count) |
//! | `vpp.ContentMetadata` | `url` | string | optional | [`ContentMetadata::url`](crate::messages::vpp::ContentMetadata::url) |
//! | `vpp.VppUser` | `status` | string | optional | [`VppUser::status`](crate::messages::vpp::VppUser::status) |
