//! How a property list is laid out in XML.

use crate::{
    dice::Dice,
    tree::{Entries, Tree, base64, escaped},
};

/// White space and order: nothing of what a document says.
pub(crate) struct Layout {
    pub(crate) prolog: &'static str,
    pub(crate) newline: &'static str,
    pub(crate) indent: &'static str,
    /// Whether an empty element is one tag.
    pub(crate) short: bool,
    /// How many base64 characters stand on a line, if data is wrapped.
    pub(crate) width: Option<usize>,
    pub(crate) order: Order,
}

/// The order of the keys of a dictionary.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Order {
    Given,
    Reversed,
    Shuffled,
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const DOCTYPE: &str =
    "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n";

/// Apple's own, and what others write.
pub(crate) const LAYOUTS: [Layout; 4] = [
    Layout {
        prolog: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n",
        newline: "\n",
        indent: "\t",
        short: true,
        width: Some(68),
        order: Order::Given,
    },
    Layout {
        prolog: "<?xml version='1.0' encoding='utf-8' ?>\n\n",
        newline: "\n",
        indent: "  ",
        short: false,
        width: Some(76),
        order: Order::Reversed,
    },
    Layout { prolog: "", newline: "", indent: "", short: false, width: None, order: Order::Shuffled },
    Layout {
        prolog: "<?xml version=\"1.0\"?>\r\n<!-- a comment -->\r\n",
        newline: "\r\n",
        indent: "    ",
        short: true,
        width: Some(4),
        order: Order::Given,
    },
];

impl Layout {
    /// The document of this value.
    pub(crate) fn write(&self, tree: &Tree, dice: &mut Dice<'_>) -> String {
        let mut out = self.prolog.to_owned();
        out.push_str("<plist version=\"1.0\">");
        self.value(tree, 0, dice, &mut out);
        self.line(0, &mut out);
        out.push_str("</plist>");
        out.push_str(self.newline);
        out
    }

    fn value(&self, tree: &Tree, depth: usize, dice: &mut Dice<'_>, out: &mut String) {
        self.line(depth, out);
        match tree {
            Tree::Array(items) if items.is_empty() && self.short => out.push_str("<array/>"),
            Tree::Array(items) => {
                out.push_str("<array>");
                for item in items {
                    self.value(item, depth + 1, dice, out);
                }
                self.line(depth, out);
                out.push_str("</array>");
            }
            Tree::Boolean(value) => out.push_str(if *value { "<true/>" } else { "<false/>" }),
            Tree::Data(octets) => self.data(octets, depth, out),
            Tree::Date(_) => element("date", &tree.content(), out),
            Tree::Dictionary(entries) if entries.is_empty() && self.short => out.push_str("<dict/>"),
            Tree::Dictionary(entries) => {
                out.push_str("<dict>");
                for at in self.order(entries, dice) {
                    let (key, value) = &entries[at];
                    self.line(depth + 1, out);
                    element("key", &escaped(key), out);
                    self.value(value, depth + 1, dice, out);
                }
                self.line(depth, out);
                out.push_str("</dict>");
            }
            Tree::Integer(_) => element("integer", &tree.content(), out),
            Tree::Real(_) => element("real", &tree.content(), out),
            Tree::Text(text) if text.is_empty() && self.short => out.push_str("<string/>"),
            Tree::Text(_) => element("string", &tree.content(), out),
            Tree::Verbatim(element) => out.push_str(element),
        }
    }

    fn data(&self, octets: &[u8], depth: usize, out: &mut String) {
        out.push_str("<data>");
        let text = base64(octets);
        match self.width {
            None => out.push_str(&text),
            Some(width) => {
                for line in text.as_bytes().chunks(width) {
                    self.line(depth, out);
                    out.extend(line.iter().map(|byte| char::from(*byte)));
                }
                self.line(depth, out);
            }
        }
        out.push_str("</data>");
    }

    fn order(&self, entries: &Entries, dice: &mut Dice<'_>) -> Vec<usize> {
        match self.order {
            Order::Given => (0..entries.len()).collect(),
            Order::Reversed => (0..entries.len()).rev().collect(),
            Order::Shuffled => dice.order(entries.len()),
        }
    }

    /// A new line for what lies so deep.
    fn line(&self, depth: usize, out: &mut String) {
        out.push_str(self.newline);
        for _ in 0..depth {
            out.push_str(self.indent);
        }
    }
}

fn element(name: &str, content: &str, out: &mut String) {
    out.extend(["<", name, ">", content, "</", name, ">"]);
}

/// The declaration and document type that Apple writes, for faults in them.
pub(crate) const APPLE_PROLOG: (&str, &str) = (DECLARATION, DOCTYPE);
