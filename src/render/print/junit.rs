//! XML as test runners write it: a test case for each message.
//!
//! A message fails if something in it is at or above the level that fails; what is milder stands in its output. A
//! file that could not be read is an error. Source: the schema `junit-10.xsd` of Jenkins.

use std::io::{self, Write};

use quick_xml::escape::escape;

use super::{Checked, Page, Printer, Said, Setting, Subject, Summary};
use crate::{
    render::{Visible, sentence},
    report::Severity,
};

pub(super) struct Junit {
    fail_on: Option<Severity>,
}

impl Junit {
    pub(super) const fn new(setting: Setting) -> Self {
        Self { fail_on: setting.fail_on }
    }

    /// How a message that was found fault with is shown: the element, and its attributes.
    fn outcome(&self, checked: &Checked<'_>, worst: Severity) -> (&'static str, String) {
        let element = match checked.subject {
            Subject::Unread => "error",
            _ if fails(self.fail_on, Some(worst)) => "failure",
            _ => return ("system-out", String::new()),
        };
        let first = checked.report.problems().iter().find(|problem| problem.severity == worst);
        let code = first.map_or("", |problem| problem.code.as_str());
        let said = first.map(|problem| sentence(problem).to_string()).unwrap_or_default();
        (element, format!(" type=\"{code}\" message=\"{}\"", escape(&said)))
    }
}

impl Printer for Junit {
    fn say(&self, checked: &Checked<'_>) -> Said {
        let worst = checked.report.worst();
        if checked.body().is_none() && worst.is_none() {
            return Said::default();
        }
        let (file, name) = (Visible(checked.source.name).to_string(), name(checked));
        let mut case = format!("    <testcase classname=\"{}\" name=\"{}\"", escape(&file), escape(&name));
        if let Some(worst) = worst {
            let (element, attributes) = self.outcome(checked, worst);
            let lines = checked.lines();
            case += &format!(">\n      <{element}{attributes}>{}</{element}>\n    </testcase>\n", escape(&lines));
        } else {
            case += "/>\n";
        }
        Said::counted(case, checked)
    }

    fn page(&self) -> Box<dyn Page> {
        Box::new(Suite { fail_on: self.fail_on, cases: String::new(), tests: 0, failures: 0, errors: 0 })
    }
}

/// What stands for the message in a list of test results.
fn name(checked: &Checked<'_>) -> String {
    let kind = checked.kind().unwrap_or_default();
    match (checked.subject, checked.source.index) {
        (Subject::File | Subject::Unread, _) => "file".to_owned(),
        (Subject::Message(_), None) => kind.to_owned(),
        (Subject::Message(_), Some(index)) => {
            let place = checked.place().map(|place| format!(" ({})", Visible(place))).unwrap_or_default();
            format!("message {index}: {kind}{place}")
        }
    }
}

/// All cases; how many there are stands before the first.
struct Suite {
    fail_on: Option<Severity>,
    cases: String,
    tests: usize,
    failures: usize,
    errors: usize,
}

impl Page for Suite {
    fn begin(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn add(&mut self, said: Said, _: &mut dyn Write) -> io::Result<()> {
        let Some(facts) = said.facts else { return Ok(()) };
        self.cases += &said.text;
        self.tests += 1;
        self.errors += usize::from(!facts.is_read);
        self.failures += usize::from(facts.is_read && fails(self.fail_on, facts.worst));
        Ok(())
    }

    fn end(&mut self, _: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let Self { cases, tests, failures, errors, .. } = self;
        let counts = format!("name=\"mdmwire\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\"");
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {counts}>\n  <testsuite {counts}>")?;
        out.write_all(cases.as_bytes())?;
        writeln!(out, "  </testsuite>\n</testsuites>")
    }
}

/// Whether this is at or above the level that fails.
fn fails(fail_on: Option<Severity>, worst: Option<Severity>) -> bool {
    fail_on.is_some_and(|fail_on| worst >= Some(fail_on))
}
