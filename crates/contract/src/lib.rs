//! The portal's HTTP API as types, shared by portal and client: where things are
//! ([`paths`]), what is asked and answered, what sync sends, and how a refusal is said.
#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

mod action;
mod calls;
pub mod cursor;
mod falling;
pub mod idempotency;
pub mod paths;
mod pix_hook;
mod problem;
mod session;
pub mod sync;
mod well_known;

pub use action::{Accepted, AcceptedRecord, UPLOAD_CHUNK, UploadState, body, of_body};
pub use calls::{CallPage, CallsOf};
pub use falling::{Change, Falling};
pub use pix_hook::{PixHook, PixReceived, PixReturn, PixReturnStatus};
pub use problem::{FieldProblem, Problem, ProblemCode};
pub use session::{PasswordChange, RefreshRequest, SignInRequest, Tokens};
pub use well_known::{API_VERSION, WellKnown};

/// The request header that tells the portal which sync records the app understands.
pub const SYNC_SCHEMA_HEADER: &str = "balcao-sync-schema";

/// The number sent in [`SYNC_SCHEMA_HEADER`]; raised when a synced type gains or changes a field,
/// so that every stream is loaded afresh.
pub const SYNC_SCHEMA: u32 = 6;

/// The request header that names streams which shall be sent afresh, separated by commas: of them
/// rows were left out that may be readable by now.
pub const RELOAD_HEADER: &str = "balcao-reload";

/// The request header that carries the sync cursor.
pub const CURSOR_HEADER: &str = "balcao-cursor";

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_domain::{Collection, Role};

    #[test]
    fn nothing_is_newer_than_the_schema_that_this_app_asks_with() {
        for collection in Collection::ALL {
            assert!(collection.since() <= SYNC_SCHEMA, "{collection:?}");
        }
        for role in Role::ALL {
            assert!(role.since() <= SYNC_SCHEMA, "{role:?}");
        }
        const { assert!(sync::LEFT_OUT_SINCE <= SYNC_SCHEMA) };
    }
}
