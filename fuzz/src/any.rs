//! What holds for any bytes at all.

use mdmwire::{
    Canonical, Code, Decode, Decoder, Format, Limits, Message, Policy, Problem, Report, Severity, Span, Value, is_cms,
    messages::{
        Authenticate, CATALOG, CertificateListResponse, DeviceInformationResponse, InstalledApplicationListResponse,
        MachineInfo, ProfileListResponse, Response, SecurityInfoResponse, TokenUpdate,
    },
    render::{Checked, FORMATS, Setting, Source, Style, concise, full},
};

use crate::peer;

pub(crate) fn holds(input: &[u8]) {
    let strict = value(input, Policy::Strict);
    let tolerant = value(input, Policy::Tolerant);
    if let Some(strict) = &strict {
        assert_eq!(Some(strict), tolerant.as_ref(), "what the strict policy reads, the tolerant one reads alike");
    }
    peer::agrees(input);
    for policy in [Policy::Strict, Policy::Tolerant] {
        let decoder = Decoder::new().policy(policy);
        let (message, report) = decoder.decode(input);
        judge(input, &report);
        rendered(input, &report);
        let again = decoder.decode(input);
        assert!(same(&message, &again.0), "another message the second time");
        assert_eq!(report, again.1, "another report the second time");
        if let Some(message) = message {
            let is_read = strict.is_some() || is_bare(&report);
            assert!(policy == Policy::Tolerant || is_read, "a message out of a document that is not read");
            let owned = Some(message.clone().into_owned());
            assert!(same(&owned, &Some(message)), "another message when it is owned");
        }
    }
    one_grammar(input);
    one_depth(input, input.len() % 8);
    keeps_the_worst(input, input.len() % 8);
    takes_little_memory(input);
    let entry = &CATALOG[input.len() % CATALOG.len()];
    let (message, report) =
        Decoder::new().secrets(true).decode_kind(entry.kind, input).expect("a kind of the catalogue");
    assert!(message.is_none_or(|message| message.kind() == entry.kind), "another kind than asked for");
    judge(input, &report);
    match entry.kind {
        "check-in.Authenticate" => filled::<Authenticate>(input, entry.kind),
        "check-in.TokenUpdate" => filled::<TokenUpdate>(input, entry.kind),
        "response" => filled::<Response>(input, entry.kind),
        "response.CertificateList" => filled::<CertificateListResponse>(input, entry.kind),
        "response.DeviceInformation" => filled::<DeviceInformationResponse>(input, entry.kind),
        "response.InstalledApplicationList" => filled::<InstalledApplicationListResponse>(input, entry.kind),
        "response.ProfileList" => filled::<ProfileListResponse>(input, entry.kind),
        "response.SecurityInfo" => filled::<SecurityInfoResponse>(input, entry.kind),
        "machine-info" => filled::<MachineInfo>(input, entry.kind),
        _ => {}
    }
}

/// The value of a document in its canonical form, if the policy reads it.
fn value(input: &[u8], policy: Policy) -> Option<String> {
    let (value, report) = Value::read(input, policy, Limits::default());
    judge(input, &report);
    assert!(value.is_some() || report.is_error() || is_cms(input), "no value, and no error says why");
    let value = value?;
    let canonical = Canonical::of(value.root(), Format::detect(input).unwrap_or(Format::Xml)).to_string();
    assert!(canonical.is_ascii() && !canonical.contains('\n'), "one line of ASCII");
    let owned = value.clone().into_owned();
    assert_eq!(Canonical::new(owned.root()).to_string(), format!("{value:?}"));
    Some(canonical)
}

/// A report makes sense by itself.
fn judge(input: &[u8], report: &Report) {
    let is_inside = |span: Span| span.start <= span.end && span.end <= input.len();
    for problem in report.problems() {
        assert!(is_inside(problem.span), "{problem:?} lies outside of {} bytes", input.len());
        assert!(problem.related.is_none_or(is_inside), "{problem:?} points outside of {} bytes", input.len());
        assert!(!problem.to_string().is_empty());
    }
    let place = |problem: &Problem| (problem.span, problem.code);
    assert!(report.problems().is_sorted_by_key(place), "not in order: {report:?}");
    for severity in Severity::ALL {
        let kept = report.problems().iter().filter(|problem| problem.severity == severity).count();
        assert!(kept <= report.count(severity));
    }
    assert_eq!(report.total(), report.problems().len() + report.dropped());
    assert!(report.problems().len() <= Limits::PROBLEMS);
    let secrets = report.secrets();
    assert!(secrets.iter().all(|span| is_inside(*span)));
    assert!(secrets.is_sorted_by_key(|span| span.start) && secrets.windows(2).all(|pair| pair[0].end <= pair[1].start));
}

/// What is printed of a report can't do anything to a terminal or to the line it stands on.
fn rendered(input: &[u8], report: &Report) {
    let source = Source::new("input", input);
    let drawn = full(report, source, Style::default()).to_string();
    let concise = concise(report, source).to_string();
    let plain = report.to_string();
    for text in [&drawn, &concise, &plain] {
        let odd = text.chars().find(|c| (c.is_control() && *c != '\n') || is_bidirectional(*c));
        assert_eq!(odd, None, "printed as it is in\n{text}");
    }
    for format in FORMATS {
        let text = format.print(Setting::default(), [Checked::message(report, source)]);
        let odd = text.chars().find(|c| (c.is_control() && !c.is_ascii_whitespace()) || is_bidirectional(*c));
        assert_eq!(odd, None, "printed as it is in {}\n{text}", format.name);
    }
    let kept = report.problems().len();
    let more = usize::from(report.dropped() > 0);
    assert_eq!(concise.lines().count(), kept + more, "a line a problem\n{concise}");
    assert_eq!(plain.lines().count(), kept + more, "a line a problem\n{plain}");
}

fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a message is read or any value, the document is read alike: what is odd about its form is the same.
fn one_grammar(input: &[u8]) {
    let limits = Limits { problems: usize::MAX, ..Limits::default() };
    let (value, any) = Value::read(input, Policy::Tolerant, limits);
    let (_, message) = Decoder::new().limits(limits).decode(input);
    if is_bare(&message) {
        return;
    }
    if is_refused_at_once(input, &any) {
        return assert!(message.is_error(), "a key that stands twice, or a circle\n{}", text(input));
    }
    // a dictionary that does not end is one whose keys are not compared everywhere
    let is_compared = |code| value.is_some() || code != Code::DupKey;
    let is_json = Format::detect(input) == Some(Format::Json);
    let form = |report: &Report| {
        let problems = report.problems().iter().filter(|problem| !is_about_the_message(problem.code));
        let problems = problems.filter(|problem| !(is_json && is_in_a_string_of_json(problem.code)));
        let problems = problems.filter(|problem| is_compared(problem.code));
        problems.map(|problem| (problem.span, problem.code)).collect::<Vec<_>>()
    };
    assert_eq!(form(&any), form(&message), "left as a value, right as a message\n{}", text(input));
}

/// Whether what was read is a message that is no document by itself.
fn is_bare(report: &Report) -> bool {
    ["dep.error", "dep.server-token-file", "vpp.stoken-file"].map(Some).contains(&report.kind())
}

/// Of a binary dictionary with a key twice, or of containers in a circle, nothing is read as a value; as a message they
/// are read up to the first fault.
fn is_refused_at_once(input: &[u8], any: &Report) -> bool {
    let at_once = |problem: &Problem| matches!(problem.code, Code::Cycle | Code::DupKey);
    Format::detect(input) == Some(Format::Binary) && any.problems().iter().any(at_once)
}

/// Containers lie too deep in each other for a message where they do for a value.
fn one_depth(input: &[u8], depth: usize) {
    let limits = Limits { depth, problems: usize::MAX, ..Limits::default() };
    let (_, any) = Value::read(input, Policy::Tolerant, limits);
    let (_, message) = Decoder::new().limits(limits).decode(input);
    if is_bare(&message) || is_refused_at_once(input, &any) {
        return;
    }
    let too_deep = |report: &Report| {
        let problems = report.problems().iter().filter(|problem| problem.code == Code::Depth);
        problems.map(|problem| problem.span.start).collect::<Vec<_>>()
    };
    assert_eq!(
        too_deep(&any),
        too_deep(&message),
        "left as a value, right as a message, of depth {depth} at most\n{}",
        text(input)
    );
}

/// A report that is full counts the rest and keeps the worst.
fn keeps_the_worst(input: &[u8], problems: usize) {
    let (_, all) = Decoder::new().limits(Limits { problems: usize::MAX, ..Limits::default() }).decode(input);
    let (_, few) = Decoder::new().limits(Limits { problems, ..Limits::default() }).decode(input);
    let severities = |report: &Report| {
        let mut severities: Vec<_> = report.problems().iter().map(|problem| problem.severity).collect();
        severities.sort_unstable_by_key(|severity| std::cmp::Reverse(*severity));
        severities
    };
    let mut worst = severities(&all);
    worst.truncate(problems);
    assert_eq!(severities(&few), worst);
    assert_eq!((few.total(), few.worst()), (all.total(), all.worst()));
    assert!(few.problems().iter().all(|problem| all.problems().contains(problem)));
}

/// Whether a code judges what a record takes a string of JSON for.
fn is_in_a_string_of_json(code: Code) -> bool {
    matches!(
        code,
        Code::Base64
            | Code::Base64Bits
            | Code::Date
            | Code::DateDay
            | Code::DateLeapSecond
            | Code::DateRange
            | Code::DateYear
    )
}

/// Whether a code judges what a message says, not how the document is written.
fn is_about_the_message(code: Code) -> bool {
    matches!(
        code,
        Code::AmbiguousIdentity
            | Code::AmbiguousMessage
            | Code::Contradiction
            | Code::ErrorWord
            | Code::ExclusiveKeys
            | Code::Expansion
            | Code::ExpectedKey
            | Code::ForbiddenKey
            | Code::JsonNotPlist
            | Code::KeyCase
            | Code::MalformedValue
            | Code::MissingKey
            | Code::MissingTag
            | Code::NoIdentifier
            | Code::NotAMessage
            | Code::Null
            | Code::OutOfRange
            | Code::PlistNotJson
            | Code::SumMismatch
            | Code::UnknownKey
            | Code::UnknownMessage
            | Code::UnlistedValue
            | Code::WrongMessage
            | Code::WrongRoot
            | Code::WrongType
    )
}

/// The most that decoding holds at one time; a piece that moves to where it can grow counts twice. Most of it are the
/// records of lists, which are larger than what was sent if few of their keys were.
fn takes_little_memory(input: &[u8]) {
    let most = 25 * input.len() + (64 << 10);
    let counted = allocation_counter::measure(|| drop(mdmwire::decode(input)));
    assert!(counted.bytes_max <= most as u64, "{} bytes of memory for {}", counted.bytes_max, input.len());
    assert_eq!(counted.bytes_current, 0, "memory that is not given back");
}

/// Filling a record gives what decoding it gives, whatever was in it, by type as by name.
fn filled<'a, T: Decode<'a> + Default + std::fmt::Debug>(input: &'a [u8], kind: &str) {
    let (decoded, report) = mdmwire::decode_as::<T>(input);
    let mut filled = T::default();
    for _ in 0..2 {
        assert_eq!(mdmwire::fill(&mut filled, input), report);
        if let Some(decoded) = &decoded {
            assert_eq!(format!("{decoded:?}"), format!("{filled:?}"));
        }
    }
    let (named, by_name) = Decoder::new().decode_kind(kind, input).expect("a kind of the catalogue");
    assert_eq!((named.is_some(), &by_name), (decoded.is_some(), &report));
}

fn text(input: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(input)
}

/// Whether two messages are equal, reals that are no numbers taken as equal.
pub(crate) fn same(a: &Option<Message<'_>>, b: &Option<Message<'_>>) -> bool {
    a == b || format!("{a:?}") == format!("{b:?}")
}
