//! Providers.

use balcao_domain::{Accent, Brand, Collection, Issuer, Provider, RowId, Sensitive, Support};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, DatabaseTransaction, QueryOrder, Set};

use super::changes::{Written, is_taken, upsert};
use super::stored::{Asking, Found, Stored, alone};
use super::{Store, StoreError, text};
use crate::scope::System;
use crate::token;

const TABLE: &str = "providers";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "providers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub initials: String,
    pub accent: String,
    pub modules: String,
    pub zone: String,
    pub phone: String,
    pub email: String,
    pub legal_name: String,
    pub tax_id: String,
    pub hook_secret: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// What the bank presents at a provider's payment hook.
pub type HookSecret = Sensitive<String>;

impl Written for Provider {
    async fn write(&self, tx: &DatabaseTransaction, _: Issuer) -> Result<(), StoreError> {
        let (secret, _) = token::make()?;
        let row = ActiveModel {
            id: Set(self.issuer.uuid()),
            slug: Set(self.slug.clone()),
            name: Set(self.name.clone()),
            initials: Set(self.brand.initials.clone()),
            accent: Set(self.brand.accent.hex()),
            modules: Set(text::write(&self.modules)?),
            zone: Set(self.zone.clone()),
            phone: Set(self.support.phone.clone()),
            email: Set(self.support.email.clone()),
            legal_name: Set(self.legal_name.clone()),
            tax_id: Set(self.tax_id.as_str().into()),
            hook_secret: Set(secret.expose().clone()),
        };
        // A provider keeps its secret for good.
        upsert(tx, [row], &[Column::HookSecret]).await
    }

    async fn is_taken(&self, tx: &DatabaseTransaction) -> Result<bool, StoreError> {
        is_taken::<Entity>(tx, self.issuer.uuid()).await
    }
}

impl TryFrom<Model> for Provider {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            issuer: Issuer::new(row.id),
            slug: row.slug,
            name: row.name,
            brand: Brand {
                initials: row.initials,
                accent: Accent::parse(&row.accent).ok_or(StoreError::Unreadable(TABLE))?,
            },
            modules: text::read_json(TABLE, &row.modules)?,
            zone: row.zone,
            support: Support {
                phone: row.phone,
                email: row.email,
            },
            legal_name: row.legal_name,
            tax_id: text::read(TABLE, row.tax_id)?,
        })
    }
}

impl Stored for Provider {
    async fn page(
        asking: Asking<'_>,
        after: Option<RowId>,
        _: usize,
    ) -> Result<Vec<Found<Self>>, StoreError> {
        let own = asking.scope.provider().uuid().into();
        Ok(alone(Self::one(asking, own).await?, after))
    }

    async fn one(asking: Asking<'_>, id: RowId) -> Result<Option<Found<Self>>, StoreError> {
        let own = asking.scope.provider().uuid();
        let found = Entity::find_by_id(own).one(asking.db).await?;
        let found = found.filter(|_| id == own.into());
        found
            .map(|row| Found::of(row.id, row.try_into()))
            .transpose()
    }
}

impl Store {
    /// All providers of this portal that read, by slug.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn providers(&self, _: System) -> Result<Vec<Provider>, StoreError> {
        let rows = Entity::find()
            .order_by_asc(Column::Slug)
            .all(&self.db)
            .await?;
        let mut providers = Vec::with_capacity(rows.len());
        for row in rows {
            let found = Found::of(row.id, row.try_into())?;
            providers.extend(found.readable(Collection::Provider));
        }
        Ok(providers)
    }

    /// The provider of a slug.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn provider(&self, _: System, slug: &str) -> Result<Option<Provider>, StoreError> {
        // No text of PostgreSQL holds this one character, and asking for it is an error there.
        if slug.contains('\0') {
            return Ok(None);
        }
        let found = Entity::find()
            .filter(Column::Slug.eq(slug))
            .one(&self.db)
            .await?;
        found.map(TryInto::try_into).transpose()
    }

    /// The provider of an id.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn provider_by_id(
        &self,
        _: System,
        id: Issuer,
    ) -> Result<Option<Provider>, StoreError> {
        let found = Entity::find_by_id(id.uuid()).one(&self.db).await?;
        found.map(TryInto::try_into).transpose()
    }

    /// The secret that a provider's bank presents.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn hook_secret(
        &self,
        _: System,
        provider: Issuer,
    ) -> Result<Option<HookSecret>, StoreError> {
        let found = Entity::find_by_id(provider.uuid()).one(&self.db).await?;
        Ok(found.map(|row| Sensitive::new(row.hook_secret)))
    }

    /// Adds a provider and makes its hook's secret.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when id or slug are taken; those of the database.
    pub async fn add_provider(
        &self,
        _: System,
        provider: &Provider,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let writing = self.write(now).await?;
        let taken = Entity::find()
            .filter(
                Condition::any()
                    .add(Column::Slug.eq(provider.slug.as_str()))
                    .add(Column::Id.eq(provider.issuer.uuid())),
            )
            .one(&writing.tx)
            .await?;
        if taken.is_some() {
            return Err(StoreError::Exists);
        }
        writing.put(provider.issuer, provider).await?;
        writing.commit().await
    }
}
