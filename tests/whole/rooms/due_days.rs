//! *Alterar o Vencimento* in the real window.

use crate::support::{DemoPortal, DeviceFolders, Window};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID};

#[tokio::test]
async fn mc_35_another_due_day_is_asked_for_having_agreed_and_stays_visible_until_it_is_decided() {
    let mut portal = DemoPortal::start();
    let device = DeviceFolders::new();
    let window = Window::open(&device).await;
    let provider = portal.address("rede-horizonte");
    window.sign_in(&provider, ANA_TAX_ID, ANA_PASSWORD).await;
    window.click("nav-due-day").await;
    portal.stop();

    window.click("room-add").await;
    window.click("form-save").await;
    window.wait_for_text_at("#plan-error", "Escolha").await;
    window.wait_for_text_at("#day-error", "Escolha").await;
    window.wait_for_text_at("#terms-error", "concorde").await;
    for (field, place) in [("plan", 1), ("day", 3)] {
        let select = window.find(field).await;
        select.select_by_index(place).await.unwrap();
    }
    window.click("terms").await;
    window.click("form-save").await;
    window
        .wait_for_text_at("tbody tr", "Aguardando envio")
        .await;
    portal.resume();
    let asked = window
        .wait_for_text("room-row", |text| {
            text.contains("Solicitada") && !text.contains("envio") && !text.contains("Envia")
        })
        .await;
    assert!(asked.contains("do dia 24 para o dia 10"), "{asked}");

    let listed = portal.run(&["due-day", "list", "--provider", "rede-horizonte"]);
    let (id, rest) = listed.split_once(' ').unwrap();
    assert!(rest.contains("Fibra 600 Mega: 24 -> 10"), "{rest}");
    portal.run(&["due-day", "approve", id]);
    window.wait_for_text_at("tbody tr", "Aprovada").await;
    window.close().await;
}
