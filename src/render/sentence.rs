//! A problem in words.

use core::fmt;

use crate::{
    report::{Code, Expected, Found, Problem},
    wire::{Format, Kind, Shortest},
};

/// Says in one line what was expected and what was found: `expected boolean, found integer`.
#[must_use]
pub fn sentence(problem: &Problem) -> impl fmt::Display + '_ {
    saying(move |f| {
        let Problem { code, expected, found, .. } = problem;
        let key = Visible(key_of(problem));
        match (code, expected, found) {
            (Code::AmbiguousIdentity, _, Found::Key(_)) => {
                write!(f, "key `{key}` names another sender than the other identifiers do")
            }
            (Code::AnswerRepeated, _, Found::Integer(status)) => {
                write!(f, "the same answer is sent again after the server refused it with {status}")
            }
            (Code::CloseMismatch, Expected::Text(open), Found::Text(found)) => {
                write!(f, "expected `</{open}>`, found `</{}>`", Visible(found))
            }
            (Code::CommandUnanswered, _, Found::Count(times)) => {
                write!(f, "the command was put off {} and then not answered", Times(*times))
            }
            (Code::Contradiction, Expected::Form(rule), Found::Text(text)) => {
                write!(f, "{rule}: `{}` stands here more than once", Visible(text))
            }
            (Code::Contradiction, Expected::Form(rule), _) => f.write_str(rule),
            (Code::ControlChar, _, Found::Integer(char)) => {
                write!(f, "character U+{char:04X}, which is not allowed here")
            }
            (Code::Depth, _, Found::Count(levels)) => write!(f, "containers are nested deeper than {levels} levels"),
            (Code::DupKey, ..) if !key.0.is_empty() => write!(f, "key `{key}` stands here a second time"),
            (Code::ElementInText, Expected::Text(open), _) => {
                write!(f, "expected text and `</{open}>`, found other markup")
            }
            (Code::BodyMissing, Expected::Key(key), _) => write!(f, "no message stands here: expected key `{key}`"),
            (Code::BodyMissing, Expected::Said(field), Found::Text(others)) => {
                write!(f, "there is no column or key `{}`: there are {}", Visible(field), Visible(others))
            }
            (Code::BodyMissing, Expected::Said(field), _) => {
                write!(f, "there is no column or key `{}`", Visible(field))
            }
            (Code::BodyMissing, Expected::Form(form), _) => {
                write!(f, "the text of a message is not here: expected {form}")
            }
            (Code::EnvelopeMismatch, Expected::Said(says), Found::Text(said)) => {
                write!(f, "envelope says {}, payload says {}", Visible(says), Visible(said))
            }
            (Code::PassedOver, _, Found::Count(count)) => {
                write!(
                    f,
                    "{count} {} passed over: nothing of device management in them",
                    if *count == 1 { "entry" } else { "entries" }
                )
            }
            (Code::ErrorWord, Expected::Form(meaning), Found::Text(word)) => {
                write!(f, "the service answers `{}`: {meaning}", Visible(word))
            }
            (Code::ExclusiveKeys, Expected::Key(other), _) => write!(f, "key `{key}` excludes key `{other}`"),
            (Code::ExclusiveKeys, Expected::Nothing, _) if !key.0.is_empty() => {
                write!(f, "key `{key}` excludes another key that is there")
            }
            (Code::BodyMissing, _, Found::Count(size)) => {
                write!(f, "the body is not here: {size} bytes, says the capture")
            }
            (Code::BodySize, Expected::Range(size, _), Found::Count(count)) => {
                write!(f, "the capture says that the body has {size} bytes; it has {count}")
            }
            (Code::BytesRestored, _, Found::Count(count)) => {
                write!(f, "the tool wrote bytes as characters: {count} of them were turned back")
            }
            (Code::CaptureDamaged, Expected::Text(coding), Found::Count(count)) => {
                write!(f, "{coding} is damaged: {} read out of it, and may be wrong too", Bytes(*count))
            }
            (Code::CaptureDamaged, Expected::Text(coding), Found::Nothing) => {
                write!(f, "other bytes follow the end of {coding}, and are not read")
            }
            (Code::CaptureVersion, Expected::Range(known, _), Found::Integer(version)) => {
                write!(f, "the file is of version {version} of its form, {known} is known here")
            }
            (Code::CutOff, Expected::Text(coding), Found::Count(0)) => {
                write!(f, "{coding} ends before anything can be read out of it")
            }
            (Code::CutOff, Expected::Text(coding), Found::Count(count)) => {
                write!(f, "{coding} ends too early: only {} read out of it", Bytes(*count))
            }
            (Code::CaptureDamaged, Expected::Nothing, Found::Count(count)) => {
                write!(f, "{count} bytes that belong to no message")
            }
            (Code::CaptureDamaged, Expected::Form(row), Found::Count(count)) => {
                write!(f, "expected {row}: {count} octets are missing")
            }
            (Code::CutOff, _, Found::Count(count)) => {
                write!(f, "a message that the file ends in: only its first {count} bytes are here")
            }
            (Code::ExclusiveKeys, Expected::OneOf(keys), _) => {
                write!(f, "expected only one of the keys {}", all_of(keys, "and"))
            }
            (Code::ExpectedKey, Expected::Because(facts), _) => write!(f, "missing key `{key}`, required for {facts}"),
            (Code::ExpectedKey, Expected::Form(why), _) => write!(f, "missing key `{key}`: {why}"),
            (Code::ExpectedKey | Code::MissingKey, Expected::OneOf(keys), _) => {
                write!(f, "missing key {}", all_of(keys, "or"))
            }
            (Code::ExpectedKey | Code::MissingKey, ..) => write!(f, "missing key `{key}`"),
            (Code::ForbiddenKey, Expected::Because(facts), _) => write!(f, "key `{key}` is not allowed for {facts}"),
            (Code::ForbiddenKey, Expected::Form(why), _) => write!(f, "key `{key}` is not allowed here: {why}"),
            (Code::ForbiddenKey, ..) => write!(f, "key `{key}` is not allowed here"),
            (Code::ForbiddenMessage, Expected::Because(facts), Found::Text(message)) => {
                write!(f, "`{}` is not allowed for {facts}", Visible(message))
            }
            (Code::InputTooLong, _, Found::Count(limit)) => {
                write!(f, "the body is longer than the limit of {limit} bytes")
            }
            (Code::KeyCase, Expected::Key(right), _) => {
                write!(f, "key `{key}` is in the wrong case: `{right}` is the key")
            }
            (Code::MissingTag, Expected::Key(tag), _) => {
                write!(f, "missing key `{tag}`, which says what message it is")
            }
            (Code::NotNowLoop, _, Found::Count(times)) => {
                write!(f, "the device has put the command off {}", Times(*times))
            }
            (Code::Reference | Code::ReferenceRange, _, Found::Hidden) => f.write_str(problem.code.title()),
            (Code::NoIdentifier, Expected::OneOf(keys), _) => {
                write!(f, "nothing says who sends it: expected key {}", all_of(keys, "or"))
            }
            (Code::Reference, _, Found::Object { kind, number, holds }) => {
                write!(f, "{kind} at object {number} refers to object {holds}, which there is not")
            }
            (Code::Unreferenced, _, Found::Count(1)) => f.write_str("nothing refers to this object"),
            (Code::Unreferenced, _, Found::Count(count)) => {
                write!(f, "nothing refers to this object and {} more", count.saturating_sub(1))
            }
            (Code::SumMismatch, Expected::Range(sum, _), Found::Key(_)) => {
                write!(f, "key `{key}` is not the sum of the others, {sum}")
            }
            (Code::NotAMessage, Expected::Text(kind), _) => {
                write!(f, "the document is sound, but no message that is known here; nearest is {kind}")
            }
            (Code::AmbiguousMessage, Expected::Text(kind), Found::Text(others)) => {
                write!(f, "taken for {kind}, but it may also be {}", Visible(others))
            }
            (Code::TrailingData, _, Found::Count(count)) => {
                write!(f, "{count} {} after the document", if *count == 1 { "byte" } else { "bytes" })
            }
            (Code::Unclosed, Expected::Text(open), _) => write!(f, "the document ends before `</{open}>`"),
            (Code::UnknownElement, _, Found::Text(name)) => {
                write!(f, "a property list has no element `<{}>`", Visible(name))
            }
            (Code::KeyExpected, Expected::Nothing, Found::Text(name)) => {
                write!(f, "expected `<key>`, found `<{}>`", Visible(name))
            }
            (Code::UnknownKey, _, Found::Key(name)) if name.is_empty() => f.write_str("unknown key: the empty one"),
            (Code::UnknownKey, ..) if !key.0.is_empty() => write!(f, "unknown key `{key}`"),
            (Code::UnknownMessage, _, Found::Text(tag)) if tag.is_empty() => {
                f.write_str("the empty string names no message")
            }
            (Code::UnknownMessage, _, Found::Text(tag)) => write!(f, "there is no message `{}`", Visible(tag)),
            (Code::UnreadableFile, _, Found::Text(why)) => write!(f, "cannot be read: {}", Visible(why)),
            (_, Expected::Nothing, Found::Nothing) => title(*code, f),
            (_, Expected::Nothing, found) => {
                title(*code, f)?;
                write!(f, ": {}", Words(found))
            }
            (_, Expected::Because(facts), found) => {
                title(*code, f)?;
                write!(f, ": {} with {facts}", Words(found))
            }
            (_, expected, Found::Nothing) => write!(f, "expected {}", Wanted(expected)),
            (_, expected, found) => write!(f, "expected {}, found {}", Wanted(expected), Words(found)),
        }
    })
}

/// `1 byte was`, `3 bytes were`
struct Bytes(usize);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 1 { f.write_str("1 byte was") } else { write!(f, "{} bytes were", self.0) }
    }
}

/// `once`, `3 times`
struct Times(usize);

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 1 { f.write_str("once") } else { write!(f, "{} times", self.0) }
    }
}

/// What to do about a problem, in a few words; what was probably meant, where that can be told.
#[must_use]
pub fn help(problem: &Problem) -> impl fmt::Display + '_ {
    saying(move |f| match (problem.code, &problem.expected, &problem.found) {
        (Code::UnknownKey, Expected::Key(meant), _) => write!(f, "did you mean `{meant}`?"),
        (Code::UnknownMessage, Expected::Text(meant), _) => {
            write!(f, "did you mean `{meant}`? Tags are compared exactly")
        }
        (Code::UnlistedValue | Code::UnknownMessage, Expected::OneOf(list), Found::Text(found)) => {
            match nearest(found, list) {
                Some(meant) => write!(f, "did you mean `{meant}`? Values are compared exactly"),
                None => f.write_str(problem.code.help()),
            }
        }
        (Code::CaptureDamaged | Code::CutOff, Expected::Text(_), Found::Count(_)) => {
            f.write_str("copy or record it again; other faults of what was read may come of this")
        }
        (Code::BodyMissing, Expected::Form(_), _) => f.write_str("export it again with `--all`"),
        (Code::BodyMissing, Expected::Said(_), _) => {
            f.write_str("give `--field` the name of the one with the messages")
        }
        (Code::Contradiction, _, Found::Text(_)) => f.write_str("keep one of them"),
        (Code::ExpectedKey, Expected::Form(_), _) => f.write_str("send the key, or change what asks for it"),
        (Code::ForbiddenKey, Expected::Form(_), _) => {
            f.write_str("leave the key out, or change what stands against it")
        }
        (Code::MalformedValue, Expected::Characters(_) | Expected::Form(_), _) => {
            write!(f, "send {}", Wanted(&problem.expected))
        }
        (Code::OutOfRange, Expected::Items(least, _), Found::Count(count)) => f.write_str(if count < least {
            "put in what is missing, or do not send the message"
        } else {
            "send the first of them, and the others in further messages"
        }),
        (Code::NotAMessage, Expected::Text(kind), _) => {
            write!(f, "`--as {kind}` or `decode_as` says what differs from that")
        }
        (Code::ControlChar, Expected::Form(form), _) => write!(f, "write {form} in its place"),
        (Code::ControlChar, Expected::Text(escape), _) => write!(f, "write `{escape}` in its place"),
        (Code::Reference, _, Found::Object { .. }) => f.write_str(Code::Offset.help()),
        (Code::Eof | Code::StringOpen | Code::TagOpen | Code::Unclosed, ..) => {
            f.write_str(problem.code.help())?;
            match items_before(&problem.path).map(|(list, last)| (Visible(list), last)) {
                Some((list, 0)) => write!(f, "; `{list}[0]` is whole"),
                Some((list, last)) => write!(f, "; `{list}[0]` to `{list}[{last}]` are whole"),
                None => Ok(()),
            }
        }
        _ => f.write_str(problem.code.help()),
    })
}

/// The outermost list of a path, and its last item before the one that the path leads into.
fn items_before(path: &str) -> Option<(&str, usize)> {
    let (list, rest) = path.split_once('[')?;
    let (index, _) = rest.split_once(']')?;
    Some((list, index.parse::<usize>().ok()?.checked_sub(1)?))
}

/// What `say` writes.
pub(super) const fn saying(say: impl Fn(&mut fmt::Formatter<'_>) -> fmt::Result) -> impl fmt::Display {
    struct Saying<F>(F);

    impl<F: Fn(&mut fmt::Formatter<'_>) -> fmt::Result> fmt::Display for Saying<F> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            (self.0)(f)
        }
    }

    Saying(say)
}

/// How a value of this kind is written, where that is text.
#[cfg_attr(not(feature = "render"), expect(dead_code, reason = "only snippets show it"))]
pub(super) const fn spelling(kind: Kind, format: Format) -> Option<&'static str> {
    let [xml, json] = match kind {
        Kind::Array => ["an array is <array>…</array>", "an array is […]"],
        Kind::Boolean => ["a boolean is <true/> or <false/>", "a boolean is true or false"],
        Kind::Data => ["data is <data>base64</data>", "data is \"base64\""],
        Kind::Date => ["a date is <date>2026-11-24T15:00:00Z</date>", "a date is \"2026-11-24T15:00:00Z\""],
        Kind::Dictionary => ["a dictionary is <dict>…</dict>", "a dictionary is {…}"],
        Kind::Integer => ["an integer is <integer>42</integer>", "an integer is 42"],
        Kind::Real => ["a real is <real>0.5</real>", "a real is 0.5"],
        Kind::Text => ["a string is <string>…</string>", "a string is \"…\""],
        Kind::Null | Kind::Uid => return None,
    };
    match format {
        Format::Binary => None,
        Format::Json => Some(json),
        Format::Xml => Some(xml),
    }
}

/// The first sentence of the page of a code, as a clause.
fn title(code: Code, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let title = code.title().trim_end_matches('.');
    let mut chars = title.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            write!(f, "{}{second}{}", first.to_lowercase(), chars.as_str())
        }
        _ => f.write_str(title),
    }
}

/// The key that a problem is about: the one that is named, or else the last of its path.
fn key_of(problem: &Problem) -> &str {
    match (&problem.found, &problem.expected) {
        (Found::Key(key), _) => key,
        (_, Expected::Key(key)) if matches!(problem.code, Code::MissingKey | Code::ExpectedKey) => key,
        _ => problem.path.rsplit('.').next().unwrap_or_default(),
    }
}

struct Wanted<'p>(&'p Expected);

impl fmt::Display for Wanted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expected::Because(facts) => write!(f, "what {facts} calls for"),
            Expected::Characters(most) => write!(f, "at most {most} characters"),
            Expected::Form(words) => f.write_str(words),
            Expected::Key(key) => write!(f, "key `{key}`"),
            Expected::Items(1, usize::MAX) => f.write_str("at least 1 item"),
            Expected::Items(least, usize::MAX) => write!(f, "at least {least} items"),
            Expected::Items(0, greatest) => write!(f, "at most {greatest} items"),
            Expected::Items(least, greatest) => write!(f, "{least} to {greatest} items"),
            Expected::Kind(kind) => f.write_str(kind.noun()),
            Expected::Nothing => f.write_str("nothing"),
            Expected::NumberOf(list) => {
                let list: Vec<_> = list.iter().map(i64::to_string).collect();
                all_of(&list.iter().map(String::as_str).collect::<Vec<_>>(), "or").fmt(f)
            }
            Expected::OneOf(list) if list.len() > LISTED => write!(f, "one of {} listed values", list.len()),
            Expected::OneOf(list) => all_of(list, "or").fmt(f),
            Expected::Range(i64::MIN, greatest) => write!(f, "at most {greatest}"),
            Expected::Range(least, greatest) if least == greatest => write!(f, "{least}"),
            Expected::Range(least, i64::MAX) => write!(f, "at least {least}"),
            Expected::Range(least, greatest) => write!(f, "{least} to {greatest}"),
            Expected::Said(text) => write!(f, "`{}`", Visible(text)),
            Expected::Text(text) => write!(f, "`{text}`"),
        }
    }
}

/// The most values that a sentence lists.
pub(super) const LISTED: usize = 8;

struct Words<'p>(&'p Found);

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Found::Count(count) => write!(f, "{count}"),
            Found::Hidden => f.write_str("something else, which is not shown"),
            Found::Integer(value) => write!(f, "{value}"),
            Found::Key(key) => write!(f, "key `{}`", Visible(key)),
            Found::Kind(kind) => f.write_str(kind.noun()),
            Found::Nothing => f.write_str("nothing"),
            Found::Object { kind, number, holds } => write!(f, "{kind} at object {number} contains object {holds}"),
            Found::Real(value) => Shortest(*value).fmt(f),
            Found::Text(text) if text.is_empty() => f.write_str("the empty string"),
            Found::Text(text) => write!(f, "`{}`", Visible(text)),
        }
    }
}

/// `a`, `b` and `c`.
fn all_of<'t>(list: &'t [&str], and: &'t str) -> impl fmt::Display + 't {
    saying(move |f| {
        for (i, text) in list.iter().enumerate() {
            let before = if i == 0 {
                ""
            } else if i + 1 == list.len() {
                " "
            } else {
                ", "
            };
            let (and, space) = if i > 0 && i + 1 == list.len() { (and, " ") } else { ("", "") };
            write!(f, "{before}{and}{space}`{text}`")?;
        }
        Ok(())
    })
}

/// The text of a list that another was probably meant to be: the same but for case, or at most two letters off.
pub(super) fn nearest<'l>(text: &str, list: &[&'l str]) -> Option<&'l str> {
    if let Some(same) = list.iter().find(|other| other.eq_ignore_ascii_case(text)) {
        return Some(same);
    }
    let (distance, best) = list.iter().map(|other| (distance(text, other), *other)).min()?;
    (distance <= 2 && distance < best.len() / 2).then_some(best)
}

/// How many letters have to be put in, left out or changed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (above, y) in row.iter_mut().skip(1).zip(&b) {
            let here = (diagonal + usize::from(x != *y)).min(left + 1).min(*above + 1);
            diagonal = core::mem::replace(above, here);
            left = here;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// Text from outside, with every character visible: control characters as symbols (␀), what turns the direction of
/// writing or breaks lines as an escape (`\u{202E}`).
#[derive(Clone, Copy, Debug)]
pub struct Visible<'t>(pub &'t str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|char| visible(char, f))
    }
}

/// One character, visibly.
pub(super) fn visible(char: char, f: &mut impl fmt::Write) -> fmt::Result {
    match char {
        '\0'..='\x1f' => f.write_char(char::from_u32(0x2400 + u32::from(char)).unwrap_or('�')),
        '\x7f' => f.write_char('␡'),
        _ if is_visible(char) => f.write_char(char),
        _ => write!(f, "\\u{{{:04X}}}", u32::from(char)),
    }
}

/// Whether a character takes room where it is shown, and neither steers a terminal, nor turns the direction of writing, nor
/// breaks a line, and is one.
pub(super) const fn is_visible(char: char) -> bool {
    !matches!(
        char,
        '\0'..='\x1f'
            | '\x7f'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fffe}'..='\u{ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{context::Facts, report::Severity, wire::Span};

    #[track_caller]
    fn check(code: Code, path: &str, expected: Expected, found: Found, said: &str, helped: &str) {
        let problem = Problem {
            code,
            severity: Severity::Error,
            span: Span::default(),
            path: path.to_owned(),
            expected,
            found,
            related: None,
        };
        assert_eq!(sentence(&problem).to_string(), said);
        assert!(help(&problem).to_string().starts_with(helped), "{}", help(&problem));
    }

    #[test]
    fn sentences() {
        use Expected as E;
        use Found as F;
        check(
            Code::WrongType,
            "a.b",
            E::Kind(Kind::Boolean),
            F::Kind(Kind::Integer),
            "expected boolean, found integer",
            "send the value",
        );
        check(Code::MissingKey, "Topic", E::Nothing, F::Nothing, "missing key `Topic`", "send the key");
        check(Code::MissingKey, "a", E::Key("Topic"), F::Nothing, "missing key `Topic`", "send the key");
        check(
            Code::ExpectedKey,
            "Model",
            E::Because(Facts::MACOS),
            F::Nothing,
            "missing key `Model`, required for macOS",
            "send the key",
        );
        check(
            Code::ForbiddenKey,
            "a[0].IMEI",
            E::Because(Facts::USER_ENROLLMENT),
            F::Hidden,
            "key `IMEI` is not allowed for user enrolment",
            "leave",
        );
        check(Code::UnknownKey, "UDDI", E::Key("UDID"), F::Nothing, "unknown key `UDDI`", "did you mean `UDID`?");
        check(
            Code::KeyCase,
            "udid",
            E::Key("UDID"),
            F::Nothing,
            "key `udid` is in the wrong case: `UDID` is the key",
            "write",
        );
        check(
            Code::UnlistedValue,
            "Status",
            E::OneOf(&["Acknowledged", "Error", "Idle"]),
            F::Text("idle".to_owned()),
            "expected `Acknowledged`, `Error` or `Idle`, found `idle`",
            "did you mean `Idle`?",
        );
        check(
            Code::MalformedValue,
            "UDID",
            E::Form("a UUID"),
            F::Text(String::new()),
            "expected a UUID, found the empty string",
            "send a UUID",
        );
        check(
            Code::MalformedValue,
            "IMEI",
            E::Form("digits"),
            F::Hidden,
            "expected digits, found something else, which is not shown",
            "send",
        );
        check(
            Code::OutOfRange,
            "a",
            E::Range(0, i64::MAX),
            F::Integer(-1),
            "expected at least 0, found -1",
            "send a number",
        );
        check(
            Code::OutOfRange,
            "devices",
            E::Items(1, usize::MAX),
            F::Count(0),
            "expected at least 1 item, found 0",
            "put in what is missing",
        );
        check(
            Code::OutOfRange,
            "assets",
            E::Items(1, 25),
            F::Count(26),
            "expected 1 to 25 items, found 26",
            "send the first of them",
        );
        check(
            Code::MalformedValue,
            "department",
            E::Characters(125),
            F::Count(126),
            "expected at most 125 characters, found 126",
            "send at most 125 characters",
        );
        check(
            Code::ForbiddenKey,
            "profile_uuid",
            E::Form("`profile_status` is `empty`"),
            F::key("profile_uuid"),
            "key `profile_uuid` is not allowed here: `profile_status` is `empty`",
            "leave the key out, or",
        );
        check(Code::CommentOpen, "", E::Nothing, F::Nothing, "a comment is not closed", "close it");
        let ends = "JSON ends before it is complete";
        let compare = Code::Eof.help();
        check(Code::Eof, "", E::Nothing, F::Nothing, ends, compare);
        check(Code::Eof, "devices[0].os", E::Nothing, F::Nothing, ends, compare);
        check(Code::Eof, "devices[1].os", E::Nothing, F::Nothing, ends, &format!("{compare}; `devices[0]` is whole"));
        let several = format!("{compare}; `a.b[0]` to `a.b[6]` are whole");
        check(Code::Eof, "a.b[7].c[9]", E::Nothing, F::Nothing, ends, &several);
        check(Code::TrailingData, "", E::Nothing, F::Count(1), "1 byte after the document", "send one");
        check(
            Code::ControlChar,
            "",
            E::Nothing,
            F::Integer(0x1b),
            "character U+001B, which is not allowed here",
            "read",
        );
        check(
            Code::UnknownMessage,
            "",
            E::OneOf(&["CheckOut"]),
            F::text("checkout"),
            "there is no message `checkout`",
            "did you mean `CheckOut`?",
        );
        check(
            Code::UnknownMessage,
            "",
            E::Text("CheckOut"),
            F::text("checkout"),
            "there is no message `checkout`",
            "did you mean `CheckOut`?",
        );
        check(
            Code::ExclusiveKeys,
            "",
            E::Nothing,
            F::key("UDID"),
            "key `UDID` excludes another key that is there",
            "keep",
        );
        check(Code::UnreadableFile, "", E::Nothing, F::text("no such file"), "cannot be read: no such file", "see");
        check(Code::InputTooLong, "", E::Nothing, F::Count(9), "the body is longer than the limit of 9 bytes", "raise");
        check(Code::UnknownKey, "a\u{202e}\n", E::Nothing, F::Nothing, "unknown key `a\\u{202E}␊`", "see");
    }

    #[test]
    fn every_code_makes_a_sentence() {
        for code in Code::ALL {
            let problem = Problem {
                code: *code,
                severity: Severity::Note,
                span: Span::default(),
                path: "Key".to_owned(),
                expected: Expected::Nothing,
                found: Found::Nothing,
                related: None,
            };
            let said = sentence(&problem).to_string();
            assert!(!said.is_empty() && !said.ends_with('.') && !said.contains('\n'), "{code}: {said}");
            let helped = help(&problem).to_string();
            assert!(!helped.is_empty() && !helped.ends_with('.'), "{code}: {helped}");
        }
    }

    #[test]
    fn items_before_the_end() {
        assert_eq!(items_before("devices[0].os"), None);
        assert_eq!(items_before("devices[12].os"), Some(("devices", 11)));
        for path in ["", "os", "a[", "a[]", "a[x]", "a[-1]"] {
            assert_eq!(items_before(path), None, "{path}");
        }
    }

    #[test]
    fn the_nearest_text() {
        assert_eq!(nearest("Acknowleged", &["Idle", "Acknowledged"]), Some("Acknowledged"));
        assert_eq!(nearest("x", &["Idle", "y"]), None);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
