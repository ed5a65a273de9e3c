//! What `.ci/instructions` runs under callgrind: each capture is read as the command line reads it, with so much in it and
//! with twice as much.

mod support;

use std::hint::black_box;

use mdmwire::{
    Decoder,
    capture::{Container, Conversation, Gist, Item, Options},
};
use support::{
    captures,
    counted::{self, measured},
};

fn main() {
    // this also does whatever is done only once in a process
    captures::all(1).iter().for_each(|(_, bytes)| read(bytes));
    counted::pairs([400, 800], |count| {
        captures::all(count).into_iter().map(|(what, bytes)| (what, bytes, counted as fn(&[u8]))).collect()
    });
}

fn counted(bytes: &[u8]) {
    measured(read, bytes);
}

/// Every message by itself, what it says to the others, and what they say of it.
fn read(bytes: &[u8]) {
    let decoder = Decoder::new();
    let mut talk = Conversation::new();
    let container = Container::detect(bytes);
    // what is asked when it comes through a pipe
    black_box(container.complete(bytes, true));
    for item in container.open(bytes, &Options::default()) {
        let Item::Message(captured) = black_box(item) else { continue };
        let kinds = captured.exchange.kinds();
        let read = decoder.decode_one_of(&kinds, &captured.body);
        let (message, report) = read.unwrap_or_else(|| decoder.decode(&captured.body));
        let kind = report.kind().unwrap_or("unknown");
        let hints = talk.hear(&Gist::new(&captured, report.kind(), message.as_ref()));
        black_box(hints.problems(&captured.body));
        if hints.change(kind) {
            let decoder = decoder.clone().beside(hints.context);
            black_box(decoder.decode_kind(hints.kind.unwrap_or(kind), &captured.body));
        }
        black_box((message, report));
    }
    black_box(talk.end());
}
