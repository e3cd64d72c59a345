//! Sessions, their tokens as SHA-256, and the sign-ins that went wrong.

use super::step;

step!(
    "m0004_sessions",
    r#"
    CREATE TABLE sessions (
        id         {uuid} NOT NULL PRIMARY KEY {is_uuid:id},
        "user"     {uuid} NOT NULL REFERENCES users (id),
        started_at {long} NOT NULL,
        ended_at   {long}
    ){strict};
    CREATE INDEX sessions_by_user ON sessions ("user");

    CREATE TABLE refresh_tokens (
        hash        {bytes} NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
        session     {uuid}  NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        predecessor {bytes},
        state       {text}  NOT NULL CHECK (state IN ('unused', 'current', 'spent', 'void')),
        issued_at   {long}  NOT NULL
    ){keyed};
    CREATE INDEX refresh_tokens_by_predecessor ON refresh_tokens (predecessor);
    CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session);

    CREATE TABLE access_tokens (
        hash       {bytes} NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
        session    {uuid}  NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        refresh    {bytes} NOT NULL,
        expires_at {long}  NOT NULL
    ){keyed};
    CREATE INDEX access_tokens_by_refresh ON access_tokens (refresh);
    CREATE INDEX access_tokens_by_session ON access_tokens (session);

    CREATE TABLE sign_in_tries (
        subject       {bytes} NOT NULL PRIMARY KEY CHECK (length(subject) = 32),
        wrong         {int}   NOT NULL,
        tried_at      {long}  NOT NULL,
        blocked_until {long}  NOT NULL
    ){keyed};
    "#
);
