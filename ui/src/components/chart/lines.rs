//! Lines, one for each series.

use super::bars::percent;
use super::scale::line;
use super::{Chart, ChartFrame, Series};
use dioxus::prelude::*;

/// A line for each series. It is stretched to the drawing, its width is not; the dots are circles
/// in a drawing of their own, which is not stretched.
#[component]
pub fn LineChart(id: &'static str, chart: Chart) -> Element {
    let lines: Vec<_> = (0..chart.series.len())
        .map(|series| line(&chart, series))
        .collect();
    let class = |series: usize| chart.series.get(series).map(Series::class);
    let marked = |corners: &[(f64, f64)]| corners.get(chart.marked?).copied();
    rsx! {
        ChartFrame { id, chart: chart.clone(),
            div { class: "chart-lines",
                svg {
                    class: "chart-drawing",
                    role: "img",
                    "aria-label": "{chart.title}",
                    view_box: "0 0 100 100",
                    preserve_aspect_ratio: "none",
                    line { class: "chart-ground", x1: "0", x2: "100", y1: "100", y2: "100" }
                    for (series, corners) in lines.iter().enumerate() {
                        polyline {
                            key: "{series}",
                            class: class(series),
                            points: points(corners),
                        }
                    }
                }
                svg { class: "chart-dots", "aria-hidden": "true",
                    for (series, corners) in lines.iter().enumerate() {
                        if let Some((across, down)) = marked(corners) {
                            circle {
                                key: "{series}",
                                class: class(series),
                                cx: percent(across),
                                cy: percent(down),
                                r: "5",
                            }
                        }
                    }
                }
            }
        }
    }
}

fn points(corners: &[(f64, f64)]) -> String {
    let corners = corners.iter();
    let written: Vec<_> = corners
        .map(|(across, down)| format!("{across:.2},{down:.2}"))
        .collect();
    written.join(" ")
}
