//! What snippets have to know of a document, which may be damaged.

use super::{
    document::{Bits, Document},
    lex::{Head, Trailer},
};
use crate::wire::{Kind, Span};

/// What a document is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// An object begins here, of this number.
    Object(usize, Head),
    /// The offset table.
    Table,
    Trailer,
}

/// What stands at this offset.
pub(crate) fn part(input: &[u8], at: usize) -> Option<Part> {
    let trailer = input.len().checked_sub(Trailer::LEN).filter(|trailer| *trailer > Document::START)?;
    if at >= trailer {
        return Some(Part::Trailer);
    }
    let document = Document::reopen(input)?;
    if at >= document.table() {
        return Some(Part::Table);
    }
    let number = (0..document.objects()).find(|index| document.offset_of(*index) == Some(at))?;
    document.head(at).ok().map(|(head, _)| Part::Object(number, head))
}

/// Where the objects behind such keys stand, and all that is in them; all objects, if they can't be told: in a document that is
/// damaged any may be the value of such a key.
pub(crate) fn behind(input: &[u8], is_meant: impl Fn(&str) -> bool) -> Vec<Span> {
    let found = Document::reopen(input).and_then(|document| {
        let starts = document.starts();
        if is_sound(&document, &starts)? || !may_have_key(&document, &starts, &is_meant) {
            spans(&document, is_meant)
        } else {
            None
        }
    });
    found.unwrap_or_else(|| vec![Span::new(Document::START, input.len().saturating_sub(Trailer::LEN))])
}

/// Whether each object ends where the next one begins, and something refers to each; `None` if there are more references than
/// a document of this length may have.
fn is_sound(document: &Document<'_, '_>, starts: &[usize]) -> Option<bool> {
    let ends = starts.iter().skip(1).copied().chain([document.table()]);
    if !starts.iter().zip(ends).all(|(start, end)| document.end(*start) == Some(end)) {
        return Some(false);
    }
    let size = document.reference_size.max(1);
    let mut left = most_references(document);
    let mut referred = Bits::new(document.objects());
    referred.insert(document.root_number());
    for start in starts {
        let Some((_, inside)) = document.inside(*start) else { continue };
        left = left.checked_sub(inside.count(size))?;
        let end = inside.end.saturating_add(inside.width);
        for number in (inside.next..end).step_by(size).filter_map(|at| document.reference(at)) {
            referred.insert(number);
        }
    }
    Some((0..document.objects()).all(|number| referred.has(number)))
}

/// Whether an object is the text of such a key, but perhaps for its marker.
fn may_have_key(document: &Document<'_, '_>, starts: &[usize], is_meant: impl Fn(&str) -> bool) -> bool {
    // a marker, and a length beside it that has one or two octets
    const HEADS: [usize; 3] = [1, 3, 4];
    const LONGEST: usize = 1 << 6;
    let ends = starts.iter().skip(1).copied().chain([document.table()]);
    starts.iter().zip(ends).any(|(start, end)| {
        let object = document.input().get(*start..end).filter(|object| object.len() <= LONGEST).unwrap_or_default();
        let texts = HEADS.iter().filter_map(|head| object.get(*head..));
        texts.filter_map(|text| str::from_utf8(text).ok()).any(&is_meant)
    })
}

/// So many references are gone through at most.
fn most_references(document: &Document<'_, '_>) -> usize {
    document.input().len().saturating_mul(8).saturating_add(1 << 16)
}

/// The places of those objects; `None` if there are more references than a document of this length may have.
fn spans(document: &Document<'_, '_>, is_meant: impl Fn(&str) -> bool) -> Option<Vec<Span>> {
    let cursor = document.cursor_at(0);
    let size = document.reference_size.max(1);
    let mut left = most_references(document);
    let inside = |number: usize| document.inside(document.offset_of(number)?);
    let mut found = Vec::new();
    // a key is read once, however many dictionaries share it
    let (mut known, mut meant) = (Bits::new(document.objects()), Bits::new(document.objects()));
    for (kind, inside) in (0..document.objects()).filter_map(inside) {
        left = left.checked_sub(inside.count(size))?;
        for at in (inside.next..inside.end).step_by(size).filter(|_| kind == Kind::Dictionary) {
            let Some(number) = document.reference(at) else { continue };
            if !known.insert(number) {
                let Some((key, _)) = cursor.key_at(at) else { continue };
                if key.text().map_or(true, |name| is_meant(&name)) {
                    meant.insert(number);
                }
            }
            if meant.has(number) {
                found.extend(document.reference(at.saturating_add(inside.width)));
            }
        }
    }
    let mut seen = Bits::new(document.objects());
    let mut next = 0usize;
    while let Some(number) = found.get(next).copied() {
        next = next.saturating_add(1);
        if let Some((_, inside)) = inside(number)
            && !seen.insert(number)
        {
            left = left.checked_sub(inside.count(size))?;
            let end = inside.end.saturating_add(inside.width);
            found.extend((inside.next..end).step_by(size).filter_map(|at| document.reference(at)));
        }
    }
    Some(found.into_iter().map(|number| document.span(number)).collect())
}
