//! A portal in memory, for tests: faithful where it is used, and faulty on request.

mod acting;
mod actions;
mod asked;
mod calls;
mod files;
mod hints;
mod passwords;
mod sessions;
mod stream;

pub(crate) use asked::Asked;
pub(crate) use files::pdf;
pub(crate) use stream::Backup;

use super::{Answer, Base, Hints, Piece, Portal, PortalError, Sent, SyncAsked, Synced};
use crate::address::Address;
use actions::Actions;
use balcao_contract::{
    API_VERSION, Accepted, CallPage, CallsOf, PasswordChange, Problem, ProblemCode, SignInRequest,
    Tokens, UploadState, WellKnown,
};
use balcao_domain::{
    Action, Bill, BillState, CivilDate, Collection, Customer, CustomerId, ProfileChangeRequest,
    Provider, RequestId, RequestState, Sensitive, Sha256Digest, SignInMethod, Stream, User,
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
    actions: Actions,
}

/// What goes wrong, until set otherwise.
#[derive(Clone, Default)]
pub(crate) struct Faults {
    /// Nothing is reached; lines that are open stay so.
    pub offline: bool,
    /// It has no hints to give.
    pub no_hints: bool,
    /// Renewals are done, and their answers lost.
    pub lose_refreshes: bool,
    /// Answers to a sync end after so many lines, and files after so many pieces.
    pub cut_after: Option<usize>,
    /// After so many cursor lines an answer to a sync goes silent.
    pub silent_after: Option<usize>,
    /// Lines of a sync name other ids than their rows, and files are none.
    pub garble: bool,
    /// A row of a sync comes with a member as a later version may write it.
    pub later: Option<(Uuid, &'static str, &'static str)>,
    /// Sign-ins wait until one of these permits comes.
    pub hold_sign_ins: Option<Arc<Semaphore>>,
    /// Renewals wait until one of these permits comes.
    pub hold_refreshes: Option<Arc<Semaphore>>,
    /// Actions are done, and their answers lost.
    pub lose_acts: bool,
    /// Actions wait, once begun, until one of these permits comes.
    pub hold_acts: Option<Arc<Semaphore>>,
    /// Actions are refused so.
    pub refuse_acts: Option<Problem>,
    /// After so many pages of calls nothing is answered any more.
    pub silent_calls_after: Option<usize>,
    /// Pages of calls are lost after so many.
    pub cut_calls_after: Option<usize>,
    /// Uploads are lost on the way once a file has come so far.
    pub cut_uploads_at: Option<u32>,
}

impl Twin {
    /// Answers at another origin from now on, and says that it is the same provider.
    pub fn move_to(&self, origin: &str) {
        self.state().origin = origin.into();
    }

    /// With everyone, as of a day.
    pub fn new(origin: &str, today: CivilDate) -> Arc<Self> {
        let hosted = |cast: Cast| Hosted {
            rows: Rows::of(&cast, today),
            sessions: Sessions::default(),
            actions: Actions::default(),
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
        self.state().providers[0].rows.put(bill);
    }

    pub fn delete_bill(&self, bill: &Bill) {
        let stream = Stream::Customer(bill.customer);
        let rows = &mut self.state().providers[0].rows;
        rows.delete(stream, Collection::Bills, bill.id.uuid());
    }

    /// Changes a bill in the database of the first provider, where its log does not see it.
    pub fn replace(&self, bill: &Bill, change: impl FnOnce(&mut serde_json::Value)) {
        let stream = Stream::Customer(bill.customer);
        let key = (Collection::Bills, bill.id.uuid().into());
        self.state().providers[0].rows.replace(stream, key, change);
    }

    /// A bill becomes one that nobody can read, and the log says that it changed.
    pub fn spoil(&self, bill: &Bill) {
        let stream = Stream::Customer(bill.customer);
        let key = (Collection::Bills, bill.id.uuid().into());
        let spoilt = serde_json::json!({"spoilt": true});
        self.state().providers[0].rows.put_json(stream, key, spoilt);
    }

    /// The bills of a customer of the first provider.
    pub fn bills(&self, customer: CustomerId) -> Vec<Bill> {
        let stream = Stream::Customer(customer);
        self.state().providers[0].rows.all(stream)
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

    /// The actions of the first provider that had an effect, in order.
    pub fn performed(&self) -> Vec<Uuid> {
        self.state().providers[0].actions.performed.clone()
    }

    /// Stored answers to actions are pruned at the first provider.
    pub fn prune_answers(&self) {
        self.state().providers[0].actions.prune();
    }

    /// What was begun at the first provider and not done is given up.
    pub fn give_up_working(&self) {
        self.state().providers[0].actions.give_up();
    }

    /// A customer of the first provider.
    pub fn customer(&self, id: CustomerId) -> Customer {
        self.state().providers[0].rows.customer(id).unwrap()
    }

    /// A request at the first provider.
    pub fn request(&self, customer: CustomerId, id: RequestId) -> Option<ProfileChangeRequest> {
        let stream = Stream::Customer(customer);
        self.state().providers[0].rows.get(stream, id.uuid().into())
    }

    /// Every request about a customer at the first provider.
    pub fn requests(&self, customer: CustomerId) -> Vec<ProfileChangeRequest> {
        let stream = Stream::Customer(customer);
        self.state().providers[0].rows.all(stream)
    }

    /// Staff rejects a pending request at the first provider.
    pub fn reject(&self, request: &ProfileChangeRequest) {
        let rejected = ProfileChangeRequest {
            state: RequestState::Rejected,
            decided_at: Some(request.made_at),
            reason: Some("Comprovante ilegível".into()),
            ..request.clone()
        };
        self.state().providers[0].rows.put(&rejected);
    }

    /// The log is pruned: whoever comes back is sent everything afresh.
    pub fn forget_log(&self) {
        self.state().providers[0].rows.forget_log();
    }

    /// All that the first provider has.
    pub fn backup(&self) -> Backup {
        self.state().providers[0].rows.backup()
    }

    /// The first provider's database is restored.
    pub fn restore(&self, backup: Backup) {
        self.state().providers[0].rows.restore(backup);
    }

    /// Who asks the first provider from now on is an app of that sync schema.
    pub fn asked_by(&self, schema: u32) {
        self.state().providers[0].rows.schema = schema;
    }

    /// Changes the first provider's own row.
    pub fn change_provider(&self, change: impl FnOnce(&mut Provider)) {
        self.state().providers[0].rows.change_provider(change);
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
        hosted.rows.put(&person.user);
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
            let held = {
                let mut state = self.state();
                state.asked.sign_ins += 1;
                state.reach()?;
                state.faults.hold_sign_ins.clone()
            };
            if let Some(held) = held {
                held.acquire().await.unwrap().forget();
            }
            let mut state = self.state();
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
            let hosted = state.hosted(base)?;
            let renewed = hosted.sessions.renew(refresh.expose());
            let tokens = renewed.and_then(|tokens| hosted.user(&tokens.access).map(|_| tokens));
            if state.faults.lose_refreshes {
                return Err(PortalError::Offline);
            }
            tokens
        })
    }

    fn change_password<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        change: &'a PasswordChange,
    ) -> Answer<'a, ()> {
        Box::pin(async move { self.replace_password(base, access, change) })
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
        asked: SyncAsked<'a>,
    ) -> Answer<'a, Synced> {
        Box::pin(async move {
            let mut state = self.state();
            state.reach()?;
            let hosted = state.hosted(base)?;
            let user = hosted.user(access)?;
            let lines = hosted.rows.answer(&user, &asked);
            let puts = lines.iter().flatten().filter(|line| stream::is_put(line));
            let puts = puts.count();
            state.asked.syncs.push(asked.cursor.map(str::to_owned));
            state.asked.reloads.extend(asked.reload);
            state.asked.puts.push(puts);
            let faults = state.faults.clone();
            Ok(match lines {
                None => Synced::Unchanged,
                Some(lines) => Synced::Lines(Box::new(stream::Told::new(lines, faults))),
            })
        })
    }

    fn hints<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
    ) -> Answer<'a, Box<dyn Hints>> {
        self.hold(base, access)
    }

    fn file<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        path: &'a str,
        held: Option<&'a str>,
    ) -> Answer<'a, Sent> {
        self.send(base, access, path, held)
    }

    fn calls<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        asked: &'a CallsOf,
    ) -> Answer<'a, CallPage> {
        self.page(base, access, *asked)
    }

    fn act<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        key: Uuid,
        action: &'a Action,
    ) -> Answer<'a, Accepted> {
        self.act_once(base, access, key, action)
    }

    fn upload_state<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        sha256: Sha256Digest,
        size: u32,
    ) -> Answer<'a, UploadState> {
        Box::pin(async move {
            let mut state = self.state();
            state.reach()?;
            let hosted = state.hosted(base)?;
            let user = hosted.user(access)?;
            Ok(hosted.actions.uploaded(&user, sha256, size))
        })
    }

    fn upload<'a>(
        &'a self,
        base: &'a Base,
        access: &'a Sensitive<String>,
        piece: Piece,
        bytes: &'a [u8],
    ) -> Answer<'a, UploadState> {
        Box::pin(async move {
            let mut state = self.state();
            state.reach()?;
            if state
                .faults
                .cut_uploads_at
                .is_some_and(|at| piece.offset >= at)
            {
                return Err(PortalError::Offline);
            }
            state.asked.uploads.push(piece.offset);
            let hosted = state.hosted(base)?;
            let user = hosted.user(access)?;
            hosted.actions.upload(&user, piece, bytes)
        })
    }
}

/// A new random-looking token; different each time.
fn token(what: &str) -> Sensitive<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    Sensitive::new(format!("{what}-{}", Uuid::from_bytes(bytes).simple()))
}
