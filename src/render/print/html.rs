//! One page that opens anywhere: nothing is loaded, and it can be read without its script, which only filters.
//!
//! Counts come first, so that the page is kept until the end; of findings it lists so many and counts the rest.

mod times;

use core::fmt;
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use quick_xml::escape::escape;
use sha2::{Digest, Sha256};

use self::times::Times;
use super::{Checked, Facts, Finding, Page, Printer, Said, Setting, Subject, Summary};
use crate::{
    messages::Status,
    render::{Style, Visible, full::for_each_picture, sentence, sentence::saying},
    report::{Code, Severity},
    wire::Data,
};

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/filter.js");

/// The most findings that are listed.
const LISTED: usize = 5_000;
/// Columns of a line of a document.
const WIDTH: usize = 110;

pub(super) struct Html;

impl Html {
    pub(super) const fn new(_: Setting) -> Self {
        Self
    }
}

impl Printer for Html {
    fn shows_lines(&self) -> bool {
        true
    }

    fn counts(&self) -> bool {
        true
    }

    fn say(&self, checked: &Checked<'_>) -> Said {
        Said::counted(rows(checked), checked)
    }

    fn page(&self) -> Box<dyn Page> {
        Box::new(Report::default())
    }
}

/// A row for each finding.
fn rows(checked: &Checked<'_>) -> String {
    let mut pictures = Vec::new();
    if checked.is_read() {
        let style = Style { color: false, width: WIDTH };
        // nothing fails to be written into memory
        let _ = for_each_picture(checked.report, checked.source, style, |picture| {
            pictures.push(saying(|f| picture.draw(f)).to_string());
            Ok(())
        });
    }
    let mut pictures = pictures.into_iter();
    checked.findings().map(|finding| row(checked, &finding, pictures.next()).to_string()).collect()
}

fn row(checked: &Checked<'_>, finding: &Finding<'_>, picture: Option<String>) -> impl fmt::Display {
    let problem = finding.problem;
    let (level, code) = (problem.severity, problem.code);
    saying(move |f| {
        write!(f, "<tr data-level=\"{level}\" data-code=\"{code}\"><td class=\"{level}\">{level}</td>")?;
        write!(f, "<td><code>{code}</code></td><td><code>{}</code>", Text(checked.source.label()))?;
        match (checked.subject, finding.range) {
            (Subject::Unread, _) => {}
            (_, Some((first, _))) => write!(f, "<code>:{first}</code>")?,
            (_, None) => write!(f, "<code>:byte {}</code>", checked.source.start().offset + problem.span.start)?,
        }
        if let Some(kind) = checked.kind() {
            let message = checked.source.index.map(|index| format!(", message {index}")).unwrap_or_default();
            write!(f, "<br><span class=\"faint\">{}{message}</span>", Text(kind))?;
        }
        write!(f, "</td><td>")?;
        match &picture {
            Some(picture) => {
                write!(f, "<details><summary>{}</summary>{}</details>", Text(sentence(problem)), Picture(picture))?;
            }
            None => write!(f, "{}", Text(sentence(problem)))?,
        }
        if !problem.path.is_empty() {
            write!(f, "<code class=\"faint\">{}</code>", Text(Visible(&problem.path)))?;
        }
        writeln!(f, "</td></tr>")
    })
}

/// Text of the page.
struct Text<T>(T);

impl<T: fmt::Display> fmt::Display for Text<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escape(self.0.to_string()))
    }
}

/// The name of a kind, which may be broken where its family ends.
struct Kind<'k>(&'k str);

impl fmt::Display for Kind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_once('.') {
            Some((family, name)) => write!(f, "{}.<wbr>{}", Text(family), Text(name)),
            None => Text(self.0).fmt(f),
        }
    }
}

/// A picture without its title, the marks in it bold.
struct Picture<'p>(&'p str);

impl fmt::Display for Picture<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<pre>")?;
        for line in self.0.lines().skip(1) {
            let is_mark = line.split_once('|').is_some_and(|(_, marks)| {
                marks.trim_start().starts_with(['^', '-']) && !line.trim_start().starts_with(|c: char| c.is_ascii_digit())
            });
            if is_mark { writeln!(f, "<b>{}</b>", Text(line))? } else { writeln!(f, "{}", Text(line))? }
        }
        write!(f, "</pre>")
    }
}

/// How many there are of each severity.
type Levels = [usize; 3];

/// What is known of all messages.
#[derive(Default)]
struct Report {
    rows: String,
    listed: usize,
    unlisted: usize,
    codes: BTreeMap<Code, Levels>,
    /// By kind: messages without a finding, then by their worst.
    kinds: BTreeMap<String, (usize, Levels)>,
    /// By kind of answer, then by status.
    answers: BTreeMap<String, BTreeMap<&'static str, usize>>,
    times: Times,
}

impl Page for Report {
    fn begin(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn add(&mut self, said: Said, _: &mut dyn Write) -> io::Result<()> {
        let Some(facts) = said.facts else { return Ok(()) };
        if self.listed < LISTED {
            self.rows += &said.text;
            self.listed += facts.codes.len();
        } else {
            self.unlisted += facts.codes.len();
        }
        self.unlisted += facts.dropped;
        self.count(&facts);
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{}", self.page(summary))
    }
}

impl Report {
    fn count(&mut self, facts: &Facts) {
        for (code, severity) in &facts.codes {
            tally(self.codes.entry(*code).or_default(), *severity);
        }
        let Some(kind) = &facts.kind else { return };
        let (clean, worst) = self.kinds.entry(kind.clone()).or_default();
        match facts.worst {
            None => *clean += 1,
            Some(severity) => tally(worst, severity),
        }
        if let Some(status) = &facts.status {
            // there are as many others as senders like
            let listed = Status::TOKENS.iter().find(|listed| *listed == status).copied();
            *self.answers.entry(kind.clone()).or_default().entry(listed.unwrap_or("another")).or_default() += 1;
        }
        if let Some(time) = facts.time {
            self.times.add(time, facts.worst);
        }
    }

    fn page(&self, summary: &Summary) -> impl fmt::Display {
        let Summary { files, messages, bytes, errors, warnings, notes } = *summary;
        saying(move |f| {
            writeln!(f, "<!DOCTYPE html>\n<html lang=\"en\" class=\"no-script\">\n<head>\n<meta charset=\"utf-8\">")?;
            writeln!(f, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
            // nothing from elsewhere, and no style or script but these two, whatever a message says
            writeln!(
                f,
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; script-src {}\">",
                Source(STYLE),
                Source(SCRIPT)
            )?;
            writeln!(f, "<title>mdmwire: {}</title>\n<style>{STYLE}</style>\n</head>\n<body>", summary.findings())?;
            writeln!(f, "<header>\n<h1>Device management messages</h1>\n<p>{summary}</p>\n</header>\n<main>")?;
            writeln!(f, "<dl class=\"totals\">")?;
            for (name, class, value) in [
                ("files", "", files.to_string()),
                ("messages", "", messages.to_string()),
                ("size", "", super::Bytes(bytes).to_string()),
                ("errors", "error", errors.to_string()),
                ("warnings", "warning", warnings.to_string()),
                ("notes", "note", notes.to_string()),
            ] {
                let class = if value == "0" { "" } else { class };
                writeln!(f, "<div><dt>{name}</dt><dd class=\"{class}\">{value}</dd></div>")?;
            }
            writeln!(f, "</dl>")?;
            write!(f, "{}", self.times)?;
            self.codes(f)?;
            self.kinds(f)?;
            self.answers(f)?;
            self.findings(f)?;
            writeln!(f, "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>")
        })
    }

    fn codes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.codes.is_empty() {
            return Ok(());
        }
        writeln!(f, "<section>\n<h2>Findings by code</h2>\n<div class=\"scroll\" tabindex=\"0\">\n<table class=\"codes\">\n<thead><tr><th>code</th>")?;
        writeln!(f, "<th class=\"n\">findings</th><th class=\"bar\"><span hidden>share</span></th><th>what it is</th></tr></thead>\n<tbody>")?;
        let sum = |levels: &Levels| levels.iter().sum::<usize>();
        let most = self.codes.values().map(sum).max().unwrap_or(1).max(1);
        let mut codes: Vec<_> = self.codes.iter().collect();
        // the worst first, then the most frequent
        codes.sort_by_key(|(code, levels)| (levels.iter().rposition(|count| *count > 0).map(std::cmp::Reverse), std::cmp::Reverse(sum(levels)), **code));
        for (code, levels) in codes {
            let class = worst(levels).map_or("", Severity::as_str);
            write!(f, "<tr><td><a href=\"#findings\" data-code=\"{code}\"><code>{code}</code></a></td>")?;
            write!(f, "<td class=\"n {class}\">{}</td><td class=\"bar\">{}</td>", sum(levels), Bar(levels, most))?;
            writeln!(f, "<td><details><summary>{}</summary><pre>{}</pre></details></td></tr>", Text(code.title()), Text(code_page(*code)))?;
        }
        writeln!(f, "</tbody>\n</table>\n</div>\n</section>")
    }

    fn kinds(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kinds.is_empty() {
            return Ok(());
        }
        writeln!(f, "<section>\n<h2>Messages by kind</h2>\n<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead><tr><th>kind</th>")?;
        writeln!(f, "<th class=\"n\">messages</th><th class=\"n\">with errors</th><th class=\"n\">with warnings at most</th><th class=\"n\">with notes at most</th><th class=\"n\">clean</th></tr></thead>\n<tbody>")?;
        for (kind, (clean, levels)) in &self.kinds {
            let [notes, warnings, errors] = levels;
            let all = clean + notes + warnings + errors;
            write!(f, "<tr><td><code>{}</code></td><td class=\"n\">{all}</td>", Kind(kind))?;
            for (class, count) in [("error", errors), ("warning", warnings), ("note", notes), ("clean", clean)] {
                write!(f, "{}", Cell(class, *count))?;
            }
            writeln!(f, "</tr>")?;
        }
        writeln!(f, "</tbody>\n</table>\n</div>\n</section>")
    }

    fn answers(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.answers.is_empty() {
            return Ok(());
        }
        let statuses: Vec<&str> = Status::TOKENS.iter().copied().chain(["another"]).collect();
        writeln!(f, "<section>\n<h2>Answers by status</h2>\n<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead><tr><th>answer to</th>")?;
        for status in &statuses {
            write!(f, "<th class=\"n\">{status}</th>")?;
        }
        writeln!(f, "</tr></thead>\n<tbody>")?;
        for (kind, counts) in &self.answers {
            let command = kind.strip_prefix("response.").unwrap_or("a command that is not known");
            write!(f, "<tr><td><code>{}</code></td>", Text(command))?;
            for status in &statuses {
                let class = if *status == "Acknowledged" || *status == "Idle" { "" } else { "warning" };
                write!(f, "{}", Cell(class, counts.get(status).copied().unwrap_or_default()))?;
            }
            writeln!(f, "</tr>")?;
        }
        writeln!(f, "</tbody>\n</table>\n</div>\n</section>")
    }

    fn findings(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "<section id=\"findings\">\n<h2>Findings</h2>")?;
        if self.listed == 0 && self.unlisted == 0 {
            return writeln!(f, "<p>Nothing was found.</p>\n</section>");
        }
        writeln!(f, "<form class=\"filter\">\n<label class=\"field\">Words <input type=\"search\" name=\"words\"></label>")?;
        writeln!(f, "<label class=\"field\">Code <select name=\"code\"><option value=\"\">any</option>")?;
        for code in self.codes.keys() {
            write!(f, "<option>{code}</option>")?;
        }
        writeln!(f, "</select></label>\n<fieldset><legend class=\"faint\">Severity</legend>")?;
        for severity in Severity::ALL.iter().rev() {
            writeln!(f, "<label><input type=\"checkbox\" name=\"{severity}\" checked> {severity}</label>")?;
        }
        writeln!(f, "</fieldset>\n<output id=\"shown\" aria-live=\"polite\" class=\"faint\"></output>\n</form>")?;
        if self.unlisted > 0 {
            writeln!(f, "<p class=\"faint\">{} more were counted and are not listed here.</p>", self.unlisted)?;
        }
        writeln!(f, "<table class=\"findings\">\n<thead><tr><th>severity</th><th>code</th><th>where</th><th>what</th></tr></thead>")?;
        writeln!(f, "<tbody>\n{}</tbody>\n</table>\n</section>", self.rows)
    }
}

/// The page of a code without marks of Markdown.
fn code_page(code: Code) -> String {
    let lines: Vec<_> = code.page().filter(|line| !line.starts_with("```")).collect();
    lines.join("\n").trim_end().to_owned()
}

fn tally(levels: &mut Levels, severity: Severity) {
    if let Some(count) = levels.get_mut(severity as usize) {
        *count += 1;
    }
}

fn worst(levels: &Levels) -> Option<Severity> {
    Severity::ALL.into_iter().rev().find(|severity| levels.get(*severity as usize).is_some_and(|count| *count > 0))
}

/// A number in a table, a zero faint.
struct Cell(&'static str, usize);

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let class = if self.1 == 0 { "faint" } else { self.0 };
        write!(f, "<td class=\"n {class}\">{}</td>", self.1)
    }
}

/// Counts as a bar, as long as their share of the most. The numbers stand beside it.
struct Bar<'l>(&'l Levels, usize);

impl fmt::Display for Bar<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(levels, most) = self;
        write!(f, "<svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")?;
        let mut at = 0;
        for (severity, count) in Severity::ALL.iter().zip(levels.iter()).rev().filter(|(_, count)| **count > 0) {
            let width = (count.saturating_mul(1000) / most).max(4);
            write!(f, "<rect class=\"{severity}\" x=\"{at}\" width=\"{width}\" height=\"10\"/>")?;
            at += width;
        }
        write!(f, "</svg>")
    }
}

/// What a content security policy calls this text: its hash.
struct Source(&'static str);

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hash = Sha256::digest(self.0);
        write!(f, "'sha256-{}'", Data::octets(&hash).to_base64())
    }
}
