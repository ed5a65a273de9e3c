//! Fields that are dictionaries in order.

use core::{fmt, iter::Chain, option};
use std::vec;

use super::{Field, Fill, Nested, Slots};
use crate::{
    schema::Shape,
    wire::{Raw, Text},
};

/// Dictionaries in order.
#[doc(hidden)]
pub trait List<'a> {
    /// How many bytes of memory an item takes.
    fn item_size(&self) -> usize;
    /// How many items there are.
    fn len(&self) -> usize;
    /// Room for so many more, with one allocation.
    fn reserve(&mut self, more: usize);
    /// A blank item at the end, if there is room for it.
    fn push(&mut self) -> Option<&mut dyn Slots<'a>>;
    /// The key of the last item, for a dictionary of them.
    fn name(&mut self, key: Text<'a>) {
        drop(key);
    }
    /// Takes a dictionary that stands in place of all of them.
    fn keep(&mut self, dictionary: Raw<'a>) {
        drop(dictionary);
    }
    /// The last item is none after all.
    fn pop(&mut self);
    /// No more items come: if room was made for many more it is given back, so many bytes.
    fn trim(&mut self) -> usize;
}

impl<'a, T: Fill<'a>> Field<'a> for Vec<T> {
    const SHAPE: Shape = Shape::Records(T::RECORD_OF);
    const OPTIONAL: bool = true;
    #[inline]
    fn blank() -> Self {
        Self::new()
    }
    fn nested(&mut self) -> Nested<'_, 'a> {
        self.clear();
        Nested::List(self)
    }
}

impl<'a, T: Fill<'a>> List<'a> for Vec<T> {
    fn item_size(&self) -> usize {
        size_of::<T>()
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn reserve(&mut self, more: usize) {
        self.reserve_exact(more);
    }

    fn push(&mut self) -> Option<&mut dyn Slots<'a>> {
        if self.len() < self.capacity() {
            self.push(T::blank());
            return Some(self.last_mut()?);
        }
        None
    }

    fn pop(&mut self) {
        self.pop();
    }

    fn trim(&mut self) -> usize {
        let room = self.capacity();
        if room.saturating_sub(self.len()) > self.len().saturating_add(8) {
            self.shrink_to_fit();
        }
        room.saturating_sub(self.capacity()).saturating_mul(size_of::<T>())
    }
}

/// Dictionaries in order, of which there is mostly one: that one needs no allocation. Dereferences to a slice.
#[derive(Clone, Debug, Default)]
pub enum Few<T> {
    /// None.
    #[default]
    None,
    /// One.
    One(T),
    /// Two and more.
    Many(Vec<T>),
}

impl<T> core::ops::Deref for Few<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        match self {
            Self::None => &[],
            Self::One(item) => core::slice::from_ref(item),
            Self::Many(items) => items,
        }
    }
}

/// However they are kept.
impl<T: PartialEq> PartialEq for Few<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(mut items: Vec<T>) -> Self {
        match items.len() {
            0 => Self::None,
            1 => items.pop().map_or(Self::None, Self::One),
            _ => Self::Many(items),
        }
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Vec::from_iter(items).into()
    }
}

impl<T> IntoIterator for Few<T> {
    type Item = T;
    type IntoIter = Chain<option::IntoIter<T>, vec::IntoIter<T>>;
    fn into_iter(self) -> Self::IntoIter {
        let (one, many) = match self {
            Self::None => (None, Vec::new()),
            Self::One(item) => (Some(item), Vec::new()),
            Self::Many(items) => (None, items),
        };
        one.into_iter().chain(many)
    }
}

impl<'f, T> IntoIterator for &'f Few<T> {
    type Item = &'f T;
    type IntoIter = core::slice::Iter<'f, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T: Fill<'a>> Field<'a> for Few<T> {
    const SHAPE: Shape = Shape::Records(T::RECORD_OF);
    const OPTIONAL: bool = true;
    #[inline]
    fn blank() -> Self {
        Self::None
    }
    fn nested(&mut self) -> Nested<'_, 'a> {
        *self = Self::None;
        Nested::List(self)
    }
}

impl<'a, T: Fill<'a>> List<'a> for Few<T> {
    fn item_size(&self) -> usize {
        size_of::<T>()
    }

    fn len(&self) -> usize {
        <[T]>::len(self)
    }

    fn reserve(&mut self, more: usize) {
        let (first, mut items) = match core::mem::take(self) {
            Self::None => (None, Vec::new()),
            Self::One(item) => (Some(item), Vec::new()),
            Self::Many(items) => (None, items),
        };
        items.reserve_exact(more.saturating_add(usize::from(first.is_some())));
        items.extend(first);
        *self = Self::Many(items);
    }

    fn push(&mut self) -> Option<&mut dyn Slots<'a>> {
        match self {
            Self::None => {
                *self = Self::One(T::blank());
                if let Self::One(item) = self { Some(item) } else { None }
            }
            Self::One(_) => None,
            Self::Many(items) => List::push(items),
        }
    }

    fn pop(&mut self) {
        match self {
            Self::None => {}
            Self::One(_) => *self = Self::None,
            Self::Many(items) => {
                items.pop();
            }
        }
    }

    fn trim(&mut self) -> usize {
        if let Self::Many(items) = self { List::trim(items) } else { 0 }
    }
}

/// Dictionaries in order, or one in place of the array that is kept as it was sent. Dereferences to a slice.
#[derive(Clone, PartialEq)]
pub enum ListOr<'a, T> {
    /// The dictionaries of an array.
    List(Vec<T>),
    /// A dictionary.
    Raw(Raw<'a>),
}

impl<T: fmt::Debug> fmt::Debug for ListOr<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(items) => items.fmt(f),
            Self::Raw(dictionary) => dictionary.fmt(f),
        }
    }
}

impl<T> Default for ListOr<'_, T> {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

impl<T> core::ops::Deref for ListOr<'_, T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        match self {
            Self::List(items) => items,
            Self::Raw(_) => &[],
        }
    }
}

impl<'l, T> IntoIterator for &'l ListOr<'_, T> {
    type Item = &'l T;
    type IntoIter = core::slice::Iter<'l, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T: Fill<'a>> Field<'a> for ListOr<'a, T> {
    const SHAPE: Shape = Shape::Records(T::RECORD_OF);
    const OPTIONAL: bool = true;
    #[inline]
    fn blank() -> Self {
        Self::default()
    }
    fn nested(&mut self) -> Nested<'_, 'a> {
        *self = Self::default();
        Nested::ListOr(self)
    }
}

impl<'a, T: Fill<'a>> List<'a> for ListOr<'a, T> {
    fn item_size(&self) -> usize {
        size_of::<T>()
    }

    fn len(&self) -> usize {
        <[T]>::len(self)
    }

    fn reserve(&mut self, more: usize) {
        if let Self::List(items) = self {
            items.reserve_exact(more);
        }
    }

    fn push(&mut self) -> Option<&mut dyn Slots<'a>> {
        if let Self::List(items) = self { List::push(items) } else { None }
    }

    fn keep(&mut self, dictionary: Raw<'a>) {
        *self = Self::Raw(dictionary);
    }

    fn pop(&mut self) {
        if let Self::List(items) = self {
            items.pop();
        }
    }

    fn trim(&mut self) -> usize {
        if let Self::List(items) = self { List::trim(items) } else { 0 }
    }
}

/// Dictionaries under keys of any name, in the order in which they were sent. Dereferences to a slice of both.
#[derive(Clone, Debug, PartialEq)]
pub struct Map<'a, T>(pub(super) Vec<(Text<'a>, T)>);

impl<T> Map<'_, T> {
    /// The dictionary under a key; if it stands there twice, the last one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().rfind(|(name, _)| *name == key).map(|(_, value)| value)
    }
}

impl<T> Default for Map<'_, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, T> core::ops::Deref for Map<'a, T> {
    type Target = [(Text<'a>, T)];
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, K: Into<Text<'a>>, T> FromIterator<(K, T)> for Map<'a, T> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(entries: I) -> Self {
        Self(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }
}

impl<'m, 'a, T> IntoIterator for &'m Map<'a, T> {
    type Item = &'m (Text<'a>, T);
    type IntoIter = core::slice::Iter<'m, (Text<'a>, T)>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T: Fill<'a>> Field<'a> for Map<'a, T> {
    const SHAPE: Shape = Shape::Map(T::RECORD_OF);
    const OPTIONAL: bool = true;
    #[inline]
    fn blank() -> Self {
        Self::default()
    }
    fn nested(&mut self) -> Nested<'_, 'a> {
        self.0.clear();
        Nested::Map(self)
    }
}

impl<'a, T: Fill<'a>> List<'a> for Map<'a, T> {
    fn item_size(&self) -> usize {
        size_of::<(Text<'a>, T)>()
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn reserve(&mut self, more: usize) {
        self.0.reserve_exact(more);
    }

    fn push(&mut self) -> Option<&mut dyn Slots<'a>> {
        if self.0.len() == self.0.capacity() {
            return None;
        }
        self.0.push((Text::default(), T::blank()));
        self.0.last_mut().map(|(_, value)| value as &mut dyn Slots<'a>)
    }

    fn name(&mut self, key: Text<'a>) {
        if let Some((name, _)) = self.0.last_mut() {
            *name = key;
        }
    }

    fn pop(&mut self) {
        self.0.pop();
    }

    fn trim(&mut self) -> usize {
        let room = self.0.capacity();
        if room.saturating_sub(self.0.len()) > self.0.len().saturating_add(8) {
            self.0.shrink_to_fit();
        }
        room.saturating_sub(self.0.capacity()).saturating_mul(size_of::<(Text<'a>, T)>())
    }
}
