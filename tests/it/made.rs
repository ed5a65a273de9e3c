//! Messages made from the tables of the catalogue, and the places of their keys.

use mdmwire::{
    Date, Kind,
    messages::CATALOG,
    schema::{Choice, Count, Entry, Form, Key, Others, Record, Shape},
};

use crate::tree::Tree;

/// Texts of every form; of the model it is one that tells no platform.
const TEXTS: &[&str] = &[
    "status",
    "18.1",
    "22B83",
    "AudioAccessory5,1",
    "C0RPUS000001",
    "com.apple.mgmt.External.corpus",
    "0A1B2C3D-0000-4000-8000-000000000001",
    "012345678901234",
    "A0000000000001",
    "https://example.com/",
    "0123456789ABCDEF0123456789ABCDEF",
    "somebody@example.com",
    "00:11:22:aa:bb:cc",
    "2019-01-20",
    "2030-11-08T22:33:22+0000",
    "MIIB",
    "DE",
    "de",
    "123456",
    "2019-01-20T18:30:00Z",
    "DNN:corpus",
    "AS_corpus",
    "AT_corpus",
    "CK_corpus",
    "CS_corpus",
];

/// A dictionary with every key of a record, in order, each with a value that fits; of keys that exclude each other
/// the first one.
pub(crate) fn every_key(record: &Record) -> Tree {
    let mut group = None;
    let mut chosen = Vec::new();
    let mut excluded = |key: &Key| {
        let most_one = |choice: &&Choice| matches!(choice.count, Count::AtMostOne | Count::ExactlyOne);
        let choice = record.choices.iter().filter(most_one).find(|choice| choice.names.contains(&key.name));
        let is_other = choice.is_some_and(|choice| {
            let names = choice.names.as_ptr();
            chosen.contains(&names) || {
                chosen.push(names);
                false
            }
        });
        is_other || key.group.is_some_and(|of| group.replace(of) == Some(of))
    };
    let mut keys: Vec<_> = record.keys.iter().collect();
    keys.sort_by_key(|key| key.name);
    let keys = keys.into_iter().filter(|key| !excluded(key));
    Tree::Dictionary(keys.map(|key| (key.name.to_owned(), value(key))).collect())
}

/// A dictionary with nothing but what it must have, the key at the end of a path, and what leads there. `identifier`
/// is the one that names the device, unless the path says another.
pub(crate) fn smallest(record: &Record, path: &[&str], identifier: &str) -> Tree {
    let (first, rest) = path.split_first().map_or(("", path), |(first, rest)| (*first, rest));
    let identifier = if record.key(first).is_some_and(|key| key.group.is_some()) { first } else { identifier };
    let wanted = |key: &&Key| !key.optional || key.name == first || (key.group.is_some() && key.name == identifier);
    let keys = record.keys.iter().filter(wanted);
    let leads = |key: &Key| match key.shape {
        Shape::Record(record) => smallest(record, rest, identifier),
        Shape::Map(record) => Tree::Dictionary(vec![("key".to_owned(), smallest(record, rest, identifier))]),
        Shape::Records(record) => Tree::Array(vec![smallest(record, rest, identifier)]),
        _ => value(key),
    };
    let value = |key: &Key| if key.name == first { leads(key) } else { value(key) };
    Tree::Dictionary(keys.map(|key| (key.name.to_owned(), value(key))).collect())
}

/// A value that fits. A text that needs no form is the name of its key.
pub(crate) fn value(key: &Key) -> Tree {
    let text = |i: usize| format!("{}{i}", key.name);
    let number = key.among.map_or_else(|| key.range.map_or(1, |(least, _)| least), |list| list[0]);
    let listed = |i: usize| match (key.listed, key.form) {
        (Some(list), _) => list[i % list.len()].to_owned(),
        (_, Some(form)) => fitting(form).to_owned(),
        _ => text(i),
    };
    match key.shape {
        Shape::Any => Tree::Dictionary(vec![]),
        Shape::Boolean => Tree::Boolean(true),
        Shape::Data => Tree::Data(key.name.as_bytes().to_vec()),
        Shape::Datas => Tree::Array((0..2).map(|i| Tree::Data(text(i).into_bytes())).collect()),
        Shape::Date => Tree::Date(Date::from_seconds(817_743_600.0)),
        Shape::Integer | Shape::Unsigned => Tree::Integer(number.into()),
        Shape::Integers => Tree::Array((0..2).map(Tree::Integer).collect()),
        Shape::Map(record) => Tree::Dictionary((0..2).map(|i| (text(i), every_key(record))).collect()),
        Shape::Numbers => Tree::Dictionary((0..2).map(|i| (text(i), Tree::Integer(1))).collect()),
        Shape::Of(Kind::Array) => Tree::Array(vec![]),
        Shape::Of(_) => Tree::Dictionary(vec![]),
        Shape::Pairs => Tree::Dictionary((0..2).map(|i| (text(i), Tree::Text(listed(i)))).collect()),
        Shape::Real => Tree::Real(0.5),
        Shape::Record(record) => every_key(record),
        Shape::Records(record) => Tree::Array(vec![every_key(record), every_key(record)]),
        Shape::Text => Tree::text(match (key.exactly, key.form) {
            (Some(text), _) => text,
            (_, Some(form)) => fitting(form),
            _ => key.name,
        }),
        Shape::Texts => Tree::Array((0..2).map(|i| Tree::Text(listed(i))).collect()),
        Shape::Token(listed) => Tree::text(listed[0]),
        shape => panic!("{shape:?} needs a value here"),
    }
}

fn fitting(form: &Form) -> &'static str {
    TEXTS.iter().find(|text| (form.fits)(text)).unwrap_or_else(|| panic!("no text is {}", form.words))
}

/// A value of a kind that the key does not take.
pub(crate) fn wrong_value(entry: &Entry, key: &Key) -> Option<Tree> {
    let kind = key.shape.kind()?;
    if entry.is_json() {
        return Some(if kind == Kind::Boolean || key.also.contains(&Some(Kind::Boolean)) {
            Tree::Real(0.5)
        } else {
            Tree::Boolean(true)
        });
    }
    Some(if kind == Kind::Date { Tree::Boolean(true) } else { Tree::Date(Date::from_seconds(0.0)) })
}

/// Every message of the catalogue with every key.
pub(crate) fn messages() -> impl Iterator<Item = (&'static Entry, Tree)> {
    CATALOG.iter().map(|entry| (entry, every_key(entry.record)))
}

/// Where a key stands in a message.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) key: &'static Key,
    /// As problems name it: `ErrorChain[0].ErrorCode`.
    pub(crate) path: String,
    /// The keys that lead there, and the key itself.
    pub(crate) names: Vec<&'static str>,
    /// From the outermost dictionary to the one that has the key: entries, and items of lists.
    steps: Vec<usize>,
    entry: usize,
    /// The dictionary that it stands in has keys of its own beside.
    pub(crate) among_own: bool,
}

/// The places of all keys that the tables know.
pub(crate) fn sites(message: &Tree, record: &'static Record) -> Vec<Site> {
    let mut sites = Vec::new();
    collect(message, record, &Above::default(), &mut sites);
    sites
}

fn collect(dictionary: &Tree, record: &'static Record, above: &Above, sites: &mut Vec<Site>) {
    for (entry, (name, value)) in dictionary.entries().iter().enumerate() {
        let Some(key) = record.key(name) else { continue };
        let path = format!("{}{name}", above.prefix);
        let names = [&*above.names, &[key.name]].concat();
        let inside = |prefix: String, step: &[usize]| Above {
            prefix,
            names: names.clone(),
            steps: [&*above.steps, &[entry], step].concat(),
        };
        match (key.shape, value) {
            (Shape::Record(record), value) => collect(value, record, &inside(format!("{path}."), &[]), sites),
            (Shape::Records(record), Tree::Array(items)) => {
                for (i, item) in items.iter().enumerate() {
                    collect(item, record, &inside(format!("{path}[{i}]."), &[i]), sites);
                }
            }
            (Shape::Map(record), Tree::Dictionary(entries)) => {
                for (i, (name, value)) in entries.iter().enumerate() {
                    collect(value, record, &inside(format!("{path}.{name}."), &[i]), sites);
                }
            }
            _ => {}
        }
        let among_own = record.others == Others::Own;
        sites.push(Site { key, path, names, steps: above.steps.clone(), entry, among_own });
    }
}

/// What leads to a dictionary.
#[derive(Default)]
struct Above {
    prefix: String,
    names: Vec<&'static str>,
    steps: Vec<usize>,
}

impl Site {
    /// The path of the dictionary that the key stands in.
    pub(crate) fn parent(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(parent, _)| parent)
    }

    /// Whether the message is none without a value here: the key must be there, and so must all that lead to it, none
    /// of them a list.
    pub(crate) fn is_vital(&self, record: &'static Record) -> bool {
        let mut record = Some(record);
        let mut keys = self.names.iter().map(|name| {
            let key = record.and_then(|record| record.key(name)).expect("a key of the record");
            record = if let Shape::Record(inner) = key.shape { Some(inner) } else { None };
            (key, record)
        });
        let last = self.names.len() - 1;
        keys.by_ref().enumerate().all(|(i, (key, inner))| !key.optional && (i == last || inner.is_some()))
    }

    /// The message with the entries of that dictionary changed, given them and the number of the key.
    pub(crate) fn changed(&self, message: &Tree, change: impl FnOnce(&mut Vec<(String, Tree)>, usize)) -> Tree {
        let mut message = message.clone();
        let mut at = &mut message;
        for step in &self.steps {
            at = match at {
                Tree::Array(items) => &mut items[*step],
                Tree::Dictionary(entries) => &mut entries[*step].1,
                _ => unreachable!("steps lead through containers"),
            };
        }
        let Tree::Dictionary(entries) = at else { unreachable!("keys stand in dictionaries") };
        change(entries, self.entry);
        message
    }

    /// The message with another value of the key.
    pub(crate) fn with(&self, message: &Tree, value: Tree) -> Tree {
        self.changed(message, |entries, at| entries[at].1 = value)
    }

    /// The message without the key.
    pub(crate) fn without(&self, message: &Tree) -> Tree {
        self.changed(message, |entries, at| _ = entries.remove(at))
    }
}

/// The same letters, small ones for capitals and the other way round.
pub(crate) fn other_case(name: &str) -> String {
    let other = |c: char| if c.is_ascii_uppercase() { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() };
    name.chars().map(other).collect()
}
