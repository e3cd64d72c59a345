//! How many lines a user holds open at a time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use balcao_domain::UserId;

/// How many one user may have: a few devices, each with a line that is ending.
const MOST: usize = 8;

/// The lines. Cheap to clone: clones share them.
#[derive(Debug, Clone, Default)]
pub struct Seats(Arc<Mutex<HashMap<UserId, usize>>>);

/// A line that is open; it counts no more when this is dropped.
#[derive(Debug)]
pub struct Seat {
    seats: Seats,
    user: UserId,
}

impl Seats {
    /// One more line; none when the user has as many as may be.
    pub fn take(&self, user: UserId) -> Option<Seat> {
        self.with(|taken| {
            let own = taken.entry(user).or_default();
            (*own < MOST).then(|| *own += 1)
        })?;
        Some(Seat {
            seats: self.clone(),
            user,
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut HashMap<UserId, usize>) -> T) -> T {
        // Counts are whole whatever panicked beside them.
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats.with(|taken| {
            if let Some(own) = taken.get_mut(&self.user) {
                *own -= 1;
                if *own == 0 {
                    taken.remove(&self.user);
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_user_has_so_many_lines_and_another_as_many() {
        let seats = Seats::default();
        let user = |number| UserId::new(Uuid::from_u128(number));
        let mut held: Vec<_> = (0..MOST).map(|_| seats.take(user(1)).unwrap()).collect();
        assert!(seats.take(user(1)).is_none());
        assert!(seats.take(user(2)).is_some());
        held.pop();
        assert!(seats.take(user(1)).is_some());
        held.clear();
        assert!(seats.with(|taken| taken.is_empty()));
    }
}
