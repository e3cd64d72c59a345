//! The list of bills, a page at a time.
//!
//! What is overdue stands first, so a list is two runs, each read by its key along the index of its
//! order however far down a page lies.

use super::{days, due_between, words};
use crate::cache::{blob, decode_all};
use crate::db::DbError;
use balcao_bridge::{BillFilter, BillPage, BillSort, ListBills};
use balcao_domain::{Bill, BillId, CivilDate};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

/// What a list asked for finds.
pub(crate) struct Found {
    /// The page's rows.
    pub rows: Vec<Bill>,
    /// How many there are on all pages.
    pub count: u32,
}

/// One page. Overdue bills stand first whatever the order (G4), cancelled ones nowhere.
pub(crate) fn list(
    connection: &Connection,
    request: &ListBills,
    today: CivilDate,
) -> Result<Found, DbError> {
    let filter = Filter::of(request, today);
    let sql = format!("SELECT count(*) FROM bills WHERE {}", filter.conditions);
    let count = connection.query_one(&sql, params_from_iter(&filter.values), |row| row.get(0))?;

    let mut rows = Vec::new();
    for run in runs(connection, request, today)? {
        let left = usize::try_from(BillPage::ROWS).unwrap_or(usize::MAX) - rows.len();
        if left > 0 {
            let (sql, values) = run.page(request, &filter, today, left);
            rows.extend(decode_all(connection, &sql, params_from_iter(values))?);
        }
    }
    Ok(Found { rows, count })
}

/// Which bills, as a condition with its values.
struct Filter {
    conditions: String,
    values: Vec<Value>,
}

impl Filter {
    fn of(request: &ListBills, today: CivilDate) -> Self {
        let (from, to) = due_between(request.period);
        let mut conditions = String::from("customer = ? AND due_on BETWEEN ? AND ? AND part IN ");
        conditions.push_str(match request.filter {
            BillFilter::Due | BillFilter::Overdue => "(0)",
            BillFilter::Paid => "(1)",
            BillFilter::All => "(0, 1)",
        });
        let mut values = vec![blob(request.customer.uuid()), from.into(), to.into()];
        if request.filter == BillFilter::Overdue {
            conditions.push_str(" AND due_on < ?");
            values.push(days(today).into());
        }
        if let Some(words) = words::expression(&request.search) {
            conditions.push_str(
                " AND row_no IN (SELECT rowid FROM bills_words WHERE bills_words MATCH ?)",
            );
            values.push(words.into());
        }
        Self { conditions, values }
    }
}

/// A part of the list, from a row on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// Whether of what is overdue, or of all else.
    overdue: bool,
    /// The row it follows.
    after: Option<BillId>,
}

/// What is left of the list after the row that was asked for; nothing when that is gone.
fn runs(
    connection: &Connection,
    request: &ListBills,
    today: CivilDate,
) -> Result<Vec<Run>, DbError> {
    let run = |overdue, after| Run { overdue, after };
    let Some(after) = request.after else {
        return Ok(vec![run(true, None), run(false, None)]);
    };
    let overdue = connection
        .prepare_cached("SELECT part = 0 AND due_on < ?1 FROM bills WHERE id = ?2")?
        .query_row((days(today), blob(after.uuid())), |row| row.get(0))
        .optional()?;
    Ok(match overdue {
        Some(true) => vec![run(true, Some(after)), run(false, None)],
        Some(false) => vec![run(false, Some(after))],
        None => Vec::new(),
    })
}

impl Run {
    /// The statement that reads a page of it, and its values.
    fn page(
        self,
        request: &ListBills,
        filter: &Filter,
        today: CivilDate,
        rows: usize,
    ) -> (String, Vec<Value>) {
        let (index, columns) = order(request.sort);
        let (direction, past) = match request.descending {
            true => ("DESC", "<"),
            false => ("ASC", ">"),
        };
        let mut values = filter.values.clone();
        values.push(days(today).into());
        let run = match self.overdue {
            true => "part = 0 AND due_on < ?",
            false => "NOT (part = 0 AND due_on < ?)",
        };
        let key = columns.join(", ");
        let after = self.after.map_or(String::new(), |after| {
            values.push(blob(after.uuid()));
            format!("AND ({key}) {past} (SELECT {key} FROM bills WHERE id = ?)")
        });
        values.push(i64::try_from(rows).unwrap_or(i64::MAX).into());
        let order: Vec<_> = columns
            .iter()
            .map(|it| format!("{it} {direction}"))
            .collect();
        let sql = format!(
            "SELECT json FROM bills INDEXED BY {index} WHERE {} AND {run} {after}
             ORDER BY {} LIMIT ?",
            filter.conditions,
            order.join(", "),
        );
        (sql, values)
    }
}

/// The index of an order, and its columns, which no two rows have the same.
const fn order(sort: BillSort) -> (&'static str, &'static [&'static str]) {
    match sort {
        BillSort::DueOn => ("bills_by_due", &["due_on", "number", "row_no"]),
        BillSort::Number => ("bills_by_number", &["number", "row_no"]),
        BillSort::Description => (
            "bills_by_description",
            &["description", "due_on", "number", "row_no"],
        ),
        BillSort::State => ("bills_by_state", &["part", "due_on", "number", "row_no"]),
        BillSort::Worth => ("bills_by_worth", &["worth", "due_on", "number", "row_no"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::{Database, Place, Schema};
    use crate::testing::today;
    use balcao_bridge::AccountId;
    use balcao_domain::CustomerId;
    use uuid::Uuid;

    const SORTS: [BillSort; 5] = [
        BillSort::DueOn,
        BillSort::Number,
        BillSort::Description,
        BillSort::State,
        BillSort::Worth,
    ];

    #[tokio::test]
    async fn no_page_scans_or_sorts_whatever_the_order_and_filter() {
        let database = Database::create(Schema::CACHE, Place::Memory).await;
        let database = database.unwrap();
        let plans = database.write(|connection| {
            let mut plans = Vec::new();
            for (number, sort) in SORTS.into_iter().cycle().take(SORTS.len() * 2).enumerate() {
                let filters = [
                    BillFilter::Due,
                    BillFilter::Overdue,
                    BillFilter::Paid,
                    BillFilter::All,
                ];
                for filter in filters {
                    let request = ListBills {
                        account: AccountId(Uuid::nil()),
                        customer: CustomerId::new(Uuid::nil()),
                        filter,
                        period: None,
                        search: String::new(),
                        sort,
                        descending: number < SORTS.len(),
                        after: None,
                    };
                    let conditions = Filter::of(&request, today());
                    for (overdue, after) in [
                        (true, None),
                        (false, None),
                        (false, Some(BillId::new(Uuid::nil()))),
                    ] {
                        let run = Run { overdue, after };
                        let (sql, values) = run.page(&request, &conditions, today(), 7);
                        let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
                        let steps = plan.query_map(params_from_iter(values), |row| row.get(3))?;
                        plans.push((order(sort).0, steps.collect::<Result<Vec<String>, _>>()?));
                    }
                }
            }
            Ok(plans)
        });
        for (index, plan) in plans.await.unwrap() {
            let along = format!("SEARCH bills USING INDEX {index} (customer=?");
            assert!(plan[0].starts_with(&along), "{plan:?}");
            let of_a_key = [
                "SCALAR SUBQUERY",
                "REUSE SUBQUERY",
                "SEARCH bills USING INDEX sqlite_autoindex_bills_1 (id=?)",
            ];
            for step in &plan[1..] {
                assert!(of_a_key.iter().any(|it| step.starts_with(it)), "{plan:?}");
            }
        }
    }
}
