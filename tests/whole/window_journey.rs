//! From an empty app to a paid bill and back offline, in the real window.

use crate::support::{DemoPortal, DeviceFolders, Page, Window};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};
use std::process::Command;

fn clipboard() -> String {
    let output = Command::new("xclip")
        .args(["-selection", "clipboard", "-o"])
        .output()
        .expect("xclip is installed");
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// Whether the bill's status is red or green beside its word and icon.
async fn status_has(page: &Page, tone: &str) {
    let css = format!(".{tone}[data-testid='bill-status'] svg");
    page.find_css(&css).await;
}

#[tokio::test]
async fn mc_02_mc_09_mc_17_mc_19_mc_20_mc_34_ana_pays_by_pix_and_reads_the_bill_offline() {
    let mut portal = DemoPortal::start();
    let device = DeviceFolders::new();
    let day = serde_json::from_value(crate::support::TODAY.into()).unwrap();
    let cast = balcao_people::rede_horizonte(day, 7);
    let ana = cast.customer_of(ANA_TAX_ID).unwrap();
    let bill = cast
        .bills
        .iter()
        .find(|bill| bill.customer == ana && bill.due_on.text() == "24/11/2026")
        .unwrap();

    let window = Window::open(&device).await;
    window
        .sign_in(&portal.address("rede-horizonte"), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    window.wait_for("R$ 129,90").await;
    window.click("nav-bills").await;
    let row = format!("tr[data-number='{}'] a", bill.number_text());
    window.find_css(&row).await.click().await.unwrap();
    window
        .wait_for_text("bill-status", |text| text.contains("Pendente"))
        .await;
    status_has(&window, "tone-negative").await;

    window.click("copy-pix").await;
    window
        .wait_for_text("copy-pix", |text| text.contains("opiado"))
        .await;
    assert_eq!(clipboard(), bill.pix.as_ref().unwrap().payload());
    window.click("copy-line").await;
    window
        .wait_for_text("copy-line", |text| text.contains("opiado"))
        .await;
    assert_eq!(clipboard(), bill.boleto.as_ref().unwrap().line());

    portal.pay("rede-horizonte", bill.number);
    window
        .wait_for_text("bill-status", |text| text.contains("Pago"))
        .await;
    status_has(&window, "tone-positive").await;

    portal.stop();
    window.close().await;
    let window = Window::open(&device).await;
    window.find("nav-bills").await;
    window.click("nav-bills").await;
    window.click("filter-paid").await;
    window.find_css(&row).await.click().await.unwrap();
    window
        .wait_for_text("bill-status", |text| text.contains("Pago"))
        .await;
    status_has(&window, "tone-positive").await;
    assert_eq!(window.text("bill-amount").await, "R$ 129,90");
    let banner = window.text("offline-banner").await;
    assert!(banner.contains("Sem conexão"), "{banner}");
    assert!(banner.contains("dados de"), "{banner}");
    window.close().await;
}
