//! Users: sign-ins of a provider.

use balcao_domain::{Collection, Issuer, RowId, TaxId, User, UserId};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, Set};

use super::changes::{Entry, Log, Removable, Written, is_taken, upsert};
use super::stored::{Asking, Found, Stored, alone};
use super::{Store, StoreError, credentials, grants, sessions, text};
use crate::password::PasswordHash;
use crate::scope::System;

const TABLE: &str = "users";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub provider: Uuid,
    pub tax_id: String,
    pub name: String,
    pub email: String,
    pub job_title: Option<String>,
    /// Gone, but remembered so that its tokens can be told so.
    pub removed: bool,
}

impl ActiveModelBehavior for ActiveModel {}

/// A user's line in the log.
pub(super) fn entry(id: UserId) -> Entry {
    Entry {
        log: Log::User(id),
        collection: Collection::Users,
        id: id.uuid().into(),
    }
}

impl Written for User {
    async fn write(&self, tx: &DatabaseTransaction, provider: Issuer) -> Result<(), StoreError> {
        let row = ActiveModel {
            id: Set(self.id.uuid()),
            provider: Set(provider.uuid()),
            tax_id: Set(self.tax_id.as_str().into()),
            name: Set(self.name.clone()),
            email: Set(self.email.clone()),
            job_title: Set(self.job_title.clone()),
            removed: Set(false),
        };
        upsert(tx, [row], &[Column::Provider]).await?;
        grants::replace(tx, self.id, &self.grants).await
    }

    async fn is_taken(&self, tx: &DatabaseTransaction) -> Result<bool, StoreError> {
        is_taken::<Entity>(tx, self.id.uuid()).await
    }
}

impl Removable for User {
    async fn remove(&self, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        grants::replace(tx, self.id, &[]).await?;
        credentials::remove(tx, self.id).await?;
        Entity::update_many()
            .col_expr(Column::Removed, Expr::value(true))
            .filter(Column::Id.eq(self.id.uuid()))
            .exec(tx)
            .await?;
        Ok(())
    }
}

impl Stored for User {
    async fn page(
        asking: Asking<'_>,
        after: Option<RowId>,
        _: usize,
    ) -> Result<Vec<Found<Self>>, StoreError> {
        let own = asking.scope.user().uuid().into();
        Ok(alone(Self::one(asking, own).await?, after))
    }

    async fn one(asking: Asking<'_>, id: RowId) -> Result<Option<Found<Self>>, StoreError> {
        let own = asking.scope.user().uuid();
        let found = Entity::find_by_id(own)
            .filter(Column::Provider.eq(asking.scope.provider().uuid()))
            .filter(Column::Removed.eq(false))
            .one(asking.db)
            .await?;
        match found.filter(|_| id == own.into()) {
            Some(row) => Found::of(row.id, with_grants(asking.db, row).await).map(Some),
            None => Ok(None),
        }
    }
}

async fn with_grants(db: &impl ConnectionTrait, row: Model) -> Result<User, StoreError> {
    let id = UserId::new(row.id);
    Ok(User {
        id,
        tax_id: text::read(TABLE, row.tax_id)?,
        name: row.name,
        email: row.email,
        job_title: row.job_title,
        grants: grants::of_user(db, id).await?,
    })
}

/// The row of a provider's user, unless it was removed.
pub(super) async fn present(
    db: &impl ConnectionTrait,
    provider: Issuer,
    tax_id: TaxId,
) -> Result<Option<Model>, StoreError> {
    Ok(find_present(provider, tax_id).one(db).await?)
}

/// The CPF or CNPJ of a provider's user, unless it was removed.
pub(super) async fn tax_id_of(
    db: &impl ConnectionTrait,
    provider: Issuer,
    user: UserId,
) -> Result<Option<TaxId>, StoreError> {
    let found = Entity::find_by_id(user.uuid())
        .filter(Column::Provider.eq(provider.uuid()))
        .filter(Column::Removed.eq(false))
        .one(db)
        .await?;
    found.map(|row| text::read(TABLE, row.tax_id)).transpose()
}

fn find_present(provider: Issuer, tax_id: TaxId) -> Select<Entity> {
    Entity::find()
        .filter(Column::Provider.eq(provider.uuid()))
        .filter(Column::TaxId.eq(tax_id.as_str()))
        .filter(Column::Removed.eq(false))
}

/// The same row, which nobody else changes until the transaction ends.
async fn held(
    tx: &DatabaseTransaction,
    provider: Issuer,
    tax_id: TaxId,
) -> Result<Option<Model>, StoreError> {
    let find = find_present(provider, tax_id).lock(LockType::NoKeyUpdate);
    Ok(find.one(tx).await?)
}

impl Store {
    /// All users of a provider, by name.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn users(&self, _: System, provider: Issuer) -> Result<Vec<User>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Provider.eq(provider.uuid()))
            .filter(Column::Removed.eq(false))
            .order_by_asc(Column::Name)
            .all(&self.db)
            .await?;
        let mut users = Vec::with_capacity(rows.len());
        for row in rows {
            users.push(with_grants(&self.db, row).await?);
        }
        Ok(users)
    }

    /// Adds a user with a password.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the CPF or CNPJ has a sign-in there; those of the database.
    pub async fn add_user(
        &self,
        _: System,
        provider: Issuer,
        user: &User,
        password: &PasswordHash,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let writing = self.write(now).await?;
        if present(&writing.tx, provider, user.tax_id).await?.is_some() {
            return Err(StoreError::Exists);
        }
        writing.put(provider, user).await?;
        credentials::set(&writing.tx, user.id, password).await?;
        writing.commit().await
    }

    /// Changes a user, grants included. `change` is given the row as it is while nobody else
    /// changes it.
    /// Answers whether there is such a user.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn change_user(
        &self,
        _: System,
        provider: Issuer,
        tax_id: TaxId,
        now: DateTime<Utc>,
        change: impl FnOnce(&mut User) + Send,
    ) -> Result<bool, StoreError> {
        let writing = self.write(now).await?;
        let Some(row) = held(&writing.tx, provider, tax_id).await? else {
            return Ok(false);
        };
        let mut user = with_grants(&writing.tx, row).await?;
        change(&mut user);
        writing.put(provider, &user).await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Gives a user another password and ends its sessions. Answers whether there is such a user.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn change_password(
        &self,
        _: System,
        provider: Issuer,
        tax_id: TaxId,
        password: &PasswordHash,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let writing = self.write(now).await?;
        let Some(row) = held(&writing.tx, provider, tax_id).await? else {
            return Ok(false);
        };
        let user = UserId::new(row.id);
        credentials::set(&writing.tx, user, password).await?;
        sessions::end_all(&writing.tx, user, now).await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Takes a user and its grants away. Answers whether there was such a user.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn remove_user(
        &self,
        _: System,
        provider: Issuer,
        tax_id: TaxId,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let writing = self.write(now).await?;
        let Some(row) = held(&writing.tx, provider, tax_id).await? else {
            return Ok(false);
        };
        let user = with_grants(&writing.tx, row).await?;
        writing.delete(provider, &user).await?;
        writing.commit().await?;
        Ok(true)
    }
}
