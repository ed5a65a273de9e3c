//! What the messages of a capture say of each other.

use mdmwire::{
    Code, Decoder, Facts,
    capture::{Captured, Conversation, Exchange, Gist, Hints, Place, Side, Unanswered},
};

const PHONE: &str = "00008101-001938611EE9001E";
const MAC: &str = "564D3F8A-3C5B-4D21-9B3A-7F2E1A6C9D00";

/// One message after the other, written as a line each.
#[derive(Default)]
struct Talk {
    conversation: Conversation,
    said: Vec<Said>,
}

struct Said {
    body: String,
    hints: Hints,
    codes: Vec<Code>,
}

impl Talk {
    /// A message that stands in no exchange.
    fn say(&mut self, body: String) -> &Said {
        self.say_in(body, Place::Byte(0), None)
    }

    fn say_in(&mut self, body: String, place: Place, status: Option<u16>) -> &Said {
        let exchange = Exchange { status, ..Exchange::default() };
        let captured = Captured { body: body.as_bytes().into(), place, exchange, ..Captured::default() };
        let (message, report) = Decoder::new().decode(&captured.body);
        let gist = Gist::new(&captured, report.kind(), message.as_ref());
        let hints = self.conversation.hear(&gist);
        let problems = hints.problems(body.as_bytes());
        for problem in &problems {
            assert!(problem.span.end <= body.len() && !problem.span.is_empty(), "{problem:?} of\n{body}");
            assert!(body[..problem.span.start].contains(&format!("<key>{}</key>", problem.path)), "{problem:?}");
        }
        let codes = problems.iter().map(|problem| problem.code).collect();
        self.said.push(Said { body, hints, codes });
        self.said.last().unwrap()
    }

    fn codes(&self) -> Vec<&[Code]> {
        self.said.iter().map(|said| &*said.codes).collect()
    }

    fn end(self) -> Vec<Unanswered> {
        self.conversation.end()
    }
}

fn plist(keys: &[(&str, &str)]) -> String {
    let keys = keys.iter().map(|(key, value)| {
        if value.starts_with('<') {
            format!("<key>{key}</key>{value}")
        } else {
            format!("<key>{key}</key><string>{value}</string>")
        }
    });
    format!("<plist version=\"1.0\"><dict>{}</dict></plist>", keys.collect::<String>())
}

const TOPIC: (&str, &str) = ("Topic", "com.apple.mgmt.External.3f0c");

fn authenticate(udid: &str, product: &str) -> String {
    plist(&[("MessageType", "Authenticate"), ("ProductName", product), TOPIC, ("UDID", udid)])
}

fn token_update(udid: &str) -> String {
    let token = ("Token", "<data>AAAA</data>");
    plist(&[("MessageType", "TokenUpdate"), ("PushMagic", "m"), token, TOPIC, ("UDID", udid)])
}

fn check_out(udid: &str) -> String {
    plist(&[("MessageType", "CheckOut"), TOPIC, ("UDID", udid)])
}

fn idle(udid: &str) -> String {
    plist(&[("Status", "Idle"), ("UDID", udid)])
}

fn command(uuid: &str, request: &str) -> String {
    let inner = format!("<dict><key>RequestType</key><string>{request}</string></dict>");
    plist(&[("Command", &inner), ("CommandUUID", uuid)])
}

fn answer(udid: &str, uuid: &str, status: &str) -> String {
    plist(&[("CommandUUID", uuid), ("Status", status), ("UDID", udid)])
}

fn information(udid: &str, uuid: &str, responses: &str) -> String {
    let responses = format!("<dict>{responses}</dict>");
    plist(&[("CommandUUID", uuid), ("QueryResponses", &responses), ("Status", "Acknowledged"), ("UDID", udid)])
}

#[test]
fn an_answer_is_what_was_asked_for() {
    let mut talk = Talk::default();
    talk.say(command("1", "ProfileList"));
    talk.say(command("2", "SecurityInfo"));
    assert_eq!(talk.say(answer(PHONE, "2", "Error")).hints.kind, Some("response.SecurityInfo"));
    assert_eq!(talk.say(answer(PHONE, "1", "NotNow")).hints.kind, Some("response.ProfileList"));
    assert_eq!(talk.say(answer(PHONE, "1", "Acknowledged")).hints.kind, Some("response.ProfileList"));
    assert_eq!(talk.say(idle(PHONE)).hints.kind, None);
    assert!(talk.codes().iter().all(|codes| codes.is_empty()));
    assert_eq!(talk.end(), []);
}

#[test]
fn what_a_device_tells_holds_for_its_later_messages() {
    let facts = |said: &Said| said.hints.context.facts();
    let mut talk = Talk::default();
    let first = facts(talk.say(authenticate(PHONE, "iPhone16,1")));
    assert_eq!(first, Facts::NONE);
    let later = facts(talk.say(idle(PHONE)));
    assert_eq!(later, Facts::IOS | Facts::DEVICE_ENROLLMENT | Facts::DEVICE_CHANNEL);
    assert_eq!(facts(talk.say(idle(MAC))), Facts::NONE);
    talk.say(information(PHONE, "1", "<key>IsSupervised</key><true/>"));
    assert_eq!(facts(talk.say(idle(PHONE))), later | Facts::SUPERVISED);
    // the last word counts
    talk.say(information(
        PHONE,
        "1",
        "<key>IsSupervised</key><false/><key>ProductName</key><string>AppleTV14,1</string>",
    ));
    let now = facts(talk.say(idle(PHONE)));
    assert_eq!(now, Facts::TVOS | Facts::DEVICE_ENROLLMENT | Facts::DEVICE_CHANNEL | Facts::UNSUPERVISED);
    // of a message that could not be made out too
    talk.say(plist(&[("MessageType", "Authenticate"), ("ProductName", "Mac15,3"), ("UDID", MAC)]));
    assert!(facts(talk.say(idle(MAC))).has(Facts::MACOS));
}

#[test]
fn a_command_goes_to_whoever_asks() {
    let mut talk = Talk::default();
    let entry = Place::Entry;
    talk.say_in(authenticate(MAC, "Mac15,3"), entry(0, Side::Request), Some(200));
    talk.say_in(idle(MAC), entry(1, Side::Request), Some(200));
    let asked = talk.say_in(command("same", "DeviceInformation"), entry(1, Side::Response), Some(200));
    assert!(asked.hints.context.facts().has(Facts::MACOS));
    talk.say_in(idle(PHONE), entry(2, Side::Request), Some(200));
    talk.say_in(command("same", "SecurityInfo"), entry(2, Side::Response), Some(200));
    let kind = talk.say_in(answer(MAC, "same", "Error"), entry(3, Side::Request), Some(200)).hints.kind;
    assert_eq!(kind, Some("response.DeviceInformation"));
    let unanswered = talk.end();
    assert_eq!(unanswered.iter().map(|command| command.index).collect::<Vec<_>>(), [4]);
    assert_eq!(unanswered[0].place, entry(2, Side::Response));
    assert_eq!(unanswered[0].problem().code, Code::CommandUnanswered);
}

/// An envelope names the device that a command is for, whoever of its users answers.
#[test]
fn a_command_in_an_envelope() {
    let mut conversation = Conversation::new();
    let mut hear = |body: String, device: Option<&'static str>| {
        let exchange = Exchange { device: device.map(Into::into), ..Exchange::default() };
        let captured = Captured { body: body.into_bytes().into(), exchange, ..Captured::default() };
        let (message, report) = Decoder::new().decode(&captured.body);
        conversation.hear(&Gist::new(&captured, report.kind(), message.as_ref()))
    };
    hear(command("1", "ProfileList"), Some(PHONE));
    hear(command("1", "ProfileList"), Some(MAC));
    for (device, user) in [(PHONE, None), (MAC, Some(("UserID", "5A1B2C3D-0000-4000-8000-000000000001")))] {
        let keys = [("CommandUUID", "1"), ("Status", "Acknowledged"), ("UDID", device)];
        let hints = hear(plist(&keys.into_iter().chain(user).collect::<Vec<_>>()), None);
        assert_eq!((hints.kind, hints.problems(b"")), (Some("response.ProfileList"), Vec::new()));
    }
    assert_eq!(conversation.end(), []);
}

#[test]
fn an_answer_without_a_command() {
    // what came before the capture is not known
    let mut talk = Talk::default();
    talk.say(answer(PHONE, "0", "Acknowledged"));
    talk.say(command("1", "ProfileList"));
    talk.say(answer(PHONE, "1", "Acknowledged"));
    talk.say(answer(PHONE, "2", "Acknowledged"));
    talk.say(answer(PHONE, "0", "Acknowledged"));
    assert_eq!(talk.codes(), [&[][..], &[], &[], &[Code::AnswerWithoutCommand], &[]]);
    // a dump holds only the commands that the server could not send
    let mut talk = Talk::default();
    talk.say(command("1", "ProfileList"));
    talk.say(answer(PHONE, "2", "Acknowledged"));
    assert_eq!(talk.codes(), [&[][..], &[]]);
    assert_eq!(talk.end().len(), 1);
}

#[test]
fn a_command_without_an_answer() {
    let mut talk = Talk::default();
    for uuid in ["1", "2", "3"] {
        talk.say(command(uuid, "ProfileList"));
    }
    talk.say(answer(PHONE, "2", "CommandFormatError"));
    talk.say(answer(PHONE, "3", "NotNow"));
    let problems: Vec<_> = talk.end().iter().map(|command| (command.index, command.problem().to_string())).collect();
    assert_eq!(
        problems,
        [
            (0, "the capture shows no answer to a command".to_owned()),
            (2, "the command was put off once and then not answered".to_owned())
        ]
    );
    // a list of commands is no conversation
    let mut talk = Talk::default();
    talk.say(command("1", "ProfileList"));
    assert_eq!(talk.end(), []);
}

#[test]
fn not_now_for_ever() {
    let mut talk = Talk::default();
    talk.say(command("1", "ProfileList"));
    for _ in 0..12 {
        talk.say(answer(PHONE, "1", "NotNow"));
    }
    let loops: Vec<_> = (0..).zip(talk.codes()).filter(|(_, codes)| !codes.is_empty()).collect();
    assert_eq!(loops, [(10, &[Code::NotNowLoop][..])]);
    assert_eq!(talk.end(), []);
    let mut talk = Talk::default();
    talk.say(command("1", "ProfileList"));
    for _ in 0..3 {
        talk.say(answer(PHONE, "1", "NotNow"));
    }
    assert!(talk.codes().iter().all(|codes| codes.is_empty()));
    assert_eq!(talk.end()[0].problem().code, Code::NotNowLoop);
}

#[test]
fn a_push_token_of_no_enrolment() {
    let mut talk = Talk::default();
    talk.say(token_update(PHONE));
    talk.say(authenticate(PHONE, "iPhone16,1"));
    talk.say(token_update(PHONE));
    talk.say(check_out(PHONE));
    talk.say(token_update(PHONE));
    talk.say(authenticate(PHONE, "iPhone16,1"));
    let wrong: &[Code] = &[Code::TokenUpdateFirst];
    assert_eq!(talk.codes(), [&[], wrong, &[], &[], wrong, &[]]);
    // enrolled before the capture began
    let mut talk = Talk::default();
    talk.say(token_update(PHONE));
    talk.say(idle(PHONE));
    talk.say(authenticate(PHONE, "iPhone16,1"));
    assert!(talk.codes().iter().all(|codes| codes.is_empty()));
}

#[test]
fn refused_answers() {
    let mut talk = Talk::default();
    let mut put = |number, body, status| {
        talk.say_in(body, Place::Entry(number, Side::Request), Some(status));
    };
    put(0, answer(PHONE, "1", "Acknowledged"), 500);
    put(1, answer(PHONE, "1", "Acknowledged"), 400);
    put(2, answer(PHONE, "1", "Acknowledged"), 200);
    put(3, answer(PHONE, "1", "Acknowledged"), 200);
    put(4, idle(PHONE), 401);
    put(5, "{}".to_owned(), 401);
    let (again, unauthorized): (&[Code], &[Code]) = (&[Code::AnswerRepeated], &[Code::Unauthorized]);
    assert_eq!(talk.codes(), [&[], again, again, &[], unauthorized, &[]]);
    let said = talk.said[1].hints.problems(talk.said[1].body.as_bytes());
    assert_eq!(said[0].to_string(), "the same answer is sent again after the server refused it with 500");
}

/// What is remembered is bounded, and nothing is said of what is forgotten.
#[test]
fn a_long_conversation() {
    let mut talk = Talk::default();
    talk.say(command("first", "ProfileList"));
    talk.say(answer(PHONE, "first", "Acknowledged"));
    let asked = |number: usize| {
        Gist::new(
            &Captured { body: command(&number.to_string(), "ProfileList").into_bytes().into(), ..Captured::default() },
            None,
            None,
        )
    };
    let many = 100_000;
    for number in 0..many {
        talk.conversation.hear(&asked(number));
    }
    assert!(talk.say(answer(PHONE, "0", "Acknowledged")).codes.is_empty());
    assert_eq!(talk.say(answer(PHONE, &(many - 1).to_string(), "Error")).hints.kind, Some("response.ProfileList"));
    let unanswered = talk.end();
    assert!(unanswered.len() > 30_000 && unanswered.len() < 70_000, "{}", unanswered.len());
}
