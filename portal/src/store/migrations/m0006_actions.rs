//! What was done by which key, uploads under way, and what is to be done after a decision.

use super::step;

step!(
    "m0006_actions",
    r#"
    CREATE TABLE action_keys (
        key     {uuid}  NOT NULL PRIMARY KEY {is_uuid:key},
        request {bytes} NOT NULL CHECK (length(request) = 32),
        done_at {long}  NOT NULL
    ){keyed};

    CREATE TABLE action_answers (
        key     {uuid}  NOT NULL PRIMARY KEY REFERENCES action_keys (key),
        answer  {bytes} NOT NULL,
        made_at {long}  NOT NULL
    ){strict};
    CREATE INDEX action_answers_by_age ON action_answers (made_at);

    CREATE TABLE uploads (
        "user"     {uuid}  NOT NULL REFERENCES users (id),
        sha256     {bytes} NOT NULL CHECK (length(sha256) = 32),
        size       {long}  NOT NULL,
        received   {long}  NOT NULL CHECK (received BETWEEN 0 AND size),
        kind       {text},
        touched_at {long}  NOT NULL,
        PRIMARY KEY ("user", sha256),
        CHECK ((received = size) = (kind IS NOT NULL))
    ){keyed};
    CREATE INDEX uploads_by_age ON uploads (touched_at);

    CREATE TABLE outgoing (
        id         {uuid} NOT NULL PRIMARY KEY {is_uuid:id},
        job        {text} NOT NULL {is_json:job},
        made_at    {long} NOT NULL,
        relayed_at {long}
    ){strict};
    CREATE INDEX outgoing_waiting ON outgoing (id) WHERE relayed_at IS NULL;
    "#
);
