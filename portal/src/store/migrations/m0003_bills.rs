//! Plans, their bills, and the payments received.

use super::step;

step!(
    "m0003_bills",
    "
    CREATE TABLE plans (
        id       BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
        provider BLOB    NOT NULL REFERENCES providers (id),
        customer BLOB    NOT NULL REFERENCES customers (id),
        name     TEXT    NOT NULL,
        state    TEXT    NOT NULL,
        since    TEXT    NOT NULL,
        login    TEXT,
        ip       TEXT,
        price    INTEGER NOT NULL,
        due_day  INTEGER NOT NULL CHECK (due_day BETWEEN 1 AND 28),
        address  TEXT    NOT NULL CHECK (json_valid(address))
    ) STRICT;
    CREATE INDEX plans_by_customer ON plans (customer, id);

    CREATE TABLE bills (
        id            BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
        provider      BLOB    NOT NULL REFERENCES providers (id),
        customer      BLOB    NOT NULL REFERENCES customers (id),
        plan          BLOB    REFERENCES plans (id),
        description   TEXT    NOT NULL,
        number        INTEGER NOT NULL,
        period        TEXT    NOT NULL,
        issued_on     TEXT    NOT NULL,
        due_on        TEXT    NOT NULL,
        amount        INTEGER NOT NULL,
        state         TEXT    NOT NULL,
        charges_as_of TEXT,
        fine          INTEGER,
        interest      INTEGER,
        paid_on       TEXT,
        paid_amount   INTEGER,
        boleto        TEXT,
        pix           TEXT,
        UNIQUE (provider, number),
        CHECK ((charges_as_of IS NULL) = (fine IS NULL)),
        CHECK ((charges_as_of IS NULL) = (interest IS NULL))
    ) STRICT;
    CREATE INDEX bills_by_customer ON bills (customer, id);
    CREATE INDEX bills_by_due_date ON bills (provider, state, due_on);
    CREATE INDEX bills_by_plan ON bills (plan, state);

    CREATE TABLE payments (
        provider      BLOB    NOT NULL REFERENCES providers (id),
        end_to_end_id TEXT    NOT NULL,
        txid          TEXT    NOT NULL,
        bill          BLOB    REFERENCES bills (id),
        amount        INTEGER NOT NULL,
        paid_at       INTEGER NOT NULL,
        PRIMARY KEY (provider, end_to_end_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX payments_by_bill ON payments (bill);
    "
);
