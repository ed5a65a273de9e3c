//! Binary property lists: what the policies read of them, and those that want to hurt. Nothing here looks at a clock; what
//! takes more than linear time does not end.

use std::thread;

use allocation_counter::measure;
use mdmwire::{
    Canonical, Code, Data, Limits, Policy, Report, Value, decode, decode_as,
    messages::{CertificateListResponse, Response},
};

use crate::corpus::assert_in_place;

/// A document of these objects, the first one outermost, with numbers of so many octets.
pub(crate) fn document(objects: &[Vec<u8>], offset_size: usize, reference_size: usize) -> Vec<u8> {
    let mut out = b"bplist00".to_vec();
    let mut offsets = Vec::new();
    for object in objects {
        offsets.push(out.len());
        out.extend(object);
    }
    close(out, &offsets, offset_size, reference_size)
}

/// Table and trailer behind objects.
fn close(mut out: Vec<u8>, offsets: &[usize], offset_size: usize, reference_size: usize) -> Vec<u8> {
    let table = out.len();
    out.extend(offsets.iter().flat_map(|offset| number(*offset, offset_size)));
    out.extend([0, 0, 0, 0, 0, 0, offset_size as u8, reference_size as u8]);
    out.extend([offsets.len(), 0, table].into_iter().flat_map(|value| number(value, 8)));
    out
}

fn number(value: usize, size: usize) -> Vec<u8> {
    (value as u64).to_be_bytes()[8 - size..].to_vec()
}

fn container(marker: u8, references: &[usize], size: usize) -> Vec<u8> {
    let count = if marker == 0xd0 { references.len() / 2 } else { references.len() };
    let mut object = vec![marker | 15, 0x12];
    object.extend(number(count, 4));
    object.extend(references.iter().flat_map(|reference| number(*reference, size)));
    object
}

fn array(references: &[usize], size: usize) -> Vec<u8> {
    container(0xa0, references, size)
}

pub(crate) fn dictionary(references: &[usize], size: usize) -> Vec<u8> {
    container(0xd0, references, size)
}

pub(crate) fn text(text: &str) -> Vec<u8> {
    [&[0x5f, 0x10, text.len() as u8][..], text.as_bytes()].concat()
}

/// The value in canonical form, and the codes of all problems.
#[track_caller]
fn check(document: &[u8], expected: &str) {
    let (value, report) = Value::read(document, Policy::Tolerant, Limits::default());
    assert_in_place(&report, document);
    let value = value.map_or("none".to_owned(), |value| Canonical::new(value.root()).to_string());
    let codes: String = report.problems().iter().map(|problem| format!(" {}", problem.code)).collect();
    assert_eq!(value + &codes, expected);
}

/// Everything that reads a document does so on a small stack and in little memory.
#[track_caller]
fn holds(document: Vec<u8>, expected: Option<Code>) {
    holds_in(4, document, expected);
}

/// The same in so many times its size: records in lists are larger than what was sent of them.
#[track_caller]
fn holds_in(times: u64, document: Vec<u8>, expected: Option<Code>) {
    let read = move || {
        let most = times * document.len() as u64 + (64 << 10);
        let check = |how: &str, read: &dyn Fn() -> Report| {
            let mut report = Report::default();
            let counted = measure(|| report = read());
            assert_in_place(&report, &document);
            // a tree has all that the document denotes
            let is_tree = how == "strictly";
            assert!(is_tree || counted.bytes_max <= most, "{how}: {} bytes, {most} allowed", counted.bytes_max);
            if let Some(code) = expected {
                assert!(report.problems().iter().any(|problem| problem.code == code), "{how}: {report}");
            }
        };
        check("decode", &|| decode(&document).1);
        check("as Response", &|| decode_as::<Response>(&document).1);
        check("as CertificateList", &|| decode_as::<CertificateListResponse>(&document).1);
        check("strictly", &|| Value::read(&document, Policy::Strict, Limits::default()).1);
    };
    thread::Builder::new().stack_size(256 << 10).spawn(read).unwrap().join().unwrap();
}

#[test]
fn scalars() {
    let value = |object: &[u8], expected: &str| check(&document(&[object.to_vec()], 1, 1), expected);
    value(&[0x08], "false");
    value(&[0x10, 0xff], "255");
    value(&[0x11, 0xff, 0xff], "65535");
    value(&[0x12, 0xff, 0xff, 0xff, 0xff], "4294967295");
    value(&[0x13, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "-1");
    value(&[&[0x14][..], &[0; 8], &[0xff; 8]].concat(), "18446744073709551615");
    value(&[&[0x14][..], &[0; 15], &[7]].concat(), "7 int128-small");
    value(&[&[0x14][..], &[0xff; 16]].concat(), "none int128");
    value(&[0x22, 0x3f, 0, 0, 0], "{\"$real\":\"0.5\"}");
    value(&[0x23, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0], "{\"$real\":\"0.5\"}");
    value(&[0x21, 0, 0], "none marker");
    value(&[0x33, 0, 0, 0, 0, 0, 0, 0, 0], "{\"$date\":\"2001-01-01T00:00:00Z\"}");
    value(&[0x33, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0], "{\"$date\":\"2001-01-01T00:00:00.5Z\"} date-fraction");
    value(&[0x43, 1, 2, 3], "{\"$data\":\"AQID\"}");
    value(b"\x53abc", "\"abc\"");
    value(b"\x5f\x13\0\0\0\0\0\0\0\x01a", "\"a\"");
    value(b"\x62\xd8\x3d\xde\x00", "\"\\ud83d\\ude00\"");
    value(b"\x61\xd8\x3d", "none surrogate");
    value(&[0x80, 7], "{\"$uid\":7} uid");
    value(&[0x84, 1, 0, 0, 0, 0], "none uid");
    value(&[0x00], "null null");
    value(&[0xa0], "[]");
    value(&[0xd0], "{}");
    value(&[0xb0], "none marker");
}

#[test]
fn numbers_of_every_size() {
    for size in 1..=8 {
        for other in 1..=8 {
            let objects = [dictionary(&[1, 2, 3, 3], size), text("a"), text("b"), vec![0x09]];
            let odd = if [size, other].iter().all(|size| size.is_power_of_two()) { "" } else { " odd-size" };
            check(&document(&objects, other, size), &format!("{{\"a\":true,\"b\":true}}{odd}"));
        }
    }
}

#[test]
fn a_key_twice() {
    let twice = |second: Vec<u8>| document(&[dictionary(&[1, 2, 3, 3], 1), text("UDID"), second, vec![0x09]], 1, 1);
    check(&twice(text("UDID")), "none dup-key");
    check(&twice(b"\x64\0U\0D\0I\0D".to_vec()), "none dup-key");
    check(&twice(text("UDIE")), "{\"UDID\":true,\"UDIE\":true}");
    check(&document(&[dictionary(&[1, 1, 2, 2], 1), text("UDID"), vec![0x09]], 1, 1), "none dup-key");
    // many, in any order, the last of them twice
    let many = |count: usize, last: &str| {
        let mut objects = vec![Vec::new(), vec![0x09]];
        objects.extend((0..count).map(|i| text(&format!("{:05}", i * 7919 % count))));
        objects.push(text(last));
        let keys: Vec<usize> = (2..objects.len()).chain((2..objects.len()).map(|_| 1)).collect();
        objects[0] = dictionary(&keys, 2);
        document(&objects, 4, 2)
    };
    for count in [60, 70, 10_000] {
        holds(many(count, "00007"), Some(Code::DupKey));
        holds(many(count, "other"), None);
    }
}

#[test]
fn circles() {
    for size in [1, 2] {
        holds(document(&[array(&[0], size)], size, size), Some(Code::Cycle));
        holds(document(&[array(&[1], size), array(&[2], size), array(&[1], size)], size, size), Some(Code::Cycle));
        let objects = [dictionary(&[1, 2], size), text("ErrorChain"), array(&[0, 0], size)];
        holds(document(&objects, size, size), Some(Code::Cycle));
        let objects = [dictionary(&[1, 0], size), text("CertificateList")];
        holds(document(&objects, size, size), Some(Code::Cycle));
    }
    let itself =
        [&b"bplist00\xa1\0\x08"[..], &[0; 6], &[1, 1], &[0, 0, 0, 0, 0, 0, 0, 1], &[0; 8], &[0, 0, 0, 0, 0, 0, 0, 10]];
    assert_eq!(itself.concat().len(), 43);
    holds(itself.concat(), Some(Code::Cycle));
}

#[test]
fn what_is_shared_is_no_circle() {
    let objects = [array(&[1, 2, 1], 1), array(&[3], 1), array(&[1, 3], 1), vec![0x09]];
    check(&document(&objects, 1, 1), "[[true],[[true],true],[true]] shared-container");
    // children before those that contain them
    let objects = [array(&[4, 3], 1), vec![0x09], array(&[1], 1), array(&[2], 1), array(&[1, 1], 1)];
    check(&document(&objects, 1, 1), "[[true,true],[[true]]]");
}

#[test]
fn bombs() {
    let levels = |leaf: Vec<u8>, width: usize, depth: usize| {
        let mut objects: Vec<_> = (1..=depth).map(|next| array(&vec![next; width], 1)).collect();
        objects.push(leaf);
        document(&objects, 2, 1)
    };
    holds(levels(text("a"), 2, 30), Some(Code::Expansion));
    holds(levels(text("a"), 200, 4), Some(Code::Expansion));
    holds(levels([&[0x4f, 0x11, 0x40, 0][..], &[b'a'; 0x4000]].concat(), 20, 3), Some(Code::Expansion));
    // a list of one record, again and again
    for key in ["ErrorChain", "Other"] {
        let objects = |count: usize| {
            let list = array(&vec![3; count], 2);
            let item = dictionary(&[4, 5, 6, 7, 8, 8], 2);
            let long = [&[0x6f, 0x11, 0x10, 0][..], &[0x26; 0x2000]].concat();
            [
                dictionary(&[1, 2], 2),
                text(key),
                list,
                item,
                text("ErrorCode"),
                text("ErrorDomain"),
                text("LocalizedDescription"),
                vec![0x10, 1],
                long,
            ]
        };
        for count in [1_000, 30_000] {
            holds_in(25, document(&objects(count), 4, 2), Some(Code::Expansion));
        }
    }
}

#[test]
fn counts_beyond_everything() {
    for marker in [0x4f, 0x5f, 0x6f, 0xaf, 0xdf] {
        for count in [u64::MAX, 1 << 63, (1 << 63) - 1, 1 << 62, 1 << 32, 1 << 31, 1000] {
            let object = [&[marker, 0x13][..], &count.to_be_bytes()].concat();
            let code = if count >> 63 == 1 { Code::Count } else { Code::ObjectBounds };
            holds(document(std::slice::from_ref(&object), 1, 1), Some(code));
            holds(document(&[array(&[1], 8), object], 8, 8), Some(code));
        }
    }
    for at in 0..32 {
        let mut document = document(&[array(&[1], 1), vec![0x09]], 1, 1);
        let place = document.len() - 32 + at;
        document[place] ^= 0x80;
        holds(document, None);
    }
}

#[test]
fn a_million_levels() {
    for size in [3, 4] {
        let objects: Vec<_> = (1..=1_000_000).map(|next| [&[0xa1][..], &number(next, size)].concat()).collect();
        holds(document(&[objects, vec![vec![0xa0]]].concat(), 4, size), Some(Code::Depth));
    }
}

#[test]
fn levels_up_to_the_limit() {
    let nested = |levels: usize| {
        let mut objects: Vec<_> = (1..levels).map(|next| array(&[next], 2)).collect();
        objects.push(array(&[], 2));
        document(&objects, 2, 2)
    };
    let read = |levels, policy| Value::read(&nested(levels), policy, Limits::default()).0.is_some();
    assert!(read(Limits::DEPTH_STRICT, Policy::Strict) && !read(Limits::DEPTH_STRICT + 1, Policy::Strict));
    assert!(read(Limits::DEPTH, Policy::Tolerant) && !read(Limits::DEPTH + 1, Policy::Tolerant));
}

/// Objects that lie in each other, so that little input has many of many references.
#[test]
fn objects_in_each_other() {
    let count = 20_000;
    let mut out = b"bplist00".to_vec();
    let offsets: Vec<usize> = (0..count).map(|i| 8 + 6 * i).collect();
    for _ in 0..count {
        out.extend([0xaf, 0x12, 0, 0, 0x20, 0]);
    }
    out.extend([0; 0x8000]);
    holds(close(out.clone(), &offsets, 4, 2), None);
    // strings in each other, as keys
    let mut out = b"bplist00".to_vec();
    let keys: Vec<usize> = (1..=count).chain((0..count).map(|_| 1)).collect();
    out.extend(dictionary(&keys, 2));
    let start = out.len();
    for _ in 0..count {
        out.extend([0x5f, 0x12, 0, 0, 0x20, 0]);
    }
    out.extend([b'a'; 0x4000]);
    let offsets: Vec<usize> = [8].into_iter().chain((0..count).map(|i| start + 6 * i)).collect();
    holds(close(out, &offsets, 4, 2), Some(Code::Expansion));
}

#[test]
fn lists_are_read_again() {
    let objects = [
        dictionary(&[1, 2, 3, 4], 1),
        text("CertificateList"),
        text("Status"),
        array(&[5], 1),
        text("Idle"),
        dictionary(&[6, 7, 8, 9, 10, 11], 1),
        text("CommonName"),
        text("Data"),
        text("IsIdentity"),
        text("a"),
        vec![0x42, 1, 2],
        vec![0x08],
    ];
    let document = document(&objects, 2, 1);
    let (message, report) = decode_as::<CertificateListResponse>(&document);
    let message = message.unwrap_or_else(|| panic!("{report}")).into_owned();
    assert_eq!(message.certificate_list[0].data, Data::octets(&[1, 2]));
}
