//! The keys of secrets.

use std::{collections::BTreeSet, sync::LazyLock};

use crate::{
    messages::CATALOG,
    schema::{Key, Shape, one_edit, records},
};

/// Whether a key is one whose value some message never shows. Neither case nor one letter nor blanks around it matter, since
/// senders mistake them. A key that no message has, or only as that of a dictionary, is one if it is called as secrets are:
/// those of the payloads of profiles and of the settings of apps.
#[must_use]
pub fn is_secret(key: &str) -> bool {
    let key = key.trim().to_ascii_lowercase();
    let is_other = KEYS.others.contains(&key);
    let is_called_so = || ends(&letters(&key), ENDS);
    let is_nearly = || KEYS.secrets.iter().any(|known| one_edit(known.as_bytes(), key.as_bytes()));
    KEYS.secrets.contains(&key)
        || !is_other && is_called_so()
        || !is_other && !KEYS.groups.contains(&key) && is_nearly()
}

/// The letters and digits of a name, all small.
pub(crate) fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Whether a name ends as one of these does.
pub(crate) fn ends(name: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| name.ends_with(end))
}

/// How the names of secrets end, by their letters.
pub(crate) const ENDS: &[&str] = &[
    "apikey",
    "authorization",
    "bypasscode",
    "credential",
    "escrowkey",
    "passcode",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "psk",
    "recoverykey",
    "secret",
    "token",
    "wepkey",
];

/// Whether some message has a dictionary at a key, of which its own keys say what is never shown: what another never
/// shows at that key is no dictionary.
pub(crate) fn is_group(key: &str) -> bool {
    KEYS.groups.contains(&key.to_ascii_lowercase())
}

/// Keys of messages, in small letters.
#[derive(Default)]
struct Keys {
    /// Those with a value that is never shown.
    secrets: BTreeSet<String>,
    /// Those with a dictionary that may be shown.
    groups: BTreeSet<String>,
    /// Those with anything else that may be shown.
    others: BTreeSet<String>,
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    let mut keys = Keys::default();
    for record in records(CATALOG) {
        let (secret, other): (Vec<&Key>, Vec<&Key>) = record.keys.iter().partition(|key| key.sensitive);
        keys.secrets.extend(secret.iter().map(|key| key.name.to_ascii_lowercase()));
        let (groups, other): (Vec<&Key>, Vec<&Key>) =
            other.into_iter().partition(|key| matches!(key.shape, Shape::Record(_)));
        keys.others.extend(other.iter().map(|key| key.name.to_ascii_lowercase()));
        keys.groups.extend(groups.iter().map(|key| key.name.to_ascii_lowercase()));
    }
    keys
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_secrets() {
        assert!(is_secret("PushMagic") && is_secret("UNLOCKTOKEN"));
        assert!(
            is_secret("XAuthPassword") && is_secret("enroll_secret") && is_secret("CloudManagementEnrollmentToken")
        );
        assert!(is_secret(" PushMagic ") && is_secret("Passcode") && is_group("passcode"));
        assert!(!is_secret("Topic") && !is_secret("") && !is_secret("DeclarationsToken"));
    }
}
