//! What journald, syslog and the runners of containers write before each line.

use std::borrow::Cow;

use memchr::memchr;
use nom::{
    IResult, Parser,
    branch::alt,
    bytes::complete::{escaped, tag, take_while, take_while_m_n, take_while1},
    character::complete::{char, digit1, one_of},
    combinator::{opt, recognize, verify},
    multi::many1_count,
    sequence::{delimited, preceded},
};

/// The lines of a stretch without what stands before each of them; none if a line has nothing such before it.
///
/// The first line is the one that `before`, the part of it before the stretch, begins.
pub(super) fn stripped<'a>(before: &[u8], stretch: &'a [u8]) -> Option<Cow<'a, [u8]>> {
    len(before)?;
    let Some(end) = memchr(b'\n', stretch).filter(|end| end.saturating_add(1) < stretch.len()) else {
        return Some(Cow::Borrowed(stretch));
    };
    let (first, mut rest) = stretch.split_at_checked(end.saturating_add(1))?;
    let mut text = first.to_vec();
    while !rest.is_empty() {
        let end = memchr(b'\n', rest).map_or(rest.len(), |end| end.saturating_add(1));
        let (line, more) = rest.split_at_checked(end)?;
        text.extend_from_slice(line.get(len(line)?..)?);
        rest = more;
    }
    Some(Cow::Owned(text))
}

/// How long what stands before a line is; none if it is not known.
pub(super) fn len(line: &[u8]) -> Option<usize> {
    let (rest, _) = prefix(line).ok()?;
    line.len().checked_sub(rest.len())
}

/// The time in what stands before a line.
pub(super) fn moment(line: &[u8]) -> Option<&str> {
    let priority = (delimited(char('<'), digit1, char('>')), opt((digit1, char(' '))));
    let (_, moment) = preceded((opt(container_name), opt(priority)), time).parse(line).ok()?;
    str::from_utf8(moment.trim_ascii()).ok()
}

type Parsed<'a> = IResult<&'a [u8], &'a [u8]>;

/// `<30>Jul 19 09:39:14 host name[334]: `, the same with another form of the time, or only such a time and a stream; and
/// what names a container.
fn prefix(line: &[u8]) -> Parsed<'_> {
    let priority = opt(delimited(char('<'), digit1, char('>')));
    let service =
        preceded(priority, alt((recognize((time, host, program)), recognize((rfc3339, opt(alt((stream, process))))))));
    alt((syslog, service, container)).parse(line)
}

fn time(line: &[u8]) -> Parsed<'_> {
    alt((recognize((bsd, char(' '))), rfc3339, weekday, seconds)).parse(line)
}

/// `Fri 2024-07-19 09:39:14 UTC `, as `journalctl -o short-full` writes.
fn weekday(line: &[u8]) -> Parsed<'_> {
    let day = take_while_m_n(3, 3, |byte: u8| byte.is_ascii_alphabetic());
    let zone = take_while1(|byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-'));
    recognize((day, char(' '), date, char(' '), clock, char(' '), zone, char(' '))).parse(line)
}

/// `1721381954.123456 ` or `[ 1234.567890] `: seconds since 1970, or since the machine was started.
fn seconds(line: &[u8]) -> Parsed<'_> {
    let number = |line| recognize((digit1, char('.'), digit1)).parse(line);
    let bracketed = recognize((char('['), take_while(|byte| byte == b' '), number, char(']')));
    recognize((alt((bracketed, number)), char(' '))).parse(line)
}

/// `<30>1 2024-07-19T09:39:14.1Z host app 334 - - `: RFC 5424, section 6.
fn syslog(line: &[u8]) -> Parsed<'_> {
    let priority = delimited(char('<'), digit1, char('>'));
    let word = |line| recognize((take_while1(is_of_a_word), char(' '))).parse(line);
    let element = |line| {
        // a bracket in a value has a backslash before it
        let inside = escaped(take_while1(|byte: u8| !matches!(byte, b'\\' | b']' | b'\n')), '\\', one_of("\\\"]"));
        recognize(delimited(char('['), inside, char(']'))).parse(line)
    };
    let data = alt((recognize(char('-')), recognize(many1_count(element))));
    let mark = opt(tag(&b"\xef\xbb\xbf"[..]));
    recognize((priority, digit1, char(' '), rfc3339, word, word, word, word, data, opt(char(' ')), mark)).parse(line)
}

/// What names a container, perhaps with the time behind it.
fn container(line: &[u8]) -> Parsed<'_> {
    recognize((container_name, opt(rfc3339))).parse(line)
}

/// `nanomdm-1  | ` of Docker Compose, `0|nanomdm  | ` of PM2, or `[pod/nanomdm-7d9/nanomdm] ` of `kubectl logs --prefix`.
fn container_name(line: &[u8]) -> Parsed<'_> {
    let name = take_while1(|byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    let number = opt((digit1, char('|')));
    let compose = recognize((number, name, take_while(|byte| byte == b' '), char('|'), opt(char(' '))));
    let inside = take_while1(|byte: u8| byte != b']' && byte != b'\n');
    let pod = recognize((tag(&b"[pod/"[..]), inside, char(']'), opt(char(' '))));
    alt((compose, pod)).parse(line)
}

/// `app[web.1]: `, as platforms write behind the date.
fn process(line: &[u8]) -> Parsed<'_> {
    let name = take_while1(|byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let inside = take_while1(|byte: u8| byte != b']' && byte != b'\n');
    recognize((name, char('['), inside, tag(&b"]:"[..]), opt(char(' ')))).parse(line)
}

/// `Jul 19 09:39:14`, perhaps with fractions of a second or, before it, the day of the week.
fn bsd(line: &[u8]) -> Parsed<'_> {
    let name = |line| verify(take_while_m_n(3, 3, |byte: u8| byte.is_ascii_alphabetic()), is_month).parse(line);
    recognize((name, char(' '), opt(char(' ')), digit1, char(' '), clock)).parse(line)
}

fn is_month(name: &[u8]) -> bool {
    let months: [&[u8]; 12] =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    months.iter().any(|month| name.eq_ignore_ascii_case(month))
}

/// `2026-11-23T09:39:14.123456+01:00` and a blank.
fn rfc3339(line: &[u8]) -> Parsed<'_> {
    let minutes = (one_of("+-"), digits::<2>, opt(char(':')), digits::<2>);
    let zone = alt((recognize(char('Z')), recognize(minutes)));
    recognize((date, one_of("T "), clock, opt(zone), char(' '))).parse(line)
}

/// `2026-11-23`
fn date(line: &[u8]) -> Parsed<'_> {
    recognize((digits::<4>, char('-'), digits::<2>, char('-'), digits::<2>)).parse(line)
}

/// `09:39:14`, perhaps with fractions of a second.
fn clock(line: &[u8]) -> Parsed<'_> {
    let fraction = opt((one_of(".,"), digit1));
    recognize((digits::<2>, char(':'), digits::<2>, char(':'), digits::<2>, fraction)).parse(line)
}

fn digits<const N: usize>(line: &[u8]) -> Parsed<'_> {
    take_while_m_n(N, N, |byte: u8| byte.is_ascii_digit()).parse(line)
}

fn host(line: &[u8]) -> Parsed<'_> {
    recognize((take_while1(is_of_a_word), char(' '))).parse(line)
}

/// `name[334]: `; of an empty line some programs drop the blank.
fn program(line: &[u8]) -> Parsed<'_> {
    let number = delimited(char('['), take_while(|byte: u8| byte != b']' && byte != b'\n'), char(']'));
    let name = take_while1(|byte| is_of_a_word(byte) && !matches!(byte, b':' | b'[' | b'<' | b'"' | b'='));
    recognize((name, opt(number), char(':'), opt(char(' ')))).parse(line)
}

/// `stdout F `, as Kubernetes writes behind the date.
fn stream(line: &[u8]) -> Parsed<'_> {
    recognize((alt((tag(&b"stdout"[..]), tag(&b"stderr"[..]))), char(' '), one_of("FP"), char(' '))).parse(line)
}

fn is_of_a_word(byte: u8) -> bool {
    byte.is_ascii_graphic() || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, rest: Option<&str>) {
        assert_eq!(len(line.as_bytes()).map(|len| &line[len..]), rest, "{line}");
    }

    #[test]
    fn prefixes() {
        check("Jul 19 09:39:14 host micromdm[334]: PUT /mdm", Some("PUT /mdm"));
        check("Jul  9 09:39:14.123456 host-2.example nanomdm: \t<dict>", Some("\t<dict>"));
        check("2026-11-23T09:39:14+0100 host micromdm[334]: ", Some(""));
        check("2026-11-23T09:39:14.123456+01:00 host mdm/web[1]:", Some(""));
        check("<30>2026-11-23T09:39:14Z host mdm[1]: a: b", Some("a: b"));
        check("2026-11-23T09:39:14.123456789Z stdout F <dict>", Some("<dict>"));
        check("2026-11-23T09:39:14.123456789Z <dict>", Some("<dict>"));
        check("Fri 2024-07-19 09:39:14 UTC host nanomdm[3]: <dict>", Some("<dict>"));
        check("1721381954.123456 host nanomdm[3]: <dict>", Some("<dict>"));
        check("[  123.456789] host nanomdm[3]: <dict>", Some("<dict>"));
        check("<30>1 2024-07-19T09:39:14.1Z host nanomdm 334 - - <dict>", Some("<dict>"));
        check("<30>1 2024-07-19T09:39:14.1Z host nanomdm 334 ID [a@1 b=\"\\]\"][c@1] \u{feff}<dict>", Some("<dict>"));
        check("2024-07-19T09:39:14.123456+00:00 app[web.1]: <dict>", Some("<dict>"));
        check("nanomdm-1  | <dict>", Some("<dict>"));
        check("nanomdm-1  | 2024-07-19T09:39:14.123456789Z \t<key>", Some("\t<key>"));
        check("0|nanomdm  | <dict>", Some("<dict>"));
        check("[pod/nanomdm-7d9/nanomdm] <dict>", Some("<dict>"));
        check("<dict>", None);
        check("\t<key>Jul 19 09:39:14 host a: b</key>", None);
        check("Jux 19 09:39:14 host micromdm[334]: x", None);
        check("Jul 19 09:39 host micromdm[334]: x", None);
        check("Jul 19 09:39:14 <key>UDID</key>", None);
        check("", None);
    }

    #[test]
    fn moments() {
        let moment = |line: &'static str| moment(line.as_bytes());
        assert_eq!(moment("Jul 19 09:39:14 host m[3]: x"), Some("Jul 19 09:39:14"));
        assert_eq!(moment("<30>1 2024-07-19T09:39:14Z h a 3 - - x"), Some("2024-07-19T09:39:14Z"));
        assert_eq!(moment("m-1  | 2024-07-19T09:39:14Z x"), Some("2024-07-19T09:39:14Z"));
        assert_eq!(moment("m-1  | x"), None);
    }

    #[test]
    fn stretches() {
        let a = "Jul 19 09:39:14 h m[3]: ";
        let b = "2026-11-23T09:39:15Z h m[4]: ";
        let stretch = format!("<plist>\n{b}<true/>\n{a}\n{a}</plist>\n");
        let text = stripped(format!("{a}level=info ").as_bytes(), stretch.as_bytes()).unwrap();
        assert_eq!(text.as_ref(), b"<plist>\n<true/>\n\n</plist>\n");
        assert_eq!(stripped(b"", stretch.as_bytes()), None);
        assert_eq!(stripped(a.as_bytes(), b"<plist>\n<true/>\n"), None);
        assert!(matches!(stripped(a.as_bytes(), b"<plist/>\n"), Some(Cow::Borrowed(_))));
    }
}
