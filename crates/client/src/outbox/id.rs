//! Ids of actions, made on the device.

use balcao_bridge::{ActionId, AppError, ErrorCode};
use chrono::{DateTime, Utc};
use uuid::Builder;

/// A new UUIDv7: the instant, then the system's randomness. A clock that is wrong makes it no less
/// unique; the order of actions is kept elsewhere.
pub(crate) fn new(now: DateTime<Utc>) -> Result<ActionId, AppError> {
    let mut random = [0; 10];
    // A system without randomness can make no keys at all.
    getrandom::fill(&mut random).map_err(|_| AppError::new(ErrorCode::KeychainAbsent))?;
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    Ok(ActionId(
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid(),
    ))
}
