//! Calls. Their number is the portal's own, so that caches can take it as their row's.

use super::step;

step!(
    "m0007_calls",
    "
    CREATE TABLE calls (
        id       {long} NOT NULL PRIMARY KEY CHECK (id BETWEEN 0 AND 9007199254740991),
        provider {uuid} NOT NULL REFERENCES providers (id),
        customer {uuid} NOT NULL REFERENCES customers (id),
        mobile   {bool} NOT NULL {is_bool:mobile},
        a_number {text} NOT NULL,
        b_number {text} NOT NULL,
        start    {long} NOT NULL,
        duration {long} NOT NULL CHECK (duration BETWEEN 0 AND 4294967295),
        cost     {long} NOT NULL
    ){strict};
    CREATE INDEX calls_by_customer ON calls (customer, id);
    CREATE INDEX calls_by_start ON calls (customer, start);
    "
);
