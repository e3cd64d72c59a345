//! Providers, their customers, and who may act for them.

use super::step;

step!(
    "m0002_parties",
    "
    CREATE TABLE providers (
        id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
        slug        TEXT NOT NULL UNIQUE,
        name        TEXT NOT NULL,
        initials    TEXT NOT NULL,
        accent      TEXT NOT NULL,
        modules     TEXT NOT NULL CHECK (json_valid(modules)),
        zone        TEXT NOT NULL,
        phone       TEXT NOT NULL,
        email       TEXT NOT NULL,
        legal_name  TEXT NOT NULL,
        tax_id      TEXT NOT NULL,
        hook_secret TEXT NOT NULL
    ) STRICT;

    CREATE TABLE customers (
        id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
        provider     BLOB NOT NULL REFERENCES providers (id),
        tax_id       TEXT NOT NULL,
        name         TEXT NOT NULL,
        trading_name TEXT,
        email        TEXT NOT NULL,
        phone        TEXT NOT NULL,
        address      TEXT NOT NULL CHECK (json_valid(address)),
        UNIQUE (provider, tax_id)
    ) STRICT;

    CREATE TABLE users (
        id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
        provider   BLOB    NOT NULL REFERENCES providers (id),
        tax_id     TEXT    NOT NULL,
        name       TEXT    NOT NULL,
        email      TEXT    NOT NULL,
        job_title  TEXT,
        removed    INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
    ) STRICT;
    CREATE UNIQUE INDEX users_by_tax_id ON users (provider, tax_id) WHERE removed = 0;

    CREATE TABLE grants (
        user     BLOB    NOT NULL REFERENCES users (id),
        customer BLOB    NOT NULL REFERENCES customers (id),
        place    INTEGER NOT NULL,
        roles    TEXT    NOT NULL CHECK (json_array_length(roles) > 0),
        PRIMARY KEY (user, customer)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX grants_by_customer ON grants (customer);

    CREATE TABLE credentials (
        user          BLOB NOT NULL PRIMARY KEY REFERENCES users (id),
        password_hash TEXT NOT NULL
    ) STRICT;
    "
);
