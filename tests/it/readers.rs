//! What the two policies read of a document, and what they say of it.

use mdmwire::{Canonical, Format, Limits, Node, Policy, Value};

/// `expected` is the value in canonical form (`none` if it is not read) and the codes of all problems; what only the
/// tolerant policy reads ends in `; strictly none`.
#[track_caller]
fn check(document: &str, expected: &str) {
    check_bytes(document.as_bytes(), expected);
}

#[track_caller]
fn check_bytes(document: &[u8], expected: &str) {
    let (tolerant, strict) = (read(document, Policy::Tolerant), read(document, Policy::Strict));
    let (_, codes) = tolerant.split_once(' ').unwrap_or((&tolerant, ""));
    let actual = if strict == tolerant {
        tolerant
    } else if strict == format!("none {codes}") {
        format!("{tolerant}; strictly none")
    } else {
        format!("{tolerant}; strictly {strict}")
    };
    assert_eq!(actual, expected, "{}", document.escape_ascii());
}

fn read(document: &[u8], policy: Policy) -> String {
    let (value, report) = Value::read(document, policy, Limits::default());
    crate::corpus::assert_in_place(&report, document);
    assert!(value.is_some() || report.is_error());
    let format = Format::detect(document).unwrap_or(Format::Xml);
    let mut text = value.map_or("none".to_owned(), |value| Canonical::of(value.root(), format).to_string());
    for problem in report.problems() {
        text = text + " " + problem.code.as_str();
    }
    text
}

/// A value in a property list.
#[track_caller]
fn value(value: &str, expected: &str) {
    check(&format!("<plist version=\"1.0\">{value}</plist>"), expected);
}

#[test]
fn strings() {
    value("<string></string>", r#""""#);
    value("<string/>", r#""""#);
    value("<string />", r#""""#);
    value("<string>a b\t\n</string>", r#""a b\t\n""#);
    value("<string>ä\u{1f600}\u{fffd}</string>", r#""\u00e4\ud83d\ude00\ufffd""#);
    value("<string>&lt;&gt;&amp;&quot;&apos;</string>", r#""<>&\"'""#);
    value("<string>&#65;&#x42;&#x1F600;</string>", r#""AB\ud83d\ude00""#);
    value("<string>a&#13;b</string>", r#""a\rb""#);
    value("<string>]]&gt; ]] ></string>", r#""]]> ]] >""#);
    value("<string>a > b</string>", r#""a > b""#);
    value("<string ></string >", r#""""#);

    value("<string><![CDATA[a & <b>]]></string>", r#""a & <b>" cdata"#);
    value("<string>a<![CDATA[b]]>c<![CDATA[]]></string>", r#""abc" cdata cdata"#);
    value("<string>a\rb</string>", r#""a\rb" cr-kept"#);

    value("<string>a]]>b</string>", r#""a]]>b" cdata-end-in-text; strictly none"#);
    value("<string>a<!-- b -->c</string>", r#""ac" cf-refuses; strictly none"#);
    value("<string>a<?b?>c</string>", r#""ac" cf-refuses pi; strictly none"#);
    value("<string>a\u{1b}b</string>", r#""a\u001bb" control-char; strictly none"#);
    value("<string>a\0</string>", r#""a\u0000" nul; strictly none"#);
    value("<string>\u{fffe}</string>", r#""\ufffe" control-char; strictly none"#);
    value("<string>&#1;</string>", r#""\u0001" control-char; strictly none"#);
    value("<string>&#00000065;</string>", r#""A" reference-long; strictly none"#);

    value("<string>a & b</string>", "none reference");
    value("<string>&nbsp;</string>", "none reference");
    value("<string>&amp</string>", "none reference");
    value("<string>&#;</string>", "none reference");
    value("<string>&#0;</string>", "none reference-range");
    value("<string>&#xD800;</string>", "none reference-range");
    value("<string>&#x110000;</string>", "none reference-range");
    value("<string>a<b/></string>", "none element-in-text");
    value("<string>a</text>", "none close-mismatch");
    value("<string>a</string a>", "none close");
    value("<string><![CDATA[a</string>", "none cdata-open");
    value("<string>a<!-- b</string>", "none comment-open");
    check("<plist version=\"1.0\"><string>a", "none unclosed");
}

#[test]
fn integers() {
    value("<integer>0</integer>", "0");
    value("<integer>-1</integer>", "-1");
    value("<integer>-0</integer>", "0");
    value("<integer>999999999999999999</integer>", "999999999999999999");
    value("<integer>1000000000000000000</integer>", "1000000000000000000");
    value("<integer>9223372036854775808</integer>", "9223372036854775808");
    value("<integer>18446744073709551615</integer>", "18446744073709551615");
    value("<integer>-9223372036854775808</integer>", "-9223372036854775808");

    value("<integer>+1</integer>", "1 int-form; strictly none");
    value("<integer>007</integer>", "7 int-form; strictly none");
    value("<integer> 7\n</integer>", "7 int-form; strictly none");
    value("<integer>0x1F</integer>", "31 int-form; strictly none");
    value("<integer>-0xFF</integer>", "-255 int-form; strictly none");
    value("<integer>4<!-- note -->2</integer>", "42 cf-refuses; strictly none");
    value("<integer>4&#50;</integer>", "42 cf-refuses; strictly none");

    value("<integer>18446744073709551616</integer>", "none int-range");
    value("<integer>-9223372036854775809</integer>", "none int-range");
    value("<integer></integer>", "none int");
    value("<integer>-</integer>", "none int");
    value("<integer>1.0</integer>", "none int");
    value("<integer>1 2</integer>", "none int");
    value("<integer>٣</integer>", "none int");
    value("<integer/>", "none empty-scalar");
    value("<integer>1\0</integer>", "none nul");
}

#[test]
fn reals() {
    value("<real>0.5</real>", r#"{"$real":"0.5"}"#);
    value("<real>-1</real>", r#"{"$real":"-1.0"}"#);
    value("<real>1e400</real>", r#"{"$real":"inf"} real-nonfinite; strictly none"#);
    value("<real>1.5e-7</real>", r#"{"$real":"1.5e-07"}"#);
    value("<real>1E+16</real>", r#"{"$real":"1e+16"}"#);
    value("<real>-0.0</real>", r#"{"$real":"-0.0"}"#);

    value("<real>.5</real>", r#"{"$real":"0.5"} real-form; strictly none"#);
    value("<real>5.</real>", r#"{"$real":"5.0"} real-form; strictly none"#);
    value("<real>+5.0</real>", r#"{"$real":"5.0"} real-form; strictly none"#);
    value("<real> 5.0 </real>", r#"{"$real":"5.0"} real-form; strictly none"#);
    value("<real>nan</real>", r#"{"$real":"nan"} real-nonfinite; strictly none"#);
    value("<real>-Infinity</real>", r#"{"$real":"-inf"} real-nonfinite; strictly none"#);

    value("<real></real>", "none real");
    value("<real>1,5</real>", "none real");
    value("<real>0x1</real>", "none real");
    value("<real/>", "none empty-scalar");
}

#[test]
fn dates() {
    value("<date>2026-11-24T15:00:00Z</date>", r#"{"$date":"2026-11-24T15:00:00Z"}"#);
    value("<date>2000-02-29T00:00:00Z</date>", r#"{"$date":"2000-02-29T00:00:00Z"}"#);
    value("<date>0001-01-01T00:00:00Z</date>", r#"{"$date":"0001-01-01T00:00:00Z"}"#);

    value("<date>2026-02-30T00:00:00Z</date>", r#"{"$date":"2026-03-02T00:00:00Z"} date-day; strictly none"#);
    value("<date>2016-12-31T23:59:60Z</date>", r#"{"$date":"2017-01-01T00:00:00Z"} date-leap-second; strictly none"#);
    value("<date>0000-01-01T00:00:00Z</date>", r#"{"$date":"@-63145526400.0"} date-year; strictly none"#);
    value("<date>20026-01-01T00:00:00Z</date>", r#"{"$date":"@568814054400.0"} date-year; strictly none"#);

    value("<date>2026-13-01T00:00:00Z</date>", "none date-range");
    value("<date>2026-01-00T00:00:00Z</date>", "none date-range");
    value("<date>2026-01-01T24:00:00Z</date>", "none date-range");
    value("<date>2026-01-01</date>", "none date");
    value("<date>2026-01-01T00:00:00</date>", "none date");
    value("<date>2026-01-01T00:00:00.5Z</date>", "none date");
    value("<date>2026-01-01T00:00:00+01:00</date>", "none date");
    value("<date> 2026-01-01T00:00:00Z</date>", "none date");
    value("<date></date>", "none date");
    value("<date/>", "none empty-scalar");
}

#[test]
fn octets() {
    value("<data></data>", r#"{"$data":""}"#);
    value("<data>QUJD</data>", r#"{"$data":"QUJD"}"#);
    value("<data>\n\tQU\n\tJD\n\t</data>", r#"{"$data":"QUJD"}"#);
    value("<data>QQ==</data>", r#"{"$data":"QQ=="}"#);
    value("<data>QQ=\r\n=\n</data>", r#"{"$data":"QQ=="}"#);

    value("<data/>", r#"{"$data":""} cf-refuses; strictly none"#);
    value("<data>QR==</data>", r#"{"$data":"QQ=="} base64-bits; strictly none"#);
    value("<data>QU<!-- note -->JD</data>", r#"{"$data":"QUJD"} cf-refuses; strictly none"#);

    value("<data>QQ</data>", "none base64");
    value("<data>QQ=</data>", "none base64");
    value("<data>QU-_</data>", "none base64");
    value("<data>QQ==QQ==</data>", "none base64");
    value("<data>QUJ&#68;</data>", "none data-reference cf-refuses");
}

#[test]
fn booleans() {
    value("<true/>", "true");
    value("<false />", "false");
    value("<true></true>", "true");
    value("<true> </true>", "true cf-refuses; strictly none");
    value("<true>yes</true>", "none content");
    value("<True/>", "none unknown-element");
}

#[test]
fn containers() {
    value("<array/>", "[]");
    value("<dict/>", "{}");
    value("<array></array>", "[]");
    value("<array> <dict> </dict>\n<true/></array>", "[{},true]");
    value("<dict><key>b</key><true/><key>a</key><array/></dict>", r#"{"a":[],"b":true}"#);
    value("<dict><!-- a --><key>a</key><!-- a --><true/></dict>", r#"{"a":true}"#);
    value("<dict><key>a&amp;b</key><true/></dict>", r#"{"a&b":true}"#);
    value("<dict><key>$a</key><true/></dict>", r#"{"$$a":true}"#);

    value("<dict><key></key><true/></dict>", r#"{"":true} empty-key"#);
    value("<dict><key/><true/></dict>", r#"{"":true} empty-key selfclosed-key"#);
    value("<dict><key>CF$UID</key><integer>1</integer></dict>", r#"{"CF$UID":1} cf-uid; strictly none"#);
    value("<dict><key>CF$UID</key><integer>1</integer><key>a</key><true/></dict>", r#"{"CF$UID":1,"a":true}"#);
    value("<dict><key>a</key><true/><key>a</key><false/></dict>", r#"{"a":false} dup-key; strictly none"#);
    value("<dict><key>a</key><true/><key>&#97;</key><false/></dict>", r#"{"a":false} dup-key; strictly none"#);
    value("<dict><key>é</key><true/><key>e\u{301}</key><true/></dict>", r#"{"e\u0301":true,"\u00e9":true}"#);
    value("<array><plist version=\"1.0\"><true/></plist></array>", "[true] attr nested-plist; strictly none");
    value("<dict a=\"1\"/>", "{} attr; strictly none");

    value("<dict><true/></dict>", "none key-expected");
    value("<dict><key>a</key></dict>", "none value-missing");
    value("<dict><key>a</key><key>b</key></dict>", "none key-misplaced");
    value("<dict>a</dict>", "none content");
    value("<array>a</array>", "none content");
    value("<array><key>a</key></array>", "none key-misplaced");
    value("<array></dict>", "none close-mismatch");
    value("<list/>", "none unknown-element");
    value("<array><plist></plist></array>", "none nested-plist empty-plist");
    check("<plist version=\"1.0\"><array>", "none unclosed");
    check("<plist version=\"1.0\"><array", "none tag-open");
}

#[test]
fn attributes() {
    value("<true a='1' b=\"2\"/>", "true attr; strictly none");
    value("<true a='1' a='2'/>", "true attr attr-dup; strictly none");
    value("<true a='<'/>", "true attr attr-lt; strictly none");
    value("<true a='&b'/>", "true attr attr-ref; strictly none");
    value("<true a=1 />", "true attr attr-syntax; strictly none");
    value("<true a/>", "true attr attr-syntax; strictly none");
    value("<true a='>'/>", "none attr-gt");
    value("<true a='/>", "none attr-open");
    value("<true 1/>", "none attr-syntax");
    value("<true a='1'b='2'/>", "none tag");
}

#[test]
fn prologs() {
    let apple =
        "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">";
    let plist = "<plist version=\"1.0\"><true/></plist>";
    let with = |before: &str, expected: &str| check(&format!("{before}{plist}"), expected);
    with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "true");
    with("<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n", "true");
    with("<?xml version=\"1.0\"?>", "true");
    with(apple, "true");
    with("<!-- a -->\n", "true");

    with("\u{feff}", "true bom");
    with("<?a b?>", "true pi");
    with("<!DOCTYPE plist>", "true doctype-id");
    with("<!DOCTYPE plist SYSTEM 'a.dtd'>", "true doctype-id");

    with(" <?xml version=\"1.0\"?>", "true space-before-decl; strictly none");
    with("<!-- a --><?xml version=\"1.0\"?>", "true decl-misplaced; strictly none");
    with("<?xml encoding=\"UTF-8\"?>", "true decl-syntax; strictly none");
    with("<?xml version=\"1.1\"?>", "true xml-version; strictly none");
    with("<?xml version=\"1.0\" encoding=\"latin1\"?>", "true encoding-label; strictly none");
    with("<!DOCTYPE dict SYSTEM 'a.dtd'>", "true doctype-id doctype-name; strictly none");
    with("<!DOCTYPE plist PUBLIC 'a'>", "true doctype-syntax; strictly none");
    with(&(apple.to_owned() + apple), "true doctype-twice; strictly none");
    with("<!-- a -- b -->", "true comment-dashes; strictly none");
    with("<!-- \u{1} -->", "true control-char; strictly none");
    with("<?1?>", "true pi-syntax; strictly none");

    with("<?xml version=\"1.0\" encoding=\"UTF-16\"?>", "none encoding");
    with("<!DOCTYPE plist [<!ENTITY a \"b\">]>", "none doctype-internal-subset");
    with("<!DOCTYPE plist SYSTEM 'a[b'>", "none doctype-markup-in-literal");
    with("<!DOCTYPE plist <", "none doctype-syntax");
    with("<!-->", "none comment-short");
    with("<!-- ", "none comment-open");
    with("<?a ", "none pi-open");
    with("a", "none not-a-document");
    check("<!DOCTYPE plist", "none doctype-open");
}

#[test]
fn documents() {
    check("<plist version=\"1.0\"><true/></plist>\n<!-- a -->\n", "true");
    check("<plist><true/></plist>", "true no-version");
    check("<plist version='2.0'><true/></plist>", "true plist-version; strictly none");
    check("<plist version='1.0' a='1'><true/></plist>", "true attr; strictly none");
    check("<true/>", "true no-plist; strictly none");
    check("<plist version='1.0'><true/></plist>a", "true trailing-data; strictly none");
    check("<plist version='1.0'><true/></plist>\0", "true trailing-data; strictly none");

    check("", "none empty-input");
    check(" \r\n", "none empty-input");
    check("<plist version='1.0'/>", "none empty-plist");
    check("<plist version='1.0'></plist>", "none empty-plist");
    check("<plist version='1.0'><true/><true/></plist>", "none content");
    check("<plist version='1.0'><true/>", "none unclosed");
    check("<?xml version='1.0'?>", "none no-root");
    check("<!DOCTYPE html><html></html>", "none html");
    check("<HTML>", "none html");
    check("MessageType=CheckOut", "none not-a-document");
    check("bplist00", "none short");
    check_bytes(b"<plist version='1.0'><string>\xe9</string></plist>", "none utf8");
    check_bytes(b"<?xml version='1.0' encoding='ISO-8859-1'?><string>\xe9</string>", "none encoding");
    check_bytes(b"\xff\xfe<\0t\0r\0u\0e\0/\0>\0", "none encoding");
    check_bytes(b"<\0t\0r\0u\0e\0/\0>\0", "none encoding");
    check_bytes(b"\0<\0t\0r\0u\0e\0/\0>", "none encoding");
}

#[test]
fn json_documents() {
    check(
        r#"{"b":[1,-2.5,"a\u00e9\n",true,null],"a":{}}"#,
        r#"{"a":{},"b":[1,{"$real":"-2.5"},"a\u00e9\n",true,null]}"#,
    );
    check(" \t\r\n[ ] ", "[]");
    check("{ }", "{}");
    for (scalar, expected) in [("42", "42"), ("-1.5\n", r#"{"$real":"-1.5"}"#), (" \"a\"", "\"a\""), ("true", "true")] {
        check(scalar, expected);
    }
    check("null", "null");
    check(r#"{"a":1,"a":2}"#, r#"{"a":2} dup-key; strictly none"#);
    check(r#"{"a":1,"\u0061":2}"#, r#"{"a":2} dup-key; strictly none"#);
    check(r#"{"":1,"$a":2}"#, r#"{"":1,"$$a":2}"#);
    check("\u{feff}{}", "{} bom; strictly none");

    check("[1,]", "none literal");
    check("[,1]", "none literal");
    check("[1 2]", "none comma");
    check("[1}", "none comma");
    check(r#"{"a":1,}"#, "none key");
    check("{1:2}", "none key");
    check(r#"{"a" 1}"#, "none colon");
    check(r#"{"a":}"#, "none literal");
    check("[", "none eof");
    check(r#"{"a":1"#, "none eof");
    check("[1] 2", "none trailing-data");
    check("[1]\0", "none trailing-data");
    check("[\u{a0}1]", "none literal");
    check("[True]", "none literal");
    check("nul", "none not-a-document");
    check("tru\"", "none not-a-document");
    check("[NaN]", "none literal");
    check("['a']", "none literal");
    check("[1] // a", "none trailing-data");
    check_bytes(b"[\"\xe9\"]", "none utf8");
    check_bytes(b"[\0\"\0a\0\"\0]\0", "none literal");
}

#[test]
fn json_strings() {
    check(r#"["\"\\\/\b\f\n\r\t"]"#, r#"["\"\\/\b\f\n\r\t"]"#);
    check(r#"["\u0041\u00e9\ud83d\ude00\uFFFF"]"#, r#"["A\u00e9\ud83d\ude00\uffff"]"#);
    check("[\"é\u{7f}\u{2028}\"]", r#"["\u00e9\u007f\u2028"]"#);
    check(r#"["\u0000"]"#, r#"["\u0000"] nul"#);
    let long = "long enough to be scanned in more than one step";
    check(&format!("[\"{long}\\n{long}\"]"), &format!("[\"{long}\\n{long}\"]"));

    for lone in [r"\ud800", r"\udc00", r"\ud800a", r"\ud800\u0041", r"\ud800\ud800", r"\ude00\ud83d"] {
        check(&format!("[\"{lone}\"]"), "none surrogate");
        check(&format!("{{\"{lone}\":1}}"), "none surrogate");
    }
    for escape in [r"\x", r"\", r"\u12", r"\u12g4", r"\u+123", r"\ud800\u12", r"\N"] {
        let code = if escape == r"\" {
            "string-open"
        } else if escape.starts_with(r"\ud") {
            "surrogate"
        } else {
            "escape"
        };
        check(&format!("[\"{escape}\"]"), &format!("none {code}"));
    }
    check("[\"a\nb\"]", "none control-char");
    check("[\"a\u{1f}\"]", "none control-char");
    check(r#"["a"#, "none string-open");
    check(r#"{"a"#, "none string-open");
}

#[test]
fn json_numbers() {
    check("[0,-0,10,-7]", "[0,0,10,-7]");
    check("[1.0,1e2,-0.0,1E+2,1e-2]", r#"[1,100,0,100,{"$real":"0.01"}]"#);
    check("[999999999999999]", "[999999999999999]");
    check("[9007199254740992]", "[9007199254740992]");
    check("[9007199254740993]", "[9007199254740993] int-beyond-2-53");
    check("[18446744073709551615]", "[18446744073709551615] int-beyond-2-53");
    check("[-9223372036854775808]", "[-9223372036854775808] int-beyond-2-53");
    check("[18446744073709551616]", "[18446744073709551616] int-range; strictly none");
    check("[-9223372036854775809]", "[-9223372036854775809] int-range; strictly none");
    let long = "9".repeat(400);
    check(&format!("[{long}]"), &format!("[{long}] int-range; strictly none"));
    check(&format!("[{long}9]"), "none number-range");
    check("[0.1234567890123456789]", r#"[{"$real":"0.12345678901234568"}]"#);
    check("[1.7976931348623157e308,5e-324]", r#"[{"$real":"1.7976931348623157e+308"},{"$real":"5e-324"}]"#);
    check("[1e-400]", "[0]");

    check("[1e400]", "none number-range");
    check("[01]", "none number");
    check("[-]", "none number");
    check("[+1]", "none number");
    check("[.5]", "none number");
    check("[5.]", "none number");
    check("[1e]", "none number");
    check("[1.5.5]", "none number");
    check("[0x1F]", "none number");
}

/// A number that no integer type holds is there all the same, exactly.
#[test]
fn big_numbers() {
    let digits = "123456789012345678901234567890";
    let document = format!("[{digits},1,0.5,\"1\"]");
    let value = Value::read(document.as_bytes(), Policy::Tolerant, Limits::default()).0.unwrap();
    let items: Vec<_> = value.root().items().collect();
    assert_eq!(items[0].node(), &Node::Number(digits.into()));
    assert_eq!(items[0].as_integer(), None);
    let reals: Vec<_> = items.iter().map(|item| item.as_real()).collect();
    assert_eq!(reals, [digits.parse().ok(), Some(1.0), Some(0.5), None]);
}
