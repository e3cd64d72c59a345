use super::*;
use crate::portal::twin::{Asked, Twin};
use crate::testing::today;
use crate::vault::{Key, MemoryVault, Vault};
use balcao_contract::SignInRequest;
use balcao_domain::TaxId;
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use tokio::sync::Semaphore;
use uuid::Uuid;

const ACCOUNT: AccountId = AccountId(Uuid::from_u128(1));

struct Signed {
    twin: Arc<Twin>,
    vault: Arc<MemoryVault>,
    base: Base,
}

impl Signed {
    /// Ana has signed in, and her access token is over.
    async fn in_and_over() -> (Self, Arc<Session>) {
        let twin = Twin::new("https://localhost:8443", today());
        let base = Base::parse("https://localhost:8443/rede-horizonte").unwrap();
        let request = SignInRequest {
            tax_id: TaxId::parse(ANA_TAX_ID).unwrap(),
            password: Sensitive::new(ANA_PASSWORD.into()),
        };
        let tokens = twin.sign_in(&base, &request).await.unwrap();
        let vault = Arc::new(MemoryVault::default());
        let secret = Secret {
            key: Key::from_bytes([7; 32]),
            refresh: Some(tokens.refresh),
        };
        vault.store(ACCOUNT, &secret).unwrap();
        twin.expire_access();
        let signed = Self { twin, vault, base };
        let session = signed.after_restart();
        (signed, session)
    }

    fn after_restart(&self) -> Arc<Session> {
        let secret = self.vault.load(ACCOUNT).unwrap();
        let vault = Unhurried::new(Arc::clone(&self.vault) as _);
        let portal = Arc::clone(&self.twin) as _;
        Arc::new(Session::new(ACCOUNT, vault, portal, secret, None))
    }

    fn stored(&self) -> Option<Sensitive<String>> {
        self.vault.load(ACCOUNT).unwrap().refresh
    }

    fn asked(&self) -> Asked {
        self.twin.asked()
    }
}

#[tokio::test]
async fn however_many_wait_a_session_is_renewed_once() {
    let (signed, session) = Signed::in_and_over().await;
    let gate = Arc::new(Semaphore::new(0));
    signed
        .twin
        .fault(|faults| faults.hold_refreshes = Some(Arc::clone(&gate)));
    let asking: Vec<_> = (0..20)
        .map(|_| {
            let (session, base) = (Arc::clone(&session), signed.base.clone());
            tokio::spawn(async move { session.access(&base, None).await.unwrap() })
        })
        .collect();
    tokio::task::yield_now().await;
    gate.add_permits(20);
    let mut answers = Vec::new();
    for each in asking {
        answers.push(each.await.unwrap());
    }
    assert!(answers.iter().all(|token| *token == answers[0]));
    assert_eq!(signed.asked().refreshes, 1);
}

#[tokio::test]
async fn f13_a_new_refresh_token_is_in_the_vault_before_it_is_used() {
    let (signed, session) = Signed::in_and_over().await;
    let before = signed.stored();
    let access = session.access(&signed.base, None).await.unwrap();
    assert_ne!(signed.stored(), before);
    // A kill here: another process goes on from the vault alone.
    let next = signed.after_restart();
    let renewed = next.access(&signed.base, None).await.unwrap();
    assert_ne!(renewed, access);
}

#[tokio::test]
async fn f13_a_lost_answer_signs_nobody_out() {
    let (signed, session) = Signed::in_and_over().await;
    let before = signed.stored();
    signed.twin.fault(|faults| faults.lose_refreshes = true);
    for _ in 0..3 {
        let lost = session.access(&signed.base, None).await;
        assert_eq!(lost, Err(SessionError::Portal(PortalError::Offline)));
    }
    assert_eq!(signed.stored(), before);
    signed.twin.fault(|faults| faults.lose_refreshes = false);
    session.access(&signed.base, None).await.unwrap();
    assert_ne!(signed.stored(), before);
}

#[tokio::test]
async fn a_token_that_is_called_over_is_renewed_and_a_newer_one_is_not() {
    let (signed, session) = Signed::in_and_over().await;
    let first = session.access(&signed.base, None).await.unwrap();
    let second = session.access(&signed.base, Some(&first)).await.unwrap();
    assert_ne!(first, second);
    let third = session.access(&signed.base, Some(&first)).await.unwrap();
    assert_eq!(second, third);
    assert_eq!(signed.asked().refreshes, 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_before_its_time_is_over() {
    let (signed, session) = Signed::in_and_over().await;
    let first = session.access(&signed.base, None).await.unwrap();
    tokio::time::advance(Duration::from_secs(580)).await;
    assert_eq!(session.access(&signed.base, None).await.unwrap(), first);
    tokio::time::advance(Duration::from_secs(15)).await;
    assert_ne!(session.access(&signed.base, None).await.unwrap(), first);
}

#[tokio::test]
async fn a_revoked_session_keeps_its_key_and_asks_no_more() {
    let (signed, session) = Signed::in_and_over().await;
    signed.twin.revoke();
    assert_eq!(
        session.access(&signed.base, None).await,
        Err(SessionError::Ended)
    );
    assert_eq!(
        session.access(&signed.base, None).await,
        Err(SessionError::Ended)
    );
    assert_eq!(signed.asked().refreshes, 1);
    let kept = signed.vault.load(ACCOUNT).unwrap();
    assert_eq!((kept.key, kept.refresh), (Key::from_bytes([7; 32]), None));
    assert!(!signed.after_restart().is_live().await);
}

#[tokio::test]
async fn that_access_was_removed_is_what_everybody_hears_from_then_on() {
    let (signed, session) = Signed::in_and_over().await;
    let access = session.access(&signed.base, None).await.unwrap();
    session.ended(&access, &SessionError::AccessRemoved).await;
    for _ in 0..2 {
        assert_eq!(
            session.access(&signed.base, None).await,
            Err(SessionError::AccessRemoved)
        );
    }
}

#[tokio::test]
async fn an_old_session_that_ends_takes_no_newer_one_with_it() {
    let (signed, session) = Signed::in_and_over().await;
    let old = session.access(&signed.base, None).await.unwrap();
    session.access(&signed.base, Some(&old)).await.unwrap();
    session.ended(&old, &SessionError::Ended).await;
    assert!(session.is_live().await);
}

/// A keychain that was locked after the account was opened.
struct LockedSince(Secret);

impl Vault for LockedSince {
    fn load(&self, _: AccountId) -> Result<Secret, VaultError> {
        Ok(self.0.clone())
    }
    fn store(&self, _: AccountId, _: &Secret) -> Result<(), VaultError> {
        Err(VaultError::Locked)
    }
    fn delete(&self, _: AccountId) -> Result<(), VaultError> {
        Err(VaultError::Locked)
    }
}

#[tokio::test]
async fn a_token_that_could_not_be_stored_is_not_presented() {
    let (signed, _) = Signed::in_and_over().await;
    let secret = signed.vault.load(ACCOUNT).unwrap();
    let vault = Unhurried::new(Arc::new(LockedSince(secret.clone())));
    let portal = Arc::clone(&signed.twin) as _;
    let session = Session::new(ACCOUNT, vault, portal, secret, None);
    let mut access = session.access(&signed.base, None).await.unwrap();
    for _ in 0..3 {
        access = session.access(&signed.base, Some(&access)).await.unwrap();
    }
    // What the vault holds still renews: no successor was ever confirmed.
    signed
        .after_restart()
        .access(&signed.base, None)
        .await
        .unwrap();
    assert_eq!(session.forget().await, Err(VaultError::Locked));
    assert!(session.is_live().await);
}

#[tokio::test]
async fn f13_killed_before_it_was_saved_the_token_of_before_renews() {
    let (signed, _) = Signed::in_and_over().await;
    let before = signed.vault.load(ACCOUNT).unwrap();
    let vault = Unhurried::new(Arc::new(LockedSince(before.clone())));
    let portal = Arc::clone(&signed.twin) as _;
    let killed = Session::new(ACCOUNT, vault, portal, before, None);
    killed.access(&signed.base, None).await.unwrap();
    let next = signed.after_restart();
    next.access(&signed.base, None).await.unwrap();
    assert_eq!(signed.asked().refreshes, 2);
}

/// A keychain that takes its time to store.
struct Slow {
    vault: Arc<MemoryVault>,
    storing: AtomicBool,
    may_store: std::sync::Mutex<Receiver<()>>,
}

impl Vault for Slow {
    fn load(&self, account: AccountId) -> Result<Secret, VaultError> {
        self.vault.load(account)
    }
    fn store(&self, account: AccountId, secret: &Secret) -> Result<(), VaultError> {
        self.storing.store(true, Ordering::Release);
        self.may_store.lock().unwrap().recv().unwrap();
        self.vault.store(account, secret)
    }
    fn delete(&self, account: AccountId) -> Result<(), VaultError> {
        self.vault.delete(account)
    }
}

#[tokio::test]
async fn f13_a_renewal_that_nobody_waits_for_any_more_is_saved_and_used() {
    let (signed, _) = Signed::in_and_over().await;
    let (let_store, may_store) = channel();
    let slow = Arc::new(Slow {
        vault: Arc::clone(&signed.vault),
        storing: AtomicBool::new(false),
        may_store: std::sync::Mutex::new(may_store),
    });
    let secret = signed.vault.load(ACCOUNT).unwrap();
    let vault = Unhurried::new(Arc::clone(&slow) as _);
    let portal = Arc::clone(&signed.twin) as _;
    let session = Arc::new(Session::new(ACCOUNT, vault, portal, secret, None));
    let (asked, base) = (Arc::clone(&session), signed.base.clone());
    let asking = tokio::spawn(async move { asked.access(&base, None).await });
    while !slow.storing.load(Ordering::Acquire) {
        tokio::task::yield_now().await;
    }
    asking.abort();
    assert!(asking.await.unwrap_err().is_cancelled());
    let_store.send(()).unwrap();
    session.access(&signed.base, None).await.unwrap();
    assert_eq!(signed.asked().refreshes, 1);
    let stored = signed.stored();
    assert_eq!(session.forget().await.unwrap().refresh, stored);
}

#[tokio::test]
async fn killed_before_what_access_gave_was_wiped_the_portal_says_once_more_that_it_was_removed() {
    let (signed, session) = Signed::in_and_over().await;
    signed
        .twin
        .change_user(ANA_TAX_ID, |user| user.grants.clear());
    let removed = Err(SessionError::AccessRemoved);
    assert_eq!(session.access(&signed.base, None).await, removed);
    let next = signed.after_restart();
    assert_eq!(next.access(&signed.base, None).await, removed);
    let over = next.over().await.unwrap();
    next.forget_removed(over).await;
    assert_eq!(signed.stored(), None);
}
