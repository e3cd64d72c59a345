//! What was done by which key, uploads under way, and what is to be done after a decision.

use super::step;

step!(
    "m0006_actions",
    "
    CREATE TABLE action_keys (
        key     BLOB    NOT NULL PRIMARY KEY CHECK (length(key) = 16),
        request BLOB    NOT NULL CHECK (length(request) = 32),
        done_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE action_answers (
        key     BLOB    NOT NULL PRIMARY KEY REFERENCES action_keys (key),
        answer  BLOB    NOT NULL,
        made_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX action_answers_by_age ON action_answers (made_at);

    CREATE TABLE uploads (
        user       BLOB    NOT NULL REFERENCES users (id),
        sha256     BLOB    NOT NULL CHECK (length(sha256) = 32),
        size       INTEGER NOT NULL,
        received   INTEGER NOT NULL CHECK (received BETWEEN 0 AND size),
        kind       TEXT,
        touched_at INTEGER NOT NULL,
        PRIMARY KEY (user, sha256),
        CHECK ((received = size) = (kind IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX uploads_by_age ON uploads (touched_at);

    CREATE TABLE outgoing (
        id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
        job        TEXT    NOT NULL CHECK (json_valid(job)),
        made_at    INTEGER NOT NULL,
        relayed_at INTEGER
    ) STRICT;
    CREATE INDEX outgoing_waiting ON outgoing (id) WHERE relayed_at IS NULL;
    "
);
