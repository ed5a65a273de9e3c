//! The parts of a value one after the other, as a writer needs them.

use std::vec;

use crate::wire::{Kind, ValueRef, value::Parts};

/// In which order the keys of a dictionary come. Of a key that stands twice, the last one counts and the others do not
/// come at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// As they stand.
    Document,
    /// By code point.
    Sorted,
}

/// What comes next.
pub(crate) struct Step<'v, 'a> {
    /// How many containers it lies in.
    pub(crate) depth: usize,
    /// How many values come before it in its container.
    pub(crate) position: usize,
    /// Its key, if it lies in a dictionary.
    pub(crate) key: Option<&'v str>,
    pub(crate) what: What<'v, 'a>,
}

/// A value, or the end of one.
pub(crate) enum What<'v, 'a> {
    /// A scalar, an empty container, or the beginning of one that has something in it.
    Value(ValueRef<'v, 'a>),
    /// The end of a container that has something in it.
    End(Kind),
}

/// All parts of a value.
pub(crate) struct Steps<'v, 'a> {
    order: Order,
    whole: Option<ValueRef<'v, 'a>>,
    open: Vec<Open<'v, 'a>>,
}

/// A container, and what of it is still to come.
struct Open<'v, 'a> {
    position: usize,
    rest: Rest<'v, 'a>,
}

enum Rest<'v, 'a> {
    Items(Parts<'v, 'a>),
    Entries(vec::IntoIter<(&'v str, ValueRef<'v, 'a>)>),
}

impl<'v, 'a> Steps<'v, 'a> {
    pub(crate) const fn new(value: ValueRef<'v, 'a>, order: Order) -> Self {
        Self { order, whole: Some(value), open: Vec::new() }
    }

    fn enter(&mut self, value: ValueRef<'v, 'a>) {
        let rest = match value.kind() {
            Kind::Array => Rest::Items(value.parts(Kind::Array)),
            Kind::Dictionary => Rest::Entries(value.each_once(self.order).into_iter()),
            _ => return,
        };
        if !value.is_empty() {
            self.open.push(Open { position: 0, rest });
        }
    }
}

impl<'v, 'a> Iterator for Steps<'v, 'a> {
    type Item = Step<'v, 'a>;

    fn next(&mut self) -> Option<Step<'v, 'a>> {
        if let Some(value) = self.whole.take() {
            self.enter(value);
            return Some(Step { depth: 0, position: 0, key: None, what: What::Value(value) });
        }
        let depth = self.open.len();
        let open = self.open.last_mut()?;
        let position = open.position;
        open.position = position.saturating_add(1);
        let (next, kind) = match &mut open.rest {
            Rest::Items(items) => (items.next().map(|value| (None, value)), Kind::Array),
            Rest::Entries(entries) => (entries.next().map(|(key, value)| (Some(key), value)), Kind::Dictionary),
        };
        let Some((key, value)) = next else {
            self.open.pop();
            return Some(Step { depth: self.open.len(), position, key: None, what: What::End(kind) });
        };
        self.enter(value);
        Some(Step { depth, position, key, what: What::Value(value) })
    }
}

impl<'v, 'a> ValueRef<'v, 'a> {
    /// The keys and values of a dictionary, each key once.
    pub(crate) fn each_once(self, order: Order) -> Vec<(&'v str, ValueRef<'v, 'a>)> {
        let mut entries: Vec<_> = self.entries().enumerate().collect();
        let key = |entry: &(usize, (&'v str, ValueRef<'v, 'a>))| entry.1.0;
        // the last of equal keys in front of the others
        entries.sort_unstable_by(|a, b| key(a).cmp(key(b)).then(b.0.cmp(&a.0)));
        entries.dedup_by(|earlier, last| key(earlier) == key(last));
        if order == Order::Document {
            entries.sort_unstable_by_key(|(position, _)| *position);
        }
        entries.into_iter().map(|(_, entry)| entry).collect()
    }
}
