//! What a device forbids.

use crate::{Map, messages::Response, record::record, wire::Texts};

command! {
    /// Asks which restrictions are in force: `mdm/commands/device.restrictions.list.yaml`.
    pub struct Restrictions<'a> in RestrictionsCommand, "Restrictions", [only(IOS.and(TVOS).and(VISIONOS).and(WATCHOS)), never(USER_ENROLLMENT)] {
        /// Those of each profile too.
        "ProfileRestrictions" => profile_restrictions: Option<bool>;
    }
}

command! {
    /// Takes the password off the user's own restrictions: `mdm/commands/device.restrictions.clearpassword.yaml`. iPhones and iPads.
    pub struct ClearRestrictionsPassword<'a> in ClearRestrictionsPasswordCommand, "ClearRestrictionsPassword", [only(IOS), never(USER_ENROLLMENT), never(UNSUPERVISED), never(SHARED_IPAD), never(USER_CHANNEL)] {}
}

record! {
    /// The answer to `Restrictions`: `mdm/commands/device.restrictions.list.yaml`.
    pub struct RestrictionsResponse<'a> in response: Response<'a> {
        /// What is in force.
        "GlobalRestrictions" => global_restrictions: Option<RestrictionSet<'a>>, ON_SUCCESS;
        /// What each profile asks for, by its identifier.
        "ProfileRestrictions" => profile_restrictions: Map<'a, RestrictionSet<'a>>;
    }
}

record! {
    /// Restrictions by their names: `GlobalRestrictions` of `mdm/commands/device.restrictions.list.yaml`.
    pub struct RestrictionSet<'a> {
        /// Those that are lists of which every profile leaves something out.
        "intersection" => intersection: Map<'a, RestrictedList<'a>>;
        /// Those that are allowed or not.
        "restrictedBool" => restricted_bool: Map<'a, RestrictedBool<'a>>;
        /// Those that are numbers.
        "restrictedValue" => restricted_value: Map<'a, RestrictedValue<'a>>;
        /// Those that are lists to which every profile adds something.
        "union" => union: Map<'a, RestrictedList<'a>>;
    }
}

record! {
    /// A restriction that is allowed or not: `restrictedBool` of `mdm/commands/device.restrictions.list.yaml`.
    pub struct RestrictedBool<'a> {
        /// It is allowed.
        "value" => value: bool;
    }
}

record! {
    /// A restriction that is a number: `restrictedValue` of `mdm/commands/device.restrictions.list.yaml`.
    pub struct RestrictedValue<'a> {
        /// The number.
        "value" => value: i64;
    }
}

record! {
    /// A restriction that is a list: `intersection` and `union` of `mdm/commands/device.restrictions.list.yaml`.
    pub struct RestrictedList<'a> {
        /// What is in it.
        "values" => values: Texts<'a>, REQUIRED;
    }
}
