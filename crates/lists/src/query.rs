//! What is asked of a table, as statements.

use crate::Table;
use crate::search::{expression, is_found};
use balcao_domain::listed::{Clause, Key, Order, Sum, Test};
use balcao_domain::{CivilDate, CustomerId, Period};
use uuid::Uuid;

/// A value that a statement is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Integer(i64),
    /// A text.
    Text(String),
    /// An id's bytes.
    Id(Uuid),
}

/// A statement with its values, in the order of its question marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The text.
    pub sql: String,
    /// The values.
    pub values: Vec<Value>,
}

/// Which rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query<'a> {
    /// Whose, where they are customers'.
    pub customer: Option<CustomerId>,
    /// The filter's name; empty for all of them.
    pub filter: &'a str,
    /// Within these months; all when none, or when the type has no period.
    pub period: Option<Period>,
    /// What was typed; empty finds all.
    pub search: &'a str,
    /// The day it is.
    pub today: CivilDate,
}

/// In which order, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page<'a> {
    /// The order's name; none of that name means the usual one.
    pub order: &'a str,
    /// Largest first.
    pub descending: bool,
    /// How many rows at most.
    pub rows: u32,
}

/// A part of a list, from a row on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Whether of the rows that stand first, of the others, or of all where none do.
    pinned: Option<bool>,
    /// The row it follows.
    after: Option<Uuid>,
}

/// Conditions being put together, with their values.
#[derive(Default)]
struct Conditions {
    texts: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    fn add(&mut self, text: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.texts.push(text.into());
        self.values.extend(values);
    }

    fn text(&self) -> String {
        match self.texts.is_empty() {
            true => "TRUE".into(),
            false => self.texts.join(" AND "),
        }
    }
}

/// A clause as a condition.
fn condition(clause: &Clause, today: CivilDate) -> (String, Vec<Value>) {
    let column = clause.column;
    match clause.test {
        Test::OneOf(&[one]) => (format!("{column} = ?"), vec![Value::Integer(one)]),
        Test::OneOf(numbers) => {
            let places = vec!["?"; numbers.len()].join(", ");
            let numbers = numbers.iter().copied().map(Value::Integer);
            (format!("{column} IN ({places})"), numbers.collect())
        }
        Test::Late => (
            format!("{column} < ?"),
            vec![Value::Integer(today.late_before().days())],
        ),
        Test::NotLate => (
            format!("{column} >= ?"),
            vec![Value::Integer(today.late_before().days())],
        ),
    }
}

/// Clauses that all hold, in brackets.
fn all_of(clauses: &[Clause], today: CivilDate) -> (String, Vec<Value>) {
    let mut all = Conditions::default();
    for clause in clauses {
        let (text, values) = condition(clause, today);
        all.add(text, values);
    }
    (format!("({})", all.text()), all.values)
}

impl Query<'_> {
    fn owner(&self, table: &Table) -> Conditions {
        let mut conditions = Conditions::default();
        if let Some(customer) = self.customer.filter(|_| table.is_owned()) {
            conditions.add("customer = ?", [Value::Id(customer.uuid())]);
        }
        conditions
    }

    fn within(&self, table: &Table) -> Conditions {
        let mut conditions = self.owner(table);
        if let (Some(period), Some(column)) = (self.period, table.period) {
            let ends = [period.from().first(), period.to().last()];
            let ends = ends.map(|day| Value::Integer(day.days()));
            conditions.add(format!("{column} BETWEEN ? AND ?"), ends);
        }
        conditions
    }

    fn conditions(&self, table: &Table) -> Conditions {
        let mut conditions = self.within(table);
        for clause in table.filter(self.filter).iter().flat_map(|it| it.clauses) {
            let (text, values) = condition(clause, self.today);
            conditions.add(text, values);
        }
        if let Some(words) = expression(self.search).filter(|_| table.found) {
            let of_words = table.words();
            let found =
                format!("row_no IN (SELECT rowid FROM {of_words} WHERE {of_words} MATCH ?)");
            conditions.add(found, [Value::Text(words)]);
        }
        conditions
    }

    /// How many there are.
    pub fn count(&self, table: &Table) -> Statement {
        let conditions = self.conditions(table);
        let (name, text) = (table.name(), conditions.text());
        Statement {
            sql: format!("SELECT count(*) FROM {name} WHERE {text}"),
            values: conditions.values,
        }
    }

    /// Whether a row is among them.
    pub fn finds(&self, table: &Table, row: Uuid) -> Statement {
        let mut conditions = self.conditions(table);
        conditions.add("id = ?", [Value::Id(row)]);
        let (name, text) = (table.name(), conditions.text());
        Statement {
            sql: format!("SELECT count(*) > 0 FROM {name} WHERE {text}"),
            values: conditions.values,
        }
    }

    /// Whether a row of these keys and words would be among them, wherever it lies.
    pub fn keeps(&self, table: &Table, keys: &[Key], words: &str) -> bool {
        let key = |column: &str| {
            let at = table.columns.iter().position(|it| it.name == column)?;
            match keys.get(at)? {
                Key::Integer(number) => Some(*number),
                Key::Text(_) => None,
            }
        };
        let holds = |clause: &Clause| {
            let late_before = self.today.late_before().days();
            key(clause.column).is_some_and(|number| match clause.test {
                Test::OneOf(numbers) => numbers.contains(&number),
                Test::Late => number < late_before,
                Test::NotLate => number >= late_before,
            })
        };
        let filter = table.filter(self.filter);
        let filtered = filter.is_none_or(|filter| filter.clauses.iter().all(holds));
        let within = self
            .period
            .zip(table.period)
            .is_none_or(|(period, column)| {
                let days = period.from().first().days()..=period.to().last().days();
                key(column).is_some_and(|day| days.contains(&day))
            });
        filtered && within && (!table.found || is_found(words, self.search))
    }

    /// For each sum of the type, what it comes to and of how many rows: in the period, whatever
    /// filter and search.
    pub fn sums(&self, table: &Table) -> Statement {
        let mut values = Vec::new();
        let mut sum = |sum: &Sum| {
            let (only, given) = all_of(sum.clauses, self.today);
            for _ in 0..2 {
                values.extend(given.iter().cloned());
            }
            let column = sum.column;
            format!(
                "coalesce(sum({column}) FILTER (WHERE {only}), 0), count(*) FILTER (WHERE {only})"
            )
        };
        let sums: Vec<_> = table.sums.iter().map(&mut sum).collect();
        let within = self.within(table);
        values.extend(within.values.iter().cloned());
        let (name, sums, text) = (table.name(), sums.join(", "), within.text());
        let sql = format!("SELECT {sums} FROM {name} WHERE {text}");
        Statement { sql, values }
    }

    /// The runs that a list is made of.
    pub fn runs(&self, table: &Table) -> Vec<Run> {
        let run = |pinned| Run {
            pinned,
            after: None,
        };
        let filter = table.filter(self.filter);
        let all_pinned = filter.is_some_and(|filter| {
            let mut pinned = table.pinned.iter();
            pinned.all(|clause| filter.clauses.contains(clause))
        });
        match (table.pinned.is_empty(), all_pinned) {
            (true, _) => vec![run(None)],
            (false, true) => vec![run(Some(true))],
            (false, false) => vec![run(Some(true)), run(Some(false))],
        }
    }

    /// Whether a row stands among those that stand first: no row, when it is gone.
    pub fn is_pinned(&self, table: &Table, row: Uuid) -> Statement {
        let (pinned, mut values) = all_of(table.pinned, self.today);
        values.push(Value::Id(row));
        let name = table.name();
        let sql = format!("SELECT {pinned} FROM {name} WHERE id = ?");
        Statement { sql, values }
    }

    /// What is left of a list after a row that is there.
    pub fn runs_after(&self, table: &Table, row: Uuid, is_pinned: bool) -> Vec<Run> {
        let mut runs = self.runs(table);
        if !is_pinned && runs.len() > 1 {
            runs.remove(0);
        }
        if let Some(first) = runs.first_mut() {
            first.after = Some(row);
        }
        runs
    }

    /// Reads a page of a run: the JSON of its rows.
    pub fn page(&self, table: &Table, run: Run, page: Page<'_>) -> Statement {
        let mut conditions = self.conditions(table);
        if let Some(is_pinned) = run.pinned {
            let (pinned, values) = all_of(table.pinned, self.today);
            let not = if is_pinned { "" } else { "NOT " };
            conditions.add(format!("{not}{pinned}"), values);
        }
        let name = table.name();
        let order = table.order(page.order);
        let by: Vec<_> = order.map_or(&[][..], |order: &Order| order.by).to_vec();
        let by: Vec<_> = by.into_iter().chain(["row_no"]).collect();
        let (direction, past) = match page.descending {
            true => ("DESC", "<"),
            false => ("ASC", ">"),
        };
        if let Some(after) = run.after {
            let key = by.join(", ");
            let beyond = format!("({key}) {past} (SELECT {key} FROM {name} WHERE id = ?)");
            conditions.add(beyond, [Value::Id(after)]);
        }
        let along = order.map_or(String::new(), |order| {
            format!(" INDEXED BY {}", table.index(order))
        });
        let by: Vec<_> = by.iter().map(|it| format!("{it} {direction}")).collect();
        let (text, by) = (conditions.text(), by.join(", "));
        let mut values = conditions.values;
        values.push(Value::Integer(page.rows.into()));
        Statement {
            sql: format!("SELECT json FROM {name}{along} WHERE {text} ORDER BY {by} LIMIT ?"),
            values,
        }
    }
}
