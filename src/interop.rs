//! To and from the values of the crate `plist`, without loss: what can't be said there, or here, is an error.
//!
//! Nothing here recurses. Values of `plist` are dropped by recursion, so none is made that lies deeper than
//! [`Limits::DEPTH`].

use core::{slice, time::Duration};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::wire::{
    Builder, Data, Date, Item, Kind, Limits, Loss, Node, Order, Span, Steps, Text, Unwritable, Value, ValueRef, What,
    traverse::Visitor,
};

/// Without loss. It is an error if there is a `null`, an integer of more than 64 bits, a key that stands twice, a date
/// outside of the years 1 to 9999 or finer than a nanosecond, or containers in each other deeper than [`Limits::DEPTH`].
impl TryFrom<ValueRef<'_, '_>> for plist::Value {
    type Error = Unwritable;

    fn try_from(value: ValueRef<'_, '_>) -> Result<Self, Unwritable> {
        Unwritable::nowhere(value, loss)?;
        let mut open: Vec<(Option<&str>, Self)> = Vec::new();
        let mut whole = Self::Boolean(false);
        for step in Steps::new(value, Order::Document) {
            let (key, done) = match step.what {
                What::Value(part) if part.is_empty() || !is_container(part) => (step.key, theirs(part.node())),
                What::Value(part) => {
                    open.push((step.key, theirs(part.node())));
                    continue;
                }
                What::End(_) => match open.pop() {
                    Some(container) => container,
                    None => continue,
                },
            };
            match open.last_mut() {
                Some((_, Self::Array(items))) => items.push(done),
                Some((_, Self::Dictionary(entries))) => {
                    entries.insert(key.unwrap_or_default().to_owned(), done);
                }
                _ => whole = done,
            }
        }
        Ok(whole)
    }
}

/// As out of [`ValueRef`].
impl TryFrom<&Value<'_>> for plist::Value {
    type Error = Unwritable;

    fn try_from(value: &Value<'_>) -> Result<Self, Unwritable> {
        value.root().try_into()
    }
}

fn is_container(value: ValueRef<'_, '_>) -> bool {
    matches!(value.kind(), Kind::Array | Kind::Dictionary)
}

/// What would be lost of a value, those in it aside.
fn loss(depth: usize, value: ValueRef<'_, '_>) -> Option<Loss> {
    match value.node() {
        Node::Array(_) | Node::Dictionary(_) if depth >= Limits::DEPTH => Some(Loss::Depth),
        Node::Dictionary(_) => {
            let is_lost = value.each_once(Order::Document).len() < value.entries().count();
            is_lost.then_some(Loss::DuplicateKey)
        }
        Node::Date(date) => time(*date).err(),
        Node::Damaged(_) | Node::Null => Some(Loss::Kind),
        Node::Number(_) => Some(Loss::IntegerRange),
        _ => None,
    }
}

/// A scalar of which nothing is lost, or a container without what is in it.
fn theirs(node: &Node<'_>) -> plist::Value {
    match node {
        Node::Array(_) => plist::Value::Array(Vec::new()),
        Node::Boolean(value) => plist::Value::Boolean(*value),
        Node::Data(data) => plist::Value::Data(data.to_vec()),
        Node::Date(date) => plist::Value::Date(time(*date).unwrap_or(UNIX_EPOCH).into()),
        Node::Dictionary(_) => plist::Value::Dictionary(plist::Dictionary::new()),
        Node::Integer(value) => plist::Value::Integer(match i64::try_from(*value) {
            Ok(value) => value.into(),
            Err(_) => u64::try_from(*value).unwrap_or_default().into(),
        }),
        // these have been looked for
        Node::Damaged(_) | Node::Null | Node::Number(_) => plist::Value::Boolean(false),
        Node::Real(value) => plist::Value::Real(*value),
        Node::Text(text) => plist::Value::String(text.as_str().to_owned()),
        Node::Uid(value) => plist::Value::Uid(plist::Uid::new(*value)),
    }
}

/// Without loss. It is an error if there is a date outside of the years 1 to 9999, or finer than binary property lists
/// keep it: seconds since 2001 as a floating-point number.
impl<'p> TryFrom<&'p plist::Value> for Value<'p> {
    type Error = Unwritable;

    fn try_from(value: &'p plist::Value) -> Result<Self, Unwritable> {
        let mut builder = Builder::default();
        let mut open: Vec<Open<'p>> = Vec::new();
        let mut next = Some(value);
        loop {
            if let Some(value) = next {
                match value {
                    plist::Value::Array(items) => {
                        builder.begin(Kind::Array);
                        open.push(Open { key: None, count: 0, rest: Rest::Items(items.iter()) });
                    }
                    plist::Value::Dictionary(entries) => {
                        builder.begin(Kind::Dictionary);
                        open.push(Open { key: None, count: 0, rest: Rest::Entries(entries.iter()) });
                    }
                    scalar => match ours(scalar) {
                        Ok(item) => builder.scalar(item, Span::default()),
                        Err((kind, loss)) => {
                            let way = open.iter().map(|open| (open.key, open.count.saturating_sub(1)));
                            return Err(Unwritable::new(way, kind, loss));
                        }
                    },
                }
            }
            let Some(last) = open.last_mut() else { return Ok(builder.value()) };
            next = last.next(&mut builder);
            if next.is_none() {
                builder.end();
                open.pop();
            }
        }
    }
}

/// As out of a reference.
impl TryFrom<plist::Value> for Value<'static> {
    type Error = Unwritable;

    fn try_from(value: plist::Value) -> Result<Self, Unwritable> {
        Value::try_from(&value).map(Value::into_owned)
    }
}

/// A container of theirs on the way through it.
struct Open<'p> {
    /// The key of the value that it has given last.
    key: Option<&'p str>,
    /// How many values it has given.
    count: usize,
    rest: Rest<'p>,
}

enum Rest<'p> {
    Items(slice::Iter<'p, plist::Value>),
    Entries(plist::dictionary::Iter<'p>),
}

impl<'p> Open<'p> {
    fn next(&mut self, builder: &mut Builder<'p>) -> Option<&'p plist::Value> {
        self.count = self.count.saturating_add(1);
        match &mut self.rest {
            Rest::Items(items) => items.next(),
            Rest::Entries(entries) => {
                let (key, value) = entries.next()?;
                self.key = Some(key);
                builder.key(Text::borrowed(key), Span::default());
                Some(value)
            }
        }
    }
}

/// A scalar of theirs.
fn ours(value: &plist::Value) -> Result<Item<'_>, (Kind, Loss)> {
    Ok(match value {
        plist::Value::Boolean(value) => Item::Boolean(*value),
        plist::Value::Data(octets) => Item::Data(Data::octets(octets)),
        plist::Value::Date(date) => Item::Date(date_of(SystemTime::from(*date)).map_err(|loss| (Kind::Date, loss))?),
        plist::Value::Integer(value) => match (value.as_signed(), value.as_unsigned()) {
            (Some(value), _) => Item::Integer(value.into()),
            (_, Some(value)) => Item::Integer(value.into()),
            _ => return Err((Kind::Integer, Loss::IntegerRange)),
        },
        plist::Value::Real(value) => Item::Real(*value),
        plist::Value::String(text) => Item::Text(Text::borrowed(text)),
        plist::Value::Uid(uid) => Item::Uid(uid.get()),
        // they may learn of more
        _ => return Err((Kind::Null, Loss::Kind)),
    })
}

/// 2001-01-01, since when dates are counted.
const EPOCH: Duration = Duration::from_secs(978_307_200);

/// A date as a time of the system, to the nanosecond.
fn time(date: Date) -> Result<SystemTime, Loss> {
    let since = Duration::try_from_secs_f64(date.seconds().abs()).map_err(|_| Loss::DateRange)?;
    let epoch = UNIX_EPOCH.checked_add(EPOCH).ok_or(Loss::DateRange)?;
    let time = if date.seconds() < 0.0 { epoch.checked_sub(since) } else { epoch.checked_add(since) };
    let time = time.filter(|_| date.is_rfc3339()).ok_or(Loss::DateRange)?;
    if seconds(time) == date.seconds() { Ok(time) } else { Err(Loss::DatePrecision) }
}

/// A time of the system as a date.
fn date_of(time: SystemTime) -> Result<Date, Loss> {
    let date = Date::from_seconds(seconds(time));
    if self::time(date)? == time { Ok(date) } else { Err(Loss::DatePrecision) }
}

/// Seconds since 2001-01-01.
fn seconds(time: SystemTime) -> f64 {
    match time.duration_since(UNIX_EPOCH + EPOCH) {
        Ok(after) => after.as_secs_f64(),
        Err(before) => -before.duration().as_secs_f64(),
    }
}
