//! `migrate`: makes the database, or brings it up to this version.

use super::error::CommandError;
use super::say;
use crate::store::{Address, Store};

/// Makes or brings up the database.
pub async fn migrate(database: &Address) -> Result<(), CommandError> {
    let migrated = Store::migrate(database).await;
    let store = migrated.map_err(|why| CommandError::Open {
        database: database.clone(),
        why,
    })?;
    store.close().await?;
    say(format_args!("{database} is up to date"))
}

/// Opens a database that was migrated before.
pub async fn open(database: &Address) -> Result<Store, CommandError> {
    let opened = Store::open(database).await;
    opened.map_err(|why| CommandError::Open {
        database: database.clone(),
        why,
    })
}
