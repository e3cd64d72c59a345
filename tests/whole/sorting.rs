//! The table of bills in the order of the column whose title is clicked.

use crate::support::{Browser, DemoPortal, Device, Person, WebServer};
use serde::Deserialize;

/// The column of amounts.
const AMOUNTS: &str = "sort-4";

/// The rows that are shown and not overdue: those that are stand on top in any order (G4).
#[derive(Deserialize)]
struct Rows {
    first: String,
    /// In cents.
    amounts: Vec<u64>,
}

/// Answers the rows once each amount and the next are in an order, which takes a reading.
async fn rows_in_order(browser: &Browser, order: &str) -> Rows {
    let look = format!(
        "const [done] = arguments;
         const look = () => {{
             const all = [...document.querySelectorAll('tr[data-testid=bill-row]')];
             const rows = all.filter(it => !it.textContent.includes('Vencida'));
             const digits = it => it.querySelector('td.column-amount').textContent.replace(/\\D/g, '');
             const amounts = rows.map(it => Number(digits(it)));
             const right = amounts.every((it, at) => at === 0 || amounts[at - 1] {order} it);
             if (!right) return requestAnimationFrame(look);
             done({{ first: rows[0].dataset.number, amounts }});
         }};
         look();"
    );
    serde_json::from_value(browser.script_answer(&look).await).unwrap()
}

/// Whether a column says that it is sorted so.
async fn says(browser: &Browser, order: &str) {
    let title = format!("th[aria-sort='{order}'] [data-testid='{AMOUNTS}'] svg");
    browser.find_css(&title).await;
    let sorted = "return document.querySelectorAll('th[aria-sort]').length";
    assert_eq!(browser.script(sorted).await, 1);
}

#[tokio::test]
async fn dp_30_dp_31_a_columns_title_sorts_the_bills_by_it_and_then_the_other_way_round() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Desktop).await;
    Person::Marina
        .enter(&browser, &portal.address("rede-horizonte"))
        .await;
    browser.click("nav-bills").await;
    browser.click("filter-all").await;
    browser
        .find_css("th[aria-sort='descending'] [data-testid='sort-0']")
        .await;

    browser.click(AMOUNTS).await;
    says(&browser, "ascending").await;
    let up = rows_in_order(&browser, "<=").await;
    browser.click(AMOUNTS).await;
    says(&browser, "descending").await;
    let down = rows_in_order(&browser, ">=").await;
    assert_ne!(up.first, down.first);
    assert!(up.amounts[0] < down.amounts[0], "all cost the same");
}
