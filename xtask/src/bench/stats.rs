//! Medians of pairs, and how sure they are.

/// Samples drawn anew for an interval.
const DRAWS: usize = 2_000;

/// A median with the interval that holds it in 95 of 100 redrawn samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The median.
    pub median: f64,
    /// The interval's ends.
    pub interval: (f64, f64),
}

impl Estimate {
    /// Of the ratios of pairs; none of no pairs.
    pub fn of_ratios(pairs: &[[f64; 2]]) -> Option<Self> {
        let ratios: Vec<f64> = pairs.iter().map(|[thing, other]| thing / other).collect();
        let mut dice = Dice(1);
        let mut medians: Vec<f64> = (0..DRAWS)
            .filter_map(|_| {
                let drawn = ratios.iter().filter_map(|_| dice.pick(&ratios));
                median(drawn.collect())
            })
            .collect();
        medians.sort_unstable_by(f64::total_cmp);
        let at = |part: usize| medians.get(DRAWS * part / 1_000).copied();
        Some(Self {
            median: median(ratios)?,
            interval: (at(25)?, at(975)?),
        })
    }

    /// Whether the interval holds 1.00.
    pub fn holds_one(self) -> bool {
        self.interval.0 <= 1.0 && 1.0 <= self.interval.1
    }
}

/// The middle value, or the mean of the two in the middle.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = values.get(middle)?;
    if values.len() % 2 == 1 {
        return Some(*upper);
    }
    Some(f64::midpoint(*values.get(middle - 1)?, *upper))
}

/// SplitMix64: the same interval from the same samples.
struct Dice(u64);

impl Dice {
    fn pick(&mut self, from: &[f64]) -> Option<f64> {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let number = usize::try_from((mixed ^ (mixed >> 31)) >> 33).ok()?;
        from.get(number.checked_rem(from.len())?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_ratios_lies_in_its_interval() {
        let pairs: Vec<_> = (0..15)
            .map(|turn| [1.2 + f64::from(turn) / 100.0, 1.0])
            .collect();
        let estimate = Estimate::of_ratios(&pairs).unwrap();
        assert!((estimate.median - 1.27).abs() < 1e-9);
        let (low, high) = estimate.interval;
        assert!(low <= estimate.median && estimate.median <= high);
        assert!(!estimate.holds_one());
        assert!(Estimate::of_ratios(&[[1.0, 1.0]]).unwrap().holds_one());
        assert_eq!(Estimate::of_ratios(&[]), None);
    }
}
