//! `mdmwire explain`

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use mdmwire::{
    Code,
    messages::{
        CATALOG, ENDPOINTS, Endpoint,
        dep::error_word,
        error_domain::{DOMAINS, Domain},
        vpp::error_number,
    },
    schema::{Choice, Count, Entry, Key, Others, Record, Shape, Sign, records},
};

use crate::{
    Exit,
    args::{BODIES, Explain, all_kinds, call, codes, misused, nearest, written_calls},
    output::Output,
};

pub(crate) fn run(options: &Explain, output: &mut Output) -> io::Result<Exit> {
    let Some(word) = options.word.as_deref() else {
        contents(output)?;
        return Ok(Exit::Clean);
    };
    let is_it = |name: &str| name.eq_ignore_ascii_case(word);
    if let Some(code) = Code::ALL.iter().copied().find(|code| is_it(code.as_str())) {
        page(code, output)?;
        return Ok(Exit::Clean);
    }
    if let Some(entry) = CATALOG.iter().find(|entry| is_it(entry.kind)) {
        message(entry, output)?;
        return Ok(Exit::Clean);
    }
    if let Some(body) = BODIES.iter().find(|(kind, _)| is_it(kind)) {
        other_body(body, output)?;
        return Ok(Exit::Clean);
    }
    let is_called = |endpoint: &&Endpoint| endpoint.path == word;
    let calls: Vec<_> = call(word).into_iter().chain(ENDPOINTS.iter().filter(is_called)).collect();
    if !calls.is_empty() {
        apart(output, &calls, |endpoint, output| exchange(endpoint, output))?;
        return Ok(Exit::Clean);
    }
    let records = records(CATALOG);
    if let Some(record) = records.iter().find(|record| is_it(record.name)) {
        dictionary(record, output)?;
        return Ok(Exit::Clean);
    }
    let holders: Vec<_> =
        records.iter().filter_map(|record| Some((*record, record.keys.iter().find(|key| is_it(key.name))?))).collect();
    if holders.is_empty() {
        let is_called = |endpoint: &&Endpoint| endpoint.path.strip_prefix('/') == Some(word);
        let calls: Vec<_> = ENDPOINTS.iter().filter(is_called).collect();
        if !calls.is_empty() {
            apart(output, &calls, |endpoint, output| exchange(endpoint, output))?;
            return Ok(Exit::Clean);
        }
        if error(word, output)? {
            return Ok(Exit::Clean);
        }
        let calls = written_calls();
        let keys =
            records.iter().flat_map(|record| [record.name].into_iter().chain(record.keys.iter().map(|key| key.name)));
        let domains = DOMAINS.iter().map(|domain| domain.name);
        let calls = calls.iter().map(String::as_str);
        let near = nearest(word, codes().into_iter().chain(all_kinds()).chain(keys).chain(domains).chain(calls));
        return Ok(misused(&format!("`{word}` is no code, kind, key, call or error{near}")));
    }
    apart(output, &holders, |(record, holder), output| {
        output.heading(&format!("{} in {}", holder.name, place(record)))?;
        key(holder, false, output)
    })?;
    Ok(Exit::Clean)
}

/// What devices and services call errors: a domain of an `ErrorChain`, a number of it, both (`MCMDMErrorDomain 12021`), a
/// number of Apps and Books, a word of the Device Enrollment Program; `false` if it is none of them.
fn error(word: &str, output: &mut Output) -> io::Result<bool> {
    let (name, number) = word.rsplit_once([' ', ':']).unwrap_or(("", word));
    let domain = |name: &str| DOMAINS.iter().find(|domain| domain.name.eq_ignore_ascii_case(name.trim()));
    if let Some(domain) = domain(word) {
        output.heading(domain.name)?;
        writeln!(output, "Errors of a device: {}.", domain.about)?;
        writeln!(output)?;
        for (number, meaning) in domain.codes {
            writeln!(output, "  {number:6}  {meaning}")?;
        }
        return Ok(true);
    }
    if let Ok(number) = number.parse() {
        let domains: Vec<&Domain> =
            if name.is_empty() { DOMAINS.iter().collect() } else { domain(name).into_iter().collect() };
        let of_device = domains.into_iter().filter_map(|domain| Some((domain.name, domain.explain(number)?)));
        let of_service = error_number(number).filter(|_| name.is_empty()).map(|meaning| ("Apps and Books", meaning));
        let all: Vec<_> = of_device.chain(of_service).collect();
        apart(output, &all, |(who, meaning), output| {
            output.heading(&format!("{who} {number}"))?;
            writeln!(output, "  {meaning}")
        })?;
        return Ok(!all.is_empty());
    }
    if let Some((word, meaning)) = [word, &word.to_uppercase()].iter().find_map(|word| Some((*word, error_word(word)?)))
    {
        output.heading(word)?;
        writeln!(output, "Device Enrollment Program: {meaning}.")?;
        return Ok(true);
    }
    Ok(false)
}

/// All codes, all kinds and all calls, a line each.
fn contents(output: &mut Output) -> io::Result<()> {
    output.heading("codes")?;
    let width = Code::ALL.iter().map(|code| code.as_str().len()).max().unwrap_or_default();
    for code in Code::ALL {
        writeln!(output, "  {code:width$}  {:7}  {}", code.severity(), code.title())?;
    }
    writeln!(output)?;
    output.heading("kinds")?;
    let width = CATALOG.iter().map(|entry| entry.kind.len()).max().unwrap_or_default();
    for Entry { kind, record, .. } in CATALOG {
        writeln!(output, "  {kind:width$}  {}", summary(record.docs))?;
    }
    for (kind, docs) in BODIES {
        writeln!(output, "  {kind:width$}  {}", summary(docs))?;
    }
    writeln!(output)?;
    output.heading("calls to Apple")?;
    let width = ENDPOINTS.iter().map(|endpoint| endpoint.path.len()).max().unwrap_or_default();
    for Endpoint { method, path, docs, .. } in ENDPOINTS {
        writeln!(output, "  {method:6} {path:width$}  {docs}")?;
    }
    Ok(())
}

/// A call to Apple: where it goes, what is sent, what comes back.
fn exchange(call: &Endpoint, output: &mut Output) -> io::Result<()> {
    output.heading(&format!("{} {}", call.method, call.path))?;
    writeln!(output, "{}", call.docs)?;
    writeln!(output, "Source: {}.", call.source)?;
    writeln!(output)?;
    writeln!(output, "  Goes to {}, {}.", call.address(), call.service.name)?;
    if let Some(method) = call.older_method {
        writeln!(output, "  Older clients use {method}.")?;
    }
    if let Some(version) = call.since {
        writeln!(output, "  Since version {version} of the protocol.")?;
    }
    writeln!(output, "  Authorization: {}.", call.auth)?;
    if let Some(limit) = call.limit {
        writeln!(output, "  At most {limit}.")?;
    }
    writeln!(output, "  Sends {}.", call.request().unwrap_or("nothing"))?;
    let answer: Vec<_> = call.response(200).collect();
    let answer = if answer.is_empty() { "nothing".to_owned() } else { answer.join(" or ") };
    let begun = if call.is_begun { "; the rest is done later" } else { "" };
    writeln!(output, "  Gets back {answer}{begun}.")?;
    if let Some(refusal) = call.response(400).next() {
        writeln!(output, "  Refused, gets back {refusal}.")?;
    }
    for (status, meaning) in call.statuses() {
        writeln!(output, "  {status}: {meaning}.")?;
    }
    section("query", output, call.query, |parameter, output| {
        let presence = if parameter.required { ", required" } else { "" };
        writeln!(output, "  {}  {}{presence}\n      {}", parameter.name, parameter.kind.noun(), parameter.docs)
    })?;
    section("headers", output, call.headers, |header, output| {
        let presence = if header.required { "  required" } else { "" };
        writeln!(output, "  {}{presence}\n      {}", header.name, header.docs)
    })?;
    let words: Vec<_> = call.words.iter().chain(call.service.words).collect();
    section("words of a refusal", output, &words, |word, output| {
        writeln!(output, "  {word}\n      {}", error_word(word).unwrap_or_default())
    })
}

/// Things with an empty line between them.
fn apart<T>(output: &mut Output, things: &[T], write: impl Fn(&T, &mut Output) -> io::Result<()>) -> io::Result<()> {
    things.iter().enumerate().try_for_each(|(i, thing)| {
        if i > 0 {
            writeln!(output)?;
        }
        write(thing, output)
    })
}

/// Things of one sort under a heading, if there are any.
fn section<T>(
    name: &str,
    output: &mut Output,
    things: &[T],
    write: impl Fn(&T, &mut Output) -> io::Result<()>,
) -> io::Result<()> {
    if things.is_empty() {
        return Ok(());
    }
    writeln!(output)?;
    output.heading(name)?;
    things.iter().try_for_each(|thing| write(thing, output))
}

/// The page of a code, examples indented.
fn page(code: Code, output: &mut Output) -> io::Result<()> {
    let strict = if code.strict() { ", refused by the strict policy" } else { "" };
    output.heading(&format!("{code} ({}{strict})", code.severity()))?;
    writeln!(output)?;
    let mut is_example = false;
    for line in code.page() {
        if line.starts_with("```") {
            is_example = !is_example;
        } else if is_example {
            writeln!(output, "    {line}")?;
        } else {
            writeln!(output, "{}", plain(line))?;
        }
    }
    Ok(())
}

fn message(entry: &Entry, output: &mut Output) -> io::Result<()> {
    output.heading(entry.kind)?;
    text(entry.record.docs, "", output)?;
    match entry.sign {
        Sign::Answer => writeln!(output, "Recognised by its keys. Comes from {}.", peer(entry))?,
        Sign::Error => writeln!(output, "Recognised by its keys. Comes from Apple in place of an answer.")?,
        Sign::Key(key) => writeln!(output, "Recognised by its key {key}.")?,
        Sign::Order(key, None) => writeln!(output, "Recognised by its key {key}. Goes to a device.")?,
        Sign::Order(key, Some(tag)) => writeln!(output, "Recognised by {key}, which is {tag}. Goes to a device.")?,
        Sign::Part => writeln!(output, "Part of other messages.")?,
        Sign::Refusal(key, code) => {
            writeln!(
                output,
                "Recognised by {key}, which is {code}. Goes to a device with the HTTP status 403, also as JSON."
            )?;
        }
        Sign::Request => writeln!(output, "Recognised by its keys. Goes to {}.", peer(entry))?,
        Sign::Tag(key, tag) => writeln!(output, "Recognised by {key}, which is {tag}.")?,
        _ => {}
    }
    for call in ENDPOINTS {
        if call.request() == Some(entry.kind) {
            writeln!(output, "Sent with {} {}.", call.method, call.path)?;
        }
        if call.response(200).next() == Some(entry.kind) {
            writeln!(output, "Answers {} {}.", call.method, call.path)?;
        }
    }
    writeln!(output)?;
    keys(entry.record, output)?;
    choices(entry.record, output)
}

/// A body that is no dictionary, and what is in it.
fn other_body((kind, docs): &(&str, &str), output: &mut Output) -> io::Result<()> {
    output.heading(kind)?;
    text(docs, "", output)?;
    if *kind != "dep.error" {
        return Ok(());
    }
    let calls = ENDPOINTS.iter().filter(|call| call.response(400).any(|refusal| refusal == *kind));
    let words: BTreeSet<_> = calls.flat_map(|call| call.words.iter().chain(call.service.words)).collect();
    writeln!(output)?;
    words.iter().try_for_each(|word| writeln!(output, "  {word}\n      {}", error_word(word).unwrap_or_default()))
}

/// Who is at the other end of messages in JSON.
fn peer(entry: &Entry) -> &'static str {
    let is_service = ["dep.", "vpp."].iter().any(|service| entry.kind.starts_with(service)) && entry.is_service();
    if is_service { "Apple" } else { "a device" }
}

fn dictionary(record: &Record, output: &mut Output) -> io::Result<()> {
    output.heading(&place(record))?;
    text(record.docs, "", output)?;
    writeln!(output)?;
    keys(record, output)?;
    choices(record, output)
}

/// How many of some keys there are.
fn choices(record: &Record, output: &mut Output) -> io::Result<()> {
    for Choice { names, count, .. } in record.choices {
        let count = match count {
            Count::AllOrNone => "All or none",
            Count::AtLeastOne => "At least one",
            Count::AtMostOne => "At most one",
            Count::ExactlyOne => "Exactly one",
            _ => continue,
        };
        writeln!(output, "  {count} of {} is there.", names.join(", "))?;
    }
    if record.others == Others::Own {
        writeln!(output, "  Other keys are its own.")?;
    }
    Ok(())
}

fn keys(record: &Record, output: &mut Output) -> io::Result<()> {
    record.keys.iter().try_for_each(|each| key(each, true, output))
}

/// A key: what its value is, whether it must be there, its rules, its documentation.
fn key(key: &Key, is_named: bool, output: &mut Output) -> io::Result<()> {
    let shape = shape(&key.shape);
    let presence = if key.optional { "" } else { ", required" };
    let none = match (key.null, key.blank) {
        (true, true) => ", null and the empty string stand for none",
        (true, false) => ", null stands for none",
        (false, true) => ", the empty string stands for none",
        (false, false) => "",
    };
    let presence = format!("{presence}{none}");
    let secret = if key.sensitive { ", never shown" } else { "" };
    if is_named {
        writeln!(output, "  {}  {shape}{presence}{secret}", key.name)?;
    } else {
        writeln!(output, "  {shape}{presence}{secret}")?;
    }
    text(key.docs, "      ", output)?;
    let more = if key.open { ", and of those that come every year" } else { "" };
    if let Shape::Token(list) = key.shape {
        writeln!(output, "      One of {}{more}.", list.join(", "))?;
    }
    if let Some(list) = key.listed {
        writeln!(output, "      Each one of {}{more}.", list.join(", "))?;
    }
    if let Some(list) = key.among {
        let list: Vec<_> = list.iter().map(i64::to_string).collect();
        writeln!(output, "      One of {}.", list.join(", "))?;
    }
    if let Some(form) = key.form {
        writeln!(output, "      Form: {}", form.words)?;
    }
    if let Some(text) = key.exactly {
        writeln!(output, "      Always {text}.")?;
    }
    if let Some(kind) = key.contains {
        writeln!(output, "      Holds a document: {kind}.")?;
    }
    let advice = if key.open { ", by Apple's advice" } else { "" };
    if let Some((least, greatest)) = key.range {
        writeln!(output, "      From {least} to {greatest}{advice}.")?;
    }
    if let Some(most) = key.longest {
        writeln!(output, "      At most {most} characters.")?;
    }
    match key.items {
        Some((1, usize::MAX)) => writeln!(output, "      At least 1 item.")?,
        Some((least, usize::MAX)) => writeln!(output, "      At least {least} items.")?,
        Some((least, greatest)) => writeln!(output, "      From {least} to {greatest} items{advice}.")?,
        None => {}
    }
    if let Some(version) = key.since {
        writeln!(output, "      Since version {version} of the protocol.")?;
    }
    if let Some(name) = key.mistaken {
        writeln!(output, "      Some senders write {name}, which is no key.")?;
    }
    for kind in key.also.iter().flatten() {
        writeln!(output, "      Some senders write a value of type {}.", kind.noun())?;
    }
    if let Some(group) = key.group {
        writeln!(output, "      Exactly one of {} is there.", group.0.join(" and "))?;
    }
    for facts in key.absent.iter().filter(|facts| !facts.is_empty()) {
        writeln!(output, "      Not allowed for {facts}.")?;
    }
    if !key.never.is_empty() {
        writeln!(output, "      Not allowed for any of {}.", key.never)?;
    }
    if key.on_success {
        writeln!(output, "      Required if the command was carried out.")?;
    }
    for facts in key.present.iter().filter(|facts| !facts.is_empty()) {
        writeln!(output, "      Required for {facts}.")?;
    }
    Ok(())
}

fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Any => "any value".to_owned(),
        Shape::Datas => "array of data".to_owned(),
        Shape::Integers => "array of integers".to_owned(),
        Shape::Map(record) => format!("dictionary of dictionaries {}", record.name),
        Shape::Numbers => "dictionary of integers".to_owned(),
        Shape::Pairs => "dictionary of strings".to_owned(),
        Shape::Record(record) => format!("dictionary {}", record.name),
        Shape::Records(record) => format!("array of dictionaries {}", record.name),
        Shape::Texts => "array of strings".to_owned(),
        shape => shape.kind().map_or("value", |kind| kind.noun()).to_owned(),
    }
}

/// The kind of a record that is a message, or else its name.
fn place(record: &Record) -> String {
    let entry = CATALOG.iter().find(|entry| std::ptr::eq(entry.record, record));
    entry.map_or_else(|| format!("dictionary {}", record.name), |entry| entry.kind.to_owned())
}

fn text(docs: &str, indent: &str, output: &mut Output) -> io::Result<()> {
    lines(docs).try_for_each(|line| writeln!(output, "{indent}{}", plain(line)))
}

/// The lines of a doc comment.
fn lines(docs: &str) -> impl Iterator<Item = &str> {
    docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line))
}

/// What stands before the first empty line, in one.
fn summary(docs: &str) -> String {
    lines(docs).take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Markdown without its links.
fn plain(line: &str) -> String {
    let mut plain = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        // in code a bracket is one
        if plain.matches('`').count() % 2 == 1 {
            plain.push('[');
            rest = after;
            continue;
        }
        let Some((name, behind)) = after.split_once(']') else { return plain + "[" + after };
        plain.push_str(name);
        rest = match behind.strip_prefix('(').and_then(|behind| behind.split_once(')')) {
            Some((_, behind)) => behind,
            None => behind,
        };
    }
    plain + rest
}
