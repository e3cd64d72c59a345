//! Which entries are shown, and in which order.

use super::Recent;
use super::entries::{Entry, Group};
use balcao_domain::fold;

/// How many bills are shown before something is typed.
const BILLS_UNASKED: usize = 5;
/// How many entries are shown at most.
const SHOWN: usize = 50;

/// With nothing typed: what was done last, then everything under its group, of the bills the first
/// few. Else what holds every word typed: titles that begin with it first, what was done last
/// before the rest.
pub fn search(entries: Vec<Entry>, recent: &Recent, typed: &str) -> Vec<Entry> {
    let typed = fold(typed.trim());
    let place = |entry: &Entry| recent.place(&entry.doing).unwrap_or(usize::MAX);
    if typed.is_empty() {
        return unasked(entries, place);
    }
    let words: Vec<_> = typed.split_whitespace().collect();
    let mut found: Vec<_> = entries
        .into_iter()
        .filter(|entry| words.iter().all(|word| entry.found_by.contains(word)))
        .collect();
    found.sort_by_key(|entry| (!entry.found_by.starts_with(&typed), place(entry)));
    found.truncate(SHOWN);
    found
}

fn unasked(mut entries: Vec<Entry>, place: impl Fn(&Entry) -> usize) -> Vec<Entry> {
    let mut bills = 0;
    entries.retain(|entry| {
        bills += usize::from(entry.group == Group::Bills);
        entry.group != Group::Bills || bills <= BILLS_UNASKED || place(entry) != usize::MAX
    });
    for entry in &mut entries {
        if place(entry) != usize::MAX {
            entry.group = Group::Recent;
        }
    }
    entries.sort_by_key(place);
    entries
}

#[cfg(test)]
mod tests {
    use super::super::entries::{Doing, entries};
    use super::*;
    use crate::features::bills::sample;
    use crate::route::Place;
    use balcao_bridge::{
        AccountId, AccountState, AccountSummary, BillPage, CustomerSummary, Freshness, LeftOut,
        Source,
    };
    use balcao_domain::{CustomerId, Issuer, Role, Totals};
    use uuid::Uuid;

    fn account(customers: &[&str], role: Role) -> AccountSummary {
        let customers = customers.iter().enumerate();
        AccountSummary {
            left_out: LeftOut::default(),
            id: AccountId(Uuid::from_u128(1)),
            issuer: Issuer::new(Uuid::from_u128(2)),
            address: "localhost:8443/rede-horizonte".into(),
            provider_name: "Rede Horizonte".into(),
            brand: None,
            user_name: "Marina Silva".into(),
            initials: "MS".into(),
            customers: customers
                .map(|(n, name)| CustomerSummary {
                    id: CustomerId::new(Uuid::from_u128(n as u128)),
                    name: (*name).into(),
                    roles: vec![role],
                })
                .collect(),
            selected: None,
            modules: vec![balcao_domain::Module::Bills, balcao_domain::Module::Plans],
            state: AccountState::Ready,
            notice: None,
        }
    }

    fn page(count: u32) -> BillPage {
        let today = sample::today();
        BillPage {
            rows: (0..count)
                .map(|n| sample::bill(4_970 + n, today.add_days(30 * i64::from(n))))
                .collect(),
            count,
            totals: Totals::default(),
            due_count: count,
            freshness: Freshness {
                fetched_at: None,
                age: None,
                source: Source::Cached,
                problem: None,
                today,
            },
        }
    }

    fn all() -> Vec<Entry> {
        let account = account(&["Construtora Silva", "Locações Silva"], Role::Finance);
        entries(&account, &[], Some(&page(8)))
    }

    fn titles(typed: &str) -> Vec<String> {
        let found = search(all(), &Recent::default(), typed);
        found.into_iter().map(|entry| entry.title).collect()
    }

    #[test]
    fn accents_and_case_do_not_matter() {
        assert_eq!(titles("inicio"), ["Início"]);
        assert_eq!(titles("LOCAÇÕES"), ["Trocar para Locações Silva"]);
        assert_eq!(titles("locacoes"), titles("LOCAÇÕES"));
        assert_eq!(titles("não há"), Vec::<String>::new());
    }

    #[test]
    fn a_bill_is_found_by_number_amount_and_month() {
        let bill = "Fatura 004.972 · R$\u{a0}129,90";
        for typed in ["4972", "004.972", "21/01/2027", "janeiro 129,90"] {
            assert_eq!(titles(typed), [bill], "{typed}");
        }
    }

    #[test]
    fn what_begins_with_the_words_comes_first() {
        assert_eq!(
            titles("fatura").first().map(String::as_str),
            Some("Faturas")
        );
        assert_eq!(titles("sair"), ["Sair"]);
    }

    #[test]
    fn before_anything_is_typed_few_bills_stand_last() {
        let shown = search(all(), &Recent::default(), " ");
        let groups: Vec<_> = shown.iter().map(|entry| entry.group).collect();
        assert!(groups.is_sorted_by_key(|group| *group as u8), "{groups:?}");
        let bills = groups.iter().filter(|group| **group == Group::Bills);
        assert_eq!(bills.count(), 5);
    }

    #[test]
    fn what_was_done_last_stands_first() {
        let mut recent = Recent::default();
        let last_bill = all().pop().unwrap().doing;
        recent.note(last_bill.clone());
        recent.note(Doing::Go(Place::Account));
        let shown = search(all(), &recent, "");
        let first: Vec<_> = shown.iter().take(2).map(|it| it.doing.clone()).collect();
        assert_eq!(first, [Doing::Go(Place::Account), last_bill.clone()]);
        assert!(shown.iter().take(2).all(|it| it.group == Group::Recent));
        let found = search(all(), &recent, "fatura 00");
        assert_eq!(found.first().map(|it| &it.doing), Some(&last_bill));
    }

    #[test]
    fn nothing_is_offered_that_the_role_does_not_allow() {
        let technical = account(&["Construtora Silva"], Role::Technical);
        let offered = entries(&technical, &[], None);
        assert!(
            !offered
                .iter()
                .any(|entry| matches!(entry.doing, Doing::Go(Place::Bills) | Doing::CopyPix(_)))
        );
    }
}
