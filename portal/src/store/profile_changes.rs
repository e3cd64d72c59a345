//! Changing registration data: at once, or by a request that is decided.

use balcao_contract::{Accepted, ChangeProfile};
use balcao_domain::{
    Access, Customer, CustomerId, FieldRule, Issuer, ProfileChange, ProfileChangeRequest,
    RequestId, RequestState, Stream,
};
use chrono::{DateTime, SubsecRound, Utc};

use super::action_keys::{ActionKey, Answer, record};
use super::changes::{Log, Writing};
use super::settings::Approval;
use super::{Store, StoreError, customers, outgoing, profile_requests, settings};
use crate::scope::{Denied, Scope, System};

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
    /// Changes a customer's data. Free fields come true at once; the others become a pending
    /// request, which takes the place of earlier ones about the same fields. Where requests are
    /// approved automatically, it is approved at once unless it waits for a proof.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the key was used; those of the database.
    pub async fn change_profile(
        &self,
        scope: &Scope,
        key: ActionKey,
        asked: &ChangeProfile,
        now: DateTime<Utc>,
    ) -> Result<Result<Answer, Denied>, StoreError> {
        if let Err(denied) = scope.demand(asked.customer, Access::ChangeProfile) {
            return Ok(Err(denied));
        }
        let provider = scope.provider();
        let id = RequestId::new(key.id);
        let writing = self.write(now).await?;
        writing.hold(Log::Customer(asked.customer)).await?;
        let Some(before) = customers::find(&writing.tx, provider, asked.customer).await? else {
            return Ok(Err(Denied::NotFound));
        };
        if profile_requests::find(&writing.tx, provider, id)
            .await?
            .is_some()
        {
            return Err(StoreError::Exists);
        }
        let mut records = Vec::new();
        // What meanwhile reads as proposed is no change.
        let change = ProfileChange::between(&before, &asked.change.over(&before));
        let free = change.with_rule(FieldRule::Free);
        let mut customer = before;
        if !free.is_empty() {
            customer = free.over(&customer);
            writing.put(provider, &customer).await?;
        }
        let proposed = change.with_rule(FieldRule::WithApproval);
        if !proposed.is_empty() {
            let fields: Vec<_> = proposed.fields().collect();
            for aside in writing.set_aside(provider, asked.customer, &fields).await? {
                records.push(record(&aside)?);
            }
            let request = ProfileChangeRequest {
                id,
                customer: asked.customer,
                by: scope.user(),
                made_at: now.trunc_subsecs(0),
                original: proposed.present(&customer),
                proposed,
                proofs: Vec::new(),
                state: RequestState::Pending,
                decided_at: None,
                reason: None,
            };
            let request = writing.ask(provider, request, now).await?;
            records.push(record(&request)?);
            if request.state == RequestState::Approved {
                customer = request.proposed.over(&customer);
            }
        }
        records.push(record(&customer)?);
        let answer = writing.accept(key, asked.customer, records, now).await?;
        Ok(Ok(answer))
    }

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

    /// The rows that an action about a customer's data touches, as they are now: for one whose
    /// answer was kept no longer.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn present_profile(
        &self,
        scope: &Scope,
        customer: CustomerId,
        request: RequestId,
    ) -> Result<Result<Accepted, Denied>, StoreError> {
        let Some(row) = self.customer(scope, customer).await? else {
            return Ok(Err(Denied::NotFound));
        };
        // Read before the rows, so that they are at least as new as it says.
        let seq = self.head(scope, Stream::Customer(customer)).await?.seq;
        let mut records = Vec::new();
        if let Ok(request) = self.profile_request(scope, request).await? {
            records.push(record(&request)?);
        }
        records.push(record(&row)?);
        Ok(Ok(Accepted {
            stream: Stream::Customer(customer),
            seq,
            records,
            already_done: true,
        }))
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
