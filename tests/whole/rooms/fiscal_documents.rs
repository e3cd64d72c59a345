//! *Nota Fiscal* on a phone's browser.

use crate::support::{Browser, DemoPortal, Device, WebServer};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};

#[tokio::test]
async fn mc_21_mc_22_st_01_st_21_notes_of_a_period_are_listed_and_each_opens_its_pdf_and_its_bill()
{
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Phone).await;
    let provider = portal.address("rede-horizonte");
    browser.sign_in(&provider, ANA_TAX_ID, ANA_PASSWORD).await;
    browser.click("nav-services").await;
    browser.click("room-notes").await;
    browser.wait_for("Escolha um período").await;
    assert!(!browser.page_text().await.contains("NFCom"));

    browser.click("filter-period").await;
    browser.click("period-apply").await;
    browser.wait_for("NFCom").await;
    let total = browser.text("authorized").await;
    assert_eq!(total, "R$ 1.299,00", "what was cancelled is not summed");
    browser.click("cancelled").await;
    browser.wait_for("2 de 2").await;
    assert!(!browser.page_text().await.contains("Autorizada"));

    // What is looked at stands in the address.
    let address = browser.address().await;
    assert!(
        address.ends_with("/notes?filter=cancelled&period=2026-01/2026-11"),
        "{address}"
    );
    browser.open(&address).await;
    browser.wait_for("2 de 2").await;
    browser.click("all").await;
    browser.wait_for("Autorizada").await;
    browser.click("room-row").await;
    let key = browser.text("access-key").await;
    assert_eq!(key.split(' ').count(), 11, "{key}");
    browser.click("copy-key").await;
    browser
        .wait_for_text("copy-key", |text| text.contains("opiado"))
        .await;
    assert_eq!(browser.clipboard().await, key.replace(' ', ""));

    browser.click("open-document").await;
    browser.find("document-page").await;
    let (name, pdf) = browser.download("save-document").await;
    assert!(name.starts_with("nfcom-0000121"), "{name}");
    assert!(pdf.starts_with(b"%PDF-"));
    browser.click("document-close").await;

    browser.click("bill-link").await;
    browser
        .wait_for_text("bill-amount", |text| text.contains("129,90"))
        .await;
    browser.click("back").await;
    browser.find("access-key").await;
}
