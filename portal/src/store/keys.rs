//! The portal's own keys, kept in its database so that every replica and a restore share them.

use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseConnection, Set};

use super::{Store, StoreError};
use crate::scope::System;
use crate::token;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub value: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Signs sync cursors.
const CURSOR: &str = "cursor";

/// Makes the keys that are not there yet.
pub(super) async fn make_missing(db: &DatabaseConnection) -> Result<(), StoreError> {
    let key = ActiveModel {
        name: Set(CURSOR.into()),
        value: Set(token::random::<32>()?.to_vec()),
    };
    Entity::insert(key)
        .on_conflict_do_nothing_on([Column::Name])
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Whether all keys are there: a migration that was killed midway may have left them out.
pub(super) async fn are_made(db: &DatabaseConnection) -> Result<bool, DbErr> {
    Ok(Entity::find_by_id(CURSOR).one(db).await?.is_some())
}

impl Store {
    /// The key that sync cursors are signed with.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn cursor_key(&self, _: System) -> Result<Vec<u8>, StoreError> {
        let key = Entity::find_by_id(CURSOR).one(&self.db).await?;
        key.map(|key| key.value)
            .ok_or(StoreError::Unreadable("keys"))
    }
}
