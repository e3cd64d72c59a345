//! A device with two people's accounts on it, and what they do with them.

mod deciding;

use super::chance::Chance;
use super::ledger::Ledger;
use super::network::{Network, Weather};
use super::oracle;
use super::surroundings::{Program, WallClock};
use crate::core::{Core, OpenError, Setup};
use crate::portal::twin::Twin;
use crate::testing::{sign_in, today};
use crate::vault::{MemoryVault, Vault};
use balcao_bridge::{
    AccountId, AccountState, AccountSummary, ActionState, CancelAction, CheckNow, DiscardAction,
    GetCustomerProfile, ListAccounts, ListActions, RetryAction, SetVisible, WaitingAction,
};
use balcao_domain::{CallId, CustomerId, RequestState};
use balcao_people::{
    ANA_PASSWORD, ANA_TAX_ID, BRUNO_PASSWORD, BRUNO_TAX_ID, MARINA_PASSWORD, MARINA_TAX_ID,
};
use chrono::TimeDelta;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::time::sleep;

/// How long a queue may take to empty in fair weather.
const EMPTIES_WITHIN: Duration = Duration::from_secs(3_600);

pub(super) struct Device {
    pub clock: Arc<WallClock>,
    pub program: Arc<Program>,
    pub network: Arc<Network>,
    pub chance: Chance,
    twin: Arc<Twin>,
    vault: Arc<dyn Vault>,
    data: TempDir,
    people: [Person; 2],
    ledger: Ledger,
    /// How many things were decided, so that no two are the same.
    said: u32,
}

#[derive(Clone, Copy)]
struct Person {
    signs_in_with: (&'static str, &'static str),
    account: Option<AccountId>,
    /// Whether the portal has ended the session since.
    revoked: bool,
}

impl Device {
    pub fn new(mut chance: Chance, weather: Weather) -> Self {
        let twin = Twin::new("https://localhost:8443", today());
        twin.set_batch(1 + chance.below(40) as usize);
        // Marina's two companies have three years of bills, which take long to load.
        let second = match chance.one_in(6) {
            true => (MARINA_TAX_ID, MARINA_PASSWORD),
            false => (BRUNO_TAX_ID, BRUNO_PASSWORD),
        };
        let people = [(ANA_TAX_ID, ANA_PASSWORD), second].map(|signs_in_with| Person {
            signs_in_with,
            account: None,
            revoked: false,
        });
        let noon = today().naive().and_hms_opt(15, 0, 0).unwrap().and_utc();
        Self {
            clock: Arc::new(WallClock::at(noon)),
            program: Arc::new(Program::new()),
            network: Network::new(&twin, weather, chance.apart()),
            chance,
            twin,
            vault: Arc::new(MemoryVault::default()),
            data: folder(),
            people,
            ledger: Ledger::default(),
            said: 0,
        }
    }

    fn open(&self, data: &Path, vault: &Arc<dyn Vault>) -> Result<Core, OpenError> {
        let setup = Setup {
            data: Some(data.into()),
            vault: Arc::clone(vault),
            clock: Arc::clone(&self.clock) as _,
            host: Arc::clone(&self.program) as _,
            extra_ca: None,
            version: "0.1.0".into(),
        };
        Core::open_on(setup, Arc::clone(&self.network) as _)
    }

    /// From one start of the app until it is closed, unless it is killed before.
    pub async fn live(&mut self) {
        let core = self.open(self.data.path(), &self.vault).unwrap();
        self.use_it(&core).await;
        core.close().await;
    }

    /// The last life: the weather turns fair, and everything must come true.
    pub async fn live_on(&mut self) {
        let core = self.open(self.data.path(), &self.vault).unwrap();
        self.use_it(&core).await;
        self.network.set(Weather::Calm);
        core.call(SetVisible { visible: true }).await.unwrap();
        self.all_signed_in(&core).await;
        for person in self.people {
            self.empties(&core, person.account.unwrap()).await;
        }
        for person in self.people {
            self.checks(&core, person.account.unwrap()).await;
        }
        self.look(&core).await;
        self.all_signed_in(&core).await;
        core.close().await;
    }

    /// Every promise, against a device that has just signed in for the first time.
    pub async fn keeps_every_promise(&self) {
        let performed = self.twin.performed();
        let performed: Vec<_> = performed
            .iter()
            .map(|key| self.network.asked(*key).unwrap())
            .collect();
        oracle::each_decision_came_true_once(&performed, &self.ledger);
        let data = folder();
        let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
        let core = self.open(data.path(), &vault).unwrap();
        let mut fresh = Vec::new();
        for person in self.people {
            let account = sign_in(&core, person.signs_in_with).await.unwrap().id;
            self.checks(&core, account).await;
            fresh.push(account);
        }
        core.close().await;
        for (person, fresh) in self.people.iter().zip(fresh) {
            let account = person.account.unwrap();
            let ours = self.data.path().join(account.0.to_string());
            let key = self.vault.load(account).unwrap().key;
            oracle::outbox_is_sound_and_empty(&ours, &key).await;
            let theirs = data.path().join(fresh.0.to_string());
            let held = oracle::rows(&ours, &key).await;
            let fresh = oracle::rows(&theirs, &vault.load(fresh).unwrap().key).await;
            oracle::the_cache_is_a_fresh_one(&held, &fresh);
        }
    }

    async fn use_it(&mut self, core: &Core) {
        self.all_signed_in(core).await;
        for _ in 0..self.chance.below(30) {
            self.act(core).await;
            self.look(core).await;
        }
    }

    /// Signs in where nobody has yet, or where the portal has ended the session; nobody else is
    /// ever asked to.
    async fn all_signed_in(&mut self, core: &Core) {
        for at in 0..self.people.len() {
            let known = core.call(ListAccounts {}).await.unwrap();
            let person = self.people[at];
            if let Some(id) = person.account.filter(|_| !person.revoked) {
                let it = known.iter().find(|it| it.id == id).expect("it is listed");
                assert_eq!(it.state, AccountState::Ready);
                continue;
            }
            while !self.signs_in(core, at).await {
                sleep(Duration::from_secs(5)).await;
            }
        }
    }

    /// Tries to sign in, perhaps before the app knows that it must; answers whether that is done.
    async fn signs_in(&mut self, core: &Core, at: usize) -> bool {
        let person = &mut self.people[at];
        let Ok(account) = sign_in(core, person.signs_in_with).await else {
            return false;
        };
        assert!(person.account.is_none_or(|known| known == account.id));
        (person.account, person.revoked) = (Some(account.id), false);
        true
    }

    /// The portal ends every session; one of the two signs in again at once, or soon.
    async fn revokes(&mut self, core: &Core, who: usize) {
        self.twin.revoke();
        self.people
            .iter_mut()
            .for_each(|person| person.revoked = true);
        sleep(self.chance.up_to(Duration::from_secs(4))).await;
        self.signs_in(core, who).await;
    }

    async fn act(&mut self, core: &Core) {
        let who = self.chance.below(2) as usize;
        let account = self.people[who].account.unwrap();
        let known = core.call(ListAccounts {}).await.unwrap();
        let known: &AccountSummary = known.iter().find(|it| it.id == account).unwrap();
        let customers: Vec<_> = known.customers.iter().map(|it| it.id).collect();
        let kind = self.chance.below(40);
        if let Some(customer) = self.chance.pick(&customers).copied() {
            match kind {
                0..8 => return self.new_phone(core, account, customer).await,
                8 => return self.moves(core, account, customer).await,
                9 => return self.decides(core, account, customer).await,
                36..40 => return self.decides(core, account, customer).await,
                10..12 => return self.picks(core, account, customer).await,
                12..14 => return self.attaches(core, account, customer).await,
                14..18 => return self.thinks_better(core, account).await,
                18..22 => return self.elsewhere(customer),
                _ => {}
            }
        }
        match kind {
            22..25 => drop(core.call(CheckNow { account }).await),
            25..27 => {
                let visible = self.chance.one_in(2);
                core.call(SetVisible { visible }).await.unwrap();
            }
            27 => {
                core.suspend().await;
                sleep(self.chance.up_to(Duration::from_secs(600))).await;
                core.resume().await.unwrap();
            }
            28 => {
                let day = TimeDelta::days(1);
                self.clock
                    .set(if self.chance.one_in(2) { day } else { -day });
            }
            29 => self.twin.expire_access(),
            30 => self.twin.prune_answers(),
            31 => self.twin.forget_log(),
            32 => self.revokes(core, who).await,
            33..36 => sleep(self.chance.up_to(Duration::from_secs(600))).await,
            _ => sleep(self.chance.up_to(Duration::from_secs(20))).await,
        }
    }

    /// Cancels, retries or discards something that waits.
    async fn thinks_better(&mut self, core: &Core, account: AccountId) {
        let all = core.call(ListActions { account }).await.unwrap();
        if let Some(action) = self.chance.pick(&all).cloned() {
            let retries = self.chance.one_in(2);
            self.think_better_of(core, account, &action, &all, retries)
                .await;
        }
    }

    async fn think_better_of(
        &mut self,
        core: &Core,
        account: AccountId,
        action: &WaitingAction,
        all: &[WaitingAction],
        retries: bool,
    ) {
        let (id, keep_draft) = (action.id, false);
        let cancel = CancelAction {
            account,
            action: id,
            keep_draft,
        };
        let discard = DiscardAction {
            account,
            action: id,
            keep_draft,
        };
        let retry = RetryAction {
            account,
            action: id,
        };
        match &action.state {
            // Whether it was refused meanwhile, sent or not: it says so, or does it.
            ActionState::Refused(_) if retries => drop(core.call(retry).await),
            ActionState::Refused(_) | ActionState::Queued => {
                let before = self.ledger.take_back(action, all);
                let taken = match &action.state {
                    ActionState::Queued => core.call(cancel).await,
                    _ => core.call(discard).await,
                };
                if taken.is_err() {
                    self.ledger.restore(before);
                }
            }
            ActionState::Sending | ActionState::Accepted => {}
        }
    }

    /// Something happens that this device has no part in.
    fn elsewhere(&mut self, customer: CustomerId) {
        let bills = self.twin.bills(customer);
        match self.chance.below(6) {
            0 | 1 => self.chance.pick(&bills).map(|bill| self.twin.pay(bill)),
            2 if bills.len() > 3 => self
                .chance
                .pick(&bills)
                .map(|bill| self.twin.delete_bill(bill)),
            3 | 4 => {
                // No two customers' calls have one number; some are corrected. Made months ago, so
                // that no day changes whether they are kept.
                let &[.., high, low] = customer.uuid().as_bytes();
                let of_customer = u64::from(u16::from_be_bytes([high, low]));
                let number = 1_000 * (1 + of_customer) + self.chance.below(30);
                let made = 2 * number + self.chance.below(99);
                let number = CallId::try_from(number).unwrap();
                let call = balcao_people::call(number, made, today());
                self.twin.put_call(customer, &call);
                Some(())
            }
            _ => {
                let pending: Vec<_> = self.twin.requests(customer);
                let pending = pending
                    .iter()
                    .filter(|it| it.state == RequestState::Pending);
                let pending: Vec<_> = pending.collect();
                self.chance.pick(&pending).map(|it| self.twin.reject(it))
            }
        };
    }

    /// What was decided is seen, however far it has come.
    async fn look(&self, core: &Core) {
        for person in self.people {
            let account = person.account.unwrap();
            for known in core.call(ListAccounts {}).await.unwrap() {
                let of_account = |_: &&_| known.id == account;
                for customer in known.customers.iter().filter(of_account).map(|it| it.id) {
                    let profile = core.call(GetCustomerProfile { account, customer });
                    let shown = profile.await.unwrap().customer.map(|it| it.phone);
                    let decided = self.ledger.phone(customer).filter(|_| shown.is_some());
                    assert!(
                        decided.is_none() || shown.as_ref() == decided,
                        "{shown:?} {decided:?}"
                    );
                }
            }
        }
    }

    /// Waits until nothing waits any more; the user gives up what was refused.
    async fn empties(&mut self, core: &Core, account: AccountId) {
        let mut slept = Duration::ZERO;
        loop {
            let all = core.call(ListActions { account }).await.unwrap();
            if all.is_empty() {
                return;
            }
            assert!(slept < EMPTIES_WITHIN, "still waiting: {all:?}");
            let is_refused = |it: &&WaitingAction| matches!(it.state, ActionState::Refused(_));
            if let Some(refused) = all.iter().find(is_refused) {
                self.think_better_of(core, account, refused, &all, false)
                    .await;
                continue;
            }
            sleep(Duration::from_secs(1)).await;
            slept += Duration::from_secs(1);
        }
    }

    /// Checks until one that began in fair weather is through.
    async fn checks(&self, core: &Core, account: AccountId) {
        for _ in 0..2 {
            drop(core.call(CheckNow { account }).await);
        }
        let freshness = core.call(CheckNow { account }).await.unwrap();
        assert_eq!(freshness.problem, None);
    }
}

/// In memory where the system has a place for that: what `fsync` waits for shows nothing here.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    match memory.is_dir() {
        true => TempDir::new_in(memory).unwrap(),
        false => TempDir::new().unwrap(),
    }
}
