//! Every language: the system's at first, then the one that was chosen, at once and for good.

use crate::support::{Browser, DemoPortal, Device, DeviceFolders, Page, WebServer, Window};
use balcao_bridge::Language;
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};

const SLUG: &str = "rede-horizonte";

/// Chooses a language as whoever reads none of the others does: by its own name.
async fn choose(page: &Page, name: &str) {
    let select = page.find("language").await;
    select.select_by_label(name).await.unwrap();
}

async fn language_of(page: &Page) -> String {
    let language = page.script("return document.documentElement.lang").await;
    language.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_browser_is_spoken_to_in_its_language_until_another_is_chosen() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open_in(Language::Spanish, &web.origin, Device::Desktop).await;
    browser.wait_for("¿Quién es su proveedor?").await;
    assert_eq!(language_of(&browser).await, "es");
    browser.script("window.stillTheSamePage = true").await;
    browser.type_into("address-field", "localhost").await;

    choose(&browser, "English").await;
    browser.wait_for("Who is your provider?").await;
    assert_eq!(language_of(&browser).await, "en");
    assert_eq!(
        browser.script("return document.title").await,
        "Who is your provider? · Balcão"
    );
    // Nothing was loaded anew: focus and what was typed stay where they are.
    let focused = browser.focused().await.attr("id").await.unwrap();
    assert_eq!(focused.as_deref(), Some("language"));
    assert_eq!(browser.script("return window.stillTheSamePage").await, true);
    let typed = browser.find("address-field").await;
    assert_eq!(
        typed.prop("value").await.unwrap().as_deref(),
        Some("localhost")
    );

    // The choice lasts as long as the session.
    browser.open(&web.origin).await;
    browser.wait_for("Who is your provider?").await;
    browser
        .sign_in(&portal.address(SLUG), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    browser.wait_for("R$129.90").await;
    browser.wait_for("due Tuesday, 24 Nov 2026").await;
    browser.click("nav-account").await;
    choose(&browser, "Português").await;
    browser.wait_for("Sobre o Balcão").await;
    assert_eq!(language_of(&browser).await, "pt-BR");
}

#[tokio::test]
async fn a_language_chosen_in_the_window_is_spoken_after_a_restart() {
    let device = DeviceFolders::new();
    let window = Window::open(&device).await;
    window.wait_for("Quem atende você?").await;
    assert_eq!(language_of(&window).await, "pt-BR");
    choose(&window, "Español").await;
    window.wait_for("¿Quién es su proveedor?").await;
    window.close().await;
    let window = Window::open(&device).await;
    window.wait_for("¿Quién es su proveedor?").await;
    assert_eq!(language_of(&window).await, "es");
    window.close().await;
}

#[tokio::test]
async fn licences_are_shown_in_their_authors_words() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&format!("{}/about", web.origin), Device::Phone).await;
    browser.wait_for("Na memória do servidor").await;
    for (name, words) in [
        (
            "Inter, SIL Open Font License 1.1",
            "The Inter Project Authors",
        ),
        ("Lucide, licença ISC", "Lucide"),
        ("Balcão, licença MIT", "Permission is hereby granted"),
        ("Balcão, licença Apache 2.0", "Apache License"),
    ] {
        let opening = format!(
            "[...document.querySelectorAll('summary')].find(it => it.textContent.includes('{name}')).click()"
        );
        browser.script(&opening).await;
        browser.wait_for(words).await;
    }
}
