//! What the core asks of the program around it.

use balcao_bridge::{AccountId, AppError, Event};
use balcao_domain::Proof;
use std::path::PathBuf;
use std::pin::Pin;

/// The window, or whatever shows what the core knows.
pub trait Host: Send + Sync {
    /// Something changed. Must not block.
    fn emit(&self, event: Event);

    /// Puts a text on the system's clipboard.
    ///
    /// # Errors
    /// Whatever the interface shall tell the user.
    fn copy_text(&self, text: &str) -> Result<(), AppError>;

    /// Asks the user for files; none where a browser downloads them instead.
    fn chooser(&self) -> Option<&dyn FileChooser> {
        None
    }

    /// A sync cursor was committed, the `cursors`-th of this account since it was opened: all that
    /// stood before it is on disk. Fault tests end the process here.
    fn committed(&self, account: AccountId, cursors: u64) {
        let _ = (account, cursors);
    }

    /// An action has come so far; what led there is on disk. Fault tests end the process here.
    fn reached(&self, account: AccountId, step: Step) {
        let _ = (account, step);
    }
}

/// How far an action of the outbox has come, for fault tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// It is on disk, and will be sent.
    Queued,
    /// It is about to be sent.
    Sending,
    /// The portal has answered.
    Answered,
    /// The rows of the answer are in the cache.
    Cached,
    /// It is marked as accepted.
    Accepted,
    /// The cache shows it, and it is gone.
    Gone,
}

/// What a user chooses, later; none when they think better of it.
pub type Choosing<'a> = Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + 'a>>;

/// The system's dialog that asks for files. People's own, so tests stand a double in its place.
pub trait FileChooser: Send + Sync {
    /// Asks where to save a file that would be called `name`.
    fn save_as<'a>(&'a self, name: &'a str) -> Choosing<'a>;

    /// Asks for a file to attach.
    fn open(&self) -> Choosing<'_>;
}

/// A file that a user chose, wherever it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenFile {
    /// What it is called there.
    pub name: String,
    /// All of it.
    pub bytes: Vec<u8>,
}

impl GivenFile {
    /// No command takes a longer one, in bytes.
    pub const LARGEST: usize = Proof::LARGEST as usize;
}
