//! What is said in a capture, message after message: who speaks, what an answer is the answer to, and what goes wrong
//! between one message and another.
//!
//! It takes two steps, so that messages can be decoded at the same time and still be heard in their order. A [`Gist`] is
//! made of each message alone; [`Conversation::hear`] takes them one after the other and says what those before
//! make of it: [`Hints`]. Where they change how a message is read, it is read again.

use core::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher};
use std::{
    collections::{BTreeMap, HashMap},
    hash::RandomState,
    sync::LazyLock,
};

use super::{Captured, Place};
use crate::{
    context::{Context, Facts},
    front,
    members::{Member, Members},
    messages::{CATALOG, Message, SHARED_IPAD_USER, platform_of},
    report::{Code, Expected, Found, Problem},
    wire::{Limits, Node, Policy, Span, Value, ValueRef},
};

/// What a message says that matters to those after it.
#[derive(Clone, Debug, Default)]
pub struct Gist {
    part: Part,
    /// Who sends it or, with a command, who gets it; nothing if it is not told.
    device: Option<Id>,
    sender: Option<Id>,
    command: Option<Id>,
    /// What a command asks for, and what an answer says that it was asked for.
    request: Option<Request>,
    /// What it makes known of the device.
    told: Facts,
    speaks_for: Facts,
    status: Option<u16>,
    exchange: Option<usize>,
    place: Place,
    offset: Option<usize>,
    length: usize,
}

/// What a message does in a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    Authenticate,
    TokenUpdate,
    CheckOut,
    OtherCheckIn,
    /// The device asks for the next command.
    Idle,
    /// The device puts a command off.
    NotNow,
    /// A command was carried out or failed.
    Answer,
    Command,
    /// Nothing that concerns the others.
    #[default]
    Aside,
}

impl Part {
    const fn is_of_device(self) -> bool {
        !matches!(self, Self::Command | Self::Aside)
    }

    /// The key that tells it.
    const fn key(self) -> &'static str {
        match self {
            Self::Authenticate | Self::TokenUpdate | Self::CheckOut | Self::OtherCheckIn => "MessageType",
            Self::Idle | Self::NotNow | Self::Answer => "Status",
            Self::Command | Self::Aside => "",
        }
    }
}

/// A type of command that is known here: `DeviceInformation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Request {
    name: &'static str,
    /// The kind of its answers.
    answer: Option<&'static str>,
}

/// Something that has a name, without the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Id(u64);

impl Id {
    /// Nobody can choose names so that many fall together.
    fn of(name: impl Hash) -> Self {
        static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
        Self(KEYS.hash_one(name))
    }
}

/// The hash of what is a hash.
#[derive(Debug, Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        // an `Id` is one number
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

impl Gist {
    /// What a message says, its kind and what was made of it given, as far as there are any. Of one that could not be made
    /// out only what its document says is known.
    #[must_use]
    pub fn new(captured: &Captured<'_>, kind: Option<&'static str>, message: Option<&Message<'_>>) -> Self {
        let exchange = &captured.exchange;
        let mut gist = Self {
            status: exchange.status,
            exchange: match captured.place {
                Place::Entry(number, _) | Place::Exchange(number, _) => Some(number),
                _ => None,
            },
            place: captured.place.clone(),
            offset: captured.offset,
            length: captured.body.len(),
            ..Self::default()
        };
        let is_spoken = |kind: &str| {
            ["check-in.", "command.", "response", "machine-info"].iter().any(|part| kind.starts_with(part))
        };
        if !kind.is_none_or(is_spoken) {
            return gist;
        }
        match message {
            Some(message) => gist.listen(kind, &Told(message.members())),
            None => {
                let read = Value::read(&captured.body, Policy::Tolerant, Limits::default()).0;
                let Some(value) = read else { return gist };
                gist.listen(kind, &value.root());
            }
        }
        let from_envelope = |name: &Option<_>| name.as_deref().filter(|name: &&str| !name.is_empty()).map(Id::of);
        gist.device = gist.device.or_else(|| from_envelope(&exchange.device));
        gist.sender = gist.sender.or(gist.device);
        gist.command = gist.command.or_else(|| from_envelope(&exchange.command_uuid));
        gist.request = gist.request.or_else(|| request(exchange.request_type.as_deref()?));
        gist
    }

    fn listen(&mut self, kind: Option<&'static str>, keys: &dyn Keys) {
        let is_unknown = kind.is_none();
        let kind = kind.unwrap_or_default();
        self.part = match kind {
            "check-in.Authenticate" => Part::Authenticate,
            "check-in.TokenUpdate" => Part::TokenUpdate,
            "check-in.CheckOut" => Part::CheckOut,
            // what a server answers
            _ if kind.starts_with("check-in.") && kind.ends_with("Response") => Part::Aside,
            _ if kind.starts_with("check-in.") => Part::OtherCheckIn,
            _ if kind.starts_with("response") => match keys.text("", "Status") {
                Some("Idle") => Part::Idle,
                Some("NotNow") => Part::NotNow,
                _ => Part::Answer,
            },
            _ if kind.starts_with("command.") => Part::Command,
            _ if is_unknown && keys.text("Command", "RequestType").is_some() => Part::Command,
            _ => Part::Aside,
        };
        self.command = keys.text("", "CommandUUID").map(Id::of);
        let asked = match self.part {
            Part::Command => kind.strip_prefix("command.").or_else(|| keys.text("Command", "RequestType")),
            _ => keys.text("", "RequestType"),
        };
        self.request = asked.and_then(request);
        if self.part == Part::Command {
            return;
        }
        let (udid, enrollment) = (keys.text("", "UDID"), keys.text("", "EnrollmentID"));
        let user = match keys.text("", "UserID") {
            Some(SHARED_IPAD_USER) => keys.text("", "UserShortName"),
            other => keys.text("", "EnrollmentUserID").or(other),
        };
        self.device = udid.or(enrollment).map(Id::of);
        self.sender = udid.or(enrollment).map(|device| Id::of((device, user)));
        self.told = match (udid, enrollment) {
            (Some(_), None) => Facts::DEVICE_ENROLLMENT,
            (None, Some(_)) => Facts::USER_ENROLLMENT,
            _ => Facts::NONE,
        };
        self.speaks_for = match (self.device, user) {
            (Some(_), Some(_)) => Facts::USER_CHANNEL,
            (Some(_), None) if keys.text("", "UserID").is_none() => Facts::DEVICE_CHANNEL,
            _ => Facts::NONE,
        };
        if keys.text("", "UserID") == Some(SHARED_IPAD_USER) {
            self.told = self.told.and(Facts::SHARED_IPAD).and(Facts::IOS);
        }
        let models = [("", "Model"), ("", "ProductName"), ("", "PRODUCT"), ("QueryResponses", "ProductName")];
        let platform = models.iter().filter_map(|(inside, key)| keys.text(inside, key)).map(platform_of);
        self.told = self.told.and(platform.fold(Facts::NONE, Facts::and).settled());
        self.told = self.told.and(match keys.boolean("QueryResponses", "IsSupervised") {
            Some(true) => Facts::SUPERVISED,
            Some(false) => Facts::UNSUPERVISED,
            None => Facts::NONE,
        });
    }
}

/// What a message calls those that it is about. Identifiers are among it, secrets are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// The device: its `UDID`, or the `EnrollmentID` of this enrolment.
    pub device: Option<String>,
    /// The user: `UserShortName`, `UserID` or `EnrollmentUserID`.
    pub user: Option<String>,
    /// How a command went: `Acknowledged`.
    pub status: Option<String>,
    /// The command that is sent or answered.
    pub command_uuid: Option<String>,
    /// What is asked for: `DeviceInformation`.
    pub request_type: Option<String>,
    /// The hardware: `iPhone16,1`.
    pub product: Option<String>,
    /// The version of its system: `18.1`.
    pub os_version: Option<String>,
}

impl Labels {
    /// Those of a message, its kind and what was made of it given.
    #[must_use]
    pub fn new(captured: &Captured<'_>, kind: &str, message: Option<&Message<'_>>) -> Self {
        let mut labels = match message {
            Some(message) => Self::of(&Told(message.members())),
            None => {
                let value = Value::read(&captured.body, Policy::Tolerant, Limits::default()).0;
                value.map(|value| Self::of(&value.root())).unwrap_or_default()
            }
        };
        let named = |name: &str| kind.strip_prefix(name).map(str::to_owned);
        labels.request_type = named("command.").or_else(|| named("response.")).or(labels.request_type);
        let exchange = &captured.exchange;
        for (label, said) in [
            (&mut labels.device, &exchange.device),
            (&mut labels.command_uuid, &exchange.command_uuid),
            (&mut labels.request_type, &exchange.request_type),
        ] {
            if label.is_none() {
                *label = said.as_deref().map(str::to_owned);
            }
        }
        labels
    }

    fn of(keys: &dyn Keys) -> Self {
        let first = |places: &[(&str, &str)]| {
            let mut texts = places.iter().filter_map(|(inside, key)| keys.text(inside, key));
            texts.next().map(str::to_owned)
        };
        Self {
            device: first(&[("", "UDID"), ("", "EnrollmentID"), ("", "serial_number"), ("", "serialNumber")]),
            user: first(&[("", "UserShortName"), ("", "EnrollmentUserID"), ("", "UserID")]),
            status: first(&[("", "Status")]),
            command_uuid: first(&[("", "CommandUUID")]),
            request_type: first(&[("Command", "RequestType"), ("", "RequestType")]),
            product: first(&[("", "ProductName"), ("", "PRODUCT"), ("QueryResponses", "ProductName")]),
            os_version: first(&[("", "OSVersion"), ("", "OS_VERSION"), ("QueryResponses", "OSVersion")]),
        }
    }
}

/// The type of command of this name.
fn request(name: &str) -> Option<Request> {
    static KNOWN: LazyLock<BTreeMap<&str, Request>> = LazyLock::new(|| {
        let mut known = BTreeMap::new();
        for kind in CATALOG.iter().map(|entry| entry.kind) {
            if let Some(name) = kind.strip_prefix("command.") {
                known.entry(name).or_insert(Request { name, answer: None });
            }
            if let Some(name) = kind.strip_prefix("response.") {
                known.insert(name, Request { name, answer: Some(kind) });
            }
        }
        known
    });
    KNOWN.get(name).copied()
}

/// Which facts the rules of a kind ask for, and those of what may stand in its data.
fn asked_for(kind: &str) -> Facts {
    static KNOWN: LazyLock<BTreeMap<&str, Facts>> = LazyLock::new(|| {
        let may_be_inside = |kind: &str| kind.starts_with("profile") || kind.starts_with("declarative.");
        let documents = CATALOG.iter().filter(|entry| may_be_inside(entry.kind));
        let inside = documents.fold(Facts::NONE, |all, entry| all.and(entry.record.asked_for()));
        CATALOG.iter().map(|entry| (entry.kind, entry.record.asked_for().and(inside))).collect()
    });
    KNOWN.get(kind).copied().unwrap_or(Facts::NONE)
}

/// Where keys are looked up: of the message, or with the name of a dictionary in it, of that.
trait Keys {
    /// A text that is there and not empty.
    fn text(&self, inside: &str, key: &str) -> Option<&str>;
    fn boolean(&self, inside: &str, key: &str) -> Option<bool>;
}

/// A message that was made out.
struct Told<'m>(&'m dyn Members);

impl<'m> Told<'m> {
    fn member(&self, inside: &str, key: &str) -> Option<Member<'m>> {
        let find = |members: &'m dyn Members, key: &str| {
            let key = members.record().key(key)?;
            Some(members.member(usize::from(key.field)))
        };
        match inside {
            "" => find(self.0, key),
            _ => match find(self.0, inside)? {
                Member::Record(record) => find(record, key),
                _ => None,
            },
        }
    }
}

impl Keys for Told<'_> {
    fn text(&self, inside: &str, key: &str) -> Option<&str> {
        if let Member::Text(text) = self.member(inside, key)? {
            Some(text).filter(|text| !text.is_empty())
        } else {
            None
        }
    }

    fn boolean(&self, inside: &str, key: &str) -> Option<bool> {
        if let Member::Boolean(value) = self.member(inside, key)? { Some(value) } else { None }
    }
}

/// A document that is no message, or none that can be made out.
impl Keys for ValueRef<'_, '_> {
    fn text(&self, inside: &str, key: &str) -> Option<&str> {
        let dictionary = if inside.is_empty() { *self } else { self.get(inside)? };
        dictionary.get(key)?.as_str().filter(|text| !text.is_empty())
    }

    fn boolean(&self, inside: &str, key: &str) -> Option<bool> {
        let dictionary = if inside.is_empty() { *self } else { self.get(inside)? };
        if let Node::Boolean(value) = dictionary.get(key)?.node() { Some(*value) } else { None }
    }
}

/// What the messages before say of a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hints {
    /// What it is, where they know better: the answer to the command that was asked.
    pub kind: Option<&'static str>,
    /// What is known of the device, beside what the message shows.
    pub context: Context,
    /// What of that the message does not tell itself.
    news: Facts,
    /// The rules that it breaks with them, and the key that each is broken at.
    found: Vec<(Code, &'static str, Found)>,
}

impl Hints {
    /// Whether a message that was read by itself, and taken for this kind, may be judged otherwise with them.
    #[must_use]
    pub fn change(&self, kind: &str) -> bool {
        self.kind.is_some_and(|known| known != kind) || (!self.news.is_empty() && self.news.meets(asked_for(kind)))
    }

    /// The rules of the conversation that the message breaks, at their places in its body.
    #[must_use]
    pub fn problems(&self, body: &[u8]) -> Vec<Problem> {
        let problem = |(code, key, found): &(Code, &'static str, Found)| Problem {
            code: *code,
            severity: code.severity(),
            span: front::value_span(body, key).unwrap_or_default(),
            path: (*key).to_owned(),
            expected: Expected::Nothing,
            found: found.clone(),
            related: None,
        };
        self.found.iter().map(problem).collect()
    }
}

/// A command that has no answer in the capture.
#[derive(Clone, Debug, PartialEq)]
pub struct Unanswered {
    /// Which message of the capture it is, from 0.
    pub index: usize,
    /// Where it stands.
    pub place: Place,
    /// Where its first byte stands in the file, if it stands there just as it was sent.
    pub offset: Option<usize>,
    /// How many bytes it has.
    pub length: usize,
    /// What is asked for, if that is known here: `DeviceInformation`.
    pub request_type: Option<&'static str>,
    /// How often the device put it off.
    pub put_off: usize,
}

impl Unanswered {
    /// The rule that it breaks, said of the whole command.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let code = if self.put_off < LOOP_AT_END { Code::CommandUnanswered } else { Code::NotNowLoop };
        Problem {
            code,
            severity: code.severity(),
            span: Span::default(),
            path: String::new(),
            expected: Expected::Nothing,
            found: if self.put_off == 0 { Found::Nothing } else { Found::Count(self.put_off) },
            related: None,
        }
    }
}

/// So often a command may be put off before it is said while messages still come.
const LOOP: usize = 10;

/// So often, if nothing else ever comes.
const LOOP_AT_END: usize = 3;

/// The state of a conversation: what the messages so far have told.
///
/// It remembers at least the last 32,768 devices and as many commands that were spoken of, and at most twice that; what
/// is older is forgotten, and nothing is then said of it.
#[derive(Debug, Default)]
pub struct Conversation {
    devices: Recent<Device>,
    commands: Recent<Command>,
    heard: usize,
    /// A command and its answer have been seen.
    has_pair: bool,
    has_answer: bool,
    /// Who speaks in the exchange of this number.
    speaker: Option<(usize, Option<Id>, Option<Id>)>,
}

#[derive(Clone, Debug, Default)]
struct Device {
    facts: Facts,
    history: History,
    /// It was seen to get a command.
    was_asked: bool,
}

/// What of its enrolment a device has shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum History {
    #[default]
    Nothing,
    /// Nothing before this.
    TokenUpdate,
    Enrolled,
    Left,
}

#[derive(Clone, Debug, Default)]
struct Command {
    request: Option<Request>,
    /// Where it was sent, if it was seen.
    sent: Option<Sent>,
    put_off: usize,
    is_answered: bool,
    /// The length of an answer that the server refused, and the status.
    refused: Option<(usize, u16)>,
}

#[derive(Clone, Debug)]
struct Sent {
    index: usize,
    place: Place,
    offset: Option<usize>,
    length: usize,
}

impl Conversation {
    /// Nothing has been said.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The next message.
    pub fn hear(&mut self, gist: &Gist) -> Hints {
        let index = self.heard;
        self.heard = index.saturating_add(1);
        let mut hints = Hints::default();
        let (device, sender) = self.who(gist);
        if let Some(id) = device {
            let known = self.devices.get(id);
            known.facts = gist.told.or_shown(known.facts);
            known.was_asked |= gist.part == Part::Command;
            // what the message says itself it is read with in any case
            if known.facts != gist.told {
                hints.context = Context::new().with(gist.speaks_for.or_shown(known.facts));
                hints.news = hints.context.facts().without(gist.told);
            }
            if gist.speaks_for != Facts::USER_CHANNEL
                && let Some(code) = known.history.next(gist.part)
            {
                hints.found.push((code, "MessageType", Found::Nothing));
            }
        }
        if gist.part.is_of_device() && gist.status == Some(401) {
            hints.found.push((Code::Unauthorized, gist.part.key(), Found::Nothing));
        }
        match gist.part {
            Part::Command => self.ask(gist, sender, index),
            Part::NotNow | Part::Answer => self.answer(gist, device, sender, &mut hints),
            _ => {}
        }
        hints
    }

    /// Who sends a message or gets it: a command goes to whoever has asked in the same exchange.
    fn who(&mut self, gist: &Gist) -> (Option<Id>, Option<Id>) {
        if gist.part.is_of_device() {
            self.speaker = gist.exchange.map(|exchange| (exchange, gist.device, gist.sender));
        }
        match self.speaker {
            Some((exchange, device, sender)) if gist.exchange == Some(exchange) && gist.part == Part::Command => {
                (gist.device.or(device), if gist.device.is_some() { gist.sender } else { sender })
            }
            _ => (gist.device, gist.sender),
        }
    }

    fn ask(&mut self, gist: &Gist, sender: Option<Id>, index: usize) {
        let Some(id) = gist.command else { return };
        let command = self.commands.get(Id::of((id, sender)));
        command.request = gist.request.or(command.request);
        command.sent.get_or_insert_with(|| Sent {
            index,
            place: gist.place.clone(),
            offset: gist.offset,
            length: gist.length,
        });
    }

    fn answer(&mut self, gist: &Gist, device: Option<Id>, sender: Option<Id>, hints: &mut Hints) {
        self.has_answer = true;
        let Some(id) = gist.command else { return };
        // an envelope names the device and not the user; where nothing says whom a command was sent to, it may be anybody
        let to_whom = [sender, device, None].map(|whom| Id::of((id, whom)));
        let was_sent = |id: &Id| self.commands.peek(*id).is_some_and(|command| command.sent.is_some());
        let id = to_whom.into_iter().find(was_sent).unwrap_or(Id::of((id, sender)));
        let shows_commands = self.has_pair || device.is_some_and(|id| self.devices.get(id).was_asked);
        let has_forgotten = self.commands.forgotten > 0;
        let command = self.commands.get(id);
        if command.sent.is_some() {
            self.has_pair = true;
        } else if shows_commands && !has_forgotten && !command.is_answered && command.put_off == 0 {
            hints.found.push((Code::AnswerWithoutCommand, "CommandUUID", Found::Nothing));
        }
        hints.kind = gist.request.or(command.request).and_then(|request| request.answer);
        if gist.part == Part::NotNow {
            command.put_off = command.put_off.saturating_add(1);
            if command.put_off == LOOP {
                hints.found.push((Code::NotNowLoop, "Status", Found::Count(LOOP)));
            }
            return;
        }
        command.is_answered = true;
        if let Some((length, status)) = command.refused
            && length == gist.length
        {
            hints.found.push((Code::AnswerRepeated, "CommandUUID", Found::Integer(status.into())));
        }
        command.refused = gist.status.filter(|status| *status >= 400).map(|status| (gist.length, status));
    }

    /// The conversation is over: the commands that were seen without an answer, in their order. If no answer was seen at
    /// all, the capture shows none, and nothing can be said.
    #[must_use]
    pub fn end(self) -> Vec<Unanswered> {
        if !self.has_answer {
            return Vec::new();
        }
        let open = self.commands.into_values().filter(|command| !command.is_answered && command.put_off < LOOP);
        let mut unanswered: Vec<_> = open
            .filter_map(|Command { request, sent, put_off, .. }| {
                let Sent { index, place, offset, length } = sent?;
                Some(Unanswered { index, place, offset, length, request_type: request.map(|it| it.name), put_off })
            })
            .collect();
        unanswered.sort_unstable_by_key(|command| command.index);
        unanswered
    }
}

impl History {
    /// After the next message; the rule that it breaks.
    fn next(&mut self, part: Part) -> Option<Code> {
        let before = *self;
        *self = match part {
            Part::Authenticate => Self::Enrolled,
            Part::CheckOut => Self::Left,
            Part::TokenUpdate if before == Self::Nothing => Self::TokenUpdate,
            Part::Aside | Part::TokenUpdate => before,
            _ if before == Self::Left => before,
            _ => Self::Enrolled,
        };
        let is_late = part == Part::Authenticate && before == Self::TokenUpdate;
        let is_gone = part == Part::TokenUpdate && before == Self::Left;
        (is_late || is_gone).then_some(Code::TokenUpdateFirst)
    }
}

type ById<T> = HashMap<Id, T, BuildHasherDefault<Same>>;

/// The things that were spoken of last, by what they are called.
#[derive(Debug)]
struct Recent<T> {
    young: ById<T>,
    old: ById<T>,
    forgotten: usize,
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self { young: ById::default(), old: ById::default(), forgotten: 0 }
    }
}

impl<T: Default> Recent<T> {
    /// So many are remembered at least, and twice as many at most.
    const LEAST: usize = 1 << 15;

    fn peek(&self, id: Id) -> Option<&T> {
        self.young.get(&id).or_else(|| self.old.get(&id))
    }

    fn get(&mut self, id: Id) -> &mut T {
        if self.young.len() >= Self::LEAST && !self.young.contains_key(&id) {
            self.forgotten = self.forgotten.saturating_add(self.old.len());
            self.old = core::mem::take(&mut self.young);
        }
        let Self { young, old, .. } = self;
        young.entry(id).or_insert_with(|| old.remove(&id).unwrap_or_default())
    }

    fn into_values(self) -> impl Iterator<Item = T> {
        self.young.into_values().chain(self.old.into_values())
    }
}
