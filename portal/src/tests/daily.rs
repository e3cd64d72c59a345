//! What happens at a provider's midnight.

use balcao_domain::{Bill, CivilDate, Collection};
use balcao_people::BRUNO_TAX_ID;

use super::mirror::Mirror;
use super::{RH, Stage, today};
use crate::daily::Days;

/// The days for which the bills that somebody holds are charged.
fn charged(mirror: &Mirror) -> Vec<String> {
    let rows = mirror.rows();
    let bills = rows
        .iter()
        .filter(|((_, (collection, _)), _)| *collection == Collection::Bills);
    bills
        .filter_map(|(_, row)| {
            let bill: Bill = row.read().unwrap();
            Some(bill.charges?.as_of.naive().to_string())
        })
        .collect()
}

#[tokio::test]
async fn charges_grow_at_local_midnight_and_not_at_utcs() {
    let stage = Stage::with_batch(1_000).await;
    let mut days = Days::default();
    let mut mirror = Mirror::default();
    for (instant, day) in [
        ("2026-11-23T00:30:00Z", "2026-11-22"),
        ("2026-11-23T02:59:59Z", "2026-11-22"),
        ("2026-11-23T03:00:00Z", "2026-11-23"),
        ("2026-11-25T12:00:00Z", "2026-11-25"),
    ] {
        stage.clock.set(instant);
        days.begin(&stage.portal).await.unwrap();
        let bruno = stage.sign_in(RH, BRUNO_TAX_ID).await;
        mirror.sync(&stage, RH, bruno.access.expose()).await;
        assert_eq!(charged(&mirror), [day, day], "{instant}");
        mirror.assert_fresh(&stage, RH, bruno.access.expose()).await;
    }
}

#[tokio::test]
async fn the_same_day_begun_again_changes_nothing() {
    let stage = Stage::with_batch(1_000).await;
    let bruno = stage.sign_in(RH, BRUNO_TAX_ID).await;
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, bruno.access.expose()).await;
    Days::default().begin(&stage.portal).await.unwrap();
    let again = mirror.sync(&stage, RH, bruno.access.expose()).await;
    assert!(again.is_empty());
}

#[tokio::test]
async fn a_day_set_back_takes_charges_away_that_are_not_due_yet() {
    let stage = Stage::with_batch(1_000).await;
    let own = stage.cast(RH).customer_of(BRUNO_TAX_ID).unwrap();
    let bills = stage.cast(RH).bills.iter();
    let overdue = bills
        .filter(|bill| bill.customer == own && bill.paid_on.is_none() && bill.due_on < today());
    let due: Vec<CivilDate> = overdue.map(|bill| bill.due_on).collect();
    assert_eq!(due.len(), 2);
    let last = due.iter().max().unwrap();
    stage.clock.set(&format!("{}T15:00:00Z", last.naive()));
    Days::default().begin(&stage.portal).await.unwrap();
    let bruno = stage.sign_in(RH, BRUNO_TAX_ID).await;
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, bruno.access.expose()).await;
    assert_eq!(charged(&mirror), [last.naive().to_string()]);
}
