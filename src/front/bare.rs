//! Bodies and files of the services that are no documents: the word of a refusal, and two files of tokens. Nothing is
//! decrypted here: an envelope is named.

#![deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use memchr::memmem;

use crate::{
    messages::{
        Message,
        dep::{ServerToken, error_word},
        vpp::SToken,
    },
    record::Decode,
    report::{Code, Expected, Found, Log},
    wire::{Data, Span, Text, data},
};

/// The kinds that are found here.
pub(super) const KINDS: &[&str] = &["dep.error", "dep.server-token-file", "vpp.stoken-file"];

/// The message of such a body; `None` if it is another.
#[cold]
pub(super) fn read<'a>(input: &'a [u8], log: &mut Log<'_>) -> Option<Option<Message<'a>>> {
    marked(input, log, |text, log| {
        refusal(text, false, log).or_else(|| server_token(text, log)).or_else(|| content_token(text, false, log))
    })
}

/// The message of a body that has to be of one of these kinds; `None` if it is another.
#[cold]
pub(super) fn read_as<'a>(kind: &str, input: &'a [u8], log: &mut Log<'_>) -> Option<Option<Message<'a>>> {
    marked(input, log, |text, log| match kind {
        "dep.error" => refusal(text, true, log),
        "dep.server-token-file" => server_token(text, log),
        _ => content_token(
            text,
            !text.trim_ascii().is_empty() && !text.trim_ascii_start().starts_with(['<', '{', '[']),
            log,
        ),
    })
}

/// Reads text that may have a mark before it.
fn marked<'a, T>(
    input: &'a [u8],
    log: &mut Log<'_>,
    read: impl FnOnce(&'a str, &mut Log<'_>) -> Option<T>,
) -> Option<T> {
    const MARK: char = '\u{feff}';
    let text = str::from_utf8(input).ok().filter(|_| input.len() <= log.limits.bytes)?;
    let Some(behind) = text.strip_prefix(MARK) else { return read(text, log) };
    let message = read(behind, log)?;
    log.report.move_spans(|offset| offset.saturating_add(MARK.len_utf8()));
    log.tolerated_but(Code::Bom, Span::new(0, MARK.len_utf8()));
    Some(message)
}

/// `^"?[A-Za-z][A-Za-z0-9_]*"?\s*$`, if the word is known or has to be one.
fn refusal<'a>(text: &str, is_due: bool, log: &mut Log<'_>) -> Option<Option<Message<'a>>> {
    let trimmed = text.trim_ascii();
    let word = trimmed.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(trimmed);
    let is_word = word.len() <= 64
        && word.starts_with(|first: char| first.is_ascii_alphabetic())
        && word.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    let unknown = (is_due && is_word).then_some("a word that is not known here");
    let meaning = error_word(word).or(unknown)?;
    log.report.take_for("dep.error");
    log.problem(Code::ErrorWord, Span::new(0, text.trim_ascii_end().len()), Expected::Form(meaning), Found::text(word));
    Some(None)
}

/// The file of the portal, as it comes or decrypted: a MIME header, an empty line, and the envelope or the JSON, perhaps
/// between lines that mark its beginning and its end.
fn server_token<'a>(text: &'a str, log: &mut Log<'_>) -> Option<Option<Message<'a>>> {
    let head = text.trim_ascii_start().as_bytes();
    let begins = |what: &[u8]| head.get(..what.len()).is_some_and(|head| head.eq_ignore_ascii_case(what));
    if ![&b"Content-"[..], b"MIME-Version:", b"-----BEGIN MESSAGE-----"].into_iter().any(begins) {
        return None;
    }
    if memmem::find(text.as_bytes(), b"pkcs7-mime").is_some() {
        log.report.take_for("dep.server-token-file");
        log.problem(Code::Cms, Span::new(0, text.len().min(32)), Expected::Nothing, Found::Nothing);
        return Some(None);
    }
    let start = memchr::memchr(b'{', text.as_bytes())?;
    let end = memchr::memrchr(b'}', text.as_bytes())?;
    let token = text.get(start..end.saturating_add(1))?;
    let message = super::read(token.as_bytes(), Some(ServerToken::ENTRY), log).ok().flatten();
    log.report.move_spans(|offset| offset.saturating_add(start));
    log.report.take_for("dep.server-token-file");
    Some(message)
}

/// The content token as it is handed out: base64 of JSON.
fn content_token<'a>(text: &str, is_due: bool, log: &mut Log<'_>) -> Option<Option<Message<'a>>> {
    // `{"` in base64
    if !is_due && !text.trim_ascii_start().starts_with("eyJ") {
        return None;
    }
    let len = match data::check(text.as_bytes()) {
        data::Check::Good { len, .. } => len,
        data::Check::Bad { at } if is_due => {
            log.report.take_for("vpp.stoken-file");
            no_token(text, at, log);
            return Some(None);
        }
        data::Check::Bad { .. } => return None,
    };
    let token = Data::from_base64(Text::borrowed(text), len).to_vec();
    let message = super::read(&token, Some(SToken::ENTRY), log).ok().flatten().map(Message::into_owned);
    let digits = Digits::of(text);
    // three octets are four digits
    log.report.move_spans(|offset| digits.place(offset.saturating_mul(4).div_euclid(3)));
    // whoever decodes it has the secret
    log.report.hide(Span::new(0, text.len()));
    log.report.take_for("vpp.stoken-file");
    Some(message)
}

/// Base64 is broken at this byte, or cut off.
fn no_token(text: &str, at: usize, log: &mut Log<'_>) {
    let end = text.trim_ascii_end().len();
    if at < end {
        log.problem(Code::Base64, Span::new(at, at.saturating_add(1)), Expected::Nothing, Found::Nothing);
    } else {
        let digits = text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=').count();
        let octets = Found::Count(digits.saturating_mul(3).div_euclid(4));
        log.problem(Code::CutOff, Span::at(end), Expected::Text("the base64"), octets);
    }
    log.report.hide(Span::new(0, text.len()));
}

/// Where the digits of base64 stand that has white space anywhere between them.
struct Digits<'t> {
    text: &'t [u8],
    /// How many digits stand before each block.
    before: Vec<usize>,
}

impl<'t> Digits<'t> {
    /// So many bytes are looked through for one place.
    const BLOCK: usize = 256;

    fn of(text: &'t str) -> Self {
        let text = text.as_bytes();
        let count = |block: &[u8]| block.iter().filter(|byte| !byte.is_ascii_whitespace()).count();
        let before = text.chunks(Self::BLOCK).scan(0usize, |all, block| {
            let before = *all;
            *all = all.saturating_add(count(block));
            Some(before)
        });
        Self { text, before: before.collect() }
    }

    /// The place of a digit; the end of the text if there are fewer.
    fn place(&self, digit: usize) -> usize {
        let block = self.before.partition_point(|before| *before <= digit).saturating_sub(1);
        let start = block.saturating_mul(Self::BLOCK);
        let rest = digit.saturating_sub(self.before.get(block).copied().unwrap_or_default());
        let bytes = self.text.iter().enumerate().skip(start).take(Self::BLOCK);
        let mut digits = bytes.filter(|(_, byte)| !byte.is_ascii_whitespace());
        digits.nth(rest).map_or(self.text.len(), |(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_digits() {
        for gap in ["", " ", "\n\t", &" ".repeat(700)] {
            let text: String = (0..1000).map(|digit| format!("x{}", if digit % 7 == 0 { gap } else { "" })).collect();
            let places: Vec<usize> = text.match_indices('x').map(|(at, _)| at).collect();
            let digits = Digits::of(&text);
            assert!(places.iter().enumerate().all(|(digit, place)| digits.place(digit) == *place));
            assert_eq!(digits.place(1000), text.len());
        }
        assert_eq!(Digits::of("").place(0), 0);
    }
}
