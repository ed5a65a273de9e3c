//! What a container says of a message, beside what the message says itself.

use super::{Captured, problem};
use crate::{
    front::{WithCursor, with_cursor},
    report::{Code, Expected, Found, Log, Problem},
    wire::{Cursor, Fatal, Item, Span, traverse::locate},
};

/// A value of a message, as its envelope has it.
pub(super) struct Claim<'e> {
    /// The value.
    pub(super) says: &'e str,
    /// The keys of the message that lead there: `Status`, `Command.RequestType`.
    pub(super) path: &'static str,
    /// Whether the message means the same.
    pub(super) agrees: Agrees,
}

/// Whether what an envelope says and what a message says is the same.
pub(super) type Agrees = fn(&str, &str) -> bool;

/// Words are compared exactly.
pub(super) fn same(says: &str, said: &str) -> bool {
    says == said
}

/// Identifiers are compared without regard to case.
pub(super) fn same_name(says: &str, said: &str) -> bool {
    says.eq_ignore_ascii_case(said)
}

/// Notes what the message says otherwise than its envelope; of what it does not say nothing is noted.
pub(super) fn compare(captured: &mut Captured<'_>, claims: &[Claim<'_>]) {
    let mut log = Log::muted();
    // of a body that is no document nothing can be compared
    let found = with_cursor(&captured.body, &mut log, Compare { claims }).unwrap_or_default();
    captured.problems.extend(found);
}

/// Goes through the outermost dictionary, and through those in it that a claim leads into.
struct Compare<'e> {
    claims: &'e [Claim<'e>],
}

impl<'a> WithCursor<'a> for Compare<'_> {
    type Output = Vec<Problem>;

    fn run<C: Cursor<'a>>(
        self,
        cursor: C,
        _: &mut Log<'_>,
        _: impl FnOnce(C, &mut Log<'_>) -> Result<(), Fatal>,
    ) -> Result<Vec<Problem>, Fatal> {
        let mut found = Vec::new();
        locate(cursor, |name, _, at, behind| {
            self.check(name, at, behind, &mut found);
            let leads = |claim: &Claim<'_>| claim.path.split_once('.').is_some_and(|(outer, _)| outer == &**name);
            if self.claims.iter().any(leads) {
                locate(at, |inner, _, at, behind| self.check(&format!("{name}.{inner}"), at, behind, &mut found));
            }
        });
        Ok(found)
    }
}

impl Compare<'_> {
    fn check<'a, C: Cursor<'a>>(&self, path: &str, at: C, behind: C, found: &mut Vec<Problem>) {
        let mut claims = self.claims.iter().filter(|claim| claim.path == path).peekable();
        if claims.peek().is_none() {
            return;
        }
        let Ok((_, Item::Text(said), _)) = at.value(&mut Log::muted()) else { return };
        // a key that stands twice is told elsewhere
        if found.iter().any(|problem| problem.path == path) {
            return;
        }
        found.extend(claims.filter(|claim| !(claim.agrees)(claim.says, &said)).map(|claim| Problem {
            path: claim.path.to_owned(),
            expected: Expected::Said(claim.says.to_owned()),
            found: Found::text(&said),
            ..problem(Code::EnvelopeMismatch, Span::new(at.offset(), behind.offset()))
        }));
    }
}
