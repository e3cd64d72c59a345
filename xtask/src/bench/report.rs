//! What was measured, as lines and as a table.

use super::stats::{Estimate, median};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What the bench program prints of one thing.
#[derive(Debug, Deserialize)]
pub struct Samples {
    name: String,
    pairs: Vec<[f64; 2]>,
    alike: Vec<[f64; 2]>,
    alone: Vec<f64>,
    notes: BTreeMap<String, u64>,
}

/// One line of the table.
pub struct Measured {
    /// The row of the table of goals.
    pub row: u8,
    /// What was measured on, such as `100000 calls`.
    pub of: String,
    /// The samples.
    pub samples: Samples,
}

/// The table's head.
pub const HEAD: &str = "| row | what | ratio to the reference (95 %) | the same twice (95 %) | \
                        median | reference | seen |\n|---|---|---|---|---|---|---|\n";

impl Measured {
    /// The table's line.
    pub fn line(&self) -> String {
        let samples = &self.samples;
        let ratio = Estimate::of_ratios(&samples.pairs);
        let twice = Estimate::of_ratios(&samples.alike);
        let unsure = twice.is_some_and(|twice| !twice.holds_one());
        let side = |place: usize| {
            let values = samples.pairs.iter().filter_map(|pair| pair.get(place));
            median(values.copied().collect())
        };
        let own = side(0).or_else(|| median(samples.alone.clone()));
        let mut seen: Vec<String> = samples
            .notes
            .iter()
            .map(|(what, value)| format!("{what}: {value}"))
            .collect();
        if let (Some(rows), Some(own)) = (samples.notes.get("rows"), own) {
            seen.push(format!("rows/s: {:.0}", *rows as f64 / own));
        }
        format!(
            "| {} | {}, {} | {}{} | {} | {} | {} | {} |\n",
            self.row,
            samples.name,
            self.of,
            if unsure { "INCONCLUSIVE " } else { "" },
            ratio.map_or("–".into(), interval),
            twice.map_or("–".into(), interval),
            own.map_or("–".into(), time),
            side(1).map_or("–".into(), time),
            seen.join("; "),
        )
    }
}

fn interval(estimate: Estimate) -> String {
    let (low, high) = estimate.interval;
    format!("{:.2} ({low:.2}–{high:.2})", estimate.median)
}

fn time(seconds: f64) -> String {
    if seconds < 0.001 {
        format!("{:.0} µs", seconds * 1e6)
    } else if seconds < 1.0 {
        format!("{:.1} ms", seconds * 1e3)
    } else {
        format!("{seconds:.2} s")
    }
}
