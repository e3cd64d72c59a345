use super::*;
use crate::db::{Database, Place, Schema};
use crate::outbox::queue::Queue;
use crate::outbox::queue::tests::id;
use crate::testing::today;
use balcao_bridge::{AppError, ErrorCode};
use balcao_domain::{AttachProof, ChangeProfile, Customer, ProfileChange, Proof, ProofKind};
use balcao_domain::{ProfileChangeRequest, ProofId, RequestId, Sha256Digest};
use balcao_people::{ANA_TAX_ID, rede_horizonte};
use chrono::DateTime;

/// Ana's rows as they are cached, and what waits.
struct Scene {
    database: Database,
    customer: Customer,
    queue: Queue,
}

impl Scene {
    async fn new() -> Self {
        let cast = rede_horizonte(today(), 7);
        let user = cast.person(ANA_TAX_ID).unwrap().user.clone();
        let customer = cast.customers[0].clone();
        let database = Database::create(Schema::CACHE, Place::Memory)
            .await
            .unwrap();
        let row = customer.clone();
        let put = database.write(move |connection| {
            listed::put(connection, 0, &user)?;
            listed::put(connection, 0, &row)
        });
        put.await.unwrap();
        let queue = Queue::default();
        Self {
            database,
            customer,
            queue,
        }
    }

    fn waits(&mut self, number: u128, action: impl Into<balcao_domain::Action>) {
        let made_at = DateTime::UNIX_EPOCH;
        self.queue
            .enqueue(id(number), action.into(), made_at)
            .unwrap();
    }

    fn change(&self, name: Option<&str>, phone: Option<&str>) -> ChangeProfile {
        ChangeProfile {
            customer: self.customer.id,
            change: ProfileChange {
                name: name.map(str::to_owned),
                phone: phone.map(str::to_owned),
                ..ProfileChange::default()
            },
        }
    }

    async fn drawn<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Connection, &Drawn) -> T + Send + 'static,
    ) -> T {
        let owner = Owner::Customer(self.customer.id);
        let entries = self.queue.entries().to_vec();
        let read = self.database.read(move |connection| {
            let drawn = Drawn::of(connection, owner, &entries)?;
            Ok(look(connection, &drawn))
        });
        read.await.unwrap()
    }
}

#[tokio::test]
async fn an_effect_builds_upon_those_before_it() {
    let mut scene = Scene::new().await;
    scene.waits(1, scene.change(Some("Ana Lima"), Some("1911112222")));
    scene.waits(2, scene.change(None, Some("1933334444")));
    let row = RowId::from(scene.customer.id.uuid());
    let customer = scene.drawn(move |connection, drawn| drawn.get(connection, row).unwrap());
    let customer: Customer = customer.await.unwrap();
    assert_eq!(customer.phone, "1933334444");
    assert_eq!(customer.name, scene.customer.name, "that is to be approved");
}

#[tokio::test]
async fn what_was_refused_is_not_drawn_and_what_the_rows_refuse_neither() {
    let mut scene = Scene::new().await;
    scene.waits(1, scene.change(None, Some("1911112222")));
    scene.queue.begin(id(1)).unwrap();
    let refused = AppError::new(ErrorCode::RoleNeeded);
    scene.queue.refuse(id(1), refused).unwrap();
    let proof = Proof {
        id: ProofId::new(id(2).0),
        name: "conta.pdf".into(),
        kind: ProofKind::Pdf,
        size: 9,
        sha256: Sha256Digest::new([7; 32]),
    };
    let nowhere = RequestId::new(uuid::Uuid::from_u128(99));
    scene.waits(2, AttachProof::of(scene.customer.id, nowhere, proof));
    let drawn = scene.drawn(|_, drawn| drawn.0.len());
    assert_eq!(drawn.await, 0);
}

#[tokio::test]
async fn rows_of_another_owner_are_drawn_for_nobody_else() {
    let mut scene = Scene::new().await;
    scene.waits(1, scene.change(None, Some("1911112222")));
    let entries = scene.queue.entries().to_vec();
    let drawn = scene.database.read(move |connection| {
        Drawn::of(connection, Owner::User, &entries).map(|drawn| drawn.0.len())
    });
    assert_eq!(drawn.await.unwrap(), 0);
}

#[tokio::test]
async fn what_has_come_true_is_drawn_no_second_time() {
    let mut scene = Scene::new().await;
    scene.waits(1, scene.change(Some("Ana Lima"), None));
    let requests = |connection: &Connection, drawn: &Drawn| {
        let of = drawn.0.keys().next().map(|(_, id)| *id);
        let request: Option<ProfileChangeRequest> =
            of.and_then(|id| drawn.get(connection, id).unwrap());
        request
    };
    let mut request = scene.drawn(requests).await.unwrap();
    request.state = balcao_domain::RequestState::Approved;
    let put = scene
        .database
        .write(move |connection| listed::put(connection, 0, &request));
    put.await.unwrap();
    assert_eq!(scene.drawn(requests).await, None, "the portal's row stays");
}
