//! A whole value, with all that is in it, read by the complete grammar and without recursion.

use super::{Container, Cursor, Fatal, Format, Item, Kind, Limits, Span, Text};
use crate::report::{Code, Expected, Found, Log};

/// What is done with the parts of a value, in the order in which they stand.
pub(crate) trait Visitor<'a> {
    /// A container begins.
    fn begin(&mut self, kind: Kind);
    /// The key of the next value, and where it stands.
    fn key(&mut self, key: Text<'a>, span: Span);
    /// A value that is no container, and where it stands.
    fn scalar(&mut self, item: Item<'a>, span: Span);
    /// The innermost container ends.
    fn end(&mut self);
}

/// Nothing is done.
struct Ignore;

impl<'a> Visitor<'a> for Ignore {
    fn begin(&mut self, _: Kind) {}
    fn key(&mut self, _: Text<'a>, _: Span) {}
    fn scalar(&mut self, _: Item<'a>, _: Span) {}
    fn end(&mut self) {}
}

/// Past one value, which is checked all the same; what kind it was.
pub(crate) fn skip<'a, C: Cursor<'a>>(cursor: C, log: &mut Log<'_>) -> Result<(C, Kind), Fatal> {
    traverse(cursor, log, &mut Ignore)
}

/// Goes through a dictionary once more for where its keys stand: name, span of the key, the places before and behind
/// its value. It ends where the dictionary can't be read, which has been reported then.
#[cold]
pub(crate) fn locate<'a, C: Cursor<'a>>(start: C, mut visit: impl FnMut(&Text<'a>, Span, C, C)) {
    locate_all(start, |name, span, at, behind| {
        if let Some(behind) = behind {
            visit(name, span, at, behind);
        }
    });
}

/// The same with the key whose value can't be read, so that nothing is behind it. Whether the dictionary was read to its
/// end.
#[cold]
pub(crate) fn locate_all<'a, C: Cursor<'a>>(start: C, mut visit: impl FnMut(&Text<'a>, Span, C, Option<C>)) -> bool {
    let mut quiet = Log::muted();
    let Ok((mut cursor, _, mut inside)) = start.value(&mut quiet) else { return false };
    let mut layout = C::layout();
    while let Ok((at, after, learned, key)) = cursor.key(inside, layout, &mut quiet) {
        let Some((name, span)) = key else { return true };
        let behind = skip(at, &mut quiet).ok().map(|(behind, _)| behind);
        visit(&name, span, at, behind);
        let Some(behind) = behind else { return false };
        (cursor, inside, layout) = (behind, after, learned);
    }
    false
}

/// Where a dictionary begins: its start tag or bracket.
pub(crate) fn head<'a, C: Cursor<'a>>(start: C) -> Span {
    let inside = start.value(&mut Log::muted());
    Span::new(start.offset(), inside.map_or(start.offset(), |(inside, _, _)| inside.offset()))
}

/// One open container.
struct Frame<C> {
    container: Container,
    /// Where it begins.
    start: usize,
    inside: C,
    /// How many values it has so far.
    count: usize,
    /// Where its keys begin among all that are remembered.
    keys: usize,
    /// Its only key is that of a keyed archive's reference.
    is_uid: bool,
}

/// Reads one value and shows it to the visitor, part by part.
#[cold]
pub(crate) fn traverse<'a, C: Cursor<'a>>(
    mut cursor: C,
    log: &mut Log<'_>,
    visit: &mut dyn Visitor<'a>,
) -> Result<(C, Kind), Fatal> {
    let layout = C::layout();
    let mut frames: Stack<Frame<C::Inside>, 8> = Stack::new();
    // the cursor over a binary property list has looked at the keys of a dictionary when it has entered it
    let mut keys = Keys::new(cursor.input());
    let mut kind = None;
    // what the value is that comes next
    let mut due = true;
    loop {
        if due {
            let at = cursor.offset();
            log.count(1, at)?;
            let (next, item, inside) = cursor.value(log)?;
            kind = kind.or(Some(item.kind()));
            cursor = next;
            let container = match item {
                Item::Array => Some(Container::Array),
                Item::Dictionary => Some(Container::Dictionary),
                Item::Wrapper => Some(Container::Wrapper),
                _ => None,
            };
            match container {
                None => {
                    if let Some(frame) = frames.last_mut() {
                        frame.is_uid &= matches!(item, Item::Integer(_));
                    }
                    visit.scalar(item, Span::new(at, cursor.offset()));
                }
                Some(container) => {
                    let depth = frames.len().saturating_add(log.containers()).saturating_add(1);
                    if depth > log.limits.depth {
                        return Err(log.fatal_found(
                            Code::Depth,
                            Span::new(at, cursor.offset()),
                            Expected::Nothing,
                            Found::Count(log.limits.depth),
                        ));
                    }
                    if depth == Limits::DEPTH_STRICT.saturating_add(1) {
                        log.odd_found(
                            Code::Depth,
                            Span::new(at, cursor.offset()),
                            Expected::Nothing,
                            Found::Count(Limits::DEPTH_STRICT),
                        );
                    }
                    if let Some(frame) = frames.last_mut() {
                        frame.is_uid = false;
                    }
                    frames.push(Frame { container, start: at, inside, count: 0, keys: keys.len(), is_uid: false });
                    if container != Container::Wrapper {
                        visit.begin(item.kind());
                    }
                }
            }
        }
        let Some(frame) = frames.last_mut() else { return Ok((cursor, kind.unwrap_or(Kind::Null))) };
        let before = cursor.offset();
        due = if frame.container == Container::Dictionary {
            let (next, inside, _, key) = cursor.key(frame.inside, layout, log)?;
            (cursor, frame.inside) = (next, inside);
            match key {
                None => false,
                Some((key, span)) => {
                    frame.is_uid = frame.count == 0 && key == "CF$UID";
                    if !C::REFUSES_TWINS {
                        keys.push(&key, span);
                    }
                    visit.key(key, span);
                    true
                }
            }
        } else {
            let (next, inside, _, more) = cursor.item(frame.inside, layout, frame.container, log)?;
            (cursor, frame.inside) = (next, inside);
            more
        };
        if due {
            if frame.container == Container::Wrapper && frame.count == 1 {
                return Err(log.fatal(Code::Content, Span::new(before, cursor.offset())));
            }
            frame.count = frame.count.saturating_add(1);
            continue;
        }
        match frame.container {
            Container::Wrapper if frame.count == 0 => {
                return Err(log.fatal(Code::EmptyPlist, Span::new(before, cursor.offset())));
            }
            Container::Wrapper => {}
            Container::Array => visit.end(),
            Container::Dictionary => {
                if frame.is_uid && frame.count == 1 {
                    let span = Span::new(frame.start, cursor.offset());
                    match C::FORMAT {
                        Format::Binary => log.tolerated(Code::CfUid, span),
                        _ => log.odd(Code::CfUid, span),
                    }
                }
                keys.close(frame.keys, log);
                visit.end();
            }
        }
        frames.pop();
    }
}

/// Where a name stands in the input; where its key does, if it is a copy.
pub(crate) fn name_span(input: &[u8], name: &Text<'_>, key: Span) -> Span {
    let start = (name.as_ptr() as usize).wrapping_sub(input.as_ptr() as usize);
    let end = start.checked_add(name.len()).filter(|end| name.is_borrowed() && *end <= input.len());
    end.map_or(key, |end| Span::new(start, end))
}

/// A stack that allocates only when it grows beyond its first `N` items.
struct Stack<T, const N: usize> {
    low: [Option<T>; N],
    high: Vec<T>,
    len: usize,
}

impl<T, const N: usize> Stack<T, N> {
    const fn new() -> Self {
        Self { low: [const { None }; N], high: Vec::new(), len: 0 }
    }

    const fn len(&self) -> usize {
        self.len
    }

    fn last_mut(&mut self) -> Option<&mut T> {
        let top = self.len.checked_sub(1)?;
        if top < N { self.low.get_mut(top)?.as_mut() } else { self.high.last_mut() }
    }

    fn push(&mut self, item: T) {
        match self.low.get_mut(self.len) {
            Some(place) => *place = Some(item),
            None => self.high.push(item),
        }
        self.len = self.len.saturating_add(1);
    }

    fn pop(&mut self) {
        self.len = self.len.saturating_sub(1);
        match self.low.get_mut(self.len) {
            Some(place) => *place = None,
            None => {
                self.high.pop();
            }
        }
    }
}

/// The keys of open dictionaries, to find one that stands twice: eight bytes each, so that their number does no harm.
pub(crate) struct Keys<'a> {
    input: &'a [u8],
    /// The first of them, as long as there are no more.
    few: [Name; FEW],
    many: Vec<Name>,
    len: usize,
    /// Those that do not stand in the input as they are.
    copies: Vec<(String, Span)>,
}

/// So many keys are kept without an allocation.
const FEW: usize = 64;

/// The bytes of a name in the input; or, with [`COPY`] as length, its number among the copies.
#[derive(Clone, Copy)]
struct Name {
    start: u32,
    len: u32,
}

const COPY: u32 = u32::MAX;

impl<'a> Keys<'a> {
    pub(crate) const fn new(input: &'a [u8]) -> Self {
        Self { input, few: [Name { start: 0, len: 0 }; FEW], many: Vec::new(), len: 0, copies: Vec::new() }
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    fn add(&mut self, name: Name) {
        match self.few.get_mut(self.len) {
            Some(place) if self.many.is_empty() => *place = name,
            _ => {
                if self.many.is_empty() {
                    self.many.extend(self.few.iter().take(self.len));
                }
                self.many.push(name);
            }
        }
        self.len = self.len.saturating_add(1);
    }

    pub(crate) fn push(&mut self, key: &Text<'_>, span: Span) {
        let place = name_span(self.input, key, span);
        let name = match (u32::try_from(place.start), u32::try_from(place.len())) {
            (Ok(start), Ok(len)) if key.is_borrowed() && len != COPY => Name { start, len },
            _ => {
                let start = u32::try_from(self.copies.len()).unwrap_or(u32::MAX);
                self.copies.push((key.as_str().to_owned(), span));
                Name { start, len: COPY }
            }
        };
        self.add(name);
    }

    fn span(&self, name: Name) -> Span {
        let start = name.start as usize;
        match name.len {
            COPY => self.copies.get(start).map_or_else(Span::default, |(_, span)| *span),
            len => Span::new(start, start.saturating_add(len as usize)),
        }
    }

    fn bytes(&self, name: Name) -> &[u8] {
        match name.len {
            COPY => self.copies.get(name.start as usize).map_or(&[], |(text, _)| text.as_bytes()),
            _ => self.span(name).of(self.input),
        }
    }

    /// Reports those that stand twice since there were `from`, and forgets them.
    pub(crate) fn close(&mut self, from: usize, log: &mut Log<'_>) {
        let len = core::mem::replace(&mut self.len, from);
        let mut few = self.few;
        let mut many = if self.many.is_empty() { Vec::new() } else { self.many.split_off(from.min(self.many.len())) };
        let names = if many.is_empty() { few.get_mut(from..len).unwrap_or_default() } else { many.as_mut_slice() };
        if names.len() > 1 {
            names.sort_unstable_by(|a, b| {
                self.bytes(*a).cmp(self.bytes(*b)).then_with(|| self.span(*a).cmp(&self.span(*b)))
            });
            for pair in names.windows(2) {
                if let [first, second] = pair
                    && self.bytes(*first) == self.bytes(*second)
                {
                    let key = Found::key(&String::from_utf8_lossy(self.bytes(*second)));
                    log.odd_related(Code::DupKey, self.span(*second), Expected::Nothing, key, self.span(*first));
                }
            }
        }
        if from == 0 {
            self.copies.clear();
        }
    }
}
