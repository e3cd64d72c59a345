//! A type's table.

use balcao_domain::listed::{Clause, Column, ColumnKind, Filter, Listed, Order, Sum};
use balcao_domain::{Collection, StreamKind};

/// The table of a listed type, as the type describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// What its rows are.
    pub collection: Collection,
    /// The columns that are the type's own.
    pub columns: &'static [Column],
    /// The orders, the usual one first.
    pub orders: &'static [Order],
    /// The filters.
    pub filters: &'static [Filter],
    /// Which rows stand first.
    pub pinned: &'static [Clause],
    /// The column that a period counts by.
    pub period: Option<&'static str>,
    /// What a period adds up to.
    pub sums: &'static [Sum],
    /// Whether rows are found by words.
    pub found: bool,
    /// Which version of keys and words its rows have.
    pub keys: u32,
}

/// Something of a table that a database holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Its name.
    pub name: String,
    /// The statement that makes it, as a database keeps it.
    pub sql: String,
}

impl Table {
    /// That of a type.
    pub const fn of<T: Listed>() -> Self {
        Self {
            collection: T::COLLECTION,
            columns: T::COLUMNS,
            orders: T::ORDERS,
            filters: T::FILTERS,
            pinned: T::PINNED,
            period: T::PERIOD,
            sums: T::SUMS,
            found: T::FOUND,
            keys: T::KEYS,
        }
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        self.collection.name()
    }

    /// Whether its rows are customers'.
    pub fn is_owned(&self) -> bool {
        self.collection.stream() == StreamKind::Customer
    }

    /// The order asked for by name; none of that name: the usual one. None where there are none.
    pub fn order(&self, name: &str) -> Option<&'static Order> {
        let named = self.orders.iter().find(|order| order.name == name);
        named.or(self.orders.first())
    }

    /// The filter asked for by name; without one everything is wanted.
    pub fn filter(&self, name: &str) -> Option<&'static Filter> {
        self.filters.iter().find(|filter| filter.name == name)
    }

    /// The name of an order's index.
    pub(crate) fn index(&self, order: &Order) -> String {
        format!("{}_by_{}", self.name(), order.name)
    }

    /// The name of the index of words.
    pub fn words(&self) -> String {
        format!("{}_words", self.name())
    }

    /// Everything that makes it up, in the order it is made.
    pub fn objects(&self) -> Vec<Object> {
        let mut objects = vec![Object {
            name: self.name().into(),
            sql: self.table(),
        }];
        objects.extend(self.indexes());
        if self.found {
            objects.extend(self.index_of_words());
        }
        objects
    }

    fn table(&self) -> String {
        let mut lines = vec![
            "row_no INTEGER NOT NULL PRIMARY KEY".to_owned(),
            "id BLOB NOT NULL UNIQUE CHECK (length(id) = 16)".to_owned(),
        ];
        if self.is_owned() {
            lines.push("customer BLOB NOT NULL CHECK (length(customer) = 16)".into());
        }
        lines.push("generation INTEGER NOT NULL".into());
        for column in self.columns {
            let kind = match column.kind {
                ColumnKind::Integer => "INTEGER",
                ColumnKind::Text => "TEXT",
            };
            lines.push(format!(
                "{} {kind} NOT NULL /* {} */",
                column.name, column.note
            ));
        }
        if self.found {
            lines.push("found_by TEXT NOT NULL /* what it is searched by, a line each */".into());
        }
        lines.push("json TEXT NOT NULL /* the row as it crosses the wire */".into());
        let lines = lines.join(",\n    ");
        let (name, keys) = (self.name(), self.keys);
        format!("CREATE TABLE {name} ( /* keys {keys} */\n    {lines}\n) STRICT")
    }

    fn indexes(&self) -> Vec<Object> {
        let table = self.name();
        let owner = self.is_owned().then_some("customer");
        let index = |name: String, columns: Vec<&str>| {
            let columns = columns.join(", ");
            let sql = format!("CREATE INDEX {name} ON {table} ({columns})");
            Object { name, sql }
        };
        if self.orders.is_empty() {
            let of_owner = owner.map(|owner| index(format!("{table}_of_{owner}"), vec![owner]));
            return of_owner.into_iter().collect();
        }
        let orders = self.orders.iter().map(|order| {
            let columns = owner.into_iter().chain(order.by.iter().copied());
            index(self.index(order), columns.collect())
        });
        orders.collect()
    }

    fn index_of_words(&self) -> Vec<Object> {
        let (table, words) = (self.name(), self.words());
        let gone = format!(
            "INSERT INTO {words} ({words}, rowid, found_by)
    VALUES ('delete', old.row_no, old.found_by);"
        );
        let new =
            format!("INSERT INTO {words} (rowid, found_by) VALUES (new.row_no, new.found_by);");
        let trigger = |when: &str, event: &str, body: &str| {
            let name = format!("{words}_of_{when}");
            let sql = format!("CREATE TRIGGER {name} AFTER {event} BEGIN\n    {body}\nEND");
            Object { name, sql }
        };
        vec![
            Object {
                name: words.clone(),
                sql: format!(
                    "CREATE VIRTUAL TABLE {words} USING fts5 (
    found_by,
    content = '{table}',
    content_rowid = 'row_no',
    tokenize = 'unicode61 remove_diacritics 2'
)"
                ),
            },
            trigger("new", &format!("INSERT ON {table}"), &new),
            trigger("gone", &format!("DELETE ON {table}"), &gone),
            trigger(
                "changed",
                &format!("UPDATE ON {table}\nWHEN old.found_by <> new.found_by"),
                &format!("{gone}\n    {new}"),
            ),
        ]
    }

    /// Puts a row: id, customer where it is owned, generation, the type's columns, words where it
    /// is found, JSON.
    pub fn put(&self) -> String {
        let mut columns = vec!["id"];
        columns.extend(self.is_owned().then_some("customer"));
        columns.push("generation");
        columns.extend(self.columns.iter().map(|column| column.name));
        columns.extend(self.found.then_some("found_by"));
        columns.push("json");
        let places: Vec<_> = (1..=columns.len()).map(|it| format!("?{it}")).collect();
        let kept = columns.iter().skip(1);
        let changed: Vec<_> = kept.map(|it| format!("{it} = excluded.{it}")).collect();
        // Not REPLACE, which fires no trigger for the row that goes.
        format!(
            "INSERT INTO {} ({}) VALUES ({})\nON CONFLICT (id) DO UPDATE SET {}",
            self.name(),
            columns.join(", "),
            places.join(", "),
            changed.join(", "),
        )
    }

    fn of_owner(&self, place: u8) -> String {
        match self.is_owned() {
            true => format!(" AND customer = ?{place}"),
            false => String::new(),
        }
    }

    /// Reads a row's JSON by its id.
    pub fn get(&self) -> String {
        format!("SELECT json FROM {} WHERE id = ?1", self.name())
    }

    /// Reads whose a row is and its JSON, by its id, where rows are customers'.
    pub fn with_owner(&self) -> String {
        format!("SELECT customer, json FROM {} WHERE id = ?1", self.name())
    }

    /// Reads a row's JSON by its id, where it is the customer's.
    pub fn owned(&self) -> String {
        format!("{} AND customer = ?2", self.get())
    }

    /// Reads a column of every row, of one customer where they are customers', by id.
    pub fn all(&self, column: &str) -> String {
        let of = match self.is_owned() {
            true => " WHERE customer = ?1",
            false => "",
        };
        format!("SELECT {column} FROM {}{of} ORDER BY id", self.name())
    }

    /// Takes a row into a generation by its id.
    pub fn renew(&self) -> String {
        format!("UPDATE {} SET generation = ?1 WHERE id = ?2", self.name())
    }

    /// Deletes a row by its id, and its customer where it has one.
    pub fn delete(&self) -> String {
        let of = self.of_owner(2);
        format!("DELETE FROM {} WHERE id = ?1{of}", self.name())
    }

    /// Deletes the rows of generations before one, of a customer where they are customers'.
    pub fn delete_older(&self) -> String {
        let of = self.of_owner(2);
        format!("DELETE FROM {} WHERE generation < ?1{of}", self.name())
    }
}
