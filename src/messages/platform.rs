//! What a value says of its sender.

use super::identity::SHARED_IPAD_USER;
use crate::context::Facts;

/// The system that runs on a device, told by its hardware identifier (`iPhone16,1`): one of the platform facts, or
/// nothing where the identifier is not of a known family.
#[must_use]
pub fn platform_of(product: &str) -> Facts {
    let known = FAMILIES.iter().find(|(family, _)| product.starts_with(family));
    known.map_or(Facts::NONE, |(_, platform)| *platform)
}

/// The first letters of hardware identifiers.
const FAMILIES: &[(&str, Facts)] = &[
    ("iPhone", Facts::IOS),
    ("iPad", Facts::IOS),
    ("iPod", Facts::IOS),
    ("Mac", Facts::MACOS),
    ("iMac", Facts::MACOS),
    ("VirtualMac", Facts::MACOS),
    ("AppleTV", Facts::TVOS),
    ("Watch", Facts::WATCHOS),
    ("RealityDevice", Facts::VISIONOS),
];

/// Whether a `UserID` is the one that stands for whoever sits at a Shared iPad.
pub(super) fn user_of(user_id: &str) -> Facts {
    if user_id == SHARED_IPAD_USER { Facts::SHARED_IPAD.and(Facts::IOS) } else { Facts::NONE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families() {
        for (product, platform) in [
            ("iPhone16,1", Facts::IOS),
            ("iPad4,1", Facts::IOS),
            ("iPod9,1", Facts::IOS),
            ("Mac15,3", Facts::MACOS),
            ("MacBookPro11,5", Facts::MACOS),
            ("Macmini9,1", Facts::MACOS),
            ("iMac17,1", Facts::MACOS),
            ("iMacPro1,1", Facts::MACOS),
            ("VirtualMac2,1", Facts::MACOS),
            ("AppleTV14,1", Facts::TVOS),
            ("Watch7,5", Facts::WATCHOS),
            ("RealityDevice14,1", Facts::VISIONOS),
            ("AudioAccessory5,1", Facts::NONE),
            ("MD786X", Facts::NONE),
            ("iphone16,1", Facts::NONE),
            ("", Facts::NONE),
        ] {
            assert_eq!(platform_of(product), platform, "{product}");
        }
    }

    #[test]
    fn only_capitals_stand_for_a_shared_ipad() {
        assert_eq!(user_of(SHARED_IPAD_USER), Facts::SHARED_IPAD | Facts::IOS);
        assert_eq!(user_of(&SHARED_IPAD_USER.to_lowercase()), Facts::NONE);
    }
}
