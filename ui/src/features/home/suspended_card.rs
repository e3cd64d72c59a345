//! A suspended plan: why, and the way out.

use crate::components::{Card, Glyph, Icon, Look};
use crate::features::shell::{go_to, open_detail};
use crate::rooms::SuspendedHelp;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::{day_short, money, t};
use balcao_bridge::{AccountId, BillFilter, Home};
use balcao_domain::{Bill, Cents, Plan};
use dioxus::prelude::*;
use std::rc::Rc;

/// Why the plan is suspended and what helps, as far as this user may know.
fn explanation(plan: &Plan, home: &Home) -> String {
    if !home.bills_allowed {
        return t!("suspended-no-bills-allowed", plan = plan.name.as_str());
    }
    if home.overdue.is_empty() {
        return t!("suspended-nothing-due", plan = plan.name.as_str());
    }
    t!(
        "suspended-overdue",
        plan = plan.name.as_str(),
        count = home.overdue.len(),
        sum = money(sum(&home.overdue))
    )
}

fn sum(bills: &[Bill]) -> Cents {
    bills.iter().map(Bill::worth).sum()
}

/// Where *Pagar* leads: to the one overdue bill, else to the list of them.
fn way_to_pay(account: AccountId, overdue: &[Bill]) -> Option<Route> {
    match overdue {
        [] => None,
        [only] => Some(Route::Bill {
            account,
            bill: only.id,
        }),
        _ => Some(Route::Bills { account }),
    }
}

/// The card.
#[component]
pub fn SuspendedCard(account: AccountId, plan: Plan, home: Rc<Home>) -> Element {
    let since = day_short(plan.since, home.freshness.today);
    let explanation = explanation(&plan, &home);
    rsx! {
        Card { urgent: true, testid: "suspended-card",
            div { class: "suspended-head",
                span { class: "icon-negative",
                    Icon { glyph: Glyph::WifiOff }
                }
                h2 { {t!("suspended-since", day = since)} }
            }
            p { class: "suspended-text", "{explanation}" }
            if let Some(to) = way_to_pay(account, &home.overdue) {
                Pay { account, to, sum: sum(&home.overdue) }
            }
            SuspendedHelp { account, plan }
        }
    }
}

#[component]
fn Pay(account: AccountId, to: Route, sum: Cents) -> Element {
    let shared = use_context::<Shared>();
    rsx! {
        a {
            id: "pay",
            class: Look::Primary.class(),
            href: to.href(),
            "data-testid": "pay",
            onclick: move |event| {
                event.prevent_default();
                if to.list().is_some() {
                    open_detail(shared, to.clone(), Some("pay".into()));
                } else {
                    shared.look_at_bills(account, BillFilter::Overdue);
                    go_to(shared, to.clone());
                }
            },
            Icon { glyph: Glyph::QrCode }
            {t!("pay-amount", amount = money(sum))}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::bills::sample;
    use balcao_bridge::{Freshness, Source};
    use balcao_domain::{CustomerId, PlanId, PlanState, PostalAddress};
    use uuid::Uuid;

    fn plan() -> Plan {
        Plan {
            id: PlanId::new(Uuid::from_u128(5)),
            customer: CustomerId::new(Uuid::from_u128(1)),
            name: "Fibra 300 Mega".into(),
            state: PlanState::Suspended,
            since: sample::today().add_days(-4),
            login: Some("bruno.lima".into()),
            ip: None,
            price: Cents::new(9_990),
            due_day: 16,
            address: PostalAddress {
                street: "Rua das Acácias, 120".into(),
                district: "Centro".into(),
                city: "São Paulo".into(),
                state: "SP".into(),
                postal_code: "01310000".into(),
            },
        }
    }

    fn home() -> Home {
        let today = sample::today();
        Home {
            overdue: vec![
                sample::overdue(1, today.add_days(-37), today),
                sample::overdue(2, today.add_days(-6), today),
            ],
            next: None,
            open_count: 2,
            open: Cents::default(),
            plans: vec![plan()],
            bills_allowed: true,
            freshness: Freshness {
                fetched_at: None,
                age: None,
                source: Source::Cached,
                problem: None,
                today,
            },
        }
    }

    #[test]
    fn it_says_how_many_bills_and_how_much() {
        let words = explanation(&plan(), &home());
        assert!(words.contains("duas faturas vencidas"), "{words}");
        assert!(words.contains("R$\u{a0}265,52"), "{words}");
    }

    #[test]
    fn paying_leads_to_the_one_overdue_bill_or_to_the_list_of_them() {
        let account = AccountId(Uuid::from_u128(7));
        let overdue = home().overdue;
        let bill = overdue[0].id;
        assert_eq!(way_to_pay(account, &[]), None);
        assert_eq!(
            way_to_pay(account, &overdue[..1]),
            Some(Route::Bill { account, bill })
        );
        assert_eq!(
            way_to_pay(account, &overdue),
            Some(Route::Bills { account })
        );
    }

    #[test]
    fn who_sees_no_bills_is_told_no_amount() {
        let mut home = home();
        home.bills_allowed = false;
        let words = explanation(&plan(), &home);
        assert!(!words.contains("R$"), "{words}");
    }
}
