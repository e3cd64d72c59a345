//! *Meus Dados* as they are shown: with what waits drawn in, and marked.

use crate::moment::moment;
use crate::outbox::overlay;
use crate::outbox::queue::{Entry, State};
use balcao_bridge::{ShownRequest, WaitingField, WaitingProof};
use balcao_domain::{
    Action, ChangeProfile, Customer, CustomerId, FieldRule, ProfileChangeRequest, ProofId,
    RequestId, RequestState, UserId,
};
use chrono_tz::Tz;

/// Whether it will come true as far as is known; a refused one is shown beside, not drawn in.
fn is_drawn(entry: &Entry) -> bool {
    !matches!(entry.state, State::Refused(_))
}

/// The changes of a customer's data that have not come true, in the order they were made.
fn changes(
    entries: &[Entry],
    customer: CustomerId,
) -> impl Iterator<Item = (&Entry, &ChangeProfile)> {
    entries.iter().filter_map(move |entry| match &entry.action {
        Action::ChangeProfile(change) if change.customer == customer => Some((entry, change)),
        _ => None,
    })
}

/// The free fields that are drawn as they will be, each with the last action that does so.
pub(super) fn fields(entries: &[Entry], customer: CustomerId) -> Vec<WaitingField> {
    let mut waiting = Vec::<WaitingField>::new();
    for (entry, change) in changes(entries, customer).filter(|(entry, _)| is_drawn(entry)) {
        for field in change.change.with_rule(FieldRule::Free).fields() {
            waiting.retain(|earlier| earlier.field != field);
            waiting.push(WaitingField {
                field,
                action: entry.id,
                state: overlay::state(&entry.state),
            });
        }
    }
    waiting
}

/// The requests as they will be: before the portal's those that it does not have, or whose rows are
/// not here yet, the newest first; then pending ones, then the newest.
pub(super) fn requests(
    cached: &[ProfileChangeRequest],
    drawn: Vec<ProfileChangeRequest>,
    refused: Vec<ProfileChangeRequest>,
    entries: &[Entry],
    zone: Tz,
) -> Vec<ShownRequest> {
    let portals = |id: RequestId| cached.iter().find(|request| request.id == id);
    let state = |id: RequestId| {
        let entry = entries.iter().find(|entry| entry.id.0 == id.uuid());
        entry.map(|entry| overlay::state(&entry.state))
    };
    let mut shown: Vec<_> = drawn
        .into_iter()
        .chain(refused.into_iter().filter(|it| portals(it.id).is_none()))
        .map(|mut request| {
            let portals = portals(request.id);
            request.proofs = portals.map_or_else(Vec::new, |it| it.proofs.clone());
            ShownRequest {
                made_at: moment(request.made_at, zone),
                decided_at: request.decided_at.map(|at| moment(at, zone)),
                proofs: proofs(&request, entries),
                waiting: match portals {
                    None => state(request.id),
                    Some(_) => None,
                },
                request,
            }
        })
        .collect();
    shown.sort_by_key(|it| {
        let place = |id: RequestId| entries.iter().position(|entry| entry.id.0 == id.uuid());
        let is_decided = it.request.state != RequestState::Pending;
        let newest = (it.request.made_at, it.request.id);
        match it.waiting {
            Some(_) => (0, std::cmp::Reverse((place(it.request.id), newest))),
            None => (1 + u8::from(is_decided), std::cmp::Reverse((None, newest))),
        }
    });
    shown
}

/// The requests that refused changes would have made, with all that they say: the user must see
/// why.
pub(super) fn refused(
    entries: &[Entry],
    customer: &Customer,
    by: UserId,
) -> Vec<ProfileChangeRequest> {
    let refused = changes(entries, customer.id).filter(|(entry, _)| !is_drawn(entry));
    let requests = refused.map(|(entry, change)| ProfileChangeRequest {
        id: RequestId::new(entry.id.0),
        customer: customer.id,
        by,
        made_at: entry.made_at,
        original: change.change.present(customer),
        proposed: change.change.clone(),
        proofs: Vec::new(),
        state: RequestState::Pending,
        decided_at: None,
        reason: None,
    });
    requests.collect()
}

fn proofs(request: &ProfileChangeRequest, entries: &[Entry]) -> Vec<WaitingProof> {
    let attached = |id: ProofId| request.proofs.iter().any(|proof| proof.id == id);
    let waiting = entries.iter().filter_map(|entry| match &entry.action {
        Action::AttachProof(attach) if attach.request == request.id => Some(WaitingProof {
            proof: attach.proof(ProofId::new(entry.id.0)),
            state: overlay::state(&entry.state),
        }),
        _ => None,
    });
    waiting.filter(|it| !attached(it.proof.id)).collect()
}

#[cfg(test)]
mod tests;
