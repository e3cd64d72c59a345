//! Bounds on what somebody outside can start before anything is known of them: connections that say
//! nothing, and work that goes on when nobody waits for it.
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

mod door;
mod line;
mod network;
mod open_files;
mod work;

pub use door::{Door, Limits, Place};
pub use line::{Guarded, Line};
pub use network::network;
pub use open_files::connections;
pub use work::{Bounded, NotRun, apart};
