-- Rows that did not read, here or at the portal. They are asked for again, and known by what the
-- portal calls them.
CREATE TABLE left_out (
    stream     TEXT    NOT NULL,
    collection TEXT    NOT NULL,
    id         TEXT    NOT NULL, -- a UUID, or the number of a statement's row
    found_at   INTEGER NOT NULL, -- milliseconds since 1970, UTC
    PRIMARY KEY (stream, collection, id)
) STRICT, WITHOUT ROWID;
