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
    for input in inputs::all() {
        read(&input, None);
    }
    for count in [300, 600] {
        read(&inputs::applications(count), Some(count));
    }
    for count in [100, 200] {
        read(&inputs::errors(count), Some(count));
    }
}

fn read(input: &Input, count: Option<usize>) {
    // this also does whatever is done only once in a process
    ours::check(input);
    println!("{}\t{}\t{}", input.name, input.layout, count.map_or(String::new(), |count| count.to_string()));
    written_out(ours::read(input.name), &input.bytes);
}

/// Callgrind writes a profile whenever this has ended.
#[inline(never)]
fn written_out(read: fn(&[u8]) -> Report, bytes: &[u8]) {
    black_box(measured(read, bytes));
}

/// Callgrind counts what is done in here.
#[inline(never)]
fn measured(read: fn(&[u8]) -> Report, bytes: &[u8]) -> Report {
    black_box(read)(black_box(bytes))
}
