//! `migrate`: makes the database, or brings it up to this version.

use std::path::Path;

use super::error::CommandError;
use super::say;
use crate::store::Store;

/// Makes or brings up the database.
pub async fn migrate(database: &Path) -> Result<(), CommandError> {
    let migrated = Store::migrate(database).await;
    let store = migrated.map_err(|why| CommandError::Open {
        file: database.into(),
        why,
    })?;
    store.close().await?;
    say(format_args!("{} is up to date", database.display()))
}

/// Opens a database that was migrated before.
pub async fn open(database: &Path) -> Result<Store, CommandError> {
    let opened = Store::open(database).await;
    opened.map_err(|why| CommandError::Open {
        file: database.into(),
        why,
    })
}
