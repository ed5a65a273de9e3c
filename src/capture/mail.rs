//! Mails with messages in parts that are quoted-printable. In those that are base64 they are found as in any text.
//!
//! Sources: RFC 5322 for what a mail is, RFC 2045, section 6.7, and RFC 2046, section 5.1, for its parts.

use memchr::memmem::find;

use super::{Container, Items, Options, Reader, at_the_end, lines, quoted::unescape, redone, spelled::octet};

pub(super) static READER: Reader = Reader { name: "mail", detect, open, complete: at_the_end };

/// So much tells what is in it.
const HEAD: usize = 1 << 20;

fn detect(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    [&b"rintable"[..], b"RINTABLE"].iter().any(|word| find(head, word).is_some())
        && decoded(head).is_some_and(|text| !Container::within(&text, READER.name).is_whole())
}

fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    redone(&decoded(bytes).unwrap_or_default(), READER.name, options)
}

/// The mail, what is quoted-printable of it decoded; nothing if none is.
fn decoded(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::with_capacity(bytes.len());
    let (mut is_head, mut is_quoted, mut has_quoted) = (true, false, false);
    let mut lines = lines::lines(bytes).map(|(_, line)| line.trim_ascii_end()).peekable();
    while let Some(line) = lines.next() {
        if begins_part(line, lines.peek().copied()) {
            (is_head, is_quoted) = (true, false);
        } else if is_head {
            is_head = !line.is_empty();
            is_quoted |= rest_of(line, b"content-transfer-encoding:")
                .is_some_and(|value| value.trim_ascii().eq_ignore_ascii_case(b"quoted-printable"));
            has_quoted |= is_quoted;
        } else if is_quoted {
            unquote(line, &mut text);
            continue;
        }
        text.extend_from_slice(line);
        text.push(b'\n');
    }
    has_quoted.then_some(text)
}

/// Whether a part of a mail begins with a line, or another mail: the boundary may be any, but a field stands behind it.
fn begins_part(line: &[u8], next: Option<&[u8]>) -> bool {
    let is_boundary = line.starts_with(b"--") && next.is_some_and(|next| rest_of(next, b"content-").is_some());
    is_boundary || line.starts_with(b"From ")
}

/// What stands behind this word, which is in small letters, at the beginning of a line.
fn rest_of<'a>(line: &'a [u8], word: &[u8]) -> Option<&'a [u8]> {
    line.split_at_checked(word.len()).filter(|(found, _)| found.eq_ignore_ascii_case(word)).map(|(_, rest)| rest)
}

/// A line that is quoted-printable, with its end if it has one: a sign at its end says that it goes on. What is no escape is
/// left as it is.
fn unquote(line: &[u8], text: &mut Vec<u8>) {
    let (line, end): (_, &[u8]) = line.strip_suffix(b"=").map_or((line, b"\n"), |line| (line, b""));
    unescape(line, b'=', text, octet);
    text.extend_from_slice(end);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Item;

    const PLIST: &str =
        "<?xml version=\"1.0\"?>\n<plist version=\"1.0\">\n<!--\n-- a -->\n<string>\u{eb}=3D</string>\n</plist>\n";

    /// In lines of at most so many octets.
    fn quoted(width: usize) -> String {
        let mut text = String::new();
        for line in PLIST.lines() {
            let mut used = 0;
            for octet in line.bytes() {
                let is_plain = (b' '..=b'~').contains(&octet) && octet != b'=';
                let written = if is_plain { char::from(octet).to_string() } else { format!("={octet:02X}") };
                if used + written.len() >= width {
                    text += "=\r\n";
                    used = 0;
                }
                used += written.len();
                text += &written;
            }
            text += "\r\n";
        }
        text
    }

    #[track_caller]
    fn check(mail: &str, count: usize) {
        assert_eq!(Container::detect(mail.as_bytes()).as_str(), "mail", "{mail}");
        let items: Vec<_> = open(mail.as_bytes(), &Options::default()).collect();
        let is_whole = |item: &Item<'_>| matches!(item, Item::Message(found) if *found.body.trim_ascii_end() == *PLIST.trim_end().as_bytes());
        assert!(items.len() == count && items.iter().all(is_whole), "{mail}\n{items:?}");
    }

    #[test]
    fn parts() {
        let field = "Content-Transfer-Encoding: quoted-printable\r\n";
        for width in [76, 20, 5] {
            let part = format!("{field}\r\n{}", quoted(width));
            check(&format!("From: a\r\n{part}"), 1);
            check(
                &format!(
                    "From: a\r\nContent-type: text/xml\r\n{}",
                    part.replace("quoted-printable", "QUOTED-PRINTABLE")
                ),
                1,
            );
            let head = "From: a\r\nContent-Type: multipart/mixed;\r\n";
            for boundary in ["boundary=a-b", "bound"] {
                let text = "--a-b\r\nContent-Type: text/plain\r\n\r\nIt is =3D here:\r\n";
                let mail = format!("{head}\t{boundary}\r\n\r\n{text}--a-b\r\n{part}\r\n--a-b\r\n{part}\r\n--a-b--\r\n");
                check(&mail, 2);
                assert!(find(&decoded(mail.as_bytes()).unwrap(), b"It is =3D here").is_some(), "{mail}");
                check(&format!("From a\r\n{mail}\r\nFrom b\r\n{mail}"), 4);
            }
        }
        let mut text = Vec::new();
        unquote(b"a=3d=zz==41=4", &mut text);
        assert_eq!(text, b"a==zz=A=4\n");
    }

    /// One in the other, and no more: reading does not go as deep as somebody has packed them.
    #[test]
    fn in_each_other() {
        let head = "From: a\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
        let mut mail = PLIST.to_owned();
        for _ in 0..20_000 {
            mail = mail.replacen("From", "=46rom", 1);
            mail.insert_str(0, head);
        }
        assert!(open(mail.as_bytes(), &Options::default()).count() < 2);
    }

    #[test]
    fn others() {
        for other in [
            PLIST.to_owned(),
            format!("From: a\r\n\r\n{}", quoted(76)),
            "From: a\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nnothing=\r\n".to_owned(),
            format!("Content-Transfer-Encoding: 7bit; not quoted-printable\n\n{PLIST}"),
        ] {
            assert_ne!(Container::detect(other.as_bytes()).as_str(), "mail", "{other}");
        }
    }
}
