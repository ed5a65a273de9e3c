//! Files mapped into memory: the one place that needs `unsafe`.

use std::{fs::File, io};

use memmap2::{Advice, Mmap};

/// The bytes of a file, without a copy of them.
///
/// A program that cuts the file off meanwhile ends this one; whoever checks a file that is still written reads it from
/// a pipe.
#[expect(unsafe_code, reason = "nobody else can promise that the file stays as it is")]
pub(crate) fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: the bytes are only read, and each time they are looked at anew nothing is derived from what they were
    // before: bytes that change meanwhile are another report, and no other harm.
    let map = unsafe { Mmap::map(file) }?;
    // it is only a hint
    let _ = map.advise(Advice::Sequential);
    Ok(map)
}
