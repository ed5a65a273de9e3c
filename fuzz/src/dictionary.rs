//! Words that messages are made of, for a fuzzer that has nothing but bytes.

use std::collections::BTreeSet;

use mdmwire::{
    messages::CATALOG,
    schema::{Shape, Sign, records},
};

/// libFuzzer's dictionary: a word a line, in quotes, sorted.
#[must_use]
pub fn dictionary() -> String {
    let mut words: BTreeSet<String> = MARKUP.iter().map(|word| (*word).to_owned()).collect();
    for record in records(CATALOG.iter().filter(|entry| !entry.is_json())) {
        for key in record.keys {
            words.insert(format!("<key>{}</key>", key.name));
            words.extend(key.exactly.map(string));
            if let Shape::Token(listed) = key.shape {
                words.extend(listed.iter().copied().map(string));
            }
        }
    }
    for entry in CATALOG {
        if let Sign::Order(path, Some(value)) | Sign::Refusal(path, value) | Sign::Tag(path, value) = entry.sign {
            let key = path.rsplit('.').next().unwrap_or(path);
            words.insert(format!("<key>{key}</key>{}", string(value)));
        }
    }
    words.iter().map(|word| format!("\"{}\"\n", quoted(word))).collect()
}

fn string(text: &str) -> String {
    format!("<string>{text}</string>")
}

fn quoted(word: &str) -> String {
    let mut out = String::new();
    for byte in word.bytes() {
        match byte {
            b'"' | b'\\' => out.extend(['\\', char::from(byte)]),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("\\x{byte:02X}")),
        }
    }
    out
}

/// What no table has: elements, and what is odd.
const MARKUP: &[&str] = &[
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">",
    "<plist version=\"1.0\">",
    "</plist>",
    "<array>",
    "</array>",
    "<array/>",
    "<data>",
    "</data>",
    "<data/>",
    "<date>",
    "</date>",
    "<date>2024-12-09T18:33:21Z</date>",
    "<date>2016-12-31T23:59:60Z</date>",
    "<dict>",
    "</dict>",
    "<dict/>",
    "<false/>",
    "<integer>",
    "</integer>",
    "<integer>0x1F</integer>",
    "<integer>18446744073709551615</integer>",
    "<key>",
    "</key>",
    "<key/>",
    "<key>CF$UID</key><integer>1</integer>",
    "<real>",
    "</real>",
    "<real>nan</real>",
    "<string>",
    "</string>",
    "<string/>",
    "<true/>",
    "<true></true>",
    "<!--",
    "-->",
    "<!-->",
    "<![CDATA[",
    "]]>",
    "<?pi ",
    "?>",
    "<!ENTITY a \"b\">",
    "&amp;",
    "&lt;",
    "&#65;",
    "&#x1F600;",
    "&#0;",
    "&nbsp;",
    " a=\">\"",
    "QUJD",
    "QR==",
    "\0",
    "\r\n",
    "\u{1b}",
    "\u{feff}",
    "\u{fffe}",
    "\u{202e}",
];
