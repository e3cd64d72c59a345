//! A table sorted by its columns' titles.

use super::SortHeader;
use balcao_domain::Cents;
use dioxus::prelude::*;

/// Three rows, sorted by either column.
pub fn example() -> Element {
    let mut sorted = use_signal(|| (0_usize, false));
    let mut rows = [
        ("004.812", 129_000),
        ("004.978", 86_120),
        ("005.003", 43_000),
    ];
    let (column, descending) = sorted();
    if column == 1 {
        rows.sort_by_key(|(_, cents)| *cents);
    }
    if descending {
        rows.reverse();
    }
    let classes = ["", "column-amount"];
    let mut sort = move |by| sorted.set((by, by == column && !descending));
    rsx! {
        div { class: "table-card",
            table { class: "table",
                caption { class: "unseen", "Faturas" }
                thead {
                    tr {
                        for (place, (label, class)) in ["Fatura", "Valor"].into_iter().zip(classes).enumerate() {
                            SortHeader {
                                key: "{place}",
                                label,
                                sorted: (column == place).then_some(descending),
                                testid: "example-sort-{place}",
                                class,
                                onsort: move |()| sort(place),
                            }
                        }
                    }
                }
                tbody {
                    for (number, cents) in rows {
                        tr { key: "{number}",
                            td { class: "figures", "{number}" }
                            td { class: "column-amount figures", {Cents::new(cents).brl()} }
                        }
                    }
                }
            }
        }
    }
}
