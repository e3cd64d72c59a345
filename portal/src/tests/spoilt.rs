//! A row that does not read keeps no other from anything.

use axum::http::StatusCode;
use balcao_contract::paths;
use balcao_contract::sync::Line;
use balcao_domain::{Bill, BillGroup, BillState, Collection};
use balcao_people::BRUNO_TAX_ID;
use serde_json::json;

use super::mirror::Mirror;
use super::{RH, Stage, today, under};
use crate::daily::Days;
use crate::scope::{Scope, System};

impl Stage {
    /// Bruno's overdue bills, the older one first.
    fn late(&self) -> [Bill; 2] {
        let own = self.cast(RH).customer_of(BRUNO_TAX_ID).unwrap();
        let bills = self.cast(RH).bills.iter();
        let late = bills.filter(|bill| {
            bill.customer == own && bill.group() == BillGroup::Pending && bill.due_on < today()
        });
        let mut late: Vec<Bill> = late.cloned().collect();
        late.sort_by_key(|bill| bill.due_on);
        late.try_into().unwrap()
    }

    async fn read(&self, bill: &Bill) -> Bill {
        let issuer = self.provider(RH).issuer;
        let found = self
            .portal
            .store
            .bill_by_number(System, issuer, bill.number);
        found.await.unwrap().unwrap()
    }

    fn scope_of(&self, tax_id: &str) -> Scope {
        let cast = self.cast(RH);
        let person = cast.person(tax_id).unwrap();
        let grants = person.user.grants.iter();
        let grants = grants.map(|grant| (grant.customer, grant.roles.clone()));
        let modules = cast.provider.modules.clone();
        Scope::new(cast.provider.issuer, person.user.id, modules, grants)
    }
}

#[tokio::test]
async fn the_day_begins_for_the_bills_beside_it() {
    let stage = Stage::new().await;
    let [spoilt, other] = stage.late();
    stage.portal.store.spoil(spoilt.number).await;
    stage.clock.set("2026-11-25T15:00:00Z");
    Days::default().begin(&stage.portal).await.unwrap();
    let charges = stage.read(&other).await.charges.unwrap();
    assert_eq!(charges.as_of.naive().to_string(), "2026-11-25");
}

#[tokio::test]
async fn the_banks_other_payments_are_taken_in() {
    let stage = Stage::new().await;
    let [spoilt, other] = stage.late();
    stage.portal.store.spoil(spoilt.number).await;
    let told = [&spoilt, &other].map(|bill| {
        json!({
            "endToEndId": format!("E{:031}", bill.number),
            "txid": bill.id.uuid().simple().to_string(),
            "valor": "500.00",
            "horario": "2026-11-22T15:00:00.000Z",
        })
    });
    let told = json!({ "pix": told });
    for _ in 0..2 {
        assert_eq!(stage.tell(RH, &told).await.status, StatusCode::OK);
    }
    assert_eq!(stage.read(&other).await.state, BillState::Settled);
}

#[tokio::test]
async fn lists_go_on_behind_it() {
    let stage = Stage::new().await;
    let scope = stage.scope_of(BRUNO_TAX_ID);
    let store = &stage.portal.store;
    let page = async |after, limit| -> Vec<Bill> {
        let page = store.readable_after(&scope, after, limit);
        page.await.unwrap()
    };
    let all = page(None, 1_000).await;
    let [spoilt, _] = stage.late();
    store.spoil(spoilt.number).await;

    let mut walked = Vec::new();
    loop {
        let after = walked.last().map(|bill: &Bill| bill.id.uuid());
        let page = page(after, 2).await;
        let is_last = page.len() < 2;
        walked.extend(page);
        if is_last {
            break;
        }
    }
    let others = all.iter().filter(|bill| bill.id != spoilt.id);
    assert_eq!(walked, others.cloned().collect::<Vec<_>>());

    let bruno = stage.sign_in(RH, BRUNO_TAX_ID).await;
    let path = under(RH, paths::BILLS);
    let listed: Vec<Bill> = stage.get(&path, bruno.access.expose()).await.read();
    assert_eq!(listed.len(), walked.len());
}

#[tokio::test]
async fn sync_tells_of_it_and_sends_the_others() {
    let stage = Stage::new().await;
    let [spoilt, other] = stage.late();
    stage.portal.store.spoil(spoilt.number).await;
    let bruno = stage.sign_in(RH, BRUNO_TAX_ID).await;
    let lines = stage.sync(RH, bruno.access.expose(), None).await.lines();
    let told = lines.iter().any(|line| {
        matches!(line, Line::LeftOut { collection: Collection::Bills, id, .. }
            if *id == spoilt.id.uuid().into())
    });
    assert!(told);
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, bruno.access.expose()).await;
    let held = |bill: &Bill| {
        let key = (Collection::Bills, bill.id.uuid().into());
        mirror.rows().keys().any(|(_, row)| *row == key)
    };
    assert!(held(&other));
    assert!(!held(&spoilt));
}
