//! *Contatos* in the real window.

use crate::support::{DemoPortal, DeviceFolders, Window};
use balcao_people::{MARINA_PASSWORD, MARINA_TAX_ID};

#[tokio::test]
async fn mc_23_mc_24_mc_25_mc_26_mc_27_mc_28_mc_29_mc_30_a_contact_is_added_changed_and_removed() {
    let mut portal = DemoPortal::start();
    let device = DeviceFolders::new();
    let window = Window::open(&device).await;
    let provider = portal.address("rede-horizonte");
    window
        .sign_in(&provider, MARINA_TAX_ID, MARINA_PASSWORD)
        .await;
    window.click("nav-contacts").await;
    window.wait_for("Érica Nogueira").await;
    portal.stop();

    window.click("room-add").await;
    window.type_into("name", "Júlia Souza").await;
    window.type_into("email", "julia@correio").await;
    window.click("form-save").await;
    window.wait_for_text_at("#kind-error", "Escolha").await;
    window.wait_for_text_at("#mobile-error", "Preencha").await;
    window
        .wait_for_text_at("#email-error", "exemplo.com.br")
        .await;
    window
        .wait_for_text_at("#landline-help", "Não é obrigatório")
        .await;
    window.find("kind").await.select_by_index(1).await.unwrap();
    window.type_into("mobile", "11977665544").await;
    window.type_into("email", ".example").await;
    window.click("sms").await;
    window.click("form-save").await;
    window
        .wait_for_text_at("tbody tr", "Aguardando envio")
        .await;

    portal.resume();
    window.wait_for("4 de 4").await;
    window.click_link("Júlia Souza").await;
    let detail = window
        .wait_for_text("room-detail", |text| text.contains("recebe"))
        .await;
    assert!(
        detail.contains("Administrativo") && detail.contains("(11) 97766-5544"),
        "{detail}"
    );
    window.click("room-edit").await;
    window.type_into("landline", "1932123344").await;
    window.click("form-save").await;
    window
        .wait_for_text("room-detail", |text| text.contains("(19) 3212-3344"))
        .await;
    window.click("remove_contact").await;
    window.click("act-now").await;
    window.wait_for("3 de 3").await;
    window.close().await;
}
