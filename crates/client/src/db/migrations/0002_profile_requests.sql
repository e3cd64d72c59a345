-- The number up to which a stream is held whole; none while it is loaded, or was not told.
ALTER TABLE streams ADD COLUMN seq INTEGER;

CREATE TABLE profile_requests (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    customer   BLOB    NOT NULL CHECK (length(customer) = 16),
    generation INTEGER NOT NULL,
    pending    INTEGER NOT NULL CHECK (pending IN (0, 1)),
    made_at    INTEGER NOT NULL, -- milliseconds since 1970, UTC
    json       TEXT    NOT NULL
) STRICT;
CREATE INDEX profile_requests_of_customer ON profile_requests (customer, pending DESC, made_at DESC);
