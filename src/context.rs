//! What is known of the sender of a message.
//!
//! Many of Apple's rules hold only for some senders: a user enrolment must not tell its serial number, a Mac must
//! tell its model. [`Facts`] are what such rules ask for. They come from the message itself, where a key shows them,
//! and from the caller's [`Context`]. What is not known is not judged.

use core::{fmt, ops::BitOr};

/// A set of facts about the sender of a message.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Facts(u32);

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $bit:literal $words:literal;)+) => {
        impl Facts {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)+
        }
        $($(#[$doc])* pub(crate) const $name: Facts = Facts::$name;)+
        const WORDS: &[(Facts, &str)] = &[$((Facts::$name, $words),)+];
    };
}

facts! {
    /// Enrolled as the user's own device: `EnrollmentID` takes the place of `UDID`.
    USER_ENROLLMENT = 0 "user enrolment";
    /// Enrolled as a device of the organization's: `UDID` is told.
    DEVICE_ENROLLMENT = 1 "device enrolment";
    /// The message speaks for a user.
    USER_CHANNEL = 2 "user channel";
    /// The message speaks for the device.
    DEVICE_CHANNEL = 3 "device channel";
    /// An iPad that several users share.
    SHARED_IPAD = 4 "Shared iPad";
    /// A Mac.
    MACOS = 5 "macOS";
    /// An iPhone, iPad or iPod touch.
    IOS = 6 "iOS";
    /// An Apple TV.
    TVOS = 7 "tvOS";
    /// An Apple Watch.
    WATCHOS = 8 "watchOS";
    /// An Apple Vision Pro.
    VISIONOS = 9 "visionOS";
    /// Supervised by the organization.
    SUPERVISED = 10 "supervised";
    /// Not supervised.
    UNSUPERVISED = 11 "not supervised";
}

/// Facts that exclude each other.
const EXCLUSIVE: &[Facts] = &[
    Facts(USER_ENROLLMENT.0 | DEVICE_ENROLLMENT.0),
    Facts(USER_CHANNEL.0 | DEVICE_CHANNEL.0),
    Facts::PLATFORMS,
    Facts(SUPERVISED.0 | UNSUPERVISED.0),
];

impl Facts {
    /// Nothing is known.
    pub const NONE: Self = Self(0);

    /// Every platform.
    pub(crate) const PLATFORMS: Self = Self(MACOS.0 | IOS.0 | TVOS.0 | WATCHOS.0 | VISIONOS.0);

    /// Both sets together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether every fact of `other` is among these.
    #[inline]
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether some fact is in both.
    #[inline]
    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Those of them that the others are not.
    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// One of them.
    pub(crate) const fn first(self) -> Self {
        Self(self.0 & self.0.wrapping_neg())
    }

    /// Whether nothing is known.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// These, and what is shown beside them where they say nothing themselves.
    #[inline]
    pub(crate) fn or_shown(self, shown: Self) -> Self {
        let mut all = shown.settled();
        if self.is_empty() {
            return all;
        }
        for group in EXCLUSIVE {
            if self.0 & group.0 != 0 {
                all.0 &= !group.0;
            }
        }
        self.and(all)
    }

    /// These, and all that exclude one of them.
    const fn and_excluded(self) -> Self {
        let mut all = self;
        let mut groups = EXCLUSIVE;
        while let [group, others @ ..] = groups {
            if self.meets(*group) {
                all = all.and(*group);
            }
            groups = others;
        }
        all
    }

    /// What is left when facts that exclude each other are all dropped: a message that says both says neither.
    #[inline]
    pub(crate) fn settled(self) -> Self {
        if self.0 & self.0.wrapping_sub(1) == 0 {
            return self;
        }
        let mut left = self;
        for group in EXCLUSIVE {
            let said = self.0 & group.0;
            if said & said.wrapping_sub(1) != 0 {
                left.0 &= !group.0;
            }
        }
        left
    }
}

impl BitOr for Facts {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.and(other)
    }
}

/// The facts in words, in a fixed order: `user enrolment, macOS`.
impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = WORDS.iter().filter(|(fact, _)| self.has(*fact));
        for (i, (_, words)) in known.enumerate() {
            write!(f, "{}{words}", if i == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Facts({self})")
    }
}

/// What the caller knows of the sender, beside what the message shows.
///
/// ```
/// use mdmwire::{Context, Facts};
///
/// let context = Context::new().with(Facts::IOS).with(Facts::SUPERVISED);
/// assert_eq!(context.facts().to_string(), "iOS, supervised");
/// assert_eq!("os=macos,enrollment=user".parse::<Context>().unwrap().facts().to_string(), "user enrolment, macOS");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    facts: Facts,
}

impl Context {
    /// Nothing is known.
    #[must_use]
    pub const fn new() -> Self {
        Self { facts: Facts::NONE }
    }

    /// These facts are known too, in place of those that they exclude.
    #[must_use]
    pub const fn with(self, facts: Facts) -> Self {
        Self { facts: self.facts.without(facts.and_excluded()).and(facts) }
    }

    /// What this says, and where it says nothing what the other says.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { facts: self.facts.or_shown(other.facts) }
    }

    /// What is known.
    #[must_use]
    pub const fn facts(self) -> Facts {
        self.facts
    }
}

/// The words that [`Context`] reads: key, value, fact.
pub const CONTEXT_WORDS: &[(&str, &str, Facts)] = &[
    ("os", "ios", IOS),
    ("os", "ipados", IOS),
    ("os", "macos", MACOS),
    ("os", "tvos", TVOS),
    ("os", "watchos", WATCHOS),
    ("os", "visionos", VISIONOS),
    ("enrollment", "user", USER_ENROLLMENT),
    ("enrollment", "device", DEVICE_ENROLLMENT),
    ("channel", "user", USER_CHANNEL),
    ("channel", "device", DEVICE_CHANNEL),
    ("supervised", "yes", SUPERVISED),
    ("supervised", "no", UNSUPERVISED),
    ("shared-ipad", "yes", SHARED_IPAD),
];

/// Reads `key=value`, several with commas between, of which none excludes another: the keys and values of
/// [`CONTEXT_WORDS`].
impl core::str::FromStr for Context {
    type Err = UnknownContext;

    fn from_str(text: &str) -> Result<Self, UnknownContext> {
        let mut context = Self::new();
        for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let known =
                CONTEXT_WORDS.iter().find(|(k, v, _)| key.eq_ignore_ascii_case(k) && value.eq_ignore_ascii_case(v));
            let refused = |is_known| UnknownContext { pair: pair.to_owned(), is_known };
            let (_, _, fact) = known.ok_or_else(|| refused(false))?;
            let all = context.facts.and(*fact);
            if all.settled() != all {
                return Err(refused(true));
            }
            context = context.with(*fact);
        }
        Ok(context)
    }
}

/// A word of a context that is not known, or that excludes another before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownContext {
    pair: String,
    is_known: bool,
}

impl fmt::Display for UnknownContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_known {
            return write!(f, "`{}` excludes what stands before it", self.pair);
        }
        write!(f, "`{}` is not known of a sender; known are", self.pair)?;
        for (i, (key, value, _)) in CONTEXT_WORDS.iter().enumerate() {
            write!(f, "{} {key}={value}", if i == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl core::error::Error for UnknownContext {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contradictions_cancel_out() {
        let both = USER_ENROLLMENT | DEVICE_ENROLLMENT | MACOS;
        assert_eq!(both.settled(), MACOS);
        assert_eq!((IOS | USER_CHANNEL).settled(), IOS | USER_CHANNEL);
        assert_eq!(USER_ENROLLMENT.or_shown(DEVICE_ENROLLMENT | IOS), USER_ENROLLMENT | IOS);
    }

    #[test]
    fn a_context_does_not_contradict_itself() {
        let context = Context::new().with(IOS | SUPERVISED).with(MACOS);
        assert_eq!(context.facts(), MACOS | SUPERVISED);
        assert_eq!("os=ios,OS=iPadOS,channel=user".parse::<Context>().unwrap().facts(), IOS | USER_CHANNEL);
        for text in ["os=ios,os=macos", "supervised=yes, channel=user, supervised=no"] {
            let error = text.parse::<Context>().unwrap_err().to_string();
            assert!(error.starts_with('`') && error.ends_with("` excludes what stands before it"), "{error}");
        }
    }
}
