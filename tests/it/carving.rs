//! Text with messages in it: one byte that is damaged anywhere costs no more than one message.
#![cfg(feature = "capture")]

use mdmwire::capture::{Container, Item, Options};

use crate::corpus;

/// Messages of different forms, small enough to damage every byte of many of them.
fn bodies() -> Vec<Vec<u8>> {
    let names =
        ["CheckOut", "CheckOut-binary", "CheckOut-no-white-space", "CheckOut-with-references", "CheckOut-binary"];
    let samples = corpus::all();
    let of = |name: &str| samples.iter().find(|sample| sample.name == format!("check-in/{name}.plist")).unwrap();
    let mut bodies: Vec<_> = names.into_iter().map(|name| of(name).bytes.clone()).collect();
    bodies.push(
        b"<plist version=\"1.0\"><dict><key>a</key><string><![CDATA[</plist>]]></string></dict></plist>\n".to_vec(),
    );
    bodies.push(of("CheckOut").bytes.clone());
    bodies
}

/// Those that can stand in lines.
fn texts() -> Vec<Vec<u8>> {
    bodies().into_iter().filter(|body| body.ends_with(b"</plist>\n")).collect()
}

fn dump() -> (Vec<u8>, Vec<Vec<u8>>) {
    let bodies = bodies();
    (bodies.concat(), bodies)
}

fn log() -> (Vec<u8>, Vec<Vec<u8>>) {
    let bodies = bodies();
    let lines =
        bodies.iter().map(|body| [b"ts=2026-11-23T08:31:20Z content=", &**body, b" http_status=200\n"].concat());
    (lines.collect::<Vec<_>>().concat(), bodies)
}

fn exchanges() -> (Vec<u8>, Vec<Vec<u8>>) {
    let exchange = |body: &Vec<u8>| {
        let head = format!("PUT /mdm HTTP/1.1\r\nContent-Length: {}\r\n\r\n", body.len());
        let request = [b"---BEGIN Request---\n", head.as_bytes(), body, b"\n---END Request---\n"].concat();
        let response = [b"---BEGIN Response---\nHTTP/1.1 200 OK\r\n\r\n", &**body, b"\n---END Response---\n"].concat();
        [request, response].concat()
    };
    let bodies = bodies();
    let twice = bodies.iter().flat_map(|body| [body.clone(), body.clone()]).collect();
    (bodies.iter().map(exchange).collect::<Vec<_>>().concat(), twice)
}

fn prefixed() -> (Vec<u8>, Vec<Vec<u8>>) {
    let bodies = texts();
    let mut text = Vec::new();
    for line in bodies.concat().split_inclusive(|byte| *byte == b'\n') {
        text.extend_from_slice(b"Jul 19 09:39:14 host nanomdm[334]: ");
        text.extend_from_slice(line);
    }
    (text, bodies)
}

fn read(file: &[u8], container: Container) -> Vec<Vec<u8>> {
    let message = |item| if let Item::Message(message) = item { Some(message.body.into_owned()) } else { None };
    container.open(file, &Options::default()).filter_map(message).collect()
}

/// How many of the bodies are there, in their order: the longest sequence that both have. A line feed in the place of the
/// byte behind a document belongs to it.
fn found(bodies: &[Vec<u8>], there: &[Vec<u8>]) -> usize {
    let mut longest = vec![0; there.len() + 1];
    for body in bodies {
        let mut before = 0;
        for (i, other) in there.iter().enumerate() {
            let so_far = longest[i + 1];
            longest[i + 1] = if is_same(body, other) { before + 1 } else { so_far.max(longest[i]) };
            before = so_far;
        }
    }
    longest[there.len()]
}

fn is_same(body: &[u8], there: &[u8]) -> bool {
    there == body || there.strip_suffix(b"\n") == Some(body)
}

#[test]
fn a_damaged_byte_costs_one_message() {
    for (name, (file, bodies)) in
        [("nanomdm-dump", dump()), ("log", log()), ("http-debug", exchanges()), ("log", prefixed())]
    {
        let container: Container = name.parse().unwrap();
        assert_eq!(Container::detect(&file), container);
        assert_eq!(read(&file, container), bodies, "{name}");
        let mut damaged = file.clone();
        for at in 0..file.len() {
            for byte in [file[at] ^ 1, b'<', b'\n', b'"', 0] {
                damaged[at] = byte;
                let there = read(&damaged, container);
                let count = found(&bodies, &there);
                assert!(count + 1 >= bodies.len(), "{name}, byte {at} is {byte}: {count} of {}", bodies.len());
            }
            damaged[at] = file[at];
        }
    }
}

/// Whatever was read up to some byte, what is whole is the same as it is in the whole file.
#[test]
fn streams() {
    for (name, (file, bodies)) in
        [("nanomdm-dump", dump()), ("log", log()), ("http-debug", exchanges()), ("log", prefixed())]
    {
        let container: Container = name.parse().unwrap();
        for first in 0..file.len() {
            let end = container.complete(&file[..first], false);
            let there = [read(&file[..end], container), read(&file[end..], container)].concat();
            assert!(there == bodies, "{name} up to {first}, cut at {end}");
        }
        assert!(container.complete(&file, true) > file.len() / 2, "{name}");
    }
}

/// A file that ends within a message has those before it.
#[test]
fn cut_off() {
    for (name, (file, bodies)) in [("nanomdm-dump", dump()), ("log", log()), ("log", prefixed())] {
        let container: Container = name.parse().unwrap();
        for end in 0..file.len() {
            let there = read(&file[..end], container);
            let whole = there.len().saturating_sub(1);
            assert_eq!(there[..whole], bodies[..whole], "{name} up to {end}");
        }
    }
}
