//! Every format of `check`, over the same few files: what is printed, to the byte.

use std::{fs, path::Path};

use mdmwire::render::FORMATS;
use serde_json::Value;

use crate::cli::mdmwire;

/// Findings of each severity and none, lines and rows of bytes, secrets, and a file that is not there.
const FILES: [&str; 5] = [
    "corpus/bad/message/base64-and-more.plist",
    "corpus/check-in/CheckOut.plist",
    "corpus/odd/xml/cdata.plist",
    "no/such/file.plist",
    "-",
];
/// A binary property list that ends in its header.
const INPUT: &[u8] = b"bplist00";

fn print(format: &str) -> String {
    let output = mdmwire(&[&["check", "--format", format], &FILES[..]].concat(), INPUT);
    assert_eq!(output.status.code(), Some(1), "{format}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_format_prints_what_it_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/formats");
    let mut changed = Vec::new();
    for format in FORMATS {
        let path = folder.join(format.name);
        let actual = print(format.name);
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &actual).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != actual {
            changed.push(format!("{}:\n{actual}", format.name));
        }
    }
    assert!(changed.is_empty(), "{}\nBLESS=1 cargo test --all-features writes what is new", changed.join("\n"));
}

#[test]
fn reports_go_into_files() {
    let folder = std::env::temp_dir().join(format!("mdmwire-formats-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let reports: Vec<_> = FORMATS.iter().map(|format| format!("{}={}", format.name, file(format.name))).collect();
    let mut arguments = vec!["check", "--format", "jsonl"];
    for report in &reports {
        arguments.extend(["--report", report]);
    }
    arguments.extend(FILES);
    let output = mdmwire(&arguments, INPUT);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), print("jsonl"));
    for format in FORMATS {
        assert_eq!(fs::read_to_string(file(format.name)).unwrap(), print(format.name), "{}", format.name);
    }
    let lost = format!("html={}/no/such/folder.html", folder.display());
    let output = mdmwire(&["check", "--report", &lost, FILES[1]], b"");
    assert_eq!(output.status.code(), Some(2));
    for wrong in ["html", "html=", "no=x"] {
        assert_eq!(mdmwire(&["check", "--report", wrong, FILES[1]], b"").status.code(), Some(2), "{wrong}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// What SARIF asks for, section by section; the rest is in its schema.
#[test]
fn sarif_holds_together() {
    let log: Value = serde_json::from_str(&print("sarif")).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules: Vec<_> = run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| &rule["id"]).collect();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    let mut fingerprints = Vec::new();
    for result in results {
        assert!(rules.contains(&&result["ruleId"]), "{result}");
        let location = &result["locations"][0]["physicalLocation"];
        assert!(location["artifactLocation"]["uri"].is_string());
        if let Some(line) = location["region"]["startLine"].as_u64() {
            assert!(line >= 1 && location["region"]["endLine"].as_u64() >= Some(line), "{result}");
        }
        fingerprints.push(result["partialFingerprints"]["mdmwire/v1"].as_str().unwrap());
    }
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), results.len(), "each finding has its own");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
}

/// A name and a key that would be markup, commands or formulas are text in every format.
#[test]
fn nothing_from_outside_acts() {
    let body = "<plist version=\"1.0\"><dict><key>MessageType</key><string>CheckOut</string>\
        <key>=1+1</key><true/><key>&lt;script&gt;alert(1)&lt;/script&gt;</key><true/><key>a\u{202e}b%0A::error::x</key><true/></dict></plist>";
    for format in FORMATS {
        let output = mdmwire(&["check", "--format", format.name, "-"], body.as_bytes());
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(!printed.contains(['\u{202e}', '\u{1b}']), "{}:\n{printed}", format.name);
        match format.name {
            "csv" => assert!(printed.contains(",'=1+1,"), "{printed}"),
            "github" => assert!(printed.contains("b%250A::error::x"), "{printed}"),
            "html" | "junit" => assert!(!printed.contains("<script>alert"), "{printed}"),
            _ => {}
        }
    }
}

/// Times in the units that containers write are the same moment.
#[test]
fn moments() {
    let body = fs::read_to_string("corpus/check-in/CheckOut.plist").unwrap();
    for time in ["\"2026-11-30T05:38:00Z\"", "1796017080", "1796017080900", "1796017080900000", "1796017080900000000"] {
        let line = format!("{{\"time\":{time},\"body\":{}}}\n", serde_json::json!(body));
        let output = mdmwire(&["check", "--format", "html", "-"], line.repeat(2).as_bytes());
        let page = String::from_utf8(output.stdout).unwrap();
        assert!(page.contains("2026-11-30T05:38:00Z to 2026-11-30T05:38:01Z"), "{time}: {page}");
    }
}

#[test]
fn completions_and_manual() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = mdmwire(&["completions", shell], b"");
        assert_eq!(output.status.code(), Some(0));
        assert!(String::from_utf8(output.stdout).unwrap().contains("fail-on"), "{shell}");
    }
    assert_eq!(mdmwire(&["completions", "no-such-shell"], b"").status.code(), Some(2));
    assert!(mdmwire(&["man"], b"").stdout.windows(7).any(|text| text == b".TH mdm"));
    assert!(mdmwire(&["man", "check"], b"").stdout.windows(8).any(|text| text == b"\\-report"));
    assert_eq!(mdmwire(&["man", "no-such-command"], b"").status.code(), Some(2));
}
