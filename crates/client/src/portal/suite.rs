//! What every portal does: the twin in memory, and the same over https.

use super::http::server;
use super::twin::Twin;
use super::{Base, Portal, PortalError, Synced};
use crate::address::Address;
use crate::testing::today;
use balcao_contract::sync::{Line, Record};
use balcao_contract::{ProblemCode, SignInRequest, Tokens};
use balcao_domain::{Sensitive, Stream, TaxId};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID, rede_horizonte};
use std::sync::Arc;

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
    let Some(Line::Cursor { cursor }) = lines.last() else {
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
            let record = Record::decode(*collection, put.clone()).unwrap();
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

async fn every_promise(stage: &Stage) {
    an_address_answers_its_provider(stage).await;
    a_wrong_secret_reads_as_an_unknown_user(stage).await;
    a_first_sync_is_whole_and_a_second_brings_nothing(stage).await;
    a_refresh_token_is_spent_when_its_successor_is_used(stage).await;
    after_signing_out_nothing_is_answered(stage).await;
}

#[tokio::test]
async fn the_twin_keeps_every_promise_of_a_portal() {
    let origin = "https://localhost:8443".to_owned();
    let portal = Twin::new(&origin, today());
    every_promise(&Stage { portal, origin }).await;
}

#[tokio::test]
async fn the_portal_over_https_keeps_every_promise_of_a_portal() {
    let server = server::over_twin(today()).await;
    let portal = Arc::new(server.client());
    let origin = server.origin.clone();
    every_promise(&Stage { portal, origin }).await;
}
