-- What one account has of its portal. All of it can be loaded again.

-- One row: who this is, and how far it is synced.
CREATE TABLE meta (
    one        INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    user       BLOB CHECK (length(user) = 16),
    base       TEXT,    -- the address under which the portal's paths lie
    cursor     TEXT,    -- how far it is synced
    checked_at INTEGER, -- when the portal last confirmed it: milliseconds since 1970, UTC
    selected   BLOB CHECK (length(selected) = 16) -- the customer chosen in the header
) STRICT;
INSERT INTO meta (one) VALUES (1);

-- The streams held. A reset begins a new generation; its end deletes rows of earlier ones.
CREATE TABLE streams (
    name       TEXT    NOT NULL PRIMARY KEY,
    generation INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- In each table below, `json` is the row as it crosses the wire; the other columns are taken
-- from it to find it by.

CREATE TABLE provider (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    generation INTEGER NOT NULL,
    json       TEXT    NOT NULL
) STRICT;

CREATE TABLE users (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    generation INTEGER NOT NULL,
    json       TEXT    NOT NULL
) STRICT;

CREATE TABLE customers (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    generation INTEGER NOT NULL,
    json       TEXT    NOT NULL
) STRICT;

CREATE TABLE plans (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    customer   BLOB    NOT NULL CHECK (length(customer) = 16),
    generation INTEGER NOT NULL,
    suspended  INTEGER NOT NULL CHECK (suspended IN (0, 1)),
    name       TEXT    NOT NULL, -- without accents, in lower case
    json       TEXT    NOT NULL
) STRICT;
CREATE INDEX plans_of_customer ON plans (customer, suspended DESC, name);

CREATE TABLE bills (
    id          BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    customer    BLOB    NOT NULL CHECK (length(customer) = 16),
    generation  INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    due_on      INTEGER NOT NULL, -- days, 1 = 0001-01-01
    part        INTEGER NOT NULL CHECK (part IN (0, 1, 2)), -- pending, paid, cancelled
    worth       INTEGER NOT NULL, -- centavos
    description TEXT    NOT NULL, -- without accents, in lower case
    found_by    TEXT    NOT NULL, -- description, number and amounts, as people search them
    json        TEXT    NOT NULL
) STRICT;
CREATE INDEX bills_of_customer ON bills (customer, part, due_on);
