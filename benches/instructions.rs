//! What `.ci/instructions` runs under callgrind: each message is read once, and lists and hostile bodies with so much in
//! them and with twice as much.

mod support;

use mdmwire::Report;
use support::{
    counted::{self, Case},
    inputs::{self, Input},
    ours,
};

fn main() {
    for input in inputs::all().into_iter().chain(inputs::services()) {
        // this also does whatever is done only once in a process
        ours::check(&input);
        counted::once(input.name, input.layout, ours::counted(input.name), &input.bytes);
    }
    for layout in ["apple", "binary"] {
        counted::pairs([300, 600], |count| vec![listed(inputs::applications(layout, count))]);
        counted::pairs([100, 200], |count| vec![listed(inputs::errors(layout, count))]);
    }
    for page in [inputs::devices, inputs::assets, inputs::licenses] {
        counted::pairs([100, 200], |count| vec![listed(page(count))]);
    }
    counted::pairs([1_000, 2_000], |count| {
        inputs::hostile(count).into_iter().map(|(what, body)| (what, body, decoded as fn(&[u8]) -> Report)).collect()
    });
}

fn listed(input: Input) -> Case<Report> {
    ours::check(&input);
    (input.name, input.bytes, ours::counted(input.name))
}

fn decoded(bytes: &[u8]) -> Report {
    counted::measured(|bytes| mdmwire::decode(bytes).1, bytes)
}
