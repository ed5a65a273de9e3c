//! What stands between the values of a list's items: a comma, the next key and its colon, compared at once.

use crate::{
    schema::{Key, Shape},
    wire::chunk::equal_bytes,
};

/// The seams of the items before, by the place in the item that they begin at: 0 is its opening, others are the slots of
/// values, counted from 1.
///
/// Items of a list are written by the same hand, so that behind the value of one key the same bytes lead to the value of
/// another. Where some items have keys that others have not there are several ways on.
#[derive(Clone)]
pub(crate) struct Seams([[Seam; 3]; Self::PLACES]);

impl Seams {
    /// Few records have more keys; behind those further on nothing is learned.
    const PLACES: usize = 33;
    pub(super) const NONE: Self = Self([[Seam::NEVER; 3]; Self::PLACES]);

    /// The seam that stands at the beginning of the window: how long it is, and where it leads.
    #[inline(always)]
    pub(super) fn find(&self, place: usize, window: &[u8; 64]) -> Option<(usize, (usize, &'static Key))> {
        let [first, others @ ..] = self.0.get(place)?;
        let (seam, len) = match first.stands_in(window) {
            Some(len) => (first, len),
            None => others.iter().find_map(|seam| Some((seam, seam.stands_in(window)?)))?,
        };
        Some((len, (usize::from(seam.slot) % 64, seam.key)))
    }

    /// Another way on; of four the one that was learned first is forgotten.
    #[inline(never)]
    pub(super) fn learn(&mut self, place: usize, text: &[u8], (slot, key): (usize, &'static Key)) {
        if let Some(ways) = self.0.get_mut(place)
            && let Some(seam) = Seam::new(text, slot, key)
        {
            let [first, second, _] = *ways;
            *ways = [seam, first, second];
        }
    }
}

/// Up to 32 bytes, and the key at their end.
#[derive(Clone, Copy)]
#[repr(C, align(16))]
struct Seam {
    text: [u8; Self::MAX],
    /// One bit for each byte that counts.
    which: u32,
    len: u8,
    slot: u8,
    key: &'static Key,
}

impl Seam {
    const MAX: usize = 32;
    /// It stands nowhere: with nothing behind it, no value follows at once.
    const NEVER: Self = Self { text: [0; Self::MAX], which: u32::MAX, len: 0, slot: 0, key: &Self::NO_KEY };
    const NO_KEY: Key = Key::new("", "", Shape::Any, true, &[]);

    /// Slots of more than six bits are not learned.
    fn new(text: &[u8], slot: usize, key: &'static Key) -> Option<Self> {
        let slot = u8::try_from(slot).ok().filter(|slot| *slot < 64)?;
        let mut seam = Self { key, slot, ..Self::NEVER };
        seam.text.get_mut(..text.len())?.copy_from_slice(text);
        seam.len = u8::try_from(text.len()).ok()?;
        seam.which = u32::MAX.checked_shr(32u32.checked_sub(seam.len.into())?)?;
        Some(seam)
    }

    /// How long it is, if the window begins with it and a value stands at once behind it.
    #[inline(always)]
    fn stands_in(&self, window: &[u8; 64]) -> Option<usize> {
        let [low, high] = [0, 16].map(|at| {
            let half = |text: &[u8]| text.get(at..).and_then(|half| half.first_chunk().copied()).unwrap_or_default();
            equal_bytes(&half(window), &half(&self.text))
        });
        // the compiler can see that it lies in the window
        let len = usize::from(self.len) % 64;
        let is_value = |byte: &u8| byte.is_ascii() && *byte > b' ';
        ((low | high << 16) & self.which == self.which && window.get(len).is_some_and(is_value)).then_some(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::dep::Device;

    fn key(slot: usize) -> (usize, &'static Key) {
        (slot, &Device::RECORD.keys[slot])
    }

    fn found(seams: &Seams, place: usize, text: &str) -> Option<(usize, usize)> {
        let mut window = [b'x'; 64];
        window[..text.len()].copy_from_slice(text.as_bytes());
        seams.find(place, &window).map(|(len, (slot, _))| (len, slot))
    }

    #[test]
    fn three_ways() {
        let mut seams = Seams::NONE;
        assert_eq!(found(&seams, 1, r#","color":"#), None);
        seams.learn(1, br#","color":"#, key(2));
        assert_eq!(found(&seams, 1, r#","color":"#), Some((9, 2)));
        assert_eq!(found(&seams, 0, r#","color":"#), None, "another place");
        assert_eq!(found(&seams, 1, r#","colour":"#), None);
        assert_eq!(found(&seams, 1, r#","color": "#), None, "a blank is no value");
        seams.learn(1, br#","model" : "#, key(13));
        assert_eq!(found(&seams, 1, r#","color":"#), Some((9, 2)));
        assert_eq!(found(&seams, 1, r#","model" : "#), Some((11, 13)));
        seams.learn(1, br#","os":"#, key(16));
        assert_eq!(found(&seams, 1, r#","color":"#), Some((9, 2)));
        seams.learn(1, br#","eid":"#, key(7));
        assert_eq!(found(&seams, 1, r#","color":"#), None, "forgotten");
        assert_eq!(found(&seams, 1, r#","model" : "#), Some((11, 13)));
    }

    #[test]
    fn lengths() {
        for len in 0..=40 {
            let mut seams = Seams::NONE;
            let text = "a".repeat(len);
            seams.learn(32, text.as_bytes(), key(0));
            let expected = (1..=Seam::MAX).contains(&len).then_some((len, 0));
            assert_eq!(found(&seams, 32, &text), expected, "{len}");
        }
        let mut seams = Seams::NONE;
        seams.learn(33, b",", key(0));
        assert_eq!(found(&seams, 33, ","), None, "as far as there are places");
    }
}
