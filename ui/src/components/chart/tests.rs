//! Where numbers stand, and what the table says.

use super::scale::{Part, column, line, stacks};
use super::{BarChart, Chart, Count, LineChart, Point, Series};
use crate::components::Tone;
use dioxus::prelude::*;

fn chart(points: &[&[u64]]) -> Chart {
    let series = ["Pagas", "Em aberto"].into_iter();
    let count = |number: &u64| Count {
        number: *number,
        words: format!("{number} faturas"),
    };
    Chart {
        title: "Faturas por mês".into(),
        points_are: "Mês".into(),
        series: series
            .take(points.first().map_or(0, |counts| counts.len()))
            .map(|name| Series {
                name: name.into(),
                tone: Some(Tone::Positive),
            })
            .collect(),
        points: points
            .iter()
            .enumerate()
            .map(|(place, counts)| Point {
                label: format!("{:02}/2026", place + 1),
                counts: counts.iter().map(count).collect(),
            })
            .collect(),
        marked: Some(0),
    }
}

#[test]
fn the_tallest_bar_fills_the_drawing_and_its_parts_stand_on_each_other() {
    let bars = stacks(&chart(&[&[30, 10], &[20, 0], &[0, 0]]));
    let part = |top, height| Part { top, height };
    assert_eq!(bars[0], [part(25.0, 75.0), part(0.0, 25.0)]);
    assert_eq!(bars[1], [part(50.0, 50.0), part(50.0, 0.0)]);
    assert_eq!(bars[2], [part(100.0, 0.0), part(100.0, 0.0)]);
}

#[test]
fn no_numbers_and_huge_ones_are_drawn_too() {
    assert!(stacks(&chart(&[])).is_empty());
    assert_eq!(stacks(&chart(&[&[0]]))[0][0].height, 0.0);
    for part in &stacks(&chart(&[&[u64::MAX, u64::MAX]]))[0] {
        assert!(part.height.is_finite());
    }
    assert_eq!(line(&chart(&[&[0]]), 0), [(50.0, 100.0)]);
}

#[test]
fn columns_share_the_width() {
    assert_eq!(column(0, 4), (3.125, 18.75));
    assert_eq!(column(3, 4), (78.125, 18.75));
}

#[test]
fn a_line_goes_from_edge_to_edge_under_the_highest_of_all_series() {
    let chart = chart(&[&[50, 100], &[0, 25], &[100, 0]]);
    assert_eq!(line(&chart, 0), [(0.0, 50.0), (50.0, 100.0), (100.0, 0.0)]);
    assert_eq!(line(&chart, 1), [(0.0, 0.0), (50.0, 75.0), (100.0, 100.0)]);
}

#[test]
fn every_number_stands_in_the_table_in_words() {
    let shown = chart(&[&[30, 10], &[20, 5]]);
    let bars = dioxus_ssr::render_element(rsx! {
        BarChart { id: "months", chart: shown.clone() }
    });
    let lines = dioxus_ssr::render_element(rsx! {
        LineChart { id: "months", chart: shown }
    });
    assert_eq!(bars.matches("<rect").count(), 4);
    assert_eq!(lines.matches("<polyline").count(), 2);
    for html in [bars, lines] {
        for words in [
            "01/2026",
            "30 faturas",
            "10 faturas",
            "5 faturas",
            "Em aberto",
        ] {
            assert!(html.contains(words), "{words}");
        }
        assert!(html.contains(r#"role="img""#));
        assert!(!html.contains("style="));
    }
}
