//! The target `binary`: binary property lists made object by object, so that they share, contain themselves, lie deep in
//! each other, denote far more than they hold, or just miss being right.

use mdmwire::{Code, Limits, Policy, Value};

use crate::{any, dice::Dice};

/// Makes a document by the bytes and reads it. Bytes that begin as one are read as they are.
pub fn binary(data: &[u8]) {
    if data.starts_with(b"bplist") {
        return any::holds(data);
    }
    let mut dice = Dice::new(data);
    if dice.once_in(16) {
        return ring(&mut dice);
    }
    let shape = *dice.of(&[Shape::Tree, Shape::Shared, Shape::Chain, Shape::Doubling, Shape::Any]);
    let mut draft = Draft::new(shape, &mut dice);
    if shape != Shape::Tree || dice.once_in(2) {
        draft.miss(&mut dice);
        let mut document = draft.write(&mut dice);
        for _ in 0..dice.below(3) {
            let at = dice.below(document.len());
            document[at] ^= 1 << dice.below(8);
        }
        return any::holds(&document);
    }
    let document = draft.write(&mut dice);
    any::holds(&document);
    let (value, report) = Value::read(&document, Policy::Strict, Limits::default());
    assert!(value.is_some(), "a document that is right: {report}\n{}", document.escape_ascii());
}

/// A circle of arrays is called that, not a document that is too large.
fn ring(dice: &mut Dice<'_>) {
    let (straight, round) = (dice.below(8), 1 + dice.below(8));
    let mut draft = Draft::new(Shape::Tree, &mut Dice::new(&[]));
    let last = straight + round - 1;
    draft.objects = (0..=last)
        .map(|number| Object::Container(0xa, vec![if number == last { straight } else { number + 1 }]))
        .collect();
    let document = draft.write(dice);
    any::holds(&document);
    let (value, report) = Value::read(&document, Policy::Tolerant, Limits::default());
    let is_circle = report.problems().iter().any(|problem| problem.code == Code::Cycle);
    assert!(value.is_none() && is_circle, "{report}\n{}", document.escape_ascii());
}

/// How objects refer to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Each to others that nothing else refers to.
    Tree,
    /// To any of those behind.
    Shared,
    /// Each to the next.
    Chain,
    /// Each to the next, again and again.
    Doubling,
    /// To any, itself too, or to none that there is.
    Any,
}

enum Object {
    Scalar(Vec<u8>),
    /// The upper half of the marker, and the numbers of what is in it.
    Container(u8, Vec<usize>),
}

struct Draft {
    objects: Vec<Object>,
    root: usize,
    /// Less than the number of octets that offsets and references take.
    sizes: [usize; 2],
    /// What is taken off a count, or put to it, of the first container whose marker is written.
    miscount: usize,
    /// What offsets are moved by, and of which objects.
    moved: (usize, usize),
    trailer: [u8; 6],
}

impl Draft {
    fn new(shape: Shape, dice: &mut Dice<'_>) -> Self {
        let mut draft =
            Self { objects: Vec::new(), root: 0, sizes: [0, 0], miscount: 0, moved: (usize::MAX, 0), trailer: [0; 6] };
        if shape == Shape::Tree {
            draft.grow(0, dice);
            return draft;
        }
        let count = *dice.of(&[1, 2, 3, 5, 8, 20, 40, 140, 600]);
        for number in 0..count {
            let object = draft.object(number, count, shape, dice);
            draft.objects.push(object);
        }
        draft
    }

    /// A value with all that is in it, what contains others before them; its number.
    fn grow(&mut self, depth: usize, dice: &mut Dice<'_>) -> usize {
        let number = self.objects.len();
        let kind = if depth < 4 { dice.below(4) } else { 3 };
        self.objects.push(Object::Scalar(scalar(dice)));
        if kind == 3 {
            return number;
        }
        let count = dice.below(4);
        let keys: Vec<usize> = match kind {
            0 => Vec::new(),
            _ => (0..count).map(|i| self.scalar(string(KEYS[(i * 5 + depth) % KEYS.len()]))).collect(),
        };
        let values: Vec<usize> = (0..count).map(|_| self.grow(depth + 1, dice)).collect();
        self.objects[number] = Object::Container(if kind == 0 { 0xa } else { 0xd }, [keys, values].concat());
        number
    }

    fn scalar(&mut self, octets: Vec<u8>) -> usize {
        self.objects.push(Object::Scalar(octets));
        self.objects.len() - 1
    }

    fn object(&self, number: usize, count: usize, shape: Shape, dice: &mut Dice<'_>) -> Object {
        let target = |dice: &mut Dice<'_>| match shape {
            Shape::Any => dice.below(count + 1),
            Shape::Shared | Shape::Tree => number + 1 + dice.below(count - number),
            Shape::Chain | Shape::Doubling => number + 1,
        };
        let last = number + 1 >= count;
        let is_string = number % 3 == 1 && matches!(shape, Shape::Any | Shape::Shared);
        match dice.below(4) {
            _ if is_string => Object::Scalar(string(KEYS[number / 3 % KEYS.len()])),
            _ if last => Object::Scalar(scalar(dice)),
            0 if matches!(shape, Shape::Any | Shape::Shared) => Object::Scalar(scalar(dice)),
            1 | 2 => {
                let keys: Vec<usize> = (number + 1..count).filter(|key| key % 3 == 1).take(1 + dice.below(6)).collect();
                let values: Vec<usize> = keys.iter().map(|_| target(dice).min(count)).collect();
                Object::Container(0xd, [keys, values].concat())
            }
            _ => {
                let width = match shape {
                    Shape::Chain => 1,
                    Shape::Doubling => *dice.of(&[2, 3, 16, 300]),
                    _ => dice.below(5),
                };
                Object::Container(0xa, (0..width).map(|_| target(dice).min(count)).collect())
            }
        }
    }

    /// Something is not quite right.
    fn miss(&mut self, dice: &mut Dice<'_>) {
        match dice.below(7) {
            0 => self.sizes = [dice.below(8), dice.below(8)],
            1 => self.miscount = 1 + dice.below(3),
            2 => self.moved = (dice.below(self.objects.len()), 1 + dice.below(9)),
            3 => self.trailer = dice.octets(6).try_into().unwrap_or_default(),
            4 => self.root = dice.below(self.objects.len() + 1),
            _ => {}
        }
    }

    fn write(&self, dice: &mut Dice<'_>) -> Vec<u8> {
        let size =
            |most: usize, least: usize| (least + 1).max(if most < 256 { 1 } else { 1 + most.ilog2() as usize / 8 });
        let reference = size(self.objects.len(), self.sizes[1]);
        let mut out = b"bplist00".to_vec();
        let mut offsets = Vec::new();
        let mut miscount = self.miscount;
        for object in &self.objects {
            offsets.push(out.len());
            match object {
                Object::Scalar(octets) => out.extend(octets),
                Object::Container(marker, inside) => {
                    let count = if *marker == 0xd { inside.len() / 2 } else { inside.len() };
                    out.extend(head(*marker, count + std::mem::take(&mut miscount)));
                    out.extend(inside.iter().flat_map(|number| big(*number, reference)));
                }
            }
        }
        let table = out.len();
        let offset = size(table, self.sizes[0]);
        if let Some(place) = offsets.get_mut(self.moved.0) {
            *place = if dice.once_in(2) { *place + self.moved.1 } else { place.saturating_sub(self.moved.1) };
        }
        out.extend(offsets.iter().flat_map(|place| big(*place, offset)));
        out.extend(self.trailer);
        out.extend([offset as u8, reference as u8]);
        out.extend([self.objects.len(), self.root, table].iter().flat_map(|number| big(*number, 8)));
        out
    }
}

/// Keys of messages and others, no two alike.
const KEYS: &[&str] = &[
    "Status",
    "UDID",
    "ErrorChain",
    "CommandUUID",
    "MessageType",
    "ErrorCode",
    "ErrorDomain",
    "LocalizedDescription",
    "CertificateList",
    "CommonName",
    "Data",
    "IsIdentity",
    "QueryResponses",
    "InstalledApplicationList",
    "Name",
    "BundleSize",
    "PushMagic",
    "Token",
    "Topic",
    "UnlockToken",
    "CF$UID",
    "",
    "a",
    "Größe",
];

fn scalar(dice: &mut Dice<'_>) -> Vec<u8> {
    let count = dice.below(20);
    match dice.below(10) {
        0 => vec![8 + dice.below(2) as u8],
        1 => {
            let power = dice.below(4);
            [vec![0x10 | power as u8], dice.octets(1 << power)].concat()
        }
        2 => [vec![0x23], (dice.below(1000) as f64 / 8.0).to_be_bytes().to_vec()].concat(),
        3 => [vec![0x33], (dice.below(1 << 30) as f64).to_be_bytes().to_vec()].concat(),
        4 => [head(0x4, count), dice.octets(count)].concat(),
        5 => string("Idle"),
        6 => string("Acknowledged"),
        7 => string("00008101-001938611EE9001E"),
        8 => string("日本語 — 😀"),
        _ => string(KEYS[count]),
    }
}

fn string(text: &str) -> Vec<u8> {
    if text.is_ascii() {
        return [head(0x5, text.len()), text.into()].concat();
    }
    let units: Vec<_> = text.encode_utf16().collect();
    [head(0x6, units.len()), units.iter().flat_map(|unit| unit.to_be_bytes()).collect()].concat()
}

fn head(marker: u8, count: usize) -> Vec<u8> {
    match count {
        0..15 => vec![marker << 4 | count as u8],
        15..256 => vec![marker << 4 | 15, 0x10, count as u8],
        _ => [vec![marker << 4 | 15, 0x11], big(count, 2)].concat(),
    }
}

/// The last octets of a number.
fn big(number: usize, size: usize) -> Vec<u8> {
    (0..size).rev().map(|at| (number as u64).checked_shr(8 * at as u32).unwrap_or(0) as u8).collect()
}

#[test]
fn many_shapes() {
    for seed in 0..600u32 {
        let mut state = seed.wrapping_mul(0x9e37_79b9) | 1;
        let mut octet = || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state as u8
        };
        let data: Vec<u8> = (0..200).map(|_| octet()).collect();
        binary(&data);
    }
}
