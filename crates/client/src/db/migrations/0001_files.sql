-- Files that were fetched. All of them can be fetched again.

CREATE TABLE files (
    id      INTEGER NOT NULL PRIMARY KEY,
    path    TEXT    NOT NULL UNIQUE, -- where the portal has it, under the provider's base
    etag    TEXT    NOT NULL,        -- the portal's name of these very bytes
    name    TEXT    NOT NULL,        -- what it is called when somebody saves it
    of      BLOB    NOT NULL CHECK (length(of) = 32), -- the digest of the row it was made from
    size    INTEGER NOT NULL,        -- in bytes
    read_no INTEGER NOT NULL         -- the lowest was read least recently
) STRICT;
CREATE INDEX files_by_reading ON files (read_no);

-- A file's bytes in pieces of 64 KiB, the last one shorter.
CREATE TABLE pieces (
    file   INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    bytes  BLOB    NOT NULL,
    UNIQUE (file, number)
) STRICT;
