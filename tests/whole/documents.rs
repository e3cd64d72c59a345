//! The bill's PDF: in the real window drawn, there offline, and not readable on the device; in a
//! browser handed on and downloaded.

use crate::support::{
    Browser, DemoPortal, DevTools, Device, DeviceFolders, FileSearch, PortalApi, TODAY, Theme,
    WebServer, Window,
};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};
use serde::Deserialize;
use serde_json::json;
use std::path::Path;

/// A mock of the system's share sheet, which Linux has none of: the person closes it the first time
/// and hands on what it is given the second.
const SHARE_SHEET: &str = "
    navigator.canShare = (data) => data.files.every((file) => file.type === 'application/pdf');
    navigator.share = async (data) => {
        window.sheets = (window.sheets ?? 0) + 1;
        if (window.sheets === 1) throw new DOMException('closed', 'AbortError');
        window.shared = data.files[0];
    };";

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
    let pdf = api.get(&bill.pdf().path()).await;
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

#[tokio::test]
async fn a_document_is_handed_on_where_the_system_has_a_way_to() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Desktop).await;
    let sheet = DevTools {
        command: "Page.addScriptToEvaluateOnNewDocument",
        parameters: json!({ "source": SHARE_SHEET }),
    };
    browser.issue(sheet).await;
    browser.open(&web.origin).await;
    browser
        .sign_in(&portal.address("rede-horizonte"), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    browser.click("open-bill").await;
    browser.click("open-document").await;
    browser.click("share-document").await;
    browser
        .script_answer(
            "const done = arguments[0];
             const look = () => window.sheets ? done(true) : requestAnimationFrame(look);
             look();",
        )
        .await;
    browser.click("share-document").await;
    let shared = browser
        .script_answer(
            "const done = arguments[0];
             const look = async () => {
                 if (!window.shared) return requestAnimationFrame(look);
                 done([shared.name, await shared.slice(0, 5).text(), shared.size > 10000]);
             };
             look();",
        )
        .await;
    let name = shared[0].as_str().unwrap();
    assert!(name.ends_with(".pdf"), "{name}");
    assert_eq!([&shared[1], &shared[2]], [&json!("%PDF-"), &json!(true)]);
    let refused = browser
        .script("return document.querySelector('[data-testid=document-not-shared]')")
        .await;
    assert!(refused.is_null(), "closing the sheet is no failure");

    for width in [390, 320] {
        browser.become_screen(width, 700, Theme::Light).await;
        let beyond = browser
            .script(
                "const button = document.querySelector('[data-testid=share-document]');
                 return button.getBoundingClientRect().right > innerWidth;",
            )
            .await;
        assert_eq!(beyond, false, "at {width} px");
    }
}

/// Asks for what the link to save leads to, as the page itself.
const FETCH: &str = "const [done] = arguments;
const fetched = async () => {
    const link = document.querySelector('[data-testid=save-document]');
    const answer = await fetch(link.href, { credentials: 'same-origin' });
    const bytes = [...new Uint8Array(await answer.arrayBuffer())];
    const header = name => answer.headers.get(name) ?? '';
    const [kind, disposition] = [header('content-type'), header('content-disposition')];
    return { status: answer.status, kind, disposition, bytes };
};
fetched().then(done, error => done(`${error}`));";

#[derive(Deserialize)]
struct Fetched {
    status: u16,
    kind: String,
    disposition: String,
    bytes: Vec<u8>,
}

#[tokio::test]
async fn mc_19_in_a_browser_a_bills_pdf_is_downloaded_under_its_name() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Desktop).await;
    browser
        .sign_in(&portal.address("rede-horizonte"), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    browser.click("open-bill").await;
    browser.click("open-document").await;
    browser.find("document-page").await;
    browser.settle().await;

    let fetched: Fetched = serde_json::from_value(browser.script_answer(FETCH).await).unwrap();
    assert_eq!((fetched.status, &*fetched.kind), (200, "application/pdf"));
    assert!(fetched.bytes.starts_with(b"%PDF-"));

    let (name, bytes) = browser.download("save-document").await;
    assert!(bytes == fetched.bytes, "{} bytes came", bytes.len());
    let attached = format!("attachment; filename=\"{name}\"");
    assert_eq!(fetched.disposition, attached);
    // The page stays where it is.
    browser.find("document-page").await;
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
