//! What files and bodies are packed with.

use core::{error::Error, fmt};
use std::{
    borrow::Cow,
    io::{self, BufRead, ErrorKind, Read},
};

use flate2::{
    Compression,
    bufread::{GzDecoder, GzEncoder, ZlibDecoder, ZlibEncoder},
};
use ruzstd::{
    decoding::{BlockDecodingStrategy, FrameDecoder},
    encoding::{CompressionLevel, compress_to_vec},
};

use super::{Captured, problem};
use crate::{
    report::{Code, Expected, Found, Problem},
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
    /// be read; so is a checksum that is another.
    pub fn reader<'r>(self, packed: impl BufRead + Send + 'r) -> Box<dyn Read + Send + 'r> {
        Box::new(Parts { packing: self, state: State::First(packed) })
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
            let (damaged, problems) = (damage.is_some(), damage.into_iter().collect());
            return Captured { body: plain.into(), problems, damaged, ..Captured::default() };
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

/// What is wrong with what was packed, behind so many bytes of it, or why it cannot be read.
#[must_use]
pub fn damage(error: &io::Error, read: usize) -> Problem {
    let Some(Broken { packing, how }) = error.get_ref().and_then(|error| error.downcast_ref()) else {
        return Problem { found: Found::text(&error.to_string()), ..problem(Code::UnreadableFile, Span::default()) };
    };
    let (code, found) = match how {
        How::Damaged => (Code::CaptureDamaged, Found::Count(read)),
        How::Ended => (Code::CutOff, Found::Count(read)),
        How::Followed => (Code::CaptureDamaged, Found::Nothing),
    };
    Problem { expected: Expected::Text(packing.as_str()), found, ..problem(code, Span::default()) }
}

fn problem_of(code: Code, count: usize) -> Problem {
    Problem { found: Found::Count(count), ..problem(code, Span::default()) }
}

/// What is wrong with the packing.
#[derive(Debug)]
struct Broken {
    packing: Packing,
    how: How,
}

#[derive(Clone, Copy, Debug)]
enum How {
    /// A byte is another.
    Damaged,
    /// Its end is missing.
    Ended,
    /// Something else follows it.
    Followed,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let packing = self.packing;
        match self.how {
            How::Damaged => write!(f, "{packing} is damaged"),
            How::Ended => write!(f, "{packing} ends too early"),
            How::Followed => write!(f, "other bytes follow {packing}"),
        }
    }
}

impl Error for Broken {}

impl Broken {
    fn error(packing: Packing, how: How) -> io::Error {
        let kind = if matches!(how, How::Ended) { ErrorKind::UnexpectedEof } else { ErrorKind::InvalidData };
        io::Error::new(kind, Self { packing, how })
    }
}

/// What is wrong, as what was packed shows it; none if it could not be read for another reason.
fn how(error: &io::Error) -> Option<How> {
    match error.kind() {
        ErrorKind::UnexpectedEof => Some(How::Ended),
        ErrorKind::InvalidData | ErrorKind::InvalidInput => Some(How::Damaged),
        _ => None,
    }
}

/// Members of gzip or frames of Zstandard, one behind the other.
struct Parts<R: BufRead> {
    packing: Packing,
    state: State<R>,
}

enum State<R: BufRead> {
    First(R),
    Next(R),
    /// Whether it is known to be one.
    Within(Part<R>, bool),
    Ended,
}

/// One of them.
enum Part<R: BufRead> {
    Deflate(Box<ZlibDecoder<R>>),
    Gzip(Box<GzDecoder<R>>),
    Zstd(Box<Frame<R>>),
}

impl<R: BufRead> Part<R> {
    fn begin(packing: Packing, packed: R) -> io::Result<Self> {
        Ok(match packing {
            Packing::Deflate => Self::Deflate(Box::new(ZlibDecoder::new(packed))),
            Packing::Gzip => Self::Gzip(Box::new(GzDecoder::new(packed))),
            Packing::Zstd => Self::Zstd(Box::new(Frame::begin(packed)?)),
        })
    }

    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Deflate(part) => part.read(into),
            Self::Gzip(part) => part.read(into),
            Self::Zstd(part) => part.read(into),
        }
    }

    /// Whether it begins as one does.
    fn is_begun(&self) -> bool {
        match self {
            Self::Gzip(part) => part.header().is_some(),
            Self::Deflate(_) | Self::Zstd(_) => true,
        }
    }

    /// What stands behind it, if another may.
    fn behind(self) -> Option<R> {
        match self {
            Self::Deflate(_) => None,
            Self::Gzip(part) => Some(part.into_inner()),
            Self::Zstd(part) => Some(part.packed),
        }
    }
}

impl<R: BufRead> Parts<R> {
    /// An error in terms of the packing.
    fn broken(&self, error: io::Error, is_begun: bool) -> io::Error {
        match how(&error) {
            Some(_) if !is_begun => Broken::error(self.packing, How::Followed),
            Some(how) => Broken::error(self.packing, how),
            None => error,
        }
    }
}

impl<R: BufRead> Read for Parts<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        loop {
            let is_first = matches!(self.state, State::First(_));
            match core::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::First(mut packed) | State::Next(mut packed) => {
                    if packed.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    let part = Part::begin(self.packing, packed).map_err(|error| self.broken(error, is_first))?;
                    self.state = State::Within(part, is_first);
                }
                State::Within(mut part, is_begun) => match part.read(into) {
                    Ok(0) => self.state = part.behind().map_or(State::Ended, State::Next),
                    Ok(count) => {
                        self.state = State::Within(part, is_begun);
                        return Ok(count);
                    }
                    Err(error) if error.kind() == ErrorKind::Interrupted => {
                        self.state = State::Within(part, is_begun);
                        return Err(error);
                    }
                    Err(error) => return Err(self.broken(error, is_begun || part.is_begun())),
                },
            }
        }
    }
}

/// A frame of Zstandard.
struct Frame<R> {
    decoder: FrameDecoder,
    packed: R,
    /// What is wrong behind all that was unpacked.
    error: Option<io::Error>,
}

impl<R: Read> Frame<R> {
    fn begin(mut packed: R) -> io::Result<Self> {
        let mut decoder = FrameDecoder::new();
        decoder.init(&mut packed).map_err(of_zstd)?;
        Ok(Self { decoder, packed, error: None })
    }

    /// Whether the frame has no checksum, or the one that what was unpacked has.
    fn is_sound(&self) -> bool {
        let checksum = self.decoder.get_checksum_from_data();
        checksum.is_none() || checksum == self.decoder.get_calculated_checksum()
    }
}

impl<R: Read> Read for Frame<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.error.is_none() && !self.decoder.is_finished() && self.decoder.can_collect() < into.len() {
            let more = into.len().saturating_sub(self.decoder.can_collect());
            let decoded = self.decoder.decode_blocks(&mut self.packed, BlockDecodingStrategy::UptoBytes(more));
            self.error = decoded.err().map(of_zstd);
        }
        match self.decoder.read(into)? {
            0 => match self.error.take() {
                Some(error) => Err(error),
                None if self.is_sound() => Ok(0),
                None => Err(ErrorKind::InvalidData.into()),
            },
            count => Ok(count),
        }
    }
}

/// The error of reading that an error of a frame comes from, or that it is damaged.
fn of_zstd(error: impl Error + 'static) -> io::Error {
    let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return error.kind().into();
        }
        cause = error.source();
    }
    ErrorKind::InvalidData.into()
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
        assert_eq!((plain.as_slice(), damage.map(|problem| problem.code)), (&b"abc"[..], Some(Code::CutOff)));
    }

    #[test]
    fn what_is_damaged() {
        let told = |packing: Packing, packed: &[u8]| {
            let damage = packing.unpack(packed).1.map(|problem| (problem.code, problem.expected, problem.found));
            damage.unwrap_or((Code::PassedOver, Expected::Nothing, Found::Nothing))
        };
        // `abc` with the checksum that `zstd` adds
        let frame = [b"\x28\xb5\x2f\xfd\x24\x03\x19\x00\x00abc", &[0x99, 0x09, 0x77, 0xad][..]].concat();
        let others = [(Packing::Gzip, gzip(b"abc")), (Packing::Zstd, frame)];
        for (packing, packed) in others.into_iter().chain([(Packing::Deflate, Packing::Deflate.pack(b"abc"))]) {
            let name = || Expected::Text(packing.as_str());
            assert_eq!(packing.unpack(&packed), (b"abc".to_vec(), None), "{packing}");
            if packing == Packing::Deflate {
                assert_eq!(told(packing, &packed[..packed.len() - 1]).0, Code::CutOff);
                continue;
            }
            let mut damaged = packed.clone();
            let last = damaged.len() - if packing == Packing::Gzip { 5 } else { 1 };
            damaged[last] ^= 1;
            assert_eq!(told(packing, &damaged), (Code::CaptureDamaged, name(), Found::Count(3)), "{packing}");
            let cut = &packed[..packed.len() - 1];
            assert_eq!(told(packing, cut), (Code::CutOff, name(), Found::Count(3)), "{packing}");
            assert_eq!(told(packing, &packed[..1]), (Code::CutOff, name(), Found::Count(0)), "{packing}");
            let longer = [&packed[..], b"x\n"].concat();
            assert_eq!(told(packing, &longer), (Code::CaptureDamaged, name(), Found::Nothing), "{packing}");
        }
    }
}
