//! *Detalhes do Plano*: Login and IP first (MC-14).

use super::profile::address_line;
use crate::components::{
    Card, ErrorPanel, Fact, Facts, FreshnessLine, PageHead, PaneHead, Skeleton,
};
use crate::features::home::plan_state_words;
use crate::features::shell::Notices;
use crate::reading::use_reading;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{AccountId, GetPlan};
use balcao_domain::{Plan, PlanId};
use dioxus::prelude::*;

/// The plan that is open: a pane beside *Conta*, or a screen of its own.
#[component]
pub fn PlanPane(account: ReadSignal<AccountId>, plan: ReadSignal<PlanId>) -> Element {
    let shared = use_context::<Shared>();
    let reading = use_reading(move || {
        Some(GetPlan {
            account: account(),
            plan: plan(),
        })
    });
    let close = move |()| {
        navigator().push(Route::Profile { account: account() });
    };
    let gotten = match reading.get() {
        Some(Ok(gotten)) if gotten.plan.id != plan() => None,
        other => other,
    };
    let freshness = match &gotten {
        Some(Ok(gotten)) => Some(gotten.freshness.clone()),
        _ => None,
    };
    let wide = (shared.wide)();
    rsx! {
        section { class: "page pane", "aria-label": t!("plan-details"), "data-testid": "plan",
            if wide {
                PaneHead { title: t!("plan-details"), onclose: close }
            } else {
                PageHead { title: t!("plan-details"), onback: close }
                Notices { account: account(), freshness: freshness.clone() }
            }
            match gotten {
                None => rsx! {
                    Skeleton { cards: 2 }
                },
                Some(Err(error)) => rsx! {
                    ErrorPanel { error, action: t!("back"), onaction: close }
                },
                Some(Ok(gotten)) => rsx! {
                    PlanFacts { plan: gotten.plan.clone() }
                },
            }
            if let Some(freshness) = freshness.filter(|_| !wide) {
                FreshnessLine { account: account(), freshness }
            }
        }
    }
}

#[component]
fn PlanFacts(plan: Plan) -> Element {
    let none = || t!("none");
    let state = t!(
        "plan-since-day",
        state = plan_state_words(plan.state),
        day = plan.since.text()
    );
    rsx! {
        h2 { class: "plan-name", "{plan.name}" }
        Card {
            Facts {
                Fact {
                    name: t!("fact-login"),
                    value: plan.login.clone().unwrap_or_else(none),
                    testid: "plan-login",
                }
                Fact {
                    name: t!("fact-ip"),
                    value: plan.ip.map_or_else(none, |ip| ip.to_string()),
                    testid: "plan-ip",
                }
            }
        }
        Card {
            Facts {
                Fact { name: t!("fact-state"), value: state, testid: "plan-state" }
                Fact { name: t!("fact-price"), value: plan.price.brl() }
                Fact { name: t!("fact-due-day"), value: t!("due-day", day = plan.due_day) }
                Fact { name: t!("fact-installed-at"), value: address_line(&plan.address) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::bills::sample;
    use balcao_domain::{Cents, CustomerId, PlanState, PostalAddress};
    use uuid::Uuid;

    #[test]
    fn mc_14_the_details_of_a_plan_show_login_and_ip() {
        let plan = Plan {
            id: PlanId::new(Uuid::from_u128(5)),
            customer: CustomerId::new(Uuid::from_u128(1)),
            name: "Fibra 600 Mega".into(),
            state: PlanState::Active,
            since: sample::today().add_days(-12),
            login: Some("ana.souza".into()),
            ip: "203.0.113.7".parse().ok(),
            price: Cents::new(12_990),
            due_day: 24,
            address: PostalAddress {
                street: "Rua das Acácias, 120".into(),
                district: "Centro".into(),
                city: "São Paulo".into(),
                state: "SP".into(),
                postal_code: "01310000".into(),
            },
        };
        let html = dioxus_ssr::render_element(rsx! {
            PlanFacts { plan }
        });
        for words in [
            "Login",
            "ana.souza",
            "IP",
            "203.0.113.7",
            "Habilitado",
            "01310-000",
        ] {
            assert!(html.contains(words), "{words} in {html}");
        }
    }
}
