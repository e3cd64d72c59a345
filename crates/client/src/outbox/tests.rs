//! The queue on disk: as it is in memory, whenever it is opened again.

mod requests;

use super::queue::tests::{attach, change, customer, id};
use super::queue::{Mark, Queue};
use super::*;
use crate::db::Schema;
use crate::simulation::chance::Chance;
use crate::testing::faults::{cases, counted, first_seed};
use crate::testing::harm::harm;
use crate::vault::Key;
use balcao_bridge::ProfileDraft;
use balcao_domain::{ProfileChange, Proof, ProofId, ProofKind};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::fs;
use tempfile::TempDir;

fn kept(folder: &TempDir) -> Kept {
    Kept::Disk {
        folder: folder.path().to_owned(),
        encryption: Encryption::On(Key::from_bytes([1; 32])),
    }
}

async fn opened(folder: &TempDir) -> Outbox {
    Outbox::open(kept(folder)).await.unwrap()
}

fn new(number: u128, action: Action) -> New {
    New {
        id: id(number),
        action,
        made_at: DateTime::UNIX_EPOCH,
    }
}

async fn enqueue(outbox: &Outbox, number: u128) {
    let new = vec![new(number, change(number % 3))];
    outbox.enqueue(new, |_| Ok(())).await.unwrap();
}

/// Bytes of a PDF that nobody could read.
fn pdf(length: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-".to_vec();
    bytes.extend((5..length).map(|at| (at % 251) as u8));
    bytes
}

fn proof_of(bytes: &[u8]) -> Proof {
    Proof {
        id: ProofId::new(id(7).0),
        name: "conta.pdf".into(),
        kind: ProofKind::Pdf,
        size: bytes.len() as u32,
        sha256: Sha256Digest::new(Sha256::digest(bytes).into()),
    }
}

#[tokio::test]
async fn what_was_queued_is_there_after_a_restart_with_its_drafts_and_files() {
    let folder = TempDir::new().unwrap();
    let bytes = pdf(600_000);
    let proof = proof_of(&bytes);
    {
        let outbox = opened(&folder).await;
        enqueue(&outbox, 1).await;
        let (file, kept) = ((proof.sha256, bytes.clone()), proof.clone());
        outbox
            .redraft_profile(customer(1), Some(file), |draft| draft.proofs.push(kept))
            .await
            .unwrap();
        outbox.step(|queue| queue.begin(id(1))).await.unwrap();
        outbox.close().await;
    }
    let outbox = opened(&folder).await;
    assert_eq!(outbox.queue().get(id(1)).unwrap().state, State::Queued);
    let draft = outbox.profile_draft(customer(1)).await.unwrap();
    assert_eq!(draft.proofs, std::slice::from_ref(&proof));
    let mut read = Vec::new();
    while read.len() < bytes.len() {
        let piece = outbox.bytes(proof.sha256, read.len() as u32).await;
        let piece = piece.unwrap().unwrap();
        read.extend(piece);
    }
    assert_eq!(read, bytes);
    // In the middle of a piece too: a portal says itself how far it is.
    let middle = outbox.bytes(proof.sha256, 300_000).await;
    let middle = middle.unwrap().unwrap();
    assert_eq!(middle, bytes[300_000..524_288]);
}

/// Rows as versions that were released have written them; one is added whenever that changes, and
/// none is ever taken away.
const STORED: [(&str, &str); 4] = [
    (
        r#"{"action":"change_profile","customer":"00000000-0000-0000-0000-000000000001","change":{"phone":"1933334444"}}"#,
        r#""queued""#,
    ),
    (
        r#"{"action":"attach_proof","customer":"00000000-0000-0000-0000-000000000001","request":"00000000-0000-0000-0000-000000000001","name":"conta.pdf","kind":"application/pdf","size":9,"sha256":"0707070707070707070707070707070707070707070707070707070707070707"}"#,
        r#""sending""#,
    ),
    (
        r#"{"action":"change_profile","customer":"00000000-0000-0000-0000-000000000002","change":{"phone":"1933334444"}}"#,
        r#"{"refused":{"code":"invalid_request","retry":"never","args":{"field":"phone","reason":"malformed"}}}"#,
    ),
    (
        r#"{"action":"change_profile","customer":"00000000-0000-0000-0000-000000000000","change":{"phone":"1933334444"}}"#,
        r#"{"accepted":{"stream":"user","seq":7,"generation":2}}"#,
    ),
];

#[tokio::test]
async fn f12_actions_that_old_versions_queued_still_read() {
    let folder = TempDir::new().unwrap();
    let database = Database::create(Schema::OUTBOX, kept(&folder).place()).await;
    let database = database.unwrap();
    let insert = |connection: &Connection| {
        for (number, (action, state)) in (1_u128..).zip(STORED) {
            let row = (id(number).0.as_bytes().to_vec(), action, 0, state);
            let sql = "INSERT INTO actions (id, json, made_at, state) VALUES (?1, ?2, ?3, ?4)";
            connection.execute(sql, row)?;
        }
        Ok(())
    };
    database.write(insert).await.unwrap();
    database.close().await;
    let outbox = opened(&folder).await;
    let queue = outbox.queue();
    let read = |number| queue.get(id(number)).unwrap();
    assert_eq!(read(1).action, change(1));
    assert_eq!(
        (&read(2).action, &read(2).state),
        (&attach(1, id(1)), &State::Queued)
    );
    let refused = AppError::invalid("phone", "malformed");
    assert_eq!(read(3).state, State::Refused(refused));
    let mark = Mark {
        stream: Stream::User,
        seq: 7,
        generation: 2,
    };
    assert_eq!(read(4).state, State::Accepted(mark));
}

#[tokio::test]
async fn a_file_is_forgotten_when_no_draft_and_no_action_needs_it() {
    let folder = TempDir::new().unwrap();
    let outbox = opened(&folder).await;
    let bytes = pdf(100);
    let proof = proof_of(&bytes);
    let (file, kept) = ((proof.sha256, bytes), proof.clone());
    outbox
        .redraft_profile(customer(1), Some(file), |draft| draft.proofs.push(kept))
        .await
        .unwrap();
    outbox
        .redraft_profile(customer(1), None, |draft| {
            draft.change = ProfileChange::default()
        })
        .await
        .unwrap();
    assert!(outbox.bytes(proof.sha256, 0).await.unwrap().is_some());
    outbox
        .redraft_profile(customer(1), None, |draft| *draft = ProfileDraft::default())
        .await
        .unwrap();
    assert!(outbox.bytes(proof.sha256, 0).await.unwrap().is_none());
}

#[tokio::test]
async fn an_action_that_is_edited_becomes_the_draft_again_with_its_files() {
    let folder = TempDir::new().unwrap();
    let outbox = opened(&folder).await;
    let both = vec![new(1, change(1)), new(2, attach(1, id(1)))];
    outbox.enqueue(both, |_| Ok(())).await.unwrap();
    outbox
        .take_out(|queue| queue.cancel(id(1)), true)
        .await
        .unwrap();
    assert_eq!(*outbox.queue(), Queue::default());
    let draft = outbox.profile_draft(customer(1)).await.unwrap();
    assert_eq!(draft.change.phone.as_deref(), Some("1933334444"));
    assert_eq!(draft.proofs.len(), 1);
}

#[tokio::test]
async fn the_number_of_waiting_actions_is_readable_without_the_key_and_nothing_else_is() {
    let folder = TempDir::new().unwrap();
    let outbox = opened(&folder).await;
    enqueue(&outbox, 1).await;
    enqueue(&outbox, 2).await;
    assert_eq!(Counter::of(folder.path()).get(), Some(2));
    outbox.close().await;
    for (path, bytes) in crate::testing::files(folder.path()) {
        let readable = |text: &[u8]| bytes.windows(text.len()).any(|at| at == text);
        assert!(!readable(b"1933334444") && !readable(b"SQLite"), "{path:?}");
    }
}

#[tokio::test]
async fn f10_a_damaged_outbox_is_set_aside_and_what_reads_is_kept_and_counted() {
    let folder = TempDir::new().unwrap();
    let outbox = opened(&folder).await;
    let many = (1..=300)
        .map(|number| new(number, change(number)))
        .collect();
    outbox.enqueue(many, |_| Ok(())).await.unwrap();
    outbox.close().await;
    let path = folder.path().join(FILE);
    let mut bytes = fs::read(&path).unwrap();
    let pages = bytes.len() / 4096;
    let torn = pages / 2 * 4096;
    bytes[torn..torn + 2048].fill(7);
    fs::write(&path, &bytes).unwrap();

    let outbox = opened(&folder).await;
    let notice = outbox.take_notice();
    let Some(AccountNotice::OutboxSalvaged { kept, lost }) = notice else {
        panic!("it must be told: {notice:?}");
    };
    assert_eq!((kept as usize, kept + lost), (outbox.queue().unsent(), 300));
    // A page holds some dozen actions, and all the others are kept.
    assert!((1..=40).contains(&lost), "{lost} lost of {pages} pages");
    let aside = folder.path().join("outbox.damaged-1.db");
    assert!(aside.exists());
    outbox.close().await;
    let again = opened(&folder).await;
    assert_eq!(
        (again.queue().unsent(), again.take_notice()),
        (kept as usize, None)
    );
}

#[tokio::test]
async fn f10_a_draft_that_does_not_read_is_told_and_keeps_nobody_from_deciding() {
    let folder = TempDir::new().unwrap();
    let outbox = opened(&folder).await;
    enqueue(&outbox, 1).await;
    let customer = customer(1);
    let typed = |draft: &mut ProfileDraft| draft.change.phone = Some("1933334444".into());
    outbox.redraft_profile(customer, None, typed).await.unwrap();
    outbox.close().await;
    let [_, page] = roots(&folder, "drafts").await;
    let path = folder.path().join(FILE);
    let mut bytes = fs::read(&path).unwrap();
    bytes[page * 4096..][..4096].fill(7);
    fs::write(&path, &bytes).unwrap();

    let outbox = opened(&folder).await;
    assert_eq!(outbox.take_notice(), None);
    let (one, other) = tokio::join!(
        outbox.profile_draft(customer),
        outbox.profile_draft(customer)
    );
    assert!(one.is_err() || other.is_err());
    let told = AccountNotice::OutboxSalvaged { kept: 1, lost: 0 };
    assert_eq!(outbox.take_notice(), Some(told));
    let empty = outbox.profile_draft(customer).await.unwrap();
    assert_eq!(empty, ProfileDraft::default());
    outbox.redraft_profile(customer, None, typed).await.unwrap();
    enqueue(&outbox, 2).await;
    assert_eq!(outbox.queue().unsent(), 2);
}

/// The pages without which no row of a table is found: the first, and the one it begins on.
async fn roots(folder: &TempDir, table: &'static str) -> [usize; 2] {
    let database = Database::open(Schema::OUTBOX, kept(folder).place());
    let database = database.await.unwrap();
    let root = database.read(move |connection| {
        let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
        Ok(connection.query_one(sql, [table], |row| row.get::<_, u32>(0))?)
    });
    let root = root.await.unwrap();
    database.close().await;
    [0, root as usize - 1]
}

#[tokio::test]
async fn f10_whatever_page_of_an_outbox_is_harmed_the_actions_on_others_are_kept() {
    let count = cases(12);
    for seed in (first_seed()..).take(count as usize) {
        let folder = TempDir::new().unwrap();
        let outbox = opened(&folder).await;
        let many = (1..=300)
            .map(|number| new(number, change(number)))
            .collect();
        outbox.enqueue(many, |_| Ok(())).await.unwrap();
        let before = outbox.queue();
        outbox.close().await;
        let roots = roots(&folder, "actions").await;
        let harmed = harm(&folder.path().join(FILE), &mut Chance::of(seed));

        let outbox = opened(&folder).await;
        let after = outbox.queue();
        let lost = 300 - after.unsent();
        match outbox.take_notice() {
            // It was one that the actions do not need.
            None => assert_eq!(lost, 0, "seed {seed}"),
            Some(notice) => {
                let told = AccountNotice::OutboxSalvaged {
                    kept: after.unsent() as u32,
                    lost: lost as u32,
                };
                assert_eq!(notice, told, "seed {seed}");
            }
        }
        assert!(lost <= 40 || roots.contains(&harmed), "seed {seed}: {lost}");
        let kept = after.entries().iter();
        let is_same = |entry: &Entry| before.get(entry.id) == Some(entry);
        assert!(kept.clone().all(is_same), "seed {seed}");
        let more = vec![new(301, change(0))];
        if outbox.enqueue(more, |_| Ok(())).await.is_err() {
            // Met only now, by the index; healed, it takes it.
            enqueue(&outbox, 301).await;
        }
        outbox.close().await;
        let again = opened(&folder).await;
        assert_eq!(again.queue().unsent(), 301 - lost, "seed {seed}");
    }
    counted(count, "harmed outboxes");
}

#[tokio::test]
async fn an_outbox_of_which_nothing_reads_is_set_aside_and_its_count_is_told() {
    let folder = TempDir::new().unwrap();
    let outbox = opened(&folder).await;
    enqueue(&outbox, 1).await;
    outbox.close().await;
    let path = folder.path().join(FILE);
    let mut bytes = fs::read(&path).unwrap();
    bytes[..4096].fill(0);
    fs::write(&path, &bytes).unwrap();
    let outbox = opened(&folder).await;
    let told = AccountNotice::OutboxSalvaged { kept: 0, lost: 1 };
    assert_eq!(outbox.take_notice(), Some(told));
    assert!(folder.path().join("outbox.damaged-1.db").exists());
    enqueue(&outbox, 2).await;
}

#[derive(Debug, Clone)]
enum Step {
    Enqueue,
    Begin,
    Accept,
    Refuse,
    Postpone,
    Retry(usize),
    Cancel(usize),
    Discard(usize),
    Settle,
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    let nth = || 0_usize..4;
    prop_oneof![
        4 => Just(Step::Enqueue),
        4 => Just(Step::Begin),
        3 => Just(Step::Accept),
        1 => Just(Step::Refuse),
        1 => Just(Step::Postpone),
        1 => nth().prop_map(Step::Retry),
        1 => nth().prop_map(Step::Cancel),
        1 => nth().prop_map(Step::Discard),
        1 => Just(Step::Settle),
        1 => Just(Step::Reopen),
    ]
}

impl Step {
    /// The same step of a queue, whether that is kept or not; a step that cannot be taken is none.
    fn take(&self, queue: &mut Queue, fresh: u128) {
        let entries = queue.entries();
        let nth = |nth: usize| entries.get(nth).map_or(id(0), |entry| entry.id);
        let sending = entries.iter().find(|entry| entry.state == State::Sending);
        let sending = sending.map_or(id(0), |entry| entry.id);
        let mark = Mark {
            stream: Stream::User,
            seq: 1,
            generation: 0,
        };
        let _ = match *self {
            Self::Enqueue => queue.enqueue(id(fresh), change(fresh % 3), DateTime::UNIX_EPOCH),
            Self::Begin => {
                let ready = queue.ready().next().map_or(id(0), |entry| entry.id);
                queue.begin(ready).map(drop)
            }
            Self::Accept => queue.accept(sending, mark),
            Self::Refuse => queue.refuse(sending, AppError::new(ErrorCode::NotFound)),
            Self::Postpone => queue.postpone(sending),
            Self::Retry(at) => queue.retry(nth(at)),
            Self::Cancel(at) => queue.cancel(nth(at)).map(drop),
            Self::Discard(at) => queue.discard(nth(at)).map(drop),
            Self::Settle => {
                queue.settle(&BTreeMap::new());
                Ok(())
            }
            Self::Reopen => {
                *queue = Queue::restarted(queue.entries().to_vec());
                Ok(())
            }
        };
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn f6_the_queue_on_disk_is_the_queue_in_memory(steps in prop::collection::vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let folder = TempDir::new().unwrap();
            let mut outbox = opened(&folder).await;
            let mut expected = Queue::default();
            for (number, step) in (1..).zip(steps) {
                step.take(&mut expected, number);
                if matches!(step, Step::Reopen) {
                    outbox.close().await;
                    outbox = opened(&folder).await;
                } else {
                    let taken = move |queue: &mut Queue| {
                        step.take(queue, number);
                        Ok(())
                    };
                    outbox.step(taken).await.unwrap();
                }
                assert_eq!(*outbox.queue(), expected);
            }
            outbox.close().await;
            let outbox = opened(&folder).await;
            assert_eq!(*outbox.queue(), Queue::restarted(expected.entries().to_vec()));
        });
    }
}

#[tokio::test]
async fn f10_a_salvage_that_was_killed_on_its_way_ends_at_the_next_start() {
    let folder = TempDir::new().unwrap();
    let outbox = opened(&folder).await;
    enqueue(&outbox, 1).await;
    enqueue(&outbox, 2).await;
    outbox.close().await;
    let at = |name: &str| folder.path().join(name);
    fs::copy(at(FILE), at("outbox.salvaged.db")).unwrap();
    // Of the damaged one the log is aside already; without it, it seems sound and empty.
    fs::remove_file(at(FILE)).unwrap();
    let emptied = Database::create(Schema::OUTBOX, kept(&folder).place()).await;
    emptied.unwrap().close().await;

    let outbox = opened(&folder).await;
    assert_eq!(outbox.queue().unsent(), 2);
    assert!(at("outbox.damaged-1.db").exists() && !at("outbox.salvaged.db").exists());
}

#[tokio::test]
async fn what_closed_under_it_is_opened_again_until_it_is_closed_itself() {
    let folder = TempDir::new().unwrap();
    let outbox = opened(&folder).await;
    outbox.database().close().await;
    let missed = outbox.enqueue(vec![new(1, change(1))], |_| Ok(())).await;
    missed.unwrap_err();
    enqueue(&outbox, 1).await;
    assert_eq!(outbox.queue().unsent(), 1);
    outbox.close().await;
    for number in [2, 3] {
        let closed = outbox.enqueue(vec![new(number, change(1))], |_| Ok(()));
        closed.await.unwrap_err();
    }
}
