use super::*;
use balcao_domain::{Bill, CivilDate, Customer, CustomerId, Plan, Provider};
use uuid::Uuid;

fn query(filter: &str) -> Query<'_> {
    Query {
        customer: Some(CustomerId::new(Uuid::nil())),
        filter,
        period: None,
        search: "",
        today: CivilDate::from_ymd(2026, 11, 22).unwrap(),
    }
}

const PAGE: Page<'_> = Page {
    order: "number",
    descending: true,
    rows: 7,
};

#[test]
fn a_list_with_pinned_rows_is_two_runs_along_the_index_of_its_order() {
    let table = Table::of::<Bill>();
    let query = query("all");
    let runs = query.runs(&table);
    let pages: Vec<_> = runs
        .iter()
        .map(|run| query.page(&table, *run, PAGE).sql)
        .collect();
    let page = |not: &str| {
        format!(
            "SELECT json FROM bills INDEXED BY bills_by_number WHERE customer = ? \
             AND part IN (?, ?, ?, ?) AND {not}(part = ? AND due_on < ?) \
             ORDER BY number DESC, row_no DESC LIMIT ?"
        )
    };
    assert_eq!(pages, [page(""), page("NOT ")]);
    let statement = query.page(&table, runs[0], PAGE);
    let marks = statement.sql.matches('?').count();
    assert_eq!(marks, statement.values.len());
}

#[test]
fn after_a_row_the_rest_of_its_run_is_left_and_the_runs_after_it() {
    let table = Table::of::<Bill>();
    let query = query("due");
    let row = Uuid::from_u128(7);
    assert_eq!(query.runs_after(&table, row, true).len(), 2);
    let rest = query.runs_after(&table, row, false);
    assert_eq!(rest.len(), 1);
    let page = query.page(&table, rest[0], PAGE);
    let beyond = "(number, row_no) < (SELECT number, row_no FROM bills WHERE id = ?)";
    assert!(page.sql.contains(beyond), "{}", page.sql);
}

#[test]
fn a_type_that_says_nothing_is_kept_whole_and_listed_as_it_came() {
    let table = Table::of::<Customer>();
    let names: Vec<_> = table.objects().into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["customers", "customers_of_customer"]);
    let provider = Table::of::<Provider>();
    assert_eq!(provider.objects().len(), 1);
    let page = query("").page(&provider, query("").runs(&provider)[0], PAGE);
    assert_eq!(
        page.sql,
        "SELECT json FROM provider WHERE TRUE ORDER BY row_no DESC LIMIT ?"
    );
}

#[test]
fn an_unknown_order_is_the_usual_one_and_an_unknown_filter_none() {
    let table = Table::of::<Plan>();
    assert_eq!(table.order("colour"), table.orders.first());
    assert_eq!(table.filter("colour"), None);
}

#[test]
fn what_was_typed_becomes_words_that_cannot_be_more_than_words() {
    assert_eq!(expression("  "), None);
    assert_eq!(
        expression("Água R$ 12"),
        Some("\"agua\"* AND \"12\"*".into())
    );
    assert_eq!(
        expression("a\" OR b"),
        Some("\"a\"\"\"* AND \"or\"* AND \"b\"*".into())
    );
    assert_eq!(expression("%"), Some("\"\"".into()));
    assert_eq!(
        expression(&"x ".repeat(99)).unwrap().matches("AND").count(),
        31
    );
}
