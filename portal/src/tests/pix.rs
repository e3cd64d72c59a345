//! Payments that the bank tells of.

use axum::http::StatusCode;
use balcao_contract::{ProblemCode, paths};
use balcao_domain::{Bill, BillState, Cents, CivilDate, Plan, PlanState};
use balcao_people::{ANA_TAX_ID, BRUNO_TAX_ID};
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::mirror::Mirror;
use super::{AV, RH, Stage, today, under};
use crate::daily::Days;
use crate::scope::System;
use crate::store::UnreadPayment;
use balcao_domain::{BillGroup, Collection};

fn told(end_to_end: u32, bill: &Bill, valor: &str) -> Value {
    json!({
        "endToEndId": format!("E{end_to_end:031}"),
        "txid": bill.id.uuid().simple().to_string(),
        "valor": valor,
        "horario": "2026-11-22T15:00:00.000Z",
    })
}

fn hook(payments: &[Value]) -> Value {
    json!({ "pix": payments })
}

impl Stage {
    /// The open bills of a customer, oldest first.
    fn open(&self, slug: &str, tax_id: &str) -> Vec<Bill> {
        let cast = self.cast(slug);
        let own = cast.customer_of(tax_id).unwrap();
        let bills = cast.bills.iter();
        let mut open: Vec<Bill> = bills
            .filter(|bill| bill.customer == own && bill.group() == BillGroup::Pending)
            .cloned()
            .collect();
        open.sort_by_key(|bill| bill.due_on);
        open
    }

    /// Bruno's two overdue bills, the older one first.
    fn overdue(&self) -> (Bill, Bill) {
        let mut open = self.open(RH, BRUNO_TAX_ID);
        open.retain(|bill| bill.due_on < today());
        let [oldest, newest] = open.try_into().unwrap();
        (oldest, newest)
    }

    async fn now(&self, slug: &str, bill: &Bill) -> Bill {
        let issuer = self.provider(slug).issuer;
        let store = &self.portal.store;
        let found = store.bill_by_number(System, issuer, bill.number).await;
        found.unwrap().unwrap()
    }

    async fn pays(&self, payments: &[Value]) {
        let answer = self.tell(RH, &hook(payments)).await;
        assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.body);
    }

    async fn plan_of(&self, tax_id: &str) -> Plan {
        let tokens = self.sign_in(RH, tax_id).await;
        let path = under(RH, paths::PLANS);
        let plans: Vec<Plan> = self.get(&path, tokens.access.expose()).await.read();
        plans.into_iter().next().unwrap()
    }
}

#[tokio::test]
async fn a_payment_settles_the_bill_on_its_day_at_the_provider() {
    let stage = Stage::new().await;
    let bill = stage.open(RH, ANA_TAX_ID).remove(0);
    let mut payment = told(1, &bill, "129.90");
    // Past midnight in UTC, and still the 21st in São Paulo.
    payment["horario"] = json!("2026-11-22T02:30:00Z");
    stage.pays(&[payment]).await;
    let paid = stage.now(RH, &bill).await;
    assert_eq!(paid.state, BillState::Settled);
    assert_eq!(paid.paid_on, CivilDate::from_ymd(2026, 11, 21));
    assert_eq!(paid.paid_amount, Some(Cents::new(12_990)));
}

#[tokio::test]
async fn the_same_payment_told_again_changes_nothing() {
    let stage = Stage::new().await;
    let bill = stage.open(RH, ANA_TAX_ID).remove(0);
    stage.pays(&[told(1, &bill, "100.00")]).await;
    let once = stage.now(RH, &bill).await;
    assert_eq!(once.state, BillState::PartiallyPaid);
    let ana = stage.sign_in(RH, ANA_TAX_ID).await;
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, ana.access.expose()).await;

    let again = told(1, &bill, "100.00");
    stage.pays(&[again.clone(), again]).await;
    assert_eq!(stage.now(RH, &bill).await, once);
    assert!(
        mirror
            .sync(&stage, RH, ana.access.expose())
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn parts_add_up_to_the_whole() {
    let stage = Stage::new().await;
    let bill = stage.open(RH, ANA_TAX_ID).remove(0);
    stage
        .pays(&[told(1, &bill, "100.00"), told(2, &bill, "29.89")])
        .await;
    let part = stage.now(RH, &bill).await;
    assert_eq!(
        (part.state, part.paid_on, part.paid_amount),
        (BillState::PartiallyPaid, None, Some(Cents::new(12_989)))
    );
    stage.pays(&[told(3, &bill, "0.01")]).await;
    let whole = stage.now(RH, &bill).await;
    assert_eq!(
        (whole.state, whole.paid_on, whole.paid_amount),
        (BillState::Settled, Some(today()), Some(Cents::new(12_990)))
    );
}

#[tokio::test]
async fn an_overdue_bill_wants_its_charges_as_of_the_day_it_was_paid() {
    let stage = Stage::new().await;
    let (oldest, newest) = stage.overdue();
    assert_eq!(stage.now(RH, &newest).await.worth(), Cents::new(13_276));
    stage.pays(&[told(1, &newest, "129.90")]).await;
    let part = stage.now(RH, &newest).await;
    assert_eq!(part.state, BillState::PartiallyPaid);
    assert!(part.charges.is_some());

    // Paid on its due date, told of days later: nothing on top is owed.
    let mut in_time = told(2, &oldest, "129.90");
    in_time["horario"] = json!(format!("{}T12:00:00Z", oldest.due_on.naive()));
    stage.pays(&[in_time]).await;
    let paid = stage.now(RH, &oldest).await;
    assert_eq!(paid.state, BillState::Settled);
    assert_eq!(paid.paid_on, Some(oldest.due_on));
    assert_eq!(paid.charges, None);
}

#[tokio::test]
async fn the_last_overdue_bill_paid_brings_the_suspended_plan_back() {
    let stage = Stage::with_batch(1_000).await;
    let (oldest, newest) = stage.overdue();
    assert_eq!(
        stage.plan_of(BRUNO_TAX_ID).await.state,
        PlanState::Suspended
    );
    let bruno = stage.sign_in(RH, BRUNO_TAX_ID).await;
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, bruno.access.expose()).await;

    stage.pays(&[told(1, &oldest, "134.10")]).await;
    assert_eq!(
        stage.plan_of(BRUNO_TAX_ID).await.state,
        PlanState::Suspended
    );
    stage.pays(&[told(2, &newest, "132.76")]).await;
    let plan = stage.plan_of(BRUNO_TAX_ID).await;
    assert_eq!((plan.state, plan.since), (PlanState::Active, today()));

    mirror.sync(&stage, RH, bruno.access.expose()).await;
    mirror.assert_fresh(&stage, RH, bruno.access.expose()).await;
    assert_eq!(mirror.count(Collection::Plans), 1);
}

#[tokio::test]
async fn what_pays_no_open_bill_is_taken_and_changes_none() {
    let stage = Stage::new().await;
    let bill = stage.open(RH, ANA_TAX_ID).remove(0);
    let elsewhere = stage.open(AV, ANA_TAX_ID).remove(0);
    let mut unknown = told(1, &bill, "129.90");
    unknown["txid"] = json!("0".repeat(32));
    let mut foreign = told(2, &bill, "129.90");
    foreign["txid"] = json!("manual25charge");
    let others = told(3, &elsewhere, "999.00");
    stage.pays(&[unknown, foreign, others]).await;
    assert_eq!(stage.now(RH, &bill).await.state, bill.state);
    assert_eq!(stage.now(AV, &elsewhere).await.state, elsewhere.state);

    stage.pays(&[told(4, &bill, "129.90")]).await;
    let paid = stage.now(RH, &bill).await;
    assert_eq!((paid.state, paid.surplus()), (BillState::Settled, None));
    stage.pays(&[told(5, &bill, "129.90")]).await;
    let twice = stage.now(RH, &bill).await;
    assert_eq!((twice.state, twice.paid_on), (paid.state, paid.paid_on));
    assert_eq!(twice.surplus(), Some(Cents::new(12_990)), "never silent");
    stage.pays(&[]).await;
}

#[tokio::test]
async fn the_same_state_comes_of_payments_told_in_any_order() {
    let mut states = Vec::new();
    for order in [[0, 1], [1, 0]] {
        let stage = Stage::new().await;
        let (_, bill) = stage.overdue();
        let mut early = told(1, &bill, "29.90");
        early["horario"] = json!(format!("{}T12:00:00Z", bill.due_on.naive()));
        let mut late = told(2, &bill, "100.00");
        late["horario"] = json!("2026-11-21T02:30:00Z");
        let both = [early, late];
        for place in order {
            stage.pays(&[both[place].clone()]).await;
        }
        let now = stage.now(RH, &bill).await;
        states.push((now.state, now.owed(), now.charges));
    }
    assert_eq!(states[0], states[1]);
    let (state, owed, charges) = states.remove(0);
    // 2 % of the 100,00 that were late, and interest on it up to the 20th at the provider.
    assert_eq!((state, owed), (BillState::PartiallyPaid, Cents::new(213)));
    let charges = charges.unwrap();
    assert_eq!(
        (charges.fine, charges.interest),
        (Cents::new(200), Cents::new(13))
    );
}

#[tokio::test]
async fn what_the_bank_gives_back_is_owed_again_and_only_that() {
    let stage = Stage::new().await;
    let bill = stage.open(RH, ANA_TAX_ID).remove(0);
    let back = |valor: &str, status: &str| {
        let mut payment = told(1, &bill, "129.90");
        payment["devolucoes"] = json!([{
            "id": "D1", "rtrId": "D0000000000000000000000000000001", "valor": valor,
            "horario": { "solicitacao": "2026-11-22T15:00:00.000Z" }, "status": status,
        }]);
        payment
    };
    stage.pays(&[told(1, &bill, "129.90")]).await;
    let paid = stage.now(RH, &bill).await;
    for status in ["EM_PROCESSAMENTO", "NAO_REALIZADO"] {
        stage.pays(&[back("129.90", status)]).await;
        assert_eq!(stage.now(RH, &bill).await, paid, "{status}");
    }
    stage.pays(&[back("29.90", "DEVOLVIDO")]).await;
    let part = stage.now(RH, &bill).await;
    assert_eq!(part.state, BillState::PartiallyPaid);
    assert_eq!((part.owed(), part.paid_on), (Cents::new(2_990), None));
    stage.pays(&[back("129.90", "DEVOLVIDO")]).await;
    let owed = stage.now(RH, &bill).await;
    assert_eq!((owed.state, owed.paid_amount), (BillState::Sent, None));
    assert_eq!(owed.owed(), bill.amount);
    // Told once more without it, or out of order, it stays given back.
    stage
        .pays(&[told(1, &bill, "129.90"), back("29.90", "DEVOLVIDO")])
        .await;
    assert_eq!(stage.now(RH, &bill).await, owed);
    stage.pays(&[back("129.91", "DEVOLVIDO")]).await;
    assert_eq!(stage.now(RH, &bill).await, owed, "no more than was paid");
}

#[tokio::test]
async fn what_is_contested_costs_nothing_on_top_and_keeps_no_plan_suspended() {
    let stage = Stage::new().await;
    let (oldest, newest) = stage.overdue();
    let issuer = stage.provider(RH).issuer;
    for bill in [&oldest, &newest] {
        let mut held = stage.now(RH, bill).await;
        held.state = BillState::OnHold;
        held.charges = None;
        stage.portal.store.put_bill(issuer, &held).await;
    }
    stage.clock.pass(TimeDelta::days(1));
    Days::default().begin(&stage.portal).await.unwrap();
    for bill in [&oldest, &newest] {
        let held = stage.now(RH, bill).await;
        assert_eq!(
            (held.state, held.charges.clone(), held.owed()),
            (BillState::OnHold, None, Cents::default())
        );
    }
    // A payment of it is taken for what it is.
    stage.pays(&[told(1, &newest, "29.90")]).await;
    let part = stage.now(RH, &newest).await;
    assert_eq!(
        (part.state, part.paid_amount),
        (BillState::OnHold, Some(Cents::new(2_990)))
    );
    stage.pays(&[told(2, &newest, "100.00")]).await;
    assert_eq!(stage.now(RH, &newest).await.state, BillState::Settled);
}

#[tokio::test]
async fn only_the_providers_bank_is_listened_to() {
    let stage = Stage::new().await;
    let bill = stage.open(RH, ANA_TAX_ID).remove(0);
    let body = hook(&[told(1, &bill, "129.90")]);
    let path = under(RH, paths::PIX_HOOK);
    let ana = stage.sign_in(RH, ANA_TAX_ID).await;
    let others = stage.secret(AV).await;
    for secret in ["nonsense", &others, ana.access.expose()] {
        let refused = stage.post(&path, secret, &body).await;
        assert_eq!(refused.code(), Some(ProblemCode::InvalidCredentials));
    }
    let nonsense = stage.post(&path, "nonsense", &json!("nonsense")).await;
    let refused = nonsense.code();
    assert_eq!(
        refused,
        Some(ProblemCode::InvalidCredentials),
        "not even read"
    );
    assert_eq!(
        stage.post(&path, "", &body).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(stage.now(RH, &bill).await.state, bill.state);
}

#[tokio::test]
async fn an_entry_that_does_not_read_is_kept_for_staff_and_keeps_no_other_back() {
    let stage = Stage::new().await;
    let issuer = stage.provider(RH).issuer;
    let bill = stage.open(RH, ANA_TAX_ID).remove(0);
    let wrongs = [
        ("valor", json!("129,90")),
        ("valor", json!("129.9")),
        ("valor", json!("-1.00")),
        ("valor", json!("0.00")),
        ("valor", json!(129.90)),
        ("endToEndId", json!("E1")),
        ("endToEndId", json!("é".repeat(16))),
        ("txid", json!("")),
        ("txid", json!("x".repeat(36))),
        ("horario", json!("yesterday")),
    ];
    for (number, (field, value)) in (1..).zip(&wrongs) {
        let mut wrong = told(2, &bill, "1.00");
        wrong[*field] = value.clone();
        // Told twice, as banks do.
        for _ in 0..2 {
            stage
                .pays(&[wrong.clone(), told(number + 10, &bill, "1.00")])
                .await;
        }
        let kept = stage
            .portal
            .store
            .unread_payments(System, issuer)
            .await
            .unwrap();
        assert_eq!(kept.len(), usize::try_from(number).unwrap());
        let wrong = wrong.to_string();
        let entry = kept.iter().find(|entry| entry.told == wrong).unwrap();
        assert_eq!(entry.why, *field, "{value}");
    }
    let now = stage.now(RH, &bill).await;
    assert_eq!(
        now.paid_amount,
        Some(Cents::new(1_000)),
        "the others are taken"
    );
    let nonsense = stage.tell(RH, &json!({ "pix": 7 })).await;
    assert_eq!(nonsense.problem().fields[0].field, "pix");
}

#[tokio::test]
async fn a_thousand_unread_entries_are_kept_and_the_oldest_go_first() {
    let stage = Stage::new().await;
    let issuer = stage.provider(RH).issuer;
    let store = &stage.portal.store;
    let keep = async |from: u32, to: u32| {
        let entry = |number: u32| UnreadPayment {
            told: number.to_string(),
            why: String::new(),
        };
        let entries = (from..to).map(entry).collect();
        let kept = store.keep_unread(System, issuer, entries, stage.portal.clock.now());
        kept.await.unwrap();
    };
    let kept = async || store.unread_payments(System, issuer).await.unwrap();
    keep(0, 10).await;
    stage.clock.pass(TimeDelta::seconds(1));
    // All told in one second.
    keep(10, 1_015).await;
    let all = kept().await;
    assert_eq!(all.len(), 1_000);
    let numbers = all.iter().map(|entry| entry.told.parse::<u32>().unwrap());
    assert!(numbers.min().unwrap() >= 10, "the oldest went first");
}

#[tokio::test]
async fn what_settles_nothing_is_listed_for_staff() {
    let stage = Stage::new().await;
    let issuer = stage.provider(RH).issuer;
    let bill = stage.open(RH, ANA_TAX_ID).remove(0);
    let mut unknown = told(1, &bill, "129.90");
    unknown["txid"] = json!("manual25charge");
    stage.pays(&[unknown, told(2, &bill, "100.00")]).await;
    let mut cancelled = stage.now(RH, &bill).await;
    let listed = async || {
        let found = stage.portal.store.unmatched_payments(System, issuer).await;
        let ids = found.unwrap().into_iter().map(|it| it.txid);
        ids.collect::<Vec<_>>()
    };
    assert_eq!(listed().await, ["manual25charge"]);
    cancelled.state = BillState::Cancelled;
    stage.portal.store.put_bill(issuer, &cancelled).await;
    assert_eq!(listed().await.len(), 2);
}

#[tokio::test]
async fn the_address_that_banks_make_of_the_hooks_is_the_same_door() {
    let stage = Stage::new().await;
    let bill = stage.open(RH, ANA_TAX_ID).remove(0);
    let path = under(RH, &format!("{}/pix", paths::PIX_HOOK));
    let secret = stage.secret(RH).await;
    let answer = stage
        .post(&path, &secret, &hook(&[told(1, &bill, "129.90")]))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(stage.now(RH, &bill).await.state, BillState::Settled);
    let stranger = stage.post(&path, "nonsense", &hook(&[])).await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
}
