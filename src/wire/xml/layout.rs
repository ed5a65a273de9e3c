//! The white space between elements, compared as one word.

use crate::{
    schema::{Key, KeyText, Record},
    wire::pattern::Pattern,
};

/// How the elements of one container are laid out: what stands before each, and what before the end tag.
///
/// Writers indent every element of a container alike. So the first one tells the others, and the reader compares a
/// constant instead of looking for the end of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Before an element, up to its `<`.
    pub(super) element: Pattern,
    /// Before a key, its tag with it; never if that is too long.
    pub(super) key: Pattern,
    /// Before the end tag, its `</` with it.
    pub(super) end: Pattern,
    /// Which of [`USUAL`] the containers inside of it are laid out as, if it is one of them itself.
    inner: usize,
}

/// Without any white space; and as Apple writes it: a tab a level, the outermost container not indented. No message has
/// values in more containers.
static USUAL: [Layout; 9] = [
    Layout::DENSE,
    Layout::APPLE,
    Layout::level(1),
    Layout::level(2),
    Layout::level(3),
    Layout::level(4),
    Layout::level(5),
    Layout::level(6),
    Layout::level(7),
];

impl Layout {
    /// The outermost container, as Apple writes it.
    pub(super) const APPLE: Self = Self::level(0);

    /// Any container, without white space.
    pub(super) const DENSE: Self =
        Self { element: Pattern::new(b"<"), key: Pattern::new(b"<key>"), end: Pattern::new(b"</"), inner: 0 };

    /// Of a container that is only a tag: nothing stands in it, not even its end.
    pub(super) const NEVER: Self =
        Self { element: Pattern::NEVER, key: Pattern::NEVER, end: Pattern::NEVER, inner: usize::MAX };

    /// A container inside of so many, as Apple writes it.
    const fn level(level: usize) -> Self {
        let gap = b"\n\t\t\t\t\t\t\t\t".split_at(level.wrapping_add(1));
        let (outer, inner) = (Pattern::new(gap.0), Pattern::new(gap.0).then(Pattern::new(b"\t")));
        let [tag, key, end] = [b"<".as_slice(), b"<key>", b"</"];
        Self {
            element: inner.then(Pattern::new(tag)),
            key: inner.then(Pattern::new(key)),
            end: outer.then(Pattern::new(end)),
            inner: level.wrapping_add(2),
        }
    }

    /// One level deeper.
    #[inline]
    pub(super) fn inner(&self) -> Self {
        USUAL.get(self.inner).copied().unwrap_or_else(|| self.deeper())
    }

    #[inline(never)]
    fn deeper(&self) -> Self {
        let gap = self.gap();
        self.with_element(Some(gap.deeper(self.end.len().wrapping_sub(2)))).with_end(Some(gap))
    }

    /// The white space before an element.
    #[inline]
    fn gap(&self) -> Pattern {
        self.element.without_last()
    }

    /// The same with another gap before elements, if there is one.
    #[inline]
    pub(super) fn with_element(self, gap: Option<Pattern>) -> Self {
        gap.map_or(self, |gap| Self {
            element: gap.then(Pattern::new(b"<")),
            key: gap.then(Pattern::new(b"<key>")),
            end: self.end,
            inner: usize::MAX,
        })
    }

    /// The same with another gap before the end, if there is one.
    #[inline]
    pub(super) fn with_end(self, gap: Option<Pattern>) -> Self {
        gap.map_or(self, |gap| Self { end: gap.then(Pattern::new(b"</")), inner: usize::MAX, ..self })
    }

    /// Whether the gap is so long that a key is not compared together with it.
    #[inline]
    pub(super) const fn is_deep(&self) -> bool {
        self.key.len() == 0
    }
}

/// Another key than the expected one.
#[inline(never)]
pub(super) fn search(text: &[u8; KeyText::HEAD], record: &'static Record) -> Option<(usize, &'static Key)> {
    let word = u64::from_le_bytes(*text.first_chunk()?);
    record.candidates(word).find(|(_, key)| key.xml.starts(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(layout: Layout) -> [String; 3] {
        [layout.element, layout.key, layout.end].map(|pattern| format!("{pattern:?}"))
    }

    #[test]
    fn levels() {
        let mut layout = Layout::APPLE;
        for level in 1..USUAL.len() {
            let (known, made) = (layout.inner(), layout.deeper());
            assert_eq!(patterns(known), patterns(made), "{level}");
            layout = known;
        }
        assert_eq!(patterns(layout.inner()), patterns(layout.deeper()), "further than is known");
        assert_eq!(patterns(Layout::DENSE.inner()), patterns(Layout::DENSE.deeper()));
        assert!(USUAL.get(layout.with_end(Pattern::gap(b"\n")).inner).is_none());
    }

    #[test]
    fn deeper() {
        let inner = Layout::APPLE.inner();
        assert!(inner.element.starts(b"\n\t\t<key>A</key>\n") && inner.end.starts(b"\n\t</dict>\n\t<key>"));
        let blanks = Layout::APPLE.with_element(Pattern::gap(b"\n  ")).inner();
        assert!(blanks.element.starts(b"\n    <key>A</key") && blanks.end.starts(b"\n  </dict>\n  <ke"));
        let deep = Layout::APPLE.with_element(Pattern::gap(b"\n          "));
        assert!(deep.is_deep() && deep.element.starts(b"\n          <key>"));
    }
}
