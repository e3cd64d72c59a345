//! Payments received, and what they settle.

use balcao_domain::charges::{Part, reckon};
use balcao_domain::{
    Bill, BillGroup, BillId, BillState, Cents, CivilDate, Collection, Issuer, PlanState,
};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, Set, TryInsertResult};

use super::changes::{Log, Writing};
use super::{Store, StoreError, bills, plans};
use crate::scope::System;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub end_to_end_id: String,
    pub txid: String,
    pub bill: Option<Uuid>,
    pub amount: i64,
    pub paid_at: i64,
    pub returned: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// A payment as the bank tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Its id in the whole Pix system, by which a second telling is known.
    pub end_to_end_id: String,
    /// The charge it pays: a bill's id in 32 hex digits.
    pub txid: String,
    /// How much.
    pub amount: Cents,
    /// What of it was given back.
    pub returned: Cents,
    /// When.
    pub paid_at: DateTime<Utc>,
}

/// Where and when payments are told of.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    /// Of which provider.
    pub provider: Issuer,
    /// On which day an instant lies there.
    pub day_of: &'a (dyn Fn(DateTime<Utc>) -> CivilDate + Sync),
    /// The day it is there.
    pub today: CivilDate,
}

/// What a payment did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It was told of before: nothing.
    Already,
    /// No bill has such a txid: it is remembered.
    NoSuchBill,
    /// The bill does not read: the payment is remembered, and keeps no other back.
    Unreadable,
    /// The bill was cancelled or is a credit: it is remembered.
    NotOwed,
    /// All that was paid of the bill went back: it is owed as before.
    Returned,
    /// The bill is paid in part.
    InPart,
    /// The bill is paid.
    Fully,
}

impl Store {
    /// Takes payments in, all or none, and what of them went back. A plan that was suspended and has
    /// no overdue bill left is active again in the same transaction.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn receive(
        &self,
        _: System,
        telling: Telling<'_>,
        payments: &[Payment],
        now: DateTime<Utc>,
    ) -> Result<Vec<Settled>, StoreError> {
        let writing = self.write(now).await?;
        // They may be of many customers, and be told of at two replicas in two orders.
        writing.hold(Log::Provider(telling.provider)).await?;
        let mut settled = Vec::with_capacity(payments.len());
        for payment in payments {
            settled.push(writing.take_in(telling, payment).await?);
        }
        writing.commit().await?;
        Ok(settled)
    }
}

impl Store {
    /// Payments of a provider that settled nothing, because no bill has their txid or theirs asks for
    /// nothing, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn unmatched_payments(
        &self,
        _: System,
        provider: Issuer,
    ) -> Result<Vec<Payment>, StoreError> {
        let settling = bills::payable()?;
        let rows = Entity::find()
            .filter(Column::Provider.eq(provider.uuid()))
            .filter(
                Condition::any()
                    .add(Column::Bill.is_null())
                    .add(Column::Bill.not_in_subquery(settling)),
            )
            .order_by_desc(Column::PaidAt)
            .all(&self.db)
            .await?;
        let payment = |row: Model| Payment {
            end_to_end_id: row.end_to_end_id,
            txid: row.txid,
            amount: Cents::new(row.amount),
            returned: Cents::new(row.returned),
            paid_at: DateTime::from_timestamp(row.paid_at, 0).unwrap_or_default(),
        };
        Ok(rows.into_iter().map(payment).collect())
    }
}

impl Writing {
    async fn take_in(
        &self,
        telling: Telling<'_>,
        payment: &Payment,
    ) -> Result<Settled, StoreError> {
        let provider = telling.provider;
        let found = match bill_of(&payment.txid) {
            Some(id) => bills::find(&self.tx, provider, id).await?,
            None => None,
        };
        let bill = found.as_ref().and_then(|found| found.id.uuid());
        let before = self.parts_of(telling, bill).await?;
        if !self.remember(provider, payment, bill).await? {
            return Ok(Settled::Already);
        }
        let Some(found) = found else {
            return Ok(Settled::NoSuchBill);
        };
        let Some(bill) = found.readable(Collection::Bills) else {
            return Ok(Settled::Unreadable);
        };
        if matches!(bill.group(), BillGroup::Cancelled | BillGroup::Credit) {
            return Ok(Settled::NotOwed);
        }
        let parts = self.parts_of(telling, Some(bill.id.uuid())).await?;
        self.reckon(telling, bill, &before, parts).await
    }

    /// Keeps what is told of a payment; false where it was told before. Of a payment told twice the
    /// most counts that ever was told to have gone back.
    async fn remember(
        &self,
        provider: Issuer,
        payment: &Payment,
        bill: Option<Uuid>,
    ) -> Result<bool, StoreError> {
        let row = ActiveModel {
            provider: Set(provider.uuid()),
            end_to_end_id: Set(payment.end_to_end_id.clone()),
            txid: Set(payment.txid.clone()),
            bill: Set(bill),
            amount: Set(payment.amount.get()),
            paid_at: Set(payment.paid_at.timestamp()),
            returned: Set(payment.returned.get()),
        };
        let inserted = Entity::insert(row)
            .on_conflict_do_nothing_on([Column::Provider, Column::EndToEndId])
            .exec_without_returning(&self.tx)
            .await?;
        if matches!(inserted, TryInsertResult::Inserted(1..)) {
            return Ok(true);
        }
        let returned = Entity::update_many()
            .col_expr(Column::Returned, payment.returned.get().into())
            .filter(Column::Provider.eq(provider.uuid()))
            .filter(Column::EndToEndId.eq(payment.end_to_end_id.as_str()))
            .filter(Column::Txid.eq(payment.txid.as_str()))
            .filter(Column::Returned.lt(payment.returned.get()))
            .exec(&self.tx)
            .await?;
        Ok(returned.rows_affected > 0)
    }

    /// All that was paid of a bill.
    pub(super) async fn paid_of(
        &self,
        telling: Telling<'_>,
        bill: &Bill,
    ) -> Result<Vec<Part>, StoreError> {
        let mut parts = self.parts_of(telling, Some(bill.id.uuid())).await?;
        parts.extend(elsewhere(bill, &parts, telling.today));
        Ok(parts)
    }

    /// What was paid of a bill by payments that the bank told of.
    async fn parts_of(
        &self,
        telling: Telling<'_>,
        bill: Option<Uuid>,
    ) -> Result<Vec<Part>, StoreError> {
        let Some(bill) = bill else {
            return Ok(Vec::new());
        };
        let payments = Entity::find()
            .filter(Column::Bill.eq(bill))
            .all(&self.tx)
            .await?;
        let part = |payment: Model| {
            let paid_at = DateTime::from_timestamp(payment.paid_at, 0);
            let on = paid_at.map_or(telling.today, telling.day_of);
            Part {
                // A bank's clock may be ahead of ours; no bill is paid tomorrow.
                on: on.min(telling.today),
                amount: Cents::new(payment.amount) - Cents::new(payment.returned),
            }
        };
        Ok(payments.into_iter().map(part).collect())
    }

    /// Where the bill stands after all that was paid of it, also before the bank told of it here.
    async fn reckon(
        &self,
        telling: Telling<'_>,
        mut bill: Bill,
        before: &[Part],
        mut parts: Vec<Part>,
    ) -> Result<Settled, StoreError> {
        parts.extend(elsewhere(&bill, before, telling.today));
        let is_held = bill.group() == BillGroup::Held;
        // While it is contested it is not late, and costs nothing on top.
        let due_on = if is_held {
            bill.due_on.max(telling.today)
        } else {
            bill.due_on
        };
        let found = reckon(bill.amount, due_on, &parts, telling.today);
        bill.paid_on = found.settled_on;
        bill.paid_amount = Some(found.paid).filter(|paid| paid.get() > 0);
        bill.charges = found.charges;
        let settled = match (found.settled_on, bill.paid_amount) {
            (Some(_), _) => Settled::Fully,
            (None, Some(_)) => Settled::InPart,
            (None, None) => Settled::Returned,
        };
        bill.state = match settled {
            Settled::Fully => BillState::Settled,
            _ if is_held => bill.state,
            Settled::InPart => BillState::PartiallyPaid,
            _ => BillState::Sent,
        };
        self.put(telling.provider, &bill).await?;
        if settled == Settled::Fully {
            self.reactivate(telling.provider, &bill, telling.today)
                .await?;
        }
        Ok(settled)
    }

    async fn reactivate(
        &self,
        provider: Issuer,
        paid: &Bill,
        today: CivilDate,
    ) -> Result<(), StoreError> {
        let Some(id) = paid.plan else { return Ok(()) };
        let found = plans::find(&self.tx, id).await?;
        let Some(mut plan) = found.and_then(|found| found.readable(Collection::Plans)) else {
            return Ok(());
        };
        if plan.state == PlanState::Suspended && !bills::any_overdue(&self.tx, id, today).await? {
            plan.state = PlanState::Active;
            plan.since = today;
            self.put(provider, &plan).await?;
        }
        Ok(())
    }
}

/// What was paid of a bill without a payment that the bank told of: at a counter, or before this
/// portal.
fn elsewhere(bill: &Bill, told: &[Part], today: CivilDate) -> Option<Part> {
    let told: Cents = told.iter().map(|part| part.amount).sum();
    let amount = bill.paid_amount.unwrap_or_default() - told;
    let on = bill.paid_on.unwrap_or(bill.due_on).min(today);
    (amount.get() > 0).then_some(Part { on, amount })
}

/// The bill that a txid names: its id in 32 hex digits, and nothing else.
fn bill_of(txid: &str) -> Option<BillId> {
    let plain = txid.len() == 32 && txid.bytes().all(|byte| byte.is_ascii_hexdigit());
    let id = Uuid::try_parse(txid).ok().filter(|_| plain)?;
    Some(BillId::new(id))
}
