//! Books.

use crate::{
    messages::Response,
    record::{record, tokens},
    wire::Text,
};

command! {
    /// Installs a book, or brings it up to date: `mdm/commands/media.install.yaml`.
    pub struct InstallMedia<'a> in InstallMediaCommand, "InstallMedia", [only(IOS.and(MACOS)), absent(USER_ENROLLMENT.and(MACOS)), absent(USER_CHANNEL.and(SHARED_IPAD)), absent(DEVICE_CHANNEL.and(MACOS))] {
        /// Who wrote it.
        "Author" => author: Option<Text<'a>>, absent(MACOS);
        /// What kind of file it is; if that is not said, its address tells.
        "Kind" => kind: Option<BookKind<'a>>, absent(MACOS);
        /// What it is.
        "MediaType" => media_type: MediaType<'a>;
        /// Where to load it from, if it is not from the store.
        "MediaURL" => media_url: Option<Text<'a>>, absent(MACOS), format(URL);
        /// Names it, `org.example.manual`.
        "PersistentID" => persistent_id: Option<Text<'a>>, absent(MACOS);
        /// Its title.
        "Title" => title: Option<Text<'a>>, absent(MACOS);
        /// Its version.
        "Version" => version: Option<Text<'a>>, absent(MACOS);
        /// Its number in the store.
        "iTunesStoreID" => itunes_store_id: Option<i64>;
        group AtLeastOne("MediaURL", "iTunesStoreID");
    }
}

tokens! {
    /// What kind of file a book is: `Kind` of `mdm/commands/media.install.yaml`.
    pub enum BookKind {
        /// An EPUB.
        "epub" => Epub;
        /// A book of iBooks Author.
        "ibooks" => Ibooks;
        /// A PDF.
        "pdf" => Pdf;
    }
}

tokens! {
    /// What is installed: `MediaType` of `mdm/commands/media.install.yaml`.
    pub enum MediaType {
        /// A book.
        "Book" => Book;
    }
}

command! {
    /// Asks which books are managed: `mdm/commands/media.managed.list.yaml`. iPhones and iPads.
    pub struct ManagedMediaList<'a> in ManagedMediaListCommand, "ManagedMediaList", [only(IOS), never(USER_CHANNEL)] {}
}

command! {
    /// Removes a managed book: `mdm/commands/media.remove.yaml`. iPhones and iPads.
    pub struct RemoveMedia<'a> in RemoveMediaCommand, "RemoveMedia", [only(IOS), never(USER_CHANNEL)] {
        /// What it is.
        "MediaType" => media_type: MediaType<'a>;
        /// The name that it was installed with.
        "PersistentID" => persistent_id: Option<Text<'a>>;
        /// Its number in the store; a string in the schema, a number where it is installed.
        "iTunesStoreID" => itunes_store_id: Option<Text<'a>>, also(Kind::Integer);
        group AtLeastOne("PersistentID", "iTunesStoreID");
    }
}

record! {
    /// The answer to `InstallMedia`: `mdm/commands/media.install.yaml`.
    pub struct InstallMediaResponse<'a> in response: Response<'a> {
        /// What it is.
        "MediaType" => media_type: Option<MediaType<'a>>;
        /// Where it is loaded from.
        "MediaURL" => media_url: Option<Text<'a>>, absent(MACOS);
        /// The name that it is installed with.
        "PersistentID" => persistent_id: Option<Text<'a>>, absent(MACOS);
        /// Why it is not installed.
        "RejectionReason" => rejection_reason: Option<Text<'a>>;
        /// How far it is.
        "State" => state: Option<BookState<'a>>;
        /// Its number in the store.
        "iTunesStoreID" => itunes_store_id: Option<i64>;
    }
}

tokens! {
    /// How far a book is: `State` of `mdm/commands/media.install.yaml`.
    pub enum BookState {
        /// It could not be installed; told once.
        "Failed" => Failed;
        /// It is there; it came from the store.
        "Installed" => Installed;
        /// It is being installed.
        "Installing" => Installing;
        /// It is there and managed.
        "Managed" => Managed;
        /// It was managed, and the user removed it.
        "ManagedButUninstalled" => ManagedButUninstalled;
        /// The user is asked to log in at the store.
        "PromptingForLogin" => PromptingForLogin;
        /// It waits for its turn.
        "Queued" => Queued;
        /// It is not there any more.
        "Uninstalled" => Uninstalled;
        /// Nobody knows; told once.
        "Unknown" => Unknown;
        /// It is being brought up to date.
        "Updating" => Updating;
    }
}

record! {
    /// The answer to `ManagedMediaList`: `mdm/commands/media.managed.list.yaml`.
    pub struct ManagedMediaListResponse<'a> in response: Response<'a> {
        /// The books.
        "Books" => books: Vec<BooksItem<'a>>, ON_SUCCESS;
    }
}

record! {
    /// One book: `BooksItem` of `mdm/commands/media.managed.list.yaml`.
    pub struct BooksItem<'a> {
        /// Who wrote it.
        "Author" => author: Option<Text<'a>>;
        /// What kind of file it is, `pdf`.
        "Kind" => kind: Option<Text<'a>>;
        /// The name that it was installed with.
        "PersistentID" => persistent_id: Option<Text<'a>>;
        /// How far it is.
        "State" => state: Option<BookState<'a>>;
        /// Its title.
        "Title" => title: Option<Text<'a>>;
        /// Its version.
        "Version" => version: Option<Text<'a>>;
        /// Its number in the store, if it came from there.
        "iTunesStoreID" => itunes_store_id: Option<i64>;
    }
}
