//! Requests to change registration data with their proofs, and who decides them.

use super::step;

step!(
    "m0005_profile",
    "
    CREATE TABLE settings (
        provider BLOB NOT NULL PRIMARY KEY REFERENCES providers (id),
        approval TEXT NOT NULL CHECK (approval IN ('automatic', 'by_administrator'))
    ) STRICT;

    CREATE TABLE profile_requests (
        id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
        provider   BLOB    NOT NULL REFERENCES providers (id),
        customer   BLOB    NOT NULL REFERENCES customers (id),
        made_by    BLOB    NOT NULL REFERENCES users (id),
        made_at    INTEGER NOT NULL,
        original   TEXT    NOT NULL CHECK (json_valid(original)),
        proposed   TEXT    NOT NULL CHECK (json_valid(proposed)),
        state      TEXT    NOT NULL,
        decided_at INTEGER,
        reason     TEXT,
        CHECK (state <> 'rejected' OR reason IS NOT NULL)
    ) STRICT;
    CREATE INDEX profile_requests_by_customer ON profile_requests (customer, id);
    CREATE INDEX profile_requests_by_state ON profile_requests (provider, state, id);

    CREATE TABLE proofs (
        id      BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
        request BLOB    NOT NULL REFERENCES profile_requests (id),
        place   INTEGER NOT NULL,
        name    TEXT    NOT NULL,
        kind    TEXT    NOT NULL,
        size    INTEGER NOT NULL,
        sha256  BLOB    NOT NULL CHECK (length(sha256) = 32),
        UNIQUE (request, place)
    ) STRICT;
    "
);
