//! Customers.

use balcao_domain::{Customer, CustomerId, Issuer, RowId, Stream, TaxId};
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, Set};

use super::changes::{Entry, Written, is_taken, upsert};
use super::stored::{Asking, Found, Stored, alone};
use super::{Store, StoreError, grants, text};
use crate::scope::System;

const TABLE: &str = "customers";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub provider: Uuid,
    pub tax_id: String,
    pub name: String,
    pub trading_name: Option<String>,
    pub email: String,
    pub phone: String,
    pub address: String,
}

impl ActiveModelBehavior for ActiveModel {}

impl Written for Customer {
    async fn write(&self, tx: &DatabaseTransaction, provider: Issuer) -> Result<(), StoreError> {
        let row = ActiveModel {
            id: Set(self.id.uuid()),
            provider: Set(provider.uuid()),
            tax_id: Set(self.tax_id.as_str().into()),
            name: Set(self.name.clone()),
            trading_name: Set(self.trading_name.clone()),
            email: Set(self.email.clone()),
            phone: Set(self.phone.clone()),
            address: Set(text::write(&self.address)?),
        };
        upsert(tx, [row], &[Column::Provider]).await
    }

    async fn is_taken(&self, tx: &DatabaseTransaction) -> Result<bool, StoreError> {
        is_taken::<Entity>(tx, self.id.uuid()).await
    }

    /// A user's grants name the customer.
    async fn shown_in(&self, tx: &DatabaseTransaction) -> Result<Vec<Entry>, StoreError> {
        let users = grants::users_of(tx, self.id).await?;
        Ok(users.into_iter().map(super::users::entry).collect())
    }
}

impl TryFrom<Model> for Customer {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: CustomerId::new(row.id),
            tax_id: text::read(TABLE, row.tax_id)?,
            name: row.name,
            trading_name: row.trading_name,
            email: row.email,
            phone: row.phone,
            address: text::read_json(TABLE, &row.address)?,
        })
    }
}

impl Stored for Customer {
    async fn page(
        asking: Asking<'_>,
        after: Option<RowId>,
        _: usize,
    ) -> Result<Vec<Found<Self>>, StoreError> {
        let Stream::Customer(id) = asking.stream else {
            return Ok(Vec::new());
        };
        Ok(alone(Self::one(asking, id.uuid().into()).await?, after))
    }

    async fn one(asking: Asking<'_>, id: RowId) -> Result<Option<Found<Self>>, StoreError> {
        let Stream::Customer(own) = asking.stream else {
            return Ok(None);
        };
        let found = Entity::find_by_id(own.uuid())
            .filter(Column::Provider.eq(asking.scope.provider().uuid()))
            .one(asking.db)
            .await?;
        let found = found.filter(|row| id == row.id.into());
        found
            .map(|row| Found::of(row.id, row.try_into()))
            .transpose()
    }
}

/// A provider's customer.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    provider: Issuer,
    id: CustomerId,
) -> Result<Option<Customer>, StoreError> {
    let found = Entity::find_by_id(id.uuid())
        .filter(Column::Provider.eq(provider.uuid()))
        .one(db)
        .await?;
    found.map(TryInto::try_into).transpose()
}

impl Store {
    /// A provider's customer.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn customer_by_id(
        &self,
        _: System,
        provider: Issuer,
        id: CustomerId,
    ) -> Result<Option<Customer>, StoreError> {
        find(&self.db, provider, id).await
    }

    /// A provider's customer of a CPF or CNPJ.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn customer_by_tax_id(
        &self,
        _: System,
        provider: Issuer,
        tax_id: TaxId,
    ) -> Result<Option<Customer>, StoreError> {
        let found = Entity::find()
            .filter(Column::Provider.eq(provider.uuid()))
            .filter(Column::TaxId.eq(tax_id.as_str()))
            .one(&self.db)
            .await?;
        found.map(TryInto::try_into).transpose()
    }
}
