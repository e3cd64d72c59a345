use super::super::queue::State;
use super::super::queue::tests::{attach, change, customer, id};
use super::super::{FILE, New, keep_file, set_aside};
use super::*;
use crate::db::{Database, Schema};
use crate::testing::harm::PAGE;
use crate::vault::Key;
use balcao_domain::{Action, Sha256Digest};
use chrono::DateTime;
use std::fs;
use tempfile::TempDir;
use uuid::Uuid;

const ANA: UserId = UserId::new(Uuid::from_u128(1));
const BRUNO: UserId = UserId::new(Uuid::from_u128(2));

fn kept(folder: &TempDir, key: u8) -> Kept {
    Kept::Disk {
        folder: folder.path().to_owned(),
        encryption: Encryption::On(Key::from_bytes([key; 32])),
    }
}

async fn opened(folder: &TempDir, key: u8) -> Outbox {
    let check = Key::from_bytes([key; 32]).check();
    fs::write(folder.path().join("key.check"), check).unwrap();
    Outbox::open(kept(folder, key)).await.unwrap()
}

fn new(number: u128, action: Action) -> New {
    New {
        id: id(number),
        action,
        made_at: DateTime::UNIX_EPOCH,
    }
}

/// A folder with an outbox of Ana's that was set aside when its key, of ones, was gone: a change
/// that is being sent, a proof that waits for it, a change that was refused, and a draft.
async fn lost() -> TempDir {
    let folder = TempDir::new().unwrap();
    let outbox = opened(&folder, 1).await;
    outbox.belongs_to(ANA).await.unwrap();
    let waiting = vec![
        new(1, change(1)),
        new(2, attach(1, id(1))),
        new(3, change(2)),
    ];
    let file =
        |connection: &Connection| keep_file(connection, &Sha256Digest::new([7; 32]), b"%PDF-1234");
    outbox.enqueue(waiting, file).await.unwrap();
    outbox.step(|queue| queue.begin(id(1))).await.unwrap();
    outbox.step(|queue| queue.begin(id(3))).await.unwrap();
    let refused = balcao_bridge::AppError::invalid("phone", "malformed");
    outbox
        .step(move |queue| queue.refuse(id(3), refused))
        .await
        .unwrap();
    let typed = |draft: &mut balcao_bridge::ProfileDraft| draft.change.phone = Some("19".into());
    outbox
        .redraft_profile(customer(3), None, typed)
        .await
        .unwrap();
    outbox.close().await;
    assert_eq!(set_aside(folder.path(), UNREAD).unwrap(), 3);
    folder
}

fn is_there(folder: &TempDir, name: &str) -> bool {
    folder.path().join(name).exists()
}

#[tokio::test]
async fn f15_with_the_key_back_all_of_it_waits_again() {
    let folder = lost().await;
    let outbox = opened(&folder, 1).await;
    outbox
        .enqueue(vec![new(9, change(1))], |_| Ok(()))
        .await
        .unwrap();
    outbox.take_in(ANA, &outbox).await.unwrap();
    let recovered = AccountNotice::OutboxRecovered { kept: 3, lost: 0 };
    assert_eq!(outbox.take_notice(), Some(recovered));
    let queue = outbox.queue();
    let ids: Vec<_> = queue.entries().iter().map(|entry| entry.id).collect();
    assert_eq!(ids, [9, 1, 2, 3].map(id));
    assert_eq!(
        queue.get(id(1)).unwrap().state,
        State::Queued,
        "it was being sent"
    );
    assert!(matches!(queue.get(id(3)).unwrap().state, State::Refused(_)));
    assert_eq!(
        outbox
            .bytes(Sha256Digest::new([7; 32]), 0)
            .await
            .unwrap()
            .unwrap(),
        b"%PDF-1234"
    );
    let draft = outbox.profile_draft(customer(3)).await.unwrap();
    assert_eq!(draft.change.phone.as_deref(), Some("19"));
    assert_eq!(Counter::of(folder.path()).get(), Some(4));
    assert!(is_there(&folder, "outbox.taken-1.db") && !is_there(&folder, "outbox.unread-1.db"));
    outbox.close().await;
    let again = opened(&folder, 1).await;
    assert_eq!(*again.queue(), *queue);
}

#[tokio::test]
async fn f15_killed_before_it_is_renamed_it_is_taken_in_once() {
    let folder = lost().await;
    let aside = |what: &str| folder.path().join(format!("outbox.unread-1.{what}"));
    let left = ["db", "check", "count"].map(|what| (what, fs::read(aside(what)).unwrap()));
    let outbox = opened(&folder, 1).await;
    outbox.take_in(ANA, &outbox).await.unwrap();
    // One is done with before the next start.
    outbox
        .take_out(|queue| queue.discard(id(3)), false)
        .await
        .unwrap();
    outbox.close().await;
    for (what, bytes) in left {
        fs::write(aside(what), bytes).unwrap();
    }
    let outbox = opened(&folder, 1).await;
    outbox.take_in(ANA, &outbox).await.unwrap();
    assert_eq!((outbox.queue().unsent(), outbox.take_notice()), (2, None));
    assert!(!is_there(&folder, "outbox.unread-1.db"));
}

#[tokio::test]
async fn f15_another_key_and_another_user_leave_it_as_it_is() {
    let folder = lost().await;
    let before = fs::read(folder.path().join("outbox.unread-1.db")).unwrap();
    for (key, user) in [(2, ANA), (1, BRUNO)] {
        let outbox = opened(&folder, key).await;
        outbox.take_in(user, &outbox).await.unwrap();
        assert_eq!((outbox.queue().unsent(), outbox.take_notice()), (0, None));
        outbox.close().await;
        crate::db::remove(&folder.path().join(FILE)).unwrap();
    }
    assert_eq!(
        fs::read(folder.path().join("outbox.unread-1.db")).unwrap(),
        before
    );
    // Where somebody else's are kept by now, Ana's are taken in to her own.
    let (brunos, anas) = (opened(&folder, 1).await, TempDir::new().unwrap());
    let outbox = opened(&anas, 3).await;
    outbox.take_in(ANA, &brunos).await.unwrap();
    assert_eq!((outbox.queue().unsent(), brunos.queue().unsent()), (3, 0));
}

#[tokio::test]
async fn f15_what_does_not_read_of_it_is_counted() {
    let folder = TempDir::new().unwrap();
    let outbox = opened(&folder, 1).await;
    outbox.belongs_to(ANA).await.unwrap();
    let many = (1..=300).map(|number| new(number, change(number)));
    outbox.enqueue(many.collect(), |_| Ok(())).await.unwrap();
    outbox.close().await;
    set_aside(folder.path(), UNREAD).unwrap();
    let path = folder.path().join("outbox.unread-1.db");
    let mut bytes = fs::read(&path).unwrap();
    let torn = bytes.len() / PAGE / 2 * PAGE;
    bytes[torn..torn + PAGE / 2].fill(7);
    fs::write(&path, bytes).unwrap();
    let outbox = opened(&folder, 1).await;
    outbox.take_in(ANA, &outbox).await.unwrap();
    let Some(AccountNotice::OutboxRecovered { kept, lost }) = outbox.take_notice() else {
        panic!("it must be told");
    };
    assert_eq!((kept as usize, kept + lost), (outbox.queue().unsent(), 300));
    assert!((1..=40).contains(&lost), "{lost}");
}

/// Nobody can tell whose it was.
#[tokio::test]
async fn f15_one_of_the_first_version_that_says_nobodys_name_stays_aside() {
    let folder = TempDir::new().unwrap();
    let first = Database::create(Schema::OUTBOX.up_to(1), kept(&folder, 1).place()).await;
    first.unwrap().close().await;
    Counter::of(folder.path()).set(1);
    set_aside(folder.path(), UNREAD).unwrap();
    let outbox = opened(&folder, 1).await;
    outbox.take_in(ANA, &outbox).await.unwrap();
    assert_eq!(outbox.take_notice(), None);
    assert!(is_there(&folder, "outbox.unread-1.db"));
}
