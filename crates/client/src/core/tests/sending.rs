//! What the user decides reaches the portal.

use super::*;
use crate::db::{Database, Encryption, Place, Schema};
use balcao_bridge::{
    ActionState, AttachProof, CancelAction, ChangeProfile, CustomerProfile, Decided, DiscardAction,
    GetCustomerProfile, GetProfileDraft, ListActions, PickProof, RetryAction, SaveProfileDraft,
    Unsent, WaitingAction,
};
use balcao_contract::{Problem, ProblemCode};
use balcao_domain::{PostalAddress, ProfileChange, ProfileField, Proof, RequestId};
use std::time::Duration;

pub(super) const PHONE: &str = "1933334444";

pub(super) fn phone(number: &str) -> ProfileChange {
    ProfileChange {
        phone: Some(number.into()),
        ..ProfileChange::default()
    }
}

pub(super) fn moved() -> ProfileChange {
    ProfileChange {
        address: Some(PostalAddress {
            street: "Rua Nova, 7".into(),
            district: "Centro".into(),
            city: "Campinas".into(),
            state: "SP".into(),
            postal_code: "13010001".into(),
        }),
        ..ProfileChange::default()
    }
}

pub(super) async fn change(
    core: &Core,
    account: &AccountSummary,
    change: ProfileChange,
) -> Result<Decided, AppError> {
    let (account, customer) = (account.id, account.selected.unwrap());
    core.call(ChangeProfile {
        account,
        customer,
        change,
    })
    .await
}

pub(super) async fn profile(core: &Core, account: &AccountSummary) -> CustomerProfile {
    let (account, customer) = (account.id, account.selected.unwrap());
    let get = GetCustomerProfile { account, customer };
    core.call(get).await.unwrap()
}

pub(super) async fn waiting(core: &Core, account: &AccountSummary) -> Vec<WaitingAction> {
    let account = account.id;
    core.call(ListActions { account }).await.unwrap()
}

/// Waits until nothing waits any more.
pub(super) async fn all_gone(core: &Core, account: &AccountSummary) {
    let gone = async {
        while !waiting(core, account).await.is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let gone = tokio::time::timeout(Duration::from_secs(3_000), gone).await;
    assert!(gone.is_ok(), "{:?}", waiting(core, account).await);
}

/// Cancels the first action, between two attempts of the sender.
pub(super) async fn take_back(core: &Core, account: &AccountSummary, keep_draft: bool) {
    let action = waiting(core, account).await[0].id;
    let account = account.id;
    loop {
        let cancel = CancelAction {
            account,
            action,
            keep_draft,
        };
        match core.call(cancel).await {
            // It is just being tried.
            Err(error) if error.code == ErrorCode::Conflict => tokio::task::yield_now().await,
            done => return done.unwrap(),
        }
    }
}

/// Waits until the first action is refused.
async fn refused(core: &Core, account: &AccountSummary) -> WaitingAction {
    loop {
        let first = waiting(core, account).await.remove(0);
        if matches!(first.state, ActionState::Refused(_)) {
            return first;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

pub(super) fn portals_phone(stage: &Stage, account: &AccountSummary) -> String {
    stage.twin.customer(account.selected.unwrap()).phone
}

fn refuse(stage: &Stage, problem: Option<Problem>) {
    stage.twin.fault(|faults| faults.refuse_acts = problem);
}

pub(super) fn offline(stage: &Stage, offline: bool) {
    stage.twin.fault(|faults| faults.offline = offline);
}

/// A PDF that the person will choose.
pub(super) fn chosen(stage: &Stage, length: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-".to_vec();
    bytes.resize(length, 7);
    let path = stage.data.path().join("conta de luz.pdf");
    std::fs::write(&path, &bytes).unwrap();
    *stage.host.chooser.chosen.lock().unwrap() = Some(path);
    bytes
}

pub(super) async fn pick(core: &Core, account: &AccountSummary) -> Result<Vec<Proof>, AppError> {
    let (account, customer) = (account.id, account.selected.unwrap());
    let draft = core.call(PickProof { account, customer }).await?;
    Ok(draft.proofs)
}

#[tokio::test]
async fn tv_02_a_change_is_seen_at_once_and_reaches_the_portal() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    offline(&stage, true);
    stage.events();
    let decided = change(&core, &account, phone(PHONE)).await.unwrap();
    let Decided::Kept(id) = decided else {
        panic!("it is kept");
    };
    let shown = profile(&core, &account).await;
    assert!(shown.may_change);
    assert_eq!(shown.customer.unwrap().phone, PHONE);
    assert_eq!(
        (shown.waiting[0].field, shown.waiting[0].action),
        (ProfileField::Phone, id)
    );
    assert_ne!(portals_phone(&stage, &account), PHONE);

    offline(&stage, false);
    check(&core, account.id).await;
    all_gone(&core, &account).await;
    assert_eq!(portals_phone(&stage, &account), PHONE);
    let shown = profile(&core, &account).await;
    assert_eq!(
        (shown.customer.unwrap().phone.as_str(), shown.waiting),
        (PHONE, vec![])
    );
    assert_eq!(stage.twin.performed(), [id.0]);
    let is_told = |event: &Event| matches!(event, Event::Changed { .. });
    while !stage.events().iter().any(is_told) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn what_waits_survives_the_apps_end_and_is_sent_by_the_next_run() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    offline(&stage, true);
    change(&core, &account, phone(PHONE)).await.unwrap();
    core.close().await;
    let core = stage.open();
    assert_eq!(
        profile(&core, &account).await.customer.unwrap().phone,
        PHONE
    );
    core.close().await;
    offline(&stage, false);
    let core = stage.open();
    all_gone(&core, &account).await;
    assert_eq!(portals_phone(&stage, &account), PHONE);
    assert_eq!(stage.twin.performed().len(), 1);
}

#[tokio::test]
async fn mg_03_a_changed_address_waits_for_approval_with_its_proof() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let customer = account.selected.unwrap();
    let bytes = chosen(&stage, 600_000);
    let proof = pick(&core, &account).await.unwrap().remove(0);
    assert_eq!(
        (proof.name.as_str(), proof.size),
        ("conta de luz.pdf", 600_000)
    );
    // F16: what was chosen is kept, whatever happens to it where it came from.
    std::fs::remove_file(stage.data.path().join("conta de luz.pdf")).unwrap();
    stage
        .twin
        .fault(|faults| faults.cut_uploads_at = Some(400_000));
    let decided = change(&core, &account, moved()).await.unwrap();
    let Decided::Kept(id) = decided else {
        panic!("it is kept");
    };
    let request = RequestId::new(id.0);
    while stage.twin.asked().uploads.len() < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let shown = profile(&core, &account).await.requests;
    assert_eq!(shown[0].request.id, request);
    assert_eq!(shown[0].proofs[0].proof.sha256, proof.sha256);
    assert_eq!(shown[0].request.proposed, moved());
    core.close().await;

    stage.twin.fault(|faults| faults.cut_uploads_at = None);
    let core = stage.open();
    all_gone(&core, &account).await;
    let at_portal = stage.twin.request(customer, request).unwrap();
    assert_eq!(at_portal.proofs[0].sha256, proof.sha256);
    assert_eq!(at_portal.proofs[0].size as usize, bytes.len());
    assert_eq!(
        stage.twin.asked().uploads,
        [0, 262_144, 524_288],
        "each piece once"
    );
    let shown = profile(&core, &account).await;
    assert_eq!(
        (
            shown.requests[0].request.clone(),
            &shown.requests[0].waiting
        ),
        (at_portal, &None)
    );
    // Nothing of the address is true before the provider says so.
    assert_ne!(shown.customer.unwrap().address, moved().address.unwrap());

    let attach = AttachProof {
        account: account.id,
        customer,
        request,
    };
    chosen(&stage, 900);
    assert!(core.call(attach.clone()).await.unwrap().is_some());
    all_gone(&core, &account).await;
    assert_eq!(
        stage.twin.request(customer, request).unwrap().proofs.len(),
        2
    );
    *stage.host.chooser.chosen.lock().unwrap() = None;
    assert_eq!(core.call(attach).await.unwrap(), None);
}

#[tokio::test]
async fn a_file_that_will_not_do_is_refused_when_it_is_chosen() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let path = stage.data.path().join("nota.txt");
    let too_large = [b"%PDF-".as_slice(), &vec![0; Proof::LARGEST as usize]].concat();
    *stage.host.chooser.chosen.lock().unwrap() = Some(path.clone());
    for (bytes, reason) in [
        (b"texto".as_slice(), "kind"),
        (b"", "empty"),
        (&too_large, "too_large"),
    ] {
        std::fs::write(&path, bytes).unwrap();
        let refused = pick(&core, &account).await;
        assert_eq!(refused, Err(AppError::invalid("proof", reason)));
    }
    std::fs::remove_file(&path).unwrap();
    let gone = pick(&core, &account).await;
    assert_eq!(gone, Err(AppError::invalid("proof", "unreadable")));
    for _ in 0..Proof::MOST {
        chosen(&stage, 99);
        pick(&core, &account).await.unwrap();
    }
    let many = pick(&core, &account).await;
    assert_eq!(many, Err(AppError::invalid("proof", "too_many")));
}

#[tokio::test]
async fn a_refused_change_holds_back_the_next_until_the_user_has_decided() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let (id, customer) = (account.id, account.selected.unwrap());
    refuse(&stage, Some(Problem::invalid_field("phone", "malformed")));
    change(&core, &account, phone(PHONE)).await.unwrap();
    let first = refused(&core, &account).await;
    let reason = AppError::invalid("phone", "malformed");
    assert_eq!(first.state, ActionState::Refused(reason));
    assert_ne!(
        profile(&core, &account).await.customer.unwrap().phone,
        PHONE
    );
    refuse(&stage, None);
    change(&core, &account, phone("1911112222")).await.unwrap();
    assert_eq!(waiting(&core, &account).await[1].held_by, Some(first.id));

    // *Editar*: what it said is the form's draft again, and the next one goes.
    let discard = DiscardAction {
        account: id,
        action: first.id,
        keep_draft: true,
    };
    core.call(discard.clone()).await.unwrap();
    let get = GetProfileDraft {
        account: id,
        customer,
    };
    assert_eq!(core.call(get).await.unwrap().change, phone(PHONE));
    all_gone(&core, &account).await;
    assert_eq!(portals_phone(&stage, &account), "1911112222");
    let again = core.call(discard).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::Conflict);

    // *Tentar de novo*.
    refuse(&stage, Some(Problem::new(ProblemCode::Conflict)));
    change(&core, &account, phone(PHONE)).await.unwrap();
    let action = refused(&core, &account).await.id;
    refuse(&stage, None);
    let account_id = account.id;
    core.call(RetryAction {
        account: account_id,
        action,
    })
    .await
    .unwrap();
    all_gone(&core, &account).await;
    assert_eq!(portals_phone(&stage, &account), PHONE);
}

#[tokio::test]
async fn what_is_queued_can_be_taken_back() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let before = profile(&core, &account).await;
    offline(&stage, true);
    change(&core, &account, phone(PHONE)).await.unwrap();
    take_back(&core, &account, false).await;
    assert_eq!(profile(&core, &account).await.customer, before.customer);
    offline(&stage, false);
    check(&core, account.id).await;
    assert!(stage.twin.performed().is_empty());
}

#[tokio::test]
async fn dp_38_what_may_not_be_changed_is_refused_before_it_is_kept() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let malformed = change(&core, &account, phone("12")).await;
    assert_eq!(malformed, Err(AppError::invalid("phone", "malformed")));
    let same = profile(&core, &account).await.customer.unwrap().phone;
    let empty = change(&core, &account, phone(&same)).await;
    assert_eq!(empty, Err(AppError::invalid("change", "empty")));
    assert_eq!(waiting(&core, &account).await, []);

    let account = signed_in(&core, TIAGO).await;
    assert!(!profile(&core, &account).await.may_change);
    let refused = change(&core, &account, phone(PHONE)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::RoleNeeded);
}

#[tokio::test]
async fn a_draft_is_there_after_a_restart_and_gone_once_it_is_decided() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let (id, customer) = (account.id, account.selected.unwrap());
    let typed = phone("19");
    let save = SaveProfileDraft {
        account: id,
        customer,
        change: typed.clone(),
    };
    core.call(save).await.unwrap();
    core.close().await;
    let core = stage.open();
    let get = GetProfileDraft {
        account: id,
        customer,
    };
    assert_eq!(core.call(get.clone()).await.unwrap().change, typed);
    change(&core, &account, phone(PHONE)).await.unwrap();
    assert_eq!(core.call(get).await.unwrap(), Default::default());
}

#[tokio::test]
async fn f15_with_nothing_kept_a_change_is_done_at_once_or_not_at_all() {
    let stage = Stage::new();
    for core in [stage.open_in_memory(), stage.open_online()] {
        let account = signed_in(&core, ANA).await;
        offline(&stage, true);
        let refused = change(&core, &account, phone(PHONE)).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotOffline);
        assert_eq!(waiting(&core, &account).await, []);
        let get = GetProfileDraft {
            account: account.id,
            customer: account.selected.unwrap(),
        };
        assert_eq!(
            core.call(get).await.unwrap().change,
            phone(PHONE),
            "still to be edited"
        );
        offline(&stage, false);
        chosen(&stage, 700);
        pick(&core, &account).await.unwrap();
        let number = format!("19{:08}", stage.twin.performed().len());
        let both = ProfileChange {
            address: moved().address,
            ..phone(&number)
        };
        let done = change(&core, &account, both).await.unwrap();
        assert!(matches!(done, Decided::Done(_)));
        assert_eq!(
            profile(&core, &account).await.customer.unwrap().phone,
            number
        );
        assert_eq!(portals_phone(&stage, &account), number);
        let request = profile(&core, &account).await.requests.remove(0);
        assert_eq!((request.request.proofs.len(), request.waiting), (1, None));
    }
}

#[tokio::test(start_paused = true)]
async fn signing_out_loses_nothing_that_nobody_decided_about() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    offline(&stage, true);
    change(&core, &account, phone(PHONE)).await.unwrap();
    let sign_out = |unsent| SignOut {
        account: account.id,
        unsent,
    };
    let asked = AppError::new(ErrorCode::ActionsWaiting).with("count", 1);
    assert_eq!(core.call(sign_out(None)).await, Err(asked.clone()));
    assert_eq!(core.call(sign_out(Some(Unsent::SendNow))).await, Err(asked));
    offline(&stage, false);
    core.call(sign_out(Some(Unsent::SendNow))).await.unwrap();
    assert_eq!(portals_phone(&stage, &account), PHONE);
    assert_eq!(accounts(&core).await, []);

    let account = signed_in(&core, ANA).await;
    offline(&stage, true);
    change(&core, &account, phone("1911112222")).await.unwrap();
    core.call(SignOut {
        account: account.id,
        unsent: Some(Unsent::Discard),
    })
    .await
    .unwrap();
    assert_eq!(accounts(&core).await, []);
    assert_eq!(portals_phone(&stage, &account), PHONE);
}

#[tokio::test]
async fn a_file_that_is_not_there_any_more_is_refused_and_tried_no_more() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    offline(&stage, true);
    chosen(&stage, 900);
    pick(&core, &account).await.unwrap();
    change(&core, &account, moved()).await.unwrap();
    core.close().await;
    let place = Place::File {
        path: stage.folder(account.id).join("outbox.db"),
        encryption: Encryption::On(stage.vault.load(account.id).unwrap().key),
    };
    let outbox = Database::open(Schema::OUTBOX, place).await.unwrap();
    let forgotten = outbox.write(|connection| Ok(connection.execute("DELETE FROM chunks", [])?));
    assert_eq!(forgotten.await.unwrap(), 1);
    outbox.close().await;

    offline(&stage, false);
    let core = stage.open();
    let refused = refused(&core, &account).await;
    let unreadable = AppError::invalid("proof", "unreadable");
    assert_eq!(refused.state, ActionState::Refused(unreadable));
    assert_eq!(waiting(&core, &account).await.len(), 1);
    assert_eq!(accounts(&core).await[0].notice, None);
}
