//! The period that bills are shown of.

use crate::support::{Browser, DemoPortal, Device, Person, WebServer};

/// The months of the rows that are not overdue, once they are those of the period; how many rows.
const OF_THE_PERIOD: &str = "const [done] = arguments;
const look = () => {
    const all = [...document.querySelectorAll('tr[data-testid=bill-row]')];
    const rows = all.filter(it => !it.textContent.includes('Vencida'));
    const months = [...new Set(rows.map(it => it.cells[0].textContent.trim().slice(3)))].sort();
    if (months.join() !== '03/2025,04/2025') return requestAnimationFrame(look);
    done(rows.length);
};
look();";

#[tokio::test]
async fn mc_18_st_19_bills_and_totals_are_those_of_the_chosen_months_and_of_all_again() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Desktop).await;
    Person::Marina
        .enter(&browser, &portal.address("rede-horizonte"))
        .await;
    browser.click("nav-bills").await;
    browser.click("filter-all").await;
    browser.find("bill-row").await;
    let of_all = browser.text("total-overall").await;

    browser.click("filter-period").await;
    // From April to March, which is turned. Years run back from the next one.
    for (list, place) in [
        ("period-from-month", "3"),
        ("period-from-year", "2"),
        ("period-to-month", "2"),
        ("period-to-year", "2"),
    ] {
        let list = browser.find(list).await;
        list.select_by_value(place).await.unwrap();
    }
    browser.click("period-apply").await;
    let count = browser.script_answer(OF_THE_PERIOD).await.as_u64();
    assert!(count >= Some(2), "{count:?}");
    assert_ne!(browser.text("total-overall").await, of_all);

    browser.click("filter-period").await;
    browser.click("period-clear").await;
    browser
        .wait_for_text_at("[data-testid='total-overall']", &of_all)
        .await;
}
