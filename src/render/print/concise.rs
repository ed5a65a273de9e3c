//! One line a problem.

use super::{Checked, Page, Printer, Said, Setting, lines::Lines};

pub(super) struct Concise {
    quiet: bool,
}

impl Concise {
    pub(super) const fn new(setting: Setting) -> Self {
        Self { quiet: setting.quiet }
    }
}

impl Printer for Concise {
    fn hashes(&self) -> bool {
        false
    }

    fn say(&self, checked: &Checked<'_>) -> Said {
        Said::text(checked.lines())
    }

    fn page(&self) -> Box<dyn Page> {
        Lines::page(self.quiet)
    }
}
