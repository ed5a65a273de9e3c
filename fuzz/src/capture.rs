//! The target `capture`: any bytes as each container.

use mdmwire::capture::{Container, Item, Options};

/// Opens the bytes as what they seem to be and as everything else.
pub fn capture(data: &[u8]) {
    let _ = Container::detect(data);
    for container in Container::all() {
        let mut last = 0;
        for item in container.open(data, &Options::default()) {
            match item {
                Item::Message(message) => {
                    if let Some(offset) = message.offset {
                        assert!(data[offset..].starts_with(&message.body), "{container}: not at {offset}");
                        assert!(offset >= last, "{container}: {offset} before {last}");
                        last = offset;
                    }
                    let length = message.body.len();
                    for problem in &message.problems {
                        assert!(problem.span.end <= length.max(1), "{container}: {problem:?} in {length} bytes");
                    }
                }
                Item::Problem(problem) => {
                    assert!(problem.span.start <= data.len(), "{container}: {problem:?}");
                }
            }
        }
        for is_idle in [false, true] {
            assert!(container.complete(data, is_idle) <= data.len(), "{container}");
        }
    }
}

/// Pieces of containers in any order.
#[test]
fn pieces() {
    let pieces: &[&[u8]] = &[
        b"<?xml version='1.0'?>\n",
        b"<plist>",
        b"</plist>\n",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"-->",
        b"bplist00",
        b"\0\0\0\0\0\0\x01\x01\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x09",
        b"{\"a\":\"",
        b"\"}",
        b"---BEGIN Request---\n",
        b"---END Request---\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"5\r\nabcde\r\n0\r\n\r\n",
        b"Jul 19 09:39:14 h m[3]: ",
        b"\n",
        b" ",
    ];
    let mut state = 0x9e37_79b9u32;
    for _ in 0..4000 {
        let mut data = Vec::new();
        for _ in 0..12 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            data.extend_from_slice(pieces[(state >> 16) as usize % pieces.len()]);
        }
        capture(&data);
    }
}
