//! Charts, each with its numbers in a table behind it: a picture alone tells nothing to those who do
//! not see it, and no exact number to anyone.

mod bars;
mod lines;
mod scale;
mod table;

#[cfg(debug_assertions)]
pub mod example;
#[cfg(test)]
mod tests;

pub use bars::BarChart;
pub use lines::LineChart;

use crate::components::Tone;
use dioxus::prelude::*;
use table::ChartTable;

/// What a chart shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its name.
    pub title: String,
    /// What its points are: `Dia`.
    pub points_are: String,
    /// What is counted, one colour each.
    pub series: Vec<Series>,
    /// From left to right.
    pub points: Vec<Point>,
    /// The place of the point to look at first.
    pub marked: Option<usize>,
}

/// One thing that is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Its colour; the accent's when none.
    pub tone: Option<Tone>,
}

/// A day, a month, a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its name.
    pub label: String,
    /// One for each series.
    pub counts: Vec<Count>,
}

/// A number, and how people write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// In the series' smallest unit.
    pub number: u64,
    /// `R$ 48,12`.
    pub words: String,
}

impl Series {
    const fn class(&self) -> &'static str {
        match self.tone {
            Some(tone) => tone.class(),
            None => "tone-accent",
        }
    }
}

impl Point {
    fn number(&self, series: usize) -> u64 {
        self.counts.get(series).map_or(0, |count| count.number)
    }
}

/// What stands around the drawing: title, what the colours mean, the axis, the table.
#[component]
fn ChartFrame(id: &'static str, chart: Chart, children: Element) -> Element {
    let ends = (chart.points.first(), chart.points.last());
    rsx! {
        figure { class: "chart", "aria-labelledby": "{id}-title", "data-testid": id,
            figcaption { class: "chart-head",
                span { id: "{id}-title", class: "chart-title", "{chart.title}" }
                if chart.series.len() > 1 {
                    ul { class: "chart-legend",
                        for series in chart.series.iter() {
                            li { key: "{series.name}", class: series.class(), "{series.name}" }
                        }
                    }
                }
            }
            {children}
            if let (Some(first), Some(last)) = ends {
                div { class: "chart-axis figures", "aria-hidden": "true",
                    span { "{first.label}" }
                    span { "{last.label}" }
                }
            }
            ChartTable { chart: chart.clone() }
        }
    }
}
