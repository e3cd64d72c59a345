//! Plans.

use balcao_domain::{Cents, CustomerId, Issuer, Plan, PlanId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::LockType;
use sea_orm::{DatabaseTransaction, QuerySelect, Set};

use super::changes::{Written, is_taken, upsert};
use super::stored::{Found, InTable, OfCustomers};
use super::{StoreError, text};

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
        upsert(tx, [row], &[Column::Provider]).await
    }

    async fn is_taken(&self, tx: &DatabaseTransaction) -> Result<bool, StoreError> {
        is_taken::<Entity>(tx, self.id.uuid()).await
    }
}

impl OfCustomers for Entity {
    const ID: Column = Column::Id;
    const PROVIDER: Column = Column::Provider;
    const CUSTOMER: Column = Column::Customer;
}

impl InTable for Plan {
    type Table = Entity;

    fn id_of(row: &Model) -> Uuid {
        row.id
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
