//! Requests to change registration data. Their proofs are part of their synced row.

use balcao_contract::cursor::RowKey;
use balcao_domain::{
    Access, Collection, CustomerId, Issuer, ProfileChangeRequest, Proof, RequestId, RequestState,
    RowId, UserId,
};
use chrono::DateTime;
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, QueryOrder, Set};

use super::changes::{Writing, Written, is_taken, upsert};
use super::stored::{Asking, Found, OfCustomers, Stored};
use super::{Store, StoreError, proofs, text};
use crate::scope::{Denied, Scope, System};

const TABLE: &str = "profile_requests";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "profile_requests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub provider: Uuid,
    pub customer: Uuid,
    pub made_by: Uuid,
    pub made_at: i64,
    pub original: String,
    pub proposed: String,
    pub state: String,
    pub decided_at: Option<i64>,
    pub reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Written for ProfileChangeRequest {
    async fn write(&self, tx: &DatabaseTransaction, provider: Issuer) -> Result<(), StoreError> {
        let row = ActiveModel {
            id: Set(self.id.uuid()),
            provider: Set(provider.uuid()),
            customer: Set(self.customer.uuid()),
            made_by: Set(self.by.uuid()),
            made_at: Set(self.made_at.timestamp()),
            original: Set(text::write(&self.original)?),
            proposed: Set(text::write(&self.proposed)?),
            state: Set(text::write(&self.state)?),
            decided_at: Set(self.decided_at.map(|at| at.timestamp())),
            reason: Set(self.reason.clone()),
        };
        // What was asked, by whom and when, stays as it was asked.
        let stays = [
            Column::Provider,
            Column::Customer,
            Column::MadeBy,
            Column::MadeAt,
            Column::Original,
            Column::Proposed,
        ];
        upsert(tx, [row], &stays).await?;
        proofs::add_missing(tx, self.id, &self.proofs).await
    }

    async fn is_taken(&self, tx: &DatabaseTransaction) -> Result<bool, StoreError> {
        is_taken::<Entity>(tx, self.id.uuid()).await
    }

    /// One that needs nobody's approval is approved at once, and then the customer's data change.
    async fn put_by_decision(
        self,
        writing: &Writing,
        provider: Issuer,
    ) -> Result<Vec<RowKey>, StoreError> {
        if self.state != RequestState::Pending {
            writing.put(provider, &self).await?;
            return Ok(Vec::new());
        }
        let customer = self.customer.uuid().into();
        let asked = writing.ask(provider, self, writing.at).await?;
        let approved = asked.state == RequestState::Approved;
        Ok(approved
            .then_some((Collection::Customers, customer))
            .into_iter()
            .collect())
    }
}

fn instant(seconds: i64) -> Result<DateTime<chrono::Utc>, StoreError> {
    DateTime::from_timestamp(seconds, 0).ok_or(StoreError::Unreadable(TABLE))
}

fn request(row: Model, proofs: Vec<Proof>) -> Result<ProfileChangeRequest, StoreError> {
    Ok(ProfileChangeRequest {
        id: RequestId::new(row.id),
        customer: CustomerId::new(row.customer),
        by: UserId::new(row.made_by),
        made_at: instant(row.made_at)?,
        original: text::read_json(TABLE, &row.original)?,
        proposed: text::read_json(TABLE, &row.proposed)?,
        proofs,
        state: text::read(TABLE, row.state)?,
        decided_at: row.decided_at.map(instant).transpose()?,
        reason: row.reason,
    })
}

/// The requests of rows, whether they read or not, with the proofs of all of them.
async fn found(
    db: &impl ConnectionTrait,
    rows: Vec<Model>,
) -> Result<Vec<Found<ProfileChangeRequest>>, StoreError> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut proofs = proofs::of_requests(db, &ids).await?;
    let found = rows.into_iter().map(|row| {
        let id = row.id;
        let proofs = proofs.remove(&id).unwrap_or_else(|| Ok(Vec::new()));
        Found::of(id, proofs.and_then(|proofs| request(row, proofs)))
    });
    found.collect()
}

async fn with_proofs(
    db: &impl ConnectionTrait,
    row: Model,
) -> Result<ProfileChangeRequest, StoreError> {
    let mut found = found(db, vec![row]).await?;
    let found = found.pop().ok_or(StoreError::Unreadable(TABLE))?;
    found.row
}

/// Those that read; the others are told to the log.
async fn all_with_proofs(
    db: &impl ConnectionTrait,
    rows: Vec<Model>,
) -> Result<Vec<ProfileChangeRequest>, StoreError> {
    let found = found(db, rows).await?.into_iter();
    let readable = found.filter_map(|it| it.readable(Collection::ProfileRequests));
    Ok(readable.collect())
}

impl OfCustomers for Entity {
    const ID: Column = Column::Id;
    const PROVIDER: Column = Column::Provider;
    const CUSTOMER: Column = Column::Customer;
}

impl Stored for ProfileChangeRequest {
    async fn page(
        asking: Asking<'_>,
        after: Option<RowId>,
        limit: usize,
    ) -> Result<Vec<Found<Self>>, StoreError> {
        let rows = asking.page_of::<Entity>(after, limit).await?;
        found(asking.db, rows).await
    }

    async fn one(asking: Asking<'_>, id: RowId) -> Result<Option<Found<Self>>, StoreError> {
        let row = asking.one_of::<Entity>(id).await?;
        let rows = row.into_iter().collect();
        Ok(found(asking.db, rows).await?.pop())
    }
}

/// A provider's request.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    provider: Issuer,
    id: RequestId,
) -> Result<Option<ProfileChangeRequest>, StoreError> {
    let found = Entity::find_by_id(id.uuid())
        .filter(Column::Provider.eq(provider.uuid()))
        .one(db)
        .await?;
    match found {
        Some(row) => Ok(Some(with_proofs(db, row).await?)),
        None => Ok(None),
    }
}

impl Store {
    /// One request of the user's customers.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn profile_request(
        &self,
        scope: &Scope,
        id: RequestId,
    ) -> Result<Result<ProfileChangeRequest, Denied>, StoreError> {
        let Some(request) = find(&self.db, scope.provider(), id).await? else {
            return Ok(Err(Denied::NotFound));
        };
        let access = Access::Read(Collection::ProfileRequests);
        Ok(scope.demand(request.customer, access).map(|()| request))
    }

    /// A provider's requests in a state, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn profile_requests(
        &self,
        _: System,
        provider: Issuer,
        state: RequestState,
    ) -> Result<Vec<ProfileChangeRequest>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Provider.eq(provider.uuid()))
            .filter(Column::State.eq(text::write(&state)?))
            .order_by_asc(Column::Id)
            .all(&self.db)
            .await?;
        all_with_proofs(&self.db, rows).await
    }

    /// A request with the provider it was made to.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn profile_request_by_id(
        &self,
        _: System,
        id: RequestId,
    ) -> Result<Option<(Issuer, ProfileChangeRequest)>, StoreError> {
        match Entity::find_by_id(id.uuid()).one(&self.db).await? {
            Some(row) => {
                let provider = Issuer::new(row.provider);
                Ok(Some((provider, with_proofs(&self.db, row).await?)))
            }
            None => Ok(None),
        }
    }

    /// A proof of one of the user's requests.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn proof(
        &self,
        scope: &Scope,
        request: RequestId,
        proof: balcao_domain::ProofId,
    ) -> Result<Result<Proof, Denied>, StoreError> {
        let request = self.profile_request(scope, request).await?;
        Ok(request.and_then(|request| {
            let mut proofs = request.proofs.into_iter();
            proofs.find(|each| each.id == proof).ok_or(Denied::NotFound)
        }))
    }
}
