//! Tells that the device slept or its clock was set: the wall's clock and the machine's then
//! differ in how much time went by.

use crate::clock::Clock;
use chrono::TimeDelta;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Differences up to this are drift.
const JUMP: TimeDelta = TimeDelta::seconds(30);

/// How often the two are compared.
const EVERY: Duration = Duration::from_secs(15);

/// Waits until that instant, or until the clocks say that it may well have come; answers whether
/// they did.
pub(crate) async fn sleep_or_jump(clock: &dyn Clock, until: Instant) -> bool {
    loop {
        let (wall, machine) = (clock.now(), Instant::now());
        sleep_until(until.min(machine + EVERY)).await;
        if jumped(clock.now() - wall, machine.elapsed()) {
            return true;
        }
        if Instant::now() >= until {
            return false;
        }
    }
}

fn jumped(wall: TimeDelta, machine: Duration) -> bool {
    let machine = TimeDelta::from_std(machine).unwrap_or(TimeDelta::MAX);
    (wall - machine).abs() > JUMP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_and_a_clock_that_was_set_are_jumps_and_drift_is_none() {
        let quarter = Duration::from_secs(15);
        for (wall, expected) in [
            (15, false),
            (44, false),
            (46, true),
            (-16, true),
            (3_600, true),
        ] {
            assert_eq!(
                jumped(TimeDelta::seconds(wall), quarter),
                expected,
                "{wall}"
            );
        }
    }
}
