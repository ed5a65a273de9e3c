//! Lines of a file, one after the other, or counted on the way through it.

/// Which line a place is in; places are asked for in their order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(super) const fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line that this byte is in, from 1.
    pub(super) fn at(&mut self, offset: usize) -> usize {
        let passed = self.text.get(self.at..offset).unwrap_or_default();
        self.line = self.line.saturating_add(memchr::memchr_iter(b'\n', passed).count());
        self.at = self.at.max(offset);
        self.line
    }
}

/// Lines without what ends them, each with the place where it begins.
pub(super) fn lines(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut start = 0usize;
    core::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest.get(..end).unwrap_or_default();
        let begin = start;
        start = start.saturating_add(end).saturating_add(1);
        Some((begin, line.strip_suffix(b"\r").unwrap_or(line)))
    })
}
