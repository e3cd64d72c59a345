//! What the core tells the interface unasked.

use crate::{AccountId, ActionId};
use balcao_domain::{Collection, DocumentRef, Stream};
use serde::{Deserialize, Serialize};

/// Something changed; screens that show it read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Rows of a stream; at most one each 100 ms.
    Changed {
        /// Which account.
        account: AccountId,
        /// Which stream.
        stream: Stream,
        /// Which collections of it.
        collections: Vec<Collection>,
    },
    /// The portal was heard, or could not be: freshness reads differently.
    Checked {
        /// Which account.
        account: AccountId,
    },
    /// A document is on its way; at most one each 100 ms, and one at its end.
    Fetching {
        /// Which account.
        account: AccountId,
        /// Which document.
        document: DocumentRef,
        /// How many bytes came.
        received: u64,
        /// How many it has; none when the portal did not say.
        total: Option<u64>,
    },
    /// A file is on its way to the portal; once for each part that arrived.
    Uploading {
        /// Which account.
        account: AccountId,
        /// The action that attaches it.
        action: ActionId,
        /// How many bytes the portal has.
        sent: u64,
        /// How many the file has.
        total: u64,
    },
    /// An account came, went, or changed its state.
    Accounts,
}

impl Event {
    /// The name of the one channel they come by.
    pub const CHANNEL: &str = "balcao";
}
