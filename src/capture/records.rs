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
    /// How the first of them begins.
    head: Option<&'a [u8]>,
    count: usize,
    /// How many bytes may still be searched in vain.
    budget: usize,
    /// What is wrong before the first of them.
    damage: Option<Problem>,
}

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

    /// Those of the array that these keys lead to; what is behind it does not matter.
    pub(super) fn under(text: &'a [u8], keys: &[&'static str]) -> Result<Self, Box<Problem>> {
        let mut scanner = Scanner::of_file(text);
        for key in keys {
            scanner.space();
            let start = scanner.at();
            match scanner.enter(key) {
                Ok(true) => {}
                Ok(false) => {
                    let expected = Expected::Key(key);
                    return Err(Box::new(Problem { expected, ..problem(Code::CaptureDamaged, Span::at(start)) }));
                }
                Err(broken) => return Self::behind(scanner, keys.last().copied(), damaged(broken)),
            }
        }
        match scanner.first() {
            Some(b'[') => Ok(Self::of(scanner, true)),
            _ => Err(Box::new(damaged(Broken { at: scanner.at(), due: "`[`" }))),
        }
    }

    /// Those of the array behind a key that stands somewhere behind damage.
    fn behind(scanner: Scanner<'a>, key: Option<&str>, damage: Problem) -> Result<Self, Box<Problem>> {
        let quoted = format!("\"{}\"", key.unwrap_or_default());
        let rest = scanner.text().get(scanner.at()..).unwrap_or_default();
        let array = memmem::find_iter(rest, &quoted).find_map(|at| {
            let mut scanner =
                Scanner::new(scanner.text(), scanner.at().saturating_add(at).saturating_add(quoted.len()));
            scanner.space();
            let is_key = scanner.take(b':');
            scanner.space();
            (is_key && scanner.first() == Some(b'[')).then_some(scanner)
        });
        match array {
            Some(scanner) => Ok(Self { damage: Some(damage), ..Self::of(scanner, true) }),
            None => Err(Box::new(damage)),
        }
    }

    /// The first object of a file that begins as one with objects does: it, or the one behind it, has to be sound.
    pub(super) fn first(text: &'a [u8]) -> Option<Record<'a>> {
        let mut scanner = Scanner::of_file(text);
        scanner.space();
        matches!(scanner.first()?, b'{' | b'[' | RECORD_SEPARATOR).then_some(())?;
        Self::of_file(text).take(2).find_map(Result::ok)
    }

    fn of(scanner: Scanner<'a>, is_last: bool) -> Self {
        Self {
            scanner,
            lines: Lines::new(scanner.text()),
            is_open: false,
            is_last,
            is_in_array: false,
            head: None,
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

    /// Past white space and what separates objects; `false` if there are no more of them.
    fn go_on(&mut self) -> bool {
        loop {
            self.scanner.pass(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | RECORD_SEPARATOR));
            match self.scanner.first() {
                None => return false,
                Some(b'[') if !self.is_open => (self.is_open, self.is_in_array) = (true, true),
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

    /// To where the next object seems to begin behind one that is damaged. A line feed or a quotation mark can't stand in a
    /// string, so that neither mark is found in one.
    fn resume(&mut self, start: usize, is_cut: bool) {
        let text = self.scanner.text();
        let before = text.get(..start).unwrap_or_default();
        let line = before.iter().rposition(|byte| !is_blank(*byte)).map_or(0, |at| at.saturating_add(1));
        let indent = before.get(line..).unwrap_or_default();
        let begins_line = line == 0 || before.get(..line).is_some_and(|before| before.ends_with(b"\n"));
        let from = start.saturating_add(1);
        let rest = text.get(from..).unwrap_or_default();
        let found = match (self.scanner_at(start).take(b'{'), begins_line) {
            (true, true) => {
                let mark = [b"\n", indent, b"{"].concat();
                memmem::find(rest, &mark).map(|at| at.saturating_add(mark.len()).saturating_sub(1))
            }
            (true, false) => self.find_head(start, rest).or_else(|| memchr(b'{', rest).filter(|_| !is_cut)),
            (false, true) => line_of_object(rest).or_else(|| memchr(b'{', rest)),
            (false, false) => memchr(b'{', rest),
        };
        self.scanner = self.scanner_at(found.map_or(text.len(), |at| from.saturating_add(at)));
    }

    /// Where an object begins as others do, or as this one. So much is searched in vain that reading stays linear.
    fn find_head(&mut self, start: usize, rest: &[u8]) -> Option<usize> {
        let heads = [self.head, head(self.scanner_at(start))];
        heads.into_iter().flatten().find_map(|head| {
            let budget = self.budget.checked_sub(rest.len())?;
            memmem::find(rest, head).or_else(|| {
                self.budget = budget;
                None
            })
        })
    }

    const fn scanner_at(&self, at: usize) -> Scanner<'a> {
        Scanner::new(self.scanner.text(), at)
    }

    fn damage(&mut self, start: usize, broken: Broken) -> Problem {
        let end = self.scanner.text().len();
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
            Err(broken) => Err(Box::new(self.damage(start, broken))),
            Ok(value) => {
                self.head = self.head.or_else(|| head(self.scanner_at(start)));
                let number = self.count;
                self.count = self.count.saturating_add(1);
                Ok(Record { value, number, line, is_item: self.is_in_array })
            }
        })
    }
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
