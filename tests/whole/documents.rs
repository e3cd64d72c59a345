//! The bill's PDF in the real window: drawn, there offline, and not readable on the device.

use crate::support::{DemoPortal, DeviceFolders, FileSearch, PortalApi, TODAY, Window};
use balcao_contract::paths;
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};
use std::path::Path;

/// Opens the bill of a number and its document, and waits until the page is drawn.
async fn see_document(window: &Window, number: &str) {
    window.click("nav-bills").await;
    let row = format!("tr[data-number='{number}'] a");
    window.find_css(&row).await.click().await.unwrap();
    window.click("open-document").await;
    window.find("document-page").await;
    let drawn = window
        .script_answer(
            "const page = document.querySelector('[data-testid=document-page]');
             const done = arguments[0];
             const told = () => [page.naturalWidth, page.naturalHeight > page.naturalWidth, page.alt];
             page.decode().then(() => done(told()));",
        )
        .await;
    assert_eq!(drawn[0], 1_240);
    assert_eq!(drawn[1], true, "a page of A4 stands upright");
    assert!(drawn[2].as_str().unwrap().contains(number), "{drawn}");
}

#[tokio::test]
async fn mc_19_a_bills_pdf_is_shown_inside_the_app_and_again_offline_with_nothing_readable_on_disk()
{
    let mut portal = DemoPortal::start();
    let device = DeviceFolders::new();
    let day = serde_json::from_value(TODAY.into()).unwrap();
    let cast = balcao_people::rede_horizonte(day, 7);
    let ana = cast.customer_of(ANA_TAX_ID).unwrap();
    let mut bills = cast.bills.iter();
    let bill = bills
        .find(|bill| bill.customer == ana && bill.due_on.text() == "24/11/2026")
        .unwrap();
    let api = PortalApi::sign_in(&portal, "rede-horizonte", ANA_TAX_ID, ANA_PASSWORD).await;
    let pdf = api.get(&paths::bill_pdf(bill.id)).await;
    let pdf = pdf.bytes().await.unwrap();

    let window = Window::open(&device).await;
    window
        .sign_in(&portal.address("rede-horizonte"), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    see_document(&window, &bill.number_text()).await;
    window.close().await;

    portal.stop();
    let window = Window::open(&device).await;
    see_document(&window, &bill.number_text()).await;
    // Once while the app runs, with its write-ahead log, and once after it.
    assert_eq!(traces(&pdf, device.root()), []);
    window.close().await;
    assert_eq!(traces(&pdf, device.root()), []);
}

/// Where parts of a PDF lie readable: its head, and what is in its middle and at its end.
fn traces(pdf: &[u8], folder: &Path) -> Vec<(String, std::path::PathBuf)> {
    let middle = pdf.len() / 2;
    let mut search = FileSearch::new([])
        .with_bytes("the head", &pdf[..16])
        .with_bytes("the middle", &pdf[middle..middle + 32])
        .with_bytes("the end", &pdf[pdf.len() - 32..]);
    let found = search.below(folder);
    let kept = |name: &str| search.files().iter().any(|file| file.ends_with(name));
    assert!(kept("files.db"), "files.db was not among the files read");
    found
}
