//! Calls. Their number is the portal's own, so that caches can take it as their row's.

use super::step;

step!(
    "m0007_calls",
    "
    CREATE TABLE calls (
        id       INTEGER NOT NULL PRIMARY KEY CHECK (id BETWEEN 0 AND 9007199254740991),
        provider BLOB    NOT NULL REFERENCES providers (id),
        customer BLOB    NOT NULL REFERENCES customers (id),
        mobile   INTEGER NOT NULL CHECK (mobile IN (0, 1)),
        a_number TEXT    NOT NULL,
        b_number TEXT    NOT NULL,
        start    INTEGER NOT NULL,
        duration INTEGER NOT NULL CHECK (duration BETWEEN 0 AND 4294967295),
        cost     INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX calls_by_customer ON calls (customer, id);
    CREATE INDEX calls_by_start ON calls (customer, start);
    "
);
