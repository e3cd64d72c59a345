//! *Back* and *Forward*: every screen is where it was left.

use crate::support::{Browser, DemoPortal, DevTools, Device, Theme, WebServer};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID, MARINA_PASSWORD, MARINA_TAX_ID};
use serde_json::json;

const SLUG: &str = "rede-horizonte";

/// How long a slow machine lets a screen wait for what it shows.
const SLOW_MS: u32 = 1_500;

/// How far the page is scrolled.
const PAGE: &str = "scrollY";

/// How far the screen is that scrolls by itself where there is room for the menu beside it.
const PANE: &str = "document.querySelector('.content > .page, .split > .page')?.scrollTop";

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

/// Waits until it is scrolled so far, and whoever listens has heard of that: the events of a frame
/// come before what was asked to be done in it.
async fn is_scrolled(browser: &Browser, what: &str, top: f64) {
    let look = format!(
        "const [done] = arguments;
         const look = () => Math.abs({what} - {top}) < 2 ? done(true) : requestAnimationFrame(look);
         requestAnimationFrame(look);"
    );
    assert_eq!(browser.script_answer(&look).await, true);
}

#[tokio::test]
async fn back_and_forward_bring_each_screen_back_where_it_was_left() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Phone).await;
    browser
        .sign_in(&portal.address(SLUG), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    browser.click("open-bill").await;
    browser.find("copy-line").await;
    is_scrolled(&browser, PAGE, 0.0).await;
    browser.script("scrollTo(0, 150)").await;
    is_scrolled(&browser, PAGE, 150.0).await;
    for latency in [0, SLOW_MS] {
        delay_answers(&browser, latency).await;
        browser.script("history.back()").await;
        browser.find("open-bill").await;
        is_scrolled(&browser, PAGE, 0.0).await;
        browser.script("history.forward()").await;
        browser.find("copy-line").await;
        is_scrolled(&browser, PAGE, 150.0).await;
    }
}

#[tokio::test]
async fn back_and_forward_bring_a_screen_back_that_scrolls_by_itself_on_a_desktop() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Desktop).await;
    browser
        .sign_in(&portal.address(SLUG), MARINA_TAX_ID, MARINA_PASSWORD)
        .await;
    browser.become_screen(1280, 500, Theme::Light).await;
    browser.click("nav-account").await;
    browser.find("my-data").await;
    is_scrolled(&browser, PANE, 0.0).await;
    browser
        .script("document.querySelector('.split > .page').scrollTop = 150")
        .await;
    is_scrolled(&browser, PANE, 150.0).await;
    browser.click("nav-home").await;
    browser.find("due-card").await;
    is_scrolled(&browser, PANE, 0.0).await;
    for latency in [0, SLOW_MS] {
        delay_answers(&browser, latency).await;
        browser.script("history.back()").await;
        browser.find("my-data").await;
        is_scrolled(&browser, PANE, 150.0).await;
        browser.script("history.forward()").await;
        browser.find("due-card").await;
        is_scrolled(&browser, PANE, 0.0).await;
    }
}
