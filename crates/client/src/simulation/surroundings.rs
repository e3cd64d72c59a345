//! What is around a simulated core: a clock that goes with the paused one, and a program that is
//! killed wherever chance says.

use super::chance::Chance;
use crate::clock::Clock;
use crate::host::{Choosing, FileChooser, Host, Step};
use balcao_bridge::{AccountId, AppError, Event};
use chrono::{DateTime, TimeDelta, Utc};
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::Notify;
use tokio::time::Instant;

/// A wall clock that goes as fast as the paused one, and on from one life to the next.
pub(super) struct WallClock(Mutex<(DateTime<Utc>, Option<Instant>)>);

impl WallClock {
    pub fn at(start: DateTime<Utc>) -> Self {
        Self(Mutex::new((start, None)))
    }

    /// A life begins: instants of the last one mean nothing any more.
    pub fn begin(&self) {
        self.0.lock().unwrap().1 = Some(Instant::now());
    }

    /// A life is over; this is what it was then.
    pub fn stop(&self) {
        let now = self.now();
        *self.0.lock().unwrap() = (now, None);
    }

    /// Somebody sets it.
    pub fn set(&self, by: TimeDelta) {
        self.0.lock().unwrap().0 += by;
    }
}

impl Clock for WallClock {
    fn now(&self) -> DateTime<Utc> {
        let (start, begun) = *self.0.lock().unwrap();
        let gone = begun.map_or(TimeDelta::zero(), |begun| {
            TimeDelta::from_std(begun.elapsed()).unwrap()
        });
        start + gone
    }
}

/// What a killed task falls over with.
pub(super) struct Killed;

/// The program, which may be killed at any step of an action and at any commit of a sync.
pub(super) struct Program {
    /// How many of those are left; none when below zero.
    left: AtomicI64,
    pub killed: Notify,
    /// What the user will choose.
    pub chosen: Mutex<Option<PathBuf>>,
}

impl Program {
    pub fn new() -> Self {
        Self {
            left: AtomicI64::new(-1),
            killed: Notify::new(),
            chosen: Mutex::new(None),
        }
    }

    /// Will be killed after some steps, or not at any step.
    pub fn begin(&self, chance: &mut Chance) {
        let left = if chance.one_in(3) {
            -1
        } else {
            chance.below(60) as i64
        };
        self.left.store(left, Ordering::SeqCst);
    }

    pub fn spare(&self) {
        self.left.store(-1, Ordering::SeqCst);
    }

    fn step(&self) {
        if self.left.load(Ordering::SeqCst) >= 0 && self.left.fetch_sub(1, Ordering::SeqCst) == 0 {
            self.killed.notify_one();
            // Without the hook, which would print each of many thousands.
            resume_unwind(Box::new(Killed));
        }
    }
}

impl Host for Program {
    fn emit(&self, _: Event) {}

    fn copy_text(&self, _: &str) -> Result<(), AppError> {
        Ok(())
    }

    fn chooser(&self) -> Option<&dyn FileChooser> {
        Some(self)
    }

    fn committed(&self, _: AccountId, _: u64) {
        self.step();
    }

    fn reached(&self, _: AccountId, _: Step) {
        self.step();
    }
}

impl FileChooser for Program {
    fn save_as<'a>(&'a self, _: &'a str) -> Choosing<'a> {
        self.open()
    }

    fn open(&self) -> Choosing<'_> {
        Box::pin(std::future::ready(self.chosen.lock().unwrap().clone()))
    }
}
