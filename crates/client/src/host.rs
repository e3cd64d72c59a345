//! What the core asks of the program around it.

use balcao_bridge::{AccountId, AppError, Event};

/// The window, or whatever shows what the core knows.
pub trait Host: Send + Sync {
    /// Something changed. Must not block.
    fn emit(&self, event: Event);

    /// Puts a text on the system's clipboard.
    ///
    /// # Errors
    /// Whatever the interface shall tell the user.
    fn copy_text(&self, text: &str) -> Result<(), AppError>;

    /// A sync cursor was committed, the `cursors`-th of this account since it was opened: all that
    /// stood before it is on disk. Fault tests end the process here.
    fn committed(&self, account: AccountId, cursors: u64) {
        let _ = (account, cursors);
    }
}
