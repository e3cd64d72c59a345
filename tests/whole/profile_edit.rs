//! *Editar meus dados* in the real window: decided without a connection, sent when there is one,
//! and true when the provider says so.

use crate::support::{DemoPortal, DeviceFolders, Window};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};
use std::path::{Path, PathBuf};

const STREET: &str = "Avenida Brasil, 900";

/// The *comprovante* that lies on the device.
const PROOF: &str = "conta-de-luz.pdf";

/// A PDF, as far as anybody here looks, of more than one part of an upload.
fn proof(device: &DeviceFolders) -> PathBuf {
    let path = device.root().join("home").join(PROOF);
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.resize(700_000, b' ');
    std::fs::write(&path, bytes).unwrap();
    path
}

/// The app, where a person would choose that file.
async fn open(device: &DeviceFolders, file: &Path) -> Window {
    let window = Window::open_with(device, |command| {
        command.env("BALCAO_CHOOSES", file);
    })
    .await;
    window.click("nav-account").await;
    window
}

async fn value(window: &Window, id: &str) -> String {
    let field = window.find(id).await;
    field.prop("value").await.unwrap().unwrap_or_default()
}

/// The request that the first row leads to, as the portal names it.
async fn first_request(window: &Window) -> String {
    let row = window.find("request-row").await;
    let address = row.attr("href").await.unwrap().unwrap();
    address.rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn dp_38_tv_02_mg_03_mg_06_ana_moves_offline_and_the_provider_approves() {
    let mut portal = DemoPortal::start();
    let device = DeviceFolders::new();
    let file = proof(&device);
    let window = Window::open(&device).await;
    window
        .sign_in(&portal.address("rede-horizonte"), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    window.wait_for("R$ 129,90").await;
    portal.stop();

    // What was typed is there again after a restart, sent or not.
    window.click("nav-account").await;
    window.click("edit-profile").await;
    window.clear("edit-street").await;
    window.type_into("edit-street", STREET).await;
    window.settle().await;
    window.find("draft-kept").await;
    window.close().await;
    let window = open(&device, &file).await;
    window.click("edit-profile").await;
    assert_eq!(value(&window, "edit-street").await, STREET);

    // Wrong in a field: told beside it, and nothing is decided.
    window.clear("edit-postal-code").await;
    window.type_into("edit-postal-code", "1301").await;
    window.click("send-profile").await;
    window
        .wait_for_text_at("#edit-postal-code-error", "8 dígitos")
        .await;
    window.type_into("edit-postal-code", "0050").await;
    window.click("attach-proof").await;
    window
        .wait_for_text("proof", |text| text.contains(PROOF))
        .await;
    window.click("send-profile").await;
    window.find("diff").await;
    window
        .wait_for_text("action-state", |text| text.contains("Aguardando envio"))
        .await;
    let diff = window.content("diff").await;
    assert!(
        diff.contains(STREET) && diff.contains("13010-050"),
        "{diff}"
    );
    window.close().await;

    // It waits across restarts, and is sent as soon as the portal is there.
    let window = open(&device, &file).await;
    let id = first_request(&window).await;
    let row = "[data-testid='request-row']";
    window.wait_for_text_at(row, "Aguardando envio").await;
    window.click("waiting-banner-action").await;
    let waiting = window.content("waiting").await;
    assert!(waiting.contains(PROOF), "{waiting}");
    window.click("close").await;

    // Nobody leaves without being asked about it.
    window.click("customer-menu").await;
    window.click("menu-sign-out").await;
    window.click("confirm-sign-out").await;
    let unsent = window.text("unsent").await;
    assert!(unsent.contains('2'), "{unsent}");
    window.click("cancel-sign-out").await;

    portal.resume();
    window.wait_for_text_at(row, "Em análise").await;
    assert_eq!(first_request(&window).await, id);
    window.click("request-row").await;
    window
        .wait_for_text("proof", |text| text.contains(PROOF))
        .await;

    // Until it is approved, the old address stands; then the new one does, without a restart.
    let my_data = window.content("my-data").await;
    assert!(!my_data.contains(STREET), "{my_data}");
    portal.decide(&id, &["approve"]);
    window
        .wait_for_text_at("[data-testid='request'] .request-head", "Aprovada")
        .await;
    window
        .wait_for_text("my-data", |text| text.contains(STREET))
        .await;
    window.close().await;
}
