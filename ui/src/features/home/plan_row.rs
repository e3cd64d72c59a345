//! A plan as a row: its name and where it stands.

use crate::components::{Glyph, Icon};
use crate::features::shell::open_detail;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::{date, t};
use balcao_bridge::AccountId;
use balcao_domain::{CivilDate, Plan, PlanState};
use dioxus::prelude::*;

/// `Habilitado`, `Suspenso` …
pub fn plan_state_words(state: PlanState) -> String {
    match state {
        PlanState::Created => t!("plan-created"),
        PlanState::PendingActive => t!("plan-pending-active"),
        PlanState::Active => t!("plan-active"),
        PlanState::Suspended => t!("plan-suspended"),
        PlanState::PendingTerminate => t!("plan-pending-terminate"),
        PlanState::Terminated => t!("plan-terminated"),
    }
}

/// A connection has a login or an address; other things are contracted too.
fn glyph(plan: &Plan) -> Glyph {
    let connects = plan.login.is_some() || plan.ip.is_some();
    match (connects, plan.state) {
        (true, PlanState::Suspended | PlanState::Terminated) => Glyph::WifiOff,
        (true, _) => Glyph::Wifi,
        (false, _) => Glyph::Package,
    }
}

fn colour(state: PlanState) -> &'static str {
    match state {
        PlanState::Active => "icon-positive",
        PlanState::Suspended => "icon-negative",
        _ => "icon-plain",
    }
}

fn since_words(plan: &Plan, today: CivilDate) -> String {
    let state = plan_state_words(plan.state);
    match plan.since.days_until(today) {
        days @ 0..=60 => t!("plan-since-days", state = state, count = days),
        _ => t!("plan-since-day", state = state, day = date(plan.since)),
    }
}

/// The row, which leads to the plan's details.
#[component]
pub fn PlanRow(account: AccountId, plan: Plan, today: CivilDate) -> Element {
    let shared = use_context::<Shared>();
    let to = Route::Plan {
        account,
        plan: plan.id,
    };
    let is_open = use_route::<Route>() == to;
    let id = format!("plan-{}", plan.id);
    rsx! {
        a {
            id: id.clone(),
            class: "row",
            href: to.href(),
            "data-row": true,
            "aria-current": is_open.then_some("true"),
            "data-testid": "plan-row",
            onclick: move |event| {
                event.prevent_default();
                open_detail(shared, to.clone(), Some(id.clone()));
            },
            span { class: colour(plan.state),
                Icon { glyph: glyph(&plan) }
            }
            span { class: "row-body",
                span { class: "row-title", "{plan.name}" }
                span { class: "row-note", {since_words(&plan, today)} }
            }
            Icon { glyph: Glyph::ChevronRight }
        }
    }
}
