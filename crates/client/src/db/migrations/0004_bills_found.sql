-- Bills are found by their words. An index of words names rows by number, so each bill gets one
-- that nothing changes.
CREATE TABLE numbered_bills (
    row_no      INTEGER NOT NULL PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    customer    BLOB    NOT NULL CHECK (length(customer) = 16),
    generation  INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    due_on      INTEGER NOT NULL, -- days, 1 = 0001-01-01
    part        INTEGER NOT NULL CHECK (part IN (0, 1, 2)), -- pending, paid, cancelled
    worth       INTEGER NOT NULL, -- centavos
    description TEXT    NOT NULL, -- without accents, in lower case
    found_by    TEXT    NOT NULL, -- description, number, amounts and month, as people search them
    json        TEXT    NOT NULL
) STRICT;
INSERT INTO numbered_bills (id, customer, generation, number, due_on, part, worth, description,
                            found_by, json)
SELECT id, customer, generation, number, due_on, part, worth, description,
       -- A Julian day counts from noon, 1721424.5 days before the first of ours.
       found_by || char(10) || strftime('%m/%Y', due_on + 1721424.5) || char(10)
       || CASE strftime('%m', due_on + 1721424.5)
              WHEN '01' THEN 'janeiro january enero'
              WHEN '02' THEN 'fevereiro february febrero'
              WHEN '03' THEN 'marco march marzo'
              WHEN '04' THEN 'abril april'
              WHEN '05' THEN 'maio may mayo'
              WHEN '06' THEN 'junho june junio'
              WHEN '07' THEN 'julho july julio'
              WHEN '08' THEN 'agosto august'
              WHEN '09' THEN 'setembro september septiembre'
              WHEN '10' THEN 'outubro october octubre'
              WHEN '11' THEN 'novembro november noviembre'
              ELSE 'dezembro december diciembre'
          END,
       json
FROM bills;
DROP TABLE bills;
ALTER TABLE numbered_bills RENAME TO bills;
CREATE INDEX bills_of_customer ON bills (customer, part, due_on);

CREATE VIRTUAL TABLE bills_words USING fts5 (
    found_by,
    content = 'bills',
    content_rowid = 'row_no',
    tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO bills_words (bills_words) VALUES ('rebuild');

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
