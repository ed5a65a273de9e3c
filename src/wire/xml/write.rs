//! A value as an XML property list.

use core::fmt::{self, Write as _};

use crate::wire::{
    Data, Kind, Loss, Node, Unwritable, ValueRef,
    date::Second,
    number::Seventeen,
    write::{Order, Steps, What},
};

/// A value as an XML property list, as CoreFoundation's `CFPropertyListCreateData` writes it, byte for byte; keys come
/// in the order in which the value has them, of two alike only the last one.
///
/// * A tab a level, the outermost value not indented; `<dict/>` and `<array/>` if there is nothing inside. So the text is
///   as long as the value times how deep it is at most.
/// * Base64 on lines of its own, 76 columns with tabs counted as eight, but never indented by more than eight tabs.
/// * `&`, `<` and `>` as references; any other character as it is, also one that XML does not allow.
/// * Reals with up to seventeen digits, `1` and `0.10000000000000001`, both zeros as `0.0`; `nan`, `+infinity`,
///   `-infinity`.
/// * Dates to the second that has begun.
/// * A reference of a keyed archive as a dictionary with the one key `CF$UID`.
#[derive(Clone, Copy, Debug)]
pub struct XmlText<'v, 'a>(ValueRef<'v, 'a>);

const HEAD: &str = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">
<plist version=\"1.0\">
";

impl<'v, 'a> XmlText<'v, 'a> {
    pub(in crate::wire) fn new(value: ValueRef<'v, 'a>) -> Result<Self, Unwritable> {
        Unwritable::none(value, |node| match node {
            Node::Date(date) if !date.is_in_calendar() => Some(Loss::DateRange),
            Node::Damaged(_) | Node::Null => Some(Loss::Kind),
            Node::Number(_) => Some(Loss::IntegerRange),
            _ => None,
        })?;
        Ok(Self(value))
    }
}

impl fmt::Display for XmlText<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEAD)?;
        for step in Steps::new(self.0, Order::Document) {
            if let Some(key) = step.key {
                tabs(step.depth, f)?;
                f.write_str("<key>")?;
                escaped(key, f)?;
                f.write_str("</key>\n")?;
            }
            tabs(step.depth, f)?;
            match step.what {
                What::Value(value) => element(value, step.depth, f)?,
                What::End(Kind::Array) => f.write_str("</array>")?,
                What::End(_) => f.write_str("</dict>")?,
            }
            f.write_char('\n')?;
        }
        f.write_str("</plist>\n")
    }
}

/// A scalar or an empty container whole, of any other the start tag.
fn element(value: ValueRef<'_, '_>, depth: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value.node() {
        Node::Array(0) => f.write_str("<array/>"),
        Node::Array(_) => f.write_str("<array>"),
        Node::Dictionary(0) => f.write_str("<dict/>"),
        Node::Dictionary(_) => f.write_str("<dict>"),
        Node::Boolean(value) => write!(f, "<{value}/>"),
        Node::Data(octets) => data(octets, depth, f),
        Node::Date(date) => write!(f, "<date>{}</date>", Second(*date)),
        Node::Integer(value) => write!(f, "<integer>{value}</integer>"),
        // these have been looked for
        Node::Damaged(_) | Node::Null | Node::Number(_) => Ok(()),
        Node::Real(value) => {
            f.write_str("<real>")?;
            real(*value, f)?;
            f.write_str("</real>")
        }
        Node::Text(text) => {
            f.write_str("<string>")?;
            escaped(text, f)?;
            f.write_str("</string>")
        }
        Node::Uid(value) => {
            f.write_str("<dict>\n")?;
            tabs(depth.saturating_add(1), f)?;
            f.write_str("<key>CF$UID</key>\n")?;
            tabs(depth.saturating_add(1), f)?;
            writeln!(f, "<integer>{value}</integer>")?;
            tabs(depth, f)?;
            f.write_str("</dict>")
        }
    }
}

fn data(octets: &Data<'_>, depth: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("<data>\n")?;
    let indentation = depth.min(8);
    let columns = 76usize.saturating_sub(indentation.saturating_mul(8));
    let mut groups = octets.groups().peekable();
    while groups.peek().is_some() {
        tabs(indentation, f)?;
        for letter in groups.by_ref().take(columns / 4).flatten() {
            f.write_char(letter)?;
        }
        f.write_char('\n')?;
    }
    tabs(depth, f)?;
    f.write_str("</data>")
}

fn real(value: f64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        _ if value.is_nan() => f.write_str("nan"),
        f64::INFINITY => f.write_str("+infinity"),
        f64::NEG_INFINITY => f.write_str("-infinity"),
        0.0 => f.write_str("0.0"),
        _ => write!(f, "{}", Seventeen(value)),
    }
}

fn escaped(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for piece in text.split_inclusive(['&', '<', '>']) {
        let plain = piece.trim_end_matches(['&', '<', '>']);
        f.write_str(plain)?;
        f.write_str(match piece.as_bytes().get(plain.len()) {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(_) => "&gt;",
            None => "",
        })?;
    }
    Ok(())
}

fn tabs(depth: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    (0..depth).try_for_each(|_| f.write_char('\t'))
}
