//! Keys of actions that are being done at this moment by this process.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

/// The keys. Cheap to clone: clones share them.
#[derive(Debug, Clone, Default)]
pub struct Working(Arc<Mutex<HashSet<Uuid>>>);

/// A key at work; it is free again when this is dropped, however that comes about.
#[derive(Debug)]
pub struct AtWork {
    keys: Working,
    key: Uuid,
}

impl Working {
    /// Takes a key; none while somebody else has it.
    pub fn begin(&self, key: Uuid) -> Option<AtWork> {
        let is_free = self.with(|keys| keys.insert(key));
        is_free.then(|| AtWork {
            keys: self.clone(),
            key,
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut HashSet<Uuid>) -> T) -> T {
        // A set is whole whatever panicked beside it.
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.keys.with(|keys| keys.remove(&self.key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_at_work_once_until_it_is_dropped() {
        let working = Working::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let held = working.begin(one);
        assert!(held.is_some() && working.begin(one).is_none());
        assert!(working.begin(other).is_some());
        drop(held);
        assert!(working.begin(one).is_some());
    }
}
