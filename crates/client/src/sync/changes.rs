//! Tells the interface what changed, at most once each 100 ms.

use balcao_bridge::{AccountId, Event};
use balcao_domain::{Collection, Stream};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// Which collections of which streams.
pub(crate) type Changed = BTreeMap<Stream, BTreeSet<Collection>>;

/// Events are at least so far apart.
const APART: Duration = Duration::from_millis(100);

/// What changed in an account and was not yet told.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    untold: Mutex<Changed>,
    some: Notify,
}

impl Changes {
    pub fn add(&self, changed: Changed) {
        let mut untold = self.untold.lock().unwrap_or_else(PoisonError::into_inner);
        for (stream, collections) in changed {
            untold.entry(stream).or_default().extend(collections);
        }
        self.some.notify_one();
    }

    fn take(&self) -> Option<(Stream, BTreeSet<Collection>)> {
        let mut untold = self.untold.lock().unwrap_or_else(PoisonError::into_inner);
        untold.pop_first()
    }

    /// Tells for ever.
    pub async fn tell(&self, account: AccountId, tell: impl Fn(Event)) {
        loop {
            let Some((stream, collections)) = self.take() else {
                self.some.notified().await;
                continue;
            };
            tell(Event::Changed {
                account,
                stream,
                collections: collections.into_iter().collect(),
            });
            tokio::time::sleep(APART).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use tokio::time::Instant;
    use uuid::Uuid;

    #[tokio::test(start_paused = true)]
    async fn many_changes_are_told_once_each_tenth_of_a_second() {
        let changes = Arc::new(Changes::default());
        let told = Arc::new(Mutex::new(Vec::new()));
        let begun = Instant::now();
        let telling = tokio::spawn({
            let (changes, told) = (Arc::clone(&changes), Arc::clone(&told));
            async move {
                let note = |event| told.lock().unwrap().push((begun.elapsed(), event));
                changes.tell(AccountId(Uuid::nil()), note).await;
            }
        });
        let mut changed = Changed::new();
        changed
            .entry(Stream::User)
            .or_default()
            .insert(Collection::Users);
        for _ in 0..35 {
            changes.add(changed.clone());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::sleep(APART * 2).await;
        telling.abort();

        let told = told.lock().unwrap();
        let times: Vec<_> = told.iter().map(|(at, _)| at.as_millis()).collect();
        assert_eq!(times.len(), 5, "{times:?}");
        assert!(
            times.windows(2).all(|pair| pair[1] - pair[0] >= 100),
            "{times:?}"
        );
    }
}
