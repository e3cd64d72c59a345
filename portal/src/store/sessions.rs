//! Sessions: who signed in, until they sign out or their tokens are found in other hands.

use balcao_domain::{Issuer, Provider, Sensitive, UserId};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{DatabaseTransaction, QuerySelect, Set};

use super::changes::Writing;
use super::tokens::{self, Presented, access};
use super::{Store, StoreError, grants, users};
use crate::scope::{Scope, System};
use crate::token::TokenHash;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user: Uuid,
    pub started_at: i64,
    pub ended_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

/// A new pair of tokens, in the only form in which they are ever whole.
#[derive(Debug)]
pub struct IssuedTokens {
    /// Whose.
    pub user: UserId,
    /// For requests.
    pub access: Sensitive<String>,
    /// How long that one lives.
    pub access_life: TimeDelta,
    /// For the next pair.
    pub refresh: Sensitive<String>,
}

/// Why a token opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// Over, or not known: renewing tells which.
    #[error("token expired")]
    Expired,
    /// The session was ended.
    #[error("session revoked")]
    Revoked,
    /// The user or all its grants are gone.
    #[error("access removed")]
    AccessRemoved,
}

/// Ends all sessions of a user.
pub(super) async fn end_all(
    tx: &DatabaseTransaction,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    end(tx, Column::User.eq(user.uuid()), now).await
}

/// Ends all sessions of a user but that of an access token.
pub(super) async fn end_others(
    tx: &DatabaseTransaction,
    user: UserId,
    kept: TokenHash,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let kept = access::Entity::find_by_id(kept.bytes()).one(tx).await?;
    let others = Column::User.eq(user.uuid());
    let others = match kept {
        Some(token) => others.and(Column::Id.ne(token.session)),
        None => others,
    };
    end(tx, others, now).await
}

/// Keeps all others from a session and its tokens until the transaction ends.
pub(super) async fn hold(tx: &DatabaseTransaction, session: Uuid) -> Result<(), StoreError> {
    let session = Entity::find_by_id(session).lock(LockType::NoKeyUpdate);
    session.one(tx).await?;
    Ok(())
}

async fn end(tx: &DatabaseTransaction, which: Expr, now: DateTime<Utc>) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now.timestamp()))
        .filter(which)
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// The user of a session at a provider, when it has not ended and the user has grants there.
async fn living(
    db: &impl ConnectionTrait,
    session: Uuid,
    provider: Issuer,
) -> Result<Result<(UserId, Vec<RolesAt>), Denial>, StoreError> {
    let Some(session) = Entity::find_by_id(session).one(db).await? else {
        return Ok(Err(Denial::Revoked));
    };
    let user = users::Entity::find_by_id(session.user)
        .filter(users::Column::Provider.eq(provider.uuid()))
        .one(db)
        .await?;
    let Some(user) = user else {
        return Ok(Err(Denial::Revoked));
    };
    if session.ended_at.is_some() {
        return Ok(Err(Denial::Revoked));
    }
    let id = UserId::new(user.id);
    let roles = grants::roles_of(db, id).await?;
    Ok(if user.removed || roles.is_empty() {
        Err(Denial::AccessRemoved)
    } else {
        Ok((id, roles))
    })
}

type RolesAt = (balcao_domain::CustomerId, Vec<balcao_domain::Role>);

impl Store {
    /// Begins a session of a user whose password was right.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn begin_session(
        &self,
        _: System,
        provider: Issuer,
        user: UserId,
        now: DateTime<Utc>,
    ) -> Result<Result<IssuedTokens, Denial>, StoreError> {
        let writing = self.write(now).await?;
        let session = Uuid::now_v7();
        let row = ActiveModel {
            id: Set(session),
            user: Set(user.uuid()),
            started_at: Set(now.timestamp()),
            ended_at: Set(None),
        };
        Entity::insert(row)
            .exec_without_returning(&writing.tx)
            .await?;
        match living(&writing.tx, session, provider).await? {
            Ok((user, _)) => writing.issue(user, session, None, now).await.map(Ok),
            Err(denial) => Ok(Err(denial)),
        }
    }

    /// Answers a refresh token with its successor.
    ///
    /// A token is good until its successor is presented. Presented again before that, it has a new
    /// successor and the one before is void; presented after that, or void, it is in two hands
    /// and the session ends.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn renew(
        &self,
        _: System,
        provider: Issuer,
        presented: TokenHash,
        now: DateTime<Utc>,
    ) -> Result<Result<IssuedTokens, Denial>, StoreError> {
        let writing = self.write(now).await?;
        let (session, good) = match tokens::present(&writing.tx, presented).await? {
            Presented::Unknown => return Ok(Err(Denial::Revoked)),
            Presented::Good(session) => (session, true),
            Presented::Replayed(session) => (session, false),
        };
        let user = match living(&writing.tx, session, provider).await? {
            Ok((user, _)) => user,
            Err(denial) => return Ok(Err(denial)),
        };
        if good {
            return writing
                .issue(user, session, Some(presented), now)
                .await
                .map(Ok);
        }
        tracing::warn!(%session, "a spent refresh token was presented: session ended");
        end(&writing.tx, Column::Id.eq(session), now).await?;
        writing.commit().await?;
        Ok(Err(Denial::Revoked))
    }

    /// What an access token allows at a provider.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn authorize(
        &self,
        _: System,
        provider: &Provider,
        presented: TokenHash,
        now: DateTime<Utc>,
    ) -> Result<Result<Scope, Denial>, StoreError> {
        let found = access::Entity::find_by_id(presented.bytes())
            .one(&self.db)
            .await?;
        let Some(token) = found else {
            return Ok(Err(Denial::Expired));
        };
        let living = living(&self.db, token.session, provider.issuer).await?;
        if !matches!(living, Err(Denial::Revoked)) && token.expires_at <= now.timestamp() {
            return Ok(Err(Denial::Expired));
        }
        Ok(living.map(|(user, roles)| {
            Scope::new(provider.issuer, user, provider.modules.clone(), roles)
        }))
    }

    /// Ends the session of an access token, expired or not. One that is not known ends nothing.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn end_session(
        &self,
        _: System,
        provider: Issuer,
        presented: TokenHash,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let writing = self.write(now).await?;
        let found = access::Entity::find_by_id(presented.bytes())
            .one(&writing.tx)
            .await?;
        let Some(token) = found else { return Ok(()) };
        if living(&writing.tx, token.session, provider).await? != Err(Denial::Revoked) {
            end(&writing.tx, Column::Id.eq(token.session), now).await?;
            writing.commit().await?;
        }
        Ok(())
    }
}

impl Writing {
    async fn issue(
        self,
        user: UserId,
        session: Uuid,
        predecessor: Option<TokenHash>,
        now: DateTime<Utc>,
    ) -> Result<IssuedTokens, StoreError> {
        let pair = tokens::issue(&self.tx, session, predecessor, now).await?;
        self.commit().await?;
        Ok(IssuedTokens {
            user,
            access: pair.access,
            access_life: tokens::ACCESS_LIFE,
            refresh: pair.refresh,
        })
    }
}
