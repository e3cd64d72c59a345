-- The calls of the last months. A hundred thousand of them are usual in a company: the portal's
-- number is the row's own, and there is no JSON beside the columns.
CREATE TABLE calls (
    id         INTEGER NOT NULL PRIMARY KEY,
    customer   BLOB    NOT NULL CHECK (length(customer) = 16),
    generation INTEGER NOT NULL,
    mobile     INTEGER NOT NULL CHECK (mobile IN (0, 1)),
    a_number   TEXT    NOT NULL,
    b_number   TEXT    NOT NULL,
    start      INTEGER NOT NULL, -- seconds since 1970, UTC
    duration   INTEGER NOT NULL, -- seconds
    cost       INTEGER NOT NULL  -- centavos
) STRICT;
CREATE INDEX calls_of_customer ON calls (customer, start);
