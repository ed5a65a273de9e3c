//! What `.ci/instructions` runs under callgrind: each message is read once, in [`measured`].
//!
//! It prints the messages in the order in which they are measured: which, in what layout, and how many items are in its
//! list if that is what counts.

mod support;

use std::hint::black_box;

use mdmwire::Report;
use support::{
    inputs::{self, Input},
    ours,
};

fn main() {
    for input in inputs::all().into_iter().chain(inputs::services()) {
        // this also does whatever is done only once in a process
        ours::check(&input);
        print(input.name, input.layout, "");
        written_out(ours::read(input.name), &input.bytes);
    }
    for layout in ["apple", "binary"] {
        pairs([300, 600], |count| vec![listed(inputs::applications(layout, count))]);
        pairs([100, 200], |count| vec![listed(inputs::errors(layout, count))]);
    }
    for page in [inputs::devices, inputs::assets, inputs::licenses] {
        pairs([100, 200], |count| vec![listed(page(count))]);
    }
    pairs([1_000, 2_000], |count| {
        inputs::hostile(count).into_iter().map(|(what, body)| (what, body, decoded as Read)).collect()
    });
}

type Read = fn(&[u8]) -> Report;

fn listed(input: Input) -> (&'static str, Vec<u8>, Read) {
    ours::check(&input);
    (input.name, input.bytes, ours::read(input.name))
}

fn decoded(bytes: &[u8]) -> Report {
    mdmwire::decode(bytes).1
}

/// The same with so many and with twice as many items, one after the other.
fn pairs(counts: [usize; 2], make: impl Fn(usize) -> Vec<(&'static str, Vec<u8>, Read)>) {
    let [few, many] = counts.map(make);
    for pair in few.into_iter().zip(many) {
        for ((what, body, read), count) in <[_; 2]>::from(pair).into_iter().zip(counts) {
            print(what, "", &count.to_string());
            written_out(read, &body);
        }
    }
}

fn print(name: &str, layout: &str, count: &str) {
    println!("{name}\t{layout}\t{count}");
}

/// Callgrind writes a profile whenever this has ended.
#[inline(never)]
fn written_out(read: Read, bytes: &[u8]) {
    black_box(measured(read, bytes));
}

/// Callgrind counts what is done in here.
#[inline(never)]
fn measured(read: Read, bytes: &[u8]) -> Report {
    black_box(read)(black_box(bytes))
}
