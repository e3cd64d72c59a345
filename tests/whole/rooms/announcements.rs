//! *Comunicados* in the real window, on a wide screen.

use crate::support::{DemoPortal, DeviceFolders, Window};
use balcao_people::{TIAGO_PASSWORD, TIAGO_TAX_ID};

#[tokio::test]
async fn dp_24_dp_35_mc_41_announcements_and_service_reports_are_read_offline_too() {
    let mut portal = DemoPortal::start();
    let device = DeviceFolders::new();
    let window = Window::open(&device).await;
    let provider = portal.address("rede-horizonte");
    window.add_provider(&provider).await;
    window.give_credentials(TIAGO_TAX_ID, TIAGO_PASSWORD).await;
    window.click("nav-announcements").await;
    window.wait_for("3 de 3").await;
    portal.stop();

    window.click("reports").await;
    window.wait_for("1 de 1").await;
    window.click_link("Relatório de ANS · 10/2026").await;
    let text = window.text("announcement-text").await;
    assert!(text.contains("99,98%"), "{text}");
    let crumbs = window.text("crumbs").await;
    let crumbs: String = crumbs.split_whitespace().collect();
    assert_eq!(crumbs, "RedeHorizonteComunicadosComunicado");
    window.click_link("Comunicados").await;
    window.click("all").await;
    window.wait_for("3 de 3").await;
    window.close().await;
}
