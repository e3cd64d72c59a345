//! Uploads under way, and those that are whole and wait to be attached.

use balcao_domain::{ProofKind, Sha256Digest, UserId};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{PaginatorTrait, Set};

use super::changes::Log;
use super::{Store, StoreError, proofs, text};
use crate::scope::{Scope, System};

const TABLE: &str = "uploads";

/// How many one user may have at a time: more than any request takes.
const MOST: u64 = 20;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "uploads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: Vec<u8>,
    pub size: i64,
    pub received: i64,
    pub kind: Option<String>,
    pub touched_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// How far an upload has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadRow {
    /// How long it will be, in bytes.
    pub size: u32,
    /// How much of it is there.
    pub received: u32,
    /// What it is, once it is whole and was found to be what its digest says.
    pub kind: Option<ProofKind>,
}

impl TryFrom<Model> for UploadRow {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let length = |bytes| u32::try_from(bytes).map_err(|_| StoreError::Unreadable(TABLE));
        Ok(Self {
            size: length(row.size)?,
            received: length(row.received)?,
            kind: text::read_some(TABLE, row.kind)?,
        })
    }
}

fn key(scope: &Scope, sha256: Sha256Digest) -> (Uuid, Vec<u8>) {
    (scope.user().uuid(), sha256.bytes().to_vec())
}

impl Store {
    /// One of the user's uploads.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn upload(
        &self,
        scope: &Scope,
        sha256: Sha256Digest,
    ) -> Result<Option<UploadRow>, StoreError> {
        let found = Entity::find_by_id(key(scope, sha256)).one(&self.db).await?;
        found.map(TryInto::try_into).transpose()
    }

    /// Begins an upload, anew when there was one. Answers whether the user may have one more.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn begin_upload(
        &self,
        scope: &Scope,
        sha256: Sha256Digest,
        size: u32,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let writing = self.write(now).await?;
        // Two that begin at once would each see the other's place free.
        writing.hold(Log::User(scope.user())).await?;
        let (user, sha256) = key(scope, sha256);
        let others = Entity::find()
            .filter(Column::User.eq(user))
            .filter(Column::Sha256.ne(sha256.clone()))
            .count(&writing.tx)
            .await?;
        if others >= MOST {
            return Ok(false);
        }
        let row = ActiveModel {
            user: Set(user),
            sha256: Set(sha256),
            size: Set(size.into()),
            received: Set(0),
            kind: Set(None),
            touched_at: Set(now.timestamp()),
        };
        let anew = [
            Column::Size,
            Column::Received,
            Column::Kind,
            Column::TouchedAt,
        ];
        Entity::insert(row)
            .on_conflict(
                OnConflict::columns([Column::User, Column::Sha256])
                    .update_columns(anew)
                    .to_owned(),
            )
            .exec_without_returning(&writing.tx)
            .await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Notes that a part came, unless another request noted one from the same place before.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn advance_upload(
        &self,
        scope: &Scope,
        sha256: Sha256Digest,
        from: u32,
        came: UploadRow,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let (user, sha256) = key(scope, sha256);
        let kind = text::write_some(came.kind.as_ref())?;
        Entity::update_many()
            .col_expr(Column::Received, Expr::value(came.received))
            .col_expr(Column::Kind, Expr::value(kind))
            .col_expr(Column::TouchedAt, Expr::value(now.timestamp()))
            .filter(Column::User.eq(user))
            .filter(Column::Sha256.eq(sha256))
            .filter(Column::Size.eq(came.size))
            .filter(Column::Received.eq(from))
            .exec(&self.db)
            .await?;
        Ok(())
    }

    /// Whether there is an upload.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn is_upload(
        &self,
        _: System,
        user: UserId,
        sha256: Sha256Digest,
    ) -> Result<bool, StoreError> {
        let key = (user.uuid(), sha256.bytes().to_vec());
        Ok(Entity::find_by_id(key).one(&self.db).await?.is_some())
    }

    /// Forgets one of the user's uploads.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn remove_upload(
        &self,
        scope: &Scope,
        sha256: Sha256Digest,
    ) -> Result<(), StoreError> {
        Entity::delete_by_id(key(scope, sha256))
            .exec(&self.db)
            .await?;
        Ok(())
    }

    /// Forgets the uploads that nothing came to since an instant, and answers whose they were.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn prune_uploads(
        &self,
        _: System,
        before: DateTime<Utc>,
    ) -> Result<Vec<(UserId, Sha256Digest)>, StoreError> {
        let rows = Entity::delete_many()
            .filter(Column::TouchedAt.lt(before.timestamp()))
            .exec_with_returning(&self.db)
            .await?;
        rows.into_iter()
            .map(|row| Ok((UserId::new(row.user), proofs::digest(TABLE, &row.sha256)?)))
            .collect()
    }
}
