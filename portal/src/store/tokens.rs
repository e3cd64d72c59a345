//! The tokens of sessions, as hashes.

use balcao_domain::Sensitive;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{DatabaseTransaction, Set};

use super::{Store, StoreError, sessions};
use crate::scope::System;
use crate::token::{self, TokenHash};

/// How long an access token lives.
pub(super) const ACCESS_LIFE: TimeDelta = TimeDelta::minutes(10);

/// How long a token that is over is remembered.
const REMEMBERED: TimeDelta = TimeDelta::days(90);

/// Access tokens.
pub(super) mod access {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "access_tokens")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: Vec<u8>,
        pub session: Uuid,
        /// The refresh token it was issued with, which takes it along when it is voided.
        pub refresh: Vec<u8>,
        pub expires_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    pub session: Uuid,
    pub predecessor: Option<Vec<u8>>,
    pub state: State,
    pub issued_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// How far a refresh token has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Issued, and not seen again yet.
    Unused,
    /// Presented; its successor was not.
    Current,
    /// Its successor was presented.
    Spent,
    /// Another was issued in its place before it was seen.
    Void,
}

/// What presenting a refresh token amounts to.
pub(super) enum Presented {
    Unknown,
    Good(Uuid),
    Replayed(Uuid),
}

/// Two new tokens.
pub(super) struct Pair {
    pub access: Sensitive<String>,
    pub refresh: Sensitive<String>,
}

/// Moves the states on as the token is seen: its predecessor is spent, and a successor that
/// nobody has presented is void.
pub(super) async fn present(
    tx: &DatabaseTransaction,
    presented: TokenHash,
) -> Result<Presented, StoreError> {
    let find = || Entity::find_by_id(presented.bytes()).one(tx);
    let Some(token) = find().await? else {
        return Ok(Presented::Unknown);
    };
    // Read again once nobody else moves the session's tokens on.
    sessions::hold(tx, token.session).await?;
    let Some(token) = find().await? else {
        return Ok(Presented::Unknown);
    };
    match token.state {
        State::Spent | State::Void => return Ok(Presented::Replayed(token.session)),
        State::Unused => {
            set(tx, Column::Hash.eq(presented.bytes()), State::Current).await?;
            if let Some(predecessor) = token.predecessor {
                set(tx, Column::Hash.eq(predecessor), State::Spent).await?;
            }
        }
        State::Current => void_successor(tx, presented).await?,
    }
    Ok(Presented::Good(token.session))
}

async fn void_successor(
    tx: &DatabaseTransaction,
    predecessor: TokenHash,
) -> Result<(), StoreError> {
    let unused = Entity::find()
        .filter(Column::Predecessor.eq(predecessor.bytes()))
        .filter(Column::State.eq(State::Unused))
        .all(tx)
        .await?;
    for successor in unused {
        access::Entity::delete_many()
            .filter(access::Column::Refresh.eq(successor.hash.clone()))
            .exec(tx)
            .await?;
        set(tx, Column::Hash.eq(successor.hash), State::Void).await?;
    }
    Ok(())
}

async fn set(tx: &DatabaseTransaction, which: Expr, state: State) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .filter(which)
        .exec(tx)
        .await?;
    Ok(())
}

/// Makes a pair of tokens for a session.
pub(super) async fn issue(
    tx: &DatabaseTransaction,
    session: Uuid,
    predecessor: Option<TokenHash>,
    now: DateTime<Utc>,
) -> Result<Pair, StoreError> {
    let (access, access_hash) = token::make()?;
    let (refresh, refresh_hash) = token::make()?;
    Entity::insert(ActiveModel {
        hash: Set(refresh_hash.bytes()),
        session: Set(session),
        predecessor: Set(predecessor.map(TokenHash::bytes)),
        state: Set(State::Unused),
        issued_at: Set(now.timestamp()),
    })
    .exec_without_returning(tx)
    .await?;
    access::Entity::insert(access::ActiveModel {
        hash: Set(access_hash.bytes()),
        session: Set(session),
        refresh: Set(refresh_hash.bytes()),
        expires_at: Set((now + ACCESS_LIFE).timestamp()),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(Pair { access, refresh })
}

impl Store {
    /// Forgets tokens that have long been over.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn prune_tokens(&self, _: System, now: DateTime<Utc>) -> Result<(), StoreError> {
        let before = (now - REMEMBERED).timestamp();
        access::Entity::delete_many()
            .filter(access::Column::ExpiresAt.lt(now.timestamp()))
            .exec(&self.db)
            .await?;
        Entity::delete_many()
            .filter(Column::IssuedAt.lt(before))
            .filter(Column::State.is_in([State::Spent, State::Void]))
            .exec(&self.db)
            .await?;
        Ok(())
    }
}
