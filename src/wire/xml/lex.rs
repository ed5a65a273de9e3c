//! The grammar of an XML property list, as nom parsers: from text to token and rest.
//!
//! Each function names the production of XML 1.0 (fifth edition) that it reads. What a token means, and what is done
//! about one that is missing, is decided in [`read`](super::read).

use nom::{
    IResult, Parser,
    branch::alt,
    bytes::complete::{tag, take_till, take_while, take_while_m_n, take_while1},
    character::complete::{char, one_of},
    combinator::{all_consuming, map, opt, recognize, success, value},
    sequence::{delimited, pair, preceded, terminated},
};

type Lexed<'a, T> = IResult<&'a str, T>;

/// `S ::= (#x20 | #x9 | #xD | #xA)+`
pub(super) const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// `S?`
pub(super) fn space(text: &str) -> Lexed<'_, &str> {
    take_while(is_space)(text)
}

/// `Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]`
pub(crate) const fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

/// `Name ::= NameStartChar (NameChar)*`, with every character from U+00B7 on as a name character.
pub(super) fn name(text: &str) -> Lexed<'_, &str> {
    let start = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':' | '\u{b7}'..);
    let more = move |c: char| start(c) || c.is_ascii_digit() || matches!(c, '.' | '-' | 'ª' | '²' | '³' | 'µ');
    recognize(pair(take_while_m_n(1, 1, start), take_while(more))).parse(text)
}

/// What the declaration of a document says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Declaration<'a> {
    pub(super) version: Option<&'a str>,
    pub(super) encoding: Option<&'a str>,
}

/// `XMLDecl ::= '<?xml' VersionInfo EncodingDecl? SDDecl? S? '?>'`, from behind the `xml`; the version may be missing.
pub(super) fn declaration(text: &str) -> Option<Declaration<'_>> {
    let parts = (
        opt(said("version")),
        opt(said("encoding")),
        opt(said("standalone").and_then(all_consuming(alt((tag("yes"), tag("no")))))),
    );
    let (_, (version, encoding, _)) = all_consuming(terminated(parts, space)).parse(text).ok()?;
    Some(Declaration { version, encoding })
}

/// The encoding that a declaration names which is otherwise no declaration.
pub(super) fn encoding_somewhere(text: &str) -> Option<&str> {
    let at = text.find("encoding")?;
    let after = text.get(at..)?.strip_prefix("encoding")?;
    let (_, quoted) =
        preceded((space, char('='), space, one_of("\"'")), take_till(|c| matches!(c, '"' | '\''))).parse(after).ok()?;
    Some(quoted)
}

/// `S 'version' Eq ("'" VersionNum "'" | '"' VersionNum '"')`, and alike for the others.
fn said<'a>(what: &'static str) -> impl Parser<&'a str, Output = &'a str, Error = nom::error::Error<&'a str>> {
    preceded((take_while1(is_space), tag(what), space, char('='), space), quoted)
}

/// A literal in quotes of one sort.
fn quoted(text: &str) -> Lexed<'_, &str> {
    let double = delimited(char('"'), take_till(|c| c == '"'), char('"'));
    let single = delimited(char('\''), take_till(|c| c == '\''), char('\''));
    alt((double, single)).parse(text)
}

/// What a document type declaration names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Doctype<'a> {
    pub(super) name: &'a str,
    pub(super) public: Option<&'a str>,
}

/// `doctypedecl ::= '<!DOCTYPE' S Name (S ExternalID)? S? '>'`, from behind the keyword up to the `>`.
pub(super) fn doctype(text: &str) -> Option<Doctype<'_>> {
    let system = value(None, (tag("SYSTEM"), take_while1(is_space), quoted));
    let public =
        map((tag("PUBLIC"), take_while1(is_space), quoted, take_while1(is_space), quoted), |(_, _, public, _, _)| {
            Some(public)
        });
    let external = alt((preceded(take_while1(is_space), alt((system, public))), success(None)));
    let named = take_while1(|c| !is_space(c) && !matches!(c, '"' | '\'' | '>'));
    let (_, (_, name, public, _)) = all_consuming((take_while1(is_space), named, external, space)).parse(text).ok()?;
    Some(Doctype { name, public })
}

/// What a reference stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// A character, and with how many digits it was written where that is more than Apple's reader takes.
    Character { char: char, long: bool },
    /// A number that is no character.
    OutOfRange,
}

/// `Reference ::= EntityRef | CharRef`; of entities only the five that every document has.
pub(super) fn reference(text: &str) -> Lexed<'_, Reference> {
    let entity = |name: &'static str, char: char| value(Reference::Character { char, long: false }, tag(name));
    let named =
        alt((entity("amp", '&'), entity("lt", '<'), entity("gt", '>'), entity("quot", '"'), entity("apos", '\'')));
    let hex = map(preceded(tag("#x"), take_while1(|c: char| c.is_ascii_hexdigit())), |digits| character(digits, 16, 6));
    let decimal =
        map(preceded(char('#'), take_while1(|c: char| c.is_ascii_digit())), |digits| character(digits, 10, 7));
    delimited(char('&'), alt((named, hex, decimal)), char(';')).parse(text)
}

fn character(digits: &str, radix: u32, usual: usize) -> Reference {
    let significant = digits.trim_start_matches('0');
    let number = if digits.len() <= 100 && !significant.is_empty() {
        u32::from_str_radix(significant, radix).ok()
    } else {
        None
    };
    number
        .and_then(char::from_u32)
        .map_or(Reference::OutOfRange, |char| Reference::Character { char, long: digits.len() > usual })
}

/// An integer as it may be written: its sign, and its digits in base 10 or 16.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct IntegerText<'a> {
    pub(super) negative: bool,
    pub(super) digits: &'a str,
    pub(super) radix: u32,
}

/// Blanks, a sign, blanks, digits or `0x` and digits, blanks.
pub(super) fn integer(text: &str) -> Option<IntegerText<'_>> {
    let hex =
        map(preceded(alt((tag("0x"), tag("0X"))), take_while1(|c: char| c.is_ascii_hexdigit())), |digits| (digits, 16));
    let decimal = map(take_while1(|c: char| c.is_ascii_digit()), |digits| (digits, 10));
    let (_, (_, sign, _, (digits, radix), _)) =
        all_consuming((space, opt(one_of("+-")), space, alt((hex, decimal)), space)).parse(text).ok()?;
    Some(IntegerText { negative: sign == Some('-'), digits, radix })
}

/// `-?(0|[1-9][0-9]*)`
pub(super) fn is_canonical_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'))
}

/// A real as it may be written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RealText {
    /// `-?\d+(\.\d+)?([eE][+-]?\d+)?`
    Canonical,
    /// With a plus sign, or with nothing before or behind the point.
    Loose,
    /// Not a number, or infinite.
    NonFinite,
}

/// One of the forms of [`RealText`]; blanks around it have been taken off.
pub(super) fn real(text: &str) -> Option<RealText> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if text.eq_ignore_ascii_case("nan")
        || unsigned.eq_ignore_ascii_case("inf")
        || unsigned.eq_ignore_ascii_case("infinity")
    {
        return Some(RealText::NonFinite);
    }
    let digits = |text| take_while(|c: char| c.is_ascii_digit())(text) as Lexed<'_, &str>;
    let some = |text| take_while1(|c: char| c.is_ascii_digit())(text) as Lexed<'_, &str>;
    let exponent = |text| opt((one_of("eE"), opt(one_of("+-")), some)).parse(text);
    let (_, (sign, whole, fraction, _)) =
        all_consuming((opt(one_of("+-")), digits, opt(preceded(char('.'), digits)), exponent)).parse(text).ok()?;
    match (whole, fraction) {
        ("", None | Some("")) => None,
        ("", _) | (_, Some("")) => Some(RealText::Loose),
        _ if sign == Some('+') => Some(RealText::Loose),
        _ => Some(RealText::Canonical),
    }
}

/// The parts of a date.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DateText<'a> {
    pub(super) negative: bool,
    pub(super) year: &'a str,
    pub(super) month: u32,
    pub(super) day: u32,
    pub(super) clock: (u32, u32, u32),
}

/// `YYYY-MM-DDThh:mm:ssZ`: the profile of ISO 8601 that Apple's property list DTD describes; the year may have a sign and up to six digits.
pub(super) fn date(text: &str) -> Option<DateText<'_>> {
    let digits = |text| take_while_m_n(2, 2, |c: char| c.is_ascii_digit())(text) as Lexed<'_, &str>;
    let two = |text| map(digits, |digits| digits.parse::<u32>().unwrap_or(0)).parse(text);
    let day = (terminated(two, char('-')), terminated(two, char('T')));
    let clock = (terminated(two, char(':')), terminated(two, char(':')), terminated(two, char('Z')));
    let year = terminated(take_while_m_n(1, 6, |c: char| c.is_ascii_digit()), char('-'));
    let (_, (sign, year, (month, day), clock)) = all_consuming((opt(char('-')), year, day, clock)).parse(text).ok()?;
    Some(DateText { negative: sign.is_some(), year, month, day, clock })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations() {
        let said = |version, encoding| Some(Declaration { version, encoding });
        assert_eq!(declaration(" version=\"1.0\" encoding='UTF-8'"), said(Some("1.0"), Some("UTF-8")));
        assert_eq!(declaration(" version = '1.1' standalone=\"yes\" "), said(Some("1.1"), None));
        assert_eq!(declaration(""), said(None, None));
        assert_eq!(declaration(" encoding=\"UTF-8\" version=\"1.0\""), None);
        assert_eq!(declaration(" version=\"1.0\" standalone=\"maybe\""), None);
        assert_eq!(encoding_somewhere(" encoding=\"UTF-16\" version=\"1.0\""), Some("UTF-16"));
    }

    #[test]
    fn doctypes() {
        let apple = " plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\"";
        assert_eq!(doctype(apple), Some(Doctype { name: "plist", public: Some("-//Apple//DTD PLIST 1.0//EN") }));
        assert_eq!(doctype(" plist SYSTEM 'x' "), Some(Doctype { name: "plist", public: None }));
        assert_eq!(doctype(" plist"), Some(Doctype { name: "plist", public: None }));
        assert_eq!(doctype(" plist PUBLIC \"x\""), None);
        assert_eq!(doctype(""), None);
    }

    #[test]
    fn references() {
        let one = |text, char, long| assert_eq!(reference(text), Ok(("", Reference::Character { char, long })));
        one("&amp;", '&', false);
        one("&#65;", 'A', false);
        one("&#x1F600;", '😀', false);
        one("&#00000065;", 'A', true);
        assert_eq!(reference("&#0;"), Ok(("", Reference::OutOfRange)));
        assert_eq!(reference("&#xD800;"), Ok(("", Reference::OutOfRange)));
        assert!(reference("&other;").is_err() && reference("&#;").is_err() && reference("&amp").is_err());
    }

    #[test]
    fn numbers() {
        assert_eq!(integer(" +\t0x1F\n"), Some(IntegerText { negative: false, digits: "1F", radix: 16 }));
        assert_eq!(integer("-007"), Some(IntegerText { negative: true, digits: "007", radix: 10 }));
        assert_eq!(integer("0x"), None);
        assert!(is_canonical_integer("-0") && !is_canonical_integer("00") && !is_canonical_integer("+1"));
        for (text, form) in [
            ("1", Some(RealText::Canonical)),
            ("-1.5e+10", Some(RealText::Canonical)),
            ("1.", Some(RealText::Loose)),
            (".5", Some(RealText::Loose)),
            ("+1.5", Some(RealText::Loose)),
            ("-Infinity", Some(RealText::NonFinite)),
            ("-nan", None),
            (".", None),
            ("1e", None),
            ("", None),
        ] {
            assert_eq!(real(text), form, "{text}");
        }
    }

    #[test]
    fn dates() {
        let parts = date("2019-01-20T18:30:00Z").map(|d| (d.year, d.month, d.day, d.clock));
        assert_eq!(parts, Some(("2019", 1, 20, (18, 30, 0))));
        for bad in [
            "2019-01-20T18:30:00.5Z",
            "2019-01-20T18:30:00+01:00",
            "2019-1-20T18:30:00Z",
            "2019-01-20 18:30:00Z",
            " 2019-01-20T18:30:00Z",
        ] {
            assert_eq!(date(bad), None, "{bad}");
        }
    }
}
