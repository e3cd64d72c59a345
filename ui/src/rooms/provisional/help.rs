//! What helps where a plan is suspended: having it work for some days, or until when it does.

use super::ROOM;
use crate::components::{Banner, Glyph, Icon, Look, Tone};
use crate::features::room::{ListView, RoomRef, ShownOn};
use crate::features::shell::{may, open_detail};
use crate::reading::use_reading;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{AccountId, ListRows};
use balcao_domain::{Access, Collection, DecisionKind, Plan, ProvisionalEnablement};
use dioxus::prelude::*;

/// Of a suspended plan (MC-15).
#[component]
pub fn SuspendedHelp(account: AccountId, plan: Plan) -> Element {
    let shared = use_context::<Shared>();
    let (of, customer) = (Collection::ProvisionalEnablements, plan.customer);
    let summary = shared.account(account);
    let allows = |access| summary.as_ref().is_some_and(|summary| may(summary, access));
    let reads = allows(Access::Read(of));
    let reading = use_reading(&[Collection::ProvisionalEnablements], move || {
        reads.then(|| ListRows {
            account,
            of,
            customer,
            filter: String::new(),
            period: None,
            search: String::new(),
            order: String::new(),
            descending: true,
            after: None,
        })
    });
    let Some(Ok(page)) = reading.get() else {
        return VNode::empty();
    };
    let on = ShownOn::of(&page.freshness);
    let rows = page.new.iter().chain(&page.rows);
    let mut enabled = rows.filter_map(|row| row.read::<ProvisionalEnablement>().ok());
    let current = enabled.find(|it| it.plan == plan.id && on.day(it.again_at()) > on.today);
    match current {
        Some(it) if on.day(it.ends_at()) >= on.today => rsx! {
            Banner {
                tone: Tone::Positive,
                glyph: Glyph::Timer,
                text: t!("enablement-works-until", moment = on.day_time(it.ends_at())),
                testid: "enabled-until",
            }
        },
        Some(_) => VNode::empty(),
        None if allows(Access::Decide(DecisionKind::EnableProvisionally)) => rsx! {
            Ask { account }
        },
        None => VNode::empty(),
    }
}

/// *Habilitar por 5 dias*.
#[component]
fn Ask(account: AccountId) -> Element {
    let shared = use_context::<Shared>();
    let to = RoomRef::of(&ROOM).map(|room| Route::RoomAdd {
        account,
        room,
        view: ListView::default(),
    });
    let Some(to) = to else {
        return VNode::empty();
    };
    rsx! {
        a {
            id: "enable",
            class: Look::Plain.class(),
            href: to.href(),
            "data-testid": "enable",
            onclick: move |event| {
                event.prevent_default();
                open_detail(shared, to.clone(), Some("enable".into()));
            },
            Icon { glyph: Glyph::Timer }
            {t!("enablement-ask")}
        }
    }
}
