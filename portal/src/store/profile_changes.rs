//! What the provider decides about requests to change registration data.

use balcao_domain::{Customer, Issuer, ProfileChangeRequest, RequestId, RequestState};
use chrono::{DateTime, SubsecRound, Utc};

use super::changes::{Log, Writing};
use super::settings::Approval;
use super::{Store, StoreError, customers, outgoing, profile_requests, settings};
use crate::scope::System;

/// What the provider says to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It comes true.
    Approve,
    /// It does not.
    Reject {
        /// Why, for the customer to read.
        reason: String,
    },
}

/// Why a request cannot be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Undecidable {
    /// There is none of this id.
    #[error("there is no such request")]
    NoSuchRequest,
    /// It was decided, or a later one took its place.
    #[error("the request is {0:?} already")]
    NotPending(RequestState),
    /// It may not be approved before somebody attached a proof.
    #[error("the request needs a proof, and none is attached")]
    NeedsProof,
}

/// Whether a request lacks what it must have to be approved. Rejecting one needs nothing.
pub(super) fn lacks_proof(request: &ProfileChangeRequest) -> bool {
    request.proposed.needs_proof() && request.proofs.is_empty()
}

impl Store {
    /// Decides a request: approved, it comes true in the same transaction, and either way the
    /// customer is to be told.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn decide(
        &self,
        _: System,
        id: RequestId,
        decision: &Decision,
        now: DateTime<Utc>,
    ) -> Result<Result<ProfileChangeRequest, Undecidable>, StoreError> {
        let Some((provider, asked)) = self.profile_request_by_id(System, id).await? else {
            return Ok(Err(Undecidable::NoSuchRequest));
        };
        let writing = self.write(now).await?;
        writing.hold(Log::Customer(asked.customer)).await?;
        let found = profile_requests::find(&writing.tx, provider, id).await?;
        let Some(request) = found else {
            return Ok(Err(Undecidable::NoSuchRequest));
        };
        if request.state != RequestState::Pending {
            return Ok(Err(Undecidable::NotPending(request.state)));
        }
        if *decision == Decision::Approve && lacks_proof(&request) {
            return Ok(Err(Undecidable::NeedsProof));
        }
        let decided = writing.settle(provider, request, decision, now).await?;
        writing.commit().await?;
        Ok(Ok(decided))
    }
}

impl Writing {
    /// Writes a request that is new or has a new proof, and approves it where nobody else does.
    pub(super) async fn ask(
        &self,
        provider: Issuer,
        request: ProfileChangeRequest,
        now: DateTime<Utc>,
    ) -> Result<ProfileChangeRequest, StoreError> {
        let approval = settings::approval(&self.tx, provider).await?;
        if approval == Approval::Automatic && !lacks_proof(&request) {
            return self
                .settle(provider, request, &Decision::Approve, now)
                .await;
        }
        self.put(provider, &request).await?;
        Ok(request)
    }

    async fn settle(
        &self,
        provider: Issuer,
        mut request: ProfileChangeRequest,
        decision: &Decision,
        now: DateTime<Utc>,
    ) -> Result<ProfileChangeRequest, StoreError> {
        match decision {
            Decision::Approve => {
                let customer = self.customer_of(provider, &request).await?;
                let changed = request.proposed.over(&customer);
                self.put(provider, &changed).await?;
                request.state = RequestState::Approved;
            }
            Decision::Reject { reason } => {
                request.state = RequestState::Rejected;
                request.reason = Some(reason.clone());
            }
        }
        request.decided_at = Some(now.trunc_subsecs(0));
        self.put(provider, &request).await?;
        let job = outgoing::Job::MailDecision {
            request: request.id,
        };
        outgoing::add(&self.tx, &job, now).await?;
        Ok(request)
    }

    async fn customer_of(
        &self,
        provider: Issuer,
        request: &ProfileChangeRequest,
    ) -> Result<Customer, StoreError> {
        let found = customers::find(&self.tx, provider, request.customer).await?;
        found.ok_or(StoreError::Unreadable("profile_requests"))
    }
}
