//! *Alterar a Senha* in the real window.

use crate::support::{DemoPortal, DeviceFolders, Window};
use balcao_people::{BRUNO_PASSWORD, BRUNO_TAX_ID};

#[tokio::test]
async fn mc_40_the_password_is_replaced_with_its_rules_told_while_typing() {
    let portal = DemoPortal::start();
    let device = DeviceFolders::new();
    let window = Window::open(&device).await;
    let provider = portal.address("rede-horizonte");
    window
        .sign_in(&provider, BRUNO_TAX_ID, BRUNO_PASSWORD)
        .await;
    window.click("nav-account").await;
    window.click("change-password").await;
    window.type_into("new-password", "curta").await;
    window.click("password-save").await;
    window
        .wait_for_text_at("#old-password-error", "Preencha")
        .await;
    window
        .wait_for_text_at(".rule-broken", "8 caracteres")
        .await;

    window.type_into("new-password", " e agora longa").await;
    window.type_into("old-password", "outra qualquer").await;
    window.click("password-save").await;
    window
        .wait_for_text_at("#old-password-error", "não é esta")
        .await;
    window.clear("old-password").await;
    window.type_into("old-password", BRUNO_PASSWORD).await;
    window.click("password-save").await;
    window.wait_for("Senha alterada.").await;

    // It signs in, and the one before does not.
    let elsewhere = DeviceFolders::new();
    let other = Window::open(&elsewhere).await;
    other.add_provider(&provider).await;
    other.give_credentials(BRUNO_TAX_ID, BRUNO_PASSWORD).await;
    other.wait_for("Usuário ou Senha Inválida").await;
    other.clear("password").await;
    other.type_into("password", "curta e agora longa").await;
    other.click("sign-in").await;
    other.find("nav-bills").await;
    other.close().await;
    window.close().await;
}
