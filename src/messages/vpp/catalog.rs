//! What the store says of apps and books: the catalogue.

use crate::{
    messages::vpp::ContentDescription,
    record::{Map, record, tokens},
    report::{Checks, Expected, Found},
    wire::{Raw, Text, Texts},
};

record! {
    /// Resources of the catalogue: Apple, "CatalogResponse".
    pub struct CatalogResponse<'a> {
        /// The resources; what there is no right to, or is not known, is missing.
        "data" => data: Vec<CatalogResource<'a>>, REQUIRED;
    }
}

record! {
    /// A resource of the catalogue: Apple, "CatalogResource".
    pub struct CatalogResource<'a> {
        /// What is said of it.
        "attributes" => attributes: Option<Box<CatalogAttributes<'a>>>;
        /// Its address, relative to the service.
        "href" => href: Option<Text<'a>>;
        /// The store's number of it.
        "id" => id: Text<'a>, format(ADAM_ID);
        /// What it was asked for with.
        "meta" => meta: Raw<'a>;
        /// What it has to do with others.
        "relationships" => relationships: Option<CatalogRelationships<'a>>;
        /// What it is.
        "type" => type_: ResourceType<'a>;
        /// Views of it.
        "views" => views: Raw<'a>;
    }
}

record! {
    /// What is said of an app or book: Apple, "CatalogAttributes".
    pub struct CatalogAttributes<'a> {
        /// Who made it.
        "artistName" => artist_name: Option<Text<'a>>;
        /// The icon or cover; of apps now in `platformAttributes`.
        "artwork" => artwork: Option<CatalogArtwork<'a>>;
        /// The bundle identifier, if it is the same on all systems.
        "bundleId" => bundle_id: Option<Text<'a>>;
        /// For what age it is, by system of ratings.
        "contentRatingsBySystem" => content_ratings_by_system: Raw<'a>;
        /// What it is, in words.
        "description" => description: Option<ContentDescription<'a>>;
        /// The kinds of device that it runs on.
        "deviceFamilies" => device_families: Texts<'a>;
        /// The store's number of the version.
        "externalVersionId" => external_version_id: Option<i64>;
        /// How much is loaded, by device; only if it was asked for with `extend`.
        "fileSizeByDevice" => file_size_by_device: Raw<'a>;
        /// The genre that is shown.
        "genreDisplayName" => genre_display_name: Option<Text<'a>>;
        /// The names of its genres.
        "genreNames" => genre_names: Texts<'a>;
        /// It has a licence text of its own.
        "hasEula" => has_eula: Option<bool>;
        /// It is an app for some organizations only.
        "isB2BCustomApp" => is_b2b_custom_app: Option<bool>;
        /// It is an app of Apple's that can be removed.
        "isFirstPartyHideableApp" => is_first_party_hideable_app: Option<bool>;
        /// It runs on Macs too, as it is for iOS.
        "isIOSBinaryMacOSCompatible" => is_ios_binary_mac_os_compatible: Option<bool>;
        /// It runs on visionOS.
        "isVisionOSCompatible" => is_vision_os_compatible: Option<bool>;
        /// It may be given to a device.
        "isVppDeviceBasedLicensingEnabled" => is_vpp_device_based_licensing_enabled: Option<bool>;
        /// The ISBN of a book.
        "isbn" => isbn: Option<Text<'a>>;
        /// The languages; only if they were asked for with `extend`.
        "languageList" => language_list: Texts<'a>;
        /// The latest version; only if it was asked for with `extend`.
        "latestVersionInfo" => latest_version_info: Raw<'a>;
        /// What a Mac must have, words with blanks between.
        "macRequiredCapabilities" => mac_required_capabilities: Option<Text<'a>>;
        /// The oldest macOS that it runs on.
        "minimumMacOSVersion" => minimum_mac_os_version: Option<Text<'a>>;
        /// The oldest system that it runs on.
        "minimumOSVersion" => minimum_os_version: Option<Text<'a>>;
        /// The oldest visionOS that it runs on.
        "minimumVisionOSVersion" => minimum_vision_os_version: Option<Text<'a>>;
        /// The name.
        "name" => name: Text<'a>;
        /// Prices and versions.
        "offers" => offers: Raw<'a>, kind(Kind::Array);
        /// What is said of it on each system: `ios`, `osx`, `appletvos` and `xros` have been seen.
        "platformAttributes" => platform_attributes: Map<'a, CatalogPlatformAttributes<'a>>;
        /// Where the privacy policy is; only if it was asked for with `extend`.
        "privacyPolicyUrl" => privacy_policy_url: Option<Text<'a>>;
        /// What a device must have, words with blanks between and at the end.
        "requiredCapabilities" => required_capabilities: Option<Text<'a>>;
        /// What an Apple Vision Pro must have, words with blanks between.
        "requiredCapabilitiesForRealityDevice" => required_capabilities_for_reality_device: Option<Text<'a>>;
        /// What it needs, by kind of device; only if it was asked for with `extend`.
        "requirementsByDeviceFamily" => requirements_by_device_family: Raw<'a>;
        /// Pictures of it, by kind of device; only if they were asked for with `extend`.
        "screenshotsByType" => screenshots_by_type: Raw<'a>;
        /// Who sells it.
        "seller" => seller: Option<Text<'a>>;
        /// The series of a book.
        "seriesInfo" => series_info: Raw<'a>;
        /// What stands below the name.
        "subtitle" => subtitle: Option<Text<'a>>;
        /// Where support is found; only if it was asked for with `extend`.
        "supportURLForLanguage" => support_url_for_language: Option<Text<'a>>;
        /// Several users of a device may share it.
        "supportsDeviceSharing" => supports_device_sharing: Option<bool>;
        /// Prices without tax; only if they were asked for with `extend`.
        "taxExclusivePrices" => tax_exclusive_prices: Raw<'a>, kind(Kind::Array);
        /// The rate of tax; only if it was asked for with `extend`.
        "taxRate" => tax_rate: Option<f64>;
        /// Its page in the store.
        "url" => url: Option<Text<'a>>, format(URL);
        /// What users think of it.
        "userRating" => user_rating: Raw<'a>;
        /// It uses ClassKit.
        "usesClassKit" => uses_class_kit: Option<bool>;
        /// All versions; only if they were asked for with `extend`.
        "versionHistory" => version_history: Raw<'a>, kind(Kind::Array);
        /// The bundle identifier of the app for the watch.
        "watchBundleId" => watch_bundle_id: Option<Text<'a>>;
        /// Where its website is; only if it was asked for with `extend`.
        "websiteUrl" => website_url: Option<Text<'a>>;
    }
}

record! {
    /// What is said of an app on one system: Apple, "CatalogPlatformAttributes".
    pub struct CatalogPlatformAttributes<'a> {
        /// The icon.
        "artwork" => artwork: Option<CatalogArtwork<'a>>;
        /// The bundle identifier; of apps only.
        "bundleId" => bundle_id: Option<Text<'a>>;
        /// What it is, in words.
        "description" => description: Option<ContentDescription<'a>>;
        /// The store's number of the version.
        "externalVersionId" => external_version_id: Option<i64>;
        /// It runs on visionOS.
        "isVisionOSCompatible" => is_vision_os_compatible: Option<bool>;
        /// It runs on visionOS, by the name of before.
        "isXROSCompatible" => is_xros_compatible: Option<bool>;
        /// The oldest macOS that it runs on.
        "minimumMacOSVersion" => minimum_mac_os_version: Option<Text<'a>>;
        /// The oldest system that it runs on.
        "minimumOSVersion" => minimum_os_version: Option<Text<'a>>;
        /// The oldest visionOS that it runs on.
        "minimumVisionOSVersion" => minimum_vision_os_version: Option<Text<'a>>;
        /// The oldest visionOS that it runs on, by the name of before.
        "minimumXROSVersion" => minimum_xros_version: Option<Text<'a>>;
        /// What a device must have, words with blanks between and at the end.
        "requiredCapabilities" => required_capabilities: Option<Text<'a>>;
        /// What an Apple Vision Pro must have, words with blanks between.
        "requiredCapabilitiesForRealityDevice" => required_capabilities_for_reality_device: Option<Text<'a>>;
        /// Who sells it.
        "seller" => seller: Option<Text<'a>>;
        /// What stands below the name.
        "subtitle" => subtitle: Option<Text<'a>>;
    }
}

record! {
    /// An icon or a cover: Apple, "CatalogArtwork".
    pub struct CatalogArtwork<'a> {
        /// What the image service calls it.
        "assetToken" => asset_token: Option<Text<'a>>;
        /// The colour of the background, `rrggbb`.
        "bgColor" => bg_color: Option<Text<'a>>;
        /// The colours of a gradient.
        "gradient" => gradient: Raw<'a>;
        /// It has a wide range of colours.
        "hasP3" => has_p3: Option<bool>;
        /// The height in pixels; of a template the largest.
        "height" => height: f64;
        /// The format of the file.
        "pictureFileType" => picture_file_type: Option<Text<'a>>;
        /// It has layers, as tvOS shows them.
        "supportsLayeredImage" => supports_layered_image: Option<bool>;
        /// The first colour of text, `rrggbb`.
        "textColor1" => text_color1: Option<Text<'a>>;
        /// The second colour of text, `rrggbb`.
        "textColor2" => text_color2: Option<Text<'a>>;
        /// The third colour of text, `rrggbb`.
        "textColor3" => text_color3: Option<Text<'a>>;
        /// The fourth colour of text, `rrggbb`.
        "textColor4" => text_color4: Option<Text<'a>>;
        /// A template with places for width, height and format.
        "url" => url: Text<'a>, format(URL);
        /// The width in pixels; of a template the largest.
        "width" => width: f64;
        check sides_are_not_negative;
    }
}

fn sides_are_not_negative(artwork: &CatalogArtwork<'_>, out: &mut Checks) {
    for (key, side) in [("height", artwork.height), ("width", artwork.width)] {
        if side < 0.0 {
            out.given(&[key]).out_of_range(key, Expected::Range(0, i64::MAX), Found::Real(side));
        }
    }
}

record! {
    /// What a resource has to do with others: Apple, "CatalogRelationships".
    pub struct CatalogRelationships<'a> {
        /// Its genres, ten at most.
        "genres" => genres: Option<CatalogGenresRelationship<'a>>;
    }
}

record! {
    /// The genres of a resource: Apple, "CatalogGenresRelationship".
    pub struct CatalogGenresRelationship<'a> {
        /// The genres.
        "data" => data: Vec<CatalogGenre<'a>>, REQUIRED;
        /// Its address, relative to the service.
        "href" => href: Option<Text<'a>>;
        /// What they were asked for with.
        "meta" => meta: Raw<'a>;
        /// The address of the next page, relative to the service.
        "next" => next: Option<Text<'a>>;
    }
}

record! {
    /// A genre: Apple, "CatalogGenre".
    pub struct CatalogGenre<'a> {
        /// What is said of it.
        "attributes" => attributes: Option<CatalogGenreAttributes<'a>>;
        /// Its address, relative to the service.
        "href" => href: Option<Text<'a>>;
        /// The number of the genre.
        "id" => id: Text<'a>, format(ADAM_ID);
        /// That it is a genre.
        "type" => type_: GenreType<'a>;
    }
}

record! {
    /// What is said of a genre: Apple, "CatalogGenreAttributes".
    pub struct CatalogGenreAttributes<'a> {
        /// The name.
        "name" => name: Text<'a>;
        /// The number of the genre above it.
        "parentId" => parent_id: Option<Text<'a>>, format(ADAM_ID);
        /// The name of the genre above it.
        "parentName" => parent_name: Option<Text<'a>>;
        /// Its page in the store.
        "url" => url: Option<Text<'a>>, format(URL);
    }
}

record! {
    /// What was found: Apple, "CatalogSearchResults".
    pub struct CatalogSearchResults<'a> {
        /// The resources.
        "contents" => contents: Vec<CatalogResource<'a>>, REQUIRED;
        /// The address of the next page, relative to the service.
        "next" => next: Option<Text<'a>>;
    }
}

record! {
    /// What was found: Apple, "CatalogSearchResponse".
    pub struct CatalogSearchResponse<'a> {
        /// What it was asked for with.
        "meta" => meta: Raw<'a>;
        /// What was found.
        "results" => results: CatalogSearchResults<'a>;
    }
}

record! {
    /// Something went wrong: Apple, "CatalogErrors".
    pub struct CatalogErrors<'a> {
        /// What went wrong.
        "errors" => errors: Vec<CatalogError<'a>>, REQUIRED;
    }
}

record! {
    /// What went wrong: Apple, "CatalogError".
    pub struct CatalogError<'a> {
        /// The number of the error, as text: `40400`.
        "code" => code: Text<'a>;
        /// What went wrong, in more words.
        "detail" => detail: Option<Text<'a>>;
        /// The number of this occurrence.
        "id" => id: Text<'a>;
        /// What else is said.
        "meta" => meta: Raw<'a>;
        /// What of the request it is about.
        "source" => source: Raw<'a>;
        /// The status of HTTP, as text.
        "status" => status: Option<Text<'a>>;
        /// What went wrong, in a few words.
        "title" => title: Option<Text<'a>>;
    }
}

tokens! {
    /// A kind of resource.
    pub enum ResourceType {
        /// An app.
        "apps" => Apps;
        /// A book.
        "books" => Books;
        /// A genre.
        "genres" => Genres;
        /// A store.
        "storefronts" => Storefronts;
    }
}

tokens! {
    /// That a resource is a genre.
    pub enum GenreType {
        /// A genre.
        "genres" => Genres;
    }
}
