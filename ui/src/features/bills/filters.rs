//! Search, filter chips and the period.

use super::BillsView;
use crate::components::{Chip, Glyph, PeriodPicker, SearchField};
use crate::words::{period_title, t};
use balcao_bridge::BillFilter;
use balcao_domain::{Month, Period};
use dioxus::prelude::*;

/// The row of filters.
#[component]
pub fn Filters(view: Signal<BillsView>, due_count: Option<u32>, today: Option<Month>) -> Element {
    let mut view = view;
    let mut picking = use_signal(|| false);
    let state = view();
    let due = match due_count {
        Some(count) if count > 0 => t!("filter-due-count", count = count),
        _ => t!("filter-due"),
    };
    let mut filters = vec![
        (BillFilter::Due, due, "filter-due"),
        (BillFilter::Paid, t!("filter-paid"), "filter-paid"),
        (BillFilter::All, t!("filter-all"), "filter-all"),
    ];
    // One is sent here to see these; they stand on top of *a vencer* anyway.
    if state.filter() == BillFilter::Overdue {
        let overdue = (BillFilter::Overdue, t!("filter-overdue"), "filter-overdue");
        filters.insert(1, overdue);
    }
    rsx! {
        div { class: "bill-tools",
            SearchField {
                label: t!("search-bills"),
                value: state.search(),
                oninput: move |text| view.write().search_for(text),
            }
            div { class: "chips", role: "group", "aria-label": t!("filters-label"),
                for (filter, label, testid) in filters {
                    Chip {
                        key: "{testid}",
                        chosen: state.filter() == filter,
                        label,
                        testid,
                        onclick: move |_| view.write().choose(filter),
                    }
                }
                Chip {
                    chosen: state.period().is_some(),
                    label: state.period().map_or_else(|| t!("filter-period"), period_title),
                    testid: "filter-period",
                    glyph: Glyph::Calendar,
                    expanded: picking(),
                    onclick: move |_| picking.toggle(),
                }
            }
        }
        if let Some(today) = today.filter(|_| picking()) {
            PeriodPicker {
                today,
                chosen: state.period(),
                onchoose: move |period: Option<Period>| {
                    view.write().choose_period(period);
                    picking.set(false);
                },
            }
        }
    }
}
