//! Readings whose instructions `.ci/instructions` counts, each by itself.
//!
//! A line is printed before each: what is read, in what layout, and how many items are in it if that is what counts.

use std::hint::black_box;

/// What is read, its bytes, and how: by way of [`measured`].
pub(crate) type Case<R> = (&'static str, Vec<u8>, fn(&[u8]) -> R);

/// One input.
pub(crate) fn once<R>(name: &str, layout: &str, read: fn(&[u8]) -> R, bytes: &[u8]) {
    print(name, layout, "");
    written_out(read, bytes);
}

/// The same with so many and with twice as many items, one after the other.
pub(crate) fn pairs<R>(counts: [usize; 2], make: impl Fn(usize) -> Vec<Case<R>>) {
    let [few, many] = counts.map(make);
    for pair in few.into_iter().zip(many) {
        for ((what, bytes, read), count) in <[_; 2]>::from(pair).into_iter().zip(counts) {
            print(what, "", &count.to_string());
            written_out(read, &bytes);
        }
    }
}

fn print(name: &str, layout: &str, count: &str) {
    println!("{name}\t{layout}\t{count}");
}

/// Callgrind writes a profile whenever this has ended.
#[inline(never)]
fn written_out<R>(read: fn(&[u8]) -> R, bytes: &[u8]) {
    black_box(black_box(read)(bytes));
}

/// Callgrind counts what is done in here.
#[inline(never)]
pub(crate) fn measured<'a, R>(read: impl FnOnce(&'a [u8]) -> R, bytes: &'a [u8]) -> R {
    read(black_box(bytes))
}
