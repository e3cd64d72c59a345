//! Blocking work, apart from the threads that answer. What somebody outside can start is [`Bounded`]:
//! the work itself owns its permit, so whoever asked for it may leave, and the next still waits until
//! it is done.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::available_parallelism;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

/// Does work of one's own apart: of it there is no more than one asks for at a time.
#[expect(
    clippy::disallowed_methods,
    reason = "the bare call is made here only, so that nobody forgets who can start it"
)]
pub fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    tokio::task::spawn_blocking(work)
}

/// Why work is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotRun {
    /// As much waits already as may.
    #[error("too much waits")]
    Full,
    /// It panicked, or the program is stopping.
    #[error("stopping")]
    Stopping,
}

/// As much at once as there are processors, and so much more that waits.
#[derive(Debug)]
pub struct Bounded {
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
    most: usize,
}

/// A place among those that wait; given back when nobody waits there any more.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Bounded {
    /// With room for so many that wait.
    pub fn new(most: usize) -> Self {
        let at_once = available_parallelism().map_or(1, Into::into);
        Self {
            permits: Arc::new(Semaphore::new(at_once)),
            waiting: AtomicUsize::new(0),
            most,
        }
    }

    /// Does work away from the threads that answer requests, once it is its turn.
    ///
    /// # Errors
    /// Those of [`NotRun`].
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, NotRun> {
        let waiting = Waiting(&self.waiting);
        if self.waiting.fetch_add(1, Ordering::AcqRel) >= self.most {
            return Err(NotRun::Full);
        }
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        let permit = permit.map_err(|_| NotRun::Stopping)?;
        drop(waiting);
        let done = apart(move || {
            let _until_it_is_done = permit;
            work()
        });
        done.await.map_err(|_| NotRun::Stopping)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    /// So much work as may be done at once, each until it is told to end.
    fn occupied(bounded: &Arc<Bounded>) -> Vec<std::sync::mpsc::Sender<()>> {
        let at_once = bounded.permits.available_permits();
        let begin = |_| {
            let (end, ending) = channel::<()>();
            let mut work = Box::pin({
                let bounded = Arc::clone(bounded);
                async move { bounded.run(move || ending.recv()).await }
            });
            // Begun, and given up at once by who asked for it.
            let begun = futures_util::FutureExt::now_or_never(&mut work);
            assert!(begun.is_none());
            end
        };
        (0..at_once).map(begin).collect()
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_still_holds_its_permit() {
        let bounded = Arc::new(Bounded::new(8));
        let ends = occupied(&bounded);
        assert_eq!(bounded.permits.available_permits(), 0);
        let mut next = Box::pin(bounded.run(|| 7));
        assert_eq!(futures_util::FutureExt::now_or_never(&mut next), None);
        drop(ends);
        assert_eq!(next.await, Ok(7));
    }

    #[tokio::test]
    async fn only_so_much_waits_and_who_leaves_makes_room() {
        let bounded = Arc::new(Bounded::new(2));
        let ends = occupied(&bounded);
        let mut waiting: Vec<_> = (0..2).map(|_| Box::pin(bounded.run(|| ()))).collect();
        for one in &mut waiting {
            assert_eq!(futures_util::FutureExt::now_or_never(one), None);
        }
        assert_eq!(bounded.run(|| ()).await, Err(NotRun::Full));
        waiting.pop();
        let mut next = Box::pin(bounded.run(|| ()));
        assert_eq!(futures_util::FutureExt::now_or_never(&mut next), None);
        drop(ends);
        assert_eq!(next.await, Ok(()));
    }
}
