//! How a value is laid out in JSON.

use crate::{
    dice::Dice,
    tree::{Tree, base64},
};

/// Writes JSON texts in one manner.
#[derive(Clone, Copy)]
pub(crate) struct Pen {
    /// White space a level, and line ends with it; nothing is none at all.
    newline: &'static str,
    indent: &'static str,
    comma: &'static str,
    colon: &'static str,
    /// Escapes where none are needed, and white space that changes.
    free: bool,
}

const PLAIN: Pen = Pen { newline: "", indent: "", comma: ",", colon: ":", free: false };

/// What services and people write, and what nobody does.
pub(crate) const PENS: [Pen; 6] = [
    PLAIN,
    Pen { comma: ", ", colon: ": ", ..PLAIN },
    Pen { newline: "\n", indent: "  ", colon: ": ", ..PLAIN },
    Pen { newline: "\r\n", indent: "\t", colon: " : ", ..PLAIN },
    Pen { newline: "\n", indent: "        ", colon: ":\t", ..PLAIN },
    Pen { free: true, ..PLAIN },
];

/// White space of JSON.
const SPACES: [&str; 6] = ["", "", " ", "\n", "\t \r\n", "                              "];

impl Pen {
    /// The text of this value.
    pub(crate) fn write(&self, tree: &Tree, dice: &mut Dice<'_>) -> String {
        let mut out = String::new();
        self.value(tree, 0, dice, &mut out);
        out
    }

    fn value(&self, tree: &Tree, depth: usize, dice: &mut Dice<'_>, out: &mut String) {
        match tree {
            Tree::Array(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    self.gap(at > 0, depth + 1, dice, out);
                    self.value(item, depth + 1, dice, out);
                }
                self.end(items.is_empty(), depth, dice, out);
                out.push(']');
            }
            Tree::Dictionary(entries) => {
                out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    self.gap(at > 0, depth + 1, dice, out);
                    self.string(key, dice, out);
                    self.space(dice, out);
                    out.push_str(self.colon);
                    self.space(dice, out);
                    self.value(value, depth + 1, dice, out);
                }
                self.end(entries.is_empty(), depth, dice, out);
                out.push('}');
            }
            Tree::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Tree::Data(octets) => self.string(&base64(octets), dice, out),
            Tree::Date(date) => self.string(date, dice, out),
            Tree::Integer(value) => out.push_str(&value.to_string()),
            Tree::Real(value) => out.push_str(&format!("{value:?}")),
            Tree::Text(text) => self.string(text, dice, out),
            Tree::Verbatim(text) => out.push_str(text),
        }
    }

    fn gap(&self, comma: bool, depth: usize, dice: &mut Dice<'_>, out: &mut String) {
        if comma {
            self.space(dice, out);
            out.push_str(self.comma);
        }
        self.line(depth, out);
        self.space(dice, out);
    }

    fn end(&self, is_empty: bool, depth: usize, dice: &mut Dice<'_>, out: &mut String) {
        if !is_empty {
            self.line(depth, out);
        }
        self.space(dice, out);
    }

    fn line(&self, depth: usize, out: &mut String) {
        out.push_str(self.newline);
        out.extend(std::iter::repeat_n(self.indent, depth));
    }

    fn space(&self, dice: &mut Dice<'_>, out: &mut String) {
        if self.free {
            out.push_str(SPACES[dice.below(SPACES.len())]);
        }
    }

    /// Only what must be is escaped, or anything.
    fn string(&self, text: &str, dice: &mut Dice<'_>, out: &mut String) {
        let often = self.free && dice.once_in(2);
        out.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => out.extend(['\\', c]),
                '/' if often && dice.once_in(2) => out.push_str("\\/"),
                '\n' if dice.once_in(2) => out.push_str("\\n"),
                c if c < ' ' || (often && dice.once_in(4)) => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        out.push_str(&if dice.once_in(2) {
                            format!("\\u{unit:04x}")
                        } else {
                            format!("\\u{unit:04X}")
                        });
                    }
                }
                c => out.push(c),
            }
        }
        out.push('"');
    }
}
