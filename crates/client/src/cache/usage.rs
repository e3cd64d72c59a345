//! Rows of usage: narrow tables of their own, a hundred thousand rows of a company, each under the
//! number that the portal gave it.

use super::kept::{Described, Functions, NotPut, read};
use crate::db::DbError;
use balcao_domain::{CallId, CustomerId, Stream, Synced};
use rusqlite::Connection;

/// A type whose rows are usage of a customer's.
pub(super) trait Usage: Synced {
    /// Puts a row; its number must not be that of another customer's.
    fn put(
        &self,
        connection: &Connection,
        customer: CustomerId,
        generation: i64,
    ) -> Result<(), DbError>;

    /// Deletes a customer's row of a number.
    fn delete(connection: &Connection, customer: CustomerId, id: CallId) -> Result<(), DbError>;

    /// Deletes a customer's rows of generations before this one.
    fn delete_older(
        connection: &Connection,
        customer: CustomerId,
        generation: i64,
    ) -> Result<(), DbError>;
}

/// What is done with the rows of a type.
pub(super) const fn functions<T: Usage>() -> Functions {
    Functions {
        put: |connection, stream, generation, id, row| {
            let row: T = read(stream, id, row)?;
            match stream {
                Stream::Customer(customer) => Ok(row.put(connection, customer, generation)?),
                Stream::Provider | Stream::User => Err(NotPut::Malformed),
            }
        },
        // Usage is of customers, and what does not read of it goes.
        renew: |_, _, _| Ok(()),
        delete: |connection, stream, id| match (stream, id.number()) {
            (Stream::Customer(customer), Some(id)) => T::delete(connection, customer, id),
            _ => Err(DbError::Malformed),
        },
        delete_older: |connection, stream, generation| match stream {
            Stream::Customer(customer) => T::delete_older(connection, customer, generation),
            Stream::Provider | Stream::User => Ok(()),
        },
    }
}

/// Its tables are made by migrations: a hundred thousand rows have no JSON to be made anew from.
pub(super) const fn described<T: Usage>() -> Option<Described> {
    None
}
