//! Workflow commands of GitHub Actions, which become annotations of the files of a commit.
//!
//! Source: GitHub, "Workflow commands for GitHub Actions"; the escapes are those of `actions/toolkit`.

use core::fmt::{self, Write as _};

use super::{Checked, Finding, Page, Printer, Said, Setting, lines::Lines};
use crate::{
    render::{
        Visible, help,
        sentence::{saying, sentence, visible},
    },
    report::Severity,
};

pub(super) struct Github {
    quiet: bool,
}

impl Github {
    pub(super) const fn new(setting: Setting) -> Self {
        Self { quiet: setting.quiet }
    }
}

impl Printer for Github {
    fn say(&self, checked: &Checked<'_>) -> Said {
        let text = saying(|f| {
            for finding in checked.findings() {
                command(f, checked, &finding)?;
            }
            match checked.more() {
                Some(more) => writeln!(f, "::notice file={}::{}", Property(checked.source.name), Data(&more)),
                None => Ok(()),
            }
        });
        Said::text(text.to_string())
    }

    fn page(&self) -> Box<dyn Page> {
        Lines::page(self.quiet)
    }
}

/// `::error file=a.plist,line=6,endLine=6,col=2,endColumn=24,title=wrong-type::expected boolean, found string`
fn command(f: &mut fmt::Formatter<'_>, checked: &Checked<'_>, finding: &Finding<'_>) -> fmt::Result {
    let problem = finding.problem;
    let name = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    write!(f, "::{name} file={}", Property(checked.source.name))?;
    if let Some((first, last)) = finding.range.filter(|_| checked.source.start.is_some()) {
        write!(f, ",line={},endLine={}", first.line, last.line)?;
        // columns go with one line only
        if first.line == last.line {
            write!(f, ",col={},endColumn={}", first.column, last.column)?;
        }
    }
    let mut text = format!("{}{}", checked.prefix(finding), sentence(problem));
    if !problem.path.is_empty() {
        write!(text, " ({})", Visible(&problem.path))?;
    }
    write!(text, "\n{}", help(problem))?;
    writeln!(f, ",title={}::{}", Property(problem.code.as_str()), Data(&text))
}

/// The text behind the command.
struct Data<'t>(&'t str);

impl fmt::Display for Data<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|char| escape(char, f))
    }
}

/// The value of a property of the command.
struct Property<'t>(&'t str);

impl fmt::Display for Property<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|char| match char {
            ':' => f.write_str("%3A"),
            ',' => f.write_str("%2C"),
            _ => escape(char, f),
        })
    }
}

fn escape(char: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match char {
        '%' => f.write_str("%25"),
        '\r' => f.write_str("%0D"),
        '\n' => f.write_str("%0A"),
        _ => visible(char, f),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        let text = "100%0A\r\n::stop-commands::x,y:\u{1b}\u{202e}";
        assert_eq!(Data(text).to_string(), "100%250A%0D%0A::stop-commands::x,y:␛\\u{202E}");
        assert_eq!(
            Property(text).to_string(),
            "100%250A%0D%0A%3A%3Astop-commands%3A%3Ax%2Cy%3A␛\\u{202E}"
        );
    }
}
