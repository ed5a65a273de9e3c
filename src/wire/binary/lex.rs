//! The grammar of a binary property list, as nom parsers: from octets to token and rest.
//!
//! Each function names the part of the format that it reads, as CoreFoundation's `CFBinaryPList.c` describes it. What a
//! token means is decided in [`read`](super::read).

use nom::{
    IResult, Parser,
    bytes::complete::{tag, take},
    combinator::{all_consuming, map, verify},
    number::complete::{be_u8, be_u64},
    sequence::{pair, preceded},
};

type Lexed<'a, T> = IResult<&'a [u8], T>;

/// The last octets of a document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trailer<'a> {
    pub(super) unused: &'a [u8],
    pub(super) sort: u8,
    /// How many octets an offset has, and a reference.
    pub(super) sizes: [u8; 2],
    /// How many objects there are.
    pub(super) objects: u64,
    /// The number of the outermost.
    pub(super) root: u64,
    /// Where the offset table begins.
    pub(super) table: u64,
}

impl Trailer<'_> {
    pub(super) const LEN: usize = 32;

    /// Whether offsets and references have octets at all, and not more than a number can have.
    pub(super) fn has_sizes(&self) -> bool {
        self.sizes.iter().all(|size| (1..=8).contains(size))
    }
}

/// `trailer = 5OCTET sort-version offset-size reference-size objects root table`
pub(super) fn trailer(input: &[u8]) -> Lexed<'_, Trailer<'_>> {
    let parts = (take(5usize), be_u8, pair(be_u8, be_u8), be_u64, be_u64, be_u64);
    let (rest, (unused, sort, sizes, objects, root, table)) = all_consuming(parts).parse(input)?;
    Ok((rest, Trailer { unused, sort, sizes: sizes.into(), objects, root, table }))
}

/// What stands before the content of an object: of what type it is, and how much comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    Null,
    Boolean(bool),
    /// Of so many octets; likewise the next two.
    Integer(usize),
    Real(usize),
    Date(usize),
    /// So many octets.
    Data(usize),
    /// So many characters.
    Ascii(usize),
    /// So many code units of UTF-16.
    Wide(usize),
    /// Of so many octets.
    Uid(usize),
    /// So many references.
    Array(usize),
    /// So many keys and as many values.
    Dictionary(usize),
    /// No such type, or one that no property list has: a fill byte, a set.
    Other,
}

/// `head = marker [count]`
///
/// Fails as incomplete with [`Eof`](nom::error::ErrorKind::Eof), with a count that is none otherwise.
pub(super) fn head(input: &[u8]) -> Lexed<'_, Head> {
    let (rest, marker) = be_u8(input)?;
    let low = marker & 0xf;
    let size = 1usize << low;
    let counted = |head: fn(usize) -> Head| map(|rest| count(low, rest), head).parse(rest);
    let head = match (marker >> 4, low) {
        (0x0, 0x0) => Head::Null,
        (0x0, 0x8) => Head::Boolean(false),
        (0x0, 0x9) => Head::Boolean(true),
        (0x1, _) => Head::Integer(size),
        (0x2, _) => Head::Real(size),
        (0x3, _) => Head::Date(size),
        (0x4, _) => return counted(Head::Data),
        (0x5, _) => return counted(Head::Ascii),
        (0x6, _) => return counted(Head::Wide),
        (0x8, _) => Head::Uid(usize::from(low).saturating_add(1)),
        (0xa, _) => return counted(Head::Array),
        (0xd, _) => return counted(Head::Dictionary),
        _ => Head::Other,
    };
    Ok((rest, head))
}

/// `count = the lower half of the marker, or, if that is 15, an integer object of 1, 2, 4 or 8 octets`
fn count(low: u8, rest: &[u8]) -> Lexed<'_, usize> {
    if low < 15 {
        return Ok((rest, low.into()));
    }
    let (rest, marker) = verify(be_u8, |marker| matches!(marker, 0x10..=0x13)).parse(rest)?;
    let most = 1u64 << 63;
    let count = verify(map(take(1usize << (marker & 3)), number), move |count| *count < most);
    // more than an address can hold is more than there is
    map(count, |count| usize::try_from(count).unwrap_or(usize::MAX)).parse(rest)
}

/// Up to eight octets, the first one counting most.
pub(super) fn number(octets: &[u8]) -> u64 {
    octets.iter().fold(0, |number, octet| number << 8 | u64::from(*octet))
}

/// `header = "bplist0" version`, where only the first seven octets have to be so.
pub(super) fn header(input: &[u8]) -> Lexed<'_, u8> {
    preceded(tag("bplist0"), be_u8).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &[u8], expected: Result<(Head, usize), nom::error::ErrorKind>) {
        let found = match head(input) {
            Ok((rest, head)) => Ok((head, input.len() - rest.len())),
            Err(nom::Err::Error(error)) => Err(error.code),
            Err(_) => panic!("neither read nor refused"),
        };
        assert_eq!(found, expected, "{input:02x?}");
    }

    #[test]
    fn heads() {
        use nom::error::ErrorKind::{Eof, Verify};
        check(&[0x00], Ok((Head::Null, 1)));
        check(&[0x08], Ok((Head::Boolean(false), 1)));
        check(&[0x09], Ok((Head::Boolean(true), 1)));
        check(&[0x0f], Ok((Head::Other, 1)));
        check(&[0x13, 0], Ok((Head::Integer(8), 1)));
        check(&[0x1f], Ok((Head::Integer(1 << 15), 1)));
        check(&[0x22], Ok((Head::Real(4), 1)));
        check(&[0x33], Ok((Head::Date(8), 1)));
        check(&[0x40], Ok((Head::Data(0), 1)));
        check(&[0x5e], Ok((Head::Ascii(14), 1)));
        check(&[0x6f, 0x10, 0x20], Ok((Head::Wide(32), 3)));
        check(&[0x80], Ok((Head::Uid(1), 1)));
        check(&[0xa3], Ok((Head::Array(3), 1)));
        check(&[0xaf, 0x11, 1, 0], Ok((Head::Array(256), 4)));
        check(&[0xdf, 0x12, 0, 1, 0, 0], Ok((Head::Dictionary(1 << 16), 6)));
        check(&[0xdf, 0x13, 0x7f, 255, 255, 255, 255, 255, 255, 255], Ok((Head::Dictionary(usize::MAX >> 1), 10)));
        check(&[0xc1], Ok((Head::Other, 1)));
        check(&[0x5f], Err(Eof));
        check(&[0x5f, 0x11, 0], Err(Eof));
        check(&[0x5f, 0x14, 0], Err(Verify));
        check(&[0x5f, 0x23, 0], Err(Verify));
        check(&[0x5f, 0x13, 0x80, 0, 0, 0, 0, 0, 0, 0], Err(Verify));
    }

    #[test]
    fn trailers() {
        let mut input = [0; Trailer::LEN];
        (input[6], input[7], input[15], input[23], input[31]) = (1, 2, 3, 4, 5);
        let expected = Trailer { unused: &[0; 5], sort: 0, sizes: [1, 2], objects: 3, root: 4, table: 5 };
        assert_eq!(trailer(&input), Ok((&[][..], expected)));
        assert!(trailer(&input[1..]).is_err() && trailer(&[0; 33]).is_err());
        assert_eq!(header(b"bplist00\x08"), Ok((&[8][..], b'0')));
        assert!(header(b"bplist15").is_err());
    }
}
