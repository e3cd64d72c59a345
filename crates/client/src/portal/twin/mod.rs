//! A portal in memory, for tests: faithful where it is used, and faulty on request.

mod sessions;
mod stream;

use super::{Answer, Base, Portal, PortalError, Synced};
use crate::address::Address;
use balcao_contract::sync::Record;
use balcao_contract::{API_VERSION, ProblemCode, SignInRequest, Tokens, WellKnown};
use balcao_domain::{
    Bill, BillState, CivilDate, Collection, CustomerId, Sensitive, SignInMethod, Stream, User,
};
use balcao_people::{Cast, everyone};
use sessions::Sessions;
use std::sync::{Arc, Mutex, MutexGuard};
use stream::Rows;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Every provider of the cast, on one origin.
pub(crate) struct Twin(Mutex<State>);

struct State {
    origin: String,
    providers: Vec<Hosted>,
    faults: Faults,
    asked: Asked,
}

struct Hosted {
    cast: Cast,
    rows: Rows,
    sessions: Sessions,
}

/// What goes wrong, until set otherwise.
#[derive(Clone, Default)]
pub(crate) struct Faults {
    /// Nothing is reached.
    pub offline: bool,
    /// Renewals are done, and their answers lost.
    pub lose_refreshes: bool,
    /// Answers to a sync end after so many lines.
    pub cut_after: Option<usize>,
    /// After so many cursor lines an answer to a sync goes silent.
    pub silent_after: Option<usize>,
    /// Lines of a sync carry rows that do not decode.
    pub garble: bool,
    /// Renewals wait until one of these permits comes.
    pub hold_refreshes: Option<Arc<Semaphore>>,
}

/// What was asked so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    pub well_known: usize,
    pub refreshes: usize,
    pub sign_outs: usize,
    /// The cursor of each sync.
    pub syncs: Vec<Option<String>>,
    /// How many rows each sync put.
    pub puts: Vec<usize>,
}

impl Twin {
    /// With everyone, as of a day.
    pub fn new(origin: &str, today: CivilDate) -> Arc<Self> {
        let hosted = |cast: Cast| Hosted {
            rows: Rows::of(&cast),
            sessions: Sessions::default(),
            cast,
        };
        Arc::new(Self(Mutex::new(State {
            origin: origin.into(),
            providers: everyone(today, 7).into_iter().map(hosted).collect(),
            faults: Faults::default(),
            asked: Asked::default(),
        })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    pub fn fault(&self, set: impl FnOnce(&mut Faults)) {
        set(&mut self.state().faults);
    }

    pub fn asked(&self) -> Asked {
        self.state().asked.clone()
    }

    /// How many rows stand between two cursor lines.
    pub fn set_batch(&self, batch: usize) {
        self.state().providers[0].rows.batch = batch;
    }

    /// Changes or adds a bill at the first provider.
    pub fn put_bill(&self, bill: &Bill) {
        let row = Record::Bill(Box::new(bill.clone()));
        self.state().providers[0].rows.put(row);
    }

    pub fn delete_bill(&self, bill: &Bill) {
        let stream = Stream::Customer(bill.customer);
        let rows = &mut self.state().providers[0].rows;
        rows.delete(stream, Collection::Bills, bill.id.uuid());
    }

    /// The bills of a customer of the first provider.
    pub fn bills(&self, customer: CustomerId) -> Vec<Bill> {
        self.state().providers[0].rows.bills(customer)
    }

    /// Somebody pays a bill elsewhere.
    pub fn pay(&self, bill: &Bill) {
        let mut paid = bill.clone();
        paid.state = BillState::Settled;
        paid.paid_on = Some(bill.due_on);
        paid.paid_amount = Some(bill.worth());
        paid.charges = None;
        self.put_bill(&paid);
    }

    /// The log is pruned: whoever comes back is sent everything afresh.
    pub fn forget_log(&self) {
        self.state().providers[0].rows.forget_log();
    }

    /// Changes a user of the first provider.
    pub fn change_user(&self, tax_id: &str, change: impl FnOnce(&mut User)) {
        let hosted = &mut self.state().providers[0];
        let people = &mut hosted.cast.people;
        let person = people
            .iter_mut()
            .find(|person| person.user.tax_id.as_str() == tax_id)
            .unwrap();
        change(&mut person.user);
        hosted.rows.put(Record::User(Box::new(person.user.clone())));
    }

    /// Access tokens are over.
    pub fn expire_access(&self) {
        self.state().providers[0].sessions.expire();
    }

    /// Every session is ended from outside.
    pub fn revoke(&self) {
        self.state().providers[0].sessions.revoke();
    }
}

impl State {
    fn reach(&self) -> Result<(), PortalError> {
        if self.faults.offline {
            Err(PortalError::Offline)
        } else {
            Ok(())
        }
    }

    fn hosted(&mut self, base: &Base) -> Result<&mut Hosted, PortalError> {
        let path = base.as_str().strip_prefix(&self.origin).unwrap_or("/");
        let slug = path.trim_start_matches('/').to_owned();
        self.by_slug(&slug)
    }

    fn by_slug(&mut self, slug: &str) -> Result<&mut Hosted, PortalError> {
        self.providers
            .iter_mut()
            .find(|hosted| hosted.cast.provider.slug == slug)
            .ok_or(PortalError::refused(ProblemCode::NotFound))
    }
}

impl Hosted {
    /// Who an access token speaks for.
    fn user(&self, access: &Sensitive<String>) -> Result<User, PortalError> {
        let id = self.sessions.user(access.expose())?;
        let person = self.cast.people.iter().find(|person| person.user.id == id);
        let user = person.map(|person| person.user.clone());
        user.filter(|user| !user.grants.is_empty())
            .ok_or(PortalError::refused(ProblemCode::AccessRemoved))
    }
}

impl Portal for Twin {
    fn well_known<'a>(&'a self, address: &'a Address) -> Answer<'a, WellKnown> {
        Box::pin(async move {
            let mut state = self.state();
            state.asked.well_known += 1;
            state.reach()?;
            let origin = state.origin.clone();
            if address.origin() != origin {
                return Err(PortalError::Offline);
            }
            let hosted = state.by_slug(address.path().trim_start_matches('/'))?;
            Ok(WellKnown {
                provider: hosted.cast.provider.clone(),
                base: format!("{origin}{}", address.path()),
                api_version: API_VERSION,
                sign_in: vec![SignInMethod::Password],
            })
        })
    }

    fn sign_in<'a>(&'a self, base: &'a Base, request: &'a SignInRequest) -> Answer<'a, Tokens> {
        Box::pin(async move {
            let mut state = self.state();
            state.reach()?;
            let hosted = state.hosted(base)?;
            let person = hosted.cast.person(request.tax_id.as_str());
            let person = person.filter(|it| it.password == request.password.expose());
            let user = person.map(|person| person.user.id);
            let user = user.ok_or(PortalError::refused(ProblemCode::InvalidCredentials))?;
            Ok(hosted.sessions.begin(user))
        })
    }

    fn refresh<'a>(&'a self, base: &'a Base, refresh: &'a Sensitive<String>) -> Answer<'a, Tokens> {
        Box::pin(async move {
            let held = {
                let mut state = self.state();
                state.asked.refreshes += 1;
                state.reach()?;
                state.faults.hold_refreshes.clone()
            };
            if let Some(held) = held {
                held.acquire().await.unwrap().forget();
            }
            let mut state = self.state();
            let tokens = state.hosted(base)?.sessions.renew(refresh.expose());
            if state.faults.lose_refreshes {
                return Err(PortalError::Offline);
            }
            tokens
        })
    }

    fn sign_out<'a>(&'a self, base: &'a Base, access: &'a Sensitive<String>) -> Answer<'a, ()> {
        Box::pin(async move {
            let mut state = self.state();
            state.asked.sign_outs += 1;
            state.reach()?;
            state.hosted(base)?.sessions.end(access.expose())
        })
    }

    fn sync<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        cursor: Option<&'a str>,
    ) -> Answer<'a, Synced> {
        Box::pin(async move {
            let mut state = self.state();
            state.reach()?;
            let hosted = state.hosted(base)?;
            let user = hosted.user(access)?;
            let lines = hosted.rows.answer(&user, cursor);
            let puts = lines.iter().flatten().filter(|line| stream::is_put(line));
            let puts = puts.count();
            state.asked.syncs.push(cursor.map(str::to_owned));
            state.asked.puts.push(puts);
            let faults = state.faults.clone();
            Ok(match lines {
                None => Synced::Unchanged,
                Some(lines) => Synced::Lines(Box::new(stream::Told::new(lines, faults))),
            })
        })
    }
}

/// A new random-looking token; different each time.
fn token(what: &str) -> Sensitive<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    Sensitive::new(format!("{what}-{}", Uuid::from_bytes(bytes).simple()))
}
