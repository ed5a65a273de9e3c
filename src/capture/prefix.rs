//! What journald, syslog and the runners of containers write before each line.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};
use nom::{
    IResult, Parser,
    branch::alt,
    bytes::complete::{escaped, tag, take_while, take_while_m_n, take_while1},
    character::complete::{char, digit1, one_of},
    combinator::{opt, recognize, verify},
    multi::many1_count,
    sequence::{delimited, preceded},
};

/// The lines of a stretch without what stands before each of them; none if a line has nothing such before it, or if there
/// is but the first, which is as it is.
///
/// The first line is the one that `before`, the part of it before the stretch, begins. It is what stands before the markup
/// in the second line, or all that stands before the first, if all lines begin so, and else what is known by its form.
pub(super) fn stripped<'a>(before: &[u8], stretch: &'a [u8]) -> Option<Cow<'a, [u8]>> {
    let (first, rest) = stretch.split_at_checked(memchr(b'\n', stretch)?.saturating_add(1))?;
    if before.is_empty() || rest.is_empty() {
        return None;
    }
    let forms = [learned(rest).filter(|form| like(form, before).is_some()), Some(before)];
    let learned = forms.into_iter().flatten().find_map(|form| without(before, first, rest, |line| alike(form, line)));
    learned.or_else(|| len(before).and_then(|_| without(before, first, rest, len)))
}

/// Lines, the first as it is, the others without as many bytes as `len` tells; a part of one together with the next.
fn without<'a>(
    before: &[u8],
    first: &[u8],
    rest: &[u8],
    len: impl Fn(&[u8]) -> Option<usize>,
) -> Option<Cow<'a, [u8]>> {
    let mut text = first.to_vec();
    let (mut rest, mut goes_on) = (rest, of_container(before).is_some_and(|line| line.goes_on));
    while !rest.is_empty() {
        let end = memchr(b'\n', rest).map_or(rest.len(), |end| end.saturating_add(1));
        let (line, more) = rest.split_at_checked(end)?;
        if goes_on && text.ends_with(b"\n") {
            text.pop();
        }
        text.extend_from_slice(line.get(len(line)?..)?);
        goes_on = of_container(line).is_some_and(|line| line.goes_on);
        rest = more;
    }
    Some(Cow::Owned(text))
}

/// So much may stand before a line that is not known by its form.
const LONGEST: usize = 256;

/// What stands in a line before the markup; more than white space.
fn learned(line: &[u8]) -> Option<&[u8]> {
    let line = line.get(..LONGEST).unwrap_or(line);
    let line = line.get(..memchr(b'\n', line).unwrap_or(line.len()))?;
    let is_markup =
        |at: &usize| matches!(line.get(at.saturating_add(1)), Some(b'a'..=b'z' | b'A'..=b'Z' | b'!' | b'/'));
    let before = line.get(..memchr_iter(b'<', line).find(is_markup)?)?;
    (!before.trim_ascii().is_empty()).then_some(before)
}

/// How long what stands before a line is if it is like what stands before another, but for numbers and how they are padded.
/// At the end of a line there may be no blanks.
fn like(form: &[u8], line: &[u8]) -> Option<usize> {
    let (mut form, mut rest) = (form, line);
    while let Some((first, more)) = form.split_first() {
        let number = unpadded(form);
        if let (Some(form_label), Some(label)) = (label(form), label(rest))
            && form_label == label
        {
            form = form.get(label..)?;
            rest = rest.get(label..)?;
        } else if number.first().is_some_and(u8::is_ascii_digit) {
            let other = unpadded(rest);
            form = number.get(digits_at(number)..)?;
            rest = other.get(digits_at(other)..).filter(|_| digits_at(other) > 0)?;
        } else if rest.first() == Some(first) {
            (form, rest) = (more, rest.get(1..)?);
        } else if number.is_empty() && matches!(rest, [] | [b'\n' | b'\r', ..]) {
            break;
        } else {
            return None;
        }
    }
    line.len().checked_sub(rest.len())
}

/// How long the hexadecimal number is that begins here, if it is long enough not to be a word: times and names of TAI64N and
/// of containers.
fn label(text: &[u8]) -> Option<usize> {
    let len = text.iter().take(LONGEST).take_while(|byte| byte.is_ascii_hexdigit()).count();
    (len >= 12).then_some(len)
}

/// Without the blanks at the beginning.
pub(super) fn unpadded(text: &[u8]) -> &[u8] {
    let blanks = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    text.get(blanks..).unwrap_or_default()
}

fn digits_at(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// How long what stands before a line is if it is like all that stands before another.
pub(super) fn alike(before: &[u8], line: &[u8]) -> Option<usize> {
    let is_form = before.len() <= LONGEST && !before.trim_ascii().is_empty();
    if is_form { like(before, line) } else { None }
}

/// How long what stands before a line is if it is like what stands before another of the same log, or known by its form.
pub(super) fn after(before: &[u8], line: &[u8]) -> Option<usize> {
    alike(before, line).or_else(|| len(line))
}

/// So much of a line may be something known: many documents may stand on it, and each is asked what stands behind it.
const HEAD: usize = 1 << 11;

/// How long what stands before a line is; none if it is not known.
pub(super) fn len(line: &[u8]) -> Option<usize> {
    let line = line.get(..HEAD).unwrap_or(line);
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

/// `nanomdm-1  | ` of Docker Compose, `mdm.1.k3jx9@node  | ` of Swarm, `0|nanomdm  | ` of PM2, or
/// `[pod/nanomdm-7d9/nanomdm] ` of `kubectl logs --prefix`.
fn container_name(line: &[u8]) -> Parsed<'_> {
    let name = take_while1(|byte: u8| byte.is_ascii_alphanumeric() || b"_.-@".contains(&byte));
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

/// `2026-11-23T09:39:14.123456+01:00` and a blank, perhaps in brackets.
fn rfc3339(line: &[u8]) -> Parsed<'_> {
    let instant = |line| {
        let minutes = (one_of("+-"), digits::<2>, opt(char(':')), digits::<2>);
        let zone = alt((recognize(char('Z')), recognize(minutes)));
        recognize((date, one_of("T "), clock, opt(zone))).parse(line)
    };
    let bracketed = recognize(delimited(char('['), instant, char(']')));
    recognize((alt((instant, bracketed)), char(' '))).parse(line)
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

/// The name of the container that a line is one of, where lines of several stand between each other, and how long what
/// stands before the line is.
pub(super) fn of_stream(line: &[u8]) -> Option<(&[u8], usize)> {
    let line = line.get(..LONGEST).unwrap_or(line);
    let time = line.len().checked_sub(opt((clock, char(' '))).parse(line).ok()?.0.len())?;
    let (rest, before) = alt((container_name, pod)).parse(line.get(time..)?).ok()?;
    let name = before.trim_ascii_end();
    // rows are numbered so too
    name.iter().any(u8::is_ascii_alphabetic).then_some((name, line.len().checked_sub(rest.len())?))
}

/// `nanomdm-7d9f8c6b5-x2x9k nanomdm `: a pod, whose name ends with five letters and digits, and a container, as Stern prints
/// them.
fn pod(line: &[u8]) -> Parsed<'_> {
    let name = |line| take_while1(|byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte)).parse(line);
    let pod = verify(name, |name: &[u8]| {
        let end = name.rsplit(|byte| *byte == b'-').next().unwrap_or_default();
        end.len() == 5 && name.len() > 6 && end.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
    });
    recognize((pod, char(' '), name, char(' '))).parse(line)
}

/// What stands before the text in a line of a container's log.
pub(super) struct OfContainer {
    pub(super) is_error: bool,
    /// The text goes on in the next line of the stream.
    pub(super) goes_on: bool,
    pub(super) len: usize,
}

/// What stands before a line that Kubernetes keeps of a container; of an empty one some programs drop the blank.
pub(super) fn of_container(line: &[u8]) -> Option<OfContainer> {
    let head = line.get(..64).unwrap_or(line);
    let head = head.get(..memchr(b'\n', head).unwrap_or(head.len()))?;
    let (behind, _) = rfc3339(head).ok()?;
    let (stream, behind) = behind.split_at_checked(b"stdout ".len())?;
    let is_error = match stream {
        b"stdout " => false,
        b"stderr " => true,
        _ => return None,
    };
    let (goes_on, text) = match behind {
        [tag @ (b'P' | b'F'), text @ ..] => (*tag == b'P', text),
        _ => return None,
    };
    let text = if text.is_empty() { text } else { text.strip_prefix(b" ")? };
    Some(OfContainer { is_error, goes_on, len: head.len().checked_sub(text.len())? })
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
        check("mdm_server.1.k3jx9@node1    | <dict>", Some("<dict>"));
        check("[2026-11-23 09:39:14] <dict>", Some("<dict>"));
        check("[pod/nanomdm-7d9/nanomdm] <dict>", Some("<dict>"));
        check("<dict>", None);
        check("\t<key>Jul 19 09:39:14 host a: b</key>", None);
        check("Jux 19 09:39:14 host micromdm[334]: x", None);
        check("Jul 19 09:39 host micromdm[334]: x", None);
        check("Jul 19 09:39:14 <key>UDID</key>", None);
        check("", None);
    }

    #[test]
    fn lines_of_containers() {
        let read = |line: &str| of_container(line.as_bytes()).map(|head| (head.is_error, head.goes_on, head.len));
        let time = "2026-11-23T09:39:14.123456789Z ";
        for (behind, is_error, goes_on) in [
            ("stdout F ", false, false),
            ("stdout P ", false, true),
            ("stderr P ", true, true),
            ("stderr F", true, false),
        ] {
            let head = format!("{time}{behind}");
            assert_eq!(read(&head), Some((is_error, goes_on, head.len())), "{head}");
            let text = if behind.ends_with(' ') { "a stdout P b" } else { "\nnext" };
            assert_eq!(read(&format!("{head}{text}")), Some((is_error, goes_on, head.len())), "{head}");
        }
        for other in ["stdout X a", "stdin F a", "stdout", "a: b", ""] {
            assert_eq!(read(&format!("{time}{other}")), None, "{other}");
        }
        let [full, part] = ["F", "P"].map(|tag| format!("{time}stdout {tag} "));
        let stretch = format!("<plist><tr\n{full}ue/>\n{part}</pl\n{full}ist>\n");
        let text = stripped(part.as_bytes(), stretch.as_bytes());
        assert_eq!(text.as_deref(), Some(&b"<plist><true/>\n</plist>\n"[..]));
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
        assert_eq!(stripped(a.as_bytes(), b"<plist/>"), None);
        assert_eq!(stripped(a.as_bytes(), b"<plist/>\n"), None);
    }

    /// The lines of a document behind these, one after the other again and again.
    #[track_caller]
    fn learned(prefixes: &[&str], is_known: bool) {
        let document = "<?xml version='1.0'?>\n<plist>\n<data>\nAAAA\n\n</data>\n</plist>\n";
        let lines = document.lines().zip(prefixes.iter().cycle());
        let log: String = lines.map(|(line, prefix)| format!("{}\n", format!("{prefix}{line}").trim_end())).collect();
        let (before, stretch) = log.split_at(prefixes[0].len());
        let found = stripped(before.as_bytes(), stretch.as_bytes());
        assert_eq!(found, is_known.then(|| document.as_bytes().into()), "{log}");
    }

    #[test]
    fn forms_that_are_learned() {
        learned(&["2026/11/24 10:00:59 main.go:33: ", "2026/11/24 10:01:00 main.go:33: "], true);
        learned(&["     9\t", "    10\t", "    11\t"], true);
        learned(&["x.log:9:", "x.log:10:"], true);
        learned(&["@40000000630dc5e62b2a1c3c ", "@40000000630dc5e62b2a1d00 "], true);
        learned(&["<6>mdm: "], true);
        learned(&["10:00:01 web.1  | "], true);
        learned(&["2026-11-24 10:00:00,123 INFO  [main] c.e.Mdm - "], true);
        learned(&["> "], true);
        learned(&["+"], true);
        // on the first line there may be more
        learned(&["10:00:01 web.1 | ", "10:00:01 web.1 | "], true);
        let stretch = "<plist>\n1 | <true/>\n2 | </plist>\n";
        assert_eq!(stripped(b"1 | a=", stretch.as_bytes()).as_deref(), Some(&b"<plist>\n<true/>\n</plist>\n"[..]));
        learned(&["a ", "b "], false);
        learned(&["a ", "a ", "b "], false);
        learned(&["    "], false);
    }
}
