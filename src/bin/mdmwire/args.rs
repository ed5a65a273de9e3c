//! What may be said on the command line, and in the environment.

use std::{env, ffi::OsStr, path::PathBuf};

use clap::{
    Arg, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum,
    builder::{FalseyValueParser, PossibleValue, PossibleValuesParser, TypedValueParser},
    error::Error,
};
use clap_complete::Shell;
use mdmwire::{
    Code, Context, Decoder, Limits, Policy, Severity,
    capture::{self, Container},
    messages::{CATALOG, ENDPOINTS, Endpoint},
    render::{FORMATS, Format},
};
use strsim::normalized_damerau_levenshtein;

use crate::{
    Exit,
    output::{Output, remark},
};

/// Says what is wrong in the messages of Apple device management: where, why, and what was expected.
///
/// Every option but --to and --output has a twin in the environment: `MDMWIRE_` and its name in capitals, such as
/// `MDMWIRE_FAIL_ON`; that of --format is `MDMWIRE_FORMAT` for `check`, `MDMWIRE_LS_FORMAT` for `ls` and
/// `MDMWIRE_STATS_FORMAT` for `stats`, and `MDMWIRE_REPORT` has a report on each line. An empty one is as none.
/// `NO_COLOR` and `CLICOLOR_FORCE` are honoured.
///
/// Exit codes: 0 nothing to complain of, 1 findings, 2 wrong usage, 3 some input cannot be read, 130 interrupted, after
/// printing what was found so far.
#[derive(Debug, Parser)]
#[command(name = "mdmwire", version, max_term_width = 100, propagate_version = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", env = "MDMWIRE_COLOR", hide_env = true)]
    pub(crate) color: Color,
}

impl Args {
    /// Those of this program; an empty variable of the environment is as one that is not set.
    pub(crate) fn read() -> Self {
        let is_empty = |arg: &Arg| arg.get_env().and_then(env::var_os).is_some_and(|value| value.is_empty());
        let without = |arg: Arg| if is_empty(&arg) { arg.env(None::<&str>) } else { arg };
        let command = Self::command().mut_args(without).mut_subcommands(|command| command.mut_args(without));
        Self::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit())
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(Check),
    Completions(Completions),
    Convert(Convert),
    Explain(Explain),
    Extract(Extract),
    Ls(Ls),
    Man(Man),
    Redact(Redact),
    Show(Show),
    Stats(Stats),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Always,
    Auto,
    Never,
}

/// Say what is wrong in files and folders.
///
/// In a folder those files are taken that look like messages: by their extension (bin, har, json, jsonl, mobileconfig,
/// ndjson, p7m, plist, xml) or, with another or none, by how they begin; hidden ones, whose names begin with a dot, are
/// passed over. A file that is named is always taken.
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Files and folders; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to print; `full` on a terminal and `concise` otherwise, if nothing is said.
    #[arg(long, value_name = "FORMAT", value_parser = formats(), env = "MDMWIRE_FORMAT", hide_env = true)]
    format: Option<&'static Format>,
    /// Write a report into a file as well, as often as wanted: html=report.html, sarif=mdmwire.sarif.
    #[arg(long, value_name = "FORMAT=FILE", value_delimiter = '\n', value_parser = file_report, env = "MDMWIRE_REPORT", hide_env = true)]
    pub(crate) report: Vec<FileReport>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Which level makes the exit code 1.
    #[arg(long, value_name = "LEVEL", default_value = "error", env = "MDMWIRE_FAIL_ON", hide_env = true)]
    pub(crate) fail_on: FailOn,
    /// How severe a rule is taken: CODE=error, warning, note or off.
    #[arg(long, value_name = "CODE=LEVEL", value_delimiter = ',', value_parser = level, env = "MDMWIRE_SEVERITY", hide_env = true)]
    pub(crate) severity: Vec<(Code, Option<Severity>)>,
    /// Report these codes only.
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = Known(code, codes), hide_possible_values = true, env = "MDMWIRE_SELECT", hide_env = true)]
    pub(crate) select: Vec<Code>,
    /// Do not report these codes.
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = Known(code, codes), hide_possible_values = true, env = "MDMWIRE_IGNORE", hide_env = true)]
    pub(crate) ignore: Vec<Code>,
    /// How many findings of a message are shown; the rest is counted.
    #[arg(long, alias = "max-problems", value_name = "N", default_value_t = Limits::PROBLEMS, env = "MDMWIRE_MAX_FINDINGS", hide_env = true)]
    pub(crate) max_findings: usize,
    /// How many files are read at once; the output is the same for any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), env = "MDMWIRE_JOBS", hide_env = true)]
    pub(crate) jobs: Option<u16>,
    /// Print no summary, in the formats for people; those for programs always have theirs.
    #[arg(long, short, value_parser = FalseyValueParser::new(), env = "MDMWIRE_QUIET", hide_env = true)]
    pub(crate) quiet: bool,
    /// Say of each file, on standard error, as which --input it was read, how many messages it has and how much was found;
    /// not with --quiet.
    #[arg(long, short, value_parser = FalseyValueParser::new(), env = "MDMWIRE_VERBOSE", hide_env = true)]
    pub(crate) verbose: bool,
}

/// Show every message as its fields, secrets hidden; of one that is damaged or cut off, what can be read.
#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// Files and folders; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// List every message, one line each: where, when, which way, kind, status, device, size, findings.
///
/// Devices are named, secrets never.
#[derive(Debug, clap::Args)]
pub(crate) struct Ls {
    /// Files and folders; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to print: a table, or one JSON object a line.
    #[arg(long, value_name = "FORMAT", default_value = "text", env = "MDMWIRE_LS_FORMAT", hide_env = true)]
    pub(crate) format: Listing,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Count messages: by kind, status, system and finding; how long answers take, which commands have none.
#[derive(Debug, clap::Args)]
pub(crate) struct Stats {
    /// Files and folders; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to print: tables, or one JSON object.
    #[arg(long, value_name = "FORMAT", default_value = "text", env = "MDMWIRE_STATS_FORMAT", hide_env = true)]
    pub(crate) format: Listing,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Write every message of a capture into a file of its own: its exact bytes, as the sender wrote them.
///
/// A file is named by the number of its message and its kind; `index.jsonl` says where each comes from. Nothing is
/// overwritten.
#[derive(Debug, clap::Args)]
pub(crate) struct Extract {
    /// Files and folders; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Where the files go; the folder is made.
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Replace what names people and devices, and what is secret, in a message or a capture, so that it can be shown to others.
///
/// The file stays what it is, byte by byte but for the names: each becomes another of the same form and length, the same
/// one wherever it stands, so that the file still checks the same. What cannot be replaced for certain is refused, and
/// nothing is written. Credentials in headers, cookies and addresses are replaced too, around the messages and in their
/// texts; around them also the same names, and long tokens. Times, versions, short words, and keys that are not known here
/// stay.
#[derive(Debug, clap::Args)]
pub(crate) struct Redact {
    /// A file; `-` is standard input.
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// The new file; `-` is standard output. Nothing is overwritten.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// What the new names are made with: files with the same salt have the same names. Without it nobody can make them
    /// again.
    #[arg(long, value_name = "TEXT", env = "MDMWIRE_SALT", hide_env = true)]
    pub(crate) salt: Option<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listing {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// How documents are read.
#[derive(Debug, clap::Args)]
pub(crate) struct Reading {
    /// How much is read that a careful sender would not write.
    #[arg(long, value_name = "POLICY", default_value = "tolerant", env = "MDMWIRE_POLICY", hide_env = true)]
    pub(crate) policy: PolicyName,
    /// Do not look for the kind of message: it is this one, or what a call to Apple sends or, with a status, gets back,
    /// as in "POST /devices/sync" and "POST /devices/sync, 200". `plist` is any property list.
    #[arg(long = "as", value_name = "KIND", value_parser = Known(kinds, all_kinds), hide_possible_values = true, env = "MDMWIRE_AS", hide_env = true)]
    pub(crate) kinds: Option<Kinds>,
    /// What a file has to be: json or plist, one message; or what holds messages, such as webhook or jsonl.
    #[arg(long, value_name = "FORMAT", default_value = "auto", value_parser = inputs(), env = "MDMWIRE_INPUT", hide_env = true)]
    pub(crate) input: Input,
    /// The column or key that holds the messages in lines of JSON or in a table.
    #[arg(long, value_name = "NAME", env = "MDMWIRE_FIELD", hide_env = true)]
    pub(crate) field: Option<String>,
    /// What is known of the sender: os=macos, enrollment=user, channel=device, supervised=yes, shared-ipad=yes.
    #[arg(long, value_name = "KEY=VALUE", env = "MDMWIRE_CONTEXT", hide_env = true)]
    pub(crate) context: Vec<Context>,
    #[command(flatten)]
    pub(crate) bounds: Bounds,
}

/// What a document may ask for. A zero is a bound like any other.
#[derive(Debug, clap::Args)]
pub(crate) struct Bounds {
    /// The longest message that is read, such as 500k, 64M or 1G.
    #[arg(long, alias = "max-bytes", value_name = "SIZE", default_value = "64M", value_parser = size, env = "MDMWIRE_MAX_MESSAGE_SIZE", hide_env = true)]
    pub(crate) max_message_size: usize,
    /// How many containers may lie in each other.
    #[arg(long, value_name = "N", default_value_t = Limits::DEPTH, env = "MDMWIRE_MAX_DEPTH", hide_env = true)]
    pub(crate) max_depth: usize,
    /// How many values a document may have.
    #[arg(long, value_name = "N", default_value_t = Limits::NODES, env = "MDMWIRE_MAX_NODES", hide_env = true)]
    pub(crate) max_nodes: usize,
}

/// Print a document in another form, whatever it says.
///
/// Exit code 0 means that the policy reads the document, 1 that it does not, or that the form has no words for
/// something in it. What was tolerated is said on standard error.
#[derive(Debug, clap::Args)]
pub(crate) struct Convert {
    /// A file; `-` is standard input.
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// The form.
    #[arg(long, value_name = "FORM")]
    pub(crate) to: Form,
    /// How much is read that a careful sender would not write.
    #[arg(long, value_name = "POLICY", default_value = "tolerant", env = "MDMWIRE_POLICY", hide_env = true)]
    pub(crate) policy: PolicyName,
    #[command(flatten)]
    pub(crate) bounds: Bounds,
}

/// Explain a problem code, a kind of message, a key, a call to Apple, or an error of a device or of Apple.
///
/// All of it is built in: nothing is looked up anywhere.
#[derive(Debug, clap::Args)]
pub(crate) struct Explain {
    /// A code (missing-key), a kind (check-in.TokenUpdate), a key (PushMagic), a call ("POST /devices/sync") or an error
    /// ("MCMDMErrorDomain 12021", 9609, `EXPIRED_CURSOR`); without it, all codes, kinds and calls.
    #[arg(value_name = "CODE|KIND|KEY|CALL|ERROR", allow_negative_numbers = true)]
    pub(crate) word: Option<String>,
}

/// A report into a file: `FORMAT=FILE`.
#[derive(Clone, Debug)]
pub(crate) struct FileReport {
    pub(crate) format: &'static Format,
    pub(crate) path: PathBuf,
}

/// Print a script that completes commands, options and values in a shell.
#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub(crate) shell: Shell,
}

/// Print the manual page of the program, or of one of its commands.
#[derive(Debug, clap::Args)]
pub(crate) struct Man {
    /// The command; without it, the program.
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    pub(crate) const fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// One line of JSON that names every value, for comparing readers.
    Canonical,
    /// JSON, a line a value; data as base64, dates as text.
    Json,
    /// An XML property list, as Apple lays it out.
    Xml,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// What it looks like.
    Auto,
    /// What holds messages.
    Container(Container),
    /// JSON.
    Json,
    /// A property list.
    Plist,
}

fn inputs() -> impl TypedValueParser<Value = Input> {
    let names = ["auto", "json", "plist"].into_iter().chain(Container::all().map(Container::as_str));
    PossibleValuesParser::new(names).try_map(|name| match name.as_str() {
        "auto" => Ok(Input::Auto),
        "json" => Ok(Input::Json),
        "plist" => Ok(Input::Plist),
        name => name.parse().map(Input::Container),
    })
}

/// A parser, and the values that a shell may complete, which need not be all.
#[derive(Clone, Copy)]
struct Known<P>(P, fn() -> Vec<&'static str>);

impl<P: TypedValueParser> TypedValueParser for Known<P> {
    type Value = P::Value;

    fn parse_ref(&self, command: &clap::Command, arg: Option<&Arg>, value: &OsStr) -> Result<P::Value, Error> {
        self.0.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.1)().into_iter().map(PossibleValue::new)))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PolicyName {
    /// What devices and servers are known to send.
    Tolerant,
    /// Well formed, canonical, and read by Apple's own reader.
    Strict,
}

impl From<PolicyName> for Policy {
    fn from(name: PolicyName) -> Self {
        match name {
            PolicyName::Strict => Self::Strict,
            PolicyName::Tolerant => Self::Tolerant,
        }
    }
}

impl Bounds {
    pub(crate) fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        (limits.bytes, limits.depth, limits.nodes) = (self.max_message_size, self.max_depth, self.max_nodes);
        limits
    }
}

impl Reading {
    /// How a file is read: as `--input` says, or by what is in it.
    pub(crate) fn container(&self, bytes: &[u8]) -> Container {
        self.given().unwrap_or_else(|| Container::detect(bytes))
    }

    /// How every file is read, if that has been said.
    pub(crate) fn given(&self) -> Option<Container> {
        match self.input {
            Input::Container(container) => Some(container),
            Input::Auto if self.kinds.is_none() => None,
            Input::Auto | Input::Json | Input::Plist => Some(Container::WHOLE),
        }
    }

    /// What is known of containers.
    pub(crate) fn within(&self) -> capture::Options<'_> {
        capture::Options { field: self.field.as_deref(), are_given: self.kinds.is_some() }
    }

    pub(crate) fn decoder(&self) -> Decoder {
        let context = self.context.iter().fold(Context::new(), |all, context| all.with(context.facts()));
        Decoder::new().policy(self.policy.into()).limits(self.bounds.limits()).context(context).inside(true)
    }
}

impl Check {
    /// What standard output is printed in.
    pub(crate) fn format(&self, output: &Output) -> &'static Format {
        let default = if output.is_terminal() { "full" } else { "concise" };
        self.format.or_else(|| Format::find(default)).unwrap_or(&FORMATS[0])
    }

    pub(crate) fn decoder(&self) -> Decoder {
        let limits = Limits { problems: self.max_findings, ..self.reading.bounds.limits() };
        Code::ALL.iter().fold(self.reading.decoder().limits(limits), |decoder, code| match self.level(*code) {
            Some(level) => decoder.severity(*code, level),
            None => decoder,
        })
    }

    /// What was said about the severity of a rule; `Some(None)` if it is not reported.
    pub(crate) fn level(&self, code: Code) -> Option<Option<Severity>> {
        let is_out = !self.select.is_empty() && !self.select.contains(&code) || self.ignore.contains(&code);
        if is_out {
            return Some(None);
        }
        self.severity.iter().rev().find(|(other, _)| *other == code).map(|(_, level)| *level)
    }
}

/// The names of formats, each with what it is.
fn formats() -> impl TypedValueParser<Value = &'static Format> {
    let values = FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.docs));
    PossibleValuesParser::new(values).try_map(|name| format(&name))
}

fn format(name: &str) -> Result<&'static Format, String> {
    Format::find(name).ok_or_else(|| {
        let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
        format!("there is no format `{name}`; there are {}", names.join(", "))
    })
}

fn file_report(text: &str) -> Result<FileReport, String> {
    let (name, path) = text.split_once('=').ok_or("FORMAT=FILE is expected")?;
    match path {
        "" => Err("the name of the file is missing".to_owned()),
        "-" => Err("standard output is printed in the format that --format names".to_owned()),
        path => Ok(FileReport { format: format(name)?, path: path.into() }),
    }
}

/// The names of all codes.
pub(crate) fn codes() -> Vec<&'static str> {
    Code::ALL.iter().map(|code| code.as_str()).collect()
}

fn code(name: &str) -> Result<Code, String> {
    name.parse().map_err(|_| {
        let near = nearest(name, codes().into_iter());
        format!("there is no such code{near}; `mdmwire explain` lists them")
    })
}

fn level(text: &str) -> Result<(Code, Option<Severity>), String> {
    let (name, level) = text.split_once('=').ok_or("CODE=LEVEL is expected")?;
    let level = match level {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "note" => Some(Severity::Note),
        "off" => None,
        _ => return Err("the level is error, warning, note or off".to_owned()),
    };
    Ok((code(name)?, level))
}

/// What a body has to be: one of these.
#[derive(Clone, Debug)]
pub(crate) struct Kinds(pub(crate) Vec<&'static str>);

/// The kinds that are no message of the catalogue, each with what it is.
pub(crate) const BODIES: &[(&str, &str)] = &[
    (
        "dep.error",
        "The word with which the Device Enrollment Program refuses a call, in place of JSON.\n\n\
         Simulators put it into quotation marks. Comes from Apple in place of an answer.",
    ),
    (
        "dep.server-token-file",
        "The file with the server token, as the portal gives it or decrypted.\n\n\
         A MIME header, an empty line, and the envelope or the JSON of dep.ServerToken, perhaps between lines that mark its\n\
         beginning and its end. An envelope is named and not opened.",
    ),
    ("plist", "A property list or JSON that is no message."),
    (
        "vpp.stoken-file",
        "The content token of Apps and Books, as the portal gives it.\n\nBase64 of the JSON of vpp.SToken.",
    ),
];

/// The names of all kinds.
pub(crate) fn all_kinds() -> Vec<&'static str> {
    CATALOG.iter().map(|entry| entry.kind).chain(BODIES.iter().map(|(kind, _)| *kind)).collect()
}

fn kinds(name: &str) -> Result<Kinds, String> {
    if name.contains('/') {
        return kinds_of_call(name);
    }
    let kinds = all_kinds();
    kinds.iter().find(|kind| **kind == name).map(|kind| Kinds(vec![kind])).ok_or_else(|| {
        let near = nearest(name, kinds.iter().copied());
        format!("there is no such kind{near}; `mdmwire explain` lists them")
    })
}

/// `METHOD ADDRESS` for what is sent, `METHOD ADDRESS, STATUS` for what comes back.
fn kinds_of_call(text: &str) -> Result<Kinds, String> {
    let (name, status) = match text.split_once(", ") {
        None => (text, None),
        Some((name, status)) => {
            let status = status.trim().parse::<u16>().map_err(|_| "a status is a number, such as 200")?;
            (name, Some(status))
        }
    };
    let call = call(name).ok_or_else(|| {
        let near = nearest(name, written_calls().iter().map(String::as_str));
        format!("there is no such call{near}; `mdmwire explain` lists them")
    })?;
    let kinds: Vec<_> = match status {
        None => call.request().into_iter().collect(),
        Some(status) => call.response(status).collect(),
    };
    match status {
        _ if !kinds.is_empty() => Ok(Kinds(kinds)),
        None => Err(format!("this call sends nothing; `{name}, 200` is what it gets back")),
        Some(status) => Err(format!("nothing is known of a body with the status {status}")),
    }
}

/// Every call as it is written, `METHOD PATH`.
pub(crate) fn written_calls() -> Vec<String> {
    ENDPOINTS.iter().map(|call| format!("{} {}", call.method, call.path)).collect()
}

/// The call that is written `METHOD ADDRESS`.
pub(crate) fn call(name: &str) -> Option<&'static Endpoint> {
    let (method, address) = name.trim().split_once(' ')?;
    Endpoint::find(method, address.trim())
}

/// Bytes: a number and perhaps k, M or G, each 1024 times the one before.
fn size(text: &str) -> Result<usize, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit: u32 = match text.get(digits.len()..).unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 10,
        "m" | "mb" | "mib" => 20,
        "g" | "gb" | "gib" => 30,
        _ => return Err("a size is a number and perhaps k, M or G".to_owned()),
    };
    let number: usize = digits.parse().map_err(|_| "a size is a number and perhaps k, M or G".to_owned())?;
    number.checked_mul(1 << unit).ok_or_else(|| "that is more than can be read".to_owned())
}

/// `, did you mean …?` if one of the names is much like it, or holds it.
pub(crate) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> String {
    const ALIKE: f64 = 0.7;
    let wanted = name.to_ascii_lowercase();
    let likeness = |other: &str| {
        let other = other.to_ascii_lowercase();
        let likeness = normalized_damerau_levenshtein(&wanted, &other);
        if wanted.len() > 3 && other.contains(&wanted) { likeness.max(ALIKE) } else { likeness }
    };
    let near = names.map(|other| (likeness(other), other)).filter(|(likeness, _)| *likeness >= ALIKE);
    let nearest = near.max_by(|(a, one), (b, other)| a.total_cmp(b).then(other.len().cmp(&one.len())));
    nearest.map_or_else(String::new, |(_, other)| format!(", did you mean `{other}`?"))
}

/// Wrong usage that clap can't know of.
pub(crate) fn misused(text: &str) -> Exit {
    remark(text);
    Exit::Usage
}
