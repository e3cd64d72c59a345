//! Where numbers stand in a drawing, in hundredths of its width and height.

use super::Chart;

/// A part of a bar: from `top`, so much down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// From the top of the drawing.
    pub top: f64,
    /// Of the part.
    pub height: f64,
}

/// The parts of every bar, the first series at the bottom; the tallest bar fills the drawing.
pub fn stacks(chart: &Chart) -> Vec<Vec<Part>> {
    let total = |numbers: &[u64]| numbers.iter().fold(0_u64, |sum, n| sum.saturating_add(*n));
    let bars: Vec<Vec<u64>> = chart
        .points
        .iter()
        .map(|point| {
            (0..chart.series.len())
                .map(|series| point.number(series))
                .collect()
        })
        .collect();
    let tallest = bars.iter().map(|bar| total(bar)).max().unwrap_or_default();
    bars.iter()
        .map(|bar| {
            let mut top = 100.0;
            bar.iter()
                .map(|number| {
                    let height = share(*number, tallest);
                    top -= height;
                    Part { top, height }
                })
                .collect()
        })
        .collect()
}

/// The corners of a series' line; the highest of all series is at the top.
pub fn line(chart: &Chart, series: usize) -> Vec<(f64, f64)> {
    let numbers = chart.points.iter().flat_map(|point| &point.counts);
    let highest = numbers.map(|count| count.number).max().unwrap_or_default();
    let places = chart.points.iter().enumerate();
    places
        .map(|(place, point)| {
            let across = across(place, chart.points.len());
            (across, 100.0 - share(point.number(series), highest))
        })
        .collect()
}

/// Where the first of some equal columns begins and how wide a bar in it is, for the bar at a place.
pub fn column(place: usize, count: usize) -> (f64, f64) {
    let width = 100.0 / count.max(1) as f64;
    // A quarter of each column is the gap to the next.
    ((place as f64 + 0.125) * width, width * 0.75)
}

fn across(place: usize, count: usize) -> f64 {
    match count {
        0 | 1 => 50.0,
        _ => place as f64 * 100.0 / (count - 1) as f64,
    }
}

fn share(number: u64, of: u64) -> f64 {
    if of == 0 {
        0.0
    } else {
        number as f64 * 100.0 / of as f64
    }
}
