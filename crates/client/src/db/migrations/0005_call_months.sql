-- Calls of before what sync keeps, a month of UTC at a time: asked for when somebody looks, of no
-- generation of their stream, and as old as their month says.
CREATE TABLE call_months (
    number   INTEGER NOT NULL PRIMARY KEY,
    customer BLOB    NOT NULL CHECK (length(customer) = 16),
    month    INTEGER NOT NULL, -- its first instant: seconds since 1970, UTC
    whole    INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 0 while its pages come
    after    INTEGER,          -- the last call of the pages that came
    asked_at INTEGER NOT NULL, -- when the first one was asked for: milliseconds since 1970, UTC
    UNIQUE (customer, month, whole)
) STRICT;

CREATE TABLE calls_of_months (
    month    INTEGER NOT NULL REFERENCES call_months (number) ON DELETE CASCADE,
    id       INTEGER NOT NULL,
    mobile   INTEGER NOT NULL CHECK (mobile IN (0, 1)),
    a_number TEXT    NOT NULL,
    b_number TEXT    NOT NULL,
    start    INTEGER NOT NULL, -- seconds since 1970, UTC
    duration INTEGER NOT NULL, -- seconds
    cost     INTEGER NOT NULL, -- centavos
    PRIMARY KEY (month, start, id)
) STRICT, WITHOUT ROWID;

-- When the stream was last loaded whole, which tells what of its calls is held: milliseconds since
-- 1970, UTC.
ALTER TABLE streams ADD COLUMN loaded_at INTEGER;
