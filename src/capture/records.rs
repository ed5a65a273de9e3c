//! Objects one after the other: lines of JSON, values without anything between them, items of an array.

use memchr::{memchr, memchr_iter, memmem};

use super::{
    json::{Broken, Scanner, Value},
    lines::Lines,
    problem,
};
use crate::{
    report::{Code, Expected, Found, Problem},
    wire::Span,
};

/// The objects of a text, and what stands between them that is none.
#[derive(Debug)]
pub(super) struct Records<'a> {
    scanner: Scanner<'a>,
    lines: Lines<'a>,
    /// An array that has not ended.
    is_open: bool,
    /// It is all there is to be read.
    is_last: bool,
    is_in_array: bool,
    /// How the first of them begins, and what stands before it if it begins a line.
    head: Option<&'a [u8]>,
    indent: Option<&'a [u8]>,
    /// One of them is damaged.
    is_damaged: bool,
    /// Nothing but a bracket showed where to go on behind damage.
    is_guessed: bool,
    count: usize,
    /// How many bytes may still be searched in vain.
    budget: usize,
    /// What is wrong before the first of them.
    damage: Option<Problem>,
}

/// So many arrays are looked at for one whose key is damaged.
const ARRAYS: usize = 64;

/// Each text of a sequence may begin with it, RFC 7464.
pub(super) const RECORD_SEPARATOR: u8 = 0x1e;

/// One object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    pub(super) value: Value<'a>,
    /// How many there are before it.
    pub(super) number: usize,
    /// The line that it begins in, from 1.
    pub(super) line: usize,
    /// It is an item of an array.
    pub(super) is_item: bool,
}

impl<'a> Records<'a> {
    /// Those of a whole file: what it is of the three is seen on the way.
    pub(super) fn of_file(text: &'a [u8]) -> Self {
        Self::of(Scanner::of_file(text), false)
    }

    /// Those of the array that these keys lead to; what is behind it does not matter. Behind damage it is known by the last
    /// of the keys or, since that may be what is damaged, by a `member` of its first object.
    pub(super) fn under(text: &'a [u8], keys: &[&'static str], member: &str) -> Result<Self, Box<Problem>> {
        let mut scanner = Scanner::of_file(text);
        for key in keys {
            scanner.space();
            let begin = scanner;
            let damage = match scanner.enter(key) {
                Ok(true) => continue,
                Ok(false) => {
                    Problem { expected: Expected::Key(key), ..problem(Code::CaptureDamaged, Span::at(begin.at())) }
                }
                Err(broken) => damaged(broken),
            };
            return match array_behind(begin, keys.last().copied().unwrap_or_default(), member) {
                Some(array) => Ok(Self { damage: Some(damage), ..Self::of(array, true) }),
                None => Err(Box::new(damage)),
            };
        }
        if scanner.first() == Some(b'[') {
            return Ok(Self::of(scanner, true));
        }
        let damage = damaged(Broken { at: scanner.at(), due: "`[`" });
        let mut behind = scanner;
        behind.past(1);
        behind.space();
        if behind.first() == Some(b'[') {
            return Ok(Self { damage: Some(damage), ..Self::of(behind, true) });
        }
        match behind_bracket(scanner, member) {
            Some(first) => {
                let items = Self::of(first, true);
                Ok(Self { is_open: true, is_in_array: true, damage: Some(damage), ..items })
            }
            None => Err(Box::new(damage)),
        }
    }

    /// The first object of a file that begins as one with objects does: it, or the one behind it, has to be sound.
    pub(super) fn first(text: &'a [u8]) -> Option<Record<'a>> {
        let is_damaged = matches!(begin(text)?, Begin::Damaged);
        let mut records = Self::of_file(text);
        if let Ok(first) = records.next()? {
            return Some(first);
        }
        let second = records.next()?.ok()?;
        // what is no more than in the first is none of the file's
        (!is_damaged || !records.is_guessed).then_some(second)
    }

    fn of(scanner: Scanner<'a>, is_last: bool) -> Self {
        Self {
            scanner,
            lines: Lines::new(scanner.text()),
            is_open: false,
            is_last,
            is_in_array: false,
            head: None,
            indent: None,
            is_damaged: false,
            is_guessed: false,
            count: 0,
            budget: scanner.text().len().saturating_mul(8),
            damage: None,
        }
    }

    /// Where to look for the next of them.
    pub(super) const fn at(&self) -> usize {
        self.scanner.at()
    }

    /// Whether there is nothing but white space left.
    pub(super) fn is_at_end(&self) -> bool {
        let mut scanner = self.scanner;
        scanner.space();
        scanner.first().is_none()
    }

    /// Whether what stands behind the byte here shows that it is not the end of an array.
    fn goes_on(&self) -> bool {
        let mut behind = self.scanner_at(self.scanner.at().saturating_add(1));
        behind.space();
        let is_item = behind.first() == Some(b'"') || {
            behind.take(b',');
            behind.space();
            behind.first() == Some(b'{')
        };
        self.is_last && is_item
    }

    /// To the next object that begins as the first did, if the array that ends here may be one in an object that was taken
    /// for others behind damage.
    fn is_within(&mut self) -> bool {
        if !self.is_last || !self.is_damaged {
            return false;
        }
        let from = self.scanner.at();
        let rest = self.scanner.text().get(from..).unwrap_or_default();
        let next = self.marks_seen().find_map(|mark| self.find_mark(rest, &mark));
        if let Some(at) = next {
            self.scanner = self.scanner_at(from.saturating_add(at));
        }
        next.is_some()
    }

    /// Past white space and what separates objects; `false` if there are no more of them.
    fn go_on(&mut self) -> bool {
        loop {
            self.scanner.pass(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | RECORD_SEPARATOR));
            match self.scanner.first() {
                None => return false,
                Some(b'[') if !self.is_open => (self.is_open, self.is_in_array) = (true, true),
                Some(b']') if self.is_open && self.goes_on() => return true,
                Some(b']') if self.is_open && self.is_within() => return true,
                Some(b']') if self.is_open => {
                    self.is_open = false;
                    if self.is_last {
                        self.scanner = Scanner::new(&[], 0);
                        return false;
                    }
                }
                Some(_) => return true,
            }
            self.scanner.past(1);
        }
    }

    /// To where the next object seems to begin behind one that is damaged: where one begins as those before it do. A line
    /// feed or a quotation mark can't stand in a string, so that neither mark is found in one.
    fn resume(&mut self, start: usize, is_cut: bool) {
        let text = self.scanner.text();
        let from = start.saturating_add(1);
        let rest = text.get(from..).unwrap_or_default();
        let is_object = self.scanner_at(start).take(b'{');
        let indent = indent(text, start);
        if self.head.is_none() && is_object {
            self.indent = self.indent.or(indent);
        }
        if let Some(behind) = self.behind_byte(from, is_object) {
            self.is_guessed = is_object;
            self.scanner = behind;
            return;
        }
        let sibling = self.marks(start, is_object, indent).iter().find_map(|mark| self.find_mark(rest, mark));
        self.is_guessed = sibling.is_none();
        let guess = || match (is_object, indent) {
            (true, Some(_)) => None,
            (true, None) => memchr(b'{', rest).filter(|_| !is_cut),
            (false, Some(_)) => line_of_object(rest).or_else(|| memchr(b'{', rest)),
            (false, None) => memchr(b'{', rest),
        };
        self.scanner = self.scanner_at(sibling.or_else(guess).map_or(text.len(), |at| from.saturating_add(at)));
    }

    /// The object behind one byte too many, or another in place of a blank. If that is a bracket, either may be meant.
    fn behind_byte(&mut self, from: usize, is_object: bool) -> Option<Scanner<'a>> {
        let mut behind = self.scanner_at(from);
        behind.space();
        let is_next = behind.first() == Some(b'{');
        if is_next && is_object {
            let mut object = behind;
            let left = self.scanner.text().len().saturating_sub(from);
            let budget = self.budget.checked_sub(left)?;
            if object.value().is_err() {
                self.budget = budget;
                return None;
            }
        }
        is_next.then_some(behind)
    }

    /// How the next object may begin: as the first sound one does, or as the one does that should be at `start`.
    fn marks(&self, start: usize, is_object: bool, indent: Option<&[u8]>) -> Vec<Vec<u8>> {
        let mut marks: Vec<_> = self.marks_seen().collect();
        match indent {
            Some(indent) => {
                marks.push(line_mark(indent));
                // a blank in place of the bracket
                marks.extend(indent.split_last().filter(|_| !is_object).map(|(_, indent)| line_mark(indent)));
            }
            None if is_object => marks.extend(head(self.scanner_at(start)).map(<[u8]>::to_vec)),
            None => {
                let mut key = self.scanner_at(start);
                key.past(usize::from(key.first() != Some(b'"')));
                let begin = key.at();
                if key.string().is_ok() {
                    let key = key.text().get(begin..key.at()).unwrap_or_default();
                    marks.push([b"{", key].concat());
                }
            }
        }
        marks.dedup();
        marks
    }

    /// How the first sound object began.
    fn marks_seen(&self) -> impl Iterator<Item = Vec<u8>> + use<'a> {
        [self.indent.map(line_mark), self.head.map(<[u8]>::to_vec)].into_iter().flatten()
    }

    /// Where the bracket of this mark stands. So much is searched in vain that reading stays linear.
    fn find_mark(&mut self, rest: &[u8], mark: &[u8]) -> Option<usize> {
        let budget = self.budget.checked_sub(rest.len())?;
        match memmem::find(rest, mark) {
            Some(at) => Some(at.saturating_add(memchr(b'{', mark)?)),
            None => {
                self.budget = budget;
                None
            }
        }
    }

    const fn scanner_at(&self, at: usize) -> Scanner<'a> {
        Scanner::new(self.scanner.text(), at)
    }

    /// Whether what is no sound object is one that is damaged or another value, and nothing besides the items.
    fn is_item(&mut self, start: usize) -> bool {
        if self.scanner_at(start).first() == Some(b'{') {
            return true;
        }
        let mut value = self.scanner_at(start);
        if let Some(budget) = self.budget.checked_sub(1) {
            let is_sound = value.value().is_ok();
            self.budget = budget.saturating_sub(if is_sound { 0 } else { value.at().saturating_sub(start) });
            value.space();
            if is_sound && matches!(value.first(), Some(b',' | b']')) {
                return true;
            }
        }
        // the bracket is another byte, or is not there
        (0..2).any(|skipped| {
            let mut key = self.scanner_at(start.saturating_add(skipped));
            key.space();
            let is_key = key.string().is_ok();
            key.space();
            is_key && key.first() == Some(b':')
        })
    }

    fn damage(&mut self, start: usize, broken: Broken) -> Problem {
        let end = self.scanner.text().len();
        self.is_damaged = true;
        self.resume(start, broken.at >= end);
        if broken.at < end || self.scanner.at() < end {
            return damaged(broken);
        }
        self.is_open = false;
        cut(start, end)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Box<Problem>>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(damage) = self.damage.take() {
            return Some(Err(Box::new(damage)));
        }
        if !self.go_on() {
            let end = self.scanner.text().len();
            return core::mem::take(&mut self.is_open).then(|| Err(Box::new(cut(end, end))));
        }
        let start = self.scanner.at();
        let line = self.lines.at(start);
        let value = match self.scanner.first() {
            Some(b'{') => self.scanner.value(),
            _ => Err(Broken { at: start, due: "`{`" }),
        };
        Some(match value {
            Err(broken) => {
                self.count = self.count.saturating_add(usize::from(self.is_item(start)));
                Err(Box::new(self.damage(start, broken)))
            }
            Ok(value) => {
                if self.head.is_none() && !self.is_guessed {
                    self.head = head(self.scanner_at(start));
                    self.indent = indent(self.scanner.text(), start);
                }
                let number = self.count;
                self.count = self.count.saturating_add(1);
                Ok(Record { value, number, line, is_item: self.is_in_array })
            }
        })
    }
}

/// Where an array begins that stands behind a key somewhere, or else the first whose first object has this member.
fn array_behind<'a>(scanner: Scanner<'a>, key: &str, member: &str) -> Option<Scanner<'a>> {
    let rest = scanner.text().get(scanner.at()..)?;
    let at = |at: usize| {
        let mut scanner = Scanner::new(scanner.text(), scanner.at().saturating_add(at));
        scanner.space();
        scanner
    };
    let quoted = format!("\"{key}\"");
    let array = memmem::find_iter(rest, &quoted).find_map(|key| {
        let mut scanner = at(key.saturating_add(quoted.len()));
        let is_key = scanner.take(b':');
        scanner.space();
        (is_key && scanner.first() == Some(b'[')).then_some(scanner)
    });
    let is_it = |array: &Scanner<'a>| {
        let mut first = *array;
        first.past(1);
        first.space();
        first.first() == Some(b'{') && first.value().is_ok_and(|first| first.get(member).is_some())
    };
    array.or_else(|| memchr_iter(b'[', rest).take(ARRAYS).map(at).find(is_it))
}

/// The first object of an array whose bracket is missing here, or is another byte.
fn behind_bracket<'a>(scanner: Scanner<'a>, member: &str) -> Option<Scanner<'a>> {
    (0..2).find_map(|skipped| {
        let mut first = scanner;
        first.past(skipped);
        first.space();
        let mut behind = first;
        behind.value().is_ok_and(|first| first.get(member).is_some()).then_some(first)
    })
}

/// How a text begins that has objects in it.
enum Begin {
    Sound,
    /// One byte of it is another.
    Damaged,
}

/// How a text begins, if it begins as one does that has objects in it.
fn begin(text: &[u8]) -> Option<Begin> {
    let mut scanner = Scanner::of_file(text);
    scanner.space();
    let mut inside = scanner;
    inside.past(1);
    inside.space();
    let is_array = || match inside.first() {
        Some(b'-' | b'0'..=b'9') => is_numbers(inside),
        first => matches!(first, None | Some(b'{' | b'[' | b']' | b'"')),
    };
    match scanner.first()? {
        b'{' | RECORD_SEPARATOR => return Some(Begin::Sound),
        b'[' if is_array() => return Some(Begin::Sound),
        _ => {}
    }
    let is_key = |skipped| {
        let mut scanner = scanner;
        scanner.past(skipped);
        scanner.space();
        scanner.take(b'{');
        scanner.space();
        let key = scanner.string();
        scanner.space();
        key.is_ok() && scanner.first() == Some(b':')
    };
    // a byte order mark may be what is damaged
    (0..4).any(is_key).then_some(Begin::Damaged)
}

/// Whether what begins here behind a bracket is an array of numbers, not a time or what else logs have in brackets.
fn is_numbers(mut scanner: Scanner<'_>) -> bool {
    scanner.pass(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'));
    scanner.space();
    if !scanner.take(b']') {
        return matches!(scanner.first(), None | Some(b','));
    }
    scanner.space();
    matches!(scanner.first(), None | Some(b'{' | b'['))
}

/// Whether a text begins as one does that has objects in it, one byte of its begin aside.
pub(super) fn begins(text: &[u8]) -> bool {
    begin(text).is_some()
}

/// What stands where an object begins behind so much of its line.
fn line_mark(indent: &[u8]) -> Vec<u8> {
    [b"\n", indent, b"{"].concat()
}

/// What stands before this place in its line, if nothing but blanks do.
fn indent(text: &[u8], at: usize) -> Option<&[u8]> {
    let before = text.get(..at)?;
    let line = before.iter().rposition(|byte| !is_blank(*byte)).map_or(0, |at| at.saturating_add(1));
    (line == 0 || before.get(..line)?.ends_with(b"\n")).then(|| before.get(line..))?
}

/// The bracket of the object here up to the end of its first key.
fn head(mut scanner: Scanner<'_>) -> Option<&[u8]> {
    let start = scanner.at();
    scanner.take(b'{').then_some(())?;
    scanner.space();
    scanner.string().ok()?;
    scanner.text().get(start..scanner.at())
}

/// Where the next line begins, behind its indentation, if it begins with an object; otherwise the one behind it.
fn line_of_object(text: &[u8]) -> Option<usize> {
    memchr_iter(b'\n', text).find_map(|at| {
        let mut line = Scanner::new(text, at.saturating_add(1));
        line.pass(is_blank);
        (line.first() == Some(b'{')).then_some(line.at())
    })
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// A byte stands where another is due.
pub(super) fn damaged(Broken { at, due }: Broken) -> Problem {
    Problem { expected: Expected::Form(due), ..problem(Code::CaptureDamaged, Span::new(at, at.saturating_add(1))) }
}

/// The file ends inside what begins here.
pub(super) fn cut(start: usize, end: usize) -> Problem {
    Problem { found: Found::Count(end.saturating_sub(start)), ..problem(Code::CutOff, Span::new(start, end)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begin_of_objects() {
        for text in ["{\"a\": 1}", "[{\"a\": 1}]", "[1, {}]", "[-1.5e3]", "[1] {}", "[", "[1", "[]", "\u{1e}{}"] {
            assert!(begins(text.as_bytes()), "{text}");
        }
        for text in ["[22:43:44.492] DEBUG: a", "[2026-11-30 22:00:00] a", "[0] app: [[", "[1] a", "[a]", "a", ""] {
            assert!(!begins(text.as_bytes()), "{text}");
        }
    }
}
