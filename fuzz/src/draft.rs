//! Messages made out of the catalogue's tables.

use mdmwire::{
    Kind, Text,
    messages::{CATALOG, command::SettingItem},
    schema::{Count, Entry, Key, Record, Shape, Sign},
};

use crate::{
    dice::Dice,
    rules,
    tree::{Entries, Path, Tree},
};

/// A message that has to be read without an error.
pub(crate) struct Draft {
    pub(crate) entry: &'static Entry,
    pub(crate) tree: Tree,
}

/// A key that stands in the message: where, and what is said of it.
#[derive(Clone)]
pub(crate) struct Site {
    /// The way to the dictionary.
    pub(crate) path: Path,
    /// Its position there.
    pub(crate) at: usize,
    pub(crate) record: &'static Record,
    pub(crate) key: &'static Key,
}

impl Draft {
    pub(crate) fn new(dice: &mut Dice<'_>) -> Self {
        let plists: Vec<_> = CATALOG.iter().filter(|entry| !entry.is_json() && !is_taken_for_another(entry)).collect();
        let entry = *dice.of(&plists);
        let sign = match entry.sign {
            Sign::Key(key) | Sign::Order(key, None) | Sign::Tag(key, _) => key,
            _ => "",
        };
        let mut entries = record(entry.record, sign, dice);
        cross(entry.record, &mut entries, dice);
        Self { entry, tree: Tree::Dictionary(entries) }
    }

    /// Every key of every record in it.
    pub(crate) fn sites(&self) -> Vec<Site> {
        let mut sites = Vec::new();
        gather(&self.tree, self.entry.record, &mut Vec::new(), &mut sites);
        sites
    }
}

/// Whether a kind is recognised by the key of one before it: only a command tells the two apart.
fn is_taken_for_another(entry: &Entry) -> bool {
    CATALOG.iter().find(|other| other.is_alike(entry)).is_some_and(|first| first.kind != entry.kind)
}

/// What a key may have as value.
pub(crate) fn value(key: &Key, dice: &mut Dice<'_>) -> Tree {
    match key.shape {
        Shape::Any => any(dice),
        Shape::Boolean => Tree::Boolean(dice.once_in(2)),
        Shape::Data => data(key, dice),
        Shape::Datas => Tree::Array((0..dice.below(4)).map(|_| data(key, dice)).collect()),
        Shape::Date => Tree::Date(DATES[dice.below(DATES.len())]),
        Shape::Integer => Tree::Integer(integer(key, i64::MIN.into(), i64::MAX.into(), dice)),
        Shape::Real if dice.once_in(4) => Tree::Integer(*dice.of(&[0, 1, -1, 64])),
        Shape::Real => Tree::Real(*dice.of(&[0.0, 1.0, 0.95, -1.0, 62.257_827_758_789_06, 1e300, 5e-324])),
        Shape::Record(inner) => Tree::Dictionary(record(inner, "", dice)),
        Shape::Records(inner) => {
            Tree::Array((0..dice.below(4)).map(|_| Tree::Dictionary(record(inner, "", dice))).collect())
        }
        Shape::Map(inner) => {
            // one name: in what order they stand is no matter of layout
            let name = (*dice.of(&["org.example.app", "allowCamera"])).to_owned();
            let item = (dice.below(2) > 0).then(|| (name, Tree::Dictionary(record(inner, "", dice))));
            Tree::Dictionary(item.into_iter().collect())
        }
        Shape::Numbers => {
            Tree::Dictionary(vec![("default".to_owned(), Tree::Integer(integer(key, 0, i64::MAX.into(), dice)))])
        }
        Shape::Of(Kind::Array) => Tree::Array(Vec::new()),
        Shape::Of(_) => Tree::Dictionary(Vec::new()),
        Shape::Pairs => Tree::Dictionary(vec![("default".to_owned(), Tree::Text(rules::text(key, dice)))]),
        Shape::Text if key.also.contains(&Some(Kind::Data)) && dice.once_in(2) => {
            Tree::Data(rules::text(key, dice).into_bytes())
        }
        Shape::Text => Tree::Text(rules::text(key, dice)),
        Shape::Texts => Tree::Array((0..dice.below(4)).map(|_| Tree::Text(rules::text(key, dice))).collect()),
        Shape::Token(listed) => Tree::Text((*dice.of(listed)).to_owned()),
        Shape::Unsigned => Tree::Integer(integer(key, 0, u64::MAX.into(), dice)),
        shape => panic!("no value is made for {shape:?}"),
    }
}

/// The keys that a record must have, one of those that exclude each other, and more or fewer of the others.
fn record(record: &'static Record, sign: &str, dice: &mut Dice<'_>) -> Entries {
    let group: Vec<_> = record.keys.iter().filter(|key| key.group.is_some()).map(|key| key.name).collect();
    let one = (!group.is_empty()).then(|| *dice.of(&group));
    let density = *dice.of(&[0, 1, 4, 8]);
    let mut entries = Vec::new();
    for key in record.keys {
        let is_there = match key.group {
            Some(_) => one == Some(key.name),
            None => !key.optional || key.name == sign || density > 0 && dice.below(8) < density,
        };
        if is_there {
            entries.push((key.name.to_owned(), value(key, dice)));
        }
    }
    entries.retain(|(name, _)| !CROSS.contains(&(record.name, name)));
    choices(record, &mut entries, dice);
    setting(record, &mut entries, dice);
    rotation(record, &mut entries);
    entries
}

/// Keys whose values or neighbours cross checks judge that no table has.
const CROSS: &[(&str, &str)] = &[
    ("AccountConfiguration", "LockPrimaryAccountInfo"),
    ("AccountConfiguration", "SetPrimarySetupAccountAsRegularUser"),
    ("AccountConfiguration", "SkipPrimarySetupAccountCreation"),
    ("ContentCachingStatus", "DataMigrationProgress"),
    ("ContentCachingStatus", "MaxCachePressureLast1Hour"),
    ("DeleteUser", "DeleteAllUsers"),
    ("DeviceInformation", "DeviceAttestationNonce"),
    ("FileVaultUnlock", "PrivateKeyExport"),
    ("FileVaultUnlock", "PrivateKeyExportPassword"),
    ("InstallApplication", "ChangeManagementState"),
    ("InstallEnterpriseApplication", "ChangeManagementState"),
    ("MachineInfo", "OS_VERSION"),
    ("OsUpdateStatusItem", "DownloadPercentComplete"),
    ("QueryResponses", "BatteryLevel"),
    ("ScheduledUpdate", "MaxUserDeferrals"),
    ("SettingsItem", "TemporarySessionTimeout"),
    ("SettingsItem", "UserSessionTimeout"),
];

/// A password opens the disk for the user's key alone.
fn rotation(record: &'static Record, entries: &mut Entries) {
    for (_, kind) in entries.iter_mut().filter(|(name, _)| record.name == "RotateFileVaultKey" && name == "KeyType") {
        *kind = Tree::Text("personal".to_owned());
    }
}

/// As many keys of each group as there have to be.
fn choices(record: &'static Record, entries: &mut Entries, dice: &mut Dice<'_>) {
    for choice in record.choices {
        let there = |entries: &Entries| choice.names.iter().filter(|name| has(entries, name)).count();
        let count = there(entries);
        let due: &[_] = match choice.count {
            Count::AllOrNone if count > 0 => choice.names,
            Count::AtLeastOne | Count::ExactlyOne if count == 0 => {
                let is_free = |name: &&&str| !CROSS.contains(&(record.name, name));
                let first = choice.names.iter().position(|name| is_free(&name)).unwrap_or_default();
                &choice.names[first..=first]
            }
            _ => &[],
        };
        for name in due {
            add(record, name, entries, dice);
        }
        if matches!(choice.count, Count::AtMostOne | Count::ExactlyOne) {
            let mut first = true;
            entries.retain(|(key, _)| !choice.names.contains(&&**key) || core::mem::take(&mut first));
        }
    }
}

/// The keys that go with a setting, and no others.
fn setting(record: &'static Record, entries: &mut Entries, dice: &mut Dice<'_>) {
    let is_setting = record.name == "SettingsItem";
    let item = entries.iter().find(|(name, _)| is_setting && name == "Item");
    let Some((_, Tree::Text(item))) = item else { return };
    let Some(keys) = SettingItem::from(Text::from(item.clone())).keys() else { return };
    entries.retain(|(name, _)| name == "Item" || keys.required.contains(&&**name) || keys.optional.contains(&&**name));
    for name in keys.required {
        add(record, name, entries, dice);
    }
}

fn has(entries: &Entries, name: &str) -> bool {
    entries.iter().any(|(key, _)| key == name)
}

/// A key with a value, unless it is there.
fn add(record: &'static Record, name: &str, entries: &mut Entries, dice: &mut Dice<'_>) {
    if let Some(key) = record.key(name).filter(|_| !has(entries, name)) {
        entries.push((name.to_owned(), value(key, dice)));
    }
}

/// The cross checks, which no table has: what they ask for is added or left out.
fn cross(record: &'static Record, entries: &mut Entries, dice: &mut Dice<'_>) {
    let text = |entries: &Entries, name: &str| {
        entries.iter().find_map(|(key, value)| match value {
            Tree::Text(text) if key == name => Some(text.clone()),
            _ => None,
        })
    };
    let mut due = Vec::new();
    match text(entries, "Status").as_deref() {
        Some("Idle") => entries.retain(|(key, _)| key != "CommandUUID" && key != "ErrorChain"),
        Some(status) => {
            due.push("CommandUUID");
            if status == "Acknowledged" {
                due.extend(record.keys.iter().filter(|key| key.on_success).map(|key| key.name));
            }
            if ["Acknowledged", "NotNow"].contains(&status) {
                entries.retain(|(key, _)| key != "ErrorChain");
            }
        }
        None => {}
    }
    match text(entries, "Endpoint").as_deref() {
        Some("status") => due.push("Data"),
        Some(_) => entries.retain(|(key, _)| key != "Data"),
        None => {}
    }
    let pairing = text(entries, "TokenServiceType").as_deref() == Some("com.apple.watch.pairing");
    if pairing {
        due.push("TokenParameters");
    }
    // in a profile of the other type the payloads are a dictionary, which no record has
    if record.key("PayloadContent").is_some() {
        for (_, value) in entries.iter_mut().filter(|(name, _)| name == "PayloadType") {
            *value = Tree::Text("Configuration".to_owned());
        }
    }
    for name in due {
        add(record, name, entries, dice);
    }
    for (name, parameters) in entries.iter_mut().filter(|(name, _)| pairing && name == "TokenParameters") {
        let (Some(inner), Tree::Dictionary(inside)) = (record.key(name).and_then(|key| key.shape.record()), parameters)
        else {
            continue;
        };
        for key in inner.keys.iter().filter(|key| key.optional) {
            if !inside.iter().any(|(name, _)| name == key.name) {
                inside.push((key.name.to_owned(), value(key, dice)));
            }
        }
    }
}

fn gather(tree: &Tree, record: &'static Record, path: &mut Path, sites: &mut Vec<Site>) {
    let Tree::Dictionary(entries) = tree else { return };
    for (at, (name, value)) in entries.iter().enumerate() {
        let Some(key) = record.key(name) else { continue };
        sites.push(Site { path: path.clone(), at, record, key });
        let (Shape::Map(inner) | Shape::Record(inner) | Shape::Records(inner)) = key.shape else { continue };
        path.push(at);
        match value {
            Tree::Dictionary(items) if matches!(key.shape, Shape::Map(_)) => {
                for (at, (_, item)) in items.iter().enumerate() {
                    path.push(at);
                    gather(item, inner, path, sites);
                    path.pop();
                }
            }
            Tree::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    path.push(at);
                    gather(item, inner, path, sites);
                    path.pop();
                }
            }
            inside => gather(inside, inner, path, sites),
        }
        path.pop();
    }
}

fn integer(key: &Key, least: i128, greatest: i128, dice: &mut Dice<'_>) -> i128 {
    match (key.range, key.among) {
        (_, Some(list)) => i128::from(*dice.of(list)),
        (Some((least, greatest)), _) => {
            let (least, greatest) = (i128::from(least), i128::from(greatest));
            *dice.of(&[least, greatest, (least + greatest) / 2])
        }
        _ => *dice.of(&[0, 1, 12021, 4_294_967_296, 123_456_789_012_345_678, greatest, least]),
    }
}

/// Octets; of a secret enough to be found again.
fn data(key: &Key, dice: &mut Dice<'_>) -> Tree {
    let count = if key.sensitive { 32 + dice.below(70) } else { dice.below(70) };
    Tree::Data(dice.octets(count))
}

fn any(dice: &mut Dice<'_>) -> Tree {
    match dice.below(4) {
        0 => Tree::Text((*dice.of(rules::TEXTS)).to_owned()),
        1 => Tree::Array(vec![Tree::Boolean(true), Tree::Dictionary(Vec::new())]),
        2 => Tree::Dictionary(vec![
            ("Inner".to_owned(), Tree::Array(Vec::new())),
            ("Other".to_owned(), Tree::Integer(1)),
        ]),
        _ => Tree::Real(0.5),
    }
}

const DATES: &[&str] =
    &["2024-12-09T18:33:21Z", "0001-01-01T00:00:00Z", "2000-02-29T23:59:59Z", "9999-12-31T23:59:59Z"];
