//! *Início*: what needs me?

mod due_card;
mod plan_row;
mod suspended_card;

pub use plan_row::{PlanRow, plan_state_words};

use crate::components::{Card, Glyph, Icon, Skeleton};
use crate::features::bills::BillRow;
use crate::features::shell::{Screen, go_to, use_focus_back};
use crate::reading::{Shown, use_reading};
use crate::route::Route;
use crate::shared::Shared;
use crate::words::{money, t};
use balcao_bridge::{AccountId, BillFilter, Freshness, GetHome, Home as HomeData};
use balcao_domain::{Bill, Cents, Collection, Plan, PlanState};
use dioxus::prelude::*;
use due_card::DueCard;
use std::rc::Rc;
use suspended_card::SuspendedCard;

/// The screen.
#[component]
pub fn Home(account: ReadSignal<AccountId>) -> Element {
    let shared = use_context::<Shared>();
    let reading = use_reading(&[Collection::Bills, Collection::Plans], move || {
        let account = account();
        let customer = shared.customer(account)?;
        Some(GetHome { account, customer })
    });
    let title = match shared.account(account()) {
        Some(summary) => {
            let first = summary.user_name.split_whitespace().next();
            t!("home-greeting", name = first.unwrap_or_default())
        }
        None => t!("nav-home"),
    };
    let answer = reading.get();
    rsx! {
        Screen {
            account: account(),
            class: "home",
            title,
            window_title: t!("nav-home"),
            shown: Shown::of(&answer, |home| &home.freshness),
            if let Some(Ok(home)) = answer {
                if is_first_load(&home, &shared.age(account(), home.freshness.clone())) {
                    Skeleton {}
                } else {
                    HomeCards { account: account(), home }
                }
            }
        }
    }
}

/// Whether there is nothing because nothing was loaded yet.
fn is_first_load(home: &HomeData, age: &Freshness) -> bool {
    age.is_awaited() && home.plans.is_empty()
}

/// The bill that comes first, and the others that need the user.
fn bills_in_order(home: &HomeData) -> (Option<Bill>, Vec<Bill>) {
    let mut bills = home.overdue.iter().chain(&home.next).cloned();
    (bills.next(), bills.collect())
}

/// How many open bills are not shown, and what they add up to.
fn rest(home: &HomeData) -> Option<(u32, Cents)> {
    let shown = home.overdue.iter().chain(&home.next);
    let (count, sum) = shown.fold((0, Cents::default()), |(count, sum), bill| {
        (count + 1, sum + bill.owed())
    });
    let rest = home.open_count.saturating_sub(count);
    (rest > 0).then(|| (rest, home.open - sum))
}

fn suspended(home: &HomeData) -> Option<&Plan> {
    home.plans
        .iter()
        .find(|plan| plan.state == PlanState::Suspended)
}

#[component]
fn HomeCards(account: AccountId, home: Rc<HomeData>) -> Element {
    use_focus_back(true);
    let today = home.freshness.today;
    let suspended = suspended(&home).cloned();
    let (first, mut others) = bills_in_order(&home);
    // The suspended plan's card is then the one primary thing; every bill stands below it.
    let due = match (&suspended, first) {
        (Some(_), Some(first)) => {
            others.insert(0, first);
            None
        }
        (_, first) => first,
    };
    let nothing_due = home.bills_allowed && due.is_none() && others.is_empty();
    rsx! {
        div { class: "home-cards",
            if let Some(plan) = suspended {
                SuspendedCard { account, plan, home: home.clone() }
            }
            if let Some(bill) = due {
                DueCard { account, bill, today }
            }
            if nothing_due {
                Card { testid: "nothing-due",
                    div { class: "home-nothing",
                        span { class: "icon-positive",
                            Icon { glyph: Glyph::CircleCheck, size: 24 }
                        }
                        div {
                            p { class: "row-title", {t!("home-nothing-due")} }
                            p { class: "row-note", {t!("home-nothing-due-note")} }
                        }
                    }
                }
            }
            if !others.is_empty() {
                section { "aria-label": t!("home-other-bills"),
                    Card { rows: true,
                        for bill in others {
                            BillRow { key: "{bill.id}", account, bill, today, short: true }
                        }
                    }
                }
            }
            if let Some((count, sum)) = rest(&home) {
                Rest { account, count, sum }
            }
            if !home.plans.is_empty() {
                section { "aria-label": t!("plans-title"),
                    Card { rows: true,
                        for plan in home.plans.iter().cloned() {
                            PlanRow { key: "{plan.id}", account, plan, today }
                        }
                    }
                }
            }
        }
    }
}

/// Leads to those that are not shown here.
#[component]
fn Rest(account: AccountId, count: u32, sum: Cents) -> Element {
    let shared = use_context::<Shared>();
    let to = Route::Bills { account };
    rsx! {
        Card { rows: true,
            a {
                class: "row",
                href: to.href(),
                "data-row": true,
                "data-testid": "home-rest",
                onclick: move |event| {
                    event.prevent_default();
                    let (mut bills, customer) = (shared.bills, shared.customer(account));
                    bills.write().prepare(account, customer, BillFilter::Due);
                    go_to(shared, to.clone());
                },
                span { class: "row-body",
                    span { class: "row-title", {t!("home-rest", count = count)} }
                    span { class: "row-note figures", {money(sum)} }
                }
                Icon { glyph: Glyph::ChevronRight }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::bills::sample;
    use balcao_bridge::{Freshness, Source};

    fn home(overdue: Vec<Bill>, next: Option<Bill>) -> HomeData {
        HomeData {
            open_count: u32::try_from(overdue.len()).unwrap() + u32::from(next.is_some()),
            open: overdue.iter().chain(&next).map(Bill::owed).sum(),
            overdue,
            next,
            plans: Vec::new(),
            bills_allowed: true,
            freshness: Freshness {
                fetched_at: None,
                age: None,
                source: Source::Cached,
                problem: None,
                today: sample::today(),
            },
        }
    }

    #[test]
    fn the_oldest_overdue_bill_comes_first() {
        let today = sample::today();
        let overdue = vec![
            sample::overdue(1, today.add_days(-37), today),
            sample::overdue(2, today.add_days(-6), today),
        ];
        let next = sample::bill(3, today.add_days(24));
        let (first, others) = bills_in_order(&home(overdue, Some(next)));
        assert_eq!(first.map(|bill| bill.number), Some(1));
        let others: Vec<_> = others.iter().map(|bill| bill.number).collect();
        assert_eq!(others, [2, 3]);
    }

    #[test]
    fn with_nothing_overdue_the_next_bill_comes_first() {
        let next = sample::bill(3, sample::today().add_days(2));
        let (first, others) = bills_in_order(&home(Vec::new(), Some(next)));
        assert_eq!(first.map(|bill| bill.number), Some(3));
        assert_eq!(others, []);
    }

    #[test]
    fn what_is_open_and_not_shown_is_counted_and_added_up() {
        let today = sample::today();
        let overdue = vec![sample::overdue(1, today.add_days(-6), today)];
        let mut shown = home(overdue, Some(sample::bill(3, today.add_days(2))));
        assert_eq!(rest(&shown), None);
        shown.open_count += 4;
        shown.open = shown.open + Cents::new(331_000);
        assert_eq!(rest(&shown), Some((4, Cents::new(331_000))));
    }

    #[test]
    fn grey_shapes_are_for_the_very_first_load_only() {
        let mut shown = home(Vec::new(), None);
        assert!(is_first_load(&shown, &shown.freshness));
        shown.freshness.problem = Some(balcao_bridge::AppError::new(
            balcao_bridge::ErrorCode::Offline,
        ));
        assert!(!is_first_load(&shown, &shown.freshness));
    }
}
