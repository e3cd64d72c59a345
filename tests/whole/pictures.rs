//! Every screen of the demo, as a person sees it: `cargo xtask screenshots` keeps what this takes.

use crate::support::{DemoPortal, DeviceFolders, Window, given};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID, BRUNO_PASSWORD, BRUNO_TAX_ID};
use balcao_people::{MARINA_PASSWORD, MARINA_TAX_ID};
use std::path::PathBuf;

const SLUG: &str = "rede-horizonte";

/// A size of screen, with the end of its pictures' names.
#[derive(Clone, Copy)]
struct Screen {
    name: &'static str,
    width: u32,
    height: u32,
}

const PHONE: Screen = Screen {
    name: "phone",
    width: 390,
    height: 844,
};
const DESKTOP: Screen = Screen {
    name: "desktop",
    width: 1280,
    height: 800,
};

/// Takes a picture of the screen that is open, at a size.
async fn take(window: &Window, what: &str, screen: Screen) {
    window.rest_pointer().await;
    window.settle().await;
    let path: PathBuf = given("BALCAO_TEST_PICTURES").join(format!("{what}-{}.png", screen.name));
    window.say_the_same().await;
    window.picture(&path).await;
    let bytes = std::fs::read(&path).unwrap();
    // The sizes stand in the PNG's header, after its signature and the chunk's own.
    let size = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!(
        (size(16), size(20)),
        (screen.width, screen.height),
        "{what}"
    );
}

#[tokio::test]
async fn every_screen_can_be_pictured_on_phone_and_desktop() {
    let portal = DemoPortal::start();
    for screen in [PHONE, DESKTOP] {
        let device = DeviceFolders::new();
        let window = Window::open(&device).await;
        window.resize(screen.width, screen.height).await;
        window
            .type_into("address-field", &portal.address(SLUG))
            .await;
        window.click("continue").await;
        window.find("lookup-result").await;
        take(&window, "add", screen).await;
        window.click("continue").await;
        window.find("tax-id").await;
        take(&window, "sign-in", screen).await;
        window.give_credentials(ANA_TAX_ID, ANA_PASSWORD).await;
        window.wait_for("R$ 129,90").await;
        take(&window, "home", screen).await;
        window.click("open-bill").await;
        window.find("copy-line").await;
        take(&window, "bill", screen).await;
        window.close().await;

        for (who, tax_id, password, shown) in [
            ("suspended", BRUNO_TAX_ID, BRUNO_PASSWORD, "suspenso"),
            ("company", MARINA_TAX_ID, MARINA_PASSWORD, "Link dedicado"),
        ] {
            let device = DeviceFolders::new();
            let window = Window::open(&device).await;
            window.resize(screen.width, screen.height).await;
            window
                .sign_in(&portal.address(SLUG), tax_id, password)
                .await;
            window.wait_for(shown).await;
            take(&window, &format!("home-{who}"), screen).await;
            window.click("nav-bills").await;
            window.find("total-open").await;
            window.click("filter-all").await;
            window.find("bill-row").await;
            take(&window, &format!("bills-{who}"), screen).await;
            window.find_css("[data-row]").await.click().await.unwrap();
            window.find("copy-line").await;
            take(&window, &format!("bill-{who}"), screen).await;
            window.click("nav-account").await;
            window.find("my-data").await;
            take(&window, &format!("account-{who}"), screen).await;
            window.close().await;
        }
    }
}
