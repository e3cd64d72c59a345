//! Passwords of users, as argon2id hashes.

use balcao_domain::{Issuer, TaxId, UserId};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, Set};

use super::{Store, StoreError, sessions, users};
use crate::password::PasswordHash;
use crate::scope::System;
use crate::token::TokenHash;

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
    /// By which CPF or CNPJ, and with which password, a provider's user signs in.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn credential_of(
        &self,
        _: System,
        provider: Issuer,
        user: UserId,
    ) -> Result<Option<(TaxId, PasswordHash)>, StoreError> {
        let Some(tax_id) = users::tax_id_of(&self.db, provider, user).await? else {
            return Ok(None);
        };
        let found = Entity::find_by_id(user.uuid()).one(&self.db).await?;
        Ok(found.map(|row| (tax_id, PasswordHash::stored(row.password_hash))))
    }

    /// Gives a user another password; where an access token is given, all sessions but its own end.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn replace_password(
        &self,
        _: System,
        user: UserId,
        password: &PasswordHash,
        all_but: Option<TokenHash>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let writing = self.write(now).await?;
        set(&writing.tx, user, password).await?;
        if let Some(kept) = all_but {
            sessions::end_others(&writing.tx, user, kept, now).await?;
        }
        writing.commit().await
    }

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
