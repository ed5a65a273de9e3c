//! Containers: what is put into one comes out of it, and damage costs no more than what it is done to.
#![cfg(feature = "capture")]

use mdmwire::{
    Code, Data,
    capture::{Captured, Container, Item, Options, Place},
};
use proptest::prelude::*;

/// Bodies of all sorts: of text, of any bytes, and with much in them that has to be escaped.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let text = "[ -~\u{80}-\u{ff}\n\t\r\"\\\\<>&é’🍎]{0,80}".prop_map(String::into_bytes);
    let bytes = proptest::collection::vec(any::<u8>(), 0..80);
    prop_oneof![text, bytes].prop_map(|rest| [b"<plist>".as_slice(), &rest].concat())
}

fn base64(bytes: &[u8]) -> String {
    Data::octets(bytes).to_base64().to_string()
}

/// The messages of a container of this name, and the codes of what is wrong with it.
fn read(name: &str, file: &[u8], options: &Options<'_>) -> (Vec<(Place, Vec<u8>)>, Vec<Code>) {
    let container: Container = name.parse().unwrap();
    let (mut messages, mut codes) = (Vec::new(), Vec::new());
    for item in container.open(file, options) {
        match item {
            Item::Message(Captured { body, place, offset, .. }) => {
                if let Some(offset) = offset {
                    assert_eq!(&file[offset..offset + body.len()], &*body);
                }
                messages.push((place, body.into_owned()));
            }
            Item::Problem(problem) => {
                assert!(problem.span.start <= problem.span.end && problem.span.end <= file.len() + 1, "{problem:?}");
                codes.push(problem.code);
            }
        }
    }
    (messages, codes)
}

fn lines(bodies: &[Vec<u8>]) -> Vec<(Place, Vec<u8>)> {
    bodies.iter().enumerate().map(|(number, body)| (Place::Line(number + 1), body.clone())).collect()
}

fn event(body: &[u8]) -> serde_json::Value {
    serde_json::json!({"topic": "mdm.Connect", "acknowledge_event": {"udid": "1", "raw_payload": base64(body)}})
}

/// An entry as `savehar.py` writes it: without a charset each byte is a character, with one those that are no UTF-8 are
/// half surrogate pairs.
fn mitmproxy_entry(body: &[u8], has_charset: bool) -> String {
    let text: String = if has_charset {
        let chunks = body.utf8_chunks().map(|chunk| {
            let valid = serde_json::to_string(chunk.valid()).unwrap();
            let invalid: String = chunk.invalid().iter().map(|byte| format!("\\udc{byte:02x}")).collect();
            valid[1..valid.len() - 1].to_owned() + &invalid
        });
        format!("\"{}\"", chunks.collect::<String>())
    } else {
        serde_json::to_string(&body.iter().map(|byte| char::from(*byte)).collect::<String>()).unwrap()
    };
    let kind = format!("application/x-apple-aspen-mdm{}", if has_charset { "; charset=UTF-8" } else { "" });
    format!(
        r#"{{"startedDateTime":"2026-11-23T08:31:18Z","request":{{"method":"PUT","url":"http://x/mdm","headers":[],"bodySize":{},"postData":{{"mimeType":"{kind}","text":{text}}}}},"response":{{"status":200,"content":{{"size":0,"text":""}}}}}}"#,
        body.len()
    )
}

/// A flow as mitmproxy writes it.
fn flow(body: &[u8]) -> Vec<u8> {
    let netstring = |bytes: &[u8], kind: u8| [bytes.len().to_string().as_bytes(), b":", bytes, &[kind]].concat();
    let pair = |key: &str, value: &[u8]| [&netstring(key.as_bytes(), b';'), value].concat();
    let header = [&netstring(b"content-type", b','), &*netstring(b"application/x-apple-aspen-mdm", b',')].concat();
    let headers = netstring(&netstring(&header, b']'), b']');
    let request =
        [pair("method", &netstring(b"PUT", b',')), pair("headers", &headers), pair("content", &netstring(body, b','))];
    let parts = [
        pair("websocket", &netstring(b"", b'~')),
        pair("response", &netstring(b"", b'~')),
        pair("request", &netstring(&request.concat(), b'}')),
        pair("version", &netstring(b"21", b'#')),
        pair("type", &netstring(b"http", b';')),
    ];
    netstring(&parts.concat(), b'}')
}

/// The captures of the corpus that hold several messages.
fn samples() -> Vec<(String, Vec<u8>)> {
    let files = std::fs::read_dir("corpus/captures").unwrap().map(|entry| entry.unwrap().path());
    let mut samples: Vec<_> = files
        .filter(|path| path.extension().is_none_or(|extension| extension != "report" && extension != "gz"))
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .filter(|(_, bytes)| found(bytes).len() > 2)
        .collect();
    samples.sort();
    assert!(samples.len() > 15, "{}", samples.len());
    samples
}

/// The bodies in a file of whatever form.
fn found(bytes: &[u8]) -> Vec<Vec<u8>> {
    let items = Container::detect(bytes).open(bytes, &Options::default());
    let body = |item| match item {
        Item::Message(captured) => Some(captured.body.into_owned()),
        Item::Problem(_) => None,
    };
    items.filter_map(body).collect()
}

/// As `curl --trace` shows octets.
fn rows(octets: &[u8]) -> String {
    let row = |(number, row): (usize, &[u8])| {
        let digits: String = row.iter().map(|byte| format!("{byte:02x} ")).collect();
        let text: String =
            row.iter().map(|byte| if byte.is_ascii_graphic() { char::from(*byte) } else { '.' }).collect();
        format!("{:04x}: {digits:<48}{text}\n", 16 * number)
    };
    octets.chunks(16).enumerate().map(row).collect()
}

proptest! {
    #[test]
    fn webhook(bodies in proptest::collection::vec(bodies(), 2..5)) {
        let events: Vec<_> = bodies.iter().map(|body| event(body)).collect();
        let text: String = events.iter().map(|event| format!("{event}\n")).collect();
        prop_assert_eq!(read("webhook", text.as_bytes(), &Options::default()), (lines(&bodies), vec![]));
        for array in [serde_json::to_string(&events).unwrap(), serde_json::to_string_pretty(&events).unwrap()] {
            prop_assert!(Container::detect(array.as_bytes()).as_str() == "webhook");
            let (messages, codes) = read("webhook", array.as_bytes(), &Options::default());
            prop_assert_eq!(codes, vec![]);
            let paths: Vec<_> = messages.iter().map(|(place, _)| place.to_string()).collect();
            prop_assert_eq!(&paths[1], "[1].acknowledge_event.raw_payload");
            prop_assert!(messages.iter().map(|(_, body)| body).eq(&bodies));
        }
    }

    #[test]
    fn lines_of_json(bodies in proptest::collection::vec(bodies(), 1..5), named in any::<bool>()) {
        let options = Options { field: named.then_some("log.body"), ..Options::default() };
        let encoded: String = bodies
            .iter()
            .map(|body| format!("{}\n", serde_json::json!({"time": "now", "log": {"body": base64(body)}})))
            .collect();
        prop_assert_eq!(read("jsonl", encoded.as_bytes(), &options), (lines(&bodies), vec![]));
        let texts: Vec<_> = bodies.iter().map(|body| String::from_utf8_lossy(body).into_owned()).collect();
        let plain: String =
            texts.iter().map(|text| format!("{}\n", serde_json::json!({"log": {"body": text}}))).collect();
        let texts: Vec<_> = texts.into_iter().map(String::into_bytes).collect();
        prop_assert_eq!(read("jsonl", plain.as_bytes(), &options), (lines(&texts), vec![]));
    }

    #[test]
    fn fleet(commands in proptest::collection::vec((bodies(), bodies()), 1..4), indented in any::<bool>()) {
        let result = |(payload, result): &(Vec<u8>, Vec<u8>)| {
            serde_json::json!({"command_uuid": "1", "payload": base64(payload), "result": base64(result)})
        };
        let all = serde_json::json!({"results": commands.iter().map(result).collect::<Vec<_>>()});
        let text = if indented { format!("{all:#}") } else { all.to_string() };
        let (messages, codes) = read("fleet", text.as_bytes(), &Options::default());
        prop_assert_eq!(codes, vec![]);
        let mut due = commands.iter().flat_map(|(payload, result)| [payload, result]);
        prop_assert!(messages.iter().all(|(_, body)| due.next() == Some(body)) && due.next().is_none());
        prop_assert_eq!(messages[1].0.to_string(), "results[0].result");
    }

    #[test]
    fn har_of_mitmproxy(
        bodies in proptest::collection::vec((bodies(), any::<bool>()), 1..4),
        indented in any::<bool>(),
    ) {
        let entries: Vec<_> = bodies.iter().map(|(body, has_charset)| mitmproxy_entry(body, *has_charset)).collect();
        let head = r#"{"log":{"version":"1.2","creator":{"name":"mitmproxy","version":"11.0.2"},"entries":["#;
        let between = if indented { ",\n  " } else { "," };
        let text = format!("{head}{}]}}}}", entries.join(between));
        prop_assert_eq!(Container::detect(text.as_bytes()).as_str(), "har");
        let (messages, codes) = read("har", text.as_bytes(), &Options::default());
        prop_assert_eq!(codes, vec![]);
        prop_assert!(messages.iter().map(|(_, body)| body).eq(bodies.iter().map(|(body, _)| body)));
        prop_assert_eq!(messages[0].0.to_string(), "entry 0 request");
    }

    #[test]
    fn flow_of_mitmproxy(bodies in proptest::collection::vec(bodies(), 1..5), at in any::<prop::sample::Index>()) {
        let flows: Vec<_> = bodies.iter().map(|body| flow(body)).collect();
        let file = flows.concat();
        prop_assert_eq!(Container::detect(&file).as_str(), "mitmproxy");
        let (messages, codes) = read("mitmproxy", &file, &Options::default());
        prop_assert_eq!(codes, vec![]);
        prop_assert!(messages.iter().map(|(_, body)| body).eq(&bodies));

        let end = 1 + at.index(file.len() - 1);
        let ends: Vec<_> = flows.iter().scan(0, |end, flow| { *end += flow.len(); Some(*end) }).collect();
        let (messages, codes) = read("mitmproxy", &file[..end], &Options::default());
        let whole = ends.iter().filter(|own| **own <= end).count();
        prop_assert!(messages.iter().map(|(_, body)| body).eq(&bodies[..whole]));
        prop_assert_eq!(codes, if ends.contains(&end) { vec![] } else { vec![Code::CutOff] });
    }

    #[test]
    fn a_damaged_flow(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let bodies: Vec<_> = (0..4).map(|number| format!("<plist>{number}</plist>").into_bytes()).collect();
        let mut file = bodies.iter().flat_map(|body| flow(body)).collect::<Vec<u8>>();
        let at = at.index(file.len());
        file[at] = byte;
        let (messages, _) = read("mitmproxy", &file, &Options::default());
        let left = bodies.iter().filter(|body| messages.iter().any(|(_, found)| found == *body)).count();
        prop_assert!(left + 1 >= bodies.len(), "{left}");
    }

    #[test]
    fn nginx(bodies in proptest::collection::vec(bodies(), 1..5)) {
        let escaped = |body: &[u8]| body.iter().map(|byte| match byte {
            b'"' | b'\\' | 0..0x20 | 0x7f.. => format!("\\x{byte:02X}"),
            _ => char::from(*byte).to_string(),
        }).collect::<String>();
        let log: String = bodies
            .iter()
            .map(|body| format!("127.0.0.1 [23/Nov/2026:08:31:18 +0000] \"PUT /mdm HTTP/1.1\" 200 \"{}\"\n", escaped(body)))
            .collect();
        prop_assert_eq!(read("nginx", log.as_bytes(), &Options::default()), (lines(&bodies), vec![]));

        let mut json = Vec::new();
        for body in &bodies {
            json.extend_from_slice(b"{\"status\":\"200\",\"request_body\":\"");
            for byte in body {
                match byte {
                    b'"' | b'\\' => json.extend([b'\\', *byte]),
                    b'\n' => json.extend(b"\\n"),
                    b'\r' => json.extend(b"\\r"),
                    b'\t' => json.extend(b"\\t"),
                    0..0x20 => json.extend(format!("\\u{byte:04X}").bytes()),
                    _ => json.push(*byte),
                }
            }
            json.extend(b"\"}\n");
        }
        prop_assert_eq!(read("nginx", &json, &Options::default()), (lines(&bodies), vec![]));
    }

    /// Documents in strings, as languages write them.
    #[test]
    fn quoted(text in "[ -~\u{80}-\u{ff}\n\t\r\"'’🍎]{0,80}", octets in proptest::collection::vec(any::<u8>(), 0..80)) {
        let text = text.replace(['<', '>'], "");
        let xml = format!("<?xml version=\"1.0\"?>\n<plist><string>{text}</string></plist>\n").into_bytes();
        let binary = [b"bplist00\xff", octets.as_slice(), &[0; 8]].concat();
        let bodies = [xml, binary];
        for (quote, is_ascii) in [('"', false), ('"', true), ('\'', false), ('\'', true)] {
            let mut log = String::new();
            for body in bodies.iter().cycle().take(4) {
                log += &format!("ts=2026-11-23T08:31:18Z msg=received body={quote}");
                for chunk in body.utf8_chunks() {
                    for char in chunk.valid().chars() {
                        match char {
                            '\n' => log += "\\n",
                            '\t' => log += "\\t",
                            '\r' => log += "\\r",
                            '\\' => log += "\\\\",
                            char if char == quote => log.extend(['\\', char]),
                            ' '..='~' => log.push(char),
                            char if is_ascii || char.is_control() => {
                                log.extend(char.to_string().bytes().map(|byte| format!("\\x{byte:02x}")));
                            }
                            char => log.push(char),
                        }
                    }
                    log.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
                }
                log += &format!("{quote} status=200\n");
            }
            prop_assert_eq!(Container::detect(log.as_bytes()).as_str(), "log");
            let (messages, codes) = read("log", log.as_bytes(), &Options::default());
            prop_assert_eq!(codes, vec![]);
            let read: Vec<_> = messages.into_iter().map(|(_, body)| body).collect();
            prop_assert_eq!(read, [&bodies[..], &bodies].concat());
        }
    }

    #[test]
    fn csv(bodies in proptest::collection::vec(bodies(), 1..5), named in any::<bool>()) {
        let options = Options { field: named.then_some("result"), ..Options::default() };
        let due = |bodies: &[Vec<u8>]| bodies.to_vec();
        let quoted: Vec<u8> = bodies
            .iter()
            .flat_map(|body| {
                let doubled = body.iter().flat_map(|byte| if *byte == b'"' { vec![b'"', b'"'] } else { vec![*byte] });
                b"1,\"".iter().copied().chain(doubled).chain(*b"\",Idle\n").collect::<Vec<_>>()
            })
            .collect();
        let hexadecimal = |body: &[u8]| body.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let rows = |field: &dyn Fn(&[u8]) -> String| {
            bodies.iter().map(|body| format!("1,{},Idle\n", field(body))).collect::<String>().into_bytes()
        };
        for rows in [quoted, rows(&base64), rows(&|body| format!("\\x{}", hexadecimal(body)))] {
            let table = [b"id,result,status\n".as_slice(), &rows].concat();
            prop_assert_eq!(Container::detect(&table).as_str(), "csv");
            let (messages, codes) = read("csv", &table, &options);
            prop_assert_eq!(codes, vec![]);
            prop_assert_eq!(messages.into_iter().map(|(_, body)| body).collect::<Vec<_>>(), due(&bodies));
        }
    }

    #[test]
    fn a_damaged_table(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let bodies: Vec<_> =
            (0..4).map(|number| format!("<plist>\n<string a='1'>{number}</string>\n</plist>\n").into_bytes()).collect();
        let head = b"id,result,status\n".to_vec();
        let mut table = head.clone();
        for body in &bodies {
            table.extend([b"1,\"".as_slice(), body, b"\",Idle\n"].concat());
        }
        let at = head.len() + at.index(table.len() - head.len());
        table[at] = byte;
        let (messages, _) = read("csv", &table, &Options::default());
        let left = bodies.iter().filter(|body| messages.iter().any(|(_, found)| found == *body)).count();
        prop_assert!(left + 1 >= bodies.len(), "{left}");
    }

    /// In strings, and behind what only its lines show to be before them.
    #[test]
    fn a_damaged_log(at in any::<prop::sample::Index>(), byte in any::<u8>(), form in 0..3) {
        let bodies: Vec<_> = (0..4)
            .map(|number| format!("<?xml version=\"1.0\"?>\n<plist version=\"1.0\">\n<string>{number}</string>\n</plist>\n"))
            .collect();
        let mut log = String::new();
        for (number, body) in bodies.iter().enumerate() {
            match form {
                0 => log += &format!("ts={number} body={body:?} status=200\n"),
                1 => log += &format!("{number} DEBUG body b'{}'\n", body.replace('\n', "\\n")),
                _ => body.lines().for_each(|line| log += &format!("{number}2:34 [main] Mdm - {line}\n")),
            }
        }
        let mut log = log.into_bytes();
        let at = at.index(log.len());
        log[at] = byte;
        let (messages, _) = read("log", &log, &Options::default());
        let left = bodies.iter().filter(|body| messages.iter().any(|(_, found)| found == body.as_bytes())).count();
        prop_assert!(left + 1 >= bodies.len(), "{left} of {}", String::from_utf8_lossy(&log));
    }

    /// One byte anywhere costs at most the message that it stands in, and is a problem if it costs one.
    #[test]
    fn damage_costs_one_message(at in any::<prop::sample::Index>(), byte in any::<u8>(), form in 0..4) {
        let bodies: Vec<_> =
            (0..4).map(|number| format!("<plist><string>{number}</string></plist>").into_bytes()).collect();
        let events: Vec<_> = bodies.iter().map(|body| event(body)).collect();
        let text = match form {
            0 => events.iter().map(|event| format!("{event}\n")).collect(),
            1 => serde_json::to_string(&events).unwrap(),
            2 => serde_json::to_string_pretty(&events).unwrap(),
            _ => events.iter().map(|event| format!("{event:#}\n")).collect::<String>(),
        };
        let mut text = text.into_bytes();
        let at = at.index(text.len());
        text[at] = byte;
        let (messages, codes) = read("webhook", &text, &Options::default());
        let left = bodies.iter().filter(|body| messages.iter().any(|(_, found)| found == *body)).count();
        prop_assert!(left + 1 >= bodies.len(), "{left}");
        prop_assert!(messages.len() == bodies.len() || !codes.is_empty());
    }

    /// Saved by Burp Suite as they are and in base64, escaped in other XML, in base64 in a text and wrapped there, as rows of
    /// octets, in UTF-16.
    #[test]
    fn damage_costs_one_message_in_a_text(at in any::<prop::sample::Index>(), byte in any::<u8>(), form in 0..7_usize) {
        let bodies: Vec<_> =
            (0..4).map(|number| format!("<plist version=\"1.0\">\n<string>{number}</string>\n</plist>\n")).collect();
        let item = |is_packed: bool, request: &str| {
            format!("  <item>\n    <request base64=\"{is_packed}\"><![CDATA[{request}]]></request>\n  </item>\n")
        };
        let sent = |body: &str| format!("PUT /mdm HTTP/1.1\r\n\r\n{body}");
        let each = |body: &String| match form {
            0 => item(false, &sent(body)),
            1 => item(true, &base64(sent(body).as_bytes())),
            2 => format!("<a>{}</a>\n", body.replace('<', "&lt;").replace('>', "&gt;")),
            3 => format!("body={} status=200\n", base64(body.as_bytes())),
            4 => {
                let lines = base64(body.as_bytes()).into_bytes();
                let lines = lines.chunks(20).map(|line| format!("  {}\n", line.escape_ascii()));
                format!("body:\n{}status: 200\n", lines.collect::<String>())
            }
            5 => format!("=> Send data, {} bytes\n{}", body.len(), rows(body.as_bytes())),
            _ => body.clone(),
        };
        let name = ["burp", "burp", "escaped", "encoded", "encoded", "hexdump", "utf-16"][form];
        let text = bodies.iter().map(each).collect::<String>();
        let wide = || "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let mut text: Vec<u8> = if form < 6 { text.as_bytes().to_vec() } else { wide() };
        let whole = read(name, &text, &Options::default()).0;
        prop_assert!(whole.iter().map(|(_, body)| body.as_slice()).eq(bodies.iter().map(String::as_bytes)));
        let at = at.index(text.len());
        text[at] = byte;
        let (messages, _) = read(name, &text, &Options::default());
        let left = bodies.iter().filter(|body| messages.iter().any(|(_, found)| found == body.as_bytes())).count();
        prop_assert!(left + 1 >= bodies.len(), "{left} of {}", String::from_utf8_lossy(&text));
    }

    /// Lines of a container, long ones in parts, with those of its other stream between.
    #[test]
    fn damage_costs_one_message_of_a_container(
        width in 9..60_usize,
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let bodies: Vec<_> = (0..6)
            .map(|number| format!("<?xml version=\"1.0\"?>\n<plist version=\"1.0\">\n<string>{number}</string>\n</plist>\n"))
            .collect();
        let one_line = |body: &String| body.replace('\n', "");
        let due = [bodies[..2].to_vec(), bodies[2..4].iter().map(one_line).collect(), bodies[4..].to_vec()].concat();
        let encoded = format!("raw_payload={} status=200", base64(bodies[4].as_bytes()));
        let in_a_line = format!("a={} b={} c", due[2], due[3]);
        let lines = bodies[0].lines().chain(bodies[1].lines()).chain([&*in_a_line, &encoded]).chain(bodies[5].lines());
        let mut log = Vec::new();
        for (number, line) in lines.enumerate() {
            for (part, text) in line.as_bytes().chunks(width).enumerate() {
                let tag = if (part + 1) * width < line.len() { 'P' } else { 'F' };
                log.extend(format!("2026-11-23T09:39:{:02}.{part}Z stdout {tag} ", 10 + number).bytes());
                log.extend([text, b"\n2026-11-23T09:40:00.5Z stderr F <warning>\n"].concat());
            }
        }
        prop_assert_eq!(Container::detect(&log).as_str(), "cri");
        let read_all = |log: &[u8]| read("cri", log, &Options::default()).0.into_iter().map(|(_, body)| body).collect::<Vec<_>>();
        let whole = read_all(&log);
        prop_assert!(whole.iter().map(Vec::as_slice).eq(due.iter().map(String::as_bytes)), "{whole:?}");
        let at = at.index(log.len());
        if log[at] == b'\n' || byte == b'\n' {
            return Ok(());
        }
        log[at] = byte;
        let left = read_all(&log);
        let kept = due.iter().filter(|body| left.iter().any(|found| found == body.as_bytes())).count();
        prop_assert!(kept + 1 >= due.len(), "{kept} of {}", String::from_utf8_lossy(&log));
    }

    /// Of a file whose form is not known beforehand. What parts lines and fields may join or split two of them.
    #[test]
    fn damage_costs_one_message_of_a_sample(
        (name, old) in prop::sample::select(samples()),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let at = at.index(old.len());
        if old[at] == b'\n' || b"\n\t,\"".contains(&byte) {
            return Ok(());
        }
        let mut new = old.clone();
        new[at] = byte;
        let whole = found(&old);
        // an exchange is one thing in these
        let cost = if ["burp", "fleet", "har", "mitmproxy"].contains(&Container::detect(&old).as_str()) { 2 } else { 1 };
        let mut left = found(&new);
        let is_left = |body: &&Vec<u8>| match left.iter().position(|other| other == *body) {
            Some(at) => { left.swap_remove(at); true }
            None => false,
        };
        let kept = whole.iter().filter(is_left).count();
        prop_assert!(kept + cost >= whole.len(), "{name}: {kept} of {} with {byte:#x} at {at}", whole.len());
    }

    /// In lines that lie in an object, the latest first or last.
    #[test]
    fn damage_costs_one_message_in_lines(at in any::<prop::sample::Index>(), byte in any::<u8>(), form in 0..4) {
        let bodies: Vec<_> = (0..4)
            .map(|number| format!("<?xml version=\"1.0\"?>\n<plist version=\"1.0\">\n<string>{number}</string>\n</plist>\n"))
            .collect();
        let mut events: Vec<_> =
            bodies.concat().lines().map(|line| serde_json::json!({"message": line, "timestamp": 1})).collect();
        if form & 1 == 1 {
            events.reverse();
        }
        let log = serde_json::json!({"events": events});
        let mut text = if form & 2 == 2 { format!("{log:#}") } else { log.to_string() }.into_bytes();
        let whole = read("json-log", &text, &Options::default()).0;
        prop_assert!(whole.iter().map(|(_, body)| body.as_slice()).eq(bodies.iter().map(String::as_bytes)));
        let at = at.index(text.len());
        text[at] = byte;
        let (messages, _) = read("json-log", &text, &Options::default());
        let left = bodies.iter().filter(|body| messages.iter().any(|(_, found)| found == body.as_bytes())).count();
        prop_assert!(left + 1 >= bodies.len(), "{left} of {}", String::from_utf8_lossy(&text));
    }

    /// What is cut off is one problem; what stands before it is read.
    #[test]
    fn a_file_that_is_cut_off(at in any::<prop::sample::Index>()) {
        let bodies: Vec<_> =
            (0..4).map(|number| format!("<plist><string>{number}</string></plist>").into_bytes()).collect();
        let events: Vec<_> = bodies.iter().map(|body| event(body)).collect();
        let text = serde_json::to_string(&events).unwrap();
        let end = 1 + at.index(text.len() - 1);
        let (messages, codes) = read("webhook", &text.as_bytes()[..end], &Options::default());
        prop_assert!(messages.iter().map(|(_, body)| body).eq(&bodies[..messages.len()]));
        prop_assert_eq!(codes, vec![Code::CutOff]);
    }
}
