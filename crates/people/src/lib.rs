//! The named people of demo and tests.
//!
//! Ana pays on time, Bruno is suspended, Marina pays the bills of two companies, Tiago looks after
//! the lines of one of them and sees no money. Everything follows from a day and a seed, so a test,
//! the demo and the pictures tell of the same people.
#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

mod aguas_do_vale;
mod billing;
mod calling;
mod cast;
mod ids;
mod rede_horizonte;
mod rooms;
mod samples;
mod stage;

pub use aguas_do_vale::aguas_do_vale;
pub use calling::call;
pub use cast::{Cast, Person};
pub use rede_horizonte::rede_horizonte;
pub use samples::{Decider, Sample, sample};

use balcao_domain::CivilDate;

/// Ana Souza: one plan, pays on time; a customer of both providers.
pub const ANA_TAX_ID: &str = "88088773105";
/// Bruno Lima: suspended, two bills overdue.
pub const BRUNO_TAX_ID: &str = "64030367348";
/// Marina Silva: finance in Construtora Silva and in Silva Locações.
pub const MARINA_TAX_ID: &str = "66310579495";
/// Tiago Ramos: technician in Construtora Silva.
pub const TIAGO_TAX_ID: &str = "12617327400";
/// Otávio Prado: a customer of Águas do Vale only.
pub const OTAVIO_TAX_ID: &str = "27963583480";
/// Construtora Silva, whose CNPJ has letters, and a sign-in of its own.
pub const CONSTRUTORA_TAX_ID: &str = "12ABC34501DE35";
/// Silva Locações.
pub const LOCACOES_TAX_ID: &str = "12345678000195";

/// The demo's password of Ana.
pub const ANA_PASSWORD: &str = "horizonte-ana";
/// The demo's password of Bruno.
pub const BRUNO_PASSWORD: &str = "horizonte-bruno";
/// The demo's password of Marina.
pub const MARINA_PASSWORD: &str = "horizonte-marina";
/// The demo's password of Tiago.
pub const TIAGO_PASSWORD: &str = "horizonte-tiago";
/// The demo's password of Otávio.
pub const OTAVIO_PASSWORD: &str = "aguas-otavio";
/// The demo's password of Construtora Silva.
pub const CONSTRUTORA_PASSWORD: &str = "horizonte-construtora";

/// Both providers with all their people, as of a day.
pub fn everyone(today: CivilDate, seed: u64) -> Vec<Cast> {
    vec![rede_horizonte(today, seed), aguas_do_vale(today, seed)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_domain::{BillGroup, PlanState, RequestState, Role};
    use std::collections::HashSet;

    fn day(year: i32, month: u32, day: u32) -> CivilDate {
        CivilDate::from_ymd(year, month, day).unwrap()
    }

    #[test]
    fn on_any_day_ana_is_on_time_and_bruno_has_two_overdue() {
        for today in [
            day(2026, 11, 22),
            day(2026, 12, 31),
            day(2027, 3, 1),
            day(2028, 2, 29),
        ] {
            let cast = rede_horizonte(today, 7);
            let overdue = |tax_id: &str| {
                let customer = cast.customer_of(tax_id).unwrap();
                cast.bills
                    .iter()
                    .filter(|bill| bill.customer == customer)
                    .filter(|bill| bill.days_overdue(today).is_some())
                    .count()
            };
            assert_eq!(
                (overdue(ANA_TAX_ID), overdue(BRUNO_TAX_ID)),
                (0, 2),
                "{today:?}"
            );
            let ana = cast.customer_of(ANA_TAX_ID).unwrap();
            let due = cast
                .bills
                .iter()
                .filter(|bill| bill.customer == ana && bill.group() == BillGroup::Pending)
                .count();
            assert!(due >= 1, "Ana has a bill to pay on {today:?}");
        }
    }

    #[test]
    fn the_pictures_day_has_the_pictures_dates() {
        let today = day(2026, 11, 22);
        let cast = rede_horizonte(today, 7);
        let bruno = cast.customer_of(BRUNO_TAX_ID).unwrap();
        let pending: Vec<_> = cast
            .bills
            .iter()
            .filter(|bill| bill.customer == bruno && bill.group() == BillGroup::Pending)
            .map(|bill| bill.due_on.text())
            .collect();
        assert_eq!(pending, ["16/10/2026", "16/11/2026", "16/12/2026"]);
        let plan = cast
            .plans
            .iter()
            .find(|plan| plan.customer == bruno)
            .unwrap();
        assert_eq!(
            (plan.state, plan.since),
            (PlanState::Suspended, day(2026, 11, 18))
        );
    }

    #[test]
    fn marina_signs_in_once_for_two_companies_with_three_years_of_bills() {
        let cast = rede_horizonte(day(2026, 11, 22), 7);
        let marina = cast.person(MARINA_TAX_ID).unwrap();
        assert_eq!(marina.user.grants.len(), 2);
        assert!(
            marina
                .user
                .grants
                .iter()
                .all(|grant| grant.roles == [Role::Finance])
        );
        let construtora = cast.customer_of(CONSTRUTORA_TAX_ID).unwrap();
        let months: HashSet<_> = cast
            .bills
            .iter()
            .filter(|bill| bill.customer == construtora)
            .map(|bill| bill.due_on.month())
            .collect();
        assert!(months.len() >= 36, "{} months", months.len());
    }

    #[test]
    fn every_bill_can_be_paid_both_ways_and_no_id_or_number_comes_twice() {
        for cast in everyone(day(2026, 11, 22), 7) {
            let mut ids = HashSet::new();
            let mut numbers = HashSet::new();
            for bill in &cast.bills {
                assert!(ids.insert(bill.id) && numbers.insert(bill.number));
                let boleto = bill.boleto.as_ref().unwrap();
                assert_eq!(boleto.amount(), Some(bill.amount));
                let url = bill.pix.as_ref().unwrap().url().unwrap();
                assert!(url.ends_with(&bill.id.uuid().simple().to_string()));
            }
        }
    }

    #[test]
    fn ana_has_a_request_that_was_decided_and_one_that_was_not() {
        let cast = rede_horizonte(day(2026, 11, 22), 7);
        let ana = cast.customer_of(ANA_TAX_ID).unwrap();
        let [decided, pending] = cast.requests.as_slice() else {
            panic!("{:?}", cast.requests);
        };
        assert_eq!((decided.customer, pending.customer), (ana, ana));
        assert_eq!(decided.state, RequestState::Rejected);
        assert!(decided.reason.is_some() && decided.id < pending.id);
        assert_eq!(pending.state, RequestState::Pending);
        assert_eq!(pending.original.name.as_deref(), Some("Ana Souza"));
    }

    #[test]
    fn the_same_day_and_seed_give_the_same_people() {
        let today = day(2026, 11, 22);
        assert_eq!(everyone(today, 7), everyone(today, 7));
        assert_ne!(everyone(today, 7), everyone(today, 8));
    }
}
