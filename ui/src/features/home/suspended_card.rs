//! A suspended plan: why, and the way out.

use crate::components::{Card, Glyph, Icon, Look};
use crate::route::Route;
use crate::words::{day_short, t};
use balcao_bridge::{AccountId, Home};
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
    let sum: Cents = home.overdue.iter().map(Bill::worth).sum();
    t!(
        "suspended-overdue",
        plan = plan.name.as_str(),
        count = home.overdue.len(),
        sum = sum.brl()
    )
}

/// The card. *Pagar* leads to the oldest overdue bill.
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
            if let Some(oldest) = home.overdue.first() {
                {pay(account, oldest)}
            }
        }
    }
}

fn pay(account: AccountId, oldest: &Bill) -> Element {
    let to = Route::Bill {
        account,
        bill: oldest.id,
    };
    rsx! {
        a {
            class: Look::Primary.class(),
            href: "{to}",
            "data-testid": "pay",
            onclick: move |event| {
                event.prevent_default();
                navigator().push(to.clone());
            },
            Icon { glyph: Glyph::QrCode }
            {t!("pay-amount", amount = oldest.worth().brl())}
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
    fn who_sees_no_bills_is_told_no_amount() {
        let mut home = home();
        home.bills_allowed = false;
        let words = explanation(&plan(), &home);
        assert!(!words.contains("R$"), "{words}");
    }
}
