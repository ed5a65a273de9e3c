//! Captures that would hurt a careless reader, each as large as one likes.

use mdmwire::{Data, capture::Packing};

/// With so much of what each is made of: what it is, and its bytes.
pub(crate) fn all(count: usize) -> Vec<(&'static str, Vec<u8>)> {
    let groups = [
        sessions,
        histories,
        events,
        results,
        lines_in_objects,
        objects,
        long_names,
        tables,
        access_logs,
        http,
        exchanges,
        flows,
        dumps,
        sections,
        binary,
        logs,
        prefixes,
        strings,
        encoded,
        escaped,
        mixed,
        containers,
        hexdumps,
        mails,
        talks,
    ];
    let texts = groups.into_iter().flat_map(|group| group(Times(count)));
    let texts = texts.map(|(what, text)| (what, text.into_bytes()));
    texts.chain(packed(Times(count))).chain(utf16(Times(count))).collect()
}

type Texts = Vec<(&'static str, String)>;

/// How often what a capture is made of stands in it.
#[derive(Clone, Copy)]
struct Times(usize);

impl Times {
    fn of(self, text: &str) -> String {
        text.repeat(self.0)
    }

    fn bytes(self, bytes: &[u8]) -> Vec<u8> {
        bytes.repeat(self.0)
    }

    /// More of what takes less to be read than a message.
    fn many(self, text: &str) -> String {
        text.repeat(16 * self.0)
    }

    /// Less often, for what takes more.
    const fn few(self) -> Self {
        Self(self.0.div_ceil(4))
    }

    /// With commas between.
    fn listed(self, text: &str) -> String {
        vec![text; self.0].join(",")
    }

    fn numbered(self, text: impl Fn(usize) -> String) -> String {
        (0..self.0).map(text).collect()
    }
}

const PLIST: &str = "<plist><dict><key>Status</key><string>Idle</string></dict></plist>";

const DECLARATION: &str = "<?xml version=\"1.0\"?>";

/// `true` as a binary property list.
const BINARY: &str = "bplist00\x09\x08\0\0\0\0\0\0\x01\x01\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x09";

/// `har`
fn sessions(n: Times) -> Texts {
    let session = |entries: String| format!(r#"{{"log":{{"creator":{{"name":"x"}},"entries":[{entries}"#);
    let request = |inside: String| session(format!(r#"{{"request":{{{inside}}}}}]}}}}"#));
    let body = |text: String| request(format!(r#""postData":{{"text":"{text}"}}"#));
    let headers = n.listed(r#"{"name":"a","value":"b"}"#);
    let texts = n.listed(&format!(r#""text":"{PLIST}""#));
    vec![
        ("entries", session(n.listed(&format!(r#"{{"request":{{"postData":{{"text":"{PLIST}"}}}}}}"#)) + "]}}")),
        ("entries that do not end", session(n.of(r#"{"request":{"postData":{"text":"a""#))),
        ("entries, and something else behind each", session(n.of(r#"{"request":{"postData":{"text":"a"}}},x"#))),
        ("an entry with headers", request(format!(r#""headers":[{headers}],"postData":{{"text":"a"}}"#))),
        ("an entry with texts", request(format!(r#""postData":{{{texts}}}"#))),
        ("a body of characters", body(n.many("\u{e9}"))),
        ("a body of surrogates", body(n.of(r"\udce9"))),
        ("keys of entries behind damage", format!(r#"{{"log":{{"creator":x{}"#, n.many(r#""entries":x"#))),
        ("arrays behind damage", format!(r#"{{"log":{{"creator":x,"version":1,{}"#, n.many(r#""a":[{"b":["#))),
        ("entries that end too early", session(n.of(r#"{"request":{}}}] ,"#))),
        ("entries with too many ends", session(n.of("{\"request\":x\n]\n"))),
    ]
}

/// `webhook`
fn events(n: Times) -> Texts {
    let envelope = r#"{"topic":"mdm.Connect","acknowledge_event":{"udid":"1","status":"Idle","raw_payload":"#;
    let event = |body: &str| format!("{envelope}\"{}\"}}}}", base64(body));
    vec![
        ("events", n.of(&format!("{}\n", event(PLIST)))),
        ("events in an array", format!("[{}]", n.listed(&event(PLIST)))),
        ("events that do not end", format!("{}\n{}", event(PLIST), n.of("{\"topic\":\"mdm.Connect\",\n"))),
        ("an event with unknown keys", event(&plist(&n.of("<key>Other</key><true/>")))),
    ]
}

/// `burp`
fn histories(n: Times) -> Texts {
    let history = |items: String| format!("<items burpVersion=\"1\">\n{items}</items>\n");
    let request = |inside: String| format!(" <item><request base64=\"false\">{inside}</request></item>\n");
    let item = request(format!("<![CDATA[PUT / HTTP/1.1\n\n{PLIST}]]>"));
    vec![
        ("history", history(n.of(&item))),
        ("history, sections without an end", history(n.of(" <item><request><![CDATA[x\n") + "]]>")),
        ("history, elements without an end", history(n.of(" <item><request>x\n"))),
        ("history, items with other ends", history(n.of(" <item><request>x</response></item>\n"))),
        ("history, items in a section", history(n.of("<item><a><![CDATA[") + "]]></a></item>")),
        ("history, one item of many elements", history(format!("<item>{}</item>", n.many("<a>x</a>")))),
        ("history, one body of many sections", history(request(n.many("<![CDATA[x]]>")))),
        ("history, one tag without an end", history(format!("<item><request {}", n.many("a=\"b\" ")))),
        ("history, other items in a body", history(request(format!("<![CDATA[{}]]>", n.many("<item>"))))),
    ]
}

/// `fleet`
fn results(n: Times) -> Texts {
    let result = |body: &str| format!(r#"{{"command_uuid":"1","request_type":"a","payload":"{}"}}"#, base64(body));
    let results = |inside: String| format!("{{\"results\":[{inside}");
    vec![
        ("results", results(n.listed(&result(PLIST)) + "]}")),
        ("results that do not end", results(result(PLIST) + &n.of(r#"{"payload":"a","result":"b""#))),
        ("a result with commands", results(result(&plist(&n.of("<key>Command</key><dict/>"))) + "]}")),
    ]
}

/// `json-log`
fn lines_in_objects(n: Times) -> Texts {
    let [begin, end] = ["x <plist>", "</plist>"].map(|line| format!("{{\"log\":\"{line}\\n\"}}\n"));
    let documents = format!(r#""log":"x {}""#, n.of(PLIST));
    vec![
        ("lines in objects", n.of(&format!("{begin}{end}"))),
        ("lines in objects, no document ends", n.of(&begin)),
        ("lines in objects that do not end", format!("{begin}{end}{}", n.of("{\"log\":\n{\"log\":\n"))),
        ("documents in one object", format!("{{{documents}}}")),
        ("documents in an object and in those inside of it", {
            let both = format!(r#""text":"x {PLIST}","a":{{"text":"x {PLIST}"}},"#);
            format!(r#"{{"a":[{{{}"b":0}}]}}"#, n.of(&both))
        }),
        ("lines in one object that is damaged", {
            let [begin, end] = ["x <plist>", "</plist>"].map(|line| format!(r#"{{"message":"{line}"}},"#));
            format!(r#"{{"events":[{}{{}}]?}}"#, n.of(&(begin + &end)))
        }),
        ("strings with other escapes in an object that is damaged", {
            format!(r#"{{"log":"x <plist></plist>"?{}"#, n.many(r#""log":"\q"#))
        }),
        ("lines in objects in one object, the latest first", {
            let [begin, end] = ["x <plist>", "</plist>"].map(|line| format!(r#"{{"message":"{line}"}},"#));
            format!(r#"{{"events":[{}{{}}]}}"#, n.of(&(end + &begin)))
        }),
        ("documents beside a long address", format!(r#"{{{documents},"url":"{}"}}"#, n.many(r"\n"))),
    ]
}

/// `jsonl`, and other JSON
fn objects(n: Times) -> Texts {
    let object = format!(r#"{{"body":"{PLIST}"}}"#);
    let event = format!(r#"{{\"acknowledge_event\":{{\"raw_payload\":\"{}\"}}}}"#, base64(PLIST));
    let bodies = n.numbered(|i| format!(r#""{i}":"{PLIST}","#));
    vec![
        ("objects on lines", n.of(&format!("{object}\n"))),
        ("objects on one line", n.of(&object)),
        ("objects that do not end, on lines", format!("{object}\n{}", n.of("{\"body\":\"<plist>\n"))),
        ("objects that do not end, with lists", format!("{object}\n{}", n.of("{\"a\":[0,0,0,0,0,0,0,"))),
        ("objects with events in strings", n.few().of(&format!("{{\"body\":\"{event}\"}}\n"))),
        ("bodies in one object", format!("{{{bodies}\"\":0}}")),
        ("keys, JSON", format!("{{{}\"\":0}}", n.numbered(|i| format!(r#""{i}":0,"#)))),
        ("objects that begin twice and do not end", format!("{object}\n{}", n.of("{ {\"a\":[ "))),
        ("objects that begin twice", format!("{object}\n{}", n.many("{ {\"a\":0} "))),
        ("objects behind another byte", format!("{object}\n{}", n.of("x {\"a\":0 "))),
        ("objects without brackets", format!("{object}\n{}", n.of("\"a\":0}\n"))),
        ("brackets", n.many("[")),
        ("braces", n.many(r#"{"a":"#)),
        ("braces on lines", format!("{object}\n{}", n.of("  {\n"))),
        ("braces in a string that does not end", format!("{object}\n{{\"a\":\"{}\u{1}\"", n.many("{"))),
        ("quotation marks", n.many("\"")),
    ]
}

/// What is as long as there are messages that it is said of.
fn long_names(n: Times) -> Texts {
    let long = n.many("a");
    let bodies = n.listed(&format!("\"{PLIST}\""));
    let table = |names: String, row: String| format!("{names}\n{}", n.of(&row));
    vec![
        ("bodies under a long key", format!(r#"[{{"{long}":[{bodies}]}}]"#)),
        ("bodies beside a long address", format!(r#"{{"url":"{}","a":[{bodies}]}}"#, n.many(r"\n"))),
        ("objects behind a long key", format!("{{\"{long}\":\"{PLIST}\"}}\n{}", n.of("{\"a\":\"b\"}\n"))),
        ("rows below a long name", table(format!("id,{long}"), format!("1,\"{PLIST}\"\n"))),
        ("rows below dashes", table(format!("{},result", n.many("-")), format!("1,\"{PLIST}\"\n"))),
        ("columns beside a long address", format!("url,{}\n{long},{bodies}\n", n.listed("a"))),
    ]
}

/// `csv`
fn tables(n: Times) -> Texts {
    let row = format!("1,\"{PLIST}\"\n");
    let behind = |more: String| format!("id,result\n{row}{more}");
    vec![
        ("rows", behind(n.of(&row))),
        ("rows of base64", behind(n.of(&format!("1,{}\n", base64(PLIST))))),
        ("rows with a field too few", behind(n.of("1\n"))),
        ("rows with a field too many", behind(n.of("1,2,3\n"))),
        ("rows with a quotation mark that nothing closes", behind(n.of("1,\"a\n"))),
        ("rows that quotation marks lead through", behind(n.of("x\",\"\na,b\n"))),
        ("quotation marks behind a row", behind(n.many("\""))),
        ("rows of logs", behind(n.of(&format!("1,\"x {PLIST}\"\n")))),
        ("a log in one field", behind(format!("1,\"{}\"\n", n.of(&format!("x \"\"{PLIST}"))))),
        ("columns", format!("{}\n{}\n", n.listed("a"), n.listed(&format!("\"{PLIST}\"")))),
        ("escapes between tabs", format!("id\tresult\n1\t{PLIST}{}\n", n.many(r"\n"))),
    ]
}

/// `nginx`
fn access_logs(n: Times) -> Texts {
    let body = PLIST.replacen('>', r"\x3E", 1);
    vec![
        ("requests in an access log", n.of(&format!("1 \"PUT / HTTP/1.1\" 200 \"{body}\"\n"))),
        ("bodies on one line of an access log", format!("1 {}", n.many(r#""<plist>\x0A" "#))),
        ("fields before a body in an access log", format!("{}\"{body}\"\n", n.many("\"text/a\" "))),
        ("escapes in an access log", format!("1 \"{body}{}\"\n", n.many(r"\x0A"))),
    ]
}

/// `http`
fn http(n: Times) -> Texts {
    let line = "PUT / HTTP/1.1\r\n";
    let request = |body: &str| format!("{line}Content-Length: {}\r\n\r\n{body}", body.len());
    let chunked = format!("{line}Transfer-Encoding: chunked\r\n\r\n");
    vec![
        ("requests", n.of(&request(PLIST))),
        ("requests without a length", n.of(&format!("{line}\r\n{PLIST}\r\n"))),
        ("requests before blanks", n.of(&request("")) + &n.many(" ")),
        ("responses", n.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")),
        ("headers", format!("{line}{}\r\n{PLIST}", n.of("a: b\r\n"))),
        ("chunks", format!("{chunked}{}0\r\n\r\n", n.of("1\r\na\r\n"))),
        ("chunks that do not end", n.of(&format!("{chunked}1\r\na\r\n"))),
        ("chunks that lead through requests", n.of(&format!("{chunked}{:x}\r\n", chunked.len() - 2))),
        ("headers behind chunks", format!("{chunked}0\r\n{}\r\n", n.of("a: b\r\n"))),
        ("lines that begin as requests do", format!("{line}\r\n{}", n.of("PUT /\n"))),
        ("lines that begin as responses do", format!("{line}\r\n{}", n.of("HTTP/1.1 200\n"))),
        ("requests with another length", n.of(&request(PLIST).replace("Length: ", "Length: 9"))),
        ("requests that begin nowhere", n.of(&format!("{line}\r\n{} HTTP/1.1 ", "a".repeat(99)))),
        ("versions", format!("{line}\r\n{}", n.many("HTTP/1."))),
    ]
}

/// `http`, with bodies that are packed
fn packed(n: Times) -> Vec<(&'static str, Vec<u8>)> {
    let request = |encoding: &str, body: &[u8]| {
        let head = format!("PUT / HTTP/1.1\r\nContent-Encoding: {encoding}\r\nContent-Length: {}\r\n\r\n", body.len());
        [head.as_bytes(), body].concat()
    };
    let long = format!("{PLIST}<!--{}-->", n.many("a"));
    let [gzip, zstd] = [Packing::Gzip, Packing::Zstd].map(|packing| packing.pack(PLIST.as_bytes()));
    vec![
        ("bodies in gzip", n.few().bytes(&request("gzip", &gzip))),
        ("bodies in Zstandard", n.few().bytes(&request("zstd", &zstd))),
        ("members of gzip", request("gzip", &n.few().bytes(&gzip))),
        ("frames of Zstandard", request("zstd", &n.few().bytes(&zstd))),
        ("a long body in gzip", request("gzip", &Packing::Gzip.pack(long.as_bytes()))),
    ]
}

/// `http-debug`
fn exchanges(n: Times) -> Texts {
    let request = format!("---BEGIN Request---\nPUT / HTTP/1.1\n\n{PLIST}\n");
    let response = format!("---BEGIN Response---\nHTTP/1.1 200 OK\n\n{PLIST}\n---END Response---\n");
    let both = n.of(&format!("{request}---END Request---\n{response}"));
    vec![
        ("exchanges behind times", both.lines().map(|line| format!("Jul 19 09:39:14 h m[3]: {line}\n")).collect()),
        ("exchanges", both),
        ("requests without an end marker", n.of(&request)),
        ("responses without an end marker", n.of(&response.replace("END", "end"))),
        ("end markers in a request", format!("{request}{}", n.many("a ---END Request---\n"))),
        ("markers on one line", format!("{request}{}", n.of("---BEGIN Request---"))),
    ]
}

/// `mitmproxy`
fn flows(n: Times) -> Texts {
    let header = netstring(']', &(netstring(',', "a") + &netstring(',', "b")));
    let flow = |headers: &str| {
        let pair = |key: &str, value: String| netstring(';', key) + &value;
        let method = pair("method", netstring(',', "PUT"));
        let headers = pair("headers", netstring(']', headers));
        let content = pair("content", netstring(',', PLIST));
        let request = pair("request", netstring('}', &[method, headers, content].concat()));
        netstring('}', &(request + &pair("version", netstring('#', "21"))))
    };
    let sound = flow(&header);
    let behind = |more: String| format!("{sound}{more}");
    vec![
        ("flows", n.of(&sound)),
        ("a flow with headers", flow(&n.of(&header))),
        ("flows that are damaged", behind(n.of(&sound.replace("request;", "request:")))),
        ("flows that are too long", behind(n.of(&format!("9{sound}")))),
        ("flows without anything", behind(n.of("0:}"))),
        ("lengths", behind(n.many("9999999:"))),
        ("ends of flows", behind(format!("9:{}", n.many("}")))),
        ("digits of a length", behind(format!("9:}}{}", n.many("1")))),
    ]
}

/// `nanomdm-dump`
fn dumps(n: Times) -> Texts {
    vec![
        ("documents", n.of(PLIST)),
        ("documents, and JSON behind each", n.of(&format!(r#"{PLIST}{{"a":1}}"#))),
        ("documents, and JSON that does not end behind each", n.of(&format!(r#"{PLIST}{{"a":"#))),
        ("documents in netstrings", n.of(&netstring(',', PLIST))),
        ("broken documents, and JSON behind each", n.of("<plist></plisu>\n{\"a\":1}")),
        ("broken documents, and JSON that does not end behind each", n.of("<plist></plisu>\n{\"a\":")),
        ("tokens", n.of(&format!("{DECLARATION}\nBootstrap token: AAAA\n"))),
        ("roots", n.many("<plist>")),
        ("ends of a root", format!("<plist>{}", n.many("</plist>"))),
        ("ends of a root without brackets", format!("<plist>{}", n.many("</plist  \n"))),
        ("declarations", n.of(DECLARATION)),
        ("declarations and words", n.of(&format!("{DECLARATION} plist "))),
        ("declarations and markup", n.of(&format!("{DECLARATION}<!a>"))),
        ("types", n.of("<!DOCTYPE plist>")),
        ("types and roots", n.many("<!DOCTYPE plist><plist>")),
    ]
}

/// `nanomdm-dump`, with comments and CDATA sections
fn sections(n: Times) -> Texts {
    let inside = |text: &str| n.of(&format!("{DECLARATION}{text}<!-- ")) + "-->";
    vec![
        ("comments that do not end", n.many("<plist><!--")),
        ("comments that end together", n.many("<plist><!-- ") + &n.many("--></plist>")),
        ("CDATA that does not end", n.of("<plist><![CDATA[ </plist>")),
        ("CDATA that ends together", n.many("<plist><![CDATA[ ") + &n.many("]]></plist>")),
        ("comments behind declarations", n.of(&format!("{DECLARATION}<!-- a -->"))),
        ("declarations in comments", n.of(&format!("{DECLARATION}<!--{DECLARATION}-->"))),
        ("declarations in one comment", inside("")),
        ("roots in one comment", inside("<plist>")),
        ("roots in one comment, and comments behind", inside("<plist>") + &n.of("<!--plist-->") + PLIST),
        ("roots in one comment, and a text behind", inside("<plist>") + &n.many("a")),
    ]
}

/// `nanomdm-dump`, with binary property lists
fn binary(n: Times) -> Texts {
    let behind = |more: String| format!("{PLIST}{more}");
    vec![
        ("binary ones", n.of(BINARY)),
        ("binary ones with damaged heads", behind(n.of(&BINARY.replace('b', "B")))),
        ("heads", n.of("bplist00")),
        ("heads and zeros", behind(n.of(&format!("bplist00{}", "\0".repeat(40))))),
        ("trailers", behind(n.many(&BINARY[10..]))),
        ("zeros", behind(format!("bplist00{}", n.many("\0")))),
    ]
}

/// `log`
fn logs(n: Times) -> Texts {
    let before = |text: &str| format!("x\n{}{PLIST}", n.many(text));
    vec![
        ("documents in other XML", format!("<log>{}</log>", n.of(&format!("<a><![CDATA[{PLIST}]]></a>")))),
        ("lines of a log", format!("x\n{}", n.of(&format!("ts=1 content={PLIST} a=b\n")))),
        ("one line of a log", format!("x\n{}", n.of(&format!("content={PLIST} a=b ")))),
        ("pairs before a document", before("a=b ")),
        ("pairs without anything before a document", before("=")),
        ("quoted values before a document", before("a=\"b c\" ")),
        ("quotation marks before a document", before("\"")),
        ("brackets before a document", before("[")),
        ("times before a document", before("2026-11-24T10:00:00Z ")),
    ]
}

/// `log`, with something before each line of a document
fn prefixes(n: Times) -> Texts {
    let long = "a".repeat(200);
    let syslog = "<30>1 2024-07-19T09:39:14.1Z host nanomdm 334 ID ";
    let times = n.numbered(|i| format!("2026-11-24T10:00:00Z {}[<plist></plist>", ["a", "b"][i % 2]));
    vec![
        ("numbered lines", n.numbered(|i| format!("a{i} <plist>\na{i} <dict/>\na{i} </plist>\n"))),
        ("numbered lines, no document ends", n.numbered(|i| format!("a{i} {DECLARATION}\na{i} <plist>\n"))),
        ("lines of syslog", n.of("Jul 19 09:39:14 host m[1]: <plist>\nJul 19 09:39:14 host m[1]: </plist>\n")),
        ("lines of one document", format!("{long}{DECLARATION}\n{}{long}</plist>", n.of(&format!("{long}<x>\n")))),
        ("lines without line feeds", n.of("1 <plist>\n2 </plist>")),
        ("lines with JSON", n.of("m | <plist>\nm | </plist>\nm | {\"a\":1}\n")),
        ("brackets that nothing closes", format!("x\n{times}")),
        ("structured data", format!("{syslog}{} {PLIST}", n.many("[a]"))),
        ("structured data that does not end", format!("{syslog}{}{PLIST}", n.many("[a b=\""))),
    ]
}

/// `log`, with documents in strings
fn strings(n: Times) -> Texts {
    let head = r#"<?xml version=\"1.0\"?>\n"#;
    let quoted = format!(r#"a="{head}<plist></plist>\n" b=c"#);
    vec![
        ("quoted documents", n.of(&format!("{quoted}\n"))),
        ("quoted documents on one line", n.of(&format!("{quoted} "))),
        ("quoted documents in one string", format!("a=\"{}\"", n.of(&format!("{head}<plist></plist>")))),
        ("quoted documents that do not end", n.of(&format!("a=\"{head}\" "))),
        ("quoted documents that nothing closes", n.of(&format!("a=\"{head}"))),
        ("a quoted document with escapes", format!("a=\"{head}<plist>{}</plist>\"", n.many(r"\n"))),
        ("a quoted document on many lines", format!("a '<?xml version=\"1.0\"?>\\n'{}", n.many(" +\n'a'"))),
        ("documents as Python writes them", n.of("x b'<?xml version=\"1.0\"?>\\n<plist></plist>' y\n")),
        ("binary ones as Python writes them", n.of(r"x b'bplist00\xd1\x00' y ")),
    ]
}

/// `log`, with documents that are encoded or escaped between others
fn mixed(n: Times) -> Texts {
    let encoded = base64(PLIST);
    let escaped = PLIST.replace('<', "&lt;").replace('>', "&gt;");
    let before = |text: String| format!("x\n{text}{PLIST}");
    vec![
        ("documents and base64", before(n.of(&format!("{PLIST}a={encoded}\n")))),
        ("base64 before a document", before(n.of(&format!("a={encoded}\n")))),
        ("base64 behind a document that does not end", format!("x\n<plist>{}", n.of(&format!("a={encoded}\n")))),
        (
            "base64 behind signs in a document that does not end",
            format!("x\n<plist>{}", n.of(&format!("a> {encoded}\n"))),
        ),
        ("base64 in broken documents", before(n.of(&format!("<plist><data>{encoded}</data>\n")))),
        ("base64 behind broken documents", before(n.of(&format!("<plist>\na={encoded}\n")))),
        ("escaped ones before a document", before(n.of(&format!("<a>{escaped}</a>\n")))),
        ("base64 and an escaped one", before(n.of(&format!("a={encoded}\n")) + &escaped)),
        ("escaped ones and base64", before(n.of(&format!("<a>{escaped}</a>\n")) + &encoded)),
        ("binary ones with damaged heads and base64", before(n.of(&BINARY.replace('b', "B")) + &encoded)),
        ("words before a document", before(n.many("PHBsaXN0 "))),
    ]
}

/// `cri`
fn containers(n: Times) -> Texts {
    let line = |tag: &str, text: &str| format!("2026-11-24T10:00:00.1Z stdout {tag} {text}\n");
    let part = format!("{}{}", line("P", "a=<pli"), line("F", &PLIST[4..]));
    let warning = line("F", "a").replace("stdout", "stderr");
    vec![
        ("lines in parts", n.of(&part)),
        ("lines in parts, and of another stream", n.of(&(part.clone() + &warning))),
        ("parts of one line", n.of(&line("P", PLIST))),
        ("parts of one document", line("P", "<plist>") + &n.many(&line("P", "a")) + &line("F", "</plist>")),
        ("parts of base64", part.clone() + &n.of(&line("P", &base64(PLIST)[..64]))),
        ("lines in parts with JSON", n.of(&(line("P", r#"{"a":"#) + &line("F", &format!("\"{PLIST}\"}}"))))),
        ("lines in parts, and damaged ones", n.of(&(part.clone() + &part.replace("stdout", "stdxut")))),
        ("parts on one line", line("F", PLIST).repeat(16) + &n.many(" stdout P ")),
        ("parts of other lines", part + &n.many("x stdout P \n")),
    ]
}

fn numbers(text: &str) -> String {
    text.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(" ")
}

fn address(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// `encoded`, and a document with another in it
fn encoded(n: Times) -> Texts {
    let long = base64(&format!("{PLIST}<!--{}-->", n.many("a")));
    let lines = |text: &str| text.as_bytes().chunks(76).map(|line| format!("{}\n", line.escape_ascii())).collect();
    let digits: String = PLIST.bytes().map(|byte| format!("{byte:02x}")).collect();
    let payload = format!("<key>Payload</key><data>{}</data>", base64(&n.of(PLIST)));
    let request = text("RequestType", "InstallProfile") + &payload;
    vec![
        ("base64 on lines", lines(&long)),
        ("base64", long),
        ("base64, a document on each line", n.of(&format!("{}\n", base64(PLIST)))),
        ("base64 in a document", plist(&format!("<key>Command</key><dict>{request}</dict>"))),
        ("hexadecimal digits", n.of(&digits)),
        ("base64 in a text", n.of(&format!("body={} ", base64(PLIST)))),
        ("numbers of octets", n.of(&format!("body: [{}]\n", numbers(PLIST)))),
        ("numbers of octets in JSON", format!("{{\"data\":[{}]}}", numbers(&n.of(PLIST)).replace(' ', ","))),
        ("numbers that begin none", format!("{}60", n.many("60 63 120 109 "))),
        ("octets in addresses", n.of(&format!("GET /?body={}&a=1 ", address(PLIST)))),
        ("addresses that go on", address("<plist>") + &n.many("%3Cplist%3E")),
        ("words that begin as base64 does", n.many("x PHBsaXN0 ")),
        ("base64 on lines in a text", n.of(&format!("body:\n{}", lines(&base64(PLIST))))),
        ("lines that begin as base64 does", n.many("x PHBsaXN0AAAA\nPHBsaXN0AAAA\n")),
        ("lines that may be of one base64", format!("x\nPHBsaXN0\n{}", n.many("AAAAAAAA\n"))),
        ("equals signs in a text", format!("x {} y", n.many("="))),
    ]
}

/// `escaped`
fn escaped(n: Times) -> Texts {
    let document = (DECLARATION.to_owned() + PLIST).replace('<', "&lt;").replace('>', "&gt;");
    vec![
        ("escaped documents", n.of(&format!("<a>{document}</a>"))),
        ("escaped documents in text", n.of(&document)),
        ("escaped roots without an end", n.many("&lt;plist&gt;")),
        ("escaped roots, one behind each element", n.many("<a>&lt;plist&gt;")),
        ("escaped declarations", format!("{}{document}", n.many("&lt;?xml "))),
        ("references in one document", format!("&lt;plist&gt;{}&lt;/plist&gt;", n.many("&amp;"))),
        ("ampersands in one document", format!("&lt;plist&gt;{}&lt;/plist&gt;", n.many("&"))),
    ]
}

/// `mail`
fn mails(n: Times) -> Texts {
    let head = "From: a\nContent-Type: multipart/mixed; boundary=b\n";
    let part = "\n--b\nContent-Transfer-Encoding: quoted-printable\n\n";
    let quoted = PLIST.replace('=', "=3D").replace("plist", "pl=\nist");
    vec![
        ("a mail with parts", format!("{head}{}", n.of(&format!("{part}{quoted}")))),
        ("mails", n.of(&format!("From a\n{head}{part}{quoted}"))),
        ("a mail with boundaries", format!("{}{part}{quoted}", n.of(head))),
        ("a line that goes on", format!("{head}{part}{}", n.of("a=\n"))),
    ]
}

/// `hexdump`
fn hexdumps(n: Times) -> Texts {
    let rows = |octets: &[u8]| -> String {
        let row = |(i, row): (usize, &[u8])| {
            let digits: Vec<_> = row.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{:04x}: {} {}\n", 16 * i, digits.join(" "), row.escape_ascii())
        };
        octets.chunks(16).enumerate().map(row).collect()
    };
    let documents = PLIST.repeat(2);
    vec![
        ("rows of octets", rows(n.of(PLIST).as_bytes())),
        ("parts of rows", n.of(&format!("=> Send data\n{}", rows(documents.as_bytes())))),
        ("rows that stand again", rows(n.of(PLIST).as_bytes()).replace('\n', "\n*\n")),
        ("rows that are missing", rows(n.of(PLIST).as_bytes()).replace("0: ", "z: ")),
        ("rows that do not go on", rows(documents.as_bytes()) + &n.many("0000: 3c 3c\n")),
        ("one long row", format!("{}0000: {}", rows(documents.as_bytes()), n.many("3c "))),
        ("rows of rows", rows(rows(n.few().of(PLIST).as_bytes()).as_bytes())),
    ]
}

/// `utf-16`
fn utf16(n: Times) -> Vec<(&'static str, Vec<u8>)> {
    let written =
        |text: String| "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    vec![
        ("UTF-16", written(n.of(PLIST))),
        ("UTF-16 without a message", written(n.many("a text "))),
        ("halves of pairs", [written(PLIST.repeat(2)), [0xd8, 0xd8].repeat(16 * n.0)].concat()),
    ]
}

/// What messages say of each other.
fn talks(n: Times) -> Texts {
    let command = |i: usize| {
        let request = text("RequestType", "DeviceLock");
        plist(&format!("<key>Command</key><dict>{request}</dict>{}", text("CommandUUID", &i.to_string())))
    };
    let answer = |status: &str, i: usize| {
        plist(&[text("CommandUUID", &i.to_string()), text("Status", status), text("UDID", "1")].concat())
    };
    let check_out =
        |i: usize| plist(&[text("MessageType", "CheckOut"), text("Topic", "a"), text("UDID", &i.to_string())].concat());
    vec![
        ("commands and answers", n.numbered(|i| command(i) + &answer("Acknowledged", i))),
        ("commands before all answers", n.numbered(command) + &n.numbered(|i| answer("Error", i))),
        ("commands without answers", n.numbered(command) + &answer("Acknowledged", 0)),
        ("a command that is put off", command(0) + &n.of(&answer("NotNow", 0))),
        ("devices", n.numbered(check_out)),
    ]
}

fn plist(keys: &str) -> String {
    format!("<plist><dict>{keys}</dict></plist>")
}

fn text(key: &str, text: &str) -> String {
    format!("<key>{key}</key><string>{text}</string>")
}

fn base64(text: &str) -> String {
    Data::octets(text.as_bytes()).to_base64().to_string()
}

/// What mitmproxy writes: a length, so many bytes, and the sign of their type.
fn netstring(kind: char, bytes: &str) -> String {
    format!("{}:{bytes}{kind}", bytes.len())
}
