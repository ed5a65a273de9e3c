//! The code quality report of GitLab: a list of issues.
//!
//! Source: GitLab, "Code Quality", code quality report format.

use serde_json::json;

use super::{Checked, Page, Printer, Said, Setting, fingerprint::Fingerprints, list::List};
use crate::{
    render::{Visible, sentence},
    report::Severity,
};

pub(super) struct Gitlab;

impl Gitlab {
    pub(super) const fn new(_: Setting) -> Self {
        Self
    }
}

impl Printer for Gitlab {
    fn say(&self, checked: &Checked<'_>) -> Said {
        let mut fingerprints = Fingerprints::default();
        let path = checked.path();
        let mut text = String::new();
        for finding in checked.findings() {
            let problem = finding.problem;
            let mut description = format!("{}{}", checked.prefix(&finding), sentence(problem));
            if !problem.path.is_empty() {
                description += &format!(" ({})", Visible(&problem.path));
            }
            // a line there must be
            let range = finding.range.filter(|_| checked.source.start.is_some());
            let (begin, end) = range.map_or((1, 1), |(first, last)| (first.line, last.line));
            text += &List::item(&json!({
                "description": description,
                "check_name": problem.code.as_str(),
                "fingerprint": fingerprints.next(checked, &finding),
                "severity": match problem.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Note => "info",
                },
                "location": { "path": path, "lines": { "begin": begin, "end": end } },
            }));
        }
        if let Some(more) = checked.more() {
            text += &List::item(&json!({
                "description": more,
                "check_name": "max-findings",
                "fingerprint": fingerprints.of(checked, "max-findings", "", ""),
                "severity": "info",
                "location": { "path": path, "lines": { "begin": 1, "end": 1 } },
            }));
        }
        Said::text(text)
    }

    fn page(&self) -> Box<dyn Page> {
        Box::new(List::new("[", |_| "]".to_owned()))
    }
}
