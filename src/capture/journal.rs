//! What `journalctl -o verbose` and `-o export` print: entries of fields, of which one holds a line of a log. The lines of each
//! process are put together.
//!
//! Source: systemd, Journal Export Formats; `journalctl(1)`.

use core::ops::Range;

use memchr::memchr;

use super::{
    Items, Options, Reader, at_the_end,
    interleaved::number,
    lines::lines,
    streams::{Log, Piece, Source, has_messages},
};

pub(super) static READER: Reader = Reader { name: "journal", detect, open, complete: at_the_end };

/// So many lines tell.
const LINES: usize = 32;
const HEAD: usize = 1 << 16;

/// What stands before the fields in the verbose form, and before what goes on in another line of that with the text.
const INDENT: &[u8] = b"    ";
const DEEPER: &[u8] = b"            ";

const TEXT: &[u8] = b"MESSAGE";

fn detect(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let is_of_journal = |line: &[u8]| field(line).is_some_and(|(key, _)| key.starts_with(b"_"));
    let fields = lines(head).take(LINES).filter(|(_, line)| is_of_journal(line)).count();
    fields > 2 && has_messages(bytes, Entries::default())
}

fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    Items::new(Log::new(bytes, Entries::default(), options))
}

/// The name of the field that stands in a line, and how far its value is from the begin of that.
fn field(line: &[u8]) -> Option<(&[u8], usize)> {
    let inside = line.strip_prefix(INDENT).unwrap_or(line);
    let key = inside.get(..memchr(b'=', inside.get(..64).unwrap_or(inside))?)?;
    let value = line.len().checked_sub(inside.len())?.checked_add(key.len())?.checked_add(1)?;
    is_key(key).then_some((key, value))
}

fn is_key(key: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    !key.is_empty() && key.iter().all(is_part)
}

/// Whether an entry begins with this line: with the cursor, or with a time that no blank stands before.
fn begins(line: &[u8]) -> bool {
    line.starts_with(b"__CURSOR=") || line.first().is_some_and(u8::is_ascii_uppercase) && line.ends_with(b"]")
}

/// The processes whose lines they have, in the order in which they come.
#[derive(Default)]
struct Entries {
    known: Vec<Vec<u8>>,
}

impl Source for Entries {
    fn next(&mut self, bytes: &[u8], at: usize, pieces: &mut Vec<Piece>) -> usize {
        let (head, mut at, mut process, mut is_text) = (at, at, &b""[..], false);
        let mut piece = |text, has_end| pieces.push(Piece { stream: 0, head, text, has_end });
        while let Some((line, behind)) = line_at(bytes, at) {
            if line.is_empty() || at > head && begins(line) {
                at = if line.is_empty() { behind } else { at };
                break;
            }
            let end = at.saturating_add(line.len());
            if is_text && line.starts_with(DEEPER) {
                piece(at.saturating_add(DEEPER.len())..end, true);
                at = behind;
                continue;
            }
            is_text = false;
            match field(line) {
                Some((TEXT, value)) => {
                    piece(at.saturating_add(value)..end, true);
                    is_text = line.starts_with(INDENT);
                }
                Some((b"_PID", value)) => process = line.get(value..).unwrap_or_default(),
                Some(_) => {}
                None => {
                    if let Some(data) = data(bytes, line, behind) {
                        at = data.end.saturating_add(1);
                        let text = bytes.get(data.clone()).filter(|_| line == TEXT).unwrap_or_default();
                        let mut start = data.start;
                        for line in text.split_inclusive(|byte| *byte == b'\n') {
                            let end = start.saturating_add(line.strip_suffix(b"\n").unwrap_or(line).len());
                            piece(start..end, true);
                            start = start.saturating_add(line.len());
                        }
                        continue;
                    }
                }
            }
            at = behind;
        }
        let stream = if pieces.is_empty() { 0 } else { number(&mut self.known, process) };
        pieces.iter_mut().for_each(|piece| piece.stream = stream);
        at.max(head.saturating_add(1))
    }
}

/// The line that begins here, and where the next one does.
fn line_at(bytes: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
    let line = rest.get(..memchr(b'\n', rest).unwrap_or(rest.len()))?;
    Some((line, at.saturating_add(line.len()).saturating_add(1)))
}

/// Where the value of a field stands that has more than one line, or other than text: behind its name and its length.
fn data(bytes: &[u8], key: &[u8], behind: usize) -> Option<Range<usize>> {
    let length = bytes.get(behind..)?.first_chunk().filter(|_| is_key(key))?;
    let start = behind.checked_add(length.len())?;
    let end = start.checked_add(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    (bytes.get(end) == Some(&b'\n')).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Captured, Container, Item, Place};

    const PLIST: &str = "<?xml version=\"1.0\"?>\n<plist version=\"1.0\">\n\t<true/>\n\n</plist>\n";

    fn export(process: u8, text: &str) -> String {
        let head = format!("__CURSOR=s=1;i=2\n__REALTIME_TIMESTAMP=1796034854001000\n_BOOT_ID=3\n_PID={process}\n");
        if text.contains('\n') {
            let size = u64::try_from(text.len()).unwrap().to_le_bytes();
            format!("{head}MESSAGE\n{}{text}\n_UID=1\n\n", str::from_utf8(&size).unwrap())
        } else {
            format!("{head}MESSAGE={text}\n_UID=1\n\n")
        }
    }

    fn verbose(process: u8, text: &str) -> String {
        let text = text.replace('\n', "\n            ");
        format!(
            "Mon 2026-11-30 10:34:14.001000 UTC [s=1;i=2;b=3]\n    _BOOT_ID=3\n    MESSAGE={text}\n    _PID={process}\n    _UID=1\n"
        )
    }

    #[test]
    fn entries() {
        for form in [export, verbose] {
            let lines = |body: &str| {
                body.lines().map(|line| form(1, line) + &form(2, "<dict>")).collect::<String>() + &form(1, "end")
            };
            for text in [lines(PLIST), form(1, "start") + &form(3, PLIST.trim_end()) + &form(1, "end")] {
                assert_eq!(Container::detect(text.as_bytes()).as_str(), READER.name, "{text}");
                let items: Vec<_> = open(text.as_bytes(), &Options::default()).collect();
                let [Item::Message(Captured { body, place: Place::Byte(at), .. })] = &items[..] else {
                    panic!("{text}: {items:?}")
                };
                assert_eq!((&**body, text.find("<?xml")), (PLIST.as_bytes(), Some(*at)), "{text}");
            }
        }
        let other = "A=1\nMESSAGE=<plist><true/></plist>\n";
        assert_ne!(Container::detect(other.as_bytes()).as_str(), READER.name);
    }
}
