//! A conversation that several threads listen to, each message in its turn.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

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
}

impl Talk {
    /// Numbers begin at zero again.
    pub(crate) fn begin(&self) {
        self.state().due = 0;
    }

    /// Hears the messages of a lot once those of all lots before it are heard. Each lot has to come here.
    pub(crate) fn hear<'g>(&self, number: usize, gists: impl Iterator<Item = &'g Gist>) -> Vec<Hints> {
        let mut state = self.state();
        while state.due != number {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let hints = gists.map(|gist| state.conversation.hear(gist)).collect();
        state.due += 1;
        drop(state);
        self.moved.notify_all();
        hints
    }

    pub(crate) fn into_conversation(self) -> Conversation {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).conversation
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
