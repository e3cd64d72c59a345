//! On a phone, pulling the page down from its top asks the portal.

use crate::support::{Browser, DemoPortal, DevTools, Device, Relay, WebServer};
use balcao_contract::paths;
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};
use serde_json::{Value, json};

async fn touch(browser: &Browser, what: &str, at: Option<i32>) {
    let fingers: Value = at
        .map(|y| json!({ "x": 195, "y": y }))
        .into_iter()
        .collect();
    let touch = DevTools {
        command: "Input.dispatchTouchEvent",
        parameters: json!({ "type": what, "touchPoints": fingers }),
    };
    browser.issue(touch).await;
}

#[tokio::test]
async fn a_pull_from_the_top_asks_the_portal_once_let_go() {
    let mut relay = Relay::open().await;
    let portal = DemoPortal::behind(&mut relay);
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Phone).await;
    browser
        .sign_in(&portal.address("rede-horizonte"), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    browser.wait_for("R$ 129,90").await;
    browser.settle().await;
    touch(&browser, "touchStart", Some(200)).await;
    touch(&browser, "touchMove", Some(260)).await;
    touch(&browser, "touchMove", Some(320)).await;
    browser
        .wait_for_text("pull-note", |text| text == "Solte para atualizar")
        .await;
    let sync = format!("/rede-horizonte{}", paths::SYNC);
    let before = relay.asked_for(&sync);
    assert!(before > 0, "nothing was asked for through the relay");
    touch(&browser, "touchEnd", None).await;
    browser.wait_for_text("pull-note", str::is_empty).await;
    assert!(relay.asked_for(&sync) > before);
}
