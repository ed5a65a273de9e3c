//! Property lists whose octets are spelled out in a text: as numbers, or as addresses have them.
//!
//! Sources: RFC 3986, section 2.1; URL Standard, `application/x-www-form-urlencoded`; what Go (`%v`), Java
//! (`Arrays.toString`), Python (`list`) and Node.js (`Buffer`, `util.inspect`) print.

use memchr::memmem::find;

use super::{
    json::{Escape, hexadecimal},
    quoted::unescape,
};

/// How many octets tell that it is one.
const SIGN: usize = 5;

/// How a property list begins.
const SIGNS: [&[u8; SIGN]; 4] = [b"<?xml", b"<!DOC", b"<plis", b"bplis"];

/// The octets that a text begins with, written as numbers with blanks or commas between them, and how long that is; if they
/// begin as a property list does.
pub(super) fn numbers(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    let number = match text {
        [b'6', b'0', ..] | [b'9', b'8', ..] => decimal,
        [b'0', b'x' | b'X', ..] => marked,
        [b'3', b'c' | b'C', ..] | [b'6', b'2', ..] => pair,
        _ => return None,
    };
    let (mut octets, mut rest, mut end) = (Vec::new(), text, 0);
    while let Some((octet, len)) = number(rest) {
        octets.push(octet);
        if octets.len() == SIGN && !SIGNS.iter().any(|sign| octets == *sign) {
            return None;
        }
        rest = rest.get(len..)?;
        end = text.len().saturating_sub(rest.len());
        let gap = rest.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b',').count();
        if gap == 0 {
            break;
        }
        rest = rest.get(gap..)?;
    }
    (octets.len() >= SIGN).then_some((octets, end))
}

/// How many more octets there are, as a tool says behind those that it has written: `... 719 more bytes>`.
pub(super) fn left_out(behind: &[u8]) -> Option<usize> {
    let rest = behind.strip_prefix(b",").unwrap_or(behind).trim_ascii_start().strip_prefix(b"... ")?;
    let (digits, rest) = rest.split_at_checked(rest.iter().take_while(|byte| byte.is_ascii_digit()).count())?;
    let is_said = rest.starts_with(b" more byte") || rest.starts_with(b" more item");
    str::from_utf8(digits).ok()?.parse().ok().filter(|_| is_said)
}

/// An octet in decimal, which Java writes from -128 to 127, and how long it is.
pub(super) fn decimal(text: &[u8]) -> Option<(u8, usize)> {
    let sign = usize::from(text.first() == Some(&b'-'));
    let digits = text.get(sign..)?;
    let digits = digits.get(..digits.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count())?;
    let number: i16 = str::from_utf8(digits).ok()?.parse().ok()?;
    let octet =
        if sign == 0 { u8::try_from(number).ok()? } else { i8::try_from(number.wrapping_neg()).ok()?.cast_unsigned() };
    Some((octet, sign.saturating_add(digits.len())))
}

/// An octet in one or two hexadecimal digits behind `0x`, and how long it is.
fn marked(text: &[u8]) -> Option<(u8, usize)> {
    let digits = text.strip_prefix(b"0x").or_else(|| text.strip_prefix(b"0X"))?;
    let len = digits.iter().take(3).take_while(|byte| byte.is_ascii_hexdigit()).count();
    let octet = hexadecimal(digits.get(..len).filter(|digits| !digits.is_empty())?)?;
    Some((u8::try_from(octet).ok()?, len.saturating_add(2)))
}

/// An octet in two hexadecimal digits, and how long it is.
fn pair(text: &[u8]) -> Option<(u8, usize)> {
    let octet = u8::try_from(hexadecimal(text.get(..2)?)?).ok()?;
    text.get(2).is_none_or(|byte| !byte.is_ascii_hexdigit()).then_some((octet, 2))
}

/// What a text begins with, written as in an address or a form, and how long that is; if it begins as a property list in
/// XML does.
pub(super) fn address(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    let head = text.get(..3 * SIGN).unwrap_or(text);
    if !head.starts_with(b"%") || !SIGNS.iter().any(|sign| decoded(head, false).starts_with(*sign)) {
        return None;
    }
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"%+-._~!*'()/?:;,=@$".contains(byte);
    let text = text.get(..text.iter().take_while(|byte| is_part(byte)).count())?;
    // with another sign for the blank, a plus is one of base64
    let mut octets = decoded(text, find(text, b"%20").is_none());
    if let Some(end) = find(&octets, b"</plist>").map(|at| at.saturating_add(b"</plist>".len())) {
        octets.truncate(end.saturating_add(usize::from(octets.get(end) == Some(&b'\n'))));
    }
    Some((octets, text.len()))
}

/// The octets of an address, in which a plus may be a blank.
fn decoded(text: &[u8], is_form: bool) -> Vec<u8> {
    let blank = |octet: &u8| if *octet == b'+' && is_form { b' ' } else { *octet };
    let (text, mut octets): (Vec<u8>, _) = (text.iter().map(blank).collect(), Vec::new());
    unescape(&text, b'%', &mut octets, octet);
    octets
}

/// An octet in two hexadecimal digits behind a sign, and how long it is: an escape of addresses and of mails.
pub(super) fn octet(text: &[u8]) -> Option<(Escape, usize)> {
    Some((Escape::Byte(u8::try_from(hexadecimal(text.get(1..3)?)?).ok()?), 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLIST: &str =
        "<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><data>+/+/</data><string>\u{eb}</string></plist>\n";

    #[track_caller]
    fn check(spelled: (Vec<u8>, usize), text: &str, body: &[u8]) {
        assert_eq!(
            (String::from_utf8_lossy(&spelled.0), spelled.1),
            (String::from_utf8_lossy(body), text.len()),
            "{text}"
        );
    }

    #[test]
    fn languages() {
        let join = |form: fn(&u8) -> String, between: &str| {
            PLIST.as_bytes().iter().map(form).collect::<Vec<_>>().join(between)
        };
        for text in [
            join(u8::to_string, " "),
            join(u8::to_string, ", "),
            join(u8::to_string, ","),
            join(u8::to_string, ",\n    "),
            join(|octet| octet.cast_signed().to_string(), ", "),
            join(|octet| format!("{octet:02x}"), " "),
            join(|octet| format!("{octet:02X}"), " "),
            join(|octet| format!("{octet:#04x}"), ", "),
            join(|octet| format!("{octet:#x}"), ",\n  "),
        ] {
            check(numbers(text.as_bytes()).unwrap(), &text, PLIST.as_bytes());
            for behind in ["]", ">", "};", " ... 9 more items", ", ]", "x"] {
                let more = format!("{text}{behind}");
                check(numbers(more.as_bytes()).unwrap(), &text, PLIST.as_bytes());
            }
        }
        let text = "98 112 108 105 115 116 48 48 255 0";
        check(numbers(text.as_bytes()).unwrap(), text, b"bplist00\xff\0");
        let cut = b"60 63 120 109 108 ... 719 more bytes>";
        let (_, len) = numbers(cut).unwrap();
        assert_eq!(left_out(&cut[len..]), Some(719));
        assert_eq!(left_out(b", ... 1 more item ]"), Some(1));
        assert_eq!(
            (left_out(b" more bytes"), left_out(b"... more bytes"), left_out(b"... 9 more lines")),
            (None, None, None)
        );
        // what is no octet ends it
        check(numbers(b"60 63 120 109 108 256").unwrap(), "60 63 120 109 108", b"<?xml");
        check(numbers(b"60 63 120 109 108 -129").unwrap(), "60 63 120 109 108", b"<?xml");
        for other in ["60 63 120 109", "60 63 120 109 109", "60", "3c3f786d6c", "0x3c3f 0x3f", "61 63 120 109 108", ""]
        {
            assert_eq!(numbers(other.as_bytes()), None, "{other}");
        }
    }

    #[test]
    fn addresses() {
        let escape = |kept: &str| {
            let escape = |octet: u8| {
                let is_kept = octet.is_ascii_alphanumeric() || kept.as_bytes().contains(&octet);
                if is_kept { char::from(octet).to_string() } else { format!("%{octet:02X}") }
            };
            PLIST.bytes().map(escape).collect::<String>()
        };
        for kept in ["", "-_.!~*'()", "-_.!~*'()?:;,/=+@$"] {
            let text = escape(kept);
            check(address(text.as_bytes()).unwrap(), &text, PLIST.as_bytes());
            check(address(text.to_lowercase().as_bytes()).unwrap(), &text, PLIST.to_lowercase().as_bytes());
            for behind in ["&a=1", " status=200", "\"}", "%22%7D"] {
                let (octets, _) = address(format!("{text}{behind}").as_bytes()).unwrap();
                assert_eq!(octets, PLIST.as_bytes(), "{text}{behind}");
            }
        }
        let form = escape("-_.*").replace("%20", "+");
        check(address(form.as_bytes()).unwrap(), &form, PLIST.as_bytes());
        check(address(b"%3Cplist%3E%zz%").unwrap(), "%3Cplist%3E%zz%", b"<plist>%zz%");
        for other in ["%3Chtml%3E", "<?xml", "%3C", "%", ""] {
            assert_eq!(address(other.as_bytes()), None, "{other}");
        }
    }
}
