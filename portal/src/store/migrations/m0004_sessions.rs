//! Sessions, their tokens as SHA-256, and the sign-ins that went wrong.

use super::step;

step!(
    "m0004_sessions",
    "
    CREATE TABLE sessions (
        id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
        user       BLOB    NOT NULL REFERENCES users (id),
        started_at INTEGER NOT NULL,
        ended_at   INTEGER
    ) STRICT;
    CREATE INDEX sessions_by_user ON sessions (user);

    CREATE TABLE refresh_tokens (
        hash        BLOB    NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
        session     BLOB    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        predecessor BLOB,
        state       TEXT    NOT NULL CHECK (state IN ('unused', 'current', 'spent', 'void')),
        issued_at   INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX refresh_tokens_by_predecessor ON refresh_tokens (predecessor);
    CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session);

    CREATE TABLE access_tokens (
        hash       BLOB    NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
        session    BLOB    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        refresh    BLOB    NOT NULL,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX access_tokens_by_refresh ON access_tokens (refresh);
    CREATE INDEX access_tokens_by_session ON access_tokens (session);

    CREATE TABLE sign_in_tries (
        subject       BLOB    NOT NULL PRIMARY KEY CHECK (length(subject) = 32),
        wrong         INTEGER NOT NULL,
        tried_at      INTEGER NOT NULL,
        blocked_until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    "
);
