-- Whose outbox this is, for who takes it in again after it was set aside; and which one it is, so
-- that it is taken in once.
CREATE TABLE itself (
    one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    name BLOB    NOT NULL CHECK (length(name) = 16),
    user BLOB    CHECK (length(user) = 16) -- none until it is known who signed in
) STRICT;
INSERT INTO itself (one, name) VALUES (1, randomblob(16));

-- The outboxes that were set aside and taken in again, by their names.
CREATE TABLE taken_in (
    name BLOB NOT NULL PRIMARY KEY CHECK (length(name) = 16)
) STRICT, WITHOUT ROWID;
