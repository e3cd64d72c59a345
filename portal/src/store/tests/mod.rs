//! Tests that look beneath the store's functions.

mod changes;

use std::path::Path;

use sea_orm::ConnectionTrait;

use super::Store;

impl Store {
    /// Copies the database as it is.
    pub(crate) async fn back_up(&self, file: &Path) {
        let sql = format!("VACUUM INTO '{}'", file.display());
        self.db.execute_unprepared(&sql).await.unwrap();
    }
}
