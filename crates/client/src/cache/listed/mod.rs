//! The rows of listed types: each has the columns that its type lists it by, and its JSON as it
//! crosses the wire.

mod made;
mod page;

pub(crate) use made::bring_up;
pub(crate) use page::{Found, finds, page, page_of, sums, sums_of, usual};

use super::blob;
use super::kept::{Described, Functions, NotPut, cross, read};
use crate::db::DbError;
use balcao_contract::sync::RawRow;
use balcao_domain::listed::{Key, Listed};
use balcao_domain::{Collection, CustomerId, Owner, RowId, Stream};
use balcao_lists::Table;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Params, params_from_iter};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use uuid::Uuid;

/// The statements about one table, written once.
struct Text {
    put: String,
    get: String,
    all: String,
    ids: String,
    renew: String,
    delete: String,
    delete_older: String,
}

static TEXTS: LazyLock<BTreeMap<&'static str, Text>> = LazyLock::new(|| {
    let tables = super::kept::DESCRIBED.values().map(|it| it.table);
    let text = |table: Table| Text {
        put: table.put(),
        get: table.get(),
        all: table.all("json"),
        ids: table.all("id"),
        renew: table.renew(),
        delete: table.delete(),
        delete_older: table.delete_older(),
    };
    tables.map(|table| (table.name(), text(table))).collect()
});

/// Those of a type's table; none for a type that is not in the list of collections.
fn text<T: Listed>() -> Result<&'static Text, DbError> {
    let text = TEXTS.get(T::COLLECTION.name());
    text.ok_or(DbError::Unreadable)
}

/// What is done with the rows of a type.
pub(super) const fn functions<T: Listed>() -> Functions {
    Functions {
        put: |connection, stream, generation, id, row| {
            put::<T>(connection, generation, &read(stream, id, row)?).map_err(NotPut::from)
        },
        renew: renew::<T>,
        delete: delete::<T>,
        delete_older: delete_older::<T>,
    }
}

pub(super) const fn described<T: Listed>() -> Option<Described> {
    Some(Described {
        table: Table::of::<T>(),
        put_again: |connection, generation, json| {
            let row: T = serde_json::from_str(json).map_err(NotPut::Unreadable)?;
            put(connection, generation, &row).map_err(NotPut::from)
        },
        cross: cross::<T>,
    })
}

/// An id of a listed row, which is no number.
fn id_of(id: RowId) -> Result<Value, DbError> {
    id.uuid().map(blob).ok_or(DbError::Malformed)
}

/// The customer that rows of a stream carry, where they carry one.
fn owner(stream: Stream) -> Option<Value> {
    match stream {
        Stream::Customer(id) => Some(blob(id.uuid())),
        Stream::Provider | Stream::User => None,
    }
}

/// Puts a row.
pub(crate) fn put<T: Listed>(
    connection: &Connection,
    generation: i64,
    row: &T,
) -> Result<(), DbError> {
    let mut values = vec![id_of(row.id())?];
    if let Owner::Customer(customer) = row.owner() {
        values.push(blob(customer.uuid()));
    }
    values.push(generation.into());
    values.extend(row.keys().into_iter().map(|key| match key {
        Key::Integer(number) => Value::Integer(number),
        Key::Text(text) => Value::Text(text),
    }));
    if T::FOUND {
        values.push(row.words().into());
    }
    values.push(serde_json::to_string(row)?.into());
    connection
        .prepare_cached(&text::<T>()?.put)?
        .execute(params_from_iter(values))?;
    Ok(())
}

fn renew<T: Listed>(connection: &Connection, generation: i64, id: RowId) -> Result<(), DbError> {
    connection
        .prepare_cached(&text::<T>()?.renew)?
        .execute((generation, id_of(id)?))?;
    Ok(())
}

fn delete<T: Listed>(connection: &Connection, stream: Stream, id: RowId) -> Result<(), DbError> {
    if !T::COLLECTION.belongs_to(stream) {
        return Err(DbError::Malformed);
    }
    let values = [Some(id_of(id)?), owner(stream)].into_iter().flatten();
    connection
        .prepare_cached(&text::<T>()?.delete)?
        .execute(params_from_iter(values))?;
    Ok(())
}

fn delete_older<T: Listed>(
    connection: &Connection,
    stream: Stream,
    generation: i64,
) -> Result<(), DbError> {
    let values = [Some(generation.into()), owner(stream)];
    connection
        .prepare_cached(&text::<T>()?.delete_older)?
        .execute(params_from_iter(values.into_iter().flatten()))?;
    Ok(())
}

/// That row, if it is there.
pub(crate) fn get<T: Listed>(connection: &Connection, id: RowId) -> Result<Option<T>, DbError> {
    let json = json(connection, T::COLLECTION, id)?;
    Ok(json.as_deref().map(serde_json::from_str).transpose()?)
}

/// A row's JSON, if it is there; of usage there is none.
pub(crate) fn json(
    connection: &Connection,
    collection: Collection,
    id: RowId,
) -> Result<Option<String>, DbError> {
    let Some(text) = TEXTS.get(collection.name()) else {
        return Ok(None);
    };
    let json = connection
        .prepare_cached(&text.get)?
        .query_row([id_of(id)?], |row| row.get(0));
    Ok(json.optional()?)
}

/// That row of a customer, if it is there and theirs.
pub(crate) fn owned(
    connection: &Connection,
    table: &Table,
    customer: CustomerId,
    id: RowId,
) -> Result<Option<RawRow>, DbError> {
    let sql = table.owned();
    let json = connection
        .prepare_cached(&sql)?
        .query_row((id_of(id)?, blob(customer.uuid())), |row| {
            row.get::<_, String>(0)
        });
    let json = json.optional()?;
    Ok(json.as_deref().map(serde_json::from_str).transpose()?)
}

/// The row of an id and whose it is, of a table of customers' rows.
pub(crate) fn with_owner(
    connection: &Connection,
    table: &Table,
    id: RowId,
) -> Result<Option<(CustomerId, RawRow)>, DbError> {
    let found = connection
        .prepare_cached(&table.with_owner())?
        .query_row([id_of(id)?], |row| {
            Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, String>(1)?))
        });
    let Some((customer, json)) = found.optional()? else {
        return Ok(None);
    };
    let customer = CustomerId::new(Uuid::from_bytes(customer));
    Ok(Some((customer, serde_json::from_str(&json)?)))
}

/// The ids of an owner's rows of a collection.
pub(crate) fn ids(
    connection: &Connection,
    collection: Collection,
    owner: Owner,
) -> Result<Vec<RowId>, DbError> {
    let Some(text) = TEXTS.get(collection.name()) else {
        return Ok(Vec::new());
    };
    let of = match owner {
        Owner::Customer(customer) => Some(blob(customer.uuid())),
        Owner::Provider | Owner::User | Owner::AsItStands => None,
    };
    let mut ids = connection.prepare_cached(&text.ids)?;
    let ids = ids.query_map(params_from_iter(of), |row| {
        Ok(RowId::Uuid(Uuid::from_bytes(row.get(0)?)))
    })?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// The one row of a type that an account has one of.
pub(crate) fn only<T: Listed>(connection: &Connection) -> Result<Option<T>, DbError> {
    Ok(decode_all(connection, &text::<T>()?.all, [])?.pop())
}

/// Every row of a customer, by id.
pub(crate) fn of_customer<T: Listed>(
    connection: &Connection,
    customer: CustomerId,
) -> Result<Vec<T>, DbError> {
    decode_all(connection, &text::<T>()?.all, [blob(customer.uuid())])
}

/// Every row's `json`, decoded.
fn decode_all<T: DeserializeOwned>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Vec<T>, DbError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut decoded = Vec::new();
    while let Some(row) = rows.next()? {
        let json = row.get_ref(0)?.as_str().map_err(|_| DbError::Unreadable)?;
        decoded.push(serde_json::from_str(json)?);
    }
    Ok(decoded)
}

#[cfg(test)]
mod tests;
