//! From an empty app to a paid bill, with nothing but keys.

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
