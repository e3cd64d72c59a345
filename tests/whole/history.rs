//! *Back* and *Forward*: every screen is where it was left.

use crate::support::{Browser, DemoPortal, DevTools, Device, WebServer};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};
use serde_json::json;

/// How long a slow machine lets a screen wait for what it shows.
const SLOW_MS: u32 = 1_500;

/// Lets every answer come so much later.
async fn delay_answers(browser: &Browser, latency: u32) {
    for (command, parameters) in [
        ("Network.enable", json!({})),
        (
            "Network.emulateNetworkConditions",
            json!({
                "offline": false,
                "latency": latency,
                "downloadThroughput": -1,
                "uploadThroughput": -1,
            }),
        ),
    ] {
        browser
            .issue(DevTools {
                command,
                parameters,
            })
            .await;
    }
}

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
    for latency in [0, SLOW_MS] {
        delay_answers(&browser, latency).await;
        browser.script("history.back()").await;
        browser.find("open-bill").await;
        is_scrolled(&browser, 0.0).await;
        browser.script("history.forward()").await;
        browser.find("copy-line").await;
        is_scrolled(&browser, 150.0).await;
    }
}
