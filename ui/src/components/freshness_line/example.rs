//! Freshness: new, and old without a connection.

use super::FreshnessLine;
use crate::components::example_day;
use balcao_bridge::{AccountId, AppError, ErrorCode, Freshness, Source};
use dioxus::prelude::*;

/// Both states.
pub fn example() -> Element {
    let Ok(account) = "00000000-0000-0000-0000-000000000000".parse::<AccountId>() else {
        return VNode::empty();
    };
    let fresh = Freshness {
        fetched_at: None,
        age: Some(70),
        source: Source::Cached,
        problem: None,
        today: example_day(),
    };
    let stale = Freshness {
        age: Some(7_300),
        problem: Some(AppError::new(ErrorCode::Offline)),
        ..fresh.clone()
    };
    rsx! {
        FreshnessLine { account, freshness: fresh }
        FreshnessLine { account, freshness: stale }
    }
}
