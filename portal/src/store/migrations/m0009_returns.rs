//! What of a payment was given back, and what of the bank's telling does not read.

use super::step;

step!(
    "m0009_returns",
    "
    ALTER TABLE payments ADD COLUMN returned {long} NOT NULL DEFAULT 0;
    CREATE TABLE unread_payments (
        provider {uuid}  NOT NULL REFERENCES providers (id),
        digest   {bytes} NOT NULL,
        told     {text}  NOT NULL,
        why      {text}  NOT NULL,
        told_at  {long}  NOT NULL,
        PRIMARY KEY (provider, digest)
    ){keyed};
    "
);
