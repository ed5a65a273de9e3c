//! Choices, made by the bytes of an input.

use arbitrary::Unstructured;

/// Bytes taken as choices. When they are used up, the first of all possibilities is chosen.
pub(crate) struct Dice<'d>(Unstructured<'d>);

impl<'d> Dice<'d> {
    pub(crate) fn new(data: &'d [u8]) -> Self {
        Self(Unstructured::new(data))
    }

    /// A number below `count`, which is at least one.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.0.int_in_range(0..=count - 1).unwrap_or(0)
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    pub(crate) fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }

    /// So many octets.
    pub(crate) fn octets(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|at| self.0.arbitrary().unwrap_or(at as u8)).collect()
    }

    /// What an order of so many things is made of: one of all of them.
    pub(crate) fn order(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for at in 1..count {
            order.swap(at, self.below(at + 1));
        }
        order
    }
}
