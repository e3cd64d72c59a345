//! Plans.

use balcao_domain::{Cents, CustomerId, Issuer, Plan, PlanId, RowId};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{DatabaseTransaction, Iterable, QuerySelect, Select, Set};

use super::changes::Written;
use super::stored::{Asking, Found, OfCustomers, Stored};
use super::{Store, StoreError, text};
use crate::scope::Scope;

const TABLE: &str = "plans";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plans")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub provider: Uuid,
    pub customer: Uuid,
    pub name: String,
    pub state: String,
    pub since: String,
    pub login: Option<String>,
    pub ip: Option<String>,
    pub price: i64,
    pub due_day: i16,
    pub address: String,
}

impl ActiveModelBehavior for ActiveModel {}

impl Written for Plan {
    async fn write(&self, tx: &DatabaseTransaction, provider: Issuer) -> Result<(), StoreError> {
        let row = ActiveModel {
            id: Set(self.id.uuid()),
            provider: Set(provider.uuid()),
            customer: Set(self.customer.uuid()),
            name: Set(self.name.clone()),
            state: Set(text::write(&self.state)?),
            since: Set(text::write(&self.since)?),
            login: Set(self.login.clone()),
            ip: Set(self.ip.map(|ip| ip.to_string())),
            price: Set(self.price.get()),
            due_day: Set(self.due_day.into()),
            address: Set(text::write(&self.address)?),
        };
        let changed = Column::iter().filter(|c| !matches!(c, Column::Id | Column::Provider));
        Entity::insert(row)
            .on_conflict(
                OnConflict::column(Column::Id)
                    .update_columns(changed)
                    .to_owned(),
            )
            .exec_without_returning(tx)
            .await?;
        Ok(())
    }
}

impl OfCustomers for Entity {
    const ID: Column = Column::Id;

    fn of(provider: Issuer, customer: CustomerId) -> Select<Self> {
        Self::find()
            .filter(Column::Provider.eq(provider.uuid()))
            .filter(Column::Customer.eq(customer.uuid()))
    }
}

impl Stored for Plan {
    async fn page(
        asking: Asking<'_>,
        after: Option<RowId>,
        limit: usize,
    ) -> Result<Vec<Found<Self>>, StoreError> {
        let rows = asking.page_of::<Entity>(after, limit).await?.into_iter();
        rows.map(|row| Found::of(row.id, row.try_into())).collect()
    }

    async fn one(asking: Asking<'_>, id: RowId) -> Result<Option<Found<Self>>, StoreError> {
        let row = asking.one_of::<Entity>(id).await?;
        row.map(|row| Found::of(row.id, row.try_into())).transpose()
    }
}

impl TryFrom<Model> for Plan {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: PlanId::new(row.id),
            customer: CustomerId::new(row.customer),
            name: row.name,
            state: text::read(TABLE, row.state)?,
            since: text::read(TABLE, row.since)?,
            login: row.login,
            ip: text::read_some(TABLE, row.ip)?,
            price: Cents::new(row.price),
            due_day: u8::try_from(row.due_day).map_err(|_| StoreError::Unreadable(TABLE))?,
            address: text::read_json(TABLE, &row.address)?,
        })
    }
}

/// A plan, which nobody else changes until the transaction ends.
pub(super) async fn find(
    tx: &DatabaseTransaction,
    id: PlanId,
) -> Result<Option<Found<Plan>>, StoreError> {
    let found = Entity::find_by_id(id.uuid()).lock(LockType::NoKeyUpdate);
    let found = found.one(tx).await?;
    found
        .map(|row| Found::of(row.id, row.try_into()))
        .transpose()
}

impl Store {
    /// At most `limit` plans of the user's customers in the order of their ids, after one of them.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn plans_after(
        &self,
        scope: &Scope,
        customers: &[CustomerId],
        after: Option<Uuid>,
        limit: usize,
        now: DateTime<Utc>,
    ) -> Result<Vec<Plan>, StoreError> {
        self.readable_after(scope, customers, after, limit, now)
            .await
    }
}
