//! What a provider has set for itself and nobody's cache holds.

use balcao_domain::Issuer;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde::{Deserialize, Serialize};

use super::{Store, StoreError, text};
use crate::scope::System;

const TABLE: &str = "settings";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "settings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider: Uuid,
    pub approval: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// Who approves changes of registration data (MG-06).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    /// The portal, as soon as all is there that a change needs.
    Automatic,
    /// Somebody at the provider.
    #[default]
    ByAdministrator,
}

/// Who approves a provider's requests.
pub(super) async fn approval(
    db: &impl ConnectionTrait,
    provider: Issuer,
) -> Result<Approval, StoreError> {
    match Entity::find_by_id(provider.uuid()).one(db).await? {
        Some(row) => text::read(TABLE, row.approval),
        None => Ok(Approval::default()),
    }
}

impl Store {
    /// Who approves a provider's requests.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn approval(&self, _: System, provider: Issuer) -> Result<Approval, StoreError> {
        approval(&self.db, provider).await
    }

    /// Sets who approves a provider's requests from now on.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn set_approval(
        &self,
        _: System,
        provider: Issuer,
        approval: Approval,
    ) -> Result<(), StoreError> {
        let row = ActiveModel {
            provider: Set(provider.uuid()),
            approval: Set(text::write(&approval)?),
        };
        Entity::insert(row)
            .on_conflict(
                OnConflict::column(Column::Provider)
                    .update_column(Column::Approval)
                    .to_owned(),
            )
            .exec_without_returning(&self.db)
            .await?;
        Ok(())
    }
}
