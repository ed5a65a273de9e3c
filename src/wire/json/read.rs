//! The cursor over a JSON text.

use crate::{
    report::{Code, Expected, Found, Log},
    schema::{Key, Record},
    wire::{Container, Cursor, Data, Date, Fatal, Format, Item, Next, Span, Text, number},
};

/// A place in a JSON text that is known to be UTF-8.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Json<'a> {
    text: &'a str,
    at: usize,
}

/// Where inside a container the cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inside {
    /// Behind the opening bracket.
    Start,
    /// Behind a value.
    Middle,
}

/// A whole number of more digits, its sign counted, can't be made a double by any reader.
const LONGEST_INTEGER: usize = 400;

impl<'a> Json<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The document's value, the cursor on it.
    pub(crate) fn open(input: &'a [u8], log: &mut Log<'_>) -> Result<Self, Fatal> {
        let marked = input.starts_with(b"\xef\xbb\xbf");
        if marked {
            log.tolerated_but(Code::Bom, Span::new(0, 3));
        }
        let text = str::from_utf8(input).map_err(|error| {
            let at = error.valid_up_to();
            log.fatal(Code::Utf8, Span::new(at, at.saturating_add(1)))
        })?;
        let mut cursor = Self { text, at: if marked { 3 } else { 0 } };
        cursor.space();
        Ok(cursor)
    }

    /// From behind the value to the end of the document.
    pub(crate) fn close(mut self, log: &mut Log<'_>) -> Result<(), Fatal> {
        self.space();
        if self.at < self.text.len() {
            let span = Span::new(self.at, self.text.len());
            return Err(log.fatal_found(Code::TrailingData, span, Expected::Nothing, Found::Count(span.len())));
        }
        Ok(())
    }

    fn rest(self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// `ws = *( %x20 / %x09 / %x0A / %x0D )`
    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at = self.at.wrapping_add(1);
        }
    }

    fn here(self) -> Span {
        let len = self.rest().chars().next().map_or(0, char::len_utf8);
        Span::new(self.at, self.at.saturating_add(len))
    }

    /// What stands here instead of what is due.
    fn unexpected(self, code: Code, log: &mut Log<'_>) -> Fatal {
        log.fatal(if self.at == self.text.len() { Code::Eof } else { code }, self.here())
    }

    /// `string = %x22 *char %x22`
    fn string(&mut self, log: &mut Log<'_>) -> Result<Text<'a>, Fatal> {
        let open = self.at;
        let start = open.saturating_add(1);
        let mut copy: Option<String> = None;
        self.at = start;
        loop {
            let from = self.at;
            let plain = self.rest().bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
            let Some(len) = plain else { return Err(log.fatal(Code::StringOpen, Span::new(open, self.text.len()))) };
            self.at = from.saturating_add(len);
            let chunk = self.text.get(from..self.at).unwrap_or_default();
            let end = self.at;
            match self.peek() {
                Some(b'"') => {
                    self.at = end.saturating_add(1);
                    return Ok(match copy {
                        None => Text::borrowed(chunk),
                        Some(copy) => Text::from(copy + chunk),
                    });
                }
                Some(b'\\') => {
                    let copy = copy.get_or_insert_default();
                    copy.push_str(chunk);
                    copy.push(self.escape(log)?);
                }
                _ => {
                    let found = Found::Integer(self.peek().unwrap_or_default().into());
                    return Err(log.fatal_found(Code::ControlChar, self.here(), Expected::Nothing, found));
                }
            }
        }
    }

    /// `escape ( %x22 / %x5C / %x2F / %x62 / %x66 / %x6E / %x72 / %x74 / %x75 4HEXDIG )`
    fn escape(&mut self, log: &mut Log<'_>) -> Result<char, Fatal> {
        let start = self.at;
        let span = |len: usize| Span::new(start, start.saturating_add(len));
        let letter = self.text.as_bytes().get(start.saturating_add(1)).copied();
        let char = match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let unit = self.unit(start).ok_or_else(|| log.fatal(Code::Escape, span(2)))?;
                self.at = start.saturating_add(6);
                let low = if (0xd800..0xdc00).contains(&unit) { self.unit(self.at) } else { None };
                let units = [unit, low.unwrap_or_default()];
                let units = units.get(..if low.is_some() { 2 } else { 1 }).unwrap_or_default();
                let Some(Ok(char)) = char::decode_utf16(units.iter().copied()).next() else {
                    return Err(log.fatal(Code::Surrogate, span(6)));
                };
                if low.is_some() {
                    self.at = self.at.saturating_add(6);
                }
                if char == '\0' {
                    log.tolerated(Code::Nul, span(6));
                }
                return Ok(char);
            }
            _ => return Err(log.fatal(Code::Escape, span(1))),
        };
        self.at = start.saturating_add(2);
        Ok(char)
    }

    /// The four digits of `\uXXXX`.
    fn unit(self, at: usize) -> Option<u16> {
        let digits = self.text.get(at..at.saturating_add(6))?.strip_prefix("\\u")?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    }

    /// `number = [ minus ] int [ frac ] [ exp ]`
    fn number(&mut self, log: &mut Log<'_>) -> Result<Item<'a>, Fatal> {
        let start = self.at;
        let mut end = start;
        let bytes = self.text.as_bytes();
        let digits = |from: usize| {
            let count = bytes.get(from..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
            from.saturating_add(count)
        };
        if bytes.get(end) == Some(&b'-') {
            end = end.saturating_add(1);
        }
        let whole = digits(end);
        // a zero that leads is the whole of it
        let whole = if bytes.get(end) == Some(&b'0') { end.saturating_add(1) } else { whole };
        if whole == end {
            return Err(self.unexpected(Code::Literal, log));
        }
        end = whole;
        let mut real = false;
        if bytes.get(end) == Some(&b'.') && digits(end.saturating_add(1)) > end.saturating_add(1) {
            end = digits(end.saturating_add(1));
            real = true;
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end.saturating_add(1)), Some(b'+' | b'-')));
            let from = end.saturating_add(1).saturating_add(sign);
            if digits(from) > from {
                end = digits(from);
                real = true;
            }
        }
        let text = self.text.get(start..end).unwrap_or_default();
        let span = Span::new(start, end);
        self.at = end;
        if real {
            let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
            return value.map(Item::Real).ok_or_else(|| log.fatal(Code::Number, span));
        }
        match text.parse().ok().filter(|value| (number::MIN..=number::MAX).contains(value)) {
            Some(value) => {
                if value.unsigned_abs() > 1 << 53 {
                    log.odd(Code::IntBeyond53, span);
                }
                Ok(Item::Integer(value))
            }
            None if text.len() > LONGEST_INTEGER => Err(log.fatal(Code::Number, span)),
            None => {
                log.tolerated_but(Code::IntRange, span);
                Ok(Item::Number(text))
            }
        }
    }
}

impl<'a> Cursor<'a> for Json<'a> {
    type Inside = Inside;
    type Layout = ();
    const FORMAT: Format = Format::Json;

    fn layout() {}

    fn layout_here(self) {}

    fn go_to(&mut self, place: Self) {
        self.at = place.at;
    }

    fn layout_inside(_: Inside, (): &()) {}

    fn inner((): &()) {}

    fn offset(self) -> usize {
        self.at
    }

    fn input(self) -> &'a [u8] {
        self.text.as_bytes()
    }

    fn enter_array(&mut self) -> Option<Inside> {
        (self.peek() == Some(b'[')).then(|| {
            self.at = self.at.wrapping_add(1);
            Inside::Start
        })
    }

    fn enter_dictionary(&mut self) -> Option<Inside> {
        (self.peek() == Some(b'{')).then(|| {
            self.at = self.at.wrapping_add(1);
            Inside::Start
        })
    }

    fn expect(&mut self, _: &mut Inside, (): &(), _: &'static Record, _: usize) -> Next<(usize, &'static Key)> {
        Next::Miss
    }

    fn step(&mut self, _: &mut Inside, (): &()) -> Next<()> {
        Next::Miss
    }

    fn text(&mut self) -> Option<&'a str> {
        let start = self.at.wrapping_add(1);
        let rest = self.rest().strip_prefix('"')?;
        let len = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))?;
        let end = start.wrapping_add(len);
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        let text = self.text.get(start..end)?;
        self.at = end.wrapping_add(1);
        Some(text)
    }

    fn boolean(&mut self) -> Option<bool> {
        if self.rest().starts_with("true") {
            self.at = self.at.wrapping_add(4);
            return Some(true);
        }
        if self.rest().starts_with("false") {
            self.at = self.at.wrapping_add(5);
            return Some(false);
        }
        None
    }

    fn integer(&mut self) -> Option<i64> {
        None
    }

    fn unsigned(&mut self) -> Option<u64> {
        None
    }

    fn real(&mut self) -> Option<f64> {
        None
    }

    fn date(&mut self) -> Option<Date> {
        None
    }

    fn data(&mut self) -> Option<Data<'a>> {
        None
    }

    fn value(mut self, log: &mut Log<'_>) -> Result<(Self, Item<'a>, Inside), Fatal> {
        let item = match self.peek() {
            Some(b'"') => Item::Text(self.string(log)?),
            Some(b'[') => {
                self.at = self.at.saturating_add(1);
                Item::Array
            }
            Some(b'{') => {
                self.at = self.at.saturating_add(1);
                Item::Dictionary
            }
            Some(b'-' | b'0'..=b'9') => self.number(log)?,
            _ if self.rest().starts_with("null") => {
                self.at = self.at.saturating_add(4);
                Item::Null
            }
            _ => match self.boolean() {
                Some(value) => Item::Boolean(value),
                None => return Err(self.unexpected(Code::Literal, log)),
            },
        };
        Ok((self, item, Inside::Start))
    }

    fn key(
        mut self,
        inside: Inside,
        (): (),
        log: &mut Log<'_>,
    ) -> Result<(Self, Inside, (), Option<(Text<'a>, Span)>), Fatal> {
        self.space();
        match (self.peek(), inside) {
            (Some(b'}'), _) => {
                self.at = self.at.saturating_add(1);
                return Ok((self, inside, (), None));
            }
            (_, Inside::Start) => {}
            (Some(b','), Inside::Middle) => {
                self.at = self.at.saturating_add(1);
                self.space();
            }
            _ => return Err(self.unexpected(Code::Comma, log)),
        }
        if self.peek() != Some(b'"') {
            return Err(self.unexpected(Code::Key, log));
        }
        let start = self.at;
        let name = self.string(log)?;
        let span = Span::new(start, self.at);
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.unexpected(Code::Colon, log));
        }
        self.at = self.at.saturating_add(1);
        self.space();
        Ok((self, Inside::Middle, (), Some((name, span))))
    }

    fn item(
        mut self,
        inside: Inside,
        (): (),
        _: Container,
        log: &mut Log<'_>,
    ) -> Result<(Self, Inside, (), bool), Fatal> {
        self.space();
        match (self.peek(), inside) {
            (Some(b']'), _) => {
                self.at = self.at.saturating_add(1);
                return Ok((self, inside, (), false));
            }
            (_, Inside::Start) => {}
            (Some(b','), Inside::Middle) => {
                self.at = self.at.saturating_add(1);
                self.space();
            }
            _ => return Err(self.unexpected(Code::Comma, log)),
        }
        Ok((self, Inside::Middle, (), true))
    }

    fn at_container(self) -> bool {
        matches!(self.peek(), Some(b'[' | b'{'))
    }

    fn items_ahead(self) -> usize {
        let length = memchr::memchr(b'}', self.rest().as_bytes()).map_or(usize::MAX, |end| end.saturating_add(2));
        self.rest().len().checked_div(length).unwrap_or(0)
    }
}
