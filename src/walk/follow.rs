//! What most of a list in JSON is: values behind the same bytes as in the items before, of which nothing is to be said.

use super::{Learned, nested::plain_texts, quick, value::listed};
use crate::{
    record::{Nested, Scalar, Slots},
    schema::{self, Key, Plain},
    wire::{Cursor, Next, Raw, Texts},
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
    learned: &mut Learned<'a, C>,
    mut place: usize,
    seen_before: schema::Slots,
    into: &mut dyn Slots<'a>,
) -> Run<C, C::Inside> {
    let (mut c, mut seen) = (cursor, seen_before);
    let found = loop {
        let Some((slot, key)) = c.recall(&mut inside, &learned.seams, place) else {
            break if c.leave_dictionary(layout) { Next::End } else { Next::Miss };
        };
        place = slot.wrapping_add(1);
        let before = (c, seen);
        if seen.insert(slot) || !put_plain(&mut c, layout, key, &mut learned.spelled, into) {
            (c, seen) = before;
            break Next::Value((slot, key));
        }
    };
    Run { cursor: c, inside, place, seen, found }
}

/// Reads a value into its place; `false` if there is more to do about it.
#[inline(always)]
fn put_plain<'a, C: Cursor<'a>>(
    c: &mut C,
    layout: &C::Layout,
    key: &'static Key,
    spelled: &mut Spelled<'a>,
    into: &mut dyn Slots<'a>,
) -> bool {
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
        Plain::Texts => put_texts(*c, layout, key, spelled, into).is_some_and(|behind| {
            c.go_to(behind);
            true
        }),
        Plain::More => false,
    }
}

/// Puts an array of texts of which nothing is to be said into its place: the place behind it.
#[inline(never)]
fn put_texts<'a, C: Cursor<'a>>(
    start: C,
    layout: &C::Layout,
    key: &'static Key,
    spelled: &mut Spelled<'a>,
    into: &mut dyn Slots<'a>,
) -> Option<C> {
    let (behind, len) = match spelled.find(start, key) {
        Some(found) => found,
        None => spelled.learn(start, layout, key)?,
    };
    let Nested::Texts(to) = into.field(usize::from(key.field))?.nested() else { return None };
    *to = Texts::new(Raw::between(start, behind), len);
    Some(behind)
}

/// Arrays of texts of which nothing is to be said, as they are spelled: the key, the array, and how many texts are in it.
///
/// In a list the same few come again and again, such as the platforms of products.
#[derive(Default)]
pub(super) struct Spelled<'a>([Option<(&'static Key, &'a [u8], usize)>; 3]);

impl<'a> Spelled<'a> {
    /// The place behind the array that stands here, if it is spelled like one before.
    #[inline(always)]
    fn find<C: Cursor<'a>>(&self, start: C, key: &'static Key) -> Option<(C, usize)> {
        let mut known = self.0.iter().flatten().filter(|(other, ..)| core::ptr::eq(*other, key));
        known.find_map(|(_, text, len)| Some((start.behind(text)?, *len)))
    }

    /// The place behind any other array; of four the one that was learned first is forgotten.
    #[inline(never)]
    fn learn<C: Cursor<'a>>(&mut self, start: C, layout: &C::Layout, key: &'static Key) -> Option<(C, usize)> {
        let (behind, len) = plain_texts(start, layout, key)?;
        let text = start.input().get(start.offset()..behind.offset())?;
        let Self([first, second, third]) = self;
        (*third, *second, *first) = (*second, *first, Some((key, text, len)));
        Some((behind, len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        messages::vpp::{ManageAssetsRequest, ResponseAsset},
        wire::json::Json,
    };

    fn key(record: &'static schema::Record, name: &str) -> &'static Key {
        &record.keys[record.slot(name).unwrap()]
    }

    #[test]
    fn another_key_has_other_rules() {
        let platforms = key(ResponseAsset::RECORD, "supportedPlatforms");
        let users = key(ManageAssetsRequest::RECORD, "clientUserIds");
        let padding = " ".repeat(64);
        let text = format!(r#"["iOS","OS/2"]{padding}"#);
        let array = Json::new(&text);
        let layout = Json::layout();
        let mut spelled = Spelled::default();
        let end = |found: Option<(Json<'_>, usize)>| found.map(|(behind, len)| (behind.offset(), len));
        assert_eq!(end(spelled.find(array, users)), None);
        assert_eq!(end(spelled.learn(array, &layout, users)), Some((14, 2)));
        assert_eq!(end(spelled.find(array, users)), Some((14, 2)));
        assert_eq!(end(spelled.find(array, platforms)), None, "of this key it has not been judged");
        assert_eq!(end(spelled.learn(array, &layout, platforms)), None, "one is not listed");
    }
}
