//! What files and bodies are packed with.

use core::fmt;
use std::{
    borrow::Cow,
    io::{self, BufRead, Read},
};

use flate2::{
    Compression,
    bufread::{GzEncoder, MultiGzDecoder, ZlibDecoder, ZlibEncoder},
};
use ruzstd::{
    decoding::StreamingDecoder,
    encoding::{CompressionLevel, compress_to_vec},
};

use super::{Captured, problem};
use crate::{
    report::{Code, Found, Problem},
    wire::{Format, Span},
};

/// What files and bodies are packed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Packing {
    /// gzip, RFC 1952; one or several members.
    Gzip,
    /// Zstandard, RFC 8878; one or several frames.
    Zstd,
    /// zlib, RFC 1950, as `deflate` means in HTTP. Only bodies are: no first bytes announce it.
    Deflate,
}

/// The most that a body is unpacked to.
const MOST: usize = 1 << 26;

impl Packing {
    /// What the first bytes announce.
    #[must_use]
    pub fn detect(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x1f, 0x8b, 8, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    /// `gzip` or `zstd`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Deflate => "deflate",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }

    /// As `Content-Encoding` names it.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "deflate" => Some(Self::Deflate),
            "gzip" | "x-gzip" => Some(Self::Gzip),
            "zstd" => Some(Self::Zstd),
            _ => None,
        }
    }

    /// Reads what is packed in what `packed` reads. It takes little memory, however much is packed. Damage is an error
    /// of the kind `InvalidData`, an end that is missing one of the kind `UnexpectedEof`, each behind all that could
    /// be read.
    pub fn reader<'r>(self, packed: impl BufRead + Send + 'r) -> Box<dyn Read + Send + 'r> {
        match self {
            Self::Deflate => Box::new(ZlibDecoder::new(packed)),
            Self::Gzip => Box::new(MultiGzDecoder::new(packed)),
            Self::Zstd => Box::new(Frames { state: State::Between(packed) }),
        }
    }

    /// Packs bytes.
    #[must_use]
    pub fn pack(self, plain: &[u8]) -> Vec<u8> {
        match self {
            Self::Deflate => all(ZlibEncoder::new(plain, Compression::default())),
            Self::Gzip => all(GzEncoder::new(plain, Compression::default())),
            Self::Zstd => compress_to_vec(plain, CompressionLevel::Fastest),
        }
    }

    /// Whether a body begins as what is so packed.
    fn begins(self, body: &[u8]) -> bool {
        match (self, body) {
            // the method is 8, and both bytes are a multiple of 31
            (Self::Deflate, [method, flags, ..]) => {
                method & 0xf == 8 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31)
            }
            _ => Self::detect(body) == Some(self),
        }
    }

    /// What is packed in a body, and what is wrong with it.
    pub(super) fn unpack(self, packed: &[u8]) -> (Vec<u8>, Option<Problem>) {
        let mut plain = Vec::new();
        let mut reader = self.reader(packed).take(u64::try_from(MOST).unwrap_or(u64::MAX));
        let result = reader.read_to_end(&mut plain);
        let damage = result.err().map(|error| damage(&error, plain.len()));
        let too_long = || problem_of(Code::InputTooLong, MOST);
        let damage = damage.or_else(|| (plain.len() >= MOST).then(too_long));
        (plain, damage)
    }
}

impl fmt::Display for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What is read from memory, which does not fail.
fn all(mut reader: impl Read) -> Vec<u8> {
    let mut all = Vec::new();
    let _ = reader.read_to_end(&mut all);
    all
}

/// A `Content-Encoding`.
#[derive(Debug, Default)]
pub(super) enum ContentEncoding {
    #[default]
    None,
    Known(Packing),
    Unknown(String),
}

impl ContentEncoding {
    pub(super) fn named(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "" | "identity" => Self::None,
            name => Packing::named(name).map_or_else(|| Self::Unknown(name.to_owned()), Self::Known),
        }
    }

    /// What a body is packed with. One that is named packed and is not was unpacked by who wrote it down.
    pub(super) fn packing(&self, body: &[u8]) -> Option<Packing> {
        match self {
            Self::Known(packing) if packing.begins(body) => Some(*packing),
            _ => None,
        }
    }

    /// The body without it.
    pub(super) fn undone<'a>(&self, body: Cow<'a, [u8]>) -> Captured<'a> {
        if let Some(packing) = self.packing(&body) {
            let (plain, damage) = packing.unpack(&body);
            return Captured { body: plain.into(), problems: damage.into_iter().collect(), ..Captured::default() };
        }
        match self {
            Self::Unknown(name) if !body.is_empty() && Format::detect(&body).is_none() => {
                let problem = Problem { found: Found::text(name), ..problem(Code::ContentEncoding, Span::default()) };
                Captured { body, problems: vec![problem], damaged: true, ..Captured::default() }
            }
            _ => Captured { body, ..Captured::default() },
        }
    }
}

/// What is wrong with what was packed, behind so many bytes of it.
#[must_use]
pub fn damage(error: &io::Error, read: usize) -> Problem {
    problem_of(if error.kind() == io::ErrorKind::UnexpectedEof { Code::CutOff } else { Code::CaptureDamaged }, read)
}

fn problem_of(code: Code, count: usize) -> Problem {
    Problem { found: Found::Count(count), ..problem(code, Span::default()) }
}

/// Frames of Zstandard, one behind the other.
struct Frames<R: BufRead> {
    state: State<R>,
}

enum State<R: BufRead> {
    Between(R),
    Within(Box<StreamingDecoder<R, ruzstd::decoding::FrameDecoder>>),
    Ended,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        loop {
            match core::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::Between(mut packed) => {
                    if packed.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    let decoder = StreamingDecoder::new(packed).map_err(io::Error::other)?;
                    self.state = State::Within(Box::new(decoder));
                }
                State::Within(mut decoder) => match decoder.read(into)? {
                    0 => self.state = State::Between(decoder.into_inner()),
                    count => {
                        self.state = State::Within(decoder);
                        return Ok(count);
                    }
                },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// `abc` as `zstd` packs it.
    const FRAME: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x03, 0x19, 0x00, 0x00, b'a', b'b', b'c'];

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn one_behind_the_other() {
        let packed = [gzip(b"abc"), gzip(b"de")].concat();
        assert_eq!(Packing::detect(&packed), Some(Packing::Gzip));
        assert_eq!(Packing::Gzip.unpack(&packed), (b"abcde".to_vec(), None));
        assert_eq!(Packing::detect(FRAME), Some(Packing::Zstd));
        assert_eq!(Packing::Zstd.unpack(&FRAME.repeat(3)), (b"abcabcabc".to_vec(), None));
    }

    #[test]
    fn what_was_read_before_the_damage() {
        let text: Vec<u8> =
            (0..100_000u32).map(|i| (i.wrapping_mul(i).wrapping_mul(0x9e37_79b9) >> 24) as u8).collect();
        let mut packed = gzip(&text);
        packed.truncate(packed.len() / 2);
        let (plain, damage) = Packing::Gzip.unpack(&packed);
        assert!(text.starts_with(&plain) && plain.len() > 10_000);
        assert_eq!(damage.map(|problem| problem.code), Some(Code::CutOff));
        let (plain, damage) = Packing::Zstd.unpack(&[FRAME, &FRAME[..11]].concat());
        assert_eq!((plain.as_slice(), damage.is_some()), (&b"abc"[..], true));
    }
}
