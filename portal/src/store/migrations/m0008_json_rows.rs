//! Rows that lie as they cross the wire.

use super::step;

step!(
    "m0008_json_rows",
    "
    CREATE TABLE json_rows (
        collection {text} NOT NULL,
        id         {uuid} NOT NULL,
        provider   {uuid} NOT NULL REFERENCES providers (id),
        customer   {uuid} NOT NULL REFERENCES customers (id),
        json       {text} NOT NULL,
        PRIMARY KEY (collection, id)
    ){strict};
    CREATE INDEX json_rows_by_customer ON json_rows (collection, customer, id);
    "
);
