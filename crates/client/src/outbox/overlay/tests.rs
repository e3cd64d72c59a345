use super::*;
use crate::outbox::queue::tests::id;
use crate::outbox::queue::{Mark, Queue};
use balcao_bridge::{ActionId, AppError, ErrorCode};
use balcao_domain::{PostalAddress, ProfileField, ProofKind, Sha256Digest, Stream};
use balcao_people::rede_horizonte;
use chrono::DateTime;

fn ana() -> Customer {
    rede_horizonte(crate::testing::today(), 7).customers[0].clone()
}

fn phone(number: &str) -> ProfileChange {
    ProfileChange {
        phone: Some(number.into()),
        ..ProfileChange::default()
    }
}

fn moved() -> ProfileChange {
    ProfileChange {
        address: Some(PostalAddress {
            street: "Rua Nova, 7".into(),
            ..ana().address
        }),
        ..phone("1933334444")
    }
}

fn queue(changes: Vec<ProfileChange>) -> Queue {
    let mut queue = Queue::default();
    for (number, change) in (1..).zip(changes) {
        let customer = ana().id;
        let action = Action::ChangeProfile(ChangeProfile { customer, change });
        queue
            .enqueue(id(number), action, DateTime::UNIX_EPOCH)
            .unwrap();
    }
    queue
}

fn by() -> UserId {
    UserId::new(uuid::Uuid::from_u128(5))
}

fn refuse(queue: &mut Queue, number: u128) {
    queue.begin(id(number)).unwrap();
    let error = AppError::new(ErrorCode::RoleNeeded);
    queue.refuse(id(number), error).unwrap();
}

fn shown(cached: &Customer, queue: &Queue) -> Vec<ShownRequest> {
    requests(Vec::new(), Some(cached), by(), Tz::UTC, queue.entries())
}

#[test]
fn tv_02_a_free_field_shows_its_new_value_at_once_and_the_last_one_wins() {
    let queue = queue(vec![phone("1911112222"), phone("1933334444")]);
    let (drawn, waiting) = customer(&ana(), queue.entries());
    assert_eq!(drawn.phone, "1933334444");
    let [field] = waiting.as_slice() else {
        panic!("one field waits: {waiting:?}");
    };
    assert_eq!((field.field, field.action), (ProfileField::Phone, id(2)));
    assert_eq!(field.state, ActionState::Queued);
}

#[test]
fn mg_03_a_field_with_approval_is_drawn_as_a_request_and_not_as_true() {
    let queue = queue(vec![moved()]);
    let (drawn, _) = customer(&ana(), queue.entries());
    assert_eq!(
        (drawn.address, drawn.phone.as_str()),
        (ana().address, "1933334444")
    );
    let [shown] = &shown(&ana(), &queue)[..] else {
        panic!("one request waits");
    };
    assert_eq!(shown.waiting, Some(ActionState::Queued));
    assert_eq!(shown.request.proposed.address, moved().address);
    assert_eq!(shown.request.original.address, Some(ana().address));
    assert_eq!(shown.request.proposed.phone, None);
}

#[test]
fn a_refused_change_is_not_drawn_in_and_stays_to_be_seen_with_all_it_said() {
    let mut queue = queue(vec![phone("1933334444")]);
    refuse(&mut queue, 1);
    let (drawn, waiting) = customer(&ana(), queue.entries());
    assert_eq!((drawn, waiting), (ana(), Vec::new()));
    let shown = shown(&ana(), &queue);
    assert_eq!(shown[0].request.proposed, phone("1933334444"));
    assert!(matches!(shown[0].waiting, Some(ActionState::Refused(_))));
}

#[test]
fn a_request_whose_row_is_here_is_drawn_once_with_the_proof_that_is_on_its_way() {
    let mut queue = queue(vec![moved()]);
    let attach = AttachProof {
        customer: ana().id,
        request: RequestId::new(id(1).0),
        name: "conta.pdf".into(),
        kind: ProofKind::Pdf,
        size: 9,
        sha256: Sha256Digest::new([7; 32]),
    };
    let action = Action::AttachProof(attach.clone());
    queue.enqueue(id(2), action, DateTime::UNIX_EPOCH).unwrap();
    queue.begin(id(1)).unwrap();
    let mark = Mark {
        stream: Stream::Customer(ana().id),
        seq: 5,
        generation: 0,
    };
    let mut portals = shown(&ana(), &queue).remove(0).request;
    queue.accept(id(1), mark).unwrap();
    let drawn = requests(
        vec![portals.clone()],
        Some(&ana()),
        by(),
        Tz::UTC,
        queue.entries(),
    );
    assert_eq!(drawn.len(), 1);
    assert_eq!(drawn[0].waiting, None);
    assert_eq!(drawn[0].proofs[0].state, ActionState::Queued);

    let brought = proof(ProofId::new(ActionId(id(2).0).0), &attach);
    portals.proofs.push(brought);
    let drawn = requests(vec![portals], Some(&ana()), by(), Tz::UTC, queue.entries());
    assert_eq!(drawn[0].proofs, []);
}

#[test]
fn only_what_differs_from_what_is_shown_is_sent() {
    let same = ProfileChange {
        name: Some(ana().name),
        ..phone("1933334444")
    };
    assert_eq!(difference(&ana(), &same), phone("1933334444"));
    assert!(difference(&ana(), &ProfileChange::default()).is_empty());
}
