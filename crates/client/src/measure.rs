//! The outbox by itself, to measure what it takes to keep a decision. Never in the app.

use crate::db::Encryption;
use crate::outbox::{Kept, New, Outbox, id};
use crate::vault::Key;
use balcao_bridge::{ActionId, AppError};
use balcao_domain::{ChangeProfile, CustomerId, ProfileChange};
use chrono::Utc;
use std::path::Path;

/// An outbox that nobody sends from.
pub struct BareOutbox(Outbox);

impl BareOutbox {
    /// Opens the outbox of a folder, or makes it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn open(folder: &Path, key: Key) -> Result<Self, AppError> {
        let kept = Kept::Disk {
            folder: folder.to_owned(),
            encryption: Encryption::On(key),
        };
        Ok(Self(Outbox::open(kept).await?))
    }

    /// Queues a change of a telephone number, as a form does; it is on disk when this answers.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn enqueue(&self, customer: CustomerId, phone: &str) -> Result<ActionId, AppError> {
        let now = Utc::now();
        let made = id::new(now)?;
        let change = ProfileChange {
            phone: Some(phone.to_owned()),
            ..ProfileChange::default()
        };
        let new = New {
            id: made,
            action: ChangeProfile { customer, change }.into(),
            made_at: now,
        };
        self.0.enqueue(vec![new], |_| Ok(())).await?;
        Ok(made)
    }

    /// Takes an action back.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn cancel(&self, action: ActionId) -> Result<(), AppError> {
        let step = move |queue: &mut crate::outbox::queue::Queue| queue.cancel(action);
        Ok(self.0.take_out(step, false).await?)
    }
}
