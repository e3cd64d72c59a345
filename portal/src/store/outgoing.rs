//! What is to be done outside the database once something was decided: written with the
//! decision, and relayed to the queue of jobs afterwards, once.

use std::time::Duration;

use apalis::prelude::{TaskBuilder, TaskSink};
use apalis_sqlite::{Config, SqliteStorage};
use balcao_domain::RequestId;
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::sqlx::migrate::MigrateError;
use sea_orm::{DatabaseConnection, DatabaseTransaction, QueryOrder, QuerySelect, Set};
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

/// The queue that jobs are relayed to, in the same database.
pub type Queue = SqliteStorage<Outgoing>;

/// How many jobs are relayed at a time.
const AT_ONCE: u64 = 100;

/// How often a worker says that it lives; what it had begun is another's after two of them missed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// A job that failed for good is not taken up again: whether to try again is for the worker to
/// say, while it has it.
const ATTEMPTS: usize = 1;

impl Store {
    /// The queue. It shares the store's connections, and with them the store's pragmas.
    pub fn queue(&self) -> Queue {
        let config = Config::default().queue(TABLE).heartbeat_interval(HEARTBEAT);
        SqliteStorage::new(self.db.get_sqlite_connection_pool()).with_config(config)
    }

    /// Relays what was written down to the queue, and answers how much. Ended between the two
    /// steps of one job, it does the first again with the same key, which changes nothing.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn relay(&self, _: System, now: DateTime<Utc>) -> Result<usize, StoreError> {
        let rows = Entity::find()
            .filter(Column::RelayedAt.is_null())
            .order_by_asc(Column::Id)
            .limit(AT_ONCE)
            .all(&self.db)
            .await?;
        let mut relayed = 0;
        let mut queue = self.queue();
        for row in rows {
            let job = match text::read_json(TABLE, &row.job) {
                Ok(job) => job,
                // A newer version's, for one. It waits, and keeps no other back.
                Err(error) => {
                    tracing::warn!(%error, id = %row.id, "a job does not read");
                    continue;
                }
            };
            let outgoing = Outgoing { id: row.id, job };
            let task = TaskBuilder::new(outgoing)
                .idempotency_key(row.id.to_string())
                .max_attempts(ATTEMPTS)
                .build();
            let pushed = queue.push_task(task).await;
            pushed.map_err(|error| StoreError::Queue(error.to_string()))?;
            self.note_relayed(row.id, now).await?;
            relayed += 1;
        }
        Ok(relayed)
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

/// Makes the queue's own tables, or brings them up to this version. Its `setup` is not called: it
/// would set `synchronous = OFF` on one of our connections.
pub(super) async fn make_queue(db: &DatabaseConnection) -> Result<(), MigrateError> {
    SqliteStorage::migrations()
        .run(db.get_sqlite_connection_pool())
        .await
}

/// How many steps the queue's tables need from nothing to this version.
pub(super) fn queue_steps() -> usize {
    SqliteStorage::migrations().iter().count()
}
