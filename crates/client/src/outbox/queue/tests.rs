use super::*;
use balcao_bridge::ErrorCode;
use balcao_domain::{
    AttachProof, ChangeProfile, CustomerId, ProfileChange, ProofKind, RequestId, Sha256Digest,
};
use uuid::Uuid;

mod model;

/// The id of that number.
pub(crate) fn id(number: u128) -> ActionId {
    ActionId(Uuid::from_u128(number))
}

pub(crate) fn customer(number: u128) -> CustomerId {
    CustomerId::new(Uuid::from_u128(number))
}

/// A new phone for the customer of that number.
pub(crate) fn change(number: u128) -> Action {
    Action::ChangeProfile(ChangeProfile {
        customer: customer(number),
        change: ProfileChange {
            phone: Some("1933334444".into()),
            ..ProfileChange::default()
        },
    })
}

/// A file for a request of the customer of that number.
pub(crate) fn attach(number: u128, request: ActionId) -> Action {
    Action::AttachProof(AttachProof {
        customer: customer(number),
        request: RequestId::new(request.0),
        name: "conta.pdf".into(),
        kind: ProofKind::Pdf,
        size: 9,
        sha256: Sha256Digest::new([7; 32]),
    })
}

fn queue(actions: &[(u128, Action)]) -> Queue {
    let mut queue = Queue::default();
    for (number, action) in actions {
        let made_at = DateTime::UNIX_EPOCH;
        queue.enqueue(id(*number), action.clone(), made_at).unwrap();
    }
    queue
}

fn ready(queue: &Queue) -> Vec<ActionId> {
    queue.ready().map(|entry| entry.id).collect()
}

fn refusal() -> AppError {
    AppError::new(ErrorCode::RoleNeeded)
}

fn mark(number: u128, seq: u64, generation: i64) -> Mark {
    Mark {
        stream: Stream::Customer(customer(number)),
        seq,
        generation,
    }
}

fn place(number: u128, generation: i64, seq: Option<u64>) -> BTreeMap<Stream, Place> {
    BTreeMap::from([(
        Stream::Customer(customer(number)),
        Place { generation, seq },
    )])
}

#[test]
fn actions_of_one_subject_go_one_after_the_other_and_other_subjects_go_on() {
    let mut queue = queue(&[(1, change(1)), (2, change(1)), (3, change(2))]);
    assert_eq!(ready(&queue), [id(1), id(3)]);
    queue.begin(id(1)).unwrap();
    assert_eq!(ready(&queue), [id(3)]);
    assert_eq!(queue.begin(id(2)), Err(NotNow));
    queue.accept(id(1), mark(1, 5, 0)).unwrap();
    assert_eq!(ready(&queue), [id(2), id(3)]);
}

#[test]
fn a_proof_waits_for_its_request_and_goes_with_it() {
    let mut queue = queue(&[(1, change(1)), (2, attach(1, id(1))), (3, change(1))]);
    assert_eq!(ready(&queue), [id(1)]);
    let gone = queue.cancel(id(1)).unwrap();
    let gone: Vec<_> = gone.iter().map(|entry| entry.id).collect();
    assert_eq!(gone, [id(1), id(2)]);
    assert_eq!(ready(&queue), [id(3)]);
}

#[test]
fn a_refused_action_holds_back_later_ones_of_its_subject_until_the_user_decides() {
    let mut queue = queue(&[(1, change(1)), (2, change(1)), (3, change(2))]);
    queue.begin(id(1)).unwrap();
    queue.refuse(id(1), refusal()).unwrap();
    assert_eq!(ready(&queue), [id(3)]);
    assert_eq!(
        (queue.held_by(id(2)), queue.held_by(id(3))),
        (Some(id(1)), None)
    );
    let mut retried = queue.clone();
    retried.retry(id(1)).unwrap();
    assert_eq!(ready(&retried), [id(1), id(3)]);
    queue.discard(id(1)).unwrap();
    assert_eq!(ready(&queue), [id(2), id(3)]);
}

#[test]
fn only_what_is_queued_is_cancelled_and_only_what_was_refused_is_discarded_or_retried() {
    let mut queue = queue(&[(1, change(1))]);
    assert_eq!(queue.discard(id(1)), Err(NotNow));
    assert_eq!(queue.retry(id(1)), Err(NotNow));
    queue.begin(id(1)).unwrap();
    assert_eq!(queue.cancel(id(1)), Err(NotNow));
    assert_eq!(queue.begin(id(1)), Err(NotNow));
    queue.refuse(id(1), refusal()).unwrap();
    assert_eq!(queue.cancel(id(1)), Err(NotNow));
    assert_eq!(queue.accept(id(1), mark(1, 1, 0)), Err(NotNow));
    assert_eq!(
        queue.enqueue(id(1), change(1), DateTime::UNIX_EPOCH),
        Err(NotNow)
    );
    assert_eq!(queue.discard(id(9)), Err(NotNow));
}

#[test]
fn what_was_being_sent_when_the_app_ended_is_sent_again_under_the_same_key() {
    let mut queue = queue(&[(1, change(1)), (2, change(2))]);
    queue.begin(id(1)).unwrap();
    let again = Queue::restarted(queue.entries().to_vec());
    assert_eq!(ready(&again), [id(1), id(2)]);
}

#[test]
fn an_accepted_action_is_gone_once_the_cache_has_come_so_far() {
    let mut queue = queue(&[(1, change(1))]);
    queue.begin(id(1)).unwrap();
    queue.accept(id(1), mark(1, 5, 2)).unwrap();
    assert_eq!(queue.unsent(), 0);
    for (generation, seq) in [(2, Some(4)), (2, None), (3, None)] {
        queue.settle(&place(1, generation, seq));
        assert_eq!(queue.entries().len(), 1, "{generation} {seq:?}");
    }
    for places in [
        place(1, 2, Some(5)),
        // Loaded afresh since, from a portal whose numbers may be others.
        place(1, 3, Some(1)),
        BTreeMap::new(),
    ] {
        let mut settled = queue.clone();
        settled.settle(&places);
        assert_eq!(settled, Queue::default());
    }
}

#[test]
fn read_anew_while_the_app_runs_what_was_being_sent_still_is() {
    let mut queue = queue(&[(1, change(1)), (2, change(2))]);
    queue.begin(id(1)).unwrap();
    let mut again = Queue::restarted(queue.entries().to_vec());
    again.still_sending(&queue);
    assert_eq!(again, queue);
}
