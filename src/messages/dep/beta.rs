//! Programmes for beta versions of the systems.

use crate::{
    record::{record, tokens},
    wire::Text,
};

record! {
    /// The programmes that are open to the organization; answer to `GET /os-beta-enrollment/tokens`: Apple, "GetSeedBuildTokenResponse".
    pub struct GetSeedBuildTokenResponse<'a> {
        /// The programmes.
        "betaEnrollmentTokens" => beta_enrollment_tokens: Vec<SeedBuildToken<'a>>;
        /// The programmes, as the key was called before.
        "seedBuildTokens" => seed_build_tokens: Vec<SeedBuildToken<'a>>;
        group ExactlyOne("betaEnrollmentTokens", "seedBuildTokens");
    }
}

record! {
    /// A programme for beta versions of a system: Apple, "SeedBuildToken".
    pub struct SeedBuildToken<'a> {
        /// The system.
        "os" => os: BetaOs<'a>;
        /// The name of the programme.
        "title" => title: Text<'a>;
        /// What the device's settings for system updates name the programme by.
        "token" => token: Text<'a>, SENSITIVE;
    }
}

tokens! {
    /// The system that a programme is for.
    pub enum BetaOs {
        /// The system of HomePod.
        "homePodOS" => HomePodOs;
        /// iOS and iPadOS.
        "iOS" => Ios;
        /// macOS, as Apple's own example has it.
        "macOS" => MacOs;
        /// macOS, as Apple lists it.
        "OSX" => Osx;
        /// tvOS.
        "tvOS" => TvOs;
        /// visionOS.
        "visionOS" => VisionOs;
        /// watchOS.
        "watchOS" => WatchOs;
    }
}
