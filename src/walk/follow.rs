//! What most of a list in JSON is: values behind the same bytes as in the items before, of which nothing is to be said.

use super::{nested::put_texts, quick, value::listed};
use crate::{
    record::{Scalar, Slots},
    schema::{self, Key, Plain},
    wire::{Cursor, Next},
};

/// How far [`follow`] has come.
pub(super) struct Run<C, I> {
    /// On the value of the key that was found, and else behind the last value.
    pub(super) cursor: C,
    pub(super) inside: I,
    /// The place in the item that the last value is.
    pub(super) place: usize,
    pub(super) seen: schema::Slots,
    /// A key whose value there is more to do about.
    pub(super) found: Next<(usize, &'static Key)>,
}

/// Past as many values as the seams lead to one after the other and that are plain.
///
/// It knows little more than the cursor, so that all of it stays in registers.
#[inline(never)]
pub(super) fn follow<'a, C: Cursor<'a>>(
    cursor: C,
    mut inside: C::Inside,
    layout: &C::Layout,
    seams: &C::Seams,
    mut place: usize,
    seen_before: schema::Slots,
    into: &mut dyn Slots<'a>,
) -> Run<C, C::Inside> {
    let (mut c, mut seen) = (cursor, seen_before);
    let found = loop {
        let Some((slot, key)) = c.recall(&mut inside, seams, place) else {
            break if c.leave_dictionary(layout) { Next::End } else { Next::Miss };
        };
        place = slot.wrapping_add(1);
        let before = (c, seen);
        if seen.insert(slot) || !put_plain(&mut c, layout, key, into) {
            (c, seen) = before;
            break Next::Value((slot, key));
        }
    };
    Run { cursor: c, inside, place, seen, found }
}

/// Reads a value into its place; `false` if there is more to do about it.
#[inline(always)]
fn put_plain<'a, C: Cursor<'a>>(c: &mut C, layout: &C::Layout, key: &'static Key, into: &mut dyn Slots<'a>) -> bool {
    let number = usize::from(key.field);
    match key.plain {
        Plain::Text | Plain::Form | Plain::Token => c.text().is_some_and(|text| match key.plain {
            Plain::Token => listed(into, key, text),
            Plain::Form if !(key.fits(text) && key.holds(text)) => false,
            _ => into.put_text(number, text),
        }),
        Plain::Boolean => c.boolean().is_some_and(|value| value.put(into.place(number))),
        Plain::Integer => c.integer().is_some_and(|value| value.put(into.place(number))),
        Plain::Count => c.integer().is_some_and(|value| key.counts(value.into()) && value.put(into.place(number))),
        Plain::Date => quick(c, C::date).is_some_and(|value| value.put(into.place(number))),
        Plain::Texts => put_texts(*c, layout, key, into).is_some_and(|behind| {
            c.go_to(behind);
            true
        }),
        Plain::More => false,
    }
}
