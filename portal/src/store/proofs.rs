//! Proofs: files attached to a request. They are part of the request's synced row.

use std::collections::HashMap;

use balcao_domain::{Proof, ProofId, RequestId, Sha256Digest};
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, QueryOrder, Set};

use super::{StoreError, text};

const TABLE: &str = "proofs";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proofs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub request: Uuid,
    pub place: i32,
    pub name: String,
    pub kind: String,
    pub size: i64,
    pub sha256: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}

impl TryFrom<Model> for Proof {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: ProofId::new(row.id),
            name: row.name,
            kind: text::read(TABLE, row.kind)?,
            size: u32::try_from(row.size).map_err(|_| StoreError::Unreadable(TABLE))?,
            sha256: digest(TABLE, &row.sha256)?,
        })
    }
}

/// Reads a digest back.
pub(super) fn digest(table: &'static str, bytes: &[u8]) -> Result<Sha256Digest, StoreError> {
    let bytes = bytes
        .try_into()
        .map_err(|_| StoreError::Unreadable(table))?;
    Ok(Sha256Digest::new(bytes))
}

/// The proofs of each request, in order, or that one of them does not read: one query for all.
pub(super) async fn of_requests(
    db: &impl ConnectionTrait,
    requests: &[Uuid],
) -> Result<HashMap<Uuid, Result<Vec<Proof>, StoreError>>, StoreError> {
    if requests.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Entity::find()
        .filter(Column::Request.is_in(requests.iter().copied()))
        .order_by_asc(Column::Request)
        .order_by_asc(Column::Place)
        .all(db)
        .await?;
    let mut proofs = HashMap::new();
    for row in rows {
        let of = proofs.entry(row.request).or_insert_with(|| Ok(Vec::new()));
        match (of, Proof::try_from(row)) {
            (Ok(of), Ok(proof)) => of.push(proof),
            (of, Err(error)) => *of = Err(error),
            (Err(_), Ok(_)) => {}
        }
    }
    Ok(proofs)
}

/// Adds those that are not there yet: a proof never changes and never goes.
pub(super) async fn add_missing(
    tx: &DatabaseTransaction,
    request: RequestId,
    proofs: &[Proof],
) -> Result<(), StoreError> {
    for (place, proof) in (0..).zip(proofs) {
        let row = ActiveModel {
            id: Set(proof.id.uuid()),
            request: Set(request.uuid()),
            place: Set(place),
            name: Set(proof.name.clone()),
            kind: Set(text::write(&proof.kind)?),
            size: Set(proof.size.into()),
            sha256: Set(proof.sha256.bytes().to_vec()),
        };
        Entity::insert(row)
            .on_conflict_do_nothing_on([Column::Id])
            .exec_without_returning(tx)
            .await?;
        let there = Entity::find_by_id(proof.id.uuid()).one(tx).await?;
        if there.is_none_or(|row| row.request != request.uuid()) {
            // Another request's, whose id was guessed.
            return Err(StoreError::Exists);
        }
    }
    Ok(())
}
