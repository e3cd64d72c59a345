//! Passwords of users, as argon2id hashes.

use balcao_domain::{Issuer, TaxId, UserId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, Set};

use super::{Store, StoreError, users};
use crate::password::PasswordHash;
use crate::scope::System;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credentials")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user: Uuid,
    pub password_hash: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// Gives a user a password in place of the one before.
pub(super) async fn set(
    tx: &DatabaseTransaction,
    user: UserId,
    password: &PasswordHash,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        user: Set(user.uuid()),
        password_hash: Set(password.as_str().into()),
    };
    Entity::insert(row)
        .on_conflict(
            OnConflict::column(Column::User)
                .update_column(Column::PasswordHash)
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Takes a user's password away.
pub(super) async fn remove(tx: &DatabaseTransaction, user: UserId) -> Result<(), StoreError> {
    Entity::delete_by_id(user.uuid()).exec(tx).await?;
    Ok(())
}

impl Store {
    /// Who signs in by a CPF or CNPJ, and with which password.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn credential(
        &self,
        _: System,
        provider: Issuer,
        tax_id: TaxId,
    ) -> Result<Option<(UserId, PasswordHash)>, StoreError> {
        let Some(user) = users::present(&self.db, provider, tax_id).await? else {
            return Ok(None);
        };
        let found = Entity::find_by_id(user.id).one(&self.db).await?;
        Ok(found.map(|row| {
            let hash = PasswordHash::stored(row.password_hash);
            (UserId::new(row.user), hash)
        }))
    }
}
