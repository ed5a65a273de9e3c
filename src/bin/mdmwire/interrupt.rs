//! Ctrl-C: what was found so far is printed, a second one ends at once.

use std::{
    process,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

/// Who waits for bytes looks for an interruption after so long.
pub(crate) const PAUSE: Duration = Duration::from_millis(100);

static IS_DUE: AtomicBool = AtomicBool::new(false);

/// Listens from now on.
pub(crate) fn listen() {
    // without a handler Ctrl-C ends the program as it does any other
    let _ = ctrlc::set_handler(|| {
        if IS_DUE.swap(true, Ordering::Relaxed) {
            process::exit(130);
        }
    });
}

/// Whether it is time to end.
pub(crate) fn is_due() -> bool {
    IS_DUE.load(Ordering::Relaxed)
}
