//! Requests to change registration data. Their proofs are part of their synced row.

use balcao_domain::{
    Access, Collection, CustomerId, Issuer, ProfileChangeRequest, ProfileField, Proof, RequestId,
    RequestState, UserId,
};
use chrono::DateTime;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, Set};

use super::changes::{Entry, Log, Synced, Writing};
use super::{Store, StoreError, at_most, proofs, text};
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

impl Synced for ProfileChangeRequest {
    fn entry(&self) -> Entry {
        Entry {
            log: Log::Customer(self.customer),
            collection: Collection::ProfileRequests,
            id: self.id.uuid().into(),
        }
    }

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
        let changed = [Column::State, Column::DecidedAt, Column::Reason];
        Entity::insert(row)
            .on_conflict(
                OnConflict::column(Column::Id)
                    .update_columns(changed)
                    .to_owned(),
            )
            .exec_without_returning(tx)
            .await?;
        proofs::add_missing(tx, self.id, &self.proofs).await
    }
}

fn instant(seconds: i64) -> Result<DateTime<chrono::Utc>, StoreError> {
    DateTime::from_timestamp(seconds, 0).ok_or(StoreError::Unreadable(TABLE))
}

async fn with_proofs(
    db: &impl ConnectionTrait,
    row: Model,
) -> Result<ProfileChangeRequest, StoreError> {
    let id = RequestId::new(row.id);
    Ok(ProfileChangeRequest {
        id,
        customer: CustomerId::new(row.customer),
        by: UserId::new(row.made_by),
        made_at: instant(row.made_at)?,
        original: text::read_json(TABLE, &row.original)?,
        proposed: text::read_json(TABLE, &row.proposed)?,
        proofs: proofs::of_request(db, id).await?,
        state: text::read(TABLE, row.state)?,
        decided_at: row.decided_at.map(instant).transpose()?,
        reason: row.reason,
    })
}

async fn all_with_proofs(
    db: &impl ConnectionTrait,
    rows: Vec<Model>,
) -> Result<Vec<ProfileChangeRequest>, StoreError> {
    let mut requests = Vec::with_capacity(rows.len());
    for row in rows {
        requests.push(with_proofs(db, row).await?);
    }
    Ok(requests)
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

impl Writing {
    /// Puts aside the pending requests of a customer about any of the fields; answers those.
    pub(super) async fn set_aside(
        &self,
        provider: Issuer,
        customer: CustomerId,
        fields: &[ProfileField],
    ) -> Result<Vec<ProfileChangeRequest>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Customer.eq(customer.uuid()))
            .filter(Column::State.eq(text::write(&RequestState::Pending)?))
            .order_by_asc(Column::Id)
            .all(&self.tx)
            .await?;
        let mut aside = Vec::new();
        for mut request in all_with_proofs(&self.tx, rows).await? {
            if request.proposed.fields().any(|it| fields.contains(&it)) {
                request.state = RequestState::Inactive;
                self.put(provider, &request).await?;
                aside.push(request);
            }
        }
        Ok(aside)
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

    /// Requests of one of the user's customers in the order of their ids, after one of them.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn profile_requests_after(
        &self,
        scope: &Scope,
        customer: CustomerId,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<ProfileChangeRequest>, StoreError> {
        let access = Access::Read(Collection::ProfileRequests);
        if scope.demand(customer, access).is_err() {
            return Ok(Vec::new());
        }
        let rows = Entity::find()
            .filter(Column::Provider.eq(scope.provider().uuid()))
            .filter(Column::Customer.eq(customer.uuid()))
            .filter(Column::Id.gt(after.unwrap_or(Uuid::nil())))
            .order_by_asc(Column::Id)
            .limit(at_most(limit))
            .all(&self.db)
            .await?;
        all_with_proofs(&self.db, rows).await
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
