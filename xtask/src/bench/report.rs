//! What was measured, as a line of the table.

use super::stats::{Estimate, median};
use serde::Deserialize;

/// What the bench program prints of one thing.
#[derive(Debug, Deserialize)]
pub struct Samples {
    what: String,
    goal: Option<f64>,
    pairs: Vec<[f64; 2]>,
    alike: Vec<[f64; 2]>,
    rows: Option<Rows>,
    counted: Vec<Counted>,
}

#[derive(Debug, Deserialize)]
struct Rows {
    count: u64,
    least_a_second: Option<u64>,
}

#[derive(Debug, Deserialize)]
struct Counted {
    what: String,
    count: u64,
    most: Option<u64>,
}

/// The table's head.
pub const HEAD: &str = "| row | what | pairs | ratio to the reference (95 %) | goal | the same \
                        twice (95 %) | median | reference | counted | commit | date |\n\
                        |---|---|---|---|---|---|---|---|---|---|---|\n";

impl Samples {
    /// The table's line: `of` is what it was measured on, `when` the commit and the date.
    pub fn line(&self, row: u8, of: &str, when: &str) -> String {
        let ratio = Estimate::of_ratios(&self.pairs);
        let twice = Estimate::of_ratios(&self.alike);
        let sure = twice.is_some_and(Estimate::holds_one);
        let goal = match (self.goal, ratio) {
            (Some(goal), Some(ratio)) => {
                format!("≤ {goal} ×: {}", verdict(ratio.median <= goal, sure))
            }
            _ if sure => "–".into(),
            _ => verdict(true, sure).into(),
        };
        format!(
            "| {row} | {}, {of} | {} | {} | {goal} | {} | {} | {} | {} | {when} |\n",
            self.what,
            self.pairs.len(),
            ratio.map_or("–".into(), interval),
            twice.map_or("–".into(), interval),
            self.middle(0).map_or("–".into(), time),
            self.middle(1).map_or("–".into(), time),
            self.seen().join("; "),
        )
    }

    fn middle(&self, place: usize) -> Option<f64> {
        let values = self.pairs.iter().filter_map(|pair| pair.get(place));
        median(values.copied().collect())
    }

    fn seen(&self) -> Vec<String> {
        let mut seen = Vec::new();
        if let (Some(rows), Some(seconds)) = (&self.rows, self.middle(0)) {
            let a_second = rows.count as f64 / seconds;
            seen.push(format!("{a_second:.0} rows/s"));
            if let Some(least) = rows.least_a_second {
                let reached = verdict(a_second >= least as f64, true);
                seen.push(format!("≥ {least} rows/s: {reached}"));
            }
        }
        for Counted { what, count, most } in &self.counted {
            seen.push(match most {
                Some(most) => format!(
                    "{count} {what} (≤ {most}: {})",
                    verdict(count <= most, true)
                ),
                None => format!("{count} {what}"),
            });
        }
        seen
    }
}

const fn verdict(reached: bool, sure: bool) -> &'static str {
    match (reached, sure) {
        (_, false) => "**INCONCLUSIVE**",
        (true, true) => "reached",
        (false, true) => "**missed**",
    }
}

fn interval(estimate: Estimate) -> String {
    let (low, high) = estimate.interval;
    format!("{:.2} ({low:.2}–{high:.2})", estimate.median)
}

fn time(seconds: f64) -> String {
    if seconds < 0.001 {
        format!("{:.1} µs", seconds * 1e6)
    } else if seconds < 1.0 {
        format!("{:.2} ms", seconds * 1e3)
    } else {
        format!("{seconds:.2} s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(second_of_twice: f64) -> Samples {
        Samples {
            what: "first sync".into(),
            goal: Some(1.5),
            pairs: vec![[2.0, 1.0]; 15],
            alike: vec![[2.0, second_of_twice]; 15],
            rows: Some(Rows {
                count: 300_000,
                least_a_second: Some(100_000),
            }),
            counted: vec![Counted {
                what: "requests".into(),
                count: 2,
                most: Some(1),
            }],
        }
    }

    #[test]
    fn a_line_says_what_was_reached_and_what_was_not() {
        assert_eq!(
            samples(2.0).line(1, "9 calls", "abc | 2026-11-22"),
            "| 1 | first sync, 9 calls | 15 | 2.00 (2.00–2.00) | ≤ 1.5 ×: **missed** | \
             1.00 (1.00–1.00) | 2.00 s | 1.00 s | 150000 rows/s; ≥ 100000 rows/s: reached; \
             2 requests (≤ 1: **missed**) | abc | 2026-11-22 |\n"
        );
    }

    #[test]
    fn a_machine_that_strays_proves_nothing() {
        let line = samples(1.9).line(1, "9 calls", "");
        assert!(line.contains("≤ 1.5 ×: **INCONCLUSIVE**"), "{line}");
    }
}
