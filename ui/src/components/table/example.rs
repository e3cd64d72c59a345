//! A table sorted by its columns' titles.

use super::{Column, Table};
use balcao_domain::Cents;
use dioxus::prelude::*;

/// Three rows, sorted by either column.
pub fn example() -> Element {
    let mut sorted = use_signal(|| (0, false));
    let mut rows = [
        ("004.812", 129_000),
        ("004.978", 86_120),
        ("005.003", 43_000),
    ];
    let (by, descending) = sorted();
    if by == 1 {
        rows.sort_by_key(|(_, cents)| *cents);
    }
    if descending {
        rows.reverse();
    }
    let column = |place, title: &str, class| Column {
        title: title.to_owned(),
        class,
        sorted: (by == place).then_some(descending),
        sorts: true,
    };
    rsx! {
        Table {
            caption: "Faturas",
            columns: vec![column(0, "Fatura", ""), column(1, "Valor", "column-amount")],
            onsort: move |place| sorted.set((place, place == by && !descending)),
            for (number, cents) in rows {
                tr { key: "{number}",
                    td { class: "figures", "{number}" }
                    td { class: "column-amount figures", {Cents::new(cents).brl()} }
                }
            }
        }
    }
}
