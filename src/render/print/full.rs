//! A picture of each problem.

use super::{Checked, Page, Printer, Said, Setting, Subject, lines::Lines};
use crate::render::full;

pub(super) struct Full {
    setting: Setting,
}

impl Full {
    pub(super) const fn new(setting: Setting) -> Self {
        Self { setting }
    }
}

impl Printer for Full {
    fn shows_lines(&self) -> bool {
        true
    }

    fn hashes(&self) -> bool {
        false
    }

    fn say(&self, checked: &Checked<'_>) -> Said {
        if checked.report.is_clean() {
            return Said::default();
        }
        match checked.subject {
            Subject::Unread => Said::text(format!("{}\n", checked.lines())),
            _ => Said::text(full(checked.report, checked.source, self.setting.style).to_string()),
        }
    }

    fn page(&self) -> Box<dyn Page> {
        Lines::page(self.setting.quiet)
    }
}
