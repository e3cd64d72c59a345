//! *Habilitação Provisória* on a phone's browser.

use crate::support::{Browser, DemoPortal, Device, WebServer};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID, BRUNO_PASSWORD, BRUNO_TAX_ID};

#[tokio::test]
async fn mc_15_a_suspended_plan_works_again_for_five_days_and_not_twice_within_twenty_five() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Phone).await;
    let provider = portal.address("rede-horizonte");
    browser
        .sign_in(&provider, BRUNO_TAX_ID, BRUNO_PASSWORD)
        .await;
    browser.click("enable").await;
    choose_and_save(&browser).await;
    browser
        .wait_for_text("enabled-until", |text| text.contains("provisoriamente"))
        .await;
    browser.click("nav-services").await;
    browser.click("room-provisional").await;
    browser.wait_for("Ativa").await;
    browser.click("room-add").await;
    choose_and_save(&browser).await;
    browser
        .wait_for_text_at("#plan-error", "menos de 25 dias")
        .await;
}

async fn choose_and_save(browser: &Browser) {
    let plan = browser.find("plan").await;
    plan.select_by_index(1).await.unwrap();
    browser.click("form-save").await;
}

#[tokio::test]
async fn mc_16_without_a_suspended_plan_it_says_so() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Phone).await;
    let provider = portal.address("rede-horizonte");
    browser.sign_in(&provider, ANA_TAX_ID, ANA_PASSWORD).await;
    browser.click("nav-services").await;
    browser.click("room-provisional").await;
    browser.click("room-add").await;
    let told = browser.text("nothing-to-choose").await;
    assert_eq!(
        told,
        "Nenhum plano suspenso. A habilitação provisória vale só para planos suspensos."
    );
}
