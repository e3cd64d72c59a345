//! A device through bad weather, from one seed: two accounts, a portal that changes meanwhile, a
//! network that does its worst, kills wherever they hurt. Whatever happened, once the weather is
//! fair the six promises of `docs/RELIABILITY.md` hold.
//!
//! The twin is the portal, by the contract's own rules for cursors and keys; the clock is paused,
//! so that hours take milliseconds; the files are real, and a *kill* drops the runtime and opens
//! them again. What fails prints its seed, and `cargo xtask faults --seed N` runs it again.

pub(crate) mod chance;
mod device;
mod ledger;
mod network;
pub(crate) mod oracle;
mod surroundings;

use crate::testing::faults::{cases, counted, first_seed};
use chance::Chance;
use device::Device;
use network::Weather;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use surroundings::Killed;
use tokio::runtime::{Builder, Runtime};
use tokio::time::sleep;

/// A life that is killed by time ends within this.
const LONGEST_LIFE: Duration = Duration::from_secs(900);

fn paused() -> Runtime {
    Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap()
}

/// Tells the seed of what fails.
struct Replay(u64);

impl Drop for Replay {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("seed {0}: cargo xtask faults --seed {0}", self.0);
        }
    }
}

fn through(weather: Weather, seed: u64) {
    let _tells = Replay(seed);
    let mut chance = Chance::of(seed);
    let lives = chance.below(5);
    let mut device = Device::new(chance, weather);
    for _ in 0..lives {
        live_until_killed(&mut device);
    }
    device.program.spare();
    let last = paused();
    last.block_on(async {
        device.clock.begin();
        device.live_on().await;
        device.keeps_every_promise().await;
    });
}

/// One life: it ends by itself, at a step of its own, at an instant, or in the middle of whatever
/// the user does.
fn live_until_killed(device: &mut Device) {
    let mut chance = device.chance.apart();
    device.program.begin(&mut chance);
    let lasts = chance.up_to(LONGEST_LIFE);
    let polls = if chance.one_in(3) {
        chance.below(2_000)
    } else {
        u64::MAX
    };
    let (clock, program) = (device.clock.clone(), device.program.clone());
    let runtime = paused();
    let end = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            clock.begin();
            tokio::select! {
                biased;
                () = program.killed.notified() => {}
                () = sleep(lasts) => {}
                () = polled(device.live(), polls) => {}
            }
            clock.stop();
        });
    }));
    drop(runtime);
    device.network.restarted();
    if let Err(fell) = end
        && !fell.is::<Killed>()
    {
        resume_unwind(fell);
    }
}

/// Goes on until it was polled so often, and is dropped wherever that finds it.
async fn polled(work: impl Future<Output = ()>, mut times: u64) {
    let mut work = pin!(work);
    poll_fn(|context| {
        if times == 0 {
            return Poll::Ready(());
        }
        times -= 1;
        work.as_mut().poll(context)
    })
    .await;
}

fn through_many(weather: Weather, few: u32) {
    let count = cases(few);
    let first = first_seed();
    for seed in first..first + u64::from(count) {
        through(weather, seed);
    }
    counted(count, "seeds");
}

#[test]
fn f4_after_any_cuts_every_promise_is_kept() {
    through_many(Weather::Cuts, 12);
}

#[test]
fn f5_after_any_storm_every_promise_is_kept() {
    through_many(Weather::Storm, 12);
}
