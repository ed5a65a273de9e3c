//! Lines of several containers between each other, as Docker Compose, `kubectl logs --prefix`, Stern and Foreman print them:
//! each is put together by the name before its lines.

use memchr::memchr;

use super::{
    Items, Options, Reader, at_the_end,
    lines::lines,
    prefix,
    streams::{Log, Piece, Source, has_messages},
};

pub(super) static READER: Reader = Reader { name: "interleaved", detect, open, complete: at_the_end };

/// So many lines tell that there are names before them, and so much that they are two.
const LOOKED_AT: usize = 16;
const HEAD: usize = 1 << 18;

/// So many are told apart; what more there are is one.
const MOST: usize = 64;

fn detect(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let lines = || lines(head).map(|(_, line)| line).filter(|line| !line.is_empty());
    let named = lines().take(LOOKED_AT).filter(|line| prefix::of_stream(line).is_some()).count();
    if named.saturating_mul(2) <= lines().take(LOOKED_AT).count() {
        return false;
    }
    let mut names: Vec<(&[u8], usize)> = Vec::new();
    for (name, _) in lines().filter_map(prefix::of_stream) {
        if let Some((_, count)) = names.iter_mut().find(|(known, _)| *known == name) {
            *count = count.saturating_add(1);
        } else if names.len() < MOST {
            names.push((name, 1));
        }
    }
    // one that stands but once may be another one damaged
    let is_own = |at: usize, name: &[u8]| {
        let alike = |(number, (other, _)): (usize, &(&[u8], usize))| {
            let differ = name.iter().zip(other.iter()).filter(|(a, b)| a != b).count();
            number != at && name.len() == other.len() && differ < 2
        };
        !names.iter().enumerate().any(alike)
    };
    let own = names.iter().enumerate().filter(|(at, (name, count))| *count > 1 || is_own(*at, name));
    own.count() > 1 && has_messages(bytes, Names::default())
}

fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    Items::new(Log::new(bytes, Names::default(), options))
}

/// The names before the lines, in the order in which they come.
#[derive(Default)]
struct Names {
    known: Vec<Vec<u8>>,
    /// All that stands before a line, for each of them.
    before: Vec<Vec<u8>>,
    /// The stream of the last line.
    last: usize,
}

impl Names {
    /// The stream of a line, and how long what stands before it is. One byte of that may be another.
    fn of(&mut self, line: &[u8]) -> (usize, usize) {
        if let Some((name, len)) = prefix::of_stream(line) {
            let number = number(&mut self.known, name);
            if number == self.before.len() && number < self.known.len() {
                self.before.push(line.get(..len).unwrap_or_default().to_vec());
            }
            return (number, len);
        }
        let differ = |before: &[u8]| {
            line.get(..before.len()).map(|head| head.iter().zip(before).filter(|(a, b)| a != b).count())
        };
        let alike = self.before.iter().position(|before| differ(before) == Some(1));
        let len = |number: usize| self.before.get(number).map_or(0, Vec::len);
        alike.map_or((self.last, 0), |number| (number, len(number)))
    }
}

impl Source for Names {
    fn next(&mut self, bytes: &[u8], at: usize, pieces: &mut Vec<Piece>) -> usize {
        let rest = bytes.get(at..).unwrap_or_default();
        let end = memchr(b'\n', rest);
        let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let (stream, len) = self.of(line);
        self.last = stream;
        let behind = at.saturating_add(line.len());
        let text = at.saturating_add(len).min(behind)..behind;
        pieces.push(Piece { stream, head: at, text, has_end: end.is_some() });
        behind.saturating_add(1)
    }
}

/// The number of a stream by its name.
pub(super) fn number(known: &mut Vec<Vec<u8>>, name: &[u8]) -> usize {
    let number = known.iter().position(|known| known == name).unwrap_or(known.len());
    if number == known.len() && number < MOST {
        known.push(name.to_vec());
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Captured, Container, Item};

    const PLIST: &str = "<?xml version=\"1.0\"?>\n<plist version=\"1.0\">\n<true/>\n</plist>\n";

    fn between(names: [&str; 2]) -> String {
        let line = |line: &str| names.iter().map(|name| format!("{name}{line}\n")).collect::<String>();
        PLIST.lines().map(line).collect()
    }

    #[test]
    fn names() {
        for names in [
            ["mdm-1  | ", "db-1   | "],
            ["mdm.1.k3jx9@node  | ", "mdm.2.a3jx9@node  | "],
            ["[pod/mdm-a/mdm] ", "[pod/mdm-b/mdm] "],
            ["mdm-7d9f8c6b5-aaaaa mdm ", "mdm-7d9f8c6b5-bbbbb mdm "],
            ["10:00:01 web.1     | ", "10:00:02 worker.1  | "],
            ["0|mdm  | ", "1|mdm  | "],
        ] {
            let text = between(names);
            assert_eq!(Container::detect(text.as_bytes()).as_str(), READER.name, "{text}");
            let items: Vec<_> = open(text.as_bytes(), &Options::default()).collect();
            let is_whole =
                |item: &Item<'_>| matches!(item, Item::Message(Captured { body, .. }) if **body == *PLIST.as_bytes());
            assert!(items.len() == 2 && items.iter().all(is_whole), "{items:?}");
        }
        // a line of another in the midst
        let text = PLIST.lines().map(|line| format!("mdm-1  | {line}\n")).collect::<String>();
        let text = text.replace("mdm-1  | <true/>", "db-1   | ready\nmdm-1  | <true/>");
        assert_eq!(Container::detect(text.as_bytes()).as_str(), READER.name, "{text}");
        assert_ne!(Container::detect(text.replace("db-1   |", "mdm-x  |").as_bytes()).as_str(), READER.name, "{text}");
        for names in [["mdm-1  | ", "mdm-1  | "], ["1 | ", "2 | "], ["a ", "b "]] {
            let text = between(names);
            assert_ne!(Container::detect(text.as_bytes()).as_str(), READER.name, "{text}");
        }
    }
}
