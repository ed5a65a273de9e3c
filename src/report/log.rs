//! A report in the making: what the reader and the walk write to.

use super::{Code, Expected, Found, Levels, Problem, Report, Severity};
use crate::{
    context::Facts,
    schema::{Record, Slots},
    wire::{Fatal, Limits, Policy, Span},
};

/// How a document is to be read, and what has been found so far.
pub(crate) struct Log<'c> {
    pub(crate) report: Report,
    pub(crate) limits: Limits,
    /// What the caller knows of the sender.
    pub(crate) known: Facts,
    policy: Policy,
    levels: Option<&'c Levels>,
    /// Nothing is reported.
    muted: bool,
    /// Where secrets stand is noted.
    hides: bool,
    /// The policy does not read the document, or a value of it.
    refused: bool,
    /// The message is one of those in JSON, where `null` has a meaning.
    pub(crate) is_json: bool,
    /// The message is one of a service of Apple's, where the empty text has a meaning too.
    pub(crate) is_service: bool,
    /// The message goes to Apple or to a device, so that only its sender can mend it.
    pub(crate) is_request: bool,
    /// Where the walk is.
    root: Option<&'static Record>,
    steps: [Step; MAX_STEPS],
    depth: usize,
    /// How many containers the walk is inside of.
    containers: usize,
    /// A key that no record knows, below the last step.
    leaf: Option<String>,
    /// The keys of maps that the walk is inside of, the outermost first; what is behind them is left to be used again.
    names: Vec<String>,
    /// Data was read; another document may stand in it.
    pub(crate) has_data: bool,
    /// Bytes of memory that records in lists have taken.
    pub(crate) taken: usize,
    /// Values that have been read.
    nodes: usize,
    /// Values of records that are there and can't be used.
    pub(crate) faults: usize,
}

/// How deep records lie in each other: more than any declared.
pub(crate) const MAX_STEPS: usize = 12;

/// A slot of a record, and the place in the list that it holds, counted from 1.
#[derive(Clone, Copy, Default)]
struct Step {
    slot: u32,
    item: u32,
}

/// In place of an item: the value under a key of a map.
const NAMED: u32 = u32::MAX;

impl<'c> Log<'c> {
    pub(crate) fn new(policy: Policy, limits: Limits, levels: Option<&'c Levels>, known: Facts) -> Self {
        Self {
            report: Report::with_limit(limits.problems),
            limits,
            known,
            policy,
            levels,
            muted: false,
            hides: false,
            refused: false,
            is_json: false,
            is_service: false,
            is_request: false,
            root: None,
            steps: [Step::default(); MAX_STEPS],
            depth: 0,
            containers: 0,
            leaf: None,
            names: Vec::new(),
            has_data: false,
            taken: 0,
            nodes: 0,
            faults: 0,
        }
    }

    /// A log that takes no notice, for what is read a second time.
    pub(crate) fn muted() -> Self {
        let mut log = Self::new(Policy::Tolerant, Limits::default(), None, Facts::NONE);
        log.muted = true;
        log
    }

    /// Notes where secrets stand from now on.
    pub(crate) const fn hide_secrets(&mut self) {
        self.hides = true;
    }

    /// Nothing is reported while `read` runs.
    pub(crate) fn quietly<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let (muted, refused, nodes) = (self.muted, self.refused, self.nodes);
        self.muted = true;
        let result = read(self);
        (self.muted, self.refused, self.nodes) = (muted, refused, nodes);
        result
    }

    /// Whether the policy does not read the document.
    pub(crate) const fn is_refused(&self) -> bool {
        self.refused
    }

    /// How many containers the cursor is inside of, as far as the walk knows.
    pub(crate) const fn containers(&self) -> usize {
        self.containers
    }

    /// Whether so many containers may begin here, one in the other.
    #[inline]
    pub(crate) const fn has_room(&self, levels: usize) -> bool {
        self.limits.depth.saturating_sub(self.containers) >= levels
    }

    /// So many more values have been read.
    #[inline]
    pub(crate) fn count(&mut self, values: usize, at: usize) -> Result<(), Fatal> {
        self.nodes = self.nodes.wrapping_add(values);
        if self.nodes > self.limits.nodes {
            let most = Found::Count(self.limits.nodes);
            return Err(self.fatal_found(Code::TooManyNodes, Span::at(at), Expected::Nothing, most));
        }
        Ok(())
    }

    /// Into a container at this offset.
    #[inline]
    pub(crate) fn open(&mut self, at: usize) -> Result<(), Fatal> {
        self.containers = self.containers.wrapping_add(1);
        if self.containers > self.limits.depth {
            return Err(self.fatal_found(
                Code::Depth,
                Span::at(at),
                Expected::Nothing,
                Found::Count(self.limits.depth),
            ));
        }
        Ok(())
    }

    /// Out of it again.
    #[inline]
    pub(crate) const fn close(&mut self) {
        self.containers = self.containers.wrapping_sub(1);
    }

    /// An oddity that the tolerant policy reads.
    #[cold]
    pub(crate) fn odd(&mut self, code: Code, span: Span) {
        self.odd_found(code, span, Expected::Nothing, Found::Nothing);
    }

    /// An oddity that is a warning in this format, whatever it is in others; the strict policy reads it too.
    #[cold]
    pub(crate) fn tolerated(&mut self, code: Code, span: Span) {
        self.tolerated_found(code, span, Expected::Nothing, Found::Nothing);
    }

    /// The same, with what was expected and found.
    #[cold]
    pub(crate) fn tolerated_found(&mut self, code: Code, span: Span, expected: Expected, found: Found) {
        self.problem_as(code, Severity::Warning, span, expected, found, None);
    }

    /// An oddity that is a warning in this format, whatever it is in others; the strict policy refuses it.
    #[cold]
    pub(crate) fn tolerated_but(&mut self, code: Code, span: Span) {
        let refused = self.policy == Policy::Strict;
        self.refused |= refused;
        let severity = if refused { Severity::Error } else { Severity::Warning };
        self.problem_as(code, severity, span, Expected::Nothing, Found::Nothing, None);
    }

    /// An oddity, with what was expected and found.
    #[cold]
    pub(crate) fn odd_found(&mut self, code: Code, span: Span, expected: Expected, found: Found) {
        self.refused |= self.refuses(code);
        self.problem(code, span, expected, found);
    }

    /// An oddity that another place has to do with.
    #[cold]
    pub(crate) fn odd_related(&mut self, code: Code, span: Span, expected: Expected, found: Found, related: Span) {
        self.refused |= self.refuses(code);
        self.related(code, span, expected, found, Some(related));
    }

    /// What was tolerated at this place is an error after all: the value can't be what its key asks for.
    #[cold]
    pub(crate) fn harden(&mut self, code: Code, span: Span) {
        let severity = self.levels.map_or(Some(Severity::Error), |levels| levels.level_or(code, Severity::Error));
        if let Some(severity) = severity.filter(|_| !self.muted) {
            self.report.harden(code, span, severity);
        }
    }

    /// A value that can't be made out; the document goes on behind it.
    #[cold]
    pub(crate) fn damage(&mut self, code: Code, span: Span) {
        self.refused = true;
        self.problem_as(code, Severity::Error, span, Expected::Nothing, Found::Nothing, None);
    }

    /// Where reading ends.
    #[cold]
    pub(crate) fn fatal(&mut self, code: Code, span: Span) -> Fatal {
        self.fatal_found(code, span, Expected::Nothing, Found::Nothing)
    }

    /// Where reading ends, with what was expected and found.
    #[cold]
    pub(crate) fn fatal_found(&mut self, code: Code, span: Span, expected: Expected, found: Found) -> Fatal {
        self.fatal_related(code, span, expected, found, None)
    }

    /// Where reading ends, and another place that has to do with it.
    #[cold]
    pub(crate) fn fatal_related(
        &mut self,
        code: Code,
        span: Span,
        expected: Expected,
        found: Found,
        related: Option<Span>,
    ) -> Fatal {
        self.refused = true;
        self.problem_as(code, Severity::Error, span, expected, found, related);
        Fatal
    }

    /// A problem of the message.
    #[cold]
    pub(crate) fn problem(&mut self, code: Code, span: Span, expected: Expected, found: Found) {
        self.related(code, span, expected, found, None);
    }

    /// A problem that another place has to do with.
    #[cold]
    pub(crate) fn related(&mut self, code: Code, span: Span, expected: Expected, found: Found, related: Option<Span>) {
        let severity = match code.severity() {
            _ if self.refuses(code) => Severity::Error,
            severity if self.is_request && self.weighs(code) => severity.worse(),
            severity => severity,
        };
        self.problem_as(code, severity, span, expected, found, related);
    }

    /// Whether what this code is about weighs more in what goes to a device or to Apple.
    fn weighs(&self, code: Code) -> bool {
        matches!(code, Code::UnknownKey | Code::UnlistedValue)
            || self.is_service && matches!(code, Code::MalformedValue | Code::OutOfRange)
    }

    /// What `report` finds weighs no more in a request than in an answer, if its receiver may take it.
    #[cold]
    pub(crate) fn leniently(&mut self, may_pass: bool, report: impl FnOnce(&mut Self)) {
        let is_request = self.is_request;
        self.is_request &= !may_pass;
        report(self);
        self.is_request = is_request;
    }

    /// Whether the policy does not read what this code is about.
    fn refuses(&self, code: Code) -> bool {
        code.strict() && self.policy == Policy::Strict
    }

    fn problem_as(
        &mut self,
        code: Code,
        severity: Severity,
        span: Span,
        expected: Expected,
        found: Found,
        related: Option<Span>,
    ) {
        if self.muted {
            return;
        }
        let severity = self.levels.map_or(Some(severity), |levels| levels.level_or(code, severity));
        let Some(severity) = severity else { return };
        let (path, sensitive) = self.path();
        // of a key that no record knows nobody knows what may be shown, and what stands behind `&` may be anything
        let sensitive = sensitive
            || ((self.root.is_none() || self.leaf.is_some()) && matches!(code, Code::Reference | Code::ReferenceRange));
        let found = found.unless(sensitive);
        self.report.add(Problem { code, severity, span, path, expected, found, related });
    }

    /// Whether it is noted where secrets stand.
    #[inline]
    pub(crate) const fn hides(&self) -> bool {
        self.hides && !self.muted
    }

    /// A value that must not be shown.
    #[cold]
    pub(crate) fn hide(&mut self, span: Span) {
        if self.hides() {
            self.report.hide(span);
        }
    }

    /// How many bytes of memory the records in lists of a document may take: they are larger than what was sent of them
    /// where few of their keys were sent, but not out of proportion.
    pub(crate) const fn budget(&self, input: usize) -> usize {
        input.saturating_mul(24).saturating_add(24 << 10)
    }

    /// The walk begins with this record.
    pub(crate) const fn begin(&mut self, root: &'static Record) {
        self.root = Some(root);
        self.depth = 0;
        self.containers = 0;
    }

    /// Into the value of a slot; `false` if records lie too deep in each other.
    #[inline]
    pub(crate) fn enter(&mut self, slot: usize) -> bool {
        let Some(step) = self.steps.get_mut(self.depth) else { return false };
        #[expect(clippy::cast_possible_truncation, reason = "a record has at most 128 keys")]
        {
            *step = Step { slot: slot as u32, item: 0 };
        }
        self.depth = self.depth.wrapping_add(1);
        true
    }

    /// To the next item of the list in the slot.
    #[inline]
    pub(crate) fn next_item(&mut self) {
        if let Some(step) = self.depth.checked_sub(1).and_then(|last| self.steps.get_mut(last)) {
            step.item = step.item.saturating_add(1);
        }
    }

    /// To the value under a key of the map in the slot.
    pub(crate) fn next_name(&mut self, key: &str) {
        let Some(last) = self.depth.checked_sub(1) else { return };
        let outer = self.steps.iter().take(last).filter(|step| step.item == NAMED).count();
        if let Some(step) = self.steps.get_mut(last) {
            step.item = NAMED;
        }
        if self.names.len() <= outer {
            self.names.resize(outer.saturating_add(1), String::new());
        }
        if let Some(name) = self.names.get_mut(outer) {
            name.clear();
            name.extend(key.chars().take(Found::SHOWN));
        }
    }

    /// Out of the value again.
    #[inline]
    pub(crate) const fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Out of a list again; how many items it had.
    #[inline]
    pub(crate) fn leave_list(&mut self) -> usize {
        self.leave();
        self.steps.get(self.depth).map_or(0, |step| step.item as usize)
    }

    /// What `report` finds is said of the slot.
    #[cold]
    pub(crate) fn at_slot<T>(&mut self, slot: usize, report: impl FnOnce(&mut Self) -> T) -> T {
        let entered = self.enter(slot);
        let result = report(self);
        if entered {
            self.leave();
        }
        result
    }

    /// What `report` finds is said of a key that is in no record.
    #[cold]
    pub(crate) fn at_key<T>(&mut self, key: &str, report: impl FnOnce(&mut Self) -> T) -> T {
        let Found::Text(short) = Found::text(key) else { return report(self) };
        let outer = self.leaf.replace(short);
        let result = report(self);
        self.leaf = outer;
        result
    }

    /// The keys that lead to where the walk is, and whether what stands there must not be shown.
    fn path(&self) -> (String, bool) {
        let mut path = String::new();
        let mut record = self.root;
        let mut sensitive = false;
        let mut names = self.names.iter();
        for step in self.steps.iter().take(self.depth) {
            let Some(key) = record.and_then(|record| record.keys.get(step.slot as usize)) else { break };
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(key.name);
            sensitive |= key.sensitive;
            if step.item == NAMED {
                path.push('.');
                path.push_str(names.next().map_or("", |name| name));
            } else if let Some(index) = step.item.checked_sub(1) {
                path.push_str(&format!("[{index}]"));
            }
            record = key.shape.record();
        }
        if let Some(leaf) = &self.leaf {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(leaf);
        }
        (path, sensitive)
    }
}

/// What the named cross checks of a record find. They are functions that a record names: see [adding a message](crate::manual::adding_a_message).
#[derive(Debug, Default)]
pub struct Checks {
    pub(crate) found: Vec<Finding>,
    /// The record, and which of its keys are there.
    pub(crate) seen: Option<(&'static Record, Slots)>,
    /// Keys whose values can't be used, or that should be there, so that they are blank in the record; none if it is whole.
    pub(crate) unsound: Option<Slots>,
    /// The next finding rests on none of them.
    pub(crate) is_sure: bool,
}

/// One finding of a cross check: a rule broken at a key of the record, or at a key of the dictionary in it.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) code: Code,
    pub(crate) key: &'static str,
    pub(crate) inner: Option<&'static str>,
    pub(crate) expected: Expected,
    pub(crate) found: Found,
}

impl Checks {
    /// Whether a key is there.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.seen.is_some_and(|(record, seen)| record.slot(key).is_some_and(|slot| seen.has(slot)))
    }

    /// The keys that are there.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        let (keys, seen) = self.seen.map_or((&[][..], Slots::NONE), |(record, seen)| (record.keys, seen));
        keys.iter().enumerate().filter(move |(slot, _)| seen.has(*slot)).map(|(_, key)| key.name)
    }

    /// The next finding rests on the values of these keys and on no others, so that it is one even if another value of the
    /// record can't be used. Without this, nothing is found in such a record.
    #[cold]
    pub fn given(&mut self, keys: &[&str]) -> &mut Self {
        let unsound = self.seen.zip(self.unsound);
        let is_unsound = |key: &&str| {
            unsound.is_some_and(|((record, _), unsound)| record.slot(key).is_some_and(|slot| unsound.has(slot)))
        };
        self.is_sure = !keys.iter().any(is_unsound);
        self
    }

    /// The keys that are in an answer if the command was carried out: those of them that are not there.
    pub fn due_on_success(&self) -> impl Iterator<Item = &'static str> + use<> {
        let (keys, missing) = self
            .seen
            .map_or((&[][..], Slots::NONE), |(record, seen)| (record.keys, record.masks.on_success.without(seen)));
        let keys = if missing.is_empty() { &[] } else { keys };
        keys.iter().enumerate().filter(move |(slot, _)| missing.has(*slot)).map(|(_, key)| key.name)
    }

    /// A key is missing that another makes necessary, without doubt.
    #[cold]
    pub fn missing(&mut self, key: &'static str) {
        self.add(Code::MissingKey, key, None);
    }

    /// A key is missing in the dictionary under another.
    #[cold]
    pub fn missing_in(&mut self, dictionary: &'static str, key: &'static str) {
        self.add(Code::MissingKey, dictionary, Some(key));
    }

    /// A key is missing that senders should send here; in words, what asks for it.
    #[cold]
    pub fn expected(&mut self, key: &'static str, why: &'static str) {
        self.push(Code::ExpectedKey, key, Expected::Form(why), Found::key(key));
    }

    /// A key is missing that senders should send here, in the dictionary under another.
    #[cold]
    pub fn expected_in(&mut self, dictionary: &'static str, key: &'static str) {
        self.add(Code::ExpectedKey, dictionary, Some(key));
    }

    /// A key is there that should not be; in words, what stands against it.
    #[cold]
    pub fn forbidden(&mut self, key: &'static str, why: &'static str) {
        self.push(Code::ForbiddenKey, key, Expected::Form(why), Found::key(key));
    }

    /// A key is there that should not be, in the dictionary under another; in words, what stands against it.
    #[cold]
    pub fn forbidden_in(&mut self, dictionary: &'static str, key: &'static str, why: &'static str) {
        let (expected, found) = (Expected::Form(why), Found::key(key));
        self.keep(Finding { code: Code::ForbiddenKey, key: dictionary, inner: Some(key), expected, found });
    }

    /// A key names another sender than the identifiers beside it do.
    #[cold]
    pub fn ambiguous(&mut self, key: &'static str) {
        self.add(Code::AmbiguousIdentity, key, None);
    }

    /// The value of a key cannot be what it is with what the others are; in words, which needs what.
    #[cold]
    pub fn contradiction(&mut self, key: &'static str, rule: &'static str) {
        self.push(Code::Contradiction, key, Expected::Form(rule), Found::key(key));
    }

    /// Each of these texts of a key stands there once; in words, of what there is one. Of those that stand there twice one is
    /// told.
    pub fn once<T: AsRef<str> + Ord>(
        &mut self,
        key: &'static str,
        rule: &'static str,
        texts: impl IntoIterator<Item = T>,
    ) {
        let mut texts: Vec<T> = texts.into_iter().collect();
        texts.sort_unstable();
        let twice = texts.windows(2).find_map(|pair| match pair {
            [one, other] if one == other => Some(one),
            _ => None,
        });
        if let Some(text) = twice {
            self.given(&[key]).push(Code::Contradiction, key, Expected::Form(rule), Found::text(text.as_ref()));
        }
    }

    /// The number of a key is not the sum that it should be.
    #[cold]
    pub fn sum(&mut self, key: &'static str, sum: i64) {
        self.push(Code::SumMismatch, key, Expected::Range(sum, sum), Found::key(key));
    }

    /// The value of a key is not of this form, in words.
    #[cold]
    pub fn malformed(&mut self, key: &'static str, form: &'static str, found: Found) {
        self.push(Code::MalformedValue, key, Expected::Form(form), found);
    }

    /// The value of a key is larger or smaller than it may be.
    #[cold]
    pub fn out_of_range(&mut self, key: &'static str, expected: Expected, found: Found) {
        self.push(Code::OutOfRange, key, expected, found);
    }

    /// The number of a key does not lie between these, both included.
    pub fn within(&mut self, key: &'static str, number: Option<f64>, least: i32, greatest: i32) {
        if let Some(number) = number
            && !(f64::from(least)..=f64::from(greatest)).contains(&number)
        {
            self.given(&[key]).out_of_range(key, Expected::Range(least.into(), greatest.into()), Found::Real(number));
        }
    }

    fn add(&mut self, code: Code, key: &'static str, inner: Option<&'static str>) {
        self.keep(Finding { code, key, inner, expected: Expected::Nothing, found: Found::key(key) });
    }

    fn push(&mut self, code: Code, key: &'static str, expected: Expected, found: Found) {
        self.keep(Finding { code, key, inner: None, expected, found });
    }

    fn keep(&mut self, finding: Finding) {
        if core::mem::take(&mut self.is_sure) || self.unsound.is_none() {
            self.found.push(finding);
        }
    }
}
