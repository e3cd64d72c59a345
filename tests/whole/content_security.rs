//! The interface runs under its strict content security policy, in window and browser.

use crate::support::{Browser, DemoPortal, Device, DeviceFolders, Page, WebServer, Window};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};
use serde_json::Value;

const SLUG: &str = "rede-horizonte";

/// Hears of violations from now on, and of those since the page began to load.
pub const LISTEN: &str = "window.violations = [];
document.addEventListener('securitypolicyviolation', it => violations.push(it.violatedDirective));
new ReportingObserver(
    reports => violations.push(...reports.map(it => it.body.effectiveDirective)),
    { types: ['csp-violation'], buffered: true },
).observe();";

/// Breaks the policy, so that a test can be seen to notice.
const VIOLATE: &str = "document.body.setAttribute('style', 'color: red')";

/// What was heard, after whatever is on its way has come.
const HEARD: &str = "const done = arguments[0];
requestAnimationFrame(() => setTimeout(() => done(violations), 0));";

/// The directives that were violated, as far as was listened.
pub async fn heard(page: &Page) -> Vec<Value> {
    let heard = page.script_answer(HEARD).await;
    heard.as_array().unwrap().clone()
}

/// Through every place, from signing in on, without a violation; then with one, heard afterwards.
async fn ana_looks_around(page: &Page, portal: &DemoPortal) {
    page.script(LISTEN).await;
    page.sign_in(&portal.address(SLUG), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    page.wait_for("R$ 129,90").await;
    page.click("open-bill").await;
    page.find("copy-line").await;
    page.click("nav-account").await;
    page.click("plan-row").await;
    page.find("plan").await;
    page.click("nav-home").await;
    page.click("customer-menu").await;
    page.click("menu-sign-out").await;
    page.find_css("dialog[open]").await;
    assert_eq!(heard(page).await, Vec::<Value>::new());

    page.script(VIOLATE).await;
    assert!(!heard(page).await.is_empty());
}

#[tokio::test]
async fn nothing_violates_the_policy_in_the_window() {
    let portal = DemoPortal::start();
    let device = DeviceFolders::new();
    let window = Window::open(&device).await;
    ana_looks_around(&window, &portal).await;
}

#[tokio::test]
async fn nothing_violates_the_policy_in_a_browser() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Desktop).await;
    ana_looks_around(&browser, &portal).await;
}
