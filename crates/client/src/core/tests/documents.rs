//! Documents: fetched once, there offline, saved where the user wants.

use super::*;
use balcao_bridge::{
    DocumentPage, GetDocumentPage, OpenDocument, OpenedDocument, SaveDocument, Saved,
};
use balcao_domain::{BillId, Collection, DocumentKind, DocumentRef};
use std::fs;

async fn open(core: &Core, account: AccountId, bill: BillId) -> Result<OpenedDocument, AppError> {
    let document = pdf(bill);
    core.call(OpenDocument { account, document }).await
}

const fn pdf(bill: BillId) -> DocumentRef {
    DocumentRef {
        of: Collection::Bills,
        id: bill.uuid(),
        kind: DocumentKind::Pdf,
    }
}

async fn page(core: &Core, account: AccountId, bill: BillId) -> Result<DocumentPage, AppError> {
    core.call(GetDocumentPage {
        account,
        document: pdf(bill),
        page: 0,
        width: 300,
    })
    .await
}

fn code<T: std::fmt::Debug>(refused: Result<T, AppError>) -> ErrorCode {
    refused.unwrap_err().code
}

#[tokio::test]
async fn a_document_is_fetched_once_and_is_there_offline() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let bill = bills(&core, &account).await[0].id;
    stage.events();
    let (first, second) =
        tokio::join!(open(&core, account.id, bill), open(&core, account.id, bill));
    let opened = first.unwrap();
    assert_eq!((opened.pages, opened.outdated), (1, false));
    assert_eq!(second.unwrap(), opened);
    assert_eq!(stage.twin.asked().files, [None]);
    let asked = OpenDocument {
        account: account.id,
        document: pdf(bill),
    };
    let size = core.document(asked).await.unwrap().bytes.len() as u64;
    let told: Vec<_> = stage
        .events()
        .into_iter()
        .filter(|event| matches!(event, Event::Fetching { .. }))
        .collect();
    let fetching = |received| Event::Fetching {
        account: account.id,
        document: pdf(bill),
        received,
        total: Some(size),
    };
    assert_eq!(told.first(), Some(&fetching(0)));
    assert_eq!(told.last(), Some(&fetching(size)));
    core.close().await;

    stage.twin.fault(|faults| faults.offline = true);
    let core = stage.open();
    assert_eq!(open(&core, account.id, bill).await, Ok(opened));
    let picture = page(&core, account.id, bill).await.unwrap();
    assert!(picture.picture.starts_with("data:image/png;base64,iVBOR"));
    assert_eq!(picture.width, 300);
    assert_eq!(stage.twin.asked().files.len(), 1);
}

#[tokio::test]
async fn a_bill_paid_elsewhere_has_a_new_document_and_offline_the_old_one_says_it_is_old() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let mut pending = bills(&core, &account).await;
    pending.retain(|bill| bill.paid_on.is_none());
    let bill = pending.remove(0);
    let before = open(&core, account.id, bill.id).await.unwrap();
    stage.twin.pay(&bill);
    check(&core, account.id).await;

    stage.twin.fault(|faults| faults.offline = true);
    let offline = open(&core, account.id, bill.id).await.unwrap();
    assert!(offline.outdated);
    assert_eq!(offline.version, before.version);

    stage.twin.fault(|faults| faults.offline = false);
    let after = open(&core, account.id, bill.id).await.unwrap();
    assert!(!after.outdated);
    assert_ne!(after.version, before.version);
    let held = Some(before.version);
    assert_eq!(stage.twin.asked().files, [None, held.clone(), held]);
}

#[tokio::test]
async fn a_document_that_did_not_change_with_its_bill_is_not_sent_again() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let mut bill = bills(&core, &account).await.remove(0);
    let before = open(&core, account.id, bill.id).await.unwrap();
    bill.description.push('!');
    stage.twin.put_bill(&bill);
    check(&core, account.id).await;
    for _ in 0..2 {
        assert_eq!(open(&core, account.id, bill.id).await, Ok(before.clone()));
    }
    let held = Some(before.version);
    assert_eq!(stage.twin.asked().files, [None, held]);
}

#[tokio::test]
async fn what_was_never_fetched_or_broke_off_is_not_there_offline() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let bill = bills(&core, &account).await[0].id;
    stage.twin.fault(|faults| faults.cut_after = Some(2));
    assert_eq!(
        code(open(&core, account.id, bill).await),
        ErrorCode::Offline
    );
    stage.twin.fault(|faults| faults.offline = true);
    assert_eq!(
        code(open(&core, account.id, bill).await),
        ErrorCode::Offline
    );
    assert_eq!(
        code(page(&core, account.id, bill).await),
        ErrorCode::NotFound
    );
    stage
        .twin
        .fault(|faults| (faults.offline, faults.cut_after) = (false, None));
    assert!(open(&core, account.id, bill).await.is_ok());
}

#[tokio::test]
async fn a_document_that_is_none_says_so_and_is_not_kept() {
    let stage = Stage::new();
    let core = stage.open_in_memory();
    let account = signed_in(&core, ANA).await;
    let bill = bills(&core, &account).await[0].id;
    stage.twin.fault(|faults| faults.garble = true);
    assert_eq!(
        code(open(&core, account.id, bill).await),
        ErrorCode::UnreadableDocument
    );
    stage.twin.fault(|faults| faults.garble = false);
    assert!(open(&core, account.id, bill).await.is_ok());
}

#[tokio::test]
async fn a_token_that_is_over_is_renewed_on_the_way() {
    let stage = Stage::new();
    let core = stage.open_in_memory();
    let account = signed_in(&core, ANA).await;
    let bill = bills(&core, &account).await[0].id;
    stage.twin.expire_access();
    assert!(open(&core, account.id, bill).await.is_ok());
    assert_eq!(stage.twin.asked().refreshes, 1);
}

#[tokio::test]
async fn others_bills_have_no_document_and_a_technician_is_told_the_role() {
    let stage = Stage::new();
    let core = stage.open();
    let ana = signed_in(&core, ANA).await;
    let anas = bills(&core, &ana).await[0].id;
    open(&core, ana.id, anas).await.unwrap();
    let bruno = signed_in(&core, BRUNO).await;
    assert_eq!(code(open(&core, bruno.id, anas).await), ErrorCode::NotFound);
    assert_eq!(code(page(&core, bruno.id, anas).await), ErrorCode::NotFound);
    let tiago = signed_in(&core, TIAGO).await;
    assert_eq!(code(open(&core, tiago.id, anas).await), ErrorCode::NotFound);
    assert_eq!(stage.twin.asked().files.len(), 1);
}

#[tokio::test]
async fn removed_access_takes_the_documents_with_it() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let bill = bills(&core, &account).await[0].id;
    open(&core, account.id, bill).await.unwrap();
    let files = stage.folder(account.id).join("files.db");
    assert!(files.exists());
    stage
        .twin
        .change_user(ANA_TAX_ID, |user| user.grants.clear());
    check(&core, account.id).await;
    assert!(!files.exists());
}

#[tokio::test]
async fn damaged_files_are_fetched_again() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let bill = bills(&core, &account).await[0].id;
    let opened = open(&core, account.id, bill).await.unwrap();
    core.close().await;
    let files = stage.folder(account.id).join("files.db");
    let mut bytes = fs::read(&files).unwrap();
    bytes[..4096].fill(0);
    fs::write(&files, bytes).unwrap();

    let core = stage.open();
    assert_eq!(accounts(&core).await, std::slice::from_ref(&account));
    assert_eq!(open(&core, account.id, bill).await, Ok(opened));
    assert_eq!(stage.twin.asked().files, [None, None]);
}

#[tokio::test]
async fn a_core_that_keeps_nothing_keeps_documents_in_memory() {
    let stage = Stage::new();
    let core = stage.open_online();
    let account = signed_in(&core, ANA).await;
    let bill = bills(&core, &account).await[0].id;
    let opened = open(&core, account.id, bill).await.unwrap();
    assert_eq!(open(&core, account.id, bill).await, Ok(opened));
    assert_eq!(stage.twin.asked().files.len(), 1);
    assert_eq!(files(stage.data.path()), []);
}

#[tokio::test]
async fn saving_writes_the_very_bytes_where_the_user_wants_them_and_nowhere_else() {
    let stage = Stage::new();
    let core = stage.open();
    let signed_in = signed_in(&core, ANA).await;
    let number = bills(&core, &signed_in).await[0].number;
    let account = signed_in.id;
    let document = pdf(bills(&core, &signed_in).await[0].id);
    let asked = OpenDocument { account, document };
    let whole = core.document(asked).await.unwrap();
    let save = SaveDocument { account, document };
    assert_eq!(core.call(save).await, Ok(Saved::Not));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("minha fatura.pdf");
    let choose = |path| *stage.host.chooser.chosen.lock().unwrap() = Some(path);
    choose(path.clone());
    assert_eq!(core.call(save).await, Ok(Saved::There));
    assert_eq!(fs::read(&path).unwrap(), whole.bytes);
    let name = format!("fatura-{number:06}.pdf");
    assert_eq!(
        *stage.host.chooser.suggested.lock().unwrap(),
        [name.clone(), name]
    );

    choose(folder.path().join("none/fatura.pdf"));
    assert_eq!(code(core.call(save).await), ErrorCode::NotWritable);
}

#[tokio::test]
async fn nothing_of_a_document_lies_readable_on_disk() {
    let stage = Stage::new();
    let core = stage.open();
    let signed_in = signed_in(&core, ANA).await;
    let account = signed_in.id;
    let document = pdf(bills(&core, &signed_in).await[0].id);
    let asked = OpenDocument { account, document };
    let whole = core.document(asked).await.unwrap();
    page(&core, account, BillId::new(document.id))
        .await
        .unwrap();
    let search = |when: &str| {
        for (path, bytes) in files(stage.data.path()) {
            for readable in [&whole.bytes[..9], b"\x89PNG\r\n", b"fatura-"] {
                let found = bytes.windows(readable.len()).any(|at| at == readable);
                assert!(!found, "{when}: {readable:?} in {}", path.display());
            }
        }
    };
    search("while it runs");
    core.close().await;
    search("afterwards");
}
