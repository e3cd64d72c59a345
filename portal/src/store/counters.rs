//! Numbers that a provider gives out, one after the other.

use balcao_domain::Issuer;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{DatabaseTransaction, Set};

use super::StoreError;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "counters")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub last: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// The next number under a name. Who asks at the same time waits until this one is committed.
pub(super) async fn next(
    tx: &DatabaseTransaction,
    provider: Issuer,
    name: &str,
) -> Result<i64, StoreError> {
    let first = ActiveModel {
        provider: Set(provider.uuid()),
        name: Set(name.into()),
        last: Set(1),
    };
    let counted = OnConflict::columns([Column::Provider, Column::Name])
        .value(Column::Last, Expr::col((Entity, Column::Last)).add(1_i64))
        .to_owned();
    let row = Entity::insert(first).on_conflict(counted);
    Ok(row.exec_with_returning(tx).await?.last)
}
