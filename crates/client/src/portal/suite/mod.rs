//! What every portal promises, in one suite: the twin in memory keeps it, the same over https, and
//! the portal itself as a process. Only tests run it.

// It is compiled for tests of another package too, and there it is none by itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod actions;
mod ages;
mod calls;
mod drawn;
mod reading;
mod sessions;
mod uploads;

use super::http::{ExtraAuthority, HttpPortal};
use super::{Base, Portal, PortalError, SyncAsked, Synced};
use crate::address::Address;
use balcao_contract::sync::Line;
use balcao_contract::{Accepted, Problem, ProblemCode, SignInRequest, Tokens};
use balcao_domain::{
    Action, Bill, CallRecord, ChangeProfile, CivilDate, CustomerId, DecisionKind, PlanId,
    PostalAddress, ProfileChange, Provider, Role, Sensitive, TaxId,
};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// Somebody who may sign in.
#[derive(Debug, Clone)]
pub struct Person {
    /// CPF or CNPJ.
    pub tax_id: TaxId,
    /// The password.
    pub password: Sensitive<String>,
    /// Whom they act for.
    pub customer: CustomerId,
    /// The first plan of theirs.
    pub plan: PlanId,
}

/// What is known of the first provider of a portal under test.
#[derive(Debug, Clone)]
pub struct Known {
    /// The provider.
    pub provider: Provider,
    /// A subscriber, who may change her data.
    pub ana: Person,
    /// A subscriber whose plan is suspended, who may change his data.
    pub bruno: Person,
    /// A technician, who may change nothing.
    pub tiago: Person,
    /// A bill of Ana's.
    pub bill: Bill,
    /// The day it is there.
    pub today: CivilDate,
    /// A sample of each decision.
    pub sample: Samples,
}

/// A decision of a kind by somebody, and the file that comes with it; no two numbers say the
/// same. One that builds upon another builds upon the one of that id.
pub type Samples = fn(DecisionKind, &Person, u32, Uuid) -> (Action, Option<Vec<u8>>);

/// What a portal under test has done to it where nobody looks.
pub trait Backstage: Send + Sync {
    /// The answers to actions are as old as those that are forgotten.
    fn prune_answers(&self);

    /// The log is as old as those that are forgotten.
    fn prune_log(&self);

    /// A customer of the first provider has made calls.
    fn take_in_calls(&self, customer: CustomerId, calls: &[CallRecord]);

    /// A bill lies in the database and nobody can read it: its Pix code is none. No line of the log
    /// says so.
    fn spoil(&self, bill: &Bill);

    /// The bill reads again; no line of the log says so.
    fn mend(&self, bill: &Bill);

    /// A user is this to a customer from now on, and nothing else.
    fn give(&self, person: &Person, role: Role);

    /// Notes all that the portal has.
    fn back_up(&self);

    /// The portal has again what was noted, and nothing else.
    fn restore(&self);
}

/// Checks every promise of a portal at an address, which an extra authority vouches for.
///
/// # Panics
/// When one is not kept.
pub async fn every_promise_over_https(
    origin: &str,
    extra_ca: &Path,
    known: Known,
    backstage: Arc<dyn Backstage>,
) {
    let authority = ExtraAuthority::read(extra_ca).unwrap();
    let portal = Arc::new(HttpPortal::new(Some(&authority), "test").unwrap());
    every_promise(&Stage {
        portal,
        origin: origin.into(),
        known,
        backstage,
    })
    .await;
}

async fn every_promise(stage: &Stage) {
    reading::every_promise(stage).await;
    sessions::every_promise(stage).await;
    actions::every_promise(stage).await;
    uploads::every_promise(stage).await;
    calls::every_promise(stage).await;
    ages::every_promise(stage).await;
    drawn::every_promise(stage).await;
}

/// A portal under test, and the address of its first provider.
struct Stage {
    portal: Arc<dyn Portal>,
    origin: String,
    known: Known,
    backstage: Arc<dyn Backstage>,
}

impl Stage {
    fn address(&self, slug: &str) -> Address {
        Address::parse(&format!("{}/{slug}", self.origin)).unwrap()
    }

    async fn base(&self) -> Base {
        let address = self.address(&self.known.provider.slug);
        Base::parse(&self.portal.well_known(&address).await.unwrap().base).unwrap()
    }

    async fn try_sign_in(&self, tax_id: TaxId, password: &str) -> Result<Tokens, PortalError> {
        let request = SignInRequest {
            tax_id,
            password: Sensitive::new(password.into()),
        };
        self.portal.sign_in(&self.base().await, &request).await
    }

    async fn sign_in(&self, person: &Person) -> Tokens {
        let signed_in = self.try_sign_in(person.tax_id, person.password.expose());
        signed_in.await.unwrap()
    }

    async fn sync(&self, tokens: &Tokens, cursor: Option<&str>) -> Option<Vec<Line>> {
        self.sync_as(tokens, SyncAsked::of(cursor)).await
    }

    async fn sync_as(&self, tokens: &Tokens, asked: SyncAsked<'_>) -> Option<Vec<Line>> {
        let base = self.base().await;
        let synced = self.portal.sync(&base, &tokens.access, asked).await;
        match synced.unwrap() {
            Synced::Unchanged => None,
            Synced::Lines(mut lines) => {
                let mut all = Vec::new();
                while let Some(line) = lines.next().await.unwrap() {
                    all.push(line);
                }
                Some(all)
            }
        }
    }

    /// Ana, signed in.
    async fn ana(&self) -> Acting<'_> {
        self.acting(&self.known.ana).await
    }

    async fn acting(&self, person: &Person) -> Acting<'_> {
        Acting {
            stage: self,
            base: self.base().await,
            tokens: self.sign_in(person).await,
            customer: person.customer,
        }
    }
}

/// A user who does something.
struct Acting<'a> {
    stage: &'a Stage,
    base: Base,
    tokens: Tokens,
    customer: CustomerId,
}

impl Acting<'_> {
    async fn act(&self, key: Uuid, action: &Action) -> Result<Accepted, PortalError> {
        let (portal, access) = (&self.stage.portal, &self.tokens.access);
        portal.act(&self.base, access, key, action).await
    }

    async fn sync(&self, cursor: Option<&str>) -> Option<Vec<Line>> {
        self.stage.sync(&self.tokens, cursor).await
    }

    /// A change of her address and telephone.
    fn change(&self, street: &str, phone: &str) -> Action {
        change(self.customer, street, phone)
    }
}

fn change(customer: CustomerId, street: &str, phone: &str) -> Action {
    Action::ChangeProfile(ChangeProfile {
        customer,
        change: ProfileChange {
            phone: Some(phone.into()),
            address: Some(PostalAddress {
                street: street.into(),
                district: "Centro".into(),
                city: "Campinas".into(),
                state: "SP".into(),
                postal_code: "13010001".into(),
            }),
            ..ProfileChange::default()
        },
    })
}

fn key() -> Uuid {
    crate::outbox::id::new(chrono::Utc::now()).unwrap().0
}

/// The cursor that an answer ends with.
fn cursor(lines: &[Line]) -> &str {
    let Some(Line::Cursor { cursor, .. }) = lines.last() else {
        panic!("the last line is a cursor");
    };
    cursor
}

fn refusal(error: PortalError) -> Problem {
    match error {
        PortalError::Refused(problem) => problem,
        other => panic!("{other:?}"),
    }
}

fn code<T>(answer: Result<T, PortalError>) -> Option<ProblemCode> {
    answer.err().unwrap().code()
}

#[cfg(test)]
mod tests;
