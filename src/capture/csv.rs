//! Tables as databases export them, RFC 4180, with a message in a column that is named or that is found by what stands
//! in it: as text, as base64, or as hexadecimal digits behind `\x` or `0x`; or with messages in the midst of its fields, as
//! collectors of logs export them.

use std::{borrow::Cow, collections::VecDeque};

use memchr::{memchr, memchr2, memmem};

use super::{
    Captured, Exchange, Item, Items, Options, Place, Reader, at_the_end, body,
    columns::{LONGEST, is_name, no_field, side},
    json::{Broken, Scanner},
    lines::Lines,
    passed_over, problem,
    records::{cut, damaged},
    text,
};
use crate::{
    report::{Code, Problem},
    wire::Span,
};

pub(super) static READER: Reader = Reader { name: "csv", detect, open, complete: at_the_end };

/// So much is looked at for a message.
const HEAD: usize = 1 << 20;

fn detect(bytes: &[u8]) -> bool {
    let Some(mut table) = Table::of(bytes, None) else { return false };
    if table.has_names && !table.names.iter().all(|name| is_name(name)) {
        return false;
    }
    let mut has_body = false;
    while table.at < bytes.len().min(HEAD) {
        // no field that is not quoted has lines
        if bytes.get(table.at..).is_some_and(opens_document) {
            return false;
        }
        let Ok(Some(row)) = table.row() else { continue };
        for cell in row.cells {
            if has_body && !is_quoted(&cell, bytes) {
                continue;
            }
            let is_body = || body::find_in(Cow::Borrowed(&cell.text)).is_some();
            let is_any = is_whole(&cell, bytes, table.names.len()) && is_body() || is_log(&cell, bytes);
            if is_any && is_quoted(&cell, bytes) {
                return true;
            }
            has_body |= is_any;
        }
    }
    has_body
}

/// Whether a property list in XML begins a line here and goes on in the next.
fn opens_document(rest: &[u8]) -> bool {
    let line = rest.get(..memchr(b'\n', rest).unwrap_or(rest.len())).unwrap_or_default();
    line.starts_with(b"<") && body::is_plist(rest) && memmem::find(line, b"</plist").is_none()
}

fn is_quoted(cell: &Cell<'_>, bytes: &[u8]) -> bool {
    cell.start.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'"')
}

/// Whether messages stand in the midst of a field that is none itself.
fn is_log(cell: &Cell<'_>, bytes: &[u8]) -> bool {
    is_quoted(cell, bytes) && text::has_document(&cell.text)
}

/// Whether a document that begins in a field ends there too: what goes on in the next line or field is no table. Nor are
/// lines of one field that is not quoted, which any text has.
fn is_whole(cell: &Cell<'_>, bytes: &[u8], columns: usize) -> bool {
    let text = cell.text.trim_ascii();
    is_quoted(cell, bytes)
        || match text.first() {
            Some(b'<') => columns > 1 && memmem::rfind(text, b"</plist").is_some(),
            Some(b'{') => text.ends_with(b"}"),
            // a bracket behind it is one of SQL
            _ => !text.ends_with(b")") && !text.ends_with(b");"),
        }
}

fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    match Table::of(bytes, options.field) {
        Some(table) => match table.no_field() {
            Some(problem) => Items::new(core::iter::once(Item::Problem(problem))),
            None => Items::new(table),
        },
        None => {
            let due = "a line with the names of the columns";
            Items::new(core::iter::once(Item::Problem(damaged(Broken { at: 0, due }))))
        }
    }
}

/// One field of a row, and where its text begins.
struct Cell<'a> {
    text: Cow<'a, [u8]>,
    start: usize,
}

struct Row<'a> {
    cells: Vec<Cell<'a>>,
    line: usize,
    /// It has more fields than there are columns: two rows that have become one.
    damage: Option<Problem>,
}

struct Table<'a> {
    bytes: &'a [u8],
    at: usize,
    separator: u8,
    /// The first line says them; if not they are empty.
    has_names: bool,
    names: Vec<String>,
    field: Option<String>,
    /// The column in which the first message was found.
    column: Option<usize>,
    lines: Lines<'a>,
    /// How many bytes may still be read in vain and in search of a row behind damage: reading stays linear.
    budget: usize,
    ready: VecDeque<Item<'a>>,
    passed: usize,
}

impl<'a> Table<'a> {
    /// A table whose first line names its columns, or holds a message itself.
    fn of(bytes: &'a [u8], field: Option<&str>) -> Option<Self> {
        let start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let rest = bytes.get(start..)?;
        let head = rest.get(..memchr(b'\n', rest)?)?;
        let separator = *b",;\t".iter().max_by_key(|separator| memchr::memchr_iter(**separator, head).count())?;
        let (cells, next) = cells(bytes, start, separator).ok()?;
        let count = cells.len();
        let name = |cell: &Cell<'_>| {
            let text = cell.text.get(..LONGEST).unwrap_or(&cell.text);
            String::from_utf8_lossy(text).trim().to_owned()
        };
        let names: Vec<_> = cells.iter().map(name).collect();
        let holds_body = |cell: Cell<'_>| is_whole(&cell, bytes, count) && body::find_in(cell.text).is_some();
        let may_be_row = count > 1 && !body::is_plist(rest);
        let second = || Some(self::cells(bytes, next, separator).ok().filter(|_| next < bytes.len())?.0);
        let second = if may_be_row { second() } else { None };
        let columns = second.as_ref().map_or(count, Vec::len);
        let is_first = may_be_row && cells.into_iter().any(holds_body);
        // the first row may be one that is damaged
        let has_other_names = || !names.iter().all(|name| is_name(name));
        // where the first line names nothing, it is a row like the second
        let is_alike = second.as_ref().is_some_and(|cells| cells.len() == count);
        let is_second =
            || has_other_names() && (is_alike || second.is_some_and(|cells| cells.into_iter().any(holds_body)));
        let is_named = field.is_some_and(|field| names.iter().any(|name| name.eq_ignore_ascii_case(field)));
        let is_row = columns > 1 && (is_first || !is_named && is_second());
        let count = if is_row { columns.min(count) } else { count };
        let (has_names, names, at) =
            if is_row { (false, vec![String::new(); count], start) } else { (true, names, next) };
        Some(Self {
            bytes,
            at,
            separator,
            has_names,
            names,
            field: field.map(str::to_owned),
            column: None,
            lines: Lines::new(bytes),
            budget: bytes.len().saturating_mul(8),
            ready: VecDeque::new(),
            passed: 0,
        })
    }

    /// That no column has the name that was given.
    fn no_field(&self) -> Option<Problem> {
        let field = self.field.as_ref()?;
        let has_it = self.names.iter().any(|name| name.eq_ignore_ascii_case(field));
        (!has_it).then(|| no_field(field, self.names.iter().map(String::as_str)))
    }

    /// The row that begins here, with no fewer fields than there are columns.
    fn row_at(&self, at: usize) -> Result<(Vec<Cell<'a>>, usize), Broken> {
        let (cells, next) = cells(self.bytes, at, self.separator)?;
        if cells.len() >= self.names.len() { Ok((cells, next)) } else { Err(Self::uneven(at, next)) }
    }

    fn uneven(at: usize, next: usize) -> Broken {
        Broken { at: next.saturating_sub(1).max(at), due: "as many fields as the first line has" }
    }

    /// The next row; none at the end.
    fn row(&mut self) -> Result<Option<Row<'a>>, Box<Problem>> {
        while let Some(b'\n' | b'\r') = self.bytes.get(self.at) {
            self.at = self.at.saturating_add(1);
        }
        let start = self.at;
        if start >= self.bytes.len() {
            return Ok(None);
        }
        let line = self.lines.at(start);
        match self.row_at(start) {
            Ok((cells, next)) => {
                self.at = next;
                let damage = (cells.len() > self.names.len()).then(|| damaged(Self::uneven(start, next)));
                Ok(Some(Row { cells, line, damage }))
            }
            Err(broken) => {
                self.budget = self.budget.saturating_sub(broken.at.saturating_sub(start));
                self.resume(start);
                let end = self.bytes.len();
                Err(Box::new(if broken.at < end || self.at < end { damaged(broken) } else { cut(start, end) }))
            }
        }
    }

    /// To the next line that is a row.
    fn resume(&mut self, start: usize) {
        let mut at = start;
        while let Some(end) = self.bytes.get(at..).filter(|_| self.budget > 0).and_then(|rest| memchr(b'\n', rest)) {
            at = at.saturating_add(end).saturating_add(1);
            let (is_row, next) = match self.row_at(at) {
                Ok((cells, next)) => (cells.len() == self.names.len(), next),
                Err(broken) => (false, broken.at),
            };
            self.budget = self.budget.saturating_sub(next.saturating_sub(at));
            if is_row && at < self.bytes.len() {
                self.at = at;
                return;
            }
        }
        self.at = self.bytes.len();
    }

    fn take(&mut self, row: Row<'a>) {
        let named =
            self.field.as_ref().map(|field| self.names.iter().position(|name| name.eq_ignore_ascii_case(field)));
        let is_uneven = row.damage.is_some();
        self.ready.extend(row.damage.map(Item::Problem));
        let column = named.unwrap_or(self.column).filter(|_| !is_uneven);
        let mut exchange = Exchange::default();
        if !self.has_names
            && let Some(first) = row.cells.first()
        {
            let time = text::said(&first.text, b"").time;
            exchange.time = time.map(|time| time.into_owned().into());
        }
        let (mut bodies, mut logs) = (Vec::new(), Vec::new());
        let mut is_blank = false;
        for (number, cell) in row.cells.into_iter().enumerate() {
            if Some(number) == column {
                is_blank = matches!(&*cell.text, b"" | b"NULL" | b"\\N");
                if !is_blank {
                    bodies.push((number, cell.start, body::given_in(cell.text)));
                }
                continue;
            }
            let is_any = named.is_none() || is_uneven;
            let found = if is_any { body::find_in(cell.text.clone()) } else { None };
            match (found, self.names.get(number)) {
                (Some(found), _) => bodies.push((number, cell.start, found)),
                (None, _) if is_any && is_log(&cell, self.bytes) => logs.push(cell),
                (None, Some(name)) if !is_uneven => {
                    exchange.note(name, String::from_utf8_lossy(&cell.text).into_owned().into());
                }
                _ => {}
            }
        }
        if !is_uneven {
            self.column = self.column.or_else(|| bodies.first().map(|(number, _, _)| *number));
        }
        self.passed = self.passed.saturating_add(usize::from(bodies.is_empty() && logs.is_empty() && !is_blank));
        for (number, start, found) in bodies {
            let name = self.names.get(number).map_or("", |name| name);
            self.ready.push_back(match found {
                Ok(body) => {
                    let offset = matches!(body, Cow::Borrowed(_)).then_some(start);
                    let exchange = Exchange { side: side(name), ..exchange.clone() };
                    Item::Message(Captured {
                        body,
                        place: Place::Line(row.line),
                        offset,
                        exchange,
                        ..Captured::default()
                    })
                }
                Err(at) => {
                    let span = Span::at(start.saturating_add(at).min(self.bytes.len()));
                    Item::Problem(Problem { path: name.to_owned(), ..problem(Code::Base64, span) })
                }
            });
        }
        for Cell { text, start } in logs {
            self.ready.extend(text::documents(text).into_iter().map(|item| match item {
                Item::Message(found) => Item::Message(Captured {
                    place: Place::Line(row.line),
                    offset: found.offset.map(|at| start.saturating_add(at)),
                    exchange: found.exchange.or(&exchange),
                    ..found
                }),
                Item::Problem(problem) => {
                    let place = |at: usize| start.saturating_add(at).min(self.bytes.len());
                    let span = Span::new(place(problem.span.start), place(problem.span.end));
                    Item::Problem(Problem { span, ..problem })
                }
            }));
        }
    }
}

impl<'a> Iterator for Table<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        while self.ready.is_empty() {
            match self.row() {
                Ok(Some(row)) => self.take(row),
                Ok(None) => return passed_over(core::mem::take(&mut self.passed)),
                Err(problem) => return Some(Item::Problem(*problem)),
            }
        }
        self.ready.pop_front()
    }
}

/// The fields from here to the end of the row, and where the next one begins.
fn cells(bytes: &[u8], start: usize, separator: u8) -> Result<(Vec<Cell<'_>>, usize), Broken> {
    let mut cells = Vec::new();
    let mut at = start;
    loop {
        let (cell, end) = cell(bytes, at, separator)?;
        cells.push(cell);
        let behind = end.saturating_add(1);
        match bytes.get(end) {
            Some(byte) if *byte == separator => at = behind,
            Some(b'\r') if bytes.get(behind) == Some(&b'\n') => return Ok((cells, behind.saturating_add(1))),
            _ => return Ok((cells, behind.min(bytes.len()))),
        }
    }
}

/// `field = escaped / non-escaped`, and where it ends.
fn cell(bytes: &[u8], at: usize, separator: u8) -> Result<(Cell<'_>, usize), Broken> {
    let rest = bytes.get(at..).unwrap_or_default();
    let Some(quoted) = rest.strip_prefix(b"\"") else {
        let end = memchr2(separator, b'\n', rest).unwrap_or(rest.len());
        let text = rest.get(..end).unwrap_or_default();
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        let end = at.saturating_add(text.len());
        let plain = if separator == b'\t' && !is_json(text) { unescaped(text) } else { text.into() };
        return Ok((Cell { text: plain, start: at }, end));
    };
    let start = at.saturating_add(1);
    let mut text = Cow::Borrowed(&[][..]);
    let mut rest = quoted;
    loop {
        let Some(end) = memchr(b'"', rest) else { return Err(Broken { at: bytes.len(), due: "`\"`" }) };
        let (before, behind) = rest.split_at_checked(end).unwrap_or_default();
        add(&mut text, before);
        match behind {
            [b'"', b'"', more @ ..] => {
                text.to_mut().push(b'"');
                rest = more;
            }
            _ => {
                let end = bytes.len().saturating_sub(behind.len()).saturating_add(1);
                return match behind.get(1) {
                    None | Some(b'\n' | b'\r') => Ok((Cell { text, start }, end)),
                    Some(byte) if *byte == separator => Ok((Cell { text, start }, end)),
                    Some(_) => Err(Broken { at: end, due: "the separator of fields or the end of the line" }),
                };
            }
        }
    }
}

/// Whether a field is an object whose own escapes are those in it: another escape would have broken it.
fn is_json(text: &[u8]) -> bool {
    let mut scanner = Scanner::new(text, 0);
    text.starts_with(b"{") && scanner.value().is_ok() && scanner.at() == text.len()
}

/// A field without the escapes of PostgreSQL's `COPY` and MySQL's `--batch`, which have tabs between fields.
fn unescaped(text: &[u8]) -> Cow<'_, [u8]> {
    let Some(first) = memchr(b'\\', text) else { return text.into() };
    // what stands for no text at all, and hexadecimal digits
    if text == b"\\N" || text.starts_with(b"\\x") {
        return text.into();
    }
    let (plain, mut rest) = text.split_at_checked(first).unwrap_or((text, b""));
    let mut plain = plain.to_vec();
    while let [byte, more @ ..] = rest {
        rest = more;
        let (b'\\', [escape, more @ ..]) = (byte, more) else {
            plain.push(*byte);
            continue;
        };
        rest = more;
        plain.push(match escape {
            b'0' => 0,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 11,
            other => *other,
        });
    }
    plain.into()
}

/// More of a text, borrowed as long as it is in one piece.
fn add<'a>(text: &mut Cow<'a, [u8]>, more: &'a [u8]) {
    if text.is_empty() { *text = Cow::Borrowed(more) } else { text.to_mut().extend_from_slice(more) }
}
