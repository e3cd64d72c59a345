//! Plans.

use balcao_domain::{Access, Cents, Collection, CustomerId, Issuer, Plan, PlanId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{DatabaseTransaction, Iterable, QueryOrder, QuerySelect, Set};

use super::changes::{Entry, Log, Synced};
use super::{Store, StoreError, at_most, text};
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

impl Synced for Plan {
    fn entry(&self) -> Entry {
        Entry {
            log: Log::Customer(self.customer),
            collection: Collection::Plans,
            id: self.id.uuid().into(),
        }
    }

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
pub(super) async fn find(tx: &DatabaseTransaction, id: PlanId) -> Result<Option<Plan>, StoreError> {
    let found = Entity::find_by_id(id.uuid()).lock(LockType::NoKeyUpdate);
    let found = found.one(tx).await?;
    found.map(TryInto::try_into).transpose()
}

impl Store {
    /// One plan of the user's customers.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn plan(&self, scope: &Scope, id: PlanId) -> Result<Option<Plan>, StoreError> {
        let found = Entity::find_by_id(id.uuid())
            .filter(Column::Provider.eq(scope.provider().uuid()))
            .one(&self.db)
            .await?;
        let found: Option<Plan> = found.map(TryInto::try_into).transpose()?;
        let access = Access::Read(Collection::Plans);
        Ok(found.filter(|plan| scope.demand(plan.customer, access).is_ok()))
    }

    /// Plans of one of the user's customers in the order of their ids, after one of them.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn plans_after(
        &self,
        scope: &Scope,
        customer: CustomerId,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<Plan>, StoreError> {
        let access = Access::Read(Collection::Plans);
        if scope.demand(customer, access).is_err() {
            return Ok(Vec::new());
        }
        let rows = Entity::find()
            .filter(Column::Provider.eq(scope.provider().uuid()))
            .filter(Column::Customer.eq(customer.uuid()))
            .filter(Column::Id.gt(after.unwrap_or(Uuid::nil())))
            .order_by_asc(Column::Id)
            .limit(at_most(limit))
            .all(&self.db)
            .await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }
}
