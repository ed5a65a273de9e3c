//! What logs and tables name their columns.

use std::borrow::Cow;

use super::{Exchange, Side, json::Value, problem};
use crate::{
    report::{Code, Expected, Found, Problem, Severity},
    wire::Span,
};

/// What a column of this name says of an exchange.
enum Meaning {
    Command,
    ContentType,
    Device,
    /// The first line of a request: `PUT /mdm/connect HTTP/1.1`.
    Line,
    Method,
    RequestType,
    Status,
    Time,
    Url,
}

/// Names in small letters and without anything between the words.
static NAMES: &[(Meaning, &[&str])] = &[
    (Meaning::Command, &["commanduuid"]),
    (Meaning::ContentType, &["contenttype", "httpcontenttype", "mimetype", "requestcontenttype"]),
    (Meaning::Device, &["deviceid", "deviceudid", "enrollmentid", "hostuuid", "udid"]),
    (Meaning::Line, &["request", "requestline"]),
    (Meaning::Method, &["httpmethod", "method", "requestmethod", "verb"]),
    (Meaning::RequestType, &["requesttype"]),
    (Meaning::Status, &["httpstatus", "responsestatus", "status", "statuscode"]),
    (
        Meaning::Time,
        &["createdat", "date", "datetime", "time", "timeiso8601", "timelocal", "timestamp", "ts", "updatedat"],
    ),
    (Meaning::Url, &["httppath", "path", "requesturi", "requesturl", "uri", "url"]),
];

/// What is longer is no name and says nothing of an exchange: it would be looked at again for each message of a row.
pub(super) const LONGEST: usize = 1 << 11;

impl<'a> Exchange<'a> {
    /// What the members of an object say.
    pub(super) fn of(object: Value<'a>) -> Self {
        let mut exchange = Self::default();
        for (key, value) in object.members() {
            if let Some(scalar) = value.scalar() {
                exchange.note(&key.text(), scalar);
            }
        }
        exchange
    }

    /// Takes up what a column of this name says, if its name is one of those that are usual.
    pub(super) fn note(&mut self, name: &str, value: Cow<'a, str>) {
        if value.len() > LONGEST {
            return;
        }
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        let name: String = letters.map(|letter| letter.to_ascii_lowercase()).take(32).collect();
        let Some((meaning, _)) = NAMES.iter().find(|(_, names)| names.contains(&&*name)) else { return };
        let place = match meaning {
            Meaning::Command => &mut self.command_uuid,
            Meaning::ContentType => &mut self.content_type,
            Meaning::Device => &mut self.device,
            Meaning::Line => return self.note_line(&value),
            Meaning::Method => &mut self.method,
            Meaning::RequestType => &mut self.request_type,
            Meaning::Status => {
                self.status = self.status.or_else(|| value.trim().parse().ok());
                return;
            }
            Meaning::Time => &mut self.time,
            Meaning::Url => &mut self.url,
        };
        if !value.is_empty() && value != "-" {
            place.get_or_insert(value);
        }
    }

    /// `PUT /mdm/connect HTTP/1.1`
    pub(super) fn note_line(&mut self, line: &str) {
        let mut words = line.split(' ');
        if let (Some(method), Some(url), Some(version)) = (words.next(), words.next(), words.next())
            && version.starts_with("HTTP/")
        {
            self.method.get_or_insert_with(|| method.to_owned().into());
            self.url.get_or_insert_with(|| url.to_owned().into());
        }
    }

    /// With what another says besides.
    pub(super) fn or(self, other: &Self) -> Self {
        Self {
            side: self.side.or(other.side),
            time: self.time.or_else(|| other.time.clone()),
            method: self.method.or_else(|| other.method.clone()),
            url: self.url.or_else(|| other.url.clone()),
            status: self.status.or(other.status),
            content_type: self.content_type.or_else(|| other.content_type.clone()),
            device: self.device.or_else(|| other.device.clone()),
            command_uuid: self.command_uuid.or_else(|| other.command_uuid.clone()),
            request_type: self.request_type.or_else(|| other.request_type.clone()),
        }
    }
}

/// So many names are said, if none is longer.
const SAID: usize = 24;

/// Whether a text may be the name of a column.
pub(super) fn is_name(name: &str) -> bool {
    name.contains(char::is_alphanumeric)
        && name.chars().all(|char| char.is_alphanumeric() || " _.-@()[]".contains(char))
}

/// There is no column or key of the name that was given, but others.
pub(super) fn no_field<'n>(field: &str, names: impl IntoIterator<Item = &'n str>) -> Problem {
    let names: Vec<_> = names.into_iter().take(SAID).collect();
    // what else stands there may be a secret
    let digits = |name: &str| name.bytes().filter(u8::is_ascii_digit).count();
    let is_shown = |name: &&str| is_name(name) && name.len() <= Found::SHOWN && digits(name) < 3;
    let are_names = !names.is_empty() && names.iter().all(is_shown);
    let found = if are_names { Found::Text(names.join(", ")) } else { Found::Nothing };
    let expected = Expected::Said(field.to_owned());
    Problem { severity: Severity::Error, expected, found, ..problem(Code::BodyMissing, Span::default()) }
}

/// Which half of an exchange a column of this name holds, if it says so.
pub(super) fn side(name: &str) -> Option<Side> {
    let name = name.to_ascii_lowercase();
    match (name.contains("request"), name.contains("response")) {
        (true, false) => Some(Side::Request),
        (false, true) => Some(Side::Response),
        _ => None,
    }
}
