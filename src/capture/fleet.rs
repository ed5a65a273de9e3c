//! What Fleet tells of commands: `GET /api/v1/fleet/commands/results`, each with the command and the answer as base64.
//!
//! Source: Fleet, REST API, "Get MDM command results".

use super::{
    Captured, Exchange, Item, Items, Options, Place, Reader, Side, at_the_end, body,
    envelope::{Agrees, Claim, compare, same, same_name},
    json::{Scanner, Value},
    records::{Record, Records, begins},
};
use crate::{messages::Status, report::Problem};

pub(super) static READER: Reader = Reader { name: "fleet", detect, open, complete: at_the_end };

/// Where results stand, what each has, and the key that holds each of the two bodies.
const RESULTS: &str = "results";
const MEMBER: &str = "command_uuid";
const BODIES: [(&str, Side); 2] = [("payload", Side::Response), ("result", Side::Request)];

fn detect(bytes: &[u8]) -> bool {
    let mut scanner = Scanner::of_file(bytes);
    scanner.space();
    // sound and without results it is something else, and so is an array
    if !begins(bytes) || scanner.first() == Some(b'[') || matches!(scanner.enter(RESULTS), Ok(false)) {
        return false;
    }
    let Ok(results) = Records::under(bytes, &[RESULTS], MEMBER) else { return false };
    let is_result =
        |result: Value<'_>| result.get(MEMBER).is_some() && BODIES.iter().any(|(key, _)| result.get(key).is_some());
    // the first may be damaged, and what is in it taken for the next ones
    results.take(4).flatten().any(|result| is_result(result.value))
}

fn open<'a>(bytes: &'a [u8], _: &Options<'_>) -> Items<'a> {
    match Records::under(bytes, &[RESULTS], MEMBER) {
        Ok(results) => Items::new(results.flat_map(|record| match record {
            Ok(record) => BODIES.iter().filter_map(|(key, side)| read(record, key, *side)).collect(),
            Err(problem) => vec![Item::Problem(*problem)],
        })),
        Err(problem) => Items::new(core::iter::once(Item::Problem(*problem))),
    }
}

/// One of the two bodies of a result; of a command that is not answered there is only one.
fn read<'a>(record: Record<'a>, key: &str, side: Side) -> Option<Item<'a>> {
    let result = record.value;
    let text = result.get(key).and_then(Value::string).filter(|text| !text.span().is_empty())?;
    let path = format!("{RESULTS}[{}].{key}", record.number);
    let body = match body::base64(text) {
        Ok(body) => body,
        Err(problem) => return Some(Item::Problem(Problem { path, ..*problem })),
    };
    let exchange = Exchange {
        side: Some(side),
        time: result.text("updated_at"),
        device: result.text("host_uuid"),
        command_uuid: result.text("command_uuid"),
        request_type: result.text("request_type"),
        ..Exchange::default()
    };
    let mut captured = Captured { body: body.into(), place: Place::Path(path), exchange, ..Captured::default() };
    check(result, side, &mut captured);
    Some(Item::Message(captured))
}

/// What Fleet says of a body against what is in it.
fn check(result: Value<'_>, side: Side, captured: &mut Captured<'_>) {
    const BOTH: (&str, &str, Agrees) = ("command_uuid", "CommandUUID", same_name);
    let own: &[(&str, &'static str, Agrees)] = match side {
        Side::Request => &[BOTH, ("host_uuid", "UDID", same_name), ("status", "Status", same_status)],
        Side::Response => &[BOTH, ("request_type", "Command.RequestType", same)],
    };
    let says: Vec<_> = own.iter().map(|(key, path, agrees)| (result.text(key), *path, *agrees)).collect();
    let claims =
        says.iter().filter_map(|(says, path, agrees)| Some(Claim { says: says.as_deref()?, path, agrees: *agrees }));
    compare(captured, &claims.collect::<Vec<_>>());
}

/// Fleet has words of its own for a command that has not been answered.
fn same_status(says: &str, said: &str) -> bool {
    says == said || !Status::TOKENS.contains(&says)
}
