//! A name for a finding that stays the same from run to run.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{Checked, Finding};
use crate::render::sentence;

/// The fingerprints of one message.
#[derive(Default)]
pub(super) struct Fingerprints {
    /// How often each was there.
    seen: BTreeMap<[u8; 16], usize>,
}

impl Fingerprints {
    /// Of which message it is, which rule, which key, what is said: not where, so that it lives through lines that are put
    /// in before it. Of findings that are alike in all of this, the second has another than the first. What is said of a
    /// file rather than of a message comes alone, so that of this the place is a part of it.
    pub(super) fn next(&mut self, checked: &Checked<'_>, finding: &Finding<'_>) -> String {
        let problem = finding.problem;
        self.of(checked, problem.code.as_str(), &problem.path, &sentence(problem).to_string())
    }

    /// The same of anything else that is said of a message.
    pub(super) fn of(&mut self, checked: &Checked<'_>, rule: &str, path: &str, said: &str) -> String {
        let whose = match checked.index() {
            Some(index) => index.to_string(),
            None => format!("{} {}", checked.source.place, checked.source.start().offset),
        };
        let alike = hash([&checked.path(), &whose, rule, path, said].map(str::as_bytes));
        let count = self.seen.entry(alike).or_default();
        let hash = hash([&alike[..], count.to_string().as_bytes()]);
        *count += 1;
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Half a SHA-256 of some texts, each ended by a zero.
fn hash<const N: usize>(parts: [&[u8]; N]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update([0]);
    }
    hash.finalize().first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        render::{Place, Source, Start, Subject},
        wire::Span,
    };

    fn of(name: &str, offset: usize, subject: Subject<'_>) -> String {
        let report = crate::decode(b"{").1;
        let source = Source::new(name, b"{").part("", Some(Start { offset, place: Place::START }));
        let checked = Checked { source, subject, report: &report };
        let finding = checked.findings().next().unwrap();
        assert_eq!(finding.problem.span, Span::at(1));
        Fingerprints::default().next(&checked, &finding)
    }

    #[test]
    fn what_it_is_made_of() {
        let file = of("a/b", 0, Subject::File);
        for path in ["./a/b", "a//b", "a/./c/../b"] {
            assert_eq!(of(path, 0, Subject::File), file, "{path}");
        }
        for path in ["/a/b", "../a/b", "a/../b"] {
            assert_ne!(of(path, 0, Subject::File), file, "{path}");
        }
        assert_eq!(of("/../b/..", 0, Subject::File), of("/", 0, Subject::File));
        assert_ne!(of("a/b", 9, Subject::File), file, "of a file it is the place that tells two from each other");
        let message = || Subject::Message(Default::default());
        assert_eq!(of("a/b", 9, message()), of("a/b", 0, message()));
    }
}
