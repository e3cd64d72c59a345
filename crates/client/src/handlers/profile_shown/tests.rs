use super::*;
use crate::cache::listed;
use crate::db::{Database, Place, Schema};
use crate::outbox::overlay::Drawn;
use crate::outbox::queue::tests::id;
use crate::outbox::queue::{Mark, Queue};
use crate::testing::today;
use balcao_bridge::{ActionState, AppError, ErrorCode};
use balcao_domain::{
    AttachProof, Owner, PostalAddress, ProfileChange, ProfileField, ProofKind, Sha256Digest, Stream,
};
use balcao_people::{ANA_TAX_ID, Cast, rede_horizonte};
use chrono::DateTime;

fn cast() -> Cast {
    rede_horizonte(today(), 7)
}

fn ana() -> Customer {
    cast().customers[0].clone()
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
        let action = ChangeProfile { customer, change }.into();
        let made_at = DateTime::UNIX_EPOCH;
        queue.enqueue(id(number), action, made_at).unwrap();
    }
    queue
}

fn refuse(queue: &mut Queue, number: u128) {
    queue.begin(id(number)).unwrap();
    let error = AppError::new(ErrorCode::RoleNeeded);
    queue.refuse(id(number), error).unwrap();
}

/// What is shown of Ana's data when these requests are cached.
async fn shown(portals: Vec<ProfileChangeRequest>, queue: &Queue) -> (Customer, Vec<ShownRequest>) {
    let database = Database::create(Schema::CACHE, Place::Memory).await;
    let database = database.unwrap();
    let (entries, cached) = (queue.entries().to_vec(), portals.clone());
    let user = cast().person(ANA_TAX_ID).unwrap().user.clone();
    let by = user.id;
    let drawn = database.write(move |connection| {
        listed::put(connection, 0, &user)?;
        listed::put(connection, 0, &ana())?;
        for request in &cached {
            listed::put(connection, 0, request)?;
        }
        let drawn = Drawn::of(connection, Owner::Customer(ana().id), &entries)?;
        let customer = drawn.get::<Customer>(connection, ana().id.uuid().into())?;
        let requests = drawn.of_customer(connection, ana().id)?;
        Ok((customer.unwrap(), requests))
    });
    let (customer, drawn) = drawn.await.unwrap();
    let refused = refused(queue.entries(), &customer, by);
    let requests = requests(&portals, drawn, refused, queue.entries(), Tz::UTC);
    (customer, requests)
}

#[tokio::test]
async fn tv_02_a_free_field_shows_its_new_value_at_once_and_the_last_one_wins() {
    let queue = queue(vec![phone("1911112222"), phone("1933334444")]);
    let (drawn, _) = shown(Vec::new(), &queue).await;
    assert_eq!(drawn.phone, "1933334444");
    let waiting = fields(queue.entries(), ana().id);
    let [field] = waiting.as_slice() else {
        panic!("one field waits: {waiting:?}");
    };
    assert_eq!((field.field, field.action), (ProfileField::Phone, id(2)));
    assert_eq!(field.state, ActionState::Queued);
}

#[tokio::test]
async fn mg_03_a_field_with_approval_is_drawn_as_a_request_and_not_as_true() {
    let queue = queue(vec![moved()]);
    let (drawn, requests) = shown(Vec::new(), &queue).await;
    assert_eq!(
        (drawn.address, drawn.phone.as_str()),
        (ana().address, "1933334444")
    );
    let [shown] = requests.as_slice() else {
        panic!("one request waits");
    };
    assert_eq!(shown.waiting, Some(ActionState::Queued));
    assert_eq!(shown.request.proposed.address, moved().address);
    assert_eq!(shown.request.original.address, Some(ana().address));
    assert_eq!(shown.request.proposed.phone, None);
}

#[tokio::test]
async fn a_refused_change_is_not_drawn_in_and_stays_to_be_seen_with_all_it_said() {
    let mut queue = queue(vec![phone("1933334444")]);
    refuse(&mut queue, 1);
    let (drawn, shown) = shown(Vec::new(), &queue).await;
    assert_eq!(drawn, ana());
    assert_eq!(fields(queue.entries(), ana().id), Vec::new());
    assert_eq!(shown[0].request.proposed, phone("1933334444"));
    assert!(matches!(shown[0].waiting, Some(ActionState::Refused(_))));
}

#[tokio::test]
async fn a_request_whose_row_is_here_is_drawn_once_with_the_proof_that_is_on_its_way() {
    let mut queue = queue(vec![moved()]);
    let attach = AttachProof {
        customer: ana().id,
        request: RequestId::new(id(1).0),
        name: "conta.pdf".into(),
        kind: ProofKind::Pdf,
        size: 9,
        sha256: Sha256Digest::new([7; 32]),
    };
    let action = attach.clone().into();
    queue.enqueue(id(2), action, DateTime::UNIX_EPOCH).unwrap();
    let mut portals = shown(Vec::new(), &queue).await.1.remove(0).request;
    assert_eq!(portals.proofs, [], "it is on its way, and not there");
    queue.begin(id(1)).unwrap();
    let mark = Mark {
        stream: Stream::Customer(ana().id),
        seq: 5,
        generation: 0,
    };
    queue.accept(id(1), mark).unwrap();
    let drawn = shown(vec![portals.clone()], &queue).await.1;
    assert_eq!(drawn.len(), 1);
    assert_eq!(drawn[0].waiting, None);
    assert_eq!(drawn[0].proofs[0].state, ActionState::Queued);

    portals.proofs.push(attach.proof(ProofId::new(id(2).0)));
    let drawn = shown(vec![portals], &queue).await.1;
    assert_eq!(drawn[0].proofs, []);
}

#[tokio::test]
async fn what_waits_stands_first_the_newest_on_top_and_takes_the_place_of_what_is_pending() {
    let street = |street: &str| {
        let mut change = moved();
        change.address.as_mut().unwrap().street = street.into();
        change
    };
    let before = shown(Vec::new(), &queue(vec![street("Rua Velha, 1")])).await;
    let mut portals = before.1[0].request.clone();
    portals.id = RequestId::new(uuid::Uuid::from_u128(99));
    let queue = queue(vec![street("Rua Nova, 7"), street("Rua Nova, 8")]);
    let (_, requests) = shown(vec![portals.clone()], &queue).await;
    let ids: Vec<_> = requests.iter().map(|it| it.request.id.uuid()).collect();
    assert_eq!(ids, [id(2).0, id(1).0, portals.id.uuid()]);
    let states: Vec<_> = requests.iter().map(|it| it.request.state).collect();
    let (pending, inactive) = (RequestState::Pending, RequestState::Inactive);
    assert_eq!(states, [pending, inactive, inactive]);
}
