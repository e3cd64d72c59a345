//! What people are told when something is wrong: what happened and what to do.

use crate::support::{DemoPortal, DeviceFolders, Impostor, Window, only_account};
use balcao_client::{Key, KeychainVault, Secret, Vault};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};
use std::fs;

const SLUG: &str = "rede-horizonte";

#[tokio::test]
async fn a_wrong_address_is_said_in_words_for_each_cause() {
    let portal = DemoPortal::start();
    let site = Impostor::web_site().await;
    let stranger = Impostor::self_signed().await;
    let device = DeviceFolders::new();
    let window = Window::open(&device).await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("localhost:{}", free.local_addr().unwrap().port());
    drop(free);
    for (address, words) in [
        ("http://localhost:1/x".to_owned(), "não é seguro"),
        ("rede horizonte".to_owned(), "não é um endereço"),
        (nobody, "Sem conexão com o provedor"),
        (site.address.clone(), "não é o endereço de um provedor"),
        (stranger.address.clone(), "não é confiável"),
        (
            portal.address("nao-existe"),
            "Não há provedor neste endereço",
        ),
    ] {
        window.clear("address-field").await;
        window.type_into("address-field", &address).await;
        window.click("continue").await;
        let told = window.wait_for_text_at("#address-error", words).await;
        println!("{address}: {told}");
    }
    window.close().await;
}

#[tokio::test]
async fn mc_10_a_wrong_password_is_said_in_the_manuals_words_and_what_was_typed_stays() {
    let portal = DemoPortal::start();
    let device = DeviceFolders::new();
    let window = Window::open(&device).await;
    window.add_provider(&portal.address(SLUG)).await;
    window
        .give_credentials(ANA_TAX_ID, "errada-de-propósito")
        .await;
    let told = window
        .wait_for_text("sign-in-error", |text| !text.is_empty())
        .await;
    assert!(told.contains("Usuário ou Senha Inválida"), "{told}");
    let typed = window.find("tax-id").await.prop("value").await.unwrap();
    assert_eq!(typed.as_deref(), Some("880.887.731-05"));

    window.clear("password").await;
    window.type_into("password", ANA_PASSWORD).await;
    window.click("sign-in").await;
    window.wait_for("R$ 129,90").await;
    window.close().await;
}

/// Signs Ana in, reads her bill once, and closes the app.
async fn device_of_ana(portal: &DemoPortal) -> DeviceFolders {
    let device = DeviceFolders::new();
    let window = Window::open(&device).await;
    window
        .sign_in(&portal.address(SLUG), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    window.wait_for("R$ 129,90").await;
    window.close().await;
    device
}

#[tokio::test]
async fn a_damaged_cache_is_said_and_loaded_again() {
    let portal = DemoPortal::start();
    let device = device_of_ana(&portal).await;
    let (_, folder) = only_account(&device);
    let cache = folder.join("cache.db");
    // The log of a process that was ended from outside would bring the page back.
    for log in ["cache.db-wal", "cache.db-shm"] {
        fs::remove_file(folder.join(log)).unwrap();
    }
    fs::write(&cache, [0; 4096]).unwrap();

    let window = Window::open(&device).await;
    window.wait_for("R$ 129,90").await;
    let told = window.text("cache-banner").await;
    assert!(told.contains("danificados"), "{told}");
    window.close().await;
}

#[tokio::test]
async fn a_key_that_does_not_fit_is_said_nothing_is_touched_and_signing_in_helps() {
    let portal = DemoPortal::start();
    let device = device_of_ana(&portal).await;
    let (account, folder) = only_account(&device);
    let before = fs::read(folder.join("cache.db")).unwrap();
    let mut secret: Secret = KeychainVault.load(account).unwrap();
    secret.key = Key::from_bytes([7; 32]);
    KeychainVault.store(account, &secret).unwrap();

    let window = Window::open(&device).await;
    window.wait_for("A chave guardada não abre os dados").await;
    assert_eq!(fs::read(folder.join("cache.db")).unwrap(), before);
    window.click("error-action").await;
    window.type_into("tax-id", ANA_TAX_ID).await;
    window.type_into("password", ANA_PASSWORD).await;
    window.click("sign-in").await;
    window.wait_for("R$ 129,90").await;
    window.close().await;
}

#[tokio::test]
async fn without_a_keychain_the_app_says_so_and_keeps_nothing() {
    let portal = DemoPortal::start();
    let device = DeviceFolders::new();
    let window = Window::open_with(&device, |command| {
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    })
    .await;
    window.wait_for("Só nesta sessão").await;
    window
        .sign_in(&portal.address(SLUG), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    window.wait_for("R$ 129,90").await;
    window.close().await;
    let mut kept: Vec<_> = fs::read_dir(device.app())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    kept.sort();
    assert_eq!(kept, ["accounts.json", "lock"]);
    let accounts = fs::read_to_string(device.app().join("accounts.json")).unwrap();
    assert!(!accounts.contains("localhost"), "{accounts}");
}

#[tokio::test]
async fn dp_39_signing_out_leaves_nothing_of_the_account() {
    let portal = DemoPortal::start();
    let device = DeviceFolders::new();
    let window = Window::open(&device).await;
    window
        .sign_in(&portal.address(SLUG), ANA_TAX_ID, ANA_PASSWORD)
        .await;
    window.wait_for("R$ 129,90").await;
    let (account, folder) = only_account(&device);
    window.click("nav-account").await;
    window.click("sign-out").await;
    window.click("confirm-sign-out").await;
    window.find("address-field").await;
    assert!(!folder.exists());
    assert!(KeychainVault.load(account).is_err());
    window.close().await;
}
