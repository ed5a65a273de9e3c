//! What the line of a log says of the message in it.

use super::Exchange;

/// Reads `key=value` pairs, of which values with blanks are quoted or run up to the next pair, and the line of a
/// request as web servers log it: `[23/Nov/2026:08:31:18 +0000] "PUT /mdm/checkin HTTP/1.1" 200`.
pub(super) fn read<'a>(text: &'a [u8], exchange: &mut Exchange<'a>) {
    let Ok(text) = str::from_utf8(text.trim_ascii()) else { return };
    request(text, exchange);
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('=') {
        let key = before.rsplit([' ', '\t', '\n']).next().unwrap_or_default();
        let (value, more) = value(behind);
        set(key, value, exchange);
        rest = more;
    }
    if exchange.time.is_none() {
        exchange.time = date(text).map(Into::into);
    }
}

/// A value and what stands behind it.
fn value(text: &str) -> (&str, &str) {
    if let Some(quoted) = text.strip_prefix('"')
        && let Some(pair) = quoted.split_once('"')
    {
        return pair;
    }
    // a value with blanks goes up to the key of the next pair
    let end =
        text.find('=').map_or(text.len(), |next| text.get(..next).and_then(|text| text.rfind(' ')).unwrap_or(next));
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn set<'a>(key: &str, value: &'a str, exchange: &mut Exchange<'a>) {
    let place = match key {
        "ts" | "time" | "timestamp" => &mut exchange.time,
        "method" => &mut exchange.method,
        "path" | "url" | "uri" => &mut exchange.url,
        "content_type" => &mut exchange.content_type,
        "id" | "udid" | "enrollment_id" | "device_id" => &mut exchange.device,
        "command_uuid" => &mut exchange.command_uuid,
        "request_type" => &mut exchange.request_type,
        "status" | "http_status" => {
            // `status=Acknowledged` is one of the answer
            exchange.status = value.parse().ok().or(exchange.status);
            return;
        }
        _ => return,
    };
    if !value.is_empty() {
        *place = Some(value.into());
    }
}

/// `"PUT /mdm/checkin HTTP/1.1" 200`, and the time in brackets.
fn request<'a>(text: &'a str, exchange: &mut Exchange<'a>) {
    let Some((before, quoted)) = text.split_once('"') else { return };
    let Some((line, behind)) = quoted.split_once('"') else { return };
    let mut words = line.split(' ');
    let (Some(method), Some(url), Some(version), None) = (words.next(), words.next(), words.next(), words.next())
    else {
        return;
    };
    if !version.starts_with("HTTP/") {
        return;
    }
    exchange.method = Some(method.into());
    exchange.url = Some(url.into());
    exchange.status = behind.split_whitespace().next().and_then(|status| status.parse().ok());
    let time = before.split_once('[').and_then(|(_, time)| time.split_once(']'));
    exchange.time = time.map(|(time, _)| time.into());
}

/// The time at the beginning of a line: `2022/09/07 08:49:02` as Go writes it, `[2022-09-07 08:49:02]` as Laravel does,
/// `D, [2022-09-07T08:49:02.12 #1]` as Ruby does, `2022-09-07 08:49:02,120` as Python does.
fn date(text: &str) -> Option<&str> {
    let before = ["", "[", "D, [", "I, [", "W, [", "E, [", "F, ["];
    before.into_iter().find_map(|before| {
        let text = text.strip_prefix(before)?;
        let (date, behind) = text.split_at_checked(19).filter(|(date, _)| is_date(date))?;
        let rest = behind
            .strip_prefix(['.', ','])
            .map_or(behind, |digits| digits.trim_start_matches(|c: char| c.is_ascii_digit()));
        let rest = rest.get(zone(rest)..)?;
        text.get(..date.len().saturating_add(behind.len()).saturating_sub(rest.len()))
    })
}

/// How long the zone is that stands here: `Z`, `+0100` or `+01:00`.
fn zone(text: &str) -> usize {
    let is_zone = |len: usize, form: &str| {
        let zone = text.get(..len).filter(|_| !text.get(len..).is_some_and(|rest| rest.starts_with(is_of_a_word)));
        zone.is_some_and(|zone| {
            zone.bytes().zip(form.bytes()).all(|(byte, form)| match form {
                b'0' => byte.is_ascii_digit(),
                b'+' => matches!(byte, b'+' | b'-'),
                _ => byte == form,
            })
        })
    };
    ["Z", "+0000", "+00:00"].into_iter().find(|form| is_zone(form.len(), form)).map_or(0, str::len)
}

const fn is_of_a_word(char: char) -> bool {
    char.is_ascii_alphanumeric()
}

fn is_date(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => matches!(byte, b'/' | b'-'),
        10 => matches!(byte, b' ' | b'T'),
        13 | 16 => byte == b':',
        _ => byte.is_ascii_digit(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Exchange<'_> {
        let mut exchange = Exchange::default();
        read(text.as_bytes(), &mut exchange);
        exchange
    }

    #[test]
    fn lines() {
        let said = of("ts=2026-11-23T08:31:20Z level=info id=ABC msg=command report results content=");
        assert_eq!((said.time.as_deref(), said.device.as_deref()), (Some("2026-11-23T08:31:20Z"), Some("ABC")));
        let said = of(" http_status=400 err=parse error: on line 20 caller=mdm.go:88");
        assert_eq!(said.status, Some(400));
        let said = of("2022/09/07 08:49:02 level=info request_type=\"DeviceInformation\" status=Acknowledged");
        assert_eq!(said.time.as_deref(), Some("2022/09/07 08:49:02"));
        assert_eq!((said.request_type.as_deref(), said.status), (Some("DeviceInformation"), None));
        let said = of("127.0.0.1 [23/Nov/2026:08:31:18 +0000] \"PUT /mdm/checkin?x=1 HTTP/1.1\" 200 ");
        assert_eq!((said.method.as_deref(), said.status), (Some("PUT"), Some(200)));
        assert_eq!(
            (said.url.as_deref(), said.time.as_deref()),
            (Some("/mdm/checkin?x=1"), Some("23/Nov/2026:08:31:18 +0000"))
        );
        assert_eq!(of("[2026-11-23 08:31:22] local.DEBUG: a").time.as_deref(), Some("2026-11-23 08:31:22"));
        assert_eq!(of("D, [2026-11-23T08:31:22.12 #1] DEBUG -- : a").time.as_deref(), Some("2026-11-23T08:31:22.12"));
        assert_eq!(of("2026-11-23 08:31:22,120 DEBUG a").time.as_deref(), Some("2026-11-23 08:31:22,120"));
        for time in ["2026-11-23T08:31:22Z", "2026-11-23T08:31:22.123+0000", "2026-11-23T08:31:22-01:00"] {
            assert_eq!(of(&format!("{time} DEBUG a")).time.as_deref(), Some(time));
        }
        assert_eq!(of("2026-11-23T08:31:22Zulu a").time.as_deref(), Some("2026-11-23T08:31:22"));
        assert_eq!(of("=\"=="), Exchange::default());
    }
}
