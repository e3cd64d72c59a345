//! Bars, of one series or of several on top of each other.

use super::scale::{column, stacks};
use super::{Chart, ChartFrame, Series};
use dioxus::prelude::*;

/// A bar for each point. Lengths in hundredths, so that corners and gaps are not stretched.
#[component]
pub fn BarChart(id: &'static str, chart: Chart) -> Element {
    let count = chart.points.len();
    let bars = stacks(&chart);
    let quiet = |place| chart.marked.is_some_and(|marked| marked != place);
    rsx! {
        ChartFrame { id, chart: chart.clone(),
            svg {
                class: "chart-drawing",
                role: "img",
                "aria-label": "{chart.title}",
                line {
                    class: "chart-ground",
                    x1: "0",
                    x2: "100%",
                    y1: "100%",
                    y2: "100%",
                }
                for (place, bar) in bars.into_iter().enumerate() {
                    g { key: "{place}", class: "chart-bar", "data-quiet": quiet(place),
                        for (series, part) in bar.into_iter().enumerate() {
                            rect {
                                key: "{series}",
                                class: chart.series.get(series).map(Series::class),
                                x: percent(column(place, count).0),
                                y: percent(part.top),
                                width: percent(column(place, count).1),
                                height: percent(part.height),
                                rx: "3",
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Hundredths as SVG reads them.
pub(super) fn percent(hundredths: f64) -> String {
    format!("{hundredths:.2}%")
}
