//! What is to be done outside the database once something was decided: written with the
//! decision, and relayed to the queue of jobs afterwards, once.

use balcao_domain::{DueDayChangeId, RequestId};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, Set};
use serde::{Deserialize, Serialize};

use super::{Store, StoreError, text};
use crate::scope::System;

const TABLE: &str = "outgoing";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outgoing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub job: String,
    pub made_at: i64,
    pub relayed_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Something to be done. It names rows and holds nothing of what is in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// The customer is told by mail how a request was decided.
    MailDecision {
        /// Which.
        request: RequestId,
    },
    /// Customer and provider are told by mail that another due day was asked for.
    MailDueDay {
        /// Which change.
        change: DueDayChangeId,
    },
}

/// A job with the id it is done by once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Its id.
    pub id: Uuid,
    /// What to do.
    pub job: Job,
}

/// Writes a job down with what it follows from.
pub(super) async fn add(
    tx: &DatabaseTransaction,
    job: &Job,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        job: Set(text::write(job)?),
        made_at: Set(now.timestamp()),
        relayed_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// How many jobs are read at a time.
const AT_ONCE: u64 = 100;

impl Store {
    /// Relays what was written down to the queue, and answers how much. Ended between the two
    /// steps of one job, it does the first again with the same key, which changes nothing.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn relay(&self, _: System, now: DateTime<Utc>) -> Result<usize, StoreError> {
        let mut relayed = 0;
        let mut last = None;
        loop {
            let rows = self.unrelayed_after(last).await?;
            if rows.is_empty() {
                return Ok(relayed);
            }
            for row in rows {
                last = Some(row.id);
                relayed += usize::from(self.relay_one(row, now).await?);
            }
        }
    }

    async fn unrelayed_after(&self, last: Option<Uuid>) -> Result<Vec<Model>, StoreError> {
        let unrelayed = Entity::find().filter(Column::RelayedAt.is_null());
        let unrelayed = match last {
            Some(last) => unrelayed.filter(Column::Id.gt(last)),
            None => unrelayed,
        };
        let page = unrelayed.order_by_asc(Column::Id).limit(AT_ONCE);
        Ok(page.all(&self.db).await?)
    }

    /// Answers whether the job reads. One that does not, a newer version's for one, waits, and keeps
    /// no other back.
    async fn relay_one(&self, row: Model, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let job = match text::read_json(TABLE, &row.job) {
            Ok(job) => job,
            Err(error) => {
                tracing::warn!(%error, id = %row.id, "a job does not read");
                return Ok(false);
            }
        };
        self.queue().push(Outgoing { id: row.id, job }).await?;
        self.note_relayed(row.id, now).await?;
        Ok(true)
    }

    async fn note_relayed(&self, id: Uuid, now: DateTime<Utc>) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::RelayedAt, Expr::value(now.timestamp()))
            .filter(Column::Id.eq(id))
            .exec(&self.db)
            .await?;
        Ok(())
    }
}
