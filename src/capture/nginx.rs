//! Access logs of nginx with `$request_body`, escaped as nginx does by default: `"`, `\`, and bytes below 0x20 and from
//! 0x7F on as `\xHH`. With `escape=json` a line is one of JSON; with `escape=none` it is text.
//!
//! Source: nginx, `ngx_http_log_escape` in `src/http/modules/ngx_http_log_module.c`.

use memchr::memmem;

use super::{
    Captured, Exchange, Item, Items, Options, Place, Reader, at_the_end, body, json, jsonl, lines::lines, passed_over,
    quoted::unescape,
};

pub(super) static READER: Reader = Reader { name: "nginx", detect, open, complete: at_the_end };

/// So much of a file is looked at for a line with a body.
const LOOKED_AT: usize = 1 << 20;

fn detect(bytes: &[u8]) -> bool {
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let escaped = memmem::Finder::new(b"\\x");
    // one that goes on in the next line is not nginx's
    let is_whole =
        |(_, field): (usize, &[u8])| field.starts_with(b"bplist") || memmem::rfind(field, b"</plist").is_some();
    let has_body = |line| escaped.find(line).is_some() && body_in(line).is_some_and(is_whole);
    // most files have nothing that is escaped so
    escaped.find(head).is_some() && lines(head).any(|(_, line)| has_body(line))
}

fn open<'a>(bytes: &'a [u8], options: &Options<'_>) -> Items<'a> {
    if bytes.trim_ascii_start().starts_with(b"{") {
        return jsonl::open(bytes, options);
    }
    let mut lines = lines(bytes).enumerate();
    let mut passed = 0usize;
    Items::new(core::iter::from_fn(move || {
        for (number, (start, line)) in lines.by_ref() {
            if let Some(found) = body_in(line) {
                return Some(Item::Message(message(line, start, number.saturating_add(1), found)));
            }
            passed = passed.saturating_add(usize::from(!line.is_empty()));
        }
        passed_over(core::mem::take(&mut passed))
    }))
}

/// The field of a line that holds the body, as it is written, and where it begins in the line.
fn body_in(line: &[u8]) -> Option<(usize, &[u8])> {
    let begins: [&[u8]; 4] = [b"<?xml", b"<!DOCTYPE plist", b"<plist", b"bplist0"];
    let at = begins.iter().filter_map(|begin| memmem::find(line, begin)).min()?;
    let rest = line.get(at..)?;
    let is_quoted = at.checked_sub(1).and_then(|before| line.get(before)) == Some(&b'"');
    let end = if is_quoted { memchr::memchr(b'"', rest) } else { None };
    let field = rest.get(..end.unwrap_or(rest.len()))?;
    let head = field.get(..512).unwrap_or(field);
    (body::is_plist(&unescaped(head)) && !has_others(head)).then_some((at, field))
}

/// Whether there are escapes that are none of nginx's.
fn has_others(text: &[u8]) -> bool {
    memchr::memchr_iter(b'\\', text).any(|at| {
        let rest = text.get(at.saturating_add(1)..).unwrap_or_default();
        let escape = rest.get(..3).unwrap_or(rest);
        let is_capital = |digit: &u8| digit.is_ascii_digit() || (b'A'..=b'F').contains(digit);
        !escape.strip_prefix(b"x").is_some_and(|digits| digits.iter().all(is_capital))
    })
}

fn message<'a>(line: &'a [u8], start: usize, number: usize, (at, field): (usize, &'a [u8])) -> Captured<'a> {
    let mut exchange = Exchange::default();
    let before = String::from_utf8_lossy(line.get(..at).unwrap_or_default()).into_owned();
    if let Some((_, rest)) = before.split_once('[')
        && let Some((time, _)) = rest.split_once(']')
    {
        exchange.time = Some(time.to_owned().into());
    }
    let mut fields = before.split('"').peekable();
    while let Some(field) = fields.next() {
        exchange.note_line(field);
        if exchange.method.is_some() && exchange.status.is_none() {
            let behind = fields.peek().map(|behind| behind.trim_start().split(' ').next());
            exchange.status = behind.flatten().and_then(|status| status.parse().ok());
        }
        let (kind, subtype) = field.split_once('/').unwrap_or_default();
        let is_type = ["application", "text", "multipart"].contains(&kind) && !subtype.is_empty();
        if is_type {
            exchange.content_type = Some(field.to_owned().into());
        }
    }
    exchange.side = Some(super::Side::Request);
    let is_escaped = memmem::find(field, b"\\x").is_some();
    let body = if is_escaped { unescaped(field).into() } else { field.into() };
    let offset = (!is_escaped).then(|| start.saturating_add(at));
    Captured { body, place: Place::Line(number), offset, exchange, ..Captured::default() }
}

/// The bytes that `\xHH` stand for.
fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    unescape(text, b'\\', &mut bytes, |escape| if escape.get(1) == Some(&b'x') { json::escape(escape) } else { None });
    bytes
}
