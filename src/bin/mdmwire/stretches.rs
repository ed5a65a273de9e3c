//! The stretches of a file, whether all of it is there or it comes bit by bit.

use crate::{
    args::Reading,
    input::{Bytes, Opened},
    stream::{Stream, Stretch},
    tour::Tour,
};

/// A file from its first stretch to its last.
pub(crate) struct Stretches {
    source: Source,
    /// The one that was handed on last.
    last: Option<Stretch>,
    tour: Option<Tour>,
}

enum Source {
    /// The whole file, until it is handed on.
    Whole(Option<Stretch>),
    Stream {
        stream: Stream,
        is_file: bool,
    },
}

impl Stretches {
    pub(crate) fn new(opened: Opened, reading: &Reading) -> Self {
        let whole = |bytes: Bytes| {
            let container = reading.container(&bytes);
            Source::Whole(Some(Stretch { bytes, container, is_complete: true, damage: None }))
        };
        let source = match opened {
            Opened::Small(bytes) => whole(Bytes::Read(bytes)),
            Opened::Large(bytes) => whole(bytes),
            Opened::Stream(source) => {
                let stream = Stream::new(source.reader, reading.bounds.max_message_size, reading.given());
                Source::Stream { stream, is_file: source.is_file }
            }
        };
        Self { source, last: None, tour: None }
    }

    /// The next stretch, and the tour that goes through the file.
    pub(crate) fn next(&mut self) -> Option<(&Stretch, &mut Tour)> {
        let (next, is_file) = match &mut self.source {
            Source::Whole(file) => (file.take()?, true),
            Source::Stream { stream, is_file } => (stream.next()?, *is_file),
        };
        let stretch = self.last.insert(next);
        let tour = self.tour.get_or_insert_with(|| Tour::new(stretch.container.is_whole(), is_file));
        Some((stretch, tour))
    }

    /// The bytes of the file once they were handed on, if they were there at once.
    pub(crate) fn file(&self) -> Option<&[u8]> {
        match (&self.source, &self.last) {
            (Source::Whole(_), Some(stretch)) => Some(&stretch.bytes),
            _ => None,
        }
    }
}
