//! Rows of usage: narrow tables, a hundred thousand rows of a company.

use super::calls;
use super::kept::{Described, Functions, read};
use crate::db::DbError;
use balcao_domain::{CallRecord, Stream};

/// What is done with the rows of usage.
pub(super) const fn functions<T>() -> Functions {
    Functions {
        put: |connection, stream, generation, id, row| {
            let row: CallRecord = read(stream, id, row)?;
            let Stream::Customer(customer) = stream else {
                return Err(DbError::Malformed.into());
            };
            Ok(calls::put(connection, customer, generation, &row)?)
        },
        delete: |connection, stream, id| match (stream, id.number()) {
            (Stream::Customer(customer), Some(id)) => calls::delete(connection, customer, id),
            _ => Err(DbError::Malformed),
        },
        delete_older: |connection, stream, generation| match stream {
            Stream::Customer(customer) => calls::delete_older(connection, customer, generation),
            Stream::Provider | Stream::User => Ok(()),
        },
    }
}

/// Its tables are made by migrations: a hundred thousand rows have no JSON to be made anew from.
pub(super) const fn described<T>() -> Option<Described> {
    None
}
