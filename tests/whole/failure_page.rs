//! When the interface does not start or stops: the loader's page, in plain words.

use crate::support::{Browser, DemoPortal, DevTools, Device, WebServer};
use balcao_bridge::Language;
use serde_json::json;

/// What a panic is to the page, as wasm does not unwind. What a driver's own script throws would be
/// told without the error itself, so it is told here.
const TRAP: &str = "const error = new WebAssembly.RuntimeError('unreachable');
    dispatchEvent(new ErrorEvent('error', { error }))";

#[tokio::test]
async fn a_panic_leaves_a_page_that_says_so_and_can_be_reloaded() {
    let portal = DemoPortal::start();
    let web = WebServer::start(&portal);
    for (language, first, title, code, reload) in [
        (
            Language::Portuguese,
            "Quem atende você?",
            "Algo deu errado",
            "Código para o suporte: ui",
            "Recarregar",
        ),
        (
            Language::English,
            "Who is your provider?",
            "Something went wrong",
            "Code for support: ui",
            "Reload",
        ),
        (
            Language::Spanish,
            "¿Quién es su proveedor?",
            "Algo salió mal",
            "Código para soporte: ui",
            "Recargar",
        ),
    ] {
        let browser = Browser::open_in(language, &web.origin, Device::Phone).await;
        browser.wait_for(first).await;
        browser.script(TRAP).await;
        browser.wait_for_text_at("main.failure h1", title).await;
        browser.wait_for_text_at(".failure-code", code).await;
        let trap = browser.script("return document.documentElement.dataset.trap");
        assert!(trap.await.as_str().unwrap().starts_with("unreachable\n"));
        let again = browser.find_css("main.failure button").await;
        assert_eq!(again.text().await.unwrap(), reload);
        again.click().await.unwrap();
        browser.wait_for(first).await;
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
