//! The numbers of a chart.

use super::Chart;
use crate::words::t;
use dioxus::prelude::*;

/// A table, folded until it is asked for.
#[component]
pub fn ChartTable(chart: Chart) -> Element {
    rsx! {
        details { class: "chart-table",
            summary { {t!("chart-table")} }
            table { class: "table",
                caption { class: "unseen", "{chart.title}" }
                thead {
                    tr {
                        th { scope: "col", "{chart.points_are}" }
                        for series in chart.series.iter() {
                            th { key: "{series.name}", scope: "col", class: "column-amount", "{series.name}" }
                        }
                    }
                }
                tbody {
                    for (place, point) in chart.points.iter().enumerate() {
                        tr { key: "{place}",
                            th { scope: "row", class: "figures", "{point.label}" }
                            for (series, count) in point.counts.iter().enumerate() {
                                td { key: "{series}", class: "column-amount figures", "{count.words}" }
                            }
                        }
                    }
                }
            }
        }
    }
}
