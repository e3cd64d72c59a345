//! Attaching a proof to a request.

use balcao_contract::AttachProof;
use balcao_domain::{Access, ProfileChangeRequest, Proof, ProofFault, ProofId, RequestState};
use chrono::{DateTime, Utc};

use super::action_keys::{ActionKey, Answer, record};
use super::changes::Log;
use super::{Store, StoreError, customers, profile_requests, proofs};
use crate::scope::{Denied, Scope};

/// Why a proof cannot be attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unattachable {
    /// The request is not the user's to change, or not this customer's.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The request was decided, or a later one took its place.
    #[error("the request is {0:?} already")]
    NotPending(RequestState),
    /// The request takes no more, or none at all.
    #[error("no proof is taken: {0:?}")]
    NotTaken(ProofFault),
}

fn judge(
    scope: &Scope,
    found: Option<&ProfileChangeRequest>,
    asked: &AttachProof,
) -> Result<(), Unattachable> {
    scope.demand(asked.customer, Access::ChangeProfile)?;
    let request = found.filter(|it| it.customer == asked.customer);
    let request = request.ok_or(Denied::NotFound)?;
    if request.state != RequestState::Pending {
        Err(Unattachable::NotPending(request.state))
    } else {
        let taken = request.proposed.takes_proof(request.proofs.len());
        taken.map_err(Unattachable::NotTaken)
    }
}

impl Store {
    /// Whether a proof could be attached at this moment.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn attachable(
        &self,
        scope: &Scope,
        asked: &AttachProof,
    ) -> Result<Result<(), Unattachable>, StoreError> {
        let found = profile_requests::find(&self.db, scope.provider(), asked.request).await?;
        Ok(judge(scope, found.as_ref(), asked))
    }

    /// Attaches a proof whose file is in its place. A request that waited for it is approved
    /// where approval is automatic.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the key was used; those of the database.
    pub async fn attach_proof(
        &self,
        scope: &Scope,
        key: ActionKey,
        asked: &AttachProof,
        now: DateTime<Utc>,
    ) -> Result<Result<Answer, Unattachable>, StoreError> {
        let provider = scope.provider();
        if let Err(denied) = scope.demand(asked.customer, Access::ChangeProfile) {
            return Ok(Err(denied.into()));
        }
        let writing = self.write(now).await?;
        writing.hold(Log::Customer(asked.customer)).await?;
        let found = profile_requests::find(&writing.tx, provider, asked.request).await?;
        if let Err(refused) = judge(scope, found.as_ref(), asked) {
            return Ok(Err(refused));
        }
        let Some(mut request) = found else {
            return Ok(Err(Denied::NotFound.into()));
        };
        let proof = Proof {
            id: ProofId::new(key.id),
            name: asked.name.clone(),
            kind: asked.kind,
            size: asked.size,
            sha256: asked.sha256,
        };
        if proofs::is_there(&writing.tx, proof.id).await? {
            return Err(StoreError::Exists);
        }
        request.proofs.push(proof);
        let request = writing.ask(provider, request, now).await?;
        let mut records = vec![record(&request)?];
        if request.state == RequestState::Approved {
            let customer = customers::find(&writing.tx, provider, asked.customer).await?;
            records.extend(customer.as_ref().map(record).transpose()?);
        }
        let answer = writing.accept(key, asked.customer, records, now).await?;
        Ok(Ok(answer))
    }
}
