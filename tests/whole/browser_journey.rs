//! From an empty browser to a paid bill, as phone and as desktop, without a reload.

use crate::support::{Browser, DemoPortal, Device, WebServer};
use balcao_domain::Bill;
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};
use serde_json::Value;

const SLUG: &str = "rede-horizonte";

/// That of the demo.
pub fn anas_next_bill() -> Bill {
    let day = serde_json::from_value(crate::support::TODAY.into()).unwrap();
    let cast = balcao_people::rede_horizonte(day, 7);
    let ana = cast.customer_of(ANA_TAX_ID).unwrap();
    let mut bills = cast.bills.into_iter();
    bills
        .find(|bill| bill.customer == ana && bill.due_on.text() == "24/11/2026")
        .unwrap()
}

async fn ana_pays_by_pix(device: Device) {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let bill = anas_next_bill();
    let browser = Browser::open(&web.origin, device).await;
    browser
        .script("window.stillTheSamePage = true; document.addEventListener('securitypolicyviolation', event => { window.violated = event.violatedDirective; });")
        .await;
    browser
        .sign_in(&portal.address(SLUG), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    browser.wait_for("R$ 129,90").await;
    // Nothing is told of a keychain: in a browser everything lasts one session only.
    assert!(!browser.page_text().await.contains("sessão"));

    browser.click("nav-bills").await;
    let row = format!("[data-number='{}']", bill.number_text());
    let link = format!("{row} a, a{row}");
    browser.find_css(&link).await.click().await.unwrap();
    browser
        .wait_for_text("bill-status", |text| text.contains("Pendente"))
        .await;
    browser.click("copy-pix").await;
    browser
        .wait_for_text("copy-pix", |text| text.contains("opiado"))
        .await;
    assert_eq!(browser.clipboard().await, bill.pix.unwrap().payload());
    browser.click("copy-line").await;
    browser
        .wait_for_text("copy-line", |text| text.contains("opiado"))
        .await;
    assert_eq!(
        browser.clipboard().await,
        bill.boleto.as_ref().unwrap().line()
    );

    portal.pay(SLUG, bill.number);
    browser
        .wait_for_text("bill-status", |text| text.contains("Pago"))
        .await;
    assert_eq!(browser.script("return window.stillTheSamePage").await, true);
    assert_eq!(
        browser.script("return window.violated ?? null").await,
        Value::Null
    );
    // Nothing of hers stays in the browser, nor can a script read the session's cookie.
    let kept = "return [document.cookie, localStorage.length, sessionStorage.length].join()";
    assert_eq!(browser.script(kept).await, ",0,0");
}

#[tokio::test]
async fn mc_02_mc_09_mc_17_mc_19_ana_pays_by_pix_in_a_browser_on_the_desktop() {
    ana_pays_by_pix(Device::Desktop).await;
}

#[tokio::test]
async fn mc_02_mc_09_mc_17_mc_19_ana_pays_by_pix_in_a_browser_on_the_phone() {
    ana_pays_by_pix(Device::Phone).await;
}

#[tokio::test]
async fn two_browsers_do_not_see_each_other_and_one_goes_on_after_a_reload() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let anas = Browser::open(&web.origin, Device::Desktop).await;
    anas.sign_in(&portal.address(SLUG), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    anas.wait_for("R$ 129,90").await;
    let page = anas.address().await;

    for address in [&page, &web.origin] {
        let stranger = Browser::open(address, Device::Desktop).await;
        stranger.find("address-field").await;
        assert!(!stranger.page_text().await.contains("R$"));
    }
    anas.open(&page).await;
    anas.wait_for("R$ 129,90").await;
}

#[tokio::test]
async fn when_its_session_is_over_a_page_goes_back_to_the_start_by_itself() {
    let portal = DemoPortal::start();
    let mut web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Desktop).await;
    browser
        .sign_in(&portal.address(SLUG), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    browser.wait_for("R$ 129,90").await;
    web.begin_anew(&portal);
    browser.find("address-field").await;
    assert!(!browser.page_text().await.contains("Ana Souza"));
}

#[tokio::test]
async fn a_provider_that_is_not_configured_is_refused_in_words() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Phone).await;
    browser
        .type_into("address-field", &portal.address("aguas-do-vale"))
        .await;
    browser.click("continue").await;
    browser
        .wait_for_text_at("#address-error", "não é atendido aqui")
        .await;
}
