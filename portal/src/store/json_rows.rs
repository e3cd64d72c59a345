//! Rows that the portal itself asks nothing of but their id and owner: they lie as they cross the
//! wire, all such collections in one table.

use balcao_contract::cursor::RowKey;
use balcao_contract::sync::RawRow;
use balcao_domain::{Issuer, Owner, RowId, Stream, Synced};
use sea_orm::entity::prelude::*;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, QueryOrder, QuerySelect, Select, Set,
};

use super::changes::{Removable, Writing, Written, upsert};
use super::documented::ById;
use super::stored::{Asking, Found, Stored};
use super::{StoreError, at_most, rooms};

const TABLE: &str = "json_rows";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "json_rows")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub collection: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub provider: Uuid,
    pub customer: Uuid,
    pub json: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// A type whose rows lie here.
pub(super) trait AsJson: Synced {}

/// What the portal does by itself with a row that a user's decision puts.
macro_rules! by_decision {
    ($row:expr, $writing:expr, $provider:expr,) => {
        $row
    };
    ($row:expr, $writing:expr, $provider:expr, $room:ident) => {
        rooms::$room::by_decision($row, $writing, $provider).await?
    };
}

/// The rows of customers that lie here, a line each; and the room that does something by itself with
/// one that a decision puts.
macro_rules! as_json {
    ($($row:ident $(by $room:ident)?,)*) => {
        $(
            impl AsJson for balcao_domain::$row {}

            impl Written for balcao_domain::$row {
                async fn write(
                    &self,
                    tx: &DatabaseTransaction,
                    provider: Issuer,
                ) -> Result<(), StoreError> {
                    write(self, tx, provider).await
                }

                async fn is_taken(&self, tx: &DatabaseTransaction) -> Result<bool, StoreError> {
                    Ok(key(self)?.one(tx).await?.is_some())
                }

                async fn put_by_decision(
                    self,
                    writing: &Writing,
                    provider: Issuer,
                ) -> Result<Vec<RowKey>, StoreError> {
                    let row = by_decision!(self, writing, provider, $($room)?);
                    writing.put(provider, &row).await?;
                    Ok(Vec::new())
                }

                async fn remove_by_decision(
                    &self,
                    writing: &Writing,
                    provider: Issuer,
                ) -> Result<(), StoreError> {
                    writing.delete(provider, self).await
                }
            }

            impl ById for balcao_domain::$row {
                async fn by_id(
                    db: &DatabaseConnection,
                    provider: Issuer,
                    id: Uuid,
                ) -> Result<Option<Self>, StoreError> {
                    let found = find(db, id).await?;
                    Ok(found.filter(|(of, _)| *of == provider).map(|(_, row)| row))
                }
            }

            impl Removable for balcao_domain::$row {
                async fn remove(&self, tx: &DatabaseTransaction) -> Result<(), StoreError> {
                    remove(self, tx).await
                }
            }

            impl Stored for balcao_domain::$row {
                async fn page(
                    asking: Asking<'_>,
                    after: Option<RowId>,
                    limit: usize,
                ) -> Result<Vec<Found<Self>>, StoreError> {
                    page(asking, after, limit).await
                }

                async fn one(
                    asking: Asking<'_>,
                    id: RowId,
                ) -> Result<Option<Found<Self>>, StoreError> {
                    one(asking, id).await
                }
            }
        )*
    };
}

as_json! {
    Contact,
    FiscalDocument,
    Announcement,
    Ticket by tickets,
    ProvisionalEnablement,
    DueDayChange by due_days,
}

/// A row, and whose provider's it is.
pub(super) async fn find<T: AsJson>(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<(Issuer, T)>, StoreError> {
    let row = of::<T>().filter(Column::Id.eq(id)).one(db).await?;
    let row = row.map(|row| Ok((Issuer::new(row.provider), found(&row)?.row?)));
    row.transpose()
}

/// All that read of a provider's rows, in the order of their ids.
pub(super) async fn of_provider<T: AsJson>(
    db: &impl ConnectionTrait,
    provider: Issuer,
) -> Result<Vec<T>, StoreError> {
    let rows = of::<T>()
        .filter(Column::Provider.eq(provider.uuid()))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let mut read = Vec::new();
    for row in &rows {
        read.extend(found::<T>(row)?.readable(T::COLLECTION));
    }
    Ok(read)
}

const fn unreadable() -> StoreError {
    StoreError::Unreadable(TABLE)
}

fn of<T: AsJson>() -> Select<Entity> {
    Entity::find().filter(Column::Collection.eq(T::COLLECTION.name()))
}

fn key<T: AsJson>(row: &T) -> Result<Select<Entity>, StoreError> {
    let id = row.id().uuid().ok_or_else(unreadable)?;
    Ok(of::<T>().filter(Column::Id.eq(id)))
}

async fn write<T: AsJson>(
    row: &T,
    tx: &DatabaseTransaction,
    provider: Issuer,
) -> Result<(), StoreError> {
    let (RowId::Uuid(id), Owner::Customer(customer)) = (row.id(), row.owner()) else {
        return Err(unreadable());
    };
    let json = RawRow::of(row).map_err(|_| unreadable())?;
    let row = ActiveModel {
        collection: Set(T::COLLECTION.name().into()),
        id: Set(id),
        provider: Set(provider.uuid()),
        customer: Set(customer.uuid()),
        json: Set(json.json().into()),
    };
    upsert(tx, [row], &[Column::Provider, Column::Customer]).await
}

async fn remove<T: AsJson>(row: &T, tx: &DatabaseTransaction) -> Result<(), StoreError> {
    let id = row.id().uuid().ok_or_else(unreadable)?;
    Entity::delete_by_id((T::COLLECTION.name().into(), id))
        .exec(tx)
        .await?;
    Ok(())
}

fn found<T: AsJson>(row: &Model) -> Result<Found<T>, StoreError> {
    let read: Result<T, _> = serde_json::from_str(&row.json);
    Found::of(row.id, read.map_err(|_| unreadable()))
}

/// The rows of the stream that is asked about.
fn asked<T: AsJson>(asking: Asking<'_>) -> Option<Select<Entity>> {
    let Stream::Customer(customer) = asking.stream else {
        return None;
    };
    let of = of::<T>()
        .filter(Column::Provider.eq(asking.scope.provider().uuid()))
        .filter(Column::Customer.eq(customer.uuid()));
    Some(of)
}

async fn page<T: AsJson>(
    asking: Asking<'_>,
    after: Option<RowId>,
    limit: usize,
) -> Result<Vec<Found<T>>, StoreError> {
    let Some(rows) = asked::<T>(asking) else {
        return Ok(Vec::new());
    };
    let after = after.and_then(RowId::uuid).unwrap_or(Uuid::nil());
    let rows = rows
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(at_most(limit))
        .all(asking.db)
        .await?;
    rows.iter().map(found).collect()
}

async fn one<T: AsJson>(asking: Asking<'_>, id: RowId) -> Result<Option<Found<T>>, StoreError> {
    let (Some(rows), Some(id)) = (asked::<T>(asking), id.uuid()) else {
        return Ok(None);
    };
    let row = rows.filter(Column::Id.eq(id)).one(asking.db).await?;
    row.as_ref().map(found).transpose()
}
