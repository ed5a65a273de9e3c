//! A property list that is to be written.

/// One value.
#[derive(Clone, Debug)]
pub(crate) enum Tree {
    Array(Vec<Tree>),
    Boolean(bool),
    Data(Vec<u8>),
    Date(&'static str),
    Dictionary(Entries),
    Integer(i128),
    Real(f64),
    Text(String),
    /// An element as it stands in the document.
    Verbatim(String),
}

/// Keys and their values, in order.
pub(crate) type Entries = Vec<(String, Tree)>;

/// The way to a value: positions in dictionaries and arrays, the outermost first.
pub(crate) type Path = Vec<usize>;

impl Tree {
    /// The dictionary that a path leads to.
    pub(crate) fn entries(&mut self, path: &[usize]) -> &mut Entries {
        match (self, path) {
            (Self::Dictionary(entries), []) => entries,
            (Self::Dictionary(entries), [at, rest @ ..]) => entries[*at].1.entries(rest),
            (Self::Array(items), [at, rest @ ..]) => items[*at].entries(rest),
            (tree, path) => panic!("no dictionary at {path:?} of {tree:?}"),
        }
    }

    /// What stands between its tags, with escapes; nothing for a container.
    pub(crate) fn content(&self) -> String {
        match self {
            Self::Array(_) | Self::Dictionary(_) | Self::Verbatim(_) => String::new(),
            Self::Boolean(value) => value.to_string(),
            Self::Data(octets) => base64(octets),
            Self::Date(date) => (*date).to_owned(),
            Self::Integer(value) => value.to_string(),
            Self::Real(value) => format!("{value:?}"),
            Self::Text(text) => escaped(text),
        }
    }
}

/// Text with references for what is no text.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// RFC 4648 section 4.
pub(crate) fn base64(octets: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in octets.chunks(3) {
        let bits = group.iter().fold(0u32, |bits, octet| bits << 8 | u32::from(*octet)) << (8 * (3 - group.len()));
        for at in 0..4 {
            let sextet = bits >> (18 - 6 * at) & 63;
            text.push(if at <= group.len() { char::from(ALPHABET[sextet as usize]) } else { '=' });
        }
    }
    text
}

#[test]
fn padding() {
    assert_eq!(
        ["", "A", "AB", "ABC", "ABCD"].map(|text| base64(text.as_bytes())),
        ["", "QQ==", "QUI=", "QUJD", "QUJDRA=="]
    );
}
