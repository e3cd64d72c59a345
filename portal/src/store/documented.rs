//! Rows that documents are of, by their id alone: whose they are the row tells.

use std::future::Future;

use balcao_domain::{Access, AnyRow, Collection, Issuer, Owner, Synced, for_each_documented};
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::{Store, StoreError};
use crate::scope::{Denied, Scope};

/// A type whose rows are found by their id.
pub(super) trait ById: Synced {
    /// A provider's row of an id.
    fn by_id(
        db: &DatabaseConnection,
        provider: Issuer,
        id: Uuid,
    ) -> impl Future<Output = Result<Option<Self>, StoreError>> + Send;
}

macro_rules! any {
    ($($variant:ident: $row:ident;)*) => {
        async fn by_id(
            db: &DatabaseConnection,
            of: Collection,
            provider: Issuer,
            id: Uuid,
        ) -> Result<Option<AnyRow>, StoreError> {
            Ok(match of {
                $(Collection::$variant => {
                    let row = balcao_domain::$row::by_id(db, provider, id).await?;
                    row.map(AnyRow::from)
                })*
                _ => None,
            })
        }
    };
}

for_each_documented!(any);

impl Store {
    /// The row that a document is of, where the user may read it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn documented(
        &self,
        scope: &Scope,
        of: Collection,
        id: Uuid,
    ) -> Result<Result<AnyRow, Denied>, StoreError> {
        let row = by_id(&self.db, of, scope.provider(), id).await?;
        let Some(row) = row else {
            return Ok(Err(Denied::NotFound));
        };
        let Owner::Customer(customer) = row.owner() else {
            return Ok(Err(Denied::NotFound));
        };
        Ok(scope.demand(customer, Access::Read(of)).map(|()| row))
    }
}
