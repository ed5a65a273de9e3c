//! The command line, as somebody types it.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use mdmwire::{capture::Packing, render::Visible};

use crate::corpus;

/// The program in the folder of the package, with nothing in its environment that it reads.
fn program(arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_mdmwire"));
    program.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).env_clear();
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    program
}

/// Runs it.
pub(crate) fn mdmwire(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = program(arguments).spawn().expect("it starts");
    // a program that does not read what it is given closes the pipe
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("it ends")
}

#[track_caller]
fn check(arguments: &[&str], input: &[u8], code: i32, says: &str) {
    let output = mdmwire(arguments, input);
    let printed = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {printed}");
    assert!(printed.contains(says), "{arguments:?}: {printed}");
}

#[test]
fn exit_codes() {
    check(&["check", "corpus/check-in"], b"", 0, "nothing found");
    check(&["check", "corpus/bad/body/empty.plist"], b"", 1, "error[empty-input]");
    check(&["check", "-"], b"<html>", 1, "error[html]");
    check(&["check", "--fail-on", "warning", "corpus/odd/xml/cdata.plist"], b"", 1, "warning[cdata]");
    check(&["check", "--fail-on", "never", "corpus/bad"], b"", 0, "errors");
    check(&["check", "--as", "no.such", "-"], b"", 2, "no.such");
    check(&["check", "--no-such-option"], b"", 2, "--no-such-option");
    check(&["check", "no/such/file.plist"], b"", 3, "no/such/file.plist");
    check(&["explain", "no-such-thing"], b"", 2, "no-such-thing");
}

/// The call that a body belongs to says what it is.
#[test]
fn calls() {
    let cursor = br#"{"cursor": "MTY0OjA6MTM4NDI5NjU5MzE4MA", "limit": 100}"#;
    let as_call = |call: &str, body: &[u8], code, says: &str| {
        check(&["check", "--format", "jsonl", "--as", call, "-"], body, code, says);
    };
    check(&["check", "-"], cursor, 0, "note[ambiguous-message]");
    as_call("POST /devices/sync", cursor, 0, r#""kind":"dep.SyncDeviceRequest""#);
    as_call("POST https://mdmenrollment.apple.com/devices/sync?x=1", cursor, 0, r#""verdict":"clean""#);
    as_call("POST /server/devices", cursor, 0, r#""kind":"dep.FetchDeviceRequest""#);
    as_call("POST /devices/sync, 200", cursor, 1, r#""kind":"dep.FetchDeviceResponse""#);
    as_call("POST /devices/sync, 400", b"EXPIRED_CURSOR", 0, r#""kind":"dep.error""#);
    as_call("GET /session, 403", br#""token_rejected""#, 0, r#""kind":"dep.error""#);
    as_call("GET /session, 403", b"no_such_word", 0, "a word that is not known here");
    as_call("GET /session, 403", b"no such word", 1, "not-a-document");
    check(&["check", "-"], b"no_such_word", 1, "error[not-a-document]");
    // the same status, and still two kinds
    let refusal = br#"{"errorNumber": 9622, "errorMessage": "x", "status": -1}"#;
    as_call("POST /mdm/getVPPUsersSrv, 200", refusal, 0, r#""kind":"vpp.VppError""#);
    as_call("POST /mdm/getVPPUsersSrv, 200", br#"{"status": 0}"#, 0, r#""kind":"vpp.GetVppUsersResponse""#);

    as_call("GET /session", b"{}", 2, "sends nothing");
    as_call("DELETE /account-driven-enrollment/profile, 200", b"{}", 2, "status 200");
    as_call("PATCH /devices/sync", b"{}", 2, "no such call");
    as_call("POST /assets/associate", b"{}", 2, "did you mean `POST /v2/assets/associate`?");
    as_call("POST /devices/sync, OK", b"{}", 2, "such as 200");

    check(&["check", "--as", "TokenUpdate", "-"], b"", 2, "did you mean `check-in.TokenUpdate`?");
}

/// What there is to say of a call, and of what devices and services call errors.
#[test]
fn explained() {
    for (word, says) in [
        ("POST /devices/sync", "Sends dep.SyncDeviceRequest"),
        ("/devices", "Sends dep.DeviceListRequest"),
        ("/account-driven-enrollment/profile", "\n\nDELETE /account-driven-enrollment/profile\n"),
        ("GET /v1/catalog/us/apps", "Gets back vpp.CatalogResponse"),
        ("dep.SyncDeviceRequest", "Sent with POST /devices/sync."),
        ("12021", "MCMDMErrorDomain 12021\n  request type not valid\n"),
        ("mcmdmerrordomain:12021", "request type not valid"),
        ("MCMDMErrorDomain", "   12021  request type not valid"),
        ("9609", "Apps and Books 9609"),
        ("-1001", " -1001\n"),
        ("expired_cursor", "older than seven days"),
        ("dep.error", "\n  EXPIRED_CURSOR\n      the cursor"),
        ("vpp.stoken-file", "vpp.SToken"),
        ("getVPPAssetsSrv", "POST /getVPPAssetsSrv\n"),
    ] {
        check(&["explain", word], b"", 0, says);
    }
    for (word, says) in [
        ("GET /devices/sync", "no code, kind, key, call or error"),
        ("MCMDMErrorDomain 1", "is no code"),
        ("POST /assets/associate", "did you mean `POST /v2/assets/associate`?"),
        ("MCMDMErorDomain", "did you mean `MCMDMErrorDomain`?"),
        ("EXPIRED_COURSE", "code, kind, key, call or error\n"),
    ] {
        check(&["explain", word], b"", 2, says);
    }
}

#[test]
fn the_readme_tells_what_it_prints() {
    let output = mdmwire(&["check", "corpus"], b"");
    let printed = String::from_utf8(output.stdout).unwrap();
    let summary = printed.lines().last().unwrap();
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    assert!(readme.contains(summary), "the README has another line than\n{summary}");
    assert_eq!(output.status.code(), Some(1));

    let block = |language: &str| {
        let at = readme.find("## What a bad message gets").unwrap();
        let from = at + readme[at..].find(language).unwrap() + language.len();
        readme[from..from + readme[from..].find("```").unwrap()].trim()
    };
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \
                \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\">\n";
    let body = head.to_owned() + block("```xml\n") + "\n</plist>\n";
    let output = mdmwire(&["check", "--format", "full", "-"], body.as_bytes());
    let printed = String::from_utf8(output.stdout).unwrap().replace("<stdin>", "bad.plist").replace("-:", "bad.plist:");
    let plain = |text: &str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>().join("\n");
    assert!(plain(&printed).contains(&plain(block("```text\n"))), "the README shows another report than\n{printed}");
}

#[test]
fn lines_for_programs() {
    let output = mdmwire(&["check", "--format", "jsonl", "corpus/bad/message/key-twice.plist"], b"");
    let lines: Vec<serde_json::Value> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    let records: Vec<_> = lines.iter().map(|line| line["record"].as_str().unwrap()).collect();
    assert_eq!(records, ["finding", "message", "summary"]);
    assert_eq!(lines[0]["code"], "dup-key");
    assert_eq!(lines[1]["verdict"], "error");
    assert_eq!(lines[1]["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(lines[2]["errors"], 1);
}

#[test]
fn canonical() {
    let body = b"<plist version='1.0'><dict><key>b</key><real>.5</real><key>a</key><integer>1</integer></dict></plist>";
    check(&["convert", "--to", "canonical", "-"], body, 0, r#"{"a":1,"b":{"$real":"0.5"}}"#);
    check(&["convert", "--to", "canonical", "--policy", "strict", "-"], body, 1, "real-form");
}

#[test]
fn converted() {
    let sample = "corpus/check-in/TokenUpdate.plist";
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(sample)).unwrap();
    assert_eq!(mdmwire(&["convert", "--to", "xml", sample], b"").stdout, bytes);
    check(&["convert", "--to", "json", "-"], b"<plist version='1.0'><data>QUI=</data></plist>", 0, "\"QUI=\"\n");
    check(
        &["convert", "--to", "json", "-"],
        b"<plist version='1.0'><true/></plist>more",
        0,
        "4 bytes after the document",
    );
    check(&["convert", "--to", "xml", "-"], br#"{"a":[null]}"#, 1, "a[0]");
    let colored = mdmwire(&["convert", "--to", "xml", "--color", "always", "-"], b"<plist><true></plist>").stderr;
    assert!(colored.windows(2).any(|window| window == b"\x1b["));
    // not even a byte that steers terminals is changed on the way into a file
    let odd = b"<string>\x1b[31m\x7f</string>";
    let written = mdmwire(&["convert", "--to", "xml", "-"], odd).stdout;
    assert!(written.windows(odd.len()).any(|window| window == odd));
}

#[test]
fn limits() {
    let body = b"<plist version='1.0'><array><array><true/></array></array></plist>";
    for (option, over, code) in
        [("--max-bytes", "65", "input-too-long"), ("--max-depth", "1", "depth"), ("--max-nodes", "2", "too-many-nodes")]
    {
        for command in [&["convert", "--to", "canonical"][..], &["check", "--as", "plist"]] {
            for bound in [over, "0"] {
                check(&[command, &[option, bound, "-"]].concat(), body, 1, code);
            }
        }
    }
    check(&["check", "--as", "plist", "--max-bytes=66", "--max-depth=2", "--max-nodes=3", "-"], body, 0, "nothing");
    check(&["check", "--max-problems", "0", "corpus/bad/message/key-twice.plist"], b"", 1, "and 1 more");
    // of a list that is left where it is each item counts
    let command = |strings: &str| {
        format!(
            "<plist version='1.0'><dict><key>Command</key><dict><key>Queries</key><array>{strings}</array><key>RequestType</key>\
             <string>DeviceInformation</string></dict><key>CommandUUID</key><string>1</string></dict></plist>"
        )
    };
    for string in ["<string>UDID</string>", "<string>UDID</string><!-- -->"] {
        let body = command(&string.repeat(50));
        check(&["check", "--max-nodes", "50", "-"], body.as_bytes(), 1, "too-many-nodes");
        check(&["check", "--max-nodes", "100", "-"], body.as_bytes(), 0, "");
    }
    let devices = (0..50).map(|number| format!("\"C0{number}\":\"SUCCESS\"")).collect::<Vec<_>>().join(",");
    let body = format!("{{\"devices\":{{{devices}}}}}");
    let check_map = |most: &str, code, says: &str| {
        check(&["check", "--as", "POST /devices/disown, 200", "--max-nodes", most, "-"], body.as_bytes(), code, says);
    };
    check_map("50", 1, "too-many-nodes");
    check_map("100", 0, "nothing");
}

/// No command recurses by its input.
#[test]
fn as_deep_as_allowed() {
    let depth = 30_000;
    let deep = |open: &str, close: &str| open.repeat(depth) + &close.repeat(depth);
    let arrays = format!("<plist version='1.0'>{}</plist>", deep("<array>", "</array>"));
    let dictionaries = format!(
        "<plist version='1.0'>{}</plist>",
        deep("<dict><key>k</key>", "</dict>").replace("</key></dict>", "</key><true/></dict>")
    );
    for body in [arrays, dictionaries] {
        for command in [&["show"][..], &["check", "--as", "plist"], &["convert", "--to", "canonical"]] {
            let output = mdmwire(&[command, &["--max-depth", "1000000", "-"]].concat(), body.as_bytes());
            assert!(output.status.code().is_some_and(|code| code < 2), "{command:?}");
            assert!(command != ["show"] || output.stdout.iter().filter(|byte| **byte == b'\n').count() > depth);
        }
    }
}

/// What is said of the sender does not contradict itself; an option that stands twice holds as it stands last.
#[test]
fn contexts() {
    let check_context = |options: &[&str], code, says: &str| {
        check(&[&["check"], options, &["corpus/check-in/TokenUpdate.plist"]].concat(), b"", code, says);
    };
    check_context(&["--context", "os=ios,os=macos"], 2, "`os=macos` excludes what stands before it");
    check_context(&["--context", "os=ios,os=ipados,supervised=yes"], 0, "");
    check_context(&["--context", "os=linux"], 2, "`os=linux` is not known");
}

/// In what is written as JSON every character can be seen, also what a capture has and what files are called.
#[test]
fn json_that_can_be_seen() {
    let folder = folder("visible");
    std::fs::create_dir_all(&folder).unwrap();
    // what a terminal would be steered by, and what some text could not have
    let hidden: String = ('\u{7f}'..='\u{ffff}')
        .filter(|char| Visible(char.encode_utf8(&mut [0; 4])).to_string() != char.to_string())
        .collect();
    assert!(hidden.contains(['\u{85}', '\u{202e}', '\u{feff}']));
    let body = format!(
        "<plist version=\"1.0\"><dict><key>CommandUUID</key><string>1</string><key>Status</key><string>{hidden}</string>\
         <key>UDID</key><string>{hidden}</string><key>{hidden}</key><true/></dict></plist>"
    );
    let body = body.replace(['\u{fffe}', '\u{ffff}'], "");
    let line = serde_json::json!({ "time": hidden, "url": format!("https://mdm.example/{hidden}"), "body": body });
    let file = folder.join("a\u{202e}b\u{85}c.jsonl");
    std::fs::write(&file, format!("{line}\n")).unwrap();
    let (path, target) = (file.to_str().unwrap(), folder.join("extracted"));
    let mut written = vec![];
    for format in ["json", "jsonl", "gitlab", "rdjson", "sarif"] {
        written.push((format, mdmwire(&["check", "--format", format, path], b"").stdout));
    }
    for command in ["ls", "stats"] {
        written.push((command, mdmwire(&[command, "--format", "json", path], b"").stdout));
    }
    check(&["extract", path, "-o", target.to_str().unwrap()], b"", 0, "1 message in");
    written.push(("extract", std::fs::read(target.join("index.jsonl")).unwrap()));
    for (by, printed) in written {
        let printed = String::from_utf8(printed).unwrap();
        assert!(printed.contains("\\u202e"), "{by}: {printed}");
        for line in printed.lines() {
            assert_eq!(Visible(line).to_string(), line, "{by}");
        }
    }
}

#[test]
fn secrets_stay_hidden() {
    let output = mdmwire(&["show", "corpus/check-in/TokenUpdate.plist"], b"");
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("PushMagic: hidden") && printed.contains("Topic: com.apple.mgmt."), "{printed}");
}

#[test]
fn shown() {
    let show = |path: &str| String::from_utf8(mdmwire(&["show", path], b"").stdout).unwrap();
    let printed = show("corpus/captures/mitmproxy.har");
    for entry in 0..4 {
        let heading = format!("corpus/captures/mitmproxy.har, entry {entry} request: check-in.Authenticate\n");
        assert!(printed.contains(&heading), "{printed}");
    }
    assert!(printed.contains("  DeviceName: Zoë\n"), "{printed}");
    let printed = show("corpus/vpp/VppError.json");
    assert!(printed.starts_with("corpus/vpp/VppError.json: vpp.VppError\n"), "{printed}");
    assert!(printed.contains("errorNumber: 9616 (") && printed.contains("status: -1\n"), "{printed}");
    // what can be read of what is damaged or cut off
    let printed = show("corpus/bad/message/base64-and-more.plist");
    assert!(printed.contains("  Token: hidden, cannot be read\n  Topic: com.apple.mgmt."), "{printed}");
    let body = b"<plist version=\"1.0\"><dict><key>Status</key><string>Idle</string><key>UDID</key><string>0000";
    let printed = String::from_utf8(mdmwire(&["show", "-"], body).stdout).unwrap();
    assert!(printed.contains("  Status: Idle\n  UDID: cannot be read\n-:"), "{printed}");
    let printed = String::from_utf8(mdmwire(&["show", "-"], b"no document").stdout).unwrap();
    assert!(printed.starts_with("-: unknown\n-:"), "{printed}");
    let printed = show("corpus/response/Error-chain.plist");
    assert!(printed.contains("ErrorCode: 1002 (required key missing)"), "{printed}");
}

/// What is said of a file, and of a command when all is over, is at its place in the file and of no message there.
#[test]
fn findings_of_files() {
    let answer = |status: &str| {
        let id = if status == "Idle" { "" } else { "<key>CommandUUID</key><string>1</string>" };
        format!(
            "<plist version=\"1.0\"><dict>{id}<key>Status</key><string>{status}</string><key>UDID</key><string>00008101-000123456789ABCD</string></dict></plist>\n"
        )
    };
    let command = "<plist version=\"1.0\"><dict><key>Command</key><dict><key>RequestType</key><string>ProfileList</string></dict><key>CommandUUID</key><string>1</string></dict></plist>\n";
    let dump = [&answer("Idle"), command, &answer("NotNow"), &answer("Idle")].concat();
    let folder = folder("findings");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("mdm.log");
    std::fs::write(&file, &dump).unwrap();
    let records = json(&["check", "--format", "jsonl", file.to_str().unwrap()], b"");
    let [.., last, finding, _] = &records[..] else { panic!() };
    assert_eq!((&last["record"], &last["index"]), (&"message".into(), &3.into()));
    assert_eq!((&finding["code"], &finding["index"]), (&"command-unanswered".into(), &serde_json::Value::Null));
    assert_eq!((&finding["offset"], &finding["line"]), (&dump.find(command).into(), &2.into()));
    let printed = mdmwire(&["check", "--format", "json", file.to_str().unwrap()], b"").stdout;
    let all: serde_json::Value = serde_json::from_slice(&printed).unwrap();
    let of_file = all["messages"].as_array().unwrap().last().unwrap();
    assert_eq!(of_file["index"], serde_json::Value::Null);
    assert_eq!(of_file["findings"][0]["offset"], finding["offset"]);
    // nobody knows any more where it stood in what came through a pipe
    let records = json(&["check", "--format", "jsonl", "-"], dump.as_bytes());
    let finding = records.iter().find(|record| record["code"] == "command-unanswered").unwrap();
    assert_eq!((&finding["offset"], &finding["line"]), (&serde_json::Value::Null, &serde_json::Value::Null));
    assert_eq!(finding["message"], "byte 138: the command was put off once and then not answered");
}

/// The same bytes give the same output, however many threads look at them.
#[test]
fn threads_make_no_difference() {
    let alone = mdmwire(&["check", "--jobs", "1", "--format", "jsonl", "corpus"], b"").stdout;
    for jobs in ["2", "7"] {
        assert!(mdmwire(&["check", "--jobs", jobs, "--format", "jsonl", "corpus"], b"").stdout == alone);
    }
}

/// What a command prints as JSON, a value a line.
#[track_caller]
fn json(arguments: &[&str], input: &[u8]) -> Vec<serde_json::Value> {
    let output = mdmwire(arguments, input);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
}

#[test]
fn listed() {
    let printed = String::from_utf8(mdmwire(&["ls", "corpus/check-in/TokenUpdate.plist"], b"").stdout).unwrap();
    let mut lines = printed.lines();
    assert_eq!(lines.next(), Some("corpus/check-in/TokenUpdate.plist"));
    let columns: Vec<_> = lines.next().unwrap().split("  ").map(str::trim).filter(|text| !text.is_empty()).collect();
    let device = "00008101-000123456789ABCD";
    assert_eq!(columns[..7], ["0", "whole file", "-", "from device", "check-in.TokenUpdate", "-", device]);
    assert_eq!(lines.next(), None);
    let body = std::fs::read_to_string(corpus::folder().join("check-in/TokenUpdate.plist")).unwrap();
    let magic = body.split("<key>PushMagic</key>").nth(1).unwrap().split(['>', '<']).nth(2).unwrap();
    assert!(!magic.is_empty() && !printed.contains(magic));

    let records = json(&["ls", "--format", "json", "corpus/response"], b"");
    assert!(records.iter().all(|record| record["where"].is_null()));
    let answer = records.iter().find(|record| record["path"] == "corpus/response/Error-one.plist").unwrap();
    assert_eq!((&answer["kind"], &answer["status"]), (&"response".into(), &"Error".into()));
    for (sample, way) in [
        ("command/EraseDevice.plist", "to device"),
        ("declarative/tokens-response.json", "to device"),
        ("dep/ProfileServiceRequest.json", "to Apple"),
        ("dep/FetchDeviceResponse.json", "from Apple"),
    ] {
        let kind = sample.split_once('.').unwrap().0.replace('/', ".");
        check(&["ls", "--as", &kind, &format!("corpus/{sample}")], b"", 0, way);
    }
    check(&["ls", "corpus/bad/message/missing-key.plist"], b"", 0, "1 error");
    check(&["ls", "no/such/file"], b"", 3, "no/such/file");
}

#[test]
fn counted() {
    let samples = corpus::all().into_iter().filter(|sample| sample.name.starts_with("response/")).count();
    let [counts] = &json(&["stats", "--format", "json", "corpus/response"], b"")[..] else { panic!() };
    assert_eq!(counts["messages"], samples);
    let sum = |of: &str| counts[of].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum::<u64>();
    assert_eq!(sum("kinds"), samples as u64);
    assert_eq!(sum("statuses"), samples as u64);
    assert!(counts["commands"]["DeviceInformation"]["answered"].as_u64() >= Some(2));
    check(&["stats", "corpus/response"], b"", 0, "DeviceInformation");
    check(&["stats", "corpus/bad/message/missing-key.plist"], b"", 0, "1  missing-key");
    // one that is cut off answers nothing, and what is wrong with the file itself counts
    let cut = b"<plist version=\"1.0\"><dict><key>Status</key><string>Idle</string><key>UDID</key>";
    let printed = String::from_utf8(mdmwire(&["stats", "-"], cut).stdout).unwrap();
    assert!(printed.contains("1  none") && !printed.contains("answered"), "{printed}");
    check(&["stats", "corpus/captures/http-toolkit.har"], b"", 0, "body-missing");
}

/// A new folder for one test.
fn folder(name: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

#[test]
fn extracted() {
    let (folder, sample) = (folder("extracted"), "corpus/check-in/CheckOut.plist");
    let target = folder.to_str().unwrap();
    check(&["extract", "corpus/check-in", "-o", target], b"", 0, "messages in");
    let index = std::fs::read_to_string(folder.join("index.jsonl")).unwrap();
    let records: Vec<serde_json::Value> = index.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(!records.is_empty());
    for record in &records {
        let body = std::fs::read(folder.join(record["file"].as_str().unwrap())).unwrap();
        assert_eq!(body, std::fs::read(record["path"].as_str().unwrap()).unwrap());
        assert!(record["file"].as_str().unwrap().contains(record["kind"].as_str().unwrap()));
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), records.len() + 1);
    // nothing is overwritten
    check(&["extract", "corpus/check-in", "-o", target], b"", 2, "is there already");
    assert_eq!(std::fs::read_to_string(folder.join("index.jsonl")).unwrap(), index);
    // and nothing is written where something is in the way
    std::fs::remove_file(folder.join("index.jsonl")).unwrap();
    let first = format!("{}: is there already", folder.join(records[0]["file"].as_str().unwrap()).display());
    check(&["extract", "corpus/check-in", "-o", target], b"", 2, &first);
    assert!(!folder.join("index.jsonl").exists());
    std::fs::write(folder.join("index.jsonl"), &index).unwrap();
    let file = folder.join("index.jsonl");
    check(&["extract", "corpus/check-in", "-o", file.to_str().unwrap()], b"", 2, "index.jsonl: is there already");
    let other = folder.join("one");
    check(&["extract", sample, "-o", other.to_str().unwrap()], b"", 0, "1 message in");
    let index = std::fs::read_to_string(other.join("index.jsonl")).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&index).unwrap()["where"], serde_json::Value::Null);
}

/// What NanoMDM keeps of a device in files is one conversation.
#[test]
fn a_store() {
    let folder = folder("store");
    let device = folder.join("00008101-000123456789ABCD");
    let plist = |keys: &str| format!("<plist version=\"1.0\"><dict>{keys}</dict></plist>");
    let command = |number: u8| {
        let command = "<key>Command</key><dict><key>RequestType</key><string>ProfileList</string></dict>";
        plist(&format!("{command}<key>CommandUUID</key><string>{number}</string>"))
    };
    let answer = |number: u8, status: &str| {
        let list = if status == "Acknowledged" { "<key>ProfileList</key><array/>" } else { "" };
        let status = format!("<key>Status</key><string>{status}</string>");
        let udid = "<key>UDID</key><string>00008101-000123456789ABCD</string>";
        plist(&format!("<key>CommandUUID</key><string>{number}</string>{list}{status}{udid}"))
    };
    let authenticate = std::fs::read_to_string("corpus/check-in/Authenticate.plist").unwrap();
    for (name, content) in [
        ("Authenticate.plist", authenticate),
        ("Identity.pem", String::new()),
        ("Queue/1.plist", command(1)),
        ("QueueDone/2.plist", command(2)),
        ("QueueDone/2.result.plist", answer(2, "Acknowledged")),
        ("QueueDone/3.result.plist", answer(3, "Error")),
        ("QueueNotNow/4.plist", command(4)),
        ("QueueNotNow/4.result.plist", answer(4, "NotNow")),
    ] {
        let file = device.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
    }
    let store = folder.to_str().unwrap();
    let concise = mdmwire(&["check", "--format", "concise", store], b"");
    let printed = String::from_utf8(concise.stdout).unwrap();
    let [without, summary] = printed.lines().collect::<Vec<_>>()[..] else { panic!("{printed}") };
    assert!(without.contains("3.result.plist") && without.contains("answer-without-command"), "{printed}");
    assert!(summary.starts_with("checked 7 files, 7 messages, "), "{printed}");
    for listed in [&["check", "--format", "jsonl", store][..], &["ls", "--format", "json", store]] {
        let printed = String::from_utf8(mdmwire(listed, b"").stdout).unwrap();
        let kinds = printed.lines().filter(|line| line.contains(r#""kind":"response.ProfileList""#)).count();
        assert_eq!(kinds, 2, "{printed}");
    }
}

/// Logs that were rotated are read like the one that is written, and what has nothing to do with it is passed over.
#[test]
fn logs_that_are_kept() {
    let folder = folder("kept");
    std::fs::create_dir_all(&folder).unwrap();
    for name in ["mdm.log", "mdm.log.1", "mdm.log-20261124", "mdm.rs"] {
        std::fs::copy("corpus/captures/nanomdm.log", folder.join(name)).unwrap();
    }
    std::fs::write(folder.join("notes.1"), "nothing").unwrap();
    check(&["check", folder.to_str().unwrap()], b"", 0, "checked 3 files, 9 messages");
}

/// What a file is packed with is named where it is what is damaged, and nothing that could not be read is judged.
#[test]
fn packed_and_damaged() {
    let sample = std::fs::read("corpus/check-in/CheckOut.plist").unwrap();
    for (packing, name) in [(Packing::Gzip, "gzip"), (Packing::Zstd, "zstd")] {
        let packed = packing.pack(&sample);
        check(&["check", "-"], &packed, 0, "1 message");
        let cut = mdmwire(&["check", "--format", "concise", "-"], &packed[..packed.len() / 2]).stdout;
        let cut = String::from_utf8(cut).unwrap();
        assert!(cut.contains(&format!("error[cut-off] {name} ends ")), "{cut}");
        check(&["check", "-"], &[&packed[..], b"\0\0"].concat(), 1, &format!("other bytes follow the end of {name}"));
        check(&["check", "-"], &packed[..5], 1, "0 messages, 0 B: 1 error");
    }
    // what is told of it stands in no byte of the file
    let odd = Packing::Gzip.pack(&std::fs::read("corpus/odd/xml/empty-key.plist").unwrap());
    check(&["check", "--format", "concise", "-"], &odd, 0, ", unpacked:9:2: note[empty-key]");
    let mut packed = Packing::Gzip.pack(&sample);
    let checksum = packed.len() - 8;
    packed[checksum] ^= 1;
    let read = format!("gzip is damaged: {} bytes were read out of it", sample.len());
    check(&["check", "-"], &packed, 1, &read);
}

/// What is said to be of a form that nothing in it has is not passed over in silence.
#[test]
fn another_form_than_it_has() {
    let sample = std::fs::read("corpus/check-in/CheckOut.plist").unwrap();
    for input in ["burp", "har", "http", "http-debug", "journal", "mitmproxy", "webhook"] {
        check(&["check", "--input", input, "-"], &sample, 1, "error[capture-damaged]");
    }
    check(&["check", "--input", "burp", "-"], b"", 0, "0 messages");
}

/// A column that there is not is wrong, and those that there are named.
#[test]
fn no_such_column() {
    let table = "id,result\n1,PHBsaXN0Pjx0cnVlLz48L3BsaXN0Pg==\n";
    let object = "{\"id\": 1, \"log\": {\"result\": \"<plist><true/></plist>\"}}\n".repeat(2);
    let others = "there is no column or key `nope`: there are ";
    for (input, file, named, names) in [
        ("csv", table, "result", "id, result"),
        ("jsonl", &object, "log.result", "id, log"),
        ("json-log", &object, "", "id, log"),
    ] {
        let args = |field| ["check", "--input", input, "--field", field, "-"];
        check(&args("nope"), file.as_bytes(), 1, &format!("{others}{names}"));
        if !named.is_empty() {
            // one that is no message of the protocol
            check(&args(named), file.as_bytes(), 1, if input == "csv" { "1 message" } else { "2 messages" });
        }
    }
    // what is no name is not shown
    check(&["check", "--input", "csv", "--field", "nope", "-"], b"1,a/b+c=\n2,d\n", 1, "no column or key `nope`");
}

/// A report in the folder that is checked is not checked itself, and no file that is read is written.
#[test]
fn its_own_files() {
    let folder = folder("own");
    std::fs::create_dir_all(&folder).unwrap();
    let sample = folder.join("a.plist");
    std::fs::copy("corpus/check-in/CheckOut.plist", &sample).unwrap();
    let report = format!("json={}", folder.join("report.json").display());
    for _ in 0..2 {
        check(&["check", "--report", &report, folder.to_str().unwrap()], b"", 0, "checked 1 file, 1 message");
    }
    let sample = sample.to_str().unwrap();
    let read = [sample, folder.to_str().unwrap()];
    for path in read {
        check(&["check", "--report", &format!("json={sample}"), path], b"", 2, "since it is read");
    }
    #[cfg(unix)]
    {
        let link = folder.join("link.plist");
        let elsewhere = folder.with_file_name("own-elsewhere.plist");
        std::fs::copy(sample, &elsewhere).unwrap();
        std::os::unix::fs::symlink(elsewhere, &link).unwrap();
        let report = format!("json={}", link.display());
        check(&["check", "--report", &report, folder.to_str().unwrap()], b"", 2, "since it is read");
        std::fs::remove_file(link).unwrap();
    }
    let link = folder.join("link");
    std::fs::hard_link(sample, &link).unwrap();
    check(&["check", "--report", &format!("json={}", link.display()), sample], b"", 2, "since it is read");
    assert_eq!(std::fs::read(sample).unwrap(), std::fs::read("corpus/check-in/CheckOut.plist").unwrap());
    std::fs::remove_file(link).unwrap();
    check(&["extract", folder.to_str().unwrap(), "-o", folder.join("z").to_str().unwrap()], b"", 0, "messages in");
    assert_eq!(std::fs::read_dir(folder.join("z")).unwrap().count(), 3);
}

/// A report of before is written anew, also where it could be taken for a message.
#[test]
fn reports_again() {
    let folder = folder("again");
    let reports = [
        ("csv", "report.csv"),
        ("gitlab", "gitlab.json"),
        ("html", "report.html"),
        ("json", "report.json"),
        ("jsonl", "report.jsonl"),
        ("junit", "junit.xml"),
        ("rdjson", "rdjson.json"),
        ("sarif", "sarif.json"),
    ];
    std::fs::create_dir_all(&folder).unwrap();
    let reports = reports.map(|(format, name)| format!("{format}={}", folder.join(name).display())).join("\n");
    for sample in ["check-in/CheckOut.plist", "bad/message/key-twice.plist"] {
        std::fs::copy(corpus::folder().join(sample), folder.join("a.plist")).unwrap();
        for _ in 0..2 {
            let arguments = ["check", "--fail-on", "never", folder.to_str().unwrap()];
            let output = program(&arguments).env("MDMWIRE_REPORT", &reports).output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
            assert!(String::from_utf8_lossy(&output.stdout).contains("checked 1 file, 1 message"));
        }
    }
}

/// Where reports cannot go, and that the others are whole if one of them cannot be written.
#[test]
fn reports_in_the_way() {
    let folder = folder("way");
    std::fs::create_dir_all(&folder).unwrap();
    let one = folder.join("one").to_str().unwrap().to_owned();
    let other = folder.join("..").join("way").join("one").to_str().unwrap().to_owned();
    let twice = ["check", "--report", &format!("json={one}"), "--report", &format!("sarif={other}"), "-"];
    check(&twice, b"", 2, "one file holds one report");
    assert!(!Path::new(&one).exists());
    check(&["check", "--report", "json=-", "-"], b"", 2, "--format names");

    let report = format!("json={one}");
    let arguments = ["check", "--report", &report, "corpus/bad", "corpus/odd"];
    let mut child = program(&arguments).spawn().unwrap();
    // nobody reads
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let first = std::fs::read(&one).unwrap();
    let all: serde_json::Value = serde_json::from_slice(&first).unwrap();
    assert!(all["summary"]["files"].as_u64() > Some(100), "{}", all["summary"]);
    if let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") {
        let output = program(&arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(3));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("the output cannot be written: No space") && !said.contains("os error"), "{said}");
        assert_eq!(std::fs::read(&one).unwrap(), first);
        let arguments = ["check", "--report", "json=/dev/full", "corpus/bad", "corpus/odd"];
        let output = program(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(3));
        assert!(String::from_utf8_lossy(&output.stdout).contains("checked "));
    }
}

/// What cannot be read is said, whatever else is not.
#[test]
fn unread() {
    for option in [&["--select", "wrong-type"][..], &["--ignore", "unreadable-file"], &["--quiet", "--select", "html"]]
    {
        let output = mdmwire(&[&["check", "no/such/file.plist"], option].concat(), b"");
        assert_eq!(output.status.code(), Some(3));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.starts_with("mdmwire: no/such/file.plist: cannot be read: "), "{said}");
    }
}

/// How files were read, in their order.
#[test]
fn said_of_each_file() {
    let arguments = ["check", "-v", "--fail-on", "never", "corpus/captures", "corpus/check-in", "--jobs"];
    let said = |jobs| String::from_utf8(mdmwire(&[&arguments[..], &[jobs]].concat(), b"").stderr).unwrap();
    let alone = said("1");
    let sample = "mdmwire: corpus/check-in/CheckOut.plist: read as message, 1 message: 0 errors, 0 warnings, 0 notes\n";
    assert!(alone.contains("mdmwire: corpus/captures/mitmproxy.har: read as har, 4 messages: 0 errors, "), "{alone}");
    assert!(alone.contains(sample), "{alone}");
    assert_eq!(said("5"), alone);
    check(&["check", "-q", "--verbose", "-"], b"", 2, "--quiet and --verbose");
}

/// A variable that is empty is none.
#[test]
fn empty_variables() {
    let names =
        ["COLOR", "FORMAT", "REPORT", "FAIL_ON", "SEVERITY", "SELECT", "IGNORE", "MAX_FINDINGS", "JOBS", "QUIET"];
    let of_reading = ["POLICY", "AS", "INPUT", "FIELD", "CONTEXT", "MAX_MESSAGE_SIZE", "MAX_DEPTH", "MAX_NODES"];
    let mut program = program(&["check", "corpus/check-in/CheckOut.plist"]);
    for name in names.into_iter().chain(of_reading) {
        program.env(format!("MDMWIRE_{name}"), "");
    }
    let output = program.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("nothing found"));
}

/// What shells can complete is more than what help shows.
#[test]
fn completed() {
    for shell in ["bash", "fish", "zsh"] {
        let script = String::from_utf8(mdmwire(&["completions", shell], b"").stdout).unwrap();
        for value in ["nanomdm-dump", "dep.SyncDeviceRequest", "missing-key"] {
            assert!(script.contains(value), "{shell}: {value}");
        }
    }
    let help = String::from_utf8(mdmwire(&["check", "--help"], b"").stdout).unwrap();
    assert!(help.contains("nanomdm-dump") && !help.contains("dep.SyncDeviceRequest"), "{help}");
    let page = String::from_utf8(mdmwire(&["man", "check"], b"").stdout).unwrap();
    assert!(page.contains("\"mdmwire 0.") || page.contains("mdmwire\\ 0."), "{page}");
}

/// Ends the program with Ctrl-C once it has made a file, while it waits for standard input; what it has printed.
#[cfg(unix)]
fn interrupt(arguments: &[&str], file: &Path) -> Output {
    let mut child = program(arguments).spawn().expect("it starts");
    let stdin = child.stdin.take();
    let mut is_sent = false;
    // a minute is more than enough
    for _ in 0..6000 {
        if child.try_wait().unwrap().is_some() {
            drop(stdin);
            return child.wait_with_output().unwrap();
        }
        if file.exists() && !is_sent {
            is_sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success();
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    child.kill().unwrap();
    panic!("{arguments:?}: it does not end");
}

/// What was found so far is printed whole.
#[cfg(unix)]
#[test]
fn interrupted() {
    let (folder, sample) = (folder("interrupted"), "corpus/bad/message/key-twice.plist");
    let first = folder.join("000000-check-in.CheckOut.plist");
    let output = interrupt(&["extract", sample, "-", "-o", folder.to_str().unwrap()], &first);
    assert_eq!(output.status.code(), Some(130));
    assert!(String::from_utf8_lossy(&output.stderr).contains("1 message in"));
    let index = std::fs::read_to_string(folder.join("index.jsonl")).unwrap();
    let records: Vec<serde_json::Value> = index.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), 1);

    let report = folder.join("report.json");
    let output = interrupt(&["check", "--report", &format!("json={}", report.display()), sample, "-"], &report);
    assert_eq!(output.status.code(), Some(130));
    let all: serde_json::Value = serde_json::from_slice(&std::fs::read(&report).unwrap()).unwrap();
    let messages = all["messages"].as_array().unwrap().len();
    assert!(messages <= 1 && all["summary"]["files"] == messages, "{all}");
}

/// Problems that a report does not keep are counted all the same, and long times leave the columns in line.
#[test]
fn counted_and_listed() {
    let many: String = (0..250).map(|number| format!("<key>k{number}</key><true/>")).collect();
    let body = format!(
        "<plist version=\"1.0\"><dict><key>Status</key><string>Idle</string>{many}<key>UDID</key><string>00008101-000123456789ABCD</string></dict></plist>"
    );
    let printed = String::from_utf8(mdmwire(&["stats", "--format", "json", "-"], body.as_bytes()).stdout).unwrap();
    assert!(printed.contains(r#""unknown-key":250"#), "{printed}");
    let log = ["2026-11-23T09:39:14.123456789+01:00", "2026-11-23T09:39:14Z"]
        .map(|time| format!("{{\"time\":\"{time}\",\"body\":{}}}\n", serde_json::to_string(&body).unwrap()));
    let printed = String::from_utf8(mdmwire(&["ls", "-"], log.concat().as_bytes()).stdout).unwrap();
    let columns: Vec<_> = printed.lines().filter_map(|line| line.find("from device")).collect();
    assert!(matches!(columns[..], [first, second] if first == second), "{printed}");
}

/// Whatever the container did to its messages is done again to the redacted ones.
#[test]
fn captures_are_redacted() {
    // they end in the midst of a message, or a tool has damaged them, packed or shown their bodies in a way that is not
    // undone, has the latest line first, or has put those of several programs between each other
    let damaged = [
        "addresses.log",
        "burp.xml",
        "compose.log",
        "container-apps.jsonl",
        "curl.trace",
        "damaged-hexdump.txt",
        "damaged.csv",
        "damaged.flow",
        "damaged.har",
        "elasticsearch.json",
        "encodings.http",
        "haproxy.log",
        "http-toolkit.har",
        "kubernetes.log",
        "mail.eml",
        "nanomdm.dump",
        "no-entries.har",
        "node-buffer.log",
        "other-tools.har",
        "powershell.txt",
        "recorded.yaml",
        "rsyslog.log",
        "spellings.log",
        "tshark.txt",
        "webhook-damaged.jsonl",
    ];
    let said = |capture: &[u8]| {
        let printed = mdmwire(&["check", "--format", "jsonl", "--fail-on", "never", "-"], capture).stdout;
        let printed = String::from_utf8(printed).unwrap();
        let records = printed.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        records
            .map(|record| format!("{} {} {}", record["kind"], record["code"], record["problems"]))
            .filter(|said| !said.contains("bytes-restored"))
            .collect::<Vec<_>>()
    };
    let mut redacted = 0;
    for file in std::fs::read_dir("corpus/captures").unwrap().map(|entry| entry.unwrap().path()) {
        let name = file.file_name().unwrap().to_str().unwrap();
        if name.ends_with(".report") || damaged.contains(&name) {
            continue;
        }
        let old = std::fs::read(&file).unwrap();
        let output = mdmwire(&["redact", "--salt", "s", "-o", "-", file.to_str().unwrap()], b"");
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(said(&old), said(&output.stdout), "{name}");
        let (new, names) =
            (String::from_utf8_lossy(&output.stdout), ["00008101-000A11223344001E", "00008020-000915083C80012E"]);
        assert!(!names.iter().any(|name| new.contains(name)), "{name}");
        // of the names of the services
        let shown = ["geheim", "r2vozwlt", "anna", "2049025000431439", "4711081500"];
        assert!(!shown.iter().any(|shown| new.to_ascii_lowercase().contains(shown)), "{name}: {new}");
        redacted += 1;
    }
    assert!(redacted > 40, "{redacted}");
}

#[test]
fn redacted() {
    let folder = folder("redacted");
    std::fs::create_dir_all(&folder).unwrap();
    let (file, sample) = (folder.join("new.plist"), "corpus/check-in/TokenUpdate.plist");
    let target = file.to_str().unwrap();
    check(&["redact", sample, "-o", target, "--salt", "s"], b"", 0, "");
    let new = std::fs::read(&file).unwrap();
    let old = std::fs::read(corpus::folder().join("check-in/TokenUpdate.plist")).unwrap();
    assert_eq!(new.len(), old.len());
    assert_ne!(new, old);
    assert!(!String::from_utf8(new.clone()).unwrap().contains("00008101-000123456789ABCD"));
    check(&["check", target], b"", 0, "nothing found");
    // the same names with the same salt, others with another or none
    let again = |salt: &[&str]| mdmwire(&[&["redact", "-", "-o", "-"], salt].concat(), &old).stdout;
    assert_eq!(again(&["--salt", "s"]), new);
    assert_ne!(again(&["--salt", "t"]), new);
    assert_ne!(again(&[]), again(&[]));
    // what a server writes between messages is not left either
    let token = b"Bootstrap token: AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n";
    let dump = [&old, &token[..], &old].concat();
    let new = mdmwire(&["redact", "-", "-o", "-"], &dump).stdout;
    assert_eq!(new.len(), dump.len());
    let new = String::from_utf8(new).unwrap();
    assert!(new.contains("Bootstrap token: ") && !new.contains("AQEBAQEB"), "{new}");
    // credentials neither, the same by the same
    let lines = "Authorization: Bearer Geheim12345\nCookie: id=Geheim6+7890; b=kurz\nGET /mdm?a=b&token=Geheim12345 HTTP/1.1\n\
        \"cookies\": [{\"name\": \"id\", \"value\": \"Geheim6+7890\"}]\nand Geheim6+7890 again\n";
    let dump = [&old, lines.as_bytes(), &old].concat();
    let new = String::from_utf8(mdmwire(&["redact", "-", "-o", "-"], &dump).stdout).unwrap();
    assert_eq!(new.len(), dump.len());
    assert!(!new.contains("Geheim") && !new.contains("kurz"), "{new}");
    let behind = |text: &str| new.split(text).nth(1).unwrap().split(['\n', ';', ' ', '"']).next().unwrap();
    assert_eq!(behind("Bearer "), behind("?a=b&token="), "{new}");
    assert_eq!(new.split(behind("Cookie: id=")).count(), 4, "{new}");
    // the path of a call is no token, and a user's password is a credential
    let words = b"T_C_NOT_SIGNED\n";
    assert_eq!(mdmwire(&["redact", "-", "-o", "-"], words).stdout, words);
    let har = std::fs::read_to_string("corpus/captures/services.har").unwrap();
    let new = String::from_utf8(mdmwire(&["redact", "-", "-o", "-"], har.as_bytes()).stdout).unwrap();
    let calls = |har: &str| har.matches("https://vpp.itunes.apple.com/mdm/v2/").count();
    assert_eq!(calls(&new), calls(&har), "{new}");
    // the same code as it is and in an address
    let code = new.split(r#"\"inviteCode\": \""#).nth(1).unwrap().split('\\').next().unwrap();
    assert!(new.contains(&format!("?inviteCode={code}&mt=")), "{new}");
    check(&["redact", sample, "-o", target], b"", 2, "cannot be written");
    check(&["redact", "corpus/bad/body/empty.plist", "-o", "-"], b"", 1, "is not redacted");
    check(&["redact", "corpus", "-o", "-"], b"", 2, "one file");
    std::fs::create_dir_all(folder.join("one")).unwrap();
    std::fs::copy(sample, folder.join("one/a.plist")).unwrap();
    check(&["redact", folder.join("one").to_str().unwrap(), "-o", "-"], b"", 2, "no folder");
    check(
        &["redact", "corpus/captures/encodings.http", "-o", "-"],
        b"",
        1,
        "message 1 (exchange 1 request) is damaged",
    );
}
