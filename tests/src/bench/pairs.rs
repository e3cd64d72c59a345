//! Samples, taken in interleaved pairs.

use super::Failure;
use serde::Serialize;
use std::collections::BTreeMap;

/// What was measured, in seconds.
#[derive(Debug, Default, Serialize)]
pub struct Samples {
    name: &'static str,
    /// The thing, and its reference.
    pairs: Vec<[f64; 2]>,
    /// The thing twice: how far the machine itself strays.
    alike: Vec<[f64; 2]>,
    /// The thing, where it has no reference.
    alone: Vec<f64>,
    notes: BTreeMap<&'static str, u64>,
}

impl Samples {
    pub fn alone(name: &'static str) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }

    pub fn name(&mut self, name: &'static str) {
        self.name = name;
    }

    pub fn add(&mut self, seconds: f64) {
        self.alone.push(seconds);
    }

    pub fn note(&mut self, what: &'static str, value: u64) {
        self.notes.insert(what, value);
    }
}

/// After one unmeasured pair: A B B A …, with an A A pair after each.
pub async fn pairs(
    count: usize,
    a: impl AsyncFn() -> Result<f64, Failure>,
    b: impl AsyncFn() -> Result<f64, Failure>,
) -> Result<Samples, Failure> {
    let mut samples = Samples::default();
    a().await?;
    b().await?;
    for turn in 0..count {
        samples.pairs.push(if turn % 2 == 0 {
            let thing = a().await?;
            [thing, b().await?]
        } else {
            let reference = b().await?;
            [a().await?, reference]
        });
        samples.alike.push([a().await?, a().await?]);
    }
    Ok(samples)
}
