//! Nothing but keys: from an empty app to a paid bill, and through the bills.

use crate::browser_journey::anas_next_bill;
use crate::support::{Browser, DemoPortal, Device, Page, WebServer};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};
use fantoccini::key::Key;

/// More than there are stops on any screen.
const STOPS: usize = 60;

/// Presses Tab until the focus stands on it.
async fn tab_to(page: &Page, id: &str) {
    for _ in 0..STOPS {
        let focused = page.focused().await;
        if focused.attr("data-testid").await.unwrap().as_deref() == Some(id) {
            return;
        }
        press(page, &Key::Tab.to_string()).await;
    }
    panic!("{id} cannot be reached by Tab");
}

/// Presses keys where the focus is.
async fn press(page: &Page, keys: &str) {
    page.focused().await.send_keys(keys).await.unwrap();
}

/// Presses keys once nothing moves any more: what has the focus then keeps it.
async fn press_when_still(page: &Page, keys: &str) {
    page.settle().await;
    press(page, keys).await;
}

/// Waits until the focus stands on what a selector finds.
async fn focus_is_on(page: &Page, css: &str) {
    let look = format!(
        "const [done] = arguments;
         const look = () => document.activeElement?.matches(\"{css}\")
             ? done(true) : requestAnimationFrame(look);
         look();"
    );
    assert_eq!(page.script_answer(&look).await, true);
}

/// A browser in which Ana has signed in and gone to her bills.
async fn anas_bills(portal: &DemoPortal, web: &WebServer) -> Browser {
    let browser = Browser::open(&web.origin, Device::Desktop).await;
    browser
        .sign_in(&portal.address("rede-horizonte"), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    browser.wait_for("R$ 129,90").await;
    press_when_still(&browser, "gf").await;
    browser.find("bill-row").await;
    browser
}

#[tokio::test]
async fn mc_20_ana_pays_with_the_keyboard_alone() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Desktop).await;
    let enter = Key::Enter.to_string();

    browser.find("address-field").await;
    tab_to(&browser, "address-field").await;
    press(&browser, &(portal.address("rede-horizonte") + &enter)).await;
    browser.find("lookup-result").await;
    tab_to(&browser, "continue").await;
    press(&browser, &enter).await;

    browser.find("tax-id").await;
    tab_to(&browser, "tax-id").await;
    press(&browser, ANA_TAX_ID).await;
    tab_to(&browser, "password").await;
    press(&browser, &(ANA_PASSWORD.to_owned() + &enter)).await;
    browser.wait_for("R$ 129,90").await;

    tab_to(&browser, "open-bill").await;
    press(&browser, &enter).await;
    browser.find("copy-pix").await;
    tab_to(&browser, "copy-pix").await;
    press(&browser, &enter).await;
    browser
        .wait_for_text("copy-pix", |text| text.contains("opiado"))
        .await;
    assert!(browser.clipboard().await.starts_with("000201"));

    portal.pay("rede-horizonte", anas_next_bill().number);
    browser
        .wait_for_text("bill-status", |text| text.contains("Pago"))
        .await;
}

#[tokio::test]
async fn mc_20_a_bill_is_found_by_its_number_copied_and_left_for_its_row() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = anas_bills(&portal, &web).await;
    let bill = anas_next_bill();
    let number = bill.number_text();

    press_when_still(&browser, &(Key::Control + "k")).await;
    focus_is_on(&browser, "#commands-field").await;
    press_when_still(&browser, &bill.number.to_string()).await;
    let chosen = "[data-testid='command'][aria-selected='true']";
    browser.wait_for_text_at(chosen, &number).await;
    press(&browser, &Key::Enter.to_string()).await;
    browser.wait_for_text_at("#pane-title", &number).await;
    browser.find("copy-pix").await;

    press_when_still(&browser, "c").await;
    browser
        .wait_for_text("toast", |text| text.contains("copiado"))
        .await;
    assert_eq!(browser.clipboard().await, bill.pix.unwrap().payload());

    press_when_still(&browser, &Key::Escape.to_string()).await;
    let row = format!("tr[data-number='{number}'] a[data-row]");
    focus_is_on(&browser, &row).await;
    let open = "return document.querySelector('[data-testid=bill]')";
    assert!(browser.script(open).await.is_null());
}

#[tokio::test]
async fn rows_are_gone_to_opened_and_come_back_to_and_a_slash_searches_them() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = anas_bills(&portal, &web).await;
    let first = "tbody tr:first-child a[data-row]";

    press_when_still(&browser, "j").await;
    focus_is_on(&browser, first).await;
    press_when_still(&browser, &Key::Enter.to_string()).await;
    focus_is_on(&browser, "#pane-title").await;
    press_when_still(&browser, &Key::Escape.to_string()).await;
    focus_is_on(&browser, first).await;

    press_when_still(&browser, "/").await;
    focus_is_on(&browser, "#search").await;
    press(&browser, "gf").await;
    let typed = browser.find("search").await.prop("value").await.unwrap();
    assert_eq!(typed.as_deref(), Some("gf"), "in a field, keys are letters");
    browser.find("no-bills").await;
}
