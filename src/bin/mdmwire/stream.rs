//! Bytes that come one after the other: from a pipe, or out of a packed file.

use std::{
    io::{self, Read},
    sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel},
    thread,
};

use mdmwire::capture::{Container, Items, Options};

use crate::{
    input::Bytes,
    interrupt::{self, PAUSE},
};

/// What is read at once.
const CHUNK: usize = 1 << 18;

/// So much is waited for before messages are looked for.
const ENOUGH: usize = 1 << 22;

/// A stream, cut into stretches of whole messages.
pub(crate) struct Stream {
    chunks: Receiver<io::Result<Vec<u8>>>,
    /// What was read and not handed on.
    bytes: Vec<u8>,
    /// The most that is held of a message without an end.
    limit: usize,
    container: Option<Container>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Ended,
    Over,
}

/// Some whole messages of a stream or its last, or a file.
pub(crate) struct Stretch {
    pub(crate) bytes: Bytes,
    pub(crate) container: Container,
    /// Whether nothing of the stream is missing in it.
    pub(crate) is_complete: bool,
    /// Why the stream ends with it, if it had more to say.
    pub(crate) damage: Option<io::Error>,
}

impl Stretch {
    /// What is in it. Where nothing could be read, nothing is missing but what is said of that.
    pub(crate) fn items(&self, options: &Options<'_>) -> Option<Items<'_>> {
        let is_lost = self.bytes.is_empty() && self.damage.is_some();
        (!is_lost).then(|| self.container.open(&self.bytes, options))
    }
}

impl Stream {
    /// Reads on a thread of its own. No message longer than `limit` is held.
    pub(crate) fn new(mut source: impl Read + Send + 'static, limit: usize, container: Option<Container>) -> Self {
        let (send, chunks) = sync_channel(4);
        thread::spawn(move || {
            loop {
                let mut chunk = vec![0; CHUNK];
                let read = match source.read(&mut chunk) {
                    Ok(0) => break,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    Ok(len) => {
                        chunk.truncate(len);
                        Ok(chunk)
                    }
                    Err(error) => Err(error),
                };
                let is_last = read.is_err();
                if send.send(read).is_err() || is_last {
                    break;
                }
            }
        });
        Self { chunks, bytes: Vec::new(), limit: limit.saturating_add(1), container, state: State::Open }
    }

    /// What may be checked now.
    pub(crate) fn next(&mut self) -> Option<Stretch> {
        let mut goal = ENOUGH.max(self.bytes.len().saturating_mul(2)).min(self.limit.max(1));
        loop {
            if self.state == State::Over || interrupt::is_due() {
                return None;
            }
            let (is_idle, damage) = self.fill(goal);
            if self.state == State::Ended {
                self.state = State::Over;
                let container = self.container.unwrap_or_else(|| Container::detect(&self.bytes));
                let bytes = std::mem::take(&mut self.bytes);
                return Some(Stretch { bytes: Bytes::Read(bytes), container, is_complete: true, damage });
            }
            let container = self.container.unwrap_or_else(|| Container::detect(&self.bytes));
            let end = container.complete(&self.bytes, is_idle);
            if end > 0 {
                self.container = Some(container);
                let rest = self.bytes.split_off(end);
                let bytes = std::mem::replace(&mut self.bytes, rest);
                return Some(Stretch { bytes: Bytes::Read(bytes), container, is_complete: true, damage: None });
            }
            if self.bytes.len() >= self.limit {
                return Some(self.too_long(container));
            }
            goal = self.bytes.len().saturating_mul(2).max(ENOUGH).min(self.limit);
        }
    }

    /// Waits for bytes until there are so many, or no more come for as long as a pause.
    fn fill(&mut self, goal: usize) -> (bool, Option<io::Error>) {
        let before = self.bytes.len();
        while self.bytes.len() < goal {
            match self.chunks.recv_timeout(PAUSE) {
                Ok(Ok(chunk)) => self.bytes.extend_from_slice(&chunk),
                Ok(Err(error)) => {
                    self.state = State::Ended;
                    return (false, Some(error));
                }
                Err(RecvTimeoutError::Timeout) if interrupt::is_due() => {
                    self.state = State::Ended;
                    return (true, None);
                }
                Err(RecvTimeoutError::Timeout) if self.bytes.len() > before => return (true, None),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    self.state = State::Ended;
                    return (false, None);
                }
            }
        }
        (false, None)
    }

    /// A message beyond the limit: of a container, the rest is looked through for the next; a file that is one message
    /// ends here.
    fn too_long(&mut self, container: Container) -> Stretch {
        let bytes = Bytes::Read(std::mem::take(&mut self.bytes));
        if self.container == Some(container) && !container.is_whole() {
            return Stretch { bytes, container, is_complete: true, damage: None };
        }
        self.state = State::Over;
        let is_complete = matches!(self.chunks.try_recv(), Err(TryRecvError::Disconnected));
        Stretch { bytes, container, is_complete, damage: None }
    }
}
