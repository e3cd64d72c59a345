-- The tables of listed rows in cache.db, as their types describe them. Made from the code:
-- a test compares this file with it, and writes it anew where BALCAO_WRITES is set.

CREATE TABLE provider ( /* keys 1 */
    row_no INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    generation INTEGER NOT NULL,
    json TEXT NOT NULL /* the row as it crosses the wire */
) STRICT;

CREATE TABLE users ( /* keys 1 */
    row_no INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    generation INTEGER NOT NULL,
    json TEXT NOT NULL /* the row as it crosses the wire */
) STRICT;

CREATE TABLE customers ( /* keys 1 */
    row_no INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    generation INTEGER NOT NULL,
    json TEXT NOT NULL /* the row as it crosses the wire */
) STRICT;

CREATE INDEX customers_of_customer ON customers (customer);

CREATE TABLE plans ( /* keys 1 */
    row_no INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    generation INTEGER NOT NULL,
    suspended INTEGER NOT NULL /* 0 or 1 */,
    name TEXT NOT NULL /* without accents, in lower case */,
    json TEXT NOT NULL /* the row as it crosses the wire */
) STRICT;

CREATE INDEX plans_by_name ON plans (customer, name);

CREATE TABLE bills ( /* keys 2 */
    row_no INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    generation INTEGER NOT NULL,
    number INTEGER NOT NULL /* the provider's own */,
    due_on INTEGER NOT NULL /* days, 1 = 0001-01-01 */,
    part INTEGER NOT NULL /* 0 pending, 1 paid, 2 cancelled, 3 contested or not sent, 4 a credit */,
    worth INTEGER NOT NULL /* centavos */,
    description TEXT NOT NULL /* without accents, in lower case */,
    found_by TEXT NOT NULL /* what it is searched by, a line each */,
    json TEXT NOT NULL /* the row as it crosses the wire */
) STRICT;

CREATE INDEX bills_by_due_on ON bills (customer, due_on, number);

CREATE INDEX bills_by_number ON bills (customer, number);

CREATE INDEX bills_by_description ON bills (customer, description, due_on, number);

CREATE INDEX bills_by_state ON bills (customer, part, due_on, number);

CREATE INDEX bills_by_worth ON bills (customer, worth, due_on, number);

CREATE VIRTUAL TABLE bills_words USING fts5 (
    found_by,
    content = 'bills',
    content_rowid = 'row_no',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER bills_words_of_new AFTER INSERT ON bills BEGIN
    INSERT INTO bills_words (rowid, found_by) VALUES (new.row_no, new.found_by);
END;

CREATE TRIGGER bills_words_of_gone AFTER DELETE ON bills BEGIN
    INSERT INTO bills_words (bills_words, rowid, found_by)
    VALUES ('delete', old.row_no, old.found_by);
END;

CREATE TRIGGER bills_words_of_changed AFTER UPDATE ON bills
WHEN old.found_by <> new.found_by BEGIN
    INSERT INTO bills_words (bills_words, rowid, found_by)
    VALUES ('delete', old.row_no, old.found_by);
    INSERT INTO bills_words (rowid, found_by) VALUES (new.row_no, new.found_by);
END;

CREATE TABLE profile_requests ( /* keys 1 */
    row_no INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    generation INTEGER NOT NULL,
    json TEXT NOT NULL /* the row as it crosses the wire */
) STRICT;

CREATE INDEX profile_requests_of_customer ON profile_requests (customer);

CREATE TABLE contacts ( /* keys 2 */
    row_no INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    generation INTEGER NOT NULL,
    name TEXT NOT NULL /* without accents, in lower case */,
    kind TEXT NOT NULL /* its name in JSON; empty without one */,
    found_by TEXT NOT NULL /* what it is searched by, a line each */,
    json TEXT NOT NULL /* the row as it crosses the wire */
) STRICT;

CREATE INDEX contacts_by_name ON contacts (customer, name);

CREATE INDEX contacts_by_kind ON contacts (customer, kind, name);

CREATE VIRTUAL TABLE contacts_words USING fts5 (
    found_by,
    content = 'contacts',
    content_rowid = 'row_no',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER contacts_words_of_new AFTER INSERT ON contacts BEGIN
    INSERT INTO contacts_words (rowid, found_by) VALUES (new.row_no, new.found_by);
END;

CREATE TRIGGER contacts_words_of_gone AFTER DELETE ON contacts BEGIN
    INSERT INTO contacts_words (contacts_words, rowid, found_by)
    VALUES ('delete', old.row_no, old.found_by);
END;

CREATE TRIGGER contacts_words_of_changed AFTER UPDATE ON contacts
WHEN old.found_by <> new.found_by BEGIN
    INSERT INTO contacts_words (contacts_words, rowid, found_by)
    VALUES ('delete', old.row_no, old.found_by);
    INSERT INTO contacts_words (rowid, found_by) VALUES (new.row_no, new.found_by);
END;

CREATE TABLE fiscal_documents ( /* keys 1 */
    row_no INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    generation INTEGER NOT NULL,
    issued_on INTEGER NOT NULL /* days, 1 = 0001-01-01 */,
    number INTEGER NOT NULL /* in the series */,
    model TEXT NOT NULL /* nfcom, nfe or nfse */,
    part INTEGER NOT NULL /* 0 authorized, 1 cancelled, 2 denied */,
    amount INTEGER NOT NULL /* centavos */,
    found_by TEXT NOT NULL /* what it is searched by, a line each */,
    json TEXT NOT NULL /* the row as it crosses the wire */
) STRICT;

CREATE INDEX fiscal_documents_by_issued_on ON fiscal_documents (customer, issued_on, number);

CREATE INDEX fiscal_documents_by_number ON fiscal_documents (customer, number, issued_on);

CREATE INDEX fiscal_documents_by_model ON fiscal_documents (customer, model, issued_on, number);

CREATE INDEX fiscal_documents_by_state ON fiscal_documents (customer, part, issued_on, number);

CREATE INDEX fiscal_documents_by_amount ON fiscal_documents (customer, amount, issued_on);

CREATE VIRTUAL TABLE fiscal_documents_words USING fts5 (
    found_by,
    content = 'fiscal_documents',
    content_rowid = 'row_no',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER fiscal_documents_words_of_new AFTER INSERT ON fiscal_documents BEGIN
    INSERT INTO fiscal_documents_words (rowid, found_by) VALUES (new.row_no, new.found_by);
END;

CREATE TRIGGER fiscal_documents_words_of_gone AFTER DELETE ON fiscal_documents BEGIN
    INSERT INTO fiscal_documents_words (fiscal_documents_words, rowid, found_by)
    VALUES ('delete', old.row_no, old.found_by);
END;

CREATE TRIGGER fiscal_documents_words_of_changed AFTER UPDATE ON fiscal_documents
WHEN old.found_by <> new.found_by BEGIN
    INSERT INTO fiscal_documents_words (fiscal_documents_words, rowid, found_by)
    VALUES ('delete', old.row_no, old.found_by);
    INSERT INTO fiscal_documents_words (rowid, found_by) VALUES (new.row_no, new.found_by);
END;

CREATE TABLE announcements ( /* keys 1 */
    row_no INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    generation INTEGER NOT NULL,
    published_on INTEGER NOT NULL /* days, 1 = 0001-01-01 */,
    subject TEXT NOT NULL /* without accents, in lower case */,
    part INTEGER NOT NULL /* 0 notice, 1 maintenance, 2 outage, 3 service report */,
    found_by TEXT NOT NULL /* what it is searched by, a line each */,
    json TEXT NOT NULL /* the row as it crosses the wire */
) STRICT;

CREATE INDEX announcements_by_published_on ON announcements (customer, published_on, subject);

CREATE INDEX announcements_by_subject ON announcements (customer, subject, published_on);

CREATE INDEX announcements_by_kind ON announcements (customer, part, published_on);

CREATE VIRTUAL TABLE announcements_words USING fts5 (
    found_by,
    content = 'announcements',
    content_rowid = 'row_no',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER announcements_words_of_new AFTER INSERT ON announcements BEGIN
    INSERT INTO announcements_words (rowid, found_by) VALUES (new.row_no, new.found_by);
END;

CREATE TRIGGER announcements_words_of_gone AFTER DELETE ON announcements BEGIN
    INSERT INTO announcements_words (announcements_words, rowid, found_by)
    VALUES ('delete', old.row_no, old.found_by);
END;

CREATE TRIGGER announcements_words_of_changed AFTER UPDATE ON announcements
WHEN old.found_by <> new.found_by BEGIN
    INSERT INTO announcements_words (announcements_words, rowid, found_by)
    VALUES ('delete', old.row_no, old.found_by);
    INSERT INTO announcements_words (rowid, found_by) VALUES (new.row_no, new.found_by);
END;

CREATE TABLE tickets ( /* keys 1 */
    row_no INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    generation INTEGER NOT NULL,
    part INTEGER NOT NULL /* 0 pending, 1 open, 2 closed */,
    opened_at INTEGER NOT NULL /* seconds since 1970 */,
    subject TEXT NOT NULL /* without accents, in lower case */,
    protocol TEXT NOT NULL /* empty until the portal has it */,
    found_by TEXT NOT NULL /* what it is searched by, a line each */,
    json TEXT NOT NULL /* the row as it crosses the wire */
) STRICT;

CREATE INDEX tickets_by_opened_at ON tickets (customer, opened_at);

CREATE INDEX tickets_by_subject ON tickets (customer, subject, opened_at);

CREATE INDEX tickets_by_protocol ON tickets (customer, protocol, opened_at);

CREATE INDEX tickets_by_state ON tickets (customer, part, opened_at);

CREATE VIRTUAL TABLE tickets_words USING fts5 (
    found_by,
    content = 'tickets',
    content_rowid = 'row_no',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER tickets_words_of_new AFTER INSERT ON tickets BEGIN
    INSERT INTO tickets_words (rowid, found_by) VALUES (new.row_no, new.found_by);
END;

CREATE TRIGGER tickets_words_of_gone AFTER DELETE ON tickets BEGIN
    INSERT INTO tickets_words (tickets_words, rowid, found_by)
    VALUES ('delete', old.row_no, old.found_by);
END;

CREATE TRIGGER tickets_words_of_changed AFTER UPDATE ON tickets
WHEN old.found_by <> new.found_by BEGIN
    INSERT INTO tickets_words (tickets_words, rowid, found_by)
    VALUES ('delete', old.row_no, old.found_by);
    INSERT INTO tickets_words (rowid, found_by) VALUES (new.row_no, new.found_by);
END;

CREATE TABLE provisional_enablements ( /* keys 1 */
    row_no INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    generation INTEGER NOT NULL,
    starts_at INTEGER NOT NULL /* seconds since 1970 */,
    json TEXT NOT NULL /* the row as it crosses the wire */
) STRICT;

CREATE INDEX provisional_enablements_by_starts_at ON provisional_enablements (customer, starts_at);

CREATE TABLE due_day_changes ( /* keys 1 */
    row_no INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer BLOB NOT NULL CHECK (length(customer) = 16),
    generation INTEGER NOT NULL,
    agreed_at INTEGER NOT NULL /* seconds since 1970 */,
    json TEXT NOT NULL /* the row as it crosses the wire */
) STRICT;

CREATE INDEX due_day_changes_by_agreed_at ON due_day_changes (customer, agreed_at);
