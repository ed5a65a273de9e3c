//! One line a problem, as compilers print them and editors read them.

use core::fmt;

use super::{
    Source,
    sentence::{Visible, saying, sentence},
};
use crate::report::{Problem, Report};

/// `path:line:column: severity[code] sentence (key path)`, a line each. A document without lines has
/// `path:byte N: …` instead.
#[must_use]
pub fn concise<'r>(report: &'r Report, source: Source<'r>) -> impl fmt::Display + 'r {
    saying(move |f| {
        let places = source.places(report);
        for problem in report.problems() {
            let Problem { code, severity, span, path, .. } = problem;
            match places.get(span.start) {
                Some(place) => write!(f, "{}:{place}: ", source.label())?,
                None => write!(f, "{}:byte {}: ", source.label(), source.start().offset + span.start)?,
            }
            write!(f, "{severity}[{code}] {}", sentence(problem))?;
            if !path.is_empty() {
                write!(f, " ({})", Visible(path))?;
            }
            writeln!(f)?;
        }
        match report.dropped() {
            0 => Ok(()),
            more => writeln!(f, "{}: and {more} more", source.label()),
        }
    })
}

/// `path: severity[code] sentence`, for a file that could not be read.
#[must_use]
pub fn unread<'r>(report: &'r Report, name: &'r str) -> impl fmt::Display + 'r {
    saying(move |f| {
        for problem in report.problems() {
            writeln!(f, "{}: {}[{}] {}", Visible(name), problem.severity, problem.code, sentence(problem))?;
        }
        Ok(())
    })
}
