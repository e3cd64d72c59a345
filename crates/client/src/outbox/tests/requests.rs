//! Requests of actions that wait in an outbox since an earlier version: the same to the byte, for
//! the portal knows a request that came before by its digest.

use super::{kept, opened};
use crate::db::{Database, Schema};
use crate::outbox::queue::tests::id;
use balcao_domain::{Action, CustomerId, DecisionKind, PlanId, Sha256Digest, UserId};
use balcao_people::{Decider, sample};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use uuid::Uuid;

/// What an outbox has stored, and the request that was made of it.
#[derive(Serialize, Deserialize)]
struct Stored {
    json: String,
    path: String,
    body: String,
    /// Of who asks, where, and what: as the portal keeps it with the key.
    digest: String,
}

impl Stored {
    fn of(action: &Action) -> Self {
        Self {
            json: serde_json::to_string(action).unwrap(),
            path: action.path(),
            body: String::from_utf8(balcao_contract::body(action).unwrap()).unwrap(),
            digest: digest(action).to_string(),
        }
    }
}

/// As versions that were released have written them, a line each; one is added whenever a decision
/// comes (`BALCAO_WRITES=1` adds its sample) or a stored form changes, and none is ever changed or
/// taken away.
fn stored() -> Vec<Stored> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/decisions.jsonl");
    let mut text = fs::read_to_string(&path).unwrap();
    if std::env::var_os("BALCAO_WRITES").is_some() {
        let by = Decider {
            customer: CustomerId::new(Uuid::from_u128(1)),
            plan: PlanId::new(Uuid::from_u128(3)),
        };
        let made = Uuid::from_u128(2);
        for kind in DecisionKind::ALL {
            if !text.contains(&format!(r#"\"action\":\"{}\""#, kind.name())) {
                let stored = Stored::of(&sample(kind, by, 7, made).action);
                text += &serde_json::to_string(&stored).unwrap();
                text += "\n";
            }
        }
        fs::write(&path, &text).unwrap();
    }
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.collect()
}

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
    let all = Arc::new(stored());
    let queued = Arc::clone(&all);
    let stored = database.write(move |connection| {
        for (number, stored) in (1_u128..).zip(queued.iter()) {
            connection.execute(
                r#"INSERT INTO actions (id, json, made_at, state) VALUES (?1, ?2, 0, '"queued"')"#,
                (id(number).0.as_bytes(), &stored.json),
            )?;
        }
        Ok(())
    });
    stored.await.unwrap();
    database.close().await;

    let outbox = opened(&folder).await;
    let mut kinds = BTreeSet::new();
    for (number, stored) in (1_u128..).zip(all.iter()) {
        let queue = outbox.queue();
        let action = &queue.get(id(number)).unwrap().action;
        let now = Stored::of(action);
        assert_eq!((&now.path, &now.body), (&stored.path, &stored.body));
        assert_eq!(now.digest, stored.digest);
        // What this version stores is what that one did.
        assert_eq!(now.json, stored.json);
        kinds.insert(action.kind());
    }
    assert_eq!(kinds.len(), DecisionKind::ALL.len(), "every kind has one");
}
