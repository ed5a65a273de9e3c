//! How many times faster this crate reads a message than other readers do: `cargo bench --bench ratios [WORD…]`.
//!
//! One process, in turns of a few hundred microseconds: ours, the rival, ours, the rival, so that whatever else the
//! machine does strikes both. `ratio_median` is the rival's median turn over our median turn, `ratio_min` the rival's
//! fastest turn over our fastest. A rival `own:apple` is this crate itself on the same message as Apple lays it out, and
//! `own:dense` on the same JSON without white space: there the ratio is the time for the layout over the time for that. No times are printed: they say more of the machine.
//!
//! Only the lines that contain every given word are measured. Before that, each input is checked: our report on it is
//! clean, and the rivals read all of it.

mod support;

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use support::{
    inputs::{self, Input},
    ours, rivals, rivals_json,
};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let wanted = |line: &str| words.iter().all(|word| line.contains(word));
    let (plists, services) = (inputs::all(), inputs::services());
    plists.iter().for_each(rivals::check);
    services.iter().for_each(rivals_json::check);
    plists.iter().chain(&services).for_each(ours::check);
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    println!("input\tbytes\trival\tratio_median\tratio_min");
    compare(&plists, &inputs::LAYOUTS, |input| rivals::of(input), wanted);
    compare(&services, &inputs::JSON_LAYOUTS, rivals_json::of, wanted);
}

/// Each input against its rivals, then each layout against the first of them, which is the usual one.
fn compare(
    inputs: &[Input],
    layouts: &[&str],
    rivals: impl Fn(&Input) -> Vec<(&'static str, rivals::Read)>,
    wanted: impl Fn(&str) -> bool,
) {
    let usual = layouts[0];
    let head = |input: &Input, rival: &str| {
        // `Idle` as Apple lays it out, `Idle/dense` otherwise
        let layout = if input.layout == usual { String::new() } else { format!("/{}", input.layout) };
        format!("{}{layout}\t{}\t{rival}", input.name, input.bytes.len())
    };
    for input in inputs {
        let ours = ours::timed(input.name);
        for (rival, read) in rivals(input) {
            let head = head(input, rival);
            if wanted(&head) {
                let theirs = |bytes: &[u8], times| timed(read, bytes, times);
                let turns = Turns::take(|times| ours(&input.bytes, times), |times| theirs(&input.bytes, times));
                turns.print(&head);
            }
        }
    }
    for message in inputs.chunks(layouts.len()) {
        let [first, others @ ..] = message else { return };
        for input in others {
            let head = head(input, &format!("own:{usual}"));
            if wanted(&head) {
                let ours = ours::timed(input.name);
                let turns = Turns::take(|times| ours(&first.bytes, times), |times| ours(&input.bytes, times));
                turns.print(&head);
            }
        }
    }
}

fn timed(read: rivals::Read, bytes: &[u8], times: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..times {
        read(black_box(bytes));
    }
    start.elapsed()
}

/// Seconds for one reading, of each turn.
#[derive(Default)]
struct Turns {
    ours: Vec<f64>,
    theirs: Vec<f64>,
}

impl Turns {
    const ALL: Duration = Duration::from_millis(750);
    const ONE: Duration = Duration::from_micros(250);
    const FEWEST: usize = 30;

    fn take(ours: impl Fn(u32) -> Duration, theirs: impl Fn(u32) -> Duration) -> Self {
        let (our_times, their_times) = (Self::times(&ours), Self::times(&theirs));
        let start = Instant::now();
        let mut turns = Self::default();
        while start.elapsed() < Self::ALL || turns.ours.len() < Self::FEWEST {
            turns.ours.push(ours(our_times).as_secs_f64() / f64::from(our_times));
            turns.theirs.push(theirs(their_times).as_secs_f64() / f64::from(their_times));
        }
        turns.ours.sort_by(f64::total_cmp);
        turns.theirs.sort_by(f64::total_cmp);
        turns
    }

    /// How many readings make a turn.
    fn times(read: impl Fn(u32) -> Duration) -> u32 {
        let mut times = 1;
        while read(times) < Self::ONE {
            times *= 2;
        }
        times
    }

    fn print(&self, head: &str) {
        let median = self.theirs[self.theirs.len() / 2] / self.ours[self.ours.len() / 2];
        let min = self.theirs[0] / self.ours[0];
        println!("{head}\t{median:.2}\t{min:.2}");
    }
}
