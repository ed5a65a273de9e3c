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
    /// in before it. Of findings that are alike in all of this, the second has another than the first.
    pub(super) fn next(&mut self, checked: &Checked<'_>, finding: &Finding<'_>) -> String {
        let problem = finding.problem;
        self.of(checked, problem.code.as_str(), &problem.path, &sentence(problem).to_string())
    }

    /// The same of anything else that is said of a message.
    pub(super) fn of(&mut self, checked: &Checked<'_>, rule: &str, path: &str, said: &str) -> String {
        let index = checked.index().map(|index| index.to_string()).unwrap_or_default();
        let alike = hash([checked.source.name, &index, rule, path, said].map(str::as_bytes));
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
