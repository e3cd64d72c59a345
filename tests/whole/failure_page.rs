//! When the interface does not start or stops: the loader's page, in plain words.

use crate::support::{Browser, DemoPortal, DevTools, Device, WebServer};
use balcao_bridge::Language;
use serde_json::json;

#[tokio::test]
async fn a_panic_leaves_a_page_that_says_so_and_can_be_reloaded() {
    let portal = DemoPortal::start();
    let web = WebServer::start_with_gallery(&portal);
    let gallery = format!("{}/dev/gallery", web.origin);
    for (language, title, code, reload) in [
        (
            Language::Portuguese,
            "Algo deu errado",
            "Código para o suporte:",
            "Recarregar",
        ),
        (
            Language::English,
            "Something went wrong",
            "Code for support:",
            "Reload",
        ),
        (
            Language::Spanish,
            "Algo salió mal",
            "Código para soporte:",
            "Recargar",
        ),
    ] {
        let browser = Browser::open_in(language, &gallery, Device::Phone).await;
        browser.click("gallery-panic").await;
        browser.wait_for_text_at("main.failure h1", title).await;
        let said = browser.wait_for_text_at(".failure-code", code).await;
        assert!(said.contains("asked for in the gallery"), "{said}");
        let trap = browser.script("return document.documentElement.dataset.trap");
        assert!(trap.await.as_str().unwrap().contains("wasm-function"));
        let again = browser.find_css("main.failure button").await;
        assert_eq!(again.text().await.unwrap(), reload);
        again.click().await.unwrap();
        browser.find("gallery-panic").await;
    }
}

#[tokio::test]
async fn without_words_the_page_says_that_it_did_not_open() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    let browser = Browser::open(&web.origin, Device::Desktop).await;
    browser.wait_for("Quem atende você?").await;
    for (command, parameters) in [
        ("Network.enable", json!({})),
        ("Network.setBlockedURLs", json!({ "urls": ["*/locales/*"] })),
    ] {
        browser
            .issue(DevTools {
                command,
                parameters,
            })
            .await;
    }
    browser.open(&web.origin).await;
    browser
        .wait_for_text_at("main.failure h1", "O Balcão não abriu")
        .await;
    browser.wait_for_text_at(".failure-code", "words").await;
}
