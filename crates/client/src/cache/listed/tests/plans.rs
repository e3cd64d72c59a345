//! Every page is read along the index of its order.

use super::super::page::values;
use super::*;

#[tokio::test]
async fn no_page_scans_or_sorts_whatever_the_type_order_and_filter() {
    let database = Database::create(Schema::CACHE, Place::Memory).await;
    let database = database.unwrap();
    let plans = database.write(|connection| {
        let mut plans = Vec::new();
        for described in crate::cache::kept::DESCRIBED.values() {
            let table = described.table;
            let filters = table.filters.iter().map(|filter| filter.name).chain([""]);
            for (order, filter) in table
                .orders
                .iter()
                .flat_map(|order| filters.clone().map(move |filter| (order, filter)))
            {
                let query = Query {
                    customer: Some(CustomerId::new(Uuid::nil())),
                    filter,
                    period: Period::new(today().month(), today().month()),
                    search: "",
                    today: today(),
                };
                let rest = query.runs_after(&table, Uuid::nil(), false);
                let runs = query.runs(&table).into_iter().chain(rest);
                for (run, descending) in runs.flat_map(|run| [(run, false), (run, true)]) {
                    let page = Page {
                        order: order.name,
                        descending,
                        rows: 7,
                    };
                    let statement = query.page(&table, run, page);
                    let explain = format!("EXPLAIN QUERY PLAN {}", statement.sql);
                    let mut plan = connection.prepare(&explain)?;
                    let given = values(statement.values);
                    let steps = plan.query_map(params_from_iter(given), |row| row.get(3))?;
                    let steps = steps.collect::<Result<Vec<String>, _>>()?;
                    plans.push((table.name(), order.name, steps));
                }
            }
        }
        Ok(plans)
    });
    let plans = plans.await.unwrap();
    assert!(plans.len() > 100, "{}", plans.len());
    for (table, order, plan) in plans {
        let along = format!("SEARCH {table} USING INDEX {table}_by_{order} (customer=?");
        assert!(plan[0].starts_with(&along), "{plan:?}");
        let of_a_key = [
            "SCALAR SUBQUERY",
            "REUSE SUBQUERY",
            &format!("SEARCH {table} USING INDEX sqlite_autoindex_{table}_1 (id=?)"),
        ];
        for step in &plan[1..] {
            assert!(of_a_key.iter().any(|it| step.starts_with(it)), "{plan:?}");
        }
    }
}
