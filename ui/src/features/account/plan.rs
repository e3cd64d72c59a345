//! *Detalhes do Plano*: Login and IP first (MC-14).

use super::profile::address_line;
use crate::components::{Card, Fact, Facts};
use crate::features::home::plan_state_words;
use crate::features::shell::Detail;
use crate::reading::{Shown, use_reading};
use crate::words::{date, money, t};
use balcao_bridge::{AccountId, GetPlan};
use balcao_domain::{Collection, Plan, PlanId};
use dioxus::prelude::*;

/// The plan that is open: a pane beside *Conta*, or a screen of its own.
#[component]
pub fn PlanPane(account: ReadSignal<AccountId>, plan: ReadSignal<PlanId>) -> Element {
    let reading = use_reading(&[Collection::Plans], move || {
        Some(GetPlan {
            account: account(),
            plan: plan(),
        })
    });
    let gotten = match reading.get() {
        Some(Ok(gotten)) if gotten.plan.id != plan() => None,
        other => other,
    };
    rsx! {
        Detail {
            account: account(),
            label: t!("plan-details"),
            testid: "plan",
            pane_title: t!("plan-details"),
            title: t!("plan-details"),
            way_out: t!("back"),
            shown: Shown::of(&gotten, |gotten| &gotten.freshness),
            if let Some(Ok(gotten)) = gotten {
                PlanFacts { plan: gotten.plan.clone() }
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
        day = date(plan.since)
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
                Fact { name: t!("fact-price"), value: money(plan.price) }
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
