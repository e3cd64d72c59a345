//! Requests of actions that wait in an outbox since an earlier version: the same to the byte, for
//! the portal knows a request that came before by its digest.

use super::{kept, opened};
use crate::db::{Database, Schema};
use crate::outbox::queue::tests::id;
use balcao_domain::{Action, DecisionKind, Sha256Digest, UserId};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use tempfile::TempDir;
use uuid::Uuid;

/// What an outbox has stored, and the request that was made of it.
struct Stored {
    json: &'static str,
    path: &'static str,
    body: &'static str,
    /// Of who asks, where, and what: as the portal keeps it with the key.
    digest: &'static str,
}

/// As versions that were released have written them; one is added whenever an action comes or a
/// stored form changes, and none is ever changed or taken away.
const STORED: [Stored; 5] = [
    Stored {
        json: r##"{"action":"change_profile","customer":"00000000-0000-0000-0000-000000000001","change":{"phone":"1933334444"}}"##,
        path: "/v1/profile-changes",
        body: r##"{"customer":"00000000-0000-0000-0000-000000000001","change":{"phone":"1933334444"}}"##,
        digest: "900e1c285009445c5e0200c9fcadcb92e0d2f668e1dfaaff36c6a09ad0bd4855",
    },
    Stored {
        json: r##"{"action":"change_profile","customer":"00000000-0000-0000-0000-000000000001","change":{"name":"Ana Souza Lima","trading_name":"","email":"ana@example.com","phone":"1933334444","address":{"street":"Rua Conceição, 7","district":"Centro","city":"Campinas","state":"SP","postal_code":"13010001"}}}"##,
        path: "/v1/profile-changes",
        body: r##"{"customer":"00000000-0000-0000-0000-000000000001","change":{"name":"Ana Souza Lima","trading_name":"","email":"ana@example.com","phone":"1933334444","address":{"street":"Rua Conceição, 7","district":"Centro","city":"Campinas","state":"SP","postal_code":"13010001"}}}"##,
        digest: "a3f90c75666d3e114440cb9f148b829308a0bef0105fe608d7dff481dcab7ae9",
    },
    Stored {
        json: r##"{"action":"attach_proof","customer":"00000000-0000-0000-0000-000000000001","request":"018f0000-0000-7000-8000-000000000002","name":"conta de luz.pdf","kind":"application/pdf","size":9,"sha256":"0707070707070707070707070707070707070707070707070707070707070707"}"##,
        path: "/v1/profile-changes/018f0000-0000-7000-8000-000000000002/proofs",
        body: r##"{"customer":"00000000-0000-0000-0000-000000000001","request":"018f0000-0000-7000-8000-000000000002","name":"conta de luz.pdf","kind":"application/pdf","size":9,"sha256":"0707070707070707070707070707070707070707070707070707070707070707"}"##,
        digest: "844d4ff8f2d1d3976ed329cb871512249bd05388e61209f83e7935bd5e20781a",
    },
    Stored {
        json: r##"{"action":"attach_proof","customer":"00000000-0000-0000-0000-000000000001","request":"018f0000-0000-7000-8000-000000000002","name":"foto \"1\".png","kind":"image/png","size":9,"sha256":"0707070707070707070707070707070707070707070707070707070707070707"}"##,
        path: "/v1/profile-changes/018f0000-0000-7000-8000-000000000002/proofs",
        body: r##"{"customer":"00000000-0000-0000-0000-000000000001","request":"018f0000-0000-7000-8000-000000000002","name":"foto \"1\".png","kind":"image/png","size":9,"sha256":"0707070707070707070707070707070707070707070707070707070707070707"}"##,
        digest: "b55184348199bb9d24725d6bd834022c929f89374f57e177566e182f883412c1",
    },
    Stored {
        json: r##"{"action":"attach_proof","customer":"00000000-0000-0000-0000-000000000001","request":"018f0000-0000-7000-8000-000000000002","name":"foto.jpg","kind":"image/jpeg","size":9,"sha256":"0707070707070707070707070707070707070707070707070707070707070707"}"##,
        path: "/v1/profile-changes/018f0000-0000-7000-8000-000000000002/proofs",
        body: r##"{"customer":"00000000-0000-0000-0000-000000000001","request":"018f0000-0000-7000-8000-000000000002","name":"foto.jpg","kind":"image/jpeg","size":9,"sha256":"0707070707070707070707070707070707070707070707070707070707070707"}"##,
        digest: "1c4c43ae184e947b85e0be3dfc62dbb2d8fb654be689fc9158001b2e3ab67622",
    },
];

/// As `portal/src/http/acting.rs` does.
fn digest(action: &Action) -> Sha256Digest {
    let digest = Sha256::new()
        .chain_update(UserId::new(Uuid::from_u128(5)).uuid())
        .chain_update(format!("/rede-horizonte{}", action.path()))
        .chain_update([0])
        .chain_update(balcao_contract::body(action).unwrap());
    Sha256Digest::new(digest.finalize().into())
}

#[tokio::test]
async fn f12_what_an_earlier_version_queued_is_sent_as_the_request_it_was() {
    let folder = TempDir::new().unwrap();
    let first = Database::create(Schema::OUTBOX.up_to(1), kept(&folder).place());
    let database = first.await.unwrap();
    let stored = database.write(|connection| {
        for (number, stored) in (1_u128..).zip(&STORED) {
            connection.execute(
                r#"INSERT INTO actions (id, json, made_at, state) VALUES (?1, ?2, 0, '"queued"')"#,
                (id(number).0.as_bytes(), stored.json),
            )?;
        }
        Ok(())
    });
    stored.await.unwrap();
    database.close().await;

    let outbox = opened(&folder).await;
    let mut kinds = BTreeSet::new();
    for (number, stored) in (1_u128..).zip(&STORED) {
        let queue = outbox.queue();
        let action = &queue.get(id(number)).unwrap().action;
        let body = String::from_utf8(balcao_contract::body(action).unwrap()).unwrap();
        assert_eq!(
            (action.path().as_str(), body.as_str()),
            (stored.path, stored.body)
        );
        assert_eq!(digest(action).to_string(), stored.digest);
        // What this version stores is what that one did.
        assert_eq!(serde_json::to_string(action).unwrap(), stored.json);
        kinds.insert(action.kind());
    }
    assert_eq!(kinds.len(), DecisionKind::ALL.len(), "every kind has one");
}
