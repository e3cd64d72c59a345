//! What is shown while actions have not come true: their effect, drawn over the cached rows. Pure.

use super::queue::{Entry, State};
use crate::moment::moment;
use balcao_bridge::{ActionState, ShownRequest, WaitingField, WaitingProof};
use balcao_contract::{Action, AttachProof, ChangeProfile};
use balcao_domain::{
    Customer, FieldRule, ProfileChange, ProfileChangeRequest, Proof, ProofId, RequestId,
    RequestState, UserId,
};
use chrono_tz::Tz;

/// Where an action stands, for the interface.
pub(crate) fn state(state: &State) -> ActionState {
    match state {
        State::Queued => ActionState::Queued,
        State::Sending => ActionState::Sending,
        State::Accepted(_) => ActionState::Accepted,
        State::Refused(error) => ActionState::Refused(error.clone()),
    }
}

/// The file of an action that attaches one.
pub(crate) fn proof(id: ProofId, attach: &AttachProof) -> Proof {
    Proof {
        id,
        name: attach.name.clone(),
        kind: attach.kind,
        size: attach.size,
        sha256: attach.sha256,
    }
}

/// The changes of a customer's data that have not come true, in the order they were made.
fn changes<'a>(
    entries: &'a [Entry],
    customer: &Customer,
) -> impl Iterator<Item = (&'a Entry, &'a ChangeProfile)> {
    let id = customer.id;
    entries.iter().filter_map(move |entry| match &entry.action {
        Action::ChangeProfile(change) if change.customer == id => Some((entry, change)),
        Action::ChangeProfile(_) | Action::AttachProof(_) => None,
    })
}

/// Whether it will come true as far as is known; a refused one is shown beside, not drawn in.
fn is_drawn(entry: &Entry) -> bool {
    !matches!(entry.state, State::Refused(_))
}

/// The customer's data with waiting changes of free fields drawn in, and which fields those are.
pub(crate) fn customer(cached: &Customer, entries: &[Entry]) -> (Customer, Vec<WaitingField>) {
    let mut shown = cached.clone();
    let mut waiting = Vec::<WaitingField>::new();
    for (entry, change) in changes(entries, cached).filter(|(entry, _)| is_drawn(entry)) {
        let free = change.change.with_rule(FieldRule::Free);
        shown = free.over(&shown);
        for field in free.fields() {
            waiting.retain(|earlier| earlier.field != field);
            waiting.push(WaitingField {
                field,
                action: entry.id,
                state: state(&entry.state),
            });
        }
    }
    (shown, waiting)
}

/// The requests as they will be: the portal's, and before them those that it does not have, or
/// whose rows are not here yet.
pub(crate) fn requests(
    portals: Vec<ProfileChangeRequest>,
    cached: Option<&Customer>,
    by: UserId,
    zone: Tz,
    entries: &[Entry],
) -> Vec<ShownRequest> {
    let known = |id: RequestId| portals.iter().any(|request| request.id == id);
    let made = cached.into_iter().flat_map(|customer| {
        changes(entries, customer).filter_map(move |(entry, change)| {
            let request = request(entry, change, customer, by)?;
            Some((request, state(&entry.state)))
        })
    });
    let made: Vec<_> = made.filter(|(request, _)| !known(request.id)).collect();
    let made = made.into_iter().rev().map(|(it, state)| (it, Some(state)));
    made.chain(portals.into_iter().map(|request| (request, None)))
        .map(|(request, waiting)| ShownRequest {
            made_at: moment(request.made_at, zone),
            decided_at: request.decided_at.map(|at| moment(at, zone)),
            proofs: proofs(&request, entries),
            request,
            waiting,
        })
        .collect()
}

/// The request that an action will make; none when it only changes free fields, unless those were
/// refused and the user must see why.
fn request(
    entry: &Entry,
    change: &ChangeProfile,
    customer: &Customer,
    by: UserId,
) -> Option<ProfileChangeRequest> {
    let proposed = if is_drawn(entry) {
        change.change.with_rule(FieldRule::WithApproval)
    } else {
        change.change.clone()
    };
    (!proposed.is_empty()).then(|| ProfileChangeRequest {
        id: RequestId::new(entry.id.0),
        customer: customer.id,
        by,
        made_at: entry.made_at,
        original: proposed.present(customer),
        proposed,
        proofs: Vec::new(),
        state: RequestState::Pending,
        decided_at: None,
        reason: None,
    })
}

fn proofs(request: &ProfileChangeRequest, entries: &[Entry]) -> Vec<WaitingProof> {
    let attached = |id: ProofId| request.proofs.iter().any(|proof| proof.id == id);
    let waiting = entries.iter().filter_map(|entry| match &entry.action {
        Action::AttachProof(attach) if attach.request == request.id => Some(WaitingProof {
            proof: proof(ProofId::new(entry.id.0), attach),
            state: state(&entry.state),
        }),
        Action::AttachProof(_) | Action::ChangeProfile(_) => None,
    });
    waiting.filter(|it| !attached(it.proof.id)).collect()
}

/// What of a change differs from what is shown.
pub(crate) fn difference(shown: &Customer, change: &ProfileChange) -> ProfileChange {
    ProfileChange::between(shown, &change.over(shown))
}

#[cfg(test)]
mod tests;
