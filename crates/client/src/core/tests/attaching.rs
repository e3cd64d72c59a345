//! Files that come with a call: in a browser the page asks for them.

use super::sending::{PHONE, all_gone, change, moved, offline, phone, profile, waiting};
use super::*;
use crate::host::GivenFile;
use balcao_bridge::{
    AttachProof, Command, Decided, DiscardProfileDraft, GetProfileDraft, PickProof, ProfileDraft,
    wire,
};
use balcao_domain::{Action, ProfileChange, Proof, ProofId, RequestId, Sha256Digest};
use sha2::{Digest, Sha256};
use uuid::Uuid;

fn pdf(length: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-".to_vec();
    bytes.resize(length, 7);
    bytes
}

fn digest(bytes: &[u8]) -> Sha256Digest {
    Sha256Digest::new(Sha256::digest(bytes).into())
}

async fn given<C: Command>(core: &Core, request: C, bytes: Vec<u8>) -> Result<C::Output, AppError> {
    let file = async {
        Ok(GivenFile {
            name: "conta de luz.pdf".into(),
            bytes,
        })
    };
    let request = wire::encode(&request).unwrap();
    let answer = core.dispatch_with_file(C::NAME, &request, file).await?;
    Ok(wire::decode(&answer).unwrap())
}

fn pick(account: &AccountSummary) -> PickProof {
    PickProof {
        account: account.id,
        customer: account.selected.unwrap(),
    }
}

fn attach(account: &AccountSummary, request: RequestId) -> AttachProof {
    AttachProof {
        account: account.id,
        customer: account.selected.unwrap(),
        request,
    }
}

async fn draft(core: &Core, account: &AccountSummary) -> ProfileDraft {
    let (account, customer) = (account.id, account.selected.unwrap());
    let get = GetProfileDraft { account, customer };
    core.call(get).await.unwrap()
}

/// Whether the bytes of a file are still kept.
async fn is_held(core: &Core, account: &AccountSummary, bytes: &[u8]) -> bool {
    let account = core.inner().accounts.get(account.id).unwrap();
    account
        .outbox
        .bytes(digest(bytes), 0)
        .await
        .unwrap()
        .is_some()
}

fn id(decided: Decided) -> RequestId {
    let (Decided::Kept(id) | Decided::Done(id)) = decided;
    RequestId::new(id.0)
}

#[tokio::test]
async fn in_a_browser_a_file_stays_in_memory_until_it_is_sent_with_the_form() {
    let stage = Stage::new();
    let core = stage.open_online();
    let account = signed_in(&core, ANA).await;
    let bytes = pdf(600_000);
    given(&core, pick(&account), bytes.clone()).await.unwrap();
    let kept = draft(&core, &account).await;
    assert_eq!(kept.proofs[0].name, "conta de luz.pdf");
    assert_eq!(kept.proofs[0].sha256, digest(&bytes));

    offline(&stage, true);
    change(&core, &account, moved()).await.unwrap_err();
    assert_eq!(draft(&core, &account).await.proofs, kept.proofs);
    assert!(is_held(&core, &account, &bytes).await, "to be sent again");

    offline(&stage, false);
    let request = id(change(&core, &account, moved()).await.unwrap());
    let customer = account.selected.unwrap();
    let made = stage.twin.request(customer, request).unwrap();
    assert_eq!(made.proofs[0].sha256, digest(&bytes));
    assert!(!is_held(&core, &account, &bytes).await);
    assert_eq!(draft(&core, &account).await, ProfileDraft::default());

    let more = pdf(900);
    let done = given(&core, attach(&account, request), more.clone()).await;
    assert!(matches!(done, Ok(Some(Decided::Done(_)))), "{done:?}");
    assert_eq!(
        stage.twin.request(customer, request).unwrap().proofs.len(),
        2
    );
    assert!(!is_held(&core, &account, &more).await);
    assert_eq!(files(stage.data.path()), []);
}

#[tokio::test]
async fn a_file_that_would_not_be_taken_is_not_even_read() {
    let stage = Stage::new();
    let core = stage.open_online();
    let account = signed_in(&core, ANA).await;
    let unread = || async { panic!("nobody asked for it") };
    let ask = async |name, request: Vec<u8>| {
        core.dispatch_with_file(name, &request, unread())
            .await
            .unwrap_err()
    };
    let nobodys = RequestId::new(Uuid::from_u128(9));
    let request = wire::encode(&attach(&account, nobodys)).unwrap();
    assert_eq!(
        ask(AttachProof::NAME, request).await.code,
        ErrorCode::NotFound
    );
    for _ in 0..Proof::MOST {
        given(&core, pick(&account), pdf(9)).await.unwrap();
    }
    let full = ask(PickProof::NAME, wire::encode(&pick(&account)).unwrap()).await;
    assert_eq!(full, AppError::invalid("proof", "too_many"));
    let other = ask("list_accounts", Vec::new()).await;
    assert_eq!(other, AppError::invalid("command", "unknown"));
    let malformed = ask(PickProof::NAME, Vec::new()).await;
    assert_eq!(malformed, AppError::invalid("request", "malformed"));
    let tiago = signed_in(&core, TIAGO).await;
    let refused = ask(PickProof::NAME, wire::encode(&pick(&tiago)).unwrap()).await;
    assert_eq!(refused.code, ErrorCode::RoleNeeded);
}

#[tokio::test]
async fn two_files_at_once_are_never_one_too_many() {
    let stage = Stage::new();
    for core in [stage.open_in_memory(), stage.open()] {
        let account = signed_in(&core, ANA).await;
        for _ in 1..Proof::MOST {
            given(&core, pick(&account), pdf(9)).await.unwrap();
        }
        let (one, other) = tokio::join!(
            given(&core, pick(&account), pdf(10)),
            given(&core, pick(&account), pdf(11))
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert_eq!(draft(&core, &account).await.proofs.len(), Proof::MOST);
        core.call(DiscardProfileDraft {
            account: account.id,
            customer: account.selected.unwrap(),
        })
        .await
        .unwrap();

        let request = id(change(&core, &account, moved()).await.unwrap());
        for _ in 1..Proof::MOST {
            given(&core, attach(&account, request), pdf(9))
                .await
                .unwrap();
        }
        let (one, other) = tokio::join!(
            given(&core, attach(&account, request), pdf(10)),
            given(&core, attach(&account, request), pdf(11))
        );
        let too_many = AppError::invalid("proof", "too_many");
        let refused: Vec<_> = [one, other].into_iter().filter_map(Result::err).collect();
        assert_eq!(refused, [too_many]);
        core.close().await;
    }
}

#[tokio::test]
async fn a_proof_stays_behind_when_only_what_needs_none_is_changed() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    offline(&stage, true);
    given(&core, pick(&account), pdf(700)).await.unwrap();
    let name = ProfileChange {
        name: Some("Ana Lima".into()),
        ..phone(PHONE)
    };
    let request = id(change(&core, &account, name).await.unwrap());
    let queued = waiting(&core, &account).await;
    assert!(
        matches!(queued.as_slice(), [only] if matches!(only.action, Action::ChangeProfile(_))),
        "{queued:?}"
    );
    let refused = given(&core, attach(&account, request), pdf(9)).await;
    assert_eq!(refused, Err(AppError::invalid("proof", "not_asked")));
    offline(&stage, false);
    check(&core, account.id).await;
    all_gone(&core, &account).await;
    let shown = profile(&core, &account).await.requests.remove(0);
    let proofs: Vec<ProofId> = shown.request.proofs.iter().map(|proof| proof.id).collect();
    assert_eq!(proofs, []);
    let refused = given(&core, attach(&account, request), pdf(9)).await;
    assert_eq!(refused, Err(AppError::invalid("proof", "not_asked")));
}
