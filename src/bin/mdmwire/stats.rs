//! `mdmwire stats`

use std::{
    collections::{BTreeMap, HashMap},
    io::{self, Write},
};

use mdmwire::{
    Code, Facts,
    messages::platform_of,
    render::{Visible, json_line},
};
use serde_json::{Map, Value, json};

use crate::{
    Exit,
    args::{Listing, Stats},
    input::Own,
    listen::{Heard, Said, listen},
    output::{Output, counted},
};

pub(crate) fn run(options: &Stats, output: &mut Output) -> io::Result<Exit> {
    let mut counts = Counts::default();
    let exit = listen(&options.paths, &Own::default(), &options.reading, |heard| {
        match heard {
            Heard::File(_) => {
                counts.files += 1;
                // a file is a conversation of its own
                counts.asked.clear();
            }
            Heard::Message(said) => counts.add(&said),
            Heard::Problem(problem) => *counts.codes.entry(problem.code).or_default() += 1,
            Heard::Unanswered(command) => {
                let name = command.request_type.unwrap_or("unknown");
                let tally = counts.commands.entry(name.to_owned()).or_default();
                tally.unanswered += 1;
                *counts.codes.entry(command.problem().code).or_default() += 1;
            }
        }
        Ok(())
    })?;
    match options.format {
        Listing::Text => counts.print(output)?,
        Listing::Json => writeln!(output, "{}", json_line(&counts.record()))?,
    }
    Ok(exit)
}

#[derive(Default)]
struct Counts {
    files: usize,
    messages: usize,
    bytes: usize,
    kinds: BTreeMap<&'static str, usize>,
    /// Answers by their status.
    statuses: BTreeMap<String, usize>,
    /// Messages by the system of the device that sends or gets them.
    systems: BTreeMap<String, usize>,
    http: BTreeMap<u16, usize>,
    codes: BTreeMap<Code, usize>,
    commands: BTreeMap<String, Command>,
    /// What devices have told of their systems.
    devices: HashMap<String, System>,
    /// When commands were sent that have no answer yet.
    asked: HashMap<(Option<String>, String), f64>,
}

#[derive(Clone, Copy, Default)]
struct Command {
    sent: usize,
    answered: usize,
    put_off: usize,
    failed: usize,
    unanswered: usize,
    timed: usize,
    /// Seconds from a command to its answer, in all and at most.
    seconds: f64,
    longest: f64,
}

#[derive(Clone, Default)]
struct System {
    platform: String,
    version: String,
}

const PLATFORMS: [Facts; 5] = [Facts::IOS, Facts::MACOS, Facts::TVOS, Facts::WATCHOS, Facts::VISIONOS];

/// So many commands are waited for at most, and so many devices are remembered.
const MANY: usize = 1 << 16;

impl Counts {
    fn add(&mut self, said: &Said<'_>) {
        self.messages += 1;
        self.bytes = self.bytes.saturating_add(said.captured.body.len());
        *self.kinds.entry(said.decoded.kind).or_default() += 1;
        for (code, times) in said.decoded.report.codes() {
            *self.codes.entry(code).or_default() += times;
        }
        if let Some(status) = said.captured.exchange.status {
            *self.http.entry(status).or_default() += 1;
        }
        self.system(said);
        let kind = said.decoded.kind;
        if kind.starts_with("response") {
            self.answer(said);
        } else if kind.starts_with("command.")
            || said.labels.request_type.is_some() && said.labels.command_uuid.is_some()
        {
            self.command(said);
        }
    }

    /// Counts the message for the system of its device, as far as that is known by now.
    fn system(&mut self, said: &Said<'_>) {
        let labels = said.labels;
        let Some(device) = &labels.device else { return };
        if self.devices.len() >= MANY && !self.devices.contains_key(device) {
            return;
        }
        let system = self.devices.entry(device.clone()).or_default();
        let told = labels.product.as_deref().map_or(Facts::NONE, platform_of);
        if let Some(platform) = PLATFORMS.into_iter().find(|platform| told.and(said.facts).has(*platform)) {
            system.platform = platform.to_string();
        }
        if let Some(version) = &labels.os_version {
            system.version.clone_from(version);
        }
        let name = match (system.platform.as_str(), system.version.as_str()) {
            ("", "") => "unknown".to_owned(),
            ("", version) => version.to_owned(),
            (platform, "") => platform.to_owned(),
            (platform, version) => format!("{platform} {version}"),
        };
        *self.systems.entry(name).or_default() += 1;
    }

    fn command(&mut self, said: &Said<'_>) {
        let labels = said.labels;
        let name = labels.request_type.clone().unwrap_or_else(|| "unknown".to_owned());
        self.commands.entry(name).or_default().sent += 1;
        let time = said.captured.exchange.time.as_deref().and_then(seconds);
        if let (Some(uuid), Some(time)) = (&labels.command_uuid, time)
            && self.asked.len() < MANY
        {
            self.asked.entry((labels.device.clone(), uuid.clone())).or_insert(time);
        }
    }

    fn answer(&mut self, said: &Said<'_>) {
        let labels = said.labels;
        *self.statuses.entry(labels.status.clone().unwrap_or_else(|| "none".to_owned())).or_default() += 1;
        // nobody knows whether one without a status answers anything
        let Some(status) = labels.status.as_deref().filter(|status| *status != "Idle") else { return };
        let name = labels.request_type.clone().unwrap_or_else(|| "unknown".to_owned());
        let command = self.commands.entry(name).or_default();
        match status {
            "NotNow" => {
                command.put_off += 1;
                return;
            }
            "Acknowledged" => command.answered += 1,
            _ => {
                command.answered += 1;
                command.failed += 1;
            }
        }
        let Some(uuid) = &labels.command_uuid else { return };
        let asked = [labels.device.clone(), None].into_iter().find_map(|to| self.asked.remove(&(to, uuid.clone())));
        let time = said.captured.exchange.time.as_deref().and_then(seconds);
        if let (Some(asked), Some(time)) = (asked, time)
            && time >= asked
        {
            command.timed += 1;
            command.seconds += time - asked;
            command.longest = command.longest.max(time - asked);
        }
    }

    fn print(&self, output: &mut Output) -> io::Result<()> {
        let Self { files, messages, bytes, .. } = self;
        let [files, messages, bytes] =
            [(files, "file"), (messages, "message"), (bytes, "byte")].map(|(count, noun)| counted(count, noun));
        writeln!(output, "{files}, {messages}, {bytes}")?;
        table(output, "Kind", self.kinds.iter())?;
        table(output, "Status", self.statuses.iter())?;
        table(output, "System", self.systems.iter())?;
        table(output, "HTTP status", self.http.iter())?;
        table(output, "Finding", self.codes.iter())?;
        if self.commands.is_empty() {
            return Ok(());
        }
        writeln!(output)?;
        output.heading(&format!(
            "{:32}{:>9}{:>10}{:>9}{:>9}{:>12}{:>10}{:>10}",
            "Command", "sent", "answered", "failed", "NotNow", "unanswered", "mean", "longest"
        ))?;
        for (name, command) in &self.commands {
            let Command { sent, answered, failed, put_off, unanswered, .. } = command;
            let (mean, longest) = match command.latency() {
                Some((mean, longest)) => (format!("{mean:.2} s"), format!("{longest:.2} s")),
                None => ("-".to_owned(), "-".to_owned()),
            };
            let name = Visible(name).to_string();
            writeln!(
                output,
                "{name:32}{sent:>9}{answered:>10}{failed:>9}{put_off:>9}{unanswered:>12}{mean:>10}{longest:>10}"
            )?;
        }
        Ok(())
    }

    fn record(&self) -> Value {
        let commands = self.commands.iter().map(|(name, command)| {
            let Command { sent, answered, failed, put_off, unanswered, timed, .. } = command;
            let latency = command.latency();
            let record = json!({
                "sent": sent,
                "answered": answered,
                "failed": failed,
                "not_now": put_off,
                "unanswered": unanswered,
                "timed": timed,
                "mean_seconds": latency.map(|(mean, _)| mean),
                "longest_seconds": latency.map(|(_, longest)| longest),
            });
            (name.clone(), record)
        });
        json!({
            "files": self.files,
            "messages": self.messages,
            "bytes": self.bytes,
            "kinds": object(self.kinds.iter()),
            "statuses": object(self.statuses.iter()),
            "systems": object(self.systems.iter()),
            "http_statuses": object(self.http.iter()),
            "codes": object(self.codes.iter()),
            "commands": commands.collect::<Map<_, _>>(),
        })
    }
}

impl Command {
    /// The mean and the longest time from a command to its answer.
    fn latency(&self) -> Option<(f64, f64)> {
        let timed = u32::try_from(self.timed).ok().filter(|timed| *timed > 0)?;
        Some((self.seconds / f64::from(timed), self.longest))
    }
}

/// What there is most of first.
fn table<'c, K: ToString + 'c>(
    output: &mut Output,
    title: &str,
    counts: impl Iterator<Item = (&'c K, &'c usize)>,
) -> io::Result<()> {
    let mut counts: Vec<_> = counts.map(|(name, count)| (name.to_string(), *count)).collect();
    if counts.is_empty() {
        return Ok(());
    }
    counts.sort_by(|(a, many), (b, few)| few.cmp(many).then_with(|| a.cmp(b)));
    writeln!(output)?;
    output.heading(title)?;
    for (name, count) in counts {
        writeln!(output, "{count:>9}  {}", Visible(&name))?;
    }
    Ok(())
}

fn object<'c, K: ToString + 'c>(counts: impl Iterator<Item = (&'c K, &'c usize)>) -> Map<String, Value> {
    counts.map(|(name, count)| (name.to_string(), (*count).into())).collect()
}

/// Seconds since 1970 of a time: such seconds, or year, month, day, hour, minute and second in this order with
/// anything between, and perhaps a zone.
fn seconds(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return Some(seconds);
    }
    let (date, clock) = text.split_once(['T', ' '])?;
    let mut parts = date.split(['-', '/']).map(|part| part.parse::<i32>().ok().map(i64::from));
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let end = clock.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(clock.len());
    let (clock, zone) = clock.split_at(end);
    let mut parts = clock.split(':').map(str::parse::<f64>);
    let (hour, minute, second) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    // days from civil, counted from March
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + (153 * m + 2) / 5 + day - 719_469;
    let days = i32::try_from(days).ok().map(f64::from)?;
    Some(days * 86_400.0 + hour * 3_600.0 + minute * 60.0 + second - offset(zone.trim())?)
}

/// The seconds that a zone is ahead: `Z`, `+01:00`, `+0100`.
fn offset(zone: &str) -> Option<f64> {
    let (sign, digits) = match zone.split_at_checked(1) {
        Some(("+", digits)) => (1.0, digits),
        Some(("-", digits)) => (-1.0, digits),
        _ => return Some(0.0),
    };
    let digits: String = digits.chars().filter(char::is_ascii_digit).take(4).collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    Some(sign * (hours.parse::<f64>().ok()? * 3_600.0 + minutes.parse::<f64>().unwrap_or(0.0) * 60.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        for (text, expected) in [
            ("1700000000.5", Some(1_700_000_000.5)),
            ("1970-01-02T00:00:01Z", Some(86_401.0)),
            ("2000/03/01 01:00:00 +0100", Some(951_868_800.0)),
            ("yesterday", None),
            ("9223372036854775807-01-01T00:00:00Z", None),
            ("2147483647-2147483647-2147483647T00:00:00Z", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
