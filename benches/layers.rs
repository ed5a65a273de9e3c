//! Each layer by itself, in bytes a second: `cargo bench --bench layers`.
//!
//! `lex` passes a message over as the value of a key that nobody knows: everything is checked, nothing is made of it.
//! `tree` keeps it as a [`Value`]. `walk` fills a struct that is there. `decode` finds out which message it is, and gives
//! the struct. `report` decodes a message in which every key is in the wrong case, and puts all its problems into words.

mod support;

use std::hint::black_box;

use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime};
use mdmwire::{Limits, Policy, Value, decode};
use std::time::Duration;
use support::{
    inputs::{self, Input},
    ours,
};

criterion_group! {
    name = layers;
    config = Criterion::default().warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    targets = lex, tree, walk, decoded, reported
}
criterion_main!(layers);

fn lex(c: &mut Criterion) {
    each(c, "lex", |group, input| {
        let body = under_unknown_key(&input.bytes);
        let read = ours::read("Idle");
        assert!(read(&body).worst() == Some(mdmwire::Severity::Note), "{}: {}", input.name, read(&body));
        group.bench_function(input.name, |b| b.iter(|| read(black_box(&body))));
    });
}

fn tree(c: &mut Criterion) {
    each(c, "tree", |group, input| {
        let read = |bytes| Value::read(bytes, Policy::Tolerant, Limits::default());
        assert!(read(&input.bytes).0.is_some(), "{}", input.name);
        group.bench_function(input.name, |b| b.iter(|| read(black_box(&*input.bytes))));
    });
}

fn walk(c: &mut Criterion) {
    each(c, "walk", |group, input| {
        ours::check(input);
        let read = ours::read(input.name);
        group.bench_function(input.name, |b| b.iter(|| read(black_box(&input.bytes))));
    });
}

fn decoded(c: &mut Criterion) {
    each(c, "decode", |group, input| {
        assert!(decode(&input.bytes).0.is_some(), "{}", input.name);
        group.bench_function(input.name, |b| b.iter(|| decode(black_box(&input.bytes))));
    });
}

fn reported(c: &mut Criterion) {
    each(c, "report", |group, input| {
        let body = in_small_letters(&input.bytes);
        let read = |bytes| ours::read(input.name)(bytes).to_string();
        assert!(read(&body).lines().count() > 1, "{}: {}", input.name, read(&body));
        group.bench_function(input.name, |b| b.iter(|| read(black_box(&body))));
    });
}

/// Each message as Apple lays it out.
fn each(c: &mut Criterion, layer: &str, mut bench: impl FnMut(&mut BenchmarkGroup<'_, WallTime>, &Input)) {
    let mut group = c.benchmark_group(layer);
    for input in inputs::all().iter().filter(|input| input.layout == "apple") {
        group.throughput(Throughput::Bytes(input.bytes.len() as u64));
        bench(&mut group, input);
    }
    group.finish();
}

/// An idle device's answer with all of this inside.
fn under_unknown_key(body: &[u8]) -> Vec<u8> {
    let text = str::from_utf8(body).unwrap();
    let (prolog, rest) = text.split_once("<dict>").unwrap();
    let (inside, end) = rest.rsplit_once("</dict>").unwrap();
    let keys = "<key>Status</key><string>Idle</string><key>UDID</key><string>00008101-001938611EE9001E</string>";
    format!("{prolog}<dict>{keys}<key>Other</key><dict>{inside}</dict></dict>{end}").into_bytes()
}

/// Every key in small letters.
fn in_small_letters(body: &[u8]) -> Vec<u8> {
    let mut pieces = str::from_utf8(body).unwrap().split("<key>");
    let mut text = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let (key, rest) = piece.split_once("</key>").unwrap();
        text += &format!("<key>{}</key>{rest}", key.to_lowercase());
    }
    text.into_bytes()
}
