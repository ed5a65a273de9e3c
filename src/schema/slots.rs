//! Sets of slots.

/// A set of slots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slots([u64; 2]);

impl Slots {
    pub(crate) const NONE: Self = Self([0; 2]);

    pub(super) const fn with(self, slot: usize) -> Self {
        let mut all = self;
        all.0[slot / 64] |= 1 << (slot % 64);
        all
    }

    /// Puts a slot in; whether it was there already.
    #[inline(always)]
    pub(crate) const fn insert(&mut self, slot: usize) -> bool {
        if slot >= 64 {
            return self.insert_high(slot);
        }
        set(&mut self.0[0], slot)
    }

    /// Few records have so many keys.
    #[cold]
    #[inline(never)]
    const fn insert_high(&mut self, slot: usize) -> bool {
        set(&mut self.0[1], slot)
    }

    #[inline]
    pub(crate) const fn has(self, slot: usize) -> bool {
        self.0[slot / 64 % 2] >> (slot % 64) & 1 != 0
    }

    #[inline]
    pub(crate) const fn is_empty(self) -> bool {
        self.0[0] | self.0[1] == 0
    }

    /// Whether there is exactly one slot in it.
    #[inline]
    pub(crate) const fn is_one(self) -> bool {
        let [low, high] = self.0;
        (low == 0 && high.is_power_of_two()) || (high == 0 && low.is_power_of_two())
    }

    #[inline]
    pub(crate) const fn len(self) -> usize {
        let [low, high] = self.0;
        // few have any of the others, and counting bits takes long without an instruction for it
        let beyond = if high == 0 { 0 } else { high.count_ones() };
        (low.count_ones() + beyond) as usize
    }

    /// Those that are in both.
    #[inline]
    pub(crate) const fn both(self, other: Self) -> Self {
        Self([self.0[0] & other.0[0], self.0[1] & other.0[1]])
    }

    /// Whether there is one that is in both.
    #[inline]
    pub(crate) const fn meets(self, other: Self) -> bool {
        !self.both(other).is_empty()
    }

    /// Those that are in either.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    /// Those that are not in the other.
    #[inline]
    pub(crate) const fn without(self, other: Self) -> Self {
        Self([self.0[0] & !other.0[0], self.0[1] & !other.0[1]])
    }
}

/// Sets one of 64 bits; whether it was set already.
#[inline(always)]
const fn set(word: &mut u64, slot: usize) -> bool {
    let bit = 1 << (slot % 64);
    let was = *word & bit != 0;
    *word |= bit;
    was
}
