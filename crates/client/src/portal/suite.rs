//! What every portal does: the twin in memory, and the same over https.

use super::http::server;
use super::twin::Twin;
use super::{Base, Hint, Piece, Portal, PortalError, Sent, Synced};
use crate::address::Address;
use crate::testing::today;
use balcao_contract::sync::{Line, Record};
use balcao_contract::{
    AcceptedRecord, Action, AttachProof, ChangeProfile, ProblemCode, SignInRequest, Tokens,
    UPLOAD_CHUNK, paths,
};
use balcao_domain::{
    Collection, CustomerId, PostalAddress, ProfileChange, ProofKind, RequestId, RequestState,
    Sensitive, Sha256Digest, Stream, TaxId,
};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID, TIAGO_PASSWORD, TIAGO_TAX_ID, rede_horizonte};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use uuid::Uuid;

/// A portal under test, and the address of its first provider.
struct Stage {
    portal: Arc<dyn Portal>,
    origin: String,
}

impl Stage {
    fn address(&self, slug: &str) -> Address {
        Address::parse(&format!("{}/{slug}", self.origin)).unwrap()
    }

    async fn base(&self) -> Base {
        let address = self.address("rede-horizonte");
        Base::parse(&self.portal.well_known(&address).await.unwrap().base).unwrap()
    }

    async fn sign_in(&self, tax_id: &str, password: &str) -> Result<Tokens, PortalError> {
        let request = SignInRequest {
            tax_id: TaxId::parse(tax_id).unwrap(),
            password: Sensitive::new(password.into()),
        };
        self.portal.sign_in(&self.base().await, &request).await
    }

    async fn sync(&self, tokens: &Tokens, cursor: Option<&str>) -> Option<Vec<Line>> {
        let synced = self
            .portal
            .sync(&self.base().await, &tokens.access, cursor)
            .await;
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
}

async fn an_address_answers_its_provider(stage: &Stage) {
    let address = stage.address("rede-horizonte");
    let found = stage.portal.well_known(&address).await.unwrap();
    assert_eq!(found.provider, rede_horizonte(today(), 7).provider);
    assert_eq!(found.base, format!("{}/rede-horizonte", stage.origin));
    let unknown = stage.portal.well_known(&stage.address("outra")).await;
    assert_eq!(unknown.unwrap_err().code(), Some(ProblemCode::NotFound));
}

async fn a_wrong_secret_reads_as_an_unknown_user(stage: &Stage) {
    let wrong = stage.sign_in(ANA_TAX_ID, "outra").await.unwrap_err();
    let unknown = stage
        .sign_in("52998224725", ANA_PASSWORD)
        .await
        .unwrap_err();
    assert_eq!(wrong, unknown);
    assert_eq!(wrong.code(), Some(ProblemCode::InvalidCredentials));
}

async fn a_first_sync_is_whole_and_a_second_brings_nothing(stage: &Stage) {
    let tokens = stage.sign_in(ANA_TAX_ID, ANA_PASSWORD).await.unwrap();
    let lines = stage.sync(&tokens, None).await.unwrap();
    let Some(Line::Streams { streams }) = lines.first() else {
        panic!("the first line names the streams");
    };
    assert!(streams.contains(&Stream::User));
    let Some(Line::Cursor { cursor, .. }) = lines.last() else {
        panic!("the last line is a cursor");
    };
    let mut users = 0;
    for line in &lines {
        if let Line::Put {
            collection,
            id,
            put,
            ..
        } = line
        {
            let record = Record::decode(*collection, put).unwrap();
            assert_eq!(record.id(), *id);
            users += usize::from(matches!(record, Record::User(_)));
        }
    }
    assert_eq!(users, 1);
    assert_eq!(stage.sync(&tokens, Some(cursor)).await, None);
    let afresh = stage.sync(&tokens, Some("no cursor of ours")).await;
    assert_eq!(afresh.map(|lines| lines.len()), Some(lines.len()));
}

async fn a_refresh_token_is_spent_when_its_successor_is_used(stage: &Stage) {
    let base = stage.base().await;
    let renew = |token| stage.portal.refresh(&base, token);
    let first = stage.sign_in(ANA_TAX_ID, ANA_PASSWORD).await.unwrap();
    let lost = renew(&first.refresh).await.unwrap();
    let again = renew(&first.refresh).await.unwrap();
    assert_ne!(lost.refresh, again.refresh);
    let third = renew(&again.refresh).await.unwrap();
    assert!(stage.sync(&third, None).await.is_some());
    let revoked = Some(ProblemCode::SessionRevoked);
    assert_eq!(renew(&first.refresh).await.unwrap_err().code(), revoked);
    assert_eq!(renew(&third.refresh).await.unwrap_err().code(), revoked);
}

async fn a_file_is_sent_once_and_then_named_as_held(stage: &Stage) {
    let base = stage.base().await;
    let tokens = stage.sign_in(ANA_TAX_ID, ANA_PASSWORD).await.unwrap();
    let cast = rede_horizonte(today(), 7);
    let ana = cast.customer_of(ANA_TAX_ID).unwrap();
    let mut bills = cast.bills.iter();
    let bill = bills.find(|bill| bill.customer == ana).unwrap();
    let path = paths::bill_pdf(bill.id);
    let ask = |held| stage.portal.file(&base, &tokens.access, &path, held);
    let Ok(Sent::File(mut file)) = ask(None).await else {
        panic!("a file was sent");
    };
    let mut bytes = Vec::new();
    while let Some(piece) = file.pieces.next().await.unwrap() {
        bytes.extend(piece);
    }
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(file.total, Some(bytes.len() as u64));
    assert_eq!(file.name, format!("fatura-{:06}.pdf", bill.number));
    assert!(matches!(ask(Some(&file.etag)).await, Ok(Sent::Unchanged)));
    assert!(matches!(ask(Some("\"other\"")).await, Ok(Sent::File(_))));
    let unknown = paths::bill_pdf("018f0000-0000-7000-8000-000000000001");
    let refused = stage
        .portal
        .file(&base, &tokens.access, &unknown, None)
        .await;
    assert_eq!(refused.err().unwrap().code(), Some(ProblemCode::NotFound));
}

async fn after_signing_out_nothing_is_answered(stage: &Stage) {
    let base = stage.base().await;
    let tokens = stage.sign_in(ANA_TAX_ID, ANA_PASSWORD).await.unwrap();
    stage.portal.sign_out(&base, &tokens.access).await.unwrap();
    let revoked = Some(ProblemCode::SessionRevoked);
    let synced = stage.portal.sync(&base, &tokens.access, None).await;
    assert_eq!(synced.err().unwrap().code(), revoked);
    let renewed = stage.portal.refresh(&base, &tokens.refresh).await;
    assert_eq!(renewed.unwrap_err().code(), revoked);
}

/// Ana, signed in, with the customer that she is.
async fn ana(stage: &Stage) -> (Base, Tokens, CustomerId) {
    let cast = rede_horizonte(today(), 7);
    let customer = cast.person(ANA_TAX_ID).unwrap().user.grants[0].customer;
    let tokens = stage.sign_in(ANA_TAX_ID, ANA_PASSWORD).await.unwrap();
    (stage.base().await, tokens, customer)
}

fn key() -> Uuid {
    crate::outbox::id::new(chrono::Utc::now()).unwrap().0
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

async fn an_action_is_done_once_however_often_it_is_asked(stage: &Stage) {
    let (base, tokens, customer) = ana(stage).await;
    let (key, asked) = (key(), change(customer, "Rua Nova, 7", "1933334444"));
    let act = |action| stage.portal.act(&base, &tokens.access, key, action);
    let first = act(&asked).await.unwrap();
    assert_eq!(first.stream, Stream::Customer(customer));
    assert_eq!(act(&asked).await.unwrap(), first, "the same answer again");
    let decoded = |record: &AcceptedRecord| {
        let decoded = Record::decode(record.collection, &record.put).unwrap();
        assert_eq!(decoded.id(), record.id);
        decoded
    };
    let records: Vec<_> = first.records.iter().map(decoded).collect();
    let free = records
        .iter()
        .any(|record| matches!(record, Record::Customer(it) if it.phone == "1933334444"));
    let pending = records.iter().any(|record| {
        matches!(record, Record::ProfileRequest(it)
            if it.id.uuid() == key && it.state == RequestState::Pending && it.proofs.is_empty())
    });
    assert!(free && pending, "{records:?}");
    let other = change(customer, "Rua Nova, 8", "1933334444");
    let refused = act(&other).await.unwrap_err().code();
    assert_eq!(
        refused,
        Some(ProblemCode::InvalidRequest),
        "the key is used"
    );

    let lines = stage.sync(&tokens, None).await.unwrap();
    let Some(Line::Cursor { seqs, .. }) = lines.last() else {
        panic!("the last line is a cursor");
    };
    assert!(seqs[&first.stream] >= first.seq, "sync has come so far");
    let requests = lines.iter().filter(|line| {
        matches!(line, Line::Put { collection: Collection::ProfileRequests, id, .. } if *id == key.into())
    });
    assert_eq!(requests.count(), 1);
}

async fn what_will_not_do_is_refused_and_changes_nothing(stage: &Stage) {
    let (base, tokens, customer) = ana(stage).await;
    let act = async |action: Action| {
        let refused = stage
            .portal
            .act(&base, &tokens.access, key(), &action)
            .await;
        refused.unwrap_err().code()
    };
    let malformed = change(customer, "Rua Nova, 7", "12");
    assert_eq!(act(malformed).await, Some(ProblemCode::InvalidRequest));
    let stranger = CustomerId::new(Uuid::from_u128(9));
    let foreign = change(stranger, "Rua Nova, 7", "1933334444");
    assert_eq!(act(foreign).await, Some(ProblemCode::NotFound));
    let tiago = stage.sign_in(TIAGO_TAX_ID, TIAGO_PASSWORD).await.unwrap();
    let cast = rede_horizonte(today(), 7);
    let customer = cast.person(TIAGO_TAX_ID).unwrap().user.grants[0].customer;
    let technicians = change(customer, "Rua Nova, 7", "1933334444");
    let refused = stage.portal.act(&base, &tiago.access, key(), &technicians);
    let refused = refused.await.unwrap_err().code();
    assert_eq!(refused, Some(ProblemCode::RoleNeeded));
}

async fn a_line_says_at_once_and_after_each_change_that_there_is_something_to_see(stage: &Stage) {
    let (base, tokens, customer) = ana(stage).await;
    let wrong = Sensitive::new("wrong".to_owned());
    let refused = stage.portal.hints(&base, &wrong).await;
    assert!(matches!(refused, Err(PortalError::Refused(_))));
    let mut line = stage.portal.hints(&base, &tokens.access).await.unwrap();
    assert_eq!(line.next().await, Ok(Some(Hint)));
    let asked = change(customer, "Rua Nova, 11", "1933335555");
    let act = stage.portal.act(&base, &tokens.access, key(), &asked);
    act.await.unwrap();
    assert_eq!(line.next().await, Ok(Some(Hint)));
}

async fn a_file_comes_in_pieces_goes_on_where_it_was_and_is_what_it_says(stage: &Stage) {
    let (base, tokens, customer) = ana(stage).await;
    let request = key();
    let asked = change(customer, "Rua Nova, 9", "1933334444");
    let access = &tokens.access;
    stage
        .portal
        .act(&base, access, request, &asked)
        .await
        .unwrap();
    let mut bytes = b"%PDF-".to_vec();
    bytes.resize(UPLOAD_CHUNK + 1_000, 7);
    let sha256 = Sha256Digest::new(Sha256::digest(&bytes).into());
    let size = bytes.len() as u32;
    let attach = Action::AttachProof(AttachProof {
        customer,
        request: RequestId::new(request),
        name: "conta.pdf".into(),
        kind: ProofKind::Pdf,
        size,
        sha256,
    });
    let early = stage.portal.act(&base, access, key(), &attach).await;
    assert!(
        matches!(early, Err(PortalError::Refused(_))),
        "before its file"
    );
    let put = |offset: usize, piece: std::ops::Range<usize>| {
        let piece_of = Piece {
            sha256,
            size,
            offset: offset as u32,
        };
        let bytes = &bytes[piece];
        stage.portal.upload(&base, access, piece_of, bytes)
    };
    let begun = stage.portal.upload_state(&base, access, sha256, size).await;
    assert_eq!(begun.unwrap().received, 0);
    let first = put(0, 0..UPLOAD_CHUNK).await.unwrap();
    let again = put(0, 0..UPLOAD_CHUNK).await.unwrap();
    assert_eq!((first.received as usize, again), (UPLOAD_CHUNK, first));
    let whole = put(UPLOAD_CHUNK, UPLOAD_CHUNK..bytes.len()).await.unwrap();
    assert!(whole.is_whole());
    let (proof, act) = (key(), &attach);
    let attached = stage.portal.act(&base, access, proof, act).await.unwrap();
    assert_eq!(
        stage.portal.act(&base, access, proof, act).await.unwrap(),
        attached
    );
    let record = &attached.records[0];
    let Ok(Record::ProfileRequest(row)) = Record::decode(record.collection, &record.put) else {
        panic!("the request is answered");
    };
    assert_eq!(
        (row.proofs[0].id.uuid(), row.proofs[0].sha256),
        (proof, sha256)
    );

    let lied = Piece {
        sha256: Sha256Digest::new([7; 32]),
        size: 900,
        offset: 0,
    };
    let refused = stage
        .portal
        .upload(&base, access, lied, &bytes[..900])
        .await;
    assert_eq!(
        refused.unwrap_err().code(),
        Some(ProblemCode::InvalidRequest)
    );
}

async fn every_promise(stage: &Stage) {
    an_address_answers_its_provider(stage).await;
    a_wrong_secret_reads_as_an_unknown_user(stage).await;
    a_first_sync_is_whole_and_a_second_brings_nothing(stage).await;
    a_refresh_token_is_spent_when_its_successor_is_used(stage).await;
    a_file_is_sent_once_and_then_named_as_held(stage).await;
    after_signing_out_nothing_is_answered(stage).await;
    an_action_is_done_once_however_often_it_is_asked(stage).await;
    what_will_not_do_is_refused_and_changes_nothing(stage).await;
    a_line_says_at_once_and_after_each_change_that_there_is_something_to_see(stage).await;
    a_file_comes_in_pieces_goes_on_where_it_was_and_is_what_it_says(stage).await;
}

#[tokio::test]
async fn the_twin_keeps_every_promise_of_a_portal() {
    let origin = "https://localhost:8443".to_owned();
    let portal = Twin::new(&origin, today());
    every_promise(&Stage { portal, origin }).await;
}

#[tokio::test]
async fn the_portal_over_https_keeps_every_promise_of_a_portal() {
    let (server, _twin) = server::over_twin(today()).await;
    let portal = Arc::new(server.client());
    let origin = server.origin.clone();
    every_promise(&Stage { portal, origin }).await;
}
