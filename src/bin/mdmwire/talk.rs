//! A conversation that several threads listen to, each message in its turn.

use std::{
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

use mdmwire::capture::{Conversation, Gist, Hints};

/// What is said in a capture so far, and whose turn it is.
#[derive(Default)]
pub(crate) struct Talk {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Default)]
struct State {
    conversation: Conversation,
    /// The number of the lot that is heard next.
    due: usize,
    /// A lot never comes.
    is_over: bool,
}

impl Talk {
    /// Numbers begin at zero again.
    pub(crate) fn begin(&self) {
        self.state().due = 0;
    }

    /// Hears the messages of a lot once those of all lots before it are heard. Each lot has to come here.
    pub(crate) fn hear<'g>(&self, number: usize, gists: impl Iterator<Item = &'g Gist>) -> Vec<Hints> {
        let mut state = self.state();
        while state.due != number && !state.is_over {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let hints = gists.map(|gist| state.conversation.hear(gist)).collect();
        state.due += 1;
        drop(state);
        self.moved.notify_all();
        hints
    }

    /// What a thread keeps that works on a lot: if it panics, nobody waits for that.
    pub(crate) const fn watch(&self) -> Watch<'_> {
        Watch(self)
    }

    pub(crate) fn into_conversation(self) -> Conversation {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).conversation
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks whether a thread panics.
pub(crate) struct Watch<'t>(&'t Talk);

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.state().is_over = true;
            self.0.moved.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_waits_for_a_lot_that_never_comes() {
        let talk = Talk::default();
        thread::scope(|scope| {
            let second = scope.spawn(|| talk.hear(1, [].into_iter()));
            let first = scope.spawn(|| {
                let _watch = talk.watch();
                panic!("as it should");
            });
            assert!(first.join().is_err());
            assert!(second.join().is_ok_and(|hints| hints.is_empty()));
        });
    }
}
