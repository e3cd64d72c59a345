//! What of a payment was given back.

use super::step;

step!(
    "m0009_returns",
    "
    ALTER TABLE payments ADD COLUMN returned {long} NOT NULL DEFAULT 0;
    "
);
