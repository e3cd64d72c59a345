//! What each provider counts: the numbers that it gives out.

use super::step;

step!(
    "m0010_counters",
    "
    CREATE TABLE counters (
        provider {uuid} NOT NULL REFERENCES providers (id),
        name     {text} NOT NULL,
        last     {long} NOT NULL,
        PRIMARY KEY (provider, name)
    ){keyed};
    "
);
