-- What the user decided and the portal does not have yet. It exists nowhere else.

-- Actions, in the order they were made.
CREATE TABLE actions (
    number  INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id      BLOB    NOT NULL UNIQUE CHECK (length(id) = 16), -- also the key it is sent under
    json    TEXT    NOT NULL, -- the action; what it is about and what it waits for stand in it
    made_at INTEGER NOT NULL, -- milliseconds since 1970, UTC
    state   TEXT    NOT NULL  -- where it stands, as JSON
) STRICT;

-- Files that were chosen and not sent yet, by what their bytes come to.
CREATE TABLE chunks (
    sha256 BLOB    NOT NULL CHECK (length(sha256) = 32),
    number INTEGER NOT NULL,
    bytes  BLOB    NOT NULL, -- 256 KiB, the last one shorter
    PRIMARY KEY (sha256, number)
) STRICT;

-- What was typed into forms and not decided yet.
CREATE TABLE drafts (
    form    TEXT NOT NULL,
    subject BLOB NOT NULL CHECK (length(subject) = 16),
    json    TEXT NOT NULL,
    PRIMARY KEY (form, subject)
) STRICT;
