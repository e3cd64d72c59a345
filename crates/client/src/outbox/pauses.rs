//! When each action that failed may be tried again. Kept in memory and counted on the machine's
//! own clock, which nobody sets; a restart is a reason to try.

use super::queue::{Entry, Queue};
use super::retry::pause;
use balcao_bridge::ActionId;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::Instant;

struct Pause {
    failures: u32,
    until: Instant,
    /// Whether the portal itself asked for it.
    firm: bool,
}

/// What there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Send this one.
    Send(ActionId),
    /// Wait until then.
    Wait(Instant),
    /// Wait for something to happen.
    Nothing,
}

/// The pauses.
#[derive(Default)]
pub(super) struct Pauses(BTreeMap<ActionId, Pause>);

impl Pauses {
    /// The first action that is ready and due, else when one will be.
    pub fn next(&self, queue: &Queue, now: Instant) -> Next {
        let due = |entry: &Entry| self.0.get(&entry.id).map_or(now, |pause| pause.until);
        match queue.ready().map(|entry| (due(entry), entry.id)).min() {
            None => Next::Nothing,
            Some((until, id)) if until <= now => Next::Send(id),
            Some((until, _)) => Next::Wait(until),
        }
    }

    /// A send failed.
    pub fn failed(&mut self, id: ActionId, now: Instant, chance: u8) {
        let failures = self
            .0
            .get(&id)
            .map_or(1, |it| it.failures.saturating_add(1));
        let until = now + pause(failures, chance);
        let firm = false;
        self.0.insert(
            id,
            Pause {
                failures,
                until,
                firm,
            },
        );
    }

    /// The portal asked not to be asked before.
    pub fn not_before(&mut self, id: ActionId, now: Instant, after: Duration) {
        let failures = self.0.get(&id).map_or(0, |it| it.failures);
        let (until, firm) = (now + after, true);
        self.0.insert(
            id,
            Pause {
                failures,
                until,
                firm,
            },
        );
    }

    /// It is through.
    pub fn forget(&mut self, id: ActionId) {
        self.0.remove(&id);
    }

    /// There is reason to hope: all are due, but for those that the portal itself put off.
    pub fn hope(&mut self, now: Instant) {
        for pause in self.0.values_mut().filter(|pause| !pause.firm) {
            pause.until = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::queue::tests::{change, id};

    #[tokio::test(start_paused = true)]
    async fn other_subjects_go_on_while_one_pauses_and_hope_ends_no_pause_of_the_portals() {
        let now = Instant::now();
        let mut queue = Queue::default();
        for number in [1, 2] {
            let made_at = chrono::DateTime::UNIX_EPOCH;
            queue.enqueue(id(number), change(number), made_at).unwrap();
        }
        let mut pauses = Pauses::default();
        assert_eq!(pauses.next(&queue, now), Next::Send(id(1)));
        pauses.failed(id(1), now, 0);
        assert_eq!(pauses.next(&queue, now), Next::Send(id(2)));
        let minute = Duration::from_secs(60);
        pauses.not_before(id(2), now, minute);
        assert_eq!(pauses.next(&queue, now), Next::Wait(now + pause(1, 0)));
        pauses.hope(now);
        assert_eq!(pauses.next(&queue, now), Next::Send(id(1)));
        pauses.forget(id(1));
        queue.begin(id(1)).unwrap();
        assert_eq!(pauses.next(&queue, now), Next::Wait(now + minute));
        queue.begin(id(2)).unwrap();
        assert_eq!(pauses.next(&queue, now), Next::Nothing);
    }
}
