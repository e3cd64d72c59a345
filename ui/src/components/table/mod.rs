//! A table whose rows are sorted by its columns' titles (DP-30, DP-31).

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Glyph, Icon};
use dioxus::prelude::*;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub title: String,
    /// The class of its cells.
    pub class: &'static str,
    /// None while rows stand in another column's order, else whether they descend.
    pub sorted: Option<bool>,
    /// Whether rows can be sorted by it.
    pub sorts: bool,
}

/// A table: its rows are the children, and whoever draws them sorts them.
#[component]
pub fn Table(
    caption: String,
    columns: Vec<Column>,
    /// What a last column is called to screen readers, which nothing is sorted by.
    #[props(default)]
    last: Option<String>,
    onsort: EventHandler<usize>,
    children: Element,
) -> Element {
    rsx! {
        div { class: "table-card",
            table { class: "table",
                caption { class: "unseen", "{caption}" }
                thead {
                    tr {
                        for (place, column) in columns.into_iter().enumerate() {
                            Title { key: "{place}", place, column, onsort }
                        }
                        if let Some(last) = last {
                            th { scope: "col",
                                span { class: "unseen", "{last}" }
                            }
                        }
                    }
                }
                tbody { {children} }
            }
        }
    }
}

/// Sorts by its column; an arrow shows the direction.
#[component]
fn Title(place: usize, column: Column, onsort: EventHandler<usize>) -> Element {
    let direction = |descending| {
        if descending {
            "descending"
        } else {
            "ascending"
        }
    };
    rsx! {
        th {
            class: column.class,
            scope: "col",
            "aria-sort": column.sorted.map(direction),
            if column.sorts {
                button {
                    class: "sort",
                    r#type: "button",
                    "data-testid": "sort-{place}",
                    onclick: move |_| onsort.call(place),
                    "{column.title}"
                    if let Some(descending) = column.sorted {
                        Icon { glyph: if descending { Glyph::ArrowDown } else { Glyph::ArrowUp }, size: 14 }
                    }
                }
            } else {
                "{column.title}"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dp_30_dp_31_the_column_that_rows_stand_in_the_order_of_has_an_arrow() {
        let html = crate::components::drawn(|| {
            let column = |title: &str, sorted, sorts| Column {
                title: title.to_owned(),
                class: "",
                sorted,
                sorts,
            };
            rsx! {
                Table {
                    caption: "Faturas",
                    columns: vec![column("Fatura", None, false), column("Valor", Some(true), true)],
                    last: "Abrir",
                    onsort: |_| {},
                    tr {}
                }
            }
        });
        assert_eq!(html.matches("<svg").count(), 1);
        assert_eq!(html.matches(r#"aria-sort="descending""#).count(), 1);
        assert_eq!(html.matches("<th ").count(), 3, "{html}");
        assert_eq!(
            html.matches("<button").count(),
            1,
            "what sorts nothing is no button"
        );
    }
}
