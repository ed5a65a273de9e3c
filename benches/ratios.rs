//! How many times faster this crate reads a message than other readers do: `cargo bench --bench ratios [WORD…]`.
//!
//! One process, in turns of a few hundred microseconds: ours, the rival, ours, the rival, so that whatever else the
//! machine does strikes both. All inputs are gone through several times, so that an hour of a busy neighbour does not strike
//! one of them alone. `ratio_median` is the rival's median turn over our median turn, `ratio_min` the rival's fastest turn
//! over our fastest: a neighbour on the same core takes more from who leaves less of it idle, which is ours. A rival
//! `own:apple` is this crate itself on the same message as Apple lays it out, and `own:dense` on the same JSON without
//! white space: there the ratio is the time for the layout over the time for that. No times are printed: they say more of
//! the machine.
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
    let (plists, services) = (inputs::all(), inputs::services());
    plists.iter().for_each(rivals::check);
    services.iter().for_each(rivals_json::check);
    plists.iter().chain(&services).for_each(ours::check);
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    let mut pairs = pairs(&plists, &inputs::LAYOUTS, rivals::of);
    pairs.extend(self::pairs(&services, &inputs::JSON_LAYOUTS, rivals_json::of));
    pairs.retain(|pair| words.iter().all(|word| pair.head.contains(word)));
    for _ in 0..ROUNDS {
        pairs.iter_mut().for_each(Pair::measure);
    }
    println!("input\tbytes\trival\tratio_median\tratio_min");
    pairs.iter_mut().for_each(Pair::print);
}

/// How often all pairs are measured.
const ROUNDS: u32 = 5;

/// How long so many readings take.
type Timed<'i> = Box<dyn Fn(u32) -> Duration + 'i>;

/// Two that are compared.
struct Pair<'i> {
    /// What the line begins with.
    head: String,
    ours: Timed<'i>,
    theirs: Timed<'i>,
    turns: Turns,
}

/// Each input against its rivals, then each layout against the first of them, which is the usual one.
fn pairs<'i>(
    inputs: &'i [Input],
    layouts: &[&str],
    rivals: impl Fn(&Input) -> Vec<(&'static str, rivals::Read)>,
) -> Vec<Pair<'i>> {
    let usual = layouts[0];
    let pair = |input: &Input, rival: &str, ours, theirs| {
        // `Idle` as Apple lays it out, `Idle/dense` otherwise
        let layout = if input.layout == usual { String::new() } else { format!("/{}", input.layout) };
        let head = format!("{}{layout}\t{}\t{rival}", input.name, input.bytes.len());
        Pair { head, ours, theirs, turns: Turns::default() }
    };
    let ours = |input: &'i Input| -> Timed<'i> {
        let read = ours::timed(input.name);
        Box::new(move |times| read(&input.bytes, times))
    };
    let mut pairs = Vec::new();
    for input in inputs {
        for (rival, read) in rivals(input) {
            pairs.push(pair(input, rival, ours(input), Box::new(move |times| timed(read, &input.bytes, times))));
        }
    }
    for message in inputs.chunks(layouts.len()) {
        let (first, others) = message.split_first().expect("a chunk has an item");
        let own = format!("own:{usual}");
        pairs.extend(others.iter().map(|input| pair(input, &own, ours(first), ours(input))));
    }
    pairs
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

impl Pair<'_> {
    const ROUND: Duration = Duration::from_millis(150);
    const TURN: Duration = Duration::from_micros(250);
    const FEWEST: usize = 6;

    fn measure(&mut self) {
        let (our_times, their_times) = (Self::times(&self.ours), Self::times(&self.theirs));
        let (start, mut count) = (Instant::now(), 0);
        while start.elapsed() < Self::ROUND || count < Self::FEWEST {
            self.turns.ours.push((self.ours)(our_times).as_secs_f64() / f64::from(our_times));
            self.turns.theirs.push((self.theirs)(their_times).as_secs_f64() / f64::from(their_times));
            count += 1;
        }
    }

    /// How many readings make a turn.
    fn times(read: &Timed<'_>) -> u32 {
        let mut times = 1;
        while read(times) < Self::TURN {
            times *= 2;
        }
        times
    }

    fn print(&mut self) {
        let Turns { ours, theirs } = &mut self.turns;
        ours.sort_by(f64::total_cmp);
        theirs.sort_by(f64::total_cmp);
        let median = theirs[theirs.len() / 2] / ours[ours.len() / 2];
        let min = theirs[0] / ours[0];
        println!("{}\t{median:.2}\t{min:.2}", self.head);
    }
}
