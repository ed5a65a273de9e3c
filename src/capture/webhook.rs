//! The webhook of MicroMDM and NanoMDM: an event each, in a line, in an array, or alone in a file; the body that the
//! device sent is in it as base64. In that of NanoDEP is what Apple has answered, as JSON.
//!
//! Source: NanoMDM, `service/webhook/event.json`; MicroMDM, `workflow/webhook/event.go`; NanoDEP, `cmd/depsyncer/webhook.go`.

use memchr::memmem;

use super::{
    Captured, Exchange, Item, Items, Options, Place, Reader, Side, at_the_end, body,
    envelope::{Agrees, Claim, compare, same, same_name},
    json::Value,
    problem,
    records::{Record, Records, begins},
};
use crate::report::{Code, Expected, Problem};

pub(super) static READER: Reader = Reader { name: "webhook", detect, open, complete: at_the_end };

/// Keys of an event that hold what belongs to its kind.
const EVENTS: [&str; 2] = ["acknowledge_event", "checkin_event"];

fn detect(bytes: &[u8]) -> bool {
    let is_event =
        |value: Value<'_>| value.get("topic").is_some() && (event(value).is_some() || answer(value).is_some());
    if !begins(bytes) {
        return false;
    }
    let mut is_damaged = false;
    for record in Records::of_file(bytes).take(8) {
        match record {
            Ok(record) if is_event(record.value) => return true,
            // what is in one that is damaged may be taken for the next ones
            Ok(_) if is_damaged => {}
            Ok(_) => return false,
            Err(_) => is_damaged = true,
        }
    }
    false
}

fn open<'a>(bytes: &'a [u8], _: &Options<'_>) -> Items<'a> {
    let mut records = Records::of_file(bytes);
    Items::new(core::iter::from_fn(move || {
        Some(match records.next()? {
            Err(problem) => Item::Problem(*problem),
            Ok(record) => {
                let is_alone = record.number == 0 && records.is_at_end();
                read(record, is_alone).map_or_else(|problem| Item::Problem(*problem), Item::Message)
            }
        })
    }))
}

/// The part of an event that belongs to its kind, and the key of it.
fn event(value: Value<'_>) -> Option<(&'static str, Value<'_>)> {
    EVENTS.into_iter().find_map(|name| Some((name, value.get(name).filter(|event| event.first() == Some(b'{'))?)))
}

/// What Apple has answered NanoDEP.
fn answer(value: Value<'_>) -> Option<Value<'_>> {
    value.get("device_response_event")?.get("device_response").filter(|answer| answer.first() == Some(b'{'))
}

/// So many texts are looked into that lie in each other: a queue keeps what a topic sent, in which the event is.
const DEPTH: usize = 4;

/// The message in a text that is an event, or JSON with such a text in it.
pub(super) fn in_text(text: &[u8]) -> Option<Result<Captured<'static>, Box<Problem>>> {
    within(text, DEPTH)
}

fn within(text: &[u8], depth: usize) -> Option<Result<Captured<'static>, Box<Problem>>> {
    let depth = depth.checked_sub(1)?;
    memmem::find(text, b"raw_payload")?;
    let record = Records::first(text)?;
    if event(record.value).is_some() {
        return Some(read(record, true).map(Captured::into_owned));
    }
    let texts = record.value.strings().filter(|(_, string)| string.head(1).first() == Some(&b'{'));
    texts.map(|(_, string)| string.bytes()).find_map(|text| within(&text, depth))
}

fn read(record: Record<'_>, is_alone: bool) -> Result<Captured<'_>, Box<Problem>> {
    let index = if record.is_item { format!("[{}].", record.number) } else { String::new() };
    let place = |path| if is_alone || record.is_item { Place::Path(path) } else { Place::Line(record.line) };
    if let (None, Some(answer)) = (event(record.value), answer(record.value)) {
        let place = place(format!("{index}device_response_event.device_response"));
        return Ok(answered(record.value, answer, place));
    }
    let missing = |path: String, key: &'static str, value: Value<'_>| {
        let expected = Expected::Key(key);
        Box::new(Problem { path, expected, ..problem(Code::BodyMissing, value.span()) })
    };
    let (name, event) = event(record.value).ok_or_else(|| missing(index.clone(), "acknowledge_event", record.value))?;
    let path = format!("{index}{name}.raw_payload");
    let payload = event.get("raw_payload").and_then(Value::string).filter(|payload| !payload.span().is_empty());
    let payload = payload.ok_or_else(|| missing(format!("{index}{name}"), "raw_payload", event))?;
    let body = body::base64(payload).map_err(|problem| Box::new(Problem { path: path.clone(), ..*problem }))?;

    let exchange = Exchange {
        side: Some(Side::Request),
        time: record.value.text("created_at"),
        device: ["udid", "enrollment_id"].iter().find_map(|key| event.text(key)),
        command_uuid: event.text("command_uuid"),
        ..Exchange::default()
    };
    let mut captured = Captured { body: body.into(), place: place(path), exchange, ..Captured::default() };
    check(record.value, event, &mut captured);
    Ok(captured)
}

/// What Apple has answered NanoDEP, to the call that the topic tells.
fn answered<'a>(event: Value<'a>, answer: Value<'a>, place: Place) -> Captured<'a> {
    let call = match event.text("topic").as_deref() {
        Some("dep.FetchDevices") => Some("/server/devices"),
        Some("dep.SyncDevices") => Some("/devices/sync"),
        _ => None,
    };
    let exchange = Exchange {
        side: Some(Side::Response),
        time: event.text("created_at"),
        method: call.map(|_| "POST".into()),
        url: call.map(Into::into),
        ..Exchange::default()
    };
    let offset = Some(answer.span().start);
    Captured { body: answer.raw().into(), place, offset, exchange, ..Captured::default() }
}

/// The envelope against the message in it.
fn check(value: Value<'_>, event: Value<'_>, captured: &mut Captured<'_>) {
    const WORDS: [(&str, &str, Agrees); 4] = [
        ("udid", "UDID", same_name),
        ("enrollment_id", "EnrollmentID", same_name),
        ("status", "Status", same),
        ("command_uuid", "CommandUUID", same_name),
    ];
    let words = WORDS.map(|(key, path, agrees)| (event.text(key), path, agrees));
    let topic = value.text("topic");
    let topics: [(_, _, Agrees); 2] = [
        (topic.clone(), "MessageType", |topic, tag| topic.strip_prefix("mdm.") == Some(tag)),
        (topic, "Status", |topic, _| topic == "mdm.Connect"),
    ];
    let claims: Vec<_> = words
        .iter()
        .chain(&topics)
        .filter_map(|(says, path, agrees)| Some(Claim { says: says.as_deref()?, path, agrees: *agrees }))
        .collect();
    compare(captured, &claims);
}
