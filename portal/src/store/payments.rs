//! Payments received, and what they settle.

use balcao_domain::{
    Bill, BillGroup, BillId, BillState, Cents, CivilDate, Collection, Issuer, PlanState,
};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{Set, TryInsertResult};

use super::changes::{Log, Writing};
use super::{Store, StoreError, bills, plans};
use crate::charges::charges;
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
    /// When.
    pub paid_at: DateTime<Utc>,
    /// The day of that in the provider's zone.
    pub paid_on: CivilDate,
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
    /// The bill was paid or cancelled before: it is remembered.
    NotOwed,
    /// The bill is paid in part.
    InPart,
    /// The bill is paid.
    Fully,
}

impl Store {
    /// Takes payments in, all or none. A plan that was suspended and has no overdue bill left
    /// is active again in the same transaction.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn receive(
        &self,
        _: System,
        provider: Issuer,
        payments: &[Payment],
        today: CivilDate,
        now: DateTime<Utc>,
    ) -> Result<Vec<Settled>, StoreError> {
        let writing = self.write(now).await?;
        // They may be of many customers, and be told of at two replicas in two orders.
        writing.hold(Log::Provider(provider)).await?;
        let mut settled = Vec::with_capacity(payments.len());
        for payment in payments {
            settled.push(writing.take_in(provider, payment, today).await?);
        }
        writing.commit().await?;
        Ok(settled)
    }
}

impl Writing {
    async fn take_in(
        &self,
        provider: Issuer,
        payment: &Payment,
        today: CivilDate,
    ) -> Result<Settled, StoreError> {
        let found = match bill_of(&payment.txid) {
            Some(id) => bills::find(&self.tx, provider, id).await?,
            None => None,
        };
        let row = ActiveModel {
            provider: Set(provider.uuid()),
            end_to_end_id: Set(payment.end_to_end_id.clone()),
            txid: Set(payment.txid.clone()),
            bill: Set(found.as_ref().and_then(|found| found.id.uuid())),
            amount: Set(payment.amount.get()),
            paid_at: Set(payment.paid_at.timestamp()),
        };
        let inserted = Entity::insert(row)
            .on_conflict_do_nothing_on([Column::Provider, Column::EndToEndId])
            .exec_without_returning(&self.tx)
            .await?;
        if !matches!(inserted, TryInsertResult::Inserted(1..)) {
            return Ok(Settled::Already);
        }
        let Some(found) = found else {
            return Ok(Settled::NoSuchBill);
        };
        match found.readable(Collection::Bills) {
            None => Ok(Settled::Unreadable),
            Some(bill) if bill.group() != BillGroup::Pending => Ok(Settled::NotOwed),
            Some(bill) => self.pay(provider, bill, payment.paid_on, today).await,
        }
    }

    async fn pay(
        &self,
        provider: Issuer,
        mut bill: Bill,
        paid_on: CivilDate,
        today: CivilDate,
    ) -> Result<Settled, StoreError> {
        let paid: Cents = Entity::find()
            .filter(Column::Bill.eq(bill.id.uuid()))
            .all(&self.tx)
            .await?
            .into_iter()
            .map(|payment| Cents::new(payment.amount))
            .sum();
        // Owed is what it cost on the day it was paid, however late the bank tells of it.
        let owed =
            charges(bill.amount, bill.due_on, paid_on).map_or(bill.amount, |charges| charges.total);
        bill.paid_amount = Some(paid);
        if paid < owed {
            bill.state = BillState::PartiallyPaid;
            self.put(provider, &bill).await?;
            return Ok(Settled::InPart);
        }
        bill.state = BillState::Settled;
        bill.paid_on = Some(paid_on);
        bill.charges = None;
        self.put(provider, &bill).await?;
        self.reactivate(provider, &bill, today).await?;
        Ok(Settled::Fully)
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

/// The bill that a txid names: its id in 32 hex digits, and nothing else.
fn bill_of(txid: &str) -> Option<BillId> {
    let plain = txid.len() == 32 && txid.bytes().all(|byte| byte.is_ascii_hexdigit());
    let id = Uuid::try_parse(txid).ok().filter(|_| plain)?;
    Some(BillId::new(id))
}
