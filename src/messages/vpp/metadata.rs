//! What the store says of apps and books, the older way.

use crate::{
    record::{Few, Map, record},
    wire::{Raw, Text, Texts},
};

record! {
    /// What the store knows of products, by their numbers: Apple, "ContentMetadataLookup".
    pub struct ContentMetadataLookup<'a> {
        /// False, even with a token.
        "isAuthenticated" => is_authenticated: Option<bool>;
        /// The store that was asked, and the language.
        "meta" => meta: Raw<'a>;
        /// The products, by their numbers; one that the store does not know is missing.
        "results" => results: Map<'a, ContentMetadata<'a>>, REQUIRED;
        /// The version of the answer, 1.
        "version" => version: Option<i64>, INT32;
    }
}

record! {
    /// An app or book in the store: Apple, "ContentMetadata".
    pub struct ContentMetadata<'a> {
        /// The age of readers; mostly `null`.
        "ageBand" => age_band: Raw<'a>, NULL;
        /// The number of who made it: a number to whom asks without a token, text with one.
        "artistId" => artist_id: Option<Text<'a>>, also(Kind::Integer);
        /// Who made it.
        "artistName" => artist_name: Option<Text<'a>>;
        /// The page of who made it.
        "artistUrl" => artist_url: Option<Text<'a>>, format(URL);
        /// The icons: several of fixed sizes to whom asks without a token, one template with one.
        "artwork" => artwork: Few<ContentArtwork<'a>>, also(Kind::Dictionary);
        /// The bundle identifier; of apps only.
        "bundleId" => bundle_id: Option<Text<'a>>;
        /// A round icon; mostly `null`.
        "circularArtwork" => circular_artwork: Raw<'a>, NULL;
        /// For what age it is.
        "contentRating" => content_rating: Raw<'a>;
        /// For what age it is, by system of ratings.
        "contentRatingsBySystem" => content_ratings_by_system: Raw<'a>;
        /// Who holds the rights.
        "copyright" => copyright: Option<Text<'a>>;
        /// What it is, in words.
        "description" => description: Option<ContentDescription<'a>>;
        /// The kinds of device that it runs on.
        "deviceFamilies" => device_families: Texts<'a>;
        /// Pictures by the editors; a dictionary that may be empty.
        "editorialArtwork" => editorial_artwork: Raw<'a>, NULL;
        /// A distinction by the editors; mostly `null`.
        "editorialBadgeInfo" => editorial_badge_info: Raw<'a>, NULL;
        /// The names of its genres.
        "genreNames" => genre_names: Texts<'a>;
        /// Its genres.
        "genres" => genres: Vec<ContentGenre<'a>>;
        /// Things are sold in it.
        "hasInAppPurchases" => has_in_app_purchases: Option<bool>;
        /// It has an extension for Messages.
        "hasMessagesExtension" => has_messages_extension: Option<bool>;
        /// The store's number of the product: a number to whom asks without a token, text with one.
        "id" => id: Text<'a>, format(ADAM_ID), also(Kind::Integer);
        /// It runs on devices of 32 bits only.
        "is32bitOnly" => is_32bit_only: Option<bool>;
        /// It has an app for the watch.
        "isAppleWatchSupported" => is_apple_watch_supported: Option<bool>;
        /// It is an app for some organizations only.
        "isB2BCustomApp" => is_b2b_custom_app: Option<bool>;
        /// It is by Apple.
        "isFirstParty" => is_first_party: Option<bool>;
        /// It is an app of Apple's that can be removed.
        "isFirstPartyHideableApp" => is_first_party_hideable_app: Option<bool>;
        /// A game controller can be used.
        "isGameControllerSupported" => is_game_controller_supported: Option<bool>;
        /// It is not shown on the home screen.
        "isHiddenFromSpringboard" => is_hidden_from_springboard: Option<bool>;
        /// It is not out yet.
        "isPreorder" => is_preorder: Option<bool>;
        /// Siri can use it.
        "isSiriSupported" => is_siri_supported: Option<bool>;
        /// It may be given to a device.
        "isVppDeviceBasedLicensingEnabled" => is_vpp_device_based_licensing_enabled: Option<bool>;
        /// What kind of product it is: `iosSoftware`, `desktopApp` and `ebook` have been seen.
        "kind" => kind: Option<Text<'a>>;
        /// The day of its latest version, in English: `Apr 9, 2019`.
        "latestVersionReleaseDate" => latest_version_release_date: Option<Text<'a>>;
        /// The oldest macOS that it runs on.
        "minimumMacOSVersion" => minimum_mac_os_version: Option<Text<'a>>;
        /// The oldest system that it runs on.
        "minimumOSVersion" => minimum_os_version: Option<Text<'a>>;
        /// The name that is shown.
        "name" => name: Text<'a>;
        /// The name without omissions.
        "nameRaw" => name_raw: Option<Text<'a>>;
        /// The name to sort by.
        "nameSortValue" => name_sort_value: Option<Text<'a>>;
        /// Prices and versions.
        "offers" => offers: Vec<ContentOffer<'a>>;
        /// An oval icon; mostly `null`.
        "ovalArtwork" => oval_artwork: Raw<'a>, NULL;
        /// The day of its first version.
        "releaseDate" => release_date: Option<Text<'a>>, format(DAY);
        /// What a device must have, words with blanks between and at the end.
        "requiredCapabilities" => required_capabilities: Option<Text<'a>>;
        /// A game controller is needed.
        "requiresGameController" => requires_game_controller: Option<bool>;
        /// Its page in the store, in short.
        "shortUrl" => short_url: Option<Text<'a>>, format(URL);
        /// Seller, languages, requirements, and the addresses of licence, support, website and privacy policy.
        "softwareInfo" => software_info: Raw<'a>;
        /// What stands below the name.
        "subtitle" => subtitle: Option<Text<'a>>, NULL;
        /// It puts cards into Wallet.
        "supportsPassbook" => supports_passbook: Option<bool>;
        /// A picture for the head of the page; mostly `null`.
        "uber" => uber: Raw<'a>, NULL;
        /// Its page in the store.
        "url" => url: Option<Text<'a>>, format(URL);
        /// What users think of it.
        "userRating" => user_rating: Raw<'a>;
        /// The bundle identifier of the app for the watch.
        "watchBundleId" => watch_bundle_id: Option<Text<'a>>;
        /// What is new in the latest version.
        "whatsNew" => whats_new: Option<Text<'a>>;
    }
}

record! {
    /// An icon: Apple, "ContentArtwork".
    pub struct ContentArtwork<'a> {
        /// The colour of the background, `rrggbb`.
        "bgColor" => bg_color: Option<Text<'a>>;
        /// It has transparency.
        "hasAlpha" => has_alpha: Option<bool>;
        /// It has a wide range of colours.
        "hasP3" => has_p3: Option<bool>;
        /// The height in pixels; of a template the largest.
        "height" => height: Option<i64>, COUNT;
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
        /// The address, or a template with places for width, height and format.
        "url" => url: Text<'a>, format(URL);
        /// The width in pixels; of a template the largest.
        "width" => width: Option<i64>, COUNT;
    }
}

record! {
    /// What a product is, in words: Apple, "ContentDescription".
    pub struct ContentDescription<'a> {
        /// The text, with line feeds.
        "standard" => standard: Option<Text<'a>>;
    }
}

record! {
    /// A genre: Apple, "ContentGenre".
    pub struct ContentGenre<'a> {
        /// The number of the genre, as text.
        "genreId" => genre_id: Option<Text<'a>>;
        /// What it is a genre of: 8 of apps, 11 of books.
        "mediaType" => media_type: Option<Text<'a>>;
        /// Its name.
        "name" => name: Option<Text<'a>>;
        /// Its page in the store.
        "url" => url: Option<Text<'a>>, format(URL);
    }
}

record! {
    /// A price and a version: Apple, "ContentOffer".
    pub struct ContentOffer<'a> {
        /// What the button says.
        "actionText" => action_text: Raw<'a>;
        /// What is loaded, with its size.
        "assets" => assets: Raw<'a>, kind(Kind::Array);
        /// What a purchase is asked for with.
        "buyParams" => buy_params: Option<Text<'a>>;
        /// The price.
        "price" => price: Option<f64>;
        /// The price as it is shown.
        "priceFormatted" => price_formatted: Option<Text<'a>>;
        /// What is offered: `get`, `buy` and `preorder` have been seen.
        "type" => type_: Option<Text<'a>>;
        /// The version, its name and its number.
        "version" => version: Raw<'a>;
    }
}
