//! *Back* and *Forward*: every screen is where it was left.

use crate::support::{Browser, DemoPortal, Device, WebServer};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};

/// Waits until the page is scrolled so far.
async fn is_scrolled(browser: &Browser, top: f64) {
    let look = format!(
        "const [done] = arguments;
         const look = () => Math.abs(scrollY - {top}) < 2 ? done(true) : requestAnimationFrame(look);
         look();"
    );
    assert_eq!(browser.script_answer(&look).await, true);
}

#[tokio::test]
async fn back_and_forward_bring_each_screen_back_where_it_was_left() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Phone).await;
    browser
        .sign_in(&portal.address("rede-horizonte"), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    browser.click("open-bill").await;
    browser.find("copy-line").await;
    is_scrolled(&browser, 0.0).await;
    browser.script("scrollTo(0, 150)").await;
    is_scrolled(&browser, 150.0).await;
    for _ in 0..2 {
        browser.script("history.back()").await;
        browser.find("open-bill").await;
        is_scrolled(&browser, 0.0).await;
        browser.script("history.forward()").await;
        browser.find("copy-line").await;
        is_scrolled(&browser, 150.0).await;
    }
}
