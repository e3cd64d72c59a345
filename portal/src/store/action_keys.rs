//! What was done by which key. A key is unique for ever; its answer is kept for a time.

use balcao_contract::idempotency::Known;
use balcao_contract::{Accepted, AcceptedRecord};
use balcao_domain::{Sha256Digest, Stream};
use chrono::{DateTime, Utc};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

use super::changes::{Log, Writing, streams};
use super::{Store, StoreError, proofs};
use crate::scope::System;

const TABLE: &str = "action_keys";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "action_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: Uuid,
    pub request: Vec<u8>,
    pub done_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// What was answered, byte for byte.
mod answers {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "action_answers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: Uuid,
        pub answer: Vec<u8>,
        pub made_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// An action's id, and the digest of what was asked by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionKey {
    /// The id, which is that of what the action makes.
    pub id: Uuid,
    /// Of user and request.
    pub request: Sha256Digest,
}

/// The JSON of an [`Accepted`].
pub type Answer = Vec<u8>;

/// Where a stream stands.
async fn seq(db: &impl ConnectionTrait, log: Log) -> Result<u64, StoreError> {
    let head = streams::Entity::find_by_id(log.name()).one(db).await?;
    let seq = head.map_or(0, |head| head.seq);
    u64::try_from(seq).map_err(|_| StoreError::Unreadable("streams"))
}

impl Writing {
    /// Ends an action that is seen in a stream: its key and its answer are committed with its effect.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the key was used meanwhile; nothing is done then.
    pub(super) async fn accept(
        self,
        key: ActionKey,
        (stream, log): (Stream, Log),
        records: Vec<AcceptedRecord>,
        now: DateTime<Utc>,
    ) -> Result<Answer, StoreError> {
        let answer = serde_json::to_vec(&Accepted {
            stream,
            seq: seq(&self.tx, log).await?,
            records,
            already_done: false,
        })
        .map_err(|_| StoreError::Unreadable("an answer to be kept"))?;
        Entity::insert(ActiveModel {
            key: Set(key.id),
            request: Set(key.request.bytes().to_vec()),
            done_at: Set(now.timestamp()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        answers::Entity::insert(answers::ActiveModel {
            key: Set(key.id),
            answer: Set(answer.clone()),
            made_at: Set(now.timestamp()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        self.commit().await?;
        Ok(answer)
    }
}

impl Store {
    /// What was done by a key.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn known_action(
        &self,
        _: System,
        key: Uuid,
    ) -> Result<Option<Known<Answer>>, StoreError> {
        let Some(row) = Entity::find_by_id(key).one(&self.db).await? else {
            return Ok(None);
        };
        let answer = answers::Entity::find_by_id(key).one(&self.db).await?;
        Ok(Some(Known::Done {
            request: proofs::digest(TABLE, &row.request)?,
            answer: answer.map(|row| row.answer),
        }))
    }

    /// Forgets answers given before an instant. Their keys stay.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn prune_answers(&self, _: System, before: DateTime<Utc>) -> Result<(), StoreError> {
        answers::Entity::delete_many()
            .filter(answers::Column::MadeAt.lt(before.timestamp()))
            .exec(&self.db)
            .await?;
        Ok(())
    }
}
