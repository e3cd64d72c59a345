//! *Editar meus dados* in the real window: decided without a connection, sent when there is one,
//! and true when the provider says so. In a browser: with a file that the page is given.

use crate::support::{
    Browser, DemoPortal, Device, DeviceFolders, Page, PortalApi, WebServer, Window,
};
use balcao_contract::sync::Line;
use balcao_domain::{Collection, ProfileChangeRequest, Proof, ProofKind};
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

async fn value(window: &Page, id: &str) -> String {
    let field = window.find(id).await;
    field.prop("value").await.unwrap().unwrap_or_default()
}

/// The request that the first row leads to, as the portal names it.
async fn first_request(window: &Page) -> String {
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
    window.settle().await;
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

/// What the portal gives out as the only proof of a request.
async fn portals_proof(portal: &DemoPortal, request: &str) -> (Proof, Vec<u8>) {
    let ana = PortalApi::sign_in(portal, "rede-horizonte", ANA_TAX_ID, ANA_PASSWORD).await;
    let rows = ana
        .first_sync()
        .await
        .into_iter()
        .filter_map(|line| match line {
            Line::Put {
                collection: Collection::ProfileRequests,
                put,
                ..
            } => put.read::<ProfileChangeRequest>().ok(),
            _ => None,
        });
    let rows = rows.filter(|row| row.id.to_string() == request);
    let mut proofs = rows.map(|row| row.proofs);
    let proof = proofs.next().unwrap().remove(0);
    let path = format!("/v1/profile-changes/{request}/proofs/{}", proof.id);
    let given = ana.get(&path).await;
    assert_eq!(given.status(), 200);
    (proof, given.bytes().await.unwrap().to_vec())
}

/// Presses what may lie below the places at the foot of a phone's screen, as after a swipe.
async fn press(browser: &Page, id: &str) {
    browser.find(id).await;
    let swipe = format!(
        "document.querySelector(\"[data-testid='{id}']\").scrollIntoView({{ block: 'center' }})"
    );
    browser.script(&swipe).await;
    browser.click(id).await;
}

async fn ana_moves_in_a_browser(device: Device) {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let browser = Browser::open(&web.origin, device).await;
    browser
        .sign_in(&portal.address("rede-horizonte"), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    browser.wait_for("R$ 129,90").await;
    browser.click("nav-account").await;
    press(&browser, "edit-profile").await;
    browser.clear("edit-street").await;
    browser.type_into("edit-street", STREET).await;

    // What will not do is told in words, and the next choice takes its place.
    let too_large = [b"%PDF-".as_slice(), &vec![0; Proof::LARGEST as usize]].concat();
    for (name, bytes, words) in [
        ("nota.txt", b"texto".as_slice(), "não é PDF"),
        ("vazio.pdf", b"", "vazio"),
        ("enorme.pdf", &too_large, "10 MB"),
    ] {
        browser.type_into("choose-proof", &file(name, bytes)).await;
        browser
            .wait_for_text("proof-error", |text| text.contains(words))
            .await;
    }
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..3_000_000_u32).map(|number| number.to_le_bytes()[1]));
    let name = "conta de água.pdf";
    browser.type_into("choose-proof", &file(name, &bytes)).await;
    browser
        .wait_for_text("proof", |text| {
            text.contains(name) && text.contains("3001 kB")
        })
        .await;
    browser.wait_for_text("proof-error", str::is_empty).await;

    // Taken out, it may be chosen again.
    press(&browser, "remove-proof").await;
    browser
        .wait_for_text("edit-proofs", |text| !text.contains(name))
        .await;
    browser
        .type_into("choose-proof", folder.path().join(name).to_str().unwrap())
        .await;
    browser
        .wait_for_text("proof", |text| text.contains(name))
        .await;
    press(&browser, "send-profile").await;
    browser
        .wait_for_text_at("[data-testid='request'] .request-head", "Em análise")
        .await;
    browser
        .wait_for_text("request-files", |text| text.contains(name))
        .await;

    let address = browser.address().await;
    let request = address.rsplit('/').next().unwrap();
    let (proof, held) = portals_proof(&portal, request).await;
    assert_eq!((proof.name.as_str(), proof.kind), (name, ProofKind::Pdf));
    assert!(held == bytes, "the portal holds the very bytes");

    // One more for the request that is there.
    let photo = file("fachada.png", b"\x89PNG\r\n\x1a\n...");
    browser.type_into("choose-proof", &photo).await;
    browser
        .wait_for_text("request-files", |text| text.contains("fachada.png"))
        .await;
}

#[tokio::test]
async fn dp_37_mg_03_ana_moves_in_a_browser_on_the_desktop() {
    ana_moves_in_a_browser(Device::Desktop).await;
}

#[tokio::test]
async fn dp_37_mg_03_ana_moves_in_a_browser_on_the_phone() {
    ana_moves_in_a_browser(Device::Phone).await;
}
