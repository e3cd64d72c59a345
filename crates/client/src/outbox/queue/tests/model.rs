//! Machine, overlay and cursor together against a portal that does each key once: whatever happens
//! in whatever order, every decision comes true once and in its order, and the user sees it from
//! the moment it was made.

use super::*;
use crate::db::DbError;
use crate::outbox::overlay::{Cached, Drawn};
use crate::testing::faults::told_cases;
use balcao_domain::{Collection, Customer, Owner, RowId, Synced, UserId};
use balcao_people::rede_horizonte;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const SUBJECTS: u128 = 3;

static SOMEBODY: LazyLock<Customer> =
    LazyLock::new(|| rede_horizonte(crate::testing::today(), 7).customers[0].clone());

/// What happens next; `nth` counts among the actions it can happen to.
#[derive(Debug, Clone)]
enum Op {
    Decide {
        subject: u128,
    },
    Attach {
        nth: usize,
    },
    Send {
        nth: usize,
        end: End,
    },
    Retry {
        nth: usize,
    },
    Cancel {
        nth: usize,
    },
    Discard {
        nth: usize,
    },
    /// The portal answers a sync; the answer arrives with the next `Sync`.
    Ask {
        subject: u128,
    },
    Sync {
        subject: u128,
    },
    /// The stream is loaded afresh, perhaps from a portal that counts anew.
    Reset {
        subject: u128,
        renumbered: bool,
    },
    Loaded {
        subject: u128,
    },
    Restart,
}

#[derive(Debug, Clone, Copy)]
enum End {
    Answered,
    Lost,
    Unheard,
    Refused,
}

fn op() -> impl Strategy<Value = Op> {
    let subject = || 0..SUBJECTS;
    let nth = || 0_usize..4;
    let end = prop_oneof![
        4 => Just(End::Answered),
        1 => Just(End::Lost),
        1 => Just(End::Unheard),
        1 => Just(End::Refused),
    ];
    prop_oneof![
        6 => subject().prop_map(|subject| Op::Decide { subject }),
        2 => nth().prop_map(|nth| Op::Attach { nth }),
        8 => (nth(), end).prop_map(|(nth, end)| Op::Send { nth, end }),
        2 => nth().prop_map(|nth| Op::Retry { nth }),
        2 => nth().prop_map(|nth| Op::Cancel { nth }),
        1 => nth().prop_map(|nth| Op::Discard { nth }),
        3 => subject().prop_map(|subject| Op::Ask { subject }),
        4 => subject().prop_map(|subject| Op::Sync { subject }),
        1 => (subject(), any::<bool>())
            .prop_map(|(subject, renumbered)| Op::Reset { subject, renumbered }),
        2 => subject().prop_map(|subject| Op::Loaded { subject }),
        1 => Just(Op::Restart),
    ]
}

/// A customer's stream, at the portal and here.
#[derive(Clone)]
struct Side {
    phone: String,
    seq: u64,
}

struct World {
    queue: Queue,
    next: u128,
    customer: Customer,
    portal: Vec<Side>,
    cache: Vec<Side>,
    places: Vec<Place>,
    /// Answers on their way, and where loads began.
    asked: Vec<Option<Side>>,
    loading: Vec<Option<u64>>,
    /// What had an effect, in order.
    performed: Vec<ActionId>,
    /// What was decided and not taken back, in order, with the phone it sets.
    decided: Vec<(ActionId, u128, Option<String>)>,
}

impl World {
    fn new() -> Self {
        let customer = SOMEBODY.clone();
        let side = Side {
            phone: customer.phone.clone(),
            seq: 10,
        };
        let place = Place {
            generation: 1,
            seq: Some(10),
        };
        let subjects = SUBJECTS as usize;
        Self {
            queue: Queue::default(),
            next: 100,
            customer,
            portal: vec![side.clone(); subjects],
            cache: vec![side; subjects],
            places: vec![place; subjects],
            asked: vec![None; subjects],
            loading: vec![None; subjects],
            performed: Vec::new(),
            decided: Vec::new(),
        }
    }

    fn subject(action: &Action) -> u128 {
        match action.owner() {
            Owner::Customer(customer) => customer.uuid().as_u128(),
            owner => panic!("{owner:?}"),
        }
    }

    fn nth(&self, nth: usize, can: impl Fn(&Entry) -> bool) -> Option<Entry> {
        let able: Vec<_> = self.queue.entries().iter().filter(|it| can(it)).collect();
        able.get(nth.checked_rem(able.len())?).copied().cloned()
    }

    fn enqueue(&mut self, action: Action, phone: Option<String>) {
        self.next += 1;
        let (made, subject) = (id(self.next), Self::subject(&action));
        self.queue
            .enqueue(made, action, DateTime::UNIX_EPOCH)
            .unwrap();
        self.decided.push((made, subject, phone));
    }

    fn perform(&mut self, entry: &Entry) {
        if self.performed.contains(&entry.id) {
            return;
        }
        let portal = &mut self.portal[Self::subject(&entry.action) as usize];
        portal.seq += 1;
        if let Action::ChangeProfile(it) = &entry.action {
            portal.phone = it.change.phone.clone().unwrap();
        }
        self.performed.push(entry.id);
    }

    fn send(&mut self, nth: usize, end: End) {
        let ready: Vec<_> = self.queue.ready().map(|entry| entry.id).collect();
        let Some(at) = nth.checked_rem(ready.len()) else {
            return;
        };
        let entry = self.queue.begin(ready[at]).unwrap();
        let subject = Self::subject(&entry.action) as usize;
        match end {
            End::Unheard => self.queue.postpone(entry.id).unwrap(),
            End::Lost => {
                self.perform(&entry);
                self.queue.postpone(entry.id).unwrap();
            }
            // What had its effect is answered with that, not refused.
            End::Refused if !self.performed.contains(&entry.id) => {
                self.queue.refuse(entry.id, refusal()).unwrap();
            }
            End::Answered | End::Refused => {
                self.perform(&entry);
                let portal = self.portal[subject].clone();
                self.cache[subject].phone = portal.phone;
                let generation = self.places[subject].generation;
                let mark = mark(subject as u128, portal.seq, generation);
                self.queue.accept(entry.id, mark).unwrap();
            }
        }
    }

    fn take_out(&mut self, gone: Vec<Entry>) {
        self.decided
            .retain(|(id, ..)| gone.iter().all(|entry| entry.id != *id));
    }

    fn step(&mut self, op: Op) {
        match op {
            Op::Decide { subject } => {
                let phone = format!("19{:08}", self.next);
                let mut action = change(subject);
                if let Action::ChangeProfile(it) = &mut action {
                    it.change.phone = Some(phone.clone());
                }
                self.enqueue(action, Some(phone));
            }
            Op::Attach { nth } => {
                let is_change = |entry: &Entry| matches!(entry.action, Action::ChangeProfile(_));
                if let Some(request) = self.nth(nth, is_change) {
                    self.enqueue(attach(Self::subject(&request.action), request.id), None);
                }
            }
            Op::Send { nth, end } => self.send(nth, end),
            Op::Retry { nth } => {
                if let Some(it) = self.nth(nth, |it| matches!(it.state, State::Refused(_))) {
                    self.queue.retry(it.id).unwrap();
                }
            }
            Op::Cancel { nth } => {
                let performed = self.performed.clone();
                // One whose answer was lost is done all the same, and then seen as such.
                let can = |it: &Entry| it.state == State::Queued && !performed.contains(&it.id);
                if let Some(it) = self.nth(nth, can) {
                    let gone = self.queue.cancel(it.id).unwrap();
                    self.take_out(gone);
                }
            }
            Op::Discard { nth } => {
                if let Some(it) = self.nth(nth, |it| matches!(it.state, State::Refused(_))) {
                    let gone = self.queue.discard(it.id).unwrap();
                    self.take_out(gone);
                }
            }
            Op::Ask { subject } => {
                let at = subject as usize;
                if self.loading[at].is_none() {
                    self.asked[at] = Some(self.portal[at].clone());
                }
            }
            Op::Sync { subject } => {
                let at = subject as usize;
                if self.loading[at].is_some() {
                    return;
                }
                let answer = self.asked[at].take();
                self.cache[at] = answer.unwrap_or_else(|| self.portal[at].clone());
                self.places[at].seq = Some(self.cache[at].seq);
            }
            Op::Reset {
                subject,
                renumbered,
            } => {
                let at = subject as usize;
                if renumbered {
                    self.portal[at].seq = 1;
                }
                self.asked[at] = None;
                self.loading[at] = Some(self.portal[at].seq);
                self.places[at].generation += 1;
                self.places[at].seq = None;
            }
            Op::Loaded { subject } => {
                let at = subject as usize;
                if let Some(begun) = self.loading[at].take() {
                    self.cache[at] = self.portal[at].clone();
                    self.places[at].seq = Some(begun);
                }
            }
            Op::Restart => self.queue = Queue::restarted(self.queue.entries().to_vec()),
        }
        let places = (0..SUBJECTS).zip(&self.places);
        let places = places.map(|(it, place)| (Stream::Customer(customer(it)), *place));
        self.queue.settle(&places.collect::<BTreeMap<_, _>>());
    }

    /// What must hold after every step.
    fn check(&self) {
        for subject in 0..SUBJECTS {
            self.check_order(subject);
            self.check_overlay(subject);
        }
        for (id, ..) in &self.decided {
            let known = self.queue.get(*id).is_some() || self.performed.contains(id);
            assert!(known, "{id} is neither queued nor done");
        }
    }

    fn check_order(&self, subject: u128) {
        let decided = self.decided.iter().filter(|(_, of, _)| *of == subject);
        let decided: Vec<_> = decided.map(|(id, ..)| *id).collect();
        let performed = self.performed.iter().filter(|id| decided.contains(id));
        let performed: Vec<_> = performed.copied().collect();
        let in_order = decided.iter().filter(|id| performed.contains(id)).copied();
        assert_eq!(
            performed,
            in_order.collect::<Vec<_>>(),
            "each once, in order"
        );
        let of_subject = |entry: &&Entry| Self::subject(&entry.action) == subject;
        assert!(self.queue.ready().filter(of_subject).count() <= 1);
    }

    /// The last decision that was not refused is seen, however far portal and cache have come.
    fn check_overlay(&self, subject: u128) {
        let refused = |id: ActionId| {
            let entry = self.queue.get(id);
            entry.is_some_and(|entry| matches!(entry.state, State::Refused(_)))
        };
        let decided = self.decided.iter().rev();
        let mut decided = decided.filter(|(id, of, _)| *of == subject && !refused(*id));
        let expected = decided.find_map(|(_, _, phone)| phone.clone());
        let mut cached = self.customer.clone();
        cached.id = customer(subject);
        cached.phone = self.cache[subject as usize].phone.clone();
        let owner = Owner::Customer(cached.id);
        let by = UserId::new(uuid::Uuid::nil());
        let drawn = Drawn::over(&Only(&cached), owner, self.queue.entries(), by).unwrap();
        let shown: Option<Customer> = drawn.drawn(cached.id()).unwrap();
        let shown = shown.unwrap_or(cached);
        assert_eq!(shown.phone, expected.unwrap_or(self.customer.phone.clone()));
    }
}

/// A cache that holds one customer.
struct Only<'a>(&'a Customer);

impl Cached for Only<'_> {
    fn json(&self, collection: Collection, _: RowId) -> Result<Option<String>, DbError> {
        let is_it = collection == Collection::Customers;
        Ok(is_it.then(|| serde_json::to_string(self.0).unwrap()))
    }

    fn ids(&self, _: Collection, _: Owner) -> Result<Vec<RowId>, DbError> {
        Ok(Vec::new())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(told_cases(1_000, "runs of the model")))]

    #[test]
    fn f6_every_decision_comes_true_once_in_its_order_and_is_seen_all_the_while(
        ops in prop::collection::vec(op(), 1..60)
    ) {
        let mut world = World::new();
        for op in ops {
            world.step(op);
            world.check();
        }
        // The network heals, and the user gives up what was refused: the queue empties.
        while world.queue.unsent() > 0 {
            world.step(Op::Discard { nth: 0 });
            world.step(Op::Send { nth: 0, end: End::Answered });
        }
        for subject in 0..SUBJECTS {
            world.step(Op::Loaded { subject });
            world.step(Op::Sync { subject });
            world.step(Op::Sync { subject });
            world.check();
        }
        prop_assert_eq!(world.queue, Queue::default());
    }
}
