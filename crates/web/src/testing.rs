//! What tests stand on.

use crate::sessions::Opening;
use balcao_client::{Portals, SystemClock};
use std::sync::Arc;

/// For a portal that nobody asks.
pub fn opening() -> Opening {
    Opening {
        portals: Portals::parse(&["localhost:1/rede-horizonte"]).unwrap(),
        clock: Arc::new(SystemClock),
        extra_ca: None,
    }
}
