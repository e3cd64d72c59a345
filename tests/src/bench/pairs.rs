//! Samples, taken in interleaved pairs.

use super::failure::Failure;
use serde::Serialize;

/// What was measured, in seconds.
#[derive(Debug, Serialize)]
pub struct Samples {
    what: &'static str,
    /// The highest ratio to the reference that is good.
    goal: Option<f64>,
    /// The thing, and its reference.
    pairs: Vec<[f64; 2]>,
    /// The thing twice: how far the machine itself strays.
    alike: Vec<[f64; 2]>,
    /// How many rows the thing brings, and how many a second are good.
    rows: Option<Rows>,
    counted: Vec<Counted>,
}

#[derive(Debug, Serialize)]
struct Rows {
    count: u64,
    least_a_second: Option<u64>,
}

/// Something that was counted beside the time.
#[derive(Debug, Serialize)]
struct Counted {
    what: &'static str,
    count: u64,
    /// The most that is good.
    most: Option<u64>,
}

impl Samples {
    /// Notes a count.
    pub fn counted(mut self, what: &'static str, count: u64) -> Self {
        let most = None;
        self.counted.push(Counted { what, count, most });
        self
    }

    /// Notes a count that has a goal.
    pub fn at_most(mut self, what: &'static str, count: u64, most: u64) -> Self {
        let most = Some(most);
        self.counted.push(Counted { what, count, most });
        self
    }

    /// Notes how many rows it was, and how many a second are good.
    pub fn rows(mut self, count: u64, least_a_second: Option<u64>) -> Self {
        self.rows = Some(Rows {
            count,
            least_a_second,
        });
        self
    }
}

/// After one unmeasured pair: A B B A …, with a pair of A A after each.
pub async fn pairs(
    what: &'static str,
    goal: Option<f64>,
    count: usize,
    a: impl AsyncFn() -> Result<f64, Failure>,
    b: impl AsyncFn() -> Result<f64, Failure>,
) -> Result<Samples, Failure> {
    let mut samples = Samples {
        what,
        goal,
        pairs: Vec::with_capacity(count),
        alike: Vec::with_capacity(count),
        rows: None,
        counted: Vec::new(),
    };
    a().await?;
    b().await?;
    for turn in 0..count {
        let swapped = turn % 2 == 1;
        let pair = if swapped {
            let reference = b().await?;
            [a().await?, reference]
        } else {
            let thing = a().await?;
            [thing, b().await?]
        };
        samples.pairs.push(pair);
        let [first, second] = [a().await?, a().await?];
        // Whatever the second has of the first must not look like a difference either.
        let twice = if swapped {
            [second, first]
        } else {
            [first, second]
        };
        samples.alike.push(twice);
    }
    Ok(samples)
}

/// The mean of many in a row, of what is too short to be measured by itself.
pub async fn mean(count: u32, one: impl AsyncFn() -> Result<f64, Failure>) -> Result<f64, Failure> {
    let mut seconds = 0.0;
    for _ in 0..count {
        seconds += one().await?;
    }
    Ok(seconds / f64::from(count))
}
