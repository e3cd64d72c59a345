//! What a camera reads from a screen: zbar, which knows nothing of this project, in its place.

use crate::support::{Browser, DemoPortal, Device, Person, Theme, WebServer};
use balcao_domain::{Boleto, BrCode};
use std::path::Path;
use std::process::Command;

/// The codes of one symbology in a picture.
fn read(symbology: &str, picture: &Path) -> Vec<String> {
    let read = Command::new("zbarimg")
        .args(["--quiet", "--raw", "-Sdisable"])
        .arg(format!("-S{symbology}.enable"))
        .arg(picture)
        .output()
        .unwrap();
    let text = String::from_utf8(read.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn mc_20_a_camera_reads_both_codes_of_a_bill_from_a_screen_of_few_pixels() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Desktop).await;
    Person::Ana
        .enter(&browser, &portal.address("rede-horizonte"))
        .await;
    browser.become_screen(1280, 800, Theme::Light).await;
    browser.click("nav-home").await;
    browser.click("open-bill").await;
    let line = browser.text("line").await;
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("bill.png");
    browser.settle().await;
    browser.picture(&picture).await;
    let codes = read("qrcode", &picture);
    assert!(BrCode::parse(&codes[0]).is_ok(), "{codes:?}");

    browser.click("enlarge-bars").await;
    browser.settle().await;
    browser.picture(&picture).await;
    let boleto = Boleto::parse(&line).unwrap();
    assert_eq!(read("i25", &picture), [boleto.barcode()]);
    browser.click("close-bars").await;
    browser.find_css("body:not(:has(dialog[open]))").await;
}
