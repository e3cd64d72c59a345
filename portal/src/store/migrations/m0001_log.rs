//! The log of changes, which sync reads, and the portal's own keys.

use super::step;

step!(
    "m0001_log",
    "
    CREATE TABLE streams (
        stream TEXT    NOT NULL PRIMARY KEY,
        seq    INTEGER NOT NULL,
        tag    BLOB    NOT NULL CHECK (length(tag) = 8)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE changes (
        stream     TEXT    NOT NULL REFERENCES streams (stream),
        seq        INTEGER NOT NULL,
        tag        BLOB    NOT NULL CHECK (length(tag) = 8),
        collection TEXT    NOT NULL,
        id         BLOB    NOT NULL CHECK (length(id) = 16),
        deleted    INTEGER NOT NULL CHECK (deleted IN (0, 1)),
        made_at    INTEGER NOT NULL,
        PRIMARY KEY (stream, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX changes_by_age ON changes (made_at);

    CREATE TABLE keys (
        name  TEXT NOT NULL PRIMARY KEY,
        value BLOB NOT NULL CHECK (length(value) = 32)
    ) STRICT, WITHOUT ROWID;
    "
);
