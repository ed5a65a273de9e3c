//! Work on several items at once, in the order of the items.

use std::{
    collections::BTreeMap,
    io,
    num::NonZero,
    sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
};

use crate::interrupt;

/// How many threads there are to be.
pub(crate) fn threads(asked: Option<u16>) -> usize {
    asked.map_or_else(|| thread::available_parallelism().map_or(1, NonZero::get), usize::from)
}

/// Works on several items at once and hands the results on in the order of the items.
///
/// Items are taken from the iterator as they are needed, and only so many at a time that results which wait for their
/// turn take bounded memory. After an interruption no further item is taken.
pub(crate) fn in_order<T: Send, R: Send>(
    mut items: impl Iterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
    mut done: impl FnMut(R) -> io::Result<()>,
) -> io::Result<()> {
    if threads <= 1 {
        return items.by_ref().take_while(|_| !interrupt::is_due()).try_for_each(|item| done(work(item)));
    }
    let queue = Queue { state: Mutex::new(State { items, next: 0, due: 0, is_over: false }), moved: Condvar::new() };
    thread::scope(|scope| {
        let _closing = Closing(&queue);
        let (send, receive) = mpsc::channel();
        for _ in 0..threads {
            let (send, queue, work) = (send.clone(), &queue, &work);
            scope.spawn(move || {
                let _closing = Closing(queue);
                while let Some((number, item)) = queue.take(4 * threads) {
                    if send.send((number, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (number, result) in receive {
            early.insert(number, result);
            while let Some(result) = early.remove(&due) {
                done(result)?;
                due += 1;
                queue.moved(due);
            }
        }
        Ok(())
    })
}

/// Items that several threads take.
struct Queue<I> {
    state: Mutex<State<I>>,
    moved: Condvar,
}

struct State<I> {
    items: I,
    /// The number of the next item.
    next: usize,
    /// The number of the result that is handed on next.
    due: usize,
    is_over: bool,
}

impl<T, I: Iterator<Item = T>> Queue<I> {
    /// The next item and its number, once it is less than so many ahead of the one that is due.
    fn take(&self, ahead: usize) -> Option<(usize, T)> {
        let mut state = self.state();
        while !state.is_over && state.next >= state.due + ahead {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let item = if state.is_over || interrupt::is_due() { None } else { state.items.next() };
        let Some(item) = item else {
            state.is_over = true;
            self.moved.notify_all();
            return None;
        };
        state.next += 1;
        Some((state.next - 1, item))
    }
}

impl<I> Queue<I> {
    fn moved(&self, due: usize) {
        self.state().due = due;
        self.moved.notify_all();
    }

    fn close(&self) {
        self.state().is_over = true;
        self.moved.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State<I>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Closes a queue when a thread is done with it or panics: what it took may never come, and the others would wait for it.
struct Closing<'q, I>(&'q Queue<I>);

impl<I> Drop for Closing<'_, I> {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Items in lots, each as long as makes it worth a thread's while.
pub(crate) struct Lots<I, W> {
    pub(crate) items: I,
    /// The weight of an item. A lot ends with the item that brings it to [`LOT`](Self::LOT).
    pub(crate) weight: W,
}

impl<I, W> Lots<I, W> {
    /// The weight of a lot.
    pub(crate) const LOT: usize = 1 << 18;
}

impl<I: Iterator, W: FnMut(&I::Item) -> usize> Iterator for Lots<I, W> {
    type Item = Vec<I::Item>;

    fn next(&mut self) -> Option<Vec<I::Item>> {
        let mut lot = Vec::new();
        let mut weight = 0;
        while weight < Self::LOT {
            let Some(item) = self.items.next() else { break };
            weight += (self.weight)(&item);
            lot.push(item);
        }
        (!lot.is_empty()).then_some(lot)
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    /// More items than are taken ahead, so that the threads wait for one that never comes.
    #[test]
    fn a_panic_is_no_wait_without_end() {
        let at = |worker: usize, receiver: usize| {
            let work = |item| {
                assert_ne!(item, worker, "as it should");
                item
            };
            let done = |item| {
                assert_ne!(item, receiver, "as it should");
                Ok(())
            };
            catch_unwind(AssertUnwindSafe(|| in_order(0..1000, 3, work, done)))
        };
        assert!(at(10, usize::MAX).is_err());
        assert!(at(usize::MAX, 10).is_err());
        assert!(at(usize::MAX, usize::MAX).is_ok_and(|done| done.is_ok()));
    }
}
