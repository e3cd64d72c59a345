//! Bills.

use balcao_domain::charges::reckon;
use balcao_domain::{
    Access, Bill, BillId, BillState, Cents, Charges, CivilDate, Collection, CustomerId, Issuer,
    PlanId,
};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockType, SelectStatement};
use sea_orm::{
    Condition, DatabaseConnection, DatabaseTransaction, QueryOrder, QuerySelect, QueryTrait, Set,
};

use super::changes::{Log, Written, is_taken, upsert};
use super::documented::ById;
use super::payments::Telling;
use super::stored::{Found, InTable, OfCustomers};
use super::{Store, StoreError, text};
use crate::scope::{Denied, Scope, System};

const TABLE: &str = "bills";

/// How many bills are rewritten in one transaction, so that other writers get their turn.
const AT_ONCE: u64 = 100;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bills")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub provider: Uuid,
    pub customer: Uuid,
    pub plan: Option<Uuid>,
    pub description: String,
    pub number: i64,
    pub period: String,
    pub issued_on: String,
    pub due_on: String,
    pub amount: i64,
    pub state: String,
    pub charges_as_of: Option<String>,
    pub fine: Option<i64>,
    pub interest: Option<i64>,
    pub paid_on: Option<String>,
    pub paid_amount: Option<i64>,
    pub boleto: Option<String>,
    pub pix: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Written for Bill {
    async fn write(&self, tx: &DatabaseTransaction, provider: Issuer) -> Result<(), StoreError> {
        let charges = self.charges.as_ref();
        let row = ActiveModel {
            id: Set(self.id.uuid()),
            provider: Set(provider.uuid()),
            customer: Set(self.customer.uuid()),
            plan: Set(self.plan.map(PlanId::uuid)),
            description: Set(self.description.clone()),
            number: Set(self.number.into()),
            period: Set(text::write(&self.period)?),
            issued_on: Set(text::write(&self.issued_on)?),
            due_on: Set(text::write(&self.due_on)?),
            amount: Set(self.amount.get()),
            state: Set(text::write(&self.state)?),
            charges_as_of: Set(text::write_some(charges.map(|charges| &charges.as_of))?),
            fine: Set(charges.map(|charges| charges.fine.get())),
            interest: Set(charges.map(|charges| charges.interest.get())),
            paid_on: Set(text::write_some(self.paid_on.as_ref())?),
            paid_amount: Set(self.paid_amount.map(Cents::get)),
            boleto: Set(text::write_some(self.boleto.as_ref())?),
            pix: Set(text::write_some(self.pix.as_ref())?),
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

impl InTable for Bill {
    type Table = Entity;

    fn id_of(row: &Model) -> Uuid {
        row.id
    }
}

impl TryFrom<Model> for Bill {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let amount = Cents::new(row.amount);
        let charges = match (
            text::read_some(TABLE, row.charges_as_of)?,
            row.fine,
            row.interest,
        ) {
            (Some(as_of), Some(fine), Some(interest)) => {
                let (fine, interest) = (Cents::new(fine), Cents::new(interest));
                Some(Charges {
                    as_of,
                    fine,
                    interest,
                    total: amount + fine + interest,
                })
            }
            _ => None,
        };
        Ok(Self {
            id: BillId::new(row.id),
            customer: CustomerId::new(row.customer),
            plan: row.plan.map(PlanId::new),
            description: row.description,
            number: u32::try_from(row.number).map_err(|_| StoreError::Unreadable(TABLE))?,
            period: text::read(TABLE, row.period)?,
            issued_on: text::read(TABLE, row.issued_on)?,
            due_on: text::read(TABLE, row.due_on)?,
            amount,
            state: text::read(TABLE, row.state)?,
            charges,
            paid_on: text::read_some(TABLE, row.paid_on)?,
            paid_amount: row.paid_amount.map(Cents::new),
            boleto: text::read_some(TABLE, row.boleto)?,
            pix: text::read_some(TABLE, row.pix)?,
        })
    }
}

/// The bills of which something is owed: what is contested or not sent yet is not, nor is a credit.
fn pending() -> Result<Condition, StoreError> {
    let states = [BillState::Sent, BillState::PartiallyPaid];
    let states = states
        .iter()
        .map(text::write)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Condition::all()
        .add(Column::State.is_in(states))
        .add(Column::Amount.gte(0)))
}

/// The ids of the bills that a payment lowers or settles.
pub(super) fn payable() -> Result<SelectStatement, StoreError> {
    Ok(Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::State.ne(text::write(&BillState::Cancelled)?))
        .filter(Column::Amount.gte(0))
        .into_query())
}

/// A provider's bill, which nobody else changes until the transaction ends.
pub(super) async fn find(
    tx: &DatabaseTransaction,
    provider: Issuer,
    id: BillId,
) -> Result<Option<Found<Bill>>, StoreError> {
    let found = Entity::find_by_id(id.uuid())
        .filter(Column::Provider.eq(provider.uuid()))
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await?;
    found
        .map(|row| Found::of(row.id, row.try_into()))
        .transpose()
}

impl ById for Bill {
    async fn by_id(
        db: &DatabaseConnection,
        provider: Issuer,
        id: Uuid,
    ) -> Result<Option<Self>, StoreError> {
        let found = Entity::find_by_id(id)
            .filter(Column::Provider.eq(provider.uuid()))
            .one(db)
            .await?;
        found.map(Self::try_from).transpose()
    }
}

/// Whether a plan has a bill that is overdue.
pub(super) async fn any_overdue(
    tx: &DatabaseTransaction,
    plan: PlanId,
    today: CivilDate,
) -> Result<bool, StoreError> {
    let found = Entity::find()
        .filter(Column::Plan.eq(plan.uuid()))
        .filter(pending()?)
        .filter(Column::DueOn.lt(text::write(&today.late_before())?))
        .one(tx)
        .await?;
    Ok(found.is_some())
}

impl Store {
    /// One bill of the user's customers.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn bill(
        &self,
        scope: &Scope,
        id: BillId,
    ) -> Result<Result<Bill, Denied>, StoreError> {
        let found = Bill::by_id(&self.db, scope.provider(), id.uuid()).await?;
        let Some(bill) = found else {
            return Ok(Err(Denied::NotFound));
        };
        let access = Access::Read(Collection::Bills);
        Ok(scope.demand(bill.customer, access).map(|()| bill))
    }

    /// A provider's bill of a number.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn bill_by_number(
        &self,
        _: System,
        provider: Issuer,
        number: u32,
    ) -> Result<Option<Bill>, StoreError> {
        let found = Entity::find()
            .filter(Column::Provider.eq(provider.uuid()))
            .filter(Column::Number.eq(number))
            .one(&self.db)
            .await?;
        found.map(TryInto::try_into).transpose()
    }

    /// Brings the charges of a provider's bills to what they are on a day; answers how many
    /// bills changed. Stopped midway, it goes on where it stopped. A bill that does not read stays
    /// as it is, and keeps no other from its day.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn charge_overdue(
        &self,
        _: System,
        telling: Telling<'_>,
        now: DateTime<Utc>,
    ) -> Result<usize, StoreError> {
        let Telling {
            provider, today, ..
        } = telling;
        let day = text::write(&today)?;
        let late = text::write(&today.late_before())?;
        let overdue = Condition::all().add(Column::DueOn.lt(late.as_str())).add(
            Condition::any()
                .add(Column::ChargesAsOf.is_null())
                .add(Column::ChargesAsOf.ne(day.as_str())),
        );
        let not_overdue = Condition::all()
            .add(Column::DueOn.gte(late.as_str()))
            .add(Column::ChargesAsOf.is_not_null());
        let stale = Entity::find()
            .filter(Column::Provider.eq(provider.uuid()))
            .filter(pending()?)
            .filter(Condition::any().add(overdue).add(not_overdue))
            .order_by_asc(Column::Id)
            .limit(AT_ONCE)
            .lock(LockType::NoKeyUpdate);
        let mut changed = 0;
        let mut last = Uuid::nil();
        loop {
            let writing = self.write(now).await?;
            writing.hold(Log::Provider(provider)).await?;
            let rows = stale.clone().filter(Column::Id.gt(last));
            let rows = rows.all(&writing.tx).await?;
            if rows.is_empty() {
                return Ok(changed);
            }
            for row in rows {
                last = row.id;
                let found = Found::of(row.id, row.try_into())?;
                let Some(mut bill): Option<Bill> = found.readable(Collection::Bills) else {
                    continue;
                };
                let parts = writing.paid_of(telling, &bill).await?;
                bill.charges = reckon(bill.amount, bill.due_on, &parts, today).charges;
                writing.put(provider, &bill).await?;
                changed += 1;
            }
            writing.commit().await?;
        }
    }
}
