//! What of the bank's telling does not read: kept for staff, so that one bad entry keeps no other back
//! and is never lost.

use balcao_domain::Issuer;
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};
use sha2::{Digest, Sha256};

use super::{Store, StoreError};
use crate::scope::System;

/// How many are kept of a provider; the oldest go first.
const MOST: u64 = 1_000;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unread_payments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    pub told: String,
    pub why: String,
    pub told_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// An entry that does not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadPayment {
    /// Its JSON, as it was told.
    pub told: String,
    /// The field that is wrong.
    pub why: String,
}

impl Store {
    /// Keeps entries; one that is told again is kept once.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn keep_unread(
        &self,
        _: System,
        provider: Issuer,
        entries: Vec<UnreadPayment>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        if entries.is_empty() {
            return Ok(());
        }
        let writing = self.write(now).await?;
        for entry in entries {
            let row = ActiveModel {
                provider: Set(provider.uuid()),
                digest: Set(Sha256::digest(&entry.told).to_vec()),
                told: Set(entry.told),
                why: Set(entry.why),
                told_at: Set(now.timestamp()),
            };
            Entity::insert(row)
                .on_conflict_do_nothing_on([Column::Provider, Column::Digest])
                .exec_without_returning(&writing.tx)
                .await?;
        }
        let too_many = Entity::find()
            .filter(Column::Provider.eq(provider.uuid()))
            .order_by_desc(Column::ToldAt)
            .order_by_desc(Column::Digest)
            .offset(MOST)
            .limit(u64::from(u32::MAX))
            .all(&writing.tx)
            .await?;
        for row in too_many {
            row.delete(&writing.tx).await?;
        }
        writing.commit().await
    }

    /// Those of a provider, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn unread_payments(
        &self,
        _: System,
        provider: Issuer,
    ) -> Result<Vec<UnreadPayment>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Provider.eq(provider.uuid()))
            .order_by_desc(Column::ToldAt)
            .all(&self.db)
            .await?;
        let entry = |row: Model| UnreadPayment {
            told: row.told,
            why: row.why,
        };
        Ok(rows.into_iter().map(entry).collect())
    }
}
