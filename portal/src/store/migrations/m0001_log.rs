//! The log of changes, which sync reads, and the portal's own keys.

use super::step;

step!(
    "m0001_log",
    "
    CREATE TABLE streams (
        stream {text}  NOT NULL PRIMARY KEY,
        seq    {long}  NOT NULL,
        tag    {bytes} NOT NULL CHECK (length(tag) = 8)
    ){keyed};

    CREATE TABLE changes (
        stream     {text}  NOT NULL REFERENCES streams (stream),
        seq        {long}  NOT NULL,
        tag        {bytes} NOT NULL CHECK (length(tag) = 8),
        collection {text}  NOT NULL,
        id         {uuid}  NOT NULL {is_uuid:id},
        deleted    {bool}  NOT NULL {is_bool:deleted},
        made_at    {long}  NOT NULL,
        PRIMARY KEY (stream, seq)
    ){keyed};
    CREATE INDEX changes_by_age ON changes (made_at);

    CREATE TABLE keys (
        name  {text}  NOT NULL PRIMARY KEY,
        value {bytes} NOT NULL CHECK (length(value) = 32)
    ){keyed};
    "
);
