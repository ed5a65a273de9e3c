//! A value that must not be shown is not, whatever is wrong with it or beside it.

use mdmwire::{Decoder, Report, render};

use crate::{
    made::{self, Site, other_case, sites},
    tree::{Layout, Tree},
};

/// It is base64 too.
const SECRET: &str = "S3CR3TVALU3X";

/// Stands for a value that is written as it should not be.
const HERE: &str = "@value@";

/// Values with the secret in them, sound and not.
const VALUES: &[&str] = &[
    "<string>#</string>",
    "<string>#\n#\n#</string>",
    "<string>&amp;#</string>",
    "<string>&#</string>",
    "<string># &other; #</string>",
    "<string>\u{1}#</string>",
    "<string>#\0</string>",
    "<string># ]]> #</string>",
    "<string><![CDATA[#]]></string>",
    "<string><![CDATA[#",
    "<string># <b/></string>",
    "<string># <!-- # --></string>",
    "<string>#</data>",
    "<string>#",
    "<data>#</data>",
    "<data>\n\t#\n\t#*\n\t</data>",
    "<data># &#65;</data>",
    "<integer>#</integer>",
    "<real>#</real>",
    "<date>#</date>",
    "<array><string>#</string></array>",
    "<dict><key>Value</key><string>#</string></dict>",
    "<plist version=\"1.0\"><string>#</string></plist>",
    "<string note=\"1\">#</string>",
    "<text>#</text>",
    "#",
];

#[test]
fn no_secret_is_shown() {
    for (entry, tree) in made::messages() {
        for site in sites(&tree, entry.record).into_iter().filter(|site| site.key.sensitive) {
            let names = [site.key.name.to_owned(), other_case(site.key.name), format!("{}s", site.key.name)];
            let mut bodies: Vec<Tree> = names.iter().map(|name| named(&site, &tree, name)).collect();
            let twice = |entries: &mut Vec<_>, at: usize| entries.insert(at, (site.key.name.to_owned(), Tree::text(HERE)));
            bodies.push(site.changed(&tree, twice));
            // a message that is none, and a problem beside
            let renamed = bodies[0].clone();
            bodies.push(Tree::Dictionary(renamed.entries().iter().map(|(key, value)| (key.clone(), unknown(value))).collect()));
            bodies.push(site.changed(&tree, |entries, at| {
                entries[at].1 = Tree::text(HERE);
                entries.insert(at + 1, ("Unknown".to_owned(), Tree::Boolean(true)));
                entries.insert(at, ("Unknown before".to_owned(), Tree::Boolean(true)));
            }));
            for body in bodies {
                for layout in [Layout::Apple, Layout::Dense] {
                    let xml = body.to_xml(layout);
                    for value in VALUES {
                        let xml = xml.replace(&format!("<string>{HERE}</string>"), &value.replace('#', SECRET));
                        assert!(xml.contains(SECRET));
                        check(entry.kind, &xml);
                    }
                }
            }
        }
    }
}

fn named(site: &Site, tree: &Tree, name: &str) -> Tree {
    site.changed(tree, |entries, at| entries[at] = (name.to_owned(), Tree::text(HERE)))
}

/// Texts in small letters, so that no tag names a message.
fn unknown(value: &Tree) -> Tree {
    match value {
        Tree::Text(text) if text != HERE => Tree::Text(text.to_lowercase()),
        value => value.clone(),
    }
}

#[track_caller]
fn check(kind: &str, xml: &str) {
    let decoder = Decoder::new().secrets(true);
    for report in [decoder.decode_kind(kind, xml.as_bytes()).unwrap().1, decoder.decode(xml.as_bytes()).1] {
        for shown in shown(kind, &report, xml.as_bytes()) {
            assert!(!shown.contains(SECRET), "shown:\n{shown}\nof:\n{xml}");
        }
    }
}

/// Everything that a report can be turned into.
fn shown(kind: &str, report: &Report, bytes: &[u8]) -> Vec<String> {
    let source = render::Source::new("body.plist", bytes).kind(kind);
    let mut shown = vec![report.to_string(), format!("{report:?}"), render::concise(report, source).to_string()];
    #[cfg(feature = "render")]
    {
        shown.push(render::full(report, source, render::Style::default()).to_string());
        shown.push(render::full(report, source, render::Style { color: true, width: 200 }).to_string());
        shown.push(render::jsonl::findings(report, source).to_string());
    }
    shown
}
